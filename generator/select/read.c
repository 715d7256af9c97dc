/* The patterns of a run: those of the command line, then those of the files. */
#include <string.h>

#include "diag/report.h"
#include "select/wanted.h"
#include "support/characters.h"

static const mb_span nowhere = {0, 0};

/** The patterns while they are read: how many there will be is not known. */
typedef struct reader {
    mb_wanted *wanted;
    mb_arena *arena;
    mb_diag *diag;
    size_t capacity;
} reader;

static void add(reader *r, mb_pattern pattern)
{
    mb_wanted *wanted = r->wanted;

    if (wanted->count == r->capacity) {
        r->capacity = r->capacity == 0 ? 16 : r->capacity * 2;
        mb_pattern *grown = mb_arena_array(r->arena, r->capacity, sizeof *grown);
        for (size_t i = 0; i < wanted->count; i++) {
            grown[i] = wanted->patterns[i];
        }
        wanted->patterns = grown;
    }
    wanted->patterns[wanted->count++] = pattern;
    wanted->has_inclusion = wanted->has_inclusion || !pattern.is_exclusion;
}

static void read_pattern(reader *r, mb_text text, mb_span span)
{
    mb_pattern pattern = {.span = span};
    const char *problem = mb_pattern_parse(text, r->arena, &pattern);

    if (problem != NULL) {
        mb_report(r->diag, MB_MSG_SELECT_PATTERN, span, mb_arena_text(r->arena, text.bytes, text.length), problem);
    } else {
        add(r, pattern);
    }
}

/** A pattern of --class names no method, one of --method does. */
static void read_option(reader *r, const char *text, bool is_method)
{
    const bool has_dot = strchr(text, '.') != NULL;

    if (has_dot == is_method) {
        read_pattern(r, mb_text_of(text), nowhere);
    } else {
        mb_report(r->diag, MB_MSG_SELECT_PATTERN, nowhere, text,
                  is_method ? "a method is written Class.Method; *.Method is that of any class"
                            : "that is a method, for which there is --method");
    }
}

/** The end of the word that begins at `from`. */
static uint32_t end_of_word(mb_text line, uint32_t from)
{
    while (from < line.length && !mb_is_space(line.bytes[from])) {
        from++;
    }
    return from;
}

static uint32_t skip_blanks(mb_text line, uint32_t from)
{
    while (from < line.length && mb_is_space(line.bytes[from])) {
        from++;
    }
    return from;
}

/** Whether nothing but a comment follows. */
static bool is_over(mb_text line, uint32_t from)
{
    return from == line.length || line.bytes[from] == '#' ||
           (from + 1 < line.length && line.bytes[from] == '/' && line.bytes[from + 1] == '/');
}

static void read_line(reader *r, mb_text line, mb_position base)
{
    const uint32_t begin = skip_blanks(line, 0);

    if (is_over(line, begin)) {
        return;
    }
    const uint32_t end = end_of_word(line, begin);
    const uint32_t next = skip_blanks(line, end);
    if (!is_over(line, next)) {
        const mb_span span = {base + next, base + end_of_word(line, next)};
        mb_report(r->diag, MB_MSG_SELECT_PATTERN, span,
                  mb_arena_text(r->arena, line.bytes + next, span.end - span.begin), "the line holds one already");
        return;
    }
    read_pattern(r, (mb_text){line.bytes + begin, end - begin}, (mb_span){base + begin, base + end});
}

static void read_lines(reader *r, const mb_source *source)
{
    uint32_t at = 0;

    while (at < source->length) {
        const char *end = memchr(source->text + at, '\n', source->length - at);
        const uint32_t length = end == NULL ? source->length - at : (uint32_t)(end - source->text) - at;
        read_line(r, (mb_text){source->text + at, length}, source->base + at);
        at += length + 1;
    }
}

static void read_file(reader *r, const char *path, mb_sources *sources)
{
    const size_t before = r->wanted->count, errors = mb_diag_errors(r->diag);
    mb_source *source = NULL;
    bool was_8bit = false;
    const mb_load_status status = mb_sources_load(sources, path, nowhere, &source, &was_8bit);

    if (status != MB_LOAD_OK) {
        mb_report_load(r->diag, sources, status, nowhere, path);
        return;
    }
    if (was_8bit) {
        mb_report_8bit(r->diag, source);
    }
    read_lines(r, source);
    const mb_span begin = {source->base, source->base};
    if (r->wanted->count == before && mb_diag_errors(r->diag) == errors) {
        mb_report(r->diag, MB_MSG_SELECT_FILE_EMPTY, begin, path);
    }
}

bool mb_select_read(const mb_select_input *input, mb_arena *arena, mb_diag *diag, mb_wanted **out)
{
    const size_t errors = mb_diag_errors(diag);

    *out = NULL;
    if (input->class_count + input->method_count + input->file_count == 0) {
        return true;
    }
    reader r = {.wanted = mb_arena_zalloc(arena, sizeof *r.wanted), .arena = arena, .diag = diag};
    for (size_t i = 0; i < input->class_count; i++) {
        read_option(&r, input->classes[i], false);
    }
    for (size_t i = 0; i < input->method_count; i++) {
        read_option(&r, input->methods[i], true);
    }
    for (size_t i = 0; i < input->file_count; i++) {
        read_file(&r, input->files[i], input->sources);
    }
    *out = r.wanted;
    return mb_diag_errors(diag) == errors;
}
