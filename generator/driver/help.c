#include "driver/help.h"

#include <string.h>

#include "driver/option_table.h"

enum { TEXT_COLUMN = 27, COMMAND_COLUMN = 43 };

static const char general_end[] =
    "  mofbind help warnings                    the warnings, and what -W calls them\n"
    "  mofbind help select                      how to generate only what is wanted\n"
    "  mofbind help MESSAGE                     what a message means: MOF331, or class-undeclared\n"
    "  mofbind --version, mofbind -V\n"
    "\n"
    "FILE.mof may be -, which is standard input. A long option may be cut short where no other begins so.\n"
    "\n"
    "Exit status: 0 good; 1 errors in the MOF or in templates; 2 usage; 3 a file could not be read or written, or out\n"
    "of memory.\n";

static const char selecting[] =
    "--class CLASS, --method CLASS.METHOD, --select FILE; each may be given again, and all of them add up.\n"
    "\n"
    "CLASS selects a class with all methods that it has, inherited ones too; CLASS.METHOD the class with that method and no\n"
    "other, declared or inherited. Both may hold * and ?; the case of letters does not matter; a namespace may stand before\n"
    "them: root\\interop:CIM_*. A file holds one a line; # and // begin comments. What stands behind a - is not selected,\n"
    "wherever the line stands: CLASS and -CLASS.* are the class alone; where there are only such lines, all else is selected.\n"
    "What names nothing is an error.\n"
    "\n"
    "What is selected brings along what it needs: superclasses; classes of embedded instances and objects in properties and\n"
    "parameters; and, for a method that may start a job, the classes of such jobs with the methods that waiting calls, and\n"
    "Msvm_AffectedJobElement. These come with their properties, codes and instance functions, and without other methods.\n"
    "References are paths and bring nothing along, so neither do associations: select what their ends are read into. Names\n"
    "and files are those of the whole library. The loopback plays the classes that are there.\n"
    "\n"
    "  mofbind list --select FILE X.mof               what is there\n"
    "  mofbind list --why CLASS --select FILE X.mof   and why\n";

void mb_help_wrap(const char *text, size_t column, size_t width, size_t indent, mb_buffer *out)
{
    bool begins_line = true;

    while (*text != '\0') {
        const size_t length = strcspn(text, " ");
        if (!begins_line && column + 1 + length > width) {
            mb_buffer_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!begins_line) {
            mb_buffer_putc(out, ' ');
            column++;
        }
        mb_buffer_append(out, text, length);
        column += length;
        begins_line = false;
        text += length;
        text += *text == ' ';
    }
    mb_buffer_putc(out, '\n');
}

/** A text behind what it explains, which ends at `column`. */
static void explain(const char *text, size_t column, mb_buffer *out)
{
    if (column + 2 > TEXT_COLUMN) {
        mb_buffer_putc(out, '\n');
        column = 0;
    }
    mb_buffer_printf(out, "%*s", (int)(TEXT_COLUMN - column), "");
    mb_help_wrap(text, TEXT_COLUMN, MB_HELP_WIDTH, TEXT_COLUMN, out);
}

/** "-o, --output DIR": the short name first. @return how long that is */
static size_t append_names(const mb_option *option, mb_buffer *out)
{
    const bool is_short = option->name[1] != '-';
    const char *first = is_short || option->alias == NULL ? option->name : option->alias;
    const char *second = first == option->name ? option->alias : option->name;
    const size_t before = out->length;

    mb_buffer_puts(out, first);
    if (second != NULL) {
        mb_buffer_printf(out, ", %s", second);
    }
    if (option->value != NULL) {
        mb_buffer_printf(out, option->without != NULL ? "[=%s]" : " %s", option->value);
    }
    return out->length - before;
}

/** Those of a group in one line, and the line of the group. */
static void append_group(mb_command command, mb_option_group group, mb_buffer *out)
{
    const char *separator = "  ";

    for (int id = 0; id < MB_OPTION_COUNT; id++) {
        const mb_option *each = &mb_known_options[id];
        if (each->group == group && mb_option_is_brief(each, command)) {
            mb_buffer_puts(out, separator);
            append_names(each, out);
            separator = ", ";
        }
    }
    explain(mb_option_groups[group], MB_HELP_WIDTH, out);
}

static void append_options(mb_command command, mb_buffer *out)
{
    static const char end[] = "  --";
    bool has_group[MB_GROUP_COUNT] = {false};

    for (int id = 0; id < MB_OPTION_COUNT; id++) {
        const mb_option *each = &mb_known_options[id];
        const bool is_brief = mb_option_is_brief(each, command);
        if (!mb_option_is_of(each, command)) {
            continue;
        }
        if (!is_brief || each->group == MB_GROUP_NONE) {
            mb_buffer_puts(out, "  ");
            const size_t length = append_names(each, out);
            explain(is_brief && each->brief != NULL ? each->brief : each->help, 2 + length, out);
        } else if (!has_group[each->group]) {
            has_group[each->group] = true;
            append_group(command, each->group, out);
        }
    }
    mb_buffer_puts(out, end);
    explain("all that follows are files", sizeof end - 1, out);
}

static void append_command(mb_command command, mb_buffer *out)
{
    const mb_command_info *info = &mb_known_commands[command];

    if (info->forms != NULL) {
        mb_buffer_puts(out, info->forms);
    } else {
        mb_buffer_printf(out, "mofbind %s %s\n", info->word, info->arguments);
    }
    mb_buffer_putc(out, '\n');
    mb_help_wrap(info->description, 0, MB_HELP_WIDTH, 0, out);
    mb_buffer_putc(out, '\n');
    append_options(command, out);
}

static void append_general(mb_buffer *out)
{
    mb_buffer_puts(out, "mofbind: C bindings for WMI schemas\n\n");
    for (int i = 0; i < MB_COMMAND_COUNT; i++) {
        const size_t begin = out->length;
        mb_buffer_printf(out, "  mofbind %s %s", mb_known_commands[i].word, mb_known_commands[i].arguments);
        const int length = (int)(out->length - begin);
        mb_buffer_printf(out, "%*s%s\n", length + 2 > COMMAND_COLUMN ? 2 : COMMAND_COLUMN - length, "",
                         mb_known_commands[i].summary);
    }
    mb_buffer_puts(out, general_end);
}

void mb_help_topic(const char *topic, mb_buffer *out)
{
    if (topic != NULL && strcmp(topic, MB_HELP_SELECT) == 0) {
        mb_buffer_puts(out, selecting);
        return;
    }
    for (int i = 0; topic != NULL && i < MB_COMMAND_COUNT; i++) {
        if (i != MB_COMMAND_HELP && strcmp(topic, mb_known_commands[i].word) == 0) {
            append_command((mb_command)i, out);
            return;
        }
    }
    append_general(out);
}
