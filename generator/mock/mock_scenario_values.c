/* Values in a scenario, as the types of CIM that a schema declares. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

/* Numbers have one order in the compiler and in the runtime. */
_Static_assert((int)MB_TYPE_BOOLEAN == (int)WMI_TYPE_BOOLEAN && (int)MB_TYPE_CHAR16 == (int)WMI_TYPE_CHAR16,
               "types of CIM");

/* Objects that the scenario owns. */

void mbm_exhausted(const mbm_scenario *s)
{
    mb_heap_exhausted(mb_arena_heap(s->arena));
}

wmi_object *mbm_new_object(mbm_scenario *s, const char *class_name)
{
    mbm_owned *owned = mb_arena_zalloc(s->arena, sizeof *owned);

    owned->next = s->owned;
    s->owned = owned; /* before there is anything to own: what follows may end the run */
    owned->object = wmi_object_new(class_name);
    if (owned->object == NULL) {
        mbm_exhausted(s);
    }
    return owned->object;
}

void mbm_set_value(mbm_scenario *s, wmi_object *object, const char *name, const wmi_value *value)
{
    if (wmi_object_set(object, name, value) != WMI_OK) {
        mbm_exhausted(s);
    }
}

const char *mbm_hold(const mbm_scenario *s, wmi_object *holder, char *text)
{
    const wmi_value value = wmi_value_string(text);
    const bool good = text != NULL && wmi_object_set(holder, "Text", &value) == WMI_OK;

    wmi_free(text);
    if (!good) {
        mbm_exhausted(s);
    }
    return wmi_object_string(holder, "Text");
}

const char *mbm_cimxml_of(mbm_scenario *s, const wmi_object *object)
{
    wmi_object *holder = mbm_new_object(s, "__TEXT");
    char *text = NULL;

    return wmi_cimxml_write(object, &text, NULL) == WMI_USAGE ? NULL : mbm_hold(s, holder, text);
}

/* Fields. */

mbm_fields mbm_properties_of(mbm_scenario *s, const wmi_class_info *info)
{
    return (mbm_fields){.what = mbm_words(s, "class '%s'", info->name),
                        .kind = "property",
                        .ns = info->ns,
                        .items = info->fields,
                        .count = info->field_count,
                        .codes = info->codes};
}

mbm_fields mbm_parameters_of(mbm_scenario *s, const wmi_schema_class *cls, const wmi_method_info *method, bool is_out)
{
    return (mbm_fields){.what = mbm_words(s, "method '%s.%s'", cls->info->name, method->name),
                        .kind = is_out ? "out parameter" : "in parameter",
                        .ns = cls->info->ns,
                        .items = is_out ? method->out : method->in,
                        .count = is_out ? method->out_count : method->in_count,
                        .codes = method->parameter_codes,
                        .returns = is_out ? method->codes : NULL};
}

const wmi_field *mbm_field_named(const mbm_fields *fields, const char *name)
{
    for (uint32_t i = 0; i < fields->count; i++) {
        if (mb_equal_names(fields->items[i].name, name)) {
            return &fields->items[i];
        }
    }
    return NULL;
}

const void *mbm_codes_of(const mbm_fields *fields, const wmi_field *field)
{
    if ((field->flags & WMI_FIELD_RETURN) != 0 && fields->returns != NULL && fields->returns->count > 0) {
        return fields->returns;
    }
    for (const wmi_field_codes *at = fields->codes; at != NULL; at = at->table) { /* behind the last the ancestor's */
        for (; at->name != NULL; at++) {
            if (strcmp(at->name, field->name) == 0) {
                return at->table;
            }
        }
    }
    return NULL;
}

/** What a field is called in messages. */
static const char *name_of(mbm_scenario *s, const mbm_fields *fields, const wmi_field *field)
{
    return mbm_words(s, "%s '%s'", fields->kind, field->name);
}

/* Numbers. */

void mbm_no_value(mbm_scenario *s, const mbm_json *json, const char *what, const char *why)
{
    enum { LONGEST = 60, SHORTEST = 40 };
    const mb_text text = {json->text, json->length};
    const uint32_t shown = text.length > LONGEST ? mb_cut_behind_word(text, SHORTEST, LONGEST) : text.length;

    mb_report(s->diag, MB_MSG_SCENARIO_VALUE, json->span,
              mbm_words(s, "'%.*s%s'", (int)shown, text.bytes, shown < text.length ? "..." : ""), what, why);
}

static void store_integer(wmi_type type, mb_integer number, wmi_value *value)
{
    const uint64_t bits = number.is_negative ? 0 - number.magnitude : number.magnitude;
    int64_t with_sign;

    memcpy(&with_sign, &bits, sizeof with_sign);
    switch (type) {
    case WMI_TYPE_SINT8:
        *value = wmi_value_sint8((int8_t)with_sign);
        break;
    case WMI_TYPE_UINT8:
        *value = wmi_value_uint8((uint8_t)bits);
        break;
    case WMI_TYPE_SINT16:
        *value = wmi_value_sint16((int16_t)with_sign);
        break;
    case WMI_TYPE_UINT16:
        *value = wmi_value_uint16((uint16_t)bits);
        break;
    case WMI_TYPE_SINT32:
        *value = wmi_value_sint32((int32_t)with_sign);
        break;
    case WMI_TYPE_UINT32:
        *value = wmi_value_uint32((uint32_t)bits);
        break;
    case WMI_TYPE_SINT64:
        *value = wmi_value_sint64(with_sign);
        break;
    case WMI_TYPE_CHAR16:
        *value = wmi_value_char16((uint16_t)bits);
        break;
    default:
        *value = wmi_value_uint64(bits);
        break;
    }
}

/* What the numbers of a type are, the compiler knows by its own word for it. */
_Static_assert((int)MB_TYPE_SINT8 == (int)WMI_TYPE_SINT8 && (int)MB_TYPE_UINT8 == (int)WMI_TYPE_UINT8 &&
                   (int)MB_TYPE_SINT16 == (int)WMI_TYPE_SINT16 && (int)MB_TYPE_UINT16 == (int)WMI_TYPE_UINT16 &&
                   (int)MB_TYPE_SINT32 == (int)WMI_TYPE_SINT32 && (int)MB_TYPE_UINT32 == (int)WMI_TYPE_UINT32 &&
                   (int)MB_TYPE_SINT64 == (int)WMI_TYPE_SINT64 && (int)MB_TYPE_UINT64 == (int)WMI_TYPE_UINT64 &&
                   (int)MB_TYPE_CHAR16 == (int)WMI_TYPE_CHAR16,
               "types of integers have one number in the compiler and in the runtime");

static bool read_integer(mbm_scenario *s, const mbm_json *json, wmi_type type, wmi_value *value)
{
    const char *word = wmi_type_name(type);
    mb_integer number = {0, false, false};
    int64_t low = 0;
    uint64_t high = 0;

    if (!mb_read_integer((mb_text){json->text, json->length}, MB_INTEGER_DECIMAL, &number)) {
        mbm_no_value(s, json, word, ": it is written with a fraction or an exponent");
        return false;
    }
    (void)mb_integer_limits((mb_type_word)type, &low, &high);
    if (number.is_huge || !mb_integer_fits((mb_type_word)type, number.magnitude, number.is_negative)) {
        mbm_no_value(s, json, word, mbm_words(s, ": that is %lld to %llu", (long long)low, (unsigned long long)high));
        return false;
    }
    store_integer(type, number, value);
    return true;
}

/** A number, or the name of a code where there is a table. */
static bool read_number(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                        wmi_value *value)
{
    const wmi_code_table *table = mbm_codes_of(fields, field);
    const char *what = name_of(s, fields, field);
    int64_t code = 0;

    if (json->kind == MBM_JSON_NUMBER) {
        return read_integer(s, json, (wmi_type)field->type, value);
    }
    if (json->kind != MBM_JSON_TEXT || table == NULL) {
        mbm_wants(s, json, what,
                  mbm_words(s, table != NULL ? "a number (%s) or the name of a code" : "a number (%s)",
                            wmi_type_name((wmi_type)field->type)));
        return false;
    }
    if (!mbm_named_code(s, json, what, table, &code)) {
        return false;
    }
    const bool is_negative = code < 0 && (table->flags & WMI_CODES_UNSIGNED) == 0;
    store_integer((wmi_type)field->type,
                  (mb_integer){is_negative ? 0 - (uint64_t)code : (uint64_t)code, is_negative, false}, value);
    return true;
}

static bool read_real(mbm_scenario *s, const mbm_json *json, const char *what, wmi_type type, wmi_value *value)
{
    static const char *const words[] = {"INF", "-INF", "NaN"};
    const double largest = type == WMI_TYPE_REAL32 ? (double)FLT_MAX : DBL_MAX;
    double number = 0;
    size_t word = 0;

    if (json->kind == MBM_JSON_NUMBER) {
        number = strtod(json->text, NULL);
        if (number > largest || number < -largest) {
            mbm_no_value(s, json, wmi_type_name(type), ": it is too large");
            return false;
        }
    } else {
        while (word < 3 && (json->kind != MBM_JSON_TEXT || strcmp(json->text, words[word]) != 0)) {
            word++;
        }
        if (word == 3) {
            mbm_wants(s, json, what, mbm_words(s, "a number (%s), \"INF\", \"-INF\" or \"NaN\"", wmi_type_name(type)));
            return false;
        }
        number = strtod(words[word], NULL);
    }
    *value = type == WMI_TYPE_REAL32 ? wmi_value_real32((float)number) : wmi_value_real64(number);
    return true;
}

/** One character, or its number. Of two UTF-16 units there is no char16. */
static bool read_char16(mbm_scenario *s, const mbm_json *json, const char *what, wmi_value *value)
{
    if (json->kind == MBM_JSON_NUMBER) {
        return read_integer(s, json, WMI_TYPE_CHAR16, value);
    }
    if (json->kind != MBM_JSON_TEXT) {
        mbm_wants(s, json, what, "one character, or its number");
        return false;
    }
    const unsigned char *at = (const unsigned char *)json->text;
    const uint32_t length = at[0] == 0 ? 0 : at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (length == 0 || length == 4 || length != json->length) {
        mbm_no_value(s, json, "char16", ": that is one character, up to U+FFFF");
        return false;
    }
    const unsigned character = length == 1   ? at[0]
                               : length == 2 ? (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu)
                                             : (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    *value = wmi_value_char16((uint16_t)character);
    return true;
}

static bool read_datetime(mbm_scenario *s, const mbm_json *json, const char *what, wmi_value *value)
{
    wmi_datetime datetime;
    char text[WMI_DATETIME_TEXT_SIZE];

    if (json->kind != MBM_JSON_TEXT) {
        mbm_wants(s, json, what, "a date and time, or an interval, in CIM's 25 characters");
        return false;
    }
    if (!wmi_datetime_parse(json->text, &datetime) || !wmi_datetime_format(&datetime, text)) {
        mbm_no_value(s, json, "datetime",
                     ": 20260102030405.000000+000 is one, and 00000001020304.000000:000 an interval");
        return false;
    }
    *value = wmi_value_datetime(datetime);
    return true;
}

/* Instances within values. */

/** Whether an instance may be in a field that is declared for a class. */
static bool fits_declared(mbm_scenario *s, const mbm_json *json, const char *what, const char *declared,
                          const wmi_class_info *info)
{
    if (declared == NULL || mbm_is_derived(info, declared) ||
        mbm_find_class(&s->schemas, info->ns, declared) == NULL) { /* what is not declared is not known */
        return true;
    }
    mb_report(s->diag, MB_MSG_SCENARIO_WANTS, json->span, what, mbm_words(s, "a %s", declared),
              mbm_words(s, "a %s", info->name));
    return false;
}

/** The instance that a text is, where the schemas know its class. */
static bool check_cimxml(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field)
{
    wmi_object *object = NULL;
    const wmi_status status = wmi_cimxml_read(json->text, &object, NULL);
    const wmi_schema_class *cls = NULL;

    if (status == WMI_NO_MEMORY) {
        mbm_exhausted(s);
    }
    if (status == WMI_OK) {
        cls = object->class_name != NULL ? mbm_find_class(&s->schemas, fields->ns, object->class_name) : NULL;
        wmi_object_free(object);
    }
    if (status != WMI_OK) {
        mbm_no_value(s, json, "instance in CIM-XML", "");
        return false;
    }
    return cls == NULL || fits_declared(s, json, name_of(s, fields, field), field->class_name, cls->info);
}

static wmi_object *read_inner(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field)
{
    static const char *const names[] = {"class", "properties"};
    const mbm_member_names members = {"an instance", names, 2};
    const mbm_json *found[2];
    const wmi_schema_class *cls = NULL;

    if (!mbm_find_members(s, json, &members, found)) {
        return NULL;
    }
    if (found[0] != NULL) {
        cls = mbm_class_of(s, found[0]);
    } else if (field->class_name != NULL) {
        cls = mbm_look_up_class(s, fields->ns, field->class_name);
    }
    if (cls == NULL) {
        if (found[0] == NULL) {
            mbm_misses(s, json, "an instance", "class");
        }
        return NULL;
    }
    if (!fits_declared(s, found[0] != NULL ? found[0] : json, name_of(s, fields, field), field->class_name,
                       cls->info)) {
        return NULL;
    }
    wmi_object *object = mbm_new_object(s, cls->info->name);
    const mbm_fields properties = mbm_properties_of(s, cls->info);
    mbm_set_all(s, object, found[1], &properties);
    return object;
}

static bool read_instance(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                          wmi_value *value)
{
    const bool is_text = field->type == WMI_TYPE_EMBEDDED;

    if (is_text && json->kind == MBM_JSON_TEXT) {
        *value = wmi_value_string(json->text);
        return check_cimxml(s, json, fields, field);
    }
    if (json->kind != MBM_JSON_OBJECT) {
        mbm_wants(s, json, name_of(s, fields, field),
                  is_text ? "an instance, as an object or as CIM-XML" : "an instance, as an object");
        return false;
    }
    wmi_object *object = read_inner(s, json, fields, field);
    if (object != NULL) {
        *value = is_text ? wmi_value_string(mbm_cimxml_of(s, object)) : wmi_value_object(object);
    }
    return object != NULL;
}

/* References. */

static bool read_reference(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                           wmi_value *value)
{
    const char *what = name_of(s, fields, field);
    const char *path = mbm_path_of(s, json, fields->ns, what);
    wmi_path parsed;

    if (path == NULL) {
        return false;
    }
    const wmi_status status = wmi_path_parse(path, &parsed, NULL);
    if (status != WMI_OK) {
        mbm_exhausted(s); /* else it was refused before */
    }
    const wmi_schema_class *cls = mbm_look_up_class(s, parsed.ns != NULL ? parsed.ns : fields->ns, parsed.class_name);
    wmi_path_clear(&parsed);
    *value = wmi_value_reference(path);
    return cls == NULL || fits_declared(s, json, what, field->class_name, cls->info);
}

/** A text, or the path of an instance as one: resource settings name others so. */
static bool read_string(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                        wmi_value *value)
{
    if (json->kind == MBM_JSON_OBJECT) {
        *value = wmi_value_string(mbm_path_of(s, json, fields->ns, name_of(s, fields, field)));
        return !value->is_null;
    }
    *value = wmi_value_string(mbm_member_text(s, json, name_of(s, fields, field)));
    return !value->is_null;
}

/* All types. */

bool mbm_read_item(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                   wmi_value *value)
{
    const wmi_type type = (wmi_type)field->type;

    switch (type) {
    case WMI_TYPE_BOOLEAN:
        *value = wmi_value_boolean(json->truth);
        return mbm_is_kind(s, json, name_of(s, fields, field), MBM_JSON_BOOLEAN);
    case WMI_TYPE_REAL32:
    case WMI_TYPE_REAL64:
        return read_real(s, json, name_of(s, fields, field), type, value);
    case WMI_TYPE_CHAR16:
        return read_char16(s, json, name_of(s, fields, field), value);
    case WMI_TYPE_STRING:
        return read_string(s, json, fields, field, value);
    case WMI_TYPE_DATETIME:
        return read_datetime(s, json, name_of(s, fields, field), value);
    case WMI_TYPE_REFERENCE:
        return read_reference(s, json, fields, field, value);
    case WMI_TYPE_EMBEDDED:
    case WMI_TYPE_OBJECT:
        return read_instance(s, json, fields, field, value);
    default:
        return read_number(s, json, fields, field, value);
    }
}

/** The items of an array lie one behind the other, each as the member of the union that its type has. */
static bool read_array(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                       wmi_value *value)
{
    const wmi_type type = field->type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : (wmi_type)field->type;
    const size_t size = wmi_type_size(type);
    size_t count = 0;

    if (!mbm_is_kind(s, json, name_of(s, fields, field), MBM_JSON_LIST)) {
        return false;
    }
    char *items = mb_arena_array(s->arena, json->count + 1, size); /* an empty one is not NULL */
    for (const mbm_json *item = json->first; item != NULL; item = item->next) {
        wmi_value one;
        if (mbm_read_item(s, item, fields, field, &one)) {
            memcpy(items + size * count++, &one.u, size);
        }
    }
    *value = wmi_value_null(type, true);
    value->is_null = false;
    value->u.array.items = items;
    value->u.array.count = count;
    return count == json->count;
}

void mbm_set_one(mbm_scenario *s, wmi_object *object, const mbm_json *json, const mbm_fields *fields,
                 const wmi_field *field)
{
    const bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    const wmi_type type = field->type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : (wmi_type)field->type;
    wmi_value value = wmi_value_null(type, is_array);
    bool good = json->kind == MBM_JSON_NULL;

    if (json->kind != MBM_JSON_NULL && json->kind != MBM_JSON_BAD) {
        good = is_array ? read_array(s, json, fields, field, &value) : mbm_read_item(s, json, fields, field, &value);
    }
    if (good) {
        mbm_set_value(s, object, field->name, &value);
    }
}

void mbm_set_all(mbm_scenario *s, wmi_object *object, const mbm_json *json, const mbm_fields *fields)
{
    if (!mbm_is_kind(s, json, "'properties'", MBM_JSON_OBJECT)) {
        return;
    }
    for (const mbm_json *member = json->first; member != NULL; member = member->next) {
        const wmi_field *field = mbm_field_named(fields, member->name);
        mb_suggestion suggestion;
        if (field != NULL && wmi_object_get(object, field->name) != NULL) { /* Name, and name */
            mb_report(s->diag, MB_MSG_JSON_TWICE, member->name_span, field->name);
        } else if (field != NULL) {
            mbm_set_one(s, object, member, fields, field);
        } else {
            mb_suggest_begin(&suggestion, mb_text_of(member->name));
            for (uint32_t i = 0; i < fields->count; i++) {
                mb_suggest_try(&suggestion, fields->items[i].name, NULL);
            }
            mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, member->name_span, fields->what,
                      mbm_words(s, "%s '%s'", fields->kind, member->name), mb_did_you_mean(suggestion.best, s->arena));
        }
    }
}
