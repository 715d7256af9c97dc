/**
 * @file
 * The part of cmocka's interface that the tests use, for programs that run under Wine: cmocka itself is not packaged
 * for mingw. Same names, same meaning, same output; a test that fails ends there, and the next one runs. The exit code
 * is the number of tests that failed. A failure on a thread other than the tests' own ends the program: there is
 * nowhere to jump to.
 *
 * As with cmocka, <setjmp.h>, <stdarg.h>, <stddef.h> and <stdint.h> come first.
 */
#ifndef CMOCKA_H
#define CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A test, and what runs before and after it. */
typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);
struct CMUnitTest {
    const char *name;
    CMUnitTestFunction test_func;
    CMFixtureFunction setup_func;
    CMFixtureFunction teardown_func;
    void *initial_state;
};

#define cmocka_unit_test(f)                                                                                            \
    {                                                                                                                  \
#f, f, NULL, NULL, NULL                                                                                        \
    }
#define cmocka_unit_test_setup(f, setup)                                                                               \
    {                                                                                                                  \
#f, f, setup, NULL, NULL                                                                                       \
    }
#define cmocka_unit_test_teardown(f, teardown)                                                                         \
    {                                                                                                                  \
#f, f, NULL, teardown, NULL                                                                                    \
    }
#define cmocka_unit_test_setup_teardown(f, setup, teardown)                                                            \
    {                                                                                                                  \
#f, f, setup, teardown, NULL                                                                                   \
    }
#define cmocka_unit_test_prestate(f, state)                                                                            \
    {                                                                                                                  \
#f, f, NULL, NULL, state                                                                                       \
    }
#define cmocka_unit_test_prestate_setup_teardown(f, setup, teardown, state)                                            \
    {                                                                                                                  \
#f, f, setup, teardown, state                                                                                  \
    }

#define cmocka_run_group_tests(tests, setup, teardown)                                                                 \
    _cmocka_run_group_tests(#tests, tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)
#define cmocka_run_group_tests_name(name, tests, setup, teardown)                                                      \
    _cmocka_run_group_tests(name, tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)

/* The state of the run: one for all sources of the program. */

enum { CMOCKA_FAILED_ = 1, CMOCKA_SKIPPED_ = 2, CMOCKA_EXIT_MAX_ = 125 };

struct cmocka_run_ {
    jmp_buf escape;       /* where a failed assertion goes */
    unsigned long thread; /* that may go there */
    bool running;
};
__declspec(selectany) struct cmocka_run_ cmocka_run_ = {0};

#if defined(__GNUC__)
#define CMOCKA_PRINTF_(a, b) __attribute__((format(gnu_printf, a, b)))
#define CMOCKA_NORETURN_ __attribute__((noreturn))
#else
#define CMOCKA_PRINTF_(a, b)
#define CMOCKA_NORETURN_ __declspec(noreturn)
#endif

CMOCKA_PRINTF_(1, 2)
static inline void print_message(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vprintf(format, arguments);
    va_end(arguments);
    (void)fflush(stdout);
}

CMOCKA_PRINTF_(1, 2)
static inline void print_error(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fflush(stderr);
}

CMOCKA_NORETURN_ static inline void cmocka_escape_(int how)
{
    if (!cmocka_run_.running || __threadid() != cmocka_run_.thread) {
        print_error("[  ERROR   ] --- on a thread that runs no test: the program ends\n");
        _Exit(CMOCKA_EXIT_MAX_);
    }
    longjmp(cmocka_run_.escape, how);
}

CMOCKA_NORETURN_ static inline void _fail(const char *file, int line)
{
    print_error("[   LINE   ] --- %s:%d: error: Failure!\n", file, line);
    cmocka_escape_(CMOCKA_FAILED_);
}

CMOCKA_NORETURN_ static inline void _skip(const char *file, int line)
{
    (void)file;
    (void)line;
    cmocka_escape_(CMOCKA_SKIPPED_);
}

#define fail() _fail(__FILE__, __LINE__)
#define skip() _skip(__FILE__, __LINE__)
#define fail_msg(...)                                                                                                  \
    do {                                                                                                               \
        print_error("[  ERROR   ] --- ");                                                                              \
        print_error(__VA_ARGS__);                                                                                      \
        print_error("\n");                                                                                             \
        fail();                                                                                                        \
    } while (0)

/* Assertions. */

static inline void cmocka_assert_true_(bool holds, const char *text, const char *file, int line)
{
    if (!holds) {
        print_error("[  ERROR   ] --- %s\n", text);
        _fail(file, line);
    }
}

static inline void cmocka_assert_integers_(uintmax_t a, uintmax_t b, bool equal, const char *file, int line)
{
    if ((a == b) != equal) {
        print_error("[  ERROR   ] --- 0x%llx %s 0x%llx\n", (unsigned long long)a,
                    equal ? "!=" : "==", (unsigned long long)b);
        _fail(file, line);
    }
}

static inline void cmocka_assert_range_(uintmax_t value, uintmax_t low, uintmax_t high, const char *file, int line)
{
    if (value < low || value > high) {
        print_error("[  ERROR   ] --- %llu is not within the range %llu-%llu\n", (unsigned long long)value,
                    (unsigned long long)low, (unsigned long long)high);
        _fail(file, line);
    }
}

static inline void cmocka_assert_strings_(const char *a, const char *b, bool equal, const char *file, int line)
{
    bool same = a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);

    if (same != equal) {
        print_error("[  ERROR   ] --- \"%s\" %s \"%s\"\n", a != NULL ? a : "(null)",
                    equal ? "!=" : "==", b != NULL ? b : "(null)");
        _fail(file, line);
    }
}

static inline void cmocka_assert_memory_(const void *a, const void *b, size_t size, bool equal, const char *file,
                                         int line)
{
    const unsigned char *left = a;
    const unsigned char *right = b;
    size_t at = 0;

    while (at < size && left[at] == right[at])
        at++;
    if ((at == size) != equal) {
        if (equal)
            print_error("[  ERROR   ] --- difference at offset %llu 0x%02x 0x%02x\n", (unsigned long long)at, left[at],
                        right[at]);
        else
            print_error("[  ERROR   ] --- %llu bytes are the same\n", (unsigned long long)size);
        _fail(file, line);
    }
}

#define assert_true(c) cmocka_assert_true_(!!(c), #c, __FILE__, __LINE__)
#define assert_false(c) cmocka_assert_true_(!(c), "!(" #c ")", __FILE__, __LINE__)
#define assert_null(p) cmocka_assert_true_((p) == NULL, #p " is not NULL", __FILE__, __LINE__)
#define assert_non_null(p) cmocka_assert_true_((p) != NULL, #p " is NULL", __FILE__, __LINE__)
#define assert_ptr_equal(a, b)                                                                                         \
    cmocka_assert_integers_((uintmax_t)(uintptr_t)(a), (uintmax_t)(uintptr_t)(b), true, __FILE__, __LINE__)
#define assert_ptr_not_equal(a, b)                                                                                     \
    cmocka_assert_integers_((uintmax_t)(uintptr_t)(a), (uintmax_t)(uintptr_t)(b), false, __FILE__, __LINE__)
#define assert_int_equal(a, b) cmocka_assert_integers_((uintmax_t)(a), (uintmax_t)(b), true, __FILE__, __LINE__)
#define assert_int_not_equal(a, b) cmocka_assert_integers_((uintmax_t)(a), (uintmax_t)(b), false, __FILE__, __LINE__)
#define assert_in_range(value, low, high)                                                                              \
    cmocka_assert_range_((uintmax_t)(value), (uintmax_t)(low), (uintmax_t)(high), __FILE__, __LINE__)
#define assert_string_equal(a, b) cmocka_assert_strings_((a), (b), true, __FILE__, __LINE__)
#define assert_string_not_equal(a, b) cmocka_assert_strings_((a), (b), false, __FILE__, __LINE__)
#define assert_memory_equal(a, b, size) cmocka_assert_memory_((a), (b), (size), true, __FILE__, __LINE__)
#define assert_memory_not_equal(a, b, size) cmocka_assert_memory_((a), (b), (size), false, __FILE__, __LINE__)

/* Running. */

/* @return how the function ended: 0, CMOCKA_FAILED_ or CMOCKA_SKIPPED_. One of test and fixture is NULL. */
static inline int cmocka_protect_(CMUnitTestFunction test, CMFixtureFunction fixture, void **state)
{
    int how = setjmp(cmocka_run_.escape);

    if (how == 0) {
        cmocka_run_.thread = __threadid();
        cmocka_run_.running = true;
        if (test != NULL)
            test(state);
        else if (fixture(state) != 0)
            how = CMOCKA_FAILED_;
    }
    cmocka_run_.running = false;
    return how;
}

static inline int cmocka_run_test_(const struct CMUnitTest *test, void *group_state)
{
    void *state = test->initial_state != NULL ? test->initial_state : group_state;
    int how = 0;

    print_message("[ RUN      ] %s\n", test->name);
    if (test->setup_func != NULL && cmocka_protect_(NULL, test->setup_func, &state) != 0) {
        print_error("[  ERROR   ] %s: its setup failed\n", test->name);
        how = CMOCKA_FAILED_;
    } else {
        how = cmocka_protect_(test->test_func, NULL, &state);
        if (test->teardown_func != NULL && cmocka_protect_(NULL, test->teardown_func, &state) != 0) {
            print_error("[  ERROR   ] %s: its teardown failed\n", test->name);
            how = CMOCKA_FAILED_;
        }
    }
    print_message("%s %s\n",
                  how == 0                 ? "[       OK ]"
                  : how == CMOCKA_SKIPPED_ ? "[  SKIPPED ]"
                                           : "[  FAILED  ]",
                  test->name);
    return how;
}

/** Runs the tests; use the macros. @return how many failed, the fixtures of the group among them. */
static inline int _cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                          CMFixtureFunction setup, CMFixtureFunction teardown)
{
    void *state = NULL;
    unsigned passed = 0;
    unsigned skipped = 0;
    int failed = 0;

    print_message("[==========] Running %u test(s).\n", (unsigned)count);
    if (setup != NULL && cmocka_protect_(NULL, setup, &state) != 0) {
        print_error("[  ERROR   ] %s: the group's setup failed\n", name);
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        int how = cmocka_run_test_(&tests[i], state);

        passed += how == 0;
        skipped += how == CMOCKA_SKIPPED_;
        failed += how == CMOCKA_FAILED_;
    }
    if (teardown != NULL && cmocka_protect_(NULL, teardown, &state) != 0) {
        print_error("[  ERROR   ] %s: the group's teardown failed\n", name);
        failed++;
    }
    print_message("[==========] %s: %u test(s) run.\n", name, (unsigned)count);
    print_message("[  PASSED  ] %u test(s).\n", passed);
    if (skipped > 0)
        print_message("[  SKIPPED ] %u test(s).\n", skipped);
    if (failed > 0)
        print_error("[  FAILED  ] %s: %d test(s), see above\n", name, failed);
    return failed < CMOCKA_EXIT_MAX_ ? failed : CMOCKA_EXIT_MAX_;
}

#endif
