/* Instances and parameters as text and as JSON. */
#include "descriptors.h"

#include "codec/codec.h"

#include <wmi/print.h>

#include <ctype.h>
#include <math.h>

/* A strict reader of JSON (RFC 8259), for the shape alone. @return behind the value; NULL where it is none. */
static const char *json_value(const char *at);

static const char *json_blank(const char *at)
{
    return at != NULL ? at + strspn(at, " \t\r\n") : NULL;
}

static const char *json_text(const char *at)
{
    if (*at++ != '"') {
        return NULL;
    }
    while (*at != '"') {
        if ((unsigned char)*at < 0x20) {
            return NULL;
        }
        if (*at == '\\') {
            at++;
            if (*at == 'u') {
                if (strspn(at + 1, "0123456789abcdefABCDEF") < 4) {
                    return NULL;
                }
                at += 4;
            } else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL) {
                return NULL;
            }
        }
        at++;
    }
    return at + 1;
}

static const char *json_digits(const char *at)
{
    size_t count = strspn(at, "0123456789");
    return count > 0 ? at + count : NULL;
}

static const char *json_number(const char *at)
{
    at += *at == '-' ? 1 : 0;
    if (*at == '0' && isdigit((unsigned char)at[1])) {
        return NULL;
    }
    at = json_digits(at);
    if (at != NULL && *at == '.') {
        at = json_digits(at + 1);
    }
    if (at != NULL && (*at == 'e' || *at == 'E')) {
        at++;
        at = json_digits(at + (*at == '+' || *at == '-' ? 1 : 0));
    }
    return at;
}

static const char *json_members(const char *at, char close)
{
    at = json_blank(at);
    while (at != NULL && *at != close) {
        if (close == '}') {
            at = json_blank(json_text(at));
            at = at != NULL && *at == ':' ? at + 1 : NULL;
        }
        at = json_blank(at != NULL ? json_value(at) : NULL);
        if (at != NULL && *at == ',') {
            at = json_blank(at + 1);
            at = *at != close ? at : NULL;
        } else if (at != NULL && *at != close) {
            at = NULL;
        }
    }
    return at != NULL ? at + 1 : NULL;
}

static const char *json_value(const char *at)
{
    static const char *const words[] = {"true", "false", "null"};
    size_t i;
    at = json_blank(at);
    if (*at == '{' || *at == '[') {
        return json_members(at + 1, *at == '{' ? '}' : ']');
    }
    for (i = 0; i < 3; i++) {
        if (strncmp(at, words[i], strlen(words[i])) == 0) {
            return at + strlen(words[i]);
        }
    }
    return *at == '"' ? json_text(at) : json_number(at);
}

static bool is_json(const char *text)
{
    const char *end = json_blank(json_value(text));
    return end != NULL && *end == '\0';
}

/* What was written, in static memory. */
static const char *written(FILE *file)
{
    static char text[32768];
    size_t length;
    rewind(file);
    length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    (void)fclose(file);
    return text;
}

static const char *json_of(const wmi_class_info *info, const void *instance)
{
    FILE *file = tmpfile();
    const char *text;
    assert_non_null(file);
    assert_int_equal(wmi_print_json(file, info, instance), WMI_OK);
    text = written(file);
    if (!is_json(text)) {
        fail_msg("no JSON: %s", text);
    }
    return text;
}

static const char *text_of(const wmi_class_info *info, const void *instance)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(wmi_print(file, info, instance), WMI_OK);
    return written(file);
}

#define HOLDS(TEXT, PART)                                                                                              \
    do {                                                                                                               \
        if (strstr((TEXT), (PART)) == NULL) {                                                                          \
            fail_msg("\"%s\" is not in: %s", (PART), (TEXT));                                                          \
        }                                                                                                              \
    } while (0)

/* A class with codes. */

typedef struct test_coded {
    const char *Kind;
    wmi_opt_uint16 State;
    wmi_opt_uint64 Mask;
    wmi_array_uint16 States;
    wmi_array_embedded Parts;
    wmi_opt_datetime When;
    wmi_meta wmi;
} test_coded;

static const wmi_field test_coded_fields[] = {
    {"Kind", NULL, offsetof(test_coded, Kind), WMI_TYPE_STRING, 0},
    {"State", NULL, offsetof(test_coded, State), WMI_TYPE_UINT16, 0},
    {"Mask", NULL, offsetof(test_coded, Mask), WMI_TYPE_UINT64, 0},
    {"States", NULL, offsetof(test_coded, States), WMI_TYPE_UINT16, WMI_FIELD_ARRAY},
    {"Parts", "Test_Base", offsetof(test_coded, Parts), WMI_TYPE_EMBEDDED, WMI_FIELD_ARRAY},
    {"When", NULL, offsetof(test_coded, When), WMI_TYPE_DATETIME, 0},
};
static const wmi_code state_codes[] = {{2, 2, "Enabled", 0}, {3, 3, "Dis\"abled\x1B", 0}, {4, 99, "DMTF Reserved", 0}};
static const wmi_code_table states = {state_codes, 2, 3, 0};
static const wmi_code mask_codes[] = {{-1, -1, "All", 0}};
static const wmi_code_table masks = {mask_codes, 1, 1, WMI_CODES_UNSIGNED};
static const wmi_text kind_texts[] = {{"Microsoft:VM", "Machine", 0}};
static const wmi_text_table kinds = {kind_texts, 1};
static const wmi_field_codes test_coded_codes[] = {
    {"Kind", &kinds}, {"State", &states}, {"Mask", &masks}, {"States", &states}, {NULL, NULL}};
/* clang-format off */
static const wmi_class_info test_coded_info = {
    "Test_Coded", NULL, test_no_names, "root\\test", test_no_names, test_coded_fields, COUNT(test_coded_fields),
    sizeof(test_coded), offsetof(test_coded, wmi), 0, NULL, test_coded_codes};
/* clang-format on */

static void codes_have_their_names(void **state)
{
    static const uint16_t numbers[] = {2, 50, 1000};
    static const wmi_embedded parts[] = {
        {NULL, NULL,
         "<INSTANCE CLASSNAME=\"Test_Base\"><PROPERTY NAME=\"InstanceID\" TYPE=\"string\">"
         "<VALUE>a&#38;b</VALUE></PROPERTY></INSTANCE>"},
        {NULL, NULL, "instance of Test_Base { };"}};
    test_coded coded;
    const char *text;
    (void)state;
    memset(&coded, 0, sizeof coded);
    coded.Kind = "Microsoft:VM";
    coded.State = WMI_UINT16(2);
    coded.Mask = WMI_UINT64(UINT64_MAX);
    coded.States.items = numbers;
    coded.States.count = 3;
    coded.Parts.items = parts;
    coded.Parts.count = 2;
    coded.wmi.path = "Test_Coded=@";
    assert_true(wmi_datetime_parse("20240501120000.000000+120", &coded.When.value));
    coded.When.has = true;
    assert_string_equal(text_of(&test_coded_info, &coded), "Test_Coded Test_Coded=@\n"
                                                           "  Kind: Microsoft:VM (Machine)\n"
                                                           "  State: 2 (Enabled)\n"
                                                           "  Mask: 18446744073709551615 (All)\n"
                                                           "  States: {2 (Enabled), 50 (DMTF Reserved), 1000}\n"
                                                           "  Parts: \n"
                                                           "    Test_Base\n"
                                                           "      InstanceID: a&b\n"
                                                           "    instance of Test_Base { };\n"
                                                           "  When: 2024-05-01 12:00:00 +02:00\n");
    assert_string_equal(json_of(&test_coded_info, &coded),
                        "{\n"
                        "  \"__CLASS\": \"Test_Coded\",\n"
                        "  \"__PATH\": \"Test_Coded=@\",\n"
                        "  \"Kind\": {\"value\": \"Microsoft:VM\", \"name\": \"Machine\"},\n"
                        "  \"State\": {\"value\": 2, \"name\": \"Enabled\"},\n"
                        "  \"Mask\": {\"value\": 18446744073709551615, \"name\": \"All\"},\n"
                        "  \"States\": [\n"
                        "    {\"value\": 2, \"name\": \"Enabled\"},\n"
                        "    {\"value\": 50, \"name\": \"DMTF Reserved\"},\n"
                        "    {\"value\": 1000, \"name\": null}\n"
                        "  ],\n"
                        "  \"Parts\": [\n"
                        "    {\n"
                        "      \"__CLASS\": \"Test_Base\",\n"
                        "      \"InstanceID\": \"a&b\"\n"
                        "    },\n"
                        "    \"instance of Test_Base { };\"\n"
                        "  ],\n"
                        "  \"When\": \"20240501120000.000000+120\"\n"
                        "}\n");
    coded.State = WMI_UINT16(3);
    text = json_of(&test_coded_info, &coded);
    HOLDS(text, "\"Dis\\\"abled\\u001B\"");
    HOLDS(text_of(&test_coded_info, &coded), "State: 3 (Dis\"abled\\u001B)");
    memset(&coded, 0, sizeof coded);
    assert_string_equal(text_of(&test_coded_info, &coded), "Test_Coded\n");
    text = json_of(&test_coded_info, &coded);
    HOLDS(text, "\"State\": null");
    HOLDS(text, "\"Parts\": null");
    coded.States.items = numbers; /* empty, and not NULL */
    HOLDS(json_of(&test_coded_info, &coded), "\"States\": []");
    HOLDS(text_of(&test_coded_info, &coded), "  States: {}\n");
}

static void every_type_is_printed(void **state)
{
    test_all all;
    test_base base;
    test_derived derived;
    wmi_object *objects[2];
    wmi_embedded embedded[2];
    wmi_value inside = wmi_value_string("inside");
    wmi_object *object = wmi_object_new("Test_Base");
    const char *text;
    (void)state;
    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "InstanceID", &inside), WMI_OK);
    test_fill(&all, &base, &derived, object, objects, embedded);
    all.scalar_string = "q\"b\\n\n\x01\x7F\xE2\x80\xA8\xF0\x9F\x98\x80\xFF\xC3(\x1B[31m";
    text = json_of(&test_all_info, &all);
    HOLDS(text, "\"string\": \"q\\\"b\\\\n\\u000A\\u0001\\u007F\\u2028\xF0\x9F\x98\x80\\uFFFD\\uFFFD(\\u001B[31m\"");
    HOLDS(text, "\"uint64\": 18446744073709551615");
    HOLDS(text, "\"sint64\": -9223372036854775808");
    HOLDS(text, "\"boolean\": true");
    HOLDS(text, "\"char16\": \"x\"");
    HOLDS(text, "\"datetime\": \"00000000000100.000000:000\"");
    HOLDS(text, "\"Number\": 7");
    text = text_of(&test_all_info, &all);
    HOLDS(text, "string: q\"b\\n\\n\\u0001\\u007F\\u2028\xF0\x9F\x98\x80\\xFF\\xC3(\\u001B[31m\n");
    HOLDS(text, "datetime: 00:01:00\n");
    HOLDS(
        text,
        "embedded: Test_Derived\n    InstanceID: derived & 2\n    Number: 7\n    Inner: Test_Base\n      InstanceID: base <1>\n");
    HOLDS(text, "datetimes: {00:01:30, 20240101******.******+***}\n");
    HOLDS(text, "uint8s: {0, 255}\n");
    all.scalar_real64 = WMI_REAL64(HUGE_VAL);
    all.scalar_real32 = WMI_REAL32(1e20);
    all.scalar_char16 = WMI_CHAR16(0xD800);
    all.scalar_datetime.value.hour = 99;
    text = json_of(&test_all_info, &all);
    HOLDS(text, "\"real64\": \"INF\"");
    HOLDS(text, "\"char16\": 55296");
    HOLDS(text, "\"datetime\": null");
    all.scalar_real64 = WMI_REAL64(-HUGE_VAL);
    all.scalar_real32 = WMI_REAL32(NAN);
    text = json_of(&test_all_info, &all);
    HOLDS(text, "\"real64\": \"-INF\"");
    HOLDS(text, "\"real32\": \"NaN\"");
    HOLDS(text_of(&test_all_info, &all), "datetime: no datetime\n");
    wmi_object_free(object);
}

/* Methods: ReturnValue has the name of the method's table. */

typedef struct test_out {
    wmi_opt_uint16 State;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} test_out;

static const wmi_field test_out_fields[] = {
    {"State", NULL, offsetof(test_out, State), WMI_TYPE_UINT16, 0},
    {"ReturnValue", NULL, offsetof(test_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
};
static const wmi_code return_codes[] = {{4096, 4096, "Method Parameters Checked", 0}};
static const wmi_code_table returns = {return_codes, 1, 1, 0};
/* clang-format off */
static const wmi_method_info test_method = {.name = "Start", .class_name = "Test_Base", .in = test_base_fields,
                                            .in_count = 2, .out = test_out_fields, .out_count = 2, .codes = &returns,
                                            .parameter_codes = test_coded_codes};
/* clang-format on */

static void parameters_are_printed(void **state)
{
    test_base in;
    test_out out;
    FILE *file = tmpfile();
    (void)state;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    in.InstanceID = "x";
    out.State = WMI_UINT16(2);
    out.ReturnValue = WMI_UINT32(4096);
    assert_int_equal(wmi_print_in(file, &test_method, &in), WMI_OK);
    assert_int_equal(wmi_print_out(file, &test_method, &out), WMI_OK);
    assert_int_equal(wmi_print_in(file, &test_method, NULL), WMI_OK);
    assert_string_equal(written(file), "Test_Base.Start in\n"
                                       "  InstanceID: x\n"
                                       "Test_Base.Start out\n"
                                       "  State: 2 (Enabled)\n"
                                       "  ReturnValue: 4096 (Method Parameters Checked)\n"
                                       "Test_Base.Start in\n");
}

static void what_cannot_be_printed_is_told(void **state)
{
    test_derived derived;
    FILE *file = tmpfile();
    (void)state;
    memset(&derived, 0, sizeof derived);
    assert_int_equal(wmi_print(NULL, &test_derived_info, &derived), WMI_USAGE);
    assert_int_equal(wmi_print(file, NULL, &derived), WMI_USAGE);
    assert_int_equal(wmi_print(file, &test_derived_info, NULL), WMI_USAGE);
    assert_int_equal(wmi_print_json(file, &test_derived_info, NULL), WMI_USAGE);
    assert_int_equal(wmi_print_out(file, NULL, NULL), WMI_USAGE);
    derived.Inner = wmi_embedded_of(&test_derived_info, &derived); /* holds itself */
    assert_int_equal(wmi_print(file, &test_derived_info, &derived), WMI_USAGE);
    assert_int_equal(wmi_print_json(file, &test_derived_info, &derived), WMI_USAGE);
    assert_string_equal(written(file), ""); /* nothing by half */
    file = fopen("/dev/full", "w");
    if (file != NULL) {
        (void)setvbuf(file, NULL, _IONBF, 0);
        memset(&derived, 0, sizeof derived);
        assert_int_equal(wmi_print(file, &test_derived_info, &derived), WMI_TRANSPORT);
        (void)fclose(file);
    }
}

static void every_failed_allocation_is_told(void **state)
{
    static const wmi_embedded part[] = {{NULL, NULL, "<INSTANCE CLASSNAME=\"Test_Base\"/>"}};
    test_coded coded;
    unsigned json;
    (void)state;
    memset(&coded, 0, sizeof coded);
    coded.Kind = "k";
    coded.Parts.items = part;
    coded.Parts.count = 1;
    for (json = 0; json < 2; json++) {
        FILE *file = tmpfile();
        wmi_status status = WMI_NO_MEMORY;
        long at;
        for (at = 1; status != WMI_OK; at++) {
            test_counted.fail_at = at;
            status =
                json != 0 ? wmi_print_json(file, &test_coded_info, &coded) : wmi_print(file, &test_coded_info, &coded);
            test_counted.fail_at = 0;
            assert_true(status == WMI_OK || status == WMI_NO_MEMORY);
            assert_int_equal(test_counted.live, 0);
            assert_true(status == WMI_OK || ftell(file) == 0);
        }
        assert_true(at > 4);
        (void)fclose(file);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(codes_have_their_names),         TEST(every_type_is_printed),           TEST(parameters_are_printed),
        TEST(what_cannot_be_printed_is_told), TEST(every_failed_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
