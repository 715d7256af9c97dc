#include <string.h>

#include "support/characters.h"
#include "support/hash.h"
#include "support/text.h"

/*
 * uthash asks these macros for its memory, for the hash and for equality. Its own allocations are a few tables; they
 * are in the heap, where the memory of one that was replaced is used again. HASH_FUNCTION is never used: the hash is
 * handed over, so that a name which is looked up and then added is hashed once.
 */
#define uthash_malloc(size) mb_heap_alloc(mb_arena_heap(symbols->arena), (size))
#define uthash_free(pointer, size) mb_heap_release(mb_arena_heap(symbols->arena), (pointer))
#define HASH_FUNCTION(key, length, hash) ((hash) = hash_of((const char *)(key), (length)))
#define HASH_KEYCMP(a, b, length) (names_differ((const char *)(a), (const char *)(b), (length)))
#include <uthash.h>

typedef struct entry {
    mb_symbol symbol;
    UT_hash_handle hh;
} entry;

struct mb_symbols {
    mb_arena *arena;
    entry *names;     /**< by their first spellings */
    entry *spellings; /**< all others; somebody may write one name in very many ways */
    size_t expected;  /**< names of the texts that were announced */
};

static int names_differ(const char *a, const char *b, size_t length)
{
    if (memcmp(a, b, length) == 0) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        if (mb_lower(a[i]) != mb_lower(b[i])) {
            return 1;
        }
    }
    return 0;
}

/** Eight characters in lower case. Bit 7 of each byte tells of its character, and what is no ASCII has it set. */
static uint64_t lower_of(uint64_t word)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t rest = word & each * 0x7F;
    uint64_t is_a_or_behind = rest + each * (0x80 - 'A'), is_behind_z = rest + each * (0x7F - 'Z');
    uint64_t is_capital = is_a_or_behind & ~is_behind_z & ~word & each * 0x80;
    return word | is_capital >> 2;
}

/** Eight bytes at a time. Texts have the same hash that differ in the case of letters, but no others that are alike. */
static uint32_t hash_of(const char *text, size_t length)
{
    uint64_t hash = length;
    for (size_t at = 0; at + 8 < length; at += 8) {
        hash = mb_hash_mix(hash, lower_of(mb_hash_word(text + at)));
    }
    return mb_hash_end(mb_hash_mix(hash, lower_of(mb_hash_last_word(text, length))));
}

mb_symbols *mb_symbols_new(mb_arena *arena)
{
    mb_symbols *symbols = mb_arena_alloc(arena, sizeof *symbols);
    symbols->arena = arena;
    symbols->names = NULL;
    symbols->spellings = NULL;
    symbols->expected = 0;
    return symbols;
}

static entry *find_name(const mb_symbols *symbols, const char *text, size_t length, uint32_t hash)
{
    entry *found = NULL;
    HASH_FIND_BYHASHVALUE(hh, symbols->names, text, length, hash, found);
    return found;
}

/** @param fold of another spelling; NULL: it is a new name. */
static entry *new_entry(mb_symbols *symbols, const mb_symbol *fold, const char *text, size_t length, uint32_t hash)
{
    entry *added = mb_arena_alloc(symbols->arena, sizeof *added);
    added->symbol.fold = fold != NULL ? fold : &added->symbol;
    added->symbol.length = (uint32_t)length;
    added->symbol.hash = hash;
    added->symbol.text = mb_arena_text(symbols->arena, text, length);
    return added;
}

static const mb_symbol *add_name(mb_symbols *symbols, const char *text, size_t length, uint32_t hash)
{
    entry *added = new_entry(symbols, NULL, text, length, hash);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, symbols->names, added->symbol.text, length, hash, added);
    return &added->symbol;
}

void mb_symbols_expect(mb_symbols *symbols, size_t bytes)
{
    enum { BYTES_FOR_A_NAME = 256 }; /* rather many: what is missing grows as it does without this */
    if (symbols->names == NULL) {
        return;
    }
    symbols->expected += bytes / BYTES_FOR_A_NAME;
    UT_hash_table *table = symbols->names->hh.tbl;
    while (table->num_buckets < symbols->expected) {
        HASH_EXPAND_BUCKETS(hh, table, ignored);
    }
}

const mb_symbol *mb_symbols_find(const mb_symbols *symbols, const char *text, size_t length)
{
    const entry *found = find_name(symbols, text, length, hash_of(text, length));
    return found != NULL ? &found->symbol : NULL;
}

/* From here on texts are equal where all their bytes are. */
#undef HASH_KEYCMP
#define HASH_KEYCMP(a, b, length) memcmp((a), (b), (length))

/** A spelling of a name that was first spelt otherwise. */
static const mb_symbol *intern_spelling(mb_symbols *symbols, const mb_symbol *name, const char *text)
{
    entry *found = NULL;
    uint32_t hash = mb_hash_of(text, name->length);
    HASH_FIND_BYHASHVALUE(hh, symbols->spellings, text, name->length, hash, found);
    if (found == NULL) {
        found = new_entry(symbols, name, text, name->length, name->hash);
        HASH_ADD_KEYPTR_BYHASHVALUE(hh, symbols->spellings, found->symbol.text, name->length, hash, found);
    }
    return &found->symbol;
}

const mb_symbol *mb_intern(mb_symbols *symbols, const char *text, size_t length)
{
    uint32_t hash = hash_of(text, length);
    const entry *name = find_name(symbols, text, length, hash);
    if (name == NULL) {
        return add_name(symbols, text, length, hash);
    }
    bool is_first = memcmp(name->symbol.text, text, length) == 0;
    return is_first ? &name->symbol : intern_spelling(symbols, &name->symbol, text);
}

/** Adds the buckets of one table, and of its names how many have to be passed over where each is looked for. */
static void measure(const entry *names, mb_symbols_load *load)
{
    if (names == NULL) {
        return;
    }
    const UT_hash_table *table = names->hh.tbl;
    load->names += table->num_items;
    load->buckets += table->num_buckets;
    for (unsigned i = 0; i < table->num_buckets; i++) {
        const size_t count = table->buckets[i].count;
        load->probes += count * (count + 1) / 2;
    }
}

mb_symbols_load mb_symbols_measure(const mb_symbols *symbols)
{
    mb_symbols_load load = {0, 0, 0};
    measure(symbols->names, &load);
    measure(symbols->spellings, &load);
    return load;
}
