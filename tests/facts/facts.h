/**
 * @file
 * Reading the tables of this folder: tab-separated columns.
 */
#ifndef FACTS_H
#define FACTS_H

#include <stddef.h>

enum { FACTS_COLUMNS = 16 };

typedef struct facts_row {
    const char *column[FACTS_COLUMNS]; /* NULL behind the last */
} facts_row;

typedef struct facts_table {
    facts_row *rows;
    size_t count;
    char *text;
} facts_table;

/** Reads tests/facts/<name>; ends the test when it cannot. Give it back with facts_free(). */
facts_table facts_read(const char *name);
void facts_free(facts_table *table);

#endif
