#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "output/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#include <direct.h>
#include <io.h>
#include <windows.h>

/* Names are UTF-8 where the program's manifest says so (driver/mofbind.manifest); the calls of the C run-time follow
 * it. */

typedef struct _stat64 file_status;

static int open_to_read(const char *path)
{
    return _open(path, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
}

static int open_to_write(const char *path)
{
    return _open(path, _O_WRONLY | _O_CREAT | _O_TRUNC | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
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

static long read_some(int file, char *bytes, size_t length)
{
    return _read(file, bytes, length > INT_MAX ? (unsigned)INT_MAX : (unsigned)length);
}

static long write_some(int file, const char *bytes, size_t length)
{
    return _write(file, bytes, length > INT_MAX ? (unsigned)INT_MAX : (unsigned)length);
}

static int close_file(int file)
{
    return _close(file);
}

static int make_folder(const char *path)
{
    return _mkdir(path);
}

static int remove_folder(const char *path)
{
    return _rmdir(path);
}

static int remove_file(const char *path)
{
    return _unlink(path);
}

static int rename_file(const char *from, const char *to)
{
    if (MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING)) {
        return 0;
    }
    DWORD reason = GetLastError();
    errno = reason == ERROR_ACCESS_DENIED || reason == ERROR_SHARING_VIOLATION ? EACCES : EIO;
    return -1;
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
    return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
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

static long read_some(int file, char *bytes, size_t length)
{
    return (long)read(file, bytes, length);
}

static long write_some(int file, const char *bytes, size_t length)
{
    return (long)write(file, bytes, length);
}

static int close_file(int file)
{
    return close(file);
}

static int make_folder(const char *path)
{
    return mkdir(path, 0777);
}

static int remove_folder(const char *path)
{
    return rmdir(path);
}

static int remove_file(const char *path)
{
    return unlink(path);
}

static int rename_file(const char *from, const char *to)
{
    return rename(from, to);
}

#endif

const char *mb_file_failure(void)
{
    return strerror(errno);
}

static bool is_separator(char c)
{
#if defined(_WIN32)
    return c == '/' || c == '\\';
#else
    return c == '/';
#endif
}

/** Closes a file after something failed; what is known of that stays known. */
static void close_failed(int file)
{
    int reason = errno;
    close_file(file);
    errno = reason;
}

/** Opens a file to read it, and its size. @return -1 where that fails, or it is a folder. */
static int open_sized(const char *path, uint64_t *size)
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
    *size = status.st_size < 0 ? 0 : (uint64_t)status.st_size;
    return file;
}

/** Reads until `length` bytes are there or the file ends. @return how many, or -1. */
static long read_all(int file, char *bytes, size_t length)
{
    size_t done = 0;

    while (done < length) {
        long got = read_some(file, bytes + done, length - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        done += (size_t)got;
    }
    return (long)done;
}

/** Compares what is left of a file. One byte more than there should be is asked for, so that one read tells of most
 * files both what they hold and that they end there: a file is read short at its end alone. */
static mb_file_state compare_content(int file, const char *bytes, size_t length, char *scratch, size_t scratch_size)
{
    for (;;) {
        size_t wanted = length < scratch_size ? length + 1 : scratch_size;
        long got = read_some(file, scratch, wanted);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return MB_FILE_BROKEN;
        }
        if ((size_t)got > length || memcmp(scratch, bytes, (size_t)got) != 0) {
            return MB_FILE_DIFFERENT;
        }
        bytes += got;
        length -= (size_t)got;
        if ((size_t)got < wanted && (length == 0 || got == 0)) {
            return length == 0 ? MB_FILE_SAME : MB_FILE_DIFFERENT;
        }
    }
}

mb_file_state mb_file_compare(const char *path, const char *bytes, size_t length, char *scratch, size_t scratch_size)
{
    int file = open_to_read(path);

    if (file < 0) {
        return errno == ENOENT ? MB_FILE_MISSING : MB_FILE_BROKEN;
    }
    mb_file_state state = compare_content(file, bytes, length, scratch, scratch_size);
    close_failed(file);
    return state;
}

bool mb_file_readable(const char *path)
{
    uint64_t size = 0;
    int file = open_sized(path, &size);

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

bool mb_file_size(const char *path, size_t *size)
{
    uint64_t bytes = 0;
    int file = open_sized(path, &bytes);

    if (file < 0) {
        return false;
    }
    close_file(file);
    *size = bytes > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)bytes;
    return true;
}

bool mb_file_read(const char *path, char *bytes, size_t capacity, size_t *length)
{
    uint64_t size = 0;
    int file = open_sized(path, &size);

    if (file < 0) {
        return false;
    }
    long got = read_all(file, bytes, capacity);
    close_failed(file);
    *length = got < 0 ? 0 : (size_t)got;
    return got >= 0;
}

/** Makes the folders above a file. What goes wrong shows when the file is opened. */
static void make_folders(const char *path)
{
    char folder[4096];
    size_t length = strlen(path);

    if (length >= sizeof folder) {
        return;
    }
    memcpy(folder, path, length + 1);
    for (size_t i = 1; i < length; i++) {
        if (is_separator(folder[i])) {
            char separator = folder[i];
            folder[i] = '\0';
            make_folder(folder);
            folder[i] = separator;
        }
    }
}

static bool write_all(int file, const char *bytes, size_t length)
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

/** Removes what a failed call left behind, but no device; what is known of the failure stays known. */
static void discard(const char *path)
{
    int reason = errno;
    file_status status;

    if (status_of_path(path, &status) == 0 && is_regular(&status)) {
        remove_file(path);
    }
    errno = reason;
}

bool mb_file_write(const char *path, const char *bytes, size_t length)
{
    int file = open_to_write(path);

    if (file < 0 && errno == ENOENT) {
        make_folders(path);
        file = open_to_write(path);
    }
    if (file < 0) {
        return false;
    }
    if (!write_all(file, bytes, length)) {
        close_failed(file);
        discard(path);
        return false;
    }
    if (close_file(file) != 0) { /* some file systems say only now that the disk is full */
        discard(path);
        return false;
    }
    return true;
}

bool mb_file_replace(const char *from, const char *to)
{
    if (rename_file(from, to) != 0) {
        discard(from);
        return false;
    }
    return true;
}

bool mb_file_remove(const char *path)
{
    return remove_file(path) == 0 || errno == ENOENT;
}

bool mb_folder_remove(const char *path)
{
    return remove_folder(path) == 0;
}
