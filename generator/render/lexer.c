#include "render/lexer.h"

#include <string.h>

#include "diag/report.h"
#include "support/characters.h"

static mb_text slice(const char *begin, const char *end)
{
    mb_text text = {begin, (uint32_t)(end - begin)};
    return text;
}

static mb_span span_of(const mb_lexer *lexer, const char *begin, const char *end)
{
    const mb_source *source = lexer->source;
    mb_span span = {source->base + (mb_position)(begin - source->text),
                    source->base + (mb_position)(end - source->text)};
    return span;
}

/** The first `what` in [from, end); NULL where there is none. */
static const char *find(const char *from, const char *end, const char *what)
{
    size_t length = strlen(what);

    for (;;) {
        const char *at = from < end ? memchr(from, what[0], (size_t)(end - from)) : NULL;
        if (at == NULL || (size_t)(end - at) < length) {
            return NULL;
        }
        if (memcmp(at, what, length) == 0) {
            return at;
        }
        from = at + 1;
    }
}

static const char *line_end(const char *from, const char *end)
{
    const char *newline = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;
    return newline != NULL ? newline : end;
}

void mb_lexer_begin(mb_lexer *lexer, const mb_source *source, mb_span span, mb_diag *diag)
{
    lexer->source = source;
    lexer->begin = source->text + (span.begin - source->base);
    lexer->end = source->text + (span.end - source->base);
    lexer->at = lexer->begin;
    lexer->diag = diag;
    lexer->has_pending = false;
}

/** Whether a name has the form of names in templates: C identifiers with dots between them; of partials a file name. */
static bool valid_name(mb_text name, bool is_partial)
{
    bool at_start = true;

    for (uint32_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        bool is_letter = mb_is_letter(c) || c == '_';
        bool is_digit = mb_is_digit(c);
        if (is_partial ? !(is_letter || is_digit || c == '-' || (!at_start && (c == '.' || c == '/')))
                       : !(is_letter || (!at_start && (is_digit || c == '.')))) {
            return false;
        }
        at_start = c == '.' || c == '/';
    }
    return !at_start;
}

/** What Mustache has and these templates have not; NULL where the tag is none of it. */
static const char *unsupported(char sigil, mb_text name)
{
    switch (sigil) {
    case '=':
        return "other delimiters, {{=...=}},";
    case '<':
    case '$':
        return "parents and blocks, {{<...}} and {{$...}},";
    case '>':
        return name.length != 0 && name.bytes[0] == '*' ? "dynamic names, {{>*...}}," : NULL;
    default:
        return name.length == 1 && name.bytes[0] == '.' ? "implicit iterators, {{.}}," : NULL;
    }
}

/** Fills in the name between two places of the tag, and checks it. */
static void read_name(mb_lexer *lexer, mb_arena *arena, mb_token *tag, char sigil, const char *from, const char *to)
{
    while (from < to && mb_is_blank(*from)) {
        from++;
    }
    while (to > from && mb_is_blank(to[-1])) {
        to--;
    }
    tag->text = slice(from, to);
    tag->name_span = span_of(lexer, from, to);

    const char *feature = unsupported(sigil, tag->text);
    if (feature != NULL) {
        mb_report(lexer->diag, MB_MSG_TEMPLATE_UNSUPPORTED, tag->span, feature);
    } else if (from == to) {
        mb_report(lexer->diag, MB_MSG_TEMPLATE_EMPTY_TAG, tag->span);
    } else if (!valid_name(tag->text, sigil == '>')) {
        mb_report(lexer->diag, MB_MSG_TEMPLATE_NAME, tag->name_span, mb_arena_text(arena, from, (size_t)(to - from)));
    } else {
        return;
    }
    tag->kind = MB_TOKEN_BAD;
}

static mb_token_kind kind_of(char sigil)
{
    switch (sigil) {
    case '{':
    case '&':
        return MB_TOKEN_RAW;
    case '#':
        return MB_TOKEN_SECTION;
    case '^':
        return MB_TOKEN_INVERTED;
    case '/':
        return MB_TOKEN_CLOSE;
    case '>':
        return MB_TOKEN_PARTIAL;
    case '!':
        return MB_TOKEN_COMMENT;
    default:
        return MB_TOKEN_FIELD;
    }
}

/**
 * Reads the tag that opens at `open`. Comments may have several lines; another tag must close on its own, so that a
 * forgotten brace is reported where it is missing.
 * @return what is behind it
 */
static const char *read_tag(mb_lexer *lexer, mb_arena *arena, const char *open, mb_token *tag)
{
    const char *inside = open + 2;
    char sigil = inside < lexer->end ? *inside : '\0';
    const char *closer = sigil == '{' ? "}}}" : "}}";

    tag->kind = kind_of(sigil);
    if (tag->kind != MB_TOKEN_FIELD || (sigil != '\0' && strchr("=<$", sigil) != NULL)) {
        inside++;
    }
    const char *limit = tag->kind == MB_TOKEN_COMMENT ? lexer->end : line_end(inside, lexer->end);
    const char *close = find(inside, limit, closer);
    if (close == NULL) {
        tag->kind = MB_TOKEN_BAD;
        tag->span = span_of(lexer, open, open + 2);
        mb_report(lexer->diag, MB_MSG_TEMPLATE_UNCLOSED_TAG, tag->span, closer);
        return limit;
    }
    const char *behind = close + strlen(closer);
    tag->span = span_of(lexer, open, behind);
    if (tag->kind != MB_TOKEN_COMMENT) {
        read_name(lexer, arena, tag, sigil, inside, close);
    }
    return behind;
}

static bool may_stand_alone(mb_token_kind kind)
{
    return kind == MB_TOKEN_SECTION || kind == MB_TOKEN_INVERTED || kind == MB_TOKEN_CLOSE ||
           kind == MB_TOKEN_PARTIAL || kind == MB_TOKEN_COMMENT;
}

/** Where a tag [open, behind) is alone on its line: `*line` is where that begins. @return the next line, or NULL. */
static const char *standalone(const mb_lexer *lexer, const char *open, const char *behind, const char **line)
{
    while (open > lexer->begin && mb_is_blank(open[-1])) {
        open--;
    }
    while (behind < lexer->end && mb_is_blank(*behind)) {
        behind++;
    }
    if (open > lexer->begin && open[-1] != '\n') {
        return NULL;
    }
    *line = open;
    if (behind < lexer->end && *behind == '\r') {
        behind++;
    }
    if (behind == lexer->end) {
        return behind;
    }
    return *behind == '\n' ? behind + 1 : NULL;
}

mb_token mb_lexer_next(mb_lexer *lexer, mb_arena *arena)
{
    static const mb_token nothing = {MB_TOKEN_END, {NULL, 0}, {NULL, 0}, false, {0, 0}, {0, 0}};
    mb_token text = nothing;
    mb_token tag = nothing;

    if (lexer->has_pending) {
        lexer->has_pending = false;
        return lexer->pending;
    }
    const char *begin = lexer->at;
    const char *open = find(begin, lexer->end, "{{");
    const char *text_end = open != NULL ? open : lexer->end;

    if (open == NULL) {
        lexer->at = lexer->end;
    } else {
        const char *line = open;
        lexer->at = read_tag(lexer, arena, open, &tag);
        const char *next = may_stand_alone(tag.kind) ? standalone(lexer, open, lexer->at, &line) : NULL;
        if (next != NULL) {
            tag.standalone = true;
            tag.indent = slice(line, open);
            text_end = line;
            lexer->at = next;
        }
    }
    if (text_end <= begin) {
        return tag;
    }
    text.kind = MB_TOKEN_TEXT;
    text.text = slice(begin, text_end);
    text.span = span_of(lexer, begin, text_end);
    lexer->pending = tag;
    lexer->has_pending = true;
    return text;
}
