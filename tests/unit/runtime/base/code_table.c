/* Names of codes and of texts: single codes, ranges, conventions, and neither. */
#include "test.h"

#include <string.h>

static const wmi_code codes[] = {
    {INT64_MIN, INT64_MIN, "Least", 0},
    {0, 0, "Completed with No Error", 0},
    {1, 1, "Not Supported", 0},
    {4096, 4096, "Job Started", 0},
    {32768, 32768, "Failed", 0},
    {32773, 32773, "Invalid parameter", WMI_CODE_CONVENTION},
    {13, 32767, "DMTF Reserved", 0},
    {32768, 65535, "Vendor", 0},
    {INT64_MIN, INT64_MAX, "Reserved", 0},
};
static const wmi_code_table with_ranges = {codes, 6, 8, 0};
static const wmi_code_table with_rest = {codes, 6, 9, 0};
static const wmi_code_table empty = {NULL, 0, 0, 0};

static void single_codes_come_first(void **state)
{
    (void)state;
    assert_string_equal(wmi_code_name(&with_ranges, 0), "Completed with No Error");
    assert_string_equal(wmi_code_name(&with_ranges, 1), "Not Supported");
    assert_string_equal(wmi_code_name(&with_ranges, 4096), "Job Started");
    assert_string_equal(wmi_code_name(&with_ranges, 32768), "Failed");
    assert_string_equal(wmi_code_name(&with_ranges, 32773), "Invalid parameter");
    assert_string_equal(wmi_code_name(&with_ranges, INT64_MIN), "Least");
}

static void ranges_hold_their_ends(void **state)
{
    (void)state;
    assert_string_equal(wmi_code_name(&with_ranges, 13), "DMTF Reserved");
    assert_string_equal(wmi_code_name(&with_ranges, 32767), "DMTF Reserved");
    assert_string_equal(wmi_code_name(&with_ranges, 32769), "Vendor");
    assert_string_equal(wmi_code_name(&with_ranges, 65535), "Vendor");
    assert_string_equal(wmi_code_name(&with_rest, 65536), "Reserved");
    assert_string_equal(wmi_code_name(&with_rest, -1), "Reserved");
}

static void codes_without_a_name(void **state)
{
    (void)state;
    assert_null(wmi_code_name(&with_ranges, 12));
    assert_null(wmi_code_name(&with_ranges, 65536));
    assert_null(wmi_code_name(&with_ranges, -1));
    assert_null(wmi_code_name(&empty, 0));
    assert_null(wmi_code_name(&wmi_no_codes, 0));
    assert_null(wmi_code_name(NULL, 0));
}

#define BITS(number) (-(int64_t)(UINT64_MAX - UINT64_C(number)) - 1)

/* Beyond 2^63 - 1 a code's bit pattern is negative, and comes last all the same. */
static void codes_of_a_uint64(void **state)
{
    static const wmi_code of_uint64[] = {
        {0, 0, "None", 0},
        {INT64_MAX, INT64_MAX, "Last positive", 0},
        {INT64_MIN, INT64_MIN, "Top bit", 0},
        {BITS(18446744073709551614), BITS(18446744073709551614), "Nearly all", WMI_CODE_CONVENTION},
        {-1, -1, "All ones", 0},
        {INT64_MAX - 5, INT64_MIN + 5, "Across", 0},
        {1, -1, "Rest", 0},
    };
    static const wmi_code_table table = {of_uint64, 5, 7, WMI_CODES_UNSIGNED};
    char buffer[WMI_TEXT_SIZE];
    (void)state;
    assert_string_equal(wmi_code_name(&table, 0), "None");
    assert_string_equal(wmi_code_name(&table, INT64_MAX), "Last positive");
    assert_string_equal(wmi_code_name(&table, INT64_MIN), "Top bit");
    assert_string_equal(wmi_code_name(&table, (int64_t)UINT64_C(18446744073709551614)), "Nearly all");
    assert_string_equal(wmi_code_name(&table, (int64_t)UINT64_MAX), "All ones");
    assert_string_equal(wmi_code_name(&table, INT64_MAX - 5), "Across");
    assert_string_equal(wmi_code_name(&table, INT64_MIN + 5), "Across");
    assert_string_equal(wmi_code_name(&table, INT64_MAX - 6), "Rest");
    assert_string_equal(wmi_code_name(&table, INT64_MIN + 6), "Rest");
    assert_string_equal(wmi_code_text(&table, -1, buffer), "All ones");
    assert_string_equal(wmi_code_text(&table, -2, buffer), "Nearly all, by convention");
    assert_string_equal(wmi_code_text(&table, -3, buffer), "18446744073709551613");
}

static void every_code_has_a_text(void **state)
{
    static const wmi_method_info method = {.name = "M", .codes = &with_ranges};
    char buffer[WMI_TEXT_SIZE];
    (void)state;
    assert_ptr_equal(wmi_code_text(&with_ranges, 0, buffer), codes[1].name);
    assert_string_equal(wmi_code_text(&with_ranges, 32773, buffer), "Invalid parameter, by convention");
    assert_string_equal(wmi_code_text(&with_ranges, 32772, buffer), "32772"); /* in a range: that is no name of it */
    assert_string_equal(wmi_code_text(&with_rest, -7, buffer), "-7");
    assert_string_equal(wmi_code_text(&with_ranges, INT64_MAX, buffer), "9223372036854775807");
    assert_string_equal(wmi_code_text(&empty, 5, buffer), "5");
    assert_string_equal(wmi_code_text(NULL, INT64_MIN, buffer), "-9223372036854775808");
    assert_string_equal(wmi_return_text(&method, 4096, buffer), "Job Started");
    assert_string_equal(wmi_return_text(&method, 32773, buffer), "Invalid parameter, by convention");
    assert_string_equal(wmi_return_text(&method, 77777, buffer), "77777");
    assert_string_equal(wmi_return_text(NULL, 5, buffer), "5");
}

/* A name that is too long for the buffer loses its end, not its mark, and no half of a character is left. */
static void long_names_of_conventions(void **state)
{
    char name[300];
    char buffer[WMI_TEXT_SIZE + 1];
    (void)state;
    for (size_t length = 100; length < sizeof name - 2; length++) {
        const wmi_code code = {1, 1, name, WMI_CODE_CONVENTION};
        const wmi_code_table table = {&code, 1, 1, 0};
        for (size_t i = 0; i < length; i += 2) {
            memcpy(name + i, "\xC3\xA4", 2);
        }
        name[length + length % 2] = '\0';
        buffer[WMI_TEXT_SIZE] = 'x';
        assert_ptr_equal(wmi_code_text(&table, 1, buffer), buffer);
        assert_int_equal(buffer[WMI_TEXT_SIZE], 'x');
        assert_in_range(strlen(buffer), 100, WMI_TEXT_SIZE - 1);
        assert_string_equal(strchr(buffer, ','), ", by convention");
        assert_int_equal((strchr(buffer, ',') - buffer) % 2, 0);
    }
}

static void texts_and_their_names(void **state)
{
    static const wmi_text list[] = {
        {"", "Nothing", 0},
        {"Microsoft:Hyper-V:SubType:1", "Generation 1", 0},
        {"Microsoft:Hyper-V:SubType:2", "Generation 2", 0},
        {"a", "Twice", WMI_CODE_CONVENTION},
        {"b", "Twice", 0},
        {"c", "Usual", WMI_CODE_CONVENTION},
        {"plain", "plain", 0},
    };
    static const wmi_text_table table = {list, 7};
    static const wmi_text_table none = {NULL, 0};
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        assert_ptr_equal(wmi_text_name(&table, list[i].value), list[i].name);
    }
    assert_null(wmi_text_name(&table, "microsoft:hyper-v:subtype:2"));
    assert_null(wmi_text_name(&table, "Generation 2"));
    assert_null(wmi_text_name(&table, "zzz"));
    assert_null(wmi_text_name(&table, NULL));
    assert_null(wmi_text_name(&none, ""));
    assert_null(wmi_text_name(NULL, "a"));
    assert_string_equal(wmi_text_value(&table, "Generation 2"), "Microsoft:Hyper-V:SubType:2");
    assert_string_equal(wmi_text_value(&table, "Twice"), "b");
    assert_string_equal(wmi_text_value(&table, "Usual"), "c");
    assert_string_equal(wmi_text_value(&table, "Nothing"), "");
    assert_string_equal(wmi_text_value(&table, "plain"), "plain");
    assert_null(wmi_text_value(&table, "generation 2"));
    assert_null(wmi_text_value(&table, NULL));
    assert_null(wmi_text_value(&none, "a"));
    assert_null(wmi_text_value(NULL, "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(single_codes_come_first), TEST(ranges_hold_their_ends), TEST(codes_without_a_name),
        TEST(codes_of_a_uint64),       TEST(every_code_has_a_text),  TEST(long_names_of_conventions),
        TEST(texts_and_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
