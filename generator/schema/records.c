/*
 * What the model keeps for those who ask it.
 */
#include <inttypes.h>

#include "schema/resolver.h"
#include "support/characters.h"

const mb_written *mb_schema_written(const mb_schema *schema)
{
    return &mb_schema_record_of(schema)->written;
}

mb_class *mb_schema_find_class(const mb_namespace *ns, const mb_symbol *name)
{
    return mb_name_map_get(&mb_namespace_record_of(ns)->classes, name);
}

const mb_namespace *mb_next_namespace(const mb_namespace *ns)
{
    const mb_namespace_record *next = mb_namespace_record_of(ns)->next_used;
    return next != NULL ? &next->ns : NULL;
}

const mb_production *mb_deletion_of(const mb_namespace *ns, const mb_symbol *name)
{
    return mb_name_map_get(&mb_namespace_record_of(ns)->deleted, name);
}

const mb_production *mb_class_declaration(const mb_class *cls)
{
    return mb_class_record_of(cls)->production;
}

mb_span mb_element_name_span(const mb_element *element)
{
    return element->feature != NULL ? mb_feature_name_span(element->feature)
                                    : mb_class_record_of(element->owner)->production->name_span;
}

const char *mb_element_kind_name(const mb_element *element)
{
    static const char *const names[] = {"class", "property", "method", "parameter"};
    return names[element->kind];
}

const char *mb_element_type_text(const mb_element *element, mb_arena *arena)
{
    const char *array = element->is_array ? "[]" : "";
    const char *name = element->class_name != NULL ? element->class_name->text : "object";
    if (element->type == MB_TYPE_REFERENCE) {
        return mb_arena_format(arena, "%s REF%s", name, array);
    }
    if (element->type != MB_TYPE_OBJECT) {
        name = mb_type_word_name((mb_type_word)element->type);
    }
    return mb_arena_format(arena, "%s%s", name, array);
}

const char *mb_code_digits(int64_t code, bool is_unsigned, mb_arena *arena)
{
    return is_unsigned ? mb_arena_format(arena, "%" PRIu64, (uint64_t)code) : mb_arena_format(arena, "%" PRId64, code);
}

mb_text mb_trim(mb_text text)
{
    while (text.length > 0 && mb_is_space(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && mb_is_space(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

/* Defaults */

const mb_value *mb_element_default(const mb_element *element)
{
    bool may_have_one = element->kind == MB_ELEMENT_PROPERTY || element->kind == MB_ELEMENT_PARAMETER;
    return may_have_one ? element->feature->value : NULL;
}

static mb_datum datum_of(const mb_value *value)
{
    mb_datum result = {.kind = MB_DATUM_NONE};
    switch (value != NULL ? (mb_value_kind)value->kind : MB_VALUE_NULL) {
    case MB_VALUE_BOOLEAN:
        result.kind = MB_DATUM_BOOLEAN;
        result.boolean = value->boolean;
        break;
    case MB_VALUE_INTEGER:
        result.kind = MB_DATUM_INTEGER;
        result.integer = (mb_integer){value->u.magnitude, value->negative, false};
        break;
    case MB_VALUE_REAL:
        result.kind = MB_DATUM_REAL;
        result.real = value->u.real;
        break;
    case MB_VALUE_CHAR16:
        result.kind = MB_DATUM_CHAR16;
        result.char16 = value->char16;
        break;
    case MB_VALUE_STRING:
        result.kind = MB_DATUM_TEXT;
        result.text = mb_value_text(value);
        break;
    case MB_VALUE_ALIAS:
        result.kind = MB_DATUM_ALIAS;
        result.text = (mb_text){value->u.alias->text, value->u.alias->length};
        break;
    case MB_VALUE_ARRAY:
        result.kind = MB_DATUM_LIST;
        result.items = value->u.first;
        break;
    case MB_VALUE_NULL:
    case MB_VALUE_INSTANCE:
        break;
    }
    return result;
}

mb_datum mb_element_default_datum(const mb_element *element)
{
    return datum_of(mb_element_default(element));
}

bool mb_next_datum(mb_datum *list, mb_datum *item)
{
    if (list->items == NULL) {
        return false;
    }
    *item = datum_of(list->items);
    list->items = list->items->next;
    return true;
}
