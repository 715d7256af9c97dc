/* What a test gives its handlers: memory of the call, instances at hand, calls that take time. */
#include "plan.h"

/* Memory of the call: nothing here is static, and all of it may be on the stack. */

WMI_LOOPBACK_HANDLER(answer_all, s_Sample_Service_Define)
{
    s_Sample_Service service;
    s_Sample_Disk disk;
    s_Sample_Setting setting;
    s_Sample_Volume volume;
    const char **volumes = wmi_loopback_memory(call, 2 * sizeof *volumes);
    wmi_embedded *settings = wmi_loopback_memory(call, 2 * sizeof *settings);
    memset(&service, 0, sizeof service);
    memset(&disk, 0, sizeof disk);
    memset(&setting, 0, sizeof setting);
    memset(&volume, 0, sizeof volume);
    if (volumes == NULL || settings == NULL) {
        return WMI_OK; /* the call fails all the same */
    }
    service.Name = wmi_loopback_text(call, "%s of %s", "name", call->class_name);
    out->Any = wmi_loopback_path(call, &s_Sample_Service_info, &service);
    disk.DeviceID = "d";
    disk.Index = WMI_UINT32(4);
    disk.Removable = WMI_BOOLEAN(true);
    out->Result = wmi_loopback_path(call, &s_Sample_Disk_info, &disk);
    volume.DeviceID = wmi_loopback_text(call, "100%%");
    volumes[0] = wmi_loopback_path(call, &s_Sample_Volume_info, &volume);
    volume.DeviceID = wmi_loopback_text(call, "%s", "");
    volumes[1] = wmi_loopback_path(call, &s_Sample_Volume_info, &volume);
    out->Volumes.items = volumes;
    out->Volumes.count = 2;
    setting.Name = "first";
    settings[0] = wmi_loopback_embed(call, &s_Sample_Setting_info, &setting);
    setting.Name = "second";
    settings[1] = wmi_loopback_embed(call, &s_Sample_Setting_info, &setting);
    out->Settings.items = settings;
    out->Settings.count = 2;
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static wmi_status define(sample *s, s_Sample_Service_Define_out *out)
{
    s_Sample_Service_Define_in in;
    memset(&in, 0, sizeof in);
    in.Setting = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Sample_Setting\"></INSTANCE>");
    return wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Define_info, SERVICE_PATH, &in, out, &s->error);
}

static void a_handler_needs_no_storage(void **state)
{
    sample *s = *state;
    s_Sample_Service_Define_out out;
    s_Sample_Setting setting;
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", answer_all, NULL, &s->error));
    MUST(s, define(s, &out));
    SAME_PATH(out.Any, "\\\\.\\root\\sample:Sample_Service.Name=\"name of Sample_Service\"");
    SAME_PATH(out.Result, "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"d\",Index=4,Removable=TRUE");
    assert_int_equal(out.Volumes.count, 2);
    SAME_PATH(out.Volumes.items[0], "\\\\.\\root\\sample:Sample_Volume.DeviceID=\"100%\"");
    SAME_PATH(out.Volumes.items[1], "\\\\.\\root\\sample:Sample_Volume.DeviceID=\"\"");
    assert_int_equal(out.Settings.count, 2);
    MUST(s, WMI_UNEMBED(s_Sample_Setting, &out.Settings.items[1], &setting, &s->error));
    assert_string_equal(setting.Name, "second");
    wmi_instance_clear(&s_Sample_Setting_info, &setting);
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
}

static void memory_of_a_call_may_run_out(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    size_t at;
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", answer_all, NULL, &s->error));
    for (at = 0; at < 5000; at++) {
        s_Sample_Service_Define_out out;
        wmi_status status;
        bool failed;
        allocator_fail_after(at);
        status = define(s, &out);
        failed = allocator_failed();
        allocator_fail_after(SIZE_MAX);
        wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
        if (!failed) {
            assert_int_equal(status, WMI_OK);
            assert_true(at > 40);
            return;
        }
        assert_true(status == WMI_NO_MEMORY || status == WMI_OK);
    }
    fail_msg("never came through");
}

/* Objects: a method with an out parameter that is a list of them. */
typedef struct s_Sample_Service_Show_out {
    wmi_array_object Objects;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_Sample_Service_Show_out;
typedef wmi_none s_Sample_Service_Show_in;
static const wmi_field show_out[] = {
    {"Objects", "Sample_Setting", (uint32_t)offsetof(s_Sample_Service_Show_out, Objects), WMI_TYPE_OBJECT,
     WMI_FIELD_ARRAY},
    {"ReturnValue", NULL, (uint32_t)offsetof(s_Sample_Service_Show_out, ReturnValue), WMI_TYPE_UINT32,
     WMI_FIELD_RETURN},
};

WMI_LOOPBACK_HANDLER(show, s_Sample_Service_Show)
{
    const unsigned *count = call->context;
    wmi_object **objects = wmi_loopback_memory(call, *count * sizeof *objects);
    s_Sample_Setting setting;
    unsigned i;
    memset(&setting, 0, sizeof setting);
    for (i = 0; i < *count && objects != NULL; i++) {
        setting.Name = wmi_loopback_text(call, "setting %u", i);
        objects[i] = wmi_loopback_object(call, &s_Sample_Setting_info, &setting);
    }
    out->Objects.items = objects;
    out->Objects.count = *count;
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(misuse, s_Sample_Service_Show)
{
    s_Sample_Service nameless;
    wmi_embedded none = wmi_loopback_embed(call, NULL, NULL);
    memset(&nameless, 0, sizeof nameless);
    assert_null(none.text);
    assert_null(wmi_loopback_path(call, &s_Sample_Service_info, &nameless)); /* not the first failure */
    assert_null(wmi_loopback_object(call, &s_Sample_Service_info, NULL));
    assert_null(wmi_loopback_text(call, NULL));
    assert_null(wmi_loopback_text(NULL, "x"));
    assert_null(wmi_loopback_memory(NULL, 1));
    assert_null(wmi_loopback_path(NULL, &s_Sample_Service_info, &nameless));
    assert_null(wmi_loopback_object(NULL, &s_Sample_Service_info, &nameless));
    assert_null(wmi_loopback_embed(NULL, &s_Sample_Service_info, &nameless).text);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(say_nothing, s_Sample_Service_Show)
{
    assert_null(wmi_loopback_text(call, NULL));
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static void objects_of_a_call_are_given_back(void **state)
{
    UNLESS(WAY_OWN_CLASSES);
    static wmi_code_table no_codes; /* none */
    static const wmi_method_info method = {.name = "Show",
                                           .class_name = "Sample_Service",
                                           .out = show_out,
                                           .codes = &no_codes,
                                           .out_count = 2,
                                           .out_size = sizeof(s_Sample_Service_Show_out),
                                           .out_memory_offset =
                                               (uint32_t)offsetof(s_Sample_Service_Show_out, wmi_owned)};
    static const wmi_method_info *const methods[] = {&method, NULL};
    static const wmi_method_info *const none[] = {NULL};
    static const wmi_schema_class classes[] = {{&s_Sample_Setting_info, none}, {&s_Sample_Service_info, methods}};
    static const wmi_schema schema = {"show", classes, 2};
    const wmi_schema *schemas[] = {&schema};
    sample *s = *state;
    sample other;
    wmi_connect_options options;
    s_Sample_Service_Show_out out;
    wmi_status mistaken = way_leads_to == ON_LOOPBACK ? WMI_USAGE : WMI_TRANSPORT;
    unsigned count = 40;
    memset(&other, 0, sizeof other);
    memset(&options, 0, sizeof options);
    MUST(s, wmi_loopback_new(schemas, 1, &other.loopback, &s->error));
    other.backend = way_to(other.loopback, schemas, 1, &s->error);
    assert_non_null(other.backend);
    options.backend = other.backend;
    options.ns = S_NAMESPACE;
    MUST(s, wmi_connect(&options, &other.session, &s->error));
    sample_add_service(&other);
    MUST(s, wmi_loopback_on(other.loopback, S_NAMESPACE, "Sample_Service", "Show", show, &count, &s->error));
    MUST(s, wmi_invoke(other.session, "Sample_Service", &method, SERVICE_PATH, NULL, &out, &s->error));
    assert_int_equal(out.Objects.count, 40);
    assert_string_equal(wmi_object_string(out.Objects.items[39], "Name"), "setting 39");
    assert_int_equal(out.Objects.items[39]->count, s_Sample_Setting_info.field_count); /* NULL ones too */
    assert_true(wmi_object_get(out.Objects.items[39], "Limit")->is_null);
    wmi_method_out_clear(&method, &out);
    /* Such a mistake is the host's own for whoever asks from elsewhere. */
    MUST(s, wmi_loopback_on(other.loopback, S_NAMESPACE, "Sample_Service", "Show", misuse, NULL, &s->error));
    FAILS(s, wmi_invoke(other.session, "Sample_Service", &method, SERVICE_PATH, NULL, &out, &s->error), mistaken,
          "The handler's answer cannot be made: the class or the instance is NULL");
    MUST(s, wmi_loopback_on(other.loopback, S_NAMESPACE, "Sample_Service", "Show", say_nothing, NULL, &s->error));
    FAILS(s, wmi_invoke(other.session, "Sample_Service", &method, SERVICE_PATH, NULL, &out, &s->error), mistaken,
          "cannot be made: the format of a text is NULL");
    wmi_error_clear(&other.error);
    wmi_close(other.session);
    way_end(other.loopback);
}

/* Instances at hand. */

static void instances_are_looked_at_and_taken_away(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Volume volume;
    wmi_object *object = NULL;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_loopback_get(s->loopback, &s_Sample_Disk_info, sample_disk_path("a", 1), &disk, &s->error));
    assert_string_equal(disk.DeviceID, "a");
    wmi_instance_clear(&s_Sample_Disk_info, &disk);
    FAILS(s, wmi_loopback_get(s->loopback, &s_Sample_Volume_info, sample_disk_path("a", 1), &volume, &s->error),
          WMI_REPLY, "is a Sample_Disk and no Sample_Volume");
    REFUSED(s, wmi_loopback_get(s->loopback, &s_Sample_Disk_info, sample_disk_path("a", 2), &disk, &s->error),
            WMI_E_NOT_FOUND, "nearest");
    assert_null(disk.DeviceID);
    MUST(s, wmi_loopback_get_object(s->loopback, "ROOT/sample", sample_disk_path("a", 1), &object, &s->error));
    assert_int_equal(object->count, s_Sample_Disk_info.field_count);
    wmi_object_free(object);
    MUST(s, wmi_loopback_remove(s->loopback, S_NAMESPACE, sample_disk_path("a", 1), &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 0);
    REFUSED(s, wmi_loopback_remove(s->loopback, S_NAMESPACE, sample_disk_path("a", 1), &s->error), WMI_E_NOT_FOUND, "");
    REFUSED(s, wmi_loopback_remove(s->loopback, "root\\none", "A=1", &s->error), WMI_E_INVALID_NAMESPACE, "");
    FAILS(s, wmi_loopback_remove(NULL, S_NAMESPACE, "A=1", &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_get(s->loopback, NULL, "A=1", &disk, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_get_object(s->loopback, S_NAMESPACE, "A=1", NULL, &s->error), WMI_USAGE, "NULL");
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY),
                     1); /* the connect: nothing here is a client's */
}

static void two_instances_are_linked(void **state)
{
    static const wmi_class_info *const link = &s_Sample_DiskOnService_info;
    sample *s = *state;
    char **found = NULL;
    char *path = NULL;
    size_t count = 0;
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    sample_add_disk(s, "b", 1);
    MUST(s, wmi_loopback_link(s->loopback, link, SERVICE_PATH, sample_disk_path("a", 1), &path, &s->error));
    assert_non_null(strstr(path, "Sample_DiskOnService.Antecedent="));
    wmi_free(path);
    MUST(s, wmi_loopback_link(s->loopback, link, sample_disk_path("b", 1), "Sample_Service='MAIN'", NULL, &s->error));
    MUST(s, wmi_associator_paths(s->session, "Sample_DiskOnService", "Dependent", SERVICE_PATH, &found, &count,
                                 &s->error));
    assert_int_equal(count, 2);
    wmi_free(found);
    REFUSED(s, wmi_loopback_link(s->loopback, link, SERVICE_PATH, sample_disk_path("c", 1), &path, &s->error),
            WMI_E_NOT_FOUND, "nearest");
    assert_null(path);
    REFUSED(s,
            wmi_loopback_link(s->loopback, link, sample_disk_path("a", 1), sample_disk_path("b", 1), NULL, &s->error),
            WMI_E_TYPE_MISMATCH, "Antecedent");
    FAILS(s, wmi_loopback_link(s->loopback, &s_Sample_Disk_info, SERVICE_PATH, SERVICE_PATH, NULL, &s->error),
          WMI_USAGE, "Sample_Disk is no association");
    FAILS(s, wmi_loopback_link(s->loopback, NULL, SERVICE_PATH, SERVICE_PATH, NULL, &s->error), WMI_USAGE, "NULL");
}

/* Calls that take time. */

WMI_LOOPBACK_HANDLER(count_calls, s_Sample_Service_Reset)
{
    ++*(unsigned *)call->context;
    return WMI_OK;
}

static wmi_status reset(sample *s)
{
    return wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error);
}

static void calls_take_time(void **state)
{
    sample *s = *state;
    wmi_object *object = NULL;
    unsigned calls = 0;
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Reset", count_calls, &calls, &s->error));
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_GET, NULL, 100, &s->error));
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_INVOKE, "reset", 2000, &s->error));
    MUST(s, reset(s));
    assert_true(wmi_loopback_now(s->loopback) == 2000);
    MUST(s, wmi_object_fetch(s->session, SERVICE_PATH, &object, &s->error));
    wmi_object_free(object);
    assert_true(wmi_loopback_now(s->loopback) == 2100);
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_INVOKE, "Reset", 0, &s->error)); /* no time, for these alone */
    MUST(s, reset(s));
    assert_true(wmi_loopback_now(s->loopback) == 2100);
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_GET, NULL, 0, &s->error));
    MUST(s, wmi_object_fetch(s->session, SERVICE_PATH, &object, &s->error));
    wmi_object_free(object);
    assert_true(wmi_loopback_now(s->loopback) == 2100);
    assert_int_equal(calls, 2);
    FAILS(s, wmi_loopback_delay(NULL, WMI_LOOPBACK_ANY, NULL, 1, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_GET, "Reset", 1, &s->error), WMI_USAGE, "method is named");
    FAILS(s, wmi_loopback_delay(s->loopback, (wmi_loopback_operation)99, NULL, 1, &s->error), WMI_USAGE,
          "no such operation");
}

/* The client waits no longer than its limit; what changes something has its effect on the host all the same. */
static void an_answer_may_come_too_late(void **state)
{
    UNLESS(WAY_DELAYS);
    UNLESS(WAY_NO_TIME); /* tests/wsman has the limits of that backend, with a host that answers when it is told to */
    static const wmi_loopback_operation late[] = {WMI_LOOPBACK_INVOKE, WMI_LOOPBACK_GET, WMI_LOOPBACK_DELETE};
    sample *s = *state;
    wmi_connect_options options;
    wmi_session *session = NULL;
    wmi_object *object = NULL;
    const wmi_loopback_record *record;
    unsigned calls = 0;
    size_t i;
    memset(&options, 0, sizeof options);
    options.backend = s->backend;
    options.ns = S_NAMESPACE;
    options.timeout_ms = 1500;
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Reset", count_calls, &calls, &s->error));
    MUST(s, wmi_connect(&options, &session, &s->error));
    for (i = 0; i < sizeof late / sizeof late[0]; i++) {
        MUST(s, wmi_loopback_delay(s->loopback, late[i], NULL, 1501, &s->error));
    }
    FAILS(s, wmi_invoke(session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error),
          WMI_TIMEOUT, "1500 ms");
    assert_int_equal(s->error.number, WMI_E_TIMED_OUT);
    assert_true(wmi_loopback_now(s->loopback) == 1500);
    assert_int_equal(calls, 1);
    FAILS(s, wmi_object_fetch(session, SERVICE_PATH, &object, &s->error), WMI_TIMEOUT, "1500 ms");
    assert_null(object);
    FAILS(s, wmi_instance_delete(session, sample_disk_path("a", 1), &s->error), WMI_TIMEOUT, "1500 ms");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 0);
    assert_true(wmi_loopback_now(s->loopback) == 4500);
    record = wmi_loopback_call_at(s->loopback, wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY) - 1);
    assert_int_equal(record->status, WMI_TIMEOUT);
    assert_true(record->started == 3000 && record->ended == 4500);
    wmi_close(session);
    if (way_differs(WAY_CONNECT)) {
        return;
    }
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_ANY, NULL, 1501, &s->error));
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_TIMEOUT, "1500 ms");
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_ANY, NULL, 1500, &s->error)); /* just in time */
    MUST(s, wmi_connect(&options, &session, &s->error));
    wmi_close(session);
}

/* The time that the call takes is part of the time that it has. */
static void a_slow_wait_for_an_event_keeps_to_its_limit(void **state)
{
    OF_THE_LOOPBACK;
    sample *s = *state;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    MUST(s, wmi_subscribe(s->session,
                          "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &s->error));
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_NEXT, NULL, 600, &s->error));
    FAILS(s, wmi_events_next(events, 1000, &event, &s->error), WMI_TIMEOUT, "no event within 1000 ms");
    assert_true(wmi_loopback_now(s->loopback) == 1000);
    FAILS(s, wmi_events_next(events, 500, &event, &s->error), WMI_TIMEOUT, "500 ms");
    assert_true(wmi_loopback_now(s->loopback) == 1500);
    sample_add_disk(s, "a", 1);
    FAILS(s, wmi_events_next(events, 599, &event, &s->error), WMI_TIMEOUT, "599 ms");
    MUST(s, wmi_events_next(events, 600, &event, &s->error)); /* it was not lost meanwhile */
    wmi_object_free(event);
    wmi_events_free(events);
}

WMI_LOOPBACK_HANDLER(cancel, s_Sample_Service_Reset)
{
    sample *s = call->context;
    wmi_cancel(s->session);
    return WMI_OK;
}

/* A call that has not begun is not made; one that has its answer keeps it. */
static void a_cancelled_call_ends(void **state)
{
    sample *s = *state;
    two_steps t;
    plan p;
    plan_setup(s, &p);
    make_job(&p, &t, 60000, WMI_JOB_COMPLETED);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Reset", cancel, s, &s->error));
    ANSWERED(s, reset(s));
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_GET, NULL, 3000, &s->error));
    MUST(s, plan_wait(s, NULL, NULL)); /* cancelled was what ran, and nothing that comes later */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_handler_needs_no_storage),
        TEST(memory_of_a_call_may_run_out),
        TEST(objects_of_a_call_are_given_back),
        TEST(instances_are_looked_at_and_taken_away),
        TEST(two_instances_are_linked),
        TEST(calls_take_time),
        TEST(an_answer_may_come_too_late),
        TEST(a_slow_wait_for_an_event_keeps_to_its_limit),
        TEST(a_cancelled_call_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
