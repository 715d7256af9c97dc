/*
 * The entries of a ValueMap and its like.
 */
#include "schema/code_entries.h"

#include <inttypes.h>

#include "support/characters.h"

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

static void read_single(mb_integer number, mb_code_limits limits, mb_code *out)
{
    out->kind = MB_CODE_OUTSIDE;
    if (take_code(number, limits, &out->low)) {
        out->high = out->low;
        out->kind = MB_CODE_SINGLE;
    }
}

/** Of a range with an open end, the other is as much as is known of both. */
static void read_range(mb_text left, mb_text right, mb_code_limits limits, mb_code *out)
{
    const bool has_low = left.length > 0, has_high = right.length > 0;
    mb_integer first, last;
    if ((has_low && !mb_read_integer(left, MB_INTEGER_MOF, &first)) ||
        (has_high && !mb_read_integer(right, MB_INTEGER_MOF, &last))) {
        return;
    }
    out->low = limits.low;
    out->high = limits.high;
    if ((has_low && !take_code(first, limits, &out->low)) || (has_high && !take_code(last, limits, &out->high))) {
        out->kind = MB_CODE_OUTSIDE;
    } else if (has_low && has_high) {
        bool is_reversed = mb_code_order(out->low, out->high, limits.is_unsigned) > 0;
        out->kind = is_reversed ? MB_CODE_REVERSED : MB_CODE_RANGE;
    } else if (has_low) {
        out->kind = MB_CODE_FROM;
        out->high = out->low;
    } else {
        out->kind = has_high ? MB_CODE_UP_TO : MB_CODE_REST;
        out->low = has_high ? out->high : out->low;
    }
}

static void read_entry(mb_text text, const mb_code_source *source, mb_code *out)
{
    mb_integer number;
    text = mb_trim(text);
    uint32_t dots = find_dots(text);
    if (dots == text.length) {
        if (mb_read_integer(text, MB_INTEGER_MOF, &number)) {
            read_single(number, source->limits, out);
        }
        return;
    }
    const mb_text left = mb_trim((mb_text){text.bytes, dots});
    const mb_text right = mb_trim((mb_text){text.bytes + dots + 2, text.length - dots - 2});
    read_range(left, right, source->limits, out);
    if (source->is_singles && out->kind != MB_CODE_BAD) {
        out->kind = MB_CODE_NOT_SINGLE;
    }
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

/** Fills kind, low and high. */
static void read_code(const mb_value *value, const mb_code_source *source, mb_code *out)
{
    out->kind = MB_CODE_BAD;
    if (value->kind == MB_VALUE_STRING && source->is_masks) {
        out->low = out->high = position_of_mask(mb_value_text(value));
        out->kind = out->low > source->limits.high ? MB_CODE_OUTSIDE : MB_CODE_SINGLE;
    } else if (value->kind == MB_VALUE_STRING && source->is_text) {
        out->kind = MB_CODE_TEXT;
    } else if (value->kind == MB_VALUE_STRING) {
        read_entry(mb_value_text(value), source, out);
    } else if (value->kind == MB_VALUE_INTEGER && !source->is_text) { /* bare, not as text */
        read_single((mb_integer){value->u.magnitude, value->negative, false}, source->limits, out);
    }
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

mb_code_source mb_code_source_of(const mb_qualifier *map, const mb_qualifier *names, const mb_element *element,
                                 mb_code_lists lists)
{
    const bool bits = lists == MB_LISTS_BITS;
    mb_code_source result;
    bool is_number = true;
    result.map = read_list(map);
    result.names = read_list(names);
    result.limits = bits ? limits_of_bits(element) : limits_of_codes(element, &is_number);
    result.is_text = !is_number;
    result.is_masks = bits && holds_masks(&result.map);
    result.is_singles = lists == MB_LISTS_CONVENTIONS;
    return result;
}

mb_code_source mb_code_source_in_force(const mb_schema *schema, const mb_element *element, mb_code_lists lists)
{
    return mb_code_source_of(mb_element_qualifier(schema, element, mb_codes_qualifier(lists)),
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
static void close_ranges(mb_code *codes, size_t count, mb_code_limits limits)
{
    const bool is_unsigned = limits.is_unsigned;
    const mb_code *before = NULL, *behind = NULL;
    for (size_t i = 0; i < count; i++) {
        if (codes[i].kind == MB_CODE_UP_TO) {
            bool is_near = before != NULL && mb_code_order(before->high, codes[i].high, is_unsigned) < 0;
            codes[i].low = is_near ? code_of_bits((uint64_t)before->high + 1) : limits.low;
        }
        if (codes[i].kind != MB_CODE_REST && mb_is_good_code(&codes[i])) {
            before = &codes[i]; /* of `lo..` high is still its low: all that is known of its end */
        }
    }
    for (size_t i = count; i-- > 0;) {
        if (codes[i].kind == MB_CODE_FROM) {
            bool is_near = behind != NULL && mb_code_order(behind->low, codes[i].low, is_unsigned) > 0;
            codes[i].high = is_near ? code_of_bits((uint64_t)behind->low - 1) : limits.high;
        }
        if (codes[i].kind != MB_CODE_REST && mb_is_good_code(&codes[i])) {
            behind = &codes[i];
        }
    }
}

size_t mb_read_code_map(const mb_code_source *source, mb_arena *arena, mb_code *codes)
{
    const mb_value *name = source->names.is_there ? source->names.first : NULL;
    size_t count = 0, good = 0;
    bool has_open_end = false;
    for (const mb_value *value = source->map.first; value != NULL; value = value->next) {
        mb_code *code = &codes[count++];
        *code = (mb_code){.is_unsigned = source->limits.is_unsigned, .is_convention = source->is_singles};
        read_code(value, source, code);
        code->is_text = code->kind == MB_CODE_TEXT;
        code->is_rest = code->kind == MB_CODE_REST;
        code->name = name_of(name);
        if (mb_is_good_code(code)) {
            code->text = mb_code_entry_text(value, arena);
            good++;
        }
        has_open_end = has_open_end || code->kind == MB_CODE_FROM || code->kind == MB_CODE_UP_TO;
        name = name != NULL ? name->next : NULL;
    }
    if (has_open_end) {
        close_ranges(codes, count, source->limits);
    }
    return good;
}

size_t mb_read_code_names(const mb_code_source *source, mb_arena *arena, mb_code *codes)
{
    size_t count = 0;
    int64_t number = 0;
    for (const mb_value *value = source->names.first; value != NULL; value = value->next, number++) {
        mb_text name = name_of(value);
        if (name.bytes == NULL || mb_is_outside(number, source->limits)) {
            continue;
        }
        mb_code *code = &codes[count++];
        *code = (mb_code){.kind = source->is_text ? MB_CODE_TEXT : MB_CODE_SINGLE};
        code->name = name;
        code->is_unsigned = source->limits.is_unsigned;
        code->is_text = source->is_text;
        code->text = source->is_text ? name : mb_text_of(mb_arena_format(arena, "%" PRId64, number));
        code->low = code->high = source->is_text ? 0 : number;
    }
    return count;
}
