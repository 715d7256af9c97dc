/* Runs of mofbind with overlays: which files they are, where they apply, what is said of them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capture.h"
#include "disk.h"
#include "driver/driver.h"

enum { MOST_ARGUMENTS = 20 };

static capture printed;  /* on standard output */
static capture messages; /* on standard error */

static mb_exit run_with(const mb_allocator *allocator, const char *const *arguments)
{
    const mb_sink out = {capture_append, &printed, NULL};
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

#define RUN(...) run_with(NULL, (const char *const[]){__VA_ARGS__, NULL})
#define GENERATE(...) RUN("generate", "-o", DISK "/out", "--templates", DISK "/t", "--no-runtime", __VA_ARGS__)

static void expect(const char *phrase, const char *in)
{
    if (strstr(in, phrase) == NULL) {
        fail_msg("expected '%s' in:\n%s", phrase, in);
    }
}

static unsigned count(const char *phrase)
{
    unsigned found = 0;

    for (const char *at = messages.text; (at = strstr(at, phrase)) != NULL; at++) {
        found++;
    }
    return found;
}

/** Two MOFs of two namespaces, which share one; overlays for either, for both, and bad ones. */
static int set_up(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    disk_put("one.mof", "#pragma namespace(\"root\\\\one\")\nclass A_A { [Key] string Name; uint16 State; };\n"
                        "class A_One { [Key] string Name; string Own; };\n"
                        "#pragma namespace(\"root\\\\both\")\nclass A_B { [Key] string Name; string First; };\n");
    disk_put("two.mof", "#pragma namespace(\"root\\\\two\")\nclass A_A { [Key] string Name; uint16 State; };\n"
                        "#pragma namespace(\"root\\\\both\")\nclass A_B { [Key] string Name; string Second; };\n");
    disk_put("plain.mof", "class A_A { [ValueMap{\"1\"}, Values{\"One\"}] uint16 State; string Nothing; };\n"
                          "class A_One { [Units(\"Bytes\")] string Own; };\nclass A_None { };\n");
    disk_put("of_one.mof", "#pragma namespace(\"root\\\\one\")\nclass A_A { [Units(\"Volts\")] uint16 State; };\n"
                           "#pragma namespace(\"root\\\\both\")\n"
                           "class A_B { [Units(\"a\")] string First; [Units(\"b\")] string Second; string Third; };\n");
    disk_put("bad.mof", "class A_A { uint32 }\n");
    disk_put("part.mof", "class A_A { [Units(\"Amperes\")] uint16 State; };\n");
    disk_put("whole.mof", "#pragma include(\"part.mof\")\n");
    disk_put("one.mfl", "#pragma namespace(\"root\\\\one\\\\ms_409\")\n"
                        "class A_A { [Description(\"amended\") : Amended] uint16 State; };\n");
    disk_put("texts.mof", "class A_A { [Description(\"overlaid\"), Units(\"Volts\")] uint16 State; [Description(\"a "
                          "name\")] string Name; };\n");
    disk_put("t/outputs.list", "run all.txt all.mustache\n");
    disk_put(
        "t/all.mustache",
        "{{#libraries}}{{#classes}}{{id}}:{{#properties}} {{{notes}}};{{/properties}}\n{{/classes}}{{/libraries}}");
    return 0;
}

/* Both units have A_A, and one of them A_One: what none has is told of once. */
static void test_every_unit(void **state)
{
    (void)state;
    assert_int_equal(
        RUN("dump", "--json", "--no-positions", DISK "/one.mof", DISK "/two.mof", "--overlay", DISK "/plain.mof"),
        MB_EXIT_GOOD);
    assert_int_equal(count("warning:"), 2);
    expect("plain.mof:1:65: warning: there is no property 'Nothing' in class 'A_A'", messages.text);
    expect("plain.mof:3:7: warning: there is no class 'A_None' that the overlay could add to", messages.text);
    const char *first = strstr(printed.text, "\"name\": \"One\"");
    assert_non_null(first);
    expect("\"name\": \"One\"", first + 1);
    expect("\"Bytes\"", printed.text);
}

/* Both units find the same faults in it. */
static void test_once(void **state)
{
    (void)state;
    disk_put("faulty.mof", "class A_A { [ValueMap{\"x\", \"1\", \"1\"}, Descripton(1)] uint32 State; };\n"
                           "class A_B { [EmbeddedInstance(\"A_None\"), MaxLen(\"x\")] string First; };\n");
    assert_int_equal(RUN("check", DISK "/one.mof", DISK "/two.mof", "--overlay", DISK "/faulty.mof"), MB_EXIT_GOOD);
    static const char *const once[] = {"MOF441]", "MOF444]", "MOF510]", "MOF382]", "MOF386]", "MOF502]"};
    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
        if (count(once[i]) != 1) {
            fail_msg("%s is not said once in:\n%s", once[i], messages.text);
        }
    }
}

/* However much it speaks of that is not there, the MOF's own messages keep their hints. */
static void test_hints(void **state)
{
    (void)state;
    static char text[16384];
    size_t length = 0;
    for (int i = 0; i < 200; i++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "class A_Thing%d { string x; };\n", i);
    }
    disk_put("many.mof", text);
    disk_put("host.mof", "class A_Thing { [Key] string k; };\nclass A_User { A_Thingy REF r; };\n");
    assert_int_equal(RUN("check", DISK "/host.mof", "--overlay", DISK "/many.mof"), MB_EXIT_GOOD);
    const char *own =
        strstr(messages.text, "host.mof:2:16: warning: namespace root\\default does not declare class 'A_Thingy'");
    assert_non_null(own);
    expect("did you mean 'A_Thing'?", own);
    assert_true(strstr(own, "did you mean") < strstr(own, "many.mof:1:7"));
    assert_int_equal(count("[MOF380]"), 200);
}

static void test_namespaces(void **state)
{
    (void)state;
    assert_int_equal(
        RUN("dump", "--json", "--no-positions", DISK "/one.mof", DISK "/two.mof", "--overlay", DISK "/of_one.mof"),
        MB_EXIT_GOOD);
    /* It is for the first: the class A_B of the second is another one. */
    assert_int_equal(count("warning:"), 2);
    expect("there is no property 'Second' in class 'A_B'", messages.text);
    expect("there is no property 'Third' in class 'A_B'", messages.text);
    const char *volts = strstr(printed.text, "\"Volts\"");
    assert_non_null(volts);
    assert_null(strstr(volts + 1, "\"Volts\""));
    expect("\"a\"", printed.text);
    assert_null(strstr(printed.text, "\"b\""));
    /* Without the other MOF its class is not there. */
    assert_int_equal(RUN("check", DISK "/two.mof", "--overlay", DISK "/of_one.mof"), MB_EXIT_GOOD);
    expect("there is no class 'A_A' in namespace root\\one", messages.text);
    expect("there is no property 'First' in class 'A_B'", messages.text);
}

static void test_commands(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", "--overlay", DISK "/part.mof", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("list", "--overlay=" DISK "/part.mof", DISK "/one.mof"), MB_EXIT_GOOD);
    expect("A_One", printed.text);
    assert_int_equal(RUN("show", "A_A.State", DISK "/one.mof", "--overlay", DISK "/part.mof"), MB_EXIT_GOOD);
    expect("in amperes", printed.text);
    assert_int_equal(RUN("dump", "--mof", DISK "/one.mof", "--overlay", DISK "/part.mof"), MB_EXIT_GOOD);
    expect("[Units(\"Amperes\")] uint16 State;", printed.text);
    assert_int_equal(GENERATE(DISK "/one.mof", "--overlay", DISK "/part.mof"), MB_EXIT_GOOD);
    expect("in amperes", disk_get("out/all.txt"));
    /* The first of two counts, whatever its place among the MOFs. */
    assert_int_equal(GENERATE("--overlay", DISK "/texts.mof", DISK "/one.mof", "--overlay", DISK "/part.mof"),
                     MB_EXIT_GOOD);
    expect("in volts", disk_get("out/all.txt"));
    expect("part.mof:1:14: warning: qualifier 'Units' of 'State' differs", messages.text);
    expect("texts.mof:1:39: note: it is set here", messages.text);
}

static void test_files(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(DISK "/one.mof", "--overlay", DISK "/nowhere.mof"), MB_EXIT_SYSTEM);
    expect("cannot read '" DISK "/nowhere.mof'", messages.text);
    assert_int_equal(GENERATE(DISK "/one.mof", "--overlay", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect("bad.mof:1:20: error:", messages.text);
    assert_false(disk_has("out"));
    assert_int_equal(RUN("check", "--syntax-only", DISK "/one.mof", "--overlay", DISK "/bad.mof"), MB_EXIT_INPUT);
    assert_int_equal(RUN("check", "--syntax-only", DISK "/one.mof", "--overlay", DISK "/plain.mof"), MB_EXIT_GOOD);
    assert_int_equal(RUN("check", "--overlay", DISK "/part.mof"), MB_EXIT_USAGE);
    assert_int_equal(RUN("check", DISK "/one.mof", "--overlay"), MB_EXIT_USAGE);
    expect("option '--overlay' needs a value", messages.text);
    /* A file is its own overlay. */
    assert_int_equal(RUN("check", "-Werror", DISK "/one.mof", "--overlay", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
}

static void test_utf16(void **state)
{
    (void)state;
    static const char text[] = "class A_A { [Units(\"Amp\xE8res\")] uint16 State; string x; };\r\n";
    FILE *file = fopen(DISK "/utf16.mof", "wb");

    assert_non_null(file);
    fwrite("\xFF\xFE", 1, 2, file);
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        const char unit[2] = {text[i], 0};
        fwrite(unit, 1, 2, file);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(RUN("dump", "--mof", DISK "/one.mof", "--overlay", DISK "/utf16.mof"), MB_EXIT_GOOD);
    expect("Amp\\x00E8res", printed.text);
    expect("utf16.mof:1:53: warning: there is no property 'x' in class 'A_A'", messages.text);
}

static void test_depfile(void **state)
{
    (void)state;
    assert_int_equal(GENERATE("--depfile", DISK "/x.d", DISK "/one.mof", "--overlay", DISK "/whole.mof"), MB_EXIT_GOOD);
    expect(DISK "/whole.mof", disk_get("x.d"));
    expect(DISK "/part.mof", disk_get("x.d"));
    expect("in amperes", disk_get("out/all.txt"));
}

static void test_amendments(void **state)
{
    (void)state;
    assert_int_equal(RUN("dump", "--mof", DISK "/one.mof", DISK "/one.mfl", "--overlay", DISK "/texts.mof"),
                     MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    expect("amended", printed.text);
    assert_null(strstr(printed.text, "overlaid"));
    expect("[Key, Description(\"a name\")] string Name;", printed.text);
    /* As overlay a .mfl gives its texts too, where the MOF has none. */
    assert_int_equal(RUN("dump", "--mof", DISK "/one.mof", "--overlay", DISK "/one.mfl"), MB_EXIT_GOOD);
    expect("amended", printed.text);
}

static void test_warnings(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", DISK "/one.mof", "--overlay", DISK "/plain.mof"), MB_EXIT_GOOD);
    assert_int_equal(count("warning:"), 2);
    assert_int_equal(RUN("check", "-Wno-overlay", DISK "/one.mof", "--overlay", DISK "/plain.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    /* Who names one means it, wherever it stands. */
    assert_int_equal(RUN("check", "-Woverlay-class", "-Wno-overlay", DISK "/one.mof", "--overlay", DISK "/plain.mof"),
                     MB_EXIT_GOOD);
    assert_int_equal(count("warning:"), 1);
    expect("[-Woverlay-class]", messages.text);
    assert_int_equal(GENERATE("-Werror=overlay", DISK "/one.mof", "--overlay", DISK "/plain.mof"), MB_EXIT_INPUT);
    assert_int_equal(count("error:"), 2);
    assert_false(disk_has("out"));
    assert_int_equal(
        RUN("check", "-Werror=overlay", "-Wno-error=overlay-class", DISK "/one.mof", "--overlay", DISK "/plain.mof"),
        MB_EXIT_INPUT);
    assert_int_equal(count("error:"), 1);
    assert_int_equal(RUN("check", "-Werror", "-Wno-error=overlay", DISK "/one.mof", "--overlay", DISK "/plain.mof"),
                     MB_EXIT_GOOD);
    assert_int_equal(RUN("check", "-Wno-overlai", DISK "/one.mof"), MB_EXIT_GOOD);
    expect("did you mean '-Wno-overlay'?", messages.text);
    assert_int_equal(RUN("help", "overlay"), MB_EXIT_GOOD);
    expect("MOF380  overlay-class", printed.text);
    assert_null(strstr(printed.text, "class-undeclared"));
}

static void test_json(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", "--diagnostics=json", DISK "/one.mof", "--overlay", DISK "/plain.mof"), MB_EXIT_GOOD);
    expect("plain.mof\",\n      \"line\": 3,\n      \"column\": 7", messages.text);
    expect("\"name\": \"overlay-class\"", messages.text);
}

/* An allocator that runs dry. */

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

static void test_memory(void **state)
{
    (void)state;
    static const char *const arguments[] = {"generate",
                                            "-w",
                                            "-o",
                                            DISK "/out",
                                            "--templates",
                                            DISK "/t",
                                            "--no-runtime",
                                            DISK "/one.mof",
                                            DISK "/two.mof",
                                            "--overlay",
                                            DISK "/plain.mof",
                                            "--overlay",
                                            DISK "/of_one.mof",
                                            NULL};
    mb_exit status = MB_EXIT_SYSTEM;
    size_t limit = 0;

    for (; status != MB_EXIT_GOOD; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {allocate, release, &s};
        status = run_with(&allocator, arguments);
        assert_int_equal(s.blocks, 0);
        if (status != MB_EXIT_GOOD) {
            assert_int_equal(status, MB_EXIT_SYSTEM);
            assert_string_equal(messages.text, "mofbind: error: out of memory [MOF901]\n");
            assert_false(disk_has("out"));
        }
    }
    assert_true(limit > 10);
    expect("in volts", disk_get("out/all.txt"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_unit, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_once, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_hints, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_namespaces, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_commands, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_files, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_utf16, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_depfile, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_amendments, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_warnings, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_json, set_up, disk_clear),
        cmocka_unit_test_setup_teardown(test_memory, set_up, disk_clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
