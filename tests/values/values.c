/* Every way to make a value and to take one away, as a program writes it. Compiled as C11 and, by values.cpp, as C++17. */
#include <golden_types.h>

#include <stdio.h>

static int faults;

static void check(bool holds, const char *what, int line)
{
    if (!holds) {
        (void)fprintf(stderr, "line %d: %s\n", line, what);
        faults++;
    }
}
#define CHECK(what) check((what), #what, __LINE__)

/* Static data: nothing here is computed when the program starts. */
enum { TWO = 2 };
static const wmi_opt_boolean still_boolean = WMI_BOOLEAN_INIT(true);
static const wmi_opt_sint8 still_sint8 = WMI_SINT8_INIT(-1);
static const wmi_opt_uint8 still_uint8 = WMI_UINT8_INIT(255);
static const wmi_opt_sint16 still_sint16 = WMI_SINT16_INIT(-2);
static const wmi_opt_uint16 still_uint16 = WMI_UINT16_INIT(TWO);
static const wmi_opt_sint32 still_sint32 = WMI_SINT32_INIT(-3);
static const wmi_opt_uint32 still_uint32 = WMI_UINT32_INIT(UINT32_MAX);
static const wmi_opt_sint64 still_sint64 = WMI_SINT64_INIT(INT64_MIN);
static const wmi_opt_uint64 still_uint64 = WMI_UINT64_INIT(UINT64_MAX);
static const wmi_opt_real32 still_real32 = WMI_REAL32_INIT(0.1);
static const wmi_opt_real64 still_real64 = WMI_REAL64_INIT(0.1);
static const wmi_opt_char16 still_char16 = WMI_CHAR16_INIT(u'A');
static const wmi_opt_datetime still_datetime = WMI_DATETIME_INIT({false, 0, 2025, 7, 1, 12, 30, 0, 0, 0, 120});
static const wmi_opt_datetime still_seconds = WMI_SECONDS_INIT(90061);
static const uint16_t still_numbers[] = {1, 2, 3};
static const char *const still_texts[] = {"a", "b"};
static const wmi_array_uint16 still_uint16s = WMI_ARRAY_INIT(still_numbers);
static const wmi_array_string still_strings = WMI_ARRAY_INIT(still_texts);

static void check_static(void)
{
    wmi_datetime seconds = wmi_datetime_from_seconds(90061);
    char text[WMI_DATETIME_TEXT_SIZE];
    char same[WMI_DATETIME_TEXT_SIZE];
    CHECK(still_boolean.has && still_boolean.value);
    CHECK(still_sint8.has && still_sint8.value == -1);
    CHECK(still_uint8.has && still_uint8.value == 255);
    CHECK(still_sint16.has && still_sint16.value == -2);
    CHECK(still_uint16.has && still_uint16.value == 2);
    CHECK(still_sint32.has && still_sint32.value == -3);
    CHECK(still_uint32.has && still_uint32.value == UINT32_MAX);
    CHECK(still_sint64.has && still_sint64.value == INT64_MIN);
    CHECK(still_uint64.has && still_uint64.value == UINT64_MAX);
    CHECK(still_real32.has && still_real32.value > 0.09f && still_real32.value < 0.11f);
    CHECK(still_real64.has && still_real64.value > 0.09 && still_real64.value < 0.11);
    CHECK(still_char16.has && still_char16.value == 0x41);
    CHECK(still_datetime.has && wmi_datetime_format(&still_datetime.value, text));
    CHECK(strcmp(text, "20250701123000.000000+120") == 0);
    CHECK(still_seconds.has && wmi_datetime_format(&still_seconds.value, text) && wmi_datetime_format(&seconds, same));
    CHECK(strcmp(text, same) == 0);
    CHECK(still_uint16s.count == 3 && still_uint16s.items == still_numbers);
    CHECK(still_strings.count == 2 && still_strings.items == still_texts);
}

static bool is_zero(const void *member, size_t size)
{
    const unsigned char *bytes = WMI_AS(const unsigned char *, member);
    size_t i;
    for (i = 0; i < size && bytes[i] == 0; i++) {
    }
    return i == size;
}

/* Sets a member, looks at it, and takes it away again. */
#define CHECK_MEMBER(member, made, holds)                                                                              \
    do {                                                                                                               \
        every.member = made;                                                                                           \
        CHECK(holds);                                                                                                  \
        CHECK(!is_zero(&every.member, sizeof every.member));                                                           \
        WMI_CLEAR(every.member);                                                                                       \
        CHECK(is_zero(&every, sizeof every));                                                                          \
    } while (0)

static void check_scalars(int number, wmi_object *object)
{
    golden_types_Every every;
    const golden_types_Other other = {"o", {WMI_NULL, WMI_NULL, WMI_NULL, WMI_NULL}};
    const wmi_datetime date = still_datetime.value;
    memset(&every, 0, sizeof every);
    CHECK_MEMBER(B, WMI_BOOLEAN(number > 0), every.B.has && every.B.value);
    CHECK_MEMBER(S8, WMI_SINT8(number), every.S8.has && every.S8.value == number);
    CHECK_MEMBER(U8, WMI_UINT8(number), every.U8.has && every.U8.value == number);
    CHECK_MEMBER(S16, WMI_SINT16(number), every.S16.has && every.S16.value == number);
    CHECK_MEMBER(U16, WMI_UINT16(number), every.U16.has && every.U16.value == number);
    CHECK_MEMBER(S32, WMI_SINT32(number), every.S32.has && every.S32.value == number);
    CHECK_MEMBER(U32, WMI_UINT32(number), every.U32.has && every.U32.value == 2u);
    CHECK_MEMBER(U32, WMI_UINT32(every.U32.value), every.U32.has && every.U32.value == 0u);
    CHECK_MEMBER(S64, WMI_SINT64(number), every.S64.has && every.S64.value == number);
    CHECK_MEMBER(U64, WMI_UINT64(number), every.U64.has && every.U64.value == 2u);
    CHECK_MEMBER(R32, WMI_REAL32(number), every.R32.has && every.R32.value > 1.9f);
    CHECK_MEMBER(R64, WMI_REAL64(number), every.R64.has && every.R64.value > 1.9);
    CHECK_MEMBER(C, WMI_CHAR16(0x20AC), every.C.has && every.C.value == 0x20AC);
    CHECK_MEMBER(T, WMI_DATETIME(date), every.T.has && every.T.value.year == 2025);
    CHECK_MEMBER(T, WMI_SECONDS(5), every.T.has && every.T.value.second == 5);
    CHECK_MEMBER(S, "text", strcmp(every.S, "text") == 0);
    CHECK_MEMBER(Link, "Every.Id=\"1\"", every.Link != WMI_NULL);
    CHECK_MEMBER(Embedded, WMI_EMBED(golden_types_Other, &other), every.Embedded.instance == &other);
    CHECK_MEMBER(AnyEmbedded, WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"C\"/>"), every.AnyEmbedded.text != WMI_NULL);
    CHECK_MEMBER(Object, object, every.Object == object);
    every.Embedded = WMI_EMBED(golden_types_Other, WMI_NULL);
    CHECK(is_zero(&every, sizeof every));
}

#define CHECK_ARRAY(member, made, n)                                                                                   \
    CHECK_MEMBER(member, made, every.member.items != WMI_NULL && every.member.count == (n))
/* From a pointer with a count, and from a C array, by the macro and by the name of the type. */
#define CHECK_ARRAYS(member, type, TYPE, c_array)                                                                      \
    CHECK_ARRAY(member, wmi_##type##_array(c_array, 1), 1);                                                            \
    CHECK_ARRAY(member, WMI_##TYPE##_ARRAY(c_array), 2);                                                               \
    CHECK_ARRAY(member, WMI_ARRAY(wmi_array_##type, c_array), 2)

static void check_arrays(wmi_object *object)
{
    static const bool booleans[] = {true, false};
    static const uint8_t uint8s[] = {0, 1};
    static const int8_t sint8s[] = {0, 1};
    static const uint16_t uint16s[] = {0, 1};
    static const int16_t sint16s[] = {0, 1};
    static const uint32_t uint32s[] = {0, 1};
    int32_t sint32s[] = {0, 1};
    static const uint64_t uint64s[] = {0, 1};
    static const int64_t sint64s[] = {0, 1};
    static const float reals[] = {0, 1};
    static const double doubles[] = {0, 1};
    static const char *const texts[] = {"a", "b"};
    const char *paths[] = {"C.K=1", "C.K=2"};
    char one[] = "C.K=1";
    char *own[] = {one, one};
    wmi_object *objects[2];
    wmi_datetime dates[2];
    wmi_embedded instances[2];
    golden_types_Every every;
    memset(&every, 0, sizeof every);
    objects[0] = objects[1] = object;
    dates[0] = dates[1] = wmi_datetime_from_seconds(1);
    instances[0] = instances[1] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"C\"/>");
    CHECK_ARRAYS(Bs, boolean, BOOLEAN, booleans);
    CHECK_ARRAYS(U8s, uint8, UINT8, uint8s);
    CHECK_ARRAYS(S8s, sint8, SINT8, sint8s);
    CHECK_ARRAYS(U16s, uint16, UINT16, uint16s);
    CHECK_ARRAYS(S16s, sint16, SINT16, sint16s);
    CHECK_ARRAYS(U32s, uint32, UINT32, uint32s);
    CHECK_ARRAYS(S32s, sint32, SINT32, sint32s);
    CHECK_ARRAYS(U64s, uint64, UINT64, uint64s);
    CHECK_ARRAYS(S64s, sint64, SINT64, sint64s);
    CHECK_ARRAYS(R32s, real32, REAL32, reals);
    CHECK_ARRAYS(R64s, real64, REAL64, doubles);
    CHECK_ARRAYS(Cs, char16, CHAR16, uint16s);
    CHECK_ARRAYS(Ss, string, STRING, texts);
    CHECK_ARRAYS(Ss, reference, REFERENCE, paths);
    CHECK_ARRAY(Ss, WMI_STRING_ARRAY(own), 2);
    CHECK_ARRAYS(Ts, datetime, DATETIME, dates);
    CHECK_ARRAYS(Embeddeds, embedded, EMBEDDED, instances);
    CHECK_ARRAYS(Objects, object, OBJECT, objects);
#if !defined(__cplusplus)
    CHECK_ARRAY(Bs, WMI_BOOLEAN_LIST(true, false, true), 3);
    CHECK_ARRAY(U8s, WMI_UINT8_LIST(1, 2, 3), 3);
    CHECK_ARRAY(S8s, WMI_SINT8_LIST(1, -2, 3), 3);
    CHECK_ARRAY(U16s, WMI_UINT16_LIST(TWO), 1);
    CHECK_ARRAY(S16s, WMI_SINT16_LIST(1, -2, 3), 3);
    CHECK_ARRAY(U32s, WMI_UINT32_LIST(0, 1, 4, 106), 4);
    CHECK_ARRAY(S32s, WMI_SINT32_LIST(0, -1, 4, 106), 4);
    CHECK_ARRAY(U64s, WMI_UINT64_LIST(0, UINT64_MAX), 2);
    CHECK_ARRAY(S64s, WMI_SINT64_LIST(0, INT64_MIN), 2);
    CHECK_ARRAY(R32s, WMI_REAL32_LIST(0.5f, 1), 2);
    CHECK_ARRAY(R64s, WMI_REAL64_LIST(0.5, 1), 2);
    CHECK_ARRAY(Cs, WMI_CHAR16_LIST('a', 'b'), 2);
    CHECK_ARRAY(Ss, WMI_STRING_LIST("a", one, paths[0]), 3);
    CHECK_ARRAY(Ss, WMI_REFERENCE_LIST(paths[0]), 1);
    CHECK_ARRAY(Ts, WMI_DATETIME_LIST(dates[0]), 1);
    CHECK_ARRAY(Embeddeds, WMI_EMBEDDED_LIST(instances[1], WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"C\"/>")), 2);
    CHECK_ARRAY(Objects, WMI_OBJECT_LIST(object), 1);
#endif
}

#define CHECK_VALUE(made, wanted, is_of_array)                                                                         \
    do {                                                                                                               \
        wmi_value value = made;                                                                                        \
        CHECK(!value.is_null && value.type == (wanted) && value.is_array == (is_of_array));                            \
        CHECK(wmi_object_set(object, "V", &value) == WMI_OK);                                                          \
    } while (0)

static void check_values(wmi_object *object)
{
    static const bool booleans[] = {true};
    static const double doubles[] = {0, 1};
    static const char *const texts[] = {"a", "b"};
    static const uint64_t uint64s[] = {UINT64_MAX};
    const wmi_datetime dates[] = {still_datetime.value};
    wmi_object *objects[1];
    wmi_object *inner = wmi_object_new("C");
    objects[0] = inner;
    CHECK_VALUE(wmi_value_boolean(true), WMI_TYPE_BOOLEAN, false);
    CHECK_VALUE(wmi_value_sint8(-1), WMI_TYPE_SINT8, false);
    CHECK_VALUE(wmi_value_uint8(1), WMI_TYPE_UINT8, false);
    CHECK_VALUE(wmi_value_sint16(-1), WMI_TYPE_SINT16, false);
    CHECK_VALUE(wmi_value_uint16(1), WMI_TYPE_UINT16, false);
    CHECK_VALUE(wmi_value_sint32(-1), WMI_TYPE_SINT32, false);
    CHECK_VALUE(wmi_value_uint32(1), WMI_TYPE_UINT32, false);
    CHECK_VALUE(wmi_value_sint64(-1), WMI_TYPE_SINT64, false);
    CHECK_VALUE(wmi_value_uint64(UINT64_MAX), WMI_TYPE_UINT64, false);
    CHECK(wmi_object_get(object, "V")->u.uint64 == UINT64_MAX);
    CHECK_VALUE(wmi_value_real32(0.5f), WMI_TYPE_REAL32, false);
    CHECK_VALUE(wmi_value_real64(0.5), WMI_TYPE_REAL64, false);
    CHECK_VALUE(wmi_value_char16(0x41), WMI_TYPE_CHAR16, false);
    CHECK_VALUE(wmi_value_string("a"), WMI_TYPE_STRING, false);
    CHECK_VALUE(wmi_value_datetime(dates[0]), WMI_TYPE_DATETIME, false);
    CHECK(wmi_object_get(object, "V")->u.datetime.year == 2025);
    CHECK_VALUE(wmi_value_reference("C.K=1"), WMI_TYPE_REFERENCE, false);
    CHECK_VALUE(wmi_value_object(inner), WMI_TYPE_OBJECT, false);
    CHECK_VALUE(wmi_value_boolean_array(WMI_BOOLEAN_ARRAY(booleans)), WMI_TYPE_BOOLEAN, true);
    CHECK_VALUE(wmi_value_uint64_array(WMI_UINT64_ARRAY(uint64s)), WMI_TYPE_UINT64, true);
    CHECK_VALUE(wmi_value_real64_array(WMI_REAL64_ARRAY(doubles)), WMI_TYPE_REAL64, true);
    CHECK_VALUE(wmi_value_string_array(WMI_STRING_ARRAY(texts)), WMI_TYPE_STRING, true);
    CHECK(wmi_object_get(object, "V")->u.array.count == 2);
    CHECK_VALUE(wmi_value_reference_array(WMI_REFERENCE_ARRAY(texts)), WMI_TYPE_REFERENCE, true);
    CHECK_VALUE(wmi_value_datetime_array(WMI_DATETIME_ARRAY(dates)), WMI_TYPE_DATETIME, true);
    CHECK_VALUE(wmi_value_object_array(WMI_OBJECT_ARRAY(objects)), WMI_TYPE_OBJECT, true);
    CHECK(wmi_value_string(WMI_NULL).is_null && wmi_value_reference(WMI_NULL).is_null &&
          wmi_value_object(WMI_NULL).is_null);
    CHECK(wmi_value_uint8_array(wmi_uint8_array(WMI_NULL, 0)).is_null &&
          wmi_value_uint8_array(wmi_uint8_array(WMI_NULL, 0)).is_array);
    CHECK(!wmi_value_uint8_array(wmi_uint8_array(&still_uint8.value, 0))
               .is_null); /* an empty array is none that is NULL */
    wmi_object_free(inner);
}

/* An instance in a string is written, and read again; the error, untouched, is harmless. */
static void check_embedded(void)
{
    static const golden_types_Other other = {"o", {WMI_NULL, WMI_NULL, WMI_NULL, WMI_NULL}};
    static const wmi_embedded still = WMI_EMBED_INIT(golden_types_Other, &other);
    wmi_error error = WMI_ERROR_INIT;
    golden_types_Other read;
    wmi_error_clear(&error);
    CHECK(WMI_UNEMBED(golden_types_Other, &still, &read, &error) == WMI_OK);
    CHECK(read.Name != WMI_NULL && strcmp(read.Name, "o") == 0);
    golden_types_Other_clear(&read);
}

int main(void)
{
    wmi_object *object = wmi_object_new("C");
    CHECK(object != WMI_NULL);
    check_static();
    check_scalars(2, object);
    check_arrays(object);
    check_values(object);
    check_embedded();
    wmi_object_free(object);
    return faults != 0;
}
