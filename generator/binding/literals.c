#include <inttypes.h>

#include "binding/binder.h"

const char *mbb_join(mb_arena *arena, const char *a, const char *b, const char *c, const char *d)
{
    const char *parts[4] = {a, b, c, d};
    size_t lengths[4];
    size_t length = 0;

    for (size_t i = 0; i < 4; i++) {
        lengths[i] = parts[i] == NULL ? 0 : strlen(parts[i]);
        length += lengths[i];
    }
    char *text = mb_arena_alloc(arena, length + 1);
    char *at = text;
    for (size_t i = 0; i < 4; i++) {
        if (lengths[i] > 0) {
            memcpy(at, parts[i], lengths[i]);
            at += lengths[i];
        }
    }
    *at = '\0';
    return text;
}

/** Room for one byte of a string literal: \ooo. */
#define LONGEST_ESCAPE 4

/** Writes one byte as it may stand in a string literal. @return how many characters that took. */
static size_t escape(char *out, unsigned char byte, char before)
{
    switch (byte) {
    case '"':
    case '\\':
        out[0] = '\\';
        out[1] = (char)byte;
        return 2;
    case '\n':
        memcpy(out, "\\n", 2);
        return 2;
    case '\r':
        memcpy(out, "\\r", 2);
        return 2;
    case '\t':
        memcpy(out, "\\t", 2);
        return 2;
    case '?':
        /* Two question marks in a row may start a trigraph. */
        if (before == '?') {
            memcpy(out, "\\?", 2);
            return 2;
        }
        break;
    default:
        break;
    }
    if (byte >= 0x20 && byte < 0x7F) {
        out[0] = (char)byte;
        return 1;
    }
    /* Always three digits, so that a digit which follows is not taken for a part of it. */
    out[0] = '\\';
    out[1] = (char)('0' + (byte >> 6));
    out[2] = (char)('0' + (byte >> 3 & 7));
    out[3] = (char)('0' + (byte & 7));
    return 4;
}

/** Letters, digits, blanks and most signs stand for themselves, whatever is next to them. */
static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\' && byte != '?';
}

/** How many bytes of a text stand for themselves, up to the first that may not. */
static uint32_t plain_length(mb_text text)
{
    uint32_t length = 0;

    while (length < text.length && is_plain((unsigned char)text.bytes[length])) {
        length++;
    }
    return length;
}

mbb_literal mbb_string_literal(mbb_binder *binder, mb_text text)
{
    char escaped[LONGEST_ESCAPE];
    const uint32_t plain = plain_length(text); /* mostly all */
    size_t length = (size_t)plain + 2;

    for (uint32_t i = plain; i < text.length; i++) {
        length += escape(escaped, (unsigned char)text.bytes[i], i == 0 ? '\0' : text.bytes[i - 1]);
    }
    char *literal = mb_arena_alloc(binder->arena, length + 1);
    char *at = literal;
    *at++ = '"';
    if (plain > 0) {
        memcpy(at, text.bytes, plain);
        at += plain;
    }
    for (uint32_t i = plain; i < text.length; i++) {
        const size_t size = escape(escaped, (unsigned char)text.bytes[i], i == 0 ? '\0' : text.bytes[i - 1]);
        memcpy(at, escaped, size);
        at += size;
    }
    *at++ = '"';
    *at = '\0';
    return literal;
}

mbb_literal mbb_name_literal(mbb_binder *binder, const mb_symbol *name)
{
    return mbb_string_literal(binder, (mb_text){name->text, name->length});
}

/** The smallest int has no literal: - is an operator, and what it stands before does not fit. */
static mbb_literal int_literal(mb_arena *arena, int64_t value)
{
    if (value == INT32_MIN) {
        return "(-2147483647 - 1)";
    }
    char digits[16];
    size_t at = sizeof digits;
    int64_t rest = value < 0 ? -value : value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    return mb_arena_text(arena, digits + at, sizeof digits - at);
}

mbb_literal mbb_int64_literal(mb_arena *arena, int64_t value)
{
    if (value == INT64_MIN) {
        return "INT64_MIN";
    }
    if (value == INT64_MAX) {
        return "INT64_MAX";
    }
    if (value >= INT32_MIN && value <= INT32_MAX) {
        return int_literal(arena, value);
    }
    return mb_arena_format(arena, "INT64_C(%" PRId64 ")", value);
}

mbb_literal mbb_macro_literal(mb_arena *arena, int64_t value, bool is_unsigned)
{
    if (is_unsigned && value < 0) {
        return mb_arena_format(arena, "UINT64_C(%" PRIu64 ")", (uint64_t)value);
    }
    if (value > INT32_MAX && value <= UINT32_MAX) {
        return mb_arena_format(arena, "UINT32_C(%" PRId64 ")", value);
    }
    return mbb_int64_literal(arena, value);
}
