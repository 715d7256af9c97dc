/*
 * What is kept for clients, how much of it and how long; and what --lenient takes.
 */
#define _XOPEN_SOURCE 700
#include "endpoint.h"

#include <time.h>

static endpoint served;

/* A context is good for one pull, and for some time. */
static void test_contexts(void **state)
{
    char body[256];
    (void)state;
    reply r = ask(&served, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
    assert_status(&r, 200);
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    envelope pull = {.uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_PULL, .body = body};
    r = ask(&served, &pull);
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(&served, &pull);
    assert_fault("used context", &r, 500, "n:InvalidEnumerationContext", NULL, 0x8033801B);
    reply_clear(&r);
}

static void test_expired_context(void **state)
{
    mbm_server_options options = endpoint_options();
    char body[256];
    endpoint e;
    (void)state;
    options.limits.enumeration_ms = 1;
    endpoint_start(&e, &options);
    reply r = ask(&e, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
    assert_status(&r, 200);
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL); /* at least that: it has expired */
    r = ask(&e, &(envelope){.uri = V2 "*", .action_uri = ACTION_PULL, .body = body});
    assert_fault("expired context", &r, 500, "n:InvalidEnumerationContext", NULL, 0x8033801B);
    reply_clear(&r);
    endpoint_stop(&e);
}

/* What --lenient takes. */
static void test_lenient(void **state)
{
    mbm_server_options options = endpoint_options();
    endpoint e;
    (void)state;
    options.is_lenient = true;
    endpoint_start(&e, &options);
    envelope parts = {.message_id = "<a:MessageID>uuid:1</a:MessageID>",
                      .uri = SERVICE_URI,
                      .action_uri = SERVICE_URI "/DefineSystem",
                      .selectors = SERVICE_KEY,
                      .body = "<p:DefineSystem_INPUT xmlns:p=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"/>"};
    for (int i = 0; i < 2; i++) {
        reply r = ask(&e, &parts);
        assert_status(&r, 200);
        reply_clear(&r);
        parts.body = "";
    }
    endpoint_stop(&e);
}

static void test_quota(void **state)
{
    mbm_server_options options = endpoint_options();
    endpoint e;
    (void)state;
    options.limits.max_contexts = 2;
    endpoint_start(&e, &options);
    for (int i = 0; i < 3; i++) {
        reply r = ask(&e, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
        assert_int_equal(r.status, i < 2 ? 200 : 500);
        if (i == 2) {
            assert_fault("quota", &r, 500, "w:QuotaLimit", NULL, 2150859174);
        }
        reply_clear(&r);
    }
    endpoint_stop(&e);
}

static int start_served(void **state)
{
    mbm_server_options options = endpoint_options();
    (void)state;
    endpoint_start(&served, &options);
    return 0;
}

static int stop_served(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contexts),
        cmocka_unit_test(test_expired_context),
        cmocka_unit_test(test_lenient),
        cmocka_unit_test(test_quota),
    };
    return cmocka_run_group_tests(tests, start_served, stop_served);
}
