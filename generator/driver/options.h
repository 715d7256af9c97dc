/**
 * @file
 * The command line.
 */
#ifndef MB_DRIVER_OPTIONS_H
#define MB_DRIVER_OPTIONS_H

#include "support/memory.h"

typedef enum mb_command { MB_COMMAND_GENERATE, MB_COMMAND_CHECK, MB_COMMAND_HELP, MB_COMMAND_VERSION } mb_command;

typedef struct mb_options {
    mb_command command;
    const char *topic;         /**< of help: "generate", "check", or NULL */
    const char *output;        /**< -o */
    const char **include_dirs; /**< -I, in order */
    size_t include_dir_count;
    const char *name;              /**< NULL = from the namespace */
    const char *prefix;            /**< NULL = from the namespace */
    const char *default_namespace; /**< as given, or "root\default" */
    const char *templates;         /**< NULL = embedded ones */
    const char *depfile;           /**< NULL = none */
    const char *depfile_target;    /**< NULL = the list of files in the output folder */
    bool no_runtime;
    bool summary;
    bool no_warnings;
    const char **files;
    size_t file_count;
} mb_options;

/**
 * Reads the arguments behind the program's name. Options and files may be mixed; `--` ends the options; a value may be
 * an argument of its own (-o DIR, --name NAME) or not (-oDIR, --name=NAME).
 * @return NULL, or what is wrong, as the end of "mofbind: error: ..."
 */
const char *mb_options_parse(int argc, const char *const *argv, mb_arena *arena, mb_options *out);

#endif
