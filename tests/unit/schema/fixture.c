#include "fixture.h"

#include <string.h>

#include "syntax/parse.h"

/** Keeps the lines that are messages. */
static char *messages_of(const mb_diag *diag, mb_heap *heap, mb_arena *arena)
{
    mb_buffer all, kept;
    mb_buffer_init(&all, heap);
    mb_buffer_init(&kept, heap);
    mb_buffer_puts(&kept, "");
    mb_diag_render(diag, &all);
    for (const char *line = all.text; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        size_t length = end != NULL ? (size_t)(end - line) : strlen(line);
        const char *tag = strstr(line, " [MOF");
        if (tag != NULL && tag < line + length) {
            mb_buffer_append(&kept, line, length + (end != NULL));
        }
        line = end != NULL ? end + 1 : NULL;
    }
    char *text = mb_arena_text(arena, kept.text != NULL ? kept.text : "", kept.length);
    mb_heap_release(heap, all.text);
    mb_heap_release(heap, kept.text);
    return text;
}

static mb_unit *parse(const fixture *f, mb_sources *sources, const char *name, const char *mof)
{
    mb_source *source = NULL;
    bool was_8bit = false;
    assert_int_equal(mb_sources_add(sources, name, mof, strlen(mof), &source, &was_8bit), MB_LOAD_OK);
    mb_parse_input parse_input = {.sources = sources, .symbols = f->symbols};
    mb_unit *unit = mb_arena_zalloc(f->arena, sizeof *unit);
    bool parsed = mb_parse_source(&parse_input, source, f->heap, f->arena, f->diag, unit);
    if (!parsed) {
        print_error("%s", messages_of(f->diag, f->heap, f->arena));
    }
    assert_true(parsed);
    return unit;
}

static fixture open_with(const char *mof, mb_dialect dialect, const char *locale, const char *const *options,
                         size_t count, const char *const *overlays)
{
    fixture f;
    memset(&f, 0, sizeof f);
    f.heap = mb_heap_new(NULL);
    assert_non_null(f.heap);
    f.arena = mb_arena_new(f.heap);
    f.symbols = mb_symbols_new(f.arena);
    mb_sources *sources = mb_sources_new(f.heap, f.arena);
    f.diag = mb_diag_new(f.heap, f.arena, sources);
    mb_diag_set_warnings(f.diag, options, count);

    mb_unit *unit = parse(&f, sources, "t.mof", mof);
    unit->dialect = dialect;
    unit->locale = locale;
    mb_resolve_input input = {.unit = unit, .symbols = f.symbols, .default_namespace = "root\\test"};
    for (size_t i = 0; overlays != NULL && overlays[i] != NULL; i++) {
        static const char *const names[] = {"o.mof", "p.mof"};
        mb_unit *overlay = parse(&f, sources, names[i], overlays[i]);
        overlay->dialect = dialect;
        input.overlays = i == 0 ? mb_overlays_new(f.symbols, f.arena, f.diag) : input.overlays;
        mb_overlays_add(input.overlays, overlay);
    }
    f.ok = mb_resolve(&input, f.heap, f.arena, f.diag, &f.schema);
    f.ok = mb_check_schema(f.schema, f.ok, f.heap, f.diag) && f.ok;
    if (input.overlays != NULL) {
        mb_overlays_finish(input.overlays);
    }
    f.messages = messages_of(f.diag, f.heap, f.arena);
    return f;
}

static const char *const quiet[] = {"no-class-prefix", "no-class-keyless"};

fixture fixture_open(const char *mof)
{
    return fixture_open_in(mof, MB_DIALECT_AUTO, NULL);
}

fixture fixture_open_in(const char *mof, mb_dialect dialect, const char *locale)
{
    return open_with(mof, dialect, locale, quiet, sizeof quiet / sizeof quiet[0], NULL);
}

fixture fixture_open_overlaid(const char *mof, mb_dialect dialect, const char *const *overlays)
{
    return open_with(mof, dialect, NULL, quiet, sizeof quiet / sizeof quiet[0], overlays);
}

fixture fixture_open_strictly(const char *mof, mb_dialect dialect)
{
    return open_with(mof, dialect, NULL, NULL, 0, NULL);
}

void fixture_close(fixture *f)
{
    mb_heap_free(f->heap);
}

const mb_symbol *fixture_name(const fixture *f, const char *name)
{
    return mb_intern(f->symbols, name, strlen(name));
}

mb_class *fixture_class(const fixture *f, const char *name)
{
    mb_class *cls = NULL;
    for (const mb_namespace *ns = f->schema->namespaces; ns != NULL && cls == NULL; ns = ns->next) {
        cls = mb_schema_find_class(ns, fixture_name(f, name));
    }
    assert_non_null(cls);
    return cls;
}

const mb_element *fixture_property(const fixture *f, const char *cls, const char *name)
{
    const mb_element *property = mb_class_find_property(fixture_class(f, cls), fixture_name(f, name));
    assert_non_null(property);
    return property;
}

const mb_element *fixture_method(const fixture *f, const char *cls, const char *name)
{
    const mb_element *method = mb_class_find_method(fixture_class(f, cls), fixture_name(f, name));
    assert_non_null(method);
    return method;
}

const mb_element *fixture_parameter(const fixture *f, const char *cls, const char *method, const char *name)
{
    const mb_element *at = fixture_method(f, cls, method)->parameters;
    while (at != NULL && !mb_same_name(at->name, fixture_name(f, name))) {
        at = at->next;
    }
    assert_non_null(at);
    return at;
}

const char *fixture_text(const fixture *f, mb_text text)
{
    return text.bytes != NULL ? mb_arena_text(f->arena, text.bytes, text.length) : "(none)";
}
