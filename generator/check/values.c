/*
 * Values against types.
 */
#include <inttypes.h>
#include <string.h>

#include "check/check.h"

static void check_range(mb_check *check, const mb_element *element, const mb_value *value)
{
    if (!mb_value_fits(value, (mb_type_word)element->type)) {
        mb_report(check->diag, MB_MSG_VALUE_RANGE, value->span, mb_number_text(value, check->scratch),
                  element->name->text, mb_range_text((mb_type_word)element->type, check->scratch));
    }
}

/** Whether what refers to an instance of that class, or holds one, may do so, as far as the classes are known. */
static bool class_suits(const mb_namespace *ns, const mb_element *element, const mb_symbol *class_name)
{
    const mb_class *cls = element->target != NULL && class_name != NULL ? mb_schema_find_class(ns, class_name) : NULL;
    return cls == NULL || mb_class_is_a(cls, element->target) || cls->is_open;
}

static void check_class(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value,
                        const mb_symbol *class_name)
{
    if (!class_suits(ns, element, class_name)) {
        mb_report_check(check, MB_MSG_VALUE_CLASS, value->span, class_name->text, element->name->text,
                        element->target->element.name->text);
    }
}

/** The class in the path of an instance, `Lamp.Name="desk"`; empty where there is none, or a namespace before it. */
static mb_text class_of_path(mb_text path)
{
    uint32_t end = 0;
    while (end < path.length && strchr(".=:\"\\/", path.bytes[end]) == NULL) {
        end++;
    }
    bool is_path = end > 0 && end < path.length && (path.bytes[end] == '.' || path.bytes[end] == '=');
    return (mb_text){path.bytes, is_path ? end : 0};
}

/** A path is a text to WMI: only what it says of the class is looked at, and less is made of that than of an alias. */
static void check_path_class(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value)
{
    const mb_text name = class_of_path(mb_value_text(value));
    if (name.length != 0 &&
        !class_suits(ns, element, mb_symbols_find(check->written->symbols, name.bytes, name.length))) {
        mb_report_check(check, MB_MSG_PATH_CLASS, value->span, mb_arena_text(check->scratch, name.bytes, name.length),
                        element->name->text, element->target->element.name->text);
    }
}

static void check_alias_class(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value)
{
    const mb_production *production = mb_name_map_get(&check->written->aliases, value->u.alias);
    if (production != NULL && production->kind == MB_INSTANCE) {
        check_class(check, ns, element, value, production->name);
    }
}

/** "A" where 'A' is meant. */
static bool is_one_character(const mb_value *value)
{
    if (value->kind != MB_VALUE_STRING || value->count == 0) {
        return false;
    }
    mb_text text = mb_value_text(value);
    const unsigned char first = (unsigned char)text.bytes[0];
    const uint32_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
    return text.length == length && first < 0xF0;
}

/** WMI itself writes integers of 64 bits in quotes (IWbemClassObject::GetObjectText): its VARIANTs have no such
 * integers. */
static bool is_of_wmi(const mb_check *check, const mb_element *element, const mb_value *value)
{
    const bool has_64_bits = element->type == MB_TYPE_SINT64 || element->type == MB_TYPE_UINT64;
    const bool is_decimal = value->count == 0 || memchr(value->u.string, 'x', value->count) == NULL;
    return has_64_bits && is_decimal && check->written->unit->dialect != MB_DIALECT_DMTF;
}

/** A literal of another kind, which WMI converts. @return whether it is one */
static bool is_converted(mb_check *check, const mb_element *element, const mb_value *value)
{
    const mb_conversion *noted = mb_noted_of(&check->conversions, value);
    if (noted == NULL) {
        return false;
    }
    const char *type = mb_element_type_text(element, check->scratch);
    if (element->type == MB_TYPE_BOOLEAN || noted->written.kind != MB_VALUE_STRING) {
        mb_report_check(check, MB_MSG_VALUE_CONVERTED, value->span, mb_value_kind_text(&noted->written),
                        element->name->text, type);
    } else if (!is_of_wmi(check, element, &noted->written)) {
        mb_report_check(check, MB_MSG_VALUE_QUOTED, value->span, element->name->text, type);
    }
    return true;
}

static void check_datetime(mb_check *check, const mb_element *element, const mb_value *value)
{
    bool is_day = true;
    bool is_datetime = mb_read_datetime(mb_value_text(value), &is_day);
    if (is_datetime && is_day) {
        return;
    }
    const char *text = mb_arena_text(check->scratch, value->u.string, value->count);
    if (is_datetime) {
        mb_report_check(check, MB_MSG_VALUE_DAY, value->span, text, element->name->text);
    } else {
        mb_report(check->diag, MB_MSG_VALUE_DATETIME, value->span, text, element->name->text);
    }
}

static void check_scalar(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value)
{
    if (value->kind == MB_VALUE_NULL) {
        return;
    }
    if (value->kind == MB_VALUE_ARRAY) {
        mb_report(check->diag, MB_MSG_VALUE_LIST, value->span, element->name->text,
                  mb_element_type_text(element, check->scratch));
        return;
    }
    if (element->type == MB_TYPE_CHAR16 && is_one_character(value)) {
        mb_report_check(check, MB_MSG_VALUE_CHARACTER, value->span, element->name->text);
        return;
    }
    if (!is_converted(check, element, value) &&
        !mb_kind_suits(value, (mb_type_word)element->type, element->is_embedded)) {
        mb_report(check->diag, MB_MSG_VALUE_TYPE, value->span, mb_value_kind_text(value), element->name->text,
                  mb_element_type_text(element, check->scratch));
        return;
    }
    if (value->kind == MB_VALUE_ALIAS) {
        mb_check_alias(check, value);
        check_alias_class(check, ns, element, value);
    } else if (value->kind == MB_VALUE_INSTANCE) {
        check_class(check, ns, element, value, value->u.instance->name);
    } else if (element->type == MB_TYPE_REFERENCE) {
        check_path_class(check, ns, element, value);
    } else if (element->type == MB_TYPE_DATETIME) {
        check_datetime(check, element, value);
    } else {
        check_range(check, element, value);
    }
}

/** The size of an array: in its brackets, or, as WMI has it, in its Max. 0: none is said. */
static uint64_t size_of_array(const mb_check *check, const mb_element *element)
{
    uint64_t size = element->feature->array_size;
    const mb_qualifier *max = check->written->unit->dialect != MB_DIALECT_DMTF
                                  ? mb_element_qualifier(check->schema, element, MB_Q_MAX)
                                  : NULL;
    const mb_value *most = max != NULL ? max->value : NULL;
    if (most != NULL && most->kind == MB_VALUE_INTEGER && !most->negative && most->u.magnitude > 0 &&
        (size == 0 || most->u.magnitude < size)) {
        size = most->u.magnitude;
    }
    return size;
}

static void check_count(mb_check *check, const mb_element *element, const mb_value *list)
{
    const uint64_t size = size_of_array(check, element);
    if (size != 0 && list->count > size) {
        mb_report_check(check, MB_MSG_VALUE_COUNT, list->span, mb_arena_format(check->scratch, "%" PRIu32, list->count),
                        element->name->text, mb_arena_format(check->scratch, "%" PRIu64, size));
    }
}

void mb_check_value(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value)
{
    if (value == NULL || value->kind == MB_VALUE_NULL) {
        return;
    }
    if (!element->is_array) {
        check_scalar(check, ns, element, value);
    } else if (value->kind != MB_VALUE_ARRAY) {
        mb_report_check(check, MB_MSG_VALUE_WITHOUT_BRACES, value->span, element->name->text,
                        mb_element_type_text(element, check->scratch));
        check_scalar(check, ns, element, value);
    } else {
        check_count(check, element, value);
        for (const mb_value *item = value->u.first; item != NULL; item = item->next) {
            if (item->kind == MB_VALUE_NULL) {
                mb_report_check(check, MB_MSG_NULL_ITEM, item->span, element->name->text);
            }
            check_scalar(check, ns, element, item);
        }
    }
    mb_check_value_limits(check, element, value);
}

/** The value in a declaration. One of a misspelt type, which was told of, is taken for what its writer says it is. */
void mb_check_default(mb_check *check, const mb_element *element)
{
    if (element->feature->value != NULL && element->type == element->feature->type && !mb_is_repeated(element)) {
        mb_check_value(check, element->owner->ns, element, element->feature->value);
    }
}
