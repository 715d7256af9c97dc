#include "driver/options.h"

#include <stdlib.h>
#include <string.h>

#include "binding/binding.h"
#include "diag/report.h"
#include "driver/help.h"
#include "driver/option_table.h"
#include "output/parts.h"
#include "support/characters.h"
#include "support/suggest.h"

static const char *const dialects[] = {
    [MB_DIALECT_AUTO] = "auto", [MB_DIALECT_DMTF] = "dmtf", [MB_DIALECT_WMI] = "wmi"};

static const char *const formats[] = {[MB_DIAG_TEXT] = "text", [MB_DIAG_JSON] = "json", [MB_DIAG_SARIF] = "sarif"};

static const char *const colors[] = {
    [MB_COLOR_AUTO] = "auto", [MB_COLOR_ALWAYS] = "always", [MB_COLOR_NEVER] = "never"};

static const char *const depfile_outputs[] = {
    [MB_DEPFILE_OUTPUTS_NONE] = "none", [MB_DEPFILE_OUTPUTS_UNNAMED] = "unnamed", [MB_DEPFILE_OUTPUTS_ALL] = "all"};

static const char *const commands[] = {"generate", "check", "list", "show", "dump", "help"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct parser {
    int argc;
    const char *const *argv;
    int at; /**< the argument that is read next */
    mb_arena *arena;
    mb_options *out;
    const char *dialect; /**< as given, and so are these */
    const char *format;
    const char *color;
    const char *max_errors;
    const char *depfile_outputs;
    const char *parts;
    bool seen[MB_OPTION_COUNT];
} parser;

static const char *with_hint(parser *p, const char *problem, const char *name)
{
    return name == NULL ? problem : mb_arena_format(p->arena, "%s; did you mean '%s'?", problem, name);
}

/** Where an option's value is kept; NULL where it is none of that kind. */
static const char **slot_of(parser *p, mb_option_id id)
{
    mb_options *out = p->out;

    switch (id) {
    case MB_OPTION_OUTPUT:
        return &out->output;
    case MB_OPTION_NAME:
        return &out->name;
    case MB_OPTION_PREFIX:
        return &out->prefix;
    case MB_OPTION_NAMESPACE:
        return &out->default_namespace;
    case MB_OPTION_DIALECT:
        return &p->dialect;
    case MB_OPTION_LOCALE:
        return &out->locale;
    case MB_OPTION_MAX_ERRORS:
        return &p->max_errors;
    case MB_OPTION_DIAGNOSTICS:
        return &p->format;
    case MB_OPTION_COLOR:
        return &p->color;
    case MB_OPTION_TEMPLATES:
        return &out->templates;
    case MB_OPTION_DEPFILE:
        return &out->depfile;
    case MB_OPTION_DEPFILE_TARGET:
        return &out->depfile_target;
    case MB_OPTION_WHY:
        return &out->why;
    case MB_OPTION_DEPFILE_OUTPUTS:
        return &p->depfile_outputs;
    case MB_OPTION_PARTS:
        return &p->parts;
    case MB_OPTION_SHARED:
        return &out->shared;
    default:
        return NULL;
    }
}

/** Where it is kept that an option without a value is given; NULL where it is none. */
static bool *flag_of(parser *p, mb_option_id id)
{
    mb_options *out = p->out;

    switch (id) {
    case MB_OPTION_SYNTAX_ONLY:
        return &out->syntax_only;
    case MB_OPTION_NO_RUNTIME:
        return &out->no_runtime;
    case MB_OPTION_SUMMARY:
        return &out->summary;
    case MB_OPTION_DRY_RUN:
        return &out->dry_run;
    case MB_OPTION_NO_WARNINGS:
        return &out->no_warnings;
    case MB_OPTION_METHODS:
        return &out->methods;
    case MB_OPTION_RENAMED:
        return &out->renamed;
    case MB_OPTION_JSON:
        return &out->json;
    case MB_OPTION_MOF:
        return &out->mof;
    case MB_OPTION_NO_POSITIONS:
        return &out->no_positions;
    default:
        return NULL;
    }
}

static void store(parser *p, mb_option_id id, const char *value)
{
    mb_options *out = p->out;
    const char **slot = slot_of(p, id);
    bool *flag = flag_of(p, id);

    if (slot != NULL) {
        *slot = value;
    } else if (flag != NULL) {
        *flag = true;
    } else if (id == MB_OPTION_INCLUDE) {
        out->include_dirs[out->include_dir_count++] = value;
    } else if (id == MB_OPTION_OVERLAY) {
        out->overlays[out->overlay_count++] = value;
    } else if (id == MB_OPTION_CLASS) {
        out->select_classes[out->select_class_count++] = value;
    } else if (id == MB_OPTION_METHOD) {
        out->select_methods[out->select_method_count++] = value;
    } else if (id == MB_OPTION_SELECT) {
        out->select_files[out->select_file_count++] = value;
    } else if (id == MB_OPTION_WARNING) {
        out->warnings[out->warning_count++] = value;
    }
}

/** @return what is wrong, or NULL. */
static const char *parse_option(parser *p, const char *argument)
{
    mb_option_id id;
    const char *value = NULL;

    const size_t found = mb_find_option(argument, p->out->command, &id, &value);
    if (found == 0) {
        const char *written = mb_arena_text(p->arena, argument, strcspn(argument, "="));
        return with_hint(p, mb_arena_format(p->arena, "unknown option '%s'", written),
                         mb_similar_option(written, p->out->command));
    }
    if (found > 1) {
        return mb_ambiguous_option(argument, p->out->command, p->arena);
    }
    const char *name = mb_known_options[id].name;
    if ((mb_known_options[id].commands & (1u << p->out->command)) == 0) {
        return mb_arena_format(p->arena, "'%s' is no option of %s", name, commands[p->out->command]);
    }
    if (value != NULL && !mb_known_options[id].takes_value) {
        return mb_arena_format(p->arena, "option '%s' takes no value", name);
    }
    if (mb_known_options[id].takes_value && value == NULL && mb_known_options[id].without != NULL) {
        value = mb_known_options[id].without;
    } else if (mb_known_options[id].takes_value && value == NULL && p->at < p->argc) {
        value = p->argv[p->at++];
    }
    if (mb_known_options[id].takes_value && (value == NULL || *value == '\0')) {
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

/** Finds a word in a list of so many. @return whether it is there */
static bool find_word(const char *word, const char *const *words, size_t count, size_t *index)
{
    for (*index = 0; *index < count; ++*index) {
        if (strcmp(word, words[*index]) == 0) {
            return true;
        }
    }
    return false;
}

static bool find_format(const char *name, mb_diag_format *format)
{
    size_t index = 0;

    if (!find_word(name, formats, COUNT(formats), &index)) {
        return false;
    }
    *format = (mb_diag_format)index;
    return true;
}

static bool find_color(const char *name, mb_color *color)
{
    size_t index = 0;

    if (!find_word(name, colors, COUNT(colors), &index)) {
        return false;
    }
    *color = (mb_color)index;
    return true;
}

/** What a command line says of messages. What it does not say stays. */
static void preview(int argc, const char *const *argv, mb_diag_format *format, mb_color *color)
{
    size_t command = MB_COMMAND_CHECK;

    if (argc > 1 && !find_word(argv[1], commands, COUNT(commands), &command)) {
        command = MB_COMMAND_CHECK;
    }
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        mb_option_id id = MB_OPTION_COUNT;
        if (argv[i][0] != '-' || mb_find_option(argv[i], (mb_command)command, &id, &value) != 1) {
            continue;
        }
        if (id == MB_OPTION_DIAGNOSTICS) {
            value = value == NULL && i + 1 < argc ? argv[i + 1] : value;
            (void)(value != NULL && find_format(value, format));
        } else if (id == MB_OPTION_COLOR) {
            (void)find_color(value != NULL ? value : mb_known_options[id].without, color);
        }
    }
}

mb_diag_format mb_options_format(int argc, const char *const *argv)
{
    mb_diag_format format = MB_DIAG_TEXT;
    mb_color color = MB_COLOR_AUTO;

    preview(argc, argv, &format, &color);
    return format;
}

mb_color mb_options_color(int argc, const char *const *argv)
{
    mb_diag_format format = MB_DIAG_TEXT;
    mb_color color = MB_COLOR_AUTO;

    preview(argc, argv, &format, &color);
    return color;
}

/** Reads how messages are to be shown. @return what is wrong, or NULL. */
static const char *choose_messages(parser *p)
{
    enum { MOST_DIGITS = 9 };

    if (p->format != NULL && !find_format(p->format, &p->out->diagnostics)) {
        return mb_arena_format(p->arena, "--diagnostics is text, json or sarif, not '%s'", p->format);
    }
    if (p->color != NULL && !find_color(p->color, &p->out->color)) {
        return mb_arena_format(p->arena, "--color is auto, always or never, not '%s'", p->color);
    }
    p->out->max_errors = MB_MOST_ERRORS;
    if (p->max_errors != NULL) {
        const mb_text written = mb_text_of(p->max_errors);
        mb_integer number;
        if (!mb_is_digit(*p->max_errors) || written.length > MOST_DIGITS ||
            !mb_read_integer(written, MB_INTEGER_DECIMAL, &number)) {
            return mb_arena_format(p->arena, "--max-errors is a number of up to 9 digits, not '%s'", p->max_errors);
        }
        p->out->max_errors = (size_t)number.magnitude;
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

/** How often a file is among those that are read. */
static size_t count_file(const mb_options *options, const char *path)
{
    const struct {
        const char **files;
        size_t count;
    } lists[] = {{options->files, options->file_count},
                 {options->overlays, options->overlay_count},
                 {options->select_files, options->select_file_count}};
    size_t count = 0;

    for (size_t i = 0; i < COUNT(lists); i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            count += strcmp(lists[i].files[k], path) == 0;
        }
    }
    return count;
}

/** Standard input has one end. @return what is wrong, or NULL. */
static const char *check_files(parser *p)
{
    const mb_options *out = p->out;

    if (count_file(out, MB_STANDARD_INPUT) > 1) {
        return "'-' is given twice, and standard input can be read once";
    }
    return out->file_count == 0 ? mb_arena_format(p->arena, "%s needs a MOF file", commands[out->command]) : NULL;
}

/** A slip like --depfile x.mof would cost the MOF. */
static const char *check_depfile(parser *p)
{
    const mb_options *out = p->out;

    if (out->depfile == NULL) {
        return out->depfile_target != NULL ? "--depfile-target is of no use without --depfile" : NULL;
    }
    return count_file(out, out->depfile) != 0
               ? mb_arena_format(p->arena, "--depfile '%s' is a file that is read", out->depfile)
               : NULL;
}

/** What only makes sense with a selection, or without one. */
static const char *check_selection(const parser *p)
{
    const mb_options *out = p->out;
    const bool selects = out->select_class_count + out->select_method_count + out->select_file_count > 0;

    if (out->why != NULL && !selects) {
        return "--why is of no use without --class, --method or --select: everything is there";
    }
    if (out->why != NULL && out->methods) {
        return "list prints either --methods or --why";
    }
    return out->syntax_only && selects ? "--syntax-only looks at no class that could be selected" : NULL;
}

/** Reads what a build asks for. @return what is wrong, or NULL. */
static const char *choose_build(parser *p)
{
    enum { MOST_DIGITS = 4 };
    size_t which = MB_DEPFILE_OUTPUTS_NONE;

    if (p->depfile_outputs != NULL && !find_word(p->depfile_outputs, depfile_outputs, COUNT(depfile_outputs), &which)) {
        return mb_arena_format(p->arena, "--depfile-outputs is none, unnamed or all, not '%s'", p->depfile_outputs);
    }
    if (which != MB_DEPFILE_OUTPUTS_NONE && p->out->depfile == NULL) {
        return "--depfile-outputs is of no use without --depfile";
    }
    p->out->depfile_outputs = (mb_depfile_outputs)which;
    if (p->out->shared != NULL && p->parts == NULL) {
        return "--shared is of no use without --parts";
    }
    if (p->out->shared != NULL && !mbb_valid_name(p->out->shared)) {
        return mb_arena_format(p->arena, "--shared '%s' is not usable as a name in C", p->out->shared);
    }
    if (p->parts != NULL) {
        const size_t length = strspn(p->parts, "0123456789");
        p->out->parts = length <= MOST_DIGITS ? strtoul(p->parts, NULL, 10) : 0;
        if (p->parts[length] != '\0' || p->out->parts == 0 || p->out->parts > MB_MOST_PARTS) {
            return mb_arena_format(p->arena, "--parts is a number from 1 to %d, not '%s'", MB_MOST_PARTS, p->parts);
        }
    }
    return NULL;
}

/** What can be wrong with options that are well-formed. */
static const char *check(parser *p)
{
    const mb_options *out = p->out;
    const char *view = choose_view(p);
    const char *files = view != NULL ? view : check_files(p);

    if (files != NULL) {
        return files;
    }
    if (out->name != NULL && mbb_valid_name(out->name) && !mbb_valid_library_name(out->name)) {
        return mb_arena_format(p->arena, "--name '%s' is taken: there is a library of mofbind's own, or a header of the system, that is called so", out->name);
    }
    if (out->name != NULL && !mbb_valid_name(out->name)) {
        return mb_arena_format(p->arena, "--name '%s' is not usable as a name in C", out->name);
    }
    if (out->prefix != NULL && !mbb_valid_name(out->prefix)) {
        return mb_arena_format(p->arena, "--prefix '%s' is not usable as a name in C", out->prefix);
    }
    if (out->locale != NULL && mb_locale_id(mb_text_of(out->locale)) == 0) {
        return mb_arena_format(p->arena, "--locale '%s' is no locale: English is MS_409", out->locale);
    }
    const char *problem = check_depfile(p);
    problem = problem != NULL ? problem : check_selection(p);
    problem = problem != NULL ? problem : choose_build(p);
    problem = problem != NULL ? problem : choose_dialect(p);
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
    if (problem == NULL && p->seen[MB_OPTION_HELP]) {
        p->out->topic = commands[p->out->command];
        p->out->command = MB_COMMAND_HELP;
        return NULL;
    }
    if (problem == NULL && p->seen[MB_OPTION_VERSION]) {
        p->out->command = MB_COMMAND_VERSION;
        return NULL;
    }
    return problem != NULL ? problem : check(p);
}

static const char *unknown_command(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    for (size_t i = 0; i < COUNT(commands); i++) {
        mb_suggest_try(&suggestion, commands[i], NULL);
    }
    return with_hint(p, mb_arena_format(p->arena, "unknown command '%s'", name), suggestion.best);
}

static const char *unknown_topic(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    mb_suggest_try(&suggestion, MB_HELP_WARNINGS, NULL);
    mb_suggest_try(&suggestion, MB_HELP_SELECT, NULL);
    for (size_t i = 0; i < COUNT(commands); i++) {
        mb_suggest_try(&suggestion, commands[i], NULL);
    }
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        mb_suggest_try(&suggestion, mb_message_about((mb_message)i)->name, NULL);
    }
    return with_hint(p, mb_arena_format(p->arena, "there is no help on '%s'", name), suggestion.best);
}

/** A topic of help, in any case of letters. */
static bool is_topic(const char *name, const char *topic)
{
    return mb_text_equal_nocase(mb_text_of(name), mb_text_of(topic));
}

static const char *parse_help(parser *p)
{
    if (p->at < p->argc) {
        const char *name = p->argv[p->at++];
        size_t topic = 0;
        while (topic < COUNT(commands) && !is_topic(name, commands[topic])) {
            topic++;
        }
        if (topic < COUNT(commands)) {
            p->out->topic = commands[topic];
        } else if (is_topic(name, MB_HELP_WARNINGS)) {
            p->out->topic = MB_HELP_WARNINGS;
        } else if (is_topic(name, MB_HELP_SELECT)) {
            p->out->topic = MB_HELP_SELECT;
        } else if (mb_is_warning_group(name) || mb_message_named(name) != MB_MESSAGE_COUNT) {
            p->out->topic = name;
        } else {
            return unknown_topic(p, name);
        }
    }
    return NULL;
}

/** An option in the place of a command. */
static const char *parse_alone(parser *p, const char *argument)
{
    const mb_option *help = &mb_known_options[MB_OPTION_HELP];
    const mb_option *version = &mb_known_options[MB_OPTION_VERSION];
    const size_t length = strlen(argument);

    if (strcmp(argument, help->alias) == 0 || (length > 2 && mb_option_begins(help->name, argument, length))) {
        p->out->command = MB_COMMAND_HELP;
        return NULL;
    }
    if (strcmp(argument, version->alias) == 0 || (length > 2 && mb_option_begins(version->name, argument, length))) {
        p->out->command = MB_COMMAND_VERSION;
        return NULL;
    }
    return mb_arena_format(p->arena, "a command comes first, not '%s'", argument);
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
    out->select_classes = mb_arena_array(arena, room, sizeof *out->select_classes);
    out->select_methods = mb_arena_array(arena, room, sizeof *out->select_methods);
    out->select_files = mb_arena_array(arena, room, sizeof *out->select_files);
    if (argc < 2) {
        return "no command is given";
    }
    if (argv[1][0] == '-') {
        return parse_alone(&p, argv[1]);
    }
    size_t command = 0;
    if (!find_word(argv[1], commands, COUNT(commands), &command)) {
        return unknown_command(&p, argv[1]);
    }
    out->command = (mb_command)command;
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
