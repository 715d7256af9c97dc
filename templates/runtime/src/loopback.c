/**
 * @file
 * The loopback backend: what it is made of is listed in loopback_internal.h.
 */
#include "loopback_internal.h"

#include <string.h>

#define E_LOCAL_CREDENTIALS UINT32_C(0x80041064)

/* An order to fail a call. */
struct wmi_loopback_order {
    wmi_loopback_operation operation;
    char *name; /* of the method; NULL = any */
    uint32_t skip;
    wmi_status status;
    uint32_t number;
    wmi_loopback_order *next;
};

/* Orders to fail. */

static void free_order(wmi_loopback_order *order)
{
    wmi_free(order->name);
    wmi_free(order);
}

static bool concerns(const wmi_loopback_order *order, wmi_loopback_operation operation, const char *name)
{
    return (order->operation == WMI_LOOPBACK_ANY || order->operation == operation) &&
           (order->name == NULL || wmi_equal_names(order->name, name));
}

static void take_back(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name)
{
    wmi_loopback_order **place = &loopback->orders;
    while (*place != NULL) {
        wmi_loopback_order *order = *place;
        if (order->operation == operation && wmi_equal_names(order->name, name)) {
            *place = order->next;
            free_order(order);
        } else {
            place = &order->next;
        }
    }
}

wmi_status wmi_loopback_fail(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name, uint32_t skip,
                             wmi_status status, uint32_t number, wmi_error *error)
{
    wmi_loopback_order **place;
    wmi_loopback_order *order;
    if (loopback == NULL || (unsigned)operation >= WMI_LOOPBACK_OPERATIONS ||
        (name != NULL && operation != WMI_LOOPBACK_INVOKE)) {
        return wmi_fail(error, WMI_USAGE, 0,
                        "The loopback is NULL, there is no such operation, or a method is named and it is no call");
    }
    if (status == WMI_OK) {
        take_back(loopback, operation, name);
        return wmi_succeed(error);
    }
    order = wmi_alloc(sizeof *order);
    if (order == NULL) {
        return wmi_no_memory(error);
    }
    memset(order, 0, sizeof *order);
    order->operation = operation;
    order->skip = skip;
    order->status = status;
    order->number = number;
    order->name = name != NULL ? wmi_copy_text(name) : NULL;
    if (name != NULL && order->name == NULL) {
        wmi_free(order);
        return wmi_no_memory(error);
    }
    for (place = &loopback->orders; *place != NULL; place = &(*place)->next) {
    }
    *place = order;
    return wmi_succeed(error);
}

/* Counts the call for every order; the oldest one that is due comes off the list. */
static wmi_loopback_order *due_order(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name)
{
    wmi_loopback_order **place = &loopback->orders;
    wmi_loopback_order *due = NULL;
    while (*place != NULL) {
        wmi_loopback_order *order = *place;
        if (concerns(order, operation, name)) {
            if (order->skip > 0) {
                order->skip--;
            } else if (due == NULL) {
                due = order;
                *place = order->next;
                continue;
            }
        }
        place = &order->next;
    }
    return due;
}

static const char *operation_name(wmi_loopback_operation operation)
{
    switch (operation) {
    case WMI_LOOPBACK_CONNECT:
        return "connect";
    case WMI_LOOPBACK_INVOKE:
        return "call of";
    case WMI_LOOPBACK_GET:
        return "get";
    case WMI_LOOPBACK_QUERY:
        return "query";
    case WMI_LOOPBACK_NEXT:
        return "step of an enumeration";
    case WMI_LOOPBACK_ASSOCIATORS:
        return "search for associators";
    case WMI_LOOPBACK_PUT:
        return "put";
    case WMI_LOOPBACK_DELETE:
        return "delete";
    case WMI_LOOPBACK_REFERENCES:
        return "search for references";
    case WMI_LOOPBACK_SUBSCRIBE:
        return "subscription";
    default:
        return "call";
    }
}

wmi_status wmi_loopback_enter(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                              const wmi_limit *limit, wmi_error *error)
{
    wmi_status status;
    wmi_loopback_order *order;
    loopback->calls[operation]++;
    loopback->calls[WMI_LOOPBACK_ANY]++;
    if (wmi_is_cancelled(limit->cancel)) {
        return wmi_fail(error, WMI_CANCELLED, 0, "The call was ended by wmi_cancel");
    }
    status = wmi_loopback_run_jobs(loopback, error);
    if (status != WMI_OK) {
        return status;
    }
    order = due_order(loopback, operation, name);
    if (order != NULL) {
        bool is_transport = order->status == WMI_TRANSPORT;
        status = wmi_fail(error, order->status, order->number, "The loopback was told to fail this %s%s%s%s%s",
                          operation_name(operation), name != NULL ? " " : "", name != NULL ? name : "",
                          is_transport ? ": " : "", is_transport ? wmi_strerror(order->number) : "");
        free_order(order);
    }
    return status;
}

uint32_t wmi_loopback_calls(const wmi_loopback *loopback, wmi_loopback_operation operation)
{
    return loopback != NULL && (unsigned)operation < WMI_LOOPBACK_OPERATIONS ? loopback->calls[operation] : 0;
}

/* The backend's functions. */

static wmi_status connect_backend(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                  const wmi_limit *limit, wmi_error *error)
{
    const wmi_loopback_table *table = (const wmi_loopback_table *)(const void *)self;
    bool is_local =
        options->host == NULL || wmi_equal_names(options->host, ".") || wmi_equal_names(options->host, "localhost");
    wmi_connection *connection;
    const char *ns = NULL;
    wmi_status status = wmi_loopback_enter(table->owner, WMI_LOOPBACK_CONNECT, NULL, limit, error);
    if (status == WMI_OK && is_local && options->user != NULL) {
        status = wmi_fail(error, WMI_TRANSPORT, E_LOCAL_CREDENTIALS,
                          "Credentials are for other hosts; WMI refuses them for this one");
    }
    if (status == WMI_OK) {
        status = wmi_loopback_namespace(table->owner, options->ns, &ns, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    connection = wmi_alloc(sizeof *connection);
    if (connection == NULL) {
        return wmi_no_memory(error);
    }
    connection->loopback = table->owner;
    connection->ns = ns;
    *out = connection;
    return WMI_OK;
}

static void close_backend(wmi_connection *connection)
{
    wmi_free(connection);
}

static wmi_status get(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                      wmi_error *error)
{
    wmi_loopback_stored *stored = NULL;
    wmi_status status = wmi_loopback_enter(connection->loopback, WMI_LOOPBACK_GET, NULL, limit, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmi_loopback_locate_instance(connection->loopback, connection->ns, path, &stored, error);
    }
    if (status == WMI_OK) {
        *out = wmi_loopback_show(stored->cls, stored->object, NULL);
        status = *out != NULL ? WMI_OK : wmi_no_memory(error);
    }
    return status;
}

static wmi_status put(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                      const wmi_limit *limit, wmi_error *error)
{
    static const wmi_loopback_put_mode modes[] = {
        [WMI_PUT_CREATE_OR_UPDATE] = WMI_LOOPBACK_CLIENT,
        [WMI_PUT_CREATE] = WMI_LOOPBACK_CLIENT_CREATE,
        [WMI_PUT_UPDATE] = WMI_LOOPBACK_CLIENT_UPDATE,
    };
    wmi_loopback_stored *stored = NULL;
    wmi_status status = wmi_loopback_enter(connection->loopback, WMI_LOOPBACK_PUT, NULL, limit, error);
    if (status == WMI_OK) {
        status = wmi_loopback_put(connection->loopback, connection->ns, object, modes[mode], &stored, error);
    }
    if (status == WMI_OK && path != NULL) {
        *path = wmi_copy_text(stored->object->path);
        status = *path != NULL ? WMI_OK : wmi_no_memory(error);
    }
    return status;
}

static wmi_status remove_instance(wmi_connection *connection, const char *path, const wmi_limit *limit,
                                  wmi_error *error)
{
    wmi_loopback_stored *stored = NULL;
    wmi_status status = wmi_loopback_enter(connection->loopback, WMI_LOOPBACK_DELETE, NULL, limit, error);
    if (status == WMI_OK) {
        status = wmi_loopback_locate_instance(connection->loopback, connection->ns, path, &stored, error);
    }
    if (status == WMI_OK) {
        status = wmi_loopback_drop(connection->loopback, stored, error);
    }
    return status;
}

static uint64_t now(wmi_connection *connection)
{
    return connection->loopback->now;
}

static void sleep_virtually(wmi_connection *connection, uint32_t milliseconds)
{
    wmi_loopback_advance(connection->loopback, milliseconds);
}

/* Lifecycle. */

static const wmi_backend functions = {
    "loopback",
    connect_backend,
    close_backend,
    wmi_loopback_invoke,
    get,
    wmi_loopback_query,
    wmi_loopback_associators,
    wmi_loopback_references,
    wmi_loopback_subscribe,
    wmi_loopback_next,
    wmi_loopback_close_cursor,
    put,
    remove_instance,
    now,
    sleep_virtually,
};

wmi_status wmi_loopback_new(const wmi_schema *const *schemas, size_t schema_count, wmi_loopback **loopback,
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
        return wmi_no_memory(error);
    }
    memset(made, 0, sizeof *made);
    made->table.backend = functions;
    made->table.owner = made;
    status = wmi_loopback_index(made, schemas, schema_count, error);
    if (status != WMI_OK) {
        wmi_loopback_free(made);
        return status;
    }
    *loopback = made;
    return wmi_succeed(error);
}

void wmi_loopback_free(wmi_loopback *loopback)
{
    if (loopback == NULL) {
        return;
    }
    if (loopback->classes != NULL) {
        wmi_loopback_drop_all(loopback);
        wmi_loopback_forget_handlers(loopback);
    }
    wmi_loopback_forget_jobs(loopback);
    while (loopback->orders != NULL) {
        wmi_loopback_order *order = loopback->orders;
        loopback->orders = order->next;
        free_order(order);
    }
    wmi_memory_clear(&loopback->kept);
    wmi_free(loopback);
}

const wmi_backend *wmi_loopback_backend(wmi_loopback *loopback)
{
    return loopback != NULL ? &loopback->table.backend : NULL;
}

uint64_t wmi_loopback_now(const wmi_loopback *loopback)
{
    return loopback != NULL ? loopback->now : 0;
}

/* What cannot be done for want of memory is done when the next call comes, and that call tells. */
void wmi_loopback_advance(wmi_loopback *loopback, uint32_t milliseconds)
{
    if (loopback != NULL) {
        loopback->now += milliseconds;
        (void)wmi_loopback_run_jobs(loopback, NULL);
    }
}

void *wmi_loopback_keep(wmi_loopback *loopback, size_t size)
{
    return loopback != NULL ? wmi_memory_alloc(&loopback->kept, size) : NULL;
}
