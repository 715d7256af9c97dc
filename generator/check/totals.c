/*
 * What a class has in all, with what it inherits: its keys, its references, how many members.
 */
#include <inttypes.h>

#include "check/check.h"

/** What WMI takes. */
enum { MOST_PROPERTIES = 1024, MOST_KEYS = 256 };

bool mb_is_new_key(const mb_element *element)
{
    return mb_own_flag(element, MB_Q_KEY) &&
           (element->overridden == NULL || !mb_element_flag(element->overridden, MB_Q_KEY));
}

static bool is_new_reference(const mb_element *property)
{
    return property->overridden == NULL && property->type == MB_TYPE_REFERENCE && property->owner->is_association;
}

void mb_sum_up(mb_check *check, const mb_class *cls)
{
    mb_class_totals *totals = mb_totals_of(check, cls);
    if (cls->super != NULL) {
        const mb_class_totals *above = mb_totals_of(check, cls->super);
        totals->properties = above->properties;
        totals->keys = above->keys;
        totals->references = above->references;
        totals->has_keys = above->has_keys;
    }
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        const bool is_key = mb_is_new_key(each);
        totals->properties += each->overridden == NULL;
        totals->references += is_new_reference(each);
        totals->keys += is_key;
        totals->has_keys = totals->has_keys || mb_own_flag(each, MB_Q_KEY);
        totals->first_key = is_key && totals->first_key == NULL ? each : totals->first_key;
    }
}

/** An association has two references at least; what derives from one that has them adds none. */
void mb_check_references(mb_check *check, const mb_element *element)
{
    const mb_class *cls = element->owner, *super = cls->super;
    bool is_complete =
        super != NULL && super->is_association && !super->is_open && mb_totals_of(check, super)->references >= 2;
    for (const mb_element *each = is_complete ? cls->properties : NULL; each != NULL; each = each->next) {
        if (is_new_reference(each)) {
            mb_report_check(check, MB_MSG_REFERENCE_ADDED, mb_element_name_span(each), element->name->text,
                            each->name->text, super->element.name->text);
        }
    }
    const uint32_t references = mb_totals_of(check, cls)->references;
    if (cls->is_association && !cls->is_abstract && !cls->is_open && references < 2) {
        mb_report_check(check, MB_MSG_ASSOCIATION_REFERENCES, mb_element_name_span(element), element->name->text,
                        references == 0 ? "no reference" : "one reference");
    }
}

static void check_count(mb_check *check, const mb_element *cls, uint32_t count, uint32_t most, const char *what)
{
    if (count > most) {
        mb_report_check(check, MB_MSG_TOO_MANY_MEMBERS, mb_element_name_span(cls), cls->name->text,
                        mb_arena_format(check->scratch, "%" PRIu32 " %s", count, what),
                        mb_arena_format(check->scratch, "%" PRIu32, most));
    }
}

void mb_check_counts(mb_check *check, const mb_element *element)
{
    const mb_class_totals *totals = mb_totals_of(check, element->owner);
    check_count(check, element, totals->properties, MOST_PROPERTIES, "properties");
    check_count(check, element, totals->keys, MOST_KEYS, "keys");
    if (element->owner->is_singleton && totals->first_key != NULL) {
        mb_report_check(check, MB_MSG_SINGLETON_KEY, mb_element_name_span(totals->first_key), element->name->text,
                        totals->first_key->name->text);
    }
}
