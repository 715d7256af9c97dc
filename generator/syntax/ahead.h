/**
 * @file
 * Looking ahead in the text; private to syntax/.
 */
#ifndef MB_SYNTAX_AHEAD_H
#define MB_SYNTAX_AHEAD_H

#include "syntax/parser.h"

bool mb_is_name_byte(char c);
const char *mb_skip_spaces(const char *at);
/** The name, or keyword, that begins there; empty where none does. */
mb_text mb_word_at(const char *at);
/** Whether a word is, in any case, one of some, which NULL ends. */
bool mb_is_one_of(mb_text word, const char *const *words);

/** Whether nothing but blanks stands before `at` in its line. */
bool mb_begins_line(const mb_parser *parser, const char *at);
/**
 * Whether what stands from a position on, behind directives and lists of qualifiers, is outside of all bodies: the
 * beginning of a declaration, or the end of the file.
 */
bool mb_is_outside(mb_parser *parser, mb_position position);
/** Whether a list that is open there is closed in the same line, and before the next ';'. */
bool mb_closes_in_line(const char *at);
/** Behind what follows the name of an unknown pragma: its parentheses, or else what stands in its line. */
const char *mb_skip_pragma(const mb_parser *parser, const char *at);
/** Whether the bracket at `open` is closed before `limit`. */
bool mb_is_closed(const char *open, const char *limit);
/** The first bracket or ';' from `at` on. */
const char *mb_next_bracket(const mb_parser *parser, const char *at);

#endif
