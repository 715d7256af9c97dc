/**
 * @file
 * What --help says.
 */
#ifndef MB_DRIVER_HELP_H
#define MB_DRIVER_HELP_H

/** The help on a command; on mofbind where `topic` is NULL. */
const char *mb_help_text(const char *topic);

#endif
