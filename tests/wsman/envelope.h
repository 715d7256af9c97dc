/**
 * @file
 * What the tests of wsman share: files, objects as text, documents compared.
 */
#ifndef TESTS_WSMAN_ENVELOPE_H
#define TESTS_WSMAN_ENVELOPE_H

#include "wsman/wsman_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/** A file of this folder, with a NUL behind it; the caller's: free. */
char *read_file(const char *folder, const char *name, const char *ending, size_t *size);
/** An object, a property a line, as the files beside the answers have it. */
void show_object(const wmi_object *object, wmip_buffer *out);
void show_fault(const wmip_wsman_fault *fault, wmip_buffer *out);
/** The same document in one line: without its declaration, and without blanks between elements. The caller's: xmlFree. */
xmlChar *in_one_line(const char *text, size_t size, int *length);
/** Fails where two documents say different things: names by their namespaces, attributes in any order, texts exactly. */
void assert_same_xml(const char *expected, size_t expected_size, const char *written, size_t written_size);
/** The first element under an envelope's body, behind the path of local names given ("PullResponse/Items/Item"). */
const wmip_wsman_node *descend(const wmip_wsman_node *body, const char *path);

#endif
