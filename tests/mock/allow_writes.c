/*
 * Put, Create and Delete of Hyper-V's classes, whose provider does not take them, by the generated functions: on the loopback, and over
 * WS-Management from mofbind-mock, a process of its own, without and with --allow-writes. What becomes of a write is the same.
 */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "hyperv_host.h"
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/schema.h>
#include <wmi/wsman.h>

#define MUST(CALL)                                                                                                     \
    do {                                                                                                               \
        if ((CALL) != WMI_OK) {                                                                                        \
            fail_msg("%s: %s", #CALL, error.message);                                                                  \
        }                                                                                                              \
    } while (0)

/* What the writes are tried with. */
#define WEB "ElementName = '" HYPERV_WEB_NAME "'"
#define NEW_NAME "11111111-2222-3333-4444-555555555555"

extern char **environ;

/* What became of a call. */
typedef struct outcome {
    wmi_status status;
    uint32_t number;
    char name[64];
    char message[256]; /* but for what is advised, which is another thing for who calls and who plays */
} outcome;

enum { PUT, CREATE, DELETE, WRITES };

static void note(outcome *o, wmi_status status, wmi_error *error)
{
    const char *said = status != WMI_OK ? strstr(error->message, "The provider") : NULL;
    o->status = status;
    o->number = error->number;
    (void)snprintf(o->name, sizeof o->name, "%s", status != WMI_OK && error->name != NULL ? error->name : "");
    (void)snprintf(o->message, sizeof o->message, "%.*s", said != NULL ? (int)strcspn(said, "(") : 0,
                   said != NULL ? said : "");
    wmi_error_clear(error);
}

static void assert_owner(wmi_session *session, const char *path, const char *owner)
{
    hv_Msvm_ComputerSystem machine = {0};
    wmi_error error = WMI_ERROR_INIT;
    MUST(hv_Msvm_ComputerSystem_get(session, path, &machine, &error));
    if (owner == NULL) {
        assert_null(machine.PrimaryOwnerName);
    } else {
        assert_non_null(machine.PrimaryOwnerName);
        assert_string_equal(machine.PrimaryOwnerName, owner);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
}

static size_t count_machines(wmi_session *session)
{
    hv_Msvm_ComputerSystem *machines = NULL;
    size_t count = 0;
    wmi_error error = WMI_ERROR_INIT;
    MUST(hv_Msvm_ComputerSystem_list(session, NULL, &machines, &count, &error));
    hv_Msvm_ComputerSystem_list_free(machines, count);
    return count;
}

static void try_put(wmi_session *session, bool allowed, outcome *o)
{
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_ComputerSystem change = {0};
    wmi_error error = WMI_ERROR_INIT;
    MUST(hv_Msvm_ComputerSystem_one(session, WEB, &machine, &error));
    assert_null(machine.PrimaryOwnerName);
    change.CreationClassName = machine.CreationClassName;
    change.Name = machine.Name;
    change.PrimaryOwnerName = "Ada <ada@contoso.example>";
    note(o, hv_Msvm_ComputerSystem_put(session, &change, &error), &error);
    assert_owner(session, machine.wmi.path, allowed ? change.PrimaryOwnerName : NULL);
    hv_Msvm_ComputerSystem_clear(&machine);
}

/* And Delete: of what was created or, where nothing was, of what has been there. */
static void try_create_and_delete(wmi_session *session, bool allowed, outcome *created, outcome *deleted)
{
    hv_Msvm_ComputerSystem machine = {.CreationClassName = "Msvm_ComputerSystem", .Name = NEW_NAME};
    hv_Msvm_ComputerSystem victim = {0};
    wmi_error error = WMI_ERROR_INIT;
    char *path = NULL;
    size_t count = count_machines(session);
    machine.ElementName = "made by Create";
    machine.PrimaryOwnerName = "Grace";
    note(created, wmi_instance_create(session, &hv_Msvm_ComputerSystem_info, &machine, &path, &error), &error);
    assert_int_equal(count_machines(session), count + (allowed ? 1 : 0));
    MUST(hv_Msvm_ComputerSystem_one(session, allowed ? "Name = '" NEW_NAME "'" : WEB, &victim, &error));
    if (allowed) {
        assert_string_equal(victim.ElementName, "made by Create");
        assert_owner(session, path, "Grace");
    }
    note(deleted, wmi_instance_delete(session, victim.wmi.path, &error), &error);
    assert_int_equal(count_machines(session), count);
    if (allowed) {
        hv_Msvm_ComputerSystem gone;
        assert_int_equal(hv_Msvm_ComputerSystem_get(session, path, &gone, &error), WMI_TRANSPORT);
        assert_int_equal(error.number, WMI_E_NOT_FOUND);
        wmi_error_clear(&error);
    }
    hv_Msvm_ComputerSystem_clear(&victim);
    wmi_free(path);
}

static void try_all(const wmi_connect_options *options, bool allowed, outcome outcomes[WRITES])
{
    wmi_session *session = NULL;
    wmi_error error = WMI_ERROR_INIT;
    MUST(wmi_connect(options, &session, &error));
    try_put(session, allowed, &outcomes[PUT]);
    try_create_and_delete(session, allowed, &outcomes[CREATE], &outcomes[DELETE]);
    wmi_close(session);
    for (int i = 0; i < WRITES; i++) {
        assert_int_equal(outcomes[i].status, allowed ? WMI_OK : WMI_TRANSPORT);
        assert_int_equal(outcomes[i].number, allowed ? 0 : WMI_E_PROVIDER_NOT_CAPABLE);
        assert_string_equal(outcomes[i].name, allowed ? "" : "WBEM_E_PROVIDER_NOT_CAPABLE");
    }
}

static void try_on_loopback(bool allowed, outcome outcomes[WRITES])
{
    wmi_connect_options options = {.ns = hv_NAMESPACE};
    hyperv_host *host = NULL;
    wmi_error error = WMI_ERROR_INIT;
    MUST(hyperv_host_new(&host, &error));
    wmi_loopback_allow_writes(hyperv_host_loopback(host), allowed);
    options.backend = hyperv_host_backend(host);
    try_all(&options, allowed, outcomes);
    hyperv_host_free(host);
}

/* Starts the program, and reads at which port it is from the line that it prints. */
static uint16_t start_program(bool allowed, pid_t *process)
{
    static char mof[] = MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof";
    char *arguments[] = {
        MOCK_PROGRAM, "--listen", "127.0.0.1:0", "--allow-unencrypted", mof, allowed ? "--allow-writes" : NULL, NULL};
    posix_spawn_file_actions_t actions;
    char line[256] = "";
    int ends[2];
    FILE *said;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    assert_int_equal(posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO), 0);
    assert_int_equal(posix_spawn_file_actions_addclose(&actions, ends[0]), 0);
    assert_int_equal(posix_spawn(process, MOCK_PROGRAM, &actions, NULL, arguments, environ), 0);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(ends[1]);
    said = fdopen(ends[0], "r");
    assert_non_null(said);
    assert_non_null(fgets(line, sizeof line, said));
    (void)fclose(said);
    assert_non_null(strstr(line, "127.0.0.1:"));
    return (uint16_t)strtoul(strstr(line, "127.0.0.1:") + 10, NULL, 10);
}

static void try_on_program(bool allowed, outcome outcomes[WRITES])
{
    static const wmi_schema *const schemas[] = {&hv_schema};
    wmi_wsman_options wsman_options = {.schemas = schemas, .schema_count = 1, .http = true, .allow_unencrypted = true};
    wmi_connect_options options = {.ns = hv_NAMESPACE, .host = "127.0.0.1", .user = "me", .password = "any"};
    wmi_wsman *wsman = NULL;
    wmi_error error = WMI_ERROR_INIT;
    pid_t process = 0;
    int how = -1;
    wsman_options.port = start_program(allowed, &process);
    MUST(wmi_wsman_new(&wsman_options, &wsman, &error));
    options.backend = wmi_wsman_backend(wsman);
    try_all(&options, allowed, outcomes);
    wmi_wsman_free(wsman);
    assert_int_equal(kill(process, SIGTERM), 0);
    assert_int_equal(waitpid(process, &how, 0), process);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
}

static void compare(bool allowed)
{
    outcome played[WRITES] = {0};
    outcome served[WRITES] = {0};
    try_on_loopback(allowed, played);
    try_on_program(allowed, served);
    for (int i = 0; i < WRITES; i++) {
        assert_true(allowed || strstr(served[i].message, "Msvm_ComputerSystem") != NULL);
        assert_string_equal(served[i].message, played[i].message);
    }
}

static void test_closed(void **state)
{
    (void)state;
    compare(false);
}

static void test_open(void **state)
{
    (void)state;
    compare(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_closed), cmocka_unit_test(test_open)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
