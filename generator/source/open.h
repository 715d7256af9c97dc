/**
 * @file
 * Opening a file to read it, whatever its name leads to. Private to source/.
 */
#ifndef MB_SOURCE_OPEN_H
#define MB_SOURCE_OPEN_H

#include <stdint.h>
#include <stdio.h>

/**
 * Opens a regular file; nothing else has an end that is sure to come. What the name leads to is asked of the open file,
 * so that it cannot be exchanged in between, and a pipe that nobody writes to does not keep the call waiting.
 * @param size its size in bytes
 * @param other what it is, where it is no regular file; else NULL, and errno says why it could not be opened
 * @return NULL where it was not opened
 */
FILE *mb_open_regular(const char *path, uint64_t *size, const char **other);

#endif
