/* Patterns: how they are read, and what they name. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "select/select.h"

static bool names(const char *pattern, const char *text)
{
    return mb_glob(mb_text_of(pattern), mb_text_of(text));
}

static void test_globs(void **state)
{
    (void)state;
    assert_true(names("Msvm_Error", "Msvm_Error"));
    assert_true(names("MSVM_error", "msvm_ERROR"));
    assert_false(names("Msvm_Error", "Msvm_Errors"));
    assert_false(names("Msvm_Error", "Msvm_Erro"));
    assert_true(names("*", "x"));
    assert_true(names("*", ""));
    assert_true(names("**", "anything"));
    assert_true(names("Msvm_*", "Msvm_"));
    assert_true(names("*Job", "Msvm_ConcreteJob"));
    assert_true(names("*Job*Element", "Msvm_AffectedJobElement"));
    assert_false(names("*Job*Element", "Msvm_AffectedJobElements"));
    assert_true(names("*b*b", "abbb"));
    assert_true(names("?svm_?rror", "Msvm_Error"));
    assert_false(names("Msvm_Error?", "Msvm_Error"));
    assert_false(names("", "x"));
    assert_true(names("", ""));
    assert_true(names("R?le", "R\xC3\xB4le")); /* a character, not a byte */
    assert_false(names("R??le", "R\xC3\xB4le"));
}

/** What makes naive readers of patterns take for ever. */
static void test_globs_are_quick(void **state)
{
    static char text[20001], pattern[20001];
    (void)state;

    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i + 1 < sizeof pattern; i++) {
        pattern[i] = i % 2 == 0 ? '*' : 'a';
    }
    pattern[sizeof pattern - 2] = 'b';
    assert_false(names(pattern, text));
}

typedef struct reading {
    mb_heap *heap;
    mb_arena *arena;
} reading;

static int set_up(void **state)
{
    static reading r;

    r.heap = mb_heap_new(NULL);
    r.arena = mb_arena_new(r.heap);
    *state = &r;
    return 0;
}

static int tear_down(void **state)
{
    mb_heap_free(((reading *)*state)->heap);
    return 0;
}

static mb_pattern read(void **state, const char *text)
{
    mb_pattern pattern;

    memset(&pattern, 0, sizeof pattern);
    assert_null(mb_pattern_parse(mb_text_of(text), ((reading *)*state)->arena, &pattern));
    return pattern;
}

static void assert_is(mb_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void test_parts(void **state)
{
    mb_pattern pattern = read(state, "Msvm_Error");
    assert_is(pattern.cls, "Msvm_Error");
    assert_null(pattern.method.bytes);
    assert_null(pattern.ns.bytes);
    assert_false(pattern.is_exclusion);

    pattern = read(state, "-root/interop:CIM_*.Get?");
    assert_true(pattern.is_exclusion);
    assert_string_equal(pattern.text, "root/interop:CIM_*.Get?");
    assert_is(pattern.ns, "root\\interop");
    assert_is(pattern.cls, "CIM_*");
    assert_is(pattern.method, "Get?");
}

static void refuse(void **state, const char *text)
{
    mb_pattern pattern;

    memset(&pattern, 0, sizeof pattern);
    assert_non_null(mb_pattern_parse(mb_text_of(text), ((reading *)*state)->arena, &pattern));
}

static void test_no_patterns(void **state)
{
    static const char *const wrong[] = {"",   "-",     ".",   ".M", "C.",  "C.M.N", ":",   ":C",   "ns:",
                                        "C(", "C.M()", "C M", "C;", "--C", "C\\D",  "C/D", "C::M", "\x01"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        refuse(state, wrong[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_globs),
        cmocka_unit_test(test_globs_are_quick),
        TEST(test_parts),
        TEST(test_no_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
