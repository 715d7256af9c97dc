/**
 * @file
 * The loopback backend: lifecycle, the backend's functions, the clock. What else it is made of is listed in
 * loopback_internal.h.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

#define E_INVALID_LOCALE UINT32_C(0x80041080)

/* What every call has before it and behind it: the lock, the journal, its time, the orders. */
typedef struct backend_visit {
    wmi_loopback *loopback;
    wmi_loopback_record *record;
    bool is_watched; /* who watches was asked */
    bool is_late;    /* it has its effect, and its answer comes when the caller waits no more */
} backend_visit;

static wmi_status timed_out(uint32_t limit_ms, wmi_error *error)
{
    return wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT, "There was no answer within %lu ms", (unsigned long)limit_ms);
}

static bool has_effect(wmi_loopback_operation operation)
{
    return operation == WMI_LOOPBACK_INVOKE || operation == WMI_LOOPBACK_PUT || operation == WMI_LOOPBACK_DELETE;
}

/* The time that the call takes, or that its caller gives it. @param more that who watches lets it take */
static wmi_status spend_time(backend_visit *v, uint32_t more, const wmi_limit *limit, wmi_error *error)
{
    uint32_t ordered = wmip_loopback_delay_of(v->loopback, v->record->operation, v->record->method);
    uint32_t delay = more < UINT32_MAX - ordered ? ordered + more : UINT32_MAX;
    v->is_late = delay > limit->timeout_ms;
    v->loopback->now += v->is_late ? limit->timeout_ms : delay;
    return v->is_late && !has_effect(v->record->operation) ? timed_out(limit->timeout_ms, error) : WMI_OK;
}

/* The delay and the failure that who watches wants. */
static wmi_status ask_watch(backend_visit *v, const wmi_limit *limit, wmi_error *error)
{
    uint32_t delay = 0;
    wmi_status wanted = wmip_loopback_ask_watch(v->loopback, v->record, &delay, error);
    wmi_status status = spend_time(v, delay, limit, wanted == WMI_OK ? error : NULL);
    v->is_watched = true;
    if (status != WMI_OK && wanted != WMI_OK) { /* its caller has waited for it in vain */
        return timed_out(limit->timeout_ms, error);
    }
    return wanted != WMI_OK ? wanted : status;
}

/* @return anything but WMI_OK: the call is not to be carried out, and end() is to be called all the same. */
static wmi_status begin(backend_visit *v, wmi_loopback *loopback, const wmi_loopback_record *asked,
                        const wmi_limit *limit, wmi_error *error)
{
    wmi_status status;
    v->loopback = loopback;
    v->is_late = false;
    v->is_watched = false;
    v->record = NULL;
    wmip_loopback_lock(loopback);
    if (loopback->is_changing) { /* the lock lets only the change itself come here */
        return wmi_fail(
            error, WMI_USAGE, 0,
            "What changes the loopback in one piece (the change of a job, wmi_loopback_exclusively) may use no "
            "session on it");
    }
    v->record = wmip_loopback_open_record(loopback, asked);
    if (v->record == NULL) {
        return wmip_no_memory(error);
    }
    if (wmi_is_cancelled(limit->cancel)) {
        return wmip_cancelled(error);
    }
    status = ask_watch(v, limit, error);
    if (status == WMI_OK && wmi_is_cancelled(limit->cancel)) {
        status = wmip_cancelled(error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_run_jobs(loopback, error);
    }
    return status == WMI_OK ? wmip_loopback_obey_failure(loopback, asked->operation, asked->method, error) : status;
}

static wmi_status end(backend_visit *v, wmi_status status, const wmi_object *out, const wmi_limit *limit,
                      wmi_error *error)
{
    if (status == WMI_OK && v->is_late) {
        status = timed_out(limit->timeout_ms, error);
    }
    if (v->record != NULL) {
        wmip_loopback_close_record(v->loopback, v->record, status, status == WMI_OK ? out : NULL, error);
        if (v->is_watched) {
            wmip_loopback_tell_watch(v->loopback, v->record);
        }
        wmip_loopback_keep_record(v->record);
    }
    wmip_loopback_unlock(v->loopback);
    return status;
}

/* The backend's functions. To its callers, connections and cursors are opaque. */

static wmip_loopback_connection *loopback_connection_of(wmi_connection *opened)
{
    return (wmip_loopback_connection *)(void *)opened;
}

static wmip_loopback_cursor *loopback_cursor_of(wmi_cursor *opened)
{
    return (wmip_loopback_cursor *)(void *)opened;
}

/* The host is named by an option, or before the namespace. @param server room for that. @return NULL = this one. */
static const char *named_host(const wmi_connect_options *options, char server[256])
{
    const char *ns = options->ns;
    size_t length =
        strlen(ns) > 2 && strcspn(ns, "\\/") == 0 && strcspn(ns + 1, "\\/") == 0 ? strcspn(ns + 2, "\\/") : 0;
    const char *host = options->host;
    if (host == NULL && length > 0 && length < 256) {
        memcpy(server, ns + 2, length);
        server[length] = '\0';
        host = server;
    }
    return wmip_is_this_host(host) ? NULL : host;
}

/* `MS_` and the number of a language in hexadecimal digits. */
static wmi_status check_locale(const char *locale, wmi_error *error)
{
    size_t digits = locale != NULL && strlen(locale) > 3 && wmip_equal_slice(locale, 3, "MS_")
                        ? strspn(locale + 3, "0123456789abcdefABCDEF")
                        : 0;
    return locale == NULL || (digits > 0 && locale[3 + digits] == '\0')
               ? WMI_OK
               : wmi_fail(error, WMI_TRANSPORT, E_INVALID_LOCALE, "The locale %s is none: MS_409 is one", locale);
}

static wmi_status open_connection(wmi_loopback *loopback, const wmi_connect_options *options,
                                  wmip_loopback_connection **out, wmi_error *error)
{
    char server[256];
    const char *host = named_host(options, server);
    wmip_loopback_connection *connection;
    const char *ns = NULL;
    wmi_status status = wmip_check_credentials(options, host == NULL, error);
    if (status == WMI_OK) {
        status = check_locale(options->locale, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_namespace(loopback, options->ns, &ns, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    connection = wmi_alloc(sizeof *connection);
    if (connection == NULL) {
        return wmip_no_memory(error);
    }
    connection->loopback = loopback;
    connection->ns = ns;
    connection->host = host != NULL ? wmi_copy_text(host) : NULL;
    if (connection->host == NULL && host != NULL) {
        wmi_free(connection);
        return wmip_no_memory(error);
    }
    *out = connection;
    return WMI_OK;
}

static wmi_status connect_backend(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                  const wmi_limit *limit, wmi_error *error)
{
    const wmip_loopback_table *table = (const wmip_loopback_table *)(const void *)self;
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_CONNECT, .ns = options->ns};
    wmip_loopback_connection *connection = NULL;
    backend_visit v;
    wmi_status status = begin(&v, table->owner, &asked, limit, error);
    if (status == WMI_OK) {
        status = open_connection(table->owner, options, &connection, error);
        *out = (wmi_connection *)(void *)connection;
    }
    return end(&v, status, NULL, limit, error);
}

static void close_backend(wmi_connection *opened)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_free(connection->host);
    wmi_free(connection);
}

static wmi_status invoke(wmi_connection *opened, const wmi_call *call, wmi_object **out, const wmi_limit *limit,
                         wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_INVOKE,
                                 .ns = connection->ns,
                                 .method = call->method->name,
                                 .path = call->path,
                                 .in = call->in};
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmip_loopback_invoke(connection, call, out, error);
    }
    status = end(&v, status, *out, limit, error);
    if (status != WMI_OK) {
        wmi_object_free(*out);
        *out = NULL;
    }
    return status;
}

static wmi_status get_entry(wmi_connection *opened, const char *path, wmi_object **out, const wmi_limit *limit,
                            wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_GET, .ns = connection->ns, .path = path};
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmip_loopback_check_server(connection, path, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_fetch(connection->loopback, connection->ns, path, out, error);
    }
    return end(&v, status, NULL, limit, error);
}

static wmi_status query(wmi_connection *opened, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                        wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_QUERY, .ns = connection->ns, .wql = wql};
    wmip_loopback_cursor *cursor = NULL;
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = wmip_loopback_query(connection, wql, &cursor, error);
    }
    *out = (wmi_cursor *)(void *)cursor;
    return end(&v, status, NULL, limit, error);
}

static wmi_status associators(wmi_connection *opened, const char *path, const wmi_associator_filter *filter,
                              wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    static const wmi_associator_filter everything = {NULL, NULL, NULL, NULL};
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_ASSOCIATORS,
                                 .ns = connection->ns,
                                 .path = path,
                                 .filter = filter != NULL ? *filter : everything};
    wmip_loopback_cursor *cursor = NULL;
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = wmip_loopback_associators(connection, path, filter, &cursor, error);
    }
    *out = (wmi_cursor *)(void *)cursor;
    return end(&v, status, NULL, limit, error);
}

static wmi_status references(wmi_connection *opened, const char *path, const char *result_class, const char *role,
                             wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_REFERENCES,
                                 .ns = connection->ns,
                                 .path = path,
                                 .filter = {.result_class = result_class, .role = role}};
    wmip_loopback_cursor *cursor = NULL;
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = wmip_loopback_references(connection, path, result_class, role, &cursor, error);
    }
    *out = (wmi_cursor *)(void *)cursor;
    return end(&v, status, NULL, limit, error);
}

static wmi_status subscribe(wmi_connection *opened, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                            wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_SUBSCRIBE, .ns = connection->ns, .wql = wql};
    wmip_loopback_cursor *cursor = NULL;
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = wmip_loopback_subscribe(connection, wql, &cursor, error);
    }
    *out = (wmi_cursor *)(void *)cursor;
    return end(&v, status, NULL, limit, error);
}

static wmi_status next(wmi_cursor *opened, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_loopback_cursor *cursor = loopback_cursor_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_NEXT, .ns = cursor->ns};
    backend_visit v;
    wmi_status status = begin(&v, cursor->loopback, &asked, limit, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmip_loopback_next(cursor, out, v.record->started, limit, error);
    }
    return end(&v, status, *out, limit, error);
}

static void close_cursor(wmi_cursor *opened)
{
    wmip_loopback_cursor *cursor = loopback_cursor_of(opened);
    if (cursor != NULL) {
        wmi_loopback *loopback = cursor->loopback;
        wmip_loopback_lock(loopback);
        wmip_loopback_close_cursor(cursor);
        wmip_loopback_unlock(loopback);
    }
}

static wmi_status put_object(wmip_loopback_connection *connection, const wmi_object *object, wmi_put_mode mode,
                             char **path, wmi_error *error)
{
    static const wmip_loopback_put_mode modes[] = {
        [WMI_PUT_CREATE_OR_UPDATE] = WMIP_LOOPBACK_CLIENT,
        [WMI_PUT_CREATE] = WMIP_LOOPBACK_CLIENT_CREATE,
        [WMI_PUT_UPDATE] = WMIP_LOOPBACK_CLIENT_UPDATE,
    };
    wmip_loopback_stored *stored = NULL;
    wmi_status status = wmip_loopback_check_server(connection, object->path, error);
    if (status == WMI_OK) {
        status = wmip_loopback_put(connection->loopback, connection->ns, object, modes[mode], &stored, error);
    }
    if (status == WMI_OK && path != NULL) {
        *path = wmi_copy_text(stored->object->path);
        status = *path != NULL ? WMI_OK : wmip_no_memory(error);
    }
    return status;
}

static wmi_status put_entry(wmi_connection *opened, const wmi_object *object, wmi_put_mode mode, char **path,
                            const wmi_limit *limit, wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_PUT,
                                 .ns = connection->ns,
                                 .class_name = object->class_name,
                                 .path = object->path,
                                 .in = object,
                                 .mode = mode};
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = put_object(connection, object, mode, path, error);
    }
    status = end(&v, status, NULL, limit, error);
    if (status != WMI_OK && path != NULL) {
        wmi_free(*path);
        *path = NULL;
    }
    return status;
}

static wmi_status delete_object(wmip_loopback_connection *connection, const char *path, wmi_error *error)
{
    wmip_loopback_target target;
    wmip_loopback_stored *stored = NULL;
    wmi_status status = wmip_loopback_check_server(connection, path, error);
    if (status == WMI_OK) {
        status = wmip_loopback_locate(connection->loopback, connection->ns, path, &target, error);
    }
    if (status == WMI_OK && !target.is_class) { /* the provider is asked before it looks */
        status = wmip_loopback_check_capable(connection->loopback, target.cls->info, WMI_CLASS_DELETE, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(connection->loopback, connection->ns, path, &stored, error);
    }
    return status == WMI_OK ? wmip_loopback_drop(connection->loopback, stored, error) : status;
}

static wmi_status remove_instance(wmi_connection *opened, const char *path, const wmi_limit *limit, wmi_error *error)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_record asked = {.operation = WMI_LOOPBACK_DELETE, .ns = connection->ns, .path = path};
    backend_visit v;
    wmi_status status = begin(&v, connection->loopback, &asked, limit, error);
    if (status == WMI_OK) {
        status = delete_object(connection, path, error);
    }
    return end(&v, status, NULL, limit, error);
}

static uint64_t now(wmi_connection *opened)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    return wmi_loopback_now(connection->loopback);
}

static void sleep_virtually(wmi_connection *opened, uint32_t milliseconds)
{
    wmip_loopback_connection *connection = loopback_connection_of(opened);
    wmi_loopback_advance(connection->loopback, milliseconds);
}

/* Lifecycle. */

static const wmi_backend functions = {
    "loopback",   connect_backend, close_backend,   invoke,    get_entry,
    query,        associators,     references,      subscribe, next,
    close_cursor, put_entry,       remove_instance, now,       sleep_virtually,
};

wmi_status WMI_CALL wmi_loopback_new(const wmi_schema *const *schemas, size_t schema_count, wmi_loopback **loopback,
                                     wmi_error *error)
{
    wmi_loopback *made;
    wmi_status status;
    if (loopback == NULL || schemas == NULL || schema_count == 0) {
        return wmi_fail(error, WMI_USAGE, 0, "A loopback needs at least one schema and a place to be put");
    }
    *loopback = NULL;
    made = wmi_alloc(sizeof *made);
    if (made == NULL) {
        return wmip_no_memory(error);
    }
    memset(made, 0, sizeof *made);
    made->table.backend = functions;
    made->table.owner = made;
    status =
        wmip_loopback_make_lock(made) ? wmip_loopback_index(made, schemas, schema_count, error) : wmip_no_memory(error);
    if (status != WMI_OK) {
        wmi_loopback_free(made);
        return status;
    }
    *loopback = made;
    return wmip_succeed(error);
}

void WMI_CALL wmi_loopback_free(wmi_loopback *loopback)
{
    if (loopback == NULL) {
        return;
    }
    if (loopback->classes != NULL) {
        wmip_loopback_drop_all(loopback);
        wmip_loopback_forget_handlers(loopback);
    }
    wmip_loopback_forget_jobs(loopback);
    wmip_loopback_forget_timers(loopback);
    wmip_loopback_forget_orders(loopback);
    wmip_loopback_forget_records(loopback);
    wmip_loopback_end_lock(loopback);
    wmi_memory_clear(&loopback->kept);
    wmi_free(loopback);
}

const wmi_backend *WMI_CALL wmi_loopback_backend(wmi_loopback *loopback)
{
    return loopback != NULL ? &loopback->table.backend : NULL;
}

uint64_t WMI_CALL wmi_loopback_now(const wmi_loopback *loopback)
{
    uint64_t milliseconds = 0;
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        milliseconds = loopback->now;
        wmip_loopback_unlock(loopback);
    }
    return milliseconds;
}

/* What cannot be done for want of memory is done when the next call comes, and that call tells. */
void WMI_CALL wmi_loopback_advance(wmi_loopback *loopback, uint32_t milliseconds)
{
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        loopback->now += milliseconds;
        (void)wmip_loopback_run_jobs(loopback, NULL);
        wmip_loopback_unlock(loopback);
    }
}

void *WMI_CALL wmi_loopback_keep(wmi_loopback *loopback, size_t size)
{
    void *memory = NULL;
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        memory = wmi_memory_alloc(&loopback->kept, size);
        wmip_loopback_unlock(loopback);
    }
    return memory;
}
