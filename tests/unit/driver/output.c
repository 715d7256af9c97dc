/* The output folder: what is written, what is left alone, what goes away, and what is never touched. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "disk.h"
#include "output/depfile.h"
#include "output/output.h"

enum { MOST_FILES = 4 };

/** A run of the stage. */
typedef struct stage {
    mb_rendered_file files[MOST_FILES];
    size_t count;
    const char *folder;
    void (*meanwhile)(void); /**< what happens between the plan and the writing */
    mb_folder *opened;
    bool compared;
    bool written;
    mb_output_result result;
    mb_output_counts counts;
    char messages[2048];
    mb_heap *heap;
} stage;

static void run_protected(void *argument)
{
    stage *s = argument;
    mb_arena *arena = mb_arena_new(s->heap);
    mb_sources *sources = mb_sources_new(s->heap, arena);
    mb_diag *diag = mb_diag_new(s->heap, arena, sources);
    mb_buffer text;

    s->opened = mb_folder_new(s->folder, arena);
    mb_output_plan *plan = mb_output_plan_new(s->opened, arena, diag);
    for (size_t i = 0; i < s->count; i++) {
        mb_output_plan_add(plan, &s->files[i]);
    }
    s->compared = mb_output_plan_finish(plan);
    if (s->meanwhile != NULL) {
        s->meanwhile();
    }
    if (s->compared) {
        s->counts = mb_output_plan_counts(plan);
        s->result = mb_output_write(plan);
        s->written = s->result == MB_OUTPUT_DONE;
    }
    mb_folder_close(s->opened);
    mb_buffer_init(&text, s->heap);
    mb_diag_render(diag, &text);
    assert_true(text.length < sizeof s->messages);
    strcpy(s->messages, text.text != NULL ? text.text : "");
}

static stage output_with(const char *folder, const char *const (*files)[2], size_t count, void (*meanwhile)(void))
{
    stage s;

    memset(&s, 0, sizeof s);
    s.folder = folder;
    s.count = count;
    s.meanwhile = meanwhile;
    for (size_t i = 0; i < count; i++) {
        s.files[i].path = files[i][0];
        s.files[i].bytes = files[i][1];
        s.files[i].length = strlen(files[i][1]);
    }
    s.heap = mb_heap_new(NULL);
    assert_non_null(s.heap);
    assert_true(mb_heap_protect(s.heap, run_protected, &s));
    mb_heap_free(s.heap);
    return s;
}

static stage output(const char *folder, const char *const (*files)[2], size_t count)
{
    return output_with(folder, files, count, NULL);
}

static void expect_counts(const stage *s, size_t written, size_t unchanged, size_t removed)
{
    assert_string_equal(s->messages, "");
    assert_true(s->written);
    assert_int_equal(s->counts.written, written);
    assert_int_equal(s->counts.unchanged, unchanged);
    assert_int_equal(s->counts.removed, removed);
}

#define TEMPORARY "# What it is writing is called: "
#define HEADING "# The files that mofbind wrote here. It removes those that it no longer generates.\n"

static const char *const both[][2] = {{"b/c.txt", "bytes\nof c\n"}, {"a.txt", "a\n"}};

static void test_fresh(void **state)
{
    (void)state;
    stage s = output(DISK "/deep/er", both, 2);
    expect_counts(&s, 2, 0, 0);
    assert_string_equal(disk_get("deep/er/a.txt"), "a\n");
    assert_string_equal(disk_get("deep/er/b/c.txt"), "bytes\nof c\n");
    assert_string_equal(disk_get("deep/er/mofbind.files"), HEADING "a.txt\nb/c.txt\n");
    assert_int_equal(disk_count("deep", "~mofbind"), 0);
}

/** What has not changed is not written: its time stays, and that of the list, too. */
static void test_unchanged(void **state)
{
    static const char *const changed[][2] = {{"b/c.txt", "bytes\nof C\n"}, {"a.txt", "a\n"}};
    (void)state;

    stage s = output(DISK, both, 2);
    expect_counts(&s, 2, 0, 0);
    disk_age("a.txt");
    disk_age("b/c.txt");
    disk_age("mofbind.files");
    s = output(DISK "/", both, 2);
    expect_counts(&s, 0, 2, 0);
    assert_true(disk_is_old("a.txt"));
    assert_true(disk_is_old("b/c.txt"));
    assert_true(disk_is_old("mofbind.files"));

    s = output(DISK, changed, 2); /* of the same size */
    expect_counts(&s, 1, 1, 0);
    assert_true(disk_is_old("a.txt"));
    assert_false(disk_is_old("b/c.txt"));
    assert_true(disk_is_old("mofbind.files"));
    assert_string_equal(disk_get("b/c.txt"), "bytes\nof C\n");
}

/** What is no longer generated goes, with the folder that it leaves empty; a file of the user stays, and keeps its
 * folder. */
static void test_stale(void **state)
{
    static const char *const three[][2] = {{"a.txt", "a"}, {"old/x/1.txt", "1"}, {"kept/2.txt", "2"}};
    (void)state;

    stage s = output(DISK, three, 3);
    expect_counts(&s, 3, 0, 0);
    disk_put("kept/mine.txt", "mine");
    s = output(DISK, three, 1);
    expect_counts(&s, 0, 1, 2);
    assert_true(disk_has("a.txt"));
    assert_false(disk_has("old"));
    assert_false(disk_has("kept/2.txt"));
    assert_string_equal(disk_get("kept/mine.txt"), "mine");
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\n");
}

/** A stale file that is gone already is none to complain of. */
static void test_stale_gone(void **state)
{
    (void)state;
    disk_put("mofbind.files", "gone.txt\n");
    stage s = output(DISK, both + 1, 1);
    expect_counts(&s, 1, 0, 1);
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\n");
}

/** No system has files with such names, so that they are gone, too. */
static void test_stale_too_long(void **state)
{
    char list[6000];
    (void)state;

    snprintf(list, sizeof list, "%0300d.txt\n%05000d.txt\n", 1, 2);
    disk_put("mofbind.files", list);
    output(DISK, both + 1, 1);
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\n");
}

/** The list is text that anyone may edit: it cannot make mofbind remove anything outside of the folder. */
static void test_list_escapes(void **state)
{
    (void)state;
    disk_put("victim.txt", "v");
    disk_put("out/~", "t");
    disk_put("out/mofbind.files",
             "../victim.txt\n/tmp\nsub/../../victim.txt\n./~\n\n  \n../" DISK "/victim.txt\r\n..\\victim.txt");
    stage s = output(DISK "/out", both + 1, 1);
    expect_counts(&s, 1, 0, 0);
    assert_string_equal(disk_get("victim.txt"), "v");
    assert_true(disk_has("out/~"));
}

/** A file that mofbind did not write is never overwritten; the same content does no harm. */
static void test_foreign(void **state)
{
    (void)state;
    disk_put("a.txt", "precious\n");
    stage s = output(DISK, both, 2);
    assert_false(s.compared);
    assert_string_equal(s.messages,
                        "mofbind: error: '" DISK "/a.txt' is there already and mofbind did not write it: move it away, "
                        "or choose another folder [MOF904]\n");
    assert_string_equal(disk_get("a.txt"), "precious\n");
    assert_false(disk_has("b/c.txt"));
    assert_false(disk_has("mofbind.files"));

    disk_put("a.txt", "a\n");
    s = output(DISK, both, 2);
    expect_counts(&s, 1, 1, 0);
}

/** A run that was killed: its journal names what it had begun to write, and what it called that. */
static void test_interrupted(void **state)
{
    (void)state;
    disk_put("mofbind.files", HEADING "a.txt\n");
    disk_put("a.txt", "a\n");
    disk_put("mofbind.files~mofbind", HEADING TEMPORARY "~1f-2e~mofbind\na.txt\nb/c.txt\nnew.txt\n");
    disk_put("b/c.txt", "as it was then\n");
    disk_put("new.txt", "no longer wanted\n");
    disk_put("b/~1f-2e~mofbind", "hal");
    disk_put("~1f-2e~mofbind", "# The");
    disk_put("~1f-2f~mofbind", "another run's");
    stage s = output(DISK, both, 2);
    expect_counts(&s, 1, 1, 1);
    assert_string_equal(disk_get("b/c.txt"), "bytes\nof c\n");
    assert_false(disk_has("new.txt"));
    assert_false(disk_has("b/~1f-2e~mofbind"));
    assert_string_equal(disk_get("~1f-2f~mofbind"), "another run's");
    assert_int_equal(disk_count("", "~mofbind"), 1);
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\nb/c.txt\n");

    disk_put("mofbind.files~mofbind", HEADING); /* goes away even where the list stays as it is */
    s = output(DISK, both, 2);
    expect_counts(&s, 0, 2, 0);
    assert_int_equal(disk_count("", "~mofbind"), 1);
}

/** A journal is text that anyone may edit, and may end anywhere. */
static void test_journal_escapes(void **state)
{
    (void)state;
    disk_put("out/mofbind.files~mofbind", HEADING TEMPORARY "../precious\n" TEMPORARY "precious\n" TEMPORARY
                                                            "~/~mofbind\n" TEMPORARY "~mofbind\na.txt\nmi");
    disk_put("out/mi", "mine"); /* of "mine/x.txt" no more was written */
    disk_put("out/precious", "mine");
    disk_put("precious", "mine");
    stage s = output(DISK "/out", both, 2);
    expect_counts(&s, 2, 0, 0);
    assert_string_equal(disk_get("out/mi"), "mine");
    assert_string_equal(disk_get("out/precious"), "mine");
    assert_string_equal(disk_get("precious"), "mine");
}

static void put_folder_in_the_way(void)
{
    disk_folder("b.txt/x");
}

/** Where a file cannot be written, those before it are whole and known, and no temporary file is left. */
static void test_failure(void **state)
{
    static const char *const files[][2] = {{"a.txt", "a\n"}, {"b.txt", "b\n"}, {"c.txt", "c\n"}};
    (void)state;

    stage s = output_with(DISK, files, 3, put_folder_in_the_way);
    assert_true(s.compared);
    assert_int_equal(s.result, MB_OUTPUT_FAILED);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot write '" DISK "/b.txt': "));
    assert_string_equal(disk_get("a.txt"), "a\n");
    assert_false(disk_has("c.txt"));
    assert_int_equal(disk_count("", "~mofbind"), 0);
    assert_non_null(strstr(disk_get("mofbind.files"), "\na.txt\nb.txt\nc.txt\n"));
    s = output(DISK, files, 1); /* which the next run knows */
    assert_false(s.compared);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot remove '" DISK "/b.txt', which is no longer generated"));
}

/** The disk is full in the middle of a file. */
static void test_full(void **state)
{
    static char text[200001];
    const char *const files[][2] = {{"a.txt", "a\n"}, {"deep/large.txt", text}};
    (void)state;

    memset(text, 'x', sizeof text - 1);
    disk_limit(100000);
    stage s = output(DISK, files, 2);
    disk_limit(0);
    assert_int_equal(s.result, MB_OUTPUT_FAILED);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot write '" DISK "/deep/large.txt': "));
    assert_string_equal(disk_get("a.txt"), "a\n");
    assert_int_equal(disk_count("deep", ""), 0);
    assert_int_equal(disk_count("", "~mofbind"), 0);
}

/** The class is called otherwise, in case alone: nothing is left of the old name, and a file of the user's that differs in
 * case from what is written is no file of ours. */
static void test_case_alone(void **state)
{
    static const char *const before[][2] = {{"lib/Lamp.h", "1\n"}, {"lib/Lamp.c", "2\n"}};
    static const char *const after[][2] = {{"lib/LAMP.h", "1\n"}, {"lib/LAMP.c", "3\n"}};
    (void)state;

    stage s = output(DISK, before, 2);
    expect_counts(&s, 2, 0, 0);
    s = output(DISK, after, 2);
    expect_counts(&s, 2, 0, 2);
    assert_string_equal(disk_get("lib/LAMP.h"), "1\n");
    assert_string_equal(disk_get("lib/LAMP.c"), "3\n");
    assert_int_equal(disk_count("lib", ""), 2);
    assert_string_equal(disk_get("mofbind.files"), HEADING "lib/LAMP.c\nlib/LAMP.h\n");

    disk_put("lib/Lamp.h", "mine\n");
    s = output(DISK, before, 2);
    assert_false(s.compared);
    assert_string_equal(disk_get("lib/Lamp.h"), "mine\n");
}

/** As above, on a disk that takes both names for the same file: the two are links to one. */
static void test_case_of_one_file(void **state)
{
    static const char *const before[][2] = {{"Lamp.h", "1\n"}};
    static const char *const after[][2] = {{"LAMP.h", "1\n"}};
    static const char *const changed[][2] = {{"lamp.h", "2\n"}};
    (void)state;

    stage s = output(DISK, before, 1);
    expect_counts(&s, 1, 0, 0);
    disk_alias("LAMP.h", "Lamp.h");
    s = output(DISK, after, 1);
    assert_true(s.written);
    assert_string_equal(disk_get("LAMP.h"), "1\n");
    assert_string_equal(disk_get("mofbind.files"), HEADING "LAMP.h\n");
    assert_false(disk_has("Lamp.h"));
    assert_int_equal(disk_count("", "~mofbind"), 0);
    disk_alias("lamp.h", "LAMP.h");
    s = output(DISK, changed, 1);
    assert_true(s.written);
    assert_string_equal(disk_get("lamp.h"), "2\n");
}

static void make_the_same(void)
{
    static const char *const files[][2] = {{"a.txt", "other\n"}, {"d.txt", "d\n"}};

    stage s = output(DISK "/out", files, 2);
    expect_counts(&s, 2, 0, 0);
}

/** Another run makes the folder after the plan was made: nothing is written by that plan, and a new one knows all. */
static void test_again(void **state)
{
    (void)state;
    stage s = output_with(DISK "/out", both, 2, make_the_same);
    assert_int_equal(s.result, MB_OUTPUT_AGAIN);
    assert_string_equal(disk_get("out/a.txt"), "other\n");
    assert_false(disk_has("out/b"));
    s = output(DISK "/out", both, 2);
    expect_counts(&s, 2, 0, 1);
    assert_string_equal(disk_get("out/a.txt"), "a\n");
    assert_false(disk_has("out/d.txt"));
}

/** A file stands where a folder is wanted, or a folder where a file is: found before anything is written. */
static void test_in_the_way(void **state)
{
    (void)state;
    disk_put("b", "file");
    stage s = output(DISK, both, 2);
    assert_false(s.compared && s.written);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot write '" DISK "/b/c.txt': "));
    assert_string_equal(disk_get("b"), "file");
    assert_int_equal(disk_clear(NULL), 0);

    disk_folder("a.txt");
    s = output(DISK, both, 2);
    assert_false(s.compared);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot write '" DISK "/a.txt': "));
    assert_false(disk_has("b/c.txt"));
}

static void test_reserved(void **state)
{
    static const char *const files[][2] = {{"MOFBIND.FILES", "x"}};
    (void)state;

    stage s = output(DISK, files, 1);
    assert_false(s.compared);
    assert_non_null(strstr(s.messages, "'MOFBIND.FILES' is a name that mofbind keeps for itself [MOF905]"));
    assert_false(disk_has("MOFBIND.FILES"));
}

/** A file is larger than what is read at a time. */
static void test_large(void **state)
{
    static char text[200001];
    const char *const files[][2] = {{"large.txt", text}};
    (void)state;

    memset(text, 'x', sizeof text - 1);
    stage s = output(DISK, files, 1);
    expect_counts(&s, 1, 0, 0);
    s = output(DISK, files, 1);
    expect_counts(&s, 0, 1, 0);
    text[sizeof text - 2] = 'y';
    s = output(DISK, files, 1);
    expect_counts(&s, 1, 0, 0);
}

static void depfile_protected(void *argument)
{
    static const char *const inputs[] = {"a.mof", "dir with blanks/b.mof", "c#d$e.mof"};
    mb_heap *heap = argument;
    mb_buffer text;

    mb_buffer_init(&text, heap);
    mb_depfile_begin("out dir/mofbind.files", &text);
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        mb_depfile_input(inputs[i], &text);
    }
    mb_depfile_end(&text);
    assert_string_equal(text.text,
                        "out\\ dir/mofbind.files: \\\n  a.mof \\\n  dir\\ with\\ blanks/b.mof \\\n  c\\#d$$e.mof\n");
}

static void test_depfile(void **state)
{
    mb_heap *heap = mb_heap_new(NULL);
    (void)state;

    assert_non_null(heap);
    assert_true(mb_heap_protect(heap, depfile_protected, heap));
    mb_heap_free(heap);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, disk_clear, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_fresh),
        TEST(test_unchanged),
        TEST(test_stale),
        TEST(test_stale_gone),
        TEST(test_stale_too_long),
        TEST(test_list_escapes),
        TEST(test_foreign),
        TEST(test_failure),
        TEST(test_in_the_way),
        TEST(test_reserved),
        TEST(test_large),
        TEST(test_interrupted),
        TEST(test_depfile),
        TEST(test_journal_escapes),
        TEST(test_full),
        TEST(test_case_alone),
        TEST(test_case_of_one_file),
        TEST(test_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
