/* Odd values in the instances that a backend delivers, in a field of every type: they cost only themselves. */
#include "table.h"

/* A method that answers with all of them. */
static const wmi_code_table no_codes = {.codes = NULL, .single_count = 0, .count = 0};
/* clang-format off */
static const wmi_method_info answer_method = {.name = "Answer", .class_name = "Test_All", .out = test_all_fields, .codes = &no_codes,
                                              .out_count = COUNT(test_all_fields), .out_size = sizeof(test_all),
                                              .out_memory_offset = offsetof(test_all, wmi) + offsetof(wmi_meta, memory)};
/* clang-format on */

/* Every field of an instance is there but for one. */
static void expect_all_but(const test_all *instance, const wmi_field *but)
{
    size_t i;
    for (i = 0; i < COUNT(test_all_fields); i++) {
        const wmi_field *field = &test_all_fields[i];
        bool is_embedded_array = field->type == WMI_TYPE_EMBEDDED && (field->flags & WMI_FIELD_ARRAY) != 0;
        bool is_null =
            is_embedded_array ? instance->array_embedded.items == NULL : wmip_field_read(field, instance).is_null;
        if (is_null != (field == but)) {
            fail_msg("%s is %s", field->name, is_null ? "NULL" : "there");
        }
    }
}

static void one_odd_value_loses_neither_instance_nor_list(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, false);
    size_t f;
    (void)state;
    for (f = 0; f < COUNT(test_all_fields); f++) {
        const wmi_field *field = &test_all_fields[f];
        const char *text;
        char expected[200];
        wmi_value odd = odd_for(field, &text);
        void *items = NULL;
        size_t count = 0;
        test_all one;
        wmi_error error = {0};
        lay_ready(field->name, &odd);
        (void)snprintf(expected, sizeof expected, "Test_All|Test_All.Key=1|%s|%s", field->name, text);
        all.count = 0;
        if (wmi_instance_list(session, &test_all_info, NULL, &items, &count, &error) != WMI_OK) {
            fail_msg("%s: %s", field->name, error.message);
        }
        assert_int_equal(count, LISTED);
        expect_all_but((test_all *)items, NULL);
        expect_all_but((test_all *)items + 1, field);
        expect_all_but((test_all *)items + 2, NULL);
        assert_int_equal(all.count, 1);
        assert_string_equal(all.last, expected);
        wmi_instance_list_free(&test_all_info, items, count);
        assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, &error), WMI_OK);
        expect_all_but(&one, field);
        assert_int_equal(all.count, 2);
        wmi_instance_clear(&test_all_info, &one);
        take_back();
    }
    wmi_close(session);
}

static void who_is_strict_gets_an_error(void **state)
{
    static const test_all zero;
    told all;
    wmi_session *session = connect_to_table(&all, true);
    size_t f;
    (void)state;
    for (f = 0; f < COUNT(test_all_fields); f++) {
        const wmi_field *field = &test_all_fields[f];
        const char *text;
        wmi_value odd = odd_for(field, &text);
        void *items = &items;
        size_t count = 1;
        test_all one;
        wmi_error error = {0};
        lay_ready(field->name, &odd);
        assert_int_equal(wmi_instance_list(session, &test_all_info, NULL, &items, &count, &error), WMI_REPLY);
        assert_non_null(strstr(error.message, field->name));
        assert_null(items);
        assert_int_equal(count, 0);
        assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, &error), WMI_REPLY);
        assert_memory_equal(&one, &zero, sizeof one);
        wmi_error_clear(&error);
        take_back();
    }
    assert_int_equal(all.count, 0);
    wmi_close(session);
}

/* What hosts send for nothing, and a scalar where an array is due, are no reason to tell anybody; in strict sessions neither. */
static void what_is_meant_is_read(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, true);
    size_t f;
    (void)state;
    for (f = 0; f < COUNT(test_all_fields); f++) {
        const wmi_field *field = &test_all_fields[f];
        bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
        wmi_type type = (wmi_type)field->type;
        wmi_value meant = wmi_value_string(type == WMI_TYPE_DATETIME ? "00000000000000.000000+000" : "");
        const wmi_field *but = field;
        wmi_error error = {0};
        test_all one;
        if (wmip_type_is_text(type) || type == WMI_TYPE_OBJECT) {
            if (!is_array || type == WMI_TYPE_OBJECT) {
                continue;
            }
            but = NULL; /* an array of one */
        }
        lay_ready(field->name, &meant);
        if (wmi_instance_get(session, &test_all_info, "x", &one, &error) != WMI_OK) {
            fail_msg("%s: %s", field->name, error.message);
        }
        expect_all_but(&one, but);
        assert_true(but != NULL || (type == WMI_TYPE_EMBEDDED ? one.array_embedded.count
                                                              : wmip_field_read(field, &one).u.array.count) == 1);
        wmi_instance_clear(&test_all_info, &one);
        take_back();
    }
    for (f = 0; f < COUNT(test_all_fields); f++) { /* the scalar of an array's own type */
        const wmi_field *field = &test_all_fields[f];
        wmi_value items;
        wmi_value scalar;
        test_all one;
        if ((field->flags & WMI_FIELD_ARRAY) == 0) {
            continue;
        }
        lay_ready(NULL, NULL);
        items = *wmi_object_get(listed[0], field->name);
        scalar = wmip_value_item(&items, 0);
        assert_int_equal(wmi_object_set(listed[1], field->name, &scalar), WMI_OK);
        assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, NULL), WMI_OK);
        expect_all_but(&one, NULL);
        assert_true((field->type == WMI_TYPE_EMBEDDED ? one.array_embedded.count
                                                      : wmip_field_read(field, &one).u.array.count) == 1);
        wmi_instance_clear(&test_all_info, &one);
        take_back();
    }
    assert_int_equal(all.count, 0);
    wmi_close(session);
}

static void numbers_in_signed_and_short_types(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, false);
    wmi_value value = wmi_value_null(WMI_TYPE_SINT16, false);
    test_all one;
    (void)state;
    value.is_null = false;
    value.u.sint16 = -32767;
    lay_ready("uint16", &value);
    assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, NULL), WMI_OK);
    assert_int_equal(one.scalar_uint16.value, 32769);
    assert_int_equal(all.count, 0);
    wmi_instance_clear(&test_all_info, &one);
    take_back();
    value.type = WMI_TYPE_SINT32;
    value.u.sint32 = -5;
    lay_ready("uint32", &value);
    assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, NULL), WMI_OK);
    assert_false(one.scalar_uint32.has);
    assert_string_equal(all.last, "Test_All|Test_All.Key=1|uint32|-5");
    wmi_instance_clear(&test_all_info, &one);
    take_back();
    wmi_close(session);
}

/* Objects without generated types: only what the backend itself could not read is odd in them. */

static bool count_objects(void *context, const wmi_object *object)
{
    assert_string_equal(object->class_name, "Test_All");
    ++*(unsigned *)context;
    return true;
}

static void what_a_backend_cannot_read_is_told(void **state)
{
    static const bool strict[] = {false, true};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(strict); i++) {
        told all;
        wmi_session *session = connect_to_table(&all, strict[i]);
        wmi_status expected = strict[i] ? WMI_REPLY : WMI_OK;
        wmi_object *object = NULL;
        wmi_events *events = NULL;
        wmi_error error = {0};
        unsigned seen = 0;
        wmi_value null = wmi_value_null(WMI_TYPE_UINT16, false);
        lay_ready("uint16", &null);
        ((wmi_property *)listed[1]->properties)[wmip_object_find(listed[1], "uint16", 0)].unreadable =
            "VARIANT of type 0x0F";
        assert_int_equal(wmi_query(session, "SELECT", count_objects, &seen, &error), expected);
        assert_int_equal(seen, strict[i] ? 1 : LISTED);
        assert_int_equal(wmi_associators(session, "x", NULL, count_objects, &seen, &error), expected);
        assert_int_equal(wmi_references(session, "x", NULL, NULL, count_objects, &seen, &error), expected);
        assert_int_equal(wmi_object_fetch(session, "x", &object, &error), expected);
        assert_true(strict[i] ? object == NULL : object != NULL);
        wmi_object_free(object);
        assert_int_equal(wmi_subscribe(session, "x", &events, &error), WMI_OK);
        assert_int_equal(wmi_events_next(events, 0, &object, &error), WMI_OK);
        wmi_object_free(object);
        assert_int_equal(wmi_events_next(events, 0, &object, &error), expected);
        assert_true(!strict[i] || (object == NULL &&
                                   strstr(error.message, "uint16 of Test_All.Key=1 cannot be read: VARIANT") != NULL));
        wmi_object_free(object);
        wmi_events_free(events);
        assert_int_equal(all.count, strict[i] ? 0 : 5);
        assert_true(strict[i] || strcmp(all.last, "Test_All|Test_All.Key=1|uint16|VARIANT of type 0x0F") == 0);
        wmi_error_clear(&error);
        take_back();
        wmi_close(session);
    }
}

/* Objects within objects, which a backend read too: of an event, of an answer, of an instance. What is told is theirs. */

static void hide_in(wmi_object *object, const char *name, bool in_array)
{
    wmi_object *inner = wmi_object_new("Test_Inner");
    wmi_object *items[2] = {NULL, inner};
    wmi_value value = wmi_value_null(WMI_TYPE_SINT64, false);
    assert_int_equal(wmi_object_set_path(inner, "Test_Inner.Key=2"), WMI_OK);
    assert_int_equal(wmi_object_set(inner, "Size", &value), WMI_OK);
    ((wmi_property *)inner->properties)[0].unreadable = "large";
    if (in_array) {
        value = array_of(WMI_TYPE_OBJECT, items, COUNT(items));
    } else {
        value = wmi_value_null(WMI_TYPE_OBJECT, false);
        value.is_null = false;
        value.u.object = inner;
    }
    assert_int_equal(wmi_object_set(object, name, &value), WMI_OK);
    wmi_object_free(inner);
}

static void expect_told(told *all, unsigned count)
{
    assert_int_equal(all->count, count);
    assert_true(count == 0 || strcmp(all->last, "Test_Inner|Test_Inner.Key=2|Size|large") == 0);
    all->count = 0;
}

static void look_within(wmi_session *session, told *all, bool strict)
{
    wmi_status expected = strict ? WMI_REPLY : WMI_OK;
    wmi_object *object = NULL;
    wmi_events *events = NULL;
    wmi_error error = {0};
    test_all one;
    assert_int_equal(wmi_object_fetch(session, "x", &object, &error), expected);
    wmi_object_free(object);
    expect_told(all, strict ? 0 : 1);
    assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, &error), expected);
    assert_true(!strict || strcmp(error.message, "Size of Test_Inner.Key=2 cannot be read: large") == 0);
    wmi_instance_clear(&test_all_info, &one);
    expect_told(all, strict ? 0 : 1);
    assert_int_equal(wmi_subscribe(session, "x", &events, &error), WMI_OK);
    assert_int_equal(wmi_events_next(events, 0, &object, &error), WMI_OK);
    wmi_object_free(object);
    assert_int_equal(wmi_events_next(events, 0, &object, &error), expected);
    wmi_object_free(object);
    wmi_events_free(events);
    expect_told(all, strict ? 0 : 1);
    reply = wmi_object_copy(listed[1]);
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &one, &error), expected);
    wmi_method_out_clear(&answer_method, &one);
    wmi_object_free(reply);
    reply = NULL;
    expect_told(all, strict ? 0 : 1);
    wmi_error_clear(&error);
}

static void what_cannot_be_read_within_is_told_too(void **state)
{
    unsigned i;
    size_t f;
    (void)state;
    for (f = 0; f < COUNT(test_all_fields); f++) {
        const wmi_field *field = &test_all_fields[f];
        bool takes_object = field->type == WMI_TYPE_OBJECT || field->type == WMI_TYPE_EMBEDDED;
        for (i = 0; takes_object && i < 2; i++) {
            told all;
            wmi_session *session = connect_to_table(&all, i == 1);
            lay_ready(NULL, NULL);
            hide_in(listed[1], field->name, (field->flags & WMI_FIELD_ARRAY) != 0);
            look_within(session, &all, i == 1);
            take_back();
            wmi_close(session);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_odd_value_loses_neither_instance_nor_list),
        TEST(who_is_strict_gets_an_error),
        TEST(what_is_meant_is_read),
        TEST(numbers_in_signed_and_short_types),
        TEST(what_a_backend_cannot_read_is_told),
        TEST(what_cannot_be_read_within_is_told_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
