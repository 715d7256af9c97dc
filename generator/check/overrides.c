/*
 * What may override what.
 */
#include <string.h>

#include "check/check.h"

/** A reference, or an object, may name a class that derives from the one above. */
static bool narrows(const mb_element *element, const mb_element *inherited)
{
    if (inherited->class_name == NULL) {
        return true; /* `object` */
    }
    if (element->class_name == NULL) {
        return false;
    }
    if (mb_same_name(element->class_name, inherited->class_name)) {
        return true;
    }
    if (element->target == NULL || inherited->target == NULL) {
        return true; /* not declared here: a warning has said so, and nothing more is known */
    }
    return mb_class_is_a(element->target, inherited->target) || element->target->is_open;
}

void mb_check_override(mb_check *check, const mb_element *element)
{
    const mb_element *inherited = element->overridden;
    if (inherited == NULL) {
        return;
    }
    bool has_class = element->type == MB_TYPE_REFERENCE || element->type == MB_TYPE_OBJECT;
    bool types_agree = element->type == inherited->type && element->is_array == inherited->is_array;
    if (types_agree && (!has_class || narrows(element, inherited))) {
        return;
    }
    /* WMI does not ask what a reference refers to, and the schemas of Hyper-V make use of that: severity.def. */
    if (mb_report_check(check, types_agree ? MB_MSG_OVERRIDE_CLASS : MB_MSG_OVERRIDE_TYPE,
                        mb_element_name_span(element), element->name->text,
                        mb_element_type_text(element, check->scratch),
                        mb_element_type_text(inherited, check->scratch))) {
        mb_report_note(check->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(inherited),
                       inherited->owner->element.name->text);
    }
}

/** The name in Override("Name"); the oldest schemas write Override("Class.Name"). */
static mb_text override_name(const mb_qualifier *qualifier)
{
    mb_text name = mb_value_text(qualifier->value);
    for (uint32_t i = name.length; i > 0; i--) {
        if (name.bytes[i - 1] == '.') {
            name.bytes += i;
            name.length -= i;
            break;
        }
    }
    return name;
}

void mb_check_override_name(mb_check *check, const mb_element *element)
{
    const mb_qualifier *own = mb_own_qualifier(check->schema, element, MB_Q_OVERRIDE);
    if (mb_is_repeated(element) || own->value == NULL || own->value->kind != MB_VALUE_STRING) {
        return;
    }
    mb_text written = override_name(own), name = {element->name->text, element->name->length};
    if (!mb_text_equal_nocase(written, name)) {
        mb_report_check(check, MB_MSG_OVERRIDE_OTHER, mb_qualifier_span(own),
                        mb_arena_text(check->scratch, written.bytes, written.length), element->name->text);
    } else if (element->overridden == NULL && !element->owner->is_open) {
        mb_report_check(check, MB_MSG_OVERRIDE_NOTHING, mb_qualifier_span(own), element->owner->element.name->text,
                        mb_element_kind_name(element), element->name->text);
    }
}

/** DSP0004 asks for Override where something is redefined. */
void mb_check_override_said(mb_check *check, const mb_element *element)
{
    const mb_element *inherited = element->overridden;
    if (inherited != NULL && !mb_element_has_own(element, MB_Q_OVERRIDE) && !mb_is_repeated(element) &&
        mb_report_check(check, MB_MSG_OVERRIDE_MISSING, mb_element_name_span(element), mb_element_kind_name(element),
                        element->name->text)) {
        mb_report_note(check->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(inherited),
                       inherited->owner->element.name->text);
    }
}

/** DSP0004 has references only in associations. */
void mb_check_reference_place(mb_check *check, const mb_element *element)
{
    const mb_class *cls = element->owner;
    if (element->type == MB_TYPE_REFERENCE && !cls->is_association && !cls->is_open && !mb_is_repeated(element)) {
        mb_report_check(check, MB_MSG_REFERENCE_MISPLACED, mb_element_name_span(element), element->name->text,
                        cls->element.name->text);
    }
}

/** A property that is called as a method is, or the other way round. */
void mb_check_homonym(mb_check *check, const mb_element *element)
{
    const mb_homonym *noted = mb_noted_of(&check->homonyms, element);
    if (noted != NULL &&
        mb_report_check(check, MB_MSG_FEATURE_KIND, mb_element_name_span(element), mb_element_kind_name(element),
                        element->name->text, mb_element_kind_name(noted->other))) {
        mb_report_note(check->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(noted->other),
                       noted->other->owner->element.name->text);
    }
}
