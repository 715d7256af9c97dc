/**
 * @file
 * Notification queries of wmi/session.h.
 */
#include "session/session_internal.h"

struct wmi_events {
    wmi_session *session;
    wmi_cursor *cursor;
    char *wql; /* for the errors of wmi_events_next */
};

static wmi_status start_events(wmi_session *session, const char *wql, wmi_events **out, wmi_error *error)
{
    wmip_deadline deadline = wmip_deadline_of_call(session);
    wmi_limit limit = wmip_deadline_limit(&deadline);
    wmi_status status;
    wmi_events *events = wmi_alloc(sizeof *events);
    if (events == NULL) {
        return wmip_no_memory(error);
    }
    events->session = session;
    events->cursor = NULL;
    events->wql = wmi_copy_text(wql);
    status = events->wql != NULL ? session->backend->subscribe(session->connection, wql, &events->cursor, &limit, error)
                                 : wmip_no_memory(error);
    if (status == WMI_OK) {
        *out = events;
    } else {
        wmi_free(events->wql);
        wmi_free(events);
    }
    return status;
}

wmi_status WMI_CALL wmi_subscribe(wmi_session *session, const char *wql, wmi_events **events, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "subscribe", NULL, NULL, wql);
    wmi_status status = wmip_session_check(session, &operation.local);
    if (events != NULL) {
        *events = NULL;
    }
    if (status == WMI_OK && (wql == NULL || events == NULL)) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The query or the place for its events is NULL");
    }
    if (status == WMI_OK) {
        status = start_events(session, wql, events, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_events_next(wmi_events *events, uint32_t timeout_ms, wmi_object **event, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "event", NULL, NULL, events != NULL ? events->wql : NULL);
    wmi_status status = WMI_OK;
    if (event != NULL) {
        *event = NULL;
    }
    if (events == NULL || event == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The notification query or the place for its event is NULL");
    }
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_begin(events->session, WMI_FOREVER, timeout_ms);
        wmi_limit limit = wmip_deadline_limit(&deadline);
        status = events->session->backend->next(events->cursor, event, &limit, &operation.local);
    }
    if (status == WMI_OK && *event == NULL) {
        status = wmi_fail(&operation.local, WMI_TRANSPORT, WMI_E_FAILED, "The host ended the notification query");
    } else if (status == WMI_OK) {
        status = wmip_session_admit(events->session, *event, &operation.local);
        if (status != WMI_OK) {
            wmi_object_free(*event);
            *event = NULL;
        }
    }
    return wmip_operation_end(&operation, status);
}

void WMI_CALL wmi_events_free(wmi_events *events)
{
    if (events != NULL) {
        events->session->backend->close_cursor(events->cursor);
        wmi_free(events->wql);
        wmi_free(events);
    }
}
