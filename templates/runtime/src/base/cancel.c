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

long wmi_shared_count_read(wmi_shared_count *count)
{
    return InterlockedCompareExchange(count, 0, 0);
}

void wmi_shared_count_raise(wmi_shared_count *count)
{
    (void)InterlockedIncrement(count);
}

void wmi_shared_count_init(wmi_shared_count *count)
{
    *count = 0;
}
#else
long wmi_shared_count_read(wmi_shared_count *count)
{
    return atomic_load(count);
}

void wmi_shared_count_raise(wmi_shared_count *count)
{
    (void)atomic_fetch_add(count, 1);
}

void wmi_shared_count_init(wmi_shared_count *count)
{
    atomic_init(count, 0);
}
#endif

bool wmi_is_cancelled(const wmi_cancel_token *token)
{
    return token != NULL && wmi_shared_count_read(token->count) != token->seen;
}
