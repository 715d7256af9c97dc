/* Whole runs with too little memory. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

typedef struct scarcity {
    size_t left;   /* allocations that still succeed */
    size_t blocks; /* not yet given back */
} scarcity;

static void *allocate(void *context, size_t size)
{
    scarcity *s = context;

    if (s->left == 0) {
        return NULL;
    }
    s->left--;
    s->blocks++;
    return malloc(size);
}

static void release(void *context, void *block)
{
    scarcity *s = context;

    s->blocks -= block != NULL;
    free(block);
}

/** Each allocation fails in turn: it is said, nothing leaks, and nothing is written. @return how many there are. */
static size_t starve(const char *const *arguments)
{
    for (size_t limit = 0;; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        mb_exit status = run_with(&allocator, arguments);
        assert_int_equal(s.blocks, 0);
        if (status == MB_EXIT_GOOD) {
            assert_string_equal(messages.text, "");
            return limit;
        }
        assert_int_equal(status, MB_EXIT_SYSTEM);
        assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
        assert_string_equal(printed.text, "");
        assert_false(disk_has("out"));
        assert_false(disk_has("x.d"));
        assert_true(limit < 100000);
    }
}

/** The same of a run that ends with errors in its input. @return how many allocations there are */
static size_t starve_failing(const char *const *arguments)
{
    for (size_t limit = 0;; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        mb_exit status = run_with(&allocator, arguments);
        assert_int_equal(s.blocks, 0);
        assert_false(disk_has("out"));
        if (status == MB_EXIT_INPUT) {
            return limit;
        }
        assert_int_equal(status, MB_EXIT_SYSTEM);
        assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
        assert_true(limit < 100000);
    }
}

/** What is done only where something is wrong. */
static void test_memory_of_failures(void **state)
{
    static const char *const partly[] = {"check", "--color", DISK "/range.mof", DISK "/bad.mof", NULL};
    static const char *const clash[] = {"generate", "-o", DISK "/out", DISK "/x.mof", DISK "/xy.mof", NULL};
    static const char *const spaces[] = {"generate", "-o", DISK "/out", DISK "/spaces.mof", NULL};
    static const char *const other_case[] = {"check", DISK "/case.mof", NULL};
    static const char *const parts[] = {
        "generate",  "-o",        DISK "/out",         "--no-runtime", "--parts",     "2",       "--shared",      "x",
        "--depfile", DISK "/x.d", "--depfile-outputs", "all",          "--templates", DISK "/t", DISK "/one.mof", NULL};
    static const char *const dry[] = {"generate", "-n", "-o", DISK "/out", DISK "/one.mof", NULL};
    (void)state;

    disk_put("range.mof", "class R_R : Gone { uint8 c = 256; };\n");
    disk_put("x.mof", "#pragma namespace(\"root\\\\x\")\nclass y_Z { [key] string a; };\n");
    disk_put("xy.mof", "#pragma namespace(\"root\\\\x_y\")\nclass Z { [key] string a; };\n");
    disk_put("spaces.mof", "#pragma namespace(\"root\\\\x\")\nclass y_Z { [key] string a; };\n"
                           "#pragma namespace(\"root\\\\y\")\nclass Z { [key] string a; };\n");
    disk_put("case.mof", "#pragma include(\"ONE.mof\")\n");
    assert_true(starve_failing(partly) > 10);
    expect_message("[MOF411]");
    assert_true(starve_failing(clash) > 10);
    expect_message("[MOF913]");
    assert_true(starve_failing(spaces) > 10);
    expect_message("[MOF913]");
    assert_true(starve_failing(other_case) > 10);
    expect_message("[MOF009]");
    assert_true(starve(parts) > 10);
    assert_int_equal(disk_clear(state), 0);
    assert_int_equal(set_up(state), 0);
    assert_true(starve(dry) > 10);
    assert_non_null(strstr(printed.text, "write " DISK "/out/alpha/CMakeLists.txt\n"));
}

static void test_memory(void **state)
{
    static const char *const own[] = {"generate",       "-o",        DISK "/out", "--templates", DISK "/t",
                                      "--no-runtime",   "--depfile", DISK "/x.d", "--summary",   DISK "/one.mof",
                                      DISK "/beta.mof", NULL};
    static const char *const embedded[] = {"generate", "-o", DISK "/out", DISK "/one.mof", NULL};
    static const char *const check[] = {"check", DISK "/one.mof", NULL};
    static const char *const syntax[] = {"check", "--syntax-only", DISK "/one.mof", DISK "/beta.mof", NULL};
    static const char *const amended[] = {"check", "--dialect=wmi", DISK "/a.mfl", DISK "/a.mof", NULL};
    static const char *const list[] = {"list", DISK "/one.mof", DISK "/beta.mof", NULL};
    static const char *const methods[] = {"list", "--methods", DISK "/one.mof", NULL};
    static const char *const show[] = {"show", "A_One.Go", DISK "/one.mof", NULL};
    static const char *const show_class[] = {"show", "A_One", DISK "/one.mof", NULL};
    static const char *const number[] = {"show", "2", DISK "/coded.mof", NULL};
    static const char *const texts[] = {"list", "--methods", "--long", DISK "/coded.mof", NULL};
    static const char *const units[] = {"show", "A_Coded.Go", DISK "/coded.mof", NULL};
    static const char *const renamed[] = {"show", "--renamed", DISK "/one.mof", NULL};
    static const char *const json[] = {"dump", "--json", DISK "/one.mof", DISK "/beta.mof", NULL};
    static const char *const mof[] = {"dump", "--mof", DISK "/one.mof", NULL};
    static const char *const *const inspecting[] = {list,  methods, show,    show_class, number,
                                                    texts, units,   renamed, json,       mof};
    static const char *const wrong[] = {"generate", "--nmae", NULL};
    (void)state;

    disk_put("coded.mof",
             "class A_Coded { [Key] string Name; [ValueMap{\"1..3\"}, Values{\"Some\"}] uint8 X;"
             " [Description(\"Goes. Far.\"), ValueMap{\"2\"}, Values{\"Two\"}] uint32 Go([In, Units(\"x\"),"
             " PUnit(\"byte * 2^20\")] uint32 Size); };\n");
    for (size_t i = 0; i < sizeof inspecting / sizeof inspecting[0]; i++) {
        assert_true(starve(inspecting[i]) > 10);
        assert_true(inspecting[i] == renamed || printed.length > 20);
    }
    put_amended();
    assert_true(starve(amended) > 10);
    assert_true(starve(syntax) > 10);
    assert_int_equal(set_up(state), 0);
    assert_true(starve(check) > 10);
    assert_false(disk_has("out"));
    assert_true(starve(own) > 20);
    assert_string_equal(disk_get("out/all.txt"),
                        "alpha: root\\alpha:A_One from one.mof\nbeta: root\\beta:B_One from beta.mof\n");
    assert_true(disk_has("x.d"));
    assert_int_equal(set_up(state), 0);
    assert_true(starve(embedded) > 20);
    assert_true(disk_has("out/runtime/src/session/session.c"));

    const mb_allocator none = {allocate, release, &(scarcity){0, 0}};
    assert_int_equal(run_with(&none, wrong), MB_EXIT_SYSTEM);
    assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_memory),
        TEST(test_memory_of_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
