/**
 * @file
 * A table from names to anything, keyed by a symbol's fold. Entries stay where they are until they are taken out.
 */
#ifndef MB_SUPPORT_NAME_MAP_H
#define MB_SUPPORT_NAME_MAP_H

#include "support/text.h"

typedef struct mb_name_entry {
    const mb_symbol *fold;
    void *value;    /**< the user's; NULL in a new entry */
    uint32_t stamp; /**< the user's: lists that are looked through one after the other tell theirs apart by it */
} mb_name_entry;

typedef struct mb_name_map {
    mb_arena *arena;
    struct mb_name_node *nodes;
    struct mb_name_node *unused; /**< were taken out */
} mb_name_map;

void mb_name_map_init(mb_name_map *map, mb_arena *arena);
/** The entry of a name; NULL where there is none. */
mb_name_entry *mb_name_map_find(const mb_name_map *map, const mb_symbol *name);
/** The entry of a name, made where there is none. */
mb_name_entry *mb_name_map_at(mb_name_map *map, const mb_symbol *name);
/** Takes out an entry, which is reused by the next new one. */
void mb_name_map_remove(mb_name_map *map, mb_name_entry *entry);
/** The value of a name; NULL where there is none. */
void *mb_name_map_get(const mb_name_map *map, const mb_symbol *name);
/** Walks the entries in the order in which they were made; `entry` NULL = the first. @return NULL behind the last. */
mb_name_entry *mb_name_map_next(const mb_name_map *map, const mb_name_entry *entry);

#endif
