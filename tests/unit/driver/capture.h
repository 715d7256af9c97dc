/**
 * @file
 * What a run printed, however long: it may hold paths, and how long those are is the checkout's matter.
 */
#ifndef TESTS_UNIT_DRIVER_CAPTURE_H
#define TESTS_UNIT_DRIVER_CAPTURE_H

#include <stddef.h>

/** What a run printed. */
typedef struct capture {
    char *text; /**< ends with a NUL, once `capture_begin` was called */
    size_t length;
    size_t capacity;
    size_t writes; /**< in how many pieces it came */
} capture;

/** Forgets what is there. */
void capture_begin(capture *c);
/** A writer of mb_sink: its context is the capture. */
void capture_append(void *context, const char *text, size_t length);

#endif
