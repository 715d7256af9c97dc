/**
 * @file
 * The settings that a host gives a resource by default: what to start from when one is added to a machine.
 */
#ifndef EXAMPLES_DEFAULT_SETTINGS_H
#define EXAMPLES_DEFAULT_SETTINGS_H

#include <virtualization_v2/CIM_ResourceAllocationSettingData.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Finds them. Whatever class they are of (Msvm_MemorySettingData, Msvm_StorageAllocationSettingData, ...), they are
 * read as the class that all these are derived from: when they go out again they have their own class, with all that it
 * has more.
 * @param subtype such as `Microsoft:Hyper-V:Synthetic SCSI Controller`
 * @param settings the caller's: hv_CIM_ResourceAllocationSettingData_clear
 */
wmi_status default_settings(wmi_session *session, const char *subtype, hv_CIM_ResourceAllocationSettingData *settings,
                            wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
