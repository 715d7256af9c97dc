#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _DARWIN_C_SOURCE /* flock */
#define _FILE_OFFSET_BITS 64
#endif

#include "output/folder_parts.h"

#if !defined(_WIN32)

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/** The folder, and the one below it that was used last. */
struct mb_folder_handles {
    int root;
    int parent; /**< -1 where there is none */
    char parent_name[MB_LONGEST_NAME];
    size_t parent_length;
};

mb_folder_handles *mb_handles_new(mb_arena *arena)
{
    mb_folder_handles *handles = mb_arena_zalloc(arena, sizeof *handles);

    handles->root = -1;
    handles->parent = -1;
    return handles;
}

bool mb_system_is_separator(char c)
{
    return c == '/';
}

int mb_system_make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST ? 0 : errno;
}

void mb_system_own_numbers(unsigned long *process, unsigned long *time)
{
    struct timespec now = {0, 0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    *process = (unsigned long)getpid();
    *time = (unsigned long)now.tv_sec * 1000000000u + (unsigned long)now.tv_nsec;
}

bool mb_handles_open(mb_folder *folder)
{
    folder->handles->root = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder->handles->root >= 0;
}

/** Lets go of the folder that was used last. */
static void leave(mb_folder_handles *handles)
{
    if (handles->parent >= 0) {
        int reason = errno;
        close(handles->parent);
        errno = reason;
        handles->parent = -1;
    }
}

void mb_handles_close(mb_folder *folder)
{
    leave(folder->handles);
    close(folder->handles->root);
    folder->handles->root = -1;
}

void mb_handles_lock(mb_folder *folder)
{
    while (flock(folder->handles->root, LOCK_EX) != 0 && errno == EINTR) {
    }
}

/* ---- From a name to the folder that it is in ---- */

/** Tells of a link where one was why a part of a name could not be opened. */
static void look_for_link(mb_folder *folder, int at, const char *part, const char *name, size_t length)
{
    int reason = errno;
    struct stat status;

    if (fstatat(at, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode)) {
        mb_folder_refuse_link(folder, name, length);
    }
    errno = reason;
}

/** Opens a folder in a folder; makes it where that is wanted. Another run may remove it in between, while it is empty. */
static int open_part(int at, const char *part, bool make)
{
    enum { TRIES = 10 };
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int opened = openat(at, part, flags);

    for (int i = 0; make && opened < 0 && errno == ENOENT && i < TRIES; i++) {
        if (mkdirat(at, part, 0777) != 0 && errno != EEXIST) {
            return -1;
        }
        opened = openat(at, part, flags);
    }
    return opened;
}

/** Walks to the folder that the first `length` bytes of a name lead to. @return -1 where it cannot be opened */
static int walk(mb_folder *folder, const char *name, size_t length, bool make)
{
    char parts[MB_LONGEST_NAME];
    int at = folder->handles->root;

    memcpy(parts, name, length);
    parts[length] = '\0';
    for (size_t begin = 0; begin < length;) {
        size_t end = begin + strcspn(parts + begin, "/");
        parts[end] = '\0';
        int next = open_part(at, parts + begin, make);
        if (next < 0) {
            look_for_link(folder, at, parts + begin, name, end);
        }
        if (at != folder->handles->root) {
            int reason = errno;
            close(at);
            errno = reason;
        }
        if (next < 0) {
            return -1;
        }
        at = next;
        begin = end + 1;
    }
    return at;
}

/** Enters the folder that a file is in, and stays there for the next one. @return -1 where it cannot be opened */
static int enter(mb_folder *folder, const char *name, bool make, const char **base)
{
    mb_folder_handles *handles = folder->handles;
    const char *slash = strrchr(name, '/');
    const size_t length = slash == NULL ? 0 : (size_t)(slash - name);

    *base = slash == NULL ? name : slash + 1;
    if (length == 0) {
        return handles->root;
    }
    if (handles->parent >= 0 && handles->parent_length == length && memcmp(handles->parent_name, name, length) == 0) {
        return handles->parent;
    }
    if (length >= sizeof handles->parent_name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    leave(handles);
    handles->parent = walk(folder, name, length, make);
    handles->parent_length = length;
    memcpy(handles->parent_name, name, length);
    return handles->parent;
}

/* ---- Files ---- */

static bool is_file(mb_folder *folder, const struct stat *status)
{
    if (S_ISDIR(status->st_mode)) {
        errno = EISDIR;
    } else if (!S_ISREG(status->st_mode)) {
        mb_folder_refuse_device(folder);
    }
    return S_ISREG(status->st_mode);
}

int mb_handles_open_file(mb_folder *folder, const char *name, uint64_t *size)
{
    const char *base = NULL;
    struct stat status;
    int at = enter(folder, name, false, &base);

    if (at < 0) {
        return -1;
    }
    /* O_NONBLOCK: a pipe is not waited for. */
    int file = openat(at, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        look_for_link(folder, at, base, name, strlen(name));
        return -1;
    }
    if (fstat(file, &status) == 0 && is_file(folder, &status)) {
        *size = status.st_size < 0 ? 0 : (uint64_t)status.st_size;
        return file;
    }
    int reason = errno;
    close(file);
    errno = reason;
    return -1;
}

int mb_handles_create_file(mb_folder *folder, const char *name)
{
    int file = -1;

    for (int i = 0; i < 2 && file < 0; i++) {
        const char *base = NULL;
        int at = enter(folder, name, true, &base);
        if (at < 0) {
            return -1;
        }
        file = openat(at, base, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (file < 0 && errno != ENOENT) {
            return -1;
        }
        if (file < 0) {
            leave(folder->handles); /* it was removed meanwhile */
        }
    }
    return file;
}

void mb_handles_discard_new(mb_folder *folder, int file, const char *name)
{
    int reason = errno;

    if (file >= 0) {
        close(file);
    }
    (void)mb_handles_remove_file(folder, name);
    errno = reason;
}

bool mb_handles_rename_new(mb_folder *folder, int file, const char *name, const char *to)
{
    if (close(file) == 0 && (name == to || mb_handles_rename(folder, name, to))) {
        return true;
    }
    mb_handles_discard_new(folder, -1, name);
    return false;
}

bool mb_handles_rename(mb_folder *folder, const char *name, const char *to)
{
    const char *base = NULL;
    const char *slash = strrchr(to, '/');
    int at = enter(folder, name, false, &base);

    return at >= 0 && renameat(at, base, at, slash == NULL ? to : slash + 1) == 0;
}

bool mb_handles_remove_file(mb_folder *folder, const char *name)
{
    const char *base = NULL;
    int at = enter(folder, name, false, &base);

    return at >= 0 && unlinkat(at, base, 0) == 0;
}

bool mb_handles_remove_folder(mb_folder *folder, const char *name)
{
    const char *base = NULL;

    leave(folder->handles);
    int at = enter(folder, name, false, &base);
    return at >= 0 && unlinkat(at, base, AT_REMOVEDIR) == 0;
}

bool mb_handles_find_file(mb_folder *folder, const char *name, mb_file_identity *identity)
{
    const char *base = NULL;
    struct stat status;
    int at = enter(folder, name, false, &base);

    if (at < 0 || fstatat(at, base, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return false;
    }
    identity->volume = (uint64_t)status.st_dev;
    identity->file = (uint64_t)status.st_ino;
    if (S_ISLNK(status.st_mode)) {
        mb_folder_refuse_link(folder, name, strlen(name));
        return false;
    }
    return is_file(folder, &status);
}

long mb_system_read(int file, char *bytes, size_t length)
{
    return (long)read(file, bytes, length);
}

int mb_system_close(int file)
{
    return close(file);
}

#endif
