/* How long a wait may take, of what its steps get, and how it ends before the job does. */
#include "plan.h"
#include "slow_host.h"

#define HOUR_MS 3600000u

typedef struct scene {
    sample *s;
    slow_host host;
    plan p;
    two_steps t;
    wmi_job_options options;
    s_Sample_Service_Define_out out;
    uint64_t before;
} scene;

static void scene_open(void **state, scene *c, uint32_t timeout_ms)
{
    memset(c, 0, sizeof *c);
    c->s = *state;
    plan_setup(c->s, &c->p);
    slow_host_open(c->s, &c->host, timeout_ms);
    make_job(&c->p, &c->t, 500, WMI_JOB_COMPLETED);
}

static wmi_status scene_wait(scene *c)
{
    s_Sample_Setting setting;
    s_Sample_Service_Define_in in;
    memset(&setting, 0, sizeof setting);
    memset(&in, 0, sizeof in);
    setting.Name = "n";
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    clear_out(&c->out);
    c->before = wmi_loopback_now(c->s->loopback);
    return wmi_invoke_wait(c->host.session, NULL, &s_Sample_Service_Define_info, SERVICE_PATH, &in, &c->out,
                           &c->options, &c->s->error);
}

static uint64_t took(const scene *c)
{
    return wmi_loopback_now(c->s->loopback) - c->before;
}

static void scene_close(scene *c)
{
    clear_out(&c->out);
    slow_host_close(&c->host);
}

/* What the steps get. */

static void the_call_gets_what_the_wait_has_left(void **state)
{
    scene c;
    slow_answer *define;
    scene_open(state, &c, 0);
    define = slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 0);
    MUST(c.s, scene_wait(&c)); /* no limit */
    assert_int_equal(define->last_limit, WMI_FOREVER);
    c.options.timeout_ms = HOUR_MS;
    MUST(c.s, scene_wait(&c));
    assert_int_equal(define->last_limit, HOUR_MS);
    c.options.timeout_ms = 300; /* less than any call of the session gets */
    make_job(&c.p, &c.t, 0, WMI_JOB_COMPLETED);
    MUST(c.s, scene_wait(&c));
    assert_int_equal(define->last_limit, 300);
    /* Retries, and the calls before them, take of the same time. */
    define = slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 200);
    c.p.calls = 0;
    c.p.refusals = 2;
    c.p.refusal = 32775;
    c.options.timeout_ms = 10000;
    c.options.retries = 5;
    MUST(c.s, scene_wait(&c));
    assert_int_equal(define->calls, 3);
    assert_int_equal(define->first_limit, 10000);
    assert_int_equal(define->last_limit, 10000 - 2 * 1200);
    scene_close(&c);
}

static void a_long_call_is_waited_for(void **state)
{
    scene c;
    scene_open(state, &c, 0);
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 300000);
    MUST(c.s, scene_wait(&c));
    c.options.timeout_ms = HOUR_MS;
    MUST(c.s, scene_wait(&c));
    c.options.timeout_ms = 200000;
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT,
          "Sample_Service.Define was not answered within 200000 ms; whether it was carried out is not known");
    assert_int_equal(c.s->error.number, WMI_E_TIMED_OUT);
    assert_true(took(&c) == 200000);
    assert_null(c.s->error.job.path);
    scene_close(&c);
}

static void a_look_gets_what_is_left(void **state)
{
    scene c;
    slow_answer *look;
    scene_open(state, &c, 0);
    look = slow_host_takes(&c.host, WMI_LOOPBACK_GET, 0);
    c.options.timeout_ms = 2000;
    MUST(c.s, scene_wait(&c)); /* looks at 0, 100, 300, 700 */
    assert_int_equal(look->first_limit, 2000);
    assert_int_equal(look->last_limit, 1300);
    c.options.timeout_ms = HOUR_MS; /* but a question gets no more than any of the session */
    look = slow_host_takes(&c.host, WMI_LOOPBACK_GET, 0);
    MUST(c.s, scene_wait(&c));
    assert_int_equal(look->first_limit, 60000);
    c.options.timeout_ms = 0;
    MUST(c.s, scene_wait(&c));
    assert_int_equal(look->last_limit, 60000);
    scene_close(&c);
}

/* A host that falls silent, at each of the steps. */

static void silence_ends_in_the_time_of_the_wait(void **state)
{
    static const wmi_embedded errors[] = {{NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\"></INSTANCE>"}};
    scene c;
    slow_answer *invoke;
    scene_open(state, &c, 60000);
    c.options.timeout_ms = 2000;
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT);
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "did not finish within 2000 ms; its job: it could not be looked at");
    assert_true(took(&c) == 2000);
    assert_string_equal(c.s->error.job.path, c.out.Job);
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->skip = 1;
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "it is in state Running (4), 10 % complete, and goes on");
    assert_true(took(&c) == 2000);
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_GET, 0);

    /* The errors of a job, of which nobody is told then; that it failed is known. */
    make_job(&c.p, &c.t, 500, WMI_JOB_EXCEPTION);
    c.t.job.errors = errors;
    c.t.job.error_count = 1;
    invoke = slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, SILENT);
    invoke->skip = 1; /* Define; then come GetErrorEx, which takes all that is left, and GetError */
    FAILS(c.s, scene_wait(&c), WMI_JOB, "Exception (10)");
    assert_int_equal(invoke->calls, 3);
    assert_int_equal(invoke->last_limit, 0);
    assert_int_equal(c.s->error.record_count, 0);
    assert_true(took(&c) == 2000);

    /* What a job made. */
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 0);
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_ASSOCIATORS, SILENT);
    make_job(&c.p, &c.t, 500, WMI_JOB_COMPLETED);
    MUST(c.s, scene_wait(&c));
    assert_int_equal(c.host.answers[WMI_LOOPBACK_ASSOCIATORS].first_limit, 1300);
    assert_true(took(&c) == 2000);
    scene_close(&c);
}

/* The request to terminate has cancel_wait_ms, and no step of it starts the time anew. */
static void cancelling_has_a_time_of_its_own(void **state)
{
    scene c;
    slow_answer *request;
    scene_open(state, &c, 60000);
    make_job(&c.p, &c.t, 600000, WMI_JOB_COMPLETED);
    c.t.job.cancellable = true;
    c.options.timeout_ms = 2000;
    c.options.cancel = true;
    c.options.cancel_wait_ms = 1000;
    request = slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, SILENT);
    request->method = "RequestStateChange";
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT,
          "was asked to terminate, which was not answered: There was no answer within 1000 ms");
    assert_int_equal(request->last_limit, 1000);
    assert_true(took(&c) == 3000);
    /* Without an answer, too, it may terminate, and is looked at as long as there is time. */
    c.options.cancel_wait_ms = 70000;
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "which was not answered: There was no answer within 60000 ms");
    assert_true(took(&c) == 72000);
    c.options.cancel_wait_ms = 1000;
    request = slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 400);
    request->method = "RequestStateChange";
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->skip = 6; /* 0, 100, 300, 700, 1500, 2000 */
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "was asked to terminate");
    assert_int_equal(request->last_limit, 1000);
    assert_int_equal(c.host.answers[WMI_LOOPBACK_GET].last_limit, 600);
    assert_true(took(&c) == 3000);
    /* One that was never seen is looked at for this: only the job says whether it can be cancelled. */
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->slow = 1;
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 0);
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "asked to terminate and ended in state Terminated (8)");
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT);
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "could not be looked at, and was not asked to terminate");
    assert_true(took(&c) == 3000);
    scene_close(&c);
}

/* A look that tells nothing is no end, in whatever words. */

static void a_late_answer_is_waited_over(void **state)
{
    static const struct {
        wmi_status words;
        uint32_t number;
    } cases[] = {
        {WMI_TIMEOUT, WMI_E_TIMED_OUT},        {WMI_TIMEOUT, 0},
        {WMI_TRANSPORT, WMI_E_TIMED_OUT},      {WMI_TRANSPORT, UINT32_C(0x800705B4)},
        {WMI_TRANSPORT, UINT32_C(0x8001011F)}, {WMI_TRANSPORT, UINT32_C(0x80041088)},
        {WMI_TRANSPORT, UINT32_C(0x80338029)},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned skip;
        for (skip = 0; skip < 4; skip += 3) {
            scene c;
            slow_answer *look;
            scene_open(state, &c, 0);
            make_job(&c.p, &c.t, 600000, WMI_JOB_COMPLETED);
            c.host.words = cases[i].words;
            c.host.number = cases[i].number;
            look = slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT);
            look->skip = skip;
            look->slow = 1;
            c.options.timeout_ms = HOUR_MS;
            MUST(c.s, scene_wait(&c));
            scene_close(&c);
            MUST(c.s, wmi_instance_delete(c.s->session, SERVICE_PATH, &c.s->error)); /* for the next scene */
        }
    }
}

static void silence_is_tolerated_so_long(void **state)
{
    scene c;
    scene_open(state, &c, 5000);
    make_job(&c.p, &c.t, 600000, WMI_JOB_COMPLETED);
    c.options.timeout_ms = HOUR_MS;
    c.options.tolerate_ms = 20000;
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->skip = 2; /* to 300 ms */
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "which cannot be followed: There was no answer within 5000 ms");
    assert_int_equal(c.s->error.number, WMI_E_TIMED_OUT);
    assert_int_equal(c.s->error.job.state.value, WMI_JOB_RUNNING);
    assert_non_null(c.s->error.job.path);
    /* The first that told nothing ended at 5.3 s, and 20 s after that, at most one look and one rest more. */
    assert_true(took(&c) >= 25300 && took(&c) <= 25300 + 6000);
    /* A look that tells something between starts it anew. */
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->slow = 3;
    MUST(c.s, scene_wait(&c));
    c.options.tolerate_ms = 0; /* a minute */
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->slow = 10;
    MUST(c.s, scene_wait(&c));
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->slow = 20;
    FAILS(c.s, scene_wait(&c), WMI_TIMEOUT, "cannot be followed");
    assert_false(c.s->error.job.state.has);
    scene_close(&c);
}

/* What get returned is returned, though it tells nothing. */
static void a_mute_failure_of_a_look_is_a_failure(void **state)
{
    scene c;
    scene_open(state, &c, 0);
    c.host.is_mute = true;
    FAILS(c.s, scene_wait(&c), WMI_REPLY, "has started a job, which cannot be followed: The backend failed to get");
    assert_string_equal(c.s->error.job.path, c.out.Job);
    scene_close(&c);
}

/* wmi_cancel. */

static void a_wait_is_cancelled(void **state)
{
    scene c;
    scene_open(state, &c, 0);
    make_job(&c.p, &c.t, 600000, WMI_JOB_COMPLETED);
    c.t.job.cancellable = true;
    /* While it rests: a look, and the rests of others, may take up to 1 s. */
    c.host.cancels_at = wmi_loopback_now(c.s->loopback) + 10000;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "Sample_Service.Define was given up by wmi_cancel; its job: it is in");
    assert_non_null(strstr(c.s->error.message, "and goes on"));
    assert_true(took(&c) >= 10000 && took(&c) <= 10100);
    assert_string_equal(c.s->error.job.path, c.out.Job);
    assert_int_equal(c.s->error.return_value.value, 4096);
    {
        wmi_object *job = NULL; /* nobody asked it to terminate */
        MUST(c.s, wmi_object_fetch(c.host.session, c.out.Job, &job, &c.s->error));
        assert_int_equal(wmi_object_integer(job, "JobState", 0), WMI_JOB_RUNNING);
        wmi_object_free(job);
    }
    /* While it looks. */
    slow_host_takes(&c.host, WMI_LOOPBACK_GET, SILENT)->skip = 1;
    c.host.cancels_at = wmi_loopback_now(c.s->loopback) + 5000;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "by wmi_cancel");
    assert_true(took(&c) == 5000);
    /* While the method is called. */
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_GET, 0);
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, SILENT);
    c.host.cancels_at = wmi_loopback_now(c.s->loopback) + 5000;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "given up before it was answered; whether it was carried out");
    assert_true(took(&c) == 5000);
    assert_cleared(&c.out);
    /* The options say that the job is to be asked. */
    (void)slow_host_takes(&c.host, WMI_LOOPBACK_INVOKE, 0);
    c.options.cancel = true;
    c.host.cancels_at = wmi_loopback_now(c.s->loopback) + 5000;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "asked to terminate and ended in state Terminated (8)");
    assert_int_equal(c.s->error.job.state.value, WMI_JOB_TERMINATED);
    /* The next wait is not touched. */
    make_job(&c.p, &c.t, 500, WMI_JOB_COMPLETED);
    MUST(c.s, scene_wait(&c));
    scene_close(&c);
}

static void a_rest_before_a_retry_is_cancelled(void **state)
{
    scene c;
    scene_open(state, &c, 0);
    c.p.refusals = 9;
    c.p.refusal = 32775;
    c.options.retries = 9;
    c.options.retry_ms = 30000;
    c.host.cancels_at = wmi_loopback_now(c.s->loopback) + 5000;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "returned 32775 and was given up before it was called again");
    assert_true(took(&c) >= 5000 && took(&c) <= 5100);
    assert_int_equal(c.s->error.return_value.value, 32775);
    assert_int_equal(c.out.ReturnValue.value, 32775);
    assert_int_equal(c.p.calls, 1);
    scene_close(&c);
}

static bool WMI_CALLBACK cancel_now(void *context, const wmi_job_progress *progress)
{
    (void)progress;
    wmi_cancel(context);
    return true;
}

static void progress_may_cancel(void **state)
{
    scene c;
    scene_open(state, &c, 0);
    c.options.progress = cancel_now;
    c.options.context = c.host.session;
    FAILS(c.s, scene_wait(&c), WMI_CANCELLED, "by wmi_cancel");
    assert_true(took(&c) == 0);
    /* A look that finds the job ended decides. */
    make_job(&c.p, &c.t, 0, WMI_JOB_COMPLETED);
    MUST(c.s, scene_wait(&c));
    scene_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_call_gets_what_the_wait_has_left),
        TEST(a_long_call_is_waited_for),
        TEST(a_look_gets_what_is_left),
        TEST(silence_ends_in_the_time_of_the_wait),
        TEST(cancelling_has_a_time_of_its_own),
        TEST(a_late_answer_is_waited_over),
        TEST(silence_is_tolerated_so_long),
        TEST(a_mute_failure_of_a_look_is_a_failure),
        TEST(a_wait_is_cancelled),
        TEST(a_rest_before_a_retry_is_cancelled),
        TEST(progress_may_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
