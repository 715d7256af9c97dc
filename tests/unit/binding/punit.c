/*
 * Programmatic units in words: the forms of DSP0004 annex C, those that schemas have beside them, and what is no unit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/punit.h"

static void assert_words(mb_heap *heap, const char *punit, const char *words)
{
    mb_buffer out;

    mb_buffer_init(&out, heap);
    const bool is_unit = mb_punit_in_words(&out, mb_text_of(punit));
    assert_int_equal(is_unit, words != NULL);
    if (words != NULL) {
        assert_string_equal(out.text, words);
    } else {
        assert_int_equal(out.length, 0);
    }
    mb_buffer_release(&out);
}

typedef struct row {
    const char *punit;
    const char *words; /**< NULL: is none */
} row;

static const row rows[] = {
    /* base units, in any case, in the plural too */
    {"byte", "bytes"},
    {"Bytes", "bytes"},
    {" hertz ", "hertz"},
    {"foot", "feet"},
    {"degree celsius", "degrees Celsius"},
    {"decibel(A)", "decibels (A)"},
    {"percent", "percent"},
    /* products and quotients, with blanks or without */
    {"watt * hour", "watt hours"},
    {"watt*hour", "watt hours"},
    {"bit / second", "bits per second"},
    {"meter / second / second", "meters per second per second"},
    {"count / inch", "counts per inch"},
    {"byte\t/\tbyte", "bytes per byte"},
    /* powers of two and of ten, of what has symbols */
    {"byte * 2^10", "KB (2^10 bytes)"},
    {"byte * 10^3", "kB (10^3 bytes)"},
    {"byte*2^20", "MB (2^20 bytes)"},
    {"byte * 10 ^ 9", "GB (10^9 bytes)"},
    {"bit * 10^6", "Mbit (10^6 bits)"},
    {"byte * 1024", "KB (2^10 bytes)"},
    {"byte * 1000000", "MB (10^6 bytes)"},
    {"byte * 2^9", "units of 2^9 bytes"},
    {"byte * 10^1", "units of 10^1 bytes"},
    {"byte * 10^-3", "thousandths of bytes"},
    {"bit / second * 10^6", "Mbit (10^6 bits) per second"},
    {"bit * 10^6 / second", "Mbit (10^6 bits) per second"},
    {"byte * 512", "units of 512 bytes"},
    {"byte * 4 * 2^10", "units of 4 KB (2^10 bytes)"},
    /* prefixes */
    {"second * 10^-3", "milliseconds"},
    {"second * 10^+3", "kiloseconds"},
    {"second / 1000", "milliseconds"},
    {"second / 10^9", "nanoseconds"},
    {"second * 10^-7", "units of 100 nanoseconds"},
    {"volt * 10^-4", "units of 100 microvolts"},
    {"second * 10^1", "units of 10 seconds"},
    {"second * 250 * 10^-9", "units of 250 nanoseconds"},
    {"second * 5 * 10^-7", "units of 5 * 10^-7 seconds"},
    {"watt * hour * 10^-3", "milliwatt hours"},
    {"hertz * 10^6", "megahertz"},
    {"second * 60", "units of 60 seconds"},
    {"second * 0.25", "units of 0.25 seconds"},
    {"second * 10^-30", "units of 10^-30 seconds"},
    /* others in tenths */
    {"degree celsius * 10^-2", "hundredths of degrees Celsius"},
    {"degree celsius / 10", "tenths of degrees Celsius"},
    {"revolution / minute * 10^-1", "tenths of revolutions per minute"},
    {"count * 10^3", "thousands"},
    {"count / second * 10^6", "millions per second"},
    {"dataword * 2", "units of 2 data words"},
    {"pixel * 3^2", "units of 3^2 pixels"},
    {"byte * 10^0", "bytes"},
    /* no unit, or one that nobody knows */
    {"", NULL},
    {" ", NULL},
    {"furlong", NULL},
    {"acme:furlong", NULL},
    {"byte * ", NULL},
    {"* byte", NULL},
    {"/ second", NULL},
    {"byte ** 2", NULL},
    {"byte * 2^", NULL},
    {"byte * ^20", NULL},
    {"byte * 2^20^2", NULL},
    {"byte * 2^10 * 2^10", NULL},
    {"byte * 1^10", NULL},
    {"byte * 2^99999", NULL},
    {"byte * 1.2.3", NULL},
    {"byte * 12345678901234567890", NULL},
    {"byte / 3", NULL},
    {"gram / (meter * meter)", NULL},
    {"decibel(m) * -1", NULL},
    {"2^20", NULL},
    {"bit * bit * bit * bit * bit", NULL},
    {"Hundredths of percent", NULL},
};

static void words(void **state)
{
    mb_heap *heap = mb_heap_new(NULL);
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].punit);
        assert_words(heap, rows[i].punit, rows[i].words);
    }
    mb_heap_free(heap);
}

/** A slice is read to its end and no further. */
static void slices(void **state)
{
    mb_heap *heap = mb_heap_new(NULL);
    mb_buffer out;
    (void)state;

    mb_buffer_init(&out, heap);
    assert_false(mb_punit_in_words(&out, (mb_text){NULL, 0}));
    assert_true(mb_punit_in_words(&out, (mb_text){"byte * 2^20", 4}));
    assert_string_equal(out.text, "bytes");
    assert_true(mb_punit_in_words(&out, (mb_text){"second * 10^-35", 14}));
    assert_string_equal(out.text, "bytesmilliseconds");
    mb_heap_free(heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(slices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
