/* Both schemas of mof/, against what the facts count: tests/facts/README.md. */
#include "bound.h"

/** @return the text of a file of the project, for free(). */
static char *read_file(const char *path, size_t *length)
{
    char full[1024];
    snprintf(full, sizeof full, "%s/%s", MOFBIND_SOURCE_DIR, path);
    FILE *file = fopen(full, "rb");
    if (file == NULL) {
        fail_msg("cannot open %s", full);
    }
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    *length = fread(text, 1, (size_t)size, file);
    assert_int_equal(*length, size);
    text[*length] = '\0';
    fclose(file);
    return text;
}

/** All return codes of a method, as facts/ has them: `0 Name`, in the order of the generated table. */
static size_t codes_of(const mbb_class *cls)
{
    size_t count = 0;

    for (size_t i = 0; i < cls->methods.count; i++) {
        count += ITEM(mbb_method, cls->methods, i)->codes.count;
    }
    for (size_t i = 0; i < cls->inherited.count; i++) {
        count += ITEM(mbb_method, cls->inherited, i)->codes.count;
    }
    return count;
}

typedef struct expectation {
    const char *mof;
    const char *facts; /* methods, codes */
    const char *name;
    const char *prefix;
    uint32_t classes;
    uint32_t methods;
    uint32_t properties;
} expectation;

static void bind_schema(bound *b, const expectation *expected, char **text)
{
    size_t length = 0;

    *text = read_file(expected->mof, &length);
    bind_named(b, *text, NULL, NULL);
    assert_string_equal(b->library->name, expected->name);
    assert_string_equal(b->library->prefix, expected->prefix);
}

/** Lines of the codes table of the facts with that id. */
static size_t entries_of_table(const char *codes, const char *id, size_t length)
{
    size_t count = 0;

    for (const char *line = codes; *line != '\0'; line = strchr(line, '\n') + 1) {
        count += strncmp(line, id, length) == 0 && line[length] == '\t';
    }
    return count;
}

/** Compares the number of codes of each callable method with the facts; returns how many methods these have. */
static size_t compare_code_counts(const bound *b, const char *methods, const char *codes)
{
    size_t rows = 0;
    size_t facts = 0;
    size_t bound_codes = 0;

    for (const char *line = methods; *line != '\0'; line = strchr(line, '\n') + 1) {
        const char *field = line;
        for (unsigned i = 0; i < 5; i++) {
            field = strchr(field, '\t') + 1;
        }
        facts += entries_of_table(codes, field, (size_t)(strchr(field, '\t') - field));
        rows++;
    }
    for (size_t i = 0; i < b->library->classes.count; i++) {
        bound_codes += codes_of(ITEM(mbb_class, b->library->classes, i));
    }
    assert_int_equal(bound_codes, facts);
    return rows;
}

static void check_schema(const expectation *expected)
{
    bound b;
    char *text;
    char path[128];
    size_t length;

    bind_schema(&b, expected, &text);
    assert_int_equal(b.library->class_count, expected->classes);
    assert_int_equal(b.library->classes.count, expected->classes);
    assert_int_equal(b.library->method_count, expected->methods);
    assert_int_equal(b.library->property_count, expected->properties);
    snprintf(path, sizeof path, "tests/facts/%s.methods.tsv", expected->facts);
    char *methods = read_file(path, &length);
    snprintf(path, sizeof path, "tests/facts/%s.codes.tsv", expected->facts);
    char *codes = read_file(path, &length);
    assert_int_equal(compare_code_counts(&b, methods, codes), expected->methods);
    free(codes);
    free(methods);
    unbind(&b);
    free(text);
}

static const expectation hv = {"mof/WindowsVirtualization.V2.mof", "hv", "virtualization_v2", "hv", 450, 960, 8633};
static const expectation hvc = {"mof/WindowsHyperVCluster.V2.mof", "hvc", "hypervcluster_v2", "hvc", 216, 449, 3727};

static void virtualization(void **state)
{
    (void)state;
    check_schema(&hv);
}

static void cluster(void **state)
{
    (void)state;
    check_schema(&hvc);
}

static void names_of_the_contract(void **state)
{
    bound b;
    char *text;
    (void)state;

    bind_schema(&b, &hv, &text);
    const mbb_class *cls = find_class(&b, "Msvm_ReplicationService");
    assert_string_equal(cls->id, "hv_Msvm_ReplicationService");
    assert_string_equal(cls->header, "virtualization_v2/Msvm_ReplicationService.h");
    assert_string_equal(cls->guard, "VIRTUALIZATION_V2_MSVM_REPLICATIONSERVICE_H");
    const mbb_method *method = find_method(&cls->methods, "InitiateFailback");
    assert_string_equal(method->id, "hv_Msvm_ReplicationService_InitiateFailback");
    assert_true(method->has_job);
    const mbb_enumerator *found = NULL;
    for (size_t i = 0; i < method->codes.enumerators.count; i++) {
        const mbb_enumerator *item = ITEM(mbb_enumerator, method->codes.enumerators, i);
        if (strcmp(item->id, "hv_Msvm_ReplicationService_InitiateFailback_Access_Denied") == 0) {
            found = item;
        }
    }
    assert_non_null(found);
    assert_string_equal(found->value, "32769");
    assert_string_equal(found->name, "Access Denied");
    const mbb_space *interop = ITEM(mbb_space, b.library->spaces, 1);
    assert_string_equal(interop->prefix, "hv_interop");
    assert_string_equal(interop->text, "root\\interop");
    assert_int_equal(interop->classes.count, 10);
    assert_int_equal(b.library->spaces.count, 2);
    unbind(&b);
    free(text);
}

/** The only names of either schema that could not be had are codes of one table that spell out alike. */
static void what_was_renamed(void **state)
{
    static const expectation *const schemas[] = {&hv, &hvc};
    (void)state;

    for (size_t i = 0; i < 2; i++) {
        bound b;
        char *text;
        bind_schema(&b, schemas[i], &text);
        for (size_t k = 0; k < b.library->renamed.count; k++) {
            const mbb_renamed *renamed = ITEM(mbb_renamed, b.library->renamed, k);
            assert_string_equal(renamed->why, "more than one code has this name");
        }
        assert_non_null(
            find_renamed(&b, i == 0 ? "hv_CIM_Memory_ErrorInfo_Undefined" : "hvc_CIM_Memory_ErrorInfo_Undefined"));
        unbind(&b);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(virtualization),
        cmocka_unit_test(cluster),
        cmocka_unit_test(names_of_the_contract),
        cmocka_unit_test(what_was_renamed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
