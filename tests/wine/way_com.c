/* The way through COM: the strict fake of WMI plays the loopback, and sessions are those of the backend com. */
#include "way_clock.h"

#include <windows.h>

#include <wmi/com.h>

#include <stdio.h>
#include <stdlib.h>

#include "fake/fake.h"

const way_backend way_leads_to = ON_COM;

/* What a session is opened with stays as it is: the host is this one. */
static void change_nothing(wmi_connect_options *options, void *context)
{
    (void)options;
    (void)context;
}

/* The source tree as Windows names it: Wine shows the whole file system as Z:. */
static bool load_classes(wmi_error *error)
{
    static bool is_loaded;
    static const char source[] = MOFBIND_SOURCE_DIR "/tests/run/sample.mof";
    char path[sizeof source + 2];
    char message[1024] = "";
    const char *file = path;
    (void)snprintf(path, sizeof path, "%s%s", source[0] == '/' ? "Z:" : "", source);
    for (char *c = path; *c != '\0'; c++) {
        *c = *c == '/' ? '\\' : *c;
    }
    is_loaded = is_loaded || fake_load(&file, 1, message, sizeof message);
    if (!is_loaded) {
        (void)wmi_fail(error, WMI_USAGE, 0, "The fake cannot read %s: %s", path, message);
    }
    return is_loaded;
}

const wmi_backend *way_to(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t count, wmi_error *error)
{
    const wmi_backend *backend = way_clock_of(loopback);
    fake_settings settings = {.world = wmi_loopback_backend(loopback), .host = "replica-a", .any_host = true};
    (void)schemas;
    (void)count;
    if (backend != NULL) {
        return backend;
    }
    if (!load_classes(error)) {
        return NULL;
    }
    fake_start(&settings);                     /* there is one fake in a process */
    wmi_loopback_allow_writes(loopback, true); /* what a provider supports is the fake's to judge */
    return way_clock_add(loopback, wmi_com_backend(), change_nothing, NULL);
}

/* What the client itself leaves to a thread has some time to end. */
static bool holds_something(void)
{
    int tries;
    fake_balance held = fake_held();
    for (tries = 0; held.objects != 0 && tries < 12000; tries++) {
        Sleep(5);
        held = fake_held();
    }
    return held.objects != 0 || held.bstrs != 0 || held.safearrays != 0;
}

/* What the client did wrong fails the program: there is no test any more. */
static void audit(void)
{
    bool is_bad = holds_something() || fake_violations() > 0;
    size_t i;
    if (is_bad) {
        (void)fprintf(stderr, "held after the last call: %s\n", fake_describe());
    }
    for (i = 0; i < fake_violations(); i++) {
        (void)fprintf(stderr, "violation: %s\n", fake_violation(i));
    }
    if (is_bad) {
        exit(1);
    }
}

void way_leave(wmi_loopback *loopback)
{
    if (way_clock_of(loopback) != NULL) {
        (void)way_clock_remove(loopback);
        audit();
    }
}
