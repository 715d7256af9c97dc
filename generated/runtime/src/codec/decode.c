/* From objects to generated structs, and what gives the structs' memory back. */
#include "codec/codec.h"

#include <string.h>

/* What the walk over one object needs. */
typedef struct wmip_decoder {
    const wmip_decoding *decoding;
    const wmi_object *object;
    void *base;
    wmi_memory **memory;
    wmi_error *error;
} wmip_decoder;

static wmi_status mismatch(const wmi_field *field, const wmi_property *property, wmi_error *error)
{
    wmip_buffer arrived = {0};
    wmi_status status;
    if (property->unreadable != NULL) {
        wmip_buffer_format(&arrived, "\"%s\"", property->unreadable);
    } else {
        wmip_value_describe(&property->value, &arrived);
    }
    if (arrived.failed) {
        wmip_buffer_clear(&arrived);
        return wmip_no_memory(error);
    }
    status =
        wmi_fail(error, WMI_REPLY, 0, "%s is declared as %s%s, but %s arrived.", field->name,
                 wmi_type_name((wmi_type)field->type), (field->flags & WMI_FIELD_ARRAY) != 0 ? "[]" : "", arrived.text);
    wmip_buffer_clear(&arrived);
    return status;
}

wmi_status wmip_decoding_tell(const wmip_decoding *decoding, const wmi_object *object, const wmi_property *property,
                              wmi_error *error)
{
    wmip_buffer text = {0};
    const char *class_name;
    if (decoding->unreadable == NULL) {
        return WMI_OK;
    }
    if (property->unreadable != NULL) {
        wmip_buffer_text(&text, property->unreadable);
    } else {
        wmip_value_spell(&property->value, &text);
    }
    if (text.failed) {
        wmip_buffer_clear(&text);
        return wmip_no_memory(error);
    }
    class_name = decoding->class_name != NULL ? decoding->class_name : object->class_name;
    decoding->unreadable(decoding->context, class_name != NULL ? class_name : "",
                         decoding->class_name != NULL ? decoding->path : object->path, property->name,
                         text.text != NULL ? text.text : "");
    wmip_buffer_clear(&text);
    return WMI_OK;
}

static wmi_status refuse_decoding(const wmi_object *object, const wmi_property *property, wmi_error *error)
{
    return wmi_fail(error, WMI_REPLY, 0, "%s of %s cannot be read: %s", property->name,
                    object->path != NULL         ? object->path
                    : object->class_name != NULL ? object->class_name
                                                 : "an object",
                    property->unreadable);
}

/* The objects in a value, if it is of objects. */
static wmi_status admit_value(const wmip_decoding *decoding, const wmi_value *value, wmi_error *error)
{
    size_t count = value->type != WMI_TYPE_OBJECT || wmip_value_is_null(value) ? 0
                   : value->is_array                                           ? value->u.array.count
                                                                               : 1;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < count && status == WMI_OK; i++) {
        wmi_value item = value->is_array ? wmip_value_item(value, i) : *value;
        if (!wmip_value_is_null(&item)) {
            status = wmip_decoding_admit(decoding, item.u.object, error);
        }
    }
    return status;
}

wmi_status wmip_decoding_admit(const wmip_decoding *decoding, const wmi_object *object, wmi_error *error)
{
    wmip_decoding own = *decoding;
    wmi_status status = WMI_OK;
    size_t i;
    own.class_name = NULL;
    own.path = NULL;
    for (i = 0; i < object->count && status == WMI_OK; i++) {
        const wmi_property *property = &object->properties[i];
        if (property->unreadable == NULL) {
            status = admit_value(&own, &property->value, error);
        } else {
            status = own.strict ? refuse_decoding(object, property, error)
                                : wmip_decoding_tell(&own, object, property, error);
        }
    }
    return status;
}

static wmi_status skip_field(const wmip_decoder *decoder, const wmi_field *field, const wmi_property *property)
{
    const wmip_decoding *decoding = decoder->decoding;
    if (decoding == NULL) {
        return WMI_OK;
    }
    return decoding->strict ? mismatch(field, property, decoder->error)
                            : wmip_decoding_tell(decoding, decoder->object, property, decoder->error);
}

static wmi_status decode_field(const wmip_decoder *decoder, const wmi_field *field, const wmi_property *property)
{
    wmi_value converted;
    wmip_conversion conversion = property->unreadable != NULL
                                     ? WMIP_MISFIT
                                     : wmip_convert(&property->value, (wmi_type)field->type,
                                                    (field->flags & WMI_FIELD_ARRAY) != 0, decoder->memory, &converted);
    switch (conversion) {
    case WMIP_CONVERTED:
        if (!wmip_field_store(field, decoder->base, &converted, decoder->memory)) {
            return wmip_no_memory(decoder->error);
        }
        return decoder->decoding != NULL ? admit_value(decoder->decoding, &property->value, decoder->error) : WMI_OK;
    case WMIP_MISFIT:
        return skip_field(decoder, field, property);
    default:
        return wmip_no_memory(decoder->error);
    }
}

/* Of so many fields is noted which property is whose. */
#define LOCATED_FIELDS 256
#define NOWHERE UINT16_MAX

/*
 * Which property is which field's: the first of that name. Transports mostly deliver properties in the order of the class, and not all of
 * them: so fields are looked for, each behind the one before, and not properties.
 */
static void locate_fields(const wmi_field *fields, size_t count, const wmi_object *object,
                          uint16_t places[LOCATED_FIELDS])
{
    size_t next = 0;
    size_t i;
    for (i = 0; i < count; i++) {
        places[i] = NOWHERE;
    }
    for (i = 0; i < object->count; i++) {
        const char *name = object->properties[i].name;
        size_t tries;
        for (tries = 0; tries < count; tries++, next++) {
            next = next < count ? next : 0;
            if (wmip_begin_alike(fields[next].name, name) && wmip_equal_names(fields[next].name, name)) {
                places[next] = places[next] == NOWHERE ? (uint16_t)i : places[next];
                next++;
                break;
            }
        }
    }
}

static wmi_status decode_located(const wmip_decoder *decoder, const wmi_field *fields, size_t count)
{
    uint16_t places[LOCATED_FIELDS];
    wmi_status status = WMI_OK;
    size_t i;
    locate_fields(fields, count, decoder->object, places);
    for (i = 0; i < count && status == WMI_OK; i++) {
        if (places[i] != NOWHERE) {
            status = decode_field(decoder, &fields[i], &decoder->object->properties[places[i]]);
        }
    }
    return status;
}

wmi_status wmip_decode_as(const wmip_decoding *decoding, const wmi_field *fields, size_t count,
                          const wmi_object *object, void *base, wmi_memory **memory, wmi_error *error)
{
    wmip_decoder decoder = {decoding, object, base, memory, error};
    wmi_status status = WMI_OK;
    size_t hint = 0;
    size_t i;
    if (count > 1 && count <= LOCATED_FIELDS && object->count < NOWHERE) {
        return decode_located(&decoder, fields, count);
    }
    for (i = 0; i < count && status == WMI_OK; i++) {
        size_t index = wmip_object_find(object, fields[i].name, hint);
        if (index < object->count) {
            status = decode_field(&decoder, &fields[i], &object->properties[index]);
            hint = index + 1;
        }
    }
    return status;
}

wmi_status wmip_decode(const wmi_field *fields, size_t count, const wmi_object *object, void *base, wmi_memory **memory,
                       wmi_error *error)
{
    return wmip_decode_as(NULL, fields, count, object, base, memory, error);
}

/* Looks for the field of a property behind the one before, too. @return whether the class has it; system properties
 * belong to every class. */
static bool has_field(const wmi_class_info *info, const char *name, uint32_t *hint)
{
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        uint32_t index = (*hint + i) % info->field_count;
        if (wmip_equal_names(info->fields[index].name, name)) {
            *hint = index + 1;
            return true;
        }
    }
    return strncmp(name, "__", 2) == 0;
}

static bool keep_property(const wmi_property *from, wmi_object *to)
{
    wmi_property *property = wmip_object_add(to, from->name);
    return property != NULL && wmip_memory_copy(&to->memory, from->class_name, &property->class_name) &&
           wmip_value_copy(&from->value, &to->memory, &property->value);
}

/* What has no member in the struct. The object is rare, and made with the first such property. */
static wmi_status keep_others(const wmi_class_info *info, const wmi_object *object, wmi_meta *meta, wmi_error *error)
{
    wmi_object *others = NULL;
    uint32_t hint = 0;
    size_t i;
    for (i = 0; i < object->count; i++) {
        const wmi_property *property = &object->properties[i];
        if (wmip_value_is_null(&property->value) || has_field(info, property->name, &hint)) {
            continue;
        }
        if (others == NULL) {
            others = wmip_object_new_in(&meta->memory, meta->class_name);
        }
        if (others == NULL || !keep_property(property, others)) {
            return wmip_no_memory(error);
        }
    }
    meta->others = others;
    return WMI_OK;
}

wmi_status wmip_decode_instance_as(const wmip_decoding *decoding, const wmi_class_info *info, const wmi_object *object,
                                   void *instance, wmi_error *error)
{
    wmi_meta *meta = (wmi_meta *)(void *)((char *)instance + info->meta_offset);
    wmi_status status;
    if (!wmip_object_may_be(object, info)) {
        return wmi_fail(error, WMI_REPLY, 0, "The object at %s is a %s, which is neither a %s nor derived from it",
                        object->path != NULL ? object->path : "an unknown path", object->class_name, info->name);
    }
    status = wmip_decode_as(decoding, info->fields, info->field_count, object, instance, &meta->memory, error);
    if (status == WMI_OK && (!wmip_memory_copy(&meta->memory, object->path, &meta->path) ||
                             !wmip_memory_copy(&meta->memory, object->class_name, &meta->class_name))) {
        status = wmip_no_memory(error);
    }
    if (status == WMI_OK) {
        status = keep_others(info, object, meta, error);
    }
    if (status != WMI_OK) {
        wmi_instance_clear(info, instance);
    }
    return status == WMI_OK ? wmip_succeed(error) : status;
}

wmi_status wmip_decode_instance(const wmi_class_info *info, const wmi_object *object, void *instance, wmi_error *error)
{
    return wmip_decode_instance_as(NULL, info, object, instance, error);
}

/* The region is taken out first: the pointer to it lies in what is zeroed. */
static void clear_struct(void *base, size_t size, size_t memory_offset)
{
    wmi_memory *memory = NULL;
    memcpy(&memory, (char *)base + memory_offset, sizeof memory);
    memset(base, 0, size);
    wmi_memory_clear(&memory);
}

void WMI_CALL wmi_instance_clear(const wmi_class_info *info, void *instance)
{
    if (info != NULL && instance != NULL) {
        clear_struct(instance, info->size, info->meta_offset + offsetof(wmi_meta, memory));
    }
}

void WMI_CALL wmi_method_out_clear(const wmi_method_info *method, void *out)
{
    if (method != NULL && out != NULL && method->out_size > 0) {
        clear_struct(out, method->out_size, method->out_memory_offset);
    }
}
