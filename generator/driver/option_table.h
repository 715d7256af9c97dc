/**
 * @file
 * The commands and options as tables, from options.def. Private to driver/.
 */
#ifndef MB_DRIVER_OPTION_TABLE_H
#define MB_DRIVER_OPTION_TABLE_H

#include "driver/options.h"
#include "support/suggest.h"

typedef enum mb_option_id {
#define MB_OPTION(id, name, alias, value, without, keeping, commands, group, help, brief) MB_OPTION_##id,
#include "driver/options.def"
    MB_OPTION_COUNT
} mb_option_id;

/** What becomes of an option that is given. */
typedef enum mb_keeping_kind {
    MB_KEEP_NOTHING, /**< that it was given is all */
    MB_KEEP_FLAG,
    MB_KEEP_TEXT,
    MB_KEEP_LIST,
    MB_KEEP_WORD,
    MB_KEEP_NUMBER
} mb_keeping_kind;

typedef struct mb_keeping {
    mb_keeping_kind kind;
    size_t member; /**< its offset in mb_options */
    size_t count;  /**< of a list: the offset of the number of its items */
    const char
        *text; /**< of a text its default; of a word all that there are, in the order of the enum: "auto|dmtf|wmi" */
    uint32_t number[3]; /**< of a number its default, the least and the greatest */
} mb_keeping;

/** Options that the help of some commands tells of in one line. */
typedef enum mb_option_group {
    MB_GROUP_NONE,
#define MB_OPTION_GROUP(id, text) MB_GROUP_##id,
#include "driver/options.def"
    MB_GROUP_COUNT
} mb_option_group;

typedef struct mb_option {
    const char *name;
    const char *alias;   /**< NULL where it has none */
    const char *value;   /**< what stands for it: "DIR"; NULL where it takes none */
    const char *without; /**< the value where none is given; NULL where one must be */
    mb_keeping keeping;
    uint32_t commands; /**< that know it: bits; see mb_option_is_of() */
    mb_option_group group;
    const char *help;
    const char *brief; /**< NULL: the line of the group, or `help` where it is in none */
} mb_option;

typedef struct mb_command_info {
    const char *word;
    const char *arguments;
    const char *summary;
    const char *forms; /**< whole lines; NULL: `word` and `arguments` say all */
    const char *description;
} mb_command_info;

extern const mb_command_info mb_known_commands[MB_COMMAND_COUNT];
extern const char *const mb_option_groups[MB_GROUP_COUNT];

extern const mb_option mb_known_options[MB_OPTION_COUNT];

/** Whether a command knows an option. */
bool mb_option_is_of(const mb_option *option, mb_command command);
/** Whether it knows it, and leaves it to another command's help to say all about it. */
bool mb_option_is_brief(const mb_option *option, mb_command command);
/** Finds one of the words of an option, as a number of its enum. @return whether it is one */
bool mb_option_word(const mb_option *option, const char *word, unsigned *number);

/**
 * Finds an option: written out, of whichever command, or as the beginning of long ones of this command's. `*value` is what
 * stands behind its name, or NULL. @return how many there are: more than one where the beginning is ambiguous
 */
size_t mb_find_option(const char *argument, mb_command command, mb_option_id *id, const char **value);
/** Whether the first `length` bytes of an argument begin a long name. */
bool mb_option_begins(const char *name, const char *argument, size_t length);
/** "option '--no' is ambiguous: '--no-runtime', '--no-warnings'" */
const char *mb_ambiguous_option(const char *argument, mb_command command, mb_arena *arena);
/** The option of a command that was meant; NULL where none is near. */
const char *mb_similar_option(const char *written, mb_command command);

#endif
