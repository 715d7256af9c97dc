/*
 * Literals of another kind than their type's. WMI converts them when it stores them, and so does the compiler: the
 * value itself changes, so that whatever asks for it later finds what WMI would hold.
 */
#include "schema/convert.h"

#include <float.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "schema/literal_kinds.h"
#include "source/decode.h"
#include "support/characters.h"

static void set_text(mb_value *value, const char *text, size_t length)
{
    value->kind = MB_VALUE_STRING;
    value->u.string = text;
    value->count = (uint32_t)length;
}

/** A number, a boolean or a character as a text. */
static bool to_text(mb_arena *arena, mb_value *value)
{
    char character[4];
    const char *text = NULL;
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_INTEGER:
        text = mb_arena_format(arena, "%s%" PRIu64, value->negative && value->u.magnitude != 0 ? "-" : "",
                               value->u.magnitude);
        break;
    case MB_VALUE_REAL:
        text = mb_arena_format(arena, "%.15g", value->u.real);
        break;
    case MB_VALUE_BOOLEAN:
        text = value->boolean ? "TRUE" : "FALSE";
        break;
    case MB_VALUE_CHAR16: {
        bool is_alone = value->char16 >= 0xD800 && value->char16 < 0xE000; /* half of a pair stands for nothing */
        size_t length = mb_utf8_encode(is_alone ? 0xFFFD : value->char16, character);
        text = mb_arena_text(arena, character, length);
        break;
    }
    default:
        return false;
    }
    set_text(value, text, strlen(text));
    return true;
}

/** "3.5", ".5", "1e3": digits, and what may stand between them. strtod alone would take "nan", too. */
static bool read_real(mb_arena *scratch, mb_text text, double *real)
{
    bool has_digit = false;
    for (uint32_t i = 0; i < text.length; i++) {
        has_digit = has_digit || mb_is_digit(text.bytes[i]);
        if (!mb_is_digit(text.bytes[i]) && memchr("+-.eE", text.bytes[i], 5) == NULL) {
            return false;
        }
    }
    if (!has_digit) {
        return false;
    }
    const char *copy = mb_arena_text(scratch, text.bytes, text.length);
    char *end = NULL;
    *real = strtod(copy, &end);
    return *end == '\0' && *real >= -DBL_MAX && *real <= DBL_MAX; /* mingw's isfinite() asks of a float */
}

/** A number in quotes: an integer where it is written as one, as of 64 bits a real has not all. A real for an integer
 * stays a real until it is rounded. */
static bool to_number(mb_arena *arena, mb_value *value)
{
    mb_integer integer;
    double real = 0;
    if (value->kind != MB_VALUE_STRING) {
        return value->kind == MB_VALUE_REAL;
    }
    const mb_text text = mb_value_text(value);
    if (mb_read_integer(text, MB_INTEGER_QUOTED, &integer) && !integer.is_huge) {
        value->kind = MB_VALUE_INTEGER;
        value->negative = integer.is_negative;
        value->u.magnitude = integer.magnitude;
        return true;
    }
    if (!read_real(arena, text, &real)) {
        return false;
    }
    value->kind = MB_VALUE_REAL;
    value->u.real = real;
    return true;
}

/** 1, 0, "True", "0" */
static bool to_boolean(mb_value *value)
{
    bool is_true = false;
    mb_integer integer;
    if (value->kind == MB_VALUE_INTEGER) {
        is_true = value->u.magnitude != 0;
    } else if (value->kind == MB_VALUE_STRING) {
        const mb_text text = mb_value_text(value);
        if (mb_text_equal_nocase(text, mb_text_of("true"))) {
            is_true = true;
        } else if (mb_read_integer(text, MB_INTEGER_QUOTED, &integer) && !integer.is_huge) {
            is_true = integer.magnitude != 0;
        } else if (!mb_text_equal_nocase(text, mb_text_of("false"))) {
            return false;
        }
    } else {
        return false;
    }
    value->kind = MB_VALUE_BOOLEAN;
    value->boolean = is_true;
    return true;
}

bool mb_convert_value(mb_arena *arena, mb_value *value, mb_type_word type)
{
    switch (type) {
    case MB_TYPE_STRING:
        return to_text(arena, value);
    case MB_TYPE_BOOLEAN:
        return to_boolean(value);
    case MB_TYPE_REAL32:
    case MB_TYPE_REAL64:
        return to_number(arena, value);
    case MB_TYPE_CHAR16: /* "A" is one character, and no number */
        return false;
    default:
        return mb_is_integer_type(type) && to_number(arena, value);
    }
}

void mb_convert_argument(mb_arena *arena, mb_value *value, mb_type_word type)
{
    mb_value *item = value->kind == MB_VALUE_ARRAY ? value->u.first : value;
    for (; item != NULL; item = value->kind == MB_VALUE_ARRAY ? item->next : NULL) {
        if (item->kind != MB_VALUE_NULL && !mb_value_suits(item, type, false)) {
            mb_convert_value(arena, item, type);
        }
    }
}
