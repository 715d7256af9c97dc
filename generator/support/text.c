#include "support/text.h"

#include <string.h>

#include "support/characters.h"

mb_text mb_text_of(const char *text)
{
    mb_text slice = {text, text != NULL ? (uint32_t)strlen(text) : 0};
    return slice;
}

bool mb_text_equal(mb_text a, mb_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

size_t mb_command_length(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t left = (size_t)(end - at);

    if (bytes[0] < 0x20 || bytes[0] == 0x7F) {
        return 1;
    }
    if (bytes[0] == 0xC2 && left >= 2) {
        return bytes[1] >= 0x80 && bytes[1] <= 0x9F ? 2 : 0;
    }
    if (bytes[0] == 0xE2 && left >= 3) {
        bool is_embedding = bytes[1] == 0x80 && bytes[2] >= 0xAA && bytes[2] <= 0xAE;
        bool is_isolate = bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9;
        return is_embedding || is_isolate ? 3 : 0;
    }
    return 0;
}

bool mb_text_equal_nocase(mb_text a, mb_text b)
{
    if (a.length != b.length) {
        return false;
    }
    for (uint32_t i = 0; i < a.length; i++) {
        if (mb_lower(a.bytes[i]) != mb_lower(b.bytes[i])) {
            return false;
        }
    }
    return true;
}

bool mb_equal_names(const char *a, const char *b)
{
    return mb_text_equal_nocase(mb_text_of(a), mb_text_of(b));
}

int mb_text_compare(mb_text a, mb_text b)
{
    const uint32_t shorter = a.length < b.length ? a.length : b.length;
    const int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

size_t mb_utf8_sequence(const char *at, size_t left)
{
    const unsigned char *bytes = (const unsigned char *)at;
    const unsigned char lead = bytes[0];
    const size_t length = lead < 0x80                    ? 1
                          : lead >= 0xC2 && lead <= 0xDF ? 2
                          : (lead & 0xF0) == 0xE0        ? 3
                          : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                         : 0;

    if (length < 2 || length > left) {
        return length > left ? 0 : length;
    }
    const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < lowest || bytes[1] > highest) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if (mb_begins_character(at[i])) {
            return 0;
        }
    }
    return length;
}

/** How many bytes the sign at `at` has that ends a sentence; 0 if it is none. */
static uint32_t end_of_sentence(const char *at, const char *begin, const char *end)
{
    static const char wide[][4] = {"\xE3\x80\x82", "\xEF\xBC\x81",
                                   "\xEF\xBC\x9F"}; /* U+3002, U+FF01, U+FF1F: no blank follows */

    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (end - at >= 3 && memcmp(at, wide[i], 3) == 0) {
            return 3;
        }
    }
    if ((*at != '.' && *at != '!' && *at != '?') || (at + 1 < end && !mb_is_space(at[1]))) {
        return 0;
    }
    return at - begin < 3 || at[-2] != '.' ? 1 : 0; /* i.e., e.g., U.S. */
}

mb_text mb_first_sentence(mb_text text)
{
    const char *end = text.length != 0 ? text.bytes + text.length : text.bytes;

    for (const char *at = text.bytes; at < end; at++) {
        if (*at == '\n' && at > text.bytes) {
            return (mb_text){text.bytes, (uint32_t)(at - text.bytes)};
        }
        const uint32_t length = end_of_sentence(at, text.bytes, end);
        if (length != 0) {
            return (mb_text){text.bytes, (uint32_t)(at - text.bytes) + length};
        }
    }
    return text;
}

uint32_t mb_cut_behind_word(mb_text text, uint32_t shortest, uint32_t longest)
{
    uint32_t length = longest;

    while (length > shortest && text.bytes[length] != ' ') {
        length--;
    }
    if (length > shortest) {
        return length;
    }
    for (length = longest; length > 0 && !mb_begins_character(text.bytes[length]);) {
        length--;
    }
    return length;
}
