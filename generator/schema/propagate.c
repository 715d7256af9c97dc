#include "schema/resolver.h"

const mb_element *mb_element_parent(const mb_element *element)
{
    if (element->kind == MB_ELEMENT_CLASS) {
        return element->owner->super != NULL ? &element->owner->super->element : NULL;
    }
    return element->overridden;
}

mb_span mb_element_name_span(const mb_element *element)
{
    return element->feature != NULL ? mb_feature_name_span(element->feature)
                                    : mb_class_record_of(element->owner)->production->name_span;
}

const mb_value *mb_element_default(const mb_element *element)
{
    bool may_have_one = element->kind == MB_ELEMENT_PROPERTY || element->kind == MB_ELEMENT_PARAMETER;
    return may_have_one ? element->feature->value : NULL;
}

const mb_qualifier *mb_find_qualifier(const mb_qualifier *list, const mb_symbol *name)
{
    while (list != NULL && list->name->fold != name) {
        list = list->next;
    }
    return list;
}

const mb_qualifier *mb_qualifier_in_force(const mb_schema_index *index, const mb_element *element,
                                          const mb_symbol *name, const mb_element **holder)
{
    for (const mb_element *at = element; at != NULL; at = mb_element_parent(at)) {
        const mb_qualifier *qualifier = mb_find_qualifier(at->qualifiers, name);
        if (qualifier != NULL) {
            *holder = at;
            /* What is restricted where it stands nearest also hides what stands above. */
            return at == element || !mb_is_restricted(index, qualifier) ? qualifier : NULL;
        }
    }
    return NULL;
}

const mb_qualifier *mb_element_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    const mb_element *holder;
    return mb_qualifier_in_force(schema->index, element, schema->index->names[id], &holder);
}

bool mb_element_flag(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    const mb_qualifier_rule *rule = schema->index->known[id];
    const mb_qualifier *qualifier = mb_element_qualifier(schema, element, id);
    return qualifier != NULL ? mb_qualifier_truth(rule, qualifier) : mb_rule_default_truth(rule);
}

static mb_text text_of_value(const mb_value *value)
{
    mb_text none = {NULL, 0};
    if (value != NULL && value->kind == MB_VALUE_ARRAY) {
        value = value->u.first; /* Deprecated { "CIM_X" }: the first says it */
    }
    return value != NULL && value->kind == MB_VALUE_STRING ? mb_value_text(value) : none;
}

mb_text mb_element_text(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    mb_text none = {NULL, 0};
    const mb_qualifier *qualifier = mb_element_qualifier(schema, element, id);
    if (qualifier == NULL) {
        return none;
    }
    if (qualifier->value != NULL) {
        return text_of_value(qualifier->value);
    }
    const mb_qualifier_rule *rule = schema->index->known[id];
    if (rule->declaration != NULL && rule->declaration->has_type) {
        return text_of_value(rule->declaration->value);
    }
    return rule->type == MB_TYPE_STRING && rule->default_text != NULL ? mb_text_of(rule->default_text) : none;
}

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

/** Adds one class's features: a new one at the end, an overriding one in the place of what it replaces. */
static size_t add_features(const mb_element *list, const mb_element **all, size_t count)
{
    for (const mb_element *element = list; element != NULL; element = element->next) {
        size_t at = count;
        if (element->overridden != NULL) {
            for (at = 0; at < count && all[at] != element->overridden; at++) {
            }
        }
        all[at] = element;
        count += at == count ? 1 : 0;
    }
    return count;
}

static size_t all_features(const mb_class *cls, mb_arena *arena, const mb_element ***out, bool methods)
{
    const mb_class **chain = mb_arena_array(arena, (size_t)cls->depth + 1, sizeof *chain);
    size_t most = 0, count = 0;
    for (const mb_class *at = cls; at != NULL; at = at->super) {
        chain[at->depth] = at;
        most += methods ? at->method_count : at->property_count;
    }
    const mb_element **all = mb_arena_array(arena, most, sizeof *all);
    for (size_t depth = 0; depth <= cls->depth; depth++) {
        count = add_features(methods ? chain[depth]->methods : chain[depth]->properties, all, count);
    }
    *out = all;
    return count;
}

size_t mb_class_all_properties(const mb_class *cls, mb_arena *arena, const mb_element ***out)
{
    return all_features(cls, arena, out, false);
}

size_t mb_class_all_methods(const mb_class *cls, mb_arena *arena, const mb_element ***out)
{
    return all_features(cls, arena, out, true);
}
