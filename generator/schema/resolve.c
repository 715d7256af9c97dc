#include <string.h>

#include "schema/resolver.h"

/** So many times a message looks for what was meant: each time it walks over every class. */
enum { MOST_HINTS = 64 };

/** What mofcomp takes where nothing is said. */
static const char LAST_RESORT[] = "root\\default";

static mb_namespace_record *default_namespace(mb_resolver *resolver, const char *name)
{
    const mb_symbol *normalised = NULL;
    if (name != NULL) {
        normalised = mb_normalise_namespace(resolver->symbols, resolver->scratch, mb_text_of(name));
    }
    if (normalised == NULL) {
        normalised = mb_intern(resolver->symbols, LAST_RESORT, strlen(LAST_RESORT));
    }
    return mb_use_namespace(resolver, normalised);
}

/** Enters all names, so that everything can be spoken of before it is declared. */
static void declare_all(mb_resolver *resolver, const char *default_name)
{
    mb_namespace_record *ns = default_namespace(resolver, default_name);
    for (const mb_production *at = resolver->unit->first; at != NULL; at = at->next) {
        switch ((mb_production_kind)at->kind) {
        case MB_CLASS:
            if (ns->localises != NULL) {
                mb_queue_amendment(resolver, ns, at);
            } else {
                mb_declare_class(resolver, ns, at);
            }
            mb_declare_alias(resolver, at);
            break;
        case MB_INSTANCE:
            mb_queue_instance(resolver, ns->localises != NULL ? ns->localises : ns, at, 0);
            mb_declare_alias(resolver, at);
            break;
        case MB_QUALIFIER_DECLARATION:
            mb_declare_qualifier(resolver, at);
            break;
        case MB_PRAGMA:
            ns = mb_apply_pragma(resolver, ns, at);
            break;
        }
    }
}

/**
 * DSP0004: In is true where nothing is said, so an out parameter is [In(false), Out]. WMI: [Out] alone is out only. Of
 * all signs of a dialect only In(false) tells which of the two is meant.
 */
bool mb_in_by_default(const mb_unit *unit)
{
    return unit->dialect == MB_DIALECT_AUTO ? (unit->signs & MB_SIGN_IN_FALSE) != 0 : unit->dialect == MB_DIALECT_DMTF;
}

static void init(mb_resolver *resolver, const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    memset(resolver, 0, sizeof *resolver);
    resolver->unit = input->unit;
    resolver->overlays = input->overlays;
    resolver->dialect = mb_unit_dialect(input->unit);
    resolver->in_by_default = mb_in_by_default(input->unit);
    resolver->symbols = input->symbols;
    resolver->heap = heap;
    resolver->arena = arena;
    resolver->scratch = mb_arena_new(heap);
    resolver->diag = diag;
    resolver->schema = mb_arena_zalloc(arena, sizeof *resolver->schema);
    resolver->index = mb_arena_zalloc(arena, sizeof *resolver->index);
    resolver->schema->unit = input->unit;
    resolver->schema->index = resolver->index;
    resolver->hints_left = MOST_HINTS;
    mb_name_map_init(&resolver->namespaces, resolver->scratch);
    mb_name_map_init(&resolver->aliases, resolver->scratch);
    mb_name_map_init(&resolver->properties, resolver->scratch);
    mb_name_map_init(&resolver->methods, resolver->scratch);
    mb_name_map_init(&resolver->parameters, resolver->scratch);
    mb_name_map_init(&resolver->parameters_above, resolver->scratch);
    mb_name_map_init(&resolver->amendments, resolver->scratch);
    mb_name_map_init(&resolver->settings, resolver->scratch);
    mb_name_map_init(&resolver->identified, resolver->scratch);
    mb_name_map_init(&resolver->undeclared, resolver->scratch);
    mb_name_map_init(&resolver->known_undeclared, resolver->scratch);
    mb_name_map_init(&resolver->out_of_scope, resolver->scratch);
    mb_name_map_init(&resolver->pragmas, resolver->scratch);
    mb_name_map_init(&resolver->missing, resolver->scratch);
    mb_name_map_init(&resolver->locales, resolver->scratch);
    mb_init_rules(resolver);
}

bool mb_resolve(const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_schema **out)
{
    mb_resolver resolver;
    size_t errors_before = mb_diag_errors(diag);
    init(&resolver, input, heap, arena, diag);
    declare_all(&resolver, input->default_namespace);
    for (mb_namespace_record *ns = resolver.first_namespace; ns != NULL; ns = ns->next_used) {
        mb_link_classes(&resolver, ns);
    }
    mb_apply_amendments(&resolver);
    mb_apply_overlays(&resolver);
    for (mb_namespace_record *ns = resolver.first_namespace; ns != NULL; ns = ns->next_used) {
        mb_resolve_features(&resolver, ns);
    }
    for (mb_namespace_record *ns = resolver.first_namespace; ns != NULL; ns = ns->next_used) {
        mb_check_keyless(&resolver, ns);
    }
    mb_report_bare_out(&resolver);
    mb_check_queued_instances(&resolver);
    mb_check_alias_circles(&resolver);
    if (mb_diag_errors(diag) == errors_before) { /* else what is not resolved may have needed one */
        mb_report_needless_pragmas(&resolver);
    }
    mb_list_namespaces(&resolver);
    mb_heap_release(heap, resolver.entered);
    mb_arena_free(resolver.scratch);
    *out = resolver.schema;
    return mb_diag_errors(diag) == errors_before;
}
