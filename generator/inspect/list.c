#include "inspect/words.h"

/** The first sentence of an element's Description. */
static const char *text_of(const mb_inspect_input *input, const mb_inspect_unit *unit, const mb_element *element)
{
    const mb_text text = mb_element_text(unit->schema, element, MB_Q_DESCRIPTION);

    return mb_one_line(mb_first_sentence(text), input->arena);
}

/** Counts are of all that an instance has, whatever class declares it; of methods those that are selected. */
static void list_class(const mb_inspect_input *input, const mb_inspect_unit *unit, const mb_class *cls, bool texts,
                       mb_table *table)
{
    const mb_element **all = NULL;
    size_t properties = mb_class_all_properties(cls, input->arena, &all);
    size_t all_methods = mb_class_all_methods(cls, input->arena, &all);
    size_t methods = 0;

    for (size_t i = 0; i < all_methods; i++) {
        methods += mb_is_method_selected(unit->selection, cls, all[i]);
    }

    MB_ROW(
        table, cls->ns->name, cls->element.name->text, cls->super_name != NULL ? cls->super_name->text : "-",
        mb_class_kind(cls, input->arena),
        mb_arena_format(input->arena, "properties=%lu methods=%lu", (unsigned long)properties, (unsigned long)methods),
        texts ? text_of(input, unit, &cls->element) : NULL);
}

static void list_methods(const mb_inspect_input *input, const mb_inspect_unit *unit, const mb_class *cls, bool texts,
                         mb_table *table, mb_buffer *scratch)
{
    for (const mb_element *method = cls->methods; method != NULL; method = method->next) {
        if (!mb_is_method_selected(unit->selection, cls, method)) {
            continue;
        }
        mb_put_parameters(scratch, method, input->arena);
        const char *parameters = mb_take_text(scratch, input->arena);
        MB_ROW(table, cls->ns->name,
               mb_arena_format(input->arena, "%s.%s", cls->element.name->text, method->name->text),
               mb_type_text(method, input->arena), parameters, texts ? text_of(input, unit, method) : NULL);
    }
}

static void print_table(const mb_table *table, mb_buffer *out)
{
    const size_t begin = out->length;

    mb_table_write(table, 0, out);
    mb_buffer_disarm(out, begin);
}

void mb_list_classes(const mb_inspect_input *input, bool texts, mb_buffer *out)
{
    mb_table *table = mb_table_new(input->arena);

    for (size_t i = 0; i < input->unit_count; i++) {
        for (const mb_namespace *ns = input->units[i].schema->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
                if (mb_is_selected(input->units[i].selection, cls)) {
                    list_class(input, &input->units[i], cls, texts, table);
                }
            }
        }
    }
    print_table(table, out);
}

void mb_list_methods(const mb_inspect_input *input, bool texts, mb_buffer *out)
{
    mb_table *table = mb_table_new(input->arena);
    mb_buffer scratch;

    mb_buffer_init(&scratch, out->heap);
    for (size_t i = 0; i < input->unit_count; i++) {
        for (const mb_namespace *ns = input->units[i].schema->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
                list_methods(input, &input->units[i], cls, texts, table, &scratch);
            }
        }
    }
    mb_buffer_release(&scratch);
    print_table(table, out);
}
