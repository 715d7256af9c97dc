/*
 * Values for parameters: a different one for each name and direction, at the far end of its type where that can be.
 */
#include "values.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/path.h>

static const wmi_schema *current_schema;
static const char *current_ns;

/* What the values point to; given back by pair_values_reset(). */
static void *pool[4096];
static wmi_object *objects[256];
static size_t pool_count;
static size_t object_count;

void pair_values_use(const wmi_schema *schema, const char *ns)
{
    current_schema = schema;
    current_ns = ns;
}

void pair_values_reset(void)
{
    while (pool_count > 0)
        free(pool[--pool_count]);
    while (object_count > 0)
        wmi_object_free(objects[--object_count]);
}

static void *keep(void *block)
{
    assert_non_null(block);
    assert_true(pool_count < sizeof pool / sizeof pool[0]);
    pool[pool_count++] = block;
    return block;
}

const wmi_class_info *pair_find_class(const wmi_schema *schema, const char *ns, const char *class_name)
{
    for (size_t i = 0; i < schema->class_count; i++) {
        const wmi_class_info *info = schema->classes[i].info;

        if (strcmp(info->ns, ns) == 0 && strcmp(info->name, class_name) == 0)
            return info;
    }
    return NULL;
}

static wmi_type key_type(const wmi_class_info *info, const char *key)
{
    for (uint32_t i = 0; i < info->field_count; i++)
        if (strcmp(info->fields[i].name, key) == 0)
            return (wmi_type)info->fields[i].type;
    return WMI_TYPE_STRING;
}

/* A path of an instance of the class: its keys where the schema declares it, `=@` where it has none. */
char *pair_path(const wmi_schema *schema, const char *ns, const char *class_name, const char *value)
{
    const wmi_class_info *info = pair_find_class(schema, ns, class_name);
    wmi_path_key keys[16];
    wmi_path path;
    char *text = NULL;

    memset(&path, 0, sizeof path);
    path.class_name = class_name;
    path.keys = keys;
    for (const char *const *key = info == NULL ? NULL : info->keys; key != NULL && *key != NULL; key++) {
        wmi_type type = key_type(info, *key);
        wmi_path_key *out = &keys[path.key_count++];

        out->name = *key;
        out->type = type == WMI_TYPE_BOOLEAN  ? WMI_KEY_BOOLEAN
                    : type <= WMI_TYPE_UINT64 ? WMI_KEY_INTEGER
                                              : WMI_KEY_STRING;
        out->text = out->type == WMI_KEY_BOOLEAN   ? "TRUE"
                    : out->type == WMI_KEY_INTEGER ? "7"
                    : type == WMI_TYPE_REFERENCE   ? "CIM_Any.Name=\"x\""
                                                   : value;
    }
    path.is_singleton = path.key_count == 0;
    assert_int_equal(wmi_path_format(&path, &text, NULL), WMI_OK);
    return text;
}

static uint64_t seed_of(const char *name, pair_direction direction)
{
    uint64_t hash = UINT64_C(14695981039346656037) + (uint64_t)direction;

    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return hash;
}

static const char *text_of(const char *name, pair_direction direction, wmi_type type, const char *class_name,
                           size_t index)
{
    char *text;

    if (type == WMI_TYPE_REFERENCE) {
        char value[160];
        char *path;

        snprintf(value, sizeof value, "%s \"%s\" \\%zu", direction == PAIR_IN ? "given" : "got", name, index);
        path = pair_path(current_schema, current_ns, class_name == NULL ? "CIM_Any" : class_name, value);
        text = keep(malloc(strlen(path) + 1));
        memcpy(text, path, strlen(path) + 1);
        wmi_free(path);
        return text;
    }
    text = keep(malloc(strlen(name) + 80));
    sprintf(text, "%s %s <\"&'\\ \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 %zu", direction == PAIR_IN ? "given" : "got",
            name, index);
    return text;
}

void pair_fill_text(const char **member, const char *name, pair_direction direction, wmi_type type,
                    const char *class_name)
{
    *member = text_of(name, direction, type, class_name, 0);
}

/* A path is the same however a host writes it. */
static void check_one_text(const char *seen, const char *expected, wmi_type type)
{
    if (type != WMI_TYPE_REFERENCE || !wmi_path_equal(seen, expected))
        assert_string_equal(seen, expected);
}

void pair_check_text(const char *const *member, const char *name, pair_direction direction, wmi_type type,
                     const char *class_name)
{
    assert_non_null(*member);
    check_one_text(*member, text_of(name, direction, type, class_name, 0), type);
}

static bool is_a(const wmi_class_info *info, const char *class_name)
{
    bool found = strcmp(info->name, class_name) == 0;

    for (const char *const *ancestor = info->derivation; !found && *ancestor != NULL; ancestor++)
        found = strcmp(*ancestor, class_name) == 0;
    return found;
}

/* The class of a value: the declared one, or, as that is often abstract, the first that is not and derives from it.
 * Where the namespace has none, `otherwise`: hosts take such an instance from elsewhere. */
static const char *class_of_value(const char *class_name, const char *otherwise)
{
    const wmi_class_info *declared = pair_find_class(current_schema, current_ns, class_name == NULL ? "" : class_name);

    if (declared != NULL && (declared->flags & WMI_CLASS_ABSTRACT) == 0)
        return declared->name;
    for (size_t i = 0; declared != NULL && i < current_schema->class_count; i++) {
        const wmi_class_info *info = current_schema->classes[i].info;

        if (strcmp(info->ns, current_ns) == 0 && (info->flags & WMI_CLASS_ABSTRACT) == 0 && is_a(info, class_name))
            return info->name;
    }
    return otherwise;
}

void pair_fill_object(wmi_object **member, const char *name, pair_direction direction, const char *class_name)
{
    (void)name;
    (void)direction;
    *member = wmi_object_new(class_of_value(class_name, class_name == NULL ? "CIM_Any" : class_name));
    assert_non_null(*member);
    assert_true(object_count < sizeof objects / sizeof objects[0]);
    objects[object_count++] = *member;
}

void pair_check_object(wmi_object *const *member, const char *name, pair_direction direction, const char *class_name)
{
    (void)name;
    (void)direction;
    assert_non_null(*member);
    assert_string_equal((*member)->class_name, class_of_value(class_name, class_name == NULL ? "CIM_Any" : class_name));
}

/* Numbers: the seed, with the top bit set so that signs and bit patterns are seen. */
#define NUMBER(SHORT, C_TYPE, BITS)                                                                                    \
    static C_TYPE SHORT##_of(const char *name, pair_direction direction, size_t index)                                 \
    {                                                                                                                  \
        uint64_t bits = (seed_of(name, direction) + index) | UINT64_C(1) << (BITS - 1);                                \
        C_TYPE value;                                                                                                  \
        uint64_t cut = bits & (UINT64_MAX >> (64 - BITS));                                                             \
        memcpy(&value, &cut, sizeof value); /* little-endian here; any value does as long as it is the same twice */   \
        return value;                                                                                                  \
    }                                                                                                                  \
    void pair_fill_wmi_opt_##SHORT(wmi_opt_##SHORT *member, const char *name, pair_direction direction, wmi_type type, \
                                   const char *class_name)                                                             \
    {                                                                                                                  \
        (void)type;                                                                                                    \
        (void)class_name;                                                                                              \
        member->has = true;                                                                                            \
        member->value = SHORT##_of(name, direction, 0);                                                                \
    }                                                                                                                  \
    void pair_check_wmi_opt_##SHORT(const wmi_opt_##SHORT *member, const char *name, pair_direction direction,         \
                                    wmi_type type, const char *class_name)                                             \
    {                                                                                                                  \
        (void)type;                                                                                                    \
        (void)class_name;                                                                                              \
        assert_true(member->has);                                                                                      \
        assert_true(member->value == SHORT##_of(name, direction, 0));                                                  \
    }
#define NUMBER_ARRAY(SHORT, C_TYPE)                                                                                    \
    void pair_fill_wmi_array_##SHORT(wmi_array_##SHORT *member, const char *name, pair_direction direction,            \
                                     wmi_type type, const char *class_name)                                            \
    {                                                                                                                  \
        C_TYPE *items = keep(calloc(3, sizeof(C_TYPE)));                                                               \
        (void)type;                                                                                                    \
        (void)class_name;                                                                                              \
        for (size_t i = 0; i < 3; i++)                                                                                 \
            items[i] = SHORT##_of(name, direction, i);                                                                 \
        member->items = items;                                                                                         \
        member->count = 3;                                                                                             \
    }                                                                                                                  \
    void pair_check_wmi_array_##SHORT(const wmi_array_##SHORT *member, const char *name, pair_direction direction,     \
                                      wmi_type type, const char *class_name)                                           \
    {                                                                                                                  \
        (void)type;                                                                                                    \
        (void)class_name;                                                                                              \
        assert_non_null(member->items);                                                                                \
        assert_int_equal(member->count, 3);                                                                            \
        for (size_t i = 0; i < 3; i++)                                                                                 \
            assert_true(member->items[i] == SHORT##_of(name, direction, i));                                           \
    }
NUMBER(sint8, int8_t, 8)
NUMBER(uint8, uint8_t, 8)
NUMBER(sint16, int16_t, 16)
NUMBER(uint16, uint16_t, 16)
NUMBER(sint32, int32_t, 32)
NUMBER(uint32, uint32_t, 32)
NUMBER(sint64, int64_t, 64)
NUMBER(uint64, uint64_t, 64)
NUMBER_ARRAY(uint8, uint8_t)
NUMBER_ARRAY(uint16, uint16_t)
NUMBER_ARRAY(uint32, uint32_t)
NUMBER_ARRAY(uint64, uint64_t)

static bool boolean_of(const char *name, pair_direction direction, size_t index)
{
    return ((seed_of(name, direction) >> 7) + index) % 2 == 0;
}

void pair_fill_wmi_opt_boolean(wmi_opt_boolean *member, const char *name, pair_direction direction, wmi_type type,
                               const char *class_name)
{
    (void)type;
    (void)class_name;
    *member = WMI_BOOLEAN(boolean_of(name, direction, 0));
}

void pair_check_wmi_opt_boolean(const wmi_opt_boolean *member, const char *name, pair_direction direction,
                                wmi_type type, const char *class_name)
{
    (void)type;
    (void)class_name;
    assert_true(member->has);
    assert_int_equal(member->value, boolean_of(name, direction, 0));
}
NUMBER_ARRAY(boolean, bool)

static wmi_datetime datetime_of(const char *name, pair_direction direction, size_t index)
{
    static const char *const texts[] = {"20260102030405.678901-480", "00000007233501.000042:000",
                                        "2031**********.******+***", "19991231235959.999999+060",
                                        "20240229******.******+***"};
    wmi_datetime value;

    assert_true(wmi_datetime_parse(texts[(seed_of(name, direction) + index) % 5], &value));
    return value;
}

static void check_datetime(const wmi_datetime *a, const wmi_datetime *b)
{
    char left[WMI_DATETIME_TEXT_SIZE];
    char right[WMI_DATETIME_TEXT_SIZE];

    assert_true(wmi_datetime_format(a, left));
    assert_true(wmi_datetime_format(b, right));
    assert_string_equal(left, right);
}

void pair_fill_wmi_opt_datetime(wmi_opt_datetime *member, const char *name, pair_direction direction, wmi_type type,
                                const char *class_name)
{
    (void)type;
    (void)class_name;
    *member = WMI_DATETIME(datetime_of(name, direction, 0));
}

void pair_check_wmi_opt_datetime(const wmi_opt_datetime *member, const char *name, pair_direction direction,
                                 wmi_type type, const char *class_name)
{
    wmi_datetime expected = datetime_of(name, direction, 0);

    (void)type;
    (void)class_name;
    assert_true(member->has);
    check_datetime(&member->value, &expected);
}

void pair_fill_wmi_array_datetime(wmi_array_datetime *member, const char *name, pair_direction direction, wmi_type type,
                                  const char *class_name)
{
    wmi_datetime *items = keep(calloc(2, sizeof *items));

    (void)type;
    (void)class_name;
    items[0] = datetime_of(name, direction, 0);
    items[1] = datetime_of(name, direction, 1);
    member->items = items;
    member->count = 2;
}

void pair_check_wmi_array_datetime(const wmi_array_datetime *member, const char *name, pair_direction direction,
                                   wmi_type type, const char *class_name)
{
    (void)type;
    (void)class_name;
    assert_int_equal(member->count, 2);
    for (size_t i = 0; i < 2; i++) {
        wmi_datetime expected = datetime_of(name, direction, i);

        check_datetime(&member->items[i], &expected);
    }
}

void pair_fill_wmi_array_string(wmi_array_string *member, const char *name, pair_direction direction, wmi_type type,
                                const char *class_name)
{
    const char **items = keep(calloc(3, sizeof *items));

    for (size_t i = 0; i < 3; i++)
        items[i] = text_of(name, direction, type, class_name, i);
    member->items = items;
    member->count = 3;
}

void pair_check_wmi_array_string(const wmi_array_string *member, const char *name, pair_direction direction,
                                 wmi_type type, const char *class_name)
{
    assert_non_null(member->items);
    assert_int_equal(member->count, 3);
    for (size_t i = 0; i < 3; i++)
        check_one_text(member->items[i], text_of(name, direction, type, class_name, i), type);
}

void pair_fill_wmi_array_reference(wmi_array_reference *member, const char *name, pair_direction direction,
                                   wmi_type type, const char *class_name)
{
    pair_fill_wmi_array_string(member, name, direction, type, class_name);
}

void pair_check_wmi_array_reference(const wmi_array_reference *member, const char *name, pair_direction direction,
                                    wmi_type type, const char *class_name)
{
    pair_check_wmi_array_string(member, name, direction, type, class_name);
}

/* An embedded instance: its first string property set where its class has one. */
static const char *xml_of(const char *name, pair_direction direction, const char *declared, size_t index)
{
    const char *class_name = class_of_value(declared, "CIM_Any");
    const wmi_class_info *info = pair_find_class(current_schema, current_ns, class_name);
    char *text = keep(malloc(1024));
    const char *property = NULL;

    for (uint32_t i = 0; info != NULL && property == NULL && i < info->field_count; i++)
        if (info->fields[i].type == WMI_TYPE_STRING && (info->fields[i].flags & WMI_FIELD_ARRAY) == 0)
            property = info->fields[i].name;
    if (property == NULL)
        snprintf(text, 1024, "<INSTANCE CLASSNAME=\"%s\"></INSTANCE>", class_name);
    else
        snprintf(text, 1024,
                 "<INSTANCE CLASSNAME=\"%s\"><PROPERTY NAME=\"%s\" TYPE=\"string\"><VALUE>%s %s %zu "
                 "&#60;&#38;</VALUE></PROPERTY>"
                 "</INSTANCE>",
                 class_name, property, direction == PAIR_IN ? "given" : "got", name, index);
    return text;
}

void pair_fill_wmi_embedded(wmi_embedded *member, const char *name, pair_direction direction, wmi_type type,
                            const char *class_name)
{
    (void)type;
    *member = WMI_EMBED_TEXT(xml_of(name, direction, class_name, 0));
}

void pair_check_wmi_embedded(const wmi_embedded *member, const char *name, pair_direction direction, wmi_type type,
                             const char *class_name)
{
    (void)type;
    assert_non_null(member->text);
    assert_string_equal(member->text, xml_of(name, direction, class_name, 0));
}

void pair_fill_wmi_array_embedded(wmi_array_embedded *member, const char *name, pair_direction direction, wmi_type type,
                                  const char *class_name)
{
    wmi_embedded *items = keep(calloc(2, sizeof *items));

    for (size_t i = 0; i < 2; i++)
        items[i] = WMI_EMBED_TEXT(xml_of(name, direction, class_name, i));
    (void)type;
    member->items = items;
    member->count = 2;
}

void pair_check_wmi_array_embedded(const wmi_array_embedded *member, const char *name, pair_direction direction,
                                   wmi_type type, const char *class_name)
{
    (void)type;
    assert_int_equal(member->count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(member->items[i].text, xml_of(name, direction, class_name, i));
}

void pair_fill_wmi_array_object(wmi_array_object *member, const char *name, pair_direction direction, wmi_type type,
                                const char *class_name)
{
    wmi_object **items = keep(calloc(2, sizeof *items));

    (void)type;
    for (size_t i = 0; i < 2; i++)
        pair_fill_object(&items[i], name, direction, class_name);
    member->items = items;
    member->count = 2;
}

void pair_check_wmi_array_object(const wmi_array_object *member, const char *name, pair_direction direction,
                                 wmi_type type, const char *class_name)
{
    (void)type;
    assert_int_equal(member->count, 2);
    for (size_t i = 0; i < 2; i++)
        pair_check_object(&member->items[i], name, direction, class_name);
}
