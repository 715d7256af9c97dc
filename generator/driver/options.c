#include "driver/options.h"

#include <stdlib.h>
#include <string.h>

#include "binding/binding.h"
#include "driver/help.h"
#include "support/suggest.h"

enum {
    FOR_GENERATE = 1 << MB_COMMAND_GENERATE,
    FOR_CHECK = 1 << MB_COMMAND_CHECK,
    FOR_LIST = 1 << MB_COMMAND_LIST,
    FOR_SHOW = 1 << MB_COMMAND_SHOW,
    FOR_DUMP = 1 << MB_COMMAND_DUMP,
    FOR_ALL = FOR_GENERATE | FOR_CHECK | FOR_LIST | FOR_SHOW | FOR_DUMP
};

typedef enum option_id {
    OPTION_OUTPUT,
    OPTION_INCLUDE,
    OPTION_OVERLAY,
    OPTION_NAME,
    OPTION_PREFIX,
    OPTION_NAMESPACE,
    OPTION_DIALECT,
    OPTION_LOCALE,
    OPTION_SYNTAX_ONLY,
    OPTION_TEMPLATES,
    OPTION_NO_RUNTIME,
    OPTION_DEPFILE,
    OPTION_DEPFILE_TARGET,
    OPTION_SUMMARY,
    OPTION_NO_WARNINGS,
    OPTION_WARNING,
    OPTION_MAX_ERRORS,
    OPTION_DIAGNOSTICS,
    OPTION_METHODS,
    OPTION_RENAMED,
    OPTION_JSON,
    OPTION_MOF,
    OPTION_NO_POSITIONS,
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
    [OPTION_INCLUDE] = {"-I", "--include-dir", true, FOR_ALL},
    [OPTION_OVERLAY] = {"--overlay", NULL, true, FOR_ALL},
    [OPTION_NAME] = {"--name", NULL, true, FOR_GENERATE | FOR_SHOW | FOR_DUMP},
    [OPTION_PREFIX] = {"--prefix", NULL, true, FOR_GENERATE | FOR_SHOW | FOR_DUMP},
    [OPTION_NAMESPACE] = {"--namespace", NULL, true, FOR_ALL},
    [OPTION_DIALECT] = {"--dialect", NULL, true, FOR_ALL},
    [OPTION_LOCALE] = {"--locale", NULL, true, FOR_ALL},
    [OPTION_SYNTAX_ONLY] = {"--syntax-only", NULL, false, FOR_CHECK},
    [OPTION_TEMPLATES] = {"--templates", NULL, true, FOR_GENERATE},
    [OPTION_NO_RUNTIME] = {"--no-runtime", NULL, false, FOR_GENERATE},
    [OPTION_DEPFILE] = {"--depfile", NULL, true, FOR_GENERATE},
    [OPTION_DEPFILE_TARGET] = {"--depfile-target", NULL, true, FOR_GENERATE},
    [OPTION_SUMMARY] = {"--summary", NULL, false, FOR_GENERATE},
    [OPTION_NO_WARNINGS] = {"-w", "--no-warnings", false, FOR_ALL},
    [OPTION_WARNING] = {"-W", NULL, true, FOR_ALL},
    [OPTION_MAX_ERRORS] = {"--max-errors", NULL, true, FOR_ALL},
    [OPTION_DIAGNOSTICS] = {"--diagnostics", NULL, true, FOR_ALL},
    [OPTION_METHODS] = {"--methods", NULL, false, FOR_LIST},
    [OPTION_RENAMED] = {"--renamed", NULL, false, FOR_SHOW},
    [OPTION_JSON] = {"--json", NULL, false, FOR_DUMP},
    [OPTION_MOF] = {"--mof", NULL, false, FOR_DUMP},
    [OPTION_NO_POSITIONS] = {"--no-positions", NULL, false, FOR_DUMP},
    [OPTION_HELP] = {"--help", "-h", false, FOR_ALL},
    [OPTION_VERSION] = {"--version", NULL, false, FOR_ALL},
};

static const char *const dialects[] = {
    [MB_DIALECT_AUTO] = "auto", [MB_DIALECT_DMTF] = "dmtf", [MB_DIALECT_WMI] = "wmi"};

static const char *const formats[] = {[MB_DIAG_TEXT] = "text", [MB_DIAG_JSON] = "json", [MB_DIAG_SARIF] = "sarif"};

static const char *const commands[] = {"generate", "check", "list", "show", "dump", "help"};

typedef struct parser {
    int argc;
    const char *const *argv;
    int at; /**< the argument that is read next */
    mb_arena *arena;
    mb_options *out;
    const char *dialect; /**< as given, and so are these */
    const char *format;
    const char *max_errors;
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
static const char **slot_of(parser *p, option_id id)
{
    mb_options *out = p->out;

    switch (id) {
    case OPTION_OUTPUT:
        return &out->output;
    case OPTION_NAME:
        return &out->name;
    case OPTION_PREFIX:
        return &out->prefix;
    case OPTION_NAMESPACE:
        return &out->default_namespace;
    case OPTION_DIALECT:
        return &p->dialect;
    case OPTION_LOCALE:
        return &out->locale;
    case OPTION_MAX_ERRORS:
        return &p->max_errors;
    case OPTION_DIAGNOSTICS:
        return &p->format;
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

/** Where it is kept that an option without a value is given; NULL where it is none. */
static bool *flag_of(parser *p, option_id id)
{
    mb_options *out = p->out;

    switch (id) {
    case OPTION_SYNTAX_ONLY:
        return &out->syntax_only;
    case OPTION_NO_RUNTIME:
        return &out->no_runtime;
    case OPTION_SUMMARY:
        return &out->summary;
    case OPTION_NO_WARNINGS:
        return &out->no_warnings;
    case OPTION_METHODS:
        return &out->methods;
    case OPTION_RENAMED:
        return &out->renamed;
    case OPTION_JSON:
        return &out->json;
    case OPTION_MOF:
        return &out->mof;
    case OPTION_NO_POSITIONS:
        return &out->no_positions;
    default:
        return NULL;
    }
}

static void store(parser *p, option_id id, const char *value)
{
    mb_options *out = p->out;
    const char **slot = slot_of(p, id);
    bool *flag = flag_of(p, id);

    if (slot != NULL) {
        *slot = value;
    } else if (flag != NULL) {
        *flag = true;
    } else if (id == OPTION_INCLUDE) {
        out->include_dirs[out->include_dir_count++] = value;
    } else if (id == OPTION_OVERLAY) {
        out->overlays[out->overlay_count++] = value;
    } else if (id == OPTION_WARNING) {
        out->warnings[out->warning_count++] = value;
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
    if (p->seen[id] && slot_of(p, id) != NULL) {
        return mb_arena_format(p->arena, "option '%s' is given twice", name);
    }
    p->seen[id] = true;
    store(p, id, value);
    return NULL;
}

/** Finds the dialect that was asked for. @return what is wrong, or NULL. */
static const char *choose_dialect(parser *p)
{
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (p->dialect == NULL || strcmp(p->dialect, dialects[i]) == 0) {
            p->out->dialect = (mb_dialect)i;
            return NULL;
        }
    }
    return mb_arena_format(p->arena, "--dialect is auto, dmtf or wmi, not '%s'", p->dialect);
}

/** Finds the format that was asked for. @return whether there is such a one. */
static bool find_format(const char *name, mb_diag_format *format)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(name, formats[i]) == 0) {
            *format = (mb_diag_format)i;
            return true;
        }
    }
    return false;
}

mb_diag_format mb_options_format(int argc, const char *const *argv)
{
    const option *wanted = &options[OPTION_DIAGNOSTICS];
    mb_diag_format format = MB_DIAG_TEXT;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (matches(argv[i], wanted->name, wanted->takes_value, &value)) {
            value = value == NULL && i + 1 < argc ? argv[i + 1] : value;
            (void)(value != NULL && find_format(value, &format));
        }
    }
    return format;
}

/** Reads how messages are to be shown. @return what is wrong, or NULL. */
static const char *choose_messages(parser *p)
{
    enum { MOST_DIGITS = 9 };

    if (p->format != NULL && !find_format(p->format, &p->out->diagnostics)) {
        return mb_arena_format(p->arena, "--diagnostics is text, json or sarif, not '%s'", p->format);
    }
    p->out->max_errors = MB_MOST_ERRORS;
    if (p->max_errors != NULL) {
        size_t length = strspn(p->max_errors, "0123456789");
        if (p->max_errors[length] != '\0' || length > MOST_DIGITS) {
            return mb_arena_format(p->arena, "--max-errors is a number of up to 9 digits, not '%s'", p->max_errors);
        }
        p->out->max_errors = strtoul(p->max_errors, NULL, 10);
    }
    return NULL;
}

static bool has_ending(const char *text, const char *ending)
{
    mb_text whole = mb_text_of(text), wanted = mb_text_of(ending);

    if (whole.length < wanted.length) {
        return false;
    }
    const mb_text end = {whole.bytes + whole.length - wanted.length, wanted.length};
    return mb_text_equal_nocase(end, wanted);
}

/** What show is to show comes before the files. @return what is wrong with that, or with what dump is to print. */
static const char *choose_view(parser *p)
{
    mb_options *out = p->out;

    if (out->command == MB_COMMAND_SHOW && !out->renamed) {
        if (out->file_count == 0) {
            return "show needs a class, or Class.Member, and then a MOF file";
        }
        out->target = *out->files++;
        out->file_count--;
        if (has_ending(out->target, ".mof")) {
            return mb_arena_format(p->arena, "what show is to show comes before the files, and '%s' is a file",
                                   out->target);
        }
    }
    if (out->command == MB_COMMAND_DUMP && out->json == out->mof) {
        return out->json ? "dump prints either --json or --mof" : "dump needs --json or --mof";
    }
    if (out->no_positions && !out->json) {
        return "--no-positions is of no use without --json";
    }
    return NULL;
}

/** What can be wrong with options that are well-formed. */
static const char *check(parser *p)
{
    const mb_options *out = p->out;
    const char *view = choose_view(p);

    if (view != NULL) {
        return view;
    }
    if (out->file_count == 0) {
        return mb_arena_format(p->arena, "%s needs a MOF file", commands[out->command]);
    }
    if (out->name != NULL && mb_valid_name(out->name) && !mb_valid_library_name(out->name)) {
        return mb_arena_format(p->arena, "--name '%s' is what a library of mofbind's own is called", out->name);
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
    if (out->locale != NULL && mb_locale_id(mb_text_of(out->locale)) == 0) {
        return mb_arena_format(p->arena, "--locale '%s' is no locale: English is MS_409", out->locale);
    }
    const char *problem = choose_dialect(p);
    return problem != NULL ? problem : choose_messages(p);
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

static const char *unknown_topic(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    mb_suggest_try(&suggestion, MB_HELP_WARNINGS, NULL);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        mb_suggest_try(&suggestion, commands[i], NULL);
    }
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        mb_suggest_try(&suggestion, mb_message_about((mb_message)i).name, NULL);
    }
    return with_hint(p, mb_arena_format(p->arena, "there is no help on '%s'", name), suggestion.best);
}

static const char *parse_help(parser *p)
{
    mb_command topic;

    if (p->at < p->argc) {
        const char *name = p->argv[p->at++];
        if (find_command(name, &topic)) {
            p->out->topic = commands[topic];
        } else if (strcmp(name, MB_HELP_WARNINGS) == 0 || mb_is_warning_group(name) ||
                   mb_message_named(name) != MB_MESSAGE_COUNT) {
            p->out->topic = name;
        } else {
            return unknown_topic(p, name);
        }
    }
    return NULL;
}

const char *mb_options_parse(int argc, const char *const *argv, mb_arena *arena, mb_options *out)
{
    parser p = {.argc = argc, .argv = argv, .at = 2, .arena = arena, .out = out};
    const size_t room = argc > 0 ? (size_t)argc : 1;

    memset(out, 0, sizeof *out);
    out->files = mb_arena_array(arena, room, sizeof *out->files);
    out->include_dirs = mb_arena_array(arena, room, sizeof *out->include_dirs);
    out->overlays = mb_arena_array(arena, room, sizeof *out->overlays);
    out->warnings = mb_arena_array(arena, room, sizeof *out->warnings);
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
