/* Properties, and what parameters have in common with them. */
#include <string.h>

#include "doc/maker.h"
#include "inspect/c_names.h"
#include "inspect/words.h"

/* Types */

/** What stands before and behind the class in a type: "EmbeddedInstance ", " REF[]". */
static void fill_type(mbd_maker *maker, const mb_element *element, mbd_member *out)
{
    const char *brackets = element->is_array ? "[]" : "";

    if (element->class_name == NULL) {
        const char *word = element->is_embedded                 ? "EmbeddedObject"
                           : element->type == MB_TYPE_OBJECT    ? "object"
                           : element->type == MB_TYPE_REFERENCE ? "object REF"
                                                                : mb_type_word_name((mb_type_word)element->type);
        out->type = mb_arena_format(maker->arena, "%s%s", word, brackets);
        out->ending = "";
        return;
    }
    out->has_class = true;
    out->cls = mbd_link_named(maker, element->class_name, element->target);
    out->type = element->is_embedded ? "EmbeddedInstance " : "";
    out->ending = mb_arena_format(maker->arena, "%s%s", element->type == MB_TYPE_REFERENCE ? " REF" : "", brackets);
}

/** What is said of a parameter behind its direction, which has a place of its own: "in, out, optional". */
static const char *behind_direction(const char *notes)
{
    for (size_t i = 0; i < 2; i++) {
        const size_t word = strncmp(notes, "in", 2) == 0 ? 2 : strncmp(notes, "out", 3) == 0 ? 3 : 0;
        if (word != 0 && notes[word] == '\0') {
            return "";
        }
        if (word != 0 && notes[word] == ',') {
            notes += word + 2;
        }
    }
    return notes;
}

void mbd_fill_member(mbd_maker *maker, const mb_element *element, const mbb_member *bound, mbd_member *out)
{
    const bool is_parameter = element->kind == MB_ELEMENT_PARAMETER;

    out->name = mbd_name_html(maker, element->name);
    out->cls = (mbd_link){.name = "", .page = "", .brief = ""};
    fill_type(maker, element, out);
    out->c_type = bound != NULL ? mb_c_type_of(bound) : "";
    out->c_name = bound != NULL ? bound->member : "";
    const char *separator = *out->c_type != '\0' && out->c_type[strlen(out->c_type) - 1] != '*' ? " " : "";
    out->c_declaration = mb_arena_format(maker->arena, "%s%s%s", out->c_type, separator, out->c_name);
    out->is_in = is_parameter && element->is_in;
    out->is_out = is_parameter && element->is_out;
    out->is_key = !is_parameter && mb_element_flag(element, MB_Q_KEY);
    const char *notes = bound == NULL ? "" : is_parameter ? behind_direction(bound->notes) : bound->notes;
    out->notes = mbd_html_of_text(maker, notes);
    out->has_notes = *notes != '\0';
    out->doc = mbd_doc_of(maker, element);
    out->has_doc = out->doc.count != 0;
    out->brief = mbd_brief_of(maker, element);
    out->has_brief = *out->brief != '\0';
    out->declared_anchor = "";
    out->table = "";
}

/** Codes of a member, and the table of their names. */
static void fill_codes(mbd_maker *maker, const mb_element *element, const mbb_code_list *list, mbd_member *out)
{
    out->codes = mbd_codes_of(maker, element, list);
    out->has_codes = out->codes.count != 0;
    out->has_conventions = mbd_has_conventions(out->codes);
    out->has_table = list != NULL && !list->is_bits;
    out->table = out->has_table ? list->id : "";
}

/* Properties */

static void fill_property(mbd_maker *maker, const mbb_member *bound, mbd_member *out)
{
    const mb_element *property = bound->element;

    mbd_fill_member(maker, property, bound, out);
    out->anchor = mbd_member_anchor(maker, maker->cls, property);
    out->c_anchor = mb_arena_format(maker->arena, "%s.%s", maker->bound->id, bound->member);
    if (property->owner != maker->cls) {
        out->declared_anchor = mbd_member_anchor(maker, property->owner, property);
        out->table = bound->values;
        out->has_table = bound->has_values;
    } else {
        fill_codes(maker, property, mb_bound_property_codes(&maker->names, maker->bound, property), out);
    }
}

/** Adds the properties that one class declares. */
static mbb_list properties_of(mbd_maker *maker, const mb_class *owner)
{
    const mbb_member *bound = maker->bound->properties.items;
    mbd_growing list = {.size = sizeof(mbd_member)};

    for (size_t i = 0; i < maker->bound->properties.count; i++) {
        if (bound[i].element->owner == owner) {
            fill_property(maker, &bound[i], mbd_add(&list, maker->arena));
        }
    }
    return mbd_list_of(&list);
}

void mbd_make_properties(mbd_maker *maker, mbd_class *out)
{
    mbd_growing inherited = {.size = sizeof(mbd_heritage)};

    out->properties = properties_of(maker, maker->cls);
    out->has_properties = out->properties.count != 0;
    for (const mb_class *at = maker->cls->super; at != NULL; at = at->super) {
        const mbb_list properties = properties_of(maker, at);
        if (properties.count != 0) {
            *(mbd_heritage *)mbd_add(&inherited, maker->arena) = (mbd_heritage){
                .cls = mbd_link_to(maker, at), .declared_page = mbd_link_to(maker, at).page, .properties = properties};
        }
    }
    out->inherited_properties = mbd_list_of(&inherited);
    out->has_inherited_properties = inherited.count != 0;
}

/* Methods */

/** A parameter, in one of the structs of its method or in both. */
static void fill_parameter(mbd_maker *maker, const mbb_method *bound, const mb_element *parameter, mbd_member *out)
{
    const mbb_member *in = mb_bound_in(&maker->names, bound, parameter);
    const mbb_member *member = in != NULL ? in : mb_bound_out(&maker->names, bound, parameter);

    mbd_fill_member(maker, parameter, member, out);
    out->anchor = mbd_parameter_anchor(maker, maker->cls, bound->element, parameter);
    out->c_anchor = mb_arena_format(maker->arena, "%s_%s.%s", bound->id, in != NULL ? "in" : "out", out->c_name);
    fill_codes(maker, parameter, mb_bound_parameter_codes(&maker->names, bound, parameter), out);
}

static void fill_parameters(mbd_maker *maker, const mbb_method *bound, mbd_method *out)
{
    mbd_growing list = {.size = sizeof(mbd_member)};

    for (const mb_element *each = bound->element->parameters; each != NULL; each = each->next) {
        fill_parameter(maker, bound, each, mbd_add(&list, maker->arena));
    }
    out->parameters = mbd_list_of(&list);
    out->has_parameters = list.count != 0;
}

/** "(AffectedSystem, SnapshotType) gives ResultingSnapshot, Job". */
static mbd_html signature_of(mbd_maker *maker, const mb_element *method)
{
    const char *separator = "";
    bool has_out = false;

    mb_buffer_putc(&maker->words, '(');
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        if (each->is_in) {
            mb_buffer_printf(&maker->words, "%s%s", separator, each->name->text);
            separator = ", ";
        }
        has_out = has_out || each->is_out;
    }
    mb_buffer_puts(&maker->words, has_out ? ") gives " : ")");
    separator = "";
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        if (each->is_out) {
            mb_buffer_printf(&maker->words, "%s%s", separator, each->name->text);
            separator = ", ";
        }
    }
    return mbd_html_of_text(maker, mbd_take(maker, &maker->words));
}

/** Parameters, codes, prototypes. */
static void fill_details(mbd_maker *maker, const mbb_method *bound, mbd_method *out)
{
    const mb_element *method = bound->element;

    fill_parameters(maker, bound, out);
    out->codes = mbd_codes_of(maker, method, &bound->codes);
    out->has_codes = out->codes.count != 0;
    out->has_conventions = mbd_has_conventions(out->codes);
    out->has_table = !bound->is_void;
    out->table = bound->codes.id;
    mb_excerpt_render(maker->excerpt, bound, &maker->words);
    const char *text = mbd_take(maker, &maker->words);
    size_t length = strlen(text);
    while (length != 0 && text[length - 1] == '\n') {
        length--;
    }
    mb_buffer_append(&maker->words, text, length);
    /* Ends of lines mean something here. */
    const char *lines = mbd_take(maker, &maker->words);
    for (const char *at = lines; *at != '\0';) {
        const size_t line = strcspn(at, "\n");
        mbd_put_html(&maker->scratch, (mb_text){at, (uint32_t)line});
        at += line;
        if (*at == '\n') {
            mb_buffer_putc(&maker->scratch, '\n');
            at++;
        }
    }
    out->prototype = mbd_take(maker, &maker->scratch);
}

static void fill_method(mbd_maker *maker, const mbb_method *bound, mbd_method *out)
{
    const mb_element *method = bound->element;

    out->anchor = mbd_member_anchor(maker, maker->cls, method);
    out->c_name = bound->id;
    out->name = mbd_name_html(maker, method->name);
    out->type = mbd_html_of_text(maker, mb_type_text(method, maker->arena));
    out->signature = signature_of(maker, method);
    out->declared_anchor = mbd_member_anchor(maker, method->owner, method);
    out->is_static = bound->is_static;
    out->has_job = bound->has_job;
    out->is_void = bound->is_void;
    out->has_hosts = bound->has_hosts;
    out->hosts = mbd_html_of_text(maker, bound->hosts);
    out->has_link = bound->has_page;
    out->link = mbd_html_of_text(maker, bound->page);
    out->has_notes = bound->has_deprecation;
    out->notes = mbd_html_of_text(maker, bound->deprecation);
    out->doc = mbd_doc_of(maker, method);
    out->has_doc = out->doc.count != 0;
    out->brief = mbd_brief_of(maker, method);
    out->has_brief = *out->brief != '\0';
    out->prototype = out->table = "";
    fill_details(maker, bound, out);
}

/** Adds the methods that one class declares. */
static mbb_list methods_of(mbd_maker *maker, mbb_list bound, const mb_class *owner)
{
    const mbb_method *items = bound.items;
    mbd_growing list = {.size = sizeof(mbd_method)};

    for (size_t i = 0; i < bound.count; i++) {
        if (items[i].element->owner == owner) {
            fill_method(maker, &items[i], mbd_add(&list, maker->arena));
        }
    }
    return mbd_list_of(&list);
}

void mbd_make_methods(mbd_maker *maker, mbd_class *out)
{
    mbd_growing inherited = {.size = sizeof(mbd_heritage)};

    out->methods = methods_of(maker, maker->bound->methods, maker->cls);
    out->has_methods = out->methods.count != 0;
    for (const mb_class *at = maker->cls->super; at != NULL; at = at->super) {
        const mbb_list methods = methods_of(maker, maker->bound->inherited, at);
        if (methods.count != 0) {
            *(mbd_heritage *)mbd_add(&inherited, maker->arena) = (mbd_heritage){
                .cls = mbd_link_to(maker, at), .declared_page = mbd_link_to(maker, at).page, .methods = methods};
        }
    }
    out->inherited_methods = mbd_list_of(&inherited);
    out->has_inherited_methods = inherited.count != 0;
}
