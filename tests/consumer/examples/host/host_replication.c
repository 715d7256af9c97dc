/**
 * @file
 * Replication: relationships are made, changed and ended. What leads from one state to another stands in
 * host_failover.c.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_ElementSettingData.h>
#include <virtualization_v2/Msvm_ReplicationRelationship.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_SystemReplicationRelationship.h>

#include <string.h>

/* Settings. */

wmi_status hyperv_read_replication(const wmi_embedded *from, hv_Msvm_ReplicationSettingData *settings, uint32_t *code,
                                   wmi_error *error)
{
    wmi_status status = WMI_OK;
    memset(settings, 0, sizeof *settings);
    if (wmi_embedded_has(from)) {
        status = WMI_UNEMBED(hv_Msvm_ReplicationSettingData, from, settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

static const char *setting_path(wmi_memory **memory, const char *machine_id)
{
    const char *id = hyperv_format(memory, "Microsoft:%s\\HVR", machine_id);
    return id != NULL ? hyperv_path(memory, "Msvm_ReplicationSettingData", id) : NULL;
}

static const char *relationship_path(wmi_memory **memory, const char *machine_id)
{
    const char *id = hyperv_format(memory, "Microsoft:%s\\HVR\\0", machine_id);
    return id != NULL ? hyperv_path(memory, "Msvm_ReplicationRelationship", id) : NULL;
}

wmi_status hyperv_get_replication(const hyperv_host *host, const char *machine_id,
                                  hv_Msvm_ReplicationSettingData *settings, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *path = setting_path(&memory, machine_id);
    wmi_status status;
    memset(settings, 0, sizeof *settings);
    status = path != NULL
                 ? wmi_loopback_get(host->loopback, &hv_Msvm_ReplicationSettingData_info, path, settings, error)
                 : hyperv_no_memory(error);
    wmi_memory_clear(&memory);
    return status;
}

/* What is replicated to whom. */
wmi_status hyperv_set_replication(const hyperv_host *host, const hv_Msvm_ComputerSystem *machine, const char *path,
                                  const hv_Msvm_ReplicationSettingData *wanted, wmi_error *error)
{
    hv_Msvm_ReplicationSettingData settings = *wanted;
    wmi_memory *memory = NULL;
    const char *made = NULL;
    wmi_status status;
    memset(&settings.wmi, 0, sizeof settings.wmi); /* its memory stays the other's */
    settings.InstanceID = hyperv_format(&memory, "Microsoft:%s\\HVR", machine->Name);
    settings.ElementName = machine->ElementName;
    settings.VirtualSystemIdentifier = machine->Name;
    settings.VirtualSystemType = "Microsoft:Hyper-V:Replica";
    settings.Caption = "Replication Settings";
    status = settings.InstanceID != NULL
                 ? hyperv_add(host, &hv_Msvm_ReplicationSettingData_info, &settings, &memory, &made, error)
                 : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_ElementSettingData_info, path, made, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* State. */

static wmi_status set_relationship(const hyperv_host *host, const hv_Msvm_ComputerSystem *machine, const char *path,
                                   wmi_error *error)
{
    static const uint16_t fine[] = {hv_Msvm_ComputerSystem_OperationalStatus_OK};
    hv_Msvm_ReplicationRelationship relationship;
    wmi_memory *memory = NULL;
    const char *made = NULL;
    wmi_status status;
    memset(&relationship, 0, sizeof relationship);
    relationship.InstanceID = hyperv_format(&memory, "Microsoft:%s\\HVR\\0", machine->Name);
    relationship.ElementName = machine->ElementName;
    relationship.OperationalStatus = WMI_ARRAY(wmi_array_uint16, fine);
    relationship.ReplicationState = machine->ReplicationState;
    relationship.ReplicationHealth = machine->ReplicationHealth;
    relationship.FailedOverReplicationType = machine->FailedOverReplicationType;
    relationship.LastReplicationTime = machine->LastReplicationTime;
    relationship.LastReplicationType = machine->LastReplicationType;
    status = relationship.InstanceID != NULL
                 ? hyperv_add(host, &hv_Msvm_ReplicationRelationship_info, &relationship, &memory, &made, error)
                 : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_SystemReplicationRelationship_info, path, made, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

wmi_status hyperv_replicate(const hyperv_host *host, const char *path, uint16_t state, uint16_t mode, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_status status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, path, &machine, error);
    if (status == WMI_OK) {
        machine.ReplicationState = WMI_UINT16(state);
        machine.ReplicationMode = WMI_UINT16(mode);
        machine.ReplicationHealth = WMI_UINT16(state == hv_Msvm_ComputerSystem_ReplicationState_Disabled
                                                   ? hv_Msvm_ComputerSystem_ReplicationHealth_Not_applicable
                                               : state == hv_Msvm_ComputerSystem_ReplicationState_Suspended
                                                   ? hv_Msvm_ComputerSystem_ReplicationHealth_Warning
                                                   : hv_Msvm_ComputerSystem_ReplicationHealth_Ok);
        machine.FailedOverReplicationType = WMI_UINT16(state == hv_Msvm_ComputerSystem_ReplicationState_Recovered ||
                                                       state == hv_Msvm_ComputerSystem_ReplicationState_Committed);
        if (state == hv_Msvm_ComputerSystem_ReplicationState_Replicating) {
            machine.LastReplicationTime = hyperv_now(host);
            machine.LastReplicationType = WMI_UINT16(1);
        }
        status = wmi_loopback_add(host->loopback, &hv_Msvm_ComputerSystem_info, &machine, NULL, error);
    }
    if (status == WMI_OK && state != hv_Msvm_ComputerSystem_ReplicationState_Disabled) {
        status = set_relationship(host, &machine, path, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

hyperv_failure hyperv_no_partner(const char *server, const char *description, wmi_memory **memory)
{
    hyperv_failure failure = {0, NULL, NULL, NULL};
    if (server != NULL && strcmp(server, HYPERV_DEAD_SERVER) == 0) {
        failure.code = HYPERV_FAILED;
        failure.description = description;
        failure.message_id = "29230";
        failure.message =
            hyperv_format(memory, "Hyper-V could not reach '%s': the operation timed out. (0x00002EE2)", server);
    }
    return failure;
}

/* Making. */

static wmi_status create(const hyperv_task *task, wmi_error *error)
{
    wmi_embedded text = wmi_embedded_of_text(task->text);
    hv_Msvm_ReplicationSettingData settings;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_read_replication(&text, &settings, &code, error);
    memset(&machine, 0, sizeof machine);
    if (status == WMI_OK) {
        status = wmi_loopback_get(task->host->loopback, &hv_Msvm_ComputerSystem_info, task->machine, &machine, error);
    }
    settings.PrimaryHostSystem = HYPERV_HOST_NAME;
    settings.RecoveryHostSystem = settings.RecoveryConnectionPoint;
    if (status == WMI_OK) {
        status = hyperv_set_replication(task->host, &machine, task->machine, &settings, error);
    }
    if (status == WMI_OK) {
        status =
            hyperv_replicate(task->host, task->machine, hv_Msvm_ComputerSystem_ReplicationState_Ready_for_replication,
                             hv_Msvm_ComputerSystem_ReplicationMode_Primary, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    hv_Msvm_ReplicationSettingData_clear(&settings);
    return status;
}

static bool is_complete(const hv_Msvm_ReplicationSettingData *settings)
{
    return settings->RecoveryConnectionPoint != NULL && settings->RecoveryServerPortNumber.has &&
           settings->AuthenticationType.has && settings->AuthenticationType.value >= 1 &&
           settings->AuthenticationType.value <= 2 &&
           (settings->AuthenticationType.value == 1 || settings->CertificateThumbPrint != NULL);
}

static wmi_status start(hyperv_host *host, const char *machine, const char *text, const char *partner, hyperv_work work,
                        hyperv_job *job, const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, work, NULL, machine);
    wmi_memory *memory = NULL;
    hyperv_failure failure =
        hyperv_no_partner(partner, "The replication of the virtual machine could not be set up.", &memory);
    wmi_status status;
    if (task != NULL) {
        task->text = hyperv_keep(host, text);
        task = task->text != NULL || text == NULL ? task : NULL;
    }
    job->failure = failure.code != 0 ? &failure : NULL;
    job->affected = &machine;
    job->affected_count = 1;
    status = hyperv_start(task, job, started, return_value, error);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(create_relationship, hv_Msvm_ReplicationService_CreateReplicationRelationship)
{
    hyperv_job job = {.caption = "Enabling Replication",
                      .type = hv_Msvm_ConcreteJob_JobType_Create_Replication_Relationship,
                      .milliseconds = 4000};
    hv_Msvm_ReplicationSettingData settings;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(call->context, in->ComputerSystem, &machine, &code, error);
    memset(&settings, 0, sizeof settings);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = hyperv_read_replication(&in->ReplicationSettingData, &settings, &code, error);
    }
    if (code == HYPERV_DONE && !is_complete(&settings)) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && machine.ReplicationMode.value != 0) {
        code = HYPERV_INVALID_STATE; /* there is one already */
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = start(call->context, in->ComputerSystem, in->ReplicationSettingData.text,
                       settings.RecoveryConnectionPoint, create, &job, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_ReplicationSettingData_clear(&settings);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* Changing. */

static wmi_status modify(const hyperv_task *task, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_object *changes = NULL;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_read(task->text, &changes, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        const char *id = wmi_memory_text(&memory, task->subject, strlen(task->subject));
        status = hyperv_change(task->host, changes, id != NULL ? setting_path(&memory, id) : NULL, error);
    }
    wmi_object_free(changes);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(modify_settings, hv_Msvm_ReplicationService_ModifyReplicationSettings)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.caption = "Modifying Replication Settings",
                      .type = hv_Msvm_ConcreteJob_JobType_Modify_Replication_Relationship_Settings,
                      .milliseconds = 1000,
                      .affected = &in->ComputerSystem,
                      .affected_count = 1};
    hv_Msvm_ReplicationSettingData settings;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(host, in->ComputerSystem, &machine, &code, error);
    memset(&settings, 0, sizeof settings);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = hyperv_read_replication(&in->ReplicationSettingData, &settings, &code, error);
    }
    if (code == HYPERV_DONE && in->ReplicationSettingData.text == NULL) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && machine.ReplicationMode.value == 0) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(host, modify, NULL, in->ComputerSystem);
        if (task != NULL) {
            task->text = hyperv_keep(host, in->ReplicationSettingData.text);
            task->subject = hyperv_keep(host, machine.Name);
            task = task->text != NULL && task->subject != NULL ? task : NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_ReplicationSettingData_clear(&settings);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* Ending. */

static wmi_status end(const hyperv_task *task, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *setting = setting_path(&memory, task->subject);
    const char *relationship = relationship_path(&memory, task->subject);
    wmi_status status =
        setting != NULL && relationship != NULL ? hyperv_remove(task->host, setting, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = hyperv_remove(task->host, relationship, error);
    }
    if (status == WMI_OK) {
        status = hyperv_replicate(task->host, task->machine, hv_Msvm_ComputerSystem_ReplicationState_Disabled,
                                  hv_Msvm_ComputerSystem_ReplicationMode_None, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(remove_relationship, hv_Msvm_ReplicationService_RemoveReplicationRelationship)
{
    hyperv_job job = {.caption = "Removing Replication",
                      .type = hv_Msvm_ConcreteJob_JobType_Remove_Replication_Relationship,
                      .milliseconds = 1000,
                      .affected = &in->ComputerSystem,
                      .affected_count = 1};
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(call->context, in->ComputerSystem, &machine, &code, error);
    if (code == HYPERV_DONE && machine.ReplicationMode.value == 0) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(call->context, end, NULL, in->ComputerSystem);
        if (task != NULL) {
            task->subject = hyperv_keep(call->context, machine.Name);
            task = task->subject != NULL ? task : NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

const hyperv_behaviour hyperv_replication_behaviours[] = {
    HYPERV_BEHAVIOUR("CreateReplicationRelationship", Msvm_ReplicationService, CreateReplicationRelationship,
                     create_relationship),
    HYPERV_BEHAVIOUR("ModifyReplicationSettings", Msvm_ReplicationService, ModifyReplicationSettings, modify_settings),
    HYPERV_BEHAVIOUR("RemoveReplicationRelationship", Msvm_ReplicationService, RemoveReplicationRelationship,
                     remove_relationship),
    HYPERV_LAST_BEHAVIOUR,
};
