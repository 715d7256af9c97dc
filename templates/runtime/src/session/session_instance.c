/**
 * @file
 * Typed instances of what a program already holds.
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
