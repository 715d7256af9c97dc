/*
 * Instances: their class, their settings, their keys.
 */
#include "check/check.h"

/** Checks what can be checked of a value whose property is not known: its aliases. */
static void check_loose_value(mb_check *check, const mb_value *value)
{
    for (const mb_value *item = mb_first_item(value); item != NULL; item = mb_next_item(value, item)) {
        if (item->kind == MB_VALUE_ALIAS) {
            mb_check_alias(check, item);
        }
    }
}

static void report_unknown_property(mb_check *check, const mb_class *cls, const mb_feature *setting)
{
    mb_report(check->diag, MB_MSG_PROPERTY_UNKNOWN, mb_feature_name_span(setting), cls->element.name->text,
              setting->name->text);
    if (!mb_take_hint(&check->hints_left)) {
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
        mb_report_note(check->diag, MB_MSG_DID_YOU_MEAN, mb_element_name_span(property), suggestion.best);
    }
}

/** Of a list of an instance, or of a setting, duplicates and misspelt names are told of. */
static void check_qualifiers(mb_check *check, const mb_qualifier *qualifiers)
{
    const uint32_t list = ++check->list_count;
    for (; qualifiers != NULL; qualifiers = qualifiers->next) {
        const mb_qualifier_rule *rule = mb_rule_of(check->schema, qualifiers->name);
        mb_rule_seen *seen = mb_enter_use(check, qualifiers, rule, list);
        if (seen != NULL && !rule->is_known && !seen->is_told_unknown) {
            seen->is_told_unknown = true;
            mb_check_unknown(check, qualifiers);
        }
    }
}

/** Enters a setting into the instance's list. */
static void enter_setting(mb_check *check, const mb_feature *setting, uint32_t list)
{
    mb_name_entry *entry = mb_name_map_at(&check->settings, setting->name);
    if (entry->stamp == list) {
        const mb_feature *first = entry->value;
        mb_report(check->diag, MB_MSG_SETTING_TWICE, mb_feature_name_span(setting), setting->name->text);
        mb_report_note(check->diag, MB_MSG_FIRST_HERE, mb_feature_name_span(first));
        return;
    }
    entry->stamp = list;
    entry->value = (void *)setting;
}

/** The keys of a class, listed when an instance first asks for them. */
static mb_class_totals *list_keys(mb_check *check, const mb_class *cls)
{
    mb_class_totals *totals = mb_totals_of(check, cls);
    if (totals->keys_are_listed) {
        return totals;
    }
    totals->keys_are_listed = true;
    const mb_element **all;
    size_t count = mb_class_all_properties(cls, check->scratch, &all);
    totals->key_list = all;
    totals->key_values = mb_arena_array(check->scratch, count, sizeof *totals->key_values);
    for (size_t i = 0; i < count; i++) {
        if (mb_element_flag(all[i], MB_Q_KEY)) {
            totals->key_list[totals->key_count++] = all[i];
        }
    }
    return totals;
}

static bool has_value(const mb_value *value)
{
    return value != NULL && value->kind != MB_VALUE_NULL;
}

/** The value of a key is a part of the path, which holds no control characters in WMI. */
static void check_key_text(mb_check *check, const mb_element *key, const mb_value *value)
{
    if (value->kind != MB_VALUE_STRING) {
        return;
    }
    mb_text text = mb_value_text(value);
    for (uint32_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c < 0x20) {
            mb_report_check(check, MB_MSG_KEY_CHARACTER, value->span, key->name->text,
                            mb_arena_format(check->scratch, "U+%04X", (unsigned)c));
            return;
        }
    }
}

/** WMI makes up a GUID where the key is a string; of another type it has to be set. */
static void report_missing_key(mb_check *check, const mb_class *of, const mb_element *key,
                               const mb_production *production)
{
    const char *cls = of->element.name->text;
    if (key->type == MB_TYPE_STRING) {
        mb_report_check(check, MB_MSG_KEY_MADE_UP, production->name_span, key->name->text, cls);
    } else {
        mb_report(check->diag, MB_MSG_KEY_MISSING, production->name_span, key->name->text, cls);
    }
}

void mb_check_instance_keys(mb_check *check, const mb_instance *instance)
{
    const mb_production *production = instance->production;
    const mb_class *cls = instance->cls;
    if (instance->depth > 0 || cls == NULL || cls->is_abstract || cls->is_open) {
        return;
    }
    const uint32_t list = ++check->list_count;
    mb_class_totals *totals = list_keys(check, cls);
    for (const mb_feature *setting = production->features; setting != NULL; setting = setting->next) {
        if (has_value(setting->value)) {
            mb_name_entry *entry = mb_name_map_at(&check->settings, setting->name);
            entry->stamp = list;
            entry->value = (void *)setting;
        }
    }
    for (uint32_t i = 0; i < totals->key_count; i++) {
        const mb_element *key = totals->key_list[i];
        const mb_name_entry *entry = mb_name_map_find(&check->settings, key->name);
        bool is_set = entry != NULL && entry->stamp == list;
        totals->key_values[i] = is_set ? ((const mb_feature *)entry->value)->value : mb_element_default(key);
        if (is_set) {
            check_key_text(check, key, totals->key_values[i]);
        } else if (!has_value(totals->key_values[i])) {
            report_missing_key(check, cls, key, production);
        }
    }
    mb_check_identity(check, cls, production, totals->key_values);
}

void mb_check_settings(mb_check *check, const mb_instance *instance)
{
    const mb_element *const *property = instance->properties;
    const uint32_t list = ++check->list_count;
    const mb_feature *setting = instance->production->features;
    for (; setting != NULL; setting = setting->next, property++) {
        enter_setting(check, setting, list);
        check_qualifiers(check, setting->qualifiers);
        if (*property == NULL && instance->cls != NULL && !instance->cls->is_open &&
            !mb_is_system_name(setting->name)) {
            report_unknown_property(check, instance->cls, setting);
        }
        if (*property != NULL) {
            mb_check_value(check, instance->ns, *property, setting->value);
        } else if (setting->value != NULL) {
            check_loose_value(check, setting->value);
        }
    }
}

void mb_check_instance_qualifiers(mb_check *check, const mb_instance *instance)
{
    check_qualifiers(check, instance->production->qualifiers);
}

void mb_check_instance_class(mb_check *check, const mb_instance *instance)
{
    const mb_production *production = instance->production;
    const mb_symbol *name = production->name;
    const mb_class *cls = instance->cls;
    if (cls == NULL) {
        mb_name_entry *told = mb_name_map_at(&check->told_instances, name);
        if (told->value != instance->ns && !mb_is_system_class(name)) {
            told->value = (void *)instance->ns;
            mb_report(check->diag, MB_MSG_INSTANCE_CLASS, production->name_span, instance->ns->name, name->text);
            mb_note_similar_class(check->schema, check->diag, &check->hints_left, instance->ns, name);
        }
    } else if (cls->is_abstract) {
        mb_report(check->diag, MB_MSG_INSTANCE_ABSTRACT, production->name_span, name->text);
        mb_report_note(check->diag, MB_MSG_DECLARED_HERE, mb_element_name_span(&cls->element), cls->element.name->text);
    }
}
