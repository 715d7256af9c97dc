#include "driver/dependencies.h"

#include <string.h>

#include "output/depfile.h"
#include "output/files.h"
#include "output/parts.h"
#include "render/embedded.h"

typedef struct dependencies {
    const mb_run_state *run;
    mb_buffer *out;
} dependencies;

static void list_inputs(const mb_run_state *run, mb_buffer *out)
{
    for (size_t i = 0; i < mb_sources_count(run->sources); i++) {
        const char *path = mb_sources_get(run->sources, i)->path;
        if (strncmp(path, MB_EMBEDDED_FOLDER, sizeof MB_EMBEDDED_FOLDER - 1) != 0 && strcmp(path, MB_STDIN_PATH) != 0) {
            mb_depfile_input(path, out);
        }
    }
}

/** A folder of templates, once. One that is not there appears in the one above it. */
static void list_folder(const mb_run_state *run, const char *name, size_t length, mb_symbols *seen, mb_buffer *out)
{
    if (mb_symbols_find(seen, name, length) != NULL) {
        return;
    }
    mb_intern(seen, name, length);
    const char *path = mb_arena_format(run->arena, "%s/%.*s", run->options.templates, (int)length, name);
    if (mb_file_is_folder(path)) {
        mb_depfile_input(path, out);
    }
}

static void list_template_folders(const mb_run_state *run, mb_buffer *out)
{
    mb_symbols *seen = mb_symbols_new(run->arena);

    if (run->options.templates == NULL) {
        return;
    }
    mb_depfile_input(run->options.templates, out);
    for (size_t i = 0; i < mb_embedded_file_count; i++) {
        const char *name = mb_embedded_files[i].name;
        const bool is_of_doc = strncmp(name, MB_DOC_FOLDER, sizeof MB_DOC_FOLDER - 1) == 0;
        if (is_of_doc != (run->options.command == MB_COMMAND_DOC)) {
            continue;
        }
        for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
            list_folder(run, name, (size_t)(slash - name), seen, out);
        }
    }
}

static void list_output(void *context, const char *path)
{
    const dependencies *d = context;
    const mb_options *options = &d->run->options;

    if (options->depfile_outputs == MB_DEPFILE_OUTPUTS_ALL || options->parts == 0 || !mb_parts_is_fixed(path)) {
        mb_depfile_input(mb_arena_format(d->run->arena, "%s/%s", options->output, path), d->out);
    }
}

void mb_list_dependencies(const mb_run_state *run, const mb_output_plan *plan, mb_buffer *out)
{
    const mb_options *options = &run->options;
    dependencies d = {run, out};

    mb_depfile_begin(options->depfile_target != NULL
                         ? options->depfile_target
                         : mb_arena_format(run->arena, "%s/%s", options->output, MB_OUTPUT_LIST),
                     out);
    list_inputs(run, out);
    list_template_folders(run, out);
    if (options->depfile_outputs != MB_DEPFILE_OUTPUTS_NONE) {
        mb_output_plan_visit(plan, list_output, &d);
    }
    mb_depfile_end(out);
}
