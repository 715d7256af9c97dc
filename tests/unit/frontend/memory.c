/* Each allocation of a run fails once: the run ends, says so, and gives everything back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

#define CORPUS MOFBIND_SOURCE_DIR "/tests/corpus/"

typedef struct meter {
    size_t until_failure;
    size_t blocks;
} meter;

static void *metered_allocate(void *context, size_t size)
{
    meter *counts = context;
    if (counts->until_failure == 0) {
        return NULL;
    }
    counts->until_failure--;
    void *block = malloc(size);
    counts->blocks += block != NULL;
    return block;
}

static void metered_release(void *context, void *block)
{
    meter *counts = context;
    counts->blocks--;
    free(block);
}

/** @return how many allocations a run of the file takes */
static size_t fail_each_allocation(const char *path)
{
    for (size_t allowed = 1;; allowed++) {
        meter counts = {allowed, 0};
        const mb_allocator allocator = {metered_allocate, metered_release, &counts};
        fixture made;
        fixture_open(&made, &allocator);
        bool completed = fixture_parse_file(&made, path);
        fixture_close(&made);
        assert_int_equal(counts.blocks, 0);
        if (completed) {
            return allowed;
        }
        assert_true(allowed < 100000);
    }
}

static void each_allocation_fails_once(void **state)
{
    (void)state;
    const char *const paths[] = {
        CORPUS "valid/includes.mof",    CORPUS "valid/strings.mof",          CORPUS "valid/many_elements.mof",
        CORPUS "valid/utf16le_bom.mof", CORPUS "valid/cp1252.mof",           CORPUS "valid/instances_nested.mof",
        CORPUS "invalid/several.mof",   CORPUS "invalid/include_errors.mof", CORPUS "invalid/too_many_errors.mof"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_true(fail_each_allocation(paths[i]) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
