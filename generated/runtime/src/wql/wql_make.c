/**
 * @file
 * WQL with values in it.
 */
#include "wql/wql.h"

#include <wmi/wql.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What LIKE takes for itself stands in brackets. */
static void write_like(wmip_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("%_[", *text) != NULL) {
            wmip_buffer_char(out, '[');
            wmip_buffer_char(out, *text);
            wmip_buffer_char(out, ']');
        } else {
            wmip_buffer_append(out, text, 1);
        }
    }
}

static bool write_literal(wmip_buffer *out, const char *text, bool is_pattern)
{
    wmip_buffer pattern = {NULL, 0, 0, false};
    if (text == NULL || !wmip_utf8_valid(text)) {
        return false;
    }
    if (is_pattern) {
        write_like(&pattern, text);
    }
    wmip_buffer_char(out, '\'');
    wmip_buffer_escaped(out, pattern.text != NULL ? pattern.text : text, "\\\"'");
    wmip_buffer_char(out, '\'');
    out->failed = out->failed || pattern.failed;
    wmip_buffer_clear(&pattern);
    return true;
}

/* @return false where the format or what it is given is wrong. A va_list is handed on by its address, as C wants it. */
static bool write_argument(wmip_buffer *out, char conversion, va_list *arguments)
{
    const char *text;
    int truth;
    switch (conversion) {
    case 'Q':
    case 'L':
        text = va_arg(*arguments, const char *);
        return write_literal(out, text, conversion == 'L');
    case 'u':
        wmip_buffer_format(out, "%" PRIu64, va_arg(*arguments, uint64_t));
        return true;
    case 'd':
        wmip_buffer_format(out, "%" PRId64, va_arg(*arguments, int64_t));
        return true;
    case 'b':
        truth = va_arg(*arguments, int);
        wmip_buffer_text(out, truth != 0 ? "TRUE" : "FALSE");
        return true;
    case '%':
        wmip_buffer_char(out, '%');
        return true;
    default:
        return false;
    }
}

wmi_status WMI_CALL wmi_wql(char **text, const char *format, ...)
{
    wmip_buffer out = {NULL, 0, 0, false};
    bool good = true;
    va_list arguments;
    if (text != NULL) {
        *text = NULL;
    }
    if (text == NULL || format == NULL) {
        return WMI_USAGE;
    }
    wmip_buffer_text(&out, "");
    va_start(arguments, format);
    while (*format != '\0' && good) {
        size_t plain = strcspn(format, "%");
        wmip_buffer_append(&out, format, plain);
        format += plain;
        if (*format == '%') {
            good = write_argument(&out, format[1], &arguments);
            format += good ? 2 : 1;
        }
    }
    va_end(arguments);
    if (!good) {
        wmip_buffer_clear(&out);
        return WMI_USAGE;
    }
    return wmip_buffer_hand_over(&out, text, NULL);
}
