/**
 * @file
 * Events: of instances that come, change and go, and those that the program raises; delivered to the subscriptions.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

static const char *const intrinsic[] = {
    [WMIP_LOOPBACK_CREATED] = "__InstanceCreationEvent",
    [WMIP_LOOPBACK_CHANGED] = "__InstanceModificationEvent",
    [WMIP_LOOPBACK_DELETED] = "__InstanceDeletionEvent",
};

/* Delivering. */

static wmi_object *copy_selected(const wql_query *query, const wmi_object *event)
{
    wmi_object *copy = wmi_object_new(event->class_name);
    bool good = copy != NULL;
    size_t i;
    for (i = 0; i < event->count && good; i++) {
        if (query->names == NULL || wmip_wql_selects(query, event->properties[i].name)) {
            good = wmi_object_set(copy, event->properties[i].name, &event->properties[i].value) == WMI_OK;
        }
    }
    if (!good) {
        wmi_object_free(copy);
        copy = NULL;
    }
    return copy;
}

static wmi_status deliver_to(wmip_loopback_cursor *to, const wmi_object *event, wmi_error *error)
{
    wmip_loopback_lookup context = {to->loopback, to->ns};
    wql_row row = {event, to->ns, wmip_loopback_is_a_or_event, &context};
    bool matches = false;
    wmi_status status = wmip_loopback_matches(&to->query, &row, &matches, error);
    if (status == WMI_OK && matches) {
        status = wmip_loopback_yield(to, copy_selected(&to->query, event), error);
    }
    return status;
}

/* An event that there is no memory for is told of by the next wmi_events_next: it must not fail what made it happen. */
static void deliver(wmi_loopback *loopback, const char *ns, const wmi_object *event)
{
    wmip_loopback_cursor *to;
    for (to = loopback->subscriptions; to != NULL; to = to->next_subscription) {
        if (to->ns == ns && wmip_loopback_is_event_of(loopback, ns, event->class_name, to->query.class_name) &&
            deliver_to(to, event, NULL) != WMI_OK) {
            to->has_lost = true;
        }
    }
}

/* From 1601, where FILETIME begins, to 1970, in seconds. */
#define FILETIME_EPOCH INT64_C(11644473600)

/* What every event has. */
static bool stamp(const wmi_loopback *loopback, wmi_object *event)
{
    static const wmi_field fields[] = {{"SECURITY_DESCRIPTOR", NULL, 0, WMI_TYPE_UINT8, WMI_FIELD_ARRAY},
                                       {"TIME_CREATED", NULL, 0, WMI_TYPE_UINT64, 0}};
    const wmi_value *given = wmi_object_get(event, fields[1].name);
    wmi_value created = wmi_value_null(WMI_TYPE_UINT64, false);
    if (given == NULL || given->is_null) {
        created.is_null = false;
        created.u.uint64 =
            (uint64_t)(FILETIME_EPOCH + WMIP_LOOPBACK_EPOCH) * 10000000u + loopback->now * UINT64_C(10000);
        if (wmi_object_set(event, fields[1].name, &created) != WMI_OK) {
            return false;
        }
    }
    return wmip_loopback_add_nulls(event, fields, 2);
}

static bool set_object(wmi_object *event, const char *name, const wmip_loopback_class *cls, const wmi_object *object)
{
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    bool good;
    value.is_null = false;
    value.u.object = wmip_loopback_show(cls, object, NULL);
    good = value.u.object != NULL && wmi_object_set(event, name, &value) == WMI_OK;
    wmi_object_free(value.u.object);
    return good;
}

void wmip_loopback_publish(wmi_loopback *loopback, wmip_loopback_change_kind kind, const wmip_loopback_class *cls,
                           const wmi_object *object, const wmi_object *previous)
{
    wmi_object *event;
    wmip_loopback_cursor *to;
    if (loopback->subscriptions == NULL) {
        return;
    }
    event = wmi_object_new(intrinsic[kind]);
    if (event != NULL && set_object(event, "TargetInstance", cls, object) &&
        (previous == NULL || set_object(event, "PreviousInstance", cls, previous)) && stamp(loopback, event)) {
        deliver(loopback, cls->ns, event);
    } else {
        for (to = loopback->subscriptions; to != NULL; to = to->next_subscription) {
            to->has_lost = to->has_lost || to->ns == cls->ns;
        }
    }
    wmi_object_free(event);
}

/* An event as a host gives it: all properties of its class (NULL = one of WMI's own), NULL ones too. */
static wmi_status deliver_whole(wmi_loopback *loopback, const char *ns, const wmi_class_info *info,
                                const wmi_object *event, wmi_error *error)
{
    wmi_object *whole = wmi_object_copy(event);
    bool good = whole != NULL && (info == NULL || wmip_loopback_add_nulls(whole, info->fields, info->field_count)) &&
                stamp(loopback, whole);
    if (good) {
        deliver(loopback, ns, whole);
    }
    wmi_object_free(whole);
    return good ? WMI_OK : wmip_no_memory(error);
}

static wmi_status raise_event(wmi_loopback *loopback, const char *ns, const wmi_object *event, wmi_error *error)
{
    wmi_status status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK && wmip_loopback_is_system_event(event->class_name)) {
        status = deliver_whole(loopback, ns, NULL, event, error);
    } else if (status == WMI_OK) {
        wmip_loopback_check check = {loopback, ns, event->class_name, "property", WMI_E_INVALID_PARAMETER, error};
        wmip_loopback_class *cls = NULL;
        status = wmip_loopback_find_class(loopback, ns, event->class_name, &cls, error);
        if (status == WMI_OK) {
            status = wmip_loopback_check_object(&check, cls->info->fields, cls->info->field_count, event);
        }
        if (status == WMI_OK) {
            status = deliver_whole(loopback, ns, cls->info, event, error);
        }
    }
    return status;
}

wmi_status WMI_CALL wmi_loopback_raise(wmi_loopback *loopback, const char *ns, const wmi_object *event,
                                       wmi_error *error)
{
    wmi_status status;
    if (loopback == NULL || event == NULL || event->class_name == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the event or its class is NULL");
    }
    wmip_loopback_lock(loopback);
    status = raise_event(loopback, ns, event, error);
    wmip_loopback_unlock(loopback);
    return status == WMI_OK ? wmip_succeed(error) : status;
}

/* Waiting: the virtual clock goes from one change of a job to the next, until one is an event or the time is over. */

static wmi_status wait_for_event(wmip_loopback_cursor *cursor, uint64_t asked_at, const wmi_limit *limit,
                                 wmi_error *error)
{
    wmi_loopback *loopback = cursor->loopback;
    bool is_endless = limit->timeout_ms == WMI_FOREVER;
    uint64_t deadline = is_endless ? UINT64_MAX : asked_at + limit->timeout_ms;
    wmi_status status = WMI_OK;
    while (cursor->at == cursor->count && !cursor->has_lost && status == WMI_OK) {
        uint64_t due = 0;
        if (wmi_is_cancelled(limit->cancel)) {
            return wmi_fail(error, WMI_CANCELLED, 0, "The wait was ended by wmi_cancel");
        }
        if (!wmip_loopback_next_due(loopback, &due) || due > deadline) {
            if (is_endless) {
                return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OPERATION,
                                "No event can come any more: no job of the loopback has a change to come, and the "
                                "wait has no limit");
            }
            loopback->now = deadline;
            return WMI_OK;
        }
        loopback->now = due > loopback->now ? due : loopback->now;
        status = wmip_loopback_run_jobs(loopback, error);
    }
    return status;
}

wmi_status wmip_loopback_next_event(wmip_loopback_cursor *cursor, wmi_object **out, uint64_t asked_at,
                                    const wmi_limit *limit, wmi_error *error)
{
    wmi_status status = wait_for_event(cursor, asked_at, limit, error);
    if (status != WMI_OK) {
        return status;
    }
    if (cursor->at < cursor->count) {
        *out = cursor->items[cursor->at++];
        if (cursor->at == cursor->count) {
            cursor->at = cursor->count = 0;
        }
        return WMI_OK;
    }
    if (cursor->has_lost) {
        cursor->has_lost = false;
        return wmip_no_memory(error);
    }
    return wmi_fail(error, WMI_TIMEOUT, 0, "There was no event within %lu ms", (unsigned long)limit->timeout_ms);
}
