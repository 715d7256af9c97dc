/**
 * @file
 * What cancels a call.
 *
 * A session counts how often it was cancelled. A call notes the count when it begins, and is cancelled once the
 * session's is another: so wmi_cancel ends what runs, in every thread, and nothing that comes later, without a list of
 * what runs.
 */
#ifndef WMIP_BASE_CANCEL_H
#define WMIP_BASE_CANCEL_H

#include <wmi/backend.h>

/** How long a wait goes on before it looks whether it was cancelled. */
#define WMIP_CANCEL_SLICE_MS 100

/** Fills `error`. @return WMI_CANCELLED. */
wmi_status wmip_cancelled(wmi_error *error);

/* A number that threads share. What a compiler has for that differs; only cancel.c touches it. */
#if defined(_WIN32)
typedef volatile long wmip_shared_count;
#else
#include <stdatomic.h>
typedef atomic_long wmip_shared_count;
#endif

void wmip_shared_count_init(wmip_shared_count *count);
long wmip_shared_count_read(wmip_shared_count *count);
void wmip_shared_count_raise(wmip_shared_count *count);

/** The time of a call to a backend, on that backend's clock. */
typedef struct wmip_call_time {
    uint64_t started;
    uint32_t timeout_ms; /**< WMI_FOREVER = none */
    const wmi_cancel_token *cancel;
} wmip_call_time;

/** Begins it. `now` is what the clock says, in milliseconds. */
wmip_call_time wmip_call_time_start(const wmi_limit *limit, uint64_t now);
/** Milliseconds left; WMI_FOREVER where there is no limit. */
uint32_t wmip_call_time_left(const wmip_call_time *time, uint64_t now);

struct wmi_cancel_token {
    wmip_shared_count *count; /* the session's */
    long seen;                /* when the call began */
};

#endif
