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
