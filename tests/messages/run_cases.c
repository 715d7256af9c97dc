/*
 * Each message has a case that brings it about, and what mofbind says of it is, to the byte, what stands beside it. Run
 * in a copy of tests/messages, for some cases write files. With --update FOLDER what is said becomes what is expected.
 */
#include <stdio.h>
#include <string.h>

#include "case.h"

#include "diag/report.h"

static case_text said;
static case_text expected;

static int fail(const char *what, const char *detail)
{
    printf("%s: %s\n", what, detail);
    return 1;
}

/** Whether the test that is said to bring it about is there, and names it. */
static int check_elsewhere(const case_elsewhere *where, const char *source)
{
    char path[1024];
    char name[32];
    char function[128];

    snprintf(path, sizeof path, "%s/%s", source, where->file);
    if (!case_read(path, &expected)) {
        return fail(path, "is not there");
    }
    snprintf(function, sizeof function, "static void %s(void **state)", where->function);
    case_name(where->message, "]", name);
    if (strstr(expected.bytes, function) == NULL || strstr(expected.bytes, name) == NULL) {
        return fail(where->function, "is not in its file, or does not speak of the message");
    }
    return 0;
}

static int update(const char *folder, const char *name)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return fail(path, "cannot be written");
    }
    size_t written = fwrite(said.bytes, 1, said.length, file);
    return fclose(file) == 0 && written == said.length ? 0 : fail(path, "cannot be written");
}

static int run_case(mb_message message, const char *folder)
{
    case_command command;
    char name[32];
    char tag[32];

    case_name(message, ".mof", name);
    if (!case_command_of(message, &command)) {
        return fail(name, "has no case");
    }
    mb_exit status = case_run(&command, &said);
    case_name(message, "]", tag);
    if (strstr(said.bytes, tag) == NULL) {
        return fail(name, said.bytes);
    }
    if ((status != MB_EXIT_GOOD) != (strstr(said.bytes, ": error: ") != NULL)) {
        return fail(name, "the exit status does not tell of errors");
    }
    case_name(message, ".expected", name);
    if (folder != NULL) {
        return update(folder, name);
    }
    if (!case_read(name, &expected) || strcmp(expected.bytes, said.bytes) != 0) {
        return fail(name, said.bytes);
    }
    return 0;
}

/** Cases of messages that are no more. */
static int check_strays(void)
{
    int failures = 0;

    for (int number = 0; number < 1000; number++) {
        char name[32];
        snprintf(name, sizeof name, "MOF%03d", number);
        bool is_known = mb_message_named(name) != MB_MESSAGE_COUNT;
        strcat(name, ".mof");
        FILE *file = fopen(name, "rb");
        if (file != NULL && !is_known) {
            failures += fail(name, "there is no such message");
        }
        if (file != NULL) {
            fclose(file);
        }
    }
    return failures;
}

int main(int argc, char **argv)
{
    const char *folder = argc > 3 && strcmp(argv[2], "--update") == 0 ? argv[3] : NULL;
    int failures = 0;

    if (argc < 2) {
        return fail("usage", "run_cases SOURCE [--update FOLDER]");
    }
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const case_elsewhere *where = case_is_elsewhere((mb_message)i);
        failures += where != NULL ? check_elsewhere(where, argv[1]) : run_case((mb_message)i, folder);
    }
    failures += check_strays();
    printf("%d messages, %d failures\n", (int)MB_MESSAGE_COUNT, failures);
    return failures != 0;
}
