#include "output/parts.h"

#include <stdlib.h>
#include <string.h>

#include "diag/report.h"

#define HEADER_LIST MB_PARTS_FOLDER "headers.list"
#define FORWARDERS MB_PARTS_FOLDER "include/"

static const char include_folder[] = "/include/";

/** A header or a source. */
typedef struct part_file part_file;
struct part_file {
    const char *path;
    const char *prefix; /**< of its library; NULL where it is of none */
    const char *digest;
    size_t slot; /**< of a header */
    bool has_slot;
    part_file *next;
};

typedef struct part_list {
    part_file *first;
    part_file **tail;
} part_list;

struct mb_parts {
    size_t count;
    const char *shared; /**< a macro; NULL = they are no shared library */
    mb_folder *folder;
    mb_rendered_sink next;
    mb_arena *arena;
    mb_diag *diag;
    part_list *sources; /**< one for each part, and one more for what is of no class */
    part_list headers;
    size_t header_count;
    mb_symbols *forwarded; /**< the paths by which programs include headers */
    mb_buffer text;
    bool failed;
};

/** FNV-1a: unlike those of support/hash.h it is the same on every machine. */
static uint64_t hash(const char *bytes, size_t length)
{
    uint64_t value = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < length; i++) {
        value = (value ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    }
    return value ^ value >> 32;
}

static const char *digest_of(const mb_rendered_file *file, mb_arena *arena)
{
    const uint64_t value = hash(file->bytes, file->length);

    return mb_arena_format(arena, "%08lx%08lx-%lu", (unsigned long)(value >> 32),
                           (unsigned long)(value & UINT32_MAX), (unsigned long)file->length);
}

mb_parts *mb_parts_new(size_t count, const char *shared, mb_folder *folder, const mb_rendered_sink *next, mb_arena *arena,
                       mb_diag *diag)
{
    mb_parts *parts = mb_arena_zalloc(arena, sizeof *parts);

    parts->count = count;
    parts->shared = shared;
    parts->folder = folder;
    parts->next = *next;
    parts->arena = arena;
    parts->diag = diag;
    parts->sources = mb_arena_array(arena, count + 1, sizeof *parts->sources);
    for (size_t i = 0; i <= count; i++) {
        parts->sources[i].tail = &parts->sources[i].first;
    }
    parts->headers.tail = &parts->headers.first;
    parts->forwarded = mb_symbols_new(arena);
    mb_buffer_init(&parts->text, mb_arena_heap(arena));
    return parts;
}

/* ---- taking ---- */

static void add(mb_parts *parts, part_list *list, const mb_rendered_file *file)
{
    part_file *added = mb_arena_zalloc(parts->arena, sizeof *added);

    added->path = file->path;
    added->prefix = file->prefix;
    added->digest = digest_of(file, parts->arena);
    *list->tail = added;
    list->tail = &added->next;
}

/** The path by which programs include a header; NULL where the file is none. */
static const char *included_as(const char *path)
{
    const char *at = strstr(path, include_folder);

    return at != NULL ? at + sizeof include_folder - 1 : NULL;
}

static bool is_source(const char *path)
{
    const size_t length = strlen(path);

    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

static void take(void *context, const mb_rendered_file *file)
{
    static const mb_span nowhere = {0, 0};
    mb_parts *parts = context;
    const char *header = included_as(file->path);
    const mb_text begin = {file->path, (uint32_t)(sizeof MB_PARTS_FOLDER - 1)};

    if (strlen(file->path) > begin.length && mb_text_equal_nocase(begin, mb_text_of(MB_PARTS_FOLDER))) {
        mb_report(parts->diag, MB_MSG_FILE_RESERVED, nowhere, file->path);
        parts->failed = true;
        return;
    }
    if (file->is_runtime) { /* a library of its own */
    } else if (header == NULL && is_source(file->path)) {
        const size_t part = (size_t)(hash(file->path, strlen(file->path)) % parts->count);
        add(parts, &parts->sources[file->is_of_class ? part : parts->count], file);
    } else if (header != NULL && mb_symbols_find(parts->forwarded, header, strlen(header)) == NULL) {
        mb_intern(parts->forwarded, header, strlen(header)); /* of two, the first is found, as in a list of folders */
        add(parts, &parts->headers, file);
        parts->header_count++;
    }
    parts->next.take(parts->next.context, file);
}

mb_rendered_sink mb_parts_sink(mb_parts *parts)
{
    const mb_rendered_sink sink = {take, parts};
    return sink;
}

/* ---- numbers of headers ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp((*(part_file *const *)a)->path, (*(part_file *const *)b)->path);
}

static part_file **sort_headers(const mb_parts *parts)
{
    part_file **sorted = mb_arena_array(parts->arena, parts->header_count, sizeof *sorted);
    size_t count = 0;

    for (part_file *each = parts->headers.first; each != NULL; each = each->next) {
        sorted[count++] = each;
    }
    if (count != 0) {
        qsort(sorted, count, sizeof *sorted, by_path);
    }
    return sorted;
}

/** Gives a header the number that a line of the old list says, "12 kitchen/include/kitchen/Toaster.h". What is no such line
 * says nothing. */
static void keep_number(const mb_parts *parts, part_file *const *sorted, bool *taken, const char *line)
{
    char *end = NULL;
    const unsigned long slot = strtoul(line, &end, 10);
    part_file wanted = {.path = end + 1};
    const part_file *key = &wanted;

    if (end == line || *end != ' ' || slot >= parts->count * MB_PARTS_SLOTS || taken[slot]) {
        return;
    }
    part_file *const *found = bsearch(&key, sorted, parts->header_count, sizeof *sorted, by_path);
    if (found != NULL && !(*found)->has_slot) {
        (*found)->slot = slot;
        (*found)->has_slot = true;
        taken[slot] = true;
    }
}

static void keep_numbers(const mb_parts *parts, part_file *const *sorted, bool *taken)
{
    size_t size = 0;

    if (parts->header_count == 0 || mb_folder_look(parts->folder, HEADER_LIST, &size) != MB_FILE_THERE ||
        size > UINT32_MAX / 2) {
        return;
    }
    char *text = mb_arena_alloc(parts->arena, size + 1);
    if (!mb_folder_read(parts->folder, HEADER_LIST, text, size, &size)) {
        return; /* new numbers do no harm */
    }
    text[size] = '\0';
    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        keep_number(parts, sorted, taken, line);
        line = end;
    }
}

static void number_headers(const mb_parts *parts, part_file *const *sorted)
{
    const size_t slots = parts->count * MB_PARTS_SLOTS;
    bool *taken = mb_arena_array(parts->arena, slots, sizeof *taken);

    keep_numbers(parts, sorted, taken);
    for (size_t i = 0; i < parts->header_count; i++) {
        part_file *header = sorted[i];
        if (header->has_slot) {
            continue;
        }
        const size_t home = (size_t)(hash(header->path, strlen(header->path)) % slots);
        size_t slot = home;
        size_t tried = 0;
        while (taken[slot] && tried++ < slots) {
            slot = (slot + 1) % slots;
        }
        header->slot = slot; /* where none is free, its home, which it shares */
        header->has_slot = true;
        taken[slot] = true;
    }
}

/* ---- writing ---- */

/** Hands on the text in the buffer. */
static void hand_on(mb_parts *parts, const char *path)
{
    const mb_rendered_file file = {.path = path, .bytes = parts->text.text, .length = parts->text.length};

    parts->next.take(parts->next.context, &file);
    mb_buffer_clear(&parts->text);
}

static void write_sources(mb_parts *parts, const part_list *list, const char *path)
{
    mb_buffer_puts(&parts->text, "/* A share of the sources, for a build. Written by mofbind; do not edit. */\n");
    for (const part_file *each = list->first; each != NULL; each = each->next) {
        mb_buffer_printf(&parts->text, "#include \"../%s\" /* %s */\n", each->path, each->digest);
    }
    if (list->first == NULL) { /* C wants a declaration at least */
        mb_buffer_puts(&parts->text, "#include <wmi/memory.h>\n");
    }
    hand_on(parts, path);
}

static void write_digests(mb_parts *parts)
{
    const size_t slots = parts->count * MB_PARTS_SLOTS;
    part_list *of_slot = mb_arena_array(parts->arena, slots, sizeof *of_slot);

    for (size_t i = 0; i < slots; i++) {
        of_slot[i].tail = &of_slot[i].first;
    }
    for (const part_file *each = parts->headers.first; each != NULL; each = each->next) {
        part_file *copy = mb_arena_zalloc(parts->arena, sizeof *copy);
        copy->digest = each->digest;
        *of_slot[each->slot].tail = copy;
        of_slot[each->slot].tail = &copy->next;
    }
    for (size_t i = 0; i < slots; i++) {
        mb_buffer_puts(&parts->text, "/* Changes with the header that includes it. Written by mofbind; do not edit.");
        for (const part_file *each = of_slot[i].first; each != NULL; each = each->next) {
            mb_buffer_printf(&parts->text, " %s", each->digest);
        }
        mb_buffer_puts(&parts->text, " */\n");
        hand_on(parts, mb_arena_format(parts->arena, MB_PARTS_FOLDER "changed/%lu.h", (unsigned long)i));
    }
}

static void put_ups(mb_buffer *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mb_buffer_puts(text, "../");
    }
}

/** Says what the library is, as its headers ask: see WMI_API. */
static void write_sharing(mb_parts *parts, const char *prefix)
{
    mb_buffer_printf(&parts->text, "#if !defined(%s_SHARED)\n#define %s_SHARED\n#endif\n", prefix, prefix);
    mb_buffer_printf(&parts->text, "#if defined(%s) && !defined(%s_BUILDING)\n#define %s_BUILDING\n#endif\n",
                     parts->shared, prefix, prefix);
}

static void write_forwarder(mb_parts *parts, const part_file *header)
{
    const char *name = included_as(header->path);
    size_t depth = 1; /* include/ */

    for (const char *at = name; *at != '\0'; at++) {
        depth += *at == '/';
    }
    mb_buffer_puts(&parts->text, "/* The header of this name, for a build. Written by mofbind; do not edit. */\n");
    if (parts->shared != NULL && header->prefix != NULL) {
        write_sharing(parts, header->prefix);
    }
    mb_buffer_puts(&parts->text, "#include \"");
    put_ups(&parts->text, depth);
    mb_buffer_printf(&parts->text, "changed/%lu.h\"\n#include \"", (unsigned long)header->slot);
    put_ups(&parts->text, depth + 1);
    mb_buffer_printf(&parts->text, "%s\"\n", header->path);
    hand_on(parts, mb_arena_format(parts->arena, FORWARDERS "%s", name));
}

bool mb_parts_finish(mb_parts *parts)
{
    part_file **sorted = sort_headers(parts);

    if (parts->failed) {
        return false;
    }
    for (size_t i = 0; i < parts->count; i++) {
        write_sources(parts, &parts->sources[i],
                      mb_arena_format(parts->arena, MB_PARTS_FOLDER "part_%lu.c", (unsigned long)i));
    }
    write_sources(parts, &parts->sources[parts->count], MB_PARTS_FOLDER "schemas.c");
    number_headers(parts, sorted);
    write_digests(parts);
    for (size_t i = 0; i < parts->header_count; i++) {
        write_forwarder(parts, sorted[i]);
    }
    for (size_t i = 0; i < parts->header_count; i++) {
        mb_buffer_printf(&parts->text, "%lu %s\n", (unsigned long)sorted[i]->slot, sorted[i]->path);
    }
    if (parts->header_count != 0) {
        hand_on(parts, HEADER_LIST);
    }
    mb_buffer_release(&parts->text);
    return true;
}

bool mb_parts_is_fixed(const char *path)
{
    const size_t length = sizeof MB_PARTS_FOLDER - 1;

    return strncmp(path, MB_PARTS_FOLDER, length) == 0 &&
           strncmp(path, FORWARDERS, sizeof FORWARDERS - 1) != 0 && strcmp(path, HEADER_LIST) != 0;
}
