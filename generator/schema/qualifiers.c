#include "schema/resolver.h"

static bool class_is(const mb_resolver *resolver, const mb_class *cls, mb_qualifier_id id)
{
    const mb_class *super = cls->super;
    if (super != NULL && (id == MB_Q_ASSOCIATION ? super->is_association : super->is_indication)) {
        return true;
    }
    const mb_qualifier *own = mb_find_qualifier(cls->element.qualifiers, resolver->index->names[id]);
    return own != NULL && mb_qualifier_truth(resolver->index->known[id], own);
}

uint32_t mb_element_scopes(const mb_resolver *resolver, const mb_element *element)
{
    switch ((mb_element_kind)element->kind) {
    case MB_ELEMENT_CLASS: {
        /* What applies to classes applies to associations and indications: they are classes. */
        uint32_t scopes = MB_SCOPE_CLASS;
        scopes |= class_is(resolver, element->owner, MB_Q_ASSOCIATION) ? (uint32_t)MB_SCOPE_ASSOCIATION : 0;
        scopes |= class_is(resolver, element->owner, MB_Q_INDICATION) ? (uint32_t)MB_SCOPE_INDICATION : 0;
        return scopes;
    }
    case MB_ELEMENT_PROPERTY:
        return element->type == MB_TYPE_REFERENCE ? MB_SCOPE_PROPERTY | MB_SCOPE_REFERENCE : MB_SCOPE_PROPERTY;
    case MB_ELEMENT_METHOD:
        return MB_SCOPE_METHOD;
    case MB_ELEMENT_PARAMETER:
        return element->type == MB_TYPE_REFERENCE ? MB_SCOPE_PARAMETER | MB_SCOPE_REFERENCE : MB_SCOPE_PARAMETER;
    }
    return MB_SCOPE_ANY;
}

const char *mb_element_kind_name(const mb_element *element)
{
    static const char *const names[] = {"class", "property", "method", "parameter"};
    return names[element->kind];
}

/** "class, property": the scopes of a rule, for a message. */
static const char *scopes_text(mb_resolver *resolver, uint32_t scopes)
{
    const char *text = "";
    for (unsigned bit = 0; 1u << bit < MB_SCOPE_ANY; bit++) {
        if ((scopes >> bit & 1) != 0) {
            text = mb_arena_format(resolver->scratch, "%s%s%s", text, text[0] != '\0' ? ", " : "", mb_scope_name(bit));
        }
    }
    return text;
}

/** To WMI, Max and Min of an array are the number of its items. */
static bool is_size_of_array(const mb_resolver *resolver, const mb_element *element, const mb_qualifier_rule *rule)
{
    const mb_qualifier_rule *const *known = (const mb_qualifier_rule *const *)resolver->index->known;
    return element->is_array && (rule == known[MB_Q_MAX] || rule == known[MB_Q_MIN]) &&
           resolver->unit->dialect != MB_DIALECT_DMTF;
}

/** Warns once for each qualifier and kind of element: who puts Read on parameters does so a thousand times. */
static void check_scope(mb_resolver *resolver, const mb_element *element, const mb_qualifier *qualifier,
                        const mb_qualifier_rule *rule, uint32_t scopes)
{
    if (rule->scopes == 0 || (rule->scopes & (scopes | MB_SCOPE_ANY)) != 0 ||
        is_size_of_array(resolver, element, rule)) {
        return;
    }
    mb_name_entry *told = mb_name_map_at(&resolver->out_of_scope, qualifier->name);
    uint32_t kind = UINT32_C(1) << element->kind;
    if ((told->stamp & kind) != 0) {
        return;
    }
    told->stamp |= kind;
    mb_report_check(resolver, MB_MSG_QUALIFIER_SCOPE, mb_qualifier_name_span(qualifier), qualifier->name->text,
                    mb_element_kind_name(element), scopes_text(resolver, rule->scopes));
}

/** ValueMap{1, 2} */
static bool begins_with_integer(const mb_value *value)
{
    const mb_value *first = value->kind == MB_VALUE_ARRAY ? value->u.first : value;
    return first != NULL && first->kind == MB_VALUE_INTEGER;
}

/** A qualifier without a declared type takes that of its values, so these have to be of one. */
static void check_mixed(mb_resolver *resolver, const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier->value;
    const mb_value *first = value != NULL && value->kind == MB_VALUE_ARRAY ? value->u.first : NULL;
    const mb_value *other = first;
    while (other != NULL && other->kind == first->kind) {
        other = other->next;
    }
    if (other != NULL && other->kind != MB_VALUE_NULL && first->kind != MB_VALUE_NULL) {
        mb_report_check(resolver, MB_MSG_QUALIFIER_MIXED, other->span, qualifier->name->text, mb_value_kind_text(first),
                        mb_value_kind_text(other));
    }
}

static void check_type(mb_resolver *resolver, const mb_qualifier *qualifier, const mb_qualifier_rule *rule)
{
    const mb_value *value = qualifier->value;
    bool suits = true;
    if (rule->type == MB_TYPE_VOID) {
        check_mixed(resolver, qualifier);
        return;
    }
    if (value == NULL) {
        /* Bare: true, or the declared default where there is one. */
        bool has_default =
            rule->default_text != NULL || (rule->declaration != NULL && rule->declaration->value != NULL);
        suits = rule->type == MB_TYPE_BOOLEAN || has_default;
    } else {
        suits = mb_value_suits(value, (mb_type_word)rule->type, rule->is_array);
    }
    if (!suits) {
        static const char *const endings[2][2] = {{"", "; a string stands in quotes"},
                                                  {"[]", "[]; a string stands in quotes"}};
        bool is_unquoted = rule->type == MB_TYPE_STRING && value != NULL && begins_with_integer(value);
        const mb_value *item = value == NULL ? NULL : mb_unsuited_item(value, (mb_type_word)rule->type, rule->is_array);
        const mb_span span = item != NULL ? item->span : mb_qualifier_span(qualifier);
        mb_report_check(resolver, MB_MSG_QUALIFIER_TYPE, span, qualifier->name->text,
                        mb_type_word_name((mb_type_word)rule->type), endings[rule->is_array][is_unquoted]);
        if (value != NULL) {
            mb_convert_argument(resolver, qualifier->value, (mb_type_word)rule->type);
        }
    }
    if (value != NULL && value->kind == MB_VALUE_INTEGER && !mb_value_fits(value, (mb_type_word)rule->type)) {
        mb_report_check(resolver, MB_MSG_QUALIFIER_RANGE, value->span, mb_number_text(resolver, value),
                        qualifier->name->text, mb_range_text(resolver, (mb_type_word)rule->type));
    }
}

/** Key(false) where that is true: who wrote it meant something else. */
static void check_presence(mb_resolver *resolver, const mb_qualifier *qualifier, const mb_qualifier_rule *rule)
{
    const mb_value *value = qualifier->value;
    if (rule->is_true_by_presence && value != NULL && value->kind == MB_VALUE_BOOLEAN && !value->boolean) {
        mb_report(resolver->diag, MB_MSG_QUALIFIER_FALSE_IGNORED, mb_qualifier_span(qualifier), qualifier->name->text,
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
static const mb_qualifier *fixed_above(const mb_resolver *resolver, const mb_element *element, const mb_symbol *name,
                                       const mb_qualifier_rule *rule, const mb_element **holder)
{
    for (const mb_element *at = mb_element_parent(element); at != NULL; at = mb_element_parent(at)) {
        const mb_qualifier *inherited = mb_find_qualifier(at->qualifiers, name);
        if (inherited == NULL) {
            continue;
        }
        if (mb_is_restricted(resolver->index, inherited)) {
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
static void check_fixed(mb_resolver *resolver, const mb_element *element, const mb_qualifier *qualifier,
                        const mb_qualifier_rule *rule)
{
    const mb_element *holder = NULL;
    if (!rule->is_fixed_somewhere) {
        return;
    }
    const mb_qualifier *inherited = fixed_above(resolver, element, qualifier->name->fold, rule, &holder);
    if (inherited == NULL) {
        return;
    }
    bool is_reported = false;
    if (!uses_agree(rule, qualifier, inherited)) {
        mb_report(resolver->diag, MB_MSG_QUALIFIER_FIXED, mb_qualifier_span(qualifier), qualifier->name->text,
                  element->name->text, holder->owner->element.name->text);
        is_reported = true;
    } else if ((qualifier->flavors & MB_FLAVOR_ENABLEOVERRIDE) != 0) {
        is_reported = mb_report_check(resolver, MB_MSG_QUALIFIER_ENABLED, mb_qualifier_span(qualifier),
                                      qualifier->name->text, holder->owner->element.name->text);
    }
    if (is_reported) {
        mb_report_note(resolver->diag, MB_MSG_SET_HERE, mb_qualifier_span(inherited));
    }
}

/** Enters a qualifier into the current list. @return its rule; NULL where the list has it already. */
static mb_qualifier_rule *enter_qualifier(mb_resolver *resolver, const mb_qualifier *qualifier)
{
    mb_qualifier_rule *rule = mb_qualifier_rule_at(resolver, qualifier->name);
    if (rule->stamp == resolver->stamp) {
        mb_report(resolver->diag, MB_MSG_QUALIFIER_TWICE, mb_qualifier_name_span(qualifier), qualifier->name->text);
        mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, mb_qualifier_name_span(rule->site));
        return NULL;
    }
    rule->stamp = resolver->stamp;
    rule->site = qualifier;
    resolver->concerns |= rule->concerns;
    return rule;
}

void mb_check_qualifiers(mb_resolver *resolver, const mb_element *element)
{
    uint32_t scopes = mb_element_scopes(resolver, element);
    resolver->stamp++;
    resolver->concerns = 0;
    for (const mb_qualifier *qualifier = element->qualifiers; qualifier != NULL; qualifier = qualifier->next) {
        mb_qualifier_rule *rule = enter_qualifier(resolver, qualifier);
        if (rule == NULL) {
            continue;
        }
        if (qualifier->flavors != 0) {
            rule->is_fixed_somewhere =
                rule->is_fixed_somewhere || (qualifier->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
            if (mb_flavors_conflict(qualifier->flavors)) {
                mb_report(resolver->diag, MB_MSG_FLAVORS_CONFLICT, mb_qualifier_span(qualifier), qualifier->name->text);
            }
        }
        if (!rule->is_known) {
            mb_check_unknown_qualifier(resolver, qualifier, rule);
        }
        check_type(resolver, qualifier, rule);
        check_presence(resolver, qualifier, rule);
        check_scope(resolver, element, qualifier, rule, scopes);
        check_fixed(resolver, element, qualifier, rule);
    }
    resolver->concerns_ever |= resolver->concerns;
}

void mb_check_instance_qualifiers(mb_resolver *resolver, const mb_qualifier *list)
{
    resolver->stamp++;
    for (; list != NULL; list = list->next) {
        mb_qualifier_rule *rule = enter_qualifier(resolver, list);
        if (rule != NULL && !rule->is_known) {
            mb_check_unknown_qualifier(resolver, list, rule);
        }
    }
}

const mb_qualifier *mb_own_qualifier(const mb_resolver *resolver, mb_qualifier_id id)
{
    const mb_qualifier_rule *rule = resolver->index->known[id];
    return rule->stamp == resolver->stamp ? rule->site : NULL;
}

bool mb_own_flag(const mb_resolver *resolver, mb_qualifier_id id)
{
    const mb_qualifier *own = mb_own_qualifier(resolver, id);
    return own != NULL && mb_qualifier_truth(resolver->index->known[id], own);
}
