/* Tokens of MOF that read as they were, lines, columns, and the writer of JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "inspect/mof_layout.h"
#include "inspect/mof_text.h"
#include "inspect/words.h"
#include "support/json.h"
#include "syntax/parse.h"

static mb_heap *heap;
static mb_arena *arena;
static mb_buffer out;

static int open_heap(void **state)
{
    (void)state;
    heap = mb_heap_new(NULL);
    arena = mb_arena_new(heap);
    mb_buffer_init(&out, heap);
    mb_buffer_puts(&out, "");
    return 0;
}

static int close_heap(void **state)
{
    (void)state;
    mb_heap_free(heap);
    return 0;
}

/** A generator of our own, so that a test fails everywhere or nowhere. */
static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 11 ^ *seed << 42;
}

static void test_reals(void **state)
{
    static const struct {
        double real;
        const char *text;
    } cases[] = {
        {0.0, "0.0"},
        {-0.0, "-0.0"},
        {1.0, "1.0"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {100000.0, "100000.0"},
        {1e20, "1.0e+20"},
        {1.5e-7, "1.5e-07"},
        {1.0 / 3, "0.333333333333333315"},
        {5e-324, "4.94065645841247e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mb_buffer_clear(&out);
        mb_mof_put_real(&out, cases[i].real);
        if (i != 8) { /* of a third only that it comes back */
            assert_string_equal(out.text, cases[i].text);
        }
        double again = strtod(out.text, NULL);
        assert_memory_equal(&again, &cases[i].real, sizeof again);
    }
    uint64_t seed = 1;
    for (unsigned i = 0; i < 20000; i++) {
        uint64_t bits = next_random(&seed);
        double real, again;
        memcpy(&real, &bits, sizeof real);
        if (real - real != 0) {
            continue; /* no number, or infinite */
        }
        mb_buffer_clear(&out);
        mb_mof_put_real(&out, real);
        again = strtod(out.text, NULL);
        assert_memory_equal(&again, &real, sizeof real);
        assert_non_null(strchr(out.text, '.'));
    }
}

/** The value of the only property of a class. */
static const mb_value *parse_value(const char *mof, size_t length)
{
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_unit *unit = mb_arena_zalloc(arena, sizeof *unit);
    const mb_parse_input input = {.sources = sources, .symbols = symbols};
    mb_source *source = NULL;
    bool was_8bit = false;

    assert_int_equal(mb_sources_add(sources, "t.mof", mof, length, &source, &was_8bit), MB_LOAD_OK);
    if (!mb_parse_source(&input, source, heap, arena, diag, unit)) {
        mb_buffer messages;
        mb_buffer_init(&messages, heap);
        mb_diag_render(diag, &messages);
        fail_msg("%s\n%s", mof, messages.text);
    }
    return unit->first->features->value;
}

/** Random texts of what is awkward, at random columns: pieces join to the same, and stay within the width. */
static void test_strings(void **state)
{
    static const char *const parts[] = {
        "a",        "word ",        "\n",
        "\r\n",     "\"",           "\\",
        "\t",       "\x7F",         " ",
        "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
        "'",        "x41",          "?\?/",
        "\\x",      "  ",           "a-long-word-without-any-blank-in-it-which-takes-more-than-half-of-a-line"};
    uint64_t seed = 2;
    (void)state;

    for (unsigned round = 0; round < 2000; round++) {
        mb_buffer text;
        mb_buffer_init(&text, heap);
        mb_buffer_puts(&text, "");
        for (uint64_t n = next_random(&seed) % 60; n > 0; n--) {
            mb_buffer_puts(&text, parts[next_random(&seed) % (sizeof parts / sizeof parts[0])]);
        }
        mb_buffer_clear(&out);
        mb_buffer_puts(&out, "class A {\n");
        mb_mof_writer writer = mb_mof_writer_of(&out);
        mb_mof_puts(&writer, "string ");
        for (uint64_t n = next_random(&seed) % 90; n > 0; n--) {
            mb_mof_puts(&writer, "n");
        }
        mb_mof_puts(&writer, "name = ");
        const mb_value value = {.kind = MB_VALUE_STRING, .u.string = text.text, .count = (uint32_t)text.length};
        mb_mof_write_value(&writer, &value, 4);
        mb_mof_puts(&writer, ";\n};\n");

        const mb_value *read = parse_value(out.text, out.length);
        assert_int_equal(read->kind, MB_VALUE_STRING);
        assert_int_equal(read->count, text.length);
        assert_memory_equal(read->u.string, text.text, text.length);
        size_t most = 0;
        for (const char *line = out.text; *line != '\0'; line += strcspn(line, "\n") + 1) {
            size_t length = strcspn(line, "\n");
            most = length > most ? length : most;
        }
        assert_true(most <= MB_MOF_WIDTH + 8); /* the head alone may take all of a line */
        mb_buffer_release(&writer.piece);
        mb_buffer_release(&text);
    }
}

static void test_paragraphs(void **state)
{
    const char *text = "  One\ttwo \x1B[31m three.\r\n\nA new one. \n\n";
    (void)state;

    mb_put_paragraphs(&out, mb_text_of(text), 2, MB_TEXT_WIDTH);
    assert_string_equal(out.text, "  One two [31m three.\n\n  A new one.\n");
    mb_buffer_clear(&out);
    mb_put_paragraphs(&out, mb_text_of(""), 2, MB_TEXT_WIDTH);
    assert_string_equal(out.text, "");
    mb_buffer_clear(&out);
    mb_put_paragraphs(&out,
                      mb_text_of("a\xC2\x9B"
                                 "b \xE2\x80\xAE" /* U+202E */
                                 "c\xC2\xA0"
                                 "d\n\xE2\x81\xA6\n\xC2\x85"),
                      0, MB_TEXT_WIDTH);
    assert_string_equal(out.text, "a b c\xC2\xA0"
                                  "d\n");
    assert_string_equal(mb_one_line((mb_text){NULL, 0}, arena), "");
    assert_string_equal(mb_one_line(mb_text_of("\xE2\x81\xA9|\xE2\x80\xAF|\xC2\x80|\xC2\xA0|\xE2\x81"), arena),
                        " |\xE2\x80\xAF| |\xC2\xA0|\xE2\x81");
    assert_string_equal(mb_one_line(mb_text_of("a\nb\x1B"
                                               "c\x7F"),
                                    arena),
                        "a b c ");
}

static void test_items(void **state)
{
    static const char items[] = "0123456789, 0123456789, 0123456789, 0123456789, 0123456789, 0123456789, 0123456789, "
                                "0123456789, 9";
    (void)state;

    mb_put_items(&out, "", 10, 2, MB_TEXT_WIDTH);
    assert_int_equal(out.length, 0);
    mb_put_items(&out, items, MB_TEXT_WIDTH - 95, 2, MB_TEXT_WIDTH); /* the last ends at the width */
    assert_string_equal(out.text, "0123456789, 0123456789, 0123456789, 0123456789, 0123456789, 0123456789, 0123456789, "
                                  "0123456789,\n  9");
    mb_buffer_clear(&out);
    mb_put_items(&out, items, MB_TEXT_WIDTH - 11, 2, MB_TEXT_WIDTH);
    assert_memory_equal(out.text, "0123456789,\n  0123456789, ", 26);
    mb_buffer_clear(&out);
    mb_put_items(&out, items, MB_TEXT_WIDTH - 10, 4, MB_TEXT_WIDTH); /* there is not even room for the first */
    assert_memory_equal(out.text, "\n    0123456789, ", 17);
}

/** What a terminal would obey, in the middle, at both ends, and cut off. */
static void test_disarm(void **state)
{
    (void)state;

    mb_buffer_disarm(&out, out.length);
    assert_string_equal(out.text, "");
    mb_buffer_puts(&out, "\x1B|\x1B\t\n\x7F|\xC2\x9F|\xC2\xA0|\xE2\x80\xAA|\xE2\x80\xAE|\xE2\x81\xA6|"
                         "\xE2\x81\xAA|\xE2\x81");
    mb_buffer_disarm(&out, 2);
    assert_string_equal(out.text, "\x1B|  \n | |\xC2\xA0| | | |\xE2\x81\xAA|\xE2\x81");
    assert_int_equal(out.length, strlen(out.text));
}

static void test_tables(void **state)
{
    mb_table *table = mb_table_new(arena), *below = mb_table_new(arena);
    (void)state;

    assert_true(mb_table_is_empty(table));
    mb_table_write(table, 2, &out);
    assert_string_equal(out.text, "");
    MB_ROW(table, "a", "", "last");
    MB_ROW(below, "x", "y");
    mb_table_below(table, below);
    MB_ROW(table, "\xC3\xA4\xC3\xA4", "mid", "");
    MB_ROW(table, "only  ", "  ");
    mb_table_write(table, 1, &out);
    assert_string_equal(out.text, " a            last\n       x  y\n \xC3\xA4\xC3\xA4      mid\n only\n");
}

static void test_json(void **state)
{
    mb_json json = {.out = &out};
    (void)state;

    mb_json_open_object(&json, NULL);
    mb_json_string(&json, "text", "\"\\/\b\f\n\r\t\x01\x7F\xC3\xA4\xF0\x9F\x98\x80");
    mb_json_string(&json, "terminal", "\xC2\x80\xC2\x9F\xC2\xA0\xE2\x80\xAE\xE2\x81\xA6\xE2\x81\xAA");
    mb_json_string(&json, "none", NULL);
    mb_json_string(&json, "broken", "a\xFFz\xC3\xED\xA0\x80\xE2\x82");
    mb_json_text(&json, "slice", (mb_text){"abc\0def", 7});
    mb_json_number(&json, "number", 12);
    mb_json_digits(&json, "digits", "-1.5");
    mb_json_boolean(&json, "no", false);
    mb_json_null(&json, "null");
    mb_json_open_array(&json, "empty");
    mb_json_close_array(&json);
    mb_json_open_array_inline(&json, "inline");
    mb_json_open_object(&json, NULL);
    mb_json_boolean(&json, "yes", true);
    mb_json_open_array(&json, "deep");
    mb_json_number(&json, NULL, 1);
    mb_json_number(&json, NULL, 2);
    mb_json_close_array(&json);
    mb_json_close_object(&json);
    mb_json_number(&json, NULL, 3);
    mb_json_close_array(&json);
    mb_json_open_array(&json, "lines");
    mb_json_open_object_inline(&json, NULL);
    mb_json_close_object(&json);
    mb_json_number(&json, NULL, 4);
    mb_json_close_array(&json);
    mb_json_close_object(&json);
    assert_string_equal(
        out.text,
        "{\n"
        "  \"text\": \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\xC3\xA4\xF0\x9F\x98\x80\",\n"
        "  \"terminal\": \"\\u0080\\u009f\xC2\xA0\\u202e\\u2066\xE2\x81\xAA\",\n"
        "  \"none\": null,\n"
        "  \"broken\": \"a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",\n"
        "  \"slice\": \"abc\\u0000def\",\n"
        "  \"number\": 12,\n"
        "  \"digits\": -1.5,\n"
        "  \"no\": false,\n"
        "  \"null\": null,\n"
        "  \"empty\": [],\n"
        "  \"inline\": [{\"yes\": true, \"deep\": [1, 2]}, 3],\n"
        "  \"lines\": [\n"
        "    {},\n"
        "    4\n"
        "  ]\n"
        "}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_heap, close_heap)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_reals),  TEST(test_strings), TEST(test_paragraphs), TEST(test_items),
        TEST(test_disarm), TEST(test_tables),  TEST(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
