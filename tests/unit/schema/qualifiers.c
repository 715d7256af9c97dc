/* Qualifiers in force: propagation, flavors, defaults. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

typedef struct propagation_case {
    const char *declarations; /**< qualifier declarations of the unit */
    const char *above;        /**< what stands at A and its property p */
    const char *below;        /**< what stands at B : A and its p */
    mb_qualifier_id id;
    const char *of_class;    /**< text, true, false or - (none) in force at class C : B, which says nothing */
    const char *of_property; /**< the same at B's p */
} propagation_case;

/* DSP0004 5.6.3; Microsoft's pages on WMI's own qualifiers */
static const propagation_case cases[] = {
    {"", "[Description(\"a\")]", "", MB_Q_DESCRIPTION, "a", "a"},
    {"", "[Description(\"a\")]", "[Description(\"b\")]", MB_Q_DESCRIPTION, "b", "b"},
    {"", "", "[Description(\"b\")]", MB_Q_DESCRIPTION, "b", "b"},
    {"", "", "", MB_Q_DESCRIPTION, "-", "-"},
    /* Restricted: built in, at the use, declared. */
    {"", "[Version(\"1\")]", "", MB_Q_VERSION, "-", "-"},
    {"", "[Deprecated{\"x\"}]", "", MB_Q_DEPRECATED, "-", "-"},
    {"", "[Experimental]", "", MB_Q_EXPERIMENTAL, "-", "-"},
    {"", "[Abstract]", "", MB_Q_ABSTRACT, "-", "-"},
    {"", "[Description(\"a\") : Restricted]", "", MB_Q_DESCRIPTION, "-", "-"},
    {"", "[Description(\"a\") : NotToSubclass]", "", MB_Q_DESCRIPTION, "-", "-"},
    {"", "[Version(\"1\") : ToSubclass]", "", MB_Q_VERSION, "1", "1"},
    {"", "[Version(\"1\") : EnableOverride]", "", MB_Q_VERSION, "-", "-"}, /* says nothing of that */
    {"Qualifier Description : string = null, Scope(any), Flavor(Restricted);", "[Description(\"a\")]", "",
     MB_Q_DESCRIPTION, "-", "-"},
    {"Qualifier Version : string = null, Scope(any), Flavor(EnableOverride);", "[Version(\"1\")]", "", MB_Q_VERSION,
     "1", "1"},
    {"Qualifier Version : ToSubclass;", "[Version(\"1\")]", "", MB_Q_VERSION, "1", "1"},
    {"Qualifier Description : Restricted;", "[Description(\"a\") : ToSubclass]", "", MB_Q_DESCRIPTION, "a", "a"},
    /* mofbind's own: of one declaration, but for conventions. */
    {"", "[MofbindSince(\"a\")]", "", MB_Q_MOFBINDSINCE, "-", "-"},
    {"", "[MofbindUntil(\"a\")]", "", MB_Q_MOFBINDUNTIL, "-", "-"},
    {"", "[MofbindPage(\"a\")]", "", MB_Q_MOFBINDPAGE, "-", "-"},
    {"", "[ConventionMap{\"1\"}]", "", MB_Q_CONVENTIONMAP, "1", "1"},
    {"", "[ConventionValues{\"a\"}]", "[ConventionValues{\"b\"}]", MB_Q_CONVENTIONVALUES, "b", "b"},
    /* What is fixed may be repeated. */
    {"", "[Schema(\"Win32\")]", "[Schema(\"Win32\")]", MB_Q_SCHEMA, "Win32", "Win32"},
    /* A restricted one hides what stands above it. C derives from B, so it has none; B's p is where it stands. */
    {"", "[Description(\"a\")]", "[Description(\"b\") : Restricted]", MB_Q_DESCRIPTION, "-", "b"},
    /* Booleans: written, bare, default. */
    {"", "[Provider(\"x\")]", "", MB_Q_PROVIDER, "x", "x"},
    {"", "[Dynamic]", "", MB_Q_DYNAMIC, "true", "true"},
    {"", "[Dynamic]", "[Dynamic(false)]", MB_Q_DYNAMIC, "false", "false"},
    {"", "[Dynamic(NULL)]", "", MB_Q_DYNAMIC, "false", "false"},
    {"", "[Read(NULL)]", "", MB_Q_READ, "true", "true"},
    {"Qualifier Read : boolean = false, Scope(any);", "[Read(NULL)]", "", MB_Q_READ, "false", "false"},
};

static const char *in_force(const fixture *f, const mb_element *element, mb_qualifier_id id)
{
    const mb_qualifier *qualifier = mb_element_qualifier(f->schema, element, id);
    if (qualifier == NULL) {
        assert_null(mb_element_text(f->schema, element, id).bytes);
        return "-";
    }
    mb_text text = mb_element_text(f->schema, element, id);
    if (text.bytes != NULL) {
        return fixture_text(f, text);
    }
    return mb_element_flag(element, id) ? "true" : "false";
}

static void test_propagation(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const propagation_case *each = &cases[i];
        char mof[1024];
        snprintf(mof, sizeof mof,
                 "%s\n%s class A { %s string p; };\n%s class B : A { %s string p; };\nclass C : B {};\n",
                 each->declarations, each->above, each->above, each->below, each->below);
        fixture f = fixture_open(mof);
        const char *of_class = in_force(&f, &fixture_class(&f, "C")->element, each->id);
        const char *of_property = in_force(&f, fixture_property(&f, "C", "p"), each->id);
        if (strcmp(of_class, each->of_class) != 0 || strcmp(of_property, each->of_property) != 0) {
            print_error("case %lu:\n%s", (unsigned long)i, mof);
        }
        assert_string_equal(of_class, each->of_class);
        assert_string_equal(of_property, each->of_property);
        fixture_close(&f);
    }
}

/* Methods and parameters inherit as properties do. */
static void test_methods_and_parameters(void **state)
{
    (void)state;
    fixture f =
        fixture_open("class A { [Static, Description(\"m\")] uint32 M([In, Required, Units(\"MB\")] uint8 s); };\n"
                     "class B : A { [Override(\"m\")] uint32 M([In] uint8 S, [In] uint8 t); };\n");
    assert_non_null(strstr(f.messages, "'t' is new [MOF403]"));
    assert_true(mb_element_flag(fixture_method(&f, "B", "M"), MB_Q_STATIC));
    assert_string_equal(in_force(&f, fixture_method(&f, "B", "M"), MB_Q_DESCRIPTION), "m");
    assert_true(mb_element_flag(fixture_parameter(&f, "B", "M", "s"), MB_Q_REQUIRED));
    assert_string_equal(in_force(&f, fixture_parameter(&f, "B", "M", "s"), MB_Q_UNITS), "MB");
    assert_false(mb_element_flag(fixture_parameter(&f, "B", "M", "t"), MB_Q_REQUIRED));
    fixture_close(&f);
}

static void test_defaults(void **state)
{
    (void)state;
    fixture f =
        fixture_open("class A { string p; [ArrayType] string q[]; [Deprecated(true), Locale(1033)] string r; };");
    const mb_element *p = fixture_property(&f, "A", "p");
    assert_true(mb_element_flag(p, MB_Q_READ)); /* DSP0004's default */
    assert_false(mb_element_flag(p, MB_Q_WRITE));
    assert_false(mb_element_flag(p, MB_Q_KEY));
    assert_null(mb_element_text(f.schema, p, MB_Q_ARRAYTYPE).bytes); /* not written */
    assert_string_equal(in_force(&f, fixture_property(&f, "A", "q"), MB_Q_ARRAYTYPE), "Bag");
    assert_true(mb_element_flag(fixture_property(&f, "A", "r"), MB_Q_DEPRECATED));
    assert_true(mb_element_flag(fixture_property(&f, "A", "r"), MB_Q_LOCALE));
    fixture_close(&f);
}

static const struct {
    const char *name;
    mb_qualifier_id id;
} names[] = {
#define MB_QUALIFIER(id, name, type, is_array, default_value, flavors, scopes) {name, id},
#include "schema/qualifiers.def"
#undef MB_QUALIFIER
};

/* Each known qualifier is found in any case, at an element that it may stand at or not. */
static void test_each_known_qualifier(void **state)
{
    (void)state;
    assert_int_equal(sizeof names / sizeof names[0], MB_QUALIFIER_COUNT);
    for (size_t i = 0; i < MB_QUALIFIER_COUNT; i++) {
        char mof[128], upper[64];
        size_t length = strlen(names[i].name);
        for (size_t k = 0; k <= length; k++) {
            char c = names[i].name[k];
            upper[k] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        }
        snprintf(mof, sizeof mof, "class A { [%s(NULL)] string p; };", upper);
        fixture f = fixture_open(mof);
        const mb_qualifier *found = mb_element_qualifier(f.schema, fixture_property(&f, "A", "p"), names[i].id);
        assert_non_null(found);
        assert_string_equal(found->name->text, upper);
        fixture_close(&f);
    }
}

/** A file of the project, for free(). */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    assert_non_null(file);
    assert_non_null(text);
    assert_in_range(fread(text, 1, (1 << 16) - 1, file), 1, (1 << 16) - 2);
    fclose(file);
    return text;
}

/* mof/Mofbind.mof tells other compilers what is built in here. */
static void test_own_qualifiers_are_declared_as_built_in(void **state)
{
    static const char uses[] = "\n[MofbindSince(\"a\"), MofbindUntil(\"b\"), MofbindPage(\"c\")] class X_A {\n"
                               "  [Key, MofbindSince(\"a\"), MofbindUntil(\"b\"), ConventionMap{\"1\"},"
                               " ConventionValues{\"One\"}] uint8 p;\n"
                               "  [MofbindPage(\"c\")] uint32 M([In, MofbindSince(\"a\")] uint8 q);\n"
                               "};\n"
                               "[MofbindPage(\"c\")] class X_B : X_A { [MofbindPage(\"c\")] uint8 s; };\n";
    char *declarations = read_file(MOFBIND_SOURCE_DIR "/mof/Mofbind.mof");
    char *mof = calloc(1, strlen(declarations) + sizeof uses);
    const mb_qualifier_use *of[2][2];
    size_t counts[2][2];
    size_t declared = 0;
    (void)state;
    assert_non_null(mof);
    strcat(strcpy(mof, declarations), uses);
    fixture fixtures[2] = {fixture_open_strictly(uses, MB_DIALECT_DMTF), fixture_open_strictly(mof, MB_DIALECT_DMTF)};
    for (size_t i = 0; i < 2; i++) {
        const fixture *f = &fixtures[i];
        assert_true(strstr(f->messages,
                           "qualifier 'MofbindPage' says nothing of a property; it is for: class, association, "
                           "indication, method [MOF503]") != NULL);
        counts[i][0] = mb_element_all_qualifiers(f->schema, &fixture_class(f, "X_A")->element, f->arena, &of[i][0]);
        counts[i][1] = mb_element_all_qualifiers(f->schema, fixture_property(f, "X_A", "p"), f->arena, &of[i][1]);
    }
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(counts[0][k], counts[1][k]);
        for (size_t i = 0; i < counts[0][k]; i++) {
            const mb_qualifier *built_in = of[0][k][i].qualifier, *written = of[1][k][i].qualifier;
            const uint32_t said = MB_FLAVOR_RESTRICTED | MB_FLAVOR_TRANSLATABLE | MB_FLAVOR_DISABLEOVERRIDE;
            bool is_array[2];
            declared += mb_qualifier_declaration(fixtures[1].schema, written->name) != NULL;
            assert_int_equal(mb_qualifier_type(fixtures[0].schema, built_in, &is_array[0]),
                             mb_qualifier_type(fixtures[1].schema, written, &is_array[1]));
            assert_int_equal(is_array[0], is_array[1]);
            assert_int_equal(mb_qualifier_flavors(fixtures[0].schema, built_in) & said,
                             mb_qualifier_flavors(fixtures[1].schema, written) & said);
        }
    }
    assert_int_equal(declared, 7);
    fixture_close(&fixtures[0]);
    fixture_close(&fixtures[1]);
    free(mof);
    free(declarations);
}

/* What MofbindPage names, as an address. */
static void test_pages(void **state)
{
    static const struct {
        const char *page;
        const char *address; /**< NULL: none */
    } rows[] = {
        {"msvm-computersystem", "https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-computersystem"},
        {"previous-versions/windows/desktop/clushyperv/msvm-x",
         "https://learn.microsoft.com/en-us/previous-versions/windows/desktop/clushyperv/msvm-x"},
        {"https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"},
        {"http://example.org/a", "http://example.org/a"},
        {"HTTPS://example.org", "HTTPS://example.org"},
        {"", NULL},
        {"two words", NULL},
        {"/windows/win32", NULL},
        {"../x", NULL},
        {"msvm-x.md", NULL},
        {"https://", NULL},
        {"file:///x", NULL},
        {"a:b", NULL},
        {"x*/y", NULL},
        {"x<y>", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char mof[256];
        snprintf(mof, sizeof mof, "class A { [MofbindPage(\"%s\")] uint32 M(); [MofbindPage(\"a\")] string p; };",
                 rows[i].page);
        fixture f = fixture_open(mof);
        const char *address = mb_element_page(f.schema, fixture_method(&f, "A", "M"), f.arena);
        assert_int_equal(strstr(f.messages, "[MOF535]") != NULL, rows[i].address == NULL);
        assert_int_equal(address == NULL, rows[i].address == NULL);
        if (address != NULL) {
            assert_string_equal(address, rows[i].address);
        }
        assert_null(mb_element_page(f.schema, fixture_property(&f, "A", "p"), f.arena));
        assert_null(mb_element_page(f.schema, &fixture_class(&f, "A")->element, f.arena));
        fixture_close(&f);
    }
}

/* Qualifiers which nobody declares are WMI's daily bread. */
static void test_unknown_qualifiers(void **state)
{
    (void)state;
    fixture f = fixture_open(
        "[Frob(1), WmiDataId(2) : ToInstance, guid(\"{1}\"), amended{\"a\", \"b\"}] class A { [Frob] string p; };");
    assert_string_equal(f.messages, "");
    assert_true(f.ok);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_propagation),
        cmocka_unit_test(test_methods_and_parameters),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_each_known_qualifier),
        cmocka_unit_test(test_unknown_qualifiers),
        cmocka_unit_test(test_own_qualifiers_are_declared_as_built_in),
        cmocka_unit_test(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
