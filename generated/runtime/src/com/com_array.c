/* Arrays between SAFEARRAY and wmi_value. Those of objects are made in com_object.c. */
#include "com/com_internal.h"

#include <limits.h>
#include <string.h>

/* Encoding. */

/* Whether the items lie in a SAFEARRAY as they do in a wmi_value. */
static bool is_plain(wmi_type type, const wmip_com_element *element)
{
    return element->type != WMI_TYPE_STRING && element->type != WMI_TYPE_BOOLEAN &&
           element->size == wmi_type_size(type);
}

/* What is stored before an item fails is given back with the SAFEARRAY, whose memory was zeroed. */
static wmi_status store_items(const wmi_value *value, const wmip_com_element *element, char *data, wmi_error *error)
{
    size_t count = value->u.array.count;
    wmi_status status = WMI_OK;
    size_t i;
    if (is_plain(value->type, element)) {
        if (count > 0) {
            memcpy(data, value->u.array.items, count * element->size);
        }
        return WMI_OK;
    }
    for (i = 0; i < count && status == WMI_OK; i++) {
        wmi_value item = wmip_value_item(value, i);
        if (item.is_null) {
            return wmi_fail(error, WMI_USAGE, 0, "Item %lu is NULL, and WMI takes no NULL inside an array",
                            (unsigned long)i);
        }
        status = wmip_com_store_scalar(&item, element->code, data + i * element->size, error);
    }
    return status;
}

wmi_status wmip_com_encode_array(const wmi_value *value, bool for_wine, VARIANT *out, wmi_error *error)
{
    const wmip_com_element *element = wmip_com_element_of(wmip_com_vartype(value->type, for_wine));
    wmi_status status = WMI_OK;
    SAFEARRAY *array;
    void *data = NULL;
    VariantInit(out);
    if (element == NULL || element->type == WMI_TYPE_OBJECT) {
        return wmi_fail(error, WMI_USAGE, 0, "An array is of no CIM type that can be sent");
    }
    if (value->u.array.count > LONG_MAX) {
        return wmi_fail(error, WMI_USAGE, 0, "An array has more items than COM can count");
    }
    array = SafeArrayCreateVector(element->code, 0, (ULONG)value->u.array.count);
    if (array == NULL) {
        return wmip_no_memory(error);
    }
    if (SUCCEEDED(SafeArrayAccessData(array, &data))) {
        status = store_items(value, element, data, error);
        (void)SafeArrayUnaccessData(array);
    } else {
        status = wmip_no_memory(error); /* a new array cannot be locked already */
    }
    if (status != WMI_OK) {
        (void)SafeArrayDestroy(array);
        return status;
    }
    V_VT(out) = (VARTYPE)(VT_ARRAY | element->code);
    V_ARRAY(out) = array;
    return WMI_OK;
}

/* Decoding. */

typedef struct array_source {
    SAFEARRAY *array; /* NULL = empty */
    VARTYPE code;     /* of an element; may be VT_VARIANT */
    size_t size;
    size_t count;
    const char *data;
    int depth;
} array_source;

static wmi_status refuse_array(VARTYPE code, const char *why, wmi_error *error)
{
    return wmi_fail(error, WMI_REPLY, 0, "An array of VARIANT type 0x%04X arrived, and %s", (unsigned)code, why);
}

/* The bounds are read, not assumed: an empty array is [0..-1] or [1..0]. */
static wmi_status measure(array_source *source, wmi_error *error)
{
    LONG low = 0;
    LONG high = -1;
    if (SafeArrayGetDim(source->array) != 1) {
        return refuse_array(source->code, "it has not one dimension", error);
    }
    if (FAILED(SafeArrayGetLBound(source->array, 1, &low)) || FAILED(SafeArrayGetUBound(source->array, 1, &high))) {
        return refuse_array(source->code, "its bounds cannot be read", error);
    }
    if (SafeArrayGetElemsize(source->array) != source->size) {
        return refuse_array(source->code, "its elements are of another size", error);
    }
    source->count = high >= low ? (size_t)((LONGLONG)high - low + 1) : 0;
    return WMI_OK;
}

/* Locks the array; on WMI_OK, close_source. */
static wmi_status open_source(const VARIANT *variant, array_source *source, wmi_error *error)
{
    const wmip_com_element *element;
    wmi_status status;
    void *data = NULL;
    source->code = (VARTYPE)(V_VT(variant) & VT_TYPEMASK);
    if ((V_VT(variant) & VT_BYREF) == 0) {
        source->array = V_ARRAY(variant);
    } else if (V_ARRAYREF(variant) != NULL) {
        source->array = *V_ARRAYREF(variant);
    }
    element = wmip_com_element_of(source->code);
    if (element == NULL && source->code != VT_VARIANT) {
        return refuse_array(source->code, "no CIM value is of that type", error);
    }
    source->size = element != NULL ? element->size : sizeof(VARIANT);
    if (wmip_com_wine_is_missing(source->array)) {
        return WMI_OK;
    }
    status = measure(source, error);
    if (status == WMI_OK && FAILED(SafeArrayAccessData(source->array, &data))) {
        status = refuse_array(source->code, "it cannot be read", error);
    }
    source->data = data;
    return status;
}

static void close_source(const array_source *source)
{
    if (source->array != NULL) {
        (void)SafeArrayUnaccessData(source->array);
    }
}

/* The item as a scalar. Inside an array a text that is missing is an empty one: WMI has no NULL there. */
static wmi_status decode_item(const array_source *source, size_t index, CIMTYPE cim_type, wmi_memory **memory,
                              wmi_value *out, wmi_error *error)
{
    wmi_status status = wmip_com_decode_scalar(source->code, source->data + index * source->size,
                                               cim_type & ~(CIMTYPE)CIM_FLAG_ARRAY, source->depth, memory, out, error);
    if (status == WMI_OK && out->is_null && source->code == VT_BSTR) {
        wmi_type type = wmip_type_is_text(out->type) ? out->type : WMI_TYPE_STRING;
        *out = wmi_value_string("");
        out->type = type;
    }
    if (status == WMI_OK && out->is_null && !wmip_type_is_text(out->type) && out->type != WMI_TYPE_OBJECT) {
        status = refuse_array(source->code, "an item of it is NULL", error);
    }
    return status;
}

/* @param fits false where an item is of another type than `type`; what was read until then is of no use. */
static wmi_status decode_items(const array_source *source, CIMTYPE cim_type, wmi_type type, wmi_memory **memory,
                               wmi_value *out, bool *fits, wmi_error *error)
{
    const wmip_com_element *element = wmip_com_element_of(source->code);
    size_t size = wmi_type_size(type);
    char *items = wmip_memory_array(memory, source->count, size);
    wmi_status status = WMI_OK;
    size_t i;
    *fits = true;
    if (items == NULL) {
        return wmip_no_memory(error);
    }
    if (element != NULL && wmip_com_same_bits(element, type)) {
        if (source->count > 0) {
            memcpy(items, source->data, source->count * size);
        }
    } else {
        for (i = 0; i < source->count && *fits && status == WMI_OK; i++) {
            wmi_value item;
            status = decode_item(source, i, cim_type, memory, &item, error);
            *fits = status == WMI_OK && item.type == type;
            if (*fits) {
                memcpy(items + i * size, &item.u, size);
            }
        }
    }
    if (status == WMI_OK && *fits) {
        *out = wmi_value_null(type, true);
        out->is_null = false;
        out->u.array.items = items;
        out->u.array.count = source->count;
    }
    return status;
}

/* The type of the items as they came: for VARIANTs, that of the first. */
static wmi_status find_array_type(const array_source *source, wmi_memory **memory, wmi_type *type, wmi_error *error)
{
    const wmip_com_element *element = wmip_com_element_of(source->code);
    wmi_value first = wmi_value_null(WMI_TYPE_STRING, false);
    wmi_status status = WMI_OK;
    if (element == NULL && source->count > 0) {
        status = decode_item(source, 0, CIM_EMPTY, memory, &first, error);
    }
    *type = element != NULL ? element->type : first.type;
    return status;
}

/* As the CIM type where all items are of it, else all as they came: an array has one type. */
static wmi_status decode_source(const array_source *source, CIMTYPE cim_type, wmi_memory **memory, wmi_value *out,
                                wmi_error *error)
{
    bool known;
    bool fits = false;
    wmi_type type = wmip_com_cim_type(cim_type, &known);
    wmi_status status = WMI_OK;
    if (known) {
        status = decode_items(source, cim_type, type, memory, out, &fits, error);
    }
    if (status == WMI_OK && !fits) {
        status = find_array_type(source, memory, &type, error);
        if (status == WMI_OK) {
            status = decode_items(source, CIM_EMPTY, type, memory, out, &fits, error);
        }
        if (status == WMI_OK && !fits) {
            status = refuse_array(source->code, "its items are of several types", error);
        }
    }
    return status;
}

wmi_status wmip_com_decode_array(const VARIANT *variant, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                 wmi_value *out, wmi_error *error)
{
    array_source source = {NULL, VT_EMPTY, 0, 0, NULL, 0};
    wmi_status status;
    source.depth = depth;
    status = open_source(variant, &source, error);
    if (status == WMI_OK) {
        status = decode_source(&source, cim_type, memory, out, error);
        close_source(&source);
    }
    return status;
}
