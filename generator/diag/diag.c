#include "diag/diag.h"

#include <stdlib.h>
#include <string.h>

enum {
    ERRORS_PER_FILE = 20,
    WIDEST_LINE = 120, /* characters of a source line that are shown */
    BEFORE_CARET = 60  /* of these before the caret, where a line is longer */
};

typedef struct message message;
struct message {
    mb_message id;
    mb_span span;
    const char *text;
    size_t order;
    message *notes;
    message *last_note;
    message *next;
};

/** How many errors a file has. */
typedef struct tally tally;
struct tally {
    const mb_source *source;
    size_t errors;
    tally *next;
};

struct mb_diag {
    mb_heap *heap;
    mb_arena *arena;
    const mb_sources *sources;
    message *first;
    message *last;
    size_t count;
    bool last_was_dropped;
    bool hides_warnings;
    size_t errors;
    size_t warnings;
    tally *tallies;
};

typedef struct description {
    int number;
    mb_severity severity;
    const char *text;
} description;

static const description descriptions[MB_MESSAGE_COUNT] = {
#define MB_MESSAGE(id, number, severity, text) {number, severity, text},
#include "diag/messages.def"
#undef MB_MESSAGE
};

mb_diag *mb_diag_new(mb_heap *heap, mb_arena *arena, const mb_sources *sources)
{
    mb_diag *diag = mb_arena_zalloc(arena, sizeof *diag);
    diag->heap = heap;
    diag->arena = arena;
    diag->sources = sources;
    return diag;
}

size_t mb_diag_errors(const mb_diag *diag)
{
    return diag->errors;
}

size_t mb_diag_warnings(const mb_diag *diag)
{
    return diag->warnings;
}

/** The text of a message with its %s filled. */
static const char *compose(mb_diag *diag, const char *text, const char *const parts[3])
{
    size_t length = strlen(text) + 1;
    for (int i = 0; i < 3; i++) {
        length += parts[i] != NULL ? strlen(parts[i]) : 0;
    }
    char *composed = mb_arena_alloc(diag->arena, length);
    char *to = composed;
    int next = 0;
    for (const char *from = text; *from != '\0'; from++) {
        if (from[0] != '%' || from[1] != 's') {
            *to++ = *from;
            continue;
        }
        const char *part = next < 3 && parts[next] != NULL ? parts[next] : "";
        size_t part_length = strlen(part);
        memcpy(to, part, part_length);
        to += part_length;
        next++;
        from++;
    }
    *to = '\0';
    return composed;
}

static message *new_message(mb_diag *diag, mb_message id, mb_span span, const char *const parts[3])
{
    message *added = mb_arena_zalloc(diag->arena, sizeof *added);
    added->id = id;
    added->span = span;
    added->text = compose(diag, descriptions[id].text, parts);
    added->order = diag->count;
    return added;
}

static tally *tally_of(mb_diag *diag, const mb_source *source)
{
    tally **link = &diag->tallies;
    while (*link != NULL && (*link)->source != source) {
        link = &(*link)->next;
    }
    if (*link == NULL) {
        tally *added = mb_arena_zalloc(diag->arena, sizeof *added);
        added->source = source;
        *link = added;
    }
    return *link;
}

void mb_diag_hide_warnings(mb_diag *diag)
{
    diag->hides_warnings = true;
}

void mb_report(mb_diag *diag, mb_message id, mb_span span, const char *a, const char *b, const char *c)
{
    diag->last_was_dropped = false;
    if (descriptions[id].severity == MB_ERROR) {
        diag->errors++;
        const mb_source *source = mb_sources_at(diag->sources, span.begin);
        if (source != NULL && ++tally_of(diag, source)->errors > ERRORS_PER_FILE) {
            diag->last_was_dropped = true;
            return;
        }
    } else if (descriptions[id].severity == MB_WARNING) {
        if (diag->hides_warnings) {
            diag->last_was_dropped = true;
            return;
        }
        diag->warnings++;
    }
    message *added = new_message(diag, id, span, (const char *const[3]){a, b, c});
    if (diag->last != NULL) {
        diag->last->next = added;
    } else {
        diag->first = added;
    }
    diag->last = added;
    diag->count++;
}

void mb_report_note(mb_diag *diag, mb_message id, mb_span span, const char *a, const char *b, const char *c)
{
    message *to = diag->last;
    if (diag->last_was_dropped || to == NULL) {
        return;
    }
    message *added = new_message(diag, id, span, (const char *const[3]){a, b, c});
    if (to->last_note != NULL) {
        to->last_note->next = added;
    } else {
        to->notes = added;
    }
    to->last_note = added;
}

/** A place in a file, and where counting lines may go on from. */
typedef struct place {
    const mb_source *source;
    uint32_t line;
    const char *line_begin;
} place;

/** Moves to a position; counts from where it stands if that is before it in the same file. */
static void move_to(place *at, const mb_source *source, mb_position position)
{
    const char *target = source->text + (position - source->base);
    if (at->source != source || at->line_begin > target) {
        at->source = source;
        at->line = 1;
        at->line_begin = source->text;
    }
    const char *end;
    while (target > at->line_begin && (end = memchr(at->line_begin, '\n', (size_t)(target - at->line_begin))) != NULL) {
        at->line++;
        at->line_begin = end + 1;
    }
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static uint32_t count_characters(const char *begin, const char *end)
{
    uint32_t count = 0;
    for (; begin < end; begin++) {
        count += begins_character(*begin);
    }
    return count;
}

/** `begin` moved by `count` characters, at most to `end`. */
static const char *skip_characters(const char *begin, const char *end, uint32_t count)
{
    while (begin < end && count > 0) {
        begin++;
        while (begin < end && !begins_character(*begin)) {
            begin++;
        }
        count--;
    }
    return begin;
}

/** The line and below it a caret, with ~ under the rest of the span. Of a long line the surroundings of the caret. */
static void render_line(const place *at, mb_span span, mb_buffer *out)
{
    mb_text line = mb_source_line(at->source, span.begin);
    const char *begin = line.bytes;
    const char *end = line.bytes + line.length;
    const char *caret = at->source->text + (span.begin - at->source->base);
    uint32_t width = count_characters(begin, end);
    uint32_t column = caret < end ? count_characters(begin, caret) : width;
    const char *before = "";
    const char *behind = "";
    if (width > WIDEST_LINE) {
        if (column > BEFORE_CARET) {
            begin = skip_characters(begin, end, column - BEFORE_CARET);
            before = "...";
        }
        const char *past = skip_characters(begin, end, WIDEST_LINE);
        behind = past < end ? "..." : "";
        end = past;
    }

    mb_buffer_printf(out, "%5u | %s", (unsigned)at->line, before);
    for (const char *each = begin; each < end; each++) {
        mb_buffer_putc(out, (unsigned char)*each < ' ' && *each != '\t' ? ' ' : *each);
    }
    mb_buffer_printf(out, "%s\n      | %s", behind, *before != '\0' ? "   " : "");
    for (const char *each = begin; each < caret && each < end; each++) {
        if (begins_character(*each)) {
            mb_buffer_putc(out, *each == '\t' ? '\t' : ' ');
        }
    }
    mb_buffer_putc(out, '^');
    const char *span_end = span.end > span.begin ? caret + (span.end - span.begin) : caret;
    for (const char *each = skip_characters(caret, end, 1); each < span_end && each < end; each++) {
        if (begins_character(*each)) {
            mb_buffer_putc(out, '~');
        }
    }
    mb_buffer_putc(out, '\n');
}

static void render_one(const mb_diag *diag, const message *each, place *at, mb_buffer *out)
{
    static const char *const severities[] = {"note", "warning", "error"};
    const description *what = &descriptions[each->id];
    const mb_source *source = mb_sources_at(diag->sources, each->span.begin);
    if (source != NULL) {
        move_to(at, source, each->span.begin);
        uint32_t column = count_characters(at->line_begin, source->text + (each->span.begin - source->base)) + 1;
        mb_buffer_printf(out, "%s:%u:%u: ", source->path, (unsigned)at->line, (unsigned)column);
    } else {
        mb_buffer_puts(out, "mofbind: ");
    }
    mb_buffer_printf(out, "%s: %s [MOF%03d]\n", severities[what->severity], each->text, what->number);
    if (source != NULL) {
        render_line(at, each->span, out);
    }
}

/** "In file included from a.mof:3:", the outermost file first. */
static void render_chain(const mb_diag *diag, const mb_source *source, mb_buffer *out)
{
    const mb_source *includer = mb_sources_at(diag->sources, source->included_at.begin);
    if (includer == NULL) {
        return;
    }
    render_chain(diag, includer, out);
    uint32_t line;
    uint32_t column;
    mb_source_locate(includer, source->included_at.begin, &line, &column);
    mb_buffer_printf(out, "In file included from %s:%u:\n", includer->path, (unsigned)line);
}

static void render_dropped(const mb_diag *diag, const mb_source *source, mb_buffer *out)
{
    const tally *each = diag->tallies;
    while (each != NULL && each->source != source) {
        each = each->next;
    }
    if (each != NULL && each->errors > ERRORS_PER_FILE) {
        size_t dropped = each->errors - ERRORS_PER_FILE;
        mb_buffer_printf(out, "%s: %lu more %s not shown\n", source->path, (unsigned long)dropped,
                         dropped == 1 ? "error is" : "errors are");
    }
}

static int by_place(const void *a, const void *b)
{
    const message *first = *(const message *const *)a;
    const message *second = *(const message *const *)b;
    if (first->span.begin != second->span.begin) {
        return first->span.begin < second->span.begin ? -1 : 1;
    }
    return first->order < second->order ? -1 : first->order > second->order;
}

void mb_diag_render(const mb_diag *diag, mb_buffer *out)
{
    if (diag->count == 0) {
        return;
    }
    const message **sorted = mb_heap_alloc(diag->heap, diag->count * sizeof *sorted);
    size_t count = 0;
    for (const message *each = diag->first; each != NULL; each = each->next) {
        sorted[count++] = each;
    }
    qsort(sorted, count, sizeof *sorted, by_place);

    place at = {NULL, 0, NULL};
    const mb_source *file = NULL;
    for (size_t i = 0; i < count; i++) {
        const mb_source *source = mb_sources_at(diag->sources, sorted[i]->span.begin);
        if (source != file) {
            render_dropped(diag, file, out);
            file = source;
            if (source != NULL) {
                render_chain(diag, source, out);
            }
        }
        render_one(diag, sorted[i], &at, out);
        for (const message *note = sorted[i]->notes; note != NULL; note = note->next) {
            place elsewhere = at;
            render_one(diag, note, &elsewhere, out);
        }
    }
    render_dropped(diag, file, out);
    mb_heap_release(diag->heap, (void *)sorted);
}
