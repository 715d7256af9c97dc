/**
 * @file
 * Messages on files that parsed where others did not.
 */
#ifndef MB_DRIVER_PARTIAL_H
#define MB_DRIVER_PARTIAL_H

#include "driver/run.h"

/** Reports what is wrong in the files that parsed. The units are of no use afterwards. */
void mb_resolve_partially(mb_run_state *run, const mb_input_unit *units);

#endif
