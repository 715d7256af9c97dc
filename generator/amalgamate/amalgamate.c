#include "amalgamate/amalgamate.h"

#include <string.h>

#include "amalgamate/lines.h"
#include "support/name_map.h"

/** A file of the run. */
typedef struct source source;
struct source {
    mb_rendered_file file;
    bool is_marked; /**< it is in the root that is being written, or that root has it from another */
    bool is_open;   /**< it is being put in its place */
    size_t level;   /**< of a marked one: between how many #if and #endif it is */
    source *marked; /**< the one that was marked before it */
    source *next;
};

struct mb_amalgamation {
    mb_rendered_sink next;
    mb_arena *arena;
    mb_symbols *symbols;
    mb_name_map by_name; /**< to source, those that are no roots */
    mb_name_map roots;
    source *first;
    source **end;
    /* while a root is written */
    mb_buffer out;
    source *marked;
    size_t level;
};

mb_amalgamation *mb_amalgamation_new(const mb_rendered_sink *next, mb_arena *arena)
{
    mb_amalgamation *a = mb_arena_zalloc(arena, sizeof *a);

    a->next = *next;
    a->arena = arena;
    a->symbols = mb_symbols_new(arena);
    mb_name_map_init(&a->by_name, arena);
    mb_name_map_init(&a->roots, arena);
    a->end = &a->first;
    mb_buffer_init(&a->out, mb_arena_heap(arena));
    return a;
}

/** Of two files that are found under a name the first is the one. */
static void add_name(mb_amalgamation *a, mb_name_map *map, const char *name, source *added)
{
    mb_name_entry *entry = mb_name_map_at(map, mb_intern(a->symbols, name, strlen(name)));

    entry->value = entry->value == NULL ? added : entry->value;
}

static source *find(const mb_amalgamation *a, const mb_name_map *map, mb_text name)
{
    const mb_symbol *symbol = mb_symbols_find(a->symbols, name.bytes, name.length);
    source *found = symbol != NULL ? mb_name_map_get(map, symbol) : NULL;

    return found;
}

/** What stands behind a folder of that name in a path; NULL where there is none. */
static const char *behind(const char *path, const char *folder)
{
    const char *at = strstr(path, folder);

    return at != NULL ? at + strlen(folder) : NULL;
}

static void take(void *context, const mb_rendered_file *file)
{
    mb_amalgamation *a = context;
    source *added = mb_arena_zalloc(a->arena, sizeof *added);
    const char *name = behind(file->path, "/include/");

    added->file = *file;
    added->file.bytes = mb_arena_text(a->arena, file->bytes, file->length);
    *a->end = added;
    a->end = &added->next;
    if (file->is_root) {
        add_name(a, &a->roots, file->path, added);
        return;
    }
    name = name != NULL ? name : behind(file->path, "/src/");
    add_name(a, &a->by_name, file->path, added);
    if (name != NULL) {
        add_name(a, &a->by_name, name, added);
    }
}

mb_rendered_sink mb_amalgamation_sink(mb_amalgamation *amalgamation)
{
    const mb_rendered_sink sink = {take, amalgamation};
    return sink;
}

static void mark(mb_amalgamation *a, source *s)
{
    s->is_marked = true;
    s->level = a->level;
    s->marked = a->marked;
    a->marked = s;
}

/** Forgets what was included since the last #if, #elif or #else. */
static void forget(mb_amalgamation *a, size_t level)
{
    source **link = &a->marked;

    while (*link != NULL && (*link)->level >= level) {
        source *s = *link;
        if (s->is_open) { /* its own lines say so: it goes on being there */
            link = &s->marked;
        } else {
            s->is_marked = false;
            *link = s->marked;
        }
    }
}

static void put(mb_amalgamation *a, source *s);

/** Puts all files in the place of a path that has a * in its last part. */
static void put_all(mb_amalgamation *a, mb_text pattern, size_t star)
{
    const size_t end = pattern.length - star - 1;

    for (source *each = a->first; each != NULL; each = each->next) {
        const char *path = each->file.path;
        const size_t length = strlen(path);
        if (!each->file.is_root && length >= star + end && memcmp(path, pattern.bytes, star) == 0 &&
            memcmp(path + length - end, pattern.bytes + star + 1, end) == 0 &&
            memchr(path + star, '/', length - star) == NULL) {
            put(a, each);
        }
    }
}

/** Marks what a root includes, without writing it. */
static void know(mb_amalgamation *a, const source *root)
{
    const size_t length = a->out.length;
    const char *at = root->file.bytes, *end = at + root->file.length;
    mb_line line;

    while (mb_next_line(&at, end, &line)) {
        source *found = line.kind == MB_LINE_INCLUDE ? find(a, &a->by_name, line.name) : NULL;
        source *other = line.kind == MB_LINE_INCLUDE && line.is_quoted ? find(a, &a->roots, line.name) : NULL;
        if (other != NULL && !other->is_open) {
            other->is_open = true;
            know(a, other);
            other->is_open = false;
        } else if (other == NULL && found != NULL) {
            put(a, found);
        }
    }
    a->out.length = length; /* put() wrote it, and it is in the other root already */
}

/** @return whether the line stays */
static bool put_include(mb_amalgamation *a, const mb_line *line)
{
    const char *star = memchr(line->name.bytes, '*', line->name.length);
    const source *root = line->is_quoted ? find(a, &a->roots, line->name) : NULL;
    source *found = find(a, &a->by_name, line->name);

    if (root != NULL) {
        know(a, root);
        return true;
    }
    if (star != NULL) {
        put_all(a, line->name, (size_t)(star - line->name.bytes));
    } else if (found != NULL) {
        put(a, found);
    }
    return star == NULL && found == NULL;
}

/** Writes a line, unless it would be the second blank one: what stood between them was put elsewhere. */
static void put_line(mb_buffer *out, mb_text line)
{
    const bool is_second = out->length >= 2 && memcmp(out->text + out->length - 2, "\n\n", 2) == 0;

    if (!is_second || line.length != 1 || line.bytes[0] != '\n') {
        mb_buffer_append(out, line.bytes, line.length);
    }
}

/** A guard in the middle of a file is to Doxygen a macro as any other, which has to be told of. */
static void put_guard(mb_buffer *out, const mb_line *define)
{
    const char *name_end = define->name.bytes + define->name.length;

    mb_buffer_append(out, define->text.bytes, (size_t)(name_end - define->text.bytes));
    mb_buffer_puts(out, " /**< the header is in here */\n");
}

/** Writes the lines of a file, with what it includes in its place. */
static void put_lines(mb_amalgamation *a, const source *s)
{
    const char *at = s->file.bytes, *end = at + s->file.length;
    const bool has_guard = mb_has_guard(at, s->file.length);
    const size_t outside = a->level;
    size_t depth = 0;                                 /* of #if in this file */
    bool is_guarding = has_guard && !s->file.is_root; /* its #define is still to come */
    mb_line line;

    while (mb_next_line(&at, end, &line)) {
        depth += line.kind == MB_LINE_IF;
        const bool is_guard = has_guard && depth == 1;
        if (line.kind == MB_LINE_INCLUDE && !put_include(a, &line)) {
            continue;
        }
        if (line.kind == MB_LINE_IF && !is_guard) {
            a->level++;
        } else if ((line.kind == MB_LINE_ELSE || line.kind == MB_LINE_ENDIF) && !is_guard && a->level > outside) {
            forget(a, a->level);
            a->level -= line.kind == MB_LINE_ENDIF;
        }
        depth -= line.kind == MB_LINE_ENDIF && depth > 0;
        if (line.kind == MB_LINE_DEFINE && is_guard && is_guarding) {
            put_guard(&a->out, &line);
            is_guarding = false;
        } else {
            put_line(&a->out, line.text);
        }
    }
    a->level = outside;
}

static void put(mb_amalgamation *a, source *s)
{
    if (s->is_marked) {
        return;
    }
    mark(a, s);
    s->is_open = true;
    mb_buffer_printf(&a->out, "/* ==== %s ==== */\n\n", s->file.path);
    put_lines(a, s);
    put_line(&a->out, mb_text_of("\n"));
    s->is_open = false;
}

void mb_amalgamation_finish(mb_amalgamation *a)
{
    for (source *root = a->first; root != NULL; root = root->next) {
        if (!root->file.is_root) {
            continue;
        }
        mb_buffer_clear(&a->out);
        root->is_open = true;
        put_lines(a, root);
        root->is_open = false;
        forget(a, 0);
        mb_rendered_file whole = root->file;
        whole.bytes = a->out.text != NULL ? a->out.text : "";
        whole.length = a->out.length;
        a->next.take(a->next.context, &whole);
    }
    mb_buffer_release(&a->out);
}
