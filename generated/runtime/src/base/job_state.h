/**
 * @file
 * What is known of CIM_ConcreteJob by those that wait for jobs and by those that play them.
 */
#ifndef WMIP_BASE_JOB_STATE_H
#define WMIP_BASE_JOB_STATE_H

#include <wmi/job.h>

/** RequestedState of RequestStateChange. */
#define WMIP_REQUEST_TERMINATE 4u
#define WMIP_REQUEST_KILL 5u

/** The association between a job and what it made or touched, and its roles. */
#define WMIP_AFFECTED_CLASS "Msvm_AffectedJobElement"
#define WMIP_AFFECTED_JOB "AffectingElement"
#define WMIP_AFFECTED_RESULT "AffectedElement"

/** The job ended, and the operation was carried out. */
bool wmip_job_has_succeeded(uint16_t state);
/** The job ended, and the operation failed. */
bool wmip_job_has_failed(uint16_t state);
static inline bool wmip_job_has_ended(uint16_t state)
{
    return wmip_job_has_succeeded(state) || wmip_job_has_failed(state);
}

#endif
