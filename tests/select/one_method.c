/* A program that takes one method of one class. Nobody runs it. */
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

int main(int argc, char **argv)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {0};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out = {0};
    wmi_session *session = NULL;

    (void)argc;
    return hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(session, argv[0], &in, &out, NULL, NULL) == WMI_OK;
}
