/**
 * @file
 * What a program does with WMI from connect to close, in steps: run as it is under several kinds of server, and once more for each
 * failure that can be injected.
 */
#ifndef FAKE_SCENARIO_H
#define FAKE_SCENARIO_H

#include "fake_host.h"

enum { FAKE_MACHINES = 5 };

typedef struct fake_scenario {
    fake_host *host;
    wmi_session *machines; /* root\virtualization\v2 */
    wmi_session *types;    /* root\golden\types */
    wmi_events *events;
    const char *service;
    const char *machine[FAKE_MACHINES];
    const char *settings;
    const char *every;
    const char *other;
    char *created;             /* what the step create has made */
    bool starts_job;           /* DefineSystem answers 4096 */
    void (*begin_check)(void); /* what the test itself does is between these two; may be NULL */
    void (*end_check)(void);
    void (*job_is_over)(void); /* a job was seen to have ended; may be NULL */
    const char *wrong;         /* the first check that did not hold */
    const char *missing;       /* something that a success may lack where a failure on the way is tolerated */
} fake_scenario;

/** A step. After a status other than `ends_with` nothing is left of it but the error. */
typedef struct fake_step {
    const char *name;
    const char *operation; /* that the error of a failure says; NULL = the step is no call of the runtime */
    const char *names;     /* what its message must name; NULL = nothing of its own */
    wmi_status ends_with;
    wmi_status (*run)(fake_scenario *scenario, wmi_error *error);
} fake_step;

extern const fake_step fake_steps[];
extern const size_t fake_step_count;

/** Fills the world, and lets it answer; the host's settings and options stay as they are. */
void fake_scenario_prepare(fake_scenario *scenario, fake_host *host);
/** Gives back what the steps so far have opened; the last of them, whatever came before. */
void fake_scenario_close(fake_scenario *scenario);

#endif
