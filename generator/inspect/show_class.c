#include <string.h>

#include "inspect/show.h"

/** "CIM_Service, CIM_EnabledLogicalElement, ...", nearest first; a system class above the last is named, too. */
static const char *derivation_of(const mb_showing *showing)
{
    const char *text = "";

    for (const mb_class *cls = showing->cls; cls->super_name != NULL;) {
        text = mb_arena_format(showing->input->arena, "%s%s%s", text, *text != '\0' ? ", " : "",
                               cls->super != NULL ? cls->super->element.name->text : cls->super_name->text);
        if (cls->super == NULL) {
            break;
        }
        cls = cls->super;
    }
    return text;
}

static const char *subclasses_of(mb_showing *showing)
{
    mb_buffer *text = &showing->scratch;

    for (const mb_class *cls = showing->cls->next; cls != NULL; cls = cls->next) {
        if (cls->super == showing->cls) {
            mb_buffer_printf(text, "%s%s", text->length != 0 ? ", " : "", cls->element.name->text);
        }
    }
    return mb_take_text(text, showing->input->arena);
}

static void show_head(mb_showing *showing)
{
    const mb_class *cls = showing->cls;
    mb_arena *arena = showing->input->arena;
    const mbb_class *bound = showing->bound;

    mb_buffer_printf(showing->out, "class %s", cls->element.name->text);
    mb_buffer_printf(showing->out, "%s%s\n", cls->super_name != NULL ? " : " : "",
                     cls->super_name != NULL ? cls->super_name->text : "");
    mb_show_fact(showing, "namespace", cls->ns->name);
    mb_show_fact(showing, "declared in", mb_show_place(showing, &cls->element));
    mb_show_fact(showing, "kind", mb_class_kind(cls, arena));
    mb_show_fact(showing, "derived from", derivation_of(showing));
    mb_show_fact(showing, "subclasses", subclasses_of(showing));
    mb_show_hosts(showing, &cls->element);
    if (bound != NULL) {
        mb_show_fact(showing, "in C", mb_arena_format(arena, "%s, <%s>", bound->id, bound->header));
    }
}

/** "key, read-only"; of a string that holds an instance of what class. */
static const char *notes_of(mb_showing *showing, const mb_element *property)
{
    const mbb_member *member = mb_bound_property(&showing->names, showing->bound, property);
    const char *notes = member != NULL ? member->notes : "";

    if (property->is_embedded && property->class_name != NULL) {
        notes = mb_arena_format(showing->input->arena, "%s%san instance of %s", notes, *notes != '\0' ? ", " : "",
                                property->class_name->text);
    }
    return notes;
}

/** What a class tells of its members; all of it is told of a member that is asked for. */
static mb_text first_sentence_of(const mb_showing *showing, const mb_element *element)
{
    return mb_first_sentence(mb_element_text(showing->unit->schema, element, MB_Q_DESCRIPTION));
}

static void add_property(mb_showing *showing, const mb_element *property, mb_table *table)
{
    mb_arena *arena = showing->input->arena;
    const mb_class *owner = property->owner;
    const mb_table *codes = mb_show_codes(showing, property, NULL);

    MB_ROW(table, mb_type_text(property, arena), mb_name_text(property, arena), notes_of(showing, property),
           owner != showing->cls ? mb_arena_format(arena, "from %s", owner->element.name->text) : "");
    mb_table_say(table, first_sentence_of(showing, property), showing->input->width);
    if (!mb_table_is_empty(codes)) {
        mb_table_below(table, codes);
    }
}

static void show_properties(mb_showing *showing)
{
    mb_table *table = mb_table_new(showing->input->arena);
    const mb_element **all = NULL;
    size_t count = mb_class_all_properties(showing->cls, showing->input->arena, &all);

    for (size_t i = 0; i < count; i++) {
        add_property(showing, all[i], table);
    }
    if (count != 0) {
        mb_buffer_puts(showing->out, "\nProperties\n");
        mb_table_write(table, 2, showing->out);
    }
}

static void show_method(mb_showing *showing, const mb_element *method, size_t width)
{
    enum { INDENT = 2, GAP = 2, HANG = 8, BELOW = 6 };
    mb_arena *arena = showing->input->arena;
    const char *type = mb_type_text(method, arena);

    mb_buffer_puts(&showing->scratch, method->name->text);
    mb_put_parameters(&showing->scratch, method, arena);
    const char *call = mb_take_text(&showing->scratch, arena);
    mb_buffer_printf(showing->out, "%*s%-*s", INDENT, "", (int)width + GAP, type);
    mb_put_items(showing->out, call, INDENT + width + GAP, INDENT + width + GAP + HANG, showing->input->width);
    mb_buffer_putc(showing->out, '\n');
    mb_put_paragraphs(showing->out, first_sentence_of(showing, method), INDENT + BELOW, showing->input->width);
}

/** What an instance has of the methods that a class declares. */
static void show_methods_of(mb_showing *showing, const mb_class *owner, const mb_element *const *all, size_t count)
{
    const bool is_own = owner == showing->cls;
    size_t width = 0, shown = 0;

    for (size_t i = 0; i < count; i++) {
        size_t length = all[i]->owner == owner ? strlen(mb_type_text(all[i], showing->input->arena)) : 0;
        width = length > width ? length : width;
    }
    for (size_t i = 0; i < count; i++) {
        if (all[i]->owner != owner) {
            continue;
        }
        if (shown++ == 0) {
            mb_buffer_printf(showing->out, "\nMethods%s%s\n", is_own ? "" : " from ",
                             is_own ? "" : owner->element.name->text);
        }
        show_method(showing, all[i], width);
    }
}

void mb_show_class(mb_showing *showing)
{
    const mb_element **all = NULL;
    const size_t all_count = mb_class_all_methods(showing->cls, showing->input->arena, &all);
    size_t count = 0;

    for (size_t i = 0; i < all_count; i++) {
        if (mb_is_method_selected(showing->unit->selection, showing->cls, all[i])) {
            all[count++] = all[i];
        }
    }
    show_head(showing);
    mb_show_description(showing, &showing->cls->element);
    mb_show_qualifiers(showing, &showing->cls->element);
    show_properties(showing);
    for (const mb_class *owner = showing->cls; owner != NULL; owner = owner->super) {
        show_methods_of(showing, owner, all, count);
    }
}
