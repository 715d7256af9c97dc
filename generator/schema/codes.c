#include <inttypes.h>

#include "schema/resolver.h"

/** The numbers that an element's codes may be. A uint64's end at INT64_MAX: a code is an int64_t. */
typedef struct code_limits {
    int64_t low;
    int64_t high;
} code_limits;

/** What an entry of a ValueMap is. */
typedef enum entry_kind {
    ENTRY_SINGLE,
    ENTRY_RANGE, /**< lo..hi */
    ENTRY_FROM,  /**< lo.. */
    ENTRY_UP_TO, /**< ..hi */
    ENTRY_REST,  /**< .. */
    ENTRY_TEXT,
    ENTRY_BAD,      /**< neither a number nor a range */
    ENTRY_REVERSED, /**< hi..lo */
    ENTRY_OUTSIDE   /**< beyond the limits */
} entry_kind;

typedef struct code_entry {
    entry_kind kind;
    int64_t low; /**< unset where the entry does not say it */
    int64_t high;
} code_entry;

typedef struct value_list {
    const mb_value *first; /**< NULL: empty, or not there */
    uint32_t count;
    bool is_there;
    const mb_qualifier *qualifier;
} value_list;

/** The two lists in force, and how the first is to be read. */
typedef struct code_tables {
    value_list map;
    value_list names;
    bool is_text;
    code_limits limits;
} code_tables;

/* Reading entries */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static mb_text trim(mb_text text)
{
    while (text.length > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

static unsigned digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10 : 99;
}

/** Takes the marks of a base off a number in one of MOF's forms: 0x1F, 017, 101b, 42. */
static unsigned take_base(mb_text *digits)
{
    char last = (char)(digits->bytes[digits->length - 1] | 0x20);
    if (digits->length > 2 && digits->bytes[0] == '0' && (digits->bytes[1] | 0x20) == 'x') {
        digits->bytes += 2;
        digits->length -= 2;
        return 16;
    }
    if (digits->length > 1 && last == 'b') {
        digits->length--;
        return 2;
    }
    return digits->length > 1 && digits->bytes[0] == '0' ? 8 : 10;
}

/** Reads an integer. What does not fit an int64_t reads as the end of its range and sets `*is_huge`. */
static bool read_integer(mb_text text, int64_t *out, bool *is_huge)
{
    bool is_negative = text.length > 0 && text.bytes[0] == '-';
    if (text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+')) {
        text.bytes++;
        text.length--;
    }
    if (text.length == 0) {
        return false;
    }
    const uint64_t safe = UINT64_C(1) << 59; /* below it no base overflows, and most numbers cost no division */
    unsigned base = take_base(&text);
    uint64_t most = is_negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX, magnitude = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        unsigned digit = digit_of(text.bytes[i]);
        if (digit >= base) {
            return false;
        }
        if (magnitude >= safe && magnitude > (most - digit) / base) {
            *is_huge = true;
            magnitude = most;
        } else if (!*is_huge) {
            magnitude = magnitude * base + digit;
        }
    }
    *out = !is_negative ? (int64_t)magnitude : magnitude == 0 ? 0 : -(int64_t)(magnitude - 1) - 1;
    return true;
}

/** Where ".." stands; the length where it does not. */
static uint32_t find_dots(mb_text text)
{
    for (uint32_t i = 0; i + 1 < text.length; i++) {
        if (text.bytes[i] == '.' && text.bytes[i + 1] == '.') {
            return i;
        }
    }
    return text.length;
}

static bool is_outside(int64_t number, code_limits limits)
{
    return number < limits.low || number > limits.high;
}

static code_entry read_entry(mb_text text, code_limits limits)
{
    code_entry result = {ENTRY_BAD, 0, 0};
    bool is_huge = false;
    text = trim(text);
    uint32_t dots = find_dots(text);
    if (dots == text.length) {
        if (read_integer(text, &result.low, &is_huge)) {
            result.high = result.low;
            result.kind = is_huge || is_outside(result.low, limits) ? ENTRY_OUTSIDE : ENTRY_SINGLE;
        }
        return result;
    }
    mb_text left = trim((mb_text){text.bytes, dots});
    mb_text right = trim((mb_text){text.bytes + dots + 2, text.length - dots - 2});
    bool has_low = left.length > 0, has_high = right.length > 0;
    if ((has_low && !read_integer(left, &result.low, &is_huge)) ||
        (has_high && !read_integer(right, &result.high, &is_huge))) {
        return result;
    }
    if (is_huge || (has_low && is_outside(result.low, limits)) || (has_high && is_outside(result.high, limits))) {
        result.kind = ENTRY_OUTSIDE;
    } else if (has_low && has_high) {
        result.kind = result.low <= result.high ? ENTRY_RANGE : ENTRY_REVERSED;
    } else {
        result.kind = has_low ? ENTRY_FROM : has_high ? ENTRY_UP_TO : ENTRY_REST;
    }
    return result;
}

/** An entry that was written as a bare integer, not as text. */
static code_entry read_number(const mb_value *value, code_limits limits)
{
    uint64_t most = value->negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
    code_entry result = {ENTRY_OUTSIDE, 0, 0};
    if (value->u.magnitude <= most) {
        uint64_t magnitude = value->u.magnitude;
        result.low = !value->negative ? (int64_t)magnitude : magnitude == 0 ? 0 : -(int64_t)(magnitude - 1) - 1;
        result.high = result.low;
        result.kind = is_outside(result.low, limits) ? ENTRY_OUTSIDE : ENTRY_SINGLE;
    }
    return result;
}

static code_entry read_value(const mb_value *value, const code_tables *tables)
{
    code_entry result = {ENTRY_BAD, 0, 0};
    if (value->kind == MB_VALUE_STRING) {
        result.kind = ENTRY_TEXT;
        return tables->is_text ? result : read_entry(mb_value_text(value), tables->limits);
    }
    return value->kind == MB_VALUE_INTEGER && !tables->is_text ? read_number(value, tables->limits) : result;
}

static bool is_good(entry_kind kind)
{
    return kind < ENTRY_BAD;
}

/* The two lists */

static value_list read_list(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    value_list result = {NULL, 0, false, mb_element_qualifier(schema, element, id)};
    const mb_value *value = result.qualifier != NULL ? result.qualifier->value : NULL;
    if (value == NULL || value->kind == MB_VALUE_NULL) {
        return result;
    }
    result.is_there = true;
    if (value->kind == MB_VALUE_ARRAY) {
        result.first = value->u.first;
        result.count = value->count;
    } else {
        result.first = value; /* one entry without braces */
        result.count = 1;
    }
    return result;
}

static code_limits limits_of_codes(const mb_element *element, bool *is_number)
{
    code_limits result = {0, INT64_MAX};
    uint64_t high = 0;
    *is_number = mb_integer_limits((mb_type_word)element->type, &result.low, &high);
    if (*is_number && high < INT64_MAX) {
        result.high = (int64_t)high;
    }
    return result;
}

/** Bits count up to the width of the type; in an array, or in another type, there is no such limit. */
static code_limits limits_of_bits(const mb_element *element)
{
    int64_t low = 0;
    uint64_t high = 0;
    code_limits result = {0, INT32_MAX};
    if (!element->is_array && mb_integer_limits((mb_type_word)element->type, &low, &high)) {
        result.high = low < 0 ? 0 : -1;
        for (; high != 0; high >>= 1) {
            result.high++;
        }
    }
    return result;
}

static code_tables read_tables(const mb_schema *schema, const mb_element *element, bool bits)
{
    code_tables result;
    bool is_number = true;
    result.map = read_list(schema, element, bits ? MB_Q_BITMAP : MB_Q_VALUEMAP);
    result.names = read_list(schema, element, bits ? MB_Q_BITVALUES : MB_Q_VALUES);
    result.limits = bits ? limits_of_bits(element) : limits_of_codes(element, &is_number);
    result.is_text = !is_number;
    return result;
}

/* From entries to codes */

static mb_text text_of_entry(const mb_value *value, mb_arena *arena)
{
    if (value->kind == MB_VALUE_STRING) {
        return mb_value_text(value);
    }
    return mb_text_of(mb_arena_format(arena, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude));
}

static mb_text name_of(const mb_value *value)
{
    mb_text none = {NULL, 0};
    return value != NULL && value->kind == MB_VALUE_STRING ? mb_value_text(value) : none;
}

/**
 * Closes the ranges with an open end: `..hi` begins behind the entry before it, `lo..` ends before the entry behind it,
 * else at the limit of the type. A neighbour out of order says nothing.
 */
static void close_ranges(mb_code *codes, const uint8_t *kinds, size_t count, code_limits limits)
{
    const mb_code *before = NULL, *behind = NULL;
    for (size_t i = 0; i < count; i++) {
        if (kinds[i] == ENTRY_UP_TO) {
            codes[i].low = before != NULL && before->high < codes[i].high ? before->high + 1 : limits.low;
        }
        if (kinds[i] != ENTRY_REST) {
            before = &codes[i]; /* of `lo..` high is still its low: all that is known of its end */
        }
    }
    for (size_t i = count; i-- > 0;) {
        if (kinds[i] == ENTRY_FROM) {
            codes[i].high = behind != NULL && behind->low > codes[i].low ? behind->low - 1 : limits.high;
        }
        if (kinds[i] != ENTRY_REST) {
            behind = &codes[i];
        }
    }
}

static size_t codes_of_map(const code_tables *tables, mb_arena *arena, mb_code *codes)
{
    uint8_t *kinds = mb_arena_array(arena, tables->map.count, sizeof *kinds);
    const mb_value *name = tables->names.is_there ? tables->names.first : NULL;
    size_t count = 0;
    for (const mb_value *value = tables->map.first; value != NULL; value = value->next) {
        code_entry read = read_value(value, tables);
        if (is_good(read.kind)) {
            mb_code *code = &codes[count];
            code->text = text_of_entry(value, arena);
            code->name = name_of(name);
            code->is_text = read.kind == ENTRY_TEXT;
            code->is_rest = read.kind == ENTRY_REST;
            code->low = read.kind == ENTRY_REST ? tables->limits.low : read.low;
            code->high = read.kind == ENTRY_REST ? tables->limits.high : read.kind == ENTRY_FROM ? read.low : read.high;
            kinds[count++] = (uint8_t)read.kind;
        }
        name = name != NULL ? name->next : NULL;
    }
    if (!tables->is_text) {
        close_ranges(codes, kinds, count, tables->limits);
    }
    return count;
}

/** Values alone: the n-th name is that of n; of a string, the names are what it may be. */
static size_t codes_of_names(const code_tables *tables, mb_arena *arena, mb_code *codes)
{
    size_t count = 0;
    int64_t number = 0;
    for (const mb_value *value = tables->names.first; value != NULL; value = value->next, number++) {
        mb_text name = name_of(value);
        if (name.bytes == NULL || is_outside(number, tables->limits)) {
            continue;
        }
        mb_code *code = &codes[count++];
        code->name = name;
        code->is_text = tables->is_text;
        code->text = tables->is_text ? name : mb_text_of(mb_arena_format(arena, "%" PRId64, number));
        code->low = code->high = tables->is_text ? 0 : number;
    }
    return count;
}

static size_t codes_of(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out,
                       bool bits)
{
    code_tables tables = read_tables(schema, element, bits);
    *out = NULL;
    uint32_t most = tables.map.is_there ? tables.map.count : tables.names.count;
    if (most == 0) {
        return 0;
    }
    mb_code *codes = mb_arena_array(arena, most, sizeof *codes);
    *out = codes;
    return tables.map.is_there ? codes_of_map(&tables, arena, codes) : codes_of_names(&tables, arena, codes);
}

size_t mb_element_codes(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out)
{
    return codes_of(schema, element, arena, out, false);
}

size_t mb_element_bits(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out)
{
    return codes_of(schema, element, arena, out, true);
}

/* Messages */

static void report_entry(mb_resolver *resolver, const mb_element *element, const mb_value *value, entry_kind kind,
                         code_limits limits)
{
    const char *text = mb_value_kind_text(value);
    if (value->kind == MB_VALUE_STRING || value->kind == MB_VALUE_INTEGER) {
        mb_text entry = text_of_entry(value, resolver->scratch);
        text = mb_arena_format(resolver->scratch, "'%.*s'", (int)entry.length, entry.bytes);
    }
    if (kind == ENTRY_OUTSIDE) {
        const char *range = mb_arena_format(resolver->scratch, "%" PRId64 " to %" PRId64, limits.low, limits.high);
        mb_report(resolver->diag, MB_MSG_CODE_RANGE, value->span, text, element->name->text, range);
    } else if (kind == ENTRY_REVERSED) {
        mb_report(resolver->diag, MB_MSG_CODE_REVERSED, value->span, text, element->name->text, NULL);
    } else {
        mb_report(resolver->diag, MB_MSG_CODE_BAD, value->span, text, element->name->text, NULL);
    }
}

static void check_tables(mb_resolver *resolver, const mb_element *element, bool bits)
{
    const mb_qualifier *own_map = mb_own_qualifier(resolver, bits ? MB_Q_BITMAP : MB_Q_VALUEMAP);
    const mb_qualifier *own_names = mb_own_qualifier(resolver, bits ? MB_Q_BITVALUES : MB_Q_VALUES);
    if (own_map == NULL && own_names == NULL) {
        return;
    }
    code_tables tables = read_tables(resolver->schema, element, bits);
    if (own_map != NULL) {
        for (const mb_value *value = tables.map.first; value != NULL; value = value->next) {
            entry_kind kind = read_value(value, &tables).kind;
            if (!is_good(kind)) {
                report_entry(resolver, element, value, kind, tables.limits);
            }
        }
    }
    if (tables.map.is_there && tables.names.is_there && tables.map.count != tables.names.count) {
        const char *counts =
            mb_arena_format(resolver->scratch, "%" PRIu32 " in %s, %" PRIu32 " in %s", tables.map.count,
                            tables.map.qualifier->name->text, tables.names.count, tables.names.qualifier->name->text);
        const mb_qualifier *at = own_names != NULL ? own_names : own_map;
        mb_report(resolver->diag, MB_MSG_CODE_COUNT, mb_qualifier_span(at), element->name->text, counts, NULL);
    }
}

void mb_check_codes(mb_resolver *resolver, const mb_element *element)
{
    check_tables(resolver, element, false);
    check_tables(resolver, element, true);
}
