#include "output/list.h"

#include <stdlib.h>
#include <string.h>

#include "output/files.h"
#include "output/output.h"
#include "render/outputs.h"

static const char heading[] = "# The files that mofbind wrote here. It removes those that it no longer generates.\n";

/** A whole file; bytes == NULL where it cannot be read. */
static mb_text read_file(const char *path, mb_arena *arena)
{
    mb_text text = {NULL, 0};
    size_t size = 0;

    if (!mb_file_size(path, &size) || size > UINT32_MAX / 2) {
        return text;
    }
    char *bytes = mb_arena_alloc(arena, size + 1);
    if (mb_file_read(path, bytes, size, &size)) {
        text.bytes = bytes;
        text.length = (uint32_t)size;
    }
    return text;
}

/** Adds the names in the text of a list to `names`; one that could lead out of the folder is none of ours. */
static size_t read_names(mb_text text, const char **names, mb_arena *arena)
{
    const char *end = text.bytes + text.length;
    size_t count = 0;

    for (const char *at = text.bytes; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline != NULL ? newline : end;
        const char *next = newline != NULL ? newline + 1 : end;
        if (line_end > at && line_end[-1] == '\r') {
            line_end--;
        }
        if (line_end > at && *at != '#') {
            const char *name = mb_arena_text(arena, at, (size_t)(line_end - at));
            if (mb_output_path_problem(name) == NULL) {
                names[count++] = name;
            }
        }
        at = next;
    }
    return count;
}

static size_t count_lines(mb_text text)
{
    size_t count = 1;

    for (uint32_t i = 0; i < text.length; i++) {
        count += text.bytes[i] == '\n';
    }
    return count;
}

mb_output_list *mb_output_list_read(const char *folder, mb_arena *arena)
{
    const char *path = mb_arena_format(arena, "%s/%s", folder, MB_OUTPUT_LIST);
    mb_text text = read_file(path, arena);
    mb_text journal = read_file(mb_arena_format(arena, "%s%s", path, MB_OUTPUT_TEMPORARY), arena);
    const char **names = mb_arena_array(arena, count_lines(text) + count_lines(journal), sizeof *names);
    size_t count = 0;

    if (text.bytes != NULL) {
        count = read_names(text, names, arena);
    }
    if (journal.bytes != NULL) {
        count += read_names(journal, names + count, arena);
    }
    mb_output_list *list = mb_output_list_new(names, count, arena);
    list->text = text;
    list->interrupted = journal.bytes != NULL;
    return list;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

mb_output_list *mb_output_list_new(const char *const *names, size_t count, mb_arena *arena)
{
    mb_output_list *list = mb_arena_zalloc(arena, sizeof *list);
    const char **sorted = mb_arena_array(arena, count, sizeof *sorted);

    list->symbols = mb_symbols_new(arena);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = names[i];
        mb_intern(list->symbols, names[i], strlen(names[i]));
    }
    if (count != 0) {
        qsort(sorted, count, sizeof *sorted, by_name);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0) {
            sorted[list->count++] = sorted[i];
        }
    }
    list->names = sorted;
    return list;
}

bool mb_output_list_has(const mb_output_list *list, const char *name)
{
    return mb_symbols_find(list->symbols, name, strlen(name)) != NULL;
}

mb_text mb_output_list_text(const mb_output_list *list, mb_arena *arena)
{
    size_t length = sizeof heading - 1;

    for (size_t i = 0; i < list->count; i++) {
        length += strlen(list->names[i]) + 1;
    }
    char *bytes = mb_arena_alloc(arena, length);
    char *to = bytes;
    memcpy(to, heading, sizeof heading - 1);
    to += sizeof heading - 1;
    for (size_t i = 0; i < list->count; i++) {
        size_t size = strlen(list->names[i]);
        memcpy(to, list->names[i], size);
        to += size;
        *to++ = '\n';
    }
    mb_text text = {bytes, (uint32_t)length};
    return text;
}
