/*
 * What a host answers by WS-Management: an envelope, and whatever may be in it. What is read is an object with names and texts that are
 * UTF-8, and what can be sent of it is sent as XML that is read again; what is not read is told.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "wsman/wsman_internal.h"

#include <libxml/parser.h>

typedef struct everything {
    wmi_opt_boolean truth;
    wmi_opt_uint16 number;
    wmi_opt_real64 real;
    wmi_opt_char16 letter;
    wmi_opt_datetime when;
    wmi_array_uint8 octets;
    const char *reference;
    wmi_object *object;
    wmi_meta wmi;
} everything;

#define FIELD(name, member, type, flags)                                                                               \
    {                                                                                                                  \
        name, "C", (uint32_t)offsetof(everything, member), type, flags                                                 \
    }

/* clang-format off */
static const wmi_field fields[] = {
    FIELD("Key", reference, WMI_TYPE_STRING, WMI_FIELD_KEY), FIELD("Truth", truth, WMI_TYPE_BOOLEAN, 0),
    FIELD("Number", number, WMI_TYPE_UINT16, 0),             FIELD("Real", real, WMI_TYPE_REAL64, 0),
    FIELD("Letter", letter, WMI_TYPE_CHAR16, 0),             FIELD("When", when, WMI_TYPE_DATETIME, 0),
    FIELD("Octets", octets, WMI_TYPE_UINT8, WMI_FIELD_ARRAY), FIELD("Ref", reference, WMI_TYPE_REFERENCE, 0),
    FIELD("Object", object, WMI_TYPE_OBJECT, WMI_FIELD_ARRAY), FIELD("Embedded", reference, WMI_TYPE_EMBEDDED, 0),
};
/* clang-format on */
static const char *const no_names[] = {NULL};
static const char *const keys[] = {"Key", NULL};
/* clang-format off */
static const wmi_class_info info = {.name = "C", .derivation = no_names, .ns = "root\\a", .keys = keys, .fields = fields,
                                    .field_count = sizeof fields / sizeof fields[0], .size = sizeof(everything),
                                    .meta_offset = (uint32_t)offsetof(everything, wmi)};
/* clang-format on */
static const wmi_method_info *const no_methods[] = {NULL};
static const wmi_schema_class classes[] = {{&info, no_methods}};
static const wmi_schema schema = {"fuzz", classes, 1};
static const wmi_schema *const schemas[] = {&schema};
static const wmi_method_info method = {.name = "M",
                                       .class_name = "C",
                                       .in = fields,
                                       .out = fields,
                                       .in_count = sizeof fields / sizeof fields[0],
                                       .out_count = sizeof fields / sizeof fields[0]};
static wmip_wsman_codec known = {"root\\a", NULL}; /* its classes: know_classes() */
static const wmip_wsman_codec unknown = {"root\\a", NULL};

static void check_text(const char *text)
{
    fuzz_check(text == NULL || wmip_utf8_valid(text), "a text that is not UTF-8");
}

static void check_object(const wmi_object *object)
{
    check_text(object->class_name);
    check_text(object->path);
    for (size_t i = 0; i < object->count; i++) {
        const wmi_property *property = &object->properties[i];
        const wmi_value *value = &property->value;
        check_text(property->name);
        check_text(property->unreadable);
        fuzz_check(property->unreadable == NULL || value->is_null, "a value that could not be read");
        for (size_t k = 0; !value->is_null && k < (value->is_array ? value->u.array.count : 1); k++) {
            wmi_value item = value->is_array ? wmip_value_item(value, k) : *value;
            if (wmip_type_is_text(item.type)) {
                check_text(item.u.string);
            } else if (item.type == WMI_TYPE_OBJECT && item.u.object != NULL) {
                check_object(item.u.object);
            }
        }
    }
}

/** Writes an object as it would be put; what cannot be sent is refused with a sentence. */
static void write_object(const wmi_object *object)
{
    wmip_wsman_writer writer;
    wmi_error error = {0};
    wmip_wsman_writer_begin(&writer, &error);
    wmip_wsman_open(&writer, "e");
    wmip_wsman_put_attribute(&writer, "xmlns:a", WMIP_NS_ADDRESSING);
    wmip_wsman_put_attribute(&writer, "xmlns:w", WMIP_NS_WSMAN);
    wmip_wsman_open_input(&writer, "urn:x", "M");
    wmip_wsman_put_input(&writer, &known, &(const wmi_method_info){.name = "M"}, object);
    wmi_status status = wmip_wsman_writer_finish(&writer);
    if (status == WMI_OK) {
        wmip_wsman_document document;
        status = wmip_wsman_parse(writer.text, writer.size, NULL, NULL, &document, &error);
        fuzz_check(status == WMI_OK || strstr(error.message, "nested") != NULL, "what was written is no XML: %s",
                   writer.text);
        wmip_wsman_document_clear(&document);
    } else {
        fuzz_check((status == WMI_USAGE || status == WMI_TRANSPORT) && error.message != NULL,
                   "a failure without a message");
    }
    wmi_error_clear(&error);
    wmip_wsman_writer_end(&writer);
}

static void check_reading(wmi_status status, wmi_object *object, wmi_error *error)
{
    fuzz_check((status == WMI_OK) == (object != NULL), "status %d", (int)status);
    fuzz_check(status == WMI_OK || (error->status == status && error->message != NULL), "a failure without a message");
    if (object != NULL) {
        check_object(object);
        write_object(object);
    }
    wmi_object_free(object);
    wmi_error_clear(error);
}

static void read_body(const wmip_wsman_answer *answer)
{
    wmi_error error = {0};
    wmi_object *object = NULL;
    wmi_memory *memory = NULL;
    if (answer->fault != NULL) {
        wmip_wsman_fault fault;
        fuzz_check(wmip_wsman_fault_read(answer->fault, &memory, &fault), "no memory");
        wmi_status status = wmip_wsman_fault_tell(&fault, "Cannot", &error);
        fuzz_check(status != WMI_OK && error.status == status && wmip_utf8_valid(error.message),
                   "a fault that says nothing");
        wmi_error_clear(&error);
        wmi_memory_clear(&memory);
        return;
    }
    check_reading(wmip_wsman_read_instance(answer->body, answer->body, &unknown, &object, &error), object, &error);
    object = NULL;
}

/** Each reading has a tree of its own and the parser of the one before, as the client does. */
static void read_as(const uint8_t *data, size_t size, int how, xmlParserCtxtPtr *kept)
{
    wmip_wsman_answer answer;
    wmi_error error = {0};
    wmi_object *object = NULL;
    wmi_status status = wmip_wsman_answer_read((const char *)data, size, NULL, kept, &answer, &error);
    if (status != WMI_OK) {
        fuzz_check(status == WMI_REPLY && error.message != NULL, "status %d", (int)status);
    } else if (answer.body == NULL || how == 0) {
        if (answer.body != NULL) {
            read_body(&answer);
        }
    } else if (how == 1) {
        status = wmip_wsman_read_instance(answer.body, NULL, &known, &object, &error);
        check_reading(status, object, &error);
    } else if (how == 2) {
        status = wmip_wsman_read_fragment(answer.body, "C", &known, &object, &error);
        check_reading(status, object, &error);
    } else {
        status = wmip_wsman_read_output(answer.body, &method, &known, &object, &error);
        check_reading(status, object, &error);
    }
    wmi_error_clear(&error);
    wmip_wsman_answer_clear(&answer);
}

/* Once for the whole run. */
static void know_classes(void)
{
    static wmip_wsman_classes *all;
    fuzz_check(all != NULL || wmip_wsman_classes_new(schemas, 1, &all), "no memory");
    known.classes = all;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    xmlParserCtxtPtr kept = NULL;
    know_classes();
    for (int how = 0; how < 4; how++) {
        read_as(data, size, how, &kept);
    }
    xmlFreeParserCtxt(kept);
    if (size < 100) {
        char text[101];
        wmi_datetime value;
        char formatted[WMI_DATETIME_TEXT_SIZE];
        memcpy(text, data, size);
        text[size] = '\0';
        fuzz_check(!wmip_wsman_time_read(text, &value) || wmi_datetime_format(&value, formatted),
                   "a datetime that cannot be written");
    }
    return 0;
}
