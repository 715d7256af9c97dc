/* The one table of conversions: what may become what, and when nothing is lost by it. Objects that become text are
 * codec/convert_object.c's. */
#include "value/value.h"

#include <float.h>
#include <string.h>

/* Half way between the largest real32 and the next one, if there were one: from here on, rounding gives infinity. */
#define REAL32_LIMIT 0x1.ffffffp127

static bool is_signed(wmi_type type)
{
    return type == WMI_TYPE_SINT8 || type == WMI_TYPE_SINT16 || type == WMI_TYPE_SINT32 || type == WMI_TYPE_SINT64;
}

static bool is_integer(wmi_type type)
{
    return type >= WMI_TYPE_SINT8 && type <= WMI_TYPE_UINT64;
}

static bool is_real(wmi_type type)
{
    return type == WMI_TYPE_REAL32 || type == WMI_TYPE_REAL64;
}

static bool fits_type(wmip_integer number, wmi_type type)
{
    unsigned bits = (unsigned)wmi_type_size(type) * 8;
    uint64_t most = UINT64_MAX >> (64 - bits);
    if (is_signed(type)) {
        most >>= 1;
        return number.magnitude <= most + (number.negative ? 1 : 0);
    }
    return !number.negative && number.magnitude <= most;
}

static void store_integer(wmip_integer number, wmi_value *to)
{
    uint64_t bits = wmip_integer_bits(number);
    switch (to->type) {
    case WMI_TYPE_SINT8:
        to->u.sint8 = (int8_t)bits;
        break;
    case WMI_TYPE_UINT8:
        to->u.uint8 = (uint8_t)bits;
        break;
    case WMI_TYPE_SINT16:
        to->u.sint16 = (int16_t)bits;
        break;
    case WMI_TYPE_SINT32:
        to->u.sint32 = (int32_t)bits;
        break;
    case WMI_TYPE_UINT32:
        to->u.uint32 = (uint32_t)bits;
        break;
    case WMI_TYPE_SINT64:
        to->u.sint64 = (int64_t)bits;
        break;
    case WMI_TYPE_UINT64:
        to->u.uint64 = bits;
        break;
    default:
        to->u.uint16 = (uint16_t)bits;
        break; /* uint16, char16 */
    }
}

/* A 16-bit character, and from some servers a uint16, arrives as sint16, as it lies in memory. Of uint32 in a sint32
 * the backend that knows the server's own type takes care: here, -5 is -5. */
static wmip_integer undo_sign(wmip_integer number, wmi_type from, wmi_type to)
{
    if (number.negative && from == WMI_TYPE_SINT16 && (to == WMI_TYPE_UINT16 || to == WMI_TYPE_CHAR16)) {
        number.magnitude = (uint16_t)(~number.magnitude + 1);
        number.negative = false;
    }
    return number;
}

static bool is_date_of_zeros(const char *text)
{
    static const char zeros[] = "00000000000000.000000";
    size_t length = sizeof zeros - 1;
    return strncmp(text, zeros, length) == 0 && (text[length] == '+' || text[length] == '-') &&
           strspn(text + length + 1, "0123456789*") == strlen(text + length + 1);
}

/* How hosts say "nothing" in a text where something else is due. A blank may be a char16. */
static bool means_null(const wmi_value *from, wmi_type type)
{
    if (!wmip_type_is_text(from->type) || wmip_type_is_text(type) || type == WMI_TYPE_OBJECT) {
        return false;
    }
    if (type == WMI_TYPE_CHAR16) {
        return from->u.string[0] == '\0';
    }
    return from->u.string[strspn(from->u.string, " \t\r\n")] == '\0' ||
           (type == WMI_TYPE_DATETIME && is_date_of_zeros(from->u.string));
}

static bool to_integer(const wmi_value *from, wmi_value *to)
{
    wmip_integer number = {0, false};
    if (wmip_type_is_text(from->type)) {
        if (!wmip_integer_parse(from->u.string, &number)) {
            return false;
        }
    } else if (is_integer(from->type) || from->type == WMI_TYPE_CHAR16) {
        number = undo_sign(wmip_integer_of(from), from->type, to->type);
    } else {
        return false;
    }
    if (!fits_type(number, to->type)) {
        return false;
    }
    store_integer(number, to);
    return true;
}

/* In text, a char16 is the character itself and not its number. */
static bool to_char16(const wmi_value *from, wmi_value *to)
{
    uint32_t code = 0;
    size_t length;
    if (!wmip_type_is_text(from->type)) {
        return to_integer(from, to);
    }
    length = wmip_utf8_decode(from->u.string, &code);
    if (length == 0 || code == 0 || code > 0xFFFF || from->u.string[length] != '\0') {
        return false;
    }
    to->u.char16 = (uint16_t)code;
    return true;
}

static bool to_boolean(const wmi_value *from, wmi_value *to)
{
    if (!wmip_type_is_text(from->type)) {
        return false;
    }
    to->u.boolean = wmip_equal_names(from->u.string, "TRUE");
    return to->u.boolean || wmip_equal_names(from->u.string, "FALSE");
}

/* Integers that a real64 (real32) holds without rounding. */
static bool real_of_integer(wmip_integer number, wmi_type type, double *out)
{
    uint64_t most = (uint64_t)1 << (type == WMI_TYPE_REAL32 ? FLT_MANT_DIG : DBL_MANT_DIG);
    *out = wmip_integer_real(number);
    return number.magnitude <= most;
}

static bool read_real(const wmi_value *from, wmi_type type, double *out)
{
    if (wmip_type_is_text(from->type)) {
        return wmip_real_parse(from->u.string, out);
    }
    if (is_integer(from->type)) {
        return real_of_integer(wmip_integer_of(from), type, out);
    }
    if (!is_real(from->type)) {
        return false;
    }
    *out = from->type == WMI_TYPE_REAL32 ? (double)from->u.real32 : from->u.real64;
    return true;
}

/* Decimal text is rounded in any case; a real64 becomes a real32 only where it is one. */
static bool to_real(const wmi_value *from, wmi_value *to)
{
    double number = 0;
    if (!read_real(from, to->type, &number)) {
        return false;
    }
    if (to->type == WMI_TYPE_REAL64) {
        to->u.real64 = number;
        return true;
    }
    if ((number >= REAL32_LIMIT && number <= DBL_MAX) || (number <= -REAL32_LIMIT && number >= -DBL_MAX)) {
        return false; /* infinity may stay infinity */
    }
    to->u.real32 = (float)number;
    return wmip_type_is_text(from->type) || !((double)to->u.real32 < number || (double)to->u.real32 > number);
}

static wmip_conversion copied(bool done)
{
    return done ? WMIP_CONVERTED : WMIP_CONVERSION_NO_MEMORY;
}

static wmip_conversion matched(bool done)
{
    return done ? WMIP_CONVERTED : WMIP_MISFIT;
}

static wmip_conversion to_text(const wmi_value *from, wmi_memory **memory, wmi_value *to)
{
    if (!wmip_type_is_text(from->type)) {
        return WMIP_MISFIT;
    }
    return copied(wmip_memory_copy(memory, from->u.string, &to->u.string));
}

static wmip_conversion convert_scalar(const wmi_value *from, wmi_type type, wmi_memory **memory, wmi_value *to)
{
    *to = wmi_value_null(type, false);
    if (means_null(from, type)) {
        return WMIP_CONVERTED;
    }
    to->is_null = false;
    switch (type) {
    case WMI_TYPE_BOOLEAN:
        return matched(to_boolean(from, to));
    case WMI_TYPE_REAL32:
    case WMI_TYPE_REAL64:
        return matched(to_real(from, to));
    case WMI_TYPE_CHAR16:
        return matched(to_char16(from, to));
    case WMI_TYPE_DATETIME:
        return matched(wmip_type_is_text(from->type) && wmi_datetime_parse(from->u.string, &to->u.datetime));
    case WMI_TYPE_STRING:
    case WMI_TYPE_REFERENCE:
    case WMI_TYPE_EMBEDDED:
        return to_text(from, memory, to);
    case WMI_TYPE_OBJECT:
        return WMIP_MISFIT; /* only what is one already */
    default:
        return matched(is_integer(type) && to_integer(from, to));
    }
}

/* Item by item. An item that is NULL stays so where the type can say it. */
static wmip_conversion convert_array(const wmi_value *from, wmi_type type, wmi_memory **memory, wmi_value *to)
{
    size_t count = from->u.array.count;
    size_t size;
    char *items;
    size_t i;
    *to = wmi_value_null(type, true);
    size = wmi_type_size(to->type);
    items = wmip_memory_array(memory, count, size);
    if (items == NULL) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    for (i = 0; i < count; i++) {
        wmi_value item = wmip_value_item(from, i);
        wmi_value converted = wmi_value_null(type, false);
        wmip_conversion result = WMIP_CONVERTED;
        if (!item.is_null) {
            result = convert_scalar(&item, type, memory, &converted);
        }
        if (result == WMIP_CONVERTED && converted.is_null && !wmip_type_is_text(type) && type != WMI_TYPE_OBJECT) {
            result = WMIP_MISFIT;
        }
        if (result != WMIP_CONVERTED) {
            return result;
        }
        memcpy(items + i * size, &converted.u, size);
    }
    to->is_null = false;
    to->u.array.items = items;
    to->u.array.count = count;
    return WMIP_CONVERTED;
}

static wmip_conversion convert_value(const wmi_value *from, wmi_type type, wmi_memory **memory, wmi_value *to)
{
    if (from->type == to->type) {
        return copied(wmip_value_copy(from, memory, to));
    }
    return from->is_array ? convert_array(from, type, memory, to) : convert_scalar(from, type, memory, to);
}

/* A scalar, not NULL, where an array is due: the array of that one. */
static wmip_conversion convert_to_array(const wmi_value *from, wmi_type type, wmi_memory **memory, wmi_value *to)
{
    wmi_value item = wmi_value_null(type, false);
    wmip_conversion conversion = convert_value(from, type, memory, &item);
    void *items;
    if (conversion != WMIP_CONVERTED || item.is_null) {
        return conversion;
    }
    items = wmip_memory_array(memory, 1, wmi_type_size(to->type));
    if (items == NULL) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    memcpy(items, &item.u, wmi_type_size(to->type));
    to->is_null = false;
    to->u.array.items = items;
    to->u.array.count = 1;
    return WMIP_CONVERTED;
}

wmip_conversion wmip_convert_plain(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory,
                                   wmi_value *to)
{
    wmi_value result = wmi_value_null(type, is_array);
    wmip_conversion conversion = WMIP_CONVERTED;
    if (!wmip_value_is_null(from)) {
        if (from->is_array && !is_array) {
            return WMIP_MISFIT;
        }
        conversion = from->is_array == is_array ? convert_value(from, type, memory, &result)
                                                : convert_to_array(from, type, memory, &result);
    }
    if (conversion == WMIP_CONVERTED) {
        *to = result;
    }
    return conversion;
}

wmi_value wmip_object_read(const wmi_object *object, const char *name, wmi_type type)
{
    const wmi_value *found = wmi_object_get(object, name);
    wmi_value value = wmi_value_null(type, false);
    wmi_memory *memory = NULL;
    if (found != NULL) {
        (void)wmip_convert_plain(found, type, false, &memory, &value); /* which leaves it NULL where it fails */
    }
    wmi_memory_clear(&memory);
    return value;
}
