/**
 * @file
 * What Hyper-V Manager shows of machines: GetSummaryInformation, as objects.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_EthernetPortAllocationSettingData.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ProcessorSettingData.h>
#include <virtualization_v2/Msvm_SummaryInformation.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitch.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

#include <string.h>

#define WANTS(NAME) hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_##NAME

/* A machine, or a snapshot, that is summed up. */
typedef struct summing {
    const wmi_loopback_call *call;
    const hyperv_host *host;
    const wmi_array_uint32 *wanted;
    const char *path; /* of the settings */
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_ComputerSystem machine; /* zeroed for a snapshot */
    hv_Msvm_SummaryInformation *summary;
} summing;

static bool is_wanted(const summing *s, uint32_t what)
{
    size_t i;
    for (i = 0; i < s->wanted->count; i++) {
        if (s->wanted->items[i] == what) {
            return true;
        }
    }
    return false;
}

/* The first resource of a class; its path is in `paths`. NULL = there is none. */
static wmi_status first_resource(const summing *s, const char *class_name, hyperv_paths *paths, const char **first,
                                 wmi_error *error)
{
    wmi_status status =
        hyperv_related(s->host, s->path, "Msvm_VirtualSystemSettingDataComponent", class_name, paths, error);
    *first = status == WMI_OK && paths->count > 0 ? paths->items[0] : NULL;
    return status;
}

static wmi_status sum_resources(const summing *s, wmi_error *error)
{
    hyperv_paths paths = {NULL, NULL, 0, 0, false};
    const char *first = NULL;
    wmi_status status = WMI_OK;
    if (is_wanted(s, WANTS(Number_of_Processors))) {
        hv_Msvm_ProcessorSettingData processors;
        status = first_resource(s, "Msvm_ProcessorSettingData", &paths, &first, error);
        if (first != NULL) {
            status = wmi_loopback_get(s->host->loopback, &hv_Msvm_ProcessorSettingData_info, first, &processors, error);
            s->summary->NumberOfProcessors = WMI_UINT16(processors.VirtualQuantity.value);
            hv_Msvm_ProcessorSettingData_clear(&processors);
        }
    }
    hyperv_paths_clear(&paths);
    if (status == WMI_OK && is_wanted(s, WANTS(MemoryUsage)) && s->machine.EnabledState.value == HYPERV_RUNNING) {
        hv_Msvm_MemorySettingData memory;
        status = first_resource(s, "Msvm_MemorySettingData", &paths, &first, error);
        if (first != NULL) {
            status = wmi_loopback_get(s->host->loopback, &hv_Msvm_MemorySettingData_info, first, &memory, error);
            s->summary->MemoryUsage = memory.VirtualQuantity;
            hv_Msvm_MemorySettingData_clear(&memory);
        }
    }
    hyperv_paths_clear(&paths);
    return status;
}

/* The name of the switch that a connection leads to; NULL = to none. */
static wmi_status switch_of(const summing *s, const char *connection, const char **name, wmi_error *error)
{
    hv_Msvm_EthernetPortAllocationSettingData setting;
    hv_Msvm_VirtualEthernetSwitch found;
    bool exists = false;
    const char *path;
    wmi_status status = wmi_loopback_get(s->host->loopback, &hv_Msvm_EthernetPortAllocationSettingData_info, connection,
                                         &setting, error);
    memset(&found, 0, sizeof found);
    path = setting.HostResource.count > 0 ? setting.HostResource.items[0] : NULL;
    if (status == WMI_OK) {
        status = hyperv_exists(s->host, path, &exists, error);
    }
    if (exists) {
        status = wmi_loopback_get(s->host->loopback, &hv_Msvm_VirtualEthernetSwitch_info, path, &found, error);
    }
    *name = found.ElementName != NULL ? wmi_loopback_text(s->call, "%s", found.ElementName) : NULL;
    hv_Msvm_VirtualEthernetSwitch_clear(&found);
    hv_Msvm_EthernetPortAllocationSettingData_clear(&setting);
    return status;
}

static wmi_status sum_switches(const summing *s, wmi_error *error)
{
    hyperv_paths paths = {NULL, NULL, 0, 0, false};
    const char **names;
    size_t count = 0;
    size_t i;
    wmi_status status = hyperv_related(s->host, s->path, "Msvm_VirtualSystemSettingDataComponent",
                                       "Msvm_EthernetPortAllocationSettingData", &paths, error);
    names = wmi_loopback_memory(s->call, (paths.count + 1) * sizeof *names);
    for (i = 0; i < paths.count && names != NULL && status == WMI_OK; i++) {
        status = switch_of(s, paths.items[i], &names[count], error);
        count += names[count] != NULL ? 1 : 0;
    }
    s->summary->VirtualSwitchNames.items = names;
    s->summary->VirtualSwitchNames.count = count;
    hyperv_paths_clear(&paths);
    return status;
}

static void sum_machine(const summing *s)
{
    hv_Msvm_SummaryInformation *to = s->summary;
    const hv_Msvm_ComputerSystem *machine = &s->machine;
    bool runs = machine->EnabledState.value == HYPERV_RUNNING;
    if (is_wanted(s, WANTS(EnabledState))) {
        to->EnabledState = machine->EnabledState;
    }
    if (is_wanted(s, WANTS(HealthState))) {
        to->HealthState = machine->HealthState;
    }
    if (is_wanted(s, WANTS(OperationalStatus))) {
        to->OperationalStatus = machine->OperationalStatus;
    }
    if (is_wanted(s, WANTS(StatusDescriptions))) {
        to->StatusDescriptions = machine->StatusDescriptions;
    }
    if (is_wanted(s, WANTS(Heartbeat)) && runs) {
        to->Heartbeat = WMI_UINT16(hv_Msvm_ComputerSystem_OperationalStatus_OK);
    }
    if (is_wanted(s, WANTS(Uptime))) {
        to->UpTime = WMI_UINT64(runs ? wmi_loopback_now(s->host->loopback) : 0);
    }
    if (is_wanted(s, WANTS(ProcessorLoad)) && runs) {
        to->ProcessorLoad = WMI_UINT16(3);
    }
    if (is_wanted(s, WANTS(Replication_State))) {
        to->ReplicationState = machine->ReplicationState;
    }
    if (is_wanted(s, WANTS(Replication_Health))) {
        to->ReplicationHealth = machine->ReplicationHealth;
    }
    if (is_wanted(s, WANTS(Replication_Mode))) {
        to->ReplicationMode = machine->ReplicationMode;
    }
}

static wmi_status sum(const summing *s, wmi_error *error)
{
    hv_Msvm_SummaryInformation *to = s->summary;
    wmi_status status = WMI_OK;
    to->InstanceID = s->settings.InstanceID;
    to->VirtualSystemSubType = s->settings.VirtualSystemSubType;
    if (is_wanted(s, WANTS(Name))) {
        to->Name = s->machine.Name != NULL ? s->machine.Name : s->settings.ConfigurationID;
    }
    if (is_wanted(s, WANTS(Element_Name))) {
        to->ElementName = s->settings.ElementName;
    }
    if (is_wanted(s, WANTS(Creation_Time))) {
        to->CreationTime = s->settings.CreationTime;
    }
    if (is_wanted(s, WANTS(Notes)) && s->settings.Notes.count > 0) {
        to->Notes = s->settings.Notes.items[0];
    }
    if (is_wanted(s, WANTS(Version))) {
        to->Version = s->settings.Version;
    }
    sum_machine(s);
    status = sum_resources(s, error);
    return status == WMI_OK && is_wanted(s, WANTS(VirtualSwitchNames)) ? sum_switches(s, error) : status;
}

static wmi_status sum_up(summing *s, wmi_object **object, wmi_error *error)
{
    hv_Msvm_SummaryInformation summary;
    wmi_memory *memory = NULL;
    const char *machine;
    wmi_status status = hyperv_get_settings(s->host, s->path, &s->settings, error);
    memset(&summary, 0, sizeof summary);
    memset(&s->machine, 0, sizeof s->machine);
    s->summary = &summary;
    if (status == WMI_OK && strcmp(s->settings.VirtualSystemType, HYPERV_SNAPSHOT_TYPE) != 0) {
        machine = hyperv_machine_path(&memory, s->settings.VirtualSystemIdentifier);
        status = machine != NULL
                     ? wmi_loopback_get(s->host->loopback, &hv_Msvm_ComputerSystem_info, machine, &s->machine, error)
                     : hyperv_no_memory(error);
    }
    if (status == WMI_OK) {
        status = sum(s, error);
    }
    if (status == WMI_OK) {
        *object = wmi_loopback_object(s->call, &hv_Msvm_SummaryInformation_info, &summary);
    }
    hv_Msvm_ComputerSystem_clear(&s->machine);
    hv_Msvm_VirtualSystemSettingData_clear(&s->settings);
    wmi_memory_clear(&memory);
    return status;
}

/* All machines, where none is named. */
static wmi_status find(const hyperv_host *host, const wmi_array_reference *named, hyperv_paths *all,
                       const char *const **paths, size_t *count, uint32_t *code, wmi_error *error)
{
    bool exists = true;
    size_t i;
    wmi_status status = WMI_OK;
    if (named->items == NULL) {
        status = hyperv_query(host,
                              "SELECT * FROM Msvm_VirtualSystemSettingData WHERE VirtualSystemType = "
                              "'Microsoft:Hyper-V:System:Realized'",
                              all, error);
    }
    *paths = named->items != NULL ? named->items : all->items;
    *count = named->items != NULL ? named->count : all->count;
    for (i = 0; i < named->count && exists && status == WMI_OK; i++) {
        status = hyperv_exists(host, named->items[i], &exists, error);
    }
    *code = exists ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
    return status;
}

WMI_LOOPBACK_HANDLER(get_summary, hv_Msvm_VirtualSystemManagementService_GetSummaryInformation)
{
    hyperv_paths all = {NULL, NULL, 0, 0, false};
    const char *const *paths = NULL;
    size_t count = 0;
    size_t i;
    uint32_t code = HYPERV_DONE;
    wmi_object **objects;
    wmi_status status = find(call->context, &in->SettingData, &all, &paths, &count, &code, error);
    objects = wmi_loopback_memory(call, (count + 1) * sizeof *objects);
    for (i = 0; i < count && objects != NULL && status == WMI_OK && code == HYPERV_DONE; i++) {
        summing s;
        memset(&s, 0, sizeof s);
        s.call = call;
        s.host = call->context;
        s.wanted = &in->RequestedInformation;
        s.path = paths[i];
        status = sum_up(&s, &objects[i], error);
    }
    if (status == WMI_REPLY) { /* settings of something else */
        wmi_error_clear(error);
        status = WMI_OK;
        code = HYPERV_INVALID_PARAMETER;
    }
    if (code == HYPERV_DONE) {
        out->SummaryInformation.items = objects;
        out->SummaryInformation.count = count;
    }
    out->ReturnValue = WMI_UINT32(code);
    hyperv_paths_clear(&all);
    return status;
}

const hyperv_behaviour hyperv_summary_behaviours[] = {
    HYPERV_BEHAVIOUR("GetSummaryInformation", Msvm_VirtualSystemManagementService, GetSummaryInformation, get_summary),
    HYPERV_LAST_BEHAVIOUR,
};
