/**
 * @file
 * Single bytes of UTF-8 text. Case and white space are those of ASCII, whatever the locale.
 */
#ifndef MB_SUPPORT_CHARACTERS_H
#define MB_SUPPORT_CHARACTERS_H

#include <stdbool.h>

/** A letter in lower case; any other character as it is. */
static inline char mb_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/** A letter in upper case; any other character as it is. */
static inline char mb_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static inline bool mb_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** A letter of ASCII. */
static inline bool mb_is_letter(char c)
{
    return mb_lower(c) >= 'a' && mb_lower(c) <= 'z';
}

/** What identifiers of C are made of, but for the first: no digit begins one. */
static inline bool mb_is_word(char c)
{
    return mb_is_letter(c) || mb_is_digit(c) || c == '_';
}

/** What a digit of a base up to 36 stands for; any other character is beyond them. */
static inline unsigned mb_digit_value(char c)
{
    return mb_is_digit(c) ? (unsigned)(c - '0') : mb_is_letter(c) ? (unsigned)(mb_lower(c) - 'a') + 10 : 36;
}

/** White space: a blank, a tab, the ends of lines and of pages. */
static inline bool mb_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/** White space that does not end a line. */
static inline bool mb_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/** Whether a character begins with the byte; else it continues one. */
static inline bool mb_begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

#endif
