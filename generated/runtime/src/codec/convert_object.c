/* Conversion, with what is not plain in it: a transport may deliver a real object where the schema has an embedded
 * instance, which is text. */
#include "cimxml/cimxml.h"
#include "codec/codec.h"

static wmip_conversion to_cimxml(const wmi_object *object, wmi_memory **memory, const char **out)
{
    char *text = NULL;
    wmi_status status = wmi_cimxml_write(object, &text, NULL);
    bool done;
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? WMIP_CONVERSION_NO_MEMORY : WMIP_MISFIT;
    }
    done = wmip_memory_copy(memory, text, out);
    wmi_free(text);
    return done ? WMIP_CONVERTED : WMIP_CONVERSION_NO_MEMORY;
}

/* One object is an array of one, where an array is due. An item that is NULL stays so. */
static wmip_conversion to_array(const wmi_value *from, wmi_memory **memory, wmi_value *to)
{
    size_t count = from->is_array ? from->u.array.count : 1;
    const char **items = wmip_memory_array(memory, count, sizeof *items);
    size_t i;
    if (items == NULL) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    for (i = 0; i < count; i++) {
        wmi_value item = from->is_array ? wmip_value_item(from, i) : *from;
        wmip_conversion conversion = item.is_null ? WMIP_CONVERTED : to_cimxml(item.u.object, memory, &items[i]);
        if (conversion != WMIP_CONVERTED) {
            return conversion;
        }
    }
    to->is_null = false;
    to->u.array.items = items;
    to->u.array.count = count;
    return WMIP_CONVERTED;
}

static wmip_conversion to_texts(const wmi_value *from, bool is_array, wmi_memory **memory, wmi_value *to)
{
    wmi_value result = wmi_value_null(WMI_TYPE_EMBEDDED, is_array);
    wmip_conversion conversion = WMIP_MISFIT;
    if (is_array) {
        conversion = to_array(from, memory, &result);
    } else if (!from->is_array) {
        result.is_null = false;
        conversion = to_cimxml(from->u.object, memory, &result.u.string);
    }
    if (conversion == WMIP_CONVERTED) {
        *to = result;
    }
    return conversion;
}

wmip_conversion wmip_convert(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory, wmi_value *to)
{
    return type == WMI_TYPE_EMBEDDED && from->type == WMI_TYPE_OBJECT && !wmip_value_is_null(from)
               ? to_texts(from, is_array, memory, to)
               : wmip_convert_plain(from, type, is_array, memory, to);
}

bool WMI_CALL wmi_value_convert(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory, wmi_value *to)
{
    return wmip_convert(from, type, is_array, memory, to) == WMIP_CONVERTED;
}
