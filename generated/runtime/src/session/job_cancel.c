/**
 * @file
 * Giving up a wait, and asking the job to terminate.
 *
 * What is decided here and not by the MOF:
 * - Asking takes time that the wait has no more. It is options.cancel_wait_ms for all of it: the look that tells
 * whether the job can be cancelled, where there was none, the request, the looks that follow.
 * - A job that was asked to terminate and completed all the same is a success.
 */
#include "session/job_internal.h"

#include <string.h>

#define DEFAULT_CANCEL_WAIT_MS 10000u
#define NO_BUFFER                                                                                                      \
    {                                                                                                                  \
        NULL, 0, 0, false                                                                                              \
    }

/* What came of asking. */
typedef struct termination {
    bool looked;        /* at the job, here */
    bool asked;         /* it agreed to terminate, or may have */
    bool unanswered;    /* it may have: there was no answer */
    bool refused;       /* it was asked, and did not */
    wmip_look seen;     /* last */
    wmip_buffer reason; /* of the refusal, or why there was no answer */
} termination;

static bool is_cancellable(const wmip_wait *wait)
{
    wmi_value value = wmip_object_read(wait->job, "Cancellable", WMI_TYPE_BOOLEAN);
    return !value.is_null && value.u.boolean;
}

wmi_status wmip_job_invoke(const wmip_wait *wait, wmi_method_info *method, const void *in, void *out, wmi_error *error)
{
    wmi_limit limit = wmip_deadline_limit(&wait->deadline);
    wmip_invocation invocation;
    memset(&invocation, 0, sizeof invocation);
    invocation.session = wait->invocation->session;
    invocation.class_name = wait->job->class_name;
    invocation.method = method;
    invocation.path = wait->path;
    invocation.in = in;
    invocation.out = out;
    method->class_name = wait->job->class_name;
    return wmip_invocation_run(&invocation, &limit, error);
}

/* The request. */

typedef struct request_in {
    wmi_opt_uint16 RequestedState;
    wmi_opt_datetime TimeoutPeriod;
} request_in;

typedef struct request_out {
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} request_out;

/* What CIM_ConcreteJob.RequestStateChange returns. */
static const wmi_code request_codes[] = {
    {0, 0, "Completed with No Error", 0},
    {1, 1, "Not Supported", 0},
    {2, 2, "Unknown/Unspecified Error", 0},
    {3, 3, "Can NOT complete within Timeout Period", 0},
    {4, 4, "Failed", 0},
    {5, 5, "Invalid Parameter", 0},
    {6, 6, "In Use", 0},
    {4096, 4096, "Method Parameters Checked - Transition Started", 0},
    {4097, 4097, "Invalid State Transition", 0},
    {4098, 4098, "Use of Timeout Parameter Not Supported", 0},
    {4099, 4099, "Busy", 0},
    {32768, 32768, "Failed", 0},
    {32769, 32769, "Access Denied", 0},
    {32770, 32770, "Not Supported", 0},
    {32771, 32771, "Status is unknown", 0},
    {32772, 32772, "Timeout", 0},
    {32773, 32773, "Invalid parameter", 0},
    {32774, 32774, "System is in use", 0},
    {32775, 32775, "Invalid state for this operation", 0},
    {32776, 32776, "Incorrect data type", 0},
    {32777, 32777, "System is not available", 0},
    {32778, 32778, "Out of memory", 0},
    {32779, 32779, "File not found", 0},
};
static const wmi_code_table request_table = {request_codes, WMI_COUNT(request_codes), WMI_COUNT(request_codes), 0};

/* Notes what the job answered. */
static void judge_answer(wmi_status status, const request_out *out, wmi_error *error, termination *end)
{
    uint32_t code = out->ReturnValue.value;
    wmip_tell(status, "invoke RequestStateChange", error);
    end->unanswered = status == WMI_CANCELLED || wmip_failure_may_pass(status, error);
    end->asked = end->unanswered || (status == WMI_OK && (code == 0 || code == WMI_RETURN_JOB_STARTED));
    end->refused = !end->asked;
    if (status != WMI_OK) {
        wmip_buffer_text(&end->reason, error->message);
    } else if (end->refused) {
        const char *name = wmi_code_name(&request_table, code);
        wmip_buffer_format(&end->reason, "RequestStateChange returned %u%s%s%s", (unsigned)code,
                           name != NULL ? " (" : "", name != NULL ? name : "", name != NULL ? ")" : "");
    }
}

static void request_termination(const wmip_wait *wait, termination *end)
{
    static const wmi_field in_fields[] = {
        {"RequestedState", NULL, (uint32_t)offsetof(request_in, RequestedState), WMI_TYPE_UINT16, 0},
        {"TimeoutPeriod", NULL, (uint32_t)offsetof(request_in, TimeoutPeriod), WMI_TYPE_DATETIME, 0},
    };
    static const wmi_field out_fields[] = {
        {"ReturnValue", NULL, (uint32_t)offsetof(request_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {.name = "RequestStateChange",
                              .in = in_fields,
                              .out = out_fields,
                              .codes = &request_table,
                              .in_count = 2,
                              .out_count = 1,
                              .in_size = sizeof(request_in),
                              .out_size = sizeof(request_out),
                              .out_memory_offset = (uint32_t)offsetof(request_out, wmi_owned)};
    request_in in;
    request_out out;
    wmi_error error;
    wmi_status status;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    memset(&error, 0, sizeof error);
    in.RequestedState = wmi_uint16(WMIP_REQUEST_TERMINATE);
    status = wmip_job_invoke(wait, &method, &in, &out, &error);
    judge_answer(status, &out, &error, end);
    wmi_method_out_clear(&method, &out);
    wmi_error_clear(&error);
}

/* Looking on. */

static wmip_look look_quietly(wmip_wait *wait)
{
    wmi_error ignored;
    wmip_look seen;
    memset(&ignored, 0, sizeof ignored);
    seen = wmip_look_at_job(wait, &ignored);
    wmi_error_clear(&ignored);
    return seen;
}

/* After the request: looks on until the job has ended, the time has, or the caller cancels once more. */
static wmip_look await_termination(wmip_wait *wait)
{
    uint32_t interval = wmip_wait_first_interval(wait);
    for (;;) {
        wmip_look seen = look_quietly(wait);
        uint32_t left = wmip_deadline_left(&wait->deadline);
        if (seen == WMIP_LOOK_ENDED || seen == WMIP_LOOK_GONE || seen == WMIP_LOOK_FAILED || left == 0 ||
            wmi_is_cancelled(&wait->deadline.token)) {
            return seen;
        }
        wmip_wait_rest(wait, interval < left ? interval : left);
        interval = wmip_wait_next_interval(wait, interval);
    }
}

static void try_to_terminate(wmip_wait *wait, termination *end)
{
    wmi_session *session = wait->invocation->session;
    uint32_t patience = wait->options->cancel_wait_ms != 0 ? wait->options->cancel_wait_ms : DEFAULT_CANCEL_WAIT_MS;
    wait->deadline = wmip_deadline_begin(session, patience, session->timeout_ms);
    if (wait->job == NULL) {
        end->looked = true;
        end->seen = look_quietly(wait);
    }
    if (end->seen == WMIP_LOOK_RUNNING && is_cancellable(wait)) {
        request_termination(wait, end);
    }
    if (end->asked) {
        end->seen = await_termination(wait);
    }
}

/* Telling. */

/* How the job stood when it was given up. */
static void describe_end(const wmip_wait *wait, const termination *end, wmip_buffer *text)
{
    const char *reason = end->reason.failed || end->reason.text == NULL ? "?" : end->reason.text;
    if (end->seen == WMIP_LOOK_GONE) {
        wmip_buffer_text(text, end->asked ? "it was asked to terminate and is gone" : "it is gone");
        wmip_buffer_text(text, "; whether it completed is not known");
        return;
    }
    if (end->seen == WMIP_LOOK_ENDED) {
        wmip_buffer_format(text, "it was asked to terminate and ended in state %s (%u)",
                           wmi_job_state_name(wait->state), (unsigned)wait->state);
        return;
    }
    if (wait->job == NULL) {
        wmip_buffer_format(text, "it could not be looked at%s", end->looked ? ", and was not asked to terminate" : "");
        return;
    }
    wmip_buffer_format(text, "it is in state %s (%u), %d %% complete, and ", wmi_job_state_name(wait->state),
                       (unsigned)wait->state, (int)wmip_job_percent(wait));
    if (end->refused) {
        wmip_buffer_format(text, "did not agree to terminate: %s", reason);
    } else if (end->unanswered) {
        wmip_buffer_format(text, "was asked to terminate, which was not answered: %s", reason);
    } else {
        wmip_buffer_text(text, end->asked              ? "was asked to terminate"
                               : wait->options->cancel ? "cannot be cancelled"
                                                       : "goes on");
    }
}

static wmi_status report_end(const wmip_wait *wait, wmip_reason reason, const char *how, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    if (reason == WMIP_OUT_OF_TIME) {
        return wmi_fail(error, WMI_TIMEOUT, 0, "%s.%s did not finish within %lu ms; its job: %s", call->class_name,
                        call->method->name, (unsigned long)wait->options->timeout_ms, how);
    }
    return wmi_fail(error, WMI_CANCELLED, 0, "%s.%s was given up by %s; its job: %s", call->class_name,
                    call->method->name, reason == WMIP_STOPPED_BY_CANCEL ? "wmi_cancel" : "the caller", how);
}

wmi_status wmip_give_up(wmip_wait *wait, wmip_reason reason, wmi_error *error)
{
    termination end = {false, false, false, false, WMIP_LOOK_RUNNING, NO_BUFFER};
    wmip_buffer how = NO_BUFFER;
    wmi_status status = WMI_OK;
    wmi_error_clear(error);
    if (wait->options->cancel) {
        try_to_terminate(wait, &end);
    }
    if (end.seen != WMIP_LOOK_ENDED || (end.asked && !wmip_job_has_succeeded(wait->state))) {
        describe_end(wait, &end, &how);
        status = report_end(wait, reason, how.failed ? "?" : how.text, error);
        wmip_report_job(wait, error);
        if (end.seen == WMIP_LOOK_ENDED) {
            wmip_report_records(wait, error);
        }
    }
    wmip_buffer_clear(&how);
    wmip_buffer_clear(&end.reason);
    return status;
}
