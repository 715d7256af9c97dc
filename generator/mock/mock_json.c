#include "mock/mock_json.h"

#include <string.h>

#include "diag/report.h"
#include "support/characters.h"
#include "support/hash.h"

/** The reader of one document. */
typedef struct reader {
    mb_arena *arena;
    mb_diag *diag;
    const char *begin;
    const char *at;
    const char *end;
    mb_position base;
    unsigned depth;
    bool is_whole; /**< nothing was passed over */
} reader;

const char *mbm_json_kind_name(mbm_json_kind kind)
{
    static const char *const names[] = {
        [MBM_JSON_NULL] = "null",    [MBM_JSON_BOOLEAN] = "true or false", [MBM_JSON_NUMBER] = "a number",
        [MBM_JSON_TEXT] = "a text",  [MBM_JSON_LIST] = "a list",           [MBM_JSON_OBJECT] = "an object",
        [MBM_JSON_BAD] = "no value",
    };
    return names[kind];
}

static mb_span span_of(const reader *r, const char *from, const char *to)
{
    return (mb_span){r->base + (mb_position)(from - r->begin), r->base + (mb_position)(to - r->begin)};
}

static bool is_over(const reader *r)
{
    return r->at == r->end;
}

static bool is_at(const reader *r, char c)
{
    return r->at < r->end && *r->at == c;
}

static void skip_blanks(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) {
        r->at++;
    }
}

/** What stands at the reader, for messages, and how long it is. */
static const char *found_at(const reader *r, size_t *length)
{
    const char *end = r->at;

    while (end < r->end && (mb_is_word(*end) || *end == '.' || *end == '-' || *end == '+')) {
        end++;
    }
    if (end == r->at && end < r->end) {
        for (end++; end < r->end && !mb_begins_character(*end); end++) {
        }
    }
    *length = (size_t)(end - r->at);
    return is_over(r) ? "the end of the file"
                      : mb_arena_format(r->arena, "'%.*s'", *length < 40 ? (int)*length : 40, r->at);
}

static void report_unexpected(reader *r, const char *wanted)
{
    size_t length = 0;
    const char *found = found_at(r, &length);

    mb_report(r->diag, MB_MSG_JSON_UNEXPECTED, span_of(r, r->at, r->at + length), wanted, found);
    r->is_whole = false;
}

/** No text goes on behind it. */
static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/** Passes over a text in quotes, whatever is in it. */
static void skip_text(reader *r)
{
    for (r->at++; r->at < r->end && *r->at != '"' && *r->at != '\n'; r->at++) {
        r->at += *r->at == '\\' && r->at + 1 < r->end;
    }
    r->at += is_at(r, '"');
}

/** Behind an error: goes on to the comma or the bracket that ends the item at hand. */
static void skip_item(reader *r)
{
    size_t open = 0;

    while (r->at < r->end && (open > 0 || (*r->at != ',' && *r->at != ']' && *r->at != '}'))) {
        open += *r->at == '[' || *r->at == '{';
        open -= open > 0 && (*r->at == ']' || *r->at == '}');
        if (*r->at == '"') {
            skip_text(r);
        } else {
            r->at++;
        }
    }
}

/* Texts. */

static void report_text(reader *r, const char *from, const char *to, const char *problem)
{
    mb_report(r->diag, MB_MSG_JSON_TEXT, span_of(r, from, to), problem);
}

/** Reads four hexadecimal digits. */
static bool read_hex(const reader *r, const char *from, uint32_t *unit)
{
    *unit = 0;
    for (unsigned i = 0; i < 4; i++) {
        if (from + i >= r->end || mb_digit_value(from[i]) > 15) {
            return false;
        }
        *unit = *unit << 4 | mb_digit_value(from[i]);
    }
    return true;
}

static char *put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

/** Reads \uXXXX, with its other half where it is one of a pair. @return NULL, reported, where it is no character */
static char *read_unicode(reader *r, char *to)
{
    const char *from = r->at;
    uint32_t high = 0;
    uint32_t low = 0;

    if (!read_hex(r, from + 2, &high)) {
        r->at += 2;
        report_text(r, from, r->at, "has a \\u without four hexadecimal digits behind it");
        return NULL;
    }
    r->at += 6;
    if (high >= 0xD800 && high < 0xDC00 && r->at + 1 < r->end && r->at[0] == '\\' && r->at[1] == 'u' &&
        read_hex(r, r->at + 2, &low) && low >= 0xDC00 && low < 0xE000) {
        r->at += 6;
        return put_utf8(to, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    }
    if (high >= 0xD800 && high < 0xE000) {
        report_text(r, from, r->at, "has one half of a pair of surrogates, which is no character");
        return NULL;
    }
    if (high == 0) {
        report_text(r, from, r->at, "holds U+0000, which no text of CIM can");
        return NULL;
    }
    return put_utf8(to, high);
}

/** Reads what begins with a backslash. @return NULL, reported, where it means nothing */
static char *read_escape(reader *r, char *to)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *from = r->at;
    const char c = r->at + 1 < r->end ? r->at[1] : '\0';
    const char *letter = c != '\0' ? strchr(letters, c) : NULL;

    if (c == 'u') {
        return read_unicode(r, to);
    }
    r->at += r->at + 1 < r->end && !ends_line(c) ? 2 : 1;
    while (r->at < r->end && !mb_begins_character(*r->at)) {
        r->at++;
    }
    if (letter == NULL) {
        report_text(r, from, r->at,
                    "has a backslash that means nothing: only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX do");
        return NULL;
    }
    *to = meanings[letter - letters];
    return to + 1;
}

/** Reads a text in quotes, at the first of which the reader is. @return NULL, reported, where it is none; `*length` */
static const char *read_text(reader *r, uint32_t *length)
{
    const char *from = r->at++;
    const char *close = r->at;
    bool good = true;

    while (close < r->end && *close != '"' && !ends_line(*close)) {
        close += *close == '\\' && close + 1 < r->end && !ends_line(close[1]) ? 2 : 1;
    }
    close = close < r->end ? close : r->end;
    char *text = mb_arena_alloc(r->arena, (size_t)(close - from) + 1); /* no escape is shorter than what it means */
    char *to = text;
    while (r->at < close) {
        char *next = to;
        if (*r->at == '\\') {
            next = read_escape(r, to);
        } else if ((unsigned char)*r->at < 0x20) {
            report_text(r, r->at, r->at + 1,
                        "holds a control character: it is written with a backslash, as \\t or \\u0009");
            r->at++;
            next = NULL;
        } else {
            *next++ = *r->at++;
        }
        good = good && next != NULL;
        to = next != NULL ? next : to;
    }
    if (!is_at(r, '"')) {
        report_text(r, from, r->at, "has no closing quote");
        r->is_whole = false;
        return NULL;
    }
    r->at++;
    *to = '\0';
    *length = (uint32_t)(to - text);
    return good ? text : NULL;
}

/* Numbers and words. */

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && mb_is_digit(*at)) {
        at++;
    }
    return at;
}

/** The end of what has the form of a number; `from` where nothing has. */
static const char *end_of_number(const char *from, const char *end)
{
    const char *at = from + (from < end && *from == '-');
    const char *digits = at;

    at = skip_digits(at, end);
    if (at == digits || (*digits == '0' && at > digits + 1)) {
        return from;
    }
    if (at < end && *at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction, end);
        if (at == fraction) {
            return from;
        }
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        exponent += exponent < end && (*exponent == '-' || *exponent == '+');
        at = skip_digits(exponent, end);
        if (at == exponent) {
            return from;
        }
    }
    return at;
}

/** Reads a number, true, false or null: what is made of letters, digits, signs and points. */
static void read_word(reader *r, mbm_json *value)
{
    size_t length = 0;
    const char *found = found_at(r, &length);
    const mb_text word = {r->at, (uint32_t)length};
    const mb_span span = span_of(r, r->at, r->at + length);
    const bool is_true = mb_text_equal(word, mb_text_of("true"));

    if (is_true || mb_text_equal(word, mb_text_of("false"))) {
        value->kind = MBM_JSON_BOOLEAN;
        value->truth = is_true;
    } else if (mb_text_equal(word, mb_text_of("null"))) {
        value->kind = MBM_JSON_NULL;
    } else if (length > 0 && end_of_number(r->at, r->at + length) == r->at + length) {
        value->kind = MBM_JSON_NUMBER;
        value->text = mb_arena_text(r->arena, r->at, length);
        value->length = (uint32_t)length;
    } else if (length > 0 && (mb_is_digit(*r->at) || *r->at == '-' || *r->at == '+' || *r->at == '.')) {
        mb_report(r->diag, MB_MSG_JSON_NUMBER, span, found);
    } else {
        mb_report(r->diag, MB_MSG_JSON_UNEXPECTED, span, "a value", found);
        if (length == 1 && (is_at(r, ',') || is_at(r, ']') || is_at(r, '}'))) {
            return; /* it ends the item that is not there */
        }
        if (length > 0 && !mb_is_word(*word.bytes)) {
            r->is_whole = false;
            skip_item(r);
            return;
        }
    }
    r->at += length;
}

/* Lists and objects. */

static void read_value(reader *r, mbm_json *value);

/** Whether there are more items, between which the commas are. Behind the last the reader is behind the bracket. */
static bool go_on(reader *r, char close, bool is_first)
{
    const char *wanted = close == ']' ? "',' or ']'" : "',' or '}'";

    skip_blanks(r);
    if (is_first && is_at(r, close)) {
        r->at++;
        return false;
    }
    if (is_first) {
        return true; /* what begins an item is looked for there */
    }
    if (!is_at(r, ',') && !is_at(r, close)) {
        report_unexpected(r, wanted);
        if (is_at(r, ']') || is_at(r, '}')) { /* a bracket of the other kind ends what is open, too */
            r->at++;
            return false;
        }
        return !is_over(r); /* the comma was forgotten */
    }
    if (is_at(r, close)) {
        r->at++;
        return false;
    }
    const char *comma = r->at++;
    skip_blanks(r);
    if (is_at(r, close)) {
        mb_report(r->diag, MB_MSG_JSON_UNEXPECTED, span_of(r, comma, comma + 1), close == ']' ? "']'" : "'}'",
                  "a comma behind the last item");
        r->at++;
        return false;
    }
    return true;
}

static void read_list(reader *r, mbm_json *value)
{
    mbm_json **place = &value->first;

    value->kind = MBM_JSON_LIST;
    r->at++;
    while (go_on(r, ']', value->count == 0)) {
        const char *from = r->at;
        mbm_json *item = mb_arena_zalloc(r->arena, sizeof *item);
        read_value(r, item);
        *place = item;
        place = &item->next;
        value->count++;
        if (r->at == from) {
            skip_item(r);
            r->at += r->at == from && !is_over(r) && !is_at(r, ',') && !is_at(r, ']');
        }
        if (is_over(r)) {
            report_unexpected(r, "']'");
            return;
        }
    }
}

/** The members of one object by name. */
typedef struct name_table {
    mbm_json **places;
    size_t mask;
    size_t count;
} name_table;

static mbm_json **place_of(const name_table *table, const char *name)
{
    size_t at = mb_hash_of(name, strlen(name)) & table->mask;

    while (table->places[at] != NULL && strcmp(table->places[at]->name, name) != 0) {
        at = (at + 1) & table->mask;
    }
    return &table->places[at];
}

static void grow(name_table *table, mb_arena *arena)
{
    const name_table old = *table;

    table->mask = old.places == NULL ? 15 : old.mask * 2 + 1;
    table->places = mb_arena_array(arena, table->mask + 1, sizeof *table->places);
    for (size_t i = 0; old.places != NULL && i <= old.mask; i++) {
        if (old.places[i] != NULL) {
            *place_of(table, old.places[i]->name) = old.places[i];
        }
    }
}

/** Adds a member, unless there is one of its name. @return whether it was added */
static bool add_name(reader *r, name_table *table, mbm_json *member)
{
    if (table->places == NULL || table->count > table->mask / 2) {
        grow(table, r->arena);
    }
    mbm_json **place = place_of(table, member->name);
    if (*place != NULL) {
        mb_report(r->diag, MB_MSG_JSON_TWICE, member->name_span, member->name);
        mb_report_note(r->diag, MB_MSG_FIRST_HERE, (*place)->name_span);
        return false;
    }
    *place = member;
    table->count++;
    return true;
}

/** Reads a name and a value. @return whether it has a name */
static bool read_member(reader *r, mbm_json *member)
{
    const char *from = r->at;
    uint32_t length = 0;

    if (!is_at(r, '"')) {
        report_unexpected(r, "a name in quotes");
        skip_item(r);
        return false;
    }
    member->name = read_text(r, &length);
    member->name_span = span_of(r, from, r->at);
    skip_blanks(r);
    if (!is_at(r, ':')) {
        report_unexpected(r, "':'");
        skip_item(r);
        return false;
    }
    r->at++;
    skip_blanks(r);
    read_value(r, member);
    return member->name != NULL;
}

static void read_object(reader *r, mbm_json *value)
{
    mbm_json **place = &value->first;
    name_table names = {NULL, 0, 0};

    value->kind = MBM_JSON_OBJECT;
    r->at++;
    for (bool is_first = true; go_on(r, '}', is_first); is_first = false) {
        const char *from = r->at;
        mbm_json *member = mb_arena_zalloc(r->arena, sizeof *member);
        member->kind = MBM_JSON_BAD;
        if (read_member(r, member) && add_name(r, &names, member)) {
            *place = member;
            place = &member->next;
            value->count++;
        }
        r->at += r->at == from && !is_over(r) && !is_at(r, ',') && !is_at(r, '}');
        if (is_over(r)) {
            report_unexpected(r, "'}'");
            return;
        }
    }
}

static void read_value(reader *r, mbm_json *value)
{
    const char *from = r->at;

    value->kind = MBM_JSON_BAD;
    if (r->depth == MBM_JSON_DEPTH && (is_at(r, '{') || is_at(r, '['))) {
        const char *limit = mb_arena_format(r->arena, "%d", MBM_JSON_DEPTH);
        mb_report(r->diag, MB_MSG_JSON_DEPTH, span_of(r, from, from + 1), limit);
        skip_item(r);
        return;
    }
    r->depth++;
    if (is_at(r, '{')) {
        read_object(r, value);
    } else if (is_at(r, '[')) {
        read_list(r, value);
    } else if (is_at(r, '"')) {
        value->text = read_text(r, &value->length);
        value->kind = value->text != NULL ? MBM_JSON_TEXT : MBM_JSON_BAD;
    } else {
        read_word(r, value);
    }
    r->depth--;
    value->span = span_of(r, from, r->at);
}

const mbm_json *mbm_json_read(const mb_source *source, mb_arena *arena, mb_diag *diag, bool *is_whole)
{
    reader r = {arena, diag, source->text, source->text, source->text + source->length, source->base, 0, true};
    mbm_json *value = mb_arena_zalloc(arena, sizeof *value);
    const size_t errors = mb_diag_errors(diag);

    skip_blanks(&r);
    read_value(&r, value);
    skip_blanks(&r);
    if (!is_over(&r) && mb_diag_errors(diag) == errors) {
        report_unexpected(&r, "the end of the file");
    }
    *is_whole = r.is_whole;
    return value;
}
