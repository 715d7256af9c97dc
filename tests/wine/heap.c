#include "heap.h"

#include <stdint.h>
#include <stdlib.h>

#include <windows.h>

#include <wmi/memory.h>

enum { BUCKETS = 4096 };

/* A block of the client's. The table has its own memory, so that a block can be given back by any malloc's free. */
typedef struct entry {
    void *block;
    struct entry *next;
} entry;

static struct {
    CRITICAL_SECTION lock;
    DWORD depth; /* of heap_enter_world, per thread */
    entry *buckets[BUCKETS];
    size_t held;
    size_t count;
    size_t failing;
    const wmi_backend *world;
} heap;

static entry **bucket_of(const void *block)
{
    return &heap.buckets[((uintptr_t)block >> 4) % BUCKETS];
}

static void keep(entry *made, void *block)
{
    entry **bucket = bucket_of(block);

    made->block = block;
    made->next = *bucket;
    *bucket = made;
    heap.held++;
}

static bool in_world(void)
{
    return TlsGetValue(heap.depth) != NULL;
}

static void *take(void *context, size_t size)
{
    entry *made = NULL;
    void *block = NULL;

    (void)context;
    if (in_world())
        return malloc(size);
    EnterCriticalSection(&heap.lock);
    if (heap.count++ != heap.failing) {
        made = malloc(sizeof *made);
        block = malloc(size);
        if (made != NULL && block != NULL)
            keep(made, block);
    }
    LeaveCriticalSection(&heap.lock);
    return block;
}

static void give_back(void *context, void *block)
{
    (void)context;
    EnterCriticalSection(&heap.lock);
    for (entry **place = bucket_of(block); *place != NULL; place = &(*place)->next)
        if ((*place)->block == block) {
            entry *found = *place;

            *place = found->next;
            free(found);
            heap.held--;
            break;
        }
    LeaveCriticalSection(&heap.lock);
    free(block);
}

void heap_install(void)
{
    static const wmi_allocator counting = {take, give_back, NULL};

    InitializeCriticalSection(&heap.lock);
    heap.depth = TlsAlloc();
    heap.failing = SIZE_MAX;
    wmi_allocator_set(&counting);
}

void heap_start(size_t index)
{
    EnterCriticalSection(&heap.lock);
    heap.count = 0;
    heap.failing = index;
    LeaveCriticalSection(&heap.lock);
}

size_t heap_allocations(void)
{
    return heap.count;
}

size_t heap_held(void)
{
    return heap.held;
}

/* ---- the world ---- */

void heap_enter_world(void)
{
    (void)TlsSetValue(heap.depth, (char *)TlsGetValue(heap.depth) + 1);
}

void heap_leave_world(void)
{
    (void)TlsSetValue(heap.depth, (char *)TlsGetValue(heap.depth) - 1);
}

/* Calls a function of the world that returns a status. */
#define AS_WORLD(CALL)                                                                                                 \
    do {                                                                                                               \
        wmi_status status_;                                                                                            \
        heap_enter_world();                                                                                            \
        status_ = heap.world->CALL;                                                                                    \
        heap_leave_world();                                                                                            \
        return status_;                                                                                                \
    } while (0)

static wmi_status world_connect(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                const wmi_limit *limit, wmi_error *error)
{
    (void)self;
    AS_WORLD(connect(heap.world, options, out, limit, error));
}

static void world_close(wmi_connection *connection)
{
    heap_enter_world();
    heap.world->close(connection);
    heap_leave_world();
}

static wmi_status world_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                               const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(invoke(connection, call, out, limit, error));
}

static wmi_status world_get(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                            wmi_error *error)
{
    AS_WORLD(get(connection, path, out, limit, error));
}

static wmi_status world_query(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                              wmi_error *error)
{
    AS_WORLD(query(connection, wql, out, limit, error));
}

static wmi_status world_associators(wmi_connection *connection, const char *path, const wmi_associator_filter *filter,
                                    wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(associators(connection, path, filter, out, limit, error));
}

static wmi_status world_references(wmi_connection *connection, const char *path, const char *result_class,
                                   const char *role, wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(references(connection, path, result_class, role, out, limit, error));
}

static wmi_status world_subscribe(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                                  wmi_error *error)
{
    AS_WORLD(subscribe(connection, wql, out, limit, error));
}

static wmi_status world_next(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(next(cursor, out, limit, error));
}

static void world_close_cursor(wmi_cursor *cursor)
{
    heap_enter_world();
    heap.world->close_cursor(cursor);
    heap_leave_world();
}

static wmi_status world_put(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                            const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(put(connection, object, mode, path, limit, error));
}

static wmi_status world_remove(wmi_connection *connection, const char *path, const wmi_limit *limit, wmi_error *error)
{
    AS_WORLD(remove(connection, path, limit, error));
}

static uint64_t world_now(wmi_connection *connection)
{
    return heap.world->now(connection);
}

static void world_sleep(wmi_connection *connection, uint32_t milliseconds)
{
    heap_enter_world();
    heap.world->sleep(connection, milliseconds);
    heap_leave_world();
}

const wmi_backend *heap_world(const wmi_backend *world)
{
    static const wmi_backend backend = {
        .name = "world",
        .connect = world_connect,
        .close = world_close,
        .invoke = world_invoke,
        .get = world_get,
        .query = world_query,
        .associators = world_associators,
        .references = world_references,
        .subscribe = world_subscribe,
        .next = world_next,
        .close_cursor = world_close_cursor,
        .put = world_put,
        .remove = world_remove,
        .now = world_now,
        .sleep = world_sleep,
    };

    heap.world = world;
    return &backend;
}
