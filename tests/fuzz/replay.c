/*
 * Runs inputs that are files through a target, without libFuzzer: replay FILE|FOLDER... A folder stands for the files
 * in it. What breaks a promise aborts.
 */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096 };

static size_t replayed;
static bool cuts;

static int complain(const char *path)
{
    perror(path);
    return EXIT_FAILURE;
}

/** Runs an input from a block of its own size, so that reading past its end is seen. */
static void run(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size + (size == 0));
    if (copy == NULL) {
        abort();
    }
    if (size != 0) {
        memcpy(copy, bytes, size);
    }
    LLVMFuzzerTestOneInput(copy, size);
    replayed++;
    free(copy);
}

static void run_beginnings(const uint8_t *bytes, size_t size)
{
    static const uint8_t mark[] = {0xFF, 0xFE};
    uint8_t *wide = malloc(sizeof mark + 2 * size);
    if (wide == NULL) {
        abort();
    }
    memcpy(wide, mark, sizeof mark);
    for (size_t i = 0; i < size; i++) { /* each byte becomes a unit: what is not ASCII is another character then */
        wide[sizeof mark + 2 * i] = bytes[i];
        wide[sizeof mark + 2 * i + 1] = 0;
    }
    for (size_t length = 0; length <= size; length++) {
        run(bytes, length);
        run(wide, sizeof mark + 2 * length);
        run(wide, sizeof mark + 2 * length - 1);
    }
    free(wide);
}

static int replay_file(const char *path, size_t size)
{
    uint8_t *bytes = malloc(size + 1);
    FILE *file = fopen(path, "rb");
    bool is_read = bytes != NULL && file != NULL && fread(bytes, 1, size, file) == size;
    int result = is_read ? EXIT_SUCCESS : complain(path);

    if (file != NULL) {
        fclose(file);
    }
    if (is_read) {
        fprintf(stderr, "%s\n", path);
        if (cuts) {
            run_beginnings(bytes, size);
        } else {
            run(bytes, size);
        }
    }
    free(bytes);
    return result;
}

static int replay(const char *path);

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    int result = EXIT_SUCCESS;

    if (folder == NULL) {
        return complain(path);
    }
    while ((entry = readdir(folder)) != NULL) {
        char below[PATH_SIZE];
        if (entry->d_name[0] != '.') {
            snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
            result = replay(below) == EXIT_SUCCESS ? result : EXIT_FAILURE;
        }
    }
    closedir(folder);
    return result;
}

static int replay(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return complain(path);
    }
    return S_ISDIR(status.st_mode) ? replay_folder(path) : replay_file(path, (size_t)status.st_size);
}

int main(int argc, char **argv)
{
    int result = EXIT_SUCCESS;
    cuts = argc > 1 && strcmp(argv[1], "--cut") == 0;
    for (int i = cuts ? 2 : 1; i < argc; i++) {
        result = replay(argv[i]) == EXIT_SUCCESS ? result : EXIT_FAILURE;
    }
    printf("%zu inputs\n", replayed);
    return replayed != 0 ? result : EXIT_FAILURE;
}
