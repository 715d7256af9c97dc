#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64
#endif

#include "source/other_case.h"

#if defined(_WIN32)

/** Names that differ in case are the same. */
const char *mb_path_in_other_case(const char *path, mb_arena *arena)
{
    (void)path;
    (void)arena;
    return NULL;
}

#else

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "support/text.h"

enum { LONGEST = 4096 };

/** Puts the name of what is in a folder, and is called like `name` in any case of letters, in its place. Of several the first
 * by its bytes. */
static bool find_name(const char *folder, char *name)
{
    DIR *open = opendir(folder);
    struct dirent *entry;
    char best[LONGEST] = "";

    while (open != NULL && (entry = readdir(open)) != NULL) {
        if (mb_equal_names(entry->d_name, name) && (best[0] == '\0' || strcmp(entry->d_name, best) < 0)) {
            strcpy(best, entry->d_name);
        }
    }
    if (open != NULL) {
        closedir(open);
    }
    if (best[0] != '\0') {
        strcpy(name, best); /* of the same length */
    }
    return best[0] != '\0';
}

const char *mb_path_in_other_case(const char *path, mb_arena *arena)
{
    const size_t length = strlen(path);
    char built[LONGEST];
    struct stat status;

    if (length == 0 || length >= sizeof built) {
        return NULL;
    }
    memcpy(built, path, length + 1);
    for (size_t begin = strspn(path, "/"); begin < length;) {
        const size_t end = begin + strcspn(path + begin, "/");
        built[end] = '\0';
        if (stat(built, &status) != 0) {
            char folder[LONGEST] = ".";
            char name[LONGEST];
            if (begin != 0) {
                memcpy(folder, built, begin);
                folder[begin] = '\0';
            }
            strcpy(name, built + begin);
            if (!find_name(folder, name)) {
                return NULL;
            }
            memcpy(built + begin, name, end - begin);
        }
        built[end] = path[end];
        begin = end + strspn(path + end, "/");
    }
    return strcmp(built, path) == 0 || stat(built, &status) != 0 || S_ISDIR(status.st_mode)
               ? NULL
               : mb_arena_text(arena, built, length);
}

#endif
