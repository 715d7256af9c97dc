/**
 * @file
 * A growing text. A failed allocation is remembered in `failed`, later appends do nothing, and the end is checked once.
 */
#ifndef WMIP_BASE_BUFFER_H
#define WMIP_BASE_BUFFER_H

#include <wmi/types.h>

typedef struct wmip_buffer {
    char *text; /**< NUL-terminated once anything was appended; from wmi_alloc */
    size_t length;
    size_t capacity;
    bool failed;
} wmip_buffer;

void wmip_buffer_append(wmip_buffer *buffer, const char *text, size_t length);
void wmip_buffer_text(wmip_buffer *buffer, const char *text);
void wmip_buffer_char(wmip_buffer *buffer, char c);
/** printf into the buffer. */
void wmip_buffer_format(wmip_buffer *buffer, const char *format, ...) WMI_PRINTF(2, 3);
/** The text, now the caller's (wmi_free), and the buffer empty again; NULL where an allocation failed. */
char *wmip_buffer_take(wmip_buffer *buffer);
/** Gives the text back. */
void wmip_buffer_clear(wmip_buffer *buffer);

#endif
