/*
 * What qualifiers say of elements, each set once: of most elements one of a few is said.
 */
#include <string.h>

#include "schema/resolver.h"
#include "support/hash.h"

/** Open addressing; never more than half full. */
struct mb_traits_table {
    const mb_traits **places;
    size_t mask; /**< places - 1; their number is a power of two */
};

void mb_init_traits(mb_resolver *resolver)
{
    enum { PLACES = 256 };
    resolver->traits = mb_arena_zalloc(resolver->scratch, sizeof *resolver->traits);
    resolver->traits->places = mb_arena_array(resolver->scratch, PLACES, sizeof(mb_traits *));
    resolver->traits->mask = PLACES - 1;
}

static uint32_t hash_of(const mb_traits *traits)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < MB_QUALIFIER_WORDS; i++) {
        hash = mb_hash_mix(hash, traits->own.words[i]);
        hash = mb_hash_mix(hash, traits->heritable.words[i]);
        hash = mb_hash_mix(hash, traits->truths.words[i]);
    }
    return mb_hash_end(hash);
}

static bool is_same(const mb_traits *a, const mb_traits *b)
{
    uint64_t difference = 0;
    for (size_t i = 0; i < MB_QUALIFIER_WORDS; i++) {
        difference |= (a->own.words[i] ^ b->own.words[i]) | (a->heritable.words[i] ^ b->heritable.words[i]) |
                      (a->truths.words[i] ^ b->truths.words[i]);
    }
    return difference == 0;
}

static const mb_traits **place_of(const struct mb_traits_table *table, const mb_traits *traits)
{
    size_t at = hash_of(traits) & table->mask;
    while (table->places[at] != NULL && !is_same(table->places[at], traits)) {
        at = (at + 1) & table->mask;
    }
    return &table->places[at];
}

/** Doubles the table. The old one stays in the arena. */
static void grow(mb_resolver *resolver, struct mb_traits_table *table)
{
    const mb_traits **old = table->places;
    const size_t count = table->mask + 1;
    table->places = mb_arena_array(resolver->scratch, count * 2, sizeof(mb_traits *));
    table->mask = count * 2 - 1;
    for (size_t i = 0; i < count; i++) {
        if (old[i] != NULL) {
            *place_of(table, old[i]) = old[i];
        }
    }
}

const mb_traits *mb_intern_traits(mb_resolver *resolver, const mb_traits *traits)
{
    uint32_t *count = &resolver->record->schema.traits_count;
    const mb_traits **place = place_of(resolver->traits, traits);
    if (*place != NULL) {
        return *place;
    }
    mb_traits *made = mb_arena_alloc(resolver->arena, sizeof *made);
    *made = *traits;
    made->number = (*count)++;
    *place = made;
    if (*count > resolver->traits->mask / 2) {
        grow(resolver, resolver->traits);
    }
    return made;
}
