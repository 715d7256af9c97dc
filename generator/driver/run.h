/**
 * @file
 * What the commands share: the state of a run.
 */
#ifndef MB_DRIVER_RUN_H
#define MB_DRIVER_RUN_H

#include <time.h>

#include "binding/binding.h"
#include "driver/driver.h"
#include "driver/options.h"
#include "driver/units.h"
#include "output/output.h"

typedef struct mb_run_state {
    int argc;
    const char *const *argv;
    const mb_sink *out;
    const mb_sink *err;
    clock_t started;
    mb_exit status;
    const char *usage; /**< what is wrong with the command line, where status is MB_EXIT_USAGE */
    mb_options options;
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_diag *diag;
} mb_run_state;

/** `mofbind generate` */
mb_exit mb_generate(mb_run_state *run);
/** `mofbind check` */
mb_exit mb_check(mb_run_state *run);

/** Reads and parses the files of the command line. @return MB_EXIT_GOOD, or what went wrong; the messages are in
 * run->diag. */
mb_exit mb_read_units(mb_run_state *run, mb_input_unit **out);
/** Prints the messages collected so far; later ones are collected anew. */
void mb_print_messages(mb_run_state *run);
/** What --summary prints. Allocates nothing. */
void mb_print_summary(const mb_run_state *run, const mb_bundle *bundle, mb_output_counts counts);
void mb_sink_puts(const mb_sink *sink, const char *text);

#endif
