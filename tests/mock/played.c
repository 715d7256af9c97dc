#include "played.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

char told[16384];
static size_t told_length;

static void tell(void *context, const char *text, size_t length)
{
    (void)context;
    if (length > sizeof told - 1 - told_length) {
        length = sizeof told - 1 - told_length;
    }
    memcpy(told + told_length, text, length);
    told_length += length;
    told[told_length] = '\0';
}

mb_exit play(const mb_allocator *allocator, const char *scenario, const char *const *mofs, mbm_world **world)
{
    static const mb_sink sink = {tell, NULL, NULL};
    const char *files[8];
    mb_options options;
    const mbm_world_input input = {.options = &options, .scenario = scenario, .allocator = allocator, .err = &sink};

    memset(&options, 0, sizeof options);
    options.files = files;
    while (mofs[options.file_count] != NULL) {
        files[options.file_count] = mofs[options.file_count];
        options.file_count++;
    }
    told[0] = '\0';
    told_length = 0;
    return mbm_world_new(&input, world);
}

mbm_world *play_well(const char *scenario, const char *const *mofs)
{
    mbm_world *world = NULL;
    const mb_exit status = play(NULL, scenario, mofs, &world);

    assert_string_equal(told, "");
    assert_int_equal(status, MB_EXIT_GOOD);
    assert_non_null(world);
    return world;
}

void *scarce_allocate(void *context, size_t size)
{
    scarcity *s = context;

    if (s->left == 0) {
        return NULL;
    }
    s->left--;
    s->blocks++;
    return malloc(size);
}

void scarce_release(void *context, void *block)
{
    scarcity *s = context;

    s->blocks -= block != NULL;
    free(block);
}
