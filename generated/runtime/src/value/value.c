#include "value/value.h"

#include <string.h>

/* How much of a text a message quotes. */
#define QUOTED_LENGTH 60

static const struct {
    const char *name;
    size_t size;
} types[] = {
    [WMI_TYPE_BOOLEAN] = {"boolean", sizeof(bool)},
    [WMI_TYPE_SINT8] = {"sint8", sizeof(int8_t)},
    [WMI_TYPE_UINT8] = {"uint8", sizeof(uint8_t)},
    [WMI_TYPE_SINT16] = {"sint16", sizeof(int16_t)},
    [WMI_TYPE_UINT16] = {"uint16", sizeof(uint16_t)},
    [WMI_TYPE_SINT32] = {"sint32", sizeof(int32_t)},
    [WMI_TYPE_UINT32] = {"uint32", sizeof(uint32_t)},
    [WMI_TYPE_SINT64] = {"sint64", sizeof(int64_t)},
    [WMI_TYPE_UINT64] = {"uint64", sizeof(uint64_t)},
    [WMI_TYPE_REAL32] = {"real32", sizeof(float)},
    [WMI_TYPE_REAL64] = {"real64", sizeof(double)},
    [WMI_TYPE_CHAR16] = {"char16", sizeof(uint16_t)},
    [WMI_TYPE_STRING] = {"string", sizeof(const char *)},
    [WMI_TYPE_DATETIME] = {"datetime", sizeof(wmi_datetime)},
    [WMI_TYPE_REFERENCE] = {"reference", sizeof(const char *)},
    [WMI_TYPE_EMBEDDED] = {"string", sizeof(wmi_embedded)},
    [WMI_TYPE_OBJECT] = {"object", sizeof(wmi_object *)},
};

static bool is_known(wmi_type type)
{
    return (size_t)type < sizeof types / sizeof types[0];
}

const char *WMI_CALL wmi_type_name(wmi_type type)
{
    return is_known(type) ? types[type].name : "unknown type";
}

size_t WMI_CALL wmi_type_size(wmi_type type)
{
    return is_known(type) ? types[type].size : 0;
}

bool wmip_type_is_text(wmi_type type)
{
    return type == WMI_TYPE_STRING || type == WMI_TYPE_REFERENCE || type == WMI_TYPE_EMBEDDED;
}

/* Inside a wmi_value an embedded instance is text. */
static wmi_type held_type(wmi_type type)
{
    return type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : type;
}

wmi_value wmip_value_empty(wmi_type type)
{
    wmi_value value;
    memset(&value, 0, sizeof value);
    value.type = held_type(type);
    return value;
}

wmi_value WMI_CALL wmi_value_null(wmi_type type, bool is_array)
{
    wmi_value value = wmip_value_empty(type);
    value.is_array = is_array;
    value.is_null = true;
    return value;
}

bool WMI_CALL wmi_value_to_integer(const wmi_value *value, int64_t *out)
{
    if (value == NULL || value->is_null || value->is_array) {
        return false;
    }
    switch (value->type) {
    case WMI_TYPE_SINT8:
        *out = value->u.sint8;
        return true;
    case WMI_TYPE_UINT8:
        *out = value->u.uint8;
        return true;
    case WMI_TYPE_SINT16:
        *out = value->u.sint16;
        return true;
    case WMI_TYPE_UINT16:
        *out = value->u.uint16;
        return true;
    case WMI_TYPE_SINT32:
        *out = value->u.sint32;
        return true;
    case WMI_TYPE_UINT32:
        *out = value->u.uint32;
        return true;
    case WMI_TYPE_SINT64:
        *out = value->u.sint64;
        return true;
    case WMI_TYPE_UINT64:
        *out = (int64_t)(value->u.uint64 & INT64_MAX);
        return value->u.uint64 <= INT64_MAX;
    default:
        return false;
    }
}

wmi_value wmip_value_item(const wmi_value *array, size_t index)
{
    size_t size = wmi_type_size(held_type(array->type));
    wmi_value item = wmip_value_empty(array->type);
    memcpy(&item.u, (const char *)array->u.array.items + index * size, size);
    item.is_null = (wmip_type_is_text(item.type) && item.u.string == NULL) ||
                   (item.type == WMI_TYPE_OBJECT && item.u.object == NULL);
    return item;
}

/* Replaces the pointer in a scalar by one to a copy. */
static bool own(wmi_memory **memory, wmi_value *scalar)
{
    if (scalar->is_null) {
        return true;
    }
    if (wmip_type_is_text(scalar->type)) {
        return wmip_memory_copy(memory, scalar->u.string, &scalar->u.string);
    }
    if (scalar->type == WMI_TYPE_OBJECT) {
        scalar->u.object = wmip_object_copy_in(memory, scalar->u.object);
        return scalar->u.object != NULL;
    }
    return true;
}

static bool copy_array(const wmi_value *from, wmi_memory **memory, wmi_value *to)
{
    size_t count = from->u.array.count;
    size_t size = wmi_type_size(to->type);
    char *items = wmip_memory_array(memory, count, size);
    size_t i;
    if (items == NULL) {
        return false;
    }
    if (!wmip_type_is_text(to->type) && to->type != WMI_TYPE_OBJECT) {
        if (count > 0) {
            memcpy(items, from->u.array.items, count * size);
        }
    } else {
        for (i = 0; i < count; i++) {
            wmi_value item = wmip_value_item(from, i);
            if (!own(memory, &item)) {
                return false;
            }
            memcpy(items + i * size, &item.u, size);
        }
    }
    to->u.array.items = items;
    to->u.array.count = count;
    return true;
}

bool wmip_value_is_null(const wmi_value *value)
{
    if (value->is_null) {
        return true;
    }
    if (value->is_array) {
        return value->u.array.items == NULL;
    }
    return (wmip_type_is_text(value->type) && value->u.string == NULL) ||
           (value->type == WMI_TYPE_OBJECT && value->u.object == NULL);
}

bool wmip_value_copy(const wmi_value *from, wmi_memory **memory, wmi_value *to)
{
    wmi_value copy = wmip_value_empty(from->type);
    bool done = true;
    copy.is_array = from->is_array;
    if (wmip_value_is_null(from)) {
        copy.is_null = true;
    } else if (from->is_array) {
        done = copy_array(from, memory, &copy);
    } else {
        copy.u = from->u;
        done = own(memory, &copy);
    }
    if (done) {
        *to = copy;
    }
    return done;
}

wmip_integer wmip_integer_of(const wmi_value *value)
{
    wmip_integer number = {0, false};
    int64_t integer = 0;
    if (value->type == WMI_TYPE_UINT64) {
        number.magnitude = value->u.uint64;
    } else if (value->type == WMI_TYPE_CHAR16) {
        number.magnitude = value->u.char16;
    } else if (wmi_value_to_integer(value, &integer)) {
        number.negative = integer < 0;
        number.magnitude = integer < 0 ? ~(uint64_t)integer + 1 : (uint64_t)integer;
    }
    return number;
}

bool wmip_value_text(const wmi_value *value, wmip_buffer *text)
{
    char local[WMIP_NUMBER_TEXT_SIZE] = "";
    if (wmip_value_is_null(value) || value->is_array) {
        return false;
    }
    switch (value->type) {
    case WMI_TYPE_BOOLEAN:
        wmip_buffer_text(text, value->u.boolean ? "TRUE" : "FALSE");
        return true;
    case WMI_TYPE_STRING:
    case WMI_TYPE_REFERENCE:
    case WMI_TYPE_EMBEDDED:
        wmip_buffer_text(text, value->u.string);
        return true;
    case WMI_TYPE_REAL32:
        wmip_real_format((double)value->u.real32, true, local);
        break;
    case WMI_TYPE_REAL64:
        wmip_real_format(value->u.real64, false, local);
        break;
    case WMI_TYPE_CHAR16:
        local[wmip_utf8_encode(value->u.char16, local)] = '\0';
        break;
    case WMI_TYPE_DATETIME:
        (void)wmi_datetime_format(&value->u.datetime, local);
        break;
    case WMI_TYPE_OBJECT:
        return false;
    default:
        wmip_integer_format(wmip_integer_of(value), local);
        break;
    }
    wmip_buffer_text(text, local);
    return local[0] != '\0';
}

/* Appends a text in quotes, cut between characters where it is long; bytes that are no UTF-8 become question marks. */
static void quote(const char *text, wmip_buffer *out)
{
    size_t at = 0;
    wmip_buffer_char(out, '"');
    while (text[at] != '\0' && at < QUOTED_LENGTH) {
        uint32_t code = 0;
        size_t length = wmip_utf8_decode(text + at, &code);
        if (length == 0 || code < 0x20) {
            wmip_buffer_char(out, '?');
            at++;
        } else {
            wmip_buffer_append(out, text + at, length);
            at += length;
        }
    }
    wmip_buffer_text(out, text[at] != '\0' ? "...\"" : "\"");
}

void wmip_value_describe(const wmi_value *value, wmip_buffer *text)
{
    wmip_integer count = {0, false};
    char number[WMIP_NUMBER_TEXT_SIZE];
    if (wmip_value_is_null(value)) {
        wmip_buffer_text(text, "NULL");
        return;
    }
    wmip_buffer_text(text, wmi_type_name(value->type));
    if (value->is_array) {
        count.magnitude = value->u.array.count;
        wmip_integer_format(count, number);
        wmip_buffer_format(text, "[%s]", number);
    } else if (wmip_type_is_text(value->type)) {
        wmip_buffer_char(text, ' ');
        quote(value->u.string, text);
    } else if (value->type == WMI_TYPE_OBJECT) {
        const char *name = value->u.object->class_name;
        wmip_buffer_format(text, " of class %s", name != NULL ? name : "(unknown)");
    } else {
        wmip_buffer_char(text, ' ');
        (void)wmip_value_text(value, text);
    }
}

/* One value: its text, else what it is. */
static void spell_one(const wmi_value *value, wmip_buffer *text)
{
    if (wmip_value_is_null(value) || value->type == WMI_TYPE_OBJECT || !wmip_value_text(value, text)) {
        wmip_value_describe(value, text);
    }
}

void wmip_value_spell(const wmi_value *value, wmip_buffer *text)
{
    size_t i;
    if (wmip_value_is_null(value) || !value->is_array) {
        spell_one(value, text);
        return;
    }
    for (i = 0; i < value->u.array.count; i++) {
        wmi_value item = wmip_value_item(value, i);
        wmip_buffer_text(text, i > 0 ? ", " : "");
        spell_one(&item, text);
    }
}
