/**
 * @file
 * For ways to real backends: their connections get the loopback's clock.
 */
#ifndef RUN_WAY_CLOCK_H
#define RUN_WAY_CLOCK_H

#include "way.h"

/** Changes what a session is opened with, before the backend sees it. */
typedef void (*way_adapt)(wmi_connect_options *options, void *context);

/**
 * A backend that is `inner`, but for the clock. One per loopback at a time, WAY_CLOCKS of them.
 * @return NULL where all are taken
 */
const wmi_backend *way_clock_add(wmi_loopback *loopback, const wmi_backend *inner, way_adapt adapt, void *context);
/** The one of that loopback, or NULL. */
const wmi_backend *way_clock_of(const wmi_loopback *loopback);
/** Takes it back. @return its context; NULL where there is none */
void *way_clock_remove(const wmi_loopback *loopback);

#endif
