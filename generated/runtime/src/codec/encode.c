/* From generated structs to objects. What cannot be sent is found here, before anything is sent. */
#include "cimxml/cimxml.h"
#include "codec/codec.h"

#include <string.h>

/* What the walk over one struct needs. */
typedef struct wmip_encoder {
    wmi_object *object;
    bool is_fresh;  /* the object was empty, so that no property needs to be looked for */
    unsigned depth; /* of embedding */
    wmi_error *error;
} wmip_encoder;

static wmi_status encode_fields(wmip_encoder *encoder, const wmi_field *fields, size_t count, const void *base);

static wmi_status refuse_encoding(wmip_encoder *encoder, const char *name, const char *why)
{
    return wmi_fail(encoder->error, WMI_USAGE, 0, "%s %s.", name, why);
}

static wmi_status refuse_item(wmip_encoder *encoder, const char *name, size_t index, const char *why)
{
    return wmi_fail(encoder->error, WMI_USAGE, 0, "Item %lu of %s %s.", (unsigned long)index, name, why);
}

/* Why a scalar cannot be sent; NULL when it can. */
static const char *scalar_fault(const wmi_value *value, unsigned depth);

static const char *value_fault(const wmi_value *value, unsigned depth, size_t *index)
{
    const char *fault = NULL;
    size_t i;
    if (!value->is_array) {
        return scalar_fault(value, depth);
    }
    if (!wmip_type_is_text(value->type) && value->type != WMI_TYPE_DATETIME && value->type != WMI_TYPE_OBJECT) {
        return NULL; /* all bit patterns of numbers can be sent */
    }
    for (i = 0; i < value->u.array.count && fault == NULL; i++) {
        wmi_value item = wmip_value_item(value, i);
        fault = item.is_null ? "is NULL, and WMI takes no NULL inside an array" : scalar_fault(&item, depth);
        *index = i;
    }
    return fault;
}

static const char *object_fault(const wmi_object *object, unsigned depth)
{
    size_t i;
    size_t index = 0;
    if (depth >= WMIP_EMBEDDING_DEPTH) {
        return "holds objects nested too deeply";
    }
    if (object->class_name != NULL && !wmip_utf8_valid(object->class_name)) {
        return "holds an object whose class name is not UTF-8";
    }
    for (i = 0; i < object->count; i++) {
        const wmi_property *property = &object->properties[i];
        if (property->name == NULL || !wmip_utf8_valid(property->name)) {
            return "holds an object with a property whose name is not UTF-8";
        }
        if (!wmip_value_is_null(&property->value) && value_fault(&property->value, depth + 1, &index) != NULL) {
            return "holds an object with a property that cannot be sent";
        }
    }
    return NULL;
}

static const char *scalar_fault(const wmi_value *value, unsigned depth)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    if (wmip_type_is_text(value->type) && !wmip_utf8_valid(value->u.string)) {
        return "is not valid UTF-8";
    }
    if (value->type == WMI_TYPE_DATETIME && !wmi_datetime_format(&value->u.datetime, text)) {
        return "is no datetime: one of its parts is out of range";
    }
    return value->type == WMI_TYPE_OBJECT ? object_fault(value->u.object, depth) : NULL;
}

/* Appends a property whose value is in the object's memory already. */
static wmi_status append(wmip_encoder *encoder, const wmi_field *field, const wmi_value *value)
{
    wmi_object *object = encoder->object;
    bool has_class = field->type == WMI_TYPE_REFERENCE || field->type == WMI_TYPE_OBJECT;
    wmi_property *property;
    if (!encoder->is_fresh && wmip_object_find(object, field->name, object->count) < object->count) {
        return wmi_object_set(object, field->name, value) == WMI_OK ? WMI_OK : wmip_no_memory(encoder->error);
    }
    property = wmip_object_add(object, field->name);
    if (property == NULL ||
        (has_class && !wmip_memory_copy(&object->memory, field->class_name, &property->class_name))) {
        return wmip_no_memory(encoder->error);
    }
    property->value = *value;
    return WMI_OK;
}

static const wmi_meta *meta_of(const wmi_class_info *info, const void *instance)
{
    return (const wmi_meta *)(const void *)((const char *)instance + info->meta_offset);
}

static const char *class_sent(const wmi_class_info *info, const void *instance)
{
    const wmi_meta *meta = meta_of(info, instance);
    return meta->class_name != NULL ? meta->class_name : info->name;
}

/* Whether XML can hold the texts of a value; the program did not set it, and could not mend it. */
static bool can_travel(const wmi_value *value)
{
    size_t count = value->is_array ? value->u.array.count : 1;
    size_t i;
    for (i = 0; i < count && wmip_type_is_text(value->type); i++) {
        const char *text = value->is_array ? wmip_value_item(value, i).u.string : value->u.string;
        if (text != NULL && !wmip_xml_can_hold_text(text)) {
            return false;
        }
    }
    return true;
}

/* What the server sent and the struct does not show: left out, it would be lost where the class has no default for it.
 */
static bool add_others(const wmi_object *others, wmi_object *object)
{
    size_t i;
    for (i = 0; others != NULL && i < others->count; i++) {
        const wmi_property *from = &others->properties[i];
        wmi_property *property;
        if (!can_travel(&from->value)) {
            continue;
        }
        property = wmip_object_add(object, from->name);
        if (property == NULL || !wmip_memory_copy(&object->memory, from->class_name, &property->class_name) ||
            !wmip_value_copy(&from->value, &object->memory, &property->value)) {
            return false;
        }
    }
    return true;
}

static wmi_status encode_whole(const wmi_class_info *info, const void *instance, unsigned depth, wmi_object **object,
                               wmi_error *error)
{
    wmip_encoder encoder = {NULL, true, depth, error};
    wmi_status status;
    *object = wmi_object_new(class_sent(info, instance));
    if (*object == NULL) {
        return wmip_no_memory(error);
    }
    encoder.object = *object;
    status = encode_fields(&encoder, info->fields, info->field_count, instance);
    if (status == WMI_OK && !add_others(meta_of(info, instance)->others, *object)) {
        status = wmip_no_memory(error);
    }
    if (status != WMI_OK) {
        wmi_object_free(*object);
        *object = NULL;
    }
    return status;
}

wmi_status wmip_encode_whole(const wmi_class_info *info, const void *instance, wmi_object **object, wmi_error *error)
{
    return encode_whole(info, instance, 0, object, error);
}

/* The CIM-XML of a typed instance, in the object's memory. */
static wmi_status write_embedded(wmip_encoder *encoder, const wmi_embedded *embedded, const char **out)
{
    wmi_object *object = NULL;
    char *text = NULL;
    wmi_status status = encode_whole(embedded->info, embedded->instance, encoder->depth + 1, &object, encoder->error);
    if (status == WMI_OK) {
        status = wmi_cimxml_write(object, &text, encoder->error);
    }
    if (status == WMI_OK && !wmip_memory_copy(&encoder->object->memory, text, out)) {
        status = wmip_no_memory(encoder->error);
    }
    wmi_free(text);
    wmi_object_free(object);
    return status;
}

bool wmip_is_mof_instance(const char *text)
{
    static const char *const words[] = {"instance", "of"};
    size_t i;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t blanks = strspn(text, " \t\r\n");
        size_t length = strlen(words[i]);
        text += blanks;
        if ((i > 0 && blanks == 0) || strlen(text) < length || !wmip_equal_slice(text, length, words[i])) {
            return false;
        }
        text += length;
    }
    return strspn(text, " \t\r\n") > 0;
}

/* Ready-made text is sent as it is. */
static wmi_status check_text(wmip_encoder *encoder, const wmi_field *field, const char *text)
{
    wmi_error cause;
    wmi_status status;
    if (!wmip_utf8_valid(text)) {
        return refuse_encoding(encoder, field->name, "is not valid UTF-8");
    }
    if (wmip_is_mof_instance(text)) {
        return WMI_OK;
    }
    memset(&cause, 0, sizeof cause);
    status = wmip_cimxml_check(text, field->class_name == NULL, &cause);
    if (status == WMI_NO_MEMORY) {
        status = wmip_no_memory(encoder->error);
    } else if (status != WMI_OK) {
        status = wmi_fail(encoder->error, WMI_USAGE, 0, "%s is no CIM instance: %s", field->name, cause.message);
    }
    wmi_error_clear(&cause);
    return status;
}

/* The text of an embedded instance; `*out` is NULL where it is NULL. */
static wmi_status embedded_text(wmip_encoder *encoder, const wmi_field *field, const wmi_embedded *embedded,
                                const char **out)
{
    wmi_status status;
    *out = NULL;
    if (embedded->instance == NULL) {
        status = embedded->text != NULL ? check_text(encoder, field, embedded->text) : WMI_OK;
        if (status != WMI_OK) {
            return status;
        }
        return wmip_memory_copy(&encoder->object->memory, embedded->text, out) ? WMI_OK
                                                                               : wmip_no_memory(encoder->error);
    }
    if (embedded->text != NULL) {
        return refuse_encoding(encoder, field->name, "has both a typed instance and a text; give one of them");
    }
    if (embedded->info == NULL) {
        return refuse_encoding(encoder, field->name, "has an instance but not its class; make it with WMI_EMBED");
    }
    if (encoder->depth >= WMIP_EMBEDDING_DEPTH) {
        return refuse_encoding(encoder, field->name, "holds instances nested too deeply");
    }
    status = write_embedded(encoder, embedded, out);
    return status == WMI_OK ? WMI_OK : wmip_error_within(encoder->error, status, field->name);
}

static wmi_status encode_embedded(wmip_encoder *encoder, const wmi_field *field, const void *base)
{
    wmi_embedded embedded;
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, false);
    wmi_status status;
    memcpy(&embedded, wmi_field_of_const(base, field), sizeof embedded);
    status = embedded_text(encoder, field, &embedded, &value.u.string);
    if (status != WMI_OK || value.u.string == NULL) {
        return status;
    }
    value.is_null = false;
    return append(encoder, field, &value);
}

static wmi_status encode_embedded_array(wmip_encoder *encoder, const wmi_field *field, const void *base)
{
    wmi_array_embedded array;
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    const char **texts;
    size_t i;
    memcpy(&array, wmi_field_of_const(base, field), sizeof array);
    if (array.items == NULL) {
        return WMI_OK;
    }
    texts = wmip_memory_array(&encoder->object->memory, array.count, sizeof *texts);
    if (texts == NULL) {
        return wmip_no_memory(encoder->error);
    }
    for (i = 0; i < array.count; i++) {
        wmi_status status = embedded_text(encoder, field, &array.items[i], &texts[i]);
        if (status != WMI_OK) {
            return status;
        }
        if (texts[i] == NULL) {
            return refuse_item(encoder, field->name, i, "is NULL, and WMI takes no NULL inside an array");
        }
    }
    value.is_null = false;
    value.u.array.items = texts;
    value.u.array.count = array.count;
    return append(encoder, field, &value);
}

/* A number as one writes it in C; of a datetime nothing but its text. */
static void write_half(const wmi_value *held, wmip_buffer *text)
{
    char number[WMIP_NUMBER_TEXT_SIZE];
    if (held->type == WMI_TYPE_BOOLEAN) {
        wmip_buffer_text(text, "true"); /* or no boolean at all, which nobody may look at */
    } else if (held->type == WMI_TYPE_CHAR16) {
        wmip_integer_format(wmip_integer_of(held), number);
        wmip_buffer_text(text, number);
    } else if (!wmip_value_text(held, text)) {
        wmip_buffer_text(text, "parts of a datetime");
    }
}

/* What is NULL by half is neither left out nor sent: the program meant something else. */
static wmi_status refuse_half(wmip_encoder *encoder, const wmi_field *field, const wmi_value *held)
{
    wmip_buffer text = {0};
    char macro[sizeof "BOOLEAN"] = "";
    wmi_status status;
    size_t i;
    for (i = 0; i + 1 < sizeof macro && wmi_type_name(held->type)[i] != '\0'; i++) {
        macro[i] = wmip_upper(wmi_type_name(held->type)[i]);
    }
    write_half(held, &text);
    if (text.failed) {
        status = wmip_no_memory(encoder->error);
    } else if (held->type == WMI_TYPE_DATETIME) {
        status =
            wmi_fail(encoder->error, WMI_USAGE, 0,
                     "%s holds %s and is NULL; set it by WMI_DATETIME, clear it by WMI_CLEAR.", field->name, text.text);
    } else {
        status = wmi_fail(encoder->error, WMI_USAGE, 0,
                          "%s holds %s and is NULL; set it by WMI_%s(%s), clear it by WMI_CLEAR.", field->name,
                          text.text, macro, text.text);
    }
    wmip_buffer_clear(&text);
    return status;
}

static wmi_status encode_field(wmip_encoder *encoder, const wmi_field *field, const void *base)
{
    bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    wmi_value value;
    wmi_value copy;
    const char *fault;
    size_t index = 0;
    if (wmip_field_is_half(field, base, &value)) {
        return refuse_half(encoder, field, &value);
    }
    if (field->type == WMI_TYPE_EMBEDDED) {
        return is_array ? encode_embedded_array(encoder, field, base) : encode_embedded(encoder, field, base);
    }
    value = wmip_field_read(field, base);
    if (value.is_null) {
        return WMI_OK;
    }
    fault = value_fault(&value, encoder->depth, &index);
    if (fault != NULL) {
        return is_array ? refuse_item(encoder, field->name, index, fault)
                        : refuse_encoding(encoder, field->name, fault);
    }
    if (!wmip_value_copy(&value, &encoder->object->memory, &copy)) {
        return wmip_no_memory(encoder->error);
    }
    return append(encoder, field, &copy);
}

static wmi_status encode_fields(wmip_encoder *encoder, const wmi_field *fields, size_t count, const void *base)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < count && status == WMI_OK; i++) {
        status = encode_field(encoder, &fields[i], base);
    }
    return status;
}

wmi_status wmip_encode(const wmi_field *fields, size_t count, const void *base, wmi_object *object, wmi_error *error)
{
    wmip_encoder encoder = {NULL, object->count == 0, 0, error};
    encoder.object = object;
    return base != NULL ? encode_fields(&encoder, fields, count, base) : WMI_OK;
}

wmi_status WMI_CALL wmi_instance_object(const wmi_class_info *info, const void *instance, wmi_object **object,
                                        wmi_error *error)
{
    wmi_status status;
    *object = NULL;
    if (instance == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The instance of %s is NULL.", info->name);
    }
    *object = wmi_object_new(class_sent(info, instance));
    if (*object == NULL || wmi_object_set_path(*object, meta_of(info, instance)->path) != WMI_OK) {
        status = wmip_no_memory(error);
    } else {
        status = wmip_encode(info->fields, info->field_count, instance, *object, error);
    }
    if (status != WMI_OK) {
        wmi_object_free(*object);
        *object = NULL;
    }
    return status == WMI_OK ? wmip_succeed(error) : status;
}
