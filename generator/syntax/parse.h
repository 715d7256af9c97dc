/**
 * @file
 * Text to syntax tree.
 */
#ifndef MB_SYNTAX_PARSE_H
#define MB_SYNTAX_PARSE_H

#include "syntax/ast.h"

typedef struct mb_parse_input {
    const char *const *paths; /**< the files of one unit, in order */
    size_t path_count;
    const char *const *include_dirs; /**< -I, in order */
    size_t include_dir_count;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_dialect dialect; /**< that the unit is to be read in: --dialect=dmtf refuses what else is warned of */
} mb_parse_input;

/**
 * Reads and parses the files and whatever they include. Errors go to `diag`; parsing goes on after each, so that one run
 * shows them all. `*out` is what could be read.
 * @return false when there were errors.
 */
bool mb_parse(const mb_parse_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_unit **out);

/** The same of the files alone: what they include is not opened. */
bool mb_parse_syntax(const mb_parse_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_unit **out);

/** Parses one source that is loaded, appending to `unit`. Includes are looked up next to it. For tests and fuzzing. */
bool mb_parse_source(const mb_parse_input *input, mb_source *source, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                     mb_unit *unit);

#endif
