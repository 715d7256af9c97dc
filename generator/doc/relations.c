/*
 * What a class is tied to: the associations that an instance of it may stand in, the methods that are given one or give one back,
 * and the properties that hold one. As the headers do: an association that is abstract has no instances, and an abstract class none for which its ancestors'
 * would count.
 */
#include <stdlib.h>
#include <string.h>

#include "doc/maker.h"

/** How much is listed of what could be very much, and how much of it a picture has room for. */
enum { MOST_TIES = 150, MOST_COMMON = 6, MOST_DRAWN = 24, MOST_USES = 80 };

static bool is_role(const mb_element *property)
{
    return property->type == MB_TYPE_REFERENCE && !property->is_array;
}

/* Gathering */

static void gather_ties(mbd_maker *maker, const mb_class *association)
{
    const mb_element **all = NULL;
    const size_t count = mb_class_all_properties(association, maker->arena, &all);

    for (size_t i = 0; i < count; i++) {
        if (is_role(all[i]) && all[i]->target != NULL) {
            mbd_draft_class *taken = mbd_draft_of(maker, all[i]->target);
            mbd_draft_tie *tie = mb_arena_alloc(maker->arena, sizeof *tie);
            *tie = (mbd_draft_tie){association, all[i], taken->ties};
            taken->ties = tie;
        }
    }
}

static void gather_use(mbd_maker *maker, const mb_class *cls, const mb_element *method, const mb_element *element)
{
    if (element->target != NULL) {
        mbd_draft_class *used = mbd_draft_of(maker, element->target);
        mbd_draft_use *use = mb_arena_alloc(maker->arena, sizeof *use);
        *use = (mbd_draft_use){cls, method, element, used->uses};
        used->uses = use;
        used->use_count++;
    }
}

static void gather_uses(mbd_maker *maker, const mb_class *cls, const mbb_method *bound)
{
    for (const mb_element *each = bound->element->parameters; each != NULL; each = each->next) {
        gather_use(maker, cls, bound->element, each);
    }
}

/** Properties that hold an instance or a reference; the ends of an association are told with it. */
static void gather_holders(mbd_maker *maker, const mb_class *cls)
{
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        const bool is_same_above = each->overridden != NULL && each->overridden->target == each->target;
        if (!is_same_above && !(cls->is_association && is_role(each))) {
            gather_use(maker, cls, NULL, each);
        }
    }
}

void mbd_gather_relations(mbd_maker *maker)
{
    const mbb_class *classes = maker->unit->library->classes.items;

    for (size_t i = 0; i < maker->unit->library->classes.count; i++) {
        const mb_class *cls = classes[i].cls;
        const mbb_method *methods = classes[i].methods.items;
        if (cls->is_association && !cls->is_abstract) {
            gather_ties(maker, cls);
        }
        gather_holders(maker, cls);
        for (size_t k = 0; k < classes[i].methods.count; k++) {
            gather_uses(maker, cls, &methods[k]);
        }
    }
}

/* Ties */

/** A role at the other end of an association. */
typedef struct found_tie {
    size_t distance; /**< to the ancestor that is declared to take part; 0 for the class itself */
    const mb_class *taken;
    const mbd_draft_tie *tie;
    const mb_element *other;
} found_tie;

static int compare_ties(const void *left, const void *right)
{
    const found_tie *a = left;
    const found_tie *b = right;
    int order = (a->distance > b->distance) - (a->distance < b->distance);

    if (order == 0) {
        order = strcmp(a->tie->association->element.name->text, b->tie->association->element.name->text);
    }
    order = order != 0 ? order : strcmp(a->other->name->text, b->other->name->text);
    return order != 0 ? order : strcmp(a->tie->role->name->text, b->tie->role->name->text);
}

/** Adds what an association has beside the end at which the class is. @return how many there are now */
static size_t add_others(mbd_maker *maker, const mbd_draft_tie *tie, size_t distance, const mb_class *taken,
                         found_tie *list, size_t count)
{
    const mb_element **all = NULL;
    const size_t all_count = mb_class_all_properties(tie->association, maker->arena, &all);

    for (size_t i = 0; i < all_count && count <= MOST_TIES; i++) {
        if (all[i] != tie->role && is_role(all[i])) {
            list[count++] = (found_tie){distance, taken, tie, all[i]};
        }
    }
    return count;
}

static size_t find_ties(mbd_maker *maker, found_tie *list)
{
    const mb_class *cls = maker->cls;
    size_t count = 0;

    for (const mb_class *at = cls; at != NULL && count <= MOST_TIES; at = at->super) {
        if (at != cls && cls->is_abstract) {
            break;
        }
        for (const mbd_draft_tie *tie = mbd_draft_of(maker, at)->ties; tie != NULL && count <= MOST_TIES;
             tie = tie->next) {
            count = add_others(maker, tie, cls->depth - at->depth, at, list, count);
        }
    }
    return count;
}

/** How many are told in full. What everything has, by way of the root of all classes, stands apart where it is much. */
static size_t count_near(const mb_class *cls, const found_tie *list, size_t count)
{
    size_t near_count = 0;

    while (near_count < count && (list[near_count].distance == 0 || list[near_count].distance < cls->depth)) {
        near_count++;
    }
    return count - near_count > MOST_COMMON ? near_count : count;
}

static mbb_list fill_ties(mbd_maker *maker, const found_tie *list, size_t count)
{
    mbd_tie *ties = mb_arena_array(maker->arena, count, sizeof *ties);

    for (size_t i = 0; i < count; i++) {
        ties[i].association = mbd_link_to(maker, list[i].tie->association);
        ties[i].role = mbd_name_html(maker, list[i].tie->role->name);
        ties[i].other_role = mbd_name_html(maker, list[i].other->name);
        ties[i].other = mbd_link_named(maker, list[i].other->class_name, list[i].other->target);
        ties[i].is_inherited = list[i].distance != 0;
        ties[i].inherited = mbd_link_to(maker, list[i].taken);
    }
    return (mbb_list){ties, count};
}

/** Class, association, class: each association is a node of its own, so that its name does not lie on lines. */
static void draw_ties(mbd_maker *maker, mbd_class *out)
{
    const mbd_tie *ties = out->ties.items;
    const size_t count = out->ties.count < MOST_DRAWN ? out->ties.count : MOST_DRAWN;
    const mbd_link self = mbd_link_to(maker, maker->cls);

    if (count == 0 || maker->graphs == NULL) {
        return;
    }
    mbd_graph_begin(maker->graphs, mb_arena_format(maker->arena, "Associations of %s", out->name),
                    mb_arena_format(maker->arena,
                                    "%s on the left; behind each association, by the roles on its lines, "
                                    "what it leads to. The table below says the same.",
                                    out->name),
                    true);
    mbd_graph_node(maker->graphs, 0, &self, maker->root, "self");
    for (uint32_t i = 0; i < count; i++) {
        mbd_graph_node(maker->graphs, 2 * i + 1, &ties[i].association, maker->root, "association");
        mbd_graph_node(maker->graphs, 2 * i + 2, &ties[i].other, maker->root, "class");
        mbd_graph_edge(maker->graphs, 0, 2 * i + 1, ties[i].role, "tie");
        mbd_graph_edge(maker->graphs, 2 * i + 1, 2 * i + 2, ties[i].other_role, "tie");
    }
    mbd_graph_end(maker->graphs, &out->associations);
}

static void make_ties(mbd_maker *maker, mbd_class *out)
{
    found_tie *list = mb_arena_array(maker->arena, MOST_TIES + 1, sizeof *list);
    size_t count = find_ties(maker, list);

    out->has_untold_ties = count > MOST_TIES;
    if (out->has_untold_ties) {
        count = MOST_TIES;
    }
    qsort(list, count, sizeof *list, compare_ties);
    const size_t near_count = count_near(maker->cls, list, count);
    out->ties = fill_ties(maker, list, near_count);
    out->has_ties = near_count != 0;
    out->common_ties = fill_ties(maker, list + near_count, count - near_count);
    out->has_common_ties = near_count < count;
    out->common = (mbd_link){.name = "", .page = "", .brief = ""};
    if (out->has_common_ties) {
        out->common = mbd_link_to(maker, list[near_count].taken);
    }
    draw_ties(maker, out);
}

/* Ends of an association */

static void draw_ends(mbd_maker *maker, mbd_class *out)
{
    const mbd_end *ends = out->ends.items;
    const mbd_link self = mbd_link_to(maker, maker->cls);

    if (maker->graphs == NULL) {
        return;
    }
    mbd_graph_begin(maker->graphs, mb_arena_format(maker->arena, "What %s ties together", out->name),
                    mb_arena_format(maker->arena,
                                    "%s in the middle, and the classes of its roles. The list says the "
                                    "same.",
                                    out->name),
                    true);
    mbd_graph_node(maker->graphs, 0, &self, maker->root, "association self");
    for (uint32_t i = 0; i < out->ends.count; i++) {
        mbd_graph_node(maker->graphs, i + 1, &ends[i].cls, maker->root, "class");
        if (i == 0) {
            mbd_graph_edge(maker->graphs, i + 1, 0, ends[i].role, "tie");
        } else {
            mbd_graph_edge(maker->graphs, 0, i + 1, ends[i].role, "tie");
        }
    }
    mbd_graph_end(maker->graphs, &out->associations);
}

static void make_ends(mbd_maker *maker, mbd_class *out)
{
    const mb_element **all = NULL;
    const size_t count = mb_class_all_properties(maker->cls, maker->arena, &all);
    mbd_growing ends = {.size = sizeof(mbd_end)};

    for (size_t i = 0; i < count && maker->cls->is_association; i++) {
        if (is_role(all[i])) {
            mbd_end *end = mbd_add(&ends, maker->arena);
            end->role = mbd_name_html(maker, all[i]->name);
            end->cls = mbd_link_named(maker, all[i]->class_name, all[i]->target);
        }
    }
    out->ends = mbd_list_of(&ends);
    out->has_ends = ends.count != 0;
    if (out->has_ends && !out->has_ties) {
        draw_ends(maker, out);
    }
}

/* Uses */

/** What a use is listed under: a method, or the property itself. */
static const mb_element *member_of(const mbd_draft_use *use)
{
    return use->method != NULL ? use->method : use->element;
}

static int compare_uses(const void *left, const void *right)
{
    const mbd_draft_use *a = *(const mbd_draft_use *const *)left;
    const mbd_draft_use *b = *(const mbd_draft_use *const *)right;
    int order = strcmp(a->cls->element.name->text, b->cls->element.name->text);

    if (order == 0) {
        order = strcmp(member_of(a)->name->text, member_of(b)->name->text);
    }
    return order != 0 ? order : strcmp(a->element->name->text, b->element->name->text);
}

static mbd_html how_used(const mbd_draft_use *use)
{
    const mb_element *element = use->element;
    const bool is_reference = element->type == MB_TYPE_REFERENCE;

    if (use->method == NULL) {
        return is_reference ? "holds a reference" : "holds an instance";
    }
    if (element->is_in && element->is_out) {
        return is_reference ? "is given a reference, and gives one back" : "is given an instance, and gives one back";
    }
    if (element->is_in) {
        return is_reference ? "is given a reference" : "is given an instance";
    }
    return is_reference ? "gives back a reference" : "gives back an instance";
}

/** Uses of the class and of its ancestors: where one of these is due, an instance of the class may stand. */
static const mbd_draft_use **find_uses(mbd_maker *maker, size_t *count)
{
    size_t room = 0;

    for (const mb_class *at = maker->cls; at != NULL; at = at->super) {
        room += mbd_draft_of(maker, at)->use_count;
    }
    const mbd_draft_use **list = mb_arena_array(maker->arena, room, sizeof(const mbd_draft_use *));
    *count = 0;
    for (const mb_class *at = maker->cls; at != NULL; at = at->super) {
        for (const mbd_draft_use *use = mbd_draft_of(maker, at)->uses; use != NULL; use = use->next) {
            list[(*count)++] = use;
        }
    }
    return list;
}

static void make_uses(mbd_maker *maker, mbd_class *out)
{
    size_t count = 0;
    const mbd_draft_use **list = find_uses(maker, &count);
    mbd_growing uses = {.size = sizeof(mbd_use)};

    if (count == 0) {
        return;
    }
    qsort(list, count, sizeof(const mbd_draft_use *), compare_uses);
    for (size_t i = 0; i < count && i < MOST_USES; i++) {
        const mbd_draft_use *from = list[i];
        mbd_use *use = mbd_add(&uses, maker->arena);
        use->cls = mbd_link_to(maker, from->cls);
        use->member = mbd_name_html(maker, member_of(from)->name);
        use->has_parameter = from->method != NULL;
        use->parameter = mbd_name_html(maker, from->element->name);
        use->anchor = use->has_parameter ? mbd_parameter_anchor(maker, from->cls, from->method, from->element)
                                         : mbd_member_anchor(maker, from->cls, from->element);
        use->how = how_used(from);
    }
    out->uses = mbd_list_of(&uses);
    out->has_uses = true;
    out->has_untold_uses = count > MOST_USES;
}

void mbd_make_relations(mbd_maker *maker, mbd_class *out)
{
    make_ties(maker, out);
    make_ends(maker, out);
    make_uses(maker, out);
}
