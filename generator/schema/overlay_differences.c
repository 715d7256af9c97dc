/*
 * Overlays: what the host decides, and an overlay says otherwise. It is told of, and changes nothing.
 */
#include "schema/homes.h"
#include "schema/literal_kinds.h"
#include "schema/overlay.h"

static void tell_difference(mb_resolver *resolver, mb_span span, const mb_symbol *name, const char *here,
                            const char *there, mb_span declared)
{
    mb_report(resolver->diag, MB_MSG_OVERLAY_DIFFERS, span, name->text, here, there);
    mb_report_note(resolver->diag, MB_MSG_DECLARED_HERE, declared, name->text);
}

static const char *derivation(mb_resolver *resolver, const mb_symbol *super)
{
    return super != NULL ? mb_arena_format(resolver->scratch, "derived from '%s'", super->text)
                         : "derived from no class";
}

void mb_overlay_check_superclass(const mb_overlaying *o, const mb_production *overlay)
{
    const mb_production *host = o->copy;
    if (overlay->super == NULL || (host->super != NULL && mb_same_name(overlay->super, host->super))) {
        return;
    }
    tell_difference(o->resolver, overlay->super_span, host->name, derivation(o->resolver, overlay->super),
                    derivation(o->resolver, host->super), host->super != NULL ? host->super_span : host->name_span);
}

static const char *type_text(mb_resolver *resolver, const mb_feature *feature)
{
    const mb_element typed = {.type = feature->type, .is_array = feature->is_array, .class_name = feature->class_name};
    return mb_element_type_text(&typed, resolver->scratch);
}

static void tell_type(const mb_overlaying *o, const mb_feature *host, const mb_feature *overlay)
{
    mb_resolver *resolver = o->resolver;
    const char *here = mb_arena_format(resolver->scratch, "of type %s", type_text(resolver, overlay));
    const char *there = mb_arena_format(resolver->scratch, "of type %s", type_text(resolver, host));
    tell_difference(resolver, mb_feature_type_span(overlay), host->name, here, there, mb_feature_name_span(host));
}

mb_overlay_extent mb_overlay_compare_types(const mb_overlaying *o, const mb_feature *host, const mb_feature *overlay)
{
    const mb_type_word a = (mb_type_word)host->type, b = (mb_type_word)overlay->type;
    int64_t low;
    uint64_t high;
    if (a == b && host->is_array == overlay->is_array) {
        return MB_OVERLAY_ALL;
    }
    tell_type(o, host, overlay);
    return a == b || (mb_integer_limits(a, &low, &high) && mb_integer_limits(b, &low, &high)) ? MB_OVERLAY_ALL
                                                                                              : MB_OVERLAY_TEXTS;
}

/* Defaults */

/** `other` is what to say of a list. */
static const char *default_text(mb_resolver *resolver, const mb_value *value, const char *other)
{
    if (value->kind == MB_VALUE_INTEGER || value->kind == MB_VALUE_REAL) {
        return mb_arena_format(resolver->scratch, "%s by default", mb_number_text(value, resolver->scratch));
    }
    if (value->kind == MB_VALUE_STRING) {
        const mb_text text = mb_value_text(value);
        return mb_arena_format(resolver->scratch, "'%s' by default",
                               mb_arena_text(resolver->scratch, text.bytes, text.length));
    }
    if (value->kind == MB_VALUE_BOOLEAN) {
        return value->boolean ? "true by default" : "false by default";
    }
    return value->kind == MB_VALUE_NULL ? "NULL by default" : other;
}

void mb_overlay_check_default(const mb_overlaying *o, const mb_feature *host, const mb_feature *overlay)
{
    const mb_value *here = overlay->kind != MB_FEATURE_METHOD ? overlay->value : NULL;
    const mb_value *there = host->kind != MB_FEATURE_METHOD ? host->value : NULL;
    bool is_said = here != NULL && there != NULL && here->kind != MB_VALUE_NULL && here->kind != MB_VALUE_INSTANCE;
    if (is_said && host->type == overlay->type && !mb_values_equal(here, there)) {
        tell_difference(o->resolver, here->span, host->name, default_text(o->resolver, here, "of one default"),
                        default_text(o->resolver, there, "of another"), there->span);
    }
}

/**
 * The class of a reference or an object: taken where the host names none, or one that it derives from.
 * @return whether it was taken
 */
bool mb_overlay_take_class(const mb_overlaying *o, const mb_overlaid *target, mb_feature *left,
                           const mb_feature *overlay)
{
    const mb_symbol *theirs = left->class_name, *ours = overlay->class_name;
    if (ours == NULL || (theirs != NULL && mb_same_name(ours, theirs))) {
        return false;
    }
    const mb_class *our_class = mb_name_map_get(&o->ns->classes, ours);
    const mb_class *their_class = theirs != NULL ? mb_name_map_get(&o->ns->classes, theirs) : NULL;
    mb_overlay_check_class(target, ours, mb_feature_type_span(overlay));
    if (theirs == NULL || (our_class != NULL && mb_class_is_a(our_class, their_class))) {
        left->class_name = ours;
        left->span.begin = overlay->span.begin; /* where messages about the class belong */
        left->type_end = overlay->type_end;
        return true;
    }
    if (our_class != NULL && !(their_class != NULL && mb_class_is_a(their_class, our_class))) {
        tell_type(o, target->declared, overlay);
    }
    return false;
}

/* Directions */

typedef struct direction {
    bool is_said;
    bool is_in;
    bool is_out;
} direction;

static direction direction_of(const mb_resolver *resolver, const mb_qualifier *in, const mb_qualifier *out,
                              bool in_by_default)
{
    const mb_schema_record *record = resolver->record;
    direction way = {in != NULL || out != NULL, false, false};
    way.is_out = out != NULL && mb_qualifier_truth(record->known[MB_Q_OUT], out);
    way.is_in = in != NULL ? mb_qualifier_truth(record->known[MB_Q_IN], in) : in_by_default || !way.is_out;
    return way;
}

/** WMI's own text lists a parameter that goes both ways twice: what the others of the name say counts, too. */
static void add_namesakes(const mb_resolver *resolver, const mb_feature *first, direction *way)
{
    const mb_symbol *const *names = resolver->record->names;
    for (const mb_feature *each = first->next; each != NULL; each = each->next) {
        if (mb_same_name(each->name, first->name)) {
            const direction other = direction_of(resolver, mb_find_qualifier(each->qualifiers, names[MB_Q_IN]),
                                                 mb_find_qualifier(each->qualifiers, names[MB_Q_OUT]), false);
            way->is_in = way->is_in || other.is_in;
            way->is_out = way->is_out || other.is_out;
        }
    }
}

/** As elements.c will find it: where a method says nothing, as the one above says it. */
static direction direction_in_force(const mb_resolver *resolver, const mb_overlaid *target)
{
    const mb_symbol *const *names = resolver->record->names;
    const mb_qualifier *in = NULL, *out = NULL;
    const mb_feature *at = target->declared, *said = at;
    for (mb_layer *above = target->above; at != NULL; above = above->above) {
        said = in == NULL && out == NULL ? at : said;
        in = in != NULL ? in : mb_find_qualifier(at->qualifiers, names[MB_Q_IN]);
        out = out != NULL ? out : mb_find_qualifier(at->qualifiers, names[MB_Q_OUT]);
        if (above == NULL || (!resolver->record->written.in_by_default && (in != NULL || out != NULL))) {
            break;
        }
        at = mb_layer_parameter(above, target->parameter);
    }
    direction way = direction_of(resolver, in, out, resolver->record->written.in_by_default);
    add_namesakes(resolver, said, &way);
    return way;
}

static const char *direction_text(direction way)
{
    return way.is_in && way.is_out ? "an in and out parameter" : way.is_out ? "an out parameter" : "an in parameter";
}

void mb_overlay_check_direction(const mb_overlaying *o, const mb_overlaid *target, const mb_feature *overlay)
{
    const mb_symbol *const *names = o->resolver->record->names;
    const direction here =
        direction_of(o->resolver, mb_find_qualifier(overlay->qualifiers, names[MB_Q_IN]),
                     mb_find_qualifier(overlay->qualifiers, names[MB_Q_OUT]), o->overlay->in_by_default);
    const direction there = direction_in_force(o->resolver, target);
    if (here.is_said && (here.is_in != there.is_in || here.is_out != there.is_out)) {
        tell_difference(o->resolver, mb_feature_name_span(overlay), target->name, direction_text(here),
                        direction_text(there), mb_feature_name_span(target->declared));
    }
}
