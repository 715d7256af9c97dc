/**
 * @file
 * MOF text to binding, and looking things up in it.
 */
#ifndef TESTS_UNIT_BINDING_BOUND_H
#define TESTS_UNIT_BINDING_BOUND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "binding/binding.h"

/** A run of the stages up to the binding. Whoever made it frees it. */
typedef struct bound {
    const char *text;
    size_t length;
    const char *name;             /**< --name, or NULL */
    const char *prefix;           /**< --prefix, or NULL */
    const mbb_suffixes *suffixes; /**< NULL: those of the embedded templates */
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
    mb_buffer messages;
    mbb_library *library;
    bool good; /**< what mbb_bind() returned */
    bool had_memory;
} bound;

/** Binds a text; the test fails where it is no good MOF. */
void bind_text(bound *out, const char *text);
void bind_named(bound *out, const char *text, const char *name, const char *prefix);
/** The same without any expectation. `allocator` may be NULL. */
void bind_any(bound *out, const mb_allocator *allocator);
void unbind(bound *b);

const mbb_class *find_class(const bound *b, const char *name);
const mbb_member *find_property(const mbb_class *cls, const char *name);
const mbb_method *find_method(const mbb_list *methods, const char *name);
const mbb_member *find_member(const mbb_list *members, const char *name);
const mbb_renamed *find_renamed(const bound *b, const char *from);
/** Item `index` of a list, which must have it. */
#define ITEM(type, list, index) (assert_true((list).count > (size_t)(index)), &((const type *)(list).items)[index])

/** Compares a list of one text each with texts that end with NULL. */
#define assert_lines(list, ...)                                                                                        \
    assert_texts(&(list), sizeof(mbb_doc_line), offsetof(mbb_doc_line, text), (const char *const[]){__VA_ARGS__, NULL})
#define assert_items(list, ...)                                                                                        \
    assert_texts(&(list), sizeof(mbb_text_item), offsetof(mbb_text_item, text),                                        \
                 (const char *const[]){__VA_ARGS__, NULL})
void assert_texts(const mbb_list *list, size_t size, size_t offset, const char *const *expected);

/** All names of a library, one a line and sorted: what must not depend on the order of the input. For free(). */
char *all_names(const mbb_library *library);

#endif
