/* Literals of another kind: what becomes of them. tests/corpus and semantics.inc have the messages. */
#include <string.h>

#include "fixture.h"

static const mb_value *default_of(const fixture *f, const char *name)
{
    return mb_element_default(fixture_property(f, "A", name));
}

static const char *text_of(const fixture *f, const char *name)
{
    const mb_value *value = default_of(f, name);
    assert_int_equal(value->kind, MB_VALUE_STRING);
    return fixture_text(f, mb_value_text(value));
}

static void test_texts(void **state)
{
    (void)state;
    fixture f = fixture_open(
        "class A { string i = 23; string n = -5; string h = 0x10; string r = 3.5; string b = true; string c = 'x';"
        " string w = '\\x20AC'; string l[] = {1, \"two\", false}; };");
    assert_true(f.ok);
    assert_string_equal(text_of(&f, "i"), "23");
    assert_string_equal(text_of(&f, "n"), "-5");
    assert_string_equal(text_of(&f, "h"), "16");
    assert_string_equal(text_of(&f, "r"), "3.5");
    assert_string_equal(text_of(&f, "b"), "TRUE");
    assert_string_equal(text_of(&f, "c"), "x");
    assert_string_equal(text_of(&f, "w"), "\xE2\x82\xAC");
    const mb_value *item = default_of(&f, "l")->u.first;
    assert_string_equal(fixture_text(&f, mb_value_text(item)), "1");
    assert_string_equal(fixture_text(&f, mb_value_text(item->next)), "two");
    assert_string_equal(fixture_text(&f, mb_value_text(item->next->next)), "FALSE");
    fixture_close(&f);
}

static void check_boolean(const fixture *f, const char *name, bool truth)
{
    const mb_value *value = default_of(f, name);
    assert_int_equal(value->kind, MB_VALUE_BOOLEAN);
    assert_int_equal(value->boolean, truth);
}

static void test_booleans(void **state)
{
    (void)state;
    fixture f = fixture_open(
        "class A { boolean a = 1; boolean b = 0; boolean c = \"true\"; boolean d = \"FALSE\"; boolean e = \"1\";"
        " boolean g = -0; boolean h = -1; };");
    assert_true(f.ok);
    check_boolean(&f, "a", true);
    check_boolean(&f, "b", false);
    check_boolean(&f, "c", true);
    check_boolean(&f, "d", false);
    check_boolean(&f, "e", true);
    check_boolean(&f, "g", false);
    check_boolean(&f, "h", true);
    fixture_close(&f);
}

static void check_integer(const fixture *f, const char *name, bool negative, uint64_t magnitude)
{
    const mb_value *value = default_of(f, name);
    assert_int_equal(value->kind, MB_VALUE_INTEGER);
    assert_int_equal(value->negative, negative);
    assert_true(value->u.magnitude == magnitude);
}

static void test_numbers(void **state)
{
    (void)state;
    fixture f = fixture_open("class A { uint8 a = \"5\"; sint8 b = \"-0x10\"; uint64 c = \"18446744073709551615\"; "
                             "uint8 d = \"007\"; uint16 e = \"+3\";"
                             " real32 g = \"3.5\"; real64 h = \"-1e3\"; real64 i = \"2\"; uint8 j = \"2.6\"; };");
    assert_true(f.ok);
    check_integer(&f, "a", false, 5);
    check_integer(&f, "b", true, 16);
    check_integer(&f, "c", false, UINT64_MAX);
    check_integer(&f, "d", false, 7);
    check_integer(&f, "e", false, 3);
    check_integer(&f, "i", false, 2);
    assert_int_equal(default_of(&f, "g")->kind, MB_VALUE_REAL);
    assert_true(default_of(&f, "g")->u.real > 3.4 && default_of(&f, "g")->u.real < 3.6);
    assert_true(default_of(&f, "h")->u.real > -1000.5 && default_of(&f, "h")->u.real < -999.5);
    assert_int_equal(default_of(&f, "j")->kind, MB_VALUE_REAL);
    fixture_close(&f);
}

/* A qualifier that is written so means what was meant. */
static void test_qualifiers(void **state)
{
    (void)state;
    fixture f =
        fixture_open("Qualifier Heavy : boolean = \"true\", Scope(any);\n"
                     "class A { [Key(1), Required(0), Write(\"True\"), Read(\"false\"), Description(42)] string k;\n"
                     "  [ValueMap{1, 2}, Values{10, 20}] uint8 v;\n"
                     "  uint32 M([In(\"false\"), Out(1)] string p); };");
    const mb_element *k = fixture_property(&f, "A", "k"), *p = fixture_parameter(&f, "A", "M", "p");
    assert_true(f.ok);
    assert_true(mb_element_flag(k, MB_Q_KEY));
    assert_false(mb_element_flag(k, MB_Q_REQUIRED));
    assert_true(mb_element_flag(k, MB_Q_WRITE));
    assert_false(mb_element_flag(k, MB_Q_READ));
    assert_string_equal(fixture_text(&f, mb_element_text(f.schema, k, MB_Q_DESCRIPTION)), "42");
    assert_true(p->is_out);
    assert_false(p->is_in);
    const mb_codes codes = mb_element_codes(fixture_property(&f, "A", "v"));
    assert_int_equal(codes.count, 2);
    assert_int_equal(codes.items[1].low, 2);
    assert_string_equal(fixture_text(&f, codes.items[1].name), "20");
    assert_true(mb_qualifier_declaration(f.schema, fixture_name(&f, "Heavy"))->value->boolean);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_booleans),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_qualifiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
