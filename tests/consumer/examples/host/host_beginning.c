/**
 * @file
 * The machines that are there at the beginning, with disks, ports and a snapshot; and replicas that come from
 * elsewhere.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_MemorySettingData.h>

#include <string.h>

/* A resource of a machine at the beginning. */
typedef struct resource {
    const char *class_name;
    const char *subtype;
    const char *name;
    uint16_t type;
    const char *where; /* HostResource; NULL = none */
} resource;

#define RASD "Msvm_ResourceAllocationSettingData"

static const resource scsi = {RASD, "Microsoft:Hyper-V:Synthetic SCSI Controller", "SCSI Controller", 6, NULL};
static const resource drive = {RASD, "Microsoft:Hyper-V:Synthetic Disk Drive", "Hard Drive", 17, NULL};
static const resource port = {"Msvm_SyntheticEthernetPortSettingData", "Microsoft:Hyper-V:Synthetic Ethernet Port",
                              "Network Adapter", 10, NULL};

/* @param path receives where it is, in `*memory`. @param parent NULL = none. */
static wmi_status add(hyperv_host *host, const char *settings, const resource *r, const char *parent,
                      wmi_memory **memory, const char **path, wmi_error *error)
{
    hyperv_making making;
    uint32_t code = HYPERV_DONE;
    wmi_status status = WMI_OK;
    hyperv_make(&making, r->class_name);
    hyperv_u16(&making, "ResourceType", r->type);
    hyperv_text(&making, "ResourceSubType", r->subtype);
    hyperv_text(&making, "ElementName", r->name);
    if (parent != NULL) {
        hyperv_text(&making, "Parent", parent);
    }
    if (r->where != NULL) {
        hyperv_one_text(&making, "HostResource", r->where);
    }
    status =
        making.failed ? hyperv_no_memory(error) : hyperv_place_resource(host, settings, making.object, &code, error);
    if (status == WMI_OK && code != HYPERV_DONE) {
        status = wmi_fail(error, WMI_USAGE, 0, "%s has no place in %s: %u", r->name, settings, (unsigned)code);
    }
    if (status == WMI_OK) {
        *path = hyperv_place_of(memory, making.object);
        status = *path != NULL ? hyperv_add_resource(host, settings, making.object, error) : hyperv_no_memory(error);
    }
    wmi_object_free(making.object);
    return status;
}

/* A drive with a disk in it. */
static wmi_status add_disk(hyperv_host *host, const char *settings, const char *controller, const char *file,
                           uint64_t size, wmi_memory **memory, wmi_error *error)
{
    resource disk = {"Msvm_StorageAllocationSettingData", "Microsoft:Hyper-V:Virtual Hard Disk", "Hard Disk Image", 31,
                     NULL};
    hyperv_file made = {file, NULL, NULL, 3, 3, 33554432u, size, NULL};
    const char *path = NULL;
    wmi_status status = hyperv_add_file(host, &made) ? add(host, settings, &drive, controller, memory, &path, error)
                                                     : hyperv_no_memory(error);
    disk.where = file;
    return status == WMI_OK ? add(host, settings, &disk, path, memory, &path, error) : status;
}

static wmi_status add_port(hyperv_host *host, const char *settings, wmi_memory **memory, wmi_error *error)
{
    resource connection = {"Msvm_EthernetPortAllocationSettingData", "Microsoft:Hyper-V:Ethernet Connection",
                           "Ethernet Connection", 33, NULL};
    const char *path = NULL;
    wmi_status status = add(host, settings, &port, NULL, memory, &path, error);
    connection.where = hyperv_switch_path(memory, HYPERV_SWITCH_ID);
    if (status == WMI_OK && connection.where == NULL) {
        status = hyperv_no_memory(error);
    }
    return status == WMI_OK ? add(host, settings, &connection, path, memory, &path, error) : status;
}

static wmi_status add_web(hyperv_host *host, wmi_memory **memory, wmi_error *error)
{
    static const hyperv_machine plan = {HYPERV_WEB_ID, HYPERV_WEB_NAME, 1, 2048, 2, HYPERV_OFF, NULL};
    const char *settings = hyperv_settings_path(memory, plan.id);
    const char *controller =
        hyperv_path(memory, RASD, "Microsoft:" HYPERV_WEB_ID "\\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\\0");
    wmi_status status =
        settings != NULL && controller != NULL ? hyperv_add_machine(host, &plan, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = add_disk(host, settings, controller, HYPERV_WEB_DISK, UINT64_C(40) << 30, memory, error);
    }
    return status == WMI_OK ? add_port(host, settings, memory, error) : status;
}

static wmi_status make_dynamic(hyperv_host *host, const char *machine_id, wmi_memory **memory, wmi_error *error)
{
    const char *id = hyperv_format(memory, "Microsoft:%s\\4764334d-e001-4176-82ee-5594ec9b530e", machine_id);
    const char *path = id != NULL ? hyperv_path(memory, "Msvm_MemorySettingData", id) : NULL;
    hv_Msvm_MemorySettingData settings;
    wmi_status status;
    if (path == NULL) {
        return hyperv_no_memory(error);
    }
    status = wmi_loopback_get(host->loopback, &hv_Msvm_MemorySettingData_info, path, &settings, error);
    if (status == WMI_OK) {
        settings.DynamicMemoryEnabled = WMI_BOOLEAN(true);
        settings.Reservation = WMI_UINT64(4096);
        settings.Limit = WMI_UINT64(16384);
        status = wmi_loopback_add(host->loopback, &hv_Msvm_MemorySettingData_info, &settings, NULL, error);
    }
    hv_Msvm_MemorySettingData_clear(&settings);
    return status;
}

static wmi_status add_db(hyperv_host *host, wmi_memory **memory, wmi_error *error)
{
    static const char *const notes[] = {"Orders and stock; ask the shop before a restart."};
    hv_Msvm_VirtualSystemSettingData wanted;
    hyperv_machine plan = {HYPERV_DB_ID, HYPERV_DB_NAME, 2, 8192, 4, HYPERV_OFF, &wanted};
    const char *settings = hyperv_settings_path(memory, plan.id);
    const char *machine = hyperv_machine_path(memory, plan.id);
    const char *controller = NULL;
    wmi_status status;
    memset(&wanted, 0, sizeof wanted);
    wanted.Notes = WMI_ARRAY(wmi_array_string, notes);
    status = settings != NULL && machine != NULL ? hyperv_add_machine(host, &plan, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = make_dynamic(host, plan.id, memory, error);
    }
    if (status == WMI_OK) {
        status = add(host, settings, &scsi, NULL, memory, &controller, error);
    }
    if (status == WMI_OK) {
        status = add_disk(host, settings, controller, HYPERV_DB_DISK, UINT64_C(120) << 30, memory, error);
    }
    if (status == WMI_OK) {
        status = add_port(host, settings, memory, error);
    }
    if (status == WMI_OK) {
        status = hyperv_add_snapshot(host, machine, HYPERV_DB_SNAPSHOT_ID, HYPERV_DB_SNAPSHOT_NAME, error);
    }
    return status == WMI_OK ? hyperv_enter(host, machine, HYPERV_RUNNING, error) : status;
}

wmi_status hyperv_add_machines(hyperv_host *host, wmi_error *error)
{
    static const hyperv_file image = {HYPERV_IMAGE, NULL, NULL, 0, 0, 0, UINT64_C(5) << 30, NULL};
    wmi_memory *memory = NULL;
    wmi_status status = hyperv_add_file(host, &image) ? add_web(host, &memory, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = add_db(host, &memory, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Replicas. */

static wmi_status replicate(hyperv_host *host, const char *path, wmi_error *error)
{
    hv_Msvm_ReplicationSettingData settings;
    hv_Msvm_ComputerSystem machine;
    wmi_status status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, path, &machine, error);
    memset(&settings, 0, sizeof settings);
    settings.AuthenticationType = WMI_UINT16(hv_Msvm_ReplicationSettingData_AuthenticationType_Kerberos_authentication);
    settings.PrimaryConnectionPoint = "hv-07.contoso.example";
    settings.PrimaryHostSystem = "HV-07";
    settings.RecoveryConnectionPoint = "hv-01.contoso.example";
    settings.RecoveryHostSystem = HYPERV_HOST_NAME;
    settings.RecoveryServerPortNumber = WMI_UINT16(80);
    settings.CompressionEnabled = WMI_BOOLEAN(true);
    settings.ReplicationInterval = WMI_UINT16(300);
    if (status == WMI_OK) {
        status = hyperv_set_replication(host, &machine, path, &settings, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status == WMI_OK ? hyperv_replicate(host, path, hv_Msvm_ComputerSystem_ReplicationState_Replicating,
                                               hv_Msvm_ComputerSystem_ReplicationMode_Replica, error)
                            : status;
}

wmi_status hyperv_host_add_replica(hyperv_host *host, const char *name, char **path, wmi_error *error)
{
    hyperv_machine plan = {hyperv_new_id(host), name, 2, 4096, 2, HYPERV_OFF, NULL};
    wmi_memory *memory = NULL;
    const char *machine = plan.id != NULL ? hyperv_machine_path(&memory, plan.id) : NULL;
    wmi_status status = machine != NULL ? hyperv_add_machine(host, &plan, error) : hyperv_no_memory(error);
    if (path != NULL) {
        *path = NULL;
    }
    if (status == WMI_OK) {
        status = replicate(host, machine, error);
    }
    if (status == WMI_OK && path != NULL) {
        size_t size = strlen(machine) + 1;
        *path = wmi_alloc(size);
        status = *path != NULL ? WMI_OK : hyperv_no_memory(error);
        if (*path != NULL) {
            memcpy(*path, machine, size);
        }
    }
    wmi_memory_clear(&memory);
    return status;
}
