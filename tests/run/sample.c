/* sample.mof and sample_schema.c say the same of the same classes. */
#include "sample_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "played.h"

static void assert_same_text(const char *a, const char *b, const char *of)
{
    if ((a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0)) {
        fail_msg("%s: %s and %s", of, a != NULL ? a : "nothing", b != NULL ? b : "nothing");
    }
}

static void assert_same_fields(const wmi_field *a, uint32_t a_count, const wmi_field *b, uint32_t b_count,
                               const char *of)
{
    uint32_t i;
    uint32_t k;
    if (a_count != b_count) {
        fail_msg("%s has %u and %u members", of, (unsigned)a_count, (unsigned)b_count);
    }
    for (i = 0; i < a_count; i++) {
        for (k = 0; k < b_count && strcmp(a[i].name, b[k].name) != 0; k++) {
        }
        if (k == b_count || a[i].type != b[k].type || a[i].flags != b[k].flags) {
            fail_msg("%s.%s: flags 0x%X and 0x%X", of, a[i].name, (unsigned)a[i].flags,
                     k < b_count ? (unsigned)b[k].flags : 0);
        }
        assert_same_text(a[i].class_name, b[k].class_name, a[i].name);
    }
}

static void assert_same_class(const wmi_schema_class *a, const wmi_schema_class *b)
{
    const char *name = a->info->name;
    size_t i;
    size_t k;
    assert_same_text(a->info->superclass, b->info->superclass, name);
    if (a->info->flags != b->info->flags) {
        fail_msg("%s: flags 0x%X and 0x%X", name, (unsigned)a->info->flags, (unsigned)b->info->flags);
    }
    for (i = 0; a->info->keys[i] != NULL; i++) {
        assert_same_text(a->info->keys[i], b->info->keys[i], name);
    }
    assert_null(b->info->keys[i]);
    assert_same_fields(a->info->fields, a->info->field_count, b->info->fields, b->info->field_count, name);
    for (i = 0; a->methods[i] != NULL; i++) {
        const wmi_method_info *method = a->methods[i];
        for (k = 0; b->methods[k] != NULL && strcmp(b->methods[k]->name, method->name) != 0; k++) {
        }
        if (b->methods[k] == NULL) {
            fail_msg("%s.%s", name, method->name);
        }
        assert_int_equal(method->flags, b->methods[k]->flags);
        assert_same_fields(method->in, method->in_count, b->methods[k]->in, b->methods[k]->in_count, method->name);
        assert_same_fields(method->out, method->out_count, b->methods[k]->out, b->methods[k]->out_count, method->name);
    }
}

static void the_classes_are_those_of_the_mof(void **state)
{
    mbm_world *world = PLAY(MOF("tests/run/sample.mof"));
    size_t count = 0;
    const wmi_schema *of_mof = mbm_world_schemas(world, &count)[0];
    uint32_t i;
    uint32_t k;
    (void)state;
    assert_int_equal(count, 1);
    assert_int_equal(of_mof->class_count, s_schema.class_count);
    for (i = 0; i < s_schema.class_count; i++) {
        for (k = 0;
             k < of_mof->class_count && strcmp(of_mof->classes[k].info->name, s_schema.classes[i].info->name) != 0;
             k++) {
        }
        if (k == of_mof->class_count) {
            fail_msg("%s is not in the MOF", s_schema.classes[i].info->name);
        }
        assert_same_class(&s_schema.classes[i], &of_mof->classes[k]);
    }
    mbm_world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_classes_are_those_of_the_mof)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
