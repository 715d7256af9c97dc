/**
 * @file
 * "Did you mean" of classes. A hint costs a walk over all names, so that after many errors there are none.
 */
#ifndef MB_SCHEMA_SIMILAR_H
#define MB_SCHEMA_SIMILAR_H

#include "schema/written.h"

/** Takes one from the hints that are left; false: there are none. */
bool mb_take_hint(uint32_t *hints_left);
/** A class of that name in any namespace; NULL where there is none. */
const mb_class *mb_class_elsewhere(const mb_schema *schema, const mb_symbol *name);
/** Adds a note with the class that was probably meant, or one of the same name elsewhere. @return whether there is one */
bool mb_note_similar_class(const mb_schema *schema, mb_diag *diag, uint32_t *hints_left, const mb_namespace *ns,
                           const mb_symbol *name);

#endif
