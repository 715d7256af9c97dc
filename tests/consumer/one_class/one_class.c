/* Names one method of one class. What the linker takes with it is looked at by consume.sh. */
#include <stdio.h>

#include <virtualization_v2/Msvm_ReplicationService.h>

int main(void)
{
    hv_Msvm_ReplicationService_InitiateFailback_in in = {.ComputerSystem = "Msvm_ComputerSystem.Name=\"x\""};
    wmi_error error = {0};
    wmi_status status =
        hv_Msvm_ReplicationService_InitiateFailback(NULL, "Msvm_ReplicationService=@", &in, NULL, &error);

    printf("%s: %s\n", wmi_status_name(status), error.message);
    wmi_error_clear(&error);
    return status == WMI_USAGE ? 0 : 1;
}
