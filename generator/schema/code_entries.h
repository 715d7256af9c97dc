/**
 * @file
 * Private to the stage, and to check/: the lists of codes as they are written.
 */
#ifndef MB_SCHEMA_CODE_ENTRIES_H
#define MB_SCHEMA_CODE_ENTRIES_H

#include "schema/written.h"

/** Two lists that go together: codes, and their names. */
typedef enum mb_code_lists {
    MB_LISTS_VALUES,      /**< ValueMap, Values */
    MB_LISTS_BITS,        /**< BitMap, BitValues */
    MB_LISTS_CONVENTIONS, /**< ConventionMap, ConventionValues */
    MB_LISTS_COUNT
} mb_code_lists;

/** The numbers that an element's codes may be. */
typedef struct mb_code_limits {
    int64_t low;
    int64_t high;
    bool is_unsigned; /**< of a uint64: bit patterns */
} mb_code_limits;

static inline bool mb_is_outside(int64_t number, mb_code_limits limits)
{
    return mb_code_order(number, limits.low, limits.is_unsigned) < 0 ||
           mb_code_order(number, limits.high, limits.is_unsigned) > 0;
}

typedef struct mb_code_strings {
    const mb_value *first; /**< NULL: empty, or not there */
    uint32_t count;
    bool is_there;
    const mb_qualifier *qualifier;
} mb_code_strings;

/** The two lists, and how the first is to be read. */
typedef struct mb_code_source {
    mb_code_strings map;
    mb_code_strings names;
    bool is_text;
    bool is_masks;   /**< a BitMap of masks instead of positions */
    bool is_singles; /**< of conventions: a range is nobody's name for a code */
    mb_code_limits limits;
} mb_code_source;

/** The qualifiers that hold the codes, and the names. */
mb_qualifier_id mb_codes_qualifier(mb_code_lists lists);
mb_qualifier_id mb_names_qualifier(mb_code_lists lists);
/** Two lists, either of which may be NULL: of the element only the type is asked for. */
mb_code_source mb_code_source_of(const mb_qualifier *map, const mb_qualifier *names, const mb_element *element,
                                 mb_code_lists lists);
/** The same as they are in force at an element. */
mb_code_source mb_code_source_in_force(const mb_schema *schema, const mb_element *element, mb_code_lists lists);
/** An entry as it is written. */
mb_text mb_code_entry_text(const mb_value *value, mb_arena *arena);

static inline bool mb_is_good_code(const mb_code *code)
{
    return code->kind < MB_CODE_BAD;
}

/**
 * Reads a map: one code for each entry, those that are no codes too, with open ends closed. `codes` has room for all.
 * @return how many are good
 */
size_t mb_read_code_map(const mb_code_source *source, mb_arena *arena, mb_code *codes);
/**
 * Reads names alone: the n-th is that of n; of a string, the names are what it may be. Those that are no names are left out.
 * @return how many codes there are
 */
size_t mb_read_code_names(const mb_code_source *source, mb_arena *arena, mb_code *codes);

/** The entries of a map that is in force at the element which has the table, faulty ones too. */
mb_codes mb_codes_as_written(const mb_code_table *table, mb_code_lists lists);

#endif
