/**
 * @file
 * Instances as JSON (RFC 8259).
 */
#include "codec/print.h"

#include <string.h>

static void begin_json_line(wmip_printer *printer)
{
    unsigned i;
    wmip_buffer_text(&printer->out, printer->is_first ? "\n" : ",\n");
    printer->is_first = false;
    for (i = 0; i < printer->depth * 2; i++) {
        wmip_buffer_char(&printer->out, ' ');
    }
}

/* What is no UTF-8 becomes U+FFFD; line separators are escaped for those who read JSON as JavaScript. */
static void write_json_text(wmip_buffer *out, const char *text)
{
    wmip_buffer_char(out, '"');
    while (*text != '\0') {
        uint32_t code = 0;
        size_t length = wmip_utf8_decode(text, &code);
        if (length == 0) {
            wmip_buffer_text(out, "\\uFFFD");
            length = 1;
        } else if (code == '"' || code == '\\') {
            wmip_buffer_char(out, '\\');
            wmip_buffer_char(out, *text);
        } else if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029) {
            wmip_buffer_format(out, "\\u%04X", (unsigned)code);
        } else {
            wmip_buffer_append(out, text, length);
        }
        text += length;
    }
    wmip_buffer_char(out, '"');
}

static void name_in_json(wmip_printer *printer, const char *name)
{
    begin_json_line(printer);
    write_json_text(&printer->out, name);
    wmip_buffer_text(&printer->out, ": ");
}

static void begin_in_json(wmip_printer *printer, const char *class_name, const char *path)
{
    wmip_buffer_char(&printer->out, '{');
    printer->depth++;
    printer->is_first = true;
    name_in_json(printer, "__CLASS");
    write_json_text(&printer->out, class_name != NULL ? class_name : "");
    if (path != NULL) {
        name_in_json(printer, "__PATH");
        write_json_text(&printer->out, path);
    }
}

static void end_of_json(wmip_printer *printer, char bracket)
{
    bool was_empty = printer->is_first;
    printer->depth--;
    if (!was_empty) {
        printer->is_first = true; /* no comma before the bracket */
        begin_json_line(printer);
    }
    printer->is_first = false;
    wmip_buffer_char(&printer->out, bracket);
}

static void end_in_json(wmip_printer *printer)
{
    end_of_json(printer, '}');
}

/* NaN and infinity have no number in JSON. */
static bool is_json_number(const wmi_value *value, const char *text)
{
    switch (value->type) {
    case WMI_TYPE_REAL32:
    case WMI_TYPE_REAL64:
        return strpbrk(text, "NI") == NULL;
    case WMI_TYPE_CHAR16:
    case WMI_TYPE_DATETIME:
        return false;
    default:
        return !wmip_type_is_text(value->type);
    }
}

static void write_json_value(wmip_printer *printer, const wmi_value *value)
{
    wmip_buffer text = {NULL, 0, 0, false};
    if (value->type == WMI_TYPE_BOOLEAN) {
        wmip_buffer_text(&printer->out, value->u.boolean ? "true" : "false");
    } else if (!wmip_value_text(value, &text)) {
        if (value->type == WMI_TYPE_CHAR16) {
            wmip_buffer_format(&printer->out, "%u", (unsigned)value->u.char16);
        } else {
            wmip_buffer_text(&printer->out, "null"); /* a datetime whose parts are out of range */
        }
    } else if (text.text != NULL && is_json_number(value, text.text)) {
        wmip_buffer_text(&printer->out, text.text);
    } else {
        write_json_text(&printer->out, text.text != NULL ? text.text : "");
    }
    printer->out.failed = printer->out.failed || text.failed;
    wmip_buffer_clear(&text);
}

static void scalar_in_json(wmip_printer *printer, const wmi_value *value, const void *table)
{
    const char *name = wmip_print_name(value, table);
    if (table == NULL) {
        write_json_value(printer, value);
        return;
    }
    wmip_buffer_text(&printer->out, "{\"value\": ");
    write_json_value(printer, value);
    wmip_buffer_text(&printer->out, ", \"name\": ");
    if (name != NULL) {
        write_json_text(&printer->out, name);
    } else {
        wmip_buffer_text(&printer->out, "null");
    }
    wmip_buffer_char(&printer->out, '}');
}

static void null_in_json(wmip_printer *printer)
{
    wmip_buffer_text(&printer->out, "null");
}

static void begin_array_in_json(wmip_printer *printer, bool of_instances)
{
    (void)of_instances;
    wmip_buffer_char(&printer->out, '[');
    printer->depth++;
    printer->is_first = true;
}

static void item_in_json(wmip_printer *printer, size_t index)
{
    (void)index;
    begin_json_line(printer);
}

static void end_array_in_json(wmip_printer *printer)
{
    end_of_json(printer, ']');
}

static const wmip_print_form in_json = {
    true,         begin_in_json,       end_in_json,  name_in_json,      scalar_in_json,
    null_in_json, begin_array_in_json, item_in_json, end_array_in_json,
};

wmi_status WMI_CALL wmi_print_json(FILE *to, const wmi_class_info *info, const void *instance)
{
    wmip_printer printer;
    if (to == NULL || info == NULL || instance == NULL) {
        return WMI_USAGE;
    }
    memset(&printer, 0, sizeof printer);
    printer.form = &in_json;
    wmip_print_instance(&printer, info, instance);
    wmip_buffer_char(&printer.out, '\n');
    return wmip_print_end(&printer, to);
}
