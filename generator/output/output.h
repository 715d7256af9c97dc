/**
 * @file
 * The last stage: rendered files to files on disk. Only what changed is written, each file whole: to a temporary name,
 * then renamed. What was generated before and no longer is goes away; what mofbind did not write stays as it is.
 *
 * MB_OUTPUT_LIST, in the output folder, says which files mofbind wrote. While a run writes, MB_OUTPUT_LIST with
 * MB_OUTPUT_TEMPORARY names also those that are about to appear, so that after an interruption they are still known.
 */
#ifndef MB_OUTPUT_OUTPUT_H
#define MB_OUTPUT_OUTPUT_H

#include "render/template_set.h"

#define MB_OUTPUT_LIST "mofbind.files"
/** What a temporary name has behind it; no output path can end so. */
#define MB_OUTPUT_TEMPORARY "~mofbind"

typedef struct mb_output_plan mb_output_plan;

typedef struct mb_output_counts {
    size_t written;
    size_t unchanged;
    size_t removed;
} mb_output_counts;

/** Begins a plan for a folder: reads its list. */
mb_output_plan *mb_output_plan_new(const char *folder, mb_arena *arena, mb_diag *diag);
/**
 * Compares a file with what is there; keeps it if it has to be written. A file that is there, differs, and is not in
 * the list of those that mofbind wrote is an error. The path must stay; the text is copied.
 */
void mb_output_plan_add(mb_output_plan *plan, const mb_rendered_file *file);
/** Ends the plan: works out what is to be removed. Nothing has been written so far. @return false when there were
 * errors. */
bool mb_output_plan_finish(mb_output_plan *plan);
/** What mb_output_write() is about to do, or has done. */
mb_output_counts mb_output_plan_counts(const mb_output_plan *plan);
/** Does what a finished plan says. Allocates nothing unless it fails. @return false after the first failure, which is
 * reported. */
bool mb_output_write(const mb_output_plan *plan, mb_diag *diag);

#endif
