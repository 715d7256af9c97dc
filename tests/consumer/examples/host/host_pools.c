/**
 * @file
 * The host itself, its services, and its resource pools with the default settings that programs ask them for.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_AllocationCapabilities.h>
#include <virtualization_v2/Msvm_ElementCapabilities.h>
#include <virtualization_v2/Msvm_HostedResourcePool.h>
#include <virtualization_v2/Msvm_HostedService.h>
#include <virtualization_v2/Msvm_SettingsDefineCapabilities.h>

#include <string.h>

/* The host and its services. */

const char *hyperv_host_path(wmi_memory **memory)
{
    return hyperv_machine_path(memory, HYPERV_HOST_NAME);
}

static wmi_status add_system(hyperv_host *host, wmi_memory **memory, const char **path, wmi_error *error)
{
    static const uint16_t fine[] = {hv_Msvm_ComputerSystem_OperationalStatus_OK};
    hv_Msvm_ComputerSystem system;
    memset(&system, 0, sizeof system);
    system.CreationClassName = "Msvm_ComputerSystem";
    system.Name = HYPERV_HOST_NAME;
    system.ElementName = HYPERV_HOST_NAME;
    system.Caption = "Hosting Computer System";
    system.Description = "Microsoft Hosting Computer System";
    system.OperationalStatus = WMI_ARRAY(wmi_array_uint16, fine);
    system.Status = "OK";
    system.HealthState = WMI_UINT16(hv_Msvm_ComputerSystem_HealthState_OK);
    system.EnabledState = WMI_UINT16(HYPERV_RUNNING);
    system.RequestedState = WMI_UINT16(12); /* Not Applicable */
    system.EnabledDefault = WMI_UINT16(2);
    return hyperv_add(host, &hv_Msvm_ComputerSystem_info, &system, memory, path, error);
}

static wmi_status add_service(hyperv_host *host, const char *system, const char *class_name, const char *name,
                              const char *element_name, wmi_memory **memory, wmi_error *error)
{
    hyperv_making making;
    const char *path = NULL;
    wmi_status status;
    hyperv_make(&making, class_name);
    hyperv_text(&making, "SystemCreationClassName", "Msvm_ComputerSystem");
    hyperv_text(&making, "SystemName", HYPERV_HOST_NAME);
    hyperv_text(&making, "CreationClassName", class_name);
    hyperv_text(&making, "Name", name);
    hyperv_text(&making, "ElementName", element_name);
    hyperv_text(&making, "Caption", element_name);
    hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
    hyperv_u16(&making, "EnabledState", HYPERV_RUNNING);
    hyperv_flag(&making, "Started", true);
    status = hyperv_made(host, &making, memory, &path, error);
    return status == WMI_OK ? hyperv_link(host, &hv_Msvm_HostedService_info, system, path, error) : status;
}

wmi_status hyperv_add_host(hyperv_host *host, wmi_error *error)
{
    static const struct {
        const char *class_name;
        const char *name;
        const char *element_name;
    } services[] = {
        {"Msvm_VirtualSystemManagementService", "vmms", "Hyper-V Virtual System Management Service"},
        {"Msvm_VirtualSystemSnapshotService", "vssnapsvc", "Hyper-V Virtual System Snapshot Service"},
        {"Msvm_ImageManagementService", "vhdsvc", "Hyper-V Image Management Service"},
        {"Msvm_VirtualEthernetSwitchManagementService", "nvspwmi", "Hyper-V Networking Management Service"},
        {"Msvm_ReplicationService", "replicasvc", "Hyper-V Replica Service"},
    };
    wmi_memory *memory = NULL;
    const char *system = NULL;
    wmi_status status = add_system(host, &memory, &system, error);
    size_t i;
    for (i = 0; i < sizeof services / sizeof services[0] && status == WMI_OK; i++) {
        status = add_service(host, system, services[i].class_name, services[i].name, services[i].element_name, &memory,
                             error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Pools. */

/* A kind of resource: its pool, and what its settings are by default and at most. */
typedef struct resource {
    const char *id; /* of the pool, and of what kind a definition is */
    const char *setting_class;
    const char *subtype;
    const char *name;
    const char *units;
    uint16_t type;
    uint64_t quantity[4]; /* VirtualQuantity: default, minimum, maximum, increment; 0 = not said */
    const char *pool_class;
} resource;

#define RASD "Msvm_ResourceAllocationSettingData"
#define POOL "Msvm_ResourcePool"

static const resource resources[] = {
    {"4764334D-E001-4176-82EE-5594EC9B530E",
     "Msvm_MemorySettingData",
     "Microsoft:Hyper-V:Memory",
     "Memory",
     "byte * 2^20",
     4,
     {1024, 32, 1048576, 2},
     POOL},
    {"B637F346-6A0E-4DEC-AF52-BD70CB80A21D",
     "Msvm_ProcessorSettingData",
     "Microsoft:Hyper-V:Processor",
     "Processor",
     "percent / 1000",
     3,
     {1, 1, 64, 1},
     "Msvm_ProcessorPool"},
    {"118C3BE5-0D31-4804-85F0-5C6074ABEA8F",
     RASD,
     "Microsoft:Hyper-V:Synthetic SCSI Controller",
     "SCSI Controller",
     "count",
     6,
     {1, 0, 4, 1},
     POOL},
    {"DD6C4D89-8C6C-4F77-9E54-EB4E9BF27B6A",
     RASD,
     "Microsoft:Hyper-V:Emulated IDE Controller",
     "IDE Controller",
     "count",
     5,
     {1, 0, 2, 1},
     POOL},
    {"78E5A7C3-5D4E-4E56-9D25-A1B8C7D0E6F4",
     RASD,
     "Microsoft:Hyper-V:Synthetic Disk Drive",
     "Hard Drive",
     "count",
     17,
     {1, 0, 256, 1},
     POOL},
    {"6F6A0C2E-4B43-4B0F-8B7A-2C5D1E9F3A80",
     RASD,
     "Microsoft:Hyper-V:Synthetic DVD Drive",
     "DVD Drive",
     "count",
     16,
     {1, 0, 4, 1},
     POOL},
    {"70BB60D2-A9D3-46AA-B654-3DE53004B4F8",
     "Msvm_StorageAllocationSettingData",
     "Microsoft:Hyper-V:Virtual Hard Disk",
     "Hard Disk Image",
     "count(fixed size block)",
     31,
     {1, 0, 0, 0},
     POOL},
    {"BB7A1F30-C4E8-4B05-97D2-58A0E6C31F97",
     "Msvm_StorageAllocationSettingData",
     "Microsoft:Hyper-V:Virtual CD/DVD Disk",
     "ISO Disk Image",
     "count(fixed size block)",
     31,
     {1, 0, 0, 0},
     POOL},
    {"6A45335D-4C3A-44B7-B61F-C9808BBDF8ED",
     "Msvm_SyntheticEthernetPortSettingData",
     "Microsoft:Hyper-V:Synthetic Ethernet Port",
     "Network Adapter",
     "count",
     10,
     {1, 0, 8, 1},
     POOL},
    {"72027ECE-E44A-446E-AF2B-8D8C4B8A2279",
     "Msvm_EthernetPortAllocationSettingData",
     "Microsoft:Hyper-V:Ethernet Connection",
     "Ethernet Connection",
     "count",
     33,
     {1, 0, 0, 0},
     POOL},
};

static wmi_status add_pool(const hyperv_host *host, const resource *r, wmi_memory **memory, const char **path,
                           wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, r->pool_class);
    hyperv_text(&making, "InstanceID", hyperv_format(memory, "Microsoft:%s", r->id));
    hyperv_text(&making, "ElementName", r->name);
    hyperv_text(&making, "PoolID", ""); /* of the primordial pool, which holds all that the host has */
    hyperv_flag(&making, "Primordial", true);
    hyperv_u16(&making, "ResourceType", r->type);
    hyperv_text(&making, "ResourceSubType", r->subtype);
    hyperv_text(&making, "AllocationUnits", r->units);
    hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
    if (r->type == 4) {
        hyperv_u64(&making, "Capacity", HYPERV_HOST_MEMORY);
    }
    return hyperv_made(host, &making, memory, path, error);
}

static wmi_status add_capabilities(const hyperv_host *host, const resource *r, wmi_memory **memory, const char **path,
                                   wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, "Msvm_AllocationCapabilities");
    hyperv_text(&making, "InstanceID", hyperv_format(memory, "Microsoft:Definition\\%s", r->id));
    hyperv_text(&making, "ElementName", r->name);
    hyperv_u16(&making, "ResourceType", r->type);
    hyperv_text(&making, "ResourceSubType", r->subtype);
    hyperv_u16(&making, "RequestTypesSupported", 2); /* specific ones */
    return hyperv_made(host, &making, memory, path, error);
}

/* What memory and processors have more than the others. */
static void add_own_defaults(hyperv_making *making, const resource *r)
{
    if (r->type == 4) {
        hyperv_u64(making, "Reservation", 512);
        hyperv_u64(making, "Limit", 1048576);
        hyperv_u32(making, "Weight", 5000);
        hyperv_flag(making, "DynamicMemoryEnabled", false);
        hyperv_u32(making, "TargetMemoryBuffer", 20);
    } else if (r->type == 3) {
        hyperv_u64(making, "Reservation", 0);
        hyperv_u64(making, "Limit", 100000);
        hyperv_u32(making, "Weight", 100);
    } else if (r->type == 31) {
        hyperv_u16(making, "Access", 3); /* read and write */
        hyperv_u64(making, "Limit", 1);
    }
}

/* Default, minimum, maximum or increment of a resource's settings, as a part of its capabilities. */
static wmi_status add_definition(const hyperv_host *host, const resource *r, size_t which, const char *capabilities,
                                 wmi_memory **memory, wmi_error *error)
{
    static const char *const names[] = {"Default", "Minimum", "Maximum", "Increment"};
    hv_Msvm_SettingsDefineCapabilities part;
    hyperv_making making;
    wmi_status status;
    memset(&part, 0, sizeof part);
    hyperv_make(&making, r->setting_class);
    hyperv_text(&making, "InstanceID", hyperv_format(memory, "Microsoft:Definition\\%s\\%s", r->id, names[which]));
    hyperv_text(&making, "ElementName", r->name);
    hyperv_u16(&making, "ResourceType", r->type);
    hyperv_text(&making, "ResourceSubType", r->subtype);
    hyperv_text(&making, "AllocationUnits", r->units);
    hyperv_text(&making, "PoolID", "");
    hyperv_u16(&making, "ConsumerVisibility", 3); /* virtualised */
    hyperv_u64(&making, "VirtualQuantity", r->quantity[which]);
    hyperv_flag(&making, "AutomaticAllocation", true);
    hyperv_flag(&making, "AutomaticDeallocation", true);
    if (which == 0) {
        add_own_defaults(&making, r);
    }
    status = hyperv_made(host, &making, memory, &part.PartComponent, error);
    part.GroupComponent = capabilities;
    part.PropertyPolicy = WMI_UINT16(hv_Msvm_SettingsDefineCapabilities_PropertyPolicy_Independent);
    part.ValueRole = WMI_UINT16(which == 0 ? hv_Msvm_SettingsDefineCapabilities_ValueRole_Default
                                           : hv_Msvm_SettingsDefineCapabilities_ValueRole_Supported);
    part.ValueRange = WMI_UINT16(which); /* Point, Minimums, Maximums, Increments */
    part.SupportStatement = WMI_UINT16(hv_Msvm_SettingsDefineCapabilities_SupportStatement_Production);
    return status == WMI_OK ? hyperv_add(host, &hv_Msvm_SettingsDefineCapabilities_info, &part, memory, NULL, error)
                            : status;
}

static wmi_status add_resource(const hyperv_host *host, const resource *r, const char *system, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *pool = NULL;
    const char *capabilities = NULL;
    wmi_status status = add_pool(host, r, &memory, &pool, error);
    size_t which;
    if (status == WMI_OK) {
        status = add_capabilities(host, r, &memory, &capabilities, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_HostedResourcePool_info, system, pool, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_ElementCapabilities_info, pool, capabilities, error);
    }
    for (which = 0; which < 4 && status == WMI_OK; which++) {
        status = add_definition(host, r, which, capabilities, &memory, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

wmi_status hyperv_add_pools(hyperv_host *host, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *system = hyperv_host_path(&memory);
    wmi_status status = system != NULL ? WMI_OK : hyperv_no_memory(error);
    size_t i;
    for (i = 0; i < sizeof resources / sizeof resources[0] && status == WMI_OK; i++) {
        status = add_resource(host, &resources[i], system, error);
    }
    wmi_memory_clear(&memory);
    return status;
}
