/* CIM datetimes: dates, intervals, unknown fields, and what is none. */
#include "test.h"

static wmi_datetime parsed(const char *text)
{
    wmi_datetime value;
    assert_true(wmi_datetime_parse(text, &value));
    return value;
}

static void date_is_read(void **state)
{
    wmi_datetime value = parsed("20240229235958.123456-090");
    (void)state;
    assert_false(value.is_interval);
    assert_int_equal(value.unknown, 0);
    assert_int_equal(value.year, 2024);
    assert_int_equal(value.month, 2);
    assert_int_equal(value.day, 29);
    assert_int_equal(value.hour, 23);
    assert_int_equal(value.minute, 59);
    assert_int_equal(value.second, 58);
    assert_int_equal(value.microsecond, 123456);
    assert_int_equal(value.offset, -90); /* minutes, not hours and minutes */
}

static void interval_is_read(void **state)
{
    wmi_datetime value = parsed("00000012030405.000006:000");
    uint64_t microseconds = 0;
    (void)state;
    assert_true(value.is_interval);
    assert_int_equal(value.day, 12);
    assert_int_equal(value.hour, 3);
    assert_true(wmi_datetime_to_microseconds(&value, &microseconds));
    assert_true(microseconds == UINT64_C(1047845000006));
}

static void text_round_trips(void **state)
{
    static const char *const texts[] = {
        "20240229235958.123456+060", "00000101000000.000000+000", "99991231235959.999999-999",
        "20240101******.******+***", "2024**********.******+000", "20240229235958.123***+060",
        "20240229235958.******+060", "********235958.123456+060", "00000012030405.000006:000",
        "99999999235959.999999:000", "********030405.000006:000", "00000012******.******:000",
        "00000000000000.1*****:000"};
    char text[WMI_DATETIME_TEXT_SIZE];
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        wmi_datetime value = parsed(texts[i]);
        assert_true(wmi_datetime_format(&value, text));
        assert_string_equal(text, texts[i]);
    }
}

static void unknown_fields_are_told(void **state)
{
    wmi_datetime value = parsed("20240101******.******+***");
    (void)state;
    assert_int_equal(value.unknown, WMI_DATETIME_HOUR | WMI_DATETIME_MINUTE | WMI_DATETIME_SECOND |
                                        WMI_DATETIME_MICROSECOND | WMI_DATETIME_OFFSET);
    value = parsed("20240229235958.123***+060");
    assert_int_equal(value.unknown, WMI_DATETIME_MICROSECOND);
    assert_int_equal(value.microsecond, 123000);
    assert_int_equal(value.microsecond_digits, 3);
}

/* A fraction that is known in part: a point in time to the second, but no count of microseconds. */
static void partial_fractions_are_kept(void **state)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    wmi_datetime date = parsed("20240229235958.1*****+000");
    wmi_datetime interval = parsed("00000000000000.12345*:000");
    uint64_t microseconds = 1;
    int64_t seconds = 0;
    (void)state;
    assert_int_equal(date.microsecond, 100000);
    assert_int_equal(date.microsecond_digits, 1);
    assert_true(wmi_datetime_to_unix(&date, &seconds));
    assert_true(seconds == INT64_C(1709251198));
    assert_int_equal(interval.microsecond, 123450);
    assert_false(wmi_datetime_to_microseconds(&interval, &microseconds));
    assert_true(microseconds == 0);
    interval.microsecond_digits = 0; /* no digit of it is known */
    assert_false(wmi_datetime_to_microseconds(&interval, &microseconds));
    assert_true(wmi_datetime_format(&interval, text));
    assert_string_equal(text, "00000000000000.******:000");
    interval.unknown = 0; /* a program's own: its digits say enough */
    interval.microsecond_digits = 2;
    assert_false(wmi_datetime_to_microseconds(&interval, &microseconds));
    assert_true(wmi_datetime_format(&interval, text));
    assert_string_equal(text, "00000000000000.12****:000");
    interval.microsecond_digits = 6;
    assert_true(wmi_datetime_format(&interval, text));
    assert_string_equal(text, "00000000000000.123450:000");
    interval.microsecond_digits = 7;
    assert_false(wmi_datetime_format(&interval, text));
}

static void short_offset_is_taken(void **state)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    wmi_datetime value = parsed("20240229235958.123456+30");
    (void)state;
    assert_int_equal(value.offset, 30);
    assert_true(wmi_datetime_format(&value, text));
    assert_string_equal(text, "20240229235958.123456+030");
}

static void other_texts_are_refused(void **state)
{
    /* clang-format off */
    static const char *const texts[] = {
        "", "now", "20240229235958.123456", "20240229235958.123456+0600", "20241329235958.123456+000",
        "20240029235958.123456+000", "20240200235958.123456+000", "20240232235958.123456+000", "20240229245958.123456+000",
        "20240229236058.123456+000", "20240229235960.123456+000", "2024022923595x.123456+000", "20240229235958,123456+000",
        "20240229235958.123456 000", "20240229235958.12*456+000", "20*40229235958.123456+000", "20240229235958.123456+0*0",
        "00000012030405.000006:060", "00000012240405.000006:000", " 0240229235958.123456+000", "-0240229235958.123456+000",
        "00000012030405.000006:***"};
    /* clang-format on */
    static const wmi_datetime zero;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        wmi_datetime value;
        memset(&value, 0xFF, sizeof value);
        if (wmi_datetime_parse(texts[i], &value)) {
            fail_msg("accepted %s", texts[i]);
        }
        assert_memory_equal(&value, &zero, sizeof value);
    }
    {
        wmi_datetime value;
        assert_false(wmi_datetime_parse(NULL, &value));
    }
}

static void values_out_of_range_have_no_text(void **state)
{
    char text[WMI_DATETIME_TEXT_SIZE] = "x";
    wmi_datetime value = {0};
    (void)state;
    assert_false(wmi_datetime_format(&value, text)); /* month 0 */
    assert_string_equal(text, "");
    value = parsed("20240229235958.123456+000");
    value.offset = 1000;
    assert_false(wmi_datetime_format(&value, text));
    value.offset = 0;
    value.microsecond = 1000000;
    assert_false(wmi_datetime_format(&value, text));
    value.microsecond = 0;
    value.year = 10000;
    assert_false(wmi_datetime_format(&value, text));
    value = wmi_datetime_from_seconds(1);
    value.day = 100000000;
    assert_false(wmi_datetime_format(&value, text));
    assert_false(wmi_datetime_format(NULL, text));
}

static void unix_time_is_converted(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } cases[] = {
        {"19700101000000.000000+000", 0},
        {"20000229120000.000000+000", 951825600},
        {"20240101000000.000000+060", 1704063600},
        {"20240101000000.000000-060", 1704070800},
        {"19691231235959.000000+000", -1},
        {"16010101000000.000000+000", -11644473600},
        {"00000101000000.000000+000", -62167219200},
        {"99991231235959.000000+000", 253402300799},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        wmi_datetime value = parsed(cases[i].text);
        int64_t seconds = 5;
        assert_true(wmi_datetime_to_unix(&value, &seconds));
        assert_true(seconds == cases[i].seconds);
        if (value.offset == 0) {
            char text[WMI_DATETIME_TEXT_SIZE];
            value = wmi_datetime_from_unix(seconds);
            assert_true(wmi_datetime_format(&value, text));
            assert_string_equal(text, cases[i].text);
        }
    }
}

static void every_day_of_unix_time_comes_back(void **state)
{
    int64_t day;
    (void)state;
    for (day = -719528; day < 2932896; day += 13) {
        wmi_datetime value = wmi_datetime_from_unix(day * 86400 + 3661);
        int64_t seconds = 0;
        assert_true(wmi_datetime_to_unix(&value, &seconds));
        assert_true(seconds == day * 86400 + 3661);
    }
}

static void what_is_no_point_in_time_is_refused(void **state)
{
    static const char *const texts[] = {"00000012030405.000006:000", "2024**********.******+000",
                                        "20240101000000.000000+***", "20230229000000.000000+000",
                                        "20240431000000.000000+000"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        wmi_datetime value = parsed(texts[i]);
        int64_t seconds = 0;
        assert_false(wmi_datetime_to_unix(&value, &seconds));
    }
}

static void unix_time_is_clamped(void **state)
{
    wmi_datetime least = wmi_datetime_from_unix(INT64_MIN);
    wmi_datetime most = wmi_datetime_from_unix(INT64_MAX);
    (void)state;
    assert_int_equal(least.year, 0);
    assert_int_equal(least.month, 1);
    assert_int_equal(most.year, 9999);
    assert_int_equal(most.second, 59);
}

static void interval_of_seconds(void **state)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    wmi_opt_datetime value = WMI_SECONDS(93784);
    wmi_datetime most = wmi_datetime_from_seconds(UINT64_MAX);
    uint64_t microseconds = 0;
    (void)state;
    assert_true(value.has);
    assert_true(wmi_datetime_format(&value.value, text));
    assert_string_equal(text, "00000001020304.000000:000");
    assert_true(wmi_datetime_format(&most, text));
    assert_string_equal(text, "99999999235959.000000:000");
    assert_true(wmi_datetime_to_microseconds(&most, &microseconds));
    assert_true(microseconds == UINT64_C(8639999999999000000));
    value.value.unknown = WMI_DATETIME_HOUR;
    assert_false(wmi_datetime_to_microseconds(&value.value, &microseconds));
    most = wmi_datetime_from_unix(0);
    assert_false(wmi_datetime_to_microseconds(&most, &microseconds));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(date_is_read),
        TEST(interval_is_read),
        TEST(text_round_trips),
        TEST(unknown_fields_are_told),
        TEST(partial_fractions_are_kept),
        TEST(short_offset_is_taken),
        TEST(other_texts_are_refused),
        TEST(values_out_of_range_have_no_text),
        TEST(unix_time_is_converted),
        TEST(every_day_of_unix_time_comes_back),
        TEST(what_is_no_point_in_time_is_refused),
        TEST(unix_time_is_clamped),
        TEST(interval_of_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
