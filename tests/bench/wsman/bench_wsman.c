/*
 * What a call and an enumeration cost through the backend wsman, beside libcurl that sends the same envelopes, ready-made, to the same endpoint
 * and throws the answers away; in one process, in turns. Not a test: no test fails on a clock.
 *
 * The endpoints: what mofbind-mock serves (endpoint_mock.c), which does what a host does; and one whose answers are ready before it is asked
 * (endpoint.c), so that all the time is the client's.
 */
#define _DEFAULT_SOURCE

#include "endpoint.h"
#include "peer.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <wmi/wsman.h>

#include <virtualization_v2.h>

enum { CALL_ROUNDS = 21, CALLS = 300, PULL_ROUNDS = 9, SESSIONS = 50 };

#define QUERY "SELECT * FROM Msvm_ComputerSystem"

typedef struct bench {
    unsigned port;
    const char *user;
    const char *password;
    const char *machine; /* its Name */
    char url[64];
    char path[256];
    wmi_wsman *wsman;
    wmi_session *session;
    peer *peer;
} bench;

static void stop(const char *what, const wmi_error *error)
{
    fprintf(stderr, "bench_wsman: %s: %s\n", what, error != NULL && error->message != NULL ? error->message : "");
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double heap(void)
{
    struct mallinfo2 info = mallinfo2();
    return (double)(info.uordblks + info.hblkhd);
}

static wmi_session *open_session(const bench *b)
{
    wmi_connect_options connect = {0};
    wmi_session *session = NULL;
    wmi_error error = {0};
    connect.backend = wmi_wsman_backend(b->wsman);
    connect.ns = "root\\virtualization\\v2";
    connect.host = "127.0.0.1";
    connect.user = b->user;
    connect.password = b->password;
    connect.timeout_ms = 60000;
    if (wmi_connect(&connect, &session, &error) != WMI_OK) {
        stop("cannot connect", &error);
    }
    return session;
}

static void open_bench(bench *b)
{
    static const wmi_schema *const schemas[] = {&hv_schema};
    wmi_wsman_options options = {0};
    wmi_error error = {0};
    options.http = true;
    options.allow_unencrypted = true;
    options.port = (uint16_t)b->port;
    options.schemas = schemas;
    options.schema_count = 1;
    if (wmi_wsman_new(&options, &b->wsman, &error) != WMI_OK) {
        stop("no backend", &error);
    }
    snprintf(b->url, sizeof b->url, "http://127.0.0.1:%u/wsman", b->port);
    snprintf(b->path, sizeof b->path, "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"%s\"",
             b->machine);
    b->session = open_session(b);
    b->peer = peer_open(b->url, b->user, b->password);
}

/* The work, in both manners. */

static double time_calls(bench *b)
{
    double start = now();
    for (int i = 0; i < CALLS; i++) {
        hv_Msvm_ComputerSystem_RequestStateChange_in in = {0};
        hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
        wmi_error error = {0};
        in.RequestedState = wmi_uint16(2);
        if (hv_Msvm_ComputerSystem_RequestStateChange(b->session, b->path, &in, &out, &error) != WMI_OK ||
            !out.ReturnValue.has) {
            stop("a call failed", &error);
        }
        hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    }
    return now() - start;
}

static double time_calls_of_peer(bench *b)
{
    double start = now();
    for (int i = 0; i < CALLS; i++) {
        if (!peer_call(b->peer, b->machine)) {
            stop("a call of libcurl failed", NULL);
        }
    }
    return now() - start;
}

static double time_pulls(bench *b, double *held)
{
    hv_Msvm_ComputerSystem *machines = NULL;
    size_t count = 0;
    wmi_error error = {0};
    double before = heap();
    double start = now();
    double took;
    if (hv_Msvm_ComputerSystem_list(b->session, NULL, &machines, &count, &error) != WMI_OK ||
        count != ENDPOINT_MACHINES) {
        stop("an enumeration failed", &error);
    }
    took = now() - start;
    *held = heap() - before;
    hv_Msvm_ComputerSystem_list_free(machines, count);
    return took;
}

static double time_pulls_of_peer(bench *b)
{
    double start = now();
    if (peer_pull(b->peer, QUERY, ENDPOINT_BATCH) == 0) {
        stop("an enumeration of libcurl failed", NULL);
    }
    return now() - start;
}

/* Figures. */

static int compare_times(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(const double *times, int count)
{
    double sorted[64];
    memcpy(sorted, times, (size_t)count * sizeof *times);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_times);
    return sorted[count / 2];
}

static void bench_calls(bench *b)
{
    double own[CALL_ROUNDS];
    double peers[CALL_ROUNDS];
    double ratios[CALL_ROUNDS];
    (void)time_calls(b);
    (void)time_calls_of_peer(b);
    for (int i = 0; i < CALL_ROUNDS; i++) {
        own[i] = time_calls(b);
        peers[i] = time_calls_of_peer(b);
        ratios[i] = peers[i] / own[i];
    }
    printf("calls                     %8.1f us   libcurl %8.1f us   %5.1f %%\n", median(own, CALL_ROUNDS) / CALLS * 1e6,
           median(peers, CALL_ROUNDS) / CALLS * 1e6, median(ratios, CALL_ROUNDS) * 100);
}

static void bench_pulls(bench *b)
{
    double own[PULL_ROUNDS];
    double peers[PULL_ROUNDS];
    double ratios[PULL_ROUNDS];
    double held = 0;
    struct rusage usage;
    (void)time_pulls_of_peer(b);
    for (int i = 0; i < PULL_ROUNDS; i++) {
        peers[i] = time_pulls_of_peer(b);
        own[i] = time_pulls(b, &held);
        ratios[i] = peers[i] / own[i];
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("%d instances          %8.1f ms   libcurl %8.1f ms   %5.1f %%\n", ENDPOINT_MACHINES,
           median(own, PULL_ROUNDS) * 1e3, median(peers, PULL_ROUNDS) * 1e3, median(ratios, PULL_ROUNDS) * 100);
    printf("memory of that list       %8.1f MB   the process at its peak %.1f MB\n", held / 1e6,
           (double)usage.ru_maxrss / 1e3);
}

/* A session has one connection once it has called. */
static void bench_connections(const bench *b)
{
    wmi_session *sessions[SESSIONS];
    double before = heap();
    double own;
    for (int i = 0; i < SESSIONS; i++) {
        sessions[i] = open_session(b);
    }
    own = (heap() - before) / SESSIONS;
    for (int i = 0; i < SESSIONS; i++) {
        wmi_close(sessions[i]);
    }
    printf("memory of a connection    %8.1f KB\n", own / 1e3);
}

static void run_bench(bench *b)
{
    open_bench(b);
    bench_connections(b);
    bench_calls(b);
    bench_pulls(b);
    peer_close(b->peer);
    wmi_close(b->session);
    wmi_wsman_free(b->wsman);
}

static void bench_endpoint(const char *name, const endpoint *e)
{
    bench b = {0};
    b.user = "operator";
    b.password = "secret";
    b.machine = "5B7B3A2E-90C1-4E0D-8F31-000000000001";
    b.port = e->port;
    printf("%s\n", name);
    run_bench(&b);
    endpoint_stop(e);
}

int main(void)
{
    endpoint ready = {0};
    endpoint mock = {0};
    bool has_mock;
    if (endpoint_start(&ready) != 0) {
        stop("no endpoint", NULL);
    }
    has_mock = endpoint_start_mock(&mock) == 0;
    endpoint_take_cores(false); /* endpoints are there: they would have it, too */
    if (has_mock) {
        bench_endpoint("mofbind-mock", &mock);
    }
    bench_endpoint("answers that are ready", &ready);
    return 0;
}
