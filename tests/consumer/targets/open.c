/* Opens a jar, by the loopback. */
#include <stdio.h>

#include <shelf.h>
#include <wmi/loopback.h>

#if !defined(OPEN_API)
#define OPEN_API
#endif

OPEN_API int main(void);

WMI_LOOPBACK_HANDLER(open_handler, shelf_Jar_Open)
{
    out->ReturnValue = WMI_UINT32(7);
    return WMI_OK;
}

OPEN_API int main(void)
{
    const wmi_schema *schemas[] = {&shelf_schema};
    wmi_connect_options options = {.ns = shelf_NAMESPACE};
    shelf_Jar jar = {.Name = "plums"};
    shelf_Jar_Open_out out = {0};
    wmi_loopback *loopback = NULL;
    wmi_session *session = NULL;
    wmi_error error = {0};
    char *path = NULL;

    wmi_loopback_new(schemas, WMI_COUNT(schemas), &loopback, &error);
    wmi_loopback_add(loopback, &shelf_Jar_info, &jar, &path, &error);
    wmi_loopback_on(loopback, shelf_NAMESPACE, "Jar", "Open", open_handler, NULL, &error);
    options.backend = wmi_loopback_backend(loopback);
    if (wmi_connect(&options, &session, &error) != WMI_OK ||
        shelf_Jar_Open(session, path, NULL, &out, &error) != WMI_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    printf("open: %u\n", (unsigned)out.ReturnValue.value);
    shelf_Jar_Open_out_clear(&out);
    wmi_free(path);
    wmi_error_clear(&error);
    wmi_close(session);
    wmi_loopback_free(loopback);
    return 0;
}
