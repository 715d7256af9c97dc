/**
 * @file
 * Faults (DSP0226 14; MS-WSMV 2.2.4.43). What the host says in words is in its own language: only codes decide.
 */
#include "wsman/wsman_internal.h"

#include <string.h>

/* Codes of WinRM: a message that is larger than MaxEnvelopeSizekb, quotas of a user (shells, operations). */
#define CODE_ENVELOPE UINT32_C(0x80338111)
#define CODE_SHELLS UINT32_C(0x803381A5)
#define CODE_OPERATIONS UINT32_C(0x803381A6)

/* A fault that is being read. */
typedef struct wmip_fault_reader {
    wmip_wsman_fault *fault;
    wmi_memory **memory;
    uint32_t wmi_code;     /* the innermost of WMI */
    uint32_t windows_code; /* the innermost of Windows */
    uint32_t cim_code;
    bool failed; /* for want of memory */
} wmip_fault_reader;

/* What a subcode means, and what COM says of the same. */
typedef struct wmip_fault_name {
    const char *name;
    wmip_wsman_fault_kind kind;
    uint32_t number; /* 0 = what the host says counts */
} wmip_fault_name;

static const wmip_fault_name fault_names[] = {
    {"AccessDenied", WMIP_FAULT_ACCESS, WMI_E_ACCESS_DENIED},
    {"DestinationUnreachable", WMIP_FAULT_NOT_FOUND, WMI_E_NOT_FOUND},
    {"ActionNotSupported", WMIP_FAULT_ACTION, WMI_E_INVALID_METHOD},
    {"InvalidSelectors", WMIP_FAULT_REQUEST, WMI_E_INVALID_OBJECT_PATH},
    {"InvalidParameter", WMIP_FAULT_REQUEST, WMI_E_INVALID_METHOD_PARAMETERS},
    {"SchemaValidationError", WMIP_FAULT_REQUEST, WMI_E_INVALID_PARAMETER},
    {"InvalidRepresentation", WMIP_FAULT_REQUEST, WMI_E_INVALID_PARAMETER},
    {"InvalidOptions", WMIP_FAULT_REQUEST, 0},
    {"AlreadyExists", WMIP_FAULT_REQUEST, WMI_E_ALREADY_EXISTS},
    {"CannotProcessFilter", WMIP_FAULT_FILTER, WMI_E_INVALID_QUERY},
    {"FilterDialectRequestedUnavailable", WMIP_FAULT_FILTER, WMI_E_NOT_SUPPORTED},
    {"FilteringNotSupported", WMIP_FAULT_FILTER, WMI_E_NOT_SUPPORTED},
    {"FilteringRequestedUnavailable", WMIP_FAULT_FILTER, WMI_E_NOT_SUPPORTED},
    {"DeliveryModeRequestedUnavailable", WMIP_FAULT_UNSUPPORTED, WMI_E_NOT_SUPPORTED},
    {"EventSourceUnableToProcess", WMIP_FAULT_OTHER, 0},
    {"InvalidEnumerationContext", WMIP_FAULT_CONTEXT, 0},
    {"TimedOut", WMIP_FAULT_TIMED_OUT, WMI_E_TIMED_OUT},
    {"QuotaLimit", WMIP_FAULT_BUSY, 0},
    {"InternalError", WMIP_FAULT_BUSY, 0},
    {"EndpointUnavailable", WMIP_FAULT_BUSY, 0},
    {"Concurrency", WMIP_FAULT_BUSY, 0},
    {"EncodingLimit", WMIP_FAULT_SIZE, 0},
    {"UnsupportedFeature", WMIP_FAULT_UNSUPPORTED, 0},
    {"MessageInformationHeaderRequired", WMIP_FAULT_UNSUPPORTED, 0},
    {"InvalidMessageInformationHeader", WMIP_FAULT_UNSUPPORTED, 0},
    {"MustUnderstand", WMIP_FAULT_UNSUPPORTED, 0},
};

/* CIM status codes (DSP0200 6.4.2), as WMI has them. */
static const uint32_t codes_of_cim[] = {
    0,
    WMI_E_FAILED,
    WMI_E_ACCESS_DENIED,
    WMI_E_INVALID_NAMESPACE,
    WMI_E_INVALID_PARAMETER,
    WMI_E_INVALID_CLASS,
    WMI_E_NOT_FOUND,
    WMI_E_NOT_SUPPORTED,
    0,
    0,
    0,
    WMI_E_ALREADY_EXISTS,
    0,
    WMI_E_TYPE_MISMATCH,
    0,
    WMI_E_INVALID_QUERY,
    0,
    WMI_E_INVALID_METHOD,
};

static const char *text_in(wmip_fault_reader *reader, const wmip_wsman_node *node)
{
    const char *text = NULL;
    if (!wmip_wsman_token(node, reader->memory, &text)) {
        reader->failed = true;
    }
    return text;
}

static const char *member(wmip_fault_reader *reader, const wmip_wsman_node *node, const char *name)
{
    return text_in(reader, wmip_wsman_child(node, NULL, name));
}

/* A code of 32 bits in text: decimal or, as some have it, negative. */
static uint32_t code_in(const char *text)
{
    wmip_integer number;
    if (text == NULL || !wmip_integer_parse(text, &number) || number.magnitude > UINT32_MAX) {
        return 0;
    }
    return (uint32_t)wmip_integer_bits(number);
}

/* A code that is read later stands further in. One that is no HRESULT of a failure is none of Windows. */
static void take_code(wmip_fault_reader *reader, uint32_t code)
{
    if (code < UINT32_C(0x80000000)) {
        return;
    }
    if (reader->fault->outer == 0) {
        reader->fault->outer = code;
    }
    if (code >> 16 == 0x8004) {
        reader->wmi_code = code;
    } else if (code >> 16 == 0x8007) {
        reader->windows_code = code;
    }
}

static void take_text(wmip_fault_reader *reader, const char *text)
{
    if (text != NULL) {
        reader->fault->text = text;
    }
}

static void read_extended(wmip_fault_reader *reader, const wmip_wsman_node *node)
{
    wmi_extended_status *extended = &reader->fault->extended;
    const char *code;
    extended->description = member(reader, node, "Description");
    extended->operation = member(reader, node, "Operation");
    extended->parameter_info = member(reader, node, "ParameterInfo");
    extended->provider = member(reader, node, "ProviderName");
    code = member(reader, node, "StatusCode");
    if (code != NULL) {
        extended->status_code = wmi_uint32(code_in(code));
        take_code(reader, code_in(code));
    }
}

static const wmip_wsman_node *inner_fault(wmip_fault_reader *reader, const wmip_wsman_node *holder)
{
    const wmip_wsman_node *status =
        wmip_wsman_child(wmip_wsman_child(holder, NULL, "ExtendedError"), NULL, "__ExtendedStatus");
    if (status != NULL) {
        read_extended(reader, status);
    }
    return wmip_wsman_child(holder, WMIP_NS_FAULT, "WSManFault");
}

/* The code of a fault; one of Windows itself (5, access denied) is made the HRESULT that it is elsewhere. */
static uint32_t code_of_windows(const char *text)
{
    uint32_t code = code_in(text);
    return code > 0 && code <= 0xFFFF ? UINT32_C(0x80070000) | code : code;
}

/* f:WSManFault, and those within it; the depth of the document bounds them. */
static void read_windows_fault(wmip_fault_reader *reader, const wmip_wsman_node *node)
{
    while (node != NULL) {
        const wmip_wsman_node *message = wmip_wsman_child(node, WMIP_NS_FAULT, "Message");
        const wmip_wsman_node *provider = wmip_wsman_child(message, WMIP_NS_FAULT, "ProviderFault");
        const wmip_wsman_node *next;
        const char *code = NULL;
        if (!wmip_wsman_attribute_text(node, NULL, "Code", reader->memory, &code)) {
            reader->failed = true;
        }
        take_code(reader, code_of_windows(code));
        take_text(reader, text_in(reader, message));
        take_text(reader, text_in(reader, provider));
        next = provider != NULL ? inner_fault(reader, provider) : NULL;
        node = next != NULL ? next : inner_fault(reader, message);
    }
}

/* The number behind `HRESULT 0x`. */
static uint32_t code_of_message_id(const char *text)
{
    static const char prefix[] = "HRESULT ";
    return text != NULL && strncmp(text, prefix, sizeof prefix - 1) == 0 ? code_in(text + sizeof prefix - 1) : 0;
}

/* An instance of CIM_Error: MSFT_WmiError, OMI_Error. */
static void read_error_instance(wmip_fault_reader *reader, const wmip_wsman_node *node)
{
    static const char *const codes[] = {"error_Code", "OMI_Code"};
    static const char *const texts[] = {"Message", "error_WindowsErrorMessage", "OMI_ErrorMessage"};
    size_t i;
    take_code(reader, code_of_message_id(member(reader, node, "MessageID")));
    for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        take_code(reader, code_in(member(reader, node, codes[i])));
    }
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        take_text(reader, member(reader, node, texts[i]));
    }
    reader->cim_code = code_in(member(reader, node, "CIMStatusCode"));
}

static bool is_error_instance(wmip_fault_reader *reader, const wmip_wsman_node *node)
{
    const char *marked = NULL;
    if (!wmip_wsman_attribute_text(node, WMIP_NS_BINDING, "IsCIM_Error", reader->memory, &marked)) {
        reader->failed = true;
    }
    return (marked != NULL && wmip_equal_names(marked, "true")) || wmip_wsman_is(node, NULL, "MSFT_WmiError") ||
           wmip_wsman_is(node, NULL, "OMI_Error");
}

/* What is behind the last slash of a URI; NULL of NULL. */
static const char *last_part(const char *uri)
{
    const char *last = uri;
    for (; uri != NULL && *uri != '\0'; uri++) {
        last = *uri == '/' ? uri + 1 : last;
    }
    return last;
}

static void read_detail(wmip_fault_reader *reader, const wmip_wsman_node *detail)
{
    const wmip_wsman_node *node;
    for (node = wmip_wsman_first(detail); node != NULL; node = node->next) {
        if (wmip_wsman_is(node, WMIP_NS_WSMAN, "FaultDetail")) {
            reader->fault->detail = last_part(text_in(reader, node));
        } else if (wmip_wsman_is(node, WMIP_NS_FAULT, "WSManFault")) {
            read_windows_fault(reader, node);
        } else if (is_error_instance(reader, node)) {
            read_error_instance(reader, node);
        }
    }
}

static const wmip_fault_name *find_fault_name(const char *name)
{
    size_t i;
    for (i = 0; name != NULL && i < sizeof fault_names / sizeof fault_names[0]; i++) {
        if (strcmp(fault_names[i].name, name) == 0) {
            return &fault_names[i];
        }
    }
    return NULL;
}

/* Subcodes of several namespaces have different names, but for TimedOut, which means the same in both. */
static const wmip_fault_name *read_subcode(wmip_fault_reader *reader, const wmip_wsman_node *code)
{
    const wmip_wsman_node *value =
        wmip_wsman_child(wmip_wsman_child(code, WMIP_NS_SOAP, "Subcode"), WMIP_NS_SOAP, "Value");
    const char *text;
    const char *ns;
    value = value != NULL ? value : wmip_wsman_child(code, WMIP_NS_SOAP, "Value");
    text = text_in(reader, value);
    if (text == NULL) {
        return NULL;
    }
    wmip_wsman_qname(value, text, &ns, &reader->fault->subcode);
    return ns != NULL ? find_fault_name(reader->fault->subcode) : NULL;
}

/* What CIM says; that it failed, and no more, says less than any other code. */
static uint32_t number_of_cim(const wmip_fault_reader *reader)
{
    uint32_t cim = reader->cim_code < sizeof codes_of_cim / sizeof codes_of_cim[0] ? codes_of_cim[reader->cim_code] : 0;
    return cim != WMI_E_FAILED ? cim : 0;
}

static uint32_t fault_number(const wmip_fault_reader *reader, const wmip_fault_name *name)
{
    uint32_t cim = number_of_cim(reader);
    return reader->wmi_code != 0               ? reader->wmi_code
           : name != NULL && name->number != 0 ? name->number
           : reader->windows_code != 0         ? reader->windows_code
           : cim != 0                          ? cim
           : reader->fault->outer != 0         ? reader->fault->outer
                                               : WMI_E_FAILED;
}

/* A subcode says that it may pass by itself, and codes may say that it does not. */
static wmip_wsman_fault_kind kind_of_codes(const wmip_fault_reader *reader, wmip_wsman_fault_kind kind)
{
    if (reader->fault->outer == CODE_ENVELOPE) {
        return WMIP_FAULT_SIZE;
    }
    return kind == WMIP_FAULT_BUSY && (reader->wmi_code != 0 || reader->windows_code != 0 || number_of_cim(reader) != 0)
               ? WMIP_FAULT_OTHER
               : kind;
}

bool wmip_wsman_fault_read(const wmip_wsman_node *node, wmi_memory **memory, wmip_wsman_fault *fault)
{
    const wmip_wsman_node *reason = wmip_wsman_first(wmip_wsman_child(node, WMIP_NS_SOAP, "Reason"));
    wmip_fault_reader reader;
    const wmip_fault_name *name;
    memset(fault, 0, sizeof *fault);
    memset(&reader, 0, sizeof reader);
    reader.fault = fault;
    reader.memory = memory;
    name = read_subcode(&reader, wmip_wsman_child(node, WMIP_NS_SOAP, "Code"));
    for (; reason != NULL && fault->text == NULL; reason = reason->next) {
        take_text(&reader, text_in(&reader, reason));
    }
    read_detail(&reader, wmip_wsman_child(node, WMIP_NS_SOAP, "Detail"));
    fault->kind = kind_of_codes(&reader, name != NULL ? name->kind : WMIP_FAULT_OTHER);
    fault->number = fault_number(&reader, name);
    return !reader.failed;
}

/* Telling. */

static const char *hint_of(const wmip_wsman_fault *fault)
{
    if (fault->kind == WMIP_FAULT_ACCESS || fault->number == WMI_E_ACCESS_DENIED ||
        fault->number == UINT32_C(0x80070005)) {
        return "over the net, UAC filters a local account besides, unless LocalAccountTokenFilterPolicy of the host is 1";
    }
    if (fault->kind == WMIP_FAULT_SIZE) {
        return "MaxEnvelopeSizekb of the host's WinRM and max_envelope of the wmi_wsman_options are the limits to raise";
    }
    if ((fault->subcode != NULL && strcmp(fault->subcode, "QuotaLimit") == 0) || fault->outer == CODE_SHELLS ||
        fault->outer == CODE_OPERATIONS) {
        return "MaxConcurrentOperationsPerUser and MaxConnections of the host's WinRM are the limits to raise";
    }
    if (fault->kind == WMIP_FAULT_TIMED_OUT) {
        return "a host takes no longer than MaxTimeoutms of its WinRM, whatever time a call has";
    }
    if (fault->kind == WMIP_FAULT_CONTEXT) {
        return "a host forgets an enumeration that nobody asked it for longer than EnumerationTimeoutms of its WinRM";
    }
    if (fault->number == WMI_E_NOT_FOUND && fault->kind == WMIP_FAULT_NOT_FOUND) {
        return "it is the same where the class or the namespace is not there: are the schema and the version of Windows a "
               "pair, and is Hyper-V enabled on the host?";
    }
    return NULL;
}

/* What the host says, in one line of a message: it may have more of them, and what moves a terminal (C1). */
static void add_clause(wmip_buffer *message, const char *text)
{
    size_t length = strlen(text);
    size_t i;
    while (length > 0 && (text[length - 1] == '.' || (unsigned char)text[length - 1] <= ' ')) {
        length--;
    }
    for (i = 0; i < length; i++) {
        bool is_blank = (unsigned char)text[i] <= ' ';
        if ((unsigned char)text[i] == 0xC2 && (unsigned char)text[i + 1] < 0xA0) {
            wmip_buffer_char(message, '?');
            i++;
        } else if (!is_blank || (unsigned char)text[i + 1] > ' ') {
            wmip_buffer_char(message, is_blank ? ' ' : text[i] != 0x7F ? text[i] : '?');
        }
    }
}

wmi_status wmip_wsman_fault_tell(const wmip_wsman_fault *fault, const char *doing, wmi_error *error)
{
    wmi_status status = fault->kind == WMIP_FAULT_TIMED_OUT ? WMI_TIMEOUT : WMI_TRANSPORT;
    const char *hint = hint_of(fault);
    wmip_buffer message = {0};
    if (error == NULL) {
        return status;
    }
    wmip_buffer_format(&message, "%s: ", doing);
    if (fault->text != NULL) {
        add_clause(&message, fault->text);
        wmip_buffer_text(&message, ". ");
    }
    add_clause(&message, wmi_hresult_text(fault->number));
    if (fault->subcode != NULL) {
        wmip_buffer_format(&message, " (%s%s%s", fault->subcode, fault->detail != NULL ? ", " : "",
                           fault->detail != NULL ? fault->detail : "");
        wmip_buffer_text(&message, fault->outer == 0 ? ")" : ", ");
    }
    if (fault->outer != 0) {
        wmip_buffer_format(&message, "%s0x%08lX)", fault->subcode != NULL ? "" : " (", (unsigned long)fault->outer);
    }
    if (hint != NULL) {
        wmip_buffer_format(&message, "; %s", hint);
    }
    (void)wmi_fail(error, status, fault->number, "%s", message.failed ? wmi_hresult_text(fault->number) : message.text);
    wmip_error_extend(error, &fault->extended);
    wmip_buffer_clear(&message);
    return status;
}
