/**
 * @file
 * Integration components: what connects a machine's guest with the host. Their identifiers are the same on every host.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_HeartbeatComponent.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_SystemDevice.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingDataComponent.h>

#include <string.h>

typedef struct component {
    const char *class_name; /* that of its settings has SettingData behind it */
    const char *id;
    const char *name;
    uint16_t enabled; /* EnabledState of its settings */
} component;

static const component components[] = {
    {"Msvm_ShutdownComponent", "9F8233AC-BE49-4C79-8EE3-E7E1985B2077", "Shutdown", 2},
    {"Msvm_TimeSyncComponent", "2497F4DE-E9FA-4204-80E4-4B75C46419C0", "Time Synchronization", 2},
    {"Msvm_KvpExchangeComponent", "2A34B1C2-FD73-4043-8A5B-DD2159BC743F", "Key-Value Pair Exchange", 2},
    {"Msvm_HeartbeatComponent", "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47", "Heartbeat", 2},
    {"Msvm_VssComponent", "5CED1297-4598-4915-A5FC-AD21BB4D02A4", "VSS", 2},
    {"Msvm_GuestServiceInterfaceComponent", "6C09BB55-D683-4DA0-8931-C9BF705F6480", "Guest Service Interface", 3},
};

#define COMPONENT_COUNT (sizeof components / sizeof components[0])

/* Adding. */

static wmi_status add_setting(const hyperv_host *host, const component *c, const char *id, wmi_memory **memory,
                              const char **path, wmi_error *error)
{
    const char *class_name = hyperv_format(memory, "%sSettingData", c->class_name);
    hyperv_making making;
    if (class_name == NULL) {
        return hyperv_no_memory(error);
    }
    hyperv_make(&making, class_name);
    hyperv_text(&making, "InstanceID", id);
    hyperv_text(&making, "ElementName", c->name);
    hyperv_text(&making, "Caption", c->name);
    hyperv_u16(&making, "ResourceType", 1); /* other */
    hyperv_u16(&making, "ConsumerVisibility", 3);
    hyperv_u64(&making, "VirtualQuantity", 1);
    hyperv_u16(&making, "EnabledState", c->enabled);
    return hyperv_made(host, &making, memory, path, error);
}

static wmi_status add_device(const hyperv_host *host, const component *c, const char *machine_id, const char *id,
                             wmi_memory **memory, const char **path, wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, c->class_name);
    hyperv_text(&making, "SystemCreationClassName", "Msvm_ComputerSystem");
    hyperv_text(&making, "SystemName", machine_id);
    hyperv_text(&making, "CreationClassName", c->class_name);
    hyperv_text(&making, "DeviceID", id);
    hyperv_text(&making, "ElementName", c->name);
    hyperv_status_of(&making, hv_Msvm_HeartbeatComponent_OperationalStatus_No_Contact);
    hyperv_u16(&making, "EnabledState", c->enabled);
    return hyperv_made(host, &making, memory, path, error);
}

static wmi_status add_component(const hyperv_host *host, const component *c, const char *machine,
                                const char *machine_id, const char *settings, wmi_memory **memory, wmi_error *error)
{
    const char *id = hyperv_format(memory, "Microsoft:%s\\%s", machine_id, c->id);
    const char *setting = NULL;
    const char *device = NULL;
    wmi_status status = add_setting(host, c, id, memory, &setting, error);
    if (status == WMI_OK) {
        status = add_device(host, c, machine_id, id, memory, &device, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_VirtualSystemSettingDataComponent_info, settings, setting, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SystemDevice_info, machine, device, error);
    }
    return status == WMI_OK ? hyperv_link(host, &hv_Msvm_SettingsDefineState_info, device, setting, error) : status;
}

wmi_status hyperv_add_components(const hyperv_host *host, const char *machine, const char *machine_id,
                                 const char *settings, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < COMPONENT_COUNT && status == WMI_OK; i++) {
        status = add_component(host, &components[i], machine, machine_id, settings, &memory, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* State. */

static bool is_component(const char *path)
{
    size_t i;
    for (i = 0; i < COMPONENT_COUNT; i++) {
        if (strstr(path, components[i].id) != NULL) {
            return true;
        }
    }
    return false;
}

static wmi_status tell(const hyperv_host *host, const char *path, uint16_t operational, wmi_error *error)
{
    wmi_value value = wmi_value_null(WMI_TYPE_UINT16, true);
    value.is_null = false;
    value.u.array.items = &operational;
    value.u.array.count = 1;
    return wmi_loopback_set(host->loopback, hv_NAMESPACE, path, "OperationalStatus", &value, error);
}

wmi_status hyperv_tell_components(const hyperv_host *host, const char *machine, uint16_t state, wmi_error *error)
{
    uint16_t operational = state == HYPERV_RUNNING  ? hv_Msvm_HeartbeatComponent_OperationalStatus_OK
                           : state == HYPERV_PAUSED ? hv_Msvm_HeartbeatComponent_OperationalStatus_Paused
                                                    : hv_Msvm_HeartbeatComponent_OperationalStatus_No_Contact;
    hyperv_paths devices = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_related(host, machine, "Msvm_SystemDevice", NULL, &devices, error);
    size_t i;
    for (i = 0; i < devices.count && status == WMI_OK; i++) {
        if (is_component(devices.items[i])) {
            status = tell(host, devices.items[i], operational, error);
        }
    }
    hyperv_paths_clear(&devices);
    return status;
}
