/**
 * @file
 * The calls of wmi/session.h that run an enumeration.
 */
#include "session/session_internal.h"

#include <string.h>

#define FIRST_LIST_CAPACITY 8

/* Is handed each object until the end, a failure or `*more` == false. */
typedef wmi_status (*visitor)(void *context, const wmi_object *object, bool *more, wmi_error *error);

/* What the caller does with an object takes none of the call's time. */
static wmi_status visit_one(visitor visit, void *context, const wmi_object *object, bool *more, wmip_deadline *deadline,
                            wmi_error *error)
{
    uint64_t paused = wmip_deadline_pause(deadline);
    wmi_status status = visit(context, object, more, error);
    wmip_deadline_resume(deadline, paused);
    return status;
}

/* The cursor is closed in any case. */
static wmi_status visit_all(wmi_session *session, wmi_cursor *cursor, visitor visit, void *context,
                            wmip_deadline *deadline, wmi_error *error)
{
    bool more = true;
    wmi_status status = wmip_deadline_check(deadline, error);
    while (more && status == WMI_OK) {
        wmi_object *object = NULL;
        wmi_limit limit = wmip_deadline_limit(deadline);
        status = session->backend->next(cursor, &object, &limit, error);
        if (status != WMI_OK || object == NULL) {
            break;
        }
        status = visit_one(visit, context, object, &more, deadline, error);
        wmi_object_free(object);
        if (more && status == WMI_OK) {
            status = wmip_deadline_check(deadline, error);
        }
    }
    session->backend->close_cursor(cursor);
    return status;
}

static wmi_status run_wql(wmi_session *session, const char *wql, visitor visit, void *context, wmi_error *error)
{
    wmip_deadline deadline = wmip_deadline_of_enumeration(session);
    wmi_limit limit = wmip_deadline_limit(&deadline);
    wmi_cursor *cursor = NULL;
    wmi_status status = session->backend->query(session->connection, wql, &cursor, &limit, error);
    return status == WMI_OK ? visit_all(session, cursor, visit, context, &deadline, error) : status;
}

/* A list of typed instances. */

typedef struct instance_list {
    const wmi_session *session;
    const wmi_class_info *info;
    char *items;
    size_t count;
    size_t capacity;
} instance_list;

static bool grow_list(instance_list *list)
{
    size_t capacity = list->capacity > 0 ? list->capacity * 2 : FIRST_LIST_CAPACITY;
    size_t size = list->info->size;
    char *items;
    if (list->count < list->capacity) {
        return true;
    }
    if (capacity > SIZE_MAX / 2 / size) {
        return false;
    }
    items = wmi_alloc(capacity * size);
    if (items == NULL) {
        return false;
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * size);
    }
    wmi_free(list->items);
    list->items = items;
    list->capacity = capacity;
    return true;
}

static wmi_status add_instance(void *context, const wmi_object *object, bool *more, wmi_error *error)
{
    instance_list *list = context;
    wmi_status status;
    char *item;
    (void)more;
    if (!grow_list(list)) {
        return wmip_no_memory(error);
    }
    item = list->items + list->count * list->info->size;
    memset(item, 0, list->info->size);
    status = wmip_session_decode(list->session, list->info, object, item, error);
    if (status == WMI_OK) {
        list->count++;
    }
    return status;
}

wmi_status WMI_CALL wmi_instance_list(wmi_session *session, const wmi_class_info *info, const char *where, void **items,
                                      size_t *count, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "list", info != NULL ? info->name : NULL, NULL, where);
    wmi_status status = wmip_session_check_class(session, info, &operation.local);
    wmip_buffer wql = {NULL, 0, 0, false};
    instance_list list = {session, info, NULL, 0, 0};
    if (items != NULL && count != NULL) {
        *items = NULL;
        *count = 0;
    }
    if (status == WMI_OK && (info == NULL || items == NULL || count == NULL)) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The class or the place for the list is NULL");
    }
    if (status == WMI_OK) {
        wmip_buffer_format(&wql, "SELECT * FROM %s", info->name);
        if (where != NULL && where[0] != '\0') {
            wmip_buffer_text(&wql, " WHERE ");
            wmip_buffer_text(&wql, where);
        }
        operation.target = wql.failed ? where : wql.text;
        status = wql.failed ? wmip_no_memory(&operation.local)
                            : run_wql(session, wql.text, add_instance, &list, &operation.local);
    }
    if (status == WMI_OK) {
        *items = list.items;
        *count = list.count;
    } else {
        wmi_instance_list_free(info, list.items, list.count);
    }
    status = wmip_operation_end(&operation, status);
    wmip_buffer_clear(&wql);
    return status;
}

void WMI_CALL wmi_instance_list_free(const wmi_class_info *info, void *items, size_t count)
{
    size_t i;
    if (items == NULL) {
        return;
    }
    for (i = 0; i < count; i++) {
        wmi_instance_clear(info, (char *)items + i * info->size);
    }
    wmi_free(items);
}

/* Associations. */

typedef struct path_list {
    wmip_buffer texts; /* each with its NUL */
    size_t count;
} path_list;

static wmi_status add_path(void *context, const wmi_object *object, bool *more, wmi_error *error)
{
    path_list *list = context;
    (void)more;
    if (object->path == NULL) {
        return wmi_fail(error, WMI_REPLY, 0, "An associated %s came without its object path",
                        object->class_name != NULL ? object->class_name : "object");
    }
    wmip_buffer_append(&list->texts, object->path, strlen(object->path) + 1);
    list->count++;
    return list->texts.failed ? wmip_no_memory(error) : WMI_OK;
}

/* One block: the pointers, and the texts behind them. */
static char **join_paths(const path_list *list)
{
    size_t head = list->count * sizeof(char *);
    char **paths = wmi_alloc(head + list->texts.length);
    char *text;
    size_t i;
    if (paths == NULL) {
        return NULL;
    }
    text = (char *)paths + head;
    memcpy(text, list->texts.text, list->texts.length);
    for (i = 0; i < list->count; i++) {
        paths[i] = text;
        text += strlen(text) + 1;
    }
    return paths;
}

wmi_status wmip_session_associated(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                   char ***paths, size_t *count, wmip_deadline *deadline, wmi_error *error)
{
    path_list list = {{NULL, 0, 0, false}, 0};
    wmi_limit limit = wmip_deadline_limit(deadline);
    wmi_cursor *cursor = NULL;
    wmi_status status = session->backend->associators(session->connection, path, filter, &cursor, &limit, error);
    if (status == WMI_OK) {
        status = visit_all(session, cursor, add_path, &list, deadline, error);
    }
    if (status == WMI_OK && list.count > 0) {
        *paths = join_paths(&list);
        if (*paths == NULL) {
            status = wmip_no_memory(error);
        } else {
            *count = list.count;
        }
    }
    wmip_buffer_clear(&list.texts);
    return status;
}

static wmi_status paths_of_associated(wmip_operation *operation, wmi_status status, wmi_session *session,
                                      const wmi_associator_filter *filter, const char *path, char ***paths,
                                      size_t *count)
{
    if (paths != NULL && count != NULL) {
        *paths = NULL;
        *count = 0;
    }
    if (status == WMI_OK && (paths == NULL || count == NULL)) {
        status = wmi_fail(&operation->local, WMI_USAGE, 0, "There is no place to put the paths");
    }
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        status = wmip_session_associated(session, path, filter, paths, count, &deadline, &operation->local);
    }
    return wmip_operation_end(operation, status);
}

wmi_status WMI_CALL wmi_associator_paths(wmi_session *session, const char *association, const char *result_role,
                                         const char *path, char ***paths, size_t *count, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "associators", association, NULL, path);
    wmi_status status = wmip_session_check_path(session, path, &operation.local);
    wmi_associator_filter filter = {association, NULL, NULL, result_role};
    return paths_of_associated(&operation, status, session, &filter, path, paths, count);
}

wmi_status WMI_CALL wmi_association_paths(wmi_session *session, const wmi_class_info *association,
                                          const char *result_role, const char *path, char ***paths, size_t *count,
                                          wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "associators", association->name, NULL, path);
    wmi_status status = wmip_session_check_class(session, association, &operation.local);
    wmi_associator_filter filter = {association->name, NULL, NULL, result_role};
    if (status == WMI_OK) {
        status = wmip_session_check_path(session, path, &operation.local);
    }
    return paths_of_associated(&operation, status, session, &filter, path, paths, count);
}

/* Queries without generated types. */

typedef struct plain_visit {
    const wmi_session *session;
    wmi_visitor visit;
    void *context;
} plain_visit;

static wmi_status visit_plainly(void *context, const wmi_object *object, bool *more, wmi_error *error)
{
    const plain_visit *plain = context;
    wmi_status status = wmip_session_admit(plain->session, object, error);
    if (status == WMI_OK) {
        *more = plain->visit(plain->context, object);
    }
    return status;
}

wmi_status WMI_CALL wmi_query(wmi_session *session, const char *wql, wmi_visitor visit, void *context, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "query", NULL, NULL, wql);
    wmi_status status = wmip_session_check(session, &operation.local);
    plain_visit plain = {session, visit, context};
    if (status == WMI_OK && (wql == NULL || visit == NULL)) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The query or the function that visits its objects is NULL");
    }
    if (status == WMI_OK) {
        status = run_wql(session, wql, visit_plainly, &plain, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

static wmi_status check_visit(const wmi_session *session, const char *path, wmi_visitor visit, wmi_error *error)
{
    wmi_status status = wmip_session_check_path(session, path, error);
    if (status == WMI_OK && visit == NULL) {
        status = wmi_fail(error, WMI_USAGE, 0, "The function that visits the objects is NULL");
    }
    return status;
}

wmi_status WMI_CALL wmi_associators(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                    wmi_visitor visit, void *context, wmi_error *error)
{
    static const wmi_associator_filter all = {NULL, NULL, NULL, NULL};
    const wmi_associator_filter *by = filter != NULL ? filter : &all;
    wmip_operation operation = wmip_operation_begin(error, "associators", by->association_class, NULL, path);
    wmi_status status = check_visit(session, path, visit, &operation.local);
    plain_visit plain = {session, visit, context};
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        wmi_limit limit = wmip_deadline_limit(&deadline);
        wmi_cursor *cursor = NULL;
        status = session->backend->associators(session->connection, path, by, &cursor, &limit, &operation.local);
        if (status == WMI_OK) {
            status = visit_all(session, cursor, visit_plainly, &plain, &deadline, &operation.local);
        }
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_references(wmi_session *session, const char *path, const char *result_class, const char *role,
                                   wmi_visitor visit, void *context, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "references", result_class, NULL, path);
    wmi_status status = check_visit(session, path, visit, &operation.local);
    plain_visit plain = {session, visit, context};
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        wmi_limit limit = wmip_deadline_limit(&deadline);
        wmi_cursor *cursor = NULL;
        status = session->backend->references(session->connection, path, result_class, role, &cursor, &limit,
                                              &operation.local);
        if (status == WMI_OK) {
            status = visit_all(session, cursor, visit_plainly, &plain, &deadline, &operation.local);
        }
    }
    return wmip_operation_end(&operation, status);
}
