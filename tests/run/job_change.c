/* What a job does to the host, at the moment when it enters a state. */
#include "plan.h"

/* Adds a disk when the job completes, and notes every state. */
typedef struct effect {
    uint16_t states[8];
    size_t count;
    uint32_t failures; /* so many calls fail first */
    bool starts_job;
    bool removes_job;
    wmi_session *session; /* used, wrongly, where not NULL */
    wmi_status session_status;
} effect;

static wmi_status further_job(wmi_loopback *loopback, wmi_error *error)
{
    static const wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 1, NULL}, {50, WMI_JOB_COMPLETED, 100, NULL}};
    wmi_loopback_job job;
    const char *path;
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = steps;
    job.step_count = 2;
    return wmi_loopback_start_job(loopback, S_NAMESPACE, &job, &path, error);
}

static wmi_status WMI_CALLBACK change(void *context, wmi_loopback *loopback, const char *job, uint16_t state,
                                      wmi_error *error)
{
    effect *e = context;
    s_Sample_Disk disk;
    s_Msvm_ConcreteJob shown;
    wmi_status status;
    if (e->failures > 0) {
        e->failures--;
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "The disk is not ready");
    }
    e->states[e->count++] = state;
    memset(&shown, 0, sizeof shown);
    status = wmi_loopback_get(loopback, &s_Msvm_ConcreteJob_info, job, &shown, error); /* as it was before */
    assert_int_equal(status, WMI_OK);
    assert_int_not_equal(shown.JobState.value, state);
    wmi_instance_clear(&s_Msvm_ConcreteJob_info, &shown);
    if (e->session != NULL) {
        wmi_object *object = NULL;
        e->session_status = wmi_object_fetch(e->session, SERVICE_PATH, &object, NULL);
    }
    if (e->removes_job) {
        return wmi_loopback_remove(loopback, S_NAMESPACE, job, error);
    }
    if (state != WMI_JOB_COMPLETED) {
        return WMI_OK;
    }
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "made";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    status = wmi_loopback_add(loopback, &s_Sample_Disk_info, &disk, NULL, error);
    return status == WMI_OK && e->starts_job ? further_job(loopback, error) : status;
}

static size_t disks(sample *s)
{
    return wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk");
}

static void start(sample *s, plan *p, two_steps *t, effect *e)
{
    memset(e, 0, sizeof *e);
    plan_setup(s, p);
    make_job(p, t, 1000, WMI_JOB_COMPLETED);
    t->job.change = change;
    t->job.context = e;
}

static void the_change_is_there_when_the_job_is_completed(void **state)
{
    sample *s = *state;
    s_Sample_Service_Define_out out;
    two_steps t;
    effect e;
    plan p;
    start(s, &p, &t, &e);
    MUST(s, plan_wait(s, &out, NULL));
    assert_int_equal(e.count, 2);
    assert_int_equal(e.states[0], WMI_JOB_RUNNING);
    assert_int_equal(e.states[1], WMI_JOB_COMPLETED);
    assert_int_equal(disks(s), 1);
    clear_out(&out);
}

static void the_change_is_not_there_before(void **state)
{
    sample *s = *state;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    wmi_loopback_advance(s->loopback, 999);
    assert_int_equal(disks(s), 0);
    wmi_loopback_advance(s->loopback, 1);
    assert_int_equal(disks(s), 1);
}

static void a_change_that_fails_is_made_again(void **state)
{
    sample *s = *state;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    wmi_object *object = NULL;
    start(s, &p, &t, &e);
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    e.failures = 2;
    wmi_loopback_advance(s->loopback, 1000); /* tells nobody */
    REFUSED(s, wmi_object_fetch(s->session, path, &object, &s->error), WMI_E_FAILED, "The disk is not ready");
    assert_int_equal(disks(s), 1);
    MUST(s, wmi_object_fetch(s->session, path, &object, &s->error));
    assert_int_equal(wmi_object_integer(object, "JobState", 0), WMI_JOB_COMPLETED);
    wmi_object_free(object);
}

static void a_client_that_terminates_the_job_causes_a_change_too(void **state)
{
    sample *s = *state;
    s_CIM_ConcreteJob_RequestStateChange_in in;
    s_CIM_ConcreteJob_RequestStateChange_out out;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    t.job.cancellable = true;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(4);
    MUST(s, wmi_invoke(s->session, "Msvm_ConcreteJob", &s_CIM_ConcreteJob_RequestStateChange_info, path, &in, &out,
                       &s->error));
    assert_int_equal(out.ReturnValue.value, 0);
    assert_int_equal(e.states[e.count - 1], WMI_JOB_TERMINATED);
    assert_int_equal(disks(s), 0);
    wmi_method_out_clear(&s_CIM_ConcreteJob_RequestStateChange_info, &out);
}

static void a_change_may_start_a_job_and_use_no_session(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    e.starts_job = true;
    e.session = s->session;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    wmi_loopback_advance(s->loopback, 2000);
    assert_int_equal(e.session_status, WMI_USAGE);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob"), 2);
    assert_int_equal(disks(s), 1);
}

static void a_change_may_take_its_job_away(void **state)
{
    sample *s = *state;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    e.removes_job = true;
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    wmi_loopback_advance(s->loopback, 2000);
    assert_int_equal(e.count, 1);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob"), 0);
}

static void an_event_of_the_change_ends_a_wait(void **state)
{
    sample *s = *state;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    MUST(s, wmi_subscribe(s->session,
                          "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &s->error));
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    MUST(s, wmi_events_next(events, UINT32_MAX, &event, &s->error));
    assert_int_equal(wmi_loopback_now(s->loopback), 1000);
    wmi_object_free(event);
    wmi_events_free(events);
}

/* Work in one piece. */

static wmi_status WMI_CALLBACK work(void *context, wmi_error *error)
{
    sample *s = context;
    wmi_object *object = NULL;
    const wmi_status refused = wmi_object_fetch(s->session, SERVICE_PATH, &object, NULL);
    sample_add_disk(s, "made", 1);
    wmi_loopback_advance(s->loopback, 5000); /* the job waits until the work is done */
    assert_int_equal(disks(s), 1);
    assert_int_equal(refused, WMI_USAGE);
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "This is what it returns");
}

static void work_may_be_done_in_one_piece(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    two_steps t;
    effect e;
    plan p;
    const char *path;
    start(s, &p, &t, &e);
    MUST(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &t.job, &path, &s->error));
    REFUSED(s, wmi_loopback_exclusively(s->loopback, work, s, &s->error), WMI_E_FAILED, "This is what it returns");
    assert_int_equal(e.count, 1);
    wmi_loopback_advance(s->loopback, 0);
    assert_int_equal(e.count, 2);
    FAILS(s, wmi_loopback_exclusively(s->loopback, NULL, s, &s->error), WMI_USAGE, "work");
}

/* What the program itself enumerates. */

typedef struct seen {
    sample *s;
    size_t count;
    size_t stop_at;
} seen;

static bool WMI_CALLBACK take_away(void *context, const wmi_object *object)
{
    seen *c = context;
    c->count++;
    MUST(c->s, wmi_loopback_remove(c->s->loopback, S_NAMESPACE, object->path, &c->s->error));
    return c->count != c->stop_at;
}

static void instances_can_be_enumerated_and_changed_meanwhile(void **state)
{
    sample *s = *state;
    seen c = {s, 0, 0};
    uint32_t calls = wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY);
    sample_add_disk(s, "a", 1);
    sample_add_disk(s, "a", 2);
    sample_add_disk(s, "b", 3);
    MUST(s, wmi_loopback_each(s->loopback, S_NAMESPACE, "SELECT * FROM Sample_Disk WHERE DeviceID = 'a'", take_away, &c,
                              &s->error));
    assert_int_equal(c.count, 2);
    assert_int_equal(disks(s), 1);
    sample_add_disk(s, "c", 1);
    c.count = 0;
    c.stop_at = 1;
    MUST(s, wmi_loopback_each(s->loopback, S_NAMESPACE, "SELECT * FROM Sample_Disk", take_away, &c, &s->error));
    assert_int_equal(disks(s), 1);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY), calls);
}

static void associates_can_be_enumerated(void **state)
{
    sample *s = *state;
    seen c = {s, 0, 0};
    wmi_associator_filter filter = {NULL, "Sample_Disk", NULL, NULL};
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_loopback_link(s->loopback, &s_Sample_DiskOnService_info, sample_disk_path("a", 1), SERVICE_PATH, NULL,
                              &s->error));
    MUST(s, wmi_loopback_related(s->loopback, S_NAMESPACE, SERVICE_PATH, &filter, take_away, &c, &s->error));
    assert_int_equal(c.count, 1);
    MUST(s, wmi_loopback_related(s->loopback, S_NAMESPACE, SERVICE_PATH, NULL, take_away, &c, &s->error));
    assert_int_equal(c.count, 1);
}

static void what_makes_no_sense_is_refused(void **state)
{
    sample *s = *state;
    seen c = {s, 0, 0};
    FAILS(s, wmi_loopback_each(s->loopback, S_NAMESPACE, NULL, take_away, &c, &s->error), WMI_USAGE, "query");
    FAILS(s, wmi_loopback_each(s->loopback, S_NAMESPACE, "SELECT", NULL, &c, &s->error), WMI_USAGE, "visitor");
    FAILS(s, wmi_loopback_related(s->loopback, S_NAMESPACE, NULL, NULL, take_away, &c, &s->error), WMI_USAGE, "path");
    REFUSED(s, wmi_loopback_each(s->loopback, "root\\none", "SELECT * FROM Sample_Disk", take_away, &c, &s->error),
            WMI_E_INVALID_NAMESPACE, "none");
    REFUSED(s, wmi_loopback_each(s->loopback, S_NAMESPACE, "SELECT FROM", take_away, &c, &s->error),
            WMI_E_INVALID_QUERY, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_change_is_there_when_the_job_is_completed),
        TEST(the_change_is_not_there_before),
        TEST(a_change_that_fails_is_made_again),
        TEST(a_client_that_terminates_the_job_causes_a_change_too),
        TEST(a_change_may_start_a_job_and_use_no_session),
        TEST(a_change_may_take_its_job_away),
        TEST(an_event_of_the_change_ends_a_wait),
        TEST(work_may_be_done_in_one_piece),
        TEST(instances_can_be_enumerated_and_changed_meanwhile),
        TEST(associates_can_be_enumerated),
        TEST(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
