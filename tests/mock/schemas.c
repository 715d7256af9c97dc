/* A schema that was read at run time is the one that is generated as C. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <golden_hostile/schema.h>
#include <golden_inheritance/schema.h>
#include <golden_methods/schema.h>
#include <golden_types/schema.h>
#include <hypervcluster_v2/schema.h>
#include <mock/schema.h>
#include <virtualization_v2/schema.h>

#include "compare.h"
#include "played.h"

static const wmi_schema *schema_at(const mbm_world *world, size_t index)
{
    size_t count = 0;
    const wmi_schema *const *schemas = mbm_world_schemas(world, &count);

    assert_true(index < count);
    return schemas[index];
}

/** Of MOFs that have warnings, which are not the point here. */
static mbm_world *play_with_warnings(const char *mof)
{
    const char *const mofs[] = {mof, NULL};
    mbm_world *world = NULL;

    assert_int_equal(play(NULL, NULL, mofs, &world), MB_EXIT_GOOD);
    assert_null(strstr(told, "error:"));
    return world;
}

static void test_hyperv(void **state)
{
    mbm_world *world = PLAY(MOF("mof/WindowsVirtualization.V2.mof"), MOF("mof/WindowsHyperVCluster.V2.mof"));
    size_t count = 0;

    (void)state;
    (void)mbm_world_schemas(world, &count);
    assert_int_equal(count, 2);
    compare_schemas(schema_at(world, 0), &hv_schema);
    compare_schemas(schema_at(world, 1), &hvc_schema);
    mbm_world_free(world);
}

static void test_every_type(void **state)
{
    static const struct {
        const char *mof;
        const wmi_schema *generated;
    } cases[] = {
        {MOF("tests/mock/every.mof"), &mock_schema},
        {MOF("tests/golden/types.mof"), &golden_types_schema},
        {MOF("tests/golden/methods.mof"), &golden_methods_schema},
        {MOF("tests/golden/inheritance.mof"), &golden_inheritance_schema},
        {MOF("tests/golden/hostile.mof"), &golden_hostile_schema},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mbm_world *world = play_with_warnings(cases[i].mof);
        compare_schemas(schema_at(world, 0), cases[i].generated);
        mbm_world_free(world);
    }
}

/** What cannot be generated for want of names in C is served all the same. */
static void test_names_that_c_could_not_have(void **state)
{
    mbm_world *world = PLAY(MOF("tests/mock/unnamed.mof"));

    (void)state;
    assert_int_equal(schema_at(world, 0)->class_count, 2);
    assert_string_equal(schema_at(world, 0)->classes[0].info->ns, "root\\com");
    assert_string_equal(schema_at(world, 0)->classes[1].info->ns, "root\\second");
    mbm_world_free(world);
}

static void test_errors_are_those_of_check(void **state)
{
    static const char *const mofs[] = {"../mock/broken.mof", NULL};
    static const char *const missing[] = {"nowhere.mof", NULL};
    static const char *const empty[] = {"../mock/empty.mof", NULL};
    mbm_world *world = NULL;

    (void)state;
    assert_int_equal(play(NULL, NULL, mofs, &world), MB_EXIT_INPUT);
    assert_null(world);
    assert_non_null(strstr(
        told,
        "broken.mof:2:15: error: class 'B' derives from 'Nothing', which namespace root\\default does not declare [MOF320]"));
    assert_int_equal(play(NULL, NULL, missing, &world), MB_EXIT_SYSTEM);
    assert_non_null(strstr(told, "nowhere.mof"));
    assert_int_equal(play(NULL, NULL, empty, &world), MB_EXIT_INPUT);
    assert_string_equal(told, "mofbind: error: there is nothing to play: no class is declared [MOF950]\n");
}

/** Each allocation of the compiler's part fails in turn: it is said, and nothing is lost. */
static void test_memory(void **state)
{
    static const char *const mofs[] = {"../mock/every.mof", NULL};

    (void)state;
    for (size_t limit = 0;; limit++) {
        scarcity s = {limit, 0};
        const mb_allocator allocator = {scarce_allocate, scarce_release, &s};
        mbm_world *world = NULL;
        const mb_exit status = play(&allocator, NULL, mofs, &world);
        if (status == MB_EXIT_GOOD) {
            mbm_world_free(world);
            assert_int_equal(s.blocks, 0);
            return;
        }
        assert_int_equal(status, MB_EXIT_SYSTEM);
        assert_string_equal(told, "mofbind: error: out of memory [MOF901]\n");
        assert_int_equal(s.blocks, 0);
        assert_true(limit < 100000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hyperv),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_names_that_c_could_not_have),
        cmocka_unit_test(test_errors_are_those_of_check),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
