#include "com_internal.h"

#include <string.h>
#include <wchar.h>

/* What an authority begins with that names a domain. */
#define NTLM_DOMAIN "ntlmdomain:"

/* Names and addresses of this computer. */

static bool is_loopback_address(const char *host)
{
    static const char *const names[] = {"localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wmi_equal_names(host, names[i])) {
            return true;
        }
    }
    return strncmp(host, "127.", 4) == 0 && host[4] != '\0' && host[4 + strspn(host + 4, "0123456789.")] == '\0';
}

static bool is_own_name(const char *host)
{
    static const COMPUTER_NAME_FORMAT formats[] = {
        ComputerNameNetBIOS,         ComputerNameDnsHostname,         ComputerNameDnsFullyQualified,
        ComputerNamePhysicalNetBIOS, ComputerNamePhysicalDnsHostname, ComputerNamePhysicalDnsFullyQualified,
    };
    WCHAR wanted[256];
    WCHAR name[256];
    size_t i;
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, host, -1, wanted, 256) - 1;
    if (length > 0 && wanted[length - 1] == L'.') { /* a name that DNS is not to complete */
        length--;
    }
    if (length <= 0) {
        return false;
    }
    for (i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        DWORD size = 256;
        if (GetComputerNameExW(formats[i], name, &size) &&
            CompareStringOrdinal(wanted, length, name, (int)size, TRUE) == CSTR_EQUAL) {
            return true;
        }
    }
    return false;
}

bool wmi_com_is_this_host(const char *host)
{
    return host == NULL || host[0] == '\0' || strcmp(host, ".") == 0 || is_loopback_address(host) || is_own_name(host);
}

/* Credentials. */

void wmi_com_wipe(BSTR *text)
{
    if (*text != NULL) {
        SecureZeroMemory(*text, SysStringByteLen(*text));
        SysFreeString(*text);
        *text = NULL;
    }
}

static bool has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* What follows `ntlmdomain:`; NULL where the authority is another. */
static const char *ntlm_domain(const char *authority)
{
    size_t length = sizeof NTLM_DOMAIN - 1;
    return authority != NULL && strlen(authority) > length && wmi_equal_slice(authority, length, NTLM_DOMAIN)
               ? authority + length
               : NULL;
}

static wmi_status check_user(const wmi_connect_options *options, wmi_error *error)
{
    const char *backslash = strchr(options->user, '\\');
    bool is_principal = backslash == NULL && strchr(options->user, '@') != NULL;
    if (backslash != NULL && ntlm_domain(options->authority) != NULL) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The user %s and the authority %s name a domain both, and WMI takes one; leave it out of the user",
            options->user, options->authority);
    }
    if ((backslash == NULL && !is_principal) || !has_text(options->domain)) {
        return WMI_OK;
    }
    if (backslash != NULL && wmi_equal_slice(options->user, (size_t)(backslash - options->user), options->domain)) {
        return WMI_OK;
    }
    return wmi_fail(error, WMI_USAGE, 0,
                    "The user %s names a domain itself, and the option domain names %s; give one of them",
                    options->user, options->domain);
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
static wmi_status split_user(wmi_com_security *security, const OLECHAR *backslash, wmi_error *error)
{
    UINT prefix = (UINT)(backslash - security->user);
    security->domain = SysAllocStringLen(security->user, prefix);
    security->account = SysAllocStringLen(backslash + 1, SysStringLen(security->user) - prefix - 1);
    return security->domain != NULL && security->account != NULL ? WMI_OK : wmi_no_memory(error);
}

static wmi_status read_account(wmi_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    bool has_domain = has_text(options->domain);
    wmi_status status = wmi_com_bstr(options->user, "the user", &security->user, error);
    const OLECHAR *backslash = status == WMI_OK ? wcschr(security->user, L'\\') : NULL;
    if (status != WMI_OK || backslash != NULL) {
        return status == WMI_OK ? split_user(security, backslash, error) : status;
    }
    status = wmi_com_bstr(has_domain ? options->domain : ntlm_domain(options->authority), "the domain",
                          &security->domain, error);
    if (status != WMI_OK) {
        return status;
    }
    security->account = security->user;
    security->user = has_domain ? join(security->domain, security->account)
                                : SysAllocStringLen(security->account, SysStringLen(security->account));
    return security->user != NULL ? WMI_OK : wmi_no_memory(error);
}

static void fill_identity(wmi_com_security *security)
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

static wmi_status read_credentials(wmi_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    wmi_status status;
    if (!security->remote) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "WMI takes explicit credentials for other hosts only; leave the user NULL to use the identity of "
            "the process on this one");
    }
    status = check_user(options, error);
    if (status == WMI_OK) {
        status = read_account(security, options, error);
    }
    if (status == WMI_OK) {
        status = wmi_com_bstr(options->password, "the password", &security->password, error);
    }
    if (status == WMI_OK) {
        fill_identity(security);
    }
    return status;
}

wmi_status wmi_com_security_init(wmi_com_security *security, const wmi_connect_options *options, wmi_error *error)
{
    wmi_status status;
    memset(security, 0, sizeof *security);
    security->remote = !wmi_com_is_this_host(options->host);
    security->impersonation = options->impersonation_level != WMI_IMPERSONATION_DEFAULT
                                  ? (DWORD)options->impersonation_level
                                  : RPC_C_IMP_LEVEL_IMPERSONATE;
    security->authentication = options->authentication_level != WMI_AUTHENTICATION_DEFAULT
                                   ? (DWORD)options->authentication_level
                               : security->remote ? RPC_C_AUTHN_LEVEL_PKT_PRIVACY
                                                  : RPC_C_AUTHN_LEVEL_CALL;
    status = wmi_com_bstr(options->authority, "the authority", &security->authority, error);
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

bool wmi_com_security_copy(wmi_com_security *to, const wmi_com_security *from)
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

void wmi_com_security_forget(wmi_com_security *security)
{
    if (security->password != NULL) {
        SecureZeroMemory(security->password, SysStringByteLen(security->password));
    }
}

void wmi_com_security_clear(wmi_com_security *security)
{
    wmi_com_wipe(&security->password);
    wmi_com_wipe(&security->account);
    wmi_com_wipe(&security->domain);
    wmi_com_wipe(&security->user);
    wmi_com_wipe(&security->authority);
    SecureZeroMemory(security, sizeof *security);
}

/* Blankets. */

/* Without credentials the token of the thread that makes the call counts, where it has one: dynamic cloaking. */
static HRESULT set_blanket(const wmi_com_security *security, IUnknown *proxy)
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

HRESULT wmi_com_secure(const wmi_com_security *security, IUnknown *proxy)
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
