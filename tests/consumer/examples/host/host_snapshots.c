/**
 * @file
 * Snapshots are taken. The most current one is the Parent of the machine's own settings.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_MostCurrentSnapshotInBranch.h>
#include <virtualization_v2/Msvm_SnapshotOfVirtualSystem.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotService.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotSettingData.h>

#include <string.h>

wmi_status hyperv_get_settings(const hyperv_host *host, const char *path, hv_Msvm_VirtualSystemSettingData *settings,
                               wmi_error *error)
{
    memset(settings, 0, sizeof *settings);
    return path != NULL
               ? wmi_loopback_get(host->loopback, &hv_Msvm_VirtualSystemSettingData_info, path, settings, error)
               : hyperv_no_memory(error);
}

wmi_status hyperv_store_settings(const hyperv_host *host, const hv_Msvm_VirtualSystemSettingData *settings,
                                 wmi_error *error)
{
    return wmi_loopback_add(host->loopback, &hv_Msvm_VirtualSystemSettingData_info, settings, NULL, error);
}

/* The most current snapshot. */

wmi_status hyperv_remove_references(const hyperv_host *host, const char *path, const char *association,
                                    wmi_error *error)
{
    hyperv_paths found = {NULL, NULL, 0, 0, false};
    const char *wql = hyperv_format(&found.memory, "REFERENCES OF {%s} WHERE ResultClass = %s", path, association);
    wmi_status status = hyperv_query(host, wql, &found, error);
    size_t i;
    for (i = 0; i < found.count && status == WMI_OK; i++) {
        status = hyperv_remove(host, found.items[i], error);
    }
    hyperv_paths_clear(&found);
    return status;
}

/* @param snapshot NULL = the machine has none any more. */
wmi_status hyperv_set_current(const hyperv_host *host, const char *machine, const char *own_settings,
                              const char *snapshot, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData own;
    wmi_status status = hyperv_get_settings(host, own_settings, &own, error);
    if (status == WMI_OK) {
        own.Parent = snapshot;
        status = hyperv_store_settings(host, &own, error);
    }
    if (status == WMI_OK) {
        status = hyperv_remove_references(host, machine, "Msvm_MostCurrentSnapshotInBranch", error);
    }
    if (status == WMI_OK && snapshot != NULL) {
        status = hyperv_link(host, &hv_Msvm_MostCurrentSnapshotInBranch_info, machine, snapshot, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&own);
    return status;
}

/* Taking. */

static const char *name_of(const hyperv_host *host, const hv_Msvm_VirtualSystemSettingData *own, wmi_memory **memory)
{
    wmi_datetime now = hyperv_now(host).value;
    return hyperv_format(memory, "%s - (%u/%u/%u - %u:%02u:%02u %s)", own->ElementName, (unsigned)now.month,
                         (unsigned)now.day, (unsigned)now.year, (unsigned)(now.hour % 12 == 0 ? 12 : now.hour % 12),
                         (unsigned)now.minute, (unsigned)now.second, now.hour < 12 ? "AM" : "PM");
}

/* The settings of the snapshot are the machine's own, under another identifier. */
static wmi_status copy_own(const hyperv_host *host, const hv_Msvm_VirtualSystemSettingData *own, const char *id,
                           const char *name, wmi_memory **memory, const char **path, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData snapshot = *own;
    memset(&snapshot.wmi, 0, sizeof snapshot.wmi);
    snapshot.InstanceID = hyperv_format(memory, "Microsoft:%s", id);
    snapshot.ElementName = name != NULL ? name : name_of(host, own, memory);
    snapshot.VirtualSystemType = HYPERV_SNAPSHOT_TYPE;
    snapshot.ConfigurationID = id;
    snapshot.CreationTime = hyperv_now(host);
    snapshot.IsSaved = WMI_BOOLEAN(false);
    snapshot.IsAutomaticSnapshot = WMI_BOOLEAN(false);
    return snapshot.InstanceID != NULL && snapshot.ElementName != NULL
               ? hyperv_add(host, &hv_Msvm_VirtualSystemSettingData_info, &snapshot, memory, path, error)
               : hyperv_no_memory(error);
}

wmi_status hyperv_add_snapshot(hyperv_host *host, const char *machine, const char *id, const char *name,
                               wmi_error *error)
{
    wmi_memory *memory = NULL;
    hv_Msvm_ComputerSystem system;
    hv_Msvm_VirtualSystemSettingData own;
    hyperv_configuration from = {NULL, NULL, true};
    hyperv_configuration to = {NULL, id, false};
    wmi_status status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, machine, &system, error);
    memset(&own, 0, sizeof own);
    if (status == WMI_OK) {
        from.id = system.Name;
        from.path = hyperv_settings_path(&memory, system.Name);
        status = hyperv_get_settings(host, from.path, &own, error);
    }
    if (status == WMI_OK) {
        status = copy_own(host, &own, id, name, &memory, &to.path, error);
    }
    if (status == WMI_OK) {
        status = hyperv_copy_resources(host, &from, &to, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SnapshotOfVirtualSystem_info, machine, to.path, error);
    }
    if (status == WMI_OK) {
        status = hyperv_set_current(host, machine, from.path, to.path, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&own);
    hv_Msvm_ComputerSystem_clear(&system);
    wmi_memory_clear(&memory);
    return status;
}

static wmi_status take(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = hyperv_add_snapshot(task->host, task->machine, task->subject, NULL, error);
    return status == WMI_OK ? hyperv_unmark(task, error) : status;
}

wmi_status hyperv_start_marked(const hyperv_task *task, const hyperv_job *job, uint16_t mark, const char **started,
                               wmi_opt_uint32 *return_value, wmi_error *error)
{
    wmi_status status = hyperv_start(task, job, started, return_value, error);
    return status == WMI_OK ? hyperv_mark(task->host, task->machine, mark, error) : status;
}

static bool is_settled(const hv_Msvm_ComputerSystem *machine)
{
    uint16_t state = machine->EnabledState.value;
    return state == HYPERV_RUNNING || state == HYPERV_OFF || state == HYPERV_SAVED || state == HYPERV_PAUSED;
}

static wmi_status check_snapshot_settings(const wmi_embedded *settings, uint32_t *code, wmi_error *error)
{
    hv_Msvm_VirtualSystemSnapshotSettingData read;
    wmi_status status = WMI_OK;
    memset(&read, 0, sizeof read);
    if (wmi_embedded_has(settings)) {
        status = WMI_UNEMBED(hv_Msvm_VirtualSystemSnapshotSettingData, settings, &read, error);
        hv_Msvm_VirtualSystemSnapshotSettingData_clear(&read);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

WMI_LOOPBACK_HANDLER(create, hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot)
{
    hyperv_host *host = call->context;
    wmi_memory *memory = NULL;
    const char *id = hyperv_new_id(host);
    const char *affected[] = {hyperv_settings_path(&memory, id != NULL ? id : ""), in->AffectedSystem};
    hyperv_job job = {.caption = "Creating Virtual Machine Checkpoint",
                      .type = hv_Msvm_ConcreteJob_JobType_Snapshot_Virtual_Machine,
                      .milliseconds = 2000,
                      .affected = affected,
                      .affected_count = 2};
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(host, in->AffectedSystem, &machine, &code, error);
    if (code == HYPERV_DONE && (!in->SnapshotType.has || in->SnapshotType.value != 2)) { /* full */
        code = in->SnapshotType.has ? HYPERV_NOT_SUPPORTED : HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && hyperv_is_busy(&machine)) {
        code = HYPERV_IN_USE;
    } else if (code == HYPERV_DONE && !is_settled(&machine)) {
        code = HYPERV_INVALID_STATE;
    }
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = check_snapshot_settings(&in->SnapshotSettings, &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(host, take, hyperv_unmark, in->AffectedSystem);
        task = id != NULL && affected[0] != NULL ? task : NULL;
        if (task != NULL) {
            task->subject = id;
        }
        status = hyperv_start_marked(task, &job, hv_Msvm_ComputerSystem_OperationalStatus_Creating_Snapshot, &out->Job,
                                     &out->ReturnValue, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_memory_clear(&memory);
    return status;
}

const hyperv_behaviour hyperv_snapshot_behaviours[] = {
    HYPERV_BEHAVIOUR("CreateSnapshot", Msvm_VirtualSystemSnapshotService, CreateSnapshot, create),
    HYPERV_LAST_BEHAVIOUR,
};
