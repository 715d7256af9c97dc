/* Links every backend for 32-bit Windows. */
#include <wmi/com.h>
#include <wmi/loopback.h>
#include <wmi/wmi.h>

int main(void)
{
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = "root\\cimv2"};
    wmi_loopback *loopback = NULL;
    wmi_session *session = NULL;
    wmi_status status = wmi_connect(&options, &session, NULL);
    wmi_close(session);
    if (wmi_loopback_new(NULL, 0, &loopback, NULL) == WMI_OK) {
        wmi_loopback_free(loopback);
    }
    return status == WMI_OK ? 0 : 1;
}
