/*
 * Every method of every class of both schemas is called once, through its generated stub and structs, with every parameter set in both
 * directions; over the backend that the program is linked with (tests/run/way.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

#include "pair_host.h"
#include "values.h"
#include "way.h"

typedef struct schema_case {
    const wmi_schema *schema;
    const pair_list *pairs;
    const char *namespaces[2];
    size_t pair_count;
} schema_case;

static const schema_case cases[] = {
    {&hv_schema, &hv_pairs, {hv_NAMESPACE, hv_interop_NAMESPACE}, 960},
    {&hvc_schema, &hvc_pairs, {hvc_NAMESPACE, hvc_interop_NAMESPACE}, 449},
};

/* A loopback with an instance of each class, and with all handlers; a session for each namespace. */
typedef struct everything {
    pair_twin twin;
    wmi_loopback *loopback;
    const wmi_backend *backend;
    wmi_session *sessions[2];
} everything;

static void open_everything(everything *all, const schema_case *schema)
{
    const wmi_schema *schemas[] = {&all->twin.schema};
    wmi_error error = {0};

    all->twin = pair_twin_of(schema->schema);
    pair_twin_of_instances(&all->twin);
    pair_succeeded(wmi_loopback_new(schemas, 1, &all->loopback, &error), &error);
    for (size_t i = 0; i < schema->pairs->count; i++) {
        const pair *row = &schema->pairs->items[i];

        pair_succeeded(
            wmi_loopback_on(all->loopback, row->ns, row->class_name, row->method, row->handler, NULL, &error), &error);
    }
    all->backend = way_to(all->loopback, schemas, 1, &error);
    if (all->backend == NULL)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < 2; i++) {
        wmi_connect_options options = {.backend = all->backend, .ns = schema->namespaces[i]};

        pair_succeeded(wmi_connect(&options, &all->sessions[i], &error), &error);
    }
}

static void close_everything(everything *all)
{
    for (size_t i = 0; i < 2; i++)
        wmi_close(all->sessions[i]);
    way_end(all->loopback);
    pair_twin_free(&all->twin);
}

static wmi_session *session_of(const everything *all, const schema_case *schema, const char *ns)
{
    return all->sessions[strcmp(ns, schema->namespaces[0]) == 0 ? 0 : 1];
}

static void every_pair_is_called(void **state)
{
    const schema_case *schema = *state;
    everything all;
    size_t called = 0;

    open_everything(&all, schema);
    for (size_t i = 0; i < schema->pairs->count; i++) {
        const pair *row = &schema->pairs->items[i];
        bool is_static = (row->info->flags & WMI_METHOD_STATIC) != 0;
        unsigned before = pair_host_handled();
        char *path;

        pair_values_use(&all.twin.schema, row->ns);
        path = is_static ? NULL : pair_host_instance(all.loopback, &all.twin.schema, row);
        row->call(session_of(&all, schema, row->ns), path);
        assert_int_equal(pair_host_handled(), before + 1);
        called++;
        wmi_free(path);
        pair_values_reset();
    }
    assert_int_equal(called, schema->pair_count);
    close_everything(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_pair_is_called, (void *)(uintptr_t)&cases[0]),
        cmocka_unit_test_prestate(every_pair_is_called, (void *)(uintptr_t)&cases[1]),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
