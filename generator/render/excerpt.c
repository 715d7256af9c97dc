#include "render/excerpt.h"

#include "render/binding_view.h"
#include "render/template.h"
#include "render/template_files.h"

static const mb_source *load(void *context, const char *name)
{
    return mb_template_files_load(context, name);
}

/** Whether the template is good depends on nothing that a user gives: tests find out. */
void mb_render_method_excerpt(const mbb_method *method, mb_arena *arena, mb_buffer *out)
{
    static const mbb_library for_people = {.has_api = false};
    static const mb_view_type *const types[] = {&mb_library_view, &mb_method_view};
    const void *const data[] = {&for_people, method};
    mb_sources *sources = mb_sources_new(out->heap, arena);
    mb_diag *diag = mb_diag_new(out->heap, arena, sources);
    mb_template_files *files = mb_template_files_new(NULL, sources, arena, diag);
    const mb_template_loader loader = {load, files};
    const mb_source *source = mb_template_files_load(files, "show_method.mustache");
    const mb_template *compiled =
        source != NULL ? mb_template_compile(source, types, 2, &loader, out->heap, arena, diag) : NULL;

    if (compiled != NULL) {
        mb_template_render(compiled, data, out);
    }
}
