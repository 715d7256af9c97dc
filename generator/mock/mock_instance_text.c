/**
 * @file
 * What hosts are recorded to refuse in the text of an embedded instance, though it is good CIM-XML: named entities, references that are no
 * paths, scalars that are arrays, datetimes in other forms than CIM's.
 */
#include "mock/mock_internal.h"

#include <string.h>

#define BAD_PARAMETER 32768 /* Failed */
#define BAD_SETTING 32773   /* Invalid parameter */
#define BAD_SWITCH 32776

/* Whether an entity stands in a text, outside of CDATA. */
static bool has_entity(const char *text, const char *entity)
{
    static const char cdata[] = "<![CDATA[";
    size_t length = strlen(entity);
    const char *at = text;
    while (at != NULL && *at != '\0') {
        if (strncmp(at, cdata, sizeof cdata - 1) == 0) {
            at = strstr(at, "]]>");
        } else if (strncmp(at, entity, length) == 0) {
            return true;
        } else {
            at++;
        }
    }
    return false;
}

/* Whether a value is an endpoint reference as XML, where a path is due. */
static bool is_reference_text(const char *text)
{
    text += strspn(text, " \t\r\n");
    return *text == '<' && (strstr(text, "EndpointReference") != NULL || strstr(text, "ReferenceParameters") != NULL);
}

static void condemn(mbm_exchange *x, mbm_verdict *verdict, uint32_t code)
{
    if (verdict->return_value == 0) {
        verdict->return_value =
            code == BAD_SETTING && x->cls.of != NULL && mbm_is_switch_service(x->cls.of->info) ? BAD_SWITCH : code;
    }
}

static bool judge_item(mbm_exchange *x, const wmip_wsman_node *value, const wmi_field *field, mbm_verdict *verdict)
{
    wmi_datetime datetime;
    const char *text = NULL;
    if (!wmip_memory_copy(&x->memory, value->text, &text)) {
        return mbm_no_memory(x);
    }
    if (field->type == WMI_TYPE_DATETIME && !wmi_datetime_parse(text, &datetime)) {
        verdict->job_error = BAD_PARAMETER;
    } else if (is_reference_text(text)) {
        condemn(x, verdict, BAD_SETTING);
    } else if (field->type == WMI_TYPE_EMBEDDED) {
        return mbm_judge_instance(x, text, verdict);
    }
    return true;
}

static bool judge_values(mbm_exchange *x, const wmip_wsman_node *node, const wmi_field *field, mbm_verdict *verdict)
{
    const wmip_wsman_node *value = wmip_wsman_first(node);
    bool good = true;
    for (; value != NULL && good; value = value->next) {
        if (wmip_wsman_is(value, NULL, "VALUE.ARRAY")) {
            good = judge_values(x, value, field, verdict);
        } else if (wmip_wsman_is(value, NULL, "VALUE")) {
            good = judge_item(x, value, field, verdict);
        }
    }
    return good;
}

static const wmi_field *field_named(const wmi_class_info *info, const char *name)
{
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        if (name != NULL && wmip_equal_names(info->fields[i].name, name)) {
            return &info->fields[i];
        }
    }
    return NULL;
}

static bool judge_property(mbm_exchange *x, const wmip_wsman_node *node, const wmi_class_info *info,
                           mbm_verdict *verdict)
{
    const wmi_field *field;
    const char *name = NULL;
    const char *type = NULL;
    if (!wmip_wsman_attribute_text(node, NULL, "NAME", &x->memory, &name) ||
        !wmip_wsman_attribute_text(node, NULL, "TYPE", &x->memory, &type)) {
        return mbm_no_memory(x);
    }
    field = field_named(info, name);
    if (field == NULL || wmip_wsman_first(node) == NULL) {
        return true; /* not known: the loopback says so; without a value: NULL */
    }
    if (field->type == WMI_TYPE_DATETIME && (type == NULL || !wmip_equal_names(type, "datetime"))) {
        verdict->job_error = BAD_PARAMETER;
        return true;
    }
    if ((field->flags & WMI_FIELD_ARRAY) != 0 && wmip_wsman_is(node, NULL, "PROPERTY")) {
        condemn(x, verdict, BAD_SETTING);
    }
    return judge_values(x, node, field, verdict);
}

/* What is no XML, or no instance of a known class, is the loopback's to refuse. */
static bool judge_document(mbm_exchange *x, const wmip_wsman_node *root, mbm_verdict *verdict)
{
    const wmi_schema_class *cls;
    const wmip_wsman_node *node;
    const char *name = NULL;
    bool good = true;
    if (!wmip_wsman_is(root, NULL, "INSTANCE")) {
        return true;
    }
    if (!wmip_wsman_attribute_text(root, NULL, "CLASSNAME", &x->memory, &name)) {
        return mbm_no_memory(x);
    }
    cls = name != NULL ? mbm_class_named(x->server, x->cls.ns, name) : NULL;
    for (node = cls != NULL ? wmip_wsman_first(root) : NULL; node != NULL && good; node = node->next) {
        good = judge_property(x, node, cls->info, verdict);
    }
    return good;
}

bool mbm_judge_instance(mbm_exchange *x, const char *text, mbm_verdict *verdict)
{
    wmip_wsman_document document;
    wmi_status status;
    bool good = true;
    if (has_entity(text, "&amp;")) {
        condemn(x, verdict, BAD_PARAMETER);
    }
    if (has_entity(text, "&lt;")) {
        condemn(x, verdict, BAD_SETTING);
    }
    status = wmip_wsman_parse(text, strlen(text), NULL, NULL, &document, NULL);
    if (status == WMI_NO_MEMORY) {
        return mbm_no_memory(x);
    }
    if (status == WMI_OK) {
        good = judge_document(x, document.root, verdict);
        wmip_wsman_document_clear(&document);
    }
    return good;
}

static bool judge_value(mbm_exchange *x, const wmi_value *value, mbm_verdict *verdict)
{
    size_t count = value->is_array ? value->u.array.count : 1;
    size_t i;
    bool good = true;
    for (i = 0; i < count && good; i++) {
        wmi_value item = value->is_array ? wmip_value_item(value, i) : *value;
        good = wmip_value_is_null(&item) || mbm_judge_instance(x, item.u.string, verdict);
    }
    return good;
}

bool mbm_judge_parameters(mbm_exchange *x, const wmi_method_info *method, const wmi_object *in, mbm_verdict *verdict)
{
    bool good = true;
    uint32_t i;
    memset(verdict, 0, sizeof *verdict);
    if (x->gives_path) {
        condemn(x, verdict, BAD_SETTING);
    }
    for (i = 0; i < method->in_count && good; i++) {
        const wmi_value *value = wmi_object_get(in, method->in[i].name);
        if (method->in[i].type == WMI_TYPE_EMBEDDED && value != NULL && !wmip_value_is_null(value)) {
            good = judge_value(x, value, verdict);
        }
    }
    return good;
}
