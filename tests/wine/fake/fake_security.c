/*
 * Proxies: what CoSetProxyBlanket speaks to, and what the blanket allows.
 */
#include "fake_internal.h"

/* What the blanket's identity is worth now. @return S_OK, or E_ACCESSDENIED, with a violation where it was right and no
 * longer is. */
static HRESULT check_identity(const fake_blanket *blanket, bool must_match, const char *when)
{
    if (!fake_identity_is_readable(blanket->identity, when)) {
        return E_ACCESSDENIED;
    }
    if (fake_identity_is_right(blanket->identity)) {
        return S_OK;
    }
    if (blanket->was_right) {
        fake_violate("The COAUTHIDENTITY of a proxy has changed since the blanket was set, %s", when);
        return E_ACCESSDENIED;
    }
    return must_match ? E_ACCESSDENIED : S_OK;
}

/* RPC_C_IMP_LEVEL_DEFAULT is what the process says, and that is IDENTIFY where it says nothing. */
static bool may_impersonate(const fake_blanket *blanket)
{
    return blanket->impersonation >= RPC_C_IMP_LEVEL_IMPERSONATE;
}

static HRESULT check_remote(const fake_blanket *blanket)
{
    const fake_settings *settings = fake_current();
    if (!blanket->is_set || blanket->authentication == RPC_C_AUTHN_LEVEL_NONE) {
        return E_ACCESSDENIED;
    }
    if (settings->user != NULL && blanket->identity == NULL) {
        return E_ACCESSDENIED; /* the caller's own identity is nobody there */
    }
    if (settings->encrypted && blanket->authentication < RPC_C_AUTHN_LEVEL_PKT_PRIVACY) {
        return FAKE_HRESULT(WBEM_E_ENCRYPTED_CONNECTION_REQUIRED);
    }
    return may_impersonate(blanket) ? S_OK : FAKE_HRESULT(WBEM_E_ACCESS_DENIED);
}

/* Whether the server sees the thread that calls: no other blanket than a dynamically cloaked one tells it. */
static bool shows_thread(const fake_blanket *blanket)
{
    return blanket->is_set && blanket->identity == NULL && (blanket->capabilities & (DWORD)EOAC_DYNAMIC_CLOAKING) != 0;
}

HRESULT fake_security_check(const fake_security *security)
{
    const fake_blanket *blanket = &security->blanket;
    HRESULT result = S_OK;
    if (fake_current()->impersonated && !shows_thread(blanket)) {
        return E_ACCESSDENIED;
    }
    if (blanket->is_set && blanket->identity != NULL) {
        result = check_identity(blanket, security->remote, "at a call");
    }
    if (result == S_OK && security->remote) {
        result = check_remote(blanket);
    } else if (result == S_OK && blanket->is_set && !may_impersonate(blanket)) {
        result = FAKE_HRESULT(WBEM_E_ACCESS_DENIED);
    }
    return result;
}

void fake_security_check_release(const fake_security *security, const char *kind)
{
    const fake_blanket *blanket = &security->unknown_blanket;
    bool needs_identity = security->remote && fake_current()->user != NULL;
    if (blanket->is_set && blanket->identity != NULL) {
        (void)check_identity(blanket, needs_identity, "at the last Release");
    } else if (needs_identity && !blanket->was_failed && !security->blanket.was_failed) {
        fake_violate("The IUnknown of an %s had no blanket with the credentials when it was released", kind);
    }
}

/* IClientSecurity. */

static fake_security *from_iface(IClientSecurity *iface)
{
    return CONTAINING_RECORD(iface, fake_security, iface);
}

static HRESULT STDMETHODCALLTYPE security_QueryInterface(IClientSecurity *iface, REFIID iid, void **out)
{
    return IUnknown_QueryInterface(from_iface(iface)->outer, iid, out);
}

static ULONG STDMETHODCALLTYPE security_AddRef(IClientSecurity *iface)
{
    return IUnknown_AddRef(from_iface(iface)->outer);
}

static ULONG STDMETHODCALLTYPE security_Release(IClientSecurity *iface)
{
    return IUnknown_Release(from_iface(iface)->outer);
}

static HRESULT STDMETHODCALLTYPE security_QueryBlanket(IClientSecurity *iface, IUnknown *proxy, DWORD *authentication,
                                                       DWORD *authorization, OLECHAR **principal, DWORD *level,
                                                       DWORD *impersonation, void **identity, DWORD *capabilities)
{
    fake_security *self = from_iface(iface);
    const fake_blanket *blanket = proxy == self->outer ? &self->unknown_blanket : &self->blanket;
    HRESULT result = fake_enter("IClientSecurity::QueryBlanket");
    if (result != S_OK) {
        return result;
    }
    if (authentication != NULL) {
        *authentication = RPC_C_AUTHN_WINNT;
    }
    if (authorization != NULL) {
        *authorization = RPC_C_AUTHZ_NONE;
    }
    if (principal != NULL) {
        *principal = NULL;
    }
    if (level != NULL) {
        *level = blanket->authentication;
    }
    if (impersonation != NULL) {
        *impersonation = blanket->impersonation;
    }
    if (identity != NULL) {
        *identity = (void *)(uintptr_t)blanket->identity;
    }
    if (capabilities != NULL) {
        *capabilities = blanket->capabilities;
    }
    return S_OK;
}

static bool is_authentication_service(DWORD service)
{
    return service == RPC_C_AUTHN_NONE || service == RPC_C_AUTHN_WINNT || service == RPC_C_AUTHN_GSS_NEGOTIATE ||
           service == RPC_C_AUTHN_GSS_KERBEROS || service == RPC_C_AUTHN_DEFAULT;
}

static HRESULT check_blanket(DWORD service, DWORD authorization, DWORD level, DWORD impersonation, const void *identity,
                             DWORD capabilities)
{
    const DWORD cloaking = (DWORD)EOAC_STATIC_CLOAKING | (DWORD)EOAC_DYNAMIC_CLOAKING;
    const DWORD known = cloaking | (DWORD)EOAC_MUTUAL_AUTH | (DWORD)EOAC_DEFAULT | (DWORD)EOAC_MAKE_FULLSIC;
    if (!is_authentication_service(service) ||
        (authorization != RPC_C_AUTHZ_NONE && authorization != RPC_C_AUTHZ_NAME && authorization != RPC_C_AUTHZ_DCE &&
         authorization != RPC_C_AUTHZ_DEFAULT)) {
        return E_INVALIDARG;
    }
    if (level > RPC_C_AUTHN_LEVEL_PKT_PRIVACY || impersonation > RPC_C_IMP_LEVEL_DELEGATE ||
        (capabilities & ~known) != 0 || (capabilities & cloaking) == cloaking) {
        return E_INVALIDARG;
    }
    /* Cloaking takes the identity of the thread, which cannot be had together with another. */
    return identity != NULL && (capabilities & cloaking) != 0 ? E_INVALIDARG : S_OK;
}

static HRESULT STDMETHODCALLTYPE security_SetBlanket(IClientSecurity *iface, IUnknown *proxy, DWORD service,
                                                     DWORD authorization, OLECHAR *principal, DWORD level,
                                                     DWORD impersonation, void *identity, DWORD capabilities)
{
    fake_security *self = from_iface(iface);
    fake_blanket *blanket = proxy == self->outer ? &self->unknown_blanket : &self->blanket;
    HRESULT result = fake_enter("IClientSecurity::SetBlanket");
    (void)principal;
    if (result == S_OK) {
        result = check_blanket(service, authorization, level, impersonation, identity, capabilities);
    } else {
        blanket->was_failed = true;
    }
    if (result == S_OK && identity != NULL && !fake_identity_is_readable(identity, "when the blanket is set")) {
        result = E_INVALIDARG;
    }
    if (result == S_OK) {
        blanket->is_set = true;
        blanket->was_failed = false;
        blanket->authentication = level == RPC_C_AUTHN_LEVEL_DEFAULT ? RPC_C_AUTHN_LEVEL_CONNECT : level;
        blanket->impersonation = impersonation;
        blanket->capabilities = capabilities;
        blanket->identity = identity;
        blanket->was_right = identity != NULL && fake_identity_is_right(identity);
    }
    return result;
}

static HRESULT STDMETHODCALLTYPE security_CopyProxy(IClientSecurity *iface, IUnknown *proxy, IUnknown **copy)
{
    HRESULT result = fake_enter("IClientSecurity::CopyProxy");
    (void)iface;
    (void)proxy;
    if (copy != NULL) {
        *copy = NULL;
    }
    return result != S_OK ? result : E_NOTIMPL;
}

static IClientSecurityVtbl security_vtable = {
    security_QueryInterface, security_AddRef,     security_Release,
    security_QueryBlanket,   security_SetBlanket, security_CopyProxy,
};

void fake_security_init(fake_security *security, IUnknown *outer, bool remote)
{
    security->iface.lpVtbl = &security_vtable;
    security->outer = outer;
    security->remote = remote;
}

/* The IUnknown of a proxy. */

static fake_proxy *from_identity(IUnknown *identity)
{
    return CONTAINING_RECORD(identity, fake_proxy, identity);
}

static HRESULT STDMETHODCALLTYPE identity_QueryInterface(IUnknown *identity, REFIID iid, void **out)
{
    return fake_proxy_query(from_identity(identity), iid, out);
}

static ULONG STDMETHODCALLTYPE identity_AddRef(IUnknown *identity)
{
    return fake_add_reference(&from_identity(identity)->unknown);
}

static ULONG STDMETHODCALLTYPE identity_Release(IUnknown *identity)
{
    return fake_release(&from_identity(identity)->unknown);
}

static IUnknownVtbl identity_vtable = {identity_QueryInterface, identity_AddRef, identity_Release};

void fake_proxy_init(fake_proxy *proxy, const IID *iid, void *iface, bool remote)
{
    proxy->identity.lpVtbl = &identity_vtable;
    proxy->iid = iid;
    proxy->iface = iface;
    fake_security_init(&proxy->security, &proxy->identity, remote);
}

HRESULT fake_proxy_query(fake_proxy *proxy, REFIID iid, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (IsEqualIID(iid, &IID_IUnknown)) {
        *out = &proxy->identity;
    } else if (IsEqualIID(iid, proxy->iid)) {
        *out = proxy->iface;
    } else if (IsEqualIID(iid, &IID_IClientSecurity)) {
        *out = &proxy->security.iface;
    }
    if (*out == NULL) {
        return E_NOINTERFACE;
    }
    (void)fake_add_reference(&proxy->unknown);
    return S_OK;
}

HRESULT fake_proxy_enter(fake_proxy *proxy, const char *name)
{
    HRESULT result = fake_enter(name);
    if (result == S_OK) {
        result = fake_check_object(&proxy->unknown, name);
    }
    return result == S_OK ? fake_security_check(&proxy->security) : result;
}
