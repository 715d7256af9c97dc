/**
 * @file
 * Paths of files, as text: '/' separates; on Windows, and in what an include says, so does a backslash.
 */
#ifndef MB_SYNTAX_PATH_H
#define MB_SYNTAX_PATH_H

#include "support/text.h"

/** `.`, `x/..` and doubled slashes go; on Windows backslashes become '/'. A drive, `C:/`, stays. */
const char *mb_path_normalise(mb_arena *arena, const char *path);
bool mb_path_is_absolute(const char *path);
/** What an include says, where a backslash is a '/', seen from `directory`, normalised; "" is the current directory. */
const char *mb_path_join(mb_arena *arena, const char *directory, const char *path);
/** The directory of a file, with no '/' at its end; "" where the path has none. */
const char *mb_path_directory(mb_arena *arena, const char *path);

#endif
