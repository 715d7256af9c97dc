/* Scenarios of quite different kinds, as programs meet them: through sessions, with the loopback itself and over the network. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include <printing/PaperLow.h>
#include <printing/PrintJob.h>
#include <printing/Printer.h>
#include <printing/PrinterHasTray.h>
#include <printing/Tray.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>

#include "hyperv_host.h"
#include "played.h"
#include "way.h"

/** A world with a session on it. */
typedef struct stage {
    mbm_world *world;
    wmi_session *session;
    wmi_error error;
} stage;

#define MUST(S, CALL)                                                                                                  \
    do {                                                                                                               \
        const wmi_status status_ = (CALL);                                                                             \
        if (status_ != WMI_OK) {                                                                                       \
            fail_msg("%s: %s: %s", #CALL, wmi_status_name(status_), (S)->error.message);                               \
        }                                                                                                              \
    } while (0)

static void open_session(stage *s, const char *ns)
{
    size_t count = 0;
    const wmi_schema *const *schemas = mbm_world_schemas(s->world, &count);
    wmi_connect_options options = {.ns = ns};

    memset(&s->error, 0, sizeof s->error);
    options.backend = way_to(mbm_world_loopback(s->world), schemas, count, &s->error);
    if (options.backend == NULL) {
        fail_msg("%s", s->error.message);
    }
    MUST(s, wmi_connect(&options, &s->session, &s->error));
}

static void close_stage(stage *s)
{
    wmi_error_clear(&s->error);
    wmi_close(s->session);
    way_leave(mbm_world_loopback(s->world));
    mbm_world_free(s->world);
}

static uint64_t now(const stage *s)
{
    return wmi_loopback_now(mbm_world_loopback(s->world));
}

/* A schema that nobody has thought of. */

#define LASER "Printer.Id=\"laser-1\""
#define UPPER "Tray.Name=\"upper\",Number=2"
#define LOWER "Tray.Name=\"lower \\\"A4\\\"\",Number=1"

static void open_printing(stage *s)
{
    const char *const mofs[] = {"scenarios/printing.mof", NULL};

    assert_int_equal(play(NULL, "scenarios/printing.json", mofs, &s->world), MB_EXIT_GOOD);
    open_session(s, printing_NAMESPACE);
}

static void test_references_that_lead_nowhere(void **state)
{
    stage s;

    (void)state;
    open_printing(&s);
    assert_string_equal(told,
                        "scenarios/printing.json:37:51: warning: there is no instance Tray.Name=\"gone\",Number=9 when "
                        "the scenario begins [MOF967] [-Wscenario-dangling]\n"
                        "   37 |                 \"Spares\": [{ \"pathOf\": \"upper\" }, "
                        "\"Tray.Name=\\\"gone\\\",Number=9\"],\n"
                        "      |                                                   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n");
    close_stage(&s);
}

static void test_every_type(void **state)
{
    stage s;
    printing_Printer printer = {0};
    printing_Tray tray = {0};

    (void)state;
    open_printing(&s);
    MUST(&s, printing_Printer_get(s.session, LASER, &printer, &s.error));
    assert_string_equal(printer.Caption, "Gr\xC3\xBC\xC3\x9F"
                                         "e \xF0\x9F\x96\xA8");
    assert_int_equal(printer.State.value, 1);
    assert_true(printer.Colour.has && printer.Colour.value);
    assert_int_equal(printer.Lamps.count, 2);
    assert_false(printer.Lamps.items[1]);
    assert_int_equal(printer.Tilt.value, INT8_MIN);
    assert_int_equal(printer.Levels.items[1], UINT8_MAX);
    assert_int_equal(printer.Offset.value, INT16_MIN);
    assert_true(printer.Pages.value == UINT32_MAX);
    assert_true(printer.Balance.value == INT32_MIN);
    assert_true(printer.Counter.value == UINT64_MAX);
    assert_true(printer.Drift.value == INT64_MIN);
    assert_true(printer.Speed.value == 1.5f);
    assert_true(printer.Exactness.value == 6.02214076e23);
    assert_int_equal(printer.Samples.count, 3);
    assert_true(printer.Samples.items[1] == -0.5 && isinf(printer.Samples.items[2]));
    assert_int_equal(printer.Grade.value, 'A');
    assert_null(printer.Serial);
    assert_true(printer.Languages.items != NULL || way_differs(WAY_EMPTY_ARRAY));
    assert_int_equal(printer.Languages.count, 0);
    assert_int_equal(printer.Bought.value.year, 2026);
    assert_int_equal(printer.Bought.value.offset, 60);
    assert_true(printer.Warranty.value.is_interval);
    assert_true(wmi_path_equal(printer.Feeds, LOWER));
    assert_int_equal(printer.Spares.count, 2);
    assert_true(wmi_path_equal(printer.Spares.items[0], UPPER));
    assert_string_equal(printer.Beside, "\\\\.\\root\\printing:" UPPER);
    MUST(&s, WMI_UNEMBED(printing_Tray, &printer.Loaded, &tray, &s.error));
    assert_string_equal(tray.Name, "a & b");
    printing_Tray_clear(&tray);
    assert_int_equal(printer.Stack.count, 1);
    MUST(&s, WMI_UNEMBED(printing_Tray, &printer.Stack.items[0], &tray, &s.error));
    assert_int_equal(tray.Number.value, 4);
    printing_Tray_clear(&tray);
    assert_int_equal(wmi_object_integer(printer.Inside, "Number", 0), 5);
    printing_Printer_clear(&printer);
    MUST(&s, printing_Tray_get(s.session, UPPER, &tray, &s.error));
    assert_false(tray.Sheets.has);
    printing_Tray_clear(&tray);
    close_stage(&s);
}

static void test_associations(void **state)
{
    stage s;
    printing_Tray *trays = NULL;
    size_t count = 0;

    (void)state;
    open_printing(&s);
    MUST(&s, printing_Tray_related(s.session, LASER, "PrinterHasTray", &trays, &count, &s.error));
    assert_int_equal(count, 2);
    printing_Tray_list_free(trays, count);
    close_stage(&s);
}

static wmi_status print_document(stage *s, const char *document, printing_Printer_Print_out *out)
{
    const printing_Printer_Print_in in = {.Document = document};
    wmi_job_options waiting = {.timeout_ms = 60000};

    return printing_Printer_Print_wait(s->session, LASER, &in, out, &waiting, &s->error);
}

static void test_methods_and_jobs(void **state)
{
    stage s;
    printing_Printer_Print_in in = {.Document = "a"};
    printing_Printer_Print_out out = {0};
    printing_Printer printer = {0};
    printing_Tray tray = {0};

    (void)state;
    open_printing(&s);
    assert_int_equal(print_document(&s, "", &out), WMI_TRANSPORT);
    assert_true(s.error.number == UINT32_C(0x80041008));
    assert_non_null(strstr(s.error.message, "An empty document."));
    tray.Name = "any";
    tray.Number = WMI_UINT32(2);
    in.From = WMI_EMBED(printing_Tray, &tray);
    MUST(&s, printing_Printer_Print(s.session, LASER, &in, &out, &s.error));
    assert_int_equal(out.ReturnValue.value, printing_Printer_Print_Out_of_paper);
    assert_true(out.Sheets.has && out.Sheets.value == 0);
    assert_null(out.Job);
    memset(&tray, 0, sizeof tray);
    MUST(&s, WMI_UNEMBED(printing_Tray, &out.Used, &tray, &s.error));
    assert_string_equal(tray.Name, "upper");
    printing_Tray_clear(&tray);
    printing_Printer_Print_out_clear(&out);
    for (unsigned i = 0; i < 2; i++) {
        const uint64_t before = now(&s);
        MUST(&s, print_document(&s, "a letter", &out));
        assert_true(now(&s) >= before + 1000);
        assert_int_equal(out.Sheets.value, 243);
        printing_Printer_Print_out_clear(&out);
    }
    MUST(&s, printing_Tray_get(s.session, LOWER, &tray, &s.error));
    assert_int_equal(tray.Sheets.value, 7);
    printing_Tray_clear(&tray);
    assert_int_equal(print_document(&s, "the third", &out), WMI_JOB);
    assert_int_equal(s.error.job.error_code.value, 13);
    assert_string_equal(s.error.job.description, "Paper jam in the lower tray");
    printing_Printer_Print_out_clear(&out);
    MUST(&s, printing_Printer_get(s.session, LASER, &printer, &s.error));
    assert_int_equal(printer.State.value, printing_Device_State_Paper_jam);
    printing_Printer_clear(&printer);
    close_stage(&s);
}

static void test_other_returns(void **state)
{
    stage s;
    printing_Printer_Ready_out ready = {0};
    printing_Printer_Total_in group = {.Group = "office"};
    printing_Printer_Total_out total = {0};
    printing_Printer_Beep_in beep = {.Times = WMI_UINT8(1)};
    uint64_t before = 0;

    (void)state;
    open_printing(&s);
    before = now(&s);
    assert_int_equal(printing_Printer_Ready(s.session, LASER, NULL, &ready, &s.error), WMI_TRANSPORT);
    assert_true(s.error.number == UINT32_C(0x80041003));
    assert_true(now(&s) == before + 20);
    MUST(&s, printing_Printer_Ready(s.session, LASER, NULL, &ready, &s.error));
    assert_string_equal(ready.ReturnValue, "yes");
    printing_Printer_Ready_out_clear(&ready);
    MUST(&s, printing_Printer_Total(s.session, NULL, &group, &total, &s.error));
    assert_true(total.ReturnValue.value == INT64_C(-9007199254740993));
    group.Group = "home";
    MUST(&s, printing_Printer_Total(s.session, NULL, &group, &total, &s.error));
    assert_true(total.ReturnValue.has && total.ReturnValue.value == 0);
    before = now(&s);
    MUST(&s, printing_Printer_Beep(s.session, LASER, &beep, NULL, &s.error));
    assert_true(now(&s) == before + 250);
    close_stage(&s);
}

static void test_delays_and_faults(void **state)
{
    stage s;
    printing_Printer printer = {0};
    printing_Tray tray = {0};
    printing_Tray *trays = NULL;
    size_t count = 0;
    uint64_t before = 0;

    (void)state;
    open_printing(&s);
    before = now(&s);
    MUST(&s, printing_Tray_get(s.session, UPPER, &tray, &s.error));
    assert_true(now(&s) == before);
    printing_Tray_clear(&tray);
    MUST(&s, printing_Printer_get(s.session, LASER, &printer, &s.error));
    assert_true(now(&s) == before + 40);
    printing_Printer_clear(&printer);
    MUST(&s, printing_Tray_list(s.session, NULL, &trays, &count, &s.error));
    assert_int_equal(count, 2);
    printing_Tray_list_free(trays, count);
    assert_int_equal(printing_Tray_list(s.session, NULL, &trays, &count, &s.error), WMI_TRANSPORT);
    assert_true(s.error.number == UINT32_C(0x80041003));
    assert_non_null(strstr(s.error.message, "Trays are secret."));
    MUST(&s, printing_Tray_list(s.session, NULL, &trays, &count, &s.error));
    printing_Tray_list_free(trays, count);
    close_stage(&s);
}

static void test_events(void **state)
{
    stage s;
    printing_Printer_Beep_in beep = {.Times = WMI_UINT8(2)};
    printing_Printer_Total_out total = {0};
    printing_Tray tray = {0};
    wmi_events *events = NULL;
    wmi_object *event = NULL;

    (void)state;
    open_printing(&s);
    MUST(&s, wmi_subscribe(s.session, "SELECT * FROM PaperLow", &events, &s.error));
    MUST(&s, printing_Printer_Beep(s.session, LASER, &beep, NULL, &s.error));
    assert_int_equal(wmi_events_next(events, 1000, &event, &s.error), WMI_TIMEOUT);
    beep.Times = WMI_UINT8(3);
    for (unsigned i = 0; i < 2; i++) {
        const uint64_t before = now(&s) + 250;
        MUST(&s, printing_Printer_Beep(s.session, LASER, &beep, NULL, &s.error));
        MUST(&s, wmi_events_next(events, 1000, &event, &s.error));
        assert_true(now(&s) == before + 100);
        assert_int_equal(wmi_object_integer(event, "Left", 0), 1);
        wmi_object_free(event);
    }
    wmi_events_free(events);
    MUST(&s,
         wmi_subscribe(s.session, "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Tray'",
                       &events, &s.error));
    MUST(&s, wmi_events_next(events, 10000, &event, &s.error));
    assert_true(now(&s) == 5000);
    wmi_object_free(event);
    wmi_events_free(events);
    MUST(&s, printing_Tray_get(s.session, UPPER, &tray, &s.error));
    assert_int_equal(tray.Sheets.value, 500);
    printing_Tray_clear(&tray);
    MUST(&s, printing_Printer_Total(s.session, NULL, NULL, &total, &s.error));
    assert_int_equal(printing_Tray_get(s.session, UPPER, &tray, &s.error), WMI_TRANSPORT);
    MUST(&s, printing_Tray_get(s.session, "Tray.Name=\"new\",Number=8", &tray, &s.error));
    printing_Tray_clear(&tray);
    close_stage(&s);
}

/* The small Hyper-V host on a bad day. */

static wmi_status request(stage *s, const char *id, uint16_t wanted, uint32_t *returned)
{
    const hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = {wanted, true}};
    hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
    wmi_job_options waiting = {.timeout_ms = 60000};
    char path[200];

    (void)snprintf(path, sizeof path, "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%s\"", id);
    const wmi_status status =
        hv_Msvm_ComputerSystem_RequestStateChange_wait(s->session, path, &in, &out, &waiting, &s->error);
    *returned = out.ReturnValue.value;
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    return status;
}

static void test_trouble(void **state)
{
    stage s;
    hv_Msvm_ComputerSystem machine = {0};
    uint32_t returned = 0;

    (void)state;
    s.world = play_well("scenarios/trouble.json", (const char *const[]){MOF("mof/WindowsVirtualization.V2.mof"), NULL});
    open_session(&s, hv_NAMESPACE);
    assert_int_equal(request(&s, HYPERV_WEB_ID, 2, &returned), WMI_RETURN_CODE);
    assert_int_equal(s.error.return_value.value, 32775);
    assert_int_equal(request(&s, HYPERV_WEB_ID, 2, &returned), WMI_JOB);
    assert_int_equal(s.error.job.error_code.value, 32777);
    assert_int_equal(s.error.record_count, 1);
    assert_string_equal(s.error.records[0].message, "Not enough memory.");
    assert_string_equal(s.error.records[0].message_id, "3122");
    MUST(&s, request(&s, HYPERV_WEB_ID, 2, &returned)); /* the host's own */
    MUST(&s, hv_Msvm_ComputerSystem_one(s.session, "ElementName = '" HYPERV_WEB_NAME "'", &machine, &s.error));
    assert_int_equal(machine.EnabledState.value, hv_Msvm_ComputerSystem_EnabledState_Enabled);
    assert_string_equal(machine.Description, "Nobody starts this at once");
    char *path = wmi_copy_text(machine.wmi.path);
    hv_Msvm_ComputerSystem_clear(&machine);
    MUST(&s, hv_Msvm_ComputerSystem_get(s.session, path, &machine, &s.error));
    hv_Msvm_ComputerSystem_clear(&machine);
    assert_int_equal(hv_Msvm_ComputerSystem_get(s.session, path, &machine, &s.error), WMI_TRANSPORT);
    assert_true(s.error.number == WMI_E_ACCESS_DENIED);
    MUST(&s, hv_Msvm_ComputerSystem_get(s.session, path, &machine, &s.error));
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_free(path);
    close_stage(&s);
}

/* From nothing, with the behaviours of the host. */

static void test_failback(void **state)
{
    stage s;
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_ReplicationService service = {0};
    hv_Msvm_ReplicationService_InitiateFailback_in in = {0};
    hv_Msvm_ReplicationService_InitiateFailback_out out = {0};
    hv_Msvm_ReplicationService_CommitFailover_in commit_in = {0};
    hv_Msvm_ReplicationService_CommitFailover_out commit_out = {0};
    wmi_job_options waiting = {.timeout_ms = 60000};
    char **results = NULL;
    size_t count = 0;

    (void)state;
    s.world =
        play_well("scenarios/failback.json", (const char *const[]){MOF("mof/WindowsVirtualization.V2.mof"), NULL});
    open_session(&s, hv_NAMESPACE);
    MUST(&s, hv_Msvm_ComputerSystem_one(s.session, NULL, &machine, &s.error));
    MUST(&s, hv_Msvm_ReplicationService_one(s.session, NULL, &service, &s.error));
    in.ComputerSystem = machine.wmi.path;
    MUST(&s,
         hv_Msvm_ReplicationService_InitiateFailback_wait(s.session, service.wmi.path, &in, &out, &waiting, &s.error));
    MUST(&s, wmi_job_results(s.session, out.Job, &results, &count, &s.error));
    assert_int_equal(count, 1);
    assert_true(wmi_path_equal(results[0], machine.wmi.path));
    wmi_free(results);
    hv_Msvm_ReplicationService_InitiateFailback_out_clear(&out);
    assert_int_equal(
        hv_Msvm_ReplicationService_InitiateFailback_wait(s.session, service.wmi.path, &in, &out, &waiting, &s.error),
        WMI_RETURN_CODE);
    assert_int_equal(s.error.return_value.value,
                     hv_Msvm_ReplicationService_InitiateFailback_Invalid_state_for_this_operation);
    commit_in.ComputerSystem = machine.wmi.path;
    MUST(&s, hv_Msvm_ReplicationService_CommitFailover(s.session, service.wmi.path, &commit_in, &commit_out, &s.error));
    assert_int_equal(commit_out.ReturnValue.value, 32775); /* the host's own answer: nothing has failed over */
    hv_Msvm_ReplicationService_CommitFailover_out_clear(&commit_out);
    hv_Msvm_ReplicationService_clear(&service);
    hv_Msvm_ComputerSystem_clear(&machine);
    close_stage(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references_that_lead_nowhere),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_associations),
        cmocka_unit_test(test_methods_and_jobs),
        cmocka_unit_test(test_other_returns),
        cmocka_unit_test(test_delays_and_faults),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_trouble),
        cmocka_unit_test(test_failback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
