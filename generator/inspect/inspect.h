/**
 * @file
 * What the commands that only look at schemas print: list, show and dump. Everything is text in a buffer; nothing of it
 * depends on the time, the place or the order in which memory comes.
 */
#ifndef MB_INSPECT_INSPECT_H
#define MB_INSPECT_INSPECT_H

#include "binding/binding.h"
#include "schema/written.h"

/** A unit of MOF: what `generate` makes one library of. */
typedef struct mb_inspect_unit {
    const mb_schema *schema;
    const mb_selection *selection; /**< what of it is shown; NULL = all */
    const mbb_library *library;    /**< its names in C; NULL where they are not asked for, or where it has no class */
    const char *default_namespace; /**< of what stands before any #pragma namespace */
    const char *const *mof_names;  /**< file names, without folders */
    size_t mof_count;
} mb_inspect_unit;

typedef struct mb_inspect_input {
    const mb_inspect_unit *units;
    size_t unit_count;
    const mb_sources *sources;
    mb_symbols *symbols;
    mb_arena *arena; /**< for whatever is needed on the way */
    size_t width;    /**< at which show wraps, in columns */
} mb_inspect_input;

/** The classes, one a line, as in the schema. @param texts whether the first sentence of each Description is there, too */
void mb_list_classes(const mb_inspect_input *input, bool texts, mb_buffer *out);
/**
 * Why classes are selected: for each that the pattern `what` names, a line, and one for each class from there to a pattern of
 * the selection.
 * @return false, reported, where it names none.
 */
bool mb_list_why(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out);
/** The methods that the classes declare, one a line. */
void mb_list_methods(const mb_inspect_input *input, bool texts, mb_buffer *out);

/**
 * Everything about Class, Class.Property or Class.Method; namespace:Class where several namespaces have one of that
 * name. A number: what it means as a code, and where.
 * @return false, reported, where there is none, or more than one.
 */
bool mb_show(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out);
/** The names that C could not have as the MOF spells them; nothing where there are none. */
void mb_show_renamed(const mb_inspect_input *input, mb_buffer *out);

/** All units as JSON: dump.schema.json describes it. @param positions whether to say where each declaration stands */
void mb_dump_json(const mb_inspect_input *input, bool positions, mb_buffer *out);
/** A unit as MOF, from which the same schema can be read again. */
void mb_dump_mof(const mb_inspect_input *input, const mb_inspect_unit *unit, mb_buffer *out);

#endif
