/*
 * Instances, values and events through COM: what is written is what arrives in the world and what comes back, of every
 * CIM type; what a put leaves alone stays; what happens is told.
 */
#include <float.h>
#include <stdlib.h>

#include <golden_types.h>
#include <virtualization_v2/CIM_SettingData.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_MemorySettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#include "fake_scenario.h"

#define UNICODE "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 \"quoted\" \\ <&> 'x'"

/* ---- comparing ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_datetime(const wmi_datetime *a, const wmi_datetime *b)
{
    char left[WMI_DATETIME_TEXT_SIZE];
    char right[WMI_DATETIME_TEXT_SIZE];

    return wmi_datetime_format(a, left) && wmi_datetime_format(b, right) && strcmp(left, right) == 0;
}

/* One item of an array, or a scalar, as it lies in memory. */
static bool same_item(wmi_type type, const void *a, const void *b)
{
    switch (type) {
    case WMI_TYPE_STRING:
        return same_text(*(const char *const *)a, *(const char *const *)b);
    case WMI_TYPE_REFERENCE:
        return wmi_path_equal(*(const char *const *)a, *(const char *const *)b);
    case WMI_TYPE_DATETIME:
        return same_datetime(a, b);
    case WMI_TYPE_OBJECT:
        return same_text(wmi_object_string(*(wmi_object *const *)a, "Name"),
                         wmi_object_string(*(wmi_object *const *)b, "Name"));
    default:
        return memcmp(a, b, wmi_type_size(type)) == 0;
    }
}

static bool same_value(const wmi_value *a, const wmi_value *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->type != b->type || a->is_array != b->is_array || a->is_null != b->is_null)
        return false;
    if (a->is_null)
        return true;
    if (!a->is_array)
        return same_item(a->type, &a->u, &b->u);
    if (a->u.array.count != b->u.array.count)
        return false;
    for (size_t i = 0; i < a->u.array.count; i++) {
        size_t at = i * wmi_type_size(a->type);

        if (!same_item(a->type, (const char *)a->u.array.items + at, (const char *)b->u.array.items + at))
            return false;
    }
    return true;
}

static void compare(const golden_types_Every *a, const golden_types_Every *b, const char *what)
{
    const wmi_class_info *info = &golden_types_Every_info;
    wmi_object *left = NULL;
    wmi_object *right = NULL;

    assert_int_equal(wmi_instance_object(info, a, &left, NULL), WMI_OK);
    assert_int_equal(wmi_instance_object(info, b, &right, NULL), WMI_OK);
    for (uint32_t i = 0; i < info->field_count; i++)
        if (!same_value(wmi_object_get(left, info->fields[i].name), wmi_object_get(right, info->fields[i].name)))
            fail_msg("%s: %s of \"%s\" is another", what, info->fields[i].name, a->Id);
    wmi_object_free(left);
    wmi_object_free(right);
}

/* ---- every type ---- */

#define ITEMS(TYPE, C_TYPE, ...)                                                                                       \
    {                                                                                                                  \
        static const C_TYPE items_[] = {__VA_ARGS__};                                                                  \
        every->TYPE.items = items_;                                                                                    \
        every->TYPE.count = sizeof items_ / sizeof items_[0];                                                          \
    }

static wmi_opt_datetime datetime_of(const char *text)
{
    wmi_datetime value;

    assert_true(wmi_datetime_parse(text, &value));
    return WMI_DATETIME(value);
}

/* The far end of every type, up or down. */
static void fill_scalars(golden_types_Every *every, bool high)
{
    every->B = WMI_BOOLEAN(high);
    every->U8 = WMI_UINT8(high ? UINT8_MAX : 0);
    every->S8 = WMI_SINT8(high ? INT8_MAX : INT8_MIN);
    every->U16 = WMI_UINT16(high ? UINT16_MAX : 0);
    every->S16 = WMI_SINT16(high ? INT16_MAX : INT16_MIN);
    every->U32 = WMI_UINT32(high ? UINT32_MAX : 0);
    every->S32 = WMI_SINT32(high ? INT32_MAX : INT32_MIN);
    every->U64 = WMI_UINT64(high ? UINT64_MAX : 0);
    every->S64 = WMI_SINT64(high ? INT64_MAX : INT64_MIN);
    every->R32 = WMI_REAL32(high ? FLT_MAX : -0.1f);
    every->R64 = WMI_REAL64(high ? DBL_MAX : -DBL_MIN);
    every->C = WMI_CHAR16(high ? UINT16_MAX : 1);
    every->S = high ? UNICODE : "";
    every->T = datetime_of(high ? "2031**********.******+***" : "19991231235959.999999-480");
    every->Limit = WMI_UINT64(high ? 1024 : 16);
}

static void fill_arrays(golden_types_Every *every)
{
    ITEMS(Bs, bool, true, false, true)
    ITEMS(U8s, uint8_t, 0, 128, UINT8_MAX)
    ITEMS(S8s, int8_t, INT8_MIN, -1, INT8_MAX)
    ITEMS(U16s, uint16_t, 0, 32768, UINT16_MAX)
    ITEMS(S16s, int16_t, INT16_MIN, -1, INT16_MAX)
    ITEMS(U32s, uint32_t, 0, UINT32_C(0x80000000), UINT32_MAX)
    ITEMS(S32s, int32_t, INT32_MIN, -1, INT32_MAX)
    ITEMS(U64s, uint64_t, 0, UINT64_C(0x8000000000000000), UINT64_MAX)
    ITEMS(S64s, int64_t, INT64_MIN, -1, INT64_MAX)
    ITEMS(R32s, float, 0, 1.5f, FLT_MIN)
    ITEMS(R64s, double, 0, 0.1, -1e300)
    ITEMS(Cs, uint16_t, 'a', 0x20AC, UINT16_MAX)
    ITEMS(Ss, char *, "", UNICODE, "third")
}

/* Arrays that are there, and hold nothing. */
static void fill_empty(golden_types_Every *every)
{
    static const wmi_embedded no_embedded = {NULL, NULL, NULL};
    static wmi_object *const no_object = NULL;
    static const wmi_datetime no_datetime;

    fill_arrays(every);
    every->Ts.items = &no_datetime;
    every->Embeddeds.items = &no_embedded;
    every->Objects.items = &no_object;
    every->Bs.count = every->U8s.count = every->S8s.count = every->U16s.count = every->S16s.count = 0;
    every->U32s.count = every->S32s.count = every->U64s.count = every->S64s.count = 0;
    every->R32s.count = every->R64s.count = every->Cs.count = every->Ss.count = 0;
}

static void fill_objects(golden_types_Every *every, wmi_object *const *objects, const golden_types_Other *other)
{
    static wmi_datetime times[2];
    static wmi_embedded embedded[2];

    times[0] = datetime_of("00000007233501.000042:000").value;
    times[1] = datetime_of("20240229******.******+***").value;
    embedded[0] = embedded[1] = WMI_EMBED(golden_types_Other, other);
    every->Ts = WMI_ARRAY(wmi_array_datetime, times);
    every->Link = "Other.Name=\"a \\\"b\\\" \\\\ c\"";
    every->Embedded = embedded[0];
    every->Embeddeds = WMI_ARRAY(wmi_array_embedded, embedded);
    every->AnyEmbedded = embedded[1];
    every->Object = every->AnyObject = objects[0];
    every->Objects.items = objects;
    every->Objects.count = 2;
}

/* Writes the instance through COM, and compares what the world got and what COM brings back. */
static void send_around(fake_host *host, wmi_session *world, const golden_types_Every *every)
{
    golden_types_Every arrived;
    char *path = NULL;

    MUST(host, wmi_instance_create(host->session, &golden_types_Every_info, every, &path, &host->error));
    MUST(host, golden_types_Every_get(world, path, &arrived, &host->error));
    compare(every, &arrived, "in the world");
    golden_types_Every_clear(&arrived);
    MUST(host, golden_types_Every_get(host->session, path, &arrived, &host->error));
    compare(every, &arrived, "back again");
    golden_types_Every_clear(&arrived);
    wmi_free(path);
}

static void every_type_travels_both_ways(void **state)
{
    static const golden_types_Other other = {.Name = UNICODE};
    fake_host *host = *state;
    wmi_connect_options direct = {.backend = host->settings.world, .ns = golden_types_NAMESPACE};
    wmi_session *world = NULL;
    wmi_value name = wmi_value_string(UNICODE);
    wmi_object *objects[2] = {wmi_object_new("Other"), wmi_object_new("Other")};
    golden_types_Every every[5] = {
        {.Id = "low"}, {.Id = UNICODE}, {.Id = "empty"}, {.Id = "objects"}, {.Id = "nothing but the key"}};

    assert_int_equal(wmi_object_set(objects[0], "Name", &name), WMI_OK);
    assert_int_equal(wmi_object_set(objects[1], "Name", &name), WMI_OK);
    fill_scalars(&every[0], false);
    fill_scalars(&every[1], true);
    fill_arrays(&every[1]);
    fill_empty(&every[2]);
    fill_objects(&every[3], objects, &other);
    MUST(host, wmi_connect(&direct, &world, &host->error));
    host->options.ns = golden_types_NAMESPACE;
    for (unsigned strict = 0; strict < 2; strict++) {
        host->settings.exact_types = strict != 0;
        fake_host_open(host);
        for (size_t i = 0; i < sizeof every / sizeof every[0]; i++) {
            send_around(host, world, &every[i]);
            if (strict == 0) {
                char *path = NULL;

                MUST(host, golden_types_Every_path(&every[i], &path, &host->error));
                MUST(host, wmi_instance_delete(host->session, path, &host->error));
                wmi_free(path);
            }
        }
        fake_host_close(host);
        assert_true(fake_host_audit(0));
    }
    wmi_close(world);
    wmi_object_free(objects[0]);
    wmi_object_free(objects[1]);
}

static bool was_given_nothing;

WMI_LOOPBACK_HANDLER(give_nothing, golden_types_Every_Give)
{
    (void)call;
    (void)error;
    was_given_nothing = !in->A.has && in->B == NULL && in->C.items == NULL && !in->D.has && in->E == NULL &&
                        call->in_object->count == 0;
    out->ReturnValue = WMI_UINT32(7);
    return WMI_OK;
}

static void what_is_not_set_is_not_sent(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    golden_types_Every_Give_in in = {0};
    golden_types_Every_Give_out out;

    fake_scenario_prepare(&scenario, host);
    fake_host_on(host, &golden_types_Every_info, "Give", give_nothing, NULL);
    host->options.ns = golden_types_NAMESPACE;
    fake_host_open(host);
    MUST(host, golden_types_Every_Give(host->session, scenario.every, &in, &out, &host->error));
    assert_true(was_given_nothing);
    assert_int_equal(out.ReturnValue.value, 7);
    assert_false(out.D.has);
    golden_types_Every_Give_out_clear(&out);
    MUST(host, golden_types_Every_Give(host->session, scenario.every, NULL, NULL, &host->error));
    assert_true(was_given_nothing);
}

WMI_LOOPBACK_HANDLER(ping_class, golden_types_Every_Ping)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(call->path, &path, error);

    if (status != WMI_OK)
        return status;
    out->ReturnValue = WMI_BOOLEAN(path.key_count == 0 && in->Cookie.value == UINT64_MAX);
    wmi_path_clear(&path);
    return WMI_OK;
}

static void a_static_method_is_called_on_its_class(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    golden_types_Every_Ping_in in = {.Cookie = WMI_UINT64_INIT(UINT64_MAX)};
    const char *paths[] = {NULL, "Every", "Every.Id=\"the one\"", NULL};

    fake_scenario_prepare(&scenario, host);
    fake_host_on(host, &golden_types_Every_info, "Ping", ping_class, NULL);
    paths[3] = scenario.every;
    host->options.ns = golden_types_NAMESPACE;
    fake_host_open(host);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        golden_types_Every_Ping_out out;

        MUST(host, golden_types_Every_Ping(host->session, paths[i], &in, &out, &host->error));
        assert_true(out.ReturnValue.has && out.ReturnValue.value);
        golden_types_Every_Ping_out_clear(&out);
    }
}

/* ---- what cannot be sent ---- */

static void what_cannot_be_sent_is_refused_before_it_is(void **state)
{
    static const char *const texts[] = {"a", NULL};
    fake_host *host = *state;
    fake_scenario scenario;
    golden_types_Every_Give_in in = {.C = {texts, 2}};
    golden_types_Every_Give_out out;
    hv_Msvm_MemorySettingData memory = {.InstanceID = "x"};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in define = {0};

    fake_scenario_prepare(&scenario, host);
    fake_host_open(host);
    define.SystemSettings = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Msvm_VirtualSystemSettingData\">");
    FAILS(host,
          hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, scenario.service, &define, NULL,
                                                              &host->error),
          WMI_USAGE, "SystemSettings");
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 0);
    define.SystemSettings = WMI_EMBED(hv_Msvm_MemorySettingData, &memory); /* whose class the server judges */
    FAILS(host,
          hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, scenario.service, &define, NULL,
                                                              &host->error),
          WMI_TRANSPORT, "Msvm_MemorySettingData");
    fake_host_close(host);

    host->options.ns = golden_types_NAMESPACE;
    fake_host_open(host);
    FAILS(host, golden_types_Every_Give(host->session, scenario.every, &in, &out, &host->error), WMI_USAGE, "C");
    in.C.items = NULL;
    in.B = "Other.Name=\"\xFF\"";
    FAILS(host, golden_types_Every_Give(host->session, scenario.every, &in, &out, &host->error), WMI_USAGE, "UTF-8");
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 0);
    REFUSED(host, wmi_instance_delete(host->session, "Every.Id=\"none\"", &host->error), WMI_E_NOT_FOUND,
            "Every.Id=\"none\"");
}

/* ---- putting ---- */

typedef struct put_case {
    const char *id;
    wmi_put_mode mode;
    wmi_status status;
    uint32_t number;
} put_case;

/* In this order: what one creates is there for the next. */
static const put_case puts_[] = {
    {"there", WMI_PUT_CREATE, WMI_TRANSPORT, WMI_E_ALREADY_EXISTS},
    {"there", WMI_PUT_UPDATE, WMI_OK, 0},
    {"there", WMI_PUT_CREATE_OR_UPDATE, WMI_OK, 0},
    {"not there", WMI_PUT_UPDATE, WMI_TRANSPORT, WMI_E_NOT_FOUND},
    {"not there", WMI_PUT_CREATE, WMI_OK, 0},
    {"not there", WMI_PUT_CREATE, WMI_TRANSPORT, WMI_E_ALREADY_EXISTS},
    {"nor there", WMI_PUT_CREATE_OR_UPDATE, WMI_OK, 0},
    {"nor there", WMI_PUT_UPDATE, WMI_OK, 0},
};

static void put_once(fake_host *host, const put_case *each, uint64_t size)
{
    wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
    wmi_value id = wmi_value_string(each->id);
    wmi_value number = {.type = WMI_TYPE_UINT64, .u = {.uint64 = size}};
    char *path = NULL;
    wmi_status status;

    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "InstanceID", &id), WMI_OK);
    assert_int_equal(wmi_object_set(object, "HighMmioGapSize", &number), WMI_OK);
    status = wmi_object_put(host->session, object, each->mode, &path, &host->error);
    if (status != each->status || (status != WMI_OK && host->error.number != each->number))
        fail_msg("%s, mode %u: %s", each->id, (unsigned)each->mode,
                 status == WMI_OK ? "it succeeded" : host->error.message);
    if (status == WMI_OK) {
        hv_Msvm_VirtualSystemSettingData arrived;

        MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, path, &arrived, &host->error));
        assert_string_equal(arrived.InstanceID, each->id);
        assert_true(arrived.HighMmioGapSize.has && arrived.HighMmioGapSize.value == size);
        if (strcmp(each->id, "there") == 0)
            assert_string_equal(arrived.BIOSGUID, UNICODE); /* which a client may write, and this one did not */
        else
            assert_null(arrived.BIOSGUID);
        hv_Msvm_VirtualSystemSettingData_clear(&arrived);
        wmi_free(path);
    } else {
        assert_null(path);
    }
    wmi_object_free(object);
}

static void a_put_creates_or_updates_as_it_is_told(void **state)
{
    for (unsigned whole = 0; whole < 2; whole++) {
        fake_host *host = *state;
        hv_Msvm_VirtualSystemSettingData there = {.InstanceID = "there", .BIOSGUID = UNICODE};

        (void)fake_host_add(host, &hv_Msvm_VirtualSystemSettingData_info, &there);
        host->settings.no_partial_updates = whole != 0;
        fake_host_open(host);
        for (size_t i = 0; i < sizeof puts_ / sizeof puts_[0]; i++)
            put_once(host, &puts_[i], UINT64_MAX - i);
        if (fake_host_teardown(state) != 0 || fake_host_setup(state) != 0)
            fail_msg("partial updates refused: %u", whole);
    }
}

static void a_null_that_is_set_is_written(void **state)
{
    for (unsigned whole = 0; whole < 2; whole++) {
        fake_host *host = *state;
        fake_scenario scenario;
        hv_Msvm_VirtualSystemSettingData arrived;
        wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
        wmi_value nothing = wmi_value_null(WMI_TYPE_BOOLEAN, false);

        fake_scenario_prepare(&scenario, host);
        host->settings.no_partial_updates = whole != 0;
        fake_host_open(host);
        MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, scenario.settings, &arrived, &host->error));
        assert_true(arrived.BIOSNumLock.has);
        hv_Msvm_VirtualSystemSettingData_clear(&arrived);
        assert_non_null(object);
        assert_int_equal(wmi_object_set(object, "BIOSNumLock", &nothing), WMI_OK);
        assert_int_equal(wmi_object_set_path(object, scenario.settings), WMI_OK);
        MUST(host, wmi_object_put(host->session, object, WMI_PUT_UPDATE, NULL, &host->error));
        wmi_object_free(object);
        MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, scenario.settings, &arrived, &host->error));
        assert_false(arrived.BIOSNumLock.has);
        assert_non_null(arrived.ElementName);
        hv_Msvm_VirtualSystemSettingData_clear(&arrived);
        if (fake_host_teardown(state) != 0 || fake_host_setup(state) != 0)
            fail_msg("partial updates refused: %u", whole);
    }
}

/* ---- events ---- */

#define JOB_EVENTS "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Msvm_ConcreteJob'"

WMI_LOOPBACK_HANDLER(start_stepwise, hv_Msvm_VirtualSystemManagementService_ModifySystemSettings)
{
    static const wmi_loopback_job_step steps[] = {
        {0, WMI_JOB_STARTING, 0, "Preparing"},
        {1000, WMI_JOB_RUNNING, 50, "Working"},
        {1000, WMI_JOB_COMPLETED, 100, "Done"},
    };
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = steps, .step_count = 3};

    (void)in;
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

static void expect_event(fake_host *host, wmi_events *events, int64_t state)
{
    wmi_object *event = NULL;
    const wmi_value *target;
    uint64_t start = fake_host_clock();

    MUST(host, wmi_events_next(events, 120000, &event, &host->error));
    assert_true(fake_host_clock() - start < 60000); /* it is there, and nobody waits for another */
    target = wmi_object_get(event, "TargetInstance");
    assert_non_null(target);
    assert_int_equal(target->type, WMI_TYPE_OBJECT);
    assert_string_equal(target->u.object->class_name, "Msvm_ConcreteJob");
    assert_int_equal(wmi_object_integer(target->u.object, "JobState", -1), state);
    wmi_object_free(event);
}

static void the_states_of_a_job_are_told(void **state)
{
    fake_host *host = *state;
    fake_scenario scenario;
    hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = "x", .ElementName = "x"};
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in in = {0};
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    uint64_t start;

    fake_scenario_prepare(&scenario, host);
    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "ModifySystemSettings", start_stepwise, NULL);
    fake_host_open(host);
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    MUST(host, wmi_subscribe(host->session, JOB_EVENTS, &events, &host->error));
    start = fake_host_clock();
    FAILS(host, wmi_events_next(events, 100, &event, &host->error), WMI_TIMEOUT, "100 ms");
    assert_true(fake_host_clock() - start >= 80);
    FAILS(host, wmi_events_next(events, 0, &event, &host->error), WMI_TIMEOUT, "");
    MUST(host, hv_Msvm_VirtualSystemManagementService_ModifySystemSettings(host->session, scenario.service, &in, NULL,
                                                                           &host->error));
    expect_event(host, events, WMI_JOB_STARTING); /* it was made as a new one */
    wmi_loopback_advance(host->world, 1000);
    expect_event(host, events, WMI_JOB_RUNNING);
    wmi_loopback_advance(host->world, 1000);
    expect_event(host, events, WMI_JOB_COMPLETED);
    wmi_events_free(events);
}

static void a_notification_query_that_is_wrong_is_refused(void **state)
{
    static const char *const queries[] = {
        "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA",
        "SELEKT * FROM __InstanceModificationEvent WITHIN 1",
        "SELECT * FROM No_Such_Event",
    };
    fake_host *host = *state;

    fake_host_open(host);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        wmi_events *events = NULL;
        wmi_object *event = NULL;
        wmi_status status = wmi_subscribe(host->session, queries[i], &events, &host->error);

        if (status == WMI_OK)
            status = wmi_events_next(events, 1000, &event, &host->error);
        fake_host_expect(&host->error, status, WMI_TRANSPORT, queries[i], "wmi_subscribe");
        wmi_events_free(events);
    }
}

/* A struct of another class is not filled with what happens to have the same names; one of a superclass is. */
static void a_get_notices_another_class(void **state)
{
    fake_host *host = *state;
    hv_Msvm_VirtualSystemSettingData there = {.InstanceID = "there", .ElementName = "it"};
    const char *path = fake_host_add(host, &hv_Msvm_VirtualSystemSettingData_info, &there);
    hv_CIM_SettingData base;
    hv_Msvm_MemorySettingData other;

    fake_host_open(host);
    MUST(host, hv_CIM_SettingData_get(host->session, path, &base, &host->error));
    assert_string_equal(base.ElementName, "it");
    hv_CIM_SettingData_clear(&base);
    FAILS(host, hv_Msvm_MemorySettingData_get(host->session, path, &other, &host->error), WMI_REPLY,
          "Msvm_VirtualSystemSettingData");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(a_get_notices_another_class),
        FAKE_TEST(every_type_travels_both_ways),
        FAKE_TEST(what_is_not_set_is_not_sent),
        FAKE_TEST(a_static_method_is_called_on_its_class),
        FAKE_TEST(what_cannot_be_sent_is_refused_before_it_is),
        FAKE_TEST(a_put_creates_or_updates_as_it_is_told),
        FAKE_TEST(a_null_that_is_set_is_written),
        FAKE_TEST(the_states_of_a_job_are_told),
        FAKE_TEST(a_notification_query_that_is_wrong_is_refused),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
