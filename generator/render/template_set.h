/**
 * @file
 * The stage from the binding to text: the templates of a run, and the files that they make of the run's data.
 */
#ifndef MB_RENDER_TEMPLATE_SET_H
#define MB_RENDER_TEMPLATE_SET_H

#include "binding/binding.h"
#include "render/view.h"

/** What the paths of embedded templates begin with, in messages. */
#define MB_EMBEDDED_FOLDER "<templates>/"
/** Where in the folder of templates those of the reference pages are. */
#define MB_DOC_FOLDER "doc/"

/** How many kinds of data there are: of a run, of a library, of a class. */
enum { MB_SCOPE_COUNT = 3 };

typedef struct mb_template_set mb_template_set;

typedef struct mb_template_set_input {
    const char *directory; /**< its files stand in for the embedded ones of the same names; NULL = embedded ones only */
    bool with_runtime;     /**< also the files of runtime/, as they are */
    bool with_roots;       /**< also what amalgamate.list names, behind all others */
    const char *folder; /**< below the folder of templates, where those of this set are: MB_DOC_FOLDER; NULL: there */
    /**
     * The types of what mb_render() is given: of a run, which has a list `libraries`; of one of these, which has a list
     * `classes`; of one of these. NULL: a bundle and what is in it.
     */
    const mb_view_type *const *types;
    mb_sources
        *sources; /**< gets the templates, so that messages can show them; embedded ones as MB_EMBEDDED_FOLDER name */
} mb_template_set_input;

/** A file to be written. */
typedef struct mb_rendered_file {
    const char *path;  /**< relative, with slashes; made of [A-Za-z0-9_./+-], no part of it empty, "." or ".." */
    const char *bytes; /**< line ends are LF */
    size_t length;
    const char *prefix; /**< of its library; NULL where it is of none */
    bool is_of_class;   /**< not of the library as a whole */
    bool is_runtime;
    bool is_root; /**< amalgamate.list names it */
} mb_rendered_file;

/** Takes the files one by one. Only their paths stay where they are: a text is gone when `take` returns. */
typedef struct mb_rendered_sink {
    void (*take)(void *context, const mb_rendered_file *file);
    void *context;
} mb_rendered_sink;

/** Reads outputs.list, and amalgamate.list where it is wanted, and compiles what they name. @return false when there were errors; the set is then of what had
 * none. */
bool mb_template_set_load(const mb_template_set_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                          mb_template_set **out);
/** What the templates write behind names: the binding claims these. It lives as long as the set. */
const mbb_suffixes *mb_template_set_suffixes(const mb_template_set *set);
/** The same of the embedded templates, for who renders nothing and wants the names. */
const mbb_suffixes *mb_embedded_suffixes(mb_heap *heap, mb_arena *arena);
/** Renders all files of a run, which is an mbb_bundle unless the set has types of its own. No two have the same path, not even
 * on a file system that ignores case. @return false when there were errors. */
bool mb_render(const mb_template_set *set, const void *run, const mb_rendered_sink *sink, mb_heap *heap,
               mb_arena *arena, mb_diag *diag);

#endif
