/**
 * @file
 * The dependency file of a run, in the syntax that make, ninja and CMake read.
 */
#ifndef MB_OUTPUT_DEPFILE_H
#define MB_OUTPUT_DEPFILE_H

#include "diag/diag.h"
#include "output/folder.h"

/** Where it is to be. */
typedef struct mb_depfile {
    const char *path;
    mb_folder *folder; /**< that it is in, and that it does not lead out of */
    const char *name;
} mb_depfile;

/** "target:", escaped; backslashes of Windows become slashes. */
void mb_depfile_begin(const char *target, mb_buffer *out);
/** An input, on a line of its own. */
void mb_depfile_input(const char *path, mb_buffer *out);
void mb_depfile_end(mb_buffer *out);
/** Opens nothing. The path must stay. */
mb_depfile mb_depfile_at(const char *path, mb_arena *arena);
/**
 * Writes it, with the folders above it, to a temporary name first, so that an old one stays whole until the new one is. A
 * device is written to as it is. Allocates nothing unless it fails. @return false after a failure, which is reported.
 */
bool mb_depfile_write(const mb_depfile *depfile, const mb_buffer *text, mb_diag *diag);

#endif
