/* Scalars between VARIANT and wmi_value: one table of the types, used in both directions. */
#include "com/com_internal.h"

#include <string.h>

/* Room for the text of a number or a datetime, which are decoded without an allocation. */
#define SHORT_TEXT_SIZE 64

/*
 * What WMI's IWbemClassObject uses for each CIM type: small types are widened, unsigned 32-bit integers travel in
 * signed ones, and 64-bit ones as decimal text. Wine's insists on the type that CIM means: com_wine.c.
 */
static const struct {
    CIMTYPE cim;
    VARTYPE canonical;
} rows[] = {
    [WMI_TYPE_BOOLEAN] = {CIM_BOOLEAN, VT_BOOL},
    [WMI_TYPE_SINT8] = {CIM_SINT8, VT_I2},
    [WMI_TYPE_UINT8] = {CIM_UINT8, VT_UI1},
    [WMI_TYPE_SINT16] = {CIM_SINT16, VT_I2},
    [WMI_TYPE_UINT16] = {CIM_UINT16, VT_I4},
    [WMI_TYPE_SINT32] = {CIM_SINT32, VT_I4},
    [WMI_TYPE_UINT32] = {CIM_UINT32, VT_I4},
    [WMI_TYPE_SINT64] = {CIM_SINT64, VT_BSTR},
    [WMI_TYPE_UINT64] = {CIM_UINT64, VT_BSTR},
    [WMI_TYPE_REAL32] = {CIM_REAL32, VT_R4},
    [WMI_TYPE_REAL64] = {CIM_REAL64, VT_R8},
    [WMI_TYPE_CHAR16] = {CIM_CHAR16, VT_I2},
    [WMI_TYPE_STRING] = {CIM_STRING, VT_BSTR},
    [WMI_TYPE_DATETIME] = {CIM_DATETIME, VT_BSTR},
    [WMI_TYPE_REFERENCE] = {CIM_REFERENCE, VT_BSTR},
    [WMI_TYPE_EMBEDDED] = {CIM_STRING, VT_BSTR}, /* text: after the string, which CIM_STRING is found as */
    [WMI_TYPE_OBJECT] = {CIM_OBJECT, VT_UNKNOWN},
};

#define ROW_COUNT (sizeof rows / sizeof rows[0])

/* The other direction: what each VARIANT type holds. The frequent ones first. */
static const wmip_com_element elements[] = {
    {VT_BSTR, WMI_TYPE_STRING, sizeof(BSTR)},
    {VT_I4, WMI_TYPE_SINT32, sizeof(int32_t)},
    {VT_BOOL, WMI_TYPE_BOOLEAN, sizeof(VARIANT_BOOL)},
    {VT_UI1, WMI_TYPE_UINT8, sizeof(uint8_t)},
    {VT_I2, WMI_TYPE_SINT16, sizeof(int16_t)},
    {VT_UNKNOWN, WMI_TYPE_OBJECT, sizeof(IUnknown *)},
    {VT_DISPATCH, WMI_TYPE_OBJECT, sizeof(IDispatch *)},
    {VT_R8, WMI_TYPE_REAL64, sizeof(double)},
    {VT_R4, WMI_TYPE_REAL32, sizeof(float)},
    {VT_UI4, WMI_TYPE_UINT32, sizeof(uint32_t)},
    {VT_UI2, WMI_TYPE_UINT16, sizeof(uint16_t)},
    {VT_I8, WMI_TYPE_SINT64, sizeof(int64_t)},
    {VT_UI8, WMI_TYPE_UINT64, sizeof(uint64_t)},
    {VT_I1, WMI_TYPE_SINT8, sizeof(int8_t)},
    {VT_INT, WMI_TYPE_SINT32, sizeof(int32_t)},
    {VT_UINT, WMI_TYPE_UINT32, sizeof(uint32_t)},
};

VARTYPE wmip_com_vartype(wmi_type type, bool for_wine)
{
    if ((size_t)type >= ROW_COUNT) {
        return VT_EMPTY;
    }
    return for_wine ? wmip_com_wine_vartype(type, rows[type].canonical) : rows[type].canonical;
}

wmi_type wmip_com_cim_type(CIMTYPE cim_type, bool *known)
{
    CIMTYPE scalar = cim_type & ~(CIMTYPE)CIM_FLAG_ARRAY;
    size_t i;
    for (i = 0; i < ROW_COUNT; i++) {
        if (rows[i].cim == scalar) {
            *known = true;
            return (wmi_type)i;
        }
    }
    *known = false;
    return WMI_TYPE_STRING;
}

const wmip_com_element *wmip_com_element_of(VARTYPE code)
{
    size_t i;
    for (i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (elements[i].code == code) {
            return &elements[i];
        }
    }
    return NULL;
}

bool wmip_com_same_bits(const wmip_com_element *element, wmi_type wanted)
{
    switch (element->type) {
    case WMI_TYPE_BOOLEAN:
    case WMI_TYPE_STRING:
    case WMI_TYPE_OBJECT:
        return false; /* no numbers */
    case WMI_TYPE_SINT8:
        return wanted == WMI_TYPE_SINT8 || wanted == WMI_TYPE_UINT8;
    case WMI_TYPE_SINT16:
        return wanted == WMI_TYPE_SINT16 || wanted == WMI_TYPE_UINT16 || wanted == WMI_TYPE_CHAR16;
    case WMI_TYPE_UINT16:
        return wanted == WMI_TYPE_UINT16 || wanted == WMI_TYPE_CHAR16;
    case WMI_TYPE_SINT32:
        return wanted == WMI_TYPE_SINT32 || wanted == WMI_TYPE_UINT32;
    case WMI_TYPE_SINT64:
        return wanted == WMI_TYPE_SINT64 || wanted == WMI_TYPE_UINT64;
    default:
        return wanted == element->type;
    }
}

/* Encoding. */

static wmi_status store_text(const wmi_value *value, BSTR *out, wmi_error *error)
{
    char text[WMIP_NUMBER_TEXT_SIZE];
    if (wmip_type_is_text(value->type)) {
        return wmip_com_bstr(value->u.string, "The text", out, error);
    }
    if (value->type != WMI_TYPE_DATETIME) {
        wmip_integer_format(wmip_integer_of(value), text);
    } else if (!wmi_datetime_format(&value->u.datetime, text)) {
        return wmi_fail(error, WMI_USAGE, 0, "A datetime has a part that is out of range");
    }
    return wmip_com_bstr(text, "The number", out, error);
}

static void store_bits(wmip_integer number, size_t size, void *data)
{
    uint64_t bits = wmip_integer_bits(number);
    uint32_t half = (uint32_t)bits;
    uint16_t quarter = (uint16_t)bits;
    uint8_t byte = (uint8_t)bits;
    switch (size) {
    case sizeof bits:
        memcpy(data, &bits, sizeof bits);
        break;
    case sizeof half:
        memcpy(data, &half, sizeof half);
        break;
    case sizeof quarter:
        memcpy(data, &quarter, sizeof quarter);
        break;
    default:
        memcpy(data, &byte, sizeof byte);
        break;
    }
}

wmi_status wmip_com_store_scalar(const wmi_value *value, VARTYPE code, void *data, wmi_error *error)
{
    const wmip_com_element *element = wmip_com_element_of(code);
    VARIANT_BOOL truth;
    BSTR text = NULL;
    wmi_status status;
    switch (code) {
    case VT_BOOL:
        truth = value->u.boolean ? VARIANT_TRUE : VARIANT_FALSE;
        memcpy(data, &truth, sizeof truth);
        return WMI_OK;
    case VT_R4:
        memcpy(data, &value->u.real32, sizeof value->u.real32);
        return WMI_OK;
    case VT_R8:
        memcpy(data, &value->u.real64, sizeof value->u.real64);
        return WMI_OK;
    case VT_BSTR:
        status = store_text(value, &text, error);
        memcpy(data, &text, sizeof text);
        return status;
    default:
        if (element == NULL || element->type == WMI_TYPE_OBJECT) {
            return wmi_fail(error, WMI_USAGE, 0, "A value is of no CIM type that can be sent");
        }
        store_bits(wmip_integer_of(value), element->size, data);
        return WMI_OK;
    }
}

wmi_status wmip_com_encode_value(const wmi_value *value, bool for_wine, VARIANT *out, wmi_error *error)
{
    VARTYPE code = wmip_com_vartype(value->type, for_wine);
    wmi_status status;
    VariantInit(out);
    if (wmip_value_is_null(value)) {
        V_VT(out) = VT_NULL; /* not VT_EMPTY, which WMI refuses */
        return WMI_OK;
    }
    if (value->is_array) {
        return wmip_com_encode_array(value, for_wine, out, error);
    }
    status = wmip_com_store_scalar(value, code, &V_I8(out), error);
    if (status == WMI_OK) {
        V_VT(out) = code;
    }
    return status;
}

/* Decoding. */

bool wmip_com_ascii(const OLECHAR *text, size_t length, char *out, size_t size)
{
    size_t i;
    while (length > 0 && text[length - 1] == 0) {
        length--;
    }
    if (length >= size) {
        return false;
    }
    for (i = 0; i < length; i++) {
        if (text[i] == 0 || text[i] > 0x7E) {
            return false;
        }
        out[i] = (char)text[i];
    }
    out[length] = '\0';
    return true;
}

/* A boolean in an integer: only what can be nothing else. */
static bool truth_of(const wmi_value *value, wmi_value *out)
{
    int64_t number = 0;
    if (!wmi_value_to_integer(value, &number) || number < -1 || number > 1) {
        return false;
    }
    *out = wmi_value_boolean(number != 0);
    return true;
}

/* The value as the CIM type where it is one, else as it came: the schema, which is not known here, judges it then. */
static wmi_status adapt(const wmi_value *value, wmi_type wanted, wmi_memory **memory, wmi_value *out, wmi_error *error)
{
    if (value->type == wanted) {
        *out = *value;
        return WMI_OK;
    }
    if (wanted == WMI_TYPE_BOOLEAN && truth_of(value, out)) {
        return WMI_OK;
    }
    switch (wmip_convert(value, wanted, false, memory, out)) {
    case WMIP_CONVERTED:
        return WMI_OK;
    case WMIP_MISFIT:
        *out = *value;
        return WMI_OK;
    default:
        return wmip_no_memory(error);
    }
}

static wmi_status decode_number(const wmip_com_element *element, const void *data, wmi_type wanted, wmi_memory **memory,
                                wmi_value *out, wmi_error *error)
{
    wmi_value value = wmi_value_null(wmip_com_same_bits(element, wanted) ? wanted : element->type, false);
    value.is_null = false;
    memcpy(&value.u, data, element->size);
    return adapt(&value, wanted, memory, out, error);
}

static wmi_status decode_boolean(const void *data, wmi_type wanted, wmi_memory **memory, wmi_value *out,
                                 wmi_error *error)
{
    VARIANT_BOOL truth;
    wmi_value value;
    memcpy(&truth, data, sizeof truth);
    value = wmi_value_boolean(truth != VARIANT_FALSE);
    return adapt(&value, wanted, memory, out, error);
}

/* A number or datetime that is none stays a text. */
static wmi_status decode_text(const void *data, wmi_type wanted, wmi_memory **memory, wmi_value *out, wmi_error *error)
{
    bool is_text = wmip_type_is_text(wanted);
    char local[SHORT_TEXT_SIZE];
    wmi_value value;
    const char *copy = NULL;
    BSTR text;
    size_t length;
    memcpy(&text, data, sizeof text);
    if (wmip_com_wine_is_unset(text)) {
        *out = wmi_value_null(wanted, false);
        return WMI_OK;
    }
    length = SysStringLen(text);
    if (!is_text && wanted != WMI_TYPE_OBJECT && wmip_com_ascii(text, length, local, sizeof local)) {
        value = wmi_value_string(local);
        switch (wmip_convert(&value, wanted, false, memory, out)) {
        case WMIP_CONVERTED:
            return WMI_OK;
        case WMIP_MISFIT:
            break;
        default:
            return wmip_no_memory(error);
        }
    }
    if (!wmip_com_text(text, length, memory, &copy)) {
        return wmip_no_memory(error);
    }
    *out = wmi_value_string(copy);
    out->type = is_text ? wanted : WMI_TYPE_STRING;
    return WMI_OK;
}

static wmi_status decode_object(const void *data, int depth, wmi_memory **memory, wmi_value *out, wmi_error *error)
{
    IUnknown *object;
    memcpy(&object, data, sizeof object); /* an IDispatch begins with an IUnknown */
    *out = wmi_value_null(WMI_TYPE_OBJECT, false);
    if (object == NULL) {
        return WMI_OK;
    }
    out->is_null = false;
    return wmip_com_read_embedded(object, depth + 1, memory, &out->u.object, error);
}

static wmi_status refuse_variant(VARTYPE code, wmi_error *error)
{
    return wmi_fail(error, WMI_REPLY, 0, "A VARIANT of type 0x%04X arrived, which no CIM value is", (unsigned)code);
}

wmi_status wmip_com_decode_scalar(VARTYPE type, const void *data, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                  wmi_value *out, wmi_error *error)
{
    const wmip_com_element *element = wmip_com_element_of(type);
    bool known;
    wmi_type wanted = wmip_com_cim_type(cim_type, &known);
    if (type == VT_VARIANT) {
        const VARIANT *inner = data;
        bool is_scalar = (V_VT(inner) & VT_ARRAY) == 0;
        return is_scalar ? wmip_com_decode_value(inner, cim_type & ~(CIMTYPE)CIM_FLAG_ARRAY, depth, memory, out, error)
                         : refuse_variant(V_VT(inner), error); /* an array of arrays */
    }
    if (element == NULL) {
        return refuse_variant(type, error);
    }
    wanted = known ? wanted : element->type;
    switch (element->type) {
    case WMI_TYPE_OBJECT:
        return decode_object(data, depth, memory, out, error);
    case WMI_TYPE_STRING:
        return decode_text(data, wanted, memory, out, error);
    case WMI_TYPE_BOOLEAN:
        return decode_boolean(data, wanted, memory, out, error);
    default:
        return decode_number(element, data, wanted, memory, out, error);
    }
}

wmi_status wmip_com_decode_value(const VARIANT *variant, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                 wmi_value *out, wmi_error *error)
{
    bool known;
    VARTYPE code = V_VT(variant);
    if (code == (VT_BYREF | VT_VARIANT)) {
        variant = V_VARIANTREF(variant);
        if (variant == NULL || V_VT(variant) == (VT_BYREF | VT_VARIANT)) {
            return refuse_variant(code, error); /* COM allows one such step, and no more */
        }
        code = V_VT(variant);
    }
    if (code == VT_EMPTY || code == VT_NULL) {
        *out = wmi_value_null(wmip_com_cim_type(cim_type, &known), (cim_type & CIM_FLAG_ARRAY) != 0);
        return WMI_OK;
    }
    if ((code & VT_ARRAY) != 0) {
        return wmip_com_decode_array(variant, cim_type, depth, memory, out, error);
    }
    if ((code & VT_BYREF) == 0) {
        return wmip_com_decode_scalar(code, &V_I8(variant), cim_type, depth, memory, out, error);
    }
    if (V_BYREF(variant) == NULL) {
        return refuse_variant(code, error);
    }
    return wmip_com_decode_scalar((VARTYPE)(code & ~VT_BYREF), V_BYREF(variant), cim_type, depth, memory, out, error);
}
