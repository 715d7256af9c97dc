/*
 * Overlays: the list of qualifiers of something of which an overlay speaks, as it is found and as it is left.
 */
#include "schema/overlay.h"

const mb_feature *mb_layer_parameter(mb_layer *method, const mb_symbol *name)
{
    const mb_feature *start = method->cursor, *at = start;
    while (at != NULL && !mb_same_name(at->name, name)) {
        at = at->next;
    }
    if (at == NULL) {
        at = method->found->parameters;
        while (at != start && !mb_same_name(at->name, name)) {
            at = at->next;
        }
        at = at != start ? at : NULL;
    }
    method->cursor = at != NULL ? at->next : start;
    return at;
}

const mb_qualifier *mb_overlaid_qualifier(const mb_overlaid *target, const mb_symbol *name)
{
    const mb_name_entry *entry = mb_name_map_find(&target->tables->qualifiers, name);
    if (entry != NULL && entry->stamp == target->stamp) {
        return entry->value;
    }
    for (mb_layer *at = target->above; at != NULL; at = at->above) {
        const mb_feature *feature = target->parameter != NULL ? mb_layer_parameter(at, target->parameter) : at->found;
        const mb_qualifier *found = feature != NULL ? mb_find_qualifier(feature->qualifiers, name->fold) : NULL;
        if (feature == NULL || found != NULL) {
            return found != NULL && !mb_is_restricted(&target->resolver->record->schema, found) ? found : NULL;
        }
    }
    return NULL;
}

/** The one that the element itself has. */
const mb_qualifier *mb_overlaid_own_qualifier(const mb_overlaid *target, const mb_symbol *name)
{
    const mb_name_entry *entry = mb_name_map_find(&target->tables->qualifiers, name);
    return entry != NULL && entry->stamp == target->stamp ? entry->value : NULL;
}

void mb_overlay_begin(mb_overlaid *target)
{
    target->stamp = ++target->tables->list_count;
    for (const mb_qualifier *each = target->own; each != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_at(&target->tables->qualifiers, each->name);
        entry->value = entry->stamp == target->stamp ? entry->value : (void *)each; /* the first of a name */
        entry->stamp = target->stamp;
    }
}

/** From here on the list is one of its own. */
void mb_overlay_copy_own(mb_overlaid *target)
{
    if (target->is_changed) {
        return;
    }
    target->is_changed = true;
    target->list = target->changed;
    target->end = &target->list;
    while (*target->end != NULL) {
        target->end = &(*target->end)->next;
    }
    if (target->changed != NULL) {
        return;
    }
    for (const mb_qualifier *each = target->own; each != NULL; each = each->next) {
        target->end = mb_copy_qualifier(target->resolver->arena, target->end, each);
    }
}

void mb_overlay_put(mb_overlaid *target, const mb_qualifier *qualifier)
{
    bool is_there = mb_overlaid_own_qualifier(target, qualifier->name) != NULL;
    mb_name_entry *entry = mb_name_map_at(&target->tables->qualifiers, qualifier->name);
    mb_overlay_copy_own(target);
    mb_qualifier *each = is_there ? target->list : NULL;
    while (each != NULL && !mb_same_name(each->name, qualifier->name)) {
        each = each->next;
    }
    if (each != NULL) {
        mb_qualifier *next = each->next;
        *each = *qualifier;
        each->next = next;
    } else {
        mb_qualifier **end = target->end;
        target->end = mb_copy_qualifier(target->resolver->arena, end, qualifier);
        each = *end;
    }
    entry->stamp = target->stamp;
    entry->value = each;
}

/*
 * A flavor by which it could not be changed below is no fact about the host, whose classes below say what they like.
 * Those that only WMI's dialect has would make a dump another dialect's than the host's MOF is.
 */
void mb_overlay_add(mb_overlaid *target, const mb_qualifier *qualifier)
{
    const uint32_t of_wmi =
        MB_FLAVOR_TOINSTANCE | MB_FLAVOR_NOTTOINSTANCE | MB_FLAVOR_NOTTOSUBCLASS | MB_FLAVOR_AMENDED;
    const mb_qualifier_rule *rule = mb_qualifier_rule_at(target->resolver, qualifier->name);
    mb_qualifier copy = *qualifier;
    uint32_t flavors = copy.flavors & ~of_wmi;
    if ((copy.flavors & MB_FLAVOR_NOTTOSUBCLASS) != 0) {
        flavors |= MB_FLAVOR_RESTRICTED;
    }
    if (mb_is_fixed(rule, qualifier)) {
        flavors = (flavors & ~(uint32_t)MB_FLAVOR_DISABLEOVERRIDE) | MB_FLAVOR_ENABLEOVERRIDE;
    }
    copy.flavors = flavors & 0x1FFu;
    mb_overlay_put(target, &copy);
}
