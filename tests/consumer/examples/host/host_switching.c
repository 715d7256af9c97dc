/**
 * @file
 * Virtual switches are changed and taken away.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_VirtualEthernetSwitch.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitchManagementService.h>

#include <string.h>

static bool is_of_switch(const char *path)
{
    return path != NULL && strstr(path, "Msvm_VirtualEthernetSwitch.") != NULL;
}

/* Modifying. */

static wmi_status modify(const hyperv_task *task, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_object *changes = NULL;
    uint32_t code = HYPERV_DONE;
    const wmi_value *name;
    wmi_status status = hyperv_read(task->text, &changes, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = hyperv_change(task->host, changes, hyperv_place_of(&memory, changes), error);
        name = wmi_object_get(changes, "ElementName");
        if (status == WMI_OK && name != NULL && !name->is_null) {
            status = wmi_loopback_set(task->host->loopback, hv_NAMESPACE, task->machine, "ElementName", name, error);
        }
    }
    wmi_object_free(changes);
    wmi_memory_clear(&memory);
    return status;
}

/* The switch whose settings a text changes: NULL where they are none, or not there. */
static wmi_status find_switch(const hyperv_host *host, const char *text, wmi_memory **memory, const char **path,
                              uint32_t *code, wmi_error *error)
{
    wmi_object *object = NULL;
    bool exists = false;
    wmi_status status = hyperv_read(text, &object, code, error);
    if (status == WMI_OK && *code == HYPERV_DONE) {
        const char *id = wmi_object_string(object, "InstanceID");
        *path = id != NULL && strncmp(id, "Microsoft:", 10) == 0 ? hyperv_switch_path(memory, id + 10) : NULL;
        status = hyperv_exists(host, *path, &exists, error);
        *code = exists ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
    }
    wmi_object_free(object);
    return status;
}

WMI_LOOPBACK_HANDLER(modify_switch, hv_Msvm_VirtualEthernetSwitchManagementService_ModifySystemSettings)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.caption = "Modifying Virtual Switch", .milliseconds = 500};
    wmi_memory *memory = NULL;
    const char *path = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = find_switch(host, in->SystemSettings.text, &memory, &path, &code, error);
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(host, modify, NULL, path);
        if (task != NULL) {
            task->text = hyperv_keep(host, in->SystemSettings.text);
            task = task->text != NULL ? task : NULL;
        }
        job.affected = &path;
        job.affected_count = 1;
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Taking away. */

static wmi_status destroy(const hyperv_task *task, wmi_error *error)
{
    hyperv_paths settings = {NULL, NULL, 0, 0, false};
    hyperv_paths ports = {NULL, NULL, 0, 0, false};
    bool exists = false;
    size_t i;
    wmi_status status = hyperv_exists(task->host, task->machine, &exists, error);
    if (exists) {
        status = hyperv_related(task->host, task->machine, "Msvm_SettingsDefineState", NULL, &settings, error);
    }
    if (status == WMI_OK && exists) {
        status = hyperv_related(task->host, task->machine, "Msvm_SystemDevice", NULL, &ports, error);
    }
    for (i = 0; i < ports.count && status == WMI_OK; i++) {
        status = hyperv_remove(task->host, ports.items[i], error);
    }
    for (i = 0; i < settings.count && status == WMI_OK; i++) {
        status = hyperv_remove_resources(task->host, settings.items[i], error);
        if (status == WMI_OK) {
            status = hyperv_remove(task->host, settings.items[i], error);
        }
    }
    hyperv_paths_clear(&settings);
    hyperv_paths_clear(&ports);
    return status == WMI_OK ? hyperv_remove(task->host, task->machine, error) : status;
}

WMI_LOOPBACK_HANDLER(destroy_switch, hv_Msvm_VirtualEthernetSwitchManagementService_DestroySystem)
{
    hyperv_job job = {.caption = "Destroying Virtual Switch", .milliseconds = 1000};
    bool exists = false;
    wmi_status status = hyperv_exists(call->context, in->AffectedSystem, &exists, error);
    uint32_t code = !exists                             ? HYPERV_NOT_AVAILABLE
                    : !is_of_switch(in->AffectedSystem) ? HYPERV_INVALID_PARAMETER
                                                        : HYPERV_DONE;
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(call->context, destroy, NULL, in->AffectedSystem);
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    return status;
}

static wmi_status remove_items(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < task->item_count && status == WMI_OK; i++) {
        status = hyperv_remove_resource(task->host, task->items[i], error);
    }
    return status;
}

WMI_LOOPBACK_HANDLER(remove_resources, hv_Msvm_VirtualEthernetSwitchManagementService_RemoveResourceSettings)
{
    hyperv_job job = {.caption = "Removing Virtual Switch Ports", .milliseconds = 500};
    bool exists = in->ResourceSettings.count > 0;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < in->ResourceSettings.count && exists && status == WMI_OK; i++) {
        status = hyperv_exists(call->context, in->ResourceSettings.items[i], &exists, error);
    }
    out->ReturnValue = WMI_UINT32(exists ? HYPERV_DONE : HYPERV_INVALID_PARAMETER);
    if (status == WMI_OK && exists) {
        hyperv_task *task = hyperv_task_new(call->context, remove_items, NULL, NULL);
        if (task != NULL && !hyperv_take_paths(task, &in->ResourceSettings)) {
            task = NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    return status;
}

const hyperv_behaviour hyperv_switching_behaviours[] = {
    HYPERV_BEHAVIOUR("ModifySwitch", Msvm_VirtualEthernetSwitchManagementService, ModifySystemSettings, modify_switch),
    HYPERV_BEHAVIOUR("DestroySwitch", Msvm_VirtualEthernetSwitchManagementService, DestroySystem, destroy_switch),
    HYPERV_BEHAVIOUR("RemoveSwitchResources", Msvm_VirtualEthernetSwitchManagementService, RemoveResourceSettings,
                     remove_resources),
    HYPERV_LAST_BEHAVIOUR,
};
