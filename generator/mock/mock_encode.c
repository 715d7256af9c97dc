/**
 * @file
 * Values and objects as hosts send them: properties in alphabetical order, a NULL as xsi:nil, a NULL array not at all, what bind a reference's
 * prefixes on it.
 */
#include "mock/mock_internal.h"

#include "path/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX_SIZE 8
#define NAME_SIZE 512
/* The code of a method that has started a job: hosts then leave out what is NULL. */
#define JOB_STARTED 4096

/* How properties are named: each object in another has a prefix of its own; the columns of a query have none. */
typedef struct mbm_naming {
    unsigned depth;
    bool has_prefix;
    bool skips_null;
    const char *const *only; /* NULL-terminated; NULL = all */
} mbm_naming;

static void put_object(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_property *property,
                       const wmi_object *object, unsigned depth);

/* Order. */

static int compare_names(const void *a, const void *b)
{
    const char *left = (*(const wmi_property *const *)a)->name;
    const char *right = (*(const wmi_property *const *)b)->name;
    while (*left != '\0' && wmip_lower(*left) == wmip_lower(*right)) {
        left++;
        right++;
    }
    return (unsigned char)wmip_lower(*left) - (unsigned char)wmip_lower(*right);
}

/* The properties in their order, by wmi_alloc, those of the system left out; NULL where there is no memory. */
static const wmi_property **sort_properties(const wmi_object *object, size_t *count)
{
    const wmi_property **sorted = wmi_alloc((object->count + 1) * sizeof(*sorted));
    size_t i;
    *count = 0;
    for (i = 0; i < object->count && sorted != NULL; i++) {
        const char *name = object->properties[i].name;
        if (strncmp(name, "__", 2) != 0 && wmip_wsman_is_name(name, strlen(name)) &&
            strlen(name) < NAME_SIZE - PREFIX_SIZE) {
            sorted[(*count)++] = &object->properties[i];
        }
    }
    if (sorted != NULL) {
        qsort(sorted, *count, sizeof(*sorted), compare_names);
    }
    return sorted;
}

/* Values. */

static void note_no_memory(wmip_wsman_writer *writer)
{
    writer->status = writer->status == WMI_OK ? WMI_NO_MEMORY : writer->status;
}

static void put_time(wmip_wsman_writer *writer, const wmi_datetime *value, bool has_prefix)
{
    char text[WMIP_WSMAN_TIME_SIZE];
    char element[32];
    const char *name = wmip_wsman_time_write(value, text);
    if (name != NULL) {
        (void)snprintf(element, sizeof element, "%s%s", has_prefix ? "cim:" : "", name);
        wmip_wsman_put_element(writer, element, text);
    }
}

static void put_character(wmip_wsman_writer *writer, uint16_t code)
{
    char text[5] = "";
    size_t length = wmip_utf8_encode(code, text);
    text[length] = '\0';
    wmip_wsman_put_text(writer, text);
}

/* Characters that XML has and a host garbles come as question marks (MS-WSMV 3.1.4.1.25). */
static void put_string(wmip_wsman_writer *writer, const char *text)
{
    char *garbled;
    char *at;
    if (wmip_xml_can_hold_text(text)) {
        wmip_wsman_put_text(writer, text);
        return;
    }
    garbled = wmi_copy_text(text);
    if (garbled == NULL) {
        note_no_memory(writer);
        return;
    }
    for (at = garbled; *at != '\0'; at++) {
        bool is_blank = *at == '\t' || *at == '\n' || *at == '\r';
        *at = (unsigned char)*at < ' ' && !is_blank ? '?' : *at;
    }
    wmip_wsman_put_text(writer, garbled);
    wmi_free(garbled);
}

static void put_other(wmip_wsman_writer *writer, const wmi_value *value)
{
    wmip_buffer text = {0};
    (void)wmip_value_text(value, &text);
    if (text.failed) {
        note_no_memory(writer);
    } else if (text.text != NULL) {
        wmip_wsman_put_text(writer, text.text);
    }
    wmip_buffer_clear(&text);
}

static void put_path(mbm_exchange *x, wmip_wsman_writer *writer, const char *path)
{
    wmip_wsman_put_attribute(writer, "xmlns:a", WMIP_NS_ADDRESSING);
    wmip_wsman_put_attribute(writer, "xmlns:w", WMIP_NS_WSMAN);
    wmip_wsman_put_reference(writer, x->codec.classes, x->codec.ns, path);
}

static void put_item(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_property *property, const wmi_value *item,
                     const mbm_naming *naming)
{
    switch (item->type) {
    case WMI_TYPE_BOOLEAN:
        wmip_wsman_put_text(writer, item->u.boolean ? "true" : "false");
        break;
    case WMI_TYPE_CHAR16:
        put_character(writer, item->u.char16);
        break;
    case WMI_TYPE_DATETIME:
        put_time(writer, &item->u.datetime, naming->has_prefix);
        break;
    case WMI_TYPE_REFERENCE:
        put_path(x, writer, item->u.string);
        break;
    case WMI_TYPE_OBJECT:
        put_object(x, writer, property, item->u.object, naming->depth + 1);
        break;
    case WMI_TYPE_STRING:
    case WMI_TYPE_EMBEDDED:
        put_string(writer, item->u.string);
        break;
    default:
        put_other(writer, item);
        break;
    }
}

static void name_property(const mbm_naming *naming, const char *name, char element[NAME_SIZE])
{
    if (!naming->has_prefix) {
        (void)snprintf(element, NAME_SIZE, "%s", name);
    } else if (naming->depth == 0) {
        (void)snprintf(element, NAME_SIZE, "p:%s", name);
    } else {
        (void)snprintf(element, NAME_SIZE, "p%u:%s", naming->depth, name);
    }
}

/* For who wants to tell a NULL array from one that is empty, which is no element in either case. */
static void put_null_array(wmip_wsman_writer *writer, const char *element)
{
    wmip_wsman_open(writer, element);
    wmip_wsman_put_attribute(writer, "xmlns:m", WMIP_NS_MICROSOFT);
    wmip_wsman_put_attribute(writer, "xsi:nil", "true");
    wmip_wsman_put_attribute(writer, "m:IsNullArray", "true");
    wmip_wsman_close(writer);
}

/* @param only the item of an array, from 1; 0 = all */
static void put_property(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_property *property,
                         const mbm_naming *naming, size_t only)
{
    const wmi_value *value = &property->value;
    bool is_null = wmip_value_is_null(value);
    size_t count = !value->is_array ? 1 : is_null ? 0 : value->u.array.count;
    char element[NAME_SIZE];
    size_t i;
    name_property(naming, property->name, element);
    if (value->is_array && is_null && x->header.wants_null_arrays && !naming->skips_null) {
        put_null_array(writer, element);
    }
    for (i = 0; i < count; i++) {
        wmi_value item = value->is_array ? wmip_value_item(value, i) : *value;
        bool is_item_null = wmip_value_is_null(&item);
        if ((is_item_null && naming->skips_null) || (only != 0 && i + 1 != only)) {
            continue;
        }
        wmip_wsman_open(writer, element);
        if (is_item_null) {
            wmip_wsman_put_attribute(writer, "xsi:nil", "true");
        } else {
            put_item(x, writer, property, &item, naming);
        }
        wmip_wsman_close(writer);
    }
}

/* `TargetInstance.Name` wants TargetInstance. */
static bool is_wanted(const mbm_naming *naming, const char *name)
{
    const char *const *wanted = naming->only;
    while (wanted != NULL && *wanted != NULL && !wmip_equal_slice(*wanted, strcspn(*wanted, "."), name)) {
        wanted++;
    }
    return wanted == NULL || *wanted != NULL;
}

static void put_sorted(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const mbm_naming *naming)
{
    size_t count;
    const wmi_property **sorted = sort_properties(object, &count);
    size_t i;
    if (sorted == NULL) {
        note_no_memory(writer);
        return;
    }
    for (i = 0; i < count; i++) {
        if (is_wanted(naming, sorted[i]->name)) {
            put_property(x, writer, sorted[i], naming, 0);
        }
    }
    wmi_free(sorted);
}

static void put_uri_attribute(wmip_wsman_writer *writer, const char *attribute, const char *ns, const char *class_name)
{
    wmip_buffer uri = {0};
    if (wmip_wsman_resource(ns, class_name, &uri)) {
        wmip_wsman_put_attribute(writer, attribute, uri.text);
    } else {
        note_no_memory(writer);
    }
    wmip_buffer_clear(&uri);
}

static const char *class_name_of(const wmi_property *property, const wmi_object *object)
{
    const char *name = object->class_name != NULL     ? object->class_name
                       : property->class_name != NULL ? property->class_name
                                                      : "__Generic";
    return wmip_wsman_is_name(name, strlen(name)) && strlen(name) < 256 ? name : "__Generic";
}

/* An object in another: its properties are in the namespace of its own class. */
static void put_object(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_property *property,
                       const wmi_object *object, unsigned depth)
{
    const char *class_name = class_name_of(property, object);
    mbm_naming naming = {0, true, false, NULL};
    char text[NAME_SIZE];
    if (depth > WMIP_EMBEDDING_DEPTH) {
        return;
    }
    naming.depth = depth;
    (void)snprintf(text, sizeof text, "xmlns:p%u", depth);
    put_uri_attribute(writer, text, x->codec.ns, class_name);
    (void)snprintf(text, sizeof text, "p%u:%s_Type", depth, class_name);
    wmip_wsman_put_attribute(writer, "xsi:type", text);
    put_sorted(x, writer, object, &naming);
}

/* Whole objects. */

/* The namespace that a path names, in the memory of the exchange; that of the request where it names none. */
static const char *namespace_of(mbm_exchange *x, const wmi_object *object)
{
    const char *ns = x->codec.ns;
    wmi_path path;
    if (object->path == NULL) {
        return ns;
    }
    if (wmi_path_parse(object->path, &path, NULL) == WMI_OK) {
        if (path.ns != NULL && !wmip_same_namespace(path.ns, strlen(path.ns), ns)) {
            ns = mbm_text(x, "%s", path.ns);
        }
        wmi_path_clear(&path);
    }
    return ns != NULL ? ns : x->codec.ns;
}

/* The namespace of an instance: the URI of its class, as the request has it where it names the class by the DMTF's. */
static void put_class_attribute(mbm_exchange *x, wmip_wsman_writer *writer, const char *ns, const char *class_name)
{
    wmip_wsman_slice asked_ns;
    wmip_wsman_slice asked;
    if (x->header.resource != NULL && wmip_wsman_resource_parse(x->header.resource, &asked_ns, &asked) &&
        asked_ns.text == NULL && wmip_equal_slice(asked.text, asked.length, class_name)) {
        wmip_wsman_put_attribute(writer, "xmlns:p", x->header.resource);
    } else {
        put_uri_attribute(writer, "xmlns:p", ns, class_name);
    }
}

/* An instance of which the loopback knows no more than its path, as one that an association only names: it has its keys. NULL: there is no memory */
static wmi_object *make_from_path(mbm_exchange *x, const wmi_object *object)
{
    const wmi_schema_class *cls = mbm_class_named(x->server, namespace_of(x, object), object->class_name);
    wmi_object *made = wmi_object_copy(object);
    wmi_status status = made != NULL ? WMI_OK : WMI_NO_MEMORY;
    wmi_path path;
    if (status == WMI_OK && cls != NULL && wmi_path_parse(object->path, &path, NULL) == WMI_OK) {
        status = wmip_wsman_add_keys(cls->info, &path, object->path, made, NULL);
        wmi_path_clear(&path);
    }
    if (status == WMI_NO_MEMORY) {
        wmi_object_free(made);
        made = NULL;
    }
    return made;
}

static void put_whole(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *const *names)
{
    mbm_naming naming = {0, true, false, NULL};
    const wmi_property nothing = {NULL, NULL, {0}, NULL};
    const char *class_name = class_name_of(&nothing, object);
    char text[NAME_SIZE];
    naming.only = names;
    (void)snprintf(text, sizeof text, "p:%s", class_name);
    wmip_wsman_open(writer, text);
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    put_class_attribute(x, writer, namespace_of(x, object), class_name);
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
    (void)snprintf(text, sizeof text, "p:%s_Type", class_name);
    wmip_wsman_put_attribute(writer, "xsi:type", text);
    put_sorted(x, writer, object, &naming);
    wmip_wsman_close(writer);
}

void mbm_put_instance(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *const *names)
{
    bool is_bare = object->count == 0 && object->path != NULL && object->class_name != NULL;
    wmi_object *made = is_bare ? make_from_path(x, object) : NULL;
    if (is_bare && made == NULL) {
        note_no_memory(writer);
        return;
    }
    put_whole(x, writer, made != NULL ? made : object, names);
    wmi_object_free(made);
}

void mbm_put_output(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_method_info *method, const wmi_object *out)
{
    mbm_naming naming = {0, true, false, NULL};
    size_t returned = wmip_object_find(out, "ReturnValue", 0);
    size_t count;
    const wmi_property **sorted = sort_properties(out, &count);
    char text[NAME_SIZE];
    size_t i;
    if (sorted == NULL) {
        note_no_memory(writer);
        return;
    }
    naming.skips_null = wmi_object_integer(out, "ReturnValue", 0) == JOB_STARTED;
    (void)snprintf(text, sizeof text, "p:%.480s_OUTPUT", method->name);
    wmip_wsman_open(writer, text);
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    wmip_wsman_put_attribute(writer, "xmlns:p", x->header.resource);
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
    for (i = 0; i < count; i++) {
        if (returned == out->count || sorted[i] != &out->properties[returned]) {
            put_property(x, writer, sorted[i], &naming, 0);
        }
    }
    if (returned < out->count) {
        put_property(x, writer, &out->properties[returned], &naming, 0);
    }
    wmip_wsman_close(writer);
    wmi_free(sorted);
}

void mbm_put_columns(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *const *names)
{
    mbm_naming naming = {0, false, false, NULL};
    naming.only = names;
    wmip_wsman_open(writer, "w:XmlFragment");
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    put_sorted(x, writer, object, &naming);
    wmip_wsman_close(writer);
}

void mbm_put_fragment(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *name,
                      uint32_t item)
{
    static const mbm_naming naming = {0, true, false, NULL};
    size_t at = wmip_object_find(object, name, 0);
    wmip_wsman_open(writer, "w:XmlFragment");
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    put_class_attribute(x, writer, x->codec.ns, object->class_name);
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
    if (at < object->count) {
        put_property(x, writer, &object->properties[at], &naming, item);
    }
    wmip_wsman_close(writer);
}

void mbm_put_item_reference(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object)
{
    wmip_wsman_open(writer, "a:EndpointReference");
    if (object->path != NULL) {
        wmip_wsman_put_reference(writer, x->codec.classes, x->codec.ns, object->path);
    }
    wmip_wsman_close(writer);
}
