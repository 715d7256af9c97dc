/* ValueMap/Values and BitMap/BitValues: what each form of an entry means. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"

typedef struct code_case {
    const char *declaration; /**< qualifiers and type of a property p */
    const char *codes;       /**< low..high=name, `*` for the rest, 'text' for texts, ~ for conventions */
} code_case;

/* The right-hand sides are worked out by hand, by what DSP0004 says of ValueMap (5.6.3), and from the files of Hyper-V. */
static const code_case code_cases[] = {
    /* Pairs, and either list alone. */
    {"[ValueMap {\"0\", \"2\"}, Values {\"OK\", \"Failed\"}] uint32 p;", "0..0=OK 2..2=Failed"},
    {"[Values {\"A\", \"B\", \"C\"}] uint8 p;", "0..0=A 1..1=B 2..2=C"},
    {"[ValueMap {\"7\", \"9\"}] uint8 p;", "7..7=(none) 9..9=(none)"},
    {"string p;", ""},
    {"[ValueMap {}, Values {}] uint8 p;", ""},
    {"[ValueMap, Values] uint8 p;", ""},
    /* What does not pair: as many as there are. */
    {"[ValueMap {\"1\", \"2\", \"3\"}, Values {\"A\", \"B\"}] uint8 p;", "1..1=A 2..2=B 3..3=(none)"},
    {"[ValueMap {\"1\"}, Values {\"A\", \"B\"}] uint8 p;", "1..1=A"},
    /* Ranges as the schemas have them. */
    {"[ValueMap {\"0\", \"4097..32767\", \"32768..65535\"}, Values {\"A\", \"B\", \"C\"}] uint32 p;",
     "0..0=A 4097..32767=B 32768..65535=C"},
    {"[ValueMap {\"0\", \"..\", \"0x8000..\"}, Values {\"A\", \"B\", \"C\"}] uint16 p;",
     "0..0=A *0..65535=B 32768..65535=C"},
    {"[ValueMap {\"0x8000..0xFFFF\", \"..\"}, Values {\"A\", \"B\"}] uint32 p;", "32768..65535=A *0..4294967295=B"},
    {"[ValueMap {\"32768..\"}, Values {\"A\"}] uint32 p;", "32768..4294967295=A"},
    {"[ValueMap {\"16000..65535\"}, Values {\"A\"}] uint16 p;", "16000..65535=A"},
    {"[ValueMap {\"..\"}, Values {\"A\"}] sint8 p;", "*-128..127=A"},
    /* Open ends reach to their neighbours. */
    {"[ValueMap {\"3\", \"..9\"}, Values {\"A\", \"B\"}] uint8 p;", "3..3=A 4..9=B"},
    {"[ValueMap {\"..9\", \"10\"}, Values {\"A\", \"B\"}] sint8 p;", "-128..9=A 10..10=B"},
    {"[ValueMap {\"10..\", \"20\"}, Values {\"A\", \"B\"}] uint8 p;", "10..19=A 20..20=B"},
    {"[ValueMap {\"10..\", \"..\", \"20..30\"}, Values {\"A\", \"B\", \"C\"}] uint8 p;", "10..19=A *0..255=B 20..30=C"},
    {"[ValueMap {\"1..\", \"5..\"}, Values {\"A\", \"B\"}] uint8 p;", "1..4=A 5..255=B"},
    {"[ValueMap {\"..4\", \"..9\"}, Values {\"A\", \"B\"}] uint8 p;", "0..4=A 5..9=B"},
    {"[ValueMap {\"5..\", \"..9\"}, Values {\"A\", \"B\"}] uint8 p;", "5..5=A 6..9=B"},
    {"[ValueMap {\"255..\"}, Values {\"A\"}] uint8 p;", "255..255=A"},
    /* A neighbour out of order says nothing. */
    {"[ValueMap {\"32768..\", \"4097..32767\"}, Values {\"A\", \"B\"}] uint16 p;", "32768..65535=A 4097..32767=B"},
    {"[ValueMap {\"100\", \"..50\"}, Values {\"A\", \"B\"}] uint8 p;", "100..100=A 0..50=B"},
    /* Overlapping ranges and double names stay. */
    {"[ValueMap {\"1..10\", \"5..20\", \"7\"}, Values {\"A\", \"A\", \"B\"}] uint8 p;", "1..10=A 5..20=A 7..7=B"},
    /* Bases, signs, blanks. */
    {"[ValueMap {\"0x1F\", \"0XfF\", \"017\", \"101b\", \"0B\", \"+5\"}] sint32 p;",
     "31..31=(none) 255..255=(none) 15..15=(none) 5..5=(none) 0..0=(none) 5..5=(none)"},
    {"[ValueMap {\"-1\", \"-0x10..-1\", \"-0\"}] sint16 p;", "-1..-1=(none) -16..-1=(none) 0..0=(none)"},
    {"[ValueMap {\" 1\", \"2 \", \" 3 .. 4 \", \"5\\t..\", \" .. \"}] uint8 p;",
     "1..1=(none) 2..2=(none) 3..4=(none) 5..255=(none) *0..255=(none)"},
    {"[ValueMap {\"9223372036854775807\", \"-9223372036854775808\"}] sint64 p;",
     "9223372036854775807..9223372036854775807=(none) -9223372036854775808..-9223372036854775808=(none)"},
    /* A uint64 has them all, in its own order: 2^63 comes behind 2^63 - 1. */
    {"[ValueMap {\"1..\"}] uint64 p;", "1..18446744073709551615=(none)"},
    {"[ValueMap {\"18446744073709551615\", \"0\"}, Values {\"All ones\", \"None\"}] uint64 p;",
     "18446744073709551615..18446744073709551615=All ones 0..0=None"},
    {"[ValueMap {\"0xFFFFFFFFFFFFFFFF\", \"0x8000000000000000\", \"01777777777777777777777\"}] uint64 p[];",
     "18446744073709551615..18446744073709551615=(none) 9223372036854775808..9223372036854775808=(none) "
     "18446744073709551615..18446744073709551615=(none)"},
    {"[ValueMap {18446744073709551615, 9223372036854775807}] uint64 p;",
     "18446744073709551615..18446744073709551615=(none) 9223372036854775807..9223372036854775807=(none)"},
    {"[ValueMap {\"9223372036854775800..9223372036854775810\", \"18446744073709551610..\"}] uint64 p;",
     "9223372036854775800..9223372036854775810=(none) 18446744073709551610..18446744073709551615=(none)"},
    {"[ValueMap {\"9223372036854775807\", \"..9223372036854775810\", \"18446744073709551614..\", "
     "\"18446744073709551615\"}] uint64 p;",
     "9223372036854775807..9223372036854775807=(none) 9223372036854775808..9223372036854775810=(none) "
     "18446744073709551614..18446744073709551614=(none) 18446744073709551615..18446744073709551615=(none)"},
    {"[ValueMap {\"9223372036854775800..\", \"9223372036854775808\", \"..\"}] uint64 p;",
     "9223372036854775800..9223372036854775807=(none) 9223372036854775808..9223372036854775808=(none) "
     "*0..18446744073709551615=(none)"},
    {"[ValueMap {\"-1\", \"18446744073709551616\", \"-0\", \"9223372036854775808..1\", \"5\"}] uint64 p;",
     "0..0=(none) 5..5=(none)"},
    {"[ValueMap {\"9223372036854775808\", \"1\"}, Values {\"A\", \"B\"}] sint64 p;", "1..1=B"},
    {"[ValueMap {\"-9223372036854775809\", \"-9223372036854775808\"}] sint64 p;",
     "-9223372036854775808..-9223372036854775808=(none)"},
    /* What is no code is left out, and takes its name with it. */
    {"[ValueMap {\"x\", \"1\", \"300\", \"9..3\", \"2\"}, Values {\"A\", \"B\", \"C\", \"D\", \"E\"}] uint8 p;",
     "1..1=B 2..2=E"},
    {"[ValueMap {\"1\", NULL, \"3\"}, Values {NULL, \"B\", \"C\"}] uint8 p;", "1..1=(none) 3..3=C"},
    /* Bare integers, and one entry without braces: slips that can be read. */
    {"[ValueMap {1, -2, 3}, Values {\"A\", \"B\", \"C\"}] sint8 p;", "1..1=A -2..-2=B 3..3=C"},
    {"[ValueMap (\"4\"), Values (\"A\")] uint8 p;", "4..4=A"},
    {"[ValueMap (\"4\", \"5\"), Values (\"A\", \"B\")] uint8 p[];", "4..4=A 5..5=B"},
    /* Texts. */
    {"[ValueMap {\"a\", \"1..2\", \" c \", \"..\"}, Values {\"A\", \"B\", \"C\", \"D\"}] string p;",
     "'a'=A '1..2'=B ' c '=C '..'=D"},
    {"[Values {\"Yes\", \"No\"}] string p;", "'Yes'=Yes 'No'=No"},
    {"[ValueMap {\"TRUE\"}, Values {\"On\"}] boolean p;", "'TRUE'=On"},
    /* Conventions come last; what ValueMap names singly beats them, in whatever spelling. */
    {"[ConventionMap {\"7\", \"0x8005\"}, ConventionValues {\"A\", \"B\"}] uint16 p;", "7..7~A 32773..32773~B"},
    {"[ValueMap {\"0\", \"5\", \"..\", \"32768..65535\"}, Values {\"OK\", \"Bad\", \"DMTF\", \"Vendor\"}, "
     "ConventionMap "
     "{\"5\", \"32773\", \"0x0\", \"6\"}, ConventionValues {\"A\", \"B\", \"C\", \"D\"}] uint32 p;",
     "0..0=OK 5..5=Bad *0..4294967295=DMTF 32768..65535=Vendor 32773..32773~B 6..6~D"},
    {"[Values {\"Zero\", \"One\"}, ConventionMap {\"1\", \"2\"}, ConventionValues {\"A\", \"B\"}] uint8 p;",
     "0..0=Zero 1..1=One 2..2~B"},
    /* A code that has no name leaves room for one, a range with two equal ends does not. */
    {"[ValueMap {\"1\", \"2\"}, Values {\"One\"}, ConventionMap {\"1\", \"2\"}, ConventionValues {\"A\", \"B\"}] uint8 "
     "p;",
     "1..1=One 2..2=(none) 2..2~B"},
    {"[ValueMap {\"5..5\", \"255..\"}, Values {\"Five\", \"Last\"}, ConventionMap {\"5\", \"255\"}, ConventionValues "
     "{\"A\", "
     "\"B\"}] uint8 p;",
     "5..5=Five 255..255=Last"},
    {"[ValueMap {\"18446744073709551615\"}, Values {\"All\"}, ConventionMap {\"0xFFFFFFFFFFFFFFFF\", "
     "\"9223372036854775808\"}, ConventionValues {\"A\", \"B\"}] uint64 p;",
     "18446744073709551615..18446744073709551615=All 9223372036854775808..9223372036854775808~B"},
    {"[ConventionMap {\"-5\", \"-129\"}, ConventionValues {\"A\", \"B\"}] sint8 p;", "-5..-5~A"},
    /* Ranges, no numbers, no names: left out. */
    {"[ConventionMap {\"1..3\", \"..\", \"9..3\", \"5..\", \"x\", \"300\", \"4\"}, ConventionValues {\"A\", \"B\", "
     "\"C\", "
     "\"D\", \"E\", \"F\", \"G\"}] uint8 p;",
     "4..4~G"},
    {"[ConventionMap {\"1\", \"2\"}, ConventionValues {\"A\"}] uint8 p;", "1..1~A"},
    {"[ConventionMap {\"1\", \"2\"}] uint8 p;", ""},
    {"[ConventionValues {\"A\", \"B\"}] uint8 p;", ""},
    {"[ConventionMap {\"1\"}, ConventionValues {NULL}] uint8 p;", ""},
    /* Of strings: a text that ValueMap has is declared, with or without a name; one by convention needs no name. */
    {"[ValueMap {\"a\", \"b\"}, Values {\"A\"}, ConventionMap {\"b\", \"c\", \"1..2\", \"A\"}, ConventionValues "
     "{\"x\", \"y\"}] "
     "string p;",
     "'a'=A 'b'=(none) 'c'~y '1..2'~(none) 'A'~(none)"},
    {"[ConventionMap {\"a\"}] string p[];", "'a'~(none)"},
    {"[Values {\"Yes\"}, ConventionMap {\"Yes\", \"No\"}] string p;", "'Yes'=Yes 'No'~(none)"},
};

static const code_case bit_cases[] = {
    {"[BitMap {\"0\", \"7\"}, BitValues {\"A\", \"B\"}] uint8 p;", "0..0=A 7..7=B"},
    {"[BitValues {\"A\", \"B\", \"C\"}] uint16 p;", "0..0=A 1..1=B 2..2=C"},
    {"[BitMap {\"0\", \"8\"}, BitValues {\"A\", \"B\"}] uint8 p;", "0..0=A"},
    {"[BitMap {\"2..\"}, BitValues {\"A\"}] sint16 p;", "2..15=A"},
    {"[BitMap {\"63\", \"64\"}] uint64 p;", "63..63=(none)"},
    {"[BitMap {\"40\"}] uint8 p[];", "40..40=(none)"},
    {"[BitMap {\"1\"}] string p;", "1..1=(none)"},
    /* Masks: hexadecimal powers of two, all of them. */
    {"[BitMap {\"0x01\", \" 0x00000080 \"}, BitValues {\"A\", \"B\"}] uint8 p;", "0..0=A 7..7=B"},
    {"[BitMap {\"0x1\", \"0x8000000000000000\"}] uint64 p;", "0..0=(none) 63..63=(none)"},
    {"[BitMap {\"0x1\", \"0x100\"}] uint8 p;", "0..0=(none)"},
    {"[BitMap {\"0x1\", \"0x3\"}] uint8 p;", "1..1=(none) 3..3=(none)"},
    {"[BitMap {\"0x1\", \"2\"}] uint8 p;", "1..1=(none) 2..2=(none)"},
    {"[BitMap {\"0x0\", \"0x1\"}] uint8 p;", "0..0=(none) 1..1=(none)"},
    {"[ValueMap {\"1\"}] uint8 p;", ""},
};

static const char *describe(const fixture *f, mb_codes codes)
{
    const char *text = "";
    for (size_t i = 0; i < codes.count; i++) {
        const mb_code *code = &codes.items[i];
        const char *name = fixture_text(f, code->name);
        const char *mark = code->is_convention ? "~" : "=";
        if (code->is_text) {
            text = mb_arena_format(f->arena, "%s%s'%s'%s%s", text, i > 0 ? " " : "", fixture_text(f, code->text), mark,
                                   name);
        } else {
            text = mb_arena_format(f->arena, "%s%s%s%s..%s%s%s", text, i > 0 ? " " : "", code->is_rest ? "*" : "",
                                   mb_code_digits(code->low, code->is_unsigned, f->arena),
                                   mb_code_digits(code->high, code->is_unsigned, f->arena), mark, name);
        }
    }
    return text;
}

static void check_cases(const code_case *cases, size_t count, bool bits)
{
    for (size_t i = 0; i < count; i++) {
        char mof[1024];
        snprintf(mof, sizeof mof, "class A { %s };", cases[i].declaration);
        fixture f = fixture_open(mof);
        const mb_element *p = fixture_property(&f, "A", "p");
        const mb_codes codes = bits ? mb_element_bits(p) : mb_element_codes(p);
        if (strcmp(describe(&f, codes), cases[i].codes) != 0) {
            print_error("%s\n", cases[i].declaration);
        }
        assert_string_equal(describe(&f, codes), cases[i].codes);
        assert_true(f.ok); /* bad entries are warnings */
        fixture_close(&f);
    }
}

static void test_codes(void **state)
{
    (void)state;
    check_cases(code_cases, sizeof code_cases / sizeof code_cases[0], false);
}

static void test_bits(void **state)
{
    (void)state;
    check_cases(bit_cases, sizeof bit_cases / sizeof bit_cases[0], true);
}

static const char *codes_at(const fixture *f, const mb_element *element)
{
    return describe(f, mb_element_codes(element));
}

/* A subclass may have other codes; one that says nothing has those above it. */
static void test_codes_are_inherited(void **state)
{
    (void)state;
    fixture f = fixture_open("class A {\n"
                             "  [ValueMap {\"0\", \"4\"}, Values {\"OK\", \"Failed\"}] uint32 M([In, ValueMap {\"1\"}, "
                             "Values {\"On\"}] uint8 s);\n"
                             "};\n"
                             "class B : A { [Override(\"M\")] uint32 M([In] uint8 s); };\n"
                             "class C : B { [ValueMap {\"4\"}, Values {\"Invalid Parameter\"}] uint32 M([In, ValueMap "
                             "{\"2\"}, Values {\"Off\"}] uint8 S); };\n"
                             "class D : C { [Values {\"Bad\"}] uint32 M([In] uint8 s); };\n"
                             "class E : D {};\n");
    assert_string_equal(f.messages, "");
    assert_string_equal(codes_at(&f, fixture_method(&f, "A", "M")), "0..0=OK 4..4=Failed");
    assert_string_equal(codes_at(&f, fixture_method(&f, "B", "M")), "0..0=OK 4..4=Failed");
    assert_string_equal(codes_at(&f, fixture_method(&f, "C", "M")), "4..4=Invalid Parameter");
    assert_string_equal(codes_at(&f, fixture_method(&f, "D", "M")), "4..4=Bad");
    assert_ptr_equal(fixture_method(&f, "E", "M"), fixture_method(&f, "D", "M"));
    assert_string_equal(codes_at(&f, fixture_parameter(&f, "B", "M", "s")), "1..1=On");
    assert_string_equal(codes_at(&f, fixture_parameter(&f, "C", "M", "s")), "2..2=Off");
    fixture_close(&f);
}

/* Conventions are inherited as codes are: each of the four lists by itself. */
static void test_conventions_are_inherited(void **state)
{
    (void)state;
    fixture f = fixture_open(
        "class A { [ValueMap {\"0\", \"1..9\"}, Values {\"Off\", \"Some\"}, ConventionMap {\"5\", \"0\"}, "
        "ConventionValues {\"Five\", "
        "\"Nil\"}] uint8 p; [ConventionMap {\"7\"}, ConventionValues {\"Seven\"}] uint32 M([In, ConventionMap {\"3\"}, "
        "ConventionValues {\"Three\"}] uint8 s); };\n"
        "class B : A { [Override(\"p\"), ValueMap {\"1\", \"5..6\"}, Values {\"One\", \"Few\"}] uint8 p; "
        "[Override(\"M\"), ValueMap "
        "{\"7\"}, Values {\"Declared\"}] uint32 M([In] uint8 s); };\n"
        "class C : B { [Override(\"p\"), ConventionValues {\"Fuenf\", \"Null\"}] uint8 p; [Override(\"M\"), "
        "ConventionMap {\"8\"}, "
        "ConventionValues {\"Eight\"}] uint32 M([In] uint8 s); };\n"
        "class D : C {};\n");
    assert_string_equal(f.messages, "");
    assert_string_equal(codes_at(&f, fixture_property(&f, "A", "p")), "0..0=Off 1..9=Some 5..5~Five");
    assert_string_equal(codes_at(&f, fixture_property(&f, "B", "p")), "1..1=One 5..6=Few 5..5~Five 0..0~Nil");
    assert_string_equal(codes_at(&f, fixture_property(&f, "D", "p")), "1..1=One 5..6=Few 5..5~Fuenf 0..0~Null");
    assert_string_equal(codes_at(&f, fixture_method(&f, "A", "M")), "7..7~Seven");
    assert_string_equal(codes_at(&f, fixture_method(&f, "B", "M")), "7..7=Declared");
    assert_string_equal(codes_at(&f, fixture_method(&f, "D", "M")), "7..7=Declared 8..8~Eight");
    assert_string_equal(codes_at(&f, fixture_parameter(&f, "C", "M", "s")), "3..3~Three");
    fixture_close(&f);
}

/* The words of an entry are kept as they were written. */
static void test_texts_of_entries(void **state)
{
    (void)state;
    fixture f = fixture_open("class A { [ValueMap {\" 0x10 \", \"..\"}, Values {\"A \", \"B\"}] uint8 p; };");
    const mb_codes codes = mb_element_codes(fixture_property(&f, "A", "p"));
    assert_int_equal(codes.count, 2);
    assert_string_equal(fixture_text(&f, codes.items[0].text), " 0x10 ");
    assert_string_equal(fixture_text(&f, codes.items[0].name), "A ");
    assert_string_equal(fixture_text(&f, codes.items[1].text), "..");
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_bits),
        cmocka_unit_test(test_codes_are_inherited),
        cmocka_unit_test(test_conventions_are_inherited),
        cmocka_unit_test(test_texts_of_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
