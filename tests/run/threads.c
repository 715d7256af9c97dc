/* Several threads on one loopback. ThreadSanitizer is to run this (preset thread); elsewhere only the sums are looked
 * at. */
#include "plan.h"

#include <pthread.h>
#include <sched.h>

enum { THREADS = 4, ROUNDS = 60 };

typedef struct shared {
    wmi_loopback *loopback;
    const wmi_backend *backend;
    wmi_session *session; /* of all of them */
} shared;

typedef struct worker {
    shared *with;
    unsigned number;
    unsigned events;
    const char *failed; /* the first call that did; cmocka's asserts are for the main thread */
    char message[256];
} worker;

static void check(worker *w, wmi_status status, wmi_status expected, const char *call, const wmi_error *error)
{
    if (status != expected && w->failed == NULL) {
        w->failed = call;
        (void)snprintf(w->message, sizeof w->message, "%s: %s", wmi_status_name(status),
                       error->message != NULL ? error->message : "");
    }
}
#define WELL(W, CALL) check((W), (CALL), WMI_OK, #CALL, &error)

WMI_LOOPBACK_HANDLER(count, s_Sample_Service_Count)
{
    s_Sample_Disk disk;
    wmi_loopback_job_step steps[2] = {{0, 4, 1, "running"}, {5, 7, 100, "done"}};
    wmi_loopback_job job;
    memset(&disk, 0, sizeof disk);
    memset(&job, 0, sizeof job);
    disk.DeviceID = "of the handler";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    job.class_name = "Msvm_ConcreteJob";
    job.caption = wmi_loopback_text(call, "of %s", call->class_name);
    job.steps = steps;
    job.step_count = 2;
    job.remove_after_ms = 20;
    (void)wmi_loopback_start_job(call->loopback, S_NAMESPACE, &job, NULL, error);
    out->ReturnValue.has = true;
    return wmi_loopback_add(call->loopback, &s_Sample_Disk_info, &disk, NULL, error);
}

static bool WMI_CALLBACK pass(void *context, const wmi_object *object)
{
    (void)object;
    ++*(unsigned *)context;
    return true;
}

static void take_events(worker *w, wmi_events *events)
{
    wmi_error error;
    wmi_object *event = NULL;
    memset(&error, 0, sizeof error);
    while (wmi_events_next(events, 0, &event, &error) == WMI_OK) {
        w->events++;
        wmi_object_free(event);
    }
    wmi_error_clear(&error);
}

static void round_of(worker *w, wmi_session *session, unsigned round)
{
    wmi_loopback *loopback = w->with->loopback;
    wmi_loopback_pattern pattern;
    wmi_error error;
    wmi_object *object = NULL;
    wmi_value value = wmi_value_string("label");
    s_Sample_Disk disk;
    char id[32];
    char path[128];
    unsigned seen = 0;
    memset(&error, 0, sizeof error);
    memset(&disk, 0, sizeof disk);
    memset(&pattern, 0, sizeof pattern);
    (void)snprintf(id, sizeof id, "t%u r%u", w->number, round);
    (void)snprintf(path, sizeof path, "Sample_Disk.DeviceID=\"%s\",Index=1,Removable=FALSE", id);
    disk.DeviceID = id;
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    WELL(w, wmi_loopback_add(loopback, &s_Sample_Disk_info, &disk, NULL, &error));
    WELL(w, wmi_loopback_link(loopback, &s_Sample_DiskOnService_info, SERVICE_PATH, path, NULL, &error));
    WELL(w, wmi_loopback_set(loopback, S_NAMESPACE, path, "Label", &value, &error));
    WELL(w, wmi_object_fetch(session, path, &object, &error));
    wmi_object_free(object);
    WELL(w, wmi_query(session, "SELECT * FROM Sample_Disk WHERE Label = 'label'", pass, &seen, &error));
    WELL(w, wmi_associators(session, SERVICE_PATH, NULL, pass, &seen, &error));
    WELL(w, wmi_invoke(session, "Sample_Service", &s_Sample_Service_Count_info, NULL, NULL, NULL, &error));
    WELL(w, wmi_loopback_on(loopback, S_NAMESPACE, "Sample_Service", "Count", count, NULL, &error));
    WELL(w, wmi_loopback_delay(loopback, WMI_LOOPBACK_GET, NULL, round % 3, &error));
    wmi_loopback_advance(loopback, 1);
    pattern.operation = WMI_LOOPBACK_INVOKE;
    pattern.method = "Count";
    WELL(w, wmi_loopback_verify(loopback, &pattern, 1, SIZE_MAX, &error));
    (void)wmi_loopback_calls_of(loopback, WMI_LOOPBACK_INVOKE, "Count");
    (void)wmi_loopback_now(loopback);
    WELL(w, wmi_instance_delete(session, path, &error));
    wmi_error_clear(&error);
}

static void *work(void *context)
{
    worker *w = context;
    wmi_connect_options options;
    wmi_session *own = NULL;
    wmi_events *events = NULL;
    wmi_error error;
    unsigned round;
    memset(&options, 0, sizeof options);
    memset(&error, 0, sizeof error);
    options.backend = w->with->backend;
    options.ns = S_NAMESPACE;
    WELL(w, wmi_connect(&options, &own, &error));
    WELL(w, wmi_subscribe(own, "SELECT * FROM __InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &error));
    for (round = 0; round < ROUNDS && w->failed == NULL; round++) {
        round_of(w, round % 2 == 0 ? own : w->with->session, round);
        take_events(w, events);
    }
    wmi_events_free(events);
    wmi_close(own);
    wmi_error_clear(&error);
    return NULL;
}

static void threads_share_a_loopback(void **state)
{
    static const wmi_schema *const schemas[] = {&s_schema};
    wmi_connect_options options;
    pthread_t threads[THREADS];
    worker workers[THREADS];
    shared with;
    sample s;
    unsigned i;
    (void)state;
    memset(&s, 0, sizeof s);
    memset(workers, 0, sizeof workers);
    memset(&options, 0, sizeof options);
    MUST(&s, wmi_loopback_new(schemas, 1, &s.loopback, &s.error));
    s.backend = way_to(s.loopback, schemas, 1, &s.error);
    assert_non_null(s.backend);
    options.backend = s.backend;
    options.ns = S_NAMESPACE;
    MUST(&s, wmi_connect(&options, &s.session, &s.error));
    sample_add_service(&s);
    MUST(&s, wmi_loopback_on(s.loopback, S_NAMESPACE, "Sample_Service", "Count", count, NULL, &s.error));
    with.loopback = s.loopback;
    with.session = s.session;
    with.backend = s.backend;
    for (i = 0; i < THREADS; i++) {
        workers[i].with = &with;
        workers[i].number = i;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (i = 0; i < THREADS; i++) {
        if (workers[i].failed != NULL) {
            fail_msg("thread %u: %s: %s", i, workers[i].failed, workers[i].message);
        }
        assert_true(workers[i].events >= 3 * ROUNDS); /* its own, at least: made, changed, deleted */
    }
    assert_int_equal(wmi_loopback_calls(s.loopback, WMI_LOOPBACK_INVOKE), THREADS * ROUNDS);
    assert_int_equal(wmi_loopback_calls(s.loopback, WMI_LOOPBACK_DELETE), THREADS * ROUNDS);
    assert_int_equal(wmi_loopback_count(s.loopback, S_NAMESPACE, "Sample_Disk"), 1);
    assert_int_equal(wmi_loopback_count(s.loopback, S_NAMESPACE, "Sample_DiskOnService"), 0);
    wmi_error_clear(&s.error);
    wmi_close(s.session);
    way_end(s.loopback);
}

/* What the headers let threads share: one set of values, given to all of them, and an events that goes from one to the next. */

typedef struct readings {
    const wmi_connect_options *options;
    wmi_session *session;
    const s_Sample_Setting *setting;      /* an instance that a call gave */
    const s_Sample_Service_Define_in *in; /* with it inside */
    const wmi_embedded *text;
    const wmi_object *object;
    const wmi_path *path;
    const wmi_job_options *waiting;
    wmi_events *events; /* of one at a time */
} readings;

typedef struct reader {
    worker w;
    const readings *of;
} reader;

WMI_LOOPBACK_HANDLER(define_at_once, s_Sample_Service_Define)
{
    s_Sample_Setting setting;
    wmi_status status = WMI_UNEMBED(s_Sample_Setting, &in->Setting, &setting, error);
    (void)call;
    out->ReturnValue = WMI_UINT32(status == WMI_OK && strcmp(setting.InstanceID, "shared") == 0 ? 0 : 32773);
    wmi_instance_clear(&s_Sample_Setting_info, &setting);
    return status;
}

static void read_once(reader *r, wmi_session *session)
{
    const readings *of = r->of;
    worker *w = &r->w;
    wmi_error error;
    s_Sample_Setting copy;
    wmi_object *object;
    char *text = NULL;
    memset(&error, 0, sizeof error);
    WELL(w, wmi_invoke_wait(session, NULL, &s_Sample_Service_Define_info, SERVICE_PATH, of->in, NULL, of->waiting,
                            &error));
    WELL(w, wmi_instance_copy(&s_Sample_Setting_info, of->setting, &copy));
    wmi_instance_clear(&s_Sample_Setting_info, &copy);
    WELL(w, wmi_instance_path(&s_Sample_Setting_info, of->setting, &text, &error));
    wmi_free(text);
    WELL(w, wmi_embedded_read(&s_Sample_Setting_info, of->text, &copy, &error));
    wmi_instance_clear(&s_Sample_Setting_info, &copy);
    WELL(w, wmi_instance_from(&s_Sample_Setting_info, of->object, &copy, &error));
    wmi_instance_clear(&s_Sample_Setting_info, &copy);
    WELL(w, wmi_cimxml_write(of->object, &text, &error));
    wmi_free(text);
    WELL(w, wmi_path_format(of->path, &text, &error));
    wmi_free(text);
    object = wmi_object_copy(of->object);
    if (object == NULL || wmi_object_string(of->object, "InstanceID") == NULL) {
        w->failed = "wmi_object_copy";
    }
    wmi_object_free(object);
    wmi_error_clear(&error);
}

static void *read_shared(void *context)
{
    reader *r = context;
    worker *w = &r->w;
    wmi_session *own = NULL;
    wmi_error error;
    unsigned round;
    memset(&error, 0, sizeof error);
    WELL(w, wmi_connect(r->of->options, &own, &error));
    for (round = 0; round < ROUNDS && w->failed == NULL; round++) {
        read_once(r, round % 2 == 0 ? own : r->of->session);
    }
    wmi_close(own);
    wmi_error_clear(&error);
    return NULL;
}

/* The thread that has the events now; others use their session. */
static void *take_over(void *context)
{
    reader *r = context;
    take_events(&r->w, r->of->events);
    return NULL;
}

/* Runs the readers, and beside them one thread after another that takes the events. */
static void run_readers(reader *readers, reader *takers, size_t taker_count)
{
    pthread_t threads[THREADS];
    pthread_t taker;
    size_t i;
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, read_shared, &readers[i]), 0);
    }
    for (i = 0; i < taker_count; i++) {
        assert_int_equal(pthread_create(&taker, NULL, take_over, &takers[i]), 0);
        assert_int_equal(pthread_join(taker, NULL), 0);
    }
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        if (readers[i].w.failed != NULL) {
            fail_msg("thread %lu: %s: %s", (unsigned long)i, readers[i].w.failed, readers[i].w.message);
        }
    }
}

static void threads_share_values(void **state)
{
    static const wmi_schema *const schemas[] = {&s_schema};
    static const s_Sample_Setting made = {.InstanceID = "shared", .Name = "n", .Limit = WMI_UINT32_INIT(3)};
    static const wmi_job_options waiting = {.timeout_ms = 10000};
    wmi_connect_options options = {.ns = S_NAMESPACE};
    s_Sample_Setting setting;
    s_Sample_Service_Define_in in = {.Parent = NULL};
    wmi_embedded text = {NULL, NULL, NULL};
    readings all = {.options = &options, .setting = &setting, .in = &in, .text = &text, .waiting = &waiting};
    reader readers[THREADS];
    reader takers[3];
    wmi_object *object = NULL;
    char *xml = NULL;
    wmi_path path;
    sample s;
    size_t i;
    (void)state;
    memset(&s, 0, sizeof s);
    memset(readers, 0, sizeof readers);
    memset(takers, 0, sizeof takers);
    MUST(&s, wmi_loopback_new(schemas, 1, &s.loopback, &s.error));
    s.backend = way_to(s.loopback, schemas, 1, &s.error);
    assert_non_null(s.backend);
    options.backend = s.backend;
    MUST(&s, wmi_connect(&options, &s.session, &s.error));
    sample_add_service(&s);
    MUST(&s, wmi_loopback_on(s.loopback, S_NAMESPACE, "Sample_Service", "Define", define_at_once, NULL, &s.error));
    MUST(&s, wmi_instance_object(&s_Sample_Setting_info, &made, &object, &s.error));
    MUST(&s, wmi_instance_from(&s_Sample_Setting_info, object, &setting, &s.error));
    MUST(&s, wmi_cimxml_write(object, &xml, &s.error));
    MUST(&s, wmi_path_parse("Sample_Setting.InstanceID=\"shared\"", &path, &s.error));
    MUST(&s, wmi_subscribe(s.session,
                           "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                           &all.events, &s.error));
    sample_add_disk(&s, "a", 1);
    text = wmi_embedded_of_text(xml);
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    all.session = s.session;
    all.object = object;
    all.path = &path;
    for (i = 0; i < THREADS; i++) {
        readers[i].of = takers[i % 3].of = &all;
    }
    run_readers(readers, takers, 3);
    assert_int_equal(takers[0].w.events, 1);
    wmi_events_free(all.events);
    wmi_path_clear(&path);
    wmi_free(xml);
    wmi_object_free(object);
    wmi_instance_clear(&s_Sample_Setting_info, &setting);
    wmi_error_clear(&s.error);
    wmi_close(s.session);
    way_end(s.loopback);
}

/* A wait whose calls take virtual time goes on until another thread ends it. */

typedef struct waiting {
    sample *s;
    wmi_status status;
} waiting;

static void *wait_long(void *context)
{
    waiting *w = context;
    w->status = plan_wait(w->s, NULL, NULL);
    return NULL;
}

static void a_wait_is_cancelled_from_another_thread(void **state)
{
    static const wmi_schema *const schemas[] = {&s_schema};
    wmi_connect_options options;
    waiting w;
    pthread_t thread;
    two_steps t;
    sample s;
    plan p;
    (void)state;
    memset(&s, 0, sizeof s);
    memset(&options, 0, sizeof options);
    MUST(&s, wmi_loopback_new(schemas, 1, &s.loopback, &s.error));
    s.backend = way_to(s.loopback, schemas, 1, &s.error);
    assert_non_null(s.backend);
    options.backend = s.backend;
    options.ns = S_NAMESPACE;
    MUST(&s, wmi_connect(&options, &s.session, &s.error));
    plan_setup(&s, &p);
    make_job(&p, &t, UINT32_MAX, WMI_JOB_COMPLETED); /* some weeks */
    MUST(&s, wmi_loopback_delay(s.loopback, WMI_LOOPBACK_GET, NULL, 5, &s.error));
    w.s = &s;
    w.status = WMI_OK;
    assert_int_equal(pthread_create(&thread, NULL, wait_long, &w), 0);
    while (wmi_loopback_calls(s.loopback, WMI_LOOPBACK_GET) < 10) {
        (void)sched_yield();
    }
    wmi_cancel(s.session);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(w.status, WMI_CANCELLED);
    assert_true(wmi_loopback_now(s.loopback) >= 50);
    wmi_error_clear(&s.error);
    wmi_close(s.session);
    way_end(s.loopback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_loopback),
        cmocka_unit_test(threads_share_values),
        cmocka_unit_test(a_wait_is_cancelled_from_another_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
