/**
 * @file
 * Calling a method and waiting for the job that it may have started.
 *
 * What is decided here and not by the MOF:
 * - Once the method was carried out, its out parameters stay, however the wait ends: who gave up needs the job's path.
 * - ReturnValue stays what the method returned: after a job's success `out->ReturnValue` is still 4096.
 * - A job that is gone at the first look counts as completed. One that was seen and then is gone has an unknown
 * outcome, and that is a failure (WMI_JOB): success is never guessed.
 * - Looks that fail for a passing reason (TRANSIENT) are tolerated TOLERATED_LOOKS times in a row; so are looks at a
 * job that shows no JobState.
 * - A look that finds the job ended decides, whatever `progress` answers. A job that was asked to terminate and
 * completed all the same is a success.
 */
#include "job_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FIRST_POLL_MS 100u
#define SLOWEST_POLL_MS 1000u
#define DEFAULT_RETRY_MS 1000u
#define DEFAULT_CANCEL_WAIT_MS 10000u
#define TOLERATED_LOOKS 5u

#define RETURN_IN_USE 32774
#define RETURN_INVALID_STATE 32775
#define REQUEST_TERMINATE 4u

/* Failures that say nothing of the job and may pass. */
static const uint32_t TRANSIENT[] = {
    UINT32_C(0x800706BA),                       /* RPC server unavailable */
    UINT32_C(0x800706BB),                       /* RPC server too busy */
    UINT32_C(0x800706BE),                       /* RPC call failed */
    UINT32_C(0x800706BF),                       /* RPC call failed and was not carried out */
    UINT32_C(0x80041015),                       /* WBEM_E_TRANSPORT_FAILURE */
    UINT32_C(0x80041033),                       /* WBEM_E_SHUTTING_DOWN */
    WMI_E_TIMED_OUT,      UINT32_C(0x8004106C), /* WBEM_E_QUOTA_VIOLATION */
    UINT32_C(0x80041071),                       /* WBEM_E_CONNECTION_FAILED */
    UINT32_C(0x80041081),                       /* WBEM_E_PROVIDER_SUSPENDED */
    UINT32_C(0x80041088),                       /* WBEM_E_PROVIDER_TIMED_OUT */
    UINT32_C(0x80043001),                       /* WBEMESS_E_REGISTRATION: retry later */
    UINT32_C(0x80043002)                        /* resource contention */
};

/* States. */

const char *wmi_job_state_name(uint16_t state)
{
    static const struct {
        uint16_t state;
        const char *name;
    } names[] = {
        {WMI_JOB_NEW, "New"},
        {WMI_JOB_STARTING, "Starting"},
        {WMI_JOB_RUNNING, "Running"},
        {WMI_JOB_SUSPENDED, "Suspended"},
        {WMI_JOB_SHUTTING_DOWN, "Shutting Down"},
        {WMI_JOB_COMPLETED, "Completed"},
        {WMI_JOB_TERMINATED, "Terminated"},
        {WMI_JOB_KILLED, "Killed"},
        {WMI_JOB_EXCEPTION, "Exception"},
        {WMI_JOB_SERVICE, "Service"},
        {WMI_JOB_QUERY_PENDING, "Query Pending"},
        {WMI_JOB_COMPLETED_WITH_WARNINGS, "Completed with Warnings"},
    };
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].state == state) {
            return names[i].name;
        }
    }
    return "Unknown state";
}

bool wmi_job_has_ended(uint16_t state)
{
    return state == WMI_JOB_COMPLETED || state == WMI_JOB_TERMINATED || state == WMI_JOB_KILLED ||
           state == WMI_JOB_EXCEPTION || state >= WMI_JOB_COMPLETED_WITH_WARNINGS;
}

bool wmi_job_has_succeeded(uint16_t state)
{
    return state == WMI_JOB_COMPLETED || state >= WMI_JOB_COMPLETED_WITH_WARNINGS;
}

/* Time. */

static uint64_t elapsed(const wmi_wait *wait)
{
    const wmi_session *session = wait->invocation->session;
    return session->backend->now(session->connection) - wait->started;
}

static void rest(const wmi_wait *wait, uint32_t milliseconds)
{
    const wmi_session *session = wait->invocation->session;
    session->backend->sleep(session->connection, milliseconds);
}

/* Milliseconds until the caller's time is up; WMI_FOREVER where it has no limit. */
static uint32_t time_left(const wmi_wait *wait)
{
    return wmi_deadline_left(&wait->deadline);
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t next_interval(const wmi_wait *wait, uint32_t interval)
{
    return wait->options->poll_ms != 0 ? interval : smaller(interval * 2, SLOWEST_POLL_MS);
}

static uint32_t first_interval(const wmi_wait *wait)
{
    return wait->options->poll_ms != 0 ? wait->options->poll_ms : FIRST_POLL_MS;
}

/* Looking at the job. */

typedef enum look { LOOK_RUNNING, LOOK_ENDED, LOOK_GONE, LOOK_UNSURE, LOOK_FAILED } look;

static bool is_transient(const wmi_error *error)
{
    size_t i;
    for (i = 0; error->status == WMI_TRANSPORT && i < sizeof TRANSIENT / sizeof TRANSIENT[0]; i++) {
        if (TRANSIENT[i] == error->number) {
            return true;
        }
    }
    return false;
}

/* Another look that told nothing: once too often, it is a failure. */
static look tell_nothing(wmi_wait *wait, wmi_error *error)
{
    if (++wait->failed_looks > TOLERATED_LOOKS) {
        return LOOK_FAILED;
    }
    wmi_error_clear(error);
    return LOOK_UNSURE;
}

static look look_at_job(wmi_wait *wait, wmi_error *error)
{
    const wmi_session *session = wait->invocation->session;
    wmi_limit limit = wmi_deadline_limit(&wait->deadline);
    wmi_object *job = NULL;
    int64_t state;
    wmi_status status = session->backend->get(session->connection, wait->path, &job, &limit, error);
    if (status != WMI_OK) {
        if (status == WMI_TRANSPORT && error->number == WMI_E_NOT_FOUND) {
            wmi_error_clear(error);
            return LOOK_GONE;
        }
        return is_transient(error) ? tell_nothing(wait, error) : LOOK_FAILED;
    }
    state = wmi_object_integer(job, "JobState", -1);
    if (state < 0 || state > UINT16_MAX) {
        (void)wmi_fail(error, WMI_REPLY, 0, "The job %s shows no JobState", wait->path);
        wmi_object_free(job);
        return tell_nothing(wait, error);
    }
    wmi_object_free(wait->job);
    wait->job = job;
    wait->state = (uint16_t)state;
    wait->failed_looks = 0;
    return wmi_job_has_ended(wait->state) ? LOOK_ENDED : LOOK_RUNNING;
}

static const char *first_text(const wmi_object *job)
{
    static const char *const names[] = {"ElementName", "Caption", "Name"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = wmi_object_string(job, names[i]);
        if (text != NULL && text[0] != '\0') {
            return text;
        }
    }
    return NULL;
}

/* Whether to go on. */
static bool show_progress(const wmi_wait *wait)
{
    wmi_job_progress progress;
    int64_t percent;
    if (wait->options->progress == NULL) {
        return true;
    }
    percent = wmi_object_integer(wait->job, "PercentComplete", 0);
    progress.path = wait->path;
    progress.state = wait->state;
    progress.state_name = wmi_job_state_name(wait->state);
    progress.percent = (uint16_t)(percent < 0 ? 0 : percent > 100 ? 100 : percent);
    progress.status = wmi_object_string(wait->job, "JobStatus");
    progress.caption = first_text(wait->job);
    progress.elapsed_ms = elapsed(wait);
    return wait->options->progress(wait->options->context, &progress);
}

/* Cancelling. */

static bool is_cancellable(const wmi_wait *wait)
{
    const wmi_value *value = wait->job != NULL ? wmi_object_get(wait->job, "Cancellable") : NULL;
    return value != NULL && value->type == WMI_TYPE_BOOLEAN && !value->is_array && !value->is_null && value->u.boolean;
}

wmi_status wmi_job_invoke(const wmi_wait *wait, wmi_method_info *method, const void *in, void *out, wmi_error *error)
{
    wmi_limit limit = wmi_deadline_limit(&wait->deadline);
    wmi_invocation invocation;
    memset(&invocation, 0, sizeof invocation);
    invocation.session = wait->invocation->session;
    invocation.class_name = wait->job->class_name;
    invocation.method = method;
    invocation.path = wait->path;
    invocation.in = in;
    invocation.out = out;
    method->class_name = wait->job->class_name;
    return wmi_invocation_run(&invocation, &limit, error);
}

typedef struct request_in {
    wmi_opt_uint16 RequestedState;
    wmi_opt_datetime TimeoutPeriod;
} request_in;

typedef struct request_out {
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} request_out;

/* Asks the job to terminate. @return whether it agreed. */
static bool request_termination(const wmi_wait *wait)
{
    static const wmi_field in_fields[] = {
        {"RequestedState", NULL, (uint32_t)offsetof(request_in, RequestedState), WMI_TYPE_UINT16, 0},
        {"TimeoutPeriod", NULL, (uint32_t)offsetof(request_in, TimeoutPeriod), WMI_TYPE_DATETIME, 0},
    };
    static const wmi_field out_fields[] = {
        {"ReturnValue", NULL, (uint32_t)offsetof(request_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {"RequestStateChange",
                              NULL,
                              in_fields,
                              out_fields,
                              &wmi_no_codes,
                              2,
                              1,
                              sizeof(request_in),
                              sizeof(request_out),
                              (uint32_t)offsetof(request_out, wmi_owned),
                              0};
    request_in in;
    request_out out;
    wmi_error ignored;
    bool agreed;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    memset(&ignored, 0, sizeof ignored);
    in.RequestedState = wmi_uint16(REQUEST_TERMINATE);
    agreed = wmi_job_invoke(wait, &method, &in, &out, &ignored) == WMI_OK &&
             (out.ReturnValue.value == 0 || out.ReturnValue.value == WMI_RETURN_JOB_STARTED);
    wmi_clear_out(&method, &out);
    wmi_error_clear(&ignored);
    return agreed;
}

/* After the request: looks on until the job has ended or the patience with it has. */
static look await_termination(wmi_wait *wait)
{
    uint32_t patience = wait->options->cancel_wait_ms != 0 ? wait->options->cancel_wait_ms : DEFAULT_CANCEL_WAIT_MS;
    uint64_t asked = elapsed(wait);
    uint32_t interval = first_interval(wait);
    for (;;) {
        wmi_error ignored;
        uint64_t waited;
        look seen;
        memset(&ignored, 0, sizeof ignored);
        seen = look_at_job(wait, &ignored);
        wmi_error_clear(&ignored);
        waited = elapsed(wait) - asked;
        if (seen == LOOK_ENDED || seen == LOOK_GONE || seen == LOOK_FAILED || waited >= patience) {
            return seen;
        }
        rest(wait, smaller(interval, (uint32_t)(patience - waited)));
        interval = next_interval(wait, interval);
    }
}

/* How the job stood when it was given up, for the message. */
static void describe_end(const wmi_wait *wait, bool asked, look seen, wmi_buffer *text)
{
    if (asked && seen == LOOK_ENDED) {
        wmi_buffer_format(text, "it was asked to terminate and ended in state %s (%u)", wmi_job_state_name(wait->state),
                          (unsigned)wait->state);
    } else if (asked && seen == LOOK_GONE) {
        wmi_buffer_text(text, "it was asked to terminate and is gone");
    } else if (wait->job == NULL) {
        wmi_buffer_text(text, "it could not be looked at");
    } else {
        wmi_buffer_format(text, "it is in state %s (%u), %d %% complete, and %s", wmi_job_state_name(wait->state),
                          (unsigned)wait->state, (int)wmi_object_integer(wait->job, "PercentComplete", 0),
                          asked                   ? "was asked to terminate"
                          : wait->options->cancel ? "cannot be cancelled"
                                                  : "goes on");
    }
}

/* The caller waits no longer: WMI_TIMEOUT or WMI_CANCELLED, unless the job completes while it is being cancelled. */
static wmi_status give_up(wmi_wait *wait, wmi_status status, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    wmi_buffer how = {NULL, 0, 0, false};
    look seen = LOOK_RUNNING;
    bool asked = wait->options->cancel && is_cancellable(wait) && request_termination(wait);
    if (asked) {
        seen = await_termination(wait);
        if (seen == LOOK_ENDED && wmi_job_has_succeeded(wait->state)) {
            return WMI_OK;
        }
    }
    describe_end(wait, asked, seen, &how);
    if (status == WMI_TIMEOUT) {
        (void)wmi_fail(error, status, 0, "%s.%s did not finish within %u ms; its job: %s", call->class_name,
                       call->method->name, (unsigned)wait->options->timeout_ms, how.failed ? "?" : how.text);
    } else {
        (void)wmi_fail(error, status, 0, "%s.%s was given up by the caller; its job: %s", call->class_name,
                       call->method->name, how.failed ? "?" : how.text);
    }
    wmi_buffer_clear(&how);
    wmi_report_job(wait, error);
    if (seen == LOOK_ENDED) {
        wmi_report_records(wait, error);
    }
    return status;
}

/* Waiting. */

static wmi_status report_vanished(const wmi_wait *wait, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    (void)wmi_fail(
        error, WMI_JOB, 0,
        "The job of %s.%s is gone; it was last seen in state %s (%u), %d %% complete, and whether it completed "
        "is not known",
        call->class_name, call->method->name, wmi_job_state_name(wait->state), (unsigned)wait->state,
        (int)wmi_object_integer(wait->job, "PercentComplete", 0));
    wmi_report_job(wait, error);
    error->name = wmi_job_state_name(wait->state);
    return WMI_JOB;
}

/* The job may well go on; the report says where it is. */
static wmi_status report_lost(const wmi_wait *wait, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    wmi_status status = error->status;
    char where[256];
    if (status == WMI_NO_MEMORY) {
        return status;
    }
    (void)snprintf(where, sizeof where, "%s.%s has started a job, which cannot be followed", call->class_name,
                   call->method->name);
    status = wmi_error_within(error, status, where);
    wmi_report_job(wait, error);
    return status;
}

static wmi_status wait_for_job(wmi_wait *wait, wmi_error *error)
{
    uint32_t interval = first_interval(wait);
    for (;;) {
        look seen = look_at_job(wait, error);
        bool go_on = true;
        uint32_t left;
        if (seen == LOOK_GONE) {
            return wait->job == NULL ? WMI_OK : report_vanished(wait, error);
        }
        if (seen == LOOK_FAILED) {
            return report_lost(wait, error);
        }
        if (seen != LOOK_UNSURE) {
            go_on = show_progress(wait);
        }
        if (seen == LOOK_ENDED) {
            return wmi_job_has_succeeded(wait->state) ? wmi_fill_references(wait, error)
                                                      : wmi_report_failed_job(wait, error);
        }
        left = time_left(wait);
        if (!go_on || left == 0) {
            wmi_status status = give_up(wait, go_on ? WMI_TIMEOUT : WMI_CANCELLED, error);
            return status == WMI_OK ? wmi_fill_references(wait, error) : status;
        }
        rest(wait, smaller(interval, left));
        interval = next_interval(wait, interval);
    }
}

/* Calling. */

/* @return false where the method returns nothing, or no integer: there is nothing to judge then. */
static bool return_code(const wmi_method_info *method, const void *out, int64_t *code)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        if ((method->out[i].flags & WMI_FIELD_RETURN) != 0) {
            wmi_value value = wmi_field_read(&method->out[i], out);
            if (value.type == WMI_TYPE_UINT64 && !value.is_null && value.u.uint64 > INT64_MAX) {
                *code = INT64_MAX; /* no code of any table, and no success */
                return true;
            }
            return wmi_value_to_integer(&value, code);
        }
    }
    return false;
}

static wmi_status call_once(const wmi_wait *wait, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    wmi_limit limit = wmi_deadline_limit(&wait->deadline);
    wmi_status status;
    limit.timeout_ms = time_left(wait); /* a method may take longer than a question */
    status = wmi_invocation_run(call, &limit, error);
    if (status == WMI_TRANSPORT && error->number == WMI_E_TIMED_OUT && time_left(wait) == 0) {
        status = wmi_fail(error, WMI_TIMEOUT, 0,
                          "%s.%s was not answered within %u ms; whether it was carried out is not known",
                          call->class_name, call->method->name, (unsigned)wait->options->timeout_ms);
    }
    return status;
}

/* Calls, and again where the answer can pass and the caller allows for it. `*code` is 0 where there is none to judge.
 */
static wmi_status call_with_retries(const wmi_wait *wait, int64_t *code, uint32_t *retries, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    uint32_t pause = wait->options->retry_ms != 0 ? wait->options->retry_ms : DEFAULT_RETRY_MS;
    *retries = 0;
    for (;;) {
        wmi_status status = call_once(wait, error);
        *code = 0;
        if (status != WMI_OK || call->out == NULL || !return_code(call->method, call->out, code)) {
            return status;
        }
        if ((*code != RETURN_IN_USE && *code != RETURN_INVALID_STATE) || *retries >= wait->options->retries ||
            pause >= time_left(wait)) {
            return WMI_OK;
        }
        wmi_clear_out(call->method, call->out);
        rest(wait, pause);
        ++*retries;
    }
}

static wmi_status report_return_code(const wmi_wait *wait, int64_t code, uint32_t retries, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    char text[WMI_TEXT_SIZE];
    const char *name = wmi_code_remark(call->method->codes, code, text);
    char after[48] = "";
    if (retries > 0) {
        (void)snprintf(after, sizeof after, " after %" PRIu32 " retries", retries);
    }
    (void)wmi_fail(error, WMI_RETURN_CODE, 0, "%s.%s returned %" PRId64 "%s%s%s%s", call->class_name,
                   call->method->name, code, name != NULL ? " (" : "", name != NULL ? name : "",
                   name != NULL ? ")" : "", after);
    error->number = (uint32_t)code;
    error->name = wmi_code_name(call->method->codes, code);
    error->return_value = wmi_uint32((uint32_t)code);
    return WMI_RETURN_CODE;
}

/* The path in the out parameter `Job`; NULL where it is NULL or the method has none. */
static const char *job_path(const wmi_method_info *method, const void *out)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        const wmi_field *field = &method->out[i];
        if (field->type == WMI_TYPE_REFERENCE && (field->flags & WMI_FIELD_ARRAY) == 0 &&
            wmi_equal_names(field->name, "Job")) {
            return *(const char *const *)wmi_const_field_of(out, field);
        }
    }
    return NULL;
}

static wmi_status call_and_wait(wmi_wait *wait, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    int64_t code;
    uint32_t retries;
    wmi_status status = call_with_retries(wait, &code, &retries, error);
    if (status != WMI_OK || code == 0) {
        return status;
    }
    if (code != WMI_RETURN_JOB_STARTED) {
        return report_return_code(wait, code, retries, error);
    }
    wait->path = job_path(call->method, call->out);
    if (wait->path == NULL || wait->path[0] == '\0') {
        wait->path = NULL;
        (void)wmi_fail(error, WMI_REPLY, 0, "%s.%s returned 4096 (job started) and no Job to wait for",
                       call->class_name, call->method->name);
        error->return_value = wmi_uint32(WMI_RETURN_JOB_STARTED);
        return WMI_REPLY;
    }
    return wait_for_job(wait, error);
}

static wmi_status invoke_and_wait(wmi_wait *wait, wmi_operation *operation)
{
    const wmi_invocation *call = wait->invocation;
    wmi_session *session = call->session;
    wmi_status status;
    wait->deadline = wmi_deadline_begin(
        session, wait->options->timeout_ms != 0 ? wait->options->timeout_ms : WMI_FOREVER, session->timeout_ms);
    wait->started = session->backend->now(session->connection);
    status = call_and_wait(wait, &operation->local);
    if (wait->path != NULL) {
        operation->name = "wait";
    }
    status = wmi_operation_end(operation, status);
    wmi_object_free(wait->job);
    return status;
}

wmi_status wmi_invoke_wait(wmi_session *session, const char *class_name, const wmi_method_info *method,
                           const char *path, const void *in, void *out, const wmi_job_options *options,
                           wmi_error *error)
{
    static const wmi_job_options defaults = {0, 0, false, 0, 0, 0, NULL, NULL};
    wmi_invocation invocation = {session, class_name, method, path, in, out};
    wmi_wait wait;
    wmi_operation operation =
        wmi_operation_begin(error, "invoke", class_name, method != NULL ? method->name : NULL, path);
    void *own_out = NULL;
    wmi_status status;
    memset(&wait, 0, sizeof wait);
    wait.invocation = &invocation;
    wait.options = options != NULL ? options : &defaults;
    wait.wants_out = out != NULL;
    if (method != NULL && out != NULL && method->out_size != 0) {
        memset(out, 0, method->out_size);
    }
    status = wmi_invocation_check(&invocation, &operation.local);
    operation.class_name = invocation.class_name;
    operation.target = invocation.path;
    if (status == WMI_OK && out == NULL && method->out_size != 0) {
        own_out = wmi_alloc(method->out_size); /* the wait needs ReturnValue and Job in any case */
        invocation.out = own_out;
        status = own_out != NULL ? WMI_OK : wmi_no_memory(&operation.local);
    } else if (status == WMI_OK && method->out_size == 0) {
        invocation.out = NULL;
    }
    if (status != WMI_OK) {
        return wmi_operation_end(&operation, status);
    }
    status = invoke_and_wait(&wait, &operation);
    if (own_out != NULL) {
        wmi_clear_out(method, own_out);
        wmi_free(own_out);
    }
    return status;
}
