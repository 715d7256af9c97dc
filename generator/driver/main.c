#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
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

int main(int argc, char **argv)
{
    stream output = {stdout, 0}, messages = {stderr, 0};
    const mb_sink out = {write_stream, &output};
    const mb_sink err = {write_stream, &messages};

    prepare_streams();
    mb_exit status = mb_run(argc, (const char *const *)argv, NULL, &out, &err);
    errno = 0;
    if (fflush(stdout) != 0 && output.error == 0) {
        output.error = errno != 0 ? errno : EIO;
    }
    if (output.error == 0) {
        return (int)status;
    }
    if (output.error != EPIPE) {
        fprintf(stderr, "mofbind: error: cannot write to standard output: %s\n", strerror(output.error));
    }
    return (int)MB_EXIT_SYSTEM;
}
