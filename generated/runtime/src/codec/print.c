/**
 * @file
 * Instances and parameters for people.
 */
#include "codec/print.h"

#include <inttypes.h>
#include <string.h>

#define INDENT 2

static void begin_indented(wmip_printer *printer)
{
    unsigned i;
    for (i = 0; i < printer->depth * INDENT; i++) {
        wmip_buffer_char(&printer->out, ' ');
    }
}

/* What could command a terminal, or is no UTF-8, is shown and not obeyed. */
static void write_safely(wmip_buffer *out, const char *text)
{
    while (*text != '\0') {
        uint32_t code = 0;
        size_t length = wmip_utf8_decode(text, &code);
        if (length == 0) {
            wmip_buffer_format(out, "\\x%02X", (unsigned)(unsigned char)*text);
            length = 1;
        } else if (code == '\n' || code == '\r' || code == '\t') {
            wmip_buffer_text(out, code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t");
        } else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029) {
            wmip_buffer_format(out, "\\u%04X", (unsigned)code);
        } else {
            wmip_buffer_append(out, text, length);
        }
        text += length;
    }
}

static void begin_for_people(wmip_printer *printer, const char *class_name, const char *path)
{
    write_safely(&printer->out, class_name != NULL ? class_name : "instance");
    if (path != NULL) {
        wmip_buffer_char(&printer->out, ' ');
        write_safely(&printer->out, path);
    }
    wmip_buffer_char(&printer->out, '\n');
    printer->depth++;
}

static void end_for_people(wmip_printer *printer)
{
    printer->depth--;
}

static void name_for_people(wmip_printer *printer, const char *name)
{
    begin_indented(printer);
    write_safely(&printer->out, name);
    wmip_buffer_text(&printer->out, ": ");
}

static void end_scalar(wmip_printer *printer)
{
    if (!printer->is_in_array) {
        wmip_buffer_char(&printer->out, '\n');
    }
}

static void write_time_zone(wmip_buffer *out, const wmi_datetime *date)
{
    unsigned minutes = (unsigned)(date->offset < 0 ? -date->offset : date->offset);
    wmip_buffer_format(out, " %c%02u:%02u", date->offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Where a part is unknown or wrong, as CIM writes it. */
static void write_datetime(wmip_buffer *out, const wmi_datetime *date)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    if (!wmi_datetime_format(date, text)) {
        wmip_buffer_text(out, "no datetime");
        return;
    }
    if (date->unknown != 0) {
        wmip_buffer_text(out, text);
        return;
    }
    if (!date->is_interval) {
        wmip_buffer_format(out, "%04u-%02u-%02u ", (unsigned)date->year, (unsigned)date->month, (unsigned)date->day);
    } else if (date->day != 0) {
        wmip_buffer_format(out, "%lu day%s ", (unsigned long)date->day, date->day == 1 ? "" : "s");
    }
    wmip_buffer_format(out, "%02u:%02u:%02u", (unsigned)date->hour, (unsigned)date->minute, (unsigned)date->second);
    if (date->microsecond != 0) {
        wmip_buffer_format(out, ".%06lu", (unsigned long)date->microsecond);
    }
    if (!date->is_interval) {
        write_time_zone(out, date);
    }
}

static void scalar_for_people(wmip_printer *printer, const wmi_value *value, const void *table)
{
    const char *name = wmip_print_name(value, table);
    wmip_buffer text = {NULL, 0, 0, false};
    if (value->type == WMI_TYPE_DATETIME) {
        write_datetime(&printer->out, &value->u.datetime);
    } else if (wmip_value_text(value, &text)) {
        write_safely(&printer->out, text.text != NULL ? text.text : "");
    } else {
        wmip_buffer_format(&text, "%u", (unsigned)value->u.char16); /* half of a surrogate pair */
        wmip_buffer_text(&printer->out, text.text != NULL ? text.text : "");
    }
    printer->out.failed = printer->out.failed || text.failed;
    wmip_buffer_clear(&text);
    if (name != NULL) {
        wmip_buffer_text(&printer->out, " (");
        write_safely(&printer->out, name);
        wmip_buffer_char(&printer->out, ')');
    }
    end_scalar(printer);
}

static void null_for_people(wmip_printer *printer)
{
    wmip_buffer_text(&printer->out, "NULL");
    end_scalar(printer);
}

static void begin_array_for_people(wmip_printer *printer, bool of_instances)
{
    if (of_instances) {
        wmip_buffer_char(&printer->out, '\n');
        printer->depth++;
    } else {
        wmip_buffer_char(&printer->out, '{');
        printer->is_in_array = true;
    }
}

static void item_for_people(wmip_printer *printer, size_t index)
{
    if (!printer->is_in_array) {
        begin_indented(printer);
    } else if (index > 0) {
        wmip_buffer_text(&printer->out, ", ");
    }
}

static void end_array_for_people(wmip_printer *printer)
{
    if (printer->is_in_array) {
        printer->is_in_array = false;
        wmip_buffer_text(&printer->out, "}\n");
    } else {
        printer->depth--;
    }
}

static const wmip_print_form for_people = {
    false,           begin_for_people,       end_for_people,  name_for_people,      scalar_for_people,
    null_for_people, begin_array_for_people, item_for_people, end_array_for_people,
};

static wmip_printer new_printer(void)
{
    wmip_printer printer;
    memset(&printer, 0, sizeof printer);
    printer.form = &for_people;
    return printer;
}

wmi_status WMI_CALL wmi_print(FILE *to, const wmi_class_info *info, const void *instance)
{
    wmip_printer printer = new_printer();
    if (to == NULL || info == NULL || instance == NULL) {
        return WMI_USAGE;
    }
    wmip_print_instance(&printer, info, instance);
    return wmip_print_end(&printer, to);
}

static wmi_status print_parameters(FILE *to, const wmi_method_info *method, bool is_in, const void *base)
{
    wmip_printer printer = new_printer();
    if (to == NULL || method == NULL) {
        return WMI_USAGE;
    }
    wmip_buffer_format(&printer.out, "%s.%s %s\n", method->class_name, method->name, is_in ? "in" : "out");
    printer.depth = 1;
    printer.returns = method->codes;
    if (base != NULL) {
        wmip_print_fields(&printer, is_in ? method->in : method->out, is_in ? method->in_count : method->out_count,
                          method->parameter_codes, base);
    }
    return wmip_print_end(&printer, to);
}

wmi_status WMI_CALL wmi_print_in(FILE *to, const wmi_method_info *method, const void *in)
{
    return print_parameters(to, method, true, in);
}

wmi_status WMI_CALL wmi_print_out(FILE *to, const wmi_method_info *method, const void *out)
{
    return print_parameters(to, method, false, out);
}
