#include "pages.h"

#include <string.h>

#include "fuzz.h"
#include "render/template_set.h"
#include "support/characters.h"

/* ---- Whether a text is well-formed, by rules that are narrower than XML's ---- */

enum { DEEPEST = 4096 };

/** A page that is read. */
typedef struct markup {
    const char *at;
    const char *end;
    mb_text open[DEEPEST]; /**< names of the elements that are open */
    size_t depth;
} markup;

/** Reads a reference: &amp; &#39; @return false where it is none */
static bool read_reference(markup *m)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;"};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const size_t length = strlen(known[i]);
        if ((size_t)(m->end - m->at) >= length && memcmp(m->at, known[i], length) == 0) {
            m->at += length;
            return true;
        }
    }
    const char *at = m->at + 1;
    if (at == m->end || *at++ != '#') {
        return false;
    }
    const char *digits = at;
    while (at < m->end && mb_is_digit(*at)) {
        at++;
    }
    const bool good = at > digits && at < m->end && *at == ';';
    m->at = good ? at + 1 : m->at;
    return good;
}

static mb_text read_name(markup *m)
{
    const char *begin = m->at;

    while (m->at < m->end && (mb_is_word(*m->at) || *m->at == '-' || *m->at == ':')) {
        m->at++;
    }
    return (mb_text){begin, (uint32_t)(m->at - begin)};
}

/** Reads name="value". */
static bool read_attribute(markup *m)
{
    const mb_text name = read_name(m);

    if (name.length == 0 || (name.bytes[0] == 'o' && name.bytes[1] == 'n') || m->end - m->at < 2 || *m->at++ != '=' ||
        *m->at++ != '"') {
        return false;
    }
    while (m->at < m->end && *m->at != '"') {
        if (*m->at == '<' || *m->at == '>' || (*m->at == '&' && !read_reference(m))) {
            return false;
        }
        m->at += *m->at != '"';
    }
    return m->at++ < m->end;
}

/** Reads what begins with <. */
static bool read_tag(markup *m)
{
    static const char doctype[] = "<!DOCTYPE html>";

    if ((size_t)(m->end - m->at) > sizeof doctype && memcmp(m->at, doctype, sizeof doctype - 1) == 0) {
        m->at += sizeof doctype - 1;
        return true;
    }
    m->at++;
    const bool closes = m->at < m->end && *m->at == '/';
    m->at += closes;
    const mb_text name = read_name(m);
    if (closes) {
        return m->at < m->end && *m->at++ == '>' && m->depth > 0 && mb_text_equal(m->open[--m->depth], name);
    }
    while (m->at < m->end && *m->at == ' ') {
        m->at++;
        if (m->at < m->end && *m->at != '/' && !read_attribute(m)) {
            return false;
        }
    }
    const bool is_empty = m->at < m->end && *m->at == '/';
    m->at += is_empty;
    if (!is_empty) {
        fuzz_check(m->depth < DEEPEST, "elements nest too deeply");
        m->open[m->depth++] = name;
    }
    return m->at < m->end && *m->at++ == '>' && name.length != 0;
}

static bool is_well_formed(const char *text, size_t length)
{
    static markup m;

    m = (markup){.at = text, .end = text + length};
    while (m.at < m.end) {
        if (*m.at == '<') {
            if (!read_tag(&m)) {
                return false;
            }
        } else if (*m.at == '&') {
            if (!read_reference(&m)) {
                return false;
            }
        } else if (*m.at++ == '>') {
            return false;
        }
    }
    return m.depth == 0;
}

/* ---- Pages ---- */

/** The embedded templates, compiled once. */
typedef struct templates {
    mb_heap *heap;
    mb_template_set *set;
} templates;

static void load_templates(void *argument)
{
    templates *made = argument;
    mb_arena *arena = mb_arena_new(made->heap);
    mb_sources *sources = mb_sources_new(made->heap, arena);
    const mb_template_set_input input = {.sources = sources, .folder = MB_DOC_FOLDER, .types = mbd_types};

    if (!mb_template_set_load(&input, made->heap, arena, mb_diag_new(made->heap, arena, sources), &made->set)) {
        made->set = NULL;
    }
}

static const mb_template_set *template_set(void)
{
    static templates made;

    if (made.heap == NULL) {
        made.heap = mb_heap_new(NULL);
        fuzz_check(made.heap != NULL && mb_heap_protect(made.heap, load_templates, &made) && made.set != NULL,
                   "the templates of pages cannot be loaded");
    }
    return made.set;
}

static bool ends_with(const char *path, const char *ending)
{
    const size_t length = strlen(path), wanted = strlen(ending);

    return length > wanted && strcmp(path + length - wanted, ending) == 0;
}

static bool holds(const char *text, size_t length, const char *what)
{
    const size_t wanted = strlen(what);

    for (size_t i = 0; i + wanted <= length; i++) {
        if (memcmp(text + i, what, wanted) == 0) {
            return true;
        }
    }
    return false;
}

/** Takes a file, and looks at it instead of writing it. */
static void look_at(void *context, const mb_rendered_file *file)
{
    (void)context;
    fuzz_check(fuzz_is_showable(file->bytes, file->length), "%s: a control character, or no UTF-8", file->path);
    if (ends_with(file->path, ".html")) {
        fuzz_check(is_well_formed(file->bytes, file->length), "%s is not well-formed:\n%.*s", file->path,
                   (int)file->length, file->bytes);
    } else if (ends_with(file->path, "search-index.js")) {
        fuzz_check(!holds(file->bytes, file->length, "<"), "%s holds a <:\n%.*s", file->path, (int)file->length,
                   file->bytes);
    }
}

void fuzz_check_pages(const mbd_unit *unit, mb_symbols *symbols, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    const mbd_input input = {.units = unit, .unit_count = 1, .symbols = symbols};
    const mb_rendered_sink sink = {look_at, NULL};
    mbd_site *site = NULL;

    fuzz_check(mbd_make(&input, heap, arena, diag, &site), "the pages are refused");
    fuzz_check(mb_render(template_set(), site, &sink, heap, arena, diag), "two pages have one path");
}
