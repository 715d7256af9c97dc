/**
 * @file
 * The functions that every class has, for the generated sources: they differ in nothing but types.
 */
#ifndef WMI_INSTANCE_H
#define WMI_INSTANCE_H

#include <wmi/session.h>

/** Defines C_get, C_list, C_list_free, C_put, C_path and C_clear of a class whose descriptor is C_info. */
#define WMI_DEFINE_INSTANCE(C) \
    wmi_status WMI_CALL C##_get(wmi_session *session, const char *path, C *out, wmi_error *error) \
    { \
        return wmi_instance_get(session, &C##_info, path, out, error); \
    } \
    wmi_status WMI_CALL C##_list(wmi_session *session, const char *where, C **items, size_t *count, wmi_error *error) \
    { \
        void *list = NULL; \
        wmi_status status = wmi_instance_list(session, &C##_info, where, items == NULL ? NULL : &list, count, error); \
        if (items != NULL) \
            *items = (C *)list; \
        return status; \
    } \
    void WMI_CALL C##_list_free(C *items, size_t count) \
    { \
        wmi_instance_list_free(&C##_info, items, count); \
    } \
    wmi_status WMI_CALL C##_put(wmi_session *session, const C *instance, wmi_error *error) \
    { \
        return wmi_instance_put(session, &C##_info, instance, error); \
    } \
    wmi_status WMI_CALL C##_path(const C *instance, char **path, wmi_error *error) \
    { \
        return wmi_instance_path(&C##_info, instance, path, error); \
    } \
    void WMI_CALL C##_clear(C *instance) \
    { \
        wmi_instance_clear(&C##_info, instance); \
    } \
    extern const wmi_class_info C##_info

#endif
