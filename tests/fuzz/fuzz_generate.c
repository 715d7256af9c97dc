/*
 * The whole compiler, up to what would be written: what comes out is C as far as its characters tell, in files that
 * have names of their own inside the folder of the output.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "check/stage.h"
#include "driver/units.h"
#include "files.h"
#include "generated.h"
#include "render/template_set.h"

/** The embedded templates, compiled once. */
typedef struct templates {
    mb_heap *heap;
    mb_template_set *set;
} templates;

typedef struct job {
    const mb_template_set *set;
    mb_heap *heap;
} job;

static void load_templates(void *argument)
{
    templates *made = argument;
    mb_arena *arena = mb_arena_new(made->heap);
    mb_sources *sources = mb_sources_new(made->heap, arena);
    const mb_template_set_input input = {.sources = sources};
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
                   "the templates cannot be loaded");
    }
    return made.set;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path);
    size_t wanted = strlen(ending);
    return length > wanted && strcmp(path + length - wanted, ending) == 0;
}

/** Takes a file, and looks at it instead of writing it. */
static void look_at(void *context, const mb_rendered_file *file)
{
    mb_symbols *paths = context;
    const char *problem = generated_path_problem(file->path);
    unsigned line = 0;

    fuzz_check(problem == NULL, "%s: %s", file->path, problem);
    fuzz_check(mb_symbols_find(paths, file->path, strlen(file->path)) == NULL, "%s: two files have that name",
               file->path);
    mb_intern(paths, file->path, strlen(file->path));
    if (ends_with(file->path, ".c") || ends_with(file->path, ".h")) {
        problem = generated_c_problem(file->bytes, file->length, &line);
    } else if (!fuzz_is_printable(file->bytes, file->length)) {
        problem = "a control character, or no UTF-8";
    }
    fuzz_check(problem == NULL, "%s:%u: %s\n%.*s", file->path, line, problem, (int)file->length, file->bytes);
}

/** A stage that fails has told why. */
static void check_messages(const mb_diag *diag, mb_heap *heap)
{
    mb_buffer text;
    mb_buffer_init(&text, heap);
    mb_diag_render(diag, &text);
    fuzz_check(text.length != 0, "an error without a message");
    mb_buffer_release(&text);
}

static void generate(void *argument)
{
    static const char *const path = FUZZ_MAIN_FILE, *const overlay = FUZZ_OVERLAY_FILE;
    job *what = argument;
    mb_heap *heap = what->heap;
    mb_arena *arena = mb_arena_new(heap);
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    const mb_units_input input = {.paths = &path,
                                  .path_count = 1,
                                  .overlays = &overlay,
                                  .overlay_count = fuzz_files_count() > 1,
                                  .default_namespace = "root\\default",
                                  .sources = sources,
                                  .symbols = symbols};
    mb_input_unit *unit = NULL;
    mb_overlays *overlays = NULL;
    mb_schema *schema = NULL;
    mbb_library *library = NULL;

    if (!mb_units_read(&input, heap, arena, diag, &unit) ||
        !mb_units_read_overlays(&input, heap, arena, diag, &overlays)) {
        check_messages(diag, heap);
        return;
    }
    if (unit == NULL || unit->ns == NULL) {
        return;
    }
    const mb_resolve_input resolve = {
        .unit = unit->unit, .symbols = symbols, .default_namespace = input.default_namespace, .overlays = overlays};
    const bool was_resolved = mb_resolve(&resolve, heap, arena, diag, &schema);
    if (!mb_check_schema(schema, was_resolved, heap, diag) || !was_resolved) {
        check_messages(diag, heap);
        return;
    }
    if (overlays != NULL) {
        mb_overlays_finish(overlays);
    }
    if (schema->namespaces == NULL) {
        return;
    }
    const mbb_bind_input bind = {.schema = schema,
                                 .symbols = symbols,
                                 .mof_names = unit->mof_names,
                                 .mof_count = unit->mof_count,
                                 .suffixes = mb_template_set_suffixes(what->set)};
    if (!mbb_bind(&bind, heap, arena, diag, &library)) {
        check_messages(diag, heap);
        return;
    }
    mbb_bundle bundle = {.libraries = {library, 1}};
    const mb_rendered_sink sink = {look_at, mb_symbols_new(arena)};
    if (!mb_render(what->set, &bundle, &sink, heap, arena, diag)) {
        check_messages(diag, heap);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    job what = {template_set(), mb_heap_new(NULL)};
    (void)fuzz_files_set(data, size);
    fuzz_check(what.heap != NULL && mb_heap_protect(what.heap, generate, &what), "no memory");
    fuzz_files_clear();
    mb_heap_free(what.heap);
    return 0;
}
