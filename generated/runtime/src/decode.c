/* From objects to generated structs, and what gives the structs' memory back. */
#include "core.h"

#include <string.h>

static wmi_status mismatch(const wmi_field *field, const wmi_value *value, wmi_error *error)
{
    wmi_buffer arrived = {0};
    wmi_status status;
    wmi_value_describe(value, &arrived);
    if (arrived.failed) {
        wmi_buffer_clear(&arrived);
        return wmi_no_memory(error);
    }
    status =
        wmi_fail(error, WMI_REPLY, 0, "%s is declared as %s%s, but %s arrived.", field->name,
                 wmi_type_name((wmi_type)field->type), (field->flags & WMI_FIELD_ARRAY) != 0 ? "[]" : "", arrived.text);
    wmi_buffer_clear(&arrived);
    return status;
}

static wmi_status decode_field(const wmi_field *field, const wmi_value *value, void *base, wmi_memory **memory,
                               wmi_error *error)
{
    wmi_value converted;
    switch (wmi_convert(value, (wmi_type)field->type, (field->flags & WMI_FIELD_ARRAY) != 0, memory, &converted)) {
    case WMI_CONVERTED:
        return wmi_field_store(field, base, &converted, memory) ? WMI_OK : wmi_no_memory(error);
    case WMI_MISFIT:
        return mismatch(field, value, error);
    default:
        return wmi_no_memory(error);
    }
}

/* Transports mostly deliver properties in the order of the class, so that each is looked for behind the one before. */
wmi_status wmi_decode(const wmi_field *fields, size_t count, const wmi_object *object, void *base, wmi_memory **memory,
                      wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t hint = 0;
    size_t i;
    for (i = 0; i < count && status == WMI_OK; i++) {
        size_t index = wmi_object_find(object, fields[i].name, hint);
        if (index < object->count) {
            status = decode_field(&fields[i], &object->properties[index].value, base, memory, error);
            hint = index + 1;
        }
    }
    return status;
}

wmi_status wmi_decode_instance(const wmi_class_info *info, const wmi_object *object, void *instance, wmi_error *error)
{
    wmi_meta *meta = (wmi_meta *)(void *)((char *)instance + info->meta_offset);
    wmi_status status = wmi_decode(info->fields, info->field_count, object, instance, &meta->memory, error);
    if (status == WMI_OK && (!wmi_memory_copy(&meta->memory, object->path, &meta->path) ||
                             !wmi_memory_copy(&meta->memory, object->class_name, &meta->class_name))) {
        status = wmi_no_memory(error);
    }
    if (status != WMI_OK) {
        wmi_clear_instance(info, instance);
    }
    return status == WMI_OK ? wmi_succeed(error) : status;
}

/* The region is taken out first: the pointer to it lies in what is zeroed. */
static void clear_struct(void *base, size_t size, size_t memory_offset)
{
    wmi_memory *memory = NULL;
    memcpy(&memory, (char *)base + memory_offset, sizeof memory);
    memset(base, 0, size);
    wmi_memory_clear(&memory);
}

void wmi_clear_instance(const wmi_class_info *info, void *instance)
{
    if (info != NULL && instance != NULL) {
        clear_struct(instance, info->size, info->meta_offset + offsetof(wmi_meta, memory));
    }
}

void wmi_clear_out(const wmi_method_info *method, void *out)
{
    if (method != NULL && out != NULL && method->out_size > 0) {
        clear_struct(out, method->out_size, method->out_memory_offset);
    }
}
