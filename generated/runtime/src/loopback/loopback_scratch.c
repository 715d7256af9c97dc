/**
 * @file
 * Memory of a call, for handlers: it is given back when the handler's answer has been copied.
 */
#include "loopback/loopback_internal.h"

#include <stdarg.h>
#include <string.h>

void wmip_loopback_begin_scratch(wmi_loopback_scratch *scratch)
{
    memset(scratch, 0, sizeof *scratch);
    scratch->status = WMI_OK;
}

wmi_status wmip_loopback_end_scratch(wmi_loopback_scratch *scratch, wmi_status status, wmi_error *error)
{
    if (status == WMI_OK && scratch->status != WMI_OK) {
        status = wmi_fail(error, scratch->status, scratch->error.number, "The handler's answer cannot be made: %s",
                          scratch->error.message != NULL ? scratch->error.message : wmi_status_name(scratch->status));
    }
    wmi_error_clear(&scratch->error);
    return status;
}

void wmip_loopback_clear_scratch(wmi_loopback_scratch *scratch)
{
    while (scratch->object_count > 0) {
        wmi_object_free(scratch->objects[--scratch->object_count]);
    }
    wmi_memory_clear(&scratch->memory);
}

/* The first failure is the one that is told. */
static void note(const wmi_loopback_call *call, wmi_status status, wmi_error *error)
{
    if (status != WMI_OK && call->scratch->status == WMI_OK) {
        call->scratch->status = status;
        call->scratch->error = *error;
    } else {
        wmi_error_clear(error);
    }
}

static wmi_status start_making(const wmi_loopback_call *call, wmi_error *error)
{
    memset(error, 0, sizeof *error);
    return call != NULL && call->scratch != NULL ? WMI_OK : WMI_USAGE;
}

void *WMI_CALL wmi_loopback_memory(const wmi_loopback_call *call, size_t size)
{
    wmi_error error;
    void *memory = NULL;
    if (start_making(call, &error) == WMI_OK) {
        memory = wmi_memory_alloc(&call->scratch->memory, size > 0 ? size : 1);
        note(call, memory != NULL ? WMI_OK : wmip_no_memory(&error), &error);
    }
    return memory;
}

const char *WMI_CALL wmi_loopback_text(const wmi_loopback_call *call, const char *format, ...)
{
    wmip_buffer buffer = {NULL, 0, 0, false};
    const char *text = NULL;
    wmi_error error;
    va_list arguments;
    if (start_making(call, &error) != WMI_OK) {
        return NULL;
    }
    if (format == NULL) {
        note(call, wmi_fail(&error, WMI_USAGE, 0, "the format of a text is NULL"), &error);
        return NULL;
    }
    va_start(arguments, format);
    wmip_buffer_format_list(&buffer, format, arguments);
    va_end(arguments);
    wmip_buffer_append(&buffer, "", 0); /* "" is a text too */
    if (!buffer.failed) {
        text = wmi_memory_text(&call->scratch->memory, buffer.text, buffer.length);
    }
    wmip_buffer_clear(&buffer);
    note(call, text != NULL ? WMI_OK : wmip_no_memory(&error), &error);
    return text;
}

static wmi_status encode(const wmi_class_info *info, const void *instance, wmi_object **object, wmi_error *error)
{
    *object = NULL;
    return info != NULL && instance != NULL ? wmi_instance_object(info, instance, object, error)
                                            : wmi_fail(error, WMI_USAGE, 0, "the class or the instance is NULL");
}

const char *WMI_CALL wmi_loopback_path(const wmi_loopback_call *call, const wmi_class_info *info, const void *instance)
{
    wmi_object *object = NULL;
    char *path = NULL;
    const char *text = NULL;
    wmi_error error;
    wmi_status status;
    if (start_making(call, &error) != WMI_OK) {
        return NULL;
    }
    status = encode(info, instance, &object, &error);
    if (status == WMI_OK) {
        status = wmip_path_of_object(object, info->name, info->keys, &path, &error);
    }
    if (status == WMI_OK) {
        text = wmi_loopback_text(call, "\\\\.\\%s:%s", info->ns, path);
    }
    wmi_free(path);
    wmi_object_free(object);
    note(call, status, &error);
    return text;
}

/* Takes an object into the list of those that are given back. */
static bool hold(wmi_loopback_scratch *scratch, wmi_object *object)
{
    if (scratch->object_count == scratch->object_capacity) {
        size_t capacity = scratch->object_capacity > 0 ? scratch->object_capacity * 2 : 8;
        wmi_object **grown = wmip_memory_array(&scratch->memory, capacity, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        if (scratch->object_count > 0) {
            memcpy(grown, scratch->objects, scratch->object_count * sizeof *grown);
        }
        scratch->objects = grown;
        scratch->object_capacity = capacity;
    }
    scratch->objects[scratch->object_count++] = object;
    return true;
}

wmi_object *WMI_CALL wmi_loopback_object(const wmi_loopback_call *call, const wmi_class_info *info,
                                         const void *instance)
{
    wmi_object *object = NULL;
    wmi_error error;
    wmi_status status;
    if (start_making(call, &error) != WMI_OK) {
        return NULL;
    }
    status = encode(info, instance, &object, &error);
    if (status == WMI_OK &&
        !(wmip_loopback_add_nulls(object, info->fields, info->field_count) && hold(call->scratch, object))) {
        wmi_object_free(object);
        object = NULL;
        status = wmip_no_memory(&error);
    }
    note(call, status, &error);
    return object;
}

wmi_embedded WMI_CALL wmi_loopback_embed(const wmi_loopback_call *call, const wmi_class_info *info,
                                         const void *instance)
{
    wmi_object *object = NULL;
    char *xml = NULL;
    const char *text = NULL;
    wmi_error error;
    wmi_status status;
    if (start_making(call, &error) != WMI_OK) {
        return wmi_embedded_of_text(NULL);
    }
    status = encode(info, instance, &object, &error);
    if (status == WMI_OK) {
        status = wmi_cimxml_write(object, &xml, &error);
    }
    if (status == WMI_OK) {
        status = wmip_memory_copy(&call->scratch->memory, xml, &text) ? WMI_OK : wmip_no_memory(&error);
    }
    wmi_free(xml);
    wmi_object_free(object);
    note(call, status, &error);
    return wmi_embedded_of_text(text);
}
