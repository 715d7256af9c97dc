/**
 * @file
 * What leads from one state of replication to another, and what is said of replication.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_ReplicationStatistics.h>

#include <string.h>

#define STATE(name) hv_Msvm_ComputerSystem_ReplicationState_##name
#define MODE(name) hv_Msvm_ComputerSystem_ReplicationMode_##name
#define TYPE(name) hv_Msvm_ConcreteJob_JobType_##name

enum { ANY_MODE = 0 };

/* An operation on a machine that replicates. */
typedef struct operation {
    const char *caption;
    uint16_t job_type;
    uint32_t milliseconds;
    uint16_t mode;    /* that it needs, or ANY_MODE */
    uint16_t from[4]; /* 0 = no more */
    uint16_t through;
    uint16_t to;
    uint16_t to_mode; /* ANY_MODE = as it was */
    bool needs_off;
    bool needs_partner;
} operation;

static const operation start_replication = {"Sending Initial Replica",
                                            TYPE(Start_Inband_Initial_Replication),
                                            30000,
                                            MODE(Primary),
                                            {STATE(Ready_for_replication)},
                                            STATE(Waiting_to_complete_initial_replication),
                                            STATE(Replicating),
                                            ANY_MODE,
                                            false,
                                            true};
static const operation resynchronize = {
    "Resynchronizing Replication",
    TYPE(Resynchronizing),
    20000,
    MODE(Primary),
    {STATE(Waiting_to_start_resynchronization), STATE(Resynchronization_suspended), STATE(Critical)},
    STATE(Resynchronizing),
    STATE(Replicating),
    ANY_MODE,
    false,
    true};
static const operation fail_over = {
    "Failing Over",
    TYPE(Initiate_Failover),
    5000,
    MODE(Replica),
    {STATE(Replicating), STATE(Synced_replication_complete), STATE(Suspended), STATE(Critical)},
    STATE(Failover_in_progress),
    STATE(Recovered),
    ANY_MODE,
    true,
    false};
static const operation commit_failover = {
    "Committing Failover", TYPE(Commit_Failover), 3000,     MODE(Replica), {STATE(Recovered)},
    STATE(Recovered),      STATE(Committed),      ANY_MODE, false,         false};
static const operation revert_failover = {
    "Cancelling Failover", TYPE(Revert_Failover), 3000,     MODE(Replica), {STATE(Recovered)},
    STATE(Recovered),      STATE(Replicating),    ANY_MODE, true,          false};
static const operation fail_back = {"Failing Back",
                                    TYPE(Unknown),
                                    10000,
                                    MODE(Replica),
                                    {STATE(Recovered), STATE(Committed)},
                                    STATE(Failback_in_progress),
                                    STATE(Failback_complete),
                                    ANY_MODE,
                                    false,
                                    true};
static const operation reverse = {"Reversing Replication",
                                  TYPE(Reverse_Replication),
                                  10000,
                                  MODE(Replica),
                                  {STATE(Committed), STATE(Failback_complete)},
                                  STATE(Committed),
                                  STATE(Replicating),
                                  MODE(Primary),
                                  false,
                                  true};
static const operation suspend = {"Pausing Replication",
                                  TYPE(Replicate_State_Change),
                                  1000,
                                  ANY_MODE,
                                  {STATE(Replicating), STATE(Waiting_to_complete_initial_replication)},
                                  STATE(Replicating),
                                  STATE(Suspended),
                                  ANY_MODE,
                                  false,
                                  false};
static const operation resume = {"Resuming Replication",
                                 TYPE(Replicate_State_Change),
                                 1000,
                                 ANY_MODE,
                                 {STATE(Suspended), STATE(Synced_replication_complete), STATE(Critical)},
                                 STATE(Suspended),
                                 STATE(Replicating),
                                 ANY_MODE,
                                 false,
                                 true};
static const operation prepare = {
    "Preparing Planned Failover", TYPE(Initiate_Synced_Replication),  5000,     MODE(Primary), {STATE(Replicating)},
    STATE(Replicating),           STATE(Synced_replication_complete), ANY_MODE, true,          true};

/* Checking. */

static uint32_t check(const hv_Msvm_ComputerSystem *machine, const operation *o)
{
    size_t i;
    bool fits = false;
    for (i = 0; i < 4 && o->from[i] != 0; i++) {
        fits = fits || o->from[i] == machine->ReplicationState.value;
    }
    fits = fits && (o->mode == ANY_MODE || o->mode == machine->ReplicationMode.value);
    fits = fits && (!o->needs_off || machine->EnabledState.value == HYPERV_OFF);
    return !fits ? HYPERV_INVALID_STATE : hyperv_is_busy(machine) ? HYPERV_IN_USE : HYPERV_DONE;
}

/* The server at the other end. In `*memory`. */
static wmi_status partner_of(const hyperv_host *host, const hv_Msvm_ComputerSystem *machine, wmi_memory **memory,
                             const char **server, wmi_error *error)
{
    hv_Msvm_ReplicationSettingData settings;
    wmi_status status = hyperv_get_replication(host, machine->Name, &settings, error);
    const char *name = machine->ReplicationMode.value == MODE(Replica) ? settings.PrimaryConnectionPoint
                                                                       : settings.RecoveryConnectionPoint;
    *server = name != NULL ? hyperv_format(memory, "%s", name) : NULL;
    hv_Msvm_ReplicationSettingData_clear(&settings);
    return status;
}

/* Doing. */

/* Where replication goes to, once it goes the other way. */
static wmi_status turn_round(const hyperv_task *task, wmi_error *error)
{
    wmi_embedded text = wmi_embedded_of_text(task->text);
    hv_Msvm_ReplicationSettingData old;
    hv_Msvm_ReplicationSettingData given;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status =
        wmi_loopback_get(task->host->loopback, &hv_Msvm_ComputerSystem_info, task->machine, &machine, error);
    memset(&old, 0, sizeof old);
    memset(&given, 0, sizeof given);
    if (status == WMI_OK) {
        status = hyperv_get_replication(task->host, machine.Name, &old, error);
    }
    if (status == WMI_OK) {
        status = hyperv_read_replication(&text, &given, &code, error);
    }
    if (status == WMI_OK &&
        (old.PrimaryHostSystem == NULL || strcmp(old.PrimaryHostSystem, HYPERV_HOST_NAME) != 0)) { /* else it is done */
        hv_Msvm_ReplicationSettingData turned = old;
        turned.RecoveryConnectionPoint =
            given.RecoveryConnectionPoint != NULL ? given.RecoveryConnectionPoint : old.PrimaryConnectionPoint;
        turned.RecoveryHostSystem = turned.RecoveryConnectionPoint;
        turned.PrimaryConnectionPoint = old.RecoveryConnectionPoint;
        turned.PrimaryHostSystem = HYPERV_HOST_NAME;
        status = hyperv_set_replication(task->host, &machine, task->machine, &turned, error);
    }
    hv_Msvm_ReplicationSettingData_clear(&given);
    hv_Msvm_ReplicationSettingData_clear(&old);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* The modes stand in `subject`: before and after, a digit each. */
static wmi_status arrive(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = task->subject[0] != task->subject[1] ? turn_round(task, error) : WMI_OK;
    return status == WMI_OK
               ? hyperv_replicate(task->host, task->machine, task->after, (uint16_t)(task->subject[1] - '0'), error)
               : status;
}

static wmi_status go_back(const hyperv_task *task, wmi_error *error)
{
    return hyperv_replicate(task->host, task->machine, task->before, (uint16_t)(task->subject[0] - '0'), error);
}

static hyperv_task *new_task(hyperv_host *host, const char *path, const hv_Msvm_ComputerSystem *machine,
                             const operation *o, const char *text)
{
    hyperv_task *task = hyperv_task_new(host, arrive, go_back, path);
    uint16_t mode = machine->ReplicationMode.value;
    uint16_t to_mode = o->to_mode != ANY_MODE ? o->to_mode : mode;
    char modes[3] = {(char)('0' + mode), (char)('0' + to_mode), '\0'};
    if (task != NULL) {
        task->before = machine->ReplicationState.value;
        task->after = o->to;
        task->subject = hyperv_keep(host, modes);
        task->text = hyperv_keep(host, text);
        task = task->subject != NULL && (task->text != NULL || text == NULL) ? task : NULL;
    }
    return task;
}

static wmi_status begin(hyperv_host *host, const char *path, const hv_Msvm_ComputerSystem *machine, const operation *o,
                        const char *text, const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_task *task = new_task(host, path, machine, o, text);
    hyperv_job job = {.caption = o->caption,
                      .type = o->job_type,
                      .milliseconds = o->milliseconds,
                      .affected = &path,
                      .affected_count = 1};
    hyperv_failure failure = {0, NULL, NULL, NULL};
    wmi_memory *memory = NULL;
    const char *server = NULL;
    wmi_status status = WMI_OK;
    if (o->needs_partner) {
        status = partner_of(host, machine, &memory, &server, error);
        failure = hyperv_no_partner(server, "The other server of the replication cannot be reached.", &memory);
        job.failure = failure.code != 0 ? &failure : NULL;
    }
    if (status == WMI_OK) {
        status = hyperv_start(task, &job, started, return_value, error);
    }
    if (status == WMI_OK) {
        status = hyperv_replicate(host, path, o->through, machine->ReplicationMode.value, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

static wmi_status operate(const wmi_loopback_call *call, const char *path, const operation *o,
                          const wmi_embedded *settings, const char **started, wmi_opt_uint32 *return_value,
                          wmi_error *error)
{
    static const wmi_embedded none = {NULL, NULL, NULL};
    hv_Msvm_ReplicationSettingData given;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(call->context, path, &machine, &code, error);
    memset(&given, 0, sizeof given);
    settings = settings != NULL ? settings : &none;
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = hyperv_read_replication(settings, &given, &code, error);
    }
    if (code == HYPERV_DONE) {
        code = check(&machine, o);
    }
    *return_value = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = begin(call->context, path, &machine, o, settings->text, started, return_value, error);
    }
    hv_Msvm_ReplicationSettingData_clear(&given);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* The methods. */

WMI_LOOPBACK_HANDLER(on_start, hv_Msvm_ReplicationService_StartReplication)
{
    if (in->InitialReplicationType.value != 1) { /* network transfer */
        out->ReturnValue = WMI_UINT32(in->InitialReplicationType.has && in->InitialReplicationType.value <= 3
                                          ? HYPERV_NOT_SUPPORTED
                                          : HYPERV_INVALID_PARAMETER);
        return WMI_OK;
    }
    return operate(call, in->ComputerSystem, &start_replication, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_resynchronize, hv_Msvm_ReplicationService_Resynchronize)
{
    return operate(call, in->ComputerSystem, &resynchronize, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_failover, hv_Msvm_ReplicationService_InitiateFailover)
{
    bool exists = true;
    wmi_status status = WMI_OK;
    if (in->SnapshotSettingData != NULL) { /* a recovery point; NULL = the latest */
        status = hyperv_exists(call->context, in->SnapshotSettingData, &exists, error);
    }
    if (status != WMI_OK || !exists) {
        out->ReturnValue = WMI_UINT32(HYPERV_INVALID_PARAMETER);
        return status;
    }
    return operate(call, in->ComputerSystem, &fail_over, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_commit, hv_Msvm_ReplicationService_CommitFailover)
{
    return operate(call, in->ComputerSystem, &commit_failover, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_revert, hv_Msvm_ReplicationService_RevertFailover)
{
    return operate(call, in->ComputerSystem, &revert_failover, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_failback, hv_Msvm_ReplicationService_InitiateFailback)
{
    return operate(call, in->ComputerSystem, &fail_back, &in->ReplicationSettingData, &out->Job, &out->ReturnValue,
                   error);
}

WMI_LOOPBACK_HANDLER(on_reverse, hv_Msvm_ReplicationService_ReverseReplicationRelationship)
{
    return operate(call, in->ComputerSystem, &reverse, &in->ReplicationSettingData, &out->Job, &out->ReturnValue,
                   error);
}

WMI_LOOPBACK_HANDLER(on_request, hv_Msvm_ComputerSystem_RequestReplicationStateChange)
{
    const operation *o = in->RequestedState.value == STATE(Suspended)                     ? &suspend
                         : in->RequestedState.value == STATE(Replicating)                 ? &resume
                         : in->RequestedState.value == STATE(Synced_replication_complete) ? &prepare
                                                                                          : NULL;
    if (o == NULL) {
        out->ReturnValue = WMI_UINT32(HYPERV_INVALID_PARAMETER);
        return WMI_OK;
    }
    return operate(call, call->path, o, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_statistics, hv_Msvm_ReplicationService_GetReplicationStatistics)
{
    hv_Msvm_ReplicationStatistics statistics;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_embedded *texts = wmi_loopback_memory(call, sizeof *texts);
    wmi_status status = hyperv_look_at(call->context, in->ComputerSystem, &machine, &code, error);
    if (code == HYPERV_DONE && machine.ReplicationMode.value == 0) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE && texts != NULL) {
        memset(&statistics, 0, sizeof statistics);
        statistics.InstanceID = wmi_loopback_text(call, "Microsoft:%s\\HVR\\0\\Statistics", machine.Name);
        statistics.ReplicationSuccessCount = WMI_UINT32(wmi_loopback_now(call->loopback) / 300000u);
        statistics.ReplicationMissCount = WMI_UINT32(0);
        statistics.ReplicationFailureCount = WMI_UINT32(0);
        statistics.ReplicationSize = WMI_UINT64(UINT64_C(12) << 20);
        statistics.ReplicationLatency = WMI_UINT32(4);
        statistics.ReplicationHealth = WMI_UINT32(machine.ReplicationHealth.value);
        statistics.EndStatisticTime = hyperv_now(call->context);
        texts[0] = wmi_loopback_embed(call, &hv_Msvm_ReplicationStatistics_info, &statistics);
        out->ReplicationStatistics.items = texts;
        out->ReplicationStatistics.count = 1;
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

WMI_LOOPBACK_HANDLER(on_test, hv_Msvm_ReplicationService_TestReplicationConnection)
{
    hyperv_job job = {
        .caption = "Testing Replication Connection", .type = TYPE(Test_Replication_Connection), .milliseconds = 2000};
    wmi_memory *memory = NULL;
    hyperv_failure failure =
        hyperv_no_partner(in->RecoveryConnectionPoint, "The connection to the Replica server failed.", &memory);
    uint32_t code = in->RecoveryConnectionPoint != NULL && in->RecoveryServerPortNumber.has ? HYPERV_DONE
                                                                                            : HYPERV_INVALID_PARAMETER;
    wmi_status status = WMI_OK;
    out->ReturnValue = WMI_UINT32(code);
    job.failure = failure.code != 0 ? &failure : NULL;
    if (code == HYPERV_DONE) {
        status =
            hyperv_start(hyperv_task_new(call->context, NULL, NULL, NULL), &job, &out->Job, &out->ReturnValue, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

const hyperv_behaviour hyperv_failover_behaviours[] = {
    HYPERV_BEHAVIOUR("StartReplication", Msvm_ReplicationService, StartReplication, on_start),
    HYPERV_BEHAVIOUR("Resynchronize", Msvm_ReplicationService, Resynchronize, on_resynchronize),
    HYPERV_BEHAVIOUR("InitiateFailover", Msvm_ReplicationService, InitiateFailover, on_failover),
    HYPERV_BEHAVIOUR("CommitFailover", Msvm_ReplicationService, CommitFailover, on_commit),
    HYPERV_BEHAVIOUR("RevertFailover", Msvm_ReplicationService, RevertFailover, on_revert),
    HYPERV_BEHAVIOUR("InitiateFailback", Msvm_ReplicationService, InitiateFailback, on_failback),
    HYPERV_BEHAVIOUR("ReverseReplicationRelationship", Msvm_ReplicationService, ReverseReplicationRelationship,
                     on_reverse),
    HYPERV_BEHAVIOUR("RequestReplicationStateChange", Msvm_ComputerSystem, RequestReplicationStateChange, on_request),
    HYPERV_BEHAVIOUR("GetReplicationStatistics", Msvm_ReplicationService, GetReplicationStatistics, on_statistics),
    HYPERV_BEHAVIOUR("TestReplicationConnection", Msvm_ReplicationService, TestReplicationConnection, on_test),
    HYPERV_LAST_BEHAVIOUR,
};
