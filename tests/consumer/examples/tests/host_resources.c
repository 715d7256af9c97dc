/* Resources of machines: added, changed, removed; virtual hard disks and switches. */
#include "host_fixture.h"

#include <virtualization_v2/Msvm_EthernetPortAllocationSettingData.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ProcessorSettingData.h>
#include <virtualization_v2/Msvm_ResourceAllocationSettingData.h>
#include <virtualization_v2/Msvm_StorageAllocationSettingData.h>
#include <virtualization_v2/Msvm_SyntheticEthernetPortSettingData.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitchSettingData.h>
#include <virtualization_v2/Msvm_VirtualHardDiskSettingData.h>
#include <virtualization_v2/Msvm_VirtualHardDiskState.h>

/* Adding. */

/* @param path if not NULL, receives where the one resource is, the caller's: wmi_free. */
static wmi_status add(fixture *f, const char *settings, wmi_embedded resource, char **path)
{
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in in;
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out out;
    wmi_status status;
    memset(&in, 0, sizeof in);
    in.AffectedConfiguration = settings;
    in.ResourceSettings.items = &resource;
    in.ResourceSettings.count = 1;
    status = hv_Msvm_VirtualSystemManagementService_AddResourceSettings_wait(f->session, MANAGEMENT, &in, &out, NULL,
                                                                             &f->error);
    if (status == WMI_OK && path != NULL) {
        assert_int_equal(out.ResultingResourceSettings.count, 1);
        *path = wmi_alloc(strlen(out.ResultingResourceSettings.items[0]) + 1);
        assert_non_null(*path);
        memcpy(*path, out.ResultingResourceSettings.items[0], strlen(out.ResultingResourceSettings.items[0]) + 1);
    }
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out_clear(&out);
    return status;
}

static wmi_status add_part(fixture *f, const char *settings, uint16_t type, const char *parent, char **path)
{
    hv_Msvm_ResourceAllocationSettingData resource;
    memset(&resource, 0, sizeof resource);
    resource.ResourceType = WMI_UINT16(type);
    resource.ElementName = "part";
    resource.Parent = parent;
    return add(f, settings, WMI_EMBED(hv_Msvm_ResourceAllocationSettingData, &resource), path);
}

static wmi_status add_disk(fixture *f, const char *settings, const char *drive, const char *file, char **path)
{
    hv_Msvm_StorageAllocationSettingData disk;
    memset(&disk, 0, sizeof disk);
    disk.ResourceType = WMI_UINT16(31);
    disk.ResourceSubType = "Microsoft:Hyper-V:Virtual Hard Disk";
    disk.Parent = drive;
    disk.HostResource.items = &file;
    disk.HostResource.count = file != NULL ? 1 : 0;
    return add(f, settings, WMI_EMBED(hv_Msvm_StorageAllocationSettingData, &disk), path);
}

static wmi_status create_disk(fixture *f, const char *file, uint16_t type, uint64_t size, const char *parent)
{
    hv_Msvm_ImageManagementService_CreateVirtualHardDisk_in in;
    hv_Msvm_VirtualHardDiskSettingData settings;
    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    settings.Path = file;
    settings.ParentPath = parent;
    settings.Type = WMI_UINT16(type);
    settings.Format = WMI_UINT16(3);
    settings.MaxInternalSize = WMI_UINT64(size);
    in.VirtualDiskSettingData = WMI_EMBED(hv_Msvm_VirtualHardDiskSettingData, &settings);
    return hv_Msvm_ImageManagementService_CreateVirtualHardDisk_wait(f->session, IMAGES, &in, NULL, NULL, &f->error);
}

static void a_machine_gets_disk_and_network(void **state)
{
    fixture *f = *state;
    hv_Msvm_SyntheticEthernetPortSettingData port;
    hv_Msvm_EthernetPortAllocationSettingData connection;
    hv_Msvm_ResourceAllocationSettingData read;
    const char *where = THE_SWITCH;
    char *machine = NULL;
    char *paths[5] = {NULL, NULL, NULL, NULL, NULL};
    char *settings;
    size_t i;
    define_machine(f, "shop-01", "Microsoft:Hyper-V:SubType:2", &machine);
    settings = settings_of(f, machine);
    MUST(f, create_disk(f, "C:\\VMs\\shop-01.vhdx", 3, UINT64_C(20) << 30, NULL));
    MUST(f, add_part(f, settings, 6, NULL, &paths[0]));
    MUST(f, add_part(f, settings, 17, paths[0], &paths[1]));
    MUST(f, add_disk(f, settings, paths[1], "C:\\VMs\\shop-01.vhdx", &paths[2]));
    memset(&port, 0, sizeof port);
    port.ResourceType = WMI_UINT16(10);
    port.ResourceSubType = "Microsoft:Hyper-V:Synthetic Ethernet Port";
    MUST(f, add(f, settings, WMI_EMBED(hv_Msvm_SyntheticEthernetPortSettingData, &port), &paths[3]));
    memset(&connection, 0, sizeof connection);
    connection.ResourceType = WMI_UINT16(33);
    connection.Parent = paths[3];
    connection.HostResource.items = &where;
    connection.HostResource.count = 1;
    MUST(f, add(f, settings, WMI_EMBED(hv_Msvm_EthernetPortAllocationSettingData, &connection), &paths[4]));
    assert_int_equal(count_related(f, settings, "Msvm_VirtualSystemSettingDataComponent", NULL, NULL), 8 + 5);
    assert_int_equal(count_related(f, machine, "Msvm_SystemDevice", "Msvm_SyntheticEthernetPort", NULL), 1);
    MUST(f, hv_Msvm_ResourceAllocationSettingData_get(f->session, paths[1], &read, &f->error));
    assert_string_equal(read.AddressOnParent, "0");
    assert_string_equal(read.InstanceID + strlen(read.InstanceID) - 6, "\\0\\0\\D");
    hv_Msvm_ResourceAllocationSettingData_clear(&read);
    MUST(f, add_part(f, settings, 16, paths[0], NULL)); /* the next place on the controller */
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ResourceAllocationSettingData WHERE ResourceType = 16 AND "
                                    "AddressOnParent = '1'"),
                     1);
    for (i = 0; i < 5; i++) {
        wmi_free(paths[i]);
    }
    wmi_free(settings);
    wmi_free(machine);
}

static void resources_without_a_place_are_refused(void **state)
{
    fixture *f = *state;
    char *controller = NULL;
    char *drive = NULL;
    RETURNS(f, add_part(f, SETTINGS("00000000-0000-0000-0000-000000000000"), 6, NULL, NULL), 32773);
    RETURNS(f, add_part(f, SETTINGS(HYPERV_DB_SNAPSHOT_ID), 6, NULL, NULL), 32773);
    RETURNS(f, add_part(f, SETTINGS(HYPERV_WEB_ID), 4, NULL, NULL), 32773); /* it has memory */
    RETURNS(f, add_part(f, SETTINGS(HYPERV_WEB_ID), 20, NULL, NULL), 32770);
    RETURNS(f, add_part(f, SETTINGS(HYPERV_WEB_ID), 17, NULL, NULL), 32773); /* on what? */
    RETURNS(f, add_part(f, SETTINGS(HYPERV_DB_ID), 6, NULL, NULL), 32775);   /* it runs */
    MUST(f, add_part(f, SETTINGS(HYPERV_WEB_ID), 6, NULL, &controller));
    RETURNS(f, add_part(f, SETTINGS(HYPERV_DB_ID), 17, controller, NULL), 32773); /* another's */
    MUST(f, add_part(f, SETTINGS(HYPERV_WEB_ID), 17, controller, &drive));
    RETURNS(f, add_disk(f, SETTINGS(HYPERV_WEB_ID), drive, NULL, NULL), 32773);
    JOB_FAILS(f, add_disk(f, SETTINGS(HYPERV_WEB_ID), drive, "C:\\VMs\\none.vhdx", NULL), "C:\\VMs\\none.vhdx");
    MUST(f, add_disk(f, SETTINGS(HYPERV_WEB_ID), drive, HYPERV_WEB_DISK, NULL));
    RETURNS(f, add_disk(f, SETTINGS(HYPERV_WEB_ID), drive, HYPERV_WEB_DISK, NULL), 32773); /* it has one */
    wmi_free(drive);
    wmi_free(controller);
}

static void a_running_machine_takes_what_is_on_scsi(void **state)
{
    fixture *f = *state;
    char *settings = settings_of(f, DB);
    char *controller = NULL;
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ResourceAllocationSettingData WHERE ResourceType = 6 AND "
                                    "InstanceID LIKE 'Microsoft:" HYPERV_DB_ID "%'"),
                     1);
    assert_int_equal(count_related(f, settings, "Msvm_VirtualSystemSettingDataComponent",
                                   "Msvm_ResourceAllocationSettingData", &controller),
                     2);
    MUST(f, add_part(f, settings, 17, controller, NULL));
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ResourceAllocationSettingData WHERE ResourceType = 17 AND "
                                    "AddressOnParent = '1' AND InstanceID LIKE 'Microsoft:" HYPERV_DB_ID "%'"),
                     1);
    wmi_free(controller);
    wmi_free(settings);
}

/* Changing and removing. */

static wmi_status modify(fixture *f, wmi_embedded resource)
{
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in;
    memset(&in, 0, sizeof in);
    in.ResourceSettings.items = &resource;
    in.ResourceSettings.count = 1;
    return hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                              &f->error);
}

static wmi_status set_memory(fixture *f, const char *id, uint64_t quantity)
{
    hv_Msvm_MemorySettingData memory;
    memset(&memory, 0, sizeof memory);
    memory.InstanceID = id;
    memory.VirtualQuantity = WMI_UINT64(quantity);
    return modify(f, WMI_EMBED(hv_Msvm_MemorySettingData, &memory));
}

static wmi_status set_processors(fixture *f, const char *id, uint64_t quantity)
{
    hv_Msvm_ProcessorSettingData processors;
    memset(&processors, 0, sizeof processors);
    processors.InstanceID = id;
    processors.VirtualQuantity = WMI_UINT64(quantity);
    return modify(f, WMI_EMBED(hv_Msvm_ProcessorSettingData, &processors));
}

static void resources_are_modified(void **state)
{
    fixture *f = *state;
    hv_Msvm_MemorySettingData memory;
    const char *id = "Microsoft:" HYPERV_WEB_ID "\\4764334d-e001-4176-82ee-5594ec9b530e";
    MUST(f, set_memory(f, id, 4096));
    MUST(f, hv_Msvm_MemorySettingData_get(f->session,
                                          "Msvm_MemorySettingData.InstanceID=\"Microsoft:" HYPERV_WEB_ID
                                          "\\\\4764334d-e001-4176-82ee-5594ec9b530e\"",
                                          &memory, &f->error));
    assert_int_equal(memory.VirtualQuantity.value, 4096);
    assert_int_equal(memory.Weight.value, 5000); /* all else is as it was */
    hv_Msvm_MemorySettingData_clear(&memory);
    RETURNS(f, set_memory(f, id, 16), 32773);
    RETURNS(f, set_memory(f, "Microsoft:nobody\\4764334d-e001-4176-82ee-5594ec9b530e", 1024), 32773);
    RETURNS(f, set_memory(f, "Microsoft:" HYPERV_DB_ID "\\4764334d-e001-4176-82ee-5594ec9b530e", 32768), 32773);
    RETURNS(f, set_memory(f, "Microsoft:Definition\\4764334D-E001-4176-82EE-5594EC9B530E\\Default", 2048), 32773);
    MUST(f, set_processors(f, "Microsoft:" HYPERV_WEB_ID "\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0", 8));
    RETURNS(f, set_processors(f, "Microsoft:" HYPERV_WEB_ID "\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0", 65), 32773);
    RETURNS(f, set_processors(f, "Microsoft:" HYPERV_DB_ID "\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0", 8), 32775);
    MUST(f,
         set_memory(f, "Microsoft:" HYPERV_DB_ID "\\4764334d-e001-4176-82ee-5594ec9b530e", 6144)); /* it is dynamic */
}

static wmi_status remove_resource(fixture *f, const char *path)
{
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_in in;
    memset(&in, 0, sizeof in);
    in.ResourceSettings.items = &path;
    in.ResourceSettings.count = 1;
    return hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                              &f->error);
}

static void resources_are_removed_with_what_is_on_them(void **state)
{
    fixture *f = *state;
    char *settings = settings_of(f, WEB);
    char *port = NULL;
    char *memory = NULL;
    char *disk = NULL;
    assert_int_equal(count_related(f, settings, NULL, "Msvm_SyntheticEthernetPortSettingData", &port), 1);
    assert_int_equal(count_related(f, settings, NULL, "Msvm_MemorySettingData", &memory), 1);
    assert_int_equal(count_related(f, settings, NULL, "Msvm_StorageAllocationSettingData", &disk), 1);
    MUST(f, remove_resource(f, port));
    assert_int_equal(count_related(f, settings, NULL, "Msvm_EthernetPortAllocationSettingData", NULL), 0);
    assert_int_equal(count_related(f, WEB, "Msvm_SystemDevice", "Msvm_SyntheticEthernetPort", NULL), 0);
    MUST(f, remove_resource(f, disk));
    assert_int_equal(count_related(f, settings, NULL, "Msvm_StorageAllocationSettingData", NULL), 0);
    RETURNS(f, remove_resource(f, memory), 32773);
    RETURNS(f, remove_resource(f, port), 32773);
    wmi_free(disk);
    wmi_free(memory);
    wmi_free(port);
    wmi_free(settings);
}

/* Virtual hard disks. */

static void a_disk_is_created_and_described(void **state)
{
    fixture *f = *state;
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_in in;
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out out;
    hv_Msvm_ImageManagementService_GetVirtualHardDiskState_in ask;
    hv_Msvm_ImageManagementService_GetVirtualHardDiskState_out told;
    hv_Msvm_VirtualHardDiskSettingData settings;
    hv_Msvm_VirtualHardDiskState disk;
    uint64_t before = wmi_loopback_now(f->loopback);
    MUST(f, create_disk(f, "D:\\data.vhdx", 2, UINT64_C(10) << 30, NULL));
    assert_true(wmi_loopback_now(f->loopback) - before >= 11000); /* a fixed one takes its time */
    memset(&in, 0, sizeof in);
    in.Path = "d:\\DATA.vhdx";
    MUST(f, hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData(f->session, IMAGES, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 0);
    MUST(f, WMI_UNEMBED(hv_Msvm_VirtualHardDiskSettingData, &out.SettingData, &settings, &f->error));
    assert_int_equal(settings.Type.value, 2);
    assert_int_equal(settings.MaxInternalSize.value, UINT64_C(10) << 30);
    hv_Msvm_VirtualHardDiskSettingData_clear(&settings);
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out_clear(&out);
    in.Path = "D:\\none.vhdx";
    MUST(f, hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData(f->session, IMAGES, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 32779);
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out_clear(&out);
    memset(&ask, 0, sizeof ask);
    ask.Path = HYPERV_DB_DISK;
    MUST(f, hv_Msvm_ImageManagementService_GetVirtualHardDiskState(f->session, IMAGES, &ask, &told, &f->error));
    MUST(f, WMI_UNEMBED(hv_Msvm_VirtualHardDiskState, &told.State, &disk, &f->error));
    assert_true(disk.InUse.value);
    hv_Msvm_VirtualHardDiskState_clear(&disk);
    hv_Msvm_ImageManagementService_GetVirtualHardDiskState_out_clear(&told);
}

static void disks_that_cannot_be_are_refused(void **state)
{
    fixture *f = *state;
    hv_Msvm_ImageManagementService_ResizeVirtualHardDisk_in in;
    RETURNS(f, create_disk(f, NULL, 3, UINT64_C(1) << 30, NULL), 32773);
    RETURNS(f, create_disk(f, "D:\\a.vhdx", 9, UINT64_C(1) << 30, NULL), 32773);
    RETURNS(f, create_disk(f, "D:\\a.vhdx", 3, 5, NULL), 32773);
    RETURNS(f, create_disk(f, "D:\\a.vhdx", 4, 0, NULL), 32773);
    JOB_FAILS(f, create_disk(f, HYPERV_WEB_DISK, 3, UINT64_C(1) << 30, NULL), "0x80070050");
    JOB_FAILS(f, create_disk(f, "Q:\\a.vhdx", 3, UINT64_C(1) << 30, NULL), "0x80070003");
    JOB_FAILS(f, create_disk(f, "D:\\a.vhdx", 4, 0, "D:\\none.vhdx"), "0x80070002");
    MUST(f, create_disk(f, "D:\\a.vhdx", 4, 0, HYPERV_WEB_DISK));
    memset(&in, 0, sizeof in);
    in.Path = HYPERV_WEB_DISK;
    in.MaxInternalSize = WMI_UINT64(UINT64_C(80) << 30);
    MUST(f, hv_Msvm_ImageManagementService_ResizeVirtualHardDisk_wait(f->session, IMAGES, &in, NULL, NULL, &f->error));
    in.Path = HYPERV_DB_DISK;
    in.MaxInternalSize = WMI_UINT64(UINT64_C(1) << 30);
    RETURNS(f,
            hv_Msvm_ImageManagementService_ResizeVirtualHardDisk_wait(f->session, IMAGES, &in, NULL, NULL, &f->error),
            32775);
}

/* Switches. */

static void a_switch_is_made_changed_and_destroyed(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualEthernetSwitchManagementService_DefineSystem_in in;
    hv_Msvm_VirtualEthernetSwitchManagementService_DefineSystem_out out;
    hv_Msvm_VirtualEthernetSwitchManagementService_ModifySystemSettings_in change;
    hv_Msvm_VirtualEthernetSwitchManagementService_DestroySystem_in destroy;
    hv_Msvm_VirtualEthernetSwitchSettingData settings;
    hv_Msvm_EthernetPortAllocationSettingData port;
    const char *where = MACHINE(HYPERV_HOST_NAME);
    char *path = NULL;
    wmi_embedded ports[1];
    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    memset(&port, 0, sizeof port);
    settings.ElementName = "Internal network";
    port.ElementName = "Internal network";
    port.ResourceType = WMI_UINT16(33);
    port.HostResource.items = &where;
    port.HostResource.count = 1;
    ports[0] = WMI_EMBED(hv_Msvm_EthernetPortAllocationSettingData, &port);
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualEthernetSwitchSettingData, &settings);
    in.ResourceSettings.items = ports;
    in.ResourceSettings.count = 1;
    MUST(f, hv_Msvm_VirtualEthernetSwitchManagementService_DefineSystem_wait(f->session, SWITCHES, &in, &out, NULL,
                                                                             &f->error));
    assert_non_null(out.ResultingSystem);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_VirtualEthernetSwitch"), 2);
    assert_int_equal(count_related(f, out.ResultingSystem, "Msvm_SystemDevice", "Msvm_EthernetSwitchPort", NULL), 1);
    assert_int_equal(count_related(f, out.ResultingSystem, "Msvm_SettingsDefineState",
                                   "Msvm_VirtualEthernetSwitchSettingData", &path),
                     1);
    memset(&change, 0, sizeof change);
    MUST(f, hv_Msvm_VirtualEthernetSwitchSettingData_get(f->session, path, &settings, &f->error));
    settings.ElementName = "Back network";
    change.SystemSettings = WMI_EMBED(hv_Msvm_VirtualEthernetSwitchSettingData, &settings);
    MUST(f, hv_Msvm_VirtualEthernetSwitchManagementService_ModifySystemSettings_wait(f->session, SWITCHES, &change,
                                                                                     NULL, NULL, &f->error));
    hv_Msvm_VirtualEthernetSwitchSettingData_clear(&settings);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_VirtualEthernetSwitch WHERE ElementName = 'Back network'"), 1);
    memset(&destroy, 0, sizeof destroy);
    destroy.AffectedSystem = out.ResultingSystem;
    MUST(f, hv_Msvm_VirtualEthernetSwitchManagementService_DestroySystem_wait(f->session, SWITCHES, &destroy, NULL,
                                                                              NULL, &f->error));
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_VirtualEthernetSwitch"), 1);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_EthernetSwitchPort"), 1);
    RETURNS(f,
            hv_Msvm_VirtualEthernetSwitchManagementService_DestroySystem_wait(f->session, SWITCHES, &destroy, NULL,
                                                                              NULL, &f->error),
            32777);
    destroy.AffectedSystem = WEB;
    RETURNS(f,
            hv_Msvm_VirtualEthernetSwitchManagementService_DestroySystem_wait(f->session, SWITCHES, &destroy, NULL,
                                                                              NULL, &f->error),
            32773);
    hv_Msvm_VirtualEthernetSwitchManagementService_DefineSystem_out_clear(&out);
    wmi_free(path);
}

static void a_switch_has_ports(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings_in in;
    hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings_out out;
    hv_Msvm_VirtualEthernetSwitchManagementService_RemoveResourceSettings_in remove;
    hv_Msvm_EthernetPortAllocationSettingData port;
    const char *where = MACHINE(HYPERV_HOST_NAME);
    char *settings = NULL;
    wmi_embedded ports[1];
    assert_int_equal(count_related(f, THE_SWITCH, "Msvm_SettingsDefineState", NULL, &settings), 1);
    assert_int_equal(count_related(f, THE_SWITCH, "Msvm_SystemDevice", NULL, NULL), 1);
    memset(&in, 0, sizeof in);
    memset(&port, 0, sizeof port);
    port.ElementName = "host";
    port.HostResource.items = &where;
    port.HostResource.count = 1;
    ports[0] = WMI_EMBED(hv_Msvm_EthernetPortAllocationSettingData, &port);
    in.AffectedConfiguration = settings;
    in.ResourceSettings.items = ports;
    in.ResourceSettings.count = 1;
    MUST(f, hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings_wait(f->session, SWITCHES, &in, &out,
                                                                                    NULL, &f->error));
    assert_int_equal(out.ResultingResourceSettings.count, 1);
    assert_int_equal(count_related(f, THE_SWITCH, "Msvm_SystemDevice", NULL, NULL), 2);
    memset(&remove, 0, sizeof remove);
    remove.ResourceSettings.items = out.ResultingResourceSettings.items;
    remove.ResourceSettings.count = 1;
    MUST(f, hv_Msvm_VirtualEthernetSwitchManagementService_RemoveResourceSettings_wait(f->session, SWITCHES, &remove,
                                                                                       NULL, NULL, &f->error));
    assert_int_equal(count_related(f, THE_SWITCH, "Msvm_SystemDevice", NULL, NULL), 1);
    RETURNS(f,
            hv_Msvm_VirtualEthernetSwitchManagementService_RemoveResourceSettings_wait(f->session, SWITCHES, &remove,
                                                                                       NULL, NULL, &f->error),
            32773);
    where = NOBODY;
    RETURNS(f,
            hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings_wait(f->session, SWITCHES, &in, NULL,
                                                                                    NULL, &f->error),
            32773);
    hv_Msvm_VirtualEthernetSwitchManagementService_AddResourceSettings_out_clear(&out);
    wmi_free(settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOST_TEST(a_machine_gets_disk_and_network),
        HOST_TEST(resources_without_a_place_are_refused),
        HOST_TEST(a_running_machine_takes_what_is_on_scsi),
        HOST_TEST(resources_are_modified),
        HOST_TEST(resources_are_removed_with_what_is_on_them),
        HOST_TEST(a_disk_is_created_and_described),
        HOST_TEST(disks_that_cannot_be_are_refused),
        HOST_TEST(a_switch_is_made_changed_and_destroyed),
        HOST_TEST(a_switch_has_ports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
