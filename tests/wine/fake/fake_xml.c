/*
 * XML by MSXML, a parser that is not the client's: its document as plain structs.
 */
#include "fake_object.h"

#include <msxml.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Element within element, as far as any text of the schema could go. */
enum { DEEPEST_ELEMENT = 64 };

typedef struct copier {
    wmi_memory **memory;
    char *why;
    unsigned depth;
} copier;

static HRESULT refuse(const copier *c, const char *why, const char *name)
{
    snprintf(c->why, FAKE_WHY_SIZE, "holds a text that is no XML that WMI takes: %s%s%s", why, name != NULL ? " " : "",
             name != NULL ? name : "");
    return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
}

/** A BSTR, given back here, as text in the tree's memory. NULL of NULL. */
static const char *keep(const copier *c, BSTR text)
{
    char *copy = fake_utf8(text);
    const char *kept = copy != NULL ? wmi_memory_text(c->memory, copy, strlen(copy)) : NULL;
    free(copy);
    SysFreeString(text);
    return kept;
}

static const char *name_of(const copier *c, IXMLDOMNode *node)
{
    BSTR name = NULL;
    return SUCCEEDED(IXMLDOMNode_get_nodeName(node, &name)) ? keep(c, name) : NULL;
}

static const char *value_of(const copier *c, IXMLDOMNode *node)
{
    VARIANT value;
    const char *text = NULL;
    VariantInit(&value);
    if (SUCCEEDED(IXMLDOMNode_get_nodeValue(node, &value)) && V_VT(&value) == VT_BSTR) {
        text = keep(c, V_BSTR(&value));
    } else {
        VariantClear(&value);
    }
    return text;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* Attributes. */

static HRESULT copy_attribute(const copier *c, IXMLDOMNode *node, fake_xml_attribute **end)
{
    fake_xml_attribute *made = wmi_memory_alloc(c->memory, sizeof *made);
    if (made == NULL) {
        return E_OUTOFMEMORY;
    }
    made->name = name_of(c, node);
    made->value = value_of(c, node);
    if (made->name == NULL) {
        return E_OUTOFMEMORY;
    }
    if (made->value == NULL) {
        made->value = "";
    }
    *end = made;
    return S_OK;
}

static HRESULT copy_attributes(const copier *c, IXMLDOMNode *node, fake_xml_element *to)
{
    IXMLDOMNamedNodeMap *map = NULL;
    fake_xml_attribute **end = &to->attributes;
    LONG count = 0;
    HRESULT result = IXMLDOMNode_get_attributes(node, &map);
    if (FAILED(result) || map == NULL) {
        return result;
    }
    result = IXMLDOMNamedNodeMap_get_length(map, &count);
    for (LONG i = 0; i < count && SUCCEEDED(result); i++) {
        IXMLDOMNode *attribute = NULL;
        result = IXMLDOMNamedNodeMap_get_item(map, i, &attribute);
        if (SUCCEEDED(result) && attribute != NULL) {
            result = copy_attribute(c, attribute, end);
            IXMLDOMNode_Release(attribute);
        }
        if (*end != NULL) {
            end = &(*end)->next;
        }
    }
    IXMLDOMNamedNodeMap_Release(map);
    return result;
}

/* Content. */

static HRESULT copy_element(const copier *c, IXMLDOMNode *node, fake_xml_element **out);

static HRESULT append_text(const copier *c, IXMLDOMNode *node, fake_xml_element *to)
{
    const char *piece = value_of(c, node);
    size_t before = strlen(to->text);
    size_t added = piece != NULL ? strlen(piece) : 0;
    char *joined = wmi_memory_alloc(c->memory, before + added + 1);
    if (joined == NULL) {
        return E_OUTOFMEMORY;
    }
    memcpy(joined, to->text, before);
    memcpy(joined + before, piece != NULL ? piece : "", added);
    to->text = joined;
    return S_OK;
}

static HRESULT copy_node(const copier *c, IXMLDOMNode *node, fake_xml_element *to, fake_xml_element ***end)
{
    DOMNodeType type = NODE_INVALID;
    HRESULT result = IXMLDOMNode_get_nodeType(node, &type);
    if (FAILED(result)) {
        return result;
    }
    switch (type) {
    case NODE_ELEMENT:
        result = copy_element(c, node, *end);
        *end = SUCCEEDED(result) ? &(**end)->next : *end;
        return result;
    case NODE_TEXT:
    case NODE_CDATA_SECTION:
        return append_text(c, node, to);
    case NODE_COMMENT:
        return S_OK;
    case NODE_PROCESSING_INSTRUCTION:
        return refuse(c, "an XML declaration or a processing instruction", NULL);
    case NODE_DOCUMENT_TYPE:
        return refuse(c, "a DOCTYPE", NULL);
    default:
        return refuse(c, "an entity, or something else that CIM-XML does not have", NULL);
    }
}

static HRESULT copy_children(const copier *c, IXMLDOMNode *node, fake_xml_element *to)
{
    fake_xml_element **end = &to->first;
    IXMLDOMNode *child = NULL;
    HRESULT result = IXMLDOMNode_get_firstChild(node, &child);
    while (SUCCEEDED(result) && child != NULL) {
        IXMLDOMNode *next = NULL;
        result = copy_node(c, child, to, &end);
        if (SUCCEEDED(result)) {
            result = IXMLDOMNode_get_nextSibling(child, &next);
        }
        IXMLDOMNode_Release(child);
        child = next;
    }
    return result;
}

static bool has_namespace(IXMLDOMNode *node)
{
    BSTR uri = NULL;
    bool has = SUCCEEDED(IXMLDOMNode_get_namespaceURI(node, &uri)) && SysStringLen(uri) > 0;
    SysFreeString(uri);
    return has;
}

static HRESULT copy_element(const copier *outer, IXMLDOMNode *node, fake_xml_element **out)
{
    copier c = *outer;
    fake_xml_element *made = wmi_memory_alloc(c.memory, sizeof *made);
    HRESULT result;
    if (made == NULL) {
        return E_OUTOFMEMORY;
    }
    made->text = "";
    made->name = name_of(&c, node);
    if (made->name == NULL) {
        return E_OUTOFMEMORY;
    }
    if (++c.depth > DEEPEST_ELEMENT) {
        return refuse(&c, "elements nested too deeply", NULL);
    }
    if (has_namespace(node)) {
        return refuse(&c, "an XML namespace at", made->name);
    }
    result = copy_attributes(&c, node, made);
    if (SUCCEEDED(result)) {
        result = copy_children(&c, node, made);
    }
    if (SUCCEEDED(result)) {
        *out = made;
    }
    return result;
}

/* The document. */

/** Wine's MSXML gives no reason but "error": the text itself has to tell. */
static HRESULT refuse_document(const copier *c, const char *text, IXMLDOMDocument *document)
{
    IXMLDOMParseError *error = NULL;
    BSTR reason = NULL;
    const char *kept = NULL;
    if (SUCCEEDED(IXMLDOMDocument_get_parseError(document, &error)) && error != NULL) {
        if (SUCCEEDED(IXMLDOMParseError_get_reason(error, &reason))) {
            kept = keep(c, reason);
        }
        IXMLDOMParseError_Release(error);
    }
    snprintf(c->why, FAKE_WHY_SIZE, "holds a text that is no well-formed XML (%s): %.200s", kept != NULL ? kept : "",
             text);
    return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
}

static HRESULT load(const copier *c, const char *text, IXMLDOMDocument *document)
{
    VARIANT_BOOL is_loaded = VARIANT_FALSE;
    BSTR wide = fake_bstr(text);
    HRESULT result = wide != NULL ? S_OK : E_OUTOFMEMORY;
    if (SUCCEEDED(result)) {
        (void)IXMLDOMDocument_put_async(document, VARIANT_FALSE);
        (void)IXMLDOMDocument_put_validateOnParse(document, VARIANT_FALSE);
        (void)IXMLDOMDocument_put_resolveExternals(document, VARIANT_FALSE);
        (void)IXMLDOMDocument_put_preserveWhiteSpace(document, VARIANT_TRUE);
        result = IXMLDOMDocument_loadXML(document, wide, &is_loaded);
    }
    SysFreeString(wide);
    if (FAILED(result)) {
        return result;
    }
    return is_loaded != VARIANT_FALSE ? S_OK : refuse_document(c, text, document);
}

static HRESULT has_doctype(const copier *c, IXMLDOMDocument *document)
{
    IXMLDOMDocumentType *type = NULL;
    if (IXMLDOMDocument_get_doctype(document, &type) != S_OK || type == NULL) {
        return S_OK;
    }
    IXMLDOMDocumentType_Release(type);
    return refuse(c, "a DOCTYPE", NULL);
}

/** Copies what stands in the document: as if it were an element around the root. */
static HRESULT copy_document(const copier *c, IXMLDOMDocument *document, fake_xml_element **root)
{
    fake_xml_element outer = {NULL, "", NULL, NULL, NULL};
    HRESULT result = has_doctype(c, document);
    if (SUCCEEDED(result)) {
        result = copy_children(c, (IXMLDOMNode *)document, &outer);
    }
    if (SUCCEEDED(result) && (outer.first == NULL || !is_blank(outer.text))) {
        result = refuse(c, "there is no element", NULL);
    }
    if (SUCCEEDED(result)) {
        *root = outer.first;
    }
    return result;
}

static HRESULT read_document(const copier *c, const char *text, fake_xml_element **root)
{
    IXMLDOMDocument *document = NULL;
    HRESULT result =
        CoCreateInstance(&CLSID_DOMDocument, NULL, CLSCTX_INPROC_SERVER, &IID_IXMLDOMDocument, (void **)&document);
    if (FAILED(result)) {
        snprintf(c->why, FAKE_WHY_SIZE, "could not be checked: there is no MSXML (0x%08lX)", (unsigned long)result);
        fake_violate("The fake could not make an MSXML document: 0x%08lX", (unsigned long)result);
        return result;
    }
    result = load(c, text, document);
    if (SUCCEEDED(result)) {
        result = copy_document(c, document, root);
    }
    IXMLDOMDocument_Release(document);
    return result;
}

HRESULT fake_xml_read(const char *text, wmi_memory **memory, fake_xml_element **root, char *why)
{
    copier c = {memory, why, 0};
    HRESULT result;
    *root = NULL;
    snprintf(why, FAKE_WHY_SIZE, "could not be checked: MSXML failed");
    if (strncmp(text, "<?xml", 5) == 0) {
        return refuse(&c, "an XML declaration", NULL);
    }
    fake_begin_own(true);
    result = read_document(&c, text, root);
    fake_end_own();
    return result;
}

const char *fake_xml_attribute_of(const fake_xml_element *element, const char *name)
{
    const fake_xml_attribute *at = element->attributes;
    while (at != NULL && strcmp(at->name, name) != 0) {
        at = at->next;
    }
    return at != NULL ? at->value : NULL;
}
