/*
 * Values as they are written, against types.
 */
#include "schema/literal_kinds.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

const char *mb_value_kind_text(const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_NULL:
        return "NULL";
    case MB_VALUE_BOOLEAN:
        return "a boolean";
    case MB_VALUE_INTEGER:
        return "an integer";
    case MB_VALUE_REAL:
        return "a real";
    case MB_VALUE_CHAR16:
        return "a character";
    case MB_VALUE_STRING:
        return "a string";
    case MB_VALUE_ALIAS:
        return "an alias";
    case MB_VALUE_ARRAY:
        return "a list";
    case MB_VALUE_INSTANCE:
        return "an instance";
    }
    return "a value";
}

bool mb_kind_suits(const mb_value *value, mb_type_word type, bool is_embedded)
{
    mb_value_kind kind = (mb_value_kind)value->kind;
    switch (type) {
    case MB_TYPE_BOOLEAN:
        return kind == MB_VALUE_BOOLEAN;
    case MB_TYPE_REAL32:
    case MB_TYPE_REAL64:
        return kind == MB_VALUE_REAL || kind == MB_VALUE_INTEGER;
    case MB_TYPE_CHAR16:
        return kind == MB_VALUE_CHAR16 || kind == MB_VALUE_INTEGER;
    case MB_TYPE_STRING:
        return kind == MB_VALUE_STRING || (is_embedded && (kind == MB_VALUE_INSTANCE || kind == MB_VALUE_ALIAS));
    case MB_TYPE_DATETIME:
        return kind == MB_VALUE_STRING;
    case MB_TYPE_REFERENCE:
        return kind == MB_VALUE_STRING || kind == MB_VALUE_ALIAS;
    case MB_TYPE_OBJECT:
        return kind == MB_VALUE_INSTANCE || kind == MB_VALUE_ALIAS;
    case MB_TYPE_VOID:
        return true;
    default:
        return kind == MB_VALUE_INTEGER;
    }
}

bool mb_value_suits(const mb_value *value, mb_type_word type, bool is_array)
{
    if (value->kind == MB_VALUE_NULL) {
        return true;
    }
    if (!is_array) {
        return value->kind != MB_VALUE_ARRAY && mb_kind_suits(value, type, false);
    }
    if (value->kind != MB_VALUE_ARRAY) {
        return false;
    }
    for (const mb_value *item = value->u.first; item != NULL; item = item->next) {
        if (!mb_value_suits(item, type, false)) {
            return false;
        }
    }
    return true;
}

const mb_value *mb_unsuited_item(const mb_value *value, mb_type_word type, bool is_array)
{
    const mb_value *item = is_array && value->kind == MB_VALUE_ARRAY ? value->u.first : NULL;
    while (item != NULL && mb_value_suits(item, type, false)) {
        item = item->next;
    }
    return item;
}

static double number_of(const mb_value *value)
{
    if (value->kind == MB_VALUE_REAL) {
        return value->u.real;
    }
    double magnitude = (double)value->u.magnitude;
    return value->negative ? -magnitude : magnitude;
}

static bool scalars_equal(const mb_value *a, const mb_value *b)
{
    bool a_is_number = a->kind == MB_VALUE_INTEGER || a->kind == MB_VALUE_REAL;
    bool b_is_number = b->kind == MB_VALUE_INTEGER || b->kind == MB_VALUE_REAL;
    if (a_is_number && b_is_number && (a->kind == MB_VALUE_REAL || b->kind == MB_VALUE_REAL)) {
        double difference = number_of(a) - number_of(b);
        return !(difference < 0) && !(difference > 0);
    }
    if (a->kind != b->kind) {
        return false;
    }
    switch ((mb_value_kind)a->kind) {
    case MB_VALUE_BOOLEAN:
        return a->boolean == b->boolean;
    case MB_VALUE_INTEGER:
        return a->u.magnitude == b->u.magnitude && (a->negative == b->negative || a->u.magnitude == 0);
    case MB_VALUE_CHAR16:
        return a->char16 == b->char16;
    case MB_VALUE_STRING:
        return mb_text_equal_nocase(mb_value_text(a), mb_value_text(b));
    case MB_VALUE_ALIAS:
        return mb_same_name(a->u.alias, b->u.alias);
    case MB_VALUE_INSTANCE:
        return a->u.instance == b->u.instance;
    default:
        return true; /* NULL; REAL and ARRAY do not come here */
    }
}

bool mb_values_equal(const mb_value *a, const mb_value *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    if (a->kind != MB_VALUE_ARRAY || b->kind != MB_VALUE_ARRAY) {
        return scalars_equal(a, b);
    }
    if (a->count != b->count) {
        return false;
    }
    const mb_value *x = a->u.first, *y = b->u.first;
    while (x != NULL && y != NULL && scalars_equal(x, y)) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

static bool fits(const mb_value *value, mb_type_word type, int64_t low, uint64_t high)
{
    if (value->kind == MB_VALUE_REAL) {
        double rounded = floor(value->u.real + 0.5);
        /* The limit itself is no double: 2^64 - 1 would round up to 2^64, which does not fit. */
        return rounded >= (double)low && (high < UINT64_C(1) << 53 ? rounded <= (double)high : rounded < (double)high);
    }
    if (value->kind != MB_VALUE_INTEGER) {
        return true;
    }
    return mb_integer_fits(type, value->u.magnitude, value->negative);
}

/** Whether the number is finite when it is rounded to a real32. */
static bool fits_real32(const mb_value *value)
{
    /* In the middle between the largest one and 2^128, and rounded to that. */
    const double least_too_large = 340282356779733661637539395458142568448.0;
    return value->kind != MB_VALUE_REAL || fabs(value->u.real) < least_too_large;
}

bool mb_value_fits(const mb_value *value, mb_type_word type)
{
    int64_t low;
    uint64_t high;
    if (type == MB_TYPE_REAL32) {
        return fits_real32(value);
    }
    return !mb_integer_limits(type, &low, &high) || fits(value, type, low, high);
}

const char *mb_number_text(const mb_value *value, mb_arena *arena)
{
    if (value->kind == MB_VALUE_REAL) {
        return mb_arena_format(arena, "%.9g", value->u.real); /* as many digits as tell real32s apart */
    }
    return mb_arena_format(arena, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude);
}

const char *mb_range_text(mb_type_word type, mb_arena *arena)
{
    int64_t low = 0;
    uint64_t high = 0;
    if (!mb_integer_limits(type, &low, &high)) {
        const double most = FLT_MAX;
        return mb_arena_format(arena, "%s (%.9g to %.9g)", mb_type_word_name(type), -most, most);
    }
    return mb_arena_format(arena, "%s (%" PRId64 " to %" PRIu64 ")", mb_type_word_name(type), low, high);
}
