#include "driver/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "binding/binding.h"
#include "driver/backends.h"
#include "diag/report.h"
#include "driver/help.h"
#include "driver/option_table.h"
#include "support/characters.h"
#include "support/suggest.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct parser {
    int argc;
    const char *const *argv;
    int at; /**< the argument that is read next */
    mb_arena *arena;
    mb_options *out;
    const char *given[MB_OPTION_COUNT]; /**< the words and numbers, as they were written */
    bool seen[MB_OPTION_COUNT];
} parser;

static const char *with_hint(parser *p, const char *problem, const char *name)
{
    return mb_arena_format(p->arena, "%s%s", problem, mb_did_you_mean(name, p->arena));
}

static void *member_of(parser *p, size_t offset)
{
    return (char *)p->out + offset;
}

static void store(parser *p, mb_option_id id, const char *value)
{
    const mb_keeping *keeping = &mb_known_options[id].keeping;

    switch (keeping->kind) {
    case MB_KEEP_NOTHING:
        break;
    case MB_KEEP_FLAG:
        *(bool *)member_of(p, keeping->member) = true;
        break;
    case MB_KEEP_TEXT:
        *(const char **)member_of(p, keeping->member) = value;
        break;
    case MB_KEEP_LIST: {
        size_t *count = member_of(p, keeping->count);
        (*(const char ***)member_of(p, keeping->member))[(*count)++] = value;
        break;
    }
    case MB_KEEP_WORD:
    case MB_KEEP_NUMBER:
        p->given[id] = value;
        break;
    }
}

/** Makes what the options keep ready for those that are given. */
static void prepare(parser *p, size_t room)
{
    for (int id = 0; id < MB_OPTION_COUNT; id++) {
        const mb_keeping *keeping = &mb_known_options[id].keeping;
        if (keeping->kind == MB_KEEP_TEXT) {
            *(const char **)member_of(p, keeping->member) = keeping->text;
        } else if (keeping->kind == MB_KEEP_LIST) {
            *(const char ***)member_of(p, keeping->member) = mb_arena_array(p->arena, room, sizeof(const char *));
        } else if (keeping->kind == MB_KEEP_NUMBER) {
            *(size_t *)member_of(p, keeping->member) = keeping->number[0];
        }
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
    const bool takes_value = mb_known_options[id].value != NULL;
    const bool is_single =
        mb_known_options[id].keeping.kind > MB_KEEP_FLAG && mb_known_options[id].keeping.kind != MB_KEEP_LIST;
    if (!mb_option_is_of(&mb_known_options[id], p->out->command)) {
        return mb_arena_format(p->arena, "'%s' is no option of %s", name, mb_known_commands[p->out->command].word);
    }
    if (value != NULL && !takes_value) {
        return mb_arena_format(p->arena, "option '%s' takes no value", name);
    }
    if (takes_value && value == NULL && mb_known_options[id].without != NULL) {
        value = mb_known_options[id].without;
    } else if (takes_value && value == NULL && p->at < p->argc) {
        value = p->argv[p->at++];
    }
    if (takes_value && (value == NULL || *value == '\0')) {
        return mb_arena_format(p->arena, "option '%s' needs a value", name);
    }
    if (p->seen[id] && is_single) {
        return mb_arena_format(p->arena, "option '%s' is given twice", name);
    }
    p->seen[id] = true;
    store(p, id, value);
    return NULL;
}

/** What the words of an option are, as a message tells of them: "auto, dmtf or wmi". */
static const char *list_words(parser *p, const char *words)
{
    const char *list = "";
    const char *separator = "";

    while (*words != '\0') {
        const size_t length = strcspn(words, "|");
        list = mb_arena_format(p->arena, "%s%s%.*s", list, separator, (int)length, words);
        words += length + (words[length] == '|');
        separator = strchr(words, '|') != NULL ? ", " : " or ";
    }
    return list;
}

/* An enum that an option sets is as large as this. */
_Static_assert(sizeof(mb_dialect) == sizeof(unsigned) && sizeof(mb_diag_format) == sizeof(unsigned) &&
                   sizeof(mb_color) == sizeof(unsigned) && sizeof(mb_depfile_outputs) == sizeof(unsigned),
               "words");

static const char *choose_word(parser *p, const mb_option *option, const char *given)
{
    unsigned number = 0;

    if (!mb_option_word(option, given, &number)) {
        return mb_arena_format(p->arena, "%s is %s, not '%s'", option->name, list_words(p, option->keeping.text),
                               given);
    }
    memcpy(member_of(p, option->keeping.member), &number, sizeof number);
    return NULL;
}

static const char *choose_number(parser *p, const mb_option *option, const char *given)
{
    const uint32_t least = option->keeping.number[1], most = option->keeping.number[2];
    mb_integer number;

    if (mb_is_digit(*given) && mb_read_integer(mb_text_of(given), MB_INTEGER_DECIMAL, &number) && !number.is_huge &&
        number.magnitude >= least && number.magnitude <= most) {
        *(size_t *)member_of(p, option->keeping.member) = (size_t)number.magnitude;
        return NULL;
    }
    const char *wanted = least == 0
                             ? mb_arena_format(p->arena, "of up to %d digits", snprintf(NULL, 0, "%" PRIu32, most))
                             : mb_arena_format(p->arena, "from %" PRIu32 " to %" PRIu32, least, most);
    return mb_arena_format(p->arena, "%s is a number %s, not '%s'", option->name, wanted, given);
}

/** Takes the words and the numbers that were given. @return what is wrong, or NULL. */
static const char *choose_values(parser *p)
{
    const char *problem = NULL;

    for (int id = 0; id < MB_OPTION_COUNT && problem == NULL; id++) {
        const mb_option *option = &mb_known_options[id];
        if (p->given[id] != NULL) {
            problem = option->keeping.kind == MB_KEEP_WORD ? choose_word(p, option, p->given[id])
                                                           : choose_number(p, option, p->given[id]);
        }
    }
    return problem;
}

/** Finds a command. @return MB_COMMAND_COUNT where it is none */
static mb_command find_command(const char *word)
{
    int command = 0;

    while (command < MB_COMMAND_COUNT && strcmp(word, mb_known_commands[command].word) != 0) {
        command++;
    }
    return (mb_command)command;
}

/** What a command line says of messages. What it does not say stays. */
static void preview(int argc, const char *const *argv, mb_diag_format *format, mb_color *color)
{
    const mb_command named = argc > 1 ? find_command(argv[1]) : MB_COMMAND_COUNT;
    const mb_command command = named != MB_COMMAND_COUNT ? named : MB_COMMAND_CHECK;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        mb_option_id id = MB_OPTION_COUNT;
        unsigned number = 0;
        if (argv[i][0] != '-' || mb_find_option(argv[i], command, &id, &value) != 1) {
            continue;
        }
        if (id == MB_OPTION_DIAGNOSTICS) {
            value = value == NULL && i + 1 < argc ? argv[i + 1] : value;
            if (value != NULL && mb_option_word(&mb_known_options[id], value, &number)) {
                *format = (mb_diag_format)number;
            }
        } else if (id == MB_OPTION_COLOR) {
            value = value != NULL ? value : mb_known_options[id].without;
            if (mb_option_word(&mb_known_options[id], value, &number)) {
                *color = (mb_color)number;
            }
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
    return out->file_count == 0 ? mb_arena_format(p->arena, "%s needs a MOF file", mb_known_commands[out->command].word)
                                : NULL;
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
    if (out->why != NULL && out->texts) {
        return "--long is of no use with --why";
    }
    return out->syntax_only && selects ? "--syntax-only looks at no class that could be selected" : NULL;
}

/** Whether there are the backends that are asked for. @return what is wrong, or NULL. */
static const char *check_backends(parser *p)
{
    const mb_options *out = p->out;

    for (size_t i = 0; i < out->backend_count; i++) {
        mb_suggestion suggestion;
        mb_suggest_begin(&suggestion, mb_text_of(out->backends[i]));
        for (size_t k = 0; k < mb_backend_count; k++) {
            mb_suggest_try(&suggestion, mb_backends[k].name, NULL);
        }
        if (mb_find_backend(out->backends[i]) == NULL) {
            return with_hint(p, mb_arena_format(p->arena, "there is no backend '%s'", out->backends[i]),
                             suggestion.best);
        }
    }
    return NULL;
}

/** What a build asks for. @return what is wrong, or NULL. */
static const char *check_build(parser *p)
{
    const mb_options *out = p->out;

    if (out->depfile_outputs != MB_DEPFILE_OUTPUTS_NONE && out->depfile == NULL) {
        return "--depfile-outputs is of no use without --depfile";
    }
    if (out->amalgamate && out->parts != 0) {
        return "--amalgamate makes one source, and --parts many";
    }
    if (out->backend_count != 0 && !out->amalgamate) {
        return "--backend is of no use without --amalgamate";
    }
    const char *problem = check_backends(p);
    if (problem != NULL) {
        return problem;
    }
    if (out->shared != NULL && out->parts == 0) {
        return "--shared is of no use without --parts";
    }
    return out->shared != NULL && !mbb_valid_name(out->shared)
               ? mb_arena_format(p->arena, "--shared '%s' is not usable as a name in C", out->shared)
               : NULL;
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
        return mb_arena_format(
            p->arena,
            "--name '%s' is taken: there is a library of mofbind's own, or a header of the system, that is called so",
            out->name);
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
    if (out->output == NULL) {
        p->out->output = out->command == MB_COMMAND_DOC ? "reference" : "generated";
    }
    if (out->no_diagrams && out->dot != NULL) {
        return "--dot is of no use with --no-diagrams";
    }
    const char *problem = check_depfile(p);
    problem = problem != NULL ? problem : check_selection(p);
    problem = problem != NULL ? problem : choose_values(p);
    return problem != NULL ? problem : check_build(p);
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
        p->out->topic = mb_known_commands[p->out->command].word;
        p->out->command = MB_COMMAND_HELP;
        return NULL;
    }
    if (problem == NULL && p->seen[MB_OPTION_VERSION]) {
        p->out->command = MB_COMMAND_VERSION;
        return NULL;
    }
    return problem != NULL ? problem : check(p);
}

static void suggest_commands(mb_suggestion *suggestion)
{
    for (int i = 0; i < MB_COMMAND_COUNT; i++) {
        mb_suggest_try(suggestion, mb_known_commands[i].word, NULL);
    }
}

static const char *unknown_command(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    suggest_commands(&suggestion);
    return with_hint(p, mb_arena_format(p->arena, "unknown command '%s'", name), suggestion.best);
}

static const char *unknown_topic(parser *p, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    mb_suggest_try(&suggestion, MB_HELP_WARNINGS, NULL);
    mb_suggest_try(&suggestion, MB_HELP_SELECT, NULL);
    suggest_commands(&suggestion);
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        mb_suggest_try(&suggestion, mb_message_about((mb_message)i)->name, NULL);
    }
    return with_hint(p, mb_arena_format(p->arena, "there is no help on '%s'", name), suggestion.best);
}

/** A topic of help, in any case of letters. */
static bool is_topic(const char *name, const char *topic)
{
    return mb_equal_names(name, topic);
}

static const char *parse_help(parser *p)
{
    if (p->at < p->argc) {
        const char *name = p->argv[p->at++];
        int topic = 0;
        while (topic < MB_COMMAND_COUNT && !is_topic(name, mb_known_commands[topic].word)) {
            topic++;
        }
        if (topic < MB_COMMAND_COUNT) {
            p->out->topic = mb_known_commands[topic].word;
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
    prepare(&p, room);
    if (argc < 2) {
        return "no command is given";
    }
    if (argv[1][0] == '-') {
        return parse_alone(&p, argv[1]);
    }
    const mb_command command = find_command(argv[1]);
    if (command == MB_COMMAND_COUNT) {
        return unknown_command(&p, argv[1]);
    }
    out->command = command;
    return command == MB_COMMAND_HELP ? parse_help(&p) : parse_arguments(&p);
}
