/**
 * @file
 * The tokens that are scanned by hand: flex recognises how they begin, and memchr() is quicker than any automaton at what
 * MOF mostly consists of, long strings and comments. Each function returns where flex goes on.
 */
#ifndef MB_SYNTAX_SCAN_H
#define MB_SYNTAX_SCAN_H

#include "support/characters.h"
#include "syntax/parser.h"

static inline const char *mb_skip_space(const char *at)
{
    while (mb_is_space(*at)) {
        at++;
    }
    return at;
}
/** Behind the comments that begin at a slash, if any do, and the space behind each. */
const char *mb_skip_comments(mb_parser *parser, const char *at);
/** White space and comments from `at` on. */
static inline const char *mb_scan_blank(mb_parser *parser, const char *at)
{
    at = mb_skip_space(at); /* between most tokens there is no more */
    return *at != '/' ? at : mb_skip_comments(parser, at);
}
/** A string and those that follow it: adjacent strings are one. `*value` is NULL where its closing quote is missing. */
const char *mb_scan_string(mb_parser *parser, const char *open, mb_value **value);
/** A string between typographic quotes, which is an error. `*value` is NULL where it has no end in its line. */
const char *mb_scan_typographic(mb_parser *parser, const char *open, mb_value **value);
/** 'c'. `*value` is NULL where its closing quote is missing. */
const char *mb_scan_char16(mb_parser *parser, const char *open, mb_value **value);
/** A character that begins no token. */
const char *mb_scan_stray(mb_parser *parser, const char *at);
/** A line that wants a C preprocessor, and those that continue it. @param length of its first word */
const char *mb_scan_preprocessor(mb_parser *parser, const char *at, size_t length);
/**
 * `#pragma name`. The name of a pragma that there is becomes a token of its own; any other pragma is blank to the grammar,
 * wherever it stands, and its name alone goes into the tree. Defined in pragmas.c.
 */
const char *mb_scan_pragma(mb_parser *parser, const char *at, size_t length, bool *is_known);

/** [+-]digits, with the prefix or suffix of their base. */
mb_value *mb_scan_integer(mb_parser *parser, const char *text, size_t length);
mb_value *mb_scan_real(mb_parser *parser, const char *text, size_t length);
/** What begins like a number and is none: reports it, and gives 1, which is taken everywhere. */
mb_value *mb_scan_malformed_number(mb_parser *parser, const char *text, size_t length);

#endif
