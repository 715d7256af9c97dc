#include "binding/binder.h"

/* The set lives in an arena: what uthash replaces when it grows stays there until the end. */
#define uthash_malloc(size) mb_arena_alloc(set->arena, (size))
#define uthash_free(pointer, size) ((void)0)
#define HASH_INITIAL_NUM_BUCKETS 1024U
#define HASH_INITIAL_NUM_BUCKETS_LOG2 10U
#define HASH_FUNCTION(key, length, hash) ((hash) = hash_of((const char *)(key), (length)))
#include <uthash.h>

typedef struct claim {
    const char *text;
    UT_hash_handle hh;
} claim;

struct mb_identifiers {
    mb_arena *arena;
    claim *claims;
};

/** Eight bytes at a time: identifiers are long and share their beginnings. */
static uint32_t hash_of(const char *text, size_t length)
{
    const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = length;
    uint64_t word;

    for (; length >= sizeof word; length -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text, length);
    hash = (hash ^ word) * prime;
    return (uint32_t)(hash ^ hash >> 32);
}

mb_identifiers *mb_identifiers_new(mb_arena *arena)
{
    mb_identifiers *set = mb_arena_zalloc(arena, sizeof *set);

    set->arena = arena;
    return set;
}

bool mb_identifiers_add(mb_identifiers *set, const char *text, size_t length)
{
    const uint32_t hash = hash_of(text, length);
    claim *found = NULL;

    HASH_FIND_BYHASHVALUE(hh, set->claims, text, length, hash, found);
    if (found != NULL) {
        return false;
    }
    claim *added = mb_arena_alloc(set->arena, sizeof *added);
    added->text = text;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, set->claims, text, length, hash, added);
    return true;
}

static bool contains(const mb_identifiers *set, const char *text, size_t length)
{
    claim *found = NULL;

    HASH_FIND_BYHASHVALUE(hh, set->claims, text, length, hash_of(text, length), found);
    return found != NULL;
}

#define MOST_SUFFIXES 8

const char *mb_identifiers_claim(mb_identifiers *set, const char *base, const char *const *suffixes, size_t count,
                                 const char **taken)
{
    const char *names[MOST_SUFFIXES];
    size_t lengths[MOST_SUFFIXES];
    bool again;

    *taken = NULL;
    do {
        again = false;
        for (size_t i = 0; i < count && !again; i++) {
            names[i] = suffixes[i][0] == '\0' ? base : mb_join(set->arena, base, suffixes[i], NULL, NULL);
            lengths[i] = strlen(names[i]);
            if (contains(set, names[i], lengths[i])) {
                again = true;
                *taken = *taken == NULL ? names[i] : *taken;
                base = mb_join(set->arena, base, "_", NULL, NULL);
            }
        }
    } while (again);
    for (size_t i = 0; i < count; i++) {
        mb_identifiers_add(set, names[i], lengths[i]);
    }
    return base;
}
