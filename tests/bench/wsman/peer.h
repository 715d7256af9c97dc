/**
 * @file
 * The client that does nothing: libcurl sends envelopes that are ready, over one connection that is kept, and the answers are thrown away.
 */
#ifndef TESTS_BENCH_WSMAN_PEER_H
#define TESTS_BENCH_WSMAN_PEER_H

#include <stdbool.h>

typedef struct peer peer;

peer *peer_open(const char *url, const char *user, const char *password);
void peer_close(peer *p);
/** Calls RequestStateChange of a machine. @return whether the answer has a ReturnValue */
bool peer_call(peer *p, const char *machine);
/** Enumerates a class by WQL, so many objects an answer. @return how many answers there were; 0: it failed */
unsigned peer_pull(peer *p, const char *wql, unsigned at_once);

#endif
