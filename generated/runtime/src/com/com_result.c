#include "com/com_internal.h"

#include <limits.h>
#include <string.h>

uint64_t wmip_com_clock(void)
{
    return GetTickCount64();
}

wmip_com_deadline wmip_com_deadline_start(const wmi_limit *limit)
{
    return wmip_call_time_start(limit, wmip_com_clock());
}

LONG wmip_com_time_left(const wmip_com_deadline *deadline)
{
    uint32_t left = wmip_call_time_left(deadline, wmip_com_clock());
    if (left == WMI_FOREVER) {
        return (LONG)WBEM_INFINITE;
    }
    return left < LONG_MAX ? (LONG)left : LONG_MAX;
}

/* How soon a call notices that it is cancelled: each slice costs a round trip. */
LONG wmip_com_slice(const wmip_com_deadline *deadline)
{
    LONG left = wmip_com_time_left(deadline);
    return deadline->cancel == NULL || (left >= 0 && left < WMIP_CANCEL_SLICE_MS) ? left : WMIP_CANCEL_SLICE_MS;
}

wmi_status wmip_com_check_cancel(const wmip_com_deadline *deadline, const char *doing, wmi_error *error)
{
    return wmi_is_cancelled(deadline->cancel)
               ? wmi_fail(error, WMI_CANCELLED, 0,
                          "%s: the call was ended by wmi_cancel; what the host has begun goes on there", doing)
               : WMI_OK;
}

wmi_status wmip_com_check_unsent(const wmip_com_deadline *deadline, const char *doing, wmi_error *error)
{
    return wmi_is_cancelled(deadline->cancel)
               ? wmi_fail(error, WMI_CANCELLED, 0, "%s: the call was ended by wmi_cancel before it was sent", doing)
               : WMI_OK;
}

wmi_status wmip_com_timed_out(wmi_error *error, const wmip_com_deadline *deadline, const char *doing)
{
    return wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                    "%s: there was no answer within %lu ms; what the host has begun goes on there", doing,
                    (unsigned long)deadline->timeout_ms);
}

static void clear_outcome(wmip_com_outcome *outcome)
{
    if (outcome->object != NULL) {
        IWbemClassObject_Release(outcome->object);
        outcome->object = NULL;
    }
    SysFreeString(outcome->text);
    outcome->text = NULL;
}

/* Waits until the call has ended. `*ended` is then what became of it. */
static wmi_status wait_for_end(IWbemCallResult *call, const wmip_com_deadline *deadline, const char *doing,
                               HRESULT *ended, wmi_error *error)
{
    LONG call_status = 0;
    for (;;) {
        LONG slice = wmip_com_slice(deadline);
        HRESULT result = IWbemCallResult_GetCallStatus(call, slice, &call_status);
        wmi_status status;
        if (FAILED(result)) {
            return wmip_com_fail(error, result, "%s", doing);
        }
        if (result != WMIP_COM_HRESULT(WBEM_S_TIMEDOUT)) {
            *ended = (HRESULT)call_status;
            return WMI_OK;
        }
        if (slice == 0) {
            return wmip_com_timed_out(error, deadline, doing);
        }
        status = wmip_com_check_cancel(deadline, doing, error);
        if (status != WMI_OK) {
            return status;
        }
    }
}

/*
 * Takes what an ended call gave. Of a failed one this is asked too: only the answer to it brings the error object to
 * this thread. A path that a successful write does not tell is no failure.
 */
static wmi_status take_outcome(IWbemCallResult *call, HRESULT ended, const wmip_com_deadline *deadline,
                               const char *doing, bool wants_text, wmip_com_outcome *outcome, wmi_error *error)
{
    LONG left = wmip_com_time_left(deadline);
    HRESULT result = wants_text ? IWbemCallResult_GetResultString(call, left, &outcome->text)
                                : IWbemCallResult_GetResultObject(call, left, &outcome->object);
    if (FAILED(ended)) {
        return wmip_com_fail(error, ended, "%s", doing);
    }
    if (wants_text) {
        return WMI_OK;
    }
    if (FAILED(result)) {
        return wmip_com_fail(error, result, "%s", doing);
    }
    return result == WMIP_COM_HRESULT(WBEM_S_TIMEDOUT) ? wmip_com_timed_out(error, deadline, doing) : WMI_OK;
}

static wmi_status finish_call(const wmip_com_connection *connection, IWbemCallResult *call,
                              const wmip_com_deadline *deadline, const char *doing, bool wants_text,
                              wmip_com_outcome *outcome, wmi_error *error)
{
    wmip_com_outcome unwanted = {NULL, NULL};
    HRESULT ended = S_OK;
    HRESULT result = wmip_com_secure(&connection->security, (IUnknown *)call);
    wmi_status status;
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "%s: COM does not accept the security of the call", doing);
    }
    status = wait_for_end(call, deadline, doing, &ended, error);
    if (status == WMI_OK && (outcome != NULL || FAILED(ended))) {
        status = take_outcome(call, ended, deadline, doing, wants_text, outcome != NULL ? outcome : &unwanted, error);
    }
    clear_outcome(&unwanted);
    return status;
}

wmi_status wmip_com_finish(wmip_com_connection *connection, HRESULT result, IWbemCallResult *call,
                           const wmip_com_deadline *deadline, const char *doing, bool wants_text,
                           wmip_com_outcome *outcome, wmi_error *error)
{
    wmi_status status = WMI_OK;
    if (FAILED(result)) {
        status = wmip_com_fail(error, result, "%s", doing);
    } else if (call != NULL) {
        status = finish_call(connection, call, deadline, doing, wants_text, outcome, error);
    }
    if (call != NULL) {
        IWbemCallResult_Release(call);
    }
    if (status != WMI_OK && outcome != NULL) {
        clear_outcome(outcome);
    }
    return status;
}

wmi_status wmip_com_get_object(wmip_com_connection *connection, BSTR path, const wmip_com_deadline *deadline,
                               const char *doing, IWbemClassObject **out, wmi_error *error)
{
    wmip_com_outcome outcome = {NULL, NULL};
    IWbemCallResult *call = NULL;
    HRESULT result;
    wmi_status status;
    *out = NULL;
    wmip_com_forget_errors();
    result = wmip_com_wine_get(connection, path, &call, &outcome.object);
    status = wmip_com_finish(connection, result, call, deadline, doing, false, &outcome, error);
    if (status == WMI_OK && outcome.object == NULL) {
        status = wmi_fail(error, WMI_REPLY, 0, "%s: the host says that it succeeded, and sends no object", doing);
    }
    *out = outcome.object;
    return status;
}
