/* What only Wine needs: com_internal.h says what for. */
#include "com/com_internal.h"

#include <string.h>

/* Calls. */

LONG wmip_com_wine_flags(const wmip_com_connection *connection)
{
    return connection->synchronous != 0 ? 0 : WBEM_FLAG_RETURN_IMMEDIATELY;
}

/* Whether WMI itself answered, and not something on the way to it. */
static bool is_whole_answer(HRESULT result)
{
    return SUCCEEDED(result) || ((uint32_t)result & 0xFFFFF000u) == (WMI_E_FAILED & 0xFFFFF000u);
}

/* Starts a semisynchronous GetObject. @return false where the server seems not to know such calls. */
static bool start_get(wmip_com_connection *connection, BSTR path, HRESULT *result, IWbemCallResult **call)
{
    *result = IWbemServices_GetObject(connection->services, path, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, NULL, call);
    if (SUCCEEDED(*result) && *call != NULL) {
        (void)InterlockedExchange(&connection->semisynchronous, 1);
        return true;
    }
    return FAILED(*result) &&
           (connection->semisynchronous != 0 || *result != WMIP_COM_HRESULT(WBEM_E_INVALID_PARAMETER));
}

HRESULT wmip_com_wine_get(wmip_com_connection *connection, BSTR path, IWbemCallResult **call, IWbemClassObject **object)
{
    HRESULT result = S_OK;
    if (connection->synchronous != 0 || !start_get(connection, path, &result, call)) {
        wmip_com_forget_errors();
        result = IWbemServices_GetObject(connection->services, path, 0, NULL, object, NULL);
        if (is_whole_answer(result) &&
            result != WMIP_COM_HRESULT(WBEM_E_INVALID_PARAMETER)) { /* it was the flag, then */
            (void)InterlockedExchange(&connection->synchronous, 1);
        }
    }
    return result;
}

wmi_status wmip_com_wine_probe(wmip_com_connection *connection, const char *class_name,
                               const wmip_com_deadline *deadline, const char *doing, wmi_error *error)
{
    IWbemClassObject *object = NULL;
    BSTR path = NULL;
    wmi_status status = WMI_OK;
    if (connection->synchronous != 0 || connection->semisynchronous != 0) {
        return WMI_OK;
    }
    status = wmip_com_bstr(class_name, "the name of a class", &path, error);
    if (status == WMI_OK) {
        status = wmip_com_get_object(connection, path, deadline, doing, &object, error);
    }
    if (object != NULL) {
        IWbemClassObject_Release(object);
    }
    SysFreeString(path);
    if (status == WMI_TRANSPORT && (connection->synchronous != 0 || connection->semisynchronous != 0)) {
        status = wmip_succeed(error); /* the answer does not matter, only its manner */
    }
    return status;
}

bool wmip_com_wine_call_control(wmip_com_call_control *control)
{
    HMODULE ole = GetModuleHandleW(L"ole32.dll");
    memset(control, 0, sizeof *control);
    if (ole != NULL) {
        typedef void (*function)(void);
        control->enable = (wmip_com_enable)(function)GetProcAddress(ole, "CoEnableCallCancellation");
        control->disable = (wmip_com_enable)(function)GetProcAddress(ole, "CoDisableCallCancellation");
        control->cancel = (wmip_com_cancel)(function)GetProcAddress(ole, "CoCancelCall");
    }
    return control->enable != NULL && control->disable != NULL && control->cancel != NULL;
}

/* Paths and keys. */

const char *wmip_com_wine_path(const wmip_com_connection *connection, const char *path)
{
    const char *ns = path;
    size_t length = 0;
    if (wmip_is_slash(path[0]) && wmip_is_slash(path[1])) {
        const char *server = wmip_path_server(path, &length);
        if (server == NULL || !wmip_com_is_own_server(connection, server, length)) {
            return path;
        }
        ns = server + length + 1;
    }
    length = strcspn(ns, ":.=\"'");
    return ns[length] == ':' && wmip_com_is_own_namespace(connection, ns, length) ? ns + length + 1 : path;
}

const char *const *wmip_com_wine_keys(const wmi_path *path, wmi_memory **memory, size_t *count)
{
    const char **keys = wmip_memory_array(memory, path->key_count, sizeof *keys);
    size_t i = 0;
    while (keys != NULL && i < path->key_count && path->keys[i].name != NULL) {
        keys[i] = path->keys[i].name;
        i++;
    }
    *count = i;
    return keys;
}

/* Values. */

VARTYPE wmip_com_wine_vartype(wmi_type type, VARTYPE canonical)
{
    switch (type) {
    case WMI_TYPE_SINT8:
        return VT_I1;
    case WMI_TYPE_UINT16:
    case WMI_TYPE_CHAR16:
        return VT_UI2;
    case WMI_TYPE_UINT32:
        return VT_UI4;
    case WMI_TYPE_SINT64:
        return VT_I8;
    case WMI_TYPE_UINT64:
        return VT_UI8;
    default:
        return canonical;
    }
}

bool wmip_com_wine_is_unset(BSTR text)
{
    return text == NULL;
}

bool wmip_com_wine_is_missing(const SAFEARRAY *array)
{
    return array == NULL;
}
