/**
 * @file
 * XML that was received, made a tree. libxml2 reads it; of what it finds only elements, attributes and characters are kept, in one region: its own
 * tree takes twice the time and several times the memory. What SOAP forbids (SOAP 1.2 part 1, section 5) is refused before it does anything.
 */
#include "wsman/wsman_internal.h"

#include <libxml/parser.h>
#include <string.h>

/* Octets of names that a parser may have when it is kept for the next document. */
#define MOST_NAMES 65536

/* Characters that an element has besides those in its `text`: there are elements between them. */
typedef struct wmip_wsman_piece {
    struct wmip_wsman_piece *before;
    const char *text;
    size_t length;
} wmip_wsman_piece;

/* An element that is still open. */
typedef struct wmip_wsman_level {
    wmip_wsman_node *node;
    wmip_wsman_node *last; /* of its children */
    wmip_wsman_piece *pieces;
} wmip_wsman_level;

/* What is wrong with a document beyond its form, and what there is of it. */
typedef struct wmip_wsman_reading {
    wmip_wsman_watch watch;
    wmip_wsman_document *document;
    const wmip_wsman_glimpse *glimpse;
    wmip_wsman_level levels[WMIP_WSMAN_DEPTH];
    unsigned depth;
    wmip_buffer characters; /* behind the last tag */
    bool has_dtd;
    bool is_too_deep;
    bool failed; /* for want of memory */
} wmip_wsman_reading;

static wmip_wsman_reading *reading_of(void *context)
{
    return ((xmlParserCtxtPtr)context)->_private;
}

static void stop_reading(void *context, bool *why)
{
    *why = true;
    xmlStopParser(context);
}

static void meet_dtd(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    stop_reading(context, &reading_of(context)->has_dtd);
}

/* Characters. Mostly an element has nothing but them, in one piece. */

static bool has_only_blanks(const wmip_buffer *characters)
{
    return strspn(characters->text, " \t\r\n") == characters->length;
}

/* What stands before a tag belongs to the element that is open. Blanks between elements belong to nobody. */
static bool keep_characters(wmip_wsman_reading *reading, bool is_leaf)
{
    wmip_wsman_level *level = &reading->levels[reading->depth - 1];
    wmi_memory **memory = &reading->document->memory;
    wmip_wsman_piece *piece;
    const char *text;
    size_t length = reading->characters.length;
    if (length == 0 || (!is_leaf && has_only_blanks(&reading->characters))) {
        reading->characters.length = 0;
        return true;
    }
    text = wmi_memory_text(memory, reading->characters.text, length);
    reading->characters.length = 0;
    if (text == NULL || is_leaf) {
        level->node->text = text;
        return text != NULL;
    }
    piece = wmi_memory_alloc(memory, sizeof *piece);
    if (piece != NULL) {
        piece->before = level->pieces;
        piece->text = text;
        piece->length = length;
        level->pieces = piece;
    }
    return piece != NULL;
}

static bool join_pieces(wmip_wsman_reading *reading, const wmip_wsman_level *level)
{
    const wmip_wsman_piece *piece;
    size_t length = 0;
    char *text;
    for (piece = level->pieces; piece != NULL; piece = piece->before) {
        length += piece->length;
    }
    text = wmi_memory_alloc(&reading->document->memory, length + 1);
    level->node->text = text;
    if (text == NULL) {
        return false;
    }
    for (piece = level->pieces; piece != NULL; piece = piece->before) {
        length -= piece->length;
        memcpy(text + length, piece->text, piece->length);
    }
    return true;
}

static void meet_characters(void *context, const xmlChar *text, int length)
{
    wmip_wsman_reading *reading = reading_of(context);
    wmip_buffer_append(&reading->characters, (const char *)text, (size_t)length);
    if (reading->characters.failed) {
        stop_reading(context, &reading->failed);
    }
}

/* Elements. */

/*
 * The value of an attribute. libxml2, as long as it is not to replace entities, leaves the character & as a reference, and that alone.
 */
static const char *value_of_attribute(wmi_memory **memory, const xmlChar *from, const xmlChar *end)
{
    static const char reference[] = "&#38;";
    size_t length = (size_t)(end - from);
    char *text = wmi_memory_text(memory, (const char *)from, length);
    char *to = text;
    const char *at = text;
    if (text == NULL || memchr(text, '&', length) == NULL) {
        return text;
    }
    while (*at != '\0') {
        bool is_reference = strncmp(at, reference, sizeof reference - 1) == 0;
        *to++ = *at;
        at += is_reference ? sizeof reference - 1 : 1;
    }
    *to = '\0';
    return text;
}

static bool is_nil(const wmip_wsman_attribute *attribute)
{
    return attribute->ns != NULL && strcmp(attribute->name, "nil") == 0 && strcmp(attribute->ns, WMIP_NS_XSI) == 0 &&
           (strcmp(attribute->value, "true") == 0 || strcmp(attribute->value, "1") == 0);
}

/* libxml2 hands over five pointers an attribute: name, prefix, URI, value, and the end of that. */
static bool keep_attributes(wmip_wsman_node *node, wmi_memory **memory, const xmlChar **attributes, size_t count)
{
    wmip_wsman_attribute *kept = count > 0 ? wmip_memory_array(memory, count, sizeof *kept) : NULL;
    size_t i;
    if (count > 0 && kept == NULL) {
        return false;
    }
    for (i = 0; i < count; i++, attributes += 5) {
        kept[i].name = (const char *)attributes[0];
        kept[i].ns = (const char *)attributes[2];
        kept[i].value = value_of_attribute(memory, attributes[3], attributes[4]);
        if (kept[i].value == NULL) {
            return false;
        }
        node->is_nil = node->is_nil || is_nil(&kept[i]);
    }
    node->attributes = kept;
    node->attribute_count = count;
    return true;
}

/* Prefixes count only for names in texts. Each is handed over with its URI. */
static bool keep_prefixes(wmip_wsman_node *node, wmi_memory **memory, const xmlChar **namespaces, size_t count)
{
    wmip_wsman_attribute *kept = count > 0 ? wmip_memory_array(memory, count, sizeof *kept) : NULL;
    size_t i;
    if (count > 0 && kept == NULL) {
        return false;
    }
    for (i = 0; i < count; i++) {
        kept[i].name = namespaces[2 * i] != NULL ? (const char *)namespaces[2 * i] : "";
        kept[i].ns = (const char *)namespaces[2 * i + 1];
    }
    node->prefixes = kept;
    node->prefix_count = count;
    return true;
}

static void add_node(wmip_wsman_reading *reading, wmip_wsman_node *node)
{
    wmip_wsman_level *parent = reading->depth > 0 ? &reading->levels[reading->depth - 1] : NULL;
    wmip_wsman_level *level = &reading->levels[reading->depth++];
    if (parent == NULL) {
        reading->document->root = node;
    } else if (parent->last == NULL) {
        parent->node->first = node;
    } else {
        parent->last->next = node;
    }
    if (parent != NULL) {
        parent->last = node;
        node->parent = parent->node;
    }
    level->node = node;
    level->last = NULL;
    level->pieces = NULL;
}

static void meet_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                         int namespace_count, const xmlChar **namespaces, int attribute_count, int default_count,
                         const xmlChar **attributes)
{
    wmip_wsman_reading *reading = reading_of(context);
    wmi_memory **memory = &reading->document->memory;
    wmip_wsman_node *node;
    (void)prefix;
    (void)default_count;
    if (reading->depth == WMIP_WSMAN_DEPTH) {
        stop_reading(context, &reading->is_too_deep);
        return;
    }
    node = wmi_memory_alloc(memory, sizeof *node);
    if (node == NULL || (reading->depth > 0 && !keep_characters(reading, false))) {
        stop_reading(context, &reading->failed);
        return;
    }
    node->document = reading->document;
    node->name = (const char *)local;
    node->ns = (const char *)uri;
    node->text = "";
    if (!keep_attributes(node, memory, attributes, (size_t)attribute_count) ||
        !keep_prefixes(node, memory, namespaces, (size_t)namespace_count)) {
        stop_reading(context, &reading->failed);
        return;
    }
    add_node(reading, node);
    if (reading->glimpse != NULL && strcmp(node->name, reading->glimpse->name) == 0) {
        reading->glimpse->look(reading->glimpse->context, node);
    }
}

static void leave_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    wmip_wsman_reading *reading = reading_of(context);
    wmip_wsman_level *level = reading->depth > 0 ? &reading->levels[reading->depth - 1] : NULL;
    bool is_leaf = level != NULL && level->last == NULL;
    (void)local;
    (void)prefix;
    (void)uri;
    if (level == NULL) {
        return;
    }
    if (!keep_characters(reading, is_leaf) || (level->pieces != NULL && !join_pieces(reading, level))) {
        stop_reading(context, &reading->failed);
        return;
    }
    reading->depth--;
}

/* Reading. */

/* What libxml2 says is not printed: it may hold parts of the document. */
#if LIBXML_VERSION >= 21200
static void note_parser_error(void *context, const xmlError *error)
#else
static void note_parser_error(void *context, xmlError *error)
#endif
{
    wmip_wsman_watch *watch = &reading_of(context)->watch;
    watch->lacked_memory = watch->lacked_memory || error->code == XML_ERR_NO_MEMORY;
}

static wmi_status tell_malformed(const wmip_wsman_reading *reading, int line, wmi_error *error)
{
    if (reading->has_dtd) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has a document type declaration, which SOAP forbids");
    }
    if (reading->is_too_deep) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer has elements nested deeper than %d", WMIP_WSMAN_DEPTH);
    }
    if (reading->failed || reading->watch.lacked_memory) {
        return wmip_no_memory(error);
    }
    return wmi_fail(error, WMI_REPLY, 0, "The answer is no well-formed XML (line %d)", line);
}

/* What is not asked for is not made: no tree of libxml2's. */
static void choose_handlers(xmlSAXHandler *handlers)
{
    memset(handlers, 0, sizeof *handlers);
    handlers->initialized = XML_SAX2_MAGIC;
    handlers->serror = note_parser_error;
    handlers->internalSubset = meet_dtd;
    handlers->externalSubset = meet_dtd;
    handlers->startElementNs = meet_element;
    handlers->endElementNs = leave_element;
    handlers->characters = meet_characters;
    handlers->ignorableWhitespace = meet_characters;
    handlers->cdataBlock = meet_characters;
}

/*
 * One is kept only of a document that was good: libxml2 2.9 leaves behind what a document that ends early had declared. It keeps no more names
 * than an honest host has, and nothing of the document.
 */
static void keep_parser(xmlParserCtxtPtr context, bool good, xmlParserCtxtPtr *kept)
{
    if (good && kept != NULL && xmlDictGetUsage(context->dict) <= MOST_NAMES) {
        xmlCtxtReset(context);
        *kept = context;
    } else {
        xmlFreeParserCtxt(context);
    }
}

static bool read_watched(const char *bytes, size_t size, xmlParserCtxtPtr *kept, wmip_wsman_reading *reading, int *line)
{
    xmlParserCtxtPtr context = kept != NULL && *kept != NULL ? *kept : xmlNewParserCtxt();
    const xmlError *last;
    bool good;
    if (kept != NULL) {
        *kept = NULL;
    }
    if (context == NULL) {
        reading->failed = true;
        return false;
    }
    context->_private = reading;
    choose_handlers(context->sax);
    xmlFreeDoc(xmlCtxtReadMemory(context, bytes, (int)size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)); /* there is none */
    last = xmlCtxtGetLastError(context);
    *line = last != NULL ? last->line : 0;
    good = context->wellFormed && reading->document->root != NULL && reading->depth == 0 && !reading->has_dtd &&
           !reading->is_too_deep && !reading->failed && !reading->watch.lacked_memory;
    reading->document->names = context->dict; /* in which all names lie */
    (void)xmlDictReference(context->dict);
    keep_parser(context, good, kept);
    return good;
}

wmi_status wmip_wsman_parse(const char *bytes, size_t size, const wmip_wsman_glimpse *glimpse, xmlParserCtxtPtr *kept,
                            wmip_wsman_document *document, wmi_error *error)
{
    wmip_wsman_reading reading;
    int line = 0;
    bool good;
    memset(document, 0, sizeof *document);
    if (size == 0 || size > INT32_MAX) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer is %s", size == 0 ? "empty" : "too large");
    }
    memset(&reading, 0, sizeof reading);
    reading.document = document;
    reading.glimpse = glimpse;
    wmip_wsman_watch_begin(&reading.watch);
    good = read_watched(bytes, size, kept, &reading, &line);
    wmip_wsman_watch_end(&reading.watch);
    wmip_buffer_clear(&reading.characters);
    if (!good) {
        wmip_wsman_document_clear(document);
    }
    return good ? WMI_OK : tell_malformed(&reading, line, error);
}

void wmip_wsman_document_clear(wmip_wsman_document *document)
{
    wmi_memory_clear(&document->memory);
    if (document->names != NULL) {
        xmlDictFree(document->names);
    }
    memset(document, 0, sizeof *document);
}
