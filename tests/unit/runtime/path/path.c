/* Object paths: read, written, compared; and WQL literals. */
#include "test.h"

#include "path/path.h"

static char *formatted(const wmi_path *path)
{
    wmi_error error = {0};
    char *text = NULL;
    if (wmi_path_format(path, &text, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    return text;
}

static void full_path_is_read(void **state)
{
    wmi_path path;
    (void)state;
    assert_int_equal(
        wmi_path_parse(
            "\\\\host.example.com\\root/virtualization\\v2:Msvm_X.Name=\"a:b \\\"c\\\" \\\\d\",Id=0x1F,On=true,"
            "N=-7,S='it\\'s \"x\"'",
            &path, NULL),
        WMI_OK);
    assert_string_equal(path.server, "host.example.com");
    assert_string_equal(path.ns, "root\\virtualization\\v2");
    assert_string_equal(path.class_name, "Msvm_X");
    assert_false(path.is_singleton);
    assert_int_equal(path.key_count, 5);
    assert_string_equal(path.keys[0].name, "Name");
    assert_int_equal(path.keys[0].type, WMI_KEY_STRING);
    assert_string_equal(path.keys[0].text, "a:b \"c\" \\d");
    assert_int_equal(path.keys[1].type, WMI_KEY_INTEGER);
    assert_string_equal(path.keys[1].text, "31");
    assert_int_equal(path.keys[2].type, WMI_KEY_BOOLEAN);
    assert_string_equal(path.keys[2].text, "TRUE");
    assert_string_equal(path.keys[3].text, "-7");
    assert_string_equal(path.keys[4].text, "it's \"x\"");
    wmi_path_clear(&path);
    assert_null(path.class_name);
    wmi_path_clear(&path);
    wmi_path_clear(NULL);
}

static void short_forms_are_read(void **state)
{
    wmi_path path;
    (void)state;
    assert_int_equal(wmi_path_parse("Win32_Service=\"Spooler\"", &path, NULL), WMI_OK);
    assert_null(path.server);
    assert_null(path.ns);
    assert_null(path.keys[0].name);
    assert_string_equal(path.keys[0].text, "Spooler");
    wmi_path_clear(&path);
    assert_int_equal(wmi_path_parse("root\\cimv2:Win32_X=@", &path, NULL), WMI_OK);
    assert_true(path.is_singleton);
    assert_string_equal(path.ns, "root\\cimv2");
    assert_int_equal(path.key_count, 0);
    wmi_path_clear(&path);
    assert_int_equal(wmi_path_parse("//./root/cimv2:Win32_X", &path, NULL), WMI_OK);
    assert_string_equal(path.server, ".");
    assert_int_equal(path.key_count, 0);
    assert_false(path.is_singleton);
    wmi_path_clear(&path);
}

static void paths_round_trip(void **state)
{
    /* clang-format off */
    static const char *const texts[] = {
        "C", "C=@", "C=\"x\"", "C=5", "root\\v2:C.K=\"\"", "\\\\.\\root:C.A=1,B=\"\\\\\\\"\",C=FALSE,D=-9223372036854775808",
        "\\\\HOST\\root\\virtualization\\v2:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"A-B'C\"",
        "C.K=18446744073709551615", "C.K=\"\xC3\xA4\"", "\xC3\x84.\xC3\x96=1"};
    /* clang-format on */
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        wmi_path path;
        char *text;
        assert_int_equal(wmi_path_parse(texts[i], &path, NULL), WMI_OK);
        text = formatted(&path);
        assert_string_equal(text, texts[i]);
        wmi_free(text);
        wmi_path_clear(&path);
    }
}

/* A path as the key of a path as the key of a path ...: each level doubles the backslashes, and all come off again. */
static void nested_references_round_trip(void **state)
{
    char *texts[7];
    size_t i;
    (void)state;
    texts[0] = wmi_copy_text("\\\\.\\root:Leaf.Name=\"a\\\\b\\\"c\"");
    for (i = 1; i < COUNT(texts); i++) {
        wmi_path_key key = {"Ref", WMI_KEY_STRING, NULL};
        wmi_path path = {0};
        key.text = texts[i - 1];
        path.class_name = "Assoc";
        path.keys = &key;
        path.key_count = 1;
        texts[i] = formatted(&path);
    }
    assert_string_equal(texts[1], "Assoc.Ref=\"\\\\\\\\.\\\\root:Leaf.Name=\\\"a\\\\\\\\b\\\\\\\"c\\\"\"");
    for (i = COUNT(texts) - 1; i > 0; i--) {
        wmi_path path;
        assert_int_equal(wmi_path_parse(texts[i], &path, NULL), WMI_OK);
        assert_string_equal(path.keys[0].text, texts[i - 1]);
        wmi_path_clear(&path);
    }
    for (i = 0; i < COUNT(texts); i++) {
        wmi_free(texts[i]);
    }
}

static void other_texts_are_refused(void **state)
{
    /* clang-format off */
    static const char *const texts[] = {
        "", " C", "C ", "C.", "C.K", "C.K=", "C.K=\"x", "C.K='x\"", "C.K=\"x\"y", "C.K=1,", "C.K=1,K2", "C.K=1,k=2", "C.K =1", "C.K= 1",
        "C=", "C=x", "C.K=1.5", "C.K=TRUEE", "C.K=18446744073709551616", "C.K=-9223372036854775809", "C.K=@", "C=@x", "5C", "C.5=1",
        "\\\\host", "\\\\host\\", "\\\\host\\root", "\\\\host\\root:", "\\\\ho'st\\root:C", "\\\\\\root:C", "\\root:C", "root\\:C", "root\\\\v2:C", ":C", "a:b:C",
        "\"x\"", "C.K=\"x\",\"y\"", "C.K=0x", "C=1,K=2", "C.K=\"\xFF\"", "C;drop", "{C}"};
    /* clang-format on */
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        static const wmi_path zero;
        wmi_error error = {0};
        wmi_path path;
        if (wmi_path_parse(texts[i], &path, &error) == WMI_OK) {
            fail_msg("accepted %s", texts[i]);
        }
        assert_memory_equal(&path, &zero, sizeof path);
        assert_int_equal(error.status, WMI_USAGE);
        assert_non_null(strstr(error.message, "no object path"));
        wmi_error_clear(&error);
    }
    {
        wmi_path path;
        assert_int_equal(wmi_path_parse(NULL, &path, NULL), WMI_USAGE);
    }
}

static void endless_keys_are_refused(void **state)
{
    wmip_buffer text = {0};
    wmi_path path;
    int i;
    (void)state;
    wmip_buffer_text(&text, "C.K=1");
    for (i = 0; i < 100000; i++) {
        wmip_buffer_format(&text, ",K%d=1", i);
    }
    assert_int_equal(wmi_path_parse(text.text, &path, NULL), WMI_USAGE);
    wmip_buffer_clear(&text);
}

static void what_makes_no_path_is_not_written(void **state)
{
    static const wmi_path_key nameless = {NULL, WMI_KEY_STRING, "x"};
    static const wmi_path_key two_nameless[] = {{NULL, WMI_KEY_STRING, "x"}, {"K", WMI_KEY_STRING, "x"}};
    static const wmi_path_key bad[] = {{"K", WMI_KEY_INTEGER, "x"},   {"K", WMI_KEY_BOOLEAN, "1"},
                                       {"K", WMI_KEY_STRING, NULL},   {"K=", WMI_KEY_STRING, "x"},
                                       {"K", WMI_KEY_STRING, "\xFF"}, {"", WMI_KEY_STRING, "x"}};
    wmi_path path = {0};
    char *text = NULL;
    size_t i;
    (void)state;
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
    assert_null(text);
    path.class_name = "C";
    path.server = "host";
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
    path.ns = "root:x";
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
    path.server = NULL;
    path.ns = NULL;
    for (i = 0; i < COUNT(bad); i++) {
        path.keys = &bad[i];
        path.key_count = 1;
        assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
    }
    path.keys = two_nameless;
    path.key_count = 2;
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
    path.keys = &nameless;
    path.key_count = 1;
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_OK);
    assert_string_equal(text, "C=\"x\"");
    wmi_free(text);
    path.class_name = "C.K=1,X";
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_USAGE);
}

static void equal_paths(void **state)
{
    static const char *const pairs[][2] = {
        {"C.A=1,B=\"x\"", "c.b=\"X\",a=1"},
        {"\\\\HOST\\root\\v2:C.K=\"x\"", "C.K=\"x\""},
        {"\\\\HOST\\root\\v2:C.K=\"x\"", "\\\\host\\ROOT\\V2:c.k=\"X\""},
        {"\\\\.\\root\\v2:C.K=\"x\"", "\\\\HOST\\root/v2:C.K='x'"},
        {"C=\"x\"", "C.K=\"x\""},
        {"C.K='a\\\"b\\'c\\\\d'", "C.K=\"a\\\"b\\'c\\\\d\""},
        {"C.K='a\"b'", "C.K=\"a\\\"b\""},
        {"C.K=0x10", "C.K=16"},
        {"C.K=true", "C.K=TRUE"},
        {"C.R=\"\\\\\\\\HOST\\\\root:D.K=\\\"x\\\"\"", "C.R=\"d.k='X'\""},
        {"C=@", "\\\\.\\root:c=@"},
        {"C", "c"},
        {"no path", "NO PATH"},
        {NULL, NULL},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(pairs); i++) {
        if (!wmi_path_equal(pairs[i][0], pairs[i][1]) || !wmi_path_equal(pairs[i][1], pairs[i][0])) {
            fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
        }
    }
}

/* `C.R="C.R=\"...\""` so deep, around a key. */
static void nest(const char *key, unsigned depth, char *text, size_t size)
{
    wmi_path_key reference = {"R", WMI_KEY_STRING, text};
    wmi_path path = {0};
    path.class_name = "C";
    path.keys = &reference;
    path.key_count = 1;
    (void)snprintf(text, size, "C.K=%s", key);
    while (depth-- > 0) {
        char *outer = NULL;
        assert_int_equal(wmi_path_format(&path, &outer, NULL), WMI_OK);
        assert_true(strlen(outer) < size);
        strcpy(text, outer);
        wmi_free(outer);
    }
}

/* References in references are paths as deep as anybody nests them, and texts below: no path makes the stack grow at will. */
static void references_are_read_so_deep(void **state)
{
    static char a[20000];
    static char b[20000];
    unsigned depth;
    (void)state;
    for (depth = 0; depth <= 12; depth++) {
        nest("16", depth, a, sizeof a);
        nest("0x10", depth, b, sizeof b);
        assert_int_equal(wmi_path_equal(a, b), depth < 8);
        assert_true(wmi_path_equal(a, a));
    }
}

static void different_paths(void **state)
{
    static const char *const pairs[][2] = {
        {"C.K=\"x\"", "C.K=\"y\""},
        {"C.K=\"x\"", "D.K=\"x\""},
        {"C.K=\"x\"", "C.L=\"x\""},
        {"C.K=1", "C.K=\"1\""},
        {"C.K=1", "C.K=1,L=2"},
        {"C=@", "C"},
        {"C=@", "C=1"},
        {"\\\\A\\root:C=1", "\\\\B\\root:C=1"},
        {"root\\a:C=1", "root\\b:C=1"},
        {"C.K=\"Microsoft:A\"", "C.K=\"A\""},
        {"C.R=\"D.K=1\"", "C.R=\"D.K=2\""},
        {"no path", "C"},
        {"C", NULL},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(pairs); i++) {
        if (wmi_path_equal(pairs[i][0], pairs[i][1]) || wmi_path_equal(pairs[i][1], pairs[i][0])) {
            fail_msg("%s is %s", pairs[i][0], pairs[i][1]);
        }
    }
}

static void literals_are_quoted(void **state)
{
    char *text = NULL;
    (void)state;
    assert_int_equal(wmi_wql_quote("a'b\"c\\d", &text, NULL), WMI_OK);
    assert_string_equal(text, "'a\\'b\\\"c\\\\d'");
    wmi_free(text);
    assert_int_equal(wmi_wql_quote("", &text, NULL), WMI_OK);
    assert_string_equal(text, "''");
    wmi_free(text);
    assert_int_equal(wmi_wql_quote(NULL, &text, NULL), WMI_USAGE);
    assert_null(text);
    assert_int_equal(wmi_wql_quote("\xFF", &text, NULL), WMI_USAGE);
}

static void path_of_an_object(void **state)
{
    static const char *const keys[] = {"Name", "Number", "Flag", "When", NULL};
    static const char *const none[] = {NULL};
    static const char *const missing[] = {"Absent", NULL};
    wmi_object *object = wmi_object_new("C");
    wmi_error error = {0};
    wmi_value value = wmi_value_string("a\"b");
    char *text = NULL;
    (void)state;
    (void)wmi_object_set(object, "Name", &value);
    value = wmi_value_uint16(7);
    (void)wmi_object_set(object, "Number", &value);
    value = wmi_value_boolean(true);
    (void)wmi_object_set(object, "Flag", &value);
    value = wmi_value_null(WMI_TYPE_DATETIME, false);
    value.is_null = false;
    value.u.datetime = wmi_datetime_from_unix(0);
    (void)wmi_object_set(object, "When", &value);
    assert_int_equal(wmip_path_of_object(object, "C", keys, &text, NULL), WMI_OK);
    assert_string_equal(text, "C.Name=\"a\\\"b\",Number=7,Flag=TRUE,When=\"19700101000000.000000+000\"");
    wmi_free(text);
    assert_int_equal(wmip_path_of_object(object, "C", none, &text, NULL), WMI_OK);
    assert_string_equal(text, "C=@");
    wmi_free(text);
    assert_int_equal(wmip_path_of_object(object, "C", missing, &text, &error), WMI_USAGE);
    assert_null(text);
    assert_string_equal(error.message, "The key Absent of C is NULL.");
    wmi_error_clear(&error);
    wmi_object_free(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(full_path_is_read),
        TEST(short_forms_are_read),
        TEST(paths_round_trip),
        TEST(nested_references_round_trip),
        TEST(other_texts_are_refused),
        TEST(endless_keys_are_refused),
        TEST(what_makes_no_path_is_not_written),
        TEST(equal_paths),
        TEST(references_are_read_so_deep),
        TEST(different_paths),
        TEST(literals_are_quoted),
        TEST(path_of_an_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
