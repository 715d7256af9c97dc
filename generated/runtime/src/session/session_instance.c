/**
 * @file
 * Typed instances of objects that a program already holds.
 */
#include "session/session_internal.h"

#include <string.h>

wmi_status WMI_CALL wmi_instance_from(const wmi_class_info *info, const wmi_object *object, void *instance,
                                      wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "read", info != NULL ? info->name : NULL, NULL,
                                                    object != NULL ? object->path : NULL);
    wmi_status status = WMI_OK;
    if (info == NULL || instance == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "%s is NULL", info == NULL ? "The class" : "The instance");
    } else {
        memset(instance, 0, info->size);
    }
    if (status == WMI_OK && object == NULL) {
        status =
            wmi_fail(&operation.local, WMI_USAGE, 0, "The object that a %s is to be read from is NULL", info->name);
    }
    if (status == WMI_OK) {
        status = wmip_decode_instance(info, object, instance, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

/* The object in a property of an event. */
static wmi_status object_of_event(const wmi_object *event, const char *property, const wmi_object **object,
                                  wmi_error *error)
{
    const char *name = event->class_name != NULL ? event->class_name : "event";
    const wmi_value *value = wmi_object_get(event, property);
    if (value == NULL) {
        return wmi_fail(error, WMI_REPLY, 0, "The %s has no %s", name, property);
    }
    if (wmip_value_is_null(value)) {
        return wmi_fail(error, WMI_REPLY, 0, "%s of the %s is NULL", property, name);
    }
    if (value->type != WMI_TYPE_OBJECT || value->is_array) {
        return wmi_fail(error, WMI_REPLY, 0, "%s of the %s is a %s%s and no object", property, name,
                        wmi_type_name(value->type), value->is_array ? "[]" : "");
    }
    *object = value->u.object;
    return WMI_OK;
}

wmi_status WMI_CALL wmi_instance_from_event(const wmi_class_info *info, const wmi_object *event, const char *property,
                                            void *instance, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "read", info != NULL ? info->name : NULL, NULL, property);
    const wmi_object *object = NULL;
    wmi_status status = WMI_OK;
    if (info != NULL && instance != NULL) {
        memset(instance, 0, info->size);
    } else {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "%s is NULL", info == NULL ? "The class" : "The instance");
    }
    if (status == WMI_OK && (event == NULL || !wmip_has_text(property))) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "%s is NULL",
                          event == NULL ? "The event" : "The property of the event (TargetInstance, PreviousInstance)");
    }
    if (status == WMI_OK) {
        status = object_of_event(event, property, &object, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_decode_instance(info, object, instance, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}
