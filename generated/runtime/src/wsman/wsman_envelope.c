/**
 * @file
 * Envelopes: the header of a request (MS-WSMV 2.2.4, DSP0226 5), and what an answer consists of.
 */
#include "wsman/wsman_internal.h"

#include <stdio.h>
#include <string.h>

static void put_required(wmip_wsman_writer *writer, const char *element, const char *text)
{
    wmip_wsman_open(writer, element);
    wmip_wsman_put_attribute(writer, "s:mustUnderstand", "true");
    wmip_wsman_put_text(writer, text);
    wmip_wsman_close(writer);
}

static void put_language(wmip_wsman_writer *writer, const char *element, const char *language)
{
    wmip_wsman_open(writer, element);
    wmip_wsman_put_attribute(writer, "xml:lang", language);
    wmip_wsman_put_attribute(writer, "s:mustUnderstand", "false");
    wmip_wsman_close(writer);
}

static void put_number_required(wmip_wsman_writer *writer, const char *element, uint32_t number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)number);
    put_required(writer, element, text);
}

static void put_identifier(wmip_wsman_writer *writer, const char *identifier)
{
    wmip_wsman_open(writer, "e:Identifier");
    wmip_wsman_put_attribute(writer, "xmlns:e", WMIP_NS_EVENTING);
    wmip_wsman_put_text(writer, identifier);
    wmip_wsman_close(writer);
}

static void open_envelope(wmip_wsman_writer *writer)
{
    wmip_wsman_open(writer, "s:Envelope");
    wmip_wsman_put_attribute(writer, "xmlns:s", WMIP_NS_SOAP);
    wmip_wsman_put_attribute(writer, "xmlns:a", WMIP_NS_ADDRESSING);
    wmip_wsman_put_attribute(writer, "xmlns:w", WMIP_NS_WSMAN);
    wmip_wsman_put_attribute(writer, "xmlns:m", WMIP_NS_MICROSOFT);
    wmip_wsman_open(writer, "s:Header");
}

/* Making a frame. */

/* Nothing is left unwritten before a place. */
static void mark_place(wmip_wsman_writer *writer, wmip_wsman_frame *frame, wmip_wsman_place place)
{
    wmip_wsman_put_raw(writer, "", 0); /* closes the tag that is open */
    frame->places[place] = writer->status == WMI_OK ? xmlOutputBufferGetSize(writer->out) : 0;
}

static void put_place(wmip_wsman_writer *writer, const char *element, bool is_required, wmip_wsman_frame *frame,
                      wmip_wsman_place place)
{
    wmip_wsman_open(writer, element);
    if (is_required) {
        wmip_wsman_put_attribute(writer, "s:mustUnderstand", "true");
    }
    mark_place(writer, frame, place);
    wmip_wsman_close(writer);
}

static void write_frame(wmip_wsman_writer *writer, const char *to, const char *language, uint32_t max_envelope,
                        wmip_wsman_frame *frame)
{
    open_envelope(writer);
    wmip_wsman_put_element(writer, "a:To", to);
    wmip_wsman_open(writer, "a:ReplyTo");
    put_required(writer, "a:Address", WMIP_WSMAN_ANONYMOUS);
    wmip_wsman_close(writer);
    put_number_required(writer, "w:MaxEnvelopeSize", max_envelope);
    put_language(writer, "w:Locale", language);
    put_language(writer, "m:DataLocale", language);
    put_place(writer, "w:ResourceURI", true, frame, WMIP_PLACE_RESOURCE);
    put_place(writer, "a:Action", true, frame, WMIP_PLACE_ACTION);
    put_place(writer, "a:MessageID", false, frame, WMIP_PLACE_MESSAGE_ID);
    mark_place(writer, frame, WMIP_PLACE_TIMEOUT_ELEMENT);
    put_place(writer, "w:OperationTimeout", false, frame, WMIP_PLACE_TIMEOUT);
    mark_place(writer, frame, WMIP_PLACE_HEADER);
    wmip_wsman_close(writer);
    put_place(writer, "s:Body", false, frame, WMIP_PLACE_BODY);
}

static wmi_status finish_frame(wmip_wsman_writer *writer, wmip_wsman_frame *frame, wmi_error *error)
{
    wmi_status status = wmip_wsman_writer_finish(writer);
    if (status == WMI_OK) {
        wmip_buffer_append(&frame->text, writer->text, writer->size);
        status = frame->text.failed ? wmip_no_memory(error) : WMI_OK;
    }
    wmip_wsman_writer_end(writer);
    return status;
}

wmi_status wmip_wsman_frame_make(const char *to, const char *language, uint32_t max_envelope, wmip_wsman_frame *frame,
                                 wmi_error *error)
{
    wmip_wsman_writer writer;
    wmip_wsman_writer_begin(&writer, error);
    write_frame(&writer, to, language, max_envelope, frame);
    return finish_frame(&writer, frame, error);
}

void wmip_wsman_frame_clear(wmip_wsman_frame *frame)
{
    wmip_buffer_clear(&frame->text);
}

/* Requests. */

/* Of a frame, what stands between two places. */
static void put_between(wmip_wsman_writer *writer, const wmip_wsman_frame *frame, wmip_wsman_place from,
                        wmip_wsman_place to)
{
    wmip_wsman_put_raw(writer, frame->text.text + frame->places[from], frame->places[to] - frame->places[from]);
}

/* As xs:duration has it: `PT60.000S`. */
static void put_seconds(wmip_wsman_writer *writer, uint32_t milliseconds)
{
    char text[sizeof "PT4294967.295S"];
    char *at = text + sizeof text;
    int digits;
    *--at = '\0';
    *--at = 'S';
    for (digits = 0; digits < 4 || milliseconds > 0; digits++, milliseconds /= 10) {
        if (digits == 3) {
            *--at = '.';
        }
        *--at = (char)('0' + milliseconds % 10);
    }
    *--at = 'T';
    *--at = 'P';
    wmip_wsman_put_text(writer, at);
}

static void put_operation(wmip_wsman_writer *writer, const wmip_wsman_frame *frame, const char *resource,
                          const char *action)
{
    wmip_wsman_put_raw(writer, frame->text.text, frame->places[WMIP_PLACE_RESOURCE]);
    wmip_wsman_put_text(writer, resource);
    put_between(writer, frame, WMIP_PLACE_RESOURCE, WMIP_PLACE_ACTION);
    wmip_wsman_put_text(writer, action);
    put_between(writer, frame, WMIP_PLACE_ACTION, WMIP_PLACE_MESSAGE_ID);
}

static void put_from_frame(wmip_wsman_writer *writer, const wmip_wsman_header *header)
{
    const wmip_wsman_frame *frame = header->frame;
    if (header->resource != NULL) {
        put_operation(writer, frame, header->resource, header->action);
    } else {
        wmip_wsman_put_raw(writer, frame->text.text, frame->places[WMIP_PLACE_MESSAGE_ID]);
    }
    wmip_wsman_put_text(writer, header->message_id);
    put_between(writer, frame, WMIP_PLACE_MESSAGE_ID, WMIP_PLACE_TIMEOUT_ELEMENT);
    if (header->timeout_ms != WMI_FOREVER) {
        put_between(writer, frame, WMIP_PLACE_TIMEOUT_ELEMENT, WMIP_PLACE_TIMEOUT);
        put_seconds(writer, header->timeout_ms);
        put_between(writer, frame, WMIP_PLACE_TIMEOUT, WMIP_PLACE_HEADER);
    }
}

void wmip_wsman_put_header(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmip_wsman_header *header)
{
    const wmip_wsman_frame *frame = header->frame;
    if (frame == NULL) {
        open_envelope(writer);
        wmip_wsman_close(writer);
        wmip_wsman_open(writer, "s:Body");
        return;
    }
    put_from_frame(writer, header);
    if (header->identifier != NULL) {
        put_identifier(writer, header->identifier);
    }
    if (header->path != NULL) {
        wmip_wsman_put_selectors(writer, codec->classes, codec->ns, header->path);
    }
    put_between(writer, frame, WMIP_PLACE_HEADER, WMIP_PLACE_BODY);
    writer->tail = frame->text.text + frame->places[WMIP_PLACE_BODY];
    writer->tail_size = frame->text.length - frame->places[WMIP_PLACE_BODY];
}

wmi_status wmip_wsman_frame_of_call(const wmip_wsman_frame *endpoint, const wmip_wsman_codec *codec,
                                    const char *resource, const char *action, const wmi_path *path, const char *method,
                                    wmip_wsman_frame *frame, wmi_error *error)
{
    wmip_wsman_writer writer;
    wmip_wsman_writer_begin(&writer, error);
    put_operation(&writer, endpoint, resource, action);
    mark_place(&writer, frame, WMIP_PLACE_MESSAGE_ID);
    put_between(&writer, endpoint, WMIP_PLACE_MESSAGE_ID, WMIP_PLACE_TIMEOUT_ELEMENT);
    mark_place(&writer, frame, WMIP_PLACE_TIMEOUT_ELEMENT);
    put_between(&writer, endpoint, WMIP_PLACE_TIMEOUT_ELEMENT, WMIP_PLACE_TIMEOUT);
    mark_place(&writer, frame, WMIP_PLACE_TIMEOUT);
    put_between(&writer, endpoint, WMIP_PLACE_TIMEOUT, WMIP_PLACE_HEADER);
    mark_place(&writer, frame, WMIP_PLACE_HEADER);
    if (path != NULL) {
        wmip_wsman_put_selectors(&writer, codec->classes, codec->ns, path);
    }
    put_between(&writer, endpoint, WMIP_PLACE_HEADER, WMIP_PLACE_BODY);
    wmip_wsman_open_input(&writer, resource, method);
    mark_place(&writer, frame, WMIP_PLACE_BODY);
    wmip_wsman_close(&writer);
    wmip_wsman_put_raw(&writer, endpoint->text.text + endpoint->places[WMIP_PLACE_BODY],
                       endpoint->text.length - endpoint->places[WMIP_PLACE_BODY]);
    return finish_frame(&writer, frame, error);
}

/* Answers. */

wmi_status wmip_wsman_answer_read(const char *bytes, size_t size, const wmip_wsman_glimpse *glimpse,
                                  xmlParserCtxtPtr *kept, wmip_wsman_answer *answer, wmi_error *error)
{
    const wmip_wsman_node *root;
    const wmip_wsman_node *body;
    wmi_status status;
    memset(answer, 0, sizeof *answer);
    answer->size = size;
    status = wmip_wsman_parse(bytes, size, glimpse, kept, &answer->document, error);
    if (status != WMI_OK) {
        return status;
    }
    root = answer->document.root;
    if (!wmip_wsman_is(root, WMIP_NS_SOAP, "Envelope")) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer is XML, but no envelope of SOAP 1.2: it begins with %.64s",
                        root->name);
    }
    body = wmip_wsman_child(root, WMIP_NS_SOAP, "Body");
    if (body == NULL) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer is an envelope without a body");
    }
    answer->body = wmip_wsman_first(body);
    answer->fault = wmip_wsman_is(answer->body, WMIP_NS_SOAP, "Fault") ? answer->body : NULL;
    body = wmip_wsman_child(wmip_wsman_child(root, WMIP_NS_SOAP, "Header"), WMIP_NS_ADDRESSING, "RelatesTo");
    return wmip_wsman_token(body, &answer->memory, &answer->relates_to) ? WMI_OK : wmip_no_memory(error);
}

void wmip_wsman_answer_clear(wmip_wsman_answer *answer)
{
    wmip_wsman_document_clear(&answer->document);
    wmi_memory_clear(&answer->memory);
    memset(answer, 0, sizeof *answer);
}

wmi_status wmip_wsman_answer_check(const wmip_wsman_answer *answer, const char *message_id, wmi_error *error)
{
    if (answer->relates_to == NULL) {
        return answer->fault != NULL ? WMI_OK
                                     : wmi_fail(error, WMI_REPLY, 0, "The answer does not say what it answers");
    }
    return strcmp(answer->relates_to, message_id) == 0
               ? WMI_OK
               : wmi_fail(error, WMI_REPLY, 0, "The answer is one to another request");
}
