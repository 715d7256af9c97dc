/* Ready to call: without a host there is nothing to call, but all is linked that it takes. */
#include <door.h>
#include <wmi/wsman.h>

const char *remote_class(void);

const char *remote_class(void)
{
    const wmi_schema *schemas[] = {&door_schema};
    wmi_wsman_options options = {.schemas = schemas, .schema_count = 1};
    wmi_wsman *wsman = NULL;
    const char *name = NULL;

    if (wmi_wsman_new(&options, &wsman, NULL) == WMI_OK && wmi_wsman_backend(wsman) != NULL)
        name = door_Door_Knock_info.name;
    wmi_wsman_free(wsman);
    return name;
}
