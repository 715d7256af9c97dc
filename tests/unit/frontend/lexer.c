/* Tokens: what each literal means, and what is said of those that are none. Each is parsed as the value of a setting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

typedef struct value_case {
    const char *written;
    const char *meant; /**< as dump.c shows it */
} value_case;

/* clang-format off */
static const value_case values[] = {
    /* integers */
    { "0", "0" }, { "7", "7" }, { "+127", "127" }, { "-128", "-128" }, { "-0", "0" }, { "+0", "0" },
    { "1234567890", "1234567890" }, { "18446744073709551615", "18446744073709551615" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "0x0", "0" }, { "0XfFF", "4095" }, { "0xFFFFFFFFFFFFFFFF", "18446744073709551615" }, { "-0x10", "-16" },
    { "0x1b", "27" }, { "0xB", "11" },
    { "077", "63" }, { "00", "0" }, { "-017", "-15" }, { "01777777777777777777777", "18446744073709551615" },
    { "0b", "0" }, { "1B", "1" }, { "0101b", "5" }, { "-11b", "-3" }, { "10b", "2" },
    /* reals */
    { "1.5", "real 1.5" }, { ".5", "real 0.5" }, { "-.25", "real -0.25" }, { "+1.0", "real 1" }, { "1.25e2", "real 125" },
    { "2.5E-1", "real 0.25" }, { "0.0e+5", "real 0" }, { "08.5", "real 8.5" },
    /* characters */
    { "'c'", "char 0063" }, { "'\\n'", "char 000A" }, { "'\\b'", "char 0008" }, { "'\\t'", "char 0009" }, { "'\\f'", "char 000C" },
    { "'\\r'", "char 000D" }, { "'\\\"'", "char 0022" }, { "'\\''", "char 0027" }, { "'\\\\'", "char 005C" },
    { "'\"'", "char 0022" }, { "'\\x41'", "char 0041" }, { "'\\X4'", "char 0004" }, { "'\\xFFFF'", "char FFFF" },
    { "'\\xd800'", "char D800" }, { "'\\x0'", "char 0000" }, { "'\xE2\x82\xAC'", "char 20AC" },
    /* strings */
    { "\"\"", "\"\"" }, { "\"abc\"", "\"abc\"" }, { "\"a\" \"b\"\n\"c\"", "\"abc\"" }, { "\"a\"/* x */\"b\" // y\n \"\"", "\"ab\"" },
    { "\"\\b\\t\\n\\f\\r\\\"\\'\\\\\"", "\"<08><09><0A><0C><0D><22>'<5C>\"" },
    { "\"\\x41\\X42z\"", "\"ABz\"" }, { "\"\\x4\"", "\"<04>\"" }, { "\"\\x00416\"", "\"A6\"" }, { "\"\\x20AC\"", "\"\xE2\x82\xAC\"" },
    { "\"\\xD83D\\xDE00\"", "\"\xF0\x9F\x98\x80\"" }, { "\"\\\\\\\\.\\\\root\"", "\"<5C><5C>.<5C>root\"" },
    { "\"// /* not a comment\"", "\"// /* not a comment\"" }, { "\"\xC3\xA4\"", "\"\xC3\xA4\"" },
    { "\"ends\\\\\"", "\"ends<5C>\"" }, { "\"\\\"\" \"\\\"\"", "\"<22><22>\"" },
    /* words */
    { "true", "true" }, { "FALSE", "false" }, { "TRuE", "true" }, { "null", "null" }, { "Null", "null" },
    { "$Alias_1", "$Alias_1" }, { "$class", "$class" },
    /* blanks */
    { "\t\r\n\v\f 5 \xC2\xA0", "5" }, { "\xEF\xBB\xBF" "5", "5" }, { "/**/5/***/", "5" }, { "// x\r\n5 //", "5" }, { "/* / * */ 5", "5" },
    { "//\n//\\\n5", "5" }, { "/*/ 6 */5", "5" }, { "\r\r\n\r5\r", "5" }, { "// x\r6\r\r\n5 // y\r6", "5" },
    { "/* a /* b */5", "5" }, { "/* http://a/* */ /* b */ 5", "5" }, { "/* a/*.mof */ 5; q = \"*/\"", "5; q = \"*/\"" },
    { "/* a/* */ 5 // */", "5" }
};
/* clang-format on */

static void literals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[256];
        char expected[256];
        fixture made;
        snprintf(text, sizeof text, "instance of A { p = %s\n; };", values[i].written);
        snprintf(expected, sizeof expected, "instance A { p = %s; }\n", values[i].meant);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_string_equal(made.messages.text, "");
        assert_string_equal(made.dump.text, expected);
        assert_true(made.parsed);
        fixture_close(&made);
    }
}

typedef struct error_case {
    const char *written;
    unsigned column;     /**< of `written`, from 1 */
    const char *message; /**< with its number */
} error_case;

/* clang-format off */
static const error_case errors[] = {
    { "08", 1, "error: '08' begins with 0, so it is octal and cannot hold 8 or 9 [MOF121]" },
    { "-0799", 1, "error: '-0799' begins with 0, so it is octal and cannot hold 8 or 9 [MOF121]" },
    { "102b", 1, "error: '102b' ends with b, so it is binary and can hold only 0 and 1 [MOF122]" },
    { "0x", 1, "error: '0x' begins with 0x, so hexadecimal digits must follow [MOF123]" },
    { "0x1G", 1, "error: '0x1G' begins with 0x, so hexadecimal digits must follow [MOF123]" },
    { "12ab", 1, "error: '12ab' is not a number [MOF120]" },
    { "1.2.3", 1, "error: '1.2.3' is not a number [MOF120]" },
    { "1.", 1, "error: '1.' is not a number: a real has a point with a digit behind it, as in 1.0 and 1.0e5 [MOF125]" },
    { "1e5", 1, "error: '1e5' is not a number: a real has a point with a digit behind it, as in 1.0 and 1.0e5 [MOF125]" },
    { "1.e5", 1, "error: '1.e5' is not a number: a real has a point with a digit behind it, as in 1.0 and 1.0e5 [MOF125]" },
    { "18446744073709551616", 1, "error: 18446744073709551616 does not fit in 64 bits [MOF124]" },
    { "-9223372036854775809", 1, "error: -9223372036854775809 does not fit in 64 bits [MOF124]" },
    { "-0x8000000000000001", 1, "error: -0x8000000000000001 does not fit in 64 bits [MOF124]" },
    { "02000000000000000000000", 1, "error: 02000000000000000000000 does not fit in 64 bits [MOF124]" },
    { "1.0e999", 1, "error: 1.0e999 does not fit in a real64 [MOF126]" },
    { "-1.0e999", 1, "error: -1.0e999 does not fit in a real64 [MOF126]" },
    { "''", 1, "error: a char16 constant holds one character, this one none [MOF110]" },
    { "'ab'", 1, "error: a char16 constant holds one character; strings take double quotes [MOF111]" },
    { "'\\x12345'", 1, "error: a char16 constant holds one character; strings take double quotes [MOF111]" },
    { "'a", 1, "error: missing closing quote of a char16 constant [MOF112]" },
    { "'\xF0\x9F\x98\x80'", 2, "error: \xF0\x9F\x98\x80 does not fit in a char16, which ends at U+FFFF [MOF113]" },
    { "'\\q'", 2, "warning: unknown escape '\\q'; a backslash itself is written '\\\\' [MOF104]" },
    { "\"abc", 1, "error: missing closing quote [MOF102]" },
    { "\"abc\\\"", 1, "error: missing closing quote [MOF102]" },
    { "\"a\" \"b", 5, "error: missing closing quote [MOF102]" },
    { "\"a\\d\"", 3, "warning: unknown escape '\\d'; a backslash itself is written '\\\\' [MOF104]" },
    { "\"a\" \"\\ \"", 6, "warning: unknown escape '\\ '; a backslash itself is written '\\\\' [MOF104]" },
    { "\"\\\xC3\xA4\"", 2, "warning: unknown escape '\\\xC3\xA4'; a backslash itself is written '\\\\' [MOF104]" },
    { "\"\\xg\"", 2, "error: '\\x' wants one to four hexadecimal digits [MOF105]" },
    { "\"\\x\"", 2, "error: '\\x' wants one to four hexadecimal digits [MOF105]" },
    { "\"\\x0\"", 2, "error: a string cannot hold the character U+0000 [MOF107]" },
    { "5 ?", 3, "error: stray '?' [MOF130]" },
    { "5 %%%", 3, "error: stray '%' [MOF130]" },
    { "- 5", 1, "error: stray '-' [MOF130]" },
    { "5 \x7F", 3, "error: stray control character U+007F [MOF130]" },
    { "\xE2\x80\x9Ctext\xE2\x80\x9D", 1, "error: typographic quote \xE2\x80\x9C; MOF wants the plain \" [MOF131]" },
    { "\xE2\x80\x98t\xE2\x80\x99", 1, "error: typographic quote \xE2\x80\x98; MOF wants the plain ' [MOF131]" },
    { "5 \\ ", 3, "error: stray '\\': a backslash stands only inside strings [MOF132]" },
    { "5 \\", 3, "warning: a backslash at the end of a line means nothing in MOF; it is passed over [MOF140]" },
    { "5 \x1A", 3, "error: stray control character U+001A: Ctrl-Z ends a file, and here text follows it [MOF130]" },
    { "\xE2\x80\x8B" "5", 1, "error: stray invisible character U+200B [MOF130]" },
    { "5\xC2\xAD", 2, "error: stray invisible character U+00AD [MOF130]" },
    { "\xE2\x80\xAE" "5", 1, "error: stray invisible character U+202E [MOF130]" },
    { "/* a /* b */ c */ 5", 6, "error: a comment cannot hold another one: the next '*/' would end both [MOF136]" },
    { "/* a /* b /* c */ d */ e */ 5", 6, "error: a comment cannot hold another one: the next '*/' would end both [MOF136]" },
    { "5 ? % @ 6", 3, "error: stray '?' [MOF130]" },
    { "$", 1, "error: '$' wants the name of an alias right behind it [MOF134]" },
    { "$ x", 1, "error: '$' wants the name of an alias right behind it [MOF134]" },
    { "5; /* ...", 4, "error: this comment has no end: '*/' is missing [MOF101]" },
    { "\"\\xD800\"", 2, "warning: '\\xD800' is half of a surrogate pair; U+FFFD stands for it [MOF106]" },
    { "\"\\xDC00\"", 2, "warning: '\\xDC00' is half of a surrogate pair; U+FFFD stands for it [MOF106]" },
    { "\"a\n b\"", 1, "warning: line break inside a string [MOF103]" },
    { "\"a\tb\"", 3, "warning: tab inside a string; it is written '\\t' [MOF108]" }
};
/* clang-format on */

static void malformed_literals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        char text[256];
        char expected[256];
        fixture made;
        snprintf(text, sizeof text, "instance of A {\n p = %s\n;\n};\n", errors[i].written);
        snprintf(expected, sizeof expected, "t.mof:2:%u: %s", errors[i].column + 5, errors[i].message);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_int_equal(strncmp(made.messages.text, expected, strlen(expected)), 0);
        assert_int_equal(made.parsed, strncmp(errors[i].message, "warning", 7) == 0);
        fixture_close(&made);
    }
}

/** One slip, one message: the parser goes on behind it. */
static void malformed_literals_do_not_cascade(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if (strstr(errors[i].message, "MOF101") != NULL || strstr(errors[i].written, "\n") != NULL) {
            continue; /* it takes the rest of the file */
        }
        char text[256];
        fixture made;
        snprintf(text, sizeof text, "class A {\n uint32 p = %s\n;\n uint32 q;\n};\nclass B { };\n", errors[i].written);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_true(mb_diag_errors(made.diag) + mb_diag_warnings(made.diag) == 1);
        assert_int_equal(made.unit->class_count, 2);
        assert_non_null(strstr(made.dump.text, "uint32 q;"));
        fixture_close(&made);
    }
}

/** Ctrl-Z, and blanks behind it, are the end of a file of DOS. */
static void ctrl_z_ends_a_file(void **state)
{
    (void)state;
    static const char *const ends[] = {"\x1A",         "\r\n\x1A",   "\x1A\r\n", " \x1A\x1A \x1A\n\n",
                                       "// end\n\x1A", "// end \x1A"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[128];
        fixture made;
        snprintf(text, sizeof text, "class A { };%s", ends[i]);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_string_equal(made.messages.text, "");
        assert_string_equal(made.dump.text, "class A { }\n");
        fixture_close(&made);
    }
}

/** Each of the three ends of a line ends a comment and a directive, and counts. */
static void lines_end_three_ways(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < 3; i++) {
        const char *const e = ends[i];
        char text[256];
        char expected[256];
        fixture made;
        snprintf(text, sizeof text,
                 "// one%s#pragma locale(\"x\") // two%sclass A {%s string s = \"a%sb\";%s uint32 b c;%s};%s", e, e, e,
                 e, e, e, e);
        snprintf(
            expected, sizeof expected,
            "t.mof:4:13: warning: line break inside a string [MOF103] [-Wstring-line-break]\n    4 |  string s = \"a\n      |             ^~\n"
            "t.mof:6:11: error: expected '(', '[', '=' or ';', found 'c' [MOF201]\n    6 |  uint32 b c;\n      |           ^\n");
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_string_equal(made.messages.text, expected);
        fixture_close(&made);
    }
}

/** What a warning is about is taken nevertheless. */
static void odd_literals_mean_what_they_show(void **state)
{
    (void)state;
    static const value_case odd[] = {{"\"a\\d\\s\\(\\/b\"", "\"a<5C>d<5C>s<5C>(<5C>/b\""},
                                     {"\"\\c\\\"\"", "\"<5C>c<22>\""},
                                     {"'\\q'", "char 0071"},
                                     {"'\\\xC3\xA4'", "char 00E4"},
                                     {"\"\\\xC3\xA4\"", "\"<5C>\xC3\xA4\""},
                                     {"\"a\tb\"", "\"a<09>b\""},
                                     {"\"\\d\" \"\\x41\"", "\"<5C>dA\""}};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        char text[256];
        char expected[256];
        fixture made;
        snprintf(text, sizeof text, "instance of A { p = %s; };", odd[i].written);
        snprintf(expected, sizeof expected, "instance A { p = %s; }\n", odd[i].meant);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_string_equal(made.dump.text, expected);
        assert_int_equal(mb_diag_errors(made.diag), 0);
        assert_true(mb_diag_warnings(made.diag) > 0);
        fixture_close(&made);
    }
}

/** Tabs are told of once in a file, wherever the first is; those between strings are none of them. */
static void tabs_are_told_of_once(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t warnings;
    } cases[] = {{"\tinstance of A {\tp = \"a\"\t\"b\"\t;\t};\t", 0},
                 {"instance of A { p = \"a\tb\t\"; q = \"\t\"; };", 1},
                 {"\tinstance of A { p = \"a\";\tq = \"b\" // \t\n\t\"\tc\"; };", 1},
                 {"instance of A { p = \"a\\\\\tb\"; };", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture made;
        fixture_open(&made, NULL);
        fixture_parse(&made, cases[i].text);
        assert_true(made.parsed);
        assert_int_equal(mb_diag_warnings(made.diag), cases[i].warnings);
        fixture_close(&made);
    }
}

static void keywords_are_names(void **state)
{
    (void)state;
    /* clang-format off */
    const char *const words[] = {
        "any", "as", "association", "boolean", "char16", "class", "datetime", "disableoverride", "enableoverride", "flavor",
        "indication", "instance", "method", "of", "parameter", "pragma", "property", "qualifier", "real32", "real64",
        "reference", "restricted", "schema", "scope", "sint8", "sint16", "sint32", "sint64", "string", "tosubclass",
        "toinstance", "translatable", "uint8", "uint16", "uint32", "uint64", "object", "void", "amended", "nottoinstance",
        "nottosubclass", "include", "locale", "structure", "enumeration", "classes", "Uint32x", "_true", "\xC3\xA4"
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char text[512];
        char expected[512];
        const char *w = words[i];
        fixture made;
        snprintf(text, sizeof text, "[%s] class %s as $%s : %s { [%s] uint32 %s; uint32 %s(string %s); };", w, w, w, w,
                 w, w, w, w);
        snprintf(expected, sizeof expected, "[%s] class %s as $%s : %s { [%s] uint32 %s; uint32 %s(string %s); }\n", w,
                 w, w, w, w, w, w, w);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_string_equal(made.messages.text, "");
        assert_string_equal(made.dump.text, expected);
        fixture_close(&made);
    }
}

static void reserved_words_are_no_names(void **state)
{
    (void)state;
    const char *const words[] = {"true", "false", "null", "ref", "REF"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char text[128];
        fixture made;
        snprintf(text, sizeof text, "class %s { };", words[i]);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_non_null(strstr(made.messages.text, "error: expected a name, found"));
        fixture_close(&made);
    }
}

static void strings_without_escapes_are_slices(void **state)
{
    (void)state;
    fixture made;
    fixture_open(&made, NULL);
    fixture_parse(&made, "instance of A { p = \"slice\"; q = \"two\" \"pieces\"; };");
    const mb_source *source = mb_sources_get(made.sources, 0);
    const mb_feature *p = made.unit->first->features;
    const mb_feature *q = p->next;
    assert_ptr_equal(p->value->u.string, source->text + 21);
    assert_int_equal(p->value->span.begin - source->base, 20);
    assert_int_equal(p->value->span.end - source->base, 27);
    assert_int_equal(q->value->span.begin - source->base, 33);
    assert_int_equal(q->value->span.end - source->base, 47);
    assert_true(q->value->u.string < source->text || q->value->u.string > source->text + source->length);
    fixture_close(&made);
}

/** The scanner writes into the text while it runs; nobody sees that afterwards. */
static void the_text_stays_as_it_was(void **state)
{
    (void)state;
    const char *text =
        "class A { string s = \"x\" /* y */ \"z\\n\"; sint32 i = -5; char16 c = 'c'; }; instance of A { s = $a; } // end";
    fixture made;
    fixture_open(&made, NULL);
    fixture_parse(&made, text);
    assert_string_equal(mb_sources_get(made.sources, 0)->text, text);
    fixture_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(literals),
                                       cmocka_unit_test(malformed_literals),
                                       cmocka_unit_test(malformed_literals_do_not_cascade),
                                       cmocka_unit_test(ctrl_z_ends_a_file),
                                       cmocka_unit_test(lines_end_three_ways),
                                       cmocka_unit_test(odd_literals_mean_what_they_show),
                                       cmocka_unit_test(tabs_are_told_of_once),
                                       cmocka_unit_test(keywords_are_names),
                                       cmocka_unit_test(reserved_words_are_no_names),
                                       cmocka_unit_test(strings_without_escapes_are_slices),
                                       cmocka_unit_test(the_text_stays_as_it_was)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
