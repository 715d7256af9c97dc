/* References as DSP0201 spells them out, element by element; WMI itself writes a path as text. */
#include "cimxml/xml.h"
#include "path/path.h"

#include <string.h>

typedef struct wmip_reference {
    wmi_path path;
    wmi_path_key keys[WMIP_PATH_KEYS];
    wmip_buffer ns;
    const char *key_name; /* of the KEYBINDING that is being read */
} wmip_reference;

static bool read_part(wmip_xml *xml, const wmip_xml_tag *tag, wmip_reference *reference);

/* The text of the element whose start tag was read, without the blanks around it if so wished, up to its end tag. */
static bool read_content(wmip_xml *xml, bool trim, wmi_memory **memory, const char **out)
{
    wmip_buffer text = {0};
    wmip_xml_tag tag;
    bool read = wmip_xml_read_text(xml, &text) && wmip_xml_next(xml, &tag);
    if (read && !tag.is_end) {
        read = wmip_xml_fail(xml, "there is an element where text should be");
    }
    if (read) {
        wmip_slice slice = {text.text != NULL ? text.text : "", text.length};
        slice = trim ? wmip_xml_trim(slice) : slice;
        *out = wmi_memory_text(memory, slice.text, slice.length);
        read = *out != NULL || wmip_xml_no_memory(xml);
    }
    wmip_buffer_clear(&text);
    return read;
}

static bool read_parts(wmip_xml *xml, wmip_reference *reference)
{
    wmip_xml_tag tag;
    while (wmip_xml_next(xml, &tag)) {
        if (tag.is_end) {
            return true;
        }
        if (!read_part(xml, &tag, reference)) {
            return false;
        }
    }
    return false;
}

static bool need_attribute(wmip_xml *xml, const wmip_xml_tag *tag, const char *name, wmi_memory **memory,
                           const char **out)
{
    return wmip_xml_attribute_text(xml, tag, name, memory, out) &&
           (*out != NULL || wmip_xml_fail(xml, "an element of a reference lacks the attribute %s", name));
}

static wmi_path_key *new_reference_key(wmip_xml *xml, wmip_reference *reference)
{
    if (reference->path.key_count == WMIP_PATH_KEYS) {
        (void)wmip_xml_fail(xml, "a reference has too many keys");
        return NULL;
    }
    reference->path.is_singleton = false;
    reference->keys[reference->path.key_count].name = reference->key_name;
    return &reference->keys[reference->path.key_count++];
}

static bool read_key_value(wmip_xml *xml, const wmip_xml_tag *tag, wmip_reference *reference)
{
    wmi_path_key *key = new_reference_key(xml, reference);
    const char *type = NULL;
    if (key == NULL || !wmip_xml_attribute_text(xml, tag, "VALUETYPE", &reference->path.memory, &type)) {
        return false;
    }
    key->type = wmip_equal_names(type, "numeric")   ? WMI_KEY_INTEGER
                : wmip_equal_names(type, "boolean") ? WMI_KEY_BOOLEAN
                                                    : WMI_KEY_STRING;
    return read_content(xml, key->type != WMI_KEY_STRING, &reference->path.memory, &key->text);
}

static bool read_key_reference(wmip_xml *xml, wmip_reference *reference)
{
    wmi_path_key *key = new_reference_key(xml, reference);
    if (key == NULL) {
        return false;
    }
    key->type = WMI_KEY_STRING;
    return wmip_cimxml_read_reference(xml, &reference->path.memory, &key->text);
}

static bool read_namespace(wmip_xml *xml, const wmip_xml_tag *tag, wmip_reference *reference)
{
    const char *name = NULL;
    if (!need_attribute(xml, tag, "NAME", &reference->path.memory, &name)) {
        return false;
    }
    if (reference->ns.length > 0) {
        wmip_buffer_char(&reference->ns, '\\');
    }
    wmip_buffer_text(&reference->ns, name);
    return wmip_xml_skip(xml);
}

static bool is_container(const wmip_xml_tag *tag)
{
    static const char *const names[] = {"INSTANCEPATH",   "LOCALINSTANCEPATH", "CLASSPATH",
                                        "LOCALCLASSPATH", "NAMESPACEPATH",     "LOCALNAMESPACEPATH"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wmip_xml_is(tag, names[i])) {
            return true;
        }
    }
    return false;
}

static bool read_part(wmip_xml *xml, const wmip_xml_tag *tag, wmip_reference *reference)
{
    wmi_memory **memory = &reference->path.memory;
    if (is_container(tag)) {
        return read_parts(xml, reference);
    }
    if (wmip_xml_is(tag, "HOST")) {
        return read_content(xml, true, memory, &reference->path.server);
    }
    if (wmip_xml_is(tag, "NAMESPACE")) {
        return read_namespace(xml, tag, reference);
    }
    if (wmip_xml_is(tag, "CLASSNAME")) {
        return need_attribute(xml, tag, "NAME", memory, &reference->path.class_name) && wmip_xml_skip(xml);
    }
    if (wmip_xml_is(tag, "INSTANCENAME")) {
        reference->path.is_singleton = true; /* until a key turns up */
        return need_attribute(xml, tag, "CLASSNAME", memory, &reference->path.class_name) && read_parts(xml, reference);
    }
    if (wmip_xml_is(tag, "KEYBINDING")) {
        return need_attribute(xml, tag, "NAME", memory, &reference->key_name) && read_parts(xml, reference);
    }
    if (wmip_xml_is(tag, "KEYVALUE")) {
        return read_key_value(xml, tag, reference);
    }
    if (wmip_xml_is(tag, "VALUE.REFERENCE")) {
        return read_key_reference(xml, reference);
    }
    return wmip_xml_fail(xml, "a reference holds an element %.*s", (int)tag->name.length, tag->name.text);
}

static bool write_path(wmip_xml *xml, wmip_reference *reference, wmi_memory **memory, const char **path)
{
    char *text = NULL;
    wmi_status status;
    if (reference->ns.failed) {
        return wmip_xml_no_memory(xml);
    }
    reference->path.ns = reference->ns.text;
    reference->path.keys = reference->keys;
    status = wmi_path_format(&reference->path, &text, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmip_xml_no_memory(xml)
                                       : wmip_xml_fail(xml, "a reference does not make up an object path");
    }
    if (!wmip_memory_copy(memory, text, path)) {
        (void)wmip_xml_no_memory(xml);
    }
    wmi_free(text);
    return *path != NULL;
}

/* What follows the start tag of the outermost element of a reference, and the end of the VALUE.REFERENCE. */
static bool read_elements(wmip_xml *xml, const wmip_xml_tag *first, wmi_memory **memory, const char **path)
{
    wmip_reference reference;
    wmip_xml_tag tag;
    bool read;
    memset(&reference, 0, sizeof reference);
    read = read_part(xml, first, &reference) && wmip_xml_next(xml, &tag);
    if (read && !tag.is_end) {
        read = wmip_xml_fail(xml, "a reference holds more than one path");
    }
    read = read && write_path(xml, &reference, memory, path);
    wmip_buffer_clear(&reference.ns);
    wmi_path_clear(&reference.path);
    return read;
}

bool wmip_cimxml_read_reference(wmip_xml *xml, wmi_memory **memory, const char **path)
{
    wmip_buffer text = {0};
    wmip_xml_tag tag;
    wmip_slice slice;
    bool read = wmip_xml_read_text(xml, &text) && wmip_xml_next(xml, &tag);
    *path = NULL;
    slice.text = text.text != NULL ? text.text : "";
    slice.length = text.length;
    if (read && tag.is_end) { /* white space at its ends is part of it: it may be within a key's quotes, too */
        *path = wmi_memory_text(memory, slice.text, slice.length);
        read = *path != NULL || wmip_xml_no_memory(xml);
    } else if (read && wmip_xml_trim(slice).length > 0) {
        read = wmip_xml_fail(xml, "a reference holds both text and elements");
    } else if (read) {
        read = read_elements(xml, &tag, memory, path);
    }
    wmip_buffer_clear(&text);
    return read;
}
