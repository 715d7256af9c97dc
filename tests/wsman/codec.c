/*
 * What hosts are recorded to send, as envelopes that were written by hand, each with what it means beside it (answers/); and objects,
 * with the envelopes that they are to become (requests/).
 */
#include "envelope.h"

#include <libxml/parser.h>
#include <math.h>

#include "codec/codec.h"

#include <virtualization_v2.h>

static const wmi_schema *const schemas[] = {&hv_schema};
static wmip_wsman_codec known = {"root\\virtualization\\v2", NULL}; /* its classes: begin() */
static const wmip_wsman_codec unknown = {"root\\virtualization\\v2", NULL};
static wmip_wsman_frame frame;

/* Answers. */

typedef enum answer_kind { INSTANCE, ITEM, FRAGMENT, OUTPUT, FAULT } answer_kind;

typedef struct answer_case {
    const char *file;
    answer_kind kind;
    const wmip_wsman_codec *codec;
    const wmi_method_info *method;
} answer_case;

static const answer_case answers[] = {
    {"get_machine", INSTANCE, &known, NULL},
    {"get_machine_unknown", INSTANCE, &unknown, NULL},
    {"get_settings", INSTANCE, &known, NULL},
    {"get_capabilities", INSTANCE, &known, NULL},
    {"get_null_array", INSTANCE, &known, NULL},
    {"get_odd", INSTANCE, &known, NULL},
    {"pull_item", ITEM, &unknown, NULL},
    {"pull_fragment", FRAGMENT, &known, NULL},
    {"define_system_job", OUTPUT, &unknown, &hv_Msvm_VirtualSystemManagementService_DefineSystem_info},
    {"define_system_wrapped", OUTPUT, &unknown, &hv_Msvm_VirtualSystemManagementService_DefineSystem_info},
    {"disk_settings", OUTPUT, &unknown, &hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_info},
    {"disk_settings_cdata", OUTPUT, &unknown, &hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_info},
    {"summaries", OUTPUT, &known, &hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_info},
    {"fault_query", FAULT, NULL, NULL},
    {"fault_nested_wmi", FAULT, NULL, NULL},
    {"fault_wmi_error", FAULT, NULL, NULL},
    {"fault_missing", FAULT, NULL, NULL},
    {"fault_cim_error", FAULT, NULL, NULL},
    {"fault_bare", FAULT, NULL, NULL},
    {"fault_must_understand", FAULT, NULL, NULL},
};

static wmi_status decode_body(const answer_case *one, const wmip_wsman_node *body, wmi_object **object,
                              wmi_error *error)
{
    switch (one->kind) {
    case INSTANCE:
        return wmip_wsman_read_instance(body, NULL, one->codec, object, error);
    case ITEM: {
        const wmip_wsman_node *item = descend(body, "Items/Item");
        return wmip_wsman_read_instance(wmip_wsman_first(item), descend(item, "EndpointReference"), one->codec, object,
                                        error);
    }
    case FRAGMENT:
        return wmip_wsman_read_fragment(descend(body, "Items/XmlFragment"), "Msvm_VirtualSystemSettingData", one->codec,
                                        object, error);
    default:
        return wmip_wsman_read_output(body, one->method, one->codec, object, error);
    }
}

/* What an answer means, as text. */
static wmi_status read_answer(const answer_case *one, const char *text, size_t size, wmip_buffer *out, wmi_error *error)
{
    wmip_wsman_answer answer;
    wmi_object *object = NULL;
    wmi_memory *memory = NULL;
    wmi_status status = wmip_wsman_answer_read(text, size, NULL, NULL, &answer, error);
    if (status == WMI_OK) {
        status = wmip_wsman_answer_check(&answer, "uuid:11111111-2222-4333-8444-555555555555", error);
    }
    if (status == WMI_OK && one->kind == FAULT) {
        wmip_wsman_fault fault;
        assert_non_null(answer.fault);
        if (wmip_wsman_fault_read(answer.fault, &memory, &fault)) {
            show_fault(&fault, out);
        } else {
            status = wmip_no_memory(error);
        }
    } else if (status == WMI_OK) {
        assert_null(answer.fault);
        status = decode_body(one, answer.body, &object, error);
    }
    if (object != NULL) {
        show_object(object, out);
    }
    wmi_object_free(object);
    wmi_memory_clear(&memory);
    wmip_wsman_answer_clear(&answer);
    return status;
}

static void check_answer(const answer_case *one, const char *text, size_t size, const char *expected)
{
    wmip_buffer shown = {0};
    wmi_error error = {0};
    if (read_answer(one, text, size, &shown, &error) != WMI_OK) {
        fail_msg("%s: %s", one->file, error.message);
    }
    if (strcmp(shown.text, expected) != 0) {
        fail_msg("%s:\n%s\ninstead of\n%s", one->file, shown.text, expected);
    }
    wmip_buffer_clear(&shown);
}

/* As the file is, and in one line as hosts send it. */
static void test_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        size_t size;
        size_t expected_size;
        int length;
        char *text = read_file("answers", answers[i].file, ".xml", &size);
        char *expected = read_file("answers", answers[i].file, ".txt", &expected_size);
        xmlChar *line = in_one_line(text, size, &length);
        check_answer(&answers[i], text, size, expected);
        check_answer(&answers[i], (const char *)line, (size_t)length, expected);
        xmlFree(line);
        free(expected);
        free(text);
    }
}

/* What a typed call then has. */
static void test_answer_becomes_struct(void **state)
{
    size_t size;
    char *text = read_file("answers", "get_machine_unknown", ".xml", &size);
    wmip_wsman_answer answer;
    wmi_object *object = NULL;
    hv_Msvm_ComputerSystem machine = {0};
    (void)state;
    assert_int_equal(wmip_wsman_answer_read(text, size, NULL, NULL, &answer, NULL), WMI_OK);
    assert_int_equal(wmip_wsman_read_instance(answer.body, NULL, &unknown, &object, NULL), WMI_OK);
    assert_int_equal(wmip_decode_instance(&hv_Msvm_ComputerSystem_info, object, &machine, NULL), WMI_OK);
    assert_true(machine.OnTimeInMilliseconds.has);
    assert_true(machine.OnTimeInMilliseconds.value == 6138293824u);
    assert_int_equal(machine.OperationalStatus.count, 1);
    assert_int_equal(machine.OperationalStatus.items[0], 2);
    assert_null(machine.Dedicated.items);
    assert_null(machine.OtherEnabledState);
    assert_true(machine.InstallDate.has);
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_object_free(object);
    wmip_wsman_answer_clear(&answer);
    free(text);
}

/* Requests. */

typedef struct request_case {
    const char *file;
    const char *path;
    const char *action;
    uint32_t timeout_ms;
    void (*write_body)(wmip_wsman_writer *writer, const char *uri);
} request_case;

static void add(wmi_object *object, const char *name, wmi_value value)
{
    value.is_null = false;
    assert_int_equal(wmi_object_set(object, name, &value), WMI_OK);
}

static wmi_value integer(wmi_type type, wmip_integer number)
{
    char text[WMIP_NUMBER_TEXT_SIZE];
    wmi_memory *memory = NULL;
    wmi_value value;
    wmip_integer_format(number, text);
    wmi_value from = wmi_value_string(text);
    assert_true(wmi_value_convert(&from, type, false, &memory, &value));
    wmi_memory_clear(&memory);
    return value;
}

static wmi_value negative(wmi_type type, uint64_t magnitude)
{
    return integer(type, (wmip_integer){magnitude, true});
}

static wmi_value positive(wmi_type type, uint64_t magnitude)
{
    return integer(type, (wmip_integer){magnitude, false});
}

static wmi_value datetime(const char *text)
{
    wmi_value value = wmi_value_null(WMI_TYPE_DATETIME, false);
    assert_true(wmi_datetime_parse(text, &value.u.datetime));
    return value;
}

static wmi_value array(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.u.array.items = items;
    value.u.array.count = count;
    return value;
}

static void add_scalars(wmi_object *in)
{
    wmi_value real = wmi_value_null(WMI_TYPE_REAL64, false);
    wmi_value letter = wmi_value_null(WMI_TYPE_CHAR16, false);
    add(in, "Text", wmi_value_string("a & b <c> \"d\" ü 仮"));
    add(in, "Blank", wmi_value_string(""));
    add(in, "White", wmi_value_string(" \n\t"));
    add(in, "Truth", wmi_value_boolean(true));
    add(in, "Lie", wmi_value_boolean(false));
    add(in, "S8", negative(WMI_TYPE_SINT8, 128));
    add(in, "U8", positive(WMI_TYPE_UINT8, 255));
    add(in, "S16", negative(WMI_TYPE_SINT16, 32768));
    add(in, "U16", positive(WMI_TYPE_UINT16, 65535));
    add(in, "S32", negative(WMI_TYPE_SINT32, 2147483648u));
    add(in, "U32", positive(WMI_TYPE_UINT32, 4294967295u));
    add(in, "S64", negative(WMI_TYPE_SINT64, 9223372036854775808u));
    add(in, "U64", positive(WMI_TYPE_UINT64, 18446744073709551615u));
    real.u.real64 = 0.5;
    add(in, "R64", real);
    real.u.real64 = INFINITY;
    add(in, "Huge", real);
    letter.u.char16 = 0xE9;
    add(in, "Letter", letter);
}

static void add_the_rest(wmi_object *in, wmi_object *inner)
{
    static const uint16_t numbers[] = {1, 2};
    static const char *const texts[] = {"one", ""};
    wmi_value missing = wmi_value_null(WMI_TYPE_UINT32, false);
    wmi_value reference = wmi_value_string(
        "root\\virtualization\\v2:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N\"");
    wmi_value object = wmi_value_null(WMI_TYPE_OBJECT, false);
    add(in, "When", datetime("20260102030405.000000+000"));
    add(in, "Zoned", datetime("20260102030405.250000-450"));
    add(in, "Span", datetime("00000001020304.000000:000"));
    add(in, "Open", datetime("20260102******.******+060"));
    assert_int_equal(wmi_object_set(in, "Missing", &missing), WMI_OK);
    missing.is_array = true;
    assert_int_equal(wmi_object_set(in, "MissingArray", &missing), WMI_OK);
    add(in, "EmptyArray", array(WMI_TYPE_UINT16, numbers, 0));
    add(in, "Numbers", array(WMI_TYPE_UINT16, numbers, 2));
    add(in, "Texts", array(WMI_TYPE_STRING, texts, 2));
    reference.type = WMI_TYPE_REFERENCE;
    add(in, "Machine", reference);
    add(in, "Embedded",
        wmi_value_string(
            "<INSTANCE CLASSNAME=\"X\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>a &#38; b</VALUE></PROPERTY></INSTANCE>"));
    object.u.object = inner;
    add(in, "Object", object);
}

static void put_everything(wmip_wsman_writer *writer)
{
    wmi_object *in = wmi_object_new("__PARAMETERS");
    wmi_object *inner = wmi_object_new("Msvm_Inner");
    wmi_object *deep = wmi_object_new("Msvm_Deep");
    wmi_value object = wmi_value_null(WMI_TYPE_OBJECT, false);
    add(deep, "Name", wmi_value_string("n"));
    add(inner, "Count", wmi_value_uint32(7));
    object.u.object = deep;
    add(inner, "Deep", object);
    add_scalars(in);
    add_the_rest(in, inner);
    wmip_wsman_put_input(writer, &known, &(const wmi_method_info){.name = "Everything"}, in);
    wmi_object_free(deep);
    wmi_object_free(inner);
    wmi_object_free(in);
}

static void write_everything(wmip_wsman_writer *writer, const char *uri)
{
    wmip_wsman_open_input(writer, uri, "Everything");
    put_everything(writer);
    wmip_wsman_close(writer);
}

static void write_nothing(wmip_wsman_writer *writer, const char *uri)
{
    wmip_wsman_open_input(writer, uri, "Nothing");
    wmip_wsman_close(writer);
}

static void write_settings(wmip_wsman_writer *writer, const char *uri)
{
    static const uint16_t order[] = {2};
    wmi_value null = wmi_value_null(WMI_TYPE_STRING, false);
    wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
    add(object, "ElementName", wmi_value_string("mail"));
    assert_int_equal(wmi_object_set(object, "Description", &null), WMI_OK);
    add(object, "__CLASS", wmi_value_string("not sent"));
    add(object, "BootOrder", array(WMI_TYPE_UINT16, order, 1));
    add(object, "Notes", array(WMI_TYPE_STRING, order, 0));
    wmip_wsman_put_instance(writer, &known, uri, object);
    wmi_object_free(object);
}

#define TRANSFER "http://schemas.xmlsoap.org/ws/2004/09/transfer/"
#define TEST_SERVICE "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/Msvm_TestService/"

static const request_case requests[] = {
    {"get_machine", "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"a \\\\ b & \\\"c\\\"\"",
     TRANSFER "Get", 1005, NULL},
    {"get_singleton", "\\\\hv01\\root\\virtualization\\v2:Msvm_ServicingSettings=@", TRANSFER "Get", WMI_FOREVER, NULL},
    {"get_association",
     "Msvm_SettingsDefineCapabilities.GroupComponent=\"Msvm_AllocationCapabilities.InstanceID=\\\"Microsoft:Definition\\\\\\\\1\\\"\","
     "PartComponent=\"\\\\\\\\hv01\\\\root\\\\virtualization\\\\v2:Msvm_MemorySettingData.InstanceID=\\\"M\\\"\"",
     TRANSFER "Get", 60000, NULL},
    {"invoke_empty", "Msvm_TestService", TEST_SERVICE "Nothing", 60000, write_nothing},
    {"invoke_types", "Msvm_TestService.Name=\"vmms\"", TEST_SERVICE "Everything", 60000, write_everything},
    {"put_settings", "Msvm_VirtualSystemSettingData=\"Microsoft:1\"", TRANSFER "Put", 60000, write_settings},
};

static void write_request(const request_case *one, wmip_wsman_writer *writer, wmi_error *error)
{
    wmip_wsman_target target;
    wmip_wsman_header header = {0};
    wmip_wsman_writer_begin(writer, error);
    assert_int_equal(wmip_wsman_target_read(known.classes, known.ns, one->path, &target, error), WMI_OK);
    header.frame = &frame;
    header.resource = target.uri.text;
    header.action = one->action;
    header.message_id = "uuid:11111111-2222-4333-8444-555555555555";
    header.timeout_ms = one->timeout_ms;
    header.path = &target.path;
    wmip_wsman_put_header(writer, &known, &header);
    if (one->write_body != NULL) {
        one->write_body(writer, target.uri.text);
    }
    if (wmip_wsman_writer_finish(writer) != WMI_OK) {
        fail_msg("%s: %s", one->file, error->message);
    }
    wmip_wsman_target_clear(&target);
}

static void test_requests(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        wmip_wsman_writer writer;
        wmi_error error = {0};
        size_t size;
        char *expected = read_file("requests", requests[i].file, ".xml", &size);
        write_request(&requests[i], &writer, &error);
        assert_same_xml(expected, size, writer.text, writer.size);
        wmip_wsman_writer_end(&writer);
        free(expected);
    }
}

/* A call out of a frame of its own says what one out of that of the endpoint does, again and again. */
static void test_frame_of_call(void **state)
{
    static const char action[] = TEST_SERVICE "Everything";
    wmip_wsman_target target;
    wmip_wsman_frame of_call = {0};
    wmip_wsman_header header = {0};
    size_t size;
    char *expected = read_file("requests", "invoke_types", ".xml", &size);
    (void)state;
    assert_int_equal(wmip_wsman_target_read(known.classes, known.ns, "Msvm_TestService.Name=\"vmms\"", &target, NULL),
                     WMI_OK);
    assert_int_equal(
        wmip_wsman_frame_of_call(&frame, &known, target.uri.text, action, &target.path, "Everything", &of_call, NULL),
        WMI_OK);
    wmip_wsman_target_clear(&target); /* it is all in the frame */
    header.frame = &of_call;
    for (unsigned i = 0; i < 3; i++) {
        wmip_wsman_writer writer;
        header.message_id =
            i == 1 ? "uuid:AAAAAAAA-2222-4333-8444-555555555555" : "uuid:11111111-2222-4333-8444-555555555555";
        header.timeout_ms = i == 1 ? WMI_FOREVER : 60000;
        wmip_wsman_writer_begin(&writer, NULL);
        wmip_wsman_put_header(&writer, &known, &header);
        put_everything(&writer);
        assert_int_equal(wmip_wsman_writer_finish(&writer), WMI_OK);
        if (i == 1) {
            assert_non_null(strstr(writer.text, ">uuid:AAAAAAAA-2222-4333-8444-555555555555</a:MessageID>"));
            assert_null(strstr(writer.text, "OperationTimeout"));
        } else {
            assert_same_xml(expected, size, writer.text, writer.size);
        }
        wmip_wsman_writer_end(&writer);
    }
    wmip_wsman_frame_clear(&of_call);
    free(expected);
}

static void check_seconds(uint32_t timeout_ms, const char *text)
{
    wmip_wsman_header header = {0};
    wmip_wsman_writer writer;
    header.frame = &frame;
    header.resource = "urn:x";
    header.action = "urn:y";
    header.message_id = "uuid:1";
    header.timeout_ms = timeout_ms;
    wmip_wsman_writer_begin(&writer, NULL);
    wmip_wsman_put_header(&writer, &known, &header);
    assert_int_equal(wmip_wsman_writer_finish(&writer), WMI_OK);
    assert_non_null(strstr(writer.text, text));
    wmip_wsman_writer_end(&writer);
}

static void test_seconds(void **state)
{
    (void)state;
    check_seconds(0, "<w:OperationTimeout>PT0.000S</w:OperationTimeout>");
    check_seconds(7, ">PT0.007S<");
    check_seconds(1000, ">PT1.000S<");
    check_seconds(12345, ">PT12.345S<");
    check_seconds(UINT32_MAX - 1, ">PT4294967.294S<");
}

static void refuse(const char *name, wmi_value value, const char *word)
{
    wmi_object *in = wmi_object_new("__PARAMETERS");
    wmip_wsman_writer writer;
    wmi_error error = {0};
    wmi_status status;
    add(in, name, value);
    wmip_wsman_writer_begin(&writer, &error);
    wmip_wsman_open_input(&writer, "urn:x", "M");
    wmip_wsman_put_input(&writer, &known, &(const wmi_method_info){.name = "M"}, in);
    status = wmip_wsman_writer_finish(&writer);
    /* What is no path is refused with the code that hosts have for it. */
    assert_true(status == WMI_USAGE || (value.type == WMI_TYPE_REFERENCE && status == WMI_TRANSPORT &&
                                        error.number == WMI_E_INVALID_OBJECT_PATH));
    assert_int_equal(error.status, status);
    assert_non_null(strstr(error.message, word));
    wmip_wsman_writer_end(&writer);
    wmi_error_clear(&error);
    wmi_object_free(in);
}

/* What would come to harm on the way, or would mean something else, is not sent. */
static void test_refused_values(void **state)
{
    static const char *const with_null[] = {"a", NULL};
    wmi_value letter = wmi_value_null(WMI_TYPE_CHAR16, false);
    wmi_value reference = wmi_value_string("no path at all \"");
    wmi_value object = wmi_value_null(WMI_TYPE_OBJECT, false);
    wmi_object *nameless = wmi_object_new(NULL);
    (void)state;
    refuse("Text", wmi_value_string("bell \a"), "Text: ");
    refuse("Text", wmi_value_string("\xC3("), "UTF-8");
    refuse("Texts", array(WMI_TYPE_STRING, with_null, 2), "NULL");
    letter.u.char16 = 0xD800;
    refuse("Letter", letter, "D800");
    reference.type = WMI_TYPE_REFERENCE;
    refuse("Machine", reference, "Machine: ");
    reference.u.string = "root\\a b:C.K=\"1\"";
    refuse("Machine", reference, "resource URI");
    reference.u.string = "Nowhere=\"short\"";
    refuse("Machine", reference, "does not name its key");
    refuse("a:b", wmi_value_string("x"), "XML");
    object.u.object = nameless;
    refuse("Object", object, "without a class");
    wmi_object_free(nameless);
}

/* Datetimes. */

static void check_time(const char *text, const char *cim)
{
    wmi_datetime value;
    char formatted[WMI_DATETIME_TEXT_SIZE];
    bool good = wmip_wsman_time_read(text, &value);
    if (good != (cim != NULL)) {
        fail_msg("%s is %sread", text, good ? "" : "not ");
    }
    if (good) {
        assert_true(wmi_datetime_format(&value, formatted));
        assert_string_equal(formatted, cim);
    }
}

static void test_times(void **state)
{
    (void)state;
    check_time("2026-01-02T03:04:05Z", "20260102030405.000000+000");
    check_time("2026-01-02T03:04:05.961-07:00", "20260102030405.961000-420");
    check_time("2026-01-02T03:04:05.4124Z", "20260102030405.412400+000");
    check_time("2026-01-02T03:04:05.123456789Z", "20260102030405.123456+000");
    check_time("2026-01-02T03:04:05", "20260102030405.000000+***");
    check_time("2026-01-02", "20260102******.******+***");
    check_time("2026-01-02+01:00", "20260102******.******+060");
    check_time("03:04:05Z", "********030405.000000+000");
    check_time("P0DT0H30M0S", "00000000003000.000000:000");
    check_time("P2000D", "00002000000000.000000:000");
    check_time("PT36H", "00000001120000.000000:000");
    check_time("PT0.25S", "00000000000000.250000:000");
    check_time("20260102030405.000000+060", "20260102030405.000000+060");
    check_time("P1Y", NULL);
    check_time("P1M", NULL);
    check_time("PT1S1M", NULL);
    check_time("P", NULL);
    check_time("PT", NULL);
    check_time("P99999999999999999999D", NULL);
    check_time("2026-13-02T03:04:05Z", NULL);
    check_time("2026-01-02T03:04:05+15:00", NULL);
    check_time("2026-01-02T03:04:05Zx", NULL);
    check_time("2026-01-02 03:04:05", NULL);
    check_time("", NULL);
}

/* Envelopes that are none. */

static void refuse_answer(const char *text, const char *word)
{
    wmip_wsman_answer answer;
    wmi_error error = {0};
    wmi_status status = wmip_wsman_answer_read(text, strlen(text), NULL, NULL, &answer, &error);
    if (status == WMI_OK) {
        status = wmip_wsman_answer_check(&answer, "uuid:1", &error);
    }
    if (status != WMI_REPLY || strstr(error.message, word) == NULL) {
        fail_msg("%s: %s", text, status == WMI_OK ? "accepted" : error.message);
    }
    wmi_error_clear(&error);
    wmip_wsman_answer_clear(&answer);
}

#define SOAP                                                                                                           \
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">"

static void test_refused_answers(void **state)
{
    char deep[4096] = SOAP "<s:Body>";
    (void)state;
    refuse_answer("", "empty");
    refuse_answer("nothing", "well-formed");
    refuse_answer(SOAP "<s:Body>", "well-formed");
    refuse_answer("<html/>", "html");
    refuse_answer("<Envelope><Body/></Envelope>", "SOAP");
    refuse_answer(SOAP "<s:Header/></s:Envelope>", "body");
    refuse_answer(SOAP "<s:Body/></s:Envelope>", "what it answers");
    refuse_answer(SOAP "<s:Header><a:RelatesTo>uuid:2</a:RelatesTo></s:Header><s:Body/></s:Envelope>",
                  "another request");
    refuse_answer(SOAP "<s:Header><a:RelatesTo>UUID:1</a:RelatesTo></s:Header><s:Body/></s:Envelope>",
                  "another request");
    refuse_answer("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document type");
    refuse_answer("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "document type");
    refuse_answer(SOAP "<s:Body>&nothing;</s:Body></s:Envelope>", "well-formed");
    for (int i = 0; i < 100; i++) {
        strcat(deep, "<a>");
    }
    refuse_answer(deep, "deeper");
}

/* What a document is read as, element by element. */
static void test_tree(void **state)
{
    static const char text[] =
        "<r xmlns=\"urn:d\" xmlns:p=\"urn:p\" a=\"1 &amp; 2 &#38;amp; &lt;&#x33;&gt;\" p:a=\"&quot;\"> one<!-- no --> &amp; <![CDATA[<two>]]>"
        "<leaf>  </leaf> <p:leaf p:type=\"q:T\" xmlns:q=\"urn:q\">a&#10;&#x4eee;b</p:leaf> three <e xmlns=\"\"/></r>";
    wmip_wsman_document document;
    wmi_memory *memory = NULL;
    const char *value = NULL;
    const char *ns;
    const char *local;
    (void)state;
    assert_int_equal(wmip_wsman_parse(text, sizeof text - 1, NULL, NULL, &document, NULL), WMI_OK);
    const wmip_wsman_node *root = document.root;
    assert_true(wmip_wsman_is(root, "urn:d", "r"));
    assert_string_equal(root->text, " one & <two> three ");
    assert_true(wmip_wsman_attribute_text(root, NULL, "a", &memory, &value));
    assert_string_equal(value, "1 & 2 &amp; <3>");
    assert_true(wmip_wsman_attribute_text(root, "urn:p", "a", &memory, &value));
    assert_string_equal(value, "\"");
    assert_true(wmip_wsman_attribute_text(root, "urn:d", "a", &memory, &value));
    assert_null(value);
    assert_string_equal(wmip_wsman_child(root, "urn:d", "leaf")->text, "  ");
    const wmip_wsman_node *leaf = wmip_wsman_child(root, "urn:p", "leaf");
    assert_string_equal(leaf->text, "a\n\xE4\xBB\xAE"
                                    "b");
    assert_ptr_equal(leaf->name, root->first->name);
    wmip_wsman_qname(leaf, "q:T", &ns, &local);
    assert_string_equal(ns, "urn:q");
    assert_string_equal(local, "T");
    wmip_wsman_qname(root, "q:T", &ns, &local);
    assert_null(ns);
    wmip_wsman_qname(leaf, "T", &ns, &local);
    assert_string_equal(ns, "urn:d");
    const wmip_wsman_node *empty = wmip_wsman_child(root, NULL, "e");
    assert_null(empty->ns);
    assert_string_equal(empty->text, "");
    wmip_wsman_qname(empty, "T", &ns, &local);
    assert_null(ns);
    wmi_memory_clear(&memory);
    wmip_wsman_document_clear(&document);
}

static wmi_status parse_kept(const char *text, xmlParserCtxtPtr *kept, wmip_wsman_document *document)
{
    return wmip_wsman_parse(text, strlen(text), NULL, kept, document, NULL);
}

/* A parser that is kept knows nothing of the document before but its names, and none is kept of one that was no good. */
static void test_kept_parser(void **state)
{
    static const char first[] = "<p:r xmlns:p=\"urn:p\" xml:lang=\"ja\"><p:name>1</p:name></p:r>";
    wmip_wsman_document one;
    wmip_wsman_document other;
    xmlParserCtxtPtr kept = NULL;
    (void)state;
    assert_int_equal(parse_kept(first, &kept, &one), WMI_OK);
    assert_non_null(kept);
    xmlParserCtxtPtr parser = kept;
    assert_int_equal(parse_kept("<r xmlns=\"urn:d\"><name>2</name></r>", &kept, &other), WMI_OK);
    assert_ptr_equal(kept, parser);
    assert_string_equal(other.root->ns, "urn:d");
    assert_ptr_equal(other.root->first->name, one.root->first->name);
    wmip_wsman_document_clear(&one);
    assert_string_equal(other.root->first->name, "name"); /* as long as anyone has them */
    wmip_wsman_document_clear(&other);
    assert_int_equal(parse_kept("<p:r xmlns:p=\"urn:p\" xmlns=\"urn:d\"><p:name>", &kept, &one), WMI_REPLY);
    assert_null(kept);
    wmip_wsman_document_clear(&one);
    assert_int_equal(parse_kept("<r><name/></r>", &kept, &one), WMI_OK);
    assert_non_null(kept);
    assert_null(one.root->ns);
    wmip_wsman_document_clear(&one);
    assert_int_equal(parse_kept("<!DOCTYPE r [<!ENTITY e \"x\">]><r/>", &kept, &one), WMI_REPLY);
    assert_null(kept);
    wmip_wsman_document_clear(&one);
}

/* Of a host that says ever new names, they are not kept. */
static void test_kept_names(void **state)
{
    wmip_wsman_document document;
    xmlParserCtxtPtr kept = NULL;
    char text[64];
    bool was_dropped = false;
    (void)state;
    for (unsigned i = 0; i < 10000; i++) {
        snprintf(text, sizeof text, "<n%u><a-name-of-some-length-%u/></n%u>", i, i, i);
        assert_int_equal(parse_kept(text, &kept, &document), WMI_OK);
        wmip_wsman_document_clear(&document);
        was_dropped = was_dropped || kept == NULL;
    }
    assert_true(was_dropped);
    if (kept != NULL) {
        xmlFreeParserCtxt(kept);
    }
}

static int begin(void **state)
{
    wmip_wsman_classes *classes = NULL;
    (void)state;
    assert_true(wmip_wsman_classes_new(schemas, 1, &classes));
    known.classes = classes;
    return wmip_wsman_frame_make("https://hv01.example:5986/wsman", "en-US", 512000, &frame, NULL) == WMI_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    wmip_wsman_classes_free((wmip_wsman_classes *)(uintptr_t)(const void *)known.classes);
    wmip_wsman_frame_clear(&frame);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_answer_becomes_struct),
        cmocka_unit_test(test_requests),
        cmocka_unit_test(test_frame_of_call),
        cmocka_unit_test(test_seconds),
        cmocka_unit_test(test_kept_parser),
        cmocka_unit_test(test_kept_names),
        cmocka_unit_test(test_refused_values),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_refused_answers),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
