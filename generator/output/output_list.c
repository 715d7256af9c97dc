#include "output/output_list.h"

#include <stdlib.h>
#include <string.h>

#include "output/output.h"
#include "render/targets.h"

static const char heading[] = "# The files that mofbind wrote here. It removes those that it no longer generates.\n";

static const char temporary_heading[] = "# What it is writing is called: ";

/** A whole file; bytes == NULL where there is none, or it cannot be read. */
static mb_text read_file(mb_folder *folder, const char *name, mb_output_list *list, mb_arena *arena)
{
    mb_text text = {NULL, 0};
    size_t size = 0;
    mb_file_state state = mb_folder_look(folder, name, &size);

    if (state == MB_FILE_THERE) {
        size = size > UINT32_MAX / 2 ? UINT32_MAX / 2 : size;
        char *bytes = mb_arena_alloc(arena, size + 1);
        if (mb_folder_read(folder, name, bytes, size, &size)) {
            text.bytes = bytes;
            text.length = (uint32_t)size;
            return text;
        }
    }
    if (state != MB_FILE_MISSING && mb_folder_is_open(folder)) {
        const char *failure = mb_folder_failure(folder);
        list->broken = name;
        list->failure = mb_arena_text(arena, failure, strlen(failure));
    }
    return text;
}

/** Whether a word can be a temporary name: it could not be that of anything else. */
static bool is_temporary(const char *word)
{
    const size_t length = strspn(word + (*word == '~'), "0123456789abcdef-");

    return *word == '~' && length > 0 && strcmp(word + 1 + length, MB_OUTPUT_TEMPORARY) == 0;
}

/**
 * Adds the names in the text of a list to `names`; one that could lead out of the folder is none of ours. A line without an
 * end is one that an interrupted run has not finished.
 */
static size_t read_names(mb_text text, const char **names, mb_output_list *list, mb_arena *arena)
{
    const char *end = text.bytes + text.length;
    size_t count = 0;

    for (const char *at = text.bytes; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (newline == NULL) {
            break;
        }
        const char *line_end = newline > at && newline[-1] == '\r' ? newline - 1 : newline;
        const char *line = mb_arena_text(arena, at, (size_t)(line_end - at));
        if (strncmp(line, temporary_heading, sizeof temporary_heading - 1) == 0 &&
            is_temporary(line + sizeof temporary_heading - 1)) {
            list->temporary = line + sizeof temporary_heading - 1;
        } else if (*line != '#' && mb_output_path_problem(line) == NULL) {
            names[count++] = line;
        }
        at = newline + 1;
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

mb_output_list *mb_output_list_read(mb_folder *folder, mb_arena *arena)
{
    mb_output_list found;

    memset(&found, 0, sizeof found);
    found.text = read_file(folder, MB_OUTPUT_LIST, &found, arena);
    mb_text journal = read_file(folder, MB_OUTPUT_JOURNAL, &found, arena);
    const char **names = mb_arena_array(arena, count_lines(found.text) + count_lines(journal), sizeof *names);
    size_t count = 0;

    if (found.text.bytes != NULL) {
        count = read_names(found.text, names, &found, arena);
    }
    found.temporary = NULL;
    if (journal.bytes != NULL) {
        count += read_names(journal, names + count, &found, arena);
    }
    mb_output_list *list = mb_output_list_new(names, count, arena);
    list->text = found.text;
    list->interrupted = journal.bytes != NULL;
    list->temporary = found.temporary;
    list->broken = found.broken;
    list->failure = found.failure;
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

const char *mb_output_list_find(const mb_output_list *list, const char *name)
{
    const mb_symbol *fold = mb_symbols_find(list->symbols, name, strlen(name));

    if (fold == NULL || strcmp(fold->text, name) == 0) {
        return fold == NULL ? NULL : fold->text;
    }
    const char *const *found = bsearch(&name, list->names, list->count, sizeof *list->names, by_name);
    return found != NULL ? *found : fold->text;
}

/** Appends a text to one that has room for it. */
static char *append(char *to, const char *text)
{
    size_t length = strlen(text);

    memcpy(to, text, length);
    return to + length;
}

mb_text mb_output_list_text(const mb_output_list *list, const char *temporary, mb_arena *arena)
{
    size_t length = sizeof heading + sizeof temporary_heading + (temporary == NULL ? 0 : strlen(temporary));

    for (size_t i = 0; i < list->count; i++) {
        length += strlen(list->names[i]) + 1;
    }
    char *bytes = mb_arena_alloc(arena, length);
    char *to = append(bytes, heading);
    if (temporary != NULL) {
        to = append(append(append(to, temporary_heading), temporary), "\n");
    }
    for (size_t i = 0; i < list->count; i++) {
        to = append(append(to, list->names[i]), "\n");
    }
    mb_text text = {bytes, (uint32_t)(to - bytes)};
    return text;
}
