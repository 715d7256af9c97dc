/* Instances: stored, fetched, listed, changed, deleted, associated. */
#include "fixture.h"

static void an_instance_comes_back_whole(void **state)
{
    static const char *const tags[] = {"one", "", "drei"};
    sample *s = *state;
    s_Sample_FastDisk disk;
    s_Sample_Disk seen;
    s_Sample_Setting setting;
    s_Sample_Setting inner;
    char *path = NULL;
    memset(&disk, 0, sizeof disk);
    memset(&setting, 0, sizeof setting);
    setting.InstanceID = "s<1>";
    setting.Limit = WMI_UINT32(7);
    disk.DeviceID = "Disk \"1\"";
    disk.Index = WMI_UINT32(0);
    disk.Removable = WMI_BOOLEAN(true);
    disk.Size = WMI_UINT64(UINT64_MAX);
    disk.Offset = WMI_SINT16(-3);
    disk.Ratio = WMI_REAL64(0.25);
    disk.Made = WMI_SECONDS(90);
    disk.Tags.items = tags;
    disk.Tags.count = 3;
    disk.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    disk.Parent = "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"p\",Index=1,Removable=FALSE";
    disk.Speed = WMI_UINT16(9);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_FastDisk_info, &disk, &path, &s->error));
    assert_string_equal(path, "\\\\.\\root\\sample:Sample_FastDisk.DeviceID=\"Disk \\\"1\\\"\",Index=0,Removable=TRUE");

    /* The schema class of the struct may be an ancestor. */
    MUST(s, wmi_instance_get(s->session, &s_Sample_Disk_info, path, &seen, &s->error));
    SAME_PATH(seen.wmi.path, path);
    assert_string_equal(seen.wmi.class_name, "Sample_FastDisk");
    assert_string_equal(seen.DeviceID, "Disk \"1\"");
    assert_true(seen.Size.value == UINT64_MAX);
    assert_int_equal(seen.Offset.value, -3);
    assert_true(seen.Ratio.value == 0.25);
    assert_true(seen.Made.value.is_interval);
    assert_int_equal(seen.Tags.count, 3);
    assert_string_equal(seen.Tags.items[2], "drei");
    assert_null(seen.Label);
    MUST(s, WMI_UNEMBED(s_Sample_Setting, &seen.Setting, &inner, &s->error));
    assert_string_equal(inner.InstanceID, "s<1>");
    assert_int_equal(inner.Limit.value, 7);
    wmi_instance_clear(&s_Sample_Setting_info, &inner);
    wmi_instance_clear(&s_Sample_Disk_info, &seen);
    wmi_free(path);
}

static void paths_find_instances_however_they_are_written(void **state)
{
    static const char *const good[] = {
        "Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE",
        "sample_disk.removable=false,INDEX=1,deviceid=\"A\"",
        "Sample_Disk.DeviceID='a',Index=01,Removable=FALSE",
        "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE",
        "\\\\localhost\\ROOT\\Sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE",
        "\\\\any\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE",
    };
    static const struct {
        const char *path;
        uint32_t number;
        bool is_of_types; /* its keys are written as another type than they are of */
    } bad[] = {
        {"Sample_Disk.DeviceID=\"b\",Index=1,Removable=FALSE", WMI_E_NOT_FOUND, false},
        {"Sample_FastDisk.DeviceID=\"a\",Index=1,Removable=FALSE", WMI_E_NOT_FOUND, false},
        {"Sample_Nothing.DeviceID=\"a\"", WMI_E_INVALID_CLASS, false},
        {"\\\\.\\root\\none:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE", WMI_E_INVALID_NAMESPACE, false},
        {"Sample_Disk.DeviceID=\"a\",Index=1", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE,Size=3", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk.DeviceID=\"a\",Index=1,Size=3", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk.DeviceID=\"a\",Index=\"1\",Removable=FALSE", WMI_E_INVALID_OBJECT_PATH, true},
        {"Sample_Disk.DeviceID=5,Index=1,Removable=FALSE", WMI_E_INVALID_OBJECT_PATH, true},
        {"Sample_Disk.DeviceID=\"a\",Index=99999999999,Removable=FALSE", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk=\"a\"", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk=@", WMI_E_INVALID_OBJECT_PATH, false},
        {"Sample_Disk", WMI_E_NOT_SUPPORTED, false}, /* a host gives the class */
        {"Sample_Disk.DeviceID = \"a\"", WMI_E_INVALID_OBJECT_PATH, false},
        {"!", WMI_E_INVALID_OBJECT_PATH, false},
    };
    sample *s = *state;
    wmi_object *object;
    size_t i;
    sample_add_disk(s, "a", 1);
    sample_add_service(s);
    for (i = 0; i < sizeof good / sizeof good[0]; i++) {
        if (way_differs(WAY_OTHER_HOSTS) && strncmp(good[i], "\\\\any\\", 6) == 0) {
            continue;
        }
        MUST(s, wmi_object_fetch(s->session, good[i], &object, &s->error));
        SAME_PATH(object->path, "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE");
        assert_string_equal(object->class_name, "Sample_Disk");
        wmi_object_free(object);
    }
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if ((bad[i].is_of_types && way_differs(WAY_TYPES)) ||
            (bad[i].number == WMI_E_NOT_SUPPORTED && way_differs(WAY_NOT_PLAYED))) {
            continue;
        }
        REFUSED(s, wmi_object_fetch(s->session, bad[i].path, &object, &s->error),
                bad[i].number == WMI_E_INVALID_CLASS ? CLASS_OF_PATH_IS_MISSING : bad[i].number, "");
        assert_null(object);
        assert_string_equal(s->error.target, bad[i].path);
    }
    MUST(s, wmi_object_fetch(s->session, "Sample_Service=\"MAIN\"", &object, &s->error)); /* short form */
    wmi_object_free(object);
}

static void keys_of_every_type_are_found_again(void **state)
{
    sample *s = *state;
    s_Sample_Dated dated;
    s_Sample_Dated seen;
    s_Sample_Global global;
    wmi_object *object;
    char *path = NULL;
    memset(&dated, 0, sizeof dated);
    memset(&global, 0, sizeof global);
    dated.When = WMI_DATETIME(wmi_datetime_from_unix(1700000000));
    dated.Number = WMI_SINT64(INT64_MIN);
    dated.Letter = WMI_CHAR16('x');
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Dated_info, &dated, &path, &s->error));
    MUST(s, wmi_instance_get(s->session, &s_Sample_Dated_info, path, &seen, &s->error));
    assert_true(seen.Number.value == INT64_MIN);
    assert_int_equal(seen.Letter.value, 'x');
    wmi_instance_clear(&s_Sample_Dated_info, &seen);
    wmi_free(path);

    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Global_info, &global, NULL, &s->error));
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Global_info, &global, NULL, &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Global"), 1);
    MUST(s, wmi_object_fetch(s->session, "Sample_Global=@", &object, &s->error));
    wmi_object_free(object);
}

static void lists_hold_derived_classes_and_honour_where(void **state)
{
    sample *s = *state;
    s_Sample_FastDisk fast;
    s_Sample_Disk *disks = NULL;
    void *items = NULL;
    size_t count = 0;
    int i;
    memset(&fast, 0, sizeof fast);
    MUST(s, wmi_instance_list(s->session, &s_Sample_Disk_info, NULL, &items, &count, &s->error));
    assert_null(items);
    assert_int_equal(count, 0);
    for (i = 0; i < 20; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "disk %d", i);
        sample_add_disk(s, id, (uint32_t)i);
    }
    fast.DeviceID = "fast";
    fast.Index = WMI_UINT32(15);
    fast.Removable = WMI_BOOLEAN(false);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_FastDisk_info, &fast, NULL, &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, "ROOT/SAMPLE", "sample_disk"), 21);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_ManagedElement"), 21);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Volume"), 0);
    assert_int_equal(wmi_loopback_count(s->loopback, "root", "Sample_Disk"), 0);

    MUST(s, wmi_instance_list(s->session, &s_Sample_Disk_info, "", &items, &count, &s->error));
    assert_int_equal(count, 21);
    disks = items;
    assert_string_equal(disks[0].DeviceID, "disk 0"); /* superclass first, oldest first */
    assert_string_equal(disks[20].wmi.class_name, "Sample_FastDisk");
    wmi_instance_list_free(&s_Sample_Disk_info, items, count);

    MUST(s, wmi_instance_list(s->session, &s_Sample_Disk_info, "Index >= 15 AND NOT DeviceID LIKE '%16'", &items,
                              &count, &s->error));
    assert_int_equal(count, 5);
    wmi_instance_list_free(&s_Sample_Disk_info, items, count);
    REFUSED(s, wmi_instance_list(s->session, &s_Sample_Disk_info, "Nope = 1", &items, &count, &s->error),
            WMI_E_INVALID_QUERY, "Nope");
    assert_null(items);
    assert_string_equal(s->error.operation, "list");
    assert_string_equal(s->error.class_name, "Sample_Disk");
    assert_string_equal(s->error.target, "SELECT * FROM Sample_Disk WHERE Nope = 1");
}

static void put_creates_and_updates_what_is_set(void **state)
{
    static const char *const tags[] = {"t"};
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Disk seen;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    disk.Serial = "S1";
    disk.Size = WMI_UINT64(5);
    disk.Tags.items = tags;
    disk.Tags.count = 1;
    MUST(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error));
    WMI_CLEAR(disk.Size);
    disk.DeviceID = "A"; /* the same key */
    disk.Label = "new";
    MUST(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
    MUST(s, wmi_instance_get(s->session, &s_Sample_Disk_info, sample_disk_path("a", 1), &seen, &s->error));
    assert_int_equal(seen.Size.value, 5);
    assert_string_equal(seen.Label, "new");
    assert_string_equal(seen.Serial, "S1");
    wmi_instance_clear(&s_Sample_Disk_info, &seen);
    disk.Serial = "S2";
    REFUSED(s, wmi_instance_put(s->session, &s_Sample_Disk_info, &disk, &s->error), WMI_E_READ_ONLY,
            "Sample_Disk.Serial");
    assert_string_equal(s->error.operation, "put");
    /* The program itself may: add replaces. */
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
    MUST(s, wmi_instance_get(s->session, &s_Sample_Disk_info, sample_disk_path("a", 1), &seen, &s->error));
    assert_string_equal(seen.Serial, "S2");
    assert_false(seen.Size.has);
    wmi_instance_clear(&s_Sample_Disk_info, &seen);
}

static void set_changes_one_property(void **state)
{
    sample *s = *state;
    const char *path = sample_disk_path("a", 1);
    wmi_value value = wmi_value_string("X9");
    wmi_value wrong = wmi_value_uint16(1);
    wmi_value nothing = wmi_value_null(WMI_TYPE_STRING, false);
    wmi_object *object;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_loopback_set(s->loopback, S_NAMESPACE, path, "serial", &value, &s->error));
    MUST(s, wmi_object_fetch(s->session, path, &object, &s->error));
    assert_string_equal(wmi_object_string(object, "Serial"), "X9");
    wmi_object_free(object);
    MUST(s, wmi_loopback_set(s->loopback, S_NAMESPACE, path, "Serial", &nothing, &s->error));
    MUST(s, wmi_object_fetch(s->session, path, &object, &s->error));
    assert_null(wmi_object_string(object, "Serial"));
    assert_string_equal(wmi_object_string(object, "DeviceID"), "a");
    wmi_object_free(object);
    REFUSED(s, wmi_loopback_set(s->loopback, S_NAMESPACE, path, "Serial", &wrong, &s->error), WMI_E_TYPE_MISMATCH,
            "Serial");
    REFUSED(s, wmi_loopback_set(s->loopback, S_NAMESPACE, path, "Nope", &value, &s->error), WMI_E_INVALID_PARAMETER,
            "Nope");
    REFUSED(s, wmi_loopback_set(s->loopback, S_NAMESPACE, path, "DeviceID", &value, &s->error), WMI_E_READ_ONLY,
            "DeviceID");
    REFUSED(s, wmi_loopback_set(s->loopback, S_NAMESPACE, sample_disk_path("b", 1), "Serial", &value, &s->error),
            WMI_E_NOT_FOUND, "b");
}

static void delete_takes_instances_away(void **state)
{
    sample *s = *state;
    sample_add_disk(s, "a", 1);
    sample_add_disk(s, "b", 1);
    sample_add_disk(s, "c", 1);
    MUST(s, wmi_instance_delete(s->session, sample_disk_path("b", 1), &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 2);
    REFUSED(s, wmi_instance_delete(s->session, sample_disk_path("b", 1), &s->error), WMI_E_NOT_FOUND, "b");
    assert_string_equal(s->error.operation, "delete");
    REFUSED(s, wmi_instance_delete(s->session, "Sample_Disk", &s->error), WMI_E_INVALID_OBJECT_PATH,
            WORDED("names a class"));
    MUST(s, wmi_instance_delete(s->session, sample_disk_path("c", 1), &s->error));
    MUST(s, wmi_instance_delete(s->session, sample_disk_path("a", 1), &s->error));
    sample_add_disk(s, "b", 1);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 1);
}

/* Associations. */

static void link_up(sample *s, const char *antecedent, const char *dependent)
{
    s_Sample_DiskOnService link;
    memset(&link, 0, sizeof link);
    link.Antecedent = antecedent;
    link.Dependent = dependent;
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
}

static void associations_are_followed_by_role(void **state)
{
    sample *s = *state;
    char **paths = NULL;
    size_t count = 0;
    sample_add_service(s);
    sample_add_disk(s, "a", 1);
    link_up(s, SERVICE_PATH, sample_disk_path("a", 1));
    link_up(s, "\\\\HOST\\root\\sample:Sample_Service.Name=\"MAIN\"", sample_disk_path("not stored", 2));
    link_up(s, "Sample_Service.Name=\"other\"", sample_disk_path("z", 1));
    /* The same association in another spelling is the same instance. */
    link_up(s, "\\\\.\\root\\sample:sample_service=\"main\"", "Sample_Disk.Removable=FALSE,Index=1,DeviceID=\"A\"");
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_DiskOnService"), 3);

    MUST(s, wmi_associator_paths(s->session, "Sample_DiskOnService", "Dependent", SERVICE_PATH, &paths, &count,
                                 &s->error));
    assert_int_equal(count, 2);
    SAME_PATH(paths[0], "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE");
    SAME_PATH(paths[1], sample_disk_path("not stored", 2));
    wmi_free(paths);
    MUST(s, wmi_associator_paths(s->session, NULL, "Antecedent", SERVICE_PATH, &paths, &count, &s->error));
    assert_null(paths);
    assert_int_equal(count, 0);
    MUST(s, wmi_associator_paths(s->session, NULL, NULL,
                                 "\\\\.\\root\\sample:Sample_Disk.DeviceID=\"a\",Index=1,Removable=FALSE", &paths,
                                 &count, &s->error));
    assert_int_equal(count, 1);
    SAME_PATH(paths[0], "\\\\.\\root\\sample:" SERVICE_PATH);
    wmi_free(paths);
    REFUSED(s, wmi_associator_paths(s->session, "Nope", "X", SERVICE_PATH, &paths, &count, &s->error),
            WMI_E_INVALID_CLASS, "Nope");
    assert_string_equal(s->error.operation, "associators");
    FAILS(s, wmi_associator_paths(s->session, NULL, NULL, "!", &paths, &count, &s->error),
          way_differs(WAY_QUERY_PATHS) ? WMI_USAGE : WMI_TRANSPORT, "!");
    assert_same_number(s->error.number, way_differs(WAY_QUERY_PATHS) ? 0 : WMI_E_INVALID_OBJECT_PATH, "!", __FILE__,
                       __LINE__);
}

static void ten_thousand_instances_are_found_again(void **state)
{
    sample *s = *state;
    wmi_object *object;
    char id[16];
    unsigned i;
    for (i = 0; i < 10000; i++) {
        (void)snprintf(id, sizeof id, "d%u", i);
        sample_add_disk(s, id, i);
    }
    for (i = 0; i < 10000; i += 7) {
        (void)snprintf(id, sizeof id, "d%u", i);
        MUST(s, wmi_object_fetch(s->session, sample_disk_path(id, i), &object, &s->error));
        assert_int_equal(wmi_object_integer(object, "Index", -1), i);
        wmi_object_free(object);
    }
}

/* Dynamic objects. */

typedef struct tally {
    unsigned seen;
    unsigned stop_at;
    bool has_path;
    size_t properties;
} tally;

static bool visit(void *context, const wmi_object *object)
{
    tally *t = context;
    t->has_path = object->path != NULL;
    t->properties = object->count;
    return ++t->seen != t->stop_at;
}

static void queries_hand_out_objects_until_told_to_stop(void **state)
{
    sample *s = *state;
    tally all = {0, 0, false, 0};
    tally two = {0, 2, false, 0};
    tally narrow = {0, 0, false, 0};
    tally keys = {0, 0, false, 0};
    sample_add_disk(s, "a", 1);
    sample_add_disk(s, "b", 2);
    sample_add_disk(s, "c", 3);
    MUST(s, wmi_query(s->session, "select * from sample_disk", visit, &all, &s->error));
    assert_int_equal(all.seen, 3);
    /* NULL ones too */
    assert_int_equal(all.properties, s_Sample_Disk_info.field_count - (way_differs(WAY_NULL_ARRAY) ? 1 : 0));
    MUST(s, wmi_query(s->session, "SELECT * FROM Sample_Disk", visit, &two, &s->error));
    assert_int_equal(two.seen, 2);
    MUST(s, wmi_query(s->session, "SELECT Index, Label FROM Sample_Disk", visit, &narrow, &s->error));
    /* as on com, which asks for objects that can be found again */
    assert_int_equal(narrow.has_path, !way_differs(WAY_COLUMNS));
    assert_int_equal(narrow.properties, 2);
    MUST(s, wmi_query(s->session, "SELECT index, deviceid, removable FROM Sample_Disk", visit, &keys, &s->error));
    assert_true(keys.has_path);
    REFUSED(s, wmi_query(s->session, "SELECT * FROM Nope", visit, &all, &s->error), WMI_E_INVALID_CLASS, "Nope");
    REFUSED(s, wmi_query(s->session, "SELECT Nope FROM Sample_Disk", visit, &all, &s->error), WMI_E_INVALID_QUERY,
            "Nope");
    assert_string_equal(s->error.operation, "query");
}

/* As on a host: a property that is NULL is there, with its type. */
static void null_properties_are_there(void **state)
{
    sample *s = *state;
    wmi_object *disk = NULL;
    const wmi_value *value;
    uint32_t i;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_object_fetch(s->session, sample_disk_path("a", 1), &disk, &s->error));
    assert_int_equal(disk->count, s_Sample_Disk_info.field_count - (way_differs(WAY_NULL_ARRAY) ? 1 : 0));
    for (i = 0; i < s_Sample_Disk_info.field_count; i++) {
        const wmi_field *field = &s_Sample_Disk_info.fields[i];
        value = wmi_object_get(disk, field->name);
        if ((field->flags & WMI_FIELD_ARRAY) != 0 && way_differs(WAY_NULL_ARRAY)) {
            assert_null(value);
            continue;
        }
        assert_non_null(value);
        assert_int_equal(value->type, field->type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : field->type);
        assert_int_equal(value->is_array, (field->flags & WMI_FIELD_ARRAY) != 0);
        assert_int_equal(value->is_null, (field->flags & WMI_FIELD_KEY) == 0);
    }
    wmi_object_free(disk);
}

/* A string that looks like a path is a string: the schema says which keys are references. */
static void a_string_key_is_never_read_as_a_path(void **state)
{
    static const char *const pairs[][2] = {
        {"a:b", "b"},
        {"a:Sample_Volume.DeviceID=\\\"x\\\"", "Sample_Volume.DeviceID=\\\"x\\\""},
        {"Sample_Volume.DeviceID=\\\"1\\\"", "Sample_Volume=\\\"1\\\""},
        {"\\\\\\\\.\\\\root:b=1", "b=1"},
        {"x=01", "x=1"},
    };
    sample *s = *state;
    size_t i;
    for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        s_Sample_Volume volume;
        s_Sample_DiskOnService link;
        char paths[2][160];
        char **found = NULL;
        size_t count = 0;
        unsigned each;
        memset(&volume, 0, sizeof volume);
        memset(&link, 0, sizeof link);
        for (each = 0; each < 2; each++) {
            wmi_path parsed;
            char *disk = NULL;
            s_Sample_Disk one;
            (void)snprintf(paths[each], sizeof paths[each], "Sample_Disk.DeviceID=\"%s\",Index=1,Removable=FALSE",
                           pairs[i][each]);
            MUST(s, wmi_path_parse(paths[each], &parsed, &s->error));
            memset(&one, 0, sizeof one);
            one.DeviceID = parsed.keys[0].text;
            one.Index = WMI_UINT32(1);
            one.Removable = WMI_BOOLEAN(false);
            MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &one, &disk, &s->error));
            wmi_path_clear(&parsed);
            wmi_free(disk);
        }
        assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 2 * (i + 1));
        sample_add_service(s);
        link.Antecedent = SERVICE_PATH;
        link.Dependent = paths[0];
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
        MUST(s, wmi_associator_paths(s->session, "Sample_DiskOnService", "Antecedent", paths[0], &found, &count,
                                     &s->error));
        assert_int_equal(count, 1);
        wmi_free(found);
        MUST(s, wmi_associator_paths(s->session, "Sample_DiskOnService", "Antecedent", paths[1], &found, &count,
                                     &s->error));
        assert_int_equal(count, 0);
        wmi_free(found);
    }
}

/* What names a deleted instance goes with it. */
static void associations_go_with_their_instances(void **state)
{
    sample *s = *state;
    s_Sample_DiskOnService link;
    char **found = NULL;
    char *association = NULL;
    size_t count = 0;
    int i;
    sample_add_service(s);
    memset(&link, 0, sizeof link);
    link.Antecedent = SERVICE_PATH;
    for (i = 0; i < 3; i++) {
        char id[8];
        (void)snprintf(id, sizeof id, "d%d", i);
        sample_add_disk(s, id, 1);
        link.Dependent = sample_disk_path(id, 1);
        wmi_free(association);
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, &association, &s->error));
    }
    MUST(s, wmi_instance_delete(s->session, sample_disk_path("d1", 1), &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_DiskOnService"), 2);
    MUST(s, wmi_associator_paths(s->session, "Sample_DiskOnService", "Dependent", SERVICE_PATH, &found, &count,
                                 &s->error));
    assert_int_equal(count, 2);
    wmi_free(found);
    MUST(s, wmi_instance_delete(s->session, SERVICE_PATH, &s->error));
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_DiskOnService"), 0);
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "Sample_Disk"), 2);
    REFUSED(s, wmi_object_fetch(s->session, association, &(wmi_object *){NULL}, &s->error), WMI_E_NOT_FOUND, "");
    wmi_free(association);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_instance_comes_back_whole),
        TEST(paths_find_instances_however_they_are_written),
        TEST(keys_of_every_type_are_found_again),
        TEST(lists_hold_derived_classes_and_honour_where),
        TEST(put_creates_and_updates_what_is_set),
        TEST(set_changes_one_property),
        TEST(delete_takes_instances_away),
        TEST(associations_are_followed_by_role),
        TEST(ten_thousand_instances_are_found_again),
        TEST(queries_hand_out_objects_until_told_to_stop),
        TEST(null_properties_are_there),
        TEST(a_string_key_is_never_read_as_a_path),
        TEST(associations_go_with_their_instances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
