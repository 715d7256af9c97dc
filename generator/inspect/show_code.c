/*
 * What a number means: whatever says it in its codes, under what it is called there.
 */
#include <inttypes.h>
#include <string.h>

#include "diag/report.h"
#include "inspect/show.h"
#include "support/characters.h"
#include "support/name_map.h"

static const mb_span nowhere = {0, 0};

/** A meaning, and those who give it to the number. */
typedef struct meaning {
    const char *text;
    bool is_range;
    mb_buffer holders;
} meaning;

typedef struct search {
    const mb_inspect_input *input;
    const mb_inspect_unit *unit;
    int64_t number; /**< of a uint64 the bit pattern */
    bool is_negative;
    bool is_hexadecimal;  /**< and may be meant as the bits of a negative number */
    mb_name_map meanings; /**< of meaning, by the text */
    mb_name_map seen;     /**< meanings with their holders: of several namespaces or files some are told once */
} search;

/** A number in decimal or hexadecimal digits. @return false where the text is none, or beyond 64 bits */
static bool read_number(const char *what, int64_t *out, bool *is_negative)
{
    mb_integer read;

    if (!mb_read_integer(mb_text_of(what), MB_INTEGER_QUOTED, &read) || read.is_huge ||
        (read.is_negative && read.magnitude > (uint64_t)INT64_MAX + 1)) {
        return false;
    }
    *is_negative = read.is_negative;
    *out = (int64_t)(read.is_negative ? 0 - read.magnitude : read.magnitude);
    return true;
}

bool mb_is_code(const char *what)
{
    return mb_is_digit(what[*what == '-']);
}

/** The number as a type has it, and whether it is below 0. */
typedef struct reading {
    int64_t number;
    bool is_negative;
} reading;

/** 0x80004005 is -2147467259 of a sint32: hexadecimal digits of a signed type are its bits, the first of which is the sign. */
static reading read_as(const search *s, mb_type_word type)
{
    const mb_cim_type *is = &mb_cim_types[type];
    const uint64_t bits = (uint64_t)s->number;
    const reading plain = {s->number, s->is_negative};

    if (!s->is_hexadecimal || s->is_negative || is->kind != MB_KIND_SIGNED || bits >> (is->width - 1) != 1) {
        return plain;
    }
    return (reading){(int64_t)(bits | ~UINT64_C(0) << (is->width - 1)), true};
}

/** Whether a code is the number or has it in its range. */
static bool holds(const mb_code *code, reading read)
{
    if (code->is_text || code->is_rest) {
        return false;
    }
    /* what is beyond int64 is a number of uint64s alone, and what is below 0 one of others */
    if (code->is_unsigned ? read.is_negative : !read.is_negative && read.number < 0) {
        return false;
    }
    return mb_code_order(code->low, read.number, code->is_unsigned) <= 0 &&
           mb_code_order(read.number, code->high, code->is_unsigned) <= 0;
}

/** Of the named ones, which stand with the narrower ones first. */
static const mb_code *find_code(const search *s, const mb_element *element)
{
    const mb_code_table *table = element->codes;
    const reading read = read_as(s, element->type);

    for (size_t i = 0; table != NULL && i < table->named_codes.count; i++) {
        if (holds(&table->named_codes.items[i], read)) {
            return &table->named_codes.items[i];
        }
    }
    return NULL;
}

/** The bit that alone makes the number. */
static const mb_code *find_bit(const search *s, const mb_element *element)
{
    enum { BITS = 64 };
    const mb_codes bits = mb_element_bits(element);

    for (size_t i = 0; i < bits.count && !s->is_negative; i++) {
        const mb_code *bit = &bits.items[i];
        if (bit->name.length != 0 && mb_is_single_code(bit) && bit->low >= 0 && bit->low < BITS &&
            UINT64_C(1) << bit->low == (uint64_t)s->number) {
            return bit;
        }
    }
    return NULL;
}

/** "Failed", "Vendor Reserved (32768..65535)", "Access Denied (by convention)" */
static const char *meaning_of(const search *s, const mb_code *code)
{
    mb_arena *arena = s->input->arena;
    const char *name = mb_one_line(code->name, arena);

    if (code->low != code->high) {
        name = mb_arena_format(arena, "%s (%s)", name, mb_code_range(code, arena));
    }
    return code->is_convention ? mb_arena_format(arena, "%s (by convention)", name) : name;
}

static mb_name_entry *entry_of(search *s, mb_name_map *map, const char *text)
{
    return mb_name_map_at(map, mb_intern(s->input->symbols, text, strlen(text)));
}

/** Adds a meaning, and who gives it. */
static void add_meaning(search *s, const char *text, bool is_range, const char *holder)
{
    mb_name_entry *said = entry_of(s, &s->seen, mb_arena_format(s->input->arena, "%s\n%s", holder, text));

    if (said->value != NULL) {
        return;
    }
    said->value = said;
    mb_name_entry *entry = entry_of(s, &s->meanings, text);
    meaning *of = entry->value;
    if (of == NULL) {
        of = mb_arena_zalloc(s->input->arena, sizeof *of);
        of->text = text;
        of->is_range = is_range;
        mb_buffer_init(&of->holders, mb_arena_heap(s->input->arena));
        entry->value = of;
    }
    mb_buffer_printf(&of->holders, "%s%s", of->holders.length != 0 ? ", " : "", holder);
}

/** Adds who gives it a meaning: only who says so itself, and not who inherits that. */
static void add_holder(search *s, const mb_element *element, const char *holder)
{
    if (!mb_element_writes_codes(element)) {
        return;
    }
    const mb_code *code = find_code(s, element);
    if (code != NULL) {
        add_meaning(s, meaning_of(s, code), code->low != code->high, holder);
    }
    const mb_code *bit = find_bit(s, element);
    if (bit != NULL) {
        mb_arena *arena = s->input->arena;
        const char *name = mb_one_line(bit->name, arena);
        add_meaning(s, mb_arena_format(arena, "%s (bit %" PRId64 ")", name, bit->low), false, holder);
    }
}

static void search_class(search *s, const mb_class *cls)
{
    mb_arena *arena = s->input->arena;
    const char *name = cls->element.name->text;

    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        add_holder(s, each, mb_arena_format(arena, "%s.%s", name, each->name->text));
    }
    for (const mb_element *each = cls->methods; each != NULL; each = each->next) {
        if (!mb_is_method_selected(s->unit->selection, cls, each)) {
            continue;
        }
        add_holder(s, each, mb_arena_format(arena, "%s.%s()", name, each->name->text));
        for (const mb_element *of = each->parameters; of != NULL; of = of->next) {
            add_holder(s, of, mb_arena_format(arena, "%s.%s(%s)", name, each->name->text, of->name->text));
        }
    }
}

static void search_unit(search *s)
{
    for (const mb_namespace *ns = s->unit->schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            if (mb_is_selected(s->unit->selection, cls)) {
                search_class(s, cls);
            }
        }
    }
}

/** Ranges come last: what they say is little. */
static void print_meanings(const search *s, bool ranges, mb_buffer *out)
{
    enum { INDENT = 2, HANG = 4 };

    for (mb_name_entry *at = mb_name_map_next(&s->meanings, NULL); at != NULL;
         at = mb_name_map_next(&s->meanings, at)) {
        const meaning *of = at->value;
        if (of->is_range == ranges) {
            mb_buffer_printf(out, "\n%*s%s\n%*s", INDENT, "", of->text, HANG, "");
            mb_put_items(out, of->holders.text, HANG, HANG, s->input->width);
            mb_buffer_putc(out, '\n');
        }
    }
}

bool mb_show_code(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out)
{
    const size_t begin = out->length;
    search s = {.input = input, .is_hexadecimal = strpbrk(what, "xX") != NULL};

    mb_name_map_init(&s.meanings, input->arena);
    mb_name_map_init(&s.seen, input->arena);
    if (read_number(what, &s.number, &s.is_negative)) {
        for (size_t i = 0; i < input->unit_count; i++) {
            s.unit = &input->units[i];
            search_unit(&s);
        }
    }
    if (mb_name_map_next(&s.meanings, NULL) == NULL) {
        mb_report(diag, MB_MSG_SHOW_NO_CODE, nowhere, mb_one_line(mb_text_of(what), input->arena));
        return false;
    }
    mb_buffer_printf(out, "code %s", what);
    if (s.number > 9 && !s.is_hexadecimal) {
        mb_buffer_printf(out, " (0x%" PRIX64 ")", (uint64_t)s.number);
    }
    mb_buffer_putc(out, '\n');
    print_meanings(&s, false, out);
    print_meanings(&s, true, out);
    mb_buffer_disarm(out, begin);
    return true;
}
