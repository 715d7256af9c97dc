#include "bound.h"

#include "check/stage.h"
#include "schema/resolve.h"
#include "render/template_set.h"
#include "syntax/parse.h"

static void run(void *argument)
{
    bound *out = argument;
    mb_source *source = NULL;
    mb_schema *schema = NULL;
    bool was_8bit = false;
    static const char *const mofs[] = {"test.mof"};

    out->arena = mb_arena_new(out->heap);
    mb_sources *sources = mb_sources_new(out->heap, out->arena);
    mb_symbols *symbols = mb_symbols_new(out->arena);
    out->diag = mb_diag_new(out->heap, out->arena, sources);
    mb_buffer_init(&out->messages, out->heap);

    mb_unit *unit = mb_arena_zalloc(out->arena, sizeof *unit);
    mb_parse_input parse = {.sources = sources, .symbols = symbols};
    if (mb_sources_add(sources, "test.mof", out->text, out->length, &source, &was_8bit) == MB_LOAD_OK &&
        mb_parse_source(&parse, source, out->heap, out->arena, out->diag, unit)) {
        mb_resolve_input resolve = {.unit = unit, .symbols = symbols, .default_namespace = "root\\test"};
        if (mb_resolve(&resolve, out->heap, out->arena, out->diag, &schema) &&
            mb_check_schema(schema, true, out->heap, out->diag)) {
            mbb_bind_input input = {.schema = schema,
                                    .symbols = symbols,
                                    .name = out->name,
                                    .prefix = out->prefix,
                                    .mof_names = mofs,
                                    .sources = sources,
                                    .mof_count = 1,
                                    .suffixes = out->suffixes};
            if (out->suffixes == NULL) {
                input.suffixes = mb_embedded_suffixes(out->heap, out->arena);
            }
            out->good = mbb_bind(&input, out->heap, out->arena, out->diag, &out->library);
        }
    }
    mb_diag_render(out->diag, &out->messages);
}

void bind_any(bound *out, const mb_allocator *allocator)
{
    out->good = false;
    out->had_memory = false;
    out->library = NULL;
    out->heap = mb_heap_new(allocator);
    if (out->heap != NULL) {
        out->had_memory = mb_heap_protect(out->heap, run, out);
    }
}

void bind_named(bound *out, const char *text, const char *name, const char *prefix)
{
    memset(out, 0, sizeof *out);
    out->text = text;
    out->length = strlen(text);
    out->name = name;
    out->prefix = prefix;
    bind_any(out, NULL);
    if (!out->good) {
        print_error("%s", out->messages.text == NULL ? "no message\n" : out->messages.text);
    }
    assert_true(out->had_memory);
    assert_true(out->good);
    assert_non_null(out->library);
}

void bind_text(bound *out, const char *text)
{
    bind_named(out, text, NULL, "p");
}

void unbind(bound *b)
{
    mb_heap_free(b->heap);
}

const mbb_class *find_class(const bound *b, const char *name)
{
    const mbb_class *classes = b->library->classes.items;

    for (size_t i = 0; i < b->library->classes.count; i++) {
        if (strcmp(classes[i].mof_name, name) == 0) {
            return &classes[i];
        }
    }
    fail_msg("no class %s", name);
    return NULL;
}

const mbb_member *find_member(const mbb_list *members, const char *name)
{
    const mbb_member *items = members->items;

    for (size_t i = 0; i < members->count; i++) {
        if (strcmp(items[i].mof_name, name) == 0) {
            return &items[i];
        }
    }
    fail_msg("no member %s", name);
    return NULL;
}

const mbb_member *find_property(const mbb_class *cls, const char *name)
{
    return find_member(&cls->properties, name);
}

const mbb_method *find_method(const mbb_list *methods, const char *name)
{
    const mbb_method *items = methods->items;

    for (size_t i = 0; i < methods->count; i++) {
        if (strcmp(items[i].mof_name, name) == 0) {
            return &items[i];
        }
    }
    fail_msg("no method %s", name);
    return NULL;
}

const mbb_renamed *find_renamed(const bound *b, const char *from)
{
    const mbb_renamed *items = b->library->renamed.items;

    for (size_t i = 0; i < b->library->renamed.count; i++) {
        if (strcmp(items[i].from, from) == 0) {
            return &items[i];
        }
    }
    return NULL;
}

void assert_texts(const mbb_list *list, size_t size, size_t offset, const char *const *expected)
{
    size_t count = 0;

    for (; expected[count] != NULL; count++) {
        const char *text = NULL;
        if (count >= list->count) {
            fail_msg("\"%s\" is missing", expected[count]);
        }
        memcpy(&text, (const char *)list->items + count * size + offset, sizeof text);
        assert_string_equal(text, expected[count]);
    }
    assert_int_equal(list->count, count);
}

/* ---- all_names ---- */

typedef struct name_list {
    char **names;
    size_t count;
    size_t capacity;
} name_list;

static void add(name_list *list, const char *owner, const char *kind, const char *mof, const char *id)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 256 : list->capacity * 2;
        list->names = realloc(list->names, list->capacity * sizeof *list->names);
        assert_non_null(list->names);
    }
    size_t size = strlen(owner) + strlen(kind) + strlen(mof) + strlen(id) + 8;
    char *line = malloc(size);
    assert_non_null(line);
    snprintf(line, size, "%s %s %s = %s\n", owner, kind, mof, id);
    list->names[list->count++] = line;
}

static void add_codes(name_list *list, const char *owner, const mbb_code_list *codes)
{
    add(list, owner, "table", codes->subject, codes->id);
    for (size_t i = 0; i < codes->enumerators.count; i++) {
        const mbb_enumerator *item = ITEM(mbb_enumerator, codes->enumerators, i);
        add(list, owner, "code", item->name, item->id);
        add(list, owner, "value", item->value, item->id);
    }
    for (size_t i = 0; i < codes->macros.count; i++) {
        const mbb_enumerator *item = ITEM(mbb_enumerator, codes->macros, i);
        add(list, owner, "macro", item->name, item->id);
    }
}

static void add_members(name_list *list, const char *owner, const char *kind, const mbb_list *members)
{
    for (size_t i = 0; i < members->count; i++) {
        const mbb_member *member = ITEM(mbb_member, *members, i);
        add(list, owner, kind, member->mof_name, member->member);
    }
}

static void add_methods(name_list *list, const char *owner, const mbb_list *methods)
{
    for (size_t i = 0; i < methods->count; i++) {
        const mbb_method *method = ITEM(mbb_method, *methods, i);
        add(list, owner, "method", method->mof_name, method->id);
        add(list, owner, "base", method->mof_name, method->base);
        add_members(list, method->id, "in", &method->in);
        add_members(list, method->id, "out", &method->out);
        add_codes(list, owner, &method->codes);
        for (size_t k = 0; k < method->param_codes.count; k++) {
            add_codes(list, owner, ITEM(mbb_code_list, method->param_codes, k));
        }
    }
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

char *all_names(const mbb_library *library)
{
    name_list list = {NULL, 0, 0};
    size_t length = 0;

    for (size_t i = 0; i < library->classes.count; i++) {
        const mbb_class *cls = ITEM(mbb_class, library->classes, i);
        char owner[512];
        snprintf(owner, sizeof owner, "%s:%s", cls->namespace_name, cls->mof_name);
        add(&list, owner, "class", "", cls->id);
        add(&list, owner, "header", "", cls->header);
        add(&list, owner, "source", "", cls->source);
        add(&list, owner, "guard", "", cls->guard);
        add_members(&list, owner, "property", &cls->properties);
        add_methods(&list, owner, &cls->methods);
        add_methods(&list, owner, &cls->inherited);
        for (size_t k = 0; k < cls->property_codes.count; k++) {
            add_codes(&list, owner, ITEM(mbb_code_list, cls->property_codes, k));
        }
        for (size_t k = 0; k < cls->inherited_codes.count; k++) {
            add_codes(&list, owner, ITEM(mbb_code_list, cls->inherited_codes, k));
        }
        for (size_t k = 0; k < cls->roles.count; k++) {
            add(&list, owner, "role", ITEM(mbb_role, cls->roles, k)->mof_name, ITEM(mbb_role, cls->roles, k)->id);
        }
    }
    if (list.count > 0) {
        qsort(list.names, list.count, sizeof *list.names, compare_lines);
    }
    for (size_t i = 0; i < list.count; i++) {
        length += strlen(list.names[i]);
    }
    char *all = malloc(length + 1);
    assert_non_null(all);
    char *at = all;
    for (size_t i = 0; i < list.count; i++) {
        size_t size = strlen(list.names[i]);
        memcpy(at, list.names[i], size);
        at += size;
        free(list.names[i]);
    }
    *at = '\0';
    free(list.names);
    return all;
}
