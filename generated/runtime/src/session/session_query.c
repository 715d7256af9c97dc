/**
 * @file
 * The calls of wmi/session.h that run an enumeration.
 */
#include "base/options.h"
#include "session/session_query.h"

#include <string.h>

/* What the caller does with an object takes none of the call's time. */
static wmi_status visit_one(wmip_visitor visit, void *context, wmi_object *object, bool *more, wmip_deadline *deadline,
                            wmi_error *error)
{
    uint64_t paused = wmip_deadline_pause(deadline);
    wmi_status status = visit(context, object, more, error);
    wmip_deadline_resume(deadline, paused);
    return status;
}

/* The cursor is closed in any case. */
static wmi_status visit_all(wmi_session *session, wmi_cursor *cursor, wmip_visitor visit, void *context,
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

wmi_status wmip_session_query(wmi_session *session, const char *wql, wmip_visitor visit, void *context,
                              wmip_deadline *deadline, wmi_error *error)
{
    wmi_limit limit = wmip_deadline_limit(deadline);
    wmi_cursor *cursor = NULL;
    wmi_status status = session->backend->query(session->connection, wql, &cursor, &limit, error);
    return status == WMI_OK ? visit_all(session, cursor, visit, context, deadline, error) : status;
}

wmi_status wmip_session_associators(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                    wmip_visitor visit, void *context, wmip_deadline *deadline, wmi_error *error)
{
    wmi_limit limit = wmip_deadline_limit(deadline);
    wmi_cursor *cursor = NULL;
    wmi_status status = session->backend->associators(session->connection, path, filter, &cursor, &limit, error);
    return status == WMI_OK ? visit_all(session, cursor, visit, context, deadline, error) : status;
}

/* Associations. */

typedef struct path_list {
    wmip_buffer texts; /* each with its NUL */
    size_t count;
} path_list;

static wmi_status add_path(void *context, wmi_object *object, bool *more, wmi_error *error)
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
    wmi_status status = wmip_session_associators(session, path, filter, add_path, &list, deadline, error);
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

static wmi_status visit_plainly(void *context, wmi_object *object, bool *more, wmi_error *error)
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
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        status = wmip_session_query(session, wql, visit_plainly, &plain, &deadline, &operation.local);
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

wmi_status WMI_CALL wmi_associators_sized(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                          size_t size, wmi_visitor visit, void *context, wmi_error *error)
{
    wmi_associator_filter own;
    wmi_status known = wmip_filter_read(filter, size, &own, NULL);
    wmip_operation operation = wmip_operation_begin(error, "associators", own.association_class, NULL, path);
    wmi_status status = check_visit(session, path, visit, &operation.local);
    plain_visit plain = {session, visit, context};
    if (status == WMI_OK && known != WMI_OK) {
        status = wmip_filter_read(filter, size, &own, &operation.local);
    }
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        status = wmip_session_associators(session, path, &own, visit_plainly, &plain, &deadline, &operation.local);
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
