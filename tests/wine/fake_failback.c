/*
 * The example failback (tests/consumer/failback) over COM: its five operations, with the example's own host behind the
 * fake; and what else can become of a job. The host's clock is virtual: each call of WMI takes a second of it.
 */
#include <hypervcluster_v2/Msvm_CollectionReplicationService.h>
#include <hypervcluster_v2/Msvm_CollectionReplicationSettingData.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_Error.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#include "fake_host.h"
#include "replica_host.h"

typedef struct failback {
    fake_host *host;
    replica_host replica;
    wmi_session *machines;
    wmi_session *clusters;
} failback;

static int setup(void **state)
{
    static failback all;
    void *inner = NULL;

    memset(&all, 0, sizeof all);
    if (fake_host_setup(&inner) != 0)
        return 1;
    all.host = inner;
    *state = &all;
    MUST(all.host, replica_host_start(&all.replica, &all.host->error));
    all.host->settings.world = wmi_loopback_backend(all.replica.loopback);
    all.host->settings.ms_per_call = 1000;
    fake_host_open(all.host);
    all.machines = all.host->session;
    all.host->options.ns = hvc_NAMESPACE;
    MUST(all.host, wmi_connect(&all.host->options, &all.clusters, &all.host->error));
    return 0;
}

static int teardown(void **state)
{
    failback *all = *state;
    void *inner = all->host;
    int result;

    wmi_close(all->clusters);
    result = fake_host_teardown(&inner);
    replica_host_stop(&all->replica);
    return result;
}

/* ---- the five operations ---- */

typedef struct watch {
    unsigned looks;
    unsigned stop_at; /* 0 = never */
    uint16_t percent;
    uint16_t state;
    bool went_back;
} watch;

static bool look(void *context, const wmi_job_progress *progress)
{
    watch *self = context;

    self->looks++;
    self->went_back = self->went_back || progress->percent < self->percent;
    self->percent = progress->percent;
    self->state = progress->state;
    return self->looks != self->stop_at;
}

static wmi_job_options watched(watch *self)
{
    wmi_job_options options = {.poll_ms = 1, .progress = look, .context = self};

    memset(self, 0, sizeof *self);
    return options;
}

static wmi_status fail_machine_back(failback *all, const char *partner, const wmi_job_options *waiting)
{
    hv_Msvm_ReplicationSettingData settings = {.InstanceID = "web-01\\HVR", .RecoveryConnectionPoint = partner};
    hv_Msvm_ReplicationService_InitiateFailback_in in = {.ComputerSystem = all->replica.machine};
    hv_Msvm_ReplicationService_InitiateFailback_out out;
    wmi_status status;

    settings.RecoveryServerPortNumber = WMI_UINT16(80);
    in.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
    status = hv_Msvm_ReplicationService_InitiateFailback_wait(all->machines, all->replica.service, &in, &out, waiting,
                                                              &all->host->error);
    if (status == WMI_OK)
        assert_non_null(out.Job);
    hv_Msvm_ReplicationService_InitiateFailback_out_clear(&out);
    return status;
}

static wmi_status reverse_machine(failback *all, const wmi_job_options *waiting)
{
    hv_Msvm_ReplicationSettingData settings = {.InstanceID = "web-01\\HVR"};
    hv_Msvm_ReplicationService_ReverseReplicationRelationship_in in = {.ComputerSystem = all->replica.machine};

    in.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
    return hv_Msvm_ReplicationService_ReverseReplicationRelationship_wait(all->machines, all->replica.service, &in,
                                                                          NULL, waiting, &all->host->error);
}

static void a_machine_is_failed_back(void **state)
{
    failback *all = *state;
    watch seen;
    wmi_job_options waiting = watched(&seen);

    MUST(all->host, fail_machine_back(all, "replica-a.contoso.example", &waiting));
    assert_true(seen.looks >= 4);
    assert_int_equal(seen.percent, 100);
    assert_int_equal(seen.state, WMI_JOB_COMPLETED);
    assert_false(seen.went_back);
    /* the settings have arrived whole: without a partner the host refuses them */
    FAILS(all->host, fail_machine_back(all, NULL, &waiting), WMI_RETURN_CODE, "InitiateFailback");
    assert_int_equal(all->host->error.return_value.value,
                     hv_Msvm_ReplicationService_InitiateFailback_Invalid_parameter);
    assert_string_equal(all->host->error.name, wmi_code_name(&hv_Msvm_ReplicationService_InitiateFailback_codes,
                                                             all->host->error.return_value.value));
}

static void a_job_that_ends_in_an_exception_is_told_whole(void **state)
{
    failback *all = *state;
    const wmi_error *error = &all->host->error;
    watch seen;
    wmi_job_options waiting = watched(&seen);

    FAILS(all->host, reverse_machine(all, &waiting), WMI_JOB, "Hyper-V could not reach replica-a.contoso.example");
    assert_int_equal(error->return_value.value, WMI_RETURN_JOB_STARTED);
    assert_int_equal(error->number, 32768);
    assert_int_equal(error->job.state.value, WMI_JOB_EXCEPTION);
    assert_string_equal(error->name, "Exception");
    assert_int_equal(error->job.percent.value, 20);
    assert_string_equal(error->job.description, "Reversing the replication of 'web-01' failed.");
    assert_int_equal(error->record_count, 1);
    assert_string_equal(error->records[0].class_name, "Msvm_Error");
    assert_string_equal(error->records[0].message_id, "33680");
    assert_string_equal(error->records[0].owning_entity, "Hyper-V Replica");
    assert_int_equal(error->records[0].error_type.value, hv_Msvm_Error_ErrorType_Communications_Error);
    assert_int_equal(error->records[0].perceived_severity.value, hv_Msvm_Error_PerceivedSeverity_Critical);
}

static void a_collection_is_failed_back(void **state)
{
    static const char *const disks[] = {"C:\\ClusterStorage\\Volume1\\orders.vhds", "C:\\log.vhds"};
    failback *all = *state;
    const char *service = all->replica.collection_service;
    wmi_error *error = &all->host->error;
    hvc_Msvm_CollectionReplicationSettingData settings = {.InstanceID = "orders\\HVR", .IncludedDisks = {disks, 2}};
    hvc_Msvm_CollectionReplicationService_RevertFailover_in revert = {.Collection = all->replica.collection};
    hvc_Msvm_CollectionReplicationService_RevertFailover_out reverted;
    hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication_in prepare = {.Collection =
                                                                                         all->replica.collection};
    hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_in reverse = {.Collection =
                                                                                           all->replica.collection};
    watch seen;
    wmi_job_options waiting = watched(&seen);

    MUST(all->host,
         hvc_Msvm_CollectionReplicationService_RevertFailover(all->clusters, service, &revert, &reverted, error));
    assert_true(reverted.ReturnValue.has && reverted.ReturnValue.value == 0);
    assert_null(reverted.Job);
    hvc_Msvm_CollectionReplicationService_RevertFailover_out_clear(&reverted);

    MUST(all->host, hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication_wait(
                        all->clusters, service, &prepare, NULL, &waiting, error));
    assert_int_equal(seen.state, WMI_JOB_COMPLETED);

    waiting = watched(&seen);
    reverse.CollectionReplicationSettingData = WMI_EMBED(hvc_Msvm_CollectionReplicationSettingData, &settings);
    MUST(all->host, hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_wait(
                        all->clusters, service, &reverse, NULL, &waiting, error));
    assert_int_equal(seen.state, WMI_JOB_COMPLETED);
}

/* ---- other ends of a job ---- */

#define FOR_EVER UINT32_MAX

typedef struct end_case {
    const char *name;
    uint32_t after_ms; /* the job runs so long, in virtual time */
    uint16_t last;     /* and ends so */
    bool cancellable;
    uint32_t remove_after_ms;
    unsigned stop_at; /* look at which the program gives up */
    bool cancel;
    uint32_t timeout_ms; /* real; at first */
    wmi_status status;
    uint16_t state; /* that the report shows; 0 = none is asked for */
    const char *part;
} end_case;

static const end_case ends[] = {
    {"warnings", 500, WMI_JOB_COMPLETED_WITH_WARNINGS, false, 0, 0, false, 0, WMI_OK, 0, NULL},
    {"completed", 3500, WMI_JOB_COMPLETED, false, 0, 0, false, 0, WMI_OK, 0, NULL},
    {"vendor's own state", 500, 40000, false, 0, 0, false, 600, WMI_TIMEOUT, 40000, "Unknown state (40000)"},
    {"gone at the first look", 0, WMI_JOB_COMPLETED, false, 1, 0, false, 0, WMI_JOB, 0, "is not known"},
    {"gone later", 1500, WMI_JOB_COMPLETED, false, 1, 0, false, 0, WMI_JOB, WMI_JOB_RUNNING, "is gone"},
    {"terminated", 500, WMI_JOB_TERMINATED, false, 0, 0, false, 0, WMI_JOB, WMI_JOB_TERMINATED, "Terminated"},
    {"killed", 500, WMI_JOB_KILLED, false, 0, 0, false, 0, WMI_JOB, WMI_JOB_KILLED, "Killed"},
    {"given up", FOR_EVER, WMI_JOB_COMPLETED, true, 0, 2, false, 0, WMI_CANCELLED, WMI_JOB_RUNNING, "goes on"},
    {"cancelled", FOR_EVER, WMI_JOB_COMPLETED, true, 0, 2, true, 0, WMI_CANCELLED, WMI_JOB_TERMINATED, "Terminated"},
    {"not cancellable", FOR_EVER, WMI_JOB_COMPLETED, false, 0, 2, true, 0, WMI_CANCELLED, WMI_JOB_RUNNING,
     "cannot be cancelled"},
    {"timeout", FOR_EVER, WMI_JOB_COMPLETED, false, 0, 0, false, 150, WMI_TIMEOUT, WMI_JOB_RUNNING,
     "did not finish within "},
    {"timeout and cancel", FOR_EVER, WMI_JOB_COMPLETED, true, 0, 0, true, 150, WMI_TIMEOUT, WMI_JOB_TERMINATED,
     "Terminated"},
};

WMI_LOOPBACK_HANDLER(start_planned, hv_Msvm_ReplicationService_ReverseReplicationRelationship)
{
    const end_case *plan = *(const end_case *const *)call->context;
    wmi_loopback_job_step steps[2] = {{0, WMI_JOB_RUNNING, 10, "Working"}, {0, WMI_JOB_COMPLETED, 100, "Ended"}};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = steps, .step_count = 2};

    (void)in;
    steps[1].after_ms = plan->after_ms;
    steps[1].state = plan->last;
    job.step_count = plan->after_ms == FOR_EVER ? 1 : 2;
    job.cancellable = plan->cancellable;
    job.remove_after_ms = plan->remove_after_ms;
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

static wmi_status end_once(failback *all, const end_case *plan, uint32_t timeout_ms)
{
    uint64_t start = fake_host_clock();
    watch seen;
    wmi_job_options waiting = watched(&seen);
    wmi_status status;

    seen.stop_at = plan->stop_at;
    waiting.cancel = plan->cancel;
    waiting.timeout_ms = timeout_ms;
    status = reverse_machine(all, &waiting);
    if (timeout_ms != 0)
        assert_true(fake_host_clock() - start >= timeout_ms - 50);
    return status;
}

/* A machine that is slow, or stood still meanwhile, has twice the time again. */
static void check_end(failback *all, const end_case *plan)
{
    const wmi_error *error = &all->host->error;
    uint32_t timeout_ms = plan->timeout_ms;
    wmi_status status = end_once(all, plan, timeout_ms);

    while (timeout_ms != 0 && timeout_ms < 60000 && status == WMI_TIMEOUT && error->job.state.value != plan->state) {
        timeout_ms *= 2;
        status = end_once(all, plan, timeout_ms);
    }
    if (status != plan->status)
        fail_msg("%s: %s: %s", plan->name, wmi_status_name(status), status == WMI_OK ? "" : error->message);
    if (status != WMI_OK) {
        fake_host_expect(error, status, plan->status, plan->part, plan->name);
        assert_non_null(error->job.path);
        assert_int_equal(error->job.state.value, plan->state);
        assert_string_equal(error->method, "ReverseReplicationRelationship");
    }
}

static void jobs_end_in_many_ways(void **state)
{
    failback *all = *state;
    const end_case *plan = NULL;

    MUST(all->host,
         wmi_loopback_on(all->replica.loopback, hv_NAMESPACE, "Msvm_ReplicationService",
                         "ReverseReplicationRelationship", start_planned, (void *)(uintptr_t)&plan, &all->host->error));
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        plan = &ends[i];
        check_end(all, plan);
    }
}

/* The calls of the second of two operations of the same kind; by offset, that of its second look at the job. */
static uint32_t offset_of_second_look(failback *all)
{
    watch seen;
    wmi_job_options waiting = watched(&seen);
    uint32_t looks = 0;
    uint32_t start;

    MUST(all->host, fail_machine_back(all, "replica-a", &waiting)); /* what is asked for once is known then */
    start = fake_calls();
    waiting = watched(&seen);
    MUST(all->host, fail_machine_back(all, "replica-a", &waiting));
    for (uint32_t i = start; i < fake_calls(); i++)
        if (strcmp(fake_call_name(i), "IWbemServices::GetObject") == 0 && ++looks == 2)
            return i - start;
    fail_msg("the job was looked at %u times", (unsigned)looks);
    return 0;
}

static void a_look_that_fails_is_repeated_where_that_can_help(void **state)
{
    static const struct {
        uint32_t code;
        wmi_status status;
    } cases[] = {
        {UINT32_C(0x800706BA), WMI_OK}, {UINT32_C(0x80041033), WMI_OK},       {UINT32_C(0x8004106C), WMI_OK},
        {UINT32_C(0x80041069), WMI_OK}, {WMI_E_ACCESS_DENIED, WMI_TRANSPORT}, {WMI_E_PROVIDER_FAILURE, WMI_TRANSPORT},
    };
    failback *all = *state;
    uint32_t offset = offset_of_second_look(all);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        watch seen;
        wmi_job_options waiting = watched(&seen);
        uint32_t call = fake_calls() + offset;
        wmi_status status;

        fake_fail_call(call, (int32_t)cases[i].code, NULL);
        status = fail_machine_back(all, "replica-a", &waiting);
        assert_string_equal(fake_call_name(call), "IWbemServices::GetObject");
        if (status != cases[i].status)
            fail_msg("0x%08lX: %s", (unsigned long)cases[i].code, wmi_status_name(status));
        if (status != WMI_OK) {
            fake_host_expect(&all->host->error, status, WMI_TRANSPORT, "InitiateFailback has started a job", "look");
            assert_int_equal(all->host->error.number, cases[i].code);
            assert_non_null(all->host->error.job.path);
        }
    }
}

/* ---- what a job has made ---- */

typedef struct made {
    const char *paths[2];
} made;

WMI_LOOPBACK_HANDLER(add_resources, hv_Msvm_VirtualSystemManagementService_AddResourceSettings)
{
    static const wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 10, NULL}, {500, WMI_JOB_COMPLETED, 100, NULL}};
    const made *result = call->context;
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = steps, .step_count = 2};

    (void)in;
    job.affected = result->paths;
    job.affected_count = 2;
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

static void what_a_job_has_made_fills_the_references(void **state)
{
    failback *all = *state;
    wmi_error *error = &all->host->error;
    wmi_loopback *world = all->replica.loopback;
    hv_Msvm_VirtualSystemManagementService vmms = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                   .SystemName = "REPLICA-B",
                                                   .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                   .Name = "vmms"};
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = "settings", .ElementName = "x"};
    hv_Msvm_MemorySettingData memory[2] = {{.InstanceID = "first"}, {.InstanceID = "second \\ \"quoted\""}};
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in in = {0};
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out out;
    wmi_job_options waiting = {.poll_ms = 1};
    wmi_embedded resources[2];
    char *paths[4];
    made result;

    MUST(all->host, wmi_loopback_add(world, &hv_Msvm_VirtualSystemManagementService_info, &vmms, &paths[0], error));
    MUST(all->host, wmi_loopback_add(world, &hv_Msvm_VirtualSystemSettingData_info, &settings, &paths[1], error));
    for (size_t i = 0; i < 2; i++) {
        MUST(all->host, wmi_loopback_add(world, &hv_Msvm_MemorySettingData_info, &memory[i], &paths[2 + i], error));
        resources[i] = WMI_EMBED(hv_Msvm_MemorySettingData, &memory[i]);
        result.paths[i] = paths[2 + i];
    }
    MUST(all->host, wmi_loopback_on(world, hv_NAMESPACE, "Msvm_VirtualSystemManagementService", "AddResourceSettings",
                                    add_resources, &result, error));
    in.AffectedConfiguration = paths[1];
    in.ResourceSettings = WMI_ARRAY(wmi_array_embedded, resources);
    MUST(all->host, hv_Msvm_VirtualSystemManagementService_AddResourceSettings_wait(all->machines, paths[0], &in, &out,
                                                                                    &waiting, error));
    assert_int_equal(out.ResultingResourceSettings.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(wmi_path_equal(out.ResultingResourceSettings.items[i], paths[2 + i]));
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out_clear(&out);
    for (size_t i = 0; i < 4; i++)
        wmi_free(paths[i]);
}

#define FAILBACK_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAILBACK_TEST(a_machine_is_failed_back),
        FAILBACK_TEST(a_job_that_ends_in_an_exception_is_told_whole),
        FAILBACK_TEST(a_collection_is_failed_back),
        FAILBACK_TEST(jobs_end_in_many_ways),
        FAILBACK_TEST(a_look_that_fails_is_repeated_where_that_can_help),
        FAILBACK_TEST(what_a_job_has_made_fills_the_references),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
