/**
 * @file
 * Jobs: a method that returns 4096 has started one, and its outcome is the job's.
 */
#ifndef WMI_JOB_H
#define WMI_JOB_H

#include <wmi/error.h>
#include <wmi/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** CIM_ConcreteJob.JobState, and Hyper-V's 32768. */
enum {
    WMI_JOB_NEW = 2,
    WMI_JOB_STARTING = 3,
    WMI_JOB_RUNNING = 4,
    WMI_JOB_SUSPENDED = 5,
    WMI_JOB_SHUTTING_DOWN = 6,
    WMI_JOB_COMPLETED = 7,
    WMI_JOB_TERMINATED = 8,
    WMI_JOB_KILLED = 9,
    WMI_JOB_EXCEPTION = 10,
    WMI_JOB_SERVICE = 11,
    WMI_JOB_QUERY_PENDING = 12,
    WMI_JOB_COMPLETED_WITH_WARNINGS = 32768
};

/** Method parameters checked, job started. */
#define WMI_RETURN_JOB_STARTED 4096u

/** The name of a JobState; "Unknown state" where there is none. */
const char *wmi_job_state_name(uint16_t state);

/** How a job is doing. All pointers are valid during the callback only. */
typedef struct wmi_job_progress {
    const char *path;        /**< of the job */
    uint16_t state;          /**< WMI_JOB_... */
    const char *state_name;
    uint16_t percent;        /**< 0 .. 100 */
    const char *status;      /**< JobStatus; may be NULL */
    const char *caption;     /**< ElementName, Caption or Name of the job, for people; may be NULL */
    uint64_t elapsed_ms;     /**< since the method was called */
} wmi_job_progress;

/** How a _wait function waits. Zero-initialised, or NULL: no time limit, no retries. */
typedef struct wmi_job_options {
    /** Time for everything: retries, the call, the whole wait; counted on a monotonic clock. 0 = no limit. */
    uint32_t timeout_ms;
    /** Time between two looks at the job; 0 = 100 ms at first, growing to 1 s. */
    uint32_t poll_ms;
    /** On timeout, and when `progress` says so, ask the job to terminate (RequestStateChange 4) where it is Cancellable. */
    bool cancel;
    /** How long to go on looking, after having asked it to terminate, for the job to end; 0 = 10000. */
    uint32_t cancel_wait_ms;
    /** How often to call again when the method returns 32774 (in use) or 32775 (invalid state), which can pass; 0 = never. */
    uint32_t retries;
    /** Time before each retry; 0 = 1000. */
    uint32_t retry_ms;
    /** Called after each look at the job. Return false to stop waiting (WMI_CANCELLED). NULL = none. */
    bool (WMI_CALLBACK *progress)(void *context, const wmi_job_progress *progress);
    void *context;
} wmi_job_options;

#ifdef __cplusplus
}
#endif
#endif
