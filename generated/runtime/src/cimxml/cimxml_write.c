#include "cimxml/cimxml.h"

#include <string.h>

typedef struct wmip_cimxml_writer {
    wmip_buffer out;
    unsigned depth;
    const char *property; /* being written, for messages */
    wmi_error *error;
} wmip_cimxml_writer;

static wmi_status write_instance_element(wmip_cimxml_writer *writer, const wmi_object *object);

static wmi_status refuse_writing(wmip_cimxml_writer *writer, const char *why)
{
    return wmi_fail(writer->error, WMI_USAGE, 0, "%s %s.", writer->property, why);
}

/* What stands for a character that cannot stand for itself; NULL for the others. By number: over WinRM, Hyper-V refuses
 * the named ones. A carriage return would be read back as a line feed, and in an attribute every white space as a
 * blank. */
static const char *reference_for(uint32_t code, bool is_attribute)
{
    switch (code) {
    case '&':
        return "&#38;";
    case '<':
        return "&#60;";
    case '>':
        return "&#62;";
    case '\r':
        return "&#13;";
    case '"':
        return is_attribute ? "&#34;" : NULL;
    case '\n':
        return is_attribute ? "&#10;" : NULL;
    case '\t':
        return is_attribute ? "&#9;" : NULL;
    default:
        return NULL;
    }
}

static wmi_status write_escaped(wmip_cimxml_writer *writer, const char *text, bool is_attribute)
{
    while (*text != '\0') {
        uint32_t code = 0;
        size_t length = wmip_utf8_decode(text, &code);
        const char *reference = length > 0 ? reference_for(code, is_attribute) : NULL;
        if (length == 0) {
            return refuse_writing(writer, "is not valid UTF-8");
        }
        if (!wmip_xml_can_hold(code)) {
            return wmi_fail(writer->error, WMI_USAGE, 0, "%s holds the character U+%04lX, which XML cannot hold.",
                            writer->property, (unsigned long)code);
        }
        if (reference != NULL) {
            wmip_buffer_text(&writer->out, reference);
        } else {
            wmip_buffer_append(&writer->out, text, length);
        }
        text += length;
    }
    return WMI_OK;
}

static wmi_status write_attribute(wmip_cimxml_writer *writer, const char *name, const char *value)
{
    wmi_status status;
    wmip_buffer_char(&writer->out, ' ');
    wmip_buffer_text(&writer->out, name);
    wmip_buffer_text(&writer->out, "=\"");
    status = write_escaped(writer, value, true);
    wmip_buffer_char(&writer->out, '"');
    return status;
}

/* One value: <VALUE>, <VALUE.REFERENCE> or <VALUE.OBJECT>, as its type wants it. */
static wmi_status write_value_element(wmip_cimxml_writer *writer, const wmi_value *value)
{
    const char *element = value->type == WMI_TYPE_REFERENCE ? "VALUE.REFERENCE"
                          : value->type == WMI_TYPE_OBJECT  ? "VALUE.OBJECT"
                                                            : "VALUE";
    wmip_buffer text = {0};
    wmi_status status = WMI_OK;
    if (wmip_value_is_null(value)) {
        wmip_buffer_text(&writer->out, "<VALUE.NULL/>");
        return WMI_OK;
    }
    wmip_buffer_format(&writer->out, "<%s>", element);
    if (value->type == WMI_TYPE_OBJECT) {
        status = write_instance_element(writer, value->u.object);
    } else if (wmip_type_is_text(value->type)) {
        status = write_escaped(writer, value->u.string, false);
    } else if (!wmip_value_text(value, &text)) {
        status =
            refuse_writing(writer, value->type == WMI_TYPE_DATETIME ? "is no datetime: one of its parts is out of range"
                                                                    : "has no text in XML");
    } else if (text.failed) {
        status = wmip_no_memory(writer->error);
    } else {
        status = write_escaped(writer, text.text, false);
    }
    wmip_buffer_clear(&text);
    wmip_buffer_format(&writer->out, "</%s>", element);
    return status;
}

/* The elements that a property of a type is made of: scalar, array, and what wraps the array's items. */
typedef struct wmip_cimxml_form {
    const char *scalar;
    const char *array;
    const char *items;
} wmip_cimxml_form;

static wmip_cimxml_form form_of(wmi_type type)
{
    static const wmip_cimxml_form value = {"PROPERTY", "PROPERTY.ARRAY", "VALUE.ARRAY"};
    static const wmip_cimxml_form reference = {"PROPERTY.REFERENCE", "PROPERTY.REFARRAY", "VALUE.REFARRAY"};
    static const wmip_cimxml_form object = {"PROPERTY.OBJECT", "PROPERTY.OBJECTARRAY", "VALUE.OBJECTARRAY"};
    return type == WMI_TYPE_REFERENCE ? reference : type == WMI_TYPE_OBJECT ? object : value;
}

static wmi_status write_items(wmip_cimxml_writer *writer, const wmi_value *value, const char *element)
{
    wmi_status status = WMI_OK;
    size_t i;
    wmip_buffer_format(&writer->out, "<%s>", element);
    for (i = 0; i < value->u.array.count && status == WMI_OK; i++) {
        wmi_value item = wmip_value_item(value, i);
        status = write_value_element(writer, &item);
    }
    wmip_buffer_format(&writer->out, "</%s>", element);
    return status;
}

static wmi_status write_property(wmip_cimxml_writer *writer, const wmi_property *property)
{
    const wmi_value *value = &property->value;
    wmip_cimxml_form form = form_of(value->type);
    const char *element = value->is_array ? form.array : form.scalar;
    wmi_status status;
    writer->property = property->name;
    wmip_buffer_format(&writer->out, "<%s", element);
    status = write_attribute(writer, "NAME", property->name);
    if (status == WMI_OK && value->type == WMI_TYPE_REFERENCE && property->class_name != NULL) {
        status = write_attribute(writer, "REFERENCECLASS", property->class_name);
    } else if (status == WMI_OK && value->type != WMI_TYPE_REFERENCE && value->type != WMI_TYPE_OBJECT) {
        status = write_attribute(writer, "TYPE", wmi_type_name(value->type));
    }
    wmip_buffer_char(&writer->out, '>');
    if (status == WMI_OK && !wmip_value_is_null(value)) {
        status = value->is_array ? write_items(writer, value, form.items) : write_value_element(writer, value);
    }
    wmip_buffer_format(&writer->out, "</%s>", element);
    return status;
}

static wmi_status write_instance_element(wmip_cimxml_writer *writer, const wmi_object *object)
{
    const char *outer = writer->property;
    wmi_status status;
    size_t i;
    if (object->class_name == NULL) {
        return wmi_fail(writer->error, WMI_USAGE, 0, "An object without a class cannot be written as CIM-XML.");
    }
    if (writer->depth >= WMIP_EMBEDDING_DEPTH) {
        return refuse_writing(writer, "holds objects nested too deeply");
    }
    writer->depth++;
    writer->property = object->class_name;
    wmip_buffer_text(&writer->out, "<INSTANCE");
    status = write_attribute(writer, "CLASSNAME", object->class_name);
    wmip_buffer_char(&writer->out, '>');
    for (i = 0; i < object->count && status == WMI_OK; i++) {
        status = write_property(writer, &object->properties[i]);
    }
    wmip_buffer_text(&writer->out, "</INSTANCE>");
    writer->property = outer;
    writer->depth--;
    return status;
}

wmi_status WMI_CALL wmi_cimxml_write(const wmi_object *object, char **text, wmi_error *error)
{
    wmip_cimxml_writer writer = {0};
    wmi_status status;
    *text = NULL;
    if (object == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The object to be written as CIM-XML is NULL.");
    }
    writer.property = "";
    writer.error = error;
    status = write_instance_element(&writer, object);
    if (status != WMI_OK) {
        wmip_buffer_clear(&writer.out);
        return status;
    }
    *text = wmip_buffer_take(&writer.out);
    return *text != NULL ? wmip_succeed(error) : wmip_no_memory(error);
}
