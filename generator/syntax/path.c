#include "syntax/path.h"

#include <string.h>

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/** Removes the last part of the path that was written so far, if that is a name. @return the new length */
static size_t remove_last(const char *path, size_t length, size_t root)
{
    size_t begin = length;
    while (begin > root && path[begin - 1] != '/') {
        begin--;
    }
    bool is_parent = length - begin == 2 && memcmp(path + begin, "..", 2) == 0;
    if (begin == length || is_parent) {
        return SIZE_MAX;
    }
    return begin > root ? begin - 1 : begin;
}

const char *mb_path_normalise(mb_arena *arena, const char *path)
{
    size_t size = strlen(path);
    char *normal = mb_arena_text(arena, path, size);
    size_t root = 0;
    while (root < 2 && is_separator(path[root])) { /* two begin a share's name on Windows */
        normal[root++] = '/';
    }
    size_t length = root;
    const char *at = path + root;
    while (*at != '\0') {
        size_t part = 0;
        while (at[part] != '\0' && !is_separator(at[part])) {
            part++;
        }
        bool is_parent = part == 2 && memcmp(at, "..", 2) == 0;
        size_t shorter = is_parent ? remove_last(normal, length, root) : SIZE_MAX;
        if (shorter != SIZE_MAX) {
            length = shorter;
        } else if (part != 0 && !(part == 1 && *at == '.')) {
            if (length > root) {
                normal[length++] = '/';
            }
            memmove(normal + length, at, part);
            length += part;
        }
        at += part;
        at += *at != '\0' ? 1 : 0;
    }
    normal[length] = '\0';
    return normal;
}

bool mb_path_is_absolute(const char *path)
{
    bool has_drive = ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z') && path[1] == ':';
    return is_separator(path[0]) || has_drive;
}

const char *mb_path_join(mb_arena *arena, const char *directory, const char *path)
{
    if (*directory == '\0') {
        return mb_path_normalise(arena, path);
    }
    const char *separator = is_separator(directory[strlen(directory) - 1]) ? "" : "/"; /* two begin a share's name */
    return mb_path_normalise(arena, mb_arena_format(arena, "%s%s%s", directory, separator, path));
}

const char *mb_path_directory(mb_arena *arena, const char *path)
{
    size_t length = strlen(path);
    while (length > 0 && !is_separator(path[length - 1])) {
        length--;
    }
    while (length > 1 && is_separator(path[length - 1])) {
        length--;
    }
    return mb_arena_text(arena, path, length);
}
