/*
 * Tables of codes: what the lists in force at an element say together. Many elements say the same, in the same words or by
 * inheritance; there is one table for all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/code_entries.h"
#include "schema/resolver.h"
#include "support/hash.h"

/** A table with what is private of it. */
typedef struct table_record {
    mb_code_table table;              /**< first: a pointer to it is a pointer to the record */
    mb_codes written[MB_LISTS_COUNT]; /**< entries, faulty ones too; or codes made of names alone */
    uint32_t hash;
    uint8_t type; /**< mb_type_word, on which bits depend */
    bool has_map[MB_LISTS_COUNT];
} table_record;

/** Open addressing; never more than half full. */
struct mb_code_tables {
    table_record **places;
    size_t mask;          /**< places - 1; their number is a power of two */
    mb_qualifier_set ids; /**< that say codes */
    mb_code *read;        /**< room to read into */
    size_t room;
    const mb_code **order; /**< room to sort in */
    size_t order_room;
};

mb_codes mb_codes_as_written(const mb_code_table *table, mb_code_lists lists)
{
    const table_record *record = (const table_record *)(const void *)table;
    const mb_codes none = {NULL, 0};
    return table != NULL && record->has_map[lists] ? record->written[lists] : none;
}

void mb_init_code_tables(mb_resolver *resolver)
{
    enum { PLACES = 256 };
    struct mb_code_tables *tables = mb_arena_zalloc(resolver->arena, sizeof *tables);
    tables->places = mb_arena_array(resolver->scratch, PLACES, sizeof(table_record *));
    tables->mask = PLACES - 1;
    for (int lists = 0; lists < MB_LISTS_COUNT; lists++) {
        const mb_qualifier_id ids[] = {mb_codes_qualifier((mb_code_lists)lists),
                                       mb_names_qualifier((mb_code_lists)lists)};
        for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
            tables->ids.words[ids[i] / 64] |= UINT64_C(1) << ids[i] % 64;
        }
    }
    resolver->record->code_tables = tables;
}

void mb_finish_code_tables(mb_resolver *resolver)
{
    struct mb_code_tables *tables = resolver->record->code_tables;
    mb_heap_release(resolver->heap, tables->read);
    mb_heap_release(resolver->heap, (void *)tables->order);
    tables->read = NULL;
    tables->order = NULL;
    tables->room = tables->order_room = 0;
    tables->places = NULL;
}

/* Order */

/** What a code is, in the order of a table: a single one, a range, the rest, a text. */
static mb_code_kind class_of(const mb_code *code)
{
    if (code->is_text) {
        return MB_CODE_TEXT;
    }
    return code->is_rest ? MB_CODE_REST : mb_is_single_code(code) ? MB_CODE_SINGLE : MB_CODE_RANGE;
}

/** Without regard to the place in the list. */
static int compare_alike(const mb_code *a, const mb_code *b)
{
    if (a->kind == MB_CODE_SINGLE && b->kind == MB_CODE_SINGLE) {
        return mb_code_order(a->low, b->low, a->is_unsigned);
    }
    const mb_code_kind class = class_of(a);
    int order = (int)class - (int)class_of(b);
    if (order == 0 && class == MB_CODE_RANGE) {
        const uint64_t width_a = (uint64_t)a->high - (uint64_t)a->low;
        const uint64_t width_b = (uint64_t)b->high - (uint64_t)b->low;
        order = (width_a > width_b) - (width_a < width_b);
    }
    if (order == 0 && class == MB_CODE_TEXT) {
        order = mb_text_compare(a->text, b->text);
    } else if (order == 0 && class != MB_CODE_REST) {
        order = mb_code_order(a->low, b->low, a->is_unsigned);
    }
    return order;
}

/** By class; singles ascending, ranges narrowest first, texts by their bytes; else as in the MOF, conventions last. */
static int compare_codes(const void *left, const void *right)
{
    const mb_code *a = *(const mb_code *const *)left;
    const mb_code *b = *(const mb_code *const *)right;
    const int order = compare_alike(a, b);
    return order != 0 ? order : (a > b) - (a < b);
}

/** Whether a code stands in a table: it has a name, or needs none; and it is not empty. */
static bool is_named(const mb_code *code)
{
    bool is_some = code->is_rest || mb_code_order(code->low, code->high, code->is_unsigned) <= 0;
    return code->is_text || (code->name.bytes != NULL && is_some);
}

/** A range of bits is no mask. */
static bool is_named_bit(const mb_code *bit)
{
    return bit->name.bytes != NULL && mb_is_single_code(bit) && bit->low >= 0;
}

static bool is_sorted(mb_codes codes, bool (*is_wanted)(const mb_code *code))
{
    size_t i = 0;
    while (i < codes.count && is_wanted(&codes.items[i]) &&
           (i == 0 || compare_alike(&codes.items[i - 1], &codes.items[i]) < 0)) {
        i++;
    }
    return i == codes.count;
}

/** Most are nearly in order: an entry for the rest stands before a range, say. @return whether few steps were enough */
static bool sort_nearly(const mb_code **order, size_t count)
{
    size_t steps = 4 * count;
    for (size_t i = 1; i < count; i++) {
        const mb_code *code = order[i];
        size_t at = i;
        for (; at > 0 && compare_codes(&order[at - 1], &code) > 0; at--) {
            order[at] = order[at - 1];
            if (steps-- == 0) {
                order[at - 1] = code; /* all are there again */
                return false;
            }
        }
        order[at] = code;
    }
    return true;
}

/** Room for so many, which the next takes again. */
static const mb_code **make_order(mb_resolver *resolver, size_t count)
{
    struct mb_code_tables *tables = resolver->record->code_tables;
    if (count > tables->order_room) {
        tables->order_room = count * 2;
        tables->order = mb_heap_realloc(resolver->heap, (void *)tables->order, count * 2 * sizeof *tables->order);
    }
    return tables->order;
}

/** Those that are wanted, each once, in the order of a table: many lists are that already. */
static mb_codes sort(mb_resolver *resolver, mb_codes codes, bool (*is_wanted)(const mb_code *code))
{
    if (is_sorted(codes, is_wanted)) {
        return codes;
    }
    const mb_code **order = make_order(resolver, codes.count);
    mb_code *sorted = mb_arena_alloc(resolver->arena, codes.count * sizeof *sorted);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < codes.count; i++) {
        if (is_wanted(&codes.items[i])) {
            order[count++] = &codes.items[i];
        }
    }
    if (!sort_nearly(order, count)) {
        qsort(order, count, sizeof *order, compare_codes);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_alike(&sorted[kept - 1], order[i]) != 0) {
            sorted[kept++] = *order[i];
        }
    }
    return (mb_codes){sorted, kept};
}

/** An array of which the bits go beyond its items is one long set of bits, of which no integer is a mask. */
static mb_codes sort_bits(mb_resolver *resolver, mb_codes bits, mb_type_word type)
{
    const int64_t width = mb_cim_types[type].width;
    const mb_codes none = {NULL, 0};
    for (size_t i = 0; i < bits.count; i++) {
        if (is_named_bit(&bits.items[i]) && bits.items[i].low >= width) {
            return none;
        }
    }
    return sort(resolver, bits, is_named_bit);
}

/* Conventions */

/** Texts, then numbers; single codes of one number, or of one text, are equal. */
static int compare_singles(const void *left, const void *right)
{
    const mb_code *a = *(const mb_code *const *)left, *b = *(const mb_code *const *)right;
    if (a->is_text && b->is_text) {
        return mb_text_compare(a->text, b->text);
    }
    return mb_code_order(a->low, b->low, a->is_unsigned);
}

/** The declared codes that a convention does not stand against: a range, or one without a name, leaves room for it. */
static size_t singles_of(mb_codes declared, const mb_code **singles)
{
    size_t found = 0;
    for (size_t i = 0; i < declared.count; i++) {
        const mb_code *code = &declared.items[i];
        if (code->is_text || (mb_is_single_code(code) && code->name.bytes != NULL)) {
            singles[found++] = code;
        }
    }
    if (found > 1) {
        qsort(singles, found, sizeof *singles, compare_singles);
    }
    return found;
}

/**
 * Adds the conventions behind the declared codes. A text needs no name, since it says itself what it is; a number
 * without one says nothing.
 */
static size_t add_conventions(mb_resolver *resolver, mb_codes declared, mb_codes conventions, mb_code *added)
{
    const mb_code **singles = mb_arena_array(resolver->scratch, declared.count, sizeof *singles);
    const size_t single_count = singles_of(declared, singles);
    size_t kept = 0;
    for (size_t i = 0; i < conventions.count; i++) {
        const mb_code *each = &conventions.items[i];
        bool is_named = each->is_text || each->name.bytes != NULL;
        bool is_beaten =
            single_count != 0 && bsearch(&each, singles, single_count, sizeof *singles, compare_singles) != NULL;
        if (mb_is_good_code(each) && is_named && !is_beaten) {
            added[kept++] = *each;
        }
    }
    return kept;
}

/** Those that are codes, with room for so many more behind them where there are some to come. */
static mb_codes good_codes(mb_resolver *resolver, mb_codes written, size_t more)
{
    size_t good = 0;
    for (size_t i = 0; i < written.count; i++) {
        good += mb_is_good_code(&written.items[i]);
    }
    if (good == written.count && more == 0) {
        return written;
    }
    mb_code *codes = mb_arena_array(resolver->arena, good + more, sizeof *codes);
    good = 0;
    for (size_t i = 0; i < written.count; i++) {
        if (mb_is_good_code(&written.items[i])) {
            codes[good++] = written.items[i];
        }
    }
    return (mb_codes){codes, good};
}

static void fill(mb_resolver *resolver, table_record *record)
{
    mb_code_table *table = &record->table;
    const mb_codes conventions = record->written[MB_LISTS_CONVENTIONS];
    table->codes = good_codes(resolver, record->written[MB_LISTS_VALUES], conventions.count);
    if (conventions.count != 0) {
        mb_code *behind = (mb_code *)(void *)(table->codes.items + table->codes.count);
        table->codes.count += add_conventions(resolver, table->codes, conventions, behind);
    }
    table->bits = good_codes(resolver, record->written[MB_LISTS_BITS], 0);
    table->named_codes = sort(resolver, table->codes, is_named);
    table->named_bits = sort_bits(resolver, table->bits, (mb_type_word)record->type);
}

/* Each table once */

static uint64_t mix_text(uint64_t hash, mb_text text)
{
    return mb_hash_mix(hash, (uint64_t)mb_hash_of(text.bytes, text.length) << 32 | text.length);
}

static uint32_t hash_of(const table_record *record)
{
    uint64_t hash = record->type;
    for (int lists = 0; lists < MB_LISTS_COUNT; lists++) {
        const mb_codes codes = record->written[lists];
        hash = mb_hash_mix(hash, (uint64_t)codes.count << 1 | record->has_map[lists]);
        for (size_t i = 0; i < codes.count; i++) {
            const mb_code *code = &codes.items[i];
            hash = code->is_text ? mix_text(hash, code->text) : mb_hash_mix(hash, (uint64_t)code->low);
            hash = mix_text(hash, code->name);
        }
    }
    return mb_hash_end(hash);
}

static bool same_text(mb_text a, mb_text b)
{
    return (a.bytes == NULL) == (b.bytes == NULL) && mb_text_equal(a, b);
}

static bool same_codes(mb_codes a, mb_codes b)
{
    size_t i = 0;
    while (i < a.count && a.items[i].kind == b.items[i].kind && a.items[i].low == b.items[i].low &&
           a.items[i].high == b.items[i].high && a.items[i].is_unsigned == b.items[i].is_unsigned &&
           same_text(a.items[i].text, b.items[i].text) && same_text(a.items[i].name, b.items[i].name)) {
        i++;
    }
    return i == a.count;
}

static bool same_table(const table_record *a, const table_record *b)
{
    bool is_same = a->hash == b->hash && a->type == b->type;
    for (int lists = 0; lists < MB_LISTS_COUNT && is_same; lists++) {
        is_same = a->written[lists].count == b->written[lists].count && a->has_map[lists] == b->has_map[lists] &&
                  same_codes(a->written[lists], b->written[lists]);
    }
    return is_same;
}

static table_record **place_of(const struct mb_code_tables *tables, const table_record *record)
{
    size_t at = record->hash & tables->mask;
    while (tables->places[at] != NULL && !same_table(tables->places[at], record)) {
        at = (at + 1) & tables->mask;
    }
    return &tables->places[at];
}

/** Doubles the table. The old one stays in the arena. */
static void grow(mb_resolver *resolver, struct mb_code_tables *tables)
{
    table_record **old = tables->places;
    const size_t count = tables->mask + 1;
    tables->places = mb_arena_array(resolver->scratch, count * 2, sizeof(table_record *));
    tables->mask = count * 2 - 1;
    for (size_t i = 0; i < count; i++) {
        size_t at = old[i] != NULL ? old[i]->hash & tables->mask : 0;
        while (old[i] != NULL && tables->places[at] != NULL) {
            at = (at + 1) & tables->mask;
        }
        tables->places[at] = old[i] != NULL ? old[i] : tables->places[at];
    }
}

/** The table that says the same as the one that was read; the first becomes it. */
static const mb_code_table *intern(mb_resolver *resolver, table_record *read)
{
    struct mb_code_tables *tables = resolver->record->code_tables;
    uint32_t *count = &resolver->record->schema.code_table_count;
    read->hash = hash_of(read);
    table_record **place = place_of(tables, read);
    if (*place != NULL) {
        return &(*place)->table;
    }
    table_record *made = mb_arena_alloc(resolver->arena, sizeof *made);
    *made = *read;
    for (int lists = 0; lists < MB_LISTS_COUNT; lists++) {
        const mb_codes from = read->written[lists];
        mb_code *codes = mb_arena_alloc(resolver->arena, from.count * sizeof *codes);
        if (from.count != 0) {
            memcpy(codes, from.items, from.count * sizeof *codes);
        }
        made->written[lists].items = codes;
    }
    made->table.number = (*count)++;
    fill(resolver, made);
    *place = made;
    if (*count > tables->mask / 2) {
        grow(resolver, tables);
    }
    return &made->table;
}

/* Reading */

static mb_code *make_room(mb_resolver *resolver, size_t count)
{
    struct mb_code_tables *tables = resolver->record->code_tables;
    if (count > tables->room) {
        tables->room = count * 2;
        tables->read = mb_heap_realloc(resolver->heap, tables->read, tables->room * sizeof *tables->read);
    }
    return tables->read;
}

/** Conventions are pairs: names alone are of nothing. */
static uint32_t most_codes(const mb_code_source *source, mb_code_lists lists)
{
    return source->map.is_there ? source->map.count : lists != MB_LISTS_CONVENTIONS ? source->names.count : 0;
}

static const mb_code_table *read_table(mb_resolver *resolver, const mb_element *element)
{
    mb_code_source sources[MB_LISTS_COUNT];
    table_record record = {.type = element->type};
    size_t most = 0;
    bool is_there[MB_LISTS_COUNT];
    for (int lists = 0; lists < MB_LISTS_COUNT; lists++) {
        is_there[lists] = mb_element_has(element, mb_codes_qualifier((mb_code_lists)lists)) ||
                          mb_element_has(element, mb_names_qualifier((mb_code_lists)lists));
        if (is_there[lists]) {
            sources[lists] = mb_code_source_in_force(&resolver->record->schema, element, (mb_code_lists)lists);
            most += most_codes(&sources[lists], (mb_code_lists)lists);
        }
    }
    if (most == 0) {
        return NULL;
    }
    mb_code *codes = make_room(resolver, most);
    for (int lists = 0; lists < MB_LISTS_COUNT; lists++) {
        if (!is_there[lists]) {
            continue;
        }
        const uint32_t count = most_codes(&sources[lists], (mb_code_lists)lists);
        mb_codes *written = &record.written[lists];
        record.has_map[lists] = sources[lists].map.is_there;
        *written = (mb_codes){codes, count};
        if (sources[lists].map.is_there) {
            mb_read_code_map(&sources[lists], resolver->arena, codes);
        } else if (count != 0) {
            written->count = mb_read_code_names(&sources[lists], resolver->arena, codes);
        }
        codes += count;
    }
    return intern(resolver, &record);
}

void mb_set_codes(mb_resolver *resolver, mb_element *element)
{
    const mb_qualifier_set *ids = &resolver->record->code_tables->ids;
    const mb_element *above = element->overridden, *highest = above != NULL ? above->overridden : NULL;
    uint64_t own = 0, inherited = 0, lost = 0;
    for (size_t i = 0; i < MB_QUALIFIER_WORDS; i++) {
        const uint64_t left = above != NULL ? above->traits->heritable.words[i] : 0;
        const uint64_t there = above != NULL ? above->traits->own.words[i] : 0;
        const uint64_t higher = highest != NULL ? highest->traits->heritable.words[i] : 0;
        own |= element->traits->own.words[i] & ids->words[i];
        inherited |= left & ids->words[i];
        lost |= (there | higher) & ~left & ids->words[i];
    }
    if (own == 0 && inherited == 0) {
        return;
    }
    bool is_same = own == 0 && lost == 0 && above->type == element->type && above->is_array == element->is_array;
    element->codes = is_same ? above->codes : read_table(resolver, element);
}
