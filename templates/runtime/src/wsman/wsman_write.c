/**
 * @file
 * XML that is sent, by libxml2's writer.
 */
#include "wsman/wsman_internal.h"

#include <string.h>

/* Which function is called is not known before it is: so a compiler cannot leave out the call. */
static void *(*const volatile set_bytes)(void *bytes, int value, size_t size) = memset;

void wmip_wsman_wipe(void *bytes, size_t size)
{
    (void)set_bytes(bytes, 0, size);
}

void wmip_wsman_writer_begin(wmip_wsman_writer *writer, wmi_error *error)
{
    memset(writer, 0, sizeof *writer);
    writer->error = error;
    wmip_wsman_watch_begin(&writer->watch);
    writer->out = xmlAllocOutputBuffer(NULL);
    writer->xml = writer->out != NULL ? xmlNewTextWriter(writer->out) : NULL;
    if (writer->xml == NULL) {
        writer->status = wmip_no_memory(error);
    }
}

void wmip_wsman_writer_end(wmip_wsman_writer *writer)
{
    if (writer->out != NULL && xmlOutputBufferGetContent(writer->out) != NULL) {
        /* what was written may hold secrets */
        wmip_wsman_wipe((xmlChar *)xmlOutputBufferGetContent(writer->out), xmlOutputBufferGetSize(writer->out));
    }
    if (writer->xml != NULL) {
        xmlFreeTextWriter(writer->xml); /* and the buffer with it */
    } else if (writer->out != NULL) {
        (void)xmlOutputBufferClose(writer->out);
    }
    writer->xml = NULL;
    writer->out = NULL;
    wmip_wsman_watch_end(&writer->watch);
}

/* libxml2's writer fails for want of memory only: names are its caller's own. */
static void note_written(wmip_wsman_writer *writer, int result)
{
    if (result < 0 && writer->status == WMI_OK) {
        writer->status = wmip_no_memory(writer->error);
    }
}

wmi_status wmip_wsman_writer_finish(wmip_wsman_writer *writer)
{
    if (writer->tail != NULL) {
        wmip_wsman_put_raw(writer, writer->tail, writer->tail_size);
    } else if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterEndDocument(writer->xml));
    }
    if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterFlush(writer->xml));
    }
    if (writer->watch.lacked_memory) {
        note_written(writer, -1);
    }
    if (writer->status == WMI_OK) {
        writer->text = (const char *)xmlOutputBufferGetContent(writer->out);
        writer->size = xmlOutputBufferGetSize(writer->out);
    }
    return writer->status;
}

void wmip_wsman_writer_refuse(wmip_wsman_writer *writer, const char *format, ...)
{
    wmip_buffer message = {0};
    va_list arguments;
    if (writer->status != WMI_OK) {
        return;
    }
    va_start(arguments, format);
    wmip_buffer_format_list(&message, format, arguments);
    va_end(arguments);
    writer->status =
        message.failed ? wmip_no_memory(writer->error) : wmi_fail(writer->error, WMI_USAGE, 0, "%s", message.text);
    wmip_buffer_clear(&message);
}

void wmip_wsman_put_raw(wmip_wsman_writer *writer, const char *text, size_t size)
{
    if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterWriteRawLen(writer->xml, (const xmlChar *)text, (int)size));
    }
}

void wmip_wsman_open(wmip_wsman_writer *writer, const char *name)
{
    if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterStartElement(writer->xml, (const xmlChar *)name));
    }
}

void wmip_wsman_close(wmip_wsman_writer *writer)
{
    if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterEndElement(writer->xml));
    }
}

/* Hosts give control characters back as `?`: what would come to harm is not sent. */
static bool check_sent(wmip_wsman_writer *writer, const char *text)
{
    if (writer->status == WMI_OK && !wmip_xml_can_hold_text(text)) {
        wmip_wsman_writer_refuse(writer, "A text holds a control character, or is not UTF-8, and cannot be sent");
    }
    return writer->status == WMI_OK;
}

/* Whether a text, in an element or an attribute, is written as it is. libxml2 copies each to find that out. */
static bool is_unescaped(const char *text)
{
    return text[strcspn(text, "<>&\"\t\r\n")] == '\0';
}

void wmip_wsman_put_attribute(wmip_wsman_writer *writer, const char *name, const char *text)
{
    if (!check_sent(writer, text)) {
        return;
    }
    if (!is_unescaped(text)) {
        note_written(writer, xmlTextWriterWriteAttribute(writer->xml, (const xmlChar *)name, (const xmlChar *)text));
        return;
    }
    note_written(writer, xmlTextWriterStartAttribute(writer->xml, (const xmlChar *)name));
    wmip_wsman_put_raw(writer, text, strlen(text));
    if (writer->status == WMI_OK) {
        note_written(writer, xmlTextWriterEndAttribute(writer->xml));
    }
}

void wmip_wsman_put_text(wmip_wsman_writer *writer, const char *text)
{
    if (!check_sent(writer, text) || *text == '\0') {
        return;
    }
    if (is_unescaped(text)) {
        wmip_wsman_put_raw(writer, text, strlen(text));
    } else {
        note_written(writer, xmlTextWriterWriteString(writer->xml, (const xmlChar *)text));
    }
}

void wmip_wsman_put_element(wmip_wsman_writer *writer, const char *name, const char *text)
{
    wmip_wsman_open(writer, name);
    if (text != NULL) {
        wmip_wsman_put_text(writer, text);
    }
    wmip_wsman_close(writer);
}
