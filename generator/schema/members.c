/*
 * What a class is as a whole, with all its members: its keys, its references, how many there are; and names.
 */
#include <inttypes.h>

#include "schema/resolver.h"
#include "support/characters.h"

/** What WMI takes. */
enum { MOST_PROPERTIES = 1024, MOST_KEYS = 256, LONGEST_NAME = 255 };

/* Names */

static void report_name(mb_resolver *resolver, const mb_symbol *name, mb_span span)
{
    enum { SHOWN = 40 };
    if (name->length <= LONGEST_NAME) {
        mb_report_check(resolver, MB_MSG_NAME_UNDERSCORE, span, name->text);
        return;
    }
    uint32_t characters = 0, shown = 0;
    for (uint32_t i = 0; i < name->length; i++) {
        characters += mb_begins_character(name->text[i]);
        shown = characters <= SHOWN ? i + 1 : shown;
    }
    if (characters > LONGEST_NAME) {
        mb_report_check(resolver, MB_MSG_NAME_LONG, span, mb_arena_text(resolver->scratch, name->text, shown),
                        mb_arena_format(resolver->scratch, "%" PRIu32, characters),
                        mb_arena_format(resolver->scratch, "%d", (int)LONGEST_NAME));
    }
}

void mb_check_name(mb_resolver *resolver, const mb_symbol *name, mb_span span)
{
    bool is_odd = name->text[0] == '_' || name->text[name->length - 1] == '_' || name->length > LONGEST_NAME;
    if (is_odd) {
        report_name(resolver, name, span);
    }
}

/** CIM_System: something before the first underscore, something behind it. */
static bool has_schema_prefix(const mb_symbol *name)
{
    uint32_t at = 0;
    while (at < name->length && name->text[at] != '_') {
        at++;
    }
    return at > 0 && at + 1 < name->length;
}

void mb_check_feature_kind(mb_resolver *resolver, const mb_element *element)
{
    bool is_method = element->kind == MB_ELEMENT_METHOD;
    const mb_name_map *others = is_method ? &resolver->properties : &resolver->methods;
    const mb_element *other = mb_name_map_get(others, element->name);
    if (other == NULL ||
        !mb_report_check(resolver, MB_MSG_FEATURE_KIND, mb_element_name_span(element), mb_element_kind_name(element),
                         element->name->text, mb_element_kind_name(other))) {
        return;
    }
    mb_report_note(resolver->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(other),
                   other->owner->element.name->text);
}

/* A class before its members */

/** What a class is its superclass is, too. */
static void check_kind(mb_resolver *resolver, const mb_class *cls, const char *kind, bool is_it, bool super_is_it)
{
    if (is_it && !super_is_it && cls->super != NULL && !mb_class_record_of(cls->super)->is_open) {
        mb_report_check(resolver, MB_MSG_CLASS_KIND_SUPER, mb_class_record_of(cls)->production->super_span, kind,
                        cls->element.name->text, cls->super->element.name->text);
    }
}

void mb_check_class(mb_resolver *resolver, mb_class_record *record)
{
    const mb_class *cls = &record->cls;
    if (cls->super != NULL) {
        const mb_class_record *super = mb_class_record_of(cls->super);
        record->property_total = super->property_total;
        record->key_total = super->key_total;
        record->reference_count = super->reference_count;
    }
    const mb_symbol *name = cls->element.name;
    mb_span span = mb_element_name_span(&cls->element);
    if (!mb_is_system_name(name)) {
        mb_check_name(resolver, name, span);
    }
    if (!has_schema_prefix(name)) {
        mb_report_check(resolver, MB_MSG_CLASS_PREFIX, span, name->text);
    }
    if (record->is_terminal && cls->is_abstract) {
        mb_report_check(resolver, MB_MSG_ABSTRACT_TERMINAL, span, name->text);
    }
    check_kind(resolver, cls, "association", cls->is_association, cls->super != NULL && cls->super->is_association);
    check_kind(resolver, cls, "indication", cls->is_indication, cls->super != NULL && cls->super->is_indication);
    bool is_inherited = cls->super != NULL && cls->super->is_association && cls->super->is_indication;
    if (cls->is_association && cls->is_indication && !is_inherited) {
        mb_report_check(resolver, MB_MSG_CLASS_KINDS, span, name->text);
    }
}

/* A class with its members */

static void check_new_reference(mb_resolver *resolver, const mb_class *cls, const mb_element *reference)
{
    if (cls->super != NULL && cls->super->is_association && !mb_class_record_of(cls->super)->is_open &&
        mb_class_record_of(cls->super)->reference_count >= 2) {
        mb_report_check(resolver, MB_MSG_REFERENCE_ADDED, mb_element_name_span(reference), cls->element.name->text,
                        reference->name->text, cls->super->element.name->text);
    }
}

static void count_members(mb_resolver *resolver, mb_class_record *record)
{
    const mb_class *cls = &record->cls;
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        bool is_new = each->overridden == NULL;
        record->property_total += is_new;
        if (is_new && each->type == MB_TYPE_REFERENCE && cls->is_association) {
            check_new_reference(resolver, cls, each);
            record->reference_count++;
        }
    }
}

static void check_count(mb_resolver *resolver, const mb_class_record *record, uint32_t count, uint32_t most,
                        const char *what)
{
    const mb_class *cls = &record->cls;
    if (count > most) {
        mb_report_check(resolver, MB_MSG_TOO_MANY_MEMBERS, mb_element_name_span(&cls->element), cls->element.name->text,
                        mb_arena_format(resolver->scratch, "%" PRIu32 " %s", count, what),
                        mb_arena_format(resolver->scratch, "%" PRIu32, most));
    }
}

void mb_check_members(mb_resolver *resolver, mb_class_record *record)
{
    const mb_class *cls = &record->cls;
    const mb_element *key = record->first_key;
    count_members(resolver, record);
    mb_span span = mb_element_name_span(&cls->element);
    check_count(resolver, record, record->property_total, MOST_PROPERTIES, "properties");
    check_count(resolver, record, record->key_total, MOST_KEYS, "keys");
    if (cls->is_singleton && key != NULL) {
        mb_report_check(resolver, MB_MSG_SINGLETON_KEY, mb_element_name_span(key), cls->element.name->text,
                        key->name->text);
    }
    if (cls->is_association && !cls->is_abstract && !record->is_open && record->reference_count < 2) {
        mb_report_check(resolver, MB_MSG_ASSOCIATION_REFERENCES, span, cls->element.name->text,
                        record->reference_count == 0 ? "no reference" : "one reference");
    }
}

/* All classes, when it is known which are embedded */

/** An instance of a subclass may stand where one of the class may. Superclasses come first in the list. */
static void spread_embedding(mb_class_record *record)
{
    const mb_class *super = record->cls.super;
    record->is_embedded = record->is_embedded || (super != NULL && mb_class_record_of(super)->is_embedded);
}

void mb_check_keyless(mb_resolver *resolver, const mb_namespace_record *ns)
{
    if (!mb_is_checked(resolver, MB_ID_CLASS_KEYLESS)) {
        return;
    }
    for (const mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        mb_class_record *record = mb_class_record_of(cls);
        spread_embedding(record);
        bool may_lack_keys =
            cls->is_abstract || cls->is_indication || cls->is_singleton || record->is_open || record->is_embedded;
        if (!record->has_keys && !may_lack_keys) {
            mb_report_check(resolver, MB_MSG_CLASS_KEYLESS, mb_element_name_span(&cls->element),
                            cls->element.name->text);
        }
    }
}
