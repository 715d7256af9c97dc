/**
 * @file
 * The part of a schema that is wanted: classes and methods that patterns name, and what these need.
 *
 * A pattern is `Class` or `Class.Method`, each with * and ? for any characters, without regard to case, and perhaps a
 * namespace before it: root\interop:CIM_*. `Class` stands for the class with all methods that an instance of it has,
 * `Class.Method` for the class with those methods only. With a `-` before it a pattern takes away from what the others
 * name, wherever it stands; where all patterns do so, they take away from everything.
 *
 * What is named needs, and so on: superclasses; the classes of embedded instances and objects in properties and in the
 * parameters of selected methods; of a method that may start a job, what waiting for it meets: the class of the job,
 * those derived from it, the methods of these that the runtime calls, and the association that leads to the job's
 * results. A class that is only needed comes without other methods. A reference is a path, so it needs nothing.
 */
#ifndef MB_SELECT_SELECT_H
#define MB_SELECT_SELECT_H

#include "diag/diag.h"
#include "schema/schema.h"

typedef struct mb_select_input {
    const char *const *classes; /**< patterns of classes */
    size_t class_count;
    const char *const *methods; /**< patterns of methods */
    size_t method_count;
    const char *const *files; /**< of patterns, one a line; # and // begin comments */
    size_t file_count;
    mb_sources *sources;
} mb_select_input;

/** A pattern as it was written. */
typedef struct mb_pattern {
    const char *text; /**< without the - before it */
    mb_span span;     /**< {0,0}: of the command line */
    mb_text ns;       /**< bytes == NULL: any */
    mb_text cls;
    mb_text method; /**< bytes == NULL: all, of a pattern of classes */
    bool is_exclusion;
    bool is_used; /**< something in a schema is what it names */
} mb_pattern;

/** All patterns of a run. */
typedef struct mb_wanted mb_wanted;
/** What is selected of a schema. */
typedef struct mb_selection mb_selection;

/**
 * Reads the patterns. `*out` is NULL where the input has none: everything is wanted.
 * @return false when there were errors.
 */
bool mb_select_read(const mb_select_input *input, mb_arena *arena, mb_diag *diag, mb_wanted **out);
/** What is selected of a schema, which is kept. In the arena; NULL where `wanted` is: everything. */
mb_selection *mb_select(mb_wanted *wanted, const mb_schema *schema, mb_symbols *symbols, mb_arena *arena);
/**
 * When all schemas were seen: reports patterns that name nothing, and that nothing is selected.
 * @return false when there were errors.
 */
bool mb_select_finish(mb_wanted *wanted, mb_arena *arena, mb_diag *diag);

/** Whether a class is selected, or needed. Of a selection that is NULL everything is, here and below. */
bool mb_is_selected(const mb_selection *selection, const mb_class *cls);
/** Whether a class has a method, which is the declaration that counts for it: one of its own or of an ancestor. */
bool mb_is_method_selected(const mb_selection *selection, const mb_class *cls, const mb_element *method);
/** The same, or a selected one of a class below overrides it, and has qualifiers from it. */
bool mb_is_method_described(const mb_selection *selection, const mb_class *cls, const mb_element *method);
/** How many classes there are. */
size_t mb_selection_count(const mb_selection *selection);

/** Why a class is there. */
typedef enum mb_why_kind {
    MB_WHY_PATTERN,    /**< it is named */
    MB_WHY_SUPERCLASS, /**< of `cls` */
    MB_WHY_PROPERTY,   /**< of `cls`: `element` */
    MB_WHY_PARAMETER,  /**< of `method` of `cls`: `element` */
    MB_WHY_JOB,        /**< `method` of `cls` may start such a job */
    MB_WHY_RESULT      /**< it leads to the results of a job that `method` of `cls` may start */
} mb_why_kind;

typedef struct mb_why {
    mb_why_kind kind;
    const mb_class *cls;
    const mb_element *element;
    const mb_element *method;
    const mb_pattern *pattern;
} mb_why;

/** Why a class is there: one of the shortest ways to a pattern. NULL where it is not. */
const mb_why *mb_selection_why(const mb_selection *selection, const mb_class *cls);

/**
 * Reads a pattern of classes.
 * @return NULL, or what is wrong with it, as the end of "'...' is no pattern: ..."
 */
const char *mb_pattern_parse(mb_text text, mb_arena *arena, mb_pattern *out);
/** Whether a pattern names a class, whatever it says of methods. */
bool mb_pattern_fits_class(const mb_pattern *pattern, const mb_class *cls);
/** Whether a text is what a pattern with * and ? says, without regard to case. */
bool mb_glob(mb_text pattern, mb_text text);
/**
 * What was meant where a pattern names nothing in any of the schemas: "; did you mean '...'?", or nothing. In the
 * arena.
 * @return whether the classes are there, and the method is not
 */
bool mb_pattern_hint(const mb_pattern *pattern, const mb_schema *const *schemas, size_t count, mb_arena *arena,
                     const char **hint);

/**
 * The out parameter that is the job which a method may start; NULL where there is none to wait for. Its class tells or,
 * where that cannot, its name.
 */
const mb_element *mb_method_job(const mb_element *method, mb_symbols *symbols);

#endif
