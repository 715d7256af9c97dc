#define _POSIX_C_SOURCE 200809L

#include "files.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILES = 10 };

typedef struct part {
    const uint8_t *bytes;
    size_t size;
} part;

static struct {
    bool is_set;
    part parts[MOST_FILES];
    size_t count;
    size_t opened;
} files;

FILE *__real_mb_open_source(const char *path, bool is_named, uint64_t *size, const char **other);
FILE *__wrap_mb_open_source(const char *path, bool is_named, uint64_t *size, const char **other);
bool __real_mb_file_readable(const char *path);
bool __wrap_mb_file_readable(const char *path);

/** Where the next separator begins; `end` where there is none. */
static const uint8_t *find_separator(const uint8_t *at, const uint8_t *end, const char *separator, size_t length)
{
    for (; (size_t)(end - at) >= length; at++) {
        if (memcmp(at, separator, length) == 0) {
            return at;
        }
    }
    return end;
}

size_t fuzz_files_set(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n#####\n";
    const size_t length = sizeof separator - 1;
    const uint8_t *at = data;
    const uint8_t *end = data + size;

    files.is_set = true;
    files.count = 0;
    files.opened = 0;
    for (;;) {
        bool is_last = files.count + 1 == MOST_FILES;
        const uint8_t *past = is_last ? end : find_separator(at, end, separator, length);
        files.parts[files.count++] = (part){at, (size_t)(past - at)};
        if (past == end) {
            break;
        }
        at = past + length;
    }
    return files.count;
}

size_t fuzz_files_count(void)
{
    return files.count;
}

void fuzz_files_clear(void)
{
    files.is_set = false;
}

static const part *find(const char *path)
{
    bool is_name = path[0] >= '0' && path[0] <= '9' && strcmp(path + 1, ".mof") == 0;
    size_t index = is_name ? (size_t)(path[0] - '0') : files.count;
    return index < files.count ? &files.parts[index] : NULL;
}

FILE *__wrap_mb_open_source(const char *path, bool is_named, uint64_t *size, const char **other)
{
    if (!files.is_set) {
        return __real_mb_open_source(path, is_named, size, other);
    }
    const part *found = files.opened++ < FUZZ_MOST_OPENED ? find(path) : NULL;
    *size = found != NULL ? found->size : 0;
    *other = NULL;
    if (found == NULL) {
        errno = ENOENT;
        return NULL;
    }
    /* Only reading is asked for: fmemopen() does not write there. */
    return fmemopen((void *)(uintptr_t)found->bytes, found->size, "r");
}

bool __wrap_mb_file_readable(const char *path)
{
    return files.is_set ? find(path) != NULL : __real_mb_file_readable(path);
}
