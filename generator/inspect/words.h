/**
 * @file
 * What list and show print alike: elements in words, and columns.
 */
#ifndef MB_INSPECT_WORDS_H
#define MB_INSPECT_WORDS_H

#include "inspect/inspect.h"

/** The width of texts where nobody knows that of the terminal. */
enum { MB_TEXT_WIDTH = 100 };

/** "uint16", "CIM_Job REF": of a method what it returns. */
const char *mb_type_text(const mb_element *element, mb_arena *arena);
/** "EnabledState", "OperationalStatus[]". */
const char *mb_name_text(const mb_element *element, mb_arena *arena);
/** "in", "out", "in out". */
const char *mb_direction_name(const mb_element *parameter);
/** Of a method: `(in uint16 RequestedState, out CIM_Job REF Job)`. */
void mb_put_parameters(mb_buffer *out, const mb_element *method, mb_arena *arena);
/** "abstract association"; "class" where there is nothing special about it. */
const char *mb_class_kind(const mb_class *cls, mb_arena *arena);
/** "5", "4..32767", ".." for the rest, or a text in quotes. */
const char *mb_code_range(const mb_code *code, mb_arena *arena);
/** What a buffer holds, in the arena; the buffer is empty then. */
const char *mb_take_text(mb_buffer *buffer, mb_arena *arena);

/** A text as a cell of a table: what a terminal would obey, ends of lines too, becomes blanks. */
const char *mb_one_line(mb_text text, mb_arena *arena);
/** Items with ", " between them, from the column at which the line is; what does not fit goes on in lines that are
 * indented. */
void mb_put_items(mb_buffer *out, const char *items, size_t column, size_t indent, size_t width);
/** A paragraph or more, wrapped; each line is indented. */
void mb_put_paragraphs(mb_buffer *out, mb_text text, size_t indent, size_t width);

/** Rows of cells that are lined up. Between them there may be lines that are not. */
typedef struct mb_table mb_table;

enum { MB_TABLE_COLUMNS = 6 };

mb_table *mb_table_new(mb_arena *arena);
/** Cells from the left; NULL ends them. They are kept, not copied. */
void mb_table_row(mb_table *table, const char *const *cells);
/** A table that belongs to the row before it, indented. */
void mb_table_below(mb_table *table, const mb_table *below);
/** A text that belongs to it, as well: wrapped, before that table. */
void mb_table_say(mb_table *table, mb_text text, size_t width);
bool mb_table_is_empty(const mb_table *table);
void mb_table_write(const mb_table *table, size_t indent, mb_buffer *out);

#define MB_ROW(table, ...) mb_table_row((table), (const char *const[]){__VA_ARGS__, NULL})

#endif
