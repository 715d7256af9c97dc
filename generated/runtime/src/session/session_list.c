/**
 * @file
 * Lists of typed instances.
 */
#include "session/session_query.h"

#include <string.h>

#define FIRST_LIST_CAPACITY 8

static bool grow_list(wmip_list *list)
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

wmi_status wmip_list_add(void *context, wmi_object *object, bool *more, wmi_error *error)
{
    wmip_list *list = context;
    wmi_status status;
    char *item;
    (void)more;
    if (!grow_list(list)) {
        return wmip_no_memory(error);
    }
    if (list->selection != NULL) {
        wmip_selection_prune(list->selection, object);
    }
    item = list->items + list->count * list->info->size;
    memset(item, 0, list->info->size);
    status = wmip_session_decode(list->session, list->info, object, item, error);
    if (status == WMI_OK) {
        list->count++;
    }
    return status;
}

wmi_status wmip_list_begin(const wmi_session *session, const wmi_class_info *info, void **items, size_t *count,
                           wmi_error *error)
{
    wmi_status status = wmip_session_check_class(session, info, error);
    if (items != NULL && count != NULL) {
        *items = NULL;
        *count = 0;
    }
    if (status == WMI_OK && (info == NULL || items == NULL || count == NULL)) {
        status = wmi_fail(error, WMI_USAGE, 0, "The class or the place for the list is NULL");
    }
    return status;
}

void wmip_list_end(wmip_list *list, wmi_status status, void **items, size_t *count)
{
    if (status == WMI_OK) {
        *items = list->items;
        *count = list->count;
    } else {
        wmi_instance_list_free(list->info, list->items, list->count);
    }
}

wmi_status WMI_CALL wmi_instance_list(wmi_session *session, const wmi_class_info *info, const char *where, void **items,
                                      size_t *count, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "list", info != NULL ? info->name : NULL, NULL, where);
    wmi_status status = wmip_list_begin(session, info, items, count, &operation.local);
    wmip_buffer wql = {NULL, 0, 0, false};
    wmip_list list = {NULL, NULL, NULL, NULL, 0, 0};
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        list.session = session;
        list.info = info;
        wmip_buffer_format(&wql, "SELECT * FROM %s%s%s", info->name, wmip_has_text(where) ? " WHERE " : "",
                           wmip_has_text(where) ? where : "");
        operation.target = wql.failed ? where : wql.text;
        status = wql.failed ? wmip_no_memory(&operation.local)
                            : wmip_session_query(session, wql.text, wmip_list_add, &list, &deadline, &operation.local);
        wmip_list_end(&list, status, items, count);
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
