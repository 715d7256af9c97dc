/**
 * @file
 * Looking at a job until it has ended.
 *
 * What is decided here and not by the MOF:
 * - Success is never guessed. Two states are success, three are failure; any other, however large, is no end. A job
 * that is gone has an unknown outcome, at the first look too: it may have failed and been removed.
 * - A look that says nothing of the job (no answer in time in whatever words, a connection that is down, no JobState)
 * is no reason to stop: the job goes on without being looked at. After options.tolerate_ms of nothing else, the wait
 * fails.
 * - A look that finds the job ended decides, whatever `progress` answers.
 */
#include "session/job_internal.h"

#include <stdio.h>

#define DEFAULT_TOLERATE_MS 60000u

/* Failures that say nothing of the job and may pass. */
static const uint32_t PASSING[] = {
    UINT32_C(0x80010001), /* RPC_E_CALL_REJECTED: busy */
    UINT32_C(0x80010002), /* RPC_E_CALL_CANCELED */
    UINT32_C(0x8001010A), /* RPC_E_SERVERCALL_RETRYLATER */
    UINT32_C(0x8001011F), /* RPC_E_TIMEOUT */
    UINT32_C(0x80070079), /* the semaphore timeout period has expired */
    UINT32_C(0x80070102), /* WAIT_TIMEOUT */
    UINT32_C(0x800705B4), /* ERROR_TIMEOUT */
    UINT32_C(0x800706BA), /* RPC server unavailable */
    UINT32_C(0x800706BB), /* RPC server too busy */
    UINT32_C(0x800706BE), /* RPC call failed */
    UINT32_C(0x800706BF), /* RPC call failed and was not carried out */
    UINT32_C(0x8007071A), /* RPC call cancelled */
    UINT32_C(0x80041015), /* WBEM_E_TRANSPORT_FAILURE */
    UINT32_C(0x80041032), /* WBEM_E_CALL_CANCELLED */
    UINT32_C(0x80041033), /* WBEM_E_SHUTTING_DOWN */
    WMI_E_TIMED_OUT,      /* WBEM_E_TIMED_OUT */
    UINT32_C(0x8004106C), /* WBEM_E_QUOTA_VIOLATION */
    UINT32_C(0x80041071), /* WBEM_E_CONNECTION_FAILED */
    UINT32_C(0x80041081), /* WBEM_E_PROVIDER_SUSPENDED */
    UINT32_C(0x80041088), /* WBEM_E_PROVIDER_TIMED_OUT */
    UINT32_C(0x80043001), /* WBEMESS_E_REGISTRATION: retry later */
    UINT32_C(0x80043002), /* resource contention */
    UINT32_C(0x80338029)  /* WS-Management: the operation timed out */
};

/* Looking. */

bool wmip_failure_may_pass(wmi_status status, const wmi_error *error)
{
    size_t i;
    if (status == WMI_TIMEOUT) {
        return true;
    }
    for (i = 0; status == WMI_TRANSPORT && i < sizeof PASSING / sizeof PASSING[0]; i++) {
        if (PASSING[i] == error->number) {
            return true;
        }
    }
    return false;
}

/* Another look that told nothing. Where that has been so for too long, it is a failure. */
static wmip_look note_blind(wmip_wait *wait, wmi_error *error)
{
    uint32_t tolerated = wait->options->tolerate_ms != 0 ? wait->options->tolerate_ms : DEFAULT_TOLERATE_MS;
    uint64_t now = wmip_wait_elapsed(wait);
    if (!wait->is_blind) {
        wait->is_blind = true;
        wait->blind_since = now;
    } else if (now - wait->blind_since >= tolerated) {
        return WMIP_LOOK_FAILED;
    }
    wmi_error_clear(error);
    return WMIP_LOOK_BLIND;
}

wmip_look wmip_look_at_job(wmip_wait *wait, wmi_error *error)
{
    const wmi_session *session = wait->invocation->session;
    wmi_limit limit = wmip_deadline_limit(&wait->deadline);
    wmi_object *job = NULL;
    wmi_value state;
    wmi_status status = session->backend->get(session->connection, wait->path, &job, &limit, error);
    wmip_tell(status, "get", error);
    if (status == WMI_TRANSPORT && error->number == WMI_E_NOT_FOUND) {
        wmi_error_clear(error);
        return WMIP_LOOK_GONE;
    }
    if (status != WMI_OK) {
        return wmip_failure_may_pass(status, error) ? note_blind(wait, error) : WMIP_LOOK_FAILED;
    }
    state = wmip_object_read(job, "JobState", WMI_TYPE_UINT16);
    if (state.is_null) {
        (void)wmi_fail(error, WMI_REPLY, 0, "The job %s shows no JobState", wait->path);
        wmi_object_free(job);
        return note_blind(wait, error);
    }
    wmi_object_free(wait->job);
    wait->job = job;
    wait->state = state.u.uint16;
    wait->is_blind = false;
    return wmip_job_has_ended(wait->state) ? WMIP_LOOK_ENDED : WMIP_LOOK_RUNNING;
}

/* Progress. */

uint16_t wmip_job_percent(const wmip_wait *wait)
{
    wmi_value percent = wmip_object_read(wait->job, "PercentComplete", WMI_TYPE_UINT16);
    return percent.is_null ? 0 : percent.u.uint16 > 100 ? 100 : percent.u.uint16;
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
static bool show_progress(const wmip_wait *wait)
{
    wmi_job_progress progress;
    if (wait->options->progress == NULL) {
        return true;
    }
    progress.path = wait->path;
    progress.state = wait->state;
    progress.state_name = wmi_job_state_name(wait->state);
    progress.percent = wmip_job_percent(wait);
    progress.status = wmi_object_string(wait->job, "JobStatus");
    progress.caption = first_text(wait->job);
    progress.elapsed_ms = wmip_wait_elapsed(wait);
    return wait->options->progress(wait->options->context, &progress);
}

/* Outcomes. */

/* A job that cannot be found. */
static wmi_status report_vanished(const wmip_wait *wait, wmi_error *error)
{
    static const char unknown[] = "whether it completed is not known (hosts remove a job some minutes after its end); "
                                  "look at what it was to change";
    const wmip_invocation *call = wait->invocation;
    if (wait->job == NULL) {
        (void)wmi_fail(error, WMI_JOB, 0, "The job that %s.%s started is gone, and %s", call->class_name,
                       call->method->name, unknown);
    } else {
        (void)wmi_fail(error, WMI_JOB, 0,
                       "The job of %s.%s is gone; it was last seen in state %s (%u), %d %% complete, and %s",
                       call->class_name, call->method->name, wmi_job_state_name(wait->state), (unsigned)wait->state,
                       (int)wmip_job_percent(wait), unknown);
    }
    wmip_report_job(wait, error);
    error->name = wait->job != NULL ? wmi_job_state_name(wait->state) : NULL;
    return WMI_JOB;
}

/* The job may well go on; the report says where it is. */
static wmi_status report_lost(const wmip_wait *wait, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    wmi_status status = error->status;
    char where[256];
    if (status == WMI_NO_MEMORY) {
        return status;
    }
    (void)snprintf(where, sizeof where, "%s.%s has started a job, which cannot be followed", call->class_name,
                   call->method->name);
    status = wmip_error_within(error, status, where);
    wmip_report_job(wait, error);
    return status;
}

/* The job has been seen to end. */
static wmi_status conclude(const wmip_wait *wait, wmi_error *error)
{
    wmi_status status;
    if (!wmip_job_has_succeeded(wait->state)) {
        return wmip_report_failed_job(wait, error);
    }
    status = wmip_fill_references(wait, error);
    if (status == WMI_OK && !wmip_keep_outcome(wait, error)) {
        status = wmip_no_memory(error);
        wmip_report_job(wait, error);
    }
    return status;
}

static wmi_status stop(wmip_wait *wait, wmip_reason reason, wmi_error *error)
{
    wmi_status status = wmip_give_up(wait, reason, error);
    return status == WMI_OK ? conclude(wait, error) : status;
}

wmi_status wmip_wait_for_job(wmip_wait *wait, wmi_error *error)
{
    uint32_t interval = wmip_wait_first_interval(wait);
    for (;;) {
        wmip_look seen = wmip_look_at_job(wait, error);
        bool goes_on = seen != WMIP_LOOK_RUNNING && seen != WMIP_LOOK_ENDED ? true : show_progress(wait);
        uint32_t left;
        if (seen == WMIP_LOOK_ENDED) {
            return conclude(wait, error);
        }
        if (seen == WMIP_LOOK_GONE) {
            return report_vanished(wait, error);
        }
        if (wmi_is_cancelled(&wait->deadline.token)) {
            return stop(wait, WMIP_STOPPED_BY_CANCEL, error);
        }
        if (seen == WMIP_LOOK_FAILED) {
            return report_lost(wait, error);
        }
        left = wmip_deadline_left(&wait->deadline);
        if (!goes_on || left == 0) {
            return stop(wait, goes_on ? WMIP_OUT_OF_TIME : WMIP_STOPPED_BY_PROGRESS, error);
        }
        wmip_wait_rest(wait, interval < left ? interval : left);
        interval = wmip_wait_next_interval(wait, interval);
    }
}
