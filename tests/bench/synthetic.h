/**
 * @file
 * MOF of any size, of the shape that real schemas have.
 */
#ifndef SYNTHETIC_H
#define SYNTHETIC_H

#include <stddef.h>

/** Writes `classes` classes of about 3 KB each to a file; ends the program when it cannot. @return the file's size. */
size_t synthetic_write(const char *path, unsigned classes);

#endif
