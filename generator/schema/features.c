/*
 * The features of a class, with those that it inherits.
 */
#include "schema/resolver.h"

static const mb_element *find_feature(const mb_element *list, const mb_symbol *name)
{
    while (list != NULL && !mb_same_name(list->name, name)) {
        list = list->next;
    }
    return list;
}

const mb_element *mb_class_find_property(const mb_class *cls, const mb_symbol *name)
{
    const mb_element *found = NULL;
    for (; cls != NULL && found == NULL; cls = cls->super) {
        found = find_feature(cls->properties, name);
    }
    return found;
}

const mb_element *mb_class_find_method(const mb_class *cls, const mb_symbol *name)
{
    const mb_element *found = NULL;
    for (; cls != NULL && found == NULL; cls = cls->super) {
        found = find_feature(cls->methods, name);
    }
    return found;
}

bool mb_class_is_a(const mb_class *cls, const mb_class *ancestor)
{
    if (ancestor == NULL) {
        return false;
    }
    while (cls != NULL && cls->depth > ancestor->depth) {
        cls = cls->super;
    }
    return cls == ancestor;
}

/** Features of a class and those above it. */
typedef struct feature_list {
    const mb_element **all;
    size_t count;
    mb_arena *arena;    /**< of the table; NULL: there are so few that it is quicker to look at each */
    mb_name_map places; /**< where each is in `all` */
} feature_list;

/** The place of what a feature replaces; of a new one that behind all others. */
static const mb_element **place_of(feature_list *list, const mb_element *feature)
{
    const mb_element **end = list->all + list->count, **at = end;
    if (list->arena != NULL) {
        mb_name_entry *entry = mb_name_map_at(&list->places, feature->name);
        entry->value = entry->value == NULL ? (void *)end : entry->value;
        at = entry->value;
    } else if (feature->overridden != NULL) {
        for (at = list->all; at < end && *at != feature->overridden; at++) {
        }
    }
    list->count += at == end;
    return at;
}

/** Adds one class's features. */
static void add_features(feature_list *list, const mb_element *features)
{
    for (const mb_element *each = features; each != NULL; each = each->next) {
        const mb_element **place = place_of(list, each);
        *place = each;
    }
}

static size_t all_features(const mb_class *cls, mb_arena *arena, const mb_element ***out, bool methods)
{
    enum { FEW = 256 };
    const mb_class **chain = mb_heap_alloc(mb_arena_heap(arena), ((size_t)cls->depth + 1) * sizeof *chain);
    size_t most = 0;
    for (const mb_class *at = cls; at != NULL; at = at->super) {
        chain[at->depth] = at;
        most += methods ? at->method_count : at->property_count;
    }
    feature_list list = {.all = mb_arena_array(arena, most, sizeof *list.all)};
    if (most > FEW) {
        list.arena = mb_arena_new(mb_arena_heap(arena));
        mb_name_map_init(&list.places, list.arena);
    }
    for (size_t depth = 0; depth <= cls->depth; depth++) {
        add_features(&list, methods ? chain[depth]->methods : chain[depth]->properties);
    }
    mb_arena_free(list.arena);
    mb_heap_release(mb_arena_heap(arena), (void *)chain);
    *out = list.all;
    return list.count;
}

size_t mb_class_all_properties(const mb_class *cls, mb_arena *arena, const mb_element ***out)
{
    return all_features(cls, arena, out, false);
}

size_t mb_class_all_methods(const mb_class *cls, mb_arena *arena, const mb_element ***out)
{
    return all_features(cls, arena, out, true);
}
