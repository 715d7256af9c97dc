/* The encoder and the decoder, over descriptors with every type; embedded instances; what they refuse. */
#include "descriptors.h"

#include "codec/codec.h"

typedef struct test_fixture {
    test_all all;
    test_base base;
    test_derived derived;
    wmi_object *object;
    wmi_object *objects[2];
    wmi_embedded embedded[2];
} test_fixture;

static void fill(test_fixture *fixture)
{
    wmi_value value = wmi_value_string("inside");
    fixture->object = wmi_object_new("Test_Base");
    assert_int_equal(wmi_object_set(fixture->object, "InstanceID", &value), WMI_OK);
    test_fill(&fixture->all, &fixture->base, &fixture->derived, fixture->object, fixture->objects, fixture->embedded);
}

static wmi_object *encoded(const wmi_class_info *info, const void *instance)
{
    wmi_error error = {0};
    wmi_object *object = NULL;
    if (wmi_instance_object(info, instance, &object, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    return object;
}

static const char embedded_text[] =
    "<INSTANCE CLASSNAME=\"Test_Derived\">"
    "<PROPERTY NAME=\"InstanceID\" TYPE=\"string\"><VALUE>derived &#38; 2</VALUE></PROPERTY>"
    "<PROPERTY NAME=\"Number\" TYPE=\"uint16\"><VALUE>7</VALUE></PROPERTY>"
    "<PROPERTY NAME=\"Inner\" TYPE=\"string\"><VALUE>&#60;INSTANCE CLASSNAME=\"Test_Base\"&#62;&#60;PROPERTY NAME=\"InstanceID\" TYPE=\"string\"&#62;"
    "&#60;VALUE&#62;base &#38;#60;1&#38;#62;&#60;/VALUE&#62;&#60;/PROPERTY&#62;&#60;/INSTANCE&#62;</VALUE></PROPERTY>"
    "<PROPERTY.ARRAY NAME=\"Notes\" TYPE=\"string\"><VALUE.ARRAY><VALUE>a &#60; b &#38; \"c\"</VALUE><VALUE></VALUE><VALUE>\xC3\xA4</VALUE>"
    "</VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>";

static void null_is_left_out(void **state)
{
    static const test_all nothing;
    wmi_object *object = encoded(&test_all_info, &nothing);
    (void)state;
    assert_string_equal(object->class_name, "Test_All");
    assert_null(object->path);
    assert_int_equal(object->count, 0);
    wmi_object_free(object);
}

static void every_type_is_encoded(void **state)
{
    test_fixture fixture;
    wmi_object *object;
    size_t i;
    (void)state;
    fill(&fixture);
    fixture.all.wmi.path = "Test_All=@";
    fixture.all.wmi.class_name = "Test_More";
    object = encoded(&test_all_info, &fixture.all);
    assert_string_equal(object->class_name, "Test_More");
    assert_string_equal(object->path, "Test_All=@");
    assert_int_equal(object->count, COUNT(test_all_fields));
    for (i = 0; i < object->count; i++) {
        wmi_type type = (wmi_type)test_all_fields[i].type;
        assert_string_equal(object->properties[i].name, test_all_fields[i].name);
        assert_int_equal(object->properties[i].value.type, type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : type);
        assert_int_equal(object->properties[i].value.is_array, (test_all_fields[i].flags & WMI_FIELD_ARRAY) != 0);
        assert_false(object->properties[i].value.is_null);
    }
    assert_true(wmi_object_get(object, "uint64")->u.uint64 == UINT64_MAX);
    assert_true(wmi_object_get(object, "real64")->u.real64 < 0.11);
    assert_string_equal(wmi_object_string(object, "embedded"), embedded_text);
    assert_string_equal(object->properties[wmip_object_find(object, "reference", 0)].class_name, "CIM_Job");
    assert_string_equal(object->properties[wmip_object_find(object, "object", 0)].class_name, "Test_Base");
    assert_null(object->properties[wmip_object_find(object, "embedded", 0)].class_name);
    wmi_object_free(object);
    wmi_object_free(fixture.object);
}

#define SAME_SCALAR(name, type)                                                                                        \
    assert_true(out.scalar_##name.has);                                                                                \
    assert_memory_equal(&out.scalar_##name.value, &fixture.all.scalar_##name.value, sizeof out.scalar_##name.value);
#define SAME_ARRAY(name, type)                                                                                         \
    assert_int_equal(out.array_##name.count, 2);                                                                       \
    assert_ptr_not_equal(out.array_##name.items, fixture.all.array_##name.items);                                      \
    assert_memory_equal(out.array_##name.items, fixture.all.array_##name.items, 2 * sizeof out.array_##name.items[0]);

static void same_datetime(const wmi_datetime *value, const char *expected)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    assert_true(wmi_datetime_format(value, text));
    assert_string_equal(text, expected);
}

static void every_type_comes_back(void **state)
{
    test_fixture fixture;
    test_all out = {0};
    static const test_all zero;
    wmi_object *object;
    (void)state;
    fill(&fixture);
    fixture.all.wmi.path = "Test_All=@";
    object = encoded(&test_all_info, &fixture.all);
    assert_int_equal(wmip_decode_instance(&test_all_info, object, &out, NULL), WMI_OK);
    wmi_object_free(object);
    EACH_PLAIN(SAME_SCALAR)
    EACH_PLAIN(SAME_ARRAY)
    assert_true(out.scalar_datetime.has);
    same_datetime(&out.scalar_datetime.value, "00000000000100.000000:000");
    assert_int_equal(out.array_datetime.count, 2);
    same_datetime(&out.array_datetime.items[0], "00000000000130.000000:000");
    same_datetime(&out.array_datetime.items[1], "20240101******.******+***");
    assert_string_equal(out.scalar_string, fixture.all.scalar_string);
    assert_string_equal(out.scalar_reference, fixture.all.scalar_reference);
    assert_string_equal(out.scalar_embedded.text, embedded_text);
    assert_null(out.scalar_embedded.instance);
    assert_string_equal(wmi_object_string(out.scalar_object, "InstanceID"), "inside");
    assert_int_equal(out.array_string.count, 3);
    assert_string_equal(out.array_string.items[2], "\xC3\xA4");
    assert_string_equal(out.array_reference.items[1], "D=1");
    assert_int_equal(out.array_embedded.count, 2);
    assert_string_equal(out.array_embedded.items[1].text, "<INSTANCE CLASSNAME=\"Test_Base\"/>");
    assert_int_equal(out.array_object.count, 2);
    assert_string_equal(wmi_object_string(out.array_object.items[1], "InstanceID"), "inside");
    assert_string_equal(out.wmi.path, "Test_All=@");
    assert_string_equal(out.wmi.class_name, "Test_All");
    wmi_object_free(out.scalar_object); /* is the region's, so that nothing happens */
    wmi_instance_clear(&test_all_info, &out);
    assert_memory_equal(&out, &zero, sizeof out);
    wmi_object_free(fixture.object);
}

static void empty_arrays_are_not_null(void **state)
{
    test_all all = {0};
    test_all out = {0};
    wmi_object *object;
    (void)state;
    all.array_uint8.items = (const uint8_t *)"";
    all.array_string.items = &all.scalar_string;
    all.array_embedded.items = &all.scalar_embedded;
    all.array_object.items = &all.scalar_object;
    object = encoded(&test_all_info, &all);
    assert_int_equal(object->count, 4);
    assert_int_equal(wmip_decode_instance(&test_all_info, object, &out, NULL), WMI_OK);
    assert_non_null(out.array_uint8.items);
    assert_non_null(out.array_string.items);
    assert_non_null(out.array_embedded.items);
    assert_non_null(out.array_object.items);
    assert_int_equal(out.array_embedded.count, 0);
    assert_null(out.array_uint16.items);
    wmi_object_free(object);
    wmi_instance_clear(&test_all_info, &out);
}

static void encoding_adds_to_an_object(void **state)
{
    test_base base = {"id", {5, true}, {NULL, NULL, NULL, NULL}};
    wmi_object *object = wmi_object_new("__PARAMETERS");
    wmi_value value = wmi_value_string("old");
    (void)state;
    (void)wmi_object_set(object, "instanceid", &value);
    assert_int_equal(wmip_encode(test_base_fields, 2, &base, object, NULL), WMI_OK);
    assert_int_equal(object->count, 2);
    assert_string_equal(wmi_object_string(object, "InstanceID"), "id");
    assert_int_equal(wmip_encode(test_base_fields, 2, NULL, object, NULL), WMI_OK); /* no in struct */
    wmi_object_free(object);
}

/* Encodes `all` and expects a refusal with that message. */
static void refuse(const test_all *all, const char *message)
{
    wmi_error error = {0};
    wmi_object *object = NULL;
    assert_int_equal(wmi_instance_object(&test_all_info, all, &object, &error), WMI_USAGE);
    assert_null(object);
    assert_string_equal(error.message, message);
    wmi_error_clear(&error);
}

/* A value that lacks its `has` is refused, of each type, and in words that say how to mend it. */
static void what_is_set_by_half_is_refused(void **state)
{
    static const wmi_datetime date = {.year = 2025, .month = 7, .day = 1};
    static const struct {
        test_all all;
        const char *message;
    } halves[] = {
        {{.scalar_boolean = {.value = true}},
         "boolean holds true and is NULL; set it by WMI_BOOLEAN(true), clear it by WMI_CLEAR."},
        {{.scalar_sint8 = {.value = -2}},
         "sint8 holds -2 and is NULL; set it by WMI_SINT8(-2), clear it by WMI_CLEAR."},
        {{.scalar_uint8 = {.value = 2}}, "uint8 holds 2 and is NULL; set it by WMI_UINT8(2), clear it by WMI_CLEAR."},
        {{.scalar_sint16 = {.value = -2}},
         "sint16 holds -2 and is NULL; set it by WMI_SINT16(-2), clear it by WMI_CLEAR."},
        {{.scalar_uint16 = {.value = 2}},
         "uint16 holds 2 and is NULL; set it by WMI_UINT16(2), clear it by WMI_CLEAR."},
        {{.scalar_sint32 = {.value = -2}},
         "sint32 holds -2 and is NULL; set it by WMI_SINT32(-2), clear it by WMI_CLEAR."},
        {{.scalar_uint32 = {.value = 2}},
         "uint32 holds 2 and is NULL; set it by WMI_UINT32(2), clear it by WMI_CLEAR."},
        {{.scalar_sint64 = {.value = -2}},
         "sint64 holds -2 and is NULL; set it by WMI_SINT64(-2), clear it by WMI_CLEAR."},
        {{.scalar_uint64 = {.value = UINT64_MAX}},
         "uint64 holds 18446744073709551615 and is NULL; set it by WMI_UINT64(18446744073709551615), clear it by WMI_CLEAR."},
        {{.scalar_real32 = {.value = 0.5f}},
         "real32 holds 0.5 and is NULL; set it by WMI_REAL32(0.5), clear it by WMI_CLEAR."},
        {{.scalar_real64 = {.value = -1e300}},
         "real64 holds -1.0e+300 and is NULL; set it by WMI_REAL64(-1.0e+300), clear it by WMI_CLEAR."},
        {{.scalar_char16 = {.value = 'A'}},
         "char16 holds 65 and is NULL; set it by WMI_CHAR16(65), clear it by WMI_CLEAR."},
        {{.scalar_datetime = {.value = {.minute = 1}}},
         "datetime holds parts of a datetime and is NULL; set it by WMI_DATETIME, clear it by WMI_CLEAR."},
    };
    test_all all = {.scalar_datetime = {.value = date}};
    test_base inside = {.Number = {.value = 7}};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(halves); i++) {
        refuse(&halves[i].all, halves[i].message);
    }
    refuse(&all,
           "datetime holds 20250701000000.000000+000 and is NULL; set it by WMI_DATETIME, clear it by WMI_CLEAR.");
    memset(&all, 0, sizeof all);
    all.scalar_embedded = wmi_embedded_of(&test_base_info, &inside); /* within a nested instance too */
    refuse(&all, "embedded: Number holds 7 and is NULL; set it by WMI_UINT16(7), clear it by WMI_CLEAR.");
    WMI_CLEAR(inside.Number);
    all.scalar_uint16.value = 0; /* nothing tells it from a NULL */
    wmi_object_free(encoded(&test_all_info, &all));
}

/* What a call stored may be taken away: by WMI_CLEAR, and not by `has` alone. */
static void what_was_read_can_be_cleared(void **state)
{
    static const test_base with_number = {.InstanceID = "1", .Number = WMI_UINT16_INIT(5)};
    test_base base;
    wmi_object *object = encoded(&test_base_info, &with_number);
    wmi_error error = WMI_ERROR_INIT;
    wmi_object *none;
    (void)state;
    memset(&base, 0, sizeof base);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &base, NULL), WMI_OK);
    wmi_object_free(object);
    base.Number.has = false;
    assert_int_equal(wmi_instance_object(&test_base_info, &base, &none, &error), WMI_USAGE);
    assert_string_equal(error.message, "Number holds 5 and is NULL; set it by WMI_UINT16(5), clear it by WMI_CLEAR.");
    WMI_CLEAR(base.Number);
    WMI_CLEAR(base.InstanceID);
    object = encoded(&test_base_info, &base);
    assert_int_equal(object->count, 0);
    wmi_object_free(object);
    wmi_error_clear(&error);
    wmi_instance_clear(&test_base_info, &base);
}

static void what_cannot_be_sent_is_refused(void **state)
{
    static const char *const with_null[] = {"a", NULL};
    static const char *const not_utf8[] = {"a", "b", "\xFF"};
    wmi_embedded two[2] = {{NULL, NULL, "<INSTANCE CLASSNAME=\"X\"/>"}, {NULL, NULL, NULL}};
    test_all all = {0};
    (void)state;
    all.scalar_string = "\xC3";
    refuse(&all, "string is not valid UTF-8.");
    all.scalar_string = NULL;
    all.array_string.items = with_null;
    all.array_string.count = 2;
    refuse(&all, "Item 1 of strings is NULL, and WMI takes no NULL inside an array.");
    all.array_string.items = not_utf8;
    all.array_string.count = 3;
    refuse(&all, "Item 2 of strings is not valid UTF-8.");
    all.array_string.items = NULL;
    all.scalar_datetime.has = true; /* month 0 */
    refuse(&all, "datetime is no datetime: one of its parts is out of range.");
    all.scalar_datetime.has = false;
    all.array_embedded.items = two;
    all.array_embedded.count = 2;
    refuse(&all, "Item 1 of embeddeds is NULL, and WMI takes no NULL inside an array.");
    all.array_embedded.items = NULL;
    all.scalar_embedded.text = "\xFF";
    refuse(&all, "embedded is not valid UTF-8.");
}

static void embedded_instances_are_checked(void **state)
{
    test_all all = {0};
    test_base base = {0};
    test_derived derived = {0};
    (void)state;
    all.scalar_embedded = wmi_embedded_of(&test_base_info, &base);
    all.scalar_embedded.text = "<x/>";
    refuse(&all, "embedded has both a typed instance and a text; give one of them.");
    all.scalar_embedded.text = NULL;
    all.scalar_embedded.info = NULL;
    refuse(&all, "embedded has an instance but not its class; make it with WMI_EMBED.");
    base.InstanceID = "\x01";
    derived.Inner = wmi_embedded_of(&test_base_info, &base);
    all.scalar_embedded = wmi_embedded_of(&test_derived_info, &derived);
    refuse(&all, "embedded: Inner: InstanceID holds the character U+0001, which XML cannot hold.");
    base.InstanceID = "\xFF";
    refuse(&all, "embedded: Inner: InstanceID is not valid UTF-8.");
}

static void an_instance_inside_itself_ends(void **state)
{
    test_derived derived = {0};
    wmi_object *object = NULL;
    wmi_error error = {0};
    (void)state;
    derived.Inner = wmi_embedded_of(&test_derived_info, &derived);
    assert_int_equal(wmi_instance_object(&test_derived_info, &derived, &object, &error), WMI_USAGE);
    assert_non_null(strstr(error.message, "nested too deeply"));
    wmi_error_clear(&error);
}

static void objects_are_checked(void **state)
{
    test_all all = {0};
    wmi_object *object = wmi_object_new("C");
    wmi_value value = wmi_value_string("\xFF");
    (void)state;
    (void)wmi_object_set(object, "P", &value);
    all.scalar_object = object;
    refuse(&all, "object holds an object with a property that cannot be sent.");
    wmi_object_free(object);
    assert_int_equal(wmi_instance_object(&test_all_info, NULL, &object, NULL), WMI_USAGE);
}

static void names_match_in_any_case_and_order(void **state)
{
    test_base out = {0};
    wmi_object *object = wmi_object_new("Test_Base");
    wmi_value value = wmi_value_string("12"); /* 16 bits as text */
    (void)state;
    (void)wmi_object_set(object, "NUMBER", &value);
    (void)wmi_object_set(object, "Unknown", &value);
    (void)wmi_object_set(object, "instanceid", &value);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &out, NULL), WMI_OK);
    assert_true(out.Number.has);
    assert_int_equal(out.Number.value, 12);
    assert_string_equal(out.InstanceID, "12");
    wmi_instance_clear(&test_base_info, &out);
    wmi_object_free(object);
}

/* What is known to be no instance of the struct's class is refused: where ancestors came along, and without. */
static void objects_of_another_class_are_refused(void **state)
{
    static const char *const ancestors[] = {"Test_Middle", "test_base", NULL};
    static const char *const others[] = {"Test_Middle", NULL};
    test_base base = {0};
    test_derived derived = {0};
    wmi_error error = {0};
    wmi_object *object = wmi_object_new("Test_Other");
    wmi_value value = wmi_value_uint16(1);
    (void)state;
    (void)wmi_object_set(object, "Number", &value);
    assert_int_equal(wmi_object_set_derivation(object, ancestors), WMI_OK);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &base, &error), WMI_OK);
    wmi_instance_clear(&test_base_info, &base);
    assert_int_equal(wmi_object_set_derivation(object, others), WMI_OK);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &base, &error), WMI_REPLY);
    assert_string_equal(
        error.message,
        "The object at an unknown path is a Test_Other, which is neither a Test_Base nor derived from it");
    assert_false(base.Number.has);
    wmi_object_free(object);
    object = wmi_object_new("Test_Base");
    assert_int_equal(wmip_decode_instance(&test_derived_info, object, &derived, &error), WMI_REPLY);
    wmi_object_free(object);
    wmi_error_clear(&error);
}

/* One odd value loses nothing but itself. */
static void what_does_not_fit_is_null(void **state)
{
    test_base out = {0};
    wmi_object *object = wmi_object_new("Test_Base");
    wmi_value value = wmi_value_string("x");
    (void)state;
    (void)wmi_object_set(object, "InstanceID", &value);
    value = wmi_value_uint32(70000);
    (void)wmi_object_set(object, "Number", &value);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &out, NULL), WMI_OK);
    assert_string_equal(out.InstanceID, "x");
    assert_false(out.Number.has);
    wmi_instance_clear(&test_base_info, &out);
    value = wmi_value_null(WMI_TYPE_STRING, true);
    (void)wmi_object_set(object, "Number", &value);
    value.is_null = false;
    value.u.array.items = "";
    (void)wmi_object_set(object, "InstanceID", &value);
    assert_int_equal(wmip_decode_instance(&test_base_info, object, &out, NULL), WMI_OK);
    assert_null(out.InstanceID);
    wmi_instance_clear(&test_base_info, &out);
    wmi_object_free(object);
}

typedef struct told {
    unsigned count;
    char text[3][200]; /* class path property text */
} told;

static void WMI_CALLBACK tell(void *context, const char *class_name, const char *path, const char *property,
                              const char *text)
{
    told *all = context;
    assert_true(all->count < COUNT(all->text));
    (void)snprintf(all->text[all->count++], sizeof all->text[0], "%s|%s|%s|%s", class_name, path != NULL ? path : "-",
                   property, text);
}

static void what_does_not_fit_is_told_or_refused(void **state)
{
    static const uint16_t numbers[] = {1, 2};
    static const test_base zero;
    told all = {0, {"", "", ""}};
    wmip_decoding decoding = {false, tell, &all, NULL, NULL};
    test_base out = {0};
    wmi_error error = {0};
    wmi_object *object = wmi_object_new("Test_More");
    wmi_value value = wmi_value_null(WMI_TYPE_UINT16, true);
    (void)state;
    value.is_null = false;
    value.u.array.items = numbers;
    value.u.array.count = 2;
    (void)wmi_object_set(object, "InstanceID", &value);
    value = wmi_value_uint32(70000);
    (void)wmi_object_set(object, "number", &value);
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, object, &out, &error), WMI_OK);
    assert_int_equal(all.count, 2);
    assert_string_equal(all.text[0], "Test_More|-|InstanceID|1, 2");
    assert_string_equal(all.text[1], "Test_More|-|number|70000");
    wmi_instance_clear(&test_base_info, &out);
    (void)wmi_object_set_path(object, "Test_More=1");
    decoding.strict = true;
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, object, &out, &error), WMI_REPLY);
    assert_string_equal(error.message, "InstanceID is declared as string, but uint16[2] arrived.");
    assert_memory_equal(&out, &zero, sizeof out);
    assert_int_equal(all.count, 2);
    value = wmi_value_string("x");
    (void)wmi_object_set(object, "InstanceID", &value);
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, object, &out, &error), WMI_REPLY);
    assert_string_equal(error.message, "Number is declared as uint16, but uint32 70000 arrived.");
    decoding.strict = false;
    decoding.class_name = "Test_Caller";
    decoding.path = "Test_Caller=@";
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, object, &out, &error), WMI_OK);
    assert_string_equal(all.text[2], "Test_Caller|Test_Caller=@|number|70000");
    wmi_instance_clear(&test_base_info, &out);
    wmi_error_clear(&error);
    wmi_object_free(object);
}

/* What the backend could not read: its text is what arrived, whatever the field's type. */
static void what_a_backend_could_not_read_is_told(void **state)
{
    told all = {0, {"", "", ""}};
    wmip_decoding decoding = {false, tell, &all, NULL, NULL};
    test_base out = {0};
    wmi_error error = {0};
    wmi_object *object = NULL;
    wmi_object *copy;
    (void)state;
    assert_int_equal(
        wmi_cimxml_read(
            "<INSTANCE CLASSNAME=\"Test_Base\"><PROPERTY NAME=\"InstanceID\" TYPE=\"uint8\"><VALUE>abc</VALUE></PROPERTY>"
            "<PROPERTY NAME=\"Number\" TYPE=\"uint8\"><VALUE>7</VALUE></PROPERTY></INSTANCE>",
            &object, NULL),
        WMI_OK);
    copy = wmi_object_copy(object);
    wmi_object_free(object);
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, copy, &out, &error), WMI_OK);
    assert_null(out.InstanceID);
    assert_int_equal(out.Number.value, 7);
    assert_string_equal(all.text[0], "Test_Base|-|InstanceID|abc");
    wmi_instance_clear(&test_base_info, &out);
    decoding.strict = true;
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, copy, &out, &error), WMI_REPLY);
    assert_string_equal(error.message, "InstanceID is declared as string, but \"abc\" arrived.");
    {
        wmi_value value = wmi_value_string("now it can");
        assert_int_equal(wmi_object_set(copy, "InstanceID", &value), WMI_OK);
    }
    assert_int_equal(wmip_decode_instance_as(&decoding, &test_base_info, copy, &out, &error), WMI_OK);
    assert_string_equal(out.InstanceID, "now it can");
    wmi_instance_clear(&test_base_info, &out);
    wmi_object_free(copy);
    wmi_error_clear(&error);
}

static void a_date_with_wildcards_breaks_nothing(void **state)
{
    test_all out = {0};
    wmi_object *object = wmi_object_new("Test_All");
    wmi_value value = wmi_value_string("20240101******.******+***");
    (void)state;
    (void)wmi_object_set(object, "datetime", &value);
    assert_int_equal(wmip_decode_instance(&test_all_info, object, &out, NULL), WMI_OK);
    assert_true(out.scalar_datetime.has);
    assert_int_equal(out.scalar_datetime.value.day, 1);
    assert_true(out.scalar_datetime.value.unknown & WMI_DATETIME_HOUR);
    wmi_instance_clear(&test_all_info, &out);
    wmi_object_free(object);
}

static void a_real_object_is_an_embedded_instance_too(void **state)
{
    test_all out = {0};
    wmi_object *inner = wmi_object_new("Test_Base");
    wmi_object *object = wmi_object_new("Test_All");
    wmi_value value = wmi_value_null(WMI_TYPE_OBJECT, false);
    (void)state;
    value.is_null = false;
    value.u.object = inner;
    (void)wmi_object_set(object, "embedded", &value);
    wmi_object_free(inner);
    assert_int_equal(wmip_decode_instance(&test_all_info, object, &out, NULL), WMI_OK);
    assert_string_equal(out.scalar_embedded.text, "<INSTANCE CLASSNAME=\"Test_Base\"></INSTANCE>");
    wmi_instance_clear(&test_all_info, &out);
    wmi_object_free(object);
}

typedef struct test_out {
    const char *Text;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} test_out;

static void out_structs_are_cleared(void **state)
{
    static const wmi_field fields[] = {
        {"Text", NULL, offsetof(test_out, Text), WMI_TYPE_STRING, 0},
        {"ReturnValue", NULL, offsetof(test_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN}};
    static const wmi_code_table codes = {NULL, 0, 0, 0};
    static const wmi_method_info method = {.name = "M",
                                           .class_name = "C",
                                           .out = fields,
                                           .codes = &codes,
                                           .out_count = 2,
                                           .out_size = sizeof(test_out),
                                           .out_memory_offset = offsetof(test_out, wmi_owned)};
    static const wmi_method_info none = {.name = "N", .class_name = "C", .codes = &codes, .flags = WMI_METHOD_VOID};
    static const test_out zero;
    test_out out = {0};
    wmi_object *object = wmi_object_new("__PARAMETERS");
    wmi_value value = wmi_value_string("x");
    (void)state;
    (void)wmi_object_set(object, "Text", &value);
    value = wmi_value_uint32(UINT32_MAX);
    (void)wmi_object_set(object, "ReturnValue", &value);
    assert_int_equal(wmip_decode(method.out, method.out_count, object, &out, &out.wmi_owned, NULL), WMI_OK);
    assert_int_equal(out.ReturnValue.value, 0xFFFFFFFF);
    wmi_object_free(object);
    out.Text = "the program's own";
    wmi_method_out_clear(&method, &out);
    assert_memory_equal(&out, &zero, sizeof out);
    wmi_method_out_clear(&method, &out);
    wmi_method_out_clear(&method, NULL);
    wmi_method_out_clear(NULL, &out);
    wmi_method_out_clear(&none, NULL);
    wmi_instance_clear(&test_base_info, NULL);
    wmi_instance_clear(NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(null_is_left_out),
        TEST(every_type_is_encoded),
        TEST(every_type_comes_back),
        TEST(empty_arrays_are_not_null),
        TEST(encoding_adds_to_an_object),
        TEST(what_is_set_by_half_is_refused),
        cmocka_unit_test(what_was_read_can_be_cleared),
        cmocka_unit_test(what_cannot_be_sent_is_refused),
        TEST(embedded_instances_are_checked),
        TEST(an_instance_inside_itself_ends),
        TEST(objects_are_checked),
        TEST(names_match_in_any_case_and_order),
        TEST(objects_of_another_class_are_refused),
        TEST(what_does_not_fit_is_null),
        TEST(what_does_not_fit_is_told_or_refused),
        TEST(what_a_backend_could_not_read_is_told),
        TEST(a_date_with_wildcards_breaks_nothing),
        TEST(a_real_object_is_an_embedded_instance_too),
        TEST(out_structs_are_cleared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
