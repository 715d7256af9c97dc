/**
 * @file
 * Bytes of a file to UTF-8.
 */
#ifndef MB_SOURCE_DECODE_H
#define MB_SOURCE_DECODE_H

#include <stdint.h>

#include "support/memory.h"

typedef enum mb_encoding {
    MB_ENCODING_UTF8,
    MB_ENCODING_UTF16_LE,
    MB_ENCODING_UTF16_BE,
    MB_ENCODING_CP1252,
    MB_ENCODING_UNKNOWN /**< UTF-32, or no text: it holds NUL bytes */
} mb_encoding;

/** Recognises the encoding. `*bom` receives the length of the byte order mark. */
mb_encoding mb_recognise_encoding(const unsigned char *bytes, size_t length, size_t *bom);
/**
 * What a file is that begins like that and is no text: "a ZIP archive". NULL where nothing is known that would be.
 * Some formats hold no NUL byte, so their encoding may be any.
 */
const char *mb_recognise_format(const unsigned char *bytes, size_t length);
/**
 * UTF-16 or CP1252 to UTF-8. `text` has room for mb_decoded_limit() bytes.
 * @param flaw NULL, or what ends the text where the UTF-16 is malformed, or holds U+0000
 * @return the length, up to the flaw.
 */
size_t mb_decode(mb_encoding encoding, const unsigned char *bytes, size_t length, char *text, const char **flaw);
size_t mb_decoded_limit(mb_encoding encoding, size_t length);

/** Whether bytes are well-formed UTF-8; U+0000 is. */
bool mb_is_utf8(const unsigned char *bytes, size_t length);
/**
 * In a text without any LF a CR ends a line, as it did on a Mac: makes an LF of each. Where there are LFs a stray CR ends
 * nothing, nor does it for editors and tools that count lines.
 */
void mb_end_lines(char *text, size_t length);
/** Writes a code point as UTF-8: 1 to 4 bytes. @return how many. */
size_t mb_utf8_encode(uint32_t code_point, char *text);
/** The length of the UTF-8 sequence that `lead` begins. */
size_t mb_utf8_length(char lead);
/** The code point that begins at `text`, which is valid UTF-8. */
uint32_t mb_utf8_decode(const char *text);

#endif
