/* What is selected, and what that needs: the classes and methods that templates get to see. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

static const char mof[] =
    "#pragma namespace(\"root\\\\a\")\n"
    "class Base { [Key] string ID; uint32 Start(); uint32 Stop(); };\n"
    "class Middle : Base { uint32 Stop(); };\n"
    "class Leaf : Middle { string Own; uint32 Look(); };\n"
    "class Inner { string Deep; };\n"
    "class Plain { sint8 Value; };\n"
    "class Settings : Base { [EmbeddedInstance(\"Inner\")] string Inside; Plain Object; Leaf REF Of; };\n"
    "class Unused : Base { uint32 Start(); };\n"
    "class Host : Base { uint32 Define([In, EmbeddedInstance(\"Settings\")] string With, [In] Leaf REF Of,\n"
    "                                 [Out] Plain Made[]); };\n"
    "[Association] class Link { [Key] Base REF One; [Key] Leaf REF Other; };\n"
    "#pragma namespace(\"root\\\\b\")\n"
    "class Base { [Key] string ID; uint32 Start(); };\n"
    "class Only { [Key] string ID; };\n";

static const char jobs[] =
    "class Base { [Key] string ID; };\n"
    "class CIM_ConcreteJob : Base { uint16 JobState; uint32 RequestStateChange([In] uint16 To);\n"
    "    uint32 GetError([Out, EmbeddedInstance(\"Fault\")] string Error); uint32 Kill(); };\n"
    "class X_Job : CIM_ConcreteJob { uint32 GetErrorEx([Out, EmbeddedInstance(\"X_Fault\")] string Errors[]); };\n"
    "class Fault { string Message; };\n"
    "class X_Fault : Fault { };\n"
    "class X_Y_Job : X_Job { }; class X_Z_Job : X_Job { }; class X_Y_Z_Job : X_Y_Job { }; class Y_Job : CIM_ConcreteJob { };\n"
    "class Other : Base { };\n"
    "[Association] class Msvm_AffectedJobElement { [Key] CIM_ConcreteJob REF Job; [Key] Base REF Of; };\n"
    "class Host : Base { uint32 Define([Out] CIM_ConcreteJob REF Job); uint32 Wait([In] CIM_ConcreteJob REF Job); };\n";

static int set_up_selection(void **state)
{
    if (set_up(state) != 0) {
        return -1;
    }
    disk_put("s.mof", mof);
    disk_put("jobs.mof", jobs);
    disk_put("t/outputs.list", "run all.txt all.mustache\n");
    disk_put("t/all.mustache", "{{#libraries}}\n{{#classes}}\n{{id}}{{#methods}} {{{mof_name}}}{{/methods}}"
                               "{{#inherited}} ^{{{mof_name}}}{{/inherited}}\n{{/classes}}\n{{/libraries}}\n");
    return 0;
}

/** Generates what a file of patterns selects; a line for each class: its name in C, its methods, ^ those it inherits.
 */
static void assert_selects(const char *file, const char *patterns, const char *expected)
{
    char path[256];

    (void)snprintf(path, sizeof path, DISK "/%s", file);
    disk_put("s.txt", patterns);
    if (GENERATE("--prefix", "p", "--select", DISK "/s.txt", path) != MB_EXIT_GOOD) {
        fail_msg("%s", messages.text);
    }
    assert_string_equal(disk_get("out/all.txt"), expected);
}

static void test_class(void **state)
{
    (void)state;
    /* with all methods that it has, and those who declare them with these */
    assert_selects("s.mof", "Leaf", "p_Base Start\np_Middle Stop\np_Leaf Look ^Start ^Stop\n");
    assert_selects("s.mof", "root/b:*", "p_b_Base Start\np_b_Only\n");
    assert_selects("s.mof", "base", "p_Base Start Stop\np_b_Base Start\n");
    assert_selects("s.mof", "I*\nP??in", "p_Inner\np_Plain\n");
    /* references bring nothing along */
    assert_selects("s.mof", "Link", "p_Link\n");
    /* embedded classes of properties do, and theirs */
    assert_selects("s.mof", "Settings\n-*.*", "p_Base\np_Inner\np_Plain\np_Settings\n");
}

static void test_method(void **state)
{
    (void)state;
    assert_selects("s.mof", "Leaf.Look", "p_Base\np_Middle\np_Leaf Look\n");
    /* an inherited one, of its nearest declaration */
    assert_selects("s.mof", "leaf.STOP", "p_Base\np_Middle Stop\np_Leaf ^Stop\n");
    assert_selects("s.mof", "Leaf.S*", "p_Base Start\np_Middle Stop\np_Leaf ^Start ^Stop\n");
    assert_selects("s.mof", "*.Look\nMiddle.Start", "p_Base Start\np_Middle ^Start\np_Leaf Look\n");
    /* classes of its parameters, and what these need, without methods */
    assert_selects("s.mof", "Host.Define", "p_Base\np_Inner\np_Plain\np_Settings\np_Host Define\n");
}

static void test_exclusions(void **state)
{
    (void)state;
    assert_selects("s.mof", "-Leaf.Look\nLeaf\n", "p_Base Start\np_Middle Stop\np_Leaf ^Start ^Stop\n");
    assert_selects("s.mof", "Leaf\n-*.Look # wherever\n-*.St*", "p_Base\np_Middle\np_Leaf\n");
    assert_selects("s.mof", "*ase\n-root\\b:*", "p_Base Start Stop\n");
    /* what is needed comes all the same */
    assert_selects("s.mof", "Leaf.Look\n-Base", "p_Base\np_Middle\np_Leaf Look\n");
    /* of everything, where nothing is named */
    assert_selects("s.mof", "-root\\a:*", "p_b_Base Start\np_b_Only\n");
}

static void test_jobs(void **state)
{
    (void)state;
    assert_selects(
        "jobs.mof", "Host.Define",
        "p_Base\np_CIM_ConcreteJob RequestStateChange GetError\n"
        "p_X_Job GetErrorEx ^RequestStateChange ^GetError\n"
        "p_Fault\np_X_Fault\n"
        "p_X_Y_Job ^RequestStateChange ^GetError ^GetErrorEx\np_X_Z_Job ^RequestStateChange ^GetError ^GetErrorEx\n"
        "p_X_Y_Z_Job ^RequestStateChange ^GetError ^GetErrorEx\np_Y_Job ^RequestStateChange ^GetError\np_Msvm_AffectedJobElement\np_Host Define\n");
    assert_selects("jobs.mof", "Host.Wait", "p_Base\np_Host Wait\n"); /* takes one, and starts none */
}

/** Names are those of the whole library, whatever is selected of it. */
static void test_names(void **state)
{
    (void)state;
    disk_put("n.mof", "class C { [Key] string ID; uint32 M(); };\nclass C_M : C { };\nclass C_M_in : C { };\n");
    disk_put("t/all.mustache", "{{#libraries}}\n{{#classes}}\n{{id}}{{#methods}} {{id}}{{/methods}}\n{{/classes}}\n"
                               "{{/libraries}}\n");
    assert_int_equal(GENERATE("--prefix", "p", DISK "/n.mof"), MB_EXIT_GOOD);
    char all[256];
    (void)snprintf(all, sizeof all, "%s", disk_get("out/all.txt"));
    all[strcspn(all, "\n") + 1] = '\0'; /* the line of C */
    assert_string_equal(all, "p_C p_C_M_\n");
    assert_selects("n.mof", "C", all);
}

static void test_several_libraries(void **state)
{
    (void)state;
    /* a library of which nothing is selected is none */
    assert_int_equal(GENERATE("--class", "A_*", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha_A_One Go\n");
    assert_int_equal(GENERATE("--class", "A_One", "--class=B_One", DISK "/one.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_string_equal(disk_get("out/all.txt"), "alpha_A_One Go\nbeta_B_One\n");
    assert_int_equal(GENERATE("--method", "A_One.Go", "--class", "C_One", DISK "/one.mof", DISK "/beta.mof"),
                     MB_EXIT_INPUT);
    assert_string_equal(messages.text, "mofbind: error: 'C_One' selects nothing: there is no such class; did you mean "
                                       "'A_One'? [MOF940]\n");
}

static void test_why(void **state)
{
    (void)state;
    disk_put("s.txt", "# first\n\nHost.Define\n");
    assert_int_equal(RUN("list", "--why", "inner", "--select", DISK "/s.txt", DISK "/s.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "Inner is the class of property Inside of Settings\n"
                                      "Settings is the class of parameter With of Host.Define\n"
                                      "Host is selected by 'Host.Define' (" DISK "/s.txt:3)\n");
    assert_int_equal(RUN("list", "--why", "*e*l", "--class", "Leaf", DISK "/s.mof"), MB_EXIT_INPUT);
    assert_int_equal(RUN("list", "--why", "root\\a:?a*", "--class", "Middle", DISK "/s.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text,
                        "root\\a:Base is the superclass of Middle\nMiddle is selected by 'Middle' (--class)\n");
    assert_int_equal(RUN("list", "--why", "Link", "--select", DISK "/s.txt", DISK "/s.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text, "Link is not selected\n");
    assert_int_equal(RUN("list", "--why", "Msvm_*", "--class", "Host", DISK "/jobs.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text,
                        "Msvm_AffectedJobElement leads to the results of a job that Host.Define may start\n"
                        "Host is selected by 'Host' (--class)\n");
    assert_int_equal(RUN("list", "--why", "X_Job", "--class", "Host", DISK "/jobs.mof"), MB_EXIT_GOOD);
    assert_string_equal(printed.text,
                        "X_Job is a job that Host.Define may start\nHost is selected by 'Host' (--class)\n");
    assert_int_equal(RUN("list", "--why", "Host", DISK "/s.mof"), MB_EXIT_USAGE);
    assert_int_equal(RUN("list", "--why", "Host.Define", "--class", "Host", DISK "/s.mof"), MB_EXIT_INPUT);
    expect_message("--why asks for a class");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_selection, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_class), TEST(test_method), TEST(test_exclusions),
        TEST(test_jobs),  TEST(test_names),  TEST(test_several_libraries),
        TEST(test_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
