/**
 * @file
 * The options: what they are called, and which commands know them. Private to driver/.
 */
#ifndef MB_DRIVER_OPTION_TABLE_H
#define MB_DRIVER_OPTION_TABLE_H

#include "driver/options.h"
#include "support/suggest.h"

typedef enum mb_option_id {
    MB_OPTION_OUTPUT,
    MB_OPTION_INCLUDE,
    MB_OPTION_OVERLAY,
    MB_OPTION_NAME,
    MB_OPTION_PREFIX,
    MB_OPTION_NAMESPACE,
    MB_OPTION_DIALECT,
    MB_OPTION_LOCALE,
    MB_OPTION_SYNTAX_ONLY,
    MB_OPTION_TEMPLATES,
    MB_OPTION_NO_RUNTIME,
    MB_OPTION_DEPFILE,
    MB_OPTION_DEPFILE_TARGET,
    MB_OPTION_DEPFILE_OUTPUTS,
    MB_OPTION_PARTS,
    MB_OPTION_SHARED,
    MB_OPTION_SUMMARY,
    MB_OPTION_NO_WARNINGS,
    MB_OPTION_WARNING,
    MB_OPTION_MAX_ERRORS,
    MB_OPTION_DIAGNOSTICS,
    MB_OPTION_COLOR,
    MB_OPTION_DRY_RUN,
    MB_OPTION_METHODS,
    MB_OPTION_RENAMED,
    MB_OPTION_JSON,
    MB_OPTION_MOF,
    MB_OPTION_NO_POSITIONS,
    MB_OPTION_CLASS,
    MB_OPTION_METHOD,
    MB_OPTION_SELECT,
    MB_OPTION_WHY,
    MB_OPTION_HELP,
    MB_OPTION_VERSION,
    MB_OPTION_COUNT
} mb_option_id;

typedef struct mb_option {
    const char *name;
    const char *alias; /**< NULL where it has none */
    bool takes_value;
    unsigned commands;   /**< that know it */
    const char *without; /**< the value where none is given; NULL where one must be */
} mb_option;

extern const mb_option mb_known_options[MB_OPTION_COUNT];

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
