/**
 * @file
 * Runs another program: a text in, a text out. Both are files without names while it runs, so that neither side waits for the
 * other. No shell is asked, and nothing is looked for in the working folder.
 */
#ifndef MB_DOC_CHILD_H
#define MB_DOC_CHILD_H

#include "support/text.h"

typedef enum mbd_program_result {
    MBD_PROGRAM_GOOD,
    MBD_PROGRAM_MISSING, /**< it is not there, or no program */
    MBD_PROGRAM_FAILED,  /**< it ended otherwise than well */
    MBD_PROGRAM_SYSTEM   /**< the system did not let it run: errno says why */
} mbd_program_result;

/**
 * Runs arguments[0], which is looked for in PATH where no slash is in it; NULL ends the arguments. What it prints is appended to
 * `output`; what it complains of is not shown.
 */
mbd_program_result mbd_run_program(const char *const *arguments, const char *input, size_t length, mb_buffer *output);
#endif
