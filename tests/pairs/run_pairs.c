/*
 * Every method of every class of both schemas is called once, through its generated stub and structs, with every
 * parameter set; and what the generated tables say is compared with tests/facts, which did not come from mofbind.
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
#include "pair_host.h"
#include "values.h"

typedef struct schema_case {
    const char *short_name; /* of tests/facts/<short_name>.*.tsv */
    const char *const *namespaces;
    const char *const *prefixes;
    const wmi_schema *schema;
    const pair_list *pairs;
    size_t class_count; /* as shared/facts/README counted them */
    size_t pair_count;
} schema_case;

static const char *const hv_namespaces[] = {hv_NAMESPACE, hv_interop_NAMESPACE};
static const char *const hv_prefixes[] = {"hv", "hv_interop"};
static const char *const hvc_namespaces[] = {hvc_NAMESPACE, hvc_interop_NAMESPACE};
static const char *const hvc_prefixes[] = {"hvc", "hvc_interop"};
static const schema_case cases[] = {
    {"hv", hv_namespaces, hv_prefixes, &hv_schema, &hv_pairs, 449, 949},
    {"hvc", hvc_namespaces, hvc_prefixes, &hvc_schema, &hvc_pairs, 216, 449},
};

/* ---- calling ---- */

static void every_pair_is_called(void **state)
{
    const schema_case *schema = *state;
    pair_twin twin = pair_twin_of(schema->schema);
    size_t called = 0;

    for (size_t i = 0; i < schema->pairs->count; i++) {
        const pair *row = &schema->pairs->items[i];
        wmi_connect_options options = {.ns = row->ns};
        wmi_error error = {0};
        wmi_session *session = NULL;
        pair_host host;

        pair_host_start(&host, &twin, row);
        options.backend = wmi_loopback_backend(host.loopback);
        pair_succeeded(wmi_connect(&options, &session, &error), &error);

        row->call(session, host.target);
        assert_int_equal(pair_host_handled(), 1);
        called++;

        wmi_close(session);
        pair_host_stop(&host);
    }
    assert_int_equal(called, schema->pair_count);
    pair_twin_free(&twin);
}

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
        snprintf(text, size, "object%s %s", array, class_name);
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

/* The enumerator that the contract promises for a name: runs of anything but letters and digits become one underscore.
 */
static void enumerator_of(const schema_case *schema, const pair *row, const char *name, char *text, size_t size)
{
    size_t length;
    size_t start;

    length = (size_t)snprintf(text, size, "%s_%s_%s_",
                              strcmp(row->ns, schema->namespaces[0]) == 0 ? schema->prefixes[0] : schema->prefixes[1],
                              row->class_name, row->method);
    start = length;
    for (; *name != '\0' && length + 1 < size; name++) {
        bool keep = (*name >= '0' && *name <= '9') || (*name >= 'A' && *name <= 'Z') || (*name >= 'a' && *name <= 'z');

        if (keep)
            text[length++] = *name;
        else if (length > start && text[length - 1] != '_')
            text[length++] = '_';
    }
    while (length > start && text[length - 1] == '_')
        length--;
    text[length] = '\0';
}

/* An enumerator of that value, whose name is the expected one, perhaps with an underscore or a code added. */
static bool has_enumerator(const pair *row, const char *id, int64_t value)
{
    for (const pair_enumerator *e = row->enumerators; e->id != NULL; e++)
        if (e->value == value && strncmp(e->id, id, strlen(id)) == 0 && strlen(e->id) <= strlen(id) + 8)
            return true;
    return false;
}

/* An entry of a table of the facts, read: a code, a range, or `..`, which leaves what no other entry claims. */
typedef struct claim {
    int64_t low;
    int64_t high;
    const char *name;
} claim;

static claim claim_of(const facts_row *row)
{
    const char *code = row->column[1];
    const char *range = strstr(code, "..");
    claim result = {0, UINT32_MAX, row->column[2]};

    if (range == NULL) {
        result.low = result.high = strtoll(code, NULL, 10);
    } else {
        if (range != code)
            result.low = strtoll(code, NULL, 10);
        if (range[2] != '\0')
            result.high = strtoll(range + 2, NULL, 10);
    }
    return result;
}

/* The name of a code by the facts alone: the narrowest claim that holds it. */
static const char *name_by_facts(const facts_table *codes, const char *table, int64_t code)
{
    const char *name = NULL;
    int64_t narrowest = INT64_MAX;

    for (size_t i = 0; i < codes->count; i++) {
        claim each;

        if (strcmp(codes->rows[i].column[0], table) != 0)
            continue;
        each = claim_of(&codes->rows[i]);
        if (code >= each.low && code <= each.high && each.high - each.low < narrowest) {
            narrowest = each.high - each.low;
            name = each.name;
        }
    }
    return name;
}

/* Looks an entry up: a code by its name and by its enumerator; a range at both ends, in its middle and beside it. */
static void check_claim(const schema_case *schema, const pair *row, const facts_table *codes, const facts_row *entry)
{
    claim each = claim_of(entry);
    int64_t probes[] = {each.low, each.low + (each.high - each.low) / 2, each.high, each.low - 1, each.high + 1};

    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        const char *expected =
            probes[i] < 0 || probes[i] > UINT32_MAX ? NULL : name_by_facts(codes, entry->column[0], probes[i]);
        const char *found = wmi_code_name(row->codes, probes[i]);

        if (expected == NULL) {
            assert_null(found);
        } else {
            assert_non_null(found);
            assert_string_equal(found, expected);
        }
    }
    if (each.low == each.high) {
        char id[512];

        enumerator_of(schema, row, each.name, id, sizeof id);
        if (!has_enumerator(row, id, each.low))
            print_error("no enumerator %s = %" PRId64 "\n", id, each.low);
        assert_true(has_enumerator(row, id, each.low));
    }
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
        uint32_t entries = 0;

        assert_non_null(row);
        for (size_t c = 0; c < codes.count; c++)
            if (strcmp(codes.rows[c].column[0], column[5]) == 0) {
                check_claim(schema, row, &codes, &codes.rows[c]);
                entries++;
            }
        assert_int_equal(row->codes->count, entries);
        looked_up += entries;
    }
    print_message("%s: %zu codes looked up by name\n", schema->short_name, looked_up);
    facts_free(&codes);
    facts_free(&methods);
}

static void classes_and_properties_are_those_of_the_facts(void **state)
{
    const schema_case *schema = *state;
    char name[64];
    facts_table classes;
    facts_table properties;

    snprintf(name, sizeof name, "%s.classes.tsv", schema->short_name);
    classes = facts_read(name);
    assert_int_equal(classes.count, schema->class_count);
    assert_int_equal(schema->schema->class_count, schema->class_count);
    for (size_t i = 0; i < classes.count; i++) {
        const char *const *column = classes.rows[i].column;
        const wmi_class_info *info = pair_find_class(schema->schema, column[0], column[1]);

        assert_non_null(info);
        assert_string_equal(info->superclass == NULL ? "-" : info->superclass, column[2]);
    }
    facts_free(&classes);

    snprintf(name, sizeof name, "%s.properties.tsv", schema->short_name);
    properties = facts_read(name);
    for (size_t i = 0; i < properties.count; i++) {
        const char *const *column = properties.rows[i].column;
        const wmi_class_info *info = pair_find_class(schema->schema, column[0], column[1]);
        const wmi_field *field;
        char type[256];

        assert_non_null(info);
        field = find_field(info->fields, info->field_count, column[3]);
        if (field == NULL)
            print_error("no property %s.%s\n", column[1], column[3]);
        assert_non_null(field);
        describe_type(field, type, sizeof type);
        assert_string_equal(type, column[4]);
        assert_int_equal((field->flags & WMI_FIELD_KEY) != 0, strcmp(column[5], "-") != 0);
    }
    facts_free(&properties);
}

int main(void)
{
    struct CMUnitTest tests[8];
    size_t count = 0;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        void *state = (void *)(uintptr_t)&cases[i];
        struct CMUnitTest each[] = {
            cmocka_unit_test_prestate(every_pair_is_called, state),
            cmocka_unit_test_prestate(pairs_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(return_codes_are_those_of_the_facts, state),
            cmocka_unit_test_prestate(classes_and_properties_are_those_of_the_facts, state),
        };

        memcpy(&tests[count], each, sizeof each);
        count += sizeof each / sizeof each[0];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
