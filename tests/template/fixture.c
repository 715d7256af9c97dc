#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "binding/binding.h"
#include "diag/report.h"
#include "render/template.h"

typedef struct part {
    const char *id;
} part;

typedef struct item {
    const char *id;
    uint32_t number;
    bool is_two;
    mbb_list parts;
} item;

typedef struct deep {
    const char *id;
    bool yes;
    mbb_list items;
} deep;

typedef struct record {
    const char *id;
    deep deep;
} record;

typedef struct widget {
    const char *id;
    const char *literal;
    uint32_t number;
    const char *text;
    const char *lines;
    bool yes;
    bool no;
    mbb_list items;
    mbb_list none;
    record rec;
} widget;

typedef struct root {
    const char *title;
    const char *id;
} root;

#define FIELD(owner, member, kind)                                                                                     \
    {                                                                                                                  \
#member, kind, offsetof(owner, member), NULL, 0                                                                \
    }
#define INNER(owner, member, kind, type)                                                                               \
    {                                                                                                                  \
#member, kind, offsetof(owner, member), &(type), 0                                                             \
    }
#define TYPE(name, owner, fields)                                                                                      \
    {                                                                                                                  \
        name, fields, sizeof(fields) / sizeof((fields)[0]), sizeof(owner)                                              \
    }

static const mb_view_field part_fields[] = {FIELD(part, id, MB_VIEW_IDENTIFIER)};
static const mb_view_type part_type = TYPE("part", part, part_fields);

static const mb_view_field item_fields[] = {
    FIELD(item, id, MB_VIEW_IDENTIFIER),
    FIELD(item, number, MB_VIEW_NUMBER),
    FIELD(item, is_two, MB_VIEW_BOOL),
    INNER(item, parts, MB_VIEW_LIST, part_type),
};
static const mb_view_type item_type = TYPE("item", item, item_fields);

static const mb_view_field deep_fields[] = {
    FIELD(deep, id, MB_VIEW_IDENTIFIER),
    FIELD(deep, yes, MB_VIEW_BOOL),
    INNER(deep, items, MB_VIEW_LIST, item_type),
};
static const mb_view_type deep_type = TYPE("deep", deep, deep_fields);

static const mb_view_field record_fields[] = {
    FIELD(record, id, MB_VIEW_IDENTIFIER),
    INNER(record, deep, MB_VIEW_RECORD, deep_type),
};
static const mb_view_type record_type = TYPE("record", record, record_fields);

static const mb_view_field widget_fields[] = {
    FIELD(widget, id, MB_VIEW_IDENTIFIER),
    FIELD(widget, literal, MB_VIEW_LITERAL),
    FIELD(widget, number, MB_VIEW_NUMBER),
    FIELD(widget, text, MB_VIEW_TEXT),
    FIELD(widget, lines, MB_VIEW_TEXT),
    FIELD(widget, yes, MB_VIEW_BOOL),
    FIELD(widget, no, MB_VIEW_BOOL),
    INNER(widget, items, MB_VIEW_LIST, item_type),
    INNER(widget, none, MB_VIEW_LIST, item_type),
    INNER(widget, rec, MB_VIEW_RECORD, record_type),
};
static const mb_view_type widget_type = TYPE("widget", widget, widget_fields);

static const mb_view_field root_fields[] = {
    FIELD(root, title, MB_VIEW_IDENTIFIER),
    FIELD(root, id, MB_VIEW_IDENTIFIER),
};
static const mb_view_type root_type = TYPE("root", root, root_fields);

typedef struct run {
    mb_heap *heap;
    const char *text;
    const test_partial *partials;
    mb_sources *sources;
    test_result *out;
} run;

static const mb_source *load_partial(void *context, const char *name)
{
    run *r = context;
    char file[128];

    for (const test_partial *each = r->partials; each != NULL && each->name != NULL; each++) {
        strcpy(file, "partials/");
        strcat(file, each->name);
        strcat(file, ".mustache");
        if (strcmp(file, name) == 0) {
            mb_source *source = NULL;
            bool was_8bit;
            mb_load_status status =
                mb_sources_add(r->sources, file, each->text, strlen(each->text), &source, &was_8bit);
            return status == MB_LOAD_OK ? source : NULL;
        }
    }
    return NULL;
}

/** A copy that the arena does not own. */
static char *keep(const mb_buffer *buffer)
{
    char *copy = malloc(buffer->length + 1);

    if (copy == NULL) {
        abort();
    }
    if (buffer->length != 0) {
        memcpy(copy, buffer->text, buffer->length);
    }
    copy[buffer->length] = '\0';
    return copy;
}

static void render(const mb_template *compiled, mb_buffer *out)
{
    static const part parts[] = {{"x"}, {"y"}};
    static const item items[] = {
        {"one", 1, false, {NULL, 0}},
        {"two", 2, true, {parts, 2}},
        {"three", 3, false, {NULL, 0}},
    };
    static const widget data = {
        .id = "Widget",
        .literal = "\"w\"",
        .number = 42,
        .text = "a < \"b\" & {{c}}",
        .lines = "one\ntwo",
        .yes = true,
        .items = {items, 3},
        .rec = {"inner", {"deepest", true, {items, 2}}},
    };
    static const root outer = {"root-title", "RootId"};
    const void *const frames[] = {&outer, &data};

    mb_template_render(compiled, frames, out);
}

static void run_protected(void *argument)
{
    static const mb_view_type *const types[] = {&root_type, &widget_type};
    run *r = argument;
    mb_arena *arena = mb_arena_new(r->heap);
    const mb_template_loader loader = {load_partial, r};
    mb_source *source = NULL;
    mb_buffer text;
    mb_buffer messages;
    bool was_8bit;

    r->sources = mb_sources_new(r->heap, arena);
    mb_diag *diag = mb_diag_new(r->heap, arena, r->sources);
    mb_buffer_init(&text, r->heap);
    mb_buffer_init(&messages, r->heap);
    if (mb_sources_add(r->sources, "t.mustache", r->text, strlen(r->text), &source, &was_8bit) != MB_LOAD_OK) {
        const mb_span nowhere = {0, 0};
        mb_report(diag, MB_MSG_FILE_ENCODING, nowhere, "t.mustache", mb_sources_failure(r->sources));
        source = NULL; /* "%PDF-" begins no template */
    }
    const mb_template *compiled =
        source != NULL ? mb_template_compile(source, types, 2, &loader, r->heap, arena, diag) : NULL;
    if (compiled != NULL) {
        render(compiled, &text);
    }
    mb_diag_render(diag, &messages);
    r->out->compiled = compiled != NULL;
    r->out->text = keep(&text);
    r->out->messages = keep(&messages);
}

bool test_run(const char *text, const test_partial *partials, const mb_allocator *allocator, test_result *out)
{
    run r = {mb_heap_new(allocator), text, partials, NULL, out};

    memset(out, 0, sizeof *out);
    bool good = r.heap != NULL && mb_heap_protect(r.heap, run_protected, &r);
    mb_heap_free(r.heap);
    return good;
}

void test_result_free(test_result *result)
{
    free(result->text);
    free(result->messages);
    memset(result, 0, sizeof *result);
}
