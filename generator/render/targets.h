/**
 * @file
 * outputs.list: which template makes which files.
 */
#ifndef MB_RENDER_TARGETS_H
#define MB_RENDER_TARGETS_H

#include "diag/diag.h"

/** How often an output is written, and what its templates see, outermost first. */
typedef enum mb_output_scope {
    MB_SCOPE_OF_RUN,     /**< once; bundle */
    MB_SCOPE_OF_LIBRARY, /**< for each library; bundle, library */
    MB_SCOPE_OF_CLASS    /**< for each class; bundle, library, class */
} mb_output_scope;

/** A line of the list. */
typedef struct mb_output_line mb_output_line;
struct mb_output_line {
    mb_output_scope scope;
    mb_span path; /**< a template of its own */
    const char *template_name;
    mb_span template_span;
    mb_output_line *next;
};

/** Reads the list: words with blanks between them, # begins a comment. @return false when there were errors. */
bool mb_outputs_parse(const mb_source *source, mb_arena *arena, mb_diag *diag, mb_output_line **out);
/** What is wrong with a path that a template made, as the end of a sentence; NULL where nothing is. */
const char *mb_output_path_problem(const char *path);

#endif
