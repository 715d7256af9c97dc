#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
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
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
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

/** Makes the folders above a file. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
}

static bool is_link(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
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
        if (!is_link(path) && mb_file_is_folder(path)) {
            remove_tree(path);
        } else {
            unlink(path);
        }
    }
    closedir(open);
    rmdir(folder);
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

    path_of(name, path);
    make_folders(path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

const char *disk_get(const char *name)
{
    static char text[1 << 16];
    char path[PATH_SIZE];
    FILE *file = fopen(path_of(name, path), "rb");

    if (file == NULL || mb_file_is_folder(path)) {
        return NULL;
    }
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
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
    char path[PATH_SIZE];

    path_of(name, path);
    make_folders(path);
    assert_int_equal(mkdir(path, 0777), 0);
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

void disk_link(const char *name, const char *target)
{
    char path[PATH_SIZE];

    path_of(name, path);
    make_folders(path);
    assert_int_equal(symlink(target, path), 0);
}

bool disk_is_link(const char *name)
{
    char path[PATH_SIZE];

    return is_link(path_of(name, path));
}

void disk_rename(const char *name, const char *to)
{
    char from[PATH_SIZE];
    char path[PATH_SIZE];

    assert_int_equal(rename(path_of(name, from), path_of(to, path)), 0);
}

static size_t count_ending(const char *folder, const char *ending)
{
    DIR *open = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    while (open != NULL && (entry = readdir(open)) != NULL) {
        char path[PATH_SIZE];
        size_t length = strlen(entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        assert_in_range(snprintf(path, sizeof path, "%s/%s", folder, entry->d_name), 1, PATH_SIZE - 1);
        count += length >= strlen(ending) && strcmp(entry->d_name + length - strlen(ending), ending) == 0;
        count += !is_link(path) && mb_file_is_folder(path) ? count_ending(path, ending) : 0;
    }
    if (open != NULL) {
        closedir(open);
    }
    return count;
}

size_t disk_count(const char *name, const char *ending)
{
    char path[PATH_SIZE];

    return count_ending(path_of(name, path), ending);
}

void disk_alias(const char *name, const char *other)
{
    char path[PATH_SIZE];
    char existing[PATH_SIZE];

    assert_int_equal(link(path_of(other, existing), path_of(name, path)), 0);
}

void disk_limit(size_t size)
{
    struct rlimit limit;

    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size == 0 ? limit.rlim_max : (rlim_t)size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

void disk_pipe(const char *name)
{
    char path[PATH_SIZE];

    path_of(name, path);
    make_folders(path);
    assert_int_equal(mkfifo(path, 0666), 0);
}

void disk_input(const char *name)
{
    static int before = -1;
    char path[PATH_SIZE];

    if (before < 0) {
        before = dup(STDIN_FILENO);
    }
    int file = name == NULL ? before : open(path_of(name, path), O_RDONLY);
    assert_true(file >= 0);
    assert_int_equal(dup2(file, STDIN_FILENO), STDIN_FILENO);
    if (name != NULL) {
        close(file);
    }
}
