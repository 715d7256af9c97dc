#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#else
#include <unistd.h>
#endif

#include "driver/driver.h"

typedef struct stream {
    FILE *file;
    int error; /**< why writing failed first; 0: it did not */
} stream;

static void write_stream(void *context, const char *text, size_t length)
{
    stream *s = context;

    errno = 0;
    if (fwrite(text, 1, length, s->file) != length && s->error == 0) {
        s->error = errno != 0 ? errno : EIO;
    }
}

static bool finish_stream(void *context, const char **reason)
{
    stream *s = context;

    errno = 0;
    if (fflush(s->file) != 0 && s->error == 0) {
        s->error = errno != 0 ? errno : EIO;
    }
    *reason = s->error == 0 || s->error == EPIPE ? NULL : strerror(s->error);
    return s->error == 0;
}

/** What is printed is the same everywhere, and a reader who has seen enough is no reason to die. */
static void prepare_streams(void)
{
#if defined(_WIN32)
    (void)_setmode(_fileno(stdout), _O_BINARY);
#endif
#if defined(SIGPIPE)
    (void)signal(SIGPIPE, SIG_IGN);
#endif
}

/** Whether a stream is a terminal that shows colours. */
static bool is_terminal(FILE *file)
{
#if defined(_WIN32)
    enum { SEQUENCES = 4 }; /* ENABLE_VIRTUAL_TERMINAL_PROCESSING */
    HANDLE handle = (HANDLE)_get_osfhandle(_fileno(file));
    DWORD mode = 0;

    return GetConsoleMode(handle, &mode) && SetConsoleMode(handle, mode | SEQUENCES);
#else
    const char *terminal = getenv("TERM");

    return isatty(fileno(file)) && terminal != NULL && strcmp(terminal, "dumb") != 0;
#endif
}

/** https://no-color.org */
static bool shows_color(FILE *file)
{
    const char *unwanted = getenv("NO_COLOR");

    return (unwanted == NULL || *unwanted == '\0') && is_terminal(file);
}

int main(int argc, char **argv)
{
    stream output = {stdout, 0}, messages = {stderr, 0};
    const mb_sink out = {write_stream, &output, finish_stream};
    const mb_sink err = {write_stream, &messages, NULL};

    prepare_streams();
    return (int)(shows_color(stderr) ? mb_run_in_color : mb_run)(argc, (const char *const *)argv, NULL, &out, &err);
}
