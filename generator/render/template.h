/**
 * @file
 * Templates in Mustache syntax with strict semantics : unknown
 * names, unclosed sections, wrong types and recursive partials are errors; nothing is HTML-escaped; {{x}} takes only
 * identifiers, numbers and literals, {{{x}}} only text that the binding stage made safe. Lambdas, set delimiters,
 * dynamic names and inheritance are not part of it. Standalone tags, partials' indentation and dotted names are as the
 * Mustache specification says; the names of an outer section are visible in an inner one.
 */
#ifndef MB_RENDER_TEMPLATE_H
#define MB_RENDER_TEMPLATE_H

#include "diag/diag.h"
#include "render/view.h"

/** Finds the text of a template by its file name ("class.h.mustache", "partials/doc.mustache"); NULL where there is none. */
typedef struct mb_template_loader {
    const mb_source *(*load)(void *context, const char *name);
    void *context;
} mb_template_loader;

typedef struct mb_template mb_template;

/**
 * Compiles a template against the types of its data, outermost first: the innermost is the context that it starts in. {{>name}} loads "partials/name.mustache" and compiles it in place.
 * Errors go to `diag`. @return NULL when there were errors.
 */
mb_template *mb_template_compile(const mb_source *source, const mb_view_type *const *types, size_t type_count,
                                 const mb_template_loader *loader, mb_heap *heap, mb_arena *arena, mb_diag *diag);
/** Appends the text for `data`: one struct for each of the template's types. Cannot fail. */
void mb_template_render(const mb_template *compiled, const void *const *data, mb_buffer *out);

#endif
