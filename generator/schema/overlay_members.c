/*
 * Overlays: properties, methods and parameters. Those that a class inherits it declares again where the overlay has
 * something to add to them there, in the words of the host.
 */
#include "schema/overlay.h"

static void lack_feature(const mb_overlaying *o, const mb_feature *overlay, const char *where,
                         const mb_suggestion *suggestion)
{
    const mb_notice warning = MB_NOTICE(MB_MSG_OVERLAY_MEMBER, mb_feature_name_span(overlay),
                                        mb_feature_kind_name(overlay), overlay->name->text, where);
    if (suggestion->best == NULL) {
        mb_overlay_lack(o->resolver, &warning, NULL);
        return;
    }
    const mb_notice hint = MB_NOTICE(MB_MSG_DID_YOU_MEAN, mb_feature_name_span(suggestion->subject), suggestion->best);
    mb_overlay_lack(o->resolver, &warning, &hint);
}

static void lack_member(const mb_overlaying *o, const mb_feature *overlay)
{
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(overlay->name->text));
    const mb_class *cls = mb_overlay_take_hint(o->resolver) ? &o->record->cls : NULL;
    for (; cls != NULL; cls = cls->super) {
        mb_suggest_features(&suggestion, mb_class_record_of(cls)->production->features, (mb_feature_kind)overlay->kind);
    }
    lack_feature(o, overlay, mb_arena_format(o->resolver->scratch, "class '%s'", o->copy->name->text), &suggestion);
}

static void lack_parameter(const mb_overlaying *o, const mb_feature *method, const mb_feature *overlay)
{
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(overlay->name->text));
    if (mb_overlay_take_hint(o->resolver)) {
        mb_suggest_features(&suggestion, method->parameters, MB_FEATURE_PARAMETER);
    }
    lack_feature(o, overlay, mb_arena_format(o->resolver->scratch, "method '%s'", method->name->text), &suggestion);
}

mb_overlaid mb_overlay_target(const mb_overlaying *o, const mb_feature *declared, mb_layer *above,
                              const mb_symbol *parameter)
{
    const mb_overlaid target = {.resolver = o->resolver,
                                .tables = o->tables,
                                .ns = o->ns,
                                .record = o->record,
                                .name = declared->name,
                                .parameter = parameter,
                                .declared = declared,
                                .own = declared->qualifiers,
                                .above = above};
    return target;
}

/** What a property, method and parameter have in common. @return whether something was added */
static bool overlay_typed(const mb_overlaying *o, mb_overlaid *target, mb_feature *left, const mb_feature *overlay)
{
    bool has_class = left->type == MB_TYPE_REFERENCE || left->type == MB_TYPE_OBJECT;
    target->own = left->qualifiers;
    target->changed = left->qualifiers != target->declared->qualifiers ? left->qualifiers : NULL;
    const mb_overlay_extent extent = mb_overlay_compare_types(o, target->declared, overlay);
    bool is_taken = has_class && left->type == overlay->type && mb_overlay_take_class(o, target, left, overlay);
    mb_overlay_check_default(o, target->declared, overlay);
    mb_overlay_qualifiers(target, overlay->qualifiers, extent);
    left->qualifiers = target->is_changed ? target->list : left->qualifiers;
    return is_taken || target->is_changed;
}

/** The parameters of `layer`, which are the same in what was found and in what is left. */
static bool overlay_parameters(const mb_overlaying *o, mb_layer *layer, const mb_feature *overlay)
{
    const mb_feature *found = layer->found->parameters;
    mb_feature *left = layer->left->parameters;
    bool is_changed = false;
    for (const mb_feature *each = overlay; each != NULL; each = each->next) {
        if (found == NULL || !mb_same_name(found->name, each->name)) { /* not in order */
            found = layer->found->parameters;
            left = layer->left->parameters;
            for (; found != NULL && !mb_same_name(found->name, each->name); found = found->next) {
                left = left->next;
            }
        }
        if (found == NULL) {
            lack_parameter(o, layer->found, each);
            continue;
        }
        mb_overlay_has(o->resolver, MB_ID_OVERLAY_MEMBER, mb_feature_name_span(each));
        mb_overlaid target = mb_overlay_target(o, found, layer->above, found->name);
        mb_overlay_check_direction(o, &target, each);
        is_changed = overlay_typed(o, &target, left, each) || is_changed;
        layer->adds_codes = layer->adds_codes || target.adds_codes;
        found = found->next;
        left = left->next;
    }
    return is_changed;
}

/** @return whether something was added. */
static bool overlay_declaration(const mb_overlaying *o, mb_layer *layer, const mb_feature *overlay)
{
    mb_overlaid target = mb_overlay_target(o, layer->found, layer->above, NULL);
    layer->spoken = overlay;
    layer->is_spoken_of = true;
    bool is_changed = overlay_typed(o, &target, layer->left, overlay);
    layer->adds_codes = layer->adds_codes || target.adds_codes;
    if (overlay->kind == MB_FEATURE_METHOD) {
        is_changed = overlay_parameters(o, layer, overlay->parameters) || is_changed;
    }
    return is_changed;
}

static const mb_feature *find_parameter(const mb_feature *method, const mb_symbol *name)
{
    const mb_feature *each = method->parameters;
    while (each != NULL && !mb_same_name(each->name, name)) {
        each = each->next;
    }
    return each;
}

/* Features that the host declares again */

static void repeated(const mb_overlaying *o, mb_overlaid *target, mb_feature *left, const mb_feature *overlay)
{
    if (left->type != overlay->type || left->is_array != overlay->is_array) {
        return;
    }
    target->own = left->qualifiers;
    target->changed = left->qualifiers != target->declared->qualifiers ? left->qualifiers : NULL;
    if (left->type == MB_TYPE_REFERENCE || left->type == MB_TYPE_OBJECT) {
        mb_overlay_take_class(o, target, left, overlay);
    }
    mb_overlay_inherited_qualifiers(target, overlay->qualifiers);
    left->qualifiers = target->is_changed ? target->list : left->qualifiers;
}

/** What the overlay says of the feature, or of a parameter of that name, at `layer` or the nearest above. */
static const mb_feature *spoken_of(const mb_layer *layer, const mb_symbol *parameter)
{
    const mb_feature *spoken = NULL;
    for (; layer != NULL && spoken == NULL; layer = layer->above) {
        spoken = layer->spoken;
        if (spoken != NULL && parameter != NULL) {
            spoken = find_parameter(spoken, parameter);
        }
    }
    return spoken;
}

void mb_overlay_repeated(const mb_overlaying *o, const mb_layer *layer)
{
    if (layer->above == NULL || !layer->above->is_spoken_of) {
        return;
    }
    mb_overlaid target = mb_overlay_target(o, layer->found, layer->above, NULL);
    if (layer->spoken == NULL) {
        repeated(o, &target, layer->left, spoken_of(layer->above, NULL));
    }
    if (layer->found->kind != MB_FEATURE_METHOD) {
        return;
    }
    mb_feature *left = layer->left->parameters;
    for (const mb_feature *found = layer->found->parameters; found != NULL; found = found->next, left = left->next) {
        const bool is_done = layer->spoken != NULL && find_parameter(layer->spoken, found->name) != NULL;
        const mb_feature *spoken = is_done ? NULL : spoken_of(layer->above, found->name);
        if (spoken != NULL) {
            target = mb_overlay_target(o, found, layer->above, found->name);
            repeated(o, &target, left, spoken);
        }
    }
}

/* Features that the class inherits */

/** What a declaration that repeats another would lose: what is not inherited; but of properties, what they hold. */
static mb_qualifier *repeated_qualifiers(const mb_resolver *resolver, const mb_qualifier *list, bool is_property)
{
    const mb_schema_record *record = resolver->record;
    mb_qualifier *kept = NULL, **end = &kept;
    for (; list != NULL; list = list->next) {
        const mb_symbol *name = list->name->fold;
        bool holds = name == record->names[MB_Q_EMBEDDEDINSTANCE] || name == record->names[MB_Q_EMBEDDEDOBJECT] ||
                     name == record->names[MB_Q_HYPERVEMBEDDEDINSTANCE];
        bool is_override = name == record->names[MB_Q_OVERRIDE];
        if (!is_override && ((!is_property && holds) || mb_is_restricted(&record->schema, list))) {
            end = mb_copy_qualifier(resolver->arena, end, list);
        }
    }
    return kept;
}

static mb_qualifier *override_qualifier(mb_resolver *resolver, const mb_feature *overridden, const mb_feature *overlay)
{
    mb_value *name = mb_arena_zalloc(resolver->arena, sizeof *name);
    name->kind = MB_VALUE_STRING;
    name->count = overridden->name->length;
    name->span = mb_feature_name_span(overlay);
    name->u.string = overridden->name->text;
    mb_qualifier *override = mb_arena_zalloc(resolver->arena, sizeof *override);
    override->name = mb_intern(resolver->symbols, "Override", sizeof "Override" - 1);
    override->value = name;
    override->begin = overlay->name_begin;
    return override;
}

/**
 * Repeats the parameters. What one holds its own declaration alone says: of those that the overlay speaks of the
 * host's, so that the overlay may add to it; of the others that which the overlay left above.
 */
static mb_feature *repeat_parameters(const mb_overlaying *o, const mb_layer *above, const mb_feature *overlay)
{
    const mb_feature *const first = above->found->parameters;
    const mb_feature *left = above->left != NULL ? above->left->parameters : first;
    mb_feature *list = NULL, **end = &list;
    uint32_t stamp = ++o->tables->list_count;
    for (const mb_feature *found = first; found != NULL; found = found->next, left = left->next) {
        mb_name_entry *entry = mb_name_map_at(&o->tables->parameters, found->name);
        if (entry->stamp == stamp) {
            continue; /* listed twice because it goes both ways */
        }
        entry->stamp = stamp;
        mb_feature *copy = mb_copy_feature(o->resolver->arena, left);
        const mb_qualifier *from = find_parameter(overlay, found->name) != NULL ? found->qualifiers : left->qualifiers;
        copy->qualifiers = repeated_qualifiers(o->resolver, from, false);
        copy->is_repeated = true;
        *end = copy;
        end = &copy->next;
    }
    return list;
}

/** A declaration of what the class inherits, in the host's words; messages about it belong to the overlay. */
static mb_feature *repeat(const mb_overlaying *o, const mb_layer *above, const mb_feature *overlay)
{
    mb_feature *made = mb_arena_alloc(o->resolver->arena, sizeof *made);
    *made = *(above->left != NULL ? above->left : above->found);
    made->qualifiers = override_qualifier(o->resolver, above->found, overlay);
    made->qualifiers->next =
        repeated_qualifiers(o->resolver, above->found->qualifiers, made->kind == MB_FEATURE_PROPERTY);
    made->is_repeated = true;
    made->span = overlay->span;
    made->type_end = overlay->type_end;
    made->name_begin = overlay->name_begin;
    made->next = NULL;
    if (made->kind == MB_FEATURE_METHOD) {
        made->parameters = repeat_parameters(o, above, overlay);
    }
    return made;
}

/** Puts a declaration behind the one of the class that the overlay spoke of before it. */
static void insert(mb_overlaying *o, mb_feature *added)
{
    mb_feature **link = o->last_own != NULL ? &o->last_own->next : &o->copy->features;
    added->next = *link;
    *link = added;
}

static mb_name_map *table_of(mb_overlaying *o, const mb_feature *feature)
{
    return feature->kind == MB_FEATURE_METHOD ? &o->methods : &o->properties;
}

void mb_overlay_enter(mb_overlaying *o, mb_layer *layer, const mb_feature *found)
{
    layer->entry = mb_name_map_at(table_of(o, found), found->name);
    layer->found = found;
    layer->owner = o->record;
    layer->above = layer->entry->value;
    layer->cursor = found->kind == MB_FEATURE_METHOD ? found->parameters : NULL;
    layer->adds_codes = layer->above != NULL && layer->above->adds_codes;
    layer->is_spoken_of = layer->above != NULL && layer->above->is_spoken_of;
    layer->entered_before = o->entered;
    layer->entry->value = layer;
    o->entered = layer;
}

void mb_overlay_leave(mb_overlaying *o)
{
    o->entered->entry->value = o->entered->above;
    o->entered = o->entered->entered_before;
}

static void overlay_inherited(mb_overlaying *o, mb_layer *above, const mb_feature *overlay)
{
    mb_layer *layer = mb_arena_zalloc(o->resolver->scratch, sizeof *layer);
    mb_overlay_enter(o, layer, repeat(o, above, overlay));
    layer->left = mb_copy_feature(o->resolver->arena, layer->found);
    if (overlay_declaration(o, layer, overlay)) {
        insert(o, layer->left);
        o->last_own = layer->left;
    } else {
        mb_overlay_leave(o);
    }
}

void mb_overlay_feature(mb_overlaying *o, const mb_feature *overlay)
{
    mb_layer *nearest = mb_name_map_get(table_of(o, overlay), overlay->name);
    if (nearest == NULL) {
        lack_member(o, overlay);
        return;
    }
    mb_overlay_has(o->resolver, MB_ID_OVERLAY_MEMBER, mb_feature_name_span(overlay));
    if (nearest->owner != o->record) {
        overlay_inherited(o, nearest, overlay);
        return;
    }
    overlay_declaration(o, nearest, overlay);
    o->last_own = nearest->left;
}
