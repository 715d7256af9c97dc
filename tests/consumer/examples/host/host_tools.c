/**
 * @file
 * Paths, lists of them, objects on their way into the loopback.
 */
#include "host_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Texts. */

wmi_status hyperv_no_memory(wmi_error *error)
{
    return wmi_fail(error, WMI_NO_MEMORY, 0, "The host has no memory left");
}

const char *hyperv_keep(hyperv_host *host, const char *text)
{
    size_t size = text != NULL ? strlen(text) + 1 : 0;
    char *copy = text != NULL ? wmi_loopback_keep(host->loopback, size) : NULL;
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

const char *hyperv_format(wmi_memory **memory, const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    int length;
    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0) {
        text = wmi_memory_alloc(memory, (size_t)length + 1);
    }
    if (text != NULL) {
        va_start(arguments, format);
        (void)vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    return text;
}

/* Digits that differ from one identifier to the next in more than the last one, as those of a host do. */
const char *hyperv_new_id(hyperv_host *host)
{
    uint64_t mixed = (uint64_t)++host->next_id * UINT64_C(0x9E3779B97F4A7C15);
    char text[37];
    mixed ^= mixed >> 29;
    (void)snprintf(text, sizeof text, "%08X-%04X-4%03X-8%03X-%012lX", (unsigned)(mixed & 0xFFFFFFFFu),
                   (unsigned)(mixed >> 48), (unsigned)(mixed >> 36) & 0xFFFu, (unsigned)(mixed >> 24) & 0xFFFu,
                   (unsigned long)host->next_id);
    return hyperv_keep(host, text);
}

wmi_opt_datetime hyperv_now(const hyperv_host *host)
{
    const int64_t beginning = INT64_C(1704067200); /* 2024-01-01, as the loopback has it */
    return WMI_DATETIME(wmi_datetime_from_unix(beginning + (int64_t)(wmi_loopback_now(host->loopback) / 1000)));
}

/* Paths. */

const char *hyperv_path(wmi_memory **memory, const char *class_name, const char *id)
{
    wmi_path_key key = {"InstanceID", WMI_KEY_STRING, id};
    wmi_path path;
    char *text = NULL;
    const char *kept = NULL;
    memset(&path, 0, sizeof path);
    path.ns = hv_NAMESPACE;
    path.server = ".";
    path.class_name = class_name;
    path.keys = &key;
    path.key_count = 1;
    if (wmi_path_format(&path, &text, NULL) == WMI_OK) {
        kept = wmi_memory_text(memory, text, strlen(text));
        wmi_free(text);
    }
    return kept;
}

const char *hyperv_id_of(wmi_memory **memory, const char *path)
{
    const char *id = NULL;
    wmi_path parsed;
    if (path == NULL || wmi_path_parse(path, &parsed, NULL) != WMI_OK) {
        return NULL;
    }
    if (parsed.key_count == 1) {
        id = wmi_memory_text(memory, parsed.keys[0].text, strlen(parsed.keys[0].text));
    }
    wmi_path_clear(&parsed);
    return id;
}

const char *hyperv_settings_path(wmi_memory **memory, const char *machine_id)
{
    const char *id = hyperv_format(memory, "Microsoft:%s", machine_id);
    return id != NULL ? hyperv_path(memory, "Msvm_VirtualSystemSettingData", id) : NULL;
}

void hyperv_paths_clear(hyperv_paths *paths)
{
    wmi_memory_clear(&paths->memory);
    memset(paths, 0, sizeof *paths);
}

static bool WMI_CALLBACK append(void *context, const wmi_object *object)
{
    hyperv_paths *paths = context;
    if (paths->count == paths->capacity) {
        size_t capacity = paths->capacity > 0 ? paths->capacity * 2 : 16;
        const char **grown = wmi_memory_alloc(&paths->memory, capacity * sizeof *grown);
        if (grown == NULL) {
            paths->failed = true;
            return false;
        }
        if (paths->count > 0) {
            memcpy(grown, paths->items, paths->count * sizeof *grown);
        }
        paths->items = grown;
        paths->capacity = capacity;
    }
    paths->items[paths->count] = wmi_memory_text(&paths->memory, object->path, strlen(object->path));
    paths->failed = paths->items[paths->count] == NULL;
    paths->count += paths->failed ? 0 : 1;
    return !paths->failed;
}

wmi_status hyperv_related(const hyperv_host *host, const char *path, const char *association, const char *result_class,
                          hyperv_paths *paths, wmi_error *error)
{
    wmi_associator_filter filter = {association, result_class, NULL, NULL};
    wmi_status status = wmi_loopback_related(host->loopback, hv_NAMESPACE, path, &filter, append, paths, error);
    return status == WMI_OK && paths->failed ? hyperv_no_memory(error) : status;
}

wmi_status hyperv_query(const hyperv_host *host, const char *wql, hyperv_paths *paths, wmi_error *error)
{
    wmi_status status =
        wql != NULL ? wmi_loopback_each(host->loopback, hv_NAMESPACE, wql, append, paths, error) : WMI_NO_MEMORY;
    return status == WMI_NO_MEMORY || paths->failed ? hyperv_no_memory(error) : status;
}

/* Instances. */

/* Without an error, which would say at length what is nearest. */
wmi_status hyperv_exists(const hyperv_host *host, const char *path, bool *exists, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status = WMI_USAGE;
    if (path != NULL) {
        status = wmi_loopback_get_object(host->loopback, hv_NAMESPACE, path, &object, NULL);
    }
    *exists = status == WMI_OK;
    wmi_object_free(object);
    return status == WMI_NO_MEMORY ? hyperv_no_memory(error) : WMI_OK;
}

wmi_status hyperv_remove(const hyperv_host *host, const char *path, wmi_error *error)
{
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    return status == WMI_OK && exists ? wmi_loopback_remove(host->loopback, hv_NAMESPACE, path, error) : status;
}

wmi_status hyperv_link(const hyperv_host *host, const wmi_class_info *association, const char *first,
                       const char *second, wmi_error *error)
{
    return wmi_loopback_link(host->loopback, association, first, second, NULL, error);
}

/* Takes over a path that the loopback gave. */
static wmi_status take_path(char *path, wmi_memory **memory, const char **kept, wmi_error *error)
{
    *kept = wmi_memory_text(memory, path, strlen(path));
    wmi_free(path);
    return *kept != NULL ? WMI_OK : hyperv_no_memory(error);
}

wmi_status hyperv_add(const hyperv_host *host, const wmi_class_info *info, const void *instance, wmi_memory **memory,
                      const char **path, wmi_error *error)
{
    char *where = NULL;
    wmi_status status = wmi_loopback_add(host->loopback, info, instance, path != NULL ? &where : NULL, error);
    return status == WMI_OK && path != NULL ? take_path(where, memory, path, error) : status;
}

/* Objects. */

void hyperv_make(hyperv_making *making, const char *class_name)
{
    making->object = wmi_object_new(class_name);
    making->failed = making->object == NULL;
}

static void set(hyperv_making *making, const char *name, const wmi_value *value)
{
    if (!making->failed) {
        making->failed = wmi_object_set(making->object, name, value) != WMI_OK;
    }
}

void hyperv_text(hyperv_making *making, const char *name, const char *text)
{
    wmi_value value = wmi_value_string(text);
    making->failed = making->failed || text == NULL;
    set(making, name, &value);
}

void hyperv_flag(hyperv_making *making, const char *name, bool flag)
{
    wmi_value value = wmi_value_boolean(flag);
    set(making, name, &value);
}

void hyperv_u16(hyperv_making *making, const char *name, uint16_t number)
{
    wmi_value value = wmi_value_uint16(number);
    set(making, name, &value);
}

void hyperv_u32(hyperv_making *making, const char *name, uint32_t number)
{
    wmi_value value = wmi_value_uint32(number);
    set(making, name, &value);
}

void hyperv_u64(hyperv_making *making, const char *name, uint64_t number)
{
    wmi_value value = wmi_value_null(WMI_TYPE_UINT64, false);
    value.is_null = false;
    value.u.uint64 = number;
    set(making, name, &value);
}

void hyperv_one_text(hyperv_making *making, const char *name, const char *text)
{
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    value.is_null = false;
    value.u.array.items = &text;
    value.u.array.count = 1;
    making->failed = making->failed || text == NULL;
    set(making, name, &value);
}

void hyperv_status_of(hyperv_making *making, uint16_t status)
{
    wmi_value value = wmi_value_null(WMI_TYPE_UINT16, true);
    value.is_null = false;
    value.u.array.items = &status;
    value.u.array.count = 1;
    set(making, "OperationalStatus", &value);
    hyperv_u16(making, "HealthState", hv_Msvm_ComputerSystem_HealthState_OK);
}

wmi_status hyperv_made(const hyperv_host *host, hyperv_making *making, wmi_memory **memory, const char **path,
                       wmi_error *error)
{
    char *where = NULL;
    wmi_status status = making->failed ? hyperv_no_memory(error)
                                       : wmi_loopback_add_object(host->loopback, hv_NAMESPACE, making->object,
                                                                 path != NULL ? &where : NULL, error);
    wmi_object_free(making->object);
    making->object = NULL;
    return status == WMI_OK && path != NULL ? take_path(where, memory, path, error) : status;
}
