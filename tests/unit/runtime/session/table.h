/**
 * @file
 * A backend that answers what the test has laid ready, and values that no field takes.
 */
#ifndef RUNTIME_TABLE_H
#define RUNTIME_TABLE_H

#include "descriptors.h"

#include "codec/codec.h"

#include <wmi/backend.h>

struct wmi_connection {
    int unused;
};
struct wmi_cursor {
    size_t at;
};

#define LISTED 3

static wmi_object *listed[LISTED]; /* what every enumeration and, its second, get delivers */
static wmi_object *reply;          /* of a method; NULL = none */
static wmi_status reply_status;
static wmi_object *job; /* what get delivers of a job; NULL = listed[1] */

static inline wmi_status open_it(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                 const wmi_limit *limit, wmi_error *error)
{
    static wmi_connection one;
    (void)self;
    (void)options;
    (void)limit;
    (void)error;
    *out = &one;
    return WMI_OK;
}

static inline void close_it(wmi_connection *connection)
{
    (void)connection;
}

static inline wmi_status hand_out(const wmi_object *object, wmi_object **out, wmi_error *error)
{
    *out = wmi_object_copy(object);
    return *out != NULL ? WMI_OK : wmip_no_memory(error);
}

static inline wmi_status invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                const wmi_limit *limit, wmi_error *error)
{
    wmi_status status = reply != NULL ? hand_out(reply, out, error) : WMI_OK;
    (void)connection;
    (void)call;
    (void)limit;
    return status == WMI_OK && reply_status != WMI_OK
               ? wmi_fail(error, reply_status, WMI_E_PROVIDER_FAILURE, "The rest is lost")
               : status;
}

static inline wmi_status get(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                             wmi_error *error)
{
    (void)connection;
    (void)path;
    (void)limit;
    return hand_out(job != NULL ? job : listed[1], out, error);
}

static inline wmi_status start(wmi_cursor **out)
{
    static wmi_cursor cursor;
    cursor.at = 0;
    *out = &cursor;
    return WMI_OK;
}

static inline wmi_status query(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                               wmi_error *error)
{
    (void)connection;
    (void)wql;
    (void)limit;
    (void)error;
    return start(out);
}

static inline wmi_status associators(wmi_connection *connection, const char *path, const wmi_associator_filter *filter,
                                     wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    (void)filter;
    return query(connection, path, out, limit, error);
}

static inline wmi_status references(wmi_connection *connection, const char *path, const char *result_class,
                                    const char *role, wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    (void)result_class;
    (void)role;
    return query(connection, path, out, limit, error);
}

static inline wmi_status next(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    (void)limit;
    *out = NULL;
    return cursor->at < LISTED ? hand_out(listed[cursor->at++], out, error) : WMI_OK;
}

static inline void close_cursor(wmi_cursor *cursor)
{
    (void)cursor;
}

static inline uint64_t now(wmi_connection *connection)
{
    static uint64_t time;
    (void)connection;
    return time++;
}

static inline void rest(wmi_connection *connection, uint32_t milliseconds)
{
    (void)connection;
    (void)milliseconds;
}

/* clang-format off */
static const wmi_backend backend = {
    .name = "table", .connect = open_it, .close = close_it, .invoke = invoke, .get = get, .query = query, .associators = associators,
    .references = references, .subscribe = query, .next = next, .close_cursor = close_cursor, .now = now, .sleep = rest};
/* clang-format on */

/* What was told of. */
typedef struct told {
    unsigned count;
    char last[200];
} told;

static inline void WMI_CALLBACK tell(void *context, const char *class_name, const char *path, const char *property,
                                     const char *text)
{
    told *all = context;
    all->count++;
    (void)snprintf(all->last, sizeof all->last, "%s|%s|%s|%s", class_name, path != NULL ? path : "-", property, text);
}

static inline wmi_session *connect_to_table(told *all, bool strict)
{
    wmi_connect_options options = {
        .backend = &backend, .ns = "root\\test", .strict = strict, .unreadable_context = all, .unreadable = tell};
    wmi_session *session = NULL;
    memset(all, 0, sizeof *all);
    assert_int_equal(wmi_connect(&options, &session, NULL), WMI_OK);
    return session;
}

/* Three instances with every field set; the second one's field `name` is then `odd`. */
static inline void lay_ready(const char *name, const wmi_value *odd)
{
    static test_all all;
    static test_base base;
    static test_derived derived;
    static wmi_object *objects[2];
    static wmi_embedded embedded[2];
    wmi_object *inner = wmi_object_new("Test_Base");
    size_t i;
    assert_non_null(inner);
    test_fill(&all, &base, &derived, inner, objects, embedded);
    all.wmi.path = "Test_All.Key=1";
    for (i = 0; i < LISTED; i++) {
        assert_int_equal(wmi_instance_object(&test_all_info, &all, &listed[i], NULL), WMI_OK);
    }
    if (name != NULL) {
        assert_int_equal(wmi_object_set(listed[1], name, odd), WMI_OK);
    }
    wmi_object_free(inner);
}

static inline void take_back(void)
{
    size_t i;
    for (i = 0; i < LISTED; i++) {
        wmi_object_free(listed[i]);
        listed[i] = NULL;
    }
}

static inline wmi_value array_of(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.is_null = false;
    value.u.array.items = items;
    value.u.array.count = count;
    return value;
}

/* What no conversion makes a value of the field's type. @param text as it is told. */
static inline wmi_value odd_for(const wmi_field *field, const char **text)
{
    static const char *const words[] = {"1", "odd"};
    static const uint16_t numbers[] = {3, 4};
    bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    if (wmip_type_is_text((wmi_type)field->type)) {
        *text = is_array ? "3, 4" : "7";
        return is_array ? array_of(WMI_TYPE_UINT16, numbers, 2) : wmi_value_uint16(7);
    }
    *text = is_array ? "1, odd" : "odd";
    return is_array ? array_of(WMI_TYPE_STRING, words, 2) : wmi_value_string("odd");
}

#endif
