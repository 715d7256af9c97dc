/* What the loopback refuses because WMI refuses it: one case for each refusal. */
#include "fixture.h"

WMI_LOOPBACK_HANDLER(define, s_Sample_Service_Define)
{
    (void)in;
    (void)error;
    if (call->context != NULL) {
        *out = *(const s_Sample_Service_Define_out *)call->context;
    }
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

/* A good call, for the cases to spoil. */
typedef struct attempt {
    s_Sample_Setting setting;
    s_Sample_Service_Define_in in;
    s_Sample_Service_Define_out out;
} attempt;

static void prepare(sample *s, attempt *a)
{
    memset(a, 0, sizeof *a);
    a->setting.InstanceID = "1";
    a->in.Setting = WMI_EMBED(s_Sample_Setting, &a->setting);
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", define, NULL, &s->error));
}

static wmi_status try_path(sample *s, attempt *a, const char *path)
{
    wmi_status status =
        wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Define_info, path, &a->in, &a->out, &s->error);
    wmi_method_out_clear(&s_Sample_Service_Define_info, &a->out);
    return status;
}

static wmi_status try_call(sample *s, attempt *a)
{
    return try_path(s, a, SERVICE_PATH);
}

static void targets(void **state)
{
    sample *s = *state;
    attempt a;
    wmi_method_info unknown = s_Sample_Service_Ping_info;
    prepare(s, &a);
    MUST(s, try_call(s, &a));
    REFUSED(s, try_path(s, &a, "Sample_Service"), WMI_E_INVALID_METHOD_PARAMETERS, WORDED("called on an instance"));
    REFUSED(s, try_path(s, &a, "Sample_Service.Name=\"other\""), WMI_E_NOT_FOUND, "other");
    REFUSED(s, try_path(s, &a, "Sample_None.Name=\"x\""), CLASS_OF_PATH_IS_MISSING, "Sample_None");
    sample_add_disk(s, "a", 1);
    REFUSED(s, try_path(s, &a, sample_disk_path("a", 1)), MEMBER_IS_MISSING(WMI_E_INVALID_METHOD),
            SAID("Sample_Disk has no method Define"));
    REFUSED(s, try_path(s, &a, "root\\other:Sample_Service.Name=\"main\""), WMI_E_INVALID_NAMESPACE,
            WORDED("root\\other"));
    REFUSED(s, try_path(s, &a, "not a path"), WMI_E_INVALID_OBJECT_PATH, WORDED("not a path"));
    unknown.name = "Pong";
    REFUSED(s, wmi_invoke(s->session, NULL, &unknown, SERVICE_PATH, NULL, NULL, &s->error),
            MEMBER_IS_MISSING(WMI_E_INVALID_METHOD), WORDED("has no method Pong"));
    REFUSED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL, &s->error),
            WMI_E_METHOD_NOT_IMPLEMENTED, WORDED("Sample_Service.Ping has no handler"));
}

static void embedded_instances(void **state)
{
    static const struct {
        const char *text;
        uint32_t number;
        const char *part;
    } cases[] = {
        {"instance of Sample_Setting {};", WMI_E_NOT_SUPPORTED, "does not play instances in MOF"},
        {"<INSTANCE CLASSNAME=\"Sample_None\"></INSTANCE>", WMI_E_INVALID_CLASS,
         "declared to hold a Sample_Setting, and holds an instance of an unknown class, Sample_None"},
        {"<INSTANCE CLASSNAME=\"Sample_Volume\"></INSTANCE>", WMI_E_TYPE_MISMATCH,
         "declared to hold a Sample_Setting, and holds a Sample_Volume"},
        {"<INSTANCE CLASSNAME=\"CIM_ManagedElement\"></INSTANCE>", WMI_E_TYPE_MISMATCH,
         "declared to hold a Sample_Setting"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY NAME=\"Limit\" TYPE=\"uint32\"><VALUE></VALUE></PROPERTY>"
         "</INSTANCE>",
         WMI_E_INVALID_METHOD_PARAMETERS, "no instance in CIM-XML"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><NEWS/></INSTANCE>", WMI_E_INVALID_METHOD_PARAMETERS, "NEWS"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY NAME=\"Extra\" "
         "TYPE=\"uint64\"><VALUE>1</VALUE></PROPERTY></INSTANCE>",
         WMI_E_INVALID_METHOD_PARAMETERS, "Sample_Setting has no property Extra"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY NAME=\"Limit\" "
         "TYPE=\"uint16\"><VALUE>1</VALUE></PROPERTY></INSTANCE>",
         WMI_E_TYPE_MISMATCH, "Sample_Setting.Limit is declared uint32"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY.ARRAY NAME=\"Limit\" "
         "TYPE=\"uint32\"><VALUE.ARRAY><VALUE>1</VALUE>"
         "</VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>",
         WMI_E_TYPE_MISMATCH, "Sample_Setting.Limit is declared uint32"},
        {"<INSTANCE CLASSNAME=\"Sample_Setting\"><PROPERTY NAME=\"Limit\" TYPE=\"uint32\"><VALUE>1</VALUE></PROPERTY>"
         "<PROPERTY NAME=\"limit\" TYPE=\"uint32\"><VALUE>2</VALUE></PROPERTY></INSTANCE>",
         WMI_E_INVALID_METHOD_PARAMETERS, "limit is given twice"},
    };
    sample *s = *state;
    attempt a;
    size_t i;
    s_Sample_BigSetting big;
    prepare(s, &a);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        a.in.Setting = WMI_EMBED_TEXT(cases[i].text);
        REFUSED(s, try_call(s, &a), way_differs(WAY_EMBEDDED_CODES) ? WMI_E_INVALID_METHOD_PARAMETERS : cases[i].number,
                WORDED(cases[i].part));
    }
    a.in.Setting = WMI_EMBED_TEXT("plain"); /* which the client itself refuses */
    FAILS(s, try_call(s, &a), WMI_USAGE, "Setting is no CIM instance");
    memset(&big, 0, sizeof big);
    big.Extra = WMI_UINT64(1);
    a.in.Setting = WMI_EMBED(s_Sample_BigSetting, &big); /* derived */
    MUST(s, try_call(s, &a));
}

static void references_and_required_parameters(void **state)
{
    sample *s = *state;
    attempt a;
    prepare(s, &a);
    a.in.Parent = "Sample_FastDisk.DeviceID=\"x\""; /* derived, and not stored: no matter */
    MUST(s, try_call(s, &a));
    a.in.Parent = "Undeclared_Disk.DeviceID=\"x\"";
    MUST(s, try_call(s, &a));
    a.in.Parent = "Sample_Volume.DeviceID=\"x\"";
    REFUSED(s, try_call(s, &a), WMI_E_TYPE_MISMATCH, WORDED("Sample_Service.Define.Parent"));
    a.in.Parent = "=";
    REFUSED(s, try_call(s, &a), WMI_E_INVALID_OBJECT_PATH, "Parent");
    a.in.Parent = NULL;
    a.in.Setting = WMI_EMBED_TEXT(NULL);
    REFUSED(s, try_call(s, &a), WMI_E_INVALID_METHOD_PARAMETERS, WORDED("requires the parameter Setting"));
    memset(&a.in, 0, sizeof a.in);
    REFUSED(s, try_call(s, &a), WMI_E_INVALID_METHOD_PARAMETERS, WORDED("requires the parameter Setting"));
}

/* Calls that no generated struct can make: through the backend, with objects made by hand. */
typedef struct raw {
    wmi_connection *connection;
    const wmi_backend *backend;
    wmi_object *in;
} raw;

static const wmi_limit no_limit = {WMI_FOREVER, NULL};

static void open_raw(sample *s, raw *r)
{
    wmi_connect_options options;
    memset(&options, 0, sizeof options);
    options.ns = S_NAMESPACE;
    r->backend = s->backend;
    MUST(s, r->backend->connect(r->backend, &options, &r->connection, &no_limit, &s->error));
    r->in = wmi_object_new("__PARAMETERS");
    assert_non_null(r->in);
}

static wmi_status call_raw(sample *s, raw *r, const wmi_method_info *method, const char *name, wmi_value value)
{
    wmi_call call = {SERVICE_PATH, "Sample_Service", method, NULL};
    wmi_object *out = NULL;
    wmi_status status;
    call.in = r->in;
    assert_int_equal(wmi_object_set(r->in, name, &value), WMI_OK);
    status = r->backend->invoke(r->connection, &call, &out, &no_limit, &s->error);
    wmi_object_free(out);
    return status;
}

static void close_raw(raw *r)
{
    wmi_object_free(r->in);
    r->backend->close(r->connection);
}

static void parameters_made_by_hand(void **state)
{
    static const char *const notes[] = {"x"};
    sample *s = *state;
    attempt a;
    raw r;
    wmi_value setting = wmi_value_string("<INSTANCE CLASSNAME=\"Sample_Setting\"></INSTANCE>");
    wmi_value array = wmi_value_null(WMI_TYPE_STRING, true);
    prepare(s, &a);
    open_raw(s, &r);
    MUST(s, call_raw(s, &r, &s_Sample_Service_Define_info, "setting", setting));
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Setting", wmi_value_string("plain")),
            WMI_E_INVALID_METHOD_PARAMETERS, WORDED("no instance in CIM-XML"));
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Setting", wmi_value_string("")),
            WMI_E_INVALID_METHOD_PARAMETERS, WORDED("no instance in CIM-XML"));
    assert_int_equal(wmi_object_set(r.in, "Setting", &setting), WMI_OK);
    MUST(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Mode", wmi_value_uint16(1)));
    if (way_differs(WAY_TYPES)) {
        REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Nothing", wmi_value_uint16(1)),
                WMI_E_INVALID_METHOD_PARAMETERS, "Nothing");
        close_raw(&r);
        return;
    }
    if (!way_differs(WAY_NUMBERS)) {
        REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Mode", wmi_value_uint32(1)), WMI_E_TYPE_MISMATCH,
                "Define.Mode is declared uint16");
    }
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Mode", wmi_value_string("1")), WMI_E_TYPE_MISMATCH,
            WORDED("Define.Mode"));
    MUST(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Mode", wmi_value_null(WMI_TYPE_UINT16, false)));
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Parent", wmi_value_string(SERVICE_PATH)),
            WMI_E_TYPE_MISMATCH, WORDED("a reference"));
    MUST(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Parent", wmi_value_null(WMI_TYPE_REFERENCE, false)));
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Notes", wmi_value_string("x")), WMI_E_TYPE_MISMATCH,
            WORDED("string[]"));
    array.is_null = false;
    array.u.array.items = notes;
    array.u.array.count = 1;
    MUST(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Notes", array));
    REFUSED(s, call_raw(s, &r, &s_Sample_Service_Define_info, "Nothing", wmi_value_uint16(1)),
            MEMBER_IS_MISSING(WMI_E_INVALID_METHOD_PARAMETERS), WORDED("has no in parameter Nothing"));
    close_raw(&r);
}

static void parameters_given_twice(void **state)
{
    sample *s = *state;
    attempt a;
    raw r;
    wmi_property twice[2];
    wmi_object object = {"__PARAMETERS", NULL, twice, 2, 2, NULL, NULL};
    wmi_call call = {SERVICE_PATH, "Sample_Service", &s_Sample_Service_Define_info, &object};
    wmi_object *out = NULL;
    prepare(s, &a);
    open_raw(s, &r);
    memset(twice, 0, sizeof twice);
    twice[0].name = "Mode";
    twice[0].value = wmi_value_uint16(1);
    twice[1].name = "mode";
    twice[1].value = wmi_value_uint16(2);
    REFUSED(s, r.backend->invoke(r.connection, &call, &out, &no_limit, &s->error), WMI_E_INVALID_METHOD_PARAMETERS,
            SAID("twice"));
    close_raw(&r);
}

static void objects_as_parameters(void **state)
{
    sample *s = *state;
    s_Sample_Service_Tell_in in;
    wmi_value limit = wmi_value_uint16(1);
    sample_add_service(s);
    in.Object = wmi_object_new("Sample_Volume");
    REFUSED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Tell_info, SERVICE_PATH, &in, NULL, &s->error),
            WMI_E_TYPE_MISMATCH, "Sample_Volume");
    wmi_object_free(in.Object);
    in.Object = wmi_object_new("Sample_Setting");
    assert_int_equal(wmi_object_set(in.Object, "Limit", &limit), WMI_OK);
    if (!way_differs(WAY_TYPES) && !way_differs(WAY_NUMBERS)) {
        REFUSED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Tell_info, SERVICE_PATH, &in, NULL, &s->error),
                WMI_E_TYPE_MISMATCH, "Sample_Setting.Limit");
    }
    wmi_object_free(in.Object);
}

static void what_handlers_answer(void **state)
{
    static const char *const volumes[] = {SERVICE_PATH};
    static const wmi_embedded settings[] = {{NULL, NULL, "<INSTANCE CLASSNAME=\"Sample_Volume\"></INSTANCE>"}};
    sample *s = *state;
    attempt a;
    s_Sample_Service_Define_out out;
    prepare(s, &a);
    memset(&out, 0, sizeof out);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", define, &out, &s->error));
    MUST(s, try_call(s, &a));
    out.Job = "<no path>";
    REFUSED(s, try_call(s, &a), WMI_E_INVALID_OBJECT_PATH, "out parameter Sample_Service.Define.Job");
    out.Job = SERVICE_PATH;
    REFUSED(s, try_call(s, &a), WMI_E_TYPE_MISMATCH, "Define.Job");
    out.Job = NULL;
    out.Volumes.items = volumes;
    out.Volumes.count = 1;
    REFUSED(s, try_call(s, &a), WMI_E_TYPE_MISMATCH, "Define.Volumes");
    out.Volumes.items = NULL;
    out.Settings.items = settings;
    out.Settings.count = 1;
    REFUSED(s, try_call(s, &a), WMI_E_TYPE_MISMATCH, "Define.Settings");
}

/* Puts of objects made by hand. */

static wmi_object *disk_object(const char *class_name)
{
    wmi_object *object = wmi_object_new(class_name);
    wmi_value id = wmi_value_string("a");
    wmi_value index = wmi_value_uint32(1);
    wmi_value removable = wmi_value_boolean(false);
    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "DeviceID", &id), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Index", &index), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Removable", &removable), WMI_OK);
    return object;
}

static wmi_status add_with(sample *s, const char *class_name, const char *name, wmi_value value)
{
    wmi_object *object = disk_object(class_name);
    wmi_status status;
    assert_int_equal(wmi_object_set(object, name, &value), WMI_OK);
    status = wmi_loopback_add_object(s->loopback, S_NAMESPACE, object, NULL, &s->error);
    wmi_object_free(object);
    return status;
}

static void instances(void **state)
{
    sample *s = *state;
    wmi_value date = wmi_value_null(WMI_TYPE_DATETIME, false);
    wmi_value reference = wmi_value_string("Sample_Volume.DeviceID=\"x\"");
    s_CIM_Error no_keys;
    wmi_object *object = wmi_object_new("CIM_ManagedElement");
    memset(&no_keys, 0, sizeof no_keys);
    reference.type = WMI_TYPE_REFERENCE;
    REFUSED(s, wmi_loopback_add_object(s->loopback, S_NAMESPACE, object, NULL, &s->error), WMI_E_ILLEGAL_OPERATION,
            "abstract");
    REFUSED(s, wmi_loopback_add_object(s->loopback, "root", object, NULL, &s->error), WMI_E_INVALID_NAMESPACE, "root");
    wmi_object_free(object);
    REFUSED(s, wmi_loopback_add(s->loopback, &s_CIM_Error_info, &no_keys, NULL, &s->error), WMI_E_ILLEGAL_OPERATION,
            "no keys");
    REFUSED(s, add_with(s, "Sample_None", "Label", wmi_value_string("x")), WMI_E_INVALID_CLASS, "Sample_None");
    REFUSED(s, add_with(s, "Sample_Disk", "Nope", wmi_value_string("x")), WMI_E_INVALID_PARAMETER,
            "Sample_Disk has no property Nope");
    REFUSED(s, add_with(s, "Sample_Disk", "Size", wmi_value_uint32(1)), WMI_E_TYPE_MISMATCH,
            "Sample_Disk.Size is declared uint64");
    REFUSED(s, add_with(s, "Sample_Disk", "Tags", wmi_value_string("x")), WMI_E_TYPE_MISMATCH, "string[]");
    REFUSED(s, add_with(s, "Sample_Disk", "Index", wmi_value_null(WMI_TYPE_UINT32, false)), WMI_E_ILLEGAL_NULL,
            "Sample_Disk.Index");
    REFUSED(s, add_with(s, "Sample_Disk", "Setting", wmi_value_string("<x>")), WMI_E_INVALID_PARAMETER, "Setting");
    REFUSED(s, add_with(s, "Sample_Disk", "Parent", reference), WMI_E_TYPE_MISMATCH, "Parent");
    date.is_null = false;
    date.u.datetime.month = 13;
    REFUSED(s, add_with(s, "Sample_Disk", "Made", date), WMI_E_VALUE_OUT_OF_RANGE, "Made");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_ManagedElement"), 0);
    MUST(s, add_with(s, "sample_DISK", "Label", wmi_value_string("x")));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
    FAILS(s, wmi_loopback_add(s->loopback, NULL, &no_keys, NULL, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_add_object(s->loopback, S_NAMESPACE, NULL, NULL, &s->error), WMI_USAGE, "NULL");
}

static void missing_keys(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(1);
    REFUSED(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error), WMI_E_ILLEGAL_NULL,
            "Sample_Disk.Removable");
    REFUSED(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error), WMI_E_ILLEGAL_NULL,
            "Sample_Disk.Removable");
}

static void jobs(void **state)
{
    static const wmi_embedded bad_error[] = {{NULL, NULL, "<INSTANCE CLASSNAME=\"Sample_Disk\"></INSTANCE>"}};
    static const char *const bad_path[] = {"?"};
    sample *s = *state;
    wmi_loopback_job job;
    const char *path = "";
    memset(&job, 0, sizeof job);
    FAILS(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_USAGE, "class");
    assert_null(path);
    job.class_name = "Sample_NoJob";
    REFUSED(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_E_INVALID_CLASS,
            "Sample_NoJob");
    job.class_name = "Sample_Disk";
    FAILS(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_USAGE, "no class of jobs");
    job.class_name = "Msvm_ConcreteJob";
    job.errors = bad_error;
    job.error_count = 1;
    REFUSED(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_E_TYPE_MISMATCH,
            "CIM_Error");
    job.errors = NULL;
    FAILS(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_USAGE, "list");
    job.error_count = 0;
    job.affected = bad_path;
    job.affected_count = 1;
    REFUSED(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_E_INVALID_OBJECT_PATH,
            "AffectedElement");
    job.affected_association = "CIM_AffectedJobElement";
    FAILS(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_USAGE, "abstract");
    job.affected_association = "Nope";
    REFUSED(s, wmi_loopback_start_job(s->loopback, S_NAMESPACE, &job, &path, &s->error), WMI_E_INVALID_CLASS, "Nope");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_ConcreteJob"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(targets),
        TEST(embedded_instances),
        TEST(references_and_required_parameters),
        TEST(parameters_made_by_hand),
        TEST(parameters_given_twice),
        TEST(objects_as_parameters),
        TEST(what_handlers_answer),
        TEST(instances),
        TEST(missing_keys),
        TEST(jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
