/**
 * @file
 * The whole program as a function, so that tests run it in their own process.
 */
#ifndef MB_DRIVER_DRIVER_H
#define MB_DRIVER_DRIVER_H

#include <stdbool.h>

#include "support/memory.h"

/** Where text goes. */
typedef struct mb_sink {
    void (*write)(void *context, const char *text, size_t length);
    void *context;
    /**
     * Asked once, when all was written: whether it arrived. `*reason` is why not; NULL where nobody is to be told, because the
     * reader has seen enough. The function may be NULL: what is written then always arrives.
     */
    bool (*finish)(void *context, const char **reason);
} mb_sink;

typedef enum mb_exit {
    MB_EXIT_GOOD = 0,
    MB_EXIT_INPUT = 1, /**< errors in the MOF or in the templates */
    MB_EXIT_USAGE = 2,
    MB_EXIT_SYSTEM = 3 /**< a file could not be read or written, or there was no memory */
} mb_exit;

/**
 * Runs mofbind with the arguments of a command line, argv[0] included.
 * @param allocator NULL = malloc and free
 * @param out what was asked for: help, version, summary
 * @param err messages
 */
mb_exit mb_run(int argc, const char *const *argv, const mb_allocator *allocator, const mb_sink *out,
               const mb_sink *err);
/** The same where messages go to a terminal that shows colours, and nobody has said that he wants none. */
mb_exit mb_run_in_color(int argc, const char *const *argv, const mb_allocator *allocator, const mb_sink *out,
                        const mb_sink *err);

#endif
