/**
 * @file
 * What `mofbind help` says of messages.
 */
#ifndef MB_DRIVER_MESSAGE_HELP_H
#define MB_DRIVER_MESSAGE_HELP_H

#include "diag/report.h"

/** A list of the warnings: of those in a group, or, where that is NULL, of all. */
void mb_help_warnings(const char *group, mb_buffer *out);
/** What a message means. */
void mb_help_message(mb_message message, mb_buffer *out);

#endif
