/* Hierarchies, as nested lists and as pictures. */
#include <stdlib.h>
#include <string.h>

#include "doc/maker.h"

/** More subclasses than these are listed, and not drawn. */
enum { MOST_DRAWN = 40, MOST_BESIDE = 4 };

static int compare_classes(const void *left, const void *right)
{
    const mb_class *a = *(const mb_class *const *)left;
    const mb_class *b = *(const mb_class *const *)right;

    return strcmp(a->element.name->text, b->element.name->text);
}

/** The nearest ancestor; every selected class has all of them. */
static const mb_class *parent_of(const mbd_maker *maker, const mb_class *cls)
{
    return cls->super != NULL && mbd_has_page(maker, cls->super) ? cls->super : NULL;
}

void mbd_gather_subclasses(mbd_maker *maker)
{
    const mbb_class *classes = maker->unit->library->classes.items;
    const size_t count = maker->unit->library->classes.count;

    for (size_t i = 0; i < count; i++) {
        const mb_class *super = parent_of(maker, classes[i].cls);
        if (super != NULL) {
            mbd_draft_of(maker, super)->subclass_count++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        mbd_draft_class *draft = mbd_draft_of(maker, classes[i].cls);
        draft->subclasses = mb_arena_array(maker->arena, draft->subclass_count, sizeof(const mb_class *));
        draft->subclass_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        const mb_class *super = parent_of(maker, classes[i].cls);
        if (super != NULL) {
            mbd_draft_class *draft = mbd_draft_of(maker, super);
            draft->subclasses[draft->subclass_count++] = classes[i].cls;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const mbd_draft_class *draft = mbd_draft_of(maker, classes[i].cls);
        qsort(draft->subclasses, draft->subclass_count, sizeof(const mb_class *), compare_classes);
    }
}

/* Trees */

typedef struct tree {
    mbd_maker *maker;
    mbd_growing branches;
} tree;

static mbd_branch *add_branch(tree *t, mbd_link cls)
{
    mbd_branch *branch = mbd_add(&t->branches, t->maker->arena);

    branch->cls = cls;
    return branch;
}

/** Lets the list of the last branch, and `count` lists in all, end behind it. */
static void close_lists(tree *t, size_t count)
{
    mbd_branch *last = (mbd_branch *)(void *)t->branches.items + t->branches.count - 1;
    mbd_end_of_list *ends = mb_arena_array(t->maker->arena, last->closes.count + count, sizeof *ends);

    for (size_t i = 0; i < last->closes.count + count; i++) {
        ends[i].nothing = "";
    }
    last->closes = (mbb_list){ends, last->closes.count + count};
}

/** A class with all below it. As deep as classes are derived, which a schema limits no further: no recursion. */
static void add_all_below(tree *t, const mb_class *top)
{
    typedef struct level {
        const mb_class *const *items;
        size_t left;
    } level;
    mbd_growing levels = {.size = sizeof(level)};

    *(level *)mbd_add(&levels, t->maker->arena) = (level){&top, 1};
    while (levels.count != 0) {
        level *at = (level *)(void *)levels.items + levels.count - 1;
        if (at->left == 0) {
            levels.count--;
            if (levels.count != 0) {
                close_lists(t, 1);
            }
            continue;
        }
        const mb_class *cls = *at->items++;
        const mbd_draft_class *draft = mbd_draft_of(t->maker, cls);
        at->left--;
        mbd_branch *branch = add_branch(t, draft->link);
        branch->opens = draft->subclass_count != 0;
        if (branch->opens) {
            *(level *)mbd_add(&levels, t->maker->arena) = (level){draft->subclasses, draft->subclass_count};
        }
    }
}

mbb_list mbd_whole_tree(mbd_maker *maker)
{
    const mbb_class *classes = maker->unit->library->classes.items;
    const size_t count = maker->unit->library->classes.count;
    const mb_class **roots = mb_arena_array(maker->arena, count, sizeof(const mb_class *));
    tree t = {maker, {.size = sizeof(mbd_branch)}};
    size_t root_count = 0;

    for (size_t i = 0; i < count; i++) {
        if (parent_of(maker, classes[i].cls) == NULL) {
            roots[root_count++] = classes[i].cls;
        }
    }
    qsort(roots, root_count, sizeof(const mb_class *), compare_classes);
    for (size_t i = 0; i < root_count; i++) {
        add_all_below(&t, roots[i]);
    }
    return mbd_list_of(&t.branches);
}

/* A class among its ancestors and subclasses */

static void draw(mbd_maker *maker, mbd_class *out)
{
    const mbd_link *ancestors = out->ancestors.items;
    const mbd_draft_class *draft = mbd_draft_of(maker, maker->cls);
    const size_t drawn = draft->subclass_count <= MOST_DRAWN ? draft->subclass_count : 0;
    uint32_t node = 0;

    if (maker->graphs == NULL || out->ancestors.count + drawn == 0) {
        return;
    }
    mbd_graph_begin(maker->graphs, mb_arena_format(maker->arena, "Inheritance of %s", out->name),
                    mb_arena_format(maker->arena,
                                    "Arrows lead from a class to the one that it derives from. The list "
                                    "says the same of %s.",
                                    out->name),
                    drawn > MOST_BESIDE);
    for (size_t i = 0; i < out->ancestors.count; i++, node++) {
        mbd_graph_node(maker->graphs, node, &ancestors[i], maker->root, "class");
        if (node != 0) {
            mbd_graph_edge(maker->graphs, node - 1, node, "", "inherits");
        }
    }
    const uint32_t self = node++;
    mbd_graph_node(maker->graphs, self, &draft->link, maker->root, "self");
    if (self != 0) {
        mbd_graph_edge(maker->graphs, self - 1, self, "", "inherits");
    }
    for (size_t i = 0; i < drawn; i++, node++) {
        const mbd_link link = mbd_link_to(maker, draft->subclasses[i]);
        mbd_graph_node(maker->graphs, node, &link, maker->root, "class");
        mbd_graph_edge(maker->graphs, self, node, "", "inherits");
    }
    mbd_graph_end(maker->graphs, &out->inheritance);
}

/** From the top down. A superclass that nobody declares is the topmost. */
static mbb_list ancestors_of(mbd_maker *maker)
{
    const mb_class *topmost = maker->cls;
    size_t count = 0;

    for (const mb_class *at = maker->cls->super; at != NULL; at = at->super) {
        topmost = at;
        count++;
    }
    const bool is_open = topmost->super_name != NULL;
    count += is_open;
    mbd_link *links = mb_arena_array(maker->arena, count, sizeof *links);
    size_t i = count;
    for (const mb_class *at = maker->cls->super; at != NULL; at = at->super) {
        links[--i] = mbd_link_to(maker, at);
    }
    if (is_open) {
        links[0] = mbd_link_named(maker, topmost->super_name, NULL);
    }
    return (mbb_list){links, count};
}

void mbd_make_hierarchy(mbd_maker *maker, mbd_class *out)
{
    const mbd_draft_class *draft = mbd_draft_of(maker, maker->cls);
    tree t = {maker, {.size = sizeof(mbd_branch)}};

    out->ancestors = ancestors_of(maker);
    const mbd_link *ancestors = out->ancestors.items;
    for (size_t i = 0; i < out->ancestors.count; i++) {
        add_branch(&t, ancestors[i])->opens = true;
    }
    mbd_branch *self = add_branch(&t, draft->link);
    self->is_self = true;
    self->opens = draft->subclass_count != 0;
    for (size_t i = 0; i < draft->subclass_count; i++) {
        add_branch(&t, mbd_link_to(maker, draft->subclasses[i]));
    }
    close_lists(&t, out->ancestors.count + (draft->subclass_count != 0));
    out->tree = mbd_list_of(&t.branches);
    out->has_tree = t.branches.count > 1;
    out->has_super = out->ancestors.count != 0;
    out->super = out->has_super ? ancestors[out->ancestors.count - 1] : (mbd_link){.name = "", .page = "", .brief = ""};
    draw(maker, out);
}
