/* What the host has at the beginning; machines defined, changed, started, stopped, destroyed. */
#include "host_fixture.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ProcessorSettingData.h>
#include <virtualization_v2/Msvm_ShutdownComponent.h>
#include <virtualization_v2/Msvm_HeartbeatComponent.h>
#include <virtualization_v2/Msvm_SummaryInformation.h>
#include <virtualization_v2/Msvm_VirtualSystemExportSettingData.h>

#define SECOND "Microsoft:Hyper-V:SubType:2"

static void the_host_has_two_machines(void **state)
{
    fixture *f = *state;
    hv_Msvm_ComputerSystem *items = NULL;
    size_t count = 0;
    MUST(f, hv_Msvm_ComputerSystem_list(f->session, "Caption = 'Virtual Machine'", &items, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(items[0].ElementName, HYPERV_WEB_NAME);
    assert_int_equal(items[0].EnabledState.value, 3);
    assert_string_equal(items[1].ElementName, HYPERV_DB_NAME);
    assert_int_equal(items[1].EnabledState.value, 2);
    hv_Msvm_ComputerSystem_list_free(items, count);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ComputerSystem"), 3);
    assert_int_equal(count_related(f, MACHINE(HYPERV_HOST_NAME), "Msvm_HostedDependency", "Msvm_ComputerSystem", NULL),
                     2);
    assert_int_equal(count_related(f, MACHINE(HYPERV_HOST_NAME), "Msvm_HostedService", NULL, NULL), 5);
}

static void machines_have_settings_and_devices(void **state)
{
    static const struct {
        const char *machine;
        const char *class_name;
        size_t count;
    } expected[] = {
        {WEB, "Msvm_MemorySettingData", 1},
        {WEB, "Msvm_ProcessorSettingData", 1},
        {WEB, "Msvm_StorageAllocationSettingData", 1},
        {WEB, "Msvm_SyntheticEthernetPortSettingData", 1},
        {WEB, "Msvm_EthernetPortAllocationSettingData", 1},
        {WEB, "Msvm_ShutdownComponentSettingData", 1},
        {WEB, "Msvm_ResourceAllocationSettingData", 3}, /* two controllers, a drive */
        {DB, "Msvm_ResourceAllocationSettingData", 2},
    };
    fixture *f = *state;
    size_t i;
    for (i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        char *settings = settings_of(f, expected[i].machine);
        assert_int_equal(
            count_related(f, settings, "Msvm_VirtualSystemSettingDataComponent", expected[i].class_name, NULL),
            expected[i].count);
        wmi_free(settings);
    }
    assert_int_equal(count_related(f, WEB, "Msvm_SystemDevice", NULL, NULL), 7); /* six components, a port */
    assert_int_equal(count_related(f, WEB, "Msvm_SystemDevice", "Msvm_SyntheticEthernetPort", NULL), 1);
}

static void pools_define_default_settings(void **state)
{
    fixture *f = *state;
    char *pool = NULL;
    char *capabilities = NULL;
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ResourcePool WHERE ResourceSubType = "
                                    "'Microsoft:Hyper-V:Memory' AND Primordial = TRUE"),
                     1);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_SettingsDefineCapabilities WHERE ValueRole = 0"), 10);
    assert_int_equal(count_related(f,
                                   "Msvm_AllocationCapabilities.InstanceID=\"Microsoft:Definition\\\\"
                                   "4764334D-E001-4176-82EE-5594EC9B530E\"",
                                   "Msvm_SettingsDefineCapabilities", "Msvm_MemorySettingData", NULL),
                     4);
    assert_int_equal(count_related(f,
                                   "Msvm_AllocationCapabilities.InstanceID=\"Microsoft:Definition\\\\"
                                   "4764334D-E001-4176-82EE-5594EC9B530E\"",
                                   "Msvm_ElementCapabilities", "Msvm_ResourcePool", &pool),
                     1);
    assert_int_equal(count_related(f, pool, "Msvm_ElementCapabilities", NULL, &capabilities), 1);
    wmi_free(pool);
    wmi_free(capabilities);
}

static void a_machine_is_defined(void **state)
{
    fixture *f = *state;
    char *machine = NULL;
    char *settings;
    hv_Msvm_ComputerSystem system;
    hv_Msvm_VirtualSystemSettingData data;
    define_machine(f, "shop-01", SECOND, &machine);
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, machine, &system, &f->error));
    assert_string_equal(system.ElementName, "shop-01");
    assert_int_equal(system.EnabledState.value, 3);
    assert_int_equal(strlen(system.Name), 36);
    hv_Msvm_ComputerSystem_clear(&system);
    settings = settings_of(f, machine);
    MUST(f, hv_Msvm_VirtualSystemSettingData_get(f->session, settings, &data, &f->error));
    assert_string_equal(data.VirtualSystemSubType, SECOND);
    assert_string_equal(data.VirtualSystemType, "Microsoft:Hyper-V:System:Realized");
    hv_Msvm_VirtualSystemSettingData_clear(&data);
    assert_int_equal(
        count_related(f, settings, "Msvm_VirtualSystemSettingDataComponent", "Msvm_MemorySettingData", NULL), 1);
    assert_int_equal(count_related(f, machine, "Msvm_AffectedJobElement", "Msvm_ConcreteJob", NULL), 1);
    wmi_free(settings);
    wmi_free(machine);
}

static void a_machine_is_there_when_its_job_is_done(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    memset(&in, 0, sizeof in);
    MUST(f, hv_Msvm_VirtualSystemManagementService_DefineSystem(f->session, MANAGEMENT, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 4096);
    assert_null(out.ResultingSystem);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ComputerSystem WHERE Caption = 'Virtual Machine'"), 2);
    wmi_loopback_advance(f->loopback, 2000);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = 'New Virtual Machine'"), 1);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
}

static void resources_may_be_given_with_the_machine(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    hv_Msvm_MemorySettingData memory;
    wmi_embedded resources[1];
    memset(&in, 0, sizeof in);
    memset(&memory, 0, sizeof memory);
    memory.InstanceID = "";
    memory.ResourceType = WMI_UINT16(4);
    memory.VirtualQuantity = WMI_UINT64(512);
    resources[0] = WMI_EMBED(hv_Msvm_MemorySettingData, &memory);
    in.ResourceSettings.items = resources;
    in.ResourceSettings.count = 1;
    MUST(f,
         hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(f->session, MANAGEMENT, &in, &out, NULL, &f->error));
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_MemorySettingData WHERE VirtualQuantity = 512"), 1);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    memory.VirtualQuantity = WMI_UINT64(31);
    RETURNS(
        f, hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(f->session, MANAGEMENT, &in, NULL, NULL, &f->error),
        32773);
}

static void a_machine_of_no_generation_is_refused(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    hv_Msvm_VirtualSystemSettingData settings;
    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    settings.VirtualSystemSubType = "2";
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    RETURNS(
        f, hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(f->session, MANAGEMENT, &in, NULL, NULL, &f->error),
        32773);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ConcreteJob"), 0);
}

static wmi_status modify_system(fixture *f, const hv_Msvm_VirtualSystemSettingData *settings)
{
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in in;
    memset(&in, 0, sizeof in);
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, settings);
    return hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                            &f->error);
}

static void a_machine_is_renamed(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_ComputerSystem system;
    memset(&settings, 0, sizeof settings);
    settings.InstanceID = "Microsoft:" HYPERV_WEB_ID;
    settings.ElementName = "web-02";
    MUST(f, modify_system(f, &settings));
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, WEB, &system, &f->error));
    assert_string_equal(system.ElementName, "web-02");
    hv_Msvm_ComputerSystem_clear(&system);
    MUST(f, hv_Msvm_VirtualSystemSettingData_get(f->session, SETTINGS(HYPERV_WEB_ID), &settings, &f->error));
    assert_string_equal(settings.ElementName, "web-02");
    assert_string_equal(settings.VirtualSystemSubType, "Microsoft:Hyper-V:SubType:1"); /* all else is as it was */
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    settings.InstanceID = "Microsoft:" HYPERV_WEB_ID;
    settings.VirtualSystemSubType = SECOND;
    RETURNS(f, modify_system(f, &settings), 32773);
    settings.InstanceID = "Microsoft:00000000-0000-0000-0000-000000000000";
    settings.VirtualSystemSubType = NULL;
    RETURNS(f, modify_system(f, &settings), 32773);
}

static wmi_status destroy(fixture *f, const char *machine)
{
    hv_Msvm_VirtualSystemManagementService_DestroySystem_in in;
    memset(&in, 0, sizeof in);
    in.AffectedSystem = machine;
    return hv_Msvm_VirtualSystemManagementService_DestroySystem_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                     &f->error);
}

static void a_machine_is_destroyed_with_all_that_it_has(void **state)
{
    fixture *f = *state;
    RETURNS(f, destroy(f, DB), 32775); /* it runs */
    MUST(f, request(f, DB, 3));
    MUST(f, destroy(f, DB));
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ComputerSystem WHERE Caption = 'Virtual Machine'"), 1);
    assert_int_equal(count_found(f, "SELECT * FROM CIM_ResourceAllocationSettingData WHERE InstanceID LIKE "
                                    "'Microsoft:" HYPERV_DB_ID "%'"),
                     0);
    assert_int_equal(count_found(f, "SELECT * FROM CIM_ResourceAllocationSettingData WHERE InstanceID LIKE "
                                    "'Microsoft:" HYPERV_DB_SNAPSHOT_ID "%'"),
                     0);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_VirtualSystemSettingData"), 1);
    assert_int_equal(count_found(f, "SELECT * FROM CIM_LogicalDevice WHERE SystemName = '" HYPERV_DB_ID "'"), 0);
    RETURNS(f, destroy(f, DB), 32777);
    RETURNS(f, destroy(f, MACHINE(HYPERV_HOST_NAME)), 32770);
}

/* Power. */

static void a_machine_starts_and_stops(void **state)
{
    fixture *f = *state;
    hv_Msvm_ComputerSystem_RequestStateChange_in in;
    hv_Msvm_ComputerSystem_RequestStateChange_out out;
    hv_Msvm_ConcreteJob job;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(2);
    MUST(f, hv_Msvm_ComputerSystem_RequestStateChange(f->session, WEB, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 4096);
    assert_int_equal(state_of(f, WEB), 10);
    RETURNS(f, request(f, WEB, 2), 32775); /* it is about to */
    wmi_loopback_advance(f->loopback, 3000);
    assert_int_equal(state_of(f, WEB), 2);
    MUST(f, hv_Msvm_ConcreteJob_get(f->session, out.Job, &job, &f->error));
    assert_int_equal(job.JobType.value, hv_Msvm_ConcreteJob_JobType_Start_Virtual_Machine);
    assert_int_equal(job.JobState.value, WMI_JOB_COMPLETED);
    hv_Msvm_ConcreteJob_clear(&job);
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    RETURNS(f, request(f, WEB, 2), 32775);
    MUST(f, request(f, WEB, 9));
    assert_int_equal(state_of(f, WEB), 9);
    MUST(f, request(f, WEB, 2));
    MUST(f, request(f, WEB, 6));
    assert_int_equal(state_of(f, WEB), 6);
    MUST(f, request(f, WEB, 2));
    MUST(f, request(f, WEB, 11));
    assert_int_equal(state_of(f, WEB), 2);
    MUST(f, request(f, WEB, 3));
    assert_int_equal(state_of(f, WEB), 3);
    RETURNS(f, request(f, WEB, 4), 32775);
    RETURNS(f, request(f, WEB, 77), 32773);
    RETURNS(f, request(f, MACHINE(HYPERV_HOST_NAME), 2), 32770);
}

static void a_start_that_is_cancelled_leaves_the_machine_off(void **state)
{
    fixture *f = *state;
    hv_Msvm_ComputerSystem_RequestStateChange_in in;
    wmi_job_options options;
    memset(&in, 0, sizeof in);
    memset(&options, 0, sizeof options);
    in.RequestedState = WMI_UINT16(2);
    options.timeout_ms = 1000;
    options.cancel = true;
    assert_int_equal(hv_Msvm_ComputerSystem_RequestStateChange_wait(f->session, WEB, &in, NULL, &options, &f->error),
                     WMI_TIMEOUT);
    assert_int_equal(state_of(f, WEB), 3);
}

static void a_machine_that_wants_too_much_does_not_start(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in;
    hv_Msvm_MemorySettingData memory;
    wmi_embedded item;
    memset(&in, 0, sizeof in);
    memset(&memory, 0, sizeof memory);
    memory.InstanceID = "Microsoft:" HYPERV_WEB_ID "\\4764334d-e001-4176-82ee-5594ec9b530e";
    memory.VirtualQuantity = WMI_UINT64(HYPERV_HOST_MEMORY);
    item = WMI_EMBED(hv_Msvm_MemorySettingData, &memory);
    in.ResourceSettings.items = &item;
    in.ResourceSettings.count = 1;
    MUST(f, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                               &f->error));
    JOB_FAILS(f, request(f, WEB, 2), "memory");
    assert_int_equal(f->error.job.error_code.value, 32778);
    assert_non_null(strstr(f->error.job.description, HYPERV_WEB_NAME));
    assert_int_equal(state_of(f, WEB), 3);
}

static void a_guest_is_asked_to_shut_down(void **state)
{
    fixture *f = *state;
    hv_Msvm_ShutdownComponent_InitiateShutdown_in in;
    hv_Msvm_ShutdownComponent_InitiateShutdown_out out;
    hv_Msvm_HeartbeatComponent heartbeat;
    char *path = NULL;
    char *component = NULL;
    memset(&in, 0, sizeof in);
    in.Force = WMI_BOOLEAN(false);
    in.Reason = "Maintenance";
    assert_int_equal(count_related(f, DB, "Msvm_SystemDevice", "Msvm_ShutdownComponent", &component), 1);
    assert_int_equal(count_related(f, DB, "Msvm_SystemDevice", "Msvm_HeartbeatComponent", &path), 1);
    MUST(f, hv_Msvm_HeartbeatComponent_get(f->session, path, &heartbeat, &f->error));
    assert_int_equal(heartbeat.OperationalStatus.items[0], 2);
    hv_Msvm_HeartbeatComponent_clear(&heartbeat);
    MUST(f, hv_Msvm_ShutdownComponent_InitiateShutdown(f->session, component, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 0);
    hv_Msvm_ShutdownComponent_InitiateShutdown_out_clear(&out);
    assert_int_equal(state_of(f, DB), 4);
    MUST(f, hv_Msvm_ShutdownComponent_InitiateShutdown(f->session, component, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 32782);
    hv_Msvm_ShutdownComponent_InitiateShutdown_out_clear(&out);
    wmi_loopback_advance(f->loopback, 8000);
    assert_int_equal(state_of(f, DB), 3);
    MUST(f, hv_Msvm_HeartbeatComponent_get(f->session, path, &heartbeat, &f->error));
    assert_int_equal(heartbeat.OperationalStatus.items[0], 12);
    hv_Msvm_HeartbeatComponent_clear(&heartbeat);
    MUST(f, hv_Msvm_ShutdownComponent_InitiateShutdown(f->session, component, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 32780);
    hv_Msvm_ShutdownComponent_InitiateShutdown_out_clear(&out);
    wmi_free(component);
    wmi_free(path);
}

static void a_change_of_state_is_an_event(void **state)
{
    fixture *f = *state;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    hv_Msvm_ComputerSystem_RequestStateChange_in in;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(2);
    MUST(f, wmi_subscribe(f->session,
                          "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA "
                          "'Msvm_ComputerSystem' AND TargetInstance.EnabledState = 2",
                          &events, &f->error));
    MUST(f, hv_Msvm_ComputerSystem_RequestStateChange(f->session, WEB, &in, NULL, &f->error));
    MUST(f, wmi_events_next(events, UINT32_MAX, &event, &f->error));
    assert_int_equal(wmi_loopback_now(f->loopback), 3000);
    wmi_object_free(event);
    wmi_events_free(events);
}

/* Summaries and exports. */

static void machines_are_summed_up(void **state)
{
    static const uint32_t wanted[] = {0, 1, 4, 9, 100, 103, 105};
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_in in;
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out out;
    hv_Msvm_SummaryInformation summary;
    memset(&in, 0, sizeof in);
    in.RequestedInformation = WMI_ARRAY(wmi_array_uint32, wanted);
    MUST(f, hv_Msvm_VirtualSystemManagementService_GetSummaryInformation(f->session, MANAGEMENT, &in, &out, &f->error));
    assert_int_equal(out.ReturnValue.value, 0);
    assert_int_equal(out.SummaryInformation.count, 2);
    memset(&summary, 0, sizeof summary);
    MUST(f, wmi_instance_from(&hv_Msvm_SummaryInformation_info, out.SummaryInformation.items[1], &summary, &f->error));
    assert_string_equal(summary.Name, HYPERV_DB_ID);
    assert_string_equal(summary.ElementName, HYPERV_DB_NAME);
    assert_int_equal(summary.NumberOfProcessors.value, 4);
    assert_int_equal(summary.EnabledState.value, 2);
    assert_int_equal(summary.MemoryUsage.value, 8192);
    assert_int_equal(summary.VirtualSwitchNames.count, 1);
    assert_string_equal(summary.VirtualSwitchNames.items[0], HYPERV_SWITCH_NAME);
    assert_false(summary.HealthState.has); /* nobody asked for it */
    hv_Msvm_SummaryInformation_clear(&summary);
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out_clear(&out);
}

static wmi_status export_to(fixture *f, const char *directory, const hv_Msvm_VirtualSystemExportSettingData *settings)
{
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in in;
    memset(&in, 0, sizeof in);
    in.ComputerSystem = DB;
    in.ExportDirectory = directory;
    if (settings != NULL) {
        in.ExportSettingData = WMI_EMBED(hv_Msvm_VirtualSystemExportSettingData, settings);
    }
    return hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                              &f->error);
}

static void a_machine_is_exported(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemExportSettingData settings;
    hv_Msvm_ComputerSystem system;
    memset(&settings, 0, sizeof settings);
    MUST(f, export_to(f, "D:\\Export", NULL));
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, DB, &system, &f->error));
    assert_int_equal(system.OperationalStatus.count, 1); /* it is exported no more */
    hv_Msvm_ComputerSystem_clear(&system);
    JOB_FAILS(f, export_to(f, "D:\\Export", NULL), "0x80070050");
    JOB_FAILS(f, export_to(f, "X:\\Export", NULL), "0x80070003");
    RETURNS(f, export_to(f, "", NULL), 32773);
    settings.CopySnapshotConfiguration = WMI_UINT8(2);
    RETURNS(f, export_to(f, "D:\\One", &settings), 32773); /* of which snapshot? */
    settings.SnapshotVirtualSystem = SETTINGS(HYPERV_DB_SNAPSHOT_ID);
    MUST(f, export_to(f, "D:\\One", &settings));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOST_TEST(the_host_has_two_machines),
        HOST_TEST(machines_have_settings_and_devices),
        HOST_TEST(pools_define_default_settings),
        HOST_TEST(a_machine_is_defined),
        HOST_TEST(a_machine_is_there_when_its_job_is_done),
        HOST_TEST(resources_may_be_given_with_the_machine),
        HOST_TEST(a_machine_of_no_generation_is_refused),
        HOST_TEST(a_machine_is_renamed),
        HOST_TEST(a_machine_is_destroyed_with_all_that_it_has),
        HOST_TEST(a_machine_starts_and_stops),
        HOST_TEST(a_start_that_is_cancelled_leaves_the_machine_off),
        HOST_TEST(a_machine_that_wants_too_much_does_not_start),
        HOST_TEST(a_guest_is_asked_to_shut_down),
        HOST_TEST(a_change_of_state_is_an_event),
        HOST_TEST(machines_are_summed_up),
        HOST_TEST(a_machine_is_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
