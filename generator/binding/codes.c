#include <inttypes.h>
#include <stdlib.h>

#include "binding/binder.h"

#define uthash_malloc(size) mb_arena_alloc(binder->arena, (size))
#define uthash_free(pointer, size) ((void)0)
#include <uthash.h>

/** Tables are the same wherever the same qualifiers are in force on the same type. */
typedef struct codes_key {
    const mb_qualifier *map;
    const mb_qualifier *values;
    const mb_qualifier *bits;
    const mb_qualifier *bit_values;
    uintptr_t type;
} codes_key;

typedef struct mb_codes_entry {
    codes_key key;
    const mb_b_codes *codes;
    UT_hash_handle hh;
} mb_codes_entry;

/** The least and the greatest value of an integer type, as far as int64_t has them. */
static void type_limits(uint8_t type, int64_t *low, int64_t *high)
{
    static const struct {
        uint8_t type;
        int64_t low;
        int64_t high;
    } limits[] = {
        {MB_TYPE_SINT8, INT8_MIN, INT8_MAX}, {MB_TYPE_UINT8, 0, UINT8_MAX},   {MB_TYPE_SINT16, INT16_MIN, INT16_MAX},
        {MB_TYPE_UINT16, 0, UINT16_MAX},     {MB_TYPE_CHAR16, 0, UINT16_MAX}, {MB_TYPE_SINT32, INT32_MIN, INT32_MAX},
        {MB_TYPE_UINT32, 0, UINT32_MAX},     {MB_TYPE_UINT64, 0, INT64_MAX},  {MB_TYPE_BOOLEAN, 0, 1},
    };

    *low = INT64_MIN;
    *high = INT64_MAX;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        if (limits[i].type == type) {
            *low = limits[i].low;
            *high = limits[i].high;
        }
    }
}

static int compare_int64(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_bytes(mb_text a, mb_text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/** What a code is, in the order of a table. */
typedef enum code_class { CODE_SINGLE, CODE_RANGE, CODE_REST, CODE_TEXT } code_class;

static code_class class_of(const mb_code *code)
{
    if (code->is_text) {
        return CODE_TEXT;
    }
    return code->is_rest ? CODE_REST : code->low == code->high ? CODE_SINGLE : CODE_RANGE;
}

/** By class; singles ascending, ranges narrowest first, texts by their bytes; else as in the MOF. */
static int compare_codes(const void *left, const void *right)
{
    const mb_code *a = *(const mb_code *const *)left;
    const mb_code *b = *(const mb_code *const *)right;
    code_class class = class_of(a);
    int order = (int)class - (int)class_of(b);

    if (order == 0 && class == CODE_RANGE) {
        uint64_t width_a = (uint64_t)a->high - (uint64_t)a->low;
        uint64_t width_b = (uint64_t)b->high - (uint64_t)b->low;
        order = (width_a > width_b) - (width_a < width_b);
    }
    if (order == 0 && class == CODE_TEXT) {
        order = compare_bytes(a->text, b->text);
    } else if (order == 0 && class != CODE_REST) {
        order = compare_int64(a->low, b->low);
    }
    return order != 0 ? order : (a > b) - (a < b);
}

static bool same_code(const mb_code *a, const mb_code *b)
{
    if (class_of(a) != class_of(b)) {
        return false;
    }
    if (a->is_text) {
        return compare_bytes(a->text, b->text) == 0;
    }
    return a->is_rest || (a->low == b->low && a->high == b->high);
}

/** The codes that have names, each once, in the order of the table. */
static size_t named_codes(mb_binder *binder, const mb_element *element, const mb_code ***out)
{
    const mb_code *codes = NULL;
    size_t count = mb_element_codes(binder->schema, element, binder->arena, &codes);
    size_t named = 0;
    size_t kept = 0;

    const mb_code **list = mb_arena_array(binder->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        if (codes[i].name.bytes != NULL && (codes[i].is_text || codes[i].is_rest || codes[i].low <= codes[i].high)) {
            list[named++] = &codes[i];
        }
    }
    if (named > 1) {
        qsort(list, named, sizeof *list, compare_codes);
    }
    for (size_t i = 0; i < named; i++) {
        if (kept == 0 || !same_code(list[kept - 1], list[i])) {
            list[kept++] = list[i];
        }
    }
    *out = list;
    return kept;
}

static const char *code_digits(mb_arena *arena, int64_t code)
{
    uint64_t magnitude = code < 0 ? UINT64_C(0) - (uint64_t)code : (uint64_t)code;

    return mb_arena_format(arena, "%s%" PRIu64, code < 0 ? "minus_" : "", magnitude);
}

/** Room for entries and ranges is there. */
static void add_entry(mb_binder *binder, mb_b_codes *table, uint8_t type, const mb_code *code)
{
    mb_code_entry *entry = &table->entries[table->entry_count++];
    int64_t low = code->low;
    int64_t high = code->high;

    if (code->is_rest) {
        type_limits(type, &low, &high);
    }
    entry->low = mb_int64_literal(binder->arena, low);
    entry->high = low == high ? entry->low : mb_int64_literal(binder->arena, high);
    entry->name = mb_string_literal(binder, code->name);
    if (class_of(code) == CODE_SINGLE) {
        table->single_count++;
        return;
    }
    const char *name = mb_comment_line(binder, code->name);
    const char *line = code->is_rest
                           ? mb_join(binder->arena, "any other: ", name, NULL, NULL)
                           : mb_arena_format(binder->arena, "%" PRId64 " .. %" PRId64 ": %s", low, high, name);
    table->ranges[table->range_count++] = mb_doc_line_of(line);
}

static void add_named(mb_binder *binder, mb_b_codes *table, const mb_code *code)
{
    bool is_enumerator = !code->is_text && code->low >= INT32_MIN && code->low <= INT32_MAX;
    mb_b_code *named =
        is_enumerator ? &table->enumerators[table->enumerator_count++] : &table->macros[table->macro_count++];

    named->code = code->low;
    named->text = code->text;
    named->name = mb_comment_line(binder, code->name);
    named->spelled = mb_spell_code(binder, code->name);
    if (code->is_text) {
        named->value = mb_string_literal(binder, code->text);
        if (named->spelled[0] == '\0') {
            named->spelled = mb_spell_code(binder, code->text);
        }
        if (named->spelled[0] == '\0') {
            named->spelled = "Value";
        }
    } else {
        named->text.bytes = NULL;
        named->value = mb_macro_literal(binder->arena, code->low);
        if (named->spelled[0] == '\0') {
            named->spelled = mb_join(binder->arena, "Value_", code_digits(binder->arena, code->low), NULL, NULL);
        }
    }
    named->part = named->spelled;
}

static int is_changed(const mb_b_code *code)
{
    return strcmp(code->spelled, code->name) != 0;
}

/** By spelling; then the name that needed no change; else in the order of the table: numbers, texts, bits. */
static int compare_spellings(const void *left, const void *right)
{
    const mb_b_code *a = *(const mb_b_code *const *)left;
    const mb_b_code *b = *(const mb_b_code *const *)right;
    int order = strcmp(a->spelled, b->spelled);

    if (order == 0) {
        order = is_changed(a) - is_changed(b);
    }
    if (order == 0) {
        order = a->is_bit - b->is_bit;
    }
    if (order == 0) {
        order = (a->text.bytes != NULL) - (b->text.bytes != NULL);
    }
    if (order == 0) {
        order = a->text.bytes != NULL ? compare_bytes(a->text, b->text) : compare_int64(a->code, b->code);
    }
    return order;
}

/**
 * Of codes that spell out alike, the one that is spelled so in the MOF keeps the name (7 "Saturday", not -7
 * "-Saturday"), else the lowest; the second gets Name_, each further one Name_<code>_.
 */
static void tell_apart(mb_binder *binder, mb_b_codes *table)
{
    size_t count = (size_t)table->enumerator_count + table->macro_count;
    mb_b_code **sorted = mb_arena_array(binder->arena, count, sizeof *sorted);

    for (size_t i = 0; i < count; i++) {
        sorted[i] = i < table->enumerator_count ? &table->enumerators[i] : &table->macros[i - table->enumerator_count];
    }
    if (count > 1) {
        qsort(sorted, count, sizeof(mb_b_code *), compare_spellings);
    }
    size_t run = 0;
    for (size_t i = 1; i < count; i++) {
        run = strcmp(sorted[i]->spelled, sorted[i - 1]->spelled) == 0 ? run + 1 : 0;
        if (run == 1) {
            sorted[i]->part = mb_join(binder->arena, sorted[i]->spelled, "_", NULL, NULL);
        } else if (run > 1) {
            int64_t number = sorted[i]->text.bytes != NULL ? (int64_t)run + 1 : sorted[i]->code;
            sorted[i]->part = mb_join(binder->arena, sorted[i]->spelled, "_", code_digits(binder->arena, number), "_");
        }
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i]->part_length = strlen(sorted[i]->part);
    }
}

/* Bits */

static unsigned width_of(uint8_t type)
{
    switch (type) {
    case MB_TYPE_SINT8:
    case MB_TYPE_UINT8:
        return 8;
    case MB_TYPE_SINT16:
    case MB_TYPE_UINT16:
    case MB_TYPE_CHAR16:
        return 16;
    case MB_TYPE_SINT32:
    case MB_TYPE_UINT32:
        return 32;
    case MB_TYPE_SINT64:
    case MB_TYPE_UINT64:
        return 64;
    default:
        return 0;
    }
}

/**
 * The named bits of an element. A range of bits is no mask; an array whose positions go beyond its items is one long
 * set of bits, of which no integer is a mask either.
 */
static size_t named_bits(mb_binder *binder, const mb_element *element, const mb_code ***out)
{
    const mb_code *bits = NULL;
    size_t count = mb_element_bits(binder->schema, element, binder->arena, &bits);
    size_t named = 0;
    int64_t width = width_of(element->type);
    uint64_t seen = 0;

    const mb_code **list = mb_arena_array(binder->arena, count, sizeof *list);
    *out = list;
    for (size_t i = 0; i < count; i++) {
        const mb_code *bit = &bits[i];
        bool is_single = !bit->is_text && !bit->is_rest && bit->low == bit->high && bit->low >= 0;
        if (bit->name.bytes == NULL || !is_single) {
            continue;
        }
        if (bit->low >= width) {
            return 0;
        }
        if ((seen >> bit->low & 1) == 0) {
            seen |= UINT64_C(1) << bit->low;
            list[named++] = bit;
        }
    }
    if (named > 1) {
        qsort(list, named, sizeof *list, compare_codes);
    }
    return named;
}

static void add_bit(mb_binder *binder, mb_b_codes *table, const mb_code *bit)
{
    static const char *const forms[] = {"0x%08" PRIX64, "UINT32_C(0x%08" PRIX64 ")", "UINT64_C(0x%016" PRIX64 ")"};
    int size = bit->low < 31 ? 0 : bit->low < 32 ? 1 : 2;
    mb_b_code *named =
        size == 0 ? &table->enumerators[table->enumerator_count++] : &table->macros[table->macro_count++];

    named->code = bit->low;
    named->is_bit = true;
    named->name = mb_comment_line(binder, bit->name);
    named->spelled = mb_spell_code(binder, bit->name);
    named->value = mb_arena_format(binder->arena, forms[size], UINT64_C(1) << bit->low);
    if (named->spelled[0] == '\0') {
        named->spelled = mb_join(binder->arena, "Bit_", code_digits(binder->arena, bit->low), NULL, NULL);
    }
    named->part = named->spelled;
}

static const mb_b_codes *make_codes(mb_binder *binder, const mb_element *element)
{
    const mb_code **codes, **bits;
    size_t count = named_codes(binder, element, &codes);
    size_t bit_count = named_bits(binder, element, &bits);

    if (count + bit_count == 0) {
        return NULL;
    }
    mb_b_codes *table = mb_arena_zalloc(binder->arena, sizeof *table);
    table->is_bits = count == 0;
    table->entries = mb_arena_array(binder->arena, count, sizeof *table->entries);
    table->ranges = mb_arena_array(binder->arena, count, sizeof *table->ranges);
    table->enumerators = mb_arena_array(binder->arena, count + bit_count, sizeof *table->enumerators);
    table->macros = mb_arena_array(binder->arena, count + bit_count, sizeof *table->macros);
    for (size_t i = 0; i < count; i++) {
        code_class class = class_of(codes[i]);
        if (class != CODE_TEXT) {
            add_entry(binder, table, element->type, codes[i]);
        }
        if (class == CODE_SINGLE || (class == CODE_TEXT && element->type >= MB_TYPE_STRING)) {
            add_named(binder, table, codes[i]);
        }
    }
    for (size_t i = 0; i < bit_count; i++) {
        add_bit(binder, table, bits[i]);
    }
    tell_apart(binder, table);
    return table;
}

const mb_b_codes *mb_codes_of(mb_binder *binder, const mb_element *element)
{
    codes_key key;
    mb_codes_entry *entry = NULL;

    memset(&key, 0, sizeof key);
    key.map = mb_element_qualifier(binder->schema, element, MB_Q_VALUEMAP);
    key.values = mb_element_qualifier(binder->schema, element, MB_Q_VALUES);
    key.bits = mb_element_qualifier(binder->schema, element, MB_Q_BITMAP);
    key.bit_values = mb_element_qualifier(binder->schema, element, MB_Q_BITVALUES);
    key.type = element->type;
    if (key.values == NULL && key.bit_values == NULL) {
        return NULL;
    }
    HASH_FIND(hh, binder->codes, &key, sizeof key, entry);
    if (entry == NULL) {
        entry = mb_arena_zalloc(binder->arena, sizeof *entry);
        entry->key = key;
        entry->codes = make_codes(binder, element);
        HASH_ADD(hh, binder->codes, key, sizeof key, entry);
    }
    return entry->codes;
}

static bool writes(const mb_element *element, const mb_qualifier *const *wanted, size_t count)
{
    for (const mb_qualifier *qualifier = element->qualifiers; qualifier != NULL; qualifier = qualifier->next) {
        for (size_t i = 0; i < count; i++) {
            if (qualifier == wanted[i]) {
                return true;
            }
        }
    }
    return false;
}

const mb_element *mb_codes_origin(mb_binder *binder, const mb_element *element)
{
    static const mb_qualifier_id ids[] = {MB_Q_VALUEMAP, MB_Q_VALUES, MB_Q_BITMAP, MB_Q_BITVALUES};
    enum { COUNT = sizeof ids / sizeof ids[0] };
    const mb_qualifier *lists[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        lists[i] = mb_element_qualifier(binder->schema, element, ids[i]);
    }
    while (element->overridden != NULL && !writes(element, lists, COUNT)) {
        element = element->overridden;
    }
    return element;
}

/** A table whose names are being claimed. There are tens of thousands of them: lengths are worked out once. */
typedef struct claiming {
    mb_binder *binder;
    const mb_b_table *table;
    const mb_where *where;
    size_t base_length;
    bool report;
} claiming;

/** One name of a table, with underscores behind it until it is free. */
static void claim_code(const claiming *of, const mb_b_code *code, mb_enumerator *out)
{
    mb_binder *binder = of->binder;
    const char *why = code->part == code->spelled ? NULL : "more than one code has this name";
    bool report = of->report;

    size_t length = of->base_length + 1 + code->part_length;
    char *wanted = mb_arena_alloc(binder->arena, length + 1);
    memcpy(wanted, of->table->base, of->base_length);
    wanted[of->base_length] = '_';
    memcpy(wanted + of->base_length + 1, code->part, code->part_length + 1);
    out->id = wanted;
    out->value = code->value;
    out->name = code->name;
    out->is_bit = code->is_bit;
    out->number = code->code;
    out->text = code->text;
    while (!mb_identifiers_add(binder->identifiers, out->id, length)) {
        why = mb_join(binder->arena, "there is another ", out->id, NULL, NULL);
        out->id = mb_join(binder->arena, out->id, "_", NULL, NULL);
        length++;
        report = true;
    }
    if (why != NULL && report) {
        const char *plain = mb_join(binder->arena, of->table->base, "_", code->spelled, NULL);
        mb_note_renamed(binder, plain, out->id, of->where, why);
    }
}

void mb_claim_enumerators(mb_binder *binder, mb_b_table *table, const mb_where *where, bool report)
{
    const mb_b_codes *codes = table->codes;

    if (codes == NULL) {
        return;
    }
    const claiming of = {binder, table, where, strlen(table->base), report};
    mb_enumerator *enumerators = mb_arena_alloc(binder->arena, codes->enumerator_count * sizeof *enumerators);
    for (uint32_t i = 0; i < codes->enumerator_count; i++) {
        claim_code(&of, &codes->enumerators[i], &enumerators[i]);
    }
    mb_enumerator *macros = mb_arena_alloc(binder->arena, codes->macro_count * sizeof *macros);
    for (uint32_t i = 0; i < codes->macro_count; i++) {
        claim_code(&of, &codes->macros[i], &macros[i]);
    }
    table->enumerators = (mb_list){enumerators, codes->enumerator_count};
    table->macros = (mb_list){macros, codes->macro_count};
}

mb_code_list mb_code_list_of(mb_binder *binder, const mb_b_table *table, const mb_element *element, mb_comment subject)
{
    mb_code_list list;

    memset(&list, 0, sizeof list);
    list.id = table->id;
    list.subject = subject;
    list.element = element;
    if (table->codes != NULL) {
        list.entries = (mb_list){table->codes->entries, table->codes->entry_count};
        list.single_count = table->codes->single_count;
        list.count = table->codes->entry_count;
        list.has_entries = list.count > 0;
        list.is_bits = table->codes->is_bits;
        list.entries_name = mb_join(binder->arena, "entries_of_", table->id, NULL, NULL);
        list.ranges = (mb_list){table->codes->ranges, table->codes->range_count};
        list.has_ranges = list.ranges.count > 0;
        list.enumerators = table->enumerators;
        list.has_enumerators = list.enumerators.count > 0;
        list.macros = table->macros;
    }
    return list;
}

static bool same_entries(const mb_code_list *a, const mb_code_list *b)
{
    const mb_code_entry *x = a->entries.items, *y = b->entries.items;

    if (a->count != b->count || a->single_count != b->single_count) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (strcmp(x[i].low, y[i].low) != 0 || strcmp(x[i].high, y[i].high) != 0 || strcmp(x[i].name, y[i].name) != 0) {
            return false;
        }
    }
    return true;
}

/* A service's methods mostly return the same codes: Msvm_ReplicationService has 29 methods and two tables. */
void mb_share_entries(mb_binder *binder, mb_method *methods, size_t count)
{
    unsigned distinct = 0;

    for (size_t i = 0; i < count; i++) {
        mb_code_list *codes = &methods[i].codes;
        for (size_t k = 0; k < i && codes->has_entries && !codes->shares_entries; k++) {
            if (!methods[k].codes.shares_entries && same_entries(codes, &methods[k].codes)) {
                codes->shares_entries = true;
                codes->entries_name = methods[k].codes.entries_name;
            }
        }
        if (codes->has_entries && !codes->shares_entries) {
            codes->entries_name = mb_arena_format(binder->arena, "return_codes_%u", ++distinct);
        }
    }
}
