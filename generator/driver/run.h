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
    mb_options options;
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_diag *diag;
    mb_overlays *overlays; /**< NULL: none were given */
    mb_wanted *wanted;     /**< NULL: everything is */
    mb_diag_format format;
    mb_color color;
    bool has_terminal;  /**< that shows colours */
    mb_folder *folder;  /**< of the output, which the end of the run closes; NULL where there is none */
    mb_buffer messages; /**< as they are shown, once they were rendered */
    mb_buffer text;     /**< what list, show and dump print when nothing can fail any more */
} mb_run_state;

/** `mofbind generate` */
mb_exit mb_generate(mb_run_state *run);
/** `mofbind doc` */
mb_exit mb_doc(mb_run_state *run);
/** `mofbind check` */
mb_exit mb_check(mb_run_state *run);
/** `mofbind list`, `show` and `dump`: fills run->text. */
mb_exit mb_inspect(mb_run_state *run);
/** Makes what a run needs in its heap: arena, sources, symbols, diag, buffers. Within mb_heap_protect(). */
void mb_prepare_run(mb_run_state *run);
/** Messages obey run->options from here on, and the namespace is in normal form. @return MB_EXIT_USAGE: it is none */
mb_exit mb_begin_reading(mb_run_state *run);
/** Resolves a unit. @return false, reported, where there were errors. */
bool mb_resolve_unit(mb_run_state *run, const mb_input_unit *unit, mb_schema **schema);
/** What is selected of a schema; NULL: everything. */
mb_selection *mb_select_of(mb_run_state *run, const mb_schema *schema);
/** What the binding of a unit is made from. */
mbb_bind_input mb_bind_input_of(const mb_run_state *run, const mb_input_unit *unit, const mb_schema *schema,
                                const mb_selection *selection, const mbb_suffixes *suffixes);
/** When all units were selected from: whether the patterns name something; what is not so is reported. */
bool mb_finish_selection(mb_run_state *run);
/** When all units were resolved: warns of what the overlays speak of and no unit has. */
void mb_finish_overlays(mb_run_state *run);

/** Whether the files and folders of the command line are there; those which are not are reported. */
bool mb_check_paths(mb_run_state *run);
/** Reads and parses the files of the command line. @return MB_EXIT_GOOD, or what went wrong; the messages are in
 * run->diag. */
mb_exit mb_read_units(mb_run_state *run, mb_input_unit **out);
/** The same for what makes libraries: their names are for one, and at least one has a class. */
mb_exit mb_read_named_units(mb_run_state *run, mb_input_unit **units, size_t *count);
/** Resolves, selects and binds a unit. `*library` is NULL where nothing of it is selected. @return false when there were errors */
bool mb_make_library(mb_run_state *run, const mb_input_unit *unit, const mbb_suffixes *suffixes,
                     const mb_schema **schema, mbb_library **library);
/** Whether each library has a name and a prefix of its own; those that have not are reported. */
bool mb_check_library_names(mb_run_state *run, const mbb_library *libraries, const mb_input_unit *const *units_of,
                            size_t count);

/** Hands all files of a run to a sink. @return false when there were errors. */
typedef bool mb_render_function(void *context, mb_rendered_sink sink, mb_run_state *run);
/**
 * Renders, and writes to the folder of -o what differs; or, as a dry run, says what that is. Renders once more where another
 * run came first: what that left is known only then. Writes the dependency file, too.
 */
mb_exit mb_write_output(mb_run_state *run, mb_render_function *render, void *context, mb_output_counts *counts);

/** Makes run->messages of what was reported so far; they are shown when the run ends. */
void mb_render_messages(mb_run_state *run);
/** Reports what is wrong with the command line. @return MB_EXIT_USAGE */
mb_exit mb_report_usage(mb_run_state *run, const char *problem);
/** What --summary prints. Allocates nothing. */
void mb_print_summary(const mb_run_state *run, const mbb_bundle *bundle, mb_output_counts counts);
/** Of it what tells of files and of time. */
void mb_print_counts(const mb_run_state *run, mb_output_counts counts);
void mb_sink_puts(const mb_sink *sink, const char *text);

#endif
