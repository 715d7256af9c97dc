/**
 * @file
 * Jobs and what they do: a task is done when its job completes, and undone when it ends in another way.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_Error.h>

#include <string.h>

/* Hosts keep a job for so long after its end. */
#define KEPT_MS (5u * 60u * 1000u)

hyperv_task *hyperv_task_new(hyperv_host *host, hyperv_work done, hyperv_work undone, const char *machine)
{
    hyperv_task *task = wmi_loopback_keep(host->loopback, sizeof *task);
    if (task != NULL) {
        task->host = host;
        task->done = done;
        task->undone = undone;
        task->machine = hyperv_keep(host, machine);
    }
    return task != NULL && (task->machine != NULL || machine == NULL) ? task : NULL;
}

static const char **new_items(hyperv_task *task, size_t count)
{
    const char **items = wmi_loopback_keep(task->host->loopback, (count > 0 ? count : 1) * sizeof *items);
    task->items = items;
    task->item_count = count;
    return items;
}

bool hyperv_take_embedded(hyperv_task *task, const wmi_array_embedded *from)
{
    const char **items = new_items(task, from->count);
    bool good = items != NULL;
    size_t i;
    for (i = 0; i < from->count && good; i++) {
        items[i] = hyperv_keep(task->host, from->items[i].text);
        good = items[i] != NULL || from->items[i].text == NULL;
    }
    return good;
}

bool hyperv_take_paths(hyperv_task *task, const wmi_array_reference *from)
{
    const char **items = new_items(task, from->count);
    bool good = items != NULL;
    size_t i;
    for (i = 0; i < from->count && good; i++) {
        items[i] = hyperv_keep(task->host, from->items[i]);
        good = items[i] != NULL;
    }
    return good;
}

static bool is_failure(uint16_t state)
{
    return state == WMI_JOB_TERMINATED || state == WMI_JOB_KILLED || state == WMI_JOB_EXCEPTION;
}

static wmi_status WMI_CALLBACK change(void *context, wmi_loopback *loopback, const char *job, uint16_t state,
                                      wmi_error *error)
{
    const hyperv_task *task = context;
    (void)loopback;
    (void)job;
    if (state == WMI_JOB_COMPLETED && task->done != NULL) {
        return task->done(task, error);
    }
    return is_failure(state) && task->undone != NULL ? task->undone(task, error) : WMI_OK;
}

/* What the loopback is told of the job; the lists are the caller's. */
static wmi_loopback_job describe(const hyperv_job *job, wmi_loopback_job_step steps[3], const wmi_embedded *record)
{
    wmi_loopback_job made;
    memset(&made, 0, sizeof made);
    steps[0] = (wmi_loopback_job_step){0, WMI_JOB_RUNNING, 0, "Job is running"};
    steps[1] = (wmi_loopback_job_step){job->milliseconds / 2, WMI_JOB_RUNNING, 50, NULL};
    steps[2] = (wmi_loopback_job_step){job->milliseconds - job->milliseconds / 2, WMI_JOB_COMPLETED, 100,
                                       "Job completed successfully"};
    made.class_name = job->class_name != NULL ? job->class_name : "Msvm_ConcreteJob";
    made.caption = job->caption;
    made.steps = steps;
    made.step_count = 3;
    made.cancellable = true;
    made.remove_after_ms = KEPT_MS;
    if (job->failure != NULL) {
        steps[2] =
            (wmi_loopback_job_step){job->milliseconds - job->milliseconds / 2, WMI_JOB_EXCEPTION, 50, "Job failed"};
        made.error_code = job->failure->code;
        made.error_description = job->failure->description;
        made.errors = record;
        made.error_count = 1;
    }
    made.affected = job->affected;
    made.affected_count = job->affected_count;
    return made;
}

static wmi_status start(const hyperv_task *task, const hyperv_job *job, const char **path, wmi_error *error)
{
    hv_Msvm_Error record;
    wmi_embedded text;
    wmi_loopback_job_step steps[3];
    wmi_loopback_job made;
    memset(&record, 0, sizeof record);
    if (job->failure != NULL) {
        record.MessageID = job->failure->message_id;
        record.Message = job->failure->message;
        record.ErrorType = WMI_UINT16(hv_Msvm_Error_ErrorType_Software_Error);
        record.PerceivedSeverity = WMI_UINT16(hv_Msvm_Error_PerceivedSeverity_Major);
        record.OwningEntity = "Microsoft-Windows-Hyper-V-VMMS";
    }
    text = WMI_EMBED(hv_Msvm_Error, &record);
    made = describe(job, steps, &text);
    made.change = change;
    made.context = (void *)(uintptr_t)task; /* of which `change` changes nothing */
    return wmi_loopback_start_job(task->host->loopback, job->ns != NULL ? job->ns : hv_NAMESPACE, &made, path, error);
}

wmi_status hyperv_start(const hyperv_task *task, const hyperv_job *job, const char **path, wmi_opt_uint32 *return_value,
                        wmi_error *error)
{
    wmi_value type = wmi_value_uint16(job->type);
    const char *started = NULL;
    wmi_status status;
    if (task == NULL) {
        return hyperv_no_memory(error);
    }
    status = start(task, job, &started, error);
    if (status == WMI_OK && job->type != 0) {
        status = wmi_loopback_set(task->host->loopback, hv_NAMESPACE, started, "JobType", &type, error);
    }
    if (status == WMI_OK) {
        *path = started;
        *return_value = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    }
    return status;
}
