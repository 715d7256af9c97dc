/**
 * @file
 * What libFuzzer, or replay.c, calls, and what all targets share. A target aborts where the program under test breaks
 * a promise; the sanitizers do so where it breaks a rule of C.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Runs one input. @return 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Aborts with a sentence unless `holds`. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void fuzz_check(bool holds, const char *format, ...);

/** Whether bytes are UTF-8, well-formed and without NUL. */
bool fuzz_is_utf8(const char *text, size_t length);
/** Whether they are also fit for a terminal: of control characters only line ends and tabs. */
bool fuzz_is_printable(const char *text, size_t length);
/** Whether they are that, and nothing in them turns round the order of what is shown (U+202A to U+202E, U+2066 to U+2069). */
bool fuzz_is_showable(const char *text, size_t length);
/** Whether they are one JSON value (RFC 8259). */
bool fuzz_is_json(const char *text, size_t length);

#endif
