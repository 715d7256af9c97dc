/*
 * Credentials: those that ConnectServer gets as text, and those that a blanket refers to as a COAUTHIDENTITY.
 */
#include "fake_internal.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_PART = 512 };

/* An account: both parts in UTF-8; domain "" where none is named. */
typedef struct account {
    char user[LONGEST_PART];
    char domain[LONGEST_PART];
} account;

static bool copy_part(char *to, const char *from, size_t length)
{
    if (length >= LONGEST_PART) {
        return false;
    }
    memcpy(to, from, length);
    to[length] = '\0';
    return true;
}

/* Reads `domain\user`, `user@domain` or `user`. */
static bool read_account(const char *text, account *out)
{
    const char *slash = strchr(text, '\\');
    const char *at = strchr(text, '@');
    memset(out, 0, sizeof *out);
    if (slash != NULL) {
        return copy_part(out->domain, text, (size_t)(slash - text)) &&
               copy_part(out->user, slash + 1, strlen(slash + 1));
    }
    if (at != NULL) {
        return copy_part(out->user, text, (size_t)(at - text)) && copy_part(out->domain, at + 1, strlen(at + 1));
    }
    return copy_part(out->user, text, strlen(text));
}

/* Whether it is the account of the settings, where one without a domain is in any. */
static bool is_account(const account *given)
{
    const fake_settings *settings = fake_current();
    account right;
    return settings->any_host ||
           (settings->user != NULL && read_account(settings->user, &right) && _stricmp(given->user, right.user) == 0 &&
            (right.domain[0] == '\0' || _stricmp(given->domain, right.domain) == 0));
}

static bool is_password(const char *password)
{
    const char *right = fake_current()->password;
    return fake_current()->any_host || strcmp(password != NULL ? password : "", right != NULL ? right : "") == 0;
}

/* ConnectServer. */

/* The domain that an authority names: `ntlmdomain:<domain>`, `kerberos:<domain>\<server>`. @return false for what is no
 * authority. */
static bool read_authority(const char *authority, char *domain)
{
    const char *value = strchr(authority, ':');
    const char *slash;
    if (value == NULL || value[1] == '\0') {
        return false;
    }
    value++;
    if (_strnicmp(authority, "ntlmdomain:", 11) == 0) {
        return copy_part(domain, value, strlen(value));
    }
    slash = strchr(value, '\\');
    domain[0] = '\0';
    return _strnicmp(authority, "kerberos:", 9) == 0 &&
           (slash == NULL || copy_part(domain, value, (size_t)(slash - value)));
}

static HRESULT check_account(const char *user, const char *password, const char *authority)
{
    account given;
    char domain[LONGEST_PART] = "";
    if (authority != NULL && !read_authority(authority, domain)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (user == NULL) {
        return fake_current()->user == NULL && password == NULL ? S_OK : E_ACCESSDENIED;
    }
    if (!read_account(user, &given)) {
        return E_ACCESSDENIED;
    }
    if (given.domain[0] != '\0' && authority != NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (authority != NULL) {
        memcpy(given.domain, domain, sizeof domain);
    }
    return is_account(&given) && is_password(password) ? S_OK : E_ACCESSDENIED;
}

HRESULT fake_check_credentials(const OLECHAR *user, const OLECHAR *password, const OLECHAR *authority, bool remote)
{
    char *texts[3];
    HRESULT result = S_OK;
    size_t i;
    texts[0] = fake_utf8(user);
    texts[1] = fake_utf8(password);
    texts[2] = fake_utf8(authority);
    if ((user != NULL && texts[0] == NULL) || (password != NULL && texts[1] == NULL) ||
        (authority != NULL && texts[2] == NULL)) {
        result = E_ACCESSDENIED; /* no UTF-16, so nobody's */
    } else if (!remote && (user != NULL || password != NULL)) {
        result = FAKE_HRESULT(WBEM_E_LOCAL_CREDENTIALS);
    } else if (remote) {
        result = check_account(texts[0], texts[1], texts[2]);
    }
    for (i = 0; i < 3; i++) {
        free(texts[i]);
    }
    return result;
}

/* COAUTHIDENTITY. */

static bool is_readable(const void *start, size_t size)
{
    const char *at = start;
    const char *end = at + size;
    while (at < end) {
        MEMORY_BASIC_INFORMATION info;
        if (VirtualQuery(at, &info, sizeof info) == 0 || info.State != MEM_COMMIT ||
            (info.Protect & (PAGE_NOACCESS | PAGE_GUARD)) != 0) {
            return false;
        }
        at = (const char *)info.BaseAddress + info.RegionSize;
    }
    return true;
}

static bool is_text_readable(const USHORT *text, ULONG length)
{
    return length < LONGEST_PART && (text != NULL ? is_readable(text, length * sizeof *text) : length == 0);
}

bool fake_identity_is_readable(const COAUTHIDENTITY *identity, const char *when)
{
    const char *fault = NULL;
    if (!is_readable(identity, sizeof *identity)) {
        fault = "cannot be read";
    } else if (identity->Flags != SEC_WINNT_AUTH_IDENTITY_UNICODE) {
        fault = "has not SEC_WINNT_AUTH_IDENTITY_UNICODE in its Flags: freed, wiped or never filled";
    } else if (!is_text_readable(identity->User, identity->UserLength) ||
               !is_text_readable(identity->Domain, identity->DomainLength) ||
               !is_text_readable(identity->Password, identity->PasswordLength)) {
        fault = "has a text that cannot be read";
    }
    if (fault != NULL) {
        fake_violate("The COAUTHIDENTITY of a proxy %s, %s", fault, when);
    }
    return fault == NULL;
}

/* A counted text in UTF-8; one that holds a NUL was counted with it, and is none. */
static bool read_counted(const USHORT *text, ULONG length, char *out)
{
    int size = 0;
    ULONG i;
    for (i = 0; i < length; i++) {
        if (text[i] == 0) {
            return false;
        }
    }
    if (length > 0) {
        size = WideCharToMultiByte(CP_UTF8, 0, (const WCHAR *)text, (int)length, out, LONGEST_PART - 1, NULL, NULL);
        if (size <= 0) {
            return false;
        }
    }
    out[size] = '\0';
    return true;
}

bool fake_identity_is_right(const COAUTHIDENTITY *identity)
{
    account given;
    account split;
    char password[LONGEST_PART];
    bool right;
    memset(&given, 0, sizeof given);
    right = read_counted(identity->User, identity->UserLength, given.user) &&
            read_counted(identity->Domain, identity->DomainLength, given.domain) &&
            read_counted(identity->Password, identity->PasswordLength, password);
    if (right && given.domain[0] == '\0' && read_account(given.user, &split)) {
        given = split; /* the domain in the user, which SSPI takes as well */
    }
    return right && is_account(&given) && is_password(password);
}
