/**
 * @file
 * Opening a file to read it, whatever its name leads to. Private to source/.
 */
#ifndef MB_SOURCE_OPEN_H
#define MB_SOURCE_OPEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/**
 * Opens a regular file; nothing else has an end that is sure to come. What the name leads to is asked of the open file,
 * so that it cannot be exchanged in between, and a pipe that nobody writes to does not keep the call waiting.
 * @param is_named by the user, who may name a pipe: its writer is waited for. Not on Windows.
 * @param size its size in bytes; 0 of a pipe
 * @param other what it is, where it is nothing that is read; else NULL, and errno says why it could not be opened
 * @return NULL where it was not opened
 */
FILE *mb_open_source(const char *path, bool is_named, uint64_t *size, const char **other);
/** Standard input, whatever it is; it stays open. @return NULL, and errno, where it is closed or a folder */
FILE *mb_open_standard_input(void);

#endif
