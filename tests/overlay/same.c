/*
 * same OURS THEIRS LIST WORD: whether each of the files that LIST names, one a line, is in the folder THEIRS what it is
 * in OURS. Of files that list classes the order may be another, and there may be lines beside, which hold WORD, or no
 * word at all but NULL. Prints each that is another, and how many there are; ends with 1 where there are any.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_PATH = 1024, LONGEST_FILE = 1 << 24, MOST_LINES = 100000 };

typedef struct text {
    char *bytes;
    size_t length;
    char **lines;
    size_t count;
} text;

static text a, b;

static bool read_file(const char *folder, const char *name, text *out)
{
    char path[LONGEST_PATH];
    bool good = snprintf(path, sizeof path, "%s/%s", folder, name) < LONGEST_PATH;
    FILE *file = good ? fopen(path, "rb") : NULL;

    out->length = 0;
    if (file == NULL) {
        return false;
    }
    out->length = fread(out->bytes, 1, LONGEST_FILE - 1, file);
    out->bytes[out->length] = '\0';
    good = ferror(file) == 0 && out->length < LONGEST_FILE - 1;
    return fclose(file) == 0 && good;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static void sort_lines(text *of)
{
    char *at = of->bytes;

    of->count = 0;
    while (*at != '\0' && of->count < MOST_LINES) {
        size_t length = strcspn(at, "\n");
        bool is_last = at[length] == '\0';
        at[length] = '\0';
        of->lines[of->count++] = at;
        at += length + !is_last;
    }
    qsort(of->lines, of->count, sizeof(char *), by_text);
}

static bool has_no_word(const char *line)
{
    line += strspn(line, " ");
    line += strncmp(line, "NULL", 4) == 0 ? 4 : 0;
    while (*line != '\0' && !isalnum((unsigned char)*line)) {
        line++;
    }
    return *line == '\0';
}

/** Whether `b` has all lines of `a`, as often, and nothing beside but what may be added. */
static bool same_lines(const char *word)
{
    size_t i = 0, k = 0;

    sort_lines(&a);
    sort_lines(&b);
    while (i < a.count || k < b.count) {
        int order = i == a.count ? 1 : k == b.count ? -1 : strcmp(a.lines[i], b.lines[k]);
        if (order < 0 || (order > 0 && strstr(b.lines[k], word) == NULL && !has_no_word(b.lines[k]))) {
            return false;
        }
        i += order <= 0;
        k += order >= 0;
    }
    return true;
}

/** The files which list classes: mofbind.files, X/CMakeLists.txt, X/include/X.h and X/src/schema.c. */
static bool lists_classes(const char *name)
{
    const char *ending = strrchr(name, '/');
    unsigned depth = 0;

    for (const char *c = name; *c != '\0'; c++) {
        depth += *c == '/';
    }
    ending = ending != NULL ? ending + 1 : name;
    return strcmp(name, "mofbind.files") == 0 || strcmp(ending, "CMakeLists.txt") == 0 ||
           strcmp(ending, "schema.c") == 0 || (depth == 2 && strstr(name, "/include/") != NULL);
}

static bool make_room(text *of)
{
    of->bytes = malloc(LONGEST_FILE);
    of->lines = calloc(MOST_LINES, sizeof(char *));
    return of->bytes != NULL && of->lines != NULL;
}

static bool is_same(char **argv, const char *name)
{
    if (!read_file(argv[1], name, &a) || !read_file(argv[2], name, &b)) {
        return false;
    }
    bool is_equal = a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
    return is_equal || (lists_classes(name) && same_lines(argv[4]));
}

int main(int argc, char **argv)
{
    char name[LONGEST_PATH];
    unsigned files = 0, others = 0;
    FILE *list = argc == 5 && make_room(&a) && make_room(&b) ? fopen(argv[3], "r") : NULL;

    if (list == NULL) {
        printf("usage: same OURS THEIRS LIST WORD\n");
        return 2;
    }
    while (fgets(name, sizeof name, list) != NULL) {
        name[strcspn(name, "\r\n")] = '\0';
        if (name[0] == '#') {
            continue; /* what mofbind.files says of itself */
        }
        files++;
        if (!is_same(argv, name)) {
            printf("%s\n", name);
            others++;
        }
    }
    fclose(list);
    printf("%u of %u files are others\n", others, files);
    free(a.bytes);
    free(a.lines);
    free(b.bytes);
    free(b.lines);
    return others != 0 || files == 0;
}
