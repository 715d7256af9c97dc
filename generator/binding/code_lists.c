/*
 * Tables of codes under the names of those who have them: identifiers of their codes, and what the templates see.
 */
#include "binding/binder.h"
#include "support/hash.h"

/** A table whose names are being claimed. There are tens of thousands of them: lengths are worked out once. */
typedef struct claiming {
    mbb_binder *binder;
    const mbb_draft_table *table;
    const mbb_where *where;
    size_t base_length;
    bool report;
} claiming;

/** Claims out->id, with underscores behind it until it is free. @return what was in the way last; NULL: nothing */
static const char *claim_id(const claiming *of, mbb_enumerator *out, size_t length)
{
    mbb_binder *binder = of->binder;
    const char *const *suffixes = binder->suffixes.of[MBB_NAME_ENUMERATOR].texts;
    const size_t suffix_count = binder->suffixes.of[MBB_NAME_ENUMERATOR].count;
    const char *taken = NULL;

    if (suffix_count > 1) { /* templates of somebody's own: ours write nothing behind these */
        out->id = mbb_identifiers_claim(binder->identifiers, out->id, suffixes, suffix_count, &taken);
        if (taken != NULL) {
            mbb_note_clash(binder, of->where->cls, taken, taken);
        }
        return taken;
    }
    while (!mbb_identifiers_add(binder->identifiers, out->id, length)) {
        taken = out->id;
        mbb_note_clash(binder, of->where->cls, taken, taken);
        out->id = mbb_join(binder->arena, taken, "_", NULL, NULL);
        length++;
    }
    return taken;
}

/** One name of a table. */
static void claim_code(const claiming *of, const mbb_draft_code *code, mbb_enumerator *out)
{
    mbb_binder *binder = of->binder;
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
    out->note = code->note;
    out->has_note = code->note[0] != '\0';
    out->is_bit = code->is_bit;
    out->is_convention = code->is_convention;
    out->number = code->code;
    out->text = code->text;
    const char *taken = claim_id(of, out, length);
    if (taken != NULL) {
        why = mbb_join(binder->arena, "there is another ", taken, NULL, NULL);
        report = true;
    }
    if (why != NULL && report) {
        const char *plain = mbb_join(binder->arena, of->table->base, "_", code->spelled, NULL);
        mbb_note_renamed(binder, plain, out->id, of->where, why);
    }
}

void mbb_claim_enumerators(mbb_binder *binder, mbb_draft_table *table, const mbb_where *where, bool report)
{
    const mbb_draft_codes *codes = table->codes;

    if (codes == NULL) {
        return;
    }
    const claiming of = {binder, table, where, strlen(table->base), report};
    mbb_enumerator *enumerators = mb_arena_alloc(binder->arena, codes->enumerator_count * sizeof *enumerators);
    for (uint32_t i = 0; i < codes->enumerator_count; i++) {
        claim_code(&of, &codes->enumerators[i], &enumerators[i]);
    }
    mbb_enumerator *macros = mb_arena_alloc(binder->arena, codes->macro_count * sizeof *macros);
    for (uint32_t i = 0; i < codes->macro_count; i++) {
        claim_code(&of, &codes->macros[i], &macros[i]);
    }
    table->enumerators = (mbb_list){enumerators, codes->enumerator_count};
    table->macros = (mbb_list){macros, codes->macro_count};
}

bool mbb_is_table(const mbb_draft_codes *codes)
{
    return codes != NULL && codes->entry_count + codes->text_count > 0;
}

bool mbb_has_table(const mbb_draft_table *table)
{
    return mbb_is_table(table->codes);
}

void mbb_set_codes(mbb_member *member, const mbb_draft_table *table)
{
    member->has_codes = mbb_has_table(table);
    member->codes = member->has_codes ? table->id : "";
    member->has_values = table->codes != NULL && table->codes->enumerator_count + table->codes->macro_count > 0;
    member->values = member->has_values ? table->base : "";
}

bool mbb_any_coded(const mbb_list *members)
{
    const mbb_member *items = members->items;
    size_t i = 0;

    while (i < members->count && (!items[i].has_codes || items[i].element == NULL)) {
        i++;
    }
    return i < members->count;
}

mbb_code_list mbb_code_list_of(mbb_binder *binder, const mbb_draft_table *table, const mb_element *element,
                               mbb_comment subject)
{
    mbb_code_list list;

    memset(&list, 0, sizeof list);
    list.id = table->id;
    list.tag = table->tag == NULL ? "" : table->tag;
    list.base = table->id;
    list.declared_in = "";
    list.subject = subject;
    list.element = element;
    list.flags = "0";
    if (table->codes != NULL) {
        list.entries = (mbb_list){table->codes->entries, table->codes->entry_count};
        list.single_count = table->codes->single_count;
        list.count = table->codes->entry_count;
        list.has_entries = list.count > 0;
        list.is_text = table->codes->text_count > 0;
        list.texts = (mbb_list){table->codes->texts, table->codes->text_count};
        list.flag_set = table->codes->is_unsigned ? MBB_CODES_UNSIGNED : 0u;
        list.flags = mbb_flags_literal(binder, MBB_FLAGS_OF_CODES, list.flag_set);
        list.has_conventions = table->codes->has_conventions;
        list.is_bits = table->codes->is_bits;
        list.entries_name = mbb_join(binder->arena, "wmi_entries_of_", table->id, NULL, NULL);
        list.ranges = (mbb_list){table->codes->ranges, table->codes->range_count};
        list.has_ranges = list.ranges.count > 0;
        list.enumerators = table->enumerators;
        list.has_enumerators = list.enumerators.count > 0;
        list.macros = table->macros;
    }
    return list;
}

void mbb_inherit_code_list(mbb_code_list *list, const mbb_draft_table *base, mbb_comment declared_in)
{
    list->is_inherited = true;
    list->base = base->id;
    list->declared_in = declared_in;
}

static bool same_entries(const mbb_code_list *a, const mbb_code_list *b)
{
    const mbb_code_entry *x = a->entries.items, *y = b->entries.items;

    if (a->count != b->count || a->single_count != b->single_count) {
        return false;
    }
    if (x == y) {
        return true;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (strcmp(x[i].low, y[i].low) != 0 || strcmp(x[i].high, y[i].high) != 0 || strcmp(x[i].name, y[i].name) != 0 ||
            strcmp(x[i].flags, y[i].flags) != 0) {
            return false;
        }
    }
    return true;
}

static uint32_t hash_of_entries(const mbb_code_list *list)
{
    const mbb_code_entry *entries = list->entries.items;
    uint64_t hash = list->count;

    for (uint32_t i = 0; i < list->count; i++) {
        hash = mb_hash_mix(hash, mb_hash_of(entries[i].low, strlen(entries[i].low)));
        hash = mb_hash_mix(hash, mb_hash_of(entries[i].name, strlen(entries[i].name)));
    }
    return mb_hash_end(hash);
}

/** The method with these entries that came first; the list goes into the table where there is none. */
static const mbb_code_list *find_entries(const mbb_code_list **table, size_t mask, const mbb_code_list *list)
{
    for (size_t at = hash_of_entries(list) & mask;; at = (at + 1) & mask) {
        if (table[at] == NULL) {
            table[at] = list;
            return NULL;
        }
        if (same_entries(table[at], list)) {
            return table[at];
        }
    }
}

/* A service's methods mostly return the same codes: Msvm_ReplicationService has 29 methods and two tables. */
void mbb_share_entries(mbb_binder *binder, mbb_method *methods, size_t count)
{
    mb_heap *heap = mb_arena_heap(binder->arena);
    size_t places = 4;

    while (places / 2 < count) {
        places *= 2;
    }
    const mbb_code_list **table = mb_heap_alloc(heap, places * sizeof *table);
    for (size_t i = 0; i < places; i++) {
        table[i] = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        mbb_code_list *codes = &methods[i].codes;
        const mbb_code_list *first = codes->has_entries ? find_entries(table, places - 1, codes) : NULL;
        if (first != NULL) {
            codes->shares_entries = true;
            codes->entries_name = first->entries_name;
        }
    }
    mb_heap_release(heap, (void *)table);
}
