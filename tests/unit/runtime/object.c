/* Dynamic objects: what is set is copied, found whatever its case, and given back as a whole. */
#include "test.h"

#include "../../../templates/runtime/src/core.h"

static void set(wmi_object *object, const char *name, wmi_value value)
{
    assert_int_equal(wmi_object_set(object, name, &value), WMI_OK);
}

static void values_are_copied_and_replaced(void **state)
{
    char text[] = "first";
    wmi_object *object = wmi_object_new("Msvm_X");
    (void)state;
    set(object, "Name", wmi_value_string(text));
    text[0] = 'F';
    assert_string_equal(wmi_object_string(object, "NAME"), "first");
    set(object, "name", wmi_value_uint16(7));
    assert_int_equal(object->count, 1);
    assert_string_equal(object->properties[0].name, "Name"); /* the first spelling stays */
    assert_null(wmi_object_string(object, "Name"));
    assert_int_equal(wmi_object_integer(object, "Name", -1), 7);
    assert_int_equal(wmi_object_integer(object, "Other", -1), -1);
    assert_null(wmi_object_get(object, "Other"));
    assert_null(wmi_object_get(NULL, "Other"));
    assert_null(wmi_object_string(NULL, "Other"));
    wmi_object_free(object);
    wmi_object_free(NULL);
}

static void many_properties(void **state)
{
    wmi_object *object = wmi_object_new("C");
    char name[16];
    uint32_t i;
    (void)state;
    for (i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "P%u", (unsigned)i);
        set(object, name, wmi_value_uint32(i));
    }
    assert_int_equal(object->count, 100);
    for (i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "p%u", (unsigned)i);
        assert_int_equal(wmi_object_integer(object, name, -1), i);
    }
    wmi_object_free(object);
}

static void path_and_reference_class(void **state)
{
    wmi_object *object = wmi_object_new("C");
    (void)state;
    assert_int_equal(wmi_object_set_path(object, "C=\"1\""), WMI_OK);
    assert_string_equal(object->path, "C=\"1\"");
    assert_int_equal(wmi_object_set_path(object, NULL), WMI_OK);
    assert_null(object->path);
    set(object, "R", wmi_value_string("C=\"2\""));
    assert_null(object->properties[0].class_name);
    assert_int_equal(wmi_object_set_class(object, "r", "CIM_Job"), WMI_OK);
    assert_string_equal(object->properties[0].class_name, "CIM_Job");
    assert_int_equal(wmi_object_set_class(object, "none", "CIM_Job"), WMI_OK);
    wmi_object_free(object);
}

/* An object that holds one of each: text with a NULL, numbers, nested objects. */
static const char *const ancestors[] = {"Middle", "Root", NULL};

static wmi_object *nested_object(void)
{
    static const char *const texts[] = {"a", NULL, "c"};
    static const int16_t numbers[] = {-1, 2};
    wmi_object *inner = wmi_object_new("Inner");
    wmi_object *outer = wmi_object_new("Outer");
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    set(inner, "Text", wmi_value_string("deep"));
    value.is_null = false;
    value.u.array.items = texts;
    value.u.array.count = COUNT(texts);
    set(outer, "Texts", value);
    value.type = WMI_TYPE_SINT16;
    value.u.array.items = numbers;
    value.u.array.count = COUNT(numbers);
    set(outer, "Numbers", value);
    value.type = WMI_TYPE_OBJECT;
    value.u.array.items = &inner;
    value.u.array.count = 1;
    set(outer, "Objects", value);
    value.is_array = false;
    value.u.object = inner;
    set(outer, "Object", value);
    set(outer, "Null", wmi_value_null(WMI_TYPE_UINT8, true));
    assert_int_equal(wmi_object_set_path(outer, "Outer=@"), WMI_OK);
    assert_int_equal(wmi_object_set_derivation(outer, ancestors), WMI_OK);
    wmi_object_free(inner);
    return outer;
}

static void check_nested(const wmi_object *object)
{
    const wmi_value *texts = wmi_object_get(object, "texts");
    const wmi_value *numbers = wmi_object_get(object, "numbers");
    const wmi_value *objects = wmi_object_get(object, "objects");
    assert_string_equal(object->class_name, "Outer");
    assert_string_equal(object->path, "Outer=@");
    assert_ptr_not_equal(object->derivation, ancestors);
    assert_string_equal(object->derivation[0], "Middle");
    assert_string_equal(object->derivation[1], "Root");
    assert_null(object->derivation[2]);
    assert_int_equal(texts->u.array.count, 3);
    assert_string_equal(((const char *const *)texts->u.array.items)[2], "c");
    assert_null(((const char *const *)texts->u.array.items)[1]);
    assert_int_equal(((const int16_t *)numbers->u.array.items)[0], -1);
    assert_string_equal(wmi_object_string(((wmi_object *const *)objects->u.array.items)[0], "Text"), "deep");
    assert_string_equal(wmi_object_string(wmi_object_get(object, "Object")->u.object, "Text"), "deep");
    assert_true(wmi_object_get(object, "Null")->is_null);
}

static void copies_are_deep(void **state)
{
    wmi_object *object = nested_object();
    wmi_object *copy = wmi_object_copy(object);
    (void)state;
    wmi_object_free(object);
    check_nested(copy);
    wmi_object_free(copy);
    assert_null(wmi_object_copy(NULL));
    copy = wmi_object_new("C");
    assert_null(copy->derivation);
    assert_int_equal(wmi_object_set_derivation(copy, ancestors + 2), WMI_OK);
    assert_null(copy->derivation[0]);
    assert_int_equal(wmi_object_set_derivation(copy, NULL), WMI_OK);
    assert_null(copy->derivation);
    wmi_object_free(copy);
}

/* An object in somebody's region goes with the region, whoever tries to free it. */
static void object_in_a_region(void **state)
{
    wmi_object *object = nested_object();
    wmi_memory *memory = NULL;
    wmi_object *copy = wmi_object_copy_in(&memory, object);
    (void)state;
    wmi_object_free(object);
    wmi_object_free(copy);
    check_nested(copy);
    set(copy, "More", wmi_value_boolean(true));
    assert_true(wmi_object_get(copy, "More")->u.boolean);
    wmi_memory_clear(&memory);
}

static void nulls_are_nulls(void **state)
{
    wmi_value value = wmi_value_string(NULL);
    wmi_object *object = wmi_object_new("C");
    (void)state;
    assert_true(value.is_null);
    value.is_null = false; /* says that it is there, but is not */
    set(object, "S", value);
    assert_true(wmi_object_get(object, "S")->is_null);
    assert_null(wmi_object_string(object, "S"));
    value = wmi_value_null(WMI_TYPE_EMBEDDED, false); /* travels as text */
    assert_int_equal(value.type, WMI_TYPE_STRING);
    wmi_object_free(object);
}

static void integers_of_all_widths(void **state)
{
    wmi_value value = wmi_value_null(WMI_TYPE_SINT8, false);
    int64_t number = 0;
    (void)state;
    assert_false(wmi_value_to_integer(&value, &number));
    assert_false(wmi_value_to_integer(NULL, &number));
    value.is_null = false;
    value.u.sint8 = -3;
    assert_true(wmi_value_to_integer(&value, &number) && number == -3);
    value.type = WMI_TYPE_UINT64;
    value.u.uint64 = INT64_MAX;
    assert_true(wmi_value_to_integer(&value, &number) && number == INT64_MAX);
    value.u.uint64++;
    assert_false(wmi_value_to_integer(&value, &number));
    value = wmi_value_boolean(true);
    assert_false(wmi_value_to_integer(&value, &number));
}

static void types_have_names_and_sizes(void **state)
{
    static const char *const names[] = {"boolean", "sint8",  "uint8",  "sint16", "uint16",   "sint32",    "uint32", "sint64", "uint64",
                                        "real32",  "real64", "char16", "string", "datetime", "reference", "string", "object"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(names); i++) {
        assert_string_equal(wmi_type_name((wmi_type)i), names[i]);
        assert_true(wmi_type_size((wmi_type)i) > 0);
    }
    assert_int_equal(wmi_type_size(WMI_TYPE_UINT16), 2);
    assert_int_equal(wmi_type_size(WMI_TYPE_DATETIME), sizeof(wmi_datetime));
    assert_int_equal(wmi_type_size((wmi_type)99), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_are_copied_and_replaced),
        TEST(many_properties),
        TEST(path_and_reference_class),
        TEST(copies_are_deep),
        TEST(object_in_a_region),
        TEST(nulls_are_nulls),
        TEST(integers_of_all_widths),
        TEST(types_have_names_and_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
