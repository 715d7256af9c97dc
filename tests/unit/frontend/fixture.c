#include "fixture.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    fixture *fixture;
    const char *path;
    const char *text; /**< NULL: read the file */
    size_t length;
} job;

void fixture_open(fixture *made, const mb_allocator *allocator)
{
    memset(made, 0, sizeof *made);
    made->heap = mb_heap_new(allocator);
    if (made->heap == NULL) {
        abort();
    }
}

void fixture_close(fixture *made)
{
    mb_heap_free(made->heap);
    made->heap = NULL;
}

static void parse(void *argument)
{
    job *what = argument;
    fixture *made = what->fixture;
    made->arena = mb_arena_new(made->heap);
    made->sources = mb_sources_new(made->heap, made->arena);
    made->symbols = mb_symbols_new(made->arena);
    made->diag = mb_diag_new(made->heap, made->arena, made->sources);
    mb_buffer_init(&made->messages, made->heap);
    mb_buffer_init(&made->dump, made->heap);
    mb_parse_input input = {.paths = &what->path, .path_count = 1, .sources = made->sources, .symbols = made->symbols};
    if (what->text == NULL) {
        made->parsed = mb_parse(&input, made->heap, made->arena, made->diag, &made->unit);
    } else {
        mb_source *source = NULL;
        bool was_8bit = false;
        made->unit = mb_arena_zalloc(made->arena, sizeof *made->unit);
        if (mb_sources_add(made->sources, what->path, what->text, what->length, &source, &was_8bit) == MB_LOAD_OK) {
            made->parsed = mb_parse_source(&input, source, made->heap, made->arena, made->diag, made->unit);
        }
    }
    mb_buffer_puts(&made->messages, "");
    mb_diag_render(made->diag, &made->messages);
    mb_buffer_puts(&made->dump, "");
    dump_unit(&made->dump, made->unit);
}

void fixture_parse_bytes(fixture *made, const char *text, size_t length)
{
    job what = {made, "t.mof", text, length};
    if (!mb_heap_protect(made->heap, parse, &what)) {
        abort();
    }
}

void fixture_parse(fixture *made, const char *text)
{
    fixture_parse_bytes(made, text, strlen(text));
}

bool fixture_parse_file(fixture *made, const char *path)
{
    job what = {made, path, NULL, 0};
    return mb_heap_protect(made->heap, parse, &what);
}
