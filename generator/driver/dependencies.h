/**
 * @file
 * What a run depends on. Private to driver/.
 */
#ifndef MB_DRIVER_DEPENDENCIES_H
#define MB_DRIVER_DEPENDENCIES_H

#include "driver/run.h"

/**
 * The text of the dependency file: whatever was read from a file; folders of templates, in which a file may appear that
 * stands in for an embedded one; and, where the command line asks for them, the files of the plan. A make tool that misses
 * one of those runs mofbind again.
 */
void mb_list_dependencies(const mb_run_state *run, const mb_output_plan *plan, mb_buffer *out);

#endif
