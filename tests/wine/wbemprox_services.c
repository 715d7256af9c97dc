/*
 * Instances and their methods: services listed, fetched, started and stopped; processes created and asked for their
 * owner; bytes in and out.
 */
#include "wbemprox.h"

#include <windows.h>

#define CREATED_ARGUMENT "created"
#define CREATED_EVENT L"mofbind-created"
enum { CREATED_STATUS = 3 };
#define SPOOLER "Win32_Service.Name=\"Spooler\""

static void listed(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service *all = NULL;
    cim_Win32_Service *some = NULL;
    size_t count = 0;
    size_t some_count = 0;
    bool found = false;

    MUST(t, cim_Win32_Service_list(t->session, NULL, &all, &count, &t->error));
    assert_true(count > 5);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(all[i].Name);
        assert_non_null(all[i].State);
        assert_true(all[i].AcceptStop.has);
        assert_non_null(all[i].wmi.path);
        assert_true(wbemprox_same(all[i].wmi.class_name, "Win32_Service"));
        found = found || strcmp(all[i].Name, "Spooler") == 0;
    }
    assert_true(found);
    MUST(t, cim_Win32_Service_list(t->session, "Name = 'spooler'", &some, &some_count, &t->error));
    assert_int_equal(some_count, 1);
    assert_string_equal(some[0].Name, "Spooler");
    assert_string_equal(some[0].DisplayName, "Print Spooler");
    assert_string_equal(some[0].ServiceType, "Own Process");
    assert_null(some[0].Caption); /* of the schema, not of Wine */
    cim_Win32_Service_list_free(some, some_count);
    cim_Win32_Service_list_free(all, count);
}

static void got_by_path(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service keys = {.Name = "Spooler"};
    cim_Win32_Service got = {0};
    cim_Win32_Service again = {0};
    char *path = NULL;

    MUST(t, cim_Win32_Service_path(&keys, &path, &t->error));
    assert_string_equal(path, SPOOLER);
    MUST(t, cim_Win32_Service_get(t->session, path, &got, &t->error));
    assert_string_equal(got.Name, "Spooler");
    assert_true(wmi_path_equal(got.wmi.path, path));
    /* The full path that the server gave. */
    assert_non_null(strchr(got.wmi.path, ':'));
    MUST(t, cim_Win32_Service_get(t->session, got.wmi.path, &again, &t->error));
    assert_string_equal(again.DisplayName, got.DisplayName);
    cim_Win32_Service_clear(&again);
    cim_Win32_Service_clear(&got);
    wmi_free(path);
}

/* The service in a state, which it may take a moment to reach. */
static void expect_state(wbemprox *t, const char *path, const char *expected)
{
    cim_Win32_Service service = {0};
    bool reached = false;

    for (int i = 0; i < 100 && !reached; i++) {
        MUST(t, cim_Win32_Service_get(t->session, path, &service, &t->error));
        reached = strcmp(service.State, expected) == 0;
        cim_Win32_Service_clear(&service);
        if (!reached)
            Sleep(50);
    }
    assert_true(reached);
}

static void expect_code(const wmi_code_table *codes, wmi_opt_uint32 value, uint32_t code, const char *name)
{
    assert_true(value.has);
    assert_int_equal(value.value, code);
    assert_string_equal(wmi_code_name(codes, value.value), name);
}

static void started_and_stopped(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service service = {0};
    cim_Win32_Service_StartService_out started = {0};
    cim_Win32_Service_StopService_out stopped = {0};

    MUST(t, cim_Win32_Service_get(t->session, SPOOLER, &service, &t->error));
    assert_string_equal(service.State, "Stopped");
    MUST(t, cim_Win32_Service_StartService(t->session, service.wmi.path, NULL, &started, &t->error));
    expect_code(&cim_Win32_Service_StartService_codes, started.ReturnValue, cim_Win32_Service_StartService_Success,
                "Success");
    expect_state(t, service.wmi.path, "Running");
    MUST(t, cim_Win32_Service_StartService(t->session, SPOOLER, NULL, &started, &t->error));
    expect_code(&cim_Win32_Service_StartService_codes, started.ReturnValue,
                cim_Win32_Service_StartService_Service_Already_Running, "Service Already Running");
    MUST(t, cim_Win32_Service_StopService(t->session, SPOOLER, NULL, &stopped, &t->error));
    expect_code(&cim_Win32_Service_StopService_codes, stopped.ReturnValue, cim_Win32_Service_StopService_Success,
                "Success");
    expect_state(t, SPOOLER, "Stopped");
    MUST(t, cim_Win32_Service_StopService(t->session, SPOOLER, NULL, &stopped, &t->error));
    expect_code(&cim_Win32_Service_StopService_codes, stopped.ReturnValue,
                cim_Win32_Service_StopService_Service_Not_Active, "Service Not Active");
    cim_Win32_Service_clear(&service);
}

/* The same in the manner of _wait: a code other than 0 and 4096 is a failure, told with its name. */
static void waited_for(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Service_StopService_out out = {0};

    FAILS(t,
          wmi_invoke_wait(t->session, "Win32_Service", &cim_Win32_Service_StopService_info, SPOOLER, NULL, &out, NULL,
                          &t->error),
          WMI_RETURN_CODE, "Service Not Active");
    assert_int_equal(t->error.number, 6);
    assert_string_equal(t->error.name, "Service Not Active");
    assert_string_equal(t->error.class_name, "Win32_Service");
    assert_string_equal(t->error.method, "StopService");
    assert_int_equal(out.ReturnValue.value, 6);
    cim_Win32_Service_StopService_out_clear(&out);
}

static void own_process(wbemprox *t, cim_Win32_Process **list)
{
    char where[64];
    size_t count = 0;

    (void)snprintf(where, sizeof where, "ProcessId = %lu", (unsigned long)GetCurrentProcessId());
    MUST(t, cim_Win32_Process_list(t->session, where, list, &count, &t->error));
    assert_int_equal(count, 1);
}

static void owner(void **state)
{
    wbemprox *t = *state;
    cim_Win32_Process *processes = NULL;
    cim_Win32_Process_GetOwner_out out = {0};
    char user[256] = "";
    DWORD size = sizeof user;

    own_process(t, &processes);
    assert_string_equal(processes[0].Name, "wine_wbemprox_services.exe");
    assert_int_equal(processes[0].ProcessId.value, GetCurrentProcessId());
    assert_int_equal((uint32_t)strtoul(processes[0].Handle, NULL, 10), GetCurrentProcessId());
    MUST(t, cim_Win32_Process_GetOwner(t->session, processes[0].wmi.path, NULL, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_Win32_Process_GetOwner_Successful_Completion);
    assert_true(GetUserNameA(user, &size));
    assert_string_equal(out.User, user);
    assert_non_null(out.Domain);
    cim_Win32_Process_GetOwner_out_clear(&out);
    cim_Win32_Process_list_free(processes, 1);
}

/* What this program does when it is the created process: it waits until it is told to end. */
static int be_created(void)
{
    HANDLE event = OpenEventW(SYNCHRONIZE, FALSE, CREATED_EVENT);

    return event != NULL && WaitForSingleObject(event, 30000) == WAIT_OBJECT_0 ? CREATED_STATUS : 1;
}

static void created_process(void **state)
{
    wbemprox *t = *state;
    char program[MAX_PATH];
    char command[MAX_PATH + 16];
    cim_Win32_Process_Create_in in = {.CommandLine = command, .CurrentDirectory = "C:\\windows"};
    cim_Win32_Process_Create_out out = {0};
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, CREATED_EVENT);
    HANDLE process;
    DWORD status = 0;

    assert_non_null(event);
    assert_in_range(GetModuleFileNameA(NULL, program, sizeof program), 1, sizeof program - 1);
    (void)snprintf(command, sizeof command, "\"%s\" " CREATED_ARGUMENT, program);
    MUST(t, cim_Win32_Process_Create(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_Win32_Process_Create_Successful_Completion);
    assert_true(out.ProcessId.has);
    process = OpenProcess(SYNCHRONIZE | PROCESS_QUERY_INFORMATION, FALSE, out.ProcessId.value);
    assert_non_null(process);
    assert_true(SetEvent(event));
    assert_int_equal(WaitForSingleObject(process, 30000), WAIT_OBJECT_0);
    assert_true(GetExitCodeProcess(process, &status));
    assert_int_equal(status, CREATED_STATUS);
    (void)CloseHandle(process);
    (void)CloseHandle(event);
    cim_Win32_Process_Create_out_clear(&out);

    in.CommandLine = "no-such-program.exe";
    MUST(t, cim_Win32_Process_Create(t->session, NULL, &in, &out, &t->error));
    assert_string_equal(wmi_code_name(&cim_Win32_Process_Create_codes, out.ReturnValue.value), "Path Not Found");
    cim_Win32_Process_Create_out_clear(&out);
}

/* An array of bytes out, and the same in again. */
static void security_descriptor(void **state)
{
    wbemprox *t = *state;
    cim___SystemSecurity_GetSD_out got = {0};
    cim___SystemSecurity_SetSD_in in = {0};
    cim___SystemSecurity_SetSD_out set = {0};
    unsigned char copy[1024];

    MUST(t, cim___SystemSecurity_GetSD(t->session, NULL, NULL, &got, &t->error));
    assert_int_equal(got.ReturnValue.value, 0);
    assert_in_range(got.SD.count, sizeof(SECURITY_DESCRIPTOR_RELATIVE), sizeof copy);
    memcpy(copy, got.SD.items, got.SD.count);
    assert_true(IsValidSecurityDescriptor(copy));
    assert_in_range(GetSecurityDescriptorLength(copy), 1, got.SD.count); /* Wine leaves room at the end */
    in.SD = got.SD;
    MUST(t, cim___SystemSecurity_SetSD(t->session, NULL, &in, &set, &t->error));
    assert_true(set.ReturnValue.has);
    assert_int_equal(set.ReturnValue.value, 0);
    cim___SystemSecurity_GetSD_out_clear(&got);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        WBEMPROX_TEST(listed),
        WBEMPROX_TEST(got_by_path),
        WBEMPROX_TEST(started_and_stopped),
        WBEMPROX_TEST(waited_for),
        WBEMPROX_TEST(owner),
        WBEMPROX_TEST(created_process),
        WBEMPROX_TEST(security_descriptor),
    };

    if (argc == 2 && strcmp(argv[1], CREATED_ARGUMENT) == 0)
        return be_created();
    return cmocka_run_group_tests_name("wbemprox_services", tests, NULL, NULL);
}
