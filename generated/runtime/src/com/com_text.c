#include "com/com_internal.h"

#include <limits.h>

#define REPLACEMENT 0xFFFDu

/* Writes a character in UTF-16, where there is a place for it. @return how many units it has. */
static size_t put_utf16(uint32_t code, OLECHAR *to)
{
    if (code < 0x10000) {
        if (to != NULL) {
            to[0] = (OLECHAR)code;
        }
        return 1;
    }
    if (to != NULL) {
        to[0] = (OLECHAR)(0xD800u + ((code - 0x10000) >> 10));
        to[1] = (OLECHAR)(0xDC00u + ((code - 0x10000) & 0x3FFu));
    }
    return 2;
}

/* UTF-16 of a text, without a NUL, where there is a place for it. @return false where the text is not UTF-8. */
static bool to_utf16(const char *text, OLECHAR *to, size_t *length)
{
    size_t units = 0;
    uint32_t code = 0;
    while (*text != '\0') {
        size_t bytes = wmip_utf8_decode(text, &code);
        if (bytes == 0) {
            return false;
        }
        units += put_utf16(code, to != NULL ? to + units : NULL);
        text += bytes;
    }
    *length = units;
    return true;
}

wmi_status wmip_com_bstr(const char *text, const char *what, BSTR *out, wmi_error *error)
{
    size_t length = 0;
    *out = NULL;
    if (text == NULL) {
        return WMI_OK;
    }
    if (!to_utf16(text, NULL, &length)) {
        return wmi_fail(error, WMI_USAGE, 0, "What was passed as %s is not UTF-8", what);
    }
    *out = length < INT_MAX / sizeof(OLECHAR) ? SysAllocStringLen(NULL, (UINT)length) : NULL;
    if (*out == NULL) {
        return wmip_no_memory(error);
    }
    (void)to_utf16(text, *out, &length);
    return WMI_OK;
}

/* The character at `text`, which has `length` units left, and how many of them it takes. */
static uint32_t next_character(const OLECHAR *text, size_t length, size_t *units)
{
    uint32_t first = (uint16_t)text[0];
    uint32_t second = length > 1 ? (uint16_t)text[1] : 0;
    *units = 1;
    if (first >= 0xD800 && first <= 0xDBFF && second >= 0xDC00 && second <= 0xDFFF) {
        *units = 2;
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }
    return first == 0 || (first >= 0xD800 && first <= 0xDFFF) ? REPLACEMENT : first;
}

bool wmip_com_text(const OLECHAR *text, size_t length, wmi_memory **memory, const char **out)
{
    char character[4];
    size_t size = 1;
    size_t units = 0;
    size_t i;
    char *to;
    *out = NULL;
    if (text == NULL) {
        return true;
    }
    while (length > 0 && text[length - 1] == 0) {
        length--;
    }
    for (i = 0; i < length; i += units) {
        size += wmip_utf8_encode(next_character(text + i, length - i, &units), character);
    }
    to = wmi_memory_alloc(memory, size);
    *out = to;
    if (to == NULL) {
        return false;
    }
    for (i = 0; i < length; i += units) {
        to += wmip_utf8_encode(next_character(text + i, length - i, &units), to);
    }
    *to = '\0';
    return true;
}

wmi_status wmip_com_name_init(wmip_com_name *name, const char *text, wmi_error *error)
{
    size_t capacity = sizeof name->room / sizeof name->room[0];
    size_t length = 0;
    name->text = NULL;
    if (!to_utf16(text, NULL, &length)) {
        return wmi_fail(error, WMI_USAGE, 0, "The name of a property or parameter is not UTF-8");
    }
    name->text = length < capacity ? name->room : wmi_alloc((length + 1) * sizeof(WCHAR));
    if (name->text == NULL) {
        return wmip_no_memory(error);
    }
    (void)to_utf16(text, name->text, &length);
    name->text[length] = 0;
    return WMI_OK;
}

void wmip_com_name_clear(wmip_com_name *name)
{
    if (name->text != name->room) {
        wmi_free(name->text);
    }
    name->text = NULL;
}
