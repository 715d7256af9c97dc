/**
 * @file
 * Virtual switches with their ports: to the network outside, and to the host itself.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_HostedDependency.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_SystemDevice.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitch.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitchManagementService.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitchSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingDataComponent.h>

#include <string.h>

#define SETTINGS "Msvm_VirtualEthernetSwitchSettingData"
#define PORT_SETTINGS "Msvm_EthernetPortAllocationSettingData"

const char *hyperv_switch_path(wmi_memory **memory, const char *id)
{
    return hyperv_format(
        memory, "\\\\.\\%s:Msvm_VirtualEthernetSwitch.CreationClassName=\"Msvm_VirtualEthernetSwitch\",Name=\"%s\"",
        hv_NAMESPACE, id);
}

static const char *settings_path(wmi_memory **memory, const char *switch_id)
{
    const char *id = hyperv_format(memory, "Microsoft:%s", switch_id);
    return id != NULL ? hyperv_path(memory, SETTINGS, id) : NULL;
}

/* Adding. */

static wmi_status add_system(const hyperv_host *host, const char *id, const char *name, wmi_memory **memory,
                             const char **path, wmi_error *error)
{
    hyperv_making making;
    hyperv_make(&making, "Msvm_VirtualEthernetSwitch");
    hyperv_text(&making, "CreationClassName", "Msvm_VirtualEthernetSwitch");
    hyperv_text(&making, "Name", id);
    hyperv_text(&making, "ElementName", name);
    hyperv_text(&making, "Caption", "Virtual Switch");
    hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
    hyperv_u16(&making, "EnabledState", HYPERV_RUNNING);
    return hyperv_made(host, &making, memory, path, error);
}

/* @param wanted what a client wants of the settings; may be NULL. */
static wmi_status add_settings(hyperv_host *host, const char *id, const char *name,
                               const hv_Msvm_VirtualEthernetSwitchSettingData *wanted, wmi_memory **memory,
                               const char **path, wmi_error *error)
{
    hv_Msvm_VirtualEthernetSwitchSettingData settings;
    memset(&settings, 0, sizeof settings);
    if (wanted != NULL) {
        settings = *wanted;
        memset(&settings.wmi, 0, sizeof settings.wmi); /* its memory stays the other's */
    }
    settings.InstanceID = hyperv_format(memory, "Microsoft:%s", id);
    if (settings.InstanceID == NULL) {
        return hyperv_no_memory(error);
    }
    settings.ElementName = name;
    settings.VirtualSystemIdentifier = id;
    settings.VirtualSystemType = "Microsoft:Hyper-V:Virtual Ethernet Switch";
    settings.CreationTime = hyperv_now(host);
    return hyperv_add(host, &hv_Msvm_VirtualEthernetSwitchSettingData_info, &settings, memory, path, error);
}

static wmi_status add_switch(hyperv_host *host, const char *id, const char *name,
                             const hv_Msvm_VirtualEthernetSwitchSettingData *wanted, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *own = hyperv_host_path(&memory);
    const char *path = NULL;
    const char *settings = NULL;
    wmi_status status = own != NULL ? add_system(host, id, name, &memory, &path, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = add_settings(host, id, name, wanted, &memory, &settings, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SettingsDefineState_info, path, settings, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_HostedDependency_info, own, path, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Ports: an InstanceID is `Microsoft:SWITCH\PORT`. */

static wmi_status add_port(const hyperv_host *host, const char *text, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_object *object = NULL;
    wmi_status status = wmi_cimxml_read(text, &object, error);
    const char *id = status == WMI_OK ? wmi_object_string(object, "InstanceID") : NULL;
    const char *behind = id != NULL ? strchr(id, ':') + 1 : "";
    const char *switch_id = wmi_memory_text(&memory, behind, strcspn(behind, "\\"));
    const char *device = NULL;
    const char *setting = NULL;
    const char *settings = switch_id != NULL ? settings_path(&memory, switch_id) : NULL;
    const char *system = switch_id != NULL ? hyperv_switch_path(&memory, switch_id) : NULL;
    hyperv_making making;
    if (status == WMI_OK) {
        setting = hyperv_place_of(&memory, object);
        status = wmi_loopback_add_object(host->loopback, hv_NAMESPACE, object, NULL, error);
    }
    if (status == WMI_OK) {
        hyperv_make(&making, "Msvm_EthernetSwitchPort");
        hyperv_text(&making, "SystemCreationClassName", "Msvm_VirtualEthernetSwitch");
        hyperv_text(&making, "SystemName", switch_id);
        hyperv_text(&making, "CreationClassName", "Msvm_EthernetSwitchPort");
        hyperv_text(&making, "DeviceID", id);
        hyperv_text(&making, "ElementName", "Ethernet Switch Port");
        hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
        hyperv_u16(&making, "EnabledState", HYPERV_RUNNING);
        status = hyperv_made(host, &making, &memory, &device, error);
    }
    if (status == WMI_OK) {
        status = settings != NULL && system != NULL && setting != NULL
                     ? hyperv_link(host, &hv_Msvm_SystemDevice_info, system, device, error)
                     : hyperv_no_memory(error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SettingsDefineState_info, device, setting, error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_VirtualSystemSettingDataComponent_info, settings, setting, error);
    }
    wmi_object_free(object);
    wmi_memory_clear(&memory);
    return status;
}

/* The ports of a call, completed. */
typedef struct porting {
    hyperv_host *host;
    const char *switch_id;
    wmi_memory *memory;
    wmi_embedded *texts;
    const char **places; /* behind those of ports stands one for the switch */
    size_t count;
} porting;

/* What a port leads to must be there: an external port, or the host. */
static wmi_status check_end(const hyperv_host *host, const wmi_object *object, uint32_t *code, wmi_error *error)
{
    const wmi_value *where = wmi_object_get(object, "HostResource");
    const char *path = where != NULL && !where->is_null && where->u.array.count > 0
                           ? ((const char *const *)where->u.array.items)[0]
                           : NULL;
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    if (!exists || strcmp(object->class_name, PORT_SETTINGS) != 0) {
        *code = HYPERV_INVALID_PARAMETER;
    }
    return status;
}

static wmi_status complete_port(porting *p, const char *given, uint32_t *code, wmi_error *error)
{
    const char *id = hyperv_new_id(p->host);
    wmi_value value;
    wmi_object *object = NULL;
    char *text = NULL;
    wmi_status status = hyperv_read(given, &object, code, error);
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = check_end(p->host, object, code, error);
    }
    id = id != NULL ? hyperv_format(&p->memory, "Microsoft:%s\\%s", p->switch_id, id) : NULL;
    value = wmi_value_string(id);
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = id != NULL && wmi_object_set(object, "InstanceID", &value) == WMI_OK
                     ? wmi_cimxml_write(object, &text, error)
                     : hyperv_no_memory(error);
    }
    if (text != NULL) {
        p->texts[p->count] = wmi_embedded_of_text(wmi_memory_text(&p->memory, text, strlen(text)));
        p->places[p->count] = hyperv_place_of(&p->memory, object);
        status = p->texts[p->count].text != NULL && p->places[p->count] != NULL ? WMI_OK : hyperv_no_memory(error);
        p->count++;
    }
    wmi_free(text);
    wmi_object_free(object);
    return status;
}

static wmi_status complete_ports(porting *p, const wmi_array_embedded *given, uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    p->texts = wmi_memory_alloc(&p->memory, (given->count + 1) * sizeof *p->texts);
    p->places = wmi_memory_alloc(&p->memory, (given->count + 1) * sizeof *p->places);
    if (p->texts == NULL || p->places == NULL || p->switch_id == NULL) {
        return hyperv_no_memory(error);
    }
    for (i = 0; i < given->count && status == WMI_OK && *code == HYPERV_DONE; i++) {
        status = complete_port(p, given->items[i].text, code, error);
    }
    return status;
}

static wmi_status add_ports(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < task->item_count && status == WMI_OK; i++) {
        status = add_port(task->host, task->items[i], error);
    }
    return status;
}

/* Reading. */

static wmi_status read_settings(const wmi_embedded *from, hv_Msvm_VirtualEthernetSwitchSettingData *settings,
                                uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_OK;
    memset(settings, 0, sizeof *settings);
    if (wmi_embedded_has(from)) {
        status = WMI_UNEMBED(hv_Msvm_VirtualEthernetSwitchSettingData, from, settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

/* Defining. */

static wmi_status define(const hyperv_task *task, wmi_error *error)
{
    wmi_embedded text = wmi_embedded_of_text(task->text);
    hv_Msvm_VirtualEthernetSwitchSettingData wanted;
    uint32_t code = HYPERV_DONE;
    wmi_status status = read_settings(&text, &wanted, &code, error);
    if (status == WMI_OK) {
        const char *name = wanted.ElementName != NULL ? wanted.ElementName : "New Virtual Switch";
        status = add_switch(task->host, task->subject, name, &wanted, error);
    }
    hv_Msvm_VirtualEthernetSwitchSettingData_clear(&wanted);
    return status == WMI_OK ? add_ports(task, error) : status;
}

static wmi_status start(porting *p, hyperv_work work, const char *text, hyperv_job *job, const char **started,
                        wmi_opt_uint32 *return_value, wmi_error *error)
{
    wmi_array_embedded texts = {p->texts, p->count};
    hyperv_task *task = hyperv_task_new(p->host, work, NULL, NULL);
    if (task != NULL) {
        task->subject = hyperv_keep(p->host, p->switch_id);
        task->text = hyperv_keep(p->host, text);
        task = task->subject != NULL && (task->text != NULL || text == NULL) && hyperv_take_embedded(task, &texts)
                   ? task
                   : NULL;
    }
    job->milliseconds = 1000;
    job->affected = p->places;
    return hyperv_start(task, job, started, return_value, error);
}

WMI_LOOPBACK_HANDLER(define_switch, hv_Msvm_VirtualEthernetSwitchManagementService_DefineSystem)
{
    hyperv_job job = {.caption = "Creating Virtual Switch"};
    porting p = {call->context, hyperv_new_id(call->context), NULL, NULL, NULL, 0};
    hv_Msvm_VirtualEthernetSwitchSettingData settings;
    uint32_t code = in->ReferenceConfiguration == NULL ? HYPERV_DONE : HYPERV_NOT_SUPPORTED;
    wmi_status status = read_settings(&in->SystemSettings, &settings, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = complete_ports(&p, &in->ResourceSettings, &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        p.places[p.count] = hyperv_switch_path(&p.memory, p.switch_id);
        job.affected_count = p.count + 1;
        status = p.places[p.count] != NULL
                     ? start(&p, define, in->SystemSettings.text, &job, &out->Job, &out->ReturnValue, error)
                     : hyperv_no_memory(error);
    }
    hv_Msvm_VirtualEthernetSwitchSettingData_clear(&settings);
    wmi_memory_clear(&p.memory);
    return status;
}

/* The identifier of the switch whose settings these are, in the memory of the call; NULL: there are no such ones. */
static wmi_status switch_of(const wmi_loopback_call *call, const char *path, const char **id, wmi_error *error)
{
    const hyperv_host *host = call->context;
    hv_Msvm_VirtualEthernetSwitchSettingData settings;
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    memset(&settings, 0, sizeof settings);
    *id = NULL;
    if (status == WMI_OK && exists) {
        status =
            wmi_loopback_get(host->loopback, &hv_Msvm_VirtualEthernetSwitchSettingData_info, path, &settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        status = WMI_OK;
    } else if (settings.VirtualSystemIdentifier != NULL) {
        *id = wmi_loopback_text(call, "%s", settings.VirtualSystemIdentifier);
    }
    hv_Msvm_VirtualEthernetSwitchSettingData_clear(&settings);
    return status;
}

WMI_LOOPBACK_HANDLER(add_resources, hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings)
{
    hyperv_job job = {.caption = "Adding Virtual Switch Ports"};
    porting p = {call->context, NULL, NULL, NULL, NULL, 0};
    uint32_t code = HYPERV_DONE;
    wmi_status status = switch_of(call, in->AffectedConfiguration, &p.switch_id, error);
    if (p.switch_id == NULL || in->ResourceSettings.count == 0) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (status == WMI_OK) {
        status = complete_ports(&p, &in->ResourceSettings, &code, error);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        job.affected_count = p.count;
        status = start(&p, add_ports, NULL, &job, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&p.memory);
    return status;
}

const hyperv_behaviour hyperv_switch_behaviours[] = {
    HYPERV_BEHAVIOUR("DefineSwitch", Msvm_VirtualEthernetSwitchManagementService, DefineSystem, define_switch),
    HYPERV_BEHAVIOUR("AddSwitchResources", Msvm_VirtualEthernetSwitchManagementService, AddResourceSettings,
                     add_resources),
    HYPERV_LAST_BEHAVIOUR,
};

/* The switch at the beginning. */

static wmi_status add_external_port(hyperv_host *host, wmi_memory **memory, const char **path, wmi_error *error)
{
    const char *own = hyperv_host_path(memory);
    hyperv_making making;
    wmi_status status;
    hyperv_make(&making, "Msvm_ExternalEthernetPort");
    hyperv_text(&making, "SystemCreationClassName", "Msvm_ComputerSystem");
    hyperv_text(&making, "SystemName", HYPERV_HOST_NAME);
    hyperv_text(&making, "CreationClassName", "Msvm_ExternalEthernetPort");
    hyperv_text(&making, "DeviceID", "Microsoft:{8E1D4C57-2A96-4B30-9F8E-60B7C5D4A312}");
    hyperv_text(&making, "ElementName", HYPERV_ADAPTER_NAME);
    hyperv_text(&making, "Name", HYPERV_ADAPTER_NAME);
    hyperv_text(&making, "PermanentAddress", "A0369F0B12C4");
    hyperv_status_of(&making, hv_Msvm_ComputerSystem_OperationalStatus_OK);
    hyperv_u16(&making, "EnabledState", HYPERV_RUNNING);
    hyperv_flag(&making, "IsBound", true);
    status = hyperv_made(host, &making, memory, path, error);
    if (status != WMI_OK) {
        return status;
    }
    return own != NULL ? hyperv_link(host, &hv_Msvm_SystemDevice_info, own, *path, error) : hyperv_no_memory(error);
}

wmi_status hyperv_add_switches(hyperv_host *host, wmi_error *error)
{
    porting p = {host, HYPERV_SWITCH_ID, NULL, NULL, NULL, 0};
    wmi_embedded port = {NULL, NULL, NULL};
    wmi_array_embedded ports = {&port, 1};
    const char *external = NULL;
    char *text = NULL;
    hyperv_making making;
    uint32_t code = HYPERV_DONE;
    wmi_status status = add_switch(host, HYPERV_SWITCH_ID, HYPERV_SWITCH_NAME, NULL, error);
    hyperv_make(&making, PORT_SETTINGS);
    if (status == WMI_OK) {
        status = add_external_port(host, &p.memory, &external, error);
    }
    if (status == WMI_OK) {
        hyperv_text(&making, "ElementName", HYPERV_SWITCH_NAME);
        hyperv_u16(&making, "ResourceType", 33);
        hyperv_one_text(&making, "HostResource", external);
        status = making.failed ? hyperv_no_memory(error) : wmi_cimxml_write(making.object, &text, error);
    }
    if (status == WMI_OK) {
        port.text = text;
        status = complete_ports(&p, &ports, &code, error);
    }
    if (status == WMI_OK) {
        status = add_port(host, p.texts[0].text, error);
    }
    wmi_object_free(making.object);
    wmi_free(text);
    wmi_memory_clear(&p.memory);
    return status;
}
