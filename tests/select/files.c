/* Files of patterns: what is in them that should not be, what becomes of the output folder, and too little memory. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

static void put_bytes(const char *name, const char *bytes, size_t length)
{
    char path[512];

    (void)snprintf(path, sizeof path, DISK "/%s", name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

#define PUT(name, text) put_bytes(name, text, sizeof text - 1)
#define CHECK(name) RUN("check", "--select", DISK "/" name, DISK "/one.mof", DISK "/two.mof")

static void test_spellings(void **state)
{
    static const char *const files[] = {"A_One\n",
                                        "A_One",
                                        "A_One\r\n",
                                        "\r\nA_One\r\n\r\n",
                                        "\tA_One \t\n",
                                        ("\xEF\xBB\xBF"
                                         "A_One\n"),
                                        "\xEF\xBB\xBF# x\r\nA_One",
                                        "A_One#\n"};
    (void)state;

    for (size_t i = 0; i + 1 < sizeof files / sizeof files[0]; i++) {
        put_bytes("s.txt", files[i], strlen(files[i]));
        if (CHECK("s.txt") != MB_EXIT_GOOD) {
            fail_msg("file %u: %s", (unsigned)i, messages.text);
        }
        assert_string_equal(messages.text, "");
    }
    PUT("s.txt", "\xFF\xFE"
                 "A\0_\0O\0n\0e\0\r\0\n\0"); /* UTF-16, as Notepad writes it */
    assert_int_equal(CHECK("s.txt"), MB_EXIT_GOOD);
    PUT("s.txt", "A_One # die L\xE4mpe\n");
    assert_int_equal(CHECK("s.txt"), MB_EXIT_GOOD);
    expect_message("s.txt:1:14: warning: this file is not UTF-8; it was read as Windows-1252 [MOF005]");
}

static void test_hostile(void **state)
{
    (void)state;
    PUT("s.txt", "");
    assert_int_equal(CHECK("s.txt"), MB_EXIT_INPUT);
    expect_message("error: there is no pattern in '" DISK "/s.txt' [MOF943]");
    PUT("s.txt", "A_One\0A_Two\n");
    assert_int_equal(CHECK("s.txt"), MB_EXIT_INPUT);
    expect_message("[MOF003]");
    PUT("s.txt", "A_One\x1B[31m\n\x7F\n");
    assert_int_equal(CHECK("s.txt"), MB_EXIT_INPUT);
    expect_message("s.txt:1:1: error: ");
    expect_message("s.txt:2:1: error: ");
    assert_null(strchr(messages.text, '\x1B'));
    assert_int_equal(CHECK("nowhere.txt"), MB_EXIT_SYSTEM);
    expect_message("error: cannot read '" DISK "/nowhere.txt': ");
    disk_put("S.txt", "A_One\n");
    assert_int_equal(RUN("check", "--select", DISK, DISK "/one.mof"), MB_EXIT_SYSTEM);
    assert_int_equal(RUN("check", "--class", "A_One.Go", DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message("error: 'A_One.Go' is no pattern: that is a method, for which there is --method [MOF942]");
    assert_int_equal(RUN("check", "--method", "Go", DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message(
        "error: 'Go' is no pattern: a method is written Class.Method; *.Method is that of any class [MOF942]");
    assert_int_equal(RUN("check", "--syntax-only", "--class", "A_One", DISK "/one.mof"), MB_EXIT_USAGE);
    assert_int_equal(RUN("generate", "--depfile", DISK "/s.txt", "--select", DISK "/s.txt", DISK "/one.mof"),
                     MB_EXIT_USAGE);
    expect_message("is a file that is read");
    assert_int_equal(RUN("check", "--select", "-", "-"), MB_EXIT_USAGE);
}

/** A long line, many lines. */
static void test_huge(void **state)
{
    enum { LINES = 100000, LENGTH = 1 << 20 };
    char *text = malloc(LENGTH + 8);
    size_t length = 0;
    (void)state;

    assert_non_null(text);
    memset(text, 'A', LENGTH);
    put_bytes("s.txt", text, LENGTH);
    assert_int_equal(
        RUN("check", "--max-errors", "1", "--diagnostics", "sarif", "--select", DISK "/none.txt", DISK "/one.mof"),
        MB_EXIT_SYSTEM);
    memset(text, '*', LENGTH);
    put_bytes("s.txt", text, LENGTH);
    assert_int_equal(CHECK("s.txt"), MB_EXIT_GOOD);
    for (size_t i = 0; i < LINES; i++) {
        memcpy(text + length, i % 2 == 0 ? "A_One\n" : "*Go\n*", 5);
        length += 5;
        text[length++] = '\n';
    }
    put_bytes("s.txt", text, length);
    assert_int_equal(CHECK("s.txt"), MB_EXIT_INPUT); /* no class ends with Go, and only so much is said of it */
    expect_message("s.txt:2:1: error: '*Go' selects nothing");
    free(text);
}

/** What is selected no longer is removed; the file is a dependency. */
static void test_output(void **state)
{
    (void)state;
    disk_put("a.txt", "A_One\nA_Two\n");
    disk_put("b.txt", "A_One\n");
    assert_int_equal(GENERATE("--select", DISK "/a.txt", "--depfile", DISK "/x.d", DISK "/one.mof", DISK "/two.mof"),
                     MB_EXIT_GOOD);
    assert_true(disk_has("out/alpha/alpha_A_Two.txt"));
    assert_non_null(strstr(disk_get("x.d"), DISK "/a.txt"));
    assert_int_equal(GENERATE("--select", DISK "/b.txt", DISK "/one.mof", DISK "/two.mof"), MB_EXIT_GOOD);
    assert_false(disk_has("out/alpha/alpha_A_Two.txt"));
    assert_true(disk_has("out/alpha/alpha_A_One.txt"));
    /* a slip costs nothing */
    disk_put("b.txt", "A_Oen\n");
    assert_int_equal(GENERATE("--select", DISK "/b.txt", DISK "/one.mof", DISK "/two.mof"), MB_EXIT_INPUT);
    assert_true(disk_has("out/alpha/alpha_A_One.txt"));
}

/* Too little memory. */

typedef struct scarcity {
    size_t left;   /* allocations that still succeed */
    size_t blocks; /* not yet given back */
} scarcity;

static void *allocate(void *context, size_t size)
{
    scarcity *s = context;

    if (s->left == 0) {
        return NULL;
    }
    s->left--;
    s->blocks++;
    return malloc(size);
}

static void release(void *context, void *block)
{
    scarcity *s = context;

    s->blocks -= block != NULL;
    free(block);
}

/** Each allocation fails in turn: it is said, and nothing leaks. @return how many there are */
static size_t starve(mb_exit end, const char *const *arguments)
{
    for (size_t limit = 0;; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        const mb_exit status = run_with(&allocator, arguments);
        assert_int_equal(s.blocks, 0);
        if (status == end) {
            return limit;
        }
        assert_int_equal(status, MB_EXIT_SYSTEM);
        assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
        assert_false(disk_has("out"));
        assert_true(limit < 100000);
    }
}

static void test_memory(void **state)
{
    static const char *const generate[] = {
        "generate", "-o",          DISK "/out", "--templates", DISK "/t",       "--no-runtime",  "--class=A_*",
        "--select", DISK "/s.txt", "--method",  "A_Two.Go",    DISK "/one.mof", DISK "/two.mof", NULL};
    static const char *const list[] = {"list",  "--select",      DISK "/s.txt",   "--why",
                                       "A_One", DISK "/one.mof", DISK "/two.mof", NULL};
    static const char *const wrong[] = {"check", "--select", DISK "/wrong.txt", DISK "/one.mof", NULL};
    static const char *const amalgamated[] = {"generate",   "-o",        DISK "/out", "--amalgamate",  "--templates",
                                              DISK "/lean", "--backend", "com",       DISK "/one.mof", NULL};
    (void)state;

    disk_put("lean/partials/runtime_sources.mustache", "#include \"runtime/src/base/*.c\"\n");
    disk_put("s.txt", "A_Two\n-*.Gone\n");
    disk_put("wrong.txt", "A_Oen\nA_One.Gone\nA.B.C\n");
    assert_true(starve(MB_EXIT_GOOD, list) > 10);
    assert_true(starve(MB_EXIT_INPUT, wrong) > 10);
    assert_true(starve(MB_EXIT_GOOD, generate) > 10);
    assert_true(disk_has("out/alpha/alpha_A_Two.txt"));
    assert_int_equal(set_up(state), 0);
    disk_put("lean/partials/runtime_sources.mustache", "#include \"runtime/src/base/*.c\"\n");
    assert_true(starve(MB_EXIT_GOOD, amalgamated) > 10);
    assert_true(disk_has("out/alpha.c"));
}

/** --amalgamate, and what does not go with it. */
static void test_amalgamation(void **state)
{
    (void)state;
    assert_int_equal(RUN("generate", "--amalgamate", "--backend", "lopback", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message("there is no backend 'lopback'; did you mean 'loopback'?");
    assert_int_equal(RUN("generate", "--backend", "loopback", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message("--backend is of no use without --amalgamate");
    assert_int_equal(RUN("generate", "--amalgamate", "--parts", "2", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message("--amalgamate makes one source, and --parts many");
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--amalgamate", "--no-runtime", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_true(disk_has("out/alpha.h"));
    assert_null(strstr(disk_get("out/alpha.c"), "runtime/src"));
    assert_int_equal(RUN("generate", "-o", DISK "/out", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_false(disk_has("out/alpha.h"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_spellings), TEST(test_hostile), TEST(test_huge),
        TEST(test_output),    TEST(test_memory),  TEST(test_amalgamation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
