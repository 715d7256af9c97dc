/**
 * @file
 * Literals of another kind than their type's.
 */
#ifndef MB_SCHEMA_CONVERT_H
#define MB_SCHEMA_CONVERT_H

#include "syntax/ast.h"

/**
 * Makes of a literal that does not suit a type the one that WMI stores: 23 for a string is "23", 1 for a boolean TRUE, "0x10"
 * for an integer 16. Texts are in the arena. @return false, and nothing changes, where WMI would refuse it, too.
 */
bool mb_convert_value(mb_arena *arena, mb_value *value, mb_type_word type);
/** The same of each literal in the argument of a qualifier, as far as it goes. */
void mb_convert_argument(mb_arena *arena, mb_value *value, mb_type_word type);

#endif
