#include "output/parts.h"

#include <stdlib.h>
#include <string.h>

#include "diag/report.h"
#include "render/template_files.h"
#include "support/characters.h"
#include "support/cim_type.h"

#define NUMBER_LIST MB_PARTS_FOLDER "numbers.list"
#define FORWARDERS MB_PARTS_FOLDER "include/"

static const char include_folder[] = "/include/";

/** A header or a source. */
typedef struct part_file part_file;
struct part_file {
    const char *path;
    const char *prefix; /**< of its library; NULL where it is of none */
    const char *digest;
    size_t number; /**< of a header, or of the source of a class */
    bool has_number;
    part_file *next;
};

typedef struct part_list {
    part_file *first;
    part_file **tail;
    size_t count;
} part_list;

/** Files that have numbers, below a limit. */
typedef struct numbered {
    part_list list;
    size_t limit;
    part_file **sorted; /**< by path */
    bool *taken;        /**< the numbers */
} numbered;

struct mb_parts {
    size_t count;
    const char *shared; /**< a macro; NULL = they are no shared library */
    mb_folder *folder;
    mb_rendered_sink next;
    mb_arena *arena;
    mb_diag *diag;
    numbered sources; /**< of classes */
    numbered headers;
    part_list schemas;     /**< sources of no class */
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

    return mb_arena_format(arena, "%08lx%08lx-%lu", (unsigned long)(value >> 32), (unsigned long)(value & UINT32_MAX),
                           (unsigned long)file->length);
}

mb_parts *mb_parts_new(size_t count, const char *shared, mb_folder *folder, const mb_rendered_sink *next,
                       mb_arena *arena, mb_diag *diag)
{
    mb_parts *parts = mb_arena_zalloc(arena, sizeof *parts);

    parts->count = count;
    parts->shared = shared;
    parts->folder = folder;
    parts->next = *next;
    parts->arena = arena;
    parts->diag = diag;
    parts->sources.limit = count;
    parts->headers.limit = count * MB_PARTS_SLOTS;
    parts->sources.list = parts->headers.list = parts->schemas = (part_list){NULL, NULL, 0};
    parts->forwarded = mb_symbols_new(arena);
    mb_buffer_init(&parts->text, mb_arena_heap(arena));
    return parts;
}

/* ---- taking ---- */

static void append(part_list *list, part_file *added)
{
    *(list->first != NULL ? list->tail : &list->first) = added;
    list->tail = &added->next;
    list->count++;
}

static void add(mb_parts *parts, part_list *list, const mb_rendered_file *file)
{
    part_file *added = mb_arena_zalloc(parts->arena, sizeof *added);

    added->path = file->path;
    added->prefix = file->prefix;
    added->digest = digest_of(file, parts->arena);
    append(list, added);
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
        add(parts, file->is_of_class ? &parts->sources.list : &parts->schemas, file);
    } else if (header != NULL && mb_symbols_find(parts->forwarded, header, strlen(header)) == NULL) {
        mb_intern(parts->forwarded, header, strlen(header)); /* of two, the first is found, as in a list of folders */
        add(parts, &parts->headers.list, file);
    }
    parts->next.take(parts->next.context, file);
}

mb_rendered_sink mb_parts_sink(mb_parts *parts)
{
    const mb_rendered_sink sink = {take, parts};
    return sink;
}

/* ---- numbers ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp((*(part_file *const *)a)->path, (*(part_file *const *)b)->path);
}

static void sort(numbered *files, mb_arena *arena)
{
    size_t count = 0;

    files->sorted = mb_arena_array(arena, files->list.count, sizeof(part_file *));
    files->taken = mb_arena_array(arena, files->limit, sizeof *files->taken);
    for (part_file *each = files->list.first; each != NULL; each = each->next) {
        files->sorted[count++] = each;
    }
    if (count != 0) {
        qsort(files->sorted, count, sizeof(part_file *), by_path);
    }
}

static void keep_number(numbered *files, const char *path, unsigned long number)
{
    part_file wanted = {.path = path};
    part_file *key = &wanted;

    if (number >= files->limit || files->taken[number] || files->list.count == 0) {
        return;
    }
    part_file *const *found = bsearch(&key, files->sorted, files->list.count, sizeof(part_file *), by_path);
    if (found != NULL && !(*found)->has_number) {
        (*found)->number = number;
        (*found)->has_number = true;
        files->taken[number] = true;
    }
}

/** What a line of the old list says, "12 kitchen/include/kitchen/Toaster.h". What is no such line says nothing. */
static void read_line(mb_parts *parts, const char *line)
{
    const mb_text digits = {line, (uint32_t)strcspn(line, " ")};
    mb_integer number;

    if (mb_is_digit(*line) && line[digits.length] == ' ' && mb_read_integer(digits, MB_INTEGER_DECIMAL, &number) &&
        !number.is_huge && number.magnitude <= UINT32_MAX) {
        keep_number(&parts->sources, line + digits.length + 1, (unsigned long)number.magnitude);
        keep_number(&parts->headers, line + digits.length + 1, (unsigned long)number.magnitude);
    }
}

static void read_numbers(mb_parts *parts)
{
    size_t size = 0;

    if (mb_folder_look(parts->folder, NUMBER_LIST, &size) != MB_FILE_THERE || size > UINT32_MAX / 2) {
        return;
    }
    char *text = mb_arena_alloc(parts->arena, size + 1);
    if (!mb_folder_read(parts->folder, NUMBER_LIST, text, size, &size)) {
        return; /* new numbers do no harm */
    }
    text[size] = '\0';
    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        read_line(parts, line);
        line = end;
    }
}

/** Numbers for those that have none, from a hash of the path on; where none is left, they share. */
static void number_rest(numbered *files)
{
    size_t left = files->limit;

    for (size_t i = 0; i < files->limit; i++) {
        left -= files->taken[i];
    }
    for (size_t i = 0; i < files->list.count; i++) {
        part_file *file = files->sorted[i];
        if (file->has_number) {
            continue;
        }
        file->number = (size_t)(hash(file->path, strlen(file->path)) % files->limit);
        while (left != 0 && files->taken[file->number]) {
            file->number = (file->number + 1) % files->limit;
        }
        left -= left != 0;
        files->taken[file->number] = true;
    }
}

static void number_files(mb_parts *parts)
{
    sort(&parts->sources, parts->arena);
    sort(&parts->headers, parts->arena);
    read_numbers(parts);
    number_rest(&parts->sources);
    number_rest(&parts->headers);
}

/** The files of each number, in the order in which they came. */
static part_list *by_number(const numbered *files, mb_arena *arena)
{
    part_list *lists = mb_arena_array(arena, files->limit, sizeof *lists);

    for (const part_file *each = files->list.first; each != NULL; each = each->next) {
        part_file *copy = mb_arena_alloc(arena, sizeof *copy);
        *copy = *each;
        copy->next = NULL;
        append(&lists[each->number], copy);
    }
    return lists;
}

/* ---- writing ---- */

/** A file that a part includes, or a header that one belongs to. */
typedef struct included {
    const char *path;
    const char *digest;
} included;
static const mb_view_field included_fields[] = {
    {"path", MB_VIEW_IDENTIFIER, offsetof(included, path), NULL, MBB_NAME_NONE},
    {"digest", MB_VIEW_IDENTIFIER, offsetof(included, digest), NULL, MBB_NAME_NONE},
};
static const mb_view_type included_view = {"file", included_fields, 2, sizeof(included)};

/** What the templates of parts and of digests are given. */
typedef struct share {
    mbb_list files; /**< included */
} share;
static const mb_view_field share_fields[] = {
    {"files", MB_VIEW_LIST, offsetof(share, files), &included_view, MBB_NAME_NONE}};
static const mb_view_type share_view = {"share", share_fields, 1, sizeof(share)};

/** What the template of forwarders is given. */
typedef struct forwarder {
    bool is_shared;     /**< it says what the library is, as its headers ask: see WMI_API */
    const char *prefix; /**< of the library; like `shared` empty where !is_shared */
    const char *shared; /**< the macro by which its own sources are told from others */
    const char *ups;    /**< "../../", to MB_PARTS_FOLDER */
    uint32_t number;
    const char *path; /**< of the header itself */
} forwarder;
static const mb_view_field forwarder_fields[] = {
    {"is_shared", MB_VIEW_BOOL, offsetof(forwarder, is_shared), NULL, MBB_NAME_NONE},
    {"prefix", MB_VIEW_IDENTIFIER, offsetof(forwarder, prefix), NULL, MBB_NAME_NONE},
    {"shared", MB_VIEW_IDENTIFIER, offsetof(forwarder, shared), NULL, MBB_NAME_NONE},
    {"ups", MB_VIEW_IDENTIFIER, offsetof(forwarder, ups), NULL, MBB_NAME_NONE},
    {"number", MB_VIEW_NUMBER, offsetof(forwarder, number), NULL, MBB_NAME_NONE},
    {"path", MB_VIEW_IDENTIFIER, offsetof(forwarder, path), NULL, MBB_NAME_NONE},
};
static const mb_view_type forwarder_view = {"forwarder", forwarder_fields, 6, sizeof(forwarder)};

static const mb_template *template_of(mb_parts *parts, const char *name, const mb_view_type *type)
{
    return mb_embedded_template(name, &type, 1, mb_arena_heap(parts->arena), parts->arena);
}

static void render(mb_parts *parts, const mb_template *compiled, const void *data)
{
    if (compiled != NULL) {
        mb_template_render(compiled, &data, &parts->text);
    }
}

static share share_of(mb_parts *parts, const part_list *list)
{
    included *items = mb_arena_array(parts->arena, list->count, sizeof *items);
    size_t count = 0;

    for (const part_file *each = list->first; each != NULL; each = each->next) {
        items[count++] = (included){each->path, each->digest};
    }
    return (share){{items, count}};
}

/** Hands on the text in the buffer. */
static void hand_on(mb_parts *parts, const char *path)
{
    const mb_rendered_file file = {.path = path, .bytes = parts->text.text, .length = parts->text.length};

    parts->next.take(parts->next.context, &file);
    mb_buffer_clear(&parts->text);
}

static void write_sources(mb_parts *parts, const mb_template *compiled, const part_list *list, const char *path)
{
    const share data = share_of(parts, list);

    render(parts, compiled, &data);
    hand_on(parts, path);
}

static void write_parts(mb_parts *parts)
{
    const mb_template *compiled = template_of(parts, "parts/part.c.mustache", &share_view);
    const part_list *lists = by_number(&parts->sources, parts->arena);

    for (size_t i = 0; i < parts->count; i++) {
        write_sources(parts, compiled, &lists[i],
                      mb_arena_format(parts->arena, MB_PARTS_FOLDER "part_%lu.c", (unsigned long)i));
    }
    write_sources(parts, compiled, &parts->schemas, MB_PARTS_FOLDER "schemas.c");
}

static void write_digests(mb_parts *parts)
{
    const mb_template *compiled = template_of(parts, "parts/changed.h.mustache", &share_view);
    const part_list *lists = by_number(&parts->headers, parts->arena);

    for (size_t i = 0; i < parts->headers.limit; i++) {
        write_sources(parts, compiled, &lists[i],
                      mb_arena_format(parts->arena, MB_PARTS_FOLDER "changed/%lu.h", (unsigned long)i));
    }
}

static void write_numbers(mb_parts *parts)
{
    const numbered *const both[] = {&parts->sources, &parts->headers};

    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
        for (size_t j = 0; j < both[i]->list.count; j++) {
            const part_file *file = both[i]->sorted[j];
            mb_buffer_printf(&parts->text, "%lu %s\n", (unsigned long)file->number, file->path);
        }
    }
    if (parts->text.length != 0) {
        hand_on(parts, NUMBER_LIST);
    }
}

static const char *ups_of(mb_parts *parts, const char *name)
{
    const char *ups = "../"; /* include/ */

    for (const char *at = name; *at != '\0'; at++) {
        ups = *at == '/' ? mb_arena_format(parts->arena, "%s../", ups) : ups;
    }
    return ups;
}

static void write_forwarder(mb_parts *parts, const mb_template *compiled, const part_file *header)
{
    const char *name = included_as(header->path);
    const bool is_shared = parts->shared != NULL && header->prefix != NULL;
    const forwarder data = {.is_shared = is_shared,
                            .prefix = is_shared ? header->prefix : "",
                            .shared = is_shared ? parts->shared : "",
                            .ups = ups_of(parts, name),
                            .number = (uint32_t)header->number,
                            .path = header->path};

    render(parts, compiled, &data);
    hand_on(parts, mb_arena_format(parts->arena, FORWARDERS "%s", name));
}

static void write_forwarders(mb_parts *parts)
{
    const mb_template *compiled = template_of(parts, "parts/forwarder.h.mustache", &forwarder_view);

    for (size_t i = 0; i < parts->headers.list.count; i++) {
        write_forwarder(parts, compiled, parts->headers.sorted[i]);
    }
}

bool mb_parts_finish(mb_parts *parts)
{
    if (parts->failed) {
        return false;
    }
    number_files(parts);
    write_parts(parts);
    write_digests(parts);
    write_forwarders(parts);
    write_numbers(parts);
    mb_buffer_release(&parts->text);
    return true;
}

bool mb_parts_is_fixed(const char *path)
{
    const size_t length = sizeof MB_PARTS_FOLDER - 1;

    return strncmp(path, MB_PARTS_FOLDER, length) == 0 && strncmp(path, FORWARDERS, sizeof FORWARDERS - 1) != 0 &&
           strcmp(path, NUMBER_LIST) != 0;
}
