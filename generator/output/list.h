/**
 * @file
 * The list of the files that mofbind wrote to a folder: names, one a line, sorted.
 */
#ifndef MB_OUTPUT_LIST_H
#define MB_OUTPUT_LIST_H

#include "support/text.h"

typedef struct mb_output_list {
    const char *const *names;
    size_t count;
    mb_symbols *symbols; /**< the names once more, to be looked up without regard to case */
    mb_text text;        /**< of the file that it was read from; bytes == NULL where there is none */
    bool interrupted;    /**< the run before this one left its temporary list */
} mb_output_list;

/** The list of a folder, together with the one that an interrupted run left; empty where there is none. */
mb_output_list *mb_output_list_read(const char *folder, mb_arena *arena);
mb_output_list *mb_output_list_new(const char *const *names, size_t count, mb_arena *arena);
/** Whether a name is in it. Case is ignored: on Windows the two are the same file. */
bool mb_output_list_has(const mb_output_list *list, const char *name);
/** The list as the text of a file. */
mb_text mb_output_list_text(const mb_output_list *list, mb_arena *arena);

#endif
