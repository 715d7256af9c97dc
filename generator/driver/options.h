/**
 * @file
 * The command line.
 */
#ifndef MB_DRIVER_OPTIONS_H
#define MB_DRIVER_OPTIONS_H

#include "diag/diag.h"
#include "syntax/ast.h"

/** The commands, and what --version makes of any of them. */
typedef enum mb_command {
#define MB_COMMAND(id, word, arguments, summary, forms, description) MB_COMMAND_##id,
#include "driver/options.def"
    MB_COMMAND_COUNT,
    MB_COMMAND_VERSION = MB_COMMAND_COUNT
} mb_command;

/** When messages are in colours. */
typedef enum mb_color { MB_COLOR_AUTO, MB_COLOR_ALWAYS, MB_COLOR_NEVER } mb_color;

/** Which of the files that were written a dependency file names, so that one that is deleted is written again. */
typedef enum mb_depfile_outputs {
    MB_DEPFILE_OUTPUTS_NONE,
    MB_DEPFILE_OUTPUTS_UNNAMED, /**< those that a build cannot have been told of: no parts */
    MB_DEPFILE_OUTPUTS_ALL
} mb_depfile_outputs;

typedef struct mb_options {
    mb_command command;
    const char *topic;         /**< of help: a command, "warnings", a message by name or number, or NULL */
    const char *output;        /**< -o */
    const char **include_dirs; /**< -I, in order */
    size_t include_dir_count;
    const char *name;              /**< NULL = from the namespace */
    const char *prefix;            /**< NULL = from the namespace */
    const char *default_namespace; /**< as given; NULL: not, and then, once a command runs, "root\default" */
    bool is_namespace_named;       /**< set then: it was given */
    const char *templates;         /**< NULL = embedded ones */
    const char *depfile;           /**< NULL = none */
    const char *depfile_target;    /**< NULL = the list of files in the output folder */
    mb_depfile_outputs depfile_outputs;
    size_t parts;       /**< 0 = none */
    const char *shared; /**< a macro; NULL = not shared */
    mb_dialect dialect;
    const char *locale; /**< NULL = MS_409 */
    bool syntax_only;
    bool no_runtime;
    bool no_diagrams; /**< doc */
    const char *dot;  /**< doc: the program that draws diagrams; NULL = the one in PATH */
    bool amalgamate;
    const char **backends; /**< --backend, in order */
    size_t backend_count;
    bool summary;
    bool no_warnings;
    const char **warnings; /**< what stands behind each -W, in order */
    size_t warning_count;
    mb_diag_format diagnostics;
    mb_color color;
    bool dry_run;          /**< generate: say what would be written */
    size_t max_errors;     /**< 0 = no limit */
    bool methods;          /**< list: methods, not classes */
    bool renamed;          /**< show: the names that were changed */
    const char *target;    /**< show: Class or Class.Member; NULL with `renamed` */
    bool json;             /**< dump */
    bool mof;              /**< dump */
    bool no_positions;     /**< dump */
    const char **overlays; /**< --overlay, in order */
    size_t overlay_count;
    const char **select_classes; /**< --class, in order */
    size_t select_class_count;
    const char **select_methods; /**< --method, in order */
    size_t select_method_count;
    const char **select_files; /**< --select, in order */
    size_t select_file_count;
    bool texts;      /**< list: with texts */
    const char *why; /**< list: the class whose presence is explained; NULL = none */
    const char **files;
    size_t file_count;
} mb_options;

/** The format of messages that a command line asks for, where it may be wrong otherwise; and whether they are in colours. */
mb_diag_format mb_options_format(int argc, const char *const *argv);
mb_color mb_options_color(int argc, const char *const *argv);
/**
 * Reads the arguments behind the program's name. Options and files may be mixed; `--` ends the options; a value may be
 * an argument of its own (-o DIR, --name NAME) or not (-oDIR, --name=NAME). A long option may be cut short where no other
 * of the command begins so.
 * @return NULL, or what is wrong, as the end of "mofbind: error: ..."
 */
const char *mb_options_parse(int argc, const char *const *argv, mb_arena *arena, mb_options *out);

#endif
