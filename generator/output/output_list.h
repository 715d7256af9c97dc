/**
 * @file
 * The list of the files that mofbind wrote to a folder: names, one a line, sorted.
 */
#ifndef MB_OUTPUT_OUTPUT_LIST_H
#define MB_OUTPUT_OUTPUT_LIST_H

#include "output/folder.h"
#include "support/text.h"

typedef struct mb_output_list {
    const char *const *names;
    size_t count;
    mb_symbols *symbols;   /**< the names once more, to be looked up without regard to case */
    mb_text text;          /**< of the file that it was read from; bytes == NULL where there is none */
    bool interrupted;      /**< the run before this one left its journal */
    const char *temporary; /**< the temporary name that the run used; NULL where none is known */
    const char *broken;    /**< what is there, but cannot be read; NULL where there is no such file */
    const char *failure;   /**< why not */
} mb_output_list;

/** The list of a folder, together with the journal that an interrupted run left; empty where there is none. */
mb_output_list *mb_output_list_read(mb_folder *folder, mb_arena *arena);
mb_output_list *mb_output_list_new(const char *const *names, size_t count, mb_arena *arena);
/** The name in it that is this one; else one that differs in case alone, which on Windows is the same file; else NULL. */
const char *mb_output_list_find(const mb_output_list *list, const char *name);
/** The list as the text of a file. @param temporary the name that a journal tells of; NULL in a list */
mb_text mb_output_list_text(const mb_output_list *list, const char *temporary, mb_arena *arena);

#endif
