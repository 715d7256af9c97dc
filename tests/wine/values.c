/**
 * @file
 * The conversions of the backend com, on their own: every CIM type to VARIANT and back, what servers send instead, and
 * what no value is. Nothing of COM is left over, whichever allocation fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "com/com_internal.h"
#include "com_spy.h"

#include <float.h>
#include <string.h>

static void check_nothing_held(void)
{
    assert_int_equal(com_spy.held, 0);
}

/* Values. */

static wmi_value array_of(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.is_null = false;
    value.u.array.items = items;
    value.u.array.count = count;
    return value;
}

static bool same_scalar(const wmi_value *a, const wmi_value *b)
{
    char left[WMI_DATETIME_TEXT_SIZE];
    char right[WMI_DATETIME_TEXT_SIZE];
    if (a->type != b->type || a->is_null != b->is_null || a->is_null) {
        return a->type == b->type && a->is_null == b->is_null;
    }
    if (wmip_type_is_text(a->type)) {
        return strcmp(a->u.string, b->u.string) == 0;
    }
    if (a->type == WMI_TYPE_DATETIME) {
        return wmi_datetime_format(&a->u.datetime, left) && wmi_datetime_format(&b->u.datetime, right) &&
               strcmp(left, right) == 0;
    }
    return memcmp(&a->u, &b->u, wmi_type_size(a->type)) == 0;
}

static bool same_value(const wmi_value *a, const wmi_value *b)
{
    size_t i;
    if (!a->is_array || !b->is_array || a->is_null || b->is_null) {
        return a->is_array == b->is_array && same_scalar(a, b);
    }
    if (a->type != b->type || a->u.array.count != b->u.array.count || b->u.array.items == NULL) {
        return false;
    }
    for (i = 0; i < a->u.array.count; i++) {
        wmi_value left = wmip_value_item(a, i);
        wmi_value right = wmip_value_item(b, i);
        if (!same_scalar(&left, &right)) {
            return false;
        }
    }
    return true;
}

/* Every CIM type with its extremes, and the VARIANT types that it travels in. */

static const bool booleans[] = {true, false};
static const int8_t sint8s[] = {INT8_MIN, -1, 0, INT8_MAX};
static const uint8_t uint8s[] = {0, 1, UINT8_MAX};
static const int16_t sint16s[] = {INT16_MIN, -1, 0, INT16_MAX};
static const uint16_t uint16s[] = {0, 0x7FFF, 0x8000, UINT16_MAX};
static const int32_t sint32s[] = {INT32_MIN, -1, 0, INT32_MAX};
static const uint32_t uint32s[] = {0, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
static const int64_t sint64s[] = {INT64_MIN, -1, 0, INT64_MAX};
static const uint64_t uint64s[] = {0, INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX};
static const float real32s[] = {0.0f, -1.5f, FLT_MIN, FLT_MAX};
static const double real64s[] = {0.0, -0.1, DBL_MIN, DBL_MAX};
static const uint16_t char16s[] = {0, 'A', 0x8000, 0xD800, 0xFFFF};
static const char *const strings[] = {"", "plain", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", "line\r\n\"quoted\\\"",
                                      "12"};
static const char *const references[] = {"\\\\.\\root\\cimv2:A.K=\"1\"", "B=@"};
static const wmi_datetime datetimes[] = {
    {.year = 2024, .month = 2, .day = 29, .hour = 23, .minute = 59, .second = 58, .microsecond = 999999, .offset = -90},
    {.year = 9999, .month = 12, .day = 31, .offset = 999},
    {.year = 2024,
     .month = 1,
     .day = 1,
     .unknown = WMI_DATETIME_HOUR | WMI_DATETIME_MINUTE | WMI_DATETIME_SECOND | WMI_DATETIME_MICROSECOND |
                WMI_DATETIME_OFFSET},
    {.is_interval = true, .day = 99999999, .hour = 23, .minute = 59, .second = 59, .microsecond = 1},
};

static const struct {
    wmi_type type;
    CIMTYPE cim;
    VARTYPE canonical;
    VARTYPE twin;
    const void *items;
    size_t count;
} types[] = {
    {WMI_TYPE_BOOLEAN, CIM_BOOLEAN, VT_BOOL, VT_BOOL, booleans, WMI_COUNT(booleans)},
    {WMI_TYPE_SINT8, CIM_SINT8, VT_I2, VT_I1, sint8s, WMI_COUNT(sint8s)},
    {WMI_TYPE_UINT8, CIM_UINT8, VT_UI1, VT_UI1, uint8s, WMI_COUNT(uint8s)},
    {WMI_TYPE_SINT16, CIM_SINT16, VT_I2, VT_I2, sint16s, WMI_COUNT(sint16s)},
    {WMI_TYPE_UINT16, CIM_UINT16, VT_I4, VT_UI2, uint16s, WMI_COUNT(uint16s)},
    {WMI_TYPE_SINT32, CIM_SINT32, VT_I4, VT_I4, sint32s, WMI_COUNT(sint32s)},
    {WMI_TYPE_UINT32, CIM_UINT32, VT_I4, VT_UI4, uint32s, WMI_COUNT(uint32s)},
    {WMI_TYPE_SINT64, CIM_SINT64, VT_BSTR, VT_I8, sint64s, WMI_COUNT(sint64s)},
    {WMI_TYPE_UINT64, CIM_UINT64, VT_BSTR, VT_UI8, uint64s, WMI_COUNT(uint64s)},
    {WMI_TYPE_REAL32, CIM_REAL32, VT_R4, VT_R4, real32s, WMI_COUNT(real32s)},
    {WMI_TYPE_REAL64, CIM_REAL64, VT_R8, VT_R8, real64s, WMI_COUNT(real64s)},
    {WMI_TYPE_CHAR16, CIM_CHAR16, VT_I2, VT_UI2, char16s, WMI_COUNT(char16s)},
    {WMI_TYPE_STRING, CIM_STRING, VT_BSTR, VT_BSTR, strings, WMI_COUNT(strings)},
    {WMI_TYPE_DATETIME, CIM_DATETIME, VT_BSTR, VT_BSTR, datetimes, WMI_COUNT(datetimes)},
    {WMI_TYPE_REFERENCE, CIM_REFERENCE, VT_BSTR, VT_BSTR, references, WMI_COUNT(references)},
};

static void check_round_trip(const wmi_value *value, CIMTYPE cim, bool twin, VARTYPE expected)
{
    wmi_memory *memory = NULL;
    wmi_value back;
    VARIANT variant;
    assert_int_equal(wmip_com_encode_value(value, twin, &variant, NULL), WMI_OK);
    assert_int_equal(V_VT(&variant), expected);
    assert_int_equal(wmip_com_decode_value(&variant, cim, 0, &memory, &back, NULL), WMI_OK);
    if (!same_value(value, &back)) {
        fail_msg("%s is another value after VARIANT type 0x%04X", wmi_type_name(value->type), (unsigned)expected);
    }
    wmi_memory_clear(&memory);
    VariantClear(&variant);
    check_nothing_held();
}

static void scalars_come_back(void **state)
{
    size_t i;
    size_t j;
    (void)state;
    for (i = 0; i < WMI_COUNT(types); i++) {
        wmi_value array = array_of(types[i].type, types[i].items, types[i].count);
        wmi_value null = wmi_value_null(types[i].type, false);
        for (j = 0; j < types[i].count; j++) {
            wmi_value item = wmip_value_item(&array, j);
            check_round_trip(&item, types[i].cim, false, types[i].canonical);
            check_round_trip(&item, types[i].cim, true, types[i].twin);
        }
        check_round_trip(&null, types[i].cim, false, VT_NULL);
    }
}

static void arrays_come_back(void **state)
{
    size_t i;
    size_t count;
    (void)state;
    for (i = 0; i < WMI_COUNT(types); i++) {
        CIMTYPE cim = types[i].cim | CIM_FLAG_ARRAY;
        wmi_value null = wmi_value_null(types[i].type, true);
        for (count = 0; count <= types[i].count; count++) {
            wmi_value array = array_of(types[i].type, types[i].items, count);
            check_round_trip(&array, cim, false, (VARTYPE)(VT_ARRAY | types[i].canonical));
            check_round_trip(&array, cim, true, (VARTYPE)(VT_ARRAY | types[i].twin));
        }
        check_round_trip(&null, cim, false, VT_NULL);
    }
}

/* The bytes that WMI wants: as the table of the documentation has them. */
static void encoding_is_what_wmi_takes(void **state)
{
    wmi_value value = wmi_value_boolean(true);
    VARIANT variant;
    (void)state;
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(V_BOOL(&variant), VARIANT_TRUE);
    value = wmi_value_uint32(0x80000002);
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(V_I4(&variant), INT32_MIN + 2);
    value = wmi_value_uint16(40000);
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(V_I4(&variant), 40000);
    value = array_of(WMI_TYPE_UINT64, &uint64s[3], 1);
    value = wmip_value_item(&value, 0);
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(wcscmp(V_BSTR(&variant), L"18446744073709551615"), 0);
    VariantClear(&variant);
    value = array_of(WMI_TYPE_SINT64, &sint64s[0], 1);
    value = wmip_value_item(&value, 0);
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(wcscmp(V_BSTR(&variant), L"-9223372036854775808"), 0);
    VariantClear(&variant);
    value = array_of(WMI_TYPE_DATETIME, &datetimes[2], 1);
    value = wmip_value_item(&value, 0);
    assert_int_equal(wmip_com_encode_value(&value, false, &variant, NULL), WMI_OK);
    assert_int_equal(wcscmp(V_BSTR(&variant), L"20240101******.******+***"), 0);
    assert_int_equal(SysStringLen(V_BSTR(&variant)), 25);
    VariantClear(&variant);
    check_nothing_held();
}

/* What servers send instead of the VARIANT type of the table, and what it is then. NULL texts expect a NULL. */

static const struct {
    VARTYPE sent;
    int64_t bits;
    const WCHAR *text; /* of a BSTR */
    CIMTYPE cim;
    wmi_type type;
    const char *expected;
} oddities[] = {
    {VT_I4, -1, NULL, CIM_UINT32, WMI_TYPE_UINT32, "4294967295"},
    {VT_INT, -2, NULL, CIM_UINT32, WMI_TYPE_UINT32, "4294967294"},
    {VT_UI4, 7, NULL, CIM_SINT32, WMI_TYPE_SINT32, "7"},
    {VT_UI4, 0x80000000, NULL, CIM_SINT32, WMI_TYPE_UINT32, "2147483648"},
    {VT_I4, 65535, NULL, CIM_UINT16, WMI_TYPE_UINT16, "65535"},
    {VT_I4, 70000, NULL, CIM_UINT16, WMI_TYPE_SINT32, "70000"},
    {VT_I4, -1, NULL, CIM_UINT16, WMI_TYPE_SINT32, "-1"},
    {VT_I2, -1, NULL, CIM_UINT16, WMI_TYPE_UINT16, "65535"},
    {VT_UI2, 300, NULL, CIM_UINT8, WMI_TYPE_UINT16, "300"},
    {VT_I1, -1, NULL, CIM_SINT8, WMI_TYPE_SINT8, "-1"},
    {VT_I2, -128, NULL, CIM_SINT8, WMI_TYPE_SINT8, "-128"},
    {VT_I2, 200, NULL, CIM_SINT8, WMI_TYPE_SINT16, "200"},
    {VT_UI1, 200, NULL, CIM_SINT64, WMI_TYPE_SINT64, "200"},
    {VT_I8, INT64_MIN, NULL, CIM_SINT64, WMI_TYPE_SINT64, "-9223372036854775808"},
    {VT_I8, -1, NULL, CIM_UINT64, WMI_TYPE_UINT64, "18446744073709551615"},
    {VT_UI8, -1, NULL, CIM_SINT64, WMI_TYPE_UINT64, "18446744073709551615"},
    {VT_UINT, 9, NULL, CIM_UINT64, WMI_TYPE_UINT64, "9"},
    {VT_I4, 65, NULL, CIM_CHAR16, WMI_TYPE_CHAR16, "A"},
    {VT_I4, 3, NULL, CIM_REAL64, WMI_TYPE_REAL64, "3.0"},
    {VT_BOOL, 1, NULL, CIM_BOOLEAN, WMI_TYPE_BOOLEAN, "TRUE"},
    {VT_I4, -1, NULL, CIM_BOOLEAN, WMI_TYPE_BOOLEAN, "TRUE"},
    {VT_I4, 0, NULL, CIM_BOOLEAN, WMI_TYPE_BOOLEAN, "FALSE"},
    {VT_I4, 2, NULL, CIM_BOOLEAN, WMI_TYPE_SINT32, "2"},
    {VT_I4, -2, NULL, CIM_BOOLEAN, WMI_TYPE_SINT32, "-2"},
    {VT_I4, 5, NULL, CIM_STRING, WMI_TYPE_SINT32, "5"},
    {VT_BOOL, -1, NULL, CIM_UINT16, WMI_TYPE_BOOLEAN, "TRUE"},
    {VT_I4, 5, NULL, CIM_EMPTY, WMI_TYPE_SINT32, "5"},
    {VT_I4, 5, NULL, CIM_ILLEGAL, WMI_TYPE_SINT32, "5"},
    {VT_BSTR, 0, L"0xFFFFFFFFFFFFFFFF", CIM_UINT64, WMI_TYPE_UINT64, "18446744073709551615"},
    {VT_BSTR, 0, L"18446744073709551616", CIM_UINT64, WMI_TYPE_STRING, "18446744073709551616"},
    {VT_BSTR, 0, L"-1", CIM_UINT64, WMI_TYPE_STRING, "-1"},
    {VT_BSTR, 0, L"many", CIM_SINT64, WMI_TYPE_STRING, "many"},
    {VT_BSTR, 0, L"", CIM_UINT64, WMI_TYPE_UINT64, NULL},
    {VT_BSTR, 0, L" ", CIM_SINT64, WMI_TYPE_SINT64, NULL},
    {VT_BSTR, 0, L"00000000000000.000000+000", CIM_DATETIME, WMI_TYPE_DATETIME, NULL},
    {VT_BSTR, 0, L"\x0661", CIM_SINT32, WMI_TYPE_STRING, "\xD9\xA1"},
    {VT_BSTR, 0, L"17", CIM_UINT32, WMI_TYPE_UINT32, "17"},
    {VT_BSTR, 0, L"true", CIM_BOOLEAN, WMI_TYPE_BOOLEAN, "TRUE"},
    {VT_BSTR, 0, L"20240229235958.000000+00", CIM_DATETIME, WMI_TYPE_DATETIME, "20240229235958.000000+000"},
    {VT_BSTR, 0, L"yesterday", CIM_DATETIME, WMI_TYPE_STRING, "yesterday"},
    {VT_BSTR, 0, L"Cls=@", CIM_REFERENCE, WMI_TYPE_REFERENCE, "Cls=@"},
    {VT_BSTR, 0, L"text", CIM_OBJECT, WMI_TYPE_STRING, "text"},
    {VT_BSTR, 0, L"text", CIM_EMPTY, WMI_TYPE_STRING, "text"},
    {VT_BSTR, 0, NULL, CIM_STRING, WMI_TYPE_STRING, NULL},
    {VT_BSTR, 0, NULL, CIM_UINT64, WMI_TYPE_UINT64, NULL},
    {VT_EMPTY, 0, NULL, CIM_REAL32, WMI_TYPE_REAL32, NULL},
    {VT_NULL, 0, NULL, CIM_CHAR16, WMI_TYPE_CHAR16, NULL},
    {VT_UNKNOWN, 0, NULL, CIM_OBJECT, WMI_TYPE_OBJECT, NULL},
    {VT_DISPATCH, 0, NULL, CIM_OBJECT, WMI_TYPE_OBJECT, NULL},
};

static void check_value(const wmi_value *value, wmi_type type, const char *expected, size_t row)
{
    wmip_buffer text = {0};
    bool has_text = wmip_value_text(value, &text);
    bool right = value->type == type && !value->is_array && value->is_null == (expected == NULL);
    if (right && expected != NULL) {
        right = (has_text || expected[0] == '\0') && strcmp(text.text != NULL ? text.text : "", expected) == 0;
    }
    if (!right) {
        fail_msg("row %lu: %s %s arrived", (unsigned long)row, wmi_type_name(value->type),
                 text.text != NULL ? text.text : "NULL");
    }
    wmip_buffer_clear(&text);
}

/* Each row as it is, behind a pointer, and as a VARIANT behind a pointer. */
static void oddities_are_read(void **state)
{
    size_t i;
    int way;
    (void)state;
    for (i = 0; i < WMI_COUNT(oddities); i++) {
        VARIANT sent;
        VariantInit(&sent);
        V_I8(&sent) = oddities[i].bits;
        if (oddities[i].text != NULL) {
            V_BSTR(&sent) = SysAllocString(oddities[i].text);
        }
        V_VT(&sent) = oddities[i].sent;
        for (way = 0; way < 3; way++) {
            bool has_data = oddities[i].sent != VT_EMPTY && oddities[i].sent != VT_NULL;
            VARIANT outer = sent;
            wmi_memory *memory = NULL;
            wmi_value value;
            if (way == 1 && has_data) {
                V_VT(&outer) = (VARTYPE)(VT_BYREF | oddities[i].sent);
                V_BYREF(&outer) = &V_I8(&sent);
            } else if (way == 2) {
                V_VT(&outer) = VT_BYREF | VT_VARIANT;
                V_VARIANTREF(&outer) = &sent;
            }
            assert_int_equal(wmip_com_decode_value(&outer, oddities[i].cim, 0, &memory, &value, NULL), WMI_OK);
            check_value(&value, oddities[i].type, oddities[i].expected, i);
            wmi_memory_clear(&memory);
        }
        if (oddities[i].text != NULL) {
            VariantClear(&sent);
        }
    }
    check_nothing_held();
}

/* Arrays. */

static SAFEARRAY *new_array(VARTYPE code, LONG low, const void *items, size_t count, size_t size)
{
    SAFEARRAYBOUND bound;
    SAFEARRAY *array;
    void *data = NULL;
    bound.lLbound = low;
    bound.cElements = (ULONG)count;
    array = SafeArrayCreate(code, 1, &bound);
    assert_non_null(array);
    assert_int_equal(SafeArrayAccessData(array, &data), S_OK);
    if (count > 0) {
        memcpy(data, items, count * size);
    }
    assert_int_equal(SafeArrayUnaccessData(array), S_OK);
    return array;
}

static void check_array(VARTYPE code, SAFEARRAY *array, CIMTYPE cim, const wmi_value *expected)
{
    wmi_memory *memory = NULL;
    wmi_value value;
    VARIANT variant;
    VariantInit(&variant);
    V_VT(&variant) = (VARTYPE)(VT_ARRAY | code);
    V_ARRAY(&variant) = array;
    assert_int_equal(wmip_com_decode_value(&variant, cim | CIM_FLAG_ARRAY, 0, &memory, &value, NULL), WMI_OK);
    assert_true(same_value(expected, &value));
    wmi_memory_clear(&memory);
    V_VT(&variant) = (VARTYPE)(VT_ARRAY | VT_BYREF | code);
    V_ARRAYREF(&variant) = &array;
    assert_int_equal(wmip_com_decode_value(&variant, cim | CIM_FLAG_ARRAY, 0, &memory, &value, NULL), WMI_OK);
    assert_true(same_value(expected, &value));
    wmi_memory_clear(&memory);
    if (array != NULL) {
        assert_int_equal(SafeArrayDestroy(array), S_OK); /* nothing is locked any more */
    }
    check_nothing_held();
}

static void odd_arrays_are_read(void **state)
{
    static const int32_t numbers[] = {1, -1, 70000};
    static const uint32_t bits[] = {1, UINT32_MAX, 70000};
    static const int64_t wide[] = {1, -1, 70000};
    static const char *const texts[] = {"", ""};
    BSTR none[2] = {NULL, NULL};
    wmi_value expected = array_of(WMI_TYPE_UINT32, bits, 3);
    (void)state;
    check_array(VT_I4, new_array(VT_I4, 5, numbers, 3, 4), CIM_UINT32, &expected);
    check_array(VT_I4, new_array(VT_I4, -2, numbers, 3, 4), CIM_UINT32, &expected);
    check_array(VT_UI4, new_array(VT_UI4, 0, bits, 3, 4), CIM_UINT32, &expected);
    expected = array_of(WMI_TYPE_SINT64, wide, 3);
    check_array(VT_I4, new_array(VT_I4, 0, numbers, 3, 4), CIM_SINT64, &expected);
    expected = array_of(WMI_TYPE_SINT32, numbers, 3); /* not all fit: all stay as they came */
    check_array(VT_I4, new_array(VT_I4, 0, numbers, 3, 4), CIM_UINT16, &expected);
    check_array(VT_I4, new_array(VT_I4, 0, numbers, 3, 4), CIM_EMPTY, &expected);
    expected = array_of(WMI_TYPE_STRING, texts, 2); /* missing texts are empty ones */
    check_array(VT_BSTR, new_array(VT_BSTR, 0, none, 2, sizeof(BSTR)), CIM_STRING, &expected);
    check_array(VT_BSTR, new_array(VT_BSTR, 0, none, 2, sizeof(BSTR)), CIM_UINT64, &expected);
    expected = array_of(WMI_TYPE_STRING, texts, 0); /* Wine's, of a method that failed */
    check_array(VT_BSTR, NULL, CIM_STRING, &expected);
    expected = array_of(WMI_TYPE_UINT16, bits, 0);
    check_array(VT_VARIANT, new_array(VT_VARIANT, 0, NULL, 0, 0), CIM_UINT16, &expected);
}

static SAFEARRAY *variants(const VARIANT *items, size_t count)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, (ULONG)count);
    LONG i;
    assert_non_null(array);
    for (i = 0; i < (LONG)count; i++) {
        VARIANT item = items[i];
        assert_int_equal(SafeArrayPutElement(array, &i, &item), S_OK);
    }
    return array;
}

static void arrays_of_variants_are_read(void **state)
{
    static const uint16_t numbers[] = {7, 8};
    VARIANT items[2];
    wmi_value expected = array_of(WMI_TYPE_UINT16, numbers, 2);
    (void)state;
    VariantInit(&items[0]);
    VariantInit(&items[1]);
    V_VT(&items[0]) = VT_I4;
    V_I4(&items[0]) = 7;
    V_VT(&items[1]) = VT_UI1;
    V_UI1(&items[1]) = 8;
    check_array(VT_VARIANT, variants(items, 2), CIM_UINT16, &expected);
}

/* One VARIANT that holds an array, which is copied. */
static SAFEARRAY *variants_and_free(const VARIANT *item, SAFEARRAY *inner)
{
    SAFEARRAY *array = variants(item, 1);
    assert_int_equal(SafeArrayDestroy(inner), S_OK);
    return array;
}

/* What no CIM value is. */

static ULONG STDMETHODCALLTYPE stranger_reference(IUnknown *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE stranger_query(IUnknown *self, REFIID id, void **out)
{
    (void)self;
    (void)id;
    *out = NULL;
    return E_NOINTERFACE;
}

static void check_refused(const VARIANT *variant, CIMTYPE cim)
{
    wmi_memory *memory = NULL;
    wmi_error error;
    wmi_value value;
    memset(&error, 0, sizeof error);
    assert_int_equal(wmip_com_decode_value(variant, cim, 0, &memory, &value, &error), WMI_REPLY);
    assert_int_equal(error.status, WMI_REPLY);
    assert_non_null(error.message);
    wmi_error_clear(&error);
    wmi_memory_clear(&memory);
}

static void check_array_refused(VARTYPE code, SAFEARRAY *array, CIMTYPE cim)
{
    VARIANT variant;
    VariantInit(&variant);
    V_VT(&variant) = (VARTYPE)(VT_ARRAY | code);
    V_ARRAY(&variant) = array;
    check_refused(&variant, cim | CIM_FLAG_ARRAY);
    assert_int_equal(SafeArrayDestroy(array), S_OK);
    check_nothing_held();
}

static void strangers_are_refused(void **state)
{
    static IUnknownVtbl table = {stranger_query, stranger_reference, stranger_reference};
    IUnknown stranger = {&table};
    SAFEARRAYBOUND bounds[2] = {{2, 0}, {2, 0}};
    SAFEARRAY *array;
    VARIANT items[2];
    VARIANT variant;
    (void)state;
    VariantInit(&variant);
    V_VT(&variant) = VT_DATE;
    check_refused(&variant, CIM_DATETIME);
    V_VT(&variant) = VT_CY;
    check_refused(&variant, CIM_SINT64);
    V_VT(&variant) = VT_UNKNOWN;
    V_UNKNOWN(&variant) = &stranger;
    check_refused(&variant, CIM_OBJECT);
    V_VT(&variant) = VT_BYREF | VT_I4;
    V_BYREF(&variant) = NULL;
    check_refused(&variant, CIM_SINT32);
    V_VT(&variant) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&variant) = &variant;
    check_refused(&variant, CIM_SINT32);
    check_array_refused(VT_I4, SafeArrayCreate(VT_I4, 2, bounds), CIM_SINT32);
    check_array_refused(VT_I4, SafeArrayCreateVector(VT_I2, 0, 2), CIM_SINT32); /* not what the VARIANT says */
    check_array_refused(VT_CY, SafeArrayCreateVector(VT_CY, 0, 2), CIM_SINT64);
    VariantInit(&items[0]);
    VariantInit(&items[1]);
    V_VT(&items[0]) = VT_I4;
    check_array_refused(VT_VARIANT, variants(items, 2), CIM_SINT32); /* a NULL among numbers */
    V_VT(&items[1]) = VT_R8;
    V_R8(&items[1]) = 0.5;
    check_array_refused(VT_VARIANT, variants(items, 2), CIM_SINT32); /* several types */
    array = SafeArrayCreateVector(VT_I4, 0, 1);
    V_VT(&items[0]) = VT_ARRAY | VT_I4;
    V_ARRAY(&items[0]) = array;
    check_array_refused(VT_VARIANT, variants_and_free(items, array), CIM_SINT32); /* an array of arrays */
}

static void check_unsendable(const wmi_value *value)
{
    wmi_error error;
    VARIANT variant;
    memset(&error, 0, sizeof error);
    assert_int_equal(wmip_com_encode_value(value, false, &variant, &error), WMI_USAGE);
    assert_int_equal(error.status, WMI_USAGE);
    assert_int_equal(V_VT(&variant), VT_EMPTY);
    wmi_error_clear(&error);
    check_nothing_held();
}

static void what_cannot_be_sent_is_refused(void **state)
{
    static const char *const texts[] = {"good", "\xFF"};
    static const char *const missing[] = {"good", NULL};
    wmi_datetime when = {.year = 2024, .month = 13};
    wmi_value value = wmi_value_string("\xC3");
    (void)state;
    check_unsendable(&value);
    value = array_of(WMI_TYPE_STRING, texts, 2);
    check_unsendable(&value);
    value = array_of(WMI_TYPE_STRING, missing, 2);
    check_unsendable(&value);
    value = array_of(WMI_TYPE_DATETIME, &when, 1);
    check_unsendable(&value);
    value = wmip_value_item(&value, 0);
    check_unsendable(&value);
}

/* Allocations that fail. */

/* Encodes and decodes with so many allocations of each kind. @return false where that was enough. */
static bool starve(const wmi_value *value, CIMTYPE cim, long com, long own)
{
    wmi_memory *memory = NULL;
    wmi_status status;
    wmi_value back;
    VARIANT variant;
    com_spy.left = com;
    com_spy.own_left = own;
    status = wmip_com_encode_value(value, false, &variant, NULL);
    if (status == WMI_OK) {
        status = wmip_com_decode_value(&variant, cim, 0, &memory, &back, NULL);
    }
    com_spy.left = COM_SPY_UNLIMITED;
    com_spy.own_left = COM_SPY_UNLIMITED;
    VariantClear(&variant);
    wmi_memory_clear(&memory);
    check_nothing_held();
    if (status != WMI_OK) {
        assert_int_equal(status, WMI_NO_MEMORY);
    }
    return status != WMI_OK;
}

static void every_allocation_may_fail(void **state)
{
    bool failed_once = false;
    size_t i;
    (void)state;
    for (i = 0; i < WMI_COUNT(types); i++) {
        wmi_value array = array_of(types[i].type, types[i].items, types[i].count);
        wmi_value item = wmip_value_item(&array, types[i].count - 1);
        long limit;
        for (limit = 0; starve(&array, types[i].cim | CIM_FLAG_ARRAY, limit, COM_SPY_UNLIMITED); limit++) {
            failed_once = true;
        }
        assert_true(limit >= 1); /* the SAFEARRAY at least */
        for (limit = 0; starve(&array, types[i].cim | CIM_FLAG_ARRAY, COM_SPY_UNLIMITED, limit); limit++) {
        }
        assert_true(limit >= 1);
        for (limit = 0; starve(&item, types[i].cim, limit, COM_SPY_UNLIMITED); limit++) {
        }
        assert_int_equal(limit, types[i].canonical == VT_BSTR ? 1 : 0);
        for (limit = 0; starve(&item, types[i].cim, COM_SPY_UNLIMITED, limit); limit++) {
        }
    }
    assert_true(failed_once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_come_back),          cmocka_unit_test(arrays_come_back),
        cmocka_unit_test(encoding_is_what_wmi_takes), cmocka_unit_test(oddities_are_read),
        cmocka_unit_test(odd_arrays_are_read),        cmocka_unit_test(arrays_of_variants_are_read),
        cmocka_unit_test(strangers_are_refused),      cmocka_unit_test(what_cannot_be_sent_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    int failed;
    (void)CoInitializeEx(NULL, COINIT_MULTITHREADED);
    com_spy_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    com_spy_end();
    CoUninitialize();
    return failed;
}
