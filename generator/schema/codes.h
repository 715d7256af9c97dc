/**
 * @file
 * Private to codes.c, code_checks.c and overlay_codes.c: the lists of codes as they are written.
 */
#ifndef MB_SCHEMA_CODES_H
#define MB_SCHEMA_CODES_H

#include "schema/resolver.h"

/** Two lists that go together: codes, and their names. */
typedef enum mb_code_lists {
    MB_LISTS_VALUES,     /**< ValueMap, Values */
    MB_LISTS_BITS,       /**< BitMap, BitValues */
    MB_LISTS_CONVENTIONS /**< ConventionMap, ConventionValues */
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

/** What an entry of a ValueMap is. */
typedef enum mb_code_kind {
    MB_CODE_SINGLE,
    MB_CODE_RANGE, /**< lo..hi */
    MB_CODE_FROM,  /**< lo.. */
    MB_CODE_UP_TO, /**< ..hi */
    MB_CODE_REST,  /**< .. */
    MB_CODE_TEXT,
    MB_CODE_BAD,      /**< neither a number nor a range */
    MB_CODE_REVERSED, /**< hi..lo */
    MB_CODE_OUTSIDE,  /**< beyond the limits */
    MB_CODE_NOT_SINGLE /**< a range where there can be none: in a ConventionMap */
} mb_code_kind;

typedef struct mb_code_entry_read {
    mb_code_kind kind;
    int64_t low; /**< unset where the entry does not say it */
    int64_t high;
} mb_code_entry_read;

typedef struct mb_code_strings {
    const mb_value *first; /**< NULL: empty, or not there */
    uint32_t count;
    bool is_there;
    const mb_qualifier *qualifier;
} mb_code_strings;

/** The two lists in force, and how the first is to be read. */
typedef struct mb_code_tables {
    mb_code_strings map;
    mb_code_strings names;
    bool is_text;
    bool is_masks;   /**< a BitMap of masks instead of positions */
    bool is_singles; /**< of conventions: a range is nobody's name for a code */
    mb_code_limits limits;
} mb_code_tables;

/** The qualifiers that hold the codes, and the names. */
mb_qualifier_id mb_codes_qualifier(mb_code_lists lists);
mb_qualifier_id mb_names_qualifier(mb_code_lists lists);
/** Two lists as they are in force at an element. */
mb_code_tables mb_read_code_tables(const mb_schema *schema, const mb_element *element, mb_code_lists lists);
/** The same of two lists, either of which may be NULL: of the element only the type is asked for. */
mb_code_tables mb_code_tables_of(const mb_qualifier *map, const mb_qualifier *names, const mb_element *element,
                                 mb_code_lists lists);
mb_code_entry_read mb_read_code(const mb_value *value, const mb_code_tables *tables);
/** An entry as it is written. */
mb_text mb_code_entry_text(const mb_value *value, mb_arena *arena);

static inline bool mb_is_good_code(mb_code_kind kind)
{
    return kind < MB_CODE_BAD;
}

/**
 * The codes of tables whose map is there, with open ends closed. `codes` has room for one of each entry; `values`, where it
 * is not NULL, gets the entry of each. @return how many are good.
 */
size_t mb_codes_of_map(const mb_code_tables *tables, mb_arena *arena, mb_code *codes, const mb_value **values);

#endif
