/**
 * @file
 * Machines are started, stopped, paused, saved; by RequestStateChange and through the guest.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ShutdownComponent.h>
#include <virtualization_v2/Msvm_StorageAllocationSettingData.h>

#include <string.h>

/* What leads from one state to another. */
typedef struct transition {
    uint16_t requested;
    uint16_t from[3]; /* 0 = no more */
    uint16_t through; /* EnabledState while the job runs */
    uint16_t to;
    uint16_t job_type;
    uint32_t milliseconds;
    const char *caption;
} transition;

#define TYPE(name) hv_Msvm_ConcreteJob_JobType_##name##_Virtual_Machine
#define THROUGH(name) hv_Msvm_ComputerSystem_EnabledState_##name

static const transition transitions[] = {
    {2, {HYPERV_OFF}, HYPERV_STARTING, HYPERV_RUNNING, TYPE(Start), 3000, "Starting Virtual Machine"},
    {2, {HYPERV_SAVED}, HYPERV_STARTING, HYPERV_RUNNING, TYPE(Restore), 3000, "Restoring Virtual Machine"},
    {2, {HYPERV_PAUSED}, THROUGH(Resuming), HYPERV_RUNNING, TYPE(Resume), 500, "Resuming Virtual Machine"},
    {3,
     {HYPERV_RUNNING, HYPERV_PAUSED},
     HYPERV_SHUTTING_DOWN,
     HYPERV_OFF,
     TYPE(Power_Off),
     1000,
     "Turning Off Virtual Machine"},
    {4, {HYPERV_RUNNING}, HYPERV_SHUTTING_DOWN, HYPERV_OFF, TYPE(Shut_Down), 8000, "Shutting Down Virtual Machine"},
    {6, {HYPERV_RUNNING, HYPERV_PAUSED}, THROUGH(Saving), HYPERV_SAVED, TYPE(Save), 4000, "Saving Virtual Machine"},
    {9, {HYPERV_RUNNING}, THROUGH(Pausing), HYPERV_PAUSED, TYPE(Pause), 500, "Pausing Virtual Machine"},
    {10, {HYPERV_RUNNING}, HYPERV_SHUTTING_DOWN, HYPERV_RUNNING, TYPE(Reboot), 9000, "Rebooting Virtual Machine"},
    {11,
     {HYPERV_RUNNING, HYPERV_PAUSED},
     HYPERV_STARTING,
     HYPERV_RUNNING,
     TYPE(Reset),
     1000,
     "Resetting Virtual Machine"},
};

static const transition *find(uint16_t requested, uint16_t from, uint32_t *code)
{
    size_t i;
    size_t j;
    *code = HYPERV_INVALID_PARAMETER; /* nothing leads there */
    for (i = 0; i < sizeof transitions / sizeof transitions[0]; i++) {
        if (transitions[i].requested == requested) {
            *code = HYPERV_INVALID_STATE;
            for (j = 0; j < 3 && transitions[i].from[j] != 0; j++) {
                if (transitions[i].from[j] == from) {
                    *code = HYPERV_DONE;
                    return &transitions[i];
                }
            }
        }
    }
    return NULL;
}

/* What keeps a machine from starting. */

static wmi_status memory_of(const hyperv_host *host, const char *settings, uint64_t *megabytes, wmi_error *error)
{
    hyperv_paths found = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_related(host, settings, "Msvm_VirtualSystemSettingDataComponent",
                                       "Msvm_MemorySettingData", &found, error);
    *megabytes = 0;
    if (status == WMI_OK && found.count > 0) {
        hv_Msvm_MemorySettingData memory;
        status = wmi_loopback_get(host->loopback, &hv_Msvm_MemorySettingData_info, found.items[0], &memory, error);
        *megabytes = memory.VirtualQuantity.value;
        hv_Msvm_MemorySettingData_clear(&memory);
    }
    hyperv_paths_clear(&found);
    return status;
}

static wmi_status memory_in_use(const hyperv_host *host, uint64_t *megabytes, wmi_error *error)
{
    hyperv_paths running = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_query(host,
                                     "SELECT * FROM Msvm_ComputerSystem WHERE Caption = 'Virtual Machine' AND "
                                     "EnabledState <> 3 AND EnabledState <> 6",
                                     &running, error);
    size_t i;
    *megabytes = 0;
    for (i = 0; i < running.count && status == WMI_OK; i++) {
        hv_Msvm_ComputerSystem machine;
        const char *settings;
        uint64_t own = 0;
        status = wmi_loopback_get(host->loopback, &hv_Msvm_ComputerSystem_info, running.items[i], &machine, error);
        settings = status == WMI_OK ? hyperv_settings_path(&running.memory, machine.Name) : NULL;
        if (status == WMI_OK) {
            status = settings != NULL ? memory_of(host, settings, &own, error) : hyperv_no_memory(error);
        }
        *megabytes += own;
        hv_Msvm_ComputerSystem_clear(&machine);
    }
    hyperv_paths_clear(&running);
    return status;
}

/* A disk of the machine that is not there; NULL = all are. In `*kept`. */
static wmi_status missing_disk(const hyperv_host *host, const char *settings, wmi_memory **kept, const char **missing,
                               wmi_error *error)
{
    hyperv_paths disks = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_related(host, settings, "Msvm_VirtualSystemSettingDataComponent",
                                       "Msvm_StorageAllocationSettingData", &disks, error);
    size_t i;
    for (i = 0; i < disks.count && status == WMI_OK && *missing == NULL; i++) {
        hv_Msvm_StorageAllocationSettingData disk;
        status =
            wmi_loopback_get(host->loopback, &hv_Msvm_StorageAllocationSettingData_info, disks.items[i], &disk, error);
        if (disk.HostResource.count > 0 && hyperv_find_file(host, disk.HostResource.items[0]) == NULL) {
            *missing = hyperv_format(kept, "%s", disk.HostResource.items[0]);
        }
        hv_Msvm_StorageAllocationSettingData_clear(&disk);
    }
    hyperv_paths_clear(&disks);
    return status;
}

/* @param failure its description is NULL where nothing keeps the machine from starting. */
static wmi_status look_for_failure(const hyperv_host *host, const hv_Msvm_ComputerSystem *machine,
                                   hyperv_failure *failure, wmi_memory **memory, wmi_error *error)
{
    const char *settings = hyperv_settings_path(memory, machine->Name);
    const char *missing = NULL;
    uint64_t wanted = 0;
    uint64_t used = 0;
    wmi_status status = settings != NULL ? memory_of(host, settings, &wanted, error) : hyperv_no_memory(error);
    if (status == WMI_OK) {
        status = memory_in_use(host, &used, error);
    }
    if (status == WMI_OK) {
        status = missing_disk(host, settings, memory, &missing, error);
    }
    if (status == WMI_OK && wanted + used > HYPERV_HOST_MEMORY) {
        failure->code = HYPERV_OUT_OF_MEMORY;
        failure->message_id = "12030";
        failure->message = hyperv_format(memory,
                                         "'%s' could not initialize memory: %u MB of the host are left, and %u MB "
                                         "are needed. (0x8007000E)",
                                         machine->ElementName, (unsigned)(HYPERV_HOST_MEMORY - used), (unsigned)wanted);
    } else if (missing != NULL) {
        failure->code = HYPERV_FAILED;
        failure->message_id = "12010";
        failure->message = hyperv_format(memory,
                                         "'%s': the disk '%s' cannot be attached: the file is not there. "
                                         "(0x80070002)",
                                         machine->ElementName, missing);
    }
    if (failure->code != 0) {
        failure->description = hyperv_format(memory, "'%s' failed to start.", machine->ElementName);
    }
    return status;
}

/* Changing. */

static wmi_status arrive(const hyperv_task *task, wmi_error *error)
{
    return hyperv_enter(task->host, task->machine, task->after, error);
}

static wmi_status go_back(const hyperv_task *task, wmi_error *error)
{
    return hyperv_enter(task->host, task->machine, task->before, error);
}

/* A replica that was not failed over would part from its primary. */
static bool may_start(const hv_Msvm_ComputerSystem *machine)
{
    return machine->ReplicationMode.value != hv_Msvm_ComputerSystem_ReplicationMode_Replica ||
           machine->ReplicationState.value == hv_Msvm_ComputerSystem_ReplicationState_Recovered ||
           machine->ReplicationState.value == hv_Msvm_ComputerSystem_ReplicationState_Committed;
}

static wmi_status begin(hyperv_host *host, const char *path, const hv_Msvm_ComputerSystem *machine, const transition *t,
                        const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, arrive, go_back, path);
    hyperv_job job = {.caption = t->caption, .type = t->job_type, .milliseconds = t->milliseconds};
    hyperv_failure failure = {0, NULL, NULL, NULL};
    wmi_memory *memory = NULL;
    wmi_status status = WMI_OK;
    if (t->through == HYPERV_STARTING && t->from[0] != HYPERV_RUNNING) {
        status = look_for_failure(host, machine, &failure, &memory, error);
    }
    if (task != NULL) {
        task->before = machine->EnabledState.value;
        task->after = t->to;
    }
    job.failure = failure.code != 0 ? &failure : NULL;
    job.affected = &path;
    job.affected_count = 1;
    if (status == WMI_OK) {
        status = hyperv_start(task, &job, started, return_value, error);
    }
    if (status == WMI_OK) {
        status = hyperv_enter(host, path, t->through, error);
    }
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(request_state, hv_Msvm_ComputerSystem_RequestStateChange)
{
    const transition *t = NULL;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status = hyperv_look_at(call->context, call->path, &machine, &code, error);
    if (code == HYPERV_DONE && !in->RequestedState.has) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE) {
        t = find(in->RequestedState.value, machine.EnabledState.value, &code);
    }
    if (t != NULL && hyperv_is_busy(&machine)) {
        code = HYPERV_IN_USE;
    } else if (t != NULL && t->to == HYPERV_RUNNING && !may_start(&machine)) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = begin(call->context, call->path, &machine, t, &out->Job, &out->ReturnValue, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* Through the guest: the methods hand out no job; the machine's state tells when it is done. */

enum {
    NOT_READY = hv_Msvm_ShutdownComponent_InitiateShutdown_The_system_is_not_ready,
    IN_PROGRESS = hv_Msvm_ShutdownComponent_InitiateShutdown_A_system_shutdown_is_in_progress
};

static wmi_status ask_guest(const wmi_loopback_call *call, const char *reason, uint16_t requested,
                            wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_host *host = call->context;
    wmi_memory *memory = NULL;
    const char *path;
    const char *job = NULL;
    hv_Msvm_ShutdownComponent component;
    hv_Msvm_ComputerSystem machine;
    uint32_t code = HYPERV_DONE;
    wmi_status status =
        wmi_loopback_get(host->loopback, &hv_Msvm_ShutdownComponent_info, call->path, &component, error);
    memset(&machine, 0, sizeof machine);
    path = status == WMI_OK ? hyperv_machine_path(&memory, component.SystemName) : NULL;
    if (status == WMI_OK) {
        status = path != NULL ? hyperv_look_at(host, path, &machine, &code, error) : hyperv_no_memory(error);
    }
    if (code == HYPERV_DONE && reason == NULL) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE && machine.EnabledState.value == HYPERV_SHUTTING_DOWN) {
        code = IN_PROGRESS;
    } else if (code == HYPERV_DONE && machine.EnabledState.value != HYPERV_RUNNING) {
        code = NOT_READY;
    }
    if (status == WMI_OK && code == HYPERV_DONE) {
        const transition *t = find(requested, HYPERV_RUNNING, &code);
        status = begin(host, path, &machine, t, &job, return_value, error);
    }
    *return_value = WMI_UINT32(code);
    hv_Msvm_ComputerSystem_clear(&machine);
    hv_Msvm_ShutdownComponent_clear(&component);
    wmi_memory_clear(&memory);
    return status;
}

WMI_LOOPBACK_HANDLER(shut_down, hv_Msvm_ShutdownComponent_InitiateShutdown)
{
    return ask_guest(call, in->Reason, 4, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(reboot, hv_Msvm_ShutdownComponent_InitiateReboot)
{
    return ask_guest(call, in->Reason, 10, &out->ReturnValue, error);
}

const hyperv_behaviour hyperv_power_behaviours[] = {
    HYPERV_BEHAVIOUR("RequestStateChange", Msvm_ComputerSystem, RequestStateChange, request_state),
    HYPERV_BEHAVIOUR("InitiateShutdown", Msvm_ShutdownComponent, InitiateShutdown, shut_down),
    HYPERV_BEHAVIOUR("InitiateReboot", Msvm_ShutdownComponent, InitiateReboot, reboot),
    HYPERV_LAST_BEHAVIOUR,
};
