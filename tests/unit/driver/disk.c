#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <utime.h>

#include "disk.h"
#include "output/files.h"

enum { PATH_SIZE = 1024, LONG_AGO = 1000000000 };

static const char *path_of(const char *name, char path[PATH_SIZE])
{
    int length = snprintf(path, PATH_SIZE, "%s/%s", DISK, name);

    assert_in_range(length, 1, PATH_SIZE - 1);
    return path;
}

static void remove_tree(const char *folder)
{
    DIR *open = opendir(folder);
    struct dirent *entry;

    if (open == NULL) {
        return;
    }
    while ((entry = readdir(open)) != NULL) {
        char path[PATH_SIZE];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        assert_in_range(snprintf(path, sizeof path, "%s/%s", folder, entry->d_name), 1, PATH_SIZE - 1);
        if (mb_file_is_folder(path)) {
            remove_tree(path);
        } else {
            mb_file_remove(path);
        }
    }
    closedir(open);
    mb_folder_remove(folder);
}

int disk_clear(void **state)
{
    (void)state;
    remove_tree(DISK);
    return mb_file_is_folder(DISK) ? -1 : 0;
}

void disk_put(const char *name, const char *text)
{
    char path[PATH_SIZE];

    assert_true(mb_file_write(path_of(name, path), text, strlen(text)));
}

const char *disk_get(const char *name)
{
    static char text[1 << 16];
    char path[PATH_SIZE];
    size_t length = 0;

    if (!mb_file_read(path_of(name, path), text, sizeof text - 1, &length)) {
        return NULL;
    }
    text[length] = '\0';
    return text;
}

bool disk_has(const char *name)
{
    char path[PATH_SIZE];

    return mb_file_readable(path_of(name, path)) || mb_file_is_folder(path);
}

void disk_folder(const char *name)
{
    char file[PATH_SIZE];
    char path[PATH_SIZE];

    assert_in_range(snprintf(file, sizeof file, "%s/x", name), 1, PATH_SIZE - 1);
    disk_put(file, "");
    assert_true(mb_file_remove(path_of(file, path)));
}

void disk_age(const char *name)
{
    const struct utimbuf times = {LONG_AGO, LONG_AGO};
    char path[PATH_SIZE];

    assert_int_equal(utime(path_of(name, path), (struct utimbuf *)&times), 0);
    assert_true(disk_is_old(name));
}

bool disk_is_old(const char *name)
{
    struct stat status;
    char path[PATH_SIZE];

    assert_int_equal(stat(path_of(name, path), &status), 0);
    return status.st_mtime == LONG_AGO;
}
