/**
 * @file
 * XML that is sent. libxml2's writer takes several times the time.
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
}

/* What was written may hold secrets. */
void wmip_wsman_writer_end(wmip_wsman_writer *writer)
{
    if (writer->out.text != NULL) {
        wmip_wsman_wipe(writer->out.text, writer->out.length);
    }
    wmip_buffer_clear(&writer->out);
    wmip_buffer_clear(&writer->names);
}

static void lack_memory(wmip_wsman_writer *writer)
{
    if (writer->status == WMI_OK) {
        writer->status = wmip_no_memory(writer->error);
    }
}

/* Once the buffer has failed, it takes no more: it is enough to look here. */
wmi_status wmip_wsman_writer_finish(wmip_wsman_writer *writer)
{
    if (writer->tail != NULL) {
        wmip_wsman_put_raw(writer, writer->tail, writer->tail_size);
    }
    while (writer->tail == NULL && writer->status == WMI_OK && writer->names.length > 0) {
        wmip_wsman_close(writer);
    }
    if (writer->out.failed) {
        lack_memory(writer);
    }
    if (writer->status == WMI_OK) {
        writer->text = writer->out.text;
        writer->size = writer->out.length;
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

/* A tag stays open as long as attributes may follow. */
static void end_tag(wmip_wsman_writer *writer)
{
    if (writer->in_tag) {
        wmip_buffer_char(&writer->out, '>');
        writer->in_tag = false;
    }
}

void wmip_wsman_put_raw(wmip_wsman_writer *writer, const char *text, size_t size)
{
    if (writer->status == WMI_OK) {
        end_tag(writer);
        wmip_buffer_append(&writer->out, text, size);
    }
}

/* The names of what is open are kept as end tags need them, "/s:Envelope/s:Body". */
void wmip_wsman_open(wmip_wsman_writer *writer, const char *name)
{
    size_t length = strlen(name);
    if (writer->status != WMI_OK) {
        return;
    }
    end_tag(writer);
    wmip_buffer_char(&writer->out, '<');
    wmip_buffer_append(&writer->out, name, length);
    wmip_buffer_char(&writer->names, '/');
    wmip_buffer_append(&writer->names, name, length);
    writer->in_tag = true;
    if (writer->names.failed) {
        lack_memory(writer);
    }
}

void wmip_wsman_close(wmip_wsman_writer *writer)
{
    wmip_buffer *names = &writer->names;
    size_t at = names->length;
    if (writer->status != WMI_OK || at == 0) {
        return;
    }
    while (names->text[--at] != '/') {
    }
    if (writer->in_tag) {
        wmip_buffer_append(&writer->out, "/>", 2);
    } else {
        wmip_buffer_char(&writer->out, '<');
        wmip_buffer_append(&writer->out, names->text + at, names->length - at);
        wmip_buffer_char(&writer->out, '>');
    }
    writer->in_tag = false;
    names->length = at;
}

/* Hosts give control characters back as `?`: what would come to harm is not sent. */
static bool check_sent(wmip_wsman_writer *writer, const char *text)
{
    if (writer->status == WMI_OK && !wmip_xml_can_hold_text(text)) {
        wmip_wsman_writer_refuse(writer, "A text holds a control character, or is not UTF-8, and cannot be sent");
    }
    return writer->status == WMI_OK;
}

static const char *reference_to(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

/* @param special what cannot stand there, or would not come through, as it is: of what reference_to knows */
static void put_escaped(wmip_buffer *out, const char *text, const char *special)
{
    for (;;) {
        size_t plain = strcspn(text, special);
        wmip_buffer_append(out, text, plain);
        text += plain;
        if (*text == '\0') {
            return;
        }
        wmip_buffer_text(out, reference_to(*text++));
    }
}

void wmip_wsman_put_attribute(wmip_wsman_writer *writer, const char *name, const char *text)
{
    if (!check_sent(writer, text)) {
        return;
    }
    wmip_buffer_char(&writer->out, ' ');
    wmip_buffer_text(&writer->out, name);
    wmip_buffer_append(&writer->out, "=\"", 2);
    put_escaped(&writer->out, text, "<>&\"\t\r\n");
    wmip_buffer_char(&writer->out, '"');
}

void wmip_wsman_put_text(wmip_wsman_writer *writer, const char *text)
{
    if (check_sent(writer, text) && *text != '\0') {
        end_tag(writer);
        put_escaped(&writer->out, text, "<>&\"\r");
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
