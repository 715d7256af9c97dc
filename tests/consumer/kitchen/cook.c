/* A library of a user's own over the bindings: calls a method of the user's MOF on the loopback backend. */
#include <stdio.h>
#include <string.h>

#include <kitchen.h>
#include <wmi/loopback.h>

#include "cook.h"

WMI_LOOPBACK_HANDLER(toast, kitchen_Toaster_Toast)
{
    kitchen_Slice slice = {0};
    wmi_status status = WMI_UNEMBED(kitchen_Slice, &in->Bread, &slice, error);

    (void)call;
    if (status != WMI_OK)
        return status;
    out->Brownness = WMI_UINT16(in->Seconds.value / 10);
    out->ReturnValue =
        WMI_UINT32(strcmp(slice.Grain, "rye") == 0 ? kitchen_Toaster_Toast_Done : kitchen_Toaster_Toast_No_bread);
    kitchen_Slice_clear(&slice);
    return WMI_OK;
}

int cook_toast(void)
{
    const wmi_schema *schemas[] = {&kitchen_schema};
    wmi_connect_options options = {.ns = kitchen_NAMESPACE};
    kitchen_Toaster toaster = {.Name = "left", .State = WMI_UINT8_INIT(kitchen_Toaster_State_Am_Werk)};
    kitchen_Slice slice = {.Grain = "rye", .Thickness = WMI_REAL32(1.5)};
    kitchen_Toaster_Toast_in in = {.Seconds = WMI_UINT16(90)};
    kitchen_Toaster_Toast_out out = {0};
    wmi_error error = {0};
    wmi_loopback *loopback = NULL;
    wmi_session *session = NULL;
    char *path = NULL;
    int result = 1;

    in.Bread = WMI_EMBED(kitchen_Slice, &slice);
    if (wmi_loopback_new(schemas, 1, &loopback, &error) != WMI_OK ||
        wmi_loopback_add(loopback, &kitchen_Toaster_info, &toaster, &path, &error) != WMI_OK ||
        wmi_loopback_on(loopback, kitchen_NAMESPACE, "Toaster", "Toast", toast, NULL, &error) != WMI_OK)
        goto end;
    options.backend = wmi_loopback_backend(loopback);
    if (wmi_connect(&options, &session, &error) != WMI_OK ||
        kitchen_Toaster_Toast(session, path, &in, &out, &error) != WMI_OK)
        goto end;
    printf("%s, brownness %u\n", wmi_code_name(&kitchen_Toaster_Toast_codes, out.ReturnValue.value),
           (unsigned)out.Brownness.value);
    result = 0;
end:
    if (result != 0)
        fprintf(stderr, "%s\n", error.message);
    wmi_error_clear(&error);
    kitchen_Toaster_Toast_out_clear(&out);
    wmi_close(session);
    wmi_free(path);
    wmi_loopback_free(loopback);
    return result;
}
