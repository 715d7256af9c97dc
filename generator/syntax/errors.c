/*
 * What a syntax error is called. Bison says which symbols could have stood there; the many that are one thing to a
 * reader, such as all the words that can be a name, are named once, and the slips that are often made get a text of
 * their own.
 */
#include <string.h>

#include "mof_parser.h"
#include "support/suggest.h"

enum { LONGEST_TOKEN = 40 };

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
    const char *text = expected->count != 0 ? expected->items[0] : "something else";
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

static void suggest_words(mb_suggestion *suggestion, const char *const *words)
{
    for (; *words != NULL; words++) {
        mb_suggest_try(suggestion, *words, NULL);
    }
}

/** What was found, and where that is a misspelt keyword, which one was meant. */
static const char *describe_found(mb_parser *parser, const expectation *expected)
{
    static const char *const flavors[] = {
        "Amended",    "DisableOverride", "EnableOverride", "NotToInstance", "NotToSubclass",
        "Restricted", "ToInstance",      "ToSubclass",     "Translatable",  NULL};
    static const char *const scopes[] = {"any",       "association", "class",     "indication", "method",
                                         "parameter", "property",    "reference", "schema",     NULL};
    const char *found = describe(parser, parser->kind, *parser->span);
    mb_arena *arena = parser->run->arena;
    mb_suggestion suggestion;
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
    if (expects(expected, "a flavor")) {
        suggest_words(&suggestion, flavors);
    }
    if (expects(expected, "a scope")) {
        suggest_words(&suggestion, scopes);
    }
    return suggestion.best == NULL ? found : mb_arena_format(arena, "%s; did you mean '%s'?", found, suggestion.best);
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

/** The same where the next declaration begins as a setting does: `instance of A` behind `a = 1;`. */
static bool report_body_before(mb_parser *parser, const expectation *expected)
{
    int kind = parser->previous_kind;
    bool begins = (kind == TOKEN_INSTANCE && parser->kind == TOKEN_OF) ||
                  ((kind == TOKEN_CLASS || kind == TOKEN_QUALIFIER) && parser->kind == TOKEN_NAME);
    bool is_setting = expects(expected, "'='") && expects(expected, "';'") && !expects(expected, "'('");
    if (!parser->in_body || parser->depth_of_braces != 1 || !begins || !is_setting ||
        !is_on_later_line(parser, parser->before_span.end, parser->previous_span.begin)) {
        return false;
    }
    parser->keyword.kind = kind;
    parser->keyword.span = parser->previous_span;
    mb_report(parser->run->diag, MB_MSG_BODY_UNCLOSED, parser->previous_span,
              describe(parser, kind, parser->previous_span), NULL, NULL);
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

/** `string name [Key];`: what stands in the brackets is no size. */
static bool report_qualifiers_behind(mb_parser *parser, const expectation *expected)
{
    if (!parser->in_body || parser->previous_kind != '[' || parser->kind != TOKEN_NAME ||
        !expects(expected, "an integer") || !expects(expected, "']'")) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_QUALIFIERS_MISPLACED, parser->previous_span, NULL, NULL, NULL);
    return true;
}

/** A default that is not written as what it is: 00000000000500.000000:000 without quotes, `1, 2` or `(1, 2)` without
 * braces. */
static bool report_default(mb_parser *parser, const expectation *expected)
{
    enum { DATETIME_BEFORE_ZONE = 21 };
    bool is_behind_value = expects(expected, "';'") && !expects(expected, "'='") && !parser->in_parentheses;
    mb_span before = parser->previous_span;
    if (!parser->in_body || parser->depth_of_braces != 1) {
        return false;
    }
    if (is_behind_value && parser->previous_kind == TOKEN_REAL && before.end - before.begin == DATETIME_BEFORE_ZONE &&
        before.end == parser->span->begin) {
        before.end = parser->span->end;
        mb_report(parser->run->diag, MB_MSG_DATETIME_UNQUOTED, before, NULL, NULL, NULL);
        return true;
    }
    bool is_list = parser->kind == ',' && is_behind_value && parser->before_kind == '=';
    if (is_list || (parser->kind == '(' && parser->previous_kind == '=')) {
        mb_report(parser->run->diag, MB_MSG_VALUES_UNBRACED, is_list ? before : *parser->span, NULL, NULL, NULL);
        return true;
    }
    return false;
}

/** Whether what stands in brackets at `inside` is followed by the name of a method. */
static bool is_method_behind_bracket(const char *inside)
{
    while (*inside >= '0' && *inside <= '9') {
        inside++;
    }
    inside = skip_spaces(inside);
    if (*inside != ']') {
        return false;
    }
    inside = skip_spaces(inside + 1);
    while (is_name_byte(*inside)) {
        inside++;
    }
    return *skip_spaces(inside) == '(';
}

/** `uint32 name[]()` */
static bool report_array_returned(mb_parser *parser, const expectation *expected)
{
    if (!parser->in_body || parser->kind != '(' || parser->previous_kind != ']' || !expects(expected, "'='") ||
        !expects(expected, "';'")) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_ARRAY_RETURNED, parser->previous_span, NULL, NULL, NULL);
    return true;
}

/** `uint32 [Key] name`, `uint32[] name`, `uint32[] name()`. */
static bool report_bracket(mb_parser *parser, const expectation *expected)
{
    int before = parser->previous_kind;
    bool is_behind_type =
        before == TOKEN_DATA_TYPE || before == TOKEN_NAME || before == TOKEN_REF || before == TOKEN_OBJECT;
    if (!parser->in_body || parser->kind != '[' || !is_behind_type || !expects(expected, "a name")) {
        return false;
    }
    const char *inside = skip_spaces(mb_text_at(parser, parser->span->end));
    bool is_array = *inside == ']' || (*inside >= '0' && *inside <= '9');
    mb_message message = !is_array                                                     ? MB_MSG_QUALIFIERS_MISPLACED
                         : !parser->in_parentheses && is_method_behind_bracket(inside) ? MB_MSG_ARRAY_RETURNED
                                                                                       : MB_MSG_ARRAY_MISPLACED;
    mb_report(parser->run->diag, message, *parser->span, NULL, NULL, NULL);
    return true;
}

/** A qualifier declaration without Scope(...), or with one that does not stand before Flavor(...). */
static bool report_scope(mb_parser *parser, const expectation *expected)
{
    bool is_behind_comma = parser->previous_kind == ',' && expects(expected, "'scope'") && !expects(expected, "a name");
    bool is_behind_default = !parser->in_body && parser->depth_of_braces == 0 && !parser->in_parentheses &&
                             expects(expected, "','") && !expects(expected, "']'") && !expects(expected, "';'") &&
                             (parser->kind == ';' || parser->kind == TOKEN_SCOPE || parser->kind == TOKEN_FLAVOR);
    if (!is_behind_comma && !is_behind_default) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_SCOPE_MISSING, *parser->span, NULL, NULL, NULL);
    return true;
}

void mb_report_include_form(mb_parser *parser, mb_span span, const char *last)
{
    if (parser->told_of_preprocessor) {
        return; /* which will see to the include as well */
    }
    if (last > parser->source->text && memcmp(last - 1, ".h", 2) == 0) {
        parser->told_of_preprocessor = true;
        mb_report(parser->run->diag, MB_MSG_PREPROCESSOR, span, "the include of a header", NULL, NULL);
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

/** A macro where a declaration or a value is expected, in a file that wants a preprocessor. That was reported. */
static bool is_macro(const mb_parser *parser, const expectation *expected)
{
    return parser->told_of_preprocessor && parser->kind == TOKEN_NAME &&
           (expects_production(expected) || (expects(expected, "a string") && expects(expected, "an integer")));
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

/** Whether what is found stands in a body that has no '{'. */
static bool is_unopened(const mb_parser *parser, const expectation *expected)
{
    const char *behind = skip_spaces(mb_text_at(parser, parser->span->end));
    bool is_feature =
        parser->kind == '[' || parser->kind == TOKEN_DATA_TYPE || (parser->kind == TOKEN_NAME && *behind == '=');
    return !parser->in_body && parser->depth_of_braces == 0 && expects(expected, "'{'") && is_feature &&
           is_on_later_line(parser, parser->previous_span.end, parser->span->begin);
}

void mb_syntax_error(mb_parser *parser, const char *const *aliases, size_t count)
{
    expectation expected = {{NULL}, 0};
    for (size_t i = 0; i < count && expected.count < 60; i++) {
        expected.items[expected.count++] = aliases[i];
    }
    parser->is_panicking = true;
    parser->is_path = parser->is_path && (parser->kind == TOKEN_PRAGMA || parser->kind == TOKEN_INCLUDE);
    parser->is_brace_missing = (parser->kind == ';' || parser->kind == ']' || parser->kind == ')') &&
                               expects(&expected, "'}'") && expects(&expected, "','");
    parser->is_body_unopened = is_unopened(parser, &expected);
    if (is_belated_brace(parser) || is_macro(parser, &expected)) {
        return;
    }
    bool is_told = parser->stray >= parser->previous_span.end && parser->stray < parser->span->end;
    if (is_told && parser->stray != 0) {
        return;
    }
    if (report_body(parser, &expected) || report_body_before(parser, &expected) ||
        report_semicolon(parser, &expected) || report_separator_before_qualifiers(parser, &expected) ||
        report_reference(parser, &expected) || report_bracket(parser, &expected) ||
        report_array_returned(parser, &expected) || report_qualifiers_behind(parser, &expected) ||
        report_default(parser, &expected) || report_include(parser) || report_scope(parser, &expected) ||
        report_mof3(parser, &expected)) {
        return;
    }
    const char *found = describe_found(parser, &expected);
    summarise(&expected);
    mb_report(parser->run->diag, MB_MSG_SYNTAX, *parser->span, list(parser, &expected), found, NULL);
}
