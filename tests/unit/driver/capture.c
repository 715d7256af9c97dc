#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capture.h"

enum { FIRST_CAPACITY = 4096 };

static void make_room(capture *c, size_t length)
{
    size_t capacity = c->capacity != 0 ? c->capacity : FIRST_CAPACITY;

    while (capacity <= c->length + length) {
        capacity *= 2;
    }
    if (capacity != c->capacity) {
        c->text = realloc(c->text, capacity);
        assert_non_null(c->text);
        c->capacity = capacity;
    }
}

void capture_begin(capture *c)
{
    c->length = c->writes = 0;
    make_room(c, 0);
    c->text[0] = '\0';
}

void capture_append(void *context, const char *text, size_t length)
{
    capture *c = context;

    make_room(c, length);
    memcpy(c->text + c->length, text, length);
    c->length += length;
    c->text[c->length] = '\0';
    c->writes++;
}
