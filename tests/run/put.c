/* Where a put goes: by path, by keys; and what a get must not take for its own. */
#include "fixture.h"

#define DISK_A "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE"

static wmi_object *object_at(const char *class_name, const char *path, const char *label)
{
    wmi_object *object = wmi_object_new(class_name);
    wmi_value value = wmi_value_string(label);
    assert_non_null(object);
    assert_int_equal(wmi_object_set_path(object, path), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Label", &value), WMI_OK);
    return object;
}

static void assert_label(sample *s, const char *path, const char *label)
{
    wmi_object *object = NULL;
    MUST(s, wmi_object_fetch(s->session, path, &object, &s->error));
    assert_string_equal(wmi_object_string(object, "Label"), label);
    wmi_object_free(object);
}

static void an_object_goes_to_its_path(void **state)
{
    static const char *const paths[] = {
        DISK_A,
        "Sample_Disk.Removable=FALSE,Index=1,DeviceID='A'",
        "\\\\host\\ROOT\\sample:sample_disk.DeviceID=\"a\",Index=01,Removable=false",
    };
    sample *s = *state;
    size_t i;
    sample_add_disk(s, "a", 1);
    for (i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        wmi_object *object = object_at("Sample_Disk", paths[i], i == 0 ? "x" : i == 1 ? "y" : "z");
        char *path = NULL;
        if (way_differs(WAY_OTHER_HOSTS) && strncmp(paths[i], "\\\\host\\", 7) == 0) {
            wmi_object_free(object);
            continue;
        }
        MUST(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, &path, &s->error));
        SAME_PATH(path, DISK_A);
        wmi_free(path);
        assert_label(s, DISK_A, wmi_object_string(object, "Label"));
        wmi_object_free(object);
    }
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
}

/* Keys of every type are read out of the path; where it leads to nothing, an instance comes to be. */
static void a_path_creates_what_is_not_there(void **state)
{
    static const char dated[] = "Sample_Dated.When=\"20231114221320.000000+000\",Number=-7,Letter=120";
    sample *s = *state;
    s_Sample_Dated seen;
    char *path = NULL;
    wmi_object *object = object_at("Sample_Disk", "Sample_Disk.DeviceID=\"n\",Index=7,Removable=TRUE", "new");
    REFUSED(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error), WMI_E_NOT_FOUND, "Sample_Disk");
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_CREATE_OR_UPDATE, &path, &s->error));
    assert_label(s, path, "new");
    wmi_free(path);
    REFUSED(s, wmi_object_put(s->session, object, WMI_PUT_CREATE, &path, &s->error), WMI_E_ALREADY_EXISTS, "n");
    assert_null(path);
    wmi_object_free(object);

    object = wmi_object_new("Sample_Dated");
    assert_int_equal(wmi_object_set_path(object, dated), WMI_OK);
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_CREATE, NULL, &s->error));
    wmi_object_free(object);
    MUST(s, wmi_instance_get(s->session, &s_Sample_Dated_info, dated, &seen, &s->error));
    assert_int_equal(seen.Number.value, -7);
    assert_int_equal(seen.Letter.value, 'x');
    wmi_instance_clear(&s_Sample_Dated_info, &seen);

    object = wmi_object_new("Sample_Global");
    assert_int_equal(wmi_object_set_path(object, "Sample_Global=@"), WMI_OK);
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_CREATE_OR_UPDATE, NULL, &s->error));
    wmi_object_free(object);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Global"), 1);
}

static void the_path_says_of_which_class_it_is(void **state)
{
    sample *s = *state;
    s_Sample_FastDisk fast;
    char *path = NULL;
    wmi_object *object;
    memset(&fast, 0, sizeof fast);
    fast.DeviceID = "f";
    fast.Index = WMI_UINT32(1);
    fast.Removable = WMI_BOOLEAN(false);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_FastDisk_info, &fast, &path, &s->error));
    object = object_at("Sample_Disk", path, "by its superclass");
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error));
    assert_label(s, path, "by its superclass");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
    wmi_object_free(object);
    wmi_free(path);
}

static void paths_that_lead_nowhere_are_refused(void **state)
{
    static const struct {
        const char *path;
        wmi_status status;
        uint32_t number;
        const char *part;
        bool is_of_types; /* a key is written as another type than it is of */
    } cases[] = {
        {"!", WMI_USAGE, 0, "!", false},
        {"Sample_Disk", WMI_USAGE, 0, "of a class", false},
        {"\\\\.\\root\\none:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE", WMI_USAGE, 0, "namespace", false},
        {"Sample_None.DeviceID=\"a\"", WMI_TRANSPORT, WMI_E_INVALID_CLASS, "Sample_None", false},
        {"Sample_Disk.DeviceID=\"a\"", WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "as many keys", false},
        {"Sample_Disk.DeviceID=\"a\",Index=\"1\",Removable=FALSE", WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "Index",
         true},
        {"Sample_Disk.DeviceID=\"a\",Index=-1,Removable=FALSE", WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "Index",
         false},
    };
    sample *s = *state;
    size_t i;
    sample_add_disk(s, "a", 1);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wmi_object *object = object_at("Sample_Disk", cases[i].path, "x");
        char *path = NULL;
        if (cases[i].is_of_types && way_differs(WAY_TYPES)) {
            wmi_object_free(object);
            continue;
        }
        if (strstr(cases[i].path, "Index=-1") != NULL && way_differs(WAY_PATH_KEYS)) {
            FAILS(s, wmi_object_put(s->session, object, WMI_PUT_CREATE_OR_UPDATE, &path, &s->error), WMI_USAGE,
                  "Index");
            wmi_object_free(object);
            continue;
        }
        FAILS(s, wmi_object_put(s->session, object, WMI_PUT_CREATE_OR_UPDATE, &path, &s->error), cases[i].status,
              SAID(cases[i].part));
        assert_same_number(s->error.number,
                           cases[i].number == WMI_E_INVALID_CLASS ? CLASS_OF_PATH_IS_MISSING : cases[i].number,
                           cases[i].path, __FILE__, __LINE__);
        assert_null(path);
        wmi_object_free(object);
    }
}

/* An instance that was fetched and whose keys are then changed is a new one for create, and nothing for put. */
static void changed_keys_are_a_new_instance(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    char *path = NULL;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_instance_get(s->session, &s_Sample_Disk_info, DISK_A, &disk, &s->error));
    disk.Index = WMI_UINT32(2);
    FAILS(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error), WMI_USAGE, "The key Index is 2");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
    MUST(s, wmi_instance_create(s->session, &s_Sample_Disk_info, &disk, &path, &s->error));
    assert_non_null(strstr(path, "Index=2"));
    wmi_free(path);
    wmi_instance_clear(&s_Sample_Disk_info, &disk);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 2);
}

/* A put whose keys contradict its path names two instances, whichever way: nothing is sent. */
static void keys_that_contradict_the_path_are_refused(void **state)
{
    static const char dated[] = "Sample_Dated.When=\"20231114221320.000000+000\",Number=-7,Letter=120";
    static const struct {
        const char *path;
        const char *key;
        wmi_type type;
        const char *value; /* a number's first character is the value of a char16 */
        bool fits;
    } cases[] = {
        {DISK_A, "DeviceID", WMI_TYPE_STRING, "b", false},
        {DISK_A, "DeviceID", WMI_TYPE_STRING, "A", true}, /* case does not count */
        {DISK_A, "deviceid", WMI_TYPE_STRING, "c", false},
        {DISK_A, "Index", WMI_TYPE_UINT32, "2", false},
        {DISK_A, "Index", WMI_TYPE_UINT32, "1", true},
        {DISK_A, "Removable", WMI_TYPE_BOOLEAN, "TRUE", false},
        {DISK_A, "Removable", WMI_TYPE_BOOLEAN, "FALSE", true},
        {"Sample_Disk.Removable=FALSE,Index=0x1,DeviceID='a'", "Index", WMI_TYPE_UINT32, "1", true},
        {dated, "When", WMI_TYPE_DATETIME, "20231114221320.000000+000", true},
        {dated, "When", WMI_TYPE_DATETIME, "20231114221321.000000+000", false},
        {dated, "Number", WMI_TYPE_SINT16, "-7", true},
        {dated, "Number", WMI_TYPE_SINT16, "7", false},
        {dated, "Letter", WMI_TYPE_CHAR16, "x", true},
        {dated, "Letter", WMI_TYPE_CHAR16, "y", false},
        {SERVICE_PATH, "Name", WMI_TYPE_STRING, "other", false},
    };
    static const wmi_put_mode modes[] = {WMI_PUT_CREATE_OR_UPDATE, WMI_PUT_UPDATE};
    sample *s = *state;
    size_t i;
    size_t m;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wmi_object *object = wmi_object_new(i < 8 ? "Sample_Disk" : "Sample_Dated");
        wmi_value text = wmi_value_string(cases[i].value);
        wmi_memory *memory = NULL;
        wmi_value value;
        assert_int_equal(wmi_object_set_path(object, cases[i].path), WMI_OK);
        assert_true(wmi_value_convert(&text, cases[i].type, false, &memory, &value));
        assert_int_equal(wmi_object_set(object, cases[i].key, &value), WMI_OK);
        for (m = 0; m < 2; m++) {
            uint32_t before = wmi_loopback_calls(s->loopback, WMI_LOOPBACK_PUT);
            wmi_status status = wmi_object_put(s->session, object, modes[m], NULL, &s->error);
            if ((status == WMI_USAGE) == cases[i].fits) {
                fail_msg("%s with %s %s: %s", cases[i].path, cases[i].key, cases[i].value, wmi_status_name(status));
            }
            if (!cases[i].fits || !way_differs(WAY_HOST_STEPS)) {
                assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_PUT) - before, cases[i].fits ? 1 : 0);
            }
            if (!cases[i].fits) {
                assert_non_null(strstr(s->error.message, cases[i].value));
                assert_string_equal(s->error.operation, "put");
            }
        }
        wmi_memory_clear(&memory);
        wmi_object_free(object);
    }
}

/* A key that the path does not name belongs to the only key of the class; references are equal as paths are. */
static void keys_are_compared_as_what_they_are(void **state)
{
    sample *s = *state;
    s_Sample_Service service;
    s_Sample_DiskOnService link;
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    memset(&service, 0, sizeof service);
    service.Name = "other";
    service.wmi.path = "Sample_Service=\"main\"";
    FAILS(s, wmi_instance_put(s->session, &s_Sample_Service_info, &service, &s->error), WMI_USAGE,
          "The key Name is other");
    service.Name = "";
    FAILS(s, wmi_instance_put(s->session, &s_Sample_Service_info, &service, &s->error), WMI_USAGE,
          "The key Name is empty");
    service.Name = "MAIN";
    service.Caption = "x";
    service.wmi.path = "\\\\.\\root\\sample:Sample_Service='main'";
    (void)wmi_instance_put(s->session, &s_Sample_Service_info, &service, &s->error);
    assert_int_not_equal(s->error.status, WMI_USAGE);
    memset(&link, 0, sizeof link);
    link.Antecedent = SERVICE_PATH;
    link.Dependent = sample_disk_path("a", 1);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
    link.wmi.path = "Sample_DiskOnService.Antecedent=\"\\\\\\\\.\\\\root\\\\sample:sample_service.name='MAIN'\","
                    "Dependent=\"Sample_Disk.Removable=FALSE,Index=1,DeviceID='a'\"";
    MUST(s, wmi_instance_put(s->session, &s_Sample_DiskOnService_info, &link, &s->error));
    link.Dependent = sample_disk_path("a", 2);
    FAILS(s, wmi_instance_put(s->session, &s_Sample_DiskOnService_info, &link, &s->error), WMI_USAGE, "Dependent");
}

/* The backend refuses it, too, whoever asks it: here, one whose short path only the class makes clear. */
static void the_loopback_refuses_contradictions_itself(void **state)
{
    sample *s = *state;
    wmi_connect_options options;
    const wmi_backend *backend = s->backend;
    wmi_connection *connection = NULL;
    wmi_limit limit = {1000, NULL};
    wmi_object *object = wmi_object_new("Sample_Service");
    wmi_value name = wmi_value_string("other");
    char *path = NULL;
    memset(&options, 0, sizeof options);
    options.ns = S_NAMESPACE;
    sample_add_service(s);
    MUST(s, backend->connect(backend, &options, &connection, &limit, &s->error));
    assert_int_equal(wmi_object_set_path(object, "Sample_Service=\"main\""), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Name", &name), WMI_OK);
    FAILS(s, backend->put(connection, object, WMI_PUT_CREATE_OR_UPDATE, &path, &limit, &s->error), WMI_USAGE, "Name");
    FAILS(s, backend->put(connection, object, WMI_PUT_UPDATE, &path, &limit, &s->error), WMI_USAGE, "Name");
    MUST(s, backend->put(connection, object, WMI_PUT_CREATE, &path, &limit, &s->error));
    wmi_free(path);
    wmi_object_free(object);
    backend->close(connection);
}

/* Paths of another host. */

static bool visit_none(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

/* @param part of the message of a failure; NULL = each operation succeeds. */
static void try_each(sample *s, wmi_session *session, const char *host, wmi_status expected)
{
    char disk[200];
    char service[200];
    char wql[300];
    wmi_object *object = NULL;
    wmi_status status[7];
    size_t i;
    (void)snprintf(disk, sizeof disk, "\\\\%s\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE", host);
    (void)snprintf(service, sizeof service, "\\\\%s\\root\\sample:Sample_Service.Name=\"main\"", host);
    (void)snprintf(wql, sizeof wql, "ASSOCIATORS OF {%s}", disk);
    sample_add_disk(s, "a", 1);
    status[0] = wmi_object_fetch(session, disk, &object, &s->error);
    wmi_object_free(object);
    object = object_at("Sample_Disk", disk, "new");
    status[1] = wmi_object_put(session, object, WMI_PUT_UPDATE, NULL, &s->error);
    wmi_object_free(object);
    status[2] = wmi_associators(session, disk, NULL, visit_none, NULL, &s->error);
    status[3] = wmi_references(session, disk, NULL, NULL, visit_none, NULL, &s->error);
    status[4] = wmi_query(session, wql, visit_none, NULL, &s->error);
    status[5] = wmi_invoke(session, NULL, &s_Sample_Service_Ping_info, service, NULL, NULL, &s->error);
    if (status[5] == WMI_TRANSPORT && s->error.number == WMI_E_METHOD_NOT_IMPLEMENTED) {
        status[5] = WMI_OK; /* it was found */
    }
    status[6] = wmi_instance_delete(session, disk, &s->error);
    for (i = 0; i < 7; i++) {
        if (status[i] != expected) {
            fail_msg("operation %u with the host %s: %s: %s", (unsigned)i, host, wmi_status_name(status[i]),
                     s->error.message != NULL ? s->error.message : "");
        }
        assert_true(expected != WMI_USAGE || strstr(s->error.message, host) != NULL);
    }
}

static void another_hosts_path_is_refused(void **state)
{
    sample *s = *state;
    wmi_connect_options options;
    wmi_session *session = NULL;
    memset(&options, 0, sizeof options);
    options.ns = S_NAMESPACE;
    options.backend = s->backend;
    options.host = "replica-a";
    sample_add_service(s);
    MUST(s, wmi_connect(&options, &session, &s->error));
    try_each(s, session, "replica-a", WMI_OK);
    try_each(s, session, "REPLICA-A", WMI_OK);
    try_each(s, session, ".", WMI_OK);
    try_each(s, session, "replica-b", way_differs(WAY_HOST_NAMES) ? WMI_OK : WMI_USAGE);
    /* where this host's name is not known, it may be that one */
    try_each(s, s->session, "replica-b", way_differs(WAY_OTHER_HOSTS) ? WMI_USAGE : WMI_OK);
    wmi_close(session);
}

/* What a get is not. */

static void an_instance_of_another_class_is_refused(void **state)
{
    sample *s = *state;
    s_Sample_Volume volume;
    s_Sample_FastDisk fast;
    s_Sample_FastDisk zero;
    s_CIM_ManagedElement element;
    memset(&zero, 0, sizeof zero);
    memset(&volume, 0, sizeof volume);
    sample_add_disk(s, "a", 1);
    memset(&fast, 0xA5, sizeof fast);
    FAILS(s, wmi_instance_get(s->session, &s_Sample_FastDisk_info, DISK_A, &fast, &s->error), WMI_REPLY,
          "is a Sample_Disk, which is neither a Sample_FastDisk nor derived from it");
    assert_memory_equal(&fast, &zero, sizeof fast);
    assert_string_equal(s->error.class_name, "Sample_FastDisk");
    assert_string_equal(s->error.target, DISK_A);
    FAILS(s, wmi_instance_get(s->session, &s_Sample_Volume_info, DISK_A, &volume, &s->error), WMI_REPLY,
          "Sample_Volume");
    assert_null(volume.DeviceID);
    MUST(s, wmi_instance_get(s->session, &s_CIM_ManagedElement_info, DISK_A, &element, &s->error));
    assert_string_equal(element.wmi.class_name, "Sample_Disk");
    wmi_instance_clear(&s_CIM_ManagedElement_info, &element);
}

/* A backend that tells no derivation, or another one. */
static const char *const *told;

static wmi_status tell_class(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                             wmi_error *error)
{
    (void)limit;
    (void)connection;
    (void)error;
    *out = wmi_object_new(path);
    assert_non_null(*out);
    assert_int_equal(wmi_object_set_path(*out, path), WMI_OK);
    assert_int_equal(wmi_object_set_derivation(*out, told), WMI_OK);
    return WMI_OK;
}

static wmi_status connect_nowhere(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                  const wmi_limit *limit, wmi_error *error)
{
    (void)limit;
    (void)self;
    (void)options;
    (void)error;
    *out = NULL;
    return WMI_OK;
}

static void close_nothing(wmi_connection *connection)
{
    (void)connection;
}

static void classes_are_judged_by_what_is_known(void **state)
{
    static const char *const of_disk[] = {"SAMPLE_DISK", "CIM_ManagedElement", NULL};
    static const char *const of_none[] = {NULL};
    static const struct {
        const char *class_name;
        const char *const *derivation;
        bool fits;
    } cases[] = {
        {"Sample_Disk", NULL, true},         {"sample_disk", of_none, true}, /* its own name is enough */
        {"Vendor_Disk", of_disk, true},      {"Vendor_Disk", of_none, false},
        {"Vendor_Disk", NULL, true},         /* nothing is known of it */
        {"CIM_ManagedElement", NULL, false}, /* an ancestor is no descendant */
    };
    sample *s = *state;
    wmi_connect_options options;
    wmi_backend backend;
    wmi_session *session = NULL;
    size_t i;
    memset(&backend, 0, sizeof backend);
    memset(&options, 0, sizeof options);
    backend.connect = connect_nowhere;
    backend.close = close_nothing;
    backend.get = tell_class;
    options.backend = &backend;
    options.ns = S_NAMESPACE;
    MUST(s, wmi_connect(&options, &session, &s->error));
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        s_Sample_Disk disk;
        wmi_status status;
        told = cases[i].derivation;
        status = wmi_instance_get(session, &s_Sample_Disk_info, cases[i].class_name, &disk, &s->error);
        assert_int_equal(status, cases[i].fits ? WMI_OK : WMI_REPLY);
        wmi_instance_clear(&s_Sample_Disk_info, &disk);
    }
    wmi_close(session);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(an_object_goes_to_its_path),          TEST(a_path_creates_what_is_not_there),
        TEST(the_path_says_of_which_class_it_is),  TEST(paths_that_lead_nowhere_are_refused),
        TEST(changed_keys_are_a_new_instance),     TEST(keys_that_contradict_the_path_are_refused),
        TEST(keys_are_compared_as_what_they_are),  TEST(the_loopback_refuses_contradictions_itself),
        TEST(another_hosts_path_is_refused),       TEST(an_instance_of_another_class_is_refused),
        TEST(classes_are_judged_by_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
