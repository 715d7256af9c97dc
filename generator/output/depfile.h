/**
 * @file
 * The dependency file of a run, in the syntax that make, ninja and CMake read.
 */
#ifndef MB_OUTPUT_DEPFILE_H
#define MB_OUTPUT_DEPFILE_H

#include "diag/diag.h"

/** "target: input input ...", one input a line, escaped; backslashes of Windows become slashes. */
void mb_depfile_text(const char *target, const char *const *inputs, size_t count, mb_buffer *out);
/**
 * Writes it, with the folders above it, to a temporary name first, so that an old one stays whole until the new one is. A
 * device is written to as it is. @return false after a failure, which is reported.
 */
bool mb_depfile_write(const char *path, const char *temporary, const mb_buffer *text, mb_diag *diag);

#endif
