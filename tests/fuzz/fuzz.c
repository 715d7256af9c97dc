#include "fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_check(bool holds, const char *format, ...)
{
    if (!holds) {
        va_list arguments;
        va_start(arguments, format);
        fputs("broken promise: ", stderr);
        vfprintf(stderr, format, arguments);
        fputc('\n', stderr);
        va_end(arguments);
        abort();
    }
}

/** The length of the well-formed character at `at` (Unicode, table 3-7); 0 where there is none. */
static size_t character_length(const unsigned char *at, size_t left)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t length;
    } forms[] = {
        {0x01, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t length = forms[i].length;
        if (*at < forms[i].first || *at > forms[i].last || length > left) {
            continue;
        }
        bool is_good = length == 1 || (at[1] >= forms[i].low && at[1] <= forms[i].high);
        for (size_t j = 2; j < length; j++) {
            is_good = is_good && (at[j] & 0xC0) == 0x80;
        }
        return is_good ? length : 0;
    }
    return 0;
}

bool fuzz_is_utf8(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        size_t step = character_length(bytes + at, length - at);
        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

bool fuzz_is_printable(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool is_c1 = c == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] < 0xA0; /* U+0080 to U+009F */
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F || is_c1) {
            return false;
        }
    }
    return fuzz_is_utf8(text, length);
}

bool fuzz_is_showable(const char *text, size_t length)
{
    for (size_t i = 0; i + 2 < length; i++) {
        unsigned char second = (unsigned char)text[i + 1], third = (unsigned char)text[i + 2];
        if ((unsigned char)text[i] == 0xE2 && ((second == 0x80 && third >= 0xAA && third <= 0xAE) ||
                                               (second == 0x81 && third >= 0xA6 && third <= 0xA9))) {
            return false;
        }
    }
    return fuzz_is_printable(text, length);
}

/* JSON. Each function moves `*at` behind what it reads, or to NULL. */

/** As deep as a dump goes: the parser takes some 100 instances in each other, of which each is three groups. */
enum { DEEPEST_JSON = 512 };

static void skip_blanks(const char **at)
{
    *at += strspn(*at, " \t\r\n");
}

static void read_string(const char **at)
{
    const char *next = *at + 1;
    while (*next != '"') {
        if ((unsigned char)*next < ' ') {
            *at = NULL;
            return;
        }
        if (*next == '\\') {
            next++;
            size_t digits = *next == 'u' ? strspn(next + 1, "0123456789abcdefABCDEF") : 4;
            if (*next == '\0' || strchr("\"\\/bfnrtu", *next) == NULL || digits < 4) {
                *at = NULL;
                return;
            }
        }
        next++;
    }
    *at = next + 1;
}

static void read_scalar(const char **at)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strncmp(*at, words[i], strlen(words[i])) == 0) {
            *at += strlen(words[i]);
            return;
        }
    }
    const char *digits = **at == '-' ? *at + 1 : *at;
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || (count > 1 && *digits == '0')) {
        *at = NULL;
        return;
    }
    *at = digits + strspn(digits, "0123456789.eE+-");
}

static void read_value(const char **at, int depth)
{
    skip_blanks(at);
    if (**at == '"') {
        read_string(at);
        return;
    }
    if (**at != '{' && **at != '[') {
        read_scalar(at);
        return;
    }
    const char close = **at == '{' ? '}' : ']';
    if (depth == DEEPEST_JSON) {
        *at = NULL;
        return;
    }
    ++*at;
    skip_blanks(at);
    if (**at == close) {
        ++*at;
        return;
    }
    for (;;) {
        skip_blanks(at);
        if (close == '}') {
            if (**at == '"') {
                read_string(at);
            } else {
                *at = NULL;
            }
            if (*at != NULL) {
                skip_blanks(at);
                *at = **at == ':' ? *at + 1 : NULL;
            }
        }
        if (*at != NULL) {
            read_value(at, depth + 1);
        }
        if (*at == NULL) {
            return;
        }
        skip_blanks(at);
        if (**at == close) {
            ++*at;
            return;
        }
        if (**at != ',') {
            *at = NULL;
            return;
        }
        ++*at;
    }
}

bool fuzz_is_json(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        abort();
    }
    if (length != 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    const char *at = copy;
    read_value(&at, 0);
    if (at != NULL) {
        skip_blanks(&at);
    }
    bool is_json = at == copy + length && fuzz_is_utf8(text, length);
    free(copy);
    return is_json;
}
