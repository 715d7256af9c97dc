/* Calls one method, over a backend. */
#include <stdio.h>

#include <virtualization_v2/Msvm_ReplicationService.h>
#include <wmi/loopback.h>

int main(void)
{
    hv_Msvm_ReplicationService_InitiateFailback_in in = {.ComputerSystem = "Msvm_ComputerSystem.Name=\"x\""};
    wmi_connect_options options = {.ns = hv_NAMESPACE};
    wmi_loopback *loopback = NULL;
    wmi_session *session = NULL;
    wmi_error error = {0};

    wmi_loopback_new(NULL, 0, &loopback, &error);
    options.backend = wmi_loopback_backend(loopback);
    wmi_connect(&options, &session, &error);
    const wmi_status status =
        hv_Msvm_ReplicationService_InitiateFailback(session, "Msvm_ReplicationService=@", &in, NULL, &error);
    printf("%s: %s\n", wmi_status_name(status), error.message);
    wmi_error_clear(&error);
    wmi_close(session);
    wmi_loopback_free(loopback);
    return status == WMI_OK;
}
