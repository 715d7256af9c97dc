/* wmi_wql: values in queries, and what is refused. */
#include "test.h"

#include "wql/wql.h"

#include <wmi/wql.h>

static void values_become_literals(void **state)
{
    char *text = NULL;
    (void)state;
    assert_int_equal(wmi_wql(&text, "Name = %Q AND Size > %u AND Offset = %d AND Removable = %b", "it's \"x\\y\"",
                             UINT64_MAX, INT64_MIN, true),
                     WMI_OK);
    assert_string_equal(text, "Name = 'it\\'s \\\"x\\\\y\\\"' AND Size > 18446744073709551615 AND Offset = "
                              "-9223372036854775808 AND Removable = TRUE");
    wmi_free(text);
    assert_int_equal(wmi_wql(&text, "%b%%%Q", 0, ""), WMI_OK);
    assert_string_equal(text, "FALSE%''");
    wmi_free(text);
    assert_int_equal(wmi_wql(&text, ""), WMI_OK);
    assert_string_equal(text, "");
    wmi_free(text);
}

/* What a pattern is made of matches itself and nothing else, as the reader of WQL sees it. */
static void patterns_mean_themselves(void **state)
{
    static const char *const values[] = {"50%", "a_b", "[x]", "^", "it's", "back\\slash", "]", "", "%_[", "\xC3\xA4_"};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof values / sizeof values[0]; i++) {
        char *text = NULL;
        wql_query query;
        assert_int_equal(wmi_wql(&text, "SELECT * FROM C WHERE Name LIKE %L", values[i]), WMI_OK);
        assert_int_equal(wmip_wql_parse(text, &query, NULL), WMI_OK);
        assert_int_equal(query.where->kind, WQL_LIKE);
        assert_true(wmip_wql_like_valid(query.where->literal.text));
        assert_true(wmip_wql_like(values[i], query.where->literal.text));
        assert_false(wmip_wql_like("50x", query.where->literal.text));
        assert_false(wmip_wql_like("axb", query.where->literal.text));
        assert_false(wmip_wql_like("x", query.where->literal.text));
        wmip_wql_clear(&query);
        wmi_free(text);
    }
}

static void anything_else_is_wrong_use(void **state)
{
    static const char *const bad[] = {"%", "a %", "%s", "%q", "%ld", "% u", "%-Q", "%i", "%\n"};
    char *text = (char *)(uintptr_t)1;
    size_t i;
    (void)state;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        text = (char *)(uintptr_t)1;
        assert_int_equal(wmi_wql(&text, bad[i], "x"), WMI_USAGE);
        assert_null(text);
    }
    assert_int_equal(wmi_wql(&text, "%Q", (const char *)NULL), WMI_USAGE);
    assert_int_equal(wmi_wql(&text, "%L", (const char *)NULL), WMI_USAGE);
    assert_int_equal(wmi_wql(&text, "%Q", "\xFF"), WMI_USAGE);
    assert_null(text);
    assert_int_equal(wmi_wql(NULL, "x"), WMI_USAGE);
    assert_int_equal(wmi_wql(&text, NULL), WMI_USAGE);
}

static void a_failed_allocation_is_told(void **state)
{
    wmi_status status = WMI_NO_MEMORY;
    long at;
    (void)state;
    for (at = 1; status != WMI_OK; at++) {
        char *text = NULL;
        test_counted.fail_at = at;
        status = wmi_wql(&text, "A LIKE %L AND B = %Q", "a%b",
                         "a long enough text for a second allocation, and a third one: "
                         "0123456789012345678901234567890123456789");
        test_counted.fail_at = 0;
        assert_true(status == WMI_OK || status == WMI_NO_MEMORY);
        assert_true((text != NULL) == (status == WMI_OK));
        wmi_free(text);
        assert_int_equal(test_counted.live, 0);
    }
    assert_true(at > 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(values_become_literals),
        TEST(patterns_mean_themselves),
        TEST(anything_else_is_wrong_use),
        TEST(a_failed_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
