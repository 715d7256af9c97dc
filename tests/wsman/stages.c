/*
 * One time limit for all of a call, and wmi_cancel from another thread, at each stage: while a connection is being made, while TLS is, while
 * nothing is answered, while an answer stops half-way, and while the Pull of an enumeration is waited for.
 */
#define _DEFAULT_SOURCE
#include "fixture.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <virtualization_v2.h>

#define PATH "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\""

/* What a stage of a call may take beyond its limit, on a machine that is busy: seconds, where the limit is a fraction of one. */
enum { LIMIT_MS = 300, BOUND_S = 100 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A port that is listened on by nobody who accepts, and whose queue is full: what connects to it waits. */
typedef struct full_port {
    int listener;
    int fillers[4];
    uint16_t port;
} full_port;

static void open_full_port(full_port *p, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t size = sizeof address;
    int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(p->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    assert_int_equal(bind(p->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(p->listener, 0), 0);
    assert_int_equal(getsockname(p->listener, (struct sockaddr *)&address, &size), 0);
    p->port = ntohs(address.sin_port);
    for (int i = 0; i < 4; i++) {
        p->fillers[i] = socket(AF_INET, SOCK_STREAM, 0);
        fcntl(p->fillers[i], F_SETFL, O_NONBLOCK);
        (void)connect(p->fillers[i], (struct sockaddr *)&address, sizeof address);
    }
}

static void close_full_port(const full_port *p)
{
    for (int i = 0; i < 4; i++) {
        close(p->fillers[i]);
    }
    close(p->listener);
}

/* How the server goes on behind Identify. */
typedef enum stage { SILENCE, HALF_A_HEAD, HALF_A_BODY, PULL, NEXT_PULL } stage;

static bool stall(void *context, const server_request *request, int socket)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Le";
    static const char body[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 100000\r\n\r\n<s:Env";
    const stage *at = context;
    bool is_pull = strstr(request->body, "<n:Pull ") != NULL;
    if (server_identifies(socket, request)) {
        return true;
    }
    if (strstr(request->body, "<n:Enumerate ") != NULL) {
        return server_answer(
            socket, request, 200,
            "<n:EnumerateResponse><n:EnumerationContext>c0</n:EnumerationContext></n:EnumerateResponse>");
    }
    if (is_pull && *at == NEXT_PULL && strstr(request->body, ">c0<") != NULL) {
        return server_answer(
            socket, request, 200,
            "<n:PullResponse><n:EnumerationContext>c1</n:EnumerationContext><n:Items><p:Msvm_ComputerSystem "
            "xmlns:p=\"" V2_URI "Msvm_ComputerSystem\"><p:Name>N</p:Name></p:Msvm_ComputerSystem></n:Items>"
            "</n:PullResponse>");
    }
    return *at == HALF_A_HEAD   ? server_send(socket, head, sizeof head - 1)
           : *at == HALF_A_BODY ? server_send(socket, body, sizeof body - 1)
                                : true;
}

static bool take_object(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

static wmi_status call_at(wmi_session *session, stage at, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine = {0};
    wmi_status status;
    if (at == PULL || at == NEXT_PULL) {
        return wmi_query(session, "SELECT * FROM Msvm_ComputerSystem", take_object, NULL, error);
    }
    status = hv_Msvm_ComputerSystem_get(session, PATH, &machine, error);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

static void test_time_at_each_stage(void **state)
{
    (void)state;
    for (stage at = SILENCE; at <= NEXT_PULL; at++) {
        fixture f;
        open_fixture(&f, stall, &at, LIMIT_MS);
        double start = seconds();
        if (call_at(f.session, at, &f.error) != WMI_TIMEOUT || seconds() - start > BOUND_S) {
            fail_msg("stage %d: %s", (int)at, f.error.message);
        }
        close_fixture(&f);
    }
}

/* The limit of wmi_connect is for connecting and TLS, too. */
static void test_time_to_connect(void **state)
{
    for (int by_tls = 0; by_tls < 2; by_tls++) {
        fixture f = {0};
        full_port port = {.listener = -1};
        stage at = SILENCE;
        server *silent = by_tls ? server_start(stall, &at) : NULL;
        wmi_wsman_options options = {.allow_unencrypted = true};
        (void)state;
        if (silent == NULL) {
            open_full_port(&port, 0);
        }
        options.http = !by_tls;
        options.port = silent != NULL ? server_port(silent) : port.port;
        double start = seconds();
        wmi_status status = open_with(&f, &options, LIMIT_MS);
        /* A server that gets what it does not understand may end the connection: then that is what is told. */
        if ((status != WMI_TIMEOUT && !(by_tls && status == WMI_TRANSPORT)) || seconds() - start > BOUND_S) {
            fail_msg("%s: %s", by_tls ? "TLS" : "connecting", f.error.message);
        }
        close_fixture(&f);
        if (silent != NULL) {
            server_stop(silent);
        } else {
            close_full_port(&port);
        }
    }
}

/* A call in a thread of its own, which is cancelled by the test's. */
typedef struct running {
    pthread_t thread;
    pthread_mutex_t mutex;
    wmi_session *session;
    stage at;
    wmi_error error;
    wmi_status status;
    bool done;
} running;

static void *run_call(void *context)
{
    running *r = context;
    wmi_status status = call_at(r->session, r->at, &r->error);
    pthread_mutex_lock(&r->mutex);
    r->status = status;
    r->done = true;
    pthread_mutex_unlock(&r->mutex);
    return NULL;
}

static bool is_done(running *r)
{
    bool done;
    pthread_mutex_lock(&r->mutex);
    done = r->done;
    pthread_mutex_unlock(&r->mutex);
    return done;
}

/* Not before the server has seen so much: then the call has come to its stage. */
static void cancel_when_there(running *r, server *s, unsigned requests)
{
    struct timespec span = {0, 1000000};
    pthread_mutex_init(&r->mutex, NULL);
    assert_int_equal(pthread_create(&r->thread, NULL, run_call, r), 0);
    for (int i = 0; i < 20000 && s != NULL && server_requests(s) < requests; i++) {
        nanosleep(&span, NULL);
    }
    while (!is_done(r)) {
        wmi_cancel(r->session);
        nanosleep(&span, NULL);
    }
    pthread_join(r->thread, NULL);
    pthread_mutex_destroy(&r->mutex);
}

static void test_cancel_at_each_stage(void **state)
{
    static const unsigned requests[] = {2, 2, 2, 3, 4}; /* Identify among them */
    (void)state;
    for (stage at = SILENCE; at <= NEXT_PULL; at++) {
        fixture f;
        running r = {.at = at};
        open_fixture(&f, stall, &at, 600000);
        r.session = f.session;
        double start = seconds();
        cancel_when_there(&r, f.server, requests[at]);
        if (r.status != WMI_CANCELLED || seconds() - start > BOUND_S) {
            fail_msg("stage %d: %s: %s", (int)at, wmi_status_name(r.status), r.error.message);
        }
        wmi_error_clear(&r.error);
        close_fixture(&f);
    }
}

/* A session whose host went away, and whose place is taken by what does not let anybody in. */
static void test_cancel_connecting(void **state)
{
    fixture f;
    full_port port;
    running r = {.at = SILENCE};
    stage at = SILENCE;
    (void)state;
    open_fixture(&f, stall, &at, 600000);
    uint16_t number = server_port(f.server);
    server_stop(f.server);
    f.server = NULL;
    open_full_port(&port, number);
    r.session = f.session;
    cancel_when_there(&r, NULL, 0);
    if (r.status != WMI_CANCELLED) {
        fail_msg("%s: %s", wmi_status_name(r.status), r.error.message);
    }
    wmi_error_clear(&r.error);
    close_full_port(&port);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_at_each_stage),
        cmocka_unit_test(test_time_to_connect),
        cmocka_unit_test(test_cancel_at_each_stage),
        cmocka_unit_test(test_cancel_connecting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
