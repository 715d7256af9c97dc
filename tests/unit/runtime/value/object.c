/* Dynamic objects: what is set is copied, found whatever its case, and given back as a whole. */
#include "test.h"

#include "value/value.h"

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
    wmi_object *const objects[] = {inner, NULL};
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
    value.u.array.items = objects;
    value.u.array.count = COUNT(objects);
    set(outer, "Objects", value);
    assert_int_equal(wmi_object_set_class(outer, "Objects", "Base"), WMI_OK);
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
    const wmi_property *property = &object->properties[wmip_object_find(object, "objects", 0)];
    assert_string_equal(object->class_name, "Outer");
    assert_string_equal(property->class_name, "Base");
    assert_int_equal(objects->u.array.count, 2);
    assert_null(((wmi_object *const *)objects->u.array.items)[1]);
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
    wmi_object *copy = wmip_object_copy_in(&memory, object);
    (void)state;
    wmi_object_free(object);
    wmi_object_free(copy);
    check_nested(copy);
    set(copy, "More", wmi_value_boolean(true));
    assert_true(wmi_object_get(copy, "More")->u.boolean);
    wmi_memory_clear(&memory);
}

/* One of each kind of value that needs memory, small and large in turn, and some that need none. */
static wmi_value value_of_turn(uint32_t turn, wmi_object *const *nested)
{
    static const char *const texts[] = {"one", NULL, "a text that is somewhat longer than the others are", "four"};
    static char large[3000];
    wmi_value value = wmi_value_null(WMI_TYPE_STRING, true);
    memset(large, 'x', sizeof large - 1);
    switch (turn % 7) {
    case 0:
        return wmi_value_string(large + turn % sizeof large);
    case 1:
        return wmi_value_uint32(turn);
    case 2:
        return wmi_value_string("short");
    case 3:
        value.u.array.items = texts;
        value.u.array.count = turn % 5;
        break;
    case 4:
        return value;
    case 5:
        value.type = WMI_TYPE_OBJECT;
        value.u.array.items = nested;
        value.u.array.count = 1;
        break;
    default:
        value.type = WMI_TYPE_OBJECT;
        value.is_array = false;
        value.u.object = *nested;
        break;
    }
    value.is_null = false;
    return value;
}

/* What a property, a path, a class or a derivation held is given back when another takes its place. */
static void replacing_keeps_memory_flat(void **state)
{
    wmi_object *object = wmi_object_new("C");
    wmi_object *nested = nested_object();
    char text[40];
    size_t size = 0;
    uint32_t i;
    (void)state;
    set(object, "Other", wmi_value_string("stays"));
    for (i = 0; i < 1000000; i++) {
        (void)snprintf(text, sizeof text, "%0*u", (int)(i % 32 + 1), (unsigned)i);
        set(object, "Text", wmi_value_string(text));
        size = i == 100 ? test_counted.size : size;
    }
    assert_true(test_counted.size <= size + 64);
    assert_string_equal(wmi_object_string(object, "Text"), text);
    for (i = 0; i < 14000; i++) {
        set(object, "Any", value_of_turn(i, &nested));
        assert_int_equal(wmi_object_set_path(object, i % 3 != 0 ? text + i % 8 : NULL), WMI_OK);
        assert_int_equal(wmi_object_set_derivation(object, i % 3 != 1 ? ancestors + i % 3 : NULL), WMI_OK);
        assert_int_equal(wmi_object_set_class(object, "any", i % 3 != 2 ? text + i % 8 : NULL), WMI_OK);
        size = i == 6999 ? test_counted.size : size;
    }
    assert_true(test_counted.size <= size + 64);
    check_nested(wmi_object_get(object, "Any")->u.object);
    assert_string_equal(wmi_object_string(object, "Other"), "stays");
    wmi_object_free(nested);
    wmi_object_free(object);
}

/* Copies of what a property holds, or of some of it, into that property. */
static void what_is_set_may_be_what_it_replaces(void **state)
{
    static const char *const texts[] = {"first", "second"};
    wmi_object *object = wmi_object_new("C");
    wmi_object *nested = nested_object();
    wmi_value array = wmi_value_null(WMI_TYPE_STRING, true);
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    int i;
    (void)state;
    array.is_null = value.is_null = false;
    array.u.array.items = texts;
    array.u.array.count = COUNT(texts);
    value.u.object = nested;
    for (i = 0; i < 3; i++) { /* in the object's region at first, and then in parts of it */
        set(object, "P", array);
        assert_int_equal(wmi_object_set(object, "P", wmi_object_get(object, "P")), WMI_OK);
        set(object, "P", wmip_value_item(wmi_object_get(object, "P"), 1));
        assert_string_equal(wmi_object_string(object, "P"), "second");
        set(object, "P", wmi_value_string(wmi_object_string(object, "P") + 3));
        assert_string_equal(wmi_object_string(object, "P"), "ond");
        set(object, "P", value);
        assert_int_equal(wmi_object_set(object, "P", wmi_object_get(wmi_object_get(object, "P")->u.object, "Object")),
                         WMI_OK);
        assert_string_equal(wmi_object_string(wmi_object_get(object, "P")->u.object, "Text"), "deep");
        assert_int_equal(wmi_object_set_path(object, "a path"), WMI_OK);
        assert_int_equal(wmi_object_set_path(object, object->path + 2), WMI_OK);
        assert_string_equal(object->path, "path");
        assert_int_equal(wmi_object_set_derivation(object, ancestors), WMI_OK);
        assert_int_equal(wmi_object_set_derivation(object, object->derivation + 1), WMI_OK);
        assert_string_equal(object->derivation[0], "Root");
        assert_null(object->derivation[1]);
        assert_int_equal(wmi_object_set_class(object, "P", "Msvm_X"), WMI_OK);
        assert_int_equal(wmi_object_set_class(object, "P", object->properties[0].class_name + 5), WMI_OK);
        assert_string_equal(object->properties[0].class_name, "X");
    }
    value.u.object = object; /* into itself */
    set(object, "P", value);
    assert_string_equal(wmi_object_string(wmi_object_get(wmi_object_get(object, "P")->u.object, "P")->u.object, "Text"),
                        "deep");
    wmi_object_free(nested);
    wmi_object_free(object);
}

/* What is nested in a replaced value can be replaced in turn, goes with it, and outlives no copy of it. */
static void nested_objects_are_replaced_in(void **state)
{
    wmi_object *object = wmi_object_new("C");
    wmi_object *nested = nested_object();
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    wmi_object *copy;
    wmi_object *inner;
    int i;
    (void)state;
    value.is_null = false;
    value.u.object = nested;
    for (i = 0; i < 4; i++) {
        set(object, "P", value);
        inner = wmi_object_get(object, "P")->u.object;
        set(inner, "Object", value);
        set(inner, "Object", value);
        inner = wmi_object_get(inner, "Object")->u.object;
        set(inner, "Texts", wmi_value_string("deeper"));
        set(inner, "Numbers", wmi_value_string("deepest"));
        set(inner, "Texts", wmi_value_string("other"));
    }
    copy = wmi_object_copy(object);
    wmi_object_free(nested);
    wmi_object_free(object);
    inner = wmi_object_get(wmi_object_get(copy, "P")->u.object, "Object")->u.object;
    assert_string_equal(wmi_object_string(inner, "Texts"), "other");
    assert_string_equal(wmi_object_string(inner, "Numbers"), "deepest");
    wmi_object_free(copy);
}

/* Whichever allocation fails, what was there is there still. */
static void failed_replacement_changes_nothing(void **state)
{
    wmi_object *nested = nested_object();
    wmi_object *object = wmi_object_copy(nested);
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    int turn;
    (void)state;
    value.is_null = false;
    value.u.object = nested;
    for (turn = 0; turn < 2; turn++) {
        long fail_at = 0;
        wmi_status status = WMI_NO_MEMORY;
        while (status != WMI_OK) {
            test_counted.fail_at = ++fail_at;
            status = wmi_object_set(object, "Texts", &value);
            test_counted.fail_at = 0;
            if (status != WMI_OK) {
                assert_int_equal(status, WMI_NO_MEMORY);
                check_nested(object);
            }
        }
        assert_true(fail_at > 2);
        check_nested(wmi_object_get(object, "Texts")->u.object);
        set(object, "Texts", *wmi_object_get(nested, "Texts"));
    }
    test_counted.fail_at = 1;
    assert_int_equal(wmi_object_set_path(object, "C"), WMI_NO_MEMORY);
    test_counted.fail_at = 1;
    assert_int_equal(wmi_object_set_derivation(object, ancestors + 1), WMI_NO_MEMORY);
    test_counted.fail_at = 0;
    check_nested(object);
    wmi_object_free(nested);
    wmi_object_free(object);
}

/* One on the stack, with properties of the program's own. */
static void object_made_by_hand(void **state)
{
    wmi_property properties[2];
    wmi_object object;
    int i;
    (void)state;
    memset(properties, 0, sizeof properties);
    memset(&object, 0, sizeof object);
    properties[0].name = "Text";
    properties[0].value = wmi_value_string("given");
    properties[1].name = "Number";
    properties[1].value = wmi_value_uint16(7);
    object.class_name = "C";
    object.properties = properties;
    object.count = object.capacity = COUNT(properties);
    for (i = 0; i < 3; i++) {
        set(&object, "Text", wmi_value_string("set"));
        set(&object, "Number", wmi_value_string("eight"));
        assert_int_equal(wmi_object_set_path(&object, "C=@"), WMI_OK);
        assert_int_equal(wmi_object_set_class(&object, "Text", "D"), WMI_OK);
        set(&object, "More", wmi_value_string("more"));
    }
    assert_int_equal(object.count, 3);
    assert_string_equal(wmi_object_string(&object, "Text"), "set");
    assert_string_equal(wmi_object_string(&object, "Number"), "eight");
    assert_string_equal(object.path, "C=@");
    wmi_memory_clear(&object.memory);
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
    static const char *const names[] = {"boolean", "sint8",    "uint8",     "sint16", "uint16", "sint32",
                                        "uint32",  "sint64",   "uint64",    "real32", "real64", "char16",
                                        "string",  "datetime", "reference", "string", "object"};
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
        TEST(replacing_keeps_memory_flat),
        TEST(what_is_set_may_be_what_it_replaces),
        TEST(nested_objects_are_replaced_in),
        TEST(failed_replacement_changes_nothing),
        TEST(object_made_by_hand),
        TEST(nulls_are_nulls),
        TEST(integers_of_all_widths),
        TEST(types_have_names_and_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
