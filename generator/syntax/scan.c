#include "syntax/scan.h"

#include <string.h>

#include "diag/report.h"
#include "source/decode.h"
#include "mof_parser.h"
#include "support/characters.h"
#include "support/suggest.h"
#include "syntax/ahead.h"

static mb_span span_of(const mb_parser *parser, const char *begin, const char *end)
{
    mb_span span = {mb_position_of(parser, begin), mb_position_of(parser, end)};
    return span;
}

/** Reports with the text itself, which is short. */
static void report_text(mb_parser *parser, mb_message_of_1 message, const char *begin, const char *end)
{
    const char *text = mb_arena_text(parser->run->arena, begin, (size_t)(end - begin));
    mb_report(parser->run->diag, message, span_of(parser, begin, end), text);
}

static void report(mb_parser *parser, mb_message_of_0 message, const char *begin, const char *end)
{
    mb_report(parser->run->diag, message, span_of(parser, begin, end));
}

/** The first `wanted` in [begin, end), or NULL. */
static const char *find(const char *begin, const char *end, char wanted)
{
    return begin < end ? memchr(begin, wanted, (size_t)(end - begin)) : NULL;
}

static const char *line_end(const mb_parser *parser, const char *at)
{
    const char *end = find(at, parser->end, '\n');
    end = end != NULL ? end : parser->end;
    while (end > at && end[-1] == '\r') {
        end--;
    }
    return end;
}

/** The same as `at == line_end(parser, at)`, without looking for that end: one line may be the whole file. */
static bool is_line_end(const mb_parser *parser, const char *at)
{
    const size_t returns = *at != '\r' ? 0 : at[1] != '\r' ? 1 : 2; /* CR CR LF is what some tools make of CRLF */
    return at == parser->end || at + returns == parser->end || at[returns] == '\n';
}

/** A backslash at the end of a line. */
static void report_continuation(mb_parser *parser, const char *at)
{
    if (!parser->told_of_preprocessor) {
        parser->told_of_preprocessor = true;
        mb_report(parser->run->diag, MB_MSG_PREPROCESSOR, span_of(parser, at, at + 1), "a line that '\\' continues");
    }
}

/* Escapes */

/**
 * Reads the escape at a backslash. @param unit the UTF-16 unit. Of an unknown escape, which is reported, the backslash
 * stands for itself. @return where the text goes on.
 */
static const char *scan_escape(mb_parser *parser, const char *at, uint32_t *unit)
{
    static const char letters[] = "btnfr\"'\\";
    static const char meanings[] = "\b\t\n\f\r\"'\\";
    const char *behind = at + 1;
    const char *known = *behind != '\0' ? strchr(letters, *behind) : NULL;
    if (known != NULL) {
        *unit = (unsigned char)meanings[known - letters];
        return behind + 1;
    }
    if (*behind == '\n' || *behind == '\r') {
        report_continuation(parser, at);
        *unit = ' ';
        return behind;
    }
    if (*behind != 'x' && *behind != 'X') {
        const char *end = behind < parser->end ? behind + mb_utf8_length(*behind) : behind;
        const char *character = mb_arena_text(parser->run->arena, behind, (size_t)(end - behind));
        mb_report(parser->run->diag, MB_MSG_ESCAPE_UNKNOWN, span_of(parser, at, end), character);
        *unit = '\\';
        return behind;
    }
    behind++;
    *unit = 0;
    const char *digits = behind;
    while (behind - digits < 4 && mb_digit_value(*behind) < 16) {
        *unit = *unit << 4 | mb_digit_value(*behind);
        behind++;
    }
    if (behind == digits) {
        report(parser, MB_MSG_ESCAPE_NO_DIGITS, at, digits);
        *unit = '?';
    }
    return behind;
}

static bool is_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDFFF;
}

/** One escape, or two that are a surrogate pair, into the scratch buffer. */
static const char *unescape(mb_parser *parser, const char *at, const char *end)
{
    uint32_t code_point;
    const char *behind = scan_escape(parser, at, &code_point);
    if (code_point == 0) {
        report(parser, MB_MSG_ESCAPE_NUL, at, behind);
        code_point = '?';
    }
    if (is_surrogate(code_point)) {
        uint32_t low = 0;
        const char *behind_pair = behind;
        bool is_escape = behind + 2 < end && behind[0] == '\\' && (behind[1] == 'x' || behind[1] == 'X');
        /* Without a digit it is told of when its turn comes. */
        if (code_point < 0xDC00 && is_escape && mb_digit_value(behind[2]) < 16) {
            behind_pair = scan_escape(parser, behind, &low);
        }
        if (low >= 0xDC00 && low <= 0xDFFF) {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
            behind = behind_pair;
        } else {
            report_text(parser, MB_MSG_ESCAPE_SURROGATE, at, behind);
            code_point = 0xFFFD;
        }
    }
    char utf8[4];
    mb_buffer_append(&parser->run->scratch, utf8, mb_utf8_encode(code_point, utf8));
    return behind;
}

/** The inside of a string into the scratch buffer. In a path a backslash stands for itself, two of them for one. */
static void append_piece(mb_parser *parser, const char *begin, const char *end)
{
    mb_buffer *scratch = &parser->run->scratch;
    const char *slash;
    while ((slash = find(begin, end, '\\')) != NULL) {
        mb_buffer_append(scratch, begin, (size_t)(slash - begin));
        if (!parser->is_path) {
            begin = unescape(parser, slash, end);
        } else {
            mb_buffer_putc(scratch, '\\');
            begin = slash + 1 + (slash + 1 < end && slash[1] == '\\' ? 1 : 0);
        }
    }
    mb_buffer_append(scratch, begin, (size_t)(end - begin));
}

/* Strings */

/**
 * Where a line break stands in a string, either the closing quote is missing and the quote in a later line opens
 * another string, or the text was meant to have two lines. What follows that quote tells.
 */
static bool is_closing_quote(const char *quote)
{
    const char *at = quote + 1;
    while (mb_is_space(*at)) {
        at++;
    }
    return *at != '\0' && strchr("),;}]:\"", *at) != NULL;
}

/**
 * Warns of the first tab inside a string; one warning a file, for who writes one writes many. parser->tab is the first
 * tab that was not yet passed, so that each is looked for once, not in each string anew.
 */
static void look_for_tab(mb_parser *parser, const char *open, const char *quote)
{
    const char *tab = find(open, parser->end, '\t');
    parser->tab = tab != NULL ? tab : parser->end;
    if (parser->tab < quote) {
        report(parser, MB_MSG_STRING_TAB, tab, tab + 1);
        parser->tab = parser->end;
    }
}

/** A string without its closing quote: often a backslash, as at the end of "C:\", made a character of that. */
static void report_unterminated(mb_parser *parser, const char *open)
{
    const char *end = line_end(parser, open);
    report(parser, MB_MSG_STRING_UNTERMINATED, open, end);
    for (const char *at = open + 1; at + 1 < end; at += *at == '\\' ? 2 : 1) {
        if (at[0] == '\\' && at[1] == '"') {
            mb_report_note(parser->run->diag, MB_MSG_QUOTE_ESCAPED, span_of(parser, at, at + 2));
            return;
        }
    }
}

/**
 * The closing quote of the string that `open` begins; NULL, reported, where it is missing. @param has_escape set where
 * the string holds a backslash.
 */
static const char *find_closing_quote(mb_parser *parser, const char *open, bool *has_escape)
{
    const char *const end = parser->end;
    const char *from = open + 1;
    const char *quote = find(from, end, '"');
    const char *slash;
    while (quote != NULL && (slash = find(from, quote, '\\')) != NULL) {
        *has_escape = true;
        if (parser->is_path) {
            break; /* no path holds a quote, but some end with a backslash */
        }
        from = slash + 2;
        if (from > quote) {
            quote = find(from, end, '"');
        }
    }
    const char *line_break = find(open + 1, quote != NULL ? quote : end, '\n');
    if (quote == NULL || (line_break != NULL && !is_closing_quote(quote))) {
        report_unterminated(parser, open);
        return NULL;
    }
    if (line_break != NULL && line_end(parser, open)[-1] != '\\') { /* else the escape is reported */
        report(parser, MB_MSG_STRING_LINE_BREAK, open, line_end(parser, open));
    }
    if (parser->tab < quote) {
        look_for_tab(parser, open, quote);
    }
    return quote;
}

/** Several pieces, or one with escapes. @param quote closes the first; `next` is behind it and the blanks there. */
static const char *join_pieces(mb_parser *parser, const char *open, const char *quote, const char *next,
                               mb_value **value)
{
    mb_buffer *scratch = &parser->run->scratch;
    mb_buffer_clear(scratch);
    append_piece(parser, open + 1, quote);
    while (*next == '"') {
        bool has_escape = false;
        const char *begin = next;
        quote = find_closing_quote(parser, begin, &has_escape);
        if (quote == NULL) {
            *value = NULL;
            return line_end(parser, begin);
        }
        append_piece(parser, begin + 1, quote);
        next = mb_scan_blank(parser, quote + 1);
        (*value)->span.end = mb_position_of(parser, quote + 1);
    }
    (*value)->u.string = mb_arena_text(parser->run->arena, scratch->text, scratch->length);
    (*value)->count = (uint32_t)scratch->length;
    return next;
}

const char *mb_scan_string(mb_parser *parser, const char *open, mb_value **value)
{
    bool has_escape = false;
    const char *quote = find_closing_quote(parser, open, &has_escape);
    if (quote == NULL) {
        parser->is_path = false;
        *value = NULL;
        return line_end(parser, open);
    }
    const char *next = mb_scan_blank(parser, quote + 1);
    *value = mb_build_value(parser, MB_VALUE_STRING, span_of(parser, open, quote + 1));
    if (has_escape || *next == '"') {
        next = join_pieces(parser, open, quote, next, value);
    } else {
        (*value)->u.string = open + 1;
        (*value)->count = (uint32_t)(quote - open - 1);
    }
    parser->is_path = false;
    return next;
}

/** A double typographic quote ends at another one, or at a plain one; single ones begin no string. */
const char *mb_scan_typographic(mb_parser *parser, const char *open, mb_value **value)
{
    enum { QUOTE_LENGTH = 3 };
    static const char first_double[] = "\xE2\x80\x9C";
    bool is_double = (unsigned char)open[2] >= (unsigned char)first_double[2];
    const char *inside = open + QUOTE_LENGTH;
    const char *quote = mb_arena_text(parser->run->arena, open, QUOTE_LENGTH);
    mb_report(parser->run->diag, MB_MSG_TYPOGRAPHIC_QUOTE, span_of(parser, open, inside), quote,
              is_double ? "\"" : "'");

    const char *at = inside;
    for (; !is_line_end(parser, at); at++) {
        bool is_plain = *at == (is_double ? '"' : '\'');
        bool is_typographic =
            memcmp(at, first_double, 2) == 0 && (unsigned char)at[2] >= 0x98 && (unsigned char)at[2] <= 0x9F;
        if (is_plain || is_typographic) {
            const char *behind = at + (is_plain ? 1 : QUOTE_LENGTH);
            *value =
                mb_build_value(parser, is_double ? MB_VALUE_STRING : MB_VALUE_CHAR16, span_of(parser, open, behind));
            if (is_double) {
                (*value)->u.string = inside;
                (*value)->count = (uint32_t)(at - inside);
            }
            return behind;
        }
    }
    *value = NULL;
    return at;
}

/* Characters */

const char *mb_scan_char16(mb_parser *parser, const char *open, mb_value **value)
{
    const char *inside = open + 1;
    const char *quote = inside;
    while (!is_line_end(parser, quote) && *quote != '\'') {
        quote += *quote == '\\' && !is_line_end(parser, quote + 1) ? 2 : 1;
    }
    if (is_line_end(parser, quote)) {
        if (!parser->is_skipping) { /* it's no more than an apostrophe in what is skipped */
            report(parser, MB_MSG_CHAR_UNTERMINATED, open, quote);
        }
        *value = NULL;
        return quote;
    }
    const char *behind = quote + 1;
    *value = mb_build_value(parser, MB_VALUE_CHAR16, span_of(parser, open, behind));
    if (quote == inside) {
        report(parser, MB_MSG_CHAR_EMPTY, open, behind);
        return behind;
    }
    uint32_t unit = mb_utf8_decode(inside);
    const char *next = inside + mb_utf8_length(*inside);
    if (*inside == '\\') {
        next = scan_escape(parser, inside, &unit);
        if (next == inside + 1) { /* an unknown one: here the character behind the backslash is meant */
            unit = mb_utf8_decode(next);
            next += mb_utf8_length(*next);
        }
    }
    if (next != quote) {
        report(parser, MB_MSG_CHAR_LONG, open, behind);
    } else if (unit > 0xFFFF) {
        report_text(parser, MB_MSG_CHAR_RANGE, inside, next);
    } else {
        (*value)->char16 = (uint16_t)unit;
    }
    return behind;
}

/* What begins no token */

/** WMI's compiler passes over it. Where lines of a preprocessor were told of, it is one more of those. */
static void report_line_backslash(mb_parser *parser, const char *at)
{
    if (!parser->told_of_preprocessor && !parser->is_skipping) {
        const mb_severity severity = parser->run->input->dialect == MB_DIALECT_DMTF ? MB_ERROR : MB_WARNING;
        mb_report_as(parser->run->diag, severity, MB_MSG_LINE_BACKSLASH, span_of(parser, at, at + 1));
    }
}

static const char *scan_backslash(mb_parser *parser, const char *at)
{
    if (is_line_end(parser, at + 1)) {
        report_line_backslash(parser, at);
    } else if (!parser->is_skipping) {
        parser->stray = mb_position_of(parser, at);
        report(parser, MB_MSG_STRAY_BACKSLASH, at, at + 1);
    }
    return at + 1;
}

/** `#include <file>`, as C has it. */
static const char *scan_angles(mb_parser *parser, const char *at)
{
    const char *limit = line_end(parser, at);
    const char *end = find(at, limit, '>');
    end = end != NULL ? end + 1 : limit;
    mb_report_include_form(parser, span_of(parser, at, end), end - 2);
    parser->stray = mb_position_of(parser, at);
    return end;
}

/** What a stray character is called: one that is seen stands in quotes. */
static const char *name_stray(mb_arena *arena, const char *at, size_t length)
{
    const uint32_t point = mb_utf8_decode(at);
    if (point < ' ' || (point >= 0x7F && point < 0xA0)) {
        return mb_arena_format(arena, "control character U+%04X", (unsigned)point);
    }
    bool is_invisible = point == 0xAD || (point >= 0x200B && point <= 0x206F);
    return is_invisible ? mb_arena_format(arena, "invisible character U+%04X", (unsigned)point)
                        : mb_arena_format(arena, "'%.*s'", (int)length, at);
}

/** Tells of a character, or a row of them, that begins no token; of one in a declaration. */
static void report_stray(mb_parser *parser, const char *at, const char *behind, const char *name)
{
    if (!parser->is_skipping && !mb_is_told(parser, mb_position_of(parser, at))) {
        mb_report(parser->run->diag, MB_MSG_STRAY_CHARACTER, span_of(parser, at, behind), name);
    }
    parser->stray = parser->is_skipping ? parser->stray : mb_position_of(parser, at);
}

/** Ctrl-Z ends a file of DOS; nothing but blanks may follow it. */
static const char *scan_end_of_dos(mb_parser *parser, const char *at)
{
    const char *behind = at;
    const char *blanks = at;
    while (*blanks == 0x1A) {
        behind = blanks + 1;
        blanks = mb_skip_spaces(behind);
    }
    if (blanks != parser->end) {
        report_stray(parser, at, behind, "control character U+001A: Ctrl-Z ends a file, and here text follows it");
        return behind;
    }
    return blanks;
}

/** "-- comment", "/ comment"; NULL where it is none. */
static const char *scan_foreign_comment(mb_parser *parser, const char *at)
{
    const size_t length = at[0] == '-' && at[1] == '-' ? 2 : at[0] == '/' || at[0] == '#' ? 1 : 0;
    if (length == 0 || parser->is_skipping || !mb_begins_line(parser, at)) {
        return NULL;
    }
    report_text(parser, MB_MSG_COMMENT_FOREIGN, at, at + length);
    return line_end(parser, at);
}

/** "<<<<<<< HEAD", which a merge left behind; NULL where it is none. */
static const char *scan_conflict(mb_parser *parser, const char *at)
{
    enum { LENGTH = 7 };
    static const char *const markers[] = {"<<<<<<<", "|||||||", ">>>>>>>"};
    const char *const line = at;
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++) {
        if (strncmp(line, markers[i], LENGTH) == 0 && (line == parser->source->text || line[-1] == '\n')) {
            if (!parser->told_of_conflict) {
                report(parser, MB_MSG_CONFLICT_MARKER, line, line + LENGTH);
            }
            parser->told_of_conflict = i < 2;
            return line_end(parser, line);
        }
    }
    return NULL;
}

/** Whether the file begins as XML or HTML does, and not with the `<placeholder>` of a template. */
static bool is_markup(const mb_parser *parser, const char *at)
{
    static const char *const roots[] = {"cim", "html", "head", "body", NULL};
    return *at == '<' && (at[1] == '?' || at[1] == '!' || mb_is_one_of(mb_word_at(at + 1), roots)) &&
           mb_skip_spaces(parser->source->text) == at;
}

/** Nothing of that is MOF. */
static const char *scan_markup(mb_parser *parser, const char *at)
{
    report(parser, MB_MSG_MARKUP, at, at + 1);
    return parser->end;
}

const char *mb_scan_stray(mb_parser *parser, const char *at)
{
    if (*at == '\\') {
        return scan_backslash(parser, at);
    }
    if (*at == '<' && parser->kind == TOKEN_INCLUDE) {
        return scan_angles(parser, at);
    }
    if (*at == 0x1A) {
        return scan_end_of_dos(parser, at);
    }
    const char *line = scan_conflict(parser, at);
    line = line != NULL ? line : scan_foreign_comment(parser, at);
    if (line != NULL) {
        return line;
    }
    if (is_markup(parser, at)) {
        return scan_markup(parser, at);
    }
    size_t length = mb_utf8_length(*at);
    const char *behind = at + length;
    while (length <= (size_t)(parser->end - behind) && memcmp(at, behind, length) == 0) {
        behind += length; /* a row of the same is one mistake */
    }
    report_stray(parser, at, behind, name_stray(parser->run->arena, at, length));
    return behind;
}

/** `#region`, `# comment`: of no preprocessor either. */
static const char *scan_unknown_directive(mb_parser *parser, const char *at, mb_text word)
{
    static const char *const known[] = {"pragma", "include"};
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, word);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        mb_suggest_try(&suggestion, known[i], NULL);
    }
    mb_arena *arena = parser->run->arena;
    const char *end = word.bytes + word.length;
    if (suggestion.best != NULL) {
        const char *written = mb_arena_text(arena, at, (size_t)(end - at));
        mb_report(parser->run->diag, MB_MSG_DIRECTIVE_UNKNOWN, span_of(parser, at, end), written, suggestion.best);
    } else if (!parser->is_skipping) {
        report_text(parser, MB_MSG_COMMENT_FOREIGN, at, at + 1);
    }
    return line_end(parser, at);
}

const char *mb_scan_preprocessor(mb_parser *parser, const char *at, size_t length)
{
    static const char *const known[] = {"define", "undef", "if",      "ifdef",  "ifndef",  "elif", "else",
                                        "endif",  "error", "warning", "import", "include", "line", NULL};
    const char *name = at + 1;
    while (*name == ' ' || *name == '\t') {
        name++;
    }
    const mb_text word = {name, (uint32_t)(at + length - name)};
    if (!mb_is_one_of(word, known)) {
        return scan_unknown_directive(parser, at, word);
    }
    if (!parser->told_of_preprocessor) {
        parser->told_of_preprocessor = true;
        const char *written = mb_arena_format(parser->run->arena, "'%.*s'", (int)length, at);
        mb_report(parser->run->diag, MB_MSG_PREPROCESSOR, span_of(parser, at, at + length), written);
    }
    const char *end = line_end(parser, at);
    while (end < parser->end && end[-1] == '\\') {
        end = line_end(parser, find(end, parser->end, '\n') + 1);
    }
    return end;
}
