#include <inttypes.h>
#include <stdlib.h>

#include "binding/binder.h"

static int compare_bytes(mb_text a, mb_text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/** A code as a part of an identifier. */
static const char *code_digits(mb_arena *arena, int64_t code, bool is_unsigned)
{
    const char *digits = mb_code_digits(code, is_unsigned, arena);

    return digits[0] == '-' ? mbb_join(arena, "minus_", digits + 1, NULL, NULL) : digits;
}

static mbb_literal flags_of(mbb_binder *binder, const mb_code *code)
{
    return mbb_flags_literal(binder, MBB_FLAGS_OF_CODE, code->is_convention ? MBB_CODE_CONVENTION : 0u);
}

/** Room for entries and ranges is there. */
static void add_entry(mbb_binder *binder, mbb_draft_codes *table, const mb_code *code)
{
    mbb_code_entry *entry = &table->entries[table->entry_count++];
    mb_arena *arena = binder->arena;

    entry->low = mbb_int64_literal(arena, code->low);
    entry->high = code->low == code->high ? entry->low : mbb_int64_literal(arena, code->high);
    entry->name = mbb_string_literal(binder, code->name);
    entry->flags = flags_of(binder, code);
    entry->code = code;
    if (mb_is_single_code(code)) {
        table->single_count++;
        return;
    }
    const char *name = mbb_doc_text(binder, mbb_comment_line(binder, code->name));
    const char *line = code->is_rest
                           ? mbb_join(arena, "any other: ", name, NULL, NULL)
                           : mb_arena_format(arena, "%s .. %s: %s", mb_code_digits(code->low, code->is_unsigned, arena),
                                             mb_code_digits(code->high, code->is_unsigned, arena), name);
    table->ranges[table->range_count++] = mbb_doc_line_of(line);
}

static void add_text(mbb_binder *binder, mbb_draft_codes *table, const mb_code *code)
{
    mbb_text_entry *entry = &table->texts[table->text_count++];

    entry->value = mbb_string_literal(binder, code->text);
    entry->name = code->name.bytes != NULL ? mbb_string_literal(binder, code->name) : entry->value;
    entry->flags = flags_of(binder, code);
    entry->code = code;
}

/** Whether a code is an enumerator: those are ints. */
static bool fits_int(const mb_code *code)
{
    bool is_beyond = code->is_unsigned && code->low < 0;

    return !is_beyond && code->low >= INT32_MIN && code->low <= INT32_MAX;
}

static void add_named(mbb_binder *binder, mbb_draft_codes *table, const mb_code *code)
{
    bool is_enumerator = !code->is_text && fits_int(code);
    mbb_draft_code *named =
        is_enumerator ? &table->enumerators[table->enumerator_count++] : &table->macros[table->macro_count++];
    const mb_text name = code->name.bytes != NULL ? code->name : code->text;

    named->code = code->low;
    named->is_unsigned = code->is_unsigned;
    named->is_convention = code->is_convention;
    named->text = code->text;
    named->name = mbb_comment_line(binder, name);
    named->spelled = mbb_spell_code(binder, name);
    if (code->is_text) {
        named->value = table->texts[table->text_count - 1].value; /* it was added before */
        if (named->spelled[0] == '\0') {
            named->spelled = mbb_spell_code(binder, code->text);
        }
        if (named->spelled[0] == '\0') {
            named->spelled = "Value";
        }
    } else {
        named->text.bytes = NULL;
        named->value = mbb_macro_literal(binder->arena, code->low, code->is_unsigned);
        if (named->spelled[0] == '\0') {
            const char *digits = code_digits(binder->arena, code->low, code->is_unsigned);
            named->spelled = mbb_join(binder->arena, "Value_", digits, NULL, NULL);
        }
    }
    named->part = named->spelled;
}

/** Whether a name can be read off its identifier: nothing but blanks became underscores. */
static bool says_all(const mbb_draft_code *code)
{
    const char *name = code->name;
    const char *part = code->part;

    while (*name != '\0' && (*name == *part || (*name == ' ' && *part == '_'))) {
        name++;
        part++;
    }
    return *name == '\0' && *part == '\0';
}

/** When `part` is settled. */
static void note_code(mbb_binder *binder, mbb_draft_code *code)
{
    const char *quote = says_all(code) ? NULL : "\"";

    code->note = code->is_convention ? "convention" : "";
    if (quote != NULL && code->name[0] != '\0') {
        code->note = mbb_join(binder->arena, quote, mbb_doc_text(binder, code->name), quote,
                              code->is_convention ? "; convention" : NULL);
    }
}

static int is_changed(const mbb_draft_code *code)
{
    return strcmp(code->spelled, code->name) != 0;
}

/** By spelling; then what is declared; then the name that needed no change; else in the order of the table: numbers,
 * texts, bits. */
static int compare_spellings(const void *left, const void *right)
{
    const mbb_draft_code *a = *(const mbb_draft_code *const *)left;
    const mbb_draft_code *b = *(const mbb_draft_code *const *)right;
    int order = strcmp(a->spelled, b->spelled);

    if (order == 0) {
        order = a->is_convention - b->is_convention;
    }
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
        order =
            a->text.bytes != NULL ? compare_bytes(a->text, b->text) : mb_code_order(a->code, b->code, a->is_unsigned);
    }
    return order;
}

/**
 * Of codes that spell out alike, a declared one keeps the name; of those the one that is spelled so in the MOF (7
 * "Saturday", not -7 "-Saturday"), else the lowest. The second gets Name_, each further one Name_<code>_.
 */
static void tell_apart(mbb_binder *binder, mbb_draft_codes *table)
{
    size_t count = (size_t)table->enumerator_count + table->macro_count;
    mbb_draft_code **sorted = mb_arena_array(binder->arena, count, sizeof *sorted);

    for (size_t i = 0; i < count; i++) {
        sorted[i] = i < table->enumerator_count ? &table->enumerators[i] : &table->macros[i - table->enumerator_count];
    }
    if (count > 1) {
        qsort(sorted, count, sizeof(mbb_draft_code *), compare_spellings);
    }
    size_t run = 0;
    for (size_t i = 1; i < count; i++) {
        run = strcmp(sorted[i]->spelled, sorted[i - 1]->spelled) == 0 ? run + 1 : 0;
        if (run == 1) {
            sorted[i]->part = mbb_join(binder->arena, sorted[i]->spelled, "_", NULL, NULL);
        } else if (run > 1) {
            int64_t number = sorted[i]->text.bytes != NULL ? (int64_t)run + 1 : sorted[i]->code;
            bool is_unsigned = sorted[i]->is_unsigned && sorted[i]->text.bytes == NULL;
            sorted[i]->part =
                mbb_join(binder->arena, sorted[i]->spelled, "_", code_digits(binder->arena, number, is_unsigned), "_");
        }
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i]->part_length = strlen(sorted[i]->part);
        note_code(binder, sorted[i]);
    }
}

/* Bits */

static void add_bit(mbb_binder *binder, mbb_draft_codes *table, const mb_code *bit)
{
    static const char *const forms[] = {"0x%08" PRIX64, "UINT32_C(0x%08" PRIX64 ")", "UINT64_C(0x%016" PRIX64 ")"};
    int size = bit->low < 31 ? 0 : bit->low < 32 ? 1 : 2;
    mbb_draft_code *named =
        size == 0 ? &table->enumerators[table->enumerator_count++] : &table->macros[table->macro_count++];

    named->code = bit->low;
    named->is_bit = true;
    named->name = mbb_comment_line(binder, bit->name);
    named->spelled = mbb_spell_code(binder, bit->name);
    named->value = mb_arena_format(binder->arena, forms[size], UINT64_C(1) << bit->low);
    if (named->spelled[0] == '\0') {
        named->spelled = mbb_join(binder->arena, "Bit_", code_digits(binder->arena, bit->low, false), NULL, NULL);
    }
    named->part = named->spelled;
}

static void add_code(mbb_binder *binder, mbb_draft_codes *table, const mb_code *code)
{
    table->is_unsigned = table->is_unsigned || code->is_unsigned;
    table->has_conventions = table->has_conventions || code->is_convention;
    if (code->is_text) {
        add_text(binder, table, code);
    } else {
        add_entry(binder, table, code);
    }
    if (code->is_text || mb_is_single_code(code)) {
        add_named(binder, table, code);
    }
}

static const mbb_draft_codes *make_codes(mbb_binder *binder, const mb_element *element)
{
    const mb_code *codes = element->codes->named_codes.items;
    const mb_code *bits = element->codes->named_bits.items;
    size_t count = element->codes->named_codes.count;
    const size_t bit_count = element->codes->named_bits.count;

    if (count > 0 && codes[0].is_text && element->type < MB_TYPE_STRING) {
        count = 0; /* ValueMap of a boolean: check/ tells of that */
    }
    if (count + bit_count == 0) {
        return NULL;
    }
    mbb_draft_codes *table = mb_arena_zalloc(binder->arena, sizeof *table);
    table->is_bits = count == 0;
    size_t text_count = count > 0 && codes[0].is_text ? count : 0; /* all of them, or none */
    table->entries = mb_arena_array(binder->arena, count - text_count, sizeof *table->entries);
    table->texts = mb_arena_array(binder->arena, text_count, sizeof *table->texts);
    table->ranges = mb_arena_array(binder->arena, count, sizeof *table->ranges);
    table->enumerators = mb_arena_array(binder->arena, count + bit_count, sizeof *table->enumerators);
    table->macros = mb_arena_array(binder->arena, count + bit_count, sizeof *table->macros);
    for (size_t i = 0; i < count; i++) {
        add_code(binder, table, &codes[i]);
    }
    for (size_t i = 0; i < bit_count; i++) {
        add_bit(binder, table, &bits[i]);
    }
    tell_apart(binder, table);
    return table;
}

const mbb_draft_codes *mbb_codes_of(mbb_binder *binder, const mb_element *element)
{
    if (element->codes == NULL) {
        return NULL;
    }
    const uint32_t number = element->codes->number;
    if (binder->codes == NULL) {
        const uint32_t count = binder->schema->code_table_count;
        binder->codes = mb_arena_array(binder->arena, count, sizeof(mbb_draft_codes *));
        binder->codes_are_made = mb_arena_array(binder->arena, count, sizeof(bool));
    }
    if (!binder->codes_are_made[number]) {
        binder->codes_are_made[number] = true;
        binder->codes[number] = make_codes(binder, element);
    }
    return binder->codes[number];
}
