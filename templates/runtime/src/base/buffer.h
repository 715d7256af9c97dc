/**
 * @file
 * A growing text. A failed allocation is remembered in `failed`, later appends do nothing, and the end is checked once.
 */
#ifndef WMIP_BASE_BUFFER_H
#define WMIP_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wmi_buffer {
    char *text;      /**< NUL-terminated once anything was appended; from wmi_alloc */
    size_t length;
    size_t capacity;
    bool failed;
} wmi_buffer;

void wmi_buffer_append(wmi_buffer *buffer, const char *text, size_t length);
void wmi_buffer_text(wmi_buffer *buffer, const char *text);
void wmi_buffer_char(wmi_buffer *buffer, char c);
/** printf into the buffer. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void wmi_buffer_format(wmi_buffer *buffer, const char *format, ...);
/** The text, now the caller's (wmi_free), and the buffer empty again; NULL where an allocation failed. */
char *wmi_buffer_take(wmi_buffer *buffer);
/** Gives the text back. */
void wmi_buffer_clear(wmi_buffer *buffer);

#endif
