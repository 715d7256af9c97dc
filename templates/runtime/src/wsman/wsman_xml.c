/**
 * @file
 * XML that was received. libxml2 makes a tree of it; what SOAP forbids (SOAP 1.2 part 1, section 5) is refused before it does anything.
 */
#include "wsman/wsman_internal.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

/* What is wrong with a document beyond its form. */
typedef struct wmip_wsman_reading {
    unsigned depth;
    bool has_dtd;
    bool is_too_deep;
} wmip_wsman_reading;

static wmip_wsman_reading *reading_of(void *context)
{
    return ((xmlParserCtxtPtr)context)->_private;
}

static void meet_dtd(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    reading_of(context)->has_dtd = true;
    xmlStopParser(context);
}

static void meet_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                         int namespace_count, const xmlChar **namespaces, int attribute_count, int default_count,
                         const xmlChar **attributes)
{
    wmip_wsman_reading *reading = reading_of(context);
    if (++reading->depth > WMIP_WSMAN_DEPTH) {
        reading->is_too_deep = true;
        xmlStopParser(context);
        return;
    }
    xmlSAX2StartElementNs(context, local, prefix, uri, namespace_count, namespaces, attribute_count, default_count,
                          attributes);
}

static void leave_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    reading_of(context)->depth--;
    xmlSAX2EndElementNs(context, local, prefix, uri);
}

static wmi_status tell_malformed(const wmip_wsman_reading *reading, const xmlError *why, wmi_error *error)
{
    if (reading->has_dtd) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has a document type declaration, which SOAP forbids");
    }
    if (reading->is_too_deep) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has elements nested deeper than %d", WMIP_WSMAN_DEPTH);
    }
    if (why != NULL && why->code == XML_ERR_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    return wmi_fail(error, WMI_REPLY, 0, "The answer is no well-formed XML (line %d)", why != NULL ? why->line : 0);
}

wmi_status wmip_wsman_parse(const char *bytes, size_t size, xmlDocPtr *document, wmi_error *error)
{
    wmip_wsman_reading reading = {0, false, false};
    xmlParserCtxtPtr context;
    wmi_status status = WMI_OK;
    *document = NULL;
    if (size == 0 || size > INT32_MAX) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer is %s", size == 0 ? "empty" : "too large");
    }
    context = xmlNewParserCtxt();
    if (context == NULL) {
        return wmip_no_memory(error);
    }
    context->_private = &reading;
    context->sax->internalSubset = meet_dtd;
    context->sax->externalSubset = meet_dtd;
    context->sax->startElementNs = meet_element;
    context->sax->endElementNs = leave_element;
    *document = xmlCtxtReadMemory(context, bytes, (int)size, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                      XML_PARSE_COMPACT);
    if (*document == NULL || reading.has_dtd || reading.is_too_deep || !context->wellFormed) {
        status = tell_malformed(&reading, xmlCtxtGetLastError(context), error);
        xmlFreeDoc(*document);
        *document = NULL;
    }
    xmlFreeParserCtxt(context);
    return status;
}

bool wmip_wsman_is(const xmlNode *node, const char *ns, const char *name)
{
    return node != NULL && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 &&
           (ns == NULL || (node->ns != NULL && strcmp((const char *)node->ns->href, ns) == 0));
}

static xmlNode *first_element(xmlNode *node)
{
    while (node != NULL && node->type != XML_ELEMENT_NODE) {
        node = node->next;
    }
    return node;
}

xmlNode *wmip_wsman_first(const xmlNode *node)
{
    return node != NULL ? first_element(node->children) : NULL;
}

xmlNode *wmip_wsman_next(const xmlNode *node)
{
    return first_element(node->next);
}

xmlNode *wmip_wsman_child(const xmlNode *node, const char *ns, const char *name)
{
    xmlNode *child = wmip_wsman_first(node);
    while (child != NULL && !wmip_wsman_is(child, ns, name)) {
        child = wmip_wsman_next(child);
    }
    return child;
}

static bool is_characters(const xmlNode *node)
{
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL;
}

bool wmip_wsman_text(const xmlNode *node, wmi_memory **memory, const char **text)
{
    const xmlNode *child;
    size_t length = 0;
    char *copy;
    for (child = node->children; child != NULL; child = child->next) {
        length += is_characters(child) ? strlen((const char *)child->content) : 0;
    }
    copy = wmi_memory_alloc(memory, length + 1);
    *text = copy;
    if (copy == NULL) {
        return false;
    }
    for (child = node->children; child != NULL; child = child->next) {
        if (is_characters(child)) {
            size_t part = strlen((const char *)child->content);
            memcpy(copy, child->content, part);
            copy += part;
        }
    }
    return true;
}

/* A text without the blanks around it; NULL where nothing is left. */
static bool trim(const char *from, wmi_memory **memory, const char **text)
{
    static const char blanks[] = " \t\r\n";
    const char *first = from + strspn(from, blanks);
    size_t length = strlen(first);
    while (length > 0 && strchr(blanks, first[length - 1]) != NULL) {
        length--;
    }
    *text = length > 0 ? wmi_memory_text(memory, first, length) : NULL;
    return length == 0 || *text != NULL;
}

bool wmip_wsman_token(const xmlNode *node, wmi_memory **memory, const char **text)
{
    const char *whole = NULL;
    *text = NULL;
    if (node == NULL) {
        return true;
    }
    return wmip_wsman_text(node, memory, &whole) && trim(whole, memory, text);
}

bool wmip_wsman_attribute(const xmlNode *node, const char *ns, const char *name, wmi_memory **memory, const char **text)
{
    xmlChar *value;
    bool copied;
    *text = NULL;
    if (node == NULL || (ns == NULL ? xmlHasNsProp(node, (const xmlChar *)name, NULL)
                                    : xmlHasNsProp(node, (const xmlChar *)name, (const xmlChar *)ns)) == NULL) {
        return true;
    }
    value = ns == NULL ? xmlGetNoNsProp(node, (const xmlChar *)name)
                       : xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)ns);
    if (value == NULL) {
        return false;
    }
    copied = trim((const char *)value, memory, text);
    xmlFree(value);
    return copied;
}

bool wmip_wsman_is_nil(const xmlNode *node)
{
    const xmlAttr *attribute;
    for (attribute = node->properties; attribute != NULL; attribute = attribute->next) {
        const xmlNode *value = attribute->children;
        if (attribute->ns != NULL && strcmp((const char *)attribute->name, "nil") == 0 &&
            strcmp((const char *)attribute->ns->href, WMIP_NS_XSI) == 0 && value != NULL && value->content != NULL) {
            return strcmp((const char *)value->content, "true") == 0 || strcmp((const char *)value->content, "1") == 0;
        }
    }
    return false;
}

void wmip_wsman_qname(const xmlNode *node, const char *text, const char **ns, const char **local)
{
    const char *colon = strchr(text, ':');
    xmlNs *found;
    char prefix[64];
    size_t length = colon != NULL ? (size_t)(colon - text) : 0;
    *local = colon != NULL ? colon + 1 : text;
    *ns = NULL;
    if (length >= sizeof prefix) {
        return;
    }
    memcpy(prefix, text, length);
    prefix[length] = '\0';
    found = xmlSearchNs(node->doc, (xmlNode *)node, length > 0 ? (const xmlChar *)prefix : NULL);
    if (found != NULL) {
        *ns = (const char *)found->href;
    }
}
