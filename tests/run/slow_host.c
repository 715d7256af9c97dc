#include "slow_host.h"

#define STEP_MS 50u

/* There is one at a time: the functions of a backend know no more than the connection. */
static struct {
    slow_host *host;
    wmi_loopback *loopback;
    const wmi_backend *inner;
    wmi_backend backend;
} all;

/* Time. */

static void pass(uint32_t milliseconds)
{
    wmi_loopback_advance(all.loopback, milliseconds);
    if (all.host->cancels_at != 0 && wmi_loopback_now(all.loopback) >= all.host->cancels_at) {
        all.host->cancels_at = 0;
        wmi_cancel(all.host->session);
    }
}

/* Whether this call is one of the slow ones. */
static bool is_slow(slow_answer *answer)
{
    unsigned call = answer->calls - 1;
    return answer->takes_ms > 0 && call >= answer->skip && (answer->slow == 0 || call < answer->skip + answer->slow);
}

static wmi_status give_no_answer(const wmi_limit *limit, wmi_error *error)
{
    const slow_host *host = all.host;
    return wmi_fail(error, host->words != WMI_OK ? host->words : WMI_TIMEOUT,
                    host->words != WMI_OK ? host->number : WMI_E_TIMED_OUT, "There was no answer within %lu ms",
                    (unsigned long)limit->timeout_ms);
}

static wmi_status take_time(wmi_loopback_operation operation, const char *method, const wmi_limit *limit,
                            wmi_error *error)
{
    slow_answer *answer = &all.host->answers[operation];
    uint32_t spent = 0;
    if (answer->method != NULL && (method == NULL || strcmp(answer->method, method) != 0)) {
        return WMI_OK;
    }
    answer->first_limit = answer->calls == 0 ? limit->timeout_ms : answer->first_limit;
    answer->last_limit = limit->timeout_ms;
    answer->calls++;
    while (is_slow(answer) && spent < answer->takes_ms) {
        uint32_t step = answer->takes_ms - spent < STEP_MS ? answer->takes_ms - spent : STEP_MS;
        uint32_t left = limit->timeout_ms != WMI_FOREVER ? limit->timeout_ms - spent : WMI_FOREVER;
        if (wmi_is_cancelled(limit->cancel)) {
            return wmi_fail(error, WMI_CANCELLED, 0, "The host was left alone");
        }
        if (left == 0) {
            return give_no_answer(limit, error);
        }
        step = step < left ? step : left;
        pass(step);
        spent += step;
    }
    return WMI_OK;
}

/* The backend. */

#define AFTER_A_WHILE(OPERATION, METHOD, CALL)                                                                         \
    do {                                                                                                               \
        wmi_status status_ = take_time((OPERATION), (METHOD), limit, error);                                           \
        return status_ == WMI_OK ? all.inner->CALL : status_;                                                          \
    } while (0)

static wmi_status WMI_CALLBACK slow_connect(const wmi_backend *self, const wmi_connect_options *options,
                                            wmi_connection **out, const wmi_limit *limit, wmi_error *error)
{
    (void)self;
    AFTER_A_WHILE(WMI_LOOPBACK_CONNECT, NULL, connect(all.inner, options, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                           const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_INVOKE, call->method->name, invoke(connection, call, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_get(wmi_connection *connection, const char *path, wmi_object **out,
                                        const wmi_limit *limit, wmi_error *error)
{
    if (all.host->is_mute) {
        return WMI_REPLY;
    }
    AFTER_A_WHILE(WMI_LOOPBACK_GET, NULL, get(connection, path, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_query(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                          const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_QUERY, NULL, query(connection, wql, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_associators(wmi_connection *connection, const char *path,
                                                const wmi_associator_filter *filter, wmi_cursor **out,
                                                const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_ASSOCIATORS, NULL, associators(connection, path, filter, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_references(wmi_connection *connection, const char *path, const char *result_class,
                                               const char *role, wmi_cursor **out, const wmi_limit *limit,
                                               wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_REFERENCES, NULL, references(connection, path, result_class, role, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_subscribe(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                              const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_SUBSCRIBE, NULL, subscribe(connection, wql, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_next(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_NEXT, NULL, next(cursor, out, limit, error));
}

static wmi_status WMI_CALLBACK slow_put(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode,
                                        char **path, const wmi_limit *limit, wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_PUT, NULL, put(connection, object, mode, path, limit, error));
}

static wmi_status WMI_CALLBACK slow_remove(wmi_connection *connection, const char *path, const wmi_limit *limit,
                                           wmi_error *error)
{
    AFTER_A_WHILE(WMI_LOOPBACK_DELETE, NULL, remove(connection, path, limit, error));
}

static void WMI_CALLBACK slow_sleep(wmi_connection *connection, uint32_t milliseconds)
{
    (void)connection;
    pass(milliseconds);
}

void slow_host_open(sample *s, slow_host *host, uint32_t timeout_ms)
{
    wmi_connect_options options;
    memset(host, 0, sizeof *host);
    memset(&options, 0, sizeof options);
    all.host = host;
    all.loopback = s->loopback;
    all.inner = s->backend;
    all.backend = *all.inner; /* what is not slow stays */
    all.backend.name = "slow";
    all.backend.connect = slow_connect;
    all.backend.invoke = slow_invoke;
    all.backend.get = slow_get;
    all.backend.query = slow_query;
    all.backend.associators = slow_associators;
    all.backend.references = slow_references;
    all.backend.subscribe = slow_subscribe;
    all.backend.next = slow_next;
    all.backend.put = slow_put;
    all.backend.remove = slow_remove;
    all.backend.sleep = slow_sleep;
    options.backend = &all.backend;
    options.ns = S_NAMESPACE;
    options.timeout_ms = timeout_ms;
    MUST(s, wmi_connect(&options, &host->session, &s->error));
}

void slow_host_close(slow_host *host)
{
    wmi_close(host->session);
    host->session = NULL;
}

slow_answer *slow_host_takes(slow_host *host, wmi_loopback_operation operation, uint32_t milliseconds)
{
    slow_answer *answer = &host->answers[operation];
    memset(answer, 0, sizeof *answer);
    answer->takes_ms = milliseconds;
    return answer;
}
