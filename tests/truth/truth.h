/**
 * @file
 * Recorded answers of hosts (hosts.txt), played against any backend.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include <wmi/loopback.h>

/** A line of hosts.txt. */
typedef struct truth {
    unsigned line;
    char ask[16];
    char with[512];
    char answer[64];
    char source[160];
} truth;

/** Puts into a loopback what the scenarios speak of. */
wmi_status truth_fill(wmi_loopback *loopback, wmi_error *error);
/** Plays a scenario. @param got receives the answer, as hosts.txt writes it. */
void truth_play(const truth *scenario, const wmi_backend *backend, char *got, size_t size);
/** Reads the file and calls `play` for each scenario. @return how many there were; 0 where the file cannot be read. */
unsigned truth_read(const char *path, void (*play)(void *context, const truth *scenario), void *context);

#endif
