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
    wmip_wsman_watch watch;
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

/* What libxml2 says is not printed: it may hold parts of the document. */
#if LIBXML_VERSION >= 21200
static void note_xml_error(void *context, const xmlError *error)
#else
static void note_xml_error(void *context, xmlError *error)
#endif
{
    wmip_wsman_watch *watch = context;
    watch->lacked_memory = watch->lacked_memory || error->code == XML_ERR_NO_MEMORY;
}

/* The same by the parser's own way, which hands over the parser. */
#if LIBXML_VERSION >= 21200
static void note_parser_error(void *context, const xmlError *error)
#else
static void note_parser_error(void *context, xmlError *error)
#endif
{
    note_xml_error(&reading_of(context)->watch, error);
}

void wmip_wsman_watch_begin(wmip_wsman_watch *watch)
{
    watch->lacked_memory = false;
    watch->handler = xmlStructuredError;
    watch->context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(watch, note_xml_error);
}

void wmip_wsman_watch_end(const wmip_wsman_watch *watch)
{
    xmlSetStructuredErrorFunc(watch->context, watch->handler);
}

static wmi_status tell_malformed(const wmip_wsman_reading *reading, int line, wmi_error *error)
{
    if (reading->has_dtd) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has a document type declaration, which SOAP forbids");
    }
    if (reading->is_too_deep) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has elements nested deeper than %d", WMIP_WSMAN_DEPTH);
    }
    if (reading->watch.lacked_memory) {
        return wmip_no_memory(error);
    }
    return wmi_fail(error, WMI_REPLY, 0, "The answer is no well-formed XML (line %d)", line);
}

static xmlDocPtr parse_watched(const char *bytes, size_t size, wmip_wsman_reading *reading, int *line)
{
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    xmlDocPtr document;
    const xmlError *last;
    if (context == NULL) {
        reading->watch.lacked_memory = true;
        return NULL;
    }
    context->_private = reading;
    context->sax->serror = note_parser_error;
    context->sax->internalSubset = meet_dtd;
    context->sax->externalSubset = meet_dtd;
    context->sax->startElementNs = meet_element;
    context->sax->endElementNs = leave_element;
    document = xmlCtxtReadMemory(context, bytes, (int)size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                     XML_PARSE_COMPACT);
    last = xmlCtxtGetLastError(context);
    *line = last != NULL ? last->line : 0;
    if (reading->has_dtd || reading->is_too_deep || !context->wellFormed || reading->watch.lacked_memory) {
        xmlFreeDoc(document);
        document = NULL;
    }
    xmlFreeParserCtxt(context);
    return document;
}

wmi_status wmip_wsman_parse(const char *bytes, size_t size, xmlDocPtr *document, wmi_error *error)
{
    wmip_wsman_reading reading;
    int line = 0;
    memset(&reading, 0, sizeof reading);
    *document = NULL;
    if (size == 0 || size > INT32_MAX) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer is %s", size == 0 ? "empty" : "too large");
    }
    wmip_wsman_watch_begin(&reading.watch);
    *document = parse_watched(bytes, size, &reading, &line);
    wmip_wsman_watch_end(&reading.watch);
    return *document != NULL ? WMI_OK : tell_malformed(&reading, line, error);
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
