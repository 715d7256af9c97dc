#include "source/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "source/decode.h"
#include "source/open.h"
#include "support/characters.h"

enum {
    SCRATCH_SIZE = 64 * 1024, /* most files are shorter: read there, they are stored in their exact size */
    TERMINATOR = 2
};

static const uint64_t largest_file = INT32_MAX; /* flex counts in int; nothing larger need be read */

struct mb_sources {
    mb_heap *heap;
    mb_arena *arena;
    mb_source **items;
    size_t count;
    size_t capacity;
    mb_position next_base;
    unsigned char *scratch;
    const char *failure;
    mb_position failure_at;
};

mb_sources *mb_sources_new(mb_heap *heap, mb_arena *arena)
{
    mb_sources *sources = mb_arena_zalloc(arena, sizeof *sources);
    sources->heap = heap;
    sources->arena = arena;
    sources->next_base = 1;
    sources->failure = "";
    return sources;
}

const char *mb_sources_failure(const mb_sources *sources)
{
    return sources->failure;
}

mb_position mb_sources_failure_at(const mb_sources *sources)
{
    return sources->failure_at;
}

size_t mb_sources_count(const mb_sources *sources)
{
    return sources->count;
}

const mb_source *mb_sources_get(const mb_sources *sources, size_t index)
{
    return sources->items[index];
}

/** Takes over a text in the heap which is UTF-8 and has two NULs behind it. Its end is a position of its own. */
static mb_load_status add_text(mb_sources *sources, const char *path, mb_span included_at, char *text, size_t length,
                               mb_source **out)
{
    if (length >= UINT32_MAX - sources->next_base) {
        mb_heap_release(sources->heap, text);
        return MB_LOAD_TOO_LARGE;
    }
    if (sources->count == sources->capacity) {
        sources->capacity = sources->capacity == 0 ? 16 : sources->capacity * 2;
        sources->items = mb_heap_realloc(sources->heap, sources->items, sources->capacity * sizeof *sources->items);
    }
    mb_end_lines(text, length);
    mb_source *source = mb_arena_zalloc(sources->arena, sizeof *source);
    source->path = mb_arena_text(sources->arena, path, strlen(path));
    source->text = text;
    source->length = (uint32_t)length;
    source->base = sources->next_base;
    source->included_at = included_at;
    sources->next_base += (uint32_t)length + 1;
    source->index = sources->count;
    sources->items[sources->count++] = source;
    *out = source;
    return MB_LOAD_OK;
}

static char *terminated(char *text, size_t length)
{
    memset(text + length, 0, TERMINATOR);
    return text;
}

/** Bytes of a file, or of memory; `block` is the heap's block that holds them and has room for the NULs, or NULL. */
typedef struct content {
    const unsigned char *bytes;
    size_t length;
    char *block;
} content;

static mb_load_status add_utf8(mb_sources *sources, const char *path, mb_span included_at, content read, size_t bom,
                               mb_source **out)
{
    size_t length = read.length - bom;
    char *text = read.block != NULL ? read.block : mb_heap_alloc(sources->heap, length + TERMINATOR);
    if (length != 0) {
        memmove(text, read.bytes + bom, length);
    }
    return add_text(sources, path, included_at, terminated(text, length), length, out);
}

/** Refuses a file for what stands at `offset` in its text. @return what it returns that added the text */
static mb_load_status refuse_at(mb_sources *sources, mb_load_status added, const mb_source *source, size_t offset,
                                const char *flaw)
{
    if (added != MB_LOAD_OK) {
        return added;
    }
    sources->failure = flaw;
    sources->failure_at = source->base + (mb_position)offset;
    return MB_LOAD_ENCODING;
}

static mb_load_status add_decoded(mb_sources *sources, const char *path, mb_span included_at, content read, size_t bom,
                                  mb_encoding encoding, mb_source **out)
{
    const char *flaw = NULL;
    const size_t limit = mb_decoded_limit(encoding, read.length);
    if (limit > SIZE_MAX - TERMINATOR) {
        mb_heap_exhausted(sources->heap);
    }
    char *text = mb_heap_alloc(sources->heap, limit + TERMINATOR);
    size_t length = mb_decode(encoding, read.bytes + bom, read.length - bom, text, &flaw);
    mb_heap_release(sources->heap, read.block);
    text = mb_heap_realloc(sources->heap, text, length + TERMINATOR);
    mb_load_status status = add_text(sources, path, included_at, terminated(text, length), length, out);
    return flaw == NULL ? status : refuse_at(sources, status, *out, length, flaw);
}

/** Refuses what holds NUL bytes and is no UTF-16. It is added, so that the place of the first one can be shown. */
static mb_load_status refuse_nul(mb_sources *sources, const char *path, mb_span included_at, content read,
                                 mb_source **out)
{
    size_t bom = 0;
    bool is_utf8 = mb_is_utf8(read.bytes, read.length);
    mb_load_status status = is_utf8 ? add_utf8(sources, path, included_at, read, bom, out)
                                    : add_decoded(sources, path, included_at, read, bom, MB_ENCODING_CP1252, out);
    const char *nul = status == MB_LOAD_OK ? memchr((*out)->text, '\0', (*out)->length) : NULL;
    size_t offset = nul != NULL ? (size_t)(nul - (*out)->text) : 0;
    return refuse_at(sources, status, *out, offset, "a NUL character stands here");
}

static mb_load_status add_content(mb_sources *sources, const char *path, mb_span included_at, content read,
                                  mb_source **out, bool *was_8bit)
{
    size_t bom = 0;
    mb_encoding encoding = mb_recognise_encoding(read.bytes, read.length, &bom);
    const char *format = mb_recognise_format(read.bytes, read.length);
    *was_8bit = encoding == MB_ENCODING_CP1252;
    if (format != NULL || read.length >= largest_file) {
        mb_heap_release(sources->heap, read.block);
        sources->failure = format != NULL ? mb_arena_format(sources->arena, "it is %s", format) : "";
        sources->failure_at = 0;
        return format != NULL ? MB_LOAD_ENCODING : MB_LOAD_TOO_LARGE;
    }
    return encoding == MB_ENCODING_UTF8      ? add_utf8(sources, path, included_at, read, bom, out)
           : encoding == MB_ENCODING_UNKNOWN ? refuse_nul(sources, path, included_at, read, out)
                                             : add_decoded(sources, path, included_at, read, bom, encoding, out);
}

mb_load_status mb_sources_add(mb_sources *sources, const char *path, const char *bytes, size_t length, mb_source **out,
                              bool *was_8bit)
{
    const mb_span nowhere = {0, 0};
    const content given = {(const unsigned char *)bytes, length, NULL};
    return add_content(sources, path, nowhere, given, out, was_8bit);
}

/** A file that is being read. It is closed when memory runs out, so it is read in a protection of its own. */
typedef struct reading {
    mb_sources *sources;
    FILE *file;
    uint64_t size; /**< as the system said; the file may be growing, and files of /proc have none */
    content content;
    bool too_large;
} reading;

/** Whether what was read so far is no text, so that the rest, which may be huge, need not be read. */
static bool is_no_text(const content *read)
{
    size_t bom = 0;
    return mb_recognise_encoding(read->bytes, read->length, &bom) == MB_ENCODING_UNKNOWN;
}

static void read_all(void *argument)
{
    reading *job = argument;
    mb_sources *sources = job->sources;
    content *read = &job->content;
    if (sources->scratch == NULL) {
        sources->scratch = mb_heap_alloc(sources->heap, SCRATCH_SIZE);
    }
    unsigned char *bytes = sources->scratch;
    size_t capacity = SCRATCH_SIZE;
    read->bytes = bytes;
    size_t got;
    while ((got = fread(bytes + read->length, 1, capacity - read->length, job->file)) != 0) {
        read->length += got;
        if (read->length < capacity) {
            continue;
        }
        if (read->block == NULL && is_no_text(read)) {
            return;
        }
        capacity = job->size > read->length ? (size_t)job->size + 1 : 2 * capacity; /* one more, to see the end */
        if (capacity > largest_file + 1) {
            job->too_large = true;
            return;
        }
        bytes = mb_heap_alloc(sources->heap, capacity + TERMINATOR);
        memcpy(bytes, read->bytes, read->length);
        mb_heap_release(sources->heap, read->block);
        read->block = (char *)bytes;
        read->bytes = bytes;
    }
}

static mb_load_status failed(mb_sources *sources, int error, const char *other)
{
    if (other == NULL && (error == ENOENT || error == ENOTDIR)) {
        return MB_LOAD_NOT_FOUND;
    }
    const char *text = other != NULL ? other : strerror(error);
    sources->failure = mb_arena_text(sources->arena, text, strlen(text));
    return MB_LOAD_IO;
}

mb_load_status mb_sources_load(mb_sources *sources, const char *path, mb_span included_at, mb_source **out,
                               bool *was_8bit)
{
    reading job = {sources, NULL, 0, {NULL, 0, NULL}, false};
    const char *other = NULL;
    errno = 0;
    const bool is_standard_input = included_at.begin == 0 && strcmp(path, MB_STANDARD_INPUT) == 0;
    job.file =
        is_standard_input ? mb_open_standard_input() : mb_open_source(path, included_at.begin == 0, &job.size, &other);
    if (job.file == NULL) {
        return failed(sources, errno, other);
    }
    setvbuf(job.file, NULL, _IONBF, 0); /* fread() gets large pieces; a buffer between would only be copied */
    job.too_large = job.size > largest_file;
    bool survived = job.too_large || mb_heap_protect(sources->heap, read_all, &job);
    int error = ferror(job.file) ? errno : 0;
    fclose(job.file);
    if (!survived) {
        mb_heap_exhausted(sources->heap);
    }
    if (error == 0 && !job.too_large) {
        return add_content(sources, is_standard_input ? MB_STDIN_PATH : path, included_at, job.content, out, was_8bit);
    }
    mb_heap_release(sources->heap, job.content.block);
    return error != 0 ? failed(sources, error, NULL) : MB_LOAD_TOO_LARGE;
}

const mb_source *mb_sources_at(const mb_sources *sources, mb_position position)
{
    if (position == 0 || sources->count == 0) {
        return NULL;
    }
    size_t low = 0;
    size_t high = sources->count; /* items[low] begins at or before the position, items[high] behind it */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->items[middle]->base <= position) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const mb_source *found = sources->items[low];
    return position - found->base <= found->length ? found : NULL;
}

static uint32_t offset_of(const mb_source *source, mb_position position)
{
    uint32_t offset = position - source->base;
    return offset <= source->length ? offset : source->length;
}

void mb_source_locate(const mb_source *source, mb_position position, uint32_t *line, uint32_t *column)
{
    const char *target = source->text + offset_of(source, position);
    const char *start = source->text;
    const char *end = NULL;
    *line = 1;
    while (target > start && (end = memchr(start, '\n', (size_t)(target - start))) != NULL) {
        ++*line;
        start = end + 1;
    }
    *column = 1;
    for (; start < target; start++) {
        *column += mb_begins_character(*start);
    }
}

mb_text mb_source_line(const mb_source *source, mb_position position)
{
    uint32_t offset = offset_of(source, position);
    uint32_t begin = offset;
    while (begin > 0 && source->text[begin - 1] != '\n') {
        begin--;
    }
    const char *end = memchr(source->text + offset, '\n', source->length - offset);
    uint32_t past = end != NULL ? (uint32_t)(end - source->text) : source->length;
    while (past > begin && source->text[past - 1] == '\r') {
        past--;
    }
    mb_text line = {source->text + begin, past - begin};
    return line;
}
