/*
 * From a class to its neighbours: the associations that an instance of it may stand in, and what is at their other
 * ends.
 */
#include <stdlib.h>

#include "binding/binder.h"

/** The class of the binding, of a class of the same namespace. */
static mbb_draft_class *bound(const mbb_binder *binder, const mbb_draft_space *space, const mb_class *cls)
{
    return &binder->classes[space->first + cls->index];
}

static bool has_instances(const mbb_draft_class *cls)
{
    return !cls->cls->is_abstract;
}

void mbb_gather_ends(mbb_binder *binder)
{
    for (size_t i = 0; i < binder->class_count; i++) {
        const mbb_draft_class *association = &binder->classes[i];
        if (!has_instances(association) || !mb_is_selected(binder->input->selection, association->cls)) {
            continue;
        }
        for (size_t k = 0; k < association->property_count; k++) {
            const mbb_draft_property *property = &association->properties[k];
            const mb_class *target = property->info->element->target;
            if (property->role != NULL && target != NULL) {
                mbb_draft_class *cls = bound(binder, association->space, target);
                mbb_draft_end *end = mb_arena_alloc(binder->arena, sizeof *end);
                *end = (mbb_draft_end){association, property, cls->ends};
                cls->ends = end;
            }
        }
    }
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *cls = &binder->classes[i];
        const mb_class *super = cls->cls->super;
        cls->next_end = super == NULL ? NULL : bound(binder, cls->space, super)->near_end;
        cls->near_end = cls->ends != NULL ? cls : cls->next_end;
    }
}

/** How many neighbours a header tells of: the nearest ones. Were it all, headers could grow with the square of a
 * schema. */
enum { MOST_TOLD = 100 };

/** A role to be found at the other end. */
typedef struct found {
    size_t distance; /**< to the ancestor that the association is declared to take; 0 for the class itself */
    const mbb_draft_class *taken; /**< that ancestor */
    const mbb_draft_class *association;
    const mbb_draft_property *property;
} found;

static int compare_found(const void *left, const void *right)
{
    const found *a = left;
    const found *b = right;
    int order = (a->distance > b->distance) - (a->distance < b->distance);

    if (order == 0) {
        order = strcmp(a->association->cls->element.name->text, b->association->cls->element.name->text);
    }
    return order != 0 ? order : strcmp(a->property->info->element->name->text, b->property->info->element->name->text);
}

/** Adds what an association has beside the end at which the class is. @return how many there are now */
static size_t add_others(const mbb_draft_end *end, size_t distance, const mbb_draft_class *taken, found *list,
                         size_t count)
{
    const mbb_draft_class *association = end->association;

    for (size_t i = 0; i < association->property_count && count <= MOST_TOLD; i++) {
        const mbb_draft_property *other = &association->properties[i];
        if (other != end->property && other->role != NULL) {
            list[count++] = (found){distance, taken, association, other};
        }
    }
    return count;
}

/** All that an instance has through its ancestors, or one more than are told; of an abstract class what is declared for
 * itself. */
static size_t find_all(const mbb_draft_class *cls, found *list)
{
    size_t count = 0;

    for (const mbb_draft_class *at = cls->near_end; at != NULL && count <= MOST_TOLD; at = at->next_end) {
        if (at != cls && !has_instances(cls)) {
            break;
        }
        for (const mbb_draft_end *end = at->ends; end != NULL && count <= MOST_TOLD; end = end->next) {
            count = add_others(end, cls->cls->depth - at->cls->depth, at, list, count);
        }
    }
    return count;
}

/** Each role once: the association may take the class, or ancestors of it, at several ends. */
static size_t drop_repeated(found *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || list[kept - 1].property != list[i].property) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

/** Names of associations, as lines of a comment. */
static mbb_list list_associations(mbb_binder *binder, const found *list, size_t count)
{
    mb_buffer *out = &binder->words;

    mb_buffer_clear(out);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || list[i].association != list[i - 1].association) {
            mb_buffer_puts(out, i == 0 ? "" : ", ");
            mb_buffer_puts(out, list[i].association->cls->element.name->text);
        }
    }
    return mbb_doc_lines(binder, (mb_text){out->text, (uint32_t)out->length});
}

/** How many of the list are told in full. What everything has, by way of the root of all classes, is told in short
 * where it is much.
 */
static size_t count_full(const mbb_draft_class *cls, const found *list, size_t count)
{
    enum { MOST_COMMON = 6 };
    size_t nearer = 0;

    while (nearer < count && (list[nearer].distance == 0 || list[nearer].distance < cls->cls->depth)) {
        nearer++;
    }
    return count - nearer > MOST_COMMON ? nearer : count;
}

void mbb_bind_neighbours(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    found list[MOST_TOLD + 1];
    size_t count = find_all(cls, list);

    out->has_untold_neighbours = count > MOST_TOLD;
    if (out->has_untold_neighbours) {
        count = MOST_TOLD;
    }
    if (count > 1) {
        qsort(list, count, sizeof *list, compare_found);
        count = drop_repeated(list, count);
    }
    const size_t full = count_full(cls, list, count);
    mbb_neighbour *neighbours = mb_arena_array(binder->arena, full, sizeof *neighbours);
    for (size_t i = 0; i < full; i++) {
        const mb_symbol *target = list[i].property->info->element->class_name;
        neighbours[i].association = mbb_comment_name(binder, list[i].association->cls->element.name);
        neighbours[i].role = list[i].property->info->member.mof_name;
        neighbours[i].class_name = target == NULL ? "object" : mbb_comment_name(binder, target);
    }
    out->neighbours = (mbb_list){neighbours, full};
    out->has_neighbours = full > 0;
    out->more_neighbours = list_associations(binder, list + full, count - full);
    out->has_more_neighbours = full < count;
    out->root = full == count ? "" : mbb_comment_name(binder, list[full].taken->cls->element.name);
}
