/* Starts a machine and watches what becomes of it, until it runs: `watch_machine web-01`. */
#include "common.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>

#include <stdio.h>

#define STATE(NAME) hv_Msvm_ComputerSystem_EnabledState_##NAME

/* @param running whether the machine has arrived */
static wmi_status tell(const wmi_object *event, bool *running, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine = {0};
    char text[WMI_TEXT_SIZE];
    wmi_status status = hv_Msvm_ComputerSystem_from_event(event, "TargetInstance", &machine, error);
    if (status == WMI_OK)
        printf("%s: %s\n", machine.ElementName,
               wmi_code_text(&hv_Msvm_ComputerSystem_EnabledState_codes, machine.EnabledState.value, text));
    *running = machine.EnabledState.value == STATE(Enabled);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* Its start is asked for when the events are subscribed to, so that none is missed, and not waited for. */
static wmi_status watch(wmi_session *session, const hv_Msvm_ComputerSystem *machine, wmi_error *error)
{
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16(STATE(Enabled))};
    hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
    wmi_events *events = NULL;
    bool running = false;
    char *query = NULL;
    char text[WMI_TEXT_SIZE];
    wmi_status status = wmi_wql(&query,
                                "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA "
                                "'Msvm_ComputerSystem' AND TargetInstance.Name = %Q AND "
                                "TargetInstance.EnabledState <> PreviousInstance.EnabledState",
                                machine->Name);
    if (status == WMI_OK)
        status = wmi_subscribe(session, query, &events, error);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_RequestStateChange(session, machine->wmi.path, &in, &out, error);
    if (status == WMI_OK && out.ReturnValue.value != WMI_RETURN_JOB_STARTED && out.ReturnValue.value != 0)
        status = wmi_fail(
            error, WMI_RETURN_CODE, out.ReturnValue.value, "The host does not start %s: %s", machine->ElementName,
            wmi_return_text(&hv_Msvm_ComputerSystem_RequestStateChange_info, out.ReturnValue.value, text));
    while (status == WMI_OK && !running) {
        wmi_object *event = NULL;
        status = wmi_events_next(events, 60 * 1000, &event, error);
        if (status == WMI_OK)
            status = tell(event, &running, error);
        wmi_object_free(event);
    }
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    wmi_events_free(events);
    wmi_free(query);
    return status;
}

static wmi_status work(wmi_session *session, char **arguments, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine = {0};
    char *where = NULL;
    wmi_status status = wmi_wql(&where, "ElementName = %Q", arguments[0]);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_one(session, where, &machine, error);
    if (status == WMI_OK)
        status = watch(session, &machine, error);
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_free(where);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, 1, "MACHINE", hv_NAMESPACE, work);
}
