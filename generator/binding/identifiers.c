#include "binding/binder.h"
#include "support/hash.h"

/** A place of the table. There are tens of thousands of names: what is compared before the text stands next to it. */
typedef struct slot {
    const char *text; /**< NULL where the place is free */
    uint32_t hash;
    uint32_t length;
} slot;

/** A name that is about to be claimed. */
typedef struct wanted {
    const char *text;
    size_t length;
    uint32_t hash;
} wanted;

/** Open addressing; never more than half full. */
struct mbb_identifiers {
    mb_arena *arena;
    slot *slots;
    size_t mask; /**< places - 1; their number is a power of two */
    size_t count;
    wanted *names; /**< those of a claim */
    size_t room;
};

static void make_table(mbb_identifiers *set, size_t places)
{
    set->slots = mb_arena_array(set->arena, places, sizeof *set->slots);
    set->mask = places - 1;
}

mbb_identifiers *mbb_identifiers_new(mb_arena *arena, size_t expected)
{
    mbb_identifiers *set = mb_arena_zalloc(arena, sizeof *set);
    size_t places = 64;

    while (places / 2 < expected) {
        places *= 2;
    }
    set->arena = arena;
    make_table(set, places);
    return set;
}

/** The place that has the name, or the free one where it belongs. */
static slot *find(const mbb_identifiers *set, const wanted *name)
{
    for (size_t at = name->hash & set->mask;; at = (at + 1) & set->mask) {
        slot *each = &set->slots[at];
        if (each->text == NULL || (each->hash == name->hash && each->length == name->length &&
                                   memcmp(each->text, name->text, name->length) == 0)) {
            return each;
        }
    }
}

/** Doubles the table. The old one stays in the arena. */
static void grow(mbb_identifiers *set)
{
    const slot *old = set->slots;
    const size_t places = set->mask + 1;

    make_table(set, places * 2);
    for (size_t i = 0; i < places; i++) {
        size_t at = old[i].hash & set->mask;
        while (old[i].text != NULL && set->slots[at].text != NULL) {
            at = (at + 1) & set->mask;
        }
        if (old[i].text != NULL) {
            set->slots[at] = old[i];
        }
    }
}

static bool add(mbb_identifiers *set, const wanted *name)
{
    if (set->count > set->mask / 2) {
        grow(set);
    }
    slot *place = find(set, name);
    if (place->text != NULL) {
        return false;
    }
    place->text = name->text;
    place->hash = name->hash;
    place->length = (uint32_t)name->length;
    set->count++;
    return true;
}

bool mbb_identifiers_add(mbb_identifiers *set, const char *text, size_t length)
{
    const wanted name = {text, length, mb_hash_of(text, length)};

    return add(set, &name);
}

bool mbb_identifiers_has(const mbb_identifiers *set, const char *text, size_t length)
{
    const wanted name = {text, length, mb_hash_of(text, length)};

    return find(set, &name)->text != NULL;
}

size_t mbb_identifiers_common(const mbb_identifiers *a, const mbb_identifiers *b, mb_arena *arena, const char ***out)
{
    const mbb_identifiers *few = a->count < b->count ? a : b;
    const mbb_identifiers *many = few == a ? b : a;
    size_t count = 0;

    *out = mb_arena_array(arena, few->count, sizeof **out);
    for (size_t i = 0; i <= few->mask; i++) {
        const slot *each = &few->slots[i];
        const wanted name = {each->text, each->length, each->hash};
        if (each->text != NULL && find(many, &name)->text != NULL) {
            (*out)[count++] = each->text;
        }
    }
    return count;
}

static wanted with_suffix(mb_arena *arena, const char *base, size_t base_length, const char *suffix)
{
    const size_t length = strlen(suffix);
    wanted name = {base, base_length + length, 0};

    if (length != 0) {
        char *text = mb_arena_alloc(arena, name.length + 1);
        memcpy(text, base, base_length);
        memcpy(text + base_length, suffix, length + 1);
        name.text = text;
    }
    name.hash = mb_hash_of(name.text, name.length);
    return name;
}

size_t mbb_identifiers_probes(const mbb_identifiers *set)
{
    size_t probes = 0;

    for (size_t i = 0; i <= set->mask; i++) {
        if (set->slots[i].text != NULL) {
            probes += ((i - set->slots[i].hash) & set->mask) + 1;
        }
    }
    return probes;
}

const char *mbb_identifiers_claim(mbb_identifiers *set, const char *base, const char *const *suffixes, size_t count,
                                  const char **taken)
{
    bool again;

    *taken = NULL;
    if (count > set->room) {
        set->names = mb_arena_array(set->arena, count, sizeof *set->names);
        set->room = count;
    }
    wanted *names = set->names;
    do {
        const size_t length = strlen(base);
        again = false;
        for (size_t i = 0; i < count && !again; i++) {
            names[i] = with_suffix(set->arena, base, length, suffixes[i]);
            if (find(set, &names[i])->text != NULL) {
                again = true;
                *taken = *taken == NULL ? names[i].text : *taken;
                base = mbb_join(set->arena, base, "_", NULL, NULL);
            }
        }
    } while (again);
    for (size_t i = 0; i < count; i++) {
        add(set, &names[i]);
    }
    return base;
}
