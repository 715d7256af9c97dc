/**
 * @file
 * Cursors and WQL queries. What a query finds is kept as it is then, so that the instances may change meanwhile.
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

static void drop_item(const wmip_loopback_cursor *cursor, void *item)
{
    if (cursor->holds_versions) {
        wmip_loopback_version_release(item);
    } else {
        wmi_object_free(item);
    }
}

void wmip_loopback_close_cursor(wmip_loopback_cursor *cursor)
{
    if (cursor != NULL) {
        if (cursor->is_subscription) {
            wmip_loopback_unsubscribe(cursor);
        }
        for (; cursor->at < cursor->count; cursor->at++) {
            drop_item(cursor, cursor->items[cursor->at]);
        }
        wmip_wql_clear(&cursor->query);
        wmi_free(cursor->items);
        wmi_free(cursor);
    }
}

wmi_status wmip_loopback_take(wmip_loopback_cursor *cursor, wmi_object **object, wmi_error *error)
{
    void *item;
    *object = NULL;
    if (cursor->at == cursor->count) {
        return WMI_OK;
    }
    item = cursor->items[cursor->at++];
    if (cursor->holds_versions) {
        const wmip_loopback_version *version = item;
        *object = wmip_loopback_show(version->cls, version->object, &cursor->query);
        drop_item(cursor, item);
        return *object != NULL ? WMI_OK : wmip_no_memory(error);
    }
    *object = item;
    return WMI_OK;
}

wmi_status wmip_loopback_next(wmip_loopback_cursor *cursor, wmi_object **out, uint64_t asked_at, const wmi_limit *limit,
                              wmi_error *error)
{
    if (cursor->is_subscription) {
        return wmip_loopback_next_event(cursor, out, asked_at, limit, error);
    }
    return wmip_loopback_take(cursor, out, error);
}

static wmi_status add_item(wmip_loopback_cursor *cursor, void *item, wmi_error *error)
{
    if (cursor->count == cursor->capacity && cursor->at > cursor->capacity / 2) { /* a subscription that lags behind */
        cursor->count -= cursor->at;
        memmove(cursor->items, cursor->items + cursor->at, cursor->count * sizeof(void *));
        cursor->at = 0;
    }
    if (cursor->count == cursor->capacity) {
        size_t capacity = cursor->capacity > 0 ? cursor->capacity * 2 : 16;
        void **grown = wmi_alloc(capacity * sizeof(void *));
        if (grown == NULL) {
            drop_item(cursor, item);
            return wmip_no_memory(error);
        }
        if (cursor->count > 0) {
            memcpy(grown, cursor->items, cursor->count * sizeof(void *));
        }
        wmi_free(cursor->items);
        cursor->items = grown;
        cursor->capacity = capacity;
    }
    cursor->items[cursor->count++] = item;
    return WMI_OK;
}

wmi_status wmip_loopback_yield(wmip_loopback_cursor *cursor, wmi_object *object, wmi_error *error)
{
    return object != NULL ? add_item(cursor, object, error) : wmip_no_memory(error);
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
            stored->version->holders++;
            status = add_item(cursor, stored->version, error);
        }
    }
    return status;
}

static wmi_status run_select(const wmip_loopback_connection *connection, wmip_loopback_cursor *cursor, wmi_error *error)
{
    const wmi_loopback *loopback = connection->loopback;
    wql_query *query = &cursor->query;
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
    if (cursor != NULL) {
        cursor->query = query;
        cursor->holds_versions = true;
        status = run_select(connection, cursor, error);
    } else {
        wmip_wql_clear(&query);
        status = wmip_no_memory(error);
    }
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
