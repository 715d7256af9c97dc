/* How long calls and enumerations may take, and what cancels them. */
#include "slow_host.h"

#define DISKS 20u

static void add_disks(sample *s)
{
    uint32_t i;
    sample_add_service(s);
    for (i = 0; i < DISKS; i++) {
        s_Sample_DiskOnService link;
        memset(&link, 0, sizeof link);
        sample_add_disk(s, "d", i);
        link.Antecedent = SERVICE_PATH;
        link.Dependent = sample_disk_path("d", i);
        MUST(s, wmi_loopback_add(s->loopback, &s_Sample_DiskOnService_info, &link, NULL, &s->error));
    }
}

static bool WMI_CALLBACK count(void *context, const wmi_object *object)
{
    assert_non_null(object);
    ++*(unsigned *)context;
    return true;
}

/* Every way to enumerate, by number. `*seen` objects came. */
#define ENUMERATIONS 5

static wmi_status enumerate(sample *s, slow_host *host, int way, unsigned *seen)
{
    static const wmi_associator_filter filter = {"Sample_DiskOnService", NULL, NULL, NULL};
    s_Sample_Disk *disks = NULL;
    char **paths = NULL;
    size_t items = 0;
    wmi_status status;
    *seen = 0;
    switch (way) {
    case 0:
        status = wmi_instance_list(host->session, &s_Sample_Disk_info, NULL, (void **)&disks, &items, &s->error);
        *seen = (unsigned)items;
        wmi_instance_list_free(&s_Sample_Disk_info, disks, items);
        return status;
    case 1:
        return wmi_query(host->session, "SELECT * FROM Sample_Disk", count, seen, &s->error);
    case 2:
        return wmi_associators(host->session, SERVICE_PATH, &filter, count, seen, &s->error);
    case 3:
        return wmi_references(host->session, SERVICE_PATH, "Sample_DiskOnService", NULL, count, seen, &s->error);
    default:
        status = wmi_associator_paths(host->session, "Sample_DiskOnService", "Dependent", SERVICE_PATH, &paths, &items,
                                      &s->error);
        *seen = (unsigned)items;
        wmi_free(paths);
        return status;
    }
}

/* What each operation of the backend is given. */

static void each_call_is_given_its_time(void **state)
{
    static const uint32_t asked[] = {0, 30000, 1, WMI_FOREVER};
    sample *s = *state;
    slow_host host;
    size_t i;
    add_disks(s);
    for (i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        uint32_t given = asked[i] != 0 ? asked[i] : 60000;
        s_Sample_Service service;
        s_Sample_Service_Ping_out out;
        wmi_object *object = NULL;
        wmi_object *event = NULL;
        wmi_events *events = NULL;
        unsigned seen;
        int way;
        size_t k;
        slow_host_open(s, &host, asked[i]);
        MUST(s, wmi_instance_get(host.session, &s_Sample_Service_info, SERVICE_PATH, &service, &s->error));
        wmi_instance_clear(&s_Sample_Service_info, &service);
        MUST(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error));
        MUST(s, wmi_object_put(host.session, object, WMI_PUT_UPDATE, NULL, &s->error));
        wmi_object_free(object);
        (void)wmi_invoke(host.session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error);
        wmi_method_out_clear(&s_Sample_Service_Ping_info, &out);
        (void)wmi_instance_delete(host.session, "Sample_Service.Name=\"none\"", &s->error);
        for (way = 0; way < ENUMERATIONS; way++) {
            MUST(s, enumerate(s, &host, way, &seen));
            assert_int_equal(seen, DISKS);
        }
        MUST(s, wmi_subscribe(host.session,
                              "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA "
                              "'Sample_Disk'",
                              &events, &s->error));
        for (k = WMI_LOOPBACK_CONNECT; k < SLOW_HOST_OPERATIONS; k++) {
            assert_true(host.answers[k].calls > 0);
            assert_int_equal(host.answers[k].first_limit, given);
            assert_int_equal(host.answers[k].last_limit, given);
        }
        assert_int_equal(wmi_events_next(events, 7, &event, &s->error), WMI_TIMEOUT);
        assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].last_limit, 7);
        assert_int_equal(s->error.number, 0); /* no call was left without an answer: there was no event */
        assert_int_equal(wmi_events_next(events, 0, &event, &s->error), WMI_TIMEOUT);
        assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].last_limit, 0);
        wmi_events_free(events);
        slow_host_close(&host);
    }
}

static void a_call_without_an_answer_ends(void **state)
{
    sample *s = *state;
    slow_host host;
    wmi_object *object = NULL;
    uint64_t before;
    sample_add_service(s);
    slow_host_open(s, &host, 0);
    (void)slow_host_takes(&host, WMI_LOOPBACK_GET, SILENT);
    before = wmi_loopback_now(s->loopback);
    FAILS(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error), WMI_TIMEOUT, "within 60000 ms");
    assert_true(wmi_loopback_now(s->loopback) - before == 60000);
    assert_int_equal(s->error.number, WMI_E_TIMED_OUT);
    assert_string_equal(s->error.name, "WBEM_E_TIMED_OUT");
    slow_host_close(&host);
}

/* Enumerations. */

static void the_callers_time_is_for_the_whole_enumeration(void **state)
{
    sample *s = *state;
    slow_host host;
    int way;
    add_disks(s);
    for (way = 0; way < ENUMERATIONS; way++) {
        unsigned seen;
        uint64_t before;
        slow_host_open(s, &host, 60000);
        (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 10000);
        before = wmi_loopback_now(s->loopback);
        FAILS(s, enumerate(s, &host, way, &seen), WMI_TIMEOUT, "60000 ms");
        assert_int_equal(s->error.number, WMI_E_TIMED_OUT);
        assert_true(wmi_loopback_now(s->loopback) - before == 60000);
        assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].calls, 6);
        assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].last_limit, 10000);
        slow_host_close(&host);

        /* The start of it counts, too. */
        slow_host_open(s, &host, 60000);
        (void)slow_host_takes(&host, WMI_LOOPBACK_QUERY, 35000);
        (void)slow_host_takes(&host, WMI_LOOPBACK_ASSOCIATORS, 35000);
        (void)slow_host_takes(&host, WMI_LOOPBACK_REFERENCES, 35000);
        (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 10000);
        before = wmi_loopback_now(s->loopback);
        FAILS(s, enumerate(s, &host, way, &seen), WMI_TIMEOUT, "");
        assert_true(wmi_loopback_now(s->loopback) - before == 60000);
        assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].calls, 3);
        slow_host_close(&host);
    }
}

/* Where the question alone took all the time, nothing is asked for any more. */
static void no_object_is_asked_for_without_time(void **state)
{
    sample *s = *state;
    slow_host host;
    unsigned seen = 0;
    add_disks(s);
    slow_host_open(s, &host, 5000);
    slow_host_takes(&host, WMI_LOOPBACK_QUERY, 5000);
    FAILS(s, wmi_query(host.session, "SELECT * FROM Sample_Disk", count, &seen, &s->error), WMI_TIMEOUT, "5000 ms");
    assert_int_equal(seen, 0);
    assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].calls, 0);
    slow_host_close(&host);
}

static void a_long_healthy_enumeration_passes_by_default(void **state)
{
    sample *s = *state;
    slow_host host;
    int way;
    add_disks(s);
    for (way = 0; way < ENUMERATIONS; way++) {
        unsigned seen;
        uint64_t before;
        slow_host_open(s, &host, 0);
        (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 30000);
        before = wmi_loopback_now(s->loopback);
        MUST(s, enumerate(s, &host, way, &seen));
        assert_int_equal(seen, DISKS);
        assert_true(wmi_loopback_now(s->loopback) - before == 30000 * (DISKS + 1));
        slow_host_takes(&host, WMI_LOOPBACK_NEXT, SILENT)->skip = 5;
        before = wmi_loopback_now(s->loopback);
        FAILS(s, enumerate(s, &host, way, &seen), WMI_TIMEOUT, "within 60000 ms");
        assert_true(wmi_loopback_now(s->loopback) - before == 60000);
        slow_host_close(&host);
    }
}

static wmi_loopback *visited;

static bool WMI_CALLBACK linger(void *context, const wmi_object *object)
{
    wmi_loopback_advance(visited, 50000);
    return count(context, object);
}

static void the_callers_visit_takes_none_of_the_time(void **state)
{
    sample *s = *state;
    slow_host host;
    unsigned seen = 0;
    add_disks(s);
    slow_host_open(s, &host, 60000);
    (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 2000);
    visited = s->loopback;
    MUST(s, wmi_query(host.session, "SELECT * FROM Sample_Disk", linger, &seen, &s->error));
    assert_int_equal(seen, DISKS);
    assert_int_equal(host.answers[WMI_LOOPBACK_NEXT].last_limit, 60000 - DISKS * 2000);
    slow_host_close(&host);
}

/* Cancelling. */

static void what_runs_is_ended_once(void **state)
{
    sample *s = *state;
    slow_host host;
    wmi_object *object = NULL;
    uint64_t before;
    unsigned seen;
    int way;
    add_disks(s);
    slow_host_open(s, &host, 0);
    wmi_cancel(NULL);
    wmi_cancel(host.session); /* nothing runs */
    MUST(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error));
    wmi_object_free(object);
    (void)slow_host_takes(&host, WMI_LOOPBACK_GET, 30000);
    before = wmi_loopback_now(s->loopback);
    host.cancels_at = before + 500;
    FAILS(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error), WMI_CANCELLED, "left alone");
    assert_true(wmi_loopback_now(s->loopback) - before == 500);
    assert_null(object);
    MUST(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error)); /* the next one is not touched */
    wmi_object_free(object);
    for (way = 0; way < ENUMERATIONS; way++) {
        (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 1000);
        before = wmi_loopback_now(s->loopback);
        host.cancels_at = before + 5500;
        FAILS(s, enumerate(s, &host, way, &seen), WMI_CANCELLED, "");
        assert_true(wmi_loopback_now(s->loopback) - before == 5500);
        MUST(s, enumerate(s, &host, way, &seen));
        assert_int_equal(seen, DISKS);
    }
    slow_host_close(&host);
}

typedef struct stopper {
    wmi_session *session;
    unsigned seen;
} stopper;

static bool WMI_CALLBACK cancel_third(void *context, const wmi_object *object)
{
    stopper *stop = context;
    (void)object;
    if (++stop->seen == 3) {
        wmi_cancel(stop->session);
    }
    return true;
}

static void a_visit_may_cancel(void **state)
{
    sample *s = *state;
    stopper stop = {s->session, 0};
    add_disks(s);
    FAILS(s, wmi_query(s->session, "SELECT * FROM Sample_Disk", cancel_third, &stop, &s->error), WMI_CANCELLED,
          "wmi_cancel");
    assert_int_equal(stop.seen, 3);
    assert_string_equal(s->error.operation, "query");
    MUST(s, wmi_query(s->session, "SELECT * FROM Sample_Disk", cancel_third, &stop, &s->error));
    assert_int_equal(stop.seen, 3 + DISKS);
}

WMI_LOOPBACK_HANDLER(ping_and_cancel, s_Sample_Service_Ping)
{
    (void)in;
    (void)error;
    wmi_cancel(call->context);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

/* The loopback, too, looks at what it is given. */
static void the_loopback_is_cancelled(void **state)
{
    UNLESS(WAY_CANCELLED);
    sample *s = *state;
    slow_host host;
    wmi_object *object = NULL;
    sample_add_service(s);
    slow_host_open(s, &host, 0);
    (void)slow_host_takes(&host, WMI_LOOPBACK_GET, 50);
    host.cancels_at = wmi_loopback_now(s->loopback) + 50; /* when the slow host hands the call on */
    FAILS(s, wmi_object_fetch(host.session, SERVICE_PATH, &object, &s->error), WMI_CANCELLED, "by wmi_cancel");
    slow_host_close(&host);
}

/* What was answered is returned. */
static void an_answer_is_kept(void **state)
{
    sample *s = *state;
    s_Sample_Service_Ping_out out;
    sample_add_service(s);
    MUST(s,
         wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Ping", ping_and_cancel, s->session, &s->error));
    ANSWERED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error));
    assert_true(out.ReturnValue.has || s->error.status == WMI_CANCELLED);
    wmi_method_out_clear(&s_Sample_Service_Ping_info, &out);
}

static void a_wait_for_an_event_is_cancelled(void **state)
{
    sample *s = *state;
    slow_host host;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    slow_host_open(s, &host, 0);
    MUST(s, wmi_subscribe(host.session,
                          "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Sample_Disk'",
                          &events, &s->error));
    (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, SILENT);
    host.cancels_at = wmi_loopback_now(s->loopback) + 1000;
    FAILS(s, wmi_events_next(events, WMI_FOREVER, &event, &s->error), WMI_CANCELLED, "");
    (void)slow_host_takes(&host, WMI_LOOPBACK_NEXT, 0);
    sample_add_disk(s, "d", 1);
    MUST(s, wmi_events_next(events, 1000, &event, &s->error)); /* the query goes on */
    wmi_object_free(event);
    wmi_events_free(events);
    slow_host_close(&host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_call_is_given_its_time),
        TEST(a_call_without_an_answer_ends),
        TEST(the_callers_time_is_for_the_whole_enumeration),
        TEST(no_object_is_asked_for_without_time),
        TEST(a_long_healthy_enumeration_passes_by_default),
        TEST(the_callers_visit_takes_none_of_the_time),
        TEST(what_runs_is_ended_once),
        TEST(a_visit_may_cancel),
        TEST(the_loopback_is_cancelled),
        TEST(an_answer_is_kept),
        TEST(a_wait_for_an_event_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
