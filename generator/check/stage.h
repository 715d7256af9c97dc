/**
 * @file
 * What is wrong with a MOF: reads the finished model and reports. Each check is a function of the model with a row in
 * check/checks.def, which says of what it is asked and which qualifiers concern it; without a row it does not compile.
 */
#ifndef MB_CHECK_STAGE_H
#define MB_CHECK_STAGE_H

#include "diag/diag.h"
#include "schema/schema.h"

/**
 * Checks a schema, also one that mb_resolve() had errors in. `was_resolved`: it had none; else what is missing may be what
 * something was needed for. @return false when there were errors; warnings alone are none.
 */
bool mb_check_schema(const mb_schema *schema, bool was_resolved, mb_heap *heap, mb_diag *diag);

#endif
