#include "render/template_set.h"

#include <string.h>

#include "diag/report.h"
#include "render/binding_view.h"
#include "render/embedded.h"
#include "render/targets.h"
#include "render/program.h"
#include "render/suffixes.h"
#include "render/template_files.h"

/** A line of outputs.list or amalgamate.list, ready to be rendered. */
typedef struct output output;
struct output {
    mb_output_scope scope;
    bool is_root; /**< of amalgamate.list */
    mb_span span;
    const mb_template *path;
    const mb_template *text;
    output *next;
};

/** A file that is written as it is. */
typedef struct verbatim {
    const char *path;
    const char *bytes;
    size_t length;
} verbatim;

struct mb_template_set {
    const mb_view_type *const *types;
    bool is_of_binding; /**< they are those of a bundle */
    mbb_suffixes suffixes;
    output *outputs;
    verbatim *verbatims;
    size_t verbatim_count;
};

/* ---- loading ---- */

static const mb_view_type *const binding_types[MB_SCOPE_COUNT] = {&mb_bundle_view, &mb_library_view, &mb_class_view};

static const mb_source *load(void *context, const char *name)
{
    return mb_template_files_load(context, name);
}

/** @return NULL after an error. */
static output *compile_line(const mb_source *list, const mb_output_line *line, const mb_view_type *const *types,
                            mb_template_files *files, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    const size_t type_count = (size_t)line->scope + 1;
    const mb_template_loader loader = {load, files};

    output *compiled = mb_arena_zalloc(arena, sizeof *compiled);
    compiled->scope = line->scope;
    compiled->span = line->path;
    compiled->path = mb_template_compile_part(list, line->path, types, type_count, NULL, heap, arena, diag);

    const mb_source *source = mb_template_files_load(files, line->template_name);
    if (source == NULL) {
        mb_report(diag, MB_MSG_OUTPUTS_TEMPLATE, line->template_span, line->template_name);
        return NULL;
    }
    compiled->text = mb_template_compile(source, types, type_count, &loader, heap, arena, diag);
    return compiled->path != NULL && compiled->text != NULL ? compiled : NULL;
}

/** The runtime: what the executable holds of it, each file replaced by that of the user's folder if it has one. */
static void add_runtime(mb_template_set *set, mb_template_files *files, mb_arena *arena, bool overridable)
{
    static const char folder[] = "runtime/";

    set->verbatims = mb_arena_array(arena, mb_embedded_file_count, sizeof *set->verbatims);
    for (size_t i = 0; i < mb_embedded_file_count; i++) {
        const mb_embedded_file *file = &mb_embedded_files[i];
        if (strncmp(file->name, folder, sizeof folder - 1) != 0) {
            continue;
        }
        verbatim *added = &set->verbatims[set->verbatim_count++];
        const mb_source *source = overridable ? mb_template_files_load(files, file->name) : NULL;
        added->path = file->name;
        added->bytes = source != NULL ? source->text : (const char *)file->bytes;
        added->length = source != NULL ? source->length : file->length;
    }
}

/** A set while it is loaded. */
typedef struct loading {
    mb_template_set *set;
    mb_template_files *files;
    output **tail;
    mb_suffix_sets suffixes;
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
} loading;

/** Adds the outputs of a list. @return false after an error */
static bool load_list(loading *l, const char *name, bool is_root)
{
    static const mb_span nowhere = {0, 0};
    mb_output_line *lines = NULL;

    const mb_source *list = mb_template_files_load(l->files, name);
    if (list == NULL) {
        mb_report(l->diag, MB_MSG_FILE_NOT_FOUND, nowhere, name);
        return false;
    }
    bool good = mb_outputs_parse(list, l->arena, l->diag, &lines);
    for (const mb_output_line *line = lines; line != NULL; line = line->next) {
        *l->tail = compile_line(list, line, l->set->types, l->files, l->heap, l->arena, l->diag);
        if (*l->tail != NULL) {
            (*l->tail)->is_root = is_root;
            mb_suffixes_collect(&l->suffixes, (*l->tail)->text, l->arena);
            l->tail = &(*l->tail)->next;
        } else {
            good = false;
        }
    }
    return good;
}

bool mb_template_set_load(const mb_template_set_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                          mb_template_set **out)
{
    mb_template_files *files = mb_template_files_new(input->directory, input->folder, input->sources, arena, diag);
    mb_template_set *set = mb_arena_zalloc(arena, sizeof *set);
    loading l = {.set = set, .files = files, .tail = &set->outputs, .heap = heap, .arena = arena, .diag = diag};

    set->is_of_binding = input->types == NULL;
    set->types = set->is_of_binding ? binding_types : input->types;
    *out = set;
    bool good = load_list(&l, "outputs.list", false);
    good = (!input->with_roots || load_list(&l, "amalgamate.list", true)) && good;
    if (input->with_runtime) {
        add_runtime(set, files, arena, input->directory != NULL);
    }
    mb_suffixes_sort(&l.suffixes, arena, &set->suffixes);
    return good && !mb_template_files_failed(files);
}

const mbb_suffixes *mb_template_set_suffixes(const mb_template_set *set)
{
    return &set->suffixes;
}

const mbb_suffixes *mb_embedded_suffixes(mb_heap *heap, mb_arena *arena)
{
    mb_template_set *set = NULL;
    mb_sources *sources = mb_sources_new(heap, arena);
    const mb_template_set_input input = {.sources = sources};

    (void)mb_template_set_load(&input, heap, arena, mb_diag_new(heap, arena, sources), &set);
    return mb_template_set_suffixes(set);
}

/* ---- rendering ---- */

/** A file of a class. */
typedef struct class_file class_file;
struct class_file {
    const mb_symbol *path;
    const mbb_class *cls;
    class_file *next;
};

typedef struct renderer {
    const mb_template_set *set;
    const mb_rendered_sink *sink;
    mb_arena *arena;
    class_file *class_files; /**< newest first */
    mb_diag *diag;
    mb_symbols *paths; /**< those taken; symbols compare without regard to case */
    mb_buffer text;
    bool good;
} renderer;

/** Whose the file is that has a path, and whose the other; empty where either is of no class. */
static const char *owners_of(const renderer *r, const mb_symbol *path, const mbb_class *cls)
{
    const class_file *other = r->class_files;

    while (other != NULL && other->path->fold != path->fold) {
        other = other->next;
    }
    if (other == NULL || cls == NULL || cls->cls == NULL || other->cls->cls == NULL) {
        return "";
    }
    return mb_arena_format(r->arena, ": that of class '%s' of %s, and that of class '%s' of %s",
                           other->cls->cls->element.name->text, other->cls->cls->ns->name, cls->cls->element.name->text,
                           cls->cls->ns->name);
}

/** Takes a path for a file, which is perhaps of a class. @return NULL after an error. */
static const char *take_path(renderer *r, const char *path, size_t length, mb_span span, const mbb_class *cls)
{
    const char *problem = mb_output_path_problem(path);
    const mb_symbol *other = mb_symbols_find(r->paths, path, length);

    if (problem == NULL && other == NULL) {
        const class_file added = {mb_intern(r->paths, path, length), cls, r->class_files};
        if (cls != NULL) {
            r->class_files = mb_arena_alloc(r->arena, sizeof added);
            *r->class_files = added;
        }
        return added.path->text;
    }
    r->good = false;
    if (problem != NULL) {
        mb_report(r->diag, MB_MSG_OUTPUT_PATH, span, path, problem);
    } else {
        bool same = strcmp(other->text, path) == 0;
        mb_report(r->diag, MB_MSG_OUTPUT_TWICE, span, path, same ? "" : ", if letter case is ignored",
                  owners_of(r, other, cls));
    }
    return NULL;
}

/** Makes LF of CRLF, which a template that was edited on Windows brings. @return the new length */
static size_t drop_carriage_returns(char *text, size_t length)
{
    char *to = memchr(text, '\r', length);

    if (to == NULL) {
        return length;
    }
    for (const char *from = to; from < text + length; from++) {
        if (!(from[0] == '\r' && from[1] == '\n')) {
            *to++ = *from;
        }
    }
    return (size_t)(to - text);
}

/** Hands on a file that holds what is in the buffer. */
static void hand_on(renderer *r, mb_rendered_file file)
{

    file.bytes = "";
    if (r->text.length != 0) {
        file.bytes = r->text.text;
        file.length = drop_carriage_returns(r->text.text, r->text.length);
    }
    r->sink->take(r->sink->context, &file);
}

static void render_output(renderer *r, const output *each, const void *const *data)
{
    const bool is_of_binding = r->set->is_of_binding;
    const mbb_class *cls = is_of_binding && each->scope == MB_SCOPE_OF_CLASS ? data[MB_SCOPE_OF_CLASS] : NULL;

    mb_buffer_clear(&r->text);
    mb_template_render(each->path, data, &r->text);
    if (each->is_root && r->text.length == 0) {
        return;
    }
    const char *path = take_path(r, r->text.text != NULL ? r->text.text : "", r->text.length, each->span, cls);
    if (path != NULL) {
        mb_buffer_clear(&r->text);
        mb_template_render(each->text, data, &r->text);
        const mbb_library *library = is_of_binding && each->scope != MB_SCOPE_OF_RUN ? data[MB_SCOPE_OF_LIBRARY] : NULL;
        hand_on(r, (mb_rendered_file){.path = path,
                                      .prefix = library != NULL ? library->prefix : NULL,
                                      .is_of_class = each->scope == MB_SCOPE_OF_CLASS,
                                      .is_root = each->is_root});
    }
}

/** The list that items of a scope have of those of the next one: `libraries`, `classes`. */
static mbb_list inner_list(const renderer *r, mb_output_scope scope, const void *item)
{
    const mb_view_type *type = r->set->types[scope];
    const char *name = scope == MB_SCOPE_OF_RUN ? "libraries" : "classes";

    for (size_t i = 0; i < type->field_count; i++) {
        if (strcmp(type->fields[i].name, name) == 0) {
            return *(const mbb_list *)(const void *)((const char *)item + type->fields[i].offset);
        }
    }
    return (mbb_list){NULL, 0};
}

/** An output of a library, or of its classes. */
static void render_library(renderer *r, const output *each, const void *run, const void *library)
{
    const void *data[MB_SCOPE_COUNT] = {run, library, NULL};

    if (each->scope == MB_SCOPE_OF_LIBRARY) {
        render_output(r, each, data);
        return;
    }
    const mbb_list classes = inner_list(r, MB_SCOPE_OF_LIBRARY, library);
    const char *item = classes.items;
    for (size_t i = 0; i < classes.count; i++, item += r->set->types[MB_SCOPE_OF_CLASS]->size) {
        data[MB_SCOPE_OF_CLASS] = item;
        render_output(r, each, data);
    }
}

static void render_verbatim(renderer *r, const verbatim *file)
{
    static const mb_span nowhere = {0, 0};
    const char *path = take_path(r, file->path, strlen(file->path), nowhere, NULL);

    if (path != NULL) {
        mb_buffer_clear(&r->text);
        mb_buffer_append(&r->text, file->bytes, file->length);
        hand_on(r, (mb_rendered_file){.path = path, .is_runtime = true});
    }
}

static void render_outputs(renderer *r, const void *run, bool are_roots)
{
    const mbb_list libraries = inner_list(r, MB_SCOPE_OF_RUN, run);
    const void *const data[1] = {run};

    for (const output *each = r->set->outputs; each != NULL; each = each->next) {
        if (each->is_root != are_roots) {
            continue;
        }
        if (each->scope == MB_SCOPE_OF_RUN) {
            render_output(r, each, data);
            continue;
        }
        const char *item = libraries.items;
        for (size_t i = 0; i < libraries.count; i++, item += r->set->types[MB_SCOPE_OF_LIBRARY]->size) {
            render_library(r, each, run, item);
        }
    }
}

bool mb_render(const mb_template_set *set, const void *run, const mb_rendered_sink *sink, mb_heap *heap,
               mb_arena *arena, mb_diag *diag)
{
    renderer r = {.set = set, .sink = sink, .arena = arena, .diag = diag, .paths = mb_symbols_new(arena), .good = true};

    mb_buffer_init(&r.text, heap);
    render_outputs(&r, run, false);
    for (size_t i = 0; i < set->verbatim_count; i++) {
        render_verbatim(&r, &set->verbatims[i]);
    }
    render_outputs(&r, run, true);
    mb_heap_release(heap, r.text.text);
    return r.good;
}
