/**
 * @file
 * The cases of tests/messages: MOFnnn.mof, or what else its first line names, makes mofbind say message MOFnnn.
 */
#ifndef TESTS_MESSAGES_CASE_H
#define TESTS_MESSAGES_CASE_H

#include "diag/report.h"
#include "driver/driver.h"

enum { LONGEST_TEXT = 1 << 18, MOST_ARGUMENTS = 16 };

/** A text of at most LONGEST_TEXT bytes; NUL-terminated, and it may hold NULs. */
typedef struct case_text {
    char bytes[LONGEST_TEXT];
    size_t length;
} case_text;

/** What is run: `mofbind check MOF331.mof`. */
typedef struct case_command {
    const char *argv[MOST_ARGUMENTS];
    int argc;
    char file[32];   /**< MOF331.mof */
    char words[512]; /**< that argv points into, too */
} case_command;

/** A message which no file can bring about, and the test that does. */
typedef struct case_elsewhere {
    mb_message message;
    const char *file; /**< below the source folder */
    const char *function;
} case_elsewhere;

/** MOF331, with `ending` behind it. @return `name`, which has room for 32 characters. */
const char *case_name(mb_message message, const char *ending, char *name);
/** Whether the message has its case elsewhere; NULL where it has one here. */
const case_elsewhere *case_is_elsewhere(mb_message message);

/** Reads a file. @return false where there is none, or where it is too long. */
bool case_read(const char *path, case_text *text);
/**
 * The command of a case: `mofbind check FILE`, where the first line of the file is not `// COMMAND: ARGUMENTS`. FILE
 * stands first where it is not among the arguments. @return false where there is no such file, or its arguments are too
 * many.
 */
bool case_command_of(mb_message message, case_command *command);
/** Runs it in this process and in the current folder. `said` is what went to stderr. */
mb_exit case_run(const case_command *command, case_text *said);

#endif
