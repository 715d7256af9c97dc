/*
 * From a class to the methods that are given instances of it, embedded in a parameter.
 */
#include <stdlib.h>

#include "binding/binder.h"

/** How many a header tells of, so that headers do not grow with the square of a schema. */
enum { MOST_TOLD = 40 };

static void add_taker(mbb_binder *binder, const mbb_draft_class *cls, const mbb_draft_element *method,
                      const mb_element *parameter)
{
    const mb_class *target = parameter->target;
    const bool is_instance = parameter->is_embedded || parameter->type == MB_TYPE_OBJECT;

    if (!parameter->is_in || !is_instance || target == NULL) {
        return;
    }
    mbb_draft_class *taken = &binder->classes[cls->space->first + target->index];
    const mbb_draft_taker *last = taken->takers;
    if (last == NULL || last->cls != cls || last->method != method) {
        mbb_draft_taker *taker = mb_arena_alloc(binder->arena, sizeof *taker);
        *taker = (mbb_draft_taker){cls, method, taken->takers};
        taken->takers = taker;
    }
}

void mbb_gather_takers(mbb_binder *binder)
{
    for (size_t i = 0; i < binder->class_count; i++) {
        const mbb_draft_class *cls = &binder->classes[i];
        const bool has_instances = !cls->cls->is_abstract;
        for (size_t k = 0; has_instances && k < cls->method_count; k++) {
            const mbb_draft_method *declared = cls->methods[k].info->method;
            if (!mb_is_method_selected(binder->input->selection, cls->cls, declared->info->element)) {
                continue;
            }
            for (size_t n = 0; n < declared->parameter_count; n++) {
                add_taker(binder, cls, declared->info, declared->parameters[n].info->element);
            }
        }
    }
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *cls = &binder->classes[i];
        const mb_class *super = cls->cls->super;
        cls->next_taker = super == NULL ? NULL : binder->classes[cls->space->first + super->index].near_taker;
        cls->near_taker = cls->takers != NULL ? cls : cls->next_taker;
    }
}

static int compare_takers(const void *left, const void *right)
{
    const mbb_taker *a = left;
    const mbb_taker *b = right;
    int order = strcmp(a->class_name, b->class_name);

    return order != 0 ? order : strcmp(a->method, b->method);
}

void mbb_bind_takers(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    mbb_taker list[MOST_TOLD + 1];
    size_t count = 0;
    size_t kept = 0;

    for (const mbb_draft_class *at = cls->near_taker; at != NULL && count <= MOST_TOLD; at = at->next_taker) {
        for (const mbb_draft_taker *each = at->takers; each != NULL && count <= MOST_TOLD; each = each->next) {
            list[count].class_name = mbb_comment_name(binder, each->cls->cls->element.name);
            list[count++].method = mbb_comment_name(binder, each->method->element->name);
        }
    }
    if (count == 0) {
        return;
    }
    out->has_untold_takers = count > MOST_TOLD;
    if (out->has_untold_takers) {
        count = MOST_TOLD;
    }
    qsort(list, count, sizeof *list, compare_takers);
    mbb_taker *takers = mb_arena_array(binder->arena, count, sizeof *takers);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || compare_takers(&takers[kept - 1], &list[i]) != 0) {
            takers[kept++] = list[i];
        }
    }
    out->takers = (mbb_list){takers, kept};
    out->has_takers = true;
}
