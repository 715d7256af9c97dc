/* Names that two namespaces would share because the prefix of one begins with that of the other. */
#include "bound.h"

#define IN(ns) "#pragma namespace(\"root\\\\" ns "\")\n"

static void bind_any_text(bound *b, const char *text)
{
    memset(b, 0, sizeof *b);
    b->text = text;
    b->length = strlen(text);
    b->name = "lib";
    b->prefix = "hv";
    bind_any(b, NULL);
    assert_true(b->had_memory);
}

/** One error for each pair, at the later one, with a note at the earlier one. */
static void expect_clashes(const char *text, size_t errors, const char *message)
{
    bound b;

    bind_any_text(&b, text);
    if (b.good || mb_diag_errors(b.diag) != errors || strstr(b.messages.text, message) == NULL) {
        fail_msg("expected %u of '%s' in:\n%s", (unsigned)errors, message,
                 b.messages.text == NULL ? "" : b.messages.text);
    }
    assert_null(b.library);
    unbind(&b);
}

static void expect_none(const char *text)
{
    bound b;

    bind_any_text(&b, text);
    if (!b.good) {
        fail_msg("%s", b.messages.text);
    }
    unbind(&b);
}

static void classes(void **state)
{
    (void)state;
    expect_clashes(
        IN("a") "class x_Y { uint8 A; uint32 Go(); };\n" IN("x") "class Y { uint8 A; uint32 Go(); };\n", 1,
        "test.mof:4:7: error: class 'Y' of root\\x and class 'x_Y' of root\\a would both have the name 'hv_x_Y' in "
        "C, because of their prefixes: generate the namespaces apart [MOF913]\n");
    expect_clashes(IN("a") "class x_Y { uint8 A; };\n" IN("x") "class Y { uint8 A; };\n", 1,
                   "test.mof:2:7: note: the first one is here");
    expect_clashes(
        IN("a") "class B { uint8 A; };\n" IN("x") "class y_Z { uint8 A; };\n" IN("x_y") "class Z { uint8 A; };\n", 1,
        "class 'Z' of root\\x_y and class 'y_Z' of root\\x would both have the name 'hv_x_y_Z'");
    expect_clashes(IN("a") "class x_Y { uint8 A; }; class x_Z { uint8 A; };\n" IN(
                       "x") "class Y { uint8 A; }; class Z { uint8 A; };\n",
                   2, "class 'Z' of root\\x and class 'x_Z' of root\\a");
}

/** What belongs to a class clashes, too: functions, methods, codes, and what a namespace is called. */
static void members(void **state)
{
    (void)state;
    expect_clashes(IN("a") "class x_Y_M { uint8 A; };\n" IN("x") "class Y { uint8 A; uint32 M(); };\n", 1,
                   "class 'Y' of root\\x and class 'x_Y_M' of root\\a would both have the name 'hv_x_Y_M'");
    expect_clashes(IN("a") "class x { uint8 A; uint32 Y(); };\n" IN("x") "class Y { uint8 A; };\n", 1,
                   "class 'Y' of root\\x and class 'x' of root\\a would both have the name 'hv_x_Y'");
    expect_clashes(IN("a") "class x_Y_get { uint8 A; };\n" IN("x") "class Y { uint8 A; };\n", 1,
                   "would both have the name 'hv_x_Y_get'");
    expect_clashes(
        IN("a") "class x { [ValueMap{\"1\"}, Values{\"On\"}] uint8 Y_Go; };\n" IN("x") "class Y { uint32 Go_On(); };\n",
        1, "'hv_x_Y_Go_On'");
    expect_clashes(IN("a") "class x_NAMESPACE { uint8 A; };\n" IN("x") "class Y { uint8 A; };\n", 1,
                   "class 'x_NAMESPACE' of root\\a and namespace root\\x would both have the name 'hv_x_NAMESPACE'");
}

/** Headers are told by their guards, which are in capitals, and sources by names that ignore case. */
static void guards_and_files(void **state)
{
    (void)state;
    expect_clashes(IN("a") "class X_y { uint8 A; };\n" IN("x") "class Y { uint8 A; };\n", 1,
                   "class 'Y' of root\\x and class 'X_y' of root\\a would both have the name 'x_Y.c'");
}

/** Prefixes that begin alike are nothing by themselves; nor is what a namespace has in common with itself. */
static void no_clash(void **state)
{
    (void)state;
    expect_none(IN("a") "class Y { uint8 A; }; class interop { uint8 A; };\n" IN("interop") "class Y { uint8 A; };\n");
    expect_none(
        IN("a") "class Y { uint32 M_in(); uint32 M(); }; class Y_get { uint8 A; }; class schema { uint8 A; };\n" IN(
            "x") "class NAMESPACE { uint8 A; };\n");
    expect_none(IN("a") "class x_Y { uint8 A; };\n" IN("y") "class Y { uint8 A; };\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes),
        cmocka_unit_test(members),
        cmocka_unit_test(guards_and_files),
        cmocka_unit_test(no_clash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
