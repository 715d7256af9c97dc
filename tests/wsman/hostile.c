/*
 * Servers that mean harm, or are no WinRM: each answer is an error, in bounded time and memory.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <virtualization_v2.h>

#include <time.h>

#define PATH "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\""
#define SOAP_HEAD                                                                                                      \
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">"

typedef struct attack {
    const char *name;
    const char *head;  /* sent as it is */
    const char *again; /* sent again and again behind it, until the client goes; NULL = nothing */
    unsigned pause_ms; /* between two of these */
    bool keeps_open;
    wmi_status status;
} attack;

static bool strike(void *context, const server_request *request, int socket)
{
    const attack *a = context;
    struct timespec pause = {0, (long)a->pause_ms * 1000000};
    char again[100 * 64] = "";
    if (server_identifies(socket, request)) {
        return true;
    }
    if (!server_send(socket, a->head, strlen(a->head))) {
        return false;
    }
    for (size_t i = 0; a->again != NULL && i < (a->pause_ms > 0 ? 1 : 100); i++) { /* many at once take less calls */
        strcat(again, a->again);
    }
    while (a->again != NULL && server_send(socket, again, strlen(again))) {
        if (a->pause_ms > 0) {
            nanosleep(&pause, NULL);
        }
    }
    return a->keeps_open;
}

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n"
#define CHUNKED OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"
#define UNTIL_CLOSE "HTTP/1.0 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n"

/* clang-format off */
static const attack attacks[] = {
    {"cut off", OK_HEAD "Content-Length: 1000\r\n\r\n" SOAP_HEAD, NULL, 0, false, WMI_TRANSPORT},
    {"cut off in the header", "HTTP/1.1 200 OK\r\nContent-Le", NULL, 0, false, WMI_REPLY},
    {"no HTTP", "220 mail.example ESMTP\r\n", NULL, 0, false, WMI_TRANSPORT},
    {"no XML", UNTIL_CLOSE "hello", NULL, 0, false, WMI_REPLY},
    {"no SOAP", UNTIL_CLOSE "<html><body/></html>", NULL, 0, false, WMI_REPLY},
    {"the wrong request", UNTIL_CLOSE SOAP_HEAD "<s:Header><a:RelatesTo>uuid:1</a:RelatesTo></s:Header><s:Body/></s:Envelope>", NULL, 0, false, WMI_REPLY},
    {"a DTD", UNTIL_CLOSE "<!DOCTYPE s:Envelope SYSTEM \"http://127.0.0.1:1/x\">" SOAP_HEAD "<s:Body/></s:Envelope>", NULL, 0, false, WMI_REPLY},
    {"an entity bomb", UNTIL_CLOSE "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
     "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><b>&d;</b>", NULL, 0, false, WMI_REPLY},
    {"a bomb in an attribute", UNTIL_CLOSE "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\">]><b c=\"&a;\"/>", NULL, 0, false, WMI_REPLY},
    {"an external entity", UNTIL_CLOSE "<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><b>&a;</b>", NULL, 0, false, WMI_REPLY},
    {"depth without end", UNTIL_CLOSE, "<a><a><a><a><a><a><a><a>", 0, false, WMI_REPLY},
    {"a body without end", UNTIL_CLOSE SOAP_HEAD, "<a/><a/><a/><a/><a/><a/>", 0, false, WMI_REPLY},
    {"chunks without end", CHUNKED, "4\r\n<a/>\r\n", 0, false, WMI_REPLY},
    {"a header without end", "HTTP/1.1 200 OK\r\n", "X-Y: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\r\n", 0, false, WMI_REPLY},
    {"a line of a header without end", "HTTP/1.1 200 OK\r\nX-Y: ", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 0, false, WMI_TRANSPORT},
    {"100 without end", "", "HTTP/1.1 100 Continue\r\n\r\n", 0, false, WMI_REPLY},
    {"a bad chunk", CHUNKED "zzz\r\n", NULL, 0, false, WMI_TRANSPORT},
    {"a chunk of all memory", CHUNKED "FFFFFFFFFFFFFFFF\r\nx", NULL, 0, false, WMI_TRANSPORT},
    {"a negative length", OK_HEAD "Content-Length: -5\r\n\r\nx", NULL, 0, false, WMI_TRANSPORT},
    {"gzip that nobody asked for", "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08zzzzzz", NULL, 0, false, WMI_REPLY},
    {"gzip as a transfer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4\r\nzzzz\r\n0\r\n\r\n", NULL, 0, false, WMI_TRANSPORT},
    {"drip", OK_HEAD "Content-Length: 100000\r\n\r\n", "<", 20, false, WMI_TIMEOUT},
    {"drip of a header", "HTTP/1.1 200 OK\r\n", "X", 20, false, WMI_TIMEOUT},
    {"silence", "", NULL, 0, true, WMI_TIMEOUT},
};
/* clang-format on */

/* @return whether it came to what it was to do: a call that has little time may have none left before it is sent */
static bool withstand(const attack *given, uint32_t limit_ms)
{
    fixture f;
    attack a = *given;
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16_INIT(2)};
    hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
    open_fixture(&f, strike, &a, limit_ms);
    wmi_status status = hv_Msvm_ComputerSystem_RequestStateChange(f.session, PATH, &in, &out, &f.error);
    if (status != a.status || f.error.message == NULL) {
        fail_msg("%s: %s: %s", a.name, wmi_status_name(status), f.error.message != NULL ? f.error.message : "");
    }
    bool is_told = strstr(f.error.message, "outcome is not known") != NULL;
    if (!is_told && status != WMI_TIMEOUT) {
        fail_msg("%s: %s", a.name, f.error.message);
    }
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    close_fixture(&f);
    return is_told;
}

static void test_attacks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
        bool is_told = false;
        UNTIL_FAST_ENOUGH(limit_ms)
        {
            is_told = withstand(&attacks[i], attacks[i].status == WMI_TIMEOUT ? limit_ms : 60000);
            if (is_told) {
                break;
            }
        }
        assert_true(is_told);
    }
}

/* An enumeration that never ends hands out what comes, and nothing grows. */
static bool enumerate_for_ever(void *context, const server_request *request, int socket)
{
    (void)context;
    if (server_identifies(socket, request)) {
        return true;
    }
    return server_answer(
        socket, request, 200,
        strstr(request->body, "n:Pull") != NULL
            ? "<n:PullResponse><n:EnumerationContext>c</n:EnumerationContext><n:Items><p:Msvm_ComputerSystem xmlns:p=\"" V2_URI
              "Msvm_ComputerSystem\"/></n:Items></n:PullResponse>"
            : "<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext></n:EnumerateResponse>");
}

static bool stop_at_100(void *context, const wmi_object *object)
{
    int *count = context;
    (void)object;
    return ++*count < 100;
}

static void test_endless_enumeration(void **state)
{
    fixture f;
    int count = 0;
    (void)state;
    open_fixture(&f, enumerate_for_ever, NULL, 60000);
    assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", stop_at_100, &count, &f.error), WMI_OK);
    assert_int_equal(count, 100);
    close_fixture(&f);
}

/* A list of what never ends is an error, with the limit to raise, and the enumeration is given back; one that ends within it is not. */
static bool stop_at_10000(void *context, const wmi_object *object)
{
    int *count = context;
    (void)object;
    return ++*count < 10000;
}

static void test_most_octets(void **state)
{
    fixture f;
    wmi_wsman_options options;
    hv_Msvm_ComputerSystem *machines = NULL;
    size_t machine_count = 1;
    int count = 0;
    (void)state;
    memset(&f, 0, sizeof f);
    f.server = server_start(enumerate_for_ever, NULL);
    options = plain_options(f.server);
    options.max_enumeration = 100000; /* some 150 answers */
    assert_int_equal(open_with(&f, &options, 60000), WMI_OK);
    assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", stop_at_10000, &count, &f.error),
                     WMI_REPLY);
    assert_non_null(strstr(f.error.message, "larger than 100000 octets"));
    assert_non_null(strstr(f.error.message, "max_enumeration"));
    assert_true(count > 50 && count < 1000);
    assert_int_equal(hv_Msvm_ComputerSystem_list(f.session, NULL, &machines, &machine_count, &f.error), WMI_REPLY);
    assert_null(machines);
    assert_int_equal(machine_count, 0);
    count = 10000 - 20;
    assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", stop_at_10000, &count, &f.error),
                     WMI_OK);
    assert_int_equal(count, 10000);
    close_fixture(&f);
}

/* One that brings nothing, or says at once that time is over, is not asked without pause for all the time of the call. */
static bool bring_nothing(void *context, const server_request *request, int socket)
{
    const bool *is_fault = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    if (strstr(request->body, "n:Pull") != NULL && *is_fault) {
        return server_answer(
            socket, request, 500,
            "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>w:TimedOut</s:Value></s:Subcode></s:Code>"
            "<s:Reason><s:Text xml:lang=\"en\"/></s:Reason></s:Fault>");
    }
    return server_answer(
        socket, request, 200,
        strstr(request->body, "n:Pull") != NULL
            ? "<n:PullResponse><n:EnumerationContext>c</n:EnumerationContext></n:PullResponse>"
            : "<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext></n:EnumerateResponse>");
}

static void test_nothing_without_end(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        bool is_fault = i == 1;
        fixture f;
        int count = 0;
        open_fixture(&f, bring_nothing, &is_fault, 2000);
        assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", stop_at_100, &count, &f.error),
                         WMI_TIMEOUT);
        assert_true(server_requests(f.server) < 60); /* 7 pauses below 100 ms, 20 of them, and what is around them */
        close_fixture(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_attacks), cmocka_unit_test(test_endless_enumeration),
                                       cmocka_unit_test(test_most_octets), cmocka_unit_test(test_nothing_without_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
