/**
 * @file
 * Enumerations: WQL queries and associations. What they find is copied at once, so that it may change meanwhile.
 */
#include "loopback_internal.h"
#include "wql.h"

#include <string.h>

struct wmi_cursor {
    wmi_loopback *loopback;
    wmi_object **objects;
    size_t count;
    size_t capacity;
    size_t at;
};

/* Cursors. */

static wmi_cursor *new_cursor(wmi_loopback *loopback)
{
    wmi_cursor *cursor = wmi_alloc(sizeof *cursor);
    if (cursor != NULL) {
        memset(cursor, 0, sizeof *cursor);
        cursor->loopback = loopback;
    }
    return cursor;
}

void wmi_loopback_close_cursor(wmi_cursor *cursor)
{
    if (cursor != NULL) {
        for (; cursor->at < cursor->count; cursor->at++) {
            wmi_object_free(cursor->objects[cursor->at]);
        }
        wmi_free(cursor->objects);
        wmi_free(cursor);
    }
}

wmi_status wmi_loopback_next(wmi_cursor *cursor, uint32_t timeout_ms, wmi_object **out, wmi_error *error)
{
    wmi_status status = wmi_loopback_enter(cursor->loopback, WMI_LOOPBACK_NEXT, NULL, error);
    (void)timeout_ms;
    *out = NULL;
    if (status == WMI_OK && cursor->at < cursor->count) {
        *out = cursor->objects[cursor->at++];
    }
    return status;
}

/* The object is the cursor's in any case; NULL stands for one that there was no memory for. */
static wmi_status yield(wmi_cursor *cursor, wmi_object *object, wmi_error *error)
{
    if (object != NULL && cursor->count == cursor->capacity) {
        size_t capacity = cursor->capacity > 0 ? cursor->capacity * 2 : 16;
        wmi_object **grown = wmi_alloc(capacity * sizeof(wmi_object *));
        if (grown == NULL) {
            wmi_object_free(object);
            return wmi_no_memory(error);
        }
        if (cursor->count > 0) {
            memcpy(grown, cursor->objects, cursor->count * sizeof(wmi_object *));
        }
        wmi_free(cursor->objects);
        cursor->objects = grown;
        cursor->capacity = capacity;
    }
    if (object == NULL) {
        return wmi_no_memory(error);
    }
    cursor->objects[cursor->count++] = object;
    return WMI_OK;
}

static wmi_status hand_out(wmi_status status, wmi_cursor *cursor, wmi_cursor **out)
{
    if (status != WMI_OK) {
        wmi_loopback_close_cursor(cursor);
        cursor = NULL;
    }
    *out = cursor;
    return status;
}

/* Queries. */

typedef struct lookup {
    const wmi_loopback *loopback;
    const char *ns;
} lookup;

static bool is_a(const void *context, const char *class_name, const char *ancestor)
{
    const lookup *in = context;
    return wmi_loopback_is_a(in->loopback, in->ns, class_name, ancestor);
}

static bool selects(const wql_query *query, const char *name)
{
    const wql_name *at = query->names;
    while (at != NULL && !wmi_equal_names(at->name, name)) {
        at = at->next;
    }
    return at != NULL;
}

/* An object without all its keys has no path, as in WMI, unless the path itself is asked for. */
static bool keeps_path(const wql_query *query, const wmi_class_info *info)
{
    size_t i;
    if (selects(query, "__PATH") || selects(query, "__RELPATH")) {
        return true;
    }
    for (i = 0; info->keys[i] != NULL && selects(query, info->keys[i]); i++) {
    }
    return info->keys[i] == NULL;
}

static wmi_object *project(const wql_query *query, const wmi_loopback_stored *stored)
{
    const wmi_object *from = stored->object;
    wmi_object *to;
    size_t i;
    bool good;
    if (query->names == NULL) {
        return wmi_object_copy(from);
    }
    to = wmi_object_new(from->class_name);
    good = to != NULL && (!keeps_path(query, stored->cls->info) || wmi_object_set_path(to, from->path) == WMI_OK);
    for (i = 0; i < from->count && good; i++) {
        const wmi_property *property = &from->properties[i];
        if (selects(query, property->name)) {
            good = wmi_object_set(to, property->name, &property->value) == WMI_OK &&
                   (property->class_name == NULL ||
                    wmi_object_set_class(to, property->name, property->class_name) == WMI_OK);
        }
    }
    if (!good) {
        wmi_object_free(to);
        to = NULL;
    }
    return to;
}

static wmi_status select_from(const wql_query *query, const wmi_loopback *loopback, const wmi_loopback_class *cls,
                              wmi_cursor *cursor, wmi_error *error)
{
    lookup context = {loopback, cls->ns};
    const wmi_loopback_stored *stored;
    wmi_status status = WMI_OK;
    for (stored = cls->first; stored != NULL && status == WMI_OK; stored = stored->next) {
        wql_row row = {stored->object, cls->info, cls->ns, is_a, &context};
        bool matches = false;
        status = wmi_wql_matches(query, &row, &matches, error);
        if (status == WMI_OK && matches) {
            status = yield(cursor, project(query, stored), error);
        }
    }
    return status;
}

static wmi_status run_query(wmi_connection *connection, wql_query *query, wmi_cursor *cursor, wmi_error *error)
{
    const wmi_loopback *loopback = connection->loopback;
    wmi_loopback_class *cls;
    wmi_status status = wmi_loopback_find_class(loopback, connection->ns, query->class_name, &cls, error);
    size_t i;
    if (status == WMI_OK) {
        status = wmi_wql_bind(query, cls->info, error);
    }
    for (i = 0; i < loopback->class_count && status == WMI_OK; i++) {
        const wmi_loopback_class *candidate = &loopback->classes[i];
        if (candidate->ns == connection->ns && candidate->first != NULL &&
            wmi_class_is(candidate->info, cls->info->name)) {
            status = select_from(query, loopback, candidate, cursor, error);
        }
    }
    return status;
}

wmi_status wmi_loopback_query(wmi_connection *connection, const char *wql, wmi_cursor **out, wmi_error *error)
{
    wmi_cursor *cursor;
    wql_query query;
    wmi_status status = wmi_loopback_enter(connection->loopback, WMI_LOOPBACK_QUERY, NULL, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmi_wql_parse(wql, &query, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    cursor = new_cursor(connection->loopback);
    status = cursor != NULL ? run_query(connection, &query, cursor, error) : wmi_no_memory(error);
    wmi_wql_clear(&query);
    return hand_out(status, cursor, out);
}

/* Associations. */

typedef struct search {
    wmi_connection *connection;
    const char *path;
    uint64_t hash;
    const wmi_associator_filter *filter;
    wmi_cursor *cursor;
} search;

static bool allows(const char *wanted, const char *name)
{
    return wanted == NULL || wmi_equal_names(wanted, name);
}

static wmi_status result_fits(const search *s, const char *path, bool *fits, wmi_error *error)
{
    wmi_path parsed;
    wmi_status status;
    *fits = s->filter->result_class == NULL;
    if (*fits) {
        return WMI_OK;
    }
    status = wmi_path_parse(path, &parsed, NULL);
    if (status == WMI_OK) {
        *fits =
            wmi_loopback_is_a(s->connection->loopback, s->connection->ns, parsed.class_name, s->filter->result_class);
        wmi_path_clear(&parsed);
    }
    return status == WMI_NO_MEMORY ? wmi_no_memory(error) : WMI_OK;
}

/* An object that is not stored: there is a path and the class in it, and no more. */
static wmi_object *object_of_path(const char *path)
{
    wmi_path parsed;
    wmi_object *object = NULL;
    if (wmi_path_parse(path, &parsed, NULL) == WMI_OK) {
        object = wmi_object_new(parsed.class_name);
        wmi_path_clear(&parsed);
    }
    if (object != NULL && wmi_object_set_path(object, path) != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    return object;
}

static wmi_status yield_result(const search *s, const char *path, wmi_error *error)
{
    wmi_loopback_target target;
    wmi_error ignored;
    wmi_status status;
    memset(&ignored, 0, sizeof ignored);
    status = wmi_loopback_locate(s->connection->loopback, s->connection->ns, path, &target, &ignored);
    wmi_error_clear(&ignored);
    if (status == WMI_NO_MEMORY) {
        return wmi_no_memory(error);
    }
    return yield(s->cursor,
                 status == WMI_OK && target.stored != NULL ? wmi_object_copy(target.stored->object)
                                                           : object_of_path(path),
                 error);
}

/* The results that one association instance has for the reference `from` that names our object. */
static wmi_status follow(const search *s, const wmi_loopback_stored *association, const wmi_field *from,
                         wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < association->identity.link_count && status == WMI_OK; i++) {
        const wmi_field *to = association->identity.links[i].field;
        if (to != from && allows(s->filter->result_role, to->name)) {
            const char *path = wmi_object_string(association->object, to->name);
            bool fits = false;
            status = result_fits(s, path, &fits, error);
            if (status == WMI_OK && fits) {
                status = yield_result(s, path, error);
            }
        }
    }
    return status;
}

static wmi_status search_instance(const search *s, const wmi_loopback_stored *association, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < association->identity.link_count && status == WMI_OK; i++) {
        const wmi_loopback_link *link = &association->identity.links[i];
        bool same = false;
        if (link->hash != s->hash || !allows(s->filter->role, link->field->name)) {
            continue;
        }
        status =
            wmi_loopback_same_path(wmi_object_string(association->object, link->field->name), s->path, &same, error);
        if (status == WMI_OK && same) {
            status = follow(s, association, link->field, error);
        }
    }
    return status;
}

static wmi_status search_all(const search *s, wmi_error *error)
{
    const wmi_loopback *loopback = s->connection->loopback;
    const char *association = s->filter->association_class;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < loopback->class_count && status == WMI_OK; i++) {
        const wmi_loopback_class *cls = &loopback->classes[i];
        const wmi_loopback_stored *stored;
        if (cls->ns != s->connection->ns || (cls->info->flags & WMI_CLASS_ASSOCIATION) == 0 ||
            (association != NULL && !wmi_class_is(cls->info, association))) {
            continue;
        }
        for (stored = cls->first; stored != NULL && status == WMI_OK; stored = stored->next) {
            status = search_instance(s, stored, error);
        }
    }
    return status;
}

static wmi_status check_search(const search *s, wmi_error *error)
{
    wmi_path parsed;
    wmi_loopback_class *cls;
    wmi_status status = wmi_path_parse(s->path, &parsed, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmi_no_memory(error)
                                       : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH,
                                                  "The path %s is not valid: it cannot be parsed", s->path);
    }
    wmi_path_clear(&parsed);
    return s->filter->association_class != NULL ? wmi_loopback_find_class(s->connection->loopback, s->connection->ns,
                                                                          s->filter->association_class, &cls, error)
                                                : WMI_OK;
}

wmi_status wmi_loopback_associators(wmi_connection *connection, const char *path, const wmi_associator_filter *filter,
                                    wmi_cursor **out, wmi_error *error)
{
    static const wmi_associator_filter everything = {NULL, NULL, NULL, NULL};
    search s = {connection, path, 0, filter != NULL ? filter : &everything, NULL};
    wmi_status status = wmi_loopback_enter(connection->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = check_search(&s, error);
    }
    if (status == WMI_OK) {
        status = wmi_loopback_hash_path(path, &s.hash, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    s.cursor = new_cursor(connection->loopback);
    status = s.cursor != NULL ? search_all(&s, error) : wmi_no_memory(error);
    return hand_out(status, s.cursor, out);
}

wmi_status wmi_loopback_references(wmi_connection *connection, const char *path, const char *result_class,
                                   const char *role, wmi_cursor **out, wmi_error *error)
{
    (void)connection;
    (void)path;
    (void)result_class;
    (void)role;
    *out = NULL;
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED, "The loopback cannot do that");
}

wmi_status wmi_loopback_subscribe(wmi_connection *connection, const char *wql, wmi_cursor **out, wmi_error *error)
{
    (void)connection;
    (void)wql;
    *out = NULL;
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED, "The loopback cannot do that");
}
