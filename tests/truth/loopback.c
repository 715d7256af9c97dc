/* The loopback answers as hosts are recorded to answer. */
#include "truth.h"

#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void play(void *context, const truth *scenario)
{
    static const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema};
    wmi_loopback *loopback = NULL;
    wmi_error error = {0};
    char got[256] = "";
    assert_int_equal(wmi_loopback_new(schemas, 2, &loopback, &error), WMI_OK);
    if (truth_fill(loopback, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    truth_play(scenario, wmi_loopback_backend(loopback), got, sizeof got);
    if (strcmp(got, scenario->answer) != 0) {
        print_error("hosts.txt:%u: %s %s: \"%s\" and not \"%s\" (%s)\n", scenario->line, scenario->ask, scenario->with,
                    got, scenario->answer, scenario->source);
        ++*(unsigned *)context;
    }
    wmi_error_clear(&error);
    wmi_loopback_free(loopback);
}

static void the_loopback_answers_as_hosts_do(void **state)
{
    unsigned wrong = 0;
    (void)state;
    assert_true(truth_read(MOFBIND_SOURCE_DIR "/tests/truth/hosts.txt", play, &wrong) >= 50);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_loopback_answers_as_hosts_do)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
