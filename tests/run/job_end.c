/* What a job ended with, how it took being cancelled, and what it made. */
#include "plan.h"

/* What the caller keeps of it. */

static const wmi_embedded warnings[] = {
    {NULL, NULL,
     "<INSTANCE CLASSNAME=\"Msvm_Error\"><PROPERTY NAME=\"Message\" TYPE=\"string\"><VALUE>no switch</VALUE></PROPERTY>"
     "<PROPERTY NAME=\"ErrorType\" TYPE=\"uint16\"><VALUE>4</VALUE></PROPERTY></INSTANCE>"},
    {NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\"></INSTANCE>"}};

static void plan_warnings(plan *p, two_steps *t, uint16_t last)
{
    make_job(p, t, 100, last);
    t->steps[1].status = "Done, but";
    t->job.error_code = 32775;
    t->job.error_description = "the switch is missing";
    t->job.errors = warnings;
    t->job.error_count = 2;
}

static void assert_warnings_kept(const wmi_job_outcome *outcome, uint16_t state)
{
    assert_non_null(strstr(outcome->path, "Msvm_ConcreteJob.InstanceID="));
    assert_true(outcome->state.has);
    assert_int_equal(outcome->state.value, state);
    assert_string_equal(outcome->state_name, wmi_job_state_name(state));
    assert_int_equal(outcome->error_code.value, 32775);
    assert_string_equal(outcome->status, "Done, but");
    assert_string_equal(outcome->description, "the switch is missing");
    assert_null(outcome->summary);
    assert_int_equal(outcome->record_count, 2);
    assert_string_equal(outcome->records[0].message, "no switch");
    assert_string_equal(outcome->records[0].class_name, "Msvm_Error");
    assert_int_equal(outcome->records[0].error_type.value, 4);
    assert_string_equal(outcome->records[0].text, warnings[0].text);
    assert_null(outcome->records[1].message);
    assert_string_equal(outcome->records[1].text, warnings[1].text);
}

static void what_a_job_ended_with_is_kept(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_outcome outcome;
    wmi_job_options options;
    memset(&outcome, 0, sizeof outcome);
    memset(&options, 0, sizeof options);
    options.outcome = &outcome;
    plan_setup(s, &p);
    plan_warnings(&p, &t, WMI_JOB_COMPLETED_WITH_WARNINGS);
    MUST(s, plan_wait(s, NULL, &options));
    assert_warnings_kept(&outcome, WMI_JOB_COMPLETED_WITH_WARNINGS);
    /* Used again, it is overwritten. */
    plan_warnings(&p, &t, WMI_JOB_EXCEPTION);
    FAILS(s, plan_wait(s, NULL, &options), WMI_JOB, "no switch");
    assert_warnings_kept(&outcome, WMI_JOB_EXCEPTION);
    make_job(&p, &t, 100, WMI_JOB_COMPLETED);
    MUST(s, plan_wait(s, NULL, &options));
    assert_int_equal(outcome.state.value, WMI_JOB_COMPLETED);
    assert_int_equal(outcome.error_code.value, 0);
    assert_null(outcome.description);
    assert_int_equal(outcome.record_count, 0);
    assert_null(outcome.records);
    /* A wait that did not see the end. */
    make_job(&p, &t, 60000, WMI_JOB_COMPLETED);
    options.timeout_ms = 1000;
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "goes on");
    assert_int_equal(outcome.state.value, WMI_JOB_RUNNING);
    assert_string_equal(outcome.path, s->error.job.path);
    /* No job. */
    p.code = 0;
    MUST(s, plan_wait(s, NULL, &options));
    assert_null(outcome.path);
    assert_false(outcome.state.has);
    wmi_job_outcome_clear(&outcome);
    wmi_job_outcome_clear(&outcome);
    wmi_job_outcome_clear(NULL);
}

/* Each allocation of such a wait fails once: it is told, or what is left out is left out, and nothing leaks. */
static void memory_may_run_out_for_the_outcome(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_outcome outcome;
    wmi_job_options options;
    size_t at;
    memset(&outcome, 0, sizeof outcome);
    memset(&options, 0, sizeof options);
    options.outcome = &outcome;
    plan_setup(s, &p);
    plan_warnings(&p, &t, WMI_JOB_COMPLETED_WITH_WARNINGS);
    for (at = 0;; at++) {
        wmi_status status;
        bool failed;
        allocator_fail_after(at);
        status = plan_wait(s, NULL, &options);
        failed = allocator_failed();
        allocator_fail_after(SIZE_MAX);
        if (!failed) {
            assert_int_equal(status, WMI_OK);
            assert_warnings_kept(&outcome, WMI_JOB_COMPLETED_WITH_WARNINGS);
            break;
        }
        assert_true(status == WMI_OK || status == WMI_NO_MEMORY);
        assert_true(status != WMI_OK || outcome.state.value == WMI_JOB_COMPLETED_WITH_WARNINGS);
    }
    assert_true(at > 20);
    wmi_job_outcome_clear(&outcome);
}

/* Being cancelled. */

WMI_LOOPBACK_HANDLER(refuse, s_CIM_ConcreteJob_RequestStateChange)
{
    (void)in;
    (void)error;
    out->ReturnValue = WMI_UINT32(*(const uint32_t *)call->context);
    return WMI_OK;
}

static void a_refused_cancel_is_told_as_what_it_is(void **state)
{
    static const struct {
        uint32_t code;
        const char *told;
    } codes[] = {
        {4097, "did not agree to terminate: RequestStateChange returned 4097 (Invalid State Transition)"},
        {32769, "did not agree to terminate: RequestStateChange returned 32769 (Access Denied)"},
        {77, "did not agree to terminate: RequestStateChange returned 77"},
    };
    sample *s = *state;
    plan p;
    two_steps t;
    uint32_t code;
    wmi_job_options options;
    size_t i;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 2000;
    options.cancel = true;
    plan_setup(s, &p);
    make_job(&p, &t, 600000, WMI_JOB_COMPLETED);
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT,
          "cannot be cancelled"); /* it says so itself, and is not asked */
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_INVOKE), 1);
    t.job.cancellable = true;
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_INVOKE, "RequestStateChange", 0, WMI_TRANSPORT,
                              WMI_E_ACCESS_DENIED, &s->error));
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "10 % complete, and did not agree to terminate: ");
    assert_non_null(strstr(s->error.message, "The loopback was told"));
    assert_non_null(strstr(s->error.message, wmi_hresult_text(WMI_E_ACCESS_DENIED)));
    assert_int_equal(s->error.job.state.value, WMI_JOB_RUNNING);
    assert_int_equal(s->error.number, 0);
    for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        uint64_t before = wmi_loopback_now(s->loopback);
        code = codes[i].code;
        MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "CIM_ConcreteJob", "RequestStateChange", refuse, &code,
                                &s->error));
        FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, codes[i].told);
        assert_true(wmi_loopback_now(s->loopback) - before == 2000); /* nobody waits for what was refused */
    }
}

/* While it is being cancelled, a look that fails for good ends the wait, which stays what it was; others do not. */
static void a_failing_look_while_cancelling(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    uint32_t agreed = 4096;
    /* At 0, 100, 300, 700, 1500, and at 2000, when no time is left; the next is after the request. */
    uint32_t looks_before = way_differs(WAY_NO_TIME) ? 5 : 6;
    uint64_t before;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 2000;
    options.cancel = true;
    options.cancel_wait_ms = 3000;
    plan_setup(s, &p);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "CIM_ConcreteJob", "RequestStateChange", refuse, &agreed,
                            &s->error));
    make_job(&p, &t, 600000, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, looks_before, WMI_TRANSPORT, WMI_E_ACCESS_DENIED,
                              &s->error));
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "10 % complete, and was asked to terminate");
    assert_true(wmi_loopback_now(s->loopback) == 2000);
    before = wmi_loopback_now(s->loopback);
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, looks_before, WMI_TRANSPORT, TRANSPORT_DOWN,
                              &s->error));
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "and was asked to terminate");
    assert_true(wmi_loopback_now(s->loopback) - before == 5000);
    before = wmi_loopback_now(s->loopback);
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, looks_before, WMI_TRANSPORT, WMI_E_NOT_FOUND,
                              &s->error));
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "is gone; whether it completed is not known");
    assert_true(wmi_loopback_now(s->loopback) - before == 2000);
}

/* What it made. */

/* One element fits a single reference and an array alike: the single one has it. */
static void a_single_reference_goes_before_an_array(void **state)
{
    static const char *const one[] = {"Sample_Volume.DeviceID=\"v0\""};
    /* In both orders of declaration: what decides is not the place. */
    static const wmi_field out_fields[2][4] = {
        {{"Job", "CIM_ConcreteJob", (uint32_t)offsetof(s_Sample_Service_Define_out, Job), WMI_TYPE_REFERENCE,
          WMI_FIELD_JOB},
         {"Volumes", "Sample_Volume", (uint32_t)offsetof(s_Sample_Service_Define_out, Volumes), WMI_TYPE_REFERENCE,
          WMI_FIELD_ARRAY},
         {"Result", "Sample_Volume", (uint32_t)offsetof(s_Sample_Service_Define_out, Result), WMI_TYPE_REFERENCE, 0},
         {"ReturnValue", NULL, (uint32_t)offsetof(s_Sample_Service_Define_out, ReturnValue), WMI_TYPE_UINT32,
          WMI_FIELD_RETURN}},
        {{"Job", "CIM_ConcreteJob", (uint32_t)offsetof(s_Sample_Service_Define_out, Job), WMI_TYPE_REFERENCE,
          WMI_FIELD_JOB},
         {"Result", "Sample_Volume", (uint32_t)offsetof(s_Sample_Service_Define_out, Result), WMI_TYPE_REFERENCE, 0},
         {"Volumes", "Sample_Volume", (uint32_t)offsetof(s_Sample_Service_Define_out, Volumes), WMI_TYPE_REFERENCE,
          WMI_FIELD_ARRAY},
         {"ReturnValue", NULL, (uint32_t)offsetof(s_Sample_Service_Define_out, ReturnValue), WMI_TYPE_UINT32,
          WMI_FIELD_RETURN}},
    };
    sample *s = *state;
    plan p;
    two_steps t;
    unsigned order;
    plan_setup(s, &p);
    for (order = 0; order < 2; order++) {
        wmi_method_info method = s_Sample_Service_Define_info;
        s_Sample_Service_Define_out out;
        s_Sample_Service_Define_in in;
        s_Sample_Setting setting;
        memset(&setting, 0, sizeof setting);
        memset(&in, 0, sizeof in);
        setting.Name = "n";
        in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
        method.out = out_fields[order];
        method.out_count = 4;
        make_job(&p, &t, 100, WMI_JOB_COMPLETED);
        t.job.affected = one;
        t.job.affected_count = 1;
        MUST(s, wmi_invoke_wait(s->session, NULL, &method, SERVICE_PATH, &in, &out, NULL, &s->error));
        SAME_PATH(out.Result, one[0]);
        assert_null(out.Volumes.items);
        wmi_method_out_clear(&method, &out);
    }
}

/* Which parameter is the job is said by its field, and by nothing else. */
static void the_descriptor_says_what_the_job_is(void **state)
{
    static const wmi_field without[] = {
        {"Job", "CIM_ConcreteJob", (uint32_t)offsetof(s_Sample_Service_Define_out, Job), WMI_TYPE_REFERENCE, 0},
        {"ReturnValue", NULL, (uint32_t)offsetof(s_Sample_Service_Define_out, ReturnValue), WMI_TYPE_UINT32,
         WMI_FIELD_RETURN},
    };
    sample *s = *state;
    plan p;
    two_steps t;
    s_Sample_Service_Define_out out;
    s_Sample_Service_Define_in in;
    s_Sample_Setting setting;
    wmi_method_info method = s_Sample_Service_Define_info;
    memset(&setting, 0, sizeof setting);
    memset(&in, 0, sizeof in);
    setting.Name = "n";
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    method.out = without;
    method.out_count = 2;
    plan_setup(s, &p);
    make_job(&p, &t, 100, WMI_JOB_COMPLETED);
    FAILS(s, wmi_invoke_wait(s->session, NULL, &method, SERVICE_PATH, &in, &out, NULL, &s->error), WMI_REPLY,
          "no Job to wait for");
    SAME_PATH(out.Job, JOB_PATH);
    wmi_method_out_clear(&method, &out);
}

/* A host whose job is called Task, and whose Job is what the job makes. */
static const wmi_backend *renamed;

static wmi_status WMI_CALLBACK connect_renamed(const wmi_backend *self, const wmi_connect_options *options,
                                               wmi_connection **out, const wmi_limit *limit, wmi_error *error)
{
    (void)self; /* the loopback knows its own by the address */
    return renamed->connect(renamed, options, out, limit, error);
}

static wmi_status WMI_CALLBACK rename_job(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                          const wmi_limit *limit, wmi_error *error)
{
    wmi_status status = renamed->invoke(connection, call, out, limit, error);
    if (status == WMI_OK) {
        wmi_value null = wmi_value_null(WMI_TYPE_REFERENCE, false);
        assert_int_equal(wmi_object_set(*out, "Task", wmi_object_get(*out, "Job")), WMI_OK);
        assert_int_equal(wmi_object_set(*out, "Job", &null), WMI_OK);
    }
    return status;
}

static void a_job_may_have_any_name(void **state)
{
    static const char *const one[] = {"Sample_Volume.DeviceID=\"v0\""};
    static const wmi_field fields[] = {
        {"Job", "Sample_Volume", (uint32_t)offsetof(s_Sample_Service_Define_out, Result), WMI_TYPE_REFERENCE, 0},
        {"Task", "CIM_ConcreteJob", (uint32_t)offsetof(s_Sample_Service_Define_out, Job), WMI_TYPE_REFERENCE,
         WMI_FIELD_JOB},
        {"ReturnValue", NULL, (uint32_t)offsetof(s_Sample_Service_Define_out, ReturnValue), WMI_TYPE_UINT32,
         WMI_FIELD_RETURN},
    };
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_backend backend = *s->backend;
    wmi_connect_options options;
    wmi_session *session = NULL;
    s_Sample_Service_Define_out out;
    s_Sample_Service_Define_in in;
    s_Sample_Setting setting;
    wmi_method_info method = s_Sample_Service_Define_info;
    memset(&options, 0, sizeof options);
    memset(&setting, 0, sizeof setting);
    memset(&in, 0, sizeof in);
    setting.Name = "n";
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    method.out = fields;
    method.out_count = 3;
    renamed = s->backend;
    backend.connect = connect_renamed;
    backend.invoke = rename_job;
    options.backend = &backend;
    options.ns = S_NAMESPACE;
    plan_setup(s, &p);
    make_job(&p, &t, 100, WMI_JOB_COMPLETED);
    t.job.affected = one;
    t.job.affected_count = 1;
    MUST(s, wmi_connect(&options, &session, &s->error));
    MUST(s, wmi_invoke_wait(session, NULL, &method, SERVICE_PATH, &in, &out, NULL, &s->error));
    SAME_PATH(out.Job, JOB_PATH);
    SAME_PATH(out.Result, one[0]);
    wmi_method_out_clear(&method, &out);
    wmi_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_job_ended_with_is_kept),
        TEST(memory_may_run_out_for_the_outcome),
        TEST(a_refused_cancel_is_told_as_what_it_is),
        TEST(a_failing_look_while_cancelling),
        TEST(a_single_reference_goes_before_an_array),
        TEST(the_descriptor_says_what_the_job_is),
        TEST(a_job_may_have_any_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
