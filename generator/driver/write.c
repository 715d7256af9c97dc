/* The files of a run, and its dependencies: rendered, compared, written. */
#include "driver/dependencies.h"
#include "driver/run.h"
#include "output/depfile.h"

/** What is written, while it is. */
typedef struct writing {
    mb_output_plan *plan;
    mb_depfile depfile;
    mb_buffer depfile_text;
} writing;

static void plan_file(void *context, const mb_rendered_file *file)
{
    mb_output_plan_add(context, file);
}

/** Renders all files, and compares each with what is there; what is the same is not kept. */
static mb_exit make_plan(mb_run_state *run, writing *w, mb_render_function *render, void *context)
{
    w->plan = mb_output_plan_new(run->folder, run->arena, run->diag);
    if (!render(context, (mb_rendered_sink){plan_file, w->plan}, run)) {
        return MB_EXIT_INPUT;
    }
    if (!mb_output_plan_finish(w->plan)) {
        return MB_EXIT_SYSTEM;
    }
    return mb_diag_has_failed(run->diag) ? MB_EXIT_INPUT : MB_EXIT_GOOD;
}

/** Tells what would be written. */
static void describe(mb_run_state *run, const mb_output_plan *plan)
{
    mb_output_plan_describe(plan, &run->text);
    if (run->text.length != 0) {
        run->out->write(run->out->context, run->text.text, run->text.length); /* a summary stands behind it */
    }
    mb_buffer_clear(&run->text);
}

mb_exit mb_write_output(mb_run_state *run, mb_render_function *render, void *context, mb_output_counts *counts)
{
    mb_output_result result = MB_OUTPUT_AGAIN;
    writing w = {.plan = NULL};

    mb_buffer_init(&w.depfile_text, run->heap);
    run->folder = mb_folder_new(run->options.output, run->arena);
    if (run->options.depfile != NULL) {
        w.depfile = mb_depfile_at(run->options.depfile, run->arena);
    }
    while (result == MB_OUTPUT_AGAIN) {
        mb_exit status = make_plan(run, &w, render, context);
        if (status != MB_EXIT_GOOD) {
            return status;
        }
        *counts = mb_output_plan_counts(w.plan);
        if (run->options.dry_run) {
            describe(run, w.plan);
            return MB_EXIT_GOOD;
        }
        if (run->options.depfile != NULL) {
            mb_buffer_clear(&w.depfile_text);
            mb_list_dependencies(run, w.plan, &w.depfile_text);
        }
        mb_render_messages(run); /* now: it allocates, and from here on nothing does unless a file cannot be written */
        result = mb_output_write(w.plan);
    }
    if (result == MB_OUTPUT_DONE &&
        (run->options.depfile == NULL || mb_depfile_write(&w.depfile, &w.depfile_text, run->diag))) {
        return MB_EXIT_GOOD;
    }
    mb_render_messages(run);
    return MB_EXIT_SYSTEM;
}
