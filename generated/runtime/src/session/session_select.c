/**
 * @file
 * Some properties only: of one instance, of many, one instance at a time.
 */
#include "base/options.h"
#include "session/session_query.h"

#include <string.h>

/* How many instances one query names: hosts refuse queries that are too long. */
#define PATHS_OF_A_QUERY 8

/* Choosing. */

static wmi_status refuse_property(const wmi_class_info *info, const char *name, wmi_error *error)
{
    const char *nearest = NULL;
    unsigned least = 0;
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        unsigned distance = wmip_distance(name, info->fields[i].name);
        if (wmip_is_near(distance, name) && (nearest == NULL || distance < least)) {
            nearest = info->fields[i].name;
            least = distance;
        }
    }
    return wmi_fail(error, WMI_USAGE, 0, "%s has no property \"%s\"%s%s", info->name, name,
                    nearest != NULL ? "; nearest: " : "", nearest != NULL ? nearest : "");
}

/* What every object has: the "WMI System Properties" of Microsoft's pages. */
static bool is_system_property(const char *name)
{
    static const char *const names[] = {"__PATH",  "__RELPATH",    "__CLASS",     "__SUPERCLASS", "__DYNASTY",
                                        "__GENUS", "__DERIVATION", "__NAMESPACE", "__SERVER",     "__PROPERTY_COUNT"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0] && !wmip_equal_names(names[i], name); i++) {
    }
    return i < sizeof names / sizeof names[0];
}

static wmi_status choose_property(const wmip_selection *selection, const char *name, wmi_error *error)
{
    const wmi_class_info *info = selection->info;
    uint32_t i;
    if (is_system_property(name)) {
        return WMI_OK; /* path and class come in any case */
    }
    for (i = 0; i < info->field_count; i++) {
        if (wmip_equal_names(info->fields[i].name, name)) {
            selection->chosen[i] = true;
            return WMI_OK;
        }
    }
    return refuse_property(info, name, error);
}

wmi_status wmip_selection_make(const wmi_class_info *info, const char *const *properties, wmip_selection *selection,
                               wmi_error *error)
{
    wmi_status status = WMI_OK;
    uint32_t i;
    selection->info = info;
    selection->chosen = NULL;
    if (properties == NULL) {
        return WMI_OK;
    }
    selection->chosen = wmi_alloc((info->field_count + (size_t)1) * sizeof *selection->chosen);
    if (selection->chosen == NULL) {
        return wmip_no_memory(error);
    }
    for (i = 0; i < info->field_count; i++) {
        selection->chosen[i] = (info->fields[i].flags & WMI_FIELD_KEY) != 0;
    }
    for (; *properties != NULL && status == WMI_OK; properties++) {
        status = choose_property(selection, *properties, error);
    }
    if (status != WMI_OK) {
        wmip_selection_clear(selection);
    }
    return status;
}

void wmip_selection_clear(wmip_selection *selection)
{
    wmi_free(selection->chosen);
    selection->chosen = NULL;
}

/* Columns without keys may come without path and class (over WS-Management they do): then all of the object is needed. */
void wmip_selection_write(const wmip_selection *selection, const char *class_name, wmip_buffer *wql)
{
    const wmi_class_info *info = selection->info;
    bool is_located = info->keys[0] != NULL || (info->flags & WMI_CLASS_SINGLETON) != 0;
    const char *before = "SELECT ";
    uint32_t i;
    for (i = 0; is_located && selection->chosen != NULL && i < info->field_count; i++) {
        if (selection->chosen[i]) {
            wmip_buffer_format(wql, "%s%s", before, info->fields[i].name);
            before = ", ";
        }
    }
    if (wql->length == 0 && !wql->failed) {
        wmip_buffer_text(wql, "SELECT *");
    }
    wmip_buffer_format(wql, " FROM %s", class_name);
}

void wmip_selection_prune(const wmip_selection *selection, wmi_object *object)
{
    const wmi_class_info *info = selection->info;
    size_t i;
    for (i = object->count; selection->chosen != NULL && i > 0; i--) {
        const char *name = object->properties[i - 1].name;
        uint32_t field = 0;
        while (field < info->field_count && !wmip_equal_names(info->fields[field].name, name)) {
            field++;
        }
        if (field == info->field_count || !selection->chosen[field]) {
            wmip_object_drop(object, i - 1);
        }
    }
}

/* By path. */

static const char *key_name(const wmi_class_info *info, const wmi_path_key *key)
{
    bool has_one = info->keys[0] != NULL && info->keys[1] == NULL;
    return key->name != NULL ? key->name : has_one ? info->keys[0] : NULL;
}

/* @return false where the keys of the path cannot be named in a query. */
static bool write_keys(const wmi_class_info *info, const wmi_path *path, wmip_buffer *wql)
{
    const char *before = "(";
    size_t i;
    for (i = 0; i < path->key_count; i++) {
        const wmi_path_key *key = &path->keys[i];
        const char *name = key_name(info, key);
        if (name == NULL) {
            return false;
        }
        wmip_buffer_format(wql, "%s%s = ", before, name);
        if (key->type == WMI_KEY_STRING) {
            wmip_buffer_char(wql, '\'');
            wmip_buffer_escaped(wql, key->text, "\\\"'");
            wmip_buffer_char(wql, '\'');
        } else {
            wmip_buffer_text(wql, key->text);
        }
        before = " AND ";
    }
    wmip_buffer_char(wql, ')');
    return path->key_count > 0;
}

/* Some paths of objects of one class, and what is taken of what their query finds. */
typedef struct path_query {
    wmip_list *list;
    const char *const *paths;
    size_t count;
    wmip_buffer wql;
    wmi_path first; /* names the class */
} path_query;

/* Keys may be those of another object too, of a class that derives from the one that is asked. */
static wmi_status add_if_named(void *context, wmi_object *object, bool *more, wmi_error *error)
{
    const path_query *query = context;
    bool is_named = object->path == NULL;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < query->count && !is_named && status == WMI_OK; i++) {
        status = wmip_path_same(object->path, query->paths[i], &is_named, error);
    }
    return status == WMI_OK && is_named ? wmip_list_add(query->list, object, more, error) : status;
}

static wmi_status refuse_keyless(const char *path, wmi_error *error)
{
    return wmi_fail(error, WMI_REPLY, 0, "%s has no keys that a query could name", path);
}

/* Adds the path to the query. @return WMI_OK, having counted it unless it is of another class than the first. */
static wmi_status add_path_to_query(path_query *query, const wmip_selection *selection, const char *text,
                                    wmi_error *error)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(text, &path, error);
    if (status != WMI_OK) {
        return status;
    }
    if (path.class_name == NULL) {
        status = refuse_keyless(text, error);
    } else if (query->count > 0 && !wmip_equal_names(path.class_name, query->first.class_name)) {
        wmi_path_clear(&path);
        return WMI_OK;
    } else {
        if (query->count == 0) {
            wmip_selection_write(selection, path.class_name, &query->wql);
        }
        if (!path.is_singleton) {
            wmip_buffer_text(&query->wql, query->count == 0 ? " WHERE (" : " OR ");
            status = write_keys(query->list->info, &path, &query->wql) ? WMI_OK : refuse_keyless(text, error);
        }
        query->count += status == WMI_OK ? 1 : 0;
    }
    if (query->count == 1 && query->first.memory == NULL) {
        query->first = path;
    } else {
        wmi_path_clear(&path);
    }
    return status;
}

static wmi_status run_path_query(wmi_session *session, path_query *query, const char *where, wmip_deadline *deadline,
                                 wmi_error *error)
{
    if (!query->first.is_singleton) {
        wmip_buffer_char(&query->wql, ')');
    }
    if (wmip_has_text(where)) {
        wmip_buffer_format(&query->wql, " %s (%s)", query->first.is_singleton ? "WHERE" : "AND", where);
    }
    return query->wql.failed ? wmip_no_memory(error)
                             : wmip_session_query(session, query->wql.text, add_if_named, query, deadline, error);
}

wmi_status wmip_session_query_paths(wmi_session *session, const wmip_selection *selection, const char *where,
                                    const char *const *paths, size_t count, wmip_list *list, wmip_deadline *deadline,
                                    wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t at = 0;
    while (at < count && status == WMI_OK) {
        path_query query;
        size_t taken = SIZE_MAX;
        memset(&query, 0, sizeof query);
        query.list = list;
        query.paths = paths + at;
        while (status == WMI_OK && at + query.count < count && query.count < PATHS_OF_A_QUERY && query.count != taken) {
            taken = query.count;
            status = add_path_to_query(&query, selection, paths[at + query.count], error);
        }
        if (status == WMI_OK) {
            status = run_path_query(session, &query, where, deadline, error);
        }
        at += query.count;
        wmip_buffer_clear(&query.wql);
        wmi_path_clear(&query.first);
    }
    return status;
}

/* Whether a get may do what a query of keys did not: the path has no keys or is wrong, the object is of another class, the host
 * does not take the query. */
static bool may_be_got(wmi_status status, uint32_t number)
{
    static const uint32_t refusals[] = {WMI_E_INVALID_QUERY, WMI_E_NOT_SUPPORTED, WMI_E_PROVIDER_NOT_CAPABLE,
                                        WMI_E_INVALID_CLASS};
    size_t i = 0;
    if (status != WMI_TRANSPORT) {
        return status == WMI_OK || status == WMI_USAGE || status == WMI_REPLY;
    }
    while (i < sizeof refusals / sizeof refusals[0] && refusals[i] != number) {
        i++;
    }
    return i < sizeof refusals / sizeof refusals[0];
}

/* One instance by its path. A query of its keys brings only what is wanted; where it brings nothing, the object is fetched whole. */
static wmi_status get_some(wmi_session *session, const wmip_selection *selection, const char *path, void *instance,
                           wmi_error *error)
{
    wmip_list list = {NULL, NULL, NULL, NULL, 0, 0};
    wmip_deadline deadline = wmip_deadline_of_enumeration(session);
    wmi_object *object = NULL;
    wmi_status status;
    list.session = session;
    list.info = selection->info;
    list.selection = selection;
    status = wmip_session_query_paths(session, selection, NULL, &path, 1, &list, &deadline, error);
    if (status == WMI_OK && list.count > 0) {
        memcpy(instance, list.items, list.info->size);
        memset(list.items, 0, list.info->size);
    } else if (may_be_got(status, error->number)) {
        status = wmip_session_get(session, path, &object, error);
        if (status == WMI_OK) {
            wmip_selection_prune(selection, object);
            status = wmip_session_decode(session, selection->info, object, instance, error);
            wmi_object_free(object);
        }
    }
    wmi_instance_list_free(list.info, list.items, list.count);
    return status;
}

wmi_status WMI_CALL wmi_instance_get_select(wmi_session *session, const wmi_class_info *info, const char *path,
                                            const char *const *properties, void *instance, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "get", info != NULL ? info->name : NULL, NULL, path);
    wmip_selection selection = {NULL, NULL};
    wmi_status status = wmip_session_begin_instance(session, info, instance, &operation.local);
    if (status == WMI_OK) {
        status = wmip_session_check_path(session, path, &operation.local);
    }
    if (status == WMI_OK && properties == NULL) {
        return wmi_instance_get(session, info, path, instance, error);
    }
    if (status == WMI_OK) {
        status = wmip_selection_make(info, properties, &selection, &operation.local);
    }
    if (status == WMI_OK) {
        status = get_some(session, &selection, path, instance, &operation.local);
        wmip_selection_clear(&selection);
    }
    return wmip_operation_end(&operation, status);
}

/* Many. */

typedef struct chosen_visit {
    const wmip_selection *selection;
    wmip_visitor visit;
    void *context;
} chosen_visit;

/* Hosts may send more than they were asked for. */
static wmi_status visit_chosen(void *context, wmi_object *object, bool *more, wmi_error *error)
{
    const chosen_visit *to = context;
    wmip_selection_prune(to->selection, object);
    return to->visit(to->context, object, more, error);
}

WMIP_OPTIONS_END_WITH(wmi_select, where);

wmi_status wmip_select_read(const wmi_select *given, size_t size, wmi_select *own, wmi_error *error)
{
    memset(own, 0, sizeof *own);
    return given != NULL ? wmip_options_read("members of the wmi_select", given, size, own, sizeof *own, error)
                         : WMI_OK;
}

wmi_status wmip_session_select(wmi_session *session, const wmi_class_info *info, const wmi_select *select,
                               wmip_visitor visit, void *context, wmip_buffer *wql, wmi_error *error)
{
    const char *where = wmip_has_text(select->where) ? select->where : NULL;
    wmip_deadline deadline = wmip_deadline_of_enumeration(session);
    wmip_selection selection = {NULL, NULL};
    chosen_visit chosen = {&selection, visit, context};
    wmi_status status = wmip_selection_make(info, select->properties, &selection, error);
    if (status != WMI_OK) {
        return status;
    }
    wmip_selection_write(&selection, info->name, wql);
    if (where != NULL) {
        wmip_buffer_format(wql, " WHERE %s", where);
    }
    status = wql->failed ? wmip_no_memory(error)
                         : wmip_session_query(session, wql->text, visit_chosen, &chosen, &deadline, error);
    wmip_selection_clear(&selection);
    return status;
}

wmi_status WMI_CALL wmi_instance_list_select_sized(wmi_session *session, const wmi_class_info *info,
                                                   const wmi_select *select, size_t size, void **items, size_t *count,
                                                   wmi_error *error)
{
    wmi_select own;
    wmi_status known = wmip_select_read(select, size, &own, NULL);
    wmip_operation operation = wmip_operation_begin(error, "list", info != NULL ? info->name : NULL, NULL, own.where);
    wmi_status status = wmip_list_begin(session, info, items, count, &operation.local);
    wmip_buffer wql = {NULL, 0, 0, false};
    wmip_list list = {NULL, NULL, NULL, NULL, 0, 0};
    if (status == WMI_OK && known != WMI_OK) {
        status = wmip_select_read(select, size, &own, &operation.local);
    }
    if (status == WMI_OK) {
        list.session = session;
        list.info = info;
        status = wmip_session_select(session, info, &own, wmip_list_add, &list, &wql, &operation.local);
        operation.target = wql.text != NULL ? wql.text : operation.target;
        wmip_list_end(&list, status, items, count);
    }
    status = wmip_operation_end(&operation, status);
    wmip_buffer_clear(&wql);
    return status;
}

/* One at a time. */

typedef struct instance_visit {
    const wmi_session *session;
    const wmi_class_info *info;
    wmi_instance_visitor visit;
    void *context;
    void *instance; /* room for one */
} instance_visit;

static wmi_status visit_instance(void *context, wmi_object *object, bool *more, wmi_error *error)
{
    const instance_visit *to = context;
    wmi_status status;
    memset(to->instance, 0, to->info->size);
    status = wmip_session_decode(to->session, to->info, object, to->instance, error);
    if (status == WMI_OK) {
        *more = to->visit(to->context, to->instance);
        wmi_instance_clear(to->info, to->instance);
    }
    return status;
}

wmi_status WMI_CALL wmi_instance_each_sized(wmi_session *session, const wmi_class_info *info, const wmi_select *select,
                                            size_t size, wmi_instance_visitor visit, void *context, wmi_error *error)
{
    wmi_select own;
    wmi_status known = wmip_select_read(select, size, &own, NULL);
    wmip_operation operation = wmip_operation_begin(error, "list", info != NULL ? info->name : NULL, NULL, own.where);
    wmi_status status = wmip_session_check_class(session, info, &operation.local);
    wmip_buffer wql = {NULL, 0, 0, false};
    instance_visit to = {NULL, NULL, NULL, NULL, NULL};
    if (status == WMI_OK && (info == NULL || visit == NULL)) {
        status =
            wmi_fail(&operation.local, WMI_USAGE, 0, "The class or the function that visits its instances is NULL");
    }
    if (status == WMI_OK && known != WMI_OK) {
        status = wmip_select_read(select, size, &own, &operation.local);
    }
    if (status == WMI_OK) {
        to.instance = wmi_alloc(info->size);
        status = to.instance != NULL ? WMI_OK : wmip_no_memory(&operation.local);
    }
    if (status == WMI_OK) {
        to.session = session;
        to.info = info;
        to.visit = visit;
        to.context = context;
        status = wmip_session_select(session, info, &own, visit_instance, &to, &wql, &operation.local);
        operation.target = wql.text != NULL ? wql.text : operation.target;
    }
    wmi_free(to.instance);
    status = wmip_operation_end(&operation, status);
    wmip_buffer_clear(&wql);
    return status;
}
