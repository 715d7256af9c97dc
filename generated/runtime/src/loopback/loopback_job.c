/**
 * @file
 * Jobs: stored instances whose properties follow a list of steps on the virtual clock.
 */
#include "base/options.h"
#include "loopback/loopback_internal.h"

#include <string.h>

#define RETURN_NOT_SUPPORTED 1u
#define RETURN_INVALID_PARAMETER 5u
#define RETURN_INVALID_TRANSITION 4097u

/* Everything that it points to is the loopback's kept memory, but for `stored` and the objects in `affected`. */
struct wmip_loopback_running {
    wmi_loopback *loopback;
    wmip_loopback_stored *stored;     /* NULL once it is gone */
    wmip_loopback_class *association; /* NULL where nothing is affected */
    const char *path;
    wmi_loopback_job_step *steps;
    size_t step_count;
    size_t next_step;
    uint64_t last_change; /* when the step before next_step was due */
    uint64_t ended_at;
    bool ended;
    bool complained; /* it failed, or completed with warnings */
    bool cancellable;
    uint16_t error_code;
    const char *error_description;
    const char **errors;
    size_t error_count;
    wmi_object **affected; /* instances of `association`, stored when the job succeeds */
    size_t affected_count;
    uint32_t remove_after_ms;
    wmi_loopback_job_change change; /* NULL = none */
    void *context;
    wmip_loopback_running *next;
};

/* Properties. A job class has what it has: what it lacks is passed over. */

typedef struct job_changes {
    const wmi_class_info *info;
    wmi_object *object;
    wmi_memory *memory;
    bool failed; /* memory ran out */
} job_changes;

static void set_value(job_changes *c, const char *name, const wmi_value *value)
{
    const wmi_field *field = wmip_loopback_field(c->info->fields, c->info->field_count, name);
    wmi_value converted;
    if (field == NULL || c->failed) {
        return;
    }
    switch (wmip_convert(value, (wmi_type)field->type, (field->flags & WMI_FIELD_ARRAY) != 0, &c->memory, &converted)) {
    case WMIP_CONVERTED:
        c->failed = wmi_object_set(c->object, name, &converted) != WMI_OK;
        break;
    case WMIP_CONVERSION_NO_MEMORY:
        c->failed = true;
        break;
    case WMIP_MISFIT:
        break;
    }
}

static void set_text(job_changes *c, const char *name, const char *text)
{
    wmi_value value = wmi_value_string(text);
    if (text != NULL) {
        set_value(c, name, &value);
    }
}

static void set_number(job_changes *c, const char *name, uint16_t number)
{
    wmi_value value = wmi_value_uint16(number);
    set_value(c, name, &value);
}

static void set_boolean(job_changes *c, const char *name, bool flag)
{
    wmi_value value = wmi_value_boolean(flag);
    set_value(c, name, &value);
}

static void set_date(job_changes *c, const char *name, wmi_datetime date)
{
    wmi_value value = wmi_value_datetime(date);
    set_value(c, name, &value);
}

static void set_time(job_changes *c, const char *name, uint64_t milliseconds)
{
    wmi_datetime date = wmi_datetime_from_unix(WMIP_LOOPBACK_EPOCH + (int64_t)(milliseconds / 1000));
    date.microsecond = (uint32_t)(milliseconds % 1000) * 1000;
    set_date(c, name, date);
}

static wmi_status begin_changes(job_changes *c, const wmi_class_info *info, wmi_error *error)
{
    memset(c, 0, sizeof *c);
    c->info = info;
    c->object = wmi_object_new(info->name);
    return c->object != NULL ? WMI_OK : wmip_no_memory(error);
}

static void end_changes(job_changes *c)
{
    wmi_memory_clear(&c->memory);
    wmi_object_free(c->object);
}

/* Affected elements. */

static wmi_status store_affected(wmip_loopback_running *job, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < job->affected_count && status == WMI_OK; i++) {
        status =
            wmip_loopback_put(job->loopback, job->association->ns, job->affected[i], WMIP_LOOPBACK_SEED, NULL, error);
    }
    return status;
}

/* What the program does to the host. It may do much: also take the job itself away. */
static wmi_status change_host(wmip_loopback_running *job, uint16_t state, wmi_error *error)
{
    wmi_loopback *loopback = job->loopback;
    wmi_error own;
    wmi_status status;
    if (job->change == NULL) {
        return WMI_OK;
    }
    memset(&own, 0, sizeof own);
    loopback->is_changing = true;
    status = job->change(job->context, loopback, job->path, state, &own);
    loopback->is_changing = false;
    if (status != WMI_OK) {
        status = wmi_fail(error, status, own.number, "The change that job %s makes failed: %s", job->path,
                          own.message != NULL ? own.message : wmi_status_name(status));
    }
    wmi_error_clear(&own);
    return status;
}

/* Life. Each step is taken whole or, when memory runs out, not at all: it is then due again at the next occasion. */

static wmi_status enter_state(wmip_loopback_running *job, const wmi_loopback_job_step *step, uint64_t when,
                              wmi_error *error)
{
    bool fails = wmip_job_has_failed(step->state);
    bool complains = fails || step->state == WMI_JOB_COMPLETED_WITH_WARNINGS;
    job_changes c;
    wmi_status status = change_host(job, step->state, error);
    if (status != WMI_OK || job->stored == NULL) {
        return status;
    }
    status = begin_changes(&c, job->stored->cls->info, error);
    if (status != WMI_OK) {
        return status;
    }
    set_number(&c, "JobState", step->state);
    set_number(&c, "PercentComplete", step->percent);
    set_text(&c, "JobStatus", step->status);
    set_time(&c, "TimeOfLastStateChange", when);
    if (wmip_job_has_ended(step->state)) {
        set_number(&c, "ErrorCode", complains ? job->error_code : 0);
        set_text(&c, "ErrorDescription", complains ? job->error_description : NULL);
    }
    status = c.failed ? wmip_no_memory(error) : WMI_OK;
    if (status == WMI_OK && wmip_job_has_ended(step->state) && !fails) {
        status = store_affected(job, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_change(job->loopback, job->stored, c.object, error);
    }
    end_changes(&c);
    if (status == WMI_OK && wmip_job_has_ended(step->state)) {
        job->ended = true;
        job->complained = complains;
        job->ended_at = when;
    }
    return status;
}

/* When the job's next step, or its removal, is due; false where it changes no more. */
static bool next_due(const wmip_loopback_running *job, uint64_t *due)
{
    if (job->stored == NULL) {
        return false;
    }
    if (job->ended) {
        *due = job->ended_at + job->remove_after_ms;
        return job->remove_after_ms > 0;
    }
    if (job->next_step < job->step_count) {
        *due = job->last_change + job->steps[job->next_step].after_ms;
    }
    return job->next_step < job->step_count;
}

static wmi_status take_step(wmip_loopback_running *job, uint64_t due, wmi_error *error)
{
    wmi_status status = enter_state(job, &job->steps[job->next_step], due, error);
    if (status == WMI_OK) {
        job->last_change = due;
        job->next_step++;
    }
    return status;
}

static wmi_status run_next(wmip_loopback_running *job, uint64_t due, wmi_error *error)
{
    return job->ended ? wmip_loopback_drop(job->loopback, job->stored, error) : take_step(job, due, error);
}

/* The job whose change comes first; the oldest of several. */
static wmip_loopback_running *first_due(const wmi_loopback *loopback, uint64_t *due)
{
    wmip_loopback_running *first = NULL;
    wmip_loopback_running *job;
    for (job = loopback->jobs; job != NULL; job = job->next) {
        uint64_t one = 0;
        if (next_due(job, &one) && (first == NULL || one < *due)) {
            *due = one;
            first = job;
        }
    }
    return first;
}

bool wmip_loopback_next_due(const wmi_loopback *loopback, uint64_t *due)
{
    uint64_t timer_due = 0;
    bool has_timer = wmip_loopback_timer_due(loopback, &timer_due);
    bool has_job = first_due(loopback, due) != NULL;
    if (has_timer && (!has_job || timer_due < *due)) {
        *due = timer_due;
    }
    return has_timer || has_job;
}

/* The change that comes first; of a job's and a timer's at the same time the job's. */
static wmi_status run_first(wmi_loopback *loopback, uint64_t due, wmi_error *error)
{
    uint64_t job_due = 0;
    wmip_loopback_running *job = first_due(loopback, &job_due);
    return job != NULL && job_due == due ? run_next(job, due, error) : wmip_loopback_run_timer(loopback, error);
}

wmi_status wmip_loopback_run_jobs(wmi_loopback *loopback, wmi_error *error)
{
    wmi_status status = WMI_OK;
    uint64_t due = 0;
    if (loopback->is_changing) { /* one change after the other */
        return WMI_OK;
    }
    while (status == WMI_OK && wmip_loopback_next_due(loopback, &due) &&
           due <= loopback->now) { /* in the order of time */
        status = run_first(loopback, due, error);
    }
    return status;
}

void wmip_loopback_job_dropped(wmip_loopback_running *job)
{
    job->stored = NULL;
}

void wmip_loopback_forget_jobs(wmi_loopback *loopback)
{
    wmip_loopback_running *job;
    size_t i;
    for (job = loopback->jobs; job != NULL; job = job->next) {
        for (i = 0; i < job->affected_count; i++) {
            wmi_object_free(job->affected[i]);
        }
    }
    loopback->jobs = NULL;
}

/* Methods. */

static wmi_status answer_number(wmi_object *out, uint32_t number, wmi_error *error)
{
    wmi_value value = wmi_value_uint32(number);
    return wmi_object_set(out, "ReturnValue", &value) == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

static wmi_status request_state(wmip_loopback_running *job, const wmi_object *in, wmi_object *out, wmi_error *error)
{
    int64_t requested = wmi_object_integer(in, "RequestedState", -1);
    wmi_loopback_job_step step = {0, WMI_JOB_TERMINATED, 0, NULL};
    wmi_status status;
    if (requested < 0) {
        return answer_number(out, RETURN_INVALID_PARAMETER, error);
    }
    if (requested != (int64_t)WMIP_REQUEST_TERMINATE && requested != (int64_t)WMIP_REQUEST_KILL) {
        return answer_number(out, RETURN_NOT_SUPPORTED, error);
    }
    if (job->ended || !job->cancellable) {
        return answer_number(out, RETURN_INVALID_TRANSITION, error);
    }
    step.state = requested == (int64_t)WMIP_REQUEST_KILL ? WMI_JOB_KILLED : WMI_JOB_TERMINATED;
    step.percent = (uint16_t)wmi_object_integer(job->stored->object, "PercentComplete", 0);
    status = answer_number(out, 0, error);
    return status == WMI_OK ? enter_state(job, &step, job->loopback->now, error) : status;
}

static wmi_status answer_errors(const wmip_loopback_running *job, wmi_object *out, wmi_error *error)
{
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    if (job->complained && job->error_count > 0) {
        value.is_null = false;
        value.u.array.items = job->errors;
        value.u.array.count = job->error_count;
    }
    return wmi_object_set(out, "Errors", &value) == WMI_OK ? answer_number(out, 0, error) : wmip_no_memory(error);
}

static wmi_status answer_error(const wmip_loopback_running *job, wmi_object *out, wmi_error *error)
{
    wmi_value value = wmi_value_string(job->complained && job->error_count > 0 ? job->errors[0] : NULL);
    return wmi_object_set(out, "Error", &value) == WMI_OK ? answer_number(out, 0, error) : wmip_no_memory(error);
}

wmi_status wmip_loopback_job_invoke(wmip_loopback_running *job, const wmi_method_info *method, const wmi_object *in,
                                    wmi_object **out, wmi_error *error)
{
    bool is_request = wmip_equal_names(method->name, "RequestStateChange");
    bool is_errors = wmip_equal_names(method->name, "GetErrorEx");
    if (!is_request && !is_errors && !wmip_equal_names(method->name, "GetError")) {
        return WMI_OK;
    }
    *out = wmi_object_new("__PARAMETERS");
    if (*out == NULL) {
        return wmip_no_memory(error);
    }
    if (is_request) {
        return request_state(job, in, *out, error);
    }
    return is_errors ? answer_errors(job, *out, error) : answer_error(job, *out, error);
}

/* Starting. */

static wmi_status keep_text(wmi_loopback *loopback, const char *text, const char **kept, wmi_error *error)
{
    return wmip_memory_copy(&loopback->kept, text, kept) ? WMI_OK : wmip_no_memory(error);
}

static wmi_status keep_steps(wmi_loopback *loopback, const wmi_loopback_job *from, wmip_loopback_running *job,
                             wmi_error *error)
{
    wmi_status status = WMI_OK;
    job->steps = wmip_memory_array(&loopback->kept, from->step_count, sizeof *job->steps);
    if (job->steps == NULL) {
        return wmip_no_memory(error);
    }
    for (; job->step_count < from->step_count && status == WMI_OK; job->step_count++) {
        wmi_loopback_job_step *step = &job->steps[job->step_count];
        *step = from->steps[job->step_count];
        status = keep_text(loopback, step->status, &step->status, error);
    }
    return status;
}

/* The CIM-XML of an error, whether it is given as text or as an instance. */
static wmi_status error_text(const wmi_embedded *from, char **text, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status;
    if (from->text != NULL || from->info == NULL || from->instance == NULL) {
        *text = wmi_copy_text(from->text != NULL ? from->text : "");
        return *text != NULL ? WMI_OK : wmip_no_memory(error);
    }
    status = wmi_instance_object(from->info, from->instance, &object, error);
    if (status == WMI_OK) {
        status = wmi_cimxml_write(object, text, error);
        wmi_object_free(object);
    }
    return status;
}

static wmi_status check_error(const wmi_loopback *loopback, const wmip_loopback_class *cls, const char *text,
                              wmi_error *error)
{
    wmip_loopback_check check = {loopback, cls->ns, cls->info->name, "error of job", WMI_E_INVALID_PARAMETER, error};
    wmi_field field = {"errors", "CIM_Error", 0, WMI_TYPE_EMBEDDED, 0};
    wmi_value value = wmi_value_string(text);
    return wmip_loopback_check_value(&check, &field, &value);
}

static wmi_status keep_errors(wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_loopback_job *from,
                              wmip_loopback_running *job, wmi_error *error)
{
    wmi_status status = WMI_OK;
    job->errors = wmip_memory_array(&loopback->kept, from->error_count, sizeof *job->errors);
    if (job->errors == NULL) {
        return wmip_no_memory(error);
    }
    for (; job->error_count < from->error_count && status == WMI_OK; job->error_count++) {
        char *text = NULL;
        status = error_text(&from->errors[job->error_count], &text, error);
        if (status == WMI_OK) {
            status = check_error(loopback, cls, text, error);
        }
        if (status == WMI_OK) {
            status = keep_text(loopback, text, &job->errors[job->error_count], error);
        }
        wmi_free(text);
    }
    return status;
}

static wmi_status set_path(wmi_object *object, const char *name, const char *path, wmi_error *error)
{
    wmi_value value = wmi_value_string(path);
    value.type = WMI_TYPE_REFERENCE;
    return wmi_object_set(object, name, &value) == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

/* The association instances, made and checked now, so that the job's success later has nothing to refuse. */
static wmi_status prepare_affected(wmi_loopback *loopback, const char *ns, const wmi_loopback_job *from,
                                   wmip_loopback_running *job, wmi_error *error)
{
    const char *name = from->affected_association != NULL ? from->affected_association : WMIP_AFFECTED_CLASS;
    wmip_loopback_check check = {loopback, ns, name, "property", WMI_E_INVALID_PARAMETER, error};
    wmi_status status = wmip_loopback_find_class(loopback, ns, name, &job->association, error);
    if (status != WMI_OK) {
        return status;
    }
    if ((job->association->info->flags & WMI_CLASS_ABSTRACT) != 0) {
        return wmi_fail(error, WMI_USAGE, 0, "%s is abstract; a job's elements need an association that is not", name);
    }
    job->affected = wmip_memory_array(&loopback->kept, from->affected_count, sizeof *job->affected);
    if (job->affected == NULL) {
        return wmip_no_memory(error);
    }
    while (job->affected_count < from->affected_count && status == WMI_OK) {
        wmi_object *object = wmi_object_new(job->association->info->name);
        wmip_loopback_stored *found;
        if (object == NULL) {
            return wmip_no_memory(error);
        }
        job->affected[job->affected_count++] = object;
        status = set_path(object, WMIP_AFFECTED_JOB, job->path, error);
        if (status == WMI_OK) {
            status = set_path(object, WMIP_AFFECTED_RESULT, from->affected[job->affected_count - 1], error);
        }
        if (status == WMI_OK) {
            status = wmip_loopback_check_object(&check, job->association->info->fields,
                                                job->association->info->field_count, object);
        }
        if (status == WMI_OK) { /* it has all its keys */
            status = wmip_loopback_find_object(loopback, job->association, object, &found, error);
        }
    }
    return status;
}

static wmi_status check_job(const wmip_loopback_class *cls, const wmi_loopback_job *job, wmi_error *error)
{
    static const char *const needed[] = {"InstanceID", "JobState"};
    size_t i;
    for (i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (wmip_loopback_field(cls->info->fields, cls->info->field_count, needed[i]) == NULL) {
            return wmi_fail(error, WMI_USAGE, 0, "%s is no class of jobs: it has no %s", cls->info->name, needed[i]);
        }
    }
    if ((job->step_count > 0 && job->steps == NULL) || (job->error_count > 0 && job->errors == NULL) ||
        (job->affected_count > 0 && job->affected == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "A list of the job for %s is NULL, and its count is not 0",
                        cls->info->name);
    }
    return WMI_OK;
}

static wmi_status store_instance(wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_loopback_job *from,
                                 wmip_loopback_running *job, wmi_error *error)
{
    wmip_buffer id = {NULL, 0, 0, false};
    job_changes c;
    wmi_status status = begin_changes(&c, cls->info, error);
    if (status != WMI_OK) {
        return status;
    }
    wmip_buffer_format(&id, "00000000-0000-0000-0000-%012u", (unsigned)(loopback->jobs_started + 1));
    set_text(&c, "InstanceID", id.text);
    set_text(&c, "Name", from->caption);
    set_text(&c, "Caption", from->caption);
    set_text(&c, "ElementName", from->caption);
    set_number(&c, "JobState", WMI_JOB_NEW);
    set_number(&c, "PercentComplete", 0);
    set_number(&c, "ErrorCode", 0);
    set_boolean(&c, "Cancellable", from->cancellable);
    set_boolean(&c, "DeleteOnCompletion", from->remove_after_ms > 0);
    set_time(&c, "TimeSubmitted", loopback->now);
    set_time(&c, "StartTime", loopback->now);
    set_time(&c, "TimeOfLastStateChange", loopback->now);
    if (from->remove_after_ms > 0) {
        set_date(&c, "TimeBeforeRemoval", wmi_datetime_from_seconds(from->remove_after_ms / 1000));
    }
    status = id.failed || c.failed
                 ? wmip_no_memory(error)
                 : wmip_loopback_put(loopback, cls->ns, c.object, WMIP_LOOPBACK_SEED, &job->stored, error);
    wmip_buffer_clear(&id);
    end_changes(&c);
    return status;
}

static wmi_status prepare_job(wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_loopback_job *from,
                              wmip_loopback_running *job, wmi_error *error)
{
    wmi_status status = check_job(cls, from, error);
    job->loopback = loopback;
    job->cancellable = from->cancellable;
    job->error_code = from->error_code;
    job->remove_after_ms = from->remove_after_ms;
    job->change = from->change;
    job->context = from->context;
    job->last_change = loopback->now;
    if (status == WMI_OK) {
        status = keep_text(loopback, from->error_description, &job->error_description, error);
    }
    if (status == WMI_OK) {
        status = keep_steps(loopback, from, job, error);
    }
    if (status == WMI_OK) {
        status = keep_errors(loopback, cls, from, job, error);
    }
    if (status == WMI_OK) {
        status = store_instance(loopback, cls, from, job, error);
    }
    if (status == WMI_OK) {
        status = keep_text(loopback, job->stored->object->path, &job->path, error);
    }
    if (status == WMI_OK && from->affected_count > 0) {
        status = prepare_affected(loopback, cls->ns, from, job, error);
    }
    return status;
}

static void link_job(wmi_loopback *loopback, wmip_loopback_running *job)
{
    wmip_loopback_running **place = &loopback->jobs;
    while (*place != NULL) {
        place = &(*place)->next;
    }
    *place = job;
    job->stored->job = job;
    loopback->jobs_started++;
}

static void abandon_job(wmi_loopback *loopback, wmip_loopback_running *job)
{
    size_t i;
    for (i = 0; i < job->affected_count; i++) {
        wmi_object_free(job->affected[i]);
    }
    if (job->stored != NULL) {
        wmip_loopback_forget(loopback, job->stored);
    }
}

static wmi_status start_job(wmi_loopback *loopback, const char *ns, const wmi_loopback_job *job, const char **path,
                            wmi_error *error)
{
    wmip_loopback_running *running;
    wmip_loopback_class *cls = NULL;
    wmi_status status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_find_class(loopback, ns, job->class_name, &cls, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    running = wmi_memory_alloc(&loopback->kept, sizeof *running);
    if (running == NULL) {
        return wmip_no_memory(error);
    }
    status = prepare_job(loopback, cls, job, running, error);
    if (status != WMI_OK) {
        abandon_job(loopback, running);
        return status;
    }
    link_job(loopback, running);
    if (path != NULL) {
        *path = running->path;
    }
    (void)wmip_loopback_run_jobs(loopback, NULL); /* what fails is due again at the next call */
    return WMI_OK;
}

WMIP_OPTIONS_END_WITH(wmi_loopback_job, context);

wmi_status WMI_CALL wmi_loopback_start_job_sized(wmi_loopback *loopback, const char *ns, const wmi_loopback_job *job,
                                                 size_t size, const char **path, wmi_error *error)
{
    wmi_loopback_job own;
    wmi_status status = WMI_OK;
    memset(&own, 0, sizeof own);
    if (path != NULL) {
        *path = NULL;
    }
    if (job != NULL) {
        status = wmip_options_read("members of the wmi_loopback_job", job, size, &own, sizeof own, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    if (loopback == NULL || own.class_name == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the job or the name of its class is NULL");
    }
    wmip_loopback_lock(loopback);
    status = start_job(loopback, ns, &own, path, error);
    wmip_loopback_unlock(loopback);
    return status == WMI_OK ? wmip_succeed(error) : status;
}
