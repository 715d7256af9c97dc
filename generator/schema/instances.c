#include "schema/resolver.h"

/** The parser refuses deeper ones too; a tree that was made by hand gets no further than this. */
enum { DEEPEST = 200 };

/** Checks what can be checked of a value whose property is not known: its aliases and its instances. */
static void check_loose_value(mb_resolver *resolver, mb_namespace_record *ns, const mb_value *value, unsigned depth)
{
    const mb_value *item = value->kind == MB_VALUE_ARRAY ? value->u.first : value;
    while (item != NULL) {
        if (item->kind == MB_VALUE_ALIAS) {
            mb_check_alias(resolver, item);
        } else if (item->kind == MB_VALUE_INSTANCE) {
            mb_check_instance(resolver, ns, item->u.instance, depth + 1);
        }
        item = value->kind == MB_VALUE_ARRAY ? item->next : NULL;
    }
}

static void report_unknown_property(mb_resolver *resolver, const mb_class *cls, const mb_feature *setting)
{
    mb_report(resolver->diag, MB_MSG_PROPERTY_UNKNOWN, mb_feature_name_span(setting), cls->element.name->text,
              setting->name->text);
    if (!mb_take_hint(resolver)) {
        return;
    }
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(setting->name->text));
    for (; cls != NULL; cls = cls->super) {
        for (const mb_element *property = cls->properties; property != NULL; property = property->next) {
            mb_suggest_try(&suggestion, property->name->text, property);
        }
    }
    if (suggestion.best != NULL) {
        const mb_element *property = suggestion.subject;
        mb_report_note(resolver->diag, MB_MSG_DID_YOU_MEAN, mb_element_name_span(property), suggestion.best);
    }
}

/** Enters a setting into the instance's list. @return false where the list has it already. */
static bool enter_setting(mb_resolver *resolver, const mb_feature *setting, uint32_t list)
{
    mb_name_entry *entry = mb_name_map_at(&resolver->settings, setting->name);
    if (entry->stamp == list) {
        const mb_feature *first = entry->value;
        mb_report(resolver->diag, MB_MSG_SETTING_TWICE, mb_feature_name_span(setting), setting->name->text);
        mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, mb_feature_name_span(first));
        return false;
    }
    entry->stamp = list;
    entry->value = (void *)setting;
    return true;
}

/** The keys of a class, listed when an instance first asks for them. */
static void list_keys(mb_resolver *resolver, mb_class_record *record)
{
    if (record->keys_listed) {
        return;
    }
    record->keys_listed = true;
    const mb_element **all;
    size_t count = mb_class_all_properties(&record->cls, resolver->scratch, &all);
    record->keys = all;
    record->key_values = mb_arena_array(resolver->scratch, count, sizeof *record->key_values);
    for (size_t i = 0; i < count; i++) {
        if (mb_element_flag(resolver->schema, all[i], MB_Q_KEY)) {
            record->keys[record->key_count++] = all[i];
        }
    }
}

static bool has_value(const mb_value *value)
{
    return value != NULL && value->kind != MB_VALUE_NULL;
}

/** The value of a key is a part of the path, which holds no control characters in WMI. */
static void check_key_text(mb_resolver *resolver, const mb_element *key, const mb_value *value)
{
    if (value->kind != MB_VALUE_STRING) {
        return;
    }
    mb_text text = mb_value_text(value);
    for (uint32_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c < 0x20) {
            mb_report_check(resolver, MB_MSG_KEY_CHARACTER, value->span, key->name->text,
                            mb_arena_format(resolver->scratch, "U+%04X", (unsigned)c));
            return;
        }
    }
}

/** WMI makes up a GUID where the key is a string; of another type it has to be set. */
static void report_missing_key(mb_resolver *resolver, const mb_class *of, const mb_element *key,
                               const mb_production *production)
{
    const char *cls = of->element.name->text;
    if (key->type == MB_TYPE_STRING) {
        mb_report_check(resolver, MB_MSG_KEY_MADE_UP, production->name_span, key->name->text, cls);
    } else {
        mb_report(resolver->diag, MB_MSG_KEY_MISSING, production->name_span, key->name->text, cls);
    }
}

static void check_keys(mb_resolver *resolver, mb_class_record *record, const mb_production *production)
{
    uint32_t list = ++resolver->list_count;
    list_keys(resolver, record);
    for (const mb_feature *setting = production->features; setting != NULL; setting = setting->next) {
        if (has_value(setting->value)) {
            mb_name_entry *entry = mb_name_map_at(&resolver->settings, setting->name);
            entry->stamp = list;
            entry->value = (void *)setting;
        }
    }
    for (uint32_t i = 0; i < record->key_count; i++) {
        const mb_element *key = record->keys[i];
        const mb_name_entry *entry = mb_name_map_find(&resolver->settings, key->name);
        bool is_set = entry != NULL && entry->stamp == list;
        record->key_values[i] = is_set ? ((const mb_feature *)entry->value)->value : mb_element_default(key);
        if (is_set) {
            check_key_text(resolver, key, record->key_values[i]);
        } else if (!has_value(record->key_values[i])) {
            report_missing_key(resolver, &record->cls, key, production);
        }
    }
    mb_check_identity(resolver, record, production, record->key_values);
}

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

/** Like mb_class_find_property(), which is quicker where there are few. */
static const mb_element *find_property(mb_resolver *resolver, mb_class_record *record, const mb_symbol *name)
{
    enum { FEW = 64 };
    if (record->property_total <= FEW && record->cls.property_count <= FEW && record->cls.depth <= FEW) {
        return mb_class_find_property(&record->cls, name);
    }
    if (record->all_properties == NULL) {
        record->all_properties = list_properties(resolver, &record->cls);
    }
    return mb_name_map_get(record->all_properties, name);
}

static void check_settings(mb_resolver *resolver, mb_namespace_record *ns, const mb_class *cls,
                           const mb_production *production, unsigned depth)
{
    /* All names first: an instance in a value makes a list of its own. */
    uint32_t list = ++resolver->list_count;
    for (const mb_feature *setting = production->features; setting != NULL; setting = setting->next) {
        enter_setting(resolver, setting, list);
    }
    bool is_open = cls == NULL || mb_class_record_of(cls)->is_open;
    for (const mb_feature *setting = production->features; setting != NULL; setting = setting->next) {
        const mb_element *property =
            cls != NULL ? find_property(resolver, mb_class_record_of(cls), setting->name) : NULL;
        mb_check_instance_qualifiers(resolver, setting->qualifiers);
        if (property == NULL && !is_open && !mb_is_system_name(setting->name)) {
            report_unknown_property(resolver, cls, setting);
        }
        if (property != NULL) {
            mb_check_value(resolver, ns, property, setting->value, depth);
        } else if (setting->value != NULL) {
            check_loose_value(resolver, ns, setting->value, depth);
        }
    }
}

void mb_queue_instance(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production, unsigned depth)
{
    mb_instance_record *record = mb_arena_alloc(resolver->scratch, sizeof *record);
    record->production = production;
    record->ns = ns;
    record->depth = depth;
    record->next = NULL;
    if (resolver->last_instance == NULL) {
        resolver->first_instance = record;
    } else {
        resolver->last_instance->next = record;
    }
    resolver->last_instance = record;
}

void mb_check_queued_instances(mb_resolver *resolver)
{
    resolver->classes_are_ready = true;
    for (const mb_instance_record *at = resolver->first_instance; at != NULL; at = at->next) {
        mb_check_instance(resolver, at->ns, at->production, at->depth);
    }
}

void mb_check_instance(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production, unsigned depth)
{
    if (!resolver->classes_are_ready) {
        mb_queue_instance(resolver, ns, production, depth);
        return;
    }
    if (depth > DEEPEST) {
        mb_report(resolver->diag, MB_MSG_TOO_DEEP, production->name_span);
        return;
    }
    if (depth > 0) {
        mb_check_embedded_alias(resolver, production);
    }
    const mb_symbol *name = production->name;
    mb_class *cls = mb_name_map_get(&ns->classes, name);
    mb_check_instance_qualifiers(resolver, production->qualifiers);
    if (cls == NULL) {
        mb_name_entry *told = mb_name_map_at(&resolver->undeclared, name);
        if (told->value != ns && !mb_is_system_class(name)) {
            told->value = ns;
            mb_report(resolver->diag, MB_MSG_INSTANCE_CLASS, production->name_span, ns->ns.name, name->text);
            mb_note_similar_class(resolver, ns, name);
        }
    } else if (cls->is_abstract) {
        mb_report(resolver->diag, MB_MSG_INSTANCE_ABSTRACT, production->name_span, name->text);
        mb_report_note(resolver->diag, MB_MSG_DECLARED_HERE, mb_element_name_span(&cls->element),
                       cls->element.name->text);
    }
    check_settings(resolver, ns, cls, production, depth);
    if (depth == 0 && cls != NULL && !cls->is_abstract && !mb_class_record_of(cls)->is_open) {
        check_keys(resolver, mb_class_record_of(cls), production);
    }
}
