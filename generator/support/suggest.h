/**
 * @file
 * "Did you mean": the known name which is closest to a misspelt one, without regard to case.
 */
#ifndef MB_SUPPORT_SUGGEST_H
#define MB_SUPPORT_SUGGEST_H

#include "support/text.h"

typedef struct mb_suggestion {
    mb_text wanted;
    unsigned distance;   /**< edits of the best so far, or one more than allowed */
    const char *best;    /**< NULL: none is near */
    const void *subject; /**< of the best */
} mb_suggestion;

void mb_suggest_begin(mb_suggestion *suggestion, mb_text wanted);
/** Looks at one more candidate; of equally close ones the first stays. `subject` is whatever the caller wants back with it. */
void mb_suggest_try(mb_suggestion *suggestion, const char *candidate, const void *subject);
/** "; did you mean 'x'?" for the end of a message; "" where `name` is NULL: none is near. */
const char *mb_did_you_mean(const char *name, mb_arena *arena);

#endif
