/*
 * What was noticed on the way to the model: tables of it, by what it is about.
 */
#include <stdlib.h>

#include "check/check.h"

static int compare_addresses(const void *left, const void *right)
{
    const uintptr_t a = (uintptr_t)((const mb_noted *)left)->about, b = (uintptr_t)((const mb_noted *)right)->about;
    return (a > b) - (a < b);
}

const void *mb_noted_of(const mb_noted_table *table, const void *about)
{
    if (table->count == 0) {
        return NULL;
    }
    const mb_noted wanted = {about, NULL};
    const mb_noted *found = bsearch(&wanted, table->items, table->count, sizeof *table->items, compare_addresses);
    return found != NULL ? found->fact : NULL;
}

static void add(mb_noted_table *table, const void *about, const void *fact)
{
    table->items[table->count++] = (mb_noted){about, fact};
}

static void make_room(const mb_check *check, mb_noted_table *table, size_t count)
{
    table->items = mb_arena_array(check->scratch, count, sizeof *table->items);
}

static void sort(mb_noted_table *table)
{
    if (table->count > 1) {
        qsort(table->items, table->count, sizeof *table->items, compare_addresses);
    }
}

static void collect_misfits(mb_check *check)
{
    size_t count = 0;
    for (const mb_misfit *each = check->written->misfits; each != NULL; each = each->next) {
        count++;
    }
    make_room(check, &check->misfits, count);
    for (const mb_misfit *each = check->written->misfits; each != NULL; each = each->next) {
        add(&check->misfits, each->qualifier != NULL ? (const void *)each->qualifier : (const void *)each->declaration,
            each);
    }
    sort(&check->misfits);
}

static void collect_conversions(mb_check *check)
{
    size_t count = 0;
    for (const mb_conversion *each = check->written->conversions; each != NULL; each = each->next) {
        count++;
    }
    make_room(check, &check->conversions, count);
    for (const mb_conversion *each = check->written->conversions; each != NULL; each = each->next) {
        add(&check->conversions, each->value, each);
    }
    sort(&check->conversions);
}

void mb_collect_facts(mb_check *check)
{
    size_t count = 0;
    for (const mb_homonym *each = check->written->homonyms; each != NULL; each = each->next) {
        count++;
    }
    make_room(check, &check->homonyms, count);
    for (const mb_homonym *each = check->written->homonyms; each != NULL; each = each->next) {
        add(&check->homonyms, each->element, each);
    }
    sort(&check->homonyms);
    collect_misfits(check);
    collect_conversions(check);
}
