/**
 * @file
 * Tables of codes: what the generated tables_<prefix>.c lists of them, and their comparison with tests/facts.
 */
#ifndef TABLES_H
#define TABLES_H

#include "facts.h"
#include "pairs.h"

/** A table of a property or of a parameter: codes or texts. */
typedef struct table_entry {
    const char *id; /* P_C_X_codes */
    const wmi_code_table *codes;
    const wmi_text_table *texts;
    const pair_name *names; /* up to the first with a NULL id */
} table_entry;

/** A property of a class, inherited ones included, or a parameter of a method that the class declares, and its table.
 */
typedef struct table_user {
    const char *ns;
    const char *class_name;
    const wmi_method_info *method; /* NULL for a property */
    const char *member;
    const char *id; /* of the table_entry */
} table_user;

typedef struct table_list {
    const table_entry *tables;
    size_t table_count;
    const table_user *users;
    size_t user_count;
} table_list;

extern const table_list hv_tables;
extern const table_list hvc_tables;

/** NULL where the member has no table. `method` is NULL for a property. */
const table_user *table_user_of(const table_list *list, const char *ns, const char *class_name, const char *method,
                                const char *member);
/** Fails the test where there is none. */
const table_entry *table_of(const table_list *list, const char *id);

/** One table of tests/facts: its lines stand together. */
typedef struct table_facts {
    const facts_row *rows; /* id, code, name, mark */
    size_t count;
} table_facts;

/** No lines for "-". */
table_facts table_facts_of(const facts_table *codes, const char *id);

/** The codes that a type of integer can have, as far as they are looked up. */
typedef struct table_range {
    int64_t low;
    int64_t high;
} table_range;

/** Of a type as the facts write it: uint16, uint16[]. */
table_range table_range_of(const char *type);

/**
 * Compares codes with the facts, both ways: by code, at both ends of a range, in its middle and beside it; what is
 * marked as a convention; and each name in C, `prefix` with the spelt name behind it. Fails the test where they differ.
 */
void table_check_codes(const table_facts *facts, const wmi_code_table *found, table_range range, const char *prefix,
                       const pair_name *names);
/** The same of texts, by text and by name. */
void table_check_texts(const table_facts *facts, const wmi_text_table *found, const char *prefix,
                       const pair_name *names);

#endif
