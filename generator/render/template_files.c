#include "render/template_files.h"

#include "diag/report.h"

#include <string.h>

typedef struct loaded loaded;
struct loaded {
    const char *name;
    const mb_source *source; /**< NULL: there is no such template */
    loaded *next;
};

struct mb_template_files {
    const char *directory;
    const char *folder;
    mb_sources *sources;
    mb_arena *arena;
    mb_diag *diag;
    loaded *first;
    bool failed;
};

mb_template_files *mb_template_files_new(const char *directory, const char *folder, mb_sources *sources,
                                         mb_arena *arena, mb_diag *diag)
{
    mb_template_files *files = mb_arena_zalloc(arena, sizeof *files);
    files->directory = directory;
    files->folder = folder != NULL ? folder : "";
    files->sources = sources;
    files->arena = arena;
    files->diag = diag;
    return files;
}

static void report(mb_template_files *files, mb_load_status status, const char *path)
{
    static const mb_span nowhere = {0, 0};

    files->failed = true;
    mb_report_load(files->diag, files->sources, status, nowhere, path);
}

static const mb_source *find_embedded(mb_template_files *files, const char *name)
{
    for (size_t i = 0; i < mb_embedded_file_count; i++) {
        const mb_embedded_file *file = &mb_embedded_files[i];
        if (strcmp(file->name, name) == 0) {
            const char *path = mb_arena_format(files->arena, MB_EMBEDDED_FOLDER "%s", name);
            mb_source *source = NULL;
            bool was_8bit;
            mb_load_status status =
                mb_sources_add(files->sources, path, (const char *)file->bytes, file->length, &source, &was_8bit);
            if (status != MB_LOAD_OK) {
                report(files, status, path);
            }
            return status == MB_LOAD_OK ? source : NULL;
        }
    }
    return NULL;
}

static const mb_source *find(mb_template_files *files, const char *name)
{
    static const mb_span nowhere = {0, 0};
    mb_source *source = NULL;
    bool was_8bit;

    if (files->directory == NULL) {
        return find_embedded(files, name);
    }
    const char *path = mb_arena_format(files->arena, "%s/%s", files->directory, name);
    mb_load_status status = mb_sources_load(files->sources, path, nowhere, &source, &was_8bit);
    if (status == MB_LOAD_OK) {
        return source;
    }
    if (status != MB_LOAD_NOT_FOUND) {
        report(files, status, path);
    }
    return find_embedded(files, name);
}

const mb_source *mb_template_files_load(mb_template_files *files, const char *name)
{
    for (const loaded *each = files->first; each != NULL; each = each->next) {
        if (strcmp(each->name, name) == 0) {
            return each->source;
        }
    }
    loaded *added = mb_arena_zalloc(files->arena, sizeof *added);
    added->name = mb_arena_text(files->arena, name, strlen(name));
    added->source = find(files, mb_arena_format(files->arena, "%s%s", files->folder, name));
    added->next = files->first;
    files->first = added;
    return added->source;
}

bool mb_template_files_failed(const mb_template_files *files)
{
    return files->failed;
}

static const mb_source *load(void *context, const char *name)
{
    return mb_template_files_load(context, name);
}

mb_template *mb_embedded_template(const char *name, const mb_view_type *const *types, size_t type_count, mb_heap *heap,
                                  mb_arena *arena)
{
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_template_files *files = mb_template_files_new(NULL, NULL, sources, arena, diag);
    const mb_template_loader loader = {load, files};
    const mb_source *source = mb_template_files_load(files, name);

    return source == NULL ? NULL : mb_template_compile(source, types, type_count, &loader, heap, arena, diag);
}
