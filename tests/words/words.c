/*
 * The descriptions of mof/: each class and method has one, of parameters and properties nearly all, and what has none is listed in
 * mof/README.md; none is empty talk; the classes, members and codes that they name are there; units are ones that DSP0004 knows.
 * With --texts it prints what is to be spelt, for spelling.cmake.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "manner.h"
#include "references.h"
#include "schema/resolve.h"
#include "support/punit.h"
#include "syntax/parse.h"

static const char *const mofs[] = {
    MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof",
    MOFBIND_SOURCE_DIR "/mof/WindowsHyperVCluster.V2.mof",
};
enum { MOF_COUNT = sizeof mofs / sizeof *mofs };

/* Of so many in a hundred there is to be a text. */
static const unsigned wanted[] = {
    [MB_ELEMENT_CLASS] = 100,
    [MB_ELEMENT_PROPERTY] = 90,
    [MB_ELEMENT_METHOD] = 100,
    [MB_ELEMENT_PARAMETER] = 90,
};
enum { KIND_COUNT = sizeof wanted / sizeof *wanted };

/** The lists of mof/README.md: members of which nothing is known, which have no text, and of which something is not, which have one. */
typedef struct unknowns {
    char *text;
    struct {
        mb_text name;
        bool has_text;
        bool was_met;
    } members[256];
    size_t count;
} unknowns;

typedef struct walk {
    mb_heap *heap;
    const mb_schema *schema;
    const mb_schema *const *schemas; /* of all MOFs: MOF_COUNT */
    const mb_class *cls;
    unknowns *unknowns;
    size_t all[2][KIND_COUNT]; /* [whether the class begins with CIM_] */
    size_t told[2][KIND_COUNT];
    size_t wrong;
} walk;

typedef void visit(walk *w, const char *name, const mb_element *element);

static mb_schema *read_schema(const char *path, mb_heap *heap)
{
    mb_arena *arena = mb_arena_new(heap);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_parse_input parse_input = {.paths = &path, .path_count = 1, .sources = sources, .symbols = symbols};
    mb_unit *unit = NULL;
    mb_schema *schema = NULL;
    mb_resolve_input input = {.symbols = symbols};

    if (!mb_parse(&parse_input, heap, arena, diag, &unit)) {
        return NULL;
    }
    input.unit = unit;
    return mb_resolve(&input, heap, arena, diag, &schema) ? schema : NULL;
}

/** All classes, and what they declare. */
static void walk_schema(walk *w, visit *look)
{
    char name[3][256];

    for (const mb_namespace *ns = w->schema->namespaces; ns != NULL; ns = ns->next) {
        for (w->cls = ns->first; w->cls != NULL; w->cls = w->cls->next) {
            snprintf(name[0], sizeof name[0], "%s", w->cls->element.name->text);
            look(w, name[0], &w->cls->element);
            for (const mb_element *property = w->cls->properties; property != NULL; property = property->next) {
                snprintf(name[1], sizeof name[1], "%.120s.%.120s", name[0], property->name->text);
                look(w, name[1], property);
            }
            for (const mb_element *method = w->cls->methods; method != NULL; method = method->next) {
                snprintf(name[1], sizeof name[1], "%.120s.%.120s", name[0], method->name->text);
                look(w, name[1], method);
                for (const mb_element *parameter = method->parameters; parameter != NULL; parameter = parameter->next) {
                    snprintf(name[2], sizeof name[2], "%.200s.%.50s", name[1], parameter->name->text);
                    look(w, name[2], parameter);
                }
            }
        }
    }
}

/** Both MOFs, one after the other. @return how many faults `look` found */
static size_t walk_all(unknowns *list, visit *look, void (*end)(walk *w))
{
    mb_heap *heaps[MOF_COUNT];
    const mb_schema *schemas[MOF_COUNT];
    size_t wrong = 0;

    for (size_t i = 0; i < MOF_COUNT; i++) {
        heaps[i] = mb_heap_new(NULL);
        schemas[i] = read_schema(mofs[i], heaps[i]);
        assert_non_null(schemas[i]);
    }
    for (size_t i = 0; i < MOF_COUNT; i++) {
        walk w = {.heap = heaps[i], .schema = schemas[i], .schemas = schemas, .unknowns = list};
        walk_schema(&w, look);
        if (end != NULL) {
            end(&w);
        }
        wrong += w.wrong;
    }
    for (size_t i = 0; i < MOF_COUNT; i++) {
        mb_heap_free(heaps[i]);
    }
    return wrong;
}

/** The first column of a section's table, which is in backquotes. */
static void read_list(unknowns *list, const char *heading, bool has_text)
{
    const char *at = strstr(list->text, heading);
    assert_non_null(at);
    const char *end = strstr(at + 1, "\n## ");
    while ((at = strstr(at, "| `")) != NULL && (end == NULL || at < end)) {
        at += 3;
        assert_true(list->count < sizeof list->members / sizeof *list->members);
        list->members[list->count].name = (mb_text){at, (uint32_t)strcspn(at, "`")};
        list->members[list->count++].has_text = has_text;
    }
}

static void unknowns_read(unknowns *list)
{
    FILE *file = fopen(MOFBIND_SOURCE_DIR "/mof/README.md", "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    *list = (unknowns){.text = calloc(1, (size_t)size + 1)};
    assert_int_equal(fread(list->text, 1, (size_t)size, file), size);
    fclose(file);

    read_list(list, "\n## Not known\n", false);
    read_list(list, "\n## Known in part\n", true);
}

/** Whether a member is in a list, and rightly. */
static const char *listing_fault(unknowns *list, const char *name, bool has_text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (mb_text_equal(list->members[i].name, mb_text_of(name))) {
            list->members[i].was_met = true;
            return list->members[i].has_text == has_text ? NULL
                   : has_text ? "has a description, and mof/README.md says that nothing is known"
                              : "has no description, and mof/README.md says that it is known in part";
        }
    }
    return has_text ? NULL : "has no description, and is not in the list of mof/README.md";
}

/** A class has a text of its own; of a member an inherited one will do, for it is what readers are shown. */
static bool has_text(const walk *w, const mb_element *element)
{
    return element->kind == MB_ELEMENT_CLASS ? mb_element_has_own(element, MB_Q_DESCRIPTION)
                                             : mb_element_text(w->schema, element, MB_Q_DESCRIPTION).length > 0;
}

static void look_for_text(walk *w, const char *name, const mb_element *element)
{
    size_t is_cim = strncmp(w->cls->element.name->text, "CIM_", 4) == 0 ? 1 : 0;
    bool has = has_text(w, element);

    w->all[is_cim][element->kind]++;
    w->told[is_cim][element->kind] += has ? 1 : 0;
    const char *fault = listing_fault(w->unknowns, name, has);
    if (fault != NULL) {
        print_error("%s %s\n", name, fault);
        w->wrong++;
    }
}

static void check_shares(walk *w)
{
    static const char *const kinds[] = {"classes", "properties", "methods", "parameters"};
    for (size_t is_cim = 0; is_cim < 2; is_cim++) {
        for (size_t kind = 0; kind < KIND_COUNT; kind++) {
            if (w->told[is_cim][kind] * 100 < w->all[is_cim][kind] * wanted[kind]) {
                print_error("%zu of %zu %s of %s classes have a description, not %u of a hundred\n",
                            w->told[is_cim][kind], w->all[is_cim][kind], kinds[kind], is_cim != 0 ? "CIM_" : "other",
                            wanted[kind]);
                w->wrong++;
            }
        }
    }
}

/** Nothing lacks a text but what is in the list, nothing is in the list but what lacks one, and it is not too much. */
static void test_coverage(void **state)
{
    unknowns list;
    (void)state;

    unknowns_read(&list);
    size_t wrong = walk_all(&list, look_for_text, check_shares);
    for (size_t i = 0; i < list.count; i++) {
        if (!list.members[i].was_met) {
            print_error("mof/README.md lists %.*s, which neither MOF declares\n", (int)list.members[i].name.length,
                        list.members[i].name.bytes);
            wrong++;
        }
    }
    free(list.text);
    assert_int_equal(wrong, 0);
}

/** The text that is written at an element, NUL-terminated; NULL where there is none. The caller frees it. */
static char *own_text(const walk *w, const mb_element *element)
{
    if (!mb_element_has_own(element, MB_Q_DESCRIPTION)) {
        return NULL;
    }
    mb_text text = mb_element_text(w->schema, element, MB_Q_DESCRIPTION);
    char *copy = calloc(1, (size_t)text.length + 1);
    if (copy != NULL) {
        memcpy(copy, text.bytes, text.length);
    }
    return copy;
}

static void look_at_manner(walk *w, const char *name, const mb_element *element)
{
    char *text = own_text(w, element);
    const char *fault = text != NULL ? manner_fault(name, text) : NULL;
    if (fault != NULL) {
        print_error("%s: %s: %s\n", name, fault, text);
        w->wrong++;
    }
    free(text);
}

static void test_manner(void **state)
{
    (void)state;
    assert_int_equal(walk_all(NULL, look_at_manner, NULL), 0);
}

static void look_at_references(walk *w, const char *name, const mb_element *element)
{
    const reference_scope scope = {.schemas = w->schemas, .schema_count = MOF_COUNT, .element = element};
    char *text = own_text(w, element);
    const char *fault = text != NULL ? reference_fault(&scope, text) : NULL;
    if (fault != NULL) {
        print_error("%s: %s: %s\n", name, fault, text);
        w->wrong++;
    }
    free(text);
}

static void test_references(void **state)
{
    (void)state;
    assert_int_equal(walk_all(NULL, look_at_references, NULL), 0);
}

/** The judge of references: what is there, and a fault of each kind, said of members that both MOFs have. */
static void look_at_cases(walk *w, const char *name, const mb_element *element)
{
    static const struct {
        const char *member;
        const char *text;
        const char *fault; /* how it begins */
    } cases[] = {
        {"CIM_ConcreteJob.JobState", "Final when Completed (7).", NULL},
        {"CIM_ConcreteJob.JobState", "Final when Completed (8).", "no table in sight has Completed (8)"},
        {"CIM_ConcreteJob.JobState", "Whether it is done (7).", NULL},
        {"CIM_ConcreteJob.JobState", "Whether it is done (77).", "no table in sight has done (77)"},
        {"CIM_ConcreteJob.JobState", "A job (of 77).", NULL},
        {"CIM_ConcreteJob.JobState", "Whether it is done (7, 8, 9).", NULL},
        {"CIM_ConcreteJob.JobState", "Whether it is done (7, 77).", "no table in sight has 77 of (7, 77)"},
        {"CIM_ConcreteJob.JobState", "Whether a key is down (77, 78).", NULL},
        {"CIM_ConcreteJob.JobState", "77: done.", NULL},
        {"CIM_ConcreteJob.JobState", "A replica that is Committed (6).", NULL},
        {"CIM_ConcreteJob.JobState", "A replica that is Committed (5).", "no table in sight has Committed (5)"},
        {"CIM_ConcreteJob.JobState", "Class Msvm_ConcreteJobs.", "there is no class Msvm_ConcreteJobs"},
        {"CIM_ConcreteJob.JobState", "Read GetError and GetErrorEx of the Msvm_ConcreteJob.", NULL},
        {"CIM_ConcreteJob.JobState", "Read GetErrors of CIM_ConcreteJob.", "CIM_ConcreteJob has no GetErrors"},
        {"CIM_ConcreteJob.JobState", "Read GetErrors and GetError of CIM_Job.", "CIM_Job has no GetError"},
        {"CIM_ConcreteJob.JobState", "Read CIM_ConcreteJob.ErrorCode.", NULL},
        {"CIM_ConcreteJob.JobState", "Read CIM_Job.JobState.", "CIM_Job has no JobState"},
        {"CIM_ConcreteJob.JobState", "The end of CIM_Job.", NULL},
        {"CIM_Job.KillJob", "Ask RequestStateChange of CIM_ConcreteJob for Kill (5).", NULL},
        {"CIM_Job.KillJob", "Ask RequestStateChange of CIM_ConcreteJob for Kill (4).",
         "no table in sight has Kill (4)"},
        {"CIM_Job.KillJob", "Stops it. 0: done; 1: it cannot be; 32 ways: none.", NULL},
        {"CIM_Job.KillJob", "Stops it. 0: done; 5: it cannot be.", "it does not return 5"},
        {"CIM_Job.KillJob", "77: done.", "it does not return 77"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (strcmp(name, cases[i].member) == 0) {
            const reference_scope scope = {.schemas = w->schemas, .schema_count = MOF_COUNT, .element = element};
            const char *fault = reference_fault(&scope, cases[i].text);
            w->told[1][element->kind]++;
            if (cases[i].fault == NULL) {
                assert_null(fault);
            } else {
                assert_non_null(fault);
                assert_memory_equal(fault, cases[i].fault, strlen(cases[i].fault));
            }
        }
    }
}

static void end_of_cases(walk *w)
{
    assert_int_equal(w->told[1][MB_ELEMENT_PROPERTY], 18);
    assert_int_equal(w->told[1][MB_ELEMENT_METHOD], 5);
}

static void test_reference_judge(void **state)
{
    (void)state;
    assert_int_equal(walk_all(NULL, look_at_cases, end_of_cases), 0);
}

static void look_at_unit(walk *w, const char *name, const mb_element *element)
{
    mb_buffer words;
    mb_text unit = mb_element_text(w->schema, element, MB_Q_PUNIT);

    mb_buffer_init(&words, w->heap);
    if (unit.length > 0 && mb_element_has_own(element, MB_Q_PUNIT) && !mb_punit_in_words(&words, unit)) {
        print_error("%s: PUnit(\"%.*s\") is no unit of DSP0004\n", name, (int)unit.length, unit.bytes);
        w->wrong++;
    }
}

static void test_units(void **state)
{
    (void)state;
    assert_int_equal(walk_all(NULL, look_at_unit, NULL), 0);
}

/** The judge itself: a fault of each kind, and what is none. */
static void test_judge(void **state)
{
    static const struct {
        const char *member;
        const char *text;
        const char *fault; /* how it begins */
    } cases[] = {
        {"A.Speed", "Bandwidth at present; 0 while the cable is out.", NULL},
        {"A.Speed", "This property holds the bandwidth at present.", "\"this property\""},
        {"A.Speed", "Specifies bandwidth at present.", "\"specifies\""},
        {"A.Speed", "Specified by whoever made the port.", NULL},
        {"A.Speed", "Bandwidth, basically, at present.", "\"basically\""},
        {"A.Speed", "Bandwidth etc.", "\"etc\""},
        {"A.Speed", "That in words when Bandwidth is 1.", "\"that in words\""},
        {"A.Speed", "Bandwidth: that in words.", NULL},
        {"A.Speed", "Answers 0, or 1 where nothing moves.", "\"answers 0\""},
        {"A.Speed", "Etched on the port by its maker.", NULL},
        {"A.PortName", "The name of the port.", "nothing"},
        {"A.PortNames", "Names of ports.", "nothing"},
        {"A.VMPort", "Port of a VM.", "nothing"},
        {"A.PortName", "Label on the back of the port.", NULL},
        {"A.Antecedent", "Port.", NULL},
        {"A.Antecedent", "The antecedent.", "nothing"},
        {"A_Port", "Port.", "nothing"},
        {"A.Speed", "Bandwidth at present", "no full stop"},
        {"A.Speed", "Bandwidth  at present.", "a blank"},
        {"A.Speed", "Bandwidth at present .", "a blank"},
        {"A.Speed", "Bandwidth, as the .ini has it.", NULL},
        {"A.Speed", "Bandwidth\tat present.", "a character"},
        {"A.Speed", "Bandwidth \xE2\x80\x93 at present.", "a character"},
        {"A.Speed", "", "0 characters"},
    };
    char text[MANNER_LONGEST + 2];
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *fault = manner_fault(cases[i].member, cases[i].text);
        if (cases[i].fault == NULL) {
            assert_null(fault);
        } else {
            assert_non_null(fault);
            assert_memory_equal(fault, cases[i].fault, strlen(cases[i].fault));
        }
    }
    memset(text, 'x', sizeof text);
    memcpy(text, "Speed now ", 10);
    text[MANNER_LONGEST + 1] = '\0';
    text[MANNER_LONGEST] = '.';
    assert_non_null(manner_fault("A.Port", text));
    text[MANNER_LONGEST] = '\0';
    text[MANNER_LONGEST - 1] = '.';
    assert_null(manner_fault("A.Port", text));
    manner_words("VLANs of Msvm_X, a.b, VmName, OSName, root\\x at 12 (once).", text);
    assert_string_equal(text, "VLANs of          at   once .");
}

static void print_text(walk *w, const char *name, const mb_element *element)
{
    char *text = own_text(w, element);
    char *words = text != NULL ? calloc(1, strlen(text) + 1) : NULL;
    if (words != NULL) {
        manner_words(text, words);
        printf("%s\t%s\n", name, words);
    }
    free(words);
    free(text);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judge),           cmocka_unit_test(test_coverage),   cmocka_unit_test(test_manner),
        cmocka_unit_test(test_reference_judge), cmocka_unit_test(test_references), cmocka_unit_test(test_units),
    };
    if (argc == 2 && strcmp(argv[1], "--texts") == 0) {
        return walk_all(NULL, print_text, NULL) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
