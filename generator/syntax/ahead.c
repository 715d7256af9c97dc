/*
 * A look at the text that is still to come, where one token does not tell whether a body goes on or has no end. Comments,
 * strings and brackets are passed over; nothing is reported.
 */
#include "syntax/ahead.h"

#include <string.h>

#include "support/characters.h"

enum {
    FARTHEST = 64 * 1024,
    LONGEST_ARGUMENTS = 4096 /* of a pragma that is none */
};

bool mb_is_name_byte(char c)
{
    return mb_is_word(c) || (unsigned char)c >= 0x80;
}

const char *mb_skip_spaces(const char *at)
{
    while (mb_is_space(*at)) {
        at++;
    }
    return at;
}

mb_text mb_word_at(const char *at)
{
    mb_text word = {at, 0};
    while (mb_is_name_byte(at[word.length])) {
        word.length++;
    }
    return word;
}

bool mb_is_one_of(mb_text word, const char *const *words)
{
    while (*words != NULL && !mb_text_equal_nocase(word, mb_text_of(*words))) {
        words++;
    }
    return *words != NULL;
}

static const char *behind(const char *at, const char *limit, const char *end_mark)
{
    const size_t length = strlen(end_mark);
    while (at < limit && strncmp(at, end_mark, length) != 0) {
        at++;
    }
    return at < limit ? at + length : limit;
}

/** Behind white space, comments, and the character that ends a file of DOS. */
static const char *skip_blanks(const char *at, const char *limit)
{
    for (at = mb_skip_spaces(at); at < limit; at = mb_skip_spaces(at)) {
        if (at[0] == '/' && at[1] == '/') {
            at = behind(at, limit, "\n");
        } else if (at[0] == '/' && at[1] == '*') {
            at = behind(at + 2, limit, "*/");
        } else if (*at == 0x1A) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

static const char *skip_string(const char *at, const char *limit)
{
    for (at++; at < limit && *at != '"'; at++) {
        at += *at == '\\' && at + 1 < limit ? 1 : 0;
    }
    return at < limit ? at + 1 : limit;
}

/** Behind the bracket that closes the one at `at`; NULL where none does. */
static const char *behind_brackets(const char *at, const char *limit, char open, char close)
{
    size_t depth = 0;
    while (at < limit) {
        if (*at == '"') {
            at = skip_string(at, limit);
            continue;
        }
        if (at[0] == '/' && (at[1] == '/' || at[1] == '*')) {
            at = skip_blanks(at, limit);
            continue;
        }
        depth += *at == open;
        depth -= *at == close && depth > 0;
        at++;
        if (depth == 0) {
            return at;
        }
    }
    return NULL;
}

static const char *skip_brackets(const char *at, const char *limit, char open, char close)
{
    const char *end = behind_brackets(at, limit, open, close);
    return end != NULL ? end : limit;
}

bool mb_is_closed(const char *open, const char *limit)
{
    return behind_brackets(open, limit, *open, *open == '(' ? ')' : '}') != NULL;
}

const char *mb_next_bracket(const mb_parser *parser, const char *at)
{
    const char *const limit = parser->end - at > FARTHEST ? at + FARTHEST : parser->end;
    for (at = skip_blanks(at, limit); at < limit && strchr("()[]{};", *at) == NULL; at = skip_blanks(at, limit)) {
        at = *at == '"' ? skip_string(at, limit) : at + 1;
    }
    return at;
}

/** To the end of a line, and of those that continue it; of a comment that begins there, to its end. */
static const char *skip_line(const mb_parser *parser, const char *at)
{
    const char *const end = parser->end;
    for (; at < end && *at != '\n'; at++) {
        if (*at == '\\') {
            at += strspn(at + 1, "\r");
            at += at + 1 < end ? 1 : 0;
        } else if (*at == '"') {
            at += strcspn(at + 1, "\"\r\n"); /* to what is before the quote that closes it */
            at += at[1] == '"' ? 1 : 0;
        } else if (at[0] == '/' && at[1] == '*') {
            const char *comment = at;
            at = behind(at + 2, end, "*/");
            if (at == end) {
                return comment; /* told of when it is scanned */
            }
            at--;
        }
    }
    return at;
}

const char *mb_skip_pragma(const mb_parser *parser, const char *at)
{
    const char *limit = parser->end - at > LONGEST_ARGUMENTS ? at + LONGEST_ARGUMENTS : parser->end;
    const char *open = skip_blanks(at, limit);
    if (*open == '(' && open < limit) {
        const char *semicolon = memchr(open, ';', (size_t)(limit - open));
        const char *end = behind_brackets(open, semicolon != NULL ? semicolon : limit, '(', ')');
        if (end != NULL) {
            return end;
        }
    }
    at = skip_line(parser, at);
    while (mb_is_space(at[-1])) {
        at--;
    }
    return at;
}

/** Behind `#pragma name("...")` or `#include("...")`. */
static const char *skip_directive(const mb_parser *parser, const char *at, const char *limit)
{
    at = mb_skip_spaces(at + 1);
    mb_text word = mb_word_at(at);
    at += word.length;
    if (mb_text_equal_nocase(word, mb_text_of("pragma"))) {
        at = skip_blanks(at, limit);
        word = mb_word_at(at);
        at += word.length;
        if (!mb_is_pragma(word)) {
            return mb_skip_pragma(parser, at);
        }
    }
    const char *arguments = skip_blanks(at, limit);
    return *arguments == '(' ? skip_brackets(arguments, limit, '(', ')') : at;
}

/** Whether what stands there begins a declaration, and no setting of a property that is called `class`. */
static bool begins_declaration(const char *at, const char *limit)
{
    static const char *const words[] = {"class", "instance", "qualifier", NULL};
    const mb_text word = mb_word_at(at);
    const char *next = skip_blanks(at + word.length, limit);
    return mb_is_one_of(word, words) && (mb_is_name_byte(*next) || *next == '{');
}

bool mb_begins_line(const mb_parser *parser, const char *at)
{
    while (at > parser->source->text && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\r')) {
        at--;
    }
    return at == parser->source->text || at[-1] == '\n';
}

bool mb_is_outside(mb_parser *parser, mb_position position)
{
    if (position >= parser->ahead.begin && position < parser->ahead.end) {
        return parser->is_outside_ahead; /* it was passed over on the way to what told */
    }
    const char *const begin = mb_text_at(parser, position);
    const bool is_far = parser->end - begin > FARTHEST;
    const char *const limit = is_far ? begin + FARTHEST : parser->end;
    const char *at = skip_blanks(begin, limit);
    while (at < limit && (*at == '#' || *at == '[')) {
        at = *at == '#' ? skip_directive(parser, at, limit) : skip_brackets(at, limit, '[', ']');
        at = skip_blanks(at, limit);
    }
    parser->ahead.begin = position;
    parser->ahead.end = mb_position_of(parser, at < parser->end ? at : parser->end);
    parser->is_outside_ahead = at >= limit || begins_declaration(at, limit);
    return parser->is_outside_ahead;
}

bool mb_closes_in_line(const char *at)
{
    at += strspn(at, " \t");
    if (*at == '}') {
        return false; /* `{1, 2; };` may as well be the body's */
    }
    size_t length = strcspn(at, ";)]}\n");
    return at[length] == ')' || at[length] == ']' || at[length] == '}';
}
