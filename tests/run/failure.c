/* Failures on demand: ordered ones, and every allocation in turn. */
#include "plan.h"

static bool ignore(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

static void order(sample *s, wmi_loopback_operation operation, const char *name, uint32_t skip)
{
    MUST(s, wmi_loopback_fail(s->loopback, operation, name, skip, WMI_TRANSPORT, WMI_E_FAILED, &s->error));
}

static wmi_status try_get(sample *s)
{
    wmi_object *object = NULL;
    wmi_status status = wmi_object_fetch(s->session, sample_disk_path("a", 1), &object, &s->error);
    wmi_object_free(object);
    return status;
}

static wmi_status try_query(sample *s)
{
    return wmi_query(s->session, "SELECT * FROM Sample_Disk", ignore, NULL, &s->error);
}

static void every_operation_fails_once_on_order(void **state)
{
    sample *s = *state;
    plan p;
    char **paths = NULL;
    size_t count = 0;
    s_Sample_Disk disk;
    wmi_connect_options options;
    wmi_session *session = NULL;
    memset(&options, 0, sizeof options);
    memset(&disk, 0, sizeof disk);
    options.backend = s->backend;
    options.ns = S_NAMESPACE;
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    plan_setup(s, &p);
    p.code = 0;
    sample_add_disk(s, "a", 1);
    order(s, WMI_LOOPBACK_CONNECT, NULL, 0);
    REFUSED(s, wmi_connect(&options, &session, &s->error), WMI_E_FAILED, "told to fail this connect: ");
    order(s, WMI_LOOPBACK_GET, NULL, 0);
    REFUSED(s, try_get(s), WMI_E_FAILED, "get");
    MUST(s, try_get(s));
    order(s, WMI_LOOPBACK_QUERY, NULL, 0);
    REFUSED(s, try_query(s), WMI_E_FAILED, "query");
    order(s, WMI_LOOPBACK_NEXT, NULL, 1);
    REFUSED(s, try_query(s), WMI_E_FAILED, "enumeration");
    MUST(s, try_query(s));
    order(s, WMI_LOOPBACK_ASSOCIATORS, NULL, 0);
    REFUSED(s, wmi_associator_paths(s->session, NULL, NULL, SERVICE_PATH, &paths, &count, &s->error), WMI_E_FAILED,
            "associators");
    order(s, WMI_LOOPBACK_REFERENCES, NULL, 0);
    REFUSED(s, wmi_references(s->session, SERVICE_PATH, NULL, NULL, ignore, NULL, &s->error), WMI_E_FAILED,
            "references");
    order(s, WMI_LOOPBACK_PUT, NULL, 0);
    REFUSED(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error), WMI_E_FAILED, "put");
    order(s, WMI_LOOPBACK_DELETE, NULL, 0);
    REFUSED(s, wmi_instance_delete(s->session, sample_disk_path("a", 1), &s->error), WMI_E_FAILED, "delete");
    order(s, WMI_LOOPBACK_INVOKE, "define", 0);
    REFUSED(s, plan_wait(s, NULL, NULL), WMI_E_FAILED, "call of Define");
    order(s, WMI_LOOPBACK_ANY, NULL, 0);
    REFUSED(s, try_get(s), WMI_E_FAILED, "get");
    MUST(s, try_get(s));
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET), 4);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_CONNECT), 2);
}

static void orders_count_and_stand_side_by_side(void **state)
{
    sample *s = *state;
    plan p;
    plan_setup(s, &p);
    p.code = 0;
    sample_add_disk(s, "a", 1);
    order(s, WMI_LOOPBACK_GET, NULL, 2);
    order(s, WMI_LOOPBACK_GET, NULL, 0);
    assert_int_equal(try_get(s), WMI_TRANSPORT);
    assert_int_equal(try_get(s), WMI_OK);
    assert_int_equal(try_get(s), WMI_TRANSPORT);
    assert_int_equal(try_get(s), WMI_OK);
    order(s, WMI_LOOPBACK_INVOKE, "Ping", 0); /* concerns another method */
    MUST(s, plan_wait(s, NULL, NULL));
    order(s, WMI_LOOPBACK_INVOKE, NULL, 0);
    assert_int_equal(plan_wait(s, NULL, NULL), WMI_TRANSPORT);
    order(s, WMI_LOOPBACK_GET, NULL, 0);
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, 0, WMI_OK, 0, &s->error)); /* taken back */
    MUST(s, try_get(s));
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, NULL, 0, WMI_REPLY, 0, &s->error));
    FAILS(s, try_get(s), WMI_REPLY, "get");
    FAILS(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_GET, "Define", 0, WMI_TRANSPORT, 1, &s->error), WMI_USAGE,
          "method");
    FAILS(s, wmi_loopback_fail(NULL, WMI_LOOPBACK_GET, NULL, 0, WMI_TRANSPORT, 1, &s->error), WMI_USAGE, "NULL");
}

static void kept_memory_is_zeroed(void **state)
{
    static const char zeros[100];
    sample *s = *state;
    char *kept = wmi_loopback_keep(s->loopback, sizeof zeros);
    assert_non_null(kept);
    assert_memory_equal(kept, zeros, sizeof zeros);
}

/* Every allocation in turn. */

typedef void (*attempt)(sample *s, wmi_status *status);

/* Fails the first allocation of `run`, then the second, and so on, until it comes through without a failure. */
static void fail_each(sample *s, attempt run, unsigned least)
{
    unsigned failures = 0;
    unsigned at;
    for (at = 0; at < 20000; at++) {
        wmi_status status;
        bool failed;
        wmi_error_clear(&s->error);
        allocator_fail_after(at);
        run(s, &status);
        failed = allocator_failed();
        allocator_fail_after(SIZE_MAX);
        if (!failed) {
            assert_int_equal(status, WMI_OK);
            assert_true(failures >= least);
            return;
        }
        failures++;
        if (status != WMI_OK) {
            assert_int_equal(s->error.status, status);
            assert_non_null(s->error.message);
        }
    }
    fail_msg("never came through");
}

static void get_once(sample *s, wmi_status *status)
{
    s_Sample_Disk disk;
    *status = wmi_instance_get(s->session, &s_Sample_Disk_info, sample_disk_path("a", 1), &disk, &s->error);
    if (*status == WMI_OK) {
        assert_string_equal(disk.DeviceID, "a");
    } else {
        assert_int_equal(*status, WMI_NO_MEMORY);
        assert_null(disk.DeviceID);
    }
    wmi_instance_clear(&s_Sample_Disk_info, &disk);
}

static void list_once(sample *s, wmi_status *status)
{
    void *items;
    size_t count;
    *status = wmi_instance_list(s->session, &s_Sample_Disk_info,
                                "DeviceID LIKE '%' AND Parent IS NULL AND NOT Index = 3", &items, &count, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    assert_int_equal(count, *status == WMI_OK ? 10 : 0);
    wmi_instance_list_free(&s_Sample_Disk_info, items, count);
}

static void associate_once(sample *s, wmi_status *status)
{
    char **paths;
    size_t count;
    *status =
        wmi_associator_paths(s->session, "Sample_DiskOnService", "Dependent", SERVICE_PATH, &paths, &count, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    assert_int_equal(count, *status == WMI_OK ? 1 : 0);
    wmi_free(paths);
}

static void put_once(sample *s, wmi_status *status)
{
    s_Sample_Disk disk;
    size_t before = wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk");
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "new";
    disk.Index = WMI_UINT32((uint32_t)before);
    disk.Removable = WMI_BOOLEAN(false);
    disk.Label = "label";
    *status = wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
}

static void put_at_once(sample *s, wmi_status *status)
{
    static const char path[] = "Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE";
    wmi_property label;
    wmi_object object;
    char *where;
    memset(&label, 0, sizeof label);
    memset(&object, 0, sizeof object);
    label.name = "Label";
    label.value = wmi_value_string("other");
    object.class_name = "Sample_Disk";
    object.path = path;
    object.properties = &label;
    object.count = 1;
    *status = wmi_object_put(s->session, &object, WMI_PUT_UPDATE, &where, &s->error);
    assert_true(*status == WMI_OK ? where != NULL : *status == WMI_NO_MEMORY && where == NULL);
    wmi_free(where);
}

static void refer_once(sample *s, wmi_status *status)
{
    *status = wmi_references(s->session, SERVICE_PATH, "Sample_DiskOnService", "Antecedent", ignore, NULL, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
}

static void ask_once(sample *s, wmi_status *status)
{
    *status = wmi_query(s->session, "ASSOCIATORS OF {" SERVICE_PATH "} WHERE ResultClass=Sample_Disk Role=Antecedent",
                        ignore, NULL, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
}

static void path_once(sample *s, wmi_status *status)
{
    s_Sample_DiskOnService link;
    char *path;
    memset(&link, 0, sizeof link);
    link.Antecedent = SERVICE_PATH;
    link.Dependent = "\"";
    *status = wmi_instance_path(&s_Sample_DiskOnService_info, &link, &path, &s->error);
    assert_true(*status == WMI_OK ? path != NULL : *status == WMI_NO_MEMORY && path == NULL);
    wmi_free(path);
}

static void connect_once(sample *s, wmi_status *status)
{
    wmi_connect_options options;
    wmi_session *session;
    memset(&options, 0, sizeof options);
    options.backend = s->backend;
    options.ns = S_NAMESPACE;
    *status = wmi_connect(&options, &session, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    wmi_close(session);
}

static void loopback_once(sample *s, wmi_status *status)
{
    static const wmi_schema *const schemas[] = {&s_schema};
    wmi_loopback *loopback;
    *status = wmi_loopback_new(schemas, 1, &loopback, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    wmi_loopback_free(loopback);
}

static void calls_survive_every_failed_allocation(void **state)
{
    sample *s = *state;
    s_Sample_DiskOnService link;
    char id[8];
    unsigned i;
    memset(&link, 0, sizeof link);
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    for (i = 0; i < 10; i++) {
        (void)snprintf(id, sizeof id, "d%u", i);
        sample_add_disk(s, id, i);
    }
    link.Antecedent = SERVICE_PATH;
    link.Dependent = sample_disk_path("a", 1);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
    fail_each(s, get_once, 4);
    fail_each(s, list_once, 20);
    fail_each(s, associate_once, 6);
    fail_each(s, put_once, 6);
    fail_each(s, put_at_once, 10);
    fail_each(s, refer_once, 6);
    fail_each(s, ask_once, 8);
    fail_each(s, path_once, 3);
    fail_each(s, connect_once, 3);
    fail_each(s, loopback_once, 2);
}

/* The job starts, ends and is gone within the wait; whatever fails, the next wait goes on from there. */
static void event_once(sample *s, wmi_status *status)
{
    static const wmi_loopback_job_step steps[] = {{100, WMI_JOB_COMPLETED, 100, NULL}};
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    wmi_loopback_job job;
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = steps;
    job.step_count = 1;
    job.remove_after_ms = 50;
    *status =
        wmi_subscribe(s->session,
                      "SELECT * FROM __InstanceDeletionEvent WITHIN 1 WHERE TargetInstance ISA 'CIM_ConcreteJob' AND "
                      "TargetInstance.JobState = 7",
                      &events, &s->error);
    if (*status == WMI_OK) {
        *status = wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, NULL, &s->error);
    }
    if (*status == WMI_OK) {
        *status = wmi_events_next(events, 1000, &event, &s->error);
    }
    assert_true(*status == WMI_OK ? event != NULL : *status == WMI_NO_MEMORY && event == NULL);
    wmi_object_free(event);
    wmi_events_free(events);
}

static void an_event_survives_every_failed_allocation(void **state)
{
    fail_each(*state, event_once, 50);
}

/* One whole call with an embedded instance in and embedded instances out. */
static void call_once(sample *s, wmi_status *status)
{
    s_Sample_Setting setting;
    s_Sample_Service_Define_in in;
    s_Sample_Service_Define_out out;
    memset(&setting, 0, sizeof setting);
    memset(&in, 0, sizeof in);
    setting.Name = "n";
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    in.Parent = sample_disk_path("a", 1);
    *status = wmi_invoke(s->session, NULL, &s_Sample_Service_Define_info, SERVICE_PATH, &in, &out, &s->error);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    assert_true(*status != WMI_OK || out.Settings.count == 1); /* of a failure there may be what could be read */
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
}

static void a_call_survives_every_failed_allocation(void **state)
{
    static const wmi_embedded settings[] = {{NULL, NULL,
                                             "<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY NAME=\"Name\" "
                                             "TYPE=\"string\"><VALUE>x</VALUE></PROPERTY></INSTANCE>"}};
    sample *s = *state;
    plan p;
    plan_setup(s, &p);
    p.code = 0;
    p.out.Settings.items = settings;
    p.out.Settings.count = 1;
    p.out.Result = sample_disk_path("a", 1);
    fail_each(s, call_once, 20);
}

static void wait_once(sample *s, wmi_status *status)
{
    s_Sample_Service_Define_out out;
    *status = plan_wait(s, &out, NULL);
    assert_true(*status == WMI_OK || *status == WMI_NO_MEMORY);
    if (*status == WMI_OK) {
        assert_non_null(out.Result);
        assert_int_equal(out.Volumes.count, 1);
    }
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
}

static void a_wait_survives_every_failed_allocation(void **state)
{
    static const wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 1, "go"}, {200, WMI_JOB_COMPLETED, 100, "done"}};
    static const char *const affected[] = {"Sample_Disk.DeviceID=\"d\",Index=1,Removable=FALSE",
                                           "Sample_Volume.DeviceID=\"v\""};
    sample *s = *state;
    plan p;
    wmi_loopback_job job;
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = steps;
    job.step_count = 2;
    job.affected = affected;
    job.affected_count = 2;
    plan_setup(s, &p);
    p.job = &job;
    fail_each(s, wait_once, 50);
}

/* The failure of a job is told with what there is memory for; it is never lost. */
static void fail_once(sample *s, wmi_status *status)
{
    *status = plan_wait(s, NULL, NULL);
    assert_true(*status == WMI_JOB || *status == WMI_NO_MEMORY);
    assert_int_equal(s->error.status, *status);
    if (*status == WMI_JOB) {
        *status = WMI_OK; /* for fail_each: this is how it ends */
        s->error.status = WMI_OK;
    }
}

static void a_failure_survives_every_failed_allocation(void **state)
{
    static const wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 1, "go"}, {50, WMI_JOB_EXCEPTION, 100, "bad"}};
    static const wmi_embedded errors[] = {{NULL, NULL,
                                           "<INSTANCE CLASSNAME=\"Msvm_Error\"><PROPERTY NAME=\"Message\" "
                                           "TYPE=\"string\"><VALUE>one</VALUE></PROPERTY></INSTANCE>"}};
    sample *s = *state;
    plan p;
    wmi_loopback_job job;
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = steps;
    job.step_count = 2;
    job.errors = errors;
    job.error_count = 1;
    plan_setup(s, &p);
    p.job = &job;
    fail_each(s, fail_once, 50);
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, ": one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_operation_fails_once_on_order),
        TEST(orders_count_and_stand_side_by_side),
        TEST(kept_memory_is_zeroed),
        TEST(calls_survive_every_failed_allocation),
        TEST(an_event_survives_every_failed_allocation),
        TEST(a_call_survives_every_failed_allocation),
        TEST(a_wait_survives_every_failed_allocation),
        TEST(a_failure_survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
