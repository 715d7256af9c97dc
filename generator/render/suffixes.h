/**
 * @file
 * What templates write behind names of C: with {{id}}_get there is a function for each class, and its name has to be
 * free. What stands before a name is not looked at: names of a library begin with its prefix, and keys_of_{{id}} does not.
 */
#ifndef MB_RENDER_SUFFIXES_H
#define MB_RENDER_SUFFIXES_H

#include "binding/binding.h"
#include "render/program.h"

/** Suffixes as they are found: of each kind of name, in no order. Starts with all zero. */
typedef struct mb_suffix_sets {
    struct {
        const char **texts;
        size_t count;
        size_t capacity;
    } of[MBB_NAME_KIND_COUNT];
} mb_suffix_sets;

/** Adds those of a template. */
void mb_suffixes_collect(mb_suffix_sets *sets, const mb_template *compiled, mb_arena *arena);
/** All of them, in order, and "" of each kind. */
void mb_suffixes_sort(mb_suffix_sets *sets, mb_arena *arena, mbb_suffixes *out);

#endif
