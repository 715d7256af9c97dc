/**
 * @file
 * How long the steps of a public call may take.
 */
#ifndef WMIP_SESSION_SESSION_LIMIT_H
#define WMIP_SESSION_SESSION_LIMIT_H

#include "base/cancel.h"

/** The time of a public call, which may take several steps. */
typedef struct wmip_deadline {
    const wmi_session *session;
    uint64_t started;    /* on the backend's clock; unused where there is no limit for the whole */
    uint32_t timeout_ms; /* for the whole; WMI_FOREVER = none */
    uint32_t step_ms;    /* for each step; WMI_FOREVER = none */
    wmi_cancel_token token;
} wmip_deadline;

/** Begins a call. The backend's clock is asked only where there is a limit for the whole. */
wmip_deadline wmip_deadline_begin(wmi_session *session, uint32_t timeout_ms, uint32_t step_ms);
/** Of a call of one step. */
wmip_deadline wmip_deadline_of_call(wmi_session *session);
/** Of an enumeration: the caller's time is for the whole of it; where the caller set none, each step has the default.
 */
wmip_deadline wmip_deadline_of_enumeration(wmi_session *session);
/** Milliseconds left of the whole; WMI_FOREVER where it has no limit. */
uint32_t wmip_deadline_left(const wmip_deadline *deadline);
/** What the next step gets. It points into the deadline, which must outlive it. */
wmi_limit wmip_deadline_limit(const wmip_deadline *deadline);
/** Time on the backend's clock that is not to count, such as the caller's visit: take this before it, and give it back
 * after. */
uint64_t wmip_deadline_pause(const wmip_deadline *deadline);
void wmip_deadline_resume(wmip_deadline *deadline, uint64_t paused);
/** Lets a cancelled call go on, until it is cancelled once more. */
void wmip_deadline_renew(wmip_deadline *deadline);
/** WMI_OK, WMI_TIMEOUT or WMI_CANCELLED, before the next step. */
wmi_status wmip_deadline_check(const wmip_deadline *deadline, wmi_error *error);

#endif
