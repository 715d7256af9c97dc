/* `mofbind doc`: pages of reference. */
#include "doc/doc.h"
#include "driver/run.h"
#include "render/template_files.h"

#define THEMES "themes.list"

/** Everything between the files of the command line and the pages. */
typedef struct reference {
    mbd_unit *units;
    size_t unit_count;
    mb_template_set *templates;
    const mb_source *themes;
    mbd_site *site;
} reference;

/** The templates, and what stands beside them. As of generate, they are not looked at again and again. */
static bool load_templates(mb_run_state *run, reference *r)
{
    const mb_template_set_input input = {
        .directory = run->options.templates, .sources = run->sources, .folder = MB_DOC_FOLDER, .types = mbd_types};
    const mb_position once_from = mb_diag_keep_once(run->diag, 0);

    const bool good = mb_template_set_load(&input, run->heap, run->arena, run->diag, &r->templates);
    mb_template_files *files =
        mb_template_files_new(run->options.templates, MB_DOC_FOLDER, run->sources, run->arena, run->diag);
    r->themes = mb_template_files_load(files, THEMES);
    (void)mb_diag_keep_once(run->diag, once_from);
    return good && !mb_template_files_failed(files);
}

static bool make_units(mb_run_state *run, reference *r, const mb_input_unit *units, size_t count)
{
    const mbb_suffixes *suffixes = mb_embedded_suffixes(run->heap, run->arena);
    const mb_input_unit **units_of = mb_arena_array(run->arena, count, sizeof(const mb_input_unit *));
    mbb_library *libraries = mb_arena_array(run->arena, count, sizeof *libraries);
    bool good = true;

    r->units = mb_arena_array(run->arena, count, sizeof *r->units);
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        mbd_unit *made = &r->units[r->unit_count];
        mbb_library *library = NULL;
        good = mb_make_library(run, unit, suffixes, &made->schema, &library) && good;
        if (library != NULL) {
            units_of[r->unit_count] = unit;
            libraries[r->unit_count] = *library;
            made->library = &libraries[r->unit_count++];
        }
    }
    mb_finish_overlays(run);
    return good && mb_finish_selection(run) && mb_check_library_names(run, libraries, units_of, r->unit_count);
}

static bool render(void *context, mb_rendered_sink sink, mb_run_state *run)
{
    const reference *r = context;

    return mb_render(r->templates, r->site, &sink, run->heap, run->arena, run->diag);
}

mb_exit mb_doc(mb_run_state *run)
{
    const mb_options *options = &run->options;
    mb_input_unit *units = NULL;
    reference r = {.site = NULL};
    mb_output_counts counts;
    size_t count = 0;

    mb_exit status = mb_read_named_units(run, &units, &count);
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    const bool has_templates = load_templates(run, &r);
    if (!make_units(run, &r, units, count) || !has_templates) {
        return MB_EXIT_INPUT;
    }
    const mbd_input input = {.units = r.units,
                             .unit_count = r.unit_count,
                             .symbols = run->symbols,
                             .themes = r.themes,
                             .has_diagrams = !options->no_diagrams,
                             .dot = options->dot};
    if (!mbd_make(&input, run->heap, run->arena, run->diag, &r.site)) {
        return MB_EXIT_INPUT;
    }
    status = mb_write_output(run, render, &r, &counts);
    if (status == MB_EXIT_GOOD && options->summary) {
        mb_print_counts(run, counts);
    }
    return status;
}
