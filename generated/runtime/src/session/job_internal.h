/**
 * @file
 * What the files of the job machine share: job.c calls, job_wait.c looks at the job until it ends, job_cancel.c gives
 * up, job_report.c tells what became of it, job_result.c finds what it made.
 */
#ifndef WMIP_SESSION_JOB_INTERNAL_H
#define WMIP_SESSION_JOB_INTERNAL_H

#include "base/job_state.h"
#include "session/session_internal.h"

#include <wmi/job.h>

/** A method call that is waited for. */
typedef struct wmip_wait {
    const wmip_invocation *invocation;
    const wmi_job_options *options; /* never NULL */
    uint64_t started;               /* on the backend's clock */
    wmip_deadline deadline;         /* of all that the wait does */
    const char *path;               /* of the job; NULL while there is none; owned by the out struct */
    wmi_object *job;                /* as last seen; NULL before the first look */
    uint16_t state;                 /* its JobState */
    bool is_blind;                  /* the last look told nothing */
    uint64_t blind_since;           /* when the first in a row of such looks ended, on the backend's clock */
    bool wants_out;                 /* the caller takes the out parameters */
} wmip_wait;

/* Time (job.c). */

/** Milliseconds since the method was called. */
uint64_t wmip_wait_elapsed(const wmip_wait *wait);
/** Sleeps, until the call is cancelled at most. */
void wmip_wait_rest(const wmip_wait *wait, uint32_t milliseconds);
/** Time between two looks. */
uint32_t wmip_wait_first_interval(const wmip_wait *wait);
uint32_t wmip_wait_next_interval(const wmip_wait *wait, uint32_t interval);

/* Looking (job_wait.c). */

typedef enum wmip_look {
    WMIP_LOOK_RUNNING,
    WMIP_LOOK_ENDED,
    WMIP_LOOK_GONE,
    WMIP_LOOK_BLIND, /* it told nothing; the next one may */
    WMIP_LOOK_FAILED /* so will the next one */
} wmip_look;

/** Whether a failure says nothing of what the host did or will do: no answer in time, a connection that may come back.
 */
bool wmip_failure_may_pass(wmi_status status, const wmi_error *error);
/** Looks at the job. @param error filled after WMIP_LOOK_FAILED only. */
wmip_look wmip_look_at_job(wmip_wait *wait, wmi_error *error);
/** PercentComplete of the job as last seen, 0 .. 100; 0 where it says none. */
uint16_t wmip_job_percent(const wmip_wait *wait);
/** Looks at the job until it has ended, and tells the outcome. */
wmi_status wmip_wait_for_job(wmip_wait *wait, wmi_error *error);

/* Giving up (job_cancel.c). */

typedef enum wmip_reason { WMIP_OUT_OF_TIME, WMIP_STOPPED_BY_PROGRESS, WMIP_STOPPED_BY_CANCEL } wmip_reason;

/** The caller waits no longer. @return WMI_TIMEOUT or WMI_CANCELLED; WMI_OK where the job was found to have ended all
 * the same. */
wmi_status wmip_give_up(wmip_wait *wait, wmip_reason reason, wmi_error *error);

/** Calls a method of the job that takes no required parameter but those in `in`. */
wmi_status wmip_job_invoke(const wmip_wait *wait, wmi_method_info *method, const void *in, void *out, wmi_error *error);

/* Telling (job_report.c). */

/** Adds ReturnValue 4096 and all that is known of the job to a failure. */
void wmip_report_job(const wmip_wait *wait, wmi_error *error);
/** Fetches the errors of an ended job and adds them to a failure. */
void wmip_report_records(const wmip_wait *wait, wmi_error *error);
/** Fills `error` for a job that ended in a failure. @return WMI_JOB. */
wmi_status wmip_report_failed_job(const wmip_wait *wait, wmi_error *error);
/**
 * Fills the caller's outcome, where one is wanted. @param error of the wait, whose records are taken; those of a job
 * that completed with warnings are fetched. @return false when there is no memory: what there is none for is left out.
 */
bool wmip_keep_outcome(const wmip_wait *wait, const wmi_error *error);

/* What the job made (job_result.c). */

/**
 * Fills the out references that are NULL from the job's affected elements. A job whose elements cannot be asked for
 * leaves them NULL: the operation has completed all the same. @return WMI_OK, WMI_NO_MEMORY.
 */
wmi_status wmip_fill_references(const wmip_wait *wait, wmi_error *error);

#endif
