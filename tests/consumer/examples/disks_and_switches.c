/* Creates a virtual hard disk, and shows it and the switches of the host: `disks_and_switches D:\data.vhdx 40`. */
#include "common.h"

#include <virtualization_v2/Msvm_EthernetSwitchPort.h>
#include <virtualization_v2/Msvm_ImageManagementService.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitch.h>
#include <virtualization_v2/Msvm_VirtualHardDiskSettingData.h>

#include <stdio.h>
#include <stdlib.h>

static wmi_status create(wmi_session *session, const char *service, const char *file, uint64_t gigabytes,
                         wmi_error *error)
{
    hv_Msvm_ImageManagementService_CreateVirtualHardDisk_in in = {0};
    hv_Msvm_VirtualHardDiskSettingData disk = {
        .Path = file,
        .Type = WMI_UINT16(hv_Msvm_VirtualHardDiskSettingData_Type_Dynamic),
        .Format = WMI_UINT16(hv_Msvm_VirtualHardDiskSettingData_Format_VHDX),
        .MaxInternalSize = WMI_UINT64(gigabytes << 30),
    };
    in.VirtualDiskSettingData = WMI_EMBED(hv_Msvm_VirtualHardDiskSettingData, &disk);
    return hv_Msvm_ImageManagementService_CreateVirtualHardDisk_wait(session, service, &in, NULL, NULL, error);
}

/* The disk, as the host describes it. */
static wmi_status show_disk(wmi_session *session, const char *service, const char *file, wmi_error *error)
{
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_in in = {.Path = file};
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out out = {0};
    hv_Msvm_VirtualHardDiskSettingData disk = {0};
    wmi_status status =
        hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_wait(session, service, &in, &out, NULL, error);
    if (status == WMI_OK)
        status = WMI_UNEMBED(hv_Msvm_VirtualHardDiskSettingData, &out.SettingData, &disk, error);
    if (status == WMI_OK)
        status = wmi_print(stdout, &hv_Msvm_VirtualHardDiskSettingData_info, &disk);
    hv_Msvm_VirtualHardDiskSettingData_clear(&disk);
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out_clear(&out);
    return status;
}

static wmi_status show_switch(wmi_session *session, const hv_Msvm_VirtualEthernetSwitch *item, wmi_error *error)
{
    hv_Msvm_EthernetSwitchPort *ports = NULL;
    size_t count = 0;
    wmi_status status =
        hv_Msvm_EthernetSwitchPort_related(session, item->wmi.path, "Msvm_SystemDevice", &ports, &count, error);
    if (status == WMI_OK)
        printf("%s: %zu ports\n", item->ElementName, count);
    hv_Msvm_EthernetSwitchPort_list_free(ports, count);
    return status;
}

static wmi_status work(wmi_session *session, char **arguments, wmi_error *error)
{
    hv_Msvm_ImageManagementService service = {0};
    hv_Msvm_VirtualEthernetSwitch *switches = NULL;
    size_t count = 0;
    wmi_status status = hv_Msvm_ImageManagementService_one(session, NULL, &service, error);
    if (status == WMI_OK)
        status = create(session, service.wmi.path, arguments[0], strtoull(arguments[1], NULL, 10), error);
    if (status == WMI_OK)
        status = show_disk(session, service.wmi.path, arguments[0], error);
    if (status == WMI_OK)
        status = hv_Msvm_VirtualEthernetSwitch_list(session, NULL, &switches, &count, error);
    for (size_t i = 0; i < count && status == WMI_OK; i++)
        status = show_switch(session, &switches[i], error);
    hv_Msvm_VirtualEthernetSwitch_list_free(switches, count);
    hv_Msvm_ImageManagementService_clear(&service);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 2, "FILE GIGABYTES", hv_NAMESPACE, work);
}
