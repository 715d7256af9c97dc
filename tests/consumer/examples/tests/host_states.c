/* Snapshots and replication; all of the host when memory runs out. */
#include "host_fixture.h"

#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ReplicationRelationship.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_ReplicationStatistics.h>

#include <stdlib.h>

/* Snapshots. */

/* @param path if not NULL, receives where it is, the caller's: wmi_free. */
static wmi_status take(fixture *f, const char *machine, char **path)
{
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_in in;
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_out out;
    wmi_status status;
    memset(&in, 0, sizeof in);
    in.AffectedSystem = machine;
    in.SnapshotType = WMI_UINT16(2);
    status =
        hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_wait(f->session, SNAPSHOTS, &in, &out, NULL, &f->error);
    if (status == WMI_OK && path != NULL) {
        assert_non_null(out.ResultingSnapshot);
        *path = wmi_alloc(strlen(out.ResultingSnapshot) + 1);
        assert_non_null(*path);
        memcpy(*path, out.ResultingSnapshot, strlen(out.ResultingSnapshot) + 1);
    }
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_out_clear(&out);
    return status;
}

static wmi_status apply(fixture *f, const char *snapshot)
{
    hv_Msvm_VirtualSystemSnapshotService_ApplySnapshot_in in;
    memset(&in, 0, sizeof in);
    in.Snapshot = snapshot;
    return hv_Msvm_VirtualSystemSnapshotService_ApplySnapshot_wait(f->session, SNAPSHOTS, &in, NULL, NULL, &f->error);
}

static wmi_status destroy(fixture *f, const char *snapshot)
{
    hv_Msvm_VirtualSystemSnapshotService_DestroySnapshot_in in;
    memset(&in, 0, sizeof in);
    in.AffectedSnapshot = snapshot;
    return hv_Msvm_VirtualSystemSnapshotService_DestroySnapshot_wait(f->session, SNAPSHOTS, &in, NULL, NULL, &f->error);
}

static wmi_status destroy_tree(fixture *f, const char *snapshot)
{
    hv_Msvm_VirtualSystemSnapshotService_DestroySnapshotTree_in in;
    memset(&in, 0, sizeof in);
    in.SnapshotSettingData = snapshot;
    return hv_Msvm_VirtualSystemSnapshotService_DestroySnapshotTree_wait(f->session, SNAPSHOTS, &in, NULL, NULL,
                                                                         &f->error);
}

static void assert_current(fixture *f, const char *machine, const char *snapshot)
{
    char *current = NULL;
    size_t count = count_related(f, machine, "Msvm_MostCurrentSnapshotInBranch", NULL, &current);
    assert_int_equal(count, snapshot != NULL ? 1 : 0);
    if (snapshot != NULL) {
        assert_true(wmi_path_equal(current, snapshot));
    }
    wmi_free(current);
}

static void a_snapshot_is_taken(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_ComputerSystem system;
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_in in;
    char *snapshot = NULL;
    assert_int_equal(count_related(f, DB, "Msvm_SnapshotOfVirtualSystem", NULL, NULL), 1);
    assert_current(f, DB, SETTINGS(HYPERV_DB_SNAPSHOT_ID));
    MUST(f, take(f, DB, &snapshot));
    assert_int_equal(count_related(f, DB, "Msvm_SnapshotOfVirtualSystem", NULL, NULL), 2);
    assert_current(f, DB, snapshot);
    MUST(f, hv_Msvm_VirtualSystemSettingData_get(f->session, snapshot, &settings, &f->error));
    assert_string_equal(settings.ElementName, "db-01 - (1/1/2024 - 12:00:02 AM)");
    assert_string_equal(settings.VirtualSystemType, "Microsoft:Hyper-V:Snapshot:Realized");
    assert_string_equal(settings.VirtualSystemIdentifier, HYPERV_DB_ID);
    assert_true(wmi_path_equal(settings.Parent, SETTINGS(HYPERV_DB_SNAPSHOT_ID)));
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    assert_int_equal(count_related(f, snapshot, "Msvm_VirtualSystemSettingDataComponent", NULL, NULL),
                     count_related(f, SETTINGS(HYPERV_DB_ID), "Msvm_VirtualSystemSettingDataComponent", NULL, NULL));
    memset(&in, 0, sizeof in);
    in.AffectedSystem = DB;
    in.SnapshotType = WMI_UINT16(2);
    MUST(f, hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot(f->session, SNAPSHOTS, &in, NULL, &f->error));
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, DB, &system, &f->error));
    assert_int_equal(system.OperationalStatus.count, 2);
    assert_int_equal(system.OperationalStatus.items[1], 32768);
    hv_Msvm_ComputerSystem_clear(&system);
    RETURNS(f, take(f, DB, NULL), 32774); /* one at a time */
    RETURNS(f, request(f, DB, 3), 32774);
    wmi_free(snapshot);
}

static void what_is_no_snapshot_is_refused(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_in in;
    memset(&in, 0, sizeof in);
    RETURNS(f, take(f, NOBODY, NULL), 32777);
    in.AffectedSystem = WEB;
    RETURNS(f,
            hv_Msvm_VirtualSystemSnapshotService_CreateSnapshot_wait(f->session, SNAPSHOTS, &in, NULL, NULL, &f->error),
            32773);
    RETURNS(f, apply(f, SETTINGS(HYPERV_DB_ID)), 32773);
    RETURNS(f, destroy(f, SETTINGS("00000000-0000-0000-0000-000000000000")), 32773);
    RETURNS(f, apply(f, SETTINGS(HYPERV_DB_SNAPSHOT_ID)), 32775); /* db-01 runs */
}

static void a_snapshot_is_applied(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in;
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_in remove;
    hv_Msvm_MemorySettingData memory;
    wmi_embedded item;
    char *port = NULL;
    memset(&in, 0, sizeof in);
    memset(&memory, 0, sizeof memory);
    memory.InstanceID = "Microsoft:" HYPERV_DB_ID "\\4764334d-e001-4176-82ee-5594ec9b530e";
    memory.VirtualQuantity = WMI_UINT64(4096);
    item = WMI_EMBED(hv_Msvm_MemorySettingData, &memory);
    in.ResourceSettings.items = &item;
    in.ResourceSettings.count = 1;
    MUST(f, request(f, DB, 3));
    MUST(f, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_wait(f->session, MANAGEMENT, &in, NULL, NULL,
                                                                               &f->error));
    assert_int_equal(count_related(f, SETTINGS(HYPERV_DB_ID), NULL, "Msvm_SyntheticEthernetPortSettingData", &port), 1);
    memset(&remove, 0, sizeof remove);
    remove.ResourceSettings.items = (const char *const *)&port;
    remove.ResourceSettings.count = 1;
    MUST(f, hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_wait(f->session, MANAGEMENT, &remove, NULL,
                                                                               NULL, &f->error));
    wmi_free(port);
    MUST(f, apply(f, SETTINGS(HYPERV_DB_SNAPSHOT_ID)));
    MUST(f, hv_Msvm_MemorySettingData_get(f->session,
                                          "Msvm_MemorySettingData.InstanceID=\"Microsoft:" HYPERV_DB_ID
                                          "\\\\4764334d-e001-4176-82ee-5594ec9b530e\"",
                                          &memory, &f->error));
    assert_int_equal(memory.VirtualQuantity.value, 8192); /* as it was */
    hv_Msvm_MemorySettingData_clear(&memory);
    assert_int_equal(count_related(f, SETTINGS(HYPERV_DB_ID), NULL, "Msvm_SyntheticEthernetPortSettingData", NULL), 1);
    assert_int_equal(count_related(f, DB, "Msvm_SystemDevice", "Msvm_SyntheticEthernetPort", NULL), 1);
    assert_int_equal(count_related(f, DB, "Msvm_LastAppliedSnapshot", NULL, NULL), 1);
    assert_current(f, DB, SETTINGS(HYPERV_DB_SNAPSHOT_ID));
    assert_int_equal(state_of(f, DB), 3);
    MUST(f, request(f, DB, 2));
}

static void snapshots_are_destroyed(void **state)
{
    fixture *f = *state;
    hv_Msvm_VirtualSystemSettingData settings;
    char *second = NULL;
    char *third = NULL;
    MUST(f, take(f, DB, &second));
    MUST(f, take(f, DB, &third));
    MUST(f, destroy(f, second));
    MUST(f, hv_Msvm_VirtualSystemSettingData_get(f->session, third, &settings, &f->error));
    assert_true(wmi_path_equal(settings.Parent, SETTINGS(HYPERV_DB_SNAPSHOT_ID)));
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    assert_current(f, DB, third);
    assert_int_equal(count_related(f, DB, "Msvm_SnapshotOfVirtualSystem", NULL, NULL), 2);
    MUST(f, destroy(f, third));
    assert_current(f, DB, SETTINGS(HYPERV_DB_SNAPSHOT_ID));
    MUST(f, take(f, DB, NULL));
    MUST(f, destroy_tree(f, SETTINGS(HYPERV_DB_SNAPSHOT_ID)));
    assert_int_equal(count_related(f, DB, "Msvm_SnapshotOfVirtualSystem", NULL, NULL), 0);
    assert_current(f, DB, NULL);
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_VirtualSystemSettingData"), 2);
    RETURNS(f, destroy(f, third), 32773);
    wmi_free(third);
    wmi_free(second);
}

/* Replication. */

static wmi_status replicate(fixture *f, const char *machine, const char *server)
{
    hv_Msvm_ReplicationService_CreateReplicationRelationship_in in;
    hv_Msvm_ReplicationSettingData settings;
    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    settings.RecoveryConnectionPoint = server;
    settings.RecoveryServerPortNumber = WMI_UINT16(80);
    settings.AuthenticationType = WMI_UINT16(1);
    in.ComputerSystem = machine;
    in.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
    return hv_Msvm_ReplicationService_CreateReplicationRelationship_wait(f->session, REPLICATION, &in, NULL, NULL,
                                                                         &f->error);
}

static void assert_replication(fixture *f, const char *machine, unsigned state, unsigned mode)
{
    hv_Msvm_ComputerSystem system;
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, machine, &system, &f->error));
    assert_int_equal(system.ReplicationState.value, state);
    assert_int_equal(system.ReplicationMode.value, mode);
    hv_Msvm_ComputerSystem_clear(&system);
}

static wmi_status change(fixture *f, const char *machine, uint16_t state)
{
    hv_Msvm_ComputerSystem_RequestReplicationStateChange_in in;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(state);
    return hv_Msvm_ComputerSystem_RequestReplicationStateChange_wait(f->session, machine, &in, NULL, NULL, &f->error);
}

/* A method of the replication service that wants a machine and, perhaps, settings. */
#define ON_MACHINE(F, METHOD, MACHINE_PATH)                                                                            \
    hv_Msvm_ReplicationService_##METHOD##_wait(                                                                        \
        (F)->session, REPLICATION, &(hv_Msvm_ReplicationService_##METHOD##_in){.ComputerSystem = (MACHINE_PATH)},      \
        NULL, NULL, &(F)->error)

static void a_machine_is_replicated(void **state)
{
    fixture *f = *state;
    hv_Msvm_ReplicationService_StartReplication_in start;
    hv_Msvm_ReplicationService_GetReplicationStatistics_in ask;
    hv_Msvm_ReplicationService_GetReplicationStatistics_out told;
    hv_Msvm_ReplicationRelationship relationship;
    char *path = NULL;
    RETURNS(f, replicate(f, NOBODY, "hv-02.contoso.example"), 32777);
    RETURNS(f, replicate(f, WEB, NULL), 32773);
    JOB_FAILS(f, replicate(f, WEB, HYPERV_DEAD_SERVER), HYPERV_DEAD_SERVER);
    assert_replication(f, WEB, 0, 0);
    MUST(f, replicate(f, WEB, "hv-02.contoso.example"));
    assert_replication(f, WEB, 1, 1);
    RETURNS(f, replicate(f, WEB, "hv-02.contoso.example"), 32775);
    assert_int_equal(count_related(f, WEB, "Msvm_SystemReplicationRelationship", NULL, &path), 1);
    assert_int_equal(count_related(f, WEB, NULL, "Msvm_ReplicationSettingData", NULL), 1);
    RETURNS(f, change(f, WEB, 7), 32775);
    memset(&start, 0, sizeof start);
    start.ComputerSystem = WEB;
    start.InitialReplicationType = WMI_UINT16(1);
    MUST(f, hv_Msvm_ReplicationService_StartReplication_wait(f->session, REPLICATION, &start, NULL, NULL, &f->error));
    assert_replication(f, WEB, 3, 1);
    MUST(f, hv_Msvm_ReplicationRelationship_get(f->session, path, &relationship, &f->error));
    assert_int_equal(relationship.ReplicationState.value, 3);
    assert_int_equal(relationship.ReplicationHealth.value, 1);
    hv_Msvm_ReplicationRelationship_clear(&relationship);
    MUST(f, change(f, WEB, 7));
    assert_replication(f, WEB, 7, 1);
    MUST(f, change(f, WEB, 3));
    MUST(f, change(f, WEB, 4)); /* the planned failover is prepared: web-01 is off */
    assert_replication(f, WEB, 4, 1);
    RETURNS(f, ON_MACHINE(f, InitiateFailover, WEB), 32775); /* on the other server, that is */
    memset(&ask, 0, sizeof ask);
    ask.ComputerSystem = WEB;
    MUST(f, hv_Msvm_ReplicationService_GetReplicationStatistics(f->session, REPLICATION, &ask, &told, &f->error));
    assert_int_equal(told.ReplicationStatistics.count, 1);
    hv_Msvm_ReplicationService_GetReplicationStatistics_out_clear(&told);
    MUST(f, ON_MACHINE(f, RemoveReplicationRelationship, WEB));
    assert_replication(f, WEB, 0, 0);
    assert_int_equal(count_related(f, WEB, "Msvm_SystemReplicationRelationship", NULL, NULL), 0);
    RETURNS(f, ON_MACHINE(f, RemoveReplicationRelationship, WEB), 32775);
    wmi_free(path);
}

static void a_replica_is_failed_over(void **state)
{
    fixture *f = *state;
    hv_Msvm_ReplicationSettingData settings;
    char *replica = NULL;
    char *path = NULL;
    MUST(f, hyperv_host_add_replica(f->host, "crm-01", &replica, &f->error));
    assert_replication(f, replica, 3, 2);
    RETURNS(f, request(f, replica, 2), 32775); /* it would part from its primary */
    RETURNS(f, ON_MACHINE(f, CommitFailover, replica), 32775);
    MUST(f, ON_MACHINE(f, InitiateFailover, replica));
    assert_replication(f, replica, 5, 2);
    MUST(f, ON_MACHINE(f, RevertFailover, replica));
    assert_replication(f, replica, 3, 2);
    MUST(f, ON_MACHINE(f, InitiateFailover, replica));
    MUST(f, request(f, replica, 2));
    MUST(f, ON_MACHINE(f, CommitFailover, replica));
    assert_replication(f, replica, 6, 2);
    MUST(f, ON_MACHINE(f, ReverseReplicationRelationship, replica));
    assert_replication(f, replica, 3, 1);
    assert_int_equal(count_related(f, replica, NULL, "Msvm_ReplicationSettingData", &path), 1);
    MUST(f, hv_Msvm_ReplicationSettingData_get(f->session, path, &settings, &f->error));
    assert_string_equal(settings.RecoveryConnectionPoint, "hv-07.contoso.example");
    assert_string_equal(settings.PrimaryConnectionPoint, "hv-01.contoso.example");
    hv_Msvm_ReplicationSettingData_clear(&settings);
    wmi_free(path);
    wmi_free(replica);
}

static void a_replica_is_failed_back(void **state)
{
    fixture *f = *state;
    char *replica = NULL;
    MUST(f, hyperv_host_add_replica(f->host, "crm-01", &replica, &f->error));
    RETURNS(f, ON_MACHINE(f, InitiateFailback, replica), 32775);
    MUST(f, ON_MACHINE(f, InitiateFailover, replica));
    MUST(f, ON_MACHINE(f, InitiateFailback, replica));
    assert_replication(f, replica, 14, 2);
    wmi_free(replica);
}

/* Each behaviour has a name of its own, and is found by it. */
static void behaviours_are_found_by_name(void **state)
{
    size_t count = 0;
    const hyperv_behaviour *at;
    (void)state;
    for (at = hyperv_behaviour_at(0); at != NULL; at = hyperv_behaviour_at(++count)) {
        assert_ptr_equal(hyperv_find_behaviour(at->name), at);
        assert_int_equal(strncmp(at->name, "hyperv.", 7), 0);
    }
    assert_true(count > 30);
    assert_null(hyperv_find_behaviour("hyperv.None"));
}

/* Memory runs out. */

static size_t left = SIZE_MAX;
static bool has_failed;

static void *WMI_CALLBACK allocate(void *context, size_t size)
{
    (void)context;
    if (left == 0 && !has_failed) {
        has_failed = true;
        return NULL;
    }
    left -= left > 0 ? 1 : 0;
    return malloc(size);
}

static void WMI_CALLBACK release(void *context, void *block)
{
    (void)context;
    free(block);
}

static wmi_status live(hyperv_host *host, wmi_error *error)
{
    fixture f = {host, hyperv_host_loopback(host), NULL, {0}};
    wmi_connect_options options;
    wmi_status status;
    memset(&options, 0, sizeof options);
    options.backend = hyperv_host_backend(host);
    options.ns = hv_NAMESPACE;
    status = wmi_connect(&options, &f.session, &f.error);
    if (status == WMI_OK) {
        status = take(&f, DB, NULL);
    }
    if (status == WMI_OK) {
        status = request(&f, WEB, 2);
    }
    if (status == WMI_OK) {
        status = replicate(&f, DB, "hv-02.contoso.example");
    }
    if (status == WMI_OK) {
        status = destroy_tree(&f, SETTINGS(HYPERV_DB_SNAPSHOT_ID));
    }
    wmi_close(f.session);
    (void)error;
    wmi_error_clear(&f.error);
    return status;
}

static void memory_may_run_out(void **state)
{
    const wmi_allocator failing = {allocate, release, NULL};
    size_t at;
    size_t step = 1;
    (void)state;
    wmi_allocator_set(&failing);
    for (at = 0; at < 1000000; at += step) {
        hyperv_host *host = NULL;
        wmi_status status;
        bool failed;
        left = at;
        has_failed = false;
        status = hyperv_host_new(&host, NULL);
        if (status == WMI_OK) {
            status = live(host, NULL);
        }
        failed = has_failed;
        left = SIZE_MAX;
        hyperv_host_free(host);
        if (!failed) {
            assert_int_equal(status, WMI_OK);
            break;
        }
        step = 1 + at / 40; /* the further, the coarser: there are very many */
    }
    assert_true(at > 1000);
    wmi_allocator_set(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOST_TEST(a_snapshot_is_taken),       HOST_TEST(what_is_no_snapshot_is_refused),
        HOST_TEST(a_snapshot_is_applied),     HOST_TEST(snapshots_are_destroyed),
        HOST_TEST(a_machine_is_replicated),   HOST_TEST(a_replica_is_failed_over),
        HOST_TEST(a_replica_is_failed_back),  cmocka_unit_test(behaviours_are_found_by_name),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
