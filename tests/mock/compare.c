#include "compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Where the comparison is, for what is printed when it fails. */
static char place[400];

static void at(const char *class_name, const char *member, const char *what)
{
    (void)snprintf(place, sizeof place, "%s.%s: %s", class_name, member, what);
}

static void differs(void)
{
    fail_msg("%s differs", place);
}

static void same_text(const char *a, const char *b)
{
    if ((a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0)) {
        fail_msg("%s: '%s', and not '%s'", place, a != NULL ? a : "(NULL)", b != NULL ? b : "(NULL)");
    }
}

static void same_number(unsigned long long a, unsigned long long b)
{
    if (a != b) {
        fail_msg("%s: %llu, and not %llu", place, a, b);
    }
}

static void same_codes(const wmi_code_table *a, const wmi_code_table *b)
{
    same_number(a->count, b->count);
    same_number(a->single_count, b->single_count);
    same_number(a->flags, b->flags);
    for (uint32_t i = 0; i < a->count; i++) {
        same_number((unsigned long long)a->codes[i].low, (unsigned long long)b->codes[i].low);
        same_number((unsigned long long)a->codes[i].high, (unsigned long long)b->codes[i].high);
        same_text(a->codes[i].name, b->codes[i].name);
        same_number(a->codes[i].flags, b->codes[i].flags);
    }
}

static void same_texts(const wmi_text_table *a, const wmi_text_table *b)
{
    same_number(a->count, b->count);
    for (uint32_t i = 0; i < a->count; i++) {
        same_text(a->texts[i].value, b->texts[i].value);
        same_text(a->texts[i].name, b->texts[i].name);
        same_number(a->texts[i].flags, b->texts[i].flags);
    }
}

static const wmi_field *find_field(const wmi_field *fields, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    differs();
    return NULL;
}

/* A list with the lists that it goes on with: the same chain, and not only the same content. */
static void same_field_codes(const wmi_field_codes *a, const wmi_field_codes *b, const char *class_name,
                             const wmi_field *fields, uint32_t count, const wmi_field *more, uint32_t more_count)
{
    at(class_name, "codes", "the list");
    while (a != NULL && b != NULL) {
        for (; a->name != NULL && b->name != NULL; a++, b++) {
            const wmi_field *field = NULL;
            at(class_name, b->name, "the table");
            same_text(a->name, b->name);
            for (uint32_t i = 0; i < count && field == NULL; i++) {
                field = strcmp(fields[i].name, b->name) == 0 ? &fields[i] : NULL;
            }
            field = field != NULL ? field : find_field(more, more_count, b->name);
            if (a->table == NULL || b->table == NULL) {
                differs();
            } else if (field->type == WMI_TYPE_STRING) {
                same_texts(a->table, b->table);
            } else {
                same_codes(a->table, b->table);
            }
        }
        at(class_name, "codes", "the end of the list");
        same_text(a->name, b->name);
        a = a->table;
        b = b->table;
    }
    if (a != NULL || b != NULL) {
        differs();
    }
}

static void same_fields(const char *class_name, const wmi_field *a, const wmi_field *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        at(class_name, b[i].name, "name");
        same_text(a[i].name, b[i].name);
        at(class_name, b[i].name, "class");
        same_text(a[i].class_name, b[i].class_name);
        at(class_name, b[i].name, "offset");
        same_number(a[i].offset, b[i].offset);
        at(class_name, b[i].name, "type");
        same_number(a[i].type, b[i].type);
        at(class_name, b[i].name, "flags");
        same_number(a[i].flags, b[i].flags);
    }
}

static void same_names(const char *const *a, const char *const *b)
{
    for (; *a != NULL && *b != NULL; a++, b++) {
        same_text(*a, *b);
    }
    same_text(*a, *b);
}

static void same_method(const char *class_name, const wmi_method_info *a, const wmi_method_info *b)
{
    at(class_name, b->name, "name");
    same_text(a->name, b->name);
    at(class_name, b->name, "class");
    same_text(a->class_name, b->class_name);
    at(class_name, b->name, "counts");
    same_number(a->in_count, b->in_count);
    same_number(a->out_count, b->out_count);
    same_number(a->in != NULL, b->in != NULL);
    same_number(a->out != NULL, b->out != NULL);
    at(class_name, b->name, "sizes");
    same_number(a->in_size, b->in_size);
    same_number(a->out_size, b->out_size);
    same_number(a->out_memory_offset, b->out_memory_offset);
    at(class_name, b->name, "flags");
    same_number(a->flags, b->flags);
    at(class_name, b->name, "namespace");
    same_text(a->ns, b->ns);
    at(class_name, b->name, "layout");
    same_number(a->layout == b->layout, 1);
    same_fields(class_name, a->in, b->in, b->in_count);
    same_fields(class_name, a->out, b->out, b->out_count);
    at(class_name, b->name, "codes");
    same_codes(a->codes, b->codes);
    same_field_codes(a->parameter_codes, b->parameter_codes, class_name, b->in, b->in_count, b->out, b->out_count);
}

static void same_class(const wmi_class_info *a, const wmi_class_info *b)
{
    at(b->name, "", "name");
    same_text(a->name, b->name);
    at(b->name, "", "superclass");
    same_text(a->superclass, b->superclass);
    at(b->name, "", "derivation");
    same_names(a->derivation, b->derivation);
    at(b->name, "", "namespace");
    same_text(a->ns, b->ns);
    at(b->name, "", "keys");
    same_names(a->keys, b->keys);
    at(b->name, "", "fields");
    same_number(a->field_count, b->field_count);
    same_number(a->fields != NULL, b->fields != NULL);
    same_fields(b->name, a->fields, b->fields, b->field_count);
    at(b->name, "", "size");
    same_number(a->size, b->size);
    same_number(a->meta_offset, b->meta_offset);
    at(b->name, "", "flags");
    same_number(a->flags, b->flags);
    same_number(a->layout == b->layout, 1);
    same_field_codes(a->codes, b->codes, b->name, b->fields, b->field_count, NULL, 0);
}

void compare_schemas(const wmi_schema *made, const wmi_schema *generated)
{
    at(generated->name, "", "the schema");
    same_text(made->name, generated->name);
    same_number(made->class_count, generated->class_count);
    for (uint32_t i = 0; i < generated->class_count; i++) {
        const wmi_method_info *const *a = made->classes[i].methods;
        const wmi_method_info *const *b = generated->classes[i].methods;
        same_class(made->classes[i].info, generated->classes[i].info);
        for (; *a != NULL && *b != NULL; a++, b++) {
            same_method(generated->classes[i].info->name, *a, *b);
        }
        at(generated->classes[i].info->name, "", "the list of methods");
        same_number(*a == NULL, *b == NULL);
    }
}
