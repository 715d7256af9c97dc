/**
 * @file
 * Machines: made with their settings, looked at, put in another state, taken away.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_HostedDependency.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingDataComponent.h>

#include <string.h>

/* Making. */

static wmi_status add_system(hyperv_host *host, const hyperv_machine *plan, wmi_memory **memory, const char **path,
                             wmi_error *error)
{
    static const uint16_t fine[] = {hv_Msvm_ComputerSystem_OperationalStatus_OK};
    static const char *const normal[] = {"Operating normally"};
    hv_Msvm_ComputerSystem machine;
    memset(&machine, 0, sizeof machine);
    machine.CreationClassName = "Msvm_ComputerSystem";
    machine.Name = plan->id;
    machine.ElementName = plan->name;
    machine.Caption = "Virtual Machine";
    machine.Description = "Microsoft Virtual Machine";
    machine.InstallDate = hyperv_now(host);
    machine.OperationalStatus = WMI_ARRAY(wmi_array_uint16, fine);
    machine.StatusDescriptions = WMI_ARRAY(wmi_array_string, normal);
    machine.Status = "Operating normally";
    machine.HealthState = WMI_UINT16(hv_Msvm_ComputerSystem_HealthState_OK);
    machine.EnabledState = WMI_UINT16(plan->state);
    machine.RequestedState = WMI_UINT16(12); /* Not Applicable */
    machine.EnabledDefault = WMI_UINT16(3);
    machine.TimeOfLastStateChange = hyperv_now(host);
    machine.TimeOfLastConfigurationChange = hyperv_now(host);
    machine.OnTimeInMilliseconds = WMI_UINT64(0);
    machine.NumberOfNumaNodes = WMI_UINT16(1);
    machine.ReplicationState = WMI_UINT16(hv_Msvm_ComputerSystem_ReplicationState_Disabled);
    machine.ReplicationHealth = WMI_UINT16(hv_Msvm_ComputerSystem_ReplicationHealth_Not_applicable);
    machine.ReplicationMode = WMI_UINT16(hv_Msvm_ComputerSystem_ReplicationMode_None);
    return hyperv_add(host, &hv_Msvm_ComputerSystem_info, &machine, memory, path, error);
}

/* What nobody asked for is what a host gives a new machine. */
static void set_defaults(hv_Msvm_VirtualSystemSettingData *settings, const hyperv_machine *plan)
{
    static const uint16_t order[] = {1, 2, 3, 0}; /* CD, IDE disk, network, floppy */
    if (!settings->AutomaticStartupAction.has) {
        settings->AutomaticStartupAction =
            WMI_UINT16(hv_Msvm_VirtualSystemSettingData_AutomaticStartupAction_Restart_if_previously_active);
    }
    if (!settings->AutomaticShutdownAction.has) {
        settings->AutomaticShutdownAction =
            WMI_UINT16(hv_Msvm_VirtualSystemSettingData_AutomaticShutdownAction_Save_state);
    }
    if (!settings->UserSnapshotType.has) {
        settings->UserSnapshotType =
            WMI_UINT16(hv_Msvm_VirtualSystemSettingData_UserSnapshotType_ProductionFallbackToTest);
    }
    if (settings->ConfigurationDataRoot == NULL) {
        settings->ConfigurationDataRoot = HYPERV_DISKS;
    }
    if (settings->SnapshotDataRoot == NULL) {
        settings->SnapshotDataRoot = HYPERV_DISKS;
    }
    if (plan->generation == 1 && settings->BootOrder.items == NULL) {
        settings->BootOrder = WMI_ARRAY(wmi_array_uint16, order);
    }
    if (plan->generation == 2 && !settings->SecureBootEnabled.has) {
        settings->SecureBootEnabled = WMI_BOOLEAN(true);
    }
    if (settings->Version == NULL) {
        settings->Version = "10.0";
    }
}

static wmi_status add_settings(hyperv_host *host, const hyperv_machine *plan, wmi_memory **memory, const char **path,
                               wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData settings;
    memset(&settings, 0, sizeof settings);
    if (plan->wanted != NULL) {
        settings = *plan->wanted;
        memset(&settings.wmi, 0, sizeof settings.wmi); /* its memory stays the other's */
    }
    settings.InstanceID = hyperv_format(memory, "Microsoft:%s", plan->id);
    if (settings.InstanceID == NULL) {
        return hyperv_no_memory(error);
    }
    settings.ElementName = plan->name;
    settings.Caption = "Virtual Machine Settings";
    settings.VirtualSystemIdentifier = plan->id;
    settings.VirtualSystemType = "Microsoft:Hyper-V:System:Realized";
    settings.VirtualSystemSubType =
        plan->generation == 2 ? "Microsoft:Hyper-V:SubType:2" : "Microsoft:Hyper-V:SubType:1";
    settings.ConfigurationID = plan->id;
    settings.CreationTime = hyperv_now(host);
    settings.Parent = NULL;
    set_defaults(&settings, plan);
    return hyperv_add(host, &hv_Msvm_VirtualSystemSettingData_info, &settings, memory, path, error);
}

/* The InstanceIDs of memory and processors end as they do on every host. */
static wmi_status add_memory(const hyperv_host *host, const hyperv_machine *plan, wmi_memory **memory,
                             const char **path, wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, "Msvm_MemorySettingData");
    hyperv_text(&making, "InstanceID",
                hyperv_format(memory, "Microsoft:%s\\4764334d-e001-4176-82ee-5594ec9b530e", plan->id));
    hyperv_text(&making, "ElementName", "Memory");
    hyperv_u16(&making, "ResourceType", 4);
    hyperv_text(&making, "ResourceSubType", "Microsoft:Hyper-V:Memory");
    hyperv_text(&making, "AllocationUnits", "byte * 2^20");
    hyperv_u64(&making, "VirtualQuantity", plan->memory);
    hyperv_u64(&making, "Reservation", plan->memory);
    hyperv_u64(&making, "Limit", plan->memory);
    hyperv_u32(&making, "Weight", 5000);
    hyperv_flag(&making, "DynamicMemoryEnabled", false);
    hyperv_u32(&making, "TargetMemoryBuffer", 20);
    return hyperv_made(host, &making, memory, path, error);
}

static wmi_status add_processors(const hyperv_host *host, const hyperv_machine *plan, wmi_memory **memory,
                                 const char **path, wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, "Msvm_ProcessorSettingData");
    hyperv_text(&making, "InstanceID",
                hyperv_format(memory, "Microsoft:%s\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0", plan->id));
    hyperv_text(&making, "ElementName", "Processor");
    hyperv_u16(&making, "ResourceType", 3);
    hyperv_text(&making, "ResourceSubType", "Microsoft:Hyper-V:Processor");
    hyperv_text(&making, "AllocationUnits", "percent / 1000");
    hyperv_u64(&making, "VirtualQuantity", plan->processors);
    hyperv_u64(&making, "Reservation", 0);
    hyperv_u64(&making, "Limit", 100000);
    hyperv_u32(&making, "Weight", 100);
    return hyperv_made(host, &making, memory, path, error);
}

/* Generation 1 has two IDE controllers, which nobody adds or removes. */
static wmi_status add_controller(const hyperv_host *host, const hyperv_machine *plan, unsigned number,
                                 wmi_memory **memory, const char **path, wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, "Msvm_ResourceAllocationSettingData");
    hyperv_text(&making, "InstanceID",
                hyperv_format(memory, "Microsoft:%s\\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\\%u", plan->id, number));
    hyperv_text(&making, "ElementName", hyperv_format(memory, "IDE Controller %u", number));
    hyperv_u16(&making, "ResourceType", 5);
    hyperv_text(&making, "ResourceSubType", "Microsoft:Hyper-V:Emulated IDE Controller");
    hyperv_text(&making, "Address", number == 0 ? "0" : "1");
    hyperv_u64(&making, "VirtualQuantity", 1);
    return hyperv_made(host, &making, memory, path, error);
}

static wmi_status add_resources(const hyperv_host *host, const hyperv_machine *plan, const char *settings,
                                wmi_memory **memory, wmi_error *error)
{
    const char *paths[4] = {NULL, NULL, NULL, NULL};
    wmi_status status = add_memory(host, plan, memory, &paths[0], error);
    unsigned i;
    if (status == WMI_OK) {
        status = add_processors(host, plan, memory, &paths[1], error);
    }
    for (i = 0; i < 2 && plan->generation == 1 && status == WMI_OK; i++) {
        status = add_controller(host, plan, i, memory, &paths[2 + i], error);
    }
    for (i = 0; i < 4 && status == WMI_OK; i++) {
        if (paths[i] != NULL) {
            status = hyperv_link(host, &hv_Msvm_VirtualSystemSettingDataComponent_info, settings, paths[i], error);
        }
    }
    return status;
}

wmi_status hyperv_add_machine(hyperv_host *host, const hyperv_machine *plan, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *own = hyperv_host_path(&memory);
    const char *machine = NULL;
    const char *settings = NULL;
    wmi_status status = own != NULL ? add_system(host, plan, &memory, &machine, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = add_settings(host, plan, &memory, &settings, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_HostedDependency_info, own, machine, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SettingsDefineState_info, machine, settings, error);
    }
    if (status == WMI_OK) {
        status = add_resources(host, plan, settings, &memory, error);
    }
    if (status == WMI_OK) {
        status = hyperv_add_components(host, machine, plan->id, settings, error);
    }
    if (status == WMI_OK && plan->state != HYPERV_OFF) {
        status = hyperv_tell_components(host, machine, plan->state, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Looking. */

const char *hyperv_machine_path(wmi_memory **memory, const char *id)
{
    return hyperv_format(memory, "\\\\.\\%s:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%s\"",
                         hv_NAMESPACE, id);
}

const char *hyperv_machine_of(wmi_memory **memory, const char *instance_id)
{
    const char *id = strchr(instance_id, ':');
    const char *copy = id != NULL ? wmi_memory_text(memory, id + 1, strcspn(id + 1, "\\\"")) : NULL;
    return copy != NULL ? hyperv_machine_path(memory, copy) : NULL;
}

wmi_status hyperv_look_at(const hyperv_host *host, const char *path, hv_Msvm_ComputerSystem *machine, uint32_t *code,
                          wmi_error *error)
{
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    memset(machine, 0, sizeof *machine);
    *code = path == NULL ? HYPERV_INVALID_PARAMETER : HYPERV_NOT_AVAILABLE;
    if (status != WMI_OK || !exists) {
        return status;
    }
    status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, path, machine, error);
    if (status == WMI_REPLY) { /* something else, as a switch */
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        return WMI_OK;
    }
    if (status == WMI_OK) {
        *code = strcmp(machine->Name, HYPERV_HOST_NAME) == 0 ? HYPERV_NOT_SUPPORTED : HYPERV_DONE;
    }
    return status;
}

bool hyperv_is_busy(const hv_Msvm_ComputerSystem *machine)
{
    return machine->OperationalStatus.count > 1;
}

/* Changing. */

static wmi_status store(const hyperv_host *host, hv_Msvm_ComputerSystem *machine, wmi_error *error)
{
    return wmi_loopback_add(host->loopback, &hv_Msvm_ComputerSystem_info, machine, NULL, error);
}

wmi_status hyperv_mark(const hyperv_host *host, const char *path, uint16_t operation, wmi_error *error)
{
    const uint16_t states[] = {hv_Msvm_ComputerSystem_OperationalStatus_OK, operation};
    const char *descriptions[] = {"Operating normally", NULL};
    hv_Msvm_ComputerSystem machine;
    wmi_status status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, path, &machine, error);
    descriptions[1] = wmi_code_name(&hv_Msvm_ComputerSystem_OperationalStatus_codes, operation);
    if (status == WMI_OK) {
        machine.OperationalStatus.items = states;
        machine.OperationalStatus.count = operation != 0 ? 2 : 1;
        machine.StatusDescriptions.items = descriptions;
        machine.StatusDescriptions.count = operation != 0 ? 2 : 1;
        status = store(host, &machine, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

wmi_status hyperv_unmark(const hyperv_task *task, wmi_error *error)
{
    return hyperv_mark(task->host, task->machine, 0, error);
}

wmi_status hyperv_enter(const hyperv_host *host, const char *path, uint16_t state, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_status status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, path, &machine, error);
    if (status == WMI_OK) {
        machine.EnabledState = WMI_UINT16(state);
        machine.TimeOfLastStateChange = hyperv_now(host);
        status = store(host, &machine, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status == WMI_OK ? hyperv_tell_components(host, path, state, error) : status;
}

/* Taking away. */

static wmi_status remove_all(const hyperv_host *host, const hyperv_paths *paths, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < paths->count && status == WMI_OK; i++) {
        status = hyperv_remove(host, paths->items[i], error);
    }
    return status;
}

/* Last of all the machine itself: until then, all of it is found again where memory ran out. */
wmi_status hyperv_remove_machine(const hyperv_host *host, const char *path, wmi_error *error)
{
    hyperv_paths settings = {NULL, NULL, 0, 0, false};
    hyperv_paths others = {NULL, NULL, 0, 0, false};
    wmi_status status =
        hyperv_related(host, path, "Msvm_SettingsDefineState", "Msvm_VirtualSystemSettingData", &settings, error);
    size_t i;
    if (status == WMI_OK) {
        status = hyperv_related(host, path, "Msvm_SnapshotOfVirtualSystem", NULL, &settings, error);
    }
    if (status == WMI_OK) {
        status = hyperv_related(host, path, "Msvm_SystemDevice", NULL, &others, error);
    }
    if (status == WMI_OK) {
        status = hyperv_related(host, path, "Msvm_SystemReplicationRelationship", NULL, &others, error);
    }
    if (status == WMI_OK) {
        status = hyperv_related(host, path, "Msvm_ElementSettingData", NULL, &others, error);
    }
    for (i = 0; i < settings.count && status == WMI_OK; i++) {
        status = hyperv_remove_resources(host, settings.items[i], error);
    }
    if (status == WMI_OK) {
        status = remove_all(host, &others, error);
    }
    if (status == WMI_OK) {
        status = remove_all(host, &settings, error);
    }
    if (status == WMI_OK) {
        status = hyperv_remove(host, path, error);
    }
    hyperv_paths_clear(&settings);
    hyperv_paths_clear(&others);
    return status;
}
