#include "syntax/path.h"
#include "support/characters.h"

#include <string.h>

/** In what an include says. */
static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/** In the names of this system's files: elsewhere than on Windows a backslash is a character like any other. */
static bool is_native_separator(char c)
{
#if defined(_WIN32)
    return is_separator(c);
#else
    return c == '/';
#endif
}

static bool has_drive(const char *path)
{
    return mb_is_letter(path[0]) && path[1] == ':';
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
    size_t root = has_drive(path) && is_native_separator(path[2]) ? 2 : 0;
    const size_t most = root == 2 ? 3 : 2; /* two begin a share's name on Windows */
    while (root < most && is_native_separator(path[root])) {
        normal[root++] = '/';
    }
    size_t length = root;
    const char *at = path + root;
    while (*at != '\0') {
        size_t part = 0;
        while (at[part] != '\0' && !is_native_separator(at[part])) {
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
    return is_separator(path[0]) || has_drive(path);
}

const char *mb_path_join(mb_arena *arena, const char *directory, const char *path)
{
    char *name = mb_arena_text(arena, path, strlen(path));
    for (char *at = name; *at != '\0'; at++) {
        *at = is_separator(*at) ? '/' : *at;
    }
    if (*directory == '\0') {
        return mb_path_normalise(arena, name);
    }
    const char *separator =
        is_native_separator(directory[strlen(directory) - 1]) ? "" : "/"; /* two begin a share's name */
    return mb_path_normalise(arena, mb_arena_format(arena, "%s%s%s", directory, separator, name));
}

const char *mb_path_directory(mb_arena *arena, const char *path)
{
    size_t length = strlen(path);
    while (length > 0 && !is_native_separator(path[length - 1])) {
        length--;
    }
    while (length > 1 && is_native_separator(path[length - 1])) {
        length--;
    }
    return mb_arena_text(arena, path, length);
}
