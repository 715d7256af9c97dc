/* Who watches calls, timers on the virtual clock, and handlers that are not of the loopback's own structs. */
#include "plan.h"

/* Watching. */

typedef struct watching {
    unsigned asked;
    unsigned told;
    wmi_loopback_operation last;
    char method[64];
    wmi_status status;
    uint32_t number;
    uint64_t ended;
    uint32_t delay;    /* of the next calls */
    uint32_t failure;  /* of the next call; 0 = none */
    bool says_nothing; /* of why it fails */
    wmi_loopback *loopback;
} watching;

static wmi_status WMI_CALLBACK before(void *context, wmi_loopback *loopback, const wmi_loopback_record *asked,
                                      uint32_t *delay_ms, wmi_error *error)
{
    watching *w = context;
    assert_ptr_equal(loopback, w->loopback);
    assert_int_equal(*delay_ms, 0);
    w->asked++;
    w->last = asked->operation;
    (void)snprintf(w->method, sizeof w->method, "%s", asked->method != NULL ? asked->method : "");
    *delay_ms = w->delay;
    if (w->says_nothing) {
        return WMI_TRANSPORT;
    }
    if (w->failure != 0) {
        uint32_t failure = w->failure;
        w->failure = 0;
        return wmi_fail(error, WMI_TRANSPORT, failure, "Not now.");
    }
    return WMI_OK;
}

static void WMI_CALLBACK after(void *context, wmi_loopback *loopback, const wmi_loopback_record *record)
{
    watching *w = context;
    (void)loopback;
    w->told++;
    w->status = record->status;
    w->number = record->number;
    w->ended = record->ended;
}

static void watch_calls(sample *s, watching *w)
{
    wmi_loopback_watch wanted = {before, after, NULL};
    wanted.context = w;
    w->loopback = s->loopback;
    wmi_loopback_set_watch(s->loopback, &wanted);
}

static wmi_status get_service(sample *s)
{
    s_Sample_Service service;
    wmi_status status = wmi_instance_get(s->session, &s_Sample_Service_info, SERVICE_PATH, &service, &s->error);
    wmi_instance_clear(&s_Sample_Service_info, &service);
    return status;
}

static void who_watches_is_asked_and_told(void **state)
{
    sample *s = *state;
    watching w = {0};
    sample_add_service(s);
    watch_calls(s, &w);
    MUST(s, get_service(s));
    assert_int_equal(w.asked, 1);
    assert_int_equal(w.told, 1);
    assert_int_equal(w.last, WMI_LOOPBACK_GET);
    assert_int_equal(w.status, WMI_OK);
    w.delay = 40;
    w.failure = UINT32_C(0x80041003);
    FAILS(s, get_service(s), WMI_TRANSPORT, "Not now.");
    assert_true(s->error.number == UINT32_C(0x80041003));
    assert_true(wmi_loopback_now(s->loopback) == 40);
    assert_int_equal(w.told, 2);
    assert_int_equal(w.status, WMI_TRANSPORT);
    assert_true(w.number == UINT32_C(0x80041003));
    assert_true(w.ended == 40);
    MUST(s, get_service(s));
    assert_true(wmi_loopback_now(s->loopback) == 80);
    w.says_nothing = true;
    FAILS(s, get_service(s), WMI_TRANSPORT, "did not say why");
    assert_true(s->error.number == WMI_E_FAILED);
    wmi_loopback_set_watch(s->loopback, NULL);
    MUST(s, get_service(s));
    assert_int_equal(w.asked, 4);
    wmi_loopback_set_watch(NULL, NULL);
}

/* A delay of who watches comes on top of an ordered one, and both count for the caller's limit. */
static void delays_add_up(void **state)
{
    sample *s = *state;
    watching w = {0};
    wmi_connect_options options = {.backend = wmi_loopback_backend(s->loopback), .ns = S_NAMESPACE, .timeout_ms = 100};
    wmi_session *session = NULL;
    s_Sample_Service service;
    sample_add_service(s);
    MUST(s, wmi_connect(&options, &session, &s->error));
    watch_calls(s, &w);
    MUST(s, wmi_loopback_delay(s->loopback, WMI_LOOPBACK_GET, NULL, 60, &s->error));
    w.delay = 30;
    MUST(s, wmi_instance_get(session, &s_Sample_Service_info, SERVICE_PATH, &service, &s->error));
    wmi_instance_clear(&s_Sample_Service_info, &service);
    assert_true(wmi_loopback_now(s->loopback) == 90);
    w.delay = 50;
    w.failure = UINT32_C(0x80041003);
    FAILS(s, wmi_instance_get(session, &s_Sample_Service_info, SERVICE_PATH, &service, &s->error), WMI_TIMEOUT,
          "100 ms");
    assert_true(wmi_loopback_now(s->loopback) == 190);
    w.delay = UINT32_MAX;
    FAILS(s, wmi_instance_get(session, &s_Sample_Service_info, SERVICE_PATH, &service, &s->error), WMI_TIMEOUT,
          "100 ms");
    wmi_close(session);
}

/* Timers. */

typedef struct alarm_clock {
    sample *s;
    unsigned rings;
    uint64_t at;
    unsigned failures; /* so often it fails first */
    uint32_t again;    /* another one so much later; 0 = none */
} alarm_clock;

static wmi_status WMI_CALLBACK ring(void *context, wmi_error *error)
{
    alarm_clock *a = context;
    if (a->failures > 0) {
        a->failures--;
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "The clock is stuck.");
    }
    a->rings++;
    a->at = wmi_loopback_now(a->s->loopback);
    return a->again != 0 ? wmi_loopback_after(a->s->loopback, a->again, ring, a, error) : WMI_OK;
}

static void timers_ring_in_the_order_of_time(void **state)
{
    sample *s = *state;
    alarm_clock early = {s, 0, 0, 0, 0};
    alarm_clock late = {s, 0, 0, 0, 0};
    alarm_clock twice = {s, 0, 0, 0, 50};
    MUST(s, wmi_loopback_after(s->loopback, 300, ring, &late, &s->error));
    MUST(s, wmi_loopback_after(s->loopback, 100, ring, &early, &s->error));
    MUST(s, wmi_loopback_after(s->loopback, 100, ring, &twice, &s->error));
    wmi_loopback_advance(s->loopback, 99);
    assert_int_equal(early.rings, 0);
    wmi_loopback_advance(s->loopback, 1);
    assert_int_equal(early.rings, 1);
    assert_int_equal(twice.rings, 1);
    wmi_loopback_advance(s->loopback, 50);
    wmi_loopback_advance(s->loopback, 75);
    assert_int_equal(twice.rings, 3);
    assert_int_equal(late.rings, 0);
    wmi_loopback_advance(s->loopback, 100);
    assert_int_equal(late.rings, 1);
    FAILS(s, wmi_loopback_after(NULL, 1, ring, &late, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_after(s->loopback, 1, NULL, &late, &s->error), WMI_USAGE, "NULL");
    allocator_fail_after(0);
    assert_int_equal(wmi_loopback_after(s->loopback, 1, ring, &late, NULL), WMI_NO_MEMORY);
    allocator_fail_after(SIZE_MAX);
}

static void a_timer_that_fails_rings_again(void **state)
{
    sample *s = *state;
    alarm_clock stuck = {s, 0, 0, 2, 0};
    sample_add_service(s);
    MUST(s, wmi_loopback_after(s->loopback, 10, ring, &stuck, &s->error));
    wmi_loopback_advance(s->loopback, 10);
    FAILS(s, get_service(s), WMI_TRANSPORT, "The clock is stuck.");
    assert_int_equal(stuck.rings, 0);
    MUST(s, get_service(s));
    assert_int_equal(stuck.rings, 1);
    MUST(s, get_service(s));
    assert_int_equal(stuck.rings, 1);
}

static wmi_status WMI_CALLBACK relabel(void *context, wmi_error *error)
{
    sample *s = context;
    wmi_value label = wmi_value_string("changed");
    return wmi_loopback_set(s->loopback, S_NAMESPACE, sample_disk_path("a", 1), "Label", &label, error);
}

/* A wait for an event goes on to it, as to the change of a job. */
static void waiting_for_an_event_goes_on_to_a_timer(void **state)
{
    sample *s = *state;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    sample_add_disk(s, "a", 1);
    MUST(s, wmi_subscribe(s->session,
                          "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &s->error));
    MUST(s, wmi_loopback_after(s->loopback, 700, relabel, s, &s->error));
    MUST(s, wmi_events_next(events, 1000, &event, &s->error));
    assert_true(wmi_loopback_now(s->loopback) == 700);
    wmi_object_free(event);
    wmi_events_free(events);
}

/* Handlers. */

/* The method as a newer host has it: what goes in is called the same, and more comes out than the schema knows of. */
typedef struct newer_in {
    const char *Extra; /* which the loopback's schema does not have */
    wmi_embedded Setting;
} newer_in;
typedef struct newer_out {
    wmi_opt_uint64 More; /* likewise */
    wmi_opt_uint32 ReturnValue;
    const char *Any;
    wmi_memory *wmi_owned;
} newer_out;

static const wmi_field newer_in_fields[] = {
    {"Extra", NULL, (uint32_t)offsetof(newer_in, Extra), WMI_TYPE_STRING, 0},
    {"Setting", "Sample_Setting", (uint32_t)offsetof(newer_in, Setting), WMI_TYPE_EMBEDDED, 0},
};
static const wmi_field newer_out_fields[] = {
    {"More", NULL, (uint32_t)offsetof(newer_out, More), WMI_TYPE_UINT64, 0},
    {"ReturnValue", NULL, (uint32_t)offsetof(newer_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    {"Any", NULL, (uint32_t)offsetof(newer_out, Any), WMI_TYPE_REFERENCE, 0},
};
static const wmi_method_info newer = {.name = "Define",
                                      .class_name = "Sample_Service",
                                      .in = newer_in_fields,
                                      .in_count = 2,
                                      .in_size = sizeof(newer_in),
                                      .out = newer_out_fields,
                                      .out_count = 3,
                                      .out_size = sizeof(newer_out),
                                      .out_memory_offset = offsetof(newer_out, wmi_owned),
                                      .codes = &wmi_no_codes};

static wmi_status WMI_CALLBACK answer_newer(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error)
{
    const newer_in *given = in;
    newer_out *answer = out;
    (void)error;
    assert_ptr_equal(call->method, &newer);
    assert_null(given->Extra);
    assert_non_null(given->Setting.text);
    answer->Any = wmi_loopback_text(call, "Sample_Service.Name=\"%s\"", (const char *)call->context);
    answer->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static wmi_status define(sample *s, s_Sample_Service_Define_out *out)
{
    s_Sample_Service_Define_in in;
    memset(&in, 0, sizeof in);
    in.Setting = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Sample_Setting\"></INSTANCE>");
    return wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Define_info, SERVICE_PATH, &in, out, &s->error);
}

static void a_handler_may_be_of_another_description(void **state)
{
    sample *s = *state;
    s_Sample_Service_Define_out out;
    char name[] = "named";
    sample_add_service(s);
    MUST(s, wmi_loopback_on_as(s->loopback, S_NAMESPACE, "Sample_Service", &newer, answer_newer, name, &s->error));
    MUST(s, define(s, &out));
    assert_string_equal(out.Any, "Sample_Service.Name=\"named\"");
    assert_true(out.ReturnValue.has && out.ReturnValue.value == 0);
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    FAILS(s, wmi_loopback_on_as(s->loopback, S_NAMESPACE, "Sample_Service", NULL, answer_newer, NULL, &s->error),
          WMI_USAGE, "NULL");
}

typedef struct dynamic {
    bool as_newer; /* lets the other one answer */
    bool fails;
} dynamic;

static wmi_status WMI_CALLBACK answer_object(const wmi_loopback_call *call, wmi_object *out, wmi_error *error)
{
    const dynamic *d = call->context;
    wmi_value value = wmi_value_uint32(7);
    char name[] = "other";
    if (d->fails) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "It fails.");
    }
    if (d->as_newer) {
        return wmi_loopback_answer_as(call, &newer, answer_newer, name, out, error);
    }
    assert_non_null(wmi_object_string(call->in_object, "Setting"));
    assert_int_equal(out->count, 0);
    return wmi_object_set(out, "ReturnValue", &value);
}

static void a_handler_may_have_no_structs(void **state)
{
    sample *s = *state;
    s_Sample_Service_Define_out out;
    dynamic d = {false, false};
    wmi_error none = WMI_ERROR_INIT;
    sample_add_service(s);
    MUST(s, wmi_loopback_on_object(s->loopback, S_NAMESPACE, "Sample_Service", "Define", answer_object, &d, &s->error));
    MUST(s, define(s, &out));
    assert_int_equal(out.ReturnValue.value, 7);
    assert_null(out.Any);
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    d.as_newer = true;
    MUST(s, define(s, &out));
    assert_string_equal(out.Any, "Sample_Service.Name=\"other\"");
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    d.fails = true;
    FAILS(s, define(s, &out), WMI_TRANSPORT, "It fails.");
    assert_int_equal(wmi_loopback_answer_as(NULL, &newer, answer_newer, NULL, NULL, &none), WMI_USAGE);
    wmi_error_clear(&none);
    FAILS(s, wmi_loopback_on_object(s->loopback, S_NAMESPACE, "Sample_Service", "Define", NULL, NULL, &s->error),
          WMI_USAGE, "NULL");
    FAILS(s, wmi_loopback_on_object(s->loopback, S_NAMESPACE, "Sample_Service", "Defin", answer_object, &d, &s->error),
          WMI_USAGE, "Define");
}

static void memory_may_run_out(void **state)
{
    sample *s = *state;
    dynamic d = {true, false};
    watching w = {0};
    size_t at;
    sample_add_service(s);
    watch_calls(s, &w);
    MUST(s, wmi_loopback_on_object(s->loopback, S_NAMESPACE, "Sample_Service", "Define", answer_object, &d, &s->error));
    for (at = 0; at < 5000; at++) {
        s_Sample_Service_Define_out out;
        wmi_status status;
        bool failed;
        allocator_fail_after(at);
        status = define(s, &out);
        failed = allocator_failed();
        allocator_fail_after(SIZE_MAX);
        wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
        if (!failed) {
            assert_int_equal(status, WMI_OK);
            return;
        }
        assert_true(status == WMI_NO_MEMORY || status == WMI_OK);
    }
    fail_msg("never came through");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_watches_is_asked_and_told),           TEST(delays_add_up),
        TEST(timers_ring_in_the_order_of_time),        TEST(a_timer_that_fails_rings_again),
        TEST(waiting_for_an_event_goes_on_to_a_timer), TEST(a_handler_may_be_of_another_description),
        TEST(a_handler_may_have_no_structs),           TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
