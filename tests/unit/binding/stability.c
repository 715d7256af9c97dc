/* What must not matter: the order of the input. What must not harm: a lack of memory. */
#include "bound.h"

/** Declarations that get in each other's way; %s is where those of a class stand. */
typedef struct block {
    const char *head;
    const char *features[8];
} block;

static const block blocks[] = {
    {"class X", {"uint32 get();", "uint32 M([In] uint8 A);", "uint32 M_in();", "string new;", "string new_;"}},
    {"class X_get", {"uint8 A;", "uint32 path();"}},
    {"class X_get_", {"uint8 A;"}},
    {"class A",
     {"uint32 B_C();", "[Values{\"C\", \"D\"}] uint8 B;", "uint32 codes([In] uint8 errno, [In, Out] uint8 errno_);"}},
    {"class A_B", {"uint32 C();", "uint32 D();", "[Values{\"codes\"}] uint8 X;"}},
    {"class \xC3\x89",
     {"uint8 \xC3\xA9;", "uint8 u00E9;", "uint8 \xC3\xA9\xC3\xA9;", "uint8 \xC3\xA9u00E9;", "uint32 u00E8();",
      "uint32 \xC3\xA8();"}},
    {"class u00C9", {"uint8 A;", "[Values{\"x\", \"x\", \"X\", \"x\"}] uint8 V;"}},
    {"class Conventions",
     {"[ValueMap{\"2\", \"1\"}, Values{\"x-\", \"y\"}, ConventionMap{\"9\", \"7\", \"2\"}, ConventionValues{\"x\", \"X\", \"y\"}] uint8 V;",
      "[ValueMap{\"b\", \"a\"}, ConventionMap{\"B\", \"b \"}] string T;",
      "[ValueMap{\"18446744073709551615\", \"1\"}, Values{\"x\", \"x\"}] uint64 U;",
      "[MofbindSince(\"x\"), MofbindPage(\"y\")] uint32 M([In, ConventionMap{\"1\"}, ConventionValues{\"x\"}] uint8 V);"}},
    {"class aux", {"uint8 A;"}},
    {"class aux_", {"uint8 A;"}},
    {"class schema", {"uint8 A;"}},
    {"class Schema_", {"uint8 A;"}},
    {"[Association] class L", {"[Key] A REF info;", "[Key] A REF Run;", "uint32 Run();", "uint32 Run_codes();"}},
};

#define BLOCKS (sizeof blocks / sizeof blocks[0])

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void shuffle(size_t *order, size_t count, uint32_t *seed)
{
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t i = count; i > 1 && *seed != 0; i--) {
        size_t k = next_random(seed) % i;
        size_t held = order[i - 1];
        order[i - 1] = order[k];
        order[k] = held;
    }
}

/** All blocks in an order that `seed` says; 0 = as they stand. */
static void write_mof(char *out, size_t size, uint32_t seed)
{
    size_t order[BLOCKS];
    size_t length = 0;

    shuffle(order, BLOCKS, &seed);
    for (size_t i = 0; i < BLOCKS; i++) {
        const block *from = &blocks[order[i]];
        size_t features[8];
        size_t count = 0;
        while (count < 8 && from->features[count] != NULL) {
            count++;
        }
        shuffle(features, count, &seed);
        length += (size_t)snprintf(out + length, size - length, "%s {\n", from->head);
        for (size_t k = 0; k < count; k++) {
            length += (size_t)snprintf(out + length, size - length, "    %s\n", from->features[features[k]]);
        }
        length += (size_t)snprintf(out + length, size - length, "};\n");
    }
    assert_true(length < size);
}

static void order_does_not_matter(void **state)
{
    char mof[8192];
    bound b;
    (void)state;

    write_mof(mof, sizeof mof, 0);
    bind_text(&b, mof);
    char *expected = all_names(b.library);
    assert_true(b.library->renamed.count > 15);
    unbind(&b);
    for (uint32_t seed = 1; seed <= 200; seed++) {
        write_mof(mof, sizeof mof, seed);
        bind_text(&b, mof);
        char *names = all_names(b.library);
        assert_string_equal(names, expected);
        free(names);
        unbind(&b);
    }
    free(expected);
}

/** Every identifier of a library that a C compiler would see in one scope. */
static void add_scope(char ***names, size_t *count, const char *id, const char *suffix)
{
    char *text = malloc(strlen(id) + strlen(suffix) + 1);
    assert_non_null(text);
    strcpy(text, id);
    strcat(text, suffix);
    *names = realloc(*names, (*count + 1) * sizeof **names);
    assert_non_null(*names);
    (*names)[(*count)++] = text;
}

static void add_scope_codes(char ***names, size_t *count, const mbb_code_list *codes, bool with_table)
{
    if (with_table) {
        add_scope(names, count, codes->id, "");
    }
    for (size_t i = 0; i < codes->enumerators.count; i++) {
        add_scope(names, count, ITEM(mbb_enumerator, codes->enumerators, i)->id, "");
    }
}

static void add_scope_methods(char ***names, size_t *count, const mbb_list *methods)
{
    static const char *const suffixes[] = {"", "_in", "_out", "_wait", "_out_clear", "_info"};

    for (size_t i = 0; i < methods->count; i++) {
        const mbb_method *method = ITEM(mbb_method, *methods, i);
        for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0]; k++) {
            add_scope(names, count, method->id, suffixes[k]);
        }
        add_scope_codes(names, count, &method->codes, true);
        for (size_t k = 0; k < method->param_codes.count; k++) {
            add_scope_codes(names, count, ITEM(mbb_code_list, method->param_codes, k), true);
        }
    }
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void identifiers_are_unique(void **state)
{
    static const char *const suffixes[] = {"", "_info", "_get", "_list", "_list_free", "_put", "_path", "_clear"};
    char mof[8192];
    bound b;
    char **names = NULL;
    size_t count = 0;
    (void)state;

    write_mof(mof, sizeof mof, 0);
    bind_text(&b, mof);
    for (size_t i = 0; i < b.library->classes.count; i++) {
        const mbb_class *cls = ITEM(mbb_class, b.library->classes, i);
        for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0]; k++) {
            add_scope(&names, &count, cls->id, suffixes[k]);
        }
        add_scope_methods(&names, &count, &cls->methods);
        for (size_t k = 0; k < cls->property_codes.count; k++) {
            add_scope_codes(&names, &count, ITEM(mbb_code_list, cls->property_codes, k), true);
        }
        for (size_t k = 0; k < cls->roles.count; k++) {
            add_scope(&names, &count, ITEM(mbb_role, cls->roles, k)->id, "");
        }
    }
    qsort(names, count, sizeof *names, compare_texts);
    for (size_t i = 1; i < count; i++) {
        assert_string_not_equal(names[i - 1], names[i]);
    }
    for (size_t i = 0; i < count; i++) {
        free(names[i]);
    }
    free(names);
    unbind(&b);
}

static void two_runs_are_alike(void **state)
{
    char mof[8192];
    bound first;
    bound second;
    (void)state;

    write_mof(mof, sizeof mof, 0);
    bind_text(&first, mof);
    bind_text(&second, mof);
    const mbb_renamed *a = first.library->renamed.items;
    const mbb_renamed *c = second.library->renamed.items;
    assert_int_equal(first.library->renamed.count, second.library->renamed.count);
    for (size_t i = 0; i < first.library->renamed.count; i++) {
        assert_string_equal(a[i].from, c[i].from);
        assert_string_equal(a[i].to, c[i].to);
        assert_string_equal(a[i].where, c[i].where);
    }
    unbind(&first);
    unbind(&second);
}

/* ---- Memory ---- */

typedef struct failing {
    size_t left; /**< allocations that succeed */
    size_t calls;
    size_t live;
} failing;

static void *allocate(void *context, size_t size)
{
    failing *state = context;

    state->calls++;
    if (state->left == 0) {
        return NULL;
    }
    state->left--;
    state->live++;
    return malloc(size);
}

static void release(void *context, void *memory)
{
    failing *state = context;

    state->live -= memory != NULL;
    free(memory);
}

static void every_allocation_may_fail(void **state)
{
    char mof[8192];
    failing memory = {SIZE_MAX, 0, 0};
    const mb_allocator allocator = {allocate, release, &memory};
    bound b;
    (void)state;

    write_mof(mof, sizeof mof, 0);
    memset(&b, 0, sizeof b);
    b.text = mof;
    b.length = strlen(mof);
    b.prefix = "p";
    bind_any(&b, &allocator);
    assert_true(b.good);
    unbind(&b);
    assert_int_equal(memory.live, 0);
    size_t needed = memory.calls;
    assert_true(needed > 10);
    for (size_t i = 0; i < needed; i++) {
        memory = (failing){i, 0, 0};
        bind_any(&b, &allocator);
        assert_false(b.had_memory);
        unbind(&b);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(identifiers_are_unique),
        cmocka_unit_test(two_runs_are_alike),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
