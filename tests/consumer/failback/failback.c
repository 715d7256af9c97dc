/*
 * Brings a virtual machine and a collection of virtual machines back after a failover, by the five operations of
 * Msvm_ReplicationService (root\virtualization\v2) and Msvm_CollectionReplicationService (root\HyperVCluster\v2).
 *
 * It runs on the loopback backend (replica_host.c plays the host), so it needs neither Windows nor Hyper-V. Against another
 * host only the backend changes, which reach.c makes of the program's arguments: so it goes over a network to
 *
 *     mofbind-mock mof/WindowsVirtualization.V2.mof mof/WindowsHyperVCluster.V2.mof --allow-unencrypted
 *         --scenario tests/consumer/failback/replica_host.json --user me --password-file secret
 *
 * by `failback --backend wsman --host 127.0.0.1 --user me --password-file secret --allow-unencrypted`.
 */
#include <stdio.h>
#include <string.h>

#include <hypervcluster_v2/Msvm_CollectionReplicationService.h>
#include <hypervcluster_v2/Msvm_CollectionReplicationSettingData.h>
#include <hypervcluster_v2/Msvm_VirtualSystemCollection.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>

#include "reach.h"

static bool show_progress(void *context, const wmi_job_progress *progress)
{
    char bar[31];
    size_t done = (size_t)progress->percent * (sizeof bar - 1) / 100;

    (void)context;
    memset(bar, '.', sizeof bar - 1);
    memset(bar, '#', done);
    bar[sizeof bar - 1] = '\0';
    printf("    [%s] %3u%%  %-12s %s\n", bar, progress->percent, progress->state_name,
           progress->status == NULL ? "" : progress->status);
    return true;
}

/* Everything that an error tells. */
static void tell(const wmi_error *error)
{
    printf("    failed (%s): %s\n", wmi_status_name(error->status), error->message);
    if (error->class_name != NULL)
        printf("      call         %s.%s\n", error->class_name, error->method == NULL ? "-" : error->method);
    if (error->return_value.has)
        printf("      return value %u\n", (unsigned)error->return_value.value);
    if (error->job.path != NULL) {
        printf("      job          %s\n", error->job.path);
        printf("      job state    %u (%s) at %u%%, ErrorCode %u\n", error->job.state.value, error->job.state_name,
               error->job.percent.value, error->job.error_code.value);
        printf("      description  %s\n", error->job.description == NULL ? "-" : error->job.description);
    }
    for (size_t i = 0; i < error->record_count; i++)
        printf("      %s %s: %s\n", error->records[i].class_name, error->records[i].message_id,
               error->records[i].message);
}

static void conclude(const char *operation, wmi_status status, wmi_error *error, unsigned *failures)
{
    if (status == WMI_OK) {
        printf("    %s: done\n", operation);
    } else {
        tell(error);
        ++*failures;
    }
    wmi_error_clear(error);
}

static wmi_status connect_to(const reach *host, const char *ns, wmi_session **session, wmi_error *error)
{
    wmi_connect_options options = host->options;

    options.ns = ns;
    return wmi_connect(&options, session, error);
}

static void fail_back_machine(wmi_session *session, const char *service, const char *machine, unsigned *failures)
{
    wmi_job_options waiting = {.timeout_ms = 60 * 1000, .poll_ms = 1500, .cancel = true, .progress = show_progress};
    hv_Msvm_ReplicationSettingData settings = {
        .InstanceID = "Microsoft:6A4F1D0C-52C1-4E0B-9E7C-0B7A3B1F6F11\\HVR",
        .ElementName = "web-01",
        .AuthenticationType = WMI_UINT16(hv_Msvm_ReplicationSettingData_AuthenticationType_Kerberos_authentication),
        .CompressionEnabled = WMI_BOOLEAN(true),
        .RecoveryConnectionPoint = "replica-a.contoso.example",
        .RecoveryServerPortNumber = WMI_UINT16(80),
    };
    wmi_error error = {0};

    puts("Msvm_ReplicationService.InitiateFailback");
    {
        hv_Msvm_ReplicationService_InitiateFailback_in in = {.ComputerSystem = machine};
        hv_Msvm_ReplicationService_InitiateFailback_out out = {0};

        in.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
        conclude("failback of web-01",
                 hv_Msvm_ReplicationService_InitiateFailback_wait(session, service, &in, &out, &waiting, &error),
                 &error, failures);
        hv_Msvm_ReplicationService_InitiateFailback_out_clear(&out);
    }

    puts("Msvm_ReplicationService.ReverseReplicationRelationship (the former primary is down, so this one fails)");
    {
        hv_Msvm_ReplicationService_ReverseReplicationRelationship_in in = {.ComputerSystem = machine};
        hv_Msvm_ReplicationService_ReverseReplicationRelationship_out out = {0};

        in.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
        conclude("reversal of web-01",
                 hv_Msvm_ReplicationService_ReverseReplicationRelationship_wait(session, service, &in, &out, &waiting,
                                                                                &error),
                 &error, failures);
        hv_Msvm_ReplicationService_ReverseReplicationRelationship_out_clear(&out);
    }
}

/* The service of this host, and the machine. */
static wmi_status fail_back_web(wmi_session *session, unsigned *failures, wmi_error *error)
{
    hv_Msvm_ReplicationService service = {0};
    hv_Msvm_ComputerSystem machine = {0};
    wmi_status status = hv_Msvm_ReplicationService_one(session, NULL, &service, error);

    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_one(session, "ElementName = 'web-01'", &machine, error);
    if (status == WMI_OK)
        fail_back_machine(session, service.wmi.path, machine.wmi.path, failures);
    hv_Msvm_ComputerSystem_clear(&machine);
    hv_Msvm_ReplicationService_clear(&service);
    return status;
}

static void fail_back_collection(wmi_session *session, const char *service, const char *collection, unsigned *failures)
{
    static const char *const disks[] = {"C:\\ClusterStorage\\Volume1\\orders.vhds",
                                        "C:\\ClusterStorage\\Volume1\\log.vhds"};
    wmi_job_options waiting = {.timeout_ms = 60 * 1000, .poll_ms = 2500, .progress = show_progress};
    hvc_Msvm_CollectionReplicationSettingData settings = {
        .InstanceID = "Microsoft:B7D0A1E2-1F9E-4A0E-8E57-3C2C1F4E9A10\\HVR",
        .ElementName = "order system",
        .RecoveryConnectionPoint = "cluster-a.contoso.example",
        .RecoveryServerPortNumber = WMI_UINT16(80),
        .IncludedDisks = {disks, 2},
    };
    wmi_error error = {0};

    puts("Msvm_CollectionReplicationService.RevertFailover (no waiting: the return value is looked at by hand)");
    {
        hvc_Msvm_CollectionReplicationService_RevertFailover_in in = {.Collection = collection};
        hvc_Msvm_CollectionReplicationService_RevertFailover_out out = {0};
        wmi_status status = hvc_Msvm_CollectionReplicationService_RevertFailover(session, service, &in, &out, &error);

        if (status == WMI_OK) {
            char text[WMI_TEXT_SIZE];

            printf("    returned %u (%s)\n", (unsigned)out.ReturnValue.value,
                   wmi_return_text(&hvc_Msvm_CollectionReplicationService_RevertFailover_info, out.ReturnValue.value,
                                   text));
        }
        conclude("revert of the order system's failover", status, &error, failures);
        hvc_Msvm_CollectionReplicationService_RevertFailover_out_clear(&out);
    }

    puts("Msvm_CollectionReplicationService.PrepareForReverseReplication");
    {
        hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication_in in = {.Collection = collection};

        conclude("preparation of the order system",
                 hvc_Msvm_CollectionReplicationService_PrepareForReverseReplication_wait(session, service, &in, NULL,
                                                                                         &waiting, &error),
                 &error, failures);
    }

    puts("Msvm_CollectionReplicationService.ReverseReplicationRelationship");
    {
        hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_in in = {.Collection = collection};

        in.CollectionReplicationSettingData = WMI_EMBED(hvc_Msvm_CollectionReplicationSettingData, &settings);
        conclude("reversal of the order system",
                 hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_wait(session, service, &in, NULL,
                                                                                           &waiting, &error),
                 &error, failures);
    }
}

static wmi_status fail_back_orders(wmi_session *session, unsigned *failures, wmi_error *error)
{
    hvc_Msvm_CollectionReplicationService service = {0};
    hvc_Msvm_VirtualSystemCollection collection = {0};
    wmi_status status = hvc_Msvm_CollectionReplicationService_one(session, NULL, &service, error);

    if (status == WMI_OK)
        status = hvc_Msvm_VirtualSystemCollection_one(session, "ElementName = 'order system'", &collection, error);
    if (status == WMI_OK)
        fail_back_collection(session, service.wmi.path, collection.wmi.path, failures);
    hvc_Msvm_VirtualSystemCollection_clear(&collection);
    hvc_Msvm_CollectionReplicationService_clear(&service);
    return status;
}

int main(int argc, char **argv)
{
    reach host;
    wmi_session *machines = NULL;
    wmi_session *clusters = NULL;
    wmi_error error = {0};
    unsigned failures = 0;
    wmi_status status = reach_begin(&host, argv + (argc > 0), &error);

    if (status == WMI_OK)
        status = connect_to(&host, hv_NAMESPACE, &machines, &error);
    if (status == WMI_OK)
        status = connect_to(&host, hvc_NAMESPACE, &clusters, &error);
    if (status == WMI_OK)
        status = fail_back_web(machines, &failures, &error);
    if (status == WMI_OK)
        status = fail_back_orders(clusters, &failures, &error);
    if (status == WMI_OK)
        printf("5 operations, %u failed (1 was meant to)\n", failures);
    else
        tell(&error);
    wmi_error_clear(&error);
    wmi_close(clusters);
    wmi_close(machines);
    reach_end(&host);
    return status == WMI_OK && failures == 1 ? 0 : 1;
}
