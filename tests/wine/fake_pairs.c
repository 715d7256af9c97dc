/*
 * Every method of every class of both schemas, called through COM with every parameter set in both directions: the
 * handlers in the world check what arrives, the calls check what comes back, the fake checks how it got there.
 */
#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

#include "fake_host.h"
#include "pair_host.h"

typedef struct schema_case {
    const wmi_schema *schema;
    const pair_list *pairs;
    size_t pair_count;
} schema_case;

static const schema_case cases[] = {
    {&hv_schema, &hv_pairs, 960},
    {&hvc_schema, &hvc_pairs, 449},
};

static size_t called;

/* What a call costs: the first one of a method may ask for its signature and for the classes of its objects, a second
 * one may not. */
static void call_twice(const pair *row, wmi_session *session, const char *target)
{
    uint32_t methods;
    uint32_t objects;
    uint32_t signatures;
    uint32_t begun;

    row->call(session, target);
    methods = fake_calls_of("IWbemServices::ExecMethod");
    objects = fake_calls_of("IWbemServices::GetObject");
    signatures = fake_calls_of("IWbemClassObject::GetMethod");
    begun = fake_calls();
    assert_int_equal(methods, 1);
    assert_true(objects > 0 || row->info->in_count == 0);

    row->call(session, target);
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 2);
    assert_int_equal(fake_calls_of("IWbemServices::GetObject"), objects);
    assert_int_equal(fake_calls_of("IWbemClassObject::GetMethod"), signatures);
    for (uint32_t i = begun; i < fake_calls(); i++) {
        const char *name = fake_call_name(i);

        if (name != NULL && strncmp(name, "IWbemServices::", 15) == 0)
            assert_string_equal(name, "IWbemServices::ExecMethod");
    }
}

static void call_pair(pair_twin *twin, const pair *row)
{
    fake_settings settings = {0};
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = row->ns};
    wmi_error error = {0};
    wmi_session *session = NULL;
    pair_host host;

    pair_host_start(&host, twin, row);
    settings.world = wmi_loopback_backend(host.loopback);
    fake_start(&settings);
    pair_succeeded(wmi_connect(&options, &session, &error), &error);

    call_twice(row, session, host.target);
    assert_int_equal(pair_host_handled(), 2);
    called++;

    wmi_close(session);
    if (!fake_host_audit(60000))
        fail_msg("%s.%s", row->class_name, row->method);
    pair_host_stop(&host);
}

static void every_pair_is_called_through_com(void **state)
{
    const schema_case *schema = *state;
    pair_twin twin = pair_twin_of(schema->schema);

    called = 0;
    for (size_t i = 0; i < schema->pairs->count; i++)
        call_pair(&twin, &schema->pairs->items[i]);
    assert_int_equal(called, schema->pair_count);
    print_message("%lu methods called twice\n", (unsigned long)called);
    pair_twin_free(&twin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_pair_is_called_through_com, (void *)(uintptr_t)&cases[0]),
        cmocka_unit_test_prestate(every_pair_is_called_through_com, (void *)(uintptr_t)&cases[1]),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
