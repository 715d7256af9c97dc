#include "base/core.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FIRST_BUFFER_CAPACITY 128

/* Room for `extra` more characters and the NUL. */
static bool reserve(wmip_buffer *buffer, size_t extra)
{
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : FIRST_BUFFER_CAPACITY;
    char *text;
    if (buffer->failed) {
        return false;
    }
    if (buffer->text != NULL && extra < buffer->capacity - buffer->length) {
        return true;
    }
    if (extra >= SIZE_MAX / 4 - buffer->length) {
        buffer->failed = true;
        return false;
    }
    while (capacity <= buffer->length + extra) {
        capacity *= 2;
    }
    text = wmi_alloc(capacity);
    if (text == NULL) {
        buffer->failed = true;
        return false;
    }
    if (buffer->length > 0) {
        memcpy(text, buffer->text, buffer->length);
    }
    text[buffer->length] = '\0';
    wmi_free(buffer->text);
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

void wmip_buffer_append(wmip_buffer *buffer, const char *text, size_t length)
{
    if (!reserve(buffer, length)) {
        return;
    }
    if (length > 0) {
        memcpy(buffer->text + buffer->length, text, length);
    }
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void wmip_buffer_text(wmip_buffer *buffer, const char *text)
{
    wmip_buffer_append(buffer, text, strlen(text));
}

void wmip_buffer_char(wmip_buffer *buffer, char c)
{
    wmip_buffer_append(buffer, &c, 1);
}

void wmip_buffer_format_list(wmip_buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    int length;
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        (void)vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void wmip_buffer_format(wmip_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    wmip_buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

char *wmip_buffer_take(wmip_buffer *buffer)
{
    static const wmip_buffer empty = {NULL, 0, 0, false};
    char *text = NULL;
    if (reserve(buffer, 0)) {
        text = buffer->text;
        buffer->text = NULL;
    }
    wmi_free(buffer->text);
    *buffer = empty;
    return text;
}

void wmip_buffer_clear(wmip_buffer *buffer)
{
    static const wmip_buffer empty = {NULL, 0, 0, false};
    wmi_free(buffer->text);
    *buffer = empty;
}

void wmip_buffer_escaped(wmip_buffer *out, const char *text, const char *characters)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, characters);
        wmip_buffer_append(out, text, plain);
        text += plain;
        if (*text != '\0') {
            wmip_buffer_char(out, '\\');
            wmip_buffer_char(out, *text++);
        }
    }
}

wmi_status wmip_buffer_hand_over(wmip_buffer *buffer, char **text, wmi_error *error)
{
    *text = wmip_buffer_take(buffer);
    return *text != NULL ? wmip_succeed(error) : wmip_no_memory(error);
}
