/* Messages as a compiler shows them: file:line:col, the line, a caret. */
#include <string.h>

#include "diag/model.h"

enum {
    WIDEST_LINE = 120, /* characters of a source line that are shown */
    BEFORE_CARET = 60  /* of these before the caret, where a line is longer */
};

/** What begins and ends a colour; nothing where none are wanted. */
#define PLAIN "\033[0m"
#define BOLD "\033[1m"
#define GREEN "\033[1;32m"

static const char *const severity_colors[] = {
    [MB_NOTE] = "\033[1;36m", [MB_WARNING] = "\033[1;35m", [MB_ERROR] = "\033[1;31m"};

static void put_color(const mb_diag *diag, const char *color, mb_buffer *out)
{
    if (diag->is_colored) {
        mb_buffer_puts(out, color);
    }
}

/** `begin` moved by `count` characters, at most to `end`. */
static const char *skip_characters(const char *begin, const char *end, uint32_t count)
{
    while (begin < end && count > 0) {
        begin++;
        while (begin < end && !mb_begins_character(*begin)) {
            begin++;
        }
        count--;
    }
    return begin;
}

/** Appends a text without the control characters in it, which could be commands to a terminal: blanks stand for them.
 */
static void put_visible(const char *begin, const char *end, mb_buffer *out)
{
    for (const char *each = begin; each < end;) {
        size_t length = *each != '\t' ? mb_command_length(each, end) : 0;
        mb_buffer_putc(out, length != 0 ? ' ' : *each);
        each += length != 0 ? length : 1;
    }
}

static void put_visible_text(const char *text, mb_buffer *out)
{
    put_visible(text, text + strlen(text), out);
}

/** `at` moved back by `count` characters. */
static const char *skip_back(const char *at, uint32_t count)
{
    for (; count > 0; count--) {
        do {
            at--;
        } while (!mb_begins_character(*at));
    }
    return at;
}

/** The end of the line that `at` stands in; where that is far away, a place so many characters behind `at`. */
static const char *line_end_within(const mb_place *place, const char *at, uint32_t characters, uint32_t *skipped)
{
    const char *end_of_text = place->source->text + place->source->length;

    for (*skipped = 0; at < end_of_text && *at != '\n' && *skipped < characters; ++*skipped) {
        at = skip_characters(at, end_of_text, 1);
    }
    bool is_line_end = at == end_of_text || *at == '\n';
    return is_line_end && at > place->line_begin && at[-1] == '\r' ? at - 1 : at;
}

/**
 * The line and below it a caret, with ~ under the rest of the span. Of a long line the surroundings of the caret, and
 * no more than these is looked at: a file may be one line, with a message for each of its characters.
 */
static void render_line(const mb_diag *diag, const mb_place *place, mb_span span, mb_buffer *out)
{
    uint32_t behind_caret = 0;
    const uint32_t column = place->column - 1;
    const char *begin = place->line_begin;
    const char *end = line_end_within(place, place->at, WIDEST_LINE + 1, &behind_caret);
    const char *caret = place->at < end ? place->at : end;
    const char *before = "";
    const char *behind = "";

    if (column + behind_caret > WIDEST_LINE) {
        if (column > BEFORE_CARET) {
            begin = skip_back(caret, BEFORE_CARET);
            before = "...";
        }
        const char *past = skip_characters(begin, end, WIDEST_LINE);
        behind = past < end ? "..." : "";
        end = past;
    }
    mb_buffer_printf(out, "%5u | %s", (unsigned)place->line, before);
    put_visible(begin, end, out);
    mb_buffer_printf(out, "%s\n      | %s", behind, *before != '\0' ? "   " : "");
    for (const char *each = begin; each < caret && each < end; each++) {
        if (mb_begins_character(*each)) {
            mb_buffer_putc(out, *each == '\t' ? '\t' : ' ');
        }
    }
    put_color(diag, GREEN, out);
    mb_buffer_putc(out, '^');
    const char *span_end = span.end > span.begin ? caret + (span.end - span.begin) : caret;
    for (const char *each = skip_characters(caret, end, 1); each < span_end && each < end; each++) {
        if (mb_begins_character(*each)) {
            mb_buffer_putc(out, '~');
        }
    }
    put_color(diag, PLAIN, out);
    mb_buffer_putc(out, '\n');
}

/** The option that a warning obeys: "[-Wclass-undeclared]". */
static void render_option(const mb_diagnostic *each, const mb_message_info *info, mb_buffer *out)
{
    if (each->severity == MB_WARNING || each->is_promoted) {
        mb_buffer_printf(out, " [-W%s%s]", each->is_promoted ? "error=" : "", info->name);
    }
}

static void render_one(const mb_diag *diag, const mb_diagnostic *each, mb_place *place, mb_buffer *out)
{
    const mb_message_info *info = mb_message_about(each->id);
    const mb_source *source = mb_diag_source(diag, each->span);

    put_color(diag, BOLD, out);
    if (source != NULL) {
        mb_place_move(place, source, each->span.begin);
        put_visible_text(source->path, out);
        mb_buffer_printf(out, ":%u:%u: ", (unsigned)place->line, (unsigned)place->column);
    } else {
        mb_buffer_puts(out, "mofbind: ");
    }
    put_color(diag, severity_colors[each->severity], out);
    mb_buffer_printf(out, "%s: ", mb_severity_name(each->severity));
    put_color(diag, PLAIN BOLD, out);
    put_visible_text(each->text, out);
    put_color(diag, PLAIN, out);
    mb_buffer_printf(out, " [MOF%03d]", info->number);
    render_option(each, info, out);
    mb_buffer_putc(out, '\n');
    if (source != NULL) {
        render_line(diag, place, each->span, out);
    }
}

/** "In file included from a.mof:3:", the outermost file first. */
static void render_chain(const mb_diag *diag, const mb_source *source, mb_buffer *out)
{
    const mb_source *includer = mb_diag_source(diag, source->included_at);

    if (includer == NULL) {
        return;
    }
    render_chain(diag, includer, out);
    uint32_t line;
    uint32_t column;
    mb_source_locate(includer, source->included_at.begin, &line, &column);
    mb_buffer_puts(out, "In file included from ");
    put_visible_text(includer->path, out);
    mb_buffer_printf(out, ":%u:\n", (unsigned)line);
}

static void render_dropped(const mb_diag *diag, const mb_source *source, mb_buffer *out)
{
    size_t dropped = source != NULL ? mb_diag_dropped(diag, source) : 0;

    if (dropped != 0) {
        put_visible_text(source->path, out);
        mb_buffer_printf(out, ": %lu more %s not shown\n", (unsigned long)dropped,
                         dropped == 1 ? "error is" : "errors are");
    }
}

void mb_diag_render(const mb_diag *diag, mb_buffer *out)
{
    const mb_diagnostic **sorted = mb_diag_sorted(diag);
    const mb_source *file = NULL;
    mb_place place = {NULL, 0, NULL, NULL, 0, 0};
    mb_place elsewhere = place; /* of the notes, which mostly come in the order of the text, too */

    for (size_t i = 0; i < diag->count; i++) {
        const mb_source *source = mb_diag_source(diag, sorted[i]->span);
        if (source != file) {
            render_dropped(diag, file, out);
            file = source;
            if (source != NULL) {
                render_chain(diag, source, out);
            }
        }
        render_one(diag, sorted[i], &place, out);
        for (const mb_diagnostic *note = sorted[i]->notes; note != NULL; note = note->next) {
            render_one(diag, note, &elsewhere, out);
        }
    }
    render_dropped(diag, file, out);
    mb_heap_release(diag->heap, (void *)sorted);
}
