/**
 * @file
 * What --help says.
 */
#ifndef MB_DRIVER_HELP_H
#define MB_DRIVER_HELP_H

#include "support/text.h"

/** What `mofbind help` takes beside commands and messages. */
#define MB_HELP_WARNINGS "warnings"
#define MB_HELP_SELECT "select"

/** How long the lines are. */
enum { MB_HELP_WIDTH = 118 };

/** The help on a command or on "select"; on mofbind where `topic` is NULL. */
void mb_help_topic(const char *topic, mb_buffer *out);
/** Appends a text, broken between words; the first line goes on at `column`, the others begin at `indent`. */
void mb_help_wrap(const char *text, size_t column, size_t width, size_t indent, mb_buffer *out);

#endif
