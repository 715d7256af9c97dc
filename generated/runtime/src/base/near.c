/**
 * @file
 * How near names are to each other, for messages.
 */
#include "base/core.h"

#include <string.h>

/* Longer texts are compared as far as this. */
#define LONGEST_COMPARED 160

unsigned wmip_distance(const char *a, const char *b)
{
    unsigned row[LONGEST_COMPARED + 1];
    unsigned length = strlen(b) < LONGEST_COMPARED ? (unsigned)strlen(b) : LONGEST_COMPARED;
    unsigned i;
    unsigned j;
    for (j = 0; j <= length; j++) {
        row[j] = j;
    }
    for (i = 0; a[i] != '\0' && i < LONGEST_COMPARED; i++) {
        unsigned diagonal = row[0];
        row[0] = i + 1;
        for (j = 1; j <= length; j++) {
            unsigned change = diagonal + (wmip_lower(a[i]) != wmip_lower(b[j - 1]) ? 1 : 0);
            diagonal = row[j];
            row[j] = wmip_smaller(change, wmip_smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

/* A name that has little in common is no help. */
bool wmip_is_near(unsigned distance, const char *name)
{
    return distance <= 2 + (unsigned)strlen(name) / 4;
}
