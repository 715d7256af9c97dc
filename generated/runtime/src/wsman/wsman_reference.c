/**
 * @file
 * Object paths and endpoint references (WS-Addressing 2004/08; DSP0227 5: the selectors are the keys).
 */
#include "path/path.h"
#include "wsman/wsman_internal.h"

#include <stdio.h>
#include <string.h>

#define NAMESPACE_SELECTOR "__cimnamespace"

/* What is known of classes. */

static const wmi_class_info *class_of_path(const wmip_wsman_classes *classes, const char *ns, const wmi_path *path)
{
    wmip_wsman_slice where;
    wmip_wsman_slice name;
    where.text = path->ns != NULL ? path->ns : ns;
    where.length = strlen(where.text);
    name.text = path->class_name;
    name.length = strlen(path->class_name);
    return wmip_wsman_class(classes, where, name);
}

const wmi_field *wmip_wsman_key_field(const wmi_class_info *info, const char *name)
{
    uint32_t i;
    for (i = 0; info != NULL && i < info->field_count; i++) {
        const wmi_field *field = &info->fields[i];
        if (wmip_begin_alike(field->name, name) && wmip_equal_names(field->name, name)) {
            return field;
        }
    }
    return NULL;
}

static const char *only_key(const wmi_class_info *info)
{
    return info != NULL && info->keys[0] != NULL && info->keys[1] == NULL ? info->keys[0] : NULL;
}

/* Paths as requests address them. */

/* Whether the parts of a namespace can stand in a URI. */
static bool is_namespace(const char *ns)
{
    bool good = true;
    while (good && *ns != '\0') {
        size_t length = strcspn(ns, "\\/");
        good = wmip_wsman_is_name(ns, length);
        ns += length;
        ns += *ns != '\0' ? 1 : 0;
    }
    return good;
}

static wmi_status check_names(const char *text, const char *ns, const wmi_path *path, wmi_error *error)
{
    return is_namespace(ns) && wmip_wsman_is_name(path->class_name, strlen(path->class_name))
               ? WMI_OK
               : wmi_fail(error, WMI_USAGE, 0, "The class or the namespace of %s cannot stand in a resource URI", text);
}

static wmi_status check_key_names(const char *text, const wmi_path *path, const wmi_class_info *info, wmi_error *error)
{
    const char *only = only_key(info);
    size_t i;
    for (i = 0; i < path->key_count; i++) {
        if (path->keys[i].name == NULL && only == NULL) {
            return info != NULL
                       ? wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH,
                                  "The path %s is not valid: it does not have as many keys as %s", text, info->name)
                       : wmi_fail(error, WMI_USAGE, 0,
                                  "The path %s does not name its key, which WS-Management needs; write %s.<key>=...",
                                  text, path->class_name);
        }
    }
    return WMI_OK;
}

wmi_status wmip_wsman_target_read(const wmip_wsman_classes *classes, const char *ns, const char *path,
                                  wmip_wsman_target *target, wmi_error *error)
{
    const char *where;
    wmi_status status;
    memset(target, 0, sizeof *target);
    status = wmi_path_parse(path, &target->path, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmip_no_memory(error)
                                       : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH,
                                                  "The path %s is not valid: it cannot be parsed", path);
    }
    where = target->path.ns != NULL ? target->path.ns : ns;
    where += strspn(where, "\\/");
    status = check_names(path, where, &target->path, error);
    if (status == WMI_OK) {
        status = check_key_names(path, &target->path, class_of_path(classes, ns, &target->path), error);
    }
    if (status == WMI_OK && !wmip_wsman_resource(where, target->path.class_name, &target->uri)) {
        status = wmip_no_memory(error);
    }
    return status;
}

/* A key as it stands in a path; in paths, a character is a number. @return false where it is none of that type */
static bool read_path_key(const wmi_path_key *key, wmi_type type, wmi_memory **memory, wmi_value *value)
{
    wmi_value text = wmi_value_string(key->text);
    wmi_value number;
    if (type != WMI_TYPE_CHAR16) {
        return wmi_value_convert(&text, type, false, memory, value);
    }
    if (!wmi_value_convert(&text, WMI_TYPE_UINT16, false, memory, &number)) {
        return false;
    }
    *value = wmi_value_null(WMI_TYPE_CHAR16, false);
    value->is_null = false;
    value->u.char16 = number.u.uint16;
    return true;
}

wmi_status wmip_wsman_add_keys(const wmi_class_info *info, const wmi_path *path, const char *text, wmi_object *object,
                               wmi_error *error)
{
    size_t i;
    for (i = 0; i < path->key_count; i++) {
        const wmi_path_key *key = &path->keys[i];
        const char *name = key->name != NULL ? key->name : only_key(info);
        const wmi_field *field = name != NULL ? wmip_wsman_key_field(info, name) : NULL;
        const wmi_value *own = field != NULL ? wmi_object_get(object, name) : NULL;
        wmi_value value;
        if (field == NULL || (own != NULL && !own->is_null)) {
            continue;
        }
        if (!read_path_key(key, (wmi_type)field->type, &object->memory, &value)) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH,
                            "The path %s is not valid: the value does not fit the key %s", text, name);
        }
        if (wmi_object_set(object, field->name, &value) != WMI_OK) {
            return wmip_no_memory(error);
        }
    }
    return WMI_OK;
}

void wmip_wsman_target_clear(wmip_wsman_target *target)
{
    wmi_path_clear(&target->path);
    wmip_buffer_clear(&target->uri);
}

/* Writing. */

/* Whether the text of a key is a path: as the class says or, where that is not known, when it is a full one with its keys. */
static bool is_path_key(wmip_wsman_writer *writer, const wmi_field *field, const wmi_path_key *key)
{
    wmi_path path;
    wmi_status status;
    bool is_path;
    if (field != NULL || key->type != WMI_KEY_STRING) {
        return field != NULL && field->type == WMI_TYPE_REFERENCE;
    }
    status = wmi_path_parse(key->text, &path, NULL);
    if (status == WMI_NO_MEMORY && writer->status == WMI_OK) {
        writer->status = wmip_no_memory(writer->error);
    }
    is_path = status == WMI_OK && path.ns != NULL && (path.key_count > 0 || path.is_singleton);
    wmi_path_clear(&path);
    return is_path;
}

/* In paths, a character is a number. */
static bool put_character(wmip_wsman_writer *writer, const wmi_field *field, const wmi_path_key *key)
{
    char text[5] = "";
    wmip_integer code;
    size_t length;
    if (field == NULL || field->type != WMI_TYPE_CHAR16 || !wmip_integer_parse(key->text, &code) || code.negative ||
        code.magnitude == 0 || code.magnitude > UINT16_MAX) {
        return false;
    }
    length = wmip_utf8_encode((uint32_t)code.magnitude, text);
    if (length == 0) {
        return false;
    }
    text[length] = '\0';
    wmip_wsman_put_text(writer, text);
    return true;
}

static void put_selector(wmip_wsman_writer *writer, const wmip_wsman_classes *classes, const char *ns,
                         const wmi_class_info *info, const wmi_path_key *key)
{
    const char *name = key->name != NULL ? key->name : only_key(info);
    wmip_wsman_open(writer, "w:Selector");
    wmip_wsman_put_attribute(writer, "Name", name);
    if (is_path_key(writer, wmip_wsman_key_field(info, name), key)) {
        wmip_wsman_open(writer, "a:EndpointReference");
        wmip_wsman_put_reference(writer, classes, ns, key->text);
        wmip_wsman_close(writer);
    } else if (key->type == WMI_KEY_BOOLEAN) {
        wmip_wsman_put_text(writer, wmip_equal_names(key->text, "TRUE") ? "true" : "false");
    } else if (!put_character(writer, wmip_wsman_key_field(info, name), key)) {
        wmip_wsman_put_text(writer, key->text);
    }
    wmip_wsman_close(writer);
}

void wmip_wsman_put_selectors(wmip_wsman_writer *writer, const wmip_wsman_classes *classes, const char *ns,
                              const wmi_path *path)
{
    const wmi_class_info *info;
    size_t i;
    if (path->key_count == 0) {
        return;
    }
    info = class_of_path(classes, ns, path);
    wmip_wsman_open(writer, "w:SelectorSet");
    for (i = 0; i < path->key_count; i++) {
        put_selector(writer, classes, ns, info, &path->keys[i]);
    }
    wmip_wsman_close(writer);
}

void wmip_wsman_put_reference(wmip_wsman_writer *writer, const wmip_wsman_classes *classes, const char *ns,
                              const char *path)
{
    wmip_wsman_target target;
    if (writer->status != WMI_OK) {
        return;
    }
    writer->status = wmip_wsman_target_read(classes, ns, path, &target, writer->error);
    if (writer->status == WMI_OK) {
        wmip_wsman_put_element(writer, "a:Address", WMIP_WSMAN_ANONYMOUS);
        wmip_wsman_open(writer, "a:ReferenceParameters");
        wmip_wsman_put_element(writer, "w:ResourceURI", target.uri.text);
        wmip_wsman_put_selectors(writer, classes, ns, &target.path);
        wmip_wsman_close(writer);
    }
    wmip_wsman_target_clear(&target);
}

/* Reading. */

static const wmip_wsman_node *inside_reference(const wmip_wsman_node *node)
{
    const wmip_wsman_node *inner = wmip_wsman_child(node, WMIP_NS_ADDRESSING, "EndpointReference");
    return inner != NULL ? inner : node;
}

bool wmip_wsman_is_reference(const wmip_wsman_node *node)
{
    return wmip_wsman_child(inside_reference(node), WMIP_NS_ADDRESSING, "ReferenceParameters") != NULL;
}

/* What one selector says. */
static wmi_status read_selector(const wmip_wsman_node *selector, const wmip_wsman_classes *classes, const char *ns,
                                wmi_memory **memory, wmi_path_key *key, wmi_error *error)
{
    if (!wmip_wsman_attribute_text(selector, NULL, "Name", memory, &key->name)) {
        return wmip_no_memory(error);
    }
    if (key->name == NULL) {
        return wmi_fail(error, WMI_REPLY, 0, "A selector without a name arrived");
    }
    key->type = WMI_KEY_STRING;
    if (wmip_wsman_is_reference(selector)) {
        return wmip_wsman_read_reference(selector, classes, ns, memory, &key->text, error);
    }
    return wmip_memory_copy(memory, selector->text, &key->text) ? WMI_OK : wmip_no_memory(error);
}

static wmi_status read_selectors(const wmip_wsman_node *set, const wmip_wsman_classes *classes, const char *ns,
                                 wmi_path *path, wmi_error *error)
{
    wmi_path_key *keys = wmip_memory_array(&path->memory, WMIP_PATH_KEYS, sizeof *keys);
    const wmip_wsman_node *selector;
    wmi_status status = keys != NULL ? WMI_OK : wmip_no_memory(error);
    for (selector = wmip_wsman_first(set); selector != NULL && status == WMI_OK; selector = selector->next) {
        wmi_path_key *key = &keys[path->key_count];
        if (!wmip_wsman_is(selector, WMIP_NS_WSMAN, "Selector")) {
            continue;
        }
        if (path->key_count == WMIP_PATH_KEYS - 1) {
            return wmi_fail(error, WMI_REPLY, 0, "A reference with too many selectors arrived");
        }
        status = read_selector(selector, classes, ns, &path->memory, key, error);
        if (status == WMI_OK && wmip_equal_names(key->name, NAMESPACE_SELECTOR)) {
            path->ns = key->text;
        } else {
            path->key_count++;
        }
    }
    path->keys = keys;
    return status;
}

/* A character becomes a number, as paths have it. */
static bool type_character(wmi_path_key *key, wmi_memory **memory)
{
    uint32_t code;
    size_t length = wmip_utf8_decode(key->text, &code);
    char text[12];
    if (length == 0 || key->text[length] != '\0') {
        return true;
    }
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)code);
    key->text = wmi_memory_text(memory, text, strlen(text));
    key->type = WMI_KEY_INTEGER;
    return key->text != NULL;
}

/* How a key is written in a path, where the class is known. @return false when there is no memory */
static bool type_keys(const wmi_class_info *info, wmi_path *path)
{
    wmi_path_key *keys = (wmi_path_key *)path->keys; /* const for those who use the path, not for its maker */
    bool done = true;
    size_t i;
    for (i = 0; i < path->key_count && done; i++) {
        const wmi_field *field = wmip_wsman_key_field(info, keys[i].name);
        wmip_integer number;
        if (field == NULL || wmip_type_is_text((wmi_type)field->type) || field->type == WMI_TYPE_DATETIME) {
            continue;
        }
        if (field->type == WMI_TYPE_BOOLEAN) {
            keys[i].type = WMI_KEY_BOOLEAN;
            keys[i].text = wmip_equal_names(keys[i].text, "true") || strcmp(keys[i].text, "1") == 0 ? "TRUE" : "FALSE";
        } else if (field->type == WMI_TYPE_CHAR16) {
            done = type_character(&keys[i], &path->memory);
        } else if (wmip_integer_parse(keys[i].text, &number)) {
            keys[i].type = WMI_KEY_INTEGER;
        }
    }
    return done;
}

static bool has_control(const char *text)
{
    while (*text != '\0' && (unsigned char)*text >= ' ') {
        text++;
    }
    return *text != '\0';
}

/* The namespace and the class of a URI. @param given namespace where neither URI nor selectors have one */
static wmi_status read_resource(const char *uri, const char *given, wmi_path *path, wmi_error *error)
{
    wmip_wsman_slice ns;
    wmip_wsman_slice class_name;
    char *separator;
    bool is_of_uri;
    if (uri == NULL || has_control(uri) || !wmip_wsman_resource_parse(uri, &ns, &class_name) ||
        !wmip_wsman_is_name(class_name.text, class_name.length)) {
        return wmi_fail(error, WMI_REPLY, 0, "A reference to what is no class of WMI arrived: %s",
                        uri != NULL ? uri : "it names none");
    }
    is_of_uri = path->ns == NULL && ns.text != NULL;
    if (is_of_uri) {
        path->ns = wmi_memory_text(&path->memory, ns.text, ns.length);
    } else {
        const char *other = path->ns != NULL ? path->ns : given;
        path->ns = wmi_memory_text(&path->memory, other, strlen(other));
    }
    path->class_name = wmi_memory_text(&path->memory, class_name.text, class_name.length);
    if (path->ns == NULL || path->class_name == NULL) {
        return wmip_no_memory(error);
    }
    if (is_of_uri && !is_namespace(path->ns)) {
        return wmi_fail(error, WMI_REPLY, 0, "A reference to no namespace arrived: %s", uri);
    }
    for (separator = (char *)path->ns; *separator != '\0'; separator++) {
        *separator = *separator == '/' ? '\\' : *separator;
    }
    return WMI_OK;
}

wmi_status wmip_wsman_read_reference(const wmip_wsman_node *node, const wmip_wsman_classes *classes, const char *ns,
                                     wmi_memory **memory, const char **out, wmi_error *error)
{
    const wmip_wsman_node *parameters =
        wmip_wsman_child(inside_reference(node), WMIP_NS_ADDRESSING, "ReferenceParameters");
    const wmip_wsman_node *set = wmip_wsman_child(parameters, WMIP_NS_WSMAN, "SelectorSet");
    const char *uri = NULL;
    char *text = NULL;
    wmi_path path;
    wmi_status status = WMI_OK;
    memset(&path, 0, sizeof path);
    *out = NULL;
    if (!wmip_wsman_token(wmip_wsman_child(parameters, WMIP_NS_WSMAN, "ResourceURI"), &path.memory, &uri)) {
        status = wmip_no_memory(error);
    }
    if (status == WMI_OK && set != NULL) {
        status = read_selectors(set, classes, ns, &path, error);
    }
    if (status == WMI_OK) {
        status = read_resource(uri, ns, &path, error);
    }
    if (status == WMI_OK) {
        path.is_singleton = path.key_count == 0;
        status = type_keys(class_of_path(classes, ns, &path), &path) ? wmi_path_format(&path, &text, error)
                                                                     : wmip_no_memory(error);
        status = status == WMI_USAGE ? wmi_fail(error, WMI_REPLY, 0, "A reference that makes no path arrived: %s", uri)
                                     : status;
    }
    if (status == WMI_OK && !wmip_memory_copy(memory, text, out)) {
        status = wmip_no_memory(error);
    }
    wmi_free(text);
    wmi_path_clear(&path);
    return status;
}
