/* What is said of scenarios that are wrong, to the byte: a file of bad/ each, and what is expected beside it. With UPDATE set, what is said becomes that. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "played.h"

/* Each with the messages that it is for, which tests/messages looks for. */
static const struct {
    const char *name;
    const char *messages;
} cases[] = {
    {"json_syntax", "MOF951]"},     {"json_end", "MOF951]"},
    {"json_more", "MOF951]"},       {"json_nothing", "MOF951]"},
    {"json_texts", "MOF952]"},      {"json_numbers", "MOF953]"},
    {"json_twice", "MOF954]"},      {"json_depth", "MOF955]"},
    {"json_encoding", "MOF956]"},   {"members", "MOF960] MOF962]"},
    {"names", "MOF961]"},           {"values", "MOF963]"},
    {"answers", "MOF964] MOF968]"}, {"instances", "MOF965]"},
    {"refused", "MOF965] MOF966]"}, {"host", "MOF966]"},
    {"targets", "MOF963] MOF966]"},
};

static const char *const printing[] = {"scenarios/printing.mof", NULL};

/** Whether each of some messages is told. */
static void expect_messages(const char *wanted)
{
    char one[16];
    size_t length = 0;

    for (; *wanted != '\0'; wanted += length + (wanted[length] == ' ')) {
        length = strcspn(wanted, " ");
        (void)snprintf(one, sizeof one, "%.*s", (int)length, wanted);
        if (strstr(told, one) == NULL) {
            fail_msg("expected [%s in:\n%s", one, told);
        }
    }
}

static void update(const char *path)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fputs(told, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
}

static void expect_file(const char *path)
{
    static char expected[sizeof told];
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    expected[fread(expected, 1, sizeof expected - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    assert_string_equal(told, expected);
}

static void test_bad_scenarios(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char scenario[100];
        char expected[100];
        mbm_world *world = NULL;
        (void)snprintf(scenario, sizeof scenario, "bad/%s.json", cases[i].name);
        (void)snprintf(expected, sizeof expected, "bad/%s.expected", cases[i].name);
        assert_int_equal(play(NULL, scenario, printing, &world), MB_EXIT_INPUT);
        assert_null(world);
        if (getenv("UPDATE") != NULL) {
            update(expected);
        }
        expect_messages(cases[i].messages);
        expect_file(expected);
    }
}

static void test_host_that_lacks_classes(void **state)
{
    const char *const mofs[] = {"bad/partial.mof", NULL};
    size_t count = 0;
    mbm_world *world = NULL;

    (void)state;
    assert_int_equal(play(NULL, NULL, mofs, &world), MB_EXIT_GOOD);
    assert_non_null(strstr(told, "mofbind: warning: the Hyper-V host cannot be played on these schemas: "));
    assert_non_null(strstr(told, " [MOF957] "));
    (void)mbm_world_schemas(world, &count);
    assert_int_equal(count, 1);
    assert_int_equal(wmi_loopback_count(mbm_world_loopback(world), "root\\virtualization\\v2",
                                        "Msvm_VirtualSystemManagementService"),
                     0);
    mbm_world_free(world);
    assert_int_equal(play(NULL, "bad/host.json", mofs, &world), MB_EXIT_INPUT);
    assert_non_null(strstr(told, "mofbind: error: the Hyper-V host cannot be played on these schemas: "));
}

static void test_files_that_are_not_there(void **state)
{
    mbm_world *world = NULL;

    (void)state;
    assert_int_equal(play(NULL, "bad/nowhere.json", printing, &world), MB_EXIT_SYSTEM);
    assert_non_null(strstr(told, "bad/nowhere.json"));
    assert_int_equal(play(NULL, "bad", printing, &world), MB_EXIT_SYSTEM);
}

/* Memory. Of the compiler's allocator and of the runtime's each allocation fails in turn; nothing is lost of either. */

static void *WMI_CALLBACK runtime_allocate(void *context, size_t size)
{
    return scarce_allocate(context, size);
}

static void WMI_CALLBACK runtime_release(void *context, void *block)
{
    scarce_release(context, block);
}

/** What is told when nothing fails is told, or that there is no memory. @return how many allocations there are */
static size_t starve(bool is_runtime, const char *scenario, mb_exit end)
{
    static char whole[sizeof told];
    mbm_world *unhindered = NULL;

    assert_int_equal(play(NULL, scenario, printing, &unhindered), end);
    mbm_world_free(unhindered);
    memcpy(whole, told, sizeof whole);
    for (size_t limit = 0;; limit++) {
        scarcity compiler = {is_runtime ? SIZE_MAX : limit, 0};
        scarcity runtime = {is_runtime ? limit : SIZE_MAX, 0};
        const mb_allocator allocator = {scarce_allocate, scarce_release, &compiler};
        const wmi_allocator of_runtime = {runtime_allocate, runtime_release, &runtime};
        mbm_world *world = NULL;
        wmi_allocator_set(&of_runtime);
        const mb_exit status = play(&allocator, scenario, printing, &world);
        mbm_world_free(world);
        wmi_allocator_set(NULL);
        assert_int_equal(compiler.blocks, 0);
        assert_int_equal(runtime.blocks, 0);
        if (status == end && strcmp(told, whole) == 0) {
            return limit;
        }
        if (status == end) { /* the runtime tells a failure for whose words there is no memory in fewer */
            assert_true(is_runtime && strstr(told, " error: ") != NULL);
        } else {
            assert_int_equal(status, MB_EXIT_SYSTEM);
            assert_string_equal(told, "mofbind: error: out of memory [MOF901]\n");
        }
        assert_true(limit < 100000);
    }
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(starve(false, "scenarios/printing.json", MB_EXIT_GOOD) > 10);
    assert_true(starve(true, "scenarios/printing.json", MB_EXIT_GOOD) > 100);
    assert_true(starve(false, "bad/values.json", MB_EXIT_INPUT) > 10);
    assert_true(starve(true, "bad/refused.json", MB_EXIT_INPUT) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_scenarios),
        cmocka_unit_test(test_host_that_lacks_classes),
        cmocka_unit_test(test_files_that_are_not_there),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
