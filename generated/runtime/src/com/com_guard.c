/**
 * @file
 * Leaving a remote procedure call that does not come back: where the host falls silent in the middle of one,
 * semisynchronous calls do not help, as asking for their state is such a call too. CoCancelCall makes it return; it has
 * to be called by another thread.
 */
#include "com/com_internal.h"

#include <string.h>

/* How often it is looked whether the call is over; the first looks after that leave it the chance to return by itself.
 */
#define TICK_MS 100
#define PATIENCE_TICKS 4

#define E_CALL_CANCELED UINT32_C(0x80010002)  /* RPC_E_CALL_CANCELED */
#define E_CALL_CANCELLED UINT32_C(0x8007071A) /* RPC_S_CALL_CANCELLED */

const wmip_com_call_control *wmip_com_call_control_of_test;

static bool find_call_control(wmip_com_call_control *control)
{
    if (wmip_com_call_control_of_test != NULL) {
        *control = *wmip_com_call_control_of_test;
        return true;
    }
    return wmip_com_wine_call_control(control);
}

static bool is_over(const wmip_com_guard *guard)
{
    return wmi_is_cancelled(guard->deadline.cancel) || wmip_com_time_left(&guard->deadline) == 0;
}

/* In a thread of the system's pool. */
static void CALLBACK tick(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_TIMER timer)
{
    wmip_com_guard *guard = context;
    (void)instance;
    (void)timer;
    if (is_over(guard) && InterlockedIncrement(&guard->late) > PATIENCE_TICKS &&
        SUCCEEDED(guard->control.cancel(guard->thread, 0))) {
        (void)InterlockedExchange(&guard->abandoned, 1);
    }
}

static bool start_timer(wmip_com_guard *guard)
{
    LARGE_INTEGER due;
    FILETIME from_now;
    guard->timer = CreateThreadpoolTimer(tick, guard, NULL);
    if (guard->timer == NULL) {
        return false;
    }
    due.QuadPart = -(LONGLONG)TICK_MS * 10000;
    from_now.dwLowDateTime = due.LowPart;
    from_now.dwHighDateTime = (DWORD)due.HighPart;
    SetThreadpoolTimer(guard->timer, &from_now, TICK_MS, TICK_MS / 2);
    return true;
}

void wmip_com_guard_begin(wmip_com_guard *guard, const wmi_limit *limit)
{
    memset(guard, 0, sizeof *guard);
    guard->deadline = wmip_com_deadline_start(limit);
    guard->thread = GetCurrentThreadId();
    if (!find_call_control(&guard->control) || FAILED(guard->control.enable(NULL))) {
        return;
    }
    if (!start_timer(guard)) {
        (void)guard->control.disable(NULL);
    }
}

/* A failure that came of being abandoned is told as what it is. */
static wmi_status tell_abandoned(const wmip_com_guard *guard, wmi_status status, wmi_error *error)
{
    if (status != WMI_TRANSPORT ||
        (error != NULL && error->number != E_CALL_CANCELED && error->number != E_CALL_CANCELLED)) {
        return status;
    }
    return wmi_is_cancelled(guard->deadline.cancel)
               ? wmi_fail(error, WMI_CANCELLED, 0,
                          "The call was ended by wmi_cancel and abandoned, as the host did not answer; what it has "
                          "begun goes on there")
               : wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                          "The host fell silent, and the call was abandoned after %lu ms; what the host has begun goes "
                          "on there",
                          (unsigned long)guard->deadline.timeout_ms);
}

wmi_status wmip_com_guard_end(wmip_com_guard *guard, wmi_status status, wmi_error *error)
{
    if (guard->timer == NULL) {
        return status;
    }
    SetThreadpoolTimer(guard->timer, NULL, 0, 0);
    WaitForThreadpoolTimerCallbacks(guard->timer, TRUE);
    CloseThreadpoolTimer(guard->timer);
    guard->timer = NULL;
    (void)guard->control.disable(NULL);
    return guard->abandoned != 0 ? tell_abandoned(guard, status, error) : status;
}
