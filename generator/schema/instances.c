/*
 * Instances, and the values of all that has some: which property a setting is of, and what WMI would make of a literal of
 * another kind.
 */
#include "diag/report.h"
#include "schema/convert.h"
#include "schema/literal_kinds.h"
#include "schema/resolver.h"

/** The parser refuses deeper ones too; a tree that was made by hand gets no further than this. */
enum { DEEPEST = 200 };

/** The pass. */
typedef struct valuing {
    mb_resolver *resolver;
    const mb_namespace *ns; /**< in which the value is */
    unsigned depth;         /**< of the instance that has it; 0 for a default */
    mb_instance **end; /**< where an instance in a value goes: behind the one that has it, and those before it there */
    mb_conversion **last; /**< where the next conversion goes */
} valuing;

static mb_instance *new_instance(mb_resolver *resolver, const mb_namespace *ns, const mb_production *production,
                                 unsigned depth)
{
    mb_instance *made = mb_arena_zalloc(resolver->arena, sizeof *made);
    made->production = production;
    made->ns = ns;
    made->depth = depth;
    return made;
}

void mb_queue_instance(mb_resolver *resolver, mb_instance_queue *queue, const mb_namespace_record *ns,
                       const mb_production *production)
{
    *queue->end = new_instance(resolver, &ns->ns, production, 0);
    queue->end = &(*queue->end)->next;
}

static void insert_instance(valuing *v, const mb_production *production)
{
    if (v->depth >= DEEPEST) {
        mb_report(v->resolver->diag, MB_MSG_TOO_DEEP, production->name_span);
        return;
    }
    mb_instance *added = new_instance(v->resolver, v->ns, production, v->depth + 1);
    added->next = *v->end;
    *v->end = added;
    v->end = &added->next;
}

/* Values */

static void note_conversion(valuing *v, const mb_element *element, const mb_value *value, const mb_value *written)
{
    mb_conversion *noted = mb_arena_zalloc(v->resolver->arena, sizeof *noted);
    noted->element = element;
    noted->value = value;
    noted->written = *written;
    *v->last = noted;
    v->last = &noted->next;
}

static void resolve_scalar(valuing *v, const mb_element *element, mb_value *value)
{
    const mb_type_word type = (mb_type_word)element->type;
    if (value->kind == MB_VALUE_NULL || value->kind == MB_VALUE_ARRAY) {
        return;
    }
    if (mb_kind_suits(value, type, element->is_embedded)) {
        if (value->kind == MB_VALUE_INSTANCE) {
            insert_instance(v, value->u.instance);
        }
        return;
    }
    const mb_value written = *value;
    if (!element->is_embedded && mb_convert_value(v->resolver->arena, value, type)) {
        note_conversion(v, element, value, &written);
    }
}

static void resolve_value(valuing *v, const mb_element *element, mb_value *value)
{
    if (!element->is_array || value->kind != MB_VALUE_ARRAY) {
        resolve_scalar(v, element, value);
        return;
    }
    for (mb_value *item = value->u.first; item != NULL; item = item->next) {
        resolve_scalar(v, element, item);
    }
}

/** Of a property that is not known: its instances. */
static void resolve_loose_value(valuing *v, const mb_value *value)
{
    for (const mb_value *item = mb_first_item(value); item != NULL; item = mb_next_item(value, item)) {
        if (item->kind == MB_VALUE_INSTANCE) {
            insert_instance(v, item->u.instance);
        }
    }
}

/* Instances */

/** With all that it inherits, the nearest declaration of each name. */
static mb_name_map *list_properties(mb_resolver *resolver, const mb_class *cls)
{
    mb_name_map *all = mb_arena_alloc(resolver->scratch, sizeof *all);
    mb_name_map_init(all, resolver->scratch);
    for (; cls != NULL; cls = cls->super) {
        for (const mb_element *property = cls->properties; property != NULL; property = property->next) {
            mb_name_entry *entry = mb_name_map_at(all, property->name);
            entry->value = entry->value == NULL ? (void *)property : entry->value;
        }
    }
    return all;
}

static bool has_few_properties(const mb_class *cls)
{
    enum { FEW = 64 };
    uint32_t count = cls->depth;
    for (; cls != NULL && count <= FEW; cls = cls->super) {
        count += cls->property_count;
    }
    return count <= FEW;
}

/** Like mb_class_find_property(), which is quicker where there are few. */
static const mb_element *find_property(mb_resolver *resolver, const mb_class *cls, const mb_symbol *name)
{
    mb_class_record *record = mb_class_record_of(cls);
    if (has_few_properties(cls)) {
        return mb_class_find_property(cls, name);
    }
    if (record->all_properties == NULL) {
        record->all_properties = list_properties(resolver, cls);
    }
    return mb_name_map_get(record->all_properties, name);
}

/** So that there is a rule of each qualifier. */
static void enter_qualifiers(mb_resolver *resolver, const mb_qualifier *list)
{
    for (; list != NULL; list = list->next) {
        mb_qualifier_rule_at(resolver, list->name);
    }
}

static size_t count_settings(const mb_feature *list)
{
    size_t count = 0;
    for (; list != NULL; list = list->next) {
        count++;
    }
    return count;
}

static void resolve_instance(valuing *v, mb_instance *instance)
{
    const mb_production *production = instance->production;
    mb_resolver *resolver = v->resolver;
    const mb_element **properties =
        mb_arena_array(resolver->arena, count_settings(production->features), sizeof *properties);
    instance->cls = mb_schema_find_class(instance->ns, production->name);
    instance->properties = properties;
    v->ns = instance->ns;
    v->depth = instance->depth;
    v->end = &instance->next;
    enter_qualifiers(resolver, production->qualifiers);
    for (const mb_feature *setting = production->features; setting != NULL; setting = setting->next) {
        const mb_element *property =
            instance->cls != NULL ? find_property(resolver, instance->cls, setting->name) : NULL;
        *properties++ = property;
        enter_qualifiers(resolver, setting->qualifiers);
        if (property != NULL && setting->value != NULL) {
            resolve_value(v, property, setting->value);
        } else if (setting->value != NULL) {
            resolve_loose_value(v, setting->value);
        }
    }
}

/* Defaults */

/** A value of a misspelt type is taken for what its writer says it is. */
static void resolve_default(valuing *v, const mb_element *element)
{
    mb_value *value = element->feature->value;
    if (value != NULL && element->type == element->feature->type && !element->feature->is_repeated) {
        resolve_value(v, element, value);
    }
}

static void resolve_defaults(valuing *v, const mb_class *cls)
{
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        resolve_default(v, each);
    }
    for (const mb_element *method = cls->methods; method != NULL; method = method->next) {
        for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
            resolve_default(v, each);
        }
    }
}

void mb_resolve_values(mb_resolver *resolver, mb_instance_queue *queue)
{
    valuing v = {.resolver = resolver, .end = queue->end, .last = &resolver->record->written.conversions};
    for (v.ns = resolver->record->written.all_namespaces; v.ns != NULL; v.ns = mb_next_namespace(v.ns)) {
        for (const mb_class *cls = v.ns->first; cls != NULL; cls = cls->next) {
            resolve_defaults(&v, cls);
        }
    }
    for (mb_instance *each = queue->first; each != NULL; each = each->next) {
        resolve_instance(&v, each);
    }
    resolver->record->written.instances = queue->first;
}
