/*
 * Names of namespaces and paths of objects, as WMI takes them.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

/* Hosts. */

static bool equals(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && _strnicmp(name, text, length) == 0;
}

static bool has_computer_name(COMPUTER_NAME_FORMAT format, const char *host, size_t length)
{
    char name[256];
    DWORD size = sizeof name;
    return GetComputerNameExA(format, name, &size) && equals(name, host, length);
}

bool fake_is_this_host(const char *host, size_t length)
{
    return equals(".", host, length) || equals("localhost", host, length) || equals("127.0.0.1", host, length) ||
           has_computer_name(ComputerNameNetBIOS, host, length) ||
           has_computer_name(ComputerNameDnsHostname, host, length) ||
           has_computer_name(ComputerNameDnsFullyQualified, host, length);
}

static bool is_settings_host(const char *host, size_t length)
{
    const char *name = fake_current()->host;
    return fake_current()->any_host || (name != NULL && equals(name, host, length));
}

/* Namespaces. */

HRESULT fake_read_local_namespace(const char *text, const mb_namespace **out)
{
    size_t length = strlen(text);
    char *name = _strdup(text);
    bool good = name != NULL && length > 0;
    size_t i;
    *out = NULL;
    for (i = 0; i < length && good; i++) {
        if (is_slash(name[i])) {
            good = i > 0 && i + 1 < length && !is_slash(name[i - 1]);
            name[i] = '\\';
        }
    }
    if (good) {
        *out = fake_find_namespace(name);
    }
    free(name);
    return *out != NULL ? S_OK : FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE);
}

HRESULT fake_read_namespace(const char *text, const mb_namespace **out, bool *remote)
{
    size_t length;
    *out = NULL;
    *remote = false;
    if (!is_slash(text[0]) || !is_slash(text[1])) {
        return fake_read_local_namespace(text, out);
    }
    text += 2;
    if (is_slash(text[0])) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    length = strcspn(text, "\\/");
    if (length == 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE);
    }
    *remote = !fake_is_this_host(text, length);
    if (*remote && !is_settings_host(text, length)) {
        return HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE);
    }
    return text[length] != '\0' ? fake_read_local_namespace(text + length + 1, out)
                                : FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE);
}

/* Paths. */

/* Blanks are nowhere but in the quotes of a key. */
static bool has_stray_blank(const char *text)
{
    char quote = '\0';
    for (; *text != '\0'; text++) {
        if (quote != '\0' && *text == '\\' && text[1] != '\0') {
            text++;
        } else if (quote != '\0') {
            quote = *text == quote ? '\0' : quote;
        } else if (*text == '"' || *text == '\'') {
            quote = *text;
        } else if ((unsigned char)*text <= ' ') {
            return true;
        }
    }
    return false;
}

/* The part behind `\\server\namespace:`. */
static const char *skip_place(const char *text, const wmi_path *path)
{
    if (path->server != NULL) {
        text += 2;
        text += strcspn(text, "\\/") + 1;
    }
    return path->ns != NULL ? strchr(text, ':') + 1 : text;
}

/* A path that names a place must name this one. */
static bool is_here(const fake_services *self, const wmi_path *path)
{
    const mb_namespace *ns = NULL;
    if (path->server != NULL) {
        size_t length = strlen(path->server);
        bool is_mine = self->proxy.security.remote
                           ? strcmp(path->server, ".") == 0 || is_settings_host(path->server, length)
                           : fake_is_this_host(path->server, length);
        if (!is_mine) {
            return false;
        }
    }
    return path->ns == NULL || (fake_read_local_namespace(path->ns, &ns) == S_OK && ns == self->ns);
}

HRESULT fake_target_read(const fake_services *self, const char *text, fake_target *out)
{
    wmi_status status;
    memset(out, 0, sizeof *out);
    if (has_stray_blank(text)) {
        return FAKE_HRESULT(WBEM_E_INVALID_OBJECT_PATH);
    }
    out->text = _strdup(text);
    status = out->text != NULL ? wmi_path_parse(out->text, &out->path, NULL) : WMI_NO_MEMORY;
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? E_OUTOFMEMORY : FAKE_HRESULT(WBEM_E_INVALID_OBJECT_PATH);
    }
    if (!is_here(self, &out->path)) {
        return FAKE_HRESULT(WBEM_E_INVALID_NAMESPACE);
    }
    out->relative = skip_place(out->text, &out->path);
    out->is_class = out->path.key_count == 0 && !out->path.is_singleton;
    out->cls = fake_find_class(self->ns, out->path.class_name);
    return S_OK;
}

void fake_target_clear(fake_target *target)
{
    wmi_path_clear(&target->path);
    free(target->text);
    memset(target, 0, sizeof *target);
}
