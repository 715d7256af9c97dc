#include <string.h>

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

typedef struct spelling spelling;
struct spelling {
    mb_symbol symbol;
    spelling *next;
};

/** A name, by its first spelling; the other spellings hang on that one. */
typedef struct entry {
    spelling first;
    UT_hash_handle hh;
} entry;

struct mb_symbols {
    mb_arena *arena;
    entry *table;
    size_t expected; /**< names of the texts that were announced */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int names_differ(const char *a, const char *b, size_t length)
{
    if (memcmp(a, b, length) == 0) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        if (lower(a[i]) != lower(b[i])) {
            return 1;
        }
    }
    return 0;
}

/**
 * Eight bytes at a time. Setting bit 5 folds the case of letters; that it folds a few other characters together as well
 * costs at worst a comparison.
 */
static uint32_t hash_of(const char *text, size_t length)
{
    const uint64_t fold = UINT64_C(0x2020202020202020);
    const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = length;

    while (length >= 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = (hash ^ (word | fold)) * prime;
        hash ^= hash >> 32;
        text += 8;
        length -= 8;
    }
    uint64_t rest = 0;
    for (size_t i = 0; i < length; i++) {
        rest = rest << 8 | (uint8_t)text[i];
    }
    hash = (hash ^ (rest | fold)) * prime;
    return (uint32_t)(hash ^ hash >> 32);
}

mb_symbols *mb_symbols_new(mb_arena *arena)
{
    mb_symbols *symbols = mb_arena_alloc(arena, sizeof *symbols);
    symbols->arena = arena;
    symbols->table = NULL;
    symbols->expected = 0;
    return symbols;
}

static entry *find(const mb_symbols *symbols, const char *text, size_t length, uint32_t hash)
{
    entry *found = NULL;
    HASH_FIND_BYHASHVALUE(hh, symbols->table, text, length, hash, found);
    return found;
}

static const mb_symbol *fill(mb_symbols *symbols, spelling *added, const mb_symbol *fold, const char *text,
                             size_t length, uint32_t hash)
{
    added->symbol.fold = fold;
    added->symbol.length = (uint32_t)length;
    added->symbol.hash = hash;
    added->symbol.text = mb_arena_text(symbols->arena, text, length);
    added->next = NULL;
    return &added->symbol;
}

static const mb_symbol *add_name(mb_symbols *symbols, const char *text, size_t length, uint32_t hash)
{
    entry *added = mb_arena_alloc(symbols->arena, sizeof *added);
    const mb_symbol *symbol = fill(symbols, &added->first, &added->first.symbol, text, length, hash);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, symbols->table, symbol->text, length, hash, added);
    return symbol;
}

void mb_symbols_expect(mb_symbols *symbols, size_t bytes)
{
    enum { BYTES_FOR_A_NAME = 256 }; /* rather many: what is missing grows as it does without this */
    if (symbols->table == NULL) {
        return;
    }
    symbols->expected += bytes / BYTES_FOR_A_NAME;
    UT_hash_table *table = symbols->table->hh.tbl;
    while (table->num_buckets < symbols->expected) {
        HASH_EXPAND_BUCKETS(hh, table, ignored);
    }
}

const mb_symbol *mb_intern(mb_symbols *symbols, const char *text, size_t length)
{
    uint32_t hash = hash_of(text, length);
    entry *name = find(symbols, text, length, hash);
    if (name == NULL) {
        return add_name(symbols, text, length, hash);
    }
    spelling *each = &name->first;
    while (memcmp(each->symbol.text, text, length) != 0) {
        if (each->next == NULL) {
            each->next = mb_arena_alloc(symbols->arena, sizeof *each);
            return fill(symbols, each->next, &name->first.symbol, text, length, hash);
        }
        each = each->next;
    }
    return &each->symbol;
}

const mb_symbol *mb_symbols_find(const mb_symbols *symbols, const char *text, size_t length)
{
    const entry *found = find(symbols, text, length, hash_of(text, length));
    return found != NULL ? &found->first.symbol : NULL;
}
