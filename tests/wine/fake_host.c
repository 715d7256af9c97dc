#include "fake_host.h"

#include <windows.h>

#include <objbase.h>

#include <golden_types/schema.h>
#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

/* The source tree as Windows names it: Wine shows the whole file system as Z:. */
static void windows_path(char *path, size_t size, const char *name)
{
    const char *root = MOFBIND_SOURCE_DIR;

    (void)snprintf(path, size, "%s%s/%s", root[0] == '/' ? "Z:" : "", root, name);
    for (char *c = path; *c != '\0'; c++)
        *c = *c == '/' ? '\\' : *c;
}

int fake_host_load(void **state)
{
    static const char *const names[] = {"mof/WindowsVirtualization.V2.mof", "mof/WindowsHyperVCluster.V2.mof",
                                        "tests/golden/types.mof"};
    enum { COUNT = sizeof names / sizeof names[0] };
    char paths[COUNT][512];
    const char *files[COUNT];
    char message[1024] = "";

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        windows_path(paths[i], sizeof paths[i], names[i]);
        files[i] = paths[i];
    }
    if (!fake_load(files, COUNT, message, sizeof message)) {
        print_error("the fake cannot read the MOFs: %s\n", message);
        return 1;
    }
    return 0;
}

int fake_host_setup(void **state)
{
    static const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema, &golden_types_schema};
    static fake_host host;

    memset(&host, 0, sizeof host);
    *state = &host;
    if (wmi_loopback_new(schemas, sizeof schemas / sizeof schemas[0], &host.world, &host.error) != WMI_OK) {
        print_error("%s\n", host.error.message);
        return 1;
    }
    wmi_loopback_allow_writes(host.world, true); /* what a provider supports is the fake's to judge */
    host.settings.world = wmi_loopback_backend(host.world);
    host.options.backend = wmi_com_backend();
    host.options.ns = hv_NAMESPACE;
    return 0;
}

int fake_host_teardown(void **state)
{
    fake_host *host = *state;
    bool clean;

    fake_host_close(host);
    clean = fake_host_audit(60000);
    wmi_loopback_free(host->world);
    return clean ? 0 : 1;
}

void fake_host_start(fake_host *host)
{
    fake_start(&host->settings);
}

void fake_host_open(fake_host *host)
{
    wmi_status status = WMI_TIMEOUT;

    fake_host_start(host);
    for (int tries = 0; status == WMI_TIMEOUT && tries < 100; tries++) /* calls may have less time than it takes */
        status = wmi_connect(&host->options, &host->session, &host->error);
    MUST(host, status);
}

void fake_host_close(fake_host *host)
{
    wmi_error_clear(&host->error);
    wmi_close(host->session);
    host->session = NULL;
}

const char *fake_host_add(fake_host *host, const wmi_class_info *info, const void *instance)
{
    char *path = NULL;
    char *kept;

    MUST(host, wmi_loopback_add(host->world, info, instance, &path, &host->error));
    kept = wmi_loopback_keep(host->world, strlen(path) + 1);
    assert_non_null(kept);
    memcpy(kept, path, strlen(path) + 1);
    wmi_free(path);
    return kept;
}

void fake_host_on(fake_host *host, const wmi_class_info *info, const char *method, wmi_loopback_handler handler,
                  void *context)
{
    MUST(host, wmi_loopback_on(host->world, info->ns, info->name, method, handler, context, &host->error));
}

static bool holds_nothing(void)
{
    fake_balance held = fake_held();

    return held.objects == 0 && held.references == 0 && held.blocks == 0 && held.bstrs == 0 && held.safearrays == 0;
}

/* The thread of a test initialises COM itself where it does; what the client keeps alive ends with its sessions. */
static bool is_com_at_rest(void)
{
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;

    return CoGetApartmentType(&type, &qualifier) == CO_E_NOTINITIALIZED;
}

bool fake_host_audit(uint32_t patience_ms)
{
    uint64_t start = fake_host_clock();
    bool clean = true;

    while (!(holds_nothing() && is_com_at_rest()) && fake_host_clock() - start < patience_ms)
        Sleep(5);
    if (!is_com_at_rest()) {
        print_error("COM is still initialised after the last call\n");
        clean = false;
    }
    if (!holds_nothing()) {
        print_error("held after the last call: %s\n", fake_describe());
        clean = false;
    }
    for (size_t i = 0; i < fake_violations(); i++) {
        print_error("violation: %s\n", fake_violation(i));
        clean = false;
    }
    return clean;
}

uint64_t fake_host_clock(void)
{
    return GetTickCount64();
}

void fake_host_expect(const wmi_error *error, wmi_status got, wmi_status status, const char *part, const char *call)
{
    const char *message = error->message != NULL ? error->message : "(no message)";

    if (got != status || error->status != status)
        fail_msg("%s: %s instead of %s: %s", call, wmi_status_name(got), wmi_status_name(status), message);
    if (error->message == NULL || error->message[0] == '\0')
        fail_msg("%s: %s without a message", call, wmi_status_name(got));
    if (strstr(message, part) == NULL)
        fail_msg("%s: \"%s\" is not in: %s", call, part, message);
}
