#include "inspect/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "support/name_map.h"

/** A walk over the productions. There are two: the first counts what the second puts into its places. */
typedef struct walk {
    const mb_inspect_unit *unit;
    mb_symbols *symbols;
    mb_arena *arena;
    mb_name_map by_name;      /**< to mb_catalog_space */
    mb_name_map undeclared;   /**< to the first const mb_production that says so of a class */
    mb_catalog_space *spaces; /**< all */
    mb_catalog_space **end;
    mb_catalog_space *space; /**< in which the walk is */
    bool is_counting;
    mb_catalog *catalog;
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

static mb_catalog_space *space_of(walk *w, const mb_symbol *name)
{
    mb_name_entry *entry = mb_name_map_at(&w->by_name, name);

    if (entry->value == NULL) {
        mb_catalog_space *space = mb_arena_zalloc(w->arena, sizeof *space);
        space->name = name;
        *w->end = space;
        w->end = &space->next;
        entry->value = space;
    }
    return entry->value;
}

static void enter_space(walk *w, const mb_symbol *name)
{
    w->space = space_of(w, without_locale(w, name));
}

static const mb_symbol *name_of(const walk *w, const char *ns)
{
    return mb_intern(w->symbols, ns, strlen(ns));
}

static bool has_selected(const walk *w, const mb_namespace *ns)
{
    const mb_class *cls = ns->first;

    while (cls != NULL && !mb_is_selected(w->unit->selection, cls)) {
        cls = cls->next;
    }
    return cls != NULL;
}

static void add_declaring_spaces(walk *w)
{
    for (const mb_namespace *ns = w->unit->schema->namespaces; ns != NULL; ns = ns->next) {
        if (has_selected(w, ns)) {
            space_of(w, name_of(w, ns->name))->ns = ns;
        }
    }
}

/** Whether an instance, or an alias of a class, is of a class that is not selected, or of none. */
static bool is_left_out(const walk *w, const mb_production *production)
{
    if (w->unit->selection == NULL) {
        return false;
    }
    const mb_namespace *ns = w->space->ns;
    const mb_class *cls = ns != NULL ? mb_schema_find_class(ns, production->name) : NULL;
    return cls == NULL || !mb_is_selected(w->unit->selection, cls);
}

/** The files become one, so that each class is said once not to be declared. */
static void add_undeclared(walk *w, const mb_production *pragma, const mb_value *name)
{
    mb_name_entry *entry = mb_name_map_at(&w->undeclared, mb_intern(w->symbols, name->u.string, name->count));

    entry->value = entry->value == NULL ? (void *)pragma : entry->value;
    if (entry->value == pragma) {
        const size_t at = w->catalog->undeclared_count++;
        if (!w->is_counting) {
            w->catalog->undeclared[at] = name;
        }
    }
}

static void apply_pragma(walk *w, const mb_production *pragma)
{
    const mb_value *first = mb_pragma_text(pragma, 0);

    if (pragma->type == MB_PRAGMA_NAMESPACE && first != NULL) {
        const mb_symbol *name = mb_normalise_namespace(w->symbols, w->arena, mb_value_text(first));
        if (name != NULL) {
            enter_space(w, name);
        }
    }
    if (pragma->type == MB_PRAGMA_MOFBIND_UNDECLARED && first != NULL) {
        add_undeclared(w, pragma, first);
    }
}

static void add_alias(walk *w, const mb_production *production)
{
    mb_catalog_space *space = w->space;
    const size_t rank = space->alias_count++;

    if (!w->is_counting) {
        space->aliases[rank] = (mb_catalog_alias){
            production, space->ns != NULL ? mb_schema_find_class(space->ns, production->name) : NULL, rank};
    }
}

static void add_instance(walk *w, const mb_production *production)
{
    const size_t at = w->space->instance_count++;

    if (!w->is_counting) {
        w->space->instances[at] = production;
    }
}

static void add_qualifier(walk *w, const mb_production *production)
{
    const size_t at = w->catalog->qualifier_count++;

    if (!w->is_counting) {
        w->catalog->qualifiers[at] = production;
    }
}

static void walk_over(walk *w)
{
    const mb_schema *schema = w->unit->schema;

    for (const mb_overlay_pragma *each = mb_schema_written(schema)->overlay_pragmas; each != NULL; each = each->next) {
        apply_pragma(w, each->pragma);
    }
    enter_space(w, name_of(w, w->unit->default_namespace));
    for (const mb_production *each = mb_schema_written(schema)->unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_PRAGMA) {
            apply_pragma(w, each);
        } else if (each->kind == MB_INSTANCE && !is_left_out(w, each)) {
            add_instance(w, each);
        } else if (each->kind == MB_CLASS && each->alias != NULL && !is_left_out(w, each)) {
            add_alias(w, each);
        } else if (each->kind == MB_QUALIFIER_DECLARATION && mb_qualifier_declaration(schema, each->name) == each) {
            add_qualifier(w, each);
        }
    }
}

/** Room for what was counted; then counting begins again. */
static void make_room(walk *w)
{
    mb_catalog *catalog = w->catalog;

    catalog->qualifiers = mb_arena_array(w->arena, catalog->qualifier_count, sizeof *catalog->qualifiers);
    catalog->qualifier_count = 0;
    catalog->undeclared = mb_arena_array(w->arena, catalog->undeclared_count, sizeof *catalog->undeclared);
    catalog->undeclared_count = 0;
    for (mb_catalog_space *space = w->spaces; space != NULL; space = space->next) {
        space->instances = mb_arena_array(w->arena, space->instance_count, sizeof *space->instances);
        space->aliases = mb_arena_array(w->arena, space->alias_count, sizeof *space->aliases);
        space->instance_count = space->alias_count = 0;
    }
    w->is_counting = false;
}

static mb_catalog_space *drop_empty(mb_catalog_space *spaces)
{
    mb_catalog_space **link = &spaces;

    while (*link != NULL) {
        if ((*link)->ns == NULL && (*link)->instance_count == 0 && (*link)->alias_count == 0) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    return spaces;
}

/* Aliases */

/** As the classes are in their namespace; no class is before all. */
static int compare_classes(const mb_class *a, const mb_class *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return (a->index > b->index) - (a->index < b->index);
}

static int compare_aliases(const void *left, const void *right)
{
    const mb_catalog_alias *a = left, *b = right;
    int order = compare_classes(a->cls, b->cls);

    return order != 0 ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

size_t mb_catalog_aliases(const mb_catalog_space *space, const mb_class *cls, const mb_catalog_alias **first)
{
    size_t low = 0, high = space->alias_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_classes(space->aliases[middle].cls, cls) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < space->alias_count && space->aliases[end].cls == cls) {
        end++;
    }
    *first = end > low ? &space->aliases[low] : NULL;
    return end - low;
}

mb_catalog mb_catalog_of(const mb_inspect_unit *unit, mb_symbols *symbols, mb_arena *arena)
{
    mb_catalog catalog = {NULL, 0, NULL, 0, NULL};
    walk w = {.unit = unit, .symbols = symbols, .arena = arena, .is_counting = true, .catalog = &catalog};

    w.end = &w.spaces;
    mb_name_map_init(&w.by_name, arena);
    mb_name_map_init(&w.undeclared, arena);
    add_declaring_spaces(&w);
    walk_over(&w);
    make_room(&w);
    walk_over(&w);
    catalog.spaces = drop_empty(w.spaces);
    for (mb_catalog_space *space = catalog.spaces; space != NULL; space = space->next) {
        if (space->alias_count > 1) {
            qsort(space->aliases, space->alias_count, sizeof *space->aliases, compare_aliases);
        }
    }
    return catalog;
}

const mb_source *mb_count_line(mb_line_counter *counter, mb_position position, uint32_t *line)
{
    const mb_source *source = mb_sources_at(counter->sources, position);

    if (source == NULL) {
        return NULL;
    }
    uint32_t offset = position - source->base;
    if (counter->source != source) {
        counter->source = source;
        counter->offset = 0;
        counter->line = 1;
    }
    while (counter->offset > offset) {
        counter->line -= source->text[--counter->offset] == '\n';
    }
    for (; counter->offset < offset; counter->offset++) {
        counter->line += source->text[counter->offset] == '\n';
    }
    *line = counter->line;
    return source;
}
