/*
 * What the two schemas of mof/ can be asked without knowing any fact: whether their members agree with each other. A
 * mistake in one member mostly shows beside its siblings: the result of the same method, the same member of the other
 * schema.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "inspect/words.h"
#include "syntax/parse.h"

typedef struct model {
    mb_heap *heap;
    mb_arena *arena;
    mb_symbols *symbols;
    mb_schema *schema;
} model;

typedef struct both {
    model hv, hvc;
} both;

static model open_model(const char *path)
{
    model m = {0};
    mb_unit *unit = NULL;
    m.heap = mb_heap_new(NULL);
    m.arena = mb_arena_new(m.heap);
    m.symbols = mb_symbols_new(m.arena);
    mb_sources *sources = mb_sources_new(m.heap, m.arena);
    mb_diag *diag = mb_diag_new(m.heap, m.arena, sources);
    mb_parse_input parse_input = {.paths = &path, .path_count = 1, .sources = sources, .symbols = m.symbols};
    assert_true(mb_parse(&parse_input, m.heap, m.arena, diag, &unit));
    mb_resolve_input input = {.unit = unit, .symbols = m.symbols};
    assert_true(mb_resolve(&input, m.heap, m.arena, diag, &m.schema));
    assert_true(mb_check_schema(m.schema, true, m.heap, diag));
    return m;
}

static int open_both(void **state)
{
    both *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->hv = open_model(MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof");
    b->hvc = open_model(MOFBIND_SOURCE_DIR "/mof/WindowsHyperVCluster.V2.mof");
    *state = b;
    return 0;
}

static int close_both(void **state)
{
    both *b = *state;
    mb_heap_free(b->hv.heap);
    mb_heap_free(b->hvc.heap);
    free(b);
    return 0;
}

/** A class; NULL where the namespace has none of that name. */
static const mb_class *find_in(const model *m, const mb_namespace *ns, const char *name)
{
    const mb_symbol *found = mb_symbols_find(m->symbols, name, strlen(name));
    return found == NULL ? NULL : mb_schema_find_class(ns, found);
}

/** A class of the main namespace. */
static const mb_class *find_class(const model *m, const char *name)
{
    return find_in(m, m->schema->namespaces, name);
}

static const mb_element *find_parameter(const mb_element *method, const char *name)
{
    for (const mb_element *p = method->parameters; p != NULL; p = p->next) {
        if (strcmp(p->name->text, name) == 0) {
            return p;
        }
    }
    return NULL;
}

/* ---- Known differences ---- */

typedef struct known {
    const char *where;
    const char *reason;
    bool is_met;
} known;

/** Whether a difference is known: a line of the list, which is marked. */
static bool is_known(known *list, const char *where)
{
    for (known *k = list; k->where != NULL; k++) {
        if (strcmp(k->where, where) == 0) {
            k->is_met = true;
            return true;
        }
    }
    return false;
}

static size_t not_met(const known *list)
{
    size_t count = 0;
    for (const known *k = list; k->where != NULL; k++) {
        if (!k->is_met) {
            print_error("%s: no longer so; take it off the list\n", k->where);
            count++;
        }
    }
    return count;
}

/* ---- XSettings and ResultingXSettings ---- */

/** Whether one class of these names is, or derives from, the other, in either schema; a namespace may not declare both.
 */
static bool are_related(const both *b, const char *one, const char *other)
{
    const model *const models[] = {&b->hv, &b->hvc};
    for (size_t i = 0; i < 2; i++) {
        const mb_class *first = find_class(models[i], one), *second = find_class(models[i], other);
        if (first != NULL && second != NULL && (mb_class_is_a(first, second) || mb_class_is_a(second, first))) {
            return true;
        }
    }
    return strcmp(one, other) == 0;
}

/** @return how many parameters of the method have a sibling that says what came of them. */
static size_t check_results(const both *b, const mb_element *method, size_t *wrong)
{
    static const char resulting[] = "Resulting";
    size_t found = 0;
    for (const mb_element *result = method->parameters; result != NULL; result = result->next) {
        const char *name = result->name->text;
        if (strncmp(name, resulting, sizeof resulting - 1) != 0) {
            continue;
        }
        const mb_element *given = find_parameter(method, name + sizeof resulting - 1);
        if (given == NULL) {
            continue;
        }
        found++;
        if (given->class_name == NULL || result->class_name == NULL ||
            !are_related(b, given->class_name->text, result->class_name->text)) {
            print_error("%s.%s: %s holds %s, %s is of %s\n", method->owner->element.name->text, method->name->text,
                        given->name->text, given->class_name == NULL ? "no class" : given->class_name->text, name,
                        result->class_name == NULL ? "no class" : result->class_name->text);
            (*wrong)++;
        }
    }
    return found;
}

static void what_is_embedded_is_related_to_what_results(void **state)
{
    const both *b = *state;
    const model *const models[] = {&b->hv, &b->hvc};
    size_t found = 0, wrong = 0;
    for (size_t i = 0; i < 2; i++) {
        for (const mb_class *cls = models[i]->schema->namespaces->first; cls != NULL; cls = cls->next) {
            for (const mb_element *method = cls->methods; method != NULL; method = method->next) {
                found += check_results(b, method, &wrong);
            }
        }
    }
    assert_true(found >= 20);
    assert_int_equal(wrong, 0);
}

/* ---- The same member of both schemas ---- */

static const char own_page[] = "each page has its own table, and no host decides";
static const char own_spelling[] = "a slip of one page";
static const char not_redeclared[] = "the second schema does not declare the method again for this class";
static const char no_such_class[] = "the second schema has no such class";

static known between_schemas[] = {
    {"CIM_LogicalDevice.Reset", own_page, false},
    {"CIM_TPM.TransitioningToTPMState", own_page, false},
    {"Msvm_ComputerSystem.RequestStateChange", own_page, false},
    {"Msvm_ComputerSystem.RequestStateChange(RequestedState)", own_page, false},
    {"Msvm_RegisteredProfile.RegisteredOrganization", own_page, false},
    {"Msvm_ConcreteJob.JobType", own_spelling, false},
    {"Msvm_ConcreteJob.RequestStateChange", own_spelling, false},
    {"Msvm_MigrationJob.RequestStateChange", own_spelling, false},
    {"Msvm_CollectionReferencePointExportJob.GetError(Error)", no_such_class, false},
    {"Msvm_ConcreteJob.GetError(Error)", no_such_class, false},
    {"Msvm_ConcreteJob.GetErrorEx(Errors)", no_such_class, false},
    {"Msvm_VirtualSystemSettingData.NumaNodeTopologyArray", no_such_class, false},
    {"Msvm_VirtualSystemManagementService.DefineSystem(SystemSettings)", not_redeclared, false},
    {"Msvm_VirtualSystemManagementService.GetSummaryInformation(RequestedInformation)",
     "the page of the second schema lacks four items", false},
    {"Msvm_VirtualSystemManagementService.ModifySystemSettings(SystemSettings)", not_redeclared, false},
    {"Msvm_VirtualSystemMigrationService.CheckVirtualSystemIsMigratableToHost(MigrationSettingData)", not_redeclared,
     false},
    {"Msvm_VirtualSystemMigrationService.CheckVirtualSystemIsMigratableToHost(NewSystemSettingData)", not_redeclared,
     false},
    {"Msvm_VirtualSystemMigrationService.CheckVirtualSystemIsMigratableToSystem(MigrationSettingData)", not_redeclared,
     false},
    {"Msvm_VirtualSystemMigrationService.CheckVirtualSystemIsMigratableToSystem(NewSystemSettingData)", not_redeclared,
     false},
    {"Msvm_VirtualSystemMigrationService.MigrateVirtualSystemToSystem(MigrationSettingData)", not_redeclared, false},
    {"Msvm_VirtualSystemMigrationService.MigrateVirtualSystemToSystem(NewSystemSettingData)", not_redeclared, false},
    {"Msvm_VirtualSystemSnapshotService.ApplySnapshot", not_redeclared, false},
    {NULL, NULL, false},
};

typedef struct comparison {
    const both *b;
    size_t members;
    size_t wrong;
} comparison;

static void differ(comparison *c, const char *where, const char *what, const char *hv, const char *hvc)
{
    if (!is_known(between_schemas, where)) {
        print_error("%s: %s: '%s' and '%s'\n", where, what, hv, hvc);
        c->wrong++;
    }
}

typedef struct table {
    const mb_code *codes;
    size_t count;
} table;

static table table_of(const mb_element *element)
{
    const mb_codes codes = mb_element_codes(element);
    return (table){codes.items, codes.count};
}

static bool same_text(mb_text a, mb_text b)
{
    return (a.bytes == NULL) == (b.bytes == NULL) && (a.bytes == NULL || mb_text_equal(a, b));
}

static bool is_single(const mb_code *code)
{
    return code->is_text || (!code->is_rest && code->low == code->high);
}

/** The single code of a table that is the same; NULL where there is none. */
static const mb_code *find_single(table t, const mb_code *wanted)
{
    for (size_t i = 0; i < t.count; i++) {
        const mb_code *code = &t.codes[i];
        if (is_single(code) && code->is_text == wanted->is_text &&
            (code->is_text ? mb_text_equal(code->text, wanted->text) : code->low == wanted->low)) {
            return code;
        }
    }
    return NULL;
}

/** A single code that only one side has, or that has another name there; ranges only reserve, and pages leave them out.
 */
static const mb_code *first_difference(table one, table other)
{
    for (size_t i = 0; i < one.count; i++) {
        const mb_code *code = &one.codes[i];
        const mb_code *same = is_single(code) ? find_single(other, code) : code;
        if (same == NULL || !same_text(code->name, same->name) || code->is_convention != same->is_convention) {
            return code;
        }
    }
    return NULL;
}

static void compare_elements(comparison *c, const char *where, const mb_element *hv, const mb_element *hvc)
{
    const char *type = mb_type_text(hv, c->b->hv.arena), *other_type = mb_type_text(hvc, c->b->hvc.arena);
    const char *class_name = hv->class_name == NULL ? "" : hv->class_name->text;
    const char *other_class = hvc->class_name == NULL ? "" : hvc->class_name->text;
    table t = table_of(hv), other = table_of(hvc);
    const mb_code *first = first_difference(t, other), *second = first_difference(other, t);

    c->members++;
    if (strcmp(type, other_type) != 0 || hv->is_embedded != hvc->is_embedded || strcmp(class_name, other_class) != 0) {
        differ(c, where, "type", mb_arena_format(c->b->hv.arena, "%s %s", type, class_name),
               mb_arena_format(c->b->hvc.arena, "%s %s", other_type, other_class));
    }
    if (hv->is_in != hvc->is_in || hv->is_out != hvc->is_out) {
        differ(c, where, "direction", hv->is_in ? "in" : "out", hvc->is_in ? "in" : "out");
    }
    if (first != NULL || second != NULL) {
        const mb_code *code = first != NULL ? first : second;
        differ(c, where, "codes", mb_arena_text(c->b->hv.arena, code->text.bytes, code->text.length),
               first != NULL ? "only in the first so" : "only in the second");
    }
}

static void compare_methods(comparison *c, const char *where, const mb_element *hv, const mb_element *hvc)
{
    size_t count = 0, other_count = 0;
    compare_elements(c, where, hv, hvc);
    for (const mb_element *p = hvc->parameters; p != NULL; p = p->next) {
        other_count++;
    }
    for (const mb_element *p = hv->parameters; p != NULL; p = p->next) {
        const mb_element *other = find_parameter(hvc, p->name->text);
        const char *inside = mb_arena_format(c->b->hv.arena, "%s(%s)", where, p->name->text);
        count++;
        if (other == NULL) {
            differ(c, inside, "parameter", "there", "missing");
        } else {
            compare_elements(c, inside, p, other);
        }
    }
    if (count != other_count) {
        differ(c, where, "parameters", "", "another number");
    }
}

/** Members that either class declares and both have: the nearest declaration of each. */
static void compare_classes(comparison *c, const mb_class *hv, const mb_class *hvc)
{
    for (const mb_element *p = hv->properties; p != NULL; p = p->next) {
        const mb_symbol *name = mb_symbols_find(c->b->hvc.symbols, p->name->text, p->name->length);
        const mb_element *other = name == NULL ? NULL : mb_class_find_property(hvc, name);
        if (other != NULL) {
            compare_elements(c, mb_arena_format(c->b->hv.arena, "%s.%s", hv->element.name->text, p->name->text), p,
                             other);
        }
    }
    for (const mb_element *m = hv->methods; m != NULL; m = m->next) {
        const mb_symbol *name = mb_symbols_find(c->b->hvc.symbols, m->name->text, m->name->length);
        const mb_element *other = name == NULL ? NULL : mb_class_find_method(hvc, name);
        if (other != NULL) {
            compare_methods(c, mb_arena_format(c->b->hv.arena, "%s.%s", hv->element.name->text, m->name->text), m,
                            other);
        }
    }
}

/** The main namespaces are compared with each other, and root\interop of one with that of the other. */
static void what_both_schemas_declare_is_the_same(void **state)
{
    comparison c = {*state, 0, 0};
    const mb_namespace *hvc = c.b->hvc.schema->namespaces;
    size_t namespaces = 0;
    for (const mb_namespace *hv = c.b->hv.schema->namespaces; hv != NULL && hvc != NULL;
         hv = hv->next, hvc = hvc->next) {
        namespaces++;
        for (const mb_class *cls = hv->first; cls != NULL; cls = cls->next) {
            const mb_class *other = find_in(&c.b->hvc, hvc, cls->element.name->text);
            if (other != NULL) {
                compare_classes(&c, cls, other);
            }
        }
    }
    assert_int_equal(namespaces, 2);
    assert_true(c.members >= 1000);
    assert_int_equal(c.wrong + not_met(between_schemas), 0);
}

/* ---- A range taken for a code ---- */

static const char of_dmtf[] = "DMTF's schema reserves this one code, and says so; a range follows";

static known single_and_reserved[] = {
    {"hv CIM_MetricService.ShowMetrics(MetricCollectionEnabled)=4", of_dmtf, false},
    {"hv CIM_MetricService.ShowMetricsByClass(MetricCollectionEnabled)=4", of_dmtf, false},
    {"hv CIM_MetricDefForME.MetricCollectionEnabled=4", of_dmtf, false},
    {"hv Msvm_MetricService.ShowMetricsByClass(MetricCollectionEnabled)=4", of_dmtf, false},
    {"hvc CIM_MetricService.ShowMetrics(MetricCollectionEnabled)=4", of_dmtf, false},
    {"hvc CIM_MetricService.ShowMetricsByClass(MetricCollectionEnabled)=4", of_dmtf, false},
    {"hvc CIM_MetricDefForME.MetricCollectionEnabled=4", of_dmtf, false},
    {"hvc CIM_RedundancySet.LoadBalanceAlgorithm=7", "an algorithm: Product Specific", false},
    {"hvc CIM_TPM.TransitioningToTPMState=12", "the page has this code, and a range behind it", false},
    {NULL, NULL, false},
};

/** "DMTF Reserved", "Vendor Specific", "Reserved": what a range is called, and hardly a code. */
static bool is_name_of_a_range(mb_text name)
{
    static const char *const words[] = {"reserved", "specific"};
    for (size_t i = 0; name.bytes != NULL && i < 2; i++) {
        uint32_t length = (uint32_t)strlen(words[i]);
        if (name.length >= length &&
            mb_text_equal_nocase((mb_text){name.bytes + name.length - length, length}, mb_text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/** Whether a code is the one behind all that are named otherwise: what becomes of a range when its beginning is lost.
 */
static bool follows_the_last(table t, const mb_code *code)
{
    bool is_some = false;
    int64_t highest = 0;
    for (size_t i = 0; i < t.count; i++) {
        const mb_code *each = &t.codes[i];
        if (is_single(each) && !each->is_convention && !is_name_of_a_range(each->name) &&
            (!is_some || each->low > highest)) {
            highest = each->low;
            is_some = true;
        }
    }
    return is_some && code->low == highest + 1;
}

/** @return how many tables it is. */
static size_t check_ranges(const model *m, const char *schema, const mb_element *element, const char *member,
                           size_t *wrong)
{
    table t = table_of(element);
    for (size_t i = 0; i < t.count; i++) {
        const mb_code *code = &t.codes[i];
        if (!is_single(code) || code->is_text || !is_name_of_a_range(code->name) || !follows_the_last(t, code)) {
            continue;
        }
        const char *where = mb_arena_format(m->arena, "%s %s=%" PRId64, schema, member, code->low);
        if (!is_known(single_and_reserved, where)) {
            print_error("%s is '%.*s'\n", where, (int)code->name.length, code->name.bytes);
            (*wrong)++;
        }
    }
    return t.count > 0;
}

static size_t check_members(const model *m, const char *schema, const mb_class *cls, size_t *wrong)
{
    const char *name = cls->element.name->text;
    size_t tables = 0;
    for (const mb_element *p = cls->properties; p != NULL; p = p->next) {
        tables += check_ranges(m, schema, p, mb_arena_format(m->arena, "%s.%s", name, p->name->text), wrong);
    }
    for (const mb_element *f = cls->methods; f != NULL; f = f->next) {
        const char *method = mb_arena_format(m->arena, "%s.%s", name, f->name->text);
        tables += check_ranges(m, schema, f, method, wrong);
        for (const mb_element *p = f->parameters; p != NULL; p = p->next) {
            tables += check_ranges(m, schema, p, mb_arena_format(m->arena, "%s(%s)", method, p->name->text), wrong);
        }
    }
    return tables;
}

static void no_range_is_taken_for_a_code(void **state)
{
    const both *b = *state;
    size_t tables = 0, wrong = 0;
    for (int i = 0; i < 2; i++) {
        const model *m = i == 0 ? &b->hv : &b->hvc;
        for (const mb_namespace *ns = m->schema->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
                tables += check_members(m, i == 0 ? "hv" : "hvc", cls, &wrong);
            }
        }
    }
    assert_true(tables >= 1000);
    assert_int_equal(wrong + not_met(single_and_reserved), 0);
}

/* ---- Methods with a job ---- */

/** Whether the method hands out a job, by which it goes on behind its return. */
static bool hands_out_job(const mb_class *job, const mb_element *method)
{
    for (const mb_element *p = method->parameters; p != NULL; p = p->next) {
        if (p->is_out && p->type == MB_TYPE_REFERENCE && p->target != NULL && mb_class_is_a(p->target, job)) {
            return true;
        }
    }
    return false;
}

/** What Hyper-V's services return where they fail, and most tables call Vendor Specific: 32768 to 32779. */
static void check_failures(const mb_class *cls, const mb_element *method, size_t *wrong)
{
    table t = table_of(method);
    for (int64_t code = 32768; code <= 32779; code++) {
        const mb_code wanted = {.low = code, .high = code};
        const mb_code *found = find_single(t, &wanted);
        if (found == NULL || found->name.bytes == NULL) {
            print_error("%s.%s has no name for %" PRId64 "\n", cls->element.name->text, method->name->text, code);
            (*wrong)++;
        }
    }
}

static void every_failure_of_a_job_has_a_name(void **state)
{
    const both *b = *state;
    const model *const models[] = {&b->hv, &b->hvc};
    size_t methods = 0, wrong = 0;
    for (size_t i = 0; i < 2; i++) {
        const mb_class *job = find_class(models[i], "CIM_ConcreteJob");
        assert_non_null(job);
        for (const mb_class *cls = models[i]->schema->namespaces->first; cls != NULL; cls = cls->next) {
            const mb_element **all = NULL;
            size_t count = mb_class_all_methods(cls, models[i]->arena, &all);
            for (size_t k = 0; k < count; k++) {
                if (hands_out_job(job, all[k])) {
                    check_failures(cls, all[k], &wrong);
                    methods++;
                }
            }
        }
    }
    assert_true(methods >= 300);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_embedded_is_related_to_what_results),
        cmocka_unit_test(what_both_schemas_declare_is_the_same),
        cmocka_unit_test(no_range_is_taken_for_a_code),
        cmocka_unit_test(every_failure_of_a_job_has_a_name),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
