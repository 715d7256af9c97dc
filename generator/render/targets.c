#include "render/targets.h"

#include <string.h>

#include "diag/report.h"
#include "support/characters.h"

enum { WORDS = 3 };

/** Splits a line into words. @return how many there are; only the first WORDS are stored. */
static size_t split(const char *at, const char *end, mb_text words[WORDS])
{
    size_t count = 0;

    for (;;) {
        while (at < end && mb_is_space(*at)) {
            at++;
        }
        if (at == end || *at == '#') {
            return count;
        }
        const char *begin = at;
        while (at < end && !mb_is_space(*at)) {
            at++;
        }
        if (count < WORDS) {
            words[count].bytes = begin;
            words[count].length = (uint32_t)(at - begin);
        }
        count++;
    }
}

static mb_span span_of(const mb_source *source, mb_text word)
{
    mb_position begin = source->base + (mb_position)(word.bytes - source->text);
    mb_span span = {begin, begin + word.length};
    return span;
}

static bool find_scope(mb_text word, mb_output_scope *scope)
{
    static const char *const names[] = {"run", "library", "class"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (mb_text_equal(word, mb_text_of(names[i]))) {
            *scope = (mb_output_scope)i;
            return true;
        }
    }
    return false;
}

/** @return NULL after an error. */
static mb_output_line *parse_line(const mb_source *source, size_t count, const mb_text words[WORDS], mb_arena *arena,
                                  mb_diag *diag)
{
    mb_output_line *line = mb_arena_zalloc(arena, sizeof *line);

    if (count != WORDS) {
        mb_report(diag, MB_MSG_OUTPUTS_LINE, span_of(source, words[0]));
        return NULL;
    }
    if (!find_scope(words[0], &line->scope)) {
        const char *word = mb_arena_text(arena, words[0].bytes, words[0].length);
        mb_report(diag, MB_MSG_OUTPUTS_SCOPE, span_of(source, words[0]), word);
        return NULL;
    }
    line->path = span_of(source, words[1]);
    line->template_name = mb_arena_text(arena, words[2].bytes, words[2].length);
    line->template_span = span_of(source, words[2]);
    return line;
}

bool mb_outputs_parse(const mb_source *source, mb_arena *arena, mb_diag *diag, mb_output_line **out)
{
    const char *end = source->text + source->length;
    mb_output_line **tail = out;
    bool good = true;

    *out = NULL;
    for (const char *at = source->text; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline != NULL ? newline : end;
        mb_text words[WORDS] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
        size_t count = split(at, line_end, words);
        if (count != 0) {
            *tail = parse_line(source, count, words, arena, diag);
            if (*tail != NULL) {
                tail = &(*tail)->next;
            } else {
                good = false;
            }
        }
        at = newline != NULL ? newline + 1 : end;
    }
    return good;
}

static bool allowed(char c)
{
    return mb_is_word(c) || (c != '\0' && strchr("./+-", c) != NULL);
}

const char *mb_output_path_problem(const char *path)
{
    if (*path == '\0') {
        return "it is empty";
    }
    for (const char *part = path;;) {
        size_t length = 0;
        while (part[length] != '\0' && part[length] != '/') {
            if (!allowed(part[length])) {
                return "it may hold letters, digits and _ . + - /";
            }
            length++;
        }
        if (length == 0) {
            return part == path ? "it is not relative" : "a part of it is empty";
        }
        if ((length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.')) {
            return "a part of it is '.' or '..'";
        }
        if (part[length] == '\0') {
            return NULL;
        }
        part += length + 1;
    }
}
