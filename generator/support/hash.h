/**
 * @file
 * Hashes of texts, eight bytes at a time. Every table of names uses these; none of them keeps a hash in a file, as they
 * differ with the byte order of the machine.
 */
#ifndef MB_SUPPORT_HASH_H
#define MB_SUPPORT_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** What text was hashed so far, and eight bytes more. */
static inline uint64_t mb_hash_mix(uint64_t hash, uint64_t word)
{
    const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ word) * prime;
    return hash ^ hash >> 32;
}

/**
 * The hash, when all is mixed. A product carries what differs upwards only, and a name like Prop12_3 differs in its last
 * bytes, which are the highest of their word: without one more product such names share their low bits, by which a table
 * chooses the bucket.
 */
static inline uint32_t mb_hash_end(uint64_t hash)
{
    const uint64_t prime = UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(hash * prime >> 32);
}

static inline uint64_t mb_hash_word(const char *text)
{
    uint64_t word;
    memcpy(&word, text, 8);
    return word;
}

/** The last eight bytes of a text, or all where there are less: some of those twice, which needs no loop. */
static inline uint64_t mb_hash_last_word(const char *text, size_t length)
{
    if (length >= 8) {
        return mb_hash_word(text + length - 8);
    }
    if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, text, 4);
        memcpy(&last, text + length - 4, 4);
        return (uint64_t)first << 32 | last;
    }
    const uint8_t *bytes = (const uint8_t *)text;
    return length > 0 ? (uint64_t)bytes[0] << 16 | (uint64_t)bytes[length / 2] << 8 | bytes[length - 1] : 0;
}

/** Of the bytes as they are. */
static inline uint32_t mb_hash_of(const char *text, size_t length)
{
    uint64_t hash = length;
    for (size_t at = 0; at + 8 < length; at += 8) {
        hash = mb_hash_mix(hash, mb_hash_word(text + at));
    }
    return mb_hash_end(mb_hash_mix(hash, mb_hash_last_word(text, length)));
}

#endif
