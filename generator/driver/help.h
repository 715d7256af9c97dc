/**
 * @file
 * What --help says.
 */
#ifndef MB_DRIVER_HELP_H
#define MB_DRIVER_HELP_H

#include "diag/report.h"

/** What `mofbind help` takes beside commands and messages. */
#define MB_HELP_WARNINGS "warnings"
#define MB_HELP_SELECT "select"

/** The help on a command; on mofbind where `topic` is NULL. */
const char *mb_help_text(const char *topic);
/** The help on list, show or dump; NULL for any other topic. */
const char *mb_inspect_help(const char *topic);
/** A list of the warnings: of those in a group, or, where that is NULL, of all. */
void mb_help_warnings(const char *group, mb_buffer *out);
/** What a message means. */
void mb_help_message(mb_message message, mb_buffer *out);

#endif
