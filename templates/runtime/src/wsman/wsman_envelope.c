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

static void put_timeout(wmip_wsman_writer *writer, uint32_t timeout_ms)
{
    char text[32];
    if (timeout_ms != WMI_FOREVER) {
        (void)snprintf(text, sizeof text, "PT%lu.%03luS", (unsigned long)(timeout_ms / 1000),
                       (unsigned long)(timeout_ms % 1000));
        wmip_wsman_put_element(writer, "w:OperationTimeout", text);
    }
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

/* A mark in what is written: nothing is left unwritten before it. */
static size_t mark_here(wmip_wsman_writer *writer)
{
    wmip_wsman_put_raw(writer, "", 0); /* closes the tag that is open */
    return writer->status == WMI_OK ? xmlOutputBufferGetSize(writer->out) : 0;
}

wmi_status wmip_wsman_frame_make(const char *to, const char *language, uint32_t max_envelope, wmip_wsman_frame *frame,
                                 wmi_error *error)
{
    wmip_wsman_writer writer;
    wmi_status status;
    wmip_wsman_writer_begin(&writer, error);
    open_envelope(&writer);
    wmip_wsman_put_element(&writer, "a:To", to);
    wmip_wsman_open(&writer, "a:ReplyTo");
    put_required(&writer, "a:Address", WMIP_WSMAN_ANONYMOUS);
    wmip_wsman_close(&writer);
    put_number_required(&writer, "w:MaxEnvelopeSize", max_envelope);
    put_language(&writer, "w:Locale", language);
    put_language(&writer, "m:DataLocale", language);
    frame->header_end = mark_here(&writer);
    wmip_wsman_close(&writer);
    wmip_wsman_open(&writer, "s:Body");
    frame->body_end = mark_here(&writer);
    status = wmip_wsman_writer_finish(&writer);
    if (status == WMI_OK) {
        wmip_buffer_append(&frame->text, writer.text, writer.size);
        status = frame->text.failed ? wmip_no_memory(error) : WMI_OK;
    }
    wmip_wsman_writer_end(&writer);
    return status;
}

void wmip_wsman_frame_clear(wmip_wsman_frame *frame)
{
    wmip_buffer_clear(&frame->text);
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
    wmip_wsman_put_raw(writer, frame->text.text, frame->header_end);
    put_required(writer, "w:ResourceURI", header->resource);
    put_required(writer, "a:Action", header->action);
    wmip_wsman_put_element(writer, "a:MessageID", header->message_id);
    put_timeout(writer, header->timeout_ms);
    if (header->identifier != NULL) {
        put_identifier(writer, header->identifier);
    }
    if (header->path != NULL) {
        wmip_wsman_put_selectors(writer, codec->classes, codec->ns, header->path);
    }
    wmip_wsman_put_raw(writer, frame->text.text + frame->header_end, frame->body_end - frame->header_end);
    writer->tail = frame->text.text + frame->body_end;
    writer->tail_size = frame->text.length - frame->body_end;
}

/* Answers. */

wmi_status wmip_wsman_answer_read(const char *bytes, size_t size, const wmip_wsman_glimpse *glimpse,
                                  wmip_wsman_answer *answer, wmi_error *error)
{
    const wmip_wsman_node *root;
    const wmip_wsman_node *body;
    wmi_status status;
    memset(answer, 0, sizeof *answer);
    status = wmip_wsman_parse(bytes, size, glimpse, &answer->document, error);
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
