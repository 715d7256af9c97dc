#include "base/core.h"

#include <string.h>

bool wmip_equal_names(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    while (*a == *b && *a != '\0') { /* most are alike as they stand, or differ at once */
        a++;
        b++;
    }
    while (*a != '\0' && wmip_lower(*a) == wmip_lower(*b)) {
        a++;
        b++;
    }
    return wmip_lower(*a) == wmip_lower(*b);
}

bool wmip_equal_slice(const char *a, size_t length, const char *b)
{
    size_t i;
    for (i = 0; i < length; i++) {
        if (b[i] == '\0' || (a[i] != b[i] && wmip_lower(a[i]) != wmip_lower(b[i]))) {
            return false;
        }
    }
    return b[length] == '\0';
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0u) == 0x80u;
}

size_t wmip_utf8_decode(const char *text, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    uint32_t value = first;
    size_t i;
    if (length == 0) {
        return 0;
    }
    if (length > 1) {
        value &= 0x7Fu >> length;
    }
    for (i = 1; i < length; i++) {
        if (!is_continuation(text[i])) { /* a NUL is none either */
            return 0;
        }
        value = value << 6 | ((unsigned char)text[i] & 0x3Fu);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *code = value;
    return length;
}

size_t wmip_utf8_encode(uint32_t code, char *text)
{
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    size_t i;
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return 0;
    }
    if (length == 1) {
        text[0] = (char)code;
        return 1;
    }
    for (i = length - 1; i > 0; i--) {
        text[i] = (char)(0x80u | (code & 0x3Fu));
        code >>= 6;
    }
    text[0] = (char)((0xF00u >> length & 0xF0u) | code);
    return length;
}

/* Most characters are of ASCII: those are passed over first. */
static const char *skip_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80) {
        text++;
    }
    return text;
}

bool wmip_utf8_valid(const char *text)
{
    uint32_t code = 0;
    for (text = skip_ascii(text); *text != '\0'; text = skip_ascii(text)) {
        size_t length = wmip_utf8_decode(text, &code);
        if (length == 0) {
            return false;
        }
        text += length;
    }
    return true;
}

bool wmip_xml_can_hold(uint32_t code)
{
    if (code < 0x20) {
        return code == '\t' || code == '\n' || code == '\r';
    }
    return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10FFFF);
}

/* Most characters are plain: those are passed over first. */
static const char *skip_common(const char *text)
{
    while ((unsigned char)*text >= 0x20 && (unsigned char)*text < 0x80) {
        text++;
    }
    return text;
}

bool wmip_xml_can_hold_text(const char *text)
{
    for (text = skip_common(text); *text != '\0'; text = skip_common(text)) {
        uint32_t code = 0;
        size_t length = wmip_utf8_decode(text, &code);
        if (length == 0 || !wmip_xml_can_hold(code)) {
            return false;
        }
        text += length;
    }
    return true;
}
