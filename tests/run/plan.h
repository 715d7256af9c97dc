/**
 * @file
 * A service whose Define does what a test plans.
 */
#ifndef RUN_PLAN_H
#define RUN_PLAN_H

#include "fixture.h"

typedef struct plan {
    uint32_t refusals; /* so many calls are answered `refusal` first */
    uint32_t refusal;
    uint32_t code;               /* and then this */
    const wmi_loopback_job *job; /* started with 4096; NULL: the Job is `path` */
    const char *path;
    s_Sample_Service_Define_out out; /* the other out parameters */
    uint32_t calls;
} plan;

/** Adds the service and lets Define follow the plan, which is for the caller to fill. */
void plan_setup(sample *s, plan *p);
/** Calls Define and waits. */
wmi_status plan_wait(sample *s, s_Sample_Service_Define_out *out, const wmi_job_options *options);
/** A step of a job. */
wmi_loopback_job_step plan_step(uint32_t after_ms, uint16_t state, uint16_t percent, const char *status);

/** A job of two steps: running at once, and `last` after `after_ms`; the plan starts it. */
typedef struct two_steps {
    wmi_loopback_job_step steps[2];
    wmi_loopback_job job;
} two_steps;

void make_job(plan *p, two_steps *t, uint32_t after_ms, uint16_t last);

/** What a progress callback saw, and when it says stop. */
typedef struct watch {
    unsigned calls;
    unsigned stop_at;
    uint16_t last_state;
    uint16_t last_percent;
    uint64_t last_elapsed;
    char text[64];
    sample *delete_with; /* deletes the job at the first look */
} watch;

wmi_job_options watched(watch *w);

void clear_out(s_Sample_Service_Define_out *out);
void assert_cleared(const s_Sample_Service_Define_out *out);
/** How often a job was looked at. */
uint32_t looks(const sample *s);

/** Path of the first job. */
#define JOB_PATH "\\\\.\\root\\sample:Msvm_ConcreteJob.InstanceID=\"00000000-0000-0000-0000-000000000001\""

#define TRANSPORT_DOWN UINT32_C(0x800706BA)

#endif
