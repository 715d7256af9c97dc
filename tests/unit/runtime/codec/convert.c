/* The table of conversions: what becomes what, and what does not. A case is written as text on both sides. */
#include "test.h"

#include "codec/codec.h"

#include <locale.h>

/* A scalar of any type but object, from its text. */
static wmi_value made(wmi_type type, const char *text, wmi_memory **memory)
{
    wmi_value from = wmi_value_string(text);
    wmi_value value;
    assert_true(wmi_value_convert(&from, type, false, memory, &value));
    assert_int_equal(value.type, type);
    return value;
}

#define NOTHING "(nothing)" /* NULL */

static void check(wmi_type from_type, const char *from, wmi_type to_type, const char *expected)
{
    wmi_memory *memory = NULL;
    wmip_buffer text = {0};
    wmi_value value = made(from_type, from, &memory);
    wmi_value to;
    bool converted = wmi_value_convert(&value, to_type, false, &memory, &to);
    if (converted != (expected != NULL)) {
        fail_msg("%s %s -> %s: %s", wmi_type_name(from_type), from, wmi_type_name(to_type),
                 converted ? "accepted" : "refused");
    }
    if (converted && strcmp(expected, NOTHING) == 0) {
        assert_int_equal(to.type, to_type);
        assert_true(to.is_null);
    } else if (converted) {
        assert_int_equal(to.type, to_type);
        assert_false(to.is_null);
        assert_true(wmip_value_text(&to, &text));
        assert_string_equal(text.text, expected);
    }
    wmip_buffer_clear(&text);
    wmi_memory_clear(&memory);
}

#define B WMI_TYPE_BOOLEAN
#define S8 WMI_TYPE_SINT8
#define U8 WMI_TYPE_UINT8
#define S16 WMI_TYPE_SINT16
#define U16 WMI_TYPE_UINT16
#define S32 WMI_TYPE_SINT32
#define U32 WMI_TYPE_UINT32
#define S64 WMI_TYPE_SINT64
#define U64 WMI_TYPE_UINT64
#define R32 WMI_TYPE_REAL32
#define R64 WMI_TYPE_REAL64
#define C16 WMI_TYPE_CHAR16
#define STR WMI_TYPE_STRING
#define REF WMI_TYPE_REFERENCE
#define DAT WMI_TYPE_DATETIME

typedef struct conversion {
    wmi_type from_type;
    const char *from;
    wmi_type to_type;
    const char *to; /* NULL = refused */
} conversion;

/* clang-format off */
static const conversion integers[] = {
    {S32, "65535", U16, "65535"}, {S32, "65536", U16, NULL}, {S32, "-1", U16, NULL}, {S32, "300", U8, NULL},
    {S32, "-1", U32, NULL}, {S32, "-5", U32, NULL}, {S32, "-2147483648", U32, NULL}, {S32, "5", U32, "5"}, {S8, "-1", U8, NULL},
    {S16, "-1", U32, NULL}, {S32, "-1", U64, NULL}, {S64, "-1", U32, NULL}, {S16, "-1", U16, "65535"}, {S16, "-32767", U16, "32769"},
    {U32, "4294967295", S32, NULL}, {U32, "2147483647", S32, "2147483647"}, {S16, "-128", S8, "-128"}, {S16, "-129", S8, NULL},
    {S16, "127", S8, "127"}, {S16, "128", S8, NULL}, {U8, "200", S64, "200"}, {U64, "18446744073709551615", S64, NULL},
    {U64, "9223372036854775807", S64, "9223372036854775807"}, {S64, "-9223372036854775808", U64, NULL},
    {S64, "-32768", S16, "-32768"}, {S64, "32768", S16, NULL}, {S64, "-2147483649", S32, NULL}, {U16, "7", U8, "7"},
};
/* clang-format on */

/* clang-format off */
static const conversion texts[] = {
    {STR, "18446744073709551615", U64, "18446744073709551615"}, {STR, "18446744073709551616", U64, NULL},
    {STR, "-9223372036854775808", S64, "-9223372036854775808"}, {STR, "-9223372036854775809", S64, NULL},
    {STR, "0xFFFFFFFFFFFFFFFF", U64, "18446744073709551615"}, {STR, "0X1f", S64, "31"}, {STR, "0xFFFFFFFFFFFFFFFF", S64, NULL},
    {STR, "0x1FFFFFFFFFFFFFFFF", U64, NULL}, {STR, "+5", U8, "5"}, {STR, "-0", U8, "0"}, {STR, "256", U8, NULL}, {STR, "-1", U32, NULL},
    {STR, "-", S32, NULL}, {STR, "0x", U32, NULL}, {STR, "5 ", U32, NULL}, {STR, " 5", U32, NULL},
    {STR, "1e3", U32, NULL}, {STR, "5.0", U32, NULL}, {STR, "abc", U32, NULL}, {REF, "5", U32, "5"},
    {STR, "true", B, "TRUE"}, {STR, "TRUE", B, "TRUE"}, {STR, "False", B, "FALSE"}, {STR, "yes", B, NULL}, {STR, "1", B, NULL},
    {STR, "C=\"1\"", REF, "C=\"1\""}, {REF, "C=\"1\"", STR, "C=\"1\""}, {STR, "", REF, ""},
    {STR, "20240101******.******+***", DAT, "20240101******.******+***"}, {STR, "00000001000000.000000:000", DAT, "00000001000000.000000:000"},
    {STR, "yesterday", DAT, NULL}, {STR, "A", C16, "A"}, {STR, "\xE2\x82\xAC", C16, "\xE2\x82\xAC"}, {STR, "5", C16, "5"},
    {STR, "AB", C16, NULL}, {STR, "\xF0\x9F\x98\x80", C16, NULL},
};
/* clang-format on */

/* What hosts send for nothing. A blank is a char16, and an interval of zeros an interval. */
/* clang-format off */
static const conversion nothings[] = {
    {STR, "", U8, NOTHING}, {STR, "", S8, NOTHING}, {STR, "", U16, NOTHING}, {STR, "", S16, NOTHING}, {STR, "", U32, NOTHING},
    {STR, "", S32, NOTHING}, {STR, "", U64, NOTHING}, {STR, "", S64, NOTHING}, {STR, "", R32, NOTHING}, {STR, "", R64, NOTHING},
    {STR, "", B, NOTHING}, {STR, "", DAT, NOTHING}, {STR, "", C16, NOTHING}, {REF, "", U32, NOTHING}, {STR, " \t\r\n", U32, NOTHING},
    {STR, "  ", DAT, NOTHING}, {STR, " ", C16, " "}, {STR, "", STR, ""}, {STR, " ", REF, " "},
    {STR, "00000000000000.000000+000", DAT, NOTHING}, {STR, "00000000000000.000000-000", DAT, NOTHING},
    {STR, "00000000000000.000000+060", DAT, NOTHING}, {STR, "00000000000000.000000+00", DAT, NOTHING},
    {STR, "00000000000000.000000+***", DAT, NOTHING}, {STR, "00000000000000.000000:000", DAT, "00000000000000.000000:000"},
    {STR, "00000000000000.000001+000", DAT, NULL}, {STR, "00000000000001.000000+000", DAT, NULL}, {STR, "00000000000000.000000", DAT, NULL},
    {STR, "00000000000000.000000+00x", DAT, NULL}, {STR, "00000000000000.000000+000", STR, "00000000000000.000000+000"},
    {STR, "00000000000000.000000+000", U64, NULL}, {STR, "20260213135960.000000+000", DAT, NULL},
};
/* clang-format on */

/* clang-format off */
static const conversion reals[] = {
    {STR, "0.1", R64, "0.1"}, {STR, "0.1", R32, "0.1"}, {STR, "-1.5e3", R64, "-1500.0"}, {STR, "5", R64, "5.0"}, {STR, ".5", R64, "0.5"},
    {STR, "1.", R64, "1.0"}, {STR, "1e400", R64, NULL}, {STR, "1e39", R32, NULL}, {STR, "3.4028235e+38", R32, "3.4028235e+38"},
    {STR, "1.7976931348623157e308", R64, "1.7976931348623157e+308"}, {STR, "4.9406564584124654e-324", R64, "4.94065645841247e-324"},
    {STR, "0,5", R64, NULL}, {STR, ".", R64, NULL}, {STR, "1e", R64, NULL}, {STR, "1.5x", R64, NULL}, {STR, "0x1p3", R64, NULL},
    {STR, "INF", R64, "INF"}, {STR, "-inf", R32, "-INF"}, {STR, "NaN", R64, "NaN"}, {STR, "infinity", R64, NULL}, {STR, "-0.0", R64, "-0.0"},
    {R32, "0.5", R64, "0.5"}, {R64, "0.5", R32, "0.5"}, {R64, "0.1", R32, NULL}, {R64, "1e300", R32, NULL}, {R64, "INF", R32, "INF"},
    {R64, "NaN", R32, "NaN"}, {R32, "0.1", R64, "0.10000000149011612"}, {S32, "-7", R64, "-7.0"}, {S64, "9007199254740993", R64, NULL},
    {S64, "9007199254740992", R64, "9007199254740992.0"}, {U32, "16777217", R32, NULL}, {U32, "16777216", R32, "16777216.0"},
    {B, "TRUE", R64, NULL}, {R64, "5.0", U32, NULL}, {DAT, "20240101000000.000000+000", R64, NULL},
};
/* clang-format on */

/* clang-format off */
static const conversion others[] = {
    {S16, "65", C16, "A"}, {S32, "8364", C16, "\xE2\x82\xAC"}, {S32, "65536", C16, NULL}, {C16, "A", U16, "65"}, {C16, "A", U8, "65"},
    {C16, "\xE2\x82\xAC", U8, NULL}, {B, "TRUE", U32, NULL}, {U32, "1", B, NULL}, {U32, "1", STR, NULL}, {B, "TRUE", STR, NULL},
    {DAT, "20240101000000.000000+000", STR, NULL}, {STR, "x", STR, "x"}, {B, "FALSE", B, "FALSE"}, {U32, "1", WMI_TYPE_OBJECT, NULL},
    {STR, "<INSTANCE CLASSNAME=\"C\"/>", WMI_TYPE_OBJECT, NULL},
};
/* clang-format on */

static void run(const conversion *cases, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        check(cases[i].from_type, cases[i].from, cases[i].to_type, cases[i].to);
    }
}

static void integers_keep_their_value(void **state)
{
    (void)state;
    run(integers, COUNT(integers));
}

static void text_is_read(void **state)
{
    (void)state;
    run(texts, COUNT(texts));
}

static void nothing_is_null(void **state)
{
    (void)state;
    run(nothings, COUNT(nothings));
}

static void reals_are_read(void **state)
{
    (void)state;
    run(reals, COUNT(reals));
}

static void the_rest(void **state)
{
    (void)state;
    run(others, COUNT(others));
}

/* Where the decimal point is a comma, reals are what they are elsewhere. */
static void reals_do_not_follow_the_locale(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "German_Germany"};
    bool found = false;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(names) && !found; i++) {
        found = setlocale(LC_NUMERIC, names[i]) != NULL;
    }
    if (!found) {
        skip();
    }
    run(reals, COUNT(reals));
    (void)setlocale(LC_NUMERIC, "C");
}

/* Random bit patterns come back from their text, bit by bit. */
static void reals_round_trip(void **state)
{
    uint64_t bits = UINT64_C(0x9E3779B97F4A7C15);
    char text[WMIP_NUMBER_TEXT_SIZE];
    int i;
    (void)state;
    for (i = 0; i < 20000; i++) {
        uint32_t half;
        double real64;
        double read = 0;
        float real32;
        bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        half = (uint32_t)(bits >> 32);
        memcpy(&real64, &bits, sizeof real64);
        memcpy(&real32, &half, sizeof real32);
        wmip_real_format(real64, false, text);
        if (strcmp(text, "NaN") != 0) {
            assert_true(wmip_real_parse(text, &read));
            assert_memory_equal(&read, &real64, sizeof read);
        }
        wmip_real_format((double)real32, true, text);
        if (strcmp(text, "NaN") != 0) {
            wmi_value from = wmi_value_string(text);
            wmi_value to;
            assert_true(wmi_value_convert(&from, WMI_TYPE_REAL32, false, NULL, &to));
            assert_memory_equal(&to.u.real32, &real32, sizeof real32);
        }
    }
}

static void surrogates_arrive_as_negative_sint16(void **state)
{
    wmi_value from = wmi_value_null(WMI_TYPE_SINT16, false);
    wmi_value to;
    (void)state;
    from.is_null = false;
    from.u.sint16 = -10240; /* 0xD800 */
    assert_true(wmi_value_convert(&from, WMI_TYPE_CHAR16, false, NULL, &to));
    assert_int_equal(to.u.char16, 0xD800);
}

static wmi_value array_of(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.is_null = false;
    value.u.array.items = items;
    value.u.array.count = count;
    return value;
}

static void arrays_are_converted_item_by_item(void **state)
{
    static const int32_t numbers[] = {1, -1, 65535};
    static const int16_t halves[] = {-32767, 2};
    static const char *const empty[] = {"1", ""};
    static const char *const words[] = {"TRUE", "false"};
    static const char *const with_null[] = {"1", NULL};
    wmi_memory *memory = NULL;
    wmi_value from = array_of(WMI_TYPE_SINT32, numbers, 3);
    wmi_value to;
    (void)state;
    assert_true(wmi_value_convert(&from, WMI_TYPE_SINT64, true, &memory, &to));
    assert_int_equal(to.type, WMI_TYPE_SINT64);
    assert_int_equal(to.u.array.count, 3);
    assert_int_equal(((const int64_t *)to.u.array.items)[1], -1);
    assert_false(wmi_value_convert(&from, WMI_TYPE_UINT32, true, &memory, &to)); /* one does not fit */
    assert_false(wmi_value_convert(&from, WMI_TYPE_SINT32, false, &memory, &to));
    from = array_of(WMI_TYPE_SINT16, halves, 2);
    assert_true(wmi_value_convert(&from, WMI_TYPE_UINT16, true, &memory, &to));
    assert_int_equal(((const uint16_t *)to.u.array.items)[0], 32769);
    from = array_of(WMI_TYPE_STRING, empty, 2);
    assert_false(wmi_value_convert(&from, WMI_TYPE_UINT16, true, &memory, &to)); /* there is no NULL in an array */
    from = array_of(WMI_TYPE_STRING, words, 2);
    assert_true(wmi_value_convert(&from, WMI_TYPE_BOOLEAN, true, &memory, &to));
    assert_true(((const bool *)to.u.array.items)[0]);
    assert_false(((const bool *)to.u.array.items)[1]);
    from = array_of(WMI_TYPE_STRING, with_null, 2);
    assert_false(wmi_value_convert(&from, WMI_TYPE_UINT32, true, &memory, &to));
    assert_true(wmi_value_convert(&from, WMI_TYPE_REFERENCE, true, &memory, &to));
    assert_string_equal(((const char *const *)to.u.array.items)[0], "1");
    assert_ptr_not_equal(((const char *const *)to.u.array.items)[0], with_null[0]);
    assert_null(((const char *const *)to.u.array.items)[1]);
    from = array_of(WMI_TYPE_STRING, words, 0);
    assert_true(wmi_value_convert(&from, WMI_TYPE_UINT8, true, &memory, &to));
    assert_false(to.is_null);
    assert_non_null(to.u.array.items); /* empty is not NULL */
    assert_int_equal(to.u.array.count, 0);
    wmi_memory_clear(&memory);
}

static void a_scalar_is_an_array_of_one(void **state)
{
    wmi_memory *memory = NULL;
    wmi_value from = wmi_value_uint16(2);
    wmi_value to;
    (void)state;
    assert_true(wmi_value_convert(&from, WMI_TYPE_UINT16, true, &memory, &to));
    assert_true(to.is_array && !to.is_null && to.type == WMI_TYPE_UINT16 && to.u.array.count == 1);
    assert_int_equal(((const uint16_t *)to.u.array.items)[0], 2);
    assert_true(wmi_value_convert(&from, WMI_TYPE_UINT8, true, &memory, &to));
    assert_int_equal(((const uint8_t *)to.u.array.items)[0], 2);
    from = wmi_value_uint16(300);
    assert_false(wmi_value_convert(&from, WMI_TYPE_UINT8, true, &memory, &to));
    from = wmi_value_string("OK");
    assert_true(wmi_value_convert(&from, WMI_TYPE_STRING, true, &memory, &to));
    assert_ptr_not_equal(((const char *const *)to.u.array.items)[0], from.u.string);
    assert_string_equal(((const char *const *)to.u.array.items)[0], "OK");
    assert_true(wmi_value_convert(&from, WMI_TYPE_EMBEDDED, true, &memory, &to));
    assert_int_equal(to.type, WMI_TYPE_STRING);
    from = wmi_value_string("");
    assert_true(wmi_value_convert(&from, WMI_TYPE_DATETIME, true, &memory, &to));
    assert_true(to.is_null && to.is_array);
    assert_true(wmi_value_convert(&from, WMI_TYPE_STRING, true, &memory, &to));
    assert_int_equal(to.u.array.count, 1);
    wmi_memory_clear(&memory);
}

static void null_stays_null(void **state)
{
    wmi_value from = wmi_value_null(WMI_TYPE_STRING, false);
    wmi_value to = wmi_value_uint16(1);
    (void)state;
    assert_true(wmi_value_convert(&from, WMI_TYPE_UINT8, true, NULL, &to));
    assert_true(to.is_null);
    assert_true(to.is_array);
    assert_int_equal(to.type, WMI_TYPE_UINT8);
}

static void objects_become_cimxml_for_embedded(void **state)
{
    wmi_memory *memory = NULL;
    wmi_object *object = wmi_object_new("C");
    wmi_value from = wmi_value_null(WMI_TYPE_OBJECT, false);
    wmi_value to;
    (void)state;
    from.is_null = false;
    from.u.object = object;
    assert_true(wmi_value_convert(&from, WMI_TYPE_EMBEDDED, false, &memory, &to));
    assert_int_equal(to.type, WMI_TYPE_STRING);
    assert_string_equal(to.u.string, "<INSTANCE CLASSNAME=\"C\"></INSTANCE>");
    assert_false(wmi_value_convert(&from, WMI_TYPE_STRING, false, &memory, &to));
    assert_true(wmi_value_convert(&from, WMI_TYPE_OBJECT, false, &memory, &to));
    assert_ptr_not_equal(to.u.object, object);
    from = array_of(WMI_TYPE_OBJECT, &object, 1);
    assert_true(wmi_value_convert(&from, WMI_TYPE_EMBEDDED, true, &memory, &to));
    assert_string_equal(((const char *const *)to.u.array.items)[0], "<INSTANCE CLASSNAME=\"C\"></INSTANCE>");
    wmi_object_free(object);
    wmi_memory_clear(&memory);
}

static void values_are_described(void **state)
{
    wmip_buffer text = {0};
    wmi_value value =
        wmi_value_string("short \x01 \xFF text that goes on and on until it is cut somewhere in the middle of it all");
    (void)state;
    wmip_value_describe(&value, &text);
    wmip_buffer_char(&text, '|');
    value = wmi_value_uint16(5);
    wmip_value_describe(&value, &text);
    wmip_buffer_char(&text, '|');
    value = array_of(WMI_TYPE_STRING, "", 0);
    wmip_value_describe(&value, &text);
    wmip_buffer_char(&text, '|');
    value = wmi_value_null(WMI_TYPE_UINT8, false);
    wmip_value_describe(&value, &text);
    assert_string_equal(
        text.text,
        "string \"short ? ? text that goes on and on until it is cut somewhere...\"|uint16 5|string[0]|NULL");
    wmip_buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(integers_keep_their_value),
        TEST(text_is_read),
        TEST(nothing_is_null),
        TEST(reals_are_read),
        TEST(the_rest),
        TEST(reals_do_not_follow_the_locale),
        TEST(reals_round_trip),
        TEST(surrogates_arrive_as_negative_sint16),
        TEST(arrays_are_converted_item_by_item),
        TEST(a_scalar_is_an_array_of_one),
        TEST(null_stays_null),
        TEST(objects_become_cimxml_for_embedded),
        TEST(values_are_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
