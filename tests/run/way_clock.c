#include "way_clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* So many loopbacks are in use at a time, so many sessions are open, and so many subscriptions. */
enum { WAY_CLOCKS = 8, WAY_SESSIONS = 128, WAY_EVENTS = 16 };
/* What a call is given at least, in real time. */
enum { WAY_PATIENCE = 60000 };

typedef struct clock_way {
    wmi_backend backend; /* the first member: `self` of its connect */
    const wmi_backend *inner;
    wmi_loopback *loopback; /* NULL = free */
    way_adapt adapt;
    void *context;
} clock_way;

static clock_way ways[WAY_CLOCKS];
/* What they lead to is of one kind: its functions, for cursors, which do not tell their way. */
static wmi_backend functions;

/* Which way a connection takes: the functions of a backend are told no more than the connection. */
static struct {
    wmi_connection *connection;
    clock_way *way;
    char ns[64];
} sessions[WAY_SESSIONS];

/* Subscriptions. Each has a shadow, of the same query on the loopback itself: waiting for that sets the loopback's clock forward, as a
 * wait over the way, which is one in real time, cannot. What it waited for then comes over the way. */
static struct {
    wmi_cursor *cursor;
    wmi_cursor *shadow;
    wmi_connection *connection; /* of the shadow */
    const clock_way *way;
} events[WAY_EVENTS];

/* Held for a few instructions: threads open and close sessions, and sleep. */
static atomic_flag lock = ATOMIC_FLAG_INIT;

static void acquire(void)
{
    while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire)) {
    }
}

static void release(void)
{
    atomic_flag_clear_explicit(&lock, memory_order_release);
}

/* Puts `way` in the place of a connection, NULL to make it free. @return what was there; false: there is no place */
static bool note(wmi_connection *connection, wmi_connection *becomes, clock_way **way)
{
    size_t i = 0;
    bool found = false;
    acquire();
    for (i = 0; i < WAY_SESSIONS && !found; i++) {
        found = sessions[i].connection == connection;
        if (found) {
            clock_way *was = sessions[i].way;
            sessions[i].connection = becomes;
            sessions[i].way = *way != NULL ? *way : was;
            *way = was;
        }
    }
    release();
    return found;
}

static clock_way *way_of(wmi_connection *connection)
{
    clock_way *way = NULL;
    (void)note(connection, connection, &way);
    return way;
}

static void note_namespace(const wmi_connection *connection, const char *ns)
{
    size_t i;
    acquire();
    for (i = 0; i < WAY_SESSIONS; i++) {
        if (sessions[i].connection == connection) {
            (void)snprintf(sessions[i].ns, sizeof sessions[i].ns, "%s", ns);
        }
    }
    release();
}

static void read_namespace(const wmi_connection *connection, char *ns, size_t size)
{
    size_t i;
    acquire();
    for (i = 0; i < WAY_SESSIONS; i++) {
        if (sessions[i].connection == connection) {
            (void)snprintf(ns, size, "%s", sessions[i].ns);
        }
    }
    release();
}

/* No machine is too slow for a test, which times what it times by the loopback's clock; but what is given no time at all has none. */
static wmi_limit patient(const wmi_limit *limit)
{
    wmi_limit result = *limit;
    if (result.timeout_ms > 0 && result.timeout_ms < WAY_PATIENCE) {
        result.timeout_ms = WAY_PATIENCE;
    }
    return result;
}

#define WITH_PATIENCE(CALL)                                                                                            \
    do {                                                                                                               \
        wmi_limit more = patient(limit);                                                                               \
        return functions.CALL;                                                                                         \
    } while (0)

static wmi_status WMI_CALLBACK clock_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                            const wmi_limit *limit, wmi_error *error)
{
    WITH_PATIENCE(invoke(connection, call, out, &more, error));
}

static wmi_status WMI_CALLBACK clock_get(wmi_connection *connection, const char *path, wmi_object **out,
                                         const wmi_limit *limit, wmi_error *error)
{
    WITH_PATIENCE(get(connection, path, out, &more, error));
}

static wmi_status WMI_CALLBACK clock_query(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                           const wmi_limit *limit, wmi_error *error)
{
    WITH_PATIENCE(query(connection, wql, out, &more, error));
}

static wmi_status WMI_CALLBACK clock_associators(wmi_connection *connection, const char *path,
                                                 const wmi_associator_filter *filter, wmi_cursor **out,
                                                 const wmi_limit *limit, wmi_error *error)
{
    WITH_PATIENCE(associators(connection, path, filter, out, &more, error));
}

static wmi_status WMI_CALLBACK clock_references(wmi_connection *connection, const char *path, const char *result_class,
                                                const char *role, wmi_cursor **out, const wmi_limit *limit,
                                                wmi_error *error)
{
    WITH_PATIENCE(references(connection, path, result_class, role, out, &more, error));
}

static wmi_status WMI_CALLBACK clock_put(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode,
                                         char **path, const wmi_limit *limit, wmi_error *error)
{
    WITH_PATIENCE(put(connection, object, mode, path, &more, error));
}

static wmi_status WMI_CALLBACK clock_remove(wmi_connection *connection, const char *path, const wmi_limit *limit,
                                            wmi_error *error)
{
    WITH_PATIENCE(remove(connection, path, &more, error));
}

static wmi_status WMI_CALLBACK clock_connect(const wmi_backend *self, const wmi_connect_options *options,
                                             wmi_connection **out, const wmi_limit *limit, wmi_error *error)
{
    clock_way *way = (clock_way *)(void *)(uintptr_t)(const void *)self;
    wmi_connect_options adapted = *options;
    wmi_limit more = patient(limit);
    wmi_status status;
    way->adapt(&adapted, way->context);
    status = way->inner->connect(way->inner, &adapted, out, &more, error);
    if (status == WMI_OK && !note(NULL, *out, &way)) {
        way->inner->close(*out);
        return wmi_fail(error, WMI_USAGE, 0, "More sessions are open than WAY_SESSIONS");
    }
    if (status == WMI_OK) {
        note_namespace(*out, options->ns);
    }
    return status;
}

static void WMI_CALLBACK clock_close(wmi_connection *connection)
{
    clock_way *way = way_of(connection);
    clock_way *none = way;
    (void)note(connection, NULL, &none);
    way->inner->close(connection);
}

static uint64_t WMI_CALLBACK clock_now(wmi_connection *connection)
{
    return wmi_loopback_now(way_of(connection)->loopback);
}

static void WMI_CALLBACK clock_sleep(wmi_connection *connection, uint32_t milliseconds)
{
    wmi_loopback_advance(way_of(connection)->loopback, milliseconds);
}

/* The index of a cursor's shadow; WAY_EVENTS = it has none. */
static size_t find_shadow(const wmi_cursor *cursor)
{
    size_t i = 0;
    acquire();
    while (i < WAY_EVENTS && events[i].cursor != cursor) {
        i++;
    }
    release();
    return i;
}

/* Takes a place for a cursor; WAY_EVENTS = there is none. */
static size_t take_shadow(wmi_cursor *cursor, const clock_way *way)
{
    size_t i = 0;
    acquire();
    while (i < WAY_EVENTS && events[i].cursor != NULL) {
        i++;
    }
    if (i < WAY_EVENTS) {
        events[i].cursor = cursor;
        events[i].way = way;
    }
    release();
    return i;
}

static void give_shadow(size_t i)
{
    acquire();
    memset(&events[i], 0, sizeof events[i]);
    release();
}

static wmi_status open_shadow(const clock_way *way, const char *ns, wmi_cursor *cursor, const char *wql,
                              wmi_error *error)
{
    const wmi_backend *loopback = wmi_loopback_backend(way->loopback);
    wmi_connect_options options = {.backend = loopback, .ns = ns};
    const wmi_limit limit = {WMI_FOREVER, NULL};
    size_t i = take_shadow(cursor, way);
    wmi_status status = i < WAY_EVENTS ? loopback->connect(loopback, &options, &events[i].connection, &limit, error)
                                       : wmi_fail(error, WMI_USAGE, 0, "More subscriptions are open than WAY_EVENTS");
    if (status == WMI_OK) {
        status = loopback->subscribe(events[i].connection, wql, &events[i].shadow, &limit, error);
        if (status != WMI_OK) {
            loopback->close(events[i].connection);
        }
    }
    if (status != WMI_OK && i < WAY_EVENTS) {
        give_shadow(i);
    }
    return status;
}

static wmi_status WMI_CALLBACK clock_subscribe(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                               const wmi_limit *limit, wmi_error *error)
{
    const clock_way *way = way_of(connection);
    char ns[64] = "";
    wmi_limit more = patient(limit);
    wmi_status status = way->inner->subscribe(connection, wql, out, &more, error);
    if (status == WMI_OK) {
        read_namespace(connection, ns, sizeof ns);
        status = open_shadow(way, ns, *out, wql, error);
        if (status != WMI_OK) {
            way->inner->close_cursor(*out);
            *out = NULL;
        }
    }
    return status;
}

static wmi_status WMI_CALLBACK clock_next(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit,
                                          wmi_error *error)
{
    size_t i = find_shadow(cursor);
    wmi_limit patience = {WAY_PATIENCE, limit->cancel};
    wmi_limit more = patient(limit);
    wmi_object *object = NULL;
    wmi_status status;
    if (i == WAY_EVENTS) {
        return functions.next(cursor, out, &more, error);
    }
    status = wmi_loopback_backend(events[i].way->loopback)->next(events[i].shadow, &object, limit, error);
    wmi_object_free(object);
    *out = NULL;
    return status == WMI_OK ? events[i].way->inner->next(cursor, out, &patience, error) : status;
}

static void WMI_CALLBACK clock_close_cursor(wmi_cursor *cursor)
{
    size_t i = find_shadow(cursor);
    if (i < WAY_EVENTS) {
        const wmi_backend *loopback = wmi_loopback_backend(events[i].way->loopback);
        loopback->close_cursor(events[i].shadow);
        loopback->close(events[i].connection);
        give_shadow(i);
    }
    functions.close_cursor(cursor);
}

static clock_way *find_way(const wmi_loopback *loopback)
{
    size_t i = 0;
    while (i < WAY_CLOCKS && ways[i].loopback != loopback) {
        i++;
    }
    return i < WAY_CLOCKS ? &ways[i] : NULL;
}

const wmi_backend *way_clock_add(wmi_loopback *loopback, const wmi_backend *inner, way_adapt adapt, void *context)
{
    clock_way *way = find_way(NULL);
    if (way == NULL) {
        return NULL;
    }
    way->backend = functions = *inner;
    way->backend.connect = clock_connect;
    way->backend.close = clock_close;
    way->backend.invoke = clock_invoke;
    way->backend.get = clock_get;
    way->backend.query = clock_query;
    way->backend.associators = clock_associators;
    way->backend.references = clock_references;
    way->backend.put = clock_put;
    way->backend.remove = clock_remove;
    way->backend.now = clock_now;
    way->backend.sleep = clock_sleep;
    way->backend.subscribe = clock_subscribe;
    way->backend.next = clock_next;
    way->backend.close_cursor = clock_close_cursor;
    way->inner = inner;
    way->loopback = loopback;
    way->adapt = adapt;
    way->context = context;
    return &way->backend;
}

const wmi_backend *way_clock_of(const wmi_loopback *loopback)
{
    clock_way *way = find_way(loopback);
    return way != NULL ? &way->backend : NULL;
}

void *way_clock_remove(const wmi_loopback *loopback)
{
    clock_way *way = find_way(loopback);
    void *context = way != NULL ? way->context : NULL;
    if (way != NULL) {
        memset(way, 0, sizeof *way);
    }
    return context;
}
