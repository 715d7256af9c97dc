#include "output/folder_parts.h"
#include "output/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

mb_folder *mb_folder_new(const char *path, mb_arena *arena)
{
    mb_folder *folder = mb_arena_zalloc(arena, sizeof *folder);
    unsigned long process = 0;
    unsigned long time = 0;

    folder->path = path;
    folder->handles = mb_handles_new(arena);
    mb_system_own_numbers(&process, &time);
    snprintf(folder->temporary, sizeof folder->temporary, "~%lx-%lx%s", process, time, MB_OUTPUT_TEMPORARY);
    return folder;
}

const char *mb_folder_path(const mb_folder *folder)
{
    return folder->path;
}

const char *mb_folder_temporary(const mb_folder *folder)
{
    return folder->temporary;
}

const char *mb_folder_failure(const mb_folder *folder)
{
    return folder->reason[0] != '\0' ? folder->reason : strerror(errno);
}

void mb_folder_refuse_link(mb_folder *folder, const char *name, size_t length)
{
    snprintf(folder->reason, sizeof folder->reason, "'%.*s' is a link, and in its output folder mofbind follows none",
             (int)length, name);
}

void mb_folder_refuse_device(mb_folder *folder)
{
    strcpy(folder->reason, "it is neither a file nor a folder");
}

/** Begins a call. @return false where the folder is not open. */
static bool begin(mb_folder *folder)
{
    folder->reason[0] = '\0';
    errno = folder->error;
    return folder->is_open;
}

/* ---- The folder ---- */

bool mb_folder_open(mb_folder *folder)
{
    folder->reason[0] = '\0';
    if (!folder->is_open) {
        folder->is_open = mb_handles_open(folder);
        folder->error = folder->is_open ? 0 : errno;
    }
    return folder->is_open;
}

bool mb_folder_is_open(const mb_folder *folder)
{
    return folder->is_open;
}

/** What goes wrong shows when the folder is opened; why, where one above it could not be made. */
bool mb_folder_make(mb_folder *folder)
{
    const size_t length = strlen(folder->path);
    int failure = 0;

    if (length < sizeof folder->scratch) {
        memcpy(folder->scratch, folder->path, length + 1);
        for (size_t i = 1; i <= length; i++) {
            if (i == length || mb_system_is_separator(folder->scratch[i])) {
                folder->scratch[i] = '\0';
                const int reason = mb_system_make_folder(folder->scratch);
                failure = reason == ENOENT ? failure : reason;
                folder->scratch[i] = folder->path[i];
            }
        }
    }
    if (!mb_folder_open(folder) && folder->error == ENOENT && failure != 0) {
        folder->error = failure;
        errno = failure;
    }
    return folder->is_open;
}

void mb_folder_lock(mb_folder *folder)
{
    if (folder->is_open) {
        mb_handles_lock(folder);
    }
}

void mb_folder_close(mb_folder *folder)
{
    if (folder->is_open) {
        mb_handles_close(folder);
        folder->is_open = false;
    }
}

/* ---- Reading ---- */

/** Closes a file after something failed; what is known of that stays known. */
static void close_failed(int file)
{
    int reason = errno;
    mb_system_close(file);
    errno = reason;
}

/** What a file is that cannot be opened. */
static mb_file_state state_of_unopened(const mb_folder *folder)
{
    return folder->reason[0] == '\0' && errno == ENOENT ? MB_FILE_MISSING : MB_FILE_BROKEN;
}

mb_file_state mb_folder_look(mb_folder *folder, const char *name, size_t *size)
{
    uint64_t bytes = 0;
    int file = begin(folder) ? mb_handles_open_file(folder, name, &bytes) : -1;

    if (file < 0) {
        return state_of_unopened(folder);
    }
    close_failed(file);
    *size = bytes > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)bytes;
    return MB_FILE_THERE;
}

/** Compares what is left of a file. One byte more than there should be is asked for, so that one read tells of most
 * files both what they hold and that they end there: a file is read short at its end alone. */
static mb_file_state compare_content(int file, const char *bytes, size_t length, char *scratch, size_t scratch_size)
{
    for (;;) {
        size_t wanted = length < scratch_size ? length + 1 : scratch_size;
        long got = mb_system_read(file, scratch, wanted);
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

mb_file_state mb_folder_compare(mb_folder *folder, const char *name, const char *bytes, size_t length, char *scratch,
                                size_t scratch_size)
{
    uint64_t size = 0;
    int file = begin(folder) ? mb_handles_open_file(folder, name, &size) : -1;

    if (file < 0) {
        return state_of_unopened(folder);
    }
    mb_file_state state = compare_content(file, bytes, length, scratch, scratch_size);
    close_failed(file);
    return state;
}

bool mb_folder_read(mb_folder *folder, const char *name, char *bytes, size_t capacity, size_t *length)
{
    uint64_t size = 0;
    int file = begin(folder) ? mb_handles_open_file(folder, name, &size) : -1;
    long got = 1;

    *length = 0;
    if (file < 0) {
        return false;
    }
    while (*length < capacity && got != 0) {
        got = mb_system_read(file, bytes + *length, capacity - *length);
        if (got < 0 && errno != EINTR) {
            break;
        }
        *length += got > 0 ? (size_t)got : 0;
    }
    close_failed(file);
    return got >= 0;
}

static bool is_same(mb_folder *folder, const char *name, const char *other)
{
    mb_file_identity a = {0, 0};
    mb_file_identity b = {0, 0};

    return mb_handles_find_file(folder, name, &a) && mb_handles_find_file(folder, other, &b) && a.volume == b.volume &&
           a.file == b.file;
}

bool mb_folder_is_same(mb_folder *folder, const char *name, const char *other)
{
    return begin(folder) && is_same(folder, name, other);
}

/** Whether what a call failed over is not there: neither the file nor what leads to it, which may be a file by now. Nor
 * is there anything with a name that is too long to be there. */
static bool is_gone(const mb_folder *folder)
{
    return folder->reason[0] == '\0' && (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG);
}

bool mb_folder_can_remove(mb_folder *folder, const char *name)
{
    mb_file_identity identity = {0, 0};

    return begin(folder) && (mb_handles_find_file(folder, name, &identity) || is_gone(folder));
}

/* ---- Writing ---- */

/** The name of a temporary file beside a file; NULL where it is too long. */
static const char *beside(mb_folder *folder, const char *name, const char *temporary)
{
    const char *slash = strrchr(name, '/');
    const size_t length = slash == NULL ? 0 : (size_t)(slash + 1 - name);

    if (length + strlen(temporary) >= sizeof folder->scratch) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    memcpy(folder->scratch, name, length);
    strcpy(folder->scratch + length, temporary);
    return folder->scratch;
}

/** Some file systems say only when a file is closed that the disk is full: it is, before it gets its name. */
bool mb_folder_write(mb_folder *folder, const char *name, const char *bytes, size_t length)
{
    const char *temporary = begin(folder) ? beside(folder, name, folder->temporary) : NULL;
    int file = temporary != NULL ? mb_handles_create_file(folder, temporary) : -1;

    if (file < 0) {
        return false;
    }
    if (!mb_file_write_all(file, bytes, length)) {
        mb_handles_discard_new(folder, file, temporary);
        return false;
    }
    return mb_handles_rename_new(folder, file, temporary, name);
}

bool mb_folder_create(mb_folder *folder, const char *name, const char *bytes, size_t length)
{
    int file = begin(folder) ? mb_handles_create_file(folder, name) : -1;

    if (file < 0) {
        return false;
    }
    if (!mb_file_write_all(file, bytes, length)) {
        mb_handles_discard_new(folder, file, name);
        return false;
    }
    return mb_handles_rename_new(folder, file, name, name);
}

bool mb_folder_rename(mb_folder *folder, const char *name, const char *to)
{
    return begin(folder) && mb_handles_rename(folder, name, to);
}

/** By way of a third name: a file that is renamed to itself stays as it is. So it would where both names are there, as
 * links to one file. */
bool mb_folder_recase(mb_folder *folder, const char *name, const char *to)
{
    const char *temporary = begin(folder) ? beside(folder, name, folder->temporary) : NULL;

    if (temporary == NULL || !mb_handles_rename(folder, name, temporary)) {
        return false;
    }
    if (is_same(folder, temporary, to) ? mb_handles_remove_file(folder, temporary)
                                       : mb_handles_rename(folder, temporary, to)) {
        return true;
    }
    int reason = errno;
    (void)mb_handles_rename(folder, temporary, name);
    errno = reason;
    return false;
}

bool mb_folder_remove(mb_folder *folder, const char *name)
{
    return begin(folder) && (mb_handles_remove_file(folder, name) || is_gone(folder));
}

void mb_folder_remove_temporary(mb_folder *folder, const char *name, const char *temporary)
{
    const char *path = begin(folder) ? beside(folder, name, temporary) : NULL;

    if (path != NULL) {
        (void)mb_handles_remove_file(folder, path);
    }
}

void mb_folder_prune(mb_folder *folder, const char *name)
{
    const size_t length = strlen(name);

    if (!begin(folder) || length >= sizeof folder->scratch) {
        return;
    }
    memcpy(folder->scratch, name, length + 1);
    for (char *slash = strrchr(folder->scratch, '/'); slash != NULL; slash = strrchr(folder->scratch, '/')) {
        *slash = '\0';
        if (!mb_handles_remove_folder(folder, folder->scratch)) {
            break;
        }
    }
}
