#include "com/com_internal.h"

#include <string.h>

void wmip_com_forget_errors(void)
{
    (void)SetErrorInfo(0, NULL);
}

/* What the thread's error object says, in a region: what there is no memory for is left out. */

static void read_ole_text(const OLECHAR *text, UINT length, wmi_memory **memory, const char **out)
{
    while (length > 0 && text[length - 1] <= ' ') { /* WMI's descriptions end with a blank or a line feed */
        length--;
    }
    if (length > 0) {
        (void)wmip_com_text(text, length, memory, out);
    }
}

static void read_text_property(IWbemClassObject *object, const WCHAR *name, wmi_memory **memory, const char **out)
{
    VARIANT value;
    VariantInit(&value);
    if (SUCCEEDED(IWbemClassObject_Get(object, name, 0, &value, NULL, NULL)) && V_VT(&value) == VT_BSTR) {
        read_ole_text(V_BSTR(&value), SysStringLen(V_BSTR(&value)), memory, out);
    }
    VariantClear(&value);
}

static void read_status(IWbemClassObject *object, wmi_opt_uint32 *out)
{
    VARIANT value;
    VariantInit(&value);
    if (SUCCEEDED(IWbemClassObject_Get(object, L"StatusCode", 0, &value, NULL, NULL)) &&
        (V_VT(&value) == VT_I4 || V_VT(&value) == VT_UI4)) {
        *out = wmi_uint32(V_UI4(&value));
    }
    VariantClear(&value);
}

static void read_extended_status(IWbemClassObject *object, wmi_memory **memory, wmi_extended_status *out)
{
    read_text_property(object, L"Description", memory, &out->description);
    read_text_property(object, L"Operation", memory, &out->operation);
    read_text_property(object, L"ParameterInfo", memory, &out->parameter_info);
    read_text_property(object, L"ProviderName", memory, &out->provider);
    read_status(object, &out->status_code);
}

static void take_error_object(wmi_memory **memory, wmi_extended_status *out)
{
    IErrorInfo *info = NULL;
    IWbemClassObject *object = NULL;
    if (GetErrorInfo(0, &info) != S_OK || info == NULL) {
        return;
    }
    if (SUCCEEDED(IErrorInfo_QueryInterface(info, &IID_IWbemClassObject, (void **)&object)) && object != NULL) {
        read_extended_status(object, memory, out);
        IWbemClassObject_Release(object);
    }
    if (out->description == NULL) {
        BSTR text = NULL;
        if (SUCCEEDED(IErrorInfo_GetDescription(info, &text))) {
            read_ole_text(text, SysStringLen(text), memory, &out->description);
        }
        SysFreeString(text);
    }
    IErrorInfo_Release(info);
}

/* Messages. */

/* A sentence without the full stop at its end, so that another can follow, or nothing. */
static void add_sentence(wmip_buffer *message, const char *sentence)
{
    size_t length = strlen(sentence);
    while (length > 0 && sentence[length - 1] == '.') {
        length--;
    }
    wmip_buffer_append(message, sentence, length);
}

static void compose(wmip_buffer *message, uint32_t number, const char *description)
{
    if (message->length > 0) {
        wmip_buffer_text(message, ": ");
    }
    if (description != NULL) {
        add_sentence(message, description);
        wmip_buffer_text(message, ". ");
    }
    add_sentence(message, wmi_hresult_text(number));
    if (wmi_hresult_name(number) == NULL) {
        wmip_buffer_format(message, " (0x%08lX)", (unsigned long)number);
    }
}

static wmi_status fail_with(wmi_error *error, HRESULT result, const char *doing, va_list arguments)
{
    uint32_t number = (uint32_t)result;
    wmi_extended_status extended;
    wmi_memory *memory = NULL;
    wmip_buffer message = {0};
    if (error == NULL) {
        wmip_com_forget_errors();
        return WMI_TRANSPORT;
    }
    memset(&extended, 0, sizeof extended);
    take_error_object(&memory, &extended);
    wmip_buffer_format_list(&message, doing, arguments);
    compose(&message, number, extended.description);
    (void)wmi_fail(error, WMI_TRANSPORT, number, "%s", message.failed ? wmi_hresult_text(number) : message.text);
    wmip_error_extend(error, &extended);
    wmip_buffer_clear(&message);
    wmi_memory_clear(&memory);
    return WMI_TRANSPORT;
}

wmi_status wmip_com_fail(wmi_error *error, HRESULT result, const char *doing, ...)
{
    va_list arguments;
    va_start(arguments, doing);
    (void)fail_with(error, result, doing, arguments);
    va_end(arguments);
    return WMI_TRANSPORT;
}

wmi_status wmip_com_fail_here(wmi_error *error, HRESULT result, const char *doing, ...)
{
    va_list arguments;
    if (result == E_OUTOFMEMORY || result == WMIP_COM_HRESULT(WBEM_E_OUT_OF_MEMORY)) {
        wmip_com_forget_errors();
        return wmip_no_memory(error);
    }
    va_start(arguments, doing);
    (void)fail_with(error, result, doing, arguments);
    va_end(arguments);
    return WMI_TRANSPORT;
}
