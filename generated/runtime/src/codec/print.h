/**
 * @file
 * One walk over instances and parameters, for the forms that print.c and print_json.c write them in.
 */
#ifndef WMIP_CODEC_PRINT_H
#define WMIP_CODEC_PRINT_H

#include "codec/codec.h"

#include <wmi/print.h>

typedef struct wmip_printer wmip_printer;

/** A form. Each function appends to `printer->out`. */
typedef struct wmip_print_form {
    bool wants_null; /**< NULL is written */
    /** Begins an instance. @param path NULL = none */
    void (*begin)(wmip_printer *printer, const char *class_name, const char *path);
    void (*end)(wmip_printer *printer);
    /** What stands before a property. */
    void (*name)(wmip_printer *printer, const char *name);
    /** A scalar. @param table of its codes: as in wmi_field_codes; NULL = none */
    void (*scalar)(wmip_printer *printer, const wmi_value *value, const void *table);
    void (*null)(wmip_printer *printer);
    /** Around the items of an array, and before each. @param of_instances the items are instances */
    void (*begin_array)(wmip_printer *printer, bool of_instances);
    void (*item)(wmip_printer *printer, size_t index);
    void (*end_array)(wmip_printer *printer);
} wmip_print_form;

struct wmip_printer {
    const wmip_print_form *form;
    wmip_buffer out;
    const wmi_code_table *returns; /**< of ReturnValue */
    unsigned nesting;              /**< instances in instances */
    unsigned depth;                /**< of the indentation */
    bool is_first;                 /**< nothing of the instance or array was written yet */
    bool is_in_array;              /**< of scalars */
    wmi_status status;
};

/** Walks over an instance. */
void wmip_print_instance(wmip_printer *printer, const wmi_class_info *info, const void *instance);
/** Walks over the fields of a struct of parameters. */
void wmip_print_fields(wmip_printer *printer, const wmi_field *fields, size_t count, const wmi_field_codes *codes,
                       const void *base);
/** Writes what was gathered to a stream. @return the status of it all. */
wmi_status wmip_print_end(wmip_printer *printer, FILE *to);

/** The name of a code or text in a table, as in wmi_field_codes; NULL where it has none. */
const char *wmip_print_name(const wmi_value *value, const void *table);

#endif
