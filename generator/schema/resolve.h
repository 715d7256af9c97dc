/**
 * @file
 * From syntax tree to model. What the model cannot hold is told of here: what is declared twice, deleted or amended without
 * being there, what leads round in circles, and what an overlay says against its host. All else that may be wrong with a MOF is
 * in the model, and check/ tells of it.
 */
#ifndef MB_SCHEMA_RESOLVE_H
#define MB_SCHEMA_RESOLVE_H

#include "schema/written.h"

/** Files that add to the classes of a MOF what it does not say. They apply to each schema of a run. */
typedef struct mb_overlays mb_overlays;
mb_overlays *mb_overlays_new(mb_symbols *symbols, mb_arena *arena, mb_diag *diag);
/** One more, which adds to what those before it left. The unit is kept. */
void mb_overlays_add(mb_overlays *overlays, const mb_unit *unit);
/**
 * Says that there is a schema whose first class is in that namespace. An overlay whose first class is in the same one is for
 * that schema alone: other schemas may have namespaces of the same name, with classes of their own.
 */
void mb_overlays_expect(mb_overlays *overlays, const char *ns);
/** When every schema was made: warns of what the overlays speak of and none of the schemas has. */
void mb_overlays_finish(const mb_overlays *overlays);

typedef struct mb_resolve_input {
    const mb_unit *unit;
    mb_symbols *symbols;
    const char *default_namespace; /**< for what stands before any #pragma namespace */
    bool is_named;                 /**< that one was asked for */
    mb_overlays *overlays;         /**< NULL: none */
} mb_resolve_input;

/**
 * Syntax tree to model. There is one even where there were errors: what can be told of it is worth telling.
 * @return false when there were errors; warnings alone are none.
 */
bool mb_resolve(const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_schema **out);

#endif
