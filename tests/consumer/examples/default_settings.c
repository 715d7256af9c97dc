/* A resource comes from a pool, the pool has capabilities, and these are defined by settings: the default ones, and the
 * least, the most and the increment of what is supported. Which is which says the association between them. */
#include "default_settings.h"

#include <virtualization_v2/Msvm_AllocationCapabilities.h>
#include <virtualization_v2/Msvm_ResourcePool.h>
#include <virtualization_v2/Msvm_SettingsDefineCapabilities.h>
#include <wmi/wql.h>

static bool WMI_CALLBACK keep_default(void *context, const wmi_object *object)
{
    hv_Msvm_SettingsDefineCapabilities part = {0};
    char **path = context;
    if (hv_Msvm_SettingsDefineCapabilities_from(object, &part, NULL) == WMI_OK && part.ValueRole.has &&
        part.ValueRole.value == hv_Msvm_SettingsDefineCapabilities_ValueRole_Default)
        *path = wmi_copy_text(part.PartComponent);
    hv_Msvm_SettingsDefineCapabilities_clear(&part);
    return *path == NULL;
}

wmi_status default_settings(wmi_session *session, const char *subtype, hv_CIM_ResourceAllocationSettingData *settings,
                            wmi_error *error)
{
    hv_Msvm_ResourcePool pool = {0};
    hv_Msvm_AllocationCapabilities capabilities = {0};
    char *where = NULL;
    char *path = NULL;
    wmi_status status = wmi_wql(&where, "ResourceSubType = %Q AND Primordial = TRUE", subtype);
    if (status == WMI_OK)
        status = hv_Msvm_ResourcePool_one(session, where, &pool, error);
    if (status == WMI_OK)
        status = hv_Msvm_AllocationCapabilities_related_one(session, pool.wmi.path, "Msvm_ElementCapabilities",
                                                            &capabilities, error);
    if (status == WMI_OK)
        status = wmi_references(session, capabilities.wmi.path, "Msvm_SettingsDefineCapabilities", "GroupComponent",
                                keep_default, &path, error);
    if (status == WMI_OK && path == NULL)
        status = wmi_fail(error, WMI_NOT_FOUND, 0, "'%s' has no default settings.", subtype);
    if (status == WMI_OK)
        status = hv_CIM_ResourceAllocationSettingData_get(session, path, settings, error);
    wmi_free(path);
    wmi_free(where);
    hv_Msvm_AllocationCapabilities_clear(&capabilities);
    hv_Msvm_ResourcePool_clear(&pool);
    return status;
}
