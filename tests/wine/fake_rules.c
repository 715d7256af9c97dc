/*
 * The rules that COM and WMI lay down and that a client notices only when it breaks them: identities and blankets,
 * errors that come late, calls that take their time, apartments and threads; each under a server that is stricter,
 * older or slower than it need be.
 */
#include <windows.h>

#include <objbase.h>

#include <golden_types.h>
#include <virtualization_v2/CIM_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/schema.h>

#include "fake_scenario.h"

#define E_ACCESS_DENIED UINT32_C(0x80070005)
#define E_RPC_UNAVAILABLE UINT32_C(0x800706BA)
#define E_ENCRYPTION UINT32_C(0x80041087)
#define REMOTE "replica-a"
#define ACCOUNT "contoso\\admin"
#define PASSWORD "Pa\xC3\x9Fwort"

/* ---- the whole scenario, server by server ---- */

typedef struct server_case {
    const char *name;
    fake_settings settings;      /* but for the world */
    wmi_connect_options options; /* but for backend and namespace */
} server_case;

static const server_case servers[14] = {
    {"as Windows", {.ms_per_call = 1000}, {0}},
    {"objects one by one", {.ms_per_call = 1000, .batch = 1}, {0}},
    {"objects two by two", {.ms_per_call = 1000, .batch = 2}, {0}},
    {"calls that stay pending", {.ms_per_call = 1000, .pending = 3}, {0}},
    {"synchronous calls", {.ms_per_call = 1000, .synchronous = true}, {0}},
    {"exact types", {.ms_per_call = 1000, .exact_types = true}, {0}},
    {"no partial updates", {.ms_per_call = 1000, .no_partial_updates = true}, {0}},
    {"as Wine",
     {.ms_per_call = 1000, .synchronous = true, .exact_types = true, .no_partial_updates = true, .batch = 1},
     {0}},
    {"another host, as its user",
     {.ms_per_call = 1000, .host = REMOTE, .user = ACCOUNT, .password = PASSWORD, .pending = 1, .batch = 2},
     {.host = REMOTE, .user = ACCOUNT, .password = PASSWORD}},
    {"another host that wants encryption",
     {.ms_per_call = 1000, .host = REMOTE, .user = ACCOUNT, .password = PASSWORD, .encrypted = true},
     {.host = REMOTE, .user = ACCOUNT, .password = PASSWORD}},
    {"this host by its name", {.ms_per_call = 1000}, {.host = "localhost"}},
    {"threads that impersonate", {.ms_per_call = 1000, .impersonated = true, .pending = 1}, {0}},
    {"another host, for threads that impersonate",
     {.ms_per_call = 1000, .impersonated = true, .host = REMOTE, .batch = 1},
     {.host = REMOTE}},
    {"locale and levels",
     {.ms_per_call = 1000},
     {.locale = "MS_409",
      .authentication_level = WMI_AUTHENTICATION_PACKET_PRIVACY,
      .impersonation_level = WMI_IMPERSONATION_DELEGATE}},
};

typedef struct served {
    fake_host *host;
    const server_case *server;
    fake_scenario scenario;
} served;

static int serve(void **state)
{
    static served all;
    const server_case *server = *state;
    void *inner = NULL;

    if (fake_host_setup(&inner) != 0)
        return 1;
    all.host = inner;
    all.server = server;
    fake_scenario_prepare(&all.scenario, all.host);
    {
        const wmi_backend *world = all.host->settings.world;
        const wmi_connect_options base = all.host->options;

        all.host->settings = server->settings;
        all.host->settings.world = world;
        all.host->options = server->options;
        all.host->options.backend = base.backend;
        all.host->options.ns = base.ns;
    }
    *state = &all;
    return 0;
}

static int stop_serving(void **state)
{
    served *all = *state;
    void *inner = all->host;

    fake_scenario_close(&all->scenario);
    return fake_host_teardown(&inner);
}

static void every_step_works(void **state)
{
    served *all = *state;
    fake_scenario *scenario = &all->scenario;

    print_message("server: %s\n", all->server->name);
    fake_host_start(all->host);
    for (size_t i = 0; i < fake_step_count; i++) {
        const fake_step *step = &fake_steps[i];
        wmi_status status = step->run(scenario, &all->host->error);

        if (status != step->ends_with)
            fail_msg("%s: %s: %s", step->name, wmi_status_name(status),
                     status == WMI_OK ? "" : all->host->error.message);
        if (scenario->wrong != NULL)
            fail_msg("%s: this does not hold: %s", step->name, scenario->wrong);
        if (scenario->missing != NULL)
            fail_msg("%s: missing: %s", step->name, scenario->missing);
    }
}

/* ---- connecting ---- */

typedef struct connect_case {
    wmi_connect_options options; /* ns NULL = that of Hyper-V */
    wmi_status status;
    uint32_t number;
    const char *part; /* of the message */
} connect_case;

/* Against REMOTE, whose account is contoso\admin. */
static const connect_case connections[] = {
    {{.host = NULL}, WMI_OK, 0, NULL},
    {{.host = "."}, WMI_OK, 0, NULL},
    {{.ns = "ROOT/Virtualization/V2"}, WMI_OK, 0, NULL},
    {{.ns = "\\\\.\\root\\virtualization\\v2"}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = ACCOUNT, .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = "admin", .domain = "contoso", .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = "Admin", .domain = "CONTOSO", .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = "admin@contoso", .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = "admin", .authority = "ntlmdomain:contoso", .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.ns = "\\\\" REMOTE "\\root\\virtualization\\v2", .user = ACCOUNT, .password = PASSWORD}, WMI_OK, 0, NULL},
    {{.host = REMOTE, .user = ACCOUNT, .password = "other"}, WMI_TRANSPORT, E_ACCESS_DENIED, REMOTE},
    {{.host = REMOTE, .user = "contoso\\guest", .password = PASSWORD}, WMI_TRANSPORT, E_ACCESS_DENIED, REMOTE},
    {{.host = REMOTE, .user = ACCOUNT}, WMI_TRANSPORT, E_ACCESS_DENIED, REMOTE},
    {{.host = REMOTE, .user = "admin", .domain = "fabrikam", .password = PASSWORD},
     WMI_TRANSPORT,
     E_ACCESS_DENIED,
     REMOTE},
    {{.host = "nowhere"}, WMI_TRANSPORT, E_RPC_UNAVAILABLE, "nowhere"},
    {{.ns = "root\\nothing"}, WMI_TRANSPORT, WMI_E_INVALID_NAMESPACE, "root\\nothing on this host"},
    {{.user = ACCOUNT, .password = PASSWORD}, WMI_USAGE, 0, "other hosts"},
    {{.host = "localhost", .user = ACCOUNT, .password = PASSWORD}, WMI_USAGE, 0, "other hosts"},
    {{.host = REMOTE, .user = ACCOUNT, .domain = "fabrikam", .password = PASSWORD}, WMI_USAGE, 0, "domain"},
    {{.host = REMOTE, .user = ACCOUNT, .authority = "ntlmdomain:contoso", .password = PASSWORD},
     WMI_USAGE,
     0,
     "domain"},
    {{.host = "other", .ns = "\\\\" REMOTE "\\root\\virtualization\\v2"}, WMI_USAGE, 0, "another host"},
};

static void connections_are_made_or_refused_with_a_reason(void **state)
{
    fake_host *host = *state;

    host->settings.host = REMOTE;
    host->settings.user = ACCOUNT;
    host->settings.password = PASSWORD;
    for (size_t i = 0; i < sizeof connections / sizeof connections[0]; i++) {
        const connect_case *each = &connections[i];
        wmi_connect_options options = each->options;
        wmi_status status;

        options.backend = wmi_com_backend();
        options.ns = options.ns != NULL ? options.ns : hv_NAMESPACE;
        fake_host_start(host);
        status = wmi_connect(&options, &host->session, &host->error);
        if (status != each->status || (status != WMI_OK && host->error.number != each->number))
            fail_msg("connection %u: %s 0x%08lX: %s", (unsigned)i, wmi_status_name(status),
                     (unsigned long)host->error.number, status == WMI_OK ? "" : host->error.message);
        if (status == WMI_OK) {
            size_t count;
            hv_Msvm_ComputerSystem *items;

            MUST(host, hv_Msvm_ComputerSystem_list(host->session, NULL, &items, &count, &host->error));
            assert_int_equal(count, 0);
        } else {
            fake_host_expect(&host->error, status, each->status, each->part, "wmi_connect");
            assert_null(host->session);
            if (status == WMI_USAGE)
                assert_int_equal(fake_calls(), 0);
        }
        fake_host_close(host);
        if (!fake_host_audit(60000))
            fail_msg("connection %u", (unsigned)i);
    }
}

/* The program may ask for less protection than the host does. */
static void too_little_protection_is_named(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    hv_Msvm_ComputerSystem machine;
    wmi_status status;

    fake_scenario_prepare(&scenario, host);
    host->settings.host = host->options.host = REMOTE;
    host->settings.user = host->options.user = ACCOUNT;
    host->settings.password = host->options.password = PASSWORD;
    host->settings.encrypted = true;
    host->options.authentication_level = WMI_AUTHENTICATION_PACKET_INTEGRITY;
    fake_host_start(host);
    status = wmi_connect(&host->options, &host->session, &host->error);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error);
    fake_host_expect(&host->error, status, WMI_TRANSPORT, "encrypt", "get");
    assert_int_equal(host->error.number, E_ENCRYPTION);
}

/* ---- errors ---- */

typedef struct query_case {
    const char *wql;
    uint32_t number;
} query_case;

static const query_case bad_queries[] = {
    {"SELECT * FROM No_Such_Class", WMI_E_INVALID_CLASS},
    {"SELEKT * FROM Msvm_ComputerSystem", WMI_E_INVALID_QUERY},
    {"SELECT * FROM Msvm_ComputerSystem WHERE Name = 'a\\b'", WMI_E_INVALID_QUERY},
    {"SELECT * FROM Msvm_ComputerSystem WHERE", WMI_E_INVALID_QUERY},
};

static bool never_visit(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    fail_msg("a query that is wrong has a result");
    return false;
}

/* ExecQuery takes them all: it is the first Next that says what is wrong, and the query must still be named. */
static void errors_of_a_query_come_late_and_name_it(void **state)
{
    fake_host *host = *state;

    fake_host_open(host);
    for (size_t i = 0; i < sizeof bad_queries / sizeof bad_queries[0]; i++) {
        REFUSED(host, wmi_query(host->session, bad_queries[i].wql, never_visit, NULL, &host->error),
                bad_queries[i].number, bad_queries[i].wql);
        assert_string_equal(host->error.target, bad_queries[i].wql);
        assert_string_equal(host->error.name, wmi_hresult_name(bad_queries[i].number));
    }
    REFUSED(host,
            wmi_associators(host->session, "Msvm_ComputerSystem.CreationClassName=\"x\",Name=\"none\"", NULL,
                            never_visit, NULL, &host->error),
            WMI_E_NOT_FOUND, "none");
}

static void what_the_host_says_of_a_failure_arrives(void **state)
{
    static const char description[] = "Der Datentr\xC3\xA4ger ist voll.";
    fake_host *host = *state;
    fake_scenario scenario;
    hv_Msvm_ComputerSystem machine;
    uint32_t first;
    uint32_t offset = 0;

    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    first = fake_calls();
    MUST(host, hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error));
    hv_Msvm_ComputerSystem_clear(&machine);
    while (strcmp(fake_call_name(first + offset), "IWbemServices::GetObject") != 0)
        assert_true(first + ++offset < fake_calls());
    fake_fail_call(fake_calls() + offset, (int32_t)WMI_E_PROVIDER_FAILURE, description);
    REFUSED(host, hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error),
            WMI_E_PROVIDER_FAILURE, "Der Datentr\xC3\xA4ger ist voll");
    assert_string_equal(host->error.name, "WBEM_E_PROVIDER_FAILURE");
    assert_non_null(host->error.extended.description);
    assert_string_equal(host->error.extended.description, description);
    REFUSED(host,
            wmi_instance_delete(host->session, "Msvm_ComputerSystem.CreationClassName=\"x\",Name=\"y\"", &host->error),
            WMI_E_NOT_FOUND, "Name=\"y\"");
    assert_true(host->error.extended.description == NULL || strcmp(host->error.extended.description, description) != 0);
}

/* The schema of a newer Windows: what it has more than the host must be named. */
static void what_the_host_does_not_have_is_named(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    wmi_method_info unknown = hv_CIM_VirtualSystemManagementService_DefineSystem_info;
    wmi_method_info longer = golden_types_Every_Ping_info;
    wmi_field fields[] = {golden_types_Every_Ping_info.in[0], golden_types_Every_Ping_info.in[0]};
    golden_types_Every_Ping_in in = {.Cookie = WMI_UINT64_INIT(1)};
    golden_types_Every_Ping_out out;
    wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
    wmi_value text = wmi_value_string("x");

    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    unknown.name = "DefineEverything";
    REFUSED(host,
            wmi_invoke(host->session, "Msvm_VirtualSystemManagementService", &unknown, scenario.service, NULL, NULL,
                       &host->error),
            WMI_E_NOT_FOUND, "has no method DefineEverything");

    assert_int_equal(wmi_object_set(object, "InstanceID", &text), WMI_OK);
    assert_int_equal(wmi_object_set(object, "InventedLater", &text), WMI_OK);
    REFUSED(host, wmi_object_put(host->session, object, WMI_PUT_CREATE, NULL, &host->error), WMI_E_NOT_FOUND,
            "InventedLater");
    wmi_object_free(object);
    fake_host_close(host);

    host->options.ns = golden_types_NAMESPACE;
    MUST(host, wmi_connect(&host->options, &host->session, &host->error));
    fields[1].name = "Later";
    longer.in = fields;
    longer.in_count = 2;
    REFUSED(host, wmi_invoke(host->session, "Every", &longer, NULL, &in, &out, &host->error), WMI_E_NOT_FOUND,
            "no Later");
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 0);
}

/* ---- time ---- */

/* What is not to be waited for: so much that no machine is as slow. */
enum { FAR_TOO_LONG = 120000 };

static void expect_time(uint64_t since, uint32_t at_least)
{
    uint64_t passed = fake_host_clock() - since;

    if (passed < at_least || passed >= FAR_TOO_LONG)
        fail_msg("it took %lu ms, and should have taken %lu", (unsigned long)passed, (unsigned long)at_least);
}

static void a_call_without_an_answer_ends_in_time(void **state)
{
    fake_host *host = *state;
    fake_settings healthy;
    fake_scenario scenario;
    hv_Msvm_ComputerSystem machine;
    wmi_status status = WMI_TIMEOUT;
    uint64_t start;
    int tries;

    fake_scenario_prepare(&scenario, host);
    host->options.timeout_ms = 300;
    fake_host_open(host);
    healthy = host->settings;
    host->settings.never_done = true;
    fake_change(&host->settings);
    start = fake_host_clock();
    FAILS(host, hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error), WMI_TIMEOUT,
          "");
    expect_time(start, 250);
    start = fake_host_clock();
    FAILS(
        host,
        hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, scenario.service, NULL, NULL, &host->error),
        WMI_TIMEOUT, "DefineSystem");
    expect_time(start, 250);
    fake_change(&healthy);
    for (tries = 0; status == WMI_TIMEOUT && tries < 100; tries++)
        status = hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error);
    MUST(host, status);
    hv_Msvm_ComputerSystem_clear(&machine);
}

/* Nobody waits for the connect any more, and what it then brings is given back all the same: the teardown waits for
 * that. */
static void a_connect_that_takes_too_long_is_given_up(void **state)
{
    fake_host *host = *state;
    uint64_t start = fake_host_clock();

    host->settings.host = host->options.host = REMOTE;
    host->settings.user = host->options.user = ACCOUNT;
    host->settings.password = host->options.password = PASSWORD;
    host->settings.connect_delay_ms = FAR_TOO_LONG;
    host->options.timeout_ms = 200;
    fake_host_start(host);
    FAILS(host, wmi_connect(&host->options, &host->session, &host->error), WMI_TIMEOUT, REMOTE);
    expect_time(start, 150);
    assert_null(host->session);
    assert_true(fake_held().blocks > 0);
    host->settings.connect_delay_ms = 0;
    fake_change(&host->settings);
}

/* ---- apartments and threads ---- */

enum { THREADS = 4, ROUNDS = 10 };

typedef struct thread_case {
    fake_scenario *scenario;
    wmi_session *session; /* NULL = one of its own */
    DWORD apartment;      /* of CoInitializeEx; 0 = none at all */
    bool does_initialise;
    wmi_status expected;
    char failure[256];
} thread_case;

static wmi_status use_session(const fake_scenario *scenario, wmi_session *session, wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {.ReferenceConfiguration = scenario->settings};
    hv_Msvm_ComputerSystem machine;
    hv_Msvm_ComputerSystem *items = NULL;
    size_t count = 0;
    wmi_status status = hv_Msvm_ComputerSystem_get(session, scenario->machine[0], &machine, error);

    hv_Msvm_ComputerSystem_clear(&machine);
    if (status == WMI_OK)
        status = hv_Msvm_ComputerSystem_list(session, NULL, &items, &count, error);
    hv_Msvm_ComputerSystem_list_free(items, count);
    if (status == WMI_OK && count != FAKE_MACHINES)
        status = wmi_fail(error, WMI_REPLY, 0, "the list is not whole");
    /* without its settings the world refuses the method, but only after the parameters have arrived */
    if (status == WMI_OK &&
        hv_Msvm_VirtualSystemManagementService_DefineSystem(session, scenario->service, &in, NULL, error) == WMI_OK)
        status = wmi_fail(error, WMI_REPLY, 0, "DefineSystem needs settings");
    return status;
}

static DWORD WINAPI work(LPVOID parameter)
{
    thread_case *self = parameter;
    wmi_session *session = self->session;
    wmi_error error = {0};
    wmi_status status = WMI_OK;

    if (self->does_initialise)
        (void)CoInitializeEx(NULL, self->apartment);
    if (session == NULL)
        status = wmi_connect(&self->scenario->host->options, &session, &error);
    for (unsigned i = 0; i < ROUNDS && status == WMI_OK; i++)
        status = use_session(self->scenario, session, &error);
    if (status != self->expected)
        (void)snprintf(self->failure, sizeof self->failure, "%s: %s", wmi_status_name(status),
                       status == WMI_OK ? "" : error.message);
    wmi_error_clear(&error);
    if (self->session == NULL)
        wmi_close(session);
    if (self->does_initialise)
        CoUninitialize();
    return 0;
}

static void run_threads(thread_case *cases, size_t count)
{
    HANDLE threads[THREADS];

    for (size_t i = 0; i < count; i++) {
        threads[i] = CreateThread(NULL, 0, work, &cases[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(WaitForSingleObject(threads[i], 60000), WAIT_OBJECT_0);
        CloseHandle(threads[i]);
        if (cases[i].failure[0] != '\0')
            fail_msg("thread %u: %s", (unsigned)i, cases[i].failure);
    }
}

static void threads_have_their_own_sessions(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    thread_case cases[THREADS];

    fake_scenario_prepare(&scenario, host);
    fake_host_start(host);
    memset(cases, 0, sizeof cases);
    for (size_t i = 0; i < THREADS; i++)
        cases[i].scenario = &scenario;
    cases[1].does_initialise = cases[2].does_initialise = true;
    cases[1].apartment = COINIT_MULTITHREADED;
    cases[2].apartment = COINIT_APARTMENTTHREADED;
    run_threads(cases, THREADS);
}

static void threads_share_a_session(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    thread_case cases[THREADS];

    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    memset(cases, 0, sizeof cases);
    for (size_t i = 0; i < THREADS; i++) {
        cases[i].scenario = &scenario;
        cases[i].session = host->session;
    }
    cases[1].does_initialise = true;
    cases[1].apartment = COINIT_MULTITHREADED;
    cases[3].does_initialise = true;
    cases[3].apartment = COINIT_APARTMENTTHREADED;
    cases[3].expected = WMI_USAGE;
    run_threads(cases, THREADS);
}

/* The session of a single-threaded apartment is for its thread alone; and the thread finds COM as it left it. */
static void a_single_threaded_apartment_keeps_its_session(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    thread_case other = {0};
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;

    assert_int_equal(CoGetApartmentType(&type, &qualifier), CO_E_NOTINITIALIZED);
    assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    MUST(host, use_session(&scenario, host->session, &host->error));
    other.scenario = &scenario;
    other.session = host->session;
    other.expected = WMI_USAGE;
    run_threads(&other, 1);
    fake_host_close(host);
    assert_int_equal(CoGetApartmentType(&type, &qualifier), S_OK);
    CoUninitialize();
    assert_int_equal(CoGetApartmentType(&type, &qualifier), CO_E_NOTINITIALIZED);
}

#define SERVER_TEST(i)                                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(every_step_works, serve, stop_serving, (void *)(uintptr_t)&servers[i])

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVER_TEST(0),
        SERVER_TEST(1),
        SERVER_TEST(2),
        SERVER_TEST(3),
        SERVER_TEST(4),
        SERVER_TEST(5),
        SERVER_TEST(6),
        SERVER_TEST(7),
        SERVER_TEST(8),
        SERVER_TEST(9),
        SERVER_TEST(10),
        SERVER_TEST(11),
        SERVER_TEST(12),
        SERVER_TEST(13),
        FAKE_TEST(connections_are_made_or_refused_with_a_reason),
        FAKE_TEST(too_little_protection_is_named),
        FAKE_TEST(errors_of_a_query_come_late_and_name_it),
        FAKE_TEST(what_the_host_says_of_a_failure_arrives),
        FAKE_TEST(what_the_host_does_not_have_is_named),
        FAKE_TEST(a_call_without_an_answer_ends_in_time),
        FAKE_TEST(a_connect_that_takes_too_long_is_given_up),
        FAKE_TEST(threads_have_their_own_sessions),
        FAKE_TEST(threads_share_a_session),
        FAKE_TEST(a_single_threaded_apartment_keeps_its_session),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
