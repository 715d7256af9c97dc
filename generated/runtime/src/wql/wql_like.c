/**
 * @file
 * LIKE: patterns of WQL.
 */
#include "wql/wql.h"

#include <string.h>

uint32_t wmip_wql_next_character(const char **text)
{
    uint32_t code = 0;
    size_t length = wmip_utf8_decode(*text, &code);
    if (length == 0) { /* no UTF-8: byte by byte */
        code = (unsigned char)**text;
        length = 1;
    }
    *text += length;
    return code < 0x80 ? (uint32_t)wmip_lower((char)code) : code;
}

/* Behind the `]` of the set that starts at `set` (behind its `[`); NULL when it does not end. `]` may stand first. */
static const char *end_of_set(const char *set)
{
    if (*set == '^') {
        set++;
    }
    if (*set == ']') {
        set++;
    }
    set = strchr(set, ']');
    return set != NULL ? set + 1 : NULL;
}

static bool in_set(uint32_t character, const char *set, const char *end)
{
    bool negated = *set == '^';
    bool found = false;
    if (negated) {
        set++;
    }
    while (set < end - 1) {
        uint32_t low = wmip_wql_next_character(&set);
        uint32_t high = low;
        if ((*set == '-' || *set == '=') && set + 1 < end - 1) {
            set++;
            high = wmip_wql_next_character(&set);
        }
        found = found || (character >= low && character <= high);
    }
    return found != negated;
}

bool wmip_wql_like_valid(const char *pattern)
{
    while (*pattern != '\0') {
        if (*pattern++ == '[') {
            pattern = end_of_set(pattern);
            if (pattern == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* One character against one element of the pattern, other than %; moves both on. */
static bool match_one(const char **text, const char **pattern)
{
    const char *element = *pattern;
    uint32_t character = wmip_wql_next_character(text);
    if (*element == '_') {
        *pattern = element + 1;
        return true;
    }
    if (*element == '[') {
        *pattern = end_of_set(element + 1);
        return in_set(character, element + 1, *pattern);
    }
    return wmip_wql_next_character(pattern) == character;
}

/* Goes back only to the last %, so that no pattern takes more than length times length steps. */
bool wmip_wql_like(const char *text, const char *pattern)
{
    const char *after_star = NULL;
    const char *retry = NULL;
    while (*text != '\0') {
        if (*pattern == '%') {
            after_star = ++pattern;
            retry = text;
        } else if (*pattern == '\0' || !match_one(&text, &pattern)) {
            if (after_star == NULL) {
                return false;
            }
            (void)wmip_wql_next_character(&retry);
            text = retry;
            pattern = after_star;
        }
    }
    while (*pattern == '%') {
        pattern++;
    }
    return *pattern == '\0';
}
