/*
 * What `show` says of C is in the headers: the prototypes and tables of every method, and the members of every property
 * and parameter where it is declared, of mof/WindowsVirtualization.V2.mof are looked for in generated/. Another include
 * folder may be given on the command line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "inspect/inspect.h"
#include "check/stage.h"
#include "schema/resolve.h"
#include "render/template_set.h"
#include "syntax/parse.h"

static const char *folder = MOFBIND_SOURCE_DIR "/generated/virtualization_v2/include";

enum { LARGEST = 1 << 21 }; /* header */

typedef struct trial {
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
    mb_sources *sources;
    mb_symbols *symbols;
    mb_inspect_unit unit;
    mb_buffer shown;
    char *header; /**< of the class that is looked at; white space is one blank each */
    size_t prototypes, members;
} trial;

/* ---- text ---- */

/** Makes one blank of each run of white space, and none of one behind a bracket. */
static void normalise(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        bool is_space = *from == ' ' || *from == '\n';
        if (!is_space) {
            *to++ = *from;
        } else if (to != text && to[-1] != ' ' && to[-1] != '(') {
            *to++ = ' ';
        }
    }
    *to = '\0';
}

/** Takes the calling convention away, of which nothing is shown. */
static void drop_conventions(char *text)
{
    static const char word[] = "WMI_CALL ";
    char *to = text;

    for (const char *from = text; *from != '\0';) {
        if (strncmp(from, word, sizeof word - 1) == 0) {
            from += sizeof word - 1;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

static void read_header(trial *t, const char *name)
{
    const char *path = mb_arena_format(t->arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        fail_msg("cannot open %s", path);
    }
    size_t length = fread(t->header, 1, LARGEST - 1, file);
    assert_true(length < LARGEST - 1);
    t->header[length] = '\0';
    fclose(file);
    normalise(t->header);
    drop_conventions(t->header);
}

/** Whether the header has a text, and behind it one of those that may follow. */
static bool has(const trial *t, const char *text, const char *next, const char *or_next)
{
    const size_t length = strlen(text);

    for (const char *at = strstr(t->header, text); at != NULL; at = strstr(at + 1, text)) {
        const char *behind = at + length;
        if (strncmp(behind, next, strlen(next)) == 0 || strncmp(behind, or_next, strlen(or_next)) == 0) {
            return true;
        }
    }
    return false;
}

/** The next item of what is indented by two; further lines of it are indented by more. It is cut off. */
static char *next_item(char **at)
{
    char *item = *at, *end = item;

    if (strncmp(item, "  ", 2) != 0) {
        return NULL;
    }
    do {
        end = strchr(end, '\n') + 1;
    } while (strncmp(end, "   ", 3) == 0);
    end[-1] = '\0';
    *at = end;
    normalise(item);
    return item;
}

/** What is shown of something, as far as it is of C: behind the name of the header. */
static char *shown_of(trial *t, const mb_class *cls, const mb_element *member, const mbb_class *bound)
{
    const mb_inspect_input input = {&t->unit, 1, t->sources, t->symbols, t->arena, 100};
    const char *what =
        mb_arena_format(t->arena, "%s:%s.%s", cls->ns->name, cls->element.name->text, member->name->text);
    const char *include = mb_arena_format(t->arena, "\nIn C: #include <%s>\n", bound->header);

    mb_buffer_clear(&t->shown);
    assert_true(mb_show(&input, what, t->diag, &t->shown));
    char *at = strstr(t->shown.text, include);
    if (at == NULL) {
        fail_msg("%s:\n%s", what, t->shown.text);
    }
    return at + strlen(include);
}

/* ---- methods ---- */

/** A prototype; the header of a class that inherits the method has a function. */
static void check_prototype(trial *t, char *item)
{
    const size_t length = strlen(item);

    assert_int_equal(item[length - 1], ';');
    item[length - 1] = '\0';
    if (!has(t, item, ";", " {")) {
        fail_msg("no header has this: %s", item);
    }
    t->prototypes++;
}

static void check_item(trial *t, char *item)
{
    static const char numbers[] = "const wmi_code_table ", texts[] = "const wmi_text_table ";
    char *told = strstr(item, " is wmi_none: pass NULL");

    told = told != NULL ? told : strstr(item, ".ReturnValue is what it returns");
    if (strchr(item, '(') != NULL) {
        check_prototype(t, item);
    } else if (told != NULL) {
        *told = '\0';
        assert_true(has(t, mb_arena_format(t->arena, " %s", item), ";", ";"));
    } else if (strncmp(item, "enum ", strlen("enum ")) == 0) {
        assert_true(has(t, item, " {", " {"));
    } else {
        assert_true(strncmp(item, numbers, sizeof numbers - 1) == 0 || strncmp(item, texts, sizeof texts - 1) == 0);
        const char *define = mb_arena_format(t->arena, "#define %s", strrchr(item, ' ') + 1);
        assert_true(has(t, item, ";", ";") || has(t, define, " ", " "));
    }
}

static void check_method(trial *t, const mb_class *cls, const mbb_class *bound, const mbb_method *method)
{
    char *at = shown_of(t, cls, method->element, bound);
    const size_t before = t->prototypes;
    bool has_wait = has(t, mb_arena_format(t->arena, "wmi_status %s_wait", method->id), "(", "(");

    for (char *item = next_item(&at); item != NULL; item = next_item(&at)) {
        check_item(t, item);
    }
    assert_string_equal(at, "");
    assert_int_equal(t->prototypes - before, has_wait ? 3 : 2);
}

/* ---- members ---- */

static void check_member(trial *t, const char *type, const char *member)
{
    const char *blank = type[strlen(type) - 1] == '*' ? "" : " ";
    const char *declared = mb_arena_format(t->arena, " %s%s%s", type, blank, member);

    if (!has(t, declared, ";", ";")) {
        fail_msg("no header has this: %s;", declared);
    }
    t->members++;
}

/** Parameters stand above: `in C: in->Size, out->Size (wmi_opt_uint16)`. */
static void check_parameters(trial *t)
{
    static const char label[] = "\n      in C: ";
    char member[256], type[64];

    for (const char *at = strstr(t->shown.text, label); at != NULL; at = strstr(at + 1, label)) {
        const char *arrow = strstr(at, "->");
        assert_non_null(arrow);
        assert_int_equal(sscanf(arrow, "->%255[A-Za-z0-9_]%*[^(](%63[^)])", member, type), 2);
        check_member(t, type, member);
    }
}

static void check_property(trial *t, const mb_class *cls, const mbb_class *bound, const mbb_member *property)
{
    char *at = shown_of(t, cls, property->element, bound);
    char *item = next_item(&at);
    char member[256], type[64];

    assert_non_null(item);
    assert_int_equal(sscanf(item, "member %255s of %*[^:]: %63[^\n]", member, type), 2);
    check_member(t, type, member);
    for (item = next_item(&at); item != NULL; item = next_item(&at)) {
        check_item(t, item);
    }
}

/* ---- the schema ---- */

static void read_schema(trial *t)
{
    static const char *const names[] = {"WindowsVirtualization.V2.mof"};
    static const mb_span nowhere = {0, 0};
    const char *path = mb_arena_format(t->arena, "%s/mof/%s", MOFBIND_SOURCE_DIR, names[0]);
    const mb_parse_input parse = {.sources = t->sources, .symbols = t->symbols};
    mb_unit *unit = mb_arena_zalloc(t->arena, sizeof *unit);
    mb_source *source = NULL;
    mb_schema *schema = NULL;
    mbb_library *library = NULL;
    bool was_8bit = false;

    assert_int_equal(mb_sources_load(t->sources, path, nowhere, &source, &was_8bit), MB_LOAD_OK);
    assert_true(mb_parse_source(&parse, source, t->heap, t->arena, t->diag, unit));
    const mb_resolve_input resolve = {.unit = unit, .symbols = t->symbols, .default_namespace = "root\\default"};
    assert_true(mb_resolve(&resolve, t->heap, t->arena, t->diag, &schema));
    assert_true(mb_check_schema(schema, true, t->heap, t->diag));
    const mbb_bind_input bind = {.schema = schema,
                                 .symbols = t->symbols,
                                 .mof_names = names,
                                 .mof_count = 1,
                                 .suffixes = mb_embedded_suffixes(t->heap, t->arena)};
    assert_true(mbb_bind(&bind, t->heap, t->arena, t->diag, &library));
    t->unit = (mb_inspect_unit){
        .schema = schema, .library = library, .default_namespace = "root\\default", .mof_names = names, .mof_count = 1};
}

static void check_class(trial *t, const mbb_class *cls)
{
    const mbb_member *properties = cls->properties.items;
    const mbb_method *methods = cls->methods.items, *inherited = cls->inherited.items;

    read_header(t, cls->header);
    for (size_t i = 0; i < cls->properties.count; i++) {
        if (!properties[i].is_inherited) { /* the others are made of the same words, and there are ten thousand */
            check_property(t, cls->cls, cls, &properties[i]);
        }
    }
    for (size_t i = 0; i < cls->methods.count; i++) {
        check_method(t, cls->cls, cls, &methods[i]);
        check_parameters(t);
    }
    for (size_t i = 0; i < cls->inherited.count; i++) {
        check_method(t, cls->cls, cls, &inherited[i]);
    }
}

static void run(void *argument)
{
    trial *t = argument;

    t->arena = mb_arena_new(t->heap);
    t->sources = mb_sources_new(t->heap, t->arena);
    t->symbols = mb_symbols_new(t->arena);
    t->diag = mb_diag_new(t->heap, t->arena, t->sources);
    mb_buffer_init(&t->shown, t->heap);
    t->header = mb_arena_alloc(t->arena, LARGEST);
    read_schema(t);
    const mbb_class *classes = t->unit.library->classes.items;
    for (size_t i = 0; i < t->unit.library->classes.count; i++) {
        check_class(t, &classes[i]);
    }
    assert_true(t->prototypes >= 2 * (size_t)t->unit.library->method_count);
    assert_true(t->members >= 1000);
}

static void test_schema(void **state)
{
    trial t = {.heap = mb_heap_new(NULL)};
    (void)state;

    assert_non_null(t.heap);
    assert_true(mb_heap_protect(t.heap, run, &t));
    print_message("%zu prototypes, %zu members\n", t.prototypes, t.members);
    mb_heap_free(t.heap);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_schema)};

    folder = argc > 1 ? argv[1] : folder;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
