/**
 * @file
 * What cancels a call.
 */
#include "base/cancel.h"

#if defined(_WIN32)
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

long wmip_shared_count_read(wmip_shared_count *count)
{
    return InterlockedCompareExchange(count, 0, 0);
}

void wmip_shared_count_raise(wmip_shared_count *count)
{
    (void)InterlockedIncrement(count);
}

void wmip_shared_count_init(wmip_shared_count *count)
{
    *count = 0;
}
#else
long wmip_shared_count_read(wmip_shared_count *count)
{
    return atomic_load(count);
}

void wmip_shared_count_raise(wmip_shared_count *count)
{
    (void)atomic_fetch_add(count, 1);
}

void wmip_shared_count_init(wmip_shared_count *count)
{
    atomic_init(count, 0);
}
#endif

bool WMI_CALL wmi_is_cancelled(const wmi_cancel_token *token)
{
    return token != NULL && wmip_shared_count_read(token->count) != token->seen;
}

wmi_status wmip_cancelled(wmi_error *error)
{
    return wmi_fail(error, WMI_CANCELLED, 0, "The call was ended by wmi_cancel");
}

wmip_call_time wmip_call_time_start(const wmi_limit *limit, uint64_t now)
{
    wmip_call_time time;
    time.started = now;
    time.timeout_ms = limit->timeout_ms;
    time.cancel = limit->cancel;
    return time;
}

uint32_t wmip_call_time_left(const wmip_call_time *time, uint64_t now)
{
    uint64_t used = now - time->started;
    if (time->timeout_ms == WMI_FOREVER) {
        return WMI_FOREVER;
    }
    return used < time->timeout_ms ? (uint32_t)(time->timeout_ms - used) : 0;
}
