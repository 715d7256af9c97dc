/*
 * What goes wrong, and what a person reads of it: what was being done, with what, the code and its name, and what the
 * code means.
 */
#include "wbemprox.h"

#include <windows.h>

#define SPOOLER "Win32_Service.Name=\"Spooler\""

static void unknown_class(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Astrolabe astrolabe = {0};
    cim_Win32_Astrolabe_Turn_in in = {.Degrees = WMI_UINT32(90)};
    cim_Win32_Astrolabe_Turn_out out = {0};

    REFUSED(t, cim_Win32_Astrolabe_get(t->session, "Win32_Astrolabe.Id=\"a\"", &astrolabe, &t->error), 0x80041002,
            "WBEM_E_NOT_FOUND", "Win32_Astrolabe");
    assert_string_equal(t->error.operation, "get");
    assert_string_equal(t->error.target, "Win32_Astrolabe.Id=\"a\"");
    REFUSED(t, cim_Win32_Astrolabe_Turn(t->session, "Win32_Astrolabe.Id=\"a\"", &in, &out, &t->error), 0x80041002,
            "WBEM_E_NOT_FOUND", "no class Win32_Astrolabe");
    assert_string_equal(t->error.class_name, "Win32_Astrolabe");
    assert_string_equal(t->error.method, "Turn");
    assert_false(out.ReturnValue.has);
}

/* Methods that the schema has and this server has not: static, and of an instance. */
static void unknown_method(void **state)
{
    wbemprox *t = *state;
    cim_StdRegProv_GetBinaryValue_in in = {.sSubKeyName = "SOFTWARE", .sValueName = "x"};
    cim_StdRegProv_GetBinaryValue_out out = {0};
    cim_Win32_Service_UserControlService_in control = {.ControlCode = WMI_UINT8(128)};
    cim_Win32_Service_UserControlService_out controlled = {0};

    REFUSED(t, cim_StdRegProv_GetBinaryValue(t->session, NULL, &in, &out, &t->error), 0x80041002, "WBEM_E_NOT_FOUND",
            "StdRegProv on this host has no method GetBinaryValue");
    REFUSED(t, cim_Win32_Service_UserControlService(t->session, SPOOLER, &control, &controlled, &t->error), 0x80041002,
            "WBEM_E_NOT_FOUND", "Win32_Service on this host has no method UserControlService");
}

static void wrong_path(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service service = {0};
    cim_Win32_Service_StopService_out out = {0};

    REFUSED(t, cim_Win32_Service_get(t->session, "Win32_Service.Name=\"no such\"", &service, &t->error), 0x80041002,
            "WBEM_E_NOT_FOUND", "no such");
    assert_null(service.Name);
    REFUSED(t, cim_Win32_Service_StopService(t->session, "Win32_Service.Name=\"no such\"", NULL, &out, &t->error),
            0x8004102E, "WBEM_E_INVALID_METHOD", "StopService");
    FAILS(t, cim_Win32_Service_get(t->session, "Win32_Service.Name=\"unclosed", &service, &t->error), WMI_TRANSPORT,
          "unclosed");
    FAILS(t, cim_Win32_Service_get(t->session, NULL, &service, &t->error), WMI_USAGE, "path");
    FAILS(t, cim_Win32_Service_StopService(t->session, NULL, NULL, &out, &t->error), WMI_USAGE, "StopService");
    FAILS(t, cim_Win32_Service_get(t->session, "Win32_Service.Name=\"\xff\"", &service, &t->error), WMI_USAGE, "UTF-8");
}

static bool never(void *context, const wmi_object *object)
{
    (void)object;
    *(bool *)context = true;
    return true;
}

/* Wine answers a query on an unknown class with nothing, where Windows says that there is no such class. */
static void malformed_query(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service *items = NULL;
    size_t count = 1;
    bool called = false;

    REFUSED(t, wmi_query(t->session, "SELECT FROM WHERE", never, &called, &t->error), 0x80041017,
            "WBEM_E_INVALID_QUERY", "SELECT FROM WHERE");
    assert_string_equal(t->error.operation, "query");
    REFUSED(t, cim_Win32_Service_list(t->session, "Name = = 'x'", &items, &count, &t->error), 0x80041017,
            "WBEM_E_INVALID_QUERY", "Name = = 'x'");
    assert_null(items);
    assert_int_equal(count, 0);
    REFUSED(t, wmi_references(t->session, SPOOLER, NULL, NULL, never, &called, &t->error), 0x80041017,
            "WBEM_E_INVALID_QUERY", "REFERENCES OF");
    MUST(t, wmi_query(t->session, "SELECT * FROM Win32_Astrolabe", never, &called, &t->error));
    assert_false(called);
}

/* What Wine has not: it says no more than that it failed. */
static void not_done_by_wine(void **state)
{
    wbemprox *t = *state;
    cim_Win32_ComputerSystem machine = {.Domain = "ELSEWHERE"};
    wmi_events *events = NULL;
    char *path = NULL;

    /* It can neither tell the path of an instance that is new nor put it. */
    FAILS(t, cim_Win32_ComputerSystem_put(t->session, &machine, &t->error), WMI_TRANSPORT, "Win32_ComputerSystem");
    assert_string_equal(t->error.operation, "put");
    assert_string_equal(t->error.class_name, "Win32_ComputerSystem");
    FAILS(t, wmi_instance_create(t->session, &cim_Win32_ComputerSystem_info, &machine, &path, &t->error), WMI_TRANSPORT,
          "Win32_ComputerSystem");
    assert_null(path);
    REFUSED(t, wmi_instance_delete(t->session, SPOOLER, &t->error), 0x80041001, "WBEM_E_FAILED", "Win32_Service");
    assert_string_equal(t->error.operation, "delete");
    REFUSED(t,
            wmi_subscribe(t->session,
                          "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA "
                          "'Win32_Service'",
                          &events, &t->error),
            0x80041001, "WBEM_E_FAILED", "__InstanceModificationEvent");
    assert_null(events);
}

static void expect_no_connection(wbemprox *t, const wmi_connect_options *options, wmi_status status, const char *part)
{
    wmi_session *session = NULL;

    FAILS(t, wmi_connect(options, &session, &t->error), status, part);
    assert_null(session);
    assert_string_equal(t->error.operation, "connect");
}

static void unknown_namespace(void **state)
{
    wbemprox *t = *state;
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = "root\\virtualization\\v2"};

    expect_no_connection(t, &options, WMI_TRANSPORT, "Hyper-V");
    assert_int_equal(t->error.number, 0x8004100E);
    assert_string_equal(t->error.name, "WBEM_E_INVALID_NAMESPACE");
    assert_non_null(strstr(t->error.message, "root\\virtualization\\v2"));
    options.ns = "root\\HyperVCluster\\v2";
    expect_no_connection(t, &options, WMI_TRANSPORT, "root\\HyperVCluster\\v2");
    assert_string_equal(t->error.name, "WBEM_E_INVALID_NAMESPACE");
    options.ns = "root\\nowhere";
    expect_no_connection(t, &options, WMI_TRANSPORT, "root\\nowhere");
    options.ns = NULL; /* Wine would crash */
    expect_no_connection(t, &options, WMI_USAGE, "namespace");
}

static void unknown_host(void **state)
{
    wbemprox *t = *state;
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = "root\\cimv2", .host = "no-such-host.invalid"};

    expect_no_connection(t, &options, WMI_TRANSPORT, "no-such-host.invalid");
    assert_int_equal(t->error.number, 0x80041015);
    assert_string_equal(t->error.name, "WBEM_E_TRANSPORT_FAILURE");
    options.user = "someone";
    options.password = "secret-word";
    options.domain = "THERE";
    expect_no_connection(t, &options, WMI_TRANSPORT, "no-such-host.invalid");
    assert_null(strstr(t->error.message, "secret-word"));
}

/* WMI takes no credentials on this computer, however it is named. */
static void local_credentials(void **state)
{
    static const char *const hosts[] = {NULL, ".", "localhost", "LOCALHOST", "127.0.0.1"};
    wbemprox *t = *state;
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = "root\\cimv2", .user = "someone"};
    char name[256] = "";
    DWORD size = sizeof name;

    options.password = "secret-word";
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        options.host = hosts[i];
        expect_no_connection(t, &options, WMI_USAGE, "explicit credentials for other hosts only");
        assert_null(strstr(t->error.message, "secret-word"));
    }
    assert_true(GetComputerNameA(name, &size));
    options.host = name;
    expect_no_connection(t, &options, WMI_USAGE, "explicit credentials for other hosts only");
}

/* The names of this computer lead to it. */
static void this_host(void **state)
{
    static const char *const hosts[] = {NULL, ".", "localhost"};
    static const char *const namespaces[] = {"root\\cimv2", "ROOT/CIMV2", "\\\\.\\root\\cimv2", "root/cimv2"};
    wbemprox *t = *state;

    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        for (size_t n = 0; n < sizeof namespaces / sizeof namespaces[0]; n++) {
            wmi_connect_options options = {.backend = wmi_com_backend(), .ns = namespaces[n], .host = hosts[i]};
            cim_Win32_Service service = {0};
            wmi_session *session = NULL;

            MUST(t, wmi_connect(&options, &session, &t->error));
            MUST(t, cim_Win32_Service_get(session, SPOOLER, &service, &t->error));
            cim_Win32_Service_clear(&service);
            wmi_close(session);
        }
    }
}

/* An error is taken away by the next call that succeeds, and none needs to be passed. */
static void errors_pass(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service service = {0};

    assert_int_equal(cim_Win32_Service_get(t->session, "Win32_Service.Name=\"no such\"", &service, NULL),
                     WMI_TRANSPORT);
    FAILS(t, cim_Win32_Service_get(t->session, "Win32_Service.Name=\"no such\"", &service, &t->error), WMI_TRANSPORT,
          "no such");
    MUST(t, cim_Win32_Service_get(t->session, SPOOLER, &service, &t->error));
    assert_int_equal(t->error.status, WMI_OK);
    assert_null(t->error.message);
    cim_Win32_Service_clear(&service);
}

/* Codes are named without Windows' help: FormatMessage knows none of them under Wine. */
static void names_of_codes(void **state)
{
    static const struct {
        uint32_t code;
        const char *name;
        const char *part;
    } codes[] = {
        {0x80041003, "WBEM_E_ACCESS_DENIED", "denied"},       {0x8004100E, "WBEM_E_INVALID_NAMESPACE", "namespace"},
        {0x80041064, "WBEM_E_LOCAL_CREDENTIALS", "password"}, {0x80070005, "E_ACCESSDENIED", "denied"},
        {0x800706BA, "RPC_S_SERVER_UNAVAILABLE", ""},         {0x80010106, "RPC_E_CHANGED_MODE", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const char *name = wmi_hresult_name(codes[i].code);

        assert_non_null(name);
        assert_non_null(strstr(name, codes[i].name));
        assert_non_null(wmi_hresult_text(codes[i].code));
        assert_non_null(strstr(wmi_hresult_text(codes[i].code), codes[i].part));
    }
    assert_null(wmi_hresult_name(0x8BADF00D));
    assert_non_null(wmi_hresult_text(0x8BADF00D));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WBEMPROX_TEST(unknown_class),   WBEMPROX_TEST(unknown_method),    WBEMPROX_TEST(wrong_path),
        WBEMPROX_TEST(malformed_query), WBEMPROX_TEST(not_done_by_wine),  WBEMPROX_TEST(unknown_namespace),
        WBEMPROX_TEST(unknown_host),    WBEMPROX_TEST(local_credentials), WBEMPROX_TEST(this_host),
        WBEMPROX_TEST(errors_pass),     cmocka_unit_test(names_of_codes),
    };

    return cmocka_run_group_tests_name("wbemprox_failures", tests, NULL, NULL);
}
