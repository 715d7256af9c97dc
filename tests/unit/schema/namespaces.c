/* Namespaces: their spellings, and what is declared in which. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "schema/resolve.h"

static const struct {
    const char *written;
    const char *name;
} spellings[] = {
    {"\\\\.\\root\\x", "root\\x"},
    {"\\\\.\\Root\\Virtualization\\V2", "Root\\Virtualization\\V2"},
    {"\\root\\x", "root\\x"},
    {"//./root/x", "root\\x"},
    {"root\\x", "root\\x"},
    {"root/x/y", "root\\x\\y"},
    {"root\\\\x\\", "root\\x"},
    {"\\\\server\\root\\x", "root\\x"},
    {"\\\\root\\x", "root\\x"},
    {".\\root\\x", "root\\x"},
    {"\\.\\root\\x", "root\\x"},
    {"\\server\\root\\x", "root\\x"},
    {"\\root\\root", "root\\root"},
    {"\\\\\\\\.\\\\root\\\\x", "root\\x"},
    {"\\interop\\x", "interop\\x"},
    {"root", "root"},
    {"interop", "interop"},
    {"", NULL},
    {"\\\\.\\", NULL},
    {"\\\\server", NULL},
    {"root\\..\\x", NULL},
    {"root\\a:b", NULL},
    {"root\\a\"b", NULL},
    {"root\na", NULL},
    {"root\\a\x7F", NULL},
    {"root\\\xC2\x9B"
     "a",
     NULL}, /* a control character above ASCII */
    {"root\\\xE2\x80\xAE"
     "a",
     NULL}, /* turns the order round */
    {"root\\\xC3\xA4", "root\\\xC3\xA4"},
};

static void test_spellings(void **state)
{
    (void)state;
    mb_heap *heap = mb_heap_new(NULL);
    mb_arena *arena = mb_arena_new(heap);
    mb_symbols *symbols = mb_symbols_new(arena);
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        const mb_symbol *name = mb_normalise_namespace(symbols, arena, mb_text_of(spellings[i].written));
        if (spellings[i].name == NULL) {
            assert_null(name);
        } else {
            assert_non_null(name);
            assert_string_equal(name->text, spellings[i].name);
        }
    }
    mb_heap_free(heap);
}

static const char MIXED[] = "class A {};\n"
                            "#pragma namespace(\"\\\\\\\\.\\\\root\\\\empty\")\n"
                            "#pragma namespace(\"\\\\\\\\.\\\\root\\\\interop\")\n"
                            "class A { string s; A REF a; };\n"
                            "class B : A {};\n"
                            "#PRAGMA Namespace(\"root\\\\TEST\")\n"
                            "class B : A { A REF a; };\n";

static void test_namespaces_are_apart(void **state)
{
    (void)state;
    fixture f = fixture_open(MIXED);
    assert_string_equal(f.messages, "");
    const mb_namespace *test = f.schema->namespaces;
    assert_string_equal(test->name, "root\\test");
    assert_int_equal(test->class_count, 2);
    const mb_namespace *interop = test->next;
    assert_string_equal(interop->name, "root\\interop");
    assert_int_equal(interop->class_count, 2);
    assert_null(interop->next); /* root\empty has no class */

    const mb_class *a = mb_schema_find_class(test, fixture_name(&f, "a"));
    const mb_class *b = mb_schema_find_class(test, fixture_name(&f, "B"));
    const mb_class *other_a = mb_schema_find_class(interop, fixture_name(&f, "A"));
    const mb_class *other_b = mb_schema_find_class(interop, fixture_name(&f, "B"));
    assert_ptr_not_equal(a, other_a);
    assert_ptr_equal(b->super, a);
    assert_ptr_equal(other_b->super, other_a);
    assert_ptr_equal(b->properties->target, a);
    assert_ptr_equal(other_a->properties->next->target, other_a);
    assert_null(mb_schema_find_class(test, fixture_name(&f, "C")));
    assert_ptr_equal(b->ns, test);
    fixture_close(&f);
}

/* What an undeclared class costs is one warning in each class; the target stays open. */
/* The default namespace is known from the start, and yet comes where its first class does. */
static void test_the_first_with_a_class_is_first(void **state)
{
    (void)state;
    fixture f = fixture_open("#pragma namespace(\"root\\\\first\")\n"
                             "class A {};\n"
                             "#pragma namespace(\"root\\\\test\")\n"
                             "class B {};\n");
    assert_string_equal(f.messages, "");
    assert_string_equal(f.schema->namespaces->name, "root\\first");
    assert_string_equal(f.schema->namespaces->next->name, "root\\test");
    fixture_close(&f);
}

static void test_no_target_from_elsewhere(void **state)
{
    (void)state;
    fixture f = fixture_open("#pragma namespace(\"root/a\")\n"
                             "class A {};\n"
                             "#pragma namespace(\"root/b\")\n"
                             "class B { A REF a; A REF b; };\n"
                             "class C { A REF c; };\n");
    assert_string_equal(
        f.messages, "t.mof:4:11: warning: namespace root\\b does not declare class 'A' [MOF331] [-Wclass-undeclared]\n"
                    "t.mof:2:7: note: namespace root\\a declares a class 'A' [MOF314]\n"
                    "t.mof:5:11: warning: namespace root\\b does not declare class 'A' [MOF331] [-Wclass-undeclared]\n"
                    "t.mof:2:7: note: namespace root\\a declares a class 'A' [MOF314]\n");
    assert_true(f.ok);
    assert_null(fixture_property(&f, "B", "a")->target);
    assert_string_equal(fixture_property(&f, "B", "a")->class_name->text, "A");
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_namespaces_are_apart),
        cmocka_unit_test(test_the_first_with_a_class_is_first),
        cmocka_unit_test(test_no_target_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
