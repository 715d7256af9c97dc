/**
 * @file
 * Resources are added to machines: controllers, drives on them, disks in these, ports and their connections.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_SystemDevice.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingDataComponent.h>

#include <string.h>

/* Adding. */

static wmi_status add_port(const hyperv_host *host, const char *setting, const wmi_object *object, wmi_memory **memory,
                           wmi_error *error)
{
    const char *id = wmi_object_string(object, "InstanceID");
    const char *machine = hyperv_machine_of(memory, id);
    const char *machine_id = wmi_memory_text(memory, strchr(id, ':') + 1, strcspn(strchr(id, ':') + 1, "\\"));
    const char *device = NULL;
    hyperv_making making;
    wmi_status status;
    hyperv_make(&making, "Msvm_SyntheticEthernetPort");
    hyperv_text(&making, "SystemCreationClassName", "Msvm_ComputerSystem");
    hyperv_text(&making, "SystemName", machine_id);
    hyperv_text(&making, "CreationClassName", "Msvm_SyntheticEthernetPort");
    hyperv_text(&making, "DeviceID", id);
    hyperv_text(&making, "ElementName", "Network Adapter");
    hyperv_text(&making, "PermanentAddress", wmi_object_string(object, "Address"));
    hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
    hyperv_u16(&making, "EnabledState", HYPERV_RUNNING);
    status = hyperv_made(host, &making, memory, &device, error);
    if (status == WMI_OK) {
        status = machine != NULL ? hyperv_link(host, &hv_Msvm_SystemDevice_info, machine, device, error)
                                 : hyperv_no_memory(error);
    }
    return status == WMI_OK ? hyperv_link(host, &hv_Msvm_SettingsDefineState_info, device, setting, error) : status;
}

wmi_status hyperv_add_resource(const hyperv_host *host, const char *settings, const wmi_object *object,
                               wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *path = hyperv_place_of(&memory, object);
    wmi_status status = path != NULL ? wmi_loopback_add_object(host->loopback, hv_NAMESPACE, object, NULL, error)
                                     : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_VirtualSystemSettingDataComponent_info, settings, path, error);
    }
    if (status == WMI_OK && strcmp(object->class_name, "Msvm_SyntheticEthernetPortSettingData") == 0) {
        status = add_port(host, path, object, &memory, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* The method. */

static wmi_status add_all(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < task->item_count && status == WMI_OK; i++) {
        wmi_object *object = NULL;
        status = wmi_cimxml_read(task->items[i], &object, error);
        if (status == WMI_OK) {
            status = hyperv_add_resource(task->host, task->subject, object, error);
        }
        wmi_object_free(object);
    }
    return status;
}

/* The resources of a call, completed. */
typedef struct adding {
    hyperv_host *host;
    const char *settings;
    wmi_memory *memory;
    wmi_embedded *texts;
    const char **places;
    size_t count;
    hyperv_failure failure; /* its code is not 0 where a disk is not there */
} adding;

static void check_disk(adding *a, const wmi_object *object)
{
    const wmi_value *where = wmi_object_get(object, "HostResource");
    const char *file = where != NULL && !where->is_null && where->u.array.count > 0
                           ? ((const char *const *)where->u.array.items)[0]
                           : NULL;
    if (wmi_object_integer(object, "ResourceType", 0) == 31 && file != NULL &&
        hyperv_find_file(a->host, file) == NULL) {
        a->failure.code = HYPERV_FAILED;
        a->failure.description = "Adding resources to the virtual machine failed.";
        a->failure.message_id = "12242";
        a->failure.message = hyperv_format(
            &a->memory, "The disk '%s' cannot be added: the system cannot find the file. (0x80070002)", file);
    }
}

static bool is_twice(const adding *a)
{
    size_t i;
    for (i = 0; i < a->count; i++) {
        if (wmi_path_equal(a->places[i], a->places[a->count])) {
            return true; /* two that want the same place */
        }
    }
    return false;
}

static wmi_status complete(adding *a, const wmi_embedded *given, uint32_t *code, wmi_error *error)
{
    wmi_object *object = NULL;
    char *text = NULL;
    wmi_status status = hyperv_read(given->text, &object, code, error);
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = hyperv_place_resource(a->host, a->settings, object, code, error);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        check_disk(a, object);
        status = wmi_cimxml_write(object, &text, error);
    }
    if (text != NULL) {
        a->texts[a->count] = wmi_embedded_of_text(wmi_memory_text(&a->memory, text, strlen(text)));
        a->places[a->count] = hyperv_place_of(&a->memory, object);
        status = a->texts[a->count].text != NULL && a->places[a->count] != NULL ? WMI_OK : hyperv_no_memory(error);
        *code = status == WMI_OK && is_twice(a) ? HYPERV_INVALID_PARAMETER : *code;
        a->count++;
    }
    wmi_free(text);
    wmi_object_free(object);
    return status;
}

static wmi_status start_adding(const adding *a, const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    wmi_array_embedded texts = {a->texts, a->count};
    hyperv_task *task = hyperv_task_new(a->host, add_all, NULL, NULL);
    hyperv_job job = {.caption = "Adding Virtual Machine Resources",
                      .type = hv_Msvm_ConcreteJob_JobType_Add_Virtual_Machine_Resources,
                      .milliseconds = 1000,
                      .affected = a->places,
                      .affected_count = a->count};
    if (task != NULL) {
        task->subject = hyperv_keep(a->host, a->settings);
        task = task->subject != NULL && hyperv_take_embedded(task, &texts) ? task : NULL;
    }
    job.failure = a->failure.code != 0 ? &a->failure : NULL;
    return hyperv_start(task, &job, started, return_value, error);
}

WMI_LOOPBACK_HANDLER(add_resources, hv_Msvm_VirtualSystemManagementService_AddResourceSettings)
{
    size_t count = in->ResourceSettings.count;
    uint32_t code = count > 0 && in->AffectedConfiguration != NULL ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
    adding a = {call->context, in->AffectedConfiguration, NULL, NULL, NULL, 0, {0, NULL, NULL, NULL}};
    wmi_status status = WMI_OK;
    size_t i;
    a.texts = wmi_memory_alloc(&a.memory, (count + 1) * sizeof *a.texts);
    a.places = wmi_memory_alloc(&a.memory, (count + 1) * sizeof *a.places);
    if (a.texts == NULL || a.places == NULL) {
        status = hyperv_no_memory(error);
    }
    for (i = 0; i < count && status == WMI_OK && code == HYPERV_DONE; i++) {
        status = complete(&a, &in->ResourceSettings.items[i], &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = start_adding(&a, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&a.memory);
    return status;
}

const hyperv_behaviour hyperv_resource_behaviours[] = {
    HYPERV_BEHAVIOUR("AddResourceSettings", Msvm_VirtualSystemManagementService, AddResourceSettings, add_resources),
    HYPERV_LAST_BEHAVIOUR,
};
