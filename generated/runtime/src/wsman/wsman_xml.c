/**
 * @file
 * Looking at XML that was received; and what libxml2 says meanwhile.
 */
#include "wsman/wsman_internal.h"

#include <string.h>

/* What libxml2 says is not printed: it may hold parts of a document. */
#if LIBXML_VERSION >= 21200
static void note_xml_error(void *context, const xmlError *error)
#else
static void note_xml_error(void *context, xmlError *error)
#endif
{
    wmip_wsman_watch *watch = context;
    watch->lacked_memory = watch->lacked_memory || error->code == XML_ERR_NO_MEMORY;
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

bool wmip_wsman_is(const wmip_wsman_node *node, const char *ns, const char *name)
{
    return node != NULL && strcmp(node->name, name) == 0 &&
           (ns == NULL || (node->ns != NULL && strcmp(node->ns, ns) == 0));
}

const wmip_wsman_node *wmip_wsman_child(const wmip_wsman_node *node, const char *ns, const char *name)
{
    const wmip_wsman_node *child = node != NULL ? node->first : NULL;
    while (child != NULL && !wmip_wsman_is(child, ns, name)) {
        child = child->next;
    }
    return child;
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

bool wmip_wsman_token(const wmip_wsman_node *node, wmi_memory **memory, const char **text)
{
    *text = NULL;
    return node == NULL || trim(node->text, memory, text);
}

bool wmip_wsman_attribute_text(const wmip_wsman_node *node, const char *ns, const char *name, wmi_memory **memory,
                               const char **text)
{
    size_t i;
    *text = NULL;
    for (i = 0; node != NULL && i < node->attribute_count; i++) {
        const wmip_wsman_attribute *attribute = &node->attributes[i];
        bool is_in = ns == NULL ? attribute->ns == NULL : attribute->ns != NULL && strcmp(attribute->ns, ns) == 0;
        if (is_in && strcmp(attribute->name, name) == 0) {
            return trim(attribute->value, memory, text);
        }
    }
    return true;
}

static const char *find_prefix(const wmip_wsman_node *node, const char *prefix, size_t length)
{
    size_t i;
    for (; node != NULL; node = node->parent) {
        for (i = 0; i < node->prefix_count; i++) {
            if (strlen(node->prefixes[i].name) == length && memcmp(node->prefixes[i].name, prefix, length) == 0) {
                return node->prefixes[i].ns;
            }
        }
    }
    return NULL;
}

void wmip_wsman_qname(const wmip_wsman_node *node, const char *text, const char **ns, const char **local)
{
    const char *colon = strchr(text, ':');
    *local = colon != NULL ? colon + 1 : text;
    *ns = find_prefix(node, text, colon != NULL ? (size_t)(colon - text) : 0);
    if (*ns != NULL && **ns == '\0') {
        *ns = NULL; /* xmlns="" takes it away */
    }
}
