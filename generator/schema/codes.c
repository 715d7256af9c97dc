#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "schema/codes.h"
#include "support/characters.h"

/* Reading entries */

mb_text mb_trim(mb_text text)
{
    while (text.length > 0 && mb_is_space(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && mb_is_space(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

/** The int64_t with these bits. */
static int64_t code_of_bits(uint64_t bits)
{
    return bits <= INT64_MAX ? (int64_t)bits : -(int64_t)(UINT64_MAX - bits) - 1;
}

/** A number as a code. @return whether it is one within the limits. */
static bool take_code(mb_integer number, mb_code_limits limits, int64_t *out)
{
    bool is_negative = number.is_negative && number.magnitude != 0;
    if (number.is_huge || (limits.is_unsigned ? is_negative : number.magnitude > (uint64_t)INT64_MAX + is_negative)) {
        return false;
    }
    *out = code_of_bits(is_negative ? UINT64_C(0) - number.magnitude : number.magnitude);
    return !mb_is_outside(*out, limits);
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

static bool has_dots(mb_text text)
{
    return find_dots(text) != text.length;
}

static mb_code_entry_read read_single(mb_integer number, mb_code_limits limits)
{
    mb_code_entry_read result = {MB_CODE_OUTSIDE, 0, 0};
    if (take_code(number, limits, &result.low)) {
        result.high = result.low;
        result.kind = MB_CODE_SINGLE;
    }
    return result;
}

static mb_code_entry_read read_entry(mb_text text, mb_code_limits limits)
{
    mb_code_entry_read result = {MB_CODE_BAD, 0, 0};
    mb_integer first, last;
    text = mb_trim(text);
    uint32_t dots = find_dots(text);
    if (dots == text.length) {
        return mb_read_integer(text, MB_INTEGER_MOF, &first) ? read_single(first, limits) : result;
    }
    mb_text left = mb_trim((mb_text){text.bytes, dots});
    mb_text right = mb_trim((mb_text){text.bytes + dots + 2, text.length - dots - 2});
    bool has_low = left.length > 0, has_high = right.length > 0;
    if ((has_low && !mb_read_integer(left, MB_INTEGER_MOF, &first)) ||
        (has_high && !mb_read_integer(right, MB_INTEGER_MOF, &last))) {
        return result;
    }
    if ((has_low && !take_code(first, limits, &result.low)) || (has_high && !take_code(last, limits, &result.high))) {
        result.kind = MB_CODE_OUTSIDE;
    } else if (has_low && has_high) {
        bool is_reversed = mb_code_order(result.low, result.high, limits.is_unsigned) > 0;
        result.kind = is_reversed ? MB_CODE_REVERSED : MB_CODE_RANGE;
    } else {
        result.kind = has_low ? MB_CODE_FROM : has_high ? MB_CODE_UP_TO : MB_CODE_REST;
    }
    return result;
}

/** An entry that was written as a bare integer, not as text. */
static mb_code_entry_read read_number(const mb_value *value, mb_code_limits limits)
{
    return read_single((mb_integer){value->u.magnitude, value->negative, false}, limits);
}

/** The position of the bit in a mask that is written as 0x80 and the like; -1 where it is another number, or none. */
static int position_of_mask(mb_text text)
{
    mb_integer mask;
    int position = 0;
    text = mb_trim(text);
    if (text.length < 3 || text.bytes[0] != '0' || mb_lower(text.bytes[1]) != 'x' ||
        !mb_read_integer(text, MB_INTEGER_MOF, &mask) || mask.is_huge) {
        return -1;
    }
    if (mask.magnitude == 0 || (mask.magnitude & (mask.magnitude - 1)) != 0) {
        return -1;
    }
    while (mask.magnitude >> position != 1) {
        position++;
    }
    return position;
}

/**
 * A BitMap holds positions (DSP0004), but those of Microsoft's drivers hold masks. They alone write hexadecimal
 * numbers, so a list of nothing but hexadecimal powers of two is one of masks.
 */
static bool holds_masks(const mb_code_strings *map)
{
    const mb_value *value = map->first;
    while (value != NULL && value->kind == MB_VALUE_STRING && position_of_mask(mb_value_text(value)) >= 0) {
        value = value->next;
    }
    return map->first != NULL && value == NULL;
}

mb_code_entry_read mb_read_code(const mb_value *value, const mb_code_tables *tables)
{
    mb_code_entry_read result = {MB_CODE_BAD, 0, 0};
    if (value->kind == MB_VALUE_STRING && tables->is_masks) {
        result.low = result.high = position_of_mask(mb_value_text(value));
        result.kind = result.low > tables->limits.high ? MB_CODE_OUTSIDE : MB_CODE_SINGLE;
        return result;
    }
    if (value->kind == MB_VALUE_STRING && !tables->is_text) {
        result = read_entry(mb_value_text(value), tables->limits);
        bool is_range = result.kind != MB_CODE_SINGLE && result.kind != MB_CODE_BAD && has_dots(mb_value_text(value));
        result.kind = tables->is_singles && is_range ? MB_CODE_NOT_SINGLE : result.kind;
        return result;
    }
    if (value->kind == MB_VALUE_STRING) {
        result.kind = MB_CODE_TEXT;
        return result;
    }
    return value->kind == MB_VALUE_INTEGER && !tables->is_text ? read_number(value, tables->limits) : result;
}

/* The two lists */

static mb_code_strings read_list(const mb_qualifier *qualifier)
{
    mb_code_strings result = {NULL, 0, false, qualifier};
    const mb_value *value = qualifier != NULL ? qualifier->value : NULL;
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

static mb_code_limits limits_of_codes(const mb_element *element, bool *is_number)
{
    mb_code_limits result = {0, INT64_MAX, false};
    uint64_t high = 0;
    *is_number = mb_integer_limits((mb_type_word)element->type, &result.low, &high);
    if (*is_number) {
        result.high = code_of_bits(high);
        result.is_unsigned = high > INT64_MAX;
    }
    return result;
}

/** Bits count up to the width of the type; in an array, or in another type, there is no such limit. */
static mb_code_limits limits_of_bits(const mb_element *element)
{
    const unsigned width = mb_cim_types[element->type].width;
    return (mb_code_limits){0, element->is_array || width == 0 ? INT32_MAX : (int64_t)width - 1, false};
}

static const struct {
    mb_qualifier_id codes;
    mb_qualifier_id names;
} qualifiers_of[] = {
    [MB_LISTS_VALUES] = {MB_Q_VALUEMAP, MB_Q_VALUES},
    [MB_LISTS_BITS] = {MB_Q_BITMAP, MB_Q_BITVALUES},
    [MB_LISTS_CONVENTIONS] = {MB_Q_CONVENTIONMAP, MB_Q_CONVENTIONVALUES},
};

mb_qualifier_id mb_codes_qualifier(mb_code_lists lists)
{
    return qualifiers_of[lists].codes;
}

mb_qualifier_id mb_names_qualifier(mb_code_lists lists)
{
    return qualifiers_of[lists].names;
}

mb_code_tables mb_code_tables_of(const mb_qualifier *map, const mb_qualifier *names, const mb_element *element,
                                 mb_code_lists lists)
{
    const bool bits = lists == MB_LISTS_BITS;
    mb_code_tables result;
    bool is_number = true;
    result.map = read_list(map);
    result.names = read_list(names);
    result.limits = bits ? limits_of_bits(element) : limits_of_codes(element, &is_number);
    result.is_text = !is_number;
    result.is_masks = bits && holds_masks(&result.map);
    result.is_singles = lists == MB_LISTS_CONVENTIONS;
    return result;
}

mb_code_tables mb_read_code_tables(const mb_schema *schema, const mb_element *element, mb_code_lists lists)
{
    return mb_code_tables_of(mb_element_qualifier(schema, element, mb_codes_qualifier(lists)),
                             mb_element_qualifier(schema, element, mb_names_qualifier(lists)), element, lists);
}

/* From entries to codes */

mb_text mb_code_entry_text(const mb_value *value, mb_arena *arena)
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
static void close_ranges(mb_code *codes, const uint8_t *kinds, size_t count, mb_code_limits limits)
{
    const bool is_unsigned = limits.is_unsigned;
    const mb_code *before = NULL, *behind = NULL;
    for (size_t i = 0; i < count; i++) {
        if (kinds[i] == MB_CODE_UP_TO) {
            bool is_near = before != NULL && mb_code_order(before->high, codes[i].high, is_unsigned) < 0;
            codes[i].low = is_near ? code_of_bits((uint64_t)before->high + 1) : limits.low;
        }
        if (kinds[i] != MB_CODE_REST) {
            before = &codes[i]; /* of `lo..` high is still its low: all that is known of its end */
        }
    }
    for (size_t i = count; i-- > 0;) {
        if (kinds[i] == MB_CODE_FROM) {
            bool is_near = behind != NULL && mb_code_order(behind->low, codes[i].low, is_unsigned) > 0;
            codes[i].high = is_near ? code_of_bits((uint64_t)behind->low - 1) : limits.high;
        }
        if (kinds[i] != MB_CODE_REST) {
            behind = &codes[i];
        }
    }
}

size_t mb_codes_of_map(const mb_code_tables *tables, mb_arena *arena, mb_code *codes, const mb_value **values)
{
    uint8_t *kinds = mb_arena_array(arena, tables->map.count, sizeof *kinds);
    const mb_value *name = tables->names.is_there ? tables->names.first : NULL;
    size_t count = 0;
    for (const mb_value *value = tables->map.first; value != NULL; value = value->next) {
        mb_code_entry_read read = mb_read_code(value, tables);
        if (mb_is_good_code(read.kind)) {
            mb_code *code = &codes[count];
            code->text = mb_code_entry_text(value, arena);
            code->name = name_of(name);
            code->is_unsigned = tables->limits.is_unsigned;
            code->is_convention = tables->is_singles;
            code->is_text = read.kind == MB_CODE_TEXT;
            code->is_rest = read.kind == MB_CODE_REST;
            code->low = read.kind == MB_CODE_REST ? tables->limits.low : read.low;
            code->high = read.kind == MB_CODE_REST   ? tables->limits.high
                         : read.kind == MB_CODE_FROM ? read.low
                                                     : read.high;
            if (values != NULL) {
                values[count] = value;
            }
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
static size_t codes_of_names(const mb_code_tables *tables, mb_arena *arena, mb_code *codes)
{
    size_t count = 0;
    int64_t number = 0;
    for (const mb_value *value = tables->names.first; value != NULL; value = value->next, number++) {
        mb_text name = name_of(value);
        if (name.bytes == NULL || mb_is_outside(number, tables->limits)) {
            continue;
        }
        mb_code *code = &codes[count++];
        code->name = name;
        code->is_unsigned = tables->limits.is_unsigned;
        code->is_text = tables->is_text;
        code->text = tables->is_text ? name : mb_text_of(mb_arena_format(arena, "%" PRId64, number));
        code->low = code->high = tables->is_text ? 0 : number;
    }
    return count;
}

/** The codes of two lists; there is room for as many as either has. */
static size_t read_codes(const mb_code_tables *tables, mb_arena *arena, mb_code *codes)
{
    if (!tables->map.is_there) {
        return codes_of_names(tables, arena, codes);
    }
    return mb_codes_of_map(tables, arena, codes, NULL);
}

static uint32_t most_codes(const mb_code_tables *tables)
{
    return tables->map.is_there ? tables->map.count : tables->names.count;
}

/* Conventions */

/** Texts, then numbers; single codes of one number, or of one text, are equal. */
static int compare_singles(const void *left, const void *right)
{
    const mb_code *a = *(const mb_code *const *)left, *b = *(const mb_code *const *)right;
    if (a->is_text && b->is_text) {
        uint32_t shorter = a->text.length < b->text.length ? a->text.length : b->text.length;
        int order = shorter == 0 ? 0 : memcmp(a->text.bytes, b->text.bytes, shorter);
        return order != 0 ? order : (a->text.length > b->text.length) - (a->text.length < b->text.length);
    }
    return mb_code_order(a->low, b->low, a->is_unsigned);
}

/** The declared codes that a convention does not stand against: a range, or one without a name, leaves room for it. */
static size_t singles_of(const mb_code *codes, size_t count, const mb_code **singles)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_named = !codes[i].is_rest && codes[i].low == codes[i].high && codes[i].name.bytes != NULL;
        if (codes[i].is_text || is_named) {
            singles[found++] = &codes[i];
        }
    }
    if (found > 1) {
        qsort(singles, found, sizeof *singles, compare_singles);
    }
    return found;
}

/**
 * Adds the conventions behind the declared codes. A text needs no name, since it says itself what it is; a number
 * without one says nothing.
 */
static size_t add_conventions(const mb_code_tables *tables, mb_arena *arena, mb_code *codes, size_t count)
{
    const mb_code **singles = mb_arena_array(arena, count, sizeof *singles);
    const size_t single_count = singles_of(codes, count, singles);
    mb_code *added = codes + count;
    size_t read = mb_codes_of_map(tables, arena, added, NULL), kept = 0;
    for (size_t i = 0; i < read; i++) {
        const mb_code *each = &added[i];
        bool is_named = each->is_text || each->name.bytes != NULL;
        bool is_beaten =
            single_count != 0 && bsearch(&each, singles, single_count, sizeof *singles, compare_singles) != NULL;
        if (is_named && !is_beaten) {
            added[kept++] = *each;
        }
    }
    return count + kept;
}

const char *mb_code_digits(int64_t code, bool is_unsigned, mb_arena *arena)
{
    return is_unsigned ? mb_arena_format(arena, "%" PRIu64, (uint64_t)code) : mb_arena_format(arena, "%" PRId64, code);
}

size_t mb_element_codes(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out)
{
    const mb_code_tables declared = mb_read_code_tables(schema, element, MB_LISTS_VALUES);
    const mb_code_tables conventions = mb_read_code_tables(schema, element, MB_LISTS_CONVENTIONS);
    const size_t most = (size_t)most_codes(&declared) + conventions.map.count;
    *out = NULL;
    if (most == 0) {
        return 0;
    }
    mb_code *codes = mb_arena_array(arena, most, sizeof *codes);
    size_t count = read_codes(&declared, arena, codes);
    *out = codes;
    return conventions.map.count != 0 ? add_conventions(&conventions, arena, codes, count) : count;
}

size_t mb_element_bits(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out)
{
    const mb_code_tables tables = mb_read_code_tables(schema, element, MB_LISTS_BITS);
    const uint32_t most = most_codes(&tables);
    *out = NULL;
    if (most == 0) {
        return 0;
    }
    mb_code *codes = mb_arena_array(arena, most, sizeof *codes);
    *out = codes;
    return read_codes(&tables, arena, codes);
}
