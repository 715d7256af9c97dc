#include "session/session_internal.h"

void wmi_cancel(wmi_session *session)
{
    if (session != NULL) {
        wmi_shared_count_raise(&session->cancelled);
    }
}

wmi_deadline wmi_deadline_begin(wmi_session *session, uint32_t timeout_ms, uint32_t step_ms)
{
    wmi_deadline deadline;
    deadline.session = session;
    deadline.timeout_ms = timeout_ms;
    deadline.step_ms = step_ms;
    deadline.started = timeout_ms != WMI_FOREVER ? session->backend->now(session->connection) : 0;
    deadline.token.count = &session->cancelled;
    deadline.token.seen = wmi_shared_count_read(&session->cancelled);
    return deadline;
}

wmi_deadline wmi_deadline_of_call(wmi_session *session)
{
    return wmi_deadline_begin(session, WMI_FOREVER, session->timeout_ms);
}

wmi_deadline wmi_deadline_of_enumeration(wmi_session *session)
{
    return session->is_default_timeout ? wmi_deadline_begin(session, WMI_FOREVER, session->timeout_ms)
                                       : wmi_deadline_begin(session, session->timeout_ms, WMI_FOREVER);
}

uint32_t wmi_deadline_left(const wmi_deadline *deadline)
{
    uint64_t used;
    if (deadline->timeout_ms == WMI_FOREVER) {
        return WMI_FOREVER;
    }
    used = deadline->session->backend->now(deadline->session->connection) - deadline->started;
    return used < deadline->timeout_ms ? (uint32_t)(deadline->timeout_ms - used) : 0;
}

wmi_limit wmi_deadline_limit(const wmi_deadline *deadline)
{
    uint32_t left = wmi_deadline_left(deadline);
    wmi_limit limit;
    limit.timeout_ms = left < deadline->step_ms ? left : deadline->step_ms;
    limit.cancel = &deadline->token;
    return limit;
}

uint64_t wmi_deadline_pause(const wmi_deadline *deadline)
{
    return deadline->timeout_ms != WMI_FOREVER ? deadline->session->backend->now(deadline->session->connection) : 0;
}

void wmi_deadline_resume(wmi_deadline *deadline, uint64_t paused)
{
    if (deadline->timeout_ms != WMI_FOREVER) {
        deadline->started += deadline->session->backend->now(deadline->session->connection) - paused;
    }
}

void wmi_deadline_renew(wmi_deadline *deadline)
{
    deadline->token.seen = wmi_shared_count_read(deadline->token.count);
}

wmi_status wmi_deadline_check(const wmi_deadline *deadline, wmi_error *error)
{
    if (wmi_is_cancelled(&deadline->token)) {
        return wmi_fail(error, WMI_CANCELLED, 0, "The call was ended by wmi_cancel");
    }
    if (wmi_deadline_left(deadline) == 0) {
        return wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                        "The call was not finished within %lu ms, which timeout_ms of the connect options allows",
                        (unsigned long)deadline->timeout_ms);
    }
    return WMI_OK;
}
