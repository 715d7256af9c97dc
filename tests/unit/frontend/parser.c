/* The tree that each production makes, where it stands, and how reading goes on after an error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "syntax/path.h"

typedef struct shape {
    const char *text;
    const char *tree;
} shape;

static const shape shapes[] = {
    {"", ""},
    {"// nothing", ""},
    {"class A { };", "class A { }\n"},
    {"[Abstract, Version(\"1\")] Class A as $a : B { };", "[Abstract, Version(\"1\")] class A as $a : B { }\n"},
    {"class A { }; class B : A { };", "class A { }\nclass B : A { }\n"},
    /* properties */
    {"class A { uint8 a; [Key] string b; boolean c = true; };",
     "class A { uint8 a; [Key] string b; boolean c = true; }\n"},
    {"class A { sint64 a[]; real32 b[3]; char16 c[] = {'x', 'y'}; datetime d[] = {}; };",
     "class A { sint64 a[0]; real32 b[3]; char16 c[0] = {char 0078, char 0079}; datetime d[0] = {}; }\n"},
    {"class A { B ref r; B REF rs[]; object o; object ref x; object xs[]; B e; B es[2]; };",
     "class A { B ref r; B ref rs[0]; object o; ref x; object xs[0]; B object e; B object es[2]; }\n"},
    {"class A { uint32 a = {1, NULL, 2}; string s = $x; B e = instance of B { k = 1; }; };",
     "class A { uint32 a = {1, null, 2}; string s = $x; B object e = instance B { k = 1; }; }\n"},
    /* methods */
    {"class A { uint32 m(); };", "class A { uint32 m(); }\n"},
    {"class A { [Static] void m([In] string a, [Out] B ref b[], object c = NULL); };",
     "class A { [Static] void m([In] string a, [Out] B ref b[0], object c = null); }\n"},
    {"class A { B m(); B ref n(uint8 x[4], C c); };", "class A { B object m(); B ref n(uint8 x[4], C object c); }\n"},
    /* qualifiers */
    {"[A, B(1), C{2}, D{}, E(\"x\" \"y\"), F(1, 2), G{\"a\", \"b\"}, H(true), I(-1.5), J('c'), K(null)] class X { };",
     "[A, B(1), C({2}), D({}), E(\"xy\"), F({1, 2}), G({\"a\", \"b\"}), H(true), I(real -1.5), J(char 0063), K(null)] class X { }\n"},
    {"[A : ToSubclass, B(1) : DisableOverride Restricted, C{1} : Amended ToInstance NotToInstance] class X { };",
     "[A : ToSubclass, B(1) : DisableOverride Restricted, C({1}) : ToInstance NotToInstance Amended] class X { }\n"},
    {"[A : EnableOverride NotToSubclass Translatable] class X { };",
     "[A : EnableOverride Translatable NotToSubclass] class X { }\n"},
    /* qualifier declarations */
    {"Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);",
     "qualifier Key : boolean = false scope property reference : DisableOverride ToSubclass\n"},
    {"qualifier V : string[], scope(any);", "qualifier V : string[] scope any\n"},
    {"qualifier V : uint32[2] = {1, 2}, scope(class, association, indication, method, parameter, schema, qualifier);",
     "qualifier V : uint32[] = {1, 2} scope class association indication method parameter schema qualifier\n"},
    {"qualifier write:ToInstance ToSubClass;", "qualifier write : ToSubclass ToInstance\n"},
    /* instances */
    {"instance of A { };", "instance A { }\n"},
    {"[Q] Instance Of A as $x { [R] a = 1; b; c[] = {\"x\"}; d = {}; e = {$x, $y}; f = null; };",
     "[Q] instance A as $x { [R] a = 1; b; c[0] = {\"x\"}; d = {}; e = {$x, $y}; f = null; }\n"},
    {"instance of A { a = instance of B as $b { c = instance of D { }; }; };",
     "instance A { a = instance B as $b { c = instance D { }; }; }\n"},
    {"instance of A { a = { instance of B { }, instance of C { x = 1; }; }; };",
     "instance A { a = {instance B { }, instance C { x = 1; }}; }\n"},
    /* directives */
    {"#pragma autorecover\n#pragma locale(1033) # PRAGMA deleteclass(\"a\" \"b\", NOFAIL)",
     "pragma autorecover\n"
     "pragma locale {1033}\npragma deleteclass {\"ab\", \"NOFAIL\"}\n"},
    /* unknown ones: of these the name alone is kept, and their place is that of a blank */
    {"#pragma x()\n# PRAGMA y(1, \"a)\" (b),\n /* ) */ c) class A { };", "pragma x\npragma y\nclass A { }\n"},
    {"#pragma a class A { };\nclass B { };", "pragma a\nclass B { }\n"},
    {"#pragma a \"b /* c\" \\\n {1} /* d\n */ ( \"e\n#pragma b\r\n#pragma c;\n#pragma d (\n1) ; class B { };",
     "pragma a\npragma b\npragma c\npragma d\nclass B { }\n"},
    {"#pragma include_x(\"a\")\n#pragma namespaces(\"b\\c\")\n#pragma class A\nclass B { };",
     "pragma include_x\npragma namespaces\npragma class\nclass B { }\n"},
    {"#pragma a (\nclass B { };", "pragma a\nclass B { }\n"},
    {"#pragma /**/ a (1) #pragma\nb class B { };", "pragma a {1}\npragma b\nclass B { }\n"},
    {"class A { uint32\n#pragma a b\nc; };", "pragma a\nclass A { uint32 c; }\n"}};

static void assert_tree(const char *text, const char *tree)
{
    fixture made;
    fixture_open(&made, NULL);
    fixture_parse(&made, text);
    assert_string_equal(made.messages.text, "");
    assert_true(made.parsed);
    assert_string_equal(made.dump.text, tree);
    fixture_close(&made);
}

static void trees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        assert_tree(shapes[i].text, shapes[i].tree);
    }
}

static void counts(void **state)
{
    (void)state;
    fixture made;
    fixture_open(&made, NULL);
    fixture_parse(&made, "class A { }; class B { }; instance of A { x = instance of B { }; };");
    assert_int_equal(made.unit->class_count, 2);
    assert_int_equal(made.unit->instance_count, 1);
    assert_int_equal(made.unit->signs & MB_SIGN_IN_FALSE, 0);
    fixture_close(&made);
}

static void in_false(void **state)
{
    (void)state;
    const char *const qualifiers[] = {"In(false)", "IN ( FALSE )", "in{false}", "In", "In(true)", "Out(false)"};
    const bool expected[] = {true, true, false, false, false, false};
    for (size_t i = 0; i < 6; i++) {
        char text[128];
        fixture made;
        snprintf(text, sizeof text, "class A { uint32 m([%s] string a); };", qualifiers[i]);
        fixture_open(&made, NULL);
        fixture_parse(&made, text);
        assert_true(made.parsed);
        assert_int_equal((made.unit->signs & MB_SIGN_IN_FALSE) != 0, expected[i]);
        fixture_close(&made);
    }
}

/** What stands at a span. */
static void assert_span(const fixture *made, mb_span span, const char *expected)
{
    const mb_source *source = mb_sources_at(made->sources, span.begin);
    assert_non_null(source);
    assert_int_equal(span.end - span.begin, strlen(expected));
    assert_memory_equal(source->text + (span.begin - source->base), expected, strlen(expected));
}

static void spans(void **state)
{
    (void)state;
    fixture made;
    fixture_open(&made, NULL);
    fixture_parse(
        &made,
        "[Q(1) : Amended, R] class A : Super { [K] Other REF prop[] = {1} ; uint32 meth([In] string arg = \"x\" ); };"
        "qualifier Z : string, Scope(any);#pragma p(1)");
    assert_string_equal(made.messages.text, "");
    const mb_production *a = made.unit->first;
    assert_span(&made, mb_qualifier_span(a->qualifiers), "Q(1) : Amended");
    assert_span(&made, mb_qualifier_span(a->qualifiers->next), "R");
    assert_span(&made, a->span,
                "class A : Super { [K] Other REF prop[] = {1} ; uint32 meth([In] string arg = \"x\" ); };");
    assert_span(&made, a->name_span, "A");
    assert_span(&made, a->super_span, "Super");
    const mb_feature *property = a->features;
    assert_span(&made, property->span, "Other REF prop[] = {1} ;");
    assert_span(&made, mb_feature_type_span(property), "Other REF");
    assert_span(&made, mb_feature_name_span(property), "prop");
    assert_span(&made, property->value->span, "{1}");
    assert_span(&made, property->value->u.first->span, "1");
    const mb_feature *method = property->next;
    assert_span(&made, method->span, "uint32 meth([In] string arg = \"x\" );");
    assert_span(&made, mb_feature_name_span(method), "meth");
    assert_span(&made, method->parameters->span, "string arg = \"x\"");
    assert_span(&made, mb_feature_name_span(method->parameters), "arg");
    const mb_production *declaration = a->next;
    assert_span(&made, declaration->span, "qualifier Z : string, Scope(any);");
    assert_span(&made, declaration->name_span, "Z");
    assert_span(&made, declaration->next->span, "#pragma p(1)");
    assert_span(&made, declaration->next->name_span, "p");
    fixture_close(&made);
}

static void long_lists(void **state)
{
    (void)state;
    enum { COUNT = 10000 };
    fixture made;
    fixture_open(&made, NULL);
    mb_buffer text;
    mb_buffer_init(&text, made.heap);
    mb_buffer_puts(&text, "class A { uint32 a[] = {0");
    for (int i = 1; i < COUNT; i++) {
        mb_buffer_printf(&text, ", %d", i);
    }
    mb_buffer_puts(&text, "}; };");
    fixture_parse(&made, text.text);
    assert_true(made.parsed);
    const mb_value *array = made.unit->first->features->value;
    assert_int_equal(array->count, COUNT);
    uint64_t expected = 0;
    for (const mb_value *each = array->u.first; each != NULL; each = each->next) {
        assert_int_equal(each->u.magnitude, expected++);
    }
    assert_int_equal(expected, COUNT);
    fixture_close(&made);
}

/** @return whether instances are read that are nested as deep */
static bool reads_nested(int depth)
{
    fixture made;
    fixture_open(&made, NULL);
    mb_buffer text;
    mb_buffer_init(&text, made.heap);
    for (int i = 0; i < depth; i++) {
        mb_buffer_puts(&text, "instance of A { a = ");
    }
    mb_buffer_puts(&text, "1");
    for (int i = 0; i < depth; i++) {
        mb_buffer_puts(&text, "; }");
    }
    mb_buffer_puts(&text, ";");
    fixture_parse(&made, text.text);
    bool parsed = made.parsed;
    assert_int_equal(strstr(made.messages.text, "instances are nested too deep [MOF208]") == NULL, parsed);
    fixture_close(&made);
    return parsed;
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    assert_true(reads_nested(1));
    assert_true(reads_nested(60));
    assert_false(reads_nested(1000));
    assert_false(reads_nested(10000));
}

typedef struct recovery {
    const char *text;
    size_t errors;
    const char *tree; /**< what is read all the same */
} recovery;

static const recovery recoveries[] = {
    {"class A { uint32 a b; uint32 c; };", 1, "class A { uint32 c; }\n"},
    {"class A { uint32 a\nuint32 b; };", 1, "class A { uint32 b; }\n"},
    {"class A { uint32 a\n[Key] uint32 b\n}; class B { };", 2, "class A { }\nclass B { }\n"},
    {"class A { uint32 a\n[Key] uint32 b; };", 1, "class A { [Key] uint32 b; }\n"},
    {"class A { uint32 m(uint8 a\n[In] uint8 b); uint8 c; };", 1, "class A { uint8 c; }\n"},
    {"class A { } class B { };", 1, "class A { }\nclass B { }\n"},
    {"class A { }\n[Q] class B { }", 2, "class A { }\n[Q] class B { }\n"},
    {"class A { uint32 a;\nclass B { };", 1, "class A { uint32 a; }\nclass B { }\n"},
    {"class A { uint32 a;\n#pragma x\nclass B { };", 1, "pragma x\nclass A { uint32 a; }\nclass B { }\n"},
    {"class A { uint32 a[] = {1, 2; uint32 b; };\nclass B { };", 1, "class A { uint32 b; }\nclass B { }\n"},
    {"class A { [Values {1 2}] uint32 a; uint32 b; };", 1, "class A { uint32 b; }\n"},
    {"class 5 { uint32 a; }; class B { };", 1, "class B { }\n"},
    {"[Q(] class A { };", 1, "class A { }\n"},
    {"class A : { uint32 a; };\nclass B { };", 1, "class B { }\n"},
    {"instance of A { a = instance of B { c d; e = 1; }; f = 2; };", 1, "instance A { f = 2; }\n"},
    {"instance of A { a 1; f = 2; };", 1, "instance A { f = 2; }\n"},
    {"qualifier Q; qualifier R : ToInstance;", 1, "qualifier R : ToInstance\n"},
    {"x y z; class A { };", 1, "class A { }\n"},
    {"class A { }; };\nclass B { };", 1, "class A { }\nclass B { }\n"},
    {"class A { string s = \"open\n; uint32 b; };", 1, "class A { uint32 b; }\n"},
    {"class A { uint32 a", 2, "class A { }\n"},
    {"class A { uint32 a;", 1, "class A { uint32 a; }\n"},
    {"class A { uint32 a; } // end", 1, "class A { uint32 a; }\n"},
    {"class A", 1, ""},
    {"[", 1, ""},
    {"class A { uint32 m(", 1, "class A { }\n"},
    {"structure S { x y; }; class A { a b c; };", 1, ""}};

static void reading_goes_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof recoveries / sizeof recoveries[0]; i++) {
        fixture made;
        fixture_open(&made, NULL);
        fixture_parse(&made, recoveries[i].text);
        assert_false(made.parsed);
        assert_string_equal(made.dump.text, recoveries[i].tree);
        assert_int_equal(mb_diag_errors(made.diag), recoveries[i].errors);
        fixture_close(&made);
    }
}

/** Whatever is cut off or left out of a text, parsing ends, and says so at most once for each declaration. */
static void damaged_texts(void **state)
{
    (void)state;
    const char *text =
        "#pragma namespace(\"a\")\nqualifier Q : string[] = {\"a\"}, Scope(any, class), Flavor(Restricted);\n"
        "[A, B{1, 2} : ToSubclass] class C as $c : D { [E('x')] F REF g[2] = {1.5};\n"
        "  uint32 h([In] string i = \"\\x41\", object j[]); };\n"
        "instance of C as $k { l = {instance of M { n = $c; }; }; o; };\n";
    const size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        char damaged[512];
        fixture made;
        memcpy(damaged, text, i);
        memcpy(damaged + i, text + i + 1, length - i - 1);
        fixture_open(&made, NULL);
        fixture_parse_bytes(&made, damaged, length - 1);
        assert_true(mb_diag_errors(made.diag) <= 3);
        fixture_close(&made);

        fixture_open(&made, NULL);
        fixture_parse_bytes(&made, text, i);
        assert_true(mb_diag_errors(made.diag) <= 2);
        fixture_close(&made);
    }
}

static void paths(void **state)
{
    (void)state;
    /* clang-format off */
    const char *const cases[][2] = {
        { "a/b", "a/b" }, { "./a", "a" }, { "a/./b", "a/b" }, { "a//b", "a/b" }, { "a/../b", "b" },
        { "../a", "../a" }, { "../../a", "../../a" }, { "a/../../b", "../b" }, { "/a/../b", "/b" }, { "/", "/" }, { "", "" },
        { "a/", "a" }, { "//server/share", "//server/share" }, { "C:/x/../y", "C:/y" }, { "C:/../x", "C:/../x" }, { "c://x", "c:/x" },
        { "C:/x/../..", "C:/.." }, { "a:b/../c", "c" }
    };
    /* clang-format on */
    fixture made;
    fixture_open(&made, NULL);
    mb_arena *arena = mb_arena_new(made.heap);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(mb_path_normalise(arena, cases[i][0]), cases[i][1]);
    }
    assert_string_equal(mb_path_join(arena, "", "a"), "a");
    assert_string_equal(mb_path_join(arena, "d", "..\\a"), "a");
    assert_string_equal(mb_path_join(arena, "", "C:\\..\\x"), "C:/../x");
    assert_string_equal(mb_path_join(arena, "", "\\\\server\\share"), "//server/share");
#if defined(_WIN32)
    assert_string_equal(mb_path_join(arena, "we\\ird", "a\\b"), "we/ird/a/b");
    assert_string_equal(mb_path_directory(arena, "we\\ird\\c.mof"), "we\\ird");
#else
    assert_string_equal(mb_path_join(arena, "we\\ird", "a\\b"), "we\\ird/a/b");
    assert_string_equal(mb_path_normalise(arena, "we\\ird/../c\\"), "c\\");
    assert_string_equal(mb_path_directory(arena, "we\\ird/c.mof"), "we\\ird");
#endif
    assert_string_equal(mb_path_directory(arena, "a/b/c.mof"), "a/b");
    assert_string_equal(mb_path_directory(arena, "c.mof"), "");
    assert_string_equal(mb_path_directory(arena, "/c.mof"), "/");
    assert_true(mb_path_is_absolute("/a"));
    assert_true(mb_path_is_absolute("\\a"));
    assert_true(mb_path_is_absolute("c:x"));
    assert_false(mb_path_is_absolute("a/b"));
    assert_false(mb_path_is_absolute(""));
    fixture_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees),           cmocka_unit_test(counts),        cmocka_unit_test(in_false),
        cmocka_unit_test(spans),           cmocka_unit_test(long_lists),    cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(reading_goes_on), cmocka_unit_test(damaged_texts), cmocka_unit_test(paths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
