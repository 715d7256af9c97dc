/**
 * @file
 * Object paths, and which of them are the session's own.
 */
#include "com/com_internal.h"

#include <string.h>

/* The name by which the server calls itself, as its paths do; NULL as long as none has been seen. Once known it stays.
 */
static const char *server_name(const wmip_com_connection *connection)
{
    wmip_com_connection *locked = (wmip_com_connection *)connection; /* the lock is all that changes */
    const char *name;
    AcquireSRWLockShared(&locked->lock);
    name = locked->server;
    ReleaseSRWLockShared(&locked->lock);
    return name;
}

/* A copy of the server's name in an object, by wmi_alloc; NULL where it names none. */
static wmi_status read_server(IWbemClassObject *object, const char *doing, char **name, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *text = NULL;
    BSTR value = NULL;
    HRESULT result = wmip_com_read_text(object, L"__SERVER", &value);
    bool copied = true;
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "%s: the name of the host cannot be read", doing);
    }
    if (value != NULL) {
        copied = wmip_com_text(value, SysStringLen(value), &memory, &text);
        *name = copied ? wmi_copy_text(text) : NULL;
        copied = *name != NULL;
    }
    wmi_memory_clear(&memory);
    SysFreeString(value);
    return copied ? WMI_OK : wmip_no_memory(error);
}

wmi_status wmip_com_learn_server(wmip_com_connection *connection, IWbemClassObject *object, const char *doing,
                                 wmi_error *error)
{
    char *name = NULL;
    wmi_status status = server_name(connection) == NULL ? read_server(object, doing, &name, error) : WMI_OK;
    if (name == NULL) {
        return status;
    }
    AcquireSRWLockExclusive(&connection->lock);
    if (connection->server == NULL) {
        connection->server = name;
        name = NULL;
    }
    ReleaseSRWLockExclusive(&connection->lock);
    wmi_free(name);
    return WMI_OK;
}

bool wmip_com_is_own_server(const wmip_com_connection *connection, const char *server, size_t length)
{
    const char *own = server_name(connection);
    char name[256];
    if ((length == 1 && server[0] == '.') || (own != NULL && wmip_equal_slice(server, length, own))) {
        return true;
    }
    if (connection->host != NULL || length >= sizeof name) {
        return connection->host != NULL && wmip_equal_slice(server, length, connection->host);
    }
    memcpy(name, server, length);
    name[length] = '\0';
    return wmip_is_this_host(name);
}

/* Asks for the class of a path, which tells the server's name. One that the server has not tells nothing. */
static wmi_status ask_for_server(wmip_com_connection *connection, const char *text, const wmip_com_deadline *deadline,
                                 wmi_error *error)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(text, &path, NULL);
    if (status == WMI_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    status = wmip_com_know_class(connection, status == WMI_OK ? path.class_name : "__SystemClass", deadline, error);
    wmi_path_clear(&path);
    return status == WMI_TRANSPORT ? wmip_succeed(error) : status;
}

wmi_status wmip_com_check_server(wmip_com_connection *connection, const char *path, const wmip_com_deadline *deadline,
                                 wmi_error *error)
{
    size_t length = 0;
    const char *server = wmip_path_server(path, &length);
    wmi_status status = WMI_OK;
    if (server == NULL || wmip_com_is_own_server(connection, server, length)) {
        return WMI_OK;
    }
    if (server_name(connection) == NULL) {
        status = ask_for_server(connection, path, deadline, error);
    }
    if (status != WMI_OK || server_name(connection) == NULL || wmip_com_is_own_server(connection, server, length)) {
        return status;
    }
    return wmi_fail(
        error, WMI_USAGE, 0,
        "The path %s is of the host %.*s, and the session is with %s; a path without a host is always taken", path,
        (int)length, server, server_name(connection));
}

bool wmip_com_is_own_namespace(const wmip_com_connection *connection, const char *ns, size_t length)
{
    return wmip_same_namespace(ns, length, connection->ns);
}

wmi_status wmip_com_path(const wmip_com_connection *connection, const char *path, BSTR *out, wmi_error *error)
{
    return wmip_com_bstr(path != NULL ? wmip_com_wine_path(connection, path) : NULL, "the object path", out, error);
}
