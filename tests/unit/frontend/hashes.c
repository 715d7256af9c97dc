/* Names as generated schemas have them: what they differ in, a digit or two, must reach the bits that choose a bucket.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "binding/binder.h"
#include "support/text.h"

enum { NAMES = 30000, LONGEST = 256 };

/** Writes the n-th name. */
typedef void (*shape)(char *out, unsigned n);

#define SHAPE(name, ...)                                                                                               \
    static void name(char *out, unsigned n)                                                                            \
    {                                                                                                                  \
        snprintf(out, LONGEST, __VA_ARGS__);                                                                           \
    }

SHAPE(two_numbers, "Prop%u_%u", n / 10, n % 10)
SHAPE(two_numbers_padded, "Prop%03u_%02u", n / 100, n % 100)
SHAPE(eight_characters, "P%07u", n)
SHAPE(seven_characters, "P%06u", n)
SHAPE(number_in_front, "N%u_OfTheProperty", n)
SHAPE(number_in_the_middle, "Win32_PerfRawData_%u_Counters", n)
SHAPE(long_beginning, "Msvm_VirtualSystemManagementServiceCapabilities%u", n)
SHAPE(sixteen_characters, "SYN_Property%04X", n)
SHAPE(twenty_four_characters, "SYN_ClassAndSomeName%04X", n)
SHAPE(hexadecimal, "x%08X", n << 12)
SHAPE(digits_far_apart, "A%u_______________________________%u", n / 173, n % 173)
SHAPE(short_names, "%c%c%c%c", (int)('a' + n % 26), (int)('a' + n / 26 % 26), (int)('a' + n / 676 % 26),
      (int)('a' + n / 17576 % 26))
SHAPE(powers, "Bit_%llu", (unsigned long long)n << 20)
SHAPE(letters_of_a_grid, "Row%c%cColumn%c%c", (int)('A' + n % 13), (int)('A' + n / 13 % 14), (int)('A' + n / 182 % 13),
      (int)('A' + n / 2366 % 13))

/** As many underscores as the number says, within limits: names that differ in their length alone. */
static void lengths(char *out, unsigned n)
{
    const int run = (int)(n % 200);
    snprintf(out, LONGEST, "%.*sX%u", run,
             "____________________________________________________________________________________________________"
             "____________________________________________________________________________________________________",
             n / 200);
}

static const struct {
    const char *name;
    shape write;
} shapes[] = {
    {"two numbers", two_numbers},
    {"two numbers, padded", two_numbers_padded},
    {"eight characters", eight_characters},
    {"seven characters", seven_characters},
    {"a number in front", number_in_front},
    {"a number in the middle", number_in_the_middle},
    {"a long beginning", long_beginning},
    {"sixteen characters", sixteen_characters},
    {"twenty-four characters", twenty_four_characters},
    {"hexadecimal", hexadecimal},
    {"digits far apart", digits_far_apart},
    {"short names", short_names},
    {"powers", powers},
    {"letters of a grid", letters_of_a_grid},
    {"lengths", lengths},
};

enum { SHAPES = sizeof shapes / sizeof shapes[0] };

/**
 * uthash doubles its buckets when one has ten names, or a multiple of that. Names that are spread at random have about
 * one bucket for each three names, and up to one for each name just after it grew.
 */
static void check_load(const char *shape_name, const char *what, mb_symbols_load load)
{
    if (load.names != NAMES || load.buckets > 2 * load.names || load.probes > 8 * load.names) {
        fail_msg("%s, %s: %zu names, %zu buckets, %zu probes", shape_name, what, load.names, load.buckets, load.probes);
    }
}

static void names_are_spread(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        mb_heap *heap = mb_heap_new(NULL);
        mb_symbols *symbols = mb_symbols_new(mb_arena_new(heap));
        char name[LONGEST];
        for (unsigned n = 0; n < NAMES; n++) {
            shapes[i].write(name, n);
            mb_intern(symbols, name, strlen(name));
        }
        check_load(shapes[i].name, "names", mb_symbols_measure(symbols));
        mb_heap_free(heap);
    }
}

/** The same where each is spelt in a second way. Those are in a table of their own, by a hash that heeds case. */
static void spellings_are_spread(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        mb_heap *heap = mb_heap_new(NULL);
        mb_symbols *symbols = mb_symbols_new(mb_arena_new(heap));
        char name[LONGEST];
        for (unsigned n = 0; n < NAMES; n++) {
            shapes[i].write(name, n);
            mb_intern(symbols, name, strlen(name));
            for (char *at = name; *at != '\0'; at++) {
                *at = (char)(*at >= 'a' && *at <= 'z'   ? *at - 'a' + 'A'
                             : *at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a'
                                                        : *at);
            }
            mb_intern(symbols, name, strlen(name));
        }
        mb_symbols_load load = mb_symbols_measure(symbols);
        assert_int_equal(load.names, 2 * NAMES);
        assert_true(load.buckets <= 2 * load.names);
        assert_true(load.probes <= 8 * load.names);
        mb_heap_free(heap);
    }
}

/** Open addressing, at most half full: at random one look takes a step and a half. */
static void identifiers_are_spread(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        mb_heap *heap = mb_heap_new(NULL);
        mb_arena *arena = mb_arena_new(heap);
        mbb_identifiers *set = mbb_identifiers_new(arena, 0);
        char name[LONGEST];
        for (unsigned n = 0; n < NAMES; n++) {
            shapes[i].write(name, n);
            size_t length = strlen(name);
            assert_true(mbb_identifiers_add(set, mb_arena_text(arena, name, length), length));
        }
        size_t probes = mbb_identifiers_probes(set);
        if (probes > 2 * NAMES) {
            fail_msg("%s: %zu probes for %d names", shapes[i].name, probes, NAMES);
        }
        mb_heap_free(heap);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_spread),
        cmocka_unit_test(spellings_are_spread),
        cmocka_unit_test(identifiers_are_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
