#include "replica_host.h"

#include <string.h>

#include <hypervcluster_v2/Msvm_CollectionReplicationService.h>
#include <hypervcluster_v2/Msvm_CollectionReplicationSettingData.h>
#include <hypervcluster_v2/Msvm_VirtualSystemCollection.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_Error.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>

/* The life of an operation that takes ten (virtual) seconds. */
static const wmi_loopback_job_step smooth[] = {
    {0, WMI_JOB_STARTING, 0, "Preparing"},          {500, WMI_JOB_RUNNING, 5, "Reading the replica's disks"},
    {2500, WMI_JOB_RUNNING, 35, "Copying changes"}, {2500, WMI_JOB_RUNNING, 60, "Copying changes"},
    {2500, WMI_JOB_RUNNING, 85, "Copying changes"}, {1500, WMI_JOB_RUNNING, 97, "Updating the relationship"},
    {500, WMI_JOB_COMPLETED, 100, "Completed"},
};

/* One that meets a dead partner. */
static const wmi_loopback_job_step refused[] = {
    {0, WMI_JOB_STARTING, 0, "Preparing"},
    {1000, WMI_JOB_RUNNING, 20, "Connecting to the former primary"},
    {4000, WMI_JOB_EXCEPTION, 20, "The former primary did not answer"},
};

static wmi_status start_job(const wmi_loopback_call *call, const char *ns, const wmi_loopback_job *job,
                            const char **path, wmi_opt_uint32 *return_value, wmi_error *error)
{
    *return_value = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, ns, job, path, error);
}

static wmi_status start_smooth_job(const wmi_loopback_call *call, const char *ns, const char *caption,
                                   const char **path, wmi_opt_uint32 *return_value, wmi_error *error)
{
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .caption = caption, .cancellable = true};

    job.steps = smooth;
    job.step_count = sizeof smooth / sizeof smooth[0];
    return start_job(call, ns, &job, path, return_value, error);
}

WMI_LOOPBACK_HANDLER(initiate_failback, hv_Msvm_ReplicationService_InitiateFailback)
{
    hv_Msvm_ReplicationSettingData settings = {0};
    bool names_partner;
    wmi_status status;

    status = WMI_UNEMBED(hv_Msvm_ReplicationSettingData, &in->ReplicationSettingData, &settings, error);
    if (status != WMI_OK)
        return status;
    names_partner = settings.RecoveryConnectionPoint != NULL;
    hv_Msvm_ReplicationSettingData_clear(&settings);
    if (!names_partner) {
        out->ReturnValue = WMI_UINT32(hv_Msvm_ReplicationService_InitiateFailback_Invalid_parameter);
        return WMI_OK;
    }
    return start_smooth_job(call, hv_NAMESPACE, "Initiate Failback", &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(reverse_machine, hv_Msvm_ReplicationService_ReverseReplicationRelationship)
{
    static const hv_Msvm_Error dead_partner = {
        .MessageID = "33680",
        .Message = "Hyper-V could not reach replica-a.contoso.example: the operation timed out (0x00002EE2).",
        .ErrorType = WMI_UINT16_INIT(hv_Msvm_Error_ErrorType_Communications_Error),
        .PerceivedSeverity = WMI_UINT16_INIT(hv_Msvm_Error_PerceivedSeverity_Critical),
        .OwningEntity = "Hyper-V Replica",
    };
    wmi_embedded errors[] = {WMI_EMBED(hv_Msvm_Error, &dead_partner)};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .caption = "Reverse Replication", .errors = errors};

    (void)in;
    job.steps = refused;
    job.step_count = sizeof refused / sizeof refused[0];
    job.error_count = 1;
    job.error_code = 32768;
    job.error_description = "Reversing the replication of 'web-01' failed.";
    return start_job(call, hv_NAMESPACE, &job, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(revert_failover, hvc_Msvm_CollectionReplicationService_RevertFailover)
{
    (void)call;
    (void)in;
    (void)error;
    out->ReturnValue = WMI_UINT32(hvc_Msvm_CollectionReplicationService_RevertFailover_Completed_with_No_Error);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(prepare_collection, hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication)
{
    (void)in;
    return start_smooth_job(call, hvc_NAMESPACE, "Prepare for reverse replication", &out->Job, &out->ReturnValue,
                            error);
}

WMI_LOOPBACK_HANDLER(reverse_collection, hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship)
{
    (void)in;
    return start_smooth_job(call, hvc_NAMESPACE, "Reverse replication of a collection", &out->Job, &out->ReturnValue,
                            error);
}

static wmi_status add_machine(replica_host *host, wmi_error *error)
{
    hv_Msvm_ReplicationService service = {
        .SystemCreationClassName = "Msvm_ComputerSystem",
        .SystemName = "REPLICA-B",
        .CreationClassName = "Msvm_ReplicationService",
        .Name = "replicasvc",
    };
    hv_Msvm_ComputerSystem machine = {
        .CreationClassName = "Msvm_ComputerSystem",
        .Name = "6A4F1D0C-52C1-4E0B-9E7C-0B7A3B1F6F11",
        .ElementName = "web-01",
    };
    wmi_status status =
        wmi_loopback_add(host->loopback, &hv_Msvm_ReplicationService_info, &service, &host->service, error);

    if (status == WMI_OK)
        status = wmi_loopback_add(host->loopback, &hv_Msvm_ComputerSystem_info, &machine, &host->machine, error);
    return status;
}

static wmi_status add_collection(replica_host *host, wmi_error *error)
{
    hvc_Msvm_CollectionReplicationService service = {
        .SystemCreationClassName = "Msvm_ComputerSystem",
        .SystemName = "CLUSTER-B",
        .CreationClassName = "Msvm_CollectionReplicationService",
        .Name = "replicasvc",
    };
    hvc_Msvm_VirtualSystemCollection collection = {
        .InstanceID = "Microsoft:B7D0A1E2-1F9E-4A0E-8E57-3C2C1F4E9A10",
        .CollectionID = "B7D0A1E2-1F9E-4A0E-8E57-3C2C1F4E9A10",
        .ElementName = "order system",
    };
    wmi_status status = wmi_loopback_add(host->loopback, &hvc_Msvm_CollectionReplicationService_info, &service,
                                         &host->collection_service, error);

    if (status == WMI_OK)
        status = wmi_loopback_add(host->loopback, &hvc_Msvm_VirtualSystemCollection_info, &collection,
                                  &host->collection, error);
    return status;
}

static wmi_status add_handlers(wmi_loopback *loopback, wmi_error *error)
{
    static const struct {
        const char *ns;
        const char *class_name;
        const char *method;
        wmi_loopback_handler handler;
    } handlers[] = {
        {hv_NAMESPACE, "Msvm_ReplicationService", "InitiateFailback", initiate_failback},
        {hv_NAMESPACE, "Msvm_ReplicationService", "ReverseReplicationRelationship", reverse_machine},
        {hvc_NAMESPACE, "Msvm_CollectionReplicationService", "RevertFailover", revert_failover},
        {hvc_NAMESPACE, "Msvm_CollectionReplicationService", "PrepareForReverseReplication", prepare_collection},
        {hvc_NAMESPACE, "Msvm_CollectionReplicationService", "ReverseReplicationRelationship", reverse_collection},
    };
    wmi_status status = WMI_OK;

    for (size_t i = 0; status == WMI_OK && i < sizeof handlers / sizeof handlers[0]; i++)
        status = wmi_loopback_on(loopback, handlers[i].ns, handlers[i].class_name, handlers[i].method,
                                 handlers[i].handler, NULL, error);
    return status;
}

wmi_status replica_host_start(replica_host *host, wmi_error *error)
{
    const wmi_schema *schemas[] = {&hv_schema, &hvc_schema};
    wmi_status status;

    memset(host, 0, sizeof *host);
    status = wmi_loopback_new(schemas, 2, &host->loopback, error);
    if (status == WMI_OK)
        status = add_machine(host, error);
    if (status == WMI_OK)
        status = add_collection(host, error);
    if (status == WMI_OK)
        status = add_handlers(host->loopback, error);
    return status;
}

void replica_host_stop(replica_host *host)
{
    wmi_free(host->service);
    wmi_free(host->machine);
    wmi_free(host->collection_service);
    wmi_free(host->collection);
    wmi_loopback_free(host->loopback);
    memset(host, 0, sizeof *host);
}
