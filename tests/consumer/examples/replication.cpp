// Replicates a machine to another host, sends the first copy, and tells how it stands: `replication web-01 hv-02`.
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_StorageAllocationSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>
#include <wmi/wmi.hpp>
#include "common.h"
#include <cstdio>
#include <vector>

// The virtual hard disks of a machine. What else is plugged in, such as an image for a DVD drive, is not replicated.
static wmi::list<hv_Msvm_StorageAllocationSettingData> disks_of(wmi_session *session, const char *machine)
{
    const wmi_select hard = {nullptr, "ResourceSubType = 'Microsoft:Hyper-V:Virtual Hard Disk'"};
    wmi::instance<hv_Msvm_VirtualSystemSettingData> settings;
    wmi::list<hv_Msvm_StorageAllocationSettingData> disks;
    wmi::call(hv_Msvm_VirtualSystemSettingData_related_one, session, machine, "Msvm_SettingsDefineState", settings.out());
    wmi::call(hv_Msvm_StorageAllocationSettingData_related_select, session, settings->wmi.path, nullptr, &hard,
              disks.out(), disks.out_count());
    return disks;
}

static bool WMI_CALLBACK show(void *, const wmi_job_progress *progress)
{
    std::printf("%3d%% %s\n", progress->percent, progress->caption != nullptr ? progress->caption : progress->state_name);
    return true;
}

static void replicate(wmi_session *session, const char *machine, const char *server)
{
    const wmi::list<hv_Msvm_StorageAllocationSettingData> disks = disks_of(session, machine);
    std::vector<wmi_embedded> included;
    for (const hv_Msvm_StorageAllocationSettingData &disk : disks) {
        for (const char *file : wmi::items(disk.HostResource))
            std::printf("disk %s\n", file);
        included.push_back(WMI_EMBED(hv_Msvm_StorageAllocationSettingData, &disk));
    }
    hv_Msvm_ReplicationSettingData settings = {};
    settings.RecoveryConnectionPoint = server;
    settings.RecoveryServerPortNumber = WMI_UINT16(80);
    settings.AuthenticationType = WMI_UINT16(hv_Msvm_ReplicationSettingData_AuthenticationType_Kerberos_authentication);
    settings.IncludedDisks = wmi_embedded_array(included.data(), included.size());
    wmi::instance<hv_Msvm_ReplicationService> service;
    hv_Msvm_ReplicationService_CreateReplicationRelationship_in wanted = {machine, {}};
    hv_Msvm_ReplicationService_StartReplication_in first = {
        machine, WMI_UINT16(hv_Msvm_ReplicationService_StartReplication_InitialReplicationType_Network_Transfer), nullptr, {}};
    wmi_job_options waiting = {};
    wanted.ReplicationSettingData = WMI_EMBED(hv_Msvm_ReplicationSettingData, &settings);
    waiting.poll_ms = 5000;
    waiting.progress = show;
    wmi::call(hv_Msvm_ReplicationService_one, session, nullptr, service.out());
    wmi::call(hv_Msvm_ReplicationService_CreateReplicationRelationship_wait, session, service->wmi.path, &wanted, nullptr,
              &waiting);
    wmi::call(hv_Msvm_ReplicationService_StartReplication_wait, session, service->wmi.path, &first, nullptr, &waiting);
}

int main(int argc, char **argv)
try {
    example run;
    if (!example_begin(&run, argc, argv, 2, "MACHINE SERVER"))
        return 2;
    const wmi::owner<example, example_end> ending(&run);
    wmi::session session;
    wmi::text where;
    wmi::instance<hv_Msvm_ComputerSystem> machine, now;
    run.options.ns = hv_NAMESPACE;
    wmi::call(wmi_connect, &run.options, session.out());
    wmi::check(wmi_wql(where.out(), "ElementName = %Q", run.arguments[0]));
    wmi::call(hv_Msvm_ComputerSystem_one, session, where, machine.out());
    replicate(session, machine->wmi.path, run.arguments[1]);
    wmi::call(hv_Msvm_ComputerSystem_get, session, machine->wmi.path, now.out());
    char text[WMI_TEXT_SIZE];
    std::printf("%s is in state %s\n", now->ElementName,
                wmi_code_text(&hv_Msvm_ComputerSystem_ReplicationState_codes, now->ReplicationState.value, text));
    return 0;
} catch (const wmi::failure &failure) {
    return example_failed(&failure.why());
}
