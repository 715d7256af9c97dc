/* One session, used and cancelled by several threads, over a backend that is as careful as it must be and no more: what
 * ThreadSanitizer finds here (preset threads) is the runtime's. */
#include "fixture.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { THREADS = 4, ROUNDS = 100, OBJECTS = 5, LOOKS = 3 };

#define SILENT_PATH "Sample_Service.Name=\"silent\""
#define ENDLESS_JOB "Msvm_ConcreteJob.InstanceID=\"endless\""

/* The host. Each connection is for one session; what threads share of it is atomic. */

struct wmi_connection {
    atomic_ullong now;
    atomic_uint silent;  /* calls that wait for ever */
    atomic_uint looks;   /* at the endless job */
    atomic_uint carried; /* calls that were carried out */
};

struct wmi_cursor {
    wmi_connection *connection;
    unsigned at;
    bool is_endless;
};

static wmi_status WMI_CALLBACK t_connect(const wmi_backend *self, const wmi_connect_options *options,
                                         wmi_connection **out, const wmi_limit *limit, wmi_error *error)
{
    static wmi_connection connection;
    (void)self;
    (void)options;
    (void)limit;
    (void)error;
    atomic_init(&connection.now, 0);
    atomic_init(&connection.silent, 0);
    atomic_init(&connection.looks, 0);
    atomic_init(&connection.carried, 0);
    *out = &connection;
    return WMI_OK;
}

static void WMI_CALLBACK t_close(wmi_connection *connection)
{
    (void)connection;
}

static wmi_status stay_silent(wmi_connection *connection, const wmi_limit *limit, wmi_error *error)
{
    atomic_fetch_add(&connection->silent, 1);
    while (!wmi_is_cancelled(limit->cancel)) {
        (void)sched_yield();
    }
    return wmi_fail(error, WMI_CANCELLED, 0, "Nobody waits for %s any more", "it");
}

static wmi_object *make(const char *class_name, const char *name, wmi_value value)
{
    wmi_object *object = wmi_object_new(class_name);
    if (object != NULL) {
        (void)wmi_object_set(object, name, &value);
        (void)wmi_object_set_path(object, SILENT_PATH);
    }
    return object;
}

static wmi_status WMI_CALLBACK t_get(wmi_connection *connection, const char *path, wmi_object **out,
                                     const wmi_limit *limit, wmi_error *error)
{
    if (strcmp(path, SILENT_PATH) == 0) {
        return stay_silent(connection, limit, error);
    }
    if (strncmp(path, "Msvm_ConcreteJob", 16) == 0) {
        unsigned look = atomic_fetch_add(&connection->looks, 1);
        bool ends = strcmp(path, ENDLESS_JOB) != 0 && look % LOOKS == LOOKS - 1;
        *out = make("Msvm_ConcreteJob", "JobState", wmi_value_uint16(ends ? WMI_JOB_COMPLETED : WMI_JOB_RUNNING));
    } else {
        *out = make("Sample_Service", "Name", wmi_value_string(path));
    }
    return *out != NULL ? WMI_OK : WMI_NO_MEMORY;
}

static wmi_status WMI_CALLBACK t_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                        const wmi_limit *limit, wmi_error *error)
{
    wmi_value job =
        wmi_value_string(strcmp(call->path, SILENT_PATH) == 0 ? ENDLESS_JOB : "Msvm_ConcreteJob.InstanceID=\"short\"");
    (void)limit;
    (void)error;
    job.type = WMI_TYPE_REFERENCE;
    *out = make("__PARAMETERS", "ReturnValue", wmi_value_uint32(WMI_RETURN_JOB_STARTED));
    if (*out != NULL) {
        (void)wmi_object_set(*out, "Job", &job);
    }
    atomic_fetch_add(&connection->carried, 1);
    return *out != NULL ? WMI_OK : WMI_NO_MEMORY;
}

static wmi_status open_cursor(wmi_connection *connection, wmi_cursor **out, bool is_endless)
{
    *out = wmi_alloc(sizeof **out);
    if (*out == NULL) {
        return WMI_NO_MEMORY;
    }
    (*out)->connection = connection;
    (*out)->at = 0;
    (*out)->is_endless = is_endless;
    return WMI_OK;
}

static wmi_status WMI_CALLBACK t_query(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                       const wmi_limit *limit, wmi_error *error)
{
    (void)limit;
    (void)error;
    return open_cursor(connection, out, strstr(wql, "endless") != NULL);
}

static wmi_status WMI_CALLBACK t_associators(wmi_connection *connection, const char *path,
                                             const wmi_associator_filter *filter, wmi_cursor **out,
                                             const wmi_limit *limit, wmi_error *error)
{
    (void)path;
    (void)filter;
    (void)limit;
    (void)error;
    return open_cursor(connection, out, false);
}

static wmi_status WMI_CALLBACK t_next(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    *out = NULL;
    if (cursor->at == OBJECTS) {
        return cursor->is_endless ? stay_silent(cursor->connection, limit, error) : WMI_OK;
    }
    cursor->at++;
    *out = make("Sample_Service", "Name", wmi_value_string("x"));
    return *out != NULL ? WMI_OK : WMI_NO_MEMORY;
}

static void WMI_CALLBACK t_close_cursor(wmi_cursor *cursor)
{
    wmi_free(cursor);
}

static uint64_t WMI_CALLBACK t_now(wmi_connection *connection)
{
    return atomic_load(&connection->now);
}

static void WMI_CALLBACK t_sleep(wmi_connection *connection, uint32_t milliseconds)
{
    atomic_fetch_add(&connection->now, milliseconds);
    (void)sched_yield();
}

static const wmi_backend backend = {
    .name = "threads",
    .connect = t_connect,
    .close = t_close,
    .invoke = t_invoke,
    .get = t_get,
    .query = t_query,
    .associators = t_associators,
    .subscribe = t_query,
    .next = t_next,
    .close_cursor = t_close_cursor,
    .now = t_now,
    .sleep = t_sleep,
};

/* The program. */

typedef struct worker {
    wmi_session *session;
    wmi_connection *connection;
    pthread_t thread;
    unsigned number;
    unsigned kind; /* of the one call that is to be cancelled */
    unsigned done;
    unsigned cancelled;
    char failure[256]; /* the first; cmocka's asserts are for the main thread */
} worker;

enum { KINDS = 5 };

static bool WMI_CALLBACK see(void *context, const wmi_object *object)
{
    (void)object;
    ++*(unsigned *)context;
    return true;
}

/* One call of a kind: one that ends by itself or, where it is endless, only by being cancelled. */
static wmi_status call(const worker *w, unsigned kind, bool is_endless, wmi_error *error)
{
    const char *path = is_endless ? SILENT_PATH : "Sample_Service.Name=\"a\"";
    const char *wql = is_endless ? "SELECT * FROM endless" : "SELECT * FROM Sample_Service";
    wmi_job_options options;
    wmi_job_outcome outcome;
    s_Sample_Service_Define_out out;
    wmi_object *object = NULL;
    wmi_events *events = NULL;
    unsigned seen = 0;
    wmi_status status;
    memset(&options, 0, sizeof options);
    memset(&outcome, 0, sizeof outcome);
    switch (kind) {
    case 0:
        status = wmi_object_fetch(w->session, path, &object, error);
        wmi_object_free(object);
        return status;
    case 1:
        status = wmi_query(w->session, wql, see, &seen, error);
        return status == WMI_OK && seen != OBJECTS ? wmi_fail(error, WMI_REPLY, 0, "%u objects", seen) : status;
    case 2:
        status = wmi_subscribe(w->session, wql, &events, error);
        for (seen = 0; status == WMI_OK && seen < (is_endless ? OBJECTS + 1 : OBJECTS); seen++) {
            status = wmi_events_next(events, WMI_FOREVER, &object, error);
            wmi_object_free(object);
        }
        wmi_events_free(events);
        return status;
    default: /* 3: with all that can be asked for; 4: without */
        options.timeout_ms = kind == 3 && !is_endless ? 1000000000 : 0;
        options.outcome = &outcome;
        status = wmi_invoke_wait(w->session, NULL, &s_Sample_Service_Define_info, path, NULL, kind == 3 ? &out : NULL,
                                 kind == 3 ? &options : NULL, error);
        if (kind == 3) {
            wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
        }
        if (status == WMI_OK && kind == 3 && outcome.state.value != WMI_JOB_COMPLETED) {
            status = wmi_fail(error, WMI_REPLY, 0, "it ended in %u", (unsigned)outcome.state.value);
        }
        wmi_job_outcome_clear(&outcome);
        return status;
    }
}

static void note(worker *w, wmi_status status, const wmi_error *error)
{
    if (status == WMI_OK) {
        w->done++;
    } else if (status == WMI_CANCELLED) {
        w->cancelled++;
    } else if (w->failure[0] == '\0') {
        (void)snprintf(w->failure, sizeof w->failure, "%s: %s", wmi_status_name(status), error->message);
    }
}

static void *work(void *context)
{
    worker *w = context;
    wmi_error error;
    unsigned round;
    memset(&error, 0, sizeof error);
    for (round = 0; round < ROUNDS; round++) {
        note(w, call(w, (w->number + round) % KINDS, false, &error), &error);
    }
    wmi_error_clear(&error);
    return NULL;
}

static void *work_for_ever(void *context)
{
    worker *w = context;
    wmi_error error;
    memset(&error, 0, sizeof error);
    note(w, call(w, w->kind, true, &error), &error);
    wmi_error_clear(&error);
    return NULL;
}

static void open_session(wmi_session **session)
{
    wmi_connect_options options;
    memset(&options, 0, sizeof options);
    options.backend = &backend;
    options.ns = S_NAMESPACE;
    assert_int_equal(wmi_connect(&options, session, NULL), WMI_OK);
}

static void begin(worker *workers, wmi_session *session, void *(*run)(void *), unsigned kind)
{
    unsigned i;
    memset(workers, 0, THREADS * sizeof *workers);
    for (i = 0; i < THREADS; i++) {
        workers[i].session = session;
        workers[i].number = i;
        workers[i].kind = kind;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, run, &workers[i]), 0);
    }
}

/* @return how many calls were carried out, and with `*cancelled` how many were cancelled */
static unsigned end(worker *workers, unsigned *cancelled)
{
    unsigned done = 0;
    unsigned i;
    *cancelled = 0;
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    }
    for (i = 0; i < THREADS; i++) {
        if (workers[i].failure[0] != '\0') {
            fail_msg("thread %u: %s", i, workers[i].failure);
        }
        done += workers[i].done;
        *cancelled += workers[i].cancelled;
    }
    return done;
}

static void threads_share_a_session(void **state)
{
    worker workers[THREADS];
    wmi_session *session = NULL;
    unsigned cancelled;
    (void)state;
    open_session(&session);
    begin(workers, session, work, 0);
    assert_int_equal(end(workers, &cancelled), THREADS * ROUNDS);
    assert_int_equal(cancelled, 0);
    wmi_close(session);
}

/* One wmi_cancel ends what all threads do, of any kind, and nothing that begins later. */
static void cancel_ends_what_runs_in_all_threads(void **state)
{
    worker workers[THREADS];
    wmi_session *session = NULL;
    unsigned kind;
    (void)state;
    for (kind = 0; kind < KINDS; kind++) {
        wmi_connection *connection = NULL;
        unsigned cancelled;
        wmi_object *object = NULL;
        open_session(&session);
        assert_int_equal(t_connect(NULL, NULL, &connection, NULL, NULL), WMI_OK); /* the same one */
        begin(workers, session, work_for_ever, kind);
        while (atomic_load(&connection->silent) < (kind < 3 ? THREADS : 0) ||
               atomic_load(&connection->carried) < (kind < 3 ? 0 : THREADS)) {
            (void)sched_yield();
        }
        wmi_cancel(session);
        assert_int_equal(end(workers, &cancelled), 0);
        assert_int_equal(cancelled, THREADS);
        assert_int_equal(wmi_object_fetch(session, "Sample_Service.Name=\"a\"", &object, NULL), WMI_OK);
        wmi_object_free(object);
        wmi_close(session);
    }
}

static void calls_are_cancelled_at_any_time(void **state)
{
    worker workers[THREADS];
    wmi_session *session = NULL;
    unsigned cancelled;
    unsigned done;
    unsigned i;
    (void)state;
    open_session(&session);
    begin(workers, session, work, 0);
    for (i = 0; i < 200; i++) {
        wmi_cancel(session);
        (void)sched_yield();
    }
    done = end(workers, &cancelled);
    assert_int_equal(done + cancelled, THREADS * ROUNDS);
    wmi_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_session),
        cmocka_unit_test(cancel_ends_what_runs_in_all_threads),
        cmocka_unit_test(calls_are_cancelled_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
