/* What each JobState means: which end a job, which of those are failures, and that no other does either. */
#include "plan.h"

typedef struct meaning {
    uint16_t state;
    bool ends;
    bool fails;
} meaning;

static const meaning meanings[] = {
    {0, false, false},     {1, false, false},    {2, false, false},     {3, false, false},     {4, false, false},
    {5, false, false},     {6, false, false},    {7, true, false},      {8, true, true},       {9, true, true},
    {10, true, true},      {11, false, false},   {12, false, false},    {13, false, false},    {4096, false, false},
    {32767, false, false}, {32768, true, false}, {32769, false, false}, {65535, false, false},
};

static int64_t request(sample *s, const char *path, uint16_t state)
{
    s_CIM_ConcreteJob_RequestStateChange_in in;
    s_CIM_ConcreteJob_RequestStateChange_out out;
    int64_t code;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(state);
    MUST(s, wmi_invoke(s->session, "Msvm_ConcreteJob", &s_CIM_ConcreteJob_RequestStateChange_info, path, &in, &out,
                       &s->error));
    code = (int64_t)out.ReturnValue.value;
    wmi_method_out_clear(&s_CIM_ConcreteJob_RequestStateChange_info, &out);
    return code;
}

static size_t count_errors(sample *s, const char *path)
{
    s_Msvm_ConcreteJob_GetErrorEx_out out;
    size_t count;
    MUST(s,
         wmi_invoke(s->session, "Msvm_ConcreteJob", &s_Msvm_ConcreteJob_GetErrorEx_info, path, NULL, &out, &s->error));
    count = out.Errors.count;
    wmi_method_out_clear(&s_Msvm_ConcreteJob_GetErrorEx_info, &out);
    return count;
}

static void check_state(sample *s, const meaning *m)
{
    static const s_Msvm_Error cause = {.MessageID = "1", .Message = "no"};
    const char *affected[] = {sample_disk_path("a", 1)};
    wmi_embedded errors[] = {WMI_EMBED(s_Msvm_Error, &cause)};
    wmi_loopback_job_step step = plan_step(10, m->state, 50, "there");
    bool complains = m->fails || m->state == WMI_JOB_COMPLETED_WITH_WARNINGS; /* warnings are told as errors are */
    wmi_loopback_job job;
    s_Msvm_ConcreteJob seen;
    char **found = NULL;
    const char *path = NULL;
    size_t count = 0;
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = &step;
    job.step_count = 1;
    job.cancellable = true;
    job.error_code = 9;
    job.error_description = "failed";
    job.errors = errors;
    job.error_count = 1;
    job.affected = affected;
    job.affected_count = 1;
    job.remove_after_ms = 1000;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error));
    wmi_loopback_advance(s->loopback, 10);
    MUST(s, wmi_loopback_get(s->loopback, &s_Msvm_ConcreteJob_info, path, &seen, &s->error));
    assert_int_equal(seen.JobState.value, m->state);
    assert_int_equal(seen.ErrorCode.value, complains ? 9 : 0);
    assert_true((seen.ErrorDescription != NULL) == complains);
    wmi_instance_clear(&s_Msvm_ConcreteJob_info, &seen);
    assert_int_equal(count_errors(s, path), complains ? 1 : 0);
    MUST(s, wmi_associator_paths(s->session, "Msvm_AffectedJobElement", "AffectedElement", path, &found, &count,
                                 &s->error));
    assert_int_equal(count, m->ends && !m->fails ? 1 : 0);
    wmi_free(found);
    wmi_loopback_advance(s->loopback, 999);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob"), 1);
    if (m->ends) {
        assert_int_equal(request(s, path, 4), 4097); /* there is nothing to end any more */
        wmi_loopback_advance(s->loopback, 1);
    } else {
        wmi_loopback_advance(s->loopback, 100000); /* it is there for ever */
        assert_int_equal(request(s, path, 4), 0);
        MUST(s, wmi_loopback_get(s->loopback, &s_Msvm_ConcreteJob_info, path, &seen, &s->error));
        assert_int_equal(seen.JobState.value, WMI_JOB_TERMINATED);
        assert_int_equal(seen.ErrorCode.value, 9);
        wmi_instance_clear(&s_Msvm_ConcreteJob_info, &seen);
        wmi_loopback_advance(s->loopback, 1000);
    }
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob"), 0);
}

static void each_state_means_what_it_means(void **state)
{
    sample *s = *state;
    size_t i;
    sample_add_disk(s, "a", 1);
    for (i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        check_state(s, &meanings[i]);
    }
}

/* What RequestStateChange asks for: 4 terminates, 5 kills, all else is not supported; of a job that cannot be ended
 * neither is. */
/* What progress is told where a host says it oddly: more than all of it, and names that are there and empty. */

typedef struct odd_job {
    sample *s;
    unsigned looks;
} odd_job;

static bool WMI_CALLBACK look_oddly(void *context, const wmi_job_progress *progress)
{
    odd_job *odd = context;
    wmi_value name = wmi_value_string(odd->looks == 0 ? "" : "Named");
    assert_int_equal(progress->percent, 100);
    assert_string_equal(progress->caption, odd->looks < 2 ? "Defining" : "Named");
    if (odd->looks++ < 2) {
        MUST(odd->s,
             wmi_loopback_set(odd->s->loopback, S_NAMESPACE, progress->path, "ElementName", &name, &odd->s->error));
    }
    return true;
}

static void progress_makes_the_best_of_it(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    odd_job odd = {s, 0};
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    options.progress = look_oddly;
    options.context = &odd;
    plan_setup(s, &p);
    make_job(&p, &t, 3000, WMI_JOB_COMPLETED);
    t.steps[0].percent = 250;
    MUST(s, plan_wait(s, NULL, &options));
    assert_true(odd.looks > 2);
}

static void requests_end_jobs_that_can_be_ended(void **state)
{
    sample *s = *state;
    uint16_t requested;
    for (requested = 0; requested < 8; requested++) {
        bool ends = requested == 4 || requested == 5;
        unsigned cancellable;
        for (cancellable = 0; cancellable < 2; cancellable++) {
            wmi_loopback_job_step step = plan_step(0, WMI_JOB_RUNNING, 30, NULL);
            s_Msvm_ConcreteJob seen;
            wmi_loopback_job job;
            const char *path = NULL;
            uint16_t expected = WMI_JOB_RUNNING;
            memset(&job, 0, sizeof job);
            job.class_name = "Msvm_ConcreteJob";
            job.steps = &step;
            job.step_count = 1;
            job.cancellable = cancellable == 1;
            MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error));
            assert_int_equal(request(s, path, requested), !ends ? 1 : cancellable == 0 ? 4097 : 0);
            if (ends && cancellable == 1) {
                expected = requested == 4 ? WMI_JOB_TERMINATED : WMI_JOB_KILLED;
            }
            MUST(s, wmi_loopback_get(s->loopback, &s_Msvm_ConcreteJob_info, path, &seen, &s->error));
            assert_int_equal(seen.JobState.value, expected);
            assert_int_equal(seen.PercentComplete.value, 30);
            wmi_instance_clear(&s_Msvm_ConcreteJob_info, &seen);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_state_means_what_it_means),
        TEST(progress_makes_the_best_of_it),
        TEST(requests_end_jobs_that_can_be_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
