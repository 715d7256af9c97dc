/**
 * @file
 * An allocator for the runtime that counts what the client takes and gives back, and fails on demand.
 *
 * The world behind the fake is of this program too, and uses the same runtime; what it takes is not the client's. It comes from malloc, is
 * not counted and never fails, and may be given back by the runtime that is in fake_wmi.dll.
 */
#ifndef HEAP_H
#define HEAP_H

#include <stdbool.h>
#include <stddef.h>

#include <wmi/backend.h>

/** Becomes the runtime's allocator; before anything else of the runtime. */
void heap_install(void);
/** From here on, the client's allocation number `index` fails, counted from 0; SIZE_MAX = none. */
void heap_start(size_t index);
/** How many allocations of the client there have been since. */
size_t heap_allocations(void);
/** Blocks of the client's that have not been given back. */
size_t heap_held(void);

/** The calling thread acts as the world until it leaves; nests. */
void heap_enter_world(void);
void heap_leave_world(void);
/** The world, whose every function acts as such. One at a time. */
const wmi_backend *heap_world(const wmi_backend *world);

#endif
