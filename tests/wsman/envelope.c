#include "envelope.h"

#include <libxml/parser.h>

char *read_file(const char *folder, const char *name, const char *ending, size_t *size)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/wsman/%s/%s%s", MOFBIND_SOURCE_DIR, folder, name, ending);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("cannot open %s", path);
    }
    char *text = malloc(1 << 20);
    assert_non_null(text);
    *size = fread(text, 1, (1 << 20) - 1, file);
    text[*size] = '\0';
    fclose(file);
    return text;
}

static void show_scalar(const wmi_value *value, wmip_buffer *out)
{
    if (value->type == WMI_TYPE_OBJECT) {
        show_object(value->u.object, out);
    } else if (value->type == WMI_TYPE_STRING) {
        wmip_buffer_format(out, "\"%s\"", value->u.string);
    } else if (value->type == WMI_TYPE_BOOLEAN) {
        wmip_buffer_text(out, value->u.boolean ? "true" : "false");
    } else {
        assert_true(wmip_value_text(value, out));
    }
}

static void show_value(const wmi_value *value, wmip_buffer *out)
{
    const char *name = value->type == WMI_TYPE_REFERENCE ? "reference"
                       : value->type == WMI_TYPE_OBJECT  ? "object"
                                                         : wmi_type_name(value->type);
    wmip_buffer_format(out, " %s%s ", name, value->is_array ? "[]" : "");
    if (wmip_value_is_null(value)) {
        wmip_buffer_text(out, "NULL");
        return;
    }
    if (!value->is_array) {
        show_scalar(value, out);
        return;
    }
    wmip_buffer_text(out, value->type == WMI_TYPE_OBJECT ? "{\n" : "{");
    for (size_t i = 0; i < value->u.array.count; i++) {
        wmi_value item = wmip_value_item(value, i);
        wmip_buffer_text(out, i > 0 ? ", " : "");
        show_scalar(&item, out);
    }
    wmip_buffer_text(out, "}");
}

void show_object(const wmi_object *object, wmip_buffer *out)
{
    wmip_buffer_format(out, "class %s\npath %s\n", object->class_name != NULL ? object->class_name : "NULL",
                       object->path != NULL ? object->path : "NULL");
    for (size_t i = 0; i < object->count; i++) {
        const wmi_property *property = &object->properties[i];
        wmip_buffer_text(out, property->name);
        show_value(&property->value, out);
        if (property->unreadable != NULL) {
            wmip_buffer_format(out, " ? %s", property->unreadable);
        }
        wmip_buffer_text(out, "\n");
    }
}

void show_fault(const wmip_wsman_fault *fault, wmip_buffer *out)
{
    /* clang-format off */
    static const char *const kinds[] = {
        [WMIP_FAULT_OTHER] = "OTHER",         [WMIP_FAULT_ACCESS] = "ACCESS",       [WMIP_FAULT_NOT_FOUND] = "NOT_FOUND",
        [WMIP_FAULT_ACTION] = "ACTION",       [WMIP_FAULT_REQUEST] = "REQUEST",     [WMIP_FAULT_FILTER] = "FILTER",
        [WMIP_FAULT_CONTEXT] = "CONTEXT",     [WMIP_FAULT_TIMED_OUT] = "TIMED_OUT", [WMIP_FAULT_BUSY] = "BUSY",
        [WMIP_FAULT_SIZE] = "SIZE",           [WMIP_FAULT_UNSUPPORTED] = "UNSUPPORTED",
    };
    /* clang-format on */
    const wmi_extended_status *extended = &fault->extended;
    const char *const texts[] = {extended->description, extended->operation, extended->parameter_info,
                                 extended->provider};
    wmip_buffer_format(out, "kind %s\nsubcode %s\ndetail %s\ntext %s\nouter 0x%08lX\nnumber 0x%08lX\nextended ",
                       kinds[fault->kind], fault->subcode != NULL ? fault->subcode : "NULL",
                       fault->detail != NULL ? fault->detail : "NULL", fault->text != NULL ? fault->text : "NULL",
                       (unsigned long)fault->outer, (unsigned long)fault->number);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        wmip_buffer_format(out, "%s|", texts[i] != NULL ? texts[i] : "NULL");
    }
    if (extended->status_code.has) {
        wmip_buffer_format(out, "%lu", (unsigned long)extended->status_code.value);
    }
    wmip_buffer_text(out, "\n");
}

/* Documents, by libxml2's own tree: what is compared is not read by what is tested. */

static xmlNode *element_at(xmlNode *node)
{
    while (node != NULL && node->type != XML_ELEMENT_NODE) {
        node = node->next;
    }
    return node;
}

static bool is_blank(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE && xmlIsBlankNode((xmlNode *)node) == 1;
}

static void drop_blanks(xmlNode *node)
{
    bool has_elements = element_at(node->children) != NULL;
    for (xmlNode *child = node->children, *next; child != NULL; child = next) {
        next = child->next;
        if (child->type == XML_ELEMENT_NODE) {
            drop_blanks(child);
        } else if (has_elements && is_blank(child)) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        }
    }
}

static xmlDocPtr read_document(const char *text, size_t size)
{
    xmlDocPtr document = xmlReadMemory(text, (int)size, NULL, NULL, XML_PARSE_NONET);
    if (document == NULL) {
        fail_msg("no XML: %s", text);
    }
    drop_blanks(xmlDocGetRootElement(document));
    return document;
}

xmlChar *in_one_line(const char *text, size_t size, int *length)
{
    xmlDocPtr document = read_document(text, size);
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodeDump(buffer, document, xmlDocGetRootElement(document), 0, 0);
    xmlChar *line = xmlStrdup(xmlBufferContent(buffer));
    *length = xmlStrlen(line);
    xmlBufferFree(buffer);
    xmlFreeDoc(document);
    return line;
}

static const char *ns_of(const xmlNs *ns)
{
    return ns != NULL ? (const char *)ns->href : "";
}

static void compare_attributes(const xmlNode *expected, const xmlNode *written)
{
    int count = 0;
    for (const xmlAttr *attribute = expected->properties; attribute != NULL; attribute = attribute->next, count++) {
        xmlChar *a = xmlNodeGetContent((const xmlNode *)attribute);
        xmlChar *b = attribute->ns != NULL ? xmlGetNsProp(written, attribute->name, attribute->ns->href)
                                           : xmlGetNoNsProp(written, attribute->name);
        /* The value of xsi:type is a name: its prefix may be another. */
        const xmlChar *end_a =
            xmlStrchr(a, ':') != NULL && xmlStrEqual(attribute->name, BAD_CAST "type") ? xmlStrchr(a, ':') : a;
        const xmlChar *end_b = b != NULL && end_a != a && xmlStrchr(b, ':') != NULL ? xmlStrchr(b, ':') : b;
        if (b == NULL || !xmlStrEqual(end_a, end_b)) {
            fail_msg("%s: attribute %s is %s instead of %s", written->name, attribute->name, b, a);
        }
        xmlFree(a);
        xmlFree(b);
    }
    for (const xmlAttr *attribute = written->properties; attribute != NULL; attribute = attribute->next) {
        count--;
    }
    assert_int_equal(count, 0);
}

static void compare_nodes(const xmlNode *expected, const xmlNode *written)
{
    if (strcmp((const char *)expected->name, (const char *)written->name) != 0 ||
        strcmp(ns_of(expected->ns), ns_of(written->ns)) != 0) {
        fail_msg("{%s}%s instead of {%s}%s", ns_of(written->ns), written->name, ns_of(expected->ns), expected->name);
    }
    compare_attributes(expected, written);
    const xmlNode *a = element_at(expected->children);
    const xmlNode *b = element_at(written->children);
    if (a == NULL && b == NULL) {
        xmlChar *text_a = xmlNodeGetContent(expected);
        xmlChar *text_b = xmlNodeGetContent(written);
        if (!xmlStrEqual(text_a, text_b)) {
            fail_msg("%s: \"%s\" instead of \"%s\"", written->name, text_b, text_a);
        }
        xmlFree(text_a);
        xmlFree(text_b);
    }
    for (; a != NULL && b != NULL; a = element_at(a->next), b = element_at(b->next)) {
        compare_nodes(a, b);
    }
    if (a != NULL || b != NULL) {
        fail_msg("%s: %s is %s", written->name, a != NULL ? a->name : b->name, a != NULL ? "missing" : "too many");
    }
}

void assert_same_xml(const char *expected, size_t expected_size, const char *written, size_t written_size)
{
    xmlDocPtr a = read_document(expected, expected_size);
    xmlDocPtr b = read_document(written, written_size);
    compare_nodes(xmlDocGetRootElement(a), xmlDocGetRootElement(b));
    xmlFreeDoc(a);
    xmlFreeDoc(b);
}

const wmip_wsman_node *descend(const wmip_wsman_node *body, const char *path)
{
    char name[64];
    while (*path != '\0') {
        size_t length = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        body = wmip_wsman_child(body, NULL, name);
        assert_non_null(body);
        path += length + (path[length] == '/');
    }
    return body;
}
