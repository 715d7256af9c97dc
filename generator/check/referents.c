/*
 * Classes that something refers to and nobody declares, and what files say of them: #pragma mofbind_undeclared.
 */
#include "check/check.h"

bool mb_is_known_undeclared(mb_check *check, const mb_symbol *name, mb_span span)
{
    if (check->written->last_known_undeclared == NULL || mb_is_system_class(name)) {
        return false; /* of a system class there is no warning that could be silenced */
    }
    const mb_known_undeclared *known = mb_find_known_undeclared(check->schema, name, mb_diag_source(check->diag, span));
    if (known != NULL) {
        check->needed[known->number] = true;
    }
    return known != NULL;
}

/** A declaration that repeats another, for an overlay, names a class that was told of there. */
static bool is_told_above(const mb_element *element, const mb_symbol *name)
{
    const mb_element *above = element->overridden;
    return element->feature->is_repeated && above != NULL && above->class_name != NULL &&
           mb_same_name(above->class_name, name);
}

static void report_undeclared(mb_check *check, const mb_element *element, const mb_symbol *name, mb_span span)
{
    const mb_class *cls = element->owner;
    if (mb_is_known_undeclared(check, name, span) || is_told_above(element, name) ||
        mb_overlay_told_of_class(check->written->overlays, span)) {
        return;
    }
    /* Once in each class is enough. */
    mb_name_entry *told = mb_name_map_at(&check->told_undeclared, name);
    if (told->value != cls && !mb_is_system_class(name)) {
        told->value = (void *)cls;
        mb_report(check->diag, MB_MSG_CLASS_UNDECLARED, span, cls->ns->name, name->text);
        mb_note_similar_class(check->schema, check->diag, &check->hints_left, cls->ns, name);
    }
}

/** `int32 a`: the model has the type that was meant. */
void mb_check_type_word(mb_check *check, const mb_element *element)
{
    const mb_feature *feature = element->feature;
    if (element->type != feature->type) {
        mb_report(check->diag, MB_MSG_TYPE_UNKNOWN, mb_feature_type_span(feature), feature->class_name->text,
                  mb_type_word_name((mb_type_word)element->type));
    }
}

void mb_check_target(mb_check *check, const mb_element *element)
{
    const mb_feature *feature = element->feature;
    if (element->class_name == NULL || element->target != NULL) {
        return;
    }
    if (!element->is_embedded) {
        report_undeclared(check, element, element->class_name, mb_feature_type_span(feature));
        return;
    }
    const mb_qualifier *own = mb_own_embedded_instance(check->schema, element);
    if (mb_names_class(own)) { /* else it is inherited */
        report_undeclared(check, element, element->class_name, own->value->span);
    }
}

/** Pragmas that silenced nothing, when all classes have been asked for. */
void mb_check_needless_pragmas(mb_check *check)
{
    /* Where there were errors, what is not as it should be may have needed one. */
    const bool is_good = check->was_resolved && mb_diag_errors(check->diag) == check->errors_before;
    const mb_known_undeclared *each = is_good ? check->written->last_known_undeclared : NULL;
    for (; each != NULL; each = each->before) {
        if (each->first != NULL) {
            mb_report(check->diag, MB_MSG_UNDECLARED_NEEDLESS, each->at->span, each->name->text,
                      "the file says it already");
            mb_report_note(check->diag, MB_MSG_FIRST_HERE, each->first->at->span);
        } else if (!check->needed[each->number]) {
            mb_report(check->diag, MB_MSG_UNDECLARED_NEEDLESS, each->at->span, each->name->text,
                      "nothing in this file refers to an undeclared class of that name");
        }
    }
}
