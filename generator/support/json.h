/**
 * @file
 * Writes JSON (RFC 8259): commas, indentation, and strings that are valid whatever bytes they are made of, and that a
 * terminal can show.
 */
#ifndef MB_SUPPORT_JSON_H
#define MB_SUPPORT_JSON_H

#include "support/text.h"

typedef struct mb_json {
    mb_buffer *out;
    unsigned depth;
    unsigned inline_depth; /**< how many of the open groups stand on one line */
    bool has_items;        /**< whether what is open has something in it */
} mb_json;

/* A `key` is NULL for an item of an array and for the outermost object. */

void mb_json_open_object(mb_json *json, const char *key);
void mb_json_close_object(mb_json *json);
void mb_json_open_array(mb_json *json, const char *key);
void mb_json_close_array(mb_json *json);
/** The same, on one line with all that is in them. */
void mb_json_open_object_inline(mb_json *json, const char *key);
void mb_json_open_array_inline(mb_json *json, const char *key);
/** NUL-terminated; what is not UTF-8 becomes U+FFFD. `text` may be NULL: null. */
void mb_json_string(mb_json *json, const char *key, const char *text);
/** The same of a slice; an absent one is null. */
void mb_json_text(mb_json *json, const char *key, mb_text text);
void mb_json_number(mb_json *json, const char *key, size_t number);
/** A number, spelt by the caller. */
void mb_json_digits(mb_json *json, const char *key, const char *digits);
void mb_json_boolean(mb_json *json, const char *key, bool truth);
void mb_json_null(mb_json *json, const char *key);

#endif
