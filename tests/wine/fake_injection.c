/*
 * What can go wrong at any point: one long scenario is run once as it is, to count its calls and its allocations, and
 * then once for each of them with that one failing. Each time the program is told what failed while doing what, or the
 * failure is one that the runtime is known to bear (`borne`); no rule of COM is broken, everything is given back, and
 * the session can still be used.
 */
#include <stdlib.h>

#include <virtualization_v2/Msvm_ComputerSystem.h>

#include "fake_scenario.h"
#include "heap.h"

#define E_OUT_OF_MEMORY UINT32_C(0x8007000E)
#define E_DENIED UINT32_C(0x80041003)

/* The codes of a call that fails: those that may pass by themselves, and a few that do not. */
static const uint32_t codes[] = {
    UINT32_C(0x800706BA), /* RPC_S_SERVER_UNAVAILABLE */
    E_DENIED,
    UINT32_C(0x800706BE), /* RPC_S_CALL_FAILED */
    E_OUT_OF_MEMORY,
    UINT32_C(0x800706BF), /* RPC_S_CALL_FAILED_DNE */
    UINT32_C(0x80041015), /* WBEM_E_TRANSPORT_FAILURE */
    UINT32_C(0x80041033), /* WBEM_E_SHUTTING_DOWN */
    UINT32_C(0x80041069), /* WBEM_E_TIMED_OUT */
    UINT32_C(0x8004106C), /* WBEM_E_QUOTA_VIOLATION */
    UINT32_C(0x80041071), /* WBEM_E_CONNECTION_FAILED */
    UINT32_C(0x80041081), /* WBEM_E_PROVIDER_SUSPENDED */
    UINT32_C(0x80043001), /* WBEMESS_E_REGISTRATION_TOO_BROAD */
    UINT32_C(0x80043002), /* WBEMESS_E_REGISTRATION_TOO_PRECISE */
};
enum { CODES = sizeof codes / sizeof codes[0] };

#define DESCRIPTION "The fuse has blown."

typedef enum kind { NOTHING, A_CALL, A_COM_ALLOCATION, AN_ALLOCATION, KINDS } kind;

typedef struct injection {
    kind kind;
    uint32_t index;
    uint32_t code;          /* of A_CALL */
    bool with_error_object; /* likewise */
} injection;

/* How a run went. */
typedef struct outcome {
    uint32_t count[KINDS];   /* how many things of each kind there were */
    const fake_step *failed; /* the step that did not end as it should; NULL = all did */
    const char *missing;     /* what a success lacked */
    const char *step;        /* where the thing failed */
    char call[64];           /* A_CALL: its name */
    bool after_job;          /* the job of that step was over */
} outcome;

/* How many things of each kind there have been so far, and had been when the last job was over; 0 = not in this step.
 */
static void count_so_far(uint32_t count[KINDS])
{
    count[NOTHING] = 0;
    count[A_CALL] = fake_calls();
    count[A_COM_ALLOCATION] = fake_allocations();
    count[AN_ALLOCATION] = (uint32_t)heap_allocations();
}

static uint32_t job_over[KINDS];

static void note_job(void)
{
    count_so_far(job_over);
}

static void describe(const injection *what, const outcome *result, char *text, size_t size)
{
    switch (what->kind) {
    case A_CALL:
        (void)snprintf(text, size, "call %u (%s, 0x%08lX, %s error object) in \"%s\"", (unsigned)what->index,
                       result->call, (unsigned long)what->code, what->with_error_object ? "with" : "without",
                       result->step);
        break;
    case A_COM_ALLOCATION:
        (void)snprintf(text, size, "allocation %u of COM in \"%s\"", (unsigned)what->index, result->step);
        break;
    case AN_ALLOCATION:
        (void)snprintf(text, size, "allocation %u of the runtime in \"%s\"", (unsigned)what->index, result->step);
        break;
    default:
        (void)snprintf(text, size, "nothing fails");
    }
}

/* A run that did not end well is told, and the others go on. */
static unsigned complaints;

#if defined(__GNUC__)
__attribute__((format(gnu_printf, 3, 4)))
#endif
static void
complain(const injection *what, const outcome *result, const char *format, ...)
{
    char run[256];
    char why[1024];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    describe(what, result, run, sizeof run);
    print_error("%s: %s\n", run, why);
    complaints++;
}

/* ---- judging ---- */

static bool same(const char *a, const char *b)
{
    return a != NULL && strcmp(a, b) == 0;
}

/* Memory that the host has not is a failure of the call; memory that this process has not is WMI_NO_MEMORY. */
static bool is_expected_status(const injection *what, wmi_status status, uint32_t number)
{
    if (status == WMI_NO_MEMORY)
        return what->kind != A_CALL || what->code == E_OUT_OF_MEMORY;
    return what->kind == A_CALL && status == WMI_TRANSPORT && number == what->code;
}

static void judge_error(const injection *what, const outcome *result, wmi_status status, const wmi_error *error)
{
    const fake_step *step = result->failed;

    if (status == WMI_OK || !is_expected_status(what, status, error->number))
        complain(what, result, "\"%s\" ends with %s 0x%08lX: %s", step->name, wmi_status_name(status),
                 (unsigned long)error->number, error->message != NULL ? error->message : "-");
    if (error->status != status || error->message == NULL || error->message[0] == '\0')
        complain(what, result, "\"%s\" ends with %s and does not say why", step->name, wmi_status_name(status));
    if (!same(error->operation, step->operation) && !same(error->operation, "invoke"))
        complain(what, result, "\"%s\": the operation is %s: %s", step->name,
                 error->operation != NULL ? error->operation : "-", error->message);
    if (status != WMI_TRANSPORT)
        return;
    if (!same(error->name, wmi_hresult_name(what->code)))
        complain(what, result, "\"%s\": the code has no name: %s", step->name, error->message);
    if (step->names != NULL && strstr(error->message, step->names) == NULL)
        complain(what, result, "\"%s\": the message does not name %s: %s", step->name, step->names, error->message);
    if (what->with_error_object &&
        (!same(error->extended.description, DESCRIPTION) || strstr(error->message, "The fuse has blown") == NULL))
        complain(what, result, "\"%s\": what the host said of it is lost: %s", step->name, error->message);
}

/* ---- running ---- */

static void inject(const injection *what)
{
    heap_start(what->kind == AN_ALLOCATION ? what->index : SIZE_MAX);
    fake_fail_allocation(what->kind == A_COM_ALLOCATION ? what->index : UINT32_MAX);
    if (what->kind == A_CALL)
        fake_fail_call(what->index, (int32_t)what->code, what->with_error_object ? DESCRIPTION : NULL);
}

/* The step; as the world, where it is no call of the client's. */
static wmi_status run_step(fake_scenario *scenario, const fake_step *step, wmi_error *error)
{
    wmi_status status;

    if (step->operation != NULL)
        return step->run(scenario, error);
    heap_enter_world();
    status = step->run(scenario, error);
    heap_leave_world();
    return status;
}

/* Where the thing failed, once it did. */
static void note_place(const injection *what, const char *step, outcome *result)
{
    count_so_far(result->count);
    if (result->count[what->kind] <= what->index || result->step != NULL)
        return;
    result->step = step;
    result->after_job = job_over[what->kind] != 0 && what->index >= job_over[what->kind];
    if (what->kind == A_CALL)
        (void)snprintf(result->call, sizeof result->call, "%s", fake_call_name(what->index));
}

/* Runs the steps up to the first that does not end as it should. */
static void run_steps(fake_scenario *scenario, const injection *what, outcome *result)
{
    wmi_error *error = &scenario->host->error;

    for (size_t i = 0; i < fake_step_count && result->failed == NULL; i++) {
        const fake_step *step = &fake_steps[i];
        wmi_status status;

        memset(job_over, 0, sizeof job_over);
        status = run_step(scenario, step, error);
        note_place(what, step->name, result);
        if (scenario->missing != NULL)
            result->missing = scenario->missing;
        scenario->missing = NULL;
        if (scenario->wrong != NULL)
            complain(what, result, "\"%s\": this does not hold: %s", step->name, scenario->wrong);
        scenario->wrong = NULL;
        if (status != step->ends_with) {
            result->failed = step;
            judge_error(what, result, status, error);
        } else if (status != WMI_OK && (error->message == NULL || error->message[0] == '\0')) {
            complain(what, result, "\"%s\" ends with %s and does not say why", step->name, wmi_status_name(status));
        }
        wmi_error_clear(error);
    }
}

/* After a failure the session goes on. */
static void use_again(fake_scenario *scenario, const injection *what, outcome *result)
{
    wmi_error *error = &scenario->host->error;
    hv_Msvm_ComputerSystem machine;

    if (scenario->machines != NULL &&
        hv_Msvm_ComputerSystem_get(scenario->machines, scenario->machine[0], &machine, error) != WMI_OK)
        complain(what, result, "the session cannot be used any more: %s", error->message);
    if (scenario->machines != NULL)
        hv_Msvm_ComputerSystem_clear(&machine);
    wmi_error_clear(error);
}

static outcome run(const injection *what)
{
    outcome result = {{0}, NULL, NULL, NULL, "", false};
    void *state = NULL;
    fake_scenario scenario;
    fake_host *host;

    heap_enter_world();
    assert_int_equal(fake_host_setup(&state), 0);
    host = state;
    fake_scenario_prepare(&scenario, host);
    heap_leave_world();
    host->settings.world = heap_world(host->settings.world);
    scenario.begin_check = heap_enter_world;
    scenario.end_check = heap_leave_world;
    scenario.job_is_over = note_job;
    host->settings.host = host->options.host = "replica-a"; /* as a user, for all that is to be wiped */
    host->settings.user = host->options.user = "contoso\\admin";
    host->settings.password = host->options.password = "secret";
    host->settings.ms_per_call = 1000;
    host->settings.batch = 2;
    fake_host_start(host);
    inject(what);
    run_steps(&scenario, what, &result);
    if (result.failed != NULL)
        use_again(&scenario, what, &result);
    fake_scenario_close(&scenario);
    if (heap_held() != 0)
        complain(what, &result, "%lu blocks of the runtime are held", (unsigned long)heap_held());
    heap_enter_world();
    if (fake_host_teardown(&state) != 0)
        complain(what, &result, "see above");
    heap_leave_world();
    return result;
}

/* ---- what is borne ---- */

/* A call whose failure the program need not be told of, and why. */
typedef struct bearable {
    const char *step; /* NULL = any */
    const char *call;
    const char *why;
} bearable;

static const bearable borne[] = {
    {NULL, "IWbemClassObject::EndEnumeration", "all that it ends was read"},
    {"put", "IWbemClassObject::GetNames", "the keys of the path do instead"},
    {"create", "IWbemClassObject::GetNames", "the keys of the path do instead"},
    {"put", "IWbemCallResult::GetResultString", "the keys make the path, too"},
    {"create", "IWbemCallResult::GetResultString", "the keys make the path, too"},
    {"put", "IWbemClassObject::Get", "an error object that cannot be read says nothing, and its code says enough"},
};

/* A look at a job may fail for what passes by itself: the next look tells. */
static bool may_pass(uint32_t code)
{
    return code != E_DENIED && code != E_OUT_OF_MEMORY;
}

/* Once a job is over its outcome stands; what it made, or why it failed, is told as far as it can be found out. */
static bool is_borne_call(const injection *what, const outcome *result)
{
    for (size_t i = 0; i < sizeof borne / sizeof borne[0]; i++)
        if ((borne[i].step == NULL || same(result->step, borne[i].step)) && strcmp(borne[i].call, result->call) == 0)
            return true;
    return strstr(result->step, "job") != NULL && (may_pass(what->code) || result->after_job);
}

/* Memory: of what the job's errors say; of a first try's message, where a second is made; of the words for "no event".
 */
static bool is_borne(const injection *what, const outcome *result)
{
    if (result->step == NULL)
        return false;
    if (what->kind == A_CALL)
        return is_borne_call(what, result);
    return (same(result->step, "modify by a job that fails") && result->after_job) || same(result->step, "put") ||
           same(result->step, "no event");
}

/* ---- the tests ---- */

static outcome baseline(void)
{
    injection nothing = {NOTHING, 0, 0, false};
    outcome result;

    complaints = 0;
    result = run(&nothing);
    if (result.failed != NULL || result.missing != NULL)
        fail_msg("the scenario does not even work: %s", result.missing != NULL ? result.missing : result.failed->name);
    return result;
}

/* Runs once for each thing of a kind, which then fails; a call with `code`, or with one of all in turn. */
static void fail_each(kind what_kind, uint32_t at_least, uint32_t code)
{
    uint32_t count = baseline().count[what_kind];
    uint32_t told = 0;

    assert_true(count >= at_least);
    for (uint32_t i = 0; i < count; i++) {
        injection what = {what_kind, i, code != 0 ? code : codes[i % CODES],
                          what_kind == A_CALL && (i / CODES) % 2 == 0};
        outcome result = run(&what);

        if (result.failed != NULL)
            told++;
        else if (!is_borne(&what, &result))
            complain(&what, &result, "nobody is told");
    }
    print_message("of %u that failed, one by one, %u were told and %u borne\n", (unsigned)count, (unsigned)told,
                  (unsigned)(count - told));
    assert_int_equal(complaints, 0);
    assert_true(told > count / 2);
}

static void every_call_can_fail(void **state)
{
    (void)state;
    fail_each(A_CALL, 500, 0);
}

/* What never passes by itself: no look at a job can bear it. */
static void every_call_can_be_denied(void **state)
{
    (void)state;
    fail_each(A_CALL, 500, E_DENIED);
}

static void every_allocation_of_com_can_fail(void **state)
{
    (void)state;
    fail_each(A_COM_ALLOCATION, 50, 0);
}

static void every_allocation_of_the_runtime_can_fail(void **state)
{
    (void)state;
    fail_each(AN_ALLOCATION, 200, 0);
}

static int setup(void **state)
{
    heap_install();
    return fake_host_load(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_can_fail),
        cmocka_unit_test(every_call_can_be_denied),
        cmocka_unit_test(every_allocation_of_com_can_fail),
        cmocka_unit_test(every_allocation_of_the_runtime_can_fail),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
