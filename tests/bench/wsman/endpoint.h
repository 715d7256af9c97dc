/**
 * @file
 * An endpoint that costs next to nothing: its answers are ready before it is asked, in the shape that hosts are recorded to have. The worst
 * there can be for a client's share of the time.
 */
#ifndef TESTS_BENCH_WSMAN_ENDPOINT_H
#define TESTS_BENCH_WSMAN_ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/** A process that serves at 127.0.0.1. */
typedef struct endpoint {
    pid_t process;
    uint16_t port;
} endpoint;

/** How many machines it enumerates, and how many of them an answer has at most. */
enum { ENDPOINT_MACHINES = 10000, ENDPOINT_BATCH = 200 };

/** Starts it. @return 0, or -1 */
int endpoint_start(endpoint *e);
/** Starts what mofbind-mock serves, of the same machines: generator/mock. @return 0, or -1; -1 where it is not built */
int endpoint_start_mock(endpoint *e);
void endpoint_stop(const endpoint *e);

/** Runs `run` in a process of its own, which writes its port to the channel that it is given. @return 0, or -1 */
int endpoint_fork(endpoint *e, void (*run)(int channel));

/**
 * The client has the first core, endpoints the others: where the system puts two that wait for each other, on one core or on two, makes a call
 * twice as long, and it changes from one connection to the next. Nothing where there is one core only.
 */
void endpoint_take_cores(bool is_endpoint);

#endif
