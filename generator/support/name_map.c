#include <string.h>

#include "support/name_map.h"

/* The table lives in the map's arena: what an expansion leaves behind goes with it. */
#define uthash_malloc(size) mb_arena_alloc(map->arena, size)
#define uthash_free(block, size) ((void)(block))
#include <uthash.h>

struct mb_name_node {
    mb_name_entry entry;
    UT_hash_handle hh;
};

void mb_name_map_init(mb_name_map *map, mb_arena *arena)
{
    map->arena = arena;
    map->nodes = NULL;
    map->unused = NULL;
}

mb_name_entry *mb_name_map_find(const mb_name_map *map, const mb_symbol *name)
{
    const mb_symbol *fold = name->fold;
    if (map->nodes == NULL) {
        return NULL;
    }
    /* What HASH_FIND does, for keys that are addresses: no two names share a fold. */
    const UT_hash_table *table = map->nodes->hh.tbl;
    const UT_hash_handle *at = table->buckets[fold->hash & (table->num_buckets - 1)].hh_head;
    while (at != NULL && *(const mb_symbol *const *)at->key != fold) {
        at = at->hh_next;
    }
    return at != NULL ? &((struct mb_name_node *)ELMT_FROM_HH(table, at))->entry : NULL;
}

/** Unused nodes hang together by hh.next. */
static struct mb_name_node *new_node(mb_name_map *map)
{
    struct mb_name_node *node = map->unused;
    if (node == NULL) {
        return mb_arena_zalloc(map->arena, sizeof *node);
    }
    map->unused = node->hh.next;
    return memset(node, 0, sizeof *node);
}

mb_name_entry *mb_name_map_at(mb_name_map *map, const mb_symbol *name)
{
    mb_name_entry *found = mb_name_map_find(map, name);
    if (found != NULL) {
        return found;
    }
    struct mb_name_node *node = new_node(map);
    node->entry.fold = name->fold;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->nodes, &node->entry.fold, sizeof node->entry.fold, node->entry.fold->hash,
                                node);
    return &node->entry;
}

void mb_name_map_remove(mb_name_map *map, mb_name_entry *entry)
{
    /* The entry is a node's first member. */
    struct mb_name_node *node = (struct mb_name_node *)(void *)entry;
    if (HASH_COUNT(map->nodes) == 1) {
        node->entry.value = NULL; /* uthash gives up the table with the last entry, so that one stays */
        node->entry.stamp = 0;
        return;
    }
    HASH_DELETE(hh, map->nodes, node);
    node->hh.next = map->unused;
    map->unused = node;
}

void *mb_name_map_get(const mb_name_map *map, const mb_symbol *name)
{
    const mb_name_entry *entry = mb_name_map_find(map, name);
    return entry != NULL ? entry->value : NULL;
}

mb_name_entry *mb_name_map_next(const mb_name_map *map, const mb_name_entry *entry)
{
    /* The entry is a node's first member. */
    const struct mb_name_node *node = (const struct mb_name_node *)(const void *)entry;
    struct mb_name_node *next = node == NULL ? map->nodes : (struct mb_name_node *)node->hh.next;
    return next != NULL ? &next->entry : NULL;
}
