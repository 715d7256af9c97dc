#include "support/json.h"

#include <string.h>

/** Beside what JSON wants: what a terminal would obey. */
static bool needs_escape(const char *at, const char *end)
{
    return *at == '"' || *at == '\\' || mb_command_length(at, end) != 0;
}

/** @param size of the character, which has three bytes at most. */
static void write_escape(mb_buffer *out, const char *at, size_t size)
{
    static const char named[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const unsigned char *bytes = (const unsigned char *)at;
    const char *found = size == 1 && *at != '\0' ? strchr(named, *at) : NULL;

    if (found != NULL) {
        mb_buffer_putc(out, '\\');
        mb_buffer_putc(out, names[found - named]);
        return;
    }
    unsigned point = size == 1   ? bytes[0]
                     : size == 2 ? (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu)
                                 : (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    mb_buffer_printf(out, "\\u%04x", point);
}

static void write_string(mb_buffer *out, const char *text, size_t length)
{
    size_t begin = 0; /* of what can be copied as it is */

    mb_buffer_putc(out, '"');
    for (size_t i = 0; i < length;) {
        size_t size = mb_utf8_sequence(text + i, length - i);
        if (size != 0 && !needs_escape(text + i, text + length)) {
            i += size;
            continue;
        }
        mb_buffer_append(out, text + begin, i - begin);
        if (size == 0) {
            mb_buffer_puts(out, "\xEF\xBF\xBD");
        } else {
            write_escape(out, text + i, size);
        }
        i += size != 0 ? size : 1;
        begin = i;
    }
    mb_buffer_append(out, text + begin, length - begin);
    mb_buffer_putc(out, '"');
}

static void begin_line(const mb_json *json)
{
    mb_buffer_putc(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++) {
        mb_buffer_puts(json->out, "  ");
    }
}

/** On a line of its own, unless what is open stands on one line. */
static void begin_item(mb_json *json, const char *key)
{
    if (json->has_items) {
        mb_buffer_putc(json->out, ',');
    }
    if (json->inline_depth != 0) {
        mb_buffer_puts(json->out, json->has_items ? " " : "");
    } else if (json->depth != 0) {
        begin_line(json);
    }
    if (key != NULL) {
        write_string(json->out, key, strlen(key));
        mb_buffer_puts(json->out, ": ");
    }
    json->has_items = true;
}

static void open_group(mb_json *json, const char *key, char bracket, bool is_inline)
{
    begin_item(json, key);
    mb_buffer_putc(json->out, bracket);
    json->depth++;
    json->inline_depth += is_inline || json->inline_depth != 0 ? 1 : 0;
    json->has_items = false;
}

static void close_group(mb_json *json, char bracket)
{
    json->depth--;
    if (json->inline_depth != 0) {
        json->inline_depth--;
    } else if (json->has_items) {
        begin_line(json);
    }
    mb_buffer_putc(json->out, bracket);
    json->has_items = true; /* at least what was just closed */
}

void mb_json_open_object(mb_json *json, const char *key)
{
    open_group(json, key, '{', false);
}

void mb_json_open_object_inline(mb_json *json, const char *key)
{
    open_group(json, key, '{', true);
}

void mb_json_close_object(mb_json *json)
{
    close_group(json, '}');
}

void mb_json_open_array(mb_json *json, const char *key)
{
    open_group(json, key, '[', false);
}

void mb_json_open_array_inline(mb_json *json, const char *key)
{
    open_group(json, key, '[', true);
}

void mb_json_close_array(mb_json *json)
{
    close_group(json, ']');
}

void mb_json_text(mb_json *json, const char *key, mb_text text)
{
    begin_item(json, key);
    if (text.bytes == NULL) {
        mb_buffer_puts(json->out, "null");
    } else {
        write_string(json->out, text.bytes, text.length);
    }
}

void mb_json_string(mb_json *json, const char *key, const char *text)
{
    const mb_text none = {NULL, 0};

    mb_json_text(json, key, text != NULL ? mb_text_of(text) : none);
}

void mb_json_number(mb_json *json, const char *key, size_t number)
{
    begin_item(json, key);
    mb_buffer_printf(json->out, "%llu", (unsigned long long)number);
}

void mb_json_digits(mb_json *json, const char *key, const char *digits)
{
    begin_item(json, key);
    mb_buffer_puts(json->out, digits);
}

void mb_json_boolean(mb_json *json, const char *key, bool truth)
{
    begin_item(json, key);
    mb_buffer_puts(json->out, truth ? "true" : "false");
}

void mb_json_null(mb_json *json, const char *key)
{
    mb_json_string(json, key, NULL);
}
