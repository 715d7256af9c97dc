/**
 * @file
 * A collection of machines and its replication.
 */
#include "host_internal.h"

#include <hypervcluster_v2.h>
#include <virtualization_v2.h>

#include <string.h>

#define STATE(name) hvc_Msvm_VirtualSystemCollection_ReplicationState_##name
#define PRIMARY 1
#define REPLICA 2

/* An operation on a collection that replicates. */
typedef struct operation {
    const char *caption;
    uint32_t milliseconds;
    uint16_t from[3]; /* 0 = no more */
    uint16_t to;
    bool turns; /* the replica becomes the primary */
} operation;

static const operation fail_over = {"Failing over a collection",
                                    6000,
                                    {STATE(Replicating), STATE(Suspended), STATE(Critical)},
                                    STATE(Recovered),
                                    false};
static const operation commit = {
    "Committing the failover of a collection", 3000, {STATE(Recovered)}, STATE(Committed), false};
static const operation revert = {
    "Reverting the failover of a collection", 3000, {STATE(Recovered)}, STATE(Replicating), false};
static const operation prepare = {
    "Preparing a collection for reverse replication", 5000, {STATE(Committed)}, STATE(Committed), false};
static const operation reverse = {
    "Reversing the replication of a collection", 10000, {STATE(Committed)}, STATE(Replicating), true};

/* Looking. */

static wmi_status look_at(const hyperv_host *host, const char *path, hvc_Msvm_VirtualSystemCollection *collection,
                          uint32_t *code, wmi_error *error)
{
    wmi_status status = WMI_USAGE;
    memset(collection, 0, sizeof *collection);
    if (path != NULL) {
        status = wmi_loopback_get(host->loopback, &hvc_Msvm_VirtualSystemCollection_info, path, collection, NULL);
    }
    *code = status == WMI_OK ? HYPERV_DONE : path == NULL ? HYPERV_INVALID_PARAMETER : HYPERV_NOT_AVAILABLE;
    return status == WMI_NO_MEMORY ? hyperv_no_memory(error) : WMI_OK;
}

static uint32_t check(const hvc_Msvm_VirtualSystemCollection *collection, const operation *o)
{
    size_t i;
    for (i = 0; i < 3 && o->from[i] != 0; i++) {
        if (o->from[i] == collection->ReplicationState.value && collection->ReplicationMode.value == REPLICA) {
            return HYPERV_DONE;
        }
    }
    return HYPERV_INVALID_STATE;
}

/* Doing. */

static wmi_status arrive(const hyperv_task *task, wmi_error *error)
{
    hvc_Msvm_VirtualSystemCollection collection;
    wmi_status status = wmi_loopback_get(task->host->loopback, &hvc_Msvm_VirtualSystemCollection_info, task->machine,
                                         &collection, error);
    if (status == WMI_OK) {
        collection.ReplicationState = WMI_UINT16(task->after);
        collection.ReplicationMode = WMI_UINT16(task->before);
        status =
            wmi_loopback_add(task->host->loopback, &hvc_Msvm_VirtualSystemCollection_info, &collection, NULL, error);
    }
    hvc_Msvm_VirtualSystemCollection_clear(&collection);
    return status;
}

/* `before` of the task is the mode that the collection will have: nothing is undone. */
static wmi_status operate(const wmi_loopback_call *call, const char *path, const operation *o, const char *server,
                          const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_job job = {.ns = hvc_NAMESPACE,
                      .caption = o->caption,
                      .milliseconds = o->milliseconds,
                      .affected = &path,
                      .affected_count = 1};
    hyperv_failure failure = {0, NULL, NULL, NULL};
    hvc_Msvm_VirtualSystemCollection collection;
    wmi_memory *memory = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = look_at(call->context, path, &collection, &code, error);
    if (code == HYPERV_DONE) {
        code = check(&collection, o);
    }
    *return_value = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(call->context, arrive, NULL, path);
        if (task != NULL) {
            task->after = o->to;
            task->before = o->turns ? PRIMARY : collection.ReplicationMode.value;
        }
        failure = hyperv_no_partner(server, "The replication of the collection could not be reversed.", &memory);
        job.failure = failure.code != 0 ? &failure : NULL;
        status = hyperv_start(task, &job, started, return_value, error);
    }
    hvc_Msvm_VirtualSystemCollection_clear(&collection);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(on_failover, hvc_Msvm_CollectionReplicationService_InitiateFailover)
{
    return operate(call, in->Collection, &fail_over, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_commit, hvc_Msvm_CollectionReplicationService_CommitFailover)
{
    return operate(call, in->Collection, &commit, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_revert, hvc_Msvm_CollectionReplicationService_RevertFailover)
{
    return operate(call, in->Collection, &revert, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_prepare, hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication)
{
    return operate(call, in->Collection, &prepare, NULL, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(on_reverse, hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship)
{
    hvc_Msvm_CollectionReplicationSettingData settings;
    wmi_status status = WMI_OK;
    memset(&settings, 0, sizeof settings);
    if (wmi_embedded_has(&in->CollectionReplicationSettingData)) {
        status = WMI_UNEMBED(hvc_Msvm_CollectionReplicationSettingData, &in->CollectionReplicationSettingData,
                             &settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        out->ReturnValue = WMI_UINT32(HYPERV_INVALID_PARAMETER);
        return WMI_OK;
    }
    if (status == WMI_OK) {
        status = operate(call, in->Collection, &reverse, settings.RecoveryConnectionPoint, &out->Job, &out->ReturnValue,
                         error);
    }
    hvc_Msvm_CollectionReplicationSettingData_clear(&settings);
    return status;
}

#define BEHAVIOUR(METHOD, HANDLER)                                                                                     \
    {                                                                                                                  \
        "hypervcluster." #METHOD, hvc_NAMESPACE, "Msvm_CollectionReplicationService",                                  \
            &hvc_Msvm_CollectionReplicationService_##METHOD##_info, HANDLER                                            \
    }

static const hyperv_behaviour behaviours[] = {
    BEHAVIOUR(InitiateFailover, on_failover),
    BEHAVIOUR(CommitFailover, on_commit),
    BEHAVIOUR(RevertFailover, on_revert),
    BEHAVIOUR(PrepareForReverseReplication, on_prepare),
    BEHAVIOUR(ReverseReplicationRelationship, on_reverse),
};

#define COUNT (sizeof behaviours / sizeof behaviours[0])

const hyperv_behaviour *hyperv_cluster_behaviour_at(size_t index)
{
    return index < COUNT ? &behaviours[index] : NULL;
}

/* Adding. */

static wmi_status add_collection(hyperv_host *host, wmi_error *error)
{
    hvc_Msvm_CollectionReplicationService service;
    hvc_Msvm_VirtualSystemCollection collection;
    wmi_status status;
    memset(&service, 0, sizeof service);
    memset(&collection, 0, sizeof collection);
    service.SystemCreationClassName = "Msvm_ComputerSystem";
    service.SystemName = HYPERV_HOST_NAME;
    service.CreationClassName = "Msvm_CollectionReplicationService";
    service.Name = "replicasvc";
    service.ElementName = "Hyper-V Collection Replication Service";
    collection.InstanceID = "Microsoft:" HYPERV_COLLECTION_ID;
    collection.CollectionID = HYPERV_COLLECTION_ID;
    collection.ElementName = HYPERV_COLLECTION_NAME;
    collection.ReplicationState = WMI_UINT16(STATE(Replicating));
    collection.ReplicationMode = WMI_UINT16(REPLICA);
    status = wmi_loopback_add(host->loopback, &hvc_Msvm_CollectionReplicationService_info, &service, NULL, error);
    return status == WMI_OK
               ? wmi_loopback_add(host->loopback, &hvc_Msvm_VirtualSystemCollection_info, &collection, NULL, error)
               : status;
}

wmi_status hyperv_host_add_cluster(hyperv_host *host, wmi_error *error)
{
    wmi_status status = add_collection(host, error);
    size_t i;
    for (i = 0; i < COUNT && status == WMI_OK; i++) {
        status = hyperv_host_behave(host, &behaviours[i], error);
    }
    return status;
}

wmi_status hyperv_host_new_with_cluster(hyperv_host **host, wmi_error *error)
{
    const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema};
    wmi_loopback *loopback = NULL;
    wmi_status status = wmi_loopback_new(schemas, 2, &loopback, error);
    *host = NULL;
    if (status == WMI_OK) {
        status = hyperv_host_take(loopback, host, error);
    }
    if (status == WMI_OK) {
        status = hyperv_host_add_cluster(*host, error);
    }
    if (status != WMI_OK) {
        wmi_loopback_free(loopback);
        *host = NULL;
    }
    return status;
}
