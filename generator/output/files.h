/**
 * @file
 * What mofbind asks of paths that the command line names, the same on POSIX and on Windows. What is written to a folder is
 * the business of folder.h. Nothing here allocates. Where a function fails, mb_file_failure() says why, until the next
 * call.
 */
#ifndef MB_OUTPUT_FILES_H
#define MB_OUTPUT_FILES_H

#include <stdbool.h>
#include <stddef.h>

/** Whether a file is there and can be read; the reason why not otherwise. */
bool mb_file_readable(const char *path);
bool mb_file_is_folder(const char *path);
/** Whether there is something that is neither a file nor a folder: a device, or a pipe. */
bool mb_file_is_device(const char *path);
/** Whether there is a pipe, which must not be opened only to try. Never on Windows. */
bool mb_file_is_pipe(const char *path);
/** Writes all of it to an open file, also where the system takes it in parts; errno says why it could not. */
bool mb_file_write_all(int file, const char *bytes, size_t length);
/** Writes to a device or a pipe. */
bool mb_device_write(const char *path, const char *bytes, size_t length);
/** Why the last call failed: "Permission denied". */
const char *mb_file_failure(void);

#endif
