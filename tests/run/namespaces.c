/* A class belongs to the namespace that its MOF names: a session of another one takes neither it nor its methods. */
#include "fixture.h"

/* The same classes, of a namespace that nobody named. */
static const wmi_class_info *unbound(void)
{
    static wmi_class_info info;
    info = s_Sample_Disk_info;
    info.flags &= ~(uint32_t)WMI_CLASS_BOUND;
    return &info;
}

/* A second host, whose only namespace is another one, with a class of the same name. */
typedef struct other_host {
    wmi_class_info info;
    wmi_class_info link;
    wmi_schema_class classes[2];
    wmi_schema schema;
    wmi_loopback *loopback;
    const wmi_backend *backend;
} other_host;

static const wmi_method_info *const no_methods[] = {NULL};

static void open_other(other_host *host, sample *s)
{
    const wmi_schema *schemas[] = {&host->schema};
    memset(host, 0, sizeof *host);
    host->info = s_Sample_Disk_info;
    host->info.ns = "root\\other";
    host->info.superclass = NULL;
    host->link = s_Sample_DiskOnService_info;
    host->link.ns = host->info.ns;
    host->classes[0].info = &host->info;
    host->classes[1].info = &host->link;
    host->classes[0].methods = host->classes[1].methods = no_methods;
    host->schema.name = "other";
    host->schema.classes = host->classes;
    host->schema.class_count = 2;
    MUST(s, wmi_loopback_new(schemas, 1, &host->loopback, &s->error));
    host->backend = way_to(host->loopback, schemas, 1, &s->error);
    assert_non_null(host->backend);
}

static wmi_session *connect_to(sample *s, const wmi_backend *backend, const char *ns, bool any_namespace)
{
    wmi_connect_options options = {0};
    wmi_session *session = NULL;
    options.backend = backend;
    options.ns = ns;
    options.any_namespace = any_namespace;
    MUST(s, wmi_connect(&options, &session, &s->error));
    return session;
}

#define OTHER_CLASS                                                                                                    \
    "is a class of root\\sample, and the session is connected to ROOT/Other; connect one to the former, or set "

static void other_namespaces_are_refused(void **state)
{
    sample *s = *state;
    other_host host;
    wmi_session *session;
    s_Sample_Disk disk = {.DeviceID = "a", .Index = WMI_UINT32_INIT(1), .Removable = WMI_BOOLEAN_INIT(false)};
    s_Sample_Disk read;
    void *items;
    size_t count;
    char **paths;
    char *path = NULL;
    open_other(&host, s);
    session = connect_to(s, host.backend, "ROOT/Other", false);
    FAILS(s, wmi_instance_get(session, &s_Sample_Disk_info, "Sample_Disk=@", &read, &s->error), WMI_USAGE,
          "Sample_Disk " OTHER_CLASS "wmi_connect_options.any_namespace");
    FAILS(s, wmi_instance_list(session, &s_Sample_Disk_info, NULL, &items, &count, &s->error), WMI_USAGE, OTHER_CLASS);
    assert_null(items);
    FAILS(s, wmi_instance_put(session, &s_Sample_Disk_info, &disk, &s->error), WMI_USAGE, OTHER_CLASS);
    FAILS(s, wmi_instance_create(session, &s_Sample_Disk_info, &disk, &path, &s->error), WMI_USAGE, OTHER_CLASS);
    FAILS(s, wmi_invoke(session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL, &s->error), WMI_USAGE,
          "Sample_Service " OTHER_CLASS);
    FAILS(
        s,
        wmi_invoke_wait(session, "Sample_Kind", &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL, NULL, &s->error),
        WMI_USAGE, "Sample_Kind " OTHER_CLASS);
    FAILS(s, wmi_association_paths(session, &s_Sample_DiskOnService_info, "Dependent", "x", &paths, &count, &s->error),
          WMI_USAGE, "Sample_DiskOnService " OTHER_CLASS);
    assert_null(paths);
    assert_int_equal(wmi_loopback_count_calls(host.loopback, NULL), 0); /* nothing was sent */
    wmi_close(session);
    way_end(host.loopback);
}

static void what_may_be_used(void **state)
{
    static const char *const spellings[] = {"root\\sample", "ROOT/Sample", "\\\\.\\root\\sample"};
    sample *s = *state;
    other_host host;
    wmi_session *session;
    void *items;
    size_t count;
    char **paths;
    size_t i;
    for (i = 0; i < 3; i++) {
        session = connect_to(s, s->backend, spellings[i], false);
        MUST(s, wmi_instance_list(session, &s_Sample_Disk_info, NULL, &items, &count, &s->error));
        wmi_close(session);
    }
    open_other(&host, s);
    session = connect_to(s, host.backend, "root\\other", false);
    MUST(s, wmi_instance_list(session, unbound(), NULL, &items, &count, &s->error));
    FAILS(s, wmi_instance_list(session, &s_Sample_Disk_info, NULL, &items, &count, &s->error), WMI_USAGE,
          "root\\sample");
    wmi_close(session);
    session = connect_to(s, host.backend, "root\\other", true);
    MUST(s, wmi_instance_list(session, &s_Sample_Disk_info, NULL, &items, &count, &s->error));
    REFUSED(s,
            wmi_association_paths(session, &s_Sample_DiskOnService_info, "Dependent",
                                  "Sample_Disk.DeviceID=\"x\",Index=1,Removable=FALSE", &paths, &count, &s->error),
            WMI_E_NOT_FOUND, "");
    wmi_close(session);
    way_end(host.loopback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(other_namespaces_are_refused), TEST(what_may_be_used)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
