#include "typed_steps.h"

#include <stdlib.h>

#include <golden_types.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_Error.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#define SETTINGS_ID "Microsoft:0"
#define CREATED_ID "Microsoft:\"new\" \\ one"
#define UNICODE "M\xC3\xA4scha <&> \xE2\x82\xAC \xF0\x9F\x98\x80"
#define LONGEST_UPTIME UINT64_MAX

static void check(fake_scenario *s, bool holds, const char *what)
{
    if (!holds && s->wrong == NULL)
        s->wrong = what;
}
#define CHECK(S, CONDITION) check((S), (CONDITION), #CONDITION)

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static void begin_check(const fake_scenario *s)
{
    if (s->begin_check != NULL)
        s->begin_check();
}

static void end_check(const fake_scenario *s)
{
    if (s->end_check != NULL)
        s->end_check();
}

static bool same_path(const fake_scenario *s, const char *a, const char *b)
{
    bool equal;

    begin_check(s);
    equal = wmi_path_equal(a, b);
    end_check(s);
    return equal;
}

/* ---- the world ---- */

static const wmi_loopback_job_step finishing[] = {
    {0, WMI_JOB_RUNNING, 10, "Working"},
    {1500, WMI_JOB_COMPLETED, 100, "Done"},
};
static const wmi_loopback_job_step failing[] = {
    {0, WMI_JOB_RUNNING, 10, "Working"},
    {1500, WMI_JOB_EXCEPTION, 40, "Failed"},
};

WMI_LOOPBACK_HANDLER(define_system, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    fake_scenario *s = call->context;
    hv_Msvm_VirtualSystemSettingData settings = {0};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .caption = "Defining", .steps = finishing};
    wmi_status status = WMI_UNEMBED(hv_Msvm_VirtualSystemSettingData, &in->SystemSettings, &settings, error);

    if (status != WMI_OK)
        return status;
    CHECK(s, same(settings.ElementName, UNICODE));
    CHECK(s, settings.BootOrder.count == 2 && settings.BootOrder.items[1] == 65535);
    CHECK(s, settings.HighMmioGapSize.value == UINT64_MAX);
    CHECK(s, in->ResourceSettings.count == 2);
    CHECK(s, in->ResourceSettings.count == 2 && strstr(in->ResourceSettings.items[1].text, "second") != NULL);
    CHECK(s, wmi_path_equal(in->ReferenceConfiguration, s->settings));
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    out->ReturnValue = WMI_UINT32(s->starts_job ? WMI_RETURN_JOB_STARTED : 0);
    if (!s->starts_job) {
        out->ResultingSystem = s->machine[1];
        return WMI_OK;
    }
    job.step_count = 2;
    job.affected = &s->machine[1];
    job.affected_count = 1;
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

WMI_LOOPBACK_HANDLER(modify_system, hv_Msvm_VirtualSystemManagementService_ModifySystemSettings)
{
    static const hv_Msvm_Error cause = {.MessageID = "32788", .Message = "The disk is full."};
    wmi_embedded errors[] = {WMI_EMBED(hv_Msvm_Error, &cause)};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = failing, .step_count = 2, .errors = errors};

    (void)in;
    job.error_count = 1;
    job.error_code = 32788;
    job.error_description = "Modifying failed.";
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

WMI_LOOPBACK_HANDLER(give, golden_types_Every_Give)
{
    fake_scenario *s = call->context;

    (void)error;
    CHECK(s, in->A.has && in->A.value == 65535);
    CHECK(s, wmi_path_equal(in->B, s->other));
    CHECK(s, in->C.count == 3 && same(in->C.items[0], "") && same(in->C.items[2], UNICODE));
    CHECK(s, in->E != NULL && same(wmi_object_string(in->E, "Name"), "embedded"));
    out->D = in->D;
    out->ReturnValue = WMI_UINT32(UINT32_MAX);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(take, golden_types_Every_Take)
{
    static const uint8_t bytes[] = {0, 127, 128, 255};
    static const golden_types_Other made = {.Name = UNICODE};
    fake_scenario *s = call->context;
    wmi_embedded *items = wmi_loopback_keep(call->loopback, 2 * sizeof *items);

    (void)in;
    if (items == NULL)
        return wmi_fail(error, WMI_NO_MEMORY, 0, "There is no memory");
    items[0] = items[1] = WMI_EMBED(golden_types_Other, &made);
    out->Bytes = WMI_ARRAY(wmi_array_uint8, bytes);
    out->Found = s->other;
    out->Made.items = items;
    out->Made.count = 2;
    out->ReturnValue = UNICODE;
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(ping, golden_types_Every_Ping)
{
    (void)call;
    (void)error;
    out->ReturnValue = WMI_BOOLEAN(in->Cookie.has && in->Cookie.value == UINT64_MAX);
    return WMI_OK;
}

static void add_machines(fake_scenario *s)
{
    static const uint16_t statuses[] = {2, 32768};
    hv_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                      .SystemName = "HOST",
                                                      .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                      .Name = "vmms"};
    hv_Msvm_VirtualSystemSettingData settings = {
        .InstanceID = SETTINGS_ID, .ElementName = UNICODE, .BIOSGUID = UNICODE};
    hv_Msvm_SettingsDefineState link = {0};

    s->service = fake_host_add(s->host, &hv_Msvm_VirtualSystemManagementService_info, &service);
    for (size_t i = 0; i < FAKE_MACHINES; i++) {
        char name[16];
        hv_Msvm_ComputerSystem machine = {.CreationClassName = "Msvm_ComputerSystem", .ElementName = UNICODE};

        (void)snprintf(name, sizeof name, "vm-%u", (unsigned)i);
        machine.Name = name;
        machine.OnTimeInMilliseconds = WMI_UINT64(LONGEST_UPTIME - i);
        machine.OperationalStatus = WMI_ARRAY(wmi_array_uint16, statuses);
        s->machine[i] = fake_host_add(s->host, &hv_Msvm_ComputerSystem_info, &machine);
    }
    settings.BIOSNumLock = WMI_BOOLEAN(false);
    s->settings = fake_host_add(s->host, &hv_Msvm_VirtualSystemSettingData_info, &settings);
    link.ManagedElement = s->machine[0];
    link.SettingData = s->settings;
    (void)fake_host_add(s->host, &hv_Msvm_SettingsDefineState_info, &link);
}

static void add_types(fake_scenario *s)
{
    golden_types_Other other = {.Name = "other"};
    golden_types_Every every = {.Id = "the one", .S = UNICODE};
    wmi_object *inner = wmi_object_new("Other");
    wmi_value name = wmi_value_string("inner");
    wmi_object *inners[2];

    assert_non_null(inner);
    assert_int_equal(wmi_object_set(inner, "Name", &name), WMI_OK);
    inners[0] = inners[1] = inner;
    every.Limit = WMI_UINT64(64);
    every.Object = inner;
    every.Objects.items = inners;
    every.Objects.count = 2;
    every.Embedded = WMI_EMBED(golden_types_Other, &other);
    s->other = fake_host_add(s->host, &golden_types_Other_info, &other);
    s->every = fake_host_add(s->host, &golden_types_Every_info, &every);
    wmi_object_free(inner);
}

void fake_scenario_prepare(fake_scenario *scenario, fake_host *host)
{
    memset(scenario, 0, sizeof *scenario);
    scenario->host = host;
    add_machines(scenario);
    add_types(scenario);
    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "DefineSystem", define_system, scenario);
    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "ModifySystemSettings", modify_system, scenario);
    fake_host_on(host, &golden_types_Every_info, "Give", give, scenario);
    fake_host_on(host, &golden_types_Every_info, "Take", take, scenario);
    fake_host_on(host, &golden_types_Every_info, "Ping", ping, scenario);
}

void fake_scenario_close(fake_scenario *scenario)
{
    wmi_free(scenario->created);
    wmi_events_free(scenario->events);
    wmi_close(scenario->types);
    wmi_close(scenario->machines);
    scenario->created = NULL;
    scenario->events = NULL;
    scenario->types = scenario->machines = NULL;
}

/* ---- the steps ---- */

static wmi_status connect_machines(fake_scenario *s, wmi_error *error)
{
    return wmi_connect(&s->host->options, &s->machines, error);
}

static wmi_status connect_types(fake_scenario *s, wmi_error *error)
{
    wmi_connect_options options = s->host->options;

    options.ns = golden_types_NAMESPACE;
    return wmi_connect(&options, &s->types, error);
}

/* Tells when a job is over: what comes after that can do nothing about its outcome. */
static bool note_end(void *context, const wmi_job_progress *progress)
{
    const fake_scenario *s = context;

    if ((progress->state == WMI_JOB_COMPLETED || progress->state == WMI_JOB_EXCEPTION) && s->job_is_over != NULL)
        s->job_is_over();
    return true;
}

/* DefineSystem with an embedded instance, an array of them and a reference; `_wait` where it starts a job. */
static wmi_status define(fake_scenario *s, bool starts_job, wmi_error *error)
{
    static const uint16_t order[] = {0, 65535};
    wmi_job_options waiting = {.poll_ms = 1, .progress = note_end, .context = s};
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = "new", .ElementName = UNICODE};
    hv_Msvm_MemorySettingData first = {.InstanceID = "first"};
    hv_Msvm_MemorySettingData second = {.InstanceID = "second"};
    wmi_embedded resources[2];
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {.ReferenceConfiguration = s->settings};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out = {0};
    wmi_status status;

    settings.BootOrder = WMI_ARRAY(wmi_array_uint16, order);
    settings.HighMmioGapSize = WMI_UINT64(UINT64_MAX);
    resources[0] = WMI_EMBED(hv_Msvm_MemorySettingData, &first);
    resources[1] = WMI_EMBED(hv_Msvm_MemorySettingData, &second);
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    in.ResourceSettings = WMI_ARRAY(wmi_array_embedded, resources);
    s->starts_job = starts_job;
    status = starts_job
                 ? hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(s->machines, s->service, &in, &out,
                                                                            &waiting, error)
                 : hv_Msvm_VirtualSystemManagementService_DefineSystem(s->machines, s->service, &in, &out, error);
    if (status == WMI_OK) {
        CHECK(s, out.ReturnValue.has && out.ReturnValue.value == (starts_job ? WMI_RETURN_JOB_STARTED : 0));
        CHECK(s, (out.Job != NULL) == starts_job);
        CHECK(s, out.ResultingSystem == NULL || same_path(s, out.ResultingSystem, s->machine[1]));
        CHECK(s, out.ResultingSystem != NULL || starts_job);
        s->missing = out.ResultingSystem == NULL ? "the affected element" : NULL;
    }
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    return status;
}

static wmi_status define_at_once(fake_scenario *s, wmi_error *error)
{
    return define(s, false, error);
}

static wmi_status define_by_job(fake_scenario *s, wmi_error *error)
{
    return define(s, true, error);
}

static wmi_status modify(fake_scenario *s, wmi_error *error)
{
    wmi_job_options waiting = {.poll_ms = 1, .progress = note_end, .context = s};
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = SETTINGS_ID, .ElementName = "x"};
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in in = {0};
    wmi_status status;

    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    status = hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_wait(s->machines, s->service, &in, NULL,
                                                                              &waiting, error);
    if (status == WMI_JOB) {
        CHECK(s, error->job.state.value == WMI_JOB_EXCEPTION && error->number == 32788);
        CHECK(s, same(error->job.description, "Modifying failed."));
        if (error->record_count == 0 || error->records[0].message_id == NULL || error->records[0].message == NULL)
            s->missing = "the job's errors";
        else
            CHECK(s,
                  same(error->records[0].message_id, "32788") && same(error->records[0].message, "The disk is full."));
    }
    return status;
}

static wmi_status get_machine(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_status status = hv_Msvm_ComputerSystem_get(s->machines, s->machine[0], &machine, error);

    if (status == WMI_OK) {
        CHECK(s, same(machine.ElementName, UNICODE));
        CHECK(s, machine.OnTimeInMilliseconds.value == LONGEST_UPTIME);
        CHECK(s, machine.OperationalStatus.count == 2 && machine.OperationalStatus.items[1] == 32768);
        CHECK(s, !machine.EnabledState.has && machine.Caption == NULL && machine.StatusDescriptions.items == NULL);
        CHECK(s, same(machine.wmi.class_name, "Msvm_ComputerSystem"));
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

static wmi_status list_machines(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_ComputerSystem *items;
    size_t count;
    wmi_status status = hv_Msvm_ComputerSystem_list(s->machines, "Name LIKE 'vm-%'", &items, &count, error);

    if (status == WMI_OK) {
        CHECK(s, count == FAKE_MACHINES);
        for (size_t i = 0; i < count && i < FAKE_MACHINES; i++) {
            CHECK(s, same_path(s, items[i].wmi.path, s->machine[i]));
            CHECK(s, items[i].OnTimeInMilliseconds.value == LONGEST_UPTIME - i);
        }
    }
    hv_Msvm_ComputerSystem_list_free(items, count);
    return status;
}

typedef struct count_visits {
    fake_scenario *scenario;
    size_t count;
} count_visits;

static bool see_name(void *context, const wmi_object *object)
{
    count_visits *visits = context;

    CHECK(visits->scenario, object->path != NULL && same(wmi_object_string(object, "ElementName"), UNICODE));
    CHECK(visits->scenario, wmi_object_string(object, "Name") == NULL);
    visits->count++;
    return visits->count < 3;
}

/* Three of five: the enumeration is given up in the middle. */
static wmi_status query_names(fake_scenario *s, wmi_error *error)
{
    count_visits visits = {s, 0};
    wmi_status status = wmi_query(s->machines, "SELECT ElementName FROM Msvm_ComputerSystem", see_name, &visits, error);

    CHECK(s, status != WMI_OK || visits.count == 3);
    return status;
}

static wmi_status find_settings(fake_scenario *s, wmi_error *error)
{
    char **paths;
    size_t count;
    wmi_status status = hv_Msvm_SettingsDefineState_SettingData(s->machines, s->machine[0], &paths, &count, error);

    if (status == WMI_OK) {
        CHECK(s, count == 1 && same_path(s, paths[0], s->settings));
        wmi_free(paths);
    }
    return status;
}

static bool see_link(void *context, const wmi_object *object)
{
    count_visits *visits = context;

    CHECK(visits->scenario,
          same_path(visits->scenario, wmi_object_string(object, "ManagedElement"), visits->scenario->machine[0]));
    CHECK(visits->scenario,
          same_path(visits->scenario, wmi_object_string(object, "SettingData"), visits->scenario->settings));
    visits->count++;
    return true;
}

static wmi_status find_links(fake_scenario *s, wmi_error *error)
{
    count_visits visits = {s, 0};
    wmi_status status = wmi_references(s->machines, s->machine[0], "CIM_SettingsDefineState", "ManagedElement",
                                       see_link, &visits, error);

    CHECK(s, status != WMI_OK || visits.count == 1);
    return status;
}

static wmi_status put_settings(fake_scenario *s, wmi_error *error)
{
    static const uint16_t order[] = {3, 0};
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = SETTINGS_ID};

    settings.BIOSNumLock = WMI_BOOLEAN(true);
    settings.BootOrder = WMI_ARRAY(wmi_array_uint16, order);
    return hv_Msvm_VirtualSystemSettingData_put(s->machines, &settings, error);
}

/* What put_settings wrote, and what it did not. */
static wmi_status look_at_settings(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData settings;
    wmi_status status = hv_Msvm_VirtualSystemSettingData_get(s->machines, s->settings, &settings, error);

    if (status == WMI_OK) {
        CHECK(s, settings.BIOSNumLock.has && settings.BIOSNumLock.value);
        CHECK(s, settings.BootOrder.count == 2 && settings.BootOrder.items[0] == 3);
        CHECK(s, same(settings.ElementName, UNICODE) && same(settings.BIOSGUID, UNICODE));
    }
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    return status;
}

static wmi_status create_settings(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = CREATED_ID, .ElementName = UNICODE};
    wmi_status status;

    wmi_free(s->created);
    s->created = NULL;
    status = wmi_instance_create(s->machines, &hv_Msvm_VirtualSystemSettingData_info, &settings, &s->created, error);
    if (status == WMI_OK)
        CHECK(s, s->created != NULL && strstr(s->created, "Microsoft:\\\"new\\\" \\\\ one") != NULL);
    return status;
}

static wmi_status delete_settings(fake_scenario *s, wmi_error *error)
{
    return wmi_instance_delete(s->machines, s->created, error);
}

static wmi_status subscribe(fake_scenario *s, wmi_error *error)
{
    return wmi_subscribe(
        s->machines,
        "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Msvm_ComputerSystem'", &s->events,
        error);
}

static wmi_status change_machine(fake_scenario *s, wmi_error *error)
{
    wmi_value state = wmi_value_uint16(2);

    return wmi_loopback_set(s->host->world, hv_NAMESPACE, s->machine[2], "EnabledState", &state, error);
}

static wmi_status take_no_event(fake_scenario *s, wmi_error *error)
{
    wmi_object *event = NULL;
    wmi_status status = wmi_events_next(s->events, 1, &event, error);

    CHECK(s, event == NULL);
    return status;
}

static wmi_status call_give(fake_scenario *s, wmi_error *error)
{
    const char *texts[] = {"", "x", UNICODE};
    golden_types_Every_Give_in in = {.B = s->other};
    golden_types_Every_Give_out out = {0};
    wmi_value name = wmi_value_string("embedded");
    wmi_status status;

    in.A = WMI_UINT16(65535);
    in.C = WMI_ARRAY(wmi_array_string, texts);
    in.D = WMI_SECONDS(90061);
    begin_check(s);
    in.E = wmi_object_new("Other");
    assert_non_null(in.E);
    assert_int_equal(wmi_object_set(in.E, "Name", &name), WMI_OK);
    end_check(s);
    status = golden_types_Every_Give(s->types, s->every, &in, &out, error);
    if (status == WMI_OK) {
        CHECK(s, out.ReturnValue.value == UINT32_MAX);
        CHECK(s, out.D.has && out.D.value.is_interval && out.D.value.day == 1 && out.D.value.second == 1);
    }
    golden_types_Every_Give_out_clear(&out);
    wmi_object_free(in.E);
    return status;
}

static wmi_status call_take(fake_scenario *s, wmi_error *error)
{
    golden_types_Every_Take_out out;
    wmi_status status = golden_types_Every_Take(s->types, s->every, NULL, &out, error);

    if (status == WMI_OK) {
        CHECK(s, out.Bytes.count == 4 && out.Bytes.items[2] == 128 && out.Bytes.items[3] == 255);
        CHECK(s, same_path(s, out.Found, s->other));
        CHECK(s, out.Made.count == 2 && strstr(out.Made.items[1].text, "&#60;&#38;") != NULL);
        CHECK(s, same(out.ReturnValue, UNICODE));
    }
    golden_types_Every_Take_out_clear(&out);
    return status;
}

static wmi_status call_ping(fake_scenario *s, wmi_error *error)
{
    golden_types_Every_Ping_in in = {.Cookie = WMI_UINT64_INIT(UINT64_MAX)};
    golden_types_Every_Ping_out out;
    wmi_status status = golden_types_Every_Ping(s->types, NULL, &in, &out, error);

    CHECK(s, status != WMI_OK || (out.ReturnValue.has && out.ReturnValue.value));
    golden_types_Every_Ping_out_clear(&out);
    return status;
}

static wmi_status get_every(fake_scenario *s, wmi_error *error)
{
    golden_types_Every every;
    wmi_status status = golden_types_Every_get(s->types, s->every, &every, error);

    if (status == WMI_OK) {
        CHECK(s, every.Object != NULL && same(wmi_object_string(every.Object, "Name"), "inner"));
        CHECK(s, every.Objects.count == 2 && same(wmi_object_string(every.Objects.items[1], "Name"), "inner"));
        CHECK(s, every.Embedded.text != NULL && strstr(every.Embedded.text, "other") != NULL);
        CHECK(s, every.AnyObject == NULL && every.Limit.value == 64);
    }
    golden_types_Every_clear(&every);
    return status;
}

const fake_step fake_steps[] = {
    {"connect", "connect", "root\\virtualization\\v2", WMI_OK, connect_machines},
    {"define", "invoke", "DefineSystem", WMI_OK, define_at_once},
    {"define by a job", "wait", "DefineSystem", WMI_OK, define_by_job},
    {"modify by a job that fails", "wait", "ModifySystemSettings", WMI_JOB, modify},
    {"get", "get", "Msvm_ComputerSystem", WMI_OK, get_machine},
    {"list", "list", "Msvm_ComputerSystem", WMI_OK, list_machines},
    {"query", "query", "Msvm_ComputerSystem", WMI_OK, query_names},
    {"associated", "associators", "Msvm_SettingsDefineState", WMI_OK, find_settings},
    {"one", "list", "Msvm_ComputerSystem", WMI_OK, fake_find_one},
    {"get some", "get", "Msvm_ComputerSystem", WMI_OK, fake_get_some},
    {"related", "associators", "Msvm_SettingsDefineState", WMI_OK, fake_find_related},
    {"related where", "associators", "Msvm_VirtualSystemSettingData", WMI_OK, fake_find_related_where},
    {"references", "references", "CIM_SettingsDefineState", WMI_OK, find_links},
    {"put", "put", "Msvm_VirtualSystemSettingData", WMI_OK, put_settings},
    {"get after put", "get", "Msvm_VirtualSystemSettingData", WMI_OK, look_at_settings},
    {"create", "create", "Msvm_VirtualSystemSettingData", WMI_OK, create_settings},
    {"delete", "delete", "Msvm_VirtualSystemSettingData", WMI_OK, delete_settings},
    {"subscribe", "subscribe", "__InstanceModificationEvent", WMI_OK, subscribe},
    {"change", NULL, NULL, WMI_OK, change_machine},
    {"event", "event", NULL, WMI_OK, fake_take_typed_event},
    {"no event", "event", NULL, WMI_TIMEOUT, take_no_event},
    {"connect to types", "connect", "root\\golden\\types", WMI_OK, connect_types},
    {"give", "invoke", "Give", WMI_OK, call_give},
    {"take", "invoke", "Take", WMI_OK, call_take},
    {"ping", "invoke", "Ping", WMI_OK, call_ping},
    {"get every", "get", "Every", WMI_OK, get_every},
};
const size_t fake_step_count = sizeof fake_steps / sizeof fake_steps[0];
