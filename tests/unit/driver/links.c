/* Links in the output folder, as a repository may hold them: through none is anything written, read or removed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "disk.h"
#include "driver/driver.h"

enum { MOST_ARGUMENTS = 20 };

static char messages[16384];
static size_t length;

static void append(void *context, const char *text, size_t size)
{
    (void)context;
    assert_true(size < sizeof messages - length);
    memcpy(messages + length, text, size);
    length += size;
    messages[length] = '\0';
}

static mb_exit run(const char *const *arguments)
{
    const mb_sink sink = {append, NULL, NULL};
    const char *argv[MOST_ARGUMENTS + 1] = {"mofbind", "generate", "--no-runtime"};
    int argc = 3;

    for (; *arguments != NULL; arguments++) {
        assert_true(argc < MOST_ARGUMENTS);
        argv[argc++] = *arguments;
    }
    length = 0;
    messages[0] = '\0';
    return mb_run(argc, argv, NULL, &sink, &sink);
}

#define GENERATE(...) run((const char *const[]){"-o", DISK "/out", __VA_ARGS__, NULL})
#define LAMP DISK "/lamp.mof"

/** A library `home`, once generated, and files outside of its folder. */
static int set_up(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    disk_put("lamp.mof", "#pragma namespace(\"root\\\\home\")\nclass Lamp { [key] string Name; };\n");
    disk_put("plug.mof", "#pragma namespace(\"root\\\\home\")\nclass Plug { [key] string Name; };\n");
    disk_put("outside/Lamp.h", "mine\n");
    disk_put("outside/secret", "mine\n");
    return 0;
}

static void expect_refused(mb_exit status, const char *phrase)
{
    assert_int_equal(status, MB_EXIT_SYSTEM);
    if (strstr(messages, phrase) == NULL) {
        fail_msg("expected '%s' in:\n%s", phrase, messages);
    }
    assert_string_equal(disk_get("outside/Lamp.h"), "mine\n");
    assert_string_equal(disk_get("outside/secret"), "mine\n");
    assert_int_equal(disk_count("outside", ""), 2);
    assert_int_equal(disk_count("out", "~mofbind"), 0);
}

static void test_file(void **state)
{
    (void)state;
    disk_link("out/home/include/home/Lamp.h", "../../../../outside/secret");
    expect_refused(GENERATE(LAMP),
                   "cannot write '" DISK "/out/home/include/home/Lamp.h': 'home/include/home/Lamp.h' is a "
                   "link, and in its output folder mofbind follows none [MOF902]");
    assert_false(disk_has("out/CMakeLists.txt"));
    disk_put("out/mofbind.files", "home/include/home/Lamp.h\n"); /* the list may say what it likes */
    expect_refused(GENERATE(LAMP), "'home/include/home/Lamp.h' is a link");
    assert_true(disk_is_link("out/home/include/home/Lamp.h"));
}

/** A link that leads nowhere is one, too. */
static void test_dangling_file(void **state)
{
    (void)state;
    disk_link("out/CMakeLists.txt", "../outside/new");
    expect_refused(GENERATE(LAMP), "'CMakeLists.txt' is a link");
    assert_false(disk_has("outside/new"));
}

static void test_same_content(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(LAMP), MB_EXIT_GOOD);
    disk_rename("out/CMakeLists.txt", "kept.txt");
    disk_link("out/CMakeLists.txt", "../kept.txt");
    expect_refused(GENERATE(LAMP), "'CMakeLists.txt' is a link");
}

static void test_folder(void **state)
{
    (void)state;
    disk_link("out/home/include/home", "../../../outside");
    expect_refused(GENERATE(LAMP), "'home/include/home' is a link");
    assert_false(disk_has("out/home/CMakeLists.txt"));
}

static void test_library_folder(void **state)
{
    (void)state;
    disk_link("out/home", "../outside");
    expect_refused(GENERATE(LAMP), "cannot write '" DISK "/out/home/CMakeLists.txt': 'home' is a link");
    disk_link("out/runtime", "../outside");
    const char *const with_runtime[] = {"mofbind", "generate", "-o", DISK "/out", LAMP};
    const mb_sink sink = {append, NULL, NULL};
    expect_refused(mb_run(5, with_runtime, NULL, &sink, &sink), "is a link");
}

/** A name that is known beforehand, as that of temporary files once was, and those that could be guessed. */
static void test_temporary(void **state)
{
    static const char *const names[] = {"CMakeLists.txt~mofbind", "home/include/home/Lamp.h~mofbind", "home~mofbind"};
    (void)state;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128] = "out/";
        disk_link(strcat(path, names[i]), DISK "/outside/secret");
    }
    assert_int_equal(GENERATE(LAMP), MB_EXIT_GOOD);
    assert_string_equal(disk_get("outside/secret"), "mine\n");
    assert_true(disk_is_link("out/CMakeLists.txt~mofbind"));
    assert_true(disk_has("out/home/include/home/Lamp.h"));
}

static void test_list(void **state)
{
    (void)state;
    disk_put("outside/secret", "victim.txt\n");
    disk_put("out/victim.txt", "mine");
    disk_put("out/CMakeLists.txt", "of another run");
    disk_link("out/mofbind.files", "../outside/secret");
    assert_int_equal(GENERATE(LAMP), MB_EXIT_SYSTEM);
    assert_non_null(strstr(messages, "cannot write '" DISK "/out/mofbind.files': 'mofbind.files' is a link"));
    assert_null(strstr(messages, "mofbind did not write it")); /* that is not known */
    assert_string_equal(disk_get("outside/secret"), "victim.txt\n");
    assert_string_equal(disk_get("out/victim.txt"), "mine");
    assert_false(disk_has("out/home"));
}

static void test_journal(void **state)
{
    (void)state;
    disk_link("out/mofbind.files~mofbind", "../outside/secret");
    assert_int_equal(GENERATE(LAMP), MB_EXIT_SYSTEM);
    assert_non_null(strstr(messages, "'mofbind.files~mofbind' is a link"));
    assert_string_equal(disk_get("outside/secret"), "mine\n");
    assert_false(disk_has("out/home"));
}

/** What is no longer generated is looked for in the folder itself. */
static void test_removal(void **state)
{
    (void)state;
    disk_put("out/mofbind.files", "old/Lamp.h\n");
    disk_link("out/old", "../outside");
    expect_refused(GENERATE(LAMP),
                   "cannot remove '" DISK "/out/old/Lamp.h', which is no longer generated: 'old' is a link");
    assert_false(disk_has("out/home")); /* it is seen before anything is written */

    disk_put("out/mofbind.files", "deep/er/still/secret\n");
    disk_link("out/deep/er", "../../outside");
    expect_refused(GENERATE(LAMP), "'deep/er' is a link");
    disk_put("out/mofbind.files", "end.txt\n");
    disk_link("out/end.txt", "../outside/secret");
    expect_refused(GENERATE(LAMP), "'end.txt' is a link");
}

/** The same by way of a journal that no run has left. */
static void test_removal_by_journal(void **state)
{
    (void)state;
    disk_put("out/mofbind.files~mofbind", "# What it is writing is called: ~1-2~mofbind\nold/Lamp.h\n");
    disk_put("outside/~1-2~mofbind", "mine");
    disk_link("out/old", "../outside");
    assert_int_equal(GENERATE(LAMP), MB_EXIT_SYSTEM);
    assert_non_null(strstr(messages, "'old' is a link"));
    assert_string_equal(disk_get("outside/~1-2~mofbind"), "mine");
    assert_string_equal(disk_get("outside/Lamp.h"), "mine\n");
}

/** Empty folders go; a folder that a link stands for is none of them. */
static void test_removal_of_folders(void **state)
{
    (void)state;
    assert_int_equal(GENERATE(LAMP, DISK "/plug.mof"), MB_EXIT_GOOD);
    disk_folder("empty");
    disk_rename("out/home/src", "src");
    disk_link("out/home/src", "../../src");
    expect_refused(GENERATE(LAMP), "'home/src' is a link");
    assert_true(disk_has("src/Plug.c"));
    assert_true(disk_has("empty"));
}

/** The folder that the command line names may be reached through links: they are the user's. */
static void test_folder_itself(void **state)
{
    (void)state;
    disk_folder("real");
    disk_link("by/way", "../real");
    const char *const arguments[] = {"-o", DISK "/by/way/of", LAMP, NULL};
    assert_int_equal(run(arguments), MB_EXIT_GOOD);
    assert_true(disk_has("real/of/home/include/home/Lamp.h"));
    disk_link("out", "real/of");
    assert_int_equal(GENERATE(LAMP), MB_EXIT_GOOD);
    assert_string_equal(messages, "");
    assert_true(disk_is_link("out"));
}

/** The dependency file is written in the same way: no link of a temporary name is followed, and none of its own. */
static void test_depfile(void **state)
{
    (void)state;
    disk_link("x.d~mofbind", "outside/secret");
    disk_link("y.d", "outside/secret");
    assert_int_equal(GENERATE("--depfile", DISK "/x.d", LAMP), MB_EXIT_GOOD);
    assert_int_equal(GENERATE("--depfile", DISK "/y.d", LAMP), MB_EXIT_GOOD);
    assert_string_equal(disk_get("outside/secret"), "mine\n");
    assert_false(disk_is_link("y.d"));
    assert_non_null(strstr(disk_get("x.d"), "lamp.mof"));
    assert_non_null(strstr(disk_get("y.d"), "lamp.mof"));
    disk_limit(10); /* where it cannot be finished, nothing of it is left, and an old one stays */
    assert_int_equal(GENERATE("--depfile", DISK "/z.d", LAMP), MB_EXIT_SYSTEM);
    disk_limit(0);
    assert_non_null(strstr(messages, "cannot write '" DISK "/z.d': "));
    assert_false(disk_has("z.d"));
    assert_int_equal(disk_count("", "~mofbind"), 1);
}

/** Neither a device nor a pipe is a file of ours, and nobody waits for one. */
static void test_pipe(void **state)
{
    (void)state;
    disk_pipe("out/CMakeLists.txt");
    expect_refused(GENERATE(LAMP), "cannot write '" DISK "/out/CMakeLists.txt': it is neither a file nor a folder");
    assert_int_equal(disk_clear(NULL), 0);
    assert_int_equal(set_up(NULL), 0);
    disk_pipe("out/mofbind.files");
    expect_refused(GENERATE(LAMP), "cannot write '" DISK "/out/mofbind.files': it is neither a file nor a folder");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_file),
        TEST(test_dangling_file),
        TEST(test_same_content),
        TEST(test_folder),
        TEST(test_library_folder),
        TEST(test_temporary),
        TEST(test_list),
        TEST(test_journal),
        TEST(test_removal),
        TEST(test_removal_by_journal),
        TEST(test_removal_of_folders),
        TEST(test_folder_itself),
        TEST(test_depfile),
        TEST(test_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
