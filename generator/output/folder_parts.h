/**
 * @file
 * What folder.c asks of a system. Private to output/. Functions that return an int or a bool set errno where they fail;
 * where a link is in the way they call mb_folder_refuse_link(), too.
 */
#ifndef MB_OUTPUT_FOLDER_PARTS_H
#define MB_OUTPUT_FOLDER_PARTS_H

#include <stdint.h>

#include "output/folder.h"

enum {
    MB_LONGEST_NAME = 4096, /**< with the NUL behind it */
    MB_LONGEST_TEMPORARY = 64
};

/** What tells a file from all others. */
typedef struct mb_file_identity {
    uint64_t volume;
    uint64_t file;
} mb_file_identity;

/** The system's own: handles. */
typedef struct mb_folder_handles mb_folder_handles;

struct mb_folder {
    const char *path;
    mb_folder_handles *handles;
    bool is_open;
    int error; /**< why it is not open */
    char temporary[MB_LONGEST_TEMPORARY];
    char scratch[MB_LONGEST_NAME];      /**< the name of a temporary file */
    char reason[MB_LONGEST_NAME + 100]; /**< why the last call failed; empty where errno says it */
};

/** Tells of a link, or of what is neither a file nor a folder, that stands where the first `length` bytes of a name lead. */
void mb_folder_refuse_link(mb_folder *folder, const char *name, size_t length);
void mb_folder_refuse_device(mb_folder *folder);

mb_folder_handles *mb_handles_new(mb_arena *arena);
bool mb_handles_open(mb_folder *folder);
void mb_handles_close(mb_folder *folder);
void mb_handles_lock(mb_folder *folder);
/** Makes one folder; one that is there is as good. @return 0, or errno */
int mb_system_make_folder(const char *path);
bool mb_system_is_separator(char c);
/** Two numbers that no other process has together at this time. */
void mb_system_own_numbers(unsigned long *process, unsigned long *time);

/** Opens a regular file. @return a descriptor, or -1 */
int mb_handles_open_file(mb_folder *folder, const char *name, uint64_t *size);
/** Makes a new file, with the folders that it wants. @return a descriptor, or -1 */
int mb_handles_create_file(mb_folder *folder, const char *name);
/** Closes a new file, and gives it another name in the folder in which it is; where that fails, it is removed. */
bool mb_handles_rename_new(mb_folder *folder, int file, const char *name, const char *to);
/** Closes a new file and removes it. */
void mb_handles_discard_new(mb_folder *folder, int file, const char *name);
bool mb_handles_rename(mb_folder *folder, const char *name, const char *to);
bool mb_handles_remove_file(mb_folder *folder, const char *name);
/** Removes a folder if it is empty. */
bool mb_handles_remove_folder(mb_folder *folder, const char *name);
/** Finds a regular file without opening it. */
bool mb_handles_find_file(mb_folder *folder, const char *name, mb_file_identity *identity);

long mb_system_read(int file, char *bytes, size_t length);
int mb_system_close(int file);

#endif
