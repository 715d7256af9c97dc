/*
 * Every allocation of a request fails once, of ours and of libxml2's: it is answered all the same, with what it would have been or with a bare
 * 500, nothing is lost, and the next one is answered as ever.
 */
#include "served.h"

#include "mock/mock_internal.h"

#include "../unit/runtime/test.h"

#include <libxml/parser.h>

static endpoint served;

#define KEY "<w:Selector Name=\"Name\">t</w:Selector>"
#define REFERENCE                                                                                                      \
    "<a:Address>" ANONYMOUS "</a:Address><a:ReferenceParameters><w:ResourceURI>" SERVED                                \
    "Thing</w:ResourceURI><w:SelectorSet>" KEY "</w:SelectorSet></a:ReferenceParameters>"

static const envelope requests[] = {
    {.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY},
    {.uri = SERVED "Thing",
     .action_uri = ACTION_GET,
     .selectors = KEY,
     .more = "<w:FragmentTransfer s:mustUnderstand=\"true\">Words</w:FragmentTransfer>"},
    {.uri = SERVED "Holds",
     .action_uri = ACTION_GET,
     .selectors = "<w:Selector Name=\"Holder\"><a:EndpointReference>" REFERENCE "</a:EndpointReference></w:Selector>"
                  "<w:Selector Name=\"Held\"><a:EndpointReference>" REFERENCE "</a:EndpointReference></w:Selector>"},
    {.uri = SERVED "Thing",
     .action_uri = ACTION_PUT,
     .selectors = KEY,
     .body = "<p:Thing xmlns:p=\"" SERVED
             "Thing\"><p:Fixed xsi:nil=\"true\"/><p:Made><cim:Datetime>2026-01-02T03:04:05Z</cim:Datetime></p:Made>"
             "<p:Name>t</p:Name><p:Number>7</p:Number><p:Words>a</p:Words><p:Words>b</p:Words></p:Thing>"},
    {.uri = SERVED "*",
     .action_uri = ACTION_ENUMERATE,
     .body =
         "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements><w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode><w:Filter Dialect=\"" WQL
         "\">SELECT * FROM Thing</w:Filter></n:Enumerate>"},
    {.uri = SERVED "*",
     .action_uri = ACTION_ENUMERATE,
     .body = "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements><w:Filter Dialect=\"" WQL
             "\">SELECT Name,Made,Words FROM Thing</w:Filter></n:Enumerate>"},
    {.uri = SERVED "*",
     .action_uri = ACTION_ENUMERATE,
     .body =
         "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements><w:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter\">"
         "<b:AssociatedInstances><b:Object>" REFERENCE
         "</b:Object><b:IncludeResultProperty>Name</b:IncludeResultProperty></b:AssociatedInstances></w:Filter></n:Enumerate>"},
    {.uri = SERVED "*",
     .action_uri = ACTION_ENUMERATE,
     .body = "<n:Enumerate><w:Filter Dialect=\"" WQL "\">SELECT * FROM Nothing</w:Filter></n:Enumerate>"},
    {.uri = SERVED "*",
     .action_uri = ACTION_SUBSCRIBE,
     .body =
         "<e:Subscribe><e:Delivery Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"/><w:Filter Dialect=\"" WQL
         "\">SELECT TargetInstance FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Thing'</w:Filter></e:Subscribe>"},
    {.uri = SERVED "Echo",
     .action_uri = SERVED "Echo/Say",
     .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
     .body =
         "<p:Say_INPUT xmlns:p=\"" SERVED
         "Echo\"><p:S>text</p:S><p:T><cim:Datetime>2026-01-02T03:04:05Z</cim:Datetime></p:T><p:R>" REFERENCE
         "</p:R><p:E>&lt;INSTANCE CLASSNAME=\"Thing\"&gt;&lt;PROPERTY NAME=\"Name\" TYPE=\"string\"&gt;&lt;VALUE&gt;a&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</p:E>"
         "<p:O><o:Name xmlns:o=\"" SERVED "Thing\">o</o:Name></p:O><p:Ss>a</p:Ss><p:Ss>b</p:Ss></p:Say_INPUT>"},
    {.uri = SERVED "Echo",
     .action_uri = SERVED "Echo/Nothing",
     .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
     .body = "<p:Nothing_INPUT xmlns:p=\"" SERVED "Echo\"/>"},
    {.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = "<w:Selector Name=\"Name\">none</w:Selector>"},
    {.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = "<w:Selector Name=\"Nome\">none</w:Selector>"},
};

/* How long the answer is; 0 = a bare 500. */
static size_t run(const char *body, unsigned *status)
{
    mbm_exchange exchange;
    memset(&exchange, 0, sizeof exchange);
    exchange.server = served.server;
    mbm_exchange_run(&exchange, body, strlen(body));
    size_t size = exchange.answer != NULL ? exchange.answer_size : 0;
    *status = exchange.http_status;
    mbm_journal_note(served.server->journal, &exchange, 0);
    mbm_exchange_end(&exchange);
    return size;
}

static long foreign_at; /* 1 = the next one fails; 0 = none does */

/*
 * Lets one allocation after the other fail. What libxml2 makes of one of its own is its matter: a request may look to it like one that is
 * broken, and its writer leaves out what it had no memory for.
 */
static void fail_each(long *at, long least)
{
    long failed = 0;
    for (size_t i = 0; i < COUNT(requests); i++) {
        unsigned good_status;
        char *body = write_envelope(&requests[i]);
        size_t good = run(body, &good_status);
        assert_true(good > 0);
        for (long n = 1;; n++) {
            unsigned status;
            assert_true(n < 100000);
            *at = n;
            size_t size = run(body, &status);
            bool is_behind = *at > 0;
            *at = 0;
            /* contexts and identities are of one length; of a failure the words may be others */
            bool is_good = size == 0 ? status == 500 : status == good_status && (status != 200 || size == good);
            if (!is_good && at != &foreign_at) {
                fail_msg("request %zu, allocation %ld: %u with %zu bytes, and not %u with %zu", i, n, status, size,
                         good_status, good);
            }
            failed += size == 0 || !is_good;
            if (is_behind) {
                assert_int_equal(size, good);
                break;
            }
        }
        free(body);
    }
    if (failed < least) {
        fail_msg("%ld failed", failed);
    }
}

static void test_own_memory(void **state)
{
    (void)state;
    fail_each(&test_counted.fail_at, 300);
}

static void test_foreign_memory(void **state)
{
    (void)state;
    fail_each(&foreign_at, 200);
}

/* Starting, too. */
static void test_starting(void **state)
{
    mbm_server_options options = endpoint_options();
    const mbm_host host = served.server->host;
    long failed = 0;
    (void)state;
    for (long n = 1;; n++) {
        wmi_error error = WMI_ERROR_INIT;
        mbm_server *server = NULL;
        assert_true(n < 1000);
        test_counted.fail_at = n;
        wmi_status status = mbm_server_start(&options, &host, &server, &error);
        bool is_behind = test_counted.fail_at > 0;
        test_counted.fail_at = 0;
        assert_int_equal(status, is_behind ? WMI_OK : WMI_NO_MEMORY);
        wmi_error_clear(&error);
        mbm_server_stop(server);
        failed += !is_behind;
        if (is_behind) {
            break;
        }
    }
    assert_true(failed > 5);
}

static void *foreign_malloc(size_t size)
{
    return foreign_at > 0 && --foreign_at == 0 ? NULL : malloc(size);
}

static void *foreign_realloc(void *block, size_t size)
{
    return foreign_at > 0 && --foreign_at == 0 ? NULL : realloc(block, size);
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

static void say_nothing(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static int start_memory(void **state)
{
    mbm_server_options options = endpoint_options();
    (void)state;
    test_use_allocator(&test_counted);
    options.limits.max_contexts = 1000000;
    options.is_lenient = true; /* of the identities of messages */
    endpoint_start_served(&served, &options);
    play_echo(&served);
    add_instance(&served, "Thing", "Name", "t");
    add_instance(&served, "Thing", "Name", "u");
    add_holding(&served, "Thing.Name=\"t\"", "Thing.Name=\"t\"");
    unsigned status;
    char *put = write_envelope(&requests[3]);
    assert_true(run(put, &status) > 0); /* what is put is there from now on */
    free(put);
    return 0;
}

static int stop_memory(void **state)
{
    (void)state;
    endpoint_stop(&served);
    assert_int_equal(test_counted.live, 0);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_memory), cmocka_unit_test(test_foreign_memory),
                                       cmocka_unit_test(test_starting)};
    if (xmlMemSetup(foreign_free, foreign_malloc, foreign_realloc, foreign_strdup) != 0) {
        return 1;
    }
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, say_nothing); /* of which libxml2 says a lot when memory is short */
    int failed = cmocka_run_group_tests(tests, start_memory, stop_memory);
    xmlCleanupParser();
    return failed;
}
