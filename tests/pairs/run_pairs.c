/*
 * What the generated tables say is compared with tests/facts, which did not come from mofbind. (What they are good for: call_pairs.c.)
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

#include "facts.h"
#include "pairs.h"
#include "tables.h"
#include "values.h"

typedef struct schema_case {
    const char *short_name; /* of tests/facts/<short_name>.*.tsv */
    const char *const *namespaces;
    const char *const *prefixes;
    const wmi_schema *schema;
    const pair_list *pairs;
    const table_list *tables;
    size_t class_count; /* as the facts count them */
    size_t pair_count;
    size_t property_count; /* inherited ones included */
} schema_case;

static const char *const hv_namespaces[] = {hv_NAMESPACE, hv_interop_NAMESPACE};
static const char *const hv_prefixes[] = {"hv", "hv_interop"};
static const char *const hvc_namespaces[] = {hvc_NAMESPACE, hvc_interop_NAMESPACE};
static const char *const hvc_prefixes[] = {"hvc", "hvc_interop"};
static const schema_case cases[] = {
    {"hv", hv_namespaces, hv_prefixes, &hv_schema, &hv_pairs, &hv_tables, 450, 960, 8633},
    {"hvc", hvc_namespaces, hvc_prefixes, &hvc_schema, &hvc_pairs, &hvc_tables, 216, 449, 3727},
};

/* ---- comparing with the facts ---- */

static const pair *find_pair(const schema_case *schema, const char *ns, const char *class_name, const char *method)
{
    for (size_t i = 0; i < schema->pairs->count; i++) {
        const pair *row = &schema->pairs->items[i];

        if (strcmp(row->ns, ns) == 0 && strcmp(row->class_name, class_name) == 0 && strcmp(row->method, method) == 0)
            return row;
    }
    return NULL;
}

/* A field's type as tests/facts writes it. */
static void describe_type(const wmi_field *field, char *text, size_t size)
{
    const char *array = (field->flags & WMI_FIELD_ARRAY) != 0 ? "[]" : "";
    const char *class_name = field->class_name == NULL ? "" : field->class_name;

    switch ((wmi_type)field->type) {
    case WMI_TYPE_REFERENCE:
        snprintf(text, size, "ref%s %s", array, class_name);
        break;
    case WMI_TYPE_EMBEDDED:
        snprintf(text, size, "embedded%s %s", array, class_name);
        break;
    case WMI_TYPE_OBJECT:
        snprintf(text, size, *class_name == '\0' ? "object%s" : "object%s %s", array, class_name);
        break;
    default:
        snprintf(text, size, "%s%s", wmi_type_name((wmi_type)field->type), array);
    }
}

static const wmi_field *find_field(const wmi_field *fields, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

/* Checks `name:dir:type` against the descriptors. */
static void check_parameter(const pair *row, const char *name, const char *direction, const char *type)
{
    const wmi_field *in = find_field(row->info->in, row->info->in_count, name);
    const wmi_field *out = find_field(row->info->out, row->info->out_count, name);
    char text[256];

    assert_int_equal(in != NULL, strcmp(direction, "out") != 0);
    assert_int_equal(out != NULL, strcmp(direction, "in") != 0);
    if (in != NULL) {
        describe_type(in, text, sizeof text);
        assert_string_equal(text, type);
    }
    if (out != NULL) {
        describe_type(out, text, sizeof text);
        assert_string_equal(text, type);
    }
}

/* Checks all parameters; gives how many members they make. */
static uint32_t check_parameters(const pair *row, const char *column)
{
    char *list = malloc(strlen(column) + 1);
    uint32_t members = 0;

    assert_non_null(list);
    memcpy(list, column, strlen(column) + 1);
    for (char *item = strcmp(list, "-") == 0 ? NULL : list; item != NULL;) {
        char *next = strchr(item, ',');
        char *direction = strchr(item, ':');
        char *type;

        if (next != NULL)
            *next++ = '\0';
        assert_non_null(direction);
        *direction++ = '\0';
        type = strchr(direction, ':');
        assert_non_null(type);
        *type++ = '\0';
        if (strchr(type, ':') != NULL)
            *strchr(type, ':') = '\0'; /* its table: parameter_codes_are_those_of_the_facts() */
        check_parameter(row, item, direction, type);
        members += strcmp(direction, "inout") == 0 ? 2 : 1;
        item = next;
    }
    free(list);
    return members;
}

static void pairs_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    char name[64];
    facts_table methods;

    snprintf(name, sizeof name, "%s.methods.tsv", schema->short_name);
    methods = facts_read(name);
    assert_int_equal(methods.count, schema->pair_count);
    assert_int_equal(schema->pairs->count, schema->pair_count);
    for (size_t i = 0; i < methods.count; i++) {
        const char *const *column = methods.rows[i].column;
        const pair *row = find_pair(schema, column[0], column[1], column[2]);
        bool is_void = strcmp(column[4], "void") == 0;

        if (row == NULL)
            print_error("no stub for %s.%s\n", column[1], column[2]);
        assert_non_null(row);
        assert_string_equal(row->info->class_name, column[3]);
        assert_int_equal((row->info->flags & WMI_METHOD_VOID) != 0, is_void);
        assert_int_equal(check_parameters(row, column[6]) + (is_void ? 0 : 1),
                         row->info->in_count + row->info->out_count);
    }
    facts_free(&methods);
}

/* What the names in C of a member's codes begin with. */
static void prefix_of(const schema_case *schema, const char *ns, const char *class_name, const char *method,
                      const char *member, char *text, size_t size)
{
    snprintf(text, size, "%s_%s_%s%s%s%s",
             strcmp(ns, schema->namespaces[0]) == 0 ? schema->prefixes[0] : schema->prefixes[1], class_name,
             method == NULL ? "" : method, method == NULL ? "" : "_", member == NULL ? "" : member,
             member == NULL ? "" : "_");
}

static void return_codes_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    char name[64];
    facts_table methods;
    facts_table codes;
    size_t looked_up = 0;

    snprintf(name, sizeof name, "%s.methods.tsv", schema->short_name);
    methods = facts_read(name);
    snprintf(name, sizeof name, "%s.codes.tsv", schema->short_name);
    codes = facts_read(name);
    for (size_t i = 0; i < methods.count; i++) {
        const char *const *column = methods.rows[i].column;
        const pair *row = find_pair(schema, column[0], column[1], column[2]);
        table_facts facts = table_facts_of(&codes, column[5]);
        char prefix[512];

        assert_non_null(row);
        prefix_of(schema, column[0], column[1], column[2], NULL, prefix, sizeof prefix);
        table_check_codes(&facts, row->codes, table_range_of(column[4]), prefix, row->names);
        looked_up += facts.count;
    }
    print_message("%s: %zu return codes looked up by code and by name\n", schema->short_name, looked_up);
    facts_free(&codes);
    facts_free(&methods);
}

/* ---- classes, their properties and the tables of these ---- */

static facts_table read_facts(const schema_case *schema, const char *what)
{
    char name[64];

    snprintf(name, sizeof name, "%s.%s.tsv", schema->short_name, what);
    return facts_read(name);
}

static void has_flag(const wmi_class_info *info, uint32_t flag, const char *kinds, const char *kind)
{
    assert_int_equal((info->flags & flag) != 0, strstr(kinds, kind) != NULL);
}

static void classes_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    facts_table classes = read_facts(schema, "classes");

    assert_int_equal(classes.count, schema->class_count);
    assert_int_equal(schema->schema->class_count, schema->class_count);
    for (size_t i = 0; i < classes.count; i++) {
        const char *const *column = classes.rows[i].column;
        const wmi_class_info *info = pair_find_class(schema->schema, column[0], column[1]);

        assert_non_null(info);
        assert_string_equal(info->superclass == NULL ? "-" : info->superclass, column[2]);
        has_flag(info, WMI_CLASS_ABSTRACT, column[3], "abstract");
        has_flag(info, WMI_CLASS_SINGLETON, column[3], "singleton");
    }
    facts_free(&classes);
}

/* The row of a class's own property; NULL where it declares none of that name. Rows are sorted by namespace, class,
 * name. */
static const facts_row *own_property(const facts_table *properties, const char *ns, const char *class_name,
                                     const char *name)
{
    size_t low = 0;
    size_t high = properties->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *const *column = properties->rows[middle].column;
        int order = strcmp(column[0], ns);

        if (order == 0)
            order = strcmp(column[1], class_name);
        if (order == 0)
            order = strcmp(column[3], name);
        if (order == 0)
            return &properties->rows[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

typedef enum property_wanted { ANY_DECLARATION, ONE_WITH_TABLE } property_wanted;

/* The nearest declaration of a property that a class has, its own or inherited; NULL where there is none. */
static const facts_row *property_of(const facts_table *properties, const wmi_class_info *info, const char *name,
                                    property_wanted wanted)
{
    const char *const *ancestor = info->derivation;

    for (const char *class_name = info->name; class_name != NULL; class_name = *ancestor++) {
        const facts_row *row = own_property(properties, info->ns, class_name, name);

        if (row != NULL && (wanted == ANY_DECLARATION || strcmp(row->column[6], "-") != 0))
            return row;
    }
    return NULL;
}

/* Every property that a class has, inherited ones included. */
static void check_properties(const facts_table *properties, const wmi_class_info *info)
{
    for (uint32_t i = 0; i < info->field_count; i++) {
        const wmi_field *field = &info->fields[i];
        const facts_row *row = property_of(properties, info, field->name, ANY_DECLARATION);
        char type[256];

        if (row == NULL)
            fail_msg("the facts have no property %s.%s", info->name, field->name);
        describe_type(field, type, sizeof type);
        if (strcmp(type, row->column[4]) != 0)
            fail_msg("%s.%s is %s, not %s", info->name, field->name, type, row->column[4]);
        assert_int_equal((field->flags & WMI_FIELD_KEY) != 0, strcmp(row->column[5], "-") != 0);
        if ((field->flags & WMI_FIELD_WRITE) != 0 ? strcmp(row->column[7], "rw") != 0
                                                  : strchr(row->column[7], 'w') != NULL)
            fail_msg("%s.%s has not access %s", info->name, field->name, row->column[7]);
    }
}

static void properties_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    facts_table properties = read_facts(schema, "properties");
    size_t fields = 0;

    for (uint32_t i = 0; i < schema->schema->class_count; i++) {
        check_properties(&properties, schema->schema->classes[i].info);
        fields += schema->schema->classes[i].info->field_count;
    }
    assert_int_equal(fields, schema->property_count);
    for (size_t i = 0; i < properties.count; i++) {
        const char *const *column = properties.rows[i].column;
        const wmi_class_info *info = pair_find_class(schema->schema, column[0], column[1]);

        assert_non_null(info);
        if (find_field(info->fields, info->field_count, column[3]) == NULL)
            fail_msg("no property %s.%s", column[1], column[3]);
    }
    facts_free(&properties);
}

/* Compares the table of a member, `-` for none, with the generated one; gives whether there is one. */
static bool check_member_table(const schema_case *schema, const facts_table *codes, const char *table, const char *ns,
                               const char *class_name, const char *method, const char *member, const char *type)
{
    const table_user *user = table_user_of(schema->tables, ns, class_name, method, member);
    table_facts facts = table_facts_of(codes, table);
    const table_entry *entry;
    char prefix[512];

    if ((user == NULL) != (facts.count == 0))
        fail_msg("%s.%s%s%s has %s table", class_name, method == NULL ? "" : method, method == NULL ? "" : ".", member,
                 user == NULL ? "no" : "a");
    if (user == NULL)
        return false;
    prefix_of(schema, ns, class_name, method, member, prefix, sizeof prefix);
    entry = table_of(schema->tables, user->id);
    assert_int_equal(entry->texts != NULL, *table == 's');
    if (entry->texts != NULL)
        table_check_texts(&facts, entry->texts, prefix, entry->names);
    else
        table_check_codes(&facts, entry->codes, table_range_of(type), prefix, entry->names);
    return true;
}

static size_t user_count(const table_list *list, bool of_properties)
{
    size_t count = 0;

    for (size_t i = 0; i < list->user_count; i++) {
        const table_user *user = &list->users[i];

        count +=
            of_properties ? user->method == NULL : user->method != NULL && strcmp(user->member, "ReturnValue") != 0;
    }
    return count;
}

static void property_codes_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    facts_table properties = read_facts(schema, "properties");
    facts_table codes = read_facts(schema, "codes");
    size_t tables = 0;

    for (uint32_t i = 0; i < schema->schema->class_count; i++) {
        const wmi_class_info *info = schema->schema->classes[i].info;

        for (uint32_t k = 0; k < info->field_count; k++) {
            const char *name = info->fields[k].name;
            const facts_row *row = property_of(&properties, info, name, ONE_WITH_TABLE);

            tables += check_member_table(schema, &codes, row == NULL ? "-" : row->column[6], info->ns, info->name, NULL,
                                         name, row == NULL ? "-" : row->column[4]);
        }
    }
    assert_int_equal(tables, user_count(schema->tables, true));
    print_message("%s: %zu tables of properties\n", schema->short_name, tables);
    facts_free(&codes);
    facts_free(&properties);
}

/* The parameters of a method that its class declares: `name:direction:type:table,...`. Gives how many have tables. */
static size_t check_parameter_tables(const schema_case *schema, const facts_table *codes, const char *const *column)
{
    char *list = malloc(strlen(column[6]) + 1);
    size_t tables = 0;

    assert_non_null(list);
    memcpy(list, column[6], strlen(column[6]) + 1);
    for (char *item = strcmp(list, "-") == 0 ? NULL : list; item != NULL;) {
        char *next = strchr(item, ',');
        char *direction;
        char *type;
        char *table;

        if (next != NULL)
            *next++ = '\0';
        direction = strchr(item, ':');
        assert_non_null(direction);
        *direction++ = '\0';
        type = strchr(direction, ':') + 1;
        table = strchr(type, ':');
        if (check_member_table(schema, codes, table == NULL ? "-" : table + 1, column[0], column[1], column[2], item,
                               type))
            tables += strncmp(direction, "inout", 5) == 0 ? 2 : 1;
        item = next;
    }
    free(list);
    return tables;
}

static void parameter_codes_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    facts_table methods = read_facts(schema, "methods");
    facts_table codes = read_facts(schema, "codes");
    size_t tables = 0;

    for (size_t i = 0; i < methods.count; i++) {
        const char *const *column = methods.rows[i].column;

        if (strcmp(column[1], column[3]) == 0)
            tables += check_parameter_tables(schema, &codes, column);
    }
    assert_int_equal(tables, user_count(schema->tables, false));
    print_message("%s: %zu tables of parameters\n", schema->short_name, tables);
    facts_free(&codes);
    facts_free(&methods);
}

/* The parameters of inherited methods have tables too, and names in them, of the class that has inherited the method.
 */
static void every_name_is_in_its_table(void **state)
{
    const schema_case *schema = *state;
    size_t names = 0;

    for (size_t i = 0; i < schema->tables->table_count; i++) {
        const table_entry *entry = &schema->tables->tables[i];
        const size_t length = strlen(entry->id) - strlen("codes");

        for (const pair_name *name = entry->names; name->id != NULL; name++) {
            assert_memory_equal(name->id, entry->id, length);
            assert_non_null(name->text != NULL ? wmi_text_name(entry->texts, name->text)
                                               : wmi_code_name(entry->codes, name->value));
            names++;
        }
    }
    print_message("%s: %zu names in %zu tables\n", schema->short_name, names, schema->tables->table_count);
}

enum { TESTS_OF_A_CASE = 7, CASES = sizeof cases / sizeof cases[0] };

int main(void)
{
    struct CMUnitTest tests[TESTS_OF_A_CASE * CASES];
    size_t count = 0;

    for (size_t i = 0; i < CASES; i++) {
        void *state = (void *)(uintptr_t)&cases[i];
        const struct CMUnitTest each[TESTS_OF_A_CASE] = {
            cmocka_unit_test_prestate(pairs_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(return_codes_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(classes_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(properties_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(property_codes_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(parameter_codes_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(every_name_is_in_its_table, state),
        };

        memcpy(&tests[count], each, sizeof each);
        count += TESTS_OF_A_CASE;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
