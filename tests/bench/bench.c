/*
 * Measures the compiler: speed and memory of parsing and resolving, growth with the size of the input, the cost of
 * generating both Hyper-V schemas, and that of shapes that were costly once. Each measurement is the best of several, each in a process of its own, so that the
 * peak of its memory is its own.
 *
 *     bench <source folder> <work folder> [<main file of the CIM schema>]
 */
#define _DEFAULT_SOURCE

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "driver/driver.h"
#include "check/stage.h"
#include "schema/resolve.h"
#include "syntax/parse.h"

#include "shapes.h"
#include "synthetic.h"

enum { ROUNDS = 5, MOST_FILES = 2000 };

typedef struct measured {
    double parse;   /* seconds */
    double resolve; /* seconds */
    double cpu;     /* seconds, user and system */
    double peak;    /* bytes above an idle process */
    double bytes;   /* of text that was read */
    double classes;
    int failed;
} measured;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double peak_of(int who)
{
    struct rusage usage;

    getrusage(who, &usage);
    return (double)usage.ru_maxrss * 1024;
}

static double cpu_of(int who)
{
    struct rusage usage;

    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Parses and resolves one file with what it includes. */
static void check(const char *path, measured *result)
{
    mb_heap *heap = mb_heap_new(NULL);
    mb_arena *arena = mb_arena_new(heap);
    mb_sources *sources = mb_sources_new(heap, arena);
    mb_symbols *symbols = mb_symbols_new(arena);
    mb_diag *diag = mb_diag_new(heap, arena, sources);
    mb_parse_input input = {.paths = &path, .path_count = 1, .sources = sources, .symbols = symbols};
    mb_resolve_input resolving = {NULL, symbols, "root\\default", NULL};
    mb_unit *unit = NULL;
    mb_schema *schema = NULL;
    double start = now();

    result->failed = !mb_parse(&input, heap, arena, diag, &unit);
    result->parse = now() - start;
    start = now();
    resolving.unit = unit;
    result->failed |= !mb_resolve(&resolving, heap, arena, diag, &schema);
    result->failed |= !mb_check_schema(schema, true, heap, diag);
    result->resolve = now() - start;
    for (size_t i = 0; i < mb_sources_count(sources); i++)
        result->bytes += mb_sources_get(sources, i)->length;
    result->classes = unit == NULL ? 0 : unit->class_count;
    mb_heap_free(heap);
}

typedef struct task {
    const char *const *mofs;
    size_t mof_count;
    const char *output;  /* NULL: parse and resolve; else generate into it */
    const char *warm_up; /* a small MOF that is read before */
    int writes_pages;    /* pages of reference, without diagrams, instead of bindings */
} task;

static void print_to(void *context, const char *text, size_t length)
{
    fwrite(text, 1, length, context);
}

static void perform(const task *task, measured *result)
{
    if (task->output == NULL) {
        check(task->mofs[0], result);
    } else {
        static const char *arguments[MOST_FILES + 6] = {"mofbind", "generate", "-w", "-o"};
        size_t count = 5;
        mb_sink out = {print_to, stdout, NULL};
        mb_sink err = {print_to, stderr, NULL};

        arguments[4] = task->output;
        if (task->writes_pages) {
            arguments[1] = "doc";
            arguments[count++] = "--no-diagrams";
        }
        for (size_t i = 0; i < task->mof_count; i++)
            arguments[count++] = task->mofs[i];
        result->failed = mb_run((int)count, arguments, NULL, &out, &err) != MB_EXIT_GOOD;
    }
}

/* Performs a task in a child. */
static measured measure_once(const task *task)
{
    measured result;
    int pipe_ends[2];
    pid_t child;
    int status;

    memset(&result, 0, sizeof result);
    result.failed = 1;
    if (pipe(pipe_ends) != 0 || (child = fork()) < 0)
        return result;
    if (child == 0) {
        measured warm_up;
        double idle;
        double idle_cpu;

        /* Code and libraries are in memory before the measurement begins: what it takes then is for the MOF. */
        memset(&warm_up, 0, sizeof warm_up);
        check(task->warm_up, &warm_up);
        idle = peak_of(RUSAGE_SELF);
        idle_cpu = cpu_of(RUSAGE_SELF);
        result.failed = 0;
        perform(task, &result);
        result.peak = peak_of(RUSAGE_SELF) - idle;
        result.cpu = cpu_of(RUSAGE_SELF) - idle_cpu;
        _exit(write(pipe_ends[1], &result, sizeof result) == (ssize_t)sizeof result ? 0 : 1);
    }
    close(pipe_ends[1]);
    if (read(pipe_ends[0], &result, sizeof result) != (ssize_t)sizeof result)
        result.failed = 1;
    close(pipe_ends[0]);
    waitpid(child, &status, 0);
    return result;
}

/* The best of several rounds. */
static measured measure(const task *task)
{
    measured best = measure_once(task);

    for (int i = 1; i < ROUNDS && !best.failed; i++) {
        measured next = measure_once(task);

        if (next.failed)
            return next;
        best.cpu = fmin(best.cpu, next.cpu);
        if (next.parse + next.resolve < best.parse + best.resolve) {
            best.parse = next.parse;
            best.resolve = next.resolve;
        }
    }
    return best;
}

static void print_check(const char *name, const measured *m)
{
    double megabytes = m->bytes / 1e6;

    if (m->failed) {
        printf("%-26s failed\n", name);
        return;
    }
    printf("%-26s %8.1f MB %7.0f %9.1f ms %9.1f ms %8.0f MB/s %8.1f MB %6.2f x\n", name, megabytes, m->classes,
           m->parse * 1e3, m->resolve * 1e3, megabytes / (m->parse + m->resolve), m->peak / 1e6, m->peak / m->bytes);
}

/* The exponent k of time ~ size^k: least squares over the logarithms. */
static double growth(const measured *points, size_t count)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    double n = (double)count;

    for (size_t i = 0; i < count; i++) {
        double x = log(points[i].bytes);
        double y = log(points[i].parse + points[i].resolve);

        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

static int measure_checks(const char *work, const char *warm_up, const char *cim)
{
    static const unsigned sizes[] = {1000, 5000, 20000, 50000};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    measured points[SIZES];
    int failed = 0;

    printf("%-26s %11s %7s %12s %12s %13s %11s %8s\n", "parse and resolve", "text", "classes", "parse", "resolve",
           "speed", "memory", "of text");
    if (cim != NULL) {
        task task = {&cim, 1, NULL, warm_up, 0};
        measured m = measure(&task);

        print_check("DMTF CIM 2.49", &m);
        failed |= m.failed;
    }
    for (size_t i = 0; i < SIZES; i++) {
        char path[4096];
        char name[64];
        const char *mof = path;
        task task = {&mof, 1, NULL, warm_up, 0};

        snprintf(path, sizeof path, "%s/synthetic.mof", work);
        snprintf(name, sizeof name, "synthetic, %u", sizes[i]);
        synthetic_write(path, sizes[i]);
        points[i] = measure(&task);
        print_check(name, &points[i]);
        failed |= points[i].failed;
        remove(path);
    }
    if (!failed)
        printf("time grows with size to the power of %.3f\n", growth(points, SIZES));
    return failed;
}

static int measure_written(const char *source, const char *work, const char *warm_up, int writes_pages)
{
    const char *what = writes_pages ? "pages" : "generated";
    char mofs[2][4096];
    char output[4096];
    const char *both[2] = {mofs[0], mofs[1]};
    task task = {both, 2, output, warm_up, writes_pages};
    measured first = {0};
    measured again;

    snprintf(mofs[0], sizeof mofs[0], "%s/mof/WindowsVirtualization.V2.mof", source);
    snprintf(mofs[1], sizeof mofs[1], "%s/mof/WindowsHyperVCluster.V2.mof", source);
    for (int i = 0; i < ROUNDS; i++) {
        measured next;

        /* A new folder each time: what was deleted a moment ago slows the file system down. */
        snprintf(output, sizeof output, "%s/%s-%ld-%d", work, what, (long)getpid(), i);
        next = measure_once(&task);
        if (i == 0 || next.failed || next.cpu < first.cpu)
            first = next;
    }
    again = measure(&task);
    printf("\n%s both Hyper-V schemas: %.1f ms of CPU, all files new\n",
           writes_pages ? "doc --no-diagrams of" : "generate", first.cpu * 1e3);
    printf("again, nothing changed: %.1f ms of CPU\n", again.cpu * 1e3);
    return first.failed || again.failed;
}

/* Shapes that are linear where they can be: what a schema has many of. */

typedef struct shape_row {
    const char *name;
    shape_writer write;
    unsigned count;
    int in_files; /* each line is a file of its own */
} shape_row;

static const shape_row shape_rows[] = {
    {"regular names", shape_regular_names, 2000, 0},
    {"methods with tables", shape_methods_with_tables, 4000, 0},
    {"properties with tables", shape_properties_with_tables, 4000, 0},
    {"renamed members", shape_renamed_properties, 4000, 0},
    {"many files", shape_regular_names, 2000, 1},
    {"chain of classes", shape_chain, 2000, 0},
    {"chain, a property each", shape_growing_chain, 1000, 0},
};

/* Cuts a file into its lines, each in a file of its own. @return how many */
static size_t cut(const char *path, const char **mofs)
{
    static char paths[MOST_FILES][64];
    char line[4096];
    size_t count = 0;
    FILE *in = fopen(path, "rb");

    while (in != NULL && count < MOST_FILES && fgets(line, sizeof line, in) != NULL) {
        FILE *out;

        snprintf(paths[count], sizeof paths[count], "%zu.mof", count);
        out = fopen(paths[count], "wb");
        if (out == NULL || fputs(line, out) < 0 || fclose(out) != 0) {
            perror(paths[count]);
            exit(3);
        }
        mofs[count] = paths[count];
        count++;
    }
    if (in != NULL)
        fclose(in);
    return count;
}

/* In the work folder, so that paths are short however long its own is. */
static int measure_shapes(const char *work, const char *warm_up)
{
    static const char *mofs[MOST_FILES];
    int failed = 0;

    if (chdir(work) != 0) {
        perror(work);
        return 1;
    }
    printf("\n%-26s %11s %12s %11s\n", "generate", "text", "CPU", "memory");
    for (size_t i = 0; i < sizeof shape_rows / sizeof shape_rows[0]; i++) {
        const shape_row *row = &shape_rows[i];
        char output[64];
        struct stat about;
        task task = {mofs, 1, output, warm_up, 0};
        measured m;
        FILE *out = fopen("shape.mof", "wb");

        if (out == NULL) {
            perror("shape.mof");
            return 1;
        }
        row->write(out, row->count);
        fclose(out);
        stat("shape.mof", &about);
        mofs[0] = "shape.mof";
        if (row->in_files)
            task.mof_count = cut("shape.mof", mofs);
        snprintf(output, sizeof output, "shape-%ld-%zu", (long)getpid(), i);
        m = measure_once(&task);
        printf("%-26s %8.2f MB %9.1f ms %8.1f MB\n", row->name, (double)about.st_size / 1e6, m.cpu * 1e3, m.peak / 1e6);
        failed |= m.failed;
    }
    return failed;
}

int main(int argc, char **argv)
{
    char warm_up[4096];
    int failed;

    if (argc < 3) {
        fprintf(stderr, "usage: bench <source folder> <work folder> [<main file of the CIM schema>]\n");
        return 2;
    }
    mkdir(argv[2], 0777);
    snprintf(warm_up, sizeof warm_up, "%s/warm_up.mof", argv[2]);
    synthetic_write(warm_up, 2);
    failed = measure_checks(argv[2], warm_up, argc > 3 ? argv[3] : NULL);
    failed |= measure_written(argv[1], argv[2], warm_up, 0);
    failed |= measure_written(argv[1], argv[2], warm_up, 1);
    failed |= measure_shapes(argv[2], "warm_up.mof");
    return failed;
}
