/*
 * What a syntax error is called. Bison says which symbols could have stood there; the many that are one thing to a
 * reader, such as all the words that can be a name, are named once, and the slips that are often made get a text of
 * their own.
 */
#include <string.h>

#include "mof_parser.h"

enum { MOST_EXPECTED = 4, LONGEST_TOKEN = 40 };

typedef struct expectation {
    const char *items[64];
    size_t count;
} expectation;

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

static bool expects(const expectation *expected, const char *item)
{
    for (size_t i = 0; i < expected->count; i++) {
        if (strcmp(expected->items[i], item) == 0) {
            return true;
        }
    }
    return false;
}

static void drop(expectation *expected, const char *const *words)
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
static void replace(expectation *expected, const char *const *words, const char *item)
{
    drop(expected, words);
    memmove(expected->items + 1, expected->items, expected->count * sizeof expected->items[0]);
    expected->items[0] = item;
    expected->count++;
}

static bool expects_type(const expectation *expected)
{
    return expects(expected, "a name") && expects(expected, "a data type") && !expects(expected, "'class'");
}

static bool expects_production(const expectation *expected)
{
    return expects(expected, "'class'") && expects(expected, "'#pragma'");
}

static void summarise(expectation *expected)
{
    bool is_value = expects(expected, "a string") && expects(expected, "an integer");
    if (expects_production(expected)) {
        replace(expected, production_words, "a declaration");
    } else if (expects_type(expected)) {
        replace(expected, name_words, "a type");
    } else if (expects(expected, "a name")) {
        replace(expected, name_words, "a name");
    } else if (expects(expected, "a scope")) {
        drop(expected, class_words);
    }
    if (expects(expected, "'('") && expects(expected, "']'")) {
        replace(expected, argument_words, "a value in parentheses");
    }
    if (is_value) {
        if (expects(expected, "an alias")) {
            drop(expected, instance_words);
        }
        replace(expected, value_words, "a value");
    }
}

/** "a, b or c" */
static const char *list(mb_parser *parser, const expectation *expected)
{
    const char *text = expected->items[0];
    for (size_t i = 1; i < expected->count; i++) {
        const char *separator = i + 1 == expected->count ? " or " : ", ";
        text = mb_arena_format(parser->run->arena, "%s%s%s", text, separator, expected->items[i]);
    }
    return text;
}

static const char *describe(mb_parser *parser, int kind, mb_span span)
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
        for (shown = LONGEST_TOKEN; ((unsigned char)text[shown] & 0xC0) == 0x80; shown--) {
        }
    }
    return mb_arena_format(parser->run->arena, "'%.*s%s'", (int)shown, text, shown < length ? "..." : "");
}

/** Whether a token that begins at `next` stands on a later line than one that ended at `end`. */
static bool is_on_later_line(const mb_parser *parser, mb_position end, mb_position next)
{
    const char *from = mb_text_at(parser, end);
    const char *to = mb_text_at(parser, next);
    return to > from && memchr(from, '\n', (size_t)(to - from)) != NULL;
}

static void report_semicolon_behind(mb_parser *parser, int kind, mb_span span)
{
    const mb_span behind = {span.end, span.end};
    mb_report(parser->run->diag, MB_MSG_SEMICOLON, behind, describe(parser, kind, span), NULL, NULL);
    parser->is_semicolon_missing = true;
}

/** A ';' that is not there. Shown behind what it should follow. */
static bool report_semicolon(mb_parser *parser, const expectation *expected)
{
    bool ends_body = parser->previous_kind == '}' && !parser->in_body;
    bool ends_line = is_on_later_line(parser, parser->previous_span.end, parser->span->begin) || parser->kind == '}' ||
                     parser->kind == TOKEN_FINISH;
    if (!expects(expected, "';'") || !(ends_body || ends_line)) {
        return false;
    }
    report_semicolon_behind(parser, parser->previous_kind, parser->previous_span);
    return true;
}

/** The same before the qualifiers of the next declaration, or a ',' before those of a parameter: that '[' could be an
 * array's. */
static bool report_separator_before_qualifiers(mb_parser *parser, const expectation *expected)
{
    if (parser->previous_kind != '[' || !parser->in_body || !expects(expected, "an integer") ||
        !expects(expected, "']'")) {
        return false;
    }
    if (parser->in_parentheses) {
        mb_report(parser->run->diag, MB_MSG_SYNTAX, parser->previous_span, "',' or ')'", "'['", NULL);
        return true;
    }
    if (!is_on_later_line(parser, parser->before_span.end, parser->previous_span.begin)) {
        return false;
    }
    report_semicolon_behind(parser, parser->before_kind, parser->before_span);
    parser->bracket = parser->previous_span.begin;
    return true;
}

/** A body without its '}'. */
static bool report_body(mb_parser *parser, const expectation *expected)
{
    bool is_outside = parser->kind == TOKEN_CLASS || parser->kind == TOKEN_INSTANCE ||
                      parser->kind == TOKEN_QUALIFIER || parser->kind == TOKEN_PRAGMA ||
                      parser->kind == TOKEN_INCLUDE || parser->kind == TOKEN_FINISH;
    bool can_end = expects(expected, "'}'") || (expects_type(expected) && parser->previous_kind == ']');
    if (!parser->in_body || parser->depth_of_braces != 1 || !is_outside || !can_end) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_BODY_UNCLOSED, *parser->span, describe(parser, parser->kind, *parser->span),
              NULL, NULL);
    mb_report_note(parser->run->diag, MB_MSG_BODY_OPENED, parser->body, NULL, NULL, NULL);
    return true;
}

/** The '}' of a body that was taken for unclosed. That was reported. */
static bool is_belated_brace(mb_parser *parser)
{
    if (parser->kind != '}' || parser->in_body || parser->bodies_closed == 0) {
        return false;
    }
    parser->bodies_closed--;
    return true;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static const char *skip_spaces(const char *at)
{
    while (*at == ' ' || (*at >= '\t' && *at <= '\r')) {
        at++;
    }
    return at;
}

/** `REF Class name` for `Class REF name`. */
static bool report_reference(mb_parser *parser, const expectation *expected)
{
    if (parser->kind != TOKEN_REF || !expects_type(expected)) {
        return false;
    }
    const char *begin = skip_spaces(mb_text_at(parser, parser->span->end));
    const char *end = begin;
    while (is_name_byte(*end)) {
        end++;
    }
    mb_arena *arena = parser->run->arena;
    const char *word =
        mb_arena_text(arena, mb_text_at(parser, parser->span->begin), parser->span->end - parser->span->begin);
    const char *class_name = end > begin ? mb_arena_text(arena, begin, (size_t)(end - begin)) : "Class";
    mb_report(parser->run->diag, MB_MSG_REF_BEFORE_CLASS, *parser->span, word, class_name, word);
    return true;
}

/** `uint32 [Key] name`, `uint32[] name`. */
static bool report_bracket(mb_parser *parser, const expectation *expected)
{
    int before = parser->previous_kind;
    bool is_behind_type =
        before == TOKEN_DATA_TYPE || before == TOKEN_NAME || before == TOKEN_REF || before == TOKEN_OBJECT;
    if (!parser->in_body || parser->kind != '[' || !is_behind_type || !expects(expected, "a name")) {
        return false;
    }
    char inside = *skip_spaces(mb_text_at(parser, parser->span->end));
    bool is_array = inside == ']' || (inside >= '0' && inside <= '9');
    mb_report(parser->run->diag, is_array ? MB_MSG_ARRAY_MISPLACED : MB_MSG_QUALIFIERS_MISPLACED, *parser->span, NULL,
              NULL, NULL);
    return true;
}

/** `structure` and `enumeration` where a declaration or `class` is expected. One message is enough: nothing that
 * follows is MOF 2. */
static bool report_mof3(mb_parser *parser, const expectation *expected)
{
    if (parser->in_body || parser->kind != TOKEN_NAME || expects(expected, "a name") || !expects(expected, "'class'")) {
        return false;
    }
    const mb_text word = {parser->meaning->name->text, parser->meaning->name->length};
    if (!mb_text_equal_nocase(word, mb_text_of("structure")) &&
        !mb_text_equal_nocase(word, mb_text_of("enumeration"))) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_MOF3, *parser->span, parser->meaning->name->text, NULL, NULL);
    parser->is_stopped = true;
    return true;
}

void mb_syntax_error(mb_parser *parser, const char *const *aliases, size_t count)
{
    expectation expected = {{NULL}, 0};
    for (size_t i = 0; i < count && expected.count < 60; i++) {
        expected.items[expected.count++] = aliases[i];
    }
    parser->is_panicking = true;
    parser->is_brace_missing = parser->kind == ';' && expects(&expected, "'}'") && expects(&expected, "','");
    if (is_belated_brace(parser)) {
        return;
    }
    if (report_body(parser, &expected) || report_semicolon(parser, &expected) ||
        report_separator_before_qualifiers(parser, &expected) || report_reference(parser, &expected) ||
        report_bracket(parser, &expected) || report_mof3(parser, &expected)) {
        return;
    }
    const char *found = describe(parser, parser->kind, *parser->span);
    summarise(&expected);
    if (expected.count == 0 || expected.count > MOST_EXPECTED) {
        mb_report(parser->run->diag, MB_MSG_UNEXPECTED, *parser->span, found, NULL, NULL);
    } else {
        mb_report(parser->run->diag, MB_MSG_SYNTAX, *parser->span, list(parser, &expected), found, NULL);
    }
}
