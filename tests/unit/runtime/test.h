/**
 * @file
 * What the tests of the runtime share: cmocka, and an allocator that counts and that fails on demand.
 */
#ifndef RUNTIME_TEST_H
#define RUNTIME_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/wmi.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct test_allocator {
    long live;        /* blocks that were not given back */
    long total;       /* blocks handed out */
    long fail_at;     /* 1 = the next allocation fails; 0 = none does */
    size_t largest;
} test_allocator;

static inline void *test_allocate(void *context, size_t size)
{
    test_allocator *allocator = context;
    void *block;
    assert_true(size > 0);
    if (allocator->fail_at > 0 && --allocator->fail_at == 0) {
        return NULL;
    }
    block = malloc(size);
    assert_non_null(block);
    memset(block, 0xA5, size); /* nothing may rely on zeroed memory */
    allocator->live++;
    allocator->total++;
    if (size > allocator->largest) {
        allocator->largest = size;
    }
    return block;
}

static inline void test_release(void *context, void *block)
{
    test_allocator *allocator = context;
    assert_non_null(block);
    allocator->live--;
    free(block);
}

static inline void test_use_allocator(test_allocator *allocator)
{
    wmi_allocator hook;
    memset(allocator, 0, sizeof *allocator);
    hook.allocate = test_allocate;
    hook.release = test_release;
    hook.context = allocator;
    wmi_set_allocator(&hook);
}

/** A cmocka group setup and teardown: everything that was allocated in a test is given back in it. */
static test_allocator test_counted;

static inline int test_begin(void **state)
{
    (void)state;
    test_use_allocator(&test_counted);
    return 0;
}

static inline int test_end(void **state)
{
    (void)state;
    wmi_set_allocator(NULL);
    assert_int_equal(test_counted.live, 0);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, test_begin, test_end)

#endif
