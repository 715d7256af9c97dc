#include "render/excerpt.h"

#include "render/binding_view.h"
#include "render/template.h"
#include "render/template_files.h"

struct mb_excerpt {
    const mb_template *compiled;
};

mb_excerpt *mb_excerpt_new(mb_heap *heap, mb_arena *arena)
{
    static const mb_view_type *const types[] = {&mb_library_view, &mb_method_view};
    mb_excerpt *excerpt = mb_arena_zalloc(arena, sizeof *excerpt);

    excerpt->compiled = mb_embedded_template("show_method.mustache", types, 2, heap, arena);
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
