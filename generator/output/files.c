#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "output/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#if defined(_WIN32)

#include <io.h>

/* Names are UTF-8 where the program's manifest says so (driver/mofbind.manifest); the calls of the C run-time follow
 * it. */

typedef struct _stat64 file_status;

static int open_to_read(const char *path)
{
    return _open(path, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
}

static int open_to_write(const char *path)
{
    return _open(path, _O_WRONLY | _O_BINARY | _O_NOINHERIT);
}

static int status_of(int file, file_status *status)
{
    return _fstat64(file, status);
}

/** The C run-time finds no folder whose name ends with a separator. */
static int status_of_path(const char *path, file_status *status)
{
    char bare[4096];
    size_t length = strlen(path);

    if (length >= sizeof bare) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(bare, path, length + 1);
    while (length > 1 && (bare[length - 1] == '/' || bare[length - 1] == '\\') && bare[length - 2] != ':') {
        bare[--length] = '\0';
    }
    return _stat64(bare, status);
}

static bool is_folder(const file_status *status)
{
    return (status->st_mode & _S_IFMT) == _S_IFDIR;
}

static bool is_regular(const file_status *status)
{
    return (status->st_mode & _S_IFMT) == _S_IFREG;
}

static bool is_pipe(const file_status *status)
{
    (void)status;
    return false;
}

static long write_some(int file, const char *bytes, size_t length)
{
    return _write(file, bytes, length > INT_MAX ? (unsigned)INT_MAX : (unsigned)length);
}

static int close_file(int file)
{
    return _close(file);
}

#else

#include <unistd.h>

typedef struct stat file_status;

/** O_NONBLOCK: a pipe is not waited for. */
static int open_to_read(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static int open_to_write(const char *path)
{
    return open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

static int status_of(int file, file_status *status)
{
    return fstat(file, status);
}

static int status_of_path(const char *path, file_status *status)
{
    return stat(path, status);
}

static bool is_folder(const file_status *status)
{
    return S_ISDIR(status->st_mode);
}

static bool is_regular(const file_status *status)
{
    return S_ISREG(status->st_mode);
}

static bool is_pipe(const file_status *status)
{
    return S_ISFIFO(status->st_mode);
}

static long write_some(int file, const char *bytes, size_t length)
{
    return (long)write(file, bytes, length);
}

static int close_file(int file)
{
    return close(file);
}

#endif

const char *mb_file_failure(void)
{
    return strerror(errno);
}

/** Closes a file after something failed; what is known of that stays known. */
static void close_failed(int file)
{
    int reason = errno;
    close_file(file);
    errno = reason;
}

/** Opens a file to read it. @return -1 where that fails, or it is a folder. */
static int open_file(const char *path)
{
    file_status status;
    int file = open_to_read(path);

    if (file < 0) {
        return -1;
    }
    if (status_of(file, &status) != 0) {
        close_failed(file);
        return -1;
    }
    if (is_folder(&status)) {
        close_file(file);
        errno = EISDIR;
        return -1;
    }
    return file;
}

bool mb_file_readable(const char *path)
{
    int file = open_file(path);

    if (file >= 0) {
        close_file(file);
    }
    return file >= 0;
}

bool mb_file_is_folder(const char *path)
{
    file_status status;

    if (status_of_path(path, &status) != 0) {
        return false;
    }
    errno = ENOTDIR;
    return is_folder(&status);
}

bool mb_file_is_device(const char *path)
{
    file_status status;

    return status_of_path(path, &status) == 0 && !is_regular(&status) && !is_folder(&status);
}

bool mb_file_is_pipe(const char *path)
{
    file_status status;

    return status_of_path(path, &status) == 0 && is_pipe(&status);
}

bool mb_file_write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        long written = write_some(file, bytes, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool mb_device_write(const char *path, const char *bytes, size_t length)
{
    int file = open_to_write(path);

    if (file < 0) {
        return false;
    }
    if (!mb_file_write_all(file, bytes, length)) {
        close_failed(file);
        return false;
    }
    return close_file(file) == 0;
}
