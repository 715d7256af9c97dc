/*
 * What clients send to mofbind-mock: an envelope, and whatever may be in it. Each is answered by XML that is read again and is an envelope, with the
 * status of HTTP that goes with it.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "mock/mock_internal.h"

#include <libxml/parser.h>

typedef struct thing {
    const char *key;
    wmi_opt_boolean truth;
    wmi_opt_uint16 number;
    wmi_opt_real64 real;
    wmi_opt_char16 letter;
    wmi_opt_datetime when;
    wmi_array_uint8 octets;
    const char *reference;
    wmi_object *object;
    wmi_meta wmi;
} thing;

#define FIELD(name, class_name, member, type, flags)                                                                   \
    {                                                                                                                  \
        name, class_name, (uint32_t)offsetof(thing, member), type, flags                                               \
    }

/* clang-format off */
static const wmi_field fields[] = {
    FIELD("Key", NULL, key, WMI_TYPE_STRING, WMI_FIELD_KEY),
    FIELD("Truth", NULL, truth, WMI_TYPE_BOOLEAN, WMI_FIELD_WRITE),
    FIELD("Number", NULL, number, WMI_TYPE_UINT16, WMI_FIELD_WRITE),
    FIELD("Real", NULL, real, WMI_TYPE_REAL64, WMI_FIELD_WRITE),
    FIELD("Letter", NULL, letter, WMI_TYPE_CHAR16, WMI_FIELD_WRITE),
    FIELD("When", NULL, when, WMI_TYPE_DATETIME, WMI_FIELD_WRITE),
    FIELD("Octets", NULL, octets, WMI_TYPE_UINT8, WMI_FIELD_ARRAY | WMI_FIELD_WRITE),
    FIELD("Ref", "C", reference, WMI_TYPE_REFERENCE, WMI_FIELD_WRITE),
    FIELD("Object", "C", object, WMI_TYPE_OBJECT, WMI_FIELD_WRITE),
};
static const wmi_field in[] = {
    FIELD("Truth", NULL, truth, WMI_TYPE_BOOLEAN, 0), FIELD("Number", NULL, number, WMI_TYPE_UINT16, 0),
    FIELD("Letter", NULL, letter, WMI_TYPE_CHAR16, 0), FIELD("When", NULL, when, WMI_TYPE_DATETIME, 0),
    FIELD("Octets", NULL, octets, WMI_TYPE_UINT8, WMI_FIELD_ARRAY), FIELD("Ref", "C", reference, WMI_TYPE_REFERENCE, 0),
    FIELD("Object", "C", object, WMI_TYPE_OBJECT, 0), FIELD("Text", NULL, key, WMI_TYPE_STRING, 0),
    FIELD("Embedded", "C", key, WMI_TYPE_EMBEDDED, 0),
};
static const wmi_field out[] = {
    FIELD("Truth", NULL, truth, WMI_TYPE_BOOLEAN, 0), FIELD("Number", NULL, number, WMI_TYPE_UINT16, 0),
    FIELD("Letter", NULL, letter, WMI_TYPE_CHAR16, 0), FIELD("When", NULL, when, WMI_TYPE_DATETIME, 0),
    FIELD("Octets", NULL, octets, WMI_TYPE_UINT8, WMI_FIELD_ARRAY), FIELD("Ref", "C", reference, WMI_TYPE_REFERENCE, 0),
    FIELD("Object", "C", object, WMI_TYPE_OBJECT, 0), FIELD("Text", NULL, key, WMI_TYPE_STRING, 0),
    FIELD("Embedded", "C", key, WMI_TYPE_EMBEDDED, 0), FIELD("ReturnValue", NULL, number, WMI_TYPE_UINT16, WMI_FIELD_RETURN),
};
/* clang-format on */
static const char *const no_names[] = {NULL};
static const char *const keys[] = {"Key", NULL};
static const wmi_class_info info = {.name = "C",
                                    .derivation = no_names,
                                    .ns = "root\\a",
                                    .keys = keys,
                                    .fields = fields,
                                    .field_count = WMI_COUNT(fields),
                                    .size = sizeof(thing),
                                    .meta_offset = (uint32_t)offsetof(thing, wmi)};
static const wmi_method_info method = {.name = "M",
                                       .class_name = "C",
                                       .in = in,
                                       .out = out,
                                       .codes = &wmi_no_codes,
                                       .in_count = WMI_COUNT(in),
                                       .out_count = WMI_COUNT(out)};
static const wmi_method_info *const methods[] = {&method, NULL};
static const wmi_schema_class classes[] = {{&info, methods}};
static const wmi_schema schema = {"fuzz", classes, 1};
static const wmi_schema *const schemas[] = {&schema};

static mbm_server *server;
static wmi_loopback *loopback;

static wmi_status WMI_CALLBACK say_again(const wmi_loopback_call *call, wmi_object *answer, wmi_error *error)
{
    wmi_value returned = wmi_value_uint16(0);
    (void)error;
    for (size_t i = 0; i < call->in_object->count; i++) {
        const wmi_property *property = &call->in_object->properties[i];
        if (wmi_object_set(answer, property->name, &property->value) != WMI_OK) {
            return WMI_NO_MEMORY;
        }
    }
    return wmi_object_set(answer, "ReturnValue", &returned);
}

static void add(const char *key)
{
    wmi_object *object = wmi_object_new("C");
    wmi_value value = wmi_value_string(key);
    bool done = object != NULL && wmi_object_set(object, "Key", &value) == WMI_OK &&
                wmi_loopback_add_object(loopback, "root\\a", object, NULL, NULL) == WMI_OK;
    fuzz_check(done, "an instance that cannot be added");
    wmi_object_free(object);
}

static void stop_server(void)
{
    mbm_server_stop(server);
    wmi_loopback_free(loopback);
    xmlCleanupParser();
}

static void start_server(void)
{
    mbm_server_options options = {.address = "127.0.0.1", .allow_unencrypted = true, .is_lenient = true};
    mbm_host host = {NULL, schemas, 1};
    wmi_error error = WMI_ERROR_INIT;
    fuzz_check(wmi_loopback_new(schemas, 1, &loopback, &error) == WMI_OK, "a failure: %s",
               wmi_status_name(error.status));
    fuzz_check(wmi_loopback_on_object(loopback, "root\\a", "C", "M", say_again, NULL, &error) == WMI_OK,
               "a failure: %s", wmi_status_name(error.status));
    add("one");
    add("two");
    host.loopback = loopback;
    options.limits.max_timeout_ms = 1; /* nobody waits */
    options.limits.max_contexts = 100;
    fuzz_check(mbm_server_start(&options, &host, &server, &error) == WMI_OK, "a failure: %s",
               wmi_status_name(error.status));
    (void)atexit(stop_server);
}

/* An input cannot know what contexts are called: `uuid:1` is the newest, or its subscription. */
static void name_contexts(const char *data, size_t size, wmip_buffer *body)
{
    static const char placeholder[] = ">uuid:1<";
    const size_t length = sizeof placeholder - 1;
    const mbm_context *context = server->contexts;
    size_t i = 0;
    while (i < size) {
        if (context != NULL && size - i >= length && memcmp(data + i, placeholder, length) == 0 && i >= 10) {
            bool is_identifier = memcmp(data + i - 10, "Identifier", 10) == 0;
            wmip_buffer_format(body, ">%s<", is_identifier ? context->identifier : context->id);
            i += length;
        } else {
            wmip_buffer_append(body, data + i, 1);
            i++;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mbm_exchange exchange;
    wmip_buffer body = {0};
    xmlDocPtr document;
    if (server == NULL) {
        start_server();
    }
    memset(&exchange, 0, sizeof exchange);
    exchange.server = server;
    exchange.is_anonymous = size > 0 && data[0] == ' '; /* before an envelope there may be blanks */
    name_contexts((const char *)data, size, &body);
    mbm_exchange_run(&exchange, body.text != NULL ? body.text : "", body.length);
    fuzz_check(exchange.answer != NULL, "no answer");
    fuzz_check(exchange.http_status == 200 || exchange.http_status == 400 || exchange.http_status == 500, "status %u",
               exchange.http_status);
    document = xmlReadMemory(exchange.answer, (int)exchange.answer_size, NULL, NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    fuzz_check(document != NULL, "an answer that is no XML: %s", exchange.answer);
    fuzz_check(strcmp((const char *)xmlDocGetRootElement(document)->name, "Envelope") == 0, "no envelope");
    fuzz_check((strstr(exchange.answer, "<s:Fault>") != NULL) == (exchange.http_status != 200), "another status: %s",
               exchange.answer);
    xmlFreeDoc(document);
    mbm_journal_note(server->journal, &exchange, 0);
    mbm_exchange_end(&exchange);
    wmip_buffer_clear(&body);
    return 0;
}
