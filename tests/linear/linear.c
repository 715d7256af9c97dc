/*
 * linear FOLDER: inputs in two sizes, one twice the other. The branches that the compiler takes and the memory that it
 * holds at most are counted; twice the input takes about twice as many of both, and not four times. Writes its files in
 * FOLDER.
 */
#define _DEFAULT_SOURCE

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "driver/driver.h"
#include "shapes.h"
#include "synthetic.h"

/** FEW of what becomes files that are written. */
enum { FEW = 300, MANY = 1500, ROOM = 4096 };

/** Sorting takes a little more than twice; where a pair is looked at for each pair of things it is four times. */
static const double most_growth = 2.4;

/* What is counted */

static unsigned long long branches;

/** Called by the compiler's code at each branch. */
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    branches++;
}

typedef struct meter {
    size_t held;
    size_t most;
} meter;

/** A block, with its size before it. */
typedef union header {
    size_t size;
    max_align_t alignment;
} header;

static void *metered_allocate(void *context, size_t size)
{
    meter *counts = context;
    header *block = malloc(sizeof *block + size);

    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    counts->held += size;
    counts->most = counts->held > counts->most ? counts->held : counts->most;
    return block + 1;
}

static void metered_release(void *context, void *pointer)
{
    meter *counts = context;
    header *block = pointer;

    if (block != NULL) {
        counts->held -= block[-1].size;
        free(block - 1);
    }
}

/* Inputs */

typedef struct shape {
    const char *name;
    const char *command;
    shape_writer write;
    unsigned count; /**< of the second, which has twice as many as the first */
    bool in_files;  /**< each line is a file of its own */
} shape;

static const shape shapes[] = {
    {"regular names", "generate", shape_regular_names, FEW, false},
    {"methods with tables", "generate", shape_methods_with_tables, MANY, false},
    {"properties with tables", "generate", shape_properties_with_tables, MANY, false},
    {"renamed properties", "generate", shape_renamed_properties, MANY, false},
    {"renamed parameters", "generate", shape_renamed_parameters, MANY, false},
    {"renamed classes", "generate", shape_renamed_classes, FEW, false},
    {"instances", "check", shape_instances, MANY, false},
    {"warnings", "check", shape_warnings, MANY, false},
    {"subclasses", "generate", shape_subclasses, FEW, false},
    {"namespaces", "generate", shape_namespaces, FEW, false},
    {"chain of classes", "check", shape_chain, MANY, false},
    {"chain of classes with properties", "check", shape_growing_chain, MANY, false},
    {"many files", "check", shape_regular_names, FEW, true},
    {"many files, generated", "generate", shape_regular_names, FEW, true},
    {"methods with tables", "doc", shape_methods_with_tables, MANY, false},
    {"properties with tables", "doc", shape_properties_with_tables, MANY, false},
    {"renamed parameters", "doc", shape_renamed_parameters, MANY, false},
    {"subclasses", "doc", shape_subclasses, FEW, false},
    {"namespaces", "doc", shape_namespaces, FEW, false},
};

/* Runs */

static char folder[ROOM];
static char paths[FEW][ROOM];

/** Writes the input, in as many files as it has lines where that is wanted. @return how many files */
static unsigned write_input(const shape *what, unsigned count)
{
    char line[ROOM];
    unsigned files = 0;

    snprintf(paths[0], ROOM, "%.4000s/all.mof", folder);
    FILE *out = fopen(paths[0], "wb");
    what->write(out, count);
    fclose(out);
    if (!what->in_files) {
        return 1;
    }
    FILE *in = fopen(paths[0], "rb");
    char all[ROOM];
    memcpy(all, paths[0], sizeof all);
    while (fgets(line, sizeof line, in) != NULL) {
        snprintf(paths[files], ROOM, "%.4000s/%u.mof", folder, files);
        out = fopen(paths[files++], "wb");
        fputs(line, out);
        fclose(out);
    }
    fclose(in);
    return files;
}

static void ignore(void *context, const char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
}

static double text_of_folder(const char *path, bool is_removed)
{
    char inside[ROOM + 256];
    double bytes = 0;
    struct stat about;
    DIR *open = opendir(path);

    for (const struct dirent *each; open != NULL && (each = readdir(open)) != NULL;) {
        snprintf(inside, sizeof inside, "%.*s/%s", ROOM - 1, path, each->d_name);
        if (each->d_name[0] == '.' || stat(inside, &about) != 0) {
            continue;
        }
        if (S_ISDIR(about.st_mode)) {
            bytes += text_of_folder(inside, is_removed);
        } else {
            bytes += (double)about.st_size;
        }
        if (is_removed) {
            remove(inside);
        }
    }
    if (open != NULL) {
        closedir(open);
    }
    return bytes;
}

typedef struct measured {
    double work;
    double memory;
    double text; /**< that was generated */
    mb_exit status;
} measured;

static measured run(const char *command, unsigned files)
{
    static const char *arguments[FEW + 8];
    char output[ROOM];
    meter counts = {0, 0};
    const mb_allocator allocator = {metered_allocate, metered_release, &counts};
    const mb_sink nothing = {ignore, NULL, NULL};
    measured result;
    int argc = 0;

    snprintf(output, sizeof output, "%.4000s/out", folder);
    arguments[argc++] = "mofbind";
    arguments[argc++] = command;
    if (strcmp(command, "generate") == 0 || strcmp(command, "doc") == 0) {
        arguments[argc++] = strcmp(command, "doc") == 0 ? "--no-diagrams" : "--no-runtime";
        arguments[argc++] = "-o";
        arguments[argc++] = output;
    }
    for (unsigned i = 0; i < files; i++) {
        arguments[argc++] = paths[i];
    }
    branches = 0;
    result.status = mb_run(argc, arguments, &allocator, &nothing, &nothing);
    result.work = (double)branches;
    result.memory = (double)counts.most;
    result.text = text_of_folder(output, false);
    text_of_folder(output, true);
    return result;
}

static measured measure(const shape *what, unsigned count)
{
    return run(what->command, write_input(what, count));
}

static int check_growth(const char *name, const char *what, double one, double two)
{
    if (two <= most_growth * one) {
        return 0;
    }
    printf("%s: twice the input takes %.2f times the %s\n", name, two / one, what);
    return 1;
}

static int check_shape(const shape *what)
{
    const measured one = measure(what, what->count / 2), two = measure(what, what->count);

    printf("%-34s %-9s work x %.2f, memory x %.2f\n", what->name, what->command, two.work / one.work,
           two.memory / one.memory);
    if (one.status != MB_EXIT_GOOD || two.status != MB_EXIT_GOOD || one.work < what->count) {
        printf("%s: the run failed\n", what->name);
        return 1;
    }
    return check_growth(what->name, "work", one.work, two.work) +
           check_growth(what->name, "memory", one.memory, two.memory);
}

/**
 * A struct has all members of its class, so that what is generated of a chain grows with the square of its length where
 * each class adds one, and so do the names of its ancestors. Held in memory is little more than that text.
 */
static int check_chain(const char *name, shape_writer write, double most)
{
    const shape what = {name, "generate", write, 2 * FEW, false};
    const measured one = measure(&what, what.count);

    printf("%-34s generate  memory %.2f times what is generated\n", name, one.memory / one.text);
    if (one.status != MB_EXIT_GOOD || one.memory > most * one.text) {
        printf("%s: more than %.1f\n", name, most);
        return 1;
    }
    return 0;
}

/** Of the benchmark: the text itself included. */
static int check_synthetic(void)
{
    snprintf(paths[0], ROOM, "%.4000s/all.mof", folder);
    const double text = (double)synthetic_write(paths[0], 1000);
    const measured one = run("check", 1);

    printf("synthetic: memory %.2f times the text\n", one.memory / text);
    return one.status != MB_EXIT_GOOD || one.memory > 3.9 * text;
}

int main(int argc, char **argv)
{
    int failures = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: linear FOLDER\n");
        return 2;
    }
    snprintf(folder, sizeof folder, "%s", argv[1]);
    mkdir(folder, 0777);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        failures += check_shape(&shapes[i]);
    }
    failures += check_chain("chain of classes", shape_chain, 2);
    failures += check_chain("chain of classes with properties", shape_growing_chain, 4);
    failures += check_synthetic();
    return failures == 0 ? 0 : 1;
}
