/**
 * @file
 * Machines are exported: into directories that the host then remembers.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_VirtualSystemExportSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

#include <string.h>

enum {
    ONE_SNAPSHOT = hv_Msvm_VirtualSystemExportSettingData_CopySnapshotConfiguration_ExportOneSnapshot,
    ONE_FOR_BACKUP = hv_Msvm_VirtualSystemExportSettingData_CopySnapshotConfiguration_ExportOneSnapshotForBackup
};

static wmi_status read_settings(const wmi_embedded *from, hv_Msvm_VirtualSystemExportSettingData *settings,
                                uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_OK;
    memset(settings, 0, sizeof *settings);
    if (wmi_embedded_has(from)) {
        status = WMI_UNEMBED(hv_Msvm_VirtualSystemExportSettingData, from, settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

/* An export of one snapshot names a snapshot of the machine. */
static wmi_status check_snapshot(const hyperv_host *host, const hv_Msvm_VirtualSystemExportSettingData *settings,
                                 const char *machine_id, uint32_t *code, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData snapshot;
    bool exists = false;
    wmi_status status = WMI_OK;
    if (!settings->CopySnapshotConfiguration.has || (settings->CopySnapshotConfiguration.value != ONE_SNAPSHOT &&
                                                     settings->CopySnapshotConfiguration.value != ONE_FOR_BACKUP)) {
        return WMI_OK;
    }
    memset(&snapshot, 0, sizeof snapshot);
    status = hyperv_exists(host, settings->SnapshotVirtualSystem, &exists, error);
    if (exists) {
        status = hyperv_get_settings(host, settings->SnapshotVirtualSystem, &snapshot, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        status = WMI_OK;
    }
    if (snapshot.VirtualSystemIdentifier == NULL || strcmp(snapshot.VirtualSystemIdentifier, machine_id) != 0 ||
        strcmp(snapshot.VirtualSystemType, HYPERV_SNAPSHOT_TYPE) != 0) {
        *code = HYPERV_INVALID_PARAMETER;
    }
    hv_Msvm_VirtualSystemSettingData_clear(&snapshot);
    return status;
}

static wmi_status finish(const hyperv_task *task, wmi_error *error)
{
    hyperv_file file = {task->text, NULL, NULL, 0, 0, 0, 0, NULL};
    if (hyperv_find_file(task->host, task->text) == NULL && !hyperv_add_file(task->host, &file)) {
        return hyperv_no_memory(error);
    }
    return hyperv_unmark(task, error);
}

/* What goes wrong with the directory; its code is 0 where nothing does. `target` is where the machine would be. */
static hyperv_failure look_for_failure(const hyperv_host *host, const char *name, const char *directory,
                                       const char *target, wmi_memory **memory)
{
    hyperv_failure failure = {0, NULL, NULL, NULL};
    if (!hyperv_has_drive(directory)) {
        failure.code = HYPERV_FAILED;
        failure.message_id = "18306";
        failure.message = hyperv_format(
            memory, "The directory '%s' could not be created: the system cannot find the path. (0x80070003)",
            directory);
    } else if (hyperv_find_file(host, target) != NULL) {
        failure.code = HYPERV_FAILED;
        failure.message_id = "18308";
        failure.message =
            hyperv_format(memory, "'%s' cannot be exported to '%s': it is there already. (0x80070050)", name, target);
    }
    if (failure.code != 0) {
        failure.description = hyperv_format(memory, "Exporting '%s' failed.", name);
    }
    return failure;
}

static wmi_status start(hyperv_host *host, const hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in *in,
                        const char *name, bool subdirectory,
                        hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out *out, wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, finish, hyperv_unmark, in->ComputerSystem);
    wmi_memory *memory = NULL;
    const char *target = subdirectory ? hyperv_format(&memory, "%s\\%s", in->ExportDirectory, name)
                                      : hyperv_format(&memory, "%s", in->ExportDirectory);
    hyperv_failure failure = {0, NULL, NULL, NULL};
    hyperv_job job = {.caption = "Exporting Virtual Machine",
                      .type = hv_Msvm_ConcreteJob_JobType_Export_Virtual_Machine,
                      .milliseconds = 20000,
                      .affected = &in->ComputerSystem,
                      .affected_count = 1};
    wmi_status status;
    if (task != NULL && target != NULL) {
        failure = look_for_failure(host, name, in->ExportDirectory, target, &memory);
        task->text = hyperv_keep(host, target);
    }
    job.failure = failure.code != 0 ? &failure : NULL;
    status = hyperv_start_marked(task != NULL && task->text != NULL ? task : NULL, &job,
                                 hv_Msvm_ComputerSystem_OperationalStatus_Exporting_Virtual_Machine, &out->Job,
                                 &out->ReturnValue, error);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(export_system, hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition)
{
    hv_Msvm_VirtualSystemExportSettingData settings;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(call->context, in->ComputerSystem, &machine, &code, error);
    memset(&settings, 0, sizeof settings);
    if (code == HYPERV_DONE && (in->ExportDirectory == NULL || in->ExportDirectory[0] == '\0')) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && hyperv_is_busy(&machine)) {
        code = HYPERV_IN_USE;
    }
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = read_settings(&in->ExportSettingData, &settings, &code, error);
    }
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = check_snapshot(call->context, &settings, machine.Name, &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        bool subdirectory = !settings.CreateVmExportSubdirectory.has || settings.CreateVmExportSubdirectory.value;
        status = start(call->context, in, machine.ElementName, subdirectory, out, error);
    }
    hv_Msvm_VirtualSystemExportSettingData_clear(&settings);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

const hyperv_behaviour hyperv_export_behaviours[] = {
    HYPERV_BEHAVIOUR("ExportSystemDefinition", Msvm_VirtualSystemManagementService, ExportSystemDefinition,
                     export_system),
    HYPERV_LAST_BEHAVIOUR,
};
