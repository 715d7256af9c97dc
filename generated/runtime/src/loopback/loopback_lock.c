/**
 * @file
 * The lock of a loopback. What C has for that is not everywhere: the systems' own is.
 *
 * Every function that a program or the session calls takes it once, and no function within does; a handler runs without
 * it, and may call them all. The change that a job makes runs with it, and may call those for instances: it is
 * recursive.
 */
#if !defined(_WIN32) && !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700 /* pthreads, in a strict C11 */
#endif

#include "loopback/loopback_internal.h"

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

struct wmip_loopback_mutex {
    CRITICAL_SECTION section;
};

bool wmip_loopback_make_lock(wmi_loopback *loopback)
{
    loopback->mutex = wmi_alloc(sizeof *loopback->mutex);
    if (loopback->mutex != NULL) {
        InitializeCriticalSection(&loopback->mutex->section);
    }
    return loopback->mutex != NULL;
}

void wmip_loopback_end_lock(wmi_loopback *loopback)
{
    if (loopback->mutex != NULL) {
        DeleteCriticalSection(&loopback->mutex->section);
        wmi_free(loopback->mutex);
    }
}

void wmip_loopback_lock(const wmi_loopback *loopback)
{
    EnterCriticalSection(&loopback->mutex->section);
}

void wmip_loopback_unlock(const wmi_loopback *loopback)
{
    LeaveCriticalSection(&loopback->mutex->section);
}

#else
#include <pthread.h>

struct wmip_loopback_mutex {
    pthread_mutex_t mutex;
};

bool wmip_loopback_make_lock(wmi_loopback *loopback)
{
    pthread_mutexattr_t attributes;
    bool good;
    if (pthread_mutexattr_init(&attributes) != 0) {
        return false;
    }
    loopback->mutex = wmi_alloc(sizeof *loopback->mutex);
    good = loopback->mutex != NULL && pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) == 0 &&
           pthread_mutex_init(&loopback->mutex->mutex, &attributes) == 0;
    if (!good) {
        wmi_free(loopback->mutex);
        loopback->mutex = NULL;
    }
    (void)pthread_mutexattr_destroy(&attributes);
    return good;
}

void wmip_loopback_end_lock(wmi_loopback *loopback)
{
    if (loopback->mutex != NULL) {
        (void)pthread_mutex_destroy(&loopback->mutex->mutex);
        wmi_free(loopback->mutex);
    }
}

void wmip_loopback_lock(const wmi_loopback *loopback)
{
    (void)pthread_mutex_lock(&loopback->mutex->mutex);
}

void wmip_loopback_unlock(const wmi_loopback *loopback)
{
    (void)pthread_mutex_unlock(&loopback->mutex->mutex);
}
#endif
