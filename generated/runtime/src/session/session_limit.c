#include "session/session_internal.h"

void WMI_CALL wmi_cancel(wmi_session *session)
{
    if (session != NULL) {
        wmip_shared_count_raise(&session->cancelled);
    }
}

wmip_deadline wmip_deadline_begin(wmi_session *session, uint32_t timeout_ms, uint32_t step_ms)
{
    wmip_deadline deadline;
    deadline.session = session;
    deadline.timeout_ms = timeout_ms;
    deadline.step_ms = step_ms;
    deadline.started = timeout_ms != WMI_FOREVER ? session->backend->now(session->connection) : 0;
    deadline.token.count = &session->cancelled;
    deadline.token.seen = wmip_shared_count_read(&session->cancelled);
    return deadline;
}

wmip_deadline wmip_deadline_of_call(wmi_session *session)
{
    return wmip_deadline_begin(session, WMI_FOREVER, session->timeout_ms);
}

wmip_deadline wmip_deadline_of_enumeration(wmi_session *session)
{
    return session->is_default_timeout ? wmip_deadline_begin(session, WMI_FOREVER, session->timeout_ms)
                                       : wmip_deadline_begin(session, session->timeout_ms, WMI_FOREVER);
}

uint32_t wmip_deadline_left(const wmip_deadline *deadline)
{
    uint64_t used;
    if (deadline->timeout_ms == WMI_FOREVER) {
        return WMI_FOREVER;
    }
    used = deadline->session->backend->now(deadline->session->connection) - deadline->started;
    return used < deadline->timeout_ms ? (uint32_t)(deadline->timeout_ms - used) : 0;
}

wmi_limit wmip_deadline_limit(const wmip_deadline *deadline)
{
    uint32_t left = wmip_deadline_left(deadline);
    wmi_limit limit;
    limit.timeout_ms = left < deadline->step_ms ? left : deadline->step_ms;
    limit.cancel = &deadline->token;
    return limit;
}

uint64_t wmip_deadline_pause(const wmip_deadline *deadline)
{
    return deadline->timeout_ms != WMI_FOREVER ? deadline->session->backend->now(deadline->session->connection) : 0;
}

void wmip_deadline_resume(wmip_deadline *deadline, uint64_t paused)
{
    if (deadline->timeout_ms != WMI_FOREVER) {
        deadline->started += deadline->session->backend->now(deadline->session->connection) - paused;
    }
}

void wmip_deadline_renew(wmip_deadline *deadline)
{
    deadline->token.seen = wmip_shared_count_read(deadline->token.count);
}

wmi_status wmip_deadline_check(const wmip_deadline *deadline, wmi_error *error)
{
    if (wmi_is_cancelled(&deadline->token)) {
        return wmip_cancelled(error);
    }
    if (wmip_deadline_left(deadline) == 0) {
        return wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                        "The call was not finished within %lu ms, which timeout_ms of the connect options allows",
                        (unsigned long)deadline->timeout_ms);
    }
    return WMI_OK;
}
