/* Whole runs of mofbind in this process: exit statuses, units, what lands on disk. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

static void test_help_and_version(void **state)
{
    (void)state;
    assert_int_equal(RUN("--help"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "mofbind generate [options] FILE.mof..."));
    assert_int_equal(RUN("help", "generate"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "--depfile FILE"));
    assert_int_equal(RUN("--version"), MB_EXIT_GOOD);
    assert_int_equal(strncmp(printed.text, "mofbind ", 8), 0);
    assert_true(printed.text[8] >= '0' && printed.text[8] <= '9');
    assert_string_equal(messages.text, "");
}

/** Words that no declaration can have as its name. */
static void test_keywords(void **state)
{
    (void)state;
    disk_put(
        "words.mof",
        "class A {\nstring ref;\nboolean TRUE;\nuint8 null[2];\nuint32 M([in] string False);\nA ref;\n};\nclass Ref {};\n");
    assert_int_equal(RUN("check", DISK "/words.mof"), MB_EXIT_INPUT);
    expect_message(
        "words.mof:2:8: error: expected a name, found 'ref'; 'ref' is a keyword, which cannot be a name [MOF201]");
    expect_message(":3:9: error: expected a name, found 'TRUE'; 'TRUE' is a keyword, which cannot be a name [MOF201]");
    expect_message(":4:7: error: expected a name, found 'null'; 'null' is a keyword, which cannot be a name [MOF201]");
    expect_message(
        ":5:22: error: expected a name, found 'False'; 'False' is a keyword, which cannot be a name [MOF201]");
    expect_message(
        ":6:6: error: expected a name, found ';'; 'ref' is a keyword, and the name stands behind it [MOF201]");
    expect_message(":8:7: error: expected a name, found 'Ref'; 'Ref' is a keyword, which cannot be a name [MOF201]");
}

static void test_usage(void **state)
{
    (void)state;
    assert_int_equal(RUN("generate", "--nmae", "x", "a.mof"), MB_EXIT_USAGE);
    assert_string_equal(
        messages.text,
        "mofbind: error: unknown option '--nmae'; did you mean '--name'? See `mofbind --help` [MOF920]\n");
    assert_string_equal(printed.text, "");
    assert_int_equal(RUN("generate"), MB_EXIT_USAGE);
    expect_message("generate needs a MOF file; see `mofbind --help` [MOF920]");
    assert_int_equal(RUN("help", "sintax"), MB_EXIT_USAGE);
    expect_message("there is no help on 'sintax'; did you mean 'syntax'? See `mofbind --help` [MOF920]");
    assert_int_equal(RUN("check", "--namespace", "root\\a:b", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message("--namespace 'root\\a:b' is no namespace");
}

static void test_missing_files(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", DISK "/ONE.mof"), MB_EXIT_SYSTEM);
    expect_message("note: there is '" DISK "/one.mof', which differs in case [MOF009]");
    disk_put("Inc/Deep/Lamp.MOF", "class L { [key] string n; };\n");
    disk_put("here.mof", "#pragma include(\"deep/../DEEP/lamp.mof\")\n#pragma include(\"deep/lamb.mof\")\n");
    assert_int_equal(RUN("check", "-I", DISK "/Inc", DISK "/here.mof"), MB_EXIT_INPUT);
    expect_message("here.mof:1:17: error: cannot find 'deep/../DEEP/lamp.mof' [MOF001]");
    expect_message("here.mof:1:17: note: there is '" DISK "/Inc/Deep/Lamp.MOF', which differs in case [MOF009]");
    expect_message("here.mof:2:17: error: cannot find 'deep/lamb.mof' [MOF001]");
    assert_null(strstr(messages.text, "here.mof:2:17: note"));
    assert_int_equal(RUN("check", DISK "/nowhere.mof"), MB_EXIT_SYSTEM);
    expect_message("error: cannot read '" DISK "/nowhere.mof': ");
    assert_int_equal(RUN("check", DISK), MB_EXIT_SYSTEM);
    expect_message("error: cannot read '" DISK "': ");
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--templates", DISK "/no", DISK "/one.mof"), MB_EXIT_SYSTEM);
    expect_message("error: cannot read '" DISK "/no': ");
    assert_false(disk_has("out"));
}

static void test_check(void **state)
{
    (void)state;
    assert_int_equal(RUN("check", DISK "/one.mof", DISK "/two.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("check", DISK "/one.mof", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect_message(DISK "/bad.mof:1:22: error: ");
    assert_int_equal(RUN("check", DISK "/two.mof"), MB_EXIT_INPUT);
    expect_message("A_One");
    assert_false(disk_has("generated"));
}

/**
 * Where one file does not parse, the others are looked at all the same; but nothing is said of what the broken one may
 * declare, nor anything more of that one.
 */
static void test_parsed_ones(void **state)
{
    static const char *const absent[] = {"[MOF320]", "[MOF331]", "[MOF601]", "[MOF603]",
                                         "[MOF611]", "[MOF509]", "[MOF510]"};
    (void)state;
    disk_put(
        "base.mof",
        "class Base { [Key] string Name; };\nclass Base { uint8 A; };\nclass Oops { uint32 };\nQualifier Mine : string, Scope(any);\n");
    disk_put("good.mof", "class Sub : Base { [Override(\"Name\")] string Name; Base REF b; uint8 c = 256; };\n"
                         "class Sub : Base { uint8 d; };\n[Mine(\"x\"), Abstrct] class Far : Oops { Gone g; };\n"
                         "instance of Base as $A { Name = \"x\"; };\ninstance of Sub { Nme = 3; b = $B; };\n"
                         "class Round : Trip { [Key] uint8 e; };\nclass Trip : Round {};\n");
    assert_int_equal(RUN("check", "--dialect=dmtf", DISK "/good.mof", DISK "/base.mof"), MB_EXIT_INPUT);
    expect_message("base.mof:3:21: error: expected a name, found '}' [MOF201]");
    expect_message("good.mof:1:74: error: 256 does not fit in 'c', which has type uint8 (0 to 255) [MOF411]");
    expect_message("good.mof:2:7: error: class 'Sub' is declared twice in namespace root\\default [MOF310]");
    expect_message("good.mof:6:15: error: class 'Round' derives from 'Trip', which derives from it [MOF321]");
    assert_null(strstr(messages.text, "base.mof:2"));
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        assert_null(strstr(messages.text, absent[i]));
    }
    assert_int_equal(GENERATE(DISK "/good.mof", DISK "/base.mof"), MB_EXIT_INPUT);
    expect_message("[MOF411]");
    assert_false(disk_has("out"));
    assert_int_equal(RUN("list", DISK "/good.mof", DISK "/base.mof"), MB_EXIT_INPUT);
    expect_message("[MOF411]");
    assert_string_equal(printed.text, "");
    disk_put("outer.mof",
             "#pragma include(\"base.mof\")\nclass Outer : Base { uint8 c = 256; };\n"); /* an included one, too */
    assert_int_equal(RUN("check", DISK "/outer.mof"), MB_EXIT_INPUT);
    expect_message("outer.mof:2:32: error: 256 does not fit in 'c'");
    assert_null(strstr(messages.text, "which namespace"));
    assert_int_equal(RUN("check", "--syntax-only", DISK "/good.mof", DISK "/base.mof"), MB_EXIT_INPUT);
    assert_null(strstr(messages.text, "[MOF411]"));
}

/** Grammar alone: nothing else is opened, and no name means anything. */
static void test_syntax_only(void **state)
{
    (void)state;
    disk_put("loose.mof", "#pragma include(\"nowhere.mof\")\nclass L : Nothing { [Frob(1)] Other REF o = $X; };\n"
                          "class L {};\n#pragma deleteclass(\"X\", FAIL)\n");
    assert_int_equal(RUN("check", "--syntax-only", DISK "/loose.mof", DISK "/two.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("check", DISK "/loose.mof"), MB_EXIT_INPUT);
    assert_int_equal(RUN("check", "--syntax-only", DISK "/loose.mof", DISK "/bad.mof", DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message("bad.mof:1:22: error: ");
    assert_null(strstr(messages.text, "loose.mof"));
    assert_int_equal(RUN("check", "--syntax-only", DISK "/loose.mof", DISK "/nowhere.mof"), MB_EXIT_SYSTEM);
    expect_message("error: cannot read '" DISK "/nowhere.mof': ");
    disk_put("form.mof", "#pragma include(\"\")\n#pragma include(nowhere)\n#pragma namespace(1)\n");
    assert_int_equal(RUN("check", "--syntax-only", DISK "/form.mof"), MB_EXIT_INPUT);
    expect_message("form.mof:1:17: error: pragma 'include' wants a file, as in (\"file.mof\") [MOF220]");
    expect_message("form.mof:2:1: error: pragma 'include' wants a file");
    expect_message(": error: a namespace pragma wants the name of a namespace");
}

static void test_dialects(void **state)
{
    (void)state;
    disk_put("twice.mof", "class T { [key] string Name; };\nclass T { [key] string Name; string More; };\n");
    assert_int_equal(RUN("check", "--dialect=wmi", DISK "/twice.mof"), MB_EXIT_GOOD);
    expect_message("twice.mof:2:7: warning: ");
    assert_int_equal(RUN("check", "--dialect=dmtf", DISK "/twice.mof"), MB_EXIT_INPUT);
    assert_int_equal(RUN("check", DISK "/twice.mof"), MB_EXIT_INPUT);
    assert_int_equal(GENERATE("--dialect", "wmi", DISK "/twice.mof"), MB_EXIT_GOOD);
    assert_true(disk_has("out/root_default/root_default_T.txt"));
}

/** A flag of one file is not one of the next: each is read as it would be by itself. */
static void test_flags_end_with_their_file(void **state)
{
    (void)state;
    disk_put("flags.mof", "#pragma classflags(\"updateonly\")\nclass F { string a; };\n");
    disk_put("again.mof", "class F { string b; };\n");
    assert_int_equal(RUN("check", "--dialect=wmi", DISK "/flags.mof", DISK "/again.mof"), MB_EXIT_GOOD);
    expect_message("again.mof:1:7: warning: class 'F' is declared again");
}

/** A .mfl joins the library of the classes that it amends, wherever it stands on the command line. */
static void test_amendments(void **state)
{
    (void)state;
    put_amended();
    const char *whole = "a: root\\a:A_One root\\b:B_One from a.mof a.mfl b.mfl\n";
    assert_int_equal(GENERATE(DISK "/a.mof", DISK "/a.mfl", DISK "/b.mfl"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), whole);
    expect_message("b.mfl:2:28: warning: there is no property 'Nmae' in class 'B_One' that could be amended [MOF352]");
    assert_int_equal(GENERATE(DISK "/a.mfl", DISK "/b.mfl", DISK "/a.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), whole);
    assert_int_equal(GENERATE(DISK "/a.mfl", DISK "/one.mof", DISK "/a.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One from one.mof\n"
                                                 "a: root\\a:A_One root\\b:B_One from a.mof a.mfl\n");
    assert_string_equal(messages.text, "");
    assert_int_equal(GENERATE("--locale", "MS_40C", DISK "/a.mfl", DISK "/a.mof"), MB_EXIT_GOOD);
    expect_message("warning: there are no texts for locale MS_40C, only for MS_409 [MOF350]");
    assert_int_equal(GENERATE("--name", "mine", DISK "/a.mfl"), MB_EXIT_INPUT);
    expect_message("namespace root\\a declares no class 'A_One' that could be amended [MOF351]");
    expect_message("error: there is nothing to generate: no class is declared [MOF912]");
}

/** What list, show and dump print is compared in tests/inspect; here, when they print at all. */
static void test_inspect(void **state)
{
    (void)state;
    assert_int_equal(RUN("list", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "root\\alpha  A_One  -  class  properties=1 methods=1\n");
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("list", DISK "/one.mof", DISK "/bad.mof"), MB_EXIT_INPUT);
    assert_string_equal(printed.text, "");
    expect_message("bad.mof:1:22: error: ");
    assert_int_equal(RUN("list", DISK "/nowhere.mof"), MB_EXIT_SYSTEM);
    assert_int_equal(RUN("show", "a_one.GO", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "wmi_status alpha_A_One_Go("));
    assert_int_equal(RUN("show", "--prefix", "p", "A_One", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "p_A_One, <alpha/A_One.h>"));
    assert_int_equal(RUN("show", "A_Won", DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message("there is no class 'A_Won'; did you mean 'A_One'?");
    assert_string_equal(printed.text, "");
    assert_int_equal(RUN("dump", DISK "/one.mof"), MB_EXIT_USAGE);
    assert_int_equal(RUN("dump", "--mof", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_INPUT);
    assert_int_equal(RUN("dump", "--mof", DISK "/bare.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "");

    disk_put("warns.mof", "class W { [key] string Name; W_Other REF Other; };\n");
    assert_int_equal(RUN("dump", "--mof", DISK "/warns.mof"), MB_EXIT_GOOD);
    expect_message("warns.mof:1:30: warning: ");
    assert_string_equal(printed.text, "class W\n{\n    [key] string Name;\n    W_Other REF Other;\n};\n");
    assert_int_equal(RUN("dump", "--mof", "-Werror", DISK "/warns.mof"), MB_EXIT_INPUT);
    assert_string_equal(printed.text, "");
}

static void test_no_warnings(void **state)
{
    (void)state;
    disk_put("warns.mof", "class W { [key] string Name; W_Other REF Other; };\n");
    assert_int_equal(RUN("check", DISK "/warns.mof"), MB_EXIT_GOOD);
    expect_message("warns.mof:1:30: warning: ");
    assert_int_equal(RUN("check", "-w", DISK "/warns.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_int_equal(RUN("check", "-w", DISK "/warns.mof", DISK "/bad.mof"), MB_EXIT_INPUT);
    expect_message("bad.mof:1:22: error: ");
    assert_null(strstr(messages.text, "warning"));
}

static void test_units(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(DISK "/one.mof", DISK "/beta.mof", DISK "/two.mof"), MB_EXIT_GOOD);
    assert_string_equal(messages.text, "");
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One root\\alpha:A_Two from one.mof two.mof\n"
                                                 "beta: root\\beta:B_One from beta.mof\n");
    assert_int_equal(GENERATE(DISK "/one.mof", DISK "/none.mof", DISK "/two.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One root\\alpha:A_Two from one.mof two.mof\n"
                                                 "root_default: root\\default:N_One from none.mof\n");
    assert_int_equal(GENERATE("--namespace", "root/alpha", DISK "/one.mof", DISK "/none.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One root\\alpha:N_One from one.mof none.mof\n");
}

/** The second file of a unit starts in the default namespace, not where the first one ended. */
static void test_unit_seam(void **state)
{
    (void)state;
    disk_put("first.mof", "class F_One { [key] string Name; };\n#pragma namespace(\"root\\\\other\")\n"
                          "class O_One { [key] string Name; };\n");
    assert_int_equal(GENERATE(DISK "/first.mof", DISK "/none.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(disk_get("out/all.txt"), " root\\default:N_One"));
    assert_non_null(strstr(disk_get("out/all.txt"), " root\\other:O_One"));
    assert_non_null(strstr(disk_get("out/all.txt"), " from first.mof none.mof\n"));
}

/** A namespace binds where it is asked for, and not where it stands in, between two files either. */
static void test_named_namespaces(void **state)
{
    (void)state;
    disk_put("free.mof", "class F_One { [key] string Name; };\n");
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--no-runtime", DISK "/free.mof", DISK "/none.mof"),
                     MB_EXIT_GOOD);
    assert_null(strstr(disk_get("out/root_default/src/F_One.c"), "WMI_CLASS_BOUND"));
    assert_null(strstr(disk_get("out/root_default/src/N_One.c"), "WMI_CLASS_BOUND"));
    assert_int_equal(
        RUN("generate", "-o", DISK "/out", "--no-runtime", "--namespace", "root/default", DISK "/free.mof"),
        MB_EXIT_GOOD);
    assert_non_null(strstr(disk_get("out/root_default/src/F_One.c"), "WMI_CLASS_BOUND"));
}

/** A file without classes goes with its neighbours; nothing but such files is nothing to generate. */
static void test_no_classes(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(DISK "/bare.mof", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One from bare.mof one.mof\n");
    assert_int_equal(GENERATE(DISK "/one.mof", DISK "/bare.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One from one.mof bare.mof\n");
    assert_int_equal(GENERATE(DISK "/bare.mof"), MB_EXIT_INPUT);
    expect_message("error: there is nothing to generate: no class is declared [MOF912]");
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(GENERATE("--name", "mine", "--prefix", "m", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/mine/m_A_One.txt"), "A_One\n");
    assert_int_equal(GENERATE("--name", "mine", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_USAGE);
    expect_message("--name is for one library, and the files are of several namespaces: root\\alpha, root\\beta");
    assert_int_equal(GENERATE("--prefix", "m", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_USAGE);
    expect_message("--prefix is for one library");

    disk_put("same.mof", "#pragma namespace(\"root\\\\x\\\\alpha\")\nclass C_One { [key] string Name; };\n");
    disk_put("same2.mof", "#pragma namespace(\"root\\\\x_alpha\")\nclass C_One { [key] string Name; };\n");
    assert_int_equal(GENERATE(DISK "/same.mof", DISK "/same2.mof"), MB_EXIT_INPUT);
    expect_message(
        "root\\x\\alpha and root\\x_alpha would both be named 'x_alpha': generate them apart, with --name [MOF910]");
}

/** What is on standard input is a file of the command line, but none that a build could depend on. */
static void test_standard_input(void **state)
{
    (void)state;
    disk_put("broken.mof", "class B { uint32 }\n");
    disk_input("one.mof");
    assert_int_equal(GENERATE("--depfile", DISK "/x.d", "-", DISK "/two.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha: root\\alpha:A_One root\\alpha:A_Two from <stdin> two.mof\n");
    assert_null(strstr(disk_get("x.d"), "stdin"));
    disk_input("broken.mof");
    assert_int_equal(RUN("check", "-"), MB_EXIT_INPUT);
    expect_message("<stdin>:1:18: error: ");
    disk_put("-", "class C : Nothing {};\n"); /* a file of that name has another */
    disk_input("one.mof");
    assert_int_equal(RUN("list", "-"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "A_One"));
    disk_input("t");
    assert_int_equal(RUN("check", "-"), MB_EXIT_INPUT);
    expect_message("cannot read '-': ");
    disk_input(NULL);
}

/** All that generate does but for writing; what it says is what a run then does. */
static void test_dry_run(void **state)
{
    (void)state;
    assert_int_equal(GENERATE("--dry-run", "--depfile", DISK "/x.d", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "write " DISK "/out/all.txt\nwrite " DISK "/out/alpha/alpha_A_One.txt\n");
    assert_false(disk_has("out"));
    assert_false(disk_has("x.d"));
    assert_int_equal(GENERATE(DISK "/one.mof"), MB_EXIT_GOOD);
    assert_int_equal(GENERATE("-n", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "");
    assert_int_equal(GENERATE("-n", "--summary", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "write " DISK "/out/all.txt\nwrite " DISK
                                         "/out/beta/beta_B_One.txt\nremove " DISK "/out/alpha/alpha_A_One.txt\n"));
    assert_non_null(strstr(printed.text, "files: 2 to be written, 0 unchanged, 1 to be removed\n"));
    assert_true(disk_has("out/alpha/alpha_A_One.txt"));
    assert_false(disk_has("out/beta"));
    disk_put("out/beta/beta_B_One.txt", "mine");
    assert_int_equal(GENERATE("-n", DISK "/beta.mof"), MB_EXIT_SYSTEM);
    expect_message("is there already and mofbind did not write it");
    assert_string_equal(printed.text, "");
}

/** Names that are mofbind's own, and names that two libraries of a run would share: the error tells of both. */
static void test_clashes(void **state)
{
    (void)state;
    assert_int_equal(GENERATE("--name", "com", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message(
        "--name 'com' is taken: there is a library of mofbind's own, or a header of the system, that is called so");
    assert_int_equal(GENERATE("--name", "Windows", DISK "/one.mof"), MB_EXIT_USAGE);
    expect_message("--name 'Windows' is taken");
    disk_put("com.mof", "#pragma namespace(\"root\\\\com\")\nclass C_One { [key] string Name; };\n");
    assert_int_equal(GENERATE(DISK "/com.mof"), MB_EXIT_GOOD);
    assert_true(disk_has("out/root_com"));
    disk_put("x.mof",
             "#pragma namespace(\"root\\\\x\")\nclass Lamp { [key] string Name; };\nclass y_Z { string a; };\n");
    disk_put("xy.mof",
             "#pragma namespace(\"root\\\\x_y\")\nclass Z { string a; };\nclass Lamp { [key] string Name; };\n");
    assert_int_equal(GENERATE(DISK "/x.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_int_equal(GENERATE(DISK "/x.mof", DISK "/xy.mof"), MB_EXIT_INPUT);
    expect_message(
        "xy.mof:2:7: error: class 'Z' of root\\x_y and class 'y_Z' of root\\x would both have the name 'x_y_Z' in C, "
        "because of their prefixes: generate the namespaces apart [MOF913]");
    expect_message("x.mof:3:7: note: the first one is here");
    disk_put("x.mof",
             "#pragma namespace(\"root\\\\x\")\nclass Lamp { [key] string Name; };\n"); /* x beside x_y is fine */
    assert_int_equal(GENERATE(DISK "/x.mof", DISK "/xy.mof"), MB_EXIT_GOOD);
    disk_put("x.mof",
             "#pragma namespace(\"root\\\\x\")\nclass Y { [key] string Name; };\n"); /* but not x_y.h beside x/Y.h */
    assert_int_equal(GENERATE(DISK "/x.mof", DISK "/xy.mof"), MB_EXIT_GOOD);         /* where no template writes both */
    disk_put("t/outputs.list", "library {{name}}.h guard.mustache\nclass {{library}}_{{id}}.txt one.mustache\n");
    disk_put("t/guard.mustache", "#ifndef {{guard}}_H\n#endif\n");
    assert_int_equal(GENERATE(DISK "/x.mof", DISK "/xy.mof"), MB_EXIT_INPUT);
    expect_message("class 'Y' of root\\x and library 'x_y' would both have the name 'X_Y_H' in C");
    disk_put("t/outputs.list", "class {{library}}.txt one.mustache\n");
    assert_int_equal(GENERATE(DISK "/one.mof", DISK "/two.mof"), MB_EXIT_INPUT);
    expect_message(
        "two files would have the path 'alpha.txt': that of class 'A_One' of root\\alpha, and that of class 'A_Two' of "
        "root\\alpha [MOF824]");
}

/** Errors anywhere, and nothing is written, not even what is without errors. */
static void test_nothing_on_errors(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(DISK "/one.mof", DISK "/bad.mof"), MB_EXIT_INPUT);
    assert_false(disk_has("out"));
    disk_put("t/one.mustache", "{{nope}}\n");
    assert_int_equal(GENERATE(DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message(DISK "/t/one.mustache:1:3: error: unknown name 'nope' in class [MOF805]");
    assert_false(disk_has("out"));
}

static void test_disk_errors(void **state)
{
    (void)state;
    disk_put("out", "a file");
    assert_int_equal(GENERATE(DISK "/one.mof"), MB_EXIT_SYSTEM);
    expect_message("error: cannot write '" DISK "/out/");
    assert_string_equal(disk_get("out"), "a file");

    disk_limit(20000); /* found only when writing has begun */
    assert_int_equal(RUN("generate", "-o", DISK "/busy", DISK "/one.mof"), MB_EXIT_SYSTEM);
    disk_limit(0);
    expect_message("error: cannot write '" DISK "/busy/");
    assert_true(disk_has("busy/CMakeLists.txt"));
    assert_int_equal(disk_count("busy", "~mofbind"), 0);

    assert_int_equal(
        RUN("generate", "-o", DISK "/o", "--templates", DISK "/t", "--depfile", DISK "/one.mof/d", DISK "/one.mof"),
        MB_EXIT_SYSTEM);
    expect_message("error: cannot write '" DISK "/one.mof/d': ");
}

static void test_summary_and_regeneration(void **state)
{
    (void)state;
    assert_int_equal(GENERATE("--summary", DISK "/one.mof", DISK "/two.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "library   classes  methods    codes\n"
                                         "alpha           2        2        0\n"
                                         "beta            1        0        0\n"
                                         "files: 4 written, 0 unchanged, 0 removed\n"
                                         "time: "));
    disk_age("out/all.txt");
    assert_int_equal(GENERATE("--summary", DISK "/one.mof", DISK "/two.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(printed.text, "files: 0 written, 4 unchanged, 0 removed\n"));
    assert_true(disk_is_old("out/all.txt"));

    assert_int_equal(GENERATE("--summary", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_GOOD); /* A_Two is gone */
    assert_non_null(strstr(printed.text, "files: 1 written, 2 unchanged, 1 removed\n"));
}

static void test_depfile(void **state)
{
    (void)state;
    disk_put("outer.mof", "#pragma include(\"one.mof\")\n");
    assert_int_equal(GENERATE("--depfile", DISK "/x.d", DISK "/outer.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("x.d"), DISK "/out/mofbind.files: \\\n  " DISK "/outer.mof \\\n  " DISK
                                              "/one.mof \\\n  " DISK "/t/outputs.list \\\n  " DISK
                                              "/t/all.mustache \\\n  " DISK "/t/one.mustache \\\n  " DISK "/t\n");
    assert_int_equal(
        RUN("generate", "-o", DISK "/out2", "--depfile", DISK "/y.d", "--depfile-target", "a target", DISK "/one.mof"),
        MB_EXIT_GOOD);
    assert_string_equal(disk_get("y.d"), "a\\ target: \\\n  " DISK "/one.mof\n");
    assert_int_equal(disk_count("", "~mofbind"), 0);

    assert_int_equal(GENERATE(DISK "/beta.mof"), MB_EXIT_GOOD);
    disk_limit(10); /* a new one cannot be written: the old one stays */
    assert_int_equal(GENERATE("--depfile", DISK "/y.d", DISK "/beta.mof"), MB_EXIT_SYSTEM);
    disk_limit(0);
    expect_message("error: cannot write '" DISK "/y.d': ");
    assert_string_equal(disk_get("y.d"), "a\\ target: \\\n  " DISK "/one.mof\n");
}

/** The embedded templates and the runtime, and the same without it. */
static void test_embedded(void **state)
{
    (void)state;
    assert_int_equal(RUN("generate", "-o", DISK "/out", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_true(disk_has("out/runtime/include/wmi/wmi.h"));
    assert_true(disk_has("out/alpha/include/alpha/A_One.h"));
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--no-runtime", DISK "/one.mof"), MB_EXIT_GOOD);
    assert_false(disk_has("out/runtime"));
    assert_true(disk_has("out/alpha/include/alpha/A_One.h"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_help_and_version),
        TEST(test_usage),
        TEST(test_keywords),
        TEST(test_missing_files),
        TEST(test_check),
        TEST(test_syntax_only),
        TEST(test_parsed_ones),
        TEST(test_dialects),
        TEST(test_flags_end_with_their_file),
        TEST(test_amendments),
        TEST(test_inspect),
        TEST(test_no_warnings),
        TEST(test_units),
        TEST(test_unit_seam),
        TEST(test_named_namespaces),
        TEST(test_no_classes),
        TEST(test_names),
        TEST(test_clashes),
        TEST(test_standard_input),
        TEST(test_dry_run),
        TEST(test_nothing_on_errors),
        TEST(test_disk_errors),
        TEST(test_depfile),
        TEST(test_summary_and_regeneration),
        TEST(test_embedded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
