/* Embedded instances: as what they go out, and as what they are read. */
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

/* The declared class informs: the provider judges the class. */
static void an_instance_of_any_class_is_sent(void **state)
{
    test_all all = {0};
    test_all inner = {0};
    wmi_object *object;
    (void)state;
    inner.scalar_uint8 = WMI_UINT8(5);
    all.scalar_embedded = wmi_embedded_of(&test_all_info, &inner); /* a Test_Base is declared */
    object = encoded(&test_all_info, &all);
    assert_string_equal(
        wmi_object_string(object, "embedded"),
        "<INSTANCE CLASSNAME=\"Test_All\"><PROPERTY NAME=\"uint8\" TYPE=\"uint8\"><VALUE>5</VALUE></PROPERTY></INSTANCE>");
    wmi_object_free(object);
}

/* Texts go out as they are, as long as they are an instance. A member that declares no class takes classes, too. */
static void ready_text_is_an_instance(void **state)
{
    static const struct {
        const char *text;
        const char *fault; /* NULL = it is sent */
    } cases[] = {
        {"<INSTANCE CLASSNAME=\"Whatever\"><PROPERTY NAME=\"X\" TYPE=\"uint8\"><VALUE>3000</VALUE></PROPERTY></INSTANCE>",
         NULL},
        {"\n<!-- c --><instance classname='X'/>\n", NULL},
        {"instance of Msvm_X { Name = \"x\"; };", NULL},
        {"\r\n\tInstance  Of\nMsvm_X\n{\n};\n", NULL},
        {"", "ends too early"},
        {"plain", "text where an element"},
        {"instance", "text where an element"},
        {"instanceof X {};", "text where an element"},
        {"<INSTANCE CLASSNAME=\"X\">", "ends too early"},
        {"<INSTANCE/>", "no CLASSNAME"},
        {"<CLASS NAME=\"X\"/>", "CLASS"},
        {"<INSTANCE CLASSNAME=\"X\"><PROPERTY NAME=\"P\"><VALUE>&nbsp;</VALUE></PROPERTY></INSTANCE>", "not accepted"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        test_all all = {0};
        wmi_error error = {0};
        wmi_object *object = NULL;
        wmi_status status;
        all.scalar_embedded = wmi_embedded_of_text(cases[i].text);
        all.array_embedded.items = &all.scalar_embedded;
        all.array_embedded.count = 1;
        status = wmi_instance_object(&test_all_info, &all, &object, &error);
        if (cases[i].fault == NULL) {
            assert_int_equal(status, WMI_OK);
            assert_string_equal(wmi_object_string(object, "embedded"), cases[i].text);
        } else {
            assert_int_equal(status, WMI_USAGE);
            assert_non_null(strstr(error.message, "embedded is no CIM instance: "));
            assert_non_null(strstr(error.message, cases[i].fault));
        }
        wmi_object_free(object);
        wmi_error_clear(&error);
    }
    {
        test_derived derived = {0};
        wmi_object *object;
        derived.Inner = wmi_embedded_of_text("<CLASS NAME=\"X\"/>"); /* EmbeddedObject */
        object = encoded(&test_derived_info, &derived);
        assert_string_equal(wmi_object_string(object, "Inner"), "<CLASS NAME=\"X\"/>");
        wmi_object_free(object);
    }
}

/* What a server gave is listed by its base class, changed, and sent back: as what it is there, with what it has more. */
static void what_the_server_gave_goes_back_whole(void **state)
{
    static const char *const notes[] = {"a", "b"};
    wmi_object *given = wmi_object_new("Test_Derived");
    wmi_object *sent = NULL;
    wmi_value value = wmi_value_string("Derived 1");
    wmi_value array = wmi_value_null(WMI_TYPE_STRING, true);
    test_all all = {0};
    test_base base = {0};
    test_derived derived;
    char *name = NULL;
    (void)state;
    array.is_null = false;
    array.u.array.items = notes;
    array.u.array.count = 2;
    (void)wmi_object_set(given, "InstanceID", &value);
    value = wmi_value_uint16(1);
    (void)wmi_object_set(given, "NUMBER", &value);
    (void)wmi_object_set(given, "Notes", &array);
    (void)wmi_object_set(given, "__DERIVATION", &array);
    value = wmi_value_null(WMI_TYPE_STRING, false);
    (void)wmi_object_set(given, "Inner", &value);
    value = wmi_value_string("vertical\vtab"); /* which XML cannot hold */
    (void)wmi_object_set(given, "Odd", &value);
    assert_int_equal(wmip_decode_instance(&test_base_info, given, &base, NULL), WMI_OK);
    wmi_object_free(given);
    assert_string_equal(base.wmi.class_name, "Test_Derived");
    assert_int_equal(base.wmi.others->count, 2);
    base.Number = WMI_UINT16(2);
    all.scalar_embedded = wmi_embedded_of(&test_base_info, &base);
    sent = encoded(&test_all_info, &all);
    assert_string_equal(
        wmi_object_string(sent, "embedded"),
        "<INSTANCE CLASSNAME=\"Test_Derived\"><PROPERTY NAME=\"InstanceID\" TYPE=\"string\"><VALUE>Derived 1</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"Number\" TYPE=\"uint16\"><VALUE>2</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"Notes\" TYPE=\"string\">"
        "<VALUE.ARRAY><VALUE>a</VALUE><VALUE>b</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>");
    wmi_object_free(sent);
    assert_int_equal(wmi_embedded_class(&all.scalar_embedded, &name, NULL), WMI_OK);
    assert_string_equal(name, "Test_Derived");
    wmi_free(name);
    assert_int_equal(wmi_embedded_read(&test_derived_info, &all.scalar_embedded, &derived, NULL), WMI_OK);
    assert_int_equal(derived.Number.value, 2);
    assert_int_equal(derived.Notes.count, 2);
    wmi_instance_clear(&test_derived_info, &derived);
    sent = encoded(&test_base_info, &base); /* a put writes what the struct has */
    assert_string_equal(sent->class_name, "Test_Derived");
    assert_int_equal(sent->count, 2);
    wmi_object_free(sent);
    wmi_instance_clear(&test_base_info, &base);
    assert_null(base.wmi.others);
}

static void embedded_text_becomes_an_instance(void **state)
{
    test_fixture fixture;
    wmi_object *object;
    test_all out = {0};
    test_derived derived;
    test_base base;
    char *name = NULL;
    (void)state;
    fill(&fixture);
    object = encoded(&test_all_info, &fixture.all);
    assert_int_equal(wmip_decode_instance(&test_all_info, object, &out, NULL), WMI_OK);
    assert_int_equal(wmi_embedded_read(&test_derived_info, &out.scalar_embedded, &derived, NULL), WMI_OK);
    assert_string_equal(derived.InstanceID, "derived & 2");
    assert_int_equal(derived.Number.value, 7);
    assert_int_equal(derived.Notes.count, 3);
    assert_string_equal(derived.wmi.class_name, "Test_Derived");
    assert_int_equal(wmi_embedded_read(&test_base_info, &derived.Inner, &base, NULL), WMI_OK);
    assert_string_equal(base.InstanceID, "base <1>");
    wmi_instance_clear(&test_base_info, &base);
    assert_int_equal(wmi_embedded_read(&test_base_info, &out.scalar_embedded, &base, NULL),
                     WMI_OK); /* as its ancestor */
    assert_string_equal(base.wmi.class_name, "Test_Derived");
    assert_int_equal(wmi_embedded_class(&out.scalar_embedded, &name, NULL), WMI_OK);
    assert_string_equal(name, "Test_Derived");
    wmi_free(name);
    wmi_instance_clear(&test_base_info, &base);
    wmi_instance_clear(&test_derived_info, &derived);
    wmi_instance_clear(&test_all_info, &out);
    wmi_object_free(object);
    wmi_object_free(fixture.object);
}

static void typed_instances_are_unembedded(void **state)
{
    test_base base = {"b", {1, true}, {NULL, NULL, NULL, NULL}};
    test_derived derived = {0};
    test_base out;
    test_derived other;
    wmi_embedded value = wmi_embedded_of(&test_derived_info, &derived);
    wmi_error error = {0};
    char *name = NULL;
    (void)state;
    derived.InstanceID = "d";
    assert_int_equal(WMI_UNEMBED(test_base, &value, &out, NULL), WMI_OK);
    assert_string_equal(out.InstanceID, "d");
    wmi_instance_clear(&test_base_info, &out);
    assert_int_equal(wmi_embedded_class(&value, &name, NULL), WMI_OK);
    assert_string_equal(name, "Test_Derived");
    wmi_free(name);
    value = WMI_EMBED(test_base, &base);
    assert_int_equal(wmi_embedded_read(&test_derived_info, &value, &other, &error), WMI_REPLY);
    assert_string_equal(
        error.message, "The embedded instance is one of Test_Base, which is neither Test_Derived nor derived from it.");
    wmi_error_clear(&error);
}

static void other_embedded_texts_are_refused(void **state)
{
    static const struct {
        const char *text;
        wmi_status status;
    } cases[] = {
        {NULL, WMI_USAGE},
        {"no XML", WMI_REPLY},
        {"<INSTANCE CLASSNAME=\"Test_Base\"/>", WMI_REPLY}, /* an ancestor */
        {"<INSTANCE CLASSNAME=\"Other\"><PROPERTY NAME=\"X\" TYPE=\"string\"><VALUE>x</VALUE></PROPERTY></INSTANCE>",
         WMI_REPLY},
        {"<INSTANCE CLASSNAME=\"More\"><PROPERTY NAME=\"Number\" TYPE=\"string\"><VALUE>x</VALUE></PROPERTY></INSTANCE>",
         WMI_OK}, /* and it is NULL */
        {"<INSTANCE CLASSNAME=\"More\"><PROPERTY NAME=\"Number\" TYPE=\"string\"><VALUE>5</VALUE></PROPERTY></INSTANCE>",
         WMI_OK},
        {"<INSTANCE CLASSNAME=\"More\"><PROPERTY NAME=\"Number\" TYPE=\"uint8\"><VALUE>5</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"__DERIVATION\" "
         "TYPE=\"string\"><VALUE.ARRAY><VALUE>Other</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>",
         WMI_REPLY},
        {"<INSTANCE CLASSNAME=\"More\"><PROPERTY.ARRAY NAME=\"__DERIVATION\" TYPE=\"string\"><VALUE.ARRAY><VALUE>test_derived</VALUE>"
         "<VALUE>Test_Base</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>",
         WMI_OK},
    };
    static const test_derived zero;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        wmi_embedded value = wmi_embedded_of_text(cases[i].text);
        wmi_error error = {0};
        test_derived out;
        memset(&out, 0xFF, sizeof out);
        assert_int_equal(wmi_embedded_read(&test_derived_info, &value, &out, &error), cases[i].status);
        if (cases[i].status == WMI_OK) {
            wmi_instance_clear(&test_derived_info, &out);
        }
        assert_memory_equal(&out, &zero, sizeof out);
        wmi_error_clear(&error);
    }
    {
        char *name = NULL;
        wmi_embedded value = wmi_embedded_of_text("<x");
        test_base out;
        assert_int_equal(wmi_embedded_class(NULL, &name, NULL), WMI_USAGE);
        assert_int_equal(wmi_embedded_class(&value, &name, NULL), WMI_REPLY);
        assert_int_equal(wmi_embedded_read(&test_base_info, NULL, &out, NULL), WMI_USAGE);
        assert_int_equal(wmi_embedded_read(&test_base_info, &value, NULL, NULL), WMI_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_instance_of_any_class_is_sent),     TEST(ready_text_is_an_instance),
        TEST(what_the_server_gave_goes_back_whole), TEST(embedded_text_becomes_an_instance),
        TEST(typed_instances_are_unembedded),       TEST(other_embedded_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
