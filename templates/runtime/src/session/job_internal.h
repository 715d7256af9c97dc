/**
 * @file
 * What the files of the job machine share: job.c calls, job_wait.c looks at the job until it ends, job_cancel.c gives up, job_report.c
 * tells what became of it, job_result.c finds what it made.
 */
#ifndef WMIP_SESSION_JOB_INTERNAL_H
#define WMIP_SESSION_JOB_INTERNAL_H

#include "session/session_internal.h"

#include <wmi/job.h>

/** A method call that is waited for. */
typedef struct wmi_wait {
    const wmi_invocation *invocation;
    const wmi_job_options *options; /* never NULL */
    uint64_t started;               /* on the backend's clock */
    wmi_deadline deadline;          /* of all that the wait does */
    const char *path;               /* of the job; NULL while there is none; owned by the out struct */
    wmi_object *job;                /* as last seen; NULL before the first look */
    uint16_t state;                 /* its JobState */
    bool is_blind;                  /* the last look told nothing */
    uint64_t blind_since;           /* when the first in a row of such looks ended, on the backend's clock */
    bool wants_out;                 /* the caller takes the out parameters */
} wmi_wait;

/* Time (job.c). */

/** Milliseconds since the method was called. */
uint64_t wmi_wait_elapsed(const wmi_wait *wait);
/** Sleeps, until the call is cancelled at most. */
void wmi_wait_rest(const wmi_wait *wait, uint32_t milliseconds);
/** Time between two looks. */
uint32_t wmi_wait_first_interval(const wmi_wait *wait);
uint32_t wmi_wait_next_interval(const wmi_wait *wait, uint32_t interval);

/* Looking (job_wait.c). */

typedef enum wmi_look {
    WMI_LOOK_RUNNING,
    WMI_LOOK_ENDED,
    WMI_LOOK_GONE,
    WMI_LOOK_BLIND, /* it told nothing; the next one may */
    WMI_LOOK_FAILED /* so will the next one */
} wmi_look;

/** Whether a failure says nothing of what the host did or will do: no answer in time, a connection that may come back. */
bool wmi_failure_may_pass(wmi_status status, const wmi_error *error);
/** Looks at the job. @param error filled after WMI_LOOK_FAILED only. */
wmi_look wmi_look_at_job(wmi_wait *wait, wmi_error *error);
/** PercentComplete of the job as last seen, 0 .. 100; 0 where it says none. */
uint16_t wmi_job_percent(const wmi_wait *wait);
/** The job ended, and the operation was carried out. */
bool wmi_job_has_succeeded(uint16_t state);
/** Looks at the job until it has ended, and tells the outcome. */
wmi_status wmi_wait_for_job(wmi_wait *wait, wmi_error *error);

/* Giving up (job_cancel.c). */

typedef enum wmi_reason { WMI_OUT_OF_TIME, WMI_STOPPED_BY_PROGRESS, WMI_STOPPED_BY_CANCEL } wmi_reason;

/** The caller waits no longer. @return WMI_TIMEOUT or WMI_CANCELLED; WMI_OK where the job was found to have ended all the same. */
wmi_status wmi_give_up(wmi_wait *wait, wmi_reason reason, wmi_error *error);

/** Calls a method of the job that takes no required parameter but those in `in`. */
wmi_status wmi_job_invoke(const wmi_wait *wait, wmi_method_info *method, const void *in, void *out, wmi_error *error);

/* Telling (job_report.c). */

/** Adds ReturnValue 4096 and all that is known of the job to a failure. */
void wmi_report_job(const wmi_wait *wait, wmi_error *error);
/** Fetches the errors of an ended job and adds them to a failure. */
void wmi_report_records(const wmi_wait *wait, wmi_error *error);
/** Fills `error` for a job that ended in a failure. @return WMI_JOB. */
wmi_status wmi_report_failed_job(const wmi_wait *wait, wmi_error *error);
/**
 * Fills the caller's outcome, where one is wanted. @param error of the wait, whose records are taken; those of a job that completed with
 * warnings are fetched. @return false when there is no memory: what there is none for is left out.
 */
bool wmi_keep_outcome(const wmi_wait *wait, const wmi_error *error);

/* What the job made (job_result.c). */

/**
 * Fills the out references that are NULL from the job's affected elements. A job whose elements cannot be asked for
 * leaves them NULL: the operation has completed all the same. @return WMI_OK, WMI_NO_MEMORY.
 */
wmi_status wmi_fill_references(const wmi_wait *wait, wmi_error *error);

#endif
