#include "schema/resolver.h"

#include <string.h>

/** So many times a message looks for what was meant: each time it walks over every class. */
enum { MOST_HINTS = 64 };

static mb_schema_record *new_record(const mb_resolve_input *input, mb_arena *arena)
{
    mb_schema_record *record = mb_arena_zalloc(arena, sizeof *record);
    mb_written *written = &record->written;
    written->unit = input->unit;
    written->symbols = input->symbols;
    written->overlays = input->overlays;
    written->dialect = mb_unit_dialect(input->unit);
    written->in_by_default = mb_in_by_default(input->unit);
    written->hints_left = MOST_HINTS;
    mb_name_map_init(&written->aliases, arena);
    mb_name_map_init(&record->known_undeclared, arena);
    return record;
}

static void init(mb_resolver *resolver, const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    memset(resolver, 0, sizeof *resolver);
    resolver->unit = input->unit;
    resolver->overlays = input->overlays;
    resolver->symbols = input->symbols;
    resolver->heap = heap;
    resolver->arena = arena;
    resolver->scratch = mb_arena_new(heap);
    resolver->diag = diag;
    resolver->record = new_record(input, arena);
    mb_name_map_init(&resolver->namespaces.by_name, resolver->scratch);
    mb_name_map_init(&resolver->amendments.locales, resolver->scratch);
    mb_init_rules(resolver);
}

bool mb_resolve(const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_schema **out)
{
    mb_resolver resolver;
    mb_instance_queue instances = {NULL, &instances.first};
    const size_t errors_before = mb_diag_errors(diag);
    init(&resolver, input, heap, arena, diag);
    mb_declare_all(&resolver, input, &instances);
    mb_finish_rules(&resolver);
    for (mb_namespace_record *ns = resolver.namespaces.first; ns != NULL; ns = ns->next_used) {
        mb_link_classes(&resolver, ns);
    }
    mb_apply_amendments(&resolver);
    mb_apply_overlays(&resolver);
    mb_resolve_features(&resolver);
    mb_resolve_values(&resolver, &instances);
    mb_list_namespaces(&resolver);
    mb_arena_free(resolver.scratch);
    *out = &resolver.record->schema;
    return mb_diag_errors(diag) == errors_before;
}
