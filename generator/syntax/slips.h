/**
 * @file
 * The slips that are often made, each of which has a text of its own; private to syntax/. A function that reports one
 * returns whether it did, and sets how reading goes on where the slip tells that.
 */
#ifndef MB_SYNTAX_SLIPS_H
#define MB_SYNTAX_SLIPS_H

#include "syntax/parser.h"

/** What could have stood where the error is: the aliases of mof.y. */
typedef struct mb_expectation {
    const char *items[64];
    size_t count;
} mb_expectation;

/* errors.c */
bool mb_expects(const mb_expectation *expected, const char *item);
bool mb_expects_type(const mb_expectation *expected);
bool mb_expects_value(const mb_expectation *expected);
bool mb_expects_production(const mb_expectation *expected);
/** Whether a declaration of a body, or the '}' of that body, could have stood there. */
bool mb_expects_feature(const mb_parser *parser, const mb_expectation *expected);
/** Whether a token is a value by itself. */
bool mb_is_literal(int kind);
/** What a token is called in messages. */
const char *mb_describe(mb_parser *parser, int kind, mb_span span);
/** Whether a token that begins at `next` stands on a later line than one that ended at `end`. */
bool mb_is_on_later_line(const mb_parser *parser, mb_position end, mb_position next);

/* slips.c: what is missing, misplaced or too many */
bool mb_report_slip(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery);

/* foreign.c: what other languages have */
/** Whether a word is one of the qualifiers that properties, methods and parameters often have. */
bool mb_is_feature_qualifier(mb_text word);
bool mb_report_foreign(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery);
/** What to say behind "found ...", where that helps; NULL where nothing does. */
const char *mb_hint(mb_parser *parser, const mb_expectation *expected);

#endif
