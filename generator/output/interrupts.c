#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include "output/interrupts.h"

#if defined(_WIN32)

void mb_uninterrupted(void (*body)(void *argument), void *argument)
{
    body(argument);
}

bool mb_is_interrupted(void)
{
    return false;
}

#else

#include <signal.h>
#include <stddef.h>

static const int endings[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

enum { ENDING_COUNT = sizeof endings / sizeof endings[0] };

void mb_uninterrupted(void (*body)(void *argument), void *argument)
{
    sigset_t held;
    sigset_t before;

    sigemptyset(&held);
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        sigaddset(&held, endings[i]);
    }
    const bool is_held = pthread_sigmask(SIG_BLOCK, &held, &before) == 0;
    body(argument);
    if (is_held) {
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
}

/** A signal that is ignored (nohup) waits, too, while it is blocked. */
bool mb_is_interrupted(void)
{
    sigset_t waiting;
    struct sigaction action;

    if (sigpending(&waiting) != 0) {
        return false;
    }
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        if (sigismember(&waiting, endings[i]) == 1 && sigaction(endings[i], NULL, &action) == 0 &&
            action.sa_handler != SIG_IGN) {
            return true;
        }
    }
    return false;
}

#endif
