/*
 * What can be said of files that parsed where others did not. Declarations of those that did not are left out, since they are
 * not whole, so that nothing is said of what they might declare.
 */
#include "driver/partial.h"

#include "diag/report.h"

#include <string.h>

/** What is reported of what is not there: it may be in a file that did not parse. */
static const mb_message of_absent[] = {
    MB_ID_PRAGMA_UNKNOWN,
    MB_ID_DELETE_NOTHING,
    MB_ID_SUPERCLASS_UNKNOWN,
    MB_ID_SUPERCLASS_OF_SYSTEM,
    MB_ID_CLASS_UNDECLARED,
    MB_ID_UNDECLARED_NEEDLESS,
    MB_ID_OVERRIDE_NOTHING,
    MB_ID_LOCALE_MISSING,
    MB_ID_AMENDED_CLASS_UNKNOWN,
    MB_ID_AMENDED_FEATURE_UNKNOWN,
    MB_ID_ASSOCIATION_REFERENCES,
    MB_ID_CLASS_KEYLESS,
    MB_ID_OVERRIDE_CLASS,
    MB_ID_VALUE_CLASS,
    MB_ID_PATH_CLASS,
    MB_ID_QUALIFIER_UNDECLARED,
    MB_ID_QUALIFIER_MISSPELT,
    MB_ID_INSTANCE_CLASS,
    MB_ID_PROPERTY_UNKNOWN,
    MB_ID_KEY_MISSING,
    MB_ID_ALIAS_UNKNOWN,
};

/** The sources of a run, and which of them did not parse. */
typedef struct partial {
    const mb_sources *sources;
    bool *has_failed; /**< of each source */
} partial;

static bool has_failed(const partial *p, mb_span span)
{
    const mb_source *source = mb_sources_at(p->sources, span.begin);

    return source != NULL && p->has_failed[source->index];
}

static bool is_wanted(const void *context, mb_message message, mb_span span)
{
    for (size_t i = 0; i < sizeof of_absent / sizeof of_absent[0]; i++) {
        if (of_absent[i] == message) {
            return false;
        }
    }
    return !has_failed(context, span);
}

/** Leaves out what was declared in a file that did not parse; directives stay, since they count behind its end. */
static void drop_failed(const partial *p, mb_unit *unit)
{
    mb_production **link = &unit->first;

    while (*link != NULL) {
        if ((*link)->kind != MB_PRAGMA && has_failed(p, (*link)->span)) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
}

void mb_resolve_partially(mb_run_state *run, const mb_input_unit *units)
{
    partial p = {run->sources, mb_arena_array(run->arena, mb_sources_count(run->sources), sizeof(bool))};

    mb_diag_mark_failed(run->diag, p.has_failed);
    run->overlays = NULL; /* they add to what may not be there */
    mb_diag_set_filter(run->diag, is_wanted, &p);
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        mb_schema *schema = NULL;
        drop_failed(&p, unit->unit);
        (void)mb_resolve_unit(run, unit, &schema);
    }
    mb_diag_set_filter(run->diag, NULL, NULL);
}
