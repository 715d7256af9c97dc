/**
 * @file
 * Whether a generated file is what it should be, as far as a look at its characters tells: nothing that a MOF says
 * breaks out of a comment, a string or the folder that files are written to.
 */
#ifndef TESTS_FUZZ_GENERATED_H
#define TESTS_FUZZ_GENERATED_H

#include <stddef.h>

/** What is wrong with a path; NULL where nothing is. */
const char *generated_path_problem(const char *path);
/**
 * What is wrong with a C source or header; NULL where nothing is. `*line` is where.
 *
 * Trigraphs, control characters, a line that continues on the next outside of a macro, a comment in a comment, a string
 * that its line does not close, characters outside of ASCII that are not in a comment, brackets that do not match.
 */
const char *generated_c_problem(const char *text, size_t length, unsigned *line);

#endif
