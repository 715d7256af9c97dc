/*
 * Lists of qualifiers, as they are written.
 */
#include "check/check.h"

/** The scopes that an element is in. What applies to classes applies to associations and indications: they are classes. */
static uint32_t scopes_of(const mb_element *element)
{
    switch ((mb_element_kind)element->kind) {
    case MB_ELEMENT_CLASS:
        return MB_SCOPE_CLASS | (element->owner->is_association ? (uint32_t)MB_SCOPE_ASSOCIATION : 0) |
               (element->owner->is_indication ? (uint32_t)MB_SCOPE_INDICATION : 0);
    case MB_ELEMENT_PROPERTY:
        return element->type == MB_TYPE_REFERENCE ? MB_SCOPE_PROPERTY | MB_SCOPE_REFERENCE : MB_SCOPE_PROPERTY;
    case MB_ELEMENT_METHOD:
        return MB_SCOPE_METHOD;
    case MB_ELEMENT_PARAMETER:
        return element->type == MB_TYPE_REFERENCE ? MB_SCOPE_PARAMETER | MB_SCOPE_REFERENCE : MB_SCOPE_PARAMETER;
    }
    return MB_SCOPE_ANY;
}

/** "class, property": the scopes of a rule, for a message. */
static const char *scopes_text(mb_check *check, uint32_t scopes)
{
    const char *text = "";
    for (unsigned bit = 0; 1u << bit < MB_SCOPE_ANY; bit++) {
        if ((scopes >> bit & 1) != 0) {
            text = mb_arena_format(check->scratch, "%s%s%s", text, text[0] != '\0' ? ", " : "", mb_scope_name(bit));
        }
    }
    return text;
}

/** To WMI, Max and Min of an array are the number of its items. */
static bool is_size_of_array(const mb_check *check, const mb_element *element, const mb_qualifier_rule *rule)
{
    return element->is_array && (rule->id == MB_Q_MAX || rule->id == MB_Q_MIN) &&
           check->written->unit->dialect != MB_DIALECT_DMTF;
}

/** Warns once for each qualifier and kind of element: who puts Read on parameters does so a thousand times. */
static void check_scope(mb_check *check, const mb_element *element, const mb_qualifier *qualifier,
                        const mb_qualifier_rule *rule, mb_rule_seen *seen)
{
    if (rule->scopes == 0 || (rule->scopes & (scopes_of(element) | MB_SCOPE_ANY)) != 0 ||
        is_size_of_array(check, element, rule)) {
        return;
    }
    uint32_t kind = UINT32_C(1) << element->kind;
    if ((seen->kinds_told & kind) != 0) {
        return;
    }
    seen->kinds_told |= kind;
    mb_report_check(check, MB_MSG_QUALIFIER_SCOPE, mb_qualifier_name_span(qualifier), qualifier->name->text,
                    mb_element_kind_name(element), scopes_text(check, rule->scopes));
}

/** A qualifier without a declared type takes that of its values, so these have to be of one. */
static void check_mixed(mb_check *check, const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier->value;
    const mb_value *first = value != NULL && value->kind == MB_VALUE_ARRAY ? value->u.first : NULL;
    const mb_value *other = first;
    while (other != NULL && other->kind == first->kind) {
        other = other->next;
    }
    if (other != NULL && other->kind != MB_VALUE_NULL && first->kind != MB_VALUE_NULL) {
        mb_report_check(check, MB_MSG_QUALIFIER_MIXED, other->span, qualifier->name->text, mb_value_kind_text(first),
                        mb_value_kind_text(other));
    }
}

static void report_misfit(mb_check *check, const mb_misfit *misfit, const mb_symbol *name, bool is_array)
{
    static const char *const endings[2][2] = {{"", "; a string stands in quotes"},
                                              {"[]", "[]; a string stands in quotes"}};
    const mb_type_word type =
        (mb_type_word)(misfit->declaration != NULL ? misfit->declaration->type : misfit->rule->type);
    mb_report_check(check, MB_MSG_QUALIFIER_TYPE, misfit->span, name->text, mb_type_word_name(type),
                    endings[is_array][misfit->is_unquoted]);
}

static void check_type(mb_check *check, const mb_qualifier *qualifier, const mb_qualifier_rule *rule)
{
    const mb_value *value = qualifier->value;
    const mb_type_word type = (mb_type_word)rule->type;
    if (type == MB_TYPE_VOID) {
        check_mixed(check, qualifier);
        return;
    }
    const mb_misfit *misfit = mb_noted_of(&check->misfits, qualifier);
    if (misfit != NULL) {
        report_misfit(check, misfit, qualifier->name, rule->is_array);
    }
    if (value != NULL && value->kind == MB_VALUE_INTEGER && !mb_value_fits(value, type)) {
        mb_report_check(check, MB_MSG_QUALIFIER_RANGE, value->span, mb_number_text(value, check->scratch),
                        qualifier->name->text, mb_range_text(type, check->scratch));
    }
}

/** Of the values in declarations of qualifiers. */
void mb_check_declarations(mb_check *check)
{
    for (const mb_production *each = check->written->unit->first; each != NULL; each = each->next) {
        const mb_misfit *misfit = each->kind == MB_QUALIFIER_DECLARATION ? mb_noted_of(&check->misfits, each) : NULL;
        if (misfit != NULL) {
            report_misfit(check, misfit, each->name, each->is_array);
        }
    }
}

/** Key(false) where that is true: who wrote it meant something else. */
static void check_presence(mb_check *check, const mb_qualifier *qualifier, const mb_qualifier_rule *rule)
{
    const mb_value *value = qualifier->value;
    if (rule->is_true_by_presence && value != NULL && value->kind == MB_VALUE_BOOLEAN && !value->boolean) {
        mb_report(check->diag, MB_MSG_QUALIFIER_FALSE_IGNORED, mb_qualifier_span(qualifier), qualifier->name->text,
                  qualifier->name->text);
    }
}

static bool uses_agree(const mb_qualifier_rule *rule, const mb_qualifier *a, const mb_qualifier *b)
{
    if (rule->type == MB_TYPE_BOOLEAN) {
        return mb_qualifier_truth(rule, a) == mb_qualifier_truth(rule, b);
    }
    return mb_values_equal(a->value, b->value);
}

/** The use above an element that is DisableOverride; NULL where the element may say what it likes. */
static const mb_qualifier *fixed_above(const mb_check *check, const mb_element *element, const mb_symbol *name,
                                       const mb_qualifier_rule *rule, const mb_element **holder)
{
    for (const mb_element *at = mb_element_parent(element); at != NULL; at = mb_element_parent(at)) {
        const mb_qualifier *inherited = mb_find_qualifier(mb_element_qualifiers(at), name);
        if (inherited == NULL) {
            continue;
        }
        if (mb_is_restricted(check->schema, inherited)) {
            return NULL;
        }
        if (mb_is_fixed(rule, inherited)) {
            *holder = at;
            return inherited;
        }
    }
    return NULL;
}

/** A qualifier that is DisableOverride above keeps its value below, whatever the flavors in between. */
static void check_fixed(mb_check *check, const mb_element *element, const mb_qualifier *qualifier,
                        const mb_qualifier_rule *rule)
{
    const mb_element *holder = NULL;
    if (!rule->is_fixed_somewhere) {
        return;
    }
    const mb_qualifier *inherited = fixed_above(check, element, qualifier->name->fold, rule, &holder);
    if (inherited == NULL) {
        return;
    }
    bool is_reported = false;
    if (!uses_agree(rule, qualifier, inherited)) {
        mb_report(check->diag, MB_MSG_QUALIFIER_FIXED, mb_qualifier_span(qualifier), qualifier->name->text,
                  element->name->text, holder->owner->element.name->text);
        is_reported = true;
    } else if ((qualifier->flavors & MB_FLAVOR_ENABLEOVERRIDE) != 0) {
        is_reported = mb_report_check(check, MB_MSG_QUALIFIER_ENABLED, mb_qualifier_span(qualifier),
                                      qualifier->name->text, holder->owner->element.name->text);
    }
    if (is_reported) {
        mb_report_note(check->diag, MB_MSG_SET_HERE, mb_qualifier_span(inherited));
    }
}

mb_rule_seen *mb_enter_use(mb_check *check, const mb_qualifier *qualifier, const mb_qualifier_rule *rule, uint32_t list)
{
    mb_rule_seen *seen = &check->seen[rule->number];
    if (seen->list == list) {
        mb_report(check->diag, MB_MSG_QUALIFIER_TWICE, mb_qualifier_name_span(qualifier), qualifier->name->text);
        mb_report_note(check->diag, MB_MSG_FIRST_HERE, mb_qualifier_name_span(seen->site));
        return NULL;
    }
    seen->list = list;
    seen->site = qualifier;
    return seen;
}

/** A list as it is written: duplicates, types, scopes, flavors. */
void mb_check_qualifiers(mb_check *check, const mb_element *element)
{
    const uint32_t list = ++check->list_count;
    for (const mb_qualifier *each = mb_element_qualifiers(element); each != NULL; each = each->next) {
        const mb_qualifier_rule *rule = mb_rule_of(check->schema, each->name);
        mb_rule_seen *seen = mb_enter_use(check, each, rule, list);
        if (seen == NULL) {
            continue;
        }
        if (each->flavors != 0 && mb_flavors_conflict(each->flavors)) {
            mb_report(check->diag, MB_MSG_FLAVORS_CONFLICT, mb_qualifier_span(each), each->name->text);
        }
        if (!rule->is_known && !seen->is_told_unknown) {
            seen->is_told_unknown = true;
            mb_check_unknown(check, each);
        }
        check_type(check, each, rule);
        check_presence(check, each, rule);
        check_scope(check, element, each, rule, seen);
        check_fixed(check, element, each, rule);
    }
}
