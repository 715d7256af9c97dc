#include <string.h>

#include "inspect/mof_text.h"
#include "inspect/show.h"
#include "render/excerpt.h"

/** Where the declaration in force is, and which ones it overrides. */
static void show_declarations(mb_showing *showing, const mb_element *element)
{
    mb_arena *arena = showing->input->arena;

    mb_show_fact(showing, "namespace", showing->cls->ns->name);
    mb_show_fact(showing, "declared in", mb_show_place(showing, element));
    if (element->owner != showing->cls) {
        mb_show_fact(showing, "inherited from", element->owner->element.name->text);
    }
    const char *overridden = "";
    for (const mb_element *at = element->overridden; at != NULL; at = at->overridden) {
        overridden = mb_arena_format(arena, "%s%s%s.%s", overridden, *overridden != '\0' ? ", " : "",
                                     at->owner->element.name->text, at->name->text);
    }
    mb_show_fact(showing, "overrides", overridden);
}

static void show_table(mb_showing *showing, const char *heading, const mb_table *table)
{
    if (!mb_table_is_empty(table)) {
        mb_buffer_printf(showing->out, "\n%s\n", heading);
        mb_table_write(table, 2, showing->out);
    }
}

static const char *default_of(mb_showing *showing, const mb_element *element)
{
    const mb_value *value = mb_element_default(element);

    if (value == NULL || mb_mof_holds_instance(value)) {
        return value == NULL ? "" : "an instance";
    }
    mb_mof_put_value(&showing->scratch, value);
    return mb_take_text(&showing->scratch, showing->input->arena);
}

/* Properties */

static void show_header(mb_showing *showing)
{
    mb_buffer_printf(showing->out, "\nIn C: #include <%s>\n", showing->bound->header);
}

static void show_property_in_c(mb_showing *showing, const mbb_member *member, const mbb_code_list *codes)
{
    show_header(showing);
    mb_buffer_printf(showing->out, "  member %s of %s: %s\n", member->member, showing->bound->id, mb_c_type_of(member));
    if (codes != NULL && codes->has_enumerators) {
        mb_buffer_printf(showing->out, "  enum %s\n", codes->tag);
    }
    if (codes != NULL && !codes->is_bits) {
        mb_buffer_printf(showing->out, "  const %s %s\n", codes->is_text ? "wmi_text_table" : "wmi_code_table",
                         codes->id);
    }
}

void mb_show_property(mb_showing *showing, const mb_element *property)
{
    mb_arena *arena = showing->input->arena;
    const mbb_member *member = mb_bound_property(&showing->names, showing->bound, property);
    const mbb_code_list *codes = mb_bound_property_codes(&showing->names, showing->bound, property);

    mb_buffer_printf(showing->out, "property %s.%s\n", showing->cls->element.name->text, property->name->text);
    mb_show_fact(showing, "declaration",
                 mb_arena_format(arena, "%s %s", mb_type_text(property, arena), mb_name_text(property, arena)));
    show_declarations(showing, property);
    if (property->is_embedded && property->class_name != NULL) {
        mb_show_fact(showing, "holds", mb_arena_format(arena, "an instance of %s", property->class_name->text));
    }
    mb_show_hosts(showing, property);
    const char *notes = member != NULL ? member->notes : "";
    mb_show_fact(showing, "default", strstr(notes, "default ") == NULL ? default_of(showing, property) : "");
    mb_show_fact(showing, "notes", notes);
    mb_show_description(showing, property);
    mb_show_qualifiers(showing, property);
    show_table(showing, "Values", mb_show_codes(showing, property, codes));
    if (member != NULL) {
        show_property_in_c(showing, member, codes);
    }
}

/* Methods */

/** Where a parameter is in C: "in->RequestedState (wmi_opt_uint16)". */
static const char *parameter_in_c(mb_showing *showing, const mb_element *parameter, const mbb_method *bound)
{
    const mbb_member *in = mb_bound_in(&showing->names, bound, parameter);
    const mbb_member *out = mb_bound_out(&showing->names, bound, parameter);

    if (in == NULL && out == NULL) {
        return "";
    }
    return mb_arena_format(showing->input->arena, "%s%s%s%s%s (%s)", in != NULL ? "in->" : "",
                           in != NULL ? in->member : "", in != NULL && out != NULL ? ", " : "",
                           out != NULL ? "out->" : "", out != NULL ? out->member : "",
                           mb_c_type_of(in != NULL ? in : out));
}

static const char *units_of(mb_showing *showing, const mb_element *parameter, const mbb_method *bound)
{
    const mbb_member *in = mb_bound_in(&showing->names, bound, parameter);
    const mbb_member *member = in != NULL ? in : mb_bound_out(&showing->names, bound, parameter);

    return member != NULL ? member->units : "";
}

static void show_parameter(mb_showing *showing, const mb_element *parameter, const mbb_method *bound)
{
    enum { INDENT = 6 };
    mb_arena *arena = showing->input->arena;
    const mbb_code_list *codes = mb_bound_parameter_codes(&showing->names, bound, parameter);
    const char *in_c = parameter_in_c(showing, parameter, bound);
    mb_text description = mb_element_text(showing->unit->schema, parameter, MB_Q_DESCRIPTION);
    const char *value = default_of(showing, parameter);
    const char *units = units_of(showing, parameter, bound);

    mb_buffer_printf(showing->out, "  %s %s %s%s%s\n", mb_direction_name(parameter), mb_type_text(parameter, arena),
                     mb_name_text(parameter, arena), *value != '\0' ? " = " : "", value);
    if (*in_c != '\0') {
        mb_buffer_printf(showing->out, "%*sin C: %s\n", INDENT, "", in_c);
    }
    if (*units != '\0') {
        mb_buffer_printf(showing->out, "%*sunits: %s\n", INDENT, "", units);
    }
    if (description.bytes != NULL) {
        mb_put_paragraphs(showing->out, description, INDENT, showing->input->width);
    }
    mb_table_write(mb_show_qualifier_table(showing, parameter), INDENT, showing->out);
    mb_table_write(mb_show_codes(showing, parameter, codes), INDENT, showing->out);
}

/** Cuts off the next item of a text: a line, and those behind it that are indented, as one line. */
static char *next_item(char **at)
{
    char *item = *at, *to = item;

    for (; **at != '\0' && (**at != '\n' || (*at)[1] == ' '); ++*at) {
        bool is_blank = **at == ' ' || **at == '\n';
        if (!is_blank || (to != item && to[-1] != ' ')) {
            *to++ = is_blank ? ' ' : **at;
        }
    }
    *at += **at == '\n';
    *to = '\0';
    return item;
}

/** Of a prototype the arguments stand side by side as far as there is room; other items have a line each. */
static void show_item(mb_showing *showing, const char *item)
{
    enum { HEAD = 2, HANG = 6 };
    const size_t length = strcspn(item, "(") + 1;

    mb_buffer_printf(showing->out, "%*s%.*s", HEAD, "", (int)length, item);
    if (length < strlen(item)) {
        mb_put_items(showing->out, item + length, HEAD + length, HANG, showing->input->width);
    }
    mb_buffer_puts(showing->out, "\n");
}

/** What the header declares for a method. */
static void show_method_in_c(mb_showing *showing, const mbb_method *bound)
{
    mb_arena *arena = showing->input->arena;

    show_header(showing);
    mb_render_method_excerpt(bound, arena, &showing->scratch);
    char *text = mb_arena_text(arena, showing->scratch.text, showing->scratch.length);
    mb_buffer_clear(&showing->scratch);
    while (*text != '\0') {
        show_item(showing, next_item(&text));
    }
}

void mb_show_method(mb_showing *showing, const mb_element *method)
{
    mb_arena *arena = showing->input->arena;
    const mbb_method *bound = mb_bound_method(&showing->names, showing->bound, method);

    mb_buffer_printf(showing->out, "method %s.%s\n", showing->cls->element.name->text, method->name->text);
    mb_buffer_printf(&showing->scratch, "%s %s", mb_type_text(method, arena), method->name->text);
    mb_put_parameters(&showing->scratch, method, arena);
    mb_show_fact(showing, "signature", mb_take_text(&showing->scratch, arena));
    show_declarations(showing, method);
    mb_show_fact(showing, "kind", mb_element_flag(method, MB_Q_STATIC) ? "static" : "");
    mb_show_hosts(showing, method);
    mb_show_description(showing, method);
    mb_show_qualifiers(showing, method);
    mb_buffer_puts(showing->out, method->parameters != NULL ? "\nParameters\n" : "");
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        show_parameter(showing, each, bound);
    }
    show_table(showing, "Return codes", mb_show_codes(showing, method, bound != NULL ? &bound->codes : NULL));
    if (bound != NULL) {
        show_method_in_c(showing, bound);
    }
}
