/**
 * @file
 * Snapshots are applied and destroyed.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ConcreteJob.h>
#include <virtualization_v2/Msvm_LastAppliedSnapshot.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotService.h>

#include <string.h>

#define MARK(name) hv_Msvm_ComputerSystem_OperationalStatus_##name##_Snapshot

/* What a method was given as a snapshot. */
typedef struct subject {
    wmi_memory *memory;
    const char *machine; /* path */
    const char *own;     /* path of the machine's own settings */
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_ComputerSystem system;
} subject;

static void clear(subject *s)
{
    hv_Msvm_VirtualSystemSettingData_clear(&s->settings);
    hv_Msvm_ComputerSystem_clear(&s->system);
    wmi_memory_clear(&s->memory);
}

static wmi_status look(const hyperv_host *host, const char *path, subject *s, uint32_t *code, wmi_error *error)
{
    bool exists = false;
    wmi_status status = hyperv_exists(host, path, &exists, error);
    memset(s, 0, sizeof *s);
    if (status == WMI_OK && exists) {
        status = hyperv_get_settings(host, path, &s->settings, error);
    }
    if (status == WMI_REPLY) { /* something else */
        wmi_error_clear(error);
        status = WMI_OK;
    }
    if (status != WMI_OK || s->settings.VirtualSystemType == NULL ||
        strcmp(s->settings.VirtualSystemType, HYPERV_SNAPSHOT_TYPE) != 0) {
        *code = HYPERV_INVALID_PARAMETER;
        return status;
    }
    s->machine = hyperv_machine_path(&s->memory, s->settings.VirtualSystemIdentifier);
    s->own = hyperv_settings_path(&s->memory, s->settings.VirtualSystemIdentifier);
    if (s->machine == NULL || s->own == NULL) {
        return hyperv_no_memory(error);
    }
    status = hyperv_look_at(host, s->machine, &s->system, code, error);
    if (*code == HYPERV_DONE && hyperv_is_busy(&s->system)) {
        *code = HYPERV_IN_USE;
    }
    return status;
}

/* Starts what is done to a snapshot. */
static wmi_status start(hyperv_host *host, const char *path, const subject *s, hyperv_work work, hyperv_job *job,
                        uint16_t mark, const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_task *task = hyperv_task_new(host, work, hyperv_unmark, s->machine);
    const char *affected[] = {s->machine};
    if (task != NULL) {
        task->subject = hyperv_keep(host, path);
        task = task->subject != NULL ? task : NULL;
    }
    job->affected = affected;
    job->affected_count = 1;
    return hyperv_start_marked(task, job, mark, started, return_value, error);
}

/* Applying. */

static wmi_status apply_to(const hyperv_task *task, const subject *s, wmi_error *error)
{
    const hyperv_host *host = task->host;
    hyperv_configuration from = {task->subject, s->settings.ConfigurationID, false};
    hyperv_configuration to = {s->own, s->settings.VirtualSystemIdentifier, true};
    hv_Msvm_VirtualSystemSettingData own;
    wmi_status status = hyperv_get_settings(host, s->own, &own, error);
    if (status == WMI_OK) {
        hv_Msvm_VirtualSystemSettingData applied = s->settings;
        memset(&applied.wmi, 0, sizeof applied.wmi);
        applied.InstanceID = own.InstanceID;
        applied.ElementName = own.ElementName; /* a machine keeps its name */
        applied.VirtualSystemType = own.VirtualSystemType;
        applied.ConfigurationID = own.ConfigurationID;
        status = hyperv_store_settings(host, &applied, error);
    }
    if (status == WMI_OK) {
        status = hyperv_copy_resources(host, &from, &to, error);
    }
    if (status == WMI_OK) {
        status = hyperv_set_current(host, s->machine, s->own, task->subject, error);
    }
    if (status == WMI_OK) {
        status = hyperv_remove_references(host, s->machine, "Msvm_LastAppliedSnapshot", error);
    }
    if (status == WMI_OK) {
        status = hyperv_link(host, &hv_Msvm_LastAppliedSnapshot_info, task->subject, s->machine, error);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&own);
    return status;
}

static wmi_status apply(const hyperv_task *task, wmi_error *error)
{
    subject s;
    uint32_t code = HYPERV_DONE;
    wmi_status status = look(task->host, task->subject, &s, &code, error);
    if (status == WMI_OK && s.machine != NULL) {
        status = apply_to(task, &s, error);
    }
    if (status == WMI_OK) {
        status = hyperv_enter(task->host, task->machine, HYPERV_OFF, error);
    }
    clear(&s);
    return status == WMI_OK ? hyperv_unmark(task, error) : status;
}

WMI_LOOPBACK_HANDLER(apply_snapshot, hv_Msvm_VirtualSystemSnapshotService_ApplySnapshot)
{
    hyperv_job job = {.caption = "Applying Virtual Machine Checkpoint",
                      .type = hv_Msvm_ConcreteJob_JobType_Apply_Virtual_Machine_Snapshot,
                      .milliseconds = 2000};
    subject s;
    uint32_t code = HYPERV_DONE;
    wmi_status status = look(call->context, in->Snapshot, &s, &code, error);
    if (code == HYPERV_DONE && s.system.EnabledState.value != HYPERV_OFF &&
        s.system.EnabledState.value != HYPERV_SAVED) {
        code = HYPERV_INVALID_STATE;
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status =
            start(call->context, in->Snapshot, &s, apply, &job, MARK(Applying), &out->Job, &out->ReturnValue, error);
    }
    clear(&s);
    return status;
}

/* Destroying. */

static wmi_status find_children(const hyperv_host *host, const char *path, hyperv_paths *children, wmi_error *error)
{
    char *quoted = NULL;
    wmi_status status = wmi_wql_quote(path, &quoted, error);
    if (status == WMI_OK) {
        const char *wql =
            hyperv_format(&children->memory, "SELECT * FROM Msvm_VirtualSystemSettingData WHERE Parent = %s", quoted);
        status = hyperv_query(host, wql, children, error);
    }
    wmi_free(quoted);
    return status;
}

/* What came after it now comes after what it came after. */
static wmi_status take_out(const hyperv_host *host, const char *path, const subject *s, wmi_error *error)
{
    hyperv_paths children = {NULL, NULL, 0, 0, false};
    wmi_status status = find_children(host, path, &children, error);
    size_t i;
    for (i = 0; i < children.count && status == WMI_OK; i++) {
        hv_Msvm_VirtualSystemSettingData child;
        status = hyperv_get_settings(host, children.items[i], &child, error);
        if (status == WMI_OK && strcmp(child.VirtualSystemType, HYPERV_SNAPSHOT_TYPE) != 0) {
            status = hyperv_set_current(host, s->machine, s->own, s->settings.Parent, error);
        } else if (status == WMI_OK) {
            child.Parent = s->settings.Parent;
            status = hyperv_store_settings(host, &child, error);
        }
        hv_Msvm_VirtualSystemSettingData_clear(&child);
    }
    if (status == WMI_OK) {
        status = hyperv_remove_resources(host, path, error);
    }
    hyperv_paths_clear(&children);
    return status == WMI_OK ? hyperv_remove(host, path, error) : status;
}

static wmi_status destroy_one(const hyperv_host *host, const char *path, wmi_error *error)
{
    subject s;
    uint32_t code = HYPERV_DONE;
    wmi_status status = look(host, path, &s, &code, error);
    if (status == WMI_OK && s.machine != NULL) {
        status = take_out(host, path, &s, error);
    }
    clear(&s);
    return status;
}

static wmi_status destroy_tree_at(const hyperv_host *host, const char *path, wmi_error *error)
{
    hyperv_paths tree = {NULL, NULL, 0, 0, false};
    size_t i;
    size_t j;
    wmi_status status = find_children(host, path, &tree, error);
    for (i = 0; i < tree.count && status == WMI_OK; i++) { /* the list grows by their children */
        status = find_children(host, tree.items[i], &tree, error);
    }
    for (j = tree.count; j > 0 && status == WMI_OK; j--) { /* those that came last go first; a machine's own stay */
        status = destroy_one(host, tree.items[j - 1], error);
    }
    hyperv_paths_clear(&tree);
    return status == WMI_OK ? destroy_one(host, path, error) : status;
}

static wmi_status destroy(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = destroy_one(task->host, task->subject, error);
    return status == WMI_OK ? hyperv_unmark(task, error) : status;
}

static wmi_status destroy_tree(const hyperv_task *task, wmi_error *error)
{
    wmi_status status = destroy_tree_at(task->host, task->subject, error);
    return status == WMI_OK ? hyperv_unmark(task, error) : status;
}

static wmi_status start_destroying(const wmi_loopback_call *call, const char *path, hyperv_work work,
                                   const char **started, wmi_opt_uint32 *return_value, wmi_error *error)
{
    hyperv_job job = {.caption = "Deleting Virtual Machine Checkpoint",
                      .type = hv_Msvm_ConcreteJob_JobType_Delete_Virtual_Machine_Snapshot,
                      .milliseconds = 1500};
    subject s;
    uint32_t code = HYPERV_DONE;
    wmi_status status = look(call->context, path, &s, &code, error);
    *return_value = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        status = start(call->context, path, &s, work, &job, MARK(Deleting), started, return_value, error);
    }
    clear(&s);
    return status;
}

WMI_LOOPBACK_HANDLER(destroy_snapshot, hv_Msvm_VirtualSystemSnapshotService_DestroySnapshot)
{
    return start_destroying(call, in->AffectedSnapshot, destroy, &out->Job, &out->ReturnValue, error);
}

WMI_LOOPBACK_HANDLER(destroy_snapshot_tree, hv_Msvm_VirtualSystemSnapshotService_DestroySnapshotTree)
{
    return start_destroying(call, in->SnapshotSettingData, destroy_tree, &out->Job, &out->ReturnValue, error);
}

const hyperv_behaviour hyperv_restore_behaviours[] = {
    HYPERV_BEHAVIOUR("ApplySnapshot", Msvm_VirtualSystemSnapshotService, ApplySnapshot, apply_snapshot),
    HYPERV_BEHAVIOUR("DestroySnapshot", Msvm_VirtualSystemSnapshotService, DestroySnapshot, destroy_snapshot),
    HYPERV_BEHAVIOUR("DestroySnapshotTree", Msvm_VirtualSystemSnapshotService, DestroySnapshotTree,
                     destroy_snapshot_tree),
    HYPERV_LAST_BEHAVIOUR,
};
