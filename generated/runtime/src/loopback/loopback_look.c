/**
 * @file
 * What the program itself enumerates of the loopback, and does to it in one piece: no call of a client, and in no
 * journal.
 */
#include "base/options.h"
#include "loopback/loopback_internal.h"

/* The instances are copies: what `visit` does to the loopback, it does without the lock. */
static wmi_status visit_cursor(wmip_loopback_cursor *cursor, wmi_status status, wmi_visitor visit, void *context,
                               wmi_error *error)
{
    wmi_loopback *loopback = cursor != NULL ? cursor->loopback : NULL;
    bool goes_on = true;
    if (status != WMI_OK) {
        return status;
    }
    while (goes_on && status == WMI_OK) {
        wmi_object *object = NULL;
        wmip_loopback_lock(loopback);
        status = wmip_loopback_take(cursor, &object, error);
        wmip_loopback_unlock(loopback);
        goes_on = object != NULL && visit(context, object);
        wmi_object_free(object);
    }
    wmip_loopback_lock(loopback);
    wmip_loopback_close_cursor(cursor);
    wmip_loopback_unlock(loopback);
    return status == WMI_OK ? wmip_succeed(error) : status;
}

static wmi_status enter(wmi_loopback *loopback, const char *ns, wmip_loopback_connection *own, wmi_error *error)
{
    wmi_status status;
    wmip_loopback_lock(loopback);
    own->loopback = loopback;
    own->host = NULL;
    status = wmip_loopback_namespace(loopback, ns, &own->ns, error);
    return status == WMI_OK ? wmip_loopback_run_jobs(loopback, error) : status;
}

wmi_status WMI_CALL wmi_loopback_each(wmi_loopback *loopback, const char *ns, const char *wql, wmi_visitor visit,
                                      void *context, wmi_error *error)
{
    wmip_loopback_cursor *cursor = NULL;
    wmip_loopback_connection own;
    wmi_status status;
    if (loopback == NULL || wql == NULL || visit == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the query or the visitor is NULL");
    }
    status = enter(loopback, ns, &own, error);
    if (status == WMI_OK) {
        status = wmip_loopback_query(&own, wql, &cursor, error);
    }
    wmip_loopback_unlock(loopback);
    return visit_cursor(cursor, status, visit, context, error);
}

wmi_status WMI_CALL wmi_loopback_related_sized(wmi_loopback *loopback, const char *ns, const char *path,
                                               const wmi_associator_filter *filter, size_t size, wmi_visitor visit,
                                               void *context, wmi_error *error)
{
    wmi_associator_filter by;
    wmip_loopback_cursor *cursor = NULL;
    wmip_loopback_connection own;
    wmi_status status;
    if (loopback == NULL || path == NULL || visit == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the path or the visitor is NULL");
    }
    status = wmip_filter_read(filter, size, &by, error);
    if (status != WMI_OK) {
        return status;
    }
    status = enter(loopback, ns, &own, error);
    if (status == WMI_OK) {
        status = wmip_loopback_associators(&own, path, &by, &cursor, error);
    }
    wmip_loopback_unlock(loopback);
    return visit_cursor(cursor, status, visit, context, error);
}

wmi_status WMI_CALL wmi_loopback_exclusively(wmi_loopback *loopback, wmi_loopback_work work, void *context,
                                             wmi_error *error)
{
    bool was_changing;
    wmi_status status;
    if (loopback == NULL || work == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the work is NULL");
    }
    wmip_loopback_lock(loopback);
    was_changing = loopback->is_changing;
    loopback->is_changing = true;
    status = work(context, error);
    loopback->is_changing = was_changing;
    wmip_loopback_unlock(loopback);
    return status;
}
