#include "driver/option_table.h"

#include <string.h>

enum {
    FOR_GENERATE = 1 << MB_COMMAND_GENERATE,
    FOR_CHECK = 1 << MB_COMMAND_CHECK,
    FOR_LIST = 1 << MB_COMMAND_LIST,
    FOR_SHOW = 1 << MB_COMMAND_SHOW,
    FOR_DUMP = 1 << MB_COMMAND_DUMP,
    FOR_ALL = FOR_GENERATE | FOR_CHECK | FOR_LIST | FOR_SHOW | FOR_DUMP
};

const mb_option mb_known_options[MB_OPTION_COUNT] = {
    [MB_OPTION_OUTPUT] = {"-o", "--output", true, FOR_GENERATE, NULL},
    [MB_OPTION_INCLUDE] = {"-I", "--include-dir", true, FOR_ALL, NULL},
    [MB_OPTION_OVERLAY] = {"--overlay", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_NAME] = {"--name", NULL, true, FOR_GENERATE | FOR_SHOW | FOR_DUMP, NULL},
    [MB_OPTION_PREFIX] = {"--prefix", NULL, true, FOR_GENERATE | FOR_SHOW | FOR_DUMP, NULL},
    [MB_OPTION_NAMESPACE] = {"--namespace", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_DIALECT] = {"--dialect", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_LOCALE] = {"--locale", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_SYNTAX_ONLY] = {"--syntax-only", NULL, false, FOR_CHECK, NULL},
    [MB_OPTION_TEMPLATES] = {"--templates", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_NO_RUNTIME] = {"--no-runtime", NULL, false, FOR_GENERATE, NULL},
    [MB_OPTION_DEPFILE] = {"--depfile", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_DEPFILE_TARGET] = {"--depfile-target", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_DEPFILE_OUTPUTS] = {"--depfile-outputs", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_PARTS] = {"--parts", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_SHARED] = {"--shared", NULL, true, FOR_GENERATE, NULL},
    [MB_OPTION_SUMMARY] = {"--summary", NULL, false, FOR_GENERATE, NULL},
    [MB_OPTION_NO_WARNINGS] = {"-w", "--no-warnings", false, FOR_ALL, NULL},
    [MB_OPTION_WARNING] = {"-W", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_MAX_ERRORS] = {"--max-errors", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_DIAGNOSTICS] = {"--diagnostics", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_COLOR] = {"--color", NULL, true, FOR_ALL, "always"},
    [MB_OPTION_DRY_RUN] = {"--dry-run", "-n", false, FOR_GENERATE, NULL},
    [MB_OPTION_METHODS] = {"--methods", NULL, false, FOR_LIST, NULL},
    [MB_OPTION_RENAMED] = {"--renamed", NULL, false, FOR_SHOW, NULL},
    [MB_OPTION_JSON] = {"--json", NULL, false, FOR_DUMP, NULL},
    [MB_OPTION_MOF] = {"--mof", NULL, false, FOR_DUMP, NULL},
    [MB_OPTION_NO_POSITIONS] = {"--no-positions", NULL, false, FOR_DUMP, NULL},
    [MB_OPTION_CLASS] = {"--class", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_METHOD] = {"--method", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_SELECT] = {"--select", NULL, true, FOR_ALL, NULL},
    [MB_OPTION_WHY] = {"--why", NULL, true, FOR_LIST, NULL},
    [MB_OPTION_HELP] = {"--help", "-h", false, FOR_ALL, NULL},
    [MB_OPTION_VERSION] = {"--version", "-V", false, FOR_ALL, NULL},
};

/** Whether `argument` is the option `name`, perhaps with a value behind it: `*value` is that, or NULL. */
static bool matches(const char *argument, const char *name, bool takes_value, const char **value)
{
    size_t length = name != NULL ? strlen(name) : 0;

    *value = NULL;
    if (name == NULL || strncmp(argument, name, length) != 0) {
        return false;
    }
    if (argument[length] == '\0') {
        return true;
    }
    if (name[1] == '-') {
        *value = argument + length + 1;
        return argument[length] == '=';
    }
    *value = argument + length;
    return takes_value;
}

/** Finds an option that is written out, of whichever command. */
static bool find_exactly(const char *argument, mb_option_id *id, const char **value)
{
    for (int i = 0; i < MB_OPTION_COUNT; i++) {
        if (matches(argument, mb_known_options[i].name, mb_known_options[i].takes_value, value) ||
            matches(argument, mb_known_options[i].alias, mb_known_options[i].takes_value, value)) {
            *id = (mb_option_id)i;
            return true;
        }
    }
    return false;
}

bool mb_option_begins(const char *name, const char *argument, size_t length)
{
    return name != NULL && name[1] == '-' && strncmp(name, argument, length) == 0;
}

/** The name of an option of the command that begins so; NULL where it has none. */
static const char *name_that_begins(int id, mb_command command, const char *argument, size_t length)
{
    const mb_option *each = &mb_known_options[id];

    if ((each->commands & (1u << command)) == 0) {
        return NULL;
    }
    return mb_option_begins(each->name, argument, length)    ? each->name
           : mb_option_begins(each->alias, argument, length) ? each->alias
                                                   : NULL;
}

size_t mb_find_option(const char *argument, mb_command command, mb_option_id *id, const char **value)
{
    const size_t length = strcspn(argument, "=");
    size_t count = 0;

    if (find_exactly(argument, id, value)) {
        return 1;
    }
    for (int i = 0; i < MB_OPTION_COUNT && length > 2; i++) {
        if (name_that_begins(i, command, argument, length) != NULL) {
            *id = (mb_option_id)i;
            count++;
        }
    }
    *value = argument[length] == '=' ? argument + length + 1 : NULL;
    return count;
}

const char *mb_ambiguous_option(const char *argument, mb_command command, mb_arena *arena)
{
    const size_t length = strcspn(argument, "=");
    const char *all = "";

    for (int i = 0; i < MB_OPTION_COUNT; i++) {
        const char *name = name_that_begins(i, command, argument, length);
        if (name != NULL) {
            all = mb_arena_format(arena, "%s%s'%s'", all, *all == '\0' ? "" : ", ", name);
        }
    }
    return mb_arena_format(arena, "option '%s' is ambiguous: %s", mb_arena_text(arena, argument, length), all);
}

const char *mb_similar_option(const char *written, mb_command command)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(written));
    for (int i = 0; i < MB_OPTION_COUNT; i++) {
        const mb_option *each = &mb_known_options[i];
        if ((each->commands & (1u << command)) == 0) {
            continue;
        }
        mb_suggest_try(&suggestion, each->name, NULL);
        if (each->alias != NULL) {
            mb_suggest_try(&suggestion, each->alias, NULL);
        }
    }
    return suggestion.best;
}
