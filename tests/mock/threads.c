/*
 * Several clients at once, each with what is its own, and a server that is stopped while some of them wait. The preset `threads` runs it
 * under ThreadSanitizer.
 */
#define _XOPEN_SOURCE 700
#include "served.h"

#include <pthread.h>
#include <time.h>

static endpoint served;

#define THREADS 16
#define ROUNDS 8

typedef struct worker {
    pthread_t thread;
    int number;
    int failures;
} worker;

/* Whether what was asked is what comes back. */
static bool says_again(const worker *w, int round)
{
    char body[512];
    char text[64];
    snprintf(text, sizeof text, "T%dR%d", w->number, round);
    snprintf(body, sizeof body, "<p:Say_INPUT xmlns:p=\"" SERVED "Echo\"><p:S>%s</p:S></p:Say_INPUT>", text);
    reply r = ask(&served, &(envelope){.uri = SERVED "Echo",
                                       .action_uri = SERVED "Echo/Say",
                                       .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                                       .body = body});
    bool good = r.status == 200 && strcmp(text_of(&r, "OutS"), text) == 0;
    reply_clear(&r);
    return good;
}

/* Creates, finds and deletes an instance that no other thread knows. */
static bool keeps_its_own(const worker *w, int round)
{
    char body[512];
    char selector[128];
    snprintf(body, sizeof body, "<p:Thing xmlns:p=\"" SERVED "Thing\"><p:Name>T%dR%d</p:Name></p:Thing>", w->number,
             round);
    snprintf(selector, sizeof selector, "<w:Selector Name=\"Name\">T%dR%d</w:Selector>", w->number, round);
    reply r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_CREATE, .body = body});
    bool good = r.status == 200;
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = selector});
    good = good && r.status == 200;
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_DELETE, .selectors = selector});
    good = good && r.status == 200;
    reply_clear(&r);
    return good;
}

/* Pulls one object after the other: at least those that nobody takes away. */
static bool pulls_all(void)
{
    char body[256];
    int count = 0;
    bool good = true;
    reply r =
        ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"});
    while (good && element(&r, "EndOfSequence") == NULL) {
        snprintf(body, sizeof body,
                 "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext><n:MaxElements>3</n:MaxElements></n:Pull>",
                 text_of(&r, "EnumerationContext"));
        reply_clear(&r);
        r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_PULL, .body = body});
        good = r.status == 200;
        for (const char *at = r.body; good && (at = strstr(at, "<p:Name>stays")) != NULL; at++) {
            count++;
        }
    }
    reply_clear(&r);
    return good && count == 5;
}

static void *work(void *context)
{
    worker *w = context;
    for (int i = 0; i < ROUNDS; i++) {
        w->failures += !says_again(w, i);
        w->failures += !keeps_its_own(w, i);
        w->failures += !pulls_all();
        if (w->number == 0) {
            reply r = fetch_url(mbm_server_journal_url(served.server));
            w->failures += r.status != 200;
            reply_clear(&r);
        }
    }
    return NULL;
}

static void test_threads(void **state)
{
    worker workers[THREADS] = {0};
    (void)state;
    for (int i = 0; i < THREADS; i++) {
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].failures, 0);
    }
}

/* One context, pulled from by many: each object goes to one of them, and nobody else has the context meanwhile. */

static pthread_barrier_t barrier;
static char shared_body[256];

static void *pull_shared(void *context)
{
    worker *w = context;
    pthread_barrier_wait(&barrier);
    reply r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_PULL, .body = shared_body});
    w->number = r.status == 200;
    w->failures = r.status != 200 && strcmp(subcode_of(&r), "n:InvalidEnumerationContext") != 0 &&
                  strcmp(subcode_of(&r), "w:Concurrency") != 0;
    reply_clear(&r);
    return NULL;
}

static void test_one_context(void **state)
{
    worker workers[THREADS] = {0};
    int pulled = 0;
    (void)state;
    reply r =
        ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"});
    snprintf(shared_body, sizeof shared_body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&workers[i].thread, NULL, pull_shared, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].failures, 0);
        pulled += workers[i].number;
    }
    pthread_barrier_destroy(&barrier);
    assert_int_equal(pulled, 1);
}

/* Who waits when the server is stopped is answered, or cut, at once. */

static void *wait_for_event(void *context)
{
    endpoint *e = context;
    char body[256];
    reply r = ask(
        e,
        &(envelope){
            .uri = SERVED "*",
            .action_uri = ACTION_SUBSCRIBE,
            .body =
                "<e:Subscribe><e:Delivery Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"/><w:Filter Dialect=\"" WQL
                "\">SELECT * FROM __InstanceDeletionEvent WITHIN 1 WHERE TargetInstance ISA 'Thing'</w:Filter></e:Subscribe>"});
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    pthread_barrier_wait(&barrier);
    r = ask(e, &(envelope){.timeout = "<w:OperationTimeout>PT60S</w:OperationTimeout>",
                           .uri = SERVED "*",
                           .action_uri = ACTION_PULL,
                           .body = body});
    reply_clear(&r);
    return NULL;
}

static void *wait_for_answer(void *context)
{
    endpoint *e = context;
    pthread_barrier_wait(&barrier);
    reply r = ask(e, &(envelope){.timeout = "<w:OperationTimeout>PT60S</w:OperationTimeout>",
                                 .uri = SERVED "Thing",
                                 .action_uri = ACTION_GET,
                                 .selectors = "<w:Selector Name=\"Name\">t</w:Selector>"});
    reply_clear(&r);
    return NULL;
}

static void test_stop(void **state)
{
    mbm_server_options options = endpoint_options();
    pthread_t threads[2];
    endpoint e;
    (void)state;
    endpoint_start_served(&e, &options);
    add_instance(&e, "Thing", "Name", "t");
    pthread_barrier_init(&barrier, NULL, 3);
    assert_int_equal(wmi_loopback_delay(e.loopback, WMI_LOOPBACK_GET, NULL, 50000, NULL), WMI_OK);
    assert_int_equal(pthread_create(&threads[0], NULL, wait_for_event, &e), 0);
    assert_int_equal(pthread_create(&threads[1], NULL, wait_for_answer, &e), 0);
    pthread_barrier_wait(&barrier);
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL); /* so that both wait by now, most likely */
    endpoint_stop(&e);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    pthread_barrier_destroy(&barrier);
}

static int start_threads(void **state)
{
    static const char *const names[] = {"stays1", "stays2", "stays3", "stays4", "stays5"};
    mbm_server_options options = endpoint_options();
    (void)state;
    endpoint_start_served(&served, &options);
    play_echo(&served);
    for (size_t i = 0; i < 5; i++) {
        add_instance(&served, "Thing", "Name", names[i]);
    }
    return 0;
}

static int stop_threads(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads), cmocka_unit_test(test_one_context),
                                       cmocka_unit_test(test_stop)};
    return cmocka_run_group_tests(tests, start_threads, stop_threads);
}
