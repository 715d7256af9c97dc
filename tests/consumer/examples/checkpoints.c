/* Lists the checkpoints of a machine, and applies or deletes one: `checkpoints db-01 delete "Before the update"`. */
#include "common.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotService.h>

#include <stdio.h>
#include <string.h>

/* A checkpoint is settings of the machine as it was. */
static wmi_status list(wmi_session *session, const char *machine, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData *checkpoints = NULL;
    size_t count = 0;
    wmi_status status = hv_Msvm_VirtualSystemSettingData_related(session, machine, "Msvm_SnapshotOfVirtualSystem",
                                                                 &checkpoints, &count, error);
    for (size_t i = 0; i < count; i++) {
        const wmi_datetime *taken = &checkpoints[i].CreationTime.value;
        printf("%04u-%02u-%02u  %s\n", (unsigned)taken->year, (unsigned)taken->month, (unsigned)taken->day,
               checkpoints[i].ElementName);
    }
    if (status == WMI_OK)
        printf("%zu in all\n", count);
    hv_Msvm_VirtualSystemSettingData_list_free(checkpoints, count);
    return status;
}

static wmi_status act(wmi_session *session, const char *action, const char *checkpoint, wmi_error *error)
{
    hv_Msvm_VirtualSystemSnapshotService_ApplySnapshot_in apply = {.Snapshot = checkpoint};
    hv_Msvm_VirtualSystemSnapshotService_DestroySnapshot_in destroy = {.AffectedSnapshot = checkpoint};
    hv_Msvm_VirtualSystemSnapshotService service = {0};
    const char *path;
    wmi_status status = hv_Msvm_VirtualSystemSnapshotService_one(session, NULL, &service, error);
    path = service.wmi.path;
    if (status == WMI_OK && strcmp(action, "apply") == 0)
        status = hv_Msvm_VirtualSystemSnapshotService_ApplySnapshot_wait(session, path, &apply, NULL, NULL, error);
    else if (status == WMI_OK && strcmp(action, "delete") == 0)
        status = hv_Msvm_VirtualSystemSnapshotService_DestroySnapshot_wait(session, path, &destroy, NULL, NULL, error);
    else if (status == WMI_OK)
        status = wmi_fail(error, WMI_USAGE, 0, "A checkpoint cannot '%s'.", action);
    hv_Msvm_VirtualSystemSnapshotService_clear(&service);
    return status;
}

static wmi_status work(wmi_session *session, char **arguments, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_VirtualSystemSettingData checkpoint = {0};
    char *where = NULL;
    char *which = NULL;
    wmi_status status;
    if (arguments[1] != NULL && arguments[2] == NULL)
        return wmi_fail(error, WMI_USAGE, 0, "Which checkpoint?");
    status = wmi_wql(&where, "ElementName = %Q", arguments[0]);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_one(session, where, &machine, error);
    if (status == WMI_OK && arguments[1] != NULL) {
        status =
            wmi_wql(&which, "VirtualSystemIdentifier = %Q AND VirtualSystemType = %Q AND ElementName = %Q",
                    machine.Name, hv_Msvm_VirtualSystemSettingData_VirtualSystemType_Snapshot_Realized, arguments[2]);
        if (status == WMI_OK)
            status = hv_Msvm_VirtualSystemSettingData_one(session, which, &checkpoint, error);
        if (status == WMI_OK)
            status = act(session, arguments[1], checkpoint.wmi.path, error);
    }
    if (status == WMI_OK)
        status = list(session, machine.wmi.path, error);
    hv_Msvm_VirtualSystemSettingData_clear(&checkpoint);
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_free(which);
    wmi_free(where);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 1, "MACHINE [apply|delete CHECKPOINT]", hv_NAMESPACE, work);
}
