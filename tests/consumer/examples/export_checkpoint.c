/* Takes a checkpoint of a machine and exports it, also where the host is busy: `export_checkpoint db-01 D:\backup`. */
#include "common.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_VirtualSystemExportSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotService.h>

#include <stdio.h>

static bool WMI_CALLBACK show(void *context, const wmi_job_progress *progress)
{
    (void)context;
    return printf("%3u%% %s\n", (unsigned)progress->percent, progress->caption) > 0;
}

static const wmi_job_options waiting = {.timeout_ms = 3600000, .poll_ms = 10000, .retries = 5, .progress = show};

static wmi_status take(wmi_session *session, const char *machine,
                       hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_out *out, wmi_error *error)
{
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_in in = {.AffectedSystem = machine};
    hv_Msvm_VirtualSystemSnapshotService service = {0};
    wmi_status status = hv_Msvm_VirtualSystemSnapshotService_one(session, NULL, &service, error);
    in.SnapshotType = WMI_UINT16(hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_SnapshotType_Full_Snapshot);
    if (status == WMI_OK)
        status = hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_wait(session, service.wmi.path, &in, out, &waiting,
                                                                          error);
    hv_Msvm_VirtualSystemSnapshotService_clear(&service);
    return status;
}

static wmi_status export_to(wmi_session *session, const char *machine, const char *checkpoint, const char *directory,
                            wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService service = {0};
    hv_Msvm_VirtualSystemExportSettingData settings = {
        .CopySnapshotConfiguration =
            WMI_UINT8(hv_Msvm_VirtualSystemExportSettingData_CopySnapshotConfiguration_ExportOneSnapshot),
        .SnapshotVirtualSystem = checkpoint,
        .CopyVmStorage = WMI_BOOLEAN(true),
        .CopyVmRuntimeInformation = WMI_BOOLEAN(true),
    };
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in in = {
        .ComputerSystem = machine,
        .ExportDirectory = directory,
        .ExportSettingData = WMI_EMBED(hv_Msvm_VirtualSystemExportSettingData, &settings),
    };
    wmi_status status = hv_Msvm_VirtualSystemManagementService_one(session, NULL, &service, error);
    if (status == WMI_OK)
        status = hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_wait(session, service.wmi.path, &in,
                                                                                    NULL, &waiting, error);
    hv_Msvm_VirtualSystemManagementService_clear(&service);
    return status;
}

static wmi_status work(wmi_session *session, char **arguments, wmi_error *error)
{
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_out out = {0};
    hv_Msvm_ComputerSystem machine = {0};
    char *where = NULL;
    wmi_status status = wmi_wql(&where, "ElementName = %Q", arguments[0]);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_one(session, where, &machine, error);
    if (status == WMI_OK)
        status = take(session, machine.wmi.path, &out, error);
    if (status == WMI_OK)
        status = export_to(session, machine.wmi.path, out.ResultingSnapshot, arguments[1], error);
    if (status == WMI_OK)
        printf("%s is in %s\n", machine.ElementName, arguments[1]);
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_out_clear(&out);
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_free(where);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 2, "MACHINE DIRECTORY", hv_NAMESPACE, work);
}
