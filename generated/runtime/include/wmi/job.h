/**
 * @file
 * Jobs: a method that returns 4096 has started one, and its outcome is the job's.
 *
 * States Completed and Completed with Warnings are success; Terminated, Killed and Exception are failure (WMI_JOB). Any other state, of
 * the vendor's too, is no end. A job that cannot be found has an unknown outcome, and that is WMI_JOB too, at the first look as at any
 * other: hosts keep a job for five minutes after its end.
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
WMI_API const char *WMI_CALL wmi_job_state_name(uint16_t state);

/** How a job is doing. All pointers are valid during the callback only. Threads: told on the thread that waits. */
typedef struct wmi_job_progress {
    const char *path;       /**< of the job */
    uint16_t state;         /**< WMI_JOB_... */
    const char *state_name; /**< its name */
    uint16_t percent;       /**< 0 .. 100 */
    const char *status;     /**< JobStatus; may be NULL */
    const char *caption;    /**< ElementName, Caption or Name of the job, for people; may be NULL */
    uint64_t elapsed_ms;    /**< since the method was called */
} wmi_job_progress;

/** Is told how a job is doing; returns false to stop the wait. */
typedef bool(WMI_CALLBACK *wmi_job_observer)(void *context, const wmi_job_progress *progress);

/**
 * What a job ended with, warnings included, for wmi_job_options.outcome. Zero-initialise it, and give it back with
 * wmi_job_outcome_clear; a _wait that it is handed to overwrites (and gives back) what an earlier one left in it. After a wait that did
 * not see the end, it holds the job as last seen; after a method that started no job, nothing. Threads: one wait at a time.
 */
typedef struct wmi_job_outcome {
    const char *path;                /**< of the job; NULL where there was none */
    wmi_opt_uint16 state;            /**< JobState: WMI_JOB_COMPLETED, WMI_JOB_COMPLETED_WITH_WARNINGS, ... */
    const char *state_name;          /**< its name */
    wmi_opt_uint16 error_code;       /**< ErrorCode */
    const char *status;              /**< JobStatus */
    const char *description;         /**< ErrorDescription */
    const char *summary;             /**< ErrorSummaryDescription */
    const wmi_error_record *records; /**< the decoded errors, or warnings, of the job (GetErrorEx, else GetError) */
    size_t record_count;             /**< how many there are */
    wmi_memory *memory;              /**< owns all of the above; private */
} wmi_job_outcome;

/** Gives back everything in `outcome` and zeroes it. NULL and a zeroed one are allowed. */
WMI_API void WMI_CALL wmi_job_outcome_clear(wmi_job_outcome *outcome);

/**
 * How a _wait function waits. Zero-initialised, or NULL: no time limit, no retries. It may grow as wmi_connect_options does. Threads: only
 * read, several waits may be given the same, but for one with an `outcome`, which is one wait's at a time.
 */
typedef struct wmi_job_options {
    /**
     * Time for everything: retries, the call, every look at the job, its errors, what it made; counted on a monotonic clock. 0 = no
     * limit. Each step gets what is left: the call all of it, whatever timeout_ms of the connect options says; the others no more than
     * that. Only `cancel` adds to it, cancel_wait_ms at most.
     */
    uint32_t timeout_ms;
    /** Time between two looks at the job; 0 = 100 ms at first, growing to 1 s. */
    uint32_t poll_ms;
    /** On timeout, on wmi_cancel, and when `progress` says so, ask the job to terminate (RequestStateChange 4) where it is Cancellable. */
    bool cancel;
    /** Time for asking the job to terminate and for looking whether it ends, on top of timeout_ms; 0 = 10000. */
    uint32_t cancel_wait_ms;
    /** How often to call again when the method returns 32774 (in use) or 32775 (invalid state), which can pass; 0 = never. */
    uint32_t retries;
    /** Time before each retry; 0 = 1000. */
    uint32_t retry_ms;
    /** Called after each look at the job. Return false to stop waiting (WMI_CANCELLED). NULL = none. */
    wmi_job_observer progress;
    /** Handed to `progress`. */
    void *context;
    /**
     * How long to go on where looks tell nothing of the job: no answer in time, a connection that fails and may come back, no JobState.
     * Counted from the first of them until one tells something; then the wait fails as the last of them did. 0 = 60000.
     */
    uint32_t tolerate_ms;
    /** Receives what the job ended with; NULL = not wanted. */
    wmi_job_outcome *outcome;
} wmi_job_options;

#ifdef __cplusplus
}
#endif
#endif
