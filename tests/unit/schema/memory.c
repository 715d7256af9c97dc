/* Running out of memory at each allocation of a resolve. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "syntax/parse.h"

typedef struct quota {
    size_t left; /**< allocations that still succeed */
    size_t live; /**< blocks not given back */
} quota;

static void *allocate(void *context, size_t size)
{
    quota *q = context;
    if (q->left == 0) {
        return NULL;
    }
    q->left--;
    void *block = malloc(size);
    q->live += block != NULL;
    return block;
}

static void release(void *context, void *block)
{
    quota *q = context;
    q->live -= block != NULL;
    free(block);
}

/** Enough to make every table grow, every message speak and every kind of production pass. */
static const char *long_mof(mb_heap *heap)
{
    mb_buffer mof;
    mb_buffer_init(&mof, heap);
    mb_buffer_puts(&mof, "Qualifier Mine : string[], Scope(any);\n#pragma namespace(\"\\\\\\\\.\\\\root\\\\x\")\n");
    for (int i = 0; i < 300; i++) {
        mb_buffer_printf(&mof,
                         "[Mine{\"a\"}, Own%d(1)] class C%d%s { [Key] string K%d; C%d REF r%d = $I%d; uint8 v%d = 1;\n"
                         "  [ValueMap{\"1\", \"2..\", \"x\"}, Values{\"a\", \"b\"}] uint32 M%d([In, "
                         "EmbeddedInstance(\"C1\")] string p[]);\n"
                         "  uint8 bad%d = 256; Msvm_Nowhere REF n; };\n",
                         i, i, i % 3 != 0 ? " : C0" : "", i, (i * 7) % 300, i, i % 4, i, i, i);
    }
    mb_buffer_puts(&mof, "#pragma mofbind_undeclared(\"Msvm_Nowhere\")\n#pragma mofbind_undeclared(\"Nobody\")\n"
                         "#pragma mofbind_undeclared(\"nobody\")\n");
    mb_buffer_puts(&mof, "#pragma deleteclass(\"C9\", NOFAIL)\nclass C9 : C0 { string again; };\n#pragma frob\n"
                         "class C10 { string other; };\n#pragma namespace(\"root\\x\\ms_409\")\n");
    for (int i = 0; i < 300; i++) {
        mb_buffer_printf(
            &mof,
            "class C%d { [Description(\"x\") : Amended] uint8 v%d; [Descripton(\"y\")] uint32 M%d([In] string p); };\n",
            i, i % 4, i);
    }
    mb_buffer_puts(
        &mof,
        "#pragma namespace(\"root\\x\")\n"
        "class R_ { [ValueMap{\"5\", \"1\", \"1\"}, MaxValue(300)] uint8 a = 9; [MaxLen(1)] string s = \"ab\";\n"
        "  [BitMap{\"0x1\", \"0x100\"}, ArrayType(\"x\")] uint8 b; [CIMType(\"c\")] string l[] = {NULL}; R_ REF r;\n"
        "  uint32 M([In, ID(0)] string p, [In, ID(0)] string q); uint32 N([In, ID(3)] string p); };\n"
        "class S : R_ { [Override(\"M\")] uint32 M([In] uint8 p); };\n"
        "instance of R_ as $R { r = $S; };\ninstance of S as $S { r = $R; a = 1; };\ninstance of C0 as $I0 { K0 = \"x\"; Vo = 1; };\ninstance of C3 as $I1 { };\n");
    return mof.text;
}

/** Something to add to each class, and something wrong with each. */
static const char *long_overlay(mb_heap *heap)
{
    mb_buffer mof;
    mb_buffer_init(&mof, heap);
    mb_buffer_puts(&mof, "#pragma frob\n#pragma mofbind_undeclared(\"Msvm_Elsewhere\")\n");
    for (int i = 0; i < 300; i++) {
        mb_buffer_printf(
            &mof,
            "class C%d : C7 { [Units(\"x\"), Key, EmbeddedInstance(\"C1\")] uint16 v%d; Msvm_Nowhere REF r%d; string no;\n"
            "  [Description(\"m\"), ValueMap{\"1\", \"7\", \"1..3\"}, Values{\"z\", \"y\"}] uint32 M%d([Out] string P[], uint8 no);\n"
            "  [Description(\"i\"), ValueMap{\"9\", \"2..\"}, Values{\"n\", \"o\"}] uint32 M0([In, EmbeddedInstance(\"Msvm_Elsewhere\")] string p[]); };\n"
            "class Gone%d { };\n",
            i, i % 4, i, i, i);
    }
    return mof.text;
}

typedef struct run {
    mb_heap *heap;
    const char *mof;
    const char *overlay; /**< NULL: none */
    quota *quota;
    size_t allowed; /**< in the resolve */
    bool was_parsed;
    bool was_resolved;
    size_t errors;
    size_t warnings;
} run;

static mb_unit *parse(run *r, mb_arena *arena, mb_symbols *symbols, mb_sources *sources, mb_diag *diag,
                      const char *name, const char *mof)
{
    mb_source *source = NULL;
    bool was_8bit;
    mb_sources_add(sources, name, mof, strlen(mof), &source, &was_8bit);
    mb_parse_input parse_input = {.sources = sources, .symbols = symbols};
    mb_unit *unit = mb_arena_zalloc(arena, sizeof *unit);
    r->was_parsed = mb_parse_source(&parse_input, source, r->heap, arena, diag, unit);
    return unit;
}

static void body(void *argument)
{
    run *r = argument;
    mb_arena *arena = mb_arena_new(r->heap);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_sources *sources = mb_sources_new(r->heap, arena);
    mb_diag *diag = mb_diag_new(r->heap, arena, sources);
    mb_unit *unit = parse(r, arena, symbols, sources, diag, "t.mof", r->mof);
    mb_unit *overlay = r->overlay != NULL ? parse(r, arena, symbols, sources, diag, "o.mof", r->overlay) : NULL;

    r->quota->left = r->allowed;
    mb_resolve_input input = {.unit = unit, .symbols = symbols, .default_namespace = "root\\test"};
    if (overlay != NULL) {
        input.overlays = mb_overlays_new(symbols, mb_arena_new(r->heap), diag);
        mb_overlays_add(input.overlays, overlay);
    }
    mb_schema *schema = NULL;
    bool was_resolved = mb_resolve(&input, r->heap, mb_arena_new(r->heap), diag, &schema);
    mb_check_schema(schema, was_resolved, r->heap, diag);
    if (overlay != NULL) {
        mb_overlays_finish(input.overlays);
    }
    r->warnings = mb_diag_warnings(diag);
    r->was_resolved = true;
    r->errors = mb_diag_errors(diag);
}

static run run_with(const char *mof, const char *overlay, size_t allowed, quota *q)
{
    run r;
    mb_allocator allocator = {allocate, release, q};
    memset(&r, 0, sizeof r);
    q->left = SIZE_MAX;
    q->live = 0;
    r.heap = mb_heap_new(&allocator);
    r.mof = mof;
    r.overlay = overlay;
    r.quota = q;
    r.allowed = allowed;
    bool survived = mb_heap_protect(r.heap, body, &r);
    assert_true(r.was_parsed);
    assert_int_equal(survived, r.was_resolved);
    mb_heap_free(r.heap);
    assert_int_equal(q->live, 0);
    return r;
}

static void starve(const char *mof, const char *overlay)
{
    quota q;
    size_t failures = 0;
    for (size_t allowed = 0; !run_with(mof, overlay, allowed, &q).was_resolved; allowed++) {
        failures++;
    }
    assert_true(failures > 5);
}

static void test_each_allocation_may_fail(void **state)
{
    (void)state;
    mb_heap *heap = mb_heap_new(NULL);
    const char *mof = long_mof(heap);
    quota q;
    run whole = run_with(mof, NULL, SIZE_MAX, &q);
    assert_true(whole.was_resolved);
    assert_true(whole.errors > 300);
    starve(mof, NULL);
    mb_heap_free(heap);
}

static void test_each_allocation_of_an_overlay_may_fail(void **state)
{
    (void)state;
    mb_heap *heap = mb_heap_new(NULL);
    const char *mof = long_mof(heap), *overlay = long_overlay(heap);
    quota q;
    size_t warnings = run_with(mof, NULL, SIZE_MAX, &q).warnings;
    run whole = run_with(mof, overlay, SIZE_MAX, &q);
    assert_true(whole.was_resolved);
    assert_true(whole.warnings > warnings + 1800);
    starve(mof, overlay);
    mb_heap_free(heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_allocation_may_fail),
        cmocka_unit_test(test_each_allocation_of_an_overlay_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
