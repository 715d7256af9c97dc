/**
 * @file
 * Real time, and the loopback's clock, which runs beside it: a job that takes two seconds does so here, and a client's polls see it run.
 */
#define _XOPEN_SOURCE 700

#include "mock/mock_internal.h"

#include <errno.h>
#include <time.h>

uint64_t mbm_clock_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

bool mbm_clock_begin(mbm_clock *clock, wmi_loopback *loopback)
{
    pthread_condattr_t attributes;
    bool done;
    clock->loopback = loopback;
    clock->began = mbm_clock_now();
    clock->virtual = wmi_loopback_now(loopback);
    clock->is_stopping = false;
    if (pthread_mutex_init(&clock->mutex, NULL) != 0) {
        return false;
    }
    done = pthread_condattr_init(&attributes) == 0;
    if (done) {
        done = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
               pthread_cond_init(&clock->changed, &attributes) == 0;
        (void)pthread_condattr_destroy(&attributes);
    }
    if (!done) {
        (void)pthread_mutex_destroy(&clock->mutex);
    }
    return done;
}

void mbm_clock_end(mbm_clock *clock)
{
    (void)pthread_cond_destroy(&clock->changed);
    (void)pthread_mutex_destroy(&clock->mutex);
}

/* By how much the loopback's clock is behind real time; what is negative is 0, and in `*ahead`. */
static uint64_t behind(const mbm_clock *clock, uint64_t *ahead)
{
    uint64_t real = mbm_clock_now() - clock->began;
    uint64_t virtual = wmi_loopback_now(clock->loopback) - clock->virtual;
    *ahead = virtual > real ? virtual - real : 0;
    return real > virtual ? real - virtual : 0;
}

void mbm_clock_follow(mbm_clock *clock)
{
    uint64_t ahead;
    uint64_t milliseconds;
    if (clock->is_timeless) {
        return;
    }
    (void)pthread_mutex_lock(&clock->mutex);
    milliseconds = behind(clock, &ahead);
    if (milliseconds > 0) {
        wmi_loopback_advance(clock->loopback, milliseconds < UINT32_MAX ? (uint32_t)milliseconds : UINT32_MAX);
    }
    (void)pthread_mutex_unlock(&clock->mutex);
}

bool mbm_clock_wait(mbm_clock *clock, uint32_t milliseconds)
{
    struct timespec until;
    bool goes_on;
    int result = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)(milliseconds / 1000);
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_mutex_lock(&clock->mutex);
    while (!clock->is_stopping && result == 0) {
        result = pthread_cond_timedwait(&clock->changed, &clock->mutex, &until);
    }
    goes_on = !clock->is_stopping;
    (void)pthread_mutex_unlock(&clock->mutex);
    return goes_on;
}

void mbm_clock_settle(mbm_clock *clock)
{
    uint64_t ahead;
    (void)behind(clock, &ahead);
    if (ahead > 0 && !clock->is_timeless) {
        (void)mbm_clock_wait(clock, ahead < UINT32_MAX ? (uint32_t)ahead : UINT32_MAX);
    }
}

void mbm_clock_stop(mbm_clock *clock)
{
    (void)pthread_mutex_lock(&clock->mutex);
    clock->is_stopping = true;
    (void)pthread_cond_broadcast(&clock->changed);
    (void)pthread_mutex_unlock(&clock->mutex);
}
