/**
 * @file
 * Settings are read, compared with what is there, changed and taken away.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

#include <string.h>

#define LEAST_MEMORY 32
#define MOST_MEMORY 1048576
#define MOST_PROCESSORS 64

/* Reading. */

wmi_status hyperv_read(const char *text, wmi_object **object, uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_REPLY;
    *object = NULL;
    if (text != NULL) {
        status = wmi_cimxml_read(text, object, error);
    }
    if (status != WMI_OK && status != WMI_NO_MEMORY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        return WMI_OK;
    }
    return status;
}

const char *hyperv_place_of(wmi_memory **memory, const wmi_object *object)
{
    const char *id = wmi_object_string(object, "InstanceID");
    return id != NULL ? hyperv_path(memory, object->class_name, id) : NULL;
}

wmi_status hyperv_merge(const hyperv_host *host, const wmi_object *changes, const char *path, wmi_object **object,
                        wmi_error *error)
{
    wmi_status status = wmi_loopback_get_object(host->loopback, hv_NAMESPACE, path, object, error);
    size_t i;
    for (i = 0; i < changes->count && status == WMI_OK; i++) {
        const wmi_property *property = &changes->properties[i];
        if (!property->value.is_null && strcmp(property->name, "InstanceID") != 0) {
            status =
                wmi_object_set(*object, property->name, &property->value) == WMI_OK ? WMI_OK : hyperv_no_memory(error);
        }
    }
    if (status != WMI_OK) {
        wmi_object_free(*object);
        *object = NULL;
    }
    return status;
}

wmi_status hyperv_change(const hyperv_host *host, const wmi_object *changes, const char *path, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status = path != NULL ? hyperv_merge(host, changes, path, &object, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = wmi_loopback_add_object(host->loopback, hv_NAMESPACE, object, NULL, error);
        wmi_object_free(object);
    }
    return status;
}

/* Checking. */

static bool is_flag_set(const wmi_object *object, const char *name)
{
    const wmi_value *value = wmi_object_get(object, name);
    return value != NULL && !value->is_null && value->type == WMI_TYPE_BOOLEAN && value->u.boolean;
}

uint32_t hyperv_check_quantities(const wmi_object *object)
{
    int64_t type = wmi_object_integer(object, "ResourceType", 0);
    int64_t quantity = wmi_object_integer(object, "VirtualQuantity", -1);
    bool good = true;
    if (type == 4) {
        good = quantity == -1 || (quantity >= LEAST_MEMORY && quantity <= MOST_MEMORY && quantity % 2 == 0);
        if (good && is_flag_set(object, "DynamicMemoryEnabled")) {
            good = wmi_object_integer(object, "Reservation", 0) <= quantity &&
                   wmi_object_integer(object, "Limit", INT64_MAX) >= quantity;
        }
    } else if (type == 3) {
        good = quantity == -1 || (quantity >= 1 && quantity <= MOST_PROCESSORS);
    }
    return good ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
}

/* What cannot be changed while the machine runs: the number of processors, and whether memory is dynamic. */
static bool needs_rest(const wmi_object *changes, const wmi_object *merged, const hyperv_host *host, const char *path)
{
    wmi_object *old = NULL;
    bool needs =
        wmi_object_integer(merged, "ResourceType", 0) == 3 && wmi_object_integer(changes, "VirtualQuantity", -1) != -1;
    if (!needs && wmi_object_get(changes, "DynamicMemoryEnabled") != NULL &&
        wmi_loopback_get_object(host->loopback, hv_NAMESPACE, path, &old, NULL) == WMI_OK) {
        needs = is_flag_set(old, "DynamicMemoryEnabled") != is_flag_set(merged, "DynamicMemoryEnabled");
    }
    wmi_object_free(old);
    return needs;
}

static wmi_status check_machine(const hyperv_host *host, const char *id, bool rest, wmi_memory **memory, uint32_t *code,
                                wmi_error *error)
{
    const char *path = hyperv_machine_of(memory, id);
    hv_Msvm_ComputerSystem machine;
    wmi_status status = WMI_OK;
    if (path == NULL) {
        return hyperv_no_memory(error);
    }
    status = hyperv_look_at(host, path, &machine, code, error);
    if (*code == HYPERV_DONE && hyperv_is_busy(&machine)) {
        *code = HYPERV_IN_USE;
    } else if (*code == HYPERV_DONE && rest && machine.EnabledState.value != HYPERV_OFF) {
        *code = HYPERV_INVALID_STATE;
    } else if (*code == HYPERV_NOT_AVAILABLE) {
        *code = HYPERV_INVALID_PARAMETER; /* settings of no machine: a definition, or a snapshot */
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* @param path receives where the settings are that the object changes. In `*memory`. */
static wmi_status check_change(const hyperv_host *host, const wmi_object *changes, wmi_memory **memory,
                               const char **path, uint32_t *code, wmi_error *error)
{
    wmi_object *merged = NULL;
    bool exists = false;
    wmi_status status;
    *path = hyperv_place_of(memory, changes);
    status = hyperv_exists(host, *path, &exists, error);
    if (status != WMI_OK || !exists) {
        *code = HYPERV_INVALID_PARAMETER;
        return status;
    }
    status = hyperv_merge(host, changes, *path, &merged, error);
    if (status == WMI_OK) {
        *code = hyperv_check_quantities(merged);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = check_machine(host, wmi_object_string(changes, "InstanceID"), needs_rest(changes, merged, host, *path),
                               memory, code, error);
    }
    wmi_object_free(merged);
    return status;
}

/* Modifying. */

static wmi_status modify(const hyperv_task *task, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < task->item_count && status == WMI_OK; i++) {
        wmi_object *changes = NULL;
        uint32_t code = HYPERV_DONE;
        status = hyperv_read(task->items[i], &changes, &code, error);
        if (status == WMI_OK && code == HYPERV_DONE) {
            status = hyperv_change(task->host, changes, hyperv_place_of(&memory, changes), error);
        }
        wmi_object_free(changes);
    }
    wmi_memory_clear(&memory);
    return status;
}

static wmi_status start_modifying(hyperv_host *host, const wmi_array_embedded *settings, const char *const *places,
                                  const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, modify, NULL, NULL);
    hyperv_job job = {.caption = "Modifying Virtual Machine Resources",
                      .type = hv_Msvm_ConcreteJob_JobType_Modify_Virtual_Machine_Resources,
                      .milliseconds = 500,
                      .affected = places,
                      .affected_count = settings->count};
    if (task != NULL && !hyperv_take_embedded(task, settings)) {
        task = NULL;
    }
    return hyperv_start(task, &job, started, return_value, error);
}

WMI_LOOPBACK_HANDLER(modify_resources, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings)
{
    const wmi_array_embedded *settings = &in->ResourceSettings;
    wmi_memory *memory = NULL;
    const char **places = wmi_memory_alloc(&memory, (settings->count + 1) * sizeof *places);
    uint32_t code = settings->count > 0 ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
    wmi_status status = places != NULL ? WMI_OK : hyperv_no_memory(error);
    size_t i;
    for (i = 0; i < settings->count && status == WMI_OK && code == HYPERV_DONE; i++) {
        wmi_object *changes = NULL;
        status = hyperv_read(settings->items[i].text, &changes, &code, error);
        if (status == WMI_OK && code == HYPERV_DONE) {
            status = check_change(call->context, changes, &memory, &places[i], &code, error);
        }
        wmi_object_free(changes);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = start_modifying(call->context, settings, places, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Removing. */

static wmi_status remove_devices(const hyperv_host *host, const char *path, wmi_error *error)
{
    hyperv_paths devices = {NULL, NULL, 0, 0, false};
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    size_t i;
    if (status == WMI_OK && exists) {
        status = hyperv_related(host, path, "Msvm_SettingsDefineState", "CIM_LogicalDevice", &devices, error);
    }
    for (i = 0; i < devices.count && status == WMI_OK; i++) {
        status = hyperv_remove(host, devices.items[i], error);
    }
    hyperv_paths_clear(&devices);
    return status;
}

/* A resource goes with all that is on it: a controller with its drives, a drive with its disk. */
static wmi_status remove_with_children(const hyperv_host *host, const char *path, unsigned depth, wmi_error *error)
{
    hyperv_paths children = {NULL, NULL, 0, 0, false};
    char *quoted = NULL;
    wmi_status status = wmi_wql_quote(path, &quoted, error);
    size_t i;
    if (status == WMI_OK && depth < 4) {
        const char *wql = hyperv_format(&children.memory,
                                        "SELECT * FROM CIM_ResourceAllocationSettingData WHERE Parent = %s", quoted);
        status = hyperv_query(host, wql, &children, error);
    }
    for (i = 0; i < children.count && status == WMI_OK; i++) {
        status = remove_with_children(host, children.items[i], depth + 1, error);
    }
    if (status == WMI_OK) {
        status = remove_devices(host, path, error);
    }
    if (status == WMI_OK) {
        status = hyperv_remove(host, path, error);
    }
    wmi_free(quoted);
    hyperv_paths_clear(&children);
    return status;
}

wmi_status hyperv_remove_resource(const hyperv_host *host, const char *path, wmi_error *error)
{
    return remove_with_children(host, path, 0, error);
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

static wmi_status check_removal(const hyperv_host *host, const char *path, uint32_t *code, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_object *object = NULL;
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    if (status == WMI_OK && exists) {
        status = wmi_loopback_get_object(host->loopback, hv_NAMESPACE, path, &object, error);
    }
    if (status == WMI_OK && object == NULL) {
        *code = HYPERV_INVALID_PARAMETER;
    } else if (status == WMI_OK) {
        int64_t type = wmi_object_integer(object, "ResourceType", 0);
        const char *id = wmi_object_string(object, "InstanceID");
        if (id == NULL || type == 1 || type == 3 || type == 4 || type == 5) {
            *code = HYPERV_INVALID_PARAMETER; /* every machine has them, as long as it is there */
        } else {
            status = check_machine(host, id, type == 6, &memory, code, error);
        }
    }
    wmi_object_free(object);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(remove_resources, hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings)
{
    hyperv_job job = {.caption = "Removing Virtual Machine Resources",
                      .type = hv_Msvm_ConcreteJob_JobType_Remove_Virtual_Machine_Resources,
                      .milliseconds = 500};
    uint32_t code = in->ResourceSettings.count > 0 ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < in->ResourceSettings.count && status == WMI_OK && code == HYPERV_DONE; i++) {
        status = check_removal(call->context, in->ResourceSettings.items[i], &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(call->context, remove_items, NULL, NULL);
        if (task != NULL && !hyperv_take_paths(task, &in->ResourceSettings)) {
            task = NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    return status;
}

const hyperv_behaviour hyperv_settings_behaviours[] = {
    HYPERV_BEHAVIOUR("ModifyResourceSettings", Msvm_VirtualSystemManagementService, ModifyResourceSettings,
                     modify_resources),
    HYPERV_BEHAVIOUR("RemoveResourceSettings", Msvm_VirtualSystemManagementService, RemoveResourceSettings,
                     remove_resources),
    HYPERV_LAST_BEHAVIOUR,
};
