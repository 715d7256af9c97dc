/* Encodings, positions, lines; what is no file, and no text. */
#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if !defined(_WIN32)
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#endif

#include <cmocka.h>

#include "source/decode.h"
#include "source/source.h"

typedef struct world {
    mb_heap *heap;
    mb_arena *arena;
    mb_sources *sources;
} world;

static world here;

static int open_world(void **state)
{
    here.heap = mb_heap_new(NULL);
    here.arena = mb_arena_new(here.heap);
    here.sources = mb_sources_new(here.heap, here.arena);
    *state = &here;
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    mb_heap_free(here.heap);
    return 0;
}

typedef struct encoding_case {
    const char *bytes;
    size_t length;
    mb_load_status status;
    const char *text;
    bool was_8bit;
} encoding_case;

#define BYTES(literal) literal, sizeof literal - 1

/* clang-format off */
static const encoding_case encoding_cases[] = {
    { BYTES(""), MB_LOAD_OK, "", false },
    { BYTES("class A"), MB_LOAD_OK, "class A", false },
    /* each of the three ends of a line, in each encoding: a CR is an LF where there is no LF, and stays where there is one */
    { BYTES("\r"), MB_LOAD_OK, "\n", false },
    { BYTES("\r\n"), MB_LOAD_OK, "\r\n", false },
    { BYTES("a\rb\r\rc\r"), MB_LOAD_OK, "a\nb\n\nc\n", false },
    { BYTES("a\rb\r\nc\nd\r\r\ne\n\rf\r"), MB_LOAD_OK, "a\rb\r\nc\nd\r\r\ne\n\rf\r", false },
    { BYTES("\xE4\r\xE4\r"), MB_LOAD_OK, "\xC3\xA4\n\xC3\xA4\n", true },
    { BYTES("\xE4\r\xE4\r\n"), MB_LOAD_OK, "\xC3\xA4\r\xC3\xA4\r\n", true },
    { BYTES("\xFF\xFE" "a\0\r\0b\0\r\0"), MB_LOAD_OK, "a\nb\n", false },
    { BYTES("\xFF\xFE" "a\0\r\0b\0\r\0\n\0"), MB_LOAD_OK, "a\rb\r\n", false },
    { BYTES("\0a\0\r\0b"), MB_LOAD_OK, "a\nb", false },
    /* formats that are no text; what only begins like one is */
    { BYTES("\x1F\x8B\x08 no NUL"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("MZ is no program"), MB_LOAD_OK, "MZ is no program", false },
    { BYTES("\xEF\xBB\xBF"), MB_LOAD_OK, "", false },
    { BYTES("\xEF\xBB\xBF" "a\xC3\xA4"), MB_LOAD_OK, "a\xC3\xA4", false },
    { BYTES("12345678\xE2\x82\xAC\xF0\x9F\x98\x80"), MB_LOAD_OK, "12345678\xE2\x82\xAC\xF0\x9F\x98\x80", false },
    /* not well-formed UTF-8, hence CP1252: overlong, surrogate, beyond U+10FFFF, cut off, stray tail */
    { BYTES("\xC0\x80"), MB_LOAD_OK, "\xC3\x80\xE2\x82\xAC", true },
    { BYTES("\xED\xA0\x80"), MB_LOAD_OK, "\xC3\xAD\xC2\xA0\xE2\x82\xAC", true },
    { BYTES("\xF4\x90\x80\x80"), MB_LOAD_OK, "\xC3\xB4\xC2\x90\xE2\x82\xAC\xE2\x82\xAC", true },
    { BYTES("\xE2\x82"), MB_LOAD_OK, "\xC3\xA2\xE2\x80\x9A", true },
    { BYTES("caf\xE9"), MB_LOAD_OK, "caf\xC3\xA9", true },
    { BYTES("\x93\x94"), MB_LOAD_OK, "\xE2\x80\x9C\xE2\x80\x9D", true },
    /* all that is special of CP1252 */
    { BYTES("\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8D\x8E\x8F"
      "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F"),
      MB_LOAD_OK,
      "\xE2\x82\xAC\xC2\x81\xE2\x80\x9A\xC6\x92\xE2\x80\x9E\xE2\x80\xA6\xE2\x80\xA0\xE2"
      "\x80\xA1\xCB\x86\xE2\x80\xB0\xC5\xA0\xE2\x80\xB9\xC5\x92\xC2\x8D\xC5\xBD\xC2\x8F"
      "\xC2\x90\xE2\x80\x98\xE2\x80\x99\xE2\x80\x9C\xE2\x80\x9D\xE2\x80\xA2\xE2\x80\x93"
      "\xE2\x80\x94\xCB\x9C\xE2\x84\xA2\xC5\xA1\xE2\x80\xBA\xC5\x93\xC2\x9D\xC5\xBE\xC5"
      "\xB8",
      true },
    { BYTES("\xFF\xFE" "a\0\xE4\0\xAC\x20"), MB_LOAD_OK, "a\xC3\xA4\xE2\x82\xAC", false },
    { BYTES("\xFE\xFF" "\0a\0\xE4\x20\xAC"), MB_LOAD_OK, "a\xC3\xA4\xE2\x82\xAC", false },
    { BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), MB_LOAD_OK, "\xF0\x9F\x98\x80", false },
    { BYTES("a\0b\0"), MB_LOAD_OK, "ab", false },
    { BYTES("\0a\0b"), MB_LOAD_OK, "ab", false },
    { BYTES("\xFF\xFE"), MB_LOAD_OK, "", false },
    { BYTES("\xFF\xFE" "a"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\xFF\xFE\x3D\xD8"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\xFF\xFE\x3D\xD8" "a\0"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\xFF\xFE\x00\xDE"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\xFF\xFE" "a\0\0\0"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\xFF\xFE\0\0" "a\0\0\0"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\0\0\xFE\xFF\0\0\0a"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("a\0\0\0b\0\0\0"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("abc\0def"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\0abc"), MB_LOAD_ENCODING, NULL, false },
    { BYTES("\0"), MB_LOAD_ENCODING, NULL, false }
};
/* clang-format on */

static void encodings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof encoding_cases / sizeof encoding_cases[0]; i++) {
        const encoding_case *each = &encoding_cases[i];
        mb_source *source = NULL;
        bool was_8bit = false;
        mb_load_status status = mb_sources_add(here.sources, "x.mof", each->bytes, each->length, &source, &was_8bit);
        assert_int_equal(status, each->status);
        if (status == MB_LOAD_OK) {
            assert_string_equal(source->text, each->text);
            assert_int_equal(source->length, strlen(each->text));
            assert_int_equal(source->text[source->length + 1], 0);
            assert_int_equal(was_8bit, each->was_8bit);
        }
    }
}

typedef struct refused_case {
    const char *bytes;
    size_t length;
    const char *why;
    long offset; /**< in the text; -1: there is none */
} refused_case;

/* clang-format off */
static const refused_case refused_cases[] = {
    { BYTES("one\ntwo \0 three\n"), "a NUL character stands here", 8 },
    { BYTES("\xEF\xBB\xBF" "a\0"), "a NUL character stands here", 4 },
    { BYTES("caf\xE9 \0"), "a NUL character stands here", 6 },
    { BYTES("\0"), "a NUL character stands here", 0 },
    { BYTES("\xFF\xFE" "a\0\xE4\0\0\0b\0"), "a NUL character stands here", 3 },
    { BYTES("\xFF\xFE" "a\0\x3D\xD8" "b\0"), "half of a UTF-16 surrogate pair stands here", 1 },
    { BYTES("\xFF\xFE\x00\xDE"), "half of a UTF-16 surrogate pair stands here", 0 },
    { BYTES("\xFF\xFE" "a\0b\0c"), "its UTF-16 ends within a character", 2 },
    { BYTES("\xFF\xFE" "a\0\x3D\xD8"), "its UTF-16 ends within a character", 1 },
    { BYTES("\xFF\xFE\0\0a\0\0\0"), "it is UTF-32", -1 },
    { BYTES("\0\0\xFE\xFF\0\0\0a"), "it is UTF-32", -1 },
    { BYTES("a\0\0\0b\0\0\0"), "it is UTF-32", -1 },
    { BYTES("\0\0\0a\0\0\0b"), "it is UTF-32", -1 },
    { BYTES("FOMB\1\0\0\0"), "it is compiled MOF", -1 },
    { BYTES("MZ\x90\0\3"), "it is a program", -1 },
    { BYTES("\x7F" "ELF\2\1\1\0"), "it is a program", -1 },
    { BYTES("PK\3\4\x14\0"), "it is a ZIP archive", -1 },
    { BYTES("\x1F\x8B\x08\0"), "it is compressed by gzip", -1 },
    { BYTES("MSCF\0\0"), "it is a cabinet", -1 },
    { BYTES("%PDF-1.4\n"), "it is PDF", -1 },
    { BYTES("{\\rtf1\\ansi class A"), "it is RTF", -1 }
};
/* clang-format on */

/** A text that is refused tells why, and where if it has a place. */
static void what_is_no_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused_cases / sizeof refused_cases[0]; i++) {
        const refused_case *each = &refused_cases[i];
        mb_source *source = NULL;
        bool was_8bit = false;
        assert_int_equal(mb_sources_add(here.sources, "x.mof", each->bytes, each->length, &source, &was_8bit),
                         MB_LOAD_ENCODING);
        assert_string_equal(mb_sources_failure(here.sources), each->why);
        const mb_position at = mb_sources_failure_at(here.sources);
        if (each->offset < 0) {
            assert_int_equal(at, 0);
        } else {
            const mb_source *found = mb_sources_at(here.sources, at);
            assert_non_null(found);
            assert_int_equal(at - found->base, each->offset);
        }
    }
}

static void utf8_round_trip(void **state)
{
    (void)state;
    const uint32_t points[] = {0x1, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    const size_t lengths[] = {1, 1, 2, 2, 3, 3, 3, 3, 4, 4};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        char text[4];
        assert_int_equal(mb_utf8_encode(points[i], text), lengths[i]);
        assert_int_equal(mb_utf8_length(text[0]), lengths[i]);
        assert_int_equal(mb_utf8_decode(text), points[i]);
    }
}

static mb_source *add(const char *path, const char *text)
{
    mb_source *source = NULL;
    bool was_8bit = false;
    assert_int_equal(mb_sources_add(here.sources, path, text, strlen(text), &source, &was_8bit), MB_LOAD_OK);
    return source;
}

static void assert_place(const mb_source *source, uint32_t offset, uint32_t line, uint32_t column, const char *text)
{
    uint32_t found_line = 0;
    uint32_t found_column = 0;
    mb_source_locate(source, source->base + offset, &found_line, &found_column);
    assert_int_equal(found_line, line);
    assert_int_equal(found_column, column);
    mb_text shown = mb_source_line(source, source->base + offset);
    assert_int_equal(shown.length, strlen(text));
    assert_memory_equal(shown.bytes, text, shown.length);
}

static void lines_and_columns(void **state)
{
    (void)state;
    const mb_source *source = add("x.mof", "one\ntwo\r\n\n\xC3\xA4\xE2\x82\xAC"
                                           "b");
    assert_place(source, 0, 1, 1, "one");
    assert_place(source, 3, 1, 4, "one");
    assert_place(source, 4, 2, 1, "two");
    assert_place(source, 7, 2, 4, "two");
    assert_place(source, 9, 3, 1, "");
    assert_place(source, 10, 4, 1,
                 "\xC3\xA4\xE2\x82\xAC"
                 "b");
    assert_place(source, 12, 4, 2,
                 "\xC3\xA4\xE2\x82\xAC"
                 "b");
    assert_place(source, 15, 4, 3,
                 "\xC3\xA4\xE2\x82\xAC"
                 "b");
    assert_place(source, 16, 4, 4,
                 "\xC3\xA4\xE2\x82\xAC"
                 "b");
    const mb_source *mac = add("m.mof", "one\rtwo\r\rfour");
    assert_place(mac, 3, 1, 4, "one");
    assert_place(mac, 4, 2, 1, "two");
    assert_place(mac, 8, 3, 1, "");
    assert_place(mac, 11, 4, 3, "four");
    const mb_source *stray = add("s.mof", "one\rtwo\r\n\rthree\r\r\nfour"); /* as grep -n counts */
    assert_place(stray, 4, 1, 5, "one\rtwo");
    assert_place(stray, 8, 1, 9, "one\rtwo");
    assert_place(stray, 9, 2, 1, "\rthree");
    assert_place(stray, 16, 2, 8, "\rthree");
    assert_place(stray, 18, 3, 1, "four");
    const mb_source *ends = add("y.mof", "a\n");
    assert_place(ends, 2, 2, 1, "");
    assert_place(add("z.mof", ""), 0, 1, 1, "");
}

static void positions_know_their_file(void **state)
{
    (void)state;
    const mb_source *sources[10];
    assert_null(mb_sources_at(here.sources, 1));
    for (size_t i = 0; i < 10; i++) {
        sources[i] = add("x.mof", i % 2 == 0 ? "" : "abc");
    }
    assert_int_equal(mb_sources_count(here.sources), 10);
    assert_null(mb_sources_at(here.sources, 0));
    for (size_t i = 0; i < 10; i++) {
        assert_ptr_equal(mb_sources_get(here.sources, i), sources[i]);
        assert_ptr_equal(mb_sources_at(here.sources, sources[i]->base), sources[i]);
        assert_ptr_equal(mb_sources_at(here.sources, sources[i]->base + sources[i]->length), sources[i]);
    }
    assert_null(mb_sources_at(here.sources, sources[9]->base + 4));
}

static void files_are_read(void **state)
{
    (void)state;
    const char *path = MOFBIND_SCRATCH;
    const size_t sizes[] = {0, 1, 65535, 65536, 65537, 300000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        for (size_t j = 0; j < sizes[i]; j++) {
            assert_int_not_equal(putc((int)('a' + j % 26), file), EOF);
        }
        fclose(file);
        const mb_span at = {1, 2};
        mb_source *source = NULL;
        bool was_8bit = true;
        assert_int_equal(mb_sources_load(here.sources, path, at, &source, &was_8bit), MB_LOAD_OK);
        assert_false(was_8bit);
        assert_int_equal(source->length, sizes[i]);
        assert_int_equal(source->included_at.end, 2);
        for (size_t j = 0; j < sizes[i]; j++) {
            assert_int_equal(source->text[j], 'a' + j % 26);
        }
        assert_int_equal(source->text[sizes[i]], 0);
        assert_int_equal(source->text[sizes[i] + 1], 0);
    }
    assert_int_equal(remove(path), 0);
}

static void files_that_cannot_be_read(void **state)
{
    (void)state;
    const mb_span nowhere = {0, 0};
    mb_source *source = NULL;
    bool was_8bit = false;
    assert_int_equal(mb_sources_load(here.sources, "no/such/file.mof", nowhere, &source, &was_8bit), MB_LOAD_NOT_FOUND);
#if !defined(_WIN32)
    assert_int_equal(mb_sources_load(here.sources, ".", nowhere, &source, &was_8bit), MB_LOAD_IO);
    assert_int_not_equal(strlen(mb_sources_failure(here.sources)), 0);
#endif
    assert_int_equal(mb_sources_count(here.sources), 0);
}

/** Nothing but a file is included: what else there is may have no end. None of these calls may hang. */
static void only_files_are_read(void **state)
{
    (void)state;
#if defined(_WIN32)
    static const char *const others[] = {"NUL", "CON", "."};
#else
    const char *const others[] = {"/dev/zero", "/dev/null", ".", MOFBIND_SCRATCH ".pipe"};
    (void)unlink(MOFBIND_SCRATCH ".pipe");
    assert_int_equal(mkfifo(MOFBIND_SCRATCH ".pipe", 0600), 0);
    alarm(600);
#endif
    const mb_span included = {1, 2};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        mb_source *source = NULL;
        bool was_8bit = false;
        assert_int_equal(mb_sources_load(here.sources, others[i], included, &source, &was_8bit), MB_LOAD_IO);
        assert_null(source);
        assert_int_not_equal(strlen(mb_sources_failure(here.sources)), 0);
    }
    assert_int_equal(mb_sources_count(here.sources), 0);
#if !defined(_WIN32)
    assert_string_equal(mb_sources_failure(here.sources), "it is a pipe, not a file");
    alarm(0);
    assert_int_equal(unlink(MOFBIND_SCRATCH ".pipe"), 0);
#endif
}

/** Of a file that is too large, or shows early that it is no text, the rest is not read. */
static void huge_files_are_not_read(void **state)
{
    (void)state;
#if defined(_WIN32)
    skip();
#else
    static const off_t sizes[] = {(off_t)INT32_MAX + 1, (off_t)INT32_MAX - 1};
    static const mb_load_status wanted[] = {MB_LOAD_TOO_LARGE, MB_LOAD_ENCODING};
    const char *const path = MOFBIND_SCRATCH ".huge";
    const mb_span nowhere = {0, 0};
    for (size_t i = 0; i < 2; i++) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        bool is_made = ftruncate(fileno(file), sizes[i]) == 0; /* it takes no room */
        fclose(file);
        mb_source *source = NULL;
        bool was_8bit = false;
        mb_load_status status = mb_sources_load(here.sources, path, nowhere, &source, &was_8bit);
        assert_int_equal(unlink(path), 0);
        if (is_made) {
            assert_int_equal(status, wanted[i]);
            assert_true(source == NULL || source->length <= 65536);
        }
    }
#endif
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(encodings),
                                       cmocka_unit_test(utf8_round_trip),
                                       TEST(lines_and_columns),
                                       TEST(positions_know_their_file),
                                       TEST(files_are_read),
                                       TEST(files_that_cannot_be_read),
                                       TEST(what_is_no_text),
                                       TEST(only_files_are_read),
                                       TEST(huge_files_are_not_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
