#include "com/com_internal.h"

#include <string.h>
#include <wchar.h>

/* Credentials. */

void wmip_com_wipe(BSTR *text)
{
    if (*text != NULL) {
        SecureZeroMemory(*text, SysStringByteLen(*text));
        SysFreeString(*text);
        *text = NULL;
    }
}

/* `domain\account`; NULL when there is no memory. */
static BSTR join(const BSTR domain, const BSTR account)
{
    UINT prefix = SysStringLen(domain);
    UINT length = SysStringLen(account);
    BSTR user = SysAllocStringLen(NULL, prefix + 1 + length);
    if (user != NULL) {
        memcpy(user, domain, prefix * sizeof(OLECHAR));
        user[prefix] = L'\\';
        memcpy(user + prefix + 1, account, length * sizeof(OLECHAR));
    }
    return user;
}

/* The domain and the account of `domain\account`. */
static wmi_status split_user(wmip_com_security *security, const OLECHAR *backslash, wmi_error *error)
{
    UINT prefix = (UINT)(backslash - security->user);
    security->domain = SysAllocStringLen(security->user, prefix);
    security->account = SysAllocStringLen(backslash + 1, SysStringLen(security->user) - prefix - 1);
    return security->domain != NULL && security->account != NULL ? WMI_OK : wmip_no_memory(error);
}

static wmi_status read_account(wmip_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    bool has_domain = wmip_has_text(options->domain);
    wmi_status status = wmip_com_bstr(options->user, "the user", &security->user, error);
    const OLECHAR *backslash = status == WMI_OK ? wcschr(security->user, L'\\') : NULL;
    if (status != WMI_OK || backslash != NULL) {
        return status == WMI_OK ? split_user(security, backslash, error) : status;
    }
    status = wmip_com_bstr(has_domain ? options->domain : wmip_ntlm_domain(options->authority), "the domain",
                           &security->domain, error);
    if (status != WMI_OK) {
        return status;
    }
    security->account = security->user;
    security->user = has_domain ? join(security->domain, security->account)
                                : SysAllocStringLen(security->account, SysStringLen(security->account));
    return security->user != NULL ? WMI_OK : wmip_no_memory(error);
}

static void fill_identity(wmip_com_security *security)
{
    COAUTHIDENTITY *identity = &security->identity_memory;
    identity->User = (USHORT *)security->account;
    identity->UserLength = SysStringLen(security->account);
    identity->Domain = (USHORT *)security->domain;
    identity->DomainLength = SysStringLen(security->domain);
    identity->Password = (USHORT *)security->password;
    identity->PasswordLength = SysStringLen(security->password);
    identity->Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    security->identity = identity;
}

static wmi_status read_credentials(wmip_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    wmi_status status;
    status = wmip_check_credentials(options, !security->remote, error);
    if (status == WMI_OK) {
        status = read_account(security, options, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_bstr(options->password, "the password", &security->password, error);
    }
    if (status == WMI_OK) {
        fill_identity(security);
    }
    return status;
}

wmi_status wmip_com_security_init(wmip_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    wmi_status status;
    memset(security, 0, sizeof *security);
    security->remote = !wmip_is_this_host(options->host);
    security->impersonation = options->impersonation_level != WMI_IMPERSONATION_DEFAULT
                                  ? (DWORD)options->impersonation_level
                                  : RPC_C_IMP_LEVEL_IMPERSONATE;
    security->authentication = options->authentication_level != WMI_AUTHENTICATION_DEFAULT
                                   ? (DWORD)options->authentication_level
                               : security->remote ? RPC_C_AUTHN_LEVEL_PKT_PRIVACY
                                                  : RPC_C_AUTHN_LEVEL_CALL;
    status = wmip_com_bstr(options->authority, "the authority", &security->authority, error);
    if (status == WMI_OK && options->user != NULL) {
        status = read_credentials(security, options, error);
    }
    return status;
}

static bool copy_text(BSTR from, BSTR *to)
{
    *to = from != NULL ? SysAllocStringLen(from, SysStringLen(from)) : NULL;
    return from == NULL || *to != NULL;
}

bool wmip_com_security_copy(wmip_com_security *to, const wmip_com_security *from)
{
    memset(to, 0, sizeof *to);
    to->remote = from->remote;
    to->authentication = from->authentication;
    to->impersonation = from->impersonation;
    if (!copy_text(from->user, &to->user) || !copy_text(from->account, &to->account) ||
        !copy_text(from->domain, &to->domain) || !copy_text(from->password, &to->password) ||
        !copy_text(from->authority, &to->authority)) {
        return false;
    }
    if (from->identity != NULL) {
        fill_identity(to);
    }
    return true;
}

void wmip_com_security_forget(wmip_com_security *security)
{
    if (security->password != NULL) {
        SecureZeroMemory(security->password, SysStringByteLen(security->password));
    }
}

void wmip_com_security_clear(wmip_com_security *security)
{
    wmip_com_wipe(&security->password);
    wmip_com_wipe(&security->account);
    wmip_com_wipe(&security->domain);
    wmip_com_wipe(&security->user);
    wmip_com_wipe(&security->authority);
    SecureZeroMemory(security, sizeof *security);
}

/* Blankets. */

/* Without credentials the token of the thread that makes the call counts, where it has one: dynamic cloaking. */
static HRESULT set_blanket(const wmip_com_security *security, IUnknown *proxy)
{
    DWORD capabilities = security->identity != NULL ? EOAC_NONE : EOAC_DYNAMIC_CLOAKING;
    HRESULT result;
    if (security->remote) {
        result = CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                                   security->authentication, security->impersonation, security->identity, capabilities);
    } else {
        result = CoSetProxyBlanket(proxy, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, NULL, security->authentication,
                                   security->impersonation, NULL, capabilities);
    }
    return result == E_NOINTERFACE ? S_OK : result; /* no proxy, but an object of this process */
}

HRESULT wmip_com_secure(const wmip_com_security *security, IUnknown *proxy)
{
    IUnknown *unknown = NULL;
    HRESULT result = set_blanket(security, proxy);
    if (FAILED(result) || security->identity == NULL) {
        return result;
    }
    result = IUnknown_QueryInterface(proxy, &IID_IUnknown, (void **)&unknown);
    if (SUCCEEDED(result)) {
        result = set_blanket(security, unknown);
        IUnknown_Release(unknown);
    }
    return result;
}
