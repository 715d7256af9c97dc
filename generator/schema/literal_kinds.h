/**
 * @file
 * Values as they are written, against types.
 */
#ifndef MB_SCHEMA_LITERAL_KINDS_H
#define MB_SCHEMA_LITERAL_KINDS_H

#include "syntax/ast.h"

/** A value, in words: "a string", "an integer". */
const char *mb_value_kind_text(const mb_value *value);
/** Whether a value that is neither NULL nor a list is of a kind that the type takes. */
bool mb_kind_suits(const mb_value *value, mb_type_word type, bool is_embedded);
/** Whether a value suits a type, without regard to its range; used for qualifiers. */
bool mb_value_suits(const mb_value *value, mb_type_word type, bool is_array);
/** The first item of a list that does not suit; NULL where it is the value as a whole that does not. */
const mb_value *mb_unsuited_item(const mb_value *value, mb_type_word type, bool is_array);
/** Whether a number is one of an integer type, or of real32; true for other types. */
bool mb_value_fits(const mb_value *value, mb_type_word type);
/** A number, and such a type with its limits: "uint8 (0 to 255)". In the arena. */
const char *mb_number_text(const mb_value *value, mb_arena *arena);
const char *mb_range_text(mb_type_word type, mb_arena *arena);
/** Equal values; texts without regard to case, integers and reals by their number. */
bool mb_values_equal(const mb_value *a, const mb_value *b);

/** The first item of a list; of any other value itself. */
static inline const mb_value *mb_first_item(const mb_value *value)
{
    return value->kind == MB_VALUE_ARRAY ? value->u.first : value;
}
/** The item behind one, of that value. */
static inline const mb_value *mb_next_item(const mb_value *value, const mb_value *item)
{
    return value->kind == MB_VALUE_ARRAY ? item->next : NULL;
}

#endif
