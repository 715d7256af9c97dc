/*
 * UTF-8 and UTF-16.
 */
#include "fake_object.h"

#include <stdlib.h>
#include <string.h>

char *fake_utf8(const OLECHAR *text)
{
    char *copy = NULL;
    int size = text != NULL ? WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, NULL, 0, NULL, NULL) : 0;
    if (size > 0) {
        copy = malloc((size_t)size);
    }
    if (copy != NULL) {
        (void)WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, copy, size, NULL, NULL);
    }
    return copy;
}

BSTR fake_bstr(const char *text)
{
    int size = text != NULL ? MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0) : 0;
    BSTR copy = size > 0 ? SysAllocStringLen(NULL, (UINT)(size - 1)) : NULL;
    if (copy != NULL) {
        (void)MultiByteToWideChar(CP_UTF8, 0, text, -1, copy, size);
    }
    return copy;
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool fake_same_name(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return false;
    }
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

bool fake_name(const OLECHAR *text, char *name)
{
    int size = text != NULL
                   ? WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, name, FAKE_NAME_SIZE, NULL, NULL)
                   : 0;
    if (size <= 1) {
        name[0] = '\0';
        return false;
    }
    return true;
}
