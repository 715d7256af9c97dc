/*
 * One session, used by 16 threads; and wmi_cancel from another. The preset `threads` runs it under ThreadSanitizer.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <virtualization_v2.h>

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

/* A host that is killed and comes back while 16 threads change it: no change is made twice, and of each one the caller knows what became of it,
 * or is told that it does not. */

enum { CHANGERS = 16, CHANGES = 40 };

typedef struct changes {
    pthread_mutex_t mutex;
    unsigned made[CHANGERS][CHANGES];
} changes;

static bool make_change(void *context, const server_request *request, int socket)
{
    changes *c = context;
    unsigned changer = 0;
    unsigned number = 0;
    if (server_identifies(socket, request)) {
        return true;
    }
    const char *name = strstr(request->body, "Name=\"Name\">T");
    if (name == NULL || sscanf(name, "Name=\"Name\">T%uN%u", &changer, &number) != 2 || changer >= CHANGERS ||
        number >= CHANGES) {
        return false;
    }
    pthread_mutex_lock(&c->mutex);
    c->made[changer][number]++;
    pthread_mutex_unlock(&c->mutex);
    return server_answer(socket, request, 200,
                         "<p:RequestStateChange_OUTPUT xmlns:p=\"" V2_URI
                         "Msvm_ComputerSystem\"><p:ReturnValue>0</p:ReturnValue></p:RequestStateChange_OUTPUT>");
}

typedef struct changer {
    pthread_t thread;
    wmi_session *session;
    unsigned number;
    wmi_status status[CHANGES];
    bool is_known[CHANGES]; /* that nothing was done */
    bool is_told[CHANGES];  /* that nobody knows */
} changer;

static void *change_often(void *context)
{
    changer *c = context;
    for (unsigned i = 0; i < CHANGES; i++) {
        hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16_INIT(2)};
        hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
        wmi_error error = {0};
        char path[128];
        snprintf(path, sizeof path, "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"T%uN%u\"",
                 c->number, i);
        c->status[i] = hv_Msvm_ComputerSystem_RequestStateChange(c->session, path, &in, &out, &error);
        c->is_known[i] = error.message != NULL && strstr(error.message, "nothing was sent") != NULL;
        c->is_told[i] = error.message != NULL && strstr(error.message, "outcome is not known") != NULL;
        hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
        wmi_error_clear(&error);
        if (c->is_known[i]) { /* there is nobody: the other calls are for when there is */
            struct timespec span = {0, 5000000};
            nanosleep(&span, NULL);
        }
    }
    return NULL;
}

static void judge_changes(const changes *made, const changer *c)
{
    for (unsigned i = 0; i < CHANGES; i++) {
        unsigned count = made->made[c->number][i];
        if (c->status[i] == WMI_OK ? count != 1 : c->is_known[i] ? count != 0 : !c->is_told[i] || count > 1) {
            fail_msg("change %u of %u was made %u times: %s%s", i, c->number, count, wmi_status_name(c->status[i]),
                     c->is_known[i] ? ", and nothing was sent" : "");
        }
    }
}

static void test_killed_and_restarted(void **state)
{
    fixture f;
    changes *made = calloc(1, sizeof *made);
    changer *changers = calloc(CHANGERS, sizeof *changers);
    unsigned good = 0;
    (void)state;
    assert_true(made != NULL && changers != NULL);
    pthread_mutex_init(&made->mutex, NULL);
    open_fixture(&f, make_change, made, 60000);
    uint16_t port = server_port(f.server);
    for (unsigned i = 0; i < CHANGERS; i++) {
        changers[i].session = f.session;
        changers[i].number = i;
        assert_int_equal(pthread_create(&changers[i].thread, NULL, change_often, &changers[i]), 0);
    }
    for (int i = 0; i < 3; i++) {
        struct timespec span = {0, 1000000};
        for (int waited = 0; waited < 500 && server_requests(f.server) < 20u; waited++) { /* or all have done */
            nanosleep(&span, NULL);
        }
        server_stop(f.server);
        f.server = server_start_at(port, make_change, made);
    }
    for (unsigned i = 0; i < CHANGERS; i++) {
        pthread_join(changers[i].thread, NULL);
    }
    for (unsigned i = 0; i < CHANGERS; i++) {
        judge_changes(made, &changers[i]);
        for (unsigned k = 0; k < CHANGES; k++) {
            good += changers[i].status[k] == WMI_OK;
        }
    }
    assert_true(good > 0);
    close_fixture(&f);
    pthread_mutex_destroy(&made->mutex);
    free(made);
    free(changers);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads), cmocka_unit_test(test_cancel_from_a_thread),
                                       cmocka_unit_test(test_killed_and_restarted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
