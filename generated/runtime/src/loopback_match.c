/**
 * @file
 * WQL queries bound to a class, and matched with its instances.
 */
#include "loopback_internal.h"

#include <string.h>

/* System properties of an instance that a query may name. */
static const char *const SYSTEM_PROPERTIES[] = {
    "__CLASS", "__PATH", "__RELPATH", "__NAMESPACE", "__SERVER", "__SUPERCLASS", "__DYNASTY", "__THIS",
};

static bool is_system_property(const char *name)
{
    size_t i;
    for (i = 0; i < sizeof SYSTEM_PROPERTIES / sizeof SYSTEM_PROPERTIES[0]; i++) {
        if (wmi_equal_names(SYSTEM_PROPERTIES[i], name)) {
            return true;
        }
    }
    return false;
}

/* Binding. */

static wmi_status refuse(const wmi_class_info *info, const wql_node *node, const char *why, wmi_error *error)
{
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY, "The query compares %s.%s %s", info->name,
                    node->property, why);
}

static bool is_number(wmi_type type)
{
    return type != WMI_TYPE_BOOLEAN && type <= WMI_TYPE_CHAR16;
}

/* Gives the literal the kind that the property is compared as. @return what is wrong with it; NULL when nothing is. */
static const char *settle_literal(wmi_type type, wql_operation operation, wql_literal *literal)
{
    if (type == WMI_TYPE_BOOLEAN) {
        if (literal->kind == WQL_INTEGER) {
            literal->boolean = literal->integer.magnitude != 0;
        } else if (literal->kind == WQL_TEXT &&
                   (wmi_equal_names(literal->text, "TRUE") || wmi_equal_names(literal->text, "FALSE"))) {
            literal->boolean = wmi_equal_names(literal->text, "TRUE");
        } else if (literal->kind != WQL_BOOLEAN) {
            return "(a boolean) with something else";
        }
        literal->kind = WQL_BOOLEAN;
        return operation == WQL_EQUAL || operation == WQL_NOT_EQUAL ? NULL : "(a boolean) with other than = and <>";
    }
    if (is_number(type)) {
        if (literal->kind == WQL_TEXT && wmi_integer_parse(literal->text, &literal->integer)) {
            literal->kind = WQL_INTEGER;
            literal->real =
                literal->integer.negative ? -(double)literal->integer.magnitude : (double)literal->integer.magnitude;
        } else if (literal->kind == WQL_TEXT && wmi_real_parse(literal->text, &literal->real)) {
            literal->kind = WQL_REAL;
        }
        return literal->kind == WQL_INTEGER || literal->kind == WQL_REAL ? NULL : "(a number) with something else";
    }
    if (type == WMI_TYPE_DATETIME) {
        if (literal->kind != WQL_TEXT || !wmi_datetime_parse(literal->text, &literal->datetime)) {
            return "(a datetime) with something else";
        }
        literal->kind = WQL_DATETIME;
        return NULL;
    }
    if (type == WMI_TYPE_STRING || type == WMI_TYPE_REFERENCE) {
        literal->kind = WQL_TEXT;
        return NULL;
    }
    return "(an object), which can only be NULL, not NULL or ISA a class";
}

static wmi_status bind_operand(wql_node *node, const wmi_class_info *info, wmi_error *error)
{
    wmi_type type = WMI_TYPE_STRING;
    const char *problem = NULL;
    if (is_system_property(node->property)) {
        node->field = NULL;
    } else {
        node->field = wmi_loopback_field(info->fields, info->field_count, node->property);
        if (node->field == NULL) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                            "The query names %s.%s, which the class does not have", info->name, node->property);
        }
        type = (wmi_type)node->field->type;
        if ((node->field->flags & WMI_FIELD_ARRAY) != 0 && node->kind != WQL_IS_NULL) {
            return refuse(info, node, "(an array), which can only be NULL or not NULL", error);
        }
    }
    if (node->kind == WQL_COMPARE) {
        problem = settle_literal(type, node->operation, &node->literal);
    } else if (node->kind == WQL_LIKE && !wmi_type_is_text(type)) {
        problem = "(no string) by LIKE";
    } else if (node->kind == WQL_ISA && node->field != NULL && !wmi_type_is_text(type) && type != WMI_TYPE_OBJECT) {
        problem = "(which holds no class) by ISA";
    }
    return problem != NULL ? refuse(info, node, problem, error) : WMI_OK;
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

wmi_status wmi_wql_bind(wql_query *query, const wmi_class_info *info, wmi_error *error)
{
    const wql_name *name;
    for (name = query->names; name != NULL; name = name->next) {
        if (!is_system_property(name->name) &&
            wmi_loopback_field(info->fields, info->field_count, name->name) == NULL) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                            "The query selects %s.%s, which the class does not have", info->name, name->name);
        }
    }
    return query->where != NULL ? bind_node(query->where, info, error) : WMI_OK;
}

/* LIKE. */

static uint32_t next_character(const char **text)
{
    uint32_t code = 0;
    size_t length = wmi_utf8_decode(*text, &code);
    if (length == 0) { /* no UTF-8: byte by byte */
        code = (unsigned char)**text;
        length = 1;
    }
    *text += length;
    return code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code;
}

/* Behind the `]` of the set that starts at `set` (behind its `[`); NULL when it does not end. `]` may stand first. */
static const char *end_of_set(const char *set)
{
    if (*set == '^') {
        set++;
    }
    if (*set == ']') {
        set++;
    }
    set = strchr(set, ']');
    return set != NULL ? set + 1 : NULL;
}

static bool in_set(uint32_t character, const char *set, const char *end)
{
    bool negated = *set == '^';
    bool found = false;
    if (negated) {
        set++;
    }
    while (set < end - 1) {
        uint32_t low = next_character(&set);
        uint32_t high = low;
        if ((*set == '-' || *set == '=') && set + 1 < end - 1) {
            set++;
            high = next_character(&set);
        }
        found = found || (character >= low && character <= high);
    }
    return found != negated;
}

bool wmi_wql_like_valid(const char *pattern)
{
    while (*pattern != '\0') {
        if (*pattern++ == '[') {
            pattern = end_of_set(pattern);
            if (pattern == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* One character against one element of the pattern, other than %; moves both on. */
static bool match_one(const char **text, const char **pattern)
{
    const char *element = *pattern;
    uint32_t character = next_character(text);
    if (*element == '_') {
        *pattern = element + 1;
        return true;
    }
    if (*element == '[') {
        *pattern = end_of_set(element + 1);
        return in_set(character, element + 1, *pattern);
    }
    return next_character(pattern) == character;
}

/* Goes back only to the last %, so that no pattern takes more than length times length steps. */
bool wmi_wql_like(const char *text, const char *pattern)
{
    const char *after_star = NULL;
    const char *retry = NULL;
    while (*text != '\0') {
        if (*pattern == '%') {
            after_star = ++pattern;
            retry = text;
        } else if (*pattern == '\0' || !match_one(&text, &pattern)) {
            if (after_star == NULL) {
                return false;
            }
            (void)next_character(&retry);
            text = retry;
            pattern = after_star;
        }
    }
    while (*pattern == '%') {
        pattern++;
    }
    return *pattern == '\0';
}

/* Evaluating. */

typedef enum truth { FALSE_, TRUE_, UNKNOWN_ } truth;

static truth truth_of(bool value)
{
    return value ? TRUE_ : FALSE_;
}

static bool judge(wql_operation operation, int order)
{
    switch (operation) {
    case WQL_EQUAL:
        return order == 0;
    case WQL_NOT_EQUAL:
        return order != 0;
    case WQL_LESS:
        return order < 0;
    case WQL_NOT_GREATER:
        return order <= 0;
    case WQL_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int compare_text(const char *a, const char *b)
{
    for (;;) {
        uint32_t left = *a != '\0' ? next_character(&a) : 0;
        uint32_t right = *b != '\0' ? next_character(&b) : 0;
        if (left != right || left == 0) {
            return (left > right) - (left < right);
        }
    }
}

static int compare_integers(wmi_integer a, wmi_integer b)
{
    int order = (a.magnitude > b.magnitude) - (a.magnitude < b.magnitude);
    if (a.negative != b.negative) {
        return a.negative ? -1 : 1;
    }
    return a.negative ? -order : order;
}

/* @return false for a real. */
static bool integer_of(const wmi_value *value, wmi_integer *out)
{
    int64_t number;
    out->negative = false;
    if (value->type == WMI_TYPE_UINT64) {
        out->magnitude = value->u.uint64;
    } else if (value->type == WMI_TYPE_CHAR16) {
        out->magnitude = value->u.char16;
    } else if (wmi_value_to_integer(value, &number)) {
        out->negative = number < 0;
        out->magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    } else {
        return false;
    }
    return true;
}

static truth compare_numbers(const wql_node *node, const wmi_value *value)
{
    const wql_literal *literal = &node->literal;
    wmi_integer integer;
    double real;
    if (integer_of(value, &integer)) {
        if (literal->kind == WQL_INTEGER) {
            return truth_of(judge(node->operation, compare_integers(integer, literal->integer)));
        }
        real = integer.negative ? -(double)integer.magnitude : (double)integer.magnitude;
    } else {
        real = value->type == WMI_TYPE_REAL32 ? (double)value->u.real32 : value->u.real64;
    }
    return truth_of(judge(node->operation, (real > literal->real) - (real < literal->real)));
}

static truth compare_dates(const wql_node *node, const wmi_datetime *value)
{
    const wmi_datetime *literal = &node->literal.datetime;
    uint64_t length[2];
    int64_t second[2];
    if (value->is_interval != literal->is_interval) {
        return FALSE_;
    }
    if (value->is_interval) {
        if (!wmi_datetime_to_microseconds(value, &length[0]) || !wmi_datetime_to_microseconds(literal, &length[1])) {
            return UNKNOWN_;
        }
        return truth_of(judge(node->operation, (length[0] > length[1]) - (length[0] < length[1])));
    }
    if (!wmi_datetime_to_unix(value, &second[0]) || !wmi_datetime_to_unix(literal, &second[1])) {
        return UNKNOWN_;
    }
    if (second[0] == second[1]) {
        second[0] = (int64_t)value->microsecond;
        second[1] = (int64_t)literal->microsecond;
    }
    return truth_of(judge(node->operation, (second[0] > second[1]) - (second[0] < second[1])));
}

static const char *system_text(const char *name, const wmi_object *object, const char *ns)
{
    const char *const *ancestor = object->derivation;
    if (wmi_equal_names(name, "__CLASS") || wmi_equal_names(name, "__THIS")) {
        return object->class_name;
    }
    if (wmi_equal_names(name, "__PATH")) {
        return object->path;
    }
    if (wmi_equal_names(name, "__RELPATH")) { /* no class or namespace has a colon */
        const char *colon = object->path != NULL ? strchr(object->path, ':') : NULL;
        return colon != NULL ? colon + 1 : object->path;
    }
    if (wmi_equal_names(name, "__NAMESPACE")) {
        return ns;
    }
    if (wmi_equal_names(name, "__SERVER")) {
        return ".";
    }
    if (ancestor == NULL || wmi_equal_names(name, "__SUPERCLASS")) {
        return ancestor != NULL ? ancestor[0] : NULL;
    }
    while (ancestor[0] != NULL && ancestor[1] != NULL) { /* __DYNASTY: the topmost ancestor */
        ancestor++;
    }
    return ancestor[0] != NULL ? ancestor[0] : object->class_name;
}

/* The class of what a property holds: of an instance, or of the one that a path names. */
static wmi_status class_of(const wmi_value *value, wmi_type type, char **name, wmi_error *error)
{
    wmi_status status = WMI_OK;
    *name = NULL;
    if (type == WMI_TYPE_OBJECT) {
        *name = value->u.object != NULL ? wmi_copy_text(value->u.object->class_name) : NULL;
        return *name != NULL || value->u.object == NULL ? WMI_OK : wmi_no_memory(error);
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
        wmi_embedded text = wmi_embed_text(value->u.string);
        status = wmi_embedded_class(&text, name, NULL);
    }
    return status == WMI_NO_MEMORY ? wmi_no_memory(error) : WMI_OK; /* text that names no class is no instance of any */
}

static wmi_status match_class(const wql_node *node, const wql_row *row, const wmi_value *value, truth *result,
                              wmi_error *error)
{
    char *name;
    wmi_status status;
    if (node->field == NULL) {
        const char *text = system_text(node->property, row->object, row->ns);
        *result = truth_of(text != NULL && row->is_a(row->context, text, node->literal.text));
        return WMI_OK;
    }
    status = class_of(value, (wmi_type)node->field->type, &name, error);
    *result = truth_of(name != NULL && row->is_a(row->context, name, node->literal.text));
    wmi_free(name);
    return status;
}

/* A value that is not NULL, by a literal of its kind; a system property has only a text. */
static truth compare(const wql_node *node, const wmi_value *value, const char *text)
{
    if (value != NULL && wmi_type_is_text(value->type)) {
        text = value->u.string;
    }
    if (node->kind == WQL_LIKE) {
        return truth_of(wmi_wql_like(text, node->literal.text));
    }
    if (text != NULL) {
        return truth_of(judge(node->operation, compare_text(text, node->literal.text)));
    }
    if (node->literal.kind == WQL_BOOLEAN) {
        return truth_of((value->u.boolean == node->literal.boolean) == (node->operation == WQL_EQUAL));
    }
    return node->literal.kind == WQL_DATETIME ? compare_dates(node, &value->u.datetime) : compare_numbers(node, value);
}

/*
 * Events. What an event embeds can be of any class, so that each comparison is made with what is there; one that makes
 * no sense is false, as that of a property that is not there.
 */

/* Follows `TargetInstance.Name`. The value, or the text of a system property; neither where there is none. */
static const wmi_value *find_in_event(const wmi_object *object, const char *name, const char *ns, const char **text)
{
    const char *dot = strchr(name, '.');
    *text = NULL;
    while (dot != NULL) {
        const wmi_value *inner = NULL;
        size_t i;
        for (i = 0; i < object->count && inner == NULL; i++) {
            const wmi_property *property = &object->properties[i];
            if (wmi_equal_slice(name, (size_t)(dot - name), property->name)) {
                inner = &property->value;
            }
        }
        if (inner == NULL || inner->type != WMI_TYPE_OBJECT || inner->is_array || wmi_value_is_null(inner)) {
            return NULL;
        }
        object = inner->u.object;
        name = dot + 1;
        dot = strchr(name, '.');
    }
    if (is_system_property(name)) {
        *text = system_text(name, object, ns);
        return NULL;
    }
    return wmi_object_get(object, name);
}

static wmi_status match_event(const wql_node *node, const wql_row *row, truth *result, wmi_error *error)
{
    const char *text;
    const wmi_value *value = find_in_event(row->object, node->property, row->ns, &text);
    wmi_type type = value != NULL ? value->type : WMI_TYPE_STRING;
    wql_node bound = *node;
    bool is_null = value != NULL ? wmi_value_is_null(value) : text == NULL;
    wmi_status status = WMI_OK;
    *result = node->kind == WQL_IS_NULL ? truth_of(is_null != node->negated) : UNKNOWN_;
    if (is_null || node->kind == WQL_IS_NULL) {
        return WMI_OK;
    }
    if (node->kind == WQL_ISA && value != NULL) {
        char *name = NULL;
        status = class_of(value, type, &name, error);
        *result = truth_of(name != NULL && row->is_a(row->context, name, node->literal.text));
        wmi_free(name);
    } else if (node->kind == WQL_ISA) {
        *result = truth_of(row->is_a(row->context, text, node->literal.text));
    } else if (value != NULL && (value->is_array || (node->kind == WQL_LIKE && !wmi_type_is_text(type)) ||
                                 settle_literal(type, node->operation, &bound.literal) != NULL)) {
        *result = FALSE_;
    } else {
        *result = compare(&bound, value, text);
    }
    return status;
}

static wmi_status match_operand(const wql_node *node, const wql_row *row, truth *result, wmi_error *error)
{
    const wmi_value *value = node->field != NULL ? wmi_object_get(row->object, node->field->name) : NULL;
    const char *text = node->field == NULL ? system_text(node->property, row->object, row->ns) : NULL;
    bool is_null = node->field != NULL ? value == NULL || value->is_null : text == NULL;
    if (node->kind == WQL_IS_NULL) {
        *result = truth_of(is_null != node->negated);
        return WMI_OK;
    }
    *result = UNKNOWN_;
    if (is_null) {
        return WMI_OK;
    }
    if (node->kind == WQL_ISA) {
        return match_class(node, row, value, result, error);
    }
    *result = compare(node, value, text);
    return WMI_OK;
}

static wmi_status match_node(const wql_node *node, const wql_row *row, truth *result, wmi_error *error)
{
    const wql_node *child;
    truth decided = node->kind == WQL_OR ? TRUE_ : FALSE_; /* what one child decides for all */
    wmi_status status = WMI_OK;
    if (node->kind == WQL_NOT) {
        status = match_node(node->first, row, result, error);
        *result = *result == UNKNOWN_ ? UNKNOWN_ : truth_of(*result == FALSE_);
        return status;
    }
    if (node->kind != WQL_AND && node->kind != WQL_OR) {
        return row->info != NULL ? match_operand(node, row, result, error) : match_event(node, row, result, error);
    }
    *result = node->kind == WQL_OR ? FALSE_ : TRUE_;
    for (child = node->first; child != NULL && status == WMI_OK && *result != decided; child = child->next) {
        truth one = UNKNOWN_;
        status = match_node(child, row, &one, error);
        if (one == decided || one == UNKNOWN_) {
            *result = one;
        }
    }
    return status;
}

wmi_status wmi_wql_matches(const wql_query *query, const wql_row *row, bool *matches, wmi_error *error)
{
    truth result = TRUE_;
    wmi_status status = query->where != NULL ? match_node(query->where, row, &result, error) : WMI_OK;
    *matches = result == TRUE_;
    return status;
}
