/*
 * A class and its superclass: what a class is, its superclass is, too.
 */
#include "check/check.h"

void mb_check_terminal(mb_check *check, const mb_element *element)
{
    const mb_class *super = element->owner->super;
    if (super != NULL && mb_own_flag(&super->element, MB_Q_TERMINAL)) {
        mb_report(check->diag, MB_MSG_SUPERCLASS_TERMINAL, mb_class_declaration(element->owner)->super_span,
                  element->name->text, super->element.name->text);
        mb_report_note(check->diag, MB_MSG_DECLARED_HERE, mb_element_name_span(&super->element),
                       super->element.name->text);
    }
}

static void check_kind(mb_check *check, const mb_class *cls, const char *kind, bool is_it, bool super_is_it)
{
    if (is_it && !super_is_it && cls->super != NULL && !cls->super->is_open) {
        mb_report_check(check, MB_MSG_CLASS_KIND_SUPER, mb_class_declaration(cls)->super_span, kind,
                        cls->element.name->text, cls->super->element.name->text);
    }
}

void mb_check_class_kinds(mb_check *check, const mb_element *element)
{
    const mb_class *cls = element->owner, *super = cls->super;
    const mb_span span = mb_element_name_span(element);
    if (cls->is_abstract && mb_own_flag(element, MB_Q_TERMINAL)) {
        mb_report_check(check, MB_MSG_ABSTRACT_TERMINAL, span, element->name->text);
    }
    check_kind(check, cls, "association", cls->is_association, super != NULL && super->is_association);
    check_kind(check, cls, "indication", cls->is_indication, super != NULL && super->is_indication);
    bool is_inherited = super != NULL && super->is_association && super->is_indication;
    if (cls->is_association && cls->is_indication && !is_inherited) {
        mb_report_check(check, MB_MSG_CLASS_KINDS, span, element->name->text);
    }
}
