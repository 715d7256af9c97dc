#include "render/excerpt.h"

#include "render/binding_view.h"
#include "render/template.h"
#include "render/template_files.h"

static const mb_source *load(void *context, const char *name)
{
    return mb_template_files_load(context, name);
}

struct mb_excerpt {
    const mb_template *compiled;
};

/** Whether the template is good depends on nothing that a user gives: tests find out. */
mb_excerpt *mb_excerpt_new(mb_heap *heap, mb_arena *arena)
{
    static const mb_view_type *const types[] = {&mb_library_view, &mb_method_view};
    mb_excerpt *excerpt = mb_arena_zalloc(arena, sizeof *excerpt);
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_template_files *files = mb_template_files_new(NULL, NULL, sources, arena, diag);
    const mb_template_loader loader = {load, files};
    const mb_source *source = mb_template_files_load(files, "show_method.mustache");

    if (source != NULL) {
        excerpt->compiled = mb_template_compile(source, types, 2, &loader, heap, arena, diag);
    }
    return excerpt;
}

void mb_excerpt_render(const mb_excerpt *excerpt, const mbb_method *method, mb_buffer *out)
{
    static const mbb_library for_people = {.has_api = false};
    const void *const data[] = {&for_people, method};

    if (excerpt->compiled != NULL) {
        mb_template_render(excerpt->compiled, data, out);
    }
}

void mb_render_method_excerpt(const mbb_method *method, mb_arena *arena, mb_buffer *out)
{
    mb_excerpt_render(mb_excerpt_new(out->heap, arena), method, out);
}
