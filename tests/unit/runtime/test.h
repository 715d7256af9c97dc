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
    long live;    /* blocks that were not given back */
    long total;   /* blocks handed out */
    long fail_at; /* 1 = the next allocation fails; 0 = none does */
    size_t largest;
    size_t size; /* bytes that were not given back */
} test_allocator;

/* Before each block: its size, in the room of what has the strictest alignment. */
typedef union test_header {
    size_t size;
    max_align_t strictest;
} test_header;

static inline void *test_allocate(void *context, size_t size)
{
    test_allocator *allocator = context;
    test_header *block;
    assert_true(size > 0);
    if (allocator->fail_at > 0 && --allocator->fail_at == 0) {
        return NULL;
    }
    block = malloc(sizeof *block + size);
    assert_non_null(block);
    block->size = size;
    memset(block + 1, 0xA5, size); /* nothing may rely on zeroed memory */
    allocator->live++;
    allocator->size += size;
    allocator->total++;
    if (size > allocator->largest) {
        allocator->largest = size;
    }
    return block + 1;
}

static inline void test_release(void *context, void *block)
{
    test_allocator *allocator = context;
    test_header *header = block;
    assert_non_null(block);
    header--;
    allocator->live--;
    allocator->size -= header->size;
    memset(block, 0x5A, header->size); /* nor on what was given back */
    free(header);
}

static inline void test_use_allocator(test_allocator *allocator)
{
    wmi_allocator hook;
    memset(allocator, 0, sizeof *allocator);
    hook.allocate = test_allocate;
    hook.release = test_release;
    hook.context = allocator;
    wmi_allocator_set(&hook);
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
    wmi_allocator_set(NULL);
    assert_int_equal(test_counted.live, 0);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, test_begin, test_end)

#endif
