/**
 * @file
 * The patterns of a run, and the schemas that they were compared with. Private to select/.
 */
#ifndef MB_SELECT_WANTED_H
#define MB_SELECT_WANTED_H

#include "select/select.h"

struct mb_wanted {
    mb_pattern *patterns;
    size_t count;
    bool has_inclusion; /**< else everything is named by no pattern */
    bool has_selected;  /**< some class of some schema */
    const mb_schema **schemas;
    size_t schema_count;
    size_t schema_capacity;
};

/** What is selected while it is made: closure.c. */
mb_selection *mb_selection_new(const mb_schema *schema, mb_symbols *symbols, mb_arena *arena);
/** A class that a pattern names; `pattern` NULL where everything is. */
void mb_selection_add_class(mb_selection *selection, const mb_class *cls, const mb_pattern *pattern);
/** A method of a class that is there: the declaration that counts for it. */
void mb_selection_add_method(mb_selection *selection, const mb_class *cls, const mb_element *method);
/** Adds all that is needed. */
void mb_selection_close(mb_selection *selection);

#endif
