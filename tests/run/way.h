/**
 * @file
 * How a session gets to the loopback that a test has filled: the tests of this folder are compiled once for each backend, and each
 * program is linked with one way. What a test expects is the same on all of them, but for the list below.
 */
#ifndef RUN_WAY_H
#define RUN_WAY_H

#include <wmi/loopback.h>

/** Where the backends are not alike, and cannot be. generator/docs/BINDINGS.md tells users the same. */
typedef enum way_difference {
#define WAY_DIFFERENCE(ID, BACKENDS, REASON) WAY_##ID,
#include "differences.def"
    WAY_DIFFERENCES
} way_difference;

/** What there are, for the column of differences.def. */
typedef enum way_backend { ON_LOOPBACK = 1, ON_WSMAN = 2, ON_COM = 4 } way_backend;

/** The backend of this program: the one that its way leads to. */
extern const way_backend way_leads_to;

/** Whether this is one of the differences that concern the backend of this program. */
bool way_differs(way_difference difference);

/**
 * The backend that sessions with `loopback` are opened over, until way_end; the same each time. Time is the loopback's: so no test waits,
 * and all see the same times. NULL, with an error, where it cannot be had.
 */
const wmi_backend *way_to(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t count, wmi_error *error);
/** Ends the way to a loopback, after its sessions; the loopback stays. */
void way_leave(wmi_loopback *loopback);
/** The same, and frees the loopback. NULL is allowed. */
void way_end(wmi_loopback *loopback);

#endif
