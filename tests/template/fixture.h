/**
 * @file
 * Data for the tests of templates, and a function that runs one over it.
 */
#ifndef TESTS_TEMPLATE_FIXTURE_H
#define TESTS_TEMPLATE_FIXTURE_H

#include <stdbool.h>

#include "support/memory.h"

/** A partial; a table of them ends with a NULL name. */
typedef struct test_partial {
    const char *name; /**< as {{>name}} */
    const char *text;
} test_partial;

/** What a run gave; in malloc's memory. */
typedef struct test_result {
    bool compiled;
    char *text;     /**< rendered; "" where it did not compile */
    char *messages; /**< of diag */
} test_result;

/**
 * Compiles a template as "t.mustache" against the types root and, inside of it, widget, and renders it:
 *
 *   root    title "root-title", id "RootId"
 *   widget  id "Widget", literal "\"w\"", number 42, text `a < "b" & {{c}}`, lines "one\ntwo", yes, no,
 *           items [one 1, two 2 with parts x, y, three 3], none [], rec { id "inner", deep { id "deepest", yes, items }
 * } item    id, number, is_two, parts [part] part    id
 *
 * @param allocator NULL = malloc
 * @return false when memory ran out; then `out` is empty
 */
bool test_run(const char *text, const test_partial *partials, const mb_allocator *allocator, test_result *out);
void test_result_free(test_result *result);

#endif
