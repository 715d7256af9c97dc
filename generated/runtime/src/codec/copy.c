/**
 * @file
 * Deep copies of generated structs.
 */
#include "codec/codec.h"

#include <string.h>

#include <wmi/session.h>

static wmi_status copy_struct(const wmi_class_info *info, const void *from, wmi_memory **memory, unsigned depth,
                              void *to);

static wmi_status copy_embedded(const wmi_embedded *from, wmi_memory **memory, unsigned depth, wmi_embedded *to)
{
    void *instance;
    *to = *from;
    if (!wmip_memory_copy(memory, from->text, &to->text)) {
        return WMI_NO_MEMORY;
    }
    if (from->instance == NULL) {
        return WMI_OK;
    }
    if (from->info == NULL || depth >= WMIP_EMBEDDING_DEPTH) {
        return WMI_USAGE;
    }
    instance = wmi_memory_alloc(memory, from->info->size);
    to->instance = instance;
    return instance != NULL ? copy_struct(from->info, from->instance, memory, depth + 1, instance) : WMI_NO_MEMORY;
}

static wmi_status copy_embedded_array(const wmi_array_embedded *from, wmi_memory **memory, unsigned depth,
                                      wmi_array_embedded *to)
{
    wmi_embedded *items;
    wmi_status status = WMI_OK;
    size_t i;
    if (from->items == NULL) {
        return WMI_OK;
    }
    items = wmip_memory_array(memory, from->count, sizeof *items);
    if (items == NULL) {
        return WMI_NO_MEMORY;
    }
    for (i = 0; i < from->count && status == WMI_OK; i++) {
        status = copy_embedded(&from->items[i], memory, depth, &items[i]);
    }
    to->items = items;
    return status;
}

/* `to` holds the bytes of `from`: what points out of them is copied. */
static wmi_status copy_field(const wmi_field *field, const void *from, wmi_memory **memory, unsigned depth, void *to)
{
    wmi_value value;
    wmi_value copy;
    if (field->type == WMI_TYPE_EMBEDDED) {
        const void *member = wmi_field_of_const(from, field);
        return (field->flags & WMI_FIELD_ARRAY) != 0
                   ? copy_embedded_array(member, memory, depth, wmi_field_of(to, field))
                   : copy_embedded(member, memory, depth, wmi_field_of(to, field));
    }
    value = wmip_field_read(field, from);
    if (value.is_null) {
        return WMI_OK;
    }
    return wmip_value_copy(&value, memory, &copy) && wmip_field_store(field, to, &copy, memory) ? WMI_OK
                                                                                                : WMI_NO_MEMORY;
}

static wmi_status copy_struct(const wmi_class_info *info, const void *from, wmi_memory **memory, unsigned depth,
                              void *to)
{
    wmi_meta *meta = (wmi_meta *)(void *)((char *)to + info->meta_offset);
    wmi_status status = WMI_OK;
    uint32_t i;
    memcpy(to, from, info->size);
    meta->memory = NULL; /* the outermost struct owns all of it */
    for (i = 0; i < info->field_count && status == WMI_OK; i++) {
        status = copy_field(&info->fields[i], from, memory, depth, to);
    }
    if (status == WMI_OK && (!wmip_memory_copy(memory, meta->path, &meta->path) ||
                             !wmip_memory_copy(memory, meta->class_name, &meta->class_name))) {
        status = WMI_NO_MEMORY;
    }
    if (status == WMI_OK && meta->others != NULL) {
        meta->others = wmip_object_copy_in(memory, meta->others);
        status = meta->others != NULL ? WMI_OK : WMI_NO_MEMORY;
    }
    return status;
}

wmi_status WMI_CALL wmi_instance_copy(const wmi_class_info *info, const void *from, void *to)
{
    wmi_memory *memory = NULL;
    wmi_meta *meta;
    wmi_status status;
    if (info == NULL || to == NULL || from == to) {
        return WMI_USAGE;
    }
    if (from == NULL) {
        memset(to, 0, info->size);
        return WMI_USAGE;
    }
    status = copy_struct(info, from, &memory, 0, to);
    if (status != WMI_OK) {
        memset(to, 0, info->size);
        wmi_memory_clear(&memory);
        return status;
    }
    meta = (wmi_meta *)(void *)((char *)to + info->meta_offset);
    meta->memory = memory;
    return WMI_OK;
}
