/* The output folder: what is written, what is left alone, what goes away, and what is never touched. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
    bool compared;
    bool written;
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
    mb_output_plan *plan = mb_output_plan_new(s->folder, arena, diag);
    mb_buffer text;

    for (size_t i = 0; i < s->count; i++) {
        mb_output_plan_add(plan, &s->files[i]);
    }
    s->compared = mb_output_plan_finish(plan);
    if (s->compared) {
        s->counts = mb_output_plan_counts(plan);
        s->written = mb_output_write(plan, diag);
    }
    mb_buffer_init(&text, s->heap);
    mb_diag_render(diag, &text);
    assert_true(text.length < sizeof s->messages);
    strcpy(s->messages, text.text != NULL ? text.text : "");
}

static stage output(const char *folder, const char *const (*files)[2], size_t count)
{
    stage s;

    memset(&s, 0, sizeof s);
    s.folder = folder;
    s.count = count;
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

static void expect_counts(const stage *s, size_t written, size_t unchanged, size_t removed)
{
    assert_string_equal(s->messages, "");
    assert_true(s->written);
    assert_int_equal(s->counts.written, written);
    assert_int_equal(s->counts.unchanged, unchanged);
    assert_int_equal(s->counts.removed, removed);
}

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
    assert_false(disk_has("deep/er/mofbind.files~mofbind"));
    assert_false(disk_has("deep/er/a.txt~mofbind"));
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

/** A run that was killed: its temporary list names what it had begun to write. */
static void test_interrupted(void **state)
{
    (void)state;
    disk_put("mofbind.files", HEADING "a.txt\n");
    disk_put("a.txt", "a\n");
    disk_put("mofbind.files~mofbind", HEADING "a.txt\nb/c.txt\nnew.txt\n");
    disk_put("b/c.txt", "as it was then\n");
    disk_put("new.txt", "no longer wanted\n");
    disk_put("a.txt~mofbind", "hal");
    stage s = output(DISK, both, 2);
    expect_counts(&s, 1, 1, 1);
    assert_string_equal(disk_get("b/c.txt"), "bytes\nof c\n");
    assert_false(disk_has("new.txt"));
    assert_false(disk_has("mofbind.files~mofbind"));
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\nb/c.txt\n");

    disk_put("mofbind.files~mofbind", HEADING); /* goes away even where the list stays as it is */
    s = output(DISK, both, 2);
    expect_counts(&s, 0, 2, 0);
    assert_false(disk_has("mofbind.files~mofbind"));
}

/** Where a file cannot be written, those before it are whole and known, and no temporary file is left. */
static void test_failure(void **state)
{
    static const char *const files[][2] = {{"a.txt", "a\n"}, {"b.txt", "b\n"}, {"c.txt", "c\n"}};
    (void)state;

    disk_folder("b.txt~mofbind"); /* in the way of the temporary file */
    stage s = output(DISK, files, 3);
    assert_true(s.compared);
    assert_false(s.written);
    assert_non_null(strstr(s.messages, "mofbind: error: cannot write '" DISK "/b.txt': "));
    assert_string_equal(disk_get("a.txt"), "a\n");
    assert_false(disk_has("b.txt"));
    assert_false(disk_has("c.txt"));
    assert_false(disk_has("a.txt~mofbind"));
    assert_false(disk_has("mofbind.files~mofbind"));
    assert_string_equal(disk_get("mofbind.files"), HEADING "a.txt\nb.txt\nc.txt\n");
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
    assert_non_null(strstr(s.messages, "'MOFBIND.FILES' is the name of mofbind's own list of files [MOF905]"));
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
    mb_depfile_text("out dir/mofbind.files", inputs, 3, &text);
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
        TEST(test_fresh),        TEST(test_unchanged), TEST(test_stale),       TEST(test_stale_gone),
        TEST(test_list_escapes), TEST(test_foreign),   TEST(test_failure),     TEST(test_in_the_way),
        TEST(test_reserved),     TEST(test_large),     TEST(test_interrupted), TEST(test_depfile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
