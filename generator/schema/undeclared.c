/*
 * Classes that a file refers to and, as it says itself, nobody declares: #pragma mofbind_undeclared("CIM_X"). Of such a
 * name there is no warning in that file, in all of it, wherever the pragma stands; other files, included ones as well,
 * speak for themselves. A file is known by its name: one that is read twice says what it says once.
 */
#include <string.h>

#include "schema/resolver.h"

static bool is_same_file(const mb_source *a, const mb_source *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a->path, b->path) == 0);
}

const mb_known_undeclared *mb_find_known_undeclared(const mb_schema *schema, const mb_symbol *name,
                                                    const mb_source *source)
{
    const mb_known_undeclared *each = mb_name_map_get(&mb_schema_record_of(schema)->known_undeclared, name);
    while (each != NULL && !is_same_file(each->source, source)) {
        each = each->next;
    }
    return each;
}

/** The same line of a file that was read before. */
static bool is_read_again(const mb_known_undeclared *first, const mb_source *source, const mb_value *at)
{
    return source != NULL && first->source != source &&
           first->at->span.begin - first->source->base == at->span.begin - source->base;
}

void mb_enter_known_undeclared(mb_resolver *resolver, const mb_production *pragma, const mb_value *name)
{
    mb_written *written = &resolver->record->written;
    const mb_source *source = mb_diag_source(resolver->diag, pragma->span);
    const mb_symbol *symbol = mb_intern(resolver->symbols, name->u.string, name->count);
    const mb_known_undeclared *first = mb_find_known_undeclared(&resolver->record->schema, symbol, source);
    if (first != NULL && is_read_again(first, source, name)) {
        return;
    }
    mb_known_undeclared *known = mb_arena_zalloc(resolver->arena, sizeof *known);
    known->name = symbol;
    known->source = source;
    known->at = name;
    known->number = written->known_undeclared_count++;
    known->first = first;
    known->before = written->last_known_undeclared;
    written->last_known_undeclared = known;
    if (first == NULL) {
        mb_name_entry *entry = mb_name_map_at(&resolver->record->known_undeclared, symbol);
        known->next = entry->value;
        entry->value = known;
    }
}
