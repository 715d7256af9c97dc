/* --parts: files of fixed names for a build, and what a dependency file says of what was written. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

#define PARTS(count, ...) RUN("generate", "-o", DISK "/out", "--no-runtime", "--parts", count, __VA_ARGS__)
#define IN_PARTS "out/mofbind.parts/"

enum { SLOTS = 2, MOST_CLASSES = 24 };

/** How often a text is in another. */
static size_t count_of(const char *text, const char *phrase)
{
    size_t count = 0;

    for (const char *at = strstr(text, phrase); at != NULL; at = strstr(at + 1, phrase)) {
        count++;
    }
    return count;
}

/** The number of a header, which its forwarder includes. */
static unsigned number_of(const char *header)
{
    char path[256];
    unsigned number = 9999;

    snprintf(path, sizeof path, IN_PARTS "include/%s", header);
    const char *text = disk_get(path);
    assert_non_null(text);
    const char *at = strstr(text, "changed/");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "changed/%u.h", &number), 1);
    return number;
}

static void path_of(unsigned number, char path[64])
{
    snprintf(path, 64, IN_PARTS "changed/%u.h", number);
}

static void age_digest(unsigned number)
{
    char path[64];

    path_of(number, path);
    disk_age(path);
}

static bool digest_is_old(unsigned number)
{
    char path[64];

    path_of(number, path);
    return disk_is_old(path);
}

/** A MOF of so many classes, C_A to C_X; one of them with one more property. */
static void put_classes(int first, int count, int changed)
{
    char text[8192] = "#pragma namespace(\"root\\\\home\")\n";

    for (int i = first; i < first + count; i++) {
        const size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "class C_%c { [key] string Name; %s};\n", 'A' + i,
                 i == changed ? "uint16 More; " : "");
    }
    disk_put("home.mof", text);
}

static void test_sources(void **state)
{
    size_t found = 0;
    (void)state;

    put_classes(0, MOST_CLASSES, -1);
    assert_int_equal(PARTS("3", DISK "/home.mof", DISK "/beta.mof"), MB_EXIT_GOOD);
    for (int i = 0; i < 3; i++) {
        char path[64];
        snprintf(path, sizeof path, IN_PARTS "part_%d.c", i);
        const char *text = disk_get(path);
        assert_non_null(text);
        const size_t count = count_of(text, "#include \"../home/src/C_") + count_of(text, "#include \"../beta/src/B_");
        assert_int_equal(count, count_of(text, "#include"));
        assert_true(count < MOST_CLASSES);
        found += count;
    }
    assert_int_equal(found, MOST_CLASSES + 1);
    assert_false(disk_has(IN_PARTS "part_3.c"));
    const char *schemas = disk_get(IN_PARTS "schemas.c");
    assert_non_null(strstr(schemas, "#include \"../home/src/schema.c\""));
    assert_non_null(strstr(schemas, "#include \"../beta/src/schema.c\""));
    assert_int_equal(count_of(schemas, "#include"), 2);
    assert_int_equal(disk_count(IN_PARTS "changed", ".h"), 3 * SLOTS);
}

/** With as many parts as classes each class has one of its own, and keeps it. */
static void test_one_each(void **state)
{
    char path[64];
    (void)state;

    put_classes(1, MOST_CLASSES - 1, -1);
    assert_int_equal(PARTS("24", DISK "/home.mof"), MB_EXIT_GOOD);
    for (int i = 0; i < 24; i++) {
        snprintf(path, sizeof path, IN_PARTS "part_%d.c", i);
        assert_true(count_of(disk_get(path), "/src/C_") <= 1);
        disk_age(path);
    }
    put_classes(0, MOST_CLASSES, -1);
    assert_int_equal(PARTS("24", DISK "/home.mof"), MB_EXIT_GOOD);
    size_t changed = 0;
    for (int i = 0; i < 24; i++) {
        snprintf(path, sizeof path, IN_PARTS "part_%d.c", i);
        assert_int_equal(count_of(disk_get(path), "/src/C_"), 1);
        changed += !disk_is_old(path);
    }
    assert_int_equal(changed, 1);
}

/** A part without a source is one that a C compiler takes. */
static void test_empty_part(void **state)
{
    (void)state;
    assert_int_equal(PARTS("64", DISK "/beta.mof"), MB_EXIT_GOOD);
    for (int i = 0; i < 64; i++) {
        char path[64];
        snprintf(path, sizeof path, IN_PARTS "part_%d.c", i);
        assert_non_null(strstr(disk_get(path), "#include "));
    }
}

static void test_headers(void **state)
{
    bool taken[MOST_CLASSES * SLOTS] = {false};
    (void)state;

    put_classes(0, MOST_CLASSES, -1);
    assert_int_equal(PARTS("24", DISK "/home.mof"), MB_EXIT_GOOD);
    assert_non_null(strstr(disk_get(IN_PARTS "include/home/C_A.h"), "#include \"../../../home/include/home/C_A.h\"\n"));
    assert_non_null(strstr(disk_get(IN_PARTS "include/home.h"), "#include \"../../home/include/home.h\"\n"));
    for (int i = 0; i < MOST_CLASSES; i++) {
        char name[32];
        snprintf(name, sizeof name, "home/C_%c.h", 'A' + i);
        const unsigned number = number_of(name);
        assert_true(number < MOST_CLASSES * SLOTS);
        assert_false(taken[number]); /* where there is room, no two share one */
        taken[number] = true;
    }
}

/** A class that changes touches its own files, and no class that comes or goes those of another. */
static void test_changes(void **state)
{
    unsigned numbers[MOST_CLASSES];
    (void)state;

    put_classes(1, MOST_CLASSES - 1, -1);
    assert_int_equal(PARTS("16", DISK "/home.mof"), MB_EXIT_GOOD);
    for (int i = 1; i < MOST_CLASSES; i++) {
        char name[32];
        snprintf(name, sizeof name, "home/C_%c.h", 'A' + i);
        numbers[i] = number_of(name);
        age_digest(numbers[i]);
    }
    disk_age(IN_PARTS "schemas.c");

    put_classes(1, MOST_CLASSES - 1, 5);
    assert_int_equal(PARTS("16", DISK "/home.mof"), MB_EXIT_GOOD);
    for (int i = 1; i < MOST_CLASSES; i++) {
        assert_int_equal(digest_is_old(numbers[i]), i != 5);
    }
    assert_true(disk_is_old(IN_PARTS "schemas.c"));
    age_digest(numbers[5]);

    put_classes(0, MOST_CLASSES, 5); /* C_A comes first, and all others keep what they have */
    assert_int_equal(PARTS("16", DISK "/home.mof"), MB_EXIT_GOOD);
    numbers[0] = number_of("home/C_A.h");
    for (int i = 1; i < MOST_CLASSES; i++) {
        assert_true(digest_is_old(numbers[i]));
        assert_int_not_equal(numbers[i], numbers[0]);
    }
    assert_false(disk_is_old(IN_PARTS "schemas.c"));

    put_classes(1, MOST_CLASSES - 1, 5);
    assert_int_equal(PARTS("16", DISK "/home.mof"), MB_EXIT_GOOD);
    assert_false(disk_has(IN_PARTS "include/home/C_A.h"));
    for (int i = 1; i < MOST_CLASSES; i++) {
        assert_true(digest_is_old(numbers[i]));
    }
}

/** More headers than numbers: they share. A list that another program wrote is none. */
static void test_few_numbers(void **state)
{
    (void)state;
    put_classes(0, MOST_CLASSES, -1);
    assert_int_equal(PARTS("1", DISK "/home.mof"), MB_EXIT_GOOD);
    assert_int_equal(disk_count(IN_PARTS "changed", ".h"), SLOTS);
    for (int i = 0; i < MOST_CLASSES; i++) {
        char name[32];
        snprintf(name, sizeof name, "home/C_%c.h", 'A' + i);
        assert_true(number_of(name) < SLOTS);
    }
    disk_put(IN_PARTS "numbers.list", "99 home/include/home/C_A.h\nx\n-1 home/include/home/C_B.h\n3\n 2  y\n1 z");
    assert_int_equal(PARTS("1", DISK "/home.mof"), MB_EXIT_GOOD);
    assert_true(number_of("home/C_A.h") < SLOTS);
    assert_true(number_of("home/C_B.h") < SLOTS);
}

static void test_shared(void **state)
{
    (void)state;
    assert_int_equal(PARTS("1", "--shared", "beta_EXPORTS", "--prefix", "b", DISK "/beta.mof"), MB_EXIT_GOOD);
    const char *text = disk_get(IN_PARTS "include/beta/B_One.h");
    assert_non_null(strstr(text, "#define b_SHARED\n"));
    assert_non_null(strstr(text, "#if defined(beta_EXPORTS) && !defined(b_BUILDING)\n#define b_BUILDING\n"));
    assert_int_equal(PARTS("1", "--prefix", "b", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_null(strstr(disk_get(IN_PARTS "include/beta/B_One.h"), "#define"));
}

/** Without the option, what it wrote goes. */
static void test_no_parts(void **state)
{
    (void)state;
    assert_int_equal(PARTS("2", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--no-runtime", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_false(disk_has("out/mofbind.parts"));
    assert_true(disk_has("out/beta/src/schema.c"));
}

static void test_runtime(void **state)
{
    (void)state;
    assert_int_equal(RUN("generate", "-o", DISK "/out", "--parts", "1", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_true(disk_has("out/runtime/include/wmi/wmi.h"));
    assert_false(disk_has(IN_PARTS "include/wmi/wmi.h"));
    assert_null(strstr(disk_get(IN_PARTS "schemas.c"), "runtime"));
}

static void test_reserved(void **state)
{
    (void)state;
    disk_put("t/outputs.list", "run Mofbind.Parts/x.txt all.mustache\n");
    assert_int_equal(GENERATE("--parts", "1", DISK "/one.mof"), MB_EXIT_INPUT);
    expect_message("error: 'Mofbind.Parts/x.txt' is a name that mofbind keeps for itself [MOF905]");
    assert_false(disk_has("out"));
}

static void test_depfile(void **state)
{
    (void)state;
    assert_int_equal(PARTS("1", "--depfile", DISK "/x.d", DISK "/beta.mof"), MB_EXIT_GOOD);
    assert_null(strstr(disk_get("x.d"), "  " DISK "/out/"));

    assert_int_equal(PARTS("1", "--depfile", DISK "/x.d", "--depfile-outputs", "unnamed", DISK "/beta.mof"),
                     MB_EXIT_GOOD);
    const char *text = disk_get("x.d");
    assert_non_null(strstr(text, "  " DISK "/beta.mof \\\n"));
    assert_non_null(strstr(text, "  " DISK "/out/beta/include/beta/B_One.h"));
    assert_non_null(strstr(text, "  " DISK "/out/beta/src/B_One.c"));
    assert_non_null(strstr(text, "  " DISK "/" IN_PARTS "include/beta/B_One.h"));
    assert_null(strstr(text, IN_PARTS "part_0.c"));
    assert_null(strstr(text, IN_PARTS "schemas.c"));
    assert_null(strstr(text, IN_PARTS "changed/"));

    assert_int_equal(PARTS("1", "--depfile", DISK "/x.d", "--depfile-outputs=all", DISK "/beta.mof"), MB_EXIT_GOOD);
    text = disk_get("x.d");
    assert_non_null(strstr(text, "  " DISK "/out/beta/include/beta/B_One.h"));
    assert_non_null(strstr(text, "  " DISK "/" IN_PARTS "part_0.c"));
    assert_non_null(strstr(text, "  " DISK "/" IN_PARTS "schemas.c"));
    assert_int_equal(count_of(text, IN_PARTS "changed/"), SLOTS);
}

/** Folders of templates: where one appears that stands in for an embedded one, the folder has changed. */
static void test_template_folders(void **state)
{
    (void)state;
    disk_put("t/partials/none.mustache", "");
    assert_int_equal(GENERATE("--depfile", DISK "/x.d", DISK "/one.mof"), MB_EXIT_GOOD);
    const char *text = disk_get("x.d");
    assert_int_equal(count_of(text, "  " DISK "/t \\\n"), 1);
    assert_int_equal(count_of(text, "  " DISK "/t/partials"), 1);
    assert_int_equal(count_of(text, "  " DISK "/t/runtime"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sources), TEST(test_one_each),    TEST(test_empty_part), TEST(test_headers),
        TEST(test_changes), TEST(test_few_numbers), TEST(test_shared),     TEST(test_no_parts),
        TEST(test_runtime), TEST(test_reserved),    TEST(test_depfile),    TEST(test_template_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
