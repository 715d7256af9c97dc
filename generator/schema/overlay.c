/*
 * Overlays: classes. An overlay is looked up in the schema as it is linked and amended, before classes have features.
 * It adds; it changes no type, no direction and no superclass, and it declares no member.
 *
 * The walk goes down each tree of classes. What a name means at a class is kept in one table, as in elements.c, with
 * all that it overrides: what the host says of a member, by whatever class, is asked for before anything is added to
 * it.
 */
#include "schema/homes.h"
#include "schema/overlay.h"
#include "schema/similar.h"

/** What an overlay says of a class. */
typedef struct mb_overlay_use mb_overlay_use;
struct mb_overlay_use {
    const mb_production *production;
    mb_overlay_use *next;
};

/* Which classes an overlay speaks of */

static void queue(mb_resolver *resolver, mb_class_record *record, const mb_production *production)
{
    mb_overlay_use *added = mb_arena_zalloc(resolver->scratch, sizeof *added);
    added->production = production;
    if (record->last_overlay == NULL) {
        record->first_overlay = added;
    } else {
        record->last_overlay->next = added;
    }
    record->last_overlay = added;
}

/** The class that was meant by one that is not there: in the namespace, or in all where that is NULL. @return whether
 * there is one */
static bool hint_at_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_symbol *name, mb_notice *hint)
{
    if (!mb_overlay_take_hint(resolver)) {
        return false;
    }
    const mb_class *elsewhere = ns != NULL ? mb_class_elsewhere(&resolver->record->schema, name) : NULL;
    if (elsewhere != NULL) {
        *hint = MB_NOTICE(MB_MSG_DECLARED_ELSEWHERE, mb_element_name_span(&elsewhere->element), elsewhere->ns->name,
                          name->text);
        return true;
    }
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(name->text));
    for (const mb_namespace_record *at = resolver->namespaces.first; at != NULL; at = at->next_used) {
        const mb_class *first = ns == NULL || at == ns ? at->ns.first : NULL;
        for (const mb_class *cls = first; cls != NULL; cls = cls->next) {
            mb_suggest_try(&suggestion, cls->element.name->text, cls);
        }
    }
    if (suggestion.best != NULL) {
        const mb_class *meant = suggestion.subject;
        *hint = MB_NOTICE(MB_MSG_DID_YOU_MEAN, mb_element_name_span(&meant->element), suggestion.best);
    }
    return suggestion.best != NULL;
}

static void lack_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_production *production)
{
    const char *where = ns != NULL ? mb_arena_format(resolver->scratch, " in namespace %s", ns->ns.name) : "";
    const mb_notice warning = MB_NOTICE(MB_MSG_OVERLAY_CLASS, production->name_span, production->name->text, where);
    mb_notice hint;
    const bool has_hint = hint_at_class(resolver, ns, production->name, &hint);
    mb_overlay_lack(resolver, &warning, has_hint ? &hint : NULL);
}

/** The namespace that a pragma named; of the texts of a locale the one that they are for. NULL: of another locale. */
static mb_namespace_record *namespace_of(mb_resolver *resolver, const mb_symbol *name)
{
    mb_namespace_record *ns = mb_use_namespace(resolver, name);
    if (ns->localises == NULL) {
        return ns;
    }
    return ns->locale == mb_wanted_locale(resolver->unit) ? ns->localises : NULL;
}

/** @return whether some class of the schema is meant. */
static bool queue_class(mb_resolver *resolver, const mb_overlay_class *spoken)
{
    const mb_production *production = spoken->production;
    mb_namespace_record *ns = spoken->ns != NULL ? namespace_of(resolver, spoken->ns) : NULL;
    mb_namespace_record *at = spoken->ns != NULL ? ns : resolver->namespaces.first;
    bool is_there = false;
    if ((spoken->ns != NULL && ns == NULL) || mb_is_system_name(production->name)) {
        return false;
    }
    for (; at != NULL; at = spoken->ns != NULL ? NULL : at->next_used) {
        mb_class *cls = mb_name_map_get(&at->classes, production->name);
        if (cls != NULL) {
            queue(resolver, mb_class_record_of(cls), production);
            is_there = true;
        }
    }
    if (is_there) {
        mb_overlay_has(resolver, MB_ID_OVERLAY_CLASS, production->name_span);
    } else {
        lack_class(resolver, ns, production);
    }
    return is_there;
}

/* The walk */

static void overlay_class(mb_overlaying *o, const mb_production *overlay)
{
    mb_overlaid target = {.resolver = o->resolver,
                          .tables = o->tables,
                          .ns = o->ns,
                          .record = o->record,
                          .name = o->copy->name,
                          .own = o->copy->qualifiers};
    target.changed = o->copy->qualifiers != o->record->production->qualifiers ? o->copy->qualifiers : NULL;
    mb_overlay_check_superclass(o, overlay);
    mb_overlay_qualifiers(&target, overlay->qualifiers, MB_OVERLAY_ALL);
    if (target.is_changed) {
        o->copy->qualifiers = target.list;
    }
    o->last_own = NULL;
    for (const mb_feature *each = overlay->features; each != NULL; each = each->next) {
        mb_overlay_feature(o, each);
    }
}

static void guard(const mb_overlaying *o, const mb_feature *found, mb_feature *left, mb_layer *above,
                  const mb_symbol *parameter)
{
    mb_overlaid target = mb_overlay_target(o, found, above, parameter);
    target.own = left->qualifiers;
    mb_overlay_guard_codes(&target);
    left->qualifiers = target.is_changed ? target.list : left->qualifiers;
}

/** Keeps what the overlay added above from mixing with lists of codes that this class has of its own. */
static void guard_layer(const mb_overlaying *o, const mb_layer *layer)
{
    if (layer->above == NULL || !layer->above->adds_codes) {
        return;
    }
    guard(o, layer->found, layer->left, layer->above, NULL);
    if (layer->found->kind == MB_FEATURE_METHOD) {
        mb_feature *left = layer->left->parameters;
        for (const mb_feature *found = layer->found->parameters; found != NULL; found = found->next) {
            guard(o, found, left, layer->above, found->name);
            left = left->next;
        }
    }
}

static uint32_t count_features(const mb_feature *list)
{
    uint32_t count = 0;
    for (; list != NULL; list = list->next) {
        count++;
    }
    return count;
}

static void enter_class(mb_overlaying *o, mb_class_record *record)
{
    const mb_feature *feature = record->production->features;
    const uint32_t count = count_features(feature);
    mb_layer *layers = mb_arena_array(o->resolver->scratch, count, sizeof *layers);
    bool is_changed = record->first_overlay != NULL;
    o->record = record;
    for (uint32_t i = 0; i < count; i++, feature = feature->next) {
        mb_overlay_enter(o, &layers[i], feature);
        is_changed = is_changed || layers[i].adds_codes || layers[i].is_spoken_of;
    }
    if (!is_changed) {
        return;
    }
    o->copy = mb_copy_declaration(o->resolver->arena, record->production);
    mb_feature *left = o->copy->features;
    for (uint32_t i = 0; i < count; i++, left = left->next) {
        layers[i].left = left;
    }
    for (const mb_overlay_use *use = record->first_overlay; use != NULL; use = use->next) {
        overlay_class(o, use->production);
    }
    for (uint32_t i = 0; i < count; i++) {
        mb_overlay_repeated(o, &layers[i]);
        guard_layer(o, &layers[i]);
    }
    record->production = o->copy;
    record->first_overlay = record->last_overlay = NULL;
}

/** The class at which the walk goes on, when it is done with one and those below it. */
static mb_class_record *leave_class(mb_overlaying *o, mb_class_record *record, const mb_class_record *root)
{
    for (;;) {
        while (o->entered != NULL && o->entered->owner == record) {
            mb_overlay_leave(o);
        }
        if (record == root) {
            return NULL;
        }
        if (record->next_sibling != NULL) {
            return record->next_sibling;
        }
        record = mb_class_record_of(record->cls.super);
    }
}

static void walk(mb_overlaying *o, mb_namespace_record *ns)
{
    o->ns = ns;
    for (mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        mb_class_record *root = mb_class_record_of(cls);
        mb_class_record *at = cls->super == NULL ? root : NULL;
        while (at != NULL) {
            enter_class(o, at);
            at = at->first_child != NULL ? at->first_child : leave_class(o, at, root);
        }
    }
}

static void apply(mb_resolver *resolver, const mb_overlay *overlay)
{
    mb_overlay_tables tables = {.list_count = 0};
    mb_overlaying o = {.resolver = resolver, .overlay = overlay, .tables = &tables};
    bool is_there = false;
    for (const mb_overlay_class *each = overlay->first; each != NULL; each = each->next) {
        is_there = queue_class(resolver, each) || is_there;
    }
    if (!is_there) {
        return;
    }
    mb_name_map_init(&o.properties, resolver->scratch);
    mb_name_map_init(&o.methods, resolver->scratch);
    mb_name_map_init(&tables.qualifiers, resolver->scratch);
    mb_name_map_init(&tables.parameters, resolver->scratch);
    for (mb_namespace_record *ns = resolver->namespaces.first; ns != NULL; ns = ns->next_used) {
        walk(&o, ns);
    }
}

/** Whether an overlay is for this schema. */
static bool is_meant(const mb_resolver *resolver, const mb_overlay *overlay)
{
    const mb_namespace_record *main = resolver->namespaces.first_declaring;
    return !overlay->is_for_one || (main != NULL && mb_equal_names(main->ns.name, overlay->first->ns->text));
}

void mb_apply_overlays(mb_resolver *resolver)
{
    const mb_overlay *overlay = mb_first_overlay(resolver->overlays);
    if (overlay != NULL) {
        mb_init_overlay_ways(resolver);
    }
    for (; overlay != NULL; overlay = overlay->next) {
        if (is_meant(resolver, overlay)) {
            apply(resolver, overlay);
        }
    }
}
