/*
 * What a syntax error is called. Bison says which symbols could have stood there; the many that are one thing to a
 * reader, such as all the words that can be a name, are named once, and the slips that are often made get a text of
 * their own.
 */
#include <string.h>

#include "mof_parser.h"
#include "diag/report.h"
#include "support/characters.h"
#include "support/suggest.h"
#include "syntax/ahead.h"
#include "syntax/slips.h"

enum { LONGEST_TOKEN = 40 };

static const char *const name_words[] = {"a name",      "'class'",  "'instance'", "'of'",     "'as'",
                                         "'qualifier'", "'scope'",  "'flavor'",   "'object'", "'void'",
                                         "a data type", "a flavor", "a scope",    NULL};
static const char *const production_words[] = {"'class'",    "'instance'", "'qualifier'",         "'#pragma'",
                                               "'#include'", "'['",        "the end of the file", NULL};
static const char *const value_words[] = {"a string", "an integer", "a real",   "a character", "'true'",
                                          "'false'",  "'null'",     "an alias", NULL};
static const char *const instance_words[] = {"'instance'", "'{'", NULL};
static const char *const argument_words[] = {"'('", "'{'", "':'", NULL};
static const char *const class_words[] = {"'class'", "'qualifier'", NULL};

bool mb_expects(const mb_expectation *expected, const char *item)
{
    for (size_t i = 0; i < expected->count; i++) {
        if (strcmp(expected->items[i], item) == 0) {
            return true;
        }
    }
    return false;
}

static void drop(mb_expectation *expected, const char *const *words)
{
    size_t kept = 0;
    for (size_t i = 0; i < expected->count; i++) {
        const char *const *word = words;
        while (*word != NULL && strcmp(*word, expected->items[i]) != 0) {
            word++;
        }
        if (*word == NULL) {
            expected->items[kept++] = expected->items[i];
        }
    }
    expected->count = kept;
}

/** Puts one item in the first place instead of several. */
static void replace(mb_expectation *expected, const char *const *words, const char *item)
{
    drop(expected, words);
    memmove(expected->items + 1, expected->items, expected->count * sizeof expected->items[0]);
    expected->items[0] = item;
    expected->count++;
}

bool mb_expects_type(const mb_expectation *expected)
{
    return mb_expects(expected, "a name") && mb_expects(expected, "a data type") && !mb_expects(expected, "'class'");
}

bool mb_expects_production(const mb_expectation *expected)
{
    return mb_expects(expected, "'class'") && mb_expects(expected, "'#pragma'");
}

bool mb_expects_value(const mb_expectation *expected)
{
    return mb_expects(expected, "a string") && mb_expects(expected, "an integer");
}

bool mb_expects_feature(const mb_parser *parser, const mb_expectation *expected)
{
    return parser->in_body && parser->depth_of_braces == 1 && mb_expects(expected, "'}'") &&
           mb_expects(expected, "'['") && !mb_expects(expected, "','");
}

bool mb_is_literal(int kind)
{
    return kind == TOKEN_STRING || kind == TOKEN_INTEGER || kind == TOKEN_REAL || kind == TOKEN_CHAR16 ||
           kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NULL;
}

static void summarise(mb_expectation *expected)
{
    bool is_value = mb_expects_value(expected);
    if (mb_expects_production(expected)) {
        replace(expected, production_words, "a declaration");
    } else if (mb_expects_type(expected)) {
        replace(expected, name_words, "a type");
    } else if (mb_expects(expected, "a name")) {
        replace(expected, name_words, "a name");
    } else if (mb_expects(expected, "a scope")) {
        drop(expected, class_words);
    }
    if (mb_expects(expected, "'('") && mb_expects(expected, "']'")) {
        replace(expected, argument_words, "a value in parentheses");
    }
    if (is_value) {
        if (mb_expects(expected, "an alias")) {
            drop(expected, instance_words);
        }
        replace(expected, value_words, "a value");
    }
}

/** "a, b or c" */
static const char *list(mb_parser *parser, const mb_expectation *expected)
{
    const char *text = expected->count != 0 ? expected->items[0] : "something else";
    for (size_t i = 1; i < expected->count; i++) {
        const char *separator = i + 1 == expected->count ? " or " : ", ";
        text = mb_arena_format(parser->run->arena, "%s%s%s", text, separator, expected->items[i]);
    }
    return text;
}

const char *mb_describe(mb_parser *parser, int kind, mb_span span)
{
    if (kind == TOKEN_FINISH) {
        return "the end of the file";
    }
    if (kind == TOKEN_STRING) {
        return "a string";
    }
    const char *text = mb_text_at(parser, span.begin);
    size_t length = span.end - span.begin;
    size_t shown = length;
    if (length > LONGEST_TOKEN) {
        for (shown = LONGEST_TOKEN; !mb_begins_character(text[shown]); shown--) {
        }
    }
    return mb_arena_format(parser->run->arena, "'%.*s%s'", (int)shown, text, shown < length ? "..." : "");
}

static void suggest_words(mb_suggestion *suggestion, const char *(*word)(unsigned bit))
{
    for (unsigned bit = 0; word(bit) != NULL; bit++) {
        mb_suggest_try(suggestion, word(bit), NULL);
    }
}

/** What was found, and where that is a misspelt keyword, which one was meant. */
static const char *describe_found(mb_parser *parser, const mb_expectation *expected)
{
    const char *found = mb_describe(parser, parser->kind, *parser->span);
    mb_arena *arena = parser->run->arena;
    mb_suggestion suggestion;
    const char *hint = mb_hint(parser, expected);
    if (hint != NULL) {
        return mb_arena_format(arena, "%s; %s", found, hint);
    }
    if (parser->kind != TOKEN_NAME) {
        return found;
    }
    mb_suggest_begin(&suggestion, mb_text_of(parser->meaning->name->text));
    for (size_t i = 0; i < expected->count; i++) {
        const char *item = expected->items[i];
        if (item[0] == '\'' && item[1] >= 'a' && item[1] <= 'z') { /* 'class' */
            mb_suggest_try(&suggestion, mb_arena_text(arena, item + 1, strlen(item) - 2), NULL);
        }
    }
    if (mb_expects(expected, "a flavor")) {
        suggest_words(&suggestion, mb_flavor_name);
    }
    if (mb_expects(expected, "a scope")) {
        suggest_words(&suggestion, mb_scope_name);
    }
    return mb_arena_format(arena, "%s%s", found, mb_did_you_mean(suggestion.best, arena));
}

bool mb_is_on_later_line(const mb_parser *parser, mb_position end, mb_position next)
{
    const char *from = mb_text_at(parser, end);
    const char *to = mb_text_at(parser, next);
    return to > from && memchr(from, '\n', (size_t)(to - from)) != NULL;
}

/** What belongs to a body that was taken for unclosed, and its '}'. That was reported. */
static bool is_belated(mb_parser *parser, const mb_expectation *expected)
{
    if (parser->in_body || parser->bodies_closed == 0) {
        return false;
    }
    if (parser->kind == '}') {
        parser->bodies_closed--;
        return true;
    }
    return parser->kind == TOKEN_DATA_TYPE && mb_expects_production(expected);
}

/** A feature behind the '}' of its class: that is one too many, and the one that ends the class is to come. */
static void expect_belated(mb_parser *parser, const mb_expectation *expected)
{
    bool is_behind_body = parser->previous_kind == '}' || parser->before_kind == '}';
    bool is_top = mb_expects_production(expected) || mb_expects(expected, "';'");
    parser->bodies_closed += !parser->in_body && is_top && is_behind_body && parser->kind == TOKEN_DATA_TYPE;
}

bool mb_is_told(const mb_parser *parser, mb_position position)
{
    if (parser->stray == 0 || parser->stray > position) {
        return false;
    }
    const char *const end = mb_text_at(parser, position);
    for (const char *at = mb_text_at(parser, parser->stray); at < end; at++) {
        if (*at == ';' || *at == '{' || *at == '}') {
            return false;
        }
    }
    return true;
}

/** A string in typographic quotes where none can stand. Of the quotes was told. */
static bool is_typographic(const mb_parser *parser)
{
    return (parser->kind == TOKEN_STRING || parser->kind == TOKEN_CHAR16) &&
           *mb_text_at(parser, parser->span->begin) == '\xE2';
}

/** A '=======' between two versions that were never merged: the marker before it was reported. */
static bool is_conflict(const mb_parser *parser)
{
    return parser->told_of_conflict && parser->kind == '=' &&
           strncmp(mb_text_at(parser, parser->span->begin), "=======", 7) == 0;
}

/** A macro where a declaration or a value is expected, in a file that wants a preprocessor. That was reported. */
static bool is_macro(const mb_parser *parser, const mb_expectation *expected)
{
    return parser->told_of_preprocessor && parser->kind == TOKEN_NAME &&
           (mb_expects_production(expected) ||
            (mb_expects(expected, "a string") && mb_expects(expected, "an integer")));
}

/** Whether what is found stands in a body that has no '{', or another bracket for that. */
static bool is_unopened(const mb_parser *parser, const mb_expectation *expected)
{
    const char *behind = mb_skip_spaces(mb_text_at(parser, parser->span->end));
    const bool is_setting = parser->kind == TOKEN_NAME && *behind == '=';
    const bool is_other_bracket = parser->kind == '(' && behind[mb_word_at(behind).length] != ')';
    return !parser->in_body && parser->depth_of_braces == 0 && mb_expects(expected, "'{'") &&
           (parser->kind == '[' || parser->kind == TOKEN_DATA_TYPE || is_setting || is_other_bracket);
}

/** Whether the '}' of a list is not there. */
static bool is_list_open(const mb_parser *parser, const mb_expectation *expected)
{
    return (parser->kind == ';' || parser->kind == ']' || parser->kind == ')') && mb_expects(expected, "'}'") &&
           mb_expects(expected, "','");
}

void mb_lexical_error(mb_parser *parser)
{
    parser->recovery = (mb_recovery){.kind = MB_RECOVER_BEHIND};
}

void mb_syntax_error(mb_parser *parser, const char *const *aliases, size_t count)
{
    mb_expectation expected = {{NULL}, 0};
    for (size_t i = 0; i < count && expected.count < 60; i++) {
        expected.items[expected.count++] = aliases[i];
    }
    parser->recovery = (mb_recovery){.kind = is_list_open(parser, &expected)  ? MB_RECOVER_BEHIND_LIST
                                             : is_unopened(parser, &expected) ? MB_RECOVER_BEHIND_BODY
                                                                              : MB_RECOVER_BEHIND};
    parser->is_path = parser->is_path && (parser->kind == TOKEN_PRAGMA || parser->kind == TOKEN_INCLUDE);
    if (is_belated(parser, &expected) || is_macro(parser, &expected) || is_conflict(parser) || is_typographic(parser) ||
        parser->is_cut || mb_is_told(parser, parser->span->begin)) {
        return;
    }
    expect_belated(parser, &expected);
    if (mb_report_slip(parser, &expected, &parser->recovery) ||
        mb_report_foreign(parser, &expected, &parser->recovery)) {
        return;
    }
    const char *found = describe_found(parser, &expected);
    summarise(&expected);
    mb_report(parser->run->diag, MB_MSG_SYNTAX, *parser->span, list(parser, &expected), found);
}
