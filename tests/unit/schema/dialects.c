/* What the dialects make of one text: directions, keys, classes that are declared again or deleted; amendments. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"

typedef struct direction_case {
    mb_dialect dialect;
    const char *parameter; /**< of a class that nothing else is known of */
    const char *elsewhere; /**< a second parameter */
    const char *direction; /**< of the first: "in", "out", "in out" */
} direction_case;

/* DSP0004 5.6.3, In and Out; Microsoft's pages on the qualifiers of methods */
static const direction_case directions[] = {
    {MB_DIALECT_AUTO, "[Out]", "[In]", "out"},
    {MB_DIALECT_DMTF, "[Out]", "[In]", "in out"},
    {MB_DIALECT_WMI, "[Out]", "[In]", "out"},
    {MB_DIALECT_AUTO, "[Out]", "[In(false), Out]", "in out"},
    {MB_DIALECT_DMTF, "[Out]", "[In(false), Out]", "in out"},
    {MB_DIALECT_WMI, "[Out]", "[In(false), Out]", "out"},
    {MB_DIALECT_AUTO, "", "[In]", "in"},
    {MB_DIALECT_DMTF, "", "[In]", "in"},
    {MB_DIALECT_WMI, "", "[In]", "in"},
    {MB_DIALECT_AUTO, "[In(false), Out]", "[In]", "out"},
    {MB_DIALECT_DMTF, "[In(false), Out]", "[In]", "out"},
    {MB_DIALECT_WMI, "[In(false), Out]", "[In]", "out"},
    {MB_DIALECT_AUTO, "[In, Out]", "[In]", "in out"},
    {MB_DIALECT_DMTF, "[In, Out]", "[In]", "in out"},
    {MB_DIALECT_WMI, "[In, Out]", "[In]", "in out"},
};

static void test_directions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
        const direction_case *each = &directions[i];
        char mof[256];
        snprintf(mof, sizeof mof, "class A { uint32 M(%s string p, %s string q); };", each->parameter, each->elsewhere);
        fixture f = fixture_open_in(mof, each->dialect, NULL);
        const mb_element *p = fixture_parameter(&f, "A", "M", "p");
        const char *direction = p->is_in && p->is_out ? "in out" : p->is_out ? "out" : "in";
        if (strcmp(direction, each->direction) != 0) {
            print_error("case %lu: %s", (unsigned long)i, mof);
        }
        assert_string_equal(direction, each->direction);
        fixture_close(&f);
    }
}

/* Of all signs of a dialect only In(false) tells whether a parameter is in by default. */
static void test_direction_is_not_of_the_dialect(void **state)
{
    (void)state;
    static const struct {
        const char *mof;
        bool is_in;
    } cases[] = {
        {"Qualifier Q : string = null, Scope(any);\nclass A { uint32 M([Out] string p); };", false},
        {"#pragma autorecover\n[Dynamic] class A { uint32 M([Out] string p, [In(false), Out] string q); };", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f = fixture_open(cases[i].mof);
        const mb_element *p = fixture_parameter(&f, "A", "M", "p");
        assert_true(p->is_out);
        assert_int_equal(p->is_in, cases[i].is_in);
        fixture_close(&f);
    }
}

typedef struct sign_case {
    const char *mof;
    mb_dialect dialect; /**< that auto makes of it */
} sign_case;

static const sign_case signs[] = {
    {"class A { string s; A REF r; uint32 M([In, Out] string p); };", MB_DIALECT_AUTO},
    {"#pragma locale(\"en_US\")\n#pragma source(\"x\")\n#pragma frob\nclass A {};", MB_DIALECT_AUTO},
    {"Qualifier Q : string = null, Scope(any), Flavor(ToInstance);", MB_DIALECT_DMTF},
    {"class A { uint32 M([In ( FALSE )] string s); };", MB_DIALECT_DMTF},
    {"#pragma namespace(\"root/x\")", MB_DIALECT_WMI},
    {"#pragma AUTORECOVER", MB_DIALECT_WMI},
    {"#pragma classflags(\"updateonly\")", MB_DIALECT_WMI},
    {"#pragma instanceflags(1)", MB_DIALECT_WMI},
    {"#pragma deleteclass(\"A\", NOFAIL)", MB_DIALECT_WMI},
    {"#pragma deleteinstance(\"A=@\", NOFAIL)", MB_DIALECT_WMI},
    {"#pragma amendment(\"MS_409\")", MB_DIALECT_WMI},
    {"[Q : Amended] class A {};", MB_DIALECT_WMI},
    {"[Q : ToInstance] class A {};", MB_DIALECT_WMI},
    {"class A { [Q : NotToInstance] string s; };", MB_DIALECT_WMI},
    {"class A { uint32 M([In, Q : NotToSubclass] string s); };", MB_DIALECT_WMI},
    {"Qualifier Q : ToInstance;", MB_DIALECT_WMI},
    {"Qualifier Q : ToSubclass;", MB_DIALECT_AUTO},
    {"[Q : ToSubclass EnableOverride Restricted Translatable] class A {};", MB_DIALECT_AUTO},
    {"[dynamic] class A {};", MB_DIALECT_WMI},
    {"[PROVIDER(\"x\")] class A {};", MB_DIALECT_WMI},
    {"[DynProps] class A {};", MB_DIALECT_WMI},
    {"class A { [HyperVEmbeddedInstance(\"A\")] string s; };", MB_DIALECT_WMI},
    {"[Guid(\"{0}\")] class A {};", MB_DIALECT_WMI},
    {"[WMI] class A {};", MB_DIALECT_WMI},
    {"class A { [WmiMethodId(1)] uint32 M(); };", MB_DIALECT_WMI},
    {"[Amendment] class A {};", MB_DIALECT_WMI},
    {"[Privileges{\"x\"}] class A {};", MB_DIALECT_WMI},
    {"class A { [WritePrivileges{\"x\"}] string s; };", MB_DIALECT_WMI},
    {"[ClassContext(\"x\")] class A {};", MB_DIALECT_WMI},
    {"class A { [PropertyContext(\"x\")] string s; };", MB_DIALECT_WMI},
    {"class A { [WmiDataId(1)] uint8 Provider; };", MB_DIALECT_WMI},
    {"class A { string Provider; string dynamic; };", MB_DIALECT_AUTO},
    {"class A { A a; };", MB_DIALECT_WMI},
    {"class A { object o; };", MB_DIALECT_WMI},
    {"class A { object ref o; };", MB_DIALECT_WMI},
    {"class A { void M(); };", MB_DIALECT_WMI},
    {"instance of __Win32Provider { Name = \"x\"; };", MB_DIALECT_WMI},
    {"class A : __ExtrinsicEvent {};", MB_DIALECT_WMI},
    /* kinds are counted, not signs; of as many kinds DMTF's weigh more */
    {"#pragma namespace(\"root/x\")\n#pragma namespace(\"root/y\")\n#pragma autorecover\n"
     "class A { uint32 M([In(false), Out] string s); };",
     MB_DIALECT_DMTF},
    {"class A { uint32 M([In(false), Out] string s); };\n#pragma namespace(\"root/x\")\n[Dynamic] class B {};",
     MB_DIALECT_WMI},
    {"[Dynamic] class B { void M(); };\nQualifier Q : string, Scope(any);\n"
     "class A { uint32 M([In(false), Out] string s); };",
     MB_DIALECT_DMTF},
};

static void test_what_auto_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        fixture f = fixture_open(signs[i].mof);
        if (mb_unit_dialect(mb_schema_written(f.schema)->unit) != signs[i].dialect) {
            print_error("case %lu: %s\n", (unsigned long)i, signs[i].mof);
        }
        assert_int_equal(mb_unit_dialect(mb_schema_written(f.schema)->unit), signs[i].dialect);
        fixture_close(&f);

        f = fixture_open_in(signs[i].mof, MB_DIALECT_WMI, NULL);
        assert_int_equal(mb_unit_dialect(mb_schema_written(f.schema)->unit), MB_DIALECT_WMI);
        fixture_close(&f);
    }
}

/* A class that is updated keeps its place and its subclasses. */
static void test_updates(void **state)
{
    (void)state;
    fixture f = fixture_open_in("class Top {};\n"
                                "class A { string old; };\n"
                                "class B : A { string b; };\n"
                                "#pragma classflags(\"forceupdate\")\n"
                                "[Description(\"new\")] class a : Top { string fresh; };\n"
                                "#pragma classflags(0)\n"
                                "class C : B {};\n",
                                MB_DIALECT_WMI, NULL);
    assert_string_equal(f.messages, "");
    assert_int_equal(f.schema->namespaces->class_count, 4);
    const mb_class *a = fixture_class(&f, "A"), *b = fixture_class(&f, "B");
    assert_ptr_equal(b->super, a);
    assert_ptr_equal(a->super, fixture_class(&f, "Top"));
    assert_int_equal(a->property_count, 1);
    assert_string_equal(fixture_property(&f, "C", "fresh")->name->text, "fresh");
    assert_null(mb_class_find_property(b, fixture_name(&f, "old")));
    assert_string_equal(fixture_text(&f, mb_element_text(f.schema, &b->element, MB_Q_DESCRIPTION)), "new");
    fixture_close(&f);
}

/* What differs in nothing but one thing is an update all the same, and the flags of a pragma are taken together. */
static void test_what_is_an_update(void **state)
{
    (void)state;
    static const struct {
        const char *mof;
        const char *messages; /**< the number of the first; "" */
    } cases[] = {
        {"class A { [Q : ToSubclass] uint8 a[2] = {1}; }; class a { [q : ToSubclass] uint8 A[2] = {1}; };", ""},
        {"class A { uint8 a[2]; }; class A { uint8 a[3]; };", "[MOF315]"},
        {"class A { uint8 a[2]; }; class A { uint8 a; };", "[MOF315]"},
        {"class A { [Q : ToSubclass] uint8 a; }; class A { [Q] uint8 a; };", "[MOF315]"},
        {"#pragma classflags(\"updateonly\")\nclass A {}; class A { uint8 a; };", ""},
        {"#pragma classflags(\"createonly\", \"forceupdate\")\nclass A {}; class A { uint8 a; };", "[MOF310]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f = fixture_open_in(cases[i].mof, MB_DIALECT_WMI, NULL);
        const char *tag = strstr(f.messages, "[MOF");
        const char *number = cases[i].messages;
        if (tag == NULL ? *number != '\0' : strncmp(tag, number, strlen(number)) != 0 || *number == '\0') {
            fail_msg("case %lu: %s\n%s", (unsigned long)i, cases[i].mof, f.messages);
        }
        fixture_close(&f);
    }
}

static void test_deleted_classes(void **state)
{
    (void)state;
    fixture f = fixture_open("class A { string a; };\nclass B {};\nclass C {};\n"
                             "#pragma deleteclass(\"A\", FAIL)\n#pragma deleteclass(\"C\", NOFAIL)\n"
                             "class D {};\nclass A { string b; };\n#pragma deleteclass(\"d\", FAIL)\n");
    assert_string_equal(f.messages, "");
    const mb_namespace *ns = f.schema->namespaces;
    assert_int_equal(ns->class_count, 2);
    assert_string_equal(ns->first->element.name->text, "B");
    assert_string_equal(ns->first->next->element.name->text, "A");
    assert_null(ns->first->next->next);
    assert_null(mb_schema_find_class(ns, fixture_name(&f, "C")));
    assert_string_equal(fixture_class(&f, "A")->properties->name->text, "b");
    fixture_close(&f);

    f = fixture_open("class A {};\n#pragma deleteclass(\"A\", FAIL)\n");
    assert_true(f.ok);
    assert_null(f.schema->namespaces);
    fixture_close(&f);
}

static void test_keys_of_wmi(void **state)
{
    (void)state;
    static const char mof[] = "class A { [Key(false)] string k; [Static(false)] uint32 M(); };";
    for (int dialect = MB_DIALECT_AUTO; dialect <= MB_DIALECT_WMI; dialect++) {
        fixture f = fixture_open_in(mof, (mb_dialect)dialect, NULL);
        assert_int_equal(mb_element_flag(fixture_property(&f, "A", "k"), MB_Q_KEY), dialect == MB_DIALECT_WMI);
        assert_int_equal(mb_element_flag(fixture_method(&f, "A", "M"), MB_Q_STATIC), dialect == MB_DIALECT_WMI);
        fixture_close(&f);
    }
}

static const char ENGLISH[] =
    "#pragma namespace(\"root\\x\\ms_409\")\n"
    "[Description(\"The class\") : Amended, Amendment, Locale(0x409)] class A {\n"
    "  [Values{\"One\", \"Two\"} : Amended, Description(\"The property\") : Amended, Read(false)] uint8 V;\n"
    "  [Description(\"The method\") : Amended] uint32 M([In, Description(\"The parameter\") : Amended] string p);\n"
    "};\n";
static const char GERMAN[] = "#pragma namespace(\"root\\x\\MS_0407\")\n"
                             "[Description(\"Die Klasse\") : Amended] class a {};\n";
static const char NEUTRAL[] = "#pragma namespace(\"root\\x\")\n"
                              "[Description(\"neutral\")] class A { [ValueMap{\"1\", \"2\"}] uint8 v;\n"
                              "  [Static] uint32 M([In, Required] string P); };\n"
                              "class B : A { [ValueMap{\"7\"}, Values{\"Own\"}] uint8 v; };\n";

static const char *description(const fixture *f, const mb_element *element)
{
    return fixture_text(f, mb_element_text(f->schema, element, MB_Q_DESCRIPTION));
}

static void check_english(const fixture *f)
{
    const mb_element *v = fixture_property(f, "A", "v");
    assert_null(f->schema->namespaces->next);
    assert_int_equal(f->schema->namespaces->class_count, 2);
    assert_string_equal(description(f, &fixture_class(f, "A")->element), "The class");
    assert_string_equal(description(f, &fixture_class(f, "B")->element), "The class"); /* inherited */
    assert_string_equal(description(f, v), "The property");
    assert_string_equal(description(f, fixture_method(f, "A", "M")), "The method");
    assert_string_equal(description(f, fixture_parameter(f, "A", "M", "p")), "The parameter");
    mb_codes codes = mb_element_codes(v);
    assert_int_equal(codes.count, 2);
    assert_string_equal(fixture_text(f, codes.items[1].name), "Two");
    /* What is not amended stays: Read(false) has no such flavor, Static and Required are not spoken of. */
    assert_true(mb_element_flag(v, MB_Q_READ));
    assert_true(mb_element_flag(fixture_method(f, "A", "M"), MB_Q_STATIC));
    assert_true(mb_element_flag(fixture_parameter(f, "A", "M", "p"), MB_Q_REQUIRED));
    codes = mb_element_codes(fixture_property(f, "B", "v"));
    assert_int_equal(codes.count, 1);
    assert_string_equal(fixture_text(f, codes.items[0].name), "Own");
}

static void test_amendments(void **state)
{
    (void)state;
    const char *const orders[][3] = {
        {NEUTRAL, ENGLISH, GERMAN}, {ENGLISH, NEUTRAL, GERMAN}, {GERMAN, ENGLISH, NEUTRAL}};
    for (size_t i = 0; i < 3; i++) {
        char mof[2048];
        snprintf(mof, sizeof mof, "%s%s%s", orders[i][0], orders[i][1], orders[i][2]);
        fixture f = fixture_open(mof);
        assert_string_equal(f.messages, "");
        check_english(&f);
        fixture_close(&f);

        f = fixture_open_in(mof, MB_DIALECT_AUTO, "MS_407");
        assert_string_equal(f.messages, "");
        assert_string_equal(description(&f, &fixture_class(&f, "A")->element), "Die Klasse");
        assert_string_equal(description(&f, fixture_property(&f, "A", "v")), "(none)");
        fixture_close(&f);
    }
}

static void test_locales(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t id;
    } locales[] = {{"MS_409", 0x409}, {"ms_0407", 0x407}, {"Ms_00409", 0x409}, {"MS_000409", 0},
                   {"MS_", 0},        {"MS_40G", 0},      {"XX_409", 0},       {"", 0}};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        assert_int_equal(mb_locale_id(mb_text_of(locales[i].text)), locales[i].id);
    }
}

/* Texts in a namespace below one of texts belong to the classes above both. */
static void test_nested_locales(void **state)
{
    (void)state;
    fixture f = fixture_open("#pragma namespace(\"root/x\")\nclass A { string s; };\n"
                             "#pragma namespace(\"root/x/ms_407/ms_409\")\n"
                             "[Description(\"both\") : Amended] class A { };\n");
    assert_string_equal(f.messages, "");
    assert_null(f.schema->namespaces->next);
    assert_string_equal(description(&f, &fixture_class(&f, "A")->element), "both");
    fixture_close(&f);
}

/* `Qualifier Values : Amended;` says it for all uses; the tree stays as it was written. */
static void test_amended_by_declaration(void **state)
{
    (void)state;
    fixture f = fixture_open("Qualifier Values : ToSubclass Amended;\n#pragma namespace(\"root/x\")\n"
                             "class A { [ValueMap{\"1\"}] uint8 v; };\n#pragma namespace(\"root/x/ms_409\")\n"
                             "class A { [Values{\"One\"}, Units(\"x\")] uint8 v; };\n");
    const mb_element *v = fixture_property(&f, "A", "v");
    assert_string_equal(f.messages, "");
    const mb_codes codes = mb_element_codes(v);
    assert_int_equal(codes.count, 1);
    assert_string_equal(fixture_text(&f, codes.items[0].name), "One");
    assert_null(mb_element_text(f.schema, v, MB_Q_UNITS).bytes);
    const mb_production *written = mb_schema_written(f.schema)->unit->first;
    while (written->kind != MB_CLASS) {
        written = written->next;
    }
    assert_null(written->features->qualifiers->next);
    fixture_close(&f);
}

/* Each amendment stands in the place of what it replaces, the others at the end, as often as they are there. */
static void test_order_of_amendments(void **state)
{
    (void)state;
    static const struct {
        const char *neutral;
        const char *amending;
        const char *merged;
    } lists[] = {
        {"q(1), r(2), s(3)", "s(6):Amended, Q(4):Amended", "Q4 r2 s6"},
        {"q(1)", "t(8):Amended, r(2), u(9):Amended, q(7)", "q1 t8 u9"},
        {"q(1), q(2)", "q(3), q(4):Amended, q(5):Amended", "q4 q4"},
        {"r(1)", "q(4):Amended, q(5):Amended, q(6)", "r1 q4 q5"},
        {"r(1)", "r(2)", "r1"},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        char mof[512];
        snprintf(
            mof, sizeof mof,
            "#pragma namespace(\"root/x\")\nclass A { uint32 M([In] uint8 o, [In, %s] uint8 p, [In] uint8 p2); };\n"
            "#pragma namespace(\"root/x/ms_409\")\nclass A { uint32 m([z(1):Amended] uint8 p2, [%s] uint8 P); };\n",
            lists[i].neutral, lists[i].amending);
        fixture f = fixture_open(mof);
        const char *text = "";
        const mb_qualifier *each = mb_element_qualifiers(fixture_parameter(&f, "A", "M", "p"));
        for (each = each->next; each != NULL; each = each->next) {
            text = mb_arena_format(f.arena, "%s%s%s%u", text, text[0] != '\0' ? " " : "", each->name->text,
                                   (unsigned)each->value->u.magnitude);
        }
        assert_string_equal(text, lists[i].merged);
        assert_string_equal(mb_element_qualifiers(fixture_parameter(&f, "A", "M", "p2"))->next->name->text, "z");
        assert_null(mb_element_qualifiers(fixture_parameter(&f, "A", "M", "o"))->next);
        fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_what_auto_decides),
        cmocka_unit_test(test_direction_is_not_of_the_dialect),
        cmocka_unit_test(test_what_is_an_update),
        cmocka_unit_test(test_locales),
        cmocka_unit_test(test_nested_locales),
        cmocka_unit_test(test_updates),
        cmocka_unit_test(test_deleted_classes),
        cmocka_unit_test(test_keys_of_wmi),
        cmocka_unit_test(test_amendments),
        cmocka_unit_test(test_amended_by_declaration),
        cmocka_unit_test(test_order_of_amendments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
