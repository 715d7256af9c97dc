#include <string.h>

#include "check/stage.h"
#include "driver/run.h"
#include "diag/report.h"
#include "amalgamate/amalgamate.h"
#include "driver/backends.h"
#include "driver/dependencies.h"
#include "output/depfile.h"
#include "output/parts.h"

static const mb_span nowhere = {0, 0};

/** Everything between the files of the command line and those of the output folder. */
typedef struct generation {
    mb_input_unit *units;
    size_t unit_count;
    mbb_library *libraries;
    const mb_input_unit **units_of; /**< of each library */
    mbb_bundle bundle;
    mb_template_set *templates;
    mb_output_plan *plan;
    mb_depfile depfile;
    mb_buffer depfile_text;
} generation;

bool mb_resolve_unit(mb_run_state *run, const mb_input_unit *unit, mb_schema **schema)
{
    const mb_resolve_input input = {.unit = unit->unit,
                                    .symbols = run->symbols,
                                    .default_namespace = run->options.default_namespace,
                                    .is_named = run->options.is_namespace_named,
                                    .overlays = run->overlays};

    const bool was_resolved = mb_resolve(&input, run->heap, run->arena, run->diag, schema);
    return mb_check_schema(*schema, was_resolved, run->heap, run->diag) && was_resolved;
}

void mb_finish_overlays(mb_run_state *run)
{
    if (run->overlays != NULL) {
        mb_overlays_finish(run->overlays);
    }
}

mb_selection *mb_select_of(mb_run_state *run, const mb_schema *schema)
{
    return mb_select(run->wanted, schema, run->symbols, run->arena);
}

mbb_bind_input mb_bind_input_of(const mb_run_state *run, const mb_input_unit *unit, const mb_schema *schema,
                                const mb_selection *selection, const mbb_suffixes *suffixes)
{
    return (mbb_bind_input){.schema = schema,
                            .selection = selection,
                            .symbols = run->symbols,
                            .name = run->options.name,
                            .prefix = run->options.prefix,
                            .mof_names = unit->mof_names,
                            .mof_count = unit->mof_count,
                            .sources = run->sources,
                            .suffixes = suffixes};
}

bool mb_finish_selection(mb_run_state *run)
{
    return mb_select_finish(run->wanted, run->arena, run->diag);
}

/** Each file by itself. */
static mb_exit check_syntax(mb_run_state *run)
{
    const mb_options *options = &run->options;
    const size_t count = options->file_count + options->overlay_count;
    const char **paths = mb_arena_array(run->arena, count, sizeof *paths);
    const mb_parse_input input = {.paths = paths,
                                  .path_count = count,
                                  .sources = run->sources,
                                  .symbols = run->symbols,
                                  .dialect = options->dialect};
    mb_unit *unit = NULL;

    for (size_t i = 0; i < count; i++) {
        paths[i] = i < options->file_count ? options->files[i] : options->overlays[i - options->file_count];
    }
    if (!mb_check_paths(run)) {
        return MB_EXIT_SYSTEM;
    }
    return mb_parse_syntax(&input, run->heap, run->arena, run->diag, &unit) ? MB_EXIT_GOOD : MB_EXIT_INPUT;
}

mb_exit mb_check(mb_run_state *run)
{
    if (run->options.syntax_only) {
        return check_syntax(run);
    }
    mb_input_unit *units = NULL;
    mb_exit status = mb_read_units(run, &units);

    if (status != MB_EXIT_GOOD) {
        return status;
    }
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        mb_schema *schema = NULL;
        if (mb_resolve_unit(run, unit, &schema)) {
            (void)mb_select_of(run, schema);
        } else {
            status = MB_EXIT_INPUT;
        }
    }
    mb_finish_overlays(run);
    return status == MB_EXIT_GOOD && !mb_finish_selection(run) ? MB_EXIT_INPUT : status;
}

static mb_exit read_units(mb_run_state *run, generation *g)
{
    mb_exit status = mb_read_units(run, &g->units);

    for (const mb_input_unit *unit = g->units; unit != NULL; unit = unit->next) {
        g->unit_count++;
    }
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    if (g->unit_count > 1 && (run->options.name != NULL || run->options.prefix != NULL)) {
        const char *option = run->options.name != NULL ? "--name" : "--prefix";
        return mb_report_usage(
            run, mb_arena_format(run->arena, "%s is for one library, and the files are of several namespaces: %s, %s",
                                 option, g->units->ns, g->units->next->ns));
    }
    if (g->units->ns == NULL) {
        mb_report(run->diag, MB_MSG_NOTHING_TO_GENERATE, nowhere);
        return MB_EXIT_INPUT;
    }
    return MB_EXIT_GOOD;
}

/** Adds the library of a unit, unless nothing of it is selected. */
static bool make_library(mb_run_state *run, generation *g, const mb_input_unit *unit)
{
    mb_schema *schema = NULL;
    mbb_library *library = NULL;

    if (!mb_resolve_unit(run, unit, &schema)) {
        return false;
    }
    if (schema->namespaces == NULL) { /* the files amend or delete classes, and declare none that stays */
        mb_report(run->diag, MB_MSG_NOTHING_TO_GENERATE, nowhere);
        return false;
    }
    const mb_selection *selection = mb_select_of(run, schema);
    if (selection != NULL && mb_selection_count(selection) == 0) {
        return true;
    }
    const mbb_bind_input input = mb_bind_input_of(run, unit, schema, selection, mb_template_set_suffixes(g->templates));
    if (!mbb_bind(&input, run->heap, run->arena, run->diag, &library)) {
        return false;
    }
    g->units_of[g->bundle.libraries.count] = unit;
    g->libraries[g->bundle.libraries.count++] = *library;
    return true;
}

/** Whether each library has a name and a prefix of its own. */
static bool check_names(mb_run_state *run, const generation *g)
{
    bool good = true;

    for (size_t i = 0; i < g->bundle.libraries.count; i++) {
        for (size_t j = 0; j < i; j++) {
            const mbb_library *a = &g->libraries[j];
            const mbb_library *b = &g->libraries[i];
            if (mb_text_equal_nocase(mb_text_of(a->name), mb_text_of(b->name))) {
                mb_report(run->diag, MB_MSG_LIBRARY_NAME, nowhere, g->units_of[j]->ns, g->units_of[i]->ns, b->name);
                good = false;
            } else if (strcmp(a->prefix, b->prefix) == 0) {
                mb_report(run->diag, MB_MSG_LIBRARY_PREFIX, nowhere, g->units_of[j]->ns, g->units_of[i]->ns, b->prefix);
                good = false;
            }
        }
    }
    return good;
}

static bool make_libraries(mb_run_state *run, generation *g)
{
    bool good = true;

    g->units_of = mb_arena_array(run->arena, g->unit_count, sizeof *g->units_of);
    g->libraries = mb_arena_array(run->arena, g->unit_count, sizeof *g->libraries);
    for (const mb_input_unit *unit = g->units; unit != NULL; unit = unit->next) {
        good = make_library(run, g, unit) && good;
    }
    mb_finish_overlays(run);
    g->bundle.libraries.items = g->libraries;
    g->bundle.has_runtime = !run->options.no_runtime;
    if (run->options.amalgamate) {
        g->bundle.backends = mb_choose_backends(run->options.backends, run->options.backend_count, run->arena);
        g->bundle.shares_runtime = g->bundle.has_runtime && g->bundle.libraries.count > 1;
        g->bundle.carries_runtime = g->bundle.has_runtime && g->bundle.libraries.count == 1;
    }
    return good && mb_finish_selection(run) && check_names(run, g) &&
           mbb_check_clashes(g->libraries, g->bundle.libraries.count, run->arena, run->diag);
}

static void plan_file(void *context, const mb_rendered_file *file)
{
    mb_output_plan_add(context, file);
}

/** Templates are read behind the overlays, and are not looked at again and again. */
static bool load_templates(mb_run_state *run, generation *g)
{
    const mb_options *options = &run->options;
    const mb_template_set_input input = {.directory = options->templates,
                                         .with_runtime = options->amalgamate || !options->no_runtime,
                                         .with_roots = options->amalgamate,
                                         .sources = run->sources};
    const mb_position once_from = mb_diag_keep_once(run->diag, 0);

    const bool good = mb_template_set_load(&input, run->heap, run->arena, run->diag, &g->templates);
    (void)mb_diag_keep_once(run->diag, once_from);
    return good;
}

/** Renders all files, and compares each with what is there; what is the same is not kept. */
static mb_exit make_plan(mb_run_state *run, generation *g)
{
    g->plan = mb_output_plan_new(run->folder, run->arena, run->diag);
    mb_rendered_sink sink = {plan_file, g->plan};
    mb_parts *parts = NULL;
    mb_amalgamation *amalgamation = NULL;
    if (run->options.parts != 0) {
        parts = mb_parts_new(run->options.parts, run->options.shared, run->folder, &sink, run->arena, run->diag);
        sink = mb_parts_sink(parts);
    }
    if (run->options.amalgamate) {
        amalgamation = mb_amalgamation_new(&sink, run->arena);
        sink = mb_amalgamation_sink(amalgamation);
    }
    if (!mb_render(g->templates, &g->bundle, &sink, run->heap, run->arena, run->diag) ||
        (parts != NULL && !mb_parts_finish(parts))) {
        return MB_EXIT_INPUT;
    }
    if (amalgamation != NULL) {
        mb_amalgamation_finish(amalgamation);
    }
    if (!mb_output_plan_finish(g->plan)) {
        return MB_EXIT_SYSTEM;
    }
    return mb_diag_has_failed(run->diag) ? MB_EXIT_INPUT : MB_EXIT_GOOD;
}

/** Renders and writes. Once more where another run came first: what it left is known only now. */
static mb_exit write_files(mb_run_state *run, generation *g)
{
    mb_output_result result = MB_OUTPUT_AGAIN;

    run->folder = mb_folder_new(run->options.output, run->arena);
    if (run->options.depfile != NULL) {
        g->depfile = mb_depfile_at(run->options.depfile, run->arena);
    }
    while (result == MB_OUTPUT_AGAIN) {
        mb_exit status = make_plan(run, g);
        if (status != MB_EXIT_GOOD) {
            return status;
        }
        if (run->options.dry_run) {
            mb_output_plan_describe(g->plan, &run->text);
            if (run->text.length != 0) {
                run->out->write(run->out->context, run->text.text, run->text.length); /* a summary stands behind it */
            }
            mb_buffer_clear(&run->text);
            return MB_EXIT_GOOD;
        }
        if (run->options.depfile != NULL) {
            mb_buffer_clear(&g->depfile_text);
            mb_list_dependencies(run, g->plan, &g->depfile_text);
        }
        mb_render_messages(run); /* now: it allocates, and from here on nothing does unless a file cannot be written */
        result = mb_output_write(g->plan);
    }
    if (result == MB_OUTPUT_DONE &&
        (run->options.depfile == NULL || mb_depfile_write(&g->depfile, &g->depfile_text, run->diag))) {
        return MB_EXIT_GOOD;
    }
    mb_render_messages(run);
    return MB_EXIT_SYSTEM;
}

mb_exit mb_generate(mb_run_state *run)
{
    generation g;

    memset(&g, 0, sizeof g);
    mb_buffer_init(&g.depfile_text, run->heap);
    mb_exit status = read_units(run, &g);
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    const bool has_templates = load_templates(run, &g); /* first: they say which names there are */
    if (!make_libraries(run, &g) || !has_templates) {
        return MB_EXIT_INPUT;
    }
    status = write_files(run, &g);
    if (status == MB_EXIT_GOOD && run->options.summary) {
        mb_print_summary(run, &g.bundle, mb_output_plan_counts(g.plan));
    }
    return status;
}
