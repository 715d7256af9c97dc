#include "driver/driver.h"

#include <string.h>

#include "driver/help.h"
#include "driver/run.h"
#include "output/files.h"
#include "schema/schema.h"

#if !defined(MOFBIND_VERSION)
#define MOFBIND_VERSION "unknown"
#endif

void mb_sink_puts(const mb_sink *sink, const char *text)
{
    sink->write(sink->context, text, strlen(text));
}

static mb_diag *new_diag(const mb_run_state *run)
{
    mb_diag *diag = mb_diag_new(run->heap, run->arena, run->sources);

    if (run->options.no_warnings) {
        mb_diag_hide_warnings(diag);
    }
    return diag;
}

void mb_print_messages(mb_run_state *run)
{
    mb_buffer text;

    mb_buffer_init(&text, run->heap);
    mb_diag_render(run->diag, &text);
    if (text.length != 0) {
        run->err->write(run->err->context, text.text, text.length);
    }
    mb_heap_release(run->heap, text.text);
    run->diag = new_diag(run);
}

/** Whether the files and folders of the command line are there; those which are not are reported. */
static bool check_paths(mb_run_state *run)
{
    static const mb_span nowhere = {0, 0};
    const mb_options *options = &run->options;
    bool good = true;

    for (size_t i = 0; i < options->file_count; i++) {
        if (!mb_file_readable(options->files[i])) {
            mb_report(run->diag, MB_MSG_FILE_UNREADABLE, nowhere, options->files[i], mb_file_failure(), NULL);
            good = false;
        }
    }
    if (options->templates != NULL && !mb_file_is_folder(options->templates)) {
        mb_report(run->diag, MB_MSG_FILE_UNREADABLE, nowhere, options->templates, mb_file_failure(), NULL);
        good = false;
    }
    return good;
}

mb_exit mb_read_units(mb_run_state *run, mb_input_unit **out)
{
    const mb_options *options = &run->options;
    const mb_units_input input = {
        .paths = options->files,
        .path_count = options->file_count,
        .include_dirs = options->include_dirs,
        .include_dir_count = options->include_dir_count,
        .default_namespace = options->default_namespace,
        .sources = run->sources,
        .symbols = run->symbols,
    };

    if (!check_paths(run)) {
        return MB_EXIT_SYSTEM;
    }
    return mb_units_read(&input, run->heap, run->arena, run->diag, out) ? MB_EXIT_GOOD : MB_EXIT_INPUT;
}

static mb_exit usage_error(mb_run_state *run, const char *problem)
{
    run->usage = problem;
    return MB_EXIT_USAGE;
}

static mb_exit run_command(mb_run_state *run)
{
    const char *problem = mb_options_parse(run->argc, run->argv, run->arena, &run->options);
    mb_options *options = &run->options;

    if (problem != NULL) {
        return usage_error(run, problem);
    }
    if (options->command == MB_COMMAND_HELP) {
        mb_sink_puts(run->out, mb_help_text(options->topic));
        return MB_EXIT_GOOD;
    }
    if (options->command == MB_COMMAND_VERSION) {
        mb_sink_puts(run->out, "mofbind " MOFBIND_VERSION "\n");
        return MB_EXIT_GOOD;
    }
    run->sources = mb_sources_new(run->heap, run->arena);
    run->symbols = mb_symbols_new(run->arena);
    run->diag = new_diag(run);
    const mb_symbol *ns = mb_normalise_namespace(run->symbols, run->arena, mb_text_of(options->default_namespace));
    if (ns == NULL) {
        return usage_error(run,
                           mb_arena_format(run->arena, "--namespace '%s' is no namespace", options->default_namespace));
    }
    options->default_namespace = ns->text;

    mb_exit status = options->command == MB_COMMAND_GENERATE ? mb_generate(run) : mb_check(run);
    mb_print_messages(run);
    return status;
}

static void run_protected(void *argument)
{
    mb_run_state *run = argument;

    run->arena = mb_arena_new(run->heap);
    run->status = run_command(run);
    if (run->status == MB_EXIT_USAGE) {
        mb_sink_puts(run->err, mb_arena_format(run->arena, "mofbind: error: %s; see `mofbind --help`\n", run->usage));
    }
}

mb_exit mb_run(int argc, const char *const *argv, const mb_allocator *allocator, const mb_sink *out, const mb_sink *err)
{
    mb_run_state run;

    memset(&run, 0, sizeof run);
    run.argc = argc;
    run.argv = argv;
    run.out = out;
    run.err = err;
    run.started = clock();
    run.heap = mb_heap_new(allocator);
    if (run.heap == NULL || !mb_heap_protect(run.heap, run_protected, &run)) {
        mb_sink_puts(err, "mofbind: error: out of memory\n");
        run.status = MB_EXIT_SYSTEM;
    }
    mb_heap_free(run.heap);
    return run.status;
}
