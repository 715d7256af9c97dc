#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "source/open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

#if defined(_WIN32)

#include <io.h>

/* Names are UTF-8: see driver/mofbind.manifest. NUL and CON open as devices, a named pipe as a pipe; a folder does not open at all. */

typedef struct _stat64 file_status;

static int open_to_read(const char *path)
{
    int file = _open(path, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
    file_status status;
    if (file < 0 && errno == EACCES && _stat64(path, &status) == 0 && (status.st_mode & _S_IFMT) == _S_IFDIR) {
        errno = EISDIR; /* says more than that the access is denied */
    }
    return file;
}

static int status_of(int file, file_status *status)
{
    return _fstat64(file, status);
}

static FILE *stream_of(int file)
{
    return _fdopen(file, "rb");
}

static void close_file(int file)
{
    (void)_close(file);
}

static int copy_of(int file)
{
    int copy = _dup(file);
    if (copy >= 0) {
        (void)_setmode(copy, _O_BINARY);
    }
    return copy;
}

static int kind_of(const file_status *status)
{
    return status->st_mode & _S_IFMT;
}

enum { REGULAR = _S_IFREG, FOLDER = _S_IFDIR, DEVICE = _S_IFCHR, PIPE = -1 /* is what no file is */ };

static bool await_writer(int file)
{
    (void)file;
    return true;
}

#else

#include <poll.h>
#include <unistd.h>

typedef struct stat file_status;

/** O_NONBLOCK: else a pipe would be waited for, until somebody writes to it. */
static int open_to_read(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static int status_of(int file, file_status *status)
{
    return fstat(file, status);
}

static FILE *stream_of(int file)
{
    return fdopen(file, "rb");
}

static void close_file(int file)
{
    (void)close(file);
}

static int copy_of(int file)
{
    return fcntl(file, F_DUPFD_CLOEXEC, 0);
}

enum { REGULAR, FOLDER, DEVICE, PIPE };

static int kind_of(const file_status *status)
{
    return S_ISREG(status->st_mode)    ? REGULAR
           : S_ISDIR(status->st_mode)  ? FOLDER
           : S_ISFIFO(status->st_mode) ? PIPE
                                       : DEVICE;
}

/** Waits until somebody has opened the pipe to write; from there on reading it waits, too. */
static bool await_writer(int file)
{
    struct pollfd awaited = {file, POLLIN, 0};
    int ready;
    do {
        ready = poll(&awaited, 1, -1);
    } while (ready < 0 && errno == EINTR);
    const int flags = ready > 0 ? fcntl(file, F_GETFL) : -1;
    return flags != -1 && fcntl(file, F_SETFL, flags & ~O_NONBLOCK) != -1;
}

#endif

/** Closes a file; what errno says stays. */
static FILE *give_up(int file)
{
    int reason = errno;
    close_file(file);
    errno = reason;
    return NULL;
}

FILE *mb_open_source(const char *path, bool is_named, uint64_t *size, const char **other)
{
    file_status status;
    *size = 0;
    *other = NULL;
    int file = open_to_read(path);
    if (file < 0) {
        return NULL;
    }
    if (status_of(file, &status) != 0) {
        return give_up(file);
    }
    const int kind = kind_of(&status);
    const bool is_read = kind == REGULAR || (kind == PIPE && is_named);
    if (kind == FOLDER) {
        errno = EISDIR;
        return give_up(file);
    }
    if (!is_read) {
        *other = kind == DEVICE ? "it is a device, not a file" : "it is a pipe, not a file";
        return give_up(file);
    }
    if (kind == PIPE && !await_writer(file)) {
        return give_up(file);
    }
    *size = kind == REGULAR && status.st_size > 0 ? (uint64_t)status.st_size : 0;
    FILE *stream = stream_of(file);
    return stream != NULL ? stream : give_up(file);
}

FILE *mb_open_standard_input(void)
{
    enum { STANDARD_INPUT = 0 };
    file_status status;
    int file = copy_of(STANDARD_INPUT);
    if (file < 0) {
        return NULL;
    }
    if (status_of(file, &status) == 0 && kind_of(&status) == FOLDER) {
        errno = EISDIR;
        return give_up(file);
    }
    FILE *stream = stream_of(file);
    return stream != NULL ? stream : give_up(file);
}
