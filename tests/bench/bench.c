/*
 * Measures the compiler: speed and memory of parsing and resolving, growth with the size of the input, and the cost of
 * generating both Hyper-V schemas. Each measurement is the best of several, each in a process of its own, so that the
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
#include "schema/schema.h"
#include "syntax/parse.h"

#include "synthetic.h"

enum { ROUNDS = 5 };

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
    result->resolve = now() - start;
    for (size_t i = 0; i < mb_sources_count(sources); i++)
        result->bytes += mb_sources_get(sources, i)->length;
    result->classes = unit == NULL ? 0 : unit->class_count;
    mb_heap_free(heap);
}

typedef struct task {
    const char *mof[2];
    const char *output;  /* NULL: parse and resolve; else generate into it */
    const char *warm_up; /* a small MOF that is read before */
} task;

static void print_to(void *context, const char *text, size_t length)
{
    fwrite(text, 1, length, context);
}

static void perform(const task *task, measured *result)
{
    if (task->output == NULL) {
        check(task->mof[0], result);
    } else {
        const char *arguments[] = {"mofbind", "generate", "-w", "-o", task->output, task->mof[0], task->mof[1]};
        mb_sink out = {print_to, stdout, NULL};
        mb_sink err = {print_to, stderr, NULL};

        result->failed = mb_run(7, arguments, NULL, &out, &err) != MB_EXIT_GOOD;
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
        task task = {{cim, NULL}, NULL, warm_up};
        measured m = measure(&task);

        print_check("DMTF CIM 2.49", &m);
        failed |= m.failed;
    }
    for (size_t i = 0; i < SIZES; i++) {
        char path[4096];
        char name[64];
        task task = {{path, NULL}, NULL, warm_up};

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

static int measure_generate(const char *source, const char *work, const char *warm_up)
{
    char mofs[2][4096];
    char output[4096];
    task task = {{mofs[0], mofs[1]}, output, warm_up};
    measured first = {0};
    measured again;

    snprintf(mofs[0], sizeof mofs[0], "%s/mof/WindowsVirtualization.V2.mof", source);
    snprintf(mofs[1], sizeof mofs[1], "%s/mof/WindowsHyperVCluster.V2.mof", source);
    for (int i = 0; i < ROUNDS; i++) {
        measured next;

        /* A new folder each time: what was deleted a moment ago slows the file system down. */
        snprintf(output, sizeof output, "%s/generated-%ld-%d", work, (long)getpid(), i);
        next = measure_once(&task);
        if (i == 0 || next.failed || next.cpu < first.cpu)
            first = next;
    }
    again = measure(&task);
    printf("\ngenerate both Hyper-V schemas: %.1f ms of CPU, all files new\n", first.cpu * 1e3);
    printf("generate them again, nothing changed: %.1f ms of CPU\n", again.cpu * 1e3);
    return first.failed || again.failed;
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
    failed |= measure_generate(argv[1], argv[2], warm_up);
    return failed;
}
