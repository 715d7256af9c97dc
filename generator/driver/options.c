#include "driver/options.h"

#include <string.h>

#include "binding/binding.h"
#include "support/suggest.h"

enum {
    FOR_GENERATE = 1 << MB_COMMAND_GENERATE,
    FOR_CHECK = 1 << MB_COMMAND_CHECK,
    FOR_BOTH = FOR_GENERATE | FOR_CHECK
};

typedef enum option_id {
    OPTION_OUTPUT,
    OPTION_INCLUDE,
    OPTION_NAME,
    OPTION_PREFIX,
    OPTION_NAMESPACE,
    OPTION_TEMPLATES,
    OPTION_NO_RUNTIME,
    OPTION_DEPFILE,
    OPTION_DEPFILE_TARGET,
    OPTION_SUMMARY,
    OPTION_NO_WARNINGS,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
} option_id;

typedef struct option {
    const char *name;
    const char *alias; /**< NULL where it has none */
    bool takes_value;
    unsigned commands; /**< that know it */
} option;

static const option options[OPTION_COUNT] = {
    [OPTION_OUTPUT] = {"-o", "--output", true, FOR_GENERATE},
    [OPTION_INCLUDE] = {"-I", "--include-dir", true, FOR_BOTH},
    [OPTION_NAME] = {"--name", NULL, true, FOR_GENERATE},
    [OPTION_PREFIX] = {"--prefix", NULL, true, FOR_GENERATE},
    [OPTION_NAMESPACE] = {"--namespace", NULL, true, FOR_BOTH},
    [OPTION_TEMPLATES] = {"--templates", NULL, true, FOR_GENERATE},
    [OPTION_NO_RUNTIME] = {"--no-runtime", NULL, false, FOR_GENERATE},
    [OPTION_DEPFILE] = {"--depfile", NULL, true, FOR_GENERATE},
    [OPTION_DEPFILE_TARGET] = {"--depfile-target", NULL, true, FOR_GENERATE},
    [OPTION_SUMMARY] = {"--summary", NULL, false, FOR_GENERATE},
    [OPTION_NO_WARNINGS] = {"-w", "--no-warnings", false, FOR_BOTH},
    [OPTION_HELP] = {"--help", "-h", false, FOR_BOTH},
    [OPTION_VERSION] = {"--version", NULL, false, FOR_BOTH},
};

static const char *const commands[] = {"generate", "check", "help"};

typedef struct parser {
    int argc;
    const char *const *argv;
    int at; /**< the argument that is read next */
    mb_arena *arena;
    mb_options *out;
    bool seen[OPTION_COUNT];
} parser;

static const char *with_hint(parser *p, const char *problem, const char *name)
{
    return name == NULL ? problem : mb_arena_format(p->arena, "%s; did you mean '%s'?", problem, name);
}

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

static bool find_option(const char *argument, option_id *id, const char **value)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (matches(argument, options[i].name, options[i].takes_value, value) ||
            matches(argument, options[i].alias, options[i].takes_value, value)) {
            *id = (option_id)i;
            return true;
        }
    }
    return false;
}

static const char *unknown_option(parser *p, const char *argument)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(argument));
    for (int i = 0; i < OPTION_COUNT; i++) {
        mb_suggest_try(&suggestion, options[i].name, NULL);
        if (options[i].alias != NULL) {
            mb_suggest_try(&suggestion, options[i].alias, NULL);
        }
    }
    return with_hint(p, mb_arena_format(p->arena, "unknown option '%s'", argument), suggestion.best);
}

/** Where an option's value is kept; NULL where it is none of that kind. */
static const char **slot_of(mb_options *out, option_id id)
{
    switch (id) {
    case OPTION_OUTPUT:
        return &out->output;
    case OPTION_NAME:
        return &out->name;
    case OPTION_PREFIX:
        return &out->prefix;
    case OPTION_NAMESPACE:
        return &out->default_namespace;
    case OPTION_TEMPLATES:
        return &out->templates;
    case OPTION_DEPFILE:
        return &out->depfile;
    case OPTION_DEPFILE_TARGET:
        return &out->depfile_target;
    default:
        return NULL;
    }
}

static void store(mb_options *out, option_id id, const char *value)
{
    const char **slot = slot_of(out, id);

    if (slot != NULL) {
        *slot = value;
    } else if (id == OPTION_INCLUDE) {
        out->include_dirs[out->include_dir_count++] = value;
    } else if (id == OPTION_NO_RUNTIME) {
        out->no_runtime = true;
    } else if (id == OPTION_SUMMARY) {
        out->summary = true;
    } else if (id == OPTION_NO_WARNINGS) {
        out->no_warnings = true;
    }
}

/** @return what is wrong, or NULL. */
static const char *parse_option(parser *p, const char *argument)
{
    option_id id;
    const char *value = NULL;

    if (!find_option(argument, &id, &value)) {
        return unknown_option(p, argument);
    }
    const char *name = options[id].name;
    if ((options[id].commands & (1u << p->out->command)) == 0) {
        return mb_arena_format(p->arena, "'%s' is no option of %s", name, commands[p->out->command]);
    }
    if (value != NULL && !options[id].takes_value) {
        return mb_arena_format(p->arena, "option '%s' takes no value", name);
    }
    if (options[id].takes_value && value == NULL && p->at < p->argc) {
        value = p->argv[p->at++];
    }
    if (options[id].takes_value && (value == NULL || *value == '\0')) {
        return mb_arena_format(p->arena, "option '%s' needs a value", name);
    }
    if (p->seen[id] && slot_of(p->out, id) != NULL) {
        return mb_arena_format(p->arena, "option '%s' is given twice", name);
    }
    p->seen[id] = true;
    store(p->out, id, value);
    return NULL;
}

/** What can be wrong with options that are well-formed. */
static const char *check(parser *p)
{
    const mb_options *out = p->out;

    if (out->file_count == 0) {
        return mb_arena_format(p->arena, "%s needs a MOF file", commands[out->command]);
    }
    if (out->name != NULL && !mb_valid_name(out->name)) {
        return mb_arena_format(p->arena, "--name '%s' is not usable as a name in C", out->name);
    }
    if (out->prefix != NULL && !mb_valid_name(out->prefix)) {
        return mb_arena_format(p->arena, "--prefix '%s' is not usable as a name in C", out->prefix);
    }
    if (out->depfile_target != NULL && out->depfile == NULL) {
        return "--depfile-target is of no use without --depfile";
    }
    return NULL;
}

static const char *parse_arguments(parser *p)
{
    const char *problem = NULL;
    bool only_files = false;

    while (p->at < p->argc && problem == NULL) {
        const char *argument = p->argv[p->at++];
        if (only_files || argument[0] != '-' || argument[1] == '\0') {
            p->out->files[p->out->file_count++] = argument;
        } else if (strcmp(argument, "--") == 0) {
            only_files = true;
        } else {
            problem = parse_option(p, argument);
        }
    }
    if (problem == NULL && p->seen[OPTION_HELP]) {
        p->out->topic = commands[p->out->command];
        p->out->command = MB_COMMAND_HELP;
        return NULL;
    }
    if (problem == NULL && p->seen[OPTION_VERSION]) {
        p->out->command = MB_COMMAND_VERSION;
        return NULL;
    }
    return problem != NULL ? problem : check(p);
}

/** Finds a command by name. @return false where there is none. */
static bool find_command(const char *name, mb_command *command)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(name, commands[i]) == 0) {
            *command = (mb_command)i;
            return true;
        }
    }
    return false;
}

static const char *unknown_command(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        mb_suggest_try(&suggestion, commands[i], NULL);
    }
    return with_hint(p, mb_arena_format(p->arena, "unknown command '%s'", name), suggestion.best);
}

static const char *parse_help(parser *p)
{
    mb_command topic;

    if (p->at < p->argc) {
        const char *name = p->argv[p->at++];
        if (!find_command(name, &topic)) {
            return unknown_command(p, name);
        }
        p->out->topic = commands[topic];
    }
    return NULL;
}

const char *mb_options_parse(int argc, const char *const *argv, mb_arena *arena, mb_options *out)
{
    parser p = {argc, argv, 2, arena, out, {false}};
    const size_t room = argc > 0 ? (size_t)argc : 1;

    memset(out, 0, sizeof *out);
    out->files = mb_arena_array(arena, room, sizeof *out->files);
    out->include_dirs = mb_arena_array(arena, room, sizeof *out->include_dirs);
    if (argc < 2) {
        return "no command is given";
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        out->command = MB_COMMAND_HELP;
        return NULL;
    }
    if (strcmp(argv[1], "--version") == 0) {
        out->command = MB_COMMAND_VERSION;
        return NULL;
    }
    if (argv[1][0] == '-') {
        return mb_arena_format(arena, "a command comes first, not '%s'", argv[1]);
    }
    if (!find_command(argv[1], &out->command)) {
        return unknown_command(&p, argv[1]);
    }
    if (out->command == MB_COMMAND_HELP) {
        return parse_help(&p);
    }
    const char *problem = parse_arguments(&p);
    if (out->output == NULL) {
        out->output = "generated";
    }
    if (out->default_namespace == NULL) {
        out->default_namespace = "root\\default";
    }
    return problem;
}
