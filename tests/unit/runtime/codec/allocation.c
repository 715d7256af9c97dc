/* Every allocation of a round trip fails once: the failure is reported, nothing is lost, and the next try succeeds. */
#include "descriptors.h"

#include "cimxml/cimxml.h"
#include "codec/codec.h"
#include "path/path.h"

/* A round trip. It gives everything back itself, whatever happens. */
typedef wmi_status (*round_trip)(wmi_error *error);

/* Lets the first, second, ... allocation fail until none does. */
static void fail_each(round_trip run, long least)
{
    long at;
    wmi_status status = WMI_NO_MEMORY;
    for (at = 1; status != WMI_OK; at++) {
        wmi_error error = {0};
        assert_true(at < 100000);
        test_counted.fail_at = at;
        status = run(&error);
        test_counted.fail_at = 0;
        if (status != WMI_OK) {
            assert_int_equal(status, WMI_NO_MEMORY);
            assert_int_equal(error.status, WMI_NO_MEMORY);
            assert_non_null(error.message);
        }
        wmi_error_clear(&error);
        assert_int_equal(test_counted.live, 0);
    }
    assert_true(at > least); /* that many allocations were there to fail */
}

static wmi_object *small_object(void)
{
    wmi_object *object = wmi_object_new("Test_Base");
    wmi_value value = wmi_value_string("inside");
    if (object != NULL && wmi_object_set(object, "InstanceID", &value) != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    return object;
}

static wmi_status encode_and_decode(wmi_error *error)
{
    static const test_all zero;
    test_all all;
    test_base base;
    test_derived derived;
    wmi_object *objects[2];
    wmi_embedded embedded[2];
    test_all out = {0};
    wmi_object *inner = small_object();
    wmi_object *object = NULL;
    wmi_status status;
    if (inner == NULL) {
        return wmip_no_memory(error);
    }
    test_fill(&all, &base, &derived, inner, objects, embedded);
    all.wmi.path = "Test_All=@";
    status = wmi_instance_object(&test_all_info, &all, &object, error);
    if (status == WMI_OK) {
        status = wmip_decode_instance(&test_all_info, object, &out, error);
        assert_true(status == WMI_OK || memcmp(&out, &zero, sizeof out) == 0);
    }
    if (status == WMI_OK) {
        test_derived back;
        status = wmi_embedded_read(&test_derived_info, &out.scalar_embedded, &back, error);
        wmi_instance_clear(&test_derived_info, &back);
    }
    wmi_instance_clear(&test_all_info, &out);
    wmi_object_free(object);
    wmi_object_free(inner);
    return status;
}

static const char xml[] =
    "<INSTANCE CLASSNAME=\"C\"><QUALIFIER NAME=\"q\"><VALUE>skipped text</VALUE></QUALIFIER>"
    "<PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>&#65;&lt;<![CDATA[x]]></VALUE></PROPERTY>"
    "<PROPERTY.ARRAY NAME=\"A\" TYPE=\"uint8\"><VALUE.ARRAY><VALUE>1</VALUE><VALUE>2</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
    "<PROPERTY.REFERENCE NAME=\"R\" REFERENCECLASS=\"D\"><VALUE.REFERENCE><INSTANCEPATH><NAMESPACEPATH><HOST>h</HOST><LOCALNAMESPACEPATH>"
    "<NAMESPACE NAME=\"root\"/></LOCALNAMESPACEPATH></NAMESPACEPATH><INSTANCENAME CLASSNAME=\"D\"><KEYBINDING NAME=\"K\"><KEYVALUE>x</KEYVALUE>"
    "</KEYBINDING></INSTANCENAME></INSTANCEPATH></VALUE.REFERENCE></PROPERTY.REFERENCE>"
    "<PROPERTY.OBJECTARRAY NAME=\"O\"><VALUE.OBJECTARRAY><VALUE.OBJECT><INSTANCE CLASSNAME=\"I\"><PROPERTY NAME=\"Q\"><VALUE>y</VALUE></PROPERTY>"
    "</INSTANCE></VALUE.OBJECT></VALUE.OBJECTARRAY></PROPERTY.OBJECTARRAY></INSTANCE>";

static wmi_status read_and_write(wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_object *copy = NULL;
    char *text = NULL;
    wmi_status status = wmi_cimxml_read(xml, &object, error);
    if (status == WMI_OK) {
        static const char *const ancestors[] = {"B", "A", NULL};
        copy = wmi_object_set_derivation(object, ancestors) == WMI_OK ? wmi_object_copy(object) : NULL;
        status = copy != NULL ? wmi_cimxml_write(copy, &text, error) : wmip_no_memory(error);
    }
    if (status == WMI_OK) {
        wmi_embedded value = wmi_embedded_of_text(text);
        char *name = NULL;
        status = wmi_embedded_class(&value, &name, error);
        wmi_free(name);
    }
    wmi_free(text);
    wmi_object_free(copy);
    wmi_object_free(object);
    return status;
}

static void WMI_CALLBACK tell_nobody(void *context, const char *class_name, const char *path, const char *property,
                                     const char *text)
{
    (void)path;
    assert_non_null(class_name);
    assert_non_null(property);
    assert_true(text[0] != '\0');
    ++*(unsigned *)context;
}

/* An instance of a derived class with odd properties, read as its base class, told of, and embedded again. */
static wmi_status read_what_is_odd(wmi_error *error)
{
    static const char odd[] =
        "<INSTANCE CLASSNAME=\"Test_Derived\"><NEWS><VALUE/></NEWS><PROPERTY NAME=\"InstanceID\"><VALUE>a</VALUE><VALUE>b</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"Number\" TYPE=\"uint8\"><VALUE>300</VALUE></PROPERTY><PROPERTY NAME=\"More\" TYPE=\"uint8\"><VALUE>3</VALUE></PROPERTY>"
        "<PROPERTY.ARRAY NAME=\"Notes\" TYPE=\"string\"><VALUE.ARRAY><VALUE>a</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>";
    unsigned told = 0;
    wmip_decoding decoding = {false, tell_nobody, &told, NULL, NULL};
    test_base base = {0};
    test_all all = {0};
    wmi_object *object = NULL;
    wmi_object *again = NULL;
    wmi_status status = wmi_cimxml_read(odd, &object, error);
    if (status == WMI_OK) {
        status = wmip_decode_instance_as(&decoding, &test_base_info, object, &base, error);
    }
    if (status == WMI_OK) {
        assert_int_equal(told, 2);
        all.scalar_embedded = wmi_embedded_of(&test_base_info, &base);
        status = wmi_instance_object(&test_all_info, &all, &again, error);
    }
    if (status == WMI_OK) {
        assert_non_null(strstr(wmi_object_string(again, "embedded"), "Notes"));
    }
    wmi_instance_clear(&test_base_info, &base);
    wmi_object_free(object);
    wmi_object_free(again);
    return status;
}

static wmi_status compare_keys(wmi_error *error)
{
    wmi_object *object = small_object();
    wmi_path path = {0};
    wmi_status status =
        object != NULL ? wmi_path_parse("Test_Base.InstanceID=\"inside\"", &path, error) : wmip_no_memory(error);
    if (status == WMI_OK) {
        status = wmip_path_check_keys(&path, "x", object, NULL, error);
    }
    wmi_path_clear(&path);
    wmi_object_free(object);
    return status;
}

static wmi_status parse_and_format(wmi_error *error)
{
    wmi_path path;
    char *text = NULL;
    char *quoted = NULL;
    wmi_status status = wmi_path_parse("\\\\h\\root\\v2:C.A=\"x\\\"y\",B=7,C=TRUE", &path, error);
    if (status == WMI_OK) {
        status = wmi_path_format(&path, &text, error);
    }
    if (status == WMI_OK) {
        status = wmi_wql_quote(text, &quoted, error);
    }
    wmi_free(quoted);
    wmi_free(text);
    wmi_path_clear(&path);
    return status;
}

static wmi_status find_path(wmi_error *error)
{
    wmi_object *object = small_object();
    char *path = NULL;
    wmi_status status;
    if (object == NULL) {
        return wmip_no_memory(error);
    }
    status = wmip_path_of_object(object, "Test_Base", test_base_keys, &path, error);
    wmi_free(path);
    wmi_object_free(object);
    return status;
}

/* The refusal of a value that lacks its `has` needs memory too. */
static wmi_status refuse_a_half(wmi_error *error)
{
    static const test_base half = {.InstanceID = "1", .Number = {.value = 5}};
    wmi_object *object = NULL;
    wmi_status status = wmi_instance_object(&test_base_info, &half, &object, error);
    assert_null(object);
    return status == WMI_USAGE ? WMI_OK : status;
}

static void refusing_a_half(void **state)
{
    (void)state;
    fail_each(refuse_a_half, 3);
}

static void encoding_and_decoding(void **state)
{
    (void)state;
    fail_each(encode_and_decode, 20);
}

static void reading_and_writing_cimxml(void **state)
{
    (void)state;
    fail_each(read_and_write, 10);
    fail_each(read_what_is_odd, 8);
}

static void paths(void **state)
{
    (void)state;
    fail_each(parse_and_format, 2);
    fail_each(find_path, 2);
    fail_each(compare_keys, 2);
}

/* A comparison has no way to report; it falls back to comparing texts. */
static void comparing_paths(void **state)
{
    long at;
    (void)state;
    for (at = 1; at < 10; at++) {
        test_counted.fail_at = at;
        assert_false(wmi_path_equal("C.K=\"x\"", "C.K=\"y\""));
        test_counted.fail_at = at;
        assert_true(wmi_path_equal("C.K=\"x\"", "c.k=\"X\""));
        test_counted.fail_at = 0;
        assert_int_equal(test_counted.live, 0);
    }
}

/* A message that there is no memory for is a sentence all the same, and the failure stays what it is. */
static void failures_without_memory(void **state)
{
    long at;
    (void)state;
    for (at = 1; at < 12; at++) {
        wmi_error error = {0};
        wmi_object *object = NULL;
        wmi_status status;
        test_counted.fail_at = at;
        status = wmip_cimxml_read_strictly(
            "<INSTANCE CLASSNAME=\"C\"><PROPERTY NAME=\"P\" TYPE=\"uint8\"><VALUE>x</VALUE></PROPERTY></INSTANCE>",
            &object, &error);
        test_counted.fail_at = 0;
        assert_true(status == WMI_REPLY || status == WMI_NO_MEMORY);
        assert_int_equal(error.status, status);
        assert_non_null(error.message);
        wmi_error_clear(&error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(encoding_and_decoding), TEST(refusing_a_half),         TEST(reading_and_writing_cimxml), TEST(paths),
        TEST(comparing_paths),       TEST(failures_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
