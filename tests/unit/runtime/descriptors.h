/**
 * @file
 * Descriptors as the compiler writes them, by hand: a class with a member of each type, a base class and one derived
 * from it, and a method.
 */
#ifndef RUNTIME_DESCRIPTORS_H
#define RUNTIME_DESCRIPTORS_H

#include "test.h"

/* X(CIM type, WMI_TYPE_...) of each type that has a wmi_opt_ type; datetimes have padding and do not compare bytewise. */
/* clang-format off */
#define EACH_PLAIN(X) \
    X(boolean, BOOLEAN) X(sint8, SINT8) X(uint8, UINT8) X(sint16, SINT16) X(uint16, UINT16) X(sint32, SINT32) X(uint32, UINT32) \
    X(sint64, SINT64) X(uint64, UINT64) X(real32, REAL32) X(real64, REAL64) X(char16, CHAR16)
/* clang-format on */
#define EACH_NUMBER(X) EACH_PLAIN(X) X(datetime, DATETIME)

#define SCALAR_MEMBER(name, type) wmi_opt_##name scalar_##name;
#define ARRAY_MEMBER(name, type) wmi_array_##name array_##name;

typedef struct test_all {
    EACH_NUMBER(SCALAR_MEMBER)
    const char *scalar_string;
    const char *scalar_reference;
    wmi_embedded scalar_embedded;
    wmi_object *scalar_object;
    EACH_NUMBER(ARRAY_MEMBER)
    wmi_array_string array_string;
    wmi_array_reference array_reference;
    wmi_array_embedded array_embedded;
    wmi_array_object array_object;
    wmi_meta wmi;
} test_all;

#define SCALAR_FIELD(name, type) {#name, NULL, offsetof(test_all, scalar_##name), WMI_TYPE_##type, 0},
#define ARRAY_FIELD(name, type) {#name "s", NULL, offsetof(test_all, array_##name), WMI_TYPE_##type, WMI_FIELD_ARRAY},

static const wmi_field test_all_fields[] = {
    EACH_NUMBER(SCALAR_FIELD) SCALAR_FIELD(string, STRING){"reference", "CIM_Job", offsetof(test_all, scalar_reference),
                                                           WMI_TYPE_REFERENCE, 0},
    {"embedded", "Test_Base", offsetof(test_all, scalar_embedded), WMI_TYPE_EMBEDDED, 0},
    {"object", "Test_Base", offsetof(test_all, scalar_object), WMI_TYPE_OBJECT, 0},
    EACH_NUMBER(ARRAY_FIELD) ARRAY_FIELD(string, STRING) ARRAY_FIELD(reference, REFERENCE){
        "embeddeds", "Test_Base", offsetof(test_all, array_embedded), WMI_TYPE_EMBEDDED, WMI_FIELD_ARRAY},
    ARRAY_FIELD(object, OBJECT)};

static const char *const test_no_names[] = {NULL};
static const char *const test_base_keys[] = {"InstanceID", NULL};
static const char *const test_derived_ancestors[] = {"Test_Base", NULL};

/* clang-format off */
static const wmi_class_info test_all_info = {
    "Test_All", NULL, test_no_names, "root\\test", test_no_names, test_all_fields, COUNT(test_all_fields),
    sizeof(test_all), offsetof(test_all, wmi), 0, NULL, NULL};
/* clang-format on */

typedef struct test_base {
    const char *InstanceID;
    wmi_opt_uint16 Number;
    wmi_meta wmi;
} test_base;

static const wmi_field test_base_fields[] = {
    {"InstanceID", NULL, offsetof(test_base, InstanceID), WMI_TYPE_STRING, WMI_FIELD_KEY},
    {"Number", NULL, offsetof(test_base, Number), WMI_TYPE_UINT16, 0},
};

/* clang-format off */
static const wmi_class_info test_base_info = {
    "Test_Base", NULL, test_no_names, "root\\test", test_base_keys, test_base_fields, COUNT(test_base_fields),
    sizeof(test_base), offsetof(test_base, wmi), 0, NULL, NULL};
/* clang-format on */

typedef struct test_derived {
    const char *InstanceID;
    wmi_opt_uint16 Number;
    wmi_embedded Inner;
    wmi_array_string Notes;
    wmi_meta wmi;
} test_derived;

static const wmi_field test_derived_fields[] = {
    {"InstanceID", NULL, offsetof(test_derived, InstanceID), WMI_TYPE_STRING, WMI_FIELD_KEY},
    {"Number", NULL, offsetof(test_derived, Number), WMI_TYPE_UINT16, 0},
    {"Inner", NULL, offsetof(test_derived, Inner), WMI_TYPE_EMBEDDED, 0},
    {"Notes", NULL, offsetof(test_derived, Notes), WMI_TYPE_STRING, WMI_FIELD_ARRAY},
};

/* clang-format off */
static const wmi_class_info test_derived_info = {
    "Test_Derived", "Test_Base", test_derived_ancestors, "root\\test", test_base_keys, test_derived_fields,
    COUNT(test_derived_fields), sizeof(test_derived), offsetof(test_derived, wmi), 0, NULL, NULL};
/* clang-format on */

/* A test_all with everything set. What it points to is static, except for the object, which is the caller's. */
static inline void test_fill(test_all *all, test_base *base, test_derived *derived, wmi_object *object,
                             wmi_object **objects, wmi_embedded *embedded)
{
    static const bool booleans[] = {true, false};
    static const int8_t sint8s[] = {-128, 127};
    static const uint8_t uint8s[] = {0, 255};
    static const int16_t sint16s[] = {INT16_MIN, INT16_MAX};
    static const uint16_t uint16s[] = {0, UINT16_MAX};
    static const int32_t sint32s[] = {INT32_MIN, INT32_MAX};
    static const uint32_t uint32s[] = {0, UINT32_MAX};
    static const int64_t sint64s[] = {INT64_MIN, INT64_MAX};
    static const uint64_t uint64s[] = {0, UINT64_MAX};
    static const float real32s[] = {-0.5f, 3.25f};
    static const double real64s[] = {0.1, -1e300};
    static const uint16_t char16s[] = {'A', 0x20AC};
    static const char *const strings[] = {"a < b & \"c\"", "", "\xC3\xA4"};
    static const char *const references[] = {"C.K=\"x\\\\y\"", "D=1"};
    static wmi_datetime datetimes[2];
    memset(all, 0, sizeof *all);
    memset(base, 0, sizeof *base);
    memset(derived, 0, sizeof *derived);
    datetimes[0] = wmi_datetime_from_seconds(90);
    assert_true(wmi_datetime_parse("20240101******.******+***", &datetimes[1]));
    base->InstanceID = "base <1>";
    derived->InstanceID = "derived & 2";
    derived->Number = WMI_UINT16(7);
    derived->Inner = wmi_embedded_of(&test_base_info, base);
    derived->Notes.items = strings;
    derived->Notes.count = COUNT(strings);
    all->scalar_boolean = WMI_BOOLEAN(true);
    all->scalar_sint8 = WMI_SINT8(-8);
    all->scalar_uint8 = WMI_UINT8(8);
    all->scalar_sint16 = WMI_SINT16(-16);
    all->scalar_uint16 = WMI_UINT16(16);
    all->scalar_sint32 = WMI_SINT32(-32);
    all->scalar_uint32 = WMI_UINT32(0xFFFFFFFFu);
    all->scalar_sint64 = WMI_SINT64(INT64_MIN);
    all->scalar_uint64 = WMI_UINT64(UINT64_MAX);
    all->scalar_real32 = WMI_REAL32(0.5);
    all->scalar_real64 = WMI_REAL64(0.1);
    all->scalar_char16 = WMI_CHAR16('x');
    all->scalar_datetime = WMI_SECONDS(60);
    all->scalar_string = "text with <, & and \"";
    all->scalar_reference = "\\\\.\\root:C.K=\"v\"";
    all->scalar_embedded = wmi_embedded_of(&test_derived_info, derived);
    all->scalar_object = object;
#define FILL(name, type)                                                                                               \
    all->array_##name.items = name##s;                                                                                 \
    all->array_##name.count = COUNT(name##s);
    EACH_NUMBER(FILL)
    FILL(string, STRING)
    FILL(reference, REFERENCE)
#undef FILL
    embedded[0] = wmi_embedded_of(&test_base_info, base);
    embedded[1] = wmi_embedded_of_text("<INSTANCE CLASSNAME=\"Test_Base\"/>");
    all->array_embedded.items = embedded;
    all->array_embedded.count = 2;
    objects[0] = object;
    objects[1] = object;
    all->array_object.items = objects;
    all->array_object.count = 2;
}

#endif
