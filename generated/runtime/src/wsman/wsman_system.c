/**
 * @file
 * What C has not, or not everywhere: a lock, a clock that never goes back, random numbers.
 */
#if !defined(_WIN32) && !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700 /* clock_gettime, in a strict C11 */
#endif

#include "wsman/wsman_transport.h"

#include <stdio.h>
#include <string.h>

#if defined(_WIN32)
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <ntsecapi.h>

struct wmip_wsman_mutex {
    SRWLOCK lock;
};

wmip_wsman_mutex *wmip_wsman_mutex_new(void)
{
    wmip_wsman_mutex *mutex = wmi_alloc(sizeof *mutex);
    if (mutex != NULL) {
        InitializeSRWLock(&mutex->lock);
    }
    return mutex;
}

void wmip_wsman_mutex_free(wmip_wsman_mutex *mutex)
{
    wmi_free(mutex);
}

void wmip_wsman_lock(wmip_wsman_mutex *mutex)
{
    AcquireSRWLockExclusive(&mutex->lock);
}

void wmip_wsman_unlock(wmip_wsman_mutex *mutex)
{
    ReleaseSRWLockExclusive(&mutex->lock);
}

uint64_t wmip_wsman_clock(void)
{
    return GetTickCount64();
}

void wmip_wsman_wait(uint32_t milliseconds)
{
    Sleep(milliseconds);
}

bool wmip_wsman_random(unsigned char *bytes, size_t count)
{
    return RtlGenRandom(bytes, (ULONG)count) != 0;
}

#else
#include <pthread.h>
#include <time.h>

struct wmip_wsman_mutex {
    pthread_mutex_t mutex;
};

wmip_wsman_mutex *wmip_wsman_mutex_new(void)
{
    wmip_wsman_mutex *mutex = wmi_alloc(sizeof *mutex);
    if (mutex != NULL && pthread_mutex_init(&mutex->mutex, NULL) != 0) {
        wmi_free(mutex);
        mutex = NULL;
    }
    return mutex;
}

void wmip_wsman_mutex_free(wmip_wsman_mutex *mutex)
{
    if (mutex != NULL) {
        (void)pthread_mutex_destroy(&mutex->mutex);
        wmi_free(mutex);
    }
}

void wmip_wsman_lock(wmip_wsman_mutex *mutex)
{
    (void)pthread_mutex_lock(&mutex->mutex);
}

void wmip_wsman_unlock(wmip_wsman_mutex *mutex)
{
    (void)pthread_mutex_unlock(&mutex->mutex);
}

uint64_t wmip_wsman_clock(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void wmip_wsman_wait(uint32_t milliseconds)
{
    struct timespec span;
    span.tv_sec = (time_t)(milliseconds / 1000);
    span.tv_nsec = (long)(milliseconds % 1000) * 1000000;
    (void)nanosleep(&span, NULL);
}

bool wmip_wsman_random(unsigned char *bytes, size_t count)
{
    FILE *file = fopen("/dev/urandom", "rb");
    bool done = file != NULL && fread(bytes, 1, count, file) == count;
    if (file != NULL) {
        (void)fclose(file);
    }
    return done;
}
#endif

void wmip_wsman_wipe_text(char *text)
{
    if (text != NULL) {
        wmip_wsman_wipe(text, strlen(text));
        wmi_free(text);
    }
}

/* Time. */

wmip_wsman_time wmip_wsman_time_start(const wmi_limit *limit)
{
    return wmip_call_time_start(limit, wmip_wsman_clock());
}

uint32_t wmip_wsman_time_left(const wmip_wsman_time *time)
{
    return wmip_call_time_left(time, wmip_wsman_clock());
}

uint32_t wmip_wsman_time_to_arrive(const wmip_wsman_time *time)
{
    wmip_wsman_time longer = *time;
    uint32_t slack = time->timeout_ms / 10;
    slack = slack < 200 ? 200 : wmip_smaller(slack, 5000);
    if (time->timeout_ms != WMI_FOREVER) {
        longer.timeout_ms = time->timeout_ms < WMI_FOREVER - 1 - slack ? time->timeout_ms + slack : WMI_FOREVER - 1;
    }
    return wmip_call_time_left(&longer, wmip_wsman_clock());
}
