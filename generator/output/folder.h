/**
 * @file
 * A folder that is written to, the same on POSIX and on Windows. Its path is resolved once, when it is opened; below it no
 * link is followed, be it to write, to read or to remove. Names are relative to it, with / between their parts, none of
 * which is "." or "..". Where a function fails, mb_folder_failure() says why, until the next call. Only mb_folder_new()
 * allocates.
 */
#ifndef MB_OUTPUT_FOLDER_H
#define MB_OUTPUT_FOLDER_H

#include "support/memory.h"

/** What a temporary name ends with; no output path can end so. */
#define MB_OUTPUT_TEMPORARY "~mofbind"

typedef struct mb_folder mb_folder;

typedef enum mb_file_state {
    MB_FILE_MISSING,
    MB_FILE_THERE, /**< where nothing was compared */
    MB_FILE_SAME,
    MB_FILE_DIFFERENT,
    MB_FILE_BROKEN /**< there is something, but no file that can be read: a link, a folder, a device */
} mb_file_state;

/** Opens nothing. The path must stay. */
mb_folder *mb_folder_new(const char *path, mb_arena *arena);
const char *mb_folder_path(const mb_folder *folder);
/** Opens a folder that is there. Until it is closed it is held: an open one must be closed before its arena goes. */
bool mb_folder_open(mb_folder *folder);
bool mb_folder_is_open(const mb_folder *folder);
/** Makes the folder, and those above it, and opens it. */
bool mb_folder_make(mb_folder *folder);
/** Waits until no other run has this folder, and keeps others waiting until it is closed. Of file systems that have no
 * locks it expects none. */
void mb_folder_lock(mb_folder *folder);
void mb_folder_close(mb_folder *folder);
/** Why the last call failed: "Permission denied". */
const char *mb_folder_failure(const mb_folder *folder);

/** Whether there is a file, and its size. In a folder that is not there, nothing is. */
mb_file_state mb_folder_look(mb_folder *folder, const char *name, size_t *size);
/** Compares a file with what it should hold; `scratch` is room to read into. */
mb_file_state mb_folder_compare(mb_folder *folder, const char *name, const char *bytes, size_t length, char *scratch,
                                size_t scratch_size);
/** Reads at most `capacity` bytes of a file. */
bool mb_folder_read(mb_folder *folder, const char *name, char *bytes, size_t capacity, size_t *length);
/** Whether mb_folder_remove() may be expected to do it. */
bool mb_folder_can_remove(mb_folder *folder, const char *name);
/** Whether two names, of which one differs from the other in case, are the same file. */
bool mb_folder_is_same(mb_folder *folder, const char *name, const char *other);

/** Writes a file, with the folders that it wants: under mb_folder_temporary() beside it, which then gets its name. What
 * could not be finished is removed. */
bool mb_folder_write(mb_folder *folder, const char *name, const char *bytes, size_t length);
/** Writes a file that is not there, under its own name. What could not be finished is removed. */
bool mb_folder_create(mb_folder *folder, const char *name, const char *bytes, size_t length);
/** Gives a file another name in the same folder; a file that has it is replaced. */
bool mb_folder_rename(mb_folder *folder, const char *name, const char *to);
/** Gives a file a name that differs in case alone, where the file system takes the two for the same. */
bool mb_folder_recase(mb_folder *folder, const char *name, const char *to);
/** Removes a file; one that is not there is none to complain of. */
bool mb_folder_remove(mb_folder *folder, const char *name);
/** Removes what is left of a temporary file beside a file. */
void mb_folder_remove_temporary(mb_folder *folder, const char *name, const char *temporary);
/** Removes the folders above a file that are empty. */
void mb_folder_prune(mb_folder *folder, const char *name);
/** The temporary name that the files of this run have while they are written; no other run has it. */
const char *mb_folder_temporary(const mb_folder *folder);

#endif
