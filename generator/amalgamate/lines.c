#include "amalgamate/lines.h"

#include <string.h>

#include "support/characters.h"

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && mb_is_blank(*at)) {
        at++;
    }
    return at;
}

static mb_text word_at(const char *at, const char *end)
{
    mb_text word = {at, 0};

    while (at + word.length < end && mb_is_word(at[word.length])) {
        word.length++;
    }
    return word;
}

static bool is(mb_text word, const char *text)
{
    return mb_text_equal(word, mb_text_of(text));
}

/** What an #include names; empty where it names a macro. */
static void read_include(const char *at, const char *end, mb_line *out)
{
    at = skip_blanks(at, end);
    if (at == end || (*at != '<' && *at != '"')) {
        return;
    }
    const char closing = *at == '<' ? '>' : '"';
    const char *close = memchr(at + 1, closing, (size_t)(end - at - 1));
    out->is_quoted = closing == '"';
    if (close != NULL) {
        out->kind = MB_LINE_INCLUDE;
        out->name = (mb_text){at + 1, (uint32_t)(close - at - 1)};
    }
}

static void read_directive(const char *at, const char *end, mb_line *out)
{
    at = skip_blanks(at, end);
    const mb_text word = word_at(at, end);
    const char *rest = skip_blanks(at + word.length, end);

    if (is(word, "include")) {
        read_include(rest, end, out);
    } else if (is(word, "if") || is(word, "ifdef") || is(word, "ifndef")) {
        out->kind = MB_LINE_IF;
        out->is_ifndef = is(word, "ifndef");
        out->name = word_at(rest, end);
    } else if (is(word, "else") || is(word, "elif")) {
        out->kind = MB_LINE_ELSE;
    } else if (is(word, "endif")) {
        out->kind = MB_LINE_ENDIF;
    } else if (is(word, "define")) {
        out->kind = MB_LINE_DEFINE;
        out->name = word_at(rest, end);
    }
}

bool mb_next_line(const char **at, const char *end, mb_line *out)
{
    const char *begin = *at;

    if (begin == end) {
        return false;
    }
    const char *newline = memchr(begin, '\n', (size_t)(end - begin));
    *at = newline != NULL ? newline + 1 : end;
    memset(out, 0, sizeof *out);
    out->text = (mb_text){begin, (uint32_t)(*at - begin)};
    const char *first = skip_blanks(begin, *at);
    if (first < *at && *first == '#') {
        read_directive(first + 1, *at, out);
    }
    return true;
}

bool mb_has_guard(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    mb_text macro = {NULL, 0};
    mb_line line;

    while (mb_next_line(&at, end, &line)) {
        if (macro.bytes != NULL && line.kind != MB_LINE_OTHER) {
            return line.kind == MB_LINE_DEFINE && mb_text_equal(line.name, macro);
        }
        if (line.kind == MB_LINE_IF && line.is_ifndef && macro.bytes == NULL) {
            macro = line.name;
        } else if (line.kind != MB_LINE_OTHER) {
            return false;
        }
    }
    return false;
}
