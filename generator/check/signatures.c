/*
 * The parameters of a method: against those of the method that it overrides, and their IDs.
 */
#include <inttypes.h>

#include "check/check.h"

static const mb_element *find(const mb_element *list, const mb_symbol *name)
{
    while (list != NULL && !mb_same_name(list->name, name)) {
        list = list->next;
    }
    return list;
}

static const char *direction_text(const mb_element *parameter)
{
    return parameter->is_in && parameter->is_out ? "in and out" : parameter->is_out ? "out" : "in";
}

/** Classes may be more special, or more general: what a caller may pass is not asked here. */
static bool classes_agree(const mb_element *a, const mb_element *b)
{
    if (a->class_name == NULL || b->class_name == NULL || a->target == NULL || b->target == NULL) {
        return true;
    }
    return mb_class_is_a(a->target, b->target) || mb_class_is_a(b->target, a->target) || a->target->is_open ||
           b->target->is_open;
}

static bool types_agree(const mb_element *a, const mb_element *b)
{
    bool has_class = a->type == MB_TYPE_REFERENCE || a->type == MB_TYPE_OBJECT;
    return a->type == b->type && a->is_array == b->is_array && (!has_class || classes_agree(a, b));
}

/** How a parameter differs from the one at the same place above; NULL where it does not. One of them may be missing. */
static const char *difference(mb_check *check, const mb_element *method, const mb_element *own, const mb_element *above)
{
    mb_arena *arena = check->scratch;
    if (own == NULL || (above != NULL && find(method->parameters, above->name) == NULL)) {
        return mb_arena_format(arena, "'%s' is missing", above->name->text);
    }
    if (above == NULL || find(method->overridden->parameters, own->name) == NULL) {
        return mb_arena_format(arena, "'%s' is new", own->name->text);
    }
    if (!mb_same_name(own->name, above->name)) {
        return mb_arena_format(arena, "'%s' is in the place of '%s'", own->name->text, above->name->text);
    }
    if (!types_agree(own, above)) {
        return mb_arena_format(arena, "'%s' has type %s, not %s", own->name->text,
                               mb_element_type_text(own, check->scratch), mb_element_type_text(above, check->scratch));
    }
    if (own->is_in != above->is_in || own->is_out != above->is_out) {
        return mb_arena_format(arena, "'%s' is %s, not %s", own->name->text, direction_text(own),
                               direction_text(above));
    }
    return NULL;
}

void mb_check_signature(mb_check *check, const mb_element *method)
{
    if (method->overridden == NULL) {
        return;
    }
    const mb_element *own = method->parameters, *above = method->overridden->parameters;
    while (own != NULL || above != NULL) {
        bool is_same = own != NULL && above != NULL && mb_same_name(own->name, above->name) &&
                       types_agree(own, above) && own->is_in == above->is_in && own->is_out == above->is_out;
        if (!is_same) {
            break;
        }
        own = own->next;
        above = above->next;
    }
    if (own == NULL && above == NULL) {
        return;
    }
    const char *what = difference(check, method, own, above);
    mb_span span = mb_element_name_span(own != NULL ? own : method);
    if (mb_report_check(check, MB_MSG_OVERRIDE_PARAMETERS, span, method->name->text, what)) {
        mb_report_note(check->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(method->overridden),
                       method->overridden->owner->element.name->text);
    }
}

/* Directions */

/** Remembers the first in the order of the files. */
static void note_bare_out(mb_check *check, const mb_element *parameter)
{
    if (check->bare_out == NULL || parameter->feature->name_begin < check->bare_out->feature->name_begin) {
        check->bare_out = parameter;
    }
}

void mb_check_direction(mb_check *check, const mb_element *parameter)
{
    const bool inherits = parameter->overridden != NULL && check->written->in_by_default;
    const bool says_in = inherits ? mb_element_has(parameter, MB_Q_IN) : mb_element_has_own(parameter, MB_Q_IN);
    bool is_unsaid = !mb_element_has_own(parameter, MB_Q_IN) && !mb_element_has_own(parameter, MB_Q_OUT);
    if (parameter->overridden != NULL && is_unsaid) {
        return; /* as the one above */
    }
    bool is_neither = says_in && !mb_element_flag(parameter, MB_Q_IN) && !parameter->is_out;
    if (is_neither || (is_unsaid && check->written->unit->dialect == MB_DIALECT_WMI)) {
        mb_report(check->diag, MB_MSG_DIRECTION_MISSING, mb_element_name_span(parameter), parameter->name->text);
    }
    if (!says_in && check->written->in_by_default && parameter->is_out) {
        note_bare_out(check, parameter);
    }
}

void mb_check_bare_out(mb_check *check)
{
    const mb_unit *unit = check->written->unit;
    const mb_element *parameter = check->bare_out;
    bool is_in_doubt = unit->dialect == MB_DIALECT_AUTO && (unit->signs & MB_SIGN_DECLARATION) == 0;
    if (parameter == NULL || !is_in_doubt) {
        return; /* who declares qualifiers follows DSP0004 in all things, as the CIM schema does */
    }
    mb_report(check->diag, MB_MSG_OUT_IS_IN_TOO, mb_element_name_span(parameter), parameter->name->text);
    mb_report_note(check->diag, MB_MSG_IN_FALSE_HERE, unit->in_false);
}

/** The value that a method returns has a name, which no out parameter can have. */
void mb_check_return_value(mb_check *check, const mb_element *method)
{
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        const mb_text name = {each->name->text, each->name->length};
        if (each->is_out && mb_text_equal_nocase(name, mb_text_of("ReturnValue"))) {
            mb_report(check->diag, MB_MSG_RETURN_VALUE_TAKEN, mb_element_name_span(each), each->name->text,
                      method->name->text);
        }
    }
}

/* IDs */

static const mb_value *id_of(const mb_check *check, const mb_element *parameter)
{
    const mb_qualifier *id = mb_own_qualifier(check->schema, parameter, MB_Q_ID);
    bool is_number = id != NULL && id->value != NULL && id->value->kind == MB_VALUE_INTEGER;
    return is_number && (!id->value->negative || id->value->u.magnitude == 0) ? id->value : NULL;
}

static void report_twice(mb_check *check, const mb_element *first, const mb_element *second, uint64_t id)
{
    const char *digits = mb_arena_format(check->scratch, "%" PRIu64, id);
    if (mb_report_check(check, MB_MSG_ID_TWICE, id_of(check, second)->span, first->name->text, second->name->text,
                        digits)) {
        mb_report_note(check->diag, MB_MSG_FIRST_HERE, id_of(check, first)->span);
    }
}

void mb_check_ids(mb_check *check, const mb_element *method)
{
    uint32_t count = 0;
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        count++;
        if (id_of(check, each) == NULL) {
            return; /* WMI numbers them itself */
        }
    }
    const mb_element **by_id = mb_arena_array(check->scratch, count, sizeof *by_id);
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        const mb_value *id = id_of(check, each);
        if (id->u.magnitude >= count) {
            mb_report_check(check, MB_MSG_ID_GAP, id->span, method->name->text,
                            mb_arena_format(check->scratch, "%" PRIu32, count - 1),
                            mb_arena_format(check->scratch, "%" PRIu64, id->u.magnitude));
            return;
        }
        if (by_id[id->u.magnitude] != NULL) {
            report_twice(check, by_id[id->u.magnitude], each, id->u.magnitude);
            return;
        }
        by_id[id->u.magnitude] = each;
    }
}
