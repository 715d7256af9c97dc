#include <string.h>

#include "check/stage.h"
#include "driver/run.h"
#include "diag/report.h"
#include "amalgamate/amalgamate.h"
#include "driver/backends.h"
#include "output/parts.h"

static const mb_span nowhere = {0, 0};

/** Everything between the files of the command line and the templates. */
typedef struct generation {
    mb_input_unit *units;
    size_t unit_count;
    mbb_library *libraries;
    const mb_input_unit **units_of; /**< of each library */
    mbb_bundle bundle;
    mb_template_set *templates;
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

mb_exit mb_read_named_units(mb_run_state *run, mb_input_unit **units, size_t *count)
{
    mb_exit status = mb_read_units(run, units);

    *count = 0;
    for (const mb_input_unit *unit = *units; unit != NULL; unit = unit->next) {
        ++*count;
    }
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    if (*count > 1 && (run->options.name != NULL || run->options.prefix != NULL)) {
        const char *option = run->options.name != NULL ? "--name" : "--prefix";
        return mb_report_usage(
            run, mb_arena_format(run->arena, "%s is for one library, and the files are of several namespaces: %s, %s",
                                 option, (*units)->ns, (*units)->next->ns));
    }
    if ((*units)->ns == NULL) {
        mb_report(run->diag, MB_MSG_NOTHING_TO_GENERATE, nowhere);
        return MB_EXIT_INPUT;
    }
    return MB_EXIT_GOOD;
}

/** Adds the library of a unit, unless nothing of it is selected. */
static bool make_library(mb_run_state *run, generation *g, const mb_input_unit *unit)
{
    const mb_schema *schema = NULL;
    mbb_library *library = NULL;

    if (!mb_make_library(run, unit, mb_template_set_suffixes(g->templates), &schema, &library)) {
        return false;
    }
    if (library != NULL) {
        g->units_of[g->bundle.libraries.count] = unit;
        g->libraries[g->bundle.libraries.count++] = *library;
    }
    return true;
}

bool mb_make_library(mb_run_state *run, const mb_input_unit *unit, const mbb_suffixes *suffixes,
                     const mb_schema **schema, mbb_library **library)
{
    mb_schema *resolved = NULL;

    *library = NULL;
    if (!mb_resolve_unit(run, unit, &resolved)) {
        return false;
    }
    *schema = resolved;
    if (resolved->namespaces == NULL) { /* the files amend or delete classes, and declare none that stays */
        mb_report(run->diag, MB_MSG_NOTHING_TO_GENERATE, nowhere);
        return false;
    }
    const mb_selection *selection = mb_select_of(run, resolved);
    if (selection != NULL && mb_selection_count(selection) == 0) {
        return true;
    }
    const mbb_bind_input input = mb_bind_input_of(run, unit, resolved, selection, suffixes);
    return mbb_bind(&input, run->heap, run->arena, run->diag, library);
}

bool mb_check_library_names(mb_run_state *run, const mbb_library *libraries, const mb_input_unit *const *units_of,
                            size_t count)
{
    bool good = true;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const mbb_library *a = &libraries[j];
            const mbb_library *b = &libraries[i];
            if (mb_equal_names(a->name, b->name)) {
                mb_report(run->diag, MB_MSG_LIBRARY_NAME, nowhere, units_of[j]->ns, units_of[i]->ns, b->name);
                good = false;
            } else if (strcmp(a->prefix, b->prefix) == 0) {
                mb_report(run->diag, MB_MSG_LIBRARY_PREFIX, nowhere, units_of[j]->ns, units_of[i]->ns, b->prefix);
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
    return good && mb_finish_selection(run) &&
           mb_check_library_names(run, g->libraries, g->units_of, g->bundle.libraries.count) &&
           mbb_check_clashes(g->libraries, g->bundle.libraries.count, run->arena, run->diag);
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

/** Renders all files; with parts or amalgamated what stands for these, too. */
static bool render(void *context, mb_rendered_sink sink, mb_run_state *run)
{
    const generation *g = context;
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
        return false;
    }
    if (amalgamation != NULL) {
        mb_amalgamation_finish(amalgamation);
    }
    return true;
}

mb_exit mb_generate(mb_run_state *run)
{
    generation g;
    mb_output_counts counts;

    memset(&g, 0, sizeof g);
    mb_exit status = mb_read_named_units(run, &g.units, &g.unit_count);
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    const bool has_templates = load_templates(run, &g); /* first: they say which names there are */
    if (!make_libraries(run, &g) || !has_templates) {
        return MB_EXIT_INPUT;
    }
    status = mb_write_output(run, render, &g, &counts);
    if (status == MB_EXIT_GOOD && run->options.summary) {
        mb_print_summary(run, &g.bundle, counts);
    }
    return status;
}
