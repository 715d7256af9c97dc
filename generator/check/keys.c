/*
 * Keys: what cannot be one, and classes without any.
 */
#include "check/check.h"

static const char *why_no_key(const mb_element *element)
{
    if (element->is_array) {
        return "an array";
    }
    if (mb_is_real_type((mb_type_word)element->type)) {
        return "a real";
    }
    return element->type == MB_TYPE_OBJECT ? "an embedded object" : NULL;
}

void mb_check_key(mb_check *check, const mb_element *element)
{
    if (!mb_own_flag(element, MB_Q_KEY)) {
        return;
    }
    const mb_qualifier *own = mb_own_qualifier(check->schema, element, MB_Q_KEY);
    const mb_class *super = element->owner->super;
    const char *why = why_no_key(element);
    if (why != NULL) {
        mb_report_check(check, MB_MSG_KEY_TYPE, mb_qualifier_span(own), element->name->text, why);
    } else if (element->is_embedded) {
        /* To WMI, which does not know these qualifiers, it is a string like any other. */
        mb_report_check(check, MB_MSG_KEY_EMBEDDED, mb_qualifier_span(own), element->name->text);
    } else if (super != NULL && mb_totals_of(check, super)->has_keys && mb_is_new_key(element)) {
        mb_report_check(check, MB_MSG_KEY_ADDED, mb_qualifier_span(own), element->name->text,
                        super->element.name->text);
    }
}

/* All classes, when it is known which are embedded */

/** Whether what has a class by that type holds an instance of it. */
static bool holds_instance(const mb_element *element)
{
    return element->target != NULL && (element->is_embedded || element->type == MB_TYPE_OBJECT);
}

static void mark_embedded(const mb_check *check, const mb_class *cls)
{
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        if (holds_instance(each)) {
            mb_totals_of(check, each->target)->is_embedded = true;
        }
    }
    for (const mb_element *method = cls->methods; method != NULL; method = method->next) {
        for (const mb_element *each = method; each != NULL; each = each == method ? method->parameters : each->next) {
            if (holds_instance(each)) {
                mb_totals_of(check, each->target)->is_embedded = true;
            }
        }
    }
}

/** An instance of a subclass may stand where one of the class may. */
static bool may_lack_keys(const mb_check *check, const mb_class *cls)
{
    mb_class_totals *totals = mb_totals_of(check, cls);
    totals->is_embedded = totals->is_embedded || (cls->super != NULL && mb_totals_of(check, cls->super)->is_embedded);
    return cls->is_abstract || cls->is_indication || cls->is_singleton || cls->is_open || totals->is_embedded;
}

void mb_check_keyless(mb_check *check)
{
    if (!mb_is_checked(check, MB_ID_CLASS_KEYLESS)) {
        return;
    }
    for (const mb_namespace *ns = check->schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            mark_embedded(check, cls);
        }
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            if (!may_lack_keys(check, cls) && !mb_totals_of(check, cls)->has_keys) {
                mb_report_check(check, MB_MSG_CLASS_KEYLESS, mb_element_name_span(&cls->element),
                                cls->element.name->text);
            }
        }
    }
}
