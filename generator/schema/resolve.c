#include <string.h>

#include "schema/resolver.h"

/** So many times a message looks for what was meant: each time it walks over every class. */
enum { MOST_HINTS = 64 };

/** What mofcomp takes where nothing is said. */
static const char LAST_RESORT[] = "root\\default";

/** The namespace that a pragma switches to; the old one where it cannot be read. */
static mb_namespace_record *switch_namespace(mb_resolver *resolver, mb_namespace_record *now,
                                             const mb_production *pragma)
{
    const mb_value *argument = pragma->value;
    if (argument != NULL && argument->kind == MB_VALUE_ARRAY) {
        argument = argument->u.first;
    }
    if (argument == NULL || argument->kind != MB_VALUE_STRING) {
        mb_report(resolver->diag, MB_MSG_NAMESPACE_ARGUMENT, pragma->span, NULL, NULL, NULL);
        return now;
    }
    mb_text written = mb_value_text(argument);
    const mb_symbol *name = mb_normalise_namespace(resolver->symbols, resolver->scratch, written);
    if (name == NULL) {
        mb_report(resolver->diag, MB_MSG_NAMESPACE_NAME, argument->span,
                  mb_arena_text(resolver->scratch, written.bytes, written.length), NULL, NULL);
        return now;
    }
    return mb_use_namespace(resolver, name);
}

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
    static const char word[] = "namespace";
    const mb_symbol *namespace_word = mb_intern(resolver->symbols, word, strlen(word))->fold;
    mb_namespace_record *ns = default_namespace(resolver, default_name);
    for (const mb_production *at = resolver->unit->first; at != NULL; at = at->next) {
        switch ((mb_production_kind)at->kind) {
        case MB_CLASS:
            mb_declare_class(resolver, ns, at);
            mb_declare_alias(resolver, at);
            break;
        case MB_INSTANCE:
            mb_queue_instance(resolver, ns, at, 0);
            mb_declare_alias(resolver, at);
            break;
        case MB_QUALIFIER_DECLARATION:
            mb_declare_qualifier(resolver, at);
            break;
        case MB_PRAGMA:
            if (at->name->fold == namespace_word) {
                ns = switch_namespace(resolver, ns, at);
            }
            break;
        }
    }
}

static void init(mb_resolver *resolver, const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    memset(resolver, 0, sizeof *resolver);
    resolver->unit = input->unit;
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
    mb_name_map_init(&resolver->settings, resolver->scratch);
    mb_name_map_init(&resolver->undeclared, resolver->scratch);
    mb_name_map_init(&resolver->out_of_scope, resolver->scratch);
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
    for (mb_namespace_record *ns = resolver.first_namespace; ns != NULL; ns = ns->next_used) {
        mb_resolve_features(&resolver, ns);
    }
    mb_check_queued_instances(&resolver);
    mb_list_namespaces(&resolver);
    mb_heap_release(heap, resolver.entered);
    mb_arena_free(resolver.scratch);
    *out = resolver.schema;
    return mb_diag_errors(diag) == errors_before;
}
