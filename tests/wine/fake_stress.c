/* One session, used by several threads at once, and cancelled now and then by another: nothing is lost, mixed up or
 * held. */
#include <windows.h>

#include "fake_scenario.h"

#include <virtualization_v2.h>

enum { WORKERS = 4, ROUNDS = 12, KINDS = 5 };

typedef struct worker {
    fake_scenario *scenario;
    wmi_session *session;
    unsigned number;
    unsigned done;      /* calls that were carried out */
    unsigned cancelled; /* calls that another thread ended */
    char failure[256];  /* the first of another kind */
} worker;

static volatile LONG working;
static volatile LONG succeeded; /* calls of all */

static wmi_status get_machine(const worker *self, unsigned round, wmi_error *error)
{
    const char *path = self->scenario->machine[(self->number + round) % FAKE_MACHINES];
    hv_Msvm_ComputerSystem machine;
    wmi_status status = hv_Msvm_ComputerSystem_get(self->session, path, &machine, error);

    if (status == WMI_OK && !wmi_path_equal(machine.wmi.path, path))
        status = wmi_fail(error, WMI_REPLY, 0, "%s came for %s", machine.wmi.path, path);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

static wmi_status list_machines(const worker *self, wmi_error *error)
{
    hv_Msvm_ComputerSystem *items = NULL;
    size_t count = 0;
    wmi_status status = hv_Msvm_ComputerSystem_list(self->session, NULL, &items, &count, error);

    if (status == WMI_OK && count != FAKE_MACHINES)
        status = wmi_fail(error, WMI_REPLY, 0, "%u machines", (unsigned)count);
    hv_Msvm_ComputerSystem_list_free(items, count);
    return status;
}

static wmi_status put_settings(const worker *self, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData settings = {.BIOSNumLock = WMI_BOOLEAN(self->number % 2 == 0)};

    settings.wmi.path = self->scenario->settings;
    return hv_Msvm_VirtualSystemSettingData_put(self->session, &settings, error);
}

static wmi_status wait_for_event(const worker *self, wmi_error *error)
{
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    wmi_status status = wmi_subscribe(self->session,
                                      "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA "
                                      "'Msvm_ComputerSystem'",
                                      &events, error);

    if (status == WMI_OK)
        status = wmi_events_next(events, 20, &event, error);
    wmi_object_free(event);
    wmi_events_free(events);
    return status == WMI_TIMEOUT ? WMI_OK : status;
}

static wmi_status call_and_wait(const worker *self, wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {.ReferenceConfiguration = self->scenario->settings};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = "new", .ElementName = "new"};
    wmi_job_options options = {.poll_ms = 1, .timeout_ms = 60000, .cancel = self->number % 2 == 0};
    wmi_status status;

    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    status = hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(self->session, self->scenario->service, &in, &out,
                                                                      &options, error);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    return status;
}

static wmi_status do_one(const worker *self, unsigned round, wmi_error *error)
{
    switch ((self->number + round) % KINDS) {
    case 0:
        return get_machine(self, round, error);
    case 1:
        return list_machines(self, error);
    case 2:
        return put_settings(self, error);
    case 3:
        return wait_for_event(self, error);
    default:
        return call_and_wait(self, error);
    }
}

static DWORD WINAPI work(LPVOID parameter)
{
    worker *self = parameter;
    wmi_error error = {0};

    for (unsigned round = 0; round < ROUNDS && self->failure[0] == '\0'; round++) {
        wmi_status status = do_one(self, round, &error);
        if (status == WMI_OK) {
            self->done++;
            (void)InterlockedIncrement(&succeeded);
        } else if (status == WMI_CANCELLED) {
            self->cancelled++;
        } else {
            (void)snprintf(self->failure, sizeof self->failure, "%u in round %u: %s", self->number, round,
                           error.message);
        }
    }
    wmi_error_clear(&error);
    (void)InterlockedDecrement(&working);
    return 0;
}

static void threads_share_a_session_that_is_cancelled(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    worker workers[WORKERS];
    HANDLE threads[WORKERS];
    unsigned done = 0;
    unsigned cancelled = 0;
    LONG seen = 0;

    fake_scenario_prepare(&scenario, host);
    scenario.starts_job = true;
    host->settings.ms_per_call = 300;
    host->settings.pending = 1;
    host->settings.batch = 2;
    fake_host_open(host);
    memset(workers, 0, sizeof workers);
    working = WORKERS;
    for (unsigned i = 0; i < WORKERS; i++) {
        workers[i].scenario = &scenario;
        workers[i].session = host->session;
        workers[i].number = i;
        threads[i] = CreateThread(NULL, 0, work, &workers[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    while (working > 0) {
        Sleep(30);
        if (succeeded != seen) { /* however slow the machine is, something is carried out in between */
            seen = succeeded;
            wmi_cancel(host->session);
        }
    }
    for (unsigned i = 0; i < WORKERS; i++) {
        assert_int_equal(WaitForSingleObject(threads[i], 120000), WAIT_OBJECT_0);
        CloseHandle(threads[i]);
        if (workers[i].failure[0] != '\0')
            fail_msg("%s", workers[i].failure);
        done += workers[i].done;
        cancelled += workers[i].cancelled;
    }
    print_message("%u calls were carried out, and %u cancelled\n", done, cancelled);
    assert_int_equal(done + cancelled, WORKERS * ROUNDS);
    assert_true(done > 0);
    MUST(host, get_machine(&workers[0], 0, &host->error)); /* the session is as good as ever */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {FAKE_TEST(threads_share_a_session_that_is_cancelled)};
    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
