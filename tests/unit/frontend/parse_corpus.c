/*
 * The corpus: each file of tests/corpus/valid parses, and the messages of each file of tests/corpus/invalid are those in the
 * .expected beside it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#if defined(_WIN32)
#include <direct.h>
#define chdir _chdir
#else
#include <unistd.h>
#endif

#include <cmocka.h>

#include "fixture.h"

#define CORPUS MOFBIND_SOURCE_DIR "/tests/corpus/"

/** Whether `name` ends with `.mof`; then `*stem` is its length without. */
static bool is_mof(const char *name, size_t *stem)
{
    size_t length = strlen(name);
    *stem = length > 4 ? length - 4 : 0;
    return *stem != 0 && strcmp(name + *stem, ".mof") == 0;
}

static char *read_expected(const char *name, size_t stem)
{
    char path[256];
    snprintf(path, sizeof path, "%.*s.expected", (int)stem, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("there is no %s", path);
        return NULL;
    }
    char *text = calloc(1, 65536);
    assert_non_null(text);
    size_t length = fread(text, 1, 65535, file);
    fclose(file);
    assert_true(length < 65535);
    return text;
}

static void check_valid(const char *name, size_t stem)
{
    (void)stem;
    fixture made;
    fixture_open(&made, NULL);
    assert_true(fixture_parse_file(&made, name));
    if (!made.parsed || mb_diag_errors(made.diag) != 0) {
        fail_msg("%s", made.messages.text);
    }
    fixture_close(&made);
}

static void check_invalid(const char *name, size_t stem)
{
    fixture made;
    char *expected = read_expected(name, stem);
    fixture_open(&made, NULL);
    assert_true(fixture_parse_file(&made, name));
    assert_false(made.parsed);
    assert_string_equal(made.messages.text, expected);
    fixture_close(&made);
    free(expected);
}

/** @return how many files there were */
static size_t check_all(const char *directory, void (*check)(const char *name, size_t stem))
{
    assert_int_equal(chdir(directory), 0);
    DIR *files = opendir(".");
    assert_non_null(files);
    size_t count = 0;
    const struct dirent *each;
    while ((each = readdir(files)) != NULL) {
        size_t stem = 0;
        if (is_mof(each->d_name, &stem)) {
            check(each->d_name, stem);
            count++;
        }
    }
    closedir(files);
    return count;
}

static void valid_files_parse(void **state)
{
    (void)state;
    assert_true(check_all(CORPUS "valid", check_valid) >= 30);
}

static void invalid_files_get_their_messages(void **state)
{
    (void)state;
    assert_true(check_all(CORPUS "invalid", check_invalid) >= 40);
}

/** The schemas that the project compiles. */
static void schemas_parse(void **state)
{
    (void)state;
    assert_true(check_all(MOFBIND_SOURCE_DIR "/mof", check_valid) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_files_parse),
        cmocka_unit_test(invalid_files_get_their_messages),
        cmocka_unit_test(schemas_parse)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
