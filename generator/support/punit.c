#include "support/punit.h"

#include <stdlib.h>
#include <string.h>

#include "support/characters.h"

typedef enum unit_kind { PLAIN, METRIC, DATA, COUNTED } unit_kind;

typedef struct base_unit {
    const char *name;
    const char *plural;
    unit_kind kind;
    const char *symbol; /**< of DATA: what stands behind a prefix's letter */
} base_unit;

static const base_unit base_units[] = {
#define MB_BASE_UNIT(name, plural, kind, symbol) {name, plural, kind, symbol},
#include "support/base_units.def"
#undef MB_BASE_UNIT
};

enum { MOST_UNITS = 4, MOST_DIGITS = 19 };

/** A unit in its parts: the base units above and below, and a factor. */
typedef struct punit {
    const base_unit *above[MOST_UNITS];
    const base_unit *below[MOST_UNITS];
    size_t above_count;
    size_t below_count;
    mb_text number; /**< as in `* 250`; bytes == NULL: none */
    long base;      /**< of a power, as in `* 10^-9`; 0: none */
    long exponent;
} punit;

/* ---- Reading ---- */

static mb_text trimmed(mb_text text)
{
    while (text.length > 0 && (text.bytes[0] == ' ' || text.bytes[0] == '\t')) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && (text.bytes[text.length - 1] == ' ' || text.bytes[text.length - 1] == '\t')) {
        text.length--;
    }
    return text;
}

static const base_unit *find_unit(mb_text name)
{
    for (size_t i = 0; i < sizeof base_units / sizeof base_units[0]; i++) {
        if (mb_text_equal_nocase(name, mb_text_of(base_units[i].name)) ||
            mb_text_equal_nocase(name, mb_text_of(base_units[i].plural))) {
            return &base_units[i];
        }
    }
    return NULL;
}

/** An integer of few digits that fills the text; it may have a sign. */
static bool read_integer(mb_text text, long *out)
{
    const bool is_negative = text.length > 0 && text.bytes[0] == '-';
    uint32_t at = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    long value = 0;

    if (at == text.length || text.length - at > 4) {
        return false;
    }
    for (; at < text.length; at++) {
        if (!mb_is_digit(text.bytes[at])) {
            return false;
        }
        value = value * 10 + (text.bytes[at] - '0');
    }
    *out = is_negative ? -value : value;
    return true;
}

/** Digits, with a decimal point among them or without. */
static bool is_number(mb_text text)
{
    bool has_point = false;

    for (uint32_t i = 0; i < text.length; i++) {
        const bool is_point = text.bytes[i] == '.' && i > 0 && i + 1 < text.length && !has_point;
        if (!is_point && !mb_is_digit(text.bytes[i])) {
            return false;
        }
        has_point = has_point || is_point;
    }
    return text.length > 0 && text.length <= MOST_DIGITS;
}

/** 10, 100, 1000 ... as a power of ten; 1024 as one of two. */
static bool is_round(mb_text number, long *base, long *exponent)
{
    uint32_t zeros = 0;

    if (mb_text_equal(number, mb_text_of("1024"))) {
        *base = 2;
        *exponent = 10;
        return true;
    }
    while (zeros + 1 < number.length && number.bytes[zeros + 1] == '0') {
        zeros++;
    }
    *base = 10;
    *exponent = (long)zeros;
    return number.bytes[0] == '1' && zeros > 0 && zeros + 1 == number.length;
}

static bool add_unit(punit *out, mb_text name, bool is_below)
{
    const base_unit *unit = find_unit(name);
    size_t *count = is_below ? &out->below_count : &out->above_count;

    if (unit == NULL || *count == MOST_UNITS) {
        return false;
    }
    (is_below ? out->below : out->above)[(*count)++] = unit;
    return true;
}

static bool add_power(punit *out, mb_text base, mb_text exponent, bool is_below)
{
    if (out->base != 0 || !read_integer(trimmed(base), &out->base) ||
        !read_integer(trimmed(exponent), &out->exponent)) {
        return false;
    }
    out->exponent = is_below ? -out->exponent : out->exponent;
    return out->base > 1;
}

static bool add_number(punit *out, mb_text number, bool is_below)
{
    long base, exponent;

    if (!is_number(number)) {
        return false;
    }
    if (out->base == 0 && is_round(number, &base, &exponent)) {
        out->base = base;
        out->exponent = is_below ? -exponent : exponent;
        return true;
    }
    if (out->number.bytes != NULL || is_below) {
        return false;
    }
    out->number = number;
    return true;
}

/** What is between two operators. */
static bool add_term(punit *out, mb_text term, bool is_below)
{
    const char *caret = term.length > 0 ? memchr(term.bytes, '^', term.length) : NULL;

    if (term.length == 0) {
        return false;
    }
    if (caret != NULL) {
        const uint32_t before = (uint32_t)(caret - term.bytes);
        const mb_text exponent = {caret + 1, term.length - before - 1};
        return add_power(out, (mb_text){term.bytes, before}, exponent, is_below);
    }
    return mb_is_digit(term.bytes[0]) ? add_number(out, term, is_below) : add_unit(out, term, is_below);
}

static bool read(mb_text text, punit *out)
{
    uint32_t begin = 0;
    bool is_below = false;

    memset(out, 0, sizeof *out);
    for (uint32_t at = 0; at <= text.length; at++) {
        if (at == text.length || text.bytes[at] == '*' || text.bytes[at] == '/') {
            if (!add_term(out, trimmed((mb_text){text.bytes + begin, at - begin}), is_below)) {
                return false;
            }
            is_below = at < text.length && text.bytes[at] == '/';
            begin = at + 1;
        }
    }
    return out->above_count > 0;
}

/* ---- Writing ---- */

static void put_above(mb_buffer *out, const punit *unit)
{
    for (size_t i = 0; i < unit->above_count; i++) {
        mb_buffer_puts(out, i > 0 ? " " : "");
        mb_buffer_puts(out, i + 1 < unit->above_count ? unit->above[i]->name : unit->above[i]->plural);
    }
}

static void put_below(mb_buffer *out, const punit *unit)
{
    for (size_t i = 0; i < unit->below_count; i++) {
        mb_buffer_puts(out, " per ");
        mb_buffer_puts(out, unit->below[i]->name);
    }
}

typedef struct prefix {
    long exponent;
    const char *word;
    const char *letter;
} prefix;

/** The prefix of a power, by tens of two's or by threes of ten's; NULL where there is none. */
static const prefix *find_prefix(long exponent, long step)
{
    static const prefix prefixes[] = {
        {-5, "femto", "f"}, {-4, "pico", "p"}, {-3, "nano", "n"}, {-2, "micro", "u"},
        {-1, "milli", "m"}, {1, "kilo", "k"},  {2, "mega", "M"},  {3, "giga", "G"},
        {4, "tera", "T"},   {5, "peta", "P"},  {6, "exa", "E"},
    };

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (prefixes[i].exponent * step == exponent) {
            return &prefixes[i];
        }
    }
    return NULL;
}

/** "MB (2^20 bytes) per second". @return whether it has such a multiple */
static bool put_data(mb_buffer *out, const punit *unit)
{
    const base_unit *of = unit->above[0];
    const prefix *found = unit->base == 2    ? find_prefix(unit->exponent, 10)
                          : unit->base == 10 ? find_prefix(unit->exponent, 3)
                                             : NULL;

    if (of->kind != DATA || unit->above_count > 1 || found == NULL || unit->exponent < 0) {
        return false;
    }
    mb_buffer_puts(out, unit->base == 2 && found->exponent == 1 ? "K" : found->letter);
    mb_buffer_printf(out, "%s (%ld^%ld %s)", of->symbol, unit->base, unit->exponent, of->plural);
    put_below(out, unit);
    return true;
}

/** "milliseconds", "units of 100 nanoseconds", "thousands". @return whether it has such a multiple */
static bool put_metric(mb_buffer *out, const punit *unit)
{
    const unit_kind kind = unit->above[0]->kind;
    const long rest = ((unit->exponent % 3) + 3) % 3;
    const prefix *found = find_prefix(unit->exponent - rest, 3);

    if (unit->base != 10 || kind != METRIC || (unit->exponent - rest != 0 && found == NULL)) {
        return false;
    }
    if (rest != 0) {
        /* with a number before it, as in 5 * 10^-7, it is neither */
        if (unit->number.bytes != NULL) {
            return false;
        }
        mb_buffer_puts(out, rest == 1 ? "units of 10 " : "units of 100 ");
    }
    mb_buffer_puts(out, found != NULL ? found->word : "");
    put_above(out, unit);
    put_below(out, unit);
    return true;
}

/** "tenths of degrees Celsius", "thousands". @return whether there is such a word */
static bool put_fraction(mb_buffer *out, const punit *unit)
{
    static const struct {
        long exponent;
        const char *word;
    } words[] = {{-3, "thousandths"}, {-2, "hundredths"}, {-1, "tenths"}, {3, "thousands"}, {6, "millions"}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (unit->base == 10 && words[i].exponent == unit->exponent && unit->number.bytes == NULL) {
            const bool is_counted = unit->above[0]->kind == COUNTED && unit->above_count == 1;
            mb_buffer_puts(out, words[i].word);
            if (!is_counted) {
                mb_buffer_puts(out, " of ");
                put_above(out, unit);
            }
            put_below(out, unit);
            return true;
        }
    }
    return false;
}

bool mb_punit_in_words(mb_buffer *out, mb_text text)
{
    punit unit;

    if (text.bytes == NULL || !read(text, &unit)) {
        return false;
    }
    if (unit.number.bytes != NULL) {
        mb_buffer_puts(out, "units of ");
        mb_buffer_append(out, unit.number.bytes, unit.number.length);
        mb_buffer_putc(out, ' ');
    }
    if (unit.base != 0 && unit.exponent != 0) {
        if (put_data(out, &unit) || put_metric(out, &unit) || put_fraction(out, &unit)) {
            return true;
        }
        mb_buffer_printf(out, unit.number.bytes != NULL ? "* %ld^%ld " : "units of %ld^%ld ", unit.base, unit.exponent);
    }
    put_above(out, &unit);
    put_below(out, &unit);
    return true;
}
