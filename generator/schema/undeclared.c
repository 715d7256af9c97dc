/*
 * Classes that a file refers to and, as it says itself, nobody declares: #pragma mofbind_undeclared("CIM_X"). Of such a
 * name there is no warning in that file, in all of it, wherever the pragma stands; other files, included ones as well,
 * speak for themselves. A file is known by its name: one that is read twice says what it says once.
 */
#include <string.h>

#include "schema/resolver.h"

struct mb_known_undeclared {
    const mb_symbol *name;
    const mb_source *source;
    const mb_value *at;          /**< the argument of the pragma */
    bool is_needed;              /**< it has silenced something */
    mb_known_undeclared *first;  /**< of the same name in the same file, before it; NULL: it is that itself */
    mb_known_undeclared *next;   /**< of the same name, in another file */
    mb_known_undeclared *before; /**< of all names */
};

static bool is_same_file(const mb_source *a, const mb_source *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a->path, b->path) == 0);
}

/** What a file says of a name; NULL where it says nothing. */
static mb_known_undeclared *find(const mb_resolver *resolver, const mb_symbol *name, const mb_source *source)
{
    mb_known_undeclared *each = mb_name_map_get(&resolver->known_undeclared, name);
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
    const mb_source *source = mb_diag_source(resolver->diag, pragma->span);
    const mb_symbol *symbol = mb_intern(resolver->symbols, name->u.string, name->count);
    mb_known_undeclared *first = find(resolver, symbol, source);
    if (first != NULL && is_read_again(first, source, name)) {
        return;
    }
    mb_known_undeclared *known = mb_arena_zalloc(resolver->scratch, sizeof *known);
    known->name = symbol;
    known->source = source;
    known->at = name;
    known->first = first;
    known->before = resolver->last_known_undeclared;
    resolver->last_known_undeclared = known;
    if (first == NULL) {
        mb_name_entry *entry = mb_name_map_at(&resolver->known_undeclared, symbol);
        known->next = entry->value;
        entry->value = known;
    }
}

bool mb_is_known_undeclared(mb_resolver *resolver, const mb_symbol *name, mb_span span)
{
    if (resolver->last_known_undeclared == NULL || mb_is_system_class(name)) {
        return false; /* of a system class there is no warning that could be silenced */
    }
    mb_known_undeclared *known = find(resolver, name, mb_diag_source(resolver->diag, span));
    if (known == NULL) {
        return false;
    }
    known->is_needed = true;
    return true;
}

void mb_report_needless_pragmas(mb_resolver *resolver)
{
    for (const mb_known_undeclared *each = resolver->last_known_undeclared; each != NULL; each = each->before) {
        if (each->first != NULL) {
            mb_report(resolver->diag, MB_MSG_UNDECLARED_NEEDLESS, each->at->span, each->name->text,
                      "the file says it already");
            mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, each->first->at->span);
        } else if (!each->is_needed) {
            mb_report(resolver->diag, MB_MSG_UNDECLARED_NEEDLESS, each->at->span, each->name->text,
                      "nothing in this file refers to an undeclared class of that name");
        }
    }
}
