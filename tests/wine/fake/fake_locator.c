/*
 * IWbemLocator: connecting.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

typedef struct fake_locator {
    IWbemLocator iface;
    fake_unknown unknown;
} fake_locator;

static fake_locator *from_iface(IWbemLocator *iface)
{
    return CONTAINING_RECORD(iface, fake_locator, iface);
}

static HRESULT STDMETHODCALLTYPE locator_QueryInterface(IWbemLocator *iface, REFIID iid, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IWbemLocator)) {
        return E_NOINTERFACE;
    }
    (void)fake_add_reference(&from_iface(iface)->unknown);
    *out = iface;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE locator_AddRef(IWbemLocator *iface)
{
    return fake_add_reference(&from_iface(iface)->unknown);
}

static ULONG STDMETHODCALLTYPE locator_Release(IWbemLocator *iface)
{
    return fake_release(&from_iface(iface)->unknown);
}

/* `MS_` and a hexadecimal LCID. */
static bool is_locale(const OLECHAR *locale)
{
    size_t i = 3;
    if (_wcsnicmp(locale, L"MS_", 3) != 0) {
        return false;
    }
    while (locale[i] < 0x80 && strchr("0123456789abcdefABCDEF", (char)locale[i]) != NULL && locale[i] != 0) {
        i++;
    }
    return i > 3 && locale[i] == 0;
}

/* What can be told without asking the host. */
static HRESULT check_arguments(const OLECHAR *ns, const OLECHAR *locale, LONG flags)
{
    const LONG known = (LONG)WBEM_FLAG_CONNECT_USE_MAX_WAIT | (LONG)WBEM_FLAG_CONNECT_REPOSITORY_ONLY |
                       (LONG)WBEM_FLAG_CONNECT_PROVIDERS;
    if (ns == NULL || (flags & ~known) != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    return locale == NULL || locale[0] == 0 || is_locale(locale) ? S_OK : FAKE_HRESULT(WBEM_E_INVALID_LOCALE);
}

/* Takes the time that the settings say. @return false when another test has begun meanwhile: nobody waits for the
 * answer. */
static bool take_time(void)
{
    uint32_t generation = fake_generation();
    uint64_t start = GetTickCount64();
    while (GetTickCount64() - start < fake_current()->connect_delay_ms) {
        Sleep(5);
    }
    return fake_generation() == generation;
}

static HRESULT connect_to(const OLECHAR *resource, const OLECHAR *user, const OLECHAR *password,
                          const OLECHAR *authority, IWbemServices **out)
{
    char *text = fake_utf8(resource);
    const mb_namespace *ns = NULL;
    bool remote = false;
    HRESULT found = text != NULL ? fake_read_namespace(text, &ns, &remote) : FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE);
    HRESULT result = S_OK;
    if (found == S_OK ||
        found == FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE)) { /* the host answers, and first looks who asks */
        result = fake_check_credentials(user, password, authority, remote);
    }
    result = result == S_OK ? found : result;
    if (result == S_OK) {
        result = fake_make_services(remote, ns, out);
    } else {
        (void)fake_error(result, "ConnectServer", text, NULL);
    }
    free(text);
    return result;
}

static HRESULT STDMETHODCALLTYPE locator_ConnectServer(IWbemLocator *iface, const BSTR resource, const BSTR user,
                                                       const BSTR password, const BSTR locale, LONG flags,
                                                       const BSTR authority, IWbemContext *context, IWbemServices **out)
{
    static const char call[] = "IWbemLocator::ConnectServer";
    HRESULT result = fake_enter(call);
    bool are_bstrs;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK) {
        result = fake_check_object(&from_iface(iface)->unknown, call);
    }
    if (result != S_OK) {
        return result;
    }
    are_bstrs = fake_check_bstr(resource, "The namespace") & fake_check_bstr(user, "The user") &
                fake_check_bstr(password, "The password") & fake_check_bstr(locale, "The locale") &
                fake_check_bstr(authority, "The authority");
    result =
        out != NULL && are_bstrs ? check_arguments(resource, locale, flags) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result == S_OK && fake_current()->world == NULL) {
        result = FAKE_HRESULT(WBEM_E_INITIALIZATION_FAILURE);
    }
    if (result == S_OK) {
        result =
            take_time() ? connect_to(resource, user, password, authority, out) : FAKE_HRESULT(WBEM_E_SHUTTING_DOWN);
    }
    return result;
}

static IWbemLocatorVtbl locator_vtable = {
    locator_QueryInterface,
    locator_AddRef,
    locator_Release,
    locator_ConnectServer,
};

HRESULT fake_make_locator(REFIID iid, void **out)
{
    fake_locator *self = fake_new(sizeof *self, offsetof(fake_locator, unknown), "IWbemLocator", NULL);
    HRESULT result;
    *out = NULL;
    if (self == NULL) {
        return E_OUTOFMEMORY;
    }
    self->iface.lpVtbl = &locator_vtable;
    result = IWbemLocator_QueryInterface(&self->iface, iid, out);
    IWbemLocator_Release(&self->iface);
    return result;
}
