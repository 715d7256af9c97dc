/**
 * @file
 * Cursors and WQL queries. What a query finds is copied at once, so that the instances may change meanwhile.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* Cursors. */

wmip_loopback_cursor *wmip_loopback_new_cursor(const wmip_loopback_connection *connection)
{
    wmip_loopback_cursor *cursor = wmi_alloc(sizeof *cursor);
    if (cursor != NULL) {
        memset(cursor, 0, sizeof *cursor);
        cursor->loopback = connection->loopback;
        cursor->ns = connection->ns;
    }
    return cursor;
}

void wmip_loopback_close_cursor(wmip_loopback_cursor *cursor)
{
    if (cursor != NULL) {
        if (cursor->is_subscription) {
            wmip_loopback_unsubscribe(cursor);
        }
        for (; cursor->at < cursor->count; cursor->at++) {
            wmi_object_free(cursor->objects[cursor->at]);
        }
        wmi_free(cursor->objects);
        wmi_free(cursor);
    }
}

wmi_status wmip_loopback_next(wmip_loopback_cursor *cursor, wmi_object **out, uint64_t asked_at, const wmi_limit *limit,
                              wmi_error *error)
{
    if (cursor->is_subscription) {
        return wmip_loopback_next_event(cursor, out, asked_at, limit, error);
    }
    if (cursor->at < cursor->count) {
        *out = cursor->objects[cursor->at++];
    }
    return WMI_OK;
}

wmi_status wmip_loopback_yield(wmip_loopback_cursor *cursor, wmi_object *object, wmi_error *error)
{
    if (cursor->count == cursor->capacity && cursor->at > cursor->capacity / 2) { /* a subscription that lags behind */
        cursor->count -= cursor->at;
        memmove(cursor->objects, cursor->objects + cursor->at, cursor->count * sizeof(wmi_object *));
        cursor->at = 0;
    }
    if (object != NULL && cursor->count == cursor->capacity) {
        size_t capacity = cursor->capacity > 0 ? cursor->capacity * 2 : 16;
        wmi_object **grown = wmi_alloc(capacity * sizeof(wmi_object *));
        if (grown == NULL) {
            wmi_object_free(object);
            return wmip_no_memory(error);
        }
        if (cursor->count > 0) {
            memcpy(grown, cursor->objects, cursor->count * sizeof(wmi_object *));
        }
        wmi_free(cursor->objects);
        cursor->objects = grown;
        cursor->capacity = capacity;
    }
    if (object == NULL) {
        return wmip_no_memory(error);
    }
    cursor->objects[cursor->count++] = object;
    return WMI_OK;
}

wmi_status wmip_loopback_hand_out(wmi_status status, wmip_loopback_cursor *cursor, wmip_loopback_cursor **out)
{
    if (status != WMI_OK) {
        wmip_loopback_close_cursor(cursor);
        cursor = NULL;
    }
    *out = cursor;
    return status;
}

/* Queries. */

static bool is_a(const void *context, const char *class_name, const char *ancestor)
{
    const wmip_loopback_lookup *in = context;
    return wmip_loopback_is_a(in->loopback, in->ns, class_name, ancestor);
}

static wmi_status select_from(const wql_query *query, const wmi_loopback *loopback, const wmip_loopback_class *cls,
                              wmip_loopback_cursor *cursor, wmi_error *error)
{
    wmip_loopback_lookup context = {loopback, cls->ns};
    const wmip_loopback_stored *stored;
    wmi_status status = WMI_OK;
    for (stored = cls->first; stored != NULL && status == WMI_OK; stored = stored->next) {
        wql_row row = {stored->object, cls->ns, is_a, &context};
        bool matches = false;
        status = wmip_loopback_matches(query, &row, &matches, error);
        if (status == WMI_OK && matches) {
            status = wmip_loopback_yield(cursor, wmip_loopback_show(cls, stored->object, query), error);
        }
    }
    return status;
}

static wmi_status run_select(wmip_loopback_connection *connection, wql_query *query, wmip_loopback_cursor *cursor,
                             wmi_error *error)
{
    const wmi_loopback *loopback = connection->loopback;
    wmip_loopback_class *cls;
    wmi_status status = wmip_loopback_find_class(loopback, connection->ns, query->class_name, &cls, error);
    size_t i;
    if (status == WMI_OK) {
        status = wmip_loopback_check_classes(loopback, connection->ns, query->where, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_bind(query, cls->info, error);
    }
    for (i = 0; i < loopback->class_count && status == WMI_OK; i++) {
        const wmip_loopback_class *candidate = &loopback->classes[i];
        if (candidate->ns == connection->ns && candidate->first != NULL &&
            wmip_class_is(candidate->info, cls->info->name)) {
            status = select_from(query, loopback, candidate, cursor, error);
        }
    }
    return status;
}

wmi_status wmip_loopback_query(wmip_loopback_connection *connection, const char *wql, wmip_loopback_cursor **out,
                               wmi_error *error)
{
    wmip_loopback_cursor *cursor;
    wql_query query;
    wmi_status status = WMI_OK;
    if (wmip_loopback_is_related_query(wql)) {
        return wmip_loopback_related_query(connection, wql, out, error);
    }
    status = wmip_wql_parse(wql, &query, error);
    if (status != WMI_OK) {
        return status;
    }
    cursor = wmip_loopback_new_cursor(connection);
    status = cursor != NULL ? run_select(connection, &query, cursor, error) : wmip_no_memory(error);
    wmip_wql_clear(&query);
    return wmip_loopback_hand_out(status, cursor, out);
}

bool wmip_loopback_class_of_query(const char *wql, wmi_memory **memory, const char **class_name)
{
    static const char blanks[] = " \t\r\n*,"; /* and what may touch FROM */
    const char *at = wql;
    bool is_behind_from = false;
    while (*(at += strspn(at, blanks)) != '\0') {
        size_t length = strcspn(at, blanks);
        if (is_behind_from) {
            *class_name = wmi_memory_text(memory, at, length);
            return *class_name != NULL;
        }
        is_behind_from = wmip_equal_slice(at, length, "FROM");
        at += length;
    }
    return true;
}
