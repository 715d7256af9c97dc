/* What clients may write: of a Dynamic class only what it says that it supports. */
#include "fixture.h"

enum { EVERY = WMI_CLASS_CREATE | WMI_CLASS_UPDATE | WMI_CLASS_DELETE };

/* Volumes of a schema with one class for each combination of flags: Sample_Volume, and V0 to V7 which are Dynamic. */
typedef struct provided {
    wmi_class_info infos[9];
    wmi_schema_class classes[9];
    wmi_schema schema;
    char names[9][4];
} provided;

static void make_schema(provided *p)
{
    static const wmi_method_info *const methods[] = {NULL};
    static const char *const roots[] = {NULL};
    uint32_t i;
    memset(p, 0, sizeof *p);
    for (i = 0; i < 9; i++) {
        (void)snprintf(p->names[i], sizeof p->names[i], "V%u", (unsigned)i);
        p->infos[i] = s_Sample_Volume_info;
        p->infos[i].name = p->names[i];
        p->infos[i].superclass = NULL;
        p->infos[i].derivation = roots;
        p->infos[i].flags = i == 8 ? 0
                                   : WMI_CLASS_DYNAMIC | (i & 1 ? WMI_CLASS_CREATE : 0) |
                                         (i & 2 ? WMI_CLASS_UPDATE : 0) | (i & 4 ? WMI_CLASS_DELETE : 0);
        p->classes[i].info = &p->infos[i];
        p->classes[i].methods = methods;
    }
    p->schema.name = "provided";
    p->schema.classes = p->classes;
    p->schema.class_count = 9;
}

/* Not capable, where the class must say more than it does. */
static void expect_write(sample *s, const wmi_class_info *info, uint32_t needed, bool allowed, wmi_status status)
{
    bool capable = allowed || (info->flags & WMI_CLASS_DYNAMIC) == 0 || (info->flags & needed) != 0;
    assert_int_equal(status, capable ? WMI_OK : WMI_TRANSPORT);
    if (!capable) {
        assert_int_equal(s->error.number, WMI_E_PROVIDER_NOT_CAPABLE);
        assert_non_null(strstr(s->error.message, info->name));
        /* wmi_loopback_allow_writes, or mofbind-mock's --allow-writes */
        assert_non_null(strstr(s->error.message, "writes switches this off)"));
    }
}

static void write_all(sample *s, const wmi_class_info *info, bool allowed)
{
    s_Sample_Volume volume;
    wmi_object *object;
    char path[32];
    bool updates;
    (void)snprintf(path, sizeof path, "%s=\"a\"", info->name);
    memset(&volume, 0, sizeof volume);
    volume.DeviceID = "a";
    expect_write(s, info, WMI_CLASS_CREATE, allowed, wmi_instance_create(s->session, info, &volume, NULL, &s->error));
    MUST(s, wmi_loopback_add(s->loopback, info, &volume, NULL, &s->error)); /* the test itself may */
    updates = allowed || (info->flags & WMI_CLASS_DYNAMIC) == 0 || (info->flags & WMI_CLASS_UPDATE) != 0;
    expect_write(s, info, WMI_CLASS_UPDATE, allowed, wmi_instance_put(s->session, info, &volume, &s->error));
    MUST(s, wmi_instance_object(info, &volume, &object, &s->error));
    expect_write(s, info, WMI_CLASS_UPDATE, allowed,
                 wmi_object_put(s->session, object, WMI_PUT_UPDATE, NULL, &s->error));
    assert_int_equal(s->error.status, updates ? WMI_OK : WMI_TRANSPORT);
    wmi_object_free(object);
    expect_write(s, info, WMI_CLASS_DELETE, allowed, wmi_instance_delete(s->session, path, &s->error));
    if (wmi_loopback_count(s->loopback, S_NAMESPACE, info->name) >
        0) { /* it is asked before it looks for the instance */
        MUST(s, wmi_loopback_remove(s->loopback, S_NAMESPACE, path, &s->error));
        expect_write(s, info, WMI_CLASS_DELETE, allowed, wmi_instance_delete(s->session, path, &s->error));
    } else {
        REFUSED(s, wmi_instance_delete(s->session, path, &s->error), WMI_E_NOT_FOUND, "V");
    }
    expect_write(s, info, WMI_CLASS_CREATE, allowed, wmi_instance_put(s->session, info, &volume, &s->error));
}

static void provided_classes_say_what_they_support(void **state)
{
    UNLESS(WAY_OWN_CLASSES);
    static provided p;
    const wmi_schema *schemas[] = {&p.schema};
    wmi_connect_options options;
    sample s;
    unsigned i;
    (void)state;
    memset(&s, 0, sizeof s);
    memset(&options, 0, sizeof options);
    make_schema(&p);
    MUST(&s, wmi_loopback_new(schemas, 1, &s.loopback, &s.error));
    s.backend = way_to(s.loopback, schemas, 1, &s.error);
    assert_non_null(s.backend);
    options.backend = s.backend;
    options.ns = S_NAMESPACE;
    MUST(&s, wmi_connect(&options, &s.session, &s.error));
    for (i = 0; i < 9; i++) {
        write_all(&s, &p.infos[i], false);
    }
    for (i = 0; i < 9; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "V%u=\"a\"", i);
        if (wmi_loopback_count(s.loopback, S_NAMESPACE, p.names[i]) > 0) {
            MUST(&s, wmi_loopback_remove(s.loopback, S_NAMESPACE, path, &s.error));
        }
        wmi_loopback_allow_writes(s.loopback, true);
        write_all(&s, &p.infos[i], true);
        wmi_loopback_allow_writes(s.loopback, false);
    }
    wmi_loopback_allow_writes(NULL, true);
    wmi_error_clear(&s.error);
    wmi_close(s.session);
    way_end(s.loopback);
}

/* A whole object may be put back as it was fetched, with the required property that nobody has set. */
static void a_fetched_object_may_be_put_back(void **state)
{
    sample *s = *state;
    wmi_object *disk = NULL;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_object_fetch(s->session, sample_disk_path("a", 1), &disk, &s->error));
    assert_true(disk->count > 3);
    MUST(s, wmi_object_put(s->session, disk, WMI_PUT_UPDATE, NULL, &s->error));
    wmi_object_free(disk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(provided_classes_say_what_they_support),
        TEST(a_fetched_object_may_be_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
