#include "case.h"

#include "diag/report.h"

#include <stdio.h>
#include <string.h>

static const case_elsewhere elsewhere[] = {
    {MB_ID_FILE_TOO_LARGE, "tests/unit/driver/diagnostics.c", "test_too_large"},
    {MB_ID_OUTPUT_UNWRITABLE, "tests/unit/driver/diagnostics.c", "test_output_unwritable"},
    {MB_ID_DIAGRAMS_MISSING, "tests/unit/driver/pages.c", "test_no_dot"},
    {MB_ID_OUT_OF_MEMORY, "tests/unit/driver/diagnostics.c", "test_out_of_memory"},
    {MB_ID_MOCK_NOTHING, "tests/mock/schemas.c", "test_errors_are_those_of_check"},
    {MB_ID_MOCK_HOST, "tests/mock/bad_scenarios.c", "test_host_that_lacks_classes"},
    {MB_ID_JSON_UNEXPECTED, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_JSON_TEXT, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_JSON_NUMBER, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_JSON_TWICE, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_JSON_DEPTH, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_JSON_ENCODING, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_WANTS, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_UNKNOWN, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_MISSING, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_VALUE, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_CONFLICT, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_TWICE, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_REFUSED, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_UNREACHED, "tests/mock/bad_scenarios.c", "test_bad_scenarios"},
    {MB_ID_SCENARIO_DANGLING, "tests/mock/scenarios.c", "test_references_that_lead_nowhere"},
};

const char *case_name(mb_message message, const char *ending, char *name)
{
    snprintf(name, 32, "MOF%03d%s", mb_message_about(message)->number, ending);
    return name;
}

const case_elsewhere *case_is_elsewhere(mb_message message)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++) {
        if (elsewhere[i].message == message) {
            return &elsewhere[i];
        }
    }
    return NULL;
}

bool case_read(const char *path, case_text *text)
{
    FILE *file = fopen(path, "rb");

    text->length = 0;
    text->bytes[0] = '\0';
    if (file == NULL) {
        return false;
    }
    text->length = fread(text->bytes, 1, LONGEST_TEXT - 1, file);
    bool is_whole = fgetc(file) == EOF && ferror(file) == 0;
    text->bytes[text->length] = '\0';
    fclose(file);
    return is_whole;
}

/** The arguments in the first line, `// COMMAND: ARGUMENTS`; none where it is another. */
static const char *first_line(const char *text, const char **command)
{
    static const char *const commands[] = {"check", "generate", "doc", "list", "show", "dump"};

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char mark[32];
        int length = snprintf(mark, sizeof mark, "// %s: ", commands[i]);
        if (strncmp(text, mark, (size_t)length) == 0) {
            *command = commands[i];
            return text + length;
        }
    }
    *command = "check";
    return "";
}

bool case_command_of(mb_message message, case_command *command)
{
    static case_text text;
    const char *name;
    bool has_file = false;

    command->argc = 3;
    if (!case_read(case_name(message, ".mof", command->file), &text)) {
        return false;
    }
    const char *line = first_line(text.bytes, &name);
    snprintf(command->words, sizeof command->words, "%.*s", (int)strcspn(line, "\r\n"), line);
    for (char *word = strtok(command->words, " "); word != NULL; word = strtok(NULL, " ")) {
        if (command->argc == MOST_ARGUMENTS) {
            return false;
        }
        has_file = has_file || strcmp(word, command->file) == 0;
        command->argv[command->argc++] = word;
    }
    command->argv[0] = "mofbind";
    command->argv[1] = name;
    command->argv[2] = command->file;
    if (has_file) {
        memmove(command->argv + 2, command->argv + 3, (size_t)(command->argc - 3) * sizeof command->argv[0]);
        command->argc--;
    }
    return true;
}

static void append(void *context, const char *bytes, size_t length)
{
    case_text *text = context;

    if (text->length + length >= LONGEST_TEXT) {
        length = LONGEST_TEXT - 1 - text->length;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

mb_exit case_run(const case_command *command, case_text *said)
{
    static case_text printed;
    const mb_sink out = {append, &printed, NULL};
    const mb_sink err = {append, said, NULL};

    printed.length = said->length = 0;
    said->bytes[0] = '\0';
    return mb_run(command->argc, command->argv, NULL, &out, &err);
}
