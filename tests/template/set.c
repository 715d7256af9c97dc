/* The stage from binding to text: what templates see, outputs.list, the user's templates, output paths. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "disk.h"
#include "render/binding_view.h"
#include "render/targets.h"
#include "render/template_set.h"

#define FOLDER DISK

/* ---- a run ---- */

typedef struct trial {
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
    mb_diag *diag;
    mb_rendered_file *files;
    size_t count;
    bool good;
    char messages[4096];
} trial;

enum { MOST_FILES = 500 };

/** Keeps a file for the test to look at. */
static void take(void *context, const mb_rendered_file *file)
{
    trial *t = context;

    assert_true(t->count < MOST_FILES);
    t->files[t->count] = *file;
    t->files[t->count++].bytes = mb_arena_text(t->arena, file->bytes, file->length);
}

static void protect(void (*body)(void *), trial *t)
{
    assert_true(mb_heap_protect(t->heap, body, t));
}

static void begin_protected(void *argument)
{
    trial *t = argument;

    t->arena = mb_arena_new(t->heap);
    t->sources = mb_sources_new(t->heap, t->arena);
    t->diag = mb_diag_new(t->heap, t->arena, t->sources);
    t->files = mb_arena_array(t->arena, MOST_FILES, sizeof *t->files);
}

static void begin(trial *t)
{
    memset(t, 0, sizeof *t);
    t->heap = mb_heap_new(NULL);
    assert_non_null(t->heap);
    protect(begin_protected, t);
}

static void keep_messages(trial *t)
{
    mb_buffer text;

    mb_buffer_init(&text, t->heap);
    mb_diag_render(t->diag, &text);
    assert_true(text.length < sizeof t->messages);
    strcpy(t->messages, text.text != NULL ? text.text : "");
}

/** One library, lib, with the classes A_One and A_Two, whose sources are one and `second_source`. */
static mbb_bundle sample_bundle(trial *t, const char *source_of_second)
{
    mbb_class *classes = mb_arena_array(t->arena, 2, sizeof *classes);
    mbb_library *library = mb_arena_zalloc(t->arena, sizeof *library);
    mbb_bundle bundle = {.libraries = {library, 1}};

    classes[0].library = classes[1].library = library->name = "lib";
    classes[0].id = "A_One";
    classes[1].id = "A_Two";
    classes[0].source = "one";
    classes[1].source = source_of_second;
    library->classes.items = classes;
    library->classes.count = 2;
    return bundle;
}

static const char *second_source = "two";

static void run_protected(void *argument)
{
    trial *t = argument;
    const mb_template_set_input input = {.directory = FOLDER, .sources = t->sources};
    const mbb_bundle bundle = sample_bundle(t, second_source);
    mb_template_set *set = NULL;

    t->good = mb_template_set_load(&input, t->heap, t->arena, t->diag, &set) &&
              mb_render(set, &bundle, &(mb_rendered_sink){take, t}, t->heap, t->arena, t->diag);
    keep_messages(t);
}

static const mb_rendered_file *get(const trial *t, const char *path)
{
    for (size_t i = 0; i < t->count; i++) {
        if (strcmp(t->files[i].path, path) == 0) {
            return &t->files[i];
        }
    }
    return NULL;
}

static int clean(void **state)
{
    second_source = "two";
    return disk_clear(state);
}

/* ---- the views ---- */

static char *read_header(void)
{
    enum { MOST = 1 << 17 };
    FILE *file = fopen(MOFBIND_SOURCE_DIR "/generator/binding/binding.h", "rb");
    char *text = malloc(MOST + 1);

    assert_non_null(file);
    assert_non_null(text);
    size_t length = fread(text, 1, MOST, file);
    assert_in_range(length, 1, MOST - 1);
    fclose(file);
    text[length] = '\0';
    return text;
}

/** The name of the struct that a view describes: "code list" is mbb_code_list. */
static void struct_name(const mb_view_type *view, char *out, size_t size)
{
    snprintf(out, size, "mbb_%s", view->name);
    for (char *c = out; *c != '\0'; c++) {
        *c = *c == ' ' ? '_' : *c;
    }
}

static mb_view_kind kind_of(const char *type)
{
    static const struct {
        const char *type;
        mb_view_kind kind;
    } kinds[] = {
        {"mbb_identifier", MB_VIEW_IDENTIFIER}, {"mbb_literal", MB_VIEW_LITERAL}, {"mbb_comment", MB_VIEW_TEXT},
        {"uint32_t", MB_VIEW_NUMBER},           {"bool", MB_VIEW_BOOL},           {"mbb_list", MB_VIEW_LIST},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].type, type) == 0) {
            return kinds[i].kind;
        }
    }
    return MB_VIEW_RECORD;
}

/** Whether a member is not for templates: what of the schema a struct is made of. */
static bool is_of_schema(const char *line)
{
    static const char *const types[] = {"const ", "int64_t ", "unsigned ", "mb_text "};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strncmp(line + 4, types[i], strlen(types[i])) == 0) {
            return true;
        }
    }
    return false;
}

/** Compares a member's declaration, "    mbb_list entries;  then a comment that begins with the type of the items", with
 * its view. */
static void check_member(const char *line, const mb_view_field *field, size_t *offset)
{
    char type[64];
    char name[64];
    char item[64] = "";
    char expected[64];
    char where[160];

    assert_int_equal(sscanf(line, " %63[a-z0-9_] %63[a-zA-Z0-9_];", type, name), 2);
    snprintf(where, sizeof where, "%s %s", type, name);
    assert_string_equal(field->name, name);
    if (field->kind != kind_of(type)) {
        fail_msg("binding_view.c says something else of %s", where);
    }
    assert_true(field->offset >= *offset);
    *offset = field->offset + 1;
    if (field->kind == MB_VIEW_RECORD) {
        struct_name(field->type, expected, sizeof expected);
        assert_string_equal(type, expected);
    } else if (field->kind == MB_VIEW_LIST) {
        const char *comment = strstr(line, "/**< ");
        assert_non_null(comment);
        assert_int_equal(sscanf(comment, "/**< %63[a-z_]", item), 1);
        struct_name(field->type, expected, sizeof expected);
        assert_string_equal(item, expected);
    }
}

/** Each member of each struct of binding.h that is for templates is known to them under its name, with its kind. */
static void test_views_match_header(void **state)
{
    char *header = read_header();
    (void)state;

    assert_true(mb_binding_view_count >= 15);
    for (size_t i = 0; i < mb_binding_view_count; i++) {
        const mb_view_type *view = mb_binding_views[i];
        char name[64];
        char opening[128];
        size_t offset = 0;
        size_t field = 0;
        struct_name(view, name, sizeof name);
        snprintf(opening, sizeof opening, "typedef struct %s {\n", name);
        const char *line = strstr(header, opening);
        assert_non_null(line);
        for (line += strlen(opening); *line != '}'; line = strchr(line, '\n') + 1) {
            if (strncmp(line, "    ", 4) == 0 && line[4] != '/' && line[4] != ' ' && line[4] != '*' &&
                !is_of_schema(line)) {
                assert_true(field < view->field_count);
                check_member(line, &view->fields[field++], &offset);
            }
        }
        assert_int_equal(field, view->field_count);
        assert_true(view->size >= offset);
    }
    free(header);
}

/* ---- the embedded templates ---- */

static void load_embedded(void *argument)
{
    trial *t = argument;
    const mb_template_set_input input = {.with_runtime = true, .sources = t->sources};
    const mbb_bundle bundle = sample_bundle(t, "two");
    mb_template_set *set = NULL;

    t->good = mb_template_set_load(&input, t->heap, t->arena, t->diag, &set) &&
              mb_render(set, &bundle, &(mb_rendered_sink){take, t}, t->heap, t->arena, t->diag);
    keep_messages(t);
}

/** They fit the binding: each name in them exists and is used as its kind wants. */
static void test_embedded(void **state)
{
    trial t;
    (void)state;

    begin(&t);
    protect(load_embedded, &t);
    assert_null(strstr(t.messages, "[MOF80"));
    assert_null(strstr(t.messages, "[MOF81"));
    mb_heap_free(t.heap);
}

/* ---- what templates write behind names ---- */

static void load_suffixes(void *argument)
{
    trial *t = argument;
    const mb_template_set_input input = {.directory = FOLDER, .sources = t->sources};
    mb_template_set *set = NULL;

    t->good = mb_template_set_load(&input, t->heap, t->arena, t->diag, &set);
    t->messages[0] = '\0';
    for (int kind = 0; kind < MBB_NAME_KIND_COUNT; kind++) {
        for (size_t i = 0; i < mb_template_set_suffixes(set)->of[kind].count; i++) {
            strcat(strcat(t->messages, mb_template_set_suffixes(set)->of[kind].texts[i]), " ");
        }
        strcat(t->messages, ";");
    }
}

/** Behind a tag, behind the sections that follow it, and in partials; of each kind of name in order, "" the first. */
static void test_suffixes(void **state)
{
    static const struct {
        const char *template_text;
        const char *suffixes; /**< of none, prefix, guard, schema, space, class, method, role, table, tag, enumerator */
    } cases[] = {
        {"{{id}}_b {{id}}_a {{id}}_b({{id}}", " ; ; ; ; ; _a _b ; ; ; ; ; ;"},
        {"{{id}}_x{{#has_doc}}_y{{/has_doc}}_z", " ; ; ; ; ; _x_y_z _x_z ; ; ; ; ; ;"},
        {"{{id}}{{#methods}}_m {{id}}_n;{{/methods}}{{guard}}_H", " ; ; _H ; ; ; _m ; _n ; ; ; ; ;"},
        {"{{#methods}}{{base}}_in {{/methods}}{{prefix}}_P {{schema}}.", " ; _P ; ; ; ; ; _in ; ; ; ; ;"},
        {"{{#property_codes}}{{>p}}{{/property_codes}}{{library}}_L", " ; ; ; ; ; ; ; ; _t ; ; ;"},
        {"{{#roles}}{{#has_doc}}{{id}}{{/has_doc}}9-{{/roles}}", " ; ; ; ; ; ; ; 9 ; ; ; ;"},
        {"{{#property_codes}}{{#enumerators}}{{id}}_name{{/enumerators}}{{#macros}}{{id}}_length {{/macros}}{{/property_codes}}",
         " ; ; ; ; ; ; ; ; ; ; _length _name ;"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        trial t;
        disk_put("outputs.list", "class {{source}}.txt x.mustache\n");
        disk_put("x.mustache", cases[i].template_text);
        disk_put("partials/p.mustache", "{{id}}_t\n");
        begin(&t);
        protect(load_suffixes, &t);
        assert_string_equal(t.messages, cases[i].suffixes);
        mb_heap_free(t.heap);
    }
}

/* ---- outputs.list, and the user's templates ---- */

static void test_own_list(void **state)
{
    trial t;
    (void)state;

    disk_put("outputs.list",
             "# mine\r\n\nrun all.txt x.mustache # behind\nclass  {{library}}/{{source}}.txt\tx.mustache");
    disk_put("x.mustache", "{{#libraries}}{{#classes}}{{id}} {{/classes}}{{/libraries}}\r\n{{!}}\r\n");
    begin(&t);
    protect(run_protected, &t);
    assert_string_equal(t.messages, "");
    assert_true(t.good);
    assert_int_equal(t.count, 3);
    const mb_rendered_file *all = get(&t, "all.txt");
    assert_non_null(all);
    assert_int_equal(all->length, 13); /* CRLF of the template has become LF */
    assert_memory_equal(all->bytes, "A_One A_Two \n", 13);
    assert_non_null(get(&t, "lib/one.txt"));
    assert_non_null(get(&t, "lib/two.txt"));
    mb_heap_free(t.heap);
}

/** A file of the folder stands in for the embedded one; what it lacks is embedded. */
static void test_override(void **state)
{
    trial t;
    (void)state;

    disk_put("run.cmake.mustache", "mine\n");
    disk_put("outputs.list", "run CMakeLists.txt run.cmake.mustache\nrun other.txt library.cmake.mustach");
    begin(&t);
    protect(run_protected, &t);
    assert_false(t.good);
    assert_non_null(
        strstr(t.messages, FOLDER "/outputs.list:2:15: error: there is no template 'library.cmake.mustach' [MOF822]"));
    mb_heap_free(t.heap);

    disk_put("outputs.list", "run CMakeLists.txt run.cmake.mustache\n");
    begin(&t);
    protect(run_protected, &t);
    assert_true(t.good);
    assert_int_equal(t.count, 1);
    assert_memory_equal(get(&t, "CMakeLists.txt")->bytes, "mine\n", 5);
    mb_heap_free(t.heap);
}

static void load_runtime(void *argument)
{
    trial *t = argument;
    const mb_template_set_input input = {.directory = FOLDER, .with_runtime = true, .sources = t->sources};
    const mbb_bundle bundle = {.has_runtime = true};
    mb_template_set *set = NULL;

    t->good = mb_template_set_load(&input, t->heap, t->arena, t->diag, &set) &&
              mb_render(set, &bundle, &(mb_rendered_sink){take, t}, t->heap, t->arena, t->diag);
    keep_messages(t);
}

/** The runtime is written as it is, and can be overridden file by file. */
static void test_runtime(void **state)
{
    trial t;
    (void)state;

    disk_put("outputs.list", "");
    disk_put("runtime/src/session/session.c", "/* {{mine}} */\n");
    begin(&t);
    protect(load_runtime, &t);
    assert_string_equal(t.messages, "");
    assert_true(t.good);
    assert_true(t.count > 10);
    assert_int_equal(get(&t, "runtime/src/session/session.c")->length, 15);
    assert_memory_equal(get(&t, "runtime/src/session/session.c")->bytes, "/* {{mine}} */\n", 15);
    assert_true(get(&t, "runtime/include/wmi/wmi.h")->length > 100);
    mb_heap_free(t.heap);
}

typedef struct list_case {
    const char *list;
    const char *expected;
} list_case;

/** Errors of outputs.list, and of the paths that it makes. */
static void test_list_errors(void **state)
{
    static const list_case cases[] = {
        {"run x.txt",
         FOLDER "/outputs.list:1:1: error: a line holds three words: a scope, an output path and a template [MOF820]"},
        {"# a\n run x.txt x.mustache more\n", FOLDER "/outputs.list:2:2: error: a line holds three words"},
        {"file x.txt x.mustache",
         FOLDER "/outputs.list:1:1: error: 'file' is no scope: run, library or class [MOF821]"},
        {"run {{name}}.txt x.mustache", FOLDER "/outputs.list:1:7: error: unknown name 'name' in bundle"},
        {"class {{idd}} x.mustache",
         FOLDER "/outputs.list:1:9: error: unknown name 'idd' in class; did you mean 'id'? [MOF805]"},
        {"library {{#name x.mustache",
         FOLDER "/outputs.list:1:9: error: this tag has no end: '}}' is missing [MOF801]"},
        {"run ../x x.mustache",
         FOLDER "/outputs.list:1:5: error: '../x' is no output path: a part of it is '.' or '..' [MOF823]"},
        {"run /etc/x x.mustache", "'/etc/x' is no output path: it is not relative [MOF823]"},
        {"run a//b x.mustache", "'a//b' is no output path: a part of it is empty [MOF823]"},
        {"run a/ x.mustache", "'a/' is no output path: a part of it is empty [MOF823]"},
        {"run C:x x.mustache", "'C:x' is no output path: it may hold letters, digits and _ . + - / [MOF823]"},
        {"run a\\..\\b x.mustache", "is no output path: it may hold letters"},
        {"run x.txt x.mustache\nclass X.txt x.mustache",
         FOLDER "/outputs.list:2:7: error: two files would have the path 'X.txt', if letter case is ignored [MOF824]"},
        {"library {{name}} x.mustache\nclass {{library}} x.mustache",
         FOLDER "/outputs.list:2:7: error: two files would have the path 'lib' [MOF824]"},
    };
    (void)state;

    disk_put("x.mustache", "x\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        trial t;
        disk_put("outputs.list", cases[i].list);
        begin(&t);
        protect(run_protected, &t);
        assert_false(t.good);
        if (strstr(t.messages, cases[i].expected) == NULL) {
            fail_msg("expected: %s\ngot: %s", cases[i].expected, t.messages);
        }
        mb_heap_free(t.heap);
    }
}

/** Two classes whose paths differ only in case would be one file on Windows. */
static void test_case_collision(void **state)
{
    trial t;
    (void)state;

    second_source = "One";
    disk_put("x.mustache", "x\n");
    disk_put("outputs.list", "class {{source}}.c x.mustache");
    begin(&t);
    protect(run_protected, &t);
    assert_false(t.good);
    assert_non_null(strstr(t.messages, "two files would have the path 'One.c', if letter case is ignored [MOF824]"));
    mb_heap_free(t.heap);
}

static void test_paths(void **state)
{
    (void)state;
    assert_null(mb_output_path_problem("a"));
    assert_null(mb_output_path_problem("a/b.c"));
    assert_null(mb_output_path_problem("..a/b..c/...+-_9"));
    assert_non_null(mb_output_path_problem(""));
    assert_non_null(mb_output_path_problem("."));
    assert_non_null(mb_output_path_problem(".."));
    assert_non_null(mb_output_path_problem("a/.."));
    assert_non_null(mb_output_path_problem("a/./b"));
    assert_non_null(mb_output_path_problem("a b"));
    assert_non_null(mb_output_path_problem("a~mofbind"));
    assert_non_null(mb_output_path_problem("\xC3\xA9"));
    assert_non_null(mb_output_path_problem("a\nb"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_views_match_header),
        cmocka_unit_test(test_embedded),
        cmocka_unit_test_setup_teardown(test_suffixes, clean, clean),
        cmocka_unit_test_setup_teardown(test_own_list, clean, clean),
        cmocka_unit_test_setup_teardown(test_override, clean, clean),
        cmocka_unit_test_setup_teardown(test_runtime, clean, clean),
        cmocka_unit_test_setup_teardown(test_list_errors, clean, clean),
        cmocka_unit_test_setup_teardown(test_case_collision, clean, clean),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
