/*
 * One session, used by 16 threads; and wmi_cancel from another. The preset `threads` runs it under ThreadSanitizer.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <pthread.h>
#include <sched.h>

/* A thousand calls by 16 threads on one session: each gets its own answer. */

static bool answer_by_name(void *context, const server_request *request, int socket)
{
    char body[512];
    (void)context;
    if (server_identifies(socket, request)) {
        return true;
    }
    const char *name = strstr(request->body, "Name=\"Name\">");
    snprintf(body, sizeof body,
             "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI
             "Msvm_ComputerSystem\"><p:ElementName>%.*s</p:ElementName></p:Msvm_ComputerSystem>",
             name != NULL ? (int)strcspn(name + 12, "<") : 0, name != NULL ? name + 12 : "");
    return server_answer(socket, request, 200, body);
}

typedef struct worker {
    pthread_t thread;
    wmi_session *session;
    int number;
    int failures;
} worker;

static void *work(void *context)
{
    worker *w = context;
    for (int i = 0; i < 63; i++) {
        char name[32];
        char path[128];
        wmi_object *machine = NULL;
        snprintf(name, sizeof name, "T%dN%d", w->number, i);
        snprintf(path, sizeof path, "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%s\"", name);
        if (wmi_object_fetch(w->session, path, &machine, NULL) != WMI_OK ||
            wmi_object_string(machine, "ElementName") == NULL ||
            strcmp(wmi_object_string(machine, "ElementName"), name) != 0) {
            w->failures++;
        }
        wmi_object_free(machine);
    }
    return NULL;
}

static void test_threads(void **state)
{
    fixture f;
    worker workers[16] = {0};
    (void)state;
    open_fixture(&f, answer_by_name, NULL, 60000);
    for (int i = 0; i < 16; i++) {
        workers[i].session = f.session;
        workers[i].number = i;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < 16; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].failures, 0);
    }
    assert_int_equal(server_requests(f.server), 1 + 16 * 63);
    close_fixture(&f);
}

/* Cancels as long as the other thread has not come back. */
typedef struct canceller {
    pthread_t thread;
    pthread_mutex_t mutex;
    wmi_session *session;
    bool done;
} canceller;

static void *cancel_often(void *context)
{
    canceller *c = context;
    bool done = false;
    while (!done) {
        wmi_cancel(c->session);
        pthread_mutex_lock(&c->mutex);
        done = c->done;
        pthread_mutex_unlock(&c->mutex);
        sched_yield();
    }
    return NULL;
}

static bool never_answer(void *context, const server_request *request, int socket)
{
    (void)context;
    (void)server_identifies(socket, request);
    return true;
}

static void test_cancel_from_a_thread(void **state)
{
    fixture f;
    canceller c = {0};
    wmi_object *machine = NULL;
    (void)state;
    open_fixture(&f, never_answer, NULL, 600000);
    c.session = f.session;
    pthread_mutex_init(&c.mutex, NULL);
    assert_int_equal(pthread_create(&c.thread, NULL, cancel_often, &c), 0);
    assert_int_equal(wmi_object_fetch(f.session, "Msvm_ComputerSystem.Name=\"N\"", &machine, NULL), WMI_CANCELLED);
    pthread_mutex_lock(&c.mutex);
    c.done = true;
    pthread_mutex_unlock(&c.mutex);
    pthread_join(c.thread, NULL);
    pthread_mutex_destroy(&c.mutex);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads), cmocka_unit_test(test_cancel_from_a_thread)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
