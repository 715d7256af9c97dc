/**
 * @file
 * A part of what `generate` writes, from the same templates, for whoever shows it.
 */
#ifndef MB_RENDER_EXCERPT_H
#define MB_RENDER_EXCERPT_H

#include "binding/binding.h"

/** The embedded template show_method.mustache, compiled. */
typedef struct mb_excerpt mb_excerpt;

mb_excerpt *mb_excerpt_new(mb_heap *heap, mb_arena *arena);
/** Appends what it makes of a method: items one a line, further lines of an item indented. */
void mb_excerpt_render(const mb_excerpt *excerpt, const mbb_method *method, mb_buffer *out);
/** The same for a single method. */
void mb_render_method_excerpt(const mbb_method *method, mb_arena *arena, mb_buffer *out);

#endif
