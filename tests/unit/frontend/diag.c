/* How messages look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "diag/diag.h"

typedef struct world {
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
    mb_diag *diag;
    mb_buffer out;
} world;

static world here;

static int open_world(void **state)
{
    here.heap = mb_heap_new(NULL);
    here.arena = mb_arena_new(here.heap);
    here.sources = mb_sources_new(here.heap, here.arena);
    here.diag = mb_diag_new(here.heap, here.arena, here.sources);
    mb_buffer_init(&here.out, here.heap);
    *state = &here;
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    mb_heap_free(here.heap);
    return 0;
}

static mb_source *add(const char *path, const char *text)
{
    mb_source *source = NULL;
    bool was_8bit = false;
    assert_int_equal(mb_sources_add(here.sources, path, text, strlen(text), &source, &was_8bit), MB_LOAD_OK);
    return source;
}

static mb_span span(const mb_source *source, uint32_t begin, uint32_t end)
{
    mb_span made = { source->base + begin, source->base + end };
    return made;
}

static void assert_rendered(const char *expected)
{
    mb_buffer_clear(&here.out);
    mb_diag_render(here.diag, &here.out);
    assert_string_equal(here.out.text != NULL ? here.out.text : "", expected);
}

static void nothing(void **state)
{
    (void)state;
    assert_rendered("");
    assert_int_equal(mb_diag_errors(here.diag), 0);
    assert_int_equal(mb_diag_warnings(here.diag), 0);
}

static void place_line_and_caret(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "class A {\n\tuint32 \xC3\xA4 b;\r\n};");
    mb_report(here.diag, MB_MSG_SYNTAX, span(source, 21, 22), "';'", "'b'", NULL);
    mb_report(here.diag, MB_MSG_SEMICOLON, span(source, 27, 27), "'}'", NULL, NULL);
    assert_rendered("a.mof:2:11: error: expected ';', found 'b' [MOF201]\n"
                    "    2 | \tuint32 \xC3\xA4 b;\n"
                    "      | \t         ^\n"
                    "a.mof:3:3: error: expected ';' after '}' [MOF202]\n"
                    "    3 | };\n"
                    "      |   ^\n");
}

static void ranges_end_with_their_line(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "ab\xE2\x82\xAC" "d\nsecond");
    mb_report(here.diag, MB_MSG_STRING_LINE_BREAK, span(source, 1, 12), NULL, NULL, NULL);
    assert_rendered("a.mof:1:2: warning: line break inside a string [MOF103]\n"
                    "    1 | ab\xE2\x82\xAC" "d\n"
                    "      |  ^~~\n");
    assert_int_equal(mb_diag_warnings(here.diag), 1);
    assert_int_equal(mb_diag_errors(here.diag), 0);
}

static void sorted_by_file_and_place(void **state)
{
    (void)state;
    const mb_source *first = add("a.mof", "one");
    const mb_source *second = add("b.mof", "two");
    const mb_span nowhere = { 0, 0 };
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(second, 0, 3), "'two'", NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(first, 1, 3), "'ne'", NULL, NULL);
    mb_report_note(here.diag, MB_MSG_BODY_OPENED, span(second, 2, 3), NULL, NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(first, 0, 1), "'o'", NULL, NULL);
    mb_report(here.diag, MB_MSG_FILE_NOT_FOUND, nowhere, "c.mof", NULL, NULL);
    assert_rendered("mofbind: error: cannot find 'c.mof' [MOF001]\n"
                    "a.mof:1:1: error: unexpected 'o' [MOF203]\n    1 | one\n      | ^\n"
                    "a.mof:1:2: error: unexpected 'ne' [MOF203]\n    1 | one\n      |  ^~\n"
                    "b.mof:1:3: note: the '{' without a '}' is here [MOF211]\n    1 | two\n      |   ^\n"
                    "b.mof:1:1: error: unexpected 'two' [MOF203]\n    1 | two\n      | ^~~\n");
    assert_int_equal(mb_diag_errors(here.diag), 4);
}

static void include_chain(void **state)
{
    (void)state;
    const mb_source *outer = add("outer.mof", "\n#include (\"middle\")");
    mb_source *middle = add("middle", "#include (\"inner\")");
    mb_source *inner = add("inner", "x\ny");
    middle->included_at = span(outer, 11, 19);
    inner->included_at = span(middle, 10, 17);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(inner, 0, 1), "'x'", NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(inner, 2, 3), "'y'", NULL, NULL);
    assert_rendered("In file included from outer.mof:2:\n"
                    "In file included from middle:1:\n"
                    "inner:1:1: error: unexpected 'x' [MOF203]\n    1 | x\n      | ^\n"
                    "inner:2:1: error: unexpected 'y' [MOF203]\n    2 | y\n      | ^\n");
}

static void errors_beyond_twenty_are_counted(void **state)
{
    (void)state;
    const mb_source *first = add("a.mof", "123456789012345678901234567890");
    const mb_source *second = add("b.mof", "x");
    for (uint32_t i = 0; i < 22; i++) {
        mb_report(here.diag, MB_MSG_UNEXPECTED, span(first, i, i + 1), "digit", NULL, NULL);
        mb_report_note(here.diag, MB_MSG_BODY_OPENED, span(second, 0, 1), NULL, NULL, NULL);
    }
    mb_report(here.diag, MB_MSG_STRING_LINE_BREAK, span(first, 25, 26), NULL, NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(second, 0, 1), "'x'", NULL, NULL);
    mb_diag_render(here.diag, &here.out);
    assert_int_equal(mb_diag_errors(here.diag), 23);
    assert_non_null(strstr(here.out.text, "a.mof:1:20: error: unexpected digit"));
    assert_null(strstr(here.out.text, "a.mof:1:21: error"));
    const char *warning = strstr(here.out.text, "a.mof:1:26: warning");
    const char *more = strstr(here.out.text, "a.mof: 2 more errors are not shown\nb.mof:1:1: error");
    assert_non_null(warning);
    assert_non_null(more);
    assert_true(warning < more);
    size_t notes = 0;
    for (const char *at = here.out.text; (at = strstr(at, "note:")) != NULL; at++) {
        notes++;
    }
    assert_int_equal(notes, 20);
}

static void one_error_more(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "1");
    for (uint32_t i = 0; i < 21; i++) {
        mb_report(here.diag, MB_MSG_UNEXPECTED, span(source, 0, 1), "digit", NULL, NULL);
    }
    mb_diag_render(here.diag, &here.out);
    assert_non_null(strstr(here.out.text, "a.mof: 1 more error is not shown\n"));
}

static void long_lines_are_cut(void **state)
{
    (void)state;
    char line[1001];
    memset(line, '.', 1000);
    line[1000] = '\0';
    line[0] = '<';
    line[500] = 'x';
    line[999] = '>';
    const mb_source *source = add("a.mof", line);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(source, 0, 1), "a", NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(source, 500, 501), "b", NULL, NULL);
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(source, 999, 1000), "c", NULL, NULL);
    mb_diag_render(here.diag, &here.out);
    const char *at = here.out.text;
    for (int i = 0; i < 3; i++) {
        const char *shown = strchr(at, '\n') + 1;
        const char *carets = strchr(shown, '\n') + 1;
        const char *end = strchr(carets, '\n');
        const char *caret = memchr(carets, '^', (size_t)(end - carets));
        assert_non_null(caret);
        assert_true(carets - shown < 140);
        assert_int_equal(shown[caret - carets], "<x>"[i]);
        at = end + 1;
    }
    assert_string_equal(at, "");
}

static void control_characters_are_not_shown(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "a\x1B[31m\rb");
    mb_report(here.diag, MB_MSG_UNEXPECTED, span(source, 7, 8), "'b'", NULL, NULL);
    assert_rendered("a.mof:1:8: error: unexpected 'b' [MOF203]\n    1 | a [31m b\n      |        ^\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing), TEST(place_line_and_caret), TEST(ranges_end_with_their_line), TEST(sorted_by_file_and_place),
        TEST(include_chain), TEST(errors_beyond_twenty_are_counted), TEST(one_error_more), TEST(long_lines_are_cut),
        TEST(control_characters_are_not_shown)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
