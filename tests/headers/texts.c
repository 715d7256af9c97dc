/*
 * What the MOFs say of classes, properties, methods and parameters stands in the headers, in the comment of what one looks at in an editor:
 * the struct, its members, the function, the members of what it is given and gives back. All of it where it is declared, at least the first
 * sentence where it is inherited.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/resolve.h"
#include "support/characters.h"
#include "syntax/parse.h"

static const struct {
    const char *mof;
    const char *library;
} libraries[] = {
    {MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof", "virtualization_v2"},
    {MOFBIND_SOURCE_DIR "/mof/WindowsHyperVCluster.V2.mof", "hypervcluster_v2"},
};

enum { LARGEST = 1 << 21 }; /* header */

typedef struct trial {
    mb_heap *heap;
    mb_arena *arena;
    const char *library;
    mb_schema *schema;
    const mb_class *cls;
    char *header; /**< of the class that is looked at, normalised */
    size_t whole, first, wrong;
} trial;

/** Lines of a comment, or of a MOF, as one: without what begins a comment's line, and without escapes. */
static void normalise(char *text)
{
    char *to = text;
    bool begins_line = true;

    for (const char *from = text; *from != '\0'; from++) {
        const bool is_blank = *from == ' ' || *from == '\n';
        const bool is_star = begins_line && from[0] == '*' && from[1] != '/';
        begins_line = *from == '\n' || (begins_line && (is_blank || is_star));
        if (is_blank || is_star) {
            *to = ' ';
            to += to != text && to[-1] != ' ';
        } else if (*from != '\\') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static void read_header(trial *t)
{
    const bool is_main = t->cls->ns == t->schema->namespaces;
    const char *path = mb_arena_format(t->arena, BINDINGS "/%s/include/%s/%s%s.h", t->library, t->library,
                                       is_main ? "" : "interop/", t->cls->element.name->text);
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        fail_msg("cannot open %s", path);
    }
    size_t length = fread(t->header, 1, LARGEST - 1, file);
    assert_true(length < LARGEST - 1);
    t->header[length] = '\0';
    fclose(file);
    normalise(t->header);
}

/** Whether a text stands in the comment of a declaration that has this in it: up to its `;` or `{`. */
static bool stands_at(const trial *t, const char *text, const char *declaration)
{
    for (const char *at = strstr(t->header, text); at != NULL; at = strstr(at + 1, text)) {
        const char *end = strstr(at, "*/");
        const char *found = end != NULL ? strstr(end, declaration) : NULL;
        if (found != NULL && found < end + strcspn(end, ";{")) {
            return true;
        }
    }
    return false;
}

static char *text_of(trial *t, mb_text text)
{
    char *copy = mb_arena_text(t->arena, text.bytes, text.length);

    normalise(copy);
    return copy;
}

static void check(trial *t, const mb_element *element, const char *declaration, bool is_own)
{
    const mb_text text = mb_element_text(t->schema, element, MB_Q_DESCRIPTION);

    if (text.length == 0) {
        return;
    }
    if (stands_at(t, text_of(t, text), declaration)) {
        t->whole++;
    } else if (!is_own && stands_at(t, text_of(t, mb_first_sentence(text)), declaration)) {
        t->first++;
    } else {
        print_error("%s: at '%s' there is no '%.*s'\n", t->cls->element.name->text, declaration, (int)text.length,
                    text.bytes);
        t->wrong++;
    }
}

static void check_class(trial *t)
{
    const char *name = t->cls->element.name->text;
    const mb_element **all = NULL;
    size_t count = mb_class_all_properties(t->cls, t->arena, &all);

    read_header(t);
    check(t, &t->cls->element, mb_arena_format(t->arena, "_%s ", name), true);
    for (size_t i = 0; i < count; i++) {
        check(t, all[i], all[i]->name->text, all[i]->owner == t->cls);
    }
    count = mb_class_all_methods(t->cls, t->arena, &all);
    for (size_t i = 0; i < count; i++) {
        const bool is_own = all[i]->owner == t->cls;
        check(t, all[i], mb_arena_format(t->arena, "_%s_%s(", name, all[i]->name->text), is_own);
        for (const mb_element *each = all[i]->parameters; is_own && each != NULL; each = each->next) {
            check(t, each, each->name->text, true);
        }
    }
}

static void read_schema(trial *t, const char *path)
{
    mb_symbols *symbols = mb_symbols_new(t->arena);
    mb_sources *sources = mb_sources_new(t->heap, t->arena);
    mb_diag *diag = mb_diag_new(t->heap, t->arena, sources);
    const mb_parse_input parse = {.paths = &path, .path_count = 1, .sources = sources, .symbols = symbols};
    mb_unit *unit = NULL;

    assert_true(mb_parse(&parse, t->heap, t->arena, diag, &unit));
    const mb_resolve_input resolve = {.unit = unit, .symbols = symbols};
    assert_true(mb_resolve(&resolve, t->heap, t->arena, diag, &t->schema));
}

static void test_library(trial *t, const char *mof)
{
    t->heap = mb_heap_new(NULL);
    t->arena = mb_arena_new(t->heap);
    t->header = mb_arena_alloc(t->arena, LARGEST);
    read_schema(t, mof);
    for (const mb_namespace *ns = t->schema->namespaces; ns != NULL; ns = ns->next) {
        for (t->cls = ns->first; t->cls != NULL; t->cls = t->cls->next) {
            check_class(t);
        }
    }
    print_message("%s: %zu texts, of %zu more the first sentence\n", t->library, t->whole, t->first);
    assert_int_equal(t->wrong, 0);
    assert_true(t->whole > 4000);
    mb_heap_free(t->heap);
}

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        trial t = {.library = libraries[i].library};
        test_library(&t, libraries[i].mof);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
