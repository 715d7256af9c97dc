/*
 * What is missing, misplaced or too many. Where a slip tells how to go on, `recovery` is set: see tokens.c.
 */
#include <string.h>

#include "mof_parser.h"
#include "diag/report.h"
#include "support/characters.h"
#include "syntax/ahead.h"
#include "syntax/slips.h"

static void report(mb_parser *parser, mb_message_of_0 message, mb_span span)
{
    mb_report(parser->run->diag, message, span);
}

static void report_semicolon_behind(mb_parser *parser, int kind, mb_span span, mb_recovery *recovery)
{
    const mb_span behind = {span.end, span.end};
    mb_report(parser->run->diag, MB_MSG_SEMICOLON, behind, mb_describe(parser, kind, span));
    if (parser->in_body) {
        recovery->kind = MB_RECOVER_SEMICOLON;
    }
}

/** A ';' that is not there. Shown behind what it should follow. */
static bool report_semicolon(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    bool ends_body = parser->previous_kind == '}' && !parser->in_body;
    bool ends_line = mb_is_on_later_line(parser, parser->previous_span.end, parser->span->begin) ||
                     parser->kind == '}' || parser->kind == TOKEN_FINISH;
    if (!mb_expects(expected, "';'") || !(ends_body || ends_line)) {
        return false;
    }
    report_semicolon_behind(parser, parser->previous_kind, parser->previous_span, recovery);
    return true;
}

/** The same before the qualifiers of the next declaration, or a ',' before those of a parameter: that '[' could be an
 * array's. */
static bool report_separator_before_qualifiers(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    if (parser->previous_kind != '[' || !parser->in_body || !mb_expects(expected, "an integer") ||
        !mb_expects(expected, "']'")) {
        return false;
    }
    if (parser->in_parentheses) {
        mb_report(parser->run->diag, MB_MSG_SYNTAX, parser->previous_span, "',' or ')'", "'['");
        return true;
    }
    if (!mb_is_on_later_line(parser, parser->before_span.end, parser->previous_span.begin)) {
        return false;
    }
    report_semicolon_behind(parser, parser->before_kind, parser->before_span, recovery);
    recovery->token.kind = '[';
    recovery->token.span = parser->previous_span;
    return true;
}

static void report_unclosed(mb_parser *parser, int kind, mb_span span)
{
    mb_report(parser->run->diag, MB_MSG_BODY_UNCLOSED, span, mb_describe(parser, kind, span));
    mb_report_note(parser->run->diag, MB_MSG_BODY_OPENED, parser->body);
}

static bool is_directive(int kind)
{
    return kind == TOKEN_PRAGMA || kind == TOKEN_INCLUDE;
}

/** A directive in a body that goes on behind it. */
static bool report_directive(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    if (!parser->in_body || !is_directive(parser->kind) || mb_is_outside(parser, parser->span->begin)) {
        return false;
    }
    report(parser, MB_MSG_DIRECTIVE_MISPLACED, *parser->span);
    recovery->kind = mb_expects_feature(parser, expected) ? MB_RECOVER_NEXT_DECLARATION : MB_RECOVER_BEHIND_DIRECTIVES;
    return true;
}

/** Whether a ';' stands where a line begins that reads as a comment. */
static bool is_comment_line(const mb_parser *parser)
{
    const char *at = mb_text_at(parser, parser->span->end);
    const char *word = mb_skip_spaces(at);
    const size_t length = strcspn(at, ";{}[]=\n");
    return mb_begins_line(parser, mb_text_at(parser, parser->span->begin)) && word < at + length &&
           (at[length] == '\n' || at[length] == '\0');
}

/** A ';' that ends nothing, and one that begins a comment in assemblers and .ini files. */
static bool report_extra_semicolon(mb_parser *parser, mb_recovery *recovery)
{
    if (is_comment_line(parser)) {
        mb_report(parser->run->diag, MB_MSG_COMMENT_FOREIGN, *parser->span, ";");
        recovery->kind = MB_RECOVER_NEXT_LINE;
    } else {
        report(parser, MB_MSG_SEMICOLON_EXTRA, *parser->span);
    }
    return true;
}

/** ';', ');' or '];' where a body ends, and other semicolons that end nothing. */
static bool report_body_end(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    const int kind = parser->kind;
    const char *next = mb_text_at(parser, parser->span->end);
    if (kind == ';' && mb_expects_production(expected)) {
        return report_extra_semicolon(parser, recovery);
    }
    if (!mb_expects_feature(parser, expected) || (kind != ';' && kind != ')' && kind != ']')) {
        return false;
    }
    if (kind != ';') {
        next = mb_skip_spaces(next);
        if (*next++ != ';') {
            return false;
        }
    }
    if (mb_is_outside(parser, mb_position_of(parser, next))) {
        report_unclosed(parser, kind, *parser->span);
        recovery->kind = MB_RECOVER_END_OF_BODY;
        return true;
    }
    return kind == ';' && report_extra_semicolon(parser, recovery);
}

/** A body without its '}'. */
static bool report_body(mb_parser *parser, const mb_expectation *expected)
{
    bool is_outside = parser->kind == TOKEN_CLASS || parser->kind == TOKEN_INSTANCE ||
                      parser->kind == TOKEN_QUALIFIER || is_directive(parser->kind) || parser->kind == TOKEN_FINISH;
    bool can_end = mb_expects(expected, "'}'") || (mb_expects_type(expected) && parser->previous_kind == ']');
    if (!parser->in_body || parser->depth_of_braces != 1 || !is_outside || !can_end) {
        return false;
    }
    report_unclosed(parser, parser->kind, *parser->span);
    return true;
}

/** The same where the next declaration begins as a setting does: `instance of A` behind `a = 1;`. */
static bool report_body_before(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    int kind = parser->previous_kind;
    bool begins = (kind == TOKEN_INSTANCE && parser->kind == TOKEN_OF) ||
                  ((kind == TOKEN_CLASS || kind == TOKEN_QUALIFIER) && parser->kind == TOKEN_NAME);
    bool is_setting = mb_expects(expected, "'='") && mb_expects(expected, "';'") && !mb_expects(expected, "'('");
    if (!parser->in_body || parser->depth_of_braces != 1 || !begins || !is_setting ||
        !mb_is_on_later_line(parser, parser->before_span.end, parser->previous_span.begin)) {
        return false;
    }
    recovery->kind = MB_RECOVER_OUTSIDE_BODY;
    recovery->token.kind = kind;
    recovery->token.span = parser->previous_span;
    report_unclosed(parser, kind, parser->previous_span);
    return true;
}

static const char *text_of(mb_parser *parser, mb_span span)
{
    return mb_arena_text(parser->run->arena, mb_text_at(parser, span.begin), span.end - span.begin);
}

/** `REF Class name` and `Class name REF` for `Class REF name`. */
static bool report_reference(mb_parser *parser, const mb_expectation *expected)
{
    if (parser->kind != TOKEN_REF || !parser->in_body) {
        return false;
    }
    mb_arena *arena = parser->run->arena;
    const char *word = text_of(parser, *parser->span);
    const mb_text next = mb_word_at(mb_skip_spaces(mb_text_at(parser, parser->span->end)));
    if (mb_expects_type(expected)) {
        const char *class_name = next.length != 0 ? mb_arena_text(arena, next.bytes, next.length) : "Class";
        mb_report(parser->run->diag, MB_MSG_REF_BEFORE_CLASS, *parser->span, word, class_name, word);
        return true;
    }
    bool is_behind_name = mb_expects(expected, "'='") && parser->before_kind == TOKEN_NAME && next.length == 0;
    if (is_behind_name) {
        const char *name = mb_arena_format(arena, "%s %s", word, text_of(parser, parser->previous_span));
        mb_report(parser->run->diag, MB_MSG_REF_BEFORE_CLASS, *parser->span, word, text_of(parser, parser->before_span),
                  name);
    }
    return is_behind_name;
}

/** `string name [Key];`: what stands in the brackets is no size. */
static bool report_qualifiers_behind(mb_parser *parser, const mb_expectation *expected)
{
    if (!parser->in_body || parser->previous_kind != '[' || parser->kind != TOKEN_NAME ||
        !mb_expects(expected, "an integer") || !mb_expects(expected, "']'")) {
        return false;
    }
    report(parser, MB_MSG_QUALIFIERS_MISPLACED, parser->previous_span);
    return true;
}

/** `string name[n];`, `string name[MAX]`: a word for the number. With a blank before the bracket it may be a qualifier. */
static bool report_size(mb_parser *parser, const mb_expectation *expected)
{
    const char *behind = mb_skip_spaces(mb_text_at(parser, parser->span->end));
    if (!parser->in_body || parser->previous_kind != '[' || parser->kind != TOKEN_NAME || *behind != ']' ||
        parser->before_span.end != parser->previous_span.begin || !mb_expects(expected, "an integer") ||
        mb_is_feature_qualifier(mb_word_at(mb_text_at(parser, parser->span->begin)))) {
        return false;
    }
    const char *written = mb_describe(parser, parser->kind, *parser->span);
    mb_report(parser->run->diag, MB_MSG_ARRAY_SIZE, *parser->span, written);
    return true;
}

/** Whether a literal begins there, and no name but TRUE, FALSE or NULL. */
static bool begins_value(const char *at)
{
    static const char *const words[] = {"true", "false", "null", NULL};
    return (*at != '\0' && strchr("\"'$+-.0123456789", *at) != NULL) || mb_is_one_of(mb_word_at(at), words);
}

/** Whether the '}' behind `1, 2, 3 };` is that of the values, for the body goes on there. */
static bool has_own_brace(mb_parser *parser)
{
    const char *brace = mb_next_bracket(parser, mb_text_at(parser, parser->span->end));
    const char *behind = *brace == '}' ? mb_skip_spaces(brace + 1) : "";
    return *behind == ';' && !mb_is_outside(parser, mb_position_of(parser, behind + 1));
}

/** A default that is not written as what it is: 00000000000500.000000:000 without quotes, `1, 2` or `(1, 2)` without
 * braces. */
static bool report_default(mb_parser *parser, const mb_expectation *expected)
{
    enum { DATETIME_BEFORE_ZONE = 21 };
    bool is_behind_value = mb_expects(expected, "';'") && !mb_expects(expected, "'='") && !parser->in_parentheses;
    mb_span before = parser->previous_span;
    if (!parser->in_body || parser->depth_of_braces != 1) {
        return false;
    }
    if (is_behind_value && parser->previous_kind == TOKEN_REAL && before.end - before.begin == DATETIME_BEFORE_ZONE &&
        before.end == parser->span->begin) {
        before.end = parser->span->end;
        report(parser, MB_MSG_DATETIME_UNQUOTED, before);
        return true;
    }
    bool is_list = parser->kind == ',' && is_behind_value && parser->before_kind == '=' &&
                   begins_value(mb_skip_spaces(mb_text_at(parser, parser->span->end)));
    if (is_list || ((parser->kind == '(' || parser->kind == '[') && parser->previous_kind == '=')) {
        report(parser, MB_MSG_VALUES_UNBRACED, is_list ? before : *parser->span);
        parser->depth_of_braces += is_list && has_own_brace(parser);
        return true;
    }
    return false;
}

/** Whether what stands in brackets at `inside` is followed by the name of a method. */
static bool is_method_behind_bracket(const char *inside)
{
    while (mb_is_digit(*inside)) {
        inside++;
    }
    inside = mb_skip_spaces(inside);
    if (*inside != ']') {
        return false;
    }
    inside = mb_skip_spaces(inside + 1);
    while (mb_is_name_byte(*inside)) {
        inside++;
    }
    return *mb_skip_spaces(inside) == '(';
}

/** `uint32 name[]()` */
static bool report_array_returned(mb_parser *parser, const mb_expectation *expected)
{
    if (!parser->in_body || parser->kind != '(' || parser->previous_kind != ']' || !mb_expects(expected, "'='") ||
        !mb_expects(expected, "';'")) {
        return false;
    }
    report(parser, MB_MSG_ARRAY_RETURNED, parser->previous_span);
    return true;
}

/** `uint32 [Key] name`, `uint32[] name`, `uint32[] name()`. */
static bool report_bracket(mb_parser *parser, const mb_expectation *expected)
{
    int before = parser->previous_kind;
    bool is_behind_type =
        before == TOKEN_DATA_TYPE || before == TOKEN_NAME || before == TOKEN_REF || before == TOKEN_OBJECT;
    if (!parser->in_body || parser->kind != '[' || !is_behind_type || !mb_expects(expected, "a name")) {
        return false;
    }
    const char *inside = mb_skip_spaces(mb_text_at(parser, parser->span->end));
    bool is_array = *inside == ']' || (mb_is_digit(*inside));
    bool is_returned = is_array && !parser->in_parentheses && is_method_behind_bracket(inside);
    report(parser,
           !is_array     ? MB_MSG_QUALIFIERS_MISPLACED
           : is_returned ? MB_MSG_ARRAY_RETURNED
                         : MB_MSG_ARRAY_MISPLACED,
           *parser->span);
    return true;
}

/** A qualifier declaration without Scope(...), or with one that does not stand before Flavor(...). */
static bool report_scope(mb_parser *parser, const mb_expectation *expected)
{
    bool is_behind_comma =
        parser->previous_kind == ',' && mb_expects(expected, "'scope'") && !mb_expects(expected, "a name");
    bool is_behind_default = !parser->in_body && parser->depth_of_braces == 0 && !parser->in_parentheses &&
                             mb_expects(expected, "','") && !mb_expects(expected, "']'") &&
                             !mb_expects(expected, "';'") &&
                             (parser->kind == ';' || parser->kind == TOKEN_SCOPE || parser->kind == TOKEN_FLAVOR);
    if (!is_behind_comma && !is_behind_default) {
        return false;
    }
    report(parser, MB_MSG_SCOPE_MISSING, *parser->span);
    return true;
}

void mb_report_include_form(mb_parser *parser, mb_span span, const char *last)
{
    if (parser->told_of_preprocessor) {
        return; /* which will see to the include as well */
    }
    if (last > parser->source->text && memcmp(last - 1, ".h", 2) == 0) {
        parser->told_of_preprocessor = true;
        mb_report(parser->run->diag, MB_MSG_PREPROCESSOR, span, "the include of a header");
        return;
    }
    mb_report_pragma_form(parser, MB_PRAGMA_INCLUDE, span);
}

/** `#include "file"`, `#include(file)`. */
static bool report_include(mb_parser *parser)
{
    bool is_behind = parser->previous_kind == TOKEN_INCLUDE;
    bool is_inside = parser->previous_kind == '(' && parser->before_kind == TOKEN_INCLUDE;
    if (is_behind || is_inside) {
        const char *end = mb_text_at(parser, parser->span->end);
        mb_report_include_form(parser, is_behind ? parser->previous_span : parser->before_span, end - 2);
    }
    return is_behind || is_inside;
}

/** `structure` and `enumeration` where a declaration or `class` is expected, or as the type of what is declared. One message is enough: nothing that
 * follows is MOF 2. */
static bool report_mof3(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    static const char *const words[] = {"structure", "enumeration", NULL};
    bool is_outside = !parser->in_body && parser->kind == TOKEN_NAME && !mb_expects(expected, "a name") &&
                      mb_expects(expected, "'class'");
    bool is_inside = parser->in_body && parser->before_kind == TOKEN_NAME &&
                     (parser->kind == ':' || parser->kind == '{') && mb_expects(expected, "'('");
    const mb_span span = is_inside ? parser->before_span : *parser->span;
    const mb_text word = mb_word_at(mb_text_at(parser, span.begin));
    if ((!is_outside && !is_inside) || !mb_is_one_of(word, words)) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_MOF3, span, text_of(parser, span));
    recovery->kind = MB_RECOVER_NO_MORE;
    return true;
}

/** A ';' for the ',' between parameters, qualifiers or values. */
static bool report_separator(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    if (parser->kind != ';' || !parser->in_body || !mb_expects(expected, "','") ||
        !mb_closes_in_line(mb_text_at(parser, parser->span->end))) {
        return false;
    }
    report(parser, MB_MSG_SEPARATOR, *parser->span);
    recovery->kind = MB_RECOVER_BEHIND_SEPARATOR;
    return true;
}

static bool is_word(const mb_parser *parser, mb_span span)
{
    const char *at = mb_text_at(parser, span.begin);
    return mb_word_at(at).length != 0 && !mb_is_digit(*at);
}

/** The '{' or '(' of the list that the current token stands in; '\0' where the last one was closed. */
static char opening_of_list(const mb_parser *parser)
{
    const char *open = parser->opening != 0 ? mb_text_at(parser, parser->opening) : "";
    return *open != '\0' && !mb_is_closed(open, mb_text_at(parser, parser->span->begin)) ? *open : '\0';
}

/** Whether a list was left behind its last ',': the next qualifier, or clause, stands here. */
static bool is_left_behind_comma(const mb_parser *parser, const mb_expectation *expected)
{
    if (mb_expects(expected, "a scope")) {
        return parser->kind == TOKEN_FLAVOR;
    }
    if (!mb_expects_value(expected) || !is_word(parser, *parser->span)) {
        return false;
    }
    const char open = opening_of_list(parser);
    const char *next = mb_next_bracket(parser, mb_text_at(parser, parser->span->begin));
    return open != '\0' && *next != (open == '(' ? ')' : '}') && next < parser->end;
}

/** And whether it was behind a value: at the end of what it stands in, or at something else in a later line. */
static bool is_left_behind_value(const mb_parser *parser, const mb_expectation *expected)
{
    const bool is_list = mb_expects(expected, "','") && expected->count == 2;
    const bool is_file = parser->before_kind == '(' && expected->count == 1; /* of an include */
    if (!(is_list || is_file) || !(mb_expects(expected, "')'") || mb_expects(expected, "'}'"))) {
        return false;
    }
    return parser->kind == ']' || parser->kind == ';' || parser->kind == TOKEN_FINISH ||
           (!mb_is_literal(parser->kind) && parser->kind != TOKEN_NAME &&
            mb_is_on_later_line(parser, parser->previous_span.end, parser->span->begin));
}

/** A list without its ')' or '}'. Shown behind the last of it. */
static bool report_list(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    const bool is_behind_comma = parser->previous_kind == ',';
    if (!(is_behind_comma ? is_left_behind_comma(parser, expected) : is_left_behind_value(parser, expected))) {
        return false;
    }
    const mb_span opening = {parser->opening, parser->opening + 1};
    const char open = opening_of_list(parser);
    const mb_span last = is_behind_comma ? parser->before_span : parser->previous_span;
    const mb_span behind = {last.end, last.end};
    const bool is_brace = is_behind_comma ? open == '{' : mb_expects(expected, "'}'");
    const char *close = is_brace ? "'}'" : "')'";
    const char *shown = mb_describe(parser, is_behind_comma ? parser->before_kind : parser->previous_kind, last);
    mb_report(parser->run->diag, MB_MSG_LIST_UNCLOSED, behind, close, shown);
    if (open == (is_brace ? '{' : '(')) {
        mb_report_note(parser->run->diag, MB_MSG_LIST_OPENED, opening, is_brace ? "'{'" : "'('", close);
    }
    recovery->kind = !parser->in_body && parser->kind == '[' ? MB_RECOVER_HERE
                     : is_brace                              ? MB_RECOVER_BEHIND_LIST
                                                             : MB_RECOVER_BEHIND;
    return true;
}

bool mb_report_slip(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    return report_directive(parser, expected, recovery) || report_body(parser, expected) ||
           report_body_before(parser, expected, recovery) || report_body_end(parser, expected, recovery) ||
           report_separator(parser, expected, recovery) || report_list(parser, expected, recovery) ||
           report_semicolon(parser, expected, recovery) || report_size(parser, expected) ||
           report_separator_before_qualifiers(parser, expected, recovery) || report_reference(parser, expected) ||
           report_bracket(parser, expected) || report_array_returned(parser, expected) ||
           report_qualifiers_behind(parser, expected) || report_default(parser, expected) || report_include(parser) ||
           report_scope(parser, expected) || report_mof3(parser, expected, recovery);
}
