/**
 * @file
 * Input files to units: files whose classes are of one namespace are read as one, and become one library. A file which
 * holds only texts of a language, a .mfl, is read with the classes that they belong to.
 */
#ifndef MB_DRIVER_UNITS_H
#define MB_DRIVER_UNITS_H

#include "schema/resolve.h"
#include "syntax/parse.h"

/** The files of a unit, chained: each starts in the default namespace, as it would by itself. */
typedef struct mb_input_unit mb_input_unit;
struct mb_input_unit {
    const char *ns; /**< root\virtualization\v2: the first in which a class is declared; NULL where none is */
    mb_unit *unit;
    const char **mof_names; /**< the files' names without their folders */
    size_t mof_count;
    size_t mof_capacity;
    mb_production **tail; /**< where the file that was added last is linked in; NULL: none was */
    mb_input_unit *next;
};

typedef struct mb_units_input {
    const char *const *paths;
    size_t path_count;
    const char *const *include_dirs;
    size_t include_dir_count;
    const char *default_namespace; /**< normalised */
    mb_dialect dialect;
    const char *locale;          /**< NULL = MS_409 */
    const char *const *overlays; /**< files that add to the others: schema/schema.h */
    size_t overlay_count;
    mb_sources *sources;
    mb_symbols *symbols;
} mb_units_input;

/** Parses all files but for the overlays. @return false when there were errors. */
bool mb_units_read(const mb_units_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_input_unit **out);
/**
 * Parses the overlays, behind the others, so that messages about them come last. `*out` is NULL where none are given.
 * @return false when there were errors.
 */
bool mb_units_read_overlays(const mb_units_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                            mb_overlays **out);

#endif
