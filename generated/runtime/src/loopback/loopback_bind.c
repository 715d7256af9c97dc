/**
 * @file
 * A query and the class that it selects from: its properties, and its literals in the types of those.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* System properties of an instance that a query may name. */
static const char *const SYSTEM_PROPERTIES[] = {
    "__CLASS",   "__PATH", "__RELPATH", "__NAMESPACE",  "__SERVER",         "__SUPERCLASS",
    "__DYNASTY", "__THIS", "__GENUS",   "__DERIVATION", "__PROPERTY_COUNT",
};

bool wmip_loopback_is_system_property(const char *name)
{
    size_t i;
    for (i = 0; i < sizeof SYSTEM_PROPERTIES / sizeof SYSTEM_PROPERTIES[0]; i++) {
        if (wmip_equal_names(SYSTEM_PROPERTIES[i], name)) {
            return true;
        }
    }
    return false;
}

static wmi_status refuse_comparison(const wmi_class_info *info, const wql_node *node, const char *why, wmi_error *error)
{
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY, "The query compares %s.%s %s", info->name,
                    node->property, why);
}

static bool is_number(wmi_type type)
{
    return type != WMI_TYPE_BOOLEAN && type <= WMI_TYPE_CHAR16;
}

const char *wmip_loopback_settle(wmi_type type, wql_operation operation, wql_literal *literal)
{
    if (type == WMI_TYPE_BOOLEAN) {
        if (literal->kind == WQL_INTEGER) {
            literal->boolean = literal->integer.magnitude != 0;
        } else if (literal->kind == WQL_TEXT &&
                   (wmip_equal_names(literal->text, "TRUE") || wmip_equal_names(literal->text, "FALSE"))) {
            literal->boolean = wmip_equal_names(literal->text, "TRUE");
        } else if (literal->kind != WQL_BOOLEAN) {
            return "(a boolean) with something else";
        }
        literal->kind = WQL_BOOLEAN;
        return operation == WQL_EQUAL || operation == WQL_NOT_EQUAL ? NULL : "(a boolean) with other than = and <>";
    }
    if (is_number(type)) {
        if (literal->kind == WQL_TEXT && wmip_integer_parse(literal->text, &literal->integer)) {
            literal->kind = WQL_INTEGER;
            literal->real = wmip_integer_real(literal->integer);
        } else if (literal->kind == WQL_TEXT && wmip_real_parse(literal->text, &literal->real)) {
            literal->kind = WQL_REAL;
        }
        return literal->kind == WQL_INTEGER || literal->kind == WQL_REAL ? NULL : "(a number) with something else";
    }
    if (type == WMI_TYPE_DATETIME) {
        if (literal->kind != WQL_DATETIME &&
            (literal->kind != WQL_TEXT || !wmi_datetime_parse(literal->text, &literal->datetime))) {
            return "(a datetime) with something else";
        }
        literal->kind = WQL_DATETIME;
        return NULL;
    }
    if (type == WMI_TYPE_STRING || type == WMI_TYPE_REFERENCE) {
        literal->kind = WQL_TEXT;
        return literal->text != NULL ? NULL : "(a string) with something else";
    }
    return "(an object), which can only be NULL, not NULL or ISA a class";
}

/* The field of a property; NULL of a system property. */
static wmi_status find_field(const wmi_class_info *info, const char *name, const wmi_field **field, wmi_error *error)
{
    *field = NULL;
    if (wmip_loopback_is_system_property(name)) {
        return WMI_OK;
    }
    *field = wmip_loopback_field(info->fields, info->field_count, name);
    return *field != NULL ? WMI_OK
                          : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                                     "The query names %s.%s, which the class does not have", info->name, name);
}

static bool is_text(wmi_type type)
{
    return type == WMI_TYPE_STRING || type == WMI_TYPE_REFERENCE;
}

bool wmip_loopback_comparable(wmi_type a, wmi_type b)
{
    return (is_number(a) && is_number(b)) || (is_text(a) && is_text(b)) ||
           (a == b && (a == WMI_TYPE_BOOLEAN || a == WMI_TYPE_DATETIME));
}

/* @return what is wrong; NULL when nothing is. */
static const char *bind_other(const wql_node *node, wmi_type type)
{
    wmi_type other = node->other_field != NULL ? (wmi_type)node->other_field->type : WMI_TYPE_STRING;
    if (node->other_field != NULL && (node->other_field->flags & WMI_FIELD_ARRAY) != 0) {
        return "with an array";
    }
    if (type == WMI_TYPE_BOOLEAN && node->operation != WQL_EQUAL && node->operation != WQL_NOT_EQUAL) {
        return "(a boolean) with other than = and <>";
    }
    return wmip_loopback_comparable(type, other) ? NULL : "with a property of another kind";
}

static wmi_status bind_operand(wql_node *node, const wmi_class_info *info, wmi_error *error)
{
    wmi_type type = WMI_TYPE_STRING;
    const char *problem = NULL;
    wmi_status status = find_field(info, node->property, &node->field, error);
    if (status == WMI_OK && node->other != NULL) {
        status = find_field(info, node->other, &node->other_field, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    if (node->field != NULL) {
        type = (wmi_type)node->field->type;
        if ((node->field->flags & WMI_FIELD_ARRAY) != 0 && node->kind != WQL_IS_NULL) {
            return refuse_comparison(info, node, "(an array), which can only be NULL or not NULL", error);
        }
    }
    if (node->kind == WQL_COMPARE) {
        problem =
            node->other != NULL ? bind_other(node, type) : wmip_loopback_settle(type, node->operation, &node->literal);
    } else if (node->kind == WQL_LIKE && !wmip_type_is_text(type)) {
        problem = "(no string) by LIKE";
    } else if (node->kind == WQL_ISA && node->field != NULL && !wmip_type_is_text(type) && type != WMI_TYPE_OBJECT) {
        problem = "(which holds no class) by ISA";
    }
    return problem != NULL ? refuse_comparison(info, node, problem, error) : WMI_OK;
}

/* The parser bounds how deep the tree is. */
static wmi_status bind_node(wql_node *node, const wmi_class_info *info, wmi_error *error)
{
    wmi_status status = WMI_OK;
    wql_node *child;
    if (node->kind != WQL_AND && node->kind != WQL_OR && node->kind != WQL_NOT) {
        return bind_operand(node, info, error);
    }
    for (child = node->first; child != NULL && status == WMI_OK; child = child->next) {
        status = bind_node(child, info, error);
    }
    return status;
}

wmi_status wmip_loopback_bind(wql_query *query, const wmi_class_info *info, wmi_error *error)
{
    const wql_name *name;
    for (name = query->names; name != NULL; name = name->next) {
        if (!wmip_loopback_is_system_property(name->name) &&
            wmip_loopback_field(info->fields, info->field_count, name->name) == NULL) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                            "The query selects %s.%s, which the class does not have", info->name, name->name);
        }
    }
    return query->where != NULL ? bind_node(query->where, info, error) : WMI_OK;
}
