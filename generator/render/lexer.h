/**
 * @file
 * Template text to tags. Here live the rules of the Mustache specification about white space: a section, end, comment
 * or partial tag that is alone on its line takes the line with it.
 */
#ifndef MB_RENDER_LEXER_H
#define MB_RENDER_LEXER_H

#include "diag/diag.h"

typedef enum mb_token_kind {
    MB_TOKEN_TEXT,
    MB_TOKEN_FIELD,    /**< {{x}} */
    MB_TOKEN_RAW,      /**< {{{x}}} or {{&x}} */
    MB_TOKEN_SECTION,  /**< {{#x}} */
    MB_TOKEN_INVERTED, /**< {{^x}} */
    MB_TOKEN_CLOSE,    /**< {{/x}} */
    MB_TOKEN_PARTIAL,  /**< {{>x}} */
    MB_TOKEN_COMMENT,  /**< {{! ... }} */
    MB_TOKEN_BAD,      /**< reported already */
    MB_TOKEN_END
} mb_token_kind;

typedef struct mb_token {
    mb_token_kind kind;
    mb_text text;    /**< the text, or the name in the tag; a slice of the source */
    mb_text indent;  /**< of a standalone partial: the white space before it */
    bool standalone; /**< alone on its line, which has been taken away */
    mb_span span;    /**< of the text or of the whole tag */
    mb_span name_span;
} mb_token;

typedef struct mb_lexer {
    const mb_source *source;
    const char *begin;
    const char *at;
    const char *end;
    mb_diag *diag;
    mb_token pending; /**< the tag behind the text that was returned last */
    bool has_pending;
} mb_lexer;

/** Reads the part [span.begin, span.end) of a source. */
void mb_lexer_begin(mb_lexer *lexer, const mb_source *source, mb_span span, mb_diag *diag);
/** @return the next token; MB_TOKEN_END again and again at the end. */
mb_token mb_lexer_next(mb_lexer *lexer, mb_arena *arena);

#endif
