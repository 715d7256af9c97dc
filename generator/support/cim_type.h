/**
 * @file
 * The types of CIM, which syntax, schema and binding have in common; and its integers.
 */
#ifndef MB_SUPPORT_CIM_TYPE_H
#define MB_SUPPORT_CIM_TYPE_H

#include "support/text.h"

/** A type, as its word says it: MB_TYPE_UINT16. What is known of each is in cim_types.def. */
typedef enum mb_type_word {
#define MB_CIM_TYPE(id, word, kind, width, c_type, c_array, c_name) MB_TYPE_##id,
#include "support/cim_types.def"
#undef MB_CIM_TYPE
    MB_TYPE_COUNT
} mb_type_word;

/** What values of a type are. */
typedef enum mb_type_kind {
    MB_KIND_BOOLEAN,
    MB_KIND_SIGNED,
    MB_KIND_UNSIGNED,
    MB_KIND_REAL,
    MB_KIND_CHARACTER, /**< a UTF-16 unit, which may be given as its number */
    MB_KIND_STRING,
    MB_KIND_DATETIME,
    MB_KIND_REFERENCE,
    MB_KIND_OBJECT,
    MB_KIND_VOID
} mb_type_kind;

typedef struct mb_cim_type {
    const char *word; /**< "uint16" */
    mb_type_kind kind;
    unsigned width;      /**< of an integer, in bits; 0: it is none */
    const char *c_type;  /**< "wmi_opt_uint16" */
    const char *c_array; /**< "wmi_array_uint16" */
    const char *c_name;  /**< "WMI_TYPE_UINT16" */
} mb_cim_type;

/** Indexed by mb_type_word. */
extern const mb_cim_type mb_cim_types[MB_TYPE_COUNT];

static inline const char *mb_type_word_name(mb_type_word type)
{
    return mb_cim_types[type].word;
}

/** Whether it is one of sint8 to uint64: a char16 is none, though it has limits. */
static inline bool mb_is_integer_type(mb_type_word type)
{
    return mb_cim_types[type].kind == MB_KIND_SIGNED || mb_cim_types[type].kind == MB_KIND_UNSIGNED;
}

static inline bool mb_is_real_type(mb_type_word type)
{
    return mb_cim_types[type].kind == MB_KIND_REAL;
}

/** The least and the greatest value of an integer type, or of char16. @return false of any other */
bool mb_integer_limits(mb_type_word type, int64_t *low, uint64_t *high);
/** Whether a number is within them; false of a type that has none. */
bool mb_integer_fits(mb_type_word type, uint64_t magnitude, bool is_negative);

/** An integer as it is written. */
typedef struct mb_integer {
    uint64_t magnitude;
    bool is_negative; /**< it has the sign, be it 0 */
    bool is_huge;     /**< it does not fit in 64 bits; `magnitude` means nothing */
} mb_integer;

/** How an integer may be written; more than one digit, and a sign before it, always. */
typedef enum mb_integer_form {
    MB_INTEGER_DECIMAL, /**< 42 */
    MB_INTEGER_QUOTED,  /**< in a string: 42, 0x2A; zeros in front mean nothing, as there are no quoted octal numbers */
    MB_INTEGER_MOF      /**< 42, 0x2A, 052, 101010b */
} mb_integer_form;

/** Reads a whole text. @return whether it is an integer of that form */
bool mb_read_integer(mb_text text, mb_integer_form form, mb_integer *out);

#endif
