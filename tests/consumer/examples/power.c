/* Starts and stops a machine: `power web-01 start`. */
#include "common.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>

#include <stdio.h>
#include <string.h>

#define REQUEST(NAME) hv_Msvm_ComputerSystem_RequestStateChange_RequestedState_##NAME

static const struct {
    const char *word;
    uint16_t state;
} requests[] = {
    {"start", REQUEST(Enabled)}, {"turn-off", REQUEST(Disabled)}, {"shut-down", REQUEST(Shut_Down)},
    {"save", REQUEST(Offline)},  {"pause", REQUEST(Quiesce)},     {"reset", REQUEST(Reset)},
};

static bool WMI_CALLBACK show(void *context, const wmi_job_progress *progress)
{
    (void)context;
    printf("%3u%% %s: %s\n", (unsigned)progress->percent, progress->caption, progress->state_name);
    return true;
}

static wmi_status find(wmi_session *session, const char *name, hv_Msvm_ComputerSystem *machine, wmi_error *error)
{
    char *where = NULL;
    wmi_status status = wmi_wql(&where, "ElementName = %Q", name);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_one(session, where, machine, error);
    wmi_free(where);
    return status;
}

static wmi_status change(wmi_session *session, char **arguments, wmi_error *error)
{
    const wmi_job_options waiting = {.timeout_ms = 5 * 60 * 1000, .poll_ms = 1000, .cancel = true, .progress = show};
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {0};
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_ComputerSystem after = {0};
    char text[WMI_TEXT_SIZE];
    wmi_status status;
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        if (strcmp(arguments[1], requests[i].word) == 0)
            in.RequestedState = WMI_UINT16(requests[i].state);
    }
    if (!in.RequestedState.has)
        return wmi_fail(error, WMI_USAGE, 0, "A machine cannot '%s'.", arguments[1]);
    status = find(session, arguments[0], &machine, error);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_RequestStateChange_wait(session, machine.wmi.path, &in, NULL, &waiting, error);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_get(session, machine.wmi.path, &after, error);
    if (status == WMI_OK)
        printf("%s is %s\n", after.ElementName,
               wmi_code_text(&hv_Msvm_ComputerSystem_EnabledState_codes, after.EnabledState.value, text));
    hv_Msvm_ComputerSystem_clear(&after);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 2, "MACHINE start|turn-off|shut-down|save|pause|reset", hv_NAMESPACE, change);
}
