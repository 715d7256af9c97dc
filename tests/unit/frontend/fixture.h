/**
 * @file
 * What each test of the front end needs: a run's heap, and text parsed in one call.
 */
#ifndef FRONTEND_FIXTURE_H
#define FRONTEND_FIXTURE_H

#include "syntax/parse.h"

typedef struct fixture {
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_diag *diag;
    mb_unit *unit;
    bool parsed;        /**< what mb_parse() returned */
    mb_buffer messages; /**< rendered */
    mb_buffer dump;     /**< the tree, as dump.c writes it */
} fixture;

/** @param allocator NULL = malloc and free. Does not return where the heap cannot be made. */
void fixture_open(fixture *made, const mb_allocator *allocator);
void fixture_close(fixture *made);
/** Parses a text under the name t.mof; fills unit, parsed, messages and dump. Needs no protection. */
void fixture_parse(fixture *made, const char *text);
void fixture_parse_bytes(fixture *made, const char *text, size_t length);
/** The same of a file. @return false when memory ran out. */
bool fixture_parse_file(fixture *made, const char *path);

/** Writes a unit in a compact MOF of its own, so that a test can compare texts. */
void dump_unit(mb_buffer *out, const mb_unit *unit);

#endif
