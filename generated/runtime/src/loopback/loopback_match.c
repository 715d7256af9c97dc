/**
 * @file
 * Whether a query selects an instance, or an event.
 */
#include "loopback/loopback_match.h"
#include "path/path.h"

#include <string.h>

static const char *system_text(const char *name, const wmi_object *object, const char *ns)
{
    const char *const *ancestor = object->derivation;
    if (wmip_equal_names(name, "__CLASS") || wmip_equal_names(name, "__THIS")) {
        return object->class_name;
    }
    if (wmip_equal_names(name, "__PATH")) {
        return object->path;
    }
    if (wmip_equal_names(name, "__RELPATH")) { /* no class or namespace has a colon */
        const char *colon = object->path != NULL ? strchr(object->path, ':') : NULL;
        return colon != NULL ? colon + 1 : object->path;
    }
    if (wmip_equal_names(name, "__NAMESPACE")) {
        return ns;
    }
    if (wmip_equal_names(name, "__SERVER")) {
        return ".";
    }
    if (ancestor == NULL || wmip_equal_names(name, "__SUPERCLASS")) {
        return ancestor != NULL ? ancestor[0] : NULL;
    }
    while (ancestor[0] != NULL && ancestor[1] != NULL) { /* __DYNASTY: the topmost ancestor */
        ancestor++;
    }
    return ancestor[0] != NULL ? ancestor[0] : object->class_name;
}

/* The class of what a property holds: of an instance, or of the one that a path names. */
static wmi_status class_held(const wmi_value *value, wmi_type type, char **name, wmi_error *error)
{
    wmi_status status = WMI_OK;
    *name = NULL;
    if (type == WMI_TYPE_OBJECT) {
        *name = value->u.object != NULL ? wmi_copy_text(value->u.object->class_name) : NULL;
        return *name != NULL || value->u.object == NULL ? WMI_OK : wmip_no_memory(error);
    }
    if (type == WMI_TYPE_REFERENCE) {
        wmi_path path;
        status = wmi_path_parse(value->u.string, &path, NULL);
        if (status == WMI_OK) {
            *name = wmi_copy_text(path.class_name);
            status = *name != NULL ? WMI_OK : WMI_NO_MEMORY;
            wmi_path_clear(&path);
        }
    } else {
        wmi_embedded text = wmi_embedded_of_text(value->u.string);
        status = wmi_embedded_class(&text, name, NULL);
    }
    return status == WMI_NO_MEMORY ? wmip_no_memory(error)
                                   : WMI_OK; /* text that names no class is no instance of any */
}

/* What stands on one side of a comparison: a value, or the text of a system property; neither where there is none. */
typedef struct operand {
    const wmi_value *value;
    const char *text;
} operand;

/* Follows `TargetInstance.Name`. */
static operand find_operand(const wql_row *row, const char *name)
{
    const wmi_object *object = row->object;
    const char *dot = strchr(name, '.');
    operand found = {NULL, NULL};
    while (dot != NULL) {
        const wmi_value *inner = NULL;
        size_t i;
        for (i = 0; i < object->count && inner == NULL; i++) {
            const wmi_property *property = &object->properties[i];
            if (wmip_equal_slice(name, (size_t)(dot - name), property->name)) {
                inner = &property->value;
            }
        }
        if (inner == NULL || inner->type != WMI_TYPE_OBJECT || inner->is_array || wmip_value_is_null(inner)) {
            return found;
        }
        object = inner->u.object;
        name = dot + 1;
        dot = strchr(name, '.');
    }
    if (wmip_loopback_is_system_property(name)) {
        found.text = system_text(name, object, row->ns);
    } else {
        found.value = wmi_object_get(object, name);
    }
    return found;
}

static bool is_null(operand o)
{
    return o.value != NULL ? wmip_value_is_null(o.value) : o.text == NULL;
}

static wmi_status match_class(const wql_node *node, const wql_row *row, operand left, wql_truth *result,
                              wmi_error *error)
{
    char *name = NULL;
    const char *text = left.text;
    wmi_status status = WMI_OK;
    if (left.value != NULL) {
        status = class_held(left.value, left.value->type, &name, error);
        text = name;
    }
    *result = wmip_loopback_truth_of(text != NULL && row->is_a(row->context, text, node->literal.text));
    wmi_free(name);
    return status;
}

/* What no rule of types lets compare is false: what an event embeds can be of any class. */
static wql_truth compare_operands(const wql_node *node, operand left, operand right)
{
    wmi_type type = left.value != NULL ? left.value->type : WMI_TYPE_STRING;
    wmi_type other = right.value != NULL ? right.value->type : WMI_TYPE_STRING;
    wql_literal literal = node->literal;
    if (right.value != NULL) {
        literal = wmip_loopback_literal_of(right.value);
    } else if (right.text != NULL) {
        literal.kind = WQL_TEXT;
        literal.text = right.text;
    }
    if ((left.value != NULL && left.value->is_array) || (right.value != NULL && right.value->is_array) ||
        (node->other != NULL && !wmip_loopback_comparable(type, other)) ||
        wmip_loopback_settle(type, node->operation, &literal) != NULL) {
        return WQL_FALSE;
    }
    return wmip_loopback_compare(node->operation, left.value, left.text, &literal);
}

static wql_truth compare_like(const wql_node *node, operand left)
{
    const char *text = left.text;
    if (left.value != NULL && !left.value->is_array && wmip_type_is_text(left.value->type)) {
        text = left.value->u.string;
    }
    return wmip_loopback_truth_of(text != NULL && wmip_wql_like(text, node->literal.text));
}

static wmi_status match_operand(const wql_node *node, const wql_row *row, wql_truth *result, wmi_error *error)
{
    operand left = find_operand(row, node->property);
    operand right = {NULL, NULL};
    if (node->kind == WQL_IS_NULL) {
        *result = wmip_loopback_truth_of(is_null(left) != node->negated);
        return WMI_OK;
    }
    if (node->other != NULL) {
        right = find_operand(row, node->other);
    }
    *result = WQL_UNKNOWN;
    if (is_null(left) || (node->other != NULL && is_null(right))) {
        return WMI_OK;
    }
    if (node->kind == WQL_ISA) {
        return match_class(node, row, left, result, error);
    }
    *result = node->kind == WQL_LIKE ? compare_like(node, left) : compare_operands(node, left, right);
    return WMI_OK;
}

static wmi_status match_node(const wql_node *node, const wql_row *row, wql_truth *result, wmi_error *error)
{
    const wql_node *child;
    wql_truth decided = node->kind == WQL_OR ? WQL_TRUE : WQL_FALSE; /* what one child decides for all */
    wmi_status status = WMI_OK;
    if (node->kind == WQL_NOT) {
        status = match_node(node->first, row, result, error);
        *result = *result == WQL_UNKNOWN ? WQL_UNKNOWN : wmip_loopback_truth_of(*result == WQL_FALSE);
        return status;
    }
    if (node->kind != WQL_AND && node->kind != WQL_OR) {
        return match_operand(node, row, result, error);
    }
    *result = node->kind == WQL_OR ? WQL_FALSE : WQL_TRUE;
    for (child = node->first; child != NULL && status == WMI_OK && *result != decided; child = child->next) {
        wql_truth one = WQL_UNKNOWN;
        status = match_node(child, row, &one, error);
        if (one == decided || one == WQL_UNKNOWN) {
            *result = one;
        }
    }
    return status;
}

wmi_status wmip_loopback_matches(const wql_query *query, const wql_row *row, bool *matches, wmi_error *error)
{
    wql_truth result = WQL_TRUE;
    wmi_status status = query->where != NULL ? match_node(query->where, row, &result, error) : WMI_OK;
    *matches = result == WQL_TRUE;
    return status;
}
