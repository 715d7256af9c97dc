#include "driver/backends.h"

#include <string.h>

/* What is of Windows comes last: its headers have macros of many names. */
const mbb_backend mb_backends[] = {
    {"loopback", false, false},
    {"wsman", false, true},
    {"com", true, false},
};
const size_t mb_backend_count = sizeof mb_backends / sizeof mb_backends[0];

const mbb_backend *mb_find_backend(const char *name)
{
    for (size_t i = 0; i < mb_backend_count; i++) {
        if (strcmp(mb_backends[i].name, name) == 0) {
            return &mb_backends[i];
        }
    }
    return NULL;
}

mbb_list mb_choose_backends(const char *const *names, size_t count, mb_arena *arena)
{
    mbb_backend *chosen = mb_arena_array(arena, mb_backend_count, sizeof *chosen);
    mbb_list list = {chosen, 0};

    for (size_t i = 0; i < mb_backend_count; i++) {
        bool is_chosen = count == 0 && !mb_backends[i].needs_libraries;
        for (size_t k = 0; k < count; k++) {
            is_chosen = is_chosen || strcmp(names[k], mb_backends[i].name) == 0;
        }
        if (is_chosen) {
            chosen[list.count++] = mb_backends[i];
        }
    }
    return list;
}
