/* What is put in the place of an #include. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "amalgamate/amalgamate.h"

typedef struct trial {
    mb_heap *heap;
    mb_arena *arena;
    mb_amalgamation *amalgamation;
    mb_buffer out;
} trial;

static void take(void *context, const mb_rendered_file *file)
{
    trial *t = context;

    mb_buffer_puts(&t->out, file->path);
    mb_buffer_puts(&t->out, ":\n");
    mb_buffer_append(&t->out, file->bytes, file->length);
}

static int set_up(void **state)
{
    static trial t;

    t.heap = mb_heap_new(NULL);
    t.arena = mb_arena_new(t.heap);
    mb_buffer_init(&t.out, t.heap);
    const mb_rendered_sink sink = {take, &t};
    t.amalgamation = mb_amalgamation_new(&sink, t.arena);
    *state = &t;
    return 0;
}

static int tear_down(void **state)
{
    mb_heap_free(((trial *)*state)->heap);
    return 0;
}

static void put(void **state, const char *path, const char *text, bool is_root)
{
    const mb_rendered_sink sink = mb_amalgamation_sink(((trial *)*state)->amalgamation);
    const mb_rendered_file file = {.path = path, .bytes = text, .length = strlen(text), .is_root = is_root};

    sink.take(sink.context, &file);
}

static void expect(void **state, const char *expected)
{
    trial *t = *state;

    mb_amalgamation_finish(t->amalgamation);
    assert_string_equal(t->out.text, expected);
}

static void test_once(void **state)
{
    put(state, "l/include/l/a.h", "#ifndef A\n#define A\n#include <stdio.h>\n# include <l/b.h>\nint a;\n#endif\n",
        false);
    put(state, "l/include/l/b.h", "#ifndef B\n#define B\nint b;\n#endif\n", false);
    put(state, "r/src/room/file.c", "#include \"room/none.h\"\n  #include <l/b.h>\nint c;\n", false);
    put(state, "all.c", "#include <l/a.h>\n#include <l/a.h>\n#include \"room/file.c\"\n/* #include <l/b.h> */\n", true);
    expect(state,
           "all.c:\n"
           "/* ==== l/include/l/a.h ==== */\n\n#ifndef A\n#define A /**< the header is in here */\n#include <stdio.h>\n"
           "/* ==== l/include/l/b.h ==== */\n\n#ifndef B\n#define B /**< the header is in here */\nint b;\n#endif\n\n"
           "int a;\n#endif\n\n"
           "/* ==== r/src/room/file.c ==== */\n\n#include \"room/none.h\"\nint c;\n\n"
           "/* #include <l/b.h> */\n");
}

/** What is there under a condition is not there behind it; the guard of a header is none. */
static void test_conditions(void **state)
{
    put(state, "a.h", "#ifndef X\n#define X\n#include <b.h>\n#endif\n", false);
    put(state, "b.h", "int y;\n", false);
    put(state, "one.c",
        "#if defined(_WIN32)\n#include <a.h>\n#include <b.h>\n#else\n#include <b.h>\n#endif\n#include <a.h>\n#include "
        "<b.h>\n",
        true);
    expect(
        state,
        "one.c:\n#if defined(_WIN32)\n"
        "/* ==== a.h ==== */\n\n#ifndef X\n#define X /**< the header is in here */\n/* ==== b.h ==== */\n\nint y;\n\n#endif\n\n"
        "#else\n/* ==== b.h ==== */\n\nint y;\n\n#endif\n"
        "/* ==== a.h ==== */\n\n#ifndef X\n#define X /**< the header is in here */\n/* ==== b.h ==== */\n\nint y;\n\n#endif\n\n");
}

static void test_roots(void **state)
{
    put(state, "a.h", "int a;\n", false);
    put(state, "b.h", "int b;\n", false);
    put(state, "all.h", "#include \"a.h\"\n", true);
    put(state, "more.h", "#include \"all.h\"\n#include <a.h>\n#include <b.h>\n", true);
    put(state, "most.c", "#include \"more.h\"\n#include <a.h>\n#include <b.h>\n", true);
    expect(state, "all.h:\n/* ==== a.h ==== */\n\nint a;\n\n"
                  "more.h:\n#include \"all.h\"\n/* ==== b.h ==== */\n\nint b;\n\n"
                  "most.c:\n#include \"more.h\"\n");
}

static void test_stars(void **state)
{
    put(state, "r/src/b/two.c", "2\n", false);
    put(state, "r/src/b/one.c", "1\n", false);
    put(state, "r/src/b/deep/three.c", "3\n", false);
    put(state, "r/src/b/x.h", "4\n", false);
    put(state, "all.c", "#include \"r/src/b/*.c\"\n#include \"r/src/none/*.c\"\n", true);
    expect(state, "all.c:\n/* ==== r/src/b/two.c ==== */\n\n2\n\n/* ==== r/src/b/one.c ==== */\n\n1\n\n");
}

/** Files that include themselves, conditions that do not match, lines without an end. */
static void test_odd(void **state)
{
    put(state, "a.h", "#if 1\n#include <b.h>\n#endif\n#endif\n#else\n#include <a.h>\n", false);
    put(state, "b.h", "#else\n#include <a.h>\n#elif\n#include <b.h>\n#if 0\n#include <c.h>", false);
    put(state, "c.h", "#include <\n#include \"\n#include\n#\n#include MACRO\n#include <c.h\n", false);
    put(state, "all.c", "#include <a.h>\n#include <b.h>", true);
    mb_amalgamation_finish(((trial *)*state)->amalgamation);
    assert_true(((trial *)*state)->out.length < 1000);
    put(state, "self.h", "#include \"self.h\"\n", true); /* nor does a root for ever */
    mb_amalgamation_finish(((trial *)*state)->amalgamation);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_once), TEST(test_conditions), TEST(test_roots), TEST(test_stars), TEST(test_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
