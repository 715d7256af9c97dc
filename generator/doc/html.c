#include "doc/html.h"

#include <inttypes.h>
#include <string.h>

#include "source/decode.h"
#include "support/characters.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/** How many bytes the character at `at` has, if it is one that XML knows; 0 otherwise. */
static size_t character_length(const char *at, const char *end)
{
    const size_t length = mb_utf8_sequence(at, (size_t)(end - at));

    return length == 3 && (mb_utf8_decode(at) & 0xFFFE) == 0xFFFE ? 0 : length;
}

static const char *reference_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/** Whether a byte stands for itself wherever it is. */
static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7F && reference_of(c) == NULL;
}

void mbd_put_html(mb_buffer *out, mb_text text)
{
    const char *at = text.bytes;
    const char *end = text.length != 0 ? at + text.length : at;

    while (at < end) {
        const char *from = at;
        while (at < end && is_plain(*at)) {
            at++;
        }
        mb_buffer_append(out, from, (size_t)(at - from));
        if (at == end) {
            break;
        }
        const char *reference = reference_of(*at);
        const size_t command = mb_command_length(at, end);
        const size_t length = character_length(at, end);
        if (reference != NULL) {
            mb_buffer_puts(out, reference);
        } else if (command != 0) {
            mb_buffer_putc(out, ' ');
        } else if (length == 0) {
            mb_buffer_puts(out, REPLACEMENT);
        } else {
            mb_buffer_append(out, at, length);
        }
        at += command != 0 ? command : length != 0 ? length : 1;
    }
}

/** What a buffer holds, in the arena. The buffer is given back. */
static const char *take(mb_buffer *buffer, mb_arena *arena)
{
    const char *text = buffer->length == 0 ? "" : mb_arena_text(arena, buffer->text, buffer->length);

    mb_buffer_release(buffer);
    return text;
}

mbd_html mbd_html_of(mb_text text, mb_arena *arena)
{
    uint32_t plain = 0;
    mb_buffer out;

    while (plain < text.length && is_plain(text.bytes[plain])) {
        plain++;
    }
    if (plain == text.length) {
        return text.length == 0 ? "" : mb_arena_text(arena, text.bytes, text.length);
    }
    mb_buffer_init(&out, mb_arena_heap(arena));
    mbd_put_html(&out, text);
    return take(&out, arena);
}

/** One character of a script's string. @return how many bytes it has */
static size_t put_script(mb_buffer *out, const char *at, const char *end)
{
    const size_t length = character_length(at, end);
    const uint32_t point = length == 0 ? 0xFFFD : mb_utf8_decode(at);

    if (point < 0x20 || point == '"' || point == '\\' || point == '<' || point == 0x7F ||
        mb_command_length(at, end) != 0 || point == 0x2028 || point == 0x2029) {
        mb_buffer_printf(out, "\\u%04" PRIx32, point);
    } else if (length == 0) {
        mb_buffer_puts(out, REPLACEMENT);
    } else {
        mb_buffer_append(out, at, length);
    }
    return length == 0 ? 1 : length;
}

mbd_script mbd_script_of(mb_text text, mb_arena *arena)
{
    const char *at = text.bytes;
    const char *end = text.length != 0 ? at + text.length : at;
    mb_buffer out;

    mb_buffer_init(&out, mb_arena_heap(arena));
    mb_buffer_putc(&out, '"');
    while (at < end) {
        if (mb_is_space(*at)) {
            while (at < end && mb_is_space(*at)) {
                at++;
            }
            mb_buffer_putc(&out, ' ');
        } else {
            at += put_script(&out, at, end);
        }
    }
    mb_buffer_putc(&out, '"');
    return take(&out, arena);
}

mbd_id mbd_id_of(mb_text name, mb_arena *arena)
{
    const char *at = name.bytes;
    const char *end = name.length != 0 ? at + name.length : at;
    mb_buffer out;

    while (at < end && mb_is_word(*at)) {
        at++;
    }
    if (at == end) {
        return name.length == 0 ? "" : mb_arena_text(arena, name.bytes, name.length);
    }
    mb_buffer_init(&out, mb_arena_heap(arena));
    for (at = name.bytes; at < end;) {
        const size_t length = character_length(at, end);
        if (mb_is_word(*at)) {
            mb_buffer_putc(&out, *at);
        } else {
            mb_buffer_printf(&out, ".%" PRIx32 ".", length == 0 ? (uint32_t)(unsigned char)*at : mb_utf8_decode(at));
        }
        at += length == 0 ? 1 : length;
    }
    return take(&out, arena);
}
