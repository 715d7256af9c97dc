/*
 * The parameters of a method: against those of the method that it overrides, and their IDs.
 */
#include <inttypes.h>

#include "schema/resolver.h"

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
    return mb_class_is_a(a->target, b->target) || mb_class_is_a(b->target, a->target) ||
           mb_class_record_of(a->target)->is_open || mb_class_record_of(b->target)->is_open;
}

static bool types_agree(const mb_element *a, const mb_element *b)
{
    bool has_class = a->type == MB_TYPE_REFERENCE || a->type == MB_TYPE_OBJECT;
    return a->type == b->type && a->is_array == b->is_array && (!has_class || classes_agree(a, b));
}

/** How a parameter differs from the one at the same place above; NULL where it does not. One of them may be missing. */
static const char *difference(mb_resolver *resolver, const mb_element *method, const mb_element *own,
                              const mb_element *above)
{
    mb_arena *arena = resolver->scratch;
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
        return mb_arena_format(arena, "'%s' has type %s, not %s", own->name->text, mb_element_type_text(resolver, own),
                               mb_element_type_text(resolver, above));
    }
    if (own->is_in != above->is_in || own->is_out != above->is_out) {
        return mb_arena_format(arena, "'%s' is %s, not %s", own->name->text, direction_text(own),
                               direction_text(above));
    }
    return NULL;
}

void mb_check_parameters(mb_resolver *resolver, const mb_element *method)
{
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
    const char *what = difference(resolver, method, own, above);
    mb_span span = mb_element_name_span(own != NULL ? own : method);
    if (mb_report_check(resolver, MB_MSG_OVERRIDE_PARAMETERS, span, method->name->text, what)) {
        mb_report_note(resolver->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(method->overridden),
                       method->overridden->owner->element.name->text);
    }
}

/* IDs */

static const mb_value *id_of(const mb_resolver *resolver, const mb_element *parameter)
{
    const mb_qualifier *id = mb_find_qualifier(parameter->qualifiers, resolver->index->names[MB_Q_ID]);
    bool is_number = id != NULL && id->value != NULL && id->value->kind == MB_VALUE_INTEGER;
    return is_number && (!id->value->negative || id->value->u.magnitude == 0) ? id->value : NULL;
}

static void report_twice(mb_resolver *resolver, const mb_element *first, const mb_element *second, uint64_t id)
{
    const char *digits = mb_arena_format(resolver->scratch, "%" PRIu64, id);
    if (mb_report_check(resolver, MB_MSG_ID_TWICE, id_of(resolver, second)->span, first->name->text, second->name->text,
                        digits)) {
        mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, id_of(resolver, first)->span);
    }
}

void mb_check_ids(mb_resolver *resolver, const mb_element *method)
{
    uint32_t count = 0;
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        count++;
        if (id_of(resolver, each) == NULL) {
            return; /* WMI numbers them itself */
        }
    }
    const mb_element **by_id = mb_arena_array(resolver->scratch, count, sizeof *by_id);
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        const mb_value *id = id_of(resolver, each);
        if (id->u.magnitude >= count) {
            mb_report_check(resolver, MB_MSG_ID_GAP, id->span, method->name->text,
                            mb_arena_format(resolver->scratch, "%" PRIu32, count - 1),
                            mb_arena_format(resolver->scratch, "%" PRIu64, id->u.magnitude));
            return;
        }
        if (by_id[id->u.magnitude] != NULL) {
            report_twice(resolver, by_id[id->u.magnitude], each, id->u.magnitude);
            return;
        }
        by_id[id->u.magnitude] = each;
    }
}
