/**
 * @file
 * Settings with all their resources, copied to a snapshot and back.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_VirtualSystemSettingDataComponent.h>

#include <string.h>

/* The text with the identifier `from` replaced, where it is in it. */
static const char *replace(wmi_memory **memory, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    return at != NULL ? hyperv_format(memory, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)) : text;
}

static wmi_status replace_in(wmi_object *object, const char *name, const hyperv_configuration *from,
                             const hyperv_configuration *to, wmi_memory **memory, wmi_error *error)
{
    const char *text = wmi_object_string(object, name);
    wmi_value value = wmi_value_string(text != NULL ? replace(memory, text, from->id, to->id) : NULL);
    if (text == NULL) {
        return WMI_OK;
    }
    return value.u.string != NULL && wmi_object_set(object, name, &value) == WMI_OK ? WMI_OK : hyperv_no_memory(error);
}

/* @param path receives where the copy is. In `*memory`. */
static wmi_status copy_one(const hyperv_host *host, const char *path, const hyperv_configuration *from,
                           const hyperv_configuration *to, wmi_memory **memory, const char **where, wmi_error *error)
{
    wmi_object *object = NULL;
    bool exists = false;
    wmi_status status = wmi_loopback_get_object(host->loopback, hv_NAMESPACE, path, &object, error);
    if (status == WMI_OK) {
        status = replace_in(object, "InstanceID", from, to, memory, error);
    }
    if (status == WMI_OK) {
        status = replace_in(object, "Parent", from, to, memory, error);
    }
    if (status == WMI_OK) {
        *where = hyperv_place_of(memory, object);
        status = *where != NULL ? hyperv_exists(host, *where, &exists, error) : hyperv_no_memory(error);
    }
    if (status == WMI_OK && (exists || !to->has_devices)) {
        status = wmi_loopback_add_object(host->loopback, hv_NAMESPACE, object, NULL, error);
        if (status == WMI_OK) {
            status = hyperv_link(host, &hv_Msvm_VirtualSystemSettingDataComponent_info, to->path, *where, error);
        }
    } else if (status == WMI_OK) {
        status = hyperv_add_resource(host, to->path, object, error);
    }
    wmi_object_free(object);
    return status;
}

/* What is in the settings and in no copy. */
static wmi_status remove_others(const hyperv_host *host, const hyperv_configuration *in, const char *const *copies,
                                size_t count, wmi_error *error)
{
    hyperv_paths present = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_related(host, in->path, "Msvm_VirtualSystemSettingDataComponent", NULL, &present, error);
    size_t i;
    size_t j;
    for (i = 0; i < present.count && status == WMI_OK; i++) {
        for (j = 0; j < count && !wmi_path_equal(present.items[i], copies[j]); j++) {
        }
        if (j == count) {
            status = hyperv_remove_resource(host, present.items[i], error);
        }
    }
    hyperv_paths_clear(&present);
    return status;
}

wmi_status hyperv_copy_resources(const hyperv_host *host, const hyperv_configuration *from,
                                 const hyperv_configuration *to, wmi_error *error)
{
    hyperv_paths sources = {NULL, NULL, 0, 0, false};
    const char **copies = NULL;
    wmi_status status =
        hyperv_related(host, from->path, "Msvm_VirtualSystemSettingDataComponent", NULL, &sources, error);
    size_t i;
    if (status == WMI_OK) {
        copies = wmi_memory_alloc(&sources.memory, (sources.count + 1) * sizeof *copies);
        status = copies != NULL ? WMI_OK : hyperv_no_memory(error);
    }
    for (i = 0; i < sources.count && status == WMI_OK; i++) {
        status = copy_one(host, sources.items[i], from, to, &sources.memory, &copies[i], error);
    }
    if (status == WMI_OK) {
        status = remove_others(host, to, copies, sources.count, error);
    }
    hyperv_paths_clear(&sources);
    return status;
}

wmi_status hyperv_remove_resources(const hyperv_host *host, const char *settings, wmi_error *error)
{
    const hyperv_configuration all = {settings, NULL, false};
    return remove_others(host, &all, NULL, 0, error);
}
