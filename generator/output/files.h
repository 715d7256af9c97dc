/**
 * @file
 * What mofbind asks of a file system, the same on POSIX and on Windows. Nothing here allocates. Where a function fails,
 * mb_file_failure() says why, until the next call.
 */
#ifndef MB_OUTPUT_FILES_H
#define MB_OUTPUT_FILES_H

#include <stdbool.h>
#include <stddef.h>

typedef enum mb_file_state {
    MB_FILE_MISSING,
    MB_FILE_SAME,
    MB_FILE_DIFFERENT,
    MB_FILE_BROKEN /**< it is there, but cannot be read, or is a folder */
} mb_file_state;

/** Compares a file with what it should hold; `scratch` is room to read into. */
mb_file_state mb_file_compare(const char *path, const char *bytes, size_t length, char *scratch, size_t scratch_size);
/** Whether a file is there and can be read; the reason why not otherwise. */
bool mb_file_readable(const char *path);
bool mb_file_is_folder(const char *path);
/** Whether there is something that is neither a file nor a folder: a device, or a pipe. */
bool mb_file_is_device(const char *path);
/** Whether there is a pipe, which must not be opened only to try. Never on Windows. */
bool mb_file_is_pipe(const char *path);
/** The size of a file; false where there is none. */
bool mb_file_size(const char *path, size_t *size);
/** Reads at most `capacity` bytes of a file. */
bool mb_file_read(const char *path, char *bytes, size_t capacity, size_t *length);
/** Writes a new file, with the folders that it wants; an old one of that name is overwritten. What could not be
 * finished is removed. */
bool mb_file_write(const char *path, const char *bytes, size_t length);
/** Renames a file onto another, which it replaces; where it fails, `from` is removed. */
bool mb_file_replace(const char *from, const char *to);
/** Removes a file; one that is not there is none to complain of. */
bool mb_file_remove(const char *path);
/** Removes a folder if it is empty. */
bool mb_folder_remove(const char *path);
/** Why the last call failed: "Permission denied". */
const char *mb_file_failure(void);

#endif
