/* Whole runs of `mofbind doc`. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "runner.h"

#define DOC(...) RUN("doc", "-o", DISK "/out", __VA_ARGS__)

static const char lamp[] =
    "#pragma namespace(\"root\\\\lamps\")\n"
    "[Description(\"Gives light. See L_Torch.\")] class L_Lamp {\n"
    "  [Key] string Name;\n"
    "  [ValueMap{\"0\", \"32775\"}, Values{\"Done\", \"No oil\"}] uint32 Fill([In, Description(\"How much\")] uint16 Oil);\n"
    "};\n";
static const char torch[] = "#pragma namespace(\"root\\\\lamps\")\nclass L_Torch : L_Lamp { uint8 Brightness; };\n";

static int set_up_pages(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    disk_put("lamp.mof", lamp);
    disk_put("torch.mof", torch);
    return 0;
}

/** Fails where a page does not hold a text. */
static void expect_in(const char *page, const char *phrase)
{
    const char *text = disk_get(page);

    assert_non_null(text);
    if (strstr(text, phrase) == NULL) {
        fail_msg("expected '%s' in %s", phrase, page);
    }
}

static void expect_absent(const char *page, const char *phrase)
{
    const char *text = disk_get(page);

    assert_non_null(text);
    if (strstr(text, phrase) != NULL) {
        fail_msg("did not expect '%s' in %s", phrase, page);
    }
}

static void test_pages(void **state)
{
    (void)state;
    assert_int_equal(DOC("--no-diagrams", "--summary", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "files: 9 written"));
    expect_in("out/index.html", "<a href=\"lamps-index.html\">root\\lamps</a>");
    expect_in("out/lamps-index.html", "<a href=\"lamps/L_Torch.html\">L_Torch</a>");
    expect_in("out/lamps-codes.html", "<h2 id=\"code-32775\">32775 <span class=\"hex\">0x8007</span></h2>");
    expect_in("out/lamps/L_Lamp.html", "<p>Gives light. See <a href=\"../lamps/L_Torch.html\">L_Torch</a>.</p>");
    expect_in("out/lamps/L_Lamp.html", "<article class=\"member\" id=\"Fill\"><span id=\"lamps_L_Lamp_Fill\"></span>");
    expect_in("out/lamps/L_Lamp.html", "<dt id=\"Fill.Oil\"><span id=\"lamps_L_Lamp_Fill_in.Oil\"></span>");
    expect_in("out/lamps/L_Lamp.html", "<tr id=\"lamps_L_Lamp_Fill_No_oil\">");
    expect_in("out/lamps/L_Torch.html", "<a href=\"../lamps/L_Lamp.html#Fill\">Fill</a>");
    expect_in("out/assets/search-index.js", "[\"32775\", \"No oil\", \"lamps-codes.html#code-32775\", [");
    expect_absent("out/lamps/L_Lamp.html", "<svg");
}

/** What is the same is not touched; what is no more is removed. */
static void test_again(void **state)
{
    (void)state;
    assert_int_equal(DOC("--no-diagrams", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_GOOD);
    disk_age("out/lamps/L_Lamp.html");
    disk_age("out/lamps/L_Torch.html");
    assert_int_equal(DOC("--no-diagrams", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_GOOD);
    assert_true(disk_is_old("out/lamps/L_Lamp.html"));
    disk_put("torch.mof", "#pragma namespace(\"root\\\\lamps\")\nclass L_Torch : L_Lamp { uint16 Brightness; };\n");
    assert_int_equal(DOC("--no-diagrams", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_GOOD);
    assert_true(disk_is_old("out/lamps/L_Lamp.html"));
    assert_false(disk_is_old("out/lamps/L_Torch.html"));
    disk_put("out/own.html", "mine");
    assert_int_equal(DOC("--no-diagrams", DISK "/lamp.mof"), MB_EXIT_GOOD);
    assert_false(disk_has("out/lamps/L_Torch.html"));
    assert_true(disk_has("out/own.html"));
}

static void test_selected(void **state)
{
    (void)state;
    disk_put("more.mof", "#pragma namespace(\"root\\\\lamps\")\nclass L_Candle { [Key] string Name; };\n");
    assert_int_equal(DOC("--no-diagrams", "--class", "L_Torch", DISK "/lamp.mof", DISK "/torch.mof", DISK "/more.mof"),
                     MB_EXIT_GOOD);
    assert_true(disk_has("out/lamps/L_Lamp.html"));
    assert_false(disk_has("out/lamps/L_Candle.html"));
}

static void test_nothing_is_written(void **state)
{
    (void)state;
    assert_int_equal(DOC("-n", "--no-diagrams", DISK "/lamp.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "write " DISK "/out/lamps/L_Lamp.html\n"));
    assert_false(disk_has("out"));
    disk_put("bad.mof", "#pragma namespace(\"root\\\\lamps\")\nclass L_Bad { uint8 }\n");
    assert_int_equal(DOC("--no-diagrams", DISK "/lamp.mof", DISK "/bad.mof"), MB_EXIT_INPUT);
    assert_false(disk_has("out"));
    disk_put("t/doc/class.html.mustache", "{{nmae}}");
    assert_int_equal(DOC("--no-diagrams", "--templates", DISK "/t", DISK "/lamp.mof"), MB_EXIT_INPUT);
    expect_message("'nmae'");
    assert_false(disk_has("out"));
    assert_int_equal(DOC("--no-diagrams", "--dot", "dot", DISK "/lamp.mof"), MB_EXIT_USAGE);
}

static void test_templates(void **state)
{
    (void)state;
    disk_put("t/doc/outputs.list", "class {{page}} class.html.mustache\nrun all.txt all.mustache\n");
    disk_put("t/doc/class.html.mustache", "{{{name}}}: {{#doc}}{{{text}}}{{/doc}}\n");
    disk_put("t/doc/all.mustache",
             "{{#libraries}}{{#themes}}{{{title}}}{{#classes}} {{{name}}}{{/classes}}\n{{/themes}}{{/libraries}}");
    disk_put("t/doc/themes.list", "schema root\\lamps\ntheme Things that burn\n  *_Torch\n");
    assert_int_equal(
        DOC("--no-diagrams", "--templates", DISK "/t", "--depfile", DISK "/x.d", DISK "/lamp.mof", DISK "/torch.mof"),
        MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "Things that burn L_Torch\nOther classes L_Lamp\n");
    assert_string_equal(disk_get("out/lamps/L_Torch.html"), "L_Torch: \n");
    expect_in("x.d", "t/doc/themes.list");
    expect_in("x.d", "t/doc");
}

/* Diagrams */

/** A program in the place of dot: a picture of each graph, and what dot writes besides. */
static void put_dot(const char *script)
{
    disk_put("dot", script);
    assert_int_equal(chmod(DISK "/dot", 0755), 0);
}

static const char drawing[] =
    "#!/bin/sh\n"
    "grep '^digraph' | while read -r word name rest; do\n"
    "printf '<?xml version=\"1.0\"?><!-- at 12:00 -->\\r\\n<svg width=\"1pt\"\\r\\n'\n" /* as on Windows */
    "echo ' height=\"1pt\"><!-- n --><g><title>n1</title>'$name'</g></svg>'; done\n";

static void test_diagrams(void **state)
{
    (void)state;
    put_dot(drawing);
    assert_int_equal(DOC("--dot", DISK "/dot", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    expect_in("out/lamps/L_Lamp.html", "<title id=\"g1-title\">Inheritance of L_Lamp</title>");
    expect_in("out/lamps/L_Torch.html", "<g>g2</g></svg>");
    expect_absent("out/lamps/L_Lamp.html", "12:00");
    expect_absent("out/lamps/L_Lamp.html", "<?xml");
    expect_absent("out/lamps/L_Lamp.html", "\r");
}

static void test_broken_dot(void **state)
{
    (void)state;
    put_dot("#!/bin/sh\nexit 3\n");
    assert_int_equal(DOC("--dot", DISK "/dot", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_INPUT);
    expect_message("it failed [MOF915]");
    put_dot("#!/bin/sh\necho '<svg></svg>'\n");
    assert_int_equal(DOC("--dot", DISK "/dot", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_INPUT);
    expect_message("it did not print a picture of each graph [MOF915]");
    put_dot("#!/bin/sh\necho '<svg></svg><svg></svg><svg></svg>'\n");
    assert_int_equal(DOC("--dot", DISK "/dot", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_INPUT);
    assert_int_equal(DOC("--dot", DISK "/none", DISK "/lamp.mof", DISK "/torch.mof"), MB_EXIT_INPUT);
    expect_message("there is no such program [MOF915]");
    assert_false(disk_has("out"));
}

static void test_no_dot(void **state)
{
    char path[4096] = "";
    const char *old = getenv("PATH");
    (void)state;

    assert_non_null(old);
    assert_true(strlen(old) < sizeof path);
    strcpy(path, old);
    assert_int_equal(setenv("PATH", DISK, 1), 0);
    mb_exit status = DOC(DISK "/lamp.mof", DISK "/torch.mof");
    assert_int_equal(setenv("PATH", path, 1), 0);
    assert_int_equal(status, MB_EXIT_GOOD);
    expect_message("[MOF914]");
    expect_absent("out/lamps/L_Lamp.html", "<svg");
}

/* Texts that would be more than text */

static void test_hostile(void **state)
{
    (void)state;
    disk_put(
        "hostile.mof",
        "#pragma namespace(\"root\\\\lamps\")\n"
        "[Description(\"</p></main><script>alert(1)</script> \\\" ' & \\x202E turned \\x2028 \\x1 \\xFFFE \\xD800 {{x}} ]]> -->\")]\n"
        "class L_H { [Key, Description(\"</script><!--\")] string Name;\n"
        "  [ValueMap{\"<b>\", \"\\\"\"}, Values{\"<i>&\", \"'\\\\\"}] string Code; };\n");
    assert_int_equal(DOC("--no-diagrams", DISK "/hostile.mof"), MB_EXIT_GOOD);
    expect_absent("out/lamps/L_H.html", "<script>");
    expect_absent("out/lamps/L_H.html", "\xE2\x80\xAE");
    expect_absent("out/lamps/L_H.html", "<b>");
    expect_absent("out/lamps/L_H.html", "<i>&");
    expect_in("out/lamps/L_H.html",
              "&lt;/p&gt;&lt;/main&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot; &#39; &amp;   turned");
    expect_absent("out/assets/search-index.js", "</script");
    expect_absent("out/assets/search-index.js", "<!--");
    expect_absent("out/assets/search-index.js", "\xE2\x80\xA8");
    expect_in("out/assets/search-index.js", "\\u003c/script>\\u003c!--");
}

/* Too little memory */

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

/** Each allocation fails in turn: it is said, nothing leaks, and nothing is written. @return how many there are. */
static size_t starve(const char *const *arguments)
{
    for (size_t limit = 0;; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        mb_exit status = run_with(&allocator, arguments);
        assert_int_equal(s.blocks, 0);
        if (status == MB_EXIT_GOOD) {
            assert_string_equal(messages.text, "");
            return limit;
        }
        assert_int_equal(status, MB_EXIT_SYSTEM);
        assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
        assert_false(disk_has("out"));
        assert_false(disk_has("x.d"));
    }
}

static void test_memory(void **state)
{
    static const char *const plain[] = {"doc",       "-o",        DISK "/out",      "--no-diagrams",   "--depfile",
                                        DISK "/x.d", "--summary", DISK "/lamp.mof", DISK "/torch.mof", NULL};
    static const char *const drawn[] = {
        "doc", "-o", DISK "/out", "--dot", DISK "/dot", DISK "/lamp.mof", DISK "/torch.mof", NULL};

    assert_true(starve(plain) > 20);
    assert_true(disk_has("out/lamps/L_Lamp.html"));
    assert_int_equal(set_up_pages(state), 0);
    put_dot(drawing);
    assert_true(starve(drawn) > 20);
    expect_in("out/lamps/L_Lamp.html", "<svg");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_pages, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pages),     TEST(test_again),    TEST(test_selected),   TEST(test_nothing_is_written),
        TEST(test_templates), TEST(test_diagrams), TEST(test_broken_dot), TEST(test_no_dot),
        TEST(test_hostile),   TEST(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
