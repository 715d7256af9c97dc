/* The two schemas of Hyper-V: no errors, no warnings. */
#include <stdio.h>

#include "fixture.h"
#include "syntax/parse.h"

typedef struct counts {
    bool ok;
    size_t errors;
    size_t classes;
    size_t warnings;
} counts;

static counts resolve_file(const char *path)
{
    counts result = {false, 0, 0, 0};
    mb_heap *heap = mb_heap_new(NULL);
    mb_arena *arena = mb_arena_new(heap);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_parse_input parse_input = {.paths = &path, .path_count = 1, .sources = sources, .symbols = symbols};
    mb_unit *unit = NULL;
    assert_true(mb_parse(&parse_input, heap, arena, diag, &unit));
    mb_resolve_input input = {.unit = unit, .symbols = symbols};
    mb_schema *schema = NULL;
    result.ok = mb_resolve(&input, heap, arena, diag, &schema);
    result.ok = mb_check_schema(schema, result.ok, heap, diag) && result.ok;
    result.errors = mb_diag_errors(diag);
    for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
        result.classes += ns->class_count;
    }
    mb_buffer text;
    mb_buffer_init(&text, heap);
    mb_diag_render(diag, &text);
    result.warnings = mb_diag_warnings(diag);
    if (!result.ok || result.warnings != 0) {
        print_error("%s", text.text);
    }
    mb_heap_free(heap);
    return result;
}

static void test_virtualization(void **state)
{
    (void)state;
    counts found = resolve_file(MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof");
    assert_true(found.ok);
    assert_int_equal(found.errors, 0);
    assert_int_equal(found.classes, 450);
    assert_int_equal(found.warnings, 0);
}

static void test_cluster(void **state)
{
    (void)state;
    counts found = resolve_file(MOFBIND_SOURCE_DIR "/mof/WindowsHyperVCluster.V2.mof");
    assert_true(found.ok);
    assert_int_equal(found.errors, 0);
    assert_int_equal(found.classes, 216);
    assert_int_equal(found.warnings, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_virtualization),
        cmocka_unit_test(test_cluster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
