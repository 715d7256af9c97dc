/* What the selected classes and methods need. */
#include <string.h>

#include "select/wanted.h"

/* The tables live in the selection's arena: what an expansion leaves behind goes with it. */
#define uthash_malloc(size) mb_arena_alloc(selection->arena, size)
#define uthash_free(block, size) ((void)(block))
#include <uthash.h>

/** A class that is there. */
typedef struct choice choice;
struct choice {
    const mb_class *cls;
    mb_why why;
    bool is_job;  /**< those derived from it are there, too, because a method may start one */
    choice *next; /**< as they came */
    UT_hash_handle hh;
};

/** Of a method: the class that has it, and the declaration that counts for that. */
typedef struct pair_key {
    const mb_class *cls;
    const mb_element *method;
} pair_key;

typedef struct pair pair;
struct pair {
    pair_key key;
    bool is_selected; /**< else a selected one overrides it */
    pair *next;       /**< as they came, of those that are selected */
    UT_hash_handle hh;
};

/** Which classes of a namespace are derived from which. */
typedef struct kin {
    const mb_namespace *ns;
    const mb_class **first_derived; /**< by index of the class */
    const mb_class **next_derived;  /**< of the same superclass */
    UT_hash_handle hh;
} kin;

struct mb_selection {
    const mb_schema *schema;
    mb_symbols *symbols;
    mb_arena *arena;
    kin *kins;       /**< by namespace */
    choice *choices; /**< by class */
    choice **last_choice;
    choice *first_choice;
    pair *pairs;
    pair **last_pair;
    pair *first_pair;
};

mb_selection *mb_selection_new(const mb_schema *schema, mb_symbols *symbols, mb_arena *arena)
{
    mb_selection *selection = mb_arena_zalloc(arena, sizeof *selection);

    selection->schema = schema;
    selection->symbols = symbols;
    selection->arena = arena;
    selection->last_choice = &selection->first_choice;
    selection->last_pair = &selection->first_pair;
    return selection;
}

static choice *find_choice(const mb_selection *selection, const mb_class *cls)
{
    choice *found = NULL;

    HASH_FIND_PTR(selection->choices, &cls, found);
    return found;
}

static pair *find_pair(const mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    const pair_key key = {cls, method};
    pair *found = NULL;

    HASH_FIND(hh, selection->pairs, &key, sizeof key, found);
    return found;
}

/** Where there is a reason already, that stays. */
static choice *add_class(mb_selection *selection, const mb_class *cls, mb_why why)
{
    choice *added = find_choice(selection, cls);

    if (added == NULL) {
        added = mb_arena_zalloc(selection->arena, sizeof *added);
        added->cls = cls;
        added->why = why;
        HASH_ADD_PTR(selection->choices, cls, added);
        *selection->last_choice = added;
        selection->last_choice = &added->next;
    }
    return added;
}

void mb_selection_add_class(mb_selection *selection, const mb_class *cls, const mb_pattern *pattern)
{
    (void)add_class(selection, cls, (mb_why){.kind = MB_WHY_PATTERN, .pattern = pattern});
}

static pair *add_pair(mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    pair *added = find_pair(selection, cls, method);

    if (added == NULL) {
        added = mb_arena_zalloc(selection->arena, sizeof *added);
        added->key.cls = cls;
        added->key.method = method;
        HASH_ADD(hh, selection->pairs, key, sizeof added->key, added);
    }
    return added;
}

void mb_selection_add_method(mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    pair *added = add_pair(selection, cls, method);

    if (!added->is_selected) {
        added->is_selected = true;
        *selection->last_pair = added;
        selection->last_pair = &added->next;
    }
}

/** The class of an embedded instance, or of an object, where it is declared. */
static const mb_class *class_within(const mb_element *element)
{
    return element->type == MB_TYPE_REFERENCE ? NULL : element->target;
}

static void need_of_class(mb_selection *selection, const mb_class *cls)
{
    if (cls->super != NULL) {
        (void)add_class(selection, cls->super, (mb_why){.kind = MB_WHY_SUPERCLASS, .cls = cls});
    }
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        const mb_class *within = class_within(each);
        if (within != NULL) {
            (void)add_class(selection, within, (mb_why){.kind = MB_WHY_PROPERTY, .cls = cls, .element = each});
        }
    }
}

/** The methods of a job that the runtime calls when it waits. */
static void add_job_methods(mb_selection *selection, const mb_class *cls)
{
    static const char *const names[] = {"RequestStateChange", "GetError", "GetErrorEx"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const mb_symbol *name = mb_symbols_find(selection->symbols, names[i], strlen(names[i]));
        const mb_element *method = name != NULL ? mb_class_find_method(cls, name) : NULL;
        if (method != NULL) {
            mb_selection_add_method(selection, cls, method);
        }
    }
}

/** The associations by which the runtime goes from a job to what it made. */
static void add_results(mb_selection *selection, const mb_namespace *ns, mb_why why)
{
    static const char *const names[] = {"Msvm_AffectedJobElement", "CIM_AffectedJobElement"};

    why.kind = MB_WHY_RESULT;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const mb_symbol *name = mb_symbols_find(selection->symbols, names[i], strlen(names[i]));
        const mb_class *cls = name != NULL ? mb_schema_find_class(ns, name) : NULL;
        if (cls != NULL) {
            (void)add_class(selection, cls, why);
        }
    }
}

/** The classes of a namespace, each with those derived from it. */
static kin *kin_of(mb_selection *selection, const mb_namespace *ns)
{
    kin *found = NULL;

    HASH_FIND_PTR(selection->kins, &ns, found);
    if (found != NULL) {
        return found;
    }
    found = mb_arena_zalloc(selection->arena, sizeof *found);
    found->ns = ns;
    found->first_derived = mb_arena_array(selection->arena, ns->class_count, sizeof *found->first_derived);
    found->next_derived = mb_arena_array(selection->arena, ns->class_count, sizeof *found->next_derived);
    for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        if (cls->super != NULL && cls->super->ns == ns) {
            found->next_derived[cls->index] = found->first_derived[cls->super->index];
            found->first_derived[cls->super->index] = cls;
        }
    }
    HASH_ADD_PTR(selection->kins, ns, found);
    return found;
}

/** @return whether those derived from it are still to be added */
static bool add_job(mb_selection *selection, const mb_class *cls, mb_why why)
{
    choice *added = add_class(selection, cls, why);
    const bool is_new = !added->is_job;

    added->is_job = true;
    if (is_new) {
        add_job_methods(selection, cls);
    }
    return is_new;
}

/**
 * A walk over a class and those derived from it: the next below `cls` where it descends, else beside it or one above. NULL
 * behind the last.
 */
static const mb_class *next_kin(const kin *all, const mb_class *root, const mb_class *cls, bool descends)
{
    const mb_class *next = descends ? all->first_derived[cls->index] : NULL;

    while (next == NULL && cls != root) {
        next = all->next_derived[cls->index];
        cls = cls->super;
    }
    return next;
}

/** The class of a job and those derived from it: of which of them a host's job is, no method says. */
static void add_jobs(mb_selection *selection, const mb_class *job, mb_why why)
{
    const kin *all = kin_of(selection, job->ns);

    add_results(selection, job->ns, why);
    for (const mb_class *cls = job; cls != NULL;) {
        cls = next_kin(all, job, cls, add_job(selection, cls, why));
    }
}

static void need_of_method(mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    const mb_element *job = mb_method_job(method, selection->symbols);
    mb_why why = {.kind = MB_WHY_PARAMETER, .cls = cls, .method = method};

    mb_selection_add_method(selection, method->owner, method); /* an ancestor, which is there: its code is there */
    for (const mb_element *above = method->overridden; above != NULL; above = above->overridden) {
        (void)add_pair(selection, above->owner, above);
    }
    for (why.element = method->parameters; why.element != NULL; why.element = why.element->next) {
        const mb_class *within = class_within(why.element);
        if (within != NULL) {
            (void)add_class(selection, within, why);
        }
    }
    if (job != NULL && job->target != NULL) {
        why.kind = MB_WHY_JOB;
        why.element = job;
        add_jobs(selection, job->target, why);
    }
}

void mb_selection_close(mb_selection *selection)
{
    const choice *cls = selection->first_choice;
    const pair *method = selection->first_pair;

    while (cls != NULL || method != NULL) {
        for (; cls != NULL; cls = cls->next) {
            need_of_class(selection, cls->cls);
        }
        /* What a step adds stands behind what was the last: that is kept, to go on from there. */
        choice **end = selection->last_choice;
        if (method != NULL) {
            need_of_method(selection, method->key.cls, method->key.method);
            method = method->next;
        }
        cls = *end;
    }
}

bool mb_is_selected(const mb_selection *selection, const mb_class *cls)
{
    return selection == NULL || find_choice(selection, cls) != NULL;
}

bool mb_is_method_selected(const mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    const pair *found = selection == NULL ? NULL : find_pair(selection, cls, method);

    return selection == NULL || (found != NULL && found->is_selected);
}

bool mb_is_method_described(const mb_selection *selection, const mb_class *cls, const mb_element *method)
{
    return selection == NULL || find_pair(selection, cls, method) != NULL;
}

size_t mb_selection_count(const mb_selection *selection)
{
    return HASH_COUNT(selection->choices);
}

const mb_why *mb_selection_why(const mb_selection *selection, const mb_class *cls)
{
    const choice *found = find_choice(selection, cls);

    return found != NULL ? &found->why : NULL;
}
