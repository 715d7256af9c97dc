/**
 * @file
 * Files for tests, under one folder that is empty at the beginning of each and gone at its end.
 */
#ifndef TESTS_UNIT_DRIVER_DISK_H
#define TESTS_UNIT_DRIVER_DISK_H

#include <stdbool.h>
#include <stddef.h>

#define DISK MOFBIND_SCRATCH

/** For cmocka: sets up, and tears down. */
int disk_clear(void **state);
/** Writes a file under DISK. */
void disk_put(const char *name, const char *text);
/** Its text, valid until the next call; NULL where there is none. */
const char *disk_get(const char *name);
bool disk_has(const char *name);
/** Makes a folder. */
void disk_folder(const char *name);
/** Makes a symbolic link. */
void disk_link(const char *name, const char *target);
bool disk_is_link(const char *name);
void disk_rename(const char *name, const char *to);
/** Makes a named pipe. */
void disk_pipe(const char *name);
/** Makes a file, or a folder, standard input; NULL: what it was before. */
void disk_input(const char *name);
/** Makes another name of a file. */
void disk_alias(const char *name, const char *other);
/** From now on no file gets larger; 0 = as it was. */
void disk_limit(size_t size);
/** How many files and folders under a folder have names with this ending. */
size_t disk_count(const char *name, const char *ending);
/** Makes a file look old. */
void disk_age(const char *name);
/** Whether it still does: nobody wrote it since. */
bool disk_is_old(const char *name);

#endif
