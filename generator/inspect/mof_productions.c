#include "inspect/mof_layout.h"
#include "inspect/mof_text.h"

#include <string.h>

/* Features */

static void put_default(mb_mof_writer *writer, const mb_value *value, size_t indent)
{
    if (value != NULL) {
        mb_mof_puts(writer, " = ");
        mb_mof_write_value(writer, value, indent);
    }
}

/** How long it would be on one line, without what follows it; of what cannot stand on one only its beginning counts. */
static size_t measure(mb_mof_writer *writer, const mb_feature *feature)
{
    mb_buffer *piece = &writer->piece;

    mb_buffer_clear(piece);
    mb_mof_put_feature_head(piece, feature);
    if (feature->kind != MB_FEATURE_METHOD && feature->value != NULL && !mb_mof_holds_instance(feature->value)) {
        mb_buffer_puts(piece, " = ");
        mb_mof_put_value(piece, feature->value);
    }
    return piece->length + 1;
}

static void write_parameter(mb_mof_writer *writer, const mb_feature *parameter, size_t indent)
{
    mb_mof_write_qualifiers(writer, parameter->qualifiers, indent, measure(writer, parameter) + 1);
    mb_mof_put_feature_head(writer->out, parameter);
    put_default(writer, parameter->value, indent);
}

/** The parameters on the line, if they fit. @return whether they do. */
static bool write_parameters_flat(mb_mof_writer *writer, const mb_feature *first)
{
    mb_buffer *piece = &writer->piece;

    mb_buffer_clear(piece);
    for (const mb_feature *each = first; each != NULL; each = each->next) {
        for (const mb_qualifier *qualifier = each->qualifiers; qualifier != NULL; qualifier = qualifier->next) {
            mb_buffer_puts(piece, qualifier == each->qualifiers ? "[" : ", ");
            mb_mof_put_qualifier(piece, qualifier);
            mb_buffer_puts(piece, qualifier->next == NULL ? "] " : "");
        }
        mb_mof_put_feature_head(piece, each);
        if (each->value != NULL) {
            if (mb_mof_holds_instance(each->value)) {
                return false;
            }
            mb_buffer_puts(piece, " = ");
            mb_mof_put_value(piece, each->value);
        }
        mb_buffer_puts(piece, each->next != NULL ? ", " : "");
    }
    if (!mb_mof_fits(writer, piece->length)) {
        return false;
    }
    mb_buffer_append(writer->out, piece->text, piece->length);
    return true;
}

static void write_parameters(mb_mof_writer *writer, const mb_feature *first, size_t indent)
{
    mb_buffer_putc(writer->out, '(');
    if (first != NULL && !write_parameters_flat(writer, first)) {
        for (const mb_feature *each = first; each != NULL; each = each->next) {
            mb_mof_line(writer, indent + MB_MOF_STEP);
            write_parameter(writer, each, indent + MB_MOF_STEP);
            mb_mof_puts(writer, each->next != NULL ? "," : "");
        }
    }
    mb_buffer_putc(writer->out, ')');
}

static void write_feature(mb_mof_writer *writer, const mb_feature *feature, size_t indent)
{
    size_t rest = feature->kind == MB_FEATURE_METHOD ? MB_MOF_WIDTH : measure(writer, feature);

    mb_mof_write_qualifiers(writer, feature->qualifiers, indent, rest);
    mb_mof_put_feature_head(writer->out, feature);
    if (feature->kind == MB_FEATURE_METHOD) {
        write_parameters(writer, feature->parameters, indent);
    } else {
        put_default(writer, feature->value, indent);
    }
    mb_buffer_putc(writer->out, ';');
}

/** What takes several lines is set off by blank ones. */
static void set_off(mb_mof_writer *writer, size_t begin)
{
    mb_buffer *out = writer->out;

    mb_buffer_putc(out, '\n');
    memmove(out->text + begin + 1, out->text + begin, out->length - begin - 1);
    out->text[begin] = '\n';
    writer->line_begin++;
}

/** Whether a feature is a method of a class, and not selected. */
static bool is_left_out(const mb_mof_writer *writer, const mb_feature *feature)
{
    if (writer->selection == NULL || writer->cls == NULL || feature->kind != MB_FEATURE_METHOD) {
        return false;
    }
    const mb_element *method = mb_class_find_method(writer->cls, feature->name);
    return method != NULL && !mb_is_method_described(writer->selection, writer->cls, method);
}

static void write_body(mb_mof_writer *writer, const mb_feature *first, size_t indent)
{
    bool was_long = false, has_any = false;

    mb_mof_line(writer, indent);
    mb_buffer_putc(writer->out, '{');
    for (const mb_feature *each = first; each != NULL; each = each->next) {
        if (is_left_out(writer, each)) {
            continue;
        }
        mb_mof_line(writer, indent + MB_MOF_STEP);
        size_t begin = writer->line_begin;
        write_feature(writer, each, indent + MB_MOF_STEP);
        bool is_long = writer->line_begin != begin;
        if (has_any && (is_long || was_long)) {
            set_off(writer, begin);
        }
        has_any = true;
        was_long = is_long;
    }
    mb_mof_line(writer, indent);
    mb_buffer_putc(writer->out, '}');
}

/* Productions */

static void put_alias(mb_mof_writer *writer, const mb_symbol *alias)
{
    if (alias != NULL) {
        mb_mof_puts(writer, " as $");
        mb_mof_puts(writer, alias->text);
    }
}

static void write_class(mb_mof_writer *writer, const mb_production *production, const mb_symbol *name)
{
    mb_mof_write_qualifiers(writer, production->qualifiers, 0, 0);
    mb_mof_puts(writer, "class ");
    mb_mof_puts(writer, name->text);
    put_alias(writer, production->alias);
    if (production->super != NULL) {
        mb_mof_puts(writer, " : ");
        mb_mof_puts(writer, production->super->text);
    }
    write_body(writer, production->features, 0);
}

void mb_mof_write_instance(mb_mof_writer *writer, const mb_production *instance, size_t indent)
{
    mb_mof_puts(writer, "instance of ");
    mb_mof_puts(writer, instance->name->text);
    put_alias(writer, instance->alias);
    write_body(writer, instance->features, indent);
}

/** `, Scope(class, method)`, on a line of its own if need be; nothing where there are no words. */
static void write_clause(mb_mof_writer *writer, const char *head, uint32_t bits, const char *(*word)(unsigned bit))
{
    mb_buffer *piece = &writer->piece;

    if (bits == 0) {
        return;
    }
    mb_buffer_clear(piece);
    mb_buffer_puts(piece, head);
    for (unsigned bit = 0, count = 0; word(bit) != NULL; bit++) {
        if ((bits >> bit & 1) != 0) {
            mb_buffer_puts(piece, count++ != 0 ? ", " : "");
            mb_buffer_puts(piece, word(bit));
        }
    }
    mb_buffer_putc(piece, ')');
    mb_buffer_putc(writer->out, ',');
    if (mb_mof_fits(writer, 1 + piece->length)) {
        mb_buffer_putc(writer->out, ' ');
    } else {
        mb_mof_line(writer, MB_MOF_STEP);
    }
    mb_buffer_append(writer->out, piece->text, piece->length);
}

static void write_declaration(mb_mof_writer *writer, const mb_production *production)
{
    mb_mof_puts(writer, "Qualifier ");
    mb_mof_puts(writer, production->name->text);
    if (!production->has_type) {
        mb_mof_put_flavors(writer->out, production->flavors);
        return;
    }
    mb_mof_puts(writer, " : ");
    mb_mof_puts(writer, mb_type_word_name((mb_type_word)production->type));
    mb_mof_puts(writer, production->is_array ? "[]" : "");
    put_default(writer, production->value, 0);
    write_clause(writer, "Scope(", production->scopes, mb_scope_name);
    write_clause(writer, "Flavor(", production->flavors, mb_flavor_name);
}

void mb_mof_write_production(mb_mof_writer *writer, const mb_production *production, const mb_symbol *name)
{
    switch ((mb_production_kind)production->kind) {
    case MB_CLASS:
        write_class(writer, production, name);
        break;
    case MB_INSTANCE:
        mb_mof_write_qualifiers(writer, production->qualifiers, 0, 0);
        mb_mof_write_instance(writer, production, 0);
        break;
    case MB_QUALIFIER_DECLARATION:
        write_declaration(writer, production);
        break;
    case MB_PRAGMA:
        return;
    }
    mb_buffer_putc(writer->out, ';');
    mb_mof_line(writer, 0);
}
