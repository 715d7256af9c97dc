/**
 * @file
 * A host that answers as the loopback does, but takes its time: it keeps to the limits that it is given, and notes them. Its clock is the
 * loopback's.
 */
#ifndef RUN_SLOW_HOST_H
#define RUN_SLOW_HOST_H

#include "fixture.h"

#define SLOW_HOST_OPERATIONS (WMI_LOOPBACK_SUBSCRIBE + 1)
/** Does not answer at all. */
#define SILENT UINT32_MAX

/** How it answers one kind of call. */
typedef struct slow_answer {
    uint32_t takes_ms;  /* SILENT = for ever */
    unsigned skip;      /* so many calls are answered at once before */
    unsigned slow;      /* so many are slow then; 0 = all that come */
    const char *method; /* of WMI_LOOPBACK_INVOKE: only this one is slow, and noted; NULL = all */

    unsigned calls;       /* noted: how many */
    uint32_t first_limit; /* of the first */
    uint32_t last_limit;  /* of the last */
} slow_answer;

typedef struct slow_host {
    slow_answer answers[SLOW_HOST_OPERATIONS]; /* by wmi_loopback_operation */
    wmi_status words; /* what it calls an answer that did not come in time; WMI_OK = WMI_TIMEOUT with WMI_E_TIMED_OUT */
    uint32_t number;  /* and its number */
    uint64_t cancels_at; /* when its clock comes there, another thread calls wmi_cancel, as it were; 0 = never */
    bool is_mute;        /* a get fails with WMI_REPLY, and the error is left as it is */
    wmi_session *session;
} slow_host;

/** Opens `host->session`. @param timeout_ms of the connect options. Everything else is for the caller to fill, later. */
void slow_host_open(sample *s, slow_host *host, uint32_t timeout_ms);
/** Closes it. */
void slow_host_close(slow_host *host);
/** A kind of call that takes a time. */
slow_answer *slow_host_takes(slow_host *host, wmi_loopback_operation operation, uint32_t milliseconds);

#endif
