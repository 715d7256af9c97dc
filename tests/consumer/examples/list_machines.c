/* Lists the virtual machines of a host: what they are, how they are, what they have. */
#include "common.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_ProcessorSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static wmi_status show(wmi_session *session, const hv_Msvm_VirtualSystemSettingData *settings, wmi_error *error)
{
    static const char parts[] = "Msvm_VirtualSystemSettingDataComponent";
    const char *path = settings->wmi.path;
    const char *second = hv_Msvm_VirtualSystemSettingData_VirtualSystemSubType_Microsoft_Hyper_V_SubType_2;
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_MemorySettingData memory = {0};
    hv_Msvm_ProcessorSettingData processors = {0};
    char state[WMI_TEXT_SIZE];
    wmi_status status = hv_Msvm_ComputerSystem_related_one(session, path, "Msvm_SettingsDefineState", &machine, error);
    if (status == WMI_OK)
        status = hv_Msvm_MemorySettingData_related_one(session, path, parts, &memory, error);
    if (status == WMI_OK)
        status = hv_Msvm_ProcessorSettingData_related_one(session, path, parts, &processors, error);
    if (status == WMI_OK)
        printf("%-10s %-10s generation %d, %" PRIu64 " processors, %" PRIu64 " MB%s\n", settings->ElementName,
               wmi_code_text(&hv_Msvm_ComputerSystem_EnabledState_codes, machine.EnabledState.value, state),
               settings->VirtualSystemSubType != NULL && strcmp(settings->VirtualSystemSubType, second) == 0 ? 2 : 1,
               processors.VirtualQuantity.value, memory.VirtualQuantity.value,
               memory.DynamicMemoryEnabled.value ? ", dynamic" : "");
    hv_Msvm_ComputerSystem_clear(&machine);
    hv_Msvm_MemorySettingData_clear(&memory);
    hv_Msvm_ProcessorSettingData_clear(&processors);
    return status;
}

/* Settings, not machines: checkpoints have settings of another type, and a host is told from its machines only by a
 * Caption that is in the language of the host. */
static wmi_status list(wmi_session *session, wmi_error *error)
{
    static const char own[] =
        "VirtualSystemType = '" hv_Msvm_VirtualSystemSettingData_VirtualSystemType_System_Realized "'";
    hv_Msvm_VirtualSystemSettingData *machines = NULL;
    size_t count = 0;
    wmi_status status = hv_Msvm_VirtualSystemSettingData_list(session, own, &machines, &count, error);
    for (size_t i = 0; i < count && status == WMI_OK; i++)
        status = show(session, &machines[i], error);
    if (status == WMI_OK)
        printf("%zu machines\n", count);
    hv_Msvm_VirtualSystemSettingData_list_free(machines, count);
    return status;
}

int main(int argc, char **argv)
{
    example self;
    wmi_session *session = NULL;
    wmi_error error = WMI_ERROR_INIT;
    int result = 2;
    if (example_begin(&self, argc, argv, 0, "")) {
        self.options.ns = hv_NAMESPACE;
        result = wmi_connect(&self.options, &session, &error) == WMI_OK && list(session, &error) == WMI_OK
                     ? 0
                     : example_failed(&error);
    }
    wmi_error_clear(&error);
    wmi_close(session);
    example_end(&self);
    return result;
}
