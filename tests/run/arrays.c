/* Arrays that are empty, and arrays that are NULL: as parameters both ways, and as properties that are created, read, changed. */
#include "fixture.h"

#include <wmi/instance.h>

WMI_DEFINE_INSTANCE(s_Sample_Disk);

/* Of an array: how many elements; NULL has none of them. */
enum { IS_NULL = -1 };

static int size_of(const void *items, size_t count)
{
    return items == NULL ? IS_NULL : (int)count;
}

/* What another sees of an array of that size. */
static int seen_as(int size)
{
    return size == 0 && way_differs(WAY_EMPTY_ARRAY) ? IS_NULL : size;
}

static const int sizes[] = {2, 0, IS_NULL, 0, 1};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static const char *const texts[] = {"one", "two"};

static wmi_array_string array_of(int size)
{
    wmi_array_string array = {size == IS_NULL ? NULL : texts, size == IS_NULL ? 0 : (size_t)size};
    return array;
}

/* Parameters. */

/* What the host saw, and what it is to answer. */
typedef struct told {
    int notes;
    int volumes;
    int settings;
} told;

WMI_LOOPBACK_HANDLER(define, s_Sample_Service_Define)
{
    static const char *const volumes[] = {"Sample_Volume.DeviceID=\"a\"", "Sample_Volume.DeviceID=\"b\""};
    static wmi_embedded settings[2];
    told *t = call->context;
    (void)error;
    t->notes = size_of(in->Notes.items, in->Notes.count);
    if (t->volumes != IS_NULL) {
        out->Volumes.items = volumes;
        out->Volumes.count = (size_t)t->volumes;
    }
    if (t->settings != IS_NULL) {
        settings[0] = settings[1] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Sample_Setting\"></INSTANCE>");
        out->Settings.items = settings;
        out->Settings.count = (size_t)t->settings;
    }
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static void parameters_both_ways(void **state)
{
    sample *s = *state;
    s_Sample_Setting setting;
    told t;
    memset(&setting, 0, sizeof setting);
    setting.InstanceID = "s";
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", define, &t, &s->error));
    for (size_t i = 0; i < SIZES; i++) {
        s_Sample_Service_Define_in in;
        s_Sample_Service_Define_out out;
        memset(&in, 0, sizeof in);
        memset(&out, 0, sizeof out);
        in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
        in.Notes = array_of(sizes[i]);
        t.notes = 99;
        t.volumes = sizes[i];
        t.settings = sizes[SIZES - 1 - i];
        MUST(s, wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Define_info, SERVICE_PATH, &in, &out,
                           &s->error));
        assert_int_equal(t.notes, seen_as(sizes[i]));
        assert_int_equal(size_of(out.Volumes.items, out.Volumes.count), seen_as(t.volumes));
        assert_int_equal(size_of(out.Settings.items, out.Settings.count), seen_as(t.settings));
        wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    }
}

/* Properties. */

static int tags_seen(sample *s, const char *path, bool in_list)
{
    s_Sample_Disk disk;
    s_Sample_Disk *disks = NULL;
    size_t count = 0;
    int size;
    if (in_list) {
        MUST(s, s_Sample_Disk_list(s->session, NULL, &disks, &count, &s->error));
        assert_int_equal(count, 1);
        size = size_of(disks[0].Tags.items, disks[0].Tags.count);
        s_Sample_Disk_list_free(disks, count);
        return size;
    }
    MUST(s, s_Sample_Disk_get(s->session, path, &disk, &s->error));
    size = size_of(disk.Tags.items, disk.Tags.count);
    s_Sample_Disk_clear(&disk);
    return size;
}

/* What is there, without a way to it. */
static int tags_stored(sample *s, const char *path)
{
    s_Sample_Disk disk;
    int size;
    MUST(s, wmi_loopback_get(s->loopback, &s_Sample_Disk_info, path, &disk, &s->error));
    size = size_of(disk.Tags.items, disk.Tags.count);
    s_Sample_Disk_clear(&disk);
    return size;
}

static void properties_of_what_is_created(void **state)
{
    sample *s = *state;
    for (size_t i = 0; i < SIZES; i++) {
        const char *path = sample_disk_path("a", 1);
        s_Sample_Disk disk;
        memset(&disk, 0, sizeof disk);
        disk.DeviceID = "a";
        disk.Index = WMI_UINT32(1);
        disk.Removable = WMI_BOOLEAN(false);
        disk.Tags = array_of(sizes[i]);
        MUST(s, wmi_instance_create(s->session, &s_Sample_Disk_info, &disk, NULL, &s->error));
        assert_int_equal(tags_stored(s, path), seen_as(sizes[i]));
        assert_int_equal(tags_seen(s, path, false), seen_as(sizes[i]));
        assert_int_equal(tags_seen(s, path, true), seen_as(sizes[i]));
        MUST(s, wmi_instance_delete(s->session, path, &s->error));
        /* And of one that the host has put there. */
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
        assert_int_equal(tags_stored(s, path), sizes[i]);
        assert_int_equal(tags_seen(s, path, false), seen_as(sizes[i]));
        assert_int_equal(tags_seen(s, path, true), seen_as(sizes[i]));
        MUST(s, wmi_instance_delete(s->session, path, &s->error));
    }
}

/* A member that is NULL is not sent: the host keeps what it has. An empty one is refused where no element stands for it. */
static void properties_that_are_changed(void **state)
{
    sample *s = *state;
    const char *path = sample_disk_path("a", 1);
    s_Sample_Disk disk;
    sample_add_disk(s, "a", 1);
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    for (size_t i = 0; i < SIZES; i++) {
        disk.Tags = array_of(2);
        MUST(s, s_Sample_Disk_put(s->session, &disk, &s->error));
        assert_int_equal(tags_stored(s, path), 2);
        disk.Tags = array_of(sizes[i]);
        if (sizes[i] == 0 && way_differs(WAY_EMPTY_ARRAY)) {
            REFUSED(s, s_Sample_Disk_put(s->session, &disk, &s->error), WMI_E_NOT_SUPPORTED, "the array Tags");
        } else {
            MUST(s, s_Sample_Disk_put(s->session, &disk, &s->error));
        }
        assert_int_equal(tags_stored(s, path), seen_as(sizes[i]) == IS_NULL ? 2 : sizes[i]);
    }
}

/* NULL itself, which is sent where an element can say so. */
static void properties_that_become_null(void **state)
{
    sample *s = *state;
    wmi_value none = wmi_value_null(WMI_TYPE_STRING, true);
    const char *path = sample_disk_path("a", 1);
    wmi_object *object = wmi_object_new("Sample_Disk");
    s_Sample_Disk disk;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = "a";
    disk.Index = WMI_UINT32(1);
    disk.Removable = WMI_BOOLEAN(false);
    disk.Tags = array_of(2);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
    assert_non_null(object);
    assert_int_equal(wmi_object_set_path(object, path), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Tags", &none), WMI_OK);
    if (way_differs(WAY_NULL_ARRAY)) {
        REFUSED(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error), WMI_E_NOT_SUPPORTED,
                "the array Tags");
        assert_int_equal(tags_stored(s, path), 2);
        /* Of an array that has no elements none are taken away. */
        MUST(s, wmi_instance_delete(s->session, path, &s->error));
        disk.Tags = array_of(0);
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
    }
    MUST(s, wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error));
    wmi_object_free(object);
    assert_int_equal(tags_stored(s, path), way_differs(WAY_NULL_ARRAY) ? 0 : IS_NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parameters_both_ways),
        TEST(properties_of_what_is_created),
        TEST(properties_that_are_changed),
        TEST(properties_that_become_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
