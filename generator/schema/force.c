/*
 * What qualifiers say, as it is in force (DSP0004 5.6).
 */
#include "schema/resolver.h"

const mb_qualifier *mb_find_qualifier(const mb_qualifier *list, const mb_symbol *name)
{
    while (list != NULL && list->name->fold != name) {
        list = list->next;
    }
    return list;
}

const mb_qualifier *mb_own_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    return mb_element_has_own(element, id)
               ? mb_find_qualifier(mb_element_qualifiers(element), mb_schema_record_of(schema)->names[id])
               : NULL;
}

const mb_qualifier *mb_element_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    if (!mb_element_has(element, id)) {
        return NULL;
    }
    while (!mb_element_has_own(element, id)) { /* what is in force somebody has */
        element = mb_element_parent(element);
    }
    return mb_own_qualifier(schema, element, id);
}

const mb_qualifier *mb_qualifier_in_force(const mb_schema *schema, const mb_element *element, const mb_symbol *name,
                                          const mb_element **holder)
{
    for (const mb_element *at = element; at != NULL; at = mb_element_parent(at)) {
        const mb_qualifier *qualifier = mb_find_qualifier(mb_element_qualifiers(at), name);
        if (qualifier != NULL) {
            *holder = at;
            /* What is restricted where it stands nearest also hides what stands above. */
            return at == element || !mb_is_restricted(schema, qualifier) ? qualifier : NULL;
        }
    }
    return NULL;
}

static mb_text text_of_value(const mb_value *value)
{
    mb_text none = {NULL, 0};
    if (value != NULL && value->kind == MB_VALUE_ARRAY) {
        value = value->u.first; /* Deprecated { "CIM_X" }: the first says it */
    }
    return value != NULL && value->kind == MB_VALUE_STRING ? mb_value_text(value) : none;
}

mb_text mb_element_text(const mb_schema *schema, const mb_element *element, mb_qualifier_id id)
{
    mb_text none = {NULL, 0};
    const mb_qualifier *qualifier = mb_element_qualifier(schema, element, id);
    if (qualifier == NULL) {
        return none;
    }
    if (qualifier->value != NULL) {
        return text_of_value(qualifier->value);
    }
    const mb_qualifier_rule *rule = mb_known_rule(schema, id);
    if (rule->declaration != NULL && rule->declaration->has_type) {
        return text_of_value(rule->declaration->value);
    }
    return rule->type == MB_TYPE_STRING && rule->default_text != NULL ? mb_text_of(rule->default_text) : none;
}

bool mb_element_integer(const mb_schema *schema, const mb_element *element, mb_qualifier_id id, mb_integer *out)
{
    const mb_qualifier *qualifier = mb_element_qualifier(schema, element, id);
    const mb_value *value = qualifier != NULL ? qualifier->value : NULL;
    if (value == NULL || value->kind != MB_VALUE_INTEGER) {
        return false;
    }
    *out = (mb_integer){value->u.magnitude, value->negative, false};
    return true;
}

bool mb_names_class(const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier != NULL ? qualifier->value : NULL;
    return value != NULL && value->kind == MB_VALUE_STRING && value->count != 0;
}

/*
 * Hyper-V's MOFs have a qualifier of their own for what DSP0004 calls EmbeddedInstance. Where an element has both, the
 * standard one counts, unless it names no class.
 */
const mb_qualifier *mb_own_embedded_instance(const mb_schema *schema, const mb_element *element)
{
    const mb_qualifier *instance = mb_own_qualifier(schema, element, MB_Q_EMBEDDEDINSTANCE);
    const mb_qualifier *hyperv = mb_own_qualifier(schema, element, MB_Q_HYPERVEMBEDDEDINSTANCE);
    return instance == NULL || (hyperv != NULL && !mb_names_class(instance)) ? hyperv : instance;
}
