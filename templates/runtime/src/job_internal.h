/**
 * @file
 * What the files of the job machine share: job.c waits, job_report.c tells what went wrong, job_result.c finds what the
 * job made.
 */
#ifndef WMI_JOB_INTERNAL_H
#define WMI_JOB_INTERNAL_H

#include "session_internal.h"

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
    uint32_t failed_looks;          /* in a row */
    bool wants_out;                 /* the caller takes the out parameters */
} wmi_wait;

/** The job reached a state that it does not leave. */
bool wmi_job_has_ended(uint16_t state);
/** It ended, and the operation was carried out. */
bool wmi_job_has_succeeded(uint16_t state);

/** Calls a method of the job that takes no required parameter but those in `in`. */
wmi_status wmi_job_invoke(const wmi_wait *wait, wmi_method_info *method, const void *in, void *out, wmi_error *error);

/** Adds ReturnValue 4096 and all that is known of the job to a failure. */
void wmi_report_job(const wmi_wait *wait, wmi_error *error);
/** Fetches the errors of an ended job and adds them to a failure. */
void wmi_report_records(const wmi_wait *wait, wmi_error *error);
/** Fills `error` for a job that ended in a failure. @return WMI_JOB. */
wmi_status wmi_report_failed_job(const wmi_wait *wait, wmi_error *error);

/**
 * Fills the out references that are NULL from the job's affected elements. A job whose elements cannot be asked for
 * leaves them NULL: the operation has completed all the same. @return WMI_OK, WMI_NO_MEMORY.
 */
wmi_status wmi_fill_references(const wmi_wait *wait, wmi_error *error);

#endif
