/**
 * @file
 * The last stage: rendered files to files on disk. Only what changed is written, each file whole: to a temporary name,
 * then renamed. What was generated before and no longer is goes away; what mofbind did not write stays as it is.
 *
 * MB_OUTPUT_LIST, in the output folder, says which files mofbind wrote. While a run writes, MB_OUTPUT_JOURNAL names also
 * those that are about to appear, so that after an interruption they are still known. Two runs write one after the other.
 */
#ifndef MB_OUTPUT_OUTPUT_H
#define MB_OUTPUT_OUTPUT_H

#include "output/folder.h"
#include "render/template_set.h"

#define MB_OUTPUT_LIST "mofbind.files"
#define MB_OUTPUT_JOURNAL MB_OUTPUT_LIST MB_OUTPUT_TEMPORARY

typedef struct mb_output_plan mb_output_plan;

typedef struct mb_output_counts {
    size_t written;
    size_t unchanged;
    size_t removed;
} mb_output_counts;

typedef enum mb_output_result {
    MB_OUTPUT_DONE,
    MB_OUTPUT_FAILED, /**< at the first failure, which is reported */
    MB_OUTPUT_AGAIN   /**< nothing was written: another run has made the folder since, and a new plan is needed */
} mb_output_result;

/** Begins a plan for a folder: opens and locks it if it is there, and reads its list. Whoever made the folder closes it. */
mb_output_plan *mb_output_plan_new(mb_folder *folder, mb_arena *arena, mb_diag *diag);
/**
 * Compares a file with what is there; keeps it if it has to be written. A file that is there, differs, and is not in
 * the list of those that mofbind wrote is an error; so is a link. The path must stay; the text is copied.
 */
void mb_output_plan_add(mb_output_plan *plan, const mb_rendered_file *file);
/** Ends the plan: works out what is to be removed. Nothing has been written so far. @return false when there were
 * errors. */
bool mb_output_plan_finish(mb_output_plan *plan);
/** Goes through the files of a finished plan, written or not. */
void mb_output_plan_visit(const mb_output_plan *plan, void (*visit)(void *context, const char *path), void *context);
/** What mb_output_write() is about to do, or has done. */
mb_output_counts mb_output_plan_counts(const mb_output_plan *plan);
/** Says what mb_output_write() would do, a line for each file: "write DIR/a.h", "remove DIR/b.h". */
void mb_output_plan_describe(const mb_output_plan *plan, mb_buffer *out);
/** Does what a finished plan says. Allocates nothing unless it fails. */
mb_output_result mb_output_write(const mb_output_plan *plan);

#endif
