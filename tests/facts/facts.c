#include "facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *read_file(const char *name)
{
    char path[1024];
    FILE *file;
    long size;
    char *text;

    snprintf(path, sizeof path, "%s/tests/facts/%s", MOFBIND_SOURCE_DIR, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    assert_true(size > 0);
    rewind(file);
    text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
    text[size] = '\0';
    fclose(file);
    return text;
}

facts_table facts_read(const char *name)
{
    facts_table table = {NULL, 0, read_file(name)};
    size_t lines = 0;

    for (const char *c = table.text; *c != '\0'; c++)
        lines += *c == '\n';
    table.rows = calloc(lines + 1, sizeof *table.rows);
    assert_non_null(table.rows);
    for (char *line = table.text; *line != '\0';) {
        char *end = strchr(line, '\n');
        size_t column = 0;

        assert_non_null(end);
        *end = '\0';
        for (char *cell = line; cell != NULL && column < FACTS_COLUMNS;) {
            char *tab = strchr(cell, '\t');

            table.rows[table.count].column[column++] = cell;
            if (tab != NULL)
                *tab++ = '\0';
            cell = tab;
        }
        table.count++;
        line = end + 1;
    }
    return table;
}

void facts_free(facts_table *table)
{
    free(table->rows);
    free(table->text);
}
