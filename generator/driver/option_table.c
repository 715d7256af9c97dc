#include "driver/option_table.h"

#include <stddef.h>
#include <string.h>

#include "output/parts.h"

/* Sets of commands: the lower half of the bits are those that know an option, the upper half those that are brief. */
enum { HALF = 16 };
#define SET(command) (1u << MB_COMMAND_##command)
#define GENERATE SET(GENERATE)
#define DOC SET(DOC)
#define CHECK SET(CHECK)
#define LIST SET(LIST)
#define SHOW SET(SHOW)
#define DUMP SET(DUMP)
#define EVERY (GENERATE | DOC | CHECK | LIST | SHOW | DUMP)
#define BRIEF(commands) ((commands) | (commands) << HALF)

#define KEEP_NOTHING .kind = MB_KEEP_NOTHING
#define KEEP_FLAG(of) .kind = MB_KEEP_FLAG, .member = offsetof(mb_options, of)
#define KEEP_TEXT(of, initial) .kind = MB_KEEP_TEXT, .member = offsetof(mb_options, of), .text = (initial)
#define KEEP_LIST(of, of_count)                                                                                        \
    .kind = MB_KEEP_LIST, .member = offsetof(mb_options, of), .count = offsetof(mb_options, of_count)
#define KEEP_WORD(of, words) .kind = MB_KEEP_WORD, .member = offsetof(mb_options, of), .text = (words)
#define KEEP_NUMBER(of, initial, least, most)                                                                          \
    .kind = MB_KEEP_NUMBER, .member = offsetof(mb_options, of), .number = {(initial), (least), (most)}

const mb_option mb_known_options[MB_OPTION_COUNT] = {
#define MB_OPTION(id, name, alias, value, without, keeping, commands, group, help, brief)                              \
    {name, alias, value, without, {KEEP_##keeping}, commands, MB_GROUP_##group, help, brief},
#include "driver/options.def"
};

const mb_command_info mb_known_commands[MB_COMMAND_COUNT] = {
#define MB_COMMAND(id, word, arguments, summary, forms, description) {word, arguments, summary, forms, description},
#include "driver/options.def"
};

const char *const mb_option_groups[MB_GROUP_COUNT] = {
    [MB_GROUP_NONE] = NULL,
#define MB_OPTION_GROUP(id, text) [MB_GROUP_##id] = (text),
#include "driver/options.def"
};

bool mb_option_is_of(const mb_option *option, mb_command command)
{
    return (option->commands >> command & 1) != 0;
}

bool mb_option_is_brief(const mb_option *option, mb_command command)
{
    return (option->commands >> HALF >> command & 1) != 0;
}

bool mb_option_word(const mb_option *option, const char *word, unsigned *number)
{
    const size_t length = strlen(word);
    const char *at = option->keeping.text;

    for (*number = 0; *at != '\0'; ++*number) {
        const size_t each = strcspn(at, "|");
        if (each == length && memcmp(at, word, length) == 0) {
            return true;
        }
        at += each + (at[each] == '|');
    }
    return false;
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

/** Finds an option that is written out, of whichever command. */
static bool find_exactly(const char *argument, mb_option_id *id, const char **value)
{
    for (int i = 0; i < MB_OPTION_COUNT; i++) {
        if (matches(argument, mb_known_options[i].name, mb_known_options[i].value != NULL, value) ||
            matches(argument, mb_known_options[i].alias, mb_known_options[i].value != NULL, value)) {
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

    if (!mb_option_is_of(each, command)) {
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
        if (!mb_option_is_of(each, command)) {
            continue;
        }
        mb_suggest_try(&suggestion, each->name, NULL);
        if (each->alias != NULL) {
            mb_suggest_try(&suggestion, each->alias, NULL);
        }
    }
    return suggestion.best;
}
