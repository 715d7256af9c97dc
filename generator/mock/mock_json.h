/**
 * @file
 * A strict reader of JSON (RFC 8259) which knows where each value stands, so that messages about what a document means have a line and a
 * column.
 *
 * Why no library: of Debian's, jansson, json-c and cJSON tell a position where they cannot go on, and of no value that they have read; they
 * keep of a number what a double or an int64_t holds, and of two equal keys the last one without a word. yajl hands numbers on as they are
 * written, but asks no allocation whether it failed. Here all of it comes from the compiler's heap, and reading goes on behind an error.
 */
#ifndef MBM_MOCK_JSON_H
#define MBM_MOCK_JSON_H

#include "diag/diag.h"

typedef enum mbm_json_kind {
    MBM_JSON_NULL,
    MBM_JSON_BOOLEAN,
    MBM_JSON_NUMBER,
    MBM_JSON_TEXT,
    MBM_JSON_LIST,
    MBM_JSON_OBJECT,
    MBM_JSON_BAD /**< it was reported: nothing is to be said of it any more */
} mbm_json_kind;

/** Values are nested no deeper. */
#define MBM_JSON_DEPTH 64

typedef struct mbm_json mbm_json;
/** A value; as a member of an object with its name. */
struct mbm_json {
    mbm_json_kind kind;
    bool truth;       /**< of a boolean */
    const char *text; /**< of a text: without quotes and escapes; of a number as it is written; NUL-terminated */
    uint32_t length;  /**< of that text: none holds U+0000 */
    const char *name; /**< of a member; else NULL */
    mb_span name_span;
    mb_span span;
    mbm_json *first; /**< items, or members, in their order; of members that are called alike the first one */
    size_t count;    /**< how many there are */
    mbm_json *next;
};

/**
 * Reads a document. What is wrong is reported, several errors in one run; of what cannot be read the value is MBM_JSON_BAD.
 * @param is_whole whether all that is there was read: then its values are what was meant, but for those that are MBM_JSON_BAD
 * @return the value; never NULL
 */
const mbm_json *mbm_json_read(const mb_source *source, mb_arena *arena, mb_diag *diag, bool *is_whole);

/** What a kind is called in messages: "a text". */
const char *mbm_json_kind_name(mbm_json_kind kind);

#endif
