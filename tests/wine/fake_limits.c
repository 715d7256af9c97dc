/* How long calls and waits of the backend com may take, and what ends them: in real time. */
#include <windows.h>

#include <virtualization_v2.h>

#include "com/com_internal.h"
#include "fake_scenario.h"

#define SERVICE "Msvm_VirtualSystemManagementService"

/* What is not to be waited for: so much that no machine is as slow. */
enum { FAR_TOO_LONG = 120000 };

/* How long the steps of a test took: no less than they must; how much more, is the machine's matter. */
static void expect_time(uint64_t start, uint64_t at_least)
{
    uint64_t passed = fake_host_clock() - start;

    if (passed + 50 < at_least || passed >= FAR_TOO_LONG)
        fail_msg("it took %lu ms, and should have taken %lu", (unsigned long)passed, (unsigned long)at_least);
}

/* Where something must happen within a limit, it has twice the time again, on a machine that is too slow or stood still meanwhile. */
#define UNTIL_FAST_ENOUGH(LIMIT_MS, FIRST) for (uint32_t LIMIT_MS = (FIRST); LIMIT_MS < FAR_TOO_LONG; LIMIT_MS *= 2)

static void be_silent(fake_host *host, bool silent)
{
    host->settings.never_done = silent;
    fake_change(&host->settings);
}

/* ---- something that happens later, in another thread ---- */

typedef struct later {
    fake_host *host;
    uint32_t calls; /* that the fake has had before: it is so much later than the next one comes */
    DWORD after_ms;
    bool speaks; /* the host answers again; else the session is cancelled */
    HANDLE thread;
} later;

static DWORD WINAPI do_later(LPVOID parameter)
{
    later *self = parameter;

    while (fake_calls() == self->calls)
        Sleep(1);
    Sleep(self->after_ms);
    if (self->speaks)
        be_silent(self->host, false);
    else
        wmi_cancel(self->host->session);
    return 0;
}

static void begin_later(later *self, fake_host *host, DWORD after_ms, bool speaks)
{
    self->host = host;
    self->calls = fake_calls();
    self->after_ms = after_ms;
    self->speaks = speaks;
    self->thread = CreateThread(NULL, 0, do_later, self, 0, NULL);
    assert_non_null(self->thread);
}

static void end_later(later *self)
{
    assert_int_equal(WaitForSingleObject(self->thread, FAR_TOO_LONG), WAIT_OBJECT_0);
    CloseHandle(self->thread);
}

/* ---- waits ---- */

typedef struct waiting {
    fake_host *host;
    const char *service;
    uint32_t runs_ms; /* virtual; 0 = for ever */
    unsigned looks;
    unsigned silent_at; /* the look after which the host falls silent; 0 = never */
    later *speaks;      /* begun at the first look */
    later *cancels;     /* likewise */
    wmi_job_options options;
    uint64_t start;
} waiting;

WMI_LOOPBACK_HANDLER(define, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    const waiting *self = call->context;
    wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 10, "Working"},
                                     {self->runs_ms, WMI_JOB_COMPLETED, 100, NULL}};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = steps, .step_count = self->runs_ms != 0 ? 2 : 1};

    (void)in;
    job.cancellable = true;
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

static bool look(void *context, const wmi_job_progress *progress)
{
    waiting *self = context;

    (void)progress;
    if (++self->looks == self->silent_at)
        be_silent(self->host, true);
    if (self->looks == 1 && self->speaks != NULL)
        begin_later(self->speaks, self->host, 1000, true);
    if (self->looks == 1 && self->cancels != NULL)
        begin_later(self->cancels, self->host, 300, false);
    return true;
}

static void prepare(waiting *self, fake_host *host)
{
    hv_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                      .SystemName = "HV1",
                                                      .CreationClassName = SERVICE,
                                                      .Name = "vmms"};

    memset(self, 0, sizeof *self);
    self->host = host;
    self->service = fake_host_add(host, &hv_Msvm_VirtualSystemManagementService_info, &service);
    self->options.progress = look;
    self->options.context = self;
    self->options.poll_ms = 20;
    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "DefineSystem", define, self);
    host->settings.ms_per_call = 10;
}

static wmi_status wait_once(waiting *self)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    wmi_status status;

    self->looks = 0;
    self->start = fake_host_clock();
    status = hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(self->host->session, self->service, NULL, &out,
                                                                      &self->options, &self->host->error);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    return status;
}

/* A call of the session has 300 ms, and the wait has 2 s at first: what it was asked to take. */
static void an_unanswered_look_is_no_end(void **state)
{
    fake_host *host = *state;
    waiting self;

    prepare(&self, host);
    host->options.timeout_ms = 300;
    fake_host_open(host);
    self.silent_at = 2;
    UNTIL_FAST_ENOUGH(limit_ms, 2000)
    {
        self.options.timeout_ms = limit_ms;
        FAILS(host, wait_once(&self), WMI_TIMEOUT, "");
        expect_time(self.start, limit_ms);
        be_silent(host, false);
        if (self.looks >= self.silent_at)
            break;
    }
    fake_host_expect(&host->error, WMI_TIMEOUT, WMI_TIMEOUT, "did not finish within ", "the wait");
    assert_int_equal(host->error.job.state.value, WMI_JOB_RUNNING);
    /* So little is tolerated here that the second such look ends it. */
    self.options.tolerate_ms = 1;
    self.options.timeout_ms = FAR_TOO_LONG;
    FAILS(host, wait_once(&self), WMI_TIMEOUT, "cannot be followed");
    expect_time(self.start, 600);
    assert_int_equal(host->error.number, WMI_E_TIMED_OUT);
    be_silent(host, false);
}

static void a_late_answer_is_waited_over(void **state)
{
    fake_host *host = *state;
    waiting self;
    later speak;

    prepare(&self, host);
    self.runs_ms = 100;
    host->options.timeout_ms = 300;
    fake_host_open(host);
    self.options.timeout_ms = FAR_TOO_LONG;
    self.silent_at = 1;
    self.speaks = &speak;
    MUST(host, wait_once(&self));
    expect_time(self.start, 1000);
    end_later(&speak);
}

/* A wait has 400 ms at first, and a call of the session far too long. */
static void a_wait_ends_in_its_own_time(void **state)
{
    fake_host *host = *state;
    waiting self;

    prepare(&self, host);
    host->options.timeout_ms = FAR_TOO_LONG;
    fake_host_open(host);
    self.silent_at = 1;
    UNTIL_FAST_ENOUGH(limit_ms, 400)
    {
        self.options.timeout_ms = limit_ms;
        FAILS(host, wait_once(&self), WMI_TIMEOUT, "");
        expect_time(self.start, limit_ms);
        be_silent(host, false);
        if (self.looks >= self.silent_at)
            break;
    }
    fake_host_expect(&host->error, WMI_TIMEOUT, WMI_TIMEOUT, "did not finish within ", "the wait");
    /* Asking the job to terminate has a time of its own, and nobody answers. */
    self.options.cancel = true;
    self.options.cancel_wait_ms = 500;
    FAILS(host, wait_once(&self), WMI_TIMEOUT, "was asked to terminate, which was not answered: ");
    expect_time(self.start, self.options.timeout_ms + 500);
    be_silent(host, false);
}

/* The method itself may take what the wait has, and not only what a call of the session has. */
static void a_slow_method_is_waited_for(void **state)
{
    fake_host *host = *state;
    waiting self;
    later speak;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;

    prepare(&self, host);
    self.runs_ms = 100;
    host->options.timeout_ms = 300;
    fake_host_open(host);
    MUST(host, wait_once(&self)); /* what is asked for once is known then */
    self.options.timeout_ms = FAR_TOO_LONG;
    be_silent(host, true);
    begin_later(&speak, host, 1000, true);
    MUST(host, wait_once(&self));
    expect_time(self.start, 1000);
    end_later(&speak);
    be_silent(host, true);
    FAILS(host,
          hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, self.service, NULL, &out, &host->error),
          WMI_TIMEOUT, "within 300 ms");
    assert_int_equal(host->error.number, WMI_E_TIMED_OUT);
    be_silent(host, false);
}

/* ---- wmi_cancel ---- */

static void what_runs_is_ended(void **state)
{
    fake_host *host = *state;
    waiting self;
    int i;

    prepare(&self, host);
    fake_host_open(host);
    for (i = 0; i < 4; i++) {
        hv_Msvm_VirtualSystemManagementService service;
        hv_Msvm_VirtualSystemManagementService *list = NULL;
        size_t count = 0;
        wmi_status status;
        later cancel;

        be_silent(host, i != 3);
        self.cancels = &cancel;
        if (i != 3)
            begin_later(&cancel, host, 300, false);
        self.start = fake_host_clock();
        if (i == 0) {
            status = hv_Msvm_VirtualSystemManagementService_get(host->session, self.service, &service, &host->error);
        } else if (i == 1) {
            status = hv_Msvm_VirtualSystemManagementService_list(host->session, NULL, &list, &count, &host->error);
        } else if (i == 2) {
            status = hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, self.service, NULL, NULL,
                                                                         &host->error);
        } else {
            status = wait_once(&self);
        }
        fake_host_expect(&host->error, status, WMI_CANCELLED, "wmi_cancel", "cancelled");
        expect_time(self.start, 300);
        end_later(&cancel);
        be_silent(host, false);
        MUST(host, hv_Msvm_VirtualSystemManagementService_get(host->session, self.service, &service, &host->error));
        hv_Msvm_VirtualSystemManagementService_clear(&service);
    }
    /* Nobody asked the job to terminate; where the options say so, it is. */
    assert_int_equal(wmi_loopback_calls(host->world, WMI_LOOPBACK_INVOKE), 1);
    {
        later cancel;
        self.options.cancel = true;
        self.cancels = &cancel;
        FAILS(host, wait_once(&self), WMI_CANCELLED, "asked to terminate and ended in state Terminated (8)");
        end_later(&cancel);
    }
}

static void a_wait_for_an_event_is_ended(void **state)
{
    fake_host *host = *state;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    later cancel;
    uint64_t start;

    fake_host_open(host);
    MUST(host, wmi_subscribe(host->session,
                             "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA "
                             "'Msvm_ComputerSystem'",
                             &events, &host->error));
    be_silent(host, true);
    start = fake_host_clock();
    begin_later(&cancel, host, 300, false);
    FAILS(host, wmi_events_next(events, WMI_FOREVER, &event, &host->error), WMI_CANCELLED, "wmi_cancel");
    expect_time(start, 300);
    end_later(&cancel);
    be_silent(host, false);
    FAILS(host, wmi_events_next(events, 0, &event, &host->error), WMI_TIMEOUT, "No event"); /* the query goes on */
    wmi_events_free(events);
}

/* ---- calls that do not come back at all ---- */

static volatile LONG enabled; /* by threads that may be cancelled */
static volatile LONG cancels;
static DWORD cancelled_thread;

static HRESULT STDAPICALLTYPE enable(LPVOID reserved)
{
    assert_null(reserved);
    (void)InterlockedIncrement(&enabled);
    return S_OK;
}

static HRESULT STDAPICALLTYPE disable(LPVOID reserved)
{
    assert_null(reserved);
    (void)InterlockedDecrement(&enabled);
    return S_OK;
}

static HRESULT STDAPICALLTYPE cancel_call(DWORD thread, ULONG seconds)
{
    cancelled_thread = thread;
    if (seconds != 0)
        return E_INVALIDARG;
    (void)InterlockedIncrement(&cancels);
    fake_let_go();
    return S_OK;
}

static HRESULT STDAPICALLTYPE refuse(LPVOID reserved)
{
    (void)reserved;
    return E_OUTOFMEMORY;
}

static const wmip_com_call_control control = {enable, disable, cancel_call};

/* A call that is answered, if need be not at once. */
static void get_machine(fake_host *host, const char *path)
{
    hv_Msvm_ComputerSystem machine;
    wmi_status status = WMI_TIMEOUT;
    int tries;

    for (tries = 0; status == WMI_TIMEOUT && tries < 100; tries++) {
        status = hv_Msvm_ComputerSystem_get(host->session, path, &machine, &host->error);
        hv_Msvm_ComputerSystem_clear(&machine);
    }
    MUST(host, status);
}

/* `limit_ms` 0 = it is ended by wmi_cancel. @return whether it came to hang: there may have been no time left for it */
static bool abandon(fake_host *host, const fake_scenario *scenario, const char *call, uint32_t limit_ms)
{
    bool is_query = strstr(call, "GetObject") == NULL && strstr(call, "GetCallStatus") == NULL;
    hv_Msvm_ComputerSystem machine;
    hv_Msvm_ComputerSystem *list = NULL;
    size_t count = 0;
    wmi_status status;
    later cancel;
    uint64_t start;

    host->options.timeout_ms = limit_ms;
    host->settings.hangs = NULL;
    fake_host_open(host);
    get_machine(host, scenario->machine[0]);
    cancels = 0;
    host->settings.hangs = call;
    fake_change(&host->settings);
    start = fake_host_clock();
    if (limit_ms == 0)
        begin_later(&cancel, host, 200, false);
    status = is_query ? hv_Msvm_ComputerSystem_list(host->session, NULL, &list, &count, &host->error)
                      : hv_Msvm_ComputerSystem_get(host->session, scenario->machine[0], &machine, &host->error);
    if (limit_ms == 0)
        end_later(&cancel);
    fake_host_expect(&host->error, status, limit_ms == 0 ? WMI_CANCELLED : WMI_TIMEOUT,
                     limit_ms == 0 || cancels > 0 ? "abandoned" : "", call);
    assert_int_equal(host->error.number, limit_ms == 0 ? 0 : WMI_E_TIMED_OUT);
    if (cancels > 0) {
        expect_time(start, limit_ms == 0 ? 400 : limit_ms + 200);
        assert_int_equal(cancelled_thread, GetCurrentThreadId());
    }
    host->settings.hangs = NULL;
    fake_change(&host->settings);
    get_machine(host, scenario->machine[0]);
    fake_host_close(host);
    return cancels > 0;
}

static void a_call_that_hangs_is_abandoned(void **state)
{
    static const char *const calls[] = {"IWbemServices::GetObject", "IWbemCallResult::GetCallStatus",
                                        "IWbemServices::ExecQuery", "IEnumWbemClassObject::Next"};
    fake_host *host = *state;
    fake_scenario scenario;
    size_t i;

    fake_scenario_prepare(&scenario, host);
    wmip_com_call_control_of_test = &control;
    enabled = 0;
    for (i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        bool is_abandoned = false;

        UNTIL_FAST_ENOUGH(limit_ms, 500)
        {
            is_abandoned = abandon(host, &scenario, calls[i], limit_ms);
            if (is_abandoned)
                break;
        }
        assert_true(is_abandoned);
        assert_true(abandon(host, &scenario, calls[i], 0));
    }
    assert_int_equal(enabled, 0); /* as often ended as begun */
    wmip_com_call_control_of_test = NULL;
}

/* What is not over is left alone; where COM does not let calls be cancelled, the call is made all the same. */
static void other_calls_are_left_alone(void **state)
{
    static const wmip_com_call_control unwilling = {refuse, disable, cancel_call};
    fake_host *host = *state;
    fake_scenario scenario;
    hv_Msvm_ComputerSystem machine;
    later speak;

    fake_scenario_prepare(&scenario, host);
    enabled = 0;
    cancels = 0;
    wmip_com_call_control_of_test = &control;
    fake_host_open(host);
    be_silent(host, true);
    begin_later(&speak, host, 1200, true);
    MUST(host, hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error));
    hv_Msvm_ComputerSystem_clear(&machine);
    end_later(&speak);
    wmip_com_call_control_of_test = &unwilling;
    MUST(host, hv_Msvm_ComputerSystem_get(host->session, scenario.machine[0], &machine, &host->error));
    hv_Msvm_ComputerSystem_clear(&machine);
    assert_int_equal(cancels, 0);
    assert_int_equal(enabled, 0);
    wmip_com_call_control_of_test = NULL;
}

/* ---- enumerations ---- */

/* WBEM_S_FALSE says that these were the last: nobody asks once more. */
static void the_end_of_a_query_is_noticed(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    hv_Msvm_ComputerSystem *list = NULL;
    size_t count = 0;

    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    MUST(host, hv_Msvm_ComputerSystem_list(host->session, NULL, &list, &count, &host->error));
    assert_int_equal(count, FAKE_MACHINES);
    hv_Msvm_ComputerSystem_list_free(list, count);
    assert_int_equal(fake_calls_of("IEnumWbemClassObject::Next"), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FAKE_TEST(an_unanswered_look_is_no_end),
        FAKE_TEST(a_late_answer_is_waited_over),
        FAKE_TEST(a_wait_ends_in_its_own_time),
        FAKE_TEST(a_slow_method_is_waited_for),
        FAKE_TEST(what_runs_is_ended),
        FAKE_TEST(a_wait_for_an_event_is_ended),
        FAKE_TEST(a_call_that_hangs_is_abandoned),
        FAKE_TEST(other_calls_are_left_alone),
        FAKE_TEST(the_end_of_a_query_is_noticed),
    };
    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
