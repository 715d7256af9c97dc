/* The backend of README.md's program, where there is no Windows: by the name of the one that it asks for. */
#include "hyperv_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <wmi/com.h>

static hyperv_host *host;

static void end(void)
{
    hyperv_host_free(host);
}

const wmi_backend *WMI_CALL wmi_com_backend(void)
{
    wmi_error error = WMI_ERROR_INIT;
    if (hyperv_host_new(&host, &error) != WMI_OK)
        fprintf(stderr, "%s\n", error.message);
    wmi_error_clear(&error);
    atexit(end);
    return hyperv_host_backend(host);
}
