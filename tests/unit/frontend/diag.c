/* How messages look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "diag/report.h"

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
    mb_span made = {source->base + begin, source->base + end};
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
    mb_report(here.diag, MB_MSG_SYNTAX, span(source, 21, 22), "';'", "'b'");
    mb_report(here.diag, MB_MSG_SEMICOLON, span(source, 27, 27), "'}'");
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
    const mb_source *source = add("a.mof", "ab\xE2\x82\xAC"
                                           "d\nsecond");
    mb_report(here.diag, MB_MSG_STRING_LINE_BREAK, span(source, 1, 12));
    assert_rendered("a.mof:1:2: warning: line break inside a string [MOF103] [-Wstring-line-break]\n"
                    "    1 | ab\xE2\x82\xAC"
                    "d\n"
                    "      |  ^~~\n");
    assert_int_equal(mb_diag_warnings(here.diag), 1);
    assert_int_equal(mb_diag_errors(here.diag), 0);
}

static void sorted_by_file_and_place(void **state)
{
    (void)state;
    const mb_source *first = add("a.mof", "one");
    const mb_source *second = add("b.mof", "two");
    const mb_span nowhere = {0, 0};
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(second, 0, 3), "'two'");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(first, 1, 3), "'ne'");
    mb_report_note(here.diag, MB_MSG_BODY_OPENED, span(second, 2, 3));
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(first, 0, 1), "'o'");
    mb_report(here.diag, MB_MSG_FILE_NOT_FOUND, nowhere, "c.mof");
    assert_rendered("mofbind: error: cannot find 'c.mof' [MOF001]\n"
                    "a.mof:1:1: error: stray 'o' [MOF130]\n    1 | one\n      | ^\n"
                    "a.mof:1:2: error: stray 'ne' [MOF130]\n    1 | one\n      |  ^~\n"
                    "b.mof:1:3: note: the '{' without a '}' is here [MOF211]\n    1 | two\n      |   ^\n"
                    "b.mof:1:1: error: stray 'two' [MOF130]\n    1 | two\n      | ^~~\n");
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
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(inner, 0, 1), "'x'");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(inner, 2, 3), "'y'");
    assert_rendered("In file included from outer.mof:2:\n"
                    "In file included from middle:1:\n"
                    "inner:1:1: error: stray 'x' [MOF130]\n    1 | x\n      | ^\n"
                    "inner:2:1: error: stray 'y' [MOF130]\n    2 | y\n      | ^\n");
}

static void errors_beyond_twenty_are_counted(void **state)
{
    (void)state;
    const mb_source *first = add("a.mof", "123456789012345678901234567890");
    const mb_source *second = add("b.mof", "x");
    for (uint32_t i = 0; i < 22; i++) {
        mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(first, i, i + 1), "digit");
        mb_report_note(here.diag, MB_MSG_BODY_OPENED, span(second, 0, 1));
    }
    mb_report(here.diag, MB_MSG_STRING_LINE_BREAK, span(first, 25, 26));
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(second, 0, 1), "'x'");
    mb_diag_render(here.diag, &here.out);
    assert_int_equal(mb_diag_errors(here.diag), 23);
    assert_non_null(strstr(here.out.text, "a.mof:1:20: error: stray digit"));
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
        mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 0, 1), "digit");
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
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 0, 1), "a");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 500, 501), "b");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 999, 1000), "c");
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
    const mb_source *source = add("a.mof", "a\x1B[31m\x0B"
                                           "b");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 7, 8), "'b'");
    assert_rendered("a.mof:1:8: error: stray 'b' [MOF130]\n    1 | a [31m b\n      |        ^\n");
}

static void control_characters_of_names_are_not_shown(void **state)
{
    (void)state;
    const mb_source *source = add("a\x1B.mof", "a\x7F\xC2\x9B"
                                               "b");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 4, 5), "'\x1B\n\xC2\x9B\x7F'");
    assert_rendered("a .mof:1:4: error: stray '    ' [MOF130]\n    1 | a  b\n      |    ^\n");
}

/** A source that is shown otherwise than it is read ("Trojan Source") is not shown so by us. */
static void text_is_shown_in_its_order(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "a\xE2\x80\xAE"
                                           "b\xE2\x81\xA6\tc");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 9, 10),
              "'\xE2\x80\xAE"
              "c'");
    assert_rendered("a.mof:1:6: error: stray ' c' [MOF130]\n    1 | a b \tc\n      |     \t^\n");
}

static void errors_without_limit(void **state)
{
    (void)state;
    const mb_source *source = add("a.mof", "1");
    mb_diag_limit_errors(here.diag, 0);
    for (uint32_t i = 0; i < 50; i++) {
        mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 0, 1), "digit");
    }
    mb_diag_render(here.diag, &here.out);
    assert_null(strstr(here.out.text, "not shown"));
    size_t lines = 0;
    for (const char *at = here.out.text; (at = strstr(at, "error:")) != NULL; at++) {
        lines++;
    }
    assert_int_equal(lines, 50);
}

/* A dialect can make an error of a warning, and a warning of an error; -W acts on what comes of it. */
static void severity_of_the_caller(void **state)
{
    static const char *const options[] = {"no-key-added", "no-syntax"};
    (void)state;
    const mb_source *source = add("a.mof", "1");
    mb_report_as(here.diag, MB_ERROR, MB_MSG_KEY_ADDED, span(source, 0, 1), "k", "C");
    mb_report_as(here.diag, MB_WARNING, MB_MSG_SYNTAX, span(source, 0, 1), "a", "b");
    assert_rendered("a.mof:1:1: error: key 'k' is added to those of 'C' [MOF431]\n    1 | 1\n      | ^\n"
                    "a.mof:1:1: warning: expected a, found b [MOF201] [-Wsyntax]\n    1 | 1\n      | ^\n");
    assert_int_equal(mb_diag_errors(here.diag), 1);
    assert_int_equal(mb_diag_warnings(here.diag), 1);
    mb_diag_set_warnings(here.diag, options, 2); /* warns that the second is usually an error */
    assert_int_equal(mb_diag_warnings(here.diag), 2);
    mb_report_as(here.diag, MB_ERROR, MB_MSG_KEY_ADDED, span(source, 0, 1), "k", "C");
    mb_report_as(here.diag, MB_WARNING, MB_MSG_SYNTAX, span(source, 0, 1), "a", "b");
    assert_int_equal(mb_diag_errors(here.diag), 2);
    assert_int_equal(mb_diag_warnings(here.diag), 2);
}

/* Warnings that -Werror made errors fail the run, but no stage; their notes stay with them. */
static void promoted_warnings(void **state)
{
    static const char *const options[] = {"error", "no-error=key-added", "no-string-tab"};
    (void)state;
    const mb_source *source = add("a.mof", "1");
    mb_diag_set_warnings(here.diag, options, 3);
    mb_report(here.diag, MB_MSG_KEY_ADDED, span(source, 0, 1), "k", "C");
    assert_false(mb_diag_has_failed(here.diag));
    mb_report(here.diag, MB_MSG_STRING_TAB, span(source, 0, 1));
    mb_report_note(here.diag, MB_MSG_FIRST_HERE, span(source, 0, 1)); /* goes with it */
    assert_false(mb_diag_has_failed(here.diag));
    mb_report(here.diag, MB_MSG_FILE_8BIT, span(source, 0, 1));
    mb_report_note(here.diag, MB_MSG_SET_HERE, span(source, 0, 1));
    assert_true(mb_diag_has_failed(here.diag));
    assert_int_equal(mb_diag_errors(here.diag), 0);
    assert_int_equal(mb_diag_warnings(here.diag), 1);
    assert_rendered("a.mof:1:1: warning: key 'k' is added to those of 'C' [MOF431] [-Wkey-added]\n"
                    "    1 | 1\n      | ^\n"
                    "a.mof:1:1: error: this file is not UTF-8; it was read as Windows-1252 [MOF005] "
                    "[-Werror=file-8bit]\n    1 | 1\n      | ^\n"
                    "a.mof:1:1: note: it is set here [MOF505]\n    1 | 1\n      | ^\n");
}

static void assert_json(const char *expected)
{
    mb_buffer_clear(&here.out);
    mb_diag_render_as(here.diag, MB_DIAG_JSON, "1", &here.out);
    if (strstr(here.out.text, expected) == NULL) {
        fail_msg("expected %s in %s", expected, here.out.text);
    }
}

static void json_has_all_of_a_message(void **state)
{
    (void)state;
    const mb_source *outer = add("outer.mof", "\n#include (\"inner\")");
    mb_source *inner = add("inner", "\xF0\x9F\x92\xA1 ab\nc");
    inner->included_at = span(outer, 11, 18);
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(inner, 5, 9), "'a'");
    mb_report_note(here.diag, MB_MSG_SET_HERE, span(outer, 1, 9));
    assert_json("    {\n"
                "      \"file\": \"inner\",\n      \"line\": 1,\n      \"column\": 3,\n"
                "      \"endLine\": 2,\n      \"endColumn\": 2,\n"
                "      \"severity\": \"error\",\n      \"id\": \"MOF130\",\n      \"name\": \"stray-character\",\n"
                "      \"message\": \"stray 'a'\",\n"
                "      \"notes\": [\n        {\n"
                "          \"file\": \"outer.mof\",\n          \"line\": 2,\n          \"column\": 1,\n"
                "          \"endLine\": 2,\n          \"endColumn\": 9,\n"
                "          \"severity\": \"note\",\n          \"id\": \"MOF505\",\n          \"name\": \"set-here\",\n"
                "          \"message\": \"it is set here\"\n        }\n      ],\n"
                "      \"includedFrom\": [\n        {\n          \"file\": \"outer.mof\",\n          \"line\": 2,\n"
                "          \"column\": 11\n        }\n      ]\n    }\n");
    mb_diag_render_as(here.diag, MB_DIAG_SARIF, "1", &here.out);
    /* A character beyond 16 bits is two units. */
    assert_non_null(strstr(here.out.text, "\"startLine\": 1,\n                  \"startColumn\": 4,\n"
                                          "                  \"endLine\": 2,\n                  \"endColumn\": 2\n"));
    assert_non_null(strstr(here.out.text, "\"text\": \"included from here\""));
}

static void json_of_any_bytes(void **state)
{
    const mb_span nowhere = {0, 0};
    (void)state;
    /* quotes, control characters, half a character, an overlong slash, a surrogate, beyond U+10FFFF, a good one */
    mb_report(here.diag, MB_MSG_FILE_NOT_FOUND, nowhere,
              "\"\\\x01\n\x7F \xC3 \xC0\xAF \xED\xA0\x80 \xF4\x90\x80\x80 \xE2\x82\xAC \xF0\x9F\x92");
#define UNKNOWN "\xEF\xBF\xBD"
    assert_json("\"file\": null,");
    assert_json("\"cannot find '\\\"\\\\\\u0001\\n\\u007f " UNKNOWN " " UNKNOWN UNKNOWN " " UNKNOWN UNKNOWN UNKNOWN
                " " UNKNOWN UNKNOWN UNKNOWN UNKNOWN " \xE2\x82\xAC " UNKNOWN UNKNOWN UNKNOWN "'\"");
#undef UNKNOWN
}

static void assert_uri(const char *path, const char *uri)
{
    char expected[128] = "\"uri\": \"";
    here.diag = mb_diag_new(here.heap, here.arena, here.sources);
    const mb_source *source = add(path, "x");
    mb_report(here.diag, MB_MSG_STRAY_CHARACTER, span(source, 0, 1), "'x'");
    mb_buffer_clear(&here.out);
    mb_diag_render_as(here.diag, MB_DIAG_SARIF, "1", &here.out);
    strcat(strcat(expected, uri), "\"");
    if (strstr(here.out.text, expected) == NULL) {
        fail_msg("expected %s in %s", expected, here.out.text);
    }
}

static void paths_as_uris(void **state)
{
    (void)state;
    assert_uri("a/b.mof", "a/b.mof");
    assert_uri("/a b/%41.mof", "file:///a%20b/%2541.mof");
    assert_uri("a:b.mof", "./a:b.mof");
    assert_uri("C:/x.mof", "file:///C:/x.mof");
    assert_uri("\xC3\xA4\xFF.mof", "%C3%A4%FF.mof");
    assert_uri("<templates>/t", "%3Ctemplates%3E/t");
}

/* What all messages have: a name of its own that an option can be made of, a number of its own, and an explanation. */
static void the_table_is_sound(void **state)
{
    (void)state;
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const mb_message_info *info = mb_message_about((mb_message)i);
        char number[16];
        snprintf(number, sizeof number, "mof%03d", info->number);
        if (info->explanation[0] == '\0' || strchr(".)", info->explanation[strlen(info->explanation) - 1]) == NULL) {
            fail_msg("%s has no explanation, or one that is no sentence", number);
        }
        size_t length = strspn(info->name, "abcdefghijklmnopqrstuvwxyz0123456789-");
        bool is_kebab =
            info->name[length] == '\0' && length != 0 && info->name[0] != '-' && info->name[length - 1] != '-';
        bool is_ambiguous = strncmp(info->name, "no-", 3) == 0 || strncmp(info->name, "error=", 6) == 0 ||
                            strcmp(info->name, "error") == 0 || strcmp(info->name, "warnings") == 0;
        if (!is_kebab || is_ambiguous || mb_message_named(info->name) != (mb_message)i) {
            fail_msg("'%s' is no name for a message, or that of another", info->name);
        }
        assert_int_equal(mb_message_named(number), i);
        assert_in_range(info->number, 1, 999);
    }
    assert_int_equal(mb_message_named("nothing"), MB_MESSAGE_COUNT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
    /* clang-format off */
    const struct CMUnitTest tests[] = {
        TEST(nothing), TEST(place_line_and_caret), TEST(ranges_end_with_their_line), TEST(sorted_by_file_and_place),
        TEST(include_chain), TEST(errors_beyond_twenty_are_counted), TEST(one_error_more), TEST(long_lines_are_cut),
        TEST(control_characters_are_not_shown), TEST(control_characters_of_names_are_not_shown), TEST(text_is_shown_in_its_order),
        TEST(errors_without_limit), TEST(severity_of_the_caller),
        TEST(promoted_warnings), TEST(json_has_all_of_a_message), TEST(json_of_any_bytes), TEST(paths_as_uris),
        TEST(the_table_is_sound)
    };
    /* clang-format on */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
