#include "source/decode.h"

#include <string.h>

#include "support/text.h"

/** What CP1252 has at 0x80 to 0x9F. Its five unused bytes become control characters, as Windows does it. */
static const uint16_t cp1252_upper[32] = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                          0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

size_t mb_utf8_encode(uint32_t code_point, char *text)
{
    if (code_point < 0x80) {
        text[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        text[0] = (char)(0xC0 | code_point >> 6);
        text[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        text[0] = (char)(0xE0 | code_point >> 12);
        text[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        text[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    text[0] = (char)(0xF0 | code_point >> 18);
    text[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    text[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    text[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t mb_utf8_length(char lead)
{
    unsigned char byte = (unsigned char)lead;
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

uint32_t mb_utf8_decode(const char *text)
{
    static const unsigned char lead_bits[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length = mb_utf8_length(text[0]);
    uint32_t code_point = (unsigned char)text[0] & lead_bits[length];
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)text[i] & 0x3F);
    }
    return code_point;
}

bool mb_is_utf8(const unsigned char *bytes, size_t length)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    size_t i = 0;
    while (i < length) {
        uint64_t word, words[4];
        while (length - i >= sizeof words && (memcpy(words, bytes + i, sizeof words),
                                              ((words[0] | words[1] | words[2] | words[3]) & high_bits) == 0)) {
            i += sizeof words;
        }
        while (length - i >= sizeof word && (memcpy(&word, bytes + i, sizeof word), (word & high_bits) == 0)) {
            i += sizeof word;
        }
        while (i < length && bytes[i] < 0x80) {
            i++;
        }
        if (i < length) {
            size_t sequence = mb_utf8_sequence((const char *)bytes + i, length - i);
            if (sequence == 0) {
                return false;
            }
            i += sequence;
        }
    }
    return true;
}

static bool starts_with(const unsigned char *bytes, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && memcmp(bytes, mark, mark_length) == 0;
}

const char *mb_recognise_format(const unsigned char *bytes, size_t length)
{
    static const struct {
        const char *mark;
        size_t length;
        bool is_binary; /**< a text could begin like that, too, but it holds no NUL */
        const char *name;
    } formats[] = {
        {"\xFF\xFE\0\0", 4, false, "UTF-32"},
        {"\0\0\xFE\xFF", 4, false, "UTF-32"},
        {"FOMB", 4, true, "compiled MOF"},
        {"MZ", 2, true, "a program"},
        {"\x7F"
         "ELF",
         4, true, "a program"},
        {"PK\3\4", 4, false, "a ZIP archive"},
        {"\x1F\x8B\x08", 3, false, "compressed by gzip"},
        {"MSCF", 4, true, "a cabinet"},
        {"%PDF-", 5, false, "PDF"},
        {"{\\rtf", 5, false, "RTF"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (starts_with(bytes, length, formats[i].mark, formats[i].length) &&
            (!formats[i].is_binary || memchr(bytes, 0, length) != NULL)) {
            return formats[i].name;
        }
    }
    bool is_wide = length >= 4 && bytes[1] == 0 && bytes[2] == 0 && (bytes[0] == 0) != (bytes[3] == 0);
    return is_wide ? "UTF-32" : NULL;
}

mb_encoding mb_recognise_encoding(const unsigned char *bytes, size_t length, size_t *bom)
{
    *bom = 0;
    if (starts_with(bytes, length, "\xFF\xFE\0\0", 4) || starts_with(bytes, length, "\0\0\xFE\xFF", 4)) {
        return MB_ENCODING_UNKNOWN; /* UTF-32 */
    }
    if (starts_with(bytes, length, "\xFF\xFE", 2) || starts_with(bytes, length, "\xFE\xFF", 2)) {
        *bom = 2;
        return bytes[0] == 0xFF ? MB_ENCODING_UTF16_LE : MB_ENCODING_UTF16_BE;
    }
    if (length != 0 && memchr(bytes, 0, length) != NULL) {
        /* What begins a MOF is ASCII, so in UTF-16 one half of the first unit is NUL, and one half of the second. */
        bool paired = length >= 4 && length % 2 == 0;
        if (paired && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0) {
            return MB_ENCODING_UTF16_LE;
        }
        if (paired && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
            return MB_ENCODING_UTF16_BE;
        }
        return MB_ENCODING_UNKNOWN;
    }
    if (starts_with(bytes, length, "\xEF\xBB\xBF", 3)) {
        *bom = 3;
    }
    return mb_is_utf8(bytes, length) ? MB_ENCODING_UTF8 : MB_ENCODING_CP1252;
}

size_t mb_decoded_limit(mb_encoding encoding, size_t length)
{
    size_t units = encoding == MB_ENCODING_CP1252 ? length : length / 2;
    return units > SIZE_MAX / 3 ? SIZE_MAX
                                : units * 3; /* of each at most a character of the basic plane; surrogates are two */
}

/** Makes UTF-8 of UTF-16, up to what is none: see mb_decode(). */
static size_t decode_utf16(const unsigned char *bytes, size_t length, bool big_endian, char *text, const char **flaw)
{
    size_t low = big_endian ? 1 : 0;
    size_t written = 0;
    uint32_t high_surrogate = 0;
    for (size_t i = 0; i + 1 < length; i += 2) {
        uint32_t unit = (uint32_t)bytes[i + low] | (uint32_t)bytes[i + 1 - low] << 8;
        bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (is_low != (high_surrogate != 0)) {
            *flaw = "half of a UTF-16 surrogate pair stands here";
            return written;
        }
        if (unit == 0) {
            *flaw = "a NUL character stands here";
            return written;
        }
        if (is_low) {
            written += mb_utf8_encode(0x10000 + ((high_surrogate - 0xD800) << 10) + (unit - 0xDC00), text + written);
            high_surrogate = 0;
        } else if (unit >= 0xD800 && unit <= 0xDBFF) {
            high_surrogate = unit;
        } else {
            written += mb_utf8_encode(unit, text + written);
        }
    }
    if (high_surrogate != 0 || length % 2 != 0) {
        *flaw = "its UTF-16 ends within a character";
    }
    return written;
}

size_t mb_decode(mb_encoding encoding, const unsigned char *bytes, size_t length, char *text, const char **flaw)
{
    *flaw = NULL;
    if (encoding != MB_ENCODING_CP1252) {
        return decode_utf16(bytes, length, encoding == MB_ENCODING_UTF16_BE, text, flaw);
    }
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t code_point = bytes[i] >= 0x80 && bytes[i] <= 0x9F ? cp1252_upper[bytes[i] - 0x80] : bytes[i];
        written += mb_utf8_encode(code_point, text + written);
    }
    return written;
}

void mb_end_lines(char *text, size_t length)
{
    if (memchr(text, '\n', length) != NULL) {
        return;
    }
    char *const end = text + length;
    for (char *at = memchr(text, '\r', length); at != NULL; at = memchr(at, '\r', (size_t)(end - at))) {
        *at++ = '\n';
    }
}
