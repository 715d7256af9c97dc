/* The version is one: of the headers, of the runtime that is linked, of the project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <wmi/wmi.h>

static void versions_agree(void **state)
{
    char text[32];
    (void)state;
    assert_string_equal(wmi_version(), PROJECT);
    assert_string_equal(WMI_VERSION_TEXT, PROJECT);
    (void)snprintf(text, sizeof text, "%d.%d.%d", WMI_VERSION_MAJOR, WMI_VERSION_MINOR, WMI_VERSION_PATCH);
    assert_string_equal(text, PROJECT);
#if WMI_VERSION < WMI_VERSION_NUMBER(0, 1, 0) ||                                                                       \
    WMI_VERSION >= WMI_VERSION_NUMBER(WMI_VERSION_MAJOR, WMI_VERSION_MINOR + 1, 0)
    fail();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(versions_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
