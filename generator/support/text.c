#include "support/text.h"

#include <string.h>

mb_text mb_text_of(const char *text)
{
    mb_text slice = {text, text != NULL ? (uint32_t)strlen(text) : 0};
    return slice;
}

bool mb_text_equal(mb_text a, mb_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool mb_text_equal_nocase(mb_text a, mb_text b)
{
    if (a.length != b.length) {
        return false;
    }
    for (uint32_t i = 0; i < a.length; i++) {
        if (lower(a.bytes[i]) != lower(b.bytes[i])) {
            return false;
        }
    }
    return true;
}
