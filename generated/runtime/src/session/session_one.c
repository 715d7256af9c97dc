/**
 * @file
 * The one instance that a caller asks for.
 */
#include "session/session_query.h"

#include <string.h>

static const char *path_of(const wmi_class_info *info, const void *instance)
{
    const wmi_meta *meta = (const wmi_meta *)(const void *)((const char *)instance + info->meta_offset);
    return meta->path != NULL ? meta->path : "one without a path";
}

/* Two associations may lead to the same object. */
static wmi_status refuse_second(const wmip_only *only, const wmi_object *object, wmi_error *error)
{
    const char *first = path_of(only->info, only->instance);
    bool is_same = false;
    wmi_status status = object->path != NULL ? wmip_path_same(first, object->path, &is_same, error) : WMI_OK;
    if (status == WMI_OK && !is_same) {
        status = wmi_fail(error, WMI_AMBIGUOUS, 0, "One %s was asked for, and there are several: %s, %s",
                          only->info->name, first, object->path != NULL ? object->path : "another");
    }
    return status;
}

wmi_status wmip_only_take(void *context, wmi_object *object, bool *more, wmi_error *error)
{
    wmip_only *only = context;
    wmi_status status;
    (void)more;
    if (only->count > 0) {
        return refuse_second(only, object, error);
    }
    if (only->selection != NULL) {
        wmip_selection_prune(only->selection, object);
    }
    status = wmip_session_decode(only->session, only->info, object, only->instance, error);
    only->count += status == WMI_OK ? 1 : 0;
    return status;
}

/* Hosts show no objects of Hyper-V's classes, and no error, to those who may not see them. */
static bool hides_from_others(const wmi_class_info *info)
{
    static const char *const namespaces[] = {"root\\virtualization\\v2", "root\\HyperVCluster\\v2"};
    size_t i;
    for (i = 0; i < sizeof namespaces / sizeof namespaces[0]; i++) {
        if (wmip_same_namespace(info->ns, strlen(info->ns), namespaces[i])) {
            return true;
        }
    }
    return strncmp(info->name, "Msvm_", strlen("Msvm_")) == 0;
}

wmi_status wmip_only_end(wmip_only *only, wmi_status status, const char *before, const char *what, wmi_error *error)
{
    if (status == WMI_OK && only->count == 0) {
        status = wmi_fail(error, WMI_NOT_FOUND, WMI_E_NOT_FOUND, "There is no %s%s%s%s", only->info->name, before, what,
                          hides_from_others(only->info)
                              ? "; or this program may not see it: to one that is not elevated, and to users outside "
                                "Administrators and Hyper-V Administrators, a host shows none and no error"
                              : "");
    }
    if (status != WMI_OK) {
        wmi_instance_clear(only->info, only->instance);
    }
    return status;
}

wmi_status WMI_CALL wmi_instance_one_sized(wmi_session *session, const wmi_class_info *info, const wmi_select *select,
                                           size_t size, void *instance, wmi_error *error)
{
    wmi_select own;
    wmi_status known = wmip_select_read(select, size, &own, NULL);
    const char *where = wmip_has_text(own.where) ? own.where : NULL;
    wmip_operation operation = wmip_operation_begin(error, "list", info != NULL ? info->name : NULL, NULL, where);
    wmi_status status = wmip_session_begin_instance(session, info, instance, &operation.local);
    wmip_buffer wql = {NULL, 0, 0, false};
    if (status == WMI_OK && known != WMI_OK) {
        status = wmip_select_read(select, size, &own, &operation.local);
    }
    if (status == WMI_OK) {
        wmip_only only = {NULL, NULL, NULL, NULL, 0};
        only.session = session;
        only.info = info;
        only.instance = instance;
        status = wmip_session_select(session, info, &own, wmip_only_take, &only, &wql, &operation.local);
        status =
            wmip_only_end(&only, status, where != NULL ? " where " : "", where != NULL ? where : "", &operation.local);
        operation.target = wql.text != NULL ? wql.text : where;
    }
    status = wmip_operation_end(&operation, status);
    wmip_buffer_clear(&wql);
    return status;
}
