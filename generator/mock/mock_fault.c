/**
 * @file
 * Faults, in the forms that hosts are recorded to answer: f:WSManFault of what WinRM itself refuses and of queries, MSFT_WmiError of
 * what WMI says.
 */
#include "mock/mock_internal.h"

#include <stdio.h>
#include <string.h>

#define FROM_ADDRESSING WMIP_NS_ADDRESSING
#define FROM_TRANSFER WMIP_NS_TRANSFER
#define FROM_ENUMERATION WMIP_NS_ENUMERATION
#define FROM_EVENTING WMIP_NS_EVENTING
#define FROM_WSMAN "http://schemas.dmtf.org/wbem/wsman/1/wsman"
#define DETAILS "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"
#define DMTF_URI "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"

typedef struct mbm_fault_kind {
    const char *code;
    const char *prefix;
    const char *subcode; /* NULL = none */
    const char *action;
    uint32_t number;
    const char *text;
    const char *japanese;
} mbm_fault_kind;

static const mbm_fault_kind fault_kinds[MBM_FAULT_COUNT] = {
    [MBM_FAULT_NONE] = {"Receiver", "w", "InternalError", FROM_WSMAN "/fault", 0x8007054F, "", ""},
#define MBM_FAULT(id, code, prefix, subcode, from, number, text, japanese)                                             \
    [MBM_FAULT_##id] = {code, prefix, subcode, FROM_##from "/fault", UINT32_C(number), text, japanese},
#include "mock/mock_faults.def"
    [MBM_FAULT_WMI] = {"Receiver", "w", "InternalError", FROM_WSMAN "/fault", 0, "", ""},
};

/* What WMI says, as the subcode of the fault, and as a status code of CIM (DSP0200 6.4.2). */
typedef struct mbm_wmi_code {
    uint32_t number;
    const char *code;
    const char *prefix;
    const char *subcode;
    unsigned cim;
} mbm_wmi_code;

static const mbm_wmi_code wmi_codes[] = {
    {WMI_E_ACCESS_DENIED, "Sender", "w", "AccessDenied", 2},
    {WMI_E_INVALID_NAMESPACE, "Sender", "a", "DestinationUnreachable", 3},
    {WMI_E_INVALID_PARAMETER, "Sender", "w", "InvalidParameter", 4},
    {WMI_E_INVALID_METHOD_PARAMETERS, "Sender", "w", "InvalidParameter", 4},
    {WMI_E_ILLEGAL_NULL, "Sender", "w", "InvalidParameter", 4},
    {WMI_E_VALUE_OUT_OF_RANGE, "Sender", "w", "InvalidParameter", 4},
    {WMI_E_INVALID_CLASS, "Sender", "a", "DestinationUnreachable", 5},
    {WMI_E_NOT_FOUND, "Sender", "a", "DestinationUnreachable", 6},
    {WMI_E_NOT_SUPPORTED, "Sender", "w", "UnsupportedFeature", 7},
    {WMI_E_PROVIDER_NOT_CAPABLE, "Sender", "w", "UnsupportedFeature", 7},
    {WMI_E_ALREADY_EXISTS, "Sender", "w", "AlreadyExists", 11},
    {WMI_E_TYPE_MISMATCH, "Sender", "w", "InvalidParameter", 13},
    {WMI_E_READ_ONLY, "Sender", "w", "InvalidParameter", 4},
    {WMI_E_ILLEGAL_OPERATION, "Sender", "w", "UnsupportedFeature", 7},
    {WMI_E_INVALID_OBJECT_PATH, "Sender", "w", "InvalidSelectors", 4},
    {WMI_E_INVALID_METHOD, "Sender", "a", "ActionNotSupported", 17},
    {WMI_E_METHOD_NOT_IMPLEMENTED, "Sender", "a", "ActionNotSupported", 17},
};

/* Noting. */

bool mbm_no_memory(mbm_exchange *x)
{
    x->status = WMI_NO_MEMORY;
    return false;
}

static const char *format_text(mbm_exchange *x, const char *format, va_list arguments)
{
    wmip_buffer buffer = {0};
    const char *text = NULL;
    wmip_buffer_format_list(&buffer, format, arguments);
    if (!buffer.failed) {
        text = wmi_memory_text(&x->memory, buffer.text != NULL ? buffer.text : "", buffer.length);
    }
    wmip_buffer_clear(&buffer);
    if (text == NULL) {
        (void)mbm_no_memory(x);
    }
    return text;
}

const char *mbm_text(mbm_exchange *x, const char *format, ...)
{
    const char *text;
    va_list arguments;
    va_start(arguments, format);
    text = format_text(x, format, arguments);
    va_end(arguments);
    return text;
}

bool mbm_refuse(mbm_exchange *x, mbm_fault_id id, const char *detail, const char *format, ...)
{
    va_list arguments;
    if (x->fault.id != MBM_FAULT_NONE || x->status == WMI_NO_MEMORY) {
        return false;
    }
    x->fault.id = id;
    x->fault.detail = detail;
    if (format != NULL) {
        va_start(arguments, format);
        x->fault.message = format_text(x, format, arguments);
        va_end(arguments);
    }
    return false;
}

/* A path without its namespace, as providers tell of it. */
static const char *relative_path(const char *path)
{
    const char *end = path != NULL ? strpbrk(path, ":\"") : NULL;
    return end != NULL && *end == ':' ? end + 1 : path;
}

/* What the loopback advises is for programs in C that play it; who started this one has options. */
static const char *advise(mbm_exchange *x, const char *message)
{
    static const char *const advice[][2] = {
        {"; wmi_loopback_on registers one", "; a scenario can say what it answers"},
        {"(wmi_loopback_allow_writes switches this off)", "(--allow-writes switches this off)"},
    };
    size_t i;
    for (i = 0; message != NULL && i < sizeof advice / sizeof advice[0]; i++) {
        const char *found = strstr(message, advice[i][0]);
        if (found != NULL) {
            return mbm_text(x, "%.*s%s%s", (int)(found - message), message, advice[i][1], found + strlen(advice[i][0]));
        }
    }
    return message != NULL ? message : "";
}

bool mbm_refuse_error(mbm_exchange *x, wmi_error *error)
{
    if (error->status == WMI_NO_MEMORY) {
        (void)mbm_no_memory(x);
    } else if (error->status == WMI_TIMEOUT) {
        (void)mbm_refuse(x, MBM_FAULT_TIMED_OUT, NULL, "%s", error->message);
    } else if (error->status == WMI_TRANSPORT && error->number == WMI_E_NOT_FOUND) {
        (void)mbm_refuse(x, MBM_FAULT_NOT_THERE, "InvalidResourceURI", "%s", error->message);
        x->fault.operation = "GetObject";
        x->fault.parameter = relative_path(x->path);
        x->fault.provider = "WMI Provider";
    } else {
        const char *message = advise(x, error->message);
        (void)mbm_refuse(x, MBM_FAULT_WMI, NULL, "%s", message != NULL ? message : "");
        x->fault.number = error->status == WMI_TRANSPORT ? error->number
                          : error->status == WMI_USAGE   ? WMI_E_INVALID_PARAMETER
                                                         : WMI_E_FAILED;
    }
    wmi_error_clear(error);
    return false;
}

/* Writing. */

static const mbm_wmi_code *find_wmi_code(uint32_t number)
{
    size_t i;
    for (i = 0; i < sizeof wmi_codes / sizeof wmi_codes[0]; i++) {
        if (wmi_codes[i].number == number) {
            return &wmi_codes[i];
        }
    }
    return NULL;
}

static bool is_japanese(const mbm_exchange *x)
{
    return wmip_equal_slice(x->server->locale, strcspn(x->server->locale, "-_"), "ja");
}

/* What a person reads, in the language of the host. What is wrong in particular is said in English, as a provider of a third party does. */
static const char *say(const mbm_exchange *x)
{
    const mbm_fault_kind *kind = &fault_kinds[x->fault.id];
    if (x->fault.id == MBM_FAULT_WMI) {
        return is_japanese(x) ? "WMI から要求を処理できないという応答がありました。"
                              : wmi_hresult_text(x->fault.number);
    }
    return is_japanese(x) ? kind->japanese : kind->text;
}

/* A text that XML can hold, whatever it came from. */
static void put_said(wmip_wsman_writer *writer, const char *text)
{
    if (text != NULL && wmip_xml_can_hold_text(text)) {
        wmip_wsman_put_text(writer, text);
    }
}

static void open_code(wmip_wsman_writer *writer, const char *code, const char *prefix, const char *subcode)
{
    char text[96];
    wmip_wsman_open(writer, "s:Fault");
    wmip_wsman_open(writer, "s:Code");
    (void)snprintf(text, sizeof text, "s:%s", code);
    wmip_wsman_put_element(writer, "s:Value", text);
    if (subcode != NULL) {
        (void)snprintf(text, sizeof text, "%s:%s", prefix, subcode);
        wmip_wsman_open(writer, "s:Subcode");
        wmip_wsman_put_element(writer, "s:Value", text);
        wmip_wsman_close(writer);
    }
    wmip_wsman_close(writer);
}

static void put_reason(const mbm_exchange *x, wmip_wsman_writer *writer)
{
    wmip_wsman_open(writer, "s:Reason");
    wmip_wsman_open(writer, "s:Text");
    wmip_wsman_put_attribute(writer, "xml:lang", x->server->locale);
    put_said(writer, say(x));
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
}

static void open_windows_fault(const mbm_exchange *x, wmip_wsman_writer *writer, uint32_t number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)number);
    wmip_wsman_open(writer, "f:WSManFault");
    wmip_wsman_put_attribute(writer, "xmlns:f", WMIP_NS_FAULT);
    wmip_wsman_put_attribute(writer, "Code", text);
    wmip_wsman_put_attribute(writer, "Machine", x->server->machine);
    wmip_wsman_open(writer, "f:Message");
}

static void close_windows_fault(wmip_wsman_writer *writer)
{
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
}

static void put_status_member(wmip_wsman_writer *writer, const char *name, const char *text)
{
    wmip_wsman_open(writer, name);
    if (text == NULL) {
        wmip_wsman_put_attribute(writer, "xsi:nil", "true");
    } else {
        wmip_wsman_put_attribute(writer, "xsi:type", "cim:cimString");
        put_said(writer, text);
    }
    wmip_wsman_close(writer);
}

/* What the provider says: the fault once more, and the __ExtendedStatus of WMI. */
static void put_provider_fault(const mbm_exchange *x, wmip_wsman_writer *writer, uint32_t number)
{
    const mbm_fault *fault = &x->fault;
    wmip_wsman_open(writer, "f:ProviderFault");
    wmip_wsman_put_attribute(writer, "path", "%systemroot%\\system32\\WsmWmiPl.dll");
    wmip_wsman_put_attribute(writer, "provider", "WMI Provider");
    open_windows_fault(x, writer, number);
    put_said(writer, fault->message != NULL ? fault->message : say(x));
    close_windows_fault(writer);
    wmip_wsman_open(writer, "f:ExtendedError");
    wmip_wsman_open(writer, "p:__ExtendedStatus");
    wmip_wsman_put_attribute(writer, "xmlns:p", DMTF_URI "__ExtendedStatus");
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
    wmip_wsman_put_attribute(writer, "xsi:type", "p:__ExtendedStatus_Type");
    put_status_member(writer, "p:Description", NULL);
    put_status_member(writer, "p:Operation", fault->operation);
    put_status_member(writer, "p:ParameterInfo", fault->parameter);
    put_status_member(writer, "p:ProviderName", fault->provider);
    put_status_member(writer, "p:StatusCode", NULL);
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
}

static void put_windows_detail(const mbm_exchange *x, wmip_wsman_writer *writer)
{
    const mbm_fault *fault = &x->fault;
    uint32_t number = fault_kinds[fault->id].number;
    char text[160];
    wmip_wsman_open(writer, "s:Detail");
    if (fault->detail != NULL) {
        (void)snprintf(text, sizeof text, DETAILS "%s", fault->detail);
        wmip_wsman_put_element(writer, "w:FaultDetail", text);
    }
    open_windows_fault(x, writer, number);
    if (fault->operation != NULL) {
        put_provider_fault(x, writer, number);
    } else {
        put_said(writer, fault->message != NULL ? fault->message : say(x));
    }
    close_windows_fault(writer);
    wmip_wsman_close(writer);
}

static void put_error_member(wmip_wsman_writer *writer, const char *name, const char *type, const char *text)
{
    wmip_wsman_open(writer, name);
    wmip_wsman_put_attribute(writer, "xsi:type", type);
    put_said(writer, text);
    wmip_wsman_close(writer);
}

static void put_wmi_detail(const mbm_exchange *x, wmip_wsman_writer *writer, unsigned cim)
{
    static const char number_type[] = "cim:cimUnsignedInt";
    static const char text_type[] = "cim:cimString";
    char text[32];
    wmip_wsman_open(writer, "s:Detail");
    wmip_wsman_open(writer, "p:MSFT_WmiError");
    wmip_wsman_put_attribute(writer, "b:IsCIM_Error", "true");
    wmip_wsman_put_attribute(writer, "xmlns:b", WMIP_NS_BINDING);
    wmip_wsman_put_attribute(writer, "xmlns:p", DMTF_URI "MSFT_WmiError");
    wmip_wsman_put_attribute(writer, "xmlns:cim", WMIP_NS_CIM);
    wmip_wsman_put_attribute(writer, "xmlns:xsi", WMIP_NS_XSI);
    wmip_wsman_put_attribute(writer, "xsi:type", "p:MSFT_WmiError_Type");
    (void)snprintf(text, sizeof text, "%u", cim);
    put_error_member(writer, "p:CIMStatusCode", number_type, text);
    put_error_member(writer, "p:Message", text_type, x->fault.message);
    (void)snprintf(text, sizeof text, "HRESULT 0x%08lx", (unsigned long)x->fault.number);
    put_error_member(writer, "p:MessageID", text_type, text);
    put_error_member(writer, "p:error_Category", number_type, "0");
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)x->fault.number);
    put_error_member(writer, "p:error_Code", number_type, text);
    put_error_member(writer, "p:error_Type", text_type, "HRESULT");
    put_error_member(writer, "p:error_WindowsErrorMessage", text_type, x->fault.message);
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
}

void mbm_answer_fault(mbm_exchange *x)
{
    const mbm_fault_kind *kind = &fault_kinds[x->fault.id];
    const mbm_wmi_code *known = x->fault.id == MBM_FAULT_WMI ? find_wmi_code(x->fault.number) : NULL;
    const char *code = known != NULL ? known->code : kind->code;
    wmip_wsman_writer writer;
    if (x->fault.id == MBM_FAULT_WMI) {
        x->header.message_id = NULL; /* this form does not say what it answers */
    }
    mbm_open_answer(x, &writer, kind->action, true);
    open_code(&writer, code, known != NULL ? known->prefix : kind->prefix,
              known != NULL ? known->subcode : kind->subcode);
    put_reason(x, &writer);
    if (x->fault.id == MBM_FAULT_WMI) {
        put_wmi_detail(x, &writer, known != NULL ? known->cim : 1);
    } else {
        put_windows_detail(x, &writer);
    }
    wmip_wsman_close(&writer);
    (void)mbm_close_answer(x, &writer, strcmp(code, "Sender") == 0 ? 400 : 500);
}
