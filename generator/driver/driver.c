#include "driver/driver.h"

#include <string.h>

#include "diag/report.h"
#include "driver/help.h"
#include "driver/message_help.h"
#include "driver/partial.h"
#include "driver/run.h"
#include "output/files.h"
#include "schema/resolve.h"
#include "source/other_case.h"

#if !defined(MOFBIND_VERSION)
#define MOFBIND_VERSION "unknown"
#endif

void mb_sink_puts(const mb_sink *sink, const char *text)
{
    sink->write(sink->context, text, strlen(text));
}

void mb_render_messages(mb_run_state *run)
{
    mb_buffer_clear(&run->messages);
    mb_diag_set_color(run->diag, run->color == MB_COLOR_ALWAYS || (run->color == MB_COLOR_AUTO && run->has_terminal));
    mb_diag_render_as(run->diag, run->format, MOFBIND_VERSION, &run->messages);
}

mb_exit mb_report_usage(mb_run_state *run, const char *problem)
{
    static const mb_span nowhere = {0, 0};

    const size_t length = strlen(problem);
    const bool is_question = length != 0 && problem[length - 1] == '?';

    mb_report(run->diag, MB_MSG_USAGE, nowhere, problem, is_question ? " See" : "; see");
    return MB_EXIT_USAGE;
}

/** From here on messages obey the command line. */
static void configure_messages(mb_run_state *run)
{
    const mb_options *options = &run->options;

    run->format = options->diagnostics;
    run->color = options->color;
    mb_diag_limit_errors(run->diag, options->max_errors);
    if (options->no_warnings) {
        mb_diag_hide_warnings(run->diag);
    }
    mb_diag_set_warnings(run->diag, options->warnings, options->warning_count);
}

static bool check_files(mb_run_state *run, const char *const *files, size_t count)
{
    static const mb_span nowhere = {0, 0};
    bool good = true;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i], MB_STANDARD_INPUT) == 0 || mb_file_is_pipe(files[i])) {
            continue; /* to open it here would end its writer */
        }
        if (mb_file_is_device(files[i])) {
            mb_report(run->diag, MB_MSG_FILE_UNREADABLE, nowhere, files[i], "it is a device, not a file");
            good = false;
        } else if (!mb_file_readable(files[i])) {
            mb_report(run->diag, MB_MSG_FILE_UNREADABLE, nowhere, files[i], mb_file_failure());
            const char *other = mb_path_in_other_case(files[i], run->arena);
            if (other != NULL) {
                mb_report_note(run->diag, MB_MSG_OTHER_CASE, nowhere, other);
            }
            good = false;
        }
    }
    return good;
}

bool mb_check_paths(mb_run_state *run)
{
    static const mb_span nowhere = {0, 0};
    const mb_options *options = &run->options;
    bool good = check_files(run, options->files, options->file_count);

    good = check_files(run, options->overlays, options->overlay_count) && good;
    good = check_files(run, options->select_files, options->select_file_count) && good;
    if (options->templates != NULL && !mb_file_is_folder(options->templates)) {
        mb_report(run->diag, MB_MSG_FILE_UNREADABLE, nowhere, options->templates, mb_file_failure());
        good = false;
    }
    return good;
}

/** Reads the patterns of what is selected. @return false, reported, where there were errors. */
static bool read_selection(mb_run_state *run)
{
    const mb_options *options = &run->options;
    const mb_select_input input = {.classes = options->select_classes,
                                   .class_count = options->select_class_count,
                                   .methods = options->select_methods,
                                   .method_count = options->select_method_count,
                                   .files = options->select_files,
                                   .file_count = options->select_file_count,
                                   .sources = run->sources};

    return mb_select_read(&input, run->arena, run->diag, &run->wanted);
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
        .dialect = options->dialect,
        .locale = options->locale,
        .overlays = options->overlays,
        .overlay_count = options->overlay_count,
        .sources = run->sources,
        .symbols = run->symbols,
    };

    if (!mb_check_paths(run)) {
        return MB_EXIT_SYSTEM;
    }
    bool good = mb_units_read(&input, run->heap, run->arena, run->diag, out);
    good = mb_units_read_overlays(&input, run->heap, run->arena, run->diag, &run->overlays) && good;
    if (!good) {
        mb_resolve_partially(run, *out);
    }
    for (const mb_input_unit *unit = *out; unit != NULL && run->overlays != NULL; unit = unit->next) {
        if (unit->ns != NULL) {
            mb_overlays_expect(run->overlays, unit->ns);
        }
    }
    good = read_selection(run) && good;
    return good ? MB_EXIT_GOOD : MB_EXIT_INPUT;
}

mb_exit mb_begin_reading(mb_run_state *run)
{
    mb_options *options = &run->options;

    configure_messages(run);
    options->is_namespace_named = options->default_namespace != NULL;
    if (!options->is_namespace_named) {
        options->default_namespace = "root\\default";
    }
    const mb_symbol *ns = mb_normalise_namespace(run->symbols, run->arena, mb_text_of(options->default_namespace));
    if (ns == NULL) {
        return mb_report_usage(
            run, mb_arena_format(run->arena, "--namespace '%s' is no namespace", options->default_namespace));
    }
    options->default_namespace = ns->text;
    return MB_EXIT_GOOD;
}

/** Runs a command that reads files. */
static mb_exit process(mb_run_state *run)
{
    const mb_options *options = &run->options;
    mb_exit status = mb_begin_reading(run);

    if (status != MB_EXIT_GOOD) {
        return status;
    }
    status = options->command == MB_COMMAND_GENERATE ? mb_generate(run)
             : options->command == MB_COMMAND_DOC    ? mb_doc(run)
             : options->command == MB_COMMAND_CHECK  ? mb_check(run)
                                                     : mb_inspect(run);
    return status == MB_EXIT_GOOD && mb_diag_has_failed(run->diag) ? MB_EXIT_INPUT : status;
}

static void print_help(mb_run_state *run)
{
    const char *topic = run->options.topic;
    mb_message message = topic != NULL ? mb_message_named(topic) : MB_MESSAGE_COUNT;
    mb_buffer text;

    mb_buffer_init(&text, run->heap);
    if (message != MB_MESSAGE_COUNT) {
        mb_help_message(message, &text);
    } else if (topic != NULL && strcmp(topic, MB_HELP_WARNINGS) == 0) {
        mb_help_warnings(NULL, &text);
    } else if (topic != NULL && mb_is_warning_group(topic)) {
        mb_help_warnings(topic, &text);
    } else {
        mb_help_topic(topic, &text);
    }
    run->out->write(run->out->context, text.text, text.length);
    mb_buffer_release(&text);
}

static mb_exit run_command(mb_run_state *run)
{
    const char *problem = mb_options_parse(run->argc, run->argv, run->arena, &run->options);

    if (problem != NULL) {
        return mb_report_usage(run, problem);
    }
    switch (run->options.command) {
    case MB_COMMAND_HELP:
        print_help(run);
        return MB_EXIT_GOOD;
    case MB_COMMAND_VERSION:
        mb_sink_puts(run->out, "mofbind " MOFBIND_VERSION "\n");
        return MB_EXIT_GOOD;
    case MB_COMMAND_GENERATE:
    case MB_COMMAND_DOC:
    case MB_COMMAND_CHECK:
    case MB_COMMAND_LIST:
    case MB_COMMAND_SHOW:
    case MB_COMMAND_DUMP:
        break;
    }
    return process(run);
}

/** Whether the run has a document to show even where there is nothing to say. */
static bool wants_document(const mb_run_state *run)
{
    return run->options.command != MB_COMMAND_HELP && run->options.command != MB_COMMAND_VERSION;
}

/** Prints what was asked for. Where that fails, the messages tell of it. */
static void deliver(mb_run_state *run)
{
    static const mb_span nowhere = {0, 0};
    const char *reason = NULL;

    if (run->status == MB_EXIT_GOOD && run->text.length != 0) {
        run->out->write(run->out->context, run->text.text, run->text.length);
    }
    if (run->out->finish == NULL || run->out->finish(run->out->context, &reason)) {
        return;
    }
    run->status = MB_EXIT_SYSTEM;
    if (reason != NULL) {
        mb_report(run->diag, MB_MSG_OUTPUT_UNWRITABLE, nowhere, reason);
        mb_render_messages(run);
    }
}

void mb_prepare_run(mb_run_state *run)
{
    run->arena = mb_arena_new(run->heap);
    run->sources = mb_sources_new(run->heap, run->arena);
    run->symbols = mb_symbols_new(run->arena);
    run->diag = mb_diag_new(run->heap, run->arena, run->sources);
    mb_buffer_init(&run->messages, run->heap);
    mb_buffer_init(&run->text, run->heap);
}

static void run_protected(void *argument)
{
    mb_run_state *run = argument;

    mb_prepare_run(run);
    run->status = run_command(run);
    if (run->messages.length == 0 && (wants_document(run) || run->status != MB_EXIT_GOOD)) {
        mb_render_messages(run);
    }
    deliver(run);
    if (run->messages.length != 0) {
        run->err->write(run->err->context, run->messages.text, run->messages.length);
    }
}

static mb_exit run_on(bool has_terminal, int argc, const char *const *argv, const mb_allocator *allocator,
                      const mb_sink *out, const mb_sink *err)
{
    mb_run_state run;

    memset(&run, 0, sizeof run);
    run.has_terminal = has_terminal;
    run.argc = argc;
    run.argv = argv;
    run.out = out;
    run.err = err;
    run.started = clock();
    run.format = mb_options_format(argc, argv);
    run.color = mb_options_color(argc, argv);
    run.heap = mb_heap_new(allocator);
    if (run.heap == NULL || !mb_heap_protect(run.heap, run_protected, &run)) {
        mb_sink_puts(err, mb_diag_out_of_memory(run.format));
        run.status = MB_EXIT_SYSTEM;
    }
    if (run.folder != NULL) {
        mb_folder_close(run.folder);
    }
    mb_heap_free(run.heap);
    return run.status;
}

mb_exit mb_run(int argc, const char *const *argv, const mb_allocator *allocator, const mb_sink *out, const mb_sink *err)
{
    return run_on(false, argc, argv, allocator, out, err);
}

mb_exit mb_run_in_color(int argc, const char *const *argv, const mb_allocator *allocator, const mb_sink *out,
                        const mb_sink *err)
{
    return run_on(true, argc, argv, allocator, out, err);
}
