/*
 * What is typed wrong again and again: each slip is one error, at its place, and hides nothing that follows it, neither in
 * its own class nor in the next; nor do many of them in one file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

typedef struct slip {
    const char *written;
    unsigned line;   /**< of `written` */
    unsigned column; /**< of the line */
    int message;
} slip;

#define COUNT(table) ((unsigned)(sizeof(table) / sizeof *(table)))

/** In the body of a class; there four blanks stand before it. */
static const slip in_bodies[] = {
    {"[Description(\"missing)] uint32 A;", 1, 18, 102},
    {"string A = \"missing;", 1, 16, 102},
    {"[Read Write] uint32 A;", 1, 11, 201},
    {"[Description(\"x\") Read] uint32 A;", 1, 23, 201},
    {"[Read uint32 A;", 1, 11, 201},
    {"[Description(\"x\") uint32 A;", 1, 23, 201},
    {"[Read, Description(\"x\")\n    uint32 A;", 2, 5, 201},
    {"[Read]] uint32 A;", 1, 11, 201},
    {"[Values{\"a\"}]] uint32 A;", 1, 18, 201},
    {"uint32 M([in] uint32 A;);", 1, 27, 223},
    {"uint32 M([in] uint32 A; [in] uint32 B);", 1, 27, 223},
    {"uint32 A 5;", 1, 14, 201},
    {"string A \"x\";", 1, 14, 201},
    {"uint32 A : 5;", 1, 14, 201},
    {"string[] Names;", 1, 11, 206},
    {"string[3] Names;", 1, 11, 206},
    {"uint32 A, B;", 1, 13, 201},
    {"Key string A;", 1, 5, 219},
    {"Key uint32 A = 5;", 1, 5, 219},
    {"Read, Write string A;", 1, 5, 219},
    {"string A = 'hello';", 1, 16, 111},
    {"[Description('hello world')] string A;", 1, 18, 111},
    {"uint32 A", 1, 13, 202},
    {"uint32 M()", 1, 15, 202},
    {"uint32 A; uint32 B", 1, 23, 202},
    {"[Values {\"a\", \"b\"] uint32 A;", 1, 22, 224},
    {"[Values {\"a\", \"b\", ValueMap {\"1\", \"2\"}] uint32 A;", 1, 22, 224},
    {"[Values (\"a\", \"b\"] uint32 A;", 1, 22, 224},
    {"[Override(\"S\",\n    MaxLen(1), Description(\"x\")] string A;", 1, 18, 224},
    {"[Description(\"a\"\n    \"b\",\n    Key] string A;", 2, 8, 224},
    {"[Description(\"a\", Key, MaxLen(1)] string A;", 1, 21, 224},
    {"[Description(\"a\", Amended, Key] string A;", 1, 21, 224},
    {"[Values {\"a\", Key : ToSubclass] string A;", 1, 17, 224},
    {"[ValueMap {1, // a }\n    Values{\"a\"}] uint32 A;", 1, 17, 224},
    {"[Key, Description(\"a\"\n    ] string A;", 1, 26, 224},
    {"[Description(\"a\" : Amended] string A;", 1, 22, 201},
    {"[Values {\"a\", b, \"c\"}] uint32 A;", 1, 19, 201},
    {"[Values (\"a\", b)] uint32 A;", 1, 19, 201},
    {"uint32 A[] = {1,\n    2\n    ;", 2, 6, 224},
    {"uint32 M([in, MaxLen(1] string A);", 1, 27, 224},
    {"uint32 M([in, Values{\"a\", ID(0)] string A, [out] uint32 B);", 1, 29, 224},
    {"uint32 M(uint32 A = 5\n    ;", 1, 26, 224},
    {"boolean A = yes;", 1, 17, 201},
    {"uint32 A = 0x;", 1, 16, 123},
    {"uint32 A = 08;", 1, 16, 121},
    {"real32 A = 1e5;", 1, 16, 125},
    {"real32 A = 1.;", 1, 16, 125},
    {"uint32 A = 5u;", 1, 16, 120},
    {"real32 A = 1.5f;", 1, 16, 120},
    {"uint32 A = 1 + 2;", 1, 18, 130},
    {"uint32 A = - 2;", 1, 16, 130},
    {"uint32 A = -;", 1, 16, 130},
    {"uint32 A[] = {1, -};", 1, 22, 130},
    {"uint32 A = 1_000;", 1, 16, 120},
    {"uint32 A = 1,000;", 1, 16, 213},
    {"uint32 A = 50%;", 1, 18, 130},
    {"uint32 A[] = {1, 2,};", 1, 24, 201},
    {"[Read, ] uint32 A;", 1, 12, 201},
    {"uint32 M(uint32 A,);", 1, 23, 201},
    {"uint32 A[] = {1; 2};", 1, 20, 223},
    {"uint32 A[] = 1, 2;", 1, 18, 213},
    {"uint32 A[] = [1, 2];", 1, 18, 213},
    {"uint32 A[] = {1, 2;", 1, 23, 224},
    {"/* a /* b */ c */ uint32 A;", 1, 10, 136},
    {"# a comment\n    uint32 A;", 1, 5, 135},
    {"-- a comment\n    uint32 A;", 1, 5, 135},
    {"; a comment\n    uint32 A;", 1, 5, 135},
    {"/ a comment\n    uint32 A;", 1, 5, 135},
    {"#pragma locale(\"en\")\n    uint32 A;", 1, 5, 215},
    {"#pragma include(\"x.mof\")", 1, 5, 215},
    {"A_B Next REF;", 1, 14, 204},
    {"REF A_B Next;", 1, 5, 204},
    {"A_B* Next;", 1, 8, 130},
    {"A_B & Next;", 1, 9, 130},
    {"A_B REF;", 1, 12, 201},
    {"uint32 M(A_B Next REF);", 1, 23, 204},
    {"unsigned int A;", 1, 5, 218},
    {"unsigned long A = 5;", 1, 5, 218},
    {"const uint32 A = 5;", 1, 5, 218},
    {"static uint32 M();", 1, 5, 219},
    {"public uint32 A;", 1, 5, 218},
    {"public:\n    uint32 A;", 1, 5, 218},
    {"uint32 A;;", 1, 14, 216},
    {"A;", 1, 6, 201},
    {"A = 5;", 1, 7, 201},
    {"uint32 string A;", 1, 19, 201},
    {"uint32 My Name;", 1, 15, 201},
    {"uint32 My-Name;", 1, 14, 130},
    {"uint32 My.Name;", 1, 14, 130},
    {"uint32 2ndName;", 1, 12, 120},
    {"uint32 M() { return 0; }", 1, 16, 201},
    {"uint32 M;  uint32 N(;", 1, 25, 201},
    {"uint32 M(void);", 1, 14, 201},
    {"M();", 1, 6, 201},
    {"uint32 M([in] A);", 1, 20, 201},
    {"uint32 M([in] uint32 A [in] uint32 B);", 1, 28, 201},
    {"uint32 M(uint32 A uint32 B);", 1, 23, 201},
    {"uint32 M([in] uint32 A;", 1, 27, 201},
    {"uint32 M(in uint32 A);", 1, 14, 219},
    {"uint32 M([in uint32 A);", 1, 18, 201},
    {"uint32 M(out uint32 A, in string B);", 1, 14, 219},
    {"uint32 A[][];", 1, 15, 201},
    {"uint32 A{};", 1, 13, 201},
    {"uint32 A();\n    uint32 B(5);", 2, 14, 201},
    {"instance of Z_Next { N = \"x\"; };", 1, 5, 210},
    {"class Inner { uint32 X; };", 1, 5, 210},
    {"array<uint32> A;", 1, 10, 130},
    {"(Key) uint32 A;", 1, 5, 201},
    {"{Key} uint32 A;", 1, 5, 201},
    {"[Description=\"x\"] uint32 A;", 1, 17, 201},
    {"[Description: \"x\"] uint32 A;", 1, 19, 201},
    {"[Description[\"x\"]] uint32 A;", 1, 17, 201},
    {"[Description \"x\"] uint32 A;", 1, 18, 201},
    {"[] uint32 A;", 1, 6, 201},
    {"[Read] [Write] uint32 A;", 1, 12, 201},
    {"[Read; Write] uint32 A;", 1, 10, 223},
    {"uint32 A [Read];", 1, 14, 205},
    {"uint32 A[Key];", 1, 13, 205},
    {"string A[n];", 1, 14, 209},
    {"string A[ MAX_LENGTH ] = {\"a\"};", 1, 15, 209},
    {"uint32 M(string A[n], uint32 B);", 1, 23, 209},
    {"string A[0x];", 1, 14, 123},
    {"string A[08];", 1, 14, 121},
    {"uint32 [Read] A;", 1, 12, 205},
    {"[Description(\"x\") : Amend] uint32 A;", 1, 25, 201},
    {"[Key=true] uint32 A;", 1, 9, 201},
    {"@Key uint32 A;", 1, 5, 130},
    {"string A = None;", 1, 16, 201},
    {"string A = \"\";\n string B = nil;", 2, 13, 201},
    {"[Description(\xE2\x80\x9Cx y\xE2\x80\x9D)] uint32 A;", 1, 18, 131},
    {"uint32 \xE2\x80\x8B"
     "A;",
     1, 12, 130},
    {"uint32 A\xEF\xBC\x9B", 1, 14, 202},
    {"sint32 A = \xE2\x80\x93"
     "5;",
     1, 16, 201},
    {"string A = \"C:\\\";", 1, 16, 102},
    {"string A = `x`;", 1, 16, 130},
    {"uint32 M(uint32 A));", 1, 23, 201},
    {"uint32 A; }", 1, 16, 202},
    {"uint32 A; };", 2, 5, 201},
    {"uint32 A == 5;", 1, 15, 201},
    {"uint32 A := 5;", 1, 14, 201},
    {"uint32 A => 5;", 1, 15, 130},
    {"datetime A = 20200101000000.000000+000;", 1, 18, 212},
    {"datetime A = 2020-01-01;", 1, 22, 201},
    {"string A = {12345678-1234-1234-1234-123456789012};", 1, 25, 201},
    {"uint32 A { get; set; }", 1, 14, 201},
    {"string A = \"a\" + \"b\";", 1, 20, 130},
    {"string A = @\"a\";", 1, 16, 130},
    {"string A = L\"a\";", 1, 16, 201},
    {"uint32 M([in, optional uint32 A, [out] string B);", 1, 28, 201},
};

/** Outside of bodies. */
static const slip outside[] = {
    {"instance Z_Next { N = \"x\"; };", 1, 10, 201},
    {"instance of Z_Next N = \"x\"; };", 1, 20, 201},
    {"instance of Z_Next { N: \"x\"; };", 1, 23, 201},
    {"instance of Z_Next { N = \"x\", };", 1, 29, 201},
    {"instance of Z_Next { N = \"x\" };", 1, 29, 202},
    {"instance of Z_Next { string N = \"x\"; };", 1, 29, 201},
    {"instance of Z_Next { N = x; };", 1, 26, 201},
    {"instance of Z_Next as Foo { N = \"x\"; };", 1, 23, 201},
    {"instanceof Z_Next { N = \"x\"; };", 1, 1, 218},
    {"new Z_Next { N = \"x\"; };", 1, 1, 218},
    {"class { uint32 A; };", 1, 7, 201},
    {"class A_B uint32 A; };", 1, 11, 201},
    {"class A_B\n    uint32 A;\n};", 2, 5, 201},
    {"class A_B { uint32 A; }", 1, 24, 202},
    {"class A_B extends Z_Next { uint32 A; };", 1, 11, 217},
    {"class A_B inherits Z_Next { uint32 A; };", 1, 11, 217},
    {"class A_B : public Z_Next { uint32 A; };", 1, 20, 217},
    {"class A_B(Z_Next) { uint32 A; };", 1, 10, 217},
    {"class A_B < Z_Next { uint32 A; };", 1, 11, 130},
    {"class A_B : Z_Next, C_D { uint32 A; };", 1, 19, 217},
    {"class A_B;", 1, 10, 201},
    {"class A-B { uint32 A; };", 1, 8, 130},
    {"class \"A_B\" { uint32 A; };", 1, 7, 201},
    {"class \xE2\x80\x9C"
     "A_B\xE2\x80\x9D { uint32 A; };",
     1, 7, 131},
    {"class \xE2\x80\x9C"
     "A_B\xE2\x80\x9D {};",
     1, 7, 131},
    {"instance of Z_Next { N = 1, 2, 3 };\n A = 5;\n B = 6;\n};", 1, 26, 213},
    {"instance of Z_Next {\n N = 2,5,7 };\n A[3] = 5;\n};", 2, 6, 213},
    {"instance of Z_Next { N = 1, 2, 3 };", 1, 26, 213},
    {"[Description(\"a\", Key]\nclass A_B { uint32 A; };", 1, 17, 224},
    {"[Values {\"a\",\n Version(\"1\")]\nclass A_B { uint32 A; };", 1, 13, 224},
    {"Qualifier Foo : boolean = false,\n    Scope(class, property,\n    Flavor(ToSubclass);", 2, 26, 224},
    {"Qualifier Foo : boolean = false,\n    Scope(class, property)\n    , Flavor(ToSubclass;", 3, 24, 224},
    {"#pragma include(\"x.mof\"", 1, 24, 224},
    {"clas A_B { uint32 A; };", 1, 1, 201},
    {"abstract class A_B { uint32 A; };", 1, 1, 219},
    {"public class A_B { uint32 A; };", 1, 1, 218},
    {"association A_B { uint32 A; };", 1, 1, 219},
    {"A_B { uint32 A; };", 1, 1, 201},
    {"A_B : Z_Next { uint32 A; };", 1, 1, 201},
    {"class A_B { uint32 A; );", 1, 23, 210},
    {"class A_B ( uint32 A; };", 1, 11, 201},
    {"class A_B { uint32 A; ];", 1, 23, 210},
    {"class class A_B { uint32 A; };", 1, 13, 201},
    {"using System;", 1, 1, 218},
    {"import \"foo.mof\";", 1, 1, 218},
    {"include(\"foo.mof\");", 1, 1, 218},
    {"pragma namespace(\"root\\\\cimv2\")", 1, 1, 218},
    {"@pragma namespace(\"root\\\\cimv2\")", 1, 1, 130},
    {"#pragma namespace(\"root\\\\cimv2\");", 1, 33, 216},
    {"#pragma namespace \"root\\\\cimv2\"", 1, 19, 201},
    {"#pragma namespace(root\\cimv2)", 1, 23, 132},
    {"#pragma namespace = \"root\"", 1, 19, 201},
    {"#pragma namespace(\"root\\\\cimv2\"", 1, 32, 224},
    {"namespace root { class A_B { uint32 A; }; };", 1, 1, 218},
    {"namespace(\"root\\\\cimv2\");", 1, 1, 218},
    {"typedef uint32 FOO;", 1, 1, 218},
    {"enum Color { Red, Green = 2, Blue };", 1, 1, 218},
    {"struct A_B { uint32 A; };", 1, 1, 218},
    {"interface A_B { uint32 A; };", 1, 1, 218},
    {"const uint32 A = 5;", 1, 1, 218},
    {"Qualifier Foo : boolean = false, Scope(class) Flavor(ToSubclass);", 1, 47, 201},
    {"Qualifier Foo boolean = false, Scope(class);", 1, 15, 201},
    {"Qualifier Foo : boolean = false;", 1, 32, 222},
    {"Qualifier Foo : boolean = false, Scope(klass);", 1, 40, 201},
    {"Qualifier Foo : bool = false, Scope(class);", 1, 17, 201},
    {"Qualifier Foo : boolean = false, Scope class;", 1, 40, 201},
    {"; a comment", 1, 1, 135},
    {"# a comment", 1, 1, 135},
    {"REM a comment", 1, 1, 201},
    {"-- a comment", 1, 1, 135},
    {"' a comment here", 1, 1, 112},
    {"...\nclass A_B { uint32 A; };", 1, 1, 130},
};

enum { LONGEST = 512 };

/** The slip and, behind it, what has to be read nevertheless. */
static void compose(char *text, const slip *each, unsigned number, bool is_in_body)
{
    const char *const form = is_in_body ? "class Sample_Slip%u {\n    [Key] string K;\n    %s\n    uint32 After;\n};\n"
                                          "class Sample_Next%u {\n    [Key] string N;\n};\n"
                                        : "/* %u */\n%s\nclass Sample_Next%u {\n    [Key] string N;\n};\n";
    int length = snprintf(text, LONGEST, form, number, each->written, number);
    assert_in_range(length, 1, LONGEST - 1);
}

static bool has_class(const mb_unit *unit, unsigned number)
{
    char name[64];
    snprintf(name, sizeof name, "Sample_Next%u", number);
    const mb_production *production = unit->first;
    while (production != NULL && (production->kind != MB_CLASS || strcmp(production->name->text, name) != 0)) {
        production = production->next;
    }
    return production != NULL && production->features != NULL;
}

static size_t count_errors(const char *text)
{
    size_t count = 0;
    for (const char *at = strstr(text, ": error: "); at != NULL; at = strstr(at + 1, ": error: ")) {
        count++;
    }
    return count;
}

static void check_each(const slip *slips, unsigned count, bool is_in_body)
{
    for (unsigned i = 0; i < count; i++) {
        char text[LONGEST];
        char place[64];
        char number[16];
        fixture made;
        compose(text, &slips[i], i, is_in_body);
        snprintf(place, sizeof place, "t.mof:%u:%u: error: ", slips[i].line + (is_in_body ? 2 : 1), slips[i].column);
        snprintf(number, sizeof number, "[MOF%03d]", slips[i].message);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        if (strstr(made.messages.text, place) == NULL || strstr(made.messages.text, number) == NULL ||
            count_errors(made.messages.text) != 1 || mb_diag_errors(made.diag) != 1 || !has_class(made.unit, i)) {
            fail_msg("%s\n%s", text, made.messages.text);
        }
        fixture_close(&made);
    }
}

static void slips_in_bodies(void **state)
{
    (void)state;
    check_each(in_bodies, COUNT(in_bodies), true);
}

static void slips_outside(void **state)
{
    (void)state;
    check_each(outside, COUNT(outside), false);
}

/** All in one file, with each of the three ends that a line can have: there are as many errors as slips. */
static void slips_of_one_file(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const unsigned count = COUNT(in_bodies) + COUNT(outside);
    char *text = malloc((size_t)2 * LONGEST * count);
    assert_non_null(text);
    for (unsigned end = 0; end < COUNT(ends); end++) {
        size_t length = 0;
        for (unsigned i = 0; i < count; i++) {
            char one[LONGEST];
            bool is_in_body = i < COUNT(in_bodies);
            compose(one, is_in_body ? &in_bodies[i] : &outside[i - COUNT(in_bodies)], i, is_in_body);
            for (const char *at = one; *at != '\0'; at++) {
                length += (size_t)sprintf(text + length, *at == '\n' ? "%s" : "%.1s", *at == '\n' ? ends[end] : at);
            }
        }
        fixture made;
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_int_equal(mb_diag_errors(made.diag), count);
        for (unsigned i = 0; i < count; i++) {
            assert_true(has_class(made.unit, i));
        }
        fixture_close(&made);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(slips_in_bodies), cmocka_unit_test(slips_outside),
                                       cmocka_unit_test(slips_of_one_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
