/**
 * @file
 * The walk over what is printed.
 */
#include "codec/print.h"

#include <string.h>

static const void *find_codes(const wmi_field_codes *codes, const char *name)
{
    while (codes != NULL && (codes->name == NULL || !wmip_equal_names(codes->name, name))) {
        codes = codes->name == NULL ? codes->table : codes + 1;
    }
    return codes != NULL ? codes->table : NULL;
}

const char *wmip_print_name(const wmi_value *value, const void *table)
{
    int64_t code = 0;
    if (table == NULL) {
        return NULL;
    }
    if (value->type == WMI_TYPE_STRING) {
        return wmi_text_name(table, value->u.string);
    }
    if (value->type == WMI_TYPE_UINT64) {
        return wmi_code_name(table, (int64_t)value->u.uint64);
    }
    return wmi_value_to_integer(value, &code) ? wmi_code_name(table, code) : NULL;
}

static void fail_print(wmip_printer *printer, wmi_status status)
{
    printer->status = printer->status == WMI_OK ? status : printer->status;
}

static bool begin_nested(wmip_printer *printer, const char *class_name, const char *path)
{
    if (printer->nesting >= WMIP_EMBEDDING_DEPTH) {
        fail_print(printer, WMI_USAGE);
        return false;
    }
    printer->nesting++;
    printer->form->begin(printer, class_name, path);
    return true;
}

static void end_nested(wmip_printer *printer)
{
    printer->form->end(printer);
    printer->nesting--;
}

static void print_dynamic(wmip_printer *printer, const wmi_object *object);

/* Text that is an instance is read; what cannot be read is shown as the text that it is. */
static void print_embedded_text(wmip_printer *printer, const char *text)
{
    wmi_object *object = NULL;
    wmi_status status = wmip_is_mof_instance(text) ? WMI_REPLY : wmi_cimxml_read(text, &object, NULL);
    if (status == WMI_NO_MEMORY) {
        fail_print(printer, status);
    } else if (status == WMI_OK) {
        print_dynamic(printer, object);
    } else {
        wmi_value value = wmi_value_string(text);
        printer->form->scalar(printer, &value, NULL);
    }
    wmi_object_free(object);
}

static void print_embedded(wmip_printer *printer, const wmi_embedded *embedded)
{
    if (embedded->instance != NULL && embedded->info != NULL) {
        wmip_print_instance(printer, embedded->info, embedded->instance);
    } else if (embedded->text != NULL) {
        print_embedded_text(printer, embedded->text);
    } else {
        printer->form->null(printer);
    }
}

static void print_scalar(wmip_printer *printer, const wmi_value *value, const void *table)
{
    if (wmip_value_is_null(value)) {
        printer->form->null(printer);
    } else if (value->type == WMI_TYPE_OBJECT) {
        print_dynamic(printer, value->u.object);
    } else {
        printer->form->scalar(printer, value, table);
    }
}

static void print_value(wmip_printer *printer, const char *name, const wmi_value *value, const void *table)
{
    size_t i;
    if (wmip_value_is_null(value) && !printer->form->wants_null) {
        return;
    }
    printer->form->name(printer, name);
    if (wmip_value_is_null(value) || !value->is_array) {
        print_scalar(printer, value, table);
        return;
    }
    printer->form->begin_array(printer, value->type == WMI_TYPE_OBJECT);
    for (i = 0; i < value->u.array.count; i++) {
        wmi_value item = wmip_value_item(value, i);
        printer->form->item(printer, i);
        print_scalar(printer, &item, table);
    }
    printer->form->end_array(printer);
}

static void print_dynamic(wmip_printer *printer, const wmi_object *object)
{
    size_t i;
    if (!begin_nested(printer, object->class_name, object->path)) {
        return;
    }
    for (i = 0; i < object->count; i++) {
        print_value(printer, object->properties[i].name, &object->properties[i].value, NULL);
    }
    end_nested(printer);
}

static void print_embedded_field(wmip_printer *printer, const wmi_field *field, const void *base)
{
    bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    wmi_array_embedded array = {NULL, 0};
    wmi_embedded one = {NULL, NULL, NULL};
    size_t i;
    memcpy(is_array ? (void *)&array : (void *)&one, wmi_field_of_const(base, field),
           is_array ? sizeof array : sizeof one);
    if (is_array ? array.items == NULL : !wmi_embedded_has(&one)) {
        if (printer->form->wants_null) {
            printer->form->name(printer, field->name);
            printer->form->null(printer);
        }
        return;
    }
    printer->form->name(printer, field->name);
    if (!is_array) {
        print_embedded(printer, &one);
        return;
    }
    printer->form->begin_array(printer, true);
    for (i = 0; i < array.count; i++) {
        printer->form->item(printer, i);
        print_embedded(printer, &array.items[i]);
    }
    printer->form->end_array(printer);
}

void wmip_print_fields(wmip_printer *printer, const wmi_field *fields, size_t count, const wmi_field_codes *codes,
                       const void *base)
{
    size_t i;
    for (i = 0; i < count && printer->status == WMI_OK; i++) {
        if (fields[i].type == WMI_TYPE_EMBEDDED) {
            print_embedded_field(printer, &fields[i], base);
        } else {
            bool is_return = (fields[i].flags & WMI_FIELD_RETURN) != 0;
            wmi_value value = wmip_field_read(&fields[i], base);
            print_value(printer, fields[i].name, &value,
                        is_return ? printer->returns : find_codes(codes, fields[i].name));
        }
    }
}

void wmip_print_instance(wmip_printer *printer, const wmi_class_info *info, const void *instance)
{
    const wmi_meta *meta = (const wmi_meta *)(const void *)((const char *)instance + info->meta_offset);
    size_t i;
    if (!begin_nested(printer, meta->class_name != NULL ? meta->class_name : info->name, meta->path)) {
        return;
    }
    wmip_print_fields(printer, info->fields, info->field_count, info->codes, instance);
    for (i = 0; meta->others != NULL && i < meta->others->count; i++) {
        print_value(printer, meta->others->properties[i].name, &meta->others->properties[i].value, NULL);
    }
    end_nested(printer);
}

wmi_status wmip_print_end(wmip_printer *printer, FILE *to)
{
    if (printer->out.failed) {
        fail_print(printer, WMI_NO_MEMORY);
    }
    if (printer->status == WMI_OK && fwrite(printer->out.text, 1, printer->out.length, to) != printer->out.length) {
        fail_print(printer, WMI_TRANSPORT);
    }
    wmip_buffer_clear(&printer->out);
    return printer->status;
}
