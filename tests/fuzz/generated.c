#include "generated.h"

#include <stdbool.h>
#include <string.h>

#include "fuzz.h"

enum { LONGEST_PART = 240, DEEPEST = 32 };

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("_.+-", c) != NULL);
}

const char *generated_path_problem(const char *path)
{
    for (;;) {
        size_t length = 0;
        while (is_name_character(path[length])) {
            length++;
        }
        if (length == 0 || path[0] == '.') {
            return "a part of the path is empty, or begins with a dot";
        }
        if (length > LONGEST_PART) {
            return "a part of the path is longer than file systems take";
        }
        if (path[length] == '\0') {
            return NULL;
        }
        if (path[length] != '/') {
            return "the path holds a character that it may not";
        }
        path += length + 1;
    }
}

typedef struct scan {
    const char *begin;
    const char *at;
    const char *end;
    unsigned line;
    bool in_directive;
    char open[DEEPEST]; /**< the brackets that are open */
    size_t depth;
} scan;

static char peek(const scan *s, size_t ahead)
{
    return (size_t)(s->end - s->at) > ahead ? s->at[ahead] : '\0';
}

static void step(scan *s)
{
    s->line += *s->at == '\n';
    s->at++;
}

static const char *read_comment(scan *s)
{
    s->at += 2;
    for (; s->at < s->end; step(s)) {
        if (peek(s, 0) == '*' && peek(s, 1) == '/') {
            s->at += 2;
            return NULL;
        }
        if (peek(s, 0) == '/' && peek(s, 1) == '*') {
            return "a comment in a comment";
        }
        if (peek(s, 0) == '\\' && peek(s, 1) == '\n') {
            return "a comment with a line that continues on the next";
        }
    }
    return "a comment that does not end";
}

static const char *read_quoted(scan *s)
{
    const char quote = *s->at++;
    while (s->at < s->end && *s->at != '\n') {
        unsigned char c = (unsigned char)*s->at;
        if (c < ' ' || c >= 0x7F) {
            return "a string with a character that is no ASCII";
        }
        if (c == (unsigned char)quote) {
            s->at++;
            return NULL;
        }
        s->at += c == '\\' ? 2 : 1;
    }
    return "a string that its line does not close";
}

static const char *read_bracket(scan *s)
{
    static const char opening[] = "([{";
    static const char closing[] = ")]}";
    const char c = *s->at++;
    const char *opens = strchr(opening, c);
    if (opens != NULL) {
        if (s->depth == DEEPEST) {
            return "brackets that are nested too deep";
        }
        s->open[s->depth++] = closing[opens - opening];
        return NULL;
    }
    if (s->depth == 0 || s->open[--s->depth] != c) {
        return "brackets that do not match";
    }
    return NULL;
}

static const char *read_line_end(scan *s)
{
    bool continues = s->at > s->begin && s->at[-1] == '\\';
    if (continues && !s->in_directive) {
        return "a line that continues on the next";
    }
    s->in_directive = continues;
    step(s);
    s->in_directive = s->in_directive || peek(s, 0) == '#';
    return NULL;
}

static const char *read_one(scan *s)
{
    unsigned char c = (unsigned char)*s->at;
    if (c == '/' && peek(s, 1) == '*') {
        return read_comment(s);
    }
    if (c == '/' && peek(s, 1) == '/') {
        return "a comment to the end of the line, which no template writes";
    }
    if (c == '"' || c == '\'') {
        return read_quoted(s);
    }
    if (c == '\n') {
        return read_line_end(s);
    }
    if (strchr("()[]{}", c) != NULL) {
        return read_bracket(s);
    }
    if (c >= 0x7F || c == '@' || c == '`' || c == '$') {
        return "a character that C has no use for";
    }
    s->at++;
    return NULL;
}

const char *generated_c_problem(const char *text, size_t length, unsigned *line)
{
    scan s = {text, text, text + length, 1, false, {0}, 0};
    const char *problem = NULL;

    *line = 1;
    for (size_t i = 0; i < length; i++) {
        *line += text[i] == '\n';
        if (text[i] == '?' && i + 2 < length && text[i + 1] == '?' && strchr("=/'()!<>-", text[i + 2]) != NULL) {
            return "a trigraph";
        }
    }
    *line = 0;
    if (!fuzz_is_printable(text, length)) {
        return "a control character, or no UTF-8";
    }
    if (length == 0 || text[length - 1] != '\n') {
        return "a last line without an end";
    }
    s.in_directive = text[0] == '#';
    while (s.at < s.end && problem == NULL) {
        problem = read_one(&s);
    }
    *line = s.line;
    return problem == NULL && s.depth != 0 ? "a bracket that is not closed" : problem;
}
