/* The job machine: giving up, looking on when a look fails, and the jobs themselves. */
#include "plan.h"

/* Giving up. */

static void time_runs_out(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    s_Sample_Service_Define_out out;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 2000;
    plan_setup(s, &p);
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    FAILS(s, plan_wait(s, &out, &options), WMI_TIMEOUT, "Sample_Service.Define did not finish within 2000 ms");
    assert_non_null(strstr(s->error.message, "Running (4), 10 % complete, and goes on"));
    assert_true(wmi_loopback_now(s->loopback) == 2000);
    assert_int_equal(s->error.job.state.value, WMI_JOB_RUNNING);
    SAME_PATH(s->error.job.path, JOB_PATH);
    assert_int_equal(s->error.return_value.value, 4096);
    SAME_PATH(out.Job, JOB_PATH); /* who gave up can still follow the job */
    clear_out(&out);
    /* The error's own path may be used to look again. */
    wmi_loopback_advance(s->loopback, 3000);
    {
        s_Msvm_ConcreteJob job;
        MUST(s, wmi_instance_get(s->session, &s_Msvm_ConcreteJob_info, s->error.job.path, &job, &s->error));
        assert_int_equal(job.JobState.value, WMI_JOB_COMPLETED);
        wmi_instance_clear(&s_Msvm_ConcreteJob_info, &job);
        assert_int_equal(s->error.status, WMI_OK);
    }
}

WMI_LOOPBACK_HANDLER(slow, s_Sample_Service_Define)
{
    (void)in;
    (void)out;
    wmi_loopback_advance(call->loopback, 700);
    return wmi_fail(error, WMI_TRANSPORT, UINT32_C(0x80041069), "Timed out");
}

static void the_call_itself_may_take_the_time(void **state)
{
    sample *s = *state;
    plan p;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    plan_setup(s, &p);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", slow, NULL, &s->error));
    options.timeout_ms = 700;
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "was not answered within 700 ms");
    options.timeout_ms = 701; /* the connection's own limit, and not the caller's */
    REFUSED(s, plan_wait(s, NULL, &options), UINT32_C(0x80041069), "Timed out");
}

static void the_last_look_is_at_the_deadline(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 2000;
    options.poll_ms = 1500;
    plan_setup(s, &p);
    make_job(&p, &t, 2000, WMI_JOB_COMPLETED);
    if (way_differs(WAY_NO_TIME)) {
        FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "within 2000 ms");
    } else {
        MUST(s, plan_wait(s, NULL, &options));
    }
    assert_true(wmi_loopback_now(s->loopback) == 2000);
}

static void a_job_is_cancelled_when_time_runs_out(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 2000;
    options.cancel = true;
    plan_setup(s, &p);
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "cannot be cancelled");
    assert_int_equal(s->error.job.state.value, WMI_JOB_RUNNING);
    t.job.cancellable = true;
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "asked to terminate and ended in state Terminated (8)");
    assert_int_equal(s->error.job.state.value, WMI_JOB_TERMINATED);
}

WMI_LOOPBACK_HANDLER(agree, s_CIM_ConcreteJob_RequestStateChange)
{
    (void)error;
    assert_int_equal(in->RequestedState.value, 4);
    assert_false(in->TimeoutPeriod.has);
    ++*(unsigned *)call->context;
    out->ReturnValue = WMI_UINT32(4096);
    return WMI_OK;
}

static void cancelling_waits_for_the_end(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    watch w;
    unsigned asked = 0;
    wmi_job_options options = watched(&w);
    plan_setup(s, &p);
    MUST(s,
         wmi_loopback_on(s->loopback, S_NAMESPACE, "CIM_ConcreteJob", "RequestStateChange", agree, &asked, &s->error));
    options.cancel = true;
    options.cancel_wait_ms = 1000;
    w.stop_at = 2; /* at 100 ms */
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    FAILS(s, plan_wait(s, NULL, &options), WMI_CANCELLED, "was given up by the caller");
    assert_non_null(strstr(s->error.message, "Running (4), 10 % complete, and was asked to terminate"));
    assert_int_equal(asked, 1);
    assert_int_equal(w.calls, 2);
    assert_true(wmi_loopback_now(s->loopback) == 1100);
    /* A job that completes all the same is a success. */
    w.calls = 0;
    make_job(&p, &t, 600, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    MUST(s, plan_wait(s, NULL, &options));
    assert_int_equal(asked, 2);
    /* One that fails tells what it failed with. */
    w.calls = 0;
    make_job(&p, &t, 600, WMI_JOB_EXCEPTION);
    t.job.cancellable = true;
    t.job.error_code = 7;
    t.job.errors = &(wmi_embedded){NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\"></INSTANCE>"};
    t.job.error_count = 1;
    FAILS(s, plan_wait(s, NULL, &options), WMI_CANCELLED, "ended in state Exception (10)");
    assert_int_equal(s->error.job.error_code.value, 7);
    assert_int_equal(s->error.record_count, 1);
    assert_string_equal(s->error.records[0].class_name, "Msvm_Error");
}

static void the_caller_stops_waiting(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    watch w;
    wmi_job_options options = watched(&w);
    plan_setup(s, &p);
    w.stop_at = 1;
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    FAILS(s, plan_wait(s, NULL, &options), WMI_CANCELLED, "goes on");
    assert_int_equal(w.calls, 1);
    assert_true(wmi_loopback_now(s->loopback) == 0);
    /* A look that finds the job ended decides. */
    w.calls = 0;
    make_job(&p, &t, 0, WMI_JOB_COMPLETED);
    MUST(s, plan_wait(s, NULL, &options));
    assert_int_equal(w.calls, 1);
}

/* Looks that fail. */

static void order_failures(sample *s, unsigned skip, unsigned count, uint32_t number)
{
    while (count-- > 0) {
        MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, skip, WMI_TRANSPORT, number, &s->error));
    }
}

static void passing_failures_are_tolerated(void **state)
{
    static const uint32_t numbers[] = {
        TRANSPORT_DOWN,       UINT32_C(0x800706BE), UINT32_C(0x800706BF), UINT32_C(0x80041015), UINT32_C(0x80041069),
        UINT32_C(0x80041071), UINT32_C(0x800705B4), UINT32_C(0x8001011F), UINT32_C(0x80338029),
    };
    sample *s = *state;
    plan p;
    two_steps t;
    uint64_t before;
    uint64_t took;
    size_t i;
    plan_setup(s, &p);
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        make_job(&p, &t, 60000, WMI_JOB_COMPLETED);
        order_failures(s, 0, 5, numbers[i]);
        order_failures(s, 20, 5, numbers[i]);
        MUST(s, plan_wait(s, NULL, NULL));
    }
    make_job(&p, &t, 600000, WMI_JOB_COMPLETED);
    order_failures(s, 2, 60, TRANSPORT_DOWN); /* from 300 ms on; the first minute of it is tolerated */
    MUST(s, plan_wait(s, NULL, NULL));
    before = wmi_loopback_now(s->loopback);
    order_failures(s, 2, 100, TRANSPORT_DOWN);
    REFUSED(s, plan_wait(s, NULL, NULL), TRANSPORT_DOWN,
            "Sample_Service.Define has started a job, which cannot be followed: ");
    took = wmi_loopback_now(s->loopback) - before;
    assert_true(took >= 60300 && took <= 61300);
    assert_string_equal(s->error.operation, "wait");
    assert_non_null(s->error.job.path);
    assert_int_equal(s->error.job.state.value, WMI_JOB_RUNNING);
    assert_int_equal(s->error.return_value.value, 4096);
}

/* What is tolerated is counted from the first look in a row that told nothing. */
static void a_look_that_tells_something_starts_it_anew(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.poll_ms = 500;
    options.tolerate_ms = 3000;
    plan_setup(s, &p);
    make_job(&p, &t, 30000, WMI_JOB_COMPLETED);
    order_failures(s, 2, 5, TRANSPORT_DOWN);
    order_failures(s, 8, 5, TRANSPORT_DOWN);
    order_failures(s, 14, 5, TRANSPORT_DOWN);
    MUST(s, plan_wait(s, NULL, &options));
    order_failures(s, 2, 7, TRANSPORT_DOWN); /* the first of them at 1 s, the last at 4 s */
    REFUSED(s, plan_wait(s, NULL, &options), TRANSPORT_DOWN, "cannot be followed");
}

static void lasting_failures_are_not(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    plan_setup(s, &p);
    make_job(&p, &t, 60000, WMI_JOB_COMPLETED);
    order_failures(s, 1, 1, WMI_E_ACCESS_DENIED);
    REFUSED(s, plan_wait(s, NULL, NULL), WMI_E_ACCESS_DENIED, "cannot be followed");
    assert_int_equal(looks(s), 2);
}

static void time_runs_out_while_the_job_cannot_be_seen(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 150;
    options.cancel = true;
    plan_setup(s, &p);
    make_job(&p, &t, 60000, WMI_JOB_COMPLETED);
    t.job.cancellable = true;
    order_failures(s, 0, 4, TRANSPORT_DOWN);
    FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, "could not be looked at");
    assert_false(s->error.job.state.has);
    assert_non_null(s->error.job.path);
}

static void a_job_without_a_state_is_an_error(void **state)
{
    sample *s = *state;
    plan p;
    s_Msvm_ConcreteJob job;
    wmi_job_options options;
    memset(&job, 0, sizeof job);
    memset(&options, 0, sizeof options);
    job.InstanceID = "stateless";
    plan_setup(s, &p);
    MUST(s, wmi_loopback_add(s->loopback, &s_Msvm_ConcreteJob_info, &job, NULL, &s->error));
    p.path = "Msvm_ConcreteJob.InstanceID=\"stateless\"";
    options.tolerate_ms = 5000;
    FAILS(s, plan_wait(s, NULL, &options), WMI_REPLY, "no JobState");
    assert_true(wmi_loopback_now(s->loopback) >= 5000 && wmi_loopback_now(s->loopback) < 6000);
}

/* Jobs on the virtual clock. */

static void jobs_follow_the_clock_and_disappear(void **state)
{
    static const wmi_loopback_job_step steps[] = {
        {0, WMI_JOB_STARTING, 0, NULL}, {100, WMI_JOB_RUNNING, 50, "half"}, {100, WMI_JOB_COMPLETED, 100, "done"}};
    static const char *const affected[] = {SERVICE_PATH};
    sample *s = *state;
    s_Msvm_ConcreteJob job;
    wmi_loopback_job from;
    const char *path;
    memset(&from, 0, sizeof from);
    from.class_name = "Msvm_ConcreteJob";
    from.caption = "Job";
    from.steps = steps;
    from.step_count = 3;
    from.affected = affected;
    from.affected_count = 1;
    from.remove_after_ms = 5000;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &from, &path, &s->error));
    MUST(s, wmi_instance_get(s->session, &s_Msvm_ConcreteJob_info, path, &job, &s->error));
    assert_int_equal(job.JobState.value, WMI_JOB_STARTING);
    assert_string_equal(job.Caption, "Job");
    assert_string_equal(job.ElementName, "Job");
    assert_int_equal(job.TimeBeforeRemoval.value.second, 5);
    assert_false(job.Cancellable.value);
    wmi_instance_clear(&s_Msvm_ConcreteJob_info, &job);
    wmi_loopback_advance(s->loopback, 199);
    MUST(s, wmi_instance_get(s->session, &s_Msvm_ConcreteJob_info, path, &job, &s->error));
    assert_int_equal(job.JobState.value, WMI_JOB_RUNNING);
    assert_int_equal(job.PercentComplete.value, 50);
    assert_string_equal(job.JobStatus, "half");
    assert_int_equal(job.TimeOfLastStateChange.value.year, 2024);
    assert_int_equal(job.TimeOfLastStateChange.value.microsecond, 100000);
    wmi_instance_clear(&s_Msvm_ConcreteJob_info, &job);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_AffectedJobElement"), 0);
    wmi_loopback_advance(s->loopback, 1);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_AffectedJobElement"), 1);
    wmi_loopback_advance(s->loopback, 4999);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_ConcreteJob"), 1);
    wmi_loopback_advance(s->loopback, 1);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_ConcreteJob"), 0);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_AffectedJobElement"), 0);
    REFUSED(s, wmi_instance_get(s->session, &s_Msvm_ConcreteJob_info, path, &job, &s->error), WMI_E_NOT_FOUND, "");
}

static uint32_t request(sample *s, const char *path, wmi_opt_uint16 requested)
{
    s_CIM_ConcreteJob_RequestStateChange_in in;
    s_CIM_ConcreteJob_RequestStateChange_out out;
    uint32_t code;
    memset(&in, 0, sizeof in);
    in.RequestedState = requested;
    MUST(s, wmi_invoke(s->session, NULL, &s_CIM_ConcreteJob_RequestStateChange_info, path, &in, &out, &s->error));
    code = out.ReturnValue.value;
    wmi_method_out_clear(&s_CIM_ConcreteJob_RequestStateChange_info, &out);
    return code;
}

static void jobs_answer_requests(void **state)
{
    sample *s = *state;
    wmi_loopback_job from;
    wmi_object *object;
    const char *path;
    wmi_opt_uint16 nothing = {0, false};
    memset(&from, 0, sizeof from);
    from.class_name = "Msvm_ConcreteJob";
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &from, &path, &s->error));
    assert_int_equal(request(s, path, WMI_UINT16(4)), 4097);
    from.cancellable = true;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &from, &path, &s->error));
    assert_int_equal(request(s, path, nothing), 5);
    assert_int_equal(request(s, path, WMI_UINT16(3)), 1);
    assert_int_equal(request(s, path, WMI_UINT16(5)), 0);
    assert_int_equal(request(s, path, WMI_UINT16(5)), 4097);
    MUST(s, wmi_object_fetch(s->session, path, &object, &s->error));
    assert_int_equal(wmi_object_integer(object, "JobState", 0), WMI_JOB_KILLED);
    wmi_object_free(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(time_runs_out),
        TEST(the_call_itself_may_take_the_time),
        TEST(the_last_look_is_at_the_deadline),
        TEST(a_job_is_cancelled_when_time_runs_out),
        TEST(cancelling_waits_for_the_end),
        TEST(the_caller_stops_waiting),
        TEST(passing_failures_are_tolerated),
        TEST(a_look_that_tells_something_starts_it_anew),
        TEST(lasting_failures_are_not),
        TEST(time_runs_out_while_the_job_cannot_be_seen),
        TEST(a_job_without_a_state_is_an_error),
        TEST(jobs_follow_the_clock_and_disappear),
        TEST(jobs_answer_requests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
