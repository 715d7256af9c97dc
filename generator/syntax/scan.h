/**
 * @file
 * The tokens that are scanned by hand: flex recognises how they begin, and memchr() is quicker than any automaton at what
 * MOF mostly consists of, long strings and comments. Each function returns where flex goes on.
 */
#ifndef MB_SYNTAX_SCAN_H
#define MB_SYNTAX_SCAN_H

#include "syntax/parser.h"

/** White space and comments from `at` on. */
const char *mb_scan_blank(mb_parser *parser, const char *at);
/** Back over white space, to where what stands before `at` ends. There is something before it. */
const char *mb_scan_back(const char *at);
/** A string and those that follow it: adjacent strings are one. `*value` is NULL where its closing quote is missing. */
const char *mb_scan_string(mb_parser *parser, const char *at, mb_value **value);
/** A string between typographic quotes, which is an error. `*value` is NULL where it has no end in its line. */
const char *mb_scan_typographic(mb_parser *parser, const char *at, mb_value **value);
/** 'c'. `*value` is NULL where its closing quote is missing. */
const char *mb_scan_char16(mb_parser *parser, const char *at, mb_value **value);
/** A character that begins no token. */
const char *mb_scan_stray(mb_parser *parser, const char *at);
/** A line that wants a C preprocessor, and those that continue it. @param length of its first word */
const char *mb_scan_preprocessor(mb_parser *parser, const char *at, size_t length);

/** [+-]digits, with the prefix or suffix of `base`: 2, 8, 10 or 16. */
mb_value *mb_scan_integer(mb_parser *parser, const char *text, size_t length, unsigned base);
mb_value *mb_scan_real(mb_parser *parser, const char *text, size_t length);
/** What begins like a number and is none: reports it, and gives 0. */
mb_value *mb_scan_malformed_number(mb_parser *parser, const char *text, size_t length);

#endif
