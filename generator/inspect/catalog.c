#include "inspect/catalog.h"

#include <string.h>

/** A walk over the productions. */
typedef struct walk {
    const mb_inspect_unit *unit;
    mb_symbols *symbols;
    mb_arena *arena;
    mb_catalog_space *spaces; /**< all, in the order in which they were first used */
    mb_catalog_space *space;  /**< in which the walk is */
} walk;

/** root\x\ms_409 holds texts for root\x: what stands in it belongs there. */
static const mb_symbol *without_locale(const walk *w, const mb_symbol *name)
{
    for (;;) {
        const char *last = strrchr(name->text, '\\');
        if (last == NULL || mb_locale_id(mb_text_of(last + 1)) == 0) {
            return name;
        }
        name = mb_intern(w->symbols, name->text, (size_t)(last - name->text));
    }
}

static const mb_namespace *find_namespace(const walk *w, const mb_symbol *name)
{
    const mb_namespace *ns = w->unit->schema->namespaces;

    while (ns != NULL && !mb_same_name(mb_intern(w->symbols, ns->name, strlen(ns->name)), name)) {
        ns = ns->next;
    }
    return ns;
}

static void enter_space(walk *w, const mb_symbol *name)
{
    mb_catalog_space **link = &w->spaces;

    name = without_locale(w, name);
    while (*link != NULL && !mb_same_name((*link)->name, name)) {
        link = &(*link)->next;
    }
    if (*link == NULL) {
        *link = mb_arena_zalloc(w->arena, sizeof **link);
        (*link)->name = name;
        (*link)->ns = find_namespace(w, name);
        (*link)->instances = mb_arena_array(w->arena, w->unit->schema->unit->instance_count, sizeof(mb_production *));
    }
    w->space = *link;
}

static void apply_pragma(walk *w, const mb_production *pragma)
{
    const mb_value *first = pragma->value != NULL ? pragma->value->u.first : NULL;

    if (pragma->type == MB_PRAGMA_NAMESPACE && first != NULL && first->kind == MB_VALUE_STRING) {
        const mb_symbol *name = mb_normalise_namespace(w->symbols, w->arena, mb_value_text(first));
        if (name != NULL) {
            enter_space(w, name);
        }
    }
}

static mb_catalog_space *drop_empty(mb_catalog_space *spaces)
{
    mb_catalog_space **link = &spaces;

    while (*link != NULL) {
        if ((*link)->ns == NULL && (*link)->instance_count == 0) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    return spaces;
}

static size_t count_declarations(const mb_unit *unit)
{
    size_t count = 0;

    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        count += each->kind == MB_QUALIFIER_DECLARATION;
    }
    return count;
}

mb_catalog mb_catalog_of(const mb_inspect_unit *unit, mb_symbols *symbols, mb_arena *arena)
{
    walk w = {unit, symbols, arena, NULL, NULL};
    mb_catalog catalog = {NULL, 0, NULL};

    catalog.qualifiers = mb_arena_array(arena, count_declarations(unit->schema->unit), sizeof(mb_production *));
    enter_space(&w, mb_intern(symbols, unit->default_namespace, strlen(unit->default_namespace)));
    for (const mb_production *each = unit->schema->unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_PRAGMA) {
            apply_pragma(&w, each);
        } else if (each->kind == MB_INSTANCE) {
            w.space->instances[w.space->instance_count++] = each;
        } else if (each->kind == MB_QUALIFIER_DECLARATION &&
                   mb_qualifier_declaration(unit->schema, each->name) == each) {
            catalog.qualifiers[catalog.qualifier_count++] = each;
        }
    }
    catalog.spaces = drop_empty(w.spaces);
    return catalog;
}

const mb_source *mb_count_line(mb_line_counter *counter, mb_position position, uint32_t *line)
{
    const mb_source *source = mb_sources_at(counter->sources, position);

    if (source == NULL) {
        return NULL;
    }
    uint32_t offset = position - source->base;
    if (counter->source != source || counter->offset > offset) {
        counter->source = source;
        counter->offset = 0;
        counter->line = 1;
    }
    for (; counter->offset < offset; counter->offset++) {
        counter->line += source->text[counter->offset] == '\n';
    }
    *line = counter->line;
    return source;
}
