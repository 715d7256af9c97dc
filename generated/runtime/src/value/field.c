/* Where the parts of a struct member lie. Members are copied bytewise, since they have as many C types as CIM has
 * types. */
#include "value/value.h"

#include <string.h>

/* All scalars with presence start with `value`, all arrays with `items`. */
#define COUNT_OFFSET offsetof(wmi_array_uint8, count)

static size_t has_offset(wmi_type type)
{
    switch (type) {
    case WMI_TYPE_BOOLEAN:
        return offsetof(wmi_opt_boolean, has);
    case WMI_TYPE_SINT8:
        return offsetof(wmi_opt_sint8, has);
    case WMI_TYPE_UINT8:
        return offsetof(wmi_opt_uint8, has);
    case WMI_TYPE_SINT16:
        return offsetof(wmi_opt_sint16, has);
    case WMI_TYPE_UINT16:
        return offsetof(wmi_opt_uint16, has);
    case WMI_TYPE_SINT32:
        return offsetof(wmi_opt_sint32, has);
    case WMI_TYPE_UINT32:
        return offsetof(wmi_opt_uint32, has);
    case WMI_TYPE_SINT64:
        return offsetof(wmi_opt_sint64, has);
    case WMI_TYPE_UINT64:
        return offsetof(wmi_opt_uint64, has);
    case WMI_TYPE_REAL32:
        return offsetof(wmi_opt_real32, has);
    case WMI_TYPE_REAL64:
        return offsetof(wmi_opt_real64, has);
    case WMI_TYPE_CHAR16:
        return offsetof(wmi_opt_char16, has);
    case WMI_TYPE_DATETIME:
        return offsetof(wmi_opt_datetime, has);
    default:
        return 0; /* a pointer is the member itself */
    }
}

static bool is_pointer(wmi_type type)
{
    return wmip_type_is_text(type) || type == WMI_TYPE_OBJECT;
}

static void read_array(const char *member, wmi_value *value)
{
    memcpy(&value->u.array.items, member, sizeof value->u.array.items);
    memcpy(&value->u.array.count, member + COUNT_OFFSET, sizeof value->u.array.count);
    value->is_null = value->u.array.items == NULL;
}

wmi_value wmip_field_read(const wmi_field *field, const void *base)
{
    const char *member = wmi_field_of_const(base, field);
    wmi_type type = (wmi_type)field->type;
    wmi_value value = wmi_value_null(type, (field->flags & WMI_FIELD_ARRAY) != 0);
    if (type == WMI_TYPE_EMBEDDED) {
        if (!value.is_array) {
            memcpy(&value.u.string, member + offsetof(wmi_embedded, text), sizeof value.u.string);
            value.is_null = value.u.string == NULL;
        }
    } else if (value.is_array) {
        read_array(member, &value);
    } else if (is_pointer(type)) {
        memcpy(&value.u, member, wmi_type_size(type));
        value.is_null = type == WMI_TYPE_OBJECT ? value.u.object == NULL : value.u.string == NULL;
    } else {
        bool has = false;
        memcpy(&value.u, member, wmi_type_size(type));
        memcpy(&has, member + has_offset(type), sizeof has);
        value.is_null = !has;
    }
    return value;
}

static bool is_zero_date(const wmi_datetime *date)
{
    return !date->is_interval && date->unknown == 0 && date->year == 0 && date->month == 0 && date->day == 0 &&
           date->hour == 0 && date->minute == 0 && date->second == 0 && date->microsecond == 0 &&
           date->microsecond_digits == 0 && date->offset == 0;
}

/* Of a number all bits are zero: of a datetime its parts, as there may be anything between them. */
static bool is_zero(const wmi_value *value)
{
    static const char zeros[sizeof value->u];
    if (value->type == WMI_TYPE_DATETIME) {
        return is_zero_date(&value->u.datetime);
    }
    return memcmp(&value->u, zeros, wmi_type_size(value->type)) == 0;
}

bool wmip_field_is_half(const wmi_field *field, const void *base, wmi_value *held)
{
    wmi_type type = (wmi_type)field->type;
    if ((field->flags & WMI_FIELD_ARRAY) != 0 || type == WMI_TYPE_EMBEDDED || is_pointer(type)) {
        return false;
    }
    *held = wmip_field_read(field, base);
    if (!held->is_null || is_zero(held)) {
        return false;
    }
    held->is_null = false;
    return true;
}

/* Text items become embedded instances that hold text. */
static bool embed_items(const wmi_value *value, wmi_memory **memory, const void **out)
{
    wmi_embedded *items = wmip_memory_array(memory, value->u.array.count, sizeof *items);
    size_t i;
    for (i = 0; items != NULL && i < value->u.array.count; i++) {
        items[i] = wmi_embedded_of_text(wmip_value_item(value, i).u.string);
    }
    *out = items;
    return items != NULL;
}

bool wmip_field_store(const wmi_field *field, void *base, const wmi_value *value, wmi_memory **memory)
{
    static const bool has = true;
    char *member = wmi_field_of(base, field);
    wmi_type type = (wmi_type)field->type;
    if (value->is_null) {
        return true;
    }
    if ((field->flags & WMI_FIELD_ARRAY) != 0) {
        const void *items = value->u.array.items;
        if (type == WMI_TYPE_EMBEDDED && !embed_items(value, memory, &items)) {
            return false;
        }
        memcpy(member, &items, sizeof items);
        memcpy(member + COUNT_OFFSET, &value->u.array.count, sizeof value->u.array.count);
    } else if (type == WMI_TYPE_EMBEDDED) {
        wmi_embedded embedded = wmi_embedded_of_text(value->u.string);
        memcpy(member, &embedded, sizeof embedded);
    } else {
        if (!is_pointer(type)) {
            memcpy(member + has_offset(type), &has, sizeof has);
        }
        memcpy(member, &value->u, wmi_type_size(type));
    }
    return true;
}
