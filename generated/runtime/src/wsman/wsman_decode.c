/**
 * @file
 * XML to values and objects (DSP0230; what hosts make of it).
 */
#include "path/path.h"
#include "wsman/wsman_internal.h"

#include <string.h>

/* What the walk over an element needs. */
typedef struct wmip_wsman_decoder {
    const wmip_wsman_codec *codec;
    wmi_object *object; /* whose memory all goes to */
    unsigned depth;     /* of embedding */
    wmi_error *error;
} wmip_wsman_decoder;

static wmip_conversion kept(bool done)
{
    return done ? WMIP_CONVERTED : WMIP_CONVERSION_NO_MEMORY;
}

/* Whether an element holds a datetime: in the namespace of CIM or, in a fragment, in none. */
static bool is_time(const wmip_wsman_node *node)
{
    static const char *const names[] = {"Datetime", "Interval", "Date", "Time", "CIM_DateTime"};
    size_t i;
    if (node->ns != NULL && strcmp(node->ns, WMIP_NS_CIM) != 0) {
        return false;
    }
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(node->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static wmip_conversion read_time(const wmip_wsman_node *node, wmi_memory **memory, wmi_value *value)
{
    const char *text = NULL;
    if (!wmip_wsman_token(node, memory, &text)) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    *value = wmi_value_null(WMI_TYPE_DATETIME, false);
    value->is_null = text == NULL;
    return text == NULL || wmip_wsman_time_read(text, &value->u.datetime) ? WMIP_CONVERTED : WMIP_MISFIT;
}

/* Embedded objects. */

/* The name of an object's class: `Class_Type` of its xsi:type, or what the namespace of its properties says. NULL where neither does. */
static bool class_of_element(const wmip_wsman_node *node, wmi_memory **memory, const char **class_name)
{
    static const char suffix[] = "_Type";
    const wmip_wsman_node *first = node->first;
    wmip_wsman_slice ns;
    wmip_wsman_slice name;
    const char *type = NULL;
    const char *local;
    size_t length;
    *class_name = NULL;
    if (!wmip_wsman_attribute_text(node, WMIP_NS_XSI, "type", memory, &type)) {
        return false;
    }
    local = type != NULL ? strchr(type, ':') : NULL;
    local = local != NULL ? local + 1 : type;
    length = local != NULL ? strlen(local) : 0;
    if (length > sizeof suffix - 1 && strcmp(local + length - (sizeof suffix - 1), suffix) == 0) {
        *class_name = wmi_memory_text(memory, local, length - (sizeof suffix - 1));
        return *class_name != NULL;
    }
    if (first != NULL && first->ns != NULL && wmip_wsman_resource_parse(first->ns, &ns, &name)) {
        *class_name = wmi_memory_text(memory, name.text, name.length);
        return *class_name != NULL;
    }
    return true;
}

static wmip_wsman_slice slice_of(const char *text)
{
    wmip_wsman_slice slice;
    slice.text = text;
    slice.length = strlen(text);
    return slice;
}

static void know_fields(const wmi_class_info *info, wmip_wsman_fields *fields)
{
    fields->fields = info != NULL ? info->fields : NULL;
    fields->count = info != NULL ? info->field_count : 0;
}

static wmip_conversion read_object(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node,
                                   const wmi_field *field, wmi_value *value)
{
    const wmip_wsman_node *first = node->first;
    wmi_memory **memory = &decoder->object->memory;
    wmip_wsman_fields fields = {NULL, 0, NULL};
    const char *class_name = NULL;
    const wmi_class_info *info = NULL;
    wmi_object *object;
    wmi_status status;
    if (decoder->depth >= WMIP_EMBEDDING_DEPTH) {
        return WMIP_MISFIT;
    }
    if (!class_of_element(node, memory, &class_name)) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    class_name = class_name == NULL && field != NULL ? field->class_name : class_name;
    object = wmip_object_new_in(memory, class_name);
    if (object == NULL) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    if (class_name != NULL) {
        info = wmip_wsman_class(decoder->codec->classes, slice_of(decoder->codec->ns), slice_of(class_name));
    }
    if (info != NULL && wmi_object_set_derivation(object, info->derivation) != WMI_OK) {
        return WMIP_CONVERSION_NO_MEMORY;
    }
    know_fields(info, &fields);
    fields.own = first != NULL && first->ns != NULL ? first->ns : NULL;
    status = wmip_wsman_read_properties(node, decoder->codec, &fields, decoder->depth + 1, object, decoder->error);
    *value = wmi_value_null(WMI_TYPE_OBJECT, false);
    value->is_null = false;
    value->u.object = object;
    return status == WMI_OK ? WMIP_CONVERTED : status == WMI_REPLY ? WMIP_MISFIT : WMIP_CONVERSION_NO_MEMORY;
}

/* Values. */

static bool read_truth(const char *text, wmi_value *value)
{
    value->u.boolean = strcmp(text, "1") == 0;
    return value->u.boolean || strcmp(text, "0") == 0;
}

/* A text as what is declared; as a string where that is not known. */
static wmip_conversion read_declared(const wmi_field *field, const char *text, wmi_memory **memory, wmi_value *value)
{
    wmi_value string = wmi_value_string(text);
    const char *trimmed = text + strspn(text, " \t\r\n");
    if (field == NULL || field->type == WMI_TYPE_STRING || field->type == WMI_TYPE_EMBEDDED) {
        *value = string;
        return WMIP_CONVERTED;
    }
    *value = wmi_value_null((wmi_type)field->type, false);
    value->is_null = false;
    if (field->type == WMI_TYPE_BOOLEAN && read_truth(trimmed, value)) {
        return WMIP_CONVERTED;
    }
    if (field->type == WMI_TYPE_DATETIME && wmip_wsman_time_read(trimmed, &value->u.datetime)) {
        return WMIP_CONVERTED;
    }
    return wmip_convert_plain(&string, (wmi_type)field->type, false, memory, value);
}

/* The text of what is not text, and of which white space does not count. */
static bool counts_blanks(const wmi_field *field)
{
    return field == NULL || wmip_type_is_text((wmi_type)field->type) || field->type == WMI_TYPE_CHAR16;
}

static bool has_blanks_around(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && ((unsigned char)text[0] <= ' ' || (unsigned char)text[length - 1] <= ' ');
}

static wmip_conversion read_characters(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node,
                                       const wmi_field *field, wmi_value *value)
{
    wmi_memory **memory = &decoder->object->memory;
    const char *text = node->text;
    bool is_text = field == NULL || wmip_type_is_text((wmi_type)field->type);
    bool done = true;
    if (is_text) {
        done = wmip_memory_copy(memory, node->text, &text); /* the value is the object's */
    } else if (!counts_blanks(field) && has_blanks_around(text)) {
        done = wmip_wsman_token(node, memory, &text);
    }
    return done ? read_declared(field, text != NULL ? text : "", memory, value) : WMIP_CONVERSION_NO_MEMORY;
}

static wmip_conversion read_path_value(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node, wmi_value *value)
{
    wmi_status status;
    *value = wmi_value_null(WMI_TYPE_REFERENCE, false);
    value->is_null = false;
    status = wmip_wsman_read_reference(node, decoder->codec->classes, decoder->codec->ns, &decoder->object->memory,
                                       &value->u.string, NULL);
    return status == WMI_OK ? WMIP_CONVERTED : status == WMI_REPLY ? WMIP_MISFIT : WMIP_CONVERSION_NO_MEMORY;
}

static wmip_conversion read_scalar(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node,
                                   const wmi_field *field, wmi_value *value)
{
    const wmip_wsman_node *first = node->first;
    bool takes_object = field != NULL && (field->type == WMI_TYPE_OBJECT || field->type == WMI_TYPE_EMBEDDED);
    if (first == NULL && (field == NULL || field->type != WMI_TYPE_OBJECT)) {
        return read_characters(decoder, node, field, value);
    }
    if (first != NULL && !takes_object && wmip_wsman_is_reference(node)) {
        return read_path_value(decoder, node, value);
    }
    if (first != NULL && !takes_object && is_time(first)) {
        return read_time(first, &decoder->object->memory, value);
    }
    return read_object(decoder, node, field, value);
}

/* Properties. An array is the same element again and again. */

static wmip_conversion read_repeated(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node, size_t count,
                                     const wmi_field *field, wmi_value *value)
{
    char *items = NULL;
    size_t size = 0;
    size_t i;
    *value = wmi_value_null(WMI_TYPE_STRING, true);
    for (i = 0; node != NULL; i++, node = node->same) {
        wmi_value item = wmi_value_null(WMI_TYPE_STRING, false);
        wmip_conversion conversion = node->is_nil ? WMIP_MISFIT : read_scalar(decoder, node, field, &item);
        if (conversion == WMIP_CONVERTED && (item.is_null || (i > 0 && item.type != value->type))) {
            conversion = WMIP_MISFIT;
        }
        if (conversion != WMIP_CONVERTED) {
            return conversion;
        }
        if (i == 0) {
            value->type = item.type;
            size = wmi_type_size(item.type);
            items = wmip_memory_array(&decoder->object->memory, count, size);
            if (items == NULL) {
                return WMIP_CONVERSION_NO_MEMORY;
            }
        }
        memcpy(items + i * size, &item.u, size);
    }
    value->is_null = false;
    value->u.array.items = items;
    value->u.array.count = count;
    return WMIP_CONVERTED;
}

static wmip_conversion read_value(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node, size_t count,
                                  const wmi_field *field, wmi_value *value)
{
    bool is_array = field != NULL ? (field->flags & WMI_FIELD_ARRAY) != 0 : count > 1;
    if (count == 1 && node->is_nil) {
        *value = wmi_value_null(field != NULL ? (wmi_type)field->type : WMI_TYPE_STRING, is_array);
        return WMIP_CONVERTED;
    }
    if (!is_array && count > 1) {
        return WMIP_MISFIT;
    }
    return is_array ? read_repeated(decoder, node, count, field, value) : read_scalar(decoder, node, field, value);
}

/* A value that is none of its type is NULL, and `unreadable` what came. */
static wmip_conversion keep_odd(const wmip_wsman_decoder *decoder, const wmip_wsman_node *node, const wmi_field *field,
                                wmi_property *property)
{
    property->value = wmi_value_null(field != NULL ? (wmi_type)field->type : WMI_TYPE_STRING,
                                     field != NULL && (field->flags & WMI_FIELD_ARRAY) != 0);
    return kept(wmip_memory_copy(&decoder->object->memory, node->first != NULL ? node->first->name : node->text,
                                 &property->unreadable));
}

static wmi_status read_property(const wmip_wsman_decoder *decoder, const wmip_wsman_slot *slot)
{
    const wmi_field *field = slot->field;
    wmi_value value;
    wmi_property *property = wmip_object_add(decoder->object, slot->name);
    wmip_conversion conversion =
        property != NULL ? read_value(decoder, slot->first, slot->count, field, &value) : WMIP_CONVERSION_NO_MEMORY;
    if (conversion == WMIP_CONVERTED) {
        property->value = value;
        property->class_name = field != NULL ? field->class_name : NULL;
        if (value.type == WMI_TYPE_OBJECT && !value.is_array && !value.is_null) {
            property->class_name = value.u.object->class_name;
        }
    } else if (conversion == WMIP_MISFIT) {
        conversion = keep_odd(decoder, slot->first, field, property);
    }
    return conversion == WMIP_CONVERTED ? WMI_OK : wmip_no_memory(decoder->error);
}

wmi_status wmip_wsman_read_properties(const wmip_wsman_node *node, const wmip_wsman_codec *codec,
                                      const wmip_wsman_fields *fields, unsigned depth, wmi_object *object,
                                      wmi_error *error)
{
    wmip_wsman_decoder decoder;
    wmip_wsman_shape *shape;
    wmi_status status = wmip_wsman_shape_begin(node, fields, &shape, error);
    size_t i;
    if (status != WMI_OK) {
        return status;
    }
    decoder.codec = codec;
    decoder.object = object;
    decoder.depth = depth;
    decoder.error = error;
    if (!wmip_object_reserve(object, shape->used)) {
        status = wmip_no_memory(error);
    }
    for (i = 0; i < shape->count && status == WMI_OK; i++) {
        const wmip_wsman_slot *slot = &shape->slots[shape->order[i]];
        if (slot->count > 0) {
            status = read_property(&decoder, slot);
        }
    }
    wmip_wsman_shape_end(shape);
    return status;
}

/* Instances. */

/* The path of an object from its keys, as far as they are known and there. */
static wmi_status make_path(const wmi_class_info *info, const char *ns, wmi_object *object, wmi_error *error)
{
    wmip_buffer path = {0};
    char *relative = NULL;
    const char *at;
    wmi_status status;
    if (info == NULL || (info->keys[0] == NULL && (info->flags & WMI_CLASS_SINGLETON) == 0)) {
        return WMI_OK;
    }
    status = wmip_path_of_object(object, object->class_name, info->keys, &relative, error);
    if (status != WMI_OK) {
        return status == WMI_USAGE ? wmip_succeed(error) : status;
    }
    for (at = ns; *at != '\0'; at++) {
        wmip_buffer_char(&path, *at == '/' ? '\\' : *at);
    }
    wmip_buffer_format(&path, ":%s", relative);
    status = !path.failed && wmi_object_set_path(object, path.text) == WMI_OK ? WMI_OK : wmip_no_memory(error);
    wmip_buffer_clear(&path);
    wmi_free(relative);
    return status;
}

static wmi_status identify_object(const wmip_wsman_node *reference, const wmi_class_info *info,
                                  const wmip_wsman_codec *codec, wmi_object *object, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *path = NULL;
    wmi_status status;
    if (info != NULL && wmi_object_set_derivation(object, info->derivation) != WMI_OK) {
        return wmip_no_memory(error);
    }
    if (reference == NULL) {
        return make_path(info, info != NULL ? info->ns : codec->ns, object, error);
    }
    status = wmip_wsman_read_reference(reference, codec->classes, codec->ns, &memory, &path, error);
    if (status == WMI_OK && wmi_object_set_path(object, path) != WMI_OK) {
        status = wmip_no_memory(error);
    }
    wmi_memory_clear(&memory);
    return status;
}

static wmi_status read_entity(const wmip_wsman_node *node, const wmip_wsman_node *reference, const char *class_name,
                              const wmip_wsman_codec *codec, const wmi_class_info *info, const char *own,
                              wmi_object **out, wmi_error *error)
{
    wmi_object *object = wmi_object_new(class_name);
    wmip_wsman_fields fields = {NULL, 0, NULL};
    wmi_status status = object != NULL ? WMI_OK : wmip_no_memory(error);
    know_fields(info, &fields);
    fields.own = own;
    if (status == WMI_OK) {
        status = wmip_wsman_read_properties(node, codec, &fields, 0, object, error);
    }
    if (status == WMI_OK) {
        status = identify_object(reference, info, codec, object, error);
    }
    if (status != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    *out = object;
    return status;
}

/* The class of an element. Those of an answer mostly are of one, which is looked up once. */
static const wmi_class_info *class_of_instance(const wmip_wsman_node *node, const wmip_wsman_codec *codec)
{
    wmip_wsman_document *document = node->document;
    wmip_wsman_slice ns = {NULL, 0};
    wmip_wsman_slice named;
    if (document->known_name == node->name && document->known_ns == node->ns) {
        return document->known;
    }
    if (node->ns == NULL || !wmip_wsman_resource_parse(node->ns, &ns, &named) || ns.text == NULL) {
        ns = slice_of(codec->ns);
    }
    document->known = wmip_wsman_class(codec->classes, ns, slice_of(node->name));
    document->known_name = node->name;
    document->known_ns = node->ns;
    return document->known;
}

wmi_status wmip_wsman_read_instance(const wmip_wsman_node *node, const wmip_wsman_node *reference,
                                    const wmip_wsman_codec *codec, wmi_object **object, wmi_error *error)
{
    return read_entity(node, reference, node->name, codec, class_of_instance(node, codec), node->ns, object, error);
}

wmi_status wmip_wsman_read_fragment(const wmip_wsman_node *node, const char *class_name, const wmip_wsman_codec *codec,
                                    wmi_object **object, wmi_error *error)
{
    const wmi_class_info *info = wmip_wsman_class(codec->classes, slice_of(codec->ns), slice_of(class_name));
    return read_entity(node, NULL, class_name, codec, info, NULL, object, error);
}

wmi_status wmip_wsman_read_output(const wmip_wsman_node *node, const wmi_method_info *method,
                                  const wmip_wsman_codec *codec, wmi_object **object, wmi_error *error)
{
    wmip_wsman_fields fields = {NULL, 0, NULL};
    wmi_status status;
    fields.fields = method->out;
    fields.count = method->out_count;
    *object = wmi_object_new("__PARAMETERS");
    status =
        *object != NULL ? wmip_wsman_read_properties(node, codec, &fields, 0, *object, error) : wmip_no_memory(error);
    if (status != WMI_OK) {
        wmi_object_free(*object);
        *object = NULL;
    }
    return status;
}
