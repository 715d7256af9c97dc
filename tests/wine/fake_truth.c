/* The strict fake, seen through COM, answers as hosts are recorded to answer: the same lines that the loopback is held to. */
#include "fake_host.h"

#include "truth.h"

/* A world of its own for each line. What the fake judges itself, the world beneath it does not. */
static void play(void *context, const truth *scenario)
{
    void *inner = NULL;
    fake_host *host;
    char got[256] = "";

    assert_int_equal(fake_host_setup(&inner), 0);
    host = inner;
    host->settings.strict_providers = true;
    MUST(host, truth_fill(host->world, &host->error));
    fake_host_start(host);
    truth_play(scenario, wmi_com_backend(), got, sizeof got);
    if (strcmp(got, scenario->answer) != 0) {
        print_error("hosts.txt:%u: %s %s: \"%s\" and not \"%s\" (%s)\n", scenario->line, scenario->ask, scenario->with,
                    got, scenario->answer, scenario->source);
        ++*(unsigned *)context;
    }
    if (fake_host_teardown(&inner) != 0) {
        print_error("hosts.txt:%u: something is left\n", scenario->line);
        ++*(unsigned *)context;
    }
}

static void the_fake_answers_as_hosts_do(void **state)
{
    char path[512];
    unsigned wrong = 0;

    (void)state;
    (void)snprintf(path, sizeof path, "%s%s/tests/truth/hosts.txt", MOFBIND_SOURCE_DIR[0] == '/' ? "Z:" : "",
                   MOFBIND_SOURCE_DIR);
    assert_true(truth_read(path, play, &wrong) >= 50);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_fake_answers_as_hosts_do)};
    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
