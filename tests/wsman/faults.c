/*
 * What a fault is told as: its number by the code that says most, in one line, with the setting to raise where it is a limit; and whether
 * a read is tried again, because what it says may pass.
 */
#include "fixture.h"

#define PATH "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\""
#define WINDOWS(code) "<f:WSManFault Code=\"" code "\" Machine=\"h\"><f:Message>no</f:Message></f:WSManFault>"
#define CIM(class_name, members)                                                                                       \
    "<p:" class_name " xmlns:p=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/" class_name                        \
    "\" xmlns:b=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd\" b:IsCIM_Error=\"true\">" members               \
    "</p:" class_name ">"
#define OMI(code)                                                                                                      \
    CIM("OMI_Error", "<p:CIMStatusCode>" code "</p:CIMStatusCode><p:OMI_Code>" code "</p:OMI_Code>"                    \
                     "<p:OMI_ErrorMessage>of OMI</p:OMI_ErrorMessage>")

typedef struct fault_case {
    const char *subcode;
    const char *text; /* of the reason */
    const char *detail;
    wmi_status status;
    uint32_t number;
    const char *word; /* in the message */
    unsigned tries;   /* of a read */
} fault_case;

static const fault_case faults[] = {
    /* Codes of Windows itself, small as they are there, and as HRESULT. */
    {"w:InternalError", "no", WINDOWS("5"), WMI_TRANSPORT, 0x80070005u, "LocalAccountTokenFilterPolicy", 1},
    {"w:InternalError", "no", WINDOWS("1359"), WMI_TRANSPORT, 0x8007054Fu, "0x8007054F", 1},
    {"w:InternalError", "no", WINDOWS("2147942405"), WMI_TRANSPORT, 0x80070005u, "Administrators", 1},
    {"w:AccessDenied", "no", WINDOWS("5"), WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "Administrators", 1},
    {"w:InternalError", "no", WINDOWS("0"), WMI_TRANSPORT, WMI_E_FAILED, "no", 3},
    {"w:InternalError", "no", WINDOWS("x"), WMI_TRANSPORT, WMI_E_FAILED, "no", 3},
    /* Limits. What will not pass is not tried again. */
    {"w:InternalError", "no", WINDOWS("2150859173"), WMI_TRANSPORT, 0x803381A5u, "MaxConcurrentOperationsPerUser", 3},
    {"w:InternalError", "no", WINDOWS("2150859174"), WMI_TRANSPORT, 0x803381A6u, "MaxConcurrentOperationsPerUser", 3},
    {"w:QuotaLimit", "no", "", WMI_TRANSPORT, WMI_E_FAILED, "MaxConnections", 3},
    {"w:InternalError", "no", WINDOWS("2150859025"), WMI_TRANSPORT, 0x80338111u, "MaxEnvelopeSizekb", 1},
    {"w:EncodingLimit", "no", "", WMI_TRANSPORT, WMI_E_FAILED, "max_envelope", 1},
    {"w:TimedOut", "no", "", WMI_TIMEOUT, WMI_E_TIMED_OUT, "MaxTimeoutms", 1},
    {"n:InvalidEnumerationContext", "no", "", WMI_TRANSPORT, WMI_E_FAILED, "EnumerationTimeoutms", 1},
    /* OMI's form: its codes are CIM's. */
    {"w:InternalError", "no", OMI("2"), WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "of OMI", 1},
    {"w:InternalError", "no", OMI("5"), WMI_TRANSPORT, WMI_E_INVALID_CLASS, "of OMI", 1},
    {"w:InternalError", "no", OMI("6"), WMI_TRANSPORT, WMI_E_NOT_FOUND, "of OMI", 1},
    {"w:InternalError", "no", OMI("11"), WMI_TRANSPORT, WMI_E_ALREADY_EXISTS, "of OMI", 1},
    {"w:InternalError", "no", OMI("1"), WMI_TRANSPORT, WMI_E_FAILED, "of OMI", 3},
    {"w:InternalError", "no", OMI("99"), WMI_TRANSPORT, WMI_E_FAILED, "of OMI", 3},
    /* A text of several lines, and one that would move a terminal. */
    {"w:AccessDenied", "one\r\n\t two \n\nthree.\n", "", WMI_TRANSPORT, WMI_E_ACCESS_DENIED, ": one two three. ", 1},
    {"w:AccessDenied", "a&#155;2Jb&#127;c&#160;d", "", WMI_TRANSPORT, WMI_E_ACCESS_DENIED,
     ": a?2Jb?c\xC2\xA0"
     "d. ",
     1},
};

static bool answer_fault(void *context, const server_request *request, int socket)
{
    const fault_case *one = context;
    char body[2048];
    snprintf(
        body, sizeof body,
        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>%s</s:Value></s:Subcode></s:Code><s:Reason>"
        "<s:Text xml:lang=\"en\">%s</s:Text></s:Reason><s:Detail>%s</s:Detail></s:Fault>",
        one->subcode, one->text, one->detail);
    return server_identifies(socket, request) || server_answer(socket, request, 500, body);
}

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        fault_case one = faults[i];
        wmi_object *object = NULL;
        fixture f;
        open_fixture(&f, answer_fault, &one, 60000);
        if (wmi_object_fetch(f.session, PATH, &object, &f.error) == WMI_OK ||
            server_requests(f.server) != 1 + one.tries) {
            fail_msg("fault %lu: %u requests: %s", (unsigned long)i, server_requests(f.server), f.error.message);
        }
        assert_error(&f.error, one.status, one.number, one.word);
        close_fixture(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
