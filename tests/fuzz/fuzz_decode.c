/*
 * Bytes to text. What is taken is UTF-8 and has its terminator; encoded as UTF-16 it reads as the same text; a place in
 * it has a line and a column.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "source/decode.h"
#include "source/source.h"

typedef struct input {
    const uint8_t *data;
    size_t size;
    mb_heap *heap;
} input;

static mb_source *add(mb_sources *sources, const void *bytes, size_t size, mb_load_status *status)
{
    mb_source *source = NULL;
    bool was_8bit = false;
    *status = mb_sources_add(sources, "t.mof", bytes, size, &source, &was_8bit);
    return *status == MB_LOAD_OK ? source : NULL;
}

static void check_places(const mb_sources *sources, const mb_source *source)
{
    uint32_t last_line = 1;
    for (uint32_t offset = 0; offset <= source->length; offset += 1 + source->length / 64) {
        const mb_position position = source->base + offset;
        uint32_t line = 0;
        uint32_t column = 0;
        mb_source_locate(source, position, &line, &column);
        mb_text text = mb_source_line(source, position);
        fuzz_check(line >= last_line && column >= 1, "line %u behind line %u", line, last_line);
        fuzz_check(text.bytes >= source->text && text.bytes + text.length <= source->text + source->length,
                   "a line outside of its text");
        fuzz_check(mb_sources_at(sources, position) == source, "a position of another file");
        last_line = line;
    }
}

static void put_unit(uint8_t *to, uint32_t unit, bool big_endian)
{
    to[big_endian ? 0 : 1] = (uint8_t)(unit >> 8);
    to[big_endian ? 1 : 0] = (uint8_t)(unit & 0xFF);
}

/** The text as UTF-16 with a byte order mark. @return the size; `out` has room for twice the length of the text, and 2.
 */
static size_t encode(const mb_source *source, bool big_endian, uint8_t *out)
{
    size_t size = 2;
    put_unit(out, 0xFEFF, big_endian);
    for (size_t at = 0; at < source->length; at += mb_utf8_length(source->text[at])) {
        uint32_t code_point = mb_utf8_decode(source->text + at);
        if (code_point >= 0x10000) {
            put_unit(out + size, 0xD800 + ((code_point - 0x10000) >> 10), big_endian);
            put_unit(out + size + 2, 0xDC00 + ((code_point - 0x10000) & 0x3FF), big_endian);
            size += 4;
        } else {
            put_unit(out + size, code_point, big_endian);
            size += 2;
        }
    }
    return size;
}

static void check_utf16(mb_sources *sources, const mb_source *source, bool big_endian)
{
    uint8_t *bytes = malloc(2 * (size_t)source->length + 2);
    if (bytes == NULL) {
        abort();
    }
    size_t size = encode(source, big_endian, bytes);
    mb_load_status status;
    const mb_source *again = add(sources, bytes, size, &status);
    fuzz_check(again != NULL, "a text that is refused as UTF-16: status %d", (int)status);
    fuzz_check(again->length == source->length && memcmp(again->text, source->text, source->length) == 0,
               "a text that is another one as UTF-16");
    free(bytes);
}

static void run(void *argument)
{
    const input *given = argument;
    mb_arena *arena = mb_arena_new(given->heap);
    mb_sources *sources = mb_sources_new(given->heap, arena);
    mb_load_status status;
    const mb_source *source = add(sources, given->data, given->size, &status);

    if (source == NULL) {
        fuzz_check(status == MB_LOAD_ENCODING, "status %d of a text in memory", (int)status);
        return;
    }
    fuzz_check(fuzz_is_utf8(source->text, source->length), "a text that is no UTF-8, or holds NUL");
    fuzz_check(source->text[source->length] == '\0' && source->text[source->length + 1] == '\0', "no terminator");
    check_places(sources, source);
    check_utf16(sources, source, false);
    check_utf16(sources, source, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input given = {data, size, mb_heap_new(NULL)};
    fuzz_check(given.heap != NULL && mb_heap_protect(given.heap, run, &given), "no memory");
    mb_heap_free(given.heap);
    return 0;
}
