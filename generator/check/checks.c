/*
 * The table of checks, and the walk over the model that makes them.
 */
#include "check/check.h"

/** What a check is of. */
enum { OF_CLASS, OF_PROPERTY, OF_METHOD, OF_PARAMETER, OF_SIGNATURE, OF_ASIDE, OF_WHOLE, SUBJECTS };

/** The same in sums, as checks.def has them. */
enum {
    CLASS = 1 << OF_CLASS,
    PROPERTY = 1 << OF_PROPERTY,
    METHOD = 1 << OF_METHOD,
    PARAMETER = 1 << OF_PARAMETER,
    SIGNATURE = 1 << OF_SIGNATURE,
    ASIDE = 1 << OF_ASIDE,
    WHOLE = 1 << OF_WHOLE
};

typedef struct row {
    uint32_t subjects;
    mb_element_check *of_element;
    mb_instance_check *of_instance;
    mb_schema_check *of_schema;
    const uint8_t *qualifiers; /**< that concern it; NULL: it is always made */
    size_t qualifier_count;
} row;

#define IDS(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

static const row rows[] = {
#define MB_ALWAYS(function, subjects) {subjects, function, NULL, NULL, NULL, 0},
#define MB_WITH(function, subjects, ...) {subjects, function, NULL, NULL, IDS(__VA_ARGS__)},
#define MB_OF_INSTANCE(function) {0, NULL, function, NULL, NULL, 0},
#define MB_OF_SCHEMA(function) {0, NULL, NULL, function, NULL, 0},
#include "check/checks.def"
#undef MB_ALWAYS
#undef MB_WITH
#undef MB_OF_INSTANCE
#undef MB_OF_SCHEMA
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/** The checks of one kind of subject, in their order, for what has the same traits. */
typedef struct plan {
    mb_element_check *checks[ROW_COUNT + 1]; /**< NULL behind the last */
} plan;

/** Plans are made when they are first asked for: of all elements few sets of traits are said. */
typedef struct plans {
    mb_arena *arena;
    const plan **made[SUBJECTS]; /**< by the number of the traits */
} plans;

static bool is_concerned(const row *by, const mb_traits *traits)
{
    bool is_there = by->qualifiers == NULL;
    for (size_t i = 0; i < by->qualifier_count && !is_there; i++) {
        is_there = mb_set_has(&traits->own, (mb_qualifier_id)by->qualifiers[i]);
    }
    return is_there;
}

static const plan *make_plan(const plans *all, unsigned subject, const mb_traits *traits)
{
    plan *made = mb_arena_zalloc(all->arena, sizeof *made);
    size_t count = 0;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].of_element != NULL && (rows[i].subjects >> subject & 1) != 0 && is_concerned(&rows[i], traits)) {
            made->checks[count++] = rows[i].of_element;
        }
    }
    return made;
}

static plans make_plans(const mb_check *check)
{
    plans all = {.arena = check->scratch};
    for (unsigned subject = 0; subject < SUBJECTS; subject++) {
        all.made[subject] = mb_arena_array(check->scratch, check->schema->traits_count, sizeof(plan *));
    }
    return all;
}

/* The walk */

static void look_at(mb_check *check, const plans *all, unsigned subject, const mb_element *element)
{
    const plan **place = &all->made[subject][element->traits->number];
    *place = *place != NULL ? *place : make_plan(all, subject, element->traits);
    for (mb_element_check *const *each = (*place)->checks; *each != NULL; each++) {
        (*each)(check, element);
    }
}

static void look_at_class(mb_check *check, const plans *all, const mb_class *cls)
{
    mb_sum_up(check, cls);
    look_at(check, all, OF_CLASS, &cls->element);
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        look_at(check, all, OF_PROPERTY, each);
    }
    for (const mb_element *method = cls->methods; method != NULL; method = method->next) {
        look_at(check, all, OF_METHOD, method);
        for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
            look_at(check, all, OF_PARAMETER, each);
        }
        look_at(check, all, OF_SIGNATURE, method);
    }
    look_at(check, all, OF_WHOLE, &cls->element);
}

static void look_at_elements(mb_check *check)
{
    const plans all = make_plans(check);
    for (const mb_namespace *ns = check->schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            look_at_class(check, &all, cls);
        }
    }
    for (const mb_element *each = check->written->set_aside; each != NULL; each = each->next) {
        look_at(check, &all, OF_ASIDE, each);
    }
}

static void look_at_instances(mb_check *check)
{
    for (const mb_instance *each = check->written->instances; each != NULL; each = each->next) {
        for (size_t i = 0; i < ROW_COUNT; i++) {
            if (rows[i].of_instance != NULL) {
                rows[i].of_instance(check, each);
            }
        }
    }
}

/** The first check of a kind brings the walk with it in which all of that kind are made. */
static void look_at_all(mb_check *check)
{
    bool elements_are_done = false, instances_are_done = false;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].of_schema != NULL) {
            rows[i].of_schema(check);
        } else if (rows[i].of_element != NULL && !elements_are_done) {
            elements_are_done = true;
            look_at_elements(check);
        } else if (rows[i].of_instance != NULL && !instances_are_done) {
            instances_are_done = true;
            look_at_instances(check);
        }
    }
}

bool mb_check_schema(const mb_schema *schema, bool was_resolved, mb_heap *heap, mb_diag *diag)
{
    const size_t errors_before = mb_diag_errors(diag);
    mb_arena *scratch = mb_arena_new(heap);
    const mb_written *written = mb_schema_written(schema);
    mb_check check = {.schema = schema,
                      .written = written,
                      .heap = heap,
                      .scratch = scratch,
                      .diag = diag,
                      .hints_left = written->hints_left,
                      .errors_before = errors_before,
                      .was_resolved = was_resolved};
    check.seen = mb_arena_array(scratch, written->rule_count, sizeof *check.seen);
    check.totals = mb_arena_array(scratch, schema->class_count, sizeof *check.totals);
    check.needed = mb_arena_array(scratch, written->known_undeclared_count, sizeof *check.needed);
    mb_name_map_init(&check.told_undeclared, scratch);
    mb_name_map_init(&check.told_instances, scratch);
    mb_name_map_init(&check.settings, scratch);
    mb_name_map_init(&check.identified, scratch);
    mb_collect_facts(&check);
    look_at_all(&check);
    mb_arena_free(scratch);
    return mb_diag_errors(diag) == errors_before;
}
