#define _XOPEN_SOURCE 700

#include "mock/mock_options.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

#include "driver/help.h"
#include "driver/option_table.h"
#include "support/characters.h"
#include "support/suggest.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { TEXT_COLUMN = 27 };

typedef enum mbm_option_kind { MBM_FLAG, MBM_TEXT, MBM_PAIR, MBM_FILES } mbm_option_kind;

typedef struct mbm_option {
    const char *name;
    const char *value;
    mbm_option_kind kind;
    size_t member; /**< its offset in mbm_options */
    const char *help;
} mbm_option;

#define MBM_MEMBER_FLAG(member) offsetof(mbm_options, member)
#define MBM_MEMBER_TEXT(member) offsetof(mbm_options, member)
#define MBM_MEMBER_PAIR(member) offsetof(mbm_options, member)
#define MBM_MEMBER_FILES(member) 0
static const mbm_option known_options[] = {
#define MBM_OPTION(name, value, kind, member, help) {name, value, MBM_##kind, MBM_MEMBER_##kind(member), help},
#include "mock/mock_options.def"
};

/** What is being read, and what is handed on to the parser of `mofbind check`. */
typedef struct parser {
    int argc;
    const char *const *argv;
    int at; /**< the argument that is read next */
    mb_arena *arena;
    mbm_options *out;
    const char **rest; /**< options of `check` */
    size_t rest_count;
    const char **files;
    size_t file_count;
    bool seen[COUNT(known_options)];
} parser;

/** Whether an argument is the option, or begins with it and a value. @param value what stands behind `=`; NULL = nothing */
static bool is_option(const mbm_option *option, const char *argument, const char **value)
{
    const size_t length = strlen(option->name);

    *value = NULL;
    if (strncmp(argument, option->name, length) != 0 || (argument[length] != '\0' && argument[length] != '=')) {
        return false;
    }
    *value = argument[length] == '=' ? argument + length + 1 : NULL;
    return true;
}

static const char *next_value(parser *p)
{
    return p->at < p->argc ? p->argv[p->at++] : NULL;
}

static bool begins_option(const char *argument)
{
    return argument[0] == '-' && argument[1] != '\0';
}

/** As many files as there are up to the next option; at least one. */
static const char *take_files(parser *p, const char *name, const char *value)
{
    const char *file = value != NULL ? value : next_value(p);

    if (file == NULL || *file == '\0') {
        return mb_arena_format(p->arena, "option '%s' needs a value", name);
    }
    p->files[p->file_count++] = file;
    while (value == NULL && p->at < p->argc && !begins_option(p->argv[p->at])) {
        p->files[p->file_count++] = p->argv[p->at++];
    }
    return NULL;
}

/** @return what is wrong, or NULL. */
static const char *take_option(parser *p, const mbm_option *option, const char *value)
{
    char *member = (char *)p->out + option->member;
    const size_t index = (size_t)(option - known_options);

    if (option->kind == MBM_FILES) {
        return take_files(p, option->name, value);
    }
    if (p->seen[index] && option->kind != MBM_FLAG) {
        return mb_arena_format(p->arena, "option '%s' is given twice", option->name);
    }
    p->seen[index] = true;
    if (option->kind == MBM_FLAG) {
        *(bool *)member = true;
        return value == NULL ? NULL : mb_arena_format(p->arena, "option '%s' takes no value", option->name);
    }
    value = value != NULL ? value : next_value(p);
    if (value == NULL || *value == '\0') {
        return mb_arena_format(p->arena, "option '%s' needs a value", option->name);
    }
    *(const char **)member = value;
    if (option->kind == MBM_PAIR) {
        const char *second = next_value(p);
        ((const char **)member)[1] = second;
        return second != NULL && *second != '\0'
                   ? NULL
                   : mb_arena_format(p->arena, "option '%s' needs two values", option->name);
    }
    return NULL;
}

static const char *unknown_option(parser *p, const char *argument)
{
    const char *written = mb_arena_text(p->arena, argument, strcspn(argument, "="));
    const char *problem = mb_arena_format(p->arena, "unknown option '%s'", written);
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(written));
    for (size_t i = 0; i < COUNT(known_options); i++) {
        mb_suggest_try(&suggestion, known_options[i].name, NULL);
    }
    const char *meant = suggestion.best != NULL ? suggestion.best : mb_similar_option(written, MB_COMMAND_CHECK);
    return mb_arena_format(p->arena, "%s%s", problem, mb_did_you_mean(meant, p->arena));
}

/** An option of `check`, with its value. */
static const char *take_foreign(parser *p, const char *argument)
{
    mb_option_id id;
    const char *value = NULL;
    const size_t found = mb_find_option(argument, MB_COMMAND_CHECK, &id, &value);

    if (found > 1) {
        return mb_ambiguous_option(argument, MB_COMMAND_CHECK, p->arena);
    }
    if (found == 0 || !mb_option_is_of(&mb_known_options[id], MB_COMMAND_CHECK)) {
        return unknown_option(p, argument);
    }
    const mb_option *option = &mb_known_options[id];
    p->rest[p->rest_count++] = argument;
    if (option->value != NULL && value == NULL && option->without == NULL && p->at < p->argc) {
        p->rest[p->rest_count++] = p->argv[p->at++];
    }
    return NULL;
}

static const char *take_argument(parser *p, const char *argument, bool *ends_options)
{
    const char *value;

    if (*ends_options || !begins_option(argument)) {
        p->files[p->file_count++] = argument;
        return NULL;
    }
    if (strcmp(argument, "--") == 0) {
        *ends_options = true;
        return NULL;
    }
    if (strcmp(argument, "-h") == 0 || strcmp(argument, "-V") == 0) {
        argument = argument[1] == 'h' ? "--help" : "--version";
    }
    for (size_t i = 0; i < COUNT(known_options); i++) {
        if (is_option(&known_options[i], argument, &value)) {
            return take_option(p, &known_options[i], value);
        }
    }
    return take_foreign(p, argument);
}

/** What goes with what. */
static const char *check_pairs(const mbm_options *options)
{
    if (options->client_ca != NULL && options->tls == NULL) {
        return "--client-ca needs --tls";
    }
    if ((options->user == NULL) != (options->password_file == NULL)) {
        return options->user == NULL ? "--password-file needs --user" : "--user needs --password-file";
    }
    if (options->log && options->log_json) {
        return "--log and --log-json are two forms of the same";
    }
    if (options->listen_anywhere && options->user == NULL && options->client_ca == NULL) {
        return "--listen-anywhere needs --user or --client-ca";
    }
    return NULL;
}

/** Lets the parser of `mofbind check` read what is its. */
static const char *read_rest(parser *p)
{
    const char **argv = mb_arena_array(p->arena, p->rest_count + p->file_count + 4, sizeof *argv);
    int argc = 0;

    if (p->file_count == 0) {
        return "no MOF is given: --mof FILE";
    }
    argv[argc++] = p->argv[0];
    argv[argc++] = "check";
    for (size_t i = 0; i < p->rest_count; i++) {
        argv[argc++] = p->rest[i];
    }
    argv[argc++] = "--";
    for (size_t i = 0; i < p->file_count; i++) {
        argv[argc++] = p->files[i];
    }
    return mb_options_parse(argc, argv, p->arena, &p->out->compiler);
}

const char *mbm_options_parse(int argc, const char *const *argv, mb_arena *arena, mbm_options *options)
{
    parser p;
    bool ends_options = false;
    const char *problem = NULL;

    memset(&p, 0, sizeof p);
    memset(options, 0, sizeof *options);
    p.argc = argc;
    p.argv = argv;
    p.at = 1;
    p.arena = arena;
    p.out = options;
    p.rest = mb_arena_array(arena, (size_t)argc + 1, sizeof *p.rest);
    p.files = mb_arena_array(arena, (size_t)argc + 1, sizeof *p.files);
    options->listen = "127.0.0.1:5985";
    p.seen[0] = false;
    while (problem == NULL && p.at < argc) {
        const char *argument = argv[p.at++];
        problem = take_argument(&p, argument, &ends_options);
    }
    if (problem != NULL || options->help || options->version) {
        return problem;
    }
    problem = check_pairs(options);
    return problem != NULL ? problem : read_rest(&p);
}

void mbm_options_help(mb_buffer *out)
{
    mb_buffer_puts(out, "mofbind-mock [options] --mof FILE.mof...\n\n");
    mb_help_wrap(
        "Serves the classes of MOFs as a host with WinRM does: WS-Management over http or https. It prints one line, the "
        "address of the endpoint and that of its journal, and ends by SIGTERM or SIGINT.",
        0, MB_HELP_WIDTH, 0, out);
    mb_buffer_putc(out, '\n');
    for (size_t i = 0; i < COUNT(known_options); i++) {
        const mbm_option *each = &known_options[i];
        const size_t begin = out->length;
        mb_buffer_printf(out, "  %s%s%s", each->name, each->value != NULL ? " " : "",
                         each->value != NULL ? each->value : "");
        size_t column = out->length - begin;
        if (column + 2 > TEXT_COLUMN) {
            mb_buffer_putc(out, '\n');
            column = 0;
        }
        mb_buffer_printf(out, "%*s", (int)(TEXT_COLUMN - column), "");
        mb_help_wrap(each->help, TEXT_COLUMN, MB_HELP_WIDTH, TEXT_COLUMN, out);
    }
    mb_buffer_putc(out, '\n');
    mb_help_wrap(
        "The options of `mofbind check` say how the MOFs are read: -I, --overlay, --namespace, -W and the others. Exit status: 0 "
        "good; 1 errors in a MOF or a scenario; 2 usage; 3 a file could not be read, an address not be listened on, or out "
        "of memory.",
        0, MB_HELP_WIDTH, 0, out);
}

/** The port behind a colon: up to five digits. */
static bool read_port(const char *text, uint16_t *port)
{
    mb_integer number;

    if (strlen(text) > 5 || !mb_is_digit(*text) || !mb_read_integer(mb_text_of(text), MB_INTEGER_DECIMAL, &number) ||
        number.magnitude > UINT16_MAX) {
        return false;
    }
    *port = (uint16_t)number.magnitude;
    return true;
}

/** An address of IPv4 stands alone, one of IPv6 in brackets. */
static bool read_address(mbm_place *place, bool is_bracketed)
{
    struct in6_addr v6;
    struct in_addr v4;
    const unsigned char *octets = v6.s6_addr;

    if (is_bracketed) {
        place->is_loopback = inet_pton(AF_INET6, place->address, &v6) == 1 &&
                             (IN6_IS_ADDR_LOOPBACK(&v6) || (IN6_IS_ADDR_V4MAPPED(&v6) && octets[12] == 127));
        return inet_pton(AF_INET6, place->address, &v6) == 1;
    }
    if (mb_equal_names(place->address, "localhost")) {
        place->address = "127.0.0.1";
    }
    place->is_loopback = inet_pton(AF_INET, place->address, &v4) == 1 && ntohl(v4.s_addr) >> 24 == 127;
    return inet_pton(AF_INET, place->address, &v4) == 1;
}

bool mbm_place_read(const char *text, mb_arena *arena, mbm_place *place)
{
    const char *colon = strrchr(text, ':');
    size_t length;
    bool is_bracketed;

    if (colon == NULL || !read_port(colon + 1, &place->port)) {
        return false;
    }
    length = (size_t)(colon - text);
    is_bracketed = length > 2 && text[0] == '[' && colon[-1] == ']';
    place->address = is_bracketed ? mb_arena_text(arena, text + 1, length - 2) : mb_arena_text(arena, text, length);
    return read_address(place, is_bracketed);
}
