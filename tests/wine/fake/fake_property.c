/*
 * VARIANT to property and back, by the table of Microsoft's page on CIMTYPE_ENUMERATION, and with no more coercions than were proved on Windows.
 */
#include "fake_object.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* char16 has no twin: what Wine does with it nobody has measured. */
static const fake_type types[] = {
    {CIM_BOOLEAN, WMI_TYPE_BOOLEAN, VT_BOOL, VT_BOOL, "boolean"},
    {CIM_SINT8, WMI_TYPE_SINT8, VT_I2, VT_I1, "sint8"},
    {CIM_UINT8, WMI_TYPE_UINT8, VT_UI1, VT_UI1, "uint8"},
    {CIM_SINT16, WMI_TYPE_SINT16, VT_I2, VT_I2, "sint16"},
    {CIM_UINT16, WMI_TYPE_UINT16, VT_I4, VT_UI2, "uint16"},
    {CIM_SINT32, WMI_TYPE_SINT32, VT_I4, VT_I4, "sint32"},
    {CIM_UINT32, WMI_TYPE_UINT32, VT_I4, VT_UI4, "uint32"},
    {CIM_SINT64, WMI_TYPE_SINT64, VT_BSTR, VT_I8, "sint64"},
    {CIM_UINT64, WMI_TYPE_UINT64, VT_BSTR, VT_UI8, "uint64"},
    {CIM_REAL32, WMI_TYPE_REAL32, VT_R4, VT_R4, "real32"},
    {CIM_REAL64, WMI_TYPE_REAL64, VT_R8, VT_R8, "real64"},
    {CIM_CHAR16, WMI_TYPE_CHAR16, VT_I2, VT_I2, "char16"},
    {CIM_STRING, WMI_TYPE_STRING, VT_BSTR, VT_BSTR, "string"},
    {CIM_DATETIME, WMI_TYPE_DATETIME, VT_BSTR, VT_BSTR, "datetime"},
    {CIM_REFERENCE, WMI_TYPE_REFERENCE, VT_BSTR, VT_BSTR, "reference"},
    {CIM_OBJECT, WMI_TYPE_OBJECT, VT_UNKNOWN, VT_UNKNOWN, "object"},
};
enum { TYPE_COUNT = sizeof types / sizeof types[0] };

const fake_type *fake_type_of_cim(CIMTYPE cim)
{
    size_t i = 0;
    while (i < TYPE_COUNT && types[i].cim != (cim & ~CIM_FLAG_ARRAY)) {
        i++;
    }
    return i < TYPE_COUNT ? &types[i] : NULL;
}

const fake_type *fake_type_of_value(wmi_type type)
{
    size_t i = 0;
    wmi_type travels_as = type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : type;
    while (i < TYPE_COUNT && types[i].type != travels_as) {
        i++;
    }
    return i < TYPE_COUNT ? &types[i] : NULL;
}

const fake_type *fake_type_named(const char *name)
{
    size_t i = 0;
    while (i < TYPE_COUNT && strcmp(types[i].name, name) != 0) {
        i++;
    }
    return i < TYPE_COUNT ? &types[i] : NULL;
}

/* Texts that are numbers and dates. */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_signed(wmi_type type)
{
    return type == WMI_TYPE_SINT8 || type == WMI_TYPE_SINT16 || type == WMI_TYPE_SINT32 || type == WMI_TYPE_SINT64;
}

HRESULT fake_check_integer(const char *text, const fake_type *type, int64_t *bits)
{
    bool negative = *text == '-';
    unsigned width = (unsigned)wmi_type_size(type->type) * 8;
    uint64_t most = UINT64_MAX >> (64 - width) >> (is_signed(type->type) ? 1 : 0);
    uint64_t magnitude = 0;
    if (negative) {
        text++;
        most = is_signed(type->type) ? most + 1 : 0;
    }
    if (*text == '\0') {
        return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    }
    for (const char *c = text; *c != '\0'; c++) {
        if (!is_digit(*c)) {
            return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
        }
    }
    for (; *text != '\0'; text++) {
        unsigned digit = (unsigned)(*text - '0');
        if (digit > most || magnitude > (most - digit) / 10) {
            return FAKE_HRESULT(WBEM_E_VALUE_OUT_OF_RANGE);
        }
        magnitude = magnitude * 10 + digit;
    }
    *bits = (int64_t)(negative ? ~magnitude + 1 : magnitude);
    return S_OK;
}

/* A field: all digits, or, where it may be unknown, all asterisks. */
static bool is_field(const char *text, size_t begin, size_t end, bool may_be_open)
{
    char first = text[begin];
    for (size_t i = begin; i < end; i++) {
        bool is_star = may_be_open && first == '*' && text[i] == '*';
        if (!is_star && !(is_digit(text[i]) && first != '*')) {
            return false;
        }
    }
    return true;
}

bool fake_check_datetime(const char *text)
{
    static const size_t date[] = {0, 4, 6, 8, 10, 12, 14};
    static const size_t interval[] = {0, 8, 10, 12, 14};
    bool is_interval = strlen(text) == 25 && text[21] == ':';
    const size_t *ends = is_interval ? interval : date;
    size_t count = is_interval ? sizeof interval / sizeof interval[0] : sizeof date / sizeof date[0];
    wmi_datetime parsed;
    if (strlen(text) != 25 || text[14] != '.' || (!is_interval && text[21] != '+' && text[21] != '-')) {
        return false;
    }
    for (size_t i = 0; i + 1 < count; i++) {
        if (!is_field(text, ends[i], ends[i + 1], !is_interval)) {
            return false;
        }
    }
    if (is_interval && strcmp(text + 22, "000") != 0) {
        return false;
    }
    return is_field(text, 15, 21, !is_interval) && is_field(text, 22, 25, !is_interval) &&
           wmi_datetime_parse(text, &parsed); /* and the ranges of the fields */
}

/* VARIANT to value. An item of an array and the value of a VARIANT lie alike: as their VARTYPE says. */

typedef struct reading {
    const fake_type *type;
    VARTYPE vt;
    const mb_element *element; /* may be NULL */
    wmi_memory **memory;
} reading;

static HRESULT read_range(int64_t number, int64_t least, int64_t most)
{
    return number >= least && number <= most ? S_OK : FAKE_HRESULT(WBEM_E_VALUE_OUT_OF_RANGE);
}

/** uint32 from VT_R8, which automation clients pass for what does not fit into VT_I4. */
static HRESULT read_rounded(double number, wmi_value *out)
{
    if (!(number >= 0 && number <= UINT32_MAX)) {
        return FAKE_HRESULT(WBEM_E_VALUE_OUT_OF_RANGE);
    }
    out->u.uint32 = (uint32_t)number;
    return number > (double)out->u.uint32 ? FAKE_HRESULT(WBEM_E_TYPE_MISMATCH) : S_OK;
}

static HRESULT read_boolean(VARIANT_BOOL given, wmi_value *out)
{
    if (given != VARIANT_TRUE && given != VARIANT_FALSE) {
        fake_violate("a VARIANT_BOOL is %d, neither VARIANT_TRUE nor VARIANT_FALSE", (int)given);
    }
    out->u.boolean = given != VARIANT_FALSE;
    return S_OK;
}

static HRESULT read_text(const reading *r, const char *text, wmi_value *out)
{
    HRESULT result = S_OK;
    switch (r->type->type) {
    case WMI_TYPE_SINT64:
    case WMI_TYPE_UINT64:
        result = fake_check_integer(text, r->type, &out->u.sint64);
        break;
    case WMI_TYPE_DATETIME:
        if (!fake_check_datetime(text) || !wmi_datetime_parse(text, &out->u.datetime)) {
            result = FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
        }
        break;
    default:
        out->u.string = wmi_memory_text(r->memory, text, strlen(text));
        result = out->u.string != NULL ? S_OK : E_OUTOFMEMORY;
        break;
    }
    return result;
}

static HRESULT read_bstr(const reading *r, BSTR given, wmi_value *out)
{
    char what[FAKE_NAME_SIZE + 40];
    HRESULT result;
    char *text;
    snprintf(what, sizeof what, "the value of %s", r->element != NULL ? r->element->name->text : "a property");
    if (given == NULL || !fake_check_bstr(given, what)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    text = fake_utf8(given);
    if (text == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    result = read_text(r, text, out);
    free(text);
    return result;
}

/** Whether an instance may stand where the MOF declares one: of that class or of one derived from it. */
static bool fits(const mb_element *element, const fake_object *object)
{
    if (object->kind != FAKE_INSTANCE) {
        return false;
    }
    if (element == NULL || element->class_name == NULL) {
        return true;
    }
    /* A class that the namespace refers to and does not declare can be compared with by its name alone. */
    return element->target != NULL ? mb_class_is_a(object->cls, element->target)
                                   : fake_same_name(element->class_name->text, object->class_name);
}

/** The copy in the reader's memory of an instance that a client hands over. */
static HRESULT read_instance(const reading *r, IWbemClassObject *given, wmi_value *out)
{
    const fake_object *from = fake_object_of(given);
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    bool good;
    if (!fits(r->element, from)) {
        return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    }
    value.u.object = fake_object_values(from);
    value.is_null = value.u.object == NULL;
    good = !value.is_null && wmi_value_convert(&value, WMI_TYPE_OBJECT, false, r->memory, out);
    wmi_object_free(value.u.object);
    return good ? S_OK : E_OUTOFMEMORY;
}

static HRESULT read_unknown(const reading *r, IUnknown *given, wmi_value *out)
{
    IWbemClassObject *object = NULL;
    HRESULT result;
    if (given == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    result = IUnknown_QueryInterface(given, &IID_IWbemClassObject, (void **)&object);
    if (FAILED(result)) {
        return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    }
    result = fake_is_class_object(object) ? read_instance(r, object, out) : FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    IWbemClassObject_Release(object);
    return result;
}

static int64_t integer_at(VARTYPE vt, const void *data)
{
    switch (vt) {
    case VT_I1:
        return *(const signed char *)data;
    case VT_UI1:
        return *(const BYTE *)data;
    case VT_I2:
        return *(const SHORT *)data;
    case VT_UI2:
        return *(const USHORT *)data;
    case VT_I4:
        return *(const LONG *)data;
    case VT_UI4:
        return *(const ULONG *)data;
    default:
        return *(const LONGLONG *)data; /* VT_I8, VT_UI8 */
    }
}

static HRESULT read_integer(const reading *r, int64_t number, wmi_value *out)
{
    switch (r->type->type) {
    case WMI_TYPE_SINT8:
        out->u.sint8 = (int8_t)number;
        return read_range(number, INT8_MIN, INT8_MAX);
    case WMI_TYPE_UINT8:
        out->u.uint8 = (uint8_t)number;
        return S_OK;
    case WMI_TYPE_SINT16:
        out->u.sint16 = (int16_t)number;
        return S_OK;
    case WMI_TYPE_UINT16:
        out->u.uint16 = (uint16_t)number;
        return read_range(number, 0, UINT16_MAX);
    case WMI_TYPE_CHAR16: /* as it lies in memory */
        out->u.char16 = (uint16_t)number;
        return S_OK;
    case WMI_TYPE_SINT32:
        out->u.sint32 = (int32_t)number;
        return S_OK;
    case WMI_TYPE_UINT32: /* as it lies in memory */
        out->u.uint32 = (uint32_t)number;
        return S_OK;
    default:
        out->u.sint64 = number; /* sint64, and uint64 as it lies in memory */
        return S_OK;
    }
}

static HRESULT read_item(const reading *r, const void *data, wmi_value *out)
{
    *out = wmi_value_null(r->type->type, false);
    out->is_null = false;
    switch (r->vt) {
    case VT_BOOL:
        return read_boolean(*(const VARIANT_BOOL *)data, out);
    case VT_R4:
        out->u.real32 = *(const FLOAT *)data;
        return S_OK;
    case VT_R8:
        if (r->type->type == WMI_TYPE_UINT32) {
            return read_rounded(*(const DOUBLE *)data, out);
        }
        out->u.real64 = *(const DOUBLE *)data;
        return S_OK;
    case VT_BSTR:
        return read_bstr(r, *(const BSTR *)data, out);
    case VT_UNKNOWN:
        return read_unknown(r, *(IUnknown *const *)data, out);
    default:
        return read_integer(r, integer_at(r->vt, data), out);
    }
}

static HRESULT read_items(const reading *r, const char *data, size_t step, size_t count, wmi_value *out)
{
    size_t size = wmi_type_size(r->type->type);
    char *items = wmi_memory_alloc(r->memory, size * (count + 1)); /* an empty array is not NULL */
    HRESULT result = items != NULL ? S_OK : E_OUTOFMEMORY;
    for (size_t i = 0; i < count && SUCCEEDED(result); i++) {
        wmi_value item;
        result = read_item(r, data + i * step, &item);
        if (SUCCEEDED(result)) {
            memcpy(items + i * size, &item.u, size);
        }
    }
    *out = wmi_value_null(r->type->type, true);
    out->is_null = false;
    out->u.array.items = items;
    out->u.array.count = count;
    return result;
}

static HRESULT read_array(const reading *r, SAFEARRAY *array, wmi_value *out)
{
    VARTYPE vt = VT_EMPTY;
    LONG low = 0;
    LONG high = -1;
    void *data = NULL;
    HRESULT result;
    if (array == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (SafeArrayGetDim(array) != 1 || FAILED(SafeArrayGetVartype(array, &vt)) || vt != r->vt ||
        FAILED(SafeArrayGetLBound(array, 1, &low)) || FAILED(SafeArrayGetUBound(array, 1, &high)) || high < low - 1) {
        return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    }
    result = SafeArrayAccessData(array, &data);
    if (SUCCEEDED(result)) {
        result = read_items(r, data, SafeArrayGetElemsize(array), (size_t)(high - low + 1), out);
        SafeArrayUnaccessData(array);
    }
    return result;
}

HRESULT fake_variant_to_value(const VARIANT *variant, CIMTYPE type, const mb_element *element, wmi_memory **memory,
                              wmi_value *out)
{
    const fake_settings *settings = fake_current();
    bool is_exact = settings != NULL && settings->exact_types;
    bool is_array = (type & CIM_FLAG_ARRAY) != 0;
    reading r = {.type = fake_type_of_cim(type), .element = element, .memory = memory};
    VARTYPE given = variant != NULL ? V_VT(variant) : VT_NULL;
    wmi_value value;
    HRESULT result;
    if (r.type == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_CIM_TYPE);
    }
    r.vt = is_exact ? r.type->exact : r.type->vt;
    if (given == VT_NULL) {
        *out = wmi_value_null(r.type->type, is_array);
        return S_OK;
    }
    if (!is_exact && given == VT_R8 && type == CIM_UINT32) {
        r.vt = VT_R8;
    }
    if (given != (VARTYPE)(is_array ? VT_ARRAY | r.vt : r.vt)) {
        return FAKE_HRESULT(WBEM_E_TYPE_MISMATCH);
    }
    result = is_array ? read_array(&r, V_ARRAY(variant), &value) : read_item(&r, &V_I1(variant), &value);
    if (SUCCEEDED(result)) {
        *out = value;
    }
    return result;
}
