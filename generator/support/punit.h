/**
 * @file
 * Programmatic units, the values of PUnit (DSP0004, annex C), in words.
 */
#ifndef MB_SUPPORT_PUNIT_H
#define MB_SUPPORT_PUNIT_H

#include "support/text.h"

/**
 * Appends what a unit is in words, as it stands behind "in": `byte` is "bytes", `byte * 2^20` "MB (2^20 bytes)", `second * 10^-3`
 * "milliseconds", `second * 10^-7` "units of 100 nanoseconds", `bit / second * 10^6` "Mbit (10^6 bits) per second". Modifiers may stand
 * before divisors, too, as schemas have them.
 * @return false, with nothing appended, where it is no such unit, or of base units that are not known
 */
bool mb_punit_in_words(mb_buffer *out, mb_text punit);

#endif
