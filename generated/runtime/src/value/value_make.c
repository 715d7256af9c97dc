/* Values of each type. */
#include "value/value.h"

static wmi_value make_text(wmi_type type, const char *text)
{
    wmi_value value = wmip_value_empty(type);
    value.is_null = text == NULL;
    value.u.string = text;
    return value;
}

static wmi_value make_array(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.is_null = items == NULL;
    value.u.array.items = items;
    value.u.array.count = items != NULL ? count : 0;
    return value;
}

wmi_value WMI_CALL wmi_value_boolean(bool truth)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_BOOLEAN);
    value.u.boolean = truth;
    return value;
}

wmi_value WMI_CALL wmi_value_sint8(int8_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_SINT8);
    value.u.sint8 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_uint8(uint8_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_UINT8);
    value.u.uint8 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_sint16(int16_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_SINT16);
    value.u.sint16 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_uint16(uint16_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_UINT16);
    value.u.uint16 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_sint32(int32_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_SINT32);
    value.u.sint32 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_uint32(uint32_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_UINT32);
    value.u.uint32 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_sint64(int64_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_SINT64);
    value.u.sint64 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_uint64(uint64_t number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_UINT64);
    value.u.uint64 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_real32(float number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_REAL32);
    value.u.real32 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_real64(double number)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_REAL64);
    value.u.real64 = number;
    return value;
}

wmi_value WMI_CALL wmi_value_char16(uint16_t character)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_CHAR16);
    value.u.char16 = character;
    return value;
}

wmi_value WMI_CALL wmi_value_string(const char *text)
{
    return make_text(WMI_TYPE_STRING, text);
}

wmi_value WMI_CALL wmi_value_reference(const char *path)
{
    return make_text(WMI_TYPE_REFERENCE, path);
}

wmi_value WMI_CALL wmi_value_datetime(wmi_datetime datetime)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_DATETIME);
    value.u.datetime = datetime;
    return value;
}

wmi_value WMI_CALL wmi_value_object(wmi_object *object)
{
    wmi_value value = wmip_value_empty(WMI_TYPE_OBJECT);
    value.is_null = object == NULL;
    value.u.object = object;
    return value;
}

wmi_value WMI_CALL wmi_value_boolean_array(wmi_array_boolean array)
{
    return make_array(WMI_TYPE_BOOLEAN, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_sint8_array(wmi_array_sint8 array)
{
    return make_array(WMI_TYPE_SINT8, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_uint8_array(wmi_array_uint8 array)
{
    return make_array(WMI_TYPE_UINT8, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_sint16_array(wmi_array_sint16 array)
{
    return make_array(WMI_TYPE_SINT16, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_uint16_array(wmi_array_uint16 array)
{
    return make_array(WMI_TYPE_UINT16, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_sint32_array(wmi_array_sint32 array)
{
    return make_array(WMI_TYPE_SINT32, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_uint32_array(wmi_array_uint32 array)
{
    return make_array(WMI_TYPE_UINT32, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_sint64_array(wmi_array_sint64 array)
{
    return make_array(WMI_TYPE_SINT64, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_uint64_array(wmi_array_uint64 array)
{
    return make_array(WMI_TYPE_UINT64, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_real32_array(wmi_array_real32 array)
{
    return make_array(WMI_TYPE_REAL32, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_real64_array(wmi_array_real64 array)
{
    return make_array(WMI_TYPE_REAL64, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_char16_array(wmi_array_char16 array)
{
    return make_array(WMI_TYPE_CHAR16, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_string_array(wmi_array_string array)
{
    return make_array(WMI_TYPE_STRING, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_datetime_array(wmi_array_datetime array)
{
    return make_array(WMI_TYPE_DATETIME, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_reference_array(wmi_array_reference array)
{
    return make_array(WMI_TYPE_REFERENCE, array.items, array.count);
}

wmi_value WMI_CALL wmi_value_object_array(wmi_array_object array)
{
    return make_array(WMI_TYPE_OBJECT, array.items, array.count);
}
