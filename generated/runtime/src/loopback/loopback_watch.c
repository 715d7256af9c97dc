/**
 * @file
 * Who watches calls, and what is to be done at a time of the virtual clock.
 */
#include "base/options.h"
#include "loopback/loopback_internal.h"

#include <string.h>

/* Watching. */

WMIP_OPTIONS_END_WITH(wmi_loopback_watch, context);

void WMI_CALL wmi_loopback_set_watch_sized(wmi_loopback *loopback, const wmi_loopback_watch *watch, size_t size)
{
    wmi_loopback_watch own = {NULL, NULL, NULL};
    if (watch != NULL) { /* what only a later runtime knows, this one cannot do, nor say so here */
        (void)wmip_options_read("members of the wmi_loopback_watch", watch, size, &own, sizeof own, NULL);
    }
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        loopback->watch = own;
        wmip_loopback_unlock(loopback);
    }
}

wmi_status wmip_loopback_ask_watch(wmi_loopback *loopback, const wmi_loopback_record *asked, uint32_t *delay_ms,
                                   wmi_error *error)
{
    wmi_error own;
    wmi_status status;
    if (loopback->watch.before == NULL) {
        return WMI_OK;
    }
    memset(&own, 0, sizeof own);
    loopback->is_changing = true;
    status = loopback->watch.before(loopback->watch.context, loopback, asked, delay_ms, &own);
    loopback->is_changing = false;
    if (status != WMI_OK && own.status != status) {
        status = wmi_fail(error, status, status == WMI_TRANSPORT ? WMI_E_FAILED : 0,
                          "Who watches the loopback let the call fail and did not say why");
    } else if (status != WMI_OK && error != NULL) {
        wmi_error_clear(error);
        *error = own;
        memset(&own, 0, sizeof own);
    }
    wmi_error_clear(&own);
    return status;
}

void wmip_loopback_tell_watch(wmi_loopback *loopback, const wmi_loopback_record *record)
{
    if (loopback->watch.after != NULL) {
        loopback->is_changing = true;
        loopback->watch.after(loopback->watch.context, loopback, record);
        loopback->is_changing = false;
    }
}

/* Timers. */

struct wmip_loopback_timer {
    uint64_t due;
    wmi_loopback_work work;
    void *context;
    wmip_loopback_timer *next;
};

wmi_status WMI_CALL wmi_loopback_after(wmi_loopback *loopback, uint32_t after_ms, wmi_loopback_work work, void *context,
                                       wmi_error *error)
{
    wmip_loopback_timer **place;
    wmip_loopback_timer *timer;
    if (loopback == NULL || work == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the work is NULL");
    }
    timer = wmi_alloc(sizeof *timer);
    if (timer == NULL) {
        return wmip_no_memory(error);
    }
    timer->work = work;
    timer->context = context;
    wmip_loopback_lock(loopback);
    timer->due = loopback->now + after_ms;
    place = &loopback->timers;
    while (*place != NULL && (*place)->due <= timer->due) { /* of several at a time the first comes first */
        place = &(*place)->next;
    }
    timer->next = *place;
    *place = timer;
    wmip_loopback_unlock(loopback);
    return wmip_succeed(error);
}

bool wmip_loopback_timer_due(const wmi_loopback *loopback, uint64_t *due)
{
    if (loopback->timers != NULL) {
        *due = loopback->timers->due;
    }
    return loopback->timers != NULL;
}

/* The work may add timers, which come behind this one: it is no more the first only where it has been done. */
wmi_status wmip_loopback_run_timer(wmi_loopback *loopback, wmi_error *error)
{
    wmip_loopback_timer *timer = loopback->timers;
    wmip_loopback_timer **place = &loopback->timers;
    wmi_status status;
    loopback->is_changing = true;
    status = timer->work(timer->context, error);
    loopback->is_changing = false;
    if (status == WMI_OK) {
        while (*place != timer) {
            place = &(*place)->next;
        }
        *place = timer->next;
        wmi_free(timer);
    }
    return status;
}

void wmip_loopback_forget_timers(wmi_loopback *loopback)
{
    while (loopback->timers != NULL) {
        wmip_loopback_timer *timer = loopback->timers;
        loopback->timers = timer->next;
        wmi_free(timer);
    }
}
