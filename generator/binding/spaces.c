#include <stdlib.h>

#include "binding/binder.h"
#include "support/characters.h"

static bool is_alphanumeric(char c)
{
    return mb_is_letter(c) || mb_is_digit(c);
}

/**
 * The last `depth` parts of a namespace as a part of identifiers: lower case, anything else than letters and digits one
 * underscore. Of a long text the beginning: it names a folder. `*complete` tells that these are all parts.
 */
static const char *last_parts(mb_arena *arena, const char *ns, unsigned depth, bool *complete)
{
    enum { LONGEST = 60 };
    const char *from = ns + strlen(ns);

    for (unsigned n = 0; n < depth && from > ns; n++) {
        for (from -= n > 0; from > ns && from[-1] != '\\'; from--) {
        }
    }
    *complete = from == ns;

    char *text = mb_arena_alloc(arena, strlen(from) + 1);
    size_t length = 0;
    for (; *from != '\0' && length < LONGEST; from++) {
        if (is_alphanumeric(*from)) {
            text[length++] = mb_lower(*from);
        } else if (length > 0 && text[length - 1] != '_') {
            text[length++] = '_';
        }
    }
    while (length > 0 && text[length - 1] == '_') {
        length--;
    }
    text[length] = '\0';
    return length == 0 ? "ns" : text;
}

/** A secondary namespace while its part is looked for. */
typedef struct candidate {
    mbb_draft_space *space;
    unsigned depth;
    bool complete;
} candidate;

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left;
    const candidate *b = right;
    int order = strcmp(a->space->part, b->space->part);

    return order != 0 ? order : strcmp(a->space->ns->name, b->space->ns->name);
}

/** Gives more parts to all of a run of equal ones; numbers where there are no more. @return whether anything changed.
 */
static bool extend_run(mbb_binder *binder, candidate *run, size_t count)
{
    bool extended = false;

    for (size_t i = 0; i < count; i++) {
        if (!run[i].complete) {
            run[i].depth++;
            run[i].space->part = last_parts(binder->arena, run[i].space->ns->name, run[i].depth, &run[i].complete);
            extended = true;
        }
    }
    if (!extended) {
        for (size_t i = 1; i < count; i++) {
            run[i].space->part = mb_arena_format(binder->arena, "%s_%u", run[i].space->part, (unsigned)i + 1);
        }
    }
    return count > 1;
}

static void tell_apart(mbb_binder *binder, candidate *candidates, size_t count)
{
    bool changed = count > 0;

    while (changed) {
        changed = false;
        qsort(candidates, count, sizeof *candidates, compare_candidates);
        for (size_t first = 0, next = 0; first < count; first = next) {
            next = first + 1;
            while (next < count && strcmp(candidates[first].space->part, candidates[next].space->part) == 0) {
                next++;
            }
            if (next - first > 1) {
                changed = extend_run(binder, &candidates[first], next - first) || changed;
            }
        }
    }
}

void mbb_bind_spaces(mbb_binder *binder)
{
    const char *prefix = binder->library->prefix;
    const char *why = NULL;

    for (const mb_namespace *ns = binder->schema->namespaces; ns != NULL; ns = ns->next) {
        binder->space_count++;
    }
    binder->spaces = mb_arena_array(binder->arena, binder->space_count, sizeof *binder->spaces);
    candidate *candidates = mb_arena_array(binder->arena, binder->space_count, sizeof *candidates);
    size_t count = 0;
    size_t classes = 0;
    for (const mb_namespace *ns = binder->schema->namespaces; ns != NULL; ns = ns->next) {
        mbb_draft_space *space = &binder->spaces[count];
        candidate *added = &candidates[count++];
        space->ns = ns;
        space->first = classes;
        classes += ns->class_count;
        added->space = space;
        added->depth = 1;
        space->part = count == 1 ? "" : last_parts(binder->arena, ns->name, added->depth, &added->complete);
    }
    /* What is left at the end is sorted by part, which is the order of their prefixes. */
    tell_apart(binder, candidates + 1, count - 1);
    for (size_t i = 0; i < count; i++) {
        mbb_draft_space *space = candidates[i].space;
        space->rank = (uint32_t)i;
        space->prefix = i == 0 ? prefix : mbb_join(binder->arena, prefix, "_", space->part, NULL);
        space->folder = mbb_file_name_taken(space->part, &why) ? mbb_join(binder->arena, space->part, "_", NULL, NULL)
                                                               : space->part;
        space->macro = mbb_join(binder->arena, space->prefix, "_NAMESPACE", NULL, NULL);
    }
}
