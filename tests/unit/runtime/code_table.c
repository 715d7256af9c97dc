/* Names of codes: single codes, ranges, and neither. */
#include "test.h"

static const wmi_code codes[] = {
    {INT64_MIN, INT64_MIN, "Least"}, {0, 0, "Completed with No Error"}, {1, 1, "Not Supported"}, {4096, 4096, "Job Started"},
    {32768, 32768, "Failed"},        {13, 32767, "DMTF Reserved"},      {32768, 65535, "Vendor"}, {INT64_MIN, INT64_MAX, "Reserved"},
};
static const wmi_code_table with_ranges = {codes, 5, 7};
static const wmi_code_table with_rest = {codes, 5, 8};
static const wmi_code_table empty = {NULL, 0, 0};

static void single_codes_come_first(void **state)
{
    (void)state;
    assert_string_equal(wmi_code_name(&with_ranges, 0), "Completed with No Error");
    assert_string_equal(wmi_code_name(&with_ranges, 1), "Not Supported");
    assert_string_equal(wmi_code_name(&with_ranges, 4096), "Job Started");
    assert_string_equal(wmi_code_name(&with_ranges, 32768), "Failed");
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
    assert_null(wmi_code_name(NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(single_codes_come_first), TEST(ranges_hold_their_ends), TEST(codes_without_a_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
