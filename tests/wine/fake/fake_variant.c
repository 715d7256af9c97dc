/*
 * Property to VARIANT: what Get gives.
 */
#include "fake_object.h"

#include <stdio.h>
#include <string.h>

/** Texts that 64-bit integers and datetimes travel as. */
static bool text_of(const wmi_value *value, char *text, size_t size)
{
    switch (value->type) {
    case WMI_TYPE_SINT64:
        snprintf(text, size, "%lld", (long long)value->u.sint64);
        return true;
    case WMI_TYPE_UINT64:
        snprintf(text, size, "%llu", (unsigned long long)value->u.uint64);
        return true;
    default:
        return wmi_datetime_format(&value->u.datetime, text);
    }
}

static HRESULT write_text(const wmi_value *value, BSTR *out)
{
    char text[WMI_DATETIME_TEXT_SIZE + 10];
    const char *from = text;
    if (value->type == WMI_TYPE_STRING || value->type == WMI_TYPE_REFERENCE || value->type == WMI_TYPE_EMBEDDED) {
        from = value->u.string != NULL ? value->u.string : "";
    } else if (!text_of(value, text, sizeof text)) {
        return FAKE_HRESULT(WBEM_E_FAILED); /* the world's own fault */
    }
    *out = fake_bstr(from);
    return *out != NULL ? S_OK : E_OUTOFMEMORY;
}

static HRESULT write_object(const mb_namespace *ns, const wmi_object *object, IUnknown **out)
{
    IWbemClassObject *made = NULL;
    HRESULT result = object != NULL ? fake_make_instance(ns, object, &made) : FAKE_HRESULT(WBEM_E_FAILED);
    *out = (IUnknown *)made;
    return result;
}

/** Writes a scalar to where a VARIANT, or an array, holds values of its type. */
static HRESULT write_item(const mb_namespace *ns, const wmi_value *value, void *to)
{
    switch (value->type) {
    case WMI_TYPE_BOOLEAN:
        *(VARIANT_BOOL *)to = value->u.boolean ? VARIANT_TRUE : VARIANT_FALSE;
        return S_OK;
    case WMI_TYPE_SINT8:
        *(SHORT *)to = value->u.sint8;
        return S_OK;
    case WMI_TYPE_UINT8:
        *(BYTE *)to = value->u.uint8;
        return S_OK;
    case WMI_TYPE_SINT16:
        *(SHORT *)to = value->u.sint16;
        return S_OK;
    case WMI_TYPE_CHAR16:
        *(SHORT *)to = (SHORT)value->u.char16;
        return S_OK;
    case WMI_TYPE_UINT16:
        *(LONG *)to = value->u.uint16;
        return S_OK;
    case WMI_TYPE_SINT32:
        *(LONG *)to = value->u.sint32;
        return S_OK;
    case WMI_TYPE_UINT32:
        *(LONG *)to = (LONG)value->u.uint32;
        return S_OK;
    case WMI_TYPE_REAL32:
        *(FLOAT *)to = value->u.real32;
        return S_OK;
    case WMI_TYPE_REAL64:
        *(DOUBLE *)to = value->u.real64;
        return S_OK;
    case WMI_TYPE_OBJECT:
        return write_object(ns, value->u.object, to);
    default:
        return write_text(value, to);
    }
}

static HRESULT write_items(const mb_namespace *ns, const wmi_value *value, SAFEARRAY *array)
{
    size_t size = wmi_type_size(value->type);
    size_t step = SafeArrayGetElemsize(array);
    char *data = NULL;
    HRESULT result = SafeArrayAccessData(array, (void **)&data);
    if (FAILED(result)) {
        return result;
    }
    for (size_t i = 0; i < value->u.array.count && SUCCEEDED(result); i++) {
        wmi_value item = wmi_value_null(value->type, false);
        item.is_null = false;
        memcpy(&item.u, (const char *)value->u.array.items + i * size, size);
        result = write_item(ns, &item, data + i * step);
    }
    SafeArrayUnaccessData(array);
    return result;
}

static HRESULT write_array(const mb_namespace *ns, const wmi_value *value, VARTYPE vt, SAFEARRAY **out)
{
    SAFEARRAY *array = SafeArrayCreateVector(vt, 0, (ULONG)value->u.array.count);
    HRESULT result = array != NULL ? write_items(ns, value, array) : E_OUTOFMEMORY;
    if (FAILED(result) && array != NULL) {
        SafeArrayDestroy(array);
        array = NULL;
    }
    *out = array;
    return result;
}

HRESULT fake_value_to_variant(const mb_namespace *ns, const wmi_value *value, VARIANT *out)
{
    const fake_type *type = fake_type_of_value(value->type);
    VARIANT made;
    HRESULT result = S_OK;
    VariantInit(&made);
    if (value->is_null || type == NULL) {
        V_VT(&made) = VT_NULL;
    } else if (value->is_array) {
        result = write_array(ns, value, type->vt, &V_ARRAY(&made));
        V_VT(&made) = (VARTYPE)(VT_ARRAY | type->vt);
    } else {
        result = write_item(ns, value, &V_I1(&made));
        V_VT(&made) = type->vt;
    }
    if (SUCCEEDED(result)) {
        *out = made;
    }
    return result;
}

HRESULT fake_make_names(const char *const *names, size_t count, SAFEARRAY **out)
{
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    value.is_null = false;
    value.u.array.items = names;
    value.u.array.count = count;
    return write_array(NULL, &value, VT_BSTR, out);
}
