/*
 * Every allocation fails once, of ours, of libxml2's and of libcurl's: the call says so, nothing is lost, and the next one succeeds.
 */
#include "fixture.h"

#include <virtualization_v2.h>

#include "../unit/runtime/test.h"

#include <curl/curl.h>
#include <libxml/parser.h>

#define PATH "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\""
#define MACHINE                                                                                                                                                    \
    "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI                                                                                                                     \
    "Msvm_ComputerSystem\"><p:InstallDate><c:Datetime xmlns:c=\"http://schemas.dmtf.org/wbem/wscim/1/common\">"                                                    \
    "2026-01-02T03:04:05Z</c:Datetime></p:InstallDate><p:Name>N1</p:Name><p:OperationalStatus>2</p:OperationalStatus><p:OperationalStatus>3</p:OperationalStatus>" \
    "</p:Msvm_ComputerSystem>"
#define REFERENCE                                                                                                      \
    "<a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>" V2_URI                                            \
    "Msvm_ConcreteJob</w:ResourceURI><w:SelectorSet>"                                                                  \
    "<w:Selector Name=\"InstanceID\">J</w:Selector></w:SelectorSet></a:ReferenceParameters>"

/* What a program does: all kinds of requests and of answers, a fault among them. */
static bool answer_all(void *context, const server_request *request, int socket)
{
    bool *mangled = context; /* whether a request came of which something is missing */
    if (server_identifies(socket, request)) {
        return true;
    }
    if (strstr(request->body, "n:Enumerate>") != NULL) {
        return server_answer(
            socket, request, 200,
            "<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext><w:Items><w:Item>" MACHINE
            "<a:EndpointReference>" REFERENCE "</a:EndpointReference></w:Item></w:Items></n:EnumerateResponse>");
    }
    if (strstr(request->body, "n:Pull>") != NULL) {
        return server_answer(socket, request, 200,
                             strstr(request->body, "Context>c<") != NULL
                                 ? "<n:PullResponse><n:EnumerationContext>d</n:EnumerationContext><n:Items>" MACHINE
                                   "</n:Items></n:PullResponse>"
                                 : "<n:PullResponse><n:Items>" MACHINE "</n:Items><n:EndOfSequence/></n:PullResponse>");
    }
    if (strstr(request->body, "_INPUT") != NULL) {
        *mangled = *mangled || strstr(request->body, "&lt;VALUE&gt;a &amp;#38; b&lt;/VALUE&gt;") == NULL;
        return server_answer(socket, request, 200,
                             "<p:DefineSystem_OUTPUT xmlns:p=\"urn:x\"><p:Job>" REFERENCE
                             "</p:Job><p:ReturnValue>4096</p:ReturnValue></p:DefineSystem_OUTPUT>");
    }
    if (strstr(request->body, "transfer/Delete") != NULL) {
        return server_answer(
            socket, request, 400,
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:AccessDenied</s:Value></s:Subcode></s:Code>"
            "<s:Reason><s:Text xml:lang=\"en\">no</s:Text></s:Reason><s:Detail><f:WSManFault Code=\"5\"/></s:Detail></s:Fault>");
    }
    return server_answer(socket, request, 200, MACHINE);
}

static wmi_status run_operations(wmi_session *session, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_ComputerSystem *items = NULL;
    hv_Msvm_VirtualSystemSettingData settings = {.ElementName = "a & b"};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {0};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out = {0};
    size_t count = 0;
    wmi_status status = hv_Msvm_ComputerSystem_get(session, PATH, &machine, error);
    if (status == WMI_OK) {
        status = wmi_instance_put(session, &hv_Msvm_ComputerSystem_info, &machine, error);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    if (status == WMI_OK) {
        status = hv_Msvm_ComputerSystem_list(session, NULL, &items, &count, error);
        wmi_instance_list_free(&hv_Msvm_ComputerSystem_info, items, count);
    }
    if (status == WMI_OK) {
        in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
        status = hv_Msvm_VirtualSystemManagementService_DefineSystem(session, SERVICE, &in, &out, error);
        hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    }
    if (status == WMI_OK) {
        status = wmi_instance_delete(session, PATH, error);
        status = status == WMI_TRANSPORT && error->number == WMI_E_ACCESS_DENIED ? WMI_OK : status;
    }
    return status;
}

static wmi_status identify(wmi_wsman *wsman, wmi_error *error)
{
    wmi_connect_options connect = {.host = "127.0.0.1"};
    wmi_wsman_identity *identity = NULL;
    wmi_status status = wmi_wsman_identify(wsman, &connect, &identity, error);
    wmi_wsman_identity_free(identity);
    return status;
}

static wmi_status run_all(server *s, wmi_error *error)
{
    fixture f = {0};
    char proxy[64]; /* the server again */
    wmi_wsman_options options = plain_options(s);
    snprintf(proxy, sizeof proxy, "http://u:p@127.0.0.1:%u", (unsigned)server_port(s));
    options.path = "wsman";
    options.proxy = proxy;
    wmi_status status = open_with(&f, &options, 60000);
    if (status == WMI_OK) {
        status = identify(f.wsman, &f.error);
    }
    if (status == WMI_OK) {
        status = run_operations(f.session, &f.error);
    }
    *error = f.error;
    wmi_close(f.session);
    wmi_wsman_free(f.wsman);
    return status;
}

static void test_own(void **state)
{
    bool mangled = false;
    server *s = server_start(answer_all, &mangled);
    long at;
    int tolerated = 0;
    bool is_behind = false;
    (void)state;
    for (at = 1; !is_behind; at++) {
        wmi_error error = {0};
        assert_true(at < 100000);
        test_counted.fail_at = at;
        wmi_status status = run_all(s, &error);
        is_behind = test_counted.fail_at > 0;
        test_counted.fail_at = 0;
        /* What a failure is told with may lack memory: it is told all the same. */
        if (status != (is_behind ? WMI_OK : WMI_NO_MEMORY) &&
            (status != WMI_OK || error.number != WMI_E_ACCESS_DENIED)) {
            fail_msg("allocation %ld: %s: %s", at, wmi_status_name(status), error.message);
        }
        tolerated += !is_behind && status == WMI_OK;
        wmi_error_clear(&error);
        assert_int_equal(test_counted.live, 0);
    }
    /* What a call can do without: blanks behind an answer, a Pull that leaves early, the words of a failure. */
    if (at <= 100 || tolerated > 24) {
        fail_msg("%ld allocations were there to fail, and %d could", at, tolerated);
    }
    server_stop(s);
    assert_false(mangled);
}

/* Allocations of others: what they make of one that fails is their matter, but the call ends, with an error or without. */

static long foreign_at; /* 1 = the next one fails; 0 = none does */

static void *foreign_malloc(size_t size)
{
    return foreign_at > 0 && --foreign_at == 0 ? NULL : malloc(size);
}

static void *foreign_realloc(void *block, size_t size)
{
    return foreign_at > 0 && --foreign_at == 0 ? NULL : realloc(block, size);
}

static void *foreign_calloc(size_t count, size_t size)
{
    return foreign_at > 0 && --foreign_at == 0 ? NULL : calloc(count, size);
}

static char *foreign_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = foreign_malloc(size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

static void foreign_free(void *block)
{
    free(block);
}

/* libxml2 2.9 loses the name of an element where the room for its place in the list of open ones is not to be had. LeakSanitizer asks. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:xmlTextWriterStartElement\n";
}

static void test_foreign(void **state)
{
    bool mangled = false;
    server *s = server_start(answer_all, &mangled);
    long failures = 0;
    long at;
    (void)state;
    foreign_at = 0;
    for (at = 1;; at++) {
        wmi_error error = {0};
        assert_true(at < 100000);
        foreign_at = at;
        wmi_status status = run_all(s, &error);
        bool all_done = foreign_at > 0;
        foreign_at = 0;
        if (status != WMI_OK) {
            failures++;
            assert_int_equal(error.status, status);
            assert_non_null(error.message);
        }
        wmi_error_clear(&error);
        assert_int_equal(test_counted.live, 0);
        if (all_done) {
            assert_int_equal(status, WMI_OK);
            break;
        }
    }
    assert_true(failures > 200);
    server_stop(s);
    assert_false(mangled);
}

static void say_nothing(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_own), TEST(test_foreign)};
    if (xmlMemSetup(foreign_free, foreign_malloc, foreign_realloc, foreign_strdup) != 0 ||
        curl_global_init_mem(CURL_GLOBAL_DEFAULT, foreign_malloc, foreign_free, foreign_realloc, foreign_strdup,
                             foreign_calloc) != 0) {
        return 1;
    }
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, say_nothing); /* of which libxml2 says a lot when memory is short */
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    xmlCleanupParser();
    return failed;
}
