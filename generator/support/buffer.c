#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "support/text.h"

enum { FIRST_CAPACITY = 256 };

void mb_buffer_init(mb_buffer *buffer, mb_heap *heap)
{
    buffer->heap = heap;
    buffer->text = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

/** Makes room for `more` bytes and a NUL. */
static void reserve(mb_buffer *buffer, size_t more)
{
    if (more > SIZE_MAX / 2 - buffer->length) {
        mb_heap_exhausted(buffer->heap);
    }
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity == 0 ? FIRST_CAPACITY : buffer->capacity * 2;
    if (capacity < needed) {
        capacity = needed;
    }
    buffer->text = mb_heap_realloc(buffer->heap, buffer->text, capacity);
    buffer->capacity = capacity;
}

void mb_buffer_append(mb_buffer *buffer, const char *text, size_t length)
{
    reserve(buffer, length);
    if (length != 0) {
        memcpy(buffer->text + buffer->length, text, length);
    }
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void mb_buffer_puts(mb_buffer *buffer, const char *text)
{
    mb_buffer_append(buffer, text, strlen(text));
}

void mb_buffer_putc(mb_buffer *buffer, char c)
{
    mb_buffer_append(buffer, &c, 1);
}

void mb_buffer_printf(mb_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0) {
        return;
    }
    reserve(buffer, (size_t)length);
    va_start(arguments, format);
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

void mb_buffer_disarm(mb_buffer *buffer, size_t begin)
{
    if (begin == buffer->length) {
        return;
    }
    const char *at = buffer->text + begin, *end = buffer->text + buffer->length;
    char *out = buffer->text + begin;
    while (at < end) {
        size_t length = *at != '\n' ? mb_command_length(at, end) : 0;
        *out++ = length != 0 ? ' ' : *at;
        at += length != 0 ? length : 1;
    }
    *out = '\0';
    buffer->length = (size_t)(out - buffer->text);
}

void mb_buffer_clear(mb_buffer *buffer)
{
    buffer->length = 0;
    if (buffer->text != NULL) {
        buffer->text[0] = '\0';
    }
}

void mb_buffer_release(mb_buffer *buffer)
{
    mb_heap_release(buffer->heap, buffer->text);
    mb_buffer_init(buffer, buffer->heap);
}
