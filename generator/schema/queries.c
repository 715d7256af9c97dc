/*
 * What those who print a model ask of it: qualifiers of any name.
 */
#include "schema/resolver.h"

/** Whether an element between `from` and `end`, which is left out, has a qualifier of that name. */
static bool is_hidden(const mb_element *from, const mb_element *end, const mb_symbol *name)
{
    for (; from != end; from = mb_element_parent(from)) {
        if (mb_find_qualifier(mb_element_qualifiers(from), name) != NULL) {
            return true;
        }
    }
    return false;
}

size_t mb_element_all_qualifiers(const mb_schema *schema, const mb_element *element, mb_arena *arena,
                                 const mb_qualifier_use **out)
{
    size_t most = 0, count = 0;

    for (const mb_element *at = element; at != NULL; at = mb_element_parent(at)) {
        for (const mb_qualifier *each = mb_element_qualifiers(at); each != NULL; each = each->next) {
            most++;
        }
    }
    mb_qualifier_use *uses = mb_arena_array(arena, most, sizeof *uses);
    for (const mb_element *at = element; at != NULL; at = mb_element_parent(at)) {
        for (const mb_qualifier *each = mb_element_qualifiers(at); each != NULL; each = each->next) {
            bool is_kept = at == element || !mb_is_restricted(schema, each);
            if (is_kept && !is_hidden(element, at, each->name->fold)) {
                uses[count].qualifier = each;
                uses[count++].holder = at;
            }
        }
    }
    *out = uses;
    return count;
}

const mb_production *mb_qualifier_declaration(const mb_schema *schema, const mb_symbol *name)
{
    const mb_qualifier_rule *rule = mb_rule_of(schema, name);

    return rule != NULL ? rule->declaration : NULL;
}

static mb_type_word type_of_integer(const mb_value *value)
{
    return mb_integer_fits(MB_TYPE_SINT32, value->u.magnitude, value->negative)   ? MB_TYPE_SINT32
           : mb_integer_fits(MB_TYPE_SINT64, value->u.magnitude, value->negative) ? MB_TYPE_SINT64
                                                                                  : MB_TYPE_UINT64;
}

/** The type that a literal shows, as WMI tells it; NULL shows none. */
static mb_type_word type_of_value(const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_BOOLEAN:
        return MB_TYPE_BOOLEAN;
    case MB_VALUE_INTEGER:
        return type_of_integer(value);
    case MB_VALUE_REAL:
        return MB_TYPE_REAL64;
    case MB_VALUE_CHAR16:
        return MB_TYPE_CHAR16;
    default:
        return MB_TYPE_STRING;
    }
}

/** The widest of the types of a list's integers; of another list that of its first value. */
static mb_type_word type_of_list(const mb_value *first)
{
    mb_type_word type = MB_TYPE_STRING;
    bool is_first = true;

    for (; first != NULL; first = first->next) {
        if (first->kind == MB_VALUE_NULL) {
            continue;
        }
        mb_type_word each = type_of_value(first);
        if (is_first || (first->kind == MB_VALUE_INTEGER && each > type && type <= MB_TYPE_UINT64)) {
            type = each;
        }
        is_first = false;
    }
    return type;
}

mb_type_word mb_qualifier_type(const mb_schema *schema, const mb_qualifier *qualifier, bool *is_array)
{
    const mb_qualifier_rule *rule = mb_rule_of(schema, qualifier->name);
    const mb_value *value = qualifier->value;

    if (rule != NULL && rule->type != MB_TYPE_VOID) {
        *is_array = rule->is_array;
        return (mb_type_word)rule->type;
    }
    *is_array = value != NULL && value->kind == MB_VALUE_ARRAY;
    if (value == NULL) {
        return MB_TYPE_BOOLEAN;
    }
    return *is_array ? type_of_list(value->u.first) : type_of_value(value);
}

uint32_t mb_qualifier_flavors(const mb_schema *schema, const mb_qualifier *qualifier)
{
    static const struct {
        uint32_t all; /**< of which one is in force */
        uint32_t if_none;
    } choices[] = {
        {MB_FLAVOR_ENABLEOVERRIDE | MB_FLAVOR_DISABLEOVERRIDE, MB_FLAVOR_ENABLEOVERRIDE},
        {MB_FLAVOR_TOSUBCLASS | MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS, MB_FLAVOR_TOSUBCLASS},
        {MB_FLAVOR_TOINSTANCE | MB_FLAVOR_NOTTOINSTANCE, 0},
    };
    const mb_qualifier_rule *rule = mb_rule_of(schema, qualifier->name);
    uint32_t flavors = qualifier->flavors, implied = rule != NULL ? rule->flavors : 0;

    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if ((flavors & choices[i].all) != 0) {
            implied &= ~choices[i].all;
        } else if ((implied & choices[i].all) == 0) {
            implied |= choices[i].if_none;
        }
    }
    return flavors | implied;
}
