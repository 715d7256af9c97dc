/* The functions that every class has: one, each, related, select, from, copy. */
#include "fixture.h"

#include <wmi/instance.h>

WMI_DEFINE_INSTANCE(s_Sample_Disk);
WMI_DEFINE_INSTANCE(s_Sample_Service);
WMI_DEFINE_INSTANCE(s_CIM_ManagedElement);
WMI_DEFINE_INSTANCE(s_Msvm_ConcreteJob);
WMI_DEFINE_INSTANCE(s_Sample_Global);

static void add_labelled(sample *s, const char *id, uint32_t index, const char *label)
{
    s_Sample_Disk disk;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = id;
    disk.Index = WMI_UINT32(index);
    disk.Removable = WMI_BOOLEAN(false);
    disk.Label = label;
    disk.Serial = "serial";
    disk.Size = WMI_UINT64(index);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
}

static void link_disk(sample *s, const char *path)
{
    s_Sample_DiskOnService link;
    memset(&link, 0, sizeof link);
    link.Antecedent = SERVICE_PATH;
    link.Dependent = path;
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
}

static void one_is_exactly_one(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    s_Msvm_ConcreteJob job;
    add_labelled(s, "a", 1, "left");
    MUST(s, s_Sample_Disk_one(s->session, NULL, &disk, &s->error));
    assert_string_equal(disk.Label, "left");
    s_Sample_Disk_clear(&disk);
    add_labelled(s, "b", 2, "right");
    MUST(s, s_Sample_Disk_one(s->session, "Label = 'right'", &disk, &s->error));
    assert_string_equal(disk.DeviceID, "b");
    s_Sample_Disk_clear(&disk);
    FAILS(s, s_Sample_Disk_one(s->session, "", &disk, &s->error), WMI_AMBIGUOUS, "there are several: ");
    assert_non_null(strstr(s->error.message, "DeviceID=\"a\""));
    assert_non_null(strstr(s->error.message, "DeviceID=\"b\""));
    assert_null(disk.DeviceID);
    assert_null(disk.wmi.memory);
    FAILS(s, s_Sample_Disk_one(s->session, "Label = 'none'", &disk, &s->error), WMI_NOT_FOUND,
          "There is no Sample_Disk where Label = 'none'");
    assert_int_equal(s->error.number, WMI_E_NOT_FOUND);
    assert_string_equal(s->error.name, "WBEM_E_NOT_FOUND");
    assert_null(strstr(s->error.message, "elevated"));
    FAILS(s, s_Msvm_ConcreteJob_one(s->session, NULL, &job, &s->error), WMI_NOT_FOUND, "not elevated");
    FAILS(s, s_Sample_Disk_one(s->session, NULL, NULL, &s->error), WMI_USAGE, "instance is NULL");
    FAILS(s, s_Sample_Disk_one(NULL, NULL, &disk, &s->error), WMI_USAGE, "session");
    assert_int_equal(s_Sample_Disk_one(s->session, NULL, &disk, NULL), WMI_AMBIGUOUS);
    assert_string_equal(wmi_status_name(WMI_NOT_FOUND), "not found");
    assert_string_equal(wmi_status_name(WMI_AMBIGUOUS), "ambiguous");
}

static void some_properties_are_all_that_is_fetched(void **state)
{
    static const char *const names[] = {"LABEL", "Size", "label", NULL};
    static const char *const none[] = {NULL};
    static const char *const system[] = {"__PATH", "Label", NULL};
    static const char *const wrong[] = {"Label", "Serail", NULL};
    static const char *const far[] = {"Zymurgy", NULL};
    static const char *const no_system[] = {"__PAHT", NULL};
    wmi_select select = {names, "Size > 1"};
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Disk *disks = NULL;
    size_t count = 0;
    add_labelled(s, "a", 1, "left");
    add_labelled(s, "it's \"b\"", 2, "right");
    MUST(s, s_Sample_Disk_list_select(s->session, &select, &disks, &count, &s->error));
    assert_int_equal(count, 1);
    assert_string_equal(disks[0].Label, "right");
    assert_true(disks[0].Size.value == 2);
    assert_string_equal(disks[0].DeviceID, "it's \"b\"");
    assert_true(disks[0].Removable.has);
    assert_null(disks[0].Serial);
    assert_non_null(disks[0].wmi.path);
    assert_string_equal(disks[0].wmi.class_name, "Sample_Disk");
    MUST(s, s_Sample_Disk_get_select(s->session, disks[0].wmi.path, names, &disk, &s->error));
    assert_string_equal(disk.Label, "right");
    assert_string_equal(disk.wmi.path, disks[0].wmi.path);
    assert_null(disk.Serial);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET), 0); /* nothing whole has travelled */
    s_Sample_Disk_clear(&disk);
    s_Sample_Disk_list_free(disks, count);
    MUST(s, s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), none, &disk, &s->error));
    assert_string_equal(disk.DeviceID, "a");
    assert_null(disk.Label);
    s_Sample_Disk_clear(&disk);
    MUST(s, s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), NULL, &disk, &s->error));
    assert_string_equal(disk.Serial, "serial");
    s_Sample_Disk_clear(&disk);
    select.properties = system;
    select.where = NULL;
    FAILS(s, s_Sample_Disk_one_select(s->session, &select, &disk, &s->error), WMI_AMBIGUOUS, "several");
    select.where = "Size = 1";
    MUST(s, s_Sample_Disk_one_select(s->session, &select, &disk, &s->error));
    assert_string_equal(disk.Label, "left");
    assert_false(disk.Size.has);
    s_Sample_Disk_clear(&disk);
    wmi_loopback_clear_calls(s->loopback);
    FAILS(s, s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), wrong, &disk, &s->error), WMI_USAGE,
          "Sample_Disk has no property \"Serail\"; nearest: Serial");
    FAILS(s, s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), no_system, &disk, &s->error), WMI_USAGE,
          "Sample_Disk has no property \"__PAHT\"");
    FAILS(s, s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), far, &disk, &s->error), WMI_USAGE,
          "Sample_Disk has no property \"Zymurgy\"");
    assert_null(strstr(s->error.message, "nearest"));
    select.properties = wrong;
    FAILS(s, s_Sample_Disk_list_select(s->session, &select, &disks, &count, &s->error), WMI_USAGE, "nearest: Serial");
    FAILS(s, s_Sample_Disk_one_select(s->session, &select, &disk, &s->error), WMI_USAGE, "nearest: Serial");
    FAILS(s, s_Sample_Disk_related_select(s->session, SERVICE_PATH, NULL, &select, &disks, &count, &s->error),
          WMI_USAGE, "nearest: Serial");
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_QUERY) +
                         wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET) +
                         wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ASSOCIATORS),
                     0);
}

/* Columns of a class without keys would leave the path to the host: all is asked for, and what is not wanted is dropped. */
static void superclasses_without_keys_have_paths(void **state)
{
    static const char *const names[] = {"Caption", NULL};
    wmi_select select = {names, NULL};
    sample *s = *state;
    s_CIM_ManagedElement *elements = NULL;
    s_CIM_ManagedElement element;
    size_t count = 0;
    sample_add_service(s);
    MUST(s, s_CIM_ManagedElement_list_select(s->session, &select, &elements, &count, &s->error));
    assert_int_equal(count, 1);
    assert_non_null(elements[0].wmi.path);
    assert_string_equal(elements[0].wmi.class_name, "Sample_Service");
    assert_null(elements[0].ElementName);
    assert_null(elements[0].wmi.others);
    s_CIM_ManagedElement_list_free(elements, count);
    MUST(s, s_CIM_ManagedElement_get_select(s->session, SERVICE_PATH, names, &element, &s->error));
    assert_non_null(element.wmi.path);
    assert_null(element.ElementName);
    assert_null(element.wmi.others);
    s_CIM_ManagedElement_clear(&element);
    select.where = "Nope = 1";
    REFUSED(s, s_CIM_ManagedElement_one_select(s->session, &select, &element, &s->error), WMI_E_INVALID_QUERY, "Nope");
    assert_string_equal(s->error.target, "SELECT * FROM CIM_ManagedElement WHERE Nope = 1");
}

/* A path that is none, of nothing, of another class: as get tells it. A singleton needs no keys. */
static void get_select_fails_as_get_does(void **state)
{
    static const char *const names[] = {"Caption", NULL};
    static const char *const value[] = {"Value", NULL};
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Global global;
    sample_add_service(s);
    REFUSED(s, s_Sample_Disk_get_select(s->session, sample_disk_path("z", 1), names, &disk, &s->error), WMI_E_NOT_FOUND,
            "z");
    REFUSED(s, s_Sample_Disk_get_select(s->session, "!", names, &disk, &s->error), WMI_E_INVALID_OBJECT_PATH, "!");
    if (!way_differs(WAY_NOT_PLAYED)) {
        REFUSED(s, s_Sample_Disk_get_select(s->session, "Sample_Disk", names, &disk, &s->error), WMI_E_NOT_SUPPORTED,
                "");
    }
    FAILS(s, s_Sample_Disk_get_select(s->session, SERVICE_PATH, names, &disk, &s->error), WMI_REPLY,
          "is a Sample_Service, which is neither a Sample_Disk nor derived from it");
    FAILS(s, s_Sample_Disk_get_select(s->session, "", names, &disk, &s->error), WMI_USAGE, "path");
    FAILS(s, s_Sample_Disk_get_select(s->session, SERVICE_PATH, names, NULL, &s->error), WMI_USAGE, "instance");
    memset(&global, 0, sizeof global);
    global.Value = "v";
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Global_info, &global, NULL, &s->error));
    MUST(s, s_Sample_Global_get_select(s->session, "Sample_Global=@", value, &global, &s->error));
    assert_string_equal(global.Value, "v");
    s_Sample_Global_clear(&global);
}

typedef struct walk {
    sample *s;
    size_t seen;
    size_t stop_at;
    s_Sample_Disk kept;
} walk;

static bool WMI_CALLBACK visit_disk(void *context, const s_Sample_Disk *disk)
{
    walk *w = context;
    s_Sample_Disk again;
    w->seen++;
    assert_non_null(disk->Label);
    if (w->seen == 1) {
        assert_int_equal(s_Sample_Disk_copy(disk, &w->kept), WMI_OK);
    }
    MUST(w->s, s_Sample_Disk_get(w->s->session, disk->wmi.path, &again, &w->s->error)); /* the session may be used */
    s_Sample_Disk_clear(&again);
    return w->seen != w->stop_at;
}

/* The first visit takes the others from under the enumeration; one is changed before. */
static bool WMI_CALLBACK delete_next(void *context, const s_Sample_Disk *disk)
{
    static const char *const labels[] = {"one", "two", "three", "four"};
    walk *w = context;
    wmi_value label = wmi_value_string("new");
    uint32_t i;
    assert_string_equal(disk->Label, labels[w->seen]);
    if (w->seen == 0) {
        MUST(w->s,
             wmi_loopback_set(w->s->loopback, S_NAMESPACE, sample_disk_path("c", 3), "Label", &label, &w->s->error));
    }
    for (i = 0; w->seen == 0 && i < 4; i++) {
        char id[] = {(char)('a' + i), '\0'};
        MUST(w->s, wmi_instance_delete(w->s->session, sample_disk_path(id, i + 1), &w->s->error));
    }
    w->seen++;
    return true;
}

/* An enumeration of many takes little more than one of few: what is shown is copied when it is its turn. */
static bool WMI_CALLBACK measure(void *context, const s_Sample_Disk *disk)
{
    walk *w = context;
    (void)disk;
    wmi_loopback_clear_calls(w->s->loopback); /* what the journal keeps of them is not meant */
    w->seen = allocator_live() > w->seen ? allocator_live() : w->seen;
    return true;
}

static void each_holds_no_more_of_many(void **state)
{
    static const char *const names[] = {"Label", NULL};
    wmi_select select = {names, "Size >= 0"};
    sample *s = *state;
    walk w;
    size_t before;
    uint32_t i;
    for (i = 0; i < 500; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "d%u", (unsigned)i);
        add_labelled(s, id, i, "many");
    }
    memset(&w, 0, sizeof w);
    w.s = s;
    before = allocator_live();
    MUST(s, s_Sample_Disk_each(s->session, NULL, measure, &w, &s->error));
    MUST(s, s_Sample_Disk_each(s->session, &select, measure, &w, &s->error));
    assert_true(way_differs(WAY_UNCOUNTED) || (w.seen > 0 && w.seen < before + 100));
}

static void each_visits_one_at_a_time(void **state)
{
    static const char *const names[] = {"Label", NULL};
    wmi_select select = {names, "Size < 4"};
    sample *s = *state;
    walk w;
    memset(&w, 0, sizeof w);
    w.s = s;
    add_labelled(s, "a", 1, "one");
    add_labelled(s, "b", 2, "two");
    add_labelled(s, "c", 3, "three");
    add_labelled(s, "d", 4, "four");
    MUST(s, s_Sample_Disk_each(s->session, NULL, visit_disk, &w, &s->error));
    assert_int_equal(w.seen, 4);
    assert_non_null(w.kept.Serial);
    s_Sample_Disk_clear(&w.kept);
    w.seen = 0;
    w.stop_at = 2;
    MUST(s, s_Sample_Disk_each(s->session, &select, visit_disk, &w, &s->error));
    assert_int_equal(w.seen, 2);
    assert_null(w.kept.Serial);
    s_Sample_Disk_clear(&w.kept);
    FAILS(s, s_Sample_Disk_each(s->session, NULL, NULL, NULL, &s->error), WMI_USAGE, "function");
    wmi_loopback_allow_writes(s->loopback, true);
    w.seen = 0;
    MUST(s, s_Sample_Disk_each(s->session, NULL, delete_next, &w, &s->error)); /* what was there is what comes */
    assert_int_equal(w.seen, 4);
    w.seen = 0;
    MUST(s, s_Sample_Disk_each(s->session, NULL, visit_disk, &w, &s->error));
    assert_int_equal(w.seen, 0);
    select.where = "Nonsense = 1";
    assert_int_equal(s_Sample_Disk_each(s->session, &select, visit_disk, &w, &s->error), WMI_TRANSPORT);
}

static void related_are_those_of_the_class(void **state)
{
    static const char *const names[] = {"Label", NULL};
    wmi_select select = {names, NULL};
    sample *s = *state;
    s_Sample_Disk *disks = NULL;
    s_CIM_ManagedElement *elements = NULL;
    s_Sample_Service service;
    s_Sample_Disk disk;
    size_t count = 7;
    size_t i;
    char id[8];
    sample_add_service(s);
    FAILS(s, s_Sample_Disk_related_one(s->session, SERVICE_PATH, NULL, &disk, &s->error), WMI_NOT_FOUND,
          "There is no Sample_Disk associated with Sample_Service.Name=\"main\"");
    MUST(s, s_Sample_Disk_related(s->session, SERVICE_PATH, NULL, &disks, &count, &s->error));
    assert_int_equal(count, 0);
    assert_null(disks);
    for (i = 0; i < 19; i++) { /* more than one query names */
        (void)snprintf(id, sizeof id, "d%u", (unsigned)i);
        add_labelled(s, id, (uint32_t)i, i % 2 == 0 ? "even" : "odd");
        link_disk(s, sample_disk_path(id, (uint32_t)i));
    }
    add_labelled(s, "loose", 99, "even");
    MUST(s, s_Sample_Disk_related(s->session, SERVICE_PATH, "Sample_DiskOnService", &disks, &count, &s->error));
    assert_int_equal(count, 19);
    assert_string_equal(disks[3].Serial, "serial");
    s_Sample_Disk_list_free(disks, count);
    MUST(s, s_CIM_ManagedElement_related(s->session, SERVICE_PATH, NULL, &elements, &count, &s->error));
    assert_int_equal(count, 19); /* subclasses too */
    s_CIM_ManagedElement_list_free(elements, count);
    MUST(s, s_Sample_Disk_related_select(s->session, SERVICE_PATH, NULL, &select, &disks, &count, &s->error));
    assert_int_equal(count, 19);
    assert_null(disks[0].Serial);
    assert_non_null(disks[0].Label);
    assert_non_null(disks[0].DeviceID);
    s_Sample_Disk_list_free(disks, count);
    select.where = "Label = 'even' OR Size = 3";
    wmi_loopback_clear_calls(s->loopback);
    MUST(s, s_Sample_Disk_related_select(s->session, SERVICE_PATH, NULL, &select, &disks, &count, &s->error));
    assert_int_equal(count, 11);
    assert_null(disks[0].Serial);
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_QUERY), 3);
    s_Sample_Disk_list_free(disks, count);
    MUST(s, s_Sample_Service_related_one(s->session, sample_disk_path("d3", 3), NULL, &service, &s->error));
    assert_string_equal(service.Name, "main");
    s_Sample_Service_clear(&service);
    FAILS(s, s_Sample_Disk_related_one(s->session, SERVICE_PATH, NULL, &disk, &s->error), WMI_AMBIGUOUS, "several");
    MUST(s, s_Sample_Disk_related(s->session, SERVICE_PATH, "CIM_AffectedJobElement", &disks, &count, &s->error));
    assert_int_equal(count, 0);
    REFUSED(s, s_Sample_Disk_related(s->session, SERVICE_PATH, "Nope", &disks, &count, &s->error), WMI_E_INVALID_CLASS,
            "Nope");
    FAILS(s, s_Sample_Disk_related(s->session, NULL, NULL, &disks, &count, &s->error), WMI_USAGE, "path");
    FAILS(s, s_Sample_Disk_related(s->session, SERVICE_PATH, NULL, NULL, &count, &s->error), WMI_USAGE, "place");
}

static void from_checks_the_class(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    wmi_object *object = NULL;
    add_labelled(s, "a", 1, "left");
    sample_add_service(s);
    MUST(s, wmi_object_fetch(s->session, sample_disk_path("a", 1), &object, &s->error));
    MUST(s, s_Sample_Disk_from(object, &disk, &s->error));
    assert_string_equal(disk.Label, "left");
    wmi_object_free(object);
    assert_string_equal(disk.Label, "left"); /* nothing of it is the object's */
    s_Sample_Disk_clear(&disk);
    MUST(s, wmi_object_fetch(s->session, SERVICE_PATH, &object, &s->error));
    FAILS(s, s_Sample_Disk_from(object, &disk, &s->error), WMI_REPLY,
          "is a Sample_Service, which is neither a Sample_Disk nor derived from it");
    assert_null(disk.Caption);
    FAILS(s, s_Sample_Disk_from(object, NULL, &s->error), WMI_USAGE, "instance is NULL");
    FAILS(s, s_Sample_Disk_from(NULL, &disk, &s->error), WMI_USAGE, "object");
    wmi_object_free(object);
}

/* What is made of the one object of a query. */
typedef struct taking {
    sample *s;
    size_t seen;
    wmi_status status;
} taking;

static bool WMI_CALLBACK take_disk(void *context, const wmi_object *object)
{
    taking *t = context;
    s_Sample_Disk disk;
    t->seen++;
    t->status = s_Sample_Disk_from(object, &disk, &t->s->error);
    s_Sample_Disk_clear(&disk);
    return true;
}

static void what_is_queried_is_of_its_class(void **state)
{
    static const struct {
        const char *wql;
        bool names_columns;
        const char *refusal; /* NULL = it is a disk */
    } queries[] = {
        {"SELECT * FROM Sample_Disk", false, NULL},
        {"SELECT * FROM Sample_FastDisk", false, NULL},
        {"SELECT * FROM Sample_Service", false, "is a Sample_Service, which is neither a Sample_Disk nor derived"},
        {"SELECT * FROM Sample_DiskOnService", false, "is a Sample_DiskOnService"}, /* derived from nothing */
        {"ASSOCIATORS OF {Sample_FastDisk.DeviceID=\"f\",Index=1,Removable=FALSE}", false, "is a Sample_Service"},
        {"REFERENCES OF {Sample_Service.Name=\"main\"}", false, "is a Sample_DiskOnService"},
        {"SELECT DeviceID, Index, Removable FROM Sample_FastDisk", true, NULL},
        {"SELECT Name FROM Sample_Service", true, "is a Sample_Service"},
    };
    sample *s = *state;
    s_Sample_FastDisk fast;
    size_t i;
    memset(&fast, 0, sizeof fast);
    fast.DeviceID = "f";
    fast.Index = WMI_UINT32(1);
    fast.Removable = WMI_BOOLEAN(false);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_FastDisk_info, &fast, NULL, &s->error));
    sample_add_service(s);
    link_disk(s, "Sample_FastDisk.DeviceID=\"f\",Index=1,Removable=FALSE");
    for (i = 0; i < WMI_COUNT(queries); i++) {
        taking t = {s, 0, WMI_OK};
        const char *refusal = queries[i].names_columns && way_differs(WAY_DERIVATION) ? NULL : queries[i].refusal;
        assert_int_equal(wmi_query(s->session, queries[i].wql, take_disk, &t, NULL), WMI_OK);
        assert_int_equal(t.seen, 1);
        if (refusal == NULL) {
            MUST(s, t.status);
        } else {
            FAILS(s, t.status, WMI_REPLY, refusal);
        }
    }
}

static void events_have_typed_instances(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Service service;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    wmi_value number = wmi_value_uint64(3);
    add_labelled(s, "a", 1, "before");
    MUST(s, wmi_subscribe(s->session,
                          "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &s->error));
    MUST(s, wmi_loopback_set(s->loopback, S_NAMESPACE, sample_disk_path("a", 1), "Size", &number, &s->error));
    MUST(s, wmi_events_next(events, 5000, &event, &s->error));
    MUST(s, s_Sample_Disk_from_event(event, "TargetInstance", &disk, &s->error));
    assert_true(disk.Size.value == 3);
    s_Sample_Disk_clear(&disk);
    MUST(s, s_Sample_Disk_from_event(event, "previousinstance", &disk, &s->error));
    assert_true(disk.Size.value == 1);
    s_Sample_Disk_clear(&disk);
    FAILS(s, s_Sample_Service_from_event(event, "TargetInstance", &service, &s->error), WMI_REPLY,
          "is a Sample_Disk, which is neither a Sample_Service nor derived from it");
    FAILS(s, s_Sample_Disk_from(event, &disk, &s->error), WMI_REPLY, "is a __InstanceModificationEvent");
    FAILS(s, s_Sample_Disk_from_event(event, "Target", &disk, &s->error), WMI_REPLY,
          "The __InstanceModificationEvent has no Target");
    FAILS(s, s_Sample_Disk_from_event(event, "TIME_CREATED", &disk, &s->error), WMI_REPLY, "no object");
    FAILS(s, s_Sample_Disk_from_event(event, NULL, &disk, &s->error), WMI_USAGE, "TargetInstance, PreviousInstance");
    FAILS(s, s_Sample_Disk_from_event(NULL, "TargetInstance", &disk, &s->error), WMI_USAGE, "event is NULL");
    wmi_object_free(event);
    wmi_events_free(events);
}

static void copies_outlive_what_they_are_of(void **state)
{
    static const char *const tags[] = {"x", "y"};
    sample *s = *state;
    s_Sample_Setting setting;
    s_Sample_Disk disk;
    s_Sample_Disk seen;
    s_Sample_Disk copy;
    const s_Sample_Setting *inner;
    memset(&setting, 0, sizeof setting);
    setting.Name = "in";
    setting.Limit = WMI_UINT32(3);
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Tags.items = tags;
    disk.Tags.count = 2;
    disk.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    assert_int_equal(s_Sample_Disk_copy(&disk, &copy), WMI_OK);
    setting.Limit = WMI_UINT32(4);
    memset(&disk, 0xAA, sizeof disk);
    assert_string_equal(copy.DeviceID, "a");
    assert_string_equal(copy.Tags.items[1], "y");
    assert_ptr_not_equal(copy.Tags.items, tags);
    inner = copy.Setting.instance;
    assert_int_equal(inner->Limit.value, 3);
    s_Sample_Disk_clear(&copy);
    add_labelled(s, "a", 1, "left");
    MUST(s, s_Sample_Disk_get(s->session, sample_disk_path("a", 1), &seen, &s->error));
    disk = seen; /* moved as bytes */
    memset(&seen, 0, sizeof seen);
    assert_int_equal(s_Sample_Disk_copy(&disk, &copy), WMI_OK);
    s_Sample_Disk_clear(&disk);
    assert_string_equal(copy.Label, "left");
    assert_non_null(strstr(copy.wmi.path, "DeviceID"));
    assert_string_equal(copy.wmi.class_name, "Sample_Disk");
    assert_int_equal(s_Sample_Disk_copy(&copy, &copy), WMI_USAGE);
    memset(&disk, 0xAA, sizeof disk);
    assert_int_equal(s_Sample_Disk_copy(NULL, &disk), WMI_USAGE);
    assert_null(disk.DeviceID); /* zeroed, so that it may be cleared */
    s_Sample_Disk_clear(&disk);
    s_Sample_Disk_clear(&copy);
    memset(&disk, 0, sizeof disk);
    setting.wmi.memory = NULL;
    disk.Setting.instance = &disk;
    disk.Setting.info = &s_Sample_Disk_info; /* holds itself */
    assert_int_equal(s_Sample_Disk_copy(&disk, &copy), WMI_USAGE);
    assert_null(copy.Setting.instance);
}

/* Every allocation of all of them fails once; nothing leaks (the fixture counts), and the next try succeeds. */
static wmi_status run_all(sample *s)
{
    static const char *const names[] = {"Label", NULL};
    wmi_select select = {names, "Label = 'left'"};
    s_Sample_Disk disk;
    s_Sample_Disk copy;
    s_Sample_Disk *disks = NULL;
    size_t count = 0;
    wmi_status status = s_Sample_Disk_one_select(s->session, &select, &disk, &s->error);
    if (status == WMI_OK) {
        status = s_Sample_Disk_copy(&disk, &copy);
        s_Sample_Disk_clear(&disk);
    }
    if (status == WMI_OK) {
        s_Sample_Disk_clear(&copy);
        status = s_Sample_Disk_get_select(s->session, sample_disk_path("a", 1), names, &disk, &s->error);
        s_Sample_Disk_clear(&disk);
    }
    if (status == WMI_OK) {
        status = s_Sample_Disk_related_select(s->session, SERVICE_PATH, NULL, &select, &disks, &count, &s->error);
        s_Sample_Disk_list_free(disks, count);
    }
    if (status == WMI_OK) {
        status = s_Sample_Disk_list_select(s->session, &select, &disks, &count, &s->error);
        s_Sample_Disk_list_free(disks, count);
    }
    return status;
}

static bool WMI_CALLBACK pass(void *context, const s_Sample_Disk *disk)
{
    (void)context;
    (void)disk;
    return true;
}

static wmi_status run_rest(sample *s)
{
    s_Sample_Disk disk;
    wmi_object *object = NULL;
    wmi_status status = s_Sample_Disk_each(s->session, NULL, pass, NULL, &s->error);
    if (status == WMI_OK) {
        status = s_Sample_Disk_related_one(s->session, SERVICE_PATH, NULL, &disk, &s->error);
        s_Sample_Disk_clear(&disk);
    }
    if (status == WMI_OK) {
        status = wmi_object_fetch(s->session, sample_disk_path("a", 1), &object, &s->error);
    }
    if (status == WMI_OK) {
        status = s_Sample_Disk_from(object, &disk, &s->error);
        s_Sample_Disk_clear(&disk);
    }
    wmi_object_free(object);
    return status;
}

static void every_failed_allocation_is_told(void **state)
{
    OF_THE_LOOPBACK;
    wmi_status (*const runs[])(sample *) = {run_all, run_rest};
    sample *s = *state;
    size_t i;
    sample_add_service(s);
    add_labelled(s, "a", 1, "left");
    link_disk(s, sample_disk_path("a", 1));
    for (i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        size_t at = 0;
        wmi_status status;
        do {
            allocator_fail_after(at++);
            status = runs[i](s);
            assert_true(status == WMI_OK || status == WMI_NO_MEMORY);
            assert_true(status == WMI_NO_MEMORY || !allocator_failed() || at > 1);
        } while (allocator_failed());
        allocator_fail_after(SIZE_MAX);
        assert_int_equal(status, WMI_OK);
        assert_true(at > 30);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(one_is_exactly_one),
        TEST(some_properties_are_all_that_is_fetched),
        TEST(superclasses_without_keys_have_paths),
        TEST(get_select_fails_as_get_does),
        TEST(each_visits_one_at_a_time),
        TEST(each_holds_no_more_of_many),
        TEST(related_are_those_of_the_class),
        TEST(from_checks_the_class),
        TEST(what_is_queried_is_of_its_class),
        TEST(events_have_typed_instances),
        TEST(copies_outlive_what_they_are_of),
        TEST(every_failed_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
