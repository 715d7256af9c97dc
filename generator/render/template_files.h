/**
 * @file
 * The texts of templates: from a folder of the user, or those in the executable.
 */
#ifndef MB_RENDER_TEMPLATE_FILES_H
#define MB_RENDER_TEMPLATE_FILES_H

#include "render/embedded.h"
#include "render/template.h"
#include "render/template_set.h"

typedef struct mb_template_files mb_template_files;

/** @param folder that all names are below, with a slash at its end; NULL: none */
mb_template_files *mb_template_files_new(const char *directory, const char *folder, mb_sources *sources,
                                         mb_arena *arena, mb_diag *diag);
/** A template by name, read once. @return NULL where there is none. One that cannot be read is reported; the embedded
 * one, if any, stands in. */
const mb_source *mb_template_files_load(mb_template_files *files, const char *name);
/** Whether one that was asked for could not be read. */
bool mb_template_files_failed(const mb_template_files *files);
/**
 * Compiles an embedded template for data of these types, outermost first. Whether it is good depends on nothing that a user gives:
 * tests find out. @return NULL where it is not
 */
mb_template *mb_embedded_template(const char *name, const mb_view_type *const *types, size_t type_count, mb_heap *heap,
                                  mb_arena *arena);

#endif
