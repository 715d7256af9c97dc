/**
 * @file
 * Files whose names differ from what was asked for in case alone, which Windows would have found.
 */
#ifndef MB_SOURCE_OTHER_CASE_H
#define MB_SOURCE_OTHER_CASE_H

#include "support/memory.h"

/** The path of a file that is there, where one is that differs from `path` in case alone; else NULL. In the arena. */
const char *mb_path_in_other_case(const char *path, mb_arena *arena);

#endif
