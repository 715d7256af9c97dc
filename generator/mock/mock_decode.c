/**
 * @file
 * Values that are received, held to the schema as a host does it: by exact names, in the namespace of the class, each in the form that its
 * type has. The runtime's codec reads them then.
 */
#include "mock/mock_internal.h"

#include <string.h>

static bool has_elements(const wmip_wsman_node *node)
{
    return wmip_wsman_first(node) != NULL;
}

static bool is_in(const wmip_wsman_node *node, const char *uri)
{
    return node->ns != NULL && wmip_equal_names(node->ns, uri);
}

static const wmi_field *find_exactly(const wmi_field *fields, size_t count, const char *name)
{
    size_t i;
    for (i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

static bool is_number(const wmi_field *field)
{
    return field->type != WMI_TYPE_BOOLEAN && field->type < WMI_TYPE_CHAR16;
}

/* The parts of what is checked. */
typedef struct mbm_reading {
    mbm_exchange *x;
    mbm_fault_id fault;
} mbm_reading;

static bool refuse_value(const mbm_reading *r, const wmip_wsman_node *node, const char *why)
{
    return mbm_refuse(r->x, r->fault, NULL, "%s %s", node->name, why);
}

/* A reference has the children of an endpoint reference. One that is the text of a path can be read, and is judged later. */
static bool check_reference(const mbm_reading *r, const wmip_wsman_node *node)
{
    if (wmip_wsman_child(node, WMIP_NS_ADDRESSING, "EndpointReference") != NULL) {
        return refuse_value(r, node, "has an a:EndpointReference around its reference");
    }
    if (has_elements(node) && !wmip_wsman_is_reference(node)) {
        return refuse_value(r, node, "holds no endpoint reference");
    }
    r->x->gives_path = r->x->gives_path || !has_elements(node);
    return true;
}

/* An object's properties are in the namespace of its own class. */
static bool check_object(const mbm_reading *r, const wmip_wsman_node *node, const wmi_field *field)
{
    const wmip_wsman_node *first = wmip_wsman_first(node);
    wmip_wsman_slice ns;
    wmip_wsman_slice name;
    const wmi_class_info *info = NULL;
    const wmip_wsman_node *child;
    const char *text = NULL;
    if (first == NULL) { /* where nothing is set, its xsi:type says of what class it is, and WMI judges that */
        return mbm_token(r->x, node, &text) &&
               (text == NULL || refuse_value(r, node, "holds no elements, and is an object"));
    }
    if (first->ns != NULL && wmip_wsman_resource_parse(first->ns, &ns, &name)) {
        info = wmip_wsman_class(r->x->codec.classes, ns, name);
    }
    if (info == NULL || (field->class_name != NULL && !wmip_class_is(info, field->class_name))) {
        return refuse_value(r, node, "holds elements that are in the namespace of no class that it can be");
    }
    for (child = first; child != NULL; child = child->next) {
        if (!is_in(child, first->ns)) {
            return refuse_value(r, child, "is in another namespace than that of its object's class");
        }
        if (find_exactly(info->fields, info->field_count, child->name) == NULL) {
            return refuse_value(r, child, "is no property of its object's class");
        }
    }
    return true;
}

static bool check_text(const mbm_reading *r, const wmip_wsman_node *node, const wmi_field *field)
{
    const char *text = NULL;
    if (has_elements(node)) {
        return refuse_value(r, node,
                            field->type == WMI_TYPE_EMBEDDED ? "holds elements, and is the text of an instance"
                                                             : "holds elements, and is text");
    }
    if (wmip_type_is_text((wmi_type)field->type) || field->type == WMI_TYPE_CHAR16) {
        return true;
    }
    if (!mbm_token(r->x, node, &text)) {
        return false;
    }
    if (text == NULL) {
        return refuse_value(r, node, "is empty");
    }
    return !is_number(field) || strpbrk(text, "xX") == NULL || refuse_value(r, node, "is no decimal number");
}

static bool check_time(const mbm_reading *r, const wmip_wsman_node *node, const wmi_field *field)
{
    const wmip_wsman_node *inner = wmip_wsman_first(node);
    return inner == NULL
               ? check_text(r, node, field)
               : (is_in(inner, WMIP_NS_CIM) && inner->next == NULL) || refuse_value(r, node, "holds no datetime");
}

static bool check_value(const mbm_reading *r, const wmip_wsman_node *node, const wmi_field *field, bool repeats)
{
    bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    if (repeats && !is_array) {
        return refuse_value(r, node, "stands there more than once, and is no array");
    }
    if (node->is_nil) {
        return !repeats || refuse_value(r, node, "has an item that is nil");
    }
    switch (field->type) {
    case WMI_TYPE_REFERENCE:
        return check_reference(r, node);
    case WMI_TYPE_OBJECT:
        return check_object(r, node, field);
    case WMI_TYPE_DATETIME:
        return check_time(r, node, field);
    default:
        return check_text(r, node, field);
    }
}

static bool check_readable(const mbm_reading *r, const wmi_object *object)
{
    size_t i;
    for (i = 0; i < object->count; i++) {
        if (object->properties[i].unreadable != NULL) {
            return mbm_refuse(r->x, r->fault, NULL, "%s holds nothing of its type", object->properties[i].name);
        }
    }
    return true;
}

/* How often each field is there; what is none is refused. */
static bool count_fields(const mbm_reading *r, const wmip_wsman_node *node, const wmip_wsman_fields *fields,
                         const char *uri, uint32_t *counts)
{
    const wmip_wsman_node *child;
    for (child = wmip_wsman_first(node); child != NULL; child = child->next) {
        const wmi_field *field = find_exactly(fields->fields, fields->count, child->name);
        if (!is_in(child, uri)) {
            return refuse_value(r, child, "is in another namespace than that of the class");
        }
        if (field == NULL) {
            return refuse_value(r, child, "is not known, or not spelt so");
        }
        counts[field - fields->fields]++;
    }
    return true;
}

static bool check_fields(const mbm_reading *r, const wmip_wsman_node *node, const wmip_wsman_fields *fields,
                         const char *uri)
{
    uint32_t *counts = wmip_memory_array(&r->x->memory, fields->count, sizeof *counts);
    const wmip_wsman_node *child;
    if (counts == NULL) {
        return mbm_no_memory(r->x);
    }
    if (!count_fields(r, node, fields, uri, counts)) {
        return false;
    }
    for (child = wmip_wsman_first(node); child != NULL; child = child->next) {
        const wmi_field *field = find_exactly(fields->fields, fields->count, child->name);
        if (!check_value(r, child, field, counts[field - fields->fields] > 1)) {
            return false;
        }
    }
    return true;
}

bool mbm_read_fields(mbm_exchange *x, const wmip_wsman_node *node, const wmi_field *fields, uint32_t count,
                     const char *uri, mbm_fault_id fault, wmi_object **object)
{
    mbm_reading r = {x, fault};
    wmip_wsman_fields known = {fields, count, NULL};
    wmi_status status;
    if (!check_fields(&r, node, &known, uri)) {
        return false;
    }
    status = wmip_wsman_read_properties(node, &x->codec, &known, 0, *object, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? mbm_no_memory(x) : mbm_refuse(x, fault, NULL, "There are too many elements");
    }
    return check_readable(&r, *object);
}
