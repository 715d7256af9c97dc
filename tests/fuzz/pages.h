/**
 * @file
 * Pages of reference of whatever was read, looked at instead of written.
 */
#ifndef TESTS_FUZZ_PAGES_H
#define TESTS_FUZZ_PAGES_H

#include "doc/doc.h"

/** Makes them, and aborts where one is not well-formed, holds what a browser would obey, or has a path that is none. */
void fuzz_check_pages(const mbd_unit *unit, mb_symbols *symbols, mb_heap *heap, mb_arena *arena, mb_diag *diag);

#endif
