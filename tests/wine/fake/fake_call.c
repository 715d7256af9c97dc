/*
 * IWbemCallResult, and how the answer of an operation reaches the client: at once, or by a call result.
 */
#include "fake_services.h"

#include <string.h>

typedef struct fake_call {
    IWbemCallResult iface;
    fake_proxy proxy;
    fake_answer answer;
    IErrorInfo *failure;   /* the error object that goes with a failure */
    volatile LONG pending; /* how often it is still to say so */
} fake_call;

/* Answers. */

void fake_answer_clear(fake_answer *answer)
{
    if (answer->object != NULL) {
        IWbemClassObject_Release(answer->object);
    }
    if (answer->services != NULL) {
        IWbemServices_Release(answer->services);
    }
    SysFreeString(answer->text);
    answer->object = NULL;
    answer->services = NULL;
    answer->text = NULL;
}

HRESULT fake_request_check(const fake_request *request, bool *semisynchronous)
{
    bool is_asked = (request->flags & WBEM_FLAG_RETURN_IMMEDIATELY) != 0;
    *semisynchronous = false;
    if ((request->flags & ~request->known_flags) != 0 || (request->call != NULL && *request->call != NULL)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (is_asked && fake_current()->synchronous) {
        return request->refuses_semisynchronous ? FAKE_HRESULT(WBEM_E_INVALID_PARAMETER) : S_OK;
    }
    if (is_asked && request->call == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    *semisynchronous = is_asked || (request->call != NULL && !request->has_out);
    return S_OK;
}

/* The object. */

static fake_call *from_iface(IWbemCallResult *iface)
{
    return CONTAINING_RECORD(iface, fake_call, iface);
}

static void call_destroy(fake_unknown *unknown)
{
    fake_call *self = CONTAINING_RECORD(unknown, fake_call, proxy.unknown);
    fake_security_check_release(&self->proxy.security, unknown->kind);
    fake_answer_clear(&self->answer);
    if (self->failure != NULL) {
        IErrorInfo_Release(self->failure);
        self->failure = NULL;
    }
}

static HRESULT STDMETHODCALLTYPE call_QueryInterface(IWbemCallResult *iface, REFIID iid, void **out)
{
    return fake_proxy_query(&from_iface(iface)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE call_AddRef(IWbemCallResult *iface)
{
    return fake_add_reference(&from_iface(iface)->proxy.unknown);
}

static ULONG STDMETHODCALLTYPE call_Release(IWbemCallResult *iface)
{
    return fake_release(&from_iface(iface)->proxy.unknown);
}

/*
 * Waits so long for the end of the operation. One that never ends takes the whole time, and it is real time, which the
 * client measures; one that is pending for a while says so early.
 */
static HRESULT wait(fake_call *self, LONG timeout)
{
    if (timeout < 0 && timeout != (LONG)WBEM_INFINITE) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (fake_current()->never_done) {
        if (timeout == (LONG)WBEM_INFINITE) {
            fake_violate("The client waits without a limit for a call that never ends");
            return FAKE_HRESULT(WBEM_E_CALL_CANCELLED);
        }
        fake_wait((uint32_t)timeout);
        return FAKE_HRESULT(WBEM_S_TIMEDOUT);
    }
    if (timeout != (LONG)WBEM_INFINITE && self->pending > 0) {
        (void)InterlockedDecrement(&self->pending);
        return FAKE_HRESULT(WBEM_S_TIMEDOUT);
    }
    return S_OK;
}

/* Begins a method that asks for a part of the answer. @return S_OK once the operation has ended well. */
static HRESULT ask(fake_call *self, const char *name, LONG timeout, fake_answer_kind kind, void *out)
{
    HRESULT result = fake_proxy_enter(&self->proxy, name);
    if (result == S_OK && out == NULL) {
        result = FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (result == S_OK) {
        result = wait(self, timeout);
    }
    if (result == S_OK && FAILED(self->answer.result)) {
        (void)SetErrorInfo(0, self->failure);
        return self->answer.result;
    }
    return result == S_OK && self->answer.kind != kind ? FAKE_HRESULT(WBEM_E_INVALID_OPERATION) : result;
}

static HRESULT STDMETHODCALLTYPE call_GetResultObject(IWbemCallResult *iface, LONG timeout, IWbemClassObject **out)
{
    fake_call *self = from_iface(iface);
    HRESULT result = ask(self, "IWbemCallResult::GetResultObject", timeout, FAKE_ANSWER_OBJECT, out);
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK && self->answer.object != NULL) {
        *out = self->answer.object;
        IWbemClassObject_AddRef(*out);
    }
    return result;
}

static HRESULT STDMETHODCALLTYPE call_GetResultString(IWbemCallResult *iface, LONG timeout, BSTR *out)
{
    fake_call *self = from_iface(iface);
    HRESULT result = ask(self, "IWbemCallResult::GetResultString", timeout, FAKE_ANSWER_STRING, out);
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK && self->answer.text != NULL) {
        *out = SysAllocString(self->answer.text);
        result = *out != NULL ? S_OK : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    return result;
}

static HRESULT STDMETHODCALLTYPE call_GetResultServices(IWbemCallResult *iface, LONG timeout, IWbemServices **out)
{
    fake_call *self = from_iface(iface);
    HRESULT result = ask(self, "IWbemCallResult::GetResultServices", timeout, FAKE_ANSWER_SERVICES, out);
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK && self->answer.services != NULL) {
        *out = self->answer.services;
        IWbemServices_AddRef(*out);
    }
    return result;
}

static HRESULT STDMETHODCALLTYPE call_GetCallStatus(IWbemCallResult *iface, LONG timeout, LONG *status)
{
    fake_call *self = from_iface(iface);
    HRESULT result = fake_proxy_enter(&self->proxy, "IWbemCallResult::GetCallStatus");
    if (result == S_OK && status == NULL) {
        result = FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (result == S_OK) {
        result = wait(self, timeout);
    }
    if (result == S_OK) {
        *status = self->answer.result;
        (void)SetErrorInfo(0, self->failure);
    }
    return result;
}

static IWbemCallResultVtbl call_vtable = {
    call_QueryInterface,    call_AddRef,        call_Release, call_GetResultObject, call_GetResultString,
    call_GetResultServices, call_GetCallStatus,
};

HRESULT fake_make_call_result(bool remote, fake_answer *answer, IWbemCallResult **out)
{
    fake_call *self = fake_new(sizeof *self, offsetof(fake_call, proxy.unknown), "IWbemCallResult", call_destroy);
    *out = NULL;
    if (self == NULL) {
        fake_answer_clear(answer);
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    self->iface.lpVtbl = &call_vtable;
    fake_proxy_init(&self->proxy, &IID_IWbemCallResult, &self->iface, remote);
    self->answer = *answer;
    memset(answer, 0, sizeof *answer);
    self->pending = (LONG)fake_current()->pending;
    if (FAILED(self->answer.result)) {
        (void)GetErrorInfo(0, &self->failure);
    } else {
        (void)SetErrorInfo(0, NULL);
    }
    *out = &self->iface;
    return S_OK;
}
