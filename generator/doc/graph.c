#include "doc/graph.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "diag/report.h"
#include "doc/child.h"
#include "support/characters.h"

/** A graph that was written down. */
typedef struct pending pending;
struct pending {
    uint32_t number;
    mbd_html title;
    mbd_html text;
    mbd_diagram *out;
    pending *next;
};

struct mbd_graphs {
    const char *dot;
    mb_heap *heap;
    mb_arena *arena;
    mb_buffer source; /**< all graphs in the language of dot */
    pending *first;
    pending **tail;
    pending *open;
    uint32_t count;
};

mbd_graphs *mbd_graphs_new(const char *dot, mb_heap *heap, mb_arena *arena)
{
    mbd_graphs *graphs = mb_arena_zalloc(arena, sizeof *graphs);

    graphs->dot = dot;
    graphs->heap = heap;
    graphs->arena = arena;
    graphs->tail = &graphs->first;
    mb_buffer_init(&graphs->source, heap);
    return graphs;
}

/* Writing down */

void mbd_graph_begin(mbd_graphs *graphs, mbd_html title, mbd_html text, bool is_wide)
{
    pending *added = mb_arena_zalloc(graphs->arena, sizeof *added);

    added->number = ++graphs->count;
    added->title = title;
    added->text = text;
    graphs->open = added;
    mb_buffer_printf(
        &graphs->source,
        "digraph g%" PRIu32 " { graph [id=\"g%" PRIu32 "\" rankdir=%s bgcolor=transparent nodesep=0.15 "
        "ranksep=0.35 pad=0.05]\n"
        "node [shape=box height=0.3 margin=\"0.1,0.04\" fontname=\"Helvetica,Arial,sans-serif\" fontsize=12]\n"
        "edge [fontname=\"Helvetica,Arial,sans-serif\" fontsize=11 arrowsize=0.7]\n",
        added->number, added->number, is_wide ? "LR" : "TB");
}

/**
 * A text as a string of dot, which reads references of HTML by itself. The texts are safe HTML: there is no quote in them, and a
 * backslash, which names have none of, would be an escape.
 */
static void put_text(mb_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            mb_buffer_putc(out, '\\');
        }
        mb_buffer_putc(out, *text);
    }
}

void mbd_graph_node(mbd_graphs *graphs, uint32_t id, const mbd_link *cls, mbd_id root, const char *kind)
{
    mb_buffer *out = &graphs->source;

    mb_buffer_printf(out, "n%" PRIu32 " [id=\"g%" PRIu32 "n%" PRIu32 "\" class=\"%s\" label=\"", id,
                     graphs->open->number, id, kind);
    put_text(out, cls->name);
    mb_buffer_puts(out, "\"");
    if (cls->has_page) {
        mb_buffer_printf(out, " URL=\"%s%s\" tooltip=\"", root, cls->page);
        put_text(out, cls->name);
        mb_buffer_puts(out, "\"");
    }
    mb_buffer_puts(out, strstr(kind, "association") != NULL ? " style=rounded]\n" : "]\n");
}

void mbd_graph_edge(mbd_graphs *graphs, uint32_t from, uint32_t to, mbd_html label, const char *kind)
{
    mb_buffer *out = &graphs->source;
    const bool inherits = strcmp(kind, "inherits") == 0;

    mb_buffer_printf(out, "n%" PRIu32 " -> n%" PRIu32 " [class=\"%s\" label=\"%s", from, to, kind,
                     *label != '\0' ? " " : "");
    put_text(out, label); /* a blank at each end keeps it off its line */
    mb_buffer_puts(out, *label != '\0' ? " " : "");
    mb_buffer_puts(out, inherits                   ? "\" dir=back arrowtail=empty]\n"
                        : strcmp(kind, "use") == 0 ? "\" arrowhead=vee style=dashed]\n"
                                                   : "\" arrowhead=none]\n");
}

void mbd_graph_end(mbd_graphs *graphs, mbd_diagram *out)
{
    mb_buffer_puts(&graphs->source, "}\n");
    graphs->open->out = out;
    *graphs->tail = graphs->open;
    graphs->tail = &graphs->open->next;
}

/* Pictures */

static const char *find(const char *from, const char *end, const char *what)
{
    const size_t length = strlen(what);

    for (; (size_t)(end - from) >= length; from++) {
        from = memchr(from, what[0], (size_t)(end - from) - length + 1);
        if (from == NULL) {
            return NULL;
        }
        if (memcmp(from, what, length) == 0) {
            return from;
        }
    }
    return NULL;
}

/** Where what begins at `at` and is no part of a page ends: a comment, or the name of a node as its title. NULL: it is none. */
static const char *behind_noise(const char *at, const char *end)
{
    static const struct {
        const char *begin;
        const char *end;
    } noise[] = {{"<!--", "-->"}, {"<title>", "</title>"}};

    for (size_t i = 0; i < sizeof noise / sizeof noise[0]; i++) {
        const size_t length = strlen(noise[i].begin);
        if ((size_t)(end - at) >= length && memcmp(at, noise[i].begin, length) == 0) {
            const char *last = find(at, end, noise[i].end);
            const char *behind = last != NULL ? last + strlen(noise[i].end) : end;
            return behind < end && *behind == '\n' ? behind + 1 : behind;
        }
    }
    return NULL;
}

/** Whether a picture is narrow enough to be shrunk to the width of a page, and still be read. */
static bool can_shrink(const char *at, const char *head)
{
    enum { WIDEST = 1350 };
    static const char width[] = "width=\"";
    const char *found = find(at, head, width);
    unsigned long number = 0;

    if (found == NULL) {
        return false;
    }
    for (found += sizeof width - 1; found < head && mb_is_digit(*found) && number <= WIDEST; found++) {
        number = number * 10 + (unsigned long)(*found - '0');
    }
    return number <= WIDEST;
}

/** The picture between <svg and </svg>, with words for those who do not see it. */
static mbd_html tidy(const mbd_graphs *graphs, const pending *graph, const char *at, const char *end)
{
    static const char element[] = "<svg";
    mb_buffer out;

    const char *head = find(at, end, ">");
    mb_buffer_init(&out, graphs->heap);
    mb_buffer_printf(&out,
                     "<svg class=\"diagram%s\" role=\"group\" aria-labelledby=\"g%" PRIu32
                     "-title\" aria-describedby=\"g%" PRIu32 "-text\"",
                     can_shrink(at, head) ? " fits" : "", graph->number, graph->number);
    at += sizeof element - 1;
    for (; at < head; at++) {
        const bool is_unit = head - at > 2 && memcmp(at, "pt\"", 3) == 0; /* a point of dot is a pixel of ours */
        at += is_unit ? 2 : 0;
        if (*at != '\r') {
            mb_buffer_putc(&out, *at == '\n' ? ' ' : *at);
        }
    }
    mb_buffer_printf(&out, "><title id=\"g%" PRIu32 "-title\">%s</title><desc id=\"g%" PRIu32 "-text\">%s</desc>\n",
                     graph->number, graph->title, graph->number, graph->text);
    for (at = head + 1; at < end;) {
        const char *behind = *at == '<' ? behind_noise(at, end) : NULL;
        if (behind != NULL) {
            at = behind;
        } else if (*at == '\r') {
            at++;
        } else {
            mb_buffer_putc(&out, *at++);
        }
    }
    const char *svg = mb_arena_text(graphs->arena, out.text, out.length);
    mb_buffer_release(&out);
    return svg;
}

/** Cuts what dot has printed into pictures. @return whether there are as many as graphs */
static bool take_pictures(mbd_graphs *graphs, const char *at, const char *end)
{
    static const char last[] = "</svg>";

    for (pending *each = graphs->first; each != NULL; each = each->next) {
        const char *begin = find(at, end, "<svg");
        const char *behind = begin != NULL ? find(begin, end, last) : NULL;
        if (behind == NULL) {
            return false;
        }
        at = behind + sizeof last - 1;
        each->out->svg = tidy(graphs, each, begin, at);
        each->out->has_svg = true;
    }
    return find(at, end, "<svg") == NULL;
}

bool mbd_graphs_draw(mbd_graphs *graphs, mb_diag *diag)
{
    static const mb_span nowhere = {0, 0};
    const char *program = graphs->dot != NULL ? graphs->dot : "dot";
    const char *const arguments[] = {program, "-Tsvg", NULL};
    mb_buffer output;

    if (graphs->first == NULL) {
        return true;
    }
    mb_buffer_init(&output, graphs->heap);
    const mbd_program_result result = mbd_run_program(arguments, graphs->source.text, graphs->source.length, &output);
    mb_buffer_release(&graphs->source);
    if (result == MBD_PROGRAM_MISSING && graphs->dot == NULL) {
        mb_report(diag, MB_MSG_DIAGRAMS_MISSING, nowhere);
        return true;
    }
    if (result != MBD_PROGRAM_GOOD || !take_pictures(graphs, output.text, output.text + output.length)) {
        mb_report(diag, MB_MSG_DIAGRAMS_FAILED, nowhere, program,
                  result == MBD_PROGRAM_MISSING  ? "there is no such program"
                  : result == MBD_PROGRAM_FAILED ? "it failed"
                  : result == MBD_PROGRAM_SYSTEM ? strerror(errno)
                                                 : "it did not print a picture of each graph");
        return false;
    }
    mb_buffer_release(&output);
    return true;
}
