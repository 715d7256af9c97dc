/* How messages are chosen and shown: -W, -w, --max-errors, --diagnostics, and what ends a run before it has begun. */

#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capture.h"
#include "diag/diag.h"
#include "disk.h"
#include "driver/driver.h"

enum { MOST_ARGUMENTS = 24 };

static capture printed;
static capture messages;

typedef bool finisher(void *context, const char **reason);

static bool finish_full(void *context, const char **reason)
{
    (void)context;
    *reason = "No space left on device";
    return false;
}

static bool finish_closed(void *context, const char **reason)
{
    (void)context;
    *reason = NULL;
    return false;
}

static mb_exit run_into(finisher *finish, const mb_allocator *allocator, const char *const *arguments)
{
    const mb_sink out = {capture_append, &printed, finish};
    const mb_sink err = {capture_append, &messages, NULL};
    const char *argv[MOST_ARGUMENTS + 1] = {"mofbind"};
    int argc = 1;

    for (; *arguments != NULL; arguments++) {
        assert_true(argc < MOST_ARGUMENTS);
        argv[argc++] = *arguments;
    }
    capture_begin(&printed);
    capture_begin(&messages);
    return mb_run(argc, argv, allocator, &out, &err);
}

#define RUN(...) run_into(NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define RUN_INTO(finish, ...) run_into(finish, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define CHECK(...) RUN("check", __VA_ARGS__, DISK "/two.mof")
#define GENERATE(...) RUN("generate", "-o", DISK "/out", "--templates", DISK "/t", "--no-runtime", __VA_ARGS__)

static void expect(const char *phrase)
{
    if (strstr(messages.text, phrase) == NULL) {
        fail_msg("expected '%s' in:\n%s", phrase, messages.text);
    }
}

static void expect_not(const char *phrase)
{
    if (strstr(messages.text, phrase) != NULL) {
        fail_msg("did not expect '%s' in:\n%s", phrase, messages.text);
    }
}

static size_t count(const char *phrase)
{
    size_t found = 0;

    for (const char *at = messages.text; (at = strstr(at, phrase)) != NULL; at++) {
        found++;
    }
    return found;
}

/** A MOF with two warnings, one with an error, one with many, and templates. */
static int set_up(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    disk_put("two.mof", "class W { [key] string Name; W_Other Other; };\nclass V : W { [key] uint32 More; };\n");
    disk_put("bad.mof", "class B_Bad { uint32 }\n");
    disk_put("many.mof", "class M {\n1;1;1;1;1;1;1;1;1;1;\n1;1;1;1;1;1;1;1;1;1;\n1;1;1;1;1;\n};\n");
    disk_put("t/outputs.list", "class {{id}}.txt one.mustache\n");
    disk_put("t/one.mustache", "{{{mof_name}}}\n");
    return 0;
}

/* ---- -W ---- */

static void test_warnings_are_on(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-I."), MB_EXIT_GOOD);
    expect("two.mof:1:30: warning: namespace root\\default does not declare class 'W_Other' [MOF331] "
           "[-Wclass-undeclared]\n");
    expect("two.mof:2:16: warning: key 'More' is added to those of 'W' [MOF431] [-Wkey-added]\n");
}

static void test_one_off(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-Wno-key-added"), MB_EXIT_GOOD);
    expect("[MOF331]");
    expect_not("[MOF431]");
    assert_int_equal(CHECK("-W", "no-class-undeclared", "-Wno-MOF431"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(CHECK("-Wno-key-added", "-Wkey-added"), MB_EXIT_GOOD);
    expect("[MOF431]");
    assert_int_equal(CHECK("-Wkey-added", "-Wno-key-added"), MB_EXIT_GOOD);
    expect_not("[MOF431]");
}

static void test_errors_of_all(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-Werror"), MB_EXIT_INPUT);
    expect("two.mof:1:30: error: namespace root\\default does not declare class 'W_Other' [MOF331] "
           "[-Werror=class-undeclared]\n");
    expect("[MOF431] [-Werror=key-added]\n");
    assert_int_equal(CHECK("-Werror", "-Wno-error"), MB_EXIT_GOOD);
    expect_not("error");
    assert_int_equal(CHECK("-Wno-error", "-Werror"), MB_EXIT_INPUT);
    assert_int_equal(CHECK("-Werror", "-Wno-key-added", "-Wno-class-undeclared"), MB_EXIT_GOOD);
    assert_int_equal(CHECK("-Werror", "-w"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
}

static void test_errors_of_one(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-Werror=key-added"), MB_EXIT_INPUT);
    expect("warning: namespace");
    expect("error: key 'More'");
    assert_int_equal(CHECK("-Werror", "-Wno-error=key-added"), MB_EXIT_INPUT);
    expect("error: namespace");
    expect("warning: key 'More'");
    assert_int_equal(CHECK("-Wno-error=key-added", "-Werror"), MB_EXIT_INPUT); /* what names it wins */
    expect("warning: key 'More'");
    assert_int_equal(CHECK("-Werror=key-added", "-Wno-error"), MB_EXIT_INPUT);
    expect("error: key 'More'");
    assert_int_equal(CHECK("-Werror=key-added", "-Wno-error=key-added"), MB_EXIT_GOOD);
    assert_int_equal(CHECK("-Wno-key-added", "-Werror=key-added"), MB_EXIT_INPUT); /* which switches it on, too */
    assert_int_equal(CHECK("-Werror=key-added", "-Wno-key-added"), MB_EXIT_GOOD);
    assert_int_equal(CHECK("-Wno-key-added", "-Wno-error=key-added"), MB_EXIT_GOOD); /* which does not */
    expect_not("[MOF431]");
}

static void test_unknown_warnings(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-w", "-Wno-key-aded"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(CHECK("-Wno-key-aded", "-Wqwertyuiop", "-Wno-error=did-you-mean"), MB_EXIT_GOOD);
    expect("mofbind: warning: unknown warning option '-Wno-key-aded'; did you mean '-Wno-key-added'? [MOF921] "
           "[-Wunknown-warning-option]\n");
    expect("unknown warning option '-Wqwertyuiop' [MOF921]");
    expect("unknown warning option '-Wno-error=did-you-mean' [MOF921]"); /* a note is no warning */
    assert_int_equal(CHECK("-Wno-key-aded", "-Werror"), MB_EXIT_INPUT);
    expect("mofbind: error: unknown warning option");
    assert_int_equal(CHECK("-Wno-key-aded", "-Wno-unknown-warning-option"), MB_EXIT_GOOD);
    expect_not("[MOF921]");
    assert_int_equal(RUN("check", "-Wno-syntax", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect("mofbind: warning: '-Wno-syntax' does nothing: 'syntax' is an error, not a warning [MOF922] "
           "[-Werror-option]\n");
    expect("bad.mof:1:22: error: ");
}

/** With -Werror all warnings are told of, of all stages, and nothing is written. */
static void test_nothing_is_written(void **state)
{
    (void)state;
    disk_put("tab.mof", "class T { [key] string Name = \"\t\"; T_Other Other; };\n");
    assert_int_equal(GENERATE("-Werror", DISK "/tab.mof"), MB_EXIT_INPUT);
    expect("error: tab inside a string; it is written '\\t' [MOF108] [-Werror=string-tab]");
    expect("error: namespace root\\default does not declare class 'T_Other' [MOF331] [-Werror=class-undeclared]");
    assert_false(disk_has("out"));
    assert_int_equal(GENERATE(DISK "/tab.mof"), MB_EXIT_GOOD);
    assert_int_equal(messages.writes, 1);
    expect("warning: ");
    assert_true(disk_has("out"));
}

/* ---- --max-errors ---- */

static void test_max_errors(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", DISK "/many.mof"), MB_EXIT_INPUT);
    assert_int_equal(count(": error: "), 20);
    expect("many.mof: 5 more errors are not shown\n");
    assert_int_equal(RUN("check", "--max-errors=3", DISK "/many.mof"), MB_EXIT_INPUT);
    assert_int_equal(count(": error: "), 3);
    expect("many.mof: 22 more errors are not shown\n");
    assert_int_equal(RUN("check", "--max-errors", "0", DISK "/many.mof"), MB_EXIT_INPUT);
    assert_int_equal(count(": error: "), 25);
    expect_not("not shown");
    assert_int_equal(RUN("check", "--max-errors=3", "-Werror", DISK "/two.mof"), MB_EXIT_INPUT);
    assert_int_equal(count(": error: "), 2);
    assert_int_equal(RUN("check", "--max-errors=1", "-Werror", DISK "/two.mof"), MB_EXIT_INPUT);
    expect("two.mof: 1 more error is not shown\n");
}

/* ---- --diagnostics ---- */

static void test_json_of_nothing(void **state)
{
    (void)state;
    assert_int_equal(CHECK("-w", "--diagnostics=json"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "{\n  \"version\": 1,\n  \"diagnostics\": [],\n  \"notShown\": [],\n"
                                       "  \"errors\": 0,\n  \"warnings\": 0\n}\n");
    assert_int_equal(CHECK("-w", "--diagnostics=text"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("--help", "--diagnostics=json"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
}

/** A run has one document, whenever it ends. */
static void test_one_document(void **state)
{
    static const char *const formats[] = {"--diagnostics=json", "--diagnostics=sarif"};
    (void)state;

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        const char *format = formats[i];
        assert_int_equal(GENERATE(format, DISK "/two.mof"), MB_EXIT_GOOD);
        assert_int_equal(messages.writes, 1);
        assert_int_equal(count("\"MOF431\""), i == 0 ? 1 : 2); /* SARIF says what it is, too */
        disk_limit(5000);                                      /* found only when writing has begun */
        assert_int_equal(RUN("generate", "-o", DISK "/busy", format, DISK "/two.mof"), MB_EXIT_SYSTEM);
        disk_limit(0);
        assert_int_equal(messages.writes, 1);
        assert_int_equal(count("\"version\": "), i == 0 ? 1 : 2);
        expect("\"MOF902\"");
        expect("\"MOF431\"");
        assert_int_equal(RUN("check", format, DISK "/nowhere.mof"), MB_EXIT_SYSTEM);
        expect("\"MOF002\"");
        assert_int_equal(RUN("check", "--no-such-option", format), MB_EXIT_USAGE);
        expect("\"MOF920\"");
        assert_true(messages.text[0] == '{');
        assert_int_equal(RUN("generate", format, "--name", "x", DISK "/two.mof", "--", DISK "/bad.mof"), MB_EXIT_INPUT);
        expect(i == 0 ? "\"errors\": 2" : "\"executionSuccessful\": false");
    }
    assert_int_equal(RUN("check", "--", "--diagnostics=json"), MB_EXIT_SYSTEM);
    expect("mofbind: error: cannot read '--diagnostics=json': ");
}

/** Errors of both kinds are counted together; an error is none that -Werror made. */
static void test_errors_and_promoted_warnings(void **state)
{
    (void)state;
    disk_put("both.mof", "class B_A { string s = \"\t\"; uint8 }\n");
    assert_int_equal(RUN("check", "-Werror", DISK "/both.mof"), MB_EXIT_INPUT);
    expect("[-Werror=string-tab]");
    expect(" [MOF201]\n");
    assert_int_equal(RUN("check", "-Werror", "--diagnostics=json", DISK "/both.mof"), MB_EXIT_INPUT);
    expect("\"errors\": 3,\n  \"warnings\": 0\n");
    assert_int_equal(RUN("generate", "-Werror", "-o", DISK "/out", DISK "/both.mof"), MB_EXIT_INPUT);
    assert_false(disk_has("out"));
}

/** The outermost file first, in text and in JSON; in SARIF the innermost. */
static void test_include_chains(void **state)
{
    (void)state;
    disk_put("outer.mof", "#include (\"middle.inc\")\n");
    disk_put("middle.inc", "\n#include (\"inner.inc\")\n");
    disk_put("inner.inc", "class I_I { 1; };\n");
    assert_int_equal(RUN("check", "--diagnostics=json", DISK "/outer.mof"), MB_EXIT_INPUT);
    const char *chain = strstr(messages.text, "includedFrom");
    const char *outer = chain != NULL ? strstr(chain, "outer.mof") : NULL;
    assert_non_null(outer);
    assert_non_null(strstr(outer, "middle.inc"));
    assert_int_equal(RUN("check", "--diagnostics=sarif", DISK "/outer.mof"), MB_EXIT_INPUT);
    chain = strstr(messages.text, "relatedLocations");
    const char *middle = chain != NULL ? strstr(chain, "middle.inc") : NULL;
    assert_non_null(middle);
    assert_non_null(strstr(middle, "outer.mof"));
}

/** Columns of SARIF are UTF-16 units, at both ends and however far a note is behind; rules have their severity. */
static void test_sarif_columns(void **state)
{
    (void)state;
    disk_put("wide.mof", "class W_W { uint8 u = \"\xF0\x9F\x98\x80\"; };\n");
    assert_int_equal(RUN("check", "--diagnostics=sarif", DISK "/wide.mof"), MB_EXIT_INPUT);
    expect("\"startColumn\": 23,");
    expect("\"endColumn\": 27\n");
    disk_put("back.mof",
             "class B_B { uint8 t; string r = \"\xF0\x9F\x98\x80\"; uint8 s; uint8 s; uint8 t; B_C REF c; };\n");
    assert_int_equal(RUN("check", "--diagnostics=sarif", DISK "/back.mof"), MB_EXIT_INPUT);
    expect("\"startColumn\": 19,");
    expect("\"defaultConfiguration\": {\n                \"level\": \"warning\"\n");
    expect("\"defaultConfiguration\": {\n                \"level\": \"error\"\n");
}

/* ---- --color ---- */

#define RED "\033[1;31m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

/** Colours where they are asked for, or where there is a terminal and nobody says otherwise; of text alone. */
static void test_color(void **state)
{
    const mb_sink out = {capture_append, &printed, NULL};
    const mb_sink err = {capture_append, &messages, NULL};
    const char *const argv[] = {"mofbind", "check", DISK "/bad.mof", "--color=never"};
    const char *const wrong[] = {"mofbind", "check", "--nothing"};
    (void)state;

    assert_int_equal(RUN("check", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect_not("\033");
    assert_int_equal(RUN("check", "--color=auto", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect_not("\033");
    assert_int_equal(RUN("check", "--color", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect(BOLD DISK "/bad.mof:1:22: " RED "error: " PLAIN BOLD "expected a name, found '}'" PLAIN " [MOF201]\n");
    expect("\033[1;32m^" PLAIN "\n");
    assert_int_equal(RUN("check", "--color=always", "--diagnostics=json", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect_not("\033");
    expect_not("u001B");

    messages.length = 0;
    assert_int_equal(mb_run_in_color(3, argv, NULL, &out, &err), MB_EXIT_INPUT);
    expect(RED "error: ");
    messages.length = 0;
    assert_int_equal(mb_run_in_color(4, argv, NULL, &out, &err), MB_EXIT_INPUT);
    expect_not("\033");
    messages.length = 0;
    assert_int_equal(mb_run_in_color(3, wrong, NULL, &out, &err), MB_EXIT_USAGE);
    expect(BOLD "mofbind: " RED "error: ");
}

/* ---- what ends a run ---- */

/** Output that does not arrive is told of with the other messages: a run has one document then, too. */
static void test_output_unwritable(void **state)
{
    static const char told[] = "mofbind: error: cannot write to standard output: No space left on device [MOF906]\n";
    (void)state;

    assert_int_equal(RUN_INTO(finish_full, "list", "-w", DISK "/two.mof"), MB_EXIT_SYSTEM);
    assert_string_equal(messages.text, told);
    assert_int_equal(RUN_INTO(finish_full, "--help"), MB_EXIT_SYSTEM);
    assert_string_equal(messages.text, told);
    assert_int_equal(RUN_INTO(finish_full, "list", "--diagnostics=json", DISK "/two.mof"), MB_EXIT_SYSTEM);
    assert_int_equal(messages.writes, 1);
    assert_int_equal(count("\"version\": "), 1);
    expect("\"MOF906\"");
    expect("\"MOF431\"");

    assert_int_equal(RUN_INTO(finish_closed, "list", "-w", DISK "/two.mof"), MB_EXIT_SYSTEM);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN_INTO(finish_closed, "list", DISK "/bad.mof"), MB_EXIT_SYSTEM);
    expect("[MOF2");
}

/** A file of more than 4 GB, nearly all of which is a hole. */
static void test_too_large(void **state)
{
    (void)state;
#if defined(_WIN32)
    skip();
#else
    disk_put("large.mof", "");
    FILE *file = fopen(DISK "/large.mof", "wb");
    assert_non_null(file);
    bool is_made = fseeko(file, (off_t)UINT32_MAX + 1, SEEK_SET) == 0 && fputc('\n', file) != EOF;
    if (fclose(file) != 0 || !is_made) {
        skip(); /* the file system has no room for it */
    }
    assert_int_equal(RUN("check", DISK "/large.mof"), MB_EXIT_INPUT);
    assert_string_equal(messages.text, "mofbind: error: '" DISK "/large.mof' is too large: all files of a run together "
                                       "may have 4 GB [MOF004]\n");
#endif
}

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

/** Each allocation fails in turn: it is said in the right format, nothing leaks, and nothing is written. */
static void starve(const char *const *arguments, const char *expected, mb_exit end)
{
    size_t limit = 0;

    for (mb_exit status = MB_EXIT_SYSTEM; status != end; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        status = run_into(NULL, &allocator, arguments);
        assert_int_equal(s.blocks, 0);
        assert_int_equal(messages.writes, 1);
        if (status != end) {
            assert_int_equal(status, MB_EXIT_SYSTEM);
            assert_string_equal(messages.text, expected);
            assert_false(disk_has("out"));
        }
        assert_true(limit < 100000);
    }
    assert_true(limit > 10);
}

static void test_out_of_memory(void **state)
{
    static const char *const text[] = {"check", "-Wno-nothing", "-Werror=key-added", DISK "/two.mof", NULL};
    static const char *const json[] = {"generate", "-o",           DISK "/out",          "--templates",
                                       DISK "/t",  "--no-runtime", "--diagnostics=json", DISK "/two.mof",
                                       NULL};
    static const char *const sarif[] = {"check", "--diagnostics", "sarif", DISK "/many.mof", DISK "/two.mof", NULL};
    (void)state;

    starve(text, "mofbind: error: out of memory [MOF901]\n", MB_EXIT_INPUT);
    starve(json, mb_diag_out_of_memory(MB_DIAG_JSON), MB_EXIT_GOOD);
    assert_true(disk_has("out"));
    disk_clear(state);
    set_up(state);
    starve(sarif, mb_diag_out_of_memory(MB_DIAG_SARIF), MB_EXIT_INPUT);
}

/* ---- help ---- */

static void test_help(void **state)
{
    (void)state;
    assert_int_equal(RUN("help", "MOF331"), MB_EXIT_GOOD);
    assert_int_equal(strncmp(printed.text,
                             "MOF331, class-undeclared, warning:\n  namespace ... does not declare class "
                             "'...'\n\n",
                             81),
                     0);
    assert_int_equal(RUN("help", "class-undeclared"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "Told of once for each class."));
    assert_int_equal(RUN("help", "warnings"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "\n  MOF431  key-added "));
    assert_null(strstr(printed.text, "MOF201"));
    assert_int_equal(RUN("help", "key-aded"), MB_EXIT_USAGE);
    expect("there is no help on 'key-aded'; did you mean 'key-added'? See `mofbind --help` [MOF920]");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    /* clang-format off */
    const struct CMUnitTest tests[] = {
        TEST(test_warnings_are_on), TEST(test_one_off),          TEST(test_errors_of_all),
        TEST(test_errors_of_one),   TEST(test_unknown_warnings), TEST(test_nothing_is_written),
        TEST(test_max_errors),      TEST(test_json_of_nothing),  TEST(test_one_document),
        TEST(test_errors_and_promoted_warnings), TEST(test_include_chains), TEST(test_sarif_columns),
        TEST(test_color),
        TEST(test_output_unwritable), TEST(test_too_large),      TEST(test_out_of_memory),
        TEST(test_help),
    };
    /* clang-format on */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
