/**
 * @file
 * A unit in the order in which it is printed: classes known not to be declared, then declarations of qualifiers, then namespace by namespace classes and
 * instances. The schema has the classes; the rest is gathered from the syntax tree.
 */
#ifndef MB_INSPECT_CATALOG_H
#define MB_INSPECT_CATALOG_H

#include "inspect/inspect.h"

/** An alias of a class. It stays known when its declaration is replaced, or deleted: a class may have several. */
typedef struct mb_catalog_alias {
    const mb_production *production; /**< the declaration that has it */
    const mb_class *cls;             /**< NULL where it was deleted */
    size_t rank;                     /**< in the order in which they were written */
} mb_catalog_alias;

typedef struct mb_catalog_space mb_catalog_space;
struct mb_catalog_space {
    const mb_symbol *name;
    const mb_namespace *ns; /**< NULL where it has no class */
    const mb_production **instances;
    size_t instance_count;
    mb_catalog_alias *aliases; /**< those of deleted classes first, then class by class */
    size_t alias_count;
    mb_catalog_space *next; /**< first those with classes, then in the order in which they were first used */
};

typedef struct mb_catalog {
    const mb_production **qualifiers; /**< those that count: of several that agree, the first */
    size_t qualifier_count;
    const mb_value **undeclared; /**< names of classes that a file knows not to be declared, each once */
    size_t undeclared_count;
    mb_catalog_space *spaces; /**< those that have something in them */
} mb_catalog;

mb_catalog mb_catalog_of(const mb_inspect_unit *unit, mb_symbols *symbols, mb_arena *arena);

/** The aliases of a class, as written; of NULL those of deleted ones. @return how many; `*first` is NULL where none */
size_t mb_catalog_aliases(const mb_catalog_space *space, const mb_class *cls, const mb_catalog_alias **first);

/** Where a position is. */
typedef struct mb_line_counter {
    const mb_sources *sources;
    const mb_source *source; /**< in which it counted last; NULL: nowhere */
    uint32_t offset;
    uint32_t line;
} mb_line_counter;

/** The file and the 1-based line; NULL for a position that is nowhere. Counts on, or back, from where it was last. */
const mb_source *mb_count_line(mb_line_counter *counter, mb_position position, uint32_t *line);

#endif
