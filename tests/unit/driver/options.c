/* The command line: what each argument means, and what is said of one that means nothing. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "driver/help.h"
#include "driver/option_table.h"
#include "driver/options.h"

enum { MOST_ARGUMENTS = 16 };

typedef struct parse {
    const char *argv[MOST_ARGUMENTS];
    int argc;
    mb_arena *arena;
    mb_heap *heap;
    mb_options options;
    const char *problem;
} parse;

static void parse_protected(void *argument)
{
    parse *p = argument;

    p->arena = mb_arena_new(p->heap);
    p->problem = mb_options_parse(p->argc, p->argv, p->arena, &p->options);
}

/** Parses a list of arguments that ends with NULL; the program's name is put before it. */
static void run(parse *p, const char *const *arguments)
{
    memset(p, 0, sizeof *p);
    p->argv[p->argc++] = "mofbind";
    while (*arguments != NULL) {
        assert_true(p->argc < MOST_ARGUMENTS);
        p->argv[p->argc++] = *arguments++;
    }
    p->heap = mb_heap_new(NULL);
    assert_non_null(p->heap);
    assert_true(mb_heap_protect(p->heap, parse_protected, p));
}

#define RUN(p, ...) run((p), (const char *const[]){__VA_ARGS__, NULL})

static void test_generate(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "generate", "-o", "out", "a.mof", "-I", "x", "-Iy", "--include-dir=z", "--name", "lib", "--prefix=p",
        "--no-runtime", "b.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_GENERATE);
    assert_string_equal(p.options.output, "out");
    assert_int_equal(p.options.include_dir_count, 3);
    assert_string_equal(p.options.include_dirs[0], "x");
    assert_string_equal(p.options.include_dirs[1], "y");
    assert_string_equal(p.options.include_dirs[2], "z");
    assert_string_equal(p.options.name, "lib");
    assert_string_equal(p.options.prefix, "p");
    assert_true(p.options.no_runtime);
    assert_false(p.options.summary);
    assert_false(p.options.no_warnings);
    assert_int_equal(p.options.file_count, 2);
    assert_string_equal(p.options.files[0], "a.mof");
    assert_string_equal(p.options.files[1], "b.mof");
    mb_heap_free(p.heap);
}

static void test_rest(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "generate", "-oout/", "--namespace", "root/x", "--templates=t", "--depfile", "d", "--depfile-target", "s",
        "--summary", "-w", "--", "-a.mof", "--name");
    assert_null(p.problem);
    assert_string_equal(p.options.output, "out/");
    assert_string_equal(p.options.default_namespace, "root/x");
    assert_string_equal(p.options.templates, "t");
    assert_string_equal(p.options.depfile, "d");
    assert_string_equal(p.options.depfile_target, "s");
    assert_true(p.options.summary);
    assert_true(p.options.no_warnings);
    assert_int_equal(p.options.file_count, 2);
    assert_string_equal(p.options.files[0], "-a.mof");
    assert_string_equal(p.options.files[1], "--name");
    mb_heap_free(p.heap);
}

static void test_defaults(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "generate", "a.mof");
    assert_null(p.problem);
    assert_string_equal(p.options.output, "generated");
    assert_null(p.options.default_namespace);
    assert_null(p.options.name);
    assert_null(p.options.prefix);
    assert_null(p.options.templates);
    assert_null(p.options.depfile);
    assert_false(p.options.no_runtime);
    assert_int_equal(p.options.include_dir_count, 0);
    mb_heap_free(p.heap);

    RUN(&p, "check", "a.mof", "-I", "x");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_CHECK);
    assert_int_equal(p.options.include_dir_count, 1);
    mb_heap_free(p.heap);
}

static void test_dialect_and_locale(void **state)
{
    static const struct {
        const char *name;
        mb_dialect dialect;
    } dialects[] = {{"auto", MB_DIALECT_AUTO}, {"dmtf", MB_DIALECT_DMTF}, {"wmi", MB_DIALECT_WMI}};
    parse p;
    (void)state;

    for (size_t i = 0; i < 3; i++) {
        RUN(&p, "generate", "--dialect", dialects[i].name, "--locale=ms_407", "a.mof");
        assert_null(p.problem);
        assert_int_equal(p.options.dialect, dialects[i].dialect);
        assert_string_equal(p.options.locale, "ms_407");
        mb_heap_free(p.heap);
    }
    RUN(&p, "check", "--syntax-only", "a.mof");
    assert_null(p.problem);
    assert_true(p.options.syntax_only);
    assert_int_equal(p.options.dialect, MB_DIALECT_AUTO);
    assert_null(p.options.locale);
    mb_heap_free(p.heap);
}

static void test_messages(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "check", "a.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.warning_count, 0);
    assert_int_equal(p.options.max_errors, MB_MOST_ERRORS);
    assert_int_equal(p.options.diagnostics, MB_DIAG_TEXT);
    mb_heap_free(p.heap);

    RUN(&p, "generate", "-Wno-key-added", "-W", "error", "-w", "-Wno-error=key-added", "--max-errors=0", "a.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.warning_count, 3);
    assert_string_equal(p.options.warnings[0], "no-key-added");
    assert_string_equal(p.options.warnings[1], "error");
    assert_string_equal(p.options.warnings[2], "no-error=key-added");
    assert_true(p.options.no_warnings);
    assert_int_equal(p.options.max_errors, 0);
    assert_int_equal(p.options.file_count, 1);
    mb_heap_free(p.heap);

    RUN(&p, "check", "--diagnostics", "sarif", "--max-errors", "007", "a.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.diagnostics, MB_DIAG_SARIF);
    assert_int_equal(p.options.max_errors, 7);
    mb_heap_free(p.heap);
}

/** Of a command line that may be wrong elsewhere. */
static void test_format(void **state)
{
    static const struct {
        const char *argv[4];
        mb_diag_format format;
    } cases[] = {
        {{"mofbind", "chekc", "--diagnostics=json"}, MB_DIAG_JSON},
        {{"mofbind", "--diagnostics", "sarif"}, MB_DIAG_SARIF},
        {{"mofbind", "check", "--diagnostics=xml"}, MB_DIAG_TEXT},
        {{"mofbind", "check", "--diagnostics"}, MB_DIAG_TEXT},
        {{"mofbind", "--", "--diagnostics=json"}, MB_DIAG_TEXT},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(mb_options_format(3, cases[i].argv), cases[i].format);
    }
    assert_int_equal(mb_options_format(0, cases[0].argv), MB_DIAG_TEXT);
}

/** What show is to show stands before the files. */
static void test_inspect(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "show", "-w", "A.B", "--prefix", "p", "a.mof", "--", "-b.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_SHOW);
    assert_string_equal(p.options.target, "A.B");
    assert_string_equal(p.options.prefix, "p");
    assert_int_equal(p.options.file_count, 2);
    assert_string_equal(p.options.files[0], "a.mof");
    assert_string_equal(p.options.files[1], "-b.mof");
    mb_heap_free(p.heap);

    RUN(&p, "show", "--renamed", "a.mof");
    assert_null(p.problem);
    assert_true(p.options.renamed);
    assert_null(p.options.target);
    assert_int_equal(p.options.file_count, 1);
    mb_heap_free(p.heap);

    RUN(&p, "list", "a.mof", "--methods");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_LIST);
    assert_true(p.options.methods);
    mb_heap_free(p.heap);

    RUN(&p, "list", "--long", "a.mof");
    assert_null(p.problem);
    assert_true(p.options.texts && !p.options.methods);
    mb_heap_free(p.heap);

    RUN(&p, "dump", "--json", "--no-positions", "a.mof");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_DUMP);
    assert_true(p.options.json && p.options.no_positions && !p.options.mof);
    mb_heap_free(p.heap);

    RUN(&p, "dump", "--methods", "--mof", "a.mof");
    assert_string_equal(p.problem, "'--methods' is no option of dump");
    mb_heap_free(p.heap);
    RUN(&p, "show", "A", "B.MOF", "--json");
    assert_string_equal(p.problem, "'--json' is no option of show");
    mb_heap_free(p.heap);
    RUN(&p, "show", "A.MOF", "B");
    assert_string_equal(p.problem, "what show is to show comes before the files, and 'A.MOF' is a file");
    mb_heap_free(p.heap);
}

static void expect_help(const char *const *arguments, const char *topic, const char *phrase)
{
    parse p;

    run(&p, arguments);
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_HELP);
    if (topic == NULL) {
        assert_null(p.options.topic);
    } else {
        assert_string_equal(p.options.topic, topic);
    }
    mb_buffer help;
    mb_buffer_init(&help, p.heap);
    mb_help_topic(p.options.topic, &help);
    assert_non_null(strstr(help.text, phrase));
    mb_heap_free(p.heap);
}

/** A long option may be cut short where no other of the command begins so; what is written out is always taken as that. */
static void test_beginnings(void **state)
{
    parse p;
    (void)state;

    RUN(&p, "generate", "--out", "x", "--depfile=d", "--sum", "--no-r", "--names=n", "--nam=l", "a.mof");
    assert_string_equal(p.problem, "option '--nam' is ambiguous: '--name', '--namespace'");
    mb_heap_free(p.heap);
    RUN(&p, "generate", "--out", "x", "--depfile=d", "--depfile-t=t", "--sum", "--no-r", "--names=n", "--name=l", "-n",
        "a.mof");
    assert_null(p.problem);
    assert_string_equal(p.options.output, "x");
    assert_string_equal(p.options.depfile, "d");
    assert_string_equal(p.options.depfile_target, "t");
    assert_true(p.options.summary && p.options.no_runtime && p.options.dry_run);
    assert_string_equal(p.options.default_namespace, "n");
    assert_string_equal(p.options.name, "l");
    mb_heap_free(p.heap);
    RUN(&p, "check", "--nam", "n", "--dry", "a.mof"); /* check has no --name, and no --dry-run */
    assert_string_equal(p.problem, "unknown option '--dry'");
    assert_string_equal(p.options.default_namespace, "n");
    mb_heap_free(p.heap);
    RUN(&p, "check", "--synt", "--diag", "json", "--colo", "-", "b.mof");
    assert_null(p.problem);
    assert_true(p.options.syntax_only);
    assert_int_equal(p.options.diagnostics, MB_DIAG_JSON);
    assert_int_equal(p.options.color, MB_COLOR_ALWAYS);
    assert_string_equal(p.options.files[0], "-");
    assert_int_equal(mb_options_format(p.argc, p.argv), MB_DIAG_JSON);
    assert_int_equal(mb_options_color(p.argc, p.argv), MB_COLOR_ALWAYS);
    mb_heap_free(p.heap);
    RUN(&p, "--vers");
    assert_int_equal(p.options.command, MB_COMMAND_VERSION);
    mb_heap_free(p.heap);
    RUN(&p, "-V");
    assert_int_equal(p.options.command, MB_COMMAND_VERSION);
    mb_heap_free(p.heap);
    RUN(&p, "list", "-V");
    assert_int_equal(p.options.command, MB_COMMAND_VERSION);
    mb_heap_free(p.heap);
    RUN(&p, "--he");
    assert_int_equal(p.options.command, MB_COMMAND_HELP);
    mb_heap_free(p.heap);
}

/** Topics of help are found in any case of letters. */
static void test_topics(void **state)
{
    static const char *const topics[][2] = {
        {"Syntax", "Syntax"}, {"mof201", "mof201"}, {"CHECK", "check"}, {"Warnings", "warnings"}};
    parse p;
    (void)state;

    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
        RUN(&p, "help", topics[i][0]);
        assert_null(p.problem);
        assert_string_equal(p.options.topic, topics[i][1]);
        mb_heap_free(p.heap);
    }
}

static void test_help(void **state)
{
    parse p;
    (void)state;

    expect_help((const char *const[]){"--help", NULL}, NULL, "Exit status");
    expect_help((const char *const[]){"-h", NULL}, NULL, "Exit status");
    expect_help((const char *const[]){"help", NULL}, NULL, "Exit status");
    expect_help((const char *const[]){"help", "generate", NULL}, "generate", "--depfile-target");
    expect_help((const char *const[]){"help", "check", NULL}, "check", "writes nothing");
    expect_help((const char *const[]){"generate", "--help", NULL}, "generate", "--no-runtime");
    expect_help((const char *const[]){"check", "-h", NULL}, "check", "--include-dir");
    expect_help((const char *const[]){"list", "-h", NULL}, "list", "--methods");
    expect_help((const char *const[]){"help", "show", NULL}, "show", "--renamed");
    expect_help((const char *const[]){"dump", "--help", NULL}, "dump", "--no-positions");

    RUN(&p, "--version");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_VERSION);
    mb_heap_free(p.heap);
    RUN(&p, "generate", "--version");
    assert_null(p.problem);
    assert_int_equal(p.options.command, MB_COMMAND_VERSION);
    mb_heap_free(p.heap);
}

/** Each option is in the help of each command that has it, and in no other; no line is too long. */
static void test_help_is_complete(void **state)
{
    mb_heap *heap = mb_heap_new(NULL);
    (void)state;

    assert_non_null(heap);
    for (int command = 0; command < MB_COMMAND_HELP; command++) {
        mb_buffer help;
        mb_buffer_init(&help, heap);
        mb_help_topic(mb_known_commands[command].word, &help);
        const char *options = strstr(help.text, "\n\n  -");
        assert_non_null(options);
        for (int id = 0; id < MB_OPTION_COUNT; id++) {
            const mb_option *option = &mb_known_options[id];
            const char *rest = option->value == NULL ? "" : option->without != NULL ? "[=" : " ";
            char behind_blank[64];
            const char *last = option->name[1] != '-' && option->alias != NULL ? option->alias : option->name;
            snprintf(behind_blank, sizeof behind_blank, " %s%s%s", last, rest,
                     option->value != NULL ? option->value : "");
            assert_true(strlen(option->help) != 0 && option->help[strlen(option->help) - 1] != ' ');
            if (mb_option_is_of(option, (mb_command)command)) {
                assert_non_null(strstr(options, behind_blank));
            } else {
                assert_true(strstr(options, behind_blank) == NULL || option->value == NULL);
            }
        }
        for (const char *line = help.text; line != NULL && *line != '\0'; line = strchr(line, '\n') + 1) {
            assert_in_range(strcspn(line, "\n"), 0, MB_HELP_WIDTH);
        }
    }
    mb_heap_free(heap);
}

typedef struct problem_case {
    const char *arguments[6];
    const char *expected;
} problem_case;

static void test_problems(void **state)
{
    static const problem_case cases[] = {
        {{NULL}, "no command is given"},
        {{"genrate", NULL}, "unknown command 'genrate'; did you mean 'generate'?"},
        {{"a.mof", NULL}, "unknown command 'a.mof'"},
        {{"-o", "x", NULL}, "a command comes first, not '-o'"},
        {{"help", "chekc", NULL}, "there is no help on 'chekc'; did you mean 'check'?"},
        {{"generate", NULL}, "generate needs a MOF file"},
        {{"check", "--", NULL}, "check needs a MOF file"},
        {{"generate", "--summry", "a.mof", NULL}, "unknown option '--summry'; did you mean '--summary'?"},
        {{"generate", "-x", "a.mof", NULL}, "unknown option '-x'"},
        {{"check", "--summry", "a.mof", NULL}, "unknown option '--summry'"}, /* which check has not */
        {{"check", "--summary", "a.mof", NULL}, "'--summary' is no option of check"},
        {{"generate", "--summry=3", "a.mof", NULL}, "unknown option '--summry'; did you mean '--summary'?"},
        {{"generate", "--no", "a.mof", NULL}, "option '--no' is ambiguous: '--no-runtime', '--no-warnings'"},
        {{"generate", "--dep=x", "a.mof", NULL},
         "option '--dep' is ambiguous: '--depfile', '--depfile-target', '--depfile-outputs'"},
        {{"generate", "--dry-run=yes", "a.mof", NULL}, "option '--dry-run' takes no value"},
        {{"check", "--color=red", "a.mof", NULL}, "--color is auto, always or never, not 'red'"},
        {{"check", "-", "a.mof", "-", NULL}, "'-' is given twice, and standard input can be read once"},
        {{"check", "-", "--overlay", "-", NULL}, "'-' is given twice, and standard input can be read once"},
        {{"--versions", NULL}, "a command comes first, not '--versions'"},
        {{"generate", "a.mof", "--name", NULL}, "option '--name' needs a value"},
        {{"generate", "a.mof", "--name=", NULL}, "option '--name' needs a value"},
        {{"generate", "a.mof", "-o", NULL}, "option '-o' needs a value"},
        {{"generate", "--summary=yes", "a.mof", NULL}, "option '--summary' takes no value"},
        {{"generate", "-oa", "-ob", "a.mof", NULL}, "option '-o' is given twice"},
        {{"generate", "--output=a", "-ob", "a.mof", NULL}, "option '-o' is given twice"},
        {{"check", "--name", "x", "a.mof", NULL}, "'--name' is no option of check"},
        {{"generate", "--name", "int", "a.mof", NULL}, "--name 'int' is not usable as a name in C"},
        {{"generate", "--name", "a/b", "a.mof", NULL}, "--name 'a/b' is not usable as a name in C"},
        {{"generate", "--prefix", "9x", "a.mof", NULL}, "--prefix '9x' is not usable as a name in C"},
        {{"generate", "--depfile-target", "x", "a.mof", NULL}, "--depfile-target is of no use without --depfile"},
        {{"generate", "--depfile", "b.mof", "a.mof", "b.mof", NULL}, "--depfile 'b.mof' is a file that is read"},
        {{"generate", "--depfile=o.mof", "--overlay", "o.mof", "a.mof", NULL},
         "--depfile 'o.mof' is a file that is read"},
        {{"generate", "--depfile-outputs", "all", "a.mof", NULL}, "--depfile-outputs is of no use without --depfile"},
        {{"generate", "--depfile=d", "--depfile-outputs=some", "a.mof", NULL},
         "--depfile-outputs is none, unnamed or all, not 'some'"},
        {{"generate", "--parts", "0", "a.mof", NULL}, "--parts is a number from 1 to 4096, not '0'"},
        {{"generate", "--parts=4097", "a.mof", NULL}, "--parts is a number from 1 to 4096, not '4097'"},
        {{"generate", "--parts=4x", "a.mof", NULL}, "--parts is a number from 1 to 4096, not '4x'"},
        {{"generate", "--shared=x", "a.mof", NULL}, "--shared is of no use without --parts"},
        {{"generate", "--parts=1", "--shared=a-b", "a.mof", NULL}, "--shared 'a-b' is not usable as a name in C"},
        {{"check", "--diagnostics=xml", "a.mof", NULL}, "--diagnostics is text, json or sarif, not 'xml'"},
        {{"check", "--diagnostics=json", "--diagnostics=text", "a.mof", NULL}, "option '--diagnostics' is given twice"},
        {{"check", "--max-errors", "-1", "a.mof", NULL}, "--max-errors is a number of up to 9 digits, not '-1'"},
        {{"check", "--max-errors=1000000000", "a.mof", NULL},
         "--max-errors is a number of up to 9 digits, not '1000000000'"},
        {{"check", "a.mof", "-W", NULL}, "option '-W' needs a value"},
        {{"help", "key-aded", NULL}, "there is no help on 'key-aded'; did you mean 'key-added'?"},
        {{"check", "--dialect", "cim", "a.mof", NULL}, "--dialect is auto, dmtf or wmi, not 'cim'"},
        {{"check", "--dialect=wmi", "--dialect=wmi", "a.mof", NULL}, "option '--dialect' is given twice"},
        {{"generate", "--locale", "en_US", "a.mof", NULL}, "--locale 'en_US' is no locale: English is MS_409"},
        {{"generate", "--syntax-only", "a.mof", NULL}, "'--syntax-only' is no option of generate"},
        {{"check", "--syntax-only=yes", "a.mof", NULL}, "option '--syntax-only' takes no value"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        parse p;
        run(&p, cases[i].arguments);
        assert_non_null(p.problem);
        assert_string_equal(p.problem, cases[i].expected);
        mb_heap_free(p.heap);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generate), cmocka_unit_test(test_rest),
        cmocka_unit_test(test_defaults), cmocka_unit_test(test_dialect_and_locale),
        cmocka_unit_test(test_messages), cmocka_unit_test(test_format),
        cmocka_unit_test(test_inspect),  cmocka_unit_test(test_beginnings),
        cmocka_unit_test(test_topics),   cmocka_unit_test(test_help),
        cmocka_unit_test(test_problems), cmocka_unit_test(test_help_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
