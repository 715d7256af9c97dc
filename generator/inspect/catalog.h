/**
 * @file
 * A unit in the order in which it is printed: declarations of qualifiers, then namespace by namespace classes and
 * instances. The schema has the classes; the other two are gathered from the syntax tree.
 */
#ifndef MB_INSPECT_CATALOG_H
#define MB_INSPECT_CATALOG_H

#include "inspect/inspect.h"

typedef struct mb_catalog_space mb_catalog_space;
struct mb_catalog_space {
    const mb_symbol *name;
    const mb_namespace *ns; /**< NULL where it has instances only */
    const mb_production **instances;
    size_t instance_count;
    mb_catalog_space *next; /**< in the order in which they were first used */
};

typedef struct mb_catalog {
    const mb_production **qualifiers; /**< those that count: of several that agree, the first */
    size_t qualifier_count;
    mb_catalog_space *spaces; /**< those that have classes or instances */
} mb_catalog;

mb_catalog mb_catalog_of(const mb_inspect_unit *unit, mb_symbols *symbols, mb_arena *arena);

/** Where a position is. */
typedef struct mb_line_counter {
    const mb_sources *sources;
    const mb_source *source; /**< in which it counted last; NULL: nowhere */
    uint32_t offset;
    uint32_t line;
} mb_line_counter;

/** The file and the 1-based line; NULL for a position that is nowhere. Goes on from where it counted last, if it can.
 */
const mb_source *mb_count_line(mb_line_counter *counter, mb_position position, uint32_t *line);

#endif
