/**
 * @file
 * Lines of C, as far as the preprocessor looks at them. Private to amalgamate/.
 */
#ifndef MB_AMALGAMATE_LINES_H
#define MB_AMALGAMATE_LINES_H

#include "support/text.h"

typedef enum mb_line_kind {
    MB_LINE_OTHER,
    MB_LINE_INCLUDE,
    MB_LINE_IF,   /**< #if, #ifdef, #ifndef */
    MB_LINE_ELSE, /**< #else, #elif */
    MB_LINE_ENDIF,
    MB_LINE_DEFINE
} mb_line_kind;

typedef struct mb_line {
    mb_line_kind kind;
    mb_text text; /**< with its end */
    mb_text name; /**< of an include what stands in the quotes or brackets, of #ifndef and #define the macro */
    bool is_quoted;
    bool is_ifndef;
} mb_line;

/** The line that begins at `*at`, which is moved behind it. @return false at the end */
bool mb_next_line(const char **at, const char *end, mb_line *out);
/** Whether a text is guarded against being read twice: its first directives are #ifndef X and #define X. */
bool mb_has_guard(const char *text, size_t length);

#endif
