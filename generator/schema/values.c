#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "schema/resolver.h"

const char *mb_element_type_text(mb_resolver *resolver, const mb_element *element)
{
    const char *array = element->is_array ? "[]" : "";
    const char *name = element->class_name != NULL ? element->class_name->text : "object";
    if (element->type == MB_TYPE_REFERENCE) {
        return mb_arena_format(resolver->scratch, "%s REF%s", name, array);
    }
    if (element->type != MB_TYPE_OBJECT) {
        name = mb_type_word_name((mb_type_word)element->type);
    }
    return mb_arena_format(resolver->scratch, "%s%s", name, array);
}

const char *mb_value_kind_text(const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_NULL:
        return "NULL";
    case MB_VALUE_BOOLEAN:
        return "a boolean";
    case MB_VALUE_INTEGER:
        return "an integer";
    case MB_VALUE_REAL:
        return "a real";
    case MB_VALUE_CHAR16:
        return "a character";
    case MB_VALUE_STRING:
        return "a string";
    case MB_VALUE_ALIAS:
        return "an alias";
    case MB_VALUE_ARRAY:
        return "a list";
    case MB_VALUE_INSTANCE:
        return "an instance";
    }
    return "a value";
}

/** Whether a value that is neither NULL nor a list is of a kind that the type takes. */
static bool kind_suits(const mb_value *value, mb_type_word type, bool is_embedded)
{
    mb_value_kind kind = (mb_value_kind)value->kind;
    switch (type) {
    case MB_TYPE_BOOLEAN:
        return kind == MB_VALUE_BOOLEAN;
    case MB_TYPE_REAL32:
    case MB_TYPE_REAL64:
        return kind == MB_VALUE_REAL || kind == MB_VALUE_INTEGER;
    case MB_TYPE_CHAR16:
        return kind == MB_VALUE_CHAR16 || kind == MB_VALUE_INTEGER;
    case MB_TYPE_STRING:
        return kind == MB_VALUE_STRING || (is_embedded && (kind == MB_VALUE_INSTANCE || kind == MB_VALUE_ALIAS));
    case MB_TYPE_DATETIME:
        return kind == MB_VALUE_STRING;
    case MB_TYPE_REFERENCE:
        return kind == MB_VALUE_STRING || kind == MB_VALUE_ALIAS;
    case MB_TYPE_OBJECT:
        return kind == MB_VALUE_INSTANCE || kind == MB_VALUE_ALIAS;
    case MB_TYPE_VOID:
        return true;
    default:
        return kind == MB_VALUE_INTEGER;
    }
}

bool mb_value_suits(const mb_value *value, mb_type_word type, bool is_array)
{
    if (value->kind == MB_VALUE_NULL) {
        return true;
    }
    if (!is_array) {
        return value->kind != MB_VALUE_ARRAY && kind_suits(value, type, false);
    }
    if (value->kind != MB_VALUE_ARRAY) {
        return false;
    }
    for (const mb_value *item = value->u.first; item != NULL; item = item->next) {
        if (!mb_value_suits(item, type, false)) {
            return false;
        }
    }
    return true;
}

const mb_value *mb_unsuited_item(const mb_value *value, mb_type_word type, bool is_array)
{
    const mb_value *item = is_array && value->kind == MB_VALUE_ARRAY ? value->u.first : NULL;
    while (item != NULL && mb_value_suits(item, type, false)) {
        item = item->next;
    }
    return item;
}

static double number_of(const mb_value *value)
{
    if (value->kind == MB_VALUE_REAL) {
        return value->u.real;
    }
    double magnitude = (double)value->u.magnitude;
    return value->negative ? -magnitude : magnitude;
}

static bool scalars_equal(const mb_value *a, const mb_value *b)
{
    bool a_is_number = a->kind == MB_VALUE_INTEGER || a->kind == MB_VALUE_REAL;
    bool b_is_number = b->kind == MB_VALUE_INTEGER || b->kind == MB_VALUE_REAL;
    if (a_is_number && b_is_number && (a->kind == MB_VALUE_REAL || b->kind == MB_VALUE_REAL)) {
        double difference = number_of(a) - number_of(b);
        return !(difference < 0) && !(difference > 0);
    }
    if (a->kind != b->kind) {
        return false;
    }
    switch ((mb_value_kind)a->kind) {
    case MB_VALUE_BOOLEAN:
        return a->boolean == b->boolean;
    case MB_VALUE_INTEGER:
        return a->u.magnitude == b->u.magnitude && (a->negative == b->negative || a->u.magnitude == 0);
    case MB_VALUE_CHAR16:
        return a->char16 == b->char16;
    case MB_VALUE_STRING:
        return mb_text_equal_nocase(mb_value_text(a), mb_value_text(b));
    case MB_VALUE_ALIAS:
        return mb_same_name(a->u.alias, b->u.alias);
    case MB_VALUE_INSTANCE:
        return a->u.instance == b->u.instance;
    default:
        return true; /* NULL; REAL and ARRAY do not come here */
    }
}

bool mb_values_equal(const mb_value *a, const mb_value *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    if (a->kind != MB_VALUE_ARRAY || b->kind != MB_VALUE_ARRAY) {
        return scalars_equal(a, b);
    }
    if (a->count != b->count) {
        return false;
    }
    const mb_value *x = a->u.first, *y = b->u.first;
    while (x != NULL && y != NULL && scalars_equal(x, y)) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

static bool fits(const mb_value *value, mb_type_word type, int64_t low, uint64_t high)
{
    if (value->kind == MB_VALUE_REAL) {
        double rounded = floor(value->u.real + 0.5);
        /* The limit itself is no double: 2^64 - 1 would round up to 2^64, which does not fit. */
        return rounded >= (double)low && (high < UINT64_C(1) << 53 ? rounded <= (double)high : rounded < (double)high);
    }
    if (value->kind != MB_VALUE_INTEGER) {
        return true;
    }
    return mb_integer_fits(type, value->u.magnitude, value->negative);
}

/** Whether the number is finite when it is rounded to a real32. */
static bool fits_real32(const mb_value *value)
{
    /* In the middle between the largest one and 2^128, and rounded to that. */
    const double least_too_large = 340282356779733661637539395458142568448.0;
    return value->kind != MB_VALUE_REAL || fabs(value->u.real) < least_too_large;
}

bool mb_value_fits(const mb_value *value, mb_type_word type)
{
    int64_t low;
    uint64_t high;
    if (type == MB_TYPE_REAL32) {
        return fits_real32(value);
    }
    return !mb_integer_limits(type, &low, &high) || fits(value, type, low, high);
}

const char *mb_number_text(mb_resolver *resolver, const mb_value *value)
{
    if (value->kind == MB_VALUE_REAL) {
        return mb_arena_format(resolver->scratch, "%.9g", value->u.real); /* as many digits as tell real32s apart */
    }
    return mb_arena_format(resolver->scratch, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude);
}

const char *mb_range_text(mb_resolver *resolver, mb_type_word type)
{
    int64_t low = 0;
    uint64_t high = 0;
    if (!mb_integer_limits(type, &low, &high)) {
        const double most = FLT_MAX;
        return mb_arena_format(resolver->scratch, "%s (%.9g to %.9g)", mb_type_word_name(type), -most, most);
    }
    return mb_arena_format(resolver->scratch, "%s (%" PRId64 " to %" PRIu64 ")", mb_type_word_name(type), low, high);
}

static void check_range(mb_resolver *resolver, const mb_element *element, const mb_value *value)
{
    if (!mb_value_fits(value, (mb_type_word)element->type)) {
        mb_report(resolver->diag, MB_MSG_VALUE_RANGE, value->span, mb_number_text(resolver, value), element->name->text,
                  mb_range_text(resolver, (mb_type_word)element->type));
    }
}

/** Whether what refers to an instance of that class, or holds one, may do so, as far as the classes are known. */
static bool class_suits(const mb_namespace_record *ns, const mb_element *element, const mb_symbol *class_name)
{
    const mb_class *cls = element->target != NULL ? mb_name_map_get(&ns->classes, class_name) : NULL;
    return cls == NULL || mb_class_is_a(cls, element->target) || mb_class_record_of(cls)->is_open;
}

static void check_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_element *element,
                        const mb_value *value, const mb_symbol *class_name)
{
    if (!class_suits(ns, element, class_name)) {
        mb_report_check(resolver, MB_MSG_VALUE_CLASS, value->span, class_name->text, element->name->text,
                        element->target->element.name->text);
    }
}

/** The class in the path of an instance, `Lamp.Name="desk"`; NULL where there is none, or a namespace before it. */
static const mb_symbol *class_of_path(mb_resolver *resolver, mb_text path)
{
    uint32_t end = 0;
    while (end < path.length && strchr(".=:\"\\/", path.bytes[end]) == NULL) {
        end++;
    }
    bool is_path = end > 0 && end < path.length && (path.bytes[end] == '.' || path.bytes[end] == '=');
    return is_path ? mb_intern(resolver->symbols, path.bytes, end) : NULL;
}

/** A path is a text to WMI: only what it says of the class is looked at, and less is made of that than of an alias. */
static void check_path_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_element *element,
                             const mb_value *value)
{
    const mb_symbol *name = class_of_path(resolver, mb_value_text(value));
    if (name != NULL && !class_suits(ns, element, name)) {
        mb_report_check(resolver, MB_MSG_PATH_CLASS, value->span, name->text, element->name->text,
                        element->target->element.name->text);
    }
}

static void check_alias_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_element *element,
                              const mb_value *value)
{
    const mb_production *production = mb_name_map_get(&resolver->aliases, value->u.alias);
    if (production != NULL && production->kind == MB_INSTANCE) {
        check_class(resolver, ns, element, value, production->name);
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
static bool is_of_wmi(const mb_resolver *resolver, const mb_element *element, const mb_value *value)
{
    const bool has_64_bits = element->type == MB_TYPE_SINT64 || element->type == MB_TYPE_UINT64;
    const bool is_decimal = value->count == 0 || memchr(value->u.string, 'x', value->count) == NULL;
    return has_64_bits && is_decimal && resolver->unit->dialect != MB_DIALECT_DMTF;
}

/** Takes a literal of another kind, as WMI does. @return whether the value suits its type now */
static bool takes_other_kind(mb_resolver *resolver, const mb_element *element, mb_value *value)
{
    const mb_value written = *value;
    if (element->is_embedded || !mb_convert_value(resolver, value, (mb_type_word)element->type)) {
        return false;
    }
    const char *type = mb_element_type_text(resolver, element);
    if (element->type == MB_TYPE_BOOLEAN || written.kind != MB_VALUE_STRING) {
        mb_report_check(resolver, MB_MSG_VALUE_CONVERTED, value->span, mb_value_kind_text(&written),
                        element->name->text, type);
    } else if (!is_of_wmi(resolver, element, &written)) {
        mb_report_check(resolver, MB_MSG_VALUE_QUOTED, value->span, element->name->text, type);
    }
    return true;
}

static void check_datetime(mb_resolver *resolver, const mb_element *element, const mb_value *value)
{
    bool is_day = true;
    bool is_datetime = mb_read_datetime(mb_value_text(value), &is_day);
    if (is_datetime && is_day) {
        return;
    }
    const char *text = mb_arena_text(resolver->scratch, value->u.string, value->count);
    if (is_datetime) {
        mb_report_check(resolver, MB_MSG_VALUE_DAY, value->span, text, element->name->text);
    } else {
        mb_report(resolver->diag, MB_MSG_VALUE_DATETIME, value->span, text, element->name->text);
    }
}

static void check_scalar(mb_resolver *resolver, mb_namespace_record *ns, const mb_element *element, mb_value *value,
                         unsigned depth)
{
    if (value->kind == MB_VALUE_NULL) {
        return;
    }
    if (value->kind == MB_VALUE_ARRAY) {
        mb_report(resolver->diag, MB_MSG_VALUE_LIST, value->span, element->name->text,
                  mb_element_type_text(resolver, element));
        return;
    }
    if (element->type == MB_TYPE_CHAR16 && is_one_character(value)) {
        mb_report_check(resolver, MB_MSG_VALUE_CHARACTER, value->span, element->name->text);
        return;
    }
    if (!kind_suits(value, (mb_type_word)element->type, element->is_embedded) &&
        !takes_other_kind(resolver, element, value)) {
        mb_report(resolver->diag, MB_MSG_VALUE_TYPE, value->span, mb_value_kind_text(value), element->name->text,
                  mb_element_type_text(resolver, element));
        return;
    }
    if (value->kind == MB_VALUE_ALIAS) {
        mb_check_alias(resolver, value);
        check_alias_class(resolver, ns, element, value);
    } else if (value->kind == MB_VALUE_INSTANCE) {
        check_class(resolver, ns, element, value, value->u.instance->name);
        mb_check_instance(resolver, ns, value->u.instance, depth + 1);
    } else if (element->type == MB_TYPE_REFERENCE) {
        check_path_class(resolver, ns, element, value);
    } else if (element->type == MB_TYPE_DATETIME) {
        check_datetime(resolver, element, value);
    } else {
        check_range(resolver, element, value);
    }
}

/** The size of an array: in its brackets, or, as WMI has it, in its Max. 0: none is said. */
static uint64_t size_of_array(const mb_resolver *resolver, const mb_element *element)
{
    uint64_t size = element->feature->array_size;
    const mb_qualifier *max =
        resolver->unit->dialect != MB_DIALECT_DMTF ? mb_element_qualifier(resolver->schema, element, MB_Q_MAX) : NULL;
    const mb_value *most = max != NULL ? max->value : NULL;
    if (most != NULL && most->kind == MB_VALUE_INTEGER && !most->negative && most->u.magnitude > 0 &&
        (size == 0 || most->u.magnitude < size)) {
        size = most->u.magnitude;
    }
    return size;
}

static void check_count(mb_resolver *resolver, const mb_element *element, const mb_value *list)
{
    const uint64_t size = size_of_array(resolver, element);
    if (size != 0 && list->count > size) {
        mb_report_check(resolver, MB_MSG_VALUE_COUNT, list->span,
                        mb_arena_format(resolver->scratch, "%" PRIu32, list->count), element->name->text,
                        mb_arena_format(resolver->scratch, "%" PRIu64, size));
    }
}

void mb_check_value(mb_resolver *resolver, mb_namespace_record *ns, const mb_element *element, mb_value *value,
                    unsigned depth)
{
    if (value == NULL || value->kind == MB_VALUE_NULL) {
        return;
    }
    if (!element->is_array) {
        check_scalar(resolver, ns, element, value, depth);
    } else if (value->kind != MB_VALUE_ARRAY) {
        mb_report_check(resolver, MB_MSG_VALUE_WITHOUT_BRACES, value->span, element->name->text,
                        mb_element_type_text(resolver, element));
        check_scalar(resolver, ns, element, value, depth);
    } else {
        check_count(resolver, element, value);
        for (mb_value *item = value->u.first; item != NULL; item = item->next) {
            if (item->kind == MB_VALUE_NULL) {
                mb_report_check(resolver, MB_MSG_NULL_ITEM, item->span, element->name->text);
            }
            check_scalar(resolver, ns, element, item, depth);
        }
    }
    mb_check_value_limits(resolver, element, value);
}
