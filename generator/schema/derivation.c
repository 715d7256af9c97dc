/*
 * Superclasses, and the order that they make.
 */
#include "diag/report.h"
#include "schema/resolver.h"

enum { UNSEEN, ON_PATH, ACYCLIC, PLACED };

static mb_class_record *super_of(const mb_class_record *record)
{
    return record->cls.super != NULL ? mb_class_record_of(record->cls.super) : NULL;
}

/** One that is not there is told of by check/, unless WMI has it. */
static void find_superclass(const mb_namespace_record *ns, mb_class_record *record)
{
    const mb_symbol *name = record->production->super;
    if (name == NULL) {
        return;
    }
    record->cls.super_name = name;
    record->cls.super = mb_name_map_get(&ns->classes, name);
    record->cls.is_open = record->cls.super == NULL;
}

/** Reports the classes which derive from each other, and cuts the first of them loose. */
static void report_cycle(mb_resolver *resolver, mb_class_record *first)
{
    enum { SHOWN = 8 };
    mb_report(resolver->diag, MB_MSG_CLASS_CYCLE, first->production->super_span, first->cls.element.name->text,
              first->cls.super->element.name->text);
    const mb_class_record *at = super_of(first);
    for (unsigned i = 0; at != first && i < SHOWN; i++, at = super_of(at)) {
        mb_report_note(resolver->diag, MB_MSG_CLASS_DERIVES, at->production->super_span, at->cls.element.name->text,
                       at->cls.super->element.name->text);
    }
    first->cls.super = NULL;
    first->cls.super_name = NULL;
    first->cls.is_open = true;
}

static void break_cycle_above(mb_resolver *resolver, mb_class_record *start)
{
    mb_class_record *at = start;
    for (; at != NULL && at->state == UNSEEN; at = super_of(at)) {
        at->state = ON_PATH;
    }
    mb_class_record *met = at != NULL && at->state == ON_PATH ? at : NULL;
    for (at = start; at != NULL && at->state == ON_PATH; at = super_of(at)) {
        at->state = ACYCLIC;
    }
    if (met != NULL) {
        report_cycle(resolver, met);
    }
}

static void place(mb_namespace_record *ns, mb_class_record *record)
{
    mb_class *cls = &record->cls;
    mb_class_record *super = super_of(record);
    record->state = PLACED;
    if (super != NULL) {
        cls->depth = super->cls.depth + 1;
        cls->is_open = cls->is_open || super->cls.is_open;
        if (super->last_child == NULL) {
            super->first_child = record;
        } else {
            super->last_child->next_sibling = record;
        }
        super->last_child = record;
    }
    if (ns->last == NULL) {
        ns->ns.first = cls;
        cls->index = 0;
    } else {
        ns->last->next = cls;
        cls->index = ns->last->index + 1;
    }
    ns->last = cls;
    cls->next = NULL;
}

/** Places a class behind all its superclasses. */
static void place_with_superclasses(mb_namespace_record *ns, mb_class_record *record)
{
    mb_class_record *top = NULL;
    for (mb_class_record *at = record; at != NULL && at->state != PLACED; at = super_of(at)) {
        at->below = top;
        top = at;
    }
    while (top != NULL) {
        mb_class_record *below = top->below;
        place(ns, top);
        top = below;
    }
}

void mb_link_classes(mb_resolver *resolver, mb_namespace_record *ns)
{
    mb_drop_deleted_classes(ns);
    for (mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        find_superclass(ns, mb_class_record_of(cls));
    }
    for (mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        break_cycle_above(resolver, mb_class_record_of(cls));
    }
    /* The list is made anew; what was read of it so far is in the file's order. */
    mb_class **in_file = mb_arena_array(resolver->scratch, ns->ns.class_count, sizeof(mb_class *));
    uint32_t count = 0;
    for (mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        in_file[count++] = cls;
    }
    ns->last = NULL;
    for (uint32_t i = 0; i < count; i++) {
        place_with_superclasses(ns, mb_class_record_of(in_file[i]));
    }
}
