/* Classes: superclasses, order, features inherited and overridden, directions of parameters. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"

/** "A B C": the classes of the first namespace, in order; checks that depth and index agree with it. */
static const char *order_of(const fixture *f)
{
    const char *text = "";
    uint32_t index = 0;
    for (const mb_class *cls = f->schema->namespaces->first; cls != NULL; cls = cls->next) {
        assert_int_equal(cls->index, index++);
        assert_int_equal(cls->depth, cls->super != NULL ? cls->super->depth + 1 : 0);
        assert_true(cls->super == NULL || cls->super->index < cls->index);
        text = mb_arena_format(f->arena, "%s%s%s", text, text[0] != '\0' ? " " : "", cls->element.name->text);
    }
    assert_int_equal(index, f->schema->namespaces->class_count);
    return text;
}

static const struct {
    const char *mof;
    const char *order;
} orders[] = {
    {"class A {}; class B {}; class C {};", "A B C"},
    {"class C : B {}; class X {}; class B : A {}; class A {};", "A B C X"},
    {"class B : A {}; class C : A {}; class A {}; class D : c {};", "A B C D"},
    {"class A : B {}; class B : A {}; class C : B {};", "A B C"},
};

static void test_superclasses_come_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        fixture f = fixture_open(orders[i].mof);
        assert_string_equal(order_of(&f), orders[i].order);
        fixture_close(&f);
    }
}

/* The resolver walks from one to the other: what it learned of B is forgotten at C, what it learned of A is not. */
static void test_siblings_share_nothing(void **state)
{
    (void)state;
    fixture f = fixture_open("class A { string a; uint32 M(); };\n"
                             "class B : A { string A; string x; uint32 m(); uint32 N(); };\n"
                             "class C : A { uint8 X; string a; uint32 N(); };\n"
                             "class D : C { uint8 x; uint32 M(); };\n"
                             "class E { string x; string a; uint32 M(); };\n");
    assert_true(f.ok);
    const mb_element *a = fixture_property(&f, "A", "a"), *m = fixture_method(&f, "A", "M");
    assert_ptr_equal(fixture_property(&f, "B", "a")->overridden, a);
    assert_ptr_equal(fixture_method(&f, "B", "M")->overridden, m);
    assert_null(fixture_property(&f, "B", "x")->overridden);
    assert_null(fixture_property(&f, "C", "X")->overridden);
    assert_ptr_equal(fixture_property(&f, "C", "a")->overridden, a);
    assert_null(fixture_method(&f, "C", "N")->overridden);
    assert_ptr_equal(fixture_property(&f, "D", "x")->overridden, fixture_property(&f, "C", "X"));
    assert_ptr_equal(fixture_method(&f, "D", "M")->overridden, m);
    assert_null(fixture_property(&f, "E", "x")->overridden);
    assert_null(fixture_property(&f, "E", "a")->overridden);
    assert_null(fixture_method(&f, "E", "M")->overridden);
    fixture_close(&f);
}

static void test_flags_of_classes(void **state)
{
    (void)state;
    fixture f = fixture_open("[Abstract, Association] class A {};\n"
                             "class B : A {};\n"
                             "[Indication, Singleton] class C {};\n"
                             "class D : C {};\n"
                             "[Abstract(false)] class E {};\n");
    assert_true(fixture_class(&f, "A")->is_abstract);
    assert_true(fixture_class(&f, "A")->is_association);
    assert_false(fixture_class(&f, "B")->is_abstract);
    assert_true(fixture_class(&f, "B")->is_association);
    assert_false(fixture_class(&f, "B")->is_indication);
    assert_true(fixture_class(&f, "D")->is_indication);
    assert_true(fixture_class(&f, "D")->is_singleton);
    assert_false(fixture_class(&f, "E")->is_abstract);
    assert_true(mb_class_is_a(fixture_class(&f, "B"), fixture_class(&f, "A")));
    assert_true(mb_class_is_a(fixture_class(&f, "A"), fixture_class(&f, "A")));
    assert_false(mb_class_is_a(fixture_class(&f, "A"), fixture_class(&f, "B")));
    assert_false(mb_class_is_a(fixture_class(&f, "D"), fixture_class(&f, "A")));
    assert_false(mb_class_is_a(fixture_class(&f, "D"), NULL));
    fixture_close(&f);
}

static const char FAMILY[] =
    "class C : B { string Late; string NAME; };\n"
    "class A { string Name; uint8 Size; uint32 Run([In] uint8 Speed); uint32 Stop(); };\n"
    "class B : A { uint8 Extra; [Override(\"Size\")] uint8 size; uint32 RUN([In] uint8 speed, [In] uint8 More); };\n"
    "class Sister : A { uint16 Extra; };\n";

static void test_features_are_inherited(void **state)
{
    (void)state;
    fixture f = fixture_open(FAMILY);
    assert_non_null(strstr(f.messages, "'More' is new [MOF403]"));
    const mb_element **all;
    assert_int_equal(mb_class_all_properties(fixture_class(&f, "C"), f.arena, &all), 4);
    assert_string_equal(all[0]->name->text, "Name"); /* in the spelling of A, at the place of A's */
    assert_string_equal(all[0]->owner->element.name->text, "C");
    assert_string_equal(all[1]->name->text, "Size");
    assert_string_equal(all[1]->owner->element.name->text, "B");
    assert_string_equal(all[2]->name->text, "Extra");
    assert_string_equal(all[3]->name->text, "Late");
    assert_ptr_equal(all[0]->overridden, fixture_property(&f, "A", "name"));
    assert_null(all[3]->overridden);
    assert_int_equal(mb_class_all_methods(fixture_class(&f, "C"), f.arena, &all), 2);
    assert_string_equal(all[0]->owner->element.name->text, "B");
    assert_string_equal(all[0]->name->text, "Run");
    assert_string_equal(all[1]->name->text, "Stop");
    assert_int_equal(mb_class_all_properties(fixture_class(&f, "Sister"), f.arena, &all), 3);
    assert_int_equal(mb_class_all_methods(fixture_class(&f, "A"), f.arena, &all), 2);
    assert_null(mb_class_find_property(fixture_class(&f, "C"), fixture_name(&f, "Run")));
    assert_null(mb_class_find_method(fixture_class(&f, "A"), fixture_name(&f, "Name")));
    /* What stands beside a class is not above it. */
    assert_null(fixture_property(&f, "Sister", "Extra")->overridden);
    fixture_close(&f);
}

static void test_parameters_of_overriding_methods(void **state)
{
    (void)state;
    fixture f = fixture_open(FAMILY);
    const mb_element *speed = fixture_parameter(&f, "B", "Run", "Speed");
    assert_ptr_equal(speed->overridden, fixture_parameter(&f, "A", "Run", "Speed"));
    assert_string_equal(speed->name->text, "Speed");
    assert_ptr_equal(speed->owner, fixture_class(&f, "B"));
    assert_null(fixture_parameter(&f, "B", "Run", "More")->overridden);
    assert_null(fixture_method(&f, "A", "Run")->parameters->next);
    fixture_close(&f);
}

/* Whatever the order: each parameter is found that is there above. */
static void test_parameters_in_another_order(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        const char *found; /**< those with one above */
    } methods[] = {
        {"[In] uint8 a, [In] uint8 b, [In] uint8 c, [In] uint8 d", "abcd"},
        {"[In] uint8 d, [In] uint8 c, [In] uint8 b, [In] uint8 a", "dcba"},
        {"[In] uint8 x, [In] uint8 A, [In] uint8 b, [In] uint8 y, [In] uint8 d", "abd"},
        {"[In] uint8 c, [In] uint8 d, [In] uint8 e, [In] uint8 a", "cda"},
        {"[In] uint8 x", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        char mof[512];
        snprintf(mof, sizeof mof,
                 "class A { uint32 N([In] uint8 x, [In] uint8 y, [In] uint8 e); uint32 M([In] uint8 a, [In] uint8 b, "
                 "[In] uint8 c, [In] uint8 d); };\n"
                 "class B : A { uint32 n([In] uint8 e, [In] uint8 x); uint32 m(%s); };",
                 methods[i].written);
        fixture f = fixture_open(mof);
        char found[8] = "";
        const mb_element *at = fixture_method(&f, "B", "M")->parameters;
        for (; at != NULL; at = at->next) {
            if (at->overridden != NULL) {
                assert_ptr_equal(at->overridden, fixture_parameter(&f, "A", "M", at->name->text));
                strcat(found, at->name->text);
            }
        }
        assert_string_equal(found, methods[i].found);
        fixture_close(&f);
    }
}

/* So many that they are looked up in a table; B has them in reverse, and some of its own. */
static void test_many_properties(void **state)
{
    (void)state;
    enum { COUNT = 200, NEW = 5, ROOM = 1 << 14 };
    static char mof[ROOM];
    size_t used = (size_t)snprintf(mof, ROOM, "class C : B { string P7; string q1; };\nclass B : A {");
    for (unsigned i = COUNT + NEW; i > 0; i--) {
        used += i > COUNT ? (size_t)snprintf(mof + used, ROOM - used, "string q%u; ", i - COUNT - 1)
                          : (size_t)snprintf(mof + used, ROOM - used, "string p%u; ", i - 1);
    }
    used += (size_t)snprintf(mof + used, ROOM - used, "};\nclass A {");
    for (unsigned i = 0; i < COUNT; i++) {
        used += (size_t)snprintf(mof + used, ROOM - used, "string p%u; ", i);
    }
    snprintf(mof + used, ROOM - used, "};\n");
    fixture f = fixture_open(mof);
    const mb_element **all;
    assert_int_equal(mb_class_all_properties(fixture_class(&f, "C"), f.arena, &all), COUNT + NEW);
    for (unsigned i = 0; i < COUNT + NEW; i++) {
        char name[8];
        snprintf(name, sizeof name, i < COUNT ? "p%u" : "q%u", i < COUNT ? i : COUNT + NEW - 1 - i);
        assert_string_equal(all[i]->name->text, name);
        bool is_of_c = i == 7 || i == COUNT + NEW - 2;
        assert_ptr_equal(all[i]->owner, fixture_class(&f, is_of_c ? "C" : "B"));
    }
    fixture_close(&f);
}

static void test_embedded(void **state)
{
    (void)state;
    fixture f = fixture_open("class A {\n"
                             "  [EmbeddedInstance(\"later\")] string i[];\n"
                             "  [EmbeddedObject] string o;\n"
                             "  Later t;\n"
                             "  object a;\n"
                             "  object REF r;\n"
                             "  [EmbeddedInstance(\"Later\")] string M([In, EmbeddedInstance(\"Nowhere\")] string p);\n"
                             "};\n"
                             "class B : A { string i[]; string o; };\n"
                             "class Later {};\n");
    const mb_class *later = fixture_class(&f, "Later");
    assert_true(fixture_property(&f, "A", "i")->is_embedded);
    assert_ptr_equal(fixture_property(&f, "A", "i")->target, later);
    assert_string_equal(fixture_property(&f, "A", "i")->class_name->text, "later");
    assert_true(fixture_property(&f, "A", "o")->is_embedded);
    assert_null(fixture_property(&f, "A", "o")->class_name);
    assert_ptr_equal(fixture_property(&f, "A", "t")->target, later);
    assert_false(fixture_property(&f, "A", "t")->is_embedded);
    assert_int_equal(fixture_property(&f, "A", "a")->type, MB_TYPE_OBJECT);
    assert_null(fixture_property(&f, "A", "a")->class_name);
    assert_int_equal(fixture_property(&f, "A", "r")->type, MB_TYPE_REFERENCE);
    assert_ptr_equal(fixture_method(&f, "A", "M")->target, later);
    assert_true(fixture_parameter(&f, "A", "M", "p")->is_embedded);
    assert_null(fixture_parameter(&f, "A", "M", "p")->target);
    /* An overriding string is what the one above is. */
    assert_true(fixture_property(&f, "B", "i")->is_embedded);
    assert_ptr_equal(fixture_property(&f, "B", "i")->target, later);
    assert_true(fixture_property(&f, "B", "o")->is_embedded);
    fixture_close(&f);
}

typedef struct direction_case {
    const char *qualifiers;
    const char *microsoft; /**< where no In(false) stands in the unit */
    const char *standard;  /**< where one does */
} direction_case;

/* DSP0004 5.6.3, In and Out; Microsoft's pages on the qualifiers of methods */
static const direction_case directions[] = {
    {"", "in", "in"},
    {"[In]", "in", "in"},
    {"[In(true)]", "in", "in"},
    {"[Out]", "out", "in out"},
    {"[In, Out]", "in out", "in out"},
    {"[OUT(true), IN]", "in out", "in out"},
    {"[Out(false)]", "in", "in"},
    {"[In, Out(false)]", "in", "in"},
    {"[Description(\"x\")]", "in", "in"},
    {"[In(false), Out]", NULL, "out"},
    {"[IN(FALSE), OUT(true)]", NULL, "out"},
};

static const char *direction_of(const mb_element *parameter)
{
    return parameter->is_in ? parameter->is_out ? "in out" : "in" : parameter->is_out ? "out" : "neither";
}

static void test_directions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
        char mof[256];
        const direction_case *each = &directions[i];
        if (each->microsoft != NULL) {
            snprintf(mof, sizeof mof, "class A { uint32 M(%s string p); };", each->qualifiers);
            fixture f = fixture_open(mof);
            assert_string_equal(direction_of(fixture_parameter(&f, "A", "M", "p")), each->microsoft);
            fixture_close(&f);
        }
        snprintf(mof, sizeof mof, "class A { uint32 M(%s string p, [In(false), Out] string q); };", each->qualifiers);
        fixture f = fixture_open(mof);
        assert_string_equal(direction_of(fixture_parameter(&f, "A", "M", "p")), each->standard);
        assert_string_equal(direction_of(fixture_parameter(&f, "A", "M", "q")), "out");
        fixture_close(&f);
    }
}

static void test_directions_are_inherited(void **state)
{
    (void)state;
    fixture f = fixture_open("class A { uint32 M([Out] string a, [In] string b, [In, Out] string c); };\n"
                             "class B : A { uint32 M(string a, string b, string c, string d); };\n"
                             "class C : A { uint32 M([In, Out] string a); };\n");
    assert_string_equal(direction_of(fixture_parameter(&f, "B", "M", "a")), "out");
    assert_string_equal(direction_of(fixture_parameter(&f, "B", "M", "b")), "in");
    assert_string_equal(direction_of(fixture_parameter(&f, "B", "M", "c")), "in out");
    assert_string_equal(direction_of(fixture_parameter(&f, "B", "M", "d")), "in");
    assert_string_equal(direction_of(fixture_parameter(&f, "C", "M", "a")), "in out");
    fixture_close(&f);

    f = fixture_open("class A { uint32 M([In(false), Out] string a); };\n"
                     "class B : A { uint32 M([Out] string a); };\n");
    assert_string_equal(direction_of(fixture_parameter(&f, "B", "M", "a")), "out"); /* In(false) propagates */
    fixture_close(&f);
}

/* WMI writes a parameter that goes both ways twice, with one ID. */
static void test_parameter_in_two_halves(void **state)
{
    (void)state;
    fixture f =
        fixture_open("class A { uint32 M([In, ID(0)] string p, [Out, ID(0)] string P, [In, ID(1)] uint8 q); };");
    assert_string_equal(f.messages, "");
    const mb_element *p = fixture_method(&f, "A", "M")->parameters;
    assert_string_equal(direction_of(p), "in out");
    assert_string_equal(p->next->name->text, "q");
    assert_null(p->next->next);
    fixture_close(&f);

    static const char *const not_halves[] = {
        "class A { uint32 M([In, ID(0)] string p, [Out, ID(1)] string p); };",
        "class A { uint32 M([In, ID(0)] string p, [Out, ID(0)] uint8 p); };",
        "class A { uint32 M([In, ID(0)] string p, [In, ID(0)] string p); };",
        "class A { uint32 M([In, ID(0)] string p, [Out] string p); };",
    };
    for (size_t i = 0; i < sizeof not_halves / sizeof not_halves[0]; i++) {
        f = fixture_open(not_halves[i]);
        assert_non_null(strstr(f.messages, "error: parameter 'p' is declared twice [MOF330]"));
        assert_false(f.ok);
        fixture_close(&f);
    }
}

/* Each class derives from the one before it; each overrides, each adds. */
static void test_a_deep_chain(void **state)
{
    (void)state;
    enum { DEPTH = 3000 };
    mb_heap *heap = mb_heap_new(NULL);
    mb_buffer mof;
    mb_buffer_init(&mof, heap);
    mb_buffer_puts(&mof, "class C0 { [Key] string Name; };\n");
    for (int i = 1; i < DEPTH; i++) {
        mb_buffer_printf(&mof, "class C%d : C%d { string name; uint8 P%d; };\n", i, i - 1, i);
    }
    fixture f = fixture_open(mof.text);
    assert_string_equal(f.messages, "");
    const mb_element *name = fixture_property(&f, "C2999", "NAME");
    assert_string_equal(name->name->text, "Name");
    assert_string_equal(name->overridden->owner->element.name->text, "C2998");
    assert_true(mb_element_flag(name, MB_Q_KEY));
    const mb_element **all;
    assert_int_equal(mb_class_all_properties(fixture_class(&f, "C2999"), f.arena, &all), DEPTH);
    assert_ptr_equal(all[0], name);
    fixture_close(&f);
    mb_heap_free(heap);
}

/* What a property holds is inherited; what a parameter takes its own declaration says alone. */
static void test_embedding_is_inherited_by_properties(void **state)
{
    (void)state;
    fixture f =
        fixture_open("class A { [EmbeddedInstance(\"A\")] string s;\n"
                     "  uint32 M([In, EmbeddedInstance(\"A\")] string p); };\n"
                     "class B : A { [Override(\"s\")] string s; [Override(\"M\")] uint32 M([In] string p); };\n");
    assert_true(fixture_property(&f, "B", "s")->is_embedded);
    assert_ptr_equal(fixture_property(&f, "B", "s")->target, fixture_class(&f, "A"));
    assert_true(fixture_parameter(&f, "A", "M", "p")->is_embedded);
    assert_false(fixture_parameter(&f, "B", "M", "p")->is_embedded);
    fixture_close(&f);
}

/* Hyper-V's own name for EmbeddedInstance, which nobody declares, in both dialects and beside qualifiers that are declared. */
static void test_hyperv_embedded_instance(void **state)
{
    (void)state;
    static const mb_dialect dialects[] = {MB_DIALECT_AUTO, MB_DIALECT_DMTF, MB_DIALECT_WMI};
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        fixture f = fixture_open_in(
            "Qualifier Key : boolean = false, Scope(property), Flavor(DisableOverride);\n"
            "class A_C { [Key] string k; };\n"
            "class A_A { [Key] string k; [HyperVEmbeddedInstance(\"A_C\")] string s[];\n"
            "  [EmbeddedInstance(\"A_C\"), hypervembeddedinstance(\"a_c\")] string both;\n"
            "  [EmbeddedInstance(\"A_C\"), HyperVEmbeddedInstance(\"A_A\")] string other;\n"
            "  [HyperVEmbeddedInstance(\"A_A\"), EmbeddedInstance(\"\")] string one;\n"
            "  [HyperVEmbeddedInstance(\"A_C\")] uint8 n;\n"
            "  uint32 M([In, HyperVEmbeddedInstance(\"A_C\")] string p); };\n"
            "class A_B : A_A { [Override(\"s\")] string s[]; [Override(\"M\")] uint32 M([In] string p); };\n",
            dialects[i], NULL);
        const mb_class *c = fixture_class(&f, "A_C");
        assert_true(fixture_property(&f, "A_A", "s")->is_embedded);
        assert_ptr_equal(fixture_property(&f, "A_A", "s")->target, c);
        assert_ptr_equal(fixture_property(&f, "A_A", "both")->target, c);
        assert_ptr_equal(fixture_property(&f, "A_A", "other")->target, c);
        assert_ptr_equal(fixture_property(&f, "A_A", "one")->target, fixture_class(&f, "A_A"));
        assert_false(fixture_property(&f, "A_A", "n")->is_embedded);
        assert_true(fixture_property(&f, "A_B", "s")->is_embedded);
        assert_ptr_equal(fixture_property(&f, "A_B", "s")->target, c);
        assert_ptr_equal(fixture_parameter(&f, "A_A", "M", "p")->target, c);
        assert_false(fixture_parameter(&f, "A_B", "M", "p")->is_embedded);
        assert_non_null(strstr(f.messages,
                               "t.mof:5:29: warning: 'other' holds an instance of 'A_C' by EmbeddedInstance, which "
                               "counts, but of 'A_A' by HyperVEmbeddedInstance [MOF536]"));
        assert_non_null(strstr(f.messages, ": HyperVEmbeddedInstance wants a string, but 'n' has type uint8 [MOF420]"));
        assert_null(strstr(f.messages, "'both'"));
        assert_null(strstr(f.messages, "MOF509"));
        assert_null(strstr(f.messages, "MOF510"));
        fixture_close(&f);
    }
}

/* Where EmbeddedInstance ends, the object is of any class if EmbeddedObject says so, and no object if nothing does. */
static void test_restricted_embedding_ends(void **state)
{
    (void)state;
    fixture f = fixture_open("class V {};\n"
                             "class A { [EmbeddedObject] string s; [EmbeddedInstance(\"V\")] string t; };\n"
                             "class B : A { [EmbeddedInstance(\"V\") : Restricted] string s;\n"
                             "  [EmbeddedInstance(\"V\") : NotToSubclass] string t; };\n"
                             "class C : B { string s; string t; };\n"
                             "class D : C { string s; string t; };\n");
    assert_ptr_equal(fixture_property(&f, "B", "s")->target, fixture_class(&f, "V"));
    for (const char *name = "C"; *name <= 'D'; name = *name == 'C' ? "D" : "E") {
        const mb_element *any = fixture_property(&f, name, "s");
        assert_true(any->is_embedded);
        assert_null(any->class_name);
        assert_null(any->target);
        assert_false(fixture_property(&f, name, "t")->is_embedded);
        assert_null(fixture_property(&f, name, "t")->class_name);
    }
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hyperv_embedded_instance),
        cmocka_unit_test(test_embedding_is_inherited_by_properties),
        cmocka_unit_test(test_restricted_embedding_ends),
        cmocka_unit_test(test_superclasses_come_first),
        cmocka_unit_test(test_siblings_share_nothing),
        cmocka_unit_test(test_flags_of_classes),
        cmocka_unit_test(test_features_are_inherited),
        cmocka_unit_test(test_parameters_of_overriding_methods),
        cmocka_unit_test(test_parameters_in_another_order),
        cmocka_unit_test(test_many_properties),
        cmocka_unit_test(test_embedded),
        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_directions_are_inherited),
        cmocka_unit_test(test_parameter_in_two_halves),
        cmocka_unit_test(test_a_deep_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
