/**
 * @file
 * Names of this host, and what credentials mean to WMI.
 */
#if !defined(_WIN32) && !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700 /* gethostname, in a strict C11 */
#endif

#include "base/host.h"

#include "base/core.h"

#include <string.h>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <unistd.h>
#endif

/* What an authority begins with that names a domain. */
#define NTLM_DOMAIN "ntlmdomain:"

/* A name may end with a dot, so that DNS does not complete it. */
static size_t length_of(const char *host)
{
    size_t length = strlen(host);
    return length > 1 && host[length - 1] == '.' ? length - 1 : length;
}

/* `127.0.0.1` and all that begin like it, up to `end`. */
static bool is_loopback_ipv4(const char *text, const char *end)
{
    return end - text > 4 && strncmp(text, "127.", 4) == 0 && text + 4 + strspn(text + 4, "0123456789.") == end;
}

/* `::1` with any number of its zeros, or `::ffff:` and a loopback address of IPv4; in brackets or not. */
static bool is_loopback_ipv6(const char *host)
{
    const char *end = host + strlen(host);
    const char *rest;
    if (host[0] == '[' && end[-1] == ']') {
        host++;
        end--;
    }
    rest = host + strspn(host, "0:");
    if (rest - host < 2 || memchr(host, ':', (size_t)(rest - host)) == NULL) {
        return false;
    }
    if (end - rest > 5 && wmip_equal_slice(rest, 5, "ffff:")) {
        return is_loopback_ipv4(rest + 5, end);
    }
    return end - rest == 1 && *rest == '1';
}

static bool is_loopback_address(const char *host)
{
    return wmip_equal_slice(host, length_of(host), "localhost") || is_loopback_ipv4(host, host + strlen(host)) ||
           is_loopback_ipv6(host);
}

#if defined(_WIN32)
static bool is_own_name(const char *host)
{
    static const COMPUTER_NAME_FORMAT formats[] = {
        ComputerNameNetBIOS,         ComputerNameDnsHostname,         ComputerNameDnsFullyQualified,
        ComputerNamePhysicalNetBIOS, ComputerNamePhysicalDnsHostname, ComputerNamePhysicalDnsFullyQualified,
    };
    WCHAR wanted[256];
    WCHAR name[256];
    size_t i;
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, host, (int)length_of(host), wanted, 255);
    for (i = 0; i < sizeof formats / sizeof formats[0] && length > 0; i++) {
        DWORD size = 256;
        if (GetComputerNameExW(formats[i], name, &size) &&
            CompareStringOrdinal(wanted, length, name, (int)size, TRUE) == CSTR_EQUAL) {
            return true;
        }
    }
    return false;
}
#else
/* The system's name for itself, with and without its domain. */
static bool is_own_name(const char *host)
{
    char name[256] = "";
    size_t length = length_of(host);
    if (gethostname(name, sizeof name - 1) != 0 || name[0] == '\0') {
        return false;
    }
    if (wmip_equal_slice(host, length, name)) {
        return true;
    }
    name[strcspn(name, ".")] = '\0';
    return wmip_equal_slice(host, length, name);
}
#endif

bool wmip_is_this_host(const char *host)
{
    return host == NULL || host[0] == '\0' || strcmp(host, ".") == 0 || is_loopback_address(host) || is_own_name(host);
}

/* Credentials. */

const char *wmip_ntlm_domain(const char *authority)
{
    size_t length = sizeof NTLM_DOMAIN - 1;
    return authority != NULL && strlen(authority) > length && wmip_equal_slice(authority, length, NTLM_DOMAIN)
               ? authority + length
               : NULL;
}

wmi_status wmip_check_credentials(const wmi_connect_options *options, bool is_this_host, wmi_error *error)
{
    const char *backslash = options->user != NULL ? strchr(options->user, '\\') : NULL;
    bool is_principal = options->user != NULL && backslash == NULL && strchr(options->user, '@') != NULL;
    if (options->user == NULL) {
        return WMI_OK;
    }
    if (is_this_host) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "WMI takes explicit credentials for other hosts only; leave the user NULL to use the identity of "
            "the process on this one");
    }
    if (backslash != NULL && wmip_ntlm_domain(options->authority) != NULL) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The user %s and the authority %s name a domain both, and WMI takes one; leave it out of the user",
            options->user, options->authority);
    }
    if ((backslash == NULL && !is_principal) || !wmip_has_text(options->domain)) {
        return WMI_OK;
    }
    if (backslash != NULL && wmip_equal_slice(options->user, (size_t)(backslash - options->user), options->domain)) {
        return WMI_OK;
    }
    return wmi_fail(error, WMI_USAGE, 0,
                    "The user %s names a domain itself, and the option domain names %s; give one of them",
                    options->user, options->domain);
}
