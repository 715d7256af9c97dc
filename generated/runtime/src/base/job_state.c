/**
 * @file
 * The states of jobs.
 */
#include "base/job_state.h"

#include <stddef.h>

const char *WMI_CALL wmi_job_state_name(uint16_t state)
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

bool wmip_job_has_succeeded(uint16_t state)
{
    return state == WMI_JOB_COMPLETED || state == WMI_JOB_COMPLETED_WITH_WARNINGS;
}

bool wmip_job_has_failed(uint16_t state)
{
    return state == WMI_JOB_TERMINATED || state == WMI_JOB_KILLED || state == WMI_JOB_EXCEPTION;
}
