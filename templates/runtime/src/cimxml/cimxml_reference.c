/* References as DSP0201 spells them out, element by element; WMI itself writes a path as text. */
#include "cimxml/xml.h"
#include "path/path.h"

#include <string.h>

#define KEY_LIMIT 64

typedef struct wmi_reference {
    wmi_path path;
    wmi_path_key keys[KEY_LIMIT];
    wmi_buffer ns;
    const char *key_name; /* of the KEYBINDING that is being read */
} wmi_reference;

static bool read_part(wmi_xml *xml, const wmi_xml_tag *tag, wmi_reference *reference);

/* The text of the element whose start tag was read, without the blanks around it if so wished, up to its end tag. */
static bool read_content(wmi_xml *xml, bool trim, wmi_memory **memory, const char **out)
{
    wmi_buffer text = {0};
    wmi_xml_tag tag;
    bool read = wmi_xml_read_text(xml, &text) && wmi_xml_next(xml, &tag);
    if (read && !tag.is_end) {
        read = wmi_xml_fail(xml, "there is an element where text should be");
    }
    if (read) {
        wmi_slice slice = {text.text != NULL ? text.text : "", text.length};
        slice = trim ? wmi_xml_trim(slice) : slice;
        *out = wmi_memory_text(memory, slice.text, slice.length);
        read = *out != NULL || wmi_xml_no_memory(xml);
    }
    wmi_buffer_clear(&text);
    return read;
}

static bool read_parts(wmi_xml *xml, wmi_reference *reference)
{
    wmi_xml_tag tag;
    while (wmi_xml_next(xml, &tag)) {
        if (tag.is_end) {
            return true;
        }
        if (!read_part(xml, &tag, reference)) {
            return false;
        }
    }
    return false;
}

static bool need_attribute(wmi_xml *xml, const wmi_xml_tag *tag, const char *name, wmi_memory **memory,
                           const char **out)
{
    return wmi_xml_attribute_text(xml, tag, name, memory, out) &&
           (*out != NULL || wmi_xml_fail(xml, "an element of a reference lacks the attribute %s", name));
}

static wmi_path_key *new_key(wmi_xml *xml, wmi_reference *reference)
{
    if (reference->path.key_count == KEY_LIMIT) {
        (void)wmi_xml_fail(xml, "a reference has too many keys");
        return NULL;
    }
    reference->path.is_singleton = false;
    reference->keys[reference->path.key_count].name = reference->key_name;
    return &reference->keys[reference->path.key_count++];
}

static bool read_key_value(wmi_xml *xml, const wmi_xml_tag *tag, wmi_reference *reference)
{
    wmi_path_key *key = new_key(xml, reference);
    const char *type = NULL;
    if (key == NULL || !wmi_xml_attribute_text(xml, tag, "VALUETYPE", &reference->path.memory, &type)) {
        return false;
    }
    key->type = wmi_equal_names(type, "numeric")   ? WMI_KEY_INTEGER
                : wmi_equal_names(type, "boolean") ? WMI_KEY_BOOLEAN
                                                   : WMI_KEY_STRING;
    return read_content(xml, key->type != WMI_KEY_STRING, &reference->path.memory, &key->text);
}

static bool read_key_reference(wmi_xml *xml, wmi_reference *reference)
{
    wmi_path_key *key = new_key(xml, reference);
    if (key == NULL) {
        return false;
    }
    key->type = WMI_KEY_STRING;
    return wmi_cimxml_read_reference(xml, &reference->path.memory, &key->text);
}

static bool read_namespace(wmi_xml *xml, const wmi_xml_tag *tag, wmi_reference *reference)
{
    const char *name = NULL;
    if (!need_attribute(xml, tag, "NAME", &reference->path.memory, &name)) {
        return false;
    }
    if (reference->ns.length > 0) {
        wmi_buffer_char(&reference->ns, '\\');
    }
    wmi_buffer_text(&reference->ns, name);
    return wmi_xml_skip(xml);
}

static bool is_container(const wmi_xml_tag *tag)
{
    static const char *const names[] = {"INSTANCEPATH",   "LOCALINSTANCEPATH", "CLASSPATH",
                                        "LOCALCLASSPATH", "NAMESPACEPATH",     "LOCALNAMESPACEPATH"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wmi_xml_is(tag, names[i])) {
            return true;
        }
    }
    return false;
}

static bool read_part(wmi_xml *xml, const wmi_xml_tag *tag, wmi_reference *reference)
{
    wmi_memory **memory = &reference->path.memory;
    if (is_container(tag)) {
        return read_parts(xml, reference);
    }
    if (wmi_xml_is(tag, "HOST")) {
        return read_content(xml, true, memory, &reference->path.server);
    }
    if (wmi_xml_is(tag, "NAMESPACE")) {
        return read_namespace(xml, tag, reference);
    }
    if (wmi_xml_is(tag, "CLASSNAME")) {
        return need_attribute(xml, tag, "NAME", memory, &reference->path.class_name) && wmi_xml_skip(xml);
    }
    if (wmi_xml_is(tag, "INSTANCENAME")) {
        reference->path.is_singleton = true; /* until a key turns up */
        return need_attribute(xml, tag, "CLASSNAME", memory, &reference->path.class_name) && read_parts(xml, reference);
    }
    if (wmi_xml_is(tag, "KEYBINDING")) {
        return need_attribute(xml, tag, "NAME", memory, &reference->key_name) && read_parts(xml, reference);
    }
    if (wmi_xml_is(tag, "KEYVALUE")) {
        return read_key_value(xml, tag, reference);
    }
    if (wmi_xml_is(tag, "VALUE.REFERENCE")) {
        return read_key_reference(xml, reference);
    }
    return wmi_xml_fail(xml, "a reference holds an element %.*s", (int)tag->name.length, tag->name.text);
}

static bool write_path(wmi_xml *xml, wmi_reference *reference, wmi_memory **memory, const char **path)
{
    char *text = NULL;
    wmi_status status;
    if (reference->ns.failed) {
        return wmi_xml_no_memory(xml);
    }
    reference->path.ns = reference->ns.text;
    reference->path.keys = reference->keys;
    status = wmi_path_format(&reference->path, &text, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmi_xml_no_memory(xml)
                                       : wmi_xml_fail(xml, "a reference does not make up an object path");
    }
    if (!wmi_memory_copy(memory, text, path)) {
        (void)wmi_xml_no_memory(xml);
    }
    wmi_free(text);
    return *path != NULL;
}

/* What follows the start tag of the outermost element of a reference, and the end of the VALUE.REFERENCE. */
static bool read_elements(wmi_xml *xml, const wmi_xml_tag *first, wmi_memory **memory, const char **path)
{
    wmi_reference reference;
    wmi_xml_tag tag;
    bool read;
    memset(&reference, 0, sizeof reference);
    read = read_part(xml, first, &reference) && wmi_xml_next(xml, &tag);
    if (read && !tag.is_end) {
        read = wmi_xml_fail(xml, "a reference holds more than one path");
    }
    read = read && write_path(xml, &reference, memory, path);
    wmi_buffer_clear(&reference.ns);
    wmi_path_clear(&reference.path);
    return read;
}

bool wmi_cimxml_read_reference(wmi_xml *xml, wmi_memory **memory, const char **path)
{
    wmi_buffer text = {0};
    wmi_xml_tag tag;
    wmi_slice slice;
    bool read = wmi_xml_read_text(xml, &text) && wmi_xml_next(xml, &tag);
    *path = NULL;
    slice.text = text.text != NULL ? text.text : "";
    slice.length = text.length;
    if (read && tag.is_end) { /* white space at its ends is part of it: it may be within a key's quotes, too */
        *path = wmi_memory_text(memory, slice.text, slice.length);
        read = *path != NULL || wmi_xml_no_memory(xml);
    } else if (read && wmi_xml_trim(slice).length > 0) {
        read = wmi_xml_fail(xml, "a reference holds both text and elements");
    } else if (read) {
        read = read_elements(xml, &tag, memory, path);
    }
    wmi_buffer_clear(&text);
    return read;
}
