/*
 * The corpus: what `mofbind check` says of each file of tests/corpus, run in its folder, to the byte. A first line
 * `// check: ARGUMENTS` holds options, or files that are read with it. Files of valid without a .expected are silent.
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

#include "driver/driver.h"

#define CORPUS MOFBIND_SOURCE_DIR "/tests/corpus/"

enum { LONGEST_TEXT = 65536, MOST_ARGUMENTS = 16 };

static struct {
    char text[LONGEST_TEXT];
    size_t length;
} said;

static void say(void *context, const char *text, size_t length)
{
    (void)context;
    assert_true(said.length + length < LONGEST_TEXT);
    memcpy(said.text + said.length, text, length);
    said.length += length;
    said.text[said.length] = '\0';
}

/** Whether `name` ends with `.mof`; then `*stem` is its length without. */
static bool is_mof(const char *name, size_t *stem)
{
    size_t length = strlen(name);
    *stem = length > 4 ? length - 4 : 0;
    return *stem != 0 && strcmp(name + *stem, ".mof") == 0;
}

/** The text of a file; NULL where there is none. */
static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *text = calloc(1, LONGEST_TEXT);
    assert_non_null(text);
    size_t length = fread(text, 1, LONGEST_TEXT - 1, file);
    fclose(file);
    assert_true(length < LONGEST_TEXT);
    return text;
}

/** Runs `mofbind check` with the arguments in the file's first line. */
static mb_exit check_file(const char *name)
{
    static const char mark[] = "// check: ";
    const char *argv[MOST_ARGUMENTS] = {"mofbind", "check", name};
    const mb_sink sink = {say, NULL, NULL};
    int argc = 3;
    char *text = read_text(name);
    assert_non_null(text);
    if (strncmp(text, mark, sizeof mark - 1) == 0) {
        text[strcspn(text, "\r\n")] = '\0';
        for (char *word = strtok(text + sizeof mark - 1, " "); word != NULL; word = strtok(NULL, " ")) {
            assert_true(argc < MOST_ARGUMENTS);
            argv[argc++] = word;
        }
    }
    said.length = 0;
    said.text[0] = '\0';
    mb_exit status = mb_run(argc, argv, NULL, &sink, &sink);
    free(text);
    return status;
}

static void check(const char *name, size_t stem, mb_exit status, bool must_speak)
{
    char path[256];
    snprintf(path, sizeof path, "%.*s.expected", (int)stem, name);
    char *expected = read_text(path);
    if (expected == NULL && must_speak) {
        fail_msg("there is no %s", path);
    }
    mb_exit actual = check_file(name);
    if (actual != status || strcmp(said.text, expected != NULL ? expected : "") != 0) {
        fail_msg("%s: exit status %d\n%s", name, (int)actual, said.text);
    }
    free(expected);
}

static void check_valid(const char *name, size_t stem)
{
    check(name, stem, MB_EXIT_GOOD, false);
}

static void check_invalid(const char *name, size_t stem)
{
    check(name, stem, MB_EXIT_INPUT, true);
}

/** Errors only: the schemas that the project compiles have warnings. */
static void check_schema(const char *name, size_t stem)
{
    (void)stem;
    assert_int_equal(check_file(name), MB_EXIT_GOOD);
}

/** @return how many files there were */
static size_t check_all(const char *directory, void (*check_one)(const char *name, size_t stem))
{
    assert_int_equal(chdir(directory), 0);
    DIR *files = opendir(".");
    assert_non_null(files);
    size_t count = 0;
    const struct dirent *each;
    while ((each = readdir(files)) != NULL) {
        size_t stem = 0;
        if (is_mof(each->d_name, &stem)) {
            check_one(each->d_name, stem);
            count++;
        }
    }
    closedir(files);
    return count;
}

static void valid_files_are_taken(void **state)
{
    (void)state;
    assert_true(check_all(CORPUS "valid", check_valid) >= 80);
}

static void invalid_files_get_their_messages(void **state)
{
    (void)state;
    assert_true(check_all(CORPUS "invalid", check_invalid) >= 80);
}

static void schemas_are_taken(void **state)
{
    (void)state;
    assert_true(check_all(MOFBIND_SOURCE_DIR "/mof", check_schema) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(valid_files_are_taken),
                                       cmocka_unit_test(invalid_files_get_their_messages),
                                       cmocka_unit_test(schemas_are_taken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
