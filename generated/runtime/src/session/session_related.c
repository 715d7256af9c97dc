/**
 * @file
 * Typed instances that are associated with an object.
 */
#include "session/session_query.h"

#include <string.h>

/* The filter takes the class and those that derive from it. */
static wmi_associator_filter filter_of(const wmi_class_info *info, const char *association)
{
    wmi_associator_filter filter = {NULL, NULL, NULL, NULL};
    filter.association_class = wmip_has_text(association) ? association : NULL;
    filter.result_class = info->name;
    return filter;
}

/* ASSOCIATORS OF knows neither properties nor conditions: what it brings is cut down to the properties; a condition is asked of the
 * host, by queries of the keys of what is associated. */
static wmi_status list_related(wmi_session *session, const wmi_associator_filter *filter, const char *path,
                               const char *where, wmip_list *list, wmi_error *error)
{
    wmip_deadline deadline = wmip_deadline_of_enumeration(session);
    char **paths = NULL;
    size_t count = 0;
    wmi_status status;
    if (!wmip_has_text(where)) {
        return wmip_session_associators(session, path, filter, wmip_list_add, list, &deadline, error);
    }
    status = wmip_session_associated(session, path, filter, &paths, &count, &deadline, error);
    if (status == WMI_OK) {
        status = wmip_session_query_paths(session, list->selection, where, (const char *const *)paths, count, list,
                                          &deadline, error);
    }
    wmi_free(paths);
    return status;
}

wmi_status WMI_CALL wmi_instance_related_sized(wmi_session *session, const wmi_class_info *info, const char *path,
                                               const char *association, const wmi_select *select, size_t size,
                                               void **items, size_t *count, wmi_error *error)
{
    wmi_select own;
    wmip_operation operation = wmip_operation_begin(error, "associators", info != NULL ? info->name : NULL, NULL, path);
    wmip_selection selection = {NULL, NULL};
    wmip_list list = {NULL, NULL, NULL, NULL, 0, 0};
    wmi_status status = wmip_list_begin(session, info, items, count, &operation.local);
    if (status == WMI_OK) {
        status = wmip_session_check_path(session, path, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_select_read(select, size, &own, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_selection_make(info, own.properties, &selection, &operation.local);
    }
    if (status == WMI_OK) {
        wmi_associator_filter filter = filter_of(info, association);
        list.session = session;
        list.info = info;
        list.selection = &selection;
        status = list_related(session, &filter, path, own.where, &list, &operation.local);
        wmip_list_end(&list, status, items, count);
        wmip_selection_clear(&selection);
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_instance_related_one(wmi_session *session, const wmi_class_info *info, const char *path,
                                             const char *association, void *instance, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "associators", info != NULL ? info->name : NULL, NULL, path);
    wmi_status status = wmip_session_begin_instance(session, info, instance, &operation.local);
    if (status == WMI_OK) {
        status = wmip_session_check_path(session, path, &operation.local);
    }
    if (status == WMI_OK) {
        wmi_associator_filter filter = filter_of(info, association);
        wmip_deadline deadline = wmip_deadline_of_enumeration(session);
        wmip_only only = {NULL, NULL, NULL, NULL, 0};
        only.session = session;
        only.info = info;
        only.instance = instance;
        status = wmip_session_associators(session, path, &filter, wmip_only_take, &only, &deadline, &operation.local);
        status = wmip_only_end(&only, status, " associated with ", path, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}
