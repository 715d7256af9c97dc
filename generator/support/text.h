/**
 * @file
 * Text slices, interned names, and a growing text.
 */
#ifndef MB_SUPPORT_TEXT_H
#define MB_SUPPORT_TEXT_H

#include <stdint.h>

#include "support/memory.h"

/** Bytes that someone else owns; UTF-8, not NUL-terminated. bytes == NULL means absent. */
typedef struct mb_text {
    const char *bytes;
    uint32_t length;
} mb_text;

/** A slice of a NUL-terminated string. */
mb_text mb_text_of(const char *text);
bool mb_text_equal(mb_text a, mb_text b);
/** Equal without regard to the case of ASCII letters, as MOF compares names. */
bool mb_text_equal_nocase(mb_text a, mb_text b);
/** The same of NUL-terminated strings. */
bool mb_equal_names(const char *a, const char *b);
/** The order of bytes; a text comes before those that it begins. @return below 0, 0 or above 0 */
int mb_text_compare(mb_text a, mb_text b);
/** The length of the well-formed UTF-8 sequence (Unicode, table 3-7) at `at`, before which `left` bytes are to come, at
 * least one; 0 where there is none. */
size_t mb_utf8_sequence(const char *at, size_t left);
/** The first sentence of a text, or its first line; all of it where it has no more. */
mb_text mb_first_sentence(mb_text text);
/**
 * Where to cut a text that is longer than `longest`: behind a word, or behind a character where there is no blank beyond
 * `shortest`, as in languages that write none.
 */
uint32_t mb_cut_behind_word(mb_text text, uint32_t shortest, uint32_t longest);

/**
 * How many bytes of UTF-8 the character at `at` has, if a terminal would obey it instead of showing it: a control
 * character (U+0000 to U+001F, U+007F to U+009F), or one that turns round the order in which what follows is shown
 * (U+202A to U+202E, U+2066 to U+2069). 0 for any other. `end` is behind the last byte, and `at` before it.
 */
size_t mb_command_length(const char *at, const char *end);

/**
 * A name, stored once for each spelling. Names which differ only in the case of ASCII letters share `fold`: compare
 * `a->fold == b->fold` for MOF's idea of equal.
 */
typedef struct mb_symbol mb_symbol;
struct mb_symbol {
    const mb_symbol *fold; /**< the first spelling that was interned */
    uint32_t length;
    uint32_t hash;    /**< of the lower-case form */
    const char *text; /**< NUL-terminated */
};

typedef struct mb_symbols mb_symbols;
mb_symbols *mb_symbols_new(mb_arena *arena);
/**
 * Makes room for the names of a text of so many bytes. A table that grows name by name visits all names each time, and
 * those of a large schema are in no cache.
 */
void mb_symbols_expect(mb_symbols *symbols, size_t bytes);
const mb_symbol *mb_intern(mb_symbols *symbols, const char *text, size_t length);
/** The fold of a name if any spelling of it was interned; else NULL. */
const mb_symbol *mb_symbols_find(const mb_symbols *symbols, const char *text, size_t length);

/** How well the names are spread. For tests: a table is in proportion to its names, and a look costs a few steps. */
typedef struct mb_symbols_load {
    size_t names;
    size_t buckets;
    size_t probes; /**< steps of looking for each name once */
} mb_symbols_load;
mb_symbols_load mb_symbols_measure(const mb_symbols *symbols);

static inline bool mb_same_name(const mb_symbol *a, const mb_symbol *b)
{
    return a->fold == b->fold;
}

/** A growing text in the heap. */
typedef struct mb_buffer {
    mb_heap *heap;
    char *text; /**< NUL-terminated once anything was appended */
    size_t length;
    size_t capacity;
} mb_buffer;

void mb_buffer_init(mb_buffer *buffer, mb_heap *heap);
void mb_buffer_append(mb_buffer *buffer, const char *text, size_t length);
void mb_buffer_puts(mb_buffer *buffer, const char *text);
void mb_buffer_putc(mb_buffer *buffer, char c);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3), nonnull(2)))
#endif
void mb_buffer_printf(mb_buffer *buffer, const char *format, ...);
void mb_buffer_clear(mb_buffer *buffer);
/**
 * Makes what was appended since the length was `begin` fit for a terminal: blanks stand for what it would obey, but for
 * ends of lines.
 */
void mb_buffer_disarm(mb_buffer *buffer, size_t begin);
/** Gives its memory back, sooner than the heap does; it may be used again. */
void mb_buffer_release(mb_buffer *buffer);

#endif
