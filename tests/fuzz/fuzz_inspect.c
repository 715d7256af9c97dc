/*
 * list, show, dump and doc, of all that resolves without an error in any dialect. A dump as MOF is read again without an
 * error in the same dialect, and then dumps the same, as JSON and as MOF; JSON is JSON; everything is fit for a
 * terminal.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "check/stage.h"
#include "driver/units.h"
#include "files.h"
#include "inspect/inspect.h"
#include "inspect/words.h"
#include "pages.h"
#include "render/template_set.h"

/** A file that was read: all that it became. */
typedef struct reading {
    mb_arena *arena;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_diag *diag;
    mb_inspect_unit unit;
    mb_inspect_input input;
} reading;

typedef struct job {
    const uint8_t *data;
    size_t size;
    mb_dialect dialect;
    mb_heap *heap;
} job;

static const char *const dialects[] = {
    [MB_DIALECT_AUTO] = "auto", [MB_DIALECT_DMTF] = "dmtf", [MB_DIALECT_WMI] = "wmi"};

/** The names in C, as `dump --json` has them: where a library cannot be called after its namespace, there are none. */
static void bind(reading *what, const mb_input_unit *unit, mb_heap *heap)
{
    const mbb_bind_input input = {.schema = what->unit.schema,
                                  .symbols = what->symbols,
                                  .mof_names = unit->mof_names,
                                  .mof_count = unit->mof_count,
                                  .suffixes = mb_embedded_suffixes(heap, what->arena)};
    mbb_library *library = NULL;

    if (what->unit.schema->namespaces != NULL &&
        mbb_bind(&input, heap, what->arena, mb_diag_new(heap, what->arena, what->sources), &library)) {
        what->unit.library = library;
    }
}

/** Reads the files that are set. @return whether there is a schema, and no error. */
static bool read_files(reading *what, mb_dialect dialect, mb_heap *heap)
{
    static const char *const path = FUZZ_MAIN_FILE, *const overlay = FUZZ_OVERLAY_FILE;
    mb_input_unit *unit = NULL;
    mb_overlays *overlays = NULL;
    mb_schema *schema = NULL;

    memset(what, 0, sizeof *what);
    what->arena = mb_arena_new(heap);
    what->sources = mb_sources_new(heap, what->arena);
    what->symbols = mb_symbols_new(what->arena);
    what->diag = mb_diag_new(heap, what->arena, what->sources);
    const mb_units_input input = {.paths = &path,
                                  .path_count = 1,
                                  .default_namespace = "root\\default",
                                  .dialect = dialect,
                                  .overlays = &overlay,
                                  .overlay_count = fuzz_files_count() > 1,
                                  .sources = what->sources,
                                  .symbols = what->symbols};
    if (!mb_units_read(&input, heap, what->arena, what->diag, &unit) || unit == NULL ||
        !mb_units_read_overlays(&input, heap, what->arena, what->diag, &overlays)) {
        return false;
    }
    const mb_resolve_input resolve = {.unit = unit->unit,
                                      .symbols = what->symbols,
                                      .default_namespace = input.default_namespace,
                                      .overlays = overlays};
    const bool was_resolved = mb_resolve(&resolve, heap, what->arena, what->diag, &schema);
    if (!mb_check_schema(schema, was_resolved, heap, what->diag) || !was_resolved) {
        return false;
    }
    what->unit.schema = schema;
    what->unit.default_namespace = input.default_namespace;
    what->unit.mof_names = unit->mof_names;
    what->unit.mof_count = unit->mof_count;
    bind(what, unit, heap);
    what->input = (mb_inspect_input){&what->unit, 1, what->sources, what->symbols, what->arena, 100};
    return true;
}

/** That a text is fit for a terminal; then it is forgotten. */
static void look_at(mb_buffer *text, const char *what)
{
    fuzz_check(text->length == 0 || fuzz_is_showable(text->text, text->length), "%s is not fit for a terminal:\n%s",
               what, text->text);
    mb_buffer_clear(text);
}

/**
 * Strings are ASCII without a control character. Names cannot be escaped: of them only that they are UTF-8, and of
 * namespaces, which are told apart by their pragma.
 */
static bool is_good_mof(const char *text, size_t length)
{
    static const char pragma[] = "#pragma namespace";
    bool in_quotes = false, in_pragma = false;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (i == 0 || text[i - 1] == '\n') {
            in_pragma = strncmp(text + i, pragma, sizeof pragma - 1) == 0;
            in_quotes = false; /* no string goes on in the next line */
        }
        if ((c < ' ' && c != '\n') || (in_quotes && !in_pragma && c > '~')) {
            return false;
        }
        if (c == '\\' && in_quotes) {
            i++;
        } else if (c == '"' && (in_quotes || i == 0 || text[i - 1] != '\'')) { /* '"' is a char16 */
            in_quotes = !in_quotes;
        }
    }
    return fuzz_is_utf8(text, length);
}

static void dump(const reading *what, mb_buffer *json, mb_buffer *mof)
{
    mb_dump_json(&what->input, false, json);
    mb_dump_mof(&what->input, &what->unit, mof);
    fuzz_check(fuzz_is_json(json->text, json->length), "not JSON:\n%s", json->text);
    fuzz_check(fuzz_is_showable(json->text, json->length), "not fit for a terminal:\n%s", json->text);
    fuzz_check(mof->length == 0 || is_good_mof(mof->text, mof->length), "not fit for a terminal:\n%s", mof->text);
}

static void check_equal(const mb_buffer *a, const mb_buffer *b, const char *what, const char *dialect)
{
    bool is_equal = a->length == b->length && (a->length == 0 || memcmp(a->text, b->text, a->length) == 0);

    fuzz_check(is_equal, "in dialect %s the %s differs:\n%s\n----\n%s", dialect, what, a->text, b->text);
}

/** Reads a dump again, which must give the same. */
static void check_round_trip(const job *what, const mb_buffer *json, const mb_buffer *mof)
{
    const char *dialect = dialects[what->dialect];
    const char *text = mof->length != 0 ? mof->text : "\n";
    mb_buffer messages, json_again, mof_again;
    reading again;

    mb_buffer_init(&messages, what->heap);
    mb_buffer_init(&json_again, what->heap);
    mb_buffer_init(&mof_again, what->heap);
    (void)fuzz_files_set((const uint8_t *)text, strlen(text));
    if (!read_files(&again, what->dialect, what->heap)) {
        mb_diag_render(again.diag, &messages);
        fuzz_check(false, "in dialect %s it cannot be read again:\n%s\n----\n%s", dialect, text, messages.text);
    }
    dump(&again, &json_again, &mof_again);
    check_equal(json, &json_again, "JSON", dialect);
    check_equal(mof, &mof_again, "MOF", dialect);
    (void)fuzz_files_set(what->data, what->size);
}

static void show(const reading *what, const char *query, mb_buffer *out)
{
    fuzz_check(mb_show(&what->input, query, what->diag, out), "there is no '%s'", query);
    look_at(out, query);
}

/** Each number that has a name means something. */
static void show_numbers(const reading *what, const mb_element *element, mb_buffer *out)
{
    const bool is_own = mb_element_has_own(element, MB_Q_VALUEMAP) || mb_element_has_own(element, MB_Q_CONVENTIONMAP);
    const mb_codes codes = is_own && element->codes != NULL ? element->codes->named_codes : (mb_codes){NULL, 0};

    for (size_t i = 0; i < codes.count; i++) {
        if (mb_is_single_code(&codes.items[i])) {
            show(what, mb_code_range(&codes.items[i], what->arena), out);
        }
    }
}

static void show_class(const reading *what, const mb_class *cls, mb_buffer *out)
{
    const char *name = mb_arena_format(what->arena, "%s:%s", cls->ns->name, cls->element.name->text);

    show(what, name, out);
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        show(what, mb_arena_format(what->arena, "%s.%s", name, each->name->text), out);
        show_numbers(what, each, out);
    }
    for (const mb_element *each = cls->methods; each != NULL; each = each->next) {
        show(what, mb_arena_format(what->arena, "%s.%s", name, each->name->text), out);
        show_numbers(what, each, out);
    }
}

/** Everything that there is to be listed and shown. */
static void check_texts(const reading *what, mb_heap *heap)
{
    mb_buffer out;

    mb_buffer_init(&out, heap);
    mb_list_classes(&what->input, true, &out);
    look_at(&out, "list");
    mb_list_methods(&what->input, true, &out);
    look_at(&out, "list --methods");
    mb_show_renamed(&what->input, &out);
    look_at(&out, "show --renamed");
    for (const mb_namespace *ns = what->unit.schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            show_class(what, cls, &out);
        }
    }
    mb_buffer_release(&out);
}

static void inspect(void *argument)
{
    const job *what = argument;
    mb_buffer json, mof;
    reading first;

    mb_buffer_init(&json, what->heap);
    mb_buffer_init(&mof, what->heap);
    if (read_files(&first, what->dialect, what->heap)) {
        dump(&first, &json, &mof);
        check_round_trip(what, &json, &mof);
        check_texts(&first, what->heap);
        if (first.unit.library != NULL) {
            const mbd_unit unit = {first.unit.schema, first.unit.library};
            fuzz_check_pages(&unit, first.symbols, what->heap, first.arena, first.diag);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (mb_dialect dialect = MB_DIALECT_AUTO; dialect <= MB_DIALECT_WMI; dialect++) {
        job what = {data, size, dialect, mb_heap_new(NULL)};
        (void)fuzz_files_set(data, size);
        fuzz_check(what.heap != NULL && mb_heap_protect(what.heap, inspect, &what), "no memory");
        fuzz_files_clear();
        mb_heap_free(what.heap);
    }
    return 0;
}
