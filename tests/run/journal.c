/* The journal: what was asked, what came of it, and what was nearest to what was not found. */
#include "plan.h"

static const wmi_loopback_record *record_at(sample *s, size_t index)
{
    const wmi_loopback_record *record = wmi_loopback_call_at(s->loopback, index);
    assert_non_null(record);
    return record;
}

static bool WMI_CALLBACK ignore(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

static void ask_everything(sample *s, plan *p)
{
    wmi_object *object = NULL;
    s_Sample_Disk disk;
    plan_setup(s, p);
    p->code = 0;
    MUST(s, plan_wait(s, NULL, NULL));
    MUST(s, wmi_object_fetch(s->session, "sample_service='MAIN'", &object, &s->error));
    wmi_object_free(object);
    REFUSED(s, wmi_object_fetch(s->session, "Sample_Service.Name=\"mian\"", &object, &s->error), WMI_E_NOT_FOUND,
            "mian");
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(7);
    disk.Removable = WMI_BOOLEAN(true);
    wmi_loopback_advance(s->loopback, 250);
    MUST(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error));
    MUST(s, wmi_instance_delete(s->session, "Sample_Disk.DeviceID=\"a\",Index=7,Removable=TRUE", &s->error));
}

static void every_call_is_told_of(void **state)
{
    sample *s = *state;
    plan p;
    const wmi_loopback_record *record;
    ask_everything(s, &p);
    record = record_at(s, 0);
    assert_int_equal(record->operation, WMI_LOOPBACK_CONNECT);
    assert_string_equal(record->ns, S_NAMESPACE);
    record = record_at(s, 1);
    assert_int_equal(record->operation, WMI_LOOPBACK_INVOKE);
    assert_string_equal(record->class_name, "Sample_Service");
    assert_string_equal(record->method, "Define");
    assert_string_equal(record->path, SERVICE_PATH);
    assert_non_null(strstr(wmi_object_string(record->in, "Setting"), "Sample_Setting"));
    assert_int_equal(wmi_object_integer(record->out, "ReturnValue", -1), 0);
    assert_true(wmi_object_get(record->out, "Job")->is_null); /* all out parameters, NULL ones too */
    assert_int_equal(record->out->count, s_Sample_Service_Define_info.out_count);
    assert_int_equal(record->status, WMI_OK);
    assert_null(record->message);
    record = record_at(s, 2);
    assert_int_equal(record->operation, WMI_LOOPBACK_GET);
    assert_string_equal(record->class_name, "sample_service");
    assert_null(record->out);
    assert_null(record->method);
    record = record_at(s, 3);
    assert_int_equal(record->status, WMI_TRANSPORT);
    assert_int_equal(record->number, WMI_E_NOT_FOUND);
    assert_non_null(strstr(record->message, "nearest: Sample_Service.Name=\"main\""));
    assert_null(record->out);
    record = record_at(s, 4);
    assert_int_equal(record->operation, WMI_LOOPBACK_PUT);
    assert_string_equal(record->class_name, "Sample_Disk");
    assert_int_equal(wmi_object_integer(record->in, "Index", -1), 7);
    assert_true(record->started == 250 && record->ended == 250);
    record = record_at(s, 5);
    assert_int_equal(record->operation, WMI_LOOPBACK_DELETE);
    assert_null(wmi_loopback_call_at(s->loopback, 6));
    assert_null(wmi_loopback_call_at(NULL, 0));
}

/* Whether an instance had to be new, or had to be there, belongs to what was asked. */
static void puts_are_told_with_their_mode(void **state)
{
    char text[1024] = "";
    sample *s = *state;
    FILE *to = tmpfile();
    wmi_object *object = NULL;
    s_Sample_Volume volume;
    assert_non_null(to);
    memset(&volume, 0, sizeof volume);
    volume.DeviceID = "a";
    MUST(s, wmi_instance_create(s->session, &s_Sample_Volume_info, &volume, NULL, &s->error));
    MUST(s, wmi_instance_put(s->session, &s_Sample_Volume_info, &volume, &s->error));
    MUST(s, wmi_instance_object(&s_Sample_Volume_info, &volume, &object, &s->error));
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error));
    wmi_object_free(object);
    assert_int_equal(record_at(s, 1)->mode, WMI_PUT_CREATE);
    assert_int_equal(record_at(s, 2)->mode, WMI_PUT_CREATE_OR_UPDATE);
    assert_int_equal(record_at(s, 3)->mode, WMI_PUT_UPDATE);
    wmi_loopback_print(s->loopback, to);
    rewind(to);
    text[fread(text, 1, sizeof text - 1, to)] = '\0';
    assert_int_equal(fclose(to), 0);
    assert_non_null(strstr(text, "put (create) Sample_Volume (DeviceID = \"a\") -> ok\n"));
    assert_non_null(strstr(text, "put Sample_Volume (DeviceID = \"a\") -> ok\n"));
    assert_non_null(strstr(text, "put (update) Sample_Volume (DeviceID = \"a\") -> ok\n"));
}

/* What a search was narrowed by belongs to what was asked. */
static void searches_are_told_with_their_filter(void **state)
{
    static const wmi_associator_filter filter = {"Sample_DiskOnService", "Sample_Disk", "Antecedent", "Dependent"};
    char text[1024] = "";
    sample *s = *state;
    FILE *to = tmpfile();
    const wmi_loopback_record *record;
    assert_non_null(to);
    sample_add_service(s);
    MUST(s, wmi_associators(s->session, SERVICE_PATH, &filter, ignore, NULL, &s->error));
    MUST(s, wmi_references(s->session, SERVICE_PATH, "Sample_DiskOnService", "Antecedent", ignore, NULL, &s->error));
    MUST(s, wmi_associators(s->session, SERVICE_PATH, NULL, ignore, NULL, &s->error));
    record = record_at(s, 1);
    assert_int_equal(record->operation, WMI_LOOPBACK_ASSOCIATORS);
    assert_string_equal(record->filter.association_class, "Sample_DiskOnService");
    assert_string_equal(record->filter.result_class, "Sample_Disk");
    assert_string_equal(record->filter.role, "Antecedent");
    assert_string_equal(record->filter.result_role, "Dependent");
    record = record_at(s, 3);
    assert_int_equal(record->operation, WMI_LOOPBACK_REFERENCES);
    assert_string_equal(record->filter.result_class, "Sample_DiskOnService");
    assert_string_equal(record->filter.role, "Antecedent");
    assert_null(record->filter.association_class);
    assert_null(record_at(s, 5)->filter.role);
    wmi_loopback_print(s->loopback, to);
    rewind(to);
    text[fread(text, 1, sizeof text - 1, to)] = '\0';
    assert_int_equal(fclose(to), 0);
    assert_non_null(strstr(text, "associators " SERVICE_PATH " WHERE AssocClass = Sample_DiskOnService ResultClass = "
                                 "Sample_Disk Role = Antecedent ResultRole = Dependent -> ok\n"));
    assert_non_null(strstr(text, "references " SERVICE_PATH " WHERE ResultClass = Sample_DiskOnService Role = "
                                 "Antecedent -> ok\n"));
    assert_non_null(strstr(text, "associators " SERVICE_PATH " -> ok\n"));
}

static void calls_are_counted_by_operation_and_name(void **state)
{
    sample *s = *state;
    plan p;
    ask_everything(s, &p);
    MUST(s, wmi_query(s->session, "select*from sample_service where Name = 'x'", ignore, NULL, &s->error));
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET), 2);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_INVOKE, "Define"), 1);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_INVOKE, "sample_service.define"), 1);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_INVOKE, "Sample_Disk.Define"), 0);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_INVOKE, "Reset"), 0);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_GET, "Sample_Service"), 2);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_QUERY, "Sample_Service"), 1);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_ANY, "Sample_Disk"), 2);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_GET, NULL), 2);
    assert_int_equal(wmi_loopback_calls_of(NULL, WMI_LOOPBACK_GET, "x"), 0);
    wmi_loopback_clear_calls(s->loopback);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY), 0);
    assert_null(wmi_loopback_call_at(s->loopback, 0));
    wmi_loopback_clear_calls(NULL);
}

static bool WMI_CALLBACK has_mode(void *context, const wmi_loopback_record *record)
{
    return wmi_object_integer(record->in, "Mode", -1) == *(const int *)context;
}

static void calls_are_verified(void **state)
{
    static int mode = 3;
    sample *s = *state;
    plan p;
    wmi_loopback_pattern any = {.operation = WMI_LOOPBACK_ANY};
    wmi_loopback_pattern define = {
        .operation = WMI_LOOPBACK_INVOKE, .class_name = "CIM_ManagedElement", .method = "define"};
    wmi_loopback_pattern reset = {.operation = WMI_LOOPBACK_INVOKE, .method = "Reset"};
    wmi_loopback_pattern put = {.operation = WMI_LOOPBACK_PUT, .parameter = "Index", .value = "7"};
    wmi_loopback_pattern failed = {.failed = true};
    ask_everything(s, &p);
    assert_int_equal(wmi_loopback_count_calls(s->loopback, &any), 6);
    MUST(s, wmi_loopback_verify(s->loopback, &define, 1, 1, &s->error));
    define.path = "\\\\.\\root\\sample:Sample_Service='Main'";
    MUST(s, wmi_loopback_verify(s->loopback, &define, 1, 1, &s->error));
    define.parameter = "Setting";
    MUST(s, wmi_loopback_verify(s->loopback, &define, 1, SIZE_MAX, &s->error));
    define.parameter = "Mode";
    FAILS(s, wmi_loopback_verify(s->loopback, &define, 1, 1, &s->error), WMI_USAGE,
          "Expected 1 of: invoke CIM_ManagedElement.define on \\\\.\\root\\sample:Sample_Service='Main' with Mode; "
          "there were 0; "
          "nearest: #1 invoke Sample_Service.Define on Sample_Service.Name=\"main\" (Setting = \"<INSTANCE");
    define.parameter = NULL;
    define.fits = has_mode;
    define.context = &mode;
    FAILS(s, wmi_loopback_verify(s->loopback, &define, 1, 2, &s->error), WMI_USAGE, "Expected 1 to 2 of");
    MUST(s, wmi_loopback_verify(s->loopback, &reset, 0, 0, &s->error));
    FAILS(s, wmi_loopback_verify(s->loopback, &reset, 2, SIZE_MAX, &s->error), WMI_USAGE,
          "Expected 2 or more of: invoke Reset");
    MUST(s, wmi_loopback_verify(s->loopback, &put, 1, 1, &s->error));
    put.value = "8";
    MUST(s, wmi_loopback_verify(s->loopback, &put, 0, 0, &s->error));
    put.value = "7";
    FAILS(s, wmi_loopback_verify(s->loopback, &put, 0, 0, &s->error), WMI_USAGE,
          "Expected 0 of: put with Index = 7; there were 1");
    MUST(s, wmi_loopback_verify(s->loopback, &failed, 1, 1, &s->error));
    put.value = "8"; /* a call with another value is near, and one that has nothing in common is not told */
    FAILS(s, wmi_loopback_verify(s->loopback, &put, 1, 1, &s->error), WMI_USAGE,
          "there were 0; nearest: #4 put Sample_Disk (DeviceID = \"a\", Index = 7, Removable = TRUE)");
    put.operation = WMI_LOOPBACK_ANY;
    FAILS(s, wmi_loopback_verify(s->loopback, &put, 1, 1, &s->error), WMI_USAGE, "there were 0; nearest: #4 put");
    assert_null(strstr(s->error.message, "connect"));
    put.parameter = NULL;
    put.value = NULL;
    put.path = "Sample_Service='other'"; /* another instance of the class */
    FAILS(s, wmi_loopback_verify(s->loopback, &put, 1, 1, &s->error), WMI_USAGE,
          "there were 0; nearest: #1 invoke Sample_Service.Define on Sample_Service.Name=\"main\"");
    assert_null(strstr(s->error.message, "connect"));
    put.path = NULL;
    put.value = "7";
    put.parameter = NULL; /* a value of nothing fits nothing, and is not taken for any */
    assert_int_equal(wmi_loopback_count_calls(s->loopback, &put), 0);
    FAILS(s, wmi_loopback_verify(s->loopback, &put, 0, 0, &s->error), WMI_USAGE, "does not say of which parameter");
    FAILS(s, wmi_loopback_verify(NULL, &failed, 1, 1, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_verify(s->loopback, NULL, 1, 1, &s->error), WMI_USAGE, "NULL");
    assert_int_equal(wmi_loopback_count_calls(s->loopback, NULL), 0);
}

static void the_journal_is_printed(void **state)
{
    static const char *const lines[] = {
        "   0        0 ms  connect root\\sample -> ok\n",
        "   1        0 ms  invoke Sample_Service.Define on Sample_Service.Name=\"main\" (Setting = \"<INSTANCE ",
        " -> ok, ReturnValue = 0\n",
        "   3        0 ms  get Sample_Service.Name=\"mian\" -> transport: There is no instance "
        "Sample_Service.Name=\"mian\"; nearest: "
        "Sample_Service.Name=\"main\"\n",
        "   4      250 ms  put Sample_Disk (DeviceID = \"a\", Index = 7, Removable = TRUE) -> ok\n",
        "   6      250 ms  query SELECT * FROM Sample_Service -> ok\n",
        "   7      250 ms  next -> ok, \\\\.\\root\\sample:Sample_Service.Name=\"main\"\n",
        "   8      250 ms  next -> ok, the end\n",
    };
    char text[4096] = "";
    sample *s = *state;
    FILE *to = tmpfile();
    plan p;
    size_t i;
    assert_non_null(to);
    ask_everything(s, &p);
    MUST(s, wmi_query(s->session, "SELECT * FROM Sample_Service", ignore, NULL, &s->error));
    wmi_loopback_print(s->loopback, to);
    wmi_loopback_print(NULL, to);
    wmi_loopback_print(s->loopback, NULL);
    rewind(to);
    text[fread(text, 1, sizeof text - 1, to)] = '\0';
    assert_int_equal(fclose(to), 0);
    for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (strstr(text, lines[i]) == NULL) {
            fail_msg("\"%s\" is not in:\n%s", lines[i], text);
        }
    }
}

WMI_LOOPBACK_HANDLER(look_back, s_Sample_Service_Reset)
{
    plan *p = call->context;
    size_t calls = wmi_loopback_calls(call->loopback, WMI_LOOPBACK_ANY);
    assert_null(wmi_loopback_call_at(call->loopback, calls - 1)); /* this one has not ended */
    if (p->calls++ == 0) {
        wmi_loopback_clear_calls(call->loopback); /* and can be forgotten all the same */
    }
    return WMI_OK;
}

static void what_is_old_is_forgotten(void **state)
{
    sample *s = *state;
    plan p;
    wmi_object *object = NULL;
    size_t i;
    memset(&p, 0, sizeof p);
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Reset", look_back, &p, &s->error));
    MUST(s,
         wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error));
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY), 0);
    MUST(s,
         wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error));
    assert_string_equal(record_at(s, 0)->method, "Reset");
    for (i = 0; i < WMI_LOOPBACK_KEPT_CALLS; i++) {
        MUST(s, wmi_object_fetch(s->session, SERVICE_PATH, &object, &s->error));
        wmi_object_free(object);
    }
    assert_null(wmi_loopback_call_at(s->loopback, 0));
    assert_int_equal(record_at(s, 1)->operation, WMI_LOOPBACK_GET);
    assert_int_equal(record_at(s, WMI_LOOPBACK_KEPT_CALLS)->operation, WMI_LOOPBACK_GET);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET), WMI_LOOPBACK_KEPT_CALLS);
    assert_int_equal(wmi_loopback_calls_of(s->loopback, WMI_LOOPBACK_GET, "Sample_Service"), WMI_LOOPBACK_KEPT_CALLS);
}

WMI_LOOPBACK_HANDLER(do_nothing, s_Sample_Service_Reset)
{
    return WMI_OK;
}

/* The three that are nearest, in their order; what has little in common is not told. */
static void what_is_not_found_is_told_with_what_is_near(void **state)
{
    sample *s = *state;
    wmi_object *object = NULL;
    s_Sample_Volume volume;
    sample_add_disk(s, "disk one", 1);
    sample_add_disk(s, "disk one", 2);
    sample_add_disk(s, "disk two", 1);
    sample_add_disk(s, "quite another", 9);
    REFUSED(s, wmi_object_fetch(s->session, sample_disk_path("disk onf", 1), &object, &s->error), WMI_E_NOT_FOUND,
            "There is no instance Sample_Disk.DeviceID=\"disk onf\",Index=1,Removable=FALSE; nearest: "
            "Sample_Disk.DeviceID=\"disk one\",Index=1,Removable=FALSE, Sample_Disk.DeviceID=\"disk "
            "two\",Index=1,Removable=FALSE, Sample_Disk.DeviceID=\"disk one\",Index=2,Removable=FALSE");
    REFUSED(s,
            wmi_object_fetch(s->session, "Sample_FastDisk.DeviceID=\"disk one\",Index=1,Removable=FALSE", &object,
                             &s->error),
            WMI_E_NOT_FOUND,
            "; nearest: Sample_Disk.DeviceID=\"disk one\",Index=1,Removable=FALSE"); /* another class */
    REFUSED(s, wmi_instance_delete(s->session, "Sample_Volume=\"x\"", &s->error), WMI_E_NOT_FOUND,
            "no instance of the class has been added");
    memset(&volume, 0, sizeof volume);
    volume.DeviceID = "far away";
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Volume_info, &volume, NULL, &s->error));
    REFUSED(s, wmi_instance_delete(s->session, "Sample_Volume=\"x\"", &s->error), WMI_E_NOT_FOUND,
            "nearest: Sample_Volume.DeviceID=\"far away\"");

    REFUSED(s, wmi_query(s->session, "SELECT * FROM Sample_Dsk", ignore, NULL, &s->error), WMI_E_INVALID_CLASS,
            "; nearest: Sample_Disk");
    REFUSED(s, wmi_object_fetch(s->session, "Sample_FastDisc.A=1", &object, &s->error), WMI_E_INVALID_CLASS,
            "; nearest: Sample_FastDisk");
    REFUSED(s, wmi_query(s->session, "SELECT * FROM Win32_Process", ignore, NULL, &s->error), WMI_E_INVALID_CLASS,
            "in root\\sample");
    assert_null(strstr(s->error.message, "nearest"));

    sample_add_service(s);
    REFUSED(s,
            wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error),
            WMI_E_METHOD_NOT_IMPLEMENTED, "Sample_Service.Reset has no handler");
    assert_null(strstr(s->error.message, "nearest"));
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_BetterService", "Reset", do_nothing, NULL, &s->error));
    REFUSED(s,
            wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error),
            WMI_E_METHOD_NOT_IMPLEMENTED, "; nearest: Sample_BetterService.Reset");
    FAILS(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Rest", do_nothing, NULL, &s->error),
          WMI_USAGE, "There is no method Sample_Service.Rest in root\\sample to handle; nearest: Reset");
    FAILS(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Servise", "Reset", do_nothing, NULL, &s->error),
          WMI_USAGE, "nearest: Sample_Service");
    REFUSED(s,
            wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, "Sample_Service=\"min\"", NULL, NULL,
                       &s->error),
            WMI_E_NOT_FOUND, "to call Sample_Service.Reset on; nearest: Sample_Service.Name=\"main\"");
}

/* Whatever there is no memory for, is told; a call that was carried out stays so. */
static void every_allocation_may_fail(void **state)
{
    static const wmi_loopback_pattern pattern = {.operation = WMI_LOOPBACK_INVOKE,
                                                 .method = "Define",
                                                 .path = SERVICE_PATH,
                                                 .parameter = "Setting",
                                                 .value = "x"};
    sample *s = *state;
    FILE *to = tmpfile();
    plan p;
    unsigned failures = 0;
    size_t at;
    assert_non_null(to);
    ask_everything(s, &p);
    for (at = 0; at < 5000; at++) {
        wmi_object *object = NULL;
        wmi_status got;
        wmi_status verified;
        wmi_status delayed;
        bool failed;
        allocator_fail_after(at);
        got = wmi_object_fetch(s->session, "Sample_Service.Name=\"mian\"", &object, &s->error);
        assert_true(got == WMI_NO_MEMORY || got == WMI_TRANSPORT);
        verified = wmi_loopback_verify(s->loopback, &pattern, 1, 1, &s->error);
        assert_true(verified == WMI_NO_MEMORY || verified == WMI_USAGE);
        delayed = wmi_loopback_delay(s->loopback, WMI_LOOPBACK_INVOKE, "Define", 1, &s->error);
        assert_true(delayed == WMI_NO_MEMORY || delayed == WMI_OK);
        wmi_loopback_print(s->loopback, to);
        failed = allocator_failed();
        allocator_fail_after(SIZE_MAX);
        if (!failed) {
            assert_true(failures > 10);
            assert_int_equal(fclose(to), 0);
            return;
        }
        failures++;
        wmi_loopback_clear_calls(s->loopback);
        MUST(s, plan_wait(s, NULL, NULL));
    }
    fail_msg("never came through");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_call_is_told_of),
        TEST(puts_are_told_with_their_mode),
        TEST(searches_are_told_with_their_filter),
        TEST(calls_are_counted_by_operation_and_name),
        TEST(calls_are_verified),
        TEST(the_journal_is_printed),
        TEST(what_is_old_is_forgotten),
        TEST(what_is_not_found_is_told_with_what_is_near),
        TEST(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
