/**
 * @file
 * A part of what `generate` writes, from the same templates, for whoever shows it.
 */
#ifndef MB_RENDER_EXCERPT_H
#define MB_RENDER_EXCERPT_H

#include "binding/binding.h"

/** Appends what the embedded template show_method.mustache makes of a method: items one a line, further lines of an item
 * indented. */
void mb_render_method_excerpt(const mbb_method *method, mb_arena *arena, mb_buffer *out);

#endif
