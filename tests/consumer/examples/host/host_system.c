/**
 * @file
 * Machines are defined, changed and destroyed.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

#include <string.h>

/* Reading settings. */

/* Those that are NULL are as zeroed ones. @param settings the caller's to clear. */
static wmi_status read_settings(const wmi_embedded *from, hv_Msvm_VirtualSystemSettingData *settings, uint32_t *code,
                                wmi_error *error)
{
    wmi_status status = WMI_OK;
    memset(settings, 0, sizeof *settings);
    *code = HYPERV_DONE;
    if (wmi_embedded_has(from)) {
        status = WMI_UNEMBED(hv_Msvm_VirtualSystemSettingData, from, settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

/* 0 = it is no generation. */
static uint16_t generation_of(const hv_Msvm_VirtualSystemSettingData *settings)
{
    const char *type = settings->VirtualSystemSubType;
    return type == NULL || strcmp(type, "Microsoft:Hyper-V:SubType:1") == 0 ? 1
           : strcmp(type, "Microsoft:Hyper-V:SubType:2") == 0               ? 2
                                                                            : 0;
}

/* Defining. */

/* Memory and processors are there already: the settings change them. */
static wmi_status change_own(const hyperv_task *task, wmi_object *object, bool is_memory, wmi_memory **memory,
                             wmi_error *error)
{
    const char *id =
        is_memory ? hyperv_format(memory, "Microsoft:%s\\4764334d-e001-4176-82ee-5594ec9b530e", task->subject)
                  : hyperv_format(memory, "Microsoft:%s\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0", task->subject);
    wmi_value value = wmi_value_string(id);
    if (id == NULL || wmi_object_set(object, "InstanceID", &value) != WMI_OK) {
        return hyperv_no_memory(error);
    }
    return hyperv_change(task->host, object, hyperv_place_of(memory, object), error);
}

/* All else is added, as far as it can be. */
static wmi_status add_resource(const hyperv_task *task, const char *text, const char *settings, wmi_memory **memory,
                               wmi_error *error)
{
    wmi_object *object = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_read(text, &object, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        int64_t type = wmi_object_integer(object, "ResourceType", 0);
        if (type == 3 || type == 4) {
            status = change_own(task, object, type == 4, memory, error);
        } else {
            status = hyperv_place_resource(task->host, settings, object, &code, error);
            if (status == WMI_OK && code == HYPERV_DONE) {
                status = hyperv_add_resource(task->host, settings, object, error);
            }
        }
    }
    wmi_object_free(object);
    return status;
}

static wmi_status define(const hyperv_task *task, wmi_error *error)
{
    wmi_embedded text = wmi_embedded_of_text(task->text);
    hv_Msvm_VirtualSystemSettingData wanted;
    wmi_memory *memory = NULL;
    const char *settings = hyperv_settings_path(&memory, task->subject);
    uint32_t code = HYPERV_DONE;
    size_t i;
    wmi_status status = read_settings(&text, &wanted, &code, error);
    if (status == WMI_OK) {
        hyperv_machine plan = {task->subject, wanted.ElementName, task->after, 1024, 1, HYPERV_OFF, &wanted};
        plan.name = plan.name != NULL ? plan.name : "New Virtual Machine";
        status = settings != NULL ? hyperv_add_machine(task->host, &plan, error) : hyperv_no_memory(error);
    }
    for (i = 0; i < task->item_count && status == WMI_OK; i++) {
        status = add_resource(task, task->items[i], settings, &memory, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&wanted);
    wmi_memory_clear(&memory);
    return status;
}

/* Whether all resources can be read, and say amounts that there are. */
static wmi_status check_resources(const wmi_array_embedded *resources, uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < resources->count && status == WMI_OK && *code == HYPERV_DONE; i++) {
        wmi_object *object = NULL;
        status = hyperv_read(resources->items[i].text, &object, code, error);
        if (status == WMI_OK && *code == HYPERV_DONE) {
            *code = hyperv_check_quantities(object);
        }
        wmi_object_free(object);
    }
    return status;
}

static wmi_status start_defining(hyperv_host *host, const hv_Msvm_VirtualSystemManagementService_DefineSystem_in *in,
                                 uint16_t generation, hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out,
                                 wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, define, NULL, NULL);
    wmi_memory *memory = NULL;
    const char *machine = NULL;
    hyperv_job job = {.caption = "Creating Virtual Machine",
                      .type = hv_Msvm_ConcreteJob_JobType_Define_Virtual_Machine,
                      .milliseconds = 2000,
                      .affected = &machine,
                      .affected_count = 1};
    wmi_status status = WMI_NO_MEMORY;
    if (task != NULL && hyperv_take_embedded(task, &in->ResourceSettings)) {
        task->subject = hyperv_new_id(host);
        task->text = hyperv_keep(host, in->SystemSettings.text);
        task->after = generation;
        machine = task->subject != NULL ? hyperv_machine_path(&memory, task->subject) : NULL;
    }
    if (machine != NULL && (task->text != NULL || in->SystemSettings.text == NULL)) {
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&memory);
    return status == WMI_NO_MEMORY ? hyperv_no_memory(error) : status;
}

WMI_LOOPBACK_HANDLER(define_system, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    hv_Msvm_VirtualSystemSettingData settings;
    uint32_t code = HYPERV_DONE;
    uint16_t generation;
    wmi_status status = read_settings(&in->SystemSettings, &settings, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = check_resources(&in->ResourceSettings, &code, error);
    }
    generation = generation_of(&settings);
    if (code == HYPERV_DONE && generation == 0) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && in->ReferenceConfiguration != NULL) {
        code = HYPERV_NOT_SUPPORTED; /* by this small host */
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = start_defining(call->context, in, generation, out, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    return status;
}

/* Modifying. */

/* The machine's name is that of its settings. */
static wmi_status rename_machine(const hyperv_task *task, const wmi_object *changes, wmi_error *error)
{
    const wmi_value *name = wmi_object_get(changes, "ElementName");
    if (name == NULL || name->is_null || strstr(task->subject, "Snapshot") != NULL) {
        return WMI_OK;
    }
    return wmi_loopback_set(task->host->loopback, hv_NAMESPACE, task->machine, "ElementName", name, error);
}

static wmi_status modify(const hyperv_task *task, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_object *changes = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_read(task->text, &changes, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = hyperv_change(task->host, changes, hyperv_place_of(&memory, changes), error);
    }
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = rename_machine(task, changes, error);
    }
    wmi_object_free(changes);
    wmi_memory_clear(&memory);
    return status;
}

/* What is there of the settings that a client wants to change. @param old the caller's to clear. */
static wmi_status find_old(const hyperv_host *host, const hv_Msvm_VirtualSystemSettingData *settings,
                           hv_Msvm_VirtualSystemSettingData *old, uint32_t *code, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *path = settings->InstanceID != NULL
                           ? hyperv_path(&memory, "Msvm_VirtualSystemSettingData", settings->InstanceID)
                           : NULL;
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    memset(old, 0, sizeof *old);
    if (status == WMI_OK && exists) {
        status = wmi_loopback_get(host->loopback, &hv_Msvm_VirtualSystemSettingData_info, path, old, error);
    }
    if (!exists || (settings->VirtualSystemSubType != NULL && status == WMI_OK &&
                    strcmp(settings->VirtualSystemSubType, old->VirtualSystemSubType) != 0)) {
        *code = HYPERV_INVALID_PARAMETER; /* a generation is for life */
    }
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(modify_system, hv_Msvm_VirtualSystemManagementService_ModifySystemSettings)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.caption = "Modifying Virtual Machine Settings",
                      .type = hv_Msvm_ConcreteJob_JobType_Modify_Virtual_Machine,
                      .milliseconds = 500};
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_VirtualSystemSettingData old;
    wmi_memory *memory = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = read_settings(&in->SystemSettings, &settings, &code, error);
    memset(&old, 0, sizeof old);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = find_old(host, &settings, &old, &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        const char *machine = hyperv_machine_path(&memory, old.VirtualSystemIdentifier);
        hyperv_task *task = hyperv_task_new(host, modify, NULL, machine);
        if (task != NULL) {
            task->text = hyperv_keep(host, in->SystemSettings.text);
            task->subject = hyperv_keep(host, old.VirtualSystemType);
            task = task->text != NULL && task->subject != NULL ? task : NULL;
        }
        job.affected = &machine;
        job.affected_count = 1;
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    hv_Msvm_VirtualSystemSettingData_clear(&old);
    wmi_memory_clear(&memory);
    return status;
}

/* Destroying. */

static wmi_status destroy(const hyperv_task *task, wmi_error *error)
{
    return hyperv_remove_machine(task->host, task->machine, error);
}

WMI_LOOPBACK_HANDLER(destroy_system, hv_Msvm_VirtualSystemManagementService_DestroySystem)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.caption = "Destroying Virtual Machine",
                      .type = hv_Msvm_ConcreteJob_JobType_Destroy_Virtual_Machine,
                      .milliseconds = 1000};
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(host, in->AffectedSystem, &machine, &code, error);
    if (code == HYPERV_DONE && hyperv_is_busy(&machine)) {
        code = HYPERV_IN_USE;
    } else if (code == HYPERV_DONE && machine.EnabledState.value != HYPERV_OFF &&
               machine.EnabledState.value != HYPERV_SAVED) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(host, destroy, hyperv_unmark, in->AffectedSystem);
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

const hyperv_behaviour hyperv_system_behaviours[] = {
    HYPERV_BEHAVIOUR("DefineSystem", Msvm_VirtualSystemManagementService, DefineSystem, define_system),
    HYPERV_BEHAVIOUR("ModifySystemSettings", Msvm_VirtualSystemManagementService, ModifySystemSettings, modify_system),
    HYPERV_BEHAVIOUR("DestroySystem", Msvm_VirtualSystemManagementService, DestroySystem, destroy_system),
    HYPERV_LAST_BEHAVIOUR,
};
