/*
 * The two schemas of mof/ against tests/facts, which did not come from them: every class with its qualifiers, every
 * declared property with its type, key, access, default, limits, codes and hosts, every declared method with its
 * parameters and codes. Nothing is missing and nothing is there that the facts do not have.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "fixture.h"
#include "syntax/parse.h"

enum { C_NAMESPACE, C_CLASS };
enum {
    CLASS_SUPER = 2,
    CLASS_KINDS,
    CLASS_PROVIDER,
    CLASS_VERSION,
    CLASS_PACKAGE,
    CLASS_PAGE,
    CLASS_SINCE,
    CLASS_UNTIL
};
enum {
    PROPERTY_NAME = 3,
    PROPERTY_TYPE,
    PROPERTY_KEY,
    PROPERTY_TABLE,
    PROPERTY_ACCESS,
    PROPERTY_DEFAULT,
    PROPERTY_RANGE,
    PROPERTY_SINCE,
    PROPERTY_UNTIL
};
enum {
    METHOD_NAME = 2,
    METHOD_DECLARED_IN,
    METHOD_TYPE,
    METHOD_TABLE,
    METHOD_PARAMETERS,
    METHOD_PAGE,
    METHOD_SINCE,
    METHOD_UNTIL
};

typedef struct expectation {
    const char *mof;
    const char *short_name; /* of tests/facts/<short_name>.*.tsv */
} expectation;

static const expectation hv = {MOFBIND_SOURCE_DIR "/mof/WindowsVirtualization.V2.mof", "hv"};
static const expectation hvc = {MOFBIND_SOURCE_DIR "/mof/WindowsHyperVCluster.V2.mof", "hvc"};

typedef struct model {
    mb_heap *heap;
    mb_arena *arena;
    mb_symbols *symbols;
    mb_schema *schema;
    facts_table codes;
    const facts_row *row; /* that is being compared */
    unsigned name_column; /* its column that names the member; C_CLASS for a class */
    size_t wrong;
} model;

static model model_open(const expectation *expected, unsigned name_column)
{
    model m = {.name_column = name_column};
    mb_unit *unit = NULL;
    char name[64];

    m.heap = mb_heap_new(NULL);
    m.arena = mb_arena_new(m.heap);
    m.symbols = mb_symbols_new(m.arena);
    mb_sources *sources = mb_sources_new(m.heap, m.arena);
    mb_diag *diag = mb_diag_new(m.heap, m.arena, sources);
    mb_parse_input parse_input = {.paths = &expected->mof, .path_count = 1, .sources = sources, .symbols = m.symbols};
    assert_true(mb_parse(&parse_input, m.heap, m.arena, diag, &unit));
    mb_resolve_input input = {.unit = unit, .symbols = m.symbols};
    assert_true(mb_resolve(&input, m.heap, m.arena, diag, &m.schema));
    assert_true(mb_check_schema(m.schema, true, m.heap, diag));
    snprintf(name, sizeof name, "%s.codes.tsv", expected->short_name);
    m.codes = facts_read(name);
    return m;
}

static facts_table read_facts(const expectation *expected, const char *what)
{
    char name[64];
    snprintf(name, sizeof name, "%s.%s.tsv", expected->short_name, what);
    return facts_read(name);
}

/** Ends the test: it fails where something differed. */
static void model_close(model *m)
{
    size_t wrong = m->wrong;
    facts_free(&m->codes);
    mb_heap_free(m->heap);
    if (wrong != 0) {
        fail_msg("%zu differences from tests/facts", wrong);
    }
}

static void differ(model *m, const char *what, const char *found, const char *expected)
{
    const char *const *column = m->row->column;
    print_error("%s:%s%s%s: %s is '%s', not '%s'\n", column[C_NAMESPACE], column[C_CLASS],
                m->name_column == C_CLASS ? "" : ".", m->name_column == C_CLASS ? "" : column[m->name_column], what,
                found, expected);
    m->wrong++;
}

static void compare(model *m, const char *what, const char *found, const char *expected)
{
    if (strcmp(found, expected) != 0) {
        differ(m, what, found, expected);
    }
}

static const mb_symbol *symbol(const model *m, const char *name)
{
    return mb_symbols_find(m->symbols, name, strlen(name));
}

static const mb_class *find_class(const model *m, const char *ns_name, const char *name)
{
    for (const mb_namespace *ns = m->schema->namespaces; ns != NULL; ns = ns->next) {
        const mb_symbol *found = symbol(m, name);
        if (strcmp(ns->name, ns_name) == 0 && found != NULL) {
            return mb_schema_find_class(ns, found);
        }
    }
    return NULL;
}

/* ---- What is written ---- */

static const mb_qualifier *written(const mb_element *element, const char *name)
{
    for (const mb_qualifier *q = mb_element_qualifiers(element); q != NULL; q = q->next) {
        if (mb_text_equal_nocase(mb_text_of(q->name->text), mb_text_of(name))) {
            return q;
        }
    }
    return NULL;
}

static const char *in_arena(const model *m, mb_text text)
{
    return mb_arena_text(m->arena, text.bytes, text.length);
}

/** "-" where it is not written at the element itself. */
static const char *written_text(const model *m, const mb_element *element, const char *name)
{
    const mb_qualifier *q = written(element, name);
    if (q == NULL) {
        return "-";
    }
    return q->value != NULL && q->value->kind == MB_VALUE_STRING ? in_arena(m, mb_value_text(q->value)) : "(no text)";
}

/** A value as the facts write it: "text", 5, TRUE, {a|b}. */
static void append_value(mb_buffer *out, const mb_value *value, bool is_item)
{
    switch (value->kind) {
    case MB_VALUE_BOOLEAN:
        mb_buffer_puts(out, value->boolean ? "TRUE" : "FALSE");
        break;
    case MB_VALUE_INTEGER:
        mb_buffer_printf(out, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude);
        break;
    case MB_VALUE_STRING:
        mb_buffer_puts(out, is_item ? "" : "\"");
        mb_buffer_append(out, value->u.string, value->count);
        mb_buffer_puts(out, is_item ? "" : "\"");
        break;
    case MB_VALUE_ARRAY:
        mb_buffer_puts(out, "{");
        for (const mb_value *item = value->u.first; item != NULL; item = item->next) {
            append_value(out, item, true);
            mb_buffer_puts(out, item->next == NULL ? "" : "|");
        }
        mb_buffer_puts(out, "}");
        break;
    default:
        mb_buffer_puts(out, "NULL");
    }
}

static void compare_default(model *m, const mb_element *property, const char *expected)
{
    const mb_value *value = mb_element_default(property);
    mb_buffer text;
    mb_buffer_init(&text, m->heap);
    if (value == NULL) {
        mb_buffer_puts(&text, "-");
    } else {
        append_value(&text, value, false);
    }
    compare(m, "default", text.text, expected);
}

static void append_limit(mb_buffer *out, const mb_element *property, const char *name)
{
    const mb_qualifier *q = written(property, name);
    if (q != NULL && q->value != NULL) {
        append_value(out, q->value, false);
    }
}

static void compare_range(model *m, const mb_element *property, const char *expected)
{
    mb_buffer text;
    mb_buffer_init(&text, m->heap);
    if (written(property, "MinValue") != NULL || written(property, "MaxValue") != NULL) {
        append_limit(&text, property, "MinValue");
        mb_buffer_puts(&text, "..");
        append_limit(&text, property, "MaxValue");
    } else {
        mb_buffer_puts(&text, "-");
    }
    compare(m, "range", text.text, expected);
}

/** "uint16[]", "ref CIM_System", "embedded[] Msvm_Error", "object". */
static const char *type_of(const model *m, const mb_element *element)
{
    const char *array = element->is_array ? "[]" : "";
    const char *kind = element->type == MB_TYPE_REFERENCE ? "ref"
                       : element->type == MB_TYPE_OBJECT  ? "object"
                       : element->is_embedded             ? "embedded"
                                                          : NULL;
    if (kind == NULL) {
        return mb_arena_format(m->arena, "%s%s", mb_type_word_name((mb_type_word)element->type), array);
    }
    return element->class_name == NULL ? mb_arena_format(m->arena, "%s%s", kind, array)
                                       : mb_arena_format(m->arena, "%s%s %s", kind, array, element->class_name->text);
}

/* ---- Tables ---- */

/** One line of a table: the code, its name, and whether it is a convention. */
static void append_code(mb_buffer *out, const char *code, const char *name, const char *mark)
{
    mb_buffer_printf(out, "%s=%s%s%s; ", code, name, *mark == '-' ? "" : " ", *mark == '-' ? "" : mark);
}

/** The table in force at an element, entry by entry as written, against the one of the facts; "-": there is none. */
static void compare_table(model *m, const char *what, const mb_element *element, const char *table)
{
    const mb_codes codes = mb_element_codes(element);
    mb_buffer found, expected;
    mb_buffer_init(&found, m->heap);
    mb_buffer_init(&expected, m->heap);
    for (size_t i = 0; i < codes.count; i++) {
        mb_text name = codes.items[i].name.bytes == NULL ? codes.items[i].text : codes.items[i].name;
        append_code(&found, in_arena(m, codes.items[i].text), in_arena(m, name),
                    codes.items[i].is_convention ? "convention" : "-");
    }
    for (size_t i = 0; i < m->codes.count; i++) {
        const char *const *column = m->codes.rows[i].column;
        if (strcmp(column[0], table) == 0) {
            append_code(&expected, column[1], column[2], column[3]);
        }
    }
    mb_buffer_puts(&found, "");
    mb_buffer_puts(&expected, "");
    compare(m, what, found.text, expected.text);
}

static bool writes_table(const mb_element *element)
{
    return written(element, "ValueMap") != NULL || written(element, "Values") != NULL ||
           written(element, "ConventionMap") != NULL || written(element, "ConventionValues") != NULL;
}

/* ---- Classes ---- */

static void compare_kinds(model *m, const mb_class *cls, const char *expected)
{
    static const char *const kinds[] = {"association", "aggregation", "indication", "abstract",
                                        "dynamic",     "singleton",   "exception",  "experimental"};
    mb_buffer text;
    mb_buffer_init(&text, m->heap);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const mb_qualifier *q = written(&cls->element, kinds[i]);
        if (q != NULL && (q->value == NULL || q->value->boolean)) {
            mb_buffer_printf(&text, "%s%s", text.length > 0 ? "," : "", kinds[i]);
        }
    }
    compare(m, "kind", text.length > 0 ? text.text : "-", expected);
}

static void compare_hosts(model *m, const mb_element *element, const char *since, const char *until)
{
    compare(m, "MofbindSince", written_text(m, element, "MofbindSince"), since);
    compare(m, "MofbindUntil", written_text(m, element, "MofbindUntil"), until);
}

static void classes_are_those_of_the_facts(void **state)
{
    const expectation *expected = *state;
    model m = model_open(expected, C_CLASS);
    facts_table classes = read_facts(expected, "classes");
    size_t count = 0;

    for (size_t i = 0; i < classes.count; i++) {
        const char *const *column = classes.rows[i].column;
        m.row = &classes.rows[i];
        const mb_class *cls = find_class(&m, column[C_NAMESPACE], column[C_CLASS]);
        if (cls == NULL) {
            differ(&m, "the class", "missing", column[C_CLASS]);
            continue;
        }
        compare(&m, "superclass", cls->super_name == NULL ? "-" : cls->super_name->text, column[CLASS_SUPER]);
        compare_kinds(&m, cls, column[CLASS_KINDS]);
        compare(&m, "Provider", written_text(&m, &cls->element, "Provider"), column[CLASS_PROVIDER]);
        compare(&m, "Version", written_text(&m, &cls->element, "Version"), column[CLASS_VERSION]);
        compare(&m, "UMLPackagePath", written_text(&m, &cls->element, "UMLPackagePath"), column[CLASS_PACKAGE]);
        compare(&m, "MofbindPage", written_text(&m, &cls->element, "MofbindPage"), column[CLASS_PAGE]);
        compare_hosts(&m, &cls->element, column[CLASS_SINCE], column[CLASS_UNTIL]);
    }
    for (const mb_namespace *ns = m.schema->namespaces; ns != NULL; ns = ns->next) {
        count += ns->class_count;
    }
    assert_int_equal(count, classes.count);
    facts_free(&classes);
    model_close(&m);
}

/* ---- Properties ---- */

static const char *access_of(const model *m, const mb_element *property)
{
    if (mb_element_qualifier(m->schema, property, MB_Q_READ) == NULL &&
        mb_element_qualifier(m->schema, property, MB_Q_WRITE) == NULL) {
        return "-"; /* nobody has said it; DSP0004 then takes it as read-only */
    }
    bool read = mb_element_flag(property, MB_Q_READ);
    bool write = mb_element_flag(property, MB_Q_WRITE);
    return read && write ? "rw" : read ? "r" : write ? "w" : "-";
}

static const char *key_of(const mb_element *property)
{
    return written(property, "Key") != NULL ? "key" : mb_element_flag(property, MB_Q_KEY) ? "inherited" : "-";
}

static void compare_property(model *m, const mb_element *property)
{
    const char *const *column = m->row->column;
    compare(m, "type", type_of(m, property), column[PROPERTY_TYPE]);
    compare(m, "key", key_of(property), column[PROPERTY_KEY]);
    compare(m, "access", access_of(m, property), column[PROPERTY_ACCESS]);
    compare(m, "Override", written(property, "Override") == NULL ? "no" : "yes",
            property->overridden == NULL ? "no" : "yes");
    compare_default(m, property, column[PROPERTY_DEFAULT]);
    compare_range(m, property, column[PROPERTY_RANGE]);
    compare_hosts(m, property, column[PROPERTY_SINCE], column[PROPERTY_UNTIL]);
    if (strcmp(column[PROPERTY_TABLE], "-") != 0) {
        compare_table(m, "ValueMap", property, column[PROPERTY_TABLE]);
    } else {
        compare(m, "ValueMap", writes_table(property) ? "written" : "not written", "not written");
    }
}

static const mb_element *find_element(const mb_element *first, const char *name)
{
    for (const mb_element *e = first; e != NULL; e = e->next) {
        if (strcmp(e->name->text, name) == 0) {
            return e;
        }
    }
    return NULL;
}

static void properties_are_those_of_the_facts(void **state)
{
    const expectation *expected = *state;
    model m = model_open(expected, PROPERTY_NAME);
    facts_table properties = read_facts(expected, "properties");
    size_t count = 0;

    for (size_t i = 0; i < properties.count; i++) {
        const char *const *column = properties.rows[i].column;
        m.row = &properties.rows[i];
        const mb_class *cls = find_class(&m, column[C_NAMESPACE], column[C_CLASS]);
        const mb_element *property = cls == NULL ? NULL : find_element(cls->properties, column[PROPERTY_NAME]);
        if (property == NULL) {
            differ(&m, "the property", "missing", column[PROPERTY_NAME]);
        } else {
            compare_property(&m, property);
        }
    }
    for (const mb_namespace *ns = m.schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            count += cls->property_count;
        }
    }
    assert_int_equal(count, properties.count);
    facts_free(&properties);
    model_close(&m);
}

/* ---- Methods ---- */

/** The parameters as the facts list them, but for the tables: "Job:out:ref CIM_ConcreteJob,...". */
static void append_parameters(const model *m, mb_buffer *out, const mb_element *method)
{
    for (const mb_element *p = method->parameters; p != NULL; p = p->next) {
        mb_buffer_printf(out, "%s%s:%s:%s", out->length > 0 ? "," : "", p->name->text,
                         p->is_in && p->is_out ? "inout"
                         : p->is_in            ? "in"
                                               : "out",
                         type_of(m, p));
    }
    if (out->length == 0) {
        mb_buffer_puts(out, "-");
    }
}

/** Takes the tables out of a list of parameters, and compares each. */
static void compare_parameters(model *m, const mb_element *method, const char *list)
{
    char *rest = malloc(strlen(list) + 1);
    mb_buffer found, expected;
    const mb_element *parameter = method->parameters;

    assert_non_null(rest);
    memcpy(rest, list, strlen(list) + 1);
    mb_buffer_init(&found, m->heap);
    mb_buffer_init(&expected, m->heap);
    append_parameters(m, &found, method);
    for (char *item = rest; item != NULL;) {
        char *next = strchr(item, ',');
        if (next != NULL) {
            *next++ = '\0';
        }
        char *colon = strchr(item, ':');
        colon = colon == NULL ? NULL : strchr(colon + 1, ':');
        char *table = colon == NULL ? NULL : strchr(colon + 1, ':');
        if (table != NULL) {
            *table++ = '\0';
        }
        mb_buffer_printf(&expected, "%s%s", expected.length > 0 ? "," : "", item);
        if (parameter != NULL) {
            compare_table(m, parameter->name->text, parameter, table == NULL ? "-" : table);
            parameter = parameter->next;
        }
        item = next;
    }
    compare(m, "list of parameters", found.text, expected.text);
    free(rest);
}

static void compare_method(model *m, const mb_element *method)
{
    const char *const *column = m->row->column;
    compare(m, "type", type_of(m, method), column[METHOD_TYPE]);
    compare(m, "Override", written(method, "Override") == NULL ? "no" : "yes",
            method->overridden == NULL ? "no" : "yes");
    compare(m, "MofbindPage", written_text(m, method, "MofbindPage"), column[METHOD_PAGE]);
    compare_hosts(m, method, column[METHOD_SINCE], column[METHOD_UNTIL]);
    compare_table(m, "ValueMap", method, column[METHOD_TABLE]);
    compare_parameters(m, method, column[METHOD_PARAMETERS]);
}

static void methods_are_those_of_the_facts(void **state)
{
    const expectation *expected = *state;
    model m = model_open(expected, METHOD_NAME);
    facts_table methods = read_facts(expected, "methods");
    size_t count = 0, declared = 0;

    for (size_t i = 0; i < methods.count; i++) {
        const char *const *column = methods.rows[i].column;
        if (strcmp(column[C_CLASS], column[METHOD_DECLARED_IN]) != 0) {
            continue; /* inherited; the test of the generated tables takes these */
        }
        declared++;
        m.row = &methods.rows[i];
        const mb_class *cls = find_class(&m, column[C_NAMESPACE], column[C_CLASS]);
        const mb_element *method = cls == NULL ? NULL : find_element(cls->methods, column[METHOD_NAME]);
        if (method == NULL) {
            differ(&m, "the method", "missing", column[METHOD_NAME]);
        } else {
            compare_method(&m, method);
        }
    }
    for (const mb_namespace *ns = m.schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            count += cls->method_count;
        }
    }
    assert_int_equal(count, declared);
    facts_free(&methods);
    model_close(&m);
}

int main(void)
{
    void *first = (void *)(uintptr_t)&hv;
    void *second = (void *)(uintptr_t)&hvc;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(classes_are_those_of_the_facts, first),
        cmocka_unit_test_prestate(properties_are_those_of_the_facts, first),
        cmocka_unit_test_prestate(methods_are_those_of_the_facts, first),
        cmocka_unit_test_prestate(classes_are_those_of_the_facts, second),
        cmocka_unit_test_prestate(properties_are_those_of_the_facts, second),
        cmocka_unit_test_prestate(methods_are_those_of_the_facts, second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
