/**
 * @file
 * The backends that --amalgamate puts into one file with the runtime. Private to driver/.
 */
#ifndef MB_DRIVER_BACKENDS_H
#define MB_DRIVER_BACKENDS_H

#include "binding/binding.h"

/** All, in the order in which they are put there. */
extern const mbb_backend mb_backends[];
extern const size_t mb_backend_count;

/** NULL where there is none of that name. */
const mbb_backend *mb_find_backend(const char *name);
/** Those that are named, each once; all that need no library but the system's where none is. In the arena. */
mbb_list mb_choose_backends(const char *const *names, size_t count, mb_arena *arena);

#endif
