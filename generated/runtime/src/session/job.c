/**
 * @file
 * Calling a method and waiting for the job that it may have started.
 *
 * What is decided here and not by the MOF:
 * - Once the method was carried out, its out parameters stay, however the wait ends: who gave up needs the job's path.
 * - ReturnValue stays what the method returned: after a job's success `out->ReturnValue` is still 4096.
 */
#include "base/options.h"
#include "session/job_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FIRST_POLL_MS 100u
#define SLOWEST_POLL_MS 1000u
#define DEFAULT_RETRY_MS 1000u

/* How soon a rest notices that the call is cancelled; of a long one, a thousandth of it. */

#define RETURN_IN_USE 32774
#define RETURN_INVALID_STATE 32775

/* Time. */

uint64_t wmip_wait_elapsed(const wmip_wait *wait)
{
    const wmi_session *session = wait->invocation->session;
    return session->backend->now(session->connection) - wait->started;
}

void wmip_wait_rest(const wmip_wait *wait, uint32_t milliseconds)
{
    const wmi_session *session = wait->invocation->session;
    uint32_t slice = milliseconds / 1000 > WMIP_CANCEL_SLICE_MS ? milliseconds / 1000 : WMIP_CANCEL_SLICE_MS;
    while (milliseconds > 0 && !wmi_is_cancelled(&wait->deadline.token)) {
        uint32_t next = wmip_smaller(slice, milliseconds);
        session->backend->sleep(session->connection, next);
        milliseconds -= next;
    }
}

uint32_t wmip_wait_first_interval(const wmip_wait *wait)
{
    return wait->options->poll_ms != 0 ? wait->options->poll_ms : FIRST_POLL_MS;
}

uint32_t wmip_wait_next_interval(const wmip_wait *wait, uint32_t interval)
{
    return wait->options->poll_ms != 0 ? interval : wmip_smaller(interval * 2, SLOWEST_POLL_MS);
}

/* Calling. */

/* @return false where the method returns nothing, or no integer: there is nothing to judge then. */
static bool return_code(const wmi_method_info *method, const void *out, int64_t *code)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        if ((method->out[i].flags & WMI_FIELD_RETURN) != 0) {
            wmi_value value = wmip_field_read(&method->out[i], out);
            if (value.type == WMI_TYPE_UINT64 && !value.is_null && value.u.uint64 > INT64_MAX) {
                *code = INT64_MAX; /* no code of any table, and no success */
                return true;
            }
            return wmi_value_to_integer(&value, code);
        }
    }
    return false;
}

static wmi_status call_once(const wmip_wait *wait, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    wmi_limit limit = wmip_deadline_limit(&wait->deadline);
    wmi_status status;
    limit.timeout_ms = wmip_deadline_left(&wait->deadline); /* a method may take longer than a question */
    status = wmip_invocation_run(call, &limit, error);
    wmip_tell(status, "invoke", error);
    if ((status == WMI_TIMEOUT || (status == WMI_TRANSPORT && error->number == WMI_E_TIMED_OUT)) &&
        wmip_deadline_left(&wait->deadline) == 0) {
        status = wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                          "%s.%s was not answered within %lu ms; whether it was carried out is not known",
                          call->class_name, call->method->name, (unsigned long)wait->options->timeout_ms);
    } else if (status == WMI_CANCELLED) {
        status = wmi_fail(error, WMI_CANCELLED, 0,
                          "%s.%s was given up before it was answered; whether it was carried out is not known",
                          call->class_name, call->method->name);
    }
    return status;
}

/* Rests before a retry. A call that is cancelled meanwhile keeps the answer that it has. */
static wmi_status rest_before_retry(const wmip_wait *wait, uint32_t milliseconds, int64_t code, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    wmip_wait_rest(wait, milliseconds);
    if (!wmi_is_cancelled(&wait->deadline.token)) {
        return WMI_OK;
    }
    (void)wmi_fail(error, WMI_CANCELLED, 0, "%s.%s returned %" PRId64 " and was given up before it was called again",
                   call->class_name, call->method->name, code);
    error->return_value = wmi_uint32(wmip_error_number(code));
    return WMI_CANCELLED;
}

/* Calls, and again where the answer can pass and the caller allows for it. `*code` is 0 where there is none to judge.
 */
static wmi_status call_with_retries(const wmip_wait *wait, int64_t *code, uint32_t *retries, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    uint32_t rest = wait->options->retry_ms != 0 ? wait->options->retry_ms : DEFAULT_RETRY_MS;
    *retries = 0;
    for (;;) {
        wmi_status status = call_once(wait, error);
        *code = 0;
        if (status != WMI_OK || call->out == NULL || !return_code(call->method, call->out, code)) {
            return status;
        }
        if ((*code != RETURN_IN_USE && *code != RETURN_INVALID_STATE) || *retries >= wait->options->retries ||
            rest >= wmip_deadline_left(&wait->deadline)) {
            return WMI_OK;
        }
        status = rest_before_retry(wait, rest, *code, error);
        if (status != WMI_OK) {
            return status;
        }
        wmi_method_out_clear(call->method, call->out);
        ++*retries;
    }
}

static wmi_status report_return_code(const wmip_wait *wait, int64_t code, uint32_t retries, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    char text[WMI_TEXT_SIZE];
    const char *name = wmip_code_remark(call->method->codes, code, text);
    char after[48] = "";
    if (retries > 0) {
        (void)snprintf(after, sizeof after, " after %" PRIu32 " retries", retries);
    }
    (void)wmi_fail(error, WMI_RETURN_CODE, 0, "%s.%s returned %" PRId64 "%s%s%s%s", call->class_name,
                   call->method->name, code, name != NULL ? " (" : "", name != NULL ? name : "",
                   name != NULL ? ")" : "", after);
    error->number = wmip_error_number(code);
    error->name = wmi_code_name(call->method->codes, code);
    error->return_value = wmi_uint32(wmip_error_number(code));
    return WMI_RETURN_CODE;
}

/* The path in the out parameter that is the job; NULL where it is NULL or the method has none. */
static const char *job_path(const wmi_method_info *method, const void *out)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        if ((method->out[i].flags & WMI_FIELD_JOB) != 0) {
            return *(const char *const *)wmi_field_of_const(out, &method->out[i]);
        }
    }
    return NULL;
}

static wmi_status call_and_wait(wmip_wait *wait, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
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
    return wmip_wait_for_job(wait, error);
}

static wmi_status invoke_and_wait(wmip_wait *wait, wmip_operation *operation)
{
    const wmip_invocation *call = wait->invocation;
    wmi_session *session = call->session;
    wmi_status status;
    wait->deadline = wmip_deadline_begin(
        session, wait->options->timeout_ms != 0 ? wait->options->timeout_ms : WMI_FOREVER, session->timeout_ms);
    wait->started = session->backend->now(session->connection);
    status = call_and_wait(wait, &operation->local);
    if (status != WMI_OK) {
        (void)wmip_keep_outcome(wait, &operation->local);
    }
    if (wait->path != NULL) {
        operation->name = "wait";
    }
    status = wmip_operation_end(operation, status);
    wmi_object_free(wait->job);
    return status;
}

WMIP_OPTIONS_END_WITH(wmi_job_options, outcome);

wmi_status WMI_CALL wmi_invoke_wait_sized(wmi_session *session, const char *class_name, const wmi_method_info *method,
                                          const char *path, const void *in, void *out, const wmi_job_options *options,
                                          size_t size, wmi_error *error)
{
    static const wmi_job_options defaults = {0, 0, false, 0, 0, 0, NULL, NULL, 0, NULL};
    wmip_invocation invocation = {session, class_name, method, path, in, out};
    wmi_job_options own;
    wmip_wait wait;
    wmip_operation operation =
        wmip_operation_begin(error, "invoke", class_name, method != NULL ? method->name : NULL, path);
    void *own_out = NULL;
    wmi_status known = wmip_options_read("job options", options != NULL ? options : &defaults,
                                         options != NULL ? size : sizeof defaults, &own, sizeof own, &operation.local);
    wmi_status status;
    memset(&wait, 0, sizeof wait);
    wait.invocation = &invocation;
    wait.options = &own;
    wait.wants_out = out != NULL;
    wmi_job_outcome_clear(wait.options->outcome);
    if (method != NULL && out != NULL && method->out_size != 0) {
        memset(out, 0, method->out_size);
    }
    status = known == WMI_OK ? wmip_invocation_check(&invocation, &operation.local) : known;
    operation.class_name = invocation.class_name;
    operation.target = invocation.path;
    if (status == WMI_OK && out == NULL && method->out_size != 0) {
        own_out = wmi_alloc(method->out_size); /* the wait needs ReturnValue and Job in any case */
        invocation.out = own_out;
        status = own_out != NULL ? WMI_OK : wmip_no_memory(&operation.local);
    } else if (status == WMI_OK && method->out_size == 0) {
        invocation.out = NULL;
    }
    if (status != WMI_OK) {
        return wmip_operation_end(&operation, status);
    }
    status = invoke_and_wait(&wait, &operation);
    if (own_out != NULL) {
        wmi_method_out_clear(method, own_out);
        wmi_free(own_out);
    }
    return status;
}
