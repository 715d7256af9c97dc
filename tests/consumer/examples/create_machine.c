/* Creates a machine of generation 2 with a disk that is there: `create_machine shop-01 C:\VMs\shop-01.vhdx`. */
#include "common.h"
#include "default_settings.h"

#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#include <stdio.h>

static wmi_status define(wmi_session *session, const char *service, const char *name,
                         hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out, wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {0};
    hv_Msvm_VirtualSystemSettingData settings = {.ElementName = name};
    hv_CIM_ResourceAllocationSettingData memory = {0};
    wmi_status status = default_settings(session, "Microsoft:Hyper-V:Memory", &memory, error);
    settings.VirtualSystemSubType = hv_Msvm_VirtualSystemSettingData_VirtualSystemSubType_Microsoft_Hyper_V_SubType_2;
    memory.VirtualQuantity = WMI_UINT64(2048); /* MB */
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    in.ResourceSettings = WMI_EMBEDDED_LIST(WMI_EMBED(hv_CIM_ResourceAllocationSettingData, &memory));
    if (status == WMI_OK)
        status = hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(session, service, &in, out, NULL, error);
    hv_CIM_ResourceAllocationSettingData_clear(&memory);
    return status;
}

/* Adds a resource to the settings of a machine. @param place its parent; what was added takes its place. */
static wmi_status add(wmi_session *session, const char *service, const char *settings, const char *subtype,
                      const char *file, char **place, wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in in = {.AffectedConfiguration = settings};
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out out = {0};
    hv_CIM_ResourceAllocationSettingData resource = {0};
    wmi_status status = default_settings(session, subtype, &resource, error);
    resource.Parent = *place;
    if (file != NULL)
        resource.HostResource = wmi_string_array(&file, 1);
    in.ResourceSettings = WMI_EMBEDDED_LIST(WMI_EMBED(hv_CIM_ResourceAllocationSettingData, &resource));
    if (status == WMI_OK)
        status =
            hv_Msvm_VirtualSystemManagementService_AddResourceSettings_wait(session, service, &in, &out, NULL, error);
    wmi_free(*place);
    *place = status == WMI_OK ? wmi_copy_text(out.ResultingResourceSettings.items[0]) : NULL;
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out_clear(&out);
    hv_CIM_ResourceAllocationSettingData_clear(&resource);
    return status;
}

static wmi_status create(wmi_session *session, char **arguments, wmi_error *error)
{
    static const char *const kinds[] = {"Microsoft:Hyper-V:Synthetic SCSI Controller",
                                        "Microsoft:Hyper-V:Synthetic Disk Drive",
                                        "Microsoft:Hyper-V:Virtual Hard Disk"};
    hv_Msvm_VirtualSystemManagementService service = {0};
    hv_Msvm_VirtualSystemSettingData settings = {0};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out made = {0};
    char *place = NULL;
    wmi_status status = hv_Msvm_VirtualSystemManagementService_one(session, NULL, &service, error);
    if (status == WMI_OK)
        status = define(session, service.wmi.path, arguments[0], &made, error);
    if (status == WMI_OK)
        status = hv_Msvm_VirtualSystemSettingData_related_one(session, made.ResultingSystem, "Msvm_SettingsDefineState",
                                                              &settings, error);
    for (size_t i = 0; i < 3 && status == WMI_OK; i++)
        status =
            add(session, service.wmi.path, settings.wmi.path, kinds[i], i < 2 ? NULL : arguments[1], &place, error);
    if (status == WMI_OK)
        printf("%s\nhas the disk\n%s\n", made.ResultingSystem, place);
    wmi_free(place);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&made);
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    hv_Msvm_VirtualSystemManagementService_clear(&service);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 2, "MACHINE DISK", hv_NAMESPACE, create);
}
