/**
 * @file
 * Values and objects to XML (DSP0230).
 */
#include "wsman/wsman_internal.h"

#include <stdio.h>
#include <string.h>

/* Room for a prefix and for a name with one. */
#define PREFIX_SIZE 16
#define SUFFIX_SIZE 16
#define ELEMENT_SIZE 512

/* What the walk over an object needs. Objects within it have a prefix of their own, made of their depth. */
typedef struct wmip_wsman_encoder {
    wmip_wsman_writer *writer;
    const wmip_wsman_codec *codec;
} wmip_wsman_encoder;

static void put_all_properties(const wmip_wsman_encoder *encoder, const wmi_object *object, unsigned depth);

static void make_prefix(unsigned depth, char prefix[PREFIX_SIZE])
{
    if (depth == 0) {
        memcpy(prefix, "p", sizeof "p");
    } else {
        (void)snprintf(prefix, PREFIX_SIZE, "p%u", depth);
    }
}

/* `prefix:name`, and a suffix. @return false where that cannot be the name of an element */
static bool name_element(char element[ELEMENT_SIZE], const char *prefix, const char *name, const char *suffix)
{
    const size_t prefix_length = strlen(prefix);
    const size_t length = strlen(name);
    if (!wmip_wsman_is_name(name, length) || length > ELEMENT_SIZE - PREFIX_SIZE - SUFFIX_SIZE) {
        return false;
    }
    memcpy(element, prefix, prefix_length);
    element[prefix_length] = ':';
    memcpy(element + prefix_length + 1, name, length);
    memcpy(element + prefix_length + 1 + length, suffix, strlen(suffix) + 1);
    return true;
}

static void put_datetime(wmip_wsman_writer *writer, const wmi_datetime *value)
{
    char text[WMIP_WSMAN_TIME_SIZE];
    char element[32];
    const char *name = wmip_wsman_time_write(value, text);
    if (name == NULL) {
        wmip_wsman_writer_refuse(writer, "It is no datetime: one of its parts is out of range");
        return;
    }
    (void)snprintf(element, sizeof element, "cim:%s", name);
    wmip_wsman_put_element(writer, element, text);
}

static void put_char16(wmip_wsman_writer *writer, uint16_t code)
{
    char text[5] = "";
    size_t length = wmip_utf8_encode(code, text);
    if (length == 0 || code == 0) {
        wmip_wsman_writer_refuse(writer, "0x%04X is no character", (unsigned)code);
        return;
    }
    text[length] = '\0';
    wmip_wsman_put_text(writer, text);
}

/* An object is in the namespace of its own class. */
static void put_embedded_object(const wmip_wsman_encoder *encoder, const wmi_property *property,
                                const wmi_object *object, unsigned depth)
{
    const char *class_name = object->class_name != NULL ? object->class_name : property->class_name;
    wmip_buffer uri = {0};
    char prefix[PREFIX_SIZE];
    char text[ELEMENT_SIZE];
    if (class_name == NULL || !wmip_wsman_is_name(class_name, strlen(class_name)) || strlen(class_name) > 255) {
        wmip_wsman_writer_refuse(encoder->writer, "It holds an object without a class that can be named");
        return;
    }
    if (depth > WMIP_EMBEDDING_DEPTH) {
        wmip_wsman_writer_refuse(encoder->writer, "It holds objects nested too deeply");
        return;
    }
    make_prefix(depth, prefix);
    (void)snprintf(text, sizeof text, "xmlns:%s", prefix);
    if (wmip_wsman_resource(encoder->codec->ns, class_name, &uri)) {
        wmip_wsman_put_attribute(encoder->writer, text, uri.text);
    } else if (encoder->writer->status == WMI_OK) {
        encoder->writer->status = wmip_no_memory(encoder->writer->error);
    }
    (void)snprintf(text, sizeof text, "%s:%s_Type", prefix, class_name);
    wmip_wsman_put_attribute(encoder->writer, "xsi:type", text);
    put_all_properties(encoder, object, depth);
    wmip_buffer_clear(&uri);
}

static void put_plain(wmip_wsman_writer *writer, const wmi_value *value)
{
    wmip_buffer text = {0};
    if (!wmip_value_text(value, &text) && !text.failed) {
        wmip_wsman_writer_refuse(writer, "It has no text");
    } else if (text.failed && writer->status == WMI_OK) {
        writer->status = wmip_no_memory(writer->error);
    } else if (text.text != NULL) {
        wmip_wsman_put_text(writer, text.text);
    }
    wmip_buffer_clear(&text);
}

static void put_scalar(const wmip_wsman_encoder *encoder, const wmi_property *property, const wmi_value *value,
                       unsigned depth)
{
    wmip_wsman_writer *writer = encoder->writer;
    switch (value->type) {
    case WMI_TYPE_BOOLEAN:
        wmip_wsman_put_text(writer, value->u.boolean ? "true" : "false");
        break;
    case WMI_TYPE_CHAR16:
        put_char16(writer, value->u.char16);
        break;
    case WMI_TYPE_DATETIME:
        put_datetime(writer, &value->u.datetime);
        break;
    case WMI_TYPE_REFERENCE:
        wmip_wsman_put_reference(writer, encoder->codec->classes, encoder->codec->ns, value->u.string);
        break;
    case WMI_TYPE_OBJECT:
        put_embedded_object(encoder, property, value->u.object, depth + 1);
        break;
    case WMI_TYPE_STRING:
    case WMI_TYPE_EMBEDDED:
        wmip_wsman_put_text(writer, value->u.string);
        break;
    default:
        put_plain(writer, value);
        break;
    }
}

/* An array is its element again and again: a NULL one and an empty one are no element at all, and no item may be NULL. */
static void put_value(const wmip_wsman_encoder *encoder, const wmi_property *property, const char *element,
                      unsigned depth)
{
    const wmi_value *value = &property->value;
    bool is_null = wmip_value_is_null(value);
    size_t count = !value->is_array ? 1 : is_null ? 0 : value->u.array.count;
    size_t i;
    for (i = 0; i < count; i++) {
        wmi_value item = value->is_array ? wmip_value_item(value, i) : *value;
        wmip_wsman_open(encoder->writer, element);
        if (!wmip_value_is_null(&item)) {
            put_scalar(encoder, property, &item, depth);
        } else if (value->is_array) {
            wmip_wsman_writer_refuse(encoder->writer, "An item of it is NULL, and WMI takes no NULL inside an array");
        } else {
            wmip_wsman_put_attribute(encoder->writer, "xsi:nil", "true");
        }
        wmip_wsman_close(encoder->writer);
    }
}

static void put_named_value(const wmip_wsman_encoder *encoder, const wmi_property *property, unsigned depth)
{
    wmip_wsman_writer *writer = encoder->writer;
    char prefix[PREFIX_SIZE];
    char element[ELEMENT_SIZE];
    if (writer->status != WMI_OK) {
        return;
    }
    make_prefix(depth, prefix);
    if (name_element(element, prefix, property->name, "")) {
        put_value(encoder, property, element, depth);
    } else {
        wmip_wsman_writer_refuse(writer, "It cannot be the name of an XML element");
    }
    if (writer->status == WMI_USAGE || writer->status == WMI_TRANSPORT) {
        (void)wmip_error_within(writer->error, writer->status, property->name);
    }
}

/* System properties are the host's own. */
static void put_all_properties(const wmip_wsman_encoder *encoder, const wmi_object *object, unsigned depth)
{
    size_t i;
    for (i = 0; i < object->count; i++) {
        if (strncmp(object->properties[i].name, "__", 2) != 0) {
            put_named_value(encoder, &object->properties[i], depth);
        }
    }
}

void wmip_wsman_put_properties(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmi_object *object)
{
    wmip_wsman_encoder encoder;
    encoder.writer = writer;
    encoder.codec = codec;
    put_all_properties(&encoder, object, 0);
}

static void open_body(wmip_wsman_writer *writer, const char *name, const char *suffix, const char *uri)
{
    char element[ELEMENT_SIZE];
    if (!name_element(element, "p", name, suffix)) {
        wmip_wsman_writer_refuse(writer, "%.64s cannot be the name of an XML element", name);
        return;
    }
    wmip_wsman_open(writer, element);
    wmip_wsman_put_attribute(writer, "xmlns:p", uri);
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
}

/* As it is declared: WMI finds parameters whatever their case, WS-Management does not. What is not declared is for the host to refuse. */
static void put_declared(const wmip_wsman_encoder *encoder, const wmi_property *given, const wmi_field *fields,
                         uint32_t count)
{
    wmi_property property = *given;
    uint32_t i;
    for (i = 0; i < count; i++) {
        if (wmip_equal_names(fields[i].name, given->name)) {
            property.name = fields[i].name;
            break;
        }
    }
    put_named_value(encoder, &property, 0);
}

void wmip_wsman_open_input(wmip_wsman_writer *writer, const char *uri, const char *method)
{
    open_body(writer, method, "_INPUT", uri);
}

void wmip_wsman_put_input(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmi_method_info *method,
                          const wmi_object *in)
{
    wmip_wsman_encoder encoder;
    size_t i;
    encoder.writer = writer;
    encoder.codec = codec;
    for (i = 0; i < in->count; i++) {
        if (strncmp(in->properties[i].name, "__", 2) != 0) {
            put_declared(&encoder, &in->properties[i], method->in, method->in_count);
        }
    }
}

void wmip_wsman_put_instance(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const char *uri,
                             const wmi_object *object)
{
    open_body(writer, object->class_name, "", uri);
    wmip_wsman_put_properties(writer, codec, object);
    wmip_wsman_close(writer);
}
