#include "support/suggest.h"

#include <string.h>

#include "support/characters.h"

enum { LONGEST = 80 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/** Edits that turn `a` into `b`, where swapping two neighbours is one; more than `limit` counts as limit + 1. */
static unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length, unsigned limit)
{
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_length; j++) {
        above[j] = (unsigned)j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= a_length; i++) {
        unsigned best = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            char x = mb_lower(a[i - 1]), y = mb_lower(b[j - 1]);
            unsigned cost = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == mb_lower(b[j - 2]) && mb_lower(a[i - 2]) == y) {
                cost = least(cost, before[j - 2] + 1);
            }
            row[j] = cost;
            best = least(best, cost);
        }
        if (best > limit) {
            return limit + 1;
        }
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b_length];
}

void mb_suggest_begin(mb_suggestion *suggestion, mb_text wanted)
{
    size_t length = wanted.length;
    suggestion->wanted = wanted;
    suggestion->distance = length < 3 ? 0 : length < 5 ? 2 : length < 8 ? 3 : 4; /* none, one, two or three slips */
    suggestion->best = NULL;
    suggestion->subject = NULL;
}

void mb_suggest_try(mb_suggestion *suggestion, const char *candidate, const void *subject)
{
    size_t length = strlen(candidate);
    size_t difference =
        length > suggestion->wanted.length ? length - suggestion->wanted.length : suggestion->wanted.length - length;
    if (length > LONGEST || suggestion->wanted.length > LONGEST || difference >= suggestion->distance) {
        return;
    }
    unsigned distance =
        edit_distance(suggestion->wanted.bytes, suggestion->wanted.length, candidate, length, suggestion->distance - 1);
    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->best = candidate;
        suggestion->subject = subject;
    }
}

const char *mb_did_you_mean(const char *name, mb_arena *arena)
{
    return name != NULL ? mb_arena_format(arena, "; did you mean '%s'?", name) : "";
}
