/*
 * What hosts are recorded to answer to the texts in a call's parameters: of instances, and of paths.
 */
#include "endpoint.h"

static endpoint served;

#define INSTANCE(PROPERTY) "&lt;INSTANCE CLASSNAME=\"Msvm_VirtualSystemSettingData\"&gt;" PROPERTY "&lt;/INSTANCE&gt;"
#define ELEMENT_NAME(VALUE)                                                                                            \
    "&lt;PROPERTY NAME=\"ElementName\" TYPE=\"string\"&gt;&lt;VALUE&gt;" VALUE "&lt;/VALUE&gt;&lt;/PROPERTY&gt;"

static void test_instance_texts(void **state)
{
    static const struct {
        const char *what;
        const char *text;
        const char *returned;
    } cases[] = {
        {"named ampersand", INSTANCE(ELEMENT_NAME("a &amp;amp; b")), "32768"},
        {"named less-than", INSTANCE(ELEMENT_NAME("a &amp;lt; b")), "32773"},
        {"numbered ampersand", INSTANCE(ELEMENT_NAME("a &amp;#38; b")), "4096"},
        {"named greater-than", INSTANCE(ELEMENT_NAME("a &amp;gt; b")), "4096"},
        {"reference where a path is due",
         INSTANCE(
             "&lt;PROPERTY NAME=\"Parent\" TYPE=\"string\"&gt;&lt;VALUE&gt;&amp;#60;a:EndpointReference/&gt;&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
         "32773"},
        {"scalar where an array is due",
         INSTANCE("&lt;PROPERTY NAME=\"Notes\" TYPE=\"string\"&gt;&lt;VALUE&gt;x&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
         "32773"},
        {"array as it should be",
         INSTANCE(
             "&lt;PROPERTY.ARRAY NAME=\"Notes\" TYPE=\"string\"&gt;&lt;VALUE.ARRAY&gt;&lt;VALUE&gt;x&lt;/VALUE&gt;&lt;/VALUE.ARRAY&gt;&lt;/PROPERTY.ARRAY&gt;"),
         "4096"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[2048];
        snprintf(body, sizeof body,
                 "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI
                 "\"><p:SystemSettings>%s</p:SystemSettings></p:DefineSystem_INPUT>",
                 cases[i].text);
        envelope parts = {
            .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY, .body = body};
        reply r = ask(&served, &parts);
        if (r.status != 200 || strcmp(text_of(&r, "ReturnValue"), cases[i].returned) != 0) {
            fail_msg("%s: %d %s", cases[i].what, r.status, r.body);
        }
        reply_clear(&r);
    }
}

/* The switch service has a code of its own, and a path in a reference parameter is refused by both. */
static void test_paths_for_references(void **state)
{
    static const char path[] = "<p:AffectedSystem>Msvm_ComputerSystem.Name=\"HV-01\"</p:AffectedSystem>";
    char body[512];
    (void)state;
    snprintf(body, sizeof body, "<p:DestroySystem_INPUT xmlns:p=\"" SERVICE_URI "\">%s</p:DestroySystem_INPUT>", path);
    envelope parts = {
        .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DestroySystem", .selectors = SERVICE_KEY, .body = body};
    reply r = ask(&served, &parts);
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "ReturnValue"), "32773");
    assert_non_null(strstr(r.body, "<p:Job xsi:nil=\"true\"/><p:ReturnValue>")); /* as where the method itself fails */
    reply_clear(&r);
    snprintf(body, sizeof body, "<p:DestroySystem_INPUT xmlns:p=\"" SWITCH_URI "\">%s</p:DestroySystem_INPUT>", path);
    parts =
        (envelope){.uri = SWITCH_URI, .action_uri = SWITCH_URI "/DestroySystem", .selectors = SWITCH_KEY, .body = body};
    r = ask(&served, &parts);
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "ReturnValue"), "32776");
    reply_clear(&r);
}

/* A datetime in another form than CIM's is found out by the job. */
static void test_datetimes_in_texts(void **state)
{
    static const char *const texts[] = {
        INSTANCE(
            "&lt;PROPERTY NAME=\"AutomaticStartupActionDelay\" TYPE=\"datetime\"&gt;&lt;VALUE&gt;PT30S&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
        INSTANCE(
            "&lt;PROPERTY NAME=\"AutomaticStartupActionDelay\" TYPE=\"string\"&gt;&lt;VALUE&gt;00000000000030.000000:000&lt;/VALUE&gt;&lt;/PROPERTY&gt;")};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char body[1024];
        char selector[256];
        snprintf(body, sizeof body,
                 "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI
                 "\"><p:SystemSettings>%s</p:SystemSettings></p:DefineSystem_INPUT>",
                 texts[i]);
        envelope parts = {
            .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY, .body = body};
        reply r = ask(&served, &parts);
        assert_status(&r, 200);
        assert_string_equal(text_of(&r, "ReturnValue"), "4096");
        snprintf(selector, sizeof selector, "<w:Selector Name=\"InstanceID\">%s</w:Selector>", text_of(&r, "Selector"));
        reply_clear(&r);
        wmi_loopback_advance(served.loopback, 1000);
        r = ask(&served, &(envelope){.uri = V2 "Msvm_ConcreteJob", .action_uri = ACTION_GET, .selectors = selector});
        assert_status(&r, 200);
        assert_string_equal(text_of(&r, "JobState"), "10");
        assert_string_equal(text_of(&r, "ErrorCode"), "32768");
        reply_clear(&r);
    }
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
        cmocka_unit_test(test_instance_texts),
        cmocka_unit_test(test_paths_for_references),
        cmocka_unit_test(test_datetimes_in_texts),
    };
    return cmocka_run_group_tests(tests, start_served, stop_served);
}
