/**
 * @file
 * The stage beside `inspect` that makes reference pages of schemas: what a class is and is tied to, what its members mean, what
 * they are called in C. It fills the structs of doc/site.h; templates/doc makes pages of them.
 */
#ifndef MB_DOC_DOC_H
#define MB_DOC_DOC_H

#include "doc/site.h"
#include "render/template_set.h"

/** A unit of MOF: what `generate` makes one library of. */
typedef struct mbd_unit {
    const mb_schema *schema;
    const mbb_library *library; /**< of what is selected of it */
} mbd_unit;

typedef struct mbd_input {
    const mbd_unit *units;
    size_t unit_count;
    mb_symbols *symbols;
    const mb_source *themes; /**< themes.list; NULL: all themes are derived */
    bool has_diagrams;
    const char *dot; /**< the program that draws them; NULL: the one of that name in PATH, if there is one */
} mbd_input;

/** The types of mbd_site, mbd_library and mbd_class, for mb_template_set_input. */
extern const mb_view_type *const mbd_types[MB_SCOPE_COUNT];

/**
 * Makes the pages of all units. Diagrams are left out where their program is not there, which is an error where it was named.
 * @return false, reported, when there were errors
 */
bool mbd_make(const mbd_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mbd_site **out);

#endif
