/* Overlays: what becomes of a host's classes, as a dump shows it, and what is said. */
#include <string.h>

#include "fixture.h"
#include "inspect/inspect.h"

typedef struct overlay_case {
    const char *about;
    const char *host;
    const char *overlays[3];
    mb_dialect dialect;
    const char *dump; /**< behind the first pragma */
    const char *messages;
} overlay_case;

static const overlay_case cases[] = {
#include "overlays.inc"
};

/** The dump of a schema, without the namespace that every one of them begins with. */
static const char *dump_of(const fixture *f)
{
    static const char *const mofs[] = {"t.mof"};
    const mb_inspect_unit unit = {
        .schema = f->schema, .default_namespace = "root\\test", .mof_names = mofs, .mof_count = 1};
    const mb_inspect_input input = {&unit, 1, NULL, f->symbols, f->arena, 100};
    mb_buffer out;

    mb_buffer_init(&out, f->heap);
    mb_dump_mof(&input, &unit, &out);
    const char *text = mb_arena_text(f->arena, out.text, out.length);
    mb_buffer_release(&out);
    return text;
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f = fixture_open_overlaid(cases[i].host, cases[i].dialect, cases[i].overlays);
        const char *dump = dump_of(&f);
        if (strcmp(dump, cases[i].dump) != 0 || strcmp(f.messages, cases[i].messages) != 0) {
            print_error("%s:\n%s%s", cases[i].about, dump, f.messages);
            assert_string_equal(dump, cases[i].dump);
            assert_string_equal(f.messages, cases[i].messages);
        }
        fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
