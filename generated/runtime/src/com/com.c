#include "com/com_internal.h"

/* What comes before a call about a path: `*text` is the path for the server, `doing` what a message begins with. The caller
 * gives both back in any case. */
static wmi_status begin_on_path(wmip_com_connection *connection, const char *path, const char *verb,
                                const wmip_com_deadline *deadline, BSTR *text, wmip_buffer *doing, wmi_error *error)
{
    wmi_status status = wmip_com_check_thread(connection, error);
    wmip_com_forget_errors();
    if (status == WMI_OK) {
        status = wmip_com_check_server(connection, path, deadline, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_path(connection, path, text, error);
    }
    if (status == WMI_OK) {
        wmip_buffer_format(doing, "Cannot %s %s", verb, path);
        status = doing->failed ? wmip_no_memory(error) : WMI_OK;
    }
    return status;
}

static wmi_status com_get(wmip_com_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                          wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    IWbemClassObject *object = NULL;
    wmip_buffer doing = {0};
    BSTR text = NULL;
    wmi_status status = begin_on_path(connection, path, "get", &deadline, &text, &doing, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmip_com_get_object(connection, text, &deadline, doing.text, &object, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_read_object(object, out, error);
        status = status == WMI_OK ? WMI_OK : wmip_error_within(error, status, doing.text);
    }
    if (status != WMI_OK) {
        wmi_object_free(*out);
        *out = NULL;
    }
    if (object != NULL) {
        IWbemClassObject_Release(object);
    }
    SysFreeString(text);
    wmip_buffer_clear(&doing);
    return status;
}

/* Before the first call that may not be sent twice: whether it can be semisynchronous, asked with the class of the
 * path. */
static wmi_status probe(wmip_com_connection *connection, const char *path, const wmip_com_deadline *deadline,
                        const char *doing, wmi_error *error)
{
    wmi_path parsed;
    wmi_status status = wmi_path_parse(path, &parsed, NULL);
    if (status == WMI_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    status =
        wmip_com_wine_probe(connection, status == WMI_OK ? parsed.class_name : "__SystemClass", deadline, doing, error);
    wmi_path_clear(&parsed);
    return status;
}

static wmi_status delete_instance(wmip_com_connection *connection, BSTR path, const wmip_com_deadline *deadline,
                                  const char *doing, wmi_error *error)
{
    IWbemCallResult *call = NULL;
    LONG flags = wmip_com_wine_flags(connection);
    HRESULT result = IWbemServices_DeleteInstance(connection->services, path, flags, NULL, flags == 0 ? NULL : &call);
    return wmip_com_finish(connection, result, call, deadline, doing, false, NULL, error);
}

static wmi_status com_remove(wmip_com_connection *connection, const char *path, const wmi_limit *limit,
                             wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmip_buffer doing = {0};
    BSTR text = NULL;
    wmi_status status = begin_on_path(connection, path, "delete", &deadline, &text, &doing, error);
    if (status == WMI_OK) {
        status = probe(connection, path, &deadline, doing.text, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_check_unsent(&deadline, doing.text, error);
    }
    if (status == WMI_OK) {
        wmip_com_forget_errors();
        status = delete_instance(connection, text, &deadline, doing.text, error);
    }
    SysFreeString(text);
    wmip_buffer_clear(&doing);
    return status;
}

/* The vtable. To its callers, connections and cursors are opaque. */

static wmip_com_connection *com_connection_of(wmi_connection *opened)
{
    return (wmip_com_connection *)(void *)opened;
}

static wmip_com_cursor *com_cursor_of(wmi_cursor *opened)
{
    return (wmip_com_cursor *)(void *)opened;
}

static wmi_status com_connect(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                              const wmi_limit *limit, wmi_error *error)
{
    wmip_com_connection *connection = NULL;
    wmi_status status = wmip_com_connect(options, &connection, limit, error);
    (void)self;
    *out = (wmi_connection *)(void *)connection;
    return status;
}

static void com_close(wmi_connection *opened)
{
    wmip_com_close(com_connection_of(opened));
}

/*
 * Each of these may take the host's time. An enumeration is watched over while it asks the host, and not while it hands
 * out what it has: see com_cursor.c.
 */

#define GUARDED(CALL)                                                                                                  \
    do {                                                                                                               \
        wmip_com_guard guard_;                                                                                         \
        wmip_com_guard_begin(&guard_, limit);                                                                          \
        return wmip_com_guard_end(&guard_, (CALL), error);                                                             \
    } while (0)

static wmi_status guarded_invoke(wmi_connection *opened, const wmi_call *call, wmi_object **out, const wmi_limit *limit,
                                 wmi_error *error)
{
    GUARDED(wmip_com_invoke(com_connection_of(opened), call, out, limit, error));
}

static wmi_status guarded_get(wmi_connection *opened, const char *path, wmi_object **out, const wmi_limit *limit,
                              wmi_error *error)
{
    GUARDED(com_get(com_connection_of(opened), path, out, limit, error));
}

static wmi_status guarded_put(wmi_connection *opened, const wmi_object *object, wmi_put_mode mode, char **path,
                              const wmi_limit *limit, wmi_error *error)
{
    GUARDED(wmip_com_put(com_connection_of(opened), object, mode, path, limit, error));
}

static wmi_status guarded_remove(wmi_connection *opened, const char *path, const wmi_limit *limit, wmi_error *error)
{
    GUARDED(com_remove(com_connection_of(opened), path, limit, error));
}

/* Hands out a cursor; NULL after a failure. */
#define OPEN_CURSOR(CALL)                                                                                              \
    do {                                                                                                               \
        wmip_com_cursor *cursor = NULL;                                                                                \
        wmi_status status = (CALL);                                                                                    \
        *out = (wmi_cursor *)(void *)cursor;                                                                           \
        return status;                                                                                                 \
    } while (0)

static wmi_status com_query(wmi_connection *opened, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                            wmi_error *error)
{
    OPEN_CURSOR(wmip_com_query(com_connection_of(opened), wql, &cursor, limit, error));
}

static wmi_status com_associators(wmi_connection *opened, const char *path, const wmi_associator_filter *filter,
                                  wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    OPEN_CURSOR(wmip_com_associators(com_connection_of(opened), path, filter, &cursor, limit, error));
}

static wmi_status com_references(wmi_connection *opened, const char *path, const char *result_class, const char *role,
                                 wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    OPEN_CURSOR(wmip_com_references(com_connection_of(opened), path, result_class, role, &cursor, limit, error));
}

static wmi_status com_subscribe(wmi_connection *opened, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                                wmi_error *error)
{
    OPEN_CURSOR(wmip_com_subscribe(com_connection_of(opened), wql, &cursor, limit, error));
}

static wmi_status com_next(wmi_cursor *opened, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    return wmip_com_next(com_cursor_of(opened), out, limit, error);
}

static void com_close_cursor(wmi_cursor *opened)
{
    wmip_com_close_cursor(com_cursor_of(opened));
}

static uint64_t com_now(wmi_connection *opened)
{
    (void)opened;
    return wmip_com_clock();
}

/* In a single-threaded apartment, calls to its objects and messages of the system are served meanwhile. */
static void com_sleep(wmi_connection *opened, uint32_t milliseconds)
{
    HANDLE never = com_connection_of(opened)->apartment.thread != 0 ? CreateEventW(NULL, TRUE, FALSE, NULL) : NULL;
    DWORD index = 0;
    if (never == NULL || CoWaitForMultipleHandles(0, milliseconds, 1, &never, &index) != RPC_S_CALLPENDING) {
        Sleep(milliseconds);
    }
    if (never != NULL) {
        CloseHandle(never);
    }
}

const wmi_backend *WMI_CALL wmi_com_backend(void)
{
    static const wmi_backend backend = {
        .name = "com",
        .connect = com_connect,
        .close = com_close,
        .invoke = guarded_invoke,
        .get = guarded_get,
        .query = com_query,
        .associators = com_associators,
        .references = com_references,
        .subscribe = com_subscribe,
        .next = com_next,
        .close_cursor = com_close_cursor,
        .put = guarded_put,
        .remove = guarded_remove,
        .now = com_now,
        .sleep = com_sleep,
    };
    return &backend;
}
