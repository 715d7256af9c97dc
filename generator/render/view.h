/**
 * @file
 * What templates see: a description of C structs, by which a template is checked before it is run. A name that a template
 * uses is looked up when the template is compiled, so an unknown one is an error with the template's file:line:col.
 */
#ifndef MB_RENDER_VIEW_H
#define MB_RENDER_VIEW_H

#include <stddef.h>

typedef enum mb_view_kind {
    MB_VIEW_IDENTIFIER, /**< const char *: {{x}} */
    MB_VIEW_LITERAL,    /**< const char *: {{x}} */
    MB_VIEW_NUMBER,     /**< uint32_t: {{x}} */
    MB_VIEW_TEXT,       /**< const char *, made safe by the binding stage: {{{x}}} or {{&x}} */
    MB_VIEW_BOOL,       /**< bool: {{#x}} and {{^x}} */
    MB_VIEW_LIST,       /**< mbb_list of `type`: {{#x}} for each item, {{^x}} when empty */
    MB_VIEW_RECORD      /**< a struct of `type` inside this one: {{#x}} enters it */
} mb_view_kind;

typedef struct mb_view_type mb_view_type;

typedef struct mb_view_field {
    const char *name;
    mb_view_kind kind;
    size_t offset;
    const mb_view_type *type; /**< of LIST and RECORD */
    unsigned names;           /**< of IDENTIFIER: what kind of name it is; 0: none that others are made of */
} mb_view_field;

struct mb_view_type {
    const char *name; /**< for messages: "class" */
    const mb_view_field *fields;
    size_t field_count;
    size_t size; /**< of the struct */
};

#endif
