/*
 * The manual pages, from what the programs' help is made from. manuals mofbind | mofbind-mock VERSION: prints one.
 */
#include <stdio.h>
#include <string.h>

#include "driver/help.h"
#include "driver/option_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** Where the lines of the source end; the page is wrapped by who shows it. */
enum { WIDTH = 110 };

/* ---- roff ---- */

/** A character as what it is: no command, no escape; a hyphen as the minus that options have. */
static void put_character(mb_buffer *out, char c, bool begins_line)
{
    if (begins_line && (c == '.' || c == '\'')) {
        mb_buffer_puts(out, "\\&");
    }
    switch (c) {
    case '\\':
        mb_buffer_puts(out, "\\e");
        break;
    case '-':
        mb_buffer_puts(out, "\\-");
        break;
    case '^':
        mb_buffer_puts(out, "\\(ha");
        break;
    case '~':
        mb_buffer_puts(out, "\\(ti");
        break;
    default:
        mb_buffer_putc(out, c);
    }
}

/** A text in which `quoted` is bold. */
static void put_inline(mb_buffer *out, const char *text)
{
    bool is_bold = false;

    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '`') {
            is_bold = !is_bold;
            mb_buffer_puts(out, is_bold ? "\\fB" : "\\fR");
        } else {
            put_character(out, *at, at == text || at[-1] == '\n');
        }
    }
}

/** A paragraph. */
static void put_text(mb_buffer *out, const char *text)
{
    mb_buffer wrapped;

    mb_buffer_init(&wrapped, out->heap);
    mb_help_wrap(text, 0, WIDTH, 0, &wrapped);
    put_inline(out, wrapped.text);
    mb_buffer_release(&wrapped);
}

/** Lines as they stand. */
static void put_lines(mb_buffer *out, const char *text)
{
    mb_buffer_puts(out, ".nf\n");
    put_inline(out, text);
    mb_buffer_puts(out, ".fi\n");
}

static void put_bold(mb_buffer *out, const char *text)
{
    mb_buffer_puts(out, "\\fB");
    put_inline(out, text);
    mb_buffer_puts(out, "\\fR");
}

static void put_heading(mb_buffer *out, const char *request, const char *text)
{
    mb_buffer_printf(out, "%s ", request);
    put_inline(out, text);
    mb_buffer_putc(out, '\n');
}

static void put_title(mb_buffer *out, const char *title, const char *version, const char *name, const char *what)
{
    mb_buffer_puts(out, ".\\\" Made by tests/manuals from the table of the options; do not edit.\n");
    mb_buffer_printf(out, ".TH %s 1 \"\" \"mofbind %s\" \"User Commands\"\n.SH NAME\n", title, version);
    put_inline(out, name);
    mb_buffer_printf(out, " \\- %s\n", what);
}

/* ---- Options ---- */

/** "-o, --output DIR", the value in italics. */
static void put_option(mb_buffer *out, const char *name, const char *alias, const char *value, bool is_optional)
{
    const char *first = alias != NULL && name[1] == '-' ? alias : name;

    mb_buffer_puts(out, ".TP\n");
    put_bold(out, first);
    if (alias != NULL) {
        mb_buffer_puts(out, ", ");
        put_bold(out, first == name ? alias : name);
    }
    if (value != NULL) {
        mb_buffer_puts(out, is_optional ? "[=\\fI" : " \\fI");
        put_inline(out, value);
        mb_buffer_puts(out, is_optional ? "\\fR]" : "\\fR");
    }
    mb_buffer_putc(out, '\n');
}

/** "Of generate and doc."; nothing where all take it. */
static void put_commands(mb_buffer *out, const mb_option *option)
{
    mb_buffer names;
    size_t count = 0, all = 0;

    mb_buffer_init(&names, out->heap);
    for (int i = 0; i < MB_COMMAND_COUNT; i++) {
        all += i != MB_COMMAND_HELP;
        if (i != MB_COMMAND_HELP && mb_option_is_of(option, (mb_command)i)) {
            mb_buffer_printf(&names, "%s`%s`", count++ > 0 ? ", " : "Of ", mb_known_commands[i].word);
        }
    }
    if (count > 0 && count < all) {
        put_inline(out, names.text);
        mb_buffer_puts(out, ".\n");
    }
    mb_buffer_release(&names);
}

/** A text of the help, which is no sentence, as one. */
static void put_help(mb_buffer *out, const char *help)
{
    mb_buffer sentence;

    mb_buffer_init(&sentence, out->heap);
    mb_buffer_puts(&sentence, help);
    sentence.text[0] = (char)(help[0] >= 'a' && help[0] <= 'z' && help[1] != 'm' ? help[0] - 'a' + 'A' : help[0]);
    if (help[strlen(help) - 1] != '.') {
        mb_buffer_putc(&sentence, '.');
    }
    put_text(out, sentence.text);
    mb_buffer_release(&sentence);
}

/* ---- The pages ---- */

static void put_synopsis(mb_buffer *out, const char *forms)
{
    while (*forms != '\0') {
        const size_t length = strcspn(forms, "\n");
        char line[256];
        snprintf(line, sizeof line, "%.*s\n", (int)length, forms);
        put_inline(out, line);
        mb_buffer_puts(out, ".br\n");
        forms += length + (forms[length] == '\n');
    }
}

static void put_mofbind(mb_buffer *out, const char *version)
{
    put_title(out, "MOFBIND", version, "mofbind", "C bindings for WMI schemas, from MOF");
    put_heading(out, ".SH", "SYNOPSIS");
    for (int i = 0; i < MB_COMMAND_COUNT; i++) {
        const mb_command_info *each = &mb_known_commands[i];
        char form[256];
        snprintf(form, sizeof form, "mofbind %s %s\n", each->word, each->arguments);
        put_synopsis(out, each->forms != NULL ? each->forms : form);
    }
    put_heading(out, ".SH", "DESCRIPTION");
    put_text(
        out,
        "mofbind reads WMI schemas in MOF, in either dialect, and writes C: a struct for each class, a function for each "
        "method with typed parameters and results, and tables of return codes, on a runtime that is written with them.");
    for (int i = 0; i < MB_COMMAND_COUNT; i++) {
        if (i != MB_COMMAND_HELP) {
            put_heading(out, ".SS", mb_known_commands[i].word);
            put_text(out, mb_known_commands[i].description);
        }
    }
    put_heading(out, ".SS", "help");
    put_text(
        out,
        "Prints what a command and its options are. `mofbind help warnings` lists the warnings, and what -W calls them; "
        "`mofbind help select` tells how to generate only what is wanted; `mofbind help MOF331` what a message means.");
    put_heading(out, ".SH", "OPTIONS");
    put_text(
        out,
        "A long option may be cut short where no other begins so. FILE.mof may be -, which is standard input; behind -- all "
        "are files.");
    for (int id = 0; id < MB_OPTION_COUNT; id++) {
        const mb_option *each = &mb_known_options[id];
        put_option(out, each->name, each->alias, each->value, each->without != NULL);
        put_help(out, id == MB_OPTION_HELP ? "print what a command and its options are" : each->help);
        put_commands(out, each);
    }
    put_heading(out, ".SH", "SELECTING");
    mb_buffer topic;
    mb_buffer_init(&topic, out->heap);
    mb_help_topic(MB_HELP_SELECT, &topic);
    put_lines(out, topic.text);
    mb_buffer_release(&topic);
    put_heading(out, ".SH", "EXIT STATUS");
    put_text(
        out,
        "0 good; 1 errors in the MOF or in templates; 2 usage; 3 a file could not be read or written, or out of memory.");
    put_heading(out, ".SH", "ENVIRONMENT");
    put_option(out, "COLUMNS", NULL, NULL, false);
    put_text(out, "How long the lines of `mofbind show` are, from 40 to 400; else 100.");
    put_option(out, "NO_COLOR", NULL, NULL, false);
    put_text(out, "Where it is set, messages are in no colours, unless --color asks for them.");
    put_heading(out, ".SH", "EXAMPLES");
    put_lines(out, "mofbind generate -o generated WindowsVirtualization.V2.mof\n"
                   "mofbind show Msvm_ReplicationService.InitiateFailback WindowsVirtualization.V2.mof\n"
                   "mofbind show 32775 WindowsVirtualization.V2.mof\n"
                   "mofbind check -Werror kitchen.mof\n");
    put_heading(out, ".SH", "SEE ALSO");
    put_text(
        out,
        "`mofbind-mock`(1), and the documents beside README.md: COMMANDS.md, BINDINGS.md, BUILDS.md, MESSAGES.md.");
}

static void put_mock(mb_buffer *out, const char *version)
{
    static const struct {
        const char *name, *value, *help;
    } options[] = {
#define MBM_OPTION(name, value, kind, member, help) {name, value, help},
#include "mock/mock_options.def"
    };

    put_title(out, "MOFBIND-MOCK", version, "mofbind-mock", "a host with WinRM, played from MOF");
    put_heading(out, ".SH", "SYNOPSIS");
    put_synopsis(out, "mofbind-mock [options] --mof FILE.mof...\n");
    put_heading(out, ".SH", "DESCRIPTION");
    put_text(
        out,
        "mofbind-mock serves the classes of MOFs as a host with WinRM does: WS-Management over http or https. It prints one "
        "line, the address of the endpoint and that of its journal, and ends by SIGTERM or SIGINT.");
    put_heading(out, ".SH", "OPTIONS");
    for (size_t i = 0; i < COUNT(options); i++) {
        const bool is_help = strcmp(options[i].name, "--help") == 0;
        put_option(out, options[i].name, NULL, options[i].value, false);
        put_help(out, is_help ? "print what the options are" : options[i].help);
    }
    mb_buffer_puts(out, ".PP\n");
    put_text(
        out,
        "The options of `mofbind check` say how the MOFs are read: -I, --overlay, --namespace, -W and the others.");
    put_heading(out, ".SH", "EXIT STATUS");
    put_text(
        out,
        "0 good; 1 errors in a MOF or a scenario; 2 usage; 3 a file could not be read, an address not be listened on, or "
        "out of memory.");
    put_heading(out, ".SH", "SEE ALSO");
    put_text(out, "`mofbind`(1)");
}

typedef struct job {
    mb_heap *heap;
    const char *page;
    const char *version;
} job;

static void print_page(void *argument)
{
    const job *what = argument;
    mb_buffer out;

    mb_buffer_init(&out, what->heap);
    if (strcmp(what->page, "mofbind") == 0) {
        put_mofbind(&out, what->version);
    } else {
        put_mock(&out, what->version);
    }
    (void)fputs(out.text, stdout);
}

int main(int argc, char **argv)
{
    job what = {mb_heap_new(NULL), argc == 3 ? argv[1] : "", argc == 3 ? argv[2] : ""};

    if (what.heap == NULL || (strcmp(what.page, "mofbind") != 0 && strcmp(what.page, "mofbind-mock") != 0)) {
        (void)fputs("manuals mofbind|mofbind-mock VERSION\n", stderr);
        mb_heap_free(what.heap);
        return 2;
    }
    const bool good = mb_heap_protect(what.heap, print_page, &what);
    mb_heap_free(what.heap);
    return good && fflush(stdout) == 0 ? 0 : 3;
}
